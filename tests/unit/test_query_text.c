/* The text of queries: what is read as what, what is refused with which words and place. */
#include "query.h"

static prg_programme *programme;
static prg_query *query;

static void open_query(void)
{
        programme = query_programme();
        query = new_query(programme);
}

static void close_query(void)
{
        prg_query_free(query);
        prg_programme_unref(programme);
}

static void renew(const char *edit)
{
        script(programme, edit);
        prg_query_free(query);
        query = new_query(programme);
}

/* ---- what is read ---- */

START_TEST(a_text_is_read_and_written_in_its_canonical_form)
{
        static const struct {
                const char *text, *canonical; /* NULL: the same */
        } rows[] = {
                { "", NULL },
                { " \t\r\n", "" },
                { "indicators all", "indicators cases, arrests, addicts, grade, computed" },
                { "indicators all, all, group:drugs, all", "indicators cases, arrests, addicts, grade, computed" },
                { "indicators group:drugs, grade, group:drugs, group:crime",
                        "indicators cases, computed, grade, arrests" },
                { "indicators addicts, all ,addicts", "indicators addicts, cases, arrests, grade, computed" },
                { "indicators group:crime", "indicators cases, arrests, computed" },
                { "indicators group : TỘI PHẠM", "indicators cases, arrests, computed" },
                { "indicators group:drugs", "indicators cases, computed" },
                { "indicators grade,group:drugs", "indicators grade, cases, computed" },
                { "indicators số vụ phạm tội về ma tuý", "indicators cases" },
                { "indicators cases,addicts,cases", "indicators cases, addicts" },
                { "areas all", NULL },
                { "areas roots", "" },
                { "areas roots, P", NULL },
                { "areas units", NULL },
                { "areas level:commune", NULL },
                { "areas level : commune @ D1", "areas level:commune@D1" },
                { "areas level:commune@tỉnh lào cai", "areas level:commune@P" },
                { "areas units : P ,units,children:D1, within:hà nội,C1",
                        "areas units:P, units, children:D1, within:H, C1" },
                { "areas H, P, hà nội", "areas H, P" },
                { "periods 2018", NULL },
                { "periods 2018-A1, 2018", "periods 2018" },
                { "periods 2018-Q1, 2018-Q2,2018-Q3, 2019-Q1",
                        "periods 2018-Q1..2018-Q3, 2019-Q1" },
                { "periods 2018-Q4, 2018-Q3", NULL },
                { "periods 2018-Q3..2019-Q2, 2018-Q4", "periods 2018-Q3..2019-Q2" },
                { "periods 2018-Q4, 2018-Q3..2019-Q2",
                        "periods 2018-Q4, 2018-Q3, 2019-Q1..2019-Q2" },
                { "periods 2018-H1 .. 2019-H2", "periods 2018-S1..2019-S2" },
                { "periods 2018-Q1..2018-Q2, 2018-05..2018-06, vn:2018-05", NULL },
                { "periods 2018, vn:2018", NULL },
                { "periods plan:start..main, plan:main", "periods plan:start..main" },
                { "periods 2018-06-15, 2018-06-16", NULL },
                { "periods 2018-01-05..2018-02-03", NULL },
                { "periods 2018-01-05 ..2018-02-03", "periods 2018-01-05..2018-02-03" },
                { "periods vn:2018-D005..2018-D034", "periods vn:2018-01-05..2018-02-03" },
                { "periods 2020BiW27", "periods 2020-12-28..2021-01-10" },
                { "periods LAST_3_DAYS@2018-06-15", "periods 2018-06-12, 2018-06-13, 2018-06-14" },
                { "periods LAST_12_MONTHS @ 2018-06-15", "periods 2017-06..2018-05" },
                { "periods vn : LAST_12_MONTHS@2018-06-14", "periods vn:2017-06..2018-05" },
                { "periods vn:LAST_12_MONTHS@2018-06-15", "periods vn:2017-07..2018-06" },
                { "periods LAST_FINANCIAL_YEAR@2018-06-30", "periods october:2016" },
                { "periods gregorian:LAST_FINANCIAL_YEAR@2018-06-30", "periods 2017" },
                { "breakdowns total", "" },
                { "breakdowns sex", NULL },
                { "breakdowns total, sex,sex", "breakdowns total, sex" },
                { "breakdowns sex*age, age*sex, sex*age=from_14",
                        "breakdowns sex*age, sex*age=from_14" },
                { "breakdowns sex = female * age", "breakdowns sex=female*age" },
                { "breakdowns sex=unallocated, by_observation, classes", NULL },
                { "breakdowns observed = 2018-H1 * sex", "breakdowns sex*observed=2018-S1" },
                { "breakdowns observed=vn:2018-01-05..2018-02-03", NULL },
                { "breakdowns observed=THIS_YEAR@2018-06-30", "breakdowns observed=2018" },
                { "measures value", "" },
                { "measures growth,value , growth", "measures growth, value" },
                { "measures value, cumulative, previous, same_period_last_year, change, growth, "
                  "index, "
                  "change_same_period, growth_same_period, index_same_period, coverage, reported, "
                  "expected, share, "
                  "rank, flow",
                        NULL },
                { "as  of 42", "as of 42" },
                { "as of 0", "" },
                { "as of 007", "as of 7" },
                { "as of 18446744073709551615", NULL },
                { "quality best", "" },
                { "quality at_least estimate", NULL },
                { "quality  exactly\tfinal", "quality exactly final" },
                { "source police", NULL },
                { "source công an", "source police" },
                { "origin auto", "" },
                { "origin parts", NULL },
                { "origin own", NULL },
                { "policy time skip", NULL },
                { "policy time require", NULL },
                { "policy areas zero", NULL },
                { "policy areas minimum 50", NULL },
                { "policy time minimum 33.30; policy areas minimum 0",
                        "policy time minimum 33.3; policy areas minimum 0" },
                { "policy time minimum 100.0", "policy time minimum 100" },
                { "operands independent", NULL },
                { "operands matched", NULL },
                { "operands matched;policy areas require ; policy time skip;origin own;source "
                  "court;"
                  "quality exactly estimate;as of 9;measures rank;breakdowns sex;periods "
                  "2018;areas all;indicators cases",
                        "indicators cases; areas all; periods 2018; breakdowns sex; measures rank; "
                        "as of 9; "
                        "quality exactly estimate; source court; origin own; policy time skip; "
                        "policy areas require; "
                        "operands matched" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_query *read = NULL;
                const char *canonical = rows[i].canonical ? rows[i].canonical : rows[i].text;
                prg_error_clear();
                ck_assert_msg(parse_query(&read, programme, rows[i].text) == 0, "%s: %s: %s",
                        rows[i].text, prg_error_last()->place, prg_error_last()->message);
                ck_assert_msg(strcmp(format_query(read), canonical) == 0, "%s: %s", rows[i].text,
                        format_query(read));
                ck_assert_msg(prg_error_last()->code == 0, "%s left an error", rows[i].text);
                prg_query_free(read);
        }
}
END_TEST

/* ---- what is refused ---- */

typedef struct refusal {
        const char *text;
        int code;
        const char *place, *message;
} refusal;

static void check_refusals(const refusal *rows, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                prg_query *read = NULL;
                int code = parse_query(&read, programme, rows[i].text);
                ck_assert_msg(code == rows[i].code, "%s: %d, %s", rows[i].text, code,
                        prg_error_last()->message);
                ck_assert_ptr_null(read);
                ck_assert_int_eq(prg_error_last()->code, code);
                ck_assert_msg(strcmp(prg_error_last()->place, rows[i].place) == 0, "%s: %s, %s",
                        rows[i].text, prg_error_last()->place, prg_error_last()->message);
                ck_assert_msg(strcmp(prg_error_last()->message, rows[i].message) == 0, "%s: %s",
                        rows[i].text, prg_error_last()->message);
        }
}

START_TEST(clauses_are_known_and_stand_once)
{
        static const refusal rows[] = {
                { ";", PRG_ESYNTAX, "character 1", "expected a clause such as 'periods 2018-Q1'" },
                { "areas all;", PRG_ESYNTAX, "character 11",
                        "expected a clause such as 'periods 2018-Q1'" },
                { "areas all;; periods 2018", PRG_ESYNTAX, "character 11",
                        "expected a clause such as 'periods 2018-Q1'" },
                { "areas all; indicators cases; areas H", PRG_ESYNTAX, "character 30",
                        "a second clause 'areas', expected it once" },
                { "policy time skip; policy time zero", PRG_ESYNTAX, "character 19",
                        "a second clause 'policy time', expected it once" },
                { "indicator cases", PRG_ESYNTAX, "character 1",
                        "no clause begins with 'indicator'; did you mean 'indicators'?" },
                { "  Areas all", PRG_ESYNTAX, "character 3",
                        "no clause begins with 'Areas'; did you mean 'areas'?" },
                { "as off 3", PRG_ESYNTAX, "character 1",
                        "no clause begins with 'as'; did you mean 'as of'?" },
                { "asof 3", PRG_ESYNTAX, "character 1",
                        "no clause begins with 'asof'; did you mean 'as of'?" },
                { "policy tme skip", PRG_ESYNTAX, "character 1",
                        "no clause begins with 'policy'; did you mean 'policy time'?" },
                { "polici areas skip", PRG_ESYNTAX, "character 1",
                        "no clause begins with 'polici'; did you mean 'policy areas'?" },
                { "xyzzyx", PRG_ESYNTAX, "character 1", "no clause begins with 'xyzzyx'" },
                { "indicators", PRG_ESYNTAX, "character 11", "nothing behind 'indicators'" },
                { "areas ; periods 2018", PRG_ESYNTAX, "character 6", "nothing behind 'areas'" },
                { "as of", PRG_ESYNTAX, "character 6", "nothing behind 'as of'" },
                { "source", PRG_ESYNTAX, "character 7", "nothing behind 'source'" },
        };
        check_refusals(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(indicators_and_areas_are_named_as_they_are_called)
{
        static const refusal rows[] = {
                { "indicators cases,,addicts", PRG_ESYNTAX, "character 18",
                        "expected an indicator" },
                { "indicators cases, ", PRG_ESYNTAX, "character 18", "expected an indicator" },
                { "indicators caes", PRG_ENOTFOUND, "character 12",
                        "no indicator is called 'caes'; did you mean 'cases'?" },
                { "indicators al", PRG_ENOTFOUND, "character 12",
                        "no indicator is called 'al'; did you mean 'all'?" },
                { "indicators vague", PRG_ESCHEMA, "character 12",
                        "the indicator 'vague' has no kind, expected one that can be computed" },
                { "indicators group:", PRG_ESYNTAX, "character 18",
                        "expected a group of indicators" },
                { "indicators group:crim", PRG_ENOTFOUND, "character 18",
                        "no indicator_group is called 'crim'; did you mean 'crime'?" },
                { "indicators group: idle", PRG_ENOTFOUND, "character 19",
                        "the group 'idle' has no indicator that can be computed" },
                { "areas P, Tỉnh Lào Cay", PRG_ENOTFOUND, "character 10",
                        "no area is called 'Tỉnh Lào Cay'; did you mean 'Tỉnh Lào Cai'?" },
                { "areas Tỉnh Lào Cai, Hà Nộii", PRG_ENOTFOUND, "character 21",
                        "no area is called 'Hà Nộii'; did you mean 'Hà Nội'?" },
                { "areas root", PRG_ENOTFOUND, "character 7",
                        "no area is called 'root'; did you mean 'roots'?" },
                { "areas P,", PRG_ESYNTAX, "character 9", "expected an area" },
                { "areas level:distrct", PRG_ENOTFOUND, "character 13",
                        "no area has the level 'distrct'; did you mean 'district'?" },
                { "areas level:xyzzyx", PRG_ENOTFOUND, "character 13",
                        "no area has the level 'xyzzyx'" },
                { "areas level:", PRG_ESYNTAX, "character 13", "expected a level" },
                { "areas level:@P", PRG_ESYNTAX, "character 13", "expected a level" },
                { "areas level:commune@", PRG_ESYNTAX, "character 21", "expected an area" },
                { "areas level:commune@ D9", PRG_ENOTFOUND, "character 22",
                        "no area is called 'D9'; did you mean 'D1'?" },
                { "areas children:", PRG_ESYNTAX, "character 16", "expected an area" },
                { "areas within : hanoi city", PRG_ENOTFOUND, "character 16",
                        "no area is called 'hanoi city'" },
                { "source polic", PRG_ENOTFOUND, "character 8",
                        "no source is called 'polic'; did you mean 'police'?" },
        };
        check_refusals(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(periods_are_refused_with_their_place_in_the_query)
{
        static const refusal rows[] = {
                { "periods 2018-Q5", PRG_ERANGE, "character 15", "quarter 5, expected 1 to 4" },
                { "periods 2018, 2018-13", PRG_ERANGE, "character 20",
                        "month 13, expected 1 to 12" },
                { "periods 2018-Q1 .. 2018-Q9", PRG_ERANGE, "character 26",
                        "quarter 9, expected 1 to 4" },
                { "periods 2018-Q1..2018-Q9", PRG_ERANGE, "character 24",
                        "quarter 9, expected 1 to 4" },
                { "periods 2018-Q2..2018-Q1", PRG_ERANGE, "character 18",
                        "the range ends before it begins, expected its first period first" },
                { "periods 2018-02-03 .. 2018-01-05", PRG_ERANGE, "character 23",
                        "the range ends before it begins, expected its first period first" },
                { "periods q1/2018", PRG_ESYNTAX, "character 9",
                        "'q1/2018' is no period, expected an id such as 2018, 2018-S1, 2018-Q1, "
                        "2018-06, 2018-W07, "
                        "2018-06-15 or 2018-9M; did you mean '2018-Q1'?" },
                { "periods 2018, nv:2018", PRG_ENOTFOUND, "character 15",
                        "unknown calendar 'nv'; did you mean 'vn'?" },
                { "periods nv:THIS_YEAR@2018-06-30", PRG_ENOTFOUND, "character 9",
                        "unknown calendar 'nv'; did you mean 'vn'?" },
                { "periods LAST_12_MONTHS", PRG_ESYNTAX, "character 23",
                        "a relative period has no day, expected 'LAST_12_MONTHS@' and a day "
                        "YYYY-MM-DD" },
                { "periods LAST_12_MONTH@2018-06-30", PRG_ENOTFOUND, "character 9",
                        "no relative period is named 'LAST_12_MONTH'; did you mean "
                        "'LAST_12_MONTHS'?" },
                { "periods LAST_12_MONTHS@2018-06-31", PRG_ERANGE, "character 24",
                        "June 2018 has 30 days" },
                { "periods THIS_YEAR@0001-01-01, LAST_YEAR@0001-01-01", PRG_ERANGE, "character 31",
                        "the year would leave the range of dates, 0001-01-01 to 9999-12-31" },
                { "periods plan:THIS_MONTH@2018-06-30", PRG_ERANGE, "character 14",
                        "calendar 'plan' has no periods of type month, expected one of day, stage, "
                        "days" },
                { "periods 2018,", PRG_ESYNTAX, "character 14", "expected a period" },
                { "periods 0001-W01..9999-W51", PRG_ELIMIT, "character 9",
                        "more than 100000 periods are named" },
                { "periods 0001-W01..1500-W01, 2001-W01..2500-W01", PRG_ELIMIT, "character 29",
                        "more than 100000 periods are named" },
        };
        check_refusals(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(breakdowns_and_measures_are_refused_with_their_place)
{
        static const refusal rows[] = {
                { "breakdowns sx", PRG_ENOTFOUND, "character 12",
                        "no breakdown has the id 'sx'; did you mean 'sex'?" },
                { "breakdowns clases", PRG_ENOTFOUND, "character 12",
                        "no breakdown has the id 'clases'; did you mean 'classes'?" },
                { "breakdowns sex=femle", PRG_ENOTFOUND, "character 16",
                        "no category has the id 'femle'; did you mean 'female'?" },
                { "breakdowns sex=unalocated", PRG_ENOTFOUND, "character 16",
                        "no category has the id 'unalocated'; did you mean 'unallocated'?" },
                { "breakdowns sex*sex", PRG_ESYNTAX, "character 16",
                        "'sex' for a second time, expected each breakdown once" },
                { "breakdowns sex=female*age*sex=male", PRG_ESYNTAX, "character 27",
                        "'sex' for a second time, expected each breakdown once" },
                { "breakdowns sex*", PRG_ESYNTAX, "character 16", "expected a breakdown" },
                { "breakdowns =female", PRG_ESYNTAX, "character 12", "expected a breakdown" },
                { "breakdowns sex=", PRG_ESYNTAX, "character 16", "nothing behind '='" },
                { "breakdowns sex, none", PRG_ESCHEMA, "character 17",
                        "the breakdown 'none' has no categories" },
                { "breakdowns total*sex", PRG_ESYNTAX, "character 12",
                        "'total' stands alone, expected a breakdown" },
                { "breakdowns sex*classes", PRG_ESYNTAX, "character 16",
                        "'classes' stands alone, expected a breakdown" },
                { "breakdowns observed", PRG_ESYNTAX, "character 20", "expected '=' and a period" },
                { "breakdowns observed=2018-Q7", PRG_ERANGE, "character 27",
                        "quarter 7, expected 1 to 4" },
                { "breakdowns observed=2018*observed=2019", PRG_ESYNTAX, "character 35",
                        "a second period of observation, expected one" },
                { "breakdowns observed=2018-Q1..2018-Q2", PRG_ESYNTAX, "character 21",
                        "2 periods of observation, expected one" },
                { "measures value, grwth", PRG_ENOTFOUND, "character 17",
                        "no measure is named 'grwth'; did you mean 'growth'?" },
                { "measures target", PRG_ENOTYET, "character 10",
                        "the measure 'target' is announced for a later release" },
                { "measures value,pace", PRG_ENOTYET, "character 16",
                        "the measure 'pace' is announced for a later release" },
                { "measures ,value", PRG_ESYNTAX, "character 10", "expected a measure" },
        };
        check_refusals(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(conditions_are_refused_with_their_place)
{
        static const refusal rows[] = {
                { "as of x", PRG_ESYNTAX, "character 7", "expected a sequence number" },
                { "as of 1x", PRG_ESYNTAX, "character 8", "expected a sequence number" },
                { "as of -1", PRG_ESYNTAX, "character 7", "expected a sequence number" },
                { "as of 1 2", PRG_ESYNTAX, "character 9", "expected ';' or the end of the query" },
                { "as of 18446744073709551616", PRG_ERANGE, "character 7",
                        "a sequence number beyond 64 bits" },
                { "as of 99999999999999999999", PRG_ERANGE, "character 7",
                        "a sequence number beyond 64 bits" },
                { "quality good", PRG_ESYNTAX, "character 9",
                        "expected best, at_least or exactly" },
                { "quality bst", PRG_ESYNTAX, "character 9",
                        "expected best, at_least or exactly; did you mean 'best'?" },
                { "quality at_least", PRG_ESYNTAX, "character 17",
                        "expected estimate, preliminary or final" },
                { "quality at_least finl", PRG_ESYNTAX, "character 18",
                        "expected estimate, preliminary or final; did you mean 'final'?" },
                { "quality best final", PRG_ESYNTAX, "character 14",
                        "expected ';' or the end of the query" },
                { "quality exactly none", PRG_ESYNTAX, "character 17",
                        "expected estimate, preliminary or final" },
                { "origin elsewhere", PRG_ESYNTAX, "character 8", "expected auto, parts or own" },
                { "policy time declared", PRG_ESYNTAX, "character 13",
                        "expected skip, require, minimum or zero" },
                { "policy areas minimum", PRG_ESYNTAX, "character 21",
                        "expected a percentage, 0 to 100" },
                { "policy time minimum 101", PRG_ERANGE, "character 21",
                        "a minimum is in percent, expected 0 to 100" },
                { "policy time minimum -0.1", PRG_ERANGE, "character 21",
                        "a minimum is in percent, expected 0 to 100" },
                { "policy time skip 50", PRG_ESYNTAX, "character 18",
                        "expected ';' or the end of the query" },
                { "operands declared", PRG_ESYNTAX, "character 10",
                        "expected independent or matched" },
                { "boundaries 2025-07-01", PRG_ENOTYET, "character 12",
                        "boundaries of another day are announced for a later release" },
        };
        check_refusals(rows, sizeof rows / sizeof *rows);
        prg_query *read = NULL;
        ck_assert_fails(parse_query(&read, programme, "policy time minimum 50%"), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "character 21");
        ck_assert_fails(parse_query(&read, programme, "boundaries 2025-7-1"), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "character 12");
        ck_assert_fails(parse_query(&read, programme, "boundaries 2025-02-30"), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->place, "character 12");
}
END_TEST

START_TEST(only_text_is_read)
{
        prg_query *read = NULL;
        ck_assert_fails(parse_query(&read, programme, "areas H, \xC3\x28"), PRG_EUTF8);
        ck_assert_str_eq(prg_error_last()->place, "character 10");
        ck_assert_fails(parse_query(&read, programme, "areas Hà, \xFF"), PRG_EUTF8);
        ck_assert_str_eq(prg_error_last()->place, "character 11");
        ck_assert_fails(
                prg_query_parse(&read, programme, "areas all\0; periods 2018", 24), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "character 10");
        ck_assert_int_eq(prg_query_parse(&read, programme, "areas all; periods 2018", 9), 0);
        ck_assert_str_eq(format_query(read), "areas all");
        prg_query_free(read);
        ck_assert_fails(prg_query_set_areas(query, "all, \xFF"), PRG_EUTF8);
        ck_assert_str_eq(prg_error_last()->place, "character 6");
}
END_TEST

START_TEST(a_name_of_several_is_refused_with_their_ids)
{
        renew("+areas X1;name=Tân Lập;/;+areas X2;name=Tân Lập");
        ck_assert_fails(prg_query_set_areas(query, "H, tân lập"), PRG_ECONFLICT);
        ck_assert_str_eq(prg_error_last()->place, "character 4");
        ck_assert_str_eq(prg_error_last()->message, "'tân lập' names several: X1, X2");
}
END_TEST

START_TEST(after_an_error_an_axis_is_as_it_was)
{
        static const char text[] =
                "indicators cases, grade; areas units:P; periods 2018-Q1..2018-Q4; "
                "breakdowns sex, classes; measures value, growth";
        prg_query *read = NULL;
        ck_assert_int_eq(parse_query(&read, programme, text), 0);
        ck_assert_fails(prg_query_set_indicators(read, "addicts, x"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->place, "character 10");
        ck_assert_fails(prg_query_set_areas(read, "all, x9x9x9"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->place, "character 6");
        ck_assert_fails(prg_query_set_periods(read, "2018, 2019-Q5"), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->place, "character 13");
        ck_assert_fails(prg_query_set_breakdowns(read, "age, xyzzyx"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->place, "character 6");
        ck_assert_fails(prg_query_set_measures(read, "index, target"), PRG_ENOTYET);
        ck_assert_str_eq(prg_error_last()->place, "character 8");
        ck_assert_fails(prg_query_set_indicators(read, ""), PRG_ESYNTAX);
        ck_assert_fails(prg_query_set_areas(read, " "), PRG_ESYNTAX);
        ck_assert_fails(prg_query_set_periods(read, ""), PRG_ESYNTAX);
        ck_assert_fails(prg_query_set_breakdowns(read, ""), PRG_ESYNTAX);
        ck_assert_fails(prg_query_set_measures(read, ""), PRG_ESYNTAX);
        ck_assert_str_eq(format_query(read), text);
        prg_query_free(read);
}
END_TEST

START_TEST(an_id_comes_before_a_word)
{
        renew("+indicators all;kind=flow;name=Mọi thứ;/;+areas units;level=club;/;"
              "+breakdowns total;+categories one;/;+breakdowns observed;+categories two");
        ck_assert_int_eq(prg_query_set_indicators(query, "all"), 0);
        ck_assert_int_eq(prg_query_set_areas(query, "units, roots"), 0);
        ck_assert_int_eq(prg_query_set_breakdowns(query, "total, observed=two"), 0);
        ck_assert_str_eq(format_query(query),
                "indicators all; areas units, roots; breakdowns total, observed=two");
        ck_assert_int_eq(query->areas[0].kind, PRG__AREA_ONE);
        ck_assert_uint_eq(query->cut_count, 3);
        ck_assert_int_eq(prg_query_set_indicators(query, "mọi thứ"), 0);
        ck_assert_uint_eq(prg_query_indicator_count(query), 1);
}
END_TEST

/* ---- the page for users ---- */

static int code_of(const char *symbol, size_t length)
{
        static const struct {
                const char *symbol;
                int code;
        } rows[] = {
#define ROW(symbol, number, name, meaning) { #symbol, number },
                PRG_ERROR_MAP(ROW)
#undef ROW
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                if (strlen(rows[i].symbol) == length
                        && strncmp(rows[i].symbol, symbol, length) == 0)
                        return rows[i].code;
        ck_abort_msg("no code %.*s", (int)length, symbol);
        return 0;
}

static int is_clause(const char *text)
{
        static const char *const names[] = { "indicators ", "areas ", "periods ", "breakdowns ",
                "measures ", "as of ", "quality ", "source ", "origin ", "policy ", "operands ",
                "boundaries ", "what if " };
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strncmp(text, names[i], strlen(names[i])) == 0)
                        return 1;
        return 0;
}

/* An example is read, or is refused with the code, place and message that its line tells. */
static void check_example(const char *text, size_t length, const char *line)
{
        prg_query *read = NULL;
        const char *symbol = strstr(line, "`PRG_");
        int code = prg_query_parse(&read, programme, text, length);
        int expected = symbol ? code_of(symbol + 1, strcspn(symbol + 1, "`")) : 0;
        ck_assert_msg(code == expected, "%s: %d, %s", line, code, prg_error_last()->message);
        if (symbol && strstr(line, "| character ")) {
                char end[512];
                snprintf(end, sizeof end, "| %s | %s |", prg_error_last()->place,
                        prg_error_last()->message);
                ck_assert_msg(strstr(line, end) != NULL, "%s: %s", line, end);
        }
        prg_query_free(read);
}

START_TEST(every_example_of_the_page_does_what_it_says)
{
        char line[1024];
        int examples = 0;
        FILE *file = fopen(PAGE, "r");
        ck_assert_msg(file != NULL, PAGE);
        while (fgets(line, sizeof line, file)) {
                line[strcspn(line, "\n")] = '\0';
                if (is_clause(line)) {
                        check_example(line, strlen(line), line);
                        examples++;
                }
                for (const char *at = line; (at = strchr(at, '`')) != NULL;) {
                        size_t length = strcspn(++at, "`");
                        if (is_clause(at)) {
                                check_example(at, length, line);
                                examples++;
                        }
                        at += length + (at[length] == '`');
                }
        }
        fclose(file);
        ck_assert_int_ge(examples, 40);
}
END_TEST

/* ---- cuts ---- */

/* The texts of the cuts, divided by blanks. */
static const char *cuts(void)
{
        static char text[4096];
        size_t end = 0;
        for (size_t i = 0; i < query->cut_count; i++)
                end += (size_t)snprintf(
                        text + end, sizeof text - end, "%s%s", i ? " " : "", query->cuts[i].text);
        return text;
}

START_TEST(breakdowns_are_expanded_to_cuts)
{
        static const struct {
                const char *text, *cuts;
        } rows[] = {
                { "total", "total" },
                { "sex", "sex=female sex=male sex=unallocated" },
                { "sex=male", "sex=male" },
                { "sex=unallocated", "sex=unallocated" },
                { "sex*age",
                        "sex=female*age=under_14 sex=female*age=from_14 sex=female*age=unallocated "
                        "sex=male*age=under_14 sex=male*age=from_14 sex=male*age=unallocated "
                        "sex=unallocated*age=under_14 sex=unallocated*age=from_14 "
                        "sex=unallocated*age=unallocated" },
                { "age*sex=male",
                        "age=under_14*sex=male age=from_14*sex=male age=unallocated*sex=male" },
                { "sex=male, sex, total, sex=female", "sex=male sex=female sex=unallocated total" },
                { "sex=female*age=from_14, age=from_14*sex=female", "sex=female*age=from_14" },
                { "by_observation", "by_observation" },
                { "observed=2018", "observed=2018" },
                { "observed=2018*sex", "sex=female*observed=2018 sex=male*observed=2018 "
                                       "sex=unallocated*observed=2018" },
                { "observed=2018-Q1, observed=2018-Q2, observed=2018-Q1",
                        "observed=2018-Q1 observed=2018-Q2" },
                { "sex=male, sex=male*observed=2018", "sex=male sex=male*observed=2018" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                ck_assert_msg(prg_query_set_breakdowns(query, rows[i].text) == 0, "%s",
                        prg_error_last()->message);
                ck_assert_str_eq(cuts(), rows[i].cuts);
        }
}
END_TEST

START_TEST(a_cut_holds_what_its_text_says)
{
        ck_assert_int_eq(
                prg_query_set_breakdowns(query, "sex=male*age*observed=vn:2018-01, by_observation"),
                0);
        ck_assert_uint_eq(query->cut_count, 4);
        const prg__cut *cut = &query->cuts[1];
        ck_assert_int_eq(cut->kind, PRG__CUT_CATEGORIES);
        ck_assert_uint_eq(cut->factor_count, 2);
        ck_assert_ptr_eq(cut->factors[0].breakdown, get(programme, "breakdown", "sex"));
        ck_assert_str_eq(prg_item_id(cut->factors[0].category), "male");
        ck_assert_ptr_eq(cut->factors[1].breakdown, get(programme, "breakdown", "age"));
        ck_assert_str_eq(prg_item_id(cut->factors[1].category), "from_14");
        ck_assert_int_eq(cut->observed.first, day("2017-12-15"));
        ck_assert_ptr_null(query->cuts[2].factors[1].category);
        ck_assert_int_eq(query->cuts[3].kind, PRG__CUT_BY_OBSERVATION);
        ck_assert_ptr_null(query->cuts[3].observed.calendar);
}
END_TEST

START_TEST(classes_are_those_of_the_indicators)
{
        renew("+indicators level;kind=class;+categories A;..;+categories C");
        ck_assert_int_eq(prg_query_set_breakdowns(query, "classes"), 0);
        ck_assert_str_eq(cuts(), "total");
        ck_assert_int_eq(prg_query_set_indicators(query, "cases"), 0);
        ck_assert_str_eq(cuts(), "total");
        ck_assert_int_eq(prg_query_set_indicators(query, "cases, grade"), 0);
        ck_assert_str_eq(cuts(), "class=A class=B class=unclassified");
        ck_assert_int_eq(query->cuts[0].kind, PRG__CUT_CLASS);
        ck_assert_str_eq(prg_item_id(prg_item_owner(query->cuts[0].category)), "grade");
        ck_assert_int_eq(query->cuts[2].kind, PRG__CUT_UNCLASSIFIED);
        ck_assert_int_eq(prg_query_set_breakdowns(query, "total, classes, sex=male"), 0);
        ck_assert_str_eq(cuts(), "total class=A class=B class=unclassified sex=male");
        /* An id that both have is one cut. */
        ck_assert_int_eq(prg_query_set_indicators(query, "level, grade"), 0);
        ck_assert_str_eq(
                cuts(), "total class=A class=C class=B class=unclassified sex=male");
        ck_assert_str_eq(format_query(query),
                "indicators level, grade; breakdowns total, classes, sex=male");
        ck_assert_int_eq(prg_query_set_indicators(query, "cases"), 0);
        ck_assert_str_eq(cuts(), "total sex=male");
}
END_TEST

START_TEST(one_class_is_asked_for)
{
        renew("+indicators level;kind=class;+categories A;..;+categories C");
        ck_assert_int_eq(prg_query_set_breakdowns(query, "class=A, class=unclassified, class=A"), 0);
        ck_assert_str_eq(cuts(), "class=A class=unclassified");
        ck_assert_int_eq(prg_query_set_indicators(query, "level"), 0);
        ck_assert_str_eq(cuts(), "class=A class=unclassified");
        ck_assert_str_eq(prg_item_id(prg_item_owner(query->cuts[0].category)), "level");
        ck_assert_str_eq(format_query(query), "indicators level; breakdowns class=A, class=unclassified");
        ck_assert_int_eq(prg_query_set_breakdowns(query, "class=c"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no class has the id 'c'; did you mean 'C'?");
        ck_assert_int_eq(prg_query_set_breakdowns(query, "class="), PRG_ESYNTAX);
}
END_TEST

static void add_breakdown(const char *id, int categories)
{
        prg_item *breakdown = NULL;
        ck_assert_int_eq(
                prg_item_add(&breakdown, prg_programme_root(programme), "breakdowns", id), 0);
        for (int i = 0; i < categories; i++) {
                char category[16];
                snprintf(category, sizeof category, "c%d", i);
                ck_assert_int_eq(prg_item_add(NULL, breakdown, "categories", category), 0);
        }
}

START_TEST(there_are_at_most_ten_thousand_cuts)
{
        add_breakdown("x", 99);
        add_breakdown("y", 99);
        add_breakdown("z", 100);
        renew("");
        ck_assert_int_eq(prg_query_set_breakdowns(query, "x*y"), 0);
        ck_assert_uint_eq(query->cut_count, 10000);
        ck_assert_str_eq(query->cuts[0].text, "x=c0*y=c0");
        ck_assert_str_eq(query->cuts[1].text, "x=c0*y=c1");
        ck_assert_str_eq(query->cuts[9998].text, "x=unallocated*y=c98");
        ck_assert_fails(prg_query_set_breakdowns(query, "x*z"), PRG_ELIMIT);
        ck_assert_fails(prg_query_set_breakdowns(query, "total, x*y"), PRG_ELIMIT);
        ck_assert_str_eq(prg_error_last()->place, "character 8");
        ck_assert_str_eq(prg_error_last()->message, "more than 10000 cuts are named");
        ck_assert_fails(prg_query_set_breakdowns(query, "x*y*z*sex*age"), PRG_ELIMIT);
        ck_assert_uint_eq(query->cut_count, 10000);
}
END_TEST

START_TEST(classes_that_are_too_many_leave_the_query_as_it_was)
{
        add_breakdown("x", 99);
        add_breakdown("y", 98);
        prg_item *many = script(programme, "+indicators many;kind=class");
        for (int i = 0; i < 100; i++) {
                char category[16];
                snprintf(category, sizeof category, "k%d", i);
                ck_assert_int_eq(prg_item_add(NULL, many, "categories", category), 0);
        }
        renew("");
        ck_assert_int_eq(prg_query_set_indicators(query, "grade"), 0);
        ck_assert_int_eq(prg_query_set_breakdowns(query, "x*y, classes"), 0);
        ck_assert_uint_eq(query->cut_count, 9903);
        ck_assert_fails(prg_query_set_indicators(query, "cases, many"), PRG_ELIMIT);
        ck_assert_str_eq(format_query(query), "indicators grade; breakdowns x*y, classes");
        ck_assert_uint_eq(query->cut_count, 9903);
        ck_assert_int_eq(prg_query_set_breakdowns(query, "classes"), 0);
        ck_assert_int_eq(prg_query_set_indicators(query, "cases, many"), 0);
        ck_assert_uint_eq(query->cut_count, 101);
}
END_TEST

START_TEST(a_cut_has_at_most_eight_breakdowns)
{
        static const char *const ids[] = { "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9" };
        for (size_t i = 0; i < 9; i++)
                add_breakdown(ids[i], 1);
        renew("");
        ck_assert_int_eq(prg_query_set_breakdowns(query, "b1*b2*b3*b4*b5*b6*b7*b8"), 0);
        ck_assert_uint_eq(query->cut_count, 256);
        ck_assert_fails(prg_query_set_breakdowns(query, "b1*b2*b3*b4*b5*b6*b7*b8*b9"), PRG_ELIMIT);
        ck_assert_str_eq(prg_error_last()->place, "character 25");
        ck_assert_str_eq(prg_error_last()->message, "more than 8 breakdowns at once");
}
END_TEST

START_TEST(a_hundred_thousand_periods_are_the_most)
{
        ck_assert_int_eq(prg_query_set_periods(query, "0001-01..8333-12"), 0);
        ck_assert_uint_eq(prg_query_period_count(query), 99996);
        ck_assert_int_eq(prg_query_set_periods(query, "0001-01..8333-12, 8334-01..8334-04"), 0);
        ck_assert_uint_eq(prg_query_period_count(query), 100000);
        ck_assert_str_eq(format_query(query), "periods 0001-01..8334-04");
        ck_assert_fails(prg_query_set_periods(query, "0001-01..8334-05"), PRG_ELIMIT);
}
END_TEST

START_TEST(groups_that_contain_each_other_are_walked_once)
{
        renew("+indicator_groups r1;/;+indicator_groups r2;parent=r1;/;+indicators "
              "ringed;kind=flow;group=r2");
        ck_assert_int_eq(prg_item_set(get(programme, "indicator_group", "r1"), "parent", "r2"), 0);
        renew("");
        ck_assert_int_eq(prg_query_set_indicators(query, "group:r1"), 0);
        ck_assert_str_eq(format_query(query), "indicators ringed");
        ck_assert_int_eq(prg_query_set_indicators(query, "group:crime"), 0);
        ck_assert_str_eq(format_query(query), "indicators cases, arrests, computed");
}
END_TEST

/* ---- what is written is read as the same ---- */

static unsigned random_state;

static unsigned below(unsigned limit)
{
        random_state = random_state * 1664525u + 1013904223u;
        return (random_state >> 8) % limit;
}

static void put_list(char *text, const char *clause, const char *const *entries, unsigned count)
{
        if (below(3) == 0)
                return;
        if (*text)
                strcat(text, ";");
        strcat(text, clause);
        for (unsigned n = 1 + below(5), i = 0; i < n; i++) {
                strcat(text, i ? (below(2) ? ", " : ",") : " ");
                strcat(text, entries[below(count)]);
        }
}

#define PUT(text, clause, entries) put_list(text, clause, entries, sizeof entries / sizeof *entries)

static void random_query(char *text)
{
        static const char *const indicators[] = { "all", "group:crime", "group:drugs", "cases",
                "addicts", "grade", "người nghiện" };
        static const char *const areas[] = { "all", "roots", "units", "level:commune",
                "level:district@P", "P", "C0", "units:D1", "children:D2", "within:P", "Hà Nội" };
        static const char *const periods[] = { "2018", "2018-01..2018-06", "2018-05", "2018-06",
                "2018-07", "vn:2018-Q1..2019-Q2", "2018-Q1", "2018-Q2", "2018-01-05..2018-02-03",
                "2018-01-05", "2018-01-06", "LAST_7_DAYS@2018-01-08",
                "vn:LAST_4_QUARTERS@2018-09-01", "plan:start", "plan:main", "2018-9M",
                "2018-01YTD..2018-06YTD", "2018-WY", "2018-W01..2018-W09", "2018-BW26", "2019-BW01",
                "wednesday:2018-W52", "wednesday:2019-W01", "october:2017..2019" };
        static const char *const breakdowns[] = { "total", "classes", "by_observation", "sex",
                "age", "sex*age", "age*sex", "sex=male", "sex=unallocated*age", "observed=2018-Q1",
                "age=from_14*observed=2018" };
        static const char *const measures[] = { "value", "growth", "rank", "index", "flow" };
        static const char *const conditions[] = { "as of 12", "quality exactly preliminary",
                "source court", "origin own", "policy time minimum 12.50", "policy areas zero",
                "operands matched" };
        *text = '\0';
        PUT(text, "indicators", indicators);
        PUT(text, "areas", areas);
        PUT(text, "periods", periods);
        PUT(text, "breakdowns", breakdowns);
        PUT(text, "measures", measures);
        for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
                if (below(4) == 0) {
                        strcat(text, *text ? " ; " : "");
                        strcat(text, conditions[i]);
                }
}

static void check_same(const prg_query *a, const prg_query *b)
{
        ck_assert_uint_eq(a->indicator_count, b->indicator_count);
        for (size_t i = 0; i < a->indicator_count; i++)
                ck_assert_ptr_eq(a->indicators[i], b->indicators[i]);
        ck_assert_uint_eq(a->area_count, b->area_count);
        for (size_t i = 0; i < a->area_count; i++) {
                ck_assert_int_eq(a->areas[i].kind, b->areas[i].kind);
                ck_assert_ptr_eq(a->areas[i].area, b->areas[i].area);
                ck_assert_ptr_eq(a->areas[i].level, b->areas[i].level);
        }
        ck_assert_uint_eq(a->period_count, b->period_count);
        for (size_t i = 0; i < a->period_count; i++) {
                ck_assert_int_eq(prg_period_compare(&a->periods[i], &b->periods[i]), 0);
                for (size_t before = 0; before < i; before++)
                        ck_assert_int_ne(
                                prg_period_compare(&a->periods[i], &a->periods[before]), 0);
        }
        ck_assert_uint_eq(a->cut_count, b->cut_count);
        for (size_t i = 0; i < a->cut_count; i++)
                ck_assert_str_eq(a->cuts[i].text, b->cuts[i].text);
        ck_assert_uint_eq(a->measure_count, b->measure_count);
        ck_assert_ptr_eq(a->source, b->source);
        ck_assert_int_eq((int)a->policy_time, (int)b->policy_time);
        ck_assert_int_eq((int)a->sight.quality, (int)b->sight.quality);
}

START_TEST(what_is_written_is_read_as_the_same_query)
{
        static char text[4096], canonical[1 << 16];
        random_state = 1780;
        for (int i = 0; i < 1000; i++) {
                prg_query *first = NULL, *second = NULL;
                random_query(text);
                ck_assert_msg(parse_query(&first, programme, text) == 0, "%s: %s", text,
                        prg_error_last()->message);
                strcpy(canonical, format_query(first));
                ck_assert_msg(parse_query(&second, programme, canonical) == 0, "%s: %s", canonical,
                        prg_error_last()->message);
                ck_assert_str_eq(format_query(second), canonical);
                check_same(first, second);
                prg_query_free(first);
                prg_query_free(second);
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("query_text");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_query, close_query);
        tcase_add_test(tests, a_text_is_read_and_written_in_its_canonical_form);
        tcase_add_test(tests, clauses_are_known_and_stand_once);
        tcase_add_test(tests, indicators_and_areas_are_named_as_they_are_called);
        tcase_add_test(tests, periods_are_refused_with_their_place_in_the_query);
        tcase_add_test(tests, breakdowns_and_measures_are_refused_with_their_place);
        tcase_add_test(tests, conditions_are_refused_with_their_place);
        tcase_add_test(tests, only_text_is_read);
        tcase_add_test(tests, a_name_of_several_is_refused_with_their_ids);
        tcase_add_test(tests, after_an_error_an_axis_is_as_it_was);
        tcase_add_test(tests, an_id_comes_before_a_word);
        tcase_add_test(tests, every_example_of_the_page_does_what_it_says);
        tcase_add_test(tests, breakdowns_are_expanded_to_cuts);
        tcase_add_test(tests, a_cut_holds_what_its_text_says);
        tcase_add_test(tests, classes_are_those_of_the_indicators);
        tcase_add_test(tests, one_class_is_asked_for);
        tcase_add_test(tests, there_are_at_most_ten_thousand_cuts);
        tcase_add_test(tests, classes_that_are_too_many_leave_the_query_as_it_was);
        tcase_add_test(tests, a_cut_has_at_most_eight_breakdowns);
        tcase_add_test(tests, a_hundred_thousand_periods_are_the_most);
        tcase_add_test(tests, groups_that_contain_each_other_are_walked_once);
        tcase_add_test(tests, what_is_written_is_read_as_the_same_query);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
