/* The law's examples: every number that semantics gives for values, states, coverage, kinds, order, periods. The
 * expected figures are its own; nothing here was taken from the engine. */
#include "results.h"

/* A province of two districts; the first has communes A and B, the second C. */
#define AREAS                                                                                      \
        "+areas P; level=province; /; +areas D1; level=district; parent=P; /; +areas D2; level=district; parent=P; /;" \
        "+areas A; level=commune; parent=D1; /; +areas B; level=commune; parent=D1; /;"             \
        "+areas C; level=commune; parent=D2; /;"
#define TWO "+areas P; level=province; /; +areas A; level=commune; parent=P; /; +areas B; level=commune; parent=P; /;"
#define THREE TWO "+areas C; level=commune; parent=P; /;"
#define FLOW(id) "+indicators " id "; kind=flow; period=month; /;"
#define STOCK(id) "+indicators " id "; kind=stock; period=month; /;"

static void check_law(const char *programme_script, const char *entries, const char *query, const char *expected)
{
        prg_programme *programme = scripted(programme_script);
        prg_data *data = entered(programme, entries);
        ck_assert_results(data, query, expected);
        prg_data_free(data);
        prg_programme_unref(programme);
}

/* ---- §2: values are exact ---- */

static int growth_against(const char *before, const char *after, prg_decimal limit)
{
        prg_programme *programme = scripted(TWO FLOW("n"));
        char entries[128];
        snprintf(entries, sizeof entries, "n A 2017-01 %s; n A 2018-01 %s", before, after);
        prg_data *data = entered(programme, entries);
        prg_table *table = computed(data, "indicators n; areas A; periods 2018-01; measures growth_same_period", NULL);
        size_t place[PRG_AXES] = { 0 };
        int order = 9;
        ck_assert_int_eq(prg_table_compare_decimal(table, place, limit, &order), 0);
        prg_table_free(table);
        prg_data_free(data);
        prg_programme_unref(programme);
        return order;
}

START_TEST(seven_percent_is_not_over_seven_percent)
{
        ck_assert_int_eq(growth_against("100", "107", (prg_decimal){ 7, 0 }), 0);
        ck_assert_int_eq(growth_against("100", "107", (prg_decimal){ 70, 1 }), 0);
        ck_assert_int_eq(growth_against("100", "108", (prg_decimal){ 7, 0 }), 1);
}
END_TEST

#define RATIO "+indicators r; kind=ratio; numerator=a; denominator=b; factor=100; decimals=1; /;"

static int ratio_against(const char *a, const char *b, prg_decimal limit, const char *text)
{
        prg_programme *programme = scripted(TWO FLOW("a") FLOW("b") RATIO);
        char entries[128];
        snprintf(entries, sizeof entries, "a A 2018-01 %s; b A 2018-01 %s", a, b);
        prg_data *data = entered(programme, entries);
        prg_table *table = computed(data, "indicators r; areas A; periods 2018-01", NULL);
        size_t place[PRG_AXES] = { 0 };
        int order = 9;
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_table_compare_decimal(table, place, limit, &order), 0);
        ck_assert_int_eq(prg_table_text(&buf, table, place, PRG_NUMBER_VIETNAMESE), 0);
        ck_assert_str_eq(buf.data, text);
        prg_buf_dispose(&buf);
        prg_table_free(table);
        prg_data_free(data);
        prg_programme_unref(programme);
        return order;
}

START_TEST(a_quotient_compares_by_itself_and_not_by_its_rounded_form)
{
        ck_assert_int_eq(ratio_against("29", "100", (prg_decimal){ 29, 0 }, "29,0"), 0);
        ck_assert_int_eq(ratio_against("1999", "2500", (prg_decimal){ 80, 0 }, "80,0"), -1);
}
END_TEST

/* ---- §3: states and coverage ---- */

START_TEST(the_sum_of_nothing_is_never_zero)
{
        check_law(THREE FLOW("n"), "n A 2018-01 5; n B 2018-01 not_applicable",
                "indicators n; areas P; periods 2018-01", "5 1/2");
        check_law(TWO FLOW("n"), "n A 2018-01 not_applicable; n B 2018-01 not_applicable",
                "indicators n; areas P; periods 2018-01", "not_applicable 0/0");
        check_law(TWO FLOW("n"), "n A 2018-01 not_applicable; n B 2018-01 not_expected",
                "indicators n; areas P; periods 2018-01", "not_expected 0/0");
        check_law(TWO FLOW("n"), "", "indicators n; areas P; periods 2018-01", "missing 0/2");
        check_law(TWO FLOW("n"), "n A 2018-01 suppressed; n B 2018-01 suppressed",
                "indicators n; areas P; periods 2018-01", "suppressed 0/2");
        check_law(TWO FLOW("n"), "n A 2018-01 suppressed; n B 2018-01 4", "indicators n; areas P; periods 2018-01",
                "4 1/2 suppressed_input");
}
END_TEST

START_TEST(a_policy_decides_what_is_shown_and_not_what_flows_upward)
{
        prg_programme *programme = scripted("+areas P; level=province; /; +areas D1; level=district; parent=P; /;"
                                            "+areas D2; level=district; parent=P; /;" FLOW("n"));
        char text[128];
        for (int i = 0; i < 20; i++) {
                snprintf(text, sizeof text, "+areas C%d; level=commune; parent=D%d", i, i < 10 ? 1 : 2);
                script(programme, text);
        }
        prg_data *data = entered(programme, "");
        for (int i = 0; i < 13; i++) {
                snprintf(text, sizeof text, "n C%d 2018-01 10", i < 4 ? i : i + 6);
                enter_all(data, text);
        }
        ck_assert_results(data, "indicators n; areas P, D1, D2; periods 2018-01; policy areas minimum 50",
                "130 13/20 | missing:policy 4/10 | 90 9/10");
        ck_assert_results(data, "indicators n; areas D1; periods 2018-01", "40 4/10");
        ck_assert_results(data, "indicators n; areas D2; periods 2018-01; policy areas require", "missing:policy 9/10");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(final_beats_later_estimates)
{
        check_law(TWO FLOW("n"), "n A 2018-01 10 final; n A 2018-01 12 estimate; n B 2018-01 1 estimate",
                "indicators n; areas A, P; periods 2018-01", "10 1/1 | 11 2/2");
        check_law(TWO FLOW("n"), "n A 2018-01 10 final; n A 2018-01 12 estimate; n A 2018-01 withdraw final",
                "indicators n; areas A; periods 2018-01", "12 1/1");
        check_law(TWO FLOW("n"), "n A 2018-01 10 final; n A 2018-01 12 estimate",
                "indicators n; areas A; periods 2018-01; quality exactly estimate", "12 1/1");
        check_law(TWO FLOW("n"), "n A 2018-01 12 estimate",
                "indicators n; areas A; periods 2018-01; quality at_least preliminary", "missing 0/1");
}
END_TEST

#define SOURCES                                                                                    \
        "+sources police; /; +sources labour; /; +indicators n; kind=stock; period=month; +sources; order<police;" \
        "order<labour; tolerance=5"

START_TEST(sources_are_never_added)
{
        prg_programme *programme = scripted(TWO SOURCES);
        prg_data *data = entered(programme, "n A 2018-01 120 source=police; n A 2018-01 135 source=labour");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01", "120 1/1");
        ck_assert_str_eq(findings_of(data, "indicators n; areas A; periods 2018-01"),
                "sources-differ: n, A, 2018-01: source 'police' has 120, source 'labour' has 135");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01; source labour", "135 1/1");
        prg_data_free(data);
        prg_programme_unref(programme);
        check_law(TWO SOURCES, "n A 2018-01 135 source=labour", "indicators n; areas A; periods 2018-01", "missing 0/1");
        check_law(TWO SOURCES "; fallback=true", "n A 2018-01 135 source=labour",
                "indicators n; areas A; periods 2018-01", "135 1/1 fallback");
}
END_TEST

/* ---- §4: kinds, and leaf first ---- */

START_TEST(leaf_first)
{
        static const char entries[] = "n A 2018-01 10; n A 2018-02 12; n A 2018-03 15; n B 2018-01 20; n B 2018-02 22";
        prg_programme *programme = scripted(TWO STOCK("n"));
        prg_data *data = entered(programme, entries);
        prg_table *table = computed(data, "indicators n; areas P; periods 2018-Q1", NULL);
        size_t place[PRG_AXES] = { 0 };
        prg_cell cell;
        prg_decimal number;
        ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
        ck_assert_int_eq(prg_table_decimal(table, place, &number), 0);
        ck_assert_int_eq(number.mantissa, 37);
        ck_assert_uint_eq(cell.reported, 2);
        ck_assert_uint_eq(cell.expected, 2);
        ck_assert_uint_eq(cell.at_end, 1);
        ck_assert_int_eq(cell.first_used.index, 2);
        ck_assert_int_eq(cell.last_used.index, 3);
        prg_table_free(table);
        prg_data_free(data);
        prg_programme_unref(programme);
        check_law(TWO "+indicators n; kind=stock; period=month; at_end=true", entries,
                "indicators n; areas P; periods 2018-Q1", "15 1/2");
}
END_TEST

START_TEST(a_stock_is_carried_only_when_declared)
{
        check_law(TWO STOCK("n"), "n A 2018-01 7", "indicators n; areas A; periods 2018-02", "missing 0/1");
        check_law(TWO "+indicators n; kind=stock; period=month; carry=1", "n A 2018-01 7",
                "indicators n; areas A; periods 2018-02, 2018-03", "7 0/1 carried | missing 0/1");
}
END_TEST

START_TEST(a_cumulative_count_gives_its_flow)
{
#define CUMULATIVE TWO "+indicators n; kind=cumulative; period=month"
        prg_programme *programme = scripted(CUMULATIVE);
        prg_data *data = entered(programme, "n A 2018-01 10; n A 2018-02 14; n A 2018-04 11; n A 2018-03 20");
        ck_assert_results(data, "indicators n; areas A; periods 2018-01..2018-05; measures flow",
                "10 1/1 | 4 1/1 | 6 1/1 | -9 1/1 | missing 0/1");
        ck_assert_str_eq(findings_of(data, "indicators n; areas A; periods 2018-04; measures flow"),
                "negative-flow: n, A, 2018-04: the cumulative count is less than that of the period before");
        ck_assert_results(data, "indicators n; areas A; periods 2018-Q1, 2018; measures value, flow",
                "20 1/1 | 20 1/1 | 11 1/1 | missing 0/1");
        ck_assert_results(data, "indicators n; areas A; periods 2018-06; measures flow", "missing 0/1");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(classes_are_counted)
{
#define CLASSES                                                                                    \
        THREE "+indicators n; kind=class; period=year; +categories free; ..; +categories one; ..; +categories two"
        check_law(CLASSES, "n A 2018 free; n B 2018 one",
                "indicators n; areas P; periods 2018; breakdowns total, classes",
                "not_applicable:class 2/3 | 1 2/3 | 1 2/3 | 0 2/3 | 1 2/3");
        check_law(CLASSES, "n A 2018 free", "indicators n; areas A; periods 2018", "free 1/1");
}
END_TEST

START_TEST(milestones_stay_reached)
{
        check_law(TWO "+indicators n; kind=milestone; period=year", "n A 2016 1; n B 2018 0",
                "indicators n; areas A, B, P; periods 2017, 2018",
                "1 1/1 | 1 1/1 | missing 0/1 | 0 1/1 | 1 1/2 | 1 2/2");
}
END_TEST

START_TEST(distinct_persons_do_not_add)
{
#define DISTINCT TWO "+indicators n; kind=distinct; period=month"
        check_law(DISTINCT, "n A 2018-01 3; n A 2018-02 5; n B 2018-01 4",
                "indicators n; areas A; periods 2018-Q1", "not_applicable:distinct [5,8] 2/3");
        check_law(DISTINCT, "n A 2018-01 3; n B 2018-01 4", "indicators n; areas A, P; periods 2018-01",
                "3 1/1 | not_applicable:distinct [4,7] 2/2");
        check_law(DISTINCT "; disjoint=true", "n A 2018-01 3; n B 2018-01 4", "indicators n; areas P; periods 2018-01",
                "7 2/2");
        check_law(DISTINCT, "n P 2018-01 6 total; n A 2018-01 2", "indicators n; areas P; periods 2018-Q1, 2018-01",
                "not_applicable:distinct [6,6] 1/6 | 6 2/2");
        check_law(DISTINCT, "n P 2018-01 6 total; n A 2018-02 2", "indicators n; areas P; periods 2018-Q1",
                "not_applicable:distinct [6,8] 1/6");
}
END_TEST

START_TEST(a_cohort_divides_what_entered_together)
{
#define COHORT                                                                                     \
        "+areas A; level=commune; /; +indicators occurred; kind=flow; period=year; /;"              \
        "+indicators solved; kind=cohort; period=year; /; +indicators clearance; kind=ratio; numerator=solved;" \
        "denominator=occurred; factor=100; decimals=0"
        static const char entries[] = "occurred A 2018 10; solved A 2018 8 observed=2018; solved A 2017 4 observed=2018";
        check_law(COHORT, entries, "indicators clearance; areas A; periods 2018", "80 1/1");
        check_law(COHORT, entries, "indicators clearance; areas A; periods 2018; breakdowns by_observation", "120 1/1");
}
END_TEST

START_TEST(means_are_of_the_leaves)
{
#define MEAN "+indicators n; kind=flow; period=month; over_time=mean; over_areas=mean"
        static const char entries[] = "n A 2018-01 1; n A 2018-02 2; n A 2018-03 3; n B 2018-02 10";
        check_law(AREAS MEAN, entries, "indicators n; areas D1; periods 2018-Q1", "6.00 4/6");
        check_law(AREAS MEAN "; pooled=true", entries, "indicators n; areas D1; periods 2018-Q1", "4.00 4/6");
        check_law(AREAS MEAN, "n A 2018-01 1; n B 2018-01 2; n C 2018-01 9", "indicators n; areas P; periods 2018-01",
                "4.00 3/3");
}
END_TEST

START_TEST(ratios_are_recomputed)
{
        static const char entries[] = "a A 2018-01 10; b A 2018-01 100; a B 2018-01 20; b B 2018-01 100; b C 2018-01 200";
        check_law(THREE FLOW("a") FLOW("b") RATIO, entries, "indicators r; areas P; periods 2018-01",
                "7.5 2/3 operand_coverage_differs");
        check_law(THREE FLOW("a") FLOW("b") RATIO, entries, "indicators r; areas P; periods 2018-01; operands matched",
                "15.0 2/3");
        check_law(THREE FLOW("a") FLOW("b") "+indicators r; kind=ratio; numerator=a; denominator=b; factor=100; "
                        "decimals=1; operands=matched", entries, "indicators r; areas P; periods 2018-01", "15.0 2/3");
        check_law(TWO FLOW("a") FLOW("b") RATIO, "a A 2018-01 1; b A 2018-01 0", "indicators r; areas A; periods 2018-01",
                "undefined:division_by_zero 1/1");
}
END_TEST

START_TEST(a_published_ratio_is_never_aggregated)
{
        check_law(TWO "+indicators n; kind=ratio; published=true; period=month; decimals=1",
                "n A 2018-01 50; n A 2018-02 51; n B 2018-01 60", "indicators n; areas A, P; periods 2018-01, 2018-Q1",
                "50.0 1/1 | not_applicable:published 2/3 | not_applicable:published 2/2 | not_applicable:published 3/6");
}
END_TEST

START_TEST(coarse_beside_fine)
{
        static const char first[] = "n A 2018-01 1; n A 2018-02 2; n B 2018-Q1 9";
        check_law(TWO FLOW("n"), first, "indicators n; areas P; periods 2018-Q1", "12 5/6");
        check_law(TWO FLOW("n"), "n A 2018-01 1; n A 2018-02 2; n B 2018-Q1 9; n A 2018-Q1 7",
                "indicators n; areas P; periods 2018-Q1", "16 6/6");
        check_law(TWO FLOW("n"), first, "indicators n; areas B; periods 2018-01, 2018", "missing 0/1 | 9 3/12");
        check_law(TWO STOCK("n"), "n A 2018-Q1 9; n A 2018-01 3", "indicators n; areas A; periods 2018-Q1, 2018-03, 2018-01",
                "9 1/1 | 9 1/1 | 3 1/1");
        check_law(TWO "+indicators n; kind=stock; period=month; carry=1", "n A 2018-Q1 9", "indicators n; areas A; periods 2018-02..2018-04",
                "missing 0/1 | 9 1/1 | 9 0/1 carried");
        check_law(CUMULATIVE, "n A 2018-Q1 9; n A 2018-06 14; n A 2018 20",
                "indicators n; areas A; periods 2018-Q1, 2018-Q2, 2018-H2, 2018-03; measures flow",
                "9 1/1 | 5 1/1 | 6 1/1 | missing 0/1");
        check_law(CUMULATIVE, "n A 2018-9M 9", "indicators n; areas A; periods 2018-09, 2018", "9 1/1 | 9 1/1");
        prg_programme *programme = scripted(TWO FLOW("n"));
        prg_data *data = entered(programme, "n A 2018-01 1; n A 2018-02 2; n A 2018-03 3; n A 2018-Q1 7");
        ck_assert_results(data, "indicators n; areas A; periods 2018-Q1", "6 3/3");
        ck_assert_str_eq(findings_of(data, "indicators n; areas A; periods 2018-Q1, 2018"),
                "coarse-differs: n, A, 2018-Q1: 7 is reported, its parts come to 6");
        enter_all(data, "n A 2018-01 1 estimate; n A 2018-01 withdraw final");
        ck_assert_results(data, "indicators n; areas A; periods 2018-Q1", "7 3/3");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(a_total_counts_only_the_cells_that_it_stands_for)
{
#define MEANS FLOW("n; over_time=mean; over_areas=mean")
        check_law(AREAS MEANS, "n D2 2018-01 7 total", "indicators n; areas D2; periods 2018-Q1, 2018-01", "7.00 1/3 | 7.00 1/1");
        check_law(AREAS MEANS, "n D1 2018-01 7 total; n D1 2018-03 9 total", "indicators n; areas D1; periods 2018-Q1", "8.00 4/6");
        check_law(AREAS MEANS, "n D2 2018-01 7 total", "indicators n; areas D2; periods 2018-Q1; policy time minimum 50",
                "missing:policy 1/3");
        check_law(AREAS MEANS, "n D2 2018-Q1 7 total", "indicators n; areas D2; periods 2018-Q1", "7.00 3/3");
        check_law(AREAS STOCK("n; over_areas=none"), "n D1 2018-Q1 7 total", "indicators n; areas D1; periods 2018-Q1", "7 2/2");
        check_law(AREAS STOCK("n; over_areas=max"), "n D1 2018-01 7 total", "indicators n; areas D1; periods 2018-Q1", "7 2/2");
}
END_TEST

START_TEST(own_and_total_above_the_leaf)
{
        check_law(TWO FLOW("n"), "n A 2018-01 10; n B 2018-01 20; n P 2018-01 7 own",
                "indicators n; areas P; periods 2018-01", "37 2/2");
        check_law(TWO FLOW("n"), "n A 2018-01 10; n B 2018-01 20; n P 2018-01 40 total",
                "indicators n; areas P; periods 2018-01", "30 2/2");
        check_law(AREAS FLOW("n"), "n D1 2018-01 40 total; n C 2018-01 2", "indicators n; areas P, D1, A; periods 2018-01",
                "42 3/3 | 40 2/2 | missing 0/1");
        check_law(AREAS FLOW("n"), "n D1 2018-01 40 total; n P 2018-01 99 total; n A 2018-01 1",
                "indicators n; areas P, D1; periods 2018-01; origin own", "99 1/1 | 40 1/1");
        check_law(AREAS FLOW("n"), "n P 2018-01 99 total", "indicators n; areas P; periods 2018-01; origin parts",
                "missing 0/3");
}
END_TEST

#define SEX "+breakdowns sex; +categories male; ..; +categories female; /;"

START_TEST(a_total_is_given_or_made_of_all_its_categories)
{
#define BROKEN TWO SEX "+indicators n; kind=flow; period=month; breakdowns<sex"
        check_law(BROKEN, "n A 2018-01 4 sex=male; n A 2018-01 5 sex=female; n B 2018-01 1 sex=male",
                "indicators n; areas A, B, P; periods 2018-01", "9 1/1 | missing 0/1 | 9 1/2");
        check_law(BROKEN, "n A 2018-01 12; n A 2018-01 4 sex=male; n A 2018-01 5 sex=female",
                "indicators n; areas A; periods 2018-01; breakdowns total, sex", "12 1/1 | 4 1/1 | 5 1/1 | 3 1/1");
        prg_programme *programme = scripted(BROKEN);
        prg_data *data = entered(programme, "n A 2018-01 8; n A 2018-01 4 sex=male; n A 2018-01 5 sex=female");
        ck_assert_str_eq(findings_of(data, "indicators n; areas A; periods 2018-01; breakdowns sex"),
                "parts-exceed: n, A, 2018-01: the categories of 'sex' sum to more than the total");
        enter_all(data, "n A 2018-01 withdraw; n B 2018-01 3 sex=female");
        ck_assert_str_eq(findings_of(data, "indicators n; areas P; periods 2018-01; breakdowns sex"), "");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

/* ---- §5: periods and areas through time ---- */

START_TEST(the_year_2025_expects_864_cells)
{
        prg_programme *programme = scripted("+calendars vn; kind=shifted; day=15; /; +areas P; level=province; /;"
                                            "+indicators n; kind=flow; calendar=vn; period=month");
        char text[160];
        for (int i = 0; i < 106 + 38; i++) {
                snprintf(text, sizeof text, "+areas C%d; level=commune; parent=P; %s", i,
                        i < 106 ? "to=2025-06-30" : "from=2025-07-01");
                script(programme, text);
        }
        prg_data *data = entered(programme, "");
        ck_assert_results(data, "indicators n; areas P; periods vn:2025-06, vn:2025-07, vn:2025; measures expected",
                "106 0/106 | 38 0/38 | 864 0/864");
        ck_assert_results(data, "indicators n; areas C106; periods vn:2025-05, vn:2025-07",
                "not_expected:boundaries 0/0 | missing 0/1");
        ck_assert_results(data, "indicators n; areas P; periods 2025", "not_applicable:calendar 0/0");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

/* ---- §6: measures ---- */

START_TEST(measures_compare)
{
        static const char entries[] = "n A 2018-01 300; n B 2018-01 200; n A 2018-02 330; n B 2018-02 100; n A 2017-01 0";
        check_law(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-02; measures value, cumulative, previous, "
                "change, growth, index", "330 1/1 | 630 2/2 | 300 1/1 | 30 1/1 | 10.0 1/1 | 110.0 1/1");
        check_law(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-01; measures same_period_last_year, "
                "change_same_period, growth_same_period, index_same_period",
                "0 1/1 | 300 1/1 | undefined:not_positive 1/1 | undefined:not_positive 1/1");
        check_law(TWO FLOW("n"), entries, "indicators n; areas B; periods 2018-03; measures previous, growth, coverage",
                "100 1/1 | missing 0/1 | 0.0 0/1");
        check_law(TWO FLOW("n"), entries, "indicators n; areas A, B, P; periods 2018-01; measures share, rank",
                "60.0 1/1 | 1 1/1 | 40.0 1/1 | 2 1/1 | 100.0 2/2 | 1 2/2");
        /* The bounds of a value are none of its place, nor of its share. */
        check_law(TWO FLOW("n"), "n A 2018-01 suppressed lower=1 upper=4; n B 2018-01 not_applicable",
                "indicators n; areas P, A; periods 2018-01; measures value, share, rank",
                "suppressed [1,4] 0/1 | suppressed 0/1 | suppressed 0/1 | suppressed [1,4] 0/1 | suppressed 0/1 | suppressed 0/1");
        check_law(TWO FLOW("n"), "n A 2018-01 300; n A 2018-02 200; n B 2018-02 20; n B 2018-01 missing",
                "indicators n; areas P; periods 2018-02; measures growth", "-26.7 2/2");
}
END_TEST

START_TEST(percentages_have_points)
{
        check_law(TWO FLOW("a") FLOW("b") RATIO, "a A 2018-01 1; b A 2018-01 4; a A 2018-02 1; b A 2018-02 2",
                "indicators r; areas A; periods 2018-02; measures change, growth", "25.0 1/1 | not_applicable:percentage 0/0");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("law");
        TCase *tests = tcase_create("examples");
        tcase_add_test(tests, seven_percent_is_not_over_seven_percent);
        tcase_add_test(tests, a_quotient_compares_by_itself_and_not_by_its_rounded_form);
        tcase_add_test(tests, the_sum_of_nothing_is_never_zero);
        tcase_add_test(tests, a_policy_decides_what_is_shown_and_not_what_flows_upward);
        tcase_add_test(tests, final_beats_later_estimates);
        tcase_add_test(tests, sources_are_never_added);
        tcase_add_test(tests, leaf_first);
        tcase_add_test(tests, a_stock_is_carried_only_when_declared);
        tcase_add_test(tests, a_cumulative_count_gives_its_flow);
        tcase_add_test(tests, classes_are_counted);
        tcase_add_test(tests, milestones_stay_reached);
        tcase_add_test(tests, distinct_persons_do_not_add);
        tcase_add_test(tests, a_cohort_divides_what_entered_together);
        tcase_add_test(tests, means_are_of_the_leaves);
        tcase_add_test(tests, ratios_are_recomputed);
        tcase_add_test(tests, a_published_ratio_is_never_aggregated);
        tcase_add_test(tests, coarse_beside_fine);
        tcase_add_test(tests, a_total_counts_only_the_cells_that_it_stands_for);
        tcase_add_test(tests, own_and_total_above_the_leaf);
        tcase_add_test(tests, a_total_is_given_or_made_of_all_its_categories);
        tcase_add_test(tests, the_year_2025_expects_864_cells);
        tcase_add_test(tests, measures_compare);
        tcase_add_test(tests, percentages_have_points);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
