/* Computing without memory: no table, and the data and the query answer as before. */
#include "model.h"

typedef struct fixture {
        prg_programme *programme;
        prg_data *data;
        prg_query *query;
} fixture;

static void enter(prg_data *data, const char *indicator, const char *area, const char *period, int64_t number,
        prg_scope scope)
{
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        key.indicator = model_get(prg_data_programme(data), "indicator", indicator);
        key.area = model_get(prg_data_programme(data), "area", area);
        key.scope = scope;
        value.number = (prg_decimal){ number, 0 };
        oom_check(prg_period_parse(&key.period, prg_data_calendars(data), period, strlen(period)) == 0);
        oom_check(prg_data_set(data, &key, &value) == 0);
}

/* A flow, a stock, a mean and their ratio, over two communes of a province; a flow, a ratio and a formula that are
 * computed in bulk. */
static fixture fixture_new(void)
{
        static const char *const indicators[][2] = { { "n", "flow" }, { "s", "stock" }, { "m", "flow" }, { "k", "flow" },
                { "r", "ratio" }, { "q", "ratio" }, { "f", "computed" }, { "g", "computed" } };
        static const char text[] = "indicators n, s, m, r, k, q, f; areas all; periods 2018-Q1; measures value, growth, rank";
        fixture it = { NULL, NULL, NULL };
        oom_check(prg_programme_new(&it.programme, "plan") == 0);
        prg_item *root = prg_programme_root(it.programme);
        oom_check(prg_item_set(model_add(root, "areas", "P"), "level", "province") == 0);
        for (int i = 0; i < 2; i++) {
                prg_item *area = model_add(root, "areas", i ? "B" : "A");
                oom_check(prg_item_set(area, "level", "commune") == 0 && prg_item_set(area, "parent", "P") == 0);
        }
        for (int i = 0; i < 8; i++) {
                prg_item *indicator = model_add(root, "indicators", indicators[i][0]);
                oom_check(prg_item_set(indicator, "kind", indicators[i][1]) == 0);
                if (i < 4)
                        oom_check(prg_item_set(indicator, "period", "month") == 0);
        }
        oom_check(prg_item_set(model_get(it.programme, "indicator", "m"), "over_areas", "median") == 0);
        prg_item *ratio = model_get(it.programme, "indicator", "r");
        oom_check(prg_item_set(ratio, "numerator", "n") == 0 && prg_item_set(ratio, "denominator", "m") == 0
                && prg_item_set(ratio, "operands", "matched") == 0);
        ratio = model_get(it.programme, "indicator", "q");
        oom_check(prg_item_set(ratio, "numerator", "k") == 0 && prg_item_set(ratio, "denominator", "k") == 0);
        oom_check(prg_item_set(model_get(it.programme, "indicator", "f"), "formula",
                          "rolling(k, 2, 1) + agg(s, time=mean) + stddev_over(k) + rank(k)") == 0);
        oom_check(prg_item_set(model_get(it.programme, "indicator", "g"), "formula", "k / (prev(k) + 1) - q") == 0);
        oom_check(prg_data_new(&it.data, it.programme, NULL) == 0);
        enter(it.data, "n", "A", "2018-01", 1, PRG_SCOPE_UNIT);
        enter(it.data, "n", "B", "2018-Q1", 9, PRG_SCOPE_UNIT);
        enter(it.data, "n", "B", "2018-01", 7, PRG_SCOPE_UNIT);
        enter(it.data, "n", "P", "2018-02", 5, PRG_SCOPE_TOTAL);
        enter(it.data, "s", "A", "2018-02", 4, PRG_SCOPE_UNIT);
        enter(it.data, "m", "A", "2018-01", 2, PRG_SCOPE_UNIT);
        enter(it.data, "k", "A", "2018-01", 3, PRG_SCOPE_UNIT);
        oom_check(prg_query_parse(&it.query, it.programme, text, strlen(text)) == 0);
        return it;
}

static void fixture_free(fixture *it)
{
        prg_query_free(it->query);
        prg_data_free(it->data);
        prg_programme_unref(it->programme);
}

/* The number of n in the province: A 1, B 9. */
static int is_right(const prg_table *table)
{
        static const size_t place[PRG_AXES] = { 0, 0, 0, 0, 0 };
        prg_decimal number = { 0, 0 };
        return prg_table_decimal(table, place, &number) == 0 && number.mantissa == 10;
}

static int run_compute(void)
{
        fixture it = fixture_new();
        prg_table *table = NULL;
        prg_report *report = NULL;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        oom_check(prg_report_new(&report, NULL) == 0);
        options.report = report;
        oom_begin();
        int code = prg_compute(&table, it.data, it.query, &options);
        oom_end();
        if (code < 0) {
                oom_check(table == NULL);
                oom_check(prg_compute(&table, it.data, it.query, NULL) == 0);
        }
        oom_check(is_right(table));
        prg_table_free(table);
        prg_report_free(report);
        fixture_free(&it);
        return model_result(code);
}

static int run_cube_open(void)
{
        fixture it = fixture_new();
        prg_cube *cube = NULL;
        oom_begin();
        int code = prg_cube_open(&cube, it.data, it.query, NULL);
        oom_end();
        if (code < 0) {
                oom_check(cube == NULL);
                oom_check(prg_cube_open(&cube, it.data, it.query, NULL) == 0);
        }
        oom_check(is_right(prg_cube_table(cube)));
        prg_cube_free(cube);
        fixture_free(&it);
        return model_result(code);
}

static int run_cube_open_several(void)
{
        fixture it = fixture_new();
        const prg_query *queries[] = { it.query, it.query };
        prg_cube *cube = NULL;
        oom_begin();
        int code = prg_cube_open_several(&cube, it.data, queries, 2, NULL);
        oom_end();
        if (code < 0) {
                oom_check(cube == NULL);
                oom_check(prg_cube_open_several(&cube, it.data, queries, 2, NULL) == 0);
        }
        oom_check(is_right(prg_cube_table_at(cube, 0)) && is_right(prg_cube_table_at(cube, 1)));
        prg_cube_free(cube);
        fixture_free(&it);
        return model_result(code);
}

static int run_cube_refresh(void)
{
        static const char text[] = "indicators k, q, g, f; areas all; periods 2018-Q1";
        fixture it = fixture_new();
        prg_query *query = NULL;
        prg_cube *cube = NULL;
        const size_t ratio[PRG_AXES] = { 1, 0, 0, 0, 0 };
        double number = 0;
        oom_check(prg_query_parse(&query, it.programme, text, strlen(text)) == 0);
        oom_check(prg_cube_open(&cube, it.data, query, NULL) == 0);
        enter(it.data, "k", "B", "2018-03", 5, PRG_SCOPE_UNIT);
        oom_begin();
        int code = prg_cube_refresh(cube);
        oom_end();
        if (code < 0)
                oom_check(prg_cube_refresh(cube) == 0);
        oom_check(prg_table_double(prg_cube_table(cube), ratio, &number) == 0 && number == 1);
        prg_cube_free(cube);
        prg_query_free(query);
        fixture_free(&it);
        return model_result(code);
}

static int run_cube_apply(void)
{
        fixture it = fixture_new();
        prg_cube *cube = NULL;
        oom_check(prg_cube_open(&cube, it.data, it.query, NULL) == 0);
        const prg_table *before = prg_cube_table(cube);
        enter(it.data, "s", "B", "2018-03", 3, PRG_SCOPE_UNIT);
        oom_begin();
        int code = prg_cube_apply(cube);
        oom_end();
        if (code < 0) {
                oom_check(prg_cube_table(cube) == before);
                oom_check(prg_cube_apply(cube) == 0);
        }
        oom_check(is_right(prg_cube_table(cube)));
        prg_cube_free(cube);
        fixture_free(&it);
        return model_result(code);
}

static int run_cube_table(void)
{
        oom_begin();
        const prg_table *table = prg_cube_table(NULL);
        oom_end();
        oom_check(table == NULL);
        return 0;
}

static int run_cube_table_at(void)
{
        oom_begin();
        const prg_table *table = prg_cube_table_at(NULL, 0);
        oom_end();
        oom_check(table == NULL);
        return 0;
}

static int run_cube_free(void)
{
        oom_begin();
        prg_cube_free(NULL);
        oom_end();
        return 0;
}

const oom_row oom_compute[] = {
        { "prg_compute", run_compute },
        { "prg_cube_open", run_cube_open },
        { "prg_cube_open_several", run_cube_open_several },
        { "prg_cube_apply", run_cube_apply },
        { "prg_cube_refresh", run_cube_refresh },
        { "prg_cube_table", run_cube_table },
        { "prg_cube_table_at", run_cube_table_at },
        { "prg_cube_free", run_cube_free },
        { NULL, NULL },
};
