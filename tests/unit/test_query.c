/* Queries: what they hold and share, their conditions, and the areas that their words mean on a
 * day. */
#include "query.h"

#include "util/memory.h"

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

/* ---- measures ---- */

START_TEST(every_measure_has_a_name)
{
        static const struct {
                int number;
                const char *name;
        } rows[] = { { 1, "value" }, { 2, "cumulative" }, { 3, "previous" },
                { 4, "same_period_last_year" }, { 5, "change" }, { 6, "growth" }, { 7, "index" },
                { 8, "change_same_period" }, { 9, "growth_same_period" },
                { 10, "index_same_period" }, { 11, "coverage" }, { 12, "reported" },
                { 13, "expected" }, { 14, "share" }, { 15, "rank" }, { 16, "flow" },
                { 30, "target" }, { 31, "baseline" }, { 32, "outcome" }, { 33, "pace" } };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_measure measure = PRG_MEASURE_RANK;
                ck_assert_str_eq(prg_measure_name((prg_measure)rows[i].number), rows[i].name);
                ck_assert_int_eq(prg_measure_from_name(&measure, rows[i].name), 0);
                ck_assert_int_eq((int)measure, rows[i].number);
        }
        ck_assert_ptr_null(prg_measure_name((prg_measure)0));
        ck_assert_ptr_null(prg_measure_name((prg_measure)17));
        prg_measure measure = PRG_MEASURE_RANK;
        ck_assert_fails(prg_measure_from_name(&measure, "grwth"), PRG_ENOTFOUND);
        ck_assert_str_eq(
                prg_error_last()->message, "no measure is named 'grwth'; did you mean 'growth'?");
        ck_assert_fails(prg_measure_from_name(&measure, "xyzzyx"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no measure is named 'xyzzyx'");
        ck_assert_int_eq((int)measure, PRG_MEASURE_RANK);
        ck_assert_fails(prg_measure_from_name(NULL, "value"), PRG_EINVALID);
        ck_assert_fails(prg_measure_from_name(&measure, NULL), PRG_EINVALID);
}
END_TEST

/* ---- what a query holds ---- */

START_TEST(a_new_query_asks_for_the_value_of_the_total_and_has_no_text)
{
        ck_assert_str_eq(format_query(query), "");
        ck_assert_uint_eq(prg_query_indicator_count(query), 0);
        ck_assert_uint_eq(prg_query_period_count(query), 0);
        ck_assert_ptr_nonnull(prg_query_calendars(query));
        ck_assert_uint_eq(query->area_count, 0);
        ck_assert_uint_eq(query->cut_count, 1);
        ck_assert_int_eq(query->cuts[0].kind, PRG__CUT_CATEGORIES);
        ck_assert_uint_eq(query->cuts[0].factor_count, 0);
        ck_assert_str_eq(query->cuts[0].text, "total");
        ck_assert_uint_eq(query->measure_count, 1);
        ck_assert_int_eq((int)query->measures[0], PRG_MEASURE_VALUE);
        ck_assert_uint_eq(query->sight.as_of, 0);
        ck_assert_int_eq((int)query->sight.mode, PRG_QUALITY_MODE_BEST);
}
END_TEST

START_TEST(what_is_counted_is_told)
{
        ck_assert_int_eq(prg_query_set_indicators(query, "cases, addicts, cases"), 0);
        ck_assert_int_eq(prg_query_set_periods(query, "vn:2018-01..2018-12, vn:2018-03"), 0);
        ck_assert_uint_eq(prg_query_indicator_count(query), 2);
        ck_assert_uint_eq(prg_query_period_count(query), 12);
        const prg_calendar *calendar = NULL;
        ck_assert_int_eq(prg_calendars_find(&calendar, prg_query_calendars(query), "vn", 2), 0);
        ck_assert_ptr_eq(query->periods[0].calendar, calendar);
        ck_assert_uint_eq(prg_query_indicator_count(NULL), 0);
        ck_assert_uint_eq(prg_query_period_count(NULL), 0);
        ck_assert_ptr_null(prg_query_calendars(NULL));
}
END_TEST

START_TEST(nothing_is_taken_for_nothing)
{
        prg_query *other = NULL;
        prg_buf buf = PRG_BUF_INIT;
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        prg_decimal zero = { 0, 0 };
        prg_query_free(NULL);
        ck_assert_fails(prg_query_new(NULL, programme), PRG_EINVALID);
        ck_assert_fails(prg_query_new(&other, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_parse(NULL, programme, "", 0), PRG_EINVALID);
        ck_assert_fails(prg_query_parse(&other, NULL, "", 0), PRG_EINVALID);
        ck_assert_fails(prg_query_parse(&other, programme, NULL, 0), PRG_EINVALID);
        ck_assert_ptr_null(other);
        ck_assert_fails(prg_query_format(NULL, query), PRG_EINVALID);
        ck_assert_fails(prg_query_format(&buf, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_indicators(NULL, "cases"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_indicators(query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_areas(NULL, "all"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_areas(query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_periods(NULL, "2018"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_periods(query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_breakdowns(NULL, "sex"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_breakdowns(query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_measures(NULL, "value"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_measures(query, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_as_of(NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_query_set_quality(NULL, PRG_QUALITY_MODE_BEST, PRG_QUALITY_FINAL),
                PRG_EINVALID);
        ck_assert_fails(prg_query_set_source(NULL, "police"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_source(NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_origin(NULL, PRG_ORIGIN_OWN), PRG_EINVALID);
        ck_assert_fails(prg_query_set_policy_time(NULL, PRG_POLICY_SKIP, zero), PRG_EINVALID);
        ck_assert_fails(prg_query_set_policy_areas(NULL, PRG_POLICY_SKIP, zero), PRG_EINVALID);
        ck_assert_fails(prg_query_set_operands(NULL, PRG_OPERANDS_MATCHED), PRG_EINVALID);
        ck_assert_fails(prg_query_set_boundaries(NULL, PRG_DATE_NONE), PRG_EINVALID);
        ck_assert_fails(prg_query_set_override(NULL, &key, &value), PRG_EINVALID);
        ck_assert_fails(prg_query_set_override(query, NULL, &value), PRG_EINVALID);
        ck_assert_fails(prg_query_set_override(query, &key, NULL), PRG_EINVALID);
        ck_assert_str_eq(format_query(query), "");
}
END_TEST

START_TEST(a_programme_whose_calendar_is_not_complete_has_no_query)
{
        prg_query *other = NULL;
        script(programme, "+calendars half;kind=season");
        ck_assert_fails(prg_query_new(&other, programme), PRG_ESCHEMA);
        ck_assert_fails(parse_query(&other, programme, "indicators cases"), PRG_ESCHEMA);
        ck_assert_ptr_null(other);
}
END_TEST

START_TEST(after_an_edit_everything_is_stale)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_decimal zero = { 0, 0 };
        const prg_item **areas;
        size_t count;
        ck_assert_int_eq(prg_query_set_indicators(query, "cases"), 0);
        script(programme, "+areas X;level=city");
        ck_assert_fails(prg_query_set_indicators(query, "cases"), PRG_ESTALE);
        ck_assert_fails(prg_query_set_areas(query, "all"), PRG_ESTALE);
        ck_assert_fails(prg_query_set_periods(query, "2018"), PRG_ESTALE);
        ck_assert_fails(prg_query_set_breakdowns(query, "sex"), PRG_ESTALE);
        ck_assert_fails(prg_query_set_measures(query, "value"), PRG_ESTALE);
        ck_assert_fails(prg_query_set_as_of(query, 1), PRG_ESTALE);
        ck_assert_fails(
                prg_query_set_quality(query, PRG_QUALITY_MODE_BEST, PRG_QUALITY_FINAL), PRG_ESTALE);
        ck_assert_fails(prg_query_set_source(query, "police"), PRG_ESTALE);
        ck_assert_fails(prg_query_set_source(query, NULL), PRG_ESTALE);
        ck_assert_fails(prg_query_set_origin(query, PRG_ORIGIN_OWN), PRG_ESTALE);
        ck_assert_fails(prg_query_set_policy_time(query, PRG_POLICY_SKIP, zero), PRG_ESTALE);
        ck_assert_fails(prg_query_set_policy_areas(query, PRG_POLICY_SKIP, zero), PRG_ESTALE);
        ck_assert_fails(prg_query_set_operands(query, PRG_OPERANDS_MATCHED), PRG_ESTALE);
        ck_assert_fails(prg_query_set_boundaries(query, PRG_DATE_NONE), PRG_ESTALE);
        ck_assert_fails(prg_query_format(&buf, query), PRG_ESTALE);
        ck_assert_fails(prg__query_fresh(query), PRG_ESTALE);
        ck_assert_fails(prg__query_areas(query, 0, &areas, &count), PRG_ESTALE);
        ck_assert_uint_eq(prg_query_indicator_count(query), 1);
}
END_TEST

/* ---- sharing ---- */

START_TEST(who_shares_a_query_sees_it_as_it_was)
{
        const prg_query *shared = NULL, *again = NULL;
        ck_assert_int_eq(prg_query_set_indicators(query, "cases"), 0);
        ck_assert_int_eq(prg_query_set_periods(query, "2018-Q1..2018-Q4"), 0);
        ck_assert_int_eq(prg_query_set_breakdowns(query, "sex, classes"), 0);
        ck_assert_int_eq(prg__query_share(&shared, query), 0);
        ck_assert_int_eq(prg__query_share(&again, shared), 0);
        ck_assert_ptr_eq(again, shared);
        ck_assert_ptr_ne(shared, query);
        ck_assert_int_eq(prg_query_set_indicators(query, "addicts, grade"), 0);
        ck_assert_int_eq(prg_query_set_areas(query, "units"), 0);
        ck_assert_int_eq(prg_query_set_periods(query, "2019"), 0);
        ck_assert_int_eq(prg_query_set_measures(query, "growth"), 0);
        ck_assert_int_eq(prg_query_set_origin(query, PRG_ORIGIN_OWN), 0);
        ck_assert_str_eq(format_query(query),
                "indicators addicts, grade; areas units; periods 2019; "
                "breakdowns sex, classes; measures growth; origin own");
        prg_query_free(query);
        query = NULL;
        prg__query_release(again);
        ck_assert_str_eq(format_query(shared),
                "indicators cases; periods 2018-Q1..2018-Q4; breakdowns sex, classes");
        ck_assert_uint_eq(shared->cut_count, 3);
        ck_assert_str_eq(shared->cuts[2].text, "sex=unallocated");
        ck_assert_str_eq(prg_calendar_id(shared->periods[0].calendar), "gregorian");
        prg__query_release(shared);
        prg__query_release(NULL);
}
END_TEST

START_TEST(sharing_copies_no_axis)
{
        const prg_query *shared = NULL;
        ck_assert_int_eq(prg_query_set_periods(query, "1900-01..2200-12"), 0);
        ck_assert_int_eq(prg__query_share(&shared, query), 0);
        ck_assert_ptr_eq(shared->periods, query->periods);
        prg__query_release(shared);
        ck_assert_int_eq(query->periods[3611].year, 2200);
}
END_TEST

/* ---- conditions ---- */

static void check_refused(int code)
{
        ck_assert_int_eq(code, PRG_EINVALID);
        ck_assert_str_eq(format_query(query), "");
}

START_TEST(conditions_are_set_by_number)
{
        prg_decimal half = { 5000, 2 }, third = { 333, 1 };
        ck_assert_int_eq(prg_query_set_as_of(query, UINT64_MAX), 0);
        ck_assert_int_eq(
                prg_query_set_quality(query, PRG_QUALITY_MODE_AT_LEAST, PRG_QUALITY_PRELIMINARY),
                0);
        ck_assert_int_eq(prg_query_set_source(query, "công an"), 0);
        ck_assert_int_eq(prg_query_set_origin(query, PRG_ORIGIN_PARTS), 0);
        ck_assert_int_eq(prg_query_set_policy_time(query, PRG_POLICY_MINIMUM, half), 0);
        ck_assert_int_eq(prg_query_set_policy_areas(query, PRG_POLICY_MINIMUM, third), 0);
        ck_assert_int_eq(prg_query_set_operands(query, PRG_OPERANDS_MATCHED), 0);
        ck_assert_int_eq(prg_query_set_boundaries(query, PRG_DATE_NONE), 0);
        ck_assert_str_eq(format_query(query),
                "as of 18446744073709551615; quality at_least preliminary; source police; "
                "origin parts; policy time minimum 50; policy areas minimum 33.3; operands "
                "matched");
        ck_assert_ptr_eq(query->source, get(programme, "source", "police"));

        ck_assert_int_eq(prg_query_set_as_of(query, 0), 0);
        ck_assert_int_eq(prg_query_set_quality(query, PRG_QUALITY_MODE_BEST, PRG_QUALITY_FINAL), 0);
        ck_assert_int_eq(prg_query_set_source(query, NULL), 0);
        ck_assert_int_eq(prg_query_set_origin(query, PRG_ORIGIN_AUTO), 0);
        ck_assert_int_eq(prg_query_set_policy_time(query, PRG_POLICY_DECLARED, half), 0);
        ck_assert_int_eq(prg_query_set_policy_areas(query, PRG_POLICY_DECLARED, half), 0);
        ck_assert_int_eq(prg_query_set_operands(query, PRG_OPERANDS_DECLARED), 0);
        ck_assert_str_eq(format_query(query), "");
}
END_TEST

START_TEST(numbers_that_mean_nothing_are_refused)
{
        prg_decimal zero = { 0, 0 }, below = { -1, 0 }, above = { 1001, 1 }, none = { 0, 19 };
        check_refused(prg_query_set_quality(query, (prg_quality_mode)3, PRG_QUALITY_FINAL));
        check_refused(prg_query_set_quality(query, (prg_quality_mode)-1, PRG_QUALITY_FINAL));
        check_refused(prg_query_set_quality(query, PRG_QUALITY_MODE_AT_LEAST, (prg_quality)0));
        check_refused(prg_query_set_quality(query, PRG_QUALITY_MODE_EXACTLY, (prg_quality)4));
        check_refused(prg_query_set_quality(query, PRG_QUALITY_MODE_BEST, (prg_quality)4));
        check_refused(prg_query_set_origin(query, (prg_origin)3));
        check_refused(prg_query_set_origin(query, (prg_origin)-1));
        check_refused(prg_query_set_policy_time(query, (prg_policy)5, zero));
        check_refused(prg_query_set_policy_areas(query, (prg_policy)-1, zero));
        check_refused(prg_query_set_policy_time(query, PRG_POLICY_MINIMUM, below));
        check_refused(prg_query_set_policy_time(query, PRG_POLICY_MINIMUM, above));
        check_refused(prg_query_set_policy_areas(query, PRG_POLICY_MINIMUM, none));
        check_refused(prg_query_set_operands(query, (prg_operands)3));
        check_refused(prg_query_set_operands(query, (prg_operands)-1));
        check_refused(prg_query_set_boundaries(query, PRG_DATE_MAX + 1));
        ck_assert_int_eq(prg_query_set_policy_time(query, PRG_POLICY_SKIP, above), 0);
        ck_assert_str_eq(format_query(query), "policy time skip");
}
END_TEST

START_TEST(a_source_is_named_by_id_or_name)
{
        ck_assert_int_eq(prg_query_set_source(query, "CÔNG AN"), 0);
        ck_assert_fails(prg_query_set_source(query, "cuort"), PRG_ENOTFOUND);
        ck_assert_str_eq(
                prg_error_last()->message, "no source is called 'cuort'; did you mean 'court'?");
        ck_assert_str_eq(format_query(query), "source police");
}
END_TEST

START_TEST(what_is_announced_says_so)
{
        ck_assert_fails(prg_query_set_boundaries(query, day("2025-07-01")), PRG_ENOTYET);
        ck_assert_str_eq(format_query(query), "");
}
END_TEST

/* ---- areas on a day ---- */

/* The ids that a text of areas means on a day, divided by blanks; or "!" and the message. */
static const char *areas_on(const char *text, const char *date)
{
        static char ids[512];
        const prg_item **areas = NULL;
        size_t count = 0, end = 0;
        if (text)
                ck_assert_msg(
                        prg_query_set_areas(query, text) == 0, "%s", prg_error_last()->message);
        int code = prg__query_areas(query, day(date), &areas, &count);
        if (code < 0) {
                ck_assert_int_eq(code, PRG_ENOTFOUND);
                snprintf(ids, sizeof ids, "!%s", prg_error_last()->message);
                return ids;
        }
        *ids = '\0';
        for (size_t i = 0; i < count; i++)
                end += (size_t)snprintf(
                        ids + end, sizeof ids - end, "%s%s", i ? " " : "", prg_item_id(areas[i]));
        prg__free(areas);
        return ids;
}

START_TEST(words_of_areas_are_resolved_on_a_day)
{
        static const struct {
                const char *text, *before, *after; /* on 2019-12-31, on 2020-01-01 */
        } rows[] = {
                { NULL, "P H", "P H" },
                { "roots", "P H", "P H" },
                { "all", "P D1 D2 C0 C1 C2 C3 H", "P D1 D2 C1 C2 C3 C4 H" },
                { "units", "C0 C1 C2 C3 H", "D2 C1 C2 C3 C4 H" },
                { "level:district", "D1 D2", "D1 D2" },
                { "level:commune", "C0 C1 C2 C3", "C1 C2 C3 C4" },
                { "children:P", "D1 D2", "D1 D2" },
                { "children:D1", "C0 C1 C2", "C1 C2 C3 C4" },
                { "children:D2", "C3", "!no area lies in 'D2' on 2020-01-01" },
                { "within:P", "P D1 D2 C0 C1 C2 C3", "P D1 D2 C1 C2 C3 C4" },
                { "within:D2", "D2 C3", "D2" },
                { "units:P", "C0 C1 C2 C3", "D2 C1 C2 C3 C4" },
                { "units:C1", "C1", "C1" },
                { "level:commune@D1", "C0 C1 C2", "C1 C2 C3 C4" },
                { "level:commune@D2", "C3",
                        "!no area of level 'commune' lies in 'D2' on 2020-01-01" },
                { "level:district@D2", "D2", "D2" },
                { "C0", "C0", "!the area 'C0' does not exist on 2020-01-01" },
                { "C4, C1", "!the area 'C4' does not exist on 2019-12-31", "C4 C1" },
                { "within:C0", "C0", "!the area 'C0' does not exist on 2020-01-01" },
                { "H, C2, C1, children:D1, roots", "H C2 C1 C0 P", "H C2 C1 C3 C4 P" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                ck_assert_str_eq(areas_on(rows[i].text, "2019-12-31"), rows[i].before);
                ck_assert_str_eq(areas_on(NULL, "2020-01-01"), rows[i].after);
        }
}
END_TEST

START_TEST(an_area_whose_parent_does_not_exist_is_a_root)
{
        script(programme, "+areas K;level=commune;parent=C0");
        prg_query_free(query);
        query = new_query(programme);
        ck_assert_str_eq(areas_on("roots", "2019-12-31"), "P H");
        ck_assert_str_eq(areas_on("roots", "2020-01-01"), "P H K");
        ck_assert_str_eq(areas_on("units:P", "2019-12-31"), "C1 C2 C3 K");
}
END_TEST

START_TEST(areas_that_lie_in_each_other_are_met_once)
{
        script(programme, "+areas Y;level=ring;parent=H;/;+areas Z;level=ring;parent=Y");
        ck_assert_int_eq(prg_item_set(get(programme, "area", "Y"), "parent", "Z"), 0);
        prg_query_free(query);
        query = new_query(programme);
        ck_assert_str_eq(areas_on("within:Y", "2018-01-01"), "Y Z");
        ck_assert_str_eq(areas_on("level:ring", "2018-01-01"), "Y Z");
        ck_assert_str_eq(areas_on("units:Z", "2018-01-01"), "!no area reports on 2018-01-01");
        ck_assert_str_eq(areas_on("roots", "2018-01-01"), "P H");
}
END_TEST

START_TEST(a_word_that_no_area_answers_to_is_an_error)
{
        prg_programme *empty = new_programme();
        prg_query_free(query);
        query = new_query(empty);
        ck_assert_str_eq(areas_on(NULL, "2018-01-01"), "!no area exists on 2018-01-01");
        ck_assert_str_eq(areas_on("all", "2018-01-01"), "!no area exists on 2018-01-01");
        ck_assert_str_eq(areas_on("units", "2018-01-01"), "!no area reports on 2018-01-01");
        script(empty, "+areas A;level=city;to=2010-12-31");
        prg_query_free(query);
        query = new_query(empty);
        ck_assert_str_eq(areas_on("level:city", "2010-12-31"), "A");
        ck_assert_str_eq(areas_on("level:city", "2011-01-01"),
                "!no area of level 'city' exists on 2011-01-01");
        prg_programme_unref(empty);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("query");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_query, close_query);
        tcase_add_test(tests, every_measure_has_a_name);
        tcase_add_test(tests, a_new_query_asks_for_the_value_of_the_total_and_has_no_text);
        tcase_add_test(tests, what_is_counted_is_told);
        tcase_add_test(tests, nothing_is_taken_for_nothing);
        tcase_add_test(tests, a_programme_whose_calendar_is_not_complete_has_no_query);
        tcase_add_test(tests, after_an_edit_everything_is_stale);
        tcase_add_test(tests, who_shares_a_query_sees_it_as_it_was);
        tcase_add_test(tests, sharing_copies_no_axis);
        tcase_add_test(tests, conditions_are_set_by_number);
        tcase_add_test(tests, numbers_that_mean_nothing_are_refused);
        tcase_add_test(tests, a_source_is_named_by_id_or_name);
        tcase_add_test(tests, what_is_announced_says_so);
        tcase_add_test(tests, words_of_areas_are_resolved_on_a_day);
        tcase_add_test(tests, an_area_whose_parent_does_not_exist_is_a_root);
        tcase_add_test(tests, areas_that_lie_in_each_other_are_met_once);
        tcase_add_test(tests, a_word_that_no_area_answers_to_is_an_error);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
