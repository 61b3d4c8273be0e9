/* Wordings of time against days that were worked out by hand: TM1 to TM20 of the reading of plan 1780, issued on
 * 29/09/2017, then what those do not show. */
#include "duty.h"

#define ck_resolves(wording, expected) ck_assert_str_eq(resolved(TIME(wording), NULL), expected)

/* ---- the wordings of the plan ---- */

START_TEST(tm1_within_a_year)
{
        ck_resolves("\"text\": \"thực hiện trong năm 2018\", \"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"",
                "2018-01-01/2018-12-31");
}
END_TEST

START_TEST(tm2_complete_by_the_end_of_a_year)
{
        ck_resolves("\"text\": \"hoàn thành trong năm 2018\", \"form\": \"deadline\", \"to\": \"2018\"",
                "-(2017-09-29)/2018-12-31 open");
}
END_TEST

START_TEST(tm3_a_year_three_quarters_of_which_are_past)
{
        ck_resolves("\"text\": \"thực hiện trong năm 2017\", \"form\": \"window\", \"from\": \"2017\", \"to\": \"2017\"",
                "2017-01-01(2017-09-29)/2017-12-31 partly_past");
}
END_TEST

START_TEST(tm4_from_now_to_a_year_means_its_end_unless_its_start_is_chosen)
{
        static const char wording[] = TIME("\"text\": \"từ nay đến năm 2018\", \"form\": \"window\", \"from\": \"now\", \"to\": \"2018\"");
        prg_timing_options options = PRG_TIMING_OPTIONS_INIT;
        ck_assert_str_eq(resolved(wording, &options), "2017-09-29/2018-12-31 open");
        options.until = PRG_UNTIL_START;
        ck_assert_str_eq(resolved(wording, &options), "2017-09-29/2018-01-01 open");
}
END_TEST

START_TEST(tm5_from_now_to_a_quarter_of_the_calendar_that_is_chosen)
{
        static const char wording[] = TIME("\"text\": \"từ nay đến Quý II năm 2018\", \"form\": \"window\", \"from\": \"now\", \"to\": \"2018-Q2\"");
        prg_timing_options options = PRG_TIMING_OPTIONS_INIT;
        ck_assert_str_eq(resolved(wording, &options), "2017-09-29/2018-06-30 open");
        options.calendar = "vn";
        ck_assert_str_eq(resolved(wording, &options), "2017-09-29/2018-06-14 open");
        options.until = PRG_UNTIL_START; /* of years only */
        ck_assert_str_eq(resolved(wording, &options), "2017-09-29/2018-06-14 open");
}
END_TEST

START_TEST(tm6_a_range_of_years_holds_both)
{
        ck_resolves("\"text\": \"thực hiện từ năm 2017 - 2018\", \"form\": \"range\", \"from\": \"2017\", \"to\": \"2018\"",
                "2017-01-01(2017-09-29)/2018-12-31 partly_past");
}
END_TEST

START_TEST(tm7_until_a_year_ends_with_it)
{
        ck_resolves("\"text\": \"đến năm 2020\", \"form\": \"window\", \"to\": \"2020\"", "-(2017-09-29)/2020-12-31 open");
}
END_TEST

START_TEST(tm8_a_stage_that_began_before)
{
        ck_resolves("\"text\": \"giai đoạn 2016 - 2020\", \"form\": \"range\", \"from\": \"2016\", \"to\": \"2020\"",
                "2016-01-01(2017-09-29)/2020-12-31 partly_past");
}
END_TEST

START_TEST(tm9_every_year_without_the_partial_first_one_unless_it_is_wanted)
{
        static const char wording[] = TIME("\"text\": \"Hằng năm\", \"form\": \"recurrence\", \"every\": \"year\"");
        prg_timing_options options = PRG_TIMING_OPTIONS_INIT;
        ck_assert_str_eq(resolved(wording, &options),
                "2018 2018-01-01/2018-12-31; 2019 2019-01-01/2019-12-31; 2020 2020-01-01/2020-12-31");
        options.partial = 1;
        ck_assert_str_eq(resolved(wording, &options), "2017 2017-01-01(2017-09-29)/2017-12-31 partly_past partial; "
                "2018 2018-01-01/2018-12-31; 2019 2019-01-01/2019-12-31; 2020 2020-01-01/2020-12-31");
}
END_TEST

START_TEST(tm10_periodically_without_a_period_is_unresolved)
{
        ck_resolves("\"text\": \"Định kỳ\", \"form\": \"unresolved\", \"reason\": \"no period is named\"",
                "unresolved: no period is named");
}
END_TEST

START_TEST(tm11_continuously_has_no_instances)
{
        ck_resolves("\"text\": \"Thường xuyên\", \"form\": \"continuous\"", "continuous");
}
END_TEST

START_TEST(tm12_as_prescribed_is_unresolved)
{
        ck_resolves("\"text\": \"theo quy định\", \"form\": \"unresolved\", \"reason\": \"no regime is cited\"",
                "unresolved: no regime is cited");
}
END_TEST

START_TEST(tm13_on_demand_has_instances_by_requests)
{
        ck_resolves("\"text\": \"theo yêu cầu\", \"form\": \"on_demand\", \"event\": \"a request\"", "on_demand");
}
END_TEST

START_TEST(tm14_on_a_condition_waits)
{
        ck_resolves("\"text\": \"khi được Trung ương phân bổ\", \"form\": \"conditional\", \"event\": \"funds\", \"on\": \"E\"", "conditional");
}
END_TEST

START_TEST(tm15_in_each_stage_needs_stages)
{
        ck_resolves("\"text\": \"trong từng giai đoạn\", \"form\": \"unresolved\", \"reason\": \"the plan defines no stages\"",
                "unresolved: the plan defines no stages");
        ck_resolves("\"form\": \"recurrence\", \"every\": \"stage\"", "unresolved: the calendar 'gregorian' has no stage");
        ck_resolves("\"form\": \"recurrence\", \"every\": \"stage\", \"calendar\": \"stages\"",
                "stages:I 2016-01-01(2017-09-29)/2018-06-30 partly_past; stages:II 2018-07-01/2020-12-31");
}
END_TEST

START_TEST(tm16_the_following_time_is_unresolved)
{
        ck_resolves("\"text\": \"thời gian tiếp theo\", \"form\": \"unresolved\", \"reason\": \"it follows what has no end\"",
                "unresolved: it follows what has no end");
}
END_TEST

START_TEST(tm17_ten_years_after_a_document)
{
        ck_resolves("\"text\": \"tổng kết 10 năm\", \"form\": \"anniversary\", \"of\": \"D3\", \"years\": 10",
                "-(2017-09-29)/2018-03-26 open");
}
END_TEST

START_TEST(tm18_reviews_are_unresolved)
{
        ck_resolves("\"text\": \"sơ kết, tổng kết\", \"form\": \"unresolved\", \"reason\": \"dates by regime\"",
                "unresolved: dates by regime");
}
END_TEST

START_TEST(tm19_a_state_to_hold_is_continuous)
{
        ck_resolves("\"text\": \"giữ vững\", \"form\": \"continuous\"", "continuous");
}
END_TEST

START_TEST(tm20_in_time_is_unresolved)
{
        ck_resolves("\"text\": \"kịp thời\", \"form\": \"unresolved\", \"reason\": \"not computable\"", "unresolved: not computable");
}
END_TEST

/* ---- what they do not show ---- */

START_TEST(no_time_is_one_instance_without_deadline)
{
        ck_assert_str_eq(resolved(PLAN_WITH(""), NULL), "open; -(2017-09-29)/- open");
        ck_assert_str_eq(resolved(PLAN_WITH(", \"from\": \"2018-03-01\", \"to\": \"2018-05-31\""), NULL),
                "open; 2018-03-01/2018-05-31");
}
END_TEST

START_TEST(half_years_quarters_and_weeks_recur)
{
        ck_resolves("\"form\": \"recurrence\", \"every\": \"half\", \"to\": \"2018\"",
                "2018-S1 2018-01-01/2018-06-30; 2018-S2 2018-07-01/2018-12-31");
        ck_resolves("\"form\": \"recurrence\", \"every\": \"quarter\", \"to\": \"2018-05-15\"",
                "2017-Q4 2017-10-01/2017-12-31; 2018-Q1 2018-01-01/2018-03-31");
        /* 29/09/2017 is a Friday; 2018-W01 begins on Monday, 01/01/2018. */
        ck_resolves("\"form\": \"recurrence\", \"every\": \"week\", \"from\": \"2018-01-03\", \"to\": \"2018-01-21\"",
                "2018-W02 2018-01-08/2018-01-14; 2018-W03 2018-01-15/2018-01-21");
        ck_resolves("\"form\": \"recurrence\", \"every\": \"day\", \"from\": \"2020-02-28\", \"to\": \"2020-03-01\"",
                "2020-02-28 2020-02-28/2020-02-28; 2020-02-29 2020-02-29/2020-02-29; 2020-03-01 2020-03-01/2020-03-01");
}
END_TEST

START_TEST(a_stated_first_period_counts_though_it_is_past)
{
        ck_resolves("\"form\": \"recurrence\", \"every\": \"year\", \"from\": \"2016\", \"to\": \"2018\"",
                "2016 2016-01-01/2016-12-31 past; 2017 2017-01-01(2017-09-29)/2017-12-31 partly_past; 2018 2018-01-01/2018-12-31");
}
END_TEST

START_TEST(a_recurrence_in_another_calendar_ends_where_its_last_whole_period_does)
{
        /* Q1 of the 15-14 calendar runs from 15/12 to 14/03; the calendar is law from 12/03/2019 on. */
        ck_resolves("\"form\": \"recurrence\", \"every\": \"quarter\", \"calendar\": \"vn\", \"from\": \"2019-Q1\", \"to\": \"2019-Q3\"",
                "vn:2019-Q1 2018-12-15/2019-03-14; vn:2019-Q2 2019-03-15/2019-06-14; vn:2019-Q3 2019-06-15/2019-09-14");
        ck_resolves("\"form\": \"recurrence\", \"every\": \"year\", \"calendar\": \"vn\"",
                "vn:2018 2017-12-15/2018-12-14 not_in_force; vn:2019 2018-12-15/2019-12-14; vn:2020 2019-12-15/2020-12-14");
}
END_TEST

START_TEST(the_anniversary_of_29_february_is_the_last_of_february)
{
        ck_resolves("\"form\": \"anniversary\", \"of\": \"LEAP\", \"years\": 10", "-(2017-09-29)/2018-02-28 open");
        ck_resolves("\"form\": \"anniversary\", \"of\": \"LEAP\", \"years\": 12", "-(2017-09-29)/2020-02-29 open");
        ck_resolves("\"form\": \"anniversary\", \"of\": \"LEAP\", \"years\": 5", "-(2013-02-28)/2013-02-28 open past");
        ck_resolves("\"form\": \"anniversary\", \"of\": \"LEAP\", \"years\": 5, \"from\": \"now\"",
                "unresolved: it ends on 2013-02-28, before the day of issue 2017-09-29");
        ck_resolves("\"form\": \"anniversary\", \"of\": \"UNDATED\", \"years\": 10", "unresolved: the document 'UNDATED' has no date");
}
END_TEST

START_TEST(a_window_that_ends_before_it_can_begin_is_unresolved)
{
        ck_resolves("\"form\": \"window\", \"from\": \"now\", \"to\": \"2016\"",
                "unresolved: it ends on 2016-12-31, before the day of issue 2017-09-29");
        ck_resolves("\"form\": \"window\", \"to\": \"2016\"", "-(2016-12-31)/2016-12-31 open past");
}
END_TEST

START_TEST(a_deadline_of_its_own_is_counted_from_each_period)
{
        ck_resolves("\"form\": \"recurrence\", \"every\": \"half\", \"to\": \"2018\", \"deadline\": {\"bound\": \"before\", \"day\": 16}",
                "2018-S1 2018-01-01/2018-06-30 due 2018-06-15; 2018-S2 2018-07-01/2018-12-31 due 2018-12-15");
        /* 31/12/2018 is a holiday by list, 01/01/2019 too; 02/01 is a Wednesday. */
        ck_resolves("\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\", \"deadline\": {\"working_days\": 2}",
                "2018-01-01/2018-12-31 due 2019-01-03");
        ck_resolves("\"form\": \"window\", \"from\": \"2019\", \"to\": \"2019\", \"deadline\": {\"working_days\": 2}",
                "2019-01-01/2019-12-31 due - due_unknown");
        ck_resolves("\"form\": \"recurrence\", \"every\": \"year\", \"to\": \"2018\", \"deadline\": {\"day\": 31, \"months_after\": 13}",
                "2018 2018-01-01/2018-12-31 due 2020-01-31");
}
END_TEST

START_TEST(the_day_of_issue_is_that_of_the_nearest_document)
{
        prg_timing_options options = PRG_TIMING_OPTIONS_INIT;
        ck_assert_str_eq(resolved(PLAN_WITH(", \"document\": \"D3\", \"time\": {\"form\": \"window\", \"from\": \"now\", \"to\": \"2010\"}"), NULL),
                "2008-03-26/2010-12-31 open");
        options.issued = day("2009-05-01");
        ck_assert_str_eq(resolved(PLAN_WITH(", \"document\": \"D3\", \"time\": {\"form\": \"window\", \"from\": \"now\", \"to\": \"2010\"}"), &options),
                "2009-05-01/2010-12-31 open");
}
END_TEST

START_TEST(without_a_day_of_issue_now_is_unresolved)
{
        ck_assert_str_eq(resolved(DOCUMENT("\"components\": [{\"id\": \"T\", \"kind\": \"task\", \"time\": {\"form\": \"window\", \"from\": \"now\", \"to\": \"2018\"}}]"), NULL),
                "unresolved: the day of issue is not known");
        ck_assert_str_eq(resolved(DOCUMENT("\"components\": [{\"id\": \"T\", \"kind\": \"task\", \"time\": {\"form\": \"recurrence\", \"every\": \"year\"}}]"), NULL),
                "unresolved: neither a first day nor the day of issue is known");
        ck_assert_str_eq(resolved(DOCUMENT("\"components\": [{\"id\": \"T\", \"kind\": \"task\", \"time\": {\"form\": \"window\", \"to\": \"2018\"}}]"), NULL),
                "-/2018-12-31 open");
}
END_TEST

START_TEST(a_component_bounds_what_recurs_below_it)
{
        ck_assert_str_eq(resolved(DOCUMENT("\"issued\": \"2017-09-29\", \"components\": [{\"id\": \"P\", \"kind\": \"project\", \"from\": \"2019-06-01\", \"to\": \"2021-12-31\","
                "\"children\": [{\"id\": \"T\", \"kind\": \"task\", \"time\": {\"form\": \"recurrence\", \"every\": \"year\"}}]}]"), NULL),
                "2020 2020-01-01/2020-12-31; 2021 2021-01-01/2021-12-31");
}
END_TEST

/* The numbers of the first and last instance between two days. */
static void ck_between(const prg_timing *timing, const char *first, const char *last, size_t from, size_t to)
{
        prg_instance_list *list;
        ck_assert_int_eq(prg_timing_instances(&list, timing, NULL, day(first), day(last)), 0);
        size_t count = prg_instance_list_size(list);
        ck_assert_uint_eq(count, from ? to - from + 1 : 0);
        for (size_t i = 0; i < count; i++)
                ck_assert_uint_eq(prg_instance_list_at(list, i)->number, from + i);
        prg_instance_list_free(list);
}

START_TEST(instances_are_asked_for_between_two_days)
{
        prg_timing *timing;
        document_accepted(TIME("\"form\": \"recurrence\", \"every\": \"month\", \"from\": \"2018-01\""));
        ck_assert_int_eq(prg_timing_new(&timing, prg_item_get(document_item("component", "T"), "time"), NULL), 0);
        ck_between(timing, "", "", 1, 36);
        ck_between(timing, "2018-02-28", "2018-03-01", 2, 3);
        ck_between(timing, "2019-01-01", "", 13, 36);
        ck_between(timing, "", "2018-01-01", 1, 1);
        ck_between(timing, "", "2017-12-31", 0, 0);
        ck_between(timing, "2021-01-01", "", 0, 0);
        ck_between(timing, "2018-03-02", "2018-03-01", 3, 3); /* a month holds both */
        prg_timing_free(timing);
        /* Due on the 20th of the month after: January can be looked for in February. */
        document_accepted(TIME("\"form\": \"recurrence\", \"every\": \"month\", \"from\": \"2018-01\", \"deadline\": {\"day\": 20, \"months_after\": 1}"));
        ck_assert_int_eq(prg_timing_new(&timing, document_item("component", "T"), NULL), 0);
        ck_between(timing, "2018-02-20", "2018-02-20", 1, 2);
        ck_between(timing, "2018-02-21", "2018-02-21", 2, 2);
        ck_between(timing, "2021-01-20", "2021-01-21", 36, 36);
        prg_timing_free(timing);
}
END_TEST

START_TEST(a_recurrence_without_end_is_asked_for_in_pieces)
{
        prg_timing *timing;
        prg_instance_list *list = NULL;
        document_accepted(DOCUMENT("\"issued\": \"2017-09-29\", \"components\": [{\"id\": \"T\", \"kind\": \"task\", \"time\": {\"form\": \"recurrence\", \"every\": \"day\"}}]"));
        ck_assert_int_eq(prg_timing_new(&timing, document_item("component", "T"), NULL), 0);
        ck_assert_fails(prg_timing_instances(&list, timing, NULL, PRG_DATE_NONE, PRG_DATE_NONE), PRG_ELIMIT);
        ck_assert_ptr_null(list);
        ck_between(timing, "2500-01-01", "2500-01-03", 176142, 176144); /* 2500-01-01 is 176141 days after the issue */
        ck_between(timing, "9999-12-31", "", 2915459, 2915459);
        prg_timing_free(timing);
}
END_TEST

START_TEST(events_make_instances)
{
        prg_timing *timing;
        prg_instance_list *list;
        char text[512] = "";
        journal_begin(TIME("\"form\": \"on_demand\", \"from\": \"2017\", \"to\": \"2017\", \"event\": \"x\", \"on\": \"E\", \"deadline\": {\"days\": 10}"));
        journal_read("kind,component,event,date\nevent,T,,2017-11-05\nevent,,E,2017-10-01\nevent,T,,2017-11-05\n"
                "event,T,,2018-01-01\nevent,,E,2016-12-31\n");
        ck_assert_int_eq(prg_timing_new(&timing, document_item("component", "T"), NULL), 0);
        ck_assert_int_eq(prg_timing_instances(&list, timing, journal, PRG_DATE_NONE, PRG_DATE_NONE), 0);
        ck_assert_uint_eq(prg_instance_list_size(list), 2);
        append_instance(text, prg_instance_list_at(list, 0));
        strcat(text, "; ");
        append_instance(text, prg_instance_list_at(list, 1));
        ck_assert_str_eq(text, "2017-10-01 2017-10-01/2017-12-31 due 2017-10-11; 2017-11-05 2017-11-05/2017-12-31 due 2017-11-15");
        prg_instance_list_free(list);
        prg_timing_free(timing);
}
END_TEST

START_TEST(flows_have_times_too)
{
        prg_timing *timing;
        document_accepted(DOCUMENT("\"issued\": \"2017-09-29\", \"to\": \"2020-12-31\", \"flows\": [{\"id\": \"F\", \"time\": {\"form\": \"recurrence\", \"every\": \"year\"}}]"));
        ck_assert_int_eq(prg_timing_new(&timing, document_item("flow", "F"), NULL), 0);
        ck_between(timing, "", "", 1, 3);
        prg_timing_free(timing);
}
END_TEST

START_TEST(a_document_with_a_time_that_is_none_is_refused)
{
        document_one(TIME("\"form\": \"window\", \"to\": \"2018-Q5\""), "value", "/components/0/time/to");
        document_one(TIME("\"form\": \"window\", \"to\": \"now\""), "value", "/components/0/time/to");
        document_one(TIME("\"form\": \"window\", \"from\": \"soon\", \"to\": \"2018\""), "value", "/components/0/time/from");
        document_one(TIME("\"form\": \"window\", \"from\": \"office:2018\", \"to\": \"2018\""), "value", "/components/0/time/from");
        document_one(TIME("\"form\": \"range\", \"from\": \"2019\", \"to\": \"2018\""), "contradiction", "/components/0/time/to");
}
END_TEST

START_TEST(what_is_no_argument_is_refused)
{
        prg_timing *timing = NULL;
        prg_instance_list *list = NULL;
        prg_timing_options options = PRG_TIMING_OPTIONS_INIT;
        prg_programme *other;
        prg_log *log;
        document_accepted(TIME("\"form\": \"window\", \"to\": \"2018\""));
        const prg_item *task = document_item("component", "T");
        ck_assert_fails(prg_timing_new(NULL, task, NULL), PRG_EINVALID);
        ck_assert_fails(prg_timing_new(&timing, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_timing_new(&timing, document_item("agency", "A"), NULL), PRG_EINVALID);
        options.version = 9;
        ck_assert_fails(prg_timing_new(&timing, task, &options), PRG_EVERSION);
        options = (prg_timing_options)PRG_TIMING_OPTIONS_INIT;
        options.calendar = "office";
        ck_assert_fails(prg_timing_new(&timing, task, &options), PRG_ENOTFOUND);
        options.calendar = NULL;
        options.issued = PRG_DATE_MAX + 1;
        ck_assert_fails(prg_timing_new(&timing, task, &options), PRG_EINVALID);
        options.issued = PRG_DATE_NONE;
        options.until = (prg_until)7;
        ck_assert_fails(prg_timing_new(&timing, task, &options), PRG_EINVALID);
        ck_assert_ptr_null(timing);
        ck_assert_int_eq(prg_timing_new(&timing, task, NULL), 0);
        ck_assert_fails(prg_timing_instances(NULL, timing, NULL, PRG_DATE_NONE, PRG_DATE_NONE), PRG_EINVALID);
        ck_assert_fails(prg_timing_instances(&list, NULL, NULL, PRG_DATE_NONE, PRG_DATE_NONE), PRG_EINVALID);
        ck_assert_fails(prg_timing_instances(&list, timing, NULL, PRG_DATE_MAX + 1, PRG_DATE_NONE), PRG_EINVALID);
        ck_assert_int_eq(prg_programme_new(&other, "other"), 0);
        ck_assert_int_eq(prg_log_new(&log, other), 0);
        ck_assert_fails(prg_timing_instances(&list, timing, log, PRG_DATE_NONE, PRG_DATE_NONE), PRG_EINVALID);
        prg_log_free(log);
        prg_programme_unref(other);
        prg_timing_free(timing);
        prg_timing_free(NULL);
        prg_instance_list_free(NULL);
        ck_assert_int_eq(prg_timing_wording(NULL), 0);
        ck_assert_ptr_null(prg_timing_reason(NULL));
        ck_assert_uint_eq(prg_instance_list_size(NULL), 0);
        ck_assert_ptr_null(prg_instance_list_at(NULL, 0));
        ck_assert_ptr_null(prg_wording_name((prg_wording)0));
        ck_assert_ptr_null(prg_wording_name((prg_wording)7));
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("timing");
        TCase *plan = tcase_create("plan"), *tests = tcase_create("timing");
        tcase_add_checked_fixture(plan, document_set_up, duty_tear_down);
        tcase_add_test(plan, tm1_within_a_year);
        tcase_add_test(plan, tm2_complete_by_the_end_of_a_year);
        tcase_add_test(plan, tm3_a_year_three_quarters_of_which_are_past);
        tcase_add_test(plan, tm4_from_now_to_a_year_means_its_end_unless_its_start_is_chosen);
        tcase_add_test(plan, tm5_from_now_to_a_quarter_of_the_calendar_that_is_chosen);
        tcase_add_test(plan, tm6_a_range_of_years_holds_both);
        tcase_add_test(plan, tm7_until_a_year_ends_with_it);
        tcase_add_test(plan, tm8_a_stage_that_began_before);
        tcase_add_test(plan, tm9_every_year_without_the_partial_first_one_unless_it_is_wanted);
        tcase_add_test(plan, tm10_periodically_without_a_period_is_unresolved);
        tcase_add_test(plan, tm11_continuously_has_no_instances);
        tcase_add_test(plan, tm12_as_prescribed_is_unresolved);
        tcase_add_test(plan, tm13_on_demand_has_instances_by_requests);
        tcase_add_test(plan, tm14_on_a_condition_waits);
        tcase_add_test(plan, tm15_in_each_stage_needs_stages);
        tcase_add_test(plan, tm16_the_following_time_is_unresolved);
        tcase_add_test(plan, tm17_ten_years_after_a_document);
        tcase_add_test(plan, tm18_reviews_are_unresolved);
        tcase_add_test(plan, tm19_a_state_to_hold_is_continuous);
        tcase_add_test(plan, tm20_in_time_is_unresolved);
        suite_add_tcase(suite, plan);
        tcase_add_checked_fixture(tests, document_set_up, duty_tear_down);
        tcase_add_test(tests, no_time_is_one_instance_without_deadline);
        tcase_add_test(tests, half_years_quarters_and_weeks_recur);
        tcase_add_test(tests, a_stated_first_period_counts_though_it_is_past);
        tcase_add_test(tests, a_recurrence_in_another_calendar_ends_where_its_last_whole_period_does);
        tcase_add_test(tests, the_anniversary_of_29_february_is_the_last_of_february);
        tcase_add_test(tests, a_window_that_ends_before_it_can_begin_is_unresolved);
        tcase_add_test(tests, a_deadline_of_its_own_is_counted_from_each_period);
        tcase_add_test(tests, the_day_of_issue_is_that_of_the_nearest_document);
        tcase_add_test(tests, without_a_day_of_issue_now_is_unresolved);
        tcase_add_test(tests, a_component_bounds_what_recurs_below_it);
        tcase_add_test(tests, instances_are_asked_for_between_two_days);
        tcase_add_test(tests, a_recurrence_without_end_is_asked_for_in_pieces);
        tcase_add_test(tests, events_make_instances);
        tcase_add_test(tests, flows_have_times_too);
        tcase_add_test(tests, a_document_with_a_time_that_is_none_is_refused);
        tcase_add_test(tests, what_is_no_argument_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
