/* Tables as Arrow: every column, cell by cell; who owns what; that a table goes out and its values come in
 * again. */
#include "table.h"

#include <stdio.h>

#include "util/wide.h"

static prg_programme *programme;
static prg_table *table;
static struct ArrowSchema schema;
static struct ArrowArray array;
static long live;

static void open_programme(void)
{
        programme = table_programme();
        table = NULL;
}

static void close_programme(void)
{
        prg_table_free(table);
        prg_programme_unref(programme);
}

static void release(void)
{
        schema.release(&schema);
        array.release(&array);
        ck_assert(schema.release == NULL && array.release == NULL);
        ck_assert_int_eq(prg__memory_live(), live);
}

/* The table goes out, and is freed before anybody looks. */
static void send(void)
{
        ck_assert_int_eq(prg_table_to_arrow(table, &schema, &array, NULL), 0);
        prg_table_free(table);
        table = NULL;
        ck_assert_str_eq(schema.format, "+s");
        ck_assert_int_eq(schema.n_children, array.n_children);
}

static int64_t column_of(const char *name)
{
        for (int64_t i = 0; i < schema.n_children; i++)
                if (strcmp(schema.children[i]->name, name) == 0)
                        return i;
        ck_abort_msg("no column '%s'", name);
        return -1;
}

static int is_null_at(const struct ArrowArray *one, int64_t row)
{
        const unsigned char *bits = one->buffers[0];
        return bits && !(bits[row / 8] >> row % 8 & 1);
}

/* A cell as text, "-" for a null. Doubles have 17 digits, decimals the decimals of their type. */
static const char *cell_text(const char *name, int64_t row)
{
        static char texts[8][160];
        static int used;
        char *text = texts[used++ % 8];
        int64_t index = column_of(name);
        const struct ArrowArray *one = array.children[index];
        const char *format = schema.children[index]->format;
        const void *cells = one->buffers[1];
        ck_assert_int_lt(row, one->length);
        if (is_null_at(one, row))
                return strcpy(text, "-");
        if (schema.children[index]->dictionary) {
                const int32_t *offsets = one->dictionary->buffers[1];
                int32_t word = ((const int32_t *)cells)[row];
                ck_assert_int_lt(word, one->dictionary->length);
                snprintf(text, 160, "%.*s", (int)(offsets[word + 1] - offsets[word]),
                        (const char *)one->dictionary->buffers[2] + offsets[word]);
        } else if (strcmp(format, "U") == 0) {
                const int64_t *offsets = cells;
                snprintf(text, 160, "%.*s", (int)(offsets[row + 1] - offsets[row]),
                        (const char *)one->buffers[2] + offsets[row]);
        } else if (strcmp(format, "l") == 0)
                snprintf(text, 160, "%ld", (long)((const int64_t *)cells)[row]);
        else if (strcmp(format, "g") == 0)
                snprintf(text, 160, "%.17g", ((const double *)cells)[row]);
        else {
                unsigned scale;
                ck_assert_int_eq(sscanf(format, "d:38,%u", &scale), 1);
                prg__wide_write(text, ((const prg__wide *)cells)[row], scale, PRG_NUMBER_PLAIN);
        }
        return text;
}

#define cell_is(name, row, expected) ck_assert_str_eq(cell_text(name, row), expected)

/* ---- cells ---- */

START_TEST(every_column_has_its_type)
{
        static const char *const expected[][3] = { { "indicator", "i", "u" }, { "breakdown", "i", "u" },
                { "area", "i", "u" }, { "period", "i", "u" }, { "measure", "i", "u" },
                { "value", "d:38,0", NULL }, { "number", "g", NULL }, { "category", "U", NULL },
                { "state", "i", "u" }, { "reason", "i", "u" }, { "quality", "i", "u" },
                { "marks", "U", NULL }, { "reported", "l", NULL }, { "expected", "l", NULL },
                { "other_reported", "l", NULL }, { "other_expected", "l", NULL }, { "lower", "d:38,0", NULL },
                { "upper", "d:38,0", NULL }, { "exactness", "i", "u" }, { "numerator", "U", NULL },
                { "denominator", "U", NULL } };
        table = new_table(programme, "indicators cases; areas P; periods 2018");
        send();
        ck_assert_int_eq(schema.n_children, sizeof expected / sizeof *expected);
        for (int64_t i = 0; i < schema.n_children; i++) {
                const struct ArrowSchema *one = schema.children[i];
                ck_assert_str_eq(one->name, expected[i][0]);
                ck_assert_str_eq(one->format, expected[i][1]);
                ck_assert_int_eq(one->dictionary != NULL, expected[i][2] != NULL);
                if (one->dictionary)
                        ck_assert_str_eq(one->dictionary->format, "u");
                if (one->dictionary)
                        ck_assert_ptr_nonnull(array.children[i]->dictionary);
                if (array.children[i]->null_count > 0)
                        ck_assert_int_eq(one->flags, ARROW_FLAG_NULLABLE);
        }
        release();
}
END_TEST

START_TEST(rows_are_in_the_order_of_the_axes)
{
        static const char *const expected[] = { "cases D1 2018-Q1 value", "cases D1 2018-Q1 growth",
                "cases D1 2018-Q2 value", "cases D1 2018-Q2 growth", "cases D2 2018-Q1 value",
                "cases D2 2018-Q1 growth" };
        table = new_table(programme, "indicators cases, solved; areas D1, D2; periods 2018-Q1..2018-Q2; "
                                     "measures value, growth");
        send();
        ck_assert_int_eq(array.length, 16);
        for (int64_t row = 0; row < 6; row++) {
                char text[160];
                snprintf(text, sizeof text, "%s %s %s %s", cell_text("indicator", row),
                        cell_text("area", row), cell_text("period", row), cell_text("measure", row));
                ck_assert_str_eq(text, expected[row]);
        }
        cell_is("indicator", 15, "solved");
        cell_is("breakdown", 15, "total");
        release();
}
END_TEST

START_TEST(an_exact_number_is_a_decimal)
{
        table = new_table(programme, "indicators cases; areas D1, D2, D3; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "-1234567", 0);
        fill_number(table, PLACE(0, 0, 1, 0, 0), "15", 1);
        fill_number(table, PLACE(0, 0, 2, 0, 0), "-25", 3);
        send();
        ck_assert_str_eq(schema.children[column_of("value")]->format, "d:38,3");
        cell_is("value", 0, "-1234567.000");
        cell_is("value", 1, "1.500");
        cell_is("value", 2, "-0.025");
        cell_is("number", 0, "-1234567");
        cell_is("number", 1, "1.5");
        cell_is("number", 2, "-0.025000000000000001");
        cell_is("exactness", 0, "exact");
        cell_is("numerator", 0, "-");
        cell_is("state", 0, "value");
        cell_is("reason", 0, "-");
        cell_is("category", 0, "-");
        release();
}
END_TEST

START_TEST(a_quotient_is_a_double_and_a_fraction)
{
        table = new_table(programme, "indicators solved; areas D1, D2; periods 2018");
        fill_fraction(table, PLACE(0, 0, 0, 0, 0), "200", "6", 1);
        fill_fraction(table, PLACE(0, 0, 1, 0, 0), "-1", "4", 1)->exactness = PRG_APPROXIMATE;
        send();
        cell_is("value", 0, "-");
        cell_is("number", 0, "33.333333333333336");
        cell_is("numerator", 0, "100");
        cell_is("denominator", 0, "3");
        cell_is("exactness", 0, "quotient");
        cell_is("value", 1, "-");
        cell_is("number", 1, "-0.25");
        cell_is("numerator", 1, "-");
        cell_is("exactness", 1, "approximate");
        release();
}
END_TEST

START_TEST(a_number_of_more_than_38_digits_is_a_fraction)
{
        table = new_table(programme, "indicators cases; areas D1, D2, D3; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "100000000000000000000000000000000000000", 0);
        fill_number(table, PLACE(0, 0, 1, 0, 0), "99999999999999999999999999999999999999", 0);
        fill_number(table, PLACE(0, 0, 2, 0, 0), "-99999999999999999999999999999999999999", 0);
        send();
        cell_is("value", 0, "-");
        cell_is("number", 0, "9.9999999999999998e+37");
        cell_is("numerator", 0, "100000000000000000000000000000000000000");
        cell_is("denominator", 0, "1");
        cell_is("value", 1, "99999999999999999999999999999999999999");
        cell_is("value", 2, "-99999999999999999999999999999999999999");
        cell_is("numerator", 2, "-");
        release();
}
END_TEST

START_TEST(a_cell_without_value_says_why)
{
        table = new_table(programme, "indicators cases; areas D1, D2; periods 2018");
        fill(table, PLACE(0, 0, 0, 0, 0), PRG_STATE_MISSING)->reason = PRG_REASON_POLICY;
        prg__cell *cell = fill(table, PLACE(0, 0, 1, 0, 0), PRG_STATE_SUPPRESSED);
        cell->has_bounds = 1;
        cell->lower = prg__number_of(1, 0);
        cell->upper = prg__number_of(45, 1);
        cell->decimals = 1;
        cell->quality = PRG_QUALITY_PRELIMINARY;
        cell->marks = PRG_MARK_BREAK | PRG_MARK_UNEXPECTED;
        cell->other_reported = 7;
        cell->other_expected = 8;
        send();
        cell_is("state", 0, "missing");
        cell_is("reason", 0, "policy");
        cell_is("value", 0, "-");
        cell_is("number", 0, "-");
        cell_is("quality", 0, "-");
        cell_is("exactness", 0, "-");
        cell_is("marks", 0, "");
        cell_is("lower", 0, "-");
        cell_is("reported", 0, "0");
        cell_is("expected", 0, "1");
        cell_is("state", 1, "suppressed");
        cell_is("lower", 1, "1.0");
        cell_is("upper", 1, "4.5");
        cell_is("quality", 1, "preliminary");
        cell_is("marks", 1, "break unexpected");
        cell_is("other_reported", 1, "7");
        cell_is("other_expected", 1, "8");
        ck_assert_int_eq(array.children[column_of("reason")]->null_count, 1);
        release();
}
END_TEST

START_TEST(a_class_is_its_id)
{
        table = new_table(programme, "indicators grade; areas D1; periods 2018");
        prg__cell *cell = fill(table, PLACE(0, 0, 0, 0, 0), PRG_STATE_VALUE);
        cell->category = prg_item_at(get(programme, "indicator", "grade"), "categories", 1);
        send();
        cell_is("category", 0, "free");
        cell_is("value", 0, "-");
        cell_is("number", 0, "-");
        release();
}
END_TEST

START_TEST(what_was_sorted_and_kept_goes_out_so)
{
        table = new_table(programme, "indicators cases; areas D1, D2, D3; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "1", 0);
        fill_number(table, PLACE(0, 0, 1, 0, 0), "3", 0);
        fill_number(table, PLACE(0, 0, 2, 0, 0), "2", 0);
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, PLACE(0, 0, 0, 0, 0), 1), 0);
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 2), 0);
        send();
        ck_assert_int_eq(array.length, 2);
        cell_is("area", 0, "D2");
        cell_is("value", 0, "3");
        cell_is("area", 1, "D3");
        cell_is("value", 1, "2");
        release();
}
END_TEST

START_TEST(a_table_without_cells_has_no_rows)
{
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 0), 0);
        send();
        ck_assert_int_eq(array.length, 0);
        ck_assert_int_eq(array.children[2]->dictionary->length, 0);
        ck_assert_ptr_nonnull(array.children[2]->buffers[1]);
        release();
}
END_TEST

/* ---- which columns ---- */

static int send_only(const char *const *names, size_t count)
{
        prg_arrow_options options = PRG_ARROW_OPTIONS_INIT;
        options.columns = names;
        options.column_count = count;
        return prg_table_to_arrow(table, &schema, &array, &options);
}

START_TEST(columns_that_are_asked_for_go_out_in_that_order)
{
        static const char *const names[] = { "value", "denominator", "area" };
        table = new_table(programme, "indicators solved; areas D1, D2; periods 2018");
        fill_fraction(table, PLACE(0, 0, 0, 0, 0), "200", "6", 1);
        fill_number(table, PLACE(0, 0, 1, 0, 0), "15", 1);
        ck_assert_int_eq(send_only(names, 3), 0);
        ck_assert_int_eq(schema.n_children, 3);
        ck_assert_int_eq(array.n_children, 3);
        for (int64_t i = 0; i < 3; i++)
                ck_assert_str_eq(schema.children[i]->name, names[i]);
        cell_is("area", 0, "D1");
        cell_is("area", 1, "D2");
        cell_is("value", 1, "1.5");
        cell_is("denominator", 0, "3");
        prg_table_free(table);
        table = NULL;
        release();
}
END_TEST

START_TEST(columns_that_there_are_not_are_refused)
{
        static const char *const wrong[] = { "value", "stat" }, *const twice[] = { "area", "value", "area" };
        prg_arrow_options options = PRG_ARROW_OPTIONS_INIT;
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        ck_assert_int_eq(send_only(wrong, 2), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no column is named 'stat'; did you mean 'state'?");
        ck_assert(schema.release == NULL && array.release == NULL);
        ck_assert_int_eq(send_only(twice, 3), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "column 'area' stands twice in the list");
        ck_assert_int_eq(send_only(wrong, 0), PRG_EINVALID);
        static const char *const none[] = { NULL };
        ck_assert_int_eq(send_only(none, 1), PRG_EINVALID);
        options.version = 9;
        ck_assert_int_eq(prg_table_to_arrow(table, &schema, &array, &options), PRG_EVERSION);
        struct ArrowArrayStream stream;
        ck_assert_int_eq(prg_table_to_arrow_stream(table, &stream, &options), PRG_EVERSION);
        ck_assert(stream.release == NULL);
}
END_TEST

/* ---- who owns what ---- */

START_TEST(a_child_may_be_taken_and_the_rest_released)
{
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "12", 0);
        send();
        struct ArrowArray child = *array.children[2], value = *array.children[5];
        struct ArrowSchema field = *schema.children[2];
        array.children[2]->release = array.children[5]->release = NULL;
        schema.children[2]->release = NULL;
        schema.release(&schema);
        array.release(&array);
        ck_assert_str_eq(field.format, "i");
        ck_assert_str_eq(field.dictionary->format, "u");
        ck_assert(memcmp(child.dictionary->buffers[2], "D1", 2) == 0);
        ck_assert_int_eq((int)*(const prg__wide *)value.buffers[1], 12);
        field.release(&field);
        child.release(&child);
        value.release(&value);
        ck_assert_int_eq(prg__memory_live(), live);
}
END_TEST

START_TEST(a_stream_has_one_batch)
{
        struct ArrowArrayStream stream;
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "125", 1);
        ck_assert_int_eq(prg_table_to_arrow_stream(table, &stream, NULL), 0);
        prg_table_free(table);
        table = NULL;
        for (int i = 0; i < 2; i++) { /* as often as it is asked */
                ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
                if (i == 0)
                        schema.release(&schema);
        }
        ck_assert_int_eq(stream.get_next(&stream, &array), 0);
        ck_assert(array.release != NULL);
        cell_is("value", 0, "12.5");
        struct ArrowArray last;
        for (int i = 0; i < 2; i++) {
                ck_assert_int_eq(stream.get_next(&stream, &last), 0);
                ck_assert(last.release == NULL);
        }
        ck_assert_ptr_null(stream.get_last_error(&stream));
        stream.release(&stream);
        ck_assert(stream.release == NULL);
        cell_is("value", 0, "12.5"); /* the batch outlives it */
        release();
}
END_TEST

START_TEST(a_stream_that_nobody_reads_is_released)
{
        struct ArrowArrayStream stream;
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        ck_assert_int_eq(prg_table_to_arrow_stream(table, &stream, NULL), 0);
        stream.release(&stream);
        prg_table_free(table);
        table = NULL;
        ck_assert_int_eq(prg__memory_live(), live);
}
END_TEST

START_TEST(a_stream_without_memory_for_its_schema_says_so)
{
        struct ArrowArrayStream stream;
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        ck_assert_int_eq(prg_table_to_arrow_stream(table, &stream, NULL), 0);
        prg__memory_fail(3, 0);
        ck_assert_int_gt(stream.get_schema(&stream, &schema), 0);
        prg__memory_fail_off();
        ck_assert(schema.release == NULL);
        ck_assert_str_eq(stream.get_last_error(&stream), "out of memory");
        ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
        schema.release(&schema);
        stream.release(&stream);
}
END_TEST

START_TEST(arguments_are_demanded)
{
        struct ArrowArrayStream stream;
        table = new_table(programme, "indicators cases; areas D1; periods 2018");
        ck_assert_int_eq(prg_table_to_arrow(NULL, &schema, &array, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_table_to_arrow(table, NULL, &array, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_table_to_arrow(table, &schema, NULL, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_table_to_arrow_stream(NULL, &stream, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_table_to_arrow_stream(table, NULL, NULL), PRG_EINVALID);
}
END_TEST

static void set_up(void)
{
        open_programme();
        prg_table_free(new_table(programme, "indicators cases; areas D1; periods 2018"));
        live = prg__memory_live();
}

int main(void)
{
        Suite *suite = suite_create("arrow_out");
        TCase *all = tcase_create("all");
        tcase_add_checked_fixture(all, set_up, close_programme);
        tcase_add_test(all, every_column_has_its_type);
        tcase_add_test(all, rows_are_in_the_order_of_the_axes);
        tcase_add_test(all, an_exact_number_is_a_decimal);
        tcase_add_test(all, a_quotient_is_a_double_and_a_fraction);
        tcase_add_test(all, a_number_of_more_than_38_digits_is_a_fraction);
        tcase_add_test(all, a_cell_without_value_says_why);
        tcase_add_test(all, a_class_is_its_id);
        tcase_add_test(all, what_was_sorted_and_kept_goes_out_so);
        tcase_add_test(all, a_table_without_cells_has_no_rows);
        tcase_add_test(all, columns_that_are_asked_for_go_out_in_that_order);
        tcase_add_test(all, columns_that_there_are_not_are_refused);
        tcase_add_test(all, a_child_may_be_taken_and_the_rest_released);
        tcase_add_test(all, a_stream_has_one_batch);
        tcase_add_test(all, a_stream_that_nobody_reads_is_released);
        tcase_add_test(all, a_stream_without_memory_for_its_schema_says_so);
        tcase_add_test(all, arguments_are_demanded);
        suite_add_tcase(suite, all);
        return unit_run(suite);
}
