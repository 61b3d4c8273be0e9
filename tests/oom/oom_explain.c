/* Explaining without memory: no explanation, and what there is reads and writes as before. */
#include "model.h"

static prg_programme *programme;
static prg_data *data;
static prg_query *query;
static const size_t place[PRG_AXES] = { 2, 0, 0, 0, 0 };

static void enter(const char *indicator, const char *area, const char *period, int64_t number, prg_scope scope)
{
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        key.indicator = model_get(programme, "indicator", indicator);
        key.area = model_get(programme, "area", area);
        key.scope = scope;
        value.number = (prg_decimal){ number, 0 };
        value.note = "kept";
        oom_check(prg_period_parse(&key.period, prg_data_calendars(data), period, strlen(period)) == 0);
        oom_check(prg_data_set(data, &key, &value) == 0);
}

/* Two flows over two communes of a province, and their ratio. */
static void fixture_new(void)
{
        static const char text[] = "indicators n, m, r; areas P; periods 2018-Q1; measures value, change, share, rank";
        programme = NULL;
        data = NULL;
        query = NULL;
        oom_check(prg_programme_new(&programme, "plan") == 0);
        prg_item *root = prg_programme_root(programme);
        oom_check(prg_item_set(model_add(root, "areas", "P"), "level", "province") == 0);
        for (int i = 0; i < 2; i++) {
                prg_item *area = model_add(root, "areas", i ? "B" : "A");
                oom_check(prg_item_set(area, "level", "commune") == 0 && prg_item_set(area, "parent", "P") == 0);
        }
        for (int i = 0; i < 2; i++) {
                prg_item *indicator = model_add(root, "indicators", i ? "m" : "n");
                oom_check(prg_item_set(indicator, "kind", "flow") == 0 && prg_item_set(indicator, "period", "month") == 0);
        }
        prg_item *ratio = model_add(root, "indicators", "r");
        oom_check(prg_item_set(ratio, "kind", "ratio") == 0 && prg_item_set(ratio, "numerator", "n") == 0
                && prg_item_set(ratio, "denominator", "m") == 0);
        oom_check(prg_data_new(&data, programme, NULL) == 0);
        enter("n", "A", "2018-01", 1, PRG_SCOPE_UNIT);
        enter("n", "A", "2018-01", 2, PRG_SCOPE_UNIT);
        enter("n", "B", "2018-Q1", 9, PRG_SCOPE_UNIT);
        enter("n", "B", "2018-01", 7, PRG_SCOPE_UNIT);
        enter("n", "P", "2018-02", 5, PRG_SCOPE_OWN);
        enter("m", "P", "2018-02", 4, PRG_SCOPE_TOTAL);
        oom_check(prg_query_parse(&query, programme, text, strlen(text)) == 0);
}

static void fixture_free(void)
{
        prg_query_free(query);
        prg_data_free(data);
        prg_programme_unref(programme);
}

static prg_explanation *made(void)
{
        prg_explanation *explanation = NULL;
        oom_check(prg_explain(&explanation, data, query, place, NULL) == 0);
        return explanation;
}

/* n is 2 + 9 + 5, m is 4. */
static int is_right(const prg_explanation *explanation)
{
        prg_buf above = PRG_BUF_INIT, below = PRG_BUF_INIT;
        int right = prg_explanation_quotient(explanation, &above, &below) == 0 && strcmp(above.data, "4") == 0
                && strcmp(below.data, "1") == 0;
        prg_buf_dispose(&above);
        prg_buf_dispose(&below);
        return right && prg_explanation_count(explanation) == 2;
}

static int run_explain(void)
{
        static const size_t rank[PRG_AXES] = { 0, 0, 0, 0, 3 };
        prg_explanation *explanation = NULL, *other = NULL;
        fixture_new();
        oom_begin();
        int code = prg_explain(&explanation, data, query, place, NULL);
        int second = prg_explain(&other, data, query, rank, NULL);
        oom_end();
        oom_check((code < 0) == (explanation == NULL) && (second < 0) == (other == NULL));
        if (code < 0)
                explanation = made();
        oom_check(is_right(explanation));
        prg_explanation_free(explanation);
        prg_explanation_free(other);
        fixture_free();
        return model_result(code < 0 ? code : second);
}

/* A formula over other periods, areas and units, of a supposed value, with a target. */
static int run_explain_formula(void)
{
        static const char text[] = "indicators x = sum_over(max(n, 1)) / target(n) + prev(m) - agg(n, time=max); areas P; "
                                   "periods 2018-Q1; what if n@A@2018-01 = 3";
        static const size_t first[PRG_AXES] = { 0 };
        prg_explanation *explanation = NULL;
        prg_query *other = NULL;
        fixture_new();
        prg_item *target = model_add(prg_programme_root(programme), "targets", "T");
        oom_check(prg_item_set(target, "indicator", "n") == 0 && prg_item_set(target, "area", "P") == 0
                && prg_item_set(target, "period", "2018-Q1") == 0 && prg_item_set(target, "value", "4") == 0);
        oom_check(prg_data_rebind(data, NULL, NULL) == 0 && prg_query_parse(&other, programme, text, strlen(text)) == 0);
        oom_begin();
        int code = prg_explain(&explanation, data, other, first, NULL);
        const char *formula = prg_explanation_formula(explanation);
        const char *operand = prg_explanation_operand(prg_explanation_child(explanation, 1));
        oom_end();
        oom_check((code < 0) == (explanation == NULL) && (code < 0) == (formula == NULL));
        oom_check(code < 0 || strcmp(operand, "target(n)") == 0);
        prg_explanation_free(explanation);
        prg_query_free(other);
        fixture_free();
        return model_result(code);
}

static int run_explain_table(void)
{
        prg_explanation *explanation = NULL;
        prg_table *table = NULL;
        fixture_new();
        oom_check(prg_compute(&table, data, query, NULL) == 0);
        oom_begin();
        int code = prg_explain_table(&explanation, data, table, place, NULL);
        oom_end();
        oom_check((code < 0) == (explanation == NULL));
        if (code < 0)
                explanation = made();
        oom_check(is_right(explanation));
        prg_table_free(table);
        prg_explanation_free(explanation);
        fixture_free();
        return model_result(code);
}

/* What needs no memory, or only that of a buffer. */
static int run_read(void)
{
        prg_cell cell;
        prg_entry entry;
        prg_period period;
        fixture_new();
        prg_explanation *it = made();
        oom_begin();
        const prg_explanation *child = prg_explanation_child(it, 1);
        int holds = prg_explanation_step(child) == PRG_STEP_DENOMINATOR && prg_explanation_count(it) == 2
                && prg_explanation_operation(it) == PRG_OPERATION_QUOTIENT && prg_explanation_counts(child)
                && !prg_explanation_is_cut(it) && prg_explanation_size(child) == 1 && prg_explanation_area(it)
                && prg_explanation_indicator(it) && prg_explanation_source(it) == NULL
                && prg_explanation_measure(it) == PRG_MEASURE_VALUE && prg_explanation_cell(child, &cell) == 0
                && prg_explanation_entry(child, &entry) == PRG_END && prg_explanation_period(it, &period) == 0
                && prg_explanation_note_count(it) > 0 && prg_step_name(PRG_STEP_AREA) && prg_operation_name(PRG_OPERATION_SUM);
        oom_end();
        oom_check(holds && cell.state == PRG_STATE_VALUE);
        prg_explanation_free(it);
        fixture_free();
        return 0;
}

/* A buffer that holds something already, which must stay as it is when there is no memory. */
static int check_text(int (*append)(prg_buf *out, const prg_explanation *it))
{
        prg_buf buf = PRG_BUF_INIT;
        fixture_new();
        prg_explanation *it = made();
        oom_check(prg_buf_append(&buf, ">", 1) == 0);
        oom_begin();
        int code = append(&buf, it);
        oom_end();
        oom_check(code == 0 ? buf.length > 1 : strcmp(buf.data, ">") == 0);
        oom_check(is_right(it));
        prg_buf_dispose(&buf);
        prg_explanation_free(it);
        fixture_free();
        return model_result(code);
}

static int append_text(prg_buf *out, const prg_explanation *it)
{
        return prg_explanation_text(out, it, PRG_NUMBER_PLAIN);
}

static int append_quotient(prg_buf *out, const prg_explanation *it)
{
        prg_buf below = PRG_BUF_INIT;
        int code = prg_explanation_quotient(it, out, &below);
        prg_buf_dispose(&below);
        return code;
}

static int append_label(prg_buf *out, const prg_explanation *it)
{
        return prg_explanation_label(out, it, "en");
}

static int append_note(prg_buf *out, const prg_explanation *it)
{
        return prg_explanation_note(out, it, 0, "en", PRG_NUMBER_PLAIN);
}

static int run_text(void)
{
        return check_text(append_text);
}

static int run_quotient(void)
{
        return check_text(append_quotient);
}

static int run_label(void)
{
        return check_text(append_label);
}

static int run_note(void)
{
        return check_text(append_note);
}

static int check_writer(int (*write)(const prg_explanation *, const prg_sink *, const prg_explanation_options *))
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        fixture_new();
        prg_explanation *it = made();
        oom_check(prg_sink_to_buf(&sink, &buf) == 0);
        oom_begin();
        int code = write(it, &sink, NULL);
        oom_end();
        if (code < 0) {
                buf.length = 0;
                oom_check(write(it, &sink, NULL) == 0);
        }
        oom_check(buf.length > 500);
        prg_buf_dispose(&buf);
        prg_explanation_free(it);
        fixture_free();
        return model_result(code);
}

static int run_write_text(void)
{
        return check_writer(prg_explanation_write_text);
}

static int run_write_json(void)
{
        return check_writer(prg_explanation_write_json);
}

static int run_free(void)
{
        oom_begin();
        prg_explanation_free(NULL);
        oom_end();
        return 0;
}

const oom_row oom_explain[] = {
        { "prg_explain", run_explain },
        { "prg_explain_table", run_explain_table },
        { "prg_explanation_area", run_read },
        { "prg_explanation_cell", run_read },
        { "prg_explanation_child", run_read },
        { "prg_explanation_count", run_read },
        { "prg_explanation_counts", run_read },
        { "prg_explanation_entry", run_read },
        { "prg_explanation_formula", run_explain_formula },
        { "prg_explanation_free", run_free },
        { "prg_explanation_indicator", run_read },
        { "prg_explanation_is_cut", run_read },
        { "prg_explanation_label", run_label },
        { "prg_explanation_measure", run_read },
        { "prg_explanation_operand", run_explain_formula },
        { "prg_explanation_note", run_note },
        { "prg_explanation_note_count", run_read },
        { "prg_explanation_operation", run_read },
        { "prg_explanation_period", run_read },
        { "prg_explanation_quotient", run_quotient },
        { "prg_explanation_size", run_read },
        { "prg_explanation_source", run_read },
        { "prg_explanation_step", run_read },
        { "prg_explanation_text", run_text },
        { "prg_explanation_write_json", run_write_json },
        { "prg_explanation_write_text", run_write_text },
        { "prg_operation_name", run_read },
        { "prg_step_name", run_read },
        { NULL, NULL },
};
