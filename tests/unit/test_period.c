/* Periods of every calendar: their days, neighbours, parts and wholes. The rows of the 15-14
 * calendar were computed from the text of Decree 09/2019, not by this library. */
#include "periods.h"

static const struct {
        const char *id, *first, *last;
        int days;
} decree[] = {
        { "vn:2019-01", "2018-12-15", "2019-01-14", 31 },
        { "vn:2019-02", "2019-01-15", "2019-02-14", 31 },
        { "vn:2019-03", "2019-02-15", "2019-03-14", 28 },
        { "vn:2020-03", "2020-02-15", "2020-03-14", 29 },
        { "vn:2019-Q1", "2018-12-15", "2019-03-14", 90 },
        { "vn:2019-Q2", "2019-03-15", "2019-06-14", 92 },
        { "vn:2019-Q3", "2019-06-15", "2019-09-14", 92 },
        { "vn:2019-Q4", "2019-09-15", "2019-12-14", 91 },
        { "vn:2019-S1", "2018-12-15", "2019-06-14", 182 },
        { "vn:2019-S2", "2019-06-15", "2019-12-14", 183 },
        { "vn:2019-9M", "2018-12-15", "2019-09-14", 274 },
        { "vn:2019", "2018-12-15", "2019-12-14", 365 },
        { "vn:2020", "2019-12-15", "2020-12-14", 366 },
};

START_TEST(the_fifteenth_to_the_fourteenth_is_as_the_decree_says)
{
        prg_period period = period_of(decree[_i].id);
        assert_id(&period, decree[_i].id);
        assert_days(&period, decree[_i].first, decree[_i].last);
        ck_assert_int_eq(prg_period_days(&period), decree[_i].days);
}
END_TEST

static void assert_holding(
        const char *calendar, prg_period_type type, const char *day, const char *id)
{
        prg_period period;
        ck_assert_int_eq(prg_period_holding(&period, calendar_of(calendar), type, day_of(day)), 0);
        assert_id(&period, id);
        ck_assert_int_eq(prg_period_contains(&period, day_of(day)), 1);
}

START_TEST(a_day_of_december_is_in_the_next_year_of_the_decree)
{
        assert_holding("vn", PRG_PERIOD_MONTH, "2018-12-20", "vn:2019-01");
        assert_holding("vn", PRG_PERIOD_QUARTER, "2018-12-20", "vn:2019-Q1");
        assert_holding("vn", PRG_PERIOD_YEAR, "2018-12-20", "vn:2019");
        assert_holding("vn", PRG_PERIOD_YEAR, "2018-12-14", "vn:2018");
        assert_holding("gregorian", PRG_PERIOD_YEAR, "2018-12-20", "2018");
        assert_holding("vn", PRG_PERIOD_MONTH, "2020-02-29", "vn:2020-03");
}
END_TEST

START_TEST(other_calendars_have_the_days_that_their_rules_say)
{
        static const struct {
                const char *id, *first, *last;
        } rows[] = {
                { "insurance:2018-01", "2018-01-01", "2018-01-25" },
                { "insurance:2018-02", "2018-01-26", "2018-02-25" },
                { "insurance:2018-12", "2018-11-26", "2018-12-31" },
                { "insurance:2018-Q1", "2018-01-01", "2018-03-25" },
                { "insurance:2018", "2018-01-01", "2018-12-31" },
                { "mali:2018-08", "2018-07-28", "2018-08-27" },
                { "late:2018-02", "2018-01-31", "2018-02-28" },
                { "late:2018-03", "2018-03-01", "2018-03-30" },
                { "late:2018-05", "2018-05-01", "2018-05-30" },
                { "late:2018-06", "2018-05-31", "2018-06-30" },
                { "police:2019", "2018-11-15", "2019-11-14" },
                { "police:2019-01", "2018-11-15", "2018-12-14" },
                { "fiscal:2018", "2018-03-15", "2019-03-14" },
                { "fiscal:2018-Q4", "2018-12-15", "2019-03-14" },
                { "last:2019", "2018-01-31", "2019-01-30" },
                { "last:2019-02", "2018-02-28", "2018-03-30" },
                { "april:2024", "2024-04-01", "2025-03-31" },
                { "november:2024", "2023-11-01", "2024-10-31" },
                { "opium:2018", "2018-09-01", "2019-05-31" },
                { "school:2018", "2018-02-10", "2018-02-28" },
                { "school:2020", "2020-02-10", "2020-02-29" },
                { "plan:main", "2018-01-01", "2019-12-31" },
                { "2018-W01", "2018-01-01", "2018-01-07" },
                { "2020-W53", "2020-12-28", "2021-01-03" },
                { "2018-BW01", "2018-01-01", "2018-01-14" },
                { "2020-BW27", "2020-12-28", "2021-01-03" },
                { "2020-WY", "2019-12-30", "2021-01-03" },
                { "tuesday:2018-W01", "2018-01-02", "2018-01-08" },
                { "wednesday:2015-W05", "2015-01-28", "2015-02-03" },
                { "2018-T2", "2018-05-01", "2018-08-31" },
                { "2018-B1", "2018-01-01", "2018-02-28" },
                { "2018-06YTD", "2018-01-01", "2018-06-30" },
                { "vn:2018-06YTD", "2017-12-15", "2018-06-14" },
                { "2018-01-05..2018-02-03", "2018-01-05", "2018-02-03" },
                { "vn:2018-06-15", "2018-06-15", "2018-06-15" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period = period_of(rows[i].id);
                assert_id(&period, rows[i].id);
                assert_days(&period, rows[i].first, rows[i].last);
        }
}
END_TEST

START_TEST(a_season_leaves_days_that_are_in_none)
{
        prg_period period;
        const prg_calendar *opium = calendar_of("opium");
        ck_assert_int_eq(
                prg_period_holding(&period, opium, PRG_PERIOD_SEASON, day_of("2019-07-10")),
                PRG_END);
        assert_holding("opium", PRG_PERIOD_SEASON, "2019-05-31", "opium:2018");
        ck_assert_int_eq(
                prg_period_holding(&period, opium, PRG_PERIOD_SEASON, day_of("2019-06-01")),
                PRG_END);
        assert_holding("opium", PRG_PERIOD_SEASON, "2019-09-01", "opium:2019");
        period = period_of("opium:2018");
        ck_assert_int_eq(prg_period_same_last_year(&period, &period), 0);
        assert_id(&period, "opium:2017");
}
END_TEST

START_TEST(stages_leave_gaps_and_overlap)
{
        prg_period period;
        const prg_calendar *plan = calendar_of("plan");
        assert_holding("plan", PRG_PERIOD_STAGE, "2018-01-01", "plan:main");
        assert_holding(
                "plan", PRG_PERIOD_STAGE, "2019-05-01", "plan:main"); /* also in plan:overlap */
        ck_assert_int_eq(
                prg_period_holding(&period, plan, PRG_PERIOD_STAGE, day_of("2020-01-10")), PRG_END);
        ck_assert_int_eq(
                prg_period_holding(&period, plan, PRG_PERIOD_STAGE, day_of("2030-01-10")), PRG_END);
        period = period_of("plan:main");
        ck_assert_int_eq(prg_period_next(&period, &period), 0);
        assert_id(&period, "plan:overlap");
        ck_assert_int_eq(prg_period_move(&period, &period, 2), PRG_END);
        ck_assert_int_eq(prg_period_same_last_year(&period, &period), PRG_END);
}
END_TEST

START_TEST(neighbours_follow_the_calendar)
{
        static const struct {
                const char *id, *next;
        } rows[] = {
                { "2018-12", "2019-01" },
                { "vn:2018-Q4", "vn:2019-Q1" },
                { "2020-W53", "2021-W01" },
                { "2020-BW27", "2021-BW01" },
                { "2019-BW26", "2020-BW01" },
                { "2020-02-28", "2020-02-29" },
                { "2018-12YTD", "2019-01YTD" },
                { "2018-9M", "2019-9M" },
                { "opium:2018", "opium:2019" },
                { "2018-WY", "2019-WY" },
                { "2018-T3", "2019-T1" },
        };
        prg_period period, next;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                period = period_of(rows[i].id);
                ck_assert_int_eq(prg_period_next(&next, &period), 0);
                assert_id(&next, rows[i].next);
                ck_assert_int_eq(prg_period_previous(&next, &next), 0);
                assert_id(&next, rows[i].id);
        }
        period = period_of("2018-01-05..2018-02-03");
        ck_assert_int_eq(prg_period_next(&next, &period), PRG_END);
        ck_assert_int_eq(prg_period_move(&next, &period, 0), 0);
        period = period_of("2000-BW01");
        ck_assert_int_eq(prg_period_move(&next, &period, 10471), 0);
        assert_id(&next, "2400-BW01");
        ck_assert_int_eq(prg_period_move(&next, &period, -10471), 0);
        assert_id(&next, "1600-BW01");
        period = period_of("9999-BW24");
        ck_assert_int_eq(prg_period_next(&next, &period), 0);
        assert_id(&next, "9999-BW25");
}
END_TEST

START_TEST(a_period_does_not_leave_the_range_of_dates)
{
        prg_period period;
        ck_assert_fails(
                prg_period_holding(&period, calendar_of("vn"), PRG_PERIOD_MONTH, PRG_DATE_MIN),
                PRG_ERANGE);
        ck_assert_fails(
                prg_period_holding(&period, calendar_of("vn"), PRG_PERIOD_YEAR, PRG_DATE_MAX),
                PRG_ERANGE);
        ck_assert_fails(prg_period_holding(
                                &period, prg_calendar_gregorian(), PRG_PERIOD_WEEK, PRG_DATE_MAX),
                PRG_ERANGE);
        ck_assert_fails(
                prg_period_holding(&period, calendar_of("opium"), PRG_PERIOD_SEASON, PRG_DATE_MAX),
                PRG_ERANGE);
        period = period_of("9999-12");
        ck_assert_fails(prg_period_next(&period, &period), PRG_ERANGE);
        period = period_of("0001");
        ck_assert_fails(prg_period_previous(&period, &period), PRG_ERANGE);
        ck_assert_fails(prg_period_same_last_year(&period, &period), PRG_ERANGE);
        period = period_of("0001-W01");
        ck_assert_fails(prg_period_move(&period, &period, -1), PRG_ERANGE);
        period = period_of("0001-BW01");
        ck_assert_fails(prg_period_move(&period, &period, INT32_MAX), PRG_ERANGE);
        ck_assert_fails(prg_period_move(&period, &period, INT32_MIN), PRG_ERANGE);
        ck_assert_fails(
                prg_period_make(&period, calendar_of("vn"), PRG_PERIOD_MONTH, 1, 1), PRG_ERANGE);
        ck_assert_int_eq(prg_period_make(&period, calendar_of("vn"), PRG_PERIOD_MONTH, 1, 2), 0);
}
END_TEST

START_TEST(some_periods_have_no_counterpart_last_year)
{
        static const char *const without[] = { "2020-W53", "2020-BW27", "2020-02-29",
                "2020-02-29..2020-03-05", "plan:main" };
        static const struct {
                const char *id, *before;
        } rows[] = {
                { "2020-W52", "2019-W52" },
                { "vn:2019-03", "vn:2018-03" },
                { "2019-02-28", "2018-02-28" },
                { "2018-02-01..2018-02-28", "2017-02-01..2017-02-28" },
                { "2018-06YTD", "2017-06YTD" },
        };
        prg_period period, before;
        for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
                period = period_of(without[i]);
                ck_assert_int_eq(prg_period_same_last_year(&before, &period), PRG_END);
        }
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                period = period_of(rows[i].id);
                ck_assert_int_eq(prg_period_same_last_year(&before, &period), 0);
                assert_id(&before, rows[i].before);
        }
}
END_TEST

/* The table of the law, row by row: what each type is part of. */
START_TEST(types_nest_as_declared_and_not_otherwise)
{
        enum { D, W, BW, WY, M, B, Q, T, S, Y };
        static const int parts[10][10] = {
                [D] = { 0, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
                [W] = { 0, 0, 1, 1, 0, 0, 0, 0, 0, 0 },
                [BW] = { 0 },
                [WY] = { 0 },
                [M] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 },
                [B] = { 0, 0, 0, 0, 0, 0, 0, 1, 1, 1 },
                [Q] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 },
                [T] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
                [S] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
                [Y] = { 0 },
        };
        for (int inner = 0; inner < 10; inner++)
                for (int outer = 0; outer < 10; outer++)
                        ck_assert_int_eq(
                                prg_period_type_nests(inner + 1, outer + 1), parts[inner][outer]);
        for (int type = PRG_PERIOD_NINE_MONTH; type <= PRG_PERIOD_DAYS; type++) {
                ck_assert_int_eq(prg_period_type_is_partition(type), 0);
                ck_assert_int_eq(prg_period_type_nests(PRG_PERIOD_DAY, type), 1);
                for (int inner = PRG_PERIOD_WEEK; inner <= PRG_PERIOD_DAYS; inner++)
                        ck_assert_int_eq(prg_period_type_nests(inner, type), 0);
                for (int outer = PRG_PERIOD_DAY; outer <= PRG_PERIOD_DAYS; outer++)
                        ck_assert_int_eq(prg_period_type_nests(type, outer), 0);
        }
}
END_TEST

START_TEST(parents_and_children_are_of_the_same_calendar)
{
        prg_period period = period_of("vn:2019-05"), out;
        prg_period_range range;
        ck_assert_int_eq(prg_period_parent(&out, &period, PRG_PERIOD_QUARTER), 0);
        assert_id(&out, "vn:2019-Q2");
        ck_assert_fails(prg_period_parent(&out, &period, PRG_PERIOD_WEEK_YEAR), PRG_EINVALID);
        period = period_of("2019-W05");
        ck_assert_fails(prg_period_parent(&out, &period, PRG_PERIOD_MONTH), PRG_ECONFLICT);
        period = period_of("opium:2019-07-10");
        ck_assert_int_eq(prg_period_parent(&out, &period, PRG_PERIOD_SEASON), PRG_END);
        period = period_of("vn:2019");
        ck_assert_int_eq(prg_period_children(&range, &period, PRG_PERIOD_MONTH), 0);
        ck_assert_uint_eq(range.count, 12);
        assert_id(&range.first, "vn:2019-01");
        assert_id(&range.last, "vn:2019-12");
        ck_assert_int_eq(prg_period_range_at(&out, &range, 11), 0);
        assert_id(&out, "vn:2019-12");
        ck_assert_int_eq(prg_period_range_at(&out, &range, 12), PRG_END);
        ck_assert_int_eq(prg_period_children(&range, &period, PRG_PERIOD_DAY), 0);
        ck_assert_uint_eq(range.count, 365);
        period = period_of(
                "2021-02"); /* is four whole weeks, and weeks are no part of months all the same */
        ck_assert_fails(prg_period_children(&range, &period, PRG_PERIOD_WEEK), PRG_ECONFLICT);
        ck_assert_str_eq(prg_error_last()->message,
                "a month is not made of periods of type week: the types do not nest");
}
END_TEST

START_TEST(a_union_is_exact_or_has_a_reason)
{
        static const struct {
                const char *id, *calendar;
                prg_period_type type;
                prg_union_reason reason;
                const char *range;
        } rows[] = {
                { "2018", "gregorian", PRG_PERIOD_MONTH, PRG_UNION_EXACT, "2018-01..2018-12" },
                { "2018", "gregorian", PRG_PERIOD_FOUR_MONTH, PRG_UNION_EXACT, "2018-T1..2018-T3" },
                { "2018-S1", "gregorian", PRG_PERIOD_FOUR_MONTH, PRG_UNION_NOT_NESTED, NULL },
                { "2018-9M", "gregorian", PRG_PERIOD_QUARTER, PRG_UNION_EXACT, "2018-Q1..2018-Q3" },
                { "2018-9M", "gregorian", PRG_PERIOD_BI_MONTH, PRG_UNION_ENDS_INSIDE, NULL },
                { "2018-06YTD", "gregorian", PRG_PERIOD_HALF, PRG_UNION_EXACT, "2018-S1" },
                { "vn:2018-Q1", "gregorian", PRG_PERIOD_MONTH, PRG_UNION_BEGINS_INSIDE, NULL },
                { "vn:2018-Q1", "gregorian", PRG_PERIOD_DAY, PRG_UNION_EXACT,
                        "2017-12-15..2018-03-14" },
                { "vn:2018", "gregorian", PRG_PERIOD_YEAR, PRG_UNION_BEGINS_INSIDE, NULL },
                { "insurance:2018", "gregorian", PRG_PERIOD_YEAR, PRG_UNION_EXACT, "2018" },
                { "insurance:2018-Q1", "gregorian", PRG_PERIOD_MONTH, PRG_UNION_ENDS_INSIDE, NULL },
                { "april:2024", "gregorian", PRG_PERIOD_QUARTER, PRG_UNION_EXACT,
                        "2024-Q2..2025-Q1" },
                { "opium:2018", "gregorian", PRG_PERIOD_MONTH, PRG_UNION_EXACT,
                        "2018-09..2019-05" },
                { "opium:2018", "opium", PRG_PERIOD_SEASON, PRG_UNION_EXACT, "opium:2018" },
                { "2018-9M", "opium", PRG_PERIOD_SEASON, PRG_UNION_SPAN, NULL },
                { "plan:main", "gregorian", PRG_PERIOD_YEAR, PRG_UNION_EXACT, "2018..2019" },
                { "2021-02", "gregorian", PRG_PERIOD_WEEK, PRG_UNION_NOT_NESTED, NULL },
                { "2018-01-01..2018-01-14", "gregorian", PRG_PERIOD_WEEK, PRG_UNION_EXACT,
                        "2018-W01..2018-W02" },
                { "2020-BW27", "gregorian", PRG_PERIOD_WEEK, PRG_UNION_EXACT, "2020-W53" },
                { "2020-WY", "gregorian", PRG_PERIOD_BI_WEEK, PRG_UNION_NOT_NESTED, NULL },
                { "2020-WY", "gregorian", PRG_PERIOD_WEEK, PRG_UNION_EXACT, "2020-W01..2020-W53" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period = period_of(rows[i].id);
                prg_period_range range, expected;
                prg_union_reason reason;
                int code = prg_period_union(
                        &range, &reason, &period, calendar_of(rows[i].calendar), rows[i].type);
                ck_assert_msg(reason == rows[i].reason, "%s: %s", rows[i].id,
                        prg_union_reason_name(reason));
                ck_assert_int_eq(code, rows[i].range ? 0 : PRG_END);
                if (rows[i].range == NULL)
                        continue;
                ck_assert_int_eq(prg_period_range_parse(&expected, calendars, rows[i].range,
                                         strlen(rows[i].range)),
                        0);
                ck_assert_int_eq(prg_period_compare(&range.first, &expected.first), 0);
                ck_assert_int_eq(prg_period_compare(&range.last, &expected.last), 0);
                ck_assert_uint_eq(range.count, expected.count);
        }
        /* What a calendar does not have is no answer, also where the types could not meet anyway. */
        prg_period period = period_of("2018-Q1");
        prg_period_range range;
        ck_assert_fails(prg_period_union(&range, NULL, &period, calendar_of("vn"), PRG_PERIOD_SEASON),
                PRG_EINVALID);
}
END_TEST

START_TEST(two_calendars_put_days_into_different_years)
{
        prg_period a = period_of("2018"), b = period_of("vn:2019"), out[2];
        size_t count;
        ck_assert_int_eq(prg_period_overlap(out, &a, &b), 0);
        assert_id(out, "2018-12-15..2018-12-31");
        ck_assert_int_eq(prg_period_days(out), 17);
        b = period_of("vn:2018");
        ck_assert_int_eq(prg_period_difference(out, &count, &a, &b), 0);
        ck_assert_uint_eq(count, 1);
        assert_id(out, "2018-12-15..2018-12-31");
        ck_assert_int_eq(prg_period_difference(out, &count, &b, &a), 0);
        ck_assert_uint_eq(count, 1);
        assert_id(out, "vn:2017-12-15..2017-12-31");
        b = period_of("vn:2018-Q2");
        ck_assert_int_eq(prg_period_difference(out, &count, &a, &b), 0);
        ck_assert_uint_eq(count, 2);
        assert_id(&out[0], "2018-01-01..2018-03-14");
        assert_id(&out[1], "2018-06-15..2018-12-31");
        ck_assert_int_eq(prg_period_difference(out, &count, &b, &a), 0);
        ck_assert_uint_eq(count, 0);
        b = period_of("2020");
        ck_assert_int_eq(prg_period_overlap(out, &a, &b), PRG_END);
        ck_assert_int_eq(prg_period_difference(out, &count, &a, &b), 0);
        ck_assert_uint_eq(count, 1);
}
END_TEST

START_TEST(year_to_date_counts_from_the_calendars_own_year)
{
        static const struct {
                const char *id, *to_date;
        } rows[] = {
                { "2018-06", "2018-06YTD" },
                { "vn:2019-Q2", "vn:2019-06YTD" },
                { "2018-9M", "2018-09YTD" },
                { "2018-W02", "2018-01-01..2018-01-14" },
                { "vn:2018-12-20", "vn:2018-12-15..2018-12-20" },
                { "april:2024-03", "april:2024-03YTD" },
        };
        prg_period out;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period = period_of(rows[i].id);
                ck_assert_int_eq(prg_period_year_to_date(&out, &period), 0);
                assert_id(&out, rows[i].to_date);
        }
        prg_period period = period_of("opium:2018");
        ck_assert_fails(prg_period_year_to_date(&out, &period), PRG_EINVALID);
}
END_TEST

START_TEST(use_outside_the_law_is_a_finding_on_the_last_day)
{
        prg_period period = period_of("vn:2018-Q1");
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_int_eq(prg_period_is_in_force(&period), 0);
        ck_assert_int_eq(prg_period_check(&period, report), 0);
        ck_assert_uint_eq(prg_report_total_of(report, PRG_FINDING_CALENDAR_NOT_IN_FORCE), 1);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_WARNING), 0);
        ck_assert_str_eq(
                prg_report_at(report, 0)->message, "vn:2018-Q1: calendar 'vn' is not in force on "
                                                   "2018-03-14, the last day of the period");
        ck_assert_str_eq(
                prg_report_at(report, 0)->expected, "a period that ends on or after 2019-03-12");
        period = period_of("vn:2019-Q1"); /* ends two days after the decree came into force */
        ck_assert_int_eq(prg_period_is_in_force(&period), 1);
        ck_assert_int_eq(prg_period_check(&period, report), 0);
        ck_assert_uint_eq(prg_report_count(report), 1);
        prg_calendar_options o;
        ck_assert_int_eq(prg_calendar_get_options(&o, calendar_of("vn")), 0);
        o.id = "decade";
        o.to = day_of("2029-03-11");
        add_calendar(o);
        period = period_of("decade:2029-03");
        ck_assert_int_eq(prg_period_check(&period, report), 0);
        ck_assert_str_eq(prg_report_at(report, 1)->expected,
                "a period that ends on or after 2019-03-12 on or before 2029-03-11");
        prg_report_free(report);
}
END_TEST

START_TEST(periods_are_ordered_by_their_days)
{
        static const char *const rows[] = { "2017-12-31", "vn:2018", "2018-01-01", "2018-01",
                "2018-Q1", "2018", "insurance:2018", "2018-02", "plan:overlap" };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
                        prg_period a = period_of(rows[i]), b = period_of(rows[j]);
                        int order = prg_period_compare(&a, &b);
                        /* vn:2018 begins on 2017-12-15, before all. */
                        size_t left = i == 0   ? 1
                                      : i == 1 ? 0
                                               : i,
                               right = j == 0   ? 1
                                       : j == 1 ? 0
                                                : j;
                        ck_assert_int_eq(
                                (order > 0) - (order < 0), (left > right) - (left < right));
                }
        prg_period period = period_of("2018");
        ck_assert_int_lt(prg_period_compare(NULL, &period), 0);
        ck_assert_int_gt(prg_period_compare(&period, NULL), 0);
        ck_assert_int_eq(prg_period_compare(NULL, NULL), 0);
}
END_TEST

START_TEST(values_that_the_library_did_not_make_are_refused)
{
        prg_period good = period_of("2018-Q1"), out;
        prg_buf buf = PRG_BUF_INIT;
        prg_period bad[] = { good, good, good, good, good, { NULL, PRG_PERIOD_DAYS, 0, 0, 0, 0 } };
        bad[0].calendar = NULL;
        bad[1].index = 5;
        bad[2].first++;
        bad[3].type = (prg_period_type)77;
        bad[4].type = PRG_PERIOD_DAYS;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                ck_assert_fails(prg_period_next(&out, &bad[i]), PRG_EINVALID);
                ck_assert_fails(prg_period_same_last_year(&out, &bad[i]), PRG_EINVALID);
                ck_assert_fails(prg_period_year_to_date(&out, &bad[i]), PRG_EINVALID);
                ck_assert_fails(prg_period_format(&buf, &bad[i]), PRG_EINVALID);
                ck_assert_fails(prg_period_overlap(&out, &good, &bad[i]), PRG_EINVALID);
        }
        ck_assert_fails(prg_period_next(&out, NULL), PRG_EINVALID);
        ck_assert_fails(prg_period_next(NULL, &good), PRG_EINVALID);
        ck_assert_fails(prg_period_make_days(&out, prg_calendar_gregorian(), 5, 4), PRG_ERANGE);
        ck_assert_int_eq(prg_period_make_days(&out, prg_calendar_gregorian(), 5, 5), 0);
        ck_assert_int_eq(prg_period_days(&out), 1);
        ck_assert_fails(prg_period_make_days(&out, prg_calendar_gregorian(), 5, PRG_DATE_NONE),
                PRG_EINVALID);
        ck_assert_fails(prg_period_make_days(&out, prg_calendar_gregorian(), 5, PRG_DATE_MAX + 1),
                PRG_EINVALID);
        ck_assert_fails(prg_period_make_days(&out, prg_calendar_gregorian(), PRG_DATE_NONE, 4),
                PRG_EINVALID);
        ck_assert_fails(prg_period_make(&out, prg_calendar_gregorian(), PRG_PERIOD_DAYS, 2018, 1),
                PRG_EINVALID);
        ck_assert_fails(prg_period_make(&out, prg_calendar_gregorian(), PRG_PERIOD_SEASON, 2018, 1),
                PRG_EINVALID);
        ck_assert_fails(
                prg_period_make(&out, prg_calendar_gregorian(), (prg_period_type)40, 2018, 1),
                PRG_EINVALID);
        ck_assert_int_eq(prg_period_days(NULL), 0);
        ck_assert_int_eq(prg_period_contains(NULL, 0), 0);
        ck_assert_int_eq(prg_period_is_in_force(NULL), 0);
        prg_buf_dispose(&buf);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("period");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_calendars, close_calendars);
        tcase_add_loop_test(tests, the_fifteenth_to_the_fourteenth_is_as_the_decree_says, 0,
                sizeof decree / sizeof *decree);
        tcase_add_test(tests, a_day_of_december_is_in_the_next_year_of_the_decree);
        tcase_add_test(tests, other_calendars_have_the_days_that_their_rules_say);
        tcase_add_test(tests, a_season_leaves_days_that_are_in_none);
        tcase_add_test(tests, stages_leave_gaps_and_overlap);
        tcase_add_test(tests, neighbours_follow_the_calendar);
        tcase_add_test(tests, a_period_does_not_leave_the_range_of_dates);
        tcase_add_test(tests, some_periods_have_no_counterpart_last_year);
        tcase_add_test(tests, types_nest_as_declared_and_not_otherwise);
        tcase_add_test(tests, parents_and_children_are_of_the_same_calendar);
        tcase_add_test(tests, a_union_is_exact_or_has_a_reason);
        tcase_add_test(tests, two_calendars_put_days_into_different_years);
        tcase_add_test(tests, year_to_date_counts_from_the_calendars_own_year);
        tcase_add_test(tests, use_outside_the_law_is_a_finding_on_the_last_day);
        tcase_add_test(tests, periods_are_ordered_by_their_days);
        tcase_add_test(tests, values_that_the_library_did_not_make_are_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
