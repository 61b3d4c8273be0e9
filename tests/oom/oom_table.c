/* Tables: reading one needs no memory but for the text that is appended; a sort that has none changes nothing;
 * what writers have written stands. The table has two areas, A with 7 and B with 20/3. */
#include "model.h"

#include "calc/table/table.h"

static const size_t a[PRG_AXES] = { 0, 0, 0, 0, 0 }, b[PRG_AXES] = { 0, 0, 1, 0, 0 };

static prg_table *made(void)
{
        prg_programme *programme = NULL;
        prg_query *query = NULL;
        prg_table *table = NULL;
        static const char text[] = "indicators cases, x = cases + 1; periods 2018; what if cases = 2";
        oom_check(prg_programme_new(&programme, "plan") == 0);
        prg_item *root = prg_programme_root(programme);
        oom_check(prg_item_set(model_add(root, "indicators", "cases"), "kind", "flow") == 0);
        const prg_item *areas[] = { model_add(root, "areas", "A"), model_add(root, "areas", "B") };
        oom_check(prg_query_parse(&query, programme, text, sizeof text - 1) == 0);
        prg__table_axes axes = { query, areas, 2, 0, 17, NULL, NULL };
        oom_check(prg__table_make(&table, &axes) == 0);
        prg_query_free(query);
        prg_programme_unref(programme);
        prg__cell *cell = prg__table_at(table, a);
        cell->state = PRG_STATE_VALUE;
        cell->number = prg__number_of(7, 0);
        cell->marks = PRG_MARK_NIL;
        cell->mark_counts[3] = 2;
        cell = prg__table_at(table, b);
        cell->state = PRG_STATE_VALUE;
        cell->exactness = PRG_QUOTIENT;
        cell->number = (prg__number){ 20, 3, 0 };
        cell->decimals = 1;
        cell->has_bounds = 1;
        cell->upper = prg__number_of(9, 0);
        cell->reported = 1;
        cell->expected = 2;
        return table;
}

/* A buffer that holds something already, which must stay as it is when there is no memory. */
static prg_buf begun(void)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, ">", 1) == 0);
        return buf;
}

static void ended(prg_buf *buf, int code, const char *expected)
{
        oom_check(strcmp(buf->data, code < 0 ? ">" : expected) == 0 && buf->length == strlen(buf->data));
        prg_buf_dispose(buf);
}

/* ---- names ---- */

static int t_axis_name(void)
{
        oom_begin();
        const char *name = prg_axis_name(PRG_AXIS_AREAS);
        oom_end();
        oom_check(strcmp(name, "areas") == 0);
        return 0;
}

static int t_axis_from_name(void)
{
        prg_axis axis = PRG_AXIS_INDICATORS;
        oom_begin();
        int code = prg_axis_from_name(&axis, "areas");
        oom_end();
        oom_check(axis == PRG_AXIS_AREAS);
        return code;
}

static int t_reason_name(void)
{
        oom_begin();
        const char *name = prg_reason_name(PRG_REASON_KIND);
        oom_end();
        oom_check(strcmp(name, "kind") == 0);
        return 0;
}

static int t_reason_from_name(void)
{
        prg_reason reason = PRG_REASON_NONE;
        oom_begin();
        int code = prg_reason_from_name(&reason, "kind");
        oom_end();
        oom_check(reason == PRG_REASON_KIND);
        return code;
}

static int t_exactness_name(void)
{
        oom_begin();
        const char *name = prg_exactness_name(PRG_QUOTIENT);
        oom_end();
        oom_check(strcmp(name, "quotient") == 0);
        return 0;
}

static int t_exactness_from_name(void)
{
        prg_exactness exactness = PRG_EXACT;
        oom_begin();
        int code = prg_exactness_from_name(&exactness, "quotient");
        oom_end();
        oom_check(exactness == PRG_QUOTIENT);
        return code;
}

/* ---- axes ---- */

static int t_free(void)
{
        prg_table *table = made();
        oom_begin();
        prg_table_free(table);
        oom_end();
        return 0;
}

static int t_size(void)
{
        prg_table *table = made();
        oom_begin();
        size_t size = prg_table_size(table, PRG_AXIS_AREAS);
        oom_end();
        oom_check(size == 2);
        prg_table_free(table);
        return 0;
}

static int t_sequence(void)
{
        prg_table *table = made();
        oom_begin();
        uint64_t sequence = prg_table_sequence(table);
        oom_end();
        oom_check(sequence == 17);
        prg_table_free(table);
        return 0;
}

static int t_boundaries(void)
{
        prg_table *table = made();
        oom_begin();
        prg_date day = prg_table_boundaries(table);
        oom_end();
        oom_check(day == 0);
        prg_table_free(table);
        return 0;
}

static int t_indicator(void)
{
        prg_table *table = made();
        oom_begin();
        const prg_item *item = prg_table_indicator(table, 0);
        oom_end();
        oom_check(strcmp(prg_item_id(item), "cases") == 0);
        prg_table_free(table);
        return 0;
}

static int t_formula(void)
{
        prg_table *table = made();
        prg_buf buf = begun();
        oom_begin();
        const char *supposed = prg_table_formula(table, 0), *formula = prg_table_formula(table, 1);
        int code = prg_table_what_if(&buf, table);
        oom_end();
        oom_check(strcmp(supposed, "2") == 0 && strcmp(formula, "cases + 1") == 0);
        ended(&buf, code, ">cases = 2");
        prg_table_free(table);
        return code;
}

static int t_area(void)
{
        prg_table *table = made();
        oom_begin();
        const prg_item *item = prg_table_area(table, 1);
        oom_end();
        oom_check(strcmp(prg_item_id(item), "B") == 0);
        prg_table_free(table);
        return 0;
}

static int t_period(void)
{
        prg_table *table = made();
        prg_period period;
        oom_begin();
        int code = prg_table_period(table, 0, &period);
        oom_end();
        oom_check(period.year == 2018);
        prg_table_free(table);
        return code;
}

static int t_measure(void)
{
        prg_table *table = made();
        oom_begin();
        int measure = prg_table_measure(table, 0);
        oom_end();
        oom_check(measure == PRG_MEASURE_VALUE);
        prg_table_free(table);
        return 0;
}

static int t_id(void)
{
        prg_table *table = made();
        oom_begin();
        const char *id = prg_table_id(table, PRG_AXIS_BREAKDOWNS, 0);
        oom_end();
        oom_check(strcmp(id, "total") == 0);
        prg_table_free(table);
        return 0;
}

static int t_label(void)
{
        prg_table *table = made();
        oom_begin();
        const char *label = prg_table_label(table, PRG_AXIS_BREAKDOWNS, 0, "fr");
        oom_end();
        oom_check(strcmp(label, "total") == 0);
        prg_table_free(table);
        return 0;
}

/* ---- cells ---- */

static int t_cell(void)
{
        prg_table *table = made();
        prg_cell cell;
        oom_begin();
        int code = prg_table_cell(table, b, &cell);
        oom_end();
        oom_check(cell.exactness == PRG_QUOTIENT && cell.expected == 2);
        prg_table_free(table);
        return code;
}

static int t_decimal(void)
{
        prg_table *table = made();
        prg_decimal number = { 0, 0 };
        oom_begin();
        int code = prg_table_decimal(table, a, &number);
        oom_end();
        oom_check(number.mantissa == 7);
        prg_table_free(table);
        return code;
}

static int t_rounded(void)
{
        prg_table *table = made();
        prg_decimal number = { 0, 0 };
        oom_begin();
        int code = prg_table_rounded(table, b, 2, &number);
        oom_end();
        oom_check(number.mantissa == 667);
        prg_table_free(table);
        return code;
}

static int t_double(void)
{
        prg_table *table = made();
        double number = 0;
        oom_begin();
        int code = prg_table_double(table, b, &number);
        oom_end();
        oom_check(number > 6.66 && number < 6.67);
        prg_table_free(table);
        return code;
}

static int t_quotient(void)
{
        prg_table *table = made();
        prg_buf above = begun(), below = begun();
        oom_begin();
        int code = prg_table_quotient(table, b, &above, &below);
        oom_end();
        ended(&above, code, ">20");
        ended(&below, code, ">3");
        prg_table_free(table);
        return code;
}

static int t_text(void)
{
        prg_table *table = made();
        prg_buf buf = begun();
        oom_begin();
        int code = prg_table_text(&buf, table, b, PRG_NUMBER_VIETNAMESE);
        oom_end();
        ended(&buf, code, ">6,7");
        prg_table_free(table);
        return code;
}

static int t_bound(void)
{
        prg_table *table = made();
        prg_buf buf = begun();
        oom_begin();
        int code = prg_table_bound(&buf, table, b, 1, PRG_NUMBER_PLAIN);
        oom_end();
        ended(&buf, code, ">9.0");
        prg_table_free(table);
        return code;
}

static int t_mark_count(void)
{
        prg_table *table = made();
        oom_begin();
        size_t count = prg_table_mark_count(table, a, PRG_MARK_NIL);
        oom_end();
        oom_check(count == 2);
        prg_table_free(table);
        return 0;
}

static int t_compare(void)
{
        prg_table *table = made();
        int order = 9;
        oom_begin();
        int code = prg_table_compare(table, a, b, &order);
        oom_end();
        oom_check(order == 1);
        prg_table_free(table);
        return code;
}

static int t_compare_decimal(void)
{
        prg_table *table = made();
        int order = 9;
        oom_begin();
        int code = prg_table_compare_decimal(table, b, (prg_decimal){ 67, 1 }, &order);
        oom_end();
        oom_check(order == -1);
        prg_table_free(table);
        return code;
}

/* ---- order ---- */

static int t_sort(void)
{
        prg_table *table = made();
        oom_begin();
        int code = prg_table_sort(table, PRG_AXIS_AREAS, a, 0);
        oom_end();
        oom_check(strcmp(prg_table_id(table, PRG_AXIS_AREAS, 0), code < 0 ? "A" : "B") == 0);
        prg_table_free(table);
        return code;
}

static int t_keep(void)
{
        prg_table *table = made();
        oom_begin();
        int code = prg_table_keep(table, PRG_AXIS_AREAS, 1);
        oom_end();
        oom_check(prg_table_size(table, PRG_AXIS_AREAS) == 1);
        prg_table_free(table);
        return code;
}

/* ---- writing ---- */

/* Adds up the bytes. */
static int count_bytes(void *payload, const char *data, size_t length)
{
        oom_check(data != NULL);
        *(size_t *)payload += length;
        return 0;
}

typedef int writing(const prg_table *, const prg_sink *, const prg_table_options *);

static int write_table(writing *write, unsigned down)
{
        prg_table *table = made();
        size_t bytes = 0, again = 0;
        prg_sink sink = { count_bytes, &bytes }, other = { count_bytes, &again };
        prg_table_options options = PRG_TABLE_OPTIONS_INIT;
        options.down = down;
        oom_begin();
        int code = write(table, &sink, &options);
        oom_end();
        oom_check(write(table, &other, &options) == 0);
        oom_check(code < 0 ? bytes <= again : bytes == again);
        prg_table_free(table);
        return model_result(code);
}

static int t_write_text(void)
{
        return write_table(prg_table_write_text, 0);
}

static int t_write_csv(void)
{
        return write_table(prg_table_write_csv, 0);
}

static int t_write_csv_pivot(void)
{
        return write_table(prg_table_write_csv, 1u << PRG_AXIS_AREAS);
}

static int t_write_json(void)
{
        return write_table(prg_table_write_json, 0);
}

const oom_row oom_table[] = {
        { "prg_axis_name", t_axis_name },
        { "prg_axis_from_name", t_axis_from_name },
        { "prg_reason_name", t_reason_name },
        { "prg_reason_from_name", t_reason_from_name },
        { "prg_exactness_name", t_exactness_name },
        { "prg_exactness_from_name", t_exactness_from_name },
        { "prg_table_free", t_free },
        { "prg_table_size", t_size },
        { "prg_table_sequence", t_sequence },
        { "prg_table_boundaries", t_boundaries },
        { "prg_table_indicator", t_indicator },
        { "prg_table_formula", t_formula },
        { "prg_table_what_if", t_formula },
        { "prg_table_area", t_area },
        { "prg_table_period", t_period },
        { "prg_table_measure", t_measure },
        { "prg_table_id", t_id },
        { "prg_table_label", t_label },
        { "prg_table_cell", t_cell },
        { "prg_table_decimal", t_decimal },
        { "prg_table_rounded", t_rounded },
        { "prg_table_double", t_double },
        { "prg_table_quotient", t_quotient },
        { "prg_table_text", t_text },
        { "prg_table_bound", t_bound },
        { "prg_table_mark_count", t_mark_count },
        { "prg_table_compare", t_compare },
        { "prg_table_compare_decimal", t_compare_decimal },
        { "prg_table_sort", t_sort },
        { "prg_table_keep", t_keep },
        { "prg_table_write_text", t_write_text },
        { "prg_table_write_csv", t_write_csv },
        { "prg_table_write_csv", t_write_csv_pivot },
        { "prg_table_write_json", t_write_json },
        { NULL, NULL },
};
