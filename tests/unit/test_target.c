/* Which target and which baseline count in a cell, as formulas see them: by the rules of docs/formulas.md, worked out by
 * hand. */
#include "results.h"

#define AREAS "+areas P; level=province; /; +areas D; level=district; parent=P; /; +areas E; level=district; parent=P; /;"
#define INDICATORS                                                                                                      \
        "+units kg; /; +units g; base=kg; factor=0.001; /; +units case; /;"                                           \
        "+indicators cases; kind=flow; period=month; unit=case; /; +indicators seized; kind=flow; period=month; unit=kg; decimals=3; /;"

static prg_programme *programme;
static prg_data *data;

static void set_up(void)
{
        programme = scripted(AREAS INDICATORS "+calendars vn; kind=shifted; day=15");
        data = NULL;
}

static void tear_down(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

/* What an indicator with a formula comes to, beside some targets and baselines. */
static void assert_formula(const char *formula, const char *query, const char *expected)
{
        char text[300];
        prg_item *x = prg_programme_get(programme, "indicator", "x");
        if (x == NULL) {
                ck_assert_int_eq(prg_item_add(&x, prg_programme_root(programme), "indicators", "x"), 0);
                ck_assert_int_eq(prg_item_set(x, "kind", "computed"), 0);
        }
        ck_assert_int_eq(prg_item_set(x, "formula", formula), 0);
        prg_data_free(data);
        data = entered(programme, "cases D 2018-01 10; cases E 2018-01 5; cases D 2018-02 20");
        ck_assert_msg(prg_programme_check(programme, NULL) == 0, "%s", prg_error_last()->message);
        snprintf(text, sizeof text, "indicators x; %s", query);
        const char *found = results(data, text);
        ck_assert_msg(strcmp(found, expected) == 0, "%s; %s:\n%s\n%s", formula, query, found, expected);
}

START_TEST(a_target_is_of_exactly_one_area_and_period)
{
        script(programme, "+targets T; indicator=cases; area=D; period=2018; value=100");
        assert_formula("target(cases)", "areas P, D, E; periods 2018, 2018-01, 2019, vn:2018",
                "missing 0/0 | missing 0/0 | missing 0/0 | missing 0/0 | 100 0/0 | missing 0/0 | missing 0/0 | missing 0/0 | "
                "missing 0/0 | missing 0/0 | missing 0/0 | missing 0/0");
        assert_formula("cases / target(cases) * 100", "areas D; periods 2018", "30.00 2/12");
}
END_TEST

START_TEST(a_wider_target_is_asked_for_by_its_type)
{
        script(programme, "+targets T; indicator=cases; area=D; period=2018; value=100; /;"
                          "+targets U; indicator=cases; area=D; period=2018-Q1; value=40");
        assert_formula("cases / target(cases, year) * 100", "areas D; periods 2018-01, 2018-02", "10.00 1/1 | 20.00 1/1");
        assert_formula("target(cases, quarter)", "areas D; periods 2018-02, 2018-04, 2018-Q1, 2018",
                "40 0/0 | missing 0/0 | 40 0/0 | not_applicable:calendar 0/0");
        assert_formula("target(cases, season)", "areas D; periods 2018-02", "not_applicable:calendar 0/0");
}
END_TEST

START_TEST(the_furthest_version_in_force_at_the_end_of_the_period_counts)
{
        script(programme, "+targets A; indicator=cases; area=D; period=2018; value=1; version=proposed; from=2018-11-01; /;"
                          "+targets B; indicator=cases; area=D; period=2018; value=2; version=collected; /;"
                          "+targets C; indicator=cases; area=E; period=2018; value=3; to=2018-06-30; /;"
                          "+targets F; indicator=cases; area=E; period=2018; value=4; from=2018-12-31; /;"
                          "+targets G; indicator=cases; area=E; period=2018; value=5; from=2019-01-01; /;"
                          "+targets H; indicator=cases; area=P; period=2018; value=6; /;"
                          "+targets I; indicator=cases; area=P; period=2018; value=7; from=2018-03-01; /;"
                          "+targets J; indicator=cases; area=P; period=2018; value=8; from=2018-02-01");
        assert_formula("target(cases)", "areas D, E, P; periods 2018", "2 0/0 | 4 0/0 | 7 0/0");
}
END_TEST

START_TEST(targets_add_up_only_where_they_are_declared_to)
{
        script(programme, "+targets A; indicator=cases; area=D; period=2018; value=10; additive=true; /;"
                          "+targets B; indicator=cases; area=E; period=2018; value=20; additive=true; /;"
                          "+targets C; indicator=cases; area=D; period=2019; value=10; additive=true; /;"
                          "+targets F; indicator=cases; area=E; period=2019; value=20; /;"
                          "+targets G; indicator=cases; area=D; period=2020; value=10; additive=true; /;"
                          "+targets H; indicator=cases; area=P; period=2021; value=25; /;"
                          "+targets I; indicator=cases; area=D; period=2021; value=10; additive=true; /;"
                          "+targets J; indicator=cases; area=E; period=2021; value=20; additive=true");
        assert_formula("target(cases)", "areas P; periods 2018..2021", "30 0/0 | missing 0/0 | missing 0/0 | 25 0/0");
}
END_TEST

START_TEST(a_target_is_converted_to_the_unit_of_its_indicator)
{
        script(programme, "+targets T; indicator=seized; area=D; period=2018; value=1250; unit=g");
        assert_formula("target(seized)", "areas D; periods 2018", "1.25 0/0");
}
END_TEST

START_TEST(the_latest_baseline_in_force_counts)
{
        script(programme, "+baselines A; indicator=cases; area=D; period=2017; value=5; /;"
                          "+baselines B; indicator=cases; area=D; period=2015; value=3; /;"
                          "+baselines C; indicator=cases; area=E; period=2017; value=4; from=2018-02-01; to=2018-02-28; /;"
                          "+baselines F; indicator=cases; area=P; period=2017; value=9; version=collected; /;"
                          "+baselines G; indicator=cases; area=P; period=2018-01; value=1; version=proposed");
        assert_formula("baseline(cases)", "areas D; periods 2015-11, 2015, 2016, 2017-12, 2018-01",
                "missing 0/0 | 3 0/0 | 3 0/0 | 5 0/0 | 5 0/0");
        assert_formula("baseline(cases)", "areas E; periods 2018-01..2018-03", "missing 0/0 | 4 0/0 | missing 0/0");
        assert_formula("baseline(cases)", "areas P; periods 2018-01", "9 0/0");
        assert_formula("(cases - baseline(cases)) / baseline(cases) * 100", "areas D; periods 2018-01", "100.00 1/1");
}
END_TEST

START_TEST(what_is_not_complete_is_an_error)
{
        prg_table *table = NULL;
        script(programme, "+indicators x; kind=computed; formula=target(cases); /; +targets T; indicator=cases; area=D; value=1; "
                          "period=2018-Q7");
        data = entered(programme, "cases D 2018-01 10");
        prg_query *query = asked(programme, "indicators x; periods 2018");
        ck_assert_fails(prg_compute(&table, data, query, NULL), PRG_ESCHEMA);
        ck_assert_str_eq(prg_error_last()->message, "target 'T': quarter 7, expected 1 to 4");
        prg_query_free(query);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("target");
        TCase *tests = tcase_create("target");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, a_target_is_of_exactly_one_area_and_period);
        tcase_add_test(tests, a_wider_target_is_asked_for_by_its_type);
        tcase_add_test(tests, the_furthest_version_in_force_at_the_end_of_the_period_counts);
        tcase_add_test(tests, targets_add_up_only_where_they_are_declared_to);
        tcase_add_test(tests, a_target_is_converted_to_the_unit_of_its_indicator);
        tcase_add_test(tests, the_latest_baseline_in_force_counts);
        tcase_add_test(tests, what_is_not_complete_is_an_error);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
