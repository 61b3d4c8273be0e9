/* Computing as a call: what it refuses, what it leaves alone, cubes, and that a table depends on what was said and
 * on nothing else. */
#include "results.h"

#define TWO "+areas P; level=province; /; +areas A; level=commune; parent=P; /; +areas B; level=commune; parent=P; /;"
#define FLOW TWO "+indicators n; kind=flow; period=month; /;"

static prg_programme *programme;
static prg_data *data;

static void set_up(void)
{
        programme = scripted(FLOW);
        data = entered(programme, "n A 2018-01 1; n B 2018-01 2");
}

static void tear_down(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

START_TEST(arguments_are_checked)
{
        prg_query *query = asked(programme, "indicators n; periods 2018-01"), *empty = NULL, *half = asked(programme, "indicators n");
        prg_table *table = NULL;
        prg_cube *cube = NULL;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        ck_assert_int_eq(prg_query_new(&empty, programme), 0);
        ck_assert_fails(prg_compute(NULL, data, query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_compute(&table, NULL, query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_compute(&table, data, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_compute(&table, data, empty, NULL), PRG_EINVALID);
        ck_assert_message("no indicators");
        ck_assert_fails(prg_compute(&table, data, half, NULL), PRG_EINVALID);
        ck_assert_message("no periods");
        ck_assert_fails(prg_cube_open(NULL, data, query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_cube_open(&cube, data, empty, NULL), PRG_EINVALID);
        const prg_query *both[] = { query, empty };
        ck_assert_fails(prg_cube_open_several(NULL, data, both, 1, NULL), PRG_EINVALID);
        ck_assert_fails(prg_cube_open_several(&cube, NULL, both, 1, NULL), PRG_EINVALID);
        ck_assert_fails(prg_cube_open_several(&cube, data, NULL, 1, NULL), PRG_EINVALID);
        ck_assert_fails(prg_cube_open_several(&cube, data, both, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_cube_open_several(&cube, data, both, 2, NULL), PRG_EINVALID);
        ck_assert_message("no indicators");
        ck_assert_ptr_null(cube);
        ck_assert_fails(prg_cube_apply(NULL), PRG_EINVALID);
        ck_assert_fails(prg_cube_refresh(NULL), PRG_EINVALID);
        ck_assert_ptr_null(prg_cube_table(NULL));
        ck_assert_ptr_null(prg_cube_table_at(NULL, 0));
        options.version = 99;
        ck_assert_fails(prg_compute(&table, data, query, &options), PRG_EVERSION);
        ck_assert_ptr_null(table);
        prg_query_free(query);
        prg_query_free(half);
        prg_query_free(empty);
}
END_TEST

START_TEST(data_and_query_are_of_one_programme)
{
        prg_programme *other = scripted(FLOW);
        prg_query *query = asked(other, "indicators n; periods 2018-01");
        prg_table *table = NULL;
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ECONFLICT);
        prg_query_free(query);
        prg_programme_unref(other);
}
END_TEST

START_TEST(an_edit_of_the_programme_makes_both_stale)
{
        prg_query *query = asked(programme, "indicators n; periods 2018-01");
        prg_cube *cube = NULL;
        prg_table *table = NULL;
        ck_assert_int_eq(prg_cube_open(&cube, data, query, NULL), 0);
        script(programme, "+areas C; level=commune; parent=P");
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ESTALE);
        ck_assert_fails(prg_cube_apply(cube), PRG_ESTALE);
        ck_assert_fails(prg_cube_refresh(cube), PRG_ESTALE);
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ESTALE);
        prg_query_free(query);
        ck_assert_results(data, "indicators n; periods 2018-01", "3 2/3");
        prg_cube_free(cube);
}
END_TEST

START_TEST(areas_must_exist_on_the_tables_day)
{
        script(programme, "+areas O; level=commune; parent=P; to=2017-12-31");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        prg_query *query = asked(programme, "indicators n; areas O; periods 2018-01");
        prg_table *table = NULL;
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ENOTFOUND);
        prg_query_free(query);
        ck_assert_results(data, "indicators n; areas O; periods 2017-12", "missing 0/1");
}
END_TEST

static int stop_at(void *payload, size_t done, size_t total)
{
        size_t *at = payload;
        ck_assert_uint_le(done, total);
        return done >= *at;
}

START_TEST(a_progress_function_may_stop_it)
{
        prg_query *query = asked(programme, "indicators n; periods 2018-01..2018-12");
        prg_table *table = NULL;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        size_t at = 5;
        options.progress = stop_at;
        options.payload = &at;
        ck_assert_fails(prg_compute(&table, data, query, &options), PRG_ECANCELLED);
        ck_assert_ptr_null(table);
        at = SIZE_MAX;
        ck_assert_int_eq(prg_compute(&table, data, query, &options), 0);
        prg_table_free(table);
        prg_query_free(query);
}
END_TEST

START_TEST(a_table_outlives_query_and_data)
{
        prg_table *table = computed(data, "indicators n; areas all; periods 2018-01", NULL);
        size_t place[PRG_AXES] = { 0 };
        prg_decimal number;
        prg_data_free(data);
        prg_programme_unref(programme);
        ck_assert_int_eq(prg_table_decimal(table, place, &number), 0);
        ck_assert_int_eq(number.mantissa, 3);
        ck_assert_str_eq(prg_table_id(table, PRG_AXIS_AREAS, 2), "B");
        prg_table_free(table);
        set_up(); /* for the tear-down */
}
END_TEST

static int64_t first_of(const prg_table *table)
{
        size_t place[PRG_AXES] = { 0 };
        prg_decimal number = { 0, 0 };
        ck_assert_int_eq(prg_table_decimal(table, place, &number), 0);
        return number.mantissa;
}

START_TEST(a_cube_follows_its_data)
{
        prg_query *query = asked(programme, "indicators n; periods 2018-01");
        prg_cube *cube = NULL;
        ck_assert_int_eq(prg_cube_open(&cube, data, query, NULL), 0);
        prg_query_free(query);
        const prg_table *before = prg_cube_table(cube);
        ck_assert_int_eq(first_of(before), 3);
        ck_assert_int_eq(prg_cube_apply(cube), 0);
        ck_assert_ptr_eq(prg_cube_table(cube), before);
        enter_all(data, "n A 2018-01 5");
        ck_assert_int_eq(prg_cube_apply(cube), 0);
        ck_assert_int_eq(first_of(prg_cube_table(cube)), 7);
        ck_assert_uint_eq(prg_table_sequence(prg_cube_table(cube)), 3);
        /* Another entry under the sequence number of one that was rolled back. */
        ck_assert_int_eq(prg_data_begin(data, NULL), 0);
        enter_all(data, "n A 2018-01 6");
        ck_assert_int_eq(prg_cube_apply(cube), 0);
        ck_assert_int_eq(first_of(prg_cube_table(cube)), 8);
        ck_assert_int_eq(prg_data_rollback(data), 0);
        enter_all(data, "n A 2018-01 10");
        ck_assert_int_eq(prg_cube_apply(cube), 0);
        ck_assert_int_eq(first_of(prg_cube_table(cube)), 12);
        prg_cube_free(cube);
}
END_TEST

#define EVERYTHING                                                                                 \
        "indicators n; areas all; periods 2018-01..2018-03, 2018-Q1; measures value, cumulative, change, share, rank, coverage"

START_TEST(the_order_of_entries_does_not_matter)
{
        static const char *const entries[] = { "n A 2018-01 1 estimate", "n A 2018-01 3 final", "n B 2018-02 4",
                "n B 2018-Q1 9 preliminary", "n P 2018-03 7 own", "n P 2018-03 8 total" };
        enum { COUNT = sizeof entries / sizeof *entries };
        char first[4096] = "";
        for (int turn = 0; turn < COUNT; turn++) {
                prg_data *other = entered(programme, "");
                for (int i = 0; i < COUNT; i++)
                        enter_all(other, entries[(i * 5 + turn) % COUNT]);
                if (turn == 0)
                        strcpy(first, results(other, EVERYTHING));
                ck_assert_results(other, EVERYTHING, first);
                prg_data_free(other);
        }
}
END_TEST

START_TEST(what_is_taken_back_leaves_no_trace)
{
        char before[4096];
        strcpy(before, results(data, EVERYTHING));
        ck_assert_int_eq(prg_data_begin(data, "batch"), 0);
        enter_all(data, "n A 2018-01 100; n A 2018-02 5; n B 2018-Q1 9; n B 2018-01 withdraw; n P 2018-01 3 own");
        ck_assert_str_ne(results(data, EVERYTHING), before);
        ck_assert_int_eq(prg_data_rollback(data), 0);
        ck_assert_results(data, EVERYTHING, before);
        enter_all(data, "n A 2018-01 withdraw; n A 2018-01 1; n B 2018-01 9 estimate");
        ck_assert_results(data, EVERYTHING, before);
}
END_TEST

START_TEST(as_of_is_what_had_been_received)
{
        enter_all(data, "n A 2018-01 5; n A 2018-01 withdraw; n A 2018-01 8 estimate");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01; as of 1", "1 1/1");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01; as of 3", "5 1/1");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01; as of 4", "missing 0/1");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01; as of 5", "8 1/1");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01", "8 1/1");
}
END_TEST

START_TEST(a_sum_beyond_64_bits_is_exact_and_one_beyond_128_is_not_there)
{
        enter_all(data, "n A 2018-02 9223372036854775807; n B 2018-02 9223372036854775807");
        ck_assert_results(data, "indicators n; areas P; periods 2018-02", "18446744073709551614 2/2");
        script(programme, "+indicators s; kind=flow; period=month; over_time=stddev; /; +indicators x; kind=ratio;"
                          "numerator=n; denominator=n; /; +indicators y; kind=ratio; numerator=x; denominator=n;"
                          "factor=9223372036854775807");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        ck_assert_results(data, "indicators x; areas P; periods 2018-02", "1.00 2/2");
        enter_all(data, "s A 2018-01 9223372036854775807; s A 2018-02 9223372036854775807; s A 2018-03 9223372036854775807");
        ck_assert_results(data, "indicators s; areas A, P; periods 2018-Q1", "undefined:overflow 3/3 | undefined:overflow 3/6");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("compute");
        TCase *tests = tcase_create("calls");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, arguments_are_checked);
        tcase_add_test(tests, data_and_query_are_of_one_programme);
        tcase_add_test(tests, an_edit_of_the_programme_makes_both_stale);
        tcase_add_test(tests, areas_must_exist_on_the_tables_day);
        tcase_add_test(tests, a_progress_function_may_stop_it);
        tcase_add_test(tests, a_table_outlives_query_and_data);
        tcase_add_test(tests, a_cube_follows_its_data);
        tcase_add_test(tests, the_order_of_entries_does_not_matter);
        tcase_add_test(tests, what_is_taken_back_leaves_no_trace);
        tcase_add_test(tests, as_of_is_what_had_been_received);
        tcase_add_test(tests, a_sum_beyond_64_bits_is_exact_and_one_beyond_128_is_not_there);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
