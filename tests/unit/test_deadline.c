/* Deadlines: from rules to last days in time. The vectors are those of Decree 09/2019, of the cascade of police
 * statistics and of the Tết of 2020. */
#include "document.h"
#include "periods.h"

static prg_holidays *holidays;
static prg_deadline_rule rule;

static void set_up(void)
{
        document_set_up();
        open_calendars();
        document_accepted(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": [{\"from\": \"2020-01-01\"}, "
                "{\"from\": \"2020-01-23\", \"to\": \"2020-01-29\"}]}]"));
        ck_assert_int_eq(prg_holidays_new(&holidays, programme), 0);
        rule = (prg_deadline_rule)PRG_DEADLINE_RULE_INIT;
}

static void tear_down(void)
{
        prg_holidays_free(holidays);
        prg_calendars_free(calendars);
        document_tear_down();
}

static prg_deadline resolve(const char *id, const char *cut_off)
{
        prg_deadline deadline;
        prg_period period = period_of(id);
        int code = prg_deadline_resolve(&deadline, &rule, &period, cut_off ? day_of(cut_off) : PRG_DATE_NONE, holidays);
        ck_assert_msg(code == 0, "%s: %s", id, code < 0 ? prg_error_last()->message : "");
        return deadline;
}

static void last_day(const char *id, const char *expected, int estimates)
{
        prg_deadline deadline = resolve(id, NULL);
        ck_assert_int_eq(deadline.reason, PRG_DEADLINE_RESOLVED);
        ck_assert_msg(deadline.last == day_of(expected), "%s: %d, expected %s", id, deadline.last, expected);
        ck_assert_int_eq(deadline.estimates, estimates);
}

static void unresolved(const char *id, prg_deadline_reason reason, int year)
{
        prg_deadline deadline = resolve(id, NULL);
        ck_assert_int_eq(deadline.reason, reason);
        ck_assert_int_eq(deadline.year, year);
        ck_assert_int_eq(deadline.last, PRG_DATE_NONE);
        ck_assert_int_eq(deadline.estimates, 0);
        ck_assert_int_eq(deadline.rolled, 0);
}

START_TEST(the_day_of_the_last_month_counts_at_latest_and_not_before)
{
        rule.day = 25;
        last_day("vn:2019", "2019-12-25", 0);
        last_day("vn:2019-06", "2019-06-25", 0);
        last_day("vn:2019-Q1", "2019-03-25", 0);
        last_day("vn:2019-S1", "2019-06-25", 0);
        last_day("2019-02", "2019-02-25", 1);
        rule.day = 16;
        rule.bound = PRG_DEADLINE_BEFORE;
        last_day("vn:2019-06", "2019-06-15", 0);
        rule.day = 1;
        last_day("2019-03", "2019-02-28", 1);
}
END_TEST

START_TEST(a_day_that_the_month_does_not_have_is_its_last)
{
        rule.day = 31;
        last_day("2019-02", "2019-02-28", 0);
        last_day("2020-02", "2020-02-29", 0);
        last_day("2020-04", "2020-04-30", 0);
        last_day("2020-05", "2020-05-31", 0);
}
END_TEST

START_TEST(a_deadline_may_lie_in_another_month_and_before_the_end)
{
        rule.day = 25;
        rule.months = -1;
        last_day("vn:2023", "2023-11-25", 1);
        rule.months = 1;
        last_day("2023-12", "2024-01-25", 0);
        rule.months = 0;
        rule.day = 6;
        last_day("vn:2023-S1", "2023-06-06", 1);
        rule.day = 14;
        last_day("vn:2023-S1", "2023-06-14", 0);
        rule.months = 24;
        last_day("2023-12", "2025-12-14", 0);
        rule.months = -24;
        last_day("2023-12", "2021-12-14", 1);
}
END_TEST

START_TEST(rolling_takes_the_nearest_working_day)
{
        rule.day = 25;
        last_day("2020-01", "2020-01-25", 1);
        rule.roll = PRG_ROLL_NEXT;
        last_day("2020-01", "2020-01-30", 1);
        ck_assert_int_eq(resolve("2020-01", NULL).rolled, 1);
        ck_assert_int_eq(resolve("2020-01", NULL).written, day_of("2020-01-25"));
        rule.roll = PRG_ROLL_PREVIOUS;
        last_day("2020-01", "2020-01-22", 1);
        last_day("2020-02", "2020-02-25", 1);
        ck_assert_int_eq(resolve("2020-02", NULL).rolled, 0);
        rule.roll = PRG_ROLL_NEXT;
        rule.day = 24;
        rule.bound = PRG_DEADLINE_BEFORE; /* 23 January is off, and so is what follows */
        last_day("2020-01", "2020-01-30", 1);
}
END_TEST

START_TEST(days_are_counted_from_the_end_or_the_cut_off)
{
        rule.kind = PRG_DEADLINE_WORKING_DAYS;
        rule.days = 2;
        ck_assert_int_eq(resolve("2020-01-22", NULL).last, day_of("2020-01-31"));
        rule.after = PRG_DEADLINE_AFTER_CUT_OFF;
        ck_assert_int_eq(resolve("2020-01", "2020-01-22").last, day_of("2020-01-31"));
        ck_assert_int_eq(resolve("2020-01", "2020-01-22").estimates, 0);
        ck_assert_int_eq(resolve("2020-01-22", NULL).last, day_of("2020-01-31"));
        ck_assert_int_eq(resolve("2020-01", "2020-01-14").last, day_of("2020-01-16"));
        ck_assert_int_eq(resolve("2020-01", "2020-01-14").estimates, 1);
        rule.kind = PRG_DEADLINE_DAYS;
        ck_assert_int_eq(resolve("2020-01", "2020-01-22").last, day_of("2020-01-24"));
        rule.after = PRG_DEADLINE_AFTER_END;
        rule.days = 10;
        ck_assert_int_eq(resolve("2025-06", NULL).last, day_of("2025-07-10"));
        rule.days = 0;
        ck_assert_int_eq(resolve("2025-06", NULL).last, day_of("2025-06-30"));
}
END_TEST

START_TEST(a_fixed_day_needs_no_period)
{
        prg_deadline deadline;
        rule.kind = PRG_DEADLINE_DATE;
        rule.date = day_of("2020-03-01");
        last_day("2019", "2020-03-01", 0);
        last_day("2020", "2020-03-01", 1);
        ck_assert_int_eq(prg_deadline_resolve(&deadline, &rule, NULL, PRG_DATE_NONE, NULL), 0);
        ck_assert_int_eq(deadline.last, rule.date);
        rule.roll = PRG_ROLL_NEXT; /* a Sunday */
        last_day("2019", "2020-03-02", 0);
}
END_TEST

START_TEST(without_the_list_of_a_year_rolling_and_working_days_are_unresolved)
{
        rule.day = 20; /* a Wednesday */
        last_day("2019-02", "2019-02-20", 1);
        rule.roll = PRG_ROLL_NEXT;
        unresolved("2019-02", PRG_DEADLINE_NO_LIST, 2019);
        rule.roll = PRG_ROLL_NONE;
        rule.kind = PRG_DEADLINE_WORKING_DAYS;
        rule.days = 1;
        unresolved("2019-02", PRG_DEADLINE_NO_LIST, 2019);
        unresolved("2020", PRG_DEADLINE_NO_LIST, 2021);
        rule.kind = PRG_DEADLINE_DATE;
        rule.date = day_of("2020-12-31");
        rule.roll = PRG_ROLL_NEXT;
        last_day("2019", "2020-12-31", 0);
        rule.date = day_of("2021-01-01");
        unresolved("2019", PRG_DEADLINE_NO_LIST, 2021);
        ck_assert_int_eq(resolve("2019", NULL).written, day_of("2021-01-01"));
}
END_TEST

START_TEST(a_deadline_outside_the_range_of_dates_is_unresolved)
{
        rule.day = 5;
        rule.months = 1;
        unresolved("9999-12", PRG_DEADLINE_OUT_OF_RANGE, 0);
        rule.months = -1;
        unresolved("0001-01", PRG_DEADLINE_OUT_OF_RANGE, 0);
        rule.kind = PRG_DEADLINE_DAYS;
        rule.days = 1;
        unresolved("9999-12", PRG_DEADLINE_OUT_OF_RANGE, 0);
        rule = (prg_deadline_rule)PRG_DEADLINE_RULE_INIT;
        rule.bound = PRG_DEADLINE_BEFORE;
        rule.day = 1;
        unresolved("0001-01", PRG_DEADLINE_OUT_OF_RANGE, 0);
}
END_TEST

START_TEST(it_ends_at_midnight_in_vietnam)
{
        /* 2019-12-26 00:00 in Hà Nội is 2019-12-25 17:00 UTC, 1577293200 seconds after 1970. */
        ck_assert_int_eq(prg_deadline_end(day_of("2019-12-25")), 1577293200);
        ck_assert_int_eq(prg_deadline_end(day_of("1969-12-31")), -7 * 3600);
        ck_assert_int_eq(prg_deadline_end(PRG_DATE_NONE), INT64_MIN);
}
END_TEST

START_TEST(rules_that_are_none_are_refused)
{
        prg_deadline deadline;
        prg_period period = period_of("2020-01");
        const prg_deadline_rule good = { PRG_DEADLINE_RULE_VERSION, PRG_DEADLINE_DAY, PRG_DEADLINE_AT_LATEST, 5, 0,
                PRG_DATE_NONE, 0, PRG_DEADLINE_AFTER_END, PRG_ROLL_NONE };
        prg_deadline_rule bad[11];
        for (size_t i = 0; i < 11; i++)
                bad[i] = good;
        bad[0].day = 0;
        bad[1].day = 32;
        bad[2].months = 25;
        bad[3].months = -25;
        bad[4].kind = (prg_deadline_kind)5;
        bad[5].bound = (prg_deadline_bound)0;
        bad[6].roll = (prg_roll)4;
        bad[7].kind = PRG_DEADLINE_DAYS;
        bad[7].days = 367;
        bad[8].kind = PRG_DEADLINE_WORKING_DAYS;
        bad[8].days = -1;
        bad[9].kind = PRG_DEADLINE_DAYS;
        bad[9].after = (prg_deadline_after)3;
        bad[10].kind = (prg_deadline_kind)0;
        for (size_t i = 0; i < 11; i++)
                ck_assert_fails(prg_deadline_resolve(&deadline, &bad[i], &period, PRG_DATE_NONE, NULL), PRG_ESCHEMA);
        bad[0] = good;
        bad[0].version = 2;
        ck_assert_fails(prg_deadline_resolve(&deadline, &bad[0], &period, PRG_DATE_NONE, NULL), PRG_EVERSION);
        bad[0] = good;
        bad[0].kind = PRG_DEADLINE_DATE;
        ck_assert_fails(prg_deadline_resolve(&deadline, &bad[0], &period, PRG_DATE_NONE, NULL), PRG_EINVALID);
        ck_assert_fails(prg_deadline_resolve(&deadline, &good, NULL, PRG_DATE_NONE, NULL), PRG_EINVALID);
        ck_assert_fails(prg_deadline_resolve(&deadline, &good, &period, PRG_DATE_MAX + 1, NULL), PRG_EINVALID);
        ck_assert_fails(prg_deadline_resolve(NULL, &good, &period, PRG_DATE_NONE, NULL), PRG_EINVALID);
        ck_assert_fails(prg_deadline_resolve(&deadline, NULL, &period, PRG_DATE_NONE, NULL), PRG_EINVALID);
        period.last = PRG_DATE_NONE;
        ck_assert_fails(prg_deadline_resolve(&deadline, &good, &period, PRG_DATE_NONE, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(reasons_have_names)
{
        prg_deadline_reason reason = PRG_DEADLINE_RESOLVED;
        for (int i = 0; i < 5; i++) {
                ck_assert_int_eq(prg_deadline_reason_from_name(&reason,
                        prg_deadline_reason_name((prg_deadline_reason)i)), 0);
                ck_assert_int_eq((int)reason, i);
        }
        ck_assert_ptr_null(prg_deadline_reason_name((prg_deadline_reason)5));
        ck_assert_fails(prg_deadline_reason_from_name(&reason, "late"), PRG_ENOTFOUND);
        ck_assert_fails(prg_deadline_reason_from_name(&reason, NULL), PRG_EINVALID);
        ck_assert_fails(prg_deadline_reason_from_name(NULL, "no_list"), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("deadline");
        TCase *tcase = tcase_create("deadline");
        tcase_add_checked_fixture(tcase, set_up, tear_down);
        tcase_add_test(tcase, the_day_of_the_last_month_counts_at_latest_and_not_before);
        tcase_add_test(tcase, a_day_that_the_month_does_not_have_is_its_last);
        tcase_add_test(tcase, a_deadline_may_lie_in_another_month_and_before_the_end);
        tcase_add_test(tcase, rolling_takes_the_nearest_working_day);
        tcase_add_test(tcase, days_are_counted_from_the_end_or_the_cut_off);
        tcase_add_test(tcase, a_fixed_day_needs_no_period);
        tcase_add_test(tcase, without_the_list_of_a_year_rolling_and_working_days_are_unresolved);
        tcase_add_test(tcase, a_deadline_outside_the_range_of_dates_is_unresolved);
        tcase_add_test(tcase, it_ends_at_midnight_in_vietnam);
        tcase_add_test(tcase, rules_that_are_none_are_refused);
        tcase_add_test(tcase, reasons_have_names);
        suite_add_tcase(suite, tcase);
        return unit_run(suite);
}
