/* Rules of docs/results.md at places where two of them meet. The figures were worked out from the page. */
#include "results.h"

#define AREAS "+areas P; level=province; /; +areas A; level=commune; parent=P; /; +areas B; level=commune; parent=P; /;"

static void check(const char *programme_script, const char *entries, const char *query, const char *expected)
{
        prg_programme *programme = scripted(programme_script);
        prg_data *data = entered(programme, entries);
        ck_assert_results(data, query, expected);
        prg_data_free(data);
        prg_programme_unref(programme);
}

/* ---- §8: ratios ---- */

#define MATCHED "+indicators r; kind=ratio; numerator=n; denominator=d; operands=matched; /;"
#define WEIGHED "+indicators n; kind=flow; period=month; over_time=weighted_mean; weight=w; /;"

START_TEST(cells_match_by_their_values_and_units_by_their_results)
{
        check(AREAS "+indicators w; kind=flow; period=month; /;" WEIGHED "+indicators d; kind=flow; period=month; /;" MATCHED,
                "n A 2018-01 5; w A 2018-01 0; d A 2018-01 2", "indicators r; areas A; periods 2018-01",
                "undefined:weight 1/1");
        check(AREAS "+indicators n; kind=flow; period=month; over_time=none; /;"
                    "+indicators d; kind=stock; period=month; /;" MATCHED,
                "n A 2018-01 5; d A 2018-01 2", "indicators r; areas A; periods 2018-01, 2018-Q1",
                "2.50 1/1 | not_applicable:not_aggregated 0/1");
}
END_TEST

START_TEST(cells_are_matched_although_one_operand_is_not_broken_down)
{
        check(AREAS "+breakdowns sex; +categories male; ..; +categories female; /;"
                    "+indicators n; kind=flow; period=month; breakdowns<sex; /;"
                    "+indicators d; kind=flow; period=month; /;" MATCHED,
                "n A 2018-01 5 sex=male; d A 2018-01 2", "indicators r; areas A; periods 2018-Q1; breakdowns sex=male",
                "not_applicable:breakdown 0/3");
}
END_TEST

/* ---- §1, §2: base periods ---- */

START_TEST(the_gregorian_calendar_is_the_one_that_is_not_named)
{
        check(AREAS "+indicators w; kind=flow; period=month; calendar=gregorian; /;" WEIGHED,
                "n A 2018-01 5; w A 2018-01 2", "indicators n; areas A; periods 2018-Q1", "5.00 1/3");
        check(AREAS "+indicators o; kind=flow; period=month; calendar=gregorian; to=2017-12-31; /;"
                    "+indicators n; kind=flow; period=month; replaces=o; from=2018-01-01; /;",
                "o A 2017-12 5", "indicators n; areas A; periods 2017-12", "5 1/1");
        check(AREAS "+indicators n; kind=flow; period=month; calendar=gregorian; /;"
                    "+indicators d; kind=flow; period=month; /;" MATCHED,
                "n A 2018-01 5; n A 2018-02 4; d A 2018-01 2", "indicators r; areas A; periods 2018-Q1", "2.50 1/3");
}
END_TEST

/* ---- §9, §10: measures ---- */

START_TEST(a_share_of_what_is_approximate_is_approximate)
{
        prg_programme *programme = scripted(AREAS "+indicators n; kind=flow; period=month; over_time=stddev; /;"
                                                  "+indicators m; kind=flow; period=month");
        prg_data *data = entered(programme, "n A 2018-01 0; n A 2018-02 2; n B 2018-01 1; n B 2018-02 7; m A 2018-01 1");
        prg_table *table = computed(data, "indicators n, m; areas A; periods 2018-Q1; measures share", NULL);
        size_t place[PRG_AXES] = { 0 };
        prg_cell cell;
        ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
        ck_assert_int_eq(cell.exactness, PRG_APPROXIMATE);
        place[PRG_AXIS_INDICATORS] = 1;
        ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
        ck_assert_int_eq(cell.exactness, PRG_QUOTIENT);
        prg_table_free(table);
        ck_assert_results(data, "indicators n; areas A; periods 2018-Q1; measures share", "25.0 2/3");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(what_has_no_share_has_none_in_a_cut_by_class_either)
{
        check(AREAS "+indicators k; kind=class; period=month; +categories free; /;"
                    "+indicators p; kind=ratio; published=true; period=month; /;"
                    "+indicators f; kind=flow; period=month",
                "", "indicators p, f, k; areas A; periods 2018-01; breakdowns classes; measures share",
                "not_applicable:kind 0/0 | not_applicable:kind 0/0 | not_applicable:breakdown 0/0 | "
                "not_applicable:breakdown 0/0 | missing 0/1 | 50.0 0/1");
}
END_TEST

/* ---- §5: totals ---- */

START_TEST(a_total_of_counts_is_a_count)
{
        static const char entries[] = "n P 2018-01 0.5 total; n P 2018-02 1.5 total";
        check(AREAS "+indicators n; kind=flow; period=month; decimals=1; over_time=count; over_areas=max", entries,
                "indicators n; areas P; periods 2018-Q1", "2 4/6");
        check(AREAS "+indicators n; kind=flow; period=month; decimals=1; over_time=mean; over_areas=count", entries,
                "indicators n; areas P; periods 2018-Q1", "1.000 4/6");
}
END_TEST

START_TEST(a_total_of_a_part_of_the_period_is_not_aggregated_either)
{
        check(AREAS "+indicators n; kind=flow; period=month; over_time=none", "n P 2018-02 5 total",
                "indicators n; areas P; periods 2018-02, 2018-Q1", "5 2/2 | missing 0/6");
}
END_TEST

/* ---- §5: origin own ---- */

/* D reports itself until the end of June, and its part C from then on. */
#define DIVIDED "+areas P; level=province; /; +areas D; level=district; parent=P; /;" \
                "+areas C; level=commune; parent=D; from=2018-07-01; /;"

START_TEST(an_area_speaks_for_itself_before_and_after_it_was_divided)
{
        /* Sums, also of wider periods. */
        check(DIVIDED "+indicators n; kind=flow; period=month", "n D 2018-Q2 6; n D 2018-08 1 total; n D 2018-Q3 10 total",
                "indicators n; areas D; periods 2018-S1, 2018-Q3, 2018; origin own", "6 3/6 | 10 3/3 | 16 6/12");
        /* The last value in the period, before it, and made of categories. */
        check(DIVIDED "+indicators n; kind=stock; period=month; carry=1", "n D 2018-06 4",
                "indicators n; areas D; periods 2018, 2018-07, 2018-08; origin own",
                "4 1/1 | 4 0/1 carried | missing 0/1");
        check(DIVIDED "+breakdowns sex; +categories male; ..; +categories female; /;"
                      "+indicators n; kind=stock; period=month; breakdowns<sex",
                "n D 2018-06 3 sex=male; n D 2018-07 4 total sex=female",
                "indicators n; areas D; periods 2018; origin own", "7 1/1");
        /* What it came to, and what it rose by. */
        check(DIVIDED "+indicators m; kind=milestone; period=month", "m D 2018-06 1",
                "indicators m; areas D; periods 2018-08; origin own", "1 1/1");
        check(DIVIDED "+indicators c; kind=cumulative; period=month", "c D 2018-06 4; c D 2018-07 10 total",
                "indicators c; areas D; periods 2018-07; measures flow; origin own", "6 1/1");
        /* What was observed of those who had entered before. */
        check(DIVIDED "+indicators h; kind=cohort; period=month",
                "h D 2018-06 5 observed=2018-08; h D 2018-07 2 total observed=2018-08",
                "indicators h; areas D; periods 2018-08; breakdowns by_observation; origin own", "7 1/1");
}
END_TEST

START_TEST(an_area_that_was_put_together_keeps_its_totals)
{
        static const char joined[] = "+areas P; level=province; /; +areas D; level=district; parent=P; /;"
                                     "+areas C; level=commune; parent=D; to=2018-06-30; /;"
                                     "+indicators n; kind=flow; period=month; /; +indicators s; kind=stock; period=month; /;"
                                     "+indicators h; kind=cohort; period=month";
        check(joined, "n D 2018-06 2 total; n D 2018-07 9", "indicators n; areas D; periods 2018-06, 2018; origin own",
                "2 1/1 | 11 2/12");
        check(joined, "s D 2018-06 2 total", "indicators s; areas D; periods 2018; origin own", "2 1/1");
        check(joined, "h D 2018-06 2 total observed=2018-08; h D 2018-07 5 observed=2018-08",
                "indicators h; areas D; periods 2018-08; breakdowns by_observation; origin own", "7 1/1");
}
END_TEST

START_TEST(an_area_weighs_by_its_own_weights)
{
        check(AREAS "+indicators w; kind=flow; period=month; /;" WEIGHED,
                "n P 2018-01 5 total; w P 2018-01 1 total; n P 2018-02 8 total; w P 2018-02 3 total",
                "indicators n; areas P; periods 2018-Q1; origin own", "7.25 2/3");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("results");
        TCase *tests = tcase_create("rules");
        tcase_add_test(tests, cells_match_by_their_values_and_units_by_their_results);
        tcase_add_test(tests, cells_are_matched_although_one_operand_is_not_broken_down);
        tcase_add_test(tests, the_gregorian_calendar_is_the_one_that_is_not_named);
        tcase_add_test(tests, a_share_of_what_is_approximate_is_approximate);
        tcase_add_test(tests, what_has_no_share_has_none_in_a_cut_by_class_either);
        tcase_add_test(tests, a_total_of_counts_is_a_count);
        tcase_add_test(tests, a_total_of_a_part_of_the_period_is_not_aggregated_either);
        tcase_add_test(tests, an_area_speaks_for_itself_before_and_after_it_was_divided);
        tcase_add_test(tests, an_area_that_was_put_together_keeps_its_totals);
        tcase_add_test(tests, an_area_weighs_by_its_own_weights);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
