/* Explanations: each kind of indicator and each rule says what it did, in words; the first step is the cell of the table.
 * That the numbers add up is shown by tests/oracle/explain_oracle.py for programmes of every kind. */
#include "varied.h"

#include "calc/explain/explain.h"

#define TWO "+areas P; level=province; /; +areas A; level=commune; parent=P; /; +areas B; level=commune; parent=P; /;"
#define FLOW(id) "+indicators " id "; kind=flow; period=month; /;"
#define STOCK(id) "+indicators " id "; kind=stock; period=month; /;"
#define RATIO "+indicators r; kind=ratio; numerator=a; denominator=b; factor=100; decimals=1; /;"
#define SEX "+breakdowns sex; +categories male; ..; +categories female; /;"
#define SOURCES "+sources police; /; +sources labour; /;"

static char *text_of_explanation(const prg_explanation *explanation, const char *language)
{
        static prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        prg_explanation_options options = PRG_EXPLANATION_OPTIONS_INIT;
        options.language = language;
        out.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &out), 0);
        ck_assert_int_eq(prg_explanation_write_text(explanation, &sink, &options), 0);
        return out.data;
}

static prg_explanation *explained(const prg_data *data, const char *text, size_t cut)
{
        const size_t place[PRG_AXES] = { 0, cut, 0, 0, 0 };
        prg_query *query = asked(prg_data_programme(data), text);
        prg_explanation *explanation = NULL;
        ck_assert_msg(prg_explain(&explanation, data, query, place, NULL) == 0, "%s: %s", text, prg_error_last()->message);
        prg_query_free(query);
        return explanation;
}

/* Whether the explanation of the first cell of a breakdown has lines with these texts in them, divided by '|', in this order. */
static void check_cut(const char *programme_script, const char *entries, const char *query, size_t cut, const char *expected)
{
        prg_programme *programme = scripted(programme_script);
        prg_data *data = entered(programme, entries);
        prg_explanation *explanation = explained(data, query, cut);
        const char *text = text_of_explanation(explanation, "en"), *at = text;
        if (getenv("SHOW"))
                printf("---- %s\n%s", query, text);
        while (*expected) {
                char line[256];
                size_t length = strcspn(expected, "|");
                ck_assert_uint_lt(length, sizeof line);
                memcpy(line, expected, length);
                line[length] = '\0';
                const char *found = strstr(at, line);
                ck_assert_msg(found != NULL, "'%s' is not in, or not where expected:\n%s", line, text);
                at = found + length;
                expected += length + (expected[length] == '|');
        }
        /* It has a text in Vietnamese, too. */
        ck_assert_ptr_null(strstr(text_of_explanation(explanation, "vi"), "{"));
        prg_explanation_free(explanation);
        prg_data_free(data);
        prg_programme_unref(programme);
}

static void check(const char *programme_script, const char *entries, const char *query, const char *expected)
{
        check_cut(programme_script, entries, query, 0, expected);
}

/* ---- the rules ---- */

START_TEST(flows_add_over_time_and_areas)
{
        check(TWO FLOW("n"), "n A 2018-01 5; n A 2018-02 6; n B 2018-01 7 estimate", "indicators n; areas P; periods 2018-Q1",
                "n, P, 2018-Q1: 18, estimate\n|runs from 2018-01-01 to 2018-03-31|3 periods from 2018-01 to 2018-03 are added|"
                "units below are added|3 of 6 expected reports|left out, not taken as zero (policy skip)|1 of the numbers used is "
                "an estimate|exact: nothing is rounded\n|  A: 11 (2/3 reported)\n|2018-01: 5; entry 1\n|2018-02: 6; entry 2\n|2018-03: "
                "missing – nobody has reported\n|  B: 7, estimate (1/3 reported)\n|not reported: 3\n|A, 2018-03\n|"
                "B, 2018-02..2018-03\n");
}
END_TEST

START_TEST(stocks_take_the_last_value)
{
        check(TWO STOCK("s"), "s A 2018-01 10; s A 2018-02 12; s A 2018-03 15; s B 2018-01 20; s B 2018-02 22",
                "indicators s; areas P; periods 2018-Q1", "s, P, 2018-Q1: 37\n|of each unit the last value from 2018-01 to 2018-03|"
                "2 of 2 units|  A: 15\n|2018-03: 15; entry 3\n|and 2 more – earlier periods do not count\n|  B: 22\n|2018-01: 20; "
                "entry 4 – does not count: there is a later value\n|2018-02: 22; entry 5\n|2018-03: missing");
        check(TWO "+indicators s; kind=stock; period=month; at_end=true", "s A 2018-01 10; s B 2018-03 22",
                "indicators s; areas P; periods 2018-Q1", "P, 2018-Q1: 22\n|the value of the last period, 2018-03|1 of 2 units|"
                "not reported: 1\n|A, 2018-03\n");
        check(TWO "+indicators s; kind=stock; period=month; carry=2", "s A 2018-01 10", "indicators s; areas A; periods 2018-03",
                "A, 2018-03: 10\n|carried on: 2018-01: 10|the value of 2018-01 is carried on");
}
END_TEST

START_TEST(cumulative_counts_rise)
{
        check(TWO "+indicators c; kind=cumulative; period=month", "c A 2018-01 10; c A 2018-02 25",
                "indicators c; areas A; periods 2018-02; measures flow", "c, A, 2018-02, flow: 15\n|= 25 − 10\n|rose by in the period|"
                "count at the end minus|2018-02: 25; entry 2\n|2018-01: 10; entry 1\n");
}
END_TEST

START_TEST(ratios_divide_what_their_operands_come_to)
{
        static const char entries[] = "a A 2018-01 10; b A 2018-01 100; a B 2018-01 20; b B 2018-01 100; b A 2018-02 200";
        check(TWO FLOW("a") FLOW("b") RATIO, entries, "indicators r; areas P; periods 2018-Q1", "r, P, 2018-Q1: 7.5\n|"
                "= 30 / 400 × 100\n|never added or averaged|note: numerator and denominator are not from the same|exactly 15/2|"
                "numerator: a: 30\n|denominator: b: 400\n");
        check(TWO FLOW("a") FLOW("b") RATIO, entries, "indicators r; areas P; periods 2018-Q1; operands matched",
                "r, P, 2018-Q1: 15.0\n|only where both parts are reported|denominator: b: 200|2018-02: missing; entry 5 – left out: the "
                "other part of the ratio is not reported here");
        check(TWO FLOW("a") FLOW("b") RATIO, "a A 2018-01 1; b A 2018-01 0", "indicators r; areas A; periods 2018-01",
                "undefined\n|no value: the denominator is zero|numerator: a: 1");
        check(TWO "+indicators r; kind=ratio; period=month; published=true; decimals=1; /;", "r A 2018-01 2.5",
                "indicators r; areas P; periods 2018-01", "not applicable\n|no value: a ratio without its operands|A: 2.5");
}
END_TEST

START_TEST(other_operators_name_themselves)
{
        static const char entries[] = "m A 2018-01 1; m A 2018-02 2; m A 2018-03 3; m B 2018-01 10; w A 2018-01 3; w A 2018-02 3; "
                "w A 2018-03 3; w B 2018-01 1";
        check(TWO "+indicators m; kind=flow; period=month; over_time=mean; over_areas=mean; /;" FLOW("w"), entries,
                "indicators m; areas P; periods 2018-Q1", "m, P, 2018-Q1: 6.00\n|of each unit the mean of 2018-01 to 2018-03|"
                "mean of the results of all units|  A: 2.00\n|  B: 10.00");
        check(TWO FLOW("w") "+indicators m; kind=flow; period=month; over_time=mean; over_areas=weighted_mean; weight=w; /;",
                entries, "indicators m; areas P; periods 2018-Q1", "m, P, 2018-Q1: 2.80\n|weighted by w|A: 2.00");
        check(TWO "+indicators m; kind=flow; period=month; over_time=median; over_areas=max; /;" FLOW("w"), entries,
                "indicators m; areas P; periods 2018-Q1", "m, P, 2018-Q1: 10.00\n|the median of|the greatest of the results");
}
END_TEST

#define CLASS "+indicators k; kind=class; period=year; +categories one; ..; +categories two; /;"

START_TEST(classes_are_counted)
{
        check(TWO CLASS, "k A 2018 one; k B 2018 two", "indicators k; areas A; periods 2018", "k, A, 2018: one\n|1 of 1 unit that should report has a value|  entry 1: one, final\n");
        check("+breakdowns sex; +categories male; ..; +categories female; /;" TWO "+indicators n; kind=flow; period=month; breakdowns<sex",
                "n A 2018-01 3 sex=male", "indicators n; areas A; periods 2018-01",
                "missing\n|no total was reported, and not all categories were|0 of 1 expected report is there");
        check(TWO CLASS, "k A 2018 one; k B 2018 two", "indicators k; areas P; periods 2018; breakdowns classes",
                "k, one, P, 2018: 1\n|how many units are in this class|  A: one|  B: two");
        check(TWO CLASS, "k A 2018 one", "indicators k; areas P; periods 2018",
                "not applicable\n|no value: an area above those classified has no class|A: one");
        check_cut(TWO CLASS, "k A 2018 one", "indicators k; areas P; periods 2018; breakdowns classes", 2,
                "k, not classified, P, 2018: 1\n|have none|B: missing|not reported: 1\n|B, 2018\n");
}
END_TEST

START_TEST(milestones_stay_reached)
{
        check(TWO "+indicators d; kind=milestone; period=month; /;", "d A 2017-11 1", "indicators d; areas P; periods 2018-01",
                "d, P, 2018-01: 1\n|had been reached by the end of 2018-01|how many units have reached it|  A: 1\n|2017-11: 1; entry 1 "
                "– reported for 2017-11");
        /* January is passed over for February; February is what counts. */
        check(TWO "+indicators d; kind=milestone; period=month; /;", "d A 2018-01 0; d A 2018-02 1",
                "indicators d; areas P; periods 2018-Q1", "2018-01: 0; entry 1 – does not count: there is a later value\n|"
                "2018-02: 1; entry 2\n|2018-02: 1; entry 2 – reported for 2018-02\n");
}
END_TEST

START_TEST(distinct_persons_have_bounds)
{
        check(TWO "+indicators p; kind=distinct; period=month; /;", "p A 2018-01 3; p B 2018-01 5",
                "indicators p; areas P; periods 2018-01", "not applicable [5; 8]\n|no value: a count of distinct things does not add|"
                "the same persons may be counted|  A: 3; entry 1\n|  B: 5; entry 2\n");
}
END_TEST

START_TEST(cohorts_are_observed)
{
        check(TWO "+indicators e; kind=cohort; period=month; /;", "e A 2018-01 3 observed=2018-02; e A 2018-01 2 observed=2018-03",
                "indicators e; areas A; periods 2018-01", "e, A, 2018-01: 5\n|sum of what was observed in each period|"
                "2018-01, observed in 2018-02: 3; entry 1\n|2018-01, observed in 2018-03: 2; entry 2\n");
        check(TWO "+indicators e; kind=cohort; period=month; /;", "e A 2018-01 3 observed=2018-03; e A 2018-02 2 observed=2018-03",
                "indicators e; areas A; periods 2018-03; breakdowns by_observation", "5\n|everything that was observed in 2018-03 is "
                "added|2018-01, observed in 2018-03: 3; entry 1\n|2018-02, observed in 2018-03: 2; entry 2\n");
}
END_TEST

START_TEST(coarse_values_stand_for_spans_or_do_not)
{
        check(TWO FLOW("n"), "n A 2018-01 1; n A 2018-Q1 9", "indicators n; areas A; periods 2018-Q1",
                "n, A, 2018-Q1: 9\n|3 of 3 expected reports|2018-Q1: 9; entry 2 – reported for the whole of 2018-Q1|"
                "2018-01: 1; entry 1 – does not count: a value for a wider period stands in its place");
        check(TWO FLOW("n"), "n A 2018-01 1; n A 2018-02 1; n A 2018-03 1; n A 2018-Q1 9", "indicators n; areas A; periods 2018-Q1",
                "n, A, 2018-Q1: 3\n|2018-Q1: 9; entry 4 – does not count: the periods in it are all there");
        check(TWO STOCK("s"), "s A 2018-03 4; s A 2018-Q1 9", "indicators s; areas A; periods 2018-Q1",
                "s, A, 2018-Q1: 4\n|2018-Q1: 9; entry 2 – does not count: its last period has a value that is as good");
        check(TWO STOCK("s"), "s A 2018-01 4; s A 2018-Q1 9", "indicators s; areas A; periods 2018-Q1",
                "s, A, 2018-Q1: 9\n|2018-03: 9; entry 2 – reported for the whole of 2018-Q1, and stands at its end");
}
END_TEST

START_TEST(own_parts_and_totals)
{
        check(TWO FLOW("n"), "n A 2018-01 10; n B 2018-01 20; n P 2018-01 7 own", "indicators n; areas P; periods 2018-01",
                "n, P, 2018-01: 37\n|own part: P: 7|beside the areas below it|  A: 10|  B: 20");
        check(TWO FLOW("n"), "n P 2018-01 7 total", "indicators n; areas P; periods 2018-01",
                "n, P, 2018-01: 7\n|2 of 2 expected|reported total: P: 7|since nothing below it reports|A: missing (0/1 reported)\n");
        check(TWO FLOW("n"), "n P 2018-01 7 total; n A 2018-01 1", "indicators n; areas P; periods 2018-01",
                "n, P, 2018-01: 1\n|reported total: P: 7|does not count: what lies below is reported");
        check(TWO FLOW("n"), "n P 2018-01 7 total; n A 2018-01 1", "indicators n; areas P; periods 2018-01; origin own",
                "n, P, 2018-01: 7\n|only what the area itself reported is looked at");
}
END_TEST

#define TWO_SOURCES "+indicators n; kind=flow; period=month; +sources; order<police; order<labour; "

START_TEST(sources_are_never_added)
{
        static const char entries[] = "n A 2018-01 120 source=police; n A 2018-01 135 source=labour; n A 2018-02 5 source=labour";
        check(TWO SOURCES TWO_SOURCES "/;", entries, "indicators n; areas A; periods 2018-01", "n, A, 2018-01: 120\n|only the source police "
                "counts|entry 1: 120, final, source police\n|entry 2: 135, final, source labour – does not count: the source labour "
                "does not come first here");
        check(TWO SOURCES TWO_SOURCES "/;", entries, "indicators n; areas A; periods 2018-02",
                "missing\n|nothing of what was expected was reported|nothing that was reported counts|entry 3: 5");
        check(TWO SOURCES TWO_SOURCES "fallback=true; /;", entries, "indicators n; areas A; periods 2018-02", "n, A, 2018-02: 5\n|where it "
                "says nothing, another one stands in|the source police says nothing here; labour stands in|note: another source");
        check(TWO SOURCES TWO_SOURCES "/;", entries, "indicators n; areas A; periods 2018-01; source labour",
                "n, A, 2018-01: 135\n|only the source labour is looked at");
}
END_TEST

START_TEST(policies_decide_what_is_shown)
{
        check(TWO FLOW("n"), "n A 2018-01 4", "indicators n; areas P; periods 2018-01; policy areas require",
                "missing\n|no value: something is missing, and the policy|policy over areas: require; 1 of 2 units report|what is there "
                "comes to 4, which is not shown|A: 4");
        check(TWO FLOW("n"), "n A 2018-01 4", "indicators n; areas P; periods 2018-01; policy areas minimum 50",
                "n, P, 2018-01: 4\n|policy over areas: minimum 50 %; 1 of 2 units report");
        check(TWO FLOW("n") FLOW("o"), "o A 2018-01 4", "indicators n; areas A; periods 2018-01; policy areas zero",
                "n, A, 2018-01: 0\n|the unit reported other things for the period, so zero|reported for the period: o, 2018-01: 4; "
                "entry 1");
}
END_TEST

START_TEST(states_are_said_as_they_were_reported)
{
        check(TWO FLOW("n"), "n A 2018-01 not_applicable; n B 2018-01 not_expected", "indicators n; areas P; periods 2018-01",
                "not expected\n|no value: nothing was expected here|A: not applicable|reported as not applicable|B: not expected|"
                "reported as not expected");
        check(TWO FLOW("n"), "n A 2018-01 suppressed lower=1 upper=4; n B 2018-01 5", "indicators n; areas P; periods 2018-01",
                "n, P, 2018-01: 5\n|suppressed values are left out|A: suppressed [1; 4] (0/1 reported); entry 1\n|reported, but not to be "
                "published|not reported, or not to be published: 1\n|A, 2018-01: suppressed\n");
        check(TWO "+indicators n; kind=flow; period=month; from=2018-03-01; /;", "", "indicators n; areas A; periods 2018-Q1",
                "n, A, 2018-Q1: missing\n|2018-01: not expected – the indicator is not to be reported in this period");
        check(TWO FLOW("n"), "", "indicators n; areas A; periods 2018-W05",
                "not applicable\n|no value: the period is no exact union of the indicator's base periods");
}
END_TEST

START_TEST(entries_say_why_they_do_not_count)
{
        static const char entries[] = "n A 2018-01 1 estimate; n A 2018-01 2; n A 2018-01 3; n A 2018-01 4 estimate; "
                "n A 2018-01 withdraw estimate; n A 2018-01 5 preliminary";
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-01", "n, A, 2018-01: 3\n|entry 6: 5, preliminary – does not "
                "count: entry 3 is of better quality|entry 5 (withdrawal)\n|entry 4: 4, estimate – does not count: taken back by entry 5|"
                "entry 3: 3, final – replaces entry 2|entry 2: 2, final – does not count: replaced by entry 3|entry 1: 1, estimate – "
                "does not count: taken back by entry 5");
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-01; as of 2", "n, A, 2018-01: 2\n|known after entry 2|"
                "entry 3: 3, final – does not count: it came later than asked for|entry 1: 1, estimate – does not count: entry 2 is of "
                "better quality");
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-01; quality exactly preliminary",
                "n, A, 2018-01: 5, preliminary\n|only entries of this quality are looked at: preliminary|"
                "entry 3: 3, final – does not count: not of the quality asked for");
}
END_TEST

START_TEST(totals_are_made_of_categories)
{
        check(TWO SEX "+indicators n; kind=flow; period=month; breakdowns<sex; /;", "n A 2018-01 3 sex=male; n A 2018-01 4 sex=female",
                "indicators n; areas A; periods 2018-01", "n, A, 2018-01: 7\n|no total was reported; the sum of all categories of sex|"
                "male: 3; entry 1\n|female: 4; entry 2\n");
        check(TWO SEX "+indicators s; kind=stock; period=month; breakdowns<sex; /;", "s A 2018-01 3 sex=male; s A 2018-02 4 sex=female",
                "indicators s; areas A; periods 2018-Q1", "s, A, 2018-Q1: 7\n|the sum of all categories of sex|male: 3; entry 1\n|"
                "female: 4; entry 2\n");
        check(TWO SEX "+indicators n; kind=flow; period=month; breakdowns<sex; /;", "n A 2018-01 10; n A 2018-01 4 sex=female",
                "indicators n; areas A; periods 2018-01; breakdowns sex=unallocated",
                "n, sex: not allocated, A, 2018-01: 6\n|what is left of the total|total: total: 10|minus: male: missing|minus: female: 4");
}
END_TEST

START_TEST(versions_follow_each_other)
{
        check(TWO FLOW("old") "+indicators n; kind=flow; period=month; from=2018-02-01; replaces=old; /;",
                "old A 2018-01 1; n A 2018-02 2", "indicators n; areas A; periods 2018-Q1",
                "n, A, 2018-Q1: 3\n|values before 2018-02-01 are of the earlier version old|note: the series changes its meaning|"
                "2018-01: 1; entry 1 – by the earlier version old");
}
END_TEST

START_TEST(measures_name_what_they_compare)
{
        static const char entries[] = "n A 2018-01 300; n B 2018-01 200; n A 2018-02 330; n B 2018-02 100";
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-02; measures growth", "n, A, 2018-02, growth: 10.0 %\n|"
                "= (330 − 300) / 300 × 100\n|compared with 2018-01|now: 2018-02: 330|before: 2018-01: 300");
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-02; measures change", "change: 30\n|= 330 − 300\n");
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-02; measures cumulative",
                "cumulative: 630\n|from the beginning of the year: 2018-02YTD|2018-02YTD: 630");
        check(TWO FLOW("n"), entries, "indicators n; areas A; periods 2018-01; measures share",
                "share: 60.0 %\n|= 300 / 500 × 100\n|now: 2018-01: 300|the area above: P: 500");
        check(TWO FLOW("n"), entries, "indicators n; areas P; periods 2018-01; measures share", "100.0 %\n|it is the whole");
        check(TWO FLOW("n"), entries, "indicators n; areas B; periods 2018-01; measures rank",
                "rank: 2\n|among the 2 areas|now: 2018-01: 200|A: 300");
        check(TWO FLOW("n"), entries, "indicators n; areas B; periods 2018-03; measures coverage",
                "coverage: 0.0 %\n|2018-03: missing\n|0 of 1 expected");
        check(TWO FLOW("n"), entries, "indicators n; areas B; periods 2018-03; measures growth",
                "missing\n|one of the parts has none|now: 2018-03: missing");
        check(TWO FLOW("a") FLOW("b") RATIO, "", "indicators r; areas B; periods 2018-03; measures growth",
                "not applicable\n|no value: a percentage has a change in points");
}
END_TEST

START_TEST(areas_come_and_go)
{
        check("+areas P; level=province; /; +areas D; level=district; parent=P; to=2025-06-30; /;"
              "+areas A; level=commune; parent=D; to=2025-06-30; /; +areas N; level=commune; parent=P; from=2025-07-01; /;" FLOW("n"),
                "n A 2025-06 3; n N 2025-07 4", "indicators n; areas P; periods 2025",
                "n, P, 2025: 7\n|  D: 3 (1/6 reported)\n|existed until 2025-06-30|  N: 4 (1/6 reported)\n|exists from 2025-07-01");
        /* A commune that moved between two districts has its months with each of them. */
        check("+areas P; level=province; /; +areas D; level=district; parent=P; /; +areas E; level=district; parent=P; /;"
              "+areas A; level=commune; parent=D; +later; from=2018-02-01; parent=E; /;" FLOW("n"),
                "n A 2018-01 3; n A 2018-02 4", "indicators n; areas P; periods 2018-01..2018-02",
                "n, P, 2018-01: 3");
        check("+areas P; level=province; /; +areas D; level=district; parent=P; /; +areas E; level=district; parent=P; /;"
              "+areas A; level=commune; parent=D; +later; from=2018-02-01; parent=E; /;" FLOW("n"),
                "n A 2018-01 3; n A 2018-02 4", "indicators n; areas P; periods 2018-Q1", "n, P, 2018-Q1: 7\n|  D: 3 (1/3 reported)\n|A: 3\n|2018-01: 3; entry 1\n|  E: 4 (1/3 reported)\n|A: 4 (1/2 reported)\n");
}
END_TEST

/* ---- the interface ---- */

START_TEST(a_host_can_walk_the_tree)
{
        prg_programme *programme = scripted(TWO SOURCES "+agencies CA; /;" TWO_SOURCES "/;");
        prg_data *data = entered(programme, "");
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        key.indicator = get(programme, "indicator", "n");
        key.area = get(programme, "area", "A");
        key.source = get(programme, "source", "police");
        ck_assert_int_eq(prg_period_parse(&key.period, prg_data_calendars(data), "2018-01", 7), 0);
        value.number = (prg_decimal){ 12, 0 };
        value.reported_by = get(programme, "agency", "CA");
        value.recorded_at = 1530000000; /* 2018-06-26 08:00 UTC */
        value.row = 3;
        value.reason = "checked";
        value.note = "by hand";
        value.marks = PRG_MARK_UNRELIABLE;
        ck_assert_int_eq(prg_data_begin(data, "june.csv"), 0);
        ck_assert_int_eq(prg_data_set(data, &key, &value), 0);
        ck_assert_int_eq(prg_data_commit(data), 0);
        prg_explanation *root = explained(data, "indicators n; areas P; periods 2018-01", 0);
        prg_data_free(data); /* nothing of it is needed any more */
        const prg_explanation *unit = prg_explanation_child(root, 0), *entry = prg_explanation_child(unit, 0);
        prg_cell cell;
        prg_entry told;
        prg_period period;
        prg_buf text = PRG_BUF_INIT, below = PRG_BUF_INIT;
        ck_assert_int_eq(prg_explanation_step(root), PRG_STEP_CELL);
        ck_assert_int_eq(prg_explanation_operation(root), PRG_OPERATION_SUM);
        ck_assert_int_eq(prg_explanation_measure(root), PRG_MEASURE_VALUE);
        ck_assert_int_eq(prg_explanation_step(unit), PRG_STEP_UNIT);
        ck_assert_str_eq(prg_item_id(prg_explanation_area(unit)), "A");
        ck_assert_int_eq(prg_explanation_counts(unit), 1);
        ck_assert_int_eq(prg_explanation_step(entry), PRG_STEP_ENTRY);
        ck_assert_str_eq(prg_item_id(prg_explanation_source(entry)), "police");
        ck_assert_str_eq(prg_item_id(prg_explanation_indicator(entry)), "n");
        ck_assert_int_eq(prg_explanation_entry(entry, &told), 0);
        ck_assert_uint_eq(told.sequence, 1);
        ck_assert_str_eq(told.value.reason, "checked");
        ck_assert_str_eq(told.value.note, "by hand");
        ck_assert_int_eq(prg_explanation_entry(unit, &told), PRG_END);
        ck_assert_int_eq(prg_explanation_cell(unit, &cell), 0);
        ck_assert_uint_eq(cell.reported, 1);
        ck_assert_int_eq(cell.marks, PRG_MARK_UNRELIABLE);
        ck_assert_int_eq(prg_explanation_period(root, &period), 0);
        ck_assert_int_eq(prg_explanation_period(entry, &period), PRG_END);
        ck_assert_int_eq(prg_explanation_text(&text, unit, PRG_NUMBER_PLAIN), 0);
        ck_assert_str_eq(text.data, "12");
        text.length = 0;
        ck_assert_int_eq(prg_explanation_quotient(unit, &text, &below), 0);
        ck_assert_str_eq(below.data, "1");
        text.length = 0;
        ck_assert_int_eq(prg_explanation_label(&text, entry, "vi"), 0);
        ck_assert_str_eq(text.data, "bản ghi số 1");
        text.length = 0;
        ck_assert_uint_gt(prg_explanation_note_count(root), 1);
        ck_assert_int_eq(prg_explanation_note(&text, root, 0, "en", PRG_NUMBER_PLAIN), 0);
        ck_assert_str_eq(text.data, "the period runs from 2018-01-01 to 2018-01-31");
        ck_assert_int_eq(prg_explanation_note(&text, root, 99, "en", PRG_NUMBER_PLAIN), PRG_END);
        ck_assert_ptr_nonnull(strstr(text_of_explanation(root, "en"), "entry 1, source police, by CA, on 2018-06-26 08:00 UTC, june.csv "
                "row 3, of low reliability (checked; by hand)"));
        ck_assert_int_eq(prg_explanation_is_cut(root), 0);
        ck_assert_uint_eq(prg_explanation_size(root), 1);
        ck_assert_ptr_null(prg_explanation_child(root, 9));
        prg_buf_dispose(&text);
        prg_buf_dispose(&below);
        prg_explanation_free(root);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(depth_and_breadth_are_limited)
{
        prg_programme *programme = scripted("+areas P; level=province; /;" FLOW("n"));
        char text[100];
        for (int i = 0; i < 9; i++) {
                snprintf(text, sizeof text, "+areas C%d; level=commune; parent=P", i);
                script(programme, text);
        }
        prg_data *data = entered(programme, "");
        for (int i = 0; i < 8; i++) {
                snprintf(text, sizeof text, "n C%d 2018-01 %d", i, i + 1);
                enter_all(data, text);
        }
        prg_query *query = asked(programme, "indicators n; periods 2018-01");
        const size_t place[PRG_AXES] = { 0 };
        prg_explanation *it = NULL;
        prg_explain_options options = PRG_EXPLAIN_OPTIONS_INIT;
        options.most = 3;
        options.depth = 1;
        ck_assert_int_eq(prg_explain(&it, data, query, place, &options), 0);
        ck_assert_uint_eq(prg_explanation_count(it), 5); /* three, the rest, what is missing */
        const prg_explanation *more = prg_explanation_child(it, 3);
        ck_assert_int_eq(prg_explanation_step(more), PRG_STEP_MORE);
        ck_assert_uint_eq(prg_explanation_size(more), 6);
        ck_assert_int_eq(prg_explanation_is_cut(prg_explanation_child(it, 0)), 1);
        ck_assert_ptr_nonnull(strstr(text_of_explanation(it, "en"), "and 6 more, together 30 (5/6 reported)\n"));
        prg_explanation_free(it);
        options.depth = 0;
        ck_assert_int_eq(prg_explain(&it, data, query, place, &options), 0);
        ck_assert_uint_eq(prg_explanation_count(it), 0);
        ck_assert_int_eq(prg_explanation_is_cut(it), 1);
        prg_explanation_free(it);
        options.depth = 31;
        ck_assert_int_eq(prg_explain(&it, data, query, place, &options), PRG_EINVALID);
        options.depth = 1;
        options.version = 9;
        ck_assert_int_eq(prg_explain(&it, data, query, place, &options), PRG_EVERSION);
        prg_query_free(query);
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(a_table_is_explained_as_it_was_computed)
{
        prg_programme *programme = scripted(TWO FLOW("n"));
        prg_data *data = entered(programme, "");
        prg_table *empty = computed(data, "indicators n; areas A, B; periods 2018-01", NULL);
        enter_all(data, "n A 2018-01 1; n B 2018-01 2");
        prg_table *table = computed(data, "indicators n; areas A, B; periods 2018-01", NULL);
        enter_all(data, "n B 2018-01 9");
        const size_t place[PRG_AXES] = { 0 };
        prg_explanation *it = NULL;
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, place, 1), 0);
        ck_assert_int_eq(prg_explain_table(&it, data, table, place, NULL), 0);
        ck_assert_ptr_nonnull(strstr(text_of_explanation(it, "en"), "n, B, 2018-01: 2\n"));
        ck_assert_ptr_nonnull(strstr(text_of_explanation(it, "en"), "it came later than asked for"));
        prg_explanation_free(it);
        ck_assert_int_eq(prg_explain_table(&it, data, empty, place, NULL), 0);
        ck_assert_ptr_nonnull(strstr(text_of_explanation(it, "en"), "n, A, 2018-01: missing\n"));
        prg_explanation_free(it);
        const size_t outside[PRG_AXES] = { 0, 0, 2, 0, 0 };
        ck_assert_int_eq(prg_explain_table(&it, data, table, outside, NULL), PRG_END);
        prg_table_free(empty);
        prg_table_free(table);
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(wrong_arguments_are_refused)
{
        prg_programme *programme = scripted(TWO FLOW("n"));
        prg_data *data = entered(programme, "n A 2018-01 1");
        prg_query *query = asked(programme, "indicators n; periods 2018-01");
        const size_t place[PRG_AXES] = { 0 }, outside[PRG_AXES] = { 0, 0, 0, 1, 0 };
        prg_explanation *it = NULL;
        prg_buf buf = PRG_BUF_INIT;
        prg_cell cell;
        prg_sink sink;
        prg_explanation_options options = PRG_EXPLANATION_OPTIONS_INIT;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &buf), 0);
        ck_assert_int_eq(prg_explain(NULL, data, query, place, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_explain(&it, NULL, query, place, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_explain(&it, data, NULL, place, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_explain(&it, data, query, NULL, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_explain(&it, data, query, outside, NULL), PRG_END);
        ck_assert_int_eq(prg_explain_table(&it, data, NULL, place, NULL), PRG_EINVALID);
        ck_assert_ptr_null(it);
        ck_assert_int_eq(prg_explain(&it, data, query, place, NULL), 0);
        ck_assert_int_eq(prg_explanation_text(&buf, it, 77), PRG_EINVALID);
        ck_assert_int_eq(prg_explanation_note(&buf, it, 0, NULL, 77), PRG_EINVALID);
        ck_assert_int_eq(prg_explanation_label(NULL, it, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_explanation_cell(NULL, &cell), PRG_EINVALID);
        ck_assert_int_eq(prg_explanation_write_text(it, NULL, NULL), PRG_EINVALID);
        options.form = 77;
        ck_assert_int_eq(prg_explanation_write_json(it, &sink, &options), PRG_EINVALID);
        options.version = 2;
        ck_assert_int_eq(prg_explanation_write_text(it, &sink, &options), PRG_EVERSION);
        ck_assert_int_eq(prg_explanation_step(NULL), 0);
        ck_assert_uint_eq(prg_explanation_count(NULL), 0);
        ck_assert_str_eq(prg_step_name(PRG_STEP_MORE), "more");
        ck_assert_ptr_null(prg_step_name((prg_step)99));
        ck_assert_str_eq(prg_operation_name(PRG_OPERATION_SUM), "sum");
        ck_assert_ptr_null(prg_operation_name((prg_operation)99));
        const prg_explanation *child = prg_explanation_child(it, 0);
        ck_assert_ptr_nonnull(child);
        prg_explanation_free(NULL);
        prg_explanation_free(it);
        prg_buf_dispose(&buf);
        prg_query_free(query);
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

/* ---- every cell of random programmes, those that blocks give too ---- */

static const char *const queries[] = {
        "indicators f, s, c, b, o, l; areas all; periods 2018-04..2018-06; measures value, cumulative, coverage",
        "indicators f, s, o, r; areas all; periods 2018-Q1..2018-Q4, 2018; measures value, share, growth, rank",
        "indicators c, f, s; areas all; periods vn:2018-Q2; measures value, flow",
        "indicators b; areas all; periods 2018-Q2; breakdowns total, sex; measures value, cumulative",
        "indicators f, r; areas all; periods 2018-S1; operands matched; policy areas minimum 40",
};

static void check_cells(const prg_data *data, const char *text)
{
        prg_query *query = asked(prg_data_programme(data), text);
        prg_table *table = computed(data, text, NULL);
        size_t p[PRG_AXES] = { 0 };
        prg_explain_options options = PRG_EXPLAIN_OPTIONS_INIT;
        options.depth = draw(4);
        for (p[0] = 0; p[0] < prg_table_size(table, PRG_AXIS_INDICATORS); p[0]++)
                for (p[1] = 0; p[1] < prg_table_size(table, PRG_AXIS_BREAKDOWNS); p[1]++)
                        for (p[2] = 0; p[2] < prg_table_size(table, PRG_AXIS_AREAS); p[2]++)
                                for (p[3] = 0; p[3] < prg_table_size(table, PRG_AXIS_PERIODS); p[3]++)
                                        for (p[4] = 0; p[4] < prg_table_size(table, PRG_AXIS_MEASURES); p[4]++) {
                                                prg_explanation *it = NULL;
                                                prg_buf one = PRG_BUF_INIT, other = PRG_BUF_INIT;
                                                prg_cell a, b;
                                                ck_assert_int_eq(prg_explain(&it, data, query, p, &options), 0);
                                                ck_assert_int_eq(prg_explanation_cell(it, &a), 0);
                                                ck_assert_int_eq(prg_table_cell(table, p, &b), 0);
                                                ck_assert_int_eq(a.state, b.state);
                                                ck_assert_int_eq(a.reason, b.reason);
                                                ck_assert_uint_eq(a.reported, b.reported);
                                                ck_assert_uint_eq(a.expected, b.expected);
                                                ck_assert_int_eq(a.quality, b.quality);
                                                ck_assert_uint_eq(a.marks, b.marks);
                                                if (a.state == PRG_STATE_VALUE) {
                                                        prg_explanation_text(&one, it, PRG_NUMBER_PLAIN);
                                                        prg_table_text(&other, table, p, PRG_NUMBER_PLAIN);
                                                        ck_assert_str_eq(one.data, other.data);
                                                }
                                                prg_buf_dispose(&one);
                                                prg_buf_dispose(&other);
                                                prg_explanation_free(it);
                                        }
        prg_table_free(table);
        prg_query_free(query);
}

START_TEST(every_cell_is_the_cell_of_the_table)
{
        seed = 500 + (uint64_t)_i;
        prg_programme *programme = random_programme();
        prg_data *data = entered(programme, "");
        random_entries(data, 300, _i % 2 ? 9 : 6);
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
                check_cells(data, queries[i]);
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("explain");
        TCase *rules = tcase_create("rules");
        tcase_add_test(rules, flows_add_over_time_and_areas);
        tcase_add_test(rules, stocks_take_the_last_value);
        tcase_add_test(rules, cumulative_counts_rise);
        tcase_add_test(rules, ratios_divide_what_their_operands_come_to);
        tcase_add_test(rules, other_operators_name_themselves);
        tcase_add_test(rules, classes_are_counted);
        tcase_add_test(rules, milestones_stay_reached);
        tcase_add_test(rules, distinct_persons_have_bounds);
        tcase_add_test(rules, cohorts_are_observed);
        tcase_add_test(rules, coarse_values_stand_for_spans_or_do_not);
        tcase_add_test(rules, own_parts_and_totals);
        tcase_add_test(rules, sources_are_never_added);
        tcase_add_test(rules, policies_decide_what_is_shown);
        tcase_add_test(rules, states_are_said_as_they_were_reported);
        tcase_add_test(rules, entries_say_why_they_do_not_count);
        tcase_add_test(rules, totals_are_made_of_categories);
        tcase_add_test(rules, versions_follow_each_other);
        tcase_add_test(rules, measures_name_what_they_compare);
        tcase_add_test(rules, areas_come_and_go);
        suite_add_tcase(suite, rules);
        TCase *all = tcase_create("all");
        tcase_set_timeout(all, 900);
        tcase_add_test(all, a_host_can_walk_the_tree);
        tcase_add_test(all, depth_and_breadth_are_limited);
        tcase_add_test(all, a_table_is_explained_as_it_was_computed);
        tcase_add_test(all, wrong_arguments_are_refused);
        tcase_add_loop_test(all, every_cell_is_the_cell_of_the_table, 0, 6);
        suite_add_tcase(suite, all);
        return unit_run(suite);
}
