/* Indicators by formula in queries: what their cells come to, and what they say of the cells that they were made of. All
 * numbers are worked out by hand from docs/formulas.md. */
#include "results.h"

#define AREAS "+areas P; level=province; /; +areas D; level=district; parent=P; /; +areas E; level=district; parent=P; /;" \
        "+areas A; level=commune; parent=D; /; +areas B; level=commune; parent=D; /; +areas C; level=commune; parent=E; /;"
#define RAW "+indicators cases; kind=flow; period=month; /; +indicators addicts; kind=stock; period=month; /;"
#define VALUES                                                                                                          \
        "cases A 2018-01 5; cases A 2018-02 7; cases B 2018-01 1; cases B 2018-02 4; cases C 2018-02 3;"                \
        "addicts A 2018-01 10; addicts A 2018-02 12; addicts B 2018-01 20; addicts B 2018-02 18; addicts C 2018-02 30"

static prg_programme *programme;
static prg_data *data;

static void set_up(void)
{
        programme = scripted(AREAS RAW "+calendars vn; kind=shifted; day=15");
        data = entered(programme, VALUES);
}

static void tear_down(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

static void set_formula(const char *id, const char *formula)
{
        prg_item *x = NULL, *old = prg_programme_get(programme, "indicator", id);
        if (old)
                ck_assert_int_eq(prg_item_remove(old), 0);
        ck_assert_int_eq(prg_item_add(&x, prg_programme_root(programme), "indicators", id), 0);
        ck_assert_int_eq(prg_item_set(x, "kind", "computed"), 0);
        ck_assert_int_eq(prg_item_set(x, "formula", formula), 0);
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
}

/* The results of a query about an indicator x with this formula. */
static void assert_formula(const char *formula, const char *query, const char *expected)
{
        char text[300];
        set_formula("x", formula);
        snprintf(text, sizeof text, "indicators x; %s", query);
        const char *found = results(data, text);
        ck_assert_msg(strcmp(found, expected) == 0, "%s; %s:\n%s\n%s", formula, query, found, expected);
}

/* In the province, a district and a commune without a value in January. */
static void assert_february(const char *formula, const char *expected)
{
        assert_formula(formula, "areas P, D, C; periods 2018-02", expected);
}

START_TEST(operands_are_aggregated_first)
{
        assert_formula("cases / addicts * 100", "areas P, D, C; periods 2018-01, 2018-02, 2018-Q1",
                "20.00 2/3 | 23.33 3/3 | 33.33 5/9 | 20.00 2/2 | 36.67 2/2 | 56.67 4/6 | missing 0/1 | 10.00 1/1 | 10.00 1/3");
        assert_february("2 * cases + 1", "29 3/3 | 23 2/2 | 7 1/1");
        assert_february("7", "7 0/0 | 7 0/0 | 7 0/0");
        assert_february("cases / (cases - 14)", "undefined:division_by_zero 3/3 | -3.67 2/2 | -0.27 1/1");
}
END_TEST

START_TEST(other_periods_are_looked_at)
{
        assert_february("closing(addicts) - opening(addicts)", "30 2/3 | 0 2/2 | missing 0/1");
        assert_february("growth(cases)", "133.33 2/3 | 83.33 2/2 | missing 0/1");
        assert_february("diff(cases)", "8 2/3 | 5 2/2 | missing 0/1");
        assert_february("index(cases)", "233.33 2/3 | 183.33 2/2 | missing 0/1");
        assert_february("growth(cases + addicts)", "105.56 2/3 | 13.89 2/2 | missing 0/1");
        assert_formula("prev(cases, 2)", "areas P, D, C; periods 2018-03", "6 2/3 | 6 2/2 | missing 0/1");
        assert_february("prev(prev(cases))", "missing 0/3 | missing 0/2 | missing 0/1");
        assert_february("at(cases, \"2018-01\")", "6 2/3 | 6 2/2 | missing 0/1");
        assert_february("same_period_last_year(cases)", "missing 0/3 | missing 0/2 | missing 0/1");
        assert_february("ytd(cases)", "20 5/6 | 17 4/4 | 3 1/2");
        assert_formula("cum(cases, \"2018-02\")", "areas P; periods 2018-02, 2018-Q1, 2018-01",
                "14 3/3 | 14 3/6 | not_applicable:no_period 0/0");
        assert_february("rolling(cases, 2, 1)", "10.00 5/6 | 8.50 4/4 | 3.00 1/2");
        assert_february("rolling(cases, 2)", "10.00 5/6 | 8.50 4/4 | missing:policy 1/2");
        assert_formula("average(addicts)", "areas P, A; periods 2018-Q1", "60.00 5/9 | 11.00 2/3");
}
END_TEST

START_TEST(leaves_are_looked_at)
{
        assert_february("sum_over(max(cases - 3, 0))", "5 3/3 | 5 2/2 | 0 1/1");
        assert_february("count_over(cases > 3)", "2 3/3 | 2 2/2 | 0 1/1");
        assert_february("min_over(cases)", "3 3/3 | 4 2/2 | 3 1/1");
        assert_february("max_over(cases)", "7 3/3 | 7 2/2 | 3 1/1");
        assert_february("mean_over(cases)", "4.67 3/3 | 5.50 2/2 | 3.00 1/1");
        assert_february("median_over(cases)", "4.00 3/3 | 5.50 2/2 | 3.00 1/1");
        assert_february("stddev_over(cases)", "1.70 3/3 | 1.50 2/2 | 0.00 1/1");
        assert_formula("sum_over(cases)", "areas P, E; periods 2018-01", "6 2/3 | missing 0/1");
        assert_february("agg(addicts, areas=max)", "30 3/3 | 18 2/2 | 30 1/1");
        assert_formula("agg(cases, time=max)", "areas P; periods 2018-Q1", "14 5/9");
}
END_TEST

START_TEST(other_areas_are_looked_at)
{
        assert_february("share(cases)", "100.00 3/3 | 78.57 2/2 | 100.00 1/1");
        assert_february("parent(cases)", "not_applicable 0/0 | 14 3/3 | 3 1/1");
        assert_february("top(cases)", "14 3/3 | 14 3/3 | 14 3/3");
        assert_formula("rank(cases)", "areas D, E, A, B; periods 2018-02", "1 2/2 | 2 1/1 | 1 1/1 | 2 1/1");
        assert_formula("rank(cases)", "areas E; periods 2018-01", "missing 0/1");
        /* The better district is the one with less, whatever is better of ranks. */
        ck_assert_int_eq(prg_item_set(prg_programme_get(programme, "indicator", "cases"), "direction", "lower"), 0);
        assert_formula("rank(cases)", "areas D, E, A, B; periods 2018-02", "2 2/2 | 1 1/1 | 2 1/1 | 1 1/1");
        assert_formula("rank(cases + 0)", "areas D, E; periods 2018-02", "1 2/2 | 2 1/1");
}
END_TEST

START_TEST(coverage_is_a_number)
{
        assert_formula("coverage(cases)", "areas P, D, C; periods 2018-01", "66.67 2/3 | 100.00 2/2 | 0.00 0/1");
        assert_formula("reported(cases)", "areas P; periods 2018-01", "2 2/3");
        assert_formula("expected(cases)", "areas P; periods 2018-01", "3 2/3");
        assert_formula("if(coverage(cases) >= 90, cases, 0)", "areas P, D; periods 2018-01", "0 2/3 | 6 2/2");
}
END_TEST

START_TEST(operands_that_report_elsewhere_are_marked)
{
        enter_all(data, "addicts C 2018-01 9; cases A 2018-03 1; addicts B 2018-03 5");
        assert_formula("cases / addicts", "areas P, D; periods 2018-03",
                "0.20 1/3 operand_coverage_differs | 0.20 1/2 operand_coverage_differs");
        assert_formula("cases - prev(cases)", "areas P; periods 2018-03", "-13 1/3");
}
END_TEST

START_TEST(units_that_change_break_a_comparison)
{
        script(programme, "+areas F; level=commune; parent=E; from=2018-02-01");
        assert_formula("growth(cases)", "areas P, D; periods 2018-02", "133.33 2/3 break | 83.33 2/2");
}
END_TEST

/* 300 falls to 220 because a unit that had 100 is missing; the others rose from 200 to 220. */
START_TEST(like_for_like_leaves_out_who_is_missing)
{
        enter_all(data, "cases A 2019-01 120; cases B 2019-01 80; cases C 2019-01 100; cases A 2019-02 130; cases B 2019-02 90");
        assert_formula("growth(cases)", "areas P; periods 2019-02", "-26.67 2/3");
        assert_formula("like_for_like(cases)", "areas P; periods 2019-02", "10.00 5/6");
        assert_february("like_for_like(cases)", "83.33 5/6 | 83.33 4/4 | missing 1/2");
}
END_TEST

START_TEST(another_calendar_is_marked)
{
        script(programme, "+indicators arrests; kind=flow; calendar=vn; period=month");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        enter_all(data, "arrests A vn:2018-02 9");
        assert_formula("on(arrests, vn)", "areas A; periods 2018-02", "9 1/1 calendar_break");
        assert_formula("on(cases, vn)", "areas A; periods 2018-02", "not_applicable:calendar 0/0");
}
END_TEST

/* Month 1 of the calendar vn ends on 14 January, month 2 on 14 February. */
START_TEST(a_stock_of_another_calendar_is_taken_by_date)
{
        script(programme, "+indicators held; kind=stock; calendar=vn; period=month");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        enter_all(data, "held A vn:2018-01 7; held A vn:2018-02 9");
        assert_formula("held", "areas A; periods 2018-01, 2018-02, vn:2018-02", "7 1/1 calendar_break | 9 1/1 calendar_break | 9 1/1");
        assert_formula("addicts - held", "areas A; periods 2018-02", "3 1/1 calendar_break");
        ck_assert_results(data, "indicators held; areas A; periods 2018-02", "not_applicable:calendar 0/0");
        prg_table *table = computed(data, "indicators x; areas A; periods 2018-02", NULL);
        prg_buf json = PRG_BUF_INIT;
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &json), 0);
        ck_assert_int_eq(prg_table_write_json(table, &sink, NULL), 0);
        ck_assert_ptr_nonnull(strstr(json.data, "{\"first\": \"2018-01-15\", \"last\": \"2018-02-14\", \"shared\": 14}"));
        prg_buf_dispose(&json);
        prg_table_free(table);
}
END_TEST

START_TEST(formulas_refer_to_formulas)
{
        set_formula("y", "cases / addicts");
        set_formula("z", "y * 100");
        assert_february("z - 10 * y", "21.00 3/3 | 33.00 2/2 | 9.00 1/1");
        ck_assert_results(data, "indicators x; areas P; periods 2018-02; measures growth, share, coverage, previous",
                "16.7 3/3 | not_applicable:kind 0/0 | 100.0 3/3 | 18.00 2/3");
}
END_TEST

START_TEST(what_cannot_be_computed_is_refused)
{
        prg_table *table = NULL;
        set_formula("x", "1");
        set_formula("y", "x");
        prg_item *x = prg_programme_get(programme, "indicator", "x");
        ck_assert_int_eq(prg_item_set(x, "formula", "y + 1"), 0);
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        prg_query *query = asked(programme, "indicators x; periods 2018-02");
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ECYCLE);
        ck_assert_message("x");
        prg_query_free(query);
        set_formula("x", "cases + nothing");
        query = asked(programme, "indicators x; periods 2018-02");
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ENOTFOUND);
        ck_assert_message("nothing");
        prg_query_free(query);
        ck_assert_ptr_null(table);
}
END_TEST

START_TEST(a_cube_keeps_formulas_current)
{
        set_formula("x", "cases / addicts * 100");
        prg_query *query = asked(programme, "indicators x, cases; areas P; periods 2018-02");
        prg_cube *cube = NULL;
        prg_decimal number;
        const size_t place[PRG_AXES] = { 0 };
        ck_assert_int_eq(prg_cube_open(&cube, data, query, NULL), 0);
        enter_all(data, "cases C 2018-02 9");
        ck_assert_int_eq(prg_cube_apply(cube), 0);
        ck_assert_int_eq(prg_table_rounded(prg_cube_table(cube), place, 2, &number), 0);
        ck_assert_int_eq(number.mantissa, 3333);
        prg_cube_free(cube);
        prg_query_free(query);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("computed");
        TCase *tests = tcase_create("formulas");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, operands_are_aggregated_first);
        tcase_add_test(tests, other_periods_are_looked_at);
        tcase_add_test(tests, leaves_are_looked_at);
        tcase_add_test(tests, other_areas_are_looked_at);
        tcase_add_test(tests, coverage_is_a_number);
        tcase_add_test(tests, operands_that_report_elsewhere_are_marked);
        tcase_add_test(tests, units_that_change_break_a_comparison);
        tcase_add_test(tests, like_for_like_leaves_out_who_is_missing);
        tcase_add_test(tests, another_calendar_is_marked);
        tcase_add_test(tests, a_stock_of_another_calendar_is_taken_by_date);
        tcase_add_test(tests, formulas_refer_to_formulas);
        tcase_add_test(tests, what_cannot_be_computed_is_refused);
        tcase_add_test(tests, a_cube_keeps_formulas_current);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
