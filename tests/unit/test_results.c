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
                "indicators n; areas P; periods 2018-Q1", "2 6/6");
        check(AREAS "+indicators n; kind=flow; period=month; decimals=1; over_time=mean; over_areas=count", entries,
                "indicators n; areas P; periods 2018-Q1", "1.000 6/6");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("results");
        TCase *tests = tcase_create("rules");
        tcase_add_test(tests, cells_match_by_their_values_and_units_by_their_results);
        tcase_add_test(tests, a_share_of_what_is_approximate_is_approximate);
        tcase_add_test(tests, what_has_no_share_has_none_in_a_cut_by_class_either);
        tcase_add_test(tests, a_total_of_counts_is_a_count);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
