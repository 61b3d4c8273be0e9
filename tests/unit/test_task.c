/* How tasks stand on a day, with every state; the dates were worked out by hand. */
#include "duty.h"

#define YEARLY TIME("\"form\": \"recurrence\", \"every\": \"year\"")
#define IN_2018 TIME("\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"")

#define ck_on(date, expected) ck_assert_str_eq(state_on(date), expected)

START_TEST(a_window_goes_from_not_started_to_overdue)
{
        journal_begin(IN_2018);
        ck_on("2017-12-31", "not_started");
        ck_on("2018-01-01", "open");
        ck_on("2018-12-15", "open");
        ck_on("2018-12-16", "due_soon"); /* 15 days before 31/12 */
        ck_on("2018-12-31", "due_soon"); /* the day itself is in time */
        ck_on("2019-01-01", "overdue");
}
END_TEST

START_TEST(a_completion_counts_from_its_day_on)
{
        journal_begin(IN_2018);
        journal_read("kind,component,date\ndone,T,2018-12-31\n");
        ck_on("2018-12-30", "due_soon");
        ck_on("2018-12-31", "done 2018-12-31");
        ck_on("2019-06-01", "done 2018-12-31");
        journal_begin(IN_2018);
        journal_read("kind,component,date\ndone,T,2019-01-01\n");
        ck_on("2018-12-31", "due_soon");
        ck_on("2019-01-01", "done_late 2019-01-01");
        journal_begin(IN_2018);
        journal_read("kind,component,date\ndone,T,2017-11-01\n"); /* before the window: done ahead */
        ck_on("2017-10-31", "not_started");
        ck_on("2017-11-01", "done 2017-11-01");
}
END_TEST

START_TEST(the_earliest_completion_counts)
{
        journal_begin(IN_2018);
        journal_read("kind,component,date\ndone,T,2019-03-01\ndone,T,2018-05-01\ndone,T,2018-07-01\n");
        ck_on("2019-06-01", "done 2018-05-01");
}
END_TEST

START_TEST(what_was_taken_back_does_not_count)
{
        journal_begin(IN_2018);
        journal_read("kind,component,date,action\ndone,T,2018-05-01,\ndone,T,2018-05-01,withdraw\n");
        ck_on("2018-06-01", "open");
}
END_TEST

START_TEST(a_task_that_recurs_stands_as_its_most_urgent_instance)
{
        journal_begin(YEARLY);
        ck_on("2017-10-01", "not_started 2018");
        ck_on("2018-07-15", "open 2018");
        ck_on("2019-07-15", "overdue 2018");
        journal_read("kind,component,period,date\ndone,T,2018,2019-02-01\n");
        ck_on("2019-01-15", "overdue 2018");
        ck_on("2019-07-15", "open 2019");
        journal_read("kind,component,period,date\ndone,T,2019,2019-08-01\n");
        ck_on("2019-12-31", "done 2019-08-01 2019");
        journal_read("kind,component,period,date\ndone,T,2020,2019-12-20\n");
        ck_on("2020-02-01", "done 2019-12-20 2020");
        ck_on("2021-02-01", "done 2019-12-20 2020");
}
END_TEST

START_TEST(a_condition_is_waited_for_and_never_late_before)
{
        journal_begin(TIME("\"form\": \"conditional\", \"event\": \"funds\", \"on\": \"E\", \"to\": \"2018\""));
        ck_on("2018-01-01", "waiting");
        ck_on("2030-01-01", "waiting");
        journal_read("kind,event,date\nevent,E,2018-03-05\nevent,E,2018-09-05\nevent,E,2019-01-01\n");
        ck_on("2018-03-04", "waiting");
        ck_on("2018-03-05", "open 2018-03-05");
        ck_on("2019-01-01", "overdue 2018-03-05");
        journal_read("kind,component,period,date\ndone,T,2018-03-05,2018-03-20\n");
        ck_on("2018-09-04", "done 2018-03-20 2018-03-05");
        ck_on("2018-09-05", "open 2018-09-05");
        ck_on("2019-01-01", "overdue 2018-09-05"); /* the event of 2019 lies outside of its time */
}
END_TEST

START_TEST(a_condition_may_give_days)
{
        journal_begin(TIME("\"form\": \"conditional\", \"event\": \"funds\", \"on\": \"E\", \"deadline\": {\"days\": 10}"));
        journal_read("kind,event,date\nevent,E,2018-03-05\n");
        ck_on("2018-03-15", "due_soon 2018-03-05");
        ck_on("2018-03-16", "overdue 2018-03-05");
}
END_TEST

START_TEST(on_demand_without_a_request)
{
        journal_begin(TIME("\"form\": \"on_demand\", \"event\": \"a request\""));
        ck_on("2018-01-01", "on_demand");
        journal_read("kind,component,date\nevent,T,2018-03-05\n");
        ck_on("2018-03-04", "on_demand");
        ck_on("2025-01-01", "open 2018-03-05");
        journal_read("kind,component,period,date\ndone,T,2018-03-05,2018-04-01\n");
        ck_on("2025-01-01", "done 2018-04-01 2018-03-05");
}
END_TEST

START_TEST(what_has_no_days)
{
        journal_begin(TIME("\"form\": \"continuous\""));
        ck_on("2018-01-01", "continuous");
        journal_begin(TIME("\"form\": \"unresolved\", \"reason\": \"no period is named\""));
        ck_on("2018-01-01", "unresolved");
        prg_task_list *list;
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2018-01-01"), NULL), 0);
        ck_assert_str_eq(prg_task_list_at(list, 0)->reason, "no period is named");
        ck_assert_int_eq(prg_task_list_at(list, 0)->has_instance, 0);
        prg_task_list_free(list);
        journal_begin(PLAN_WITH(""));
        ck_on("2030-01-01", "open"); /* no time is stated: no deadline */
        journal_begin(TIME("\"form\": \"recurrence\", \"every\": \"year\", \"to\": \"2018-06-30\""));
        ck_on("2018-01-01", "unresolved"); /* no year lies within */
}
END_TEST

/* C lies in the group until the end of 2018. */
START_TEST(each_member_must_do_it)
{
        journal_begin(PLAN_WITH(", \"assignments\": [{\"group\": \"EACH\", \"role\": \"lead\"}], \"time\": {\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"}"));
        ck_on("2018-07-01", "open 0/3");
        journal_read("kind,component,date,agency\ndone,T,2018-03-01,A\ndone,T,2018-04-01,A\ndone,T,2018-05-01,B\n");
        ck_on("2018-03-31", "open 1/3");
        ck_on("2018-07-01", "open 2/3");
        journal_read("kind,component,date,agency\ndone,T,2018-06-01,C\n");
        ck_on("2018-07-01", "done 3/3 2018-06-01");
        journal_begin(PLAN_WITH(", \"assignments\": [{\"group\": \"EACH\", \"role\": \"lead\"}], \"time\": {\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"}"));
        journal_read("kind,component,date,agency\ndone,T,2018-06-01,\n"); /* said of the task as a whole */
        ck_on("2018-07-01", "done 0/3 2018-06-01");
        /* The members are those of the deadline: C ends before 2019 does. */
        journal_begin(PLAN_WITH(", \"assignments\": [{\"group\": \"EACH\", \"role\": \"lead\"}], \"time\": {\"form\": \"window\", \"from\": \"2019\", \"to\": \"2019\"}"));
        ck_on("2020-07-01", "overdue 0/2");
}
END_TEST

START_TEST(a_group_that_acts_together_does_it_once)
{
        journal_begin(PLAN_WITH(", \"assignments\": [{\"group\": \"ALL\", \"role\": \"lead\"}], \"time\": {\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"}"));
        journal_read("kind,component,date,agency\ndone,T,2018-03-01,B\n");
        ck_on("2018-07-01", "done 2018-03-01");
}
END_TEST

START_TEST(an_agency_is_asked_for_its_part)
{
        prg_task_options options = PRG_TASK_OPTIONS_INIT;
        prg_task_list *list;
        journal_begin(PLAN_WITH(", \"assignments\": [{\"group\": \"EACH\", \"role\": \"lead\"}, {\"agency\": \"B\", \"role\": \"coordinate\", \"other\": true}], \"time\": {\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"}"));
        journal_read("kind,component,date,agency\ndone,T,2018-03-01,A\n");
        options.agency = document_item("agency", "A");
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2018-07-01"), &options), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 1);
        ck_assert_int_eq(prg_task_list_at(list, 0)->state, PRG_TASK_DONE);
        ck_assert_uint_eq(prg_task_list_at(list, 0)->expected, 1);
        ck_assert_uint_eq(prg_task_list_at(list, 0)->entry, 1);
        prg_task_list_free(list);
        options.agency = document_item("agency", "C");
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2018-07-01"), &options), 0);
        ck_assert_int_eq(prg_task_list_at(list, 0)->state, PRG_TASK_OPEN);
        prg_task_list_free(list);
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2019-07-01"), &options), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 0); /* it is gone */
        prg_task_list_free(list);
}
END_TEST

START_TEST(instances_stand_one_by_one)
{
        prg_task_options options = PRG_TASK_OPTIONS_INIT;
        prg_task_list *list;
        journal_begin(YEARLY);
        journal_read("kind,component,period,date\ndone,T,2018,2018-07-01\n");
        options.instances = 1;
        options.from = day("2018-01-01");
        options.to = day("2030-01-01");
        options.soon = 200;
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2019-07-15"), &options), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 3);
        ck_assert_int_eq(prg_task_list_at(list, 0)->state, PRG_TASK_DONE);
        ck_assert_int_eq(prg_task_list_at(list, 1)->state, PRG_TASK_DUE_SOON);
        ck_assert_int_eq(prg_task_list_at(list, 2)->state, PRG_TASK_NOT_STARTED);
        ck_assert_ptr_null(prg_task_list_at(list, 3));
        prg_task_list_free(list);
}
END_TEST

static prg_hold held_in(const char *text)
{
        prg_period period;
        prg_hold hold;
        ck_assert_int_eq(prg_period_parse(&period, prg_log_calendars(journal), text, strlen(text)), 0);
        ck_assert_int_eq(prg_task_hold(&hold, journal, document_item("component", "T"), &period), 0);
        return hold;
}

START_TEST(a_state_is_held_or_not_by_period)
{
        journal_begin(TIME("\"text\": \"giữ vững\", \"form\": \"continuous\""));
        journal_read("kind,component,period,date\ndone,T,2018,2019-01-10\ndone,T,,2019-05-01\nevent,T,,2020-06-01\ndone,T,2020,2021-01-05\n");
        ck_assert_int_eq(held_in("2017"), PRG_HOLD_NO_DATA);
        ck_assert_int_eq(held_in("2018"), PRG_HOLD_HELD);
        ck_assert_int_eq(held_in("2019"), PRG_HOLD_HELD);
        ck_assert_int_eq(held_in("2019-Q2"), PRG_HOLD_HELD);
        ck_assert_int_eq(held_in("2018-Q2"), PRG_HOLD_NO_DATA); /* a year that was held says nothing of a quarter */
        ck_assert_int_eq(held_in("2020"), PRG_HOLD_NOT_HELD);
        ck_assert_int_eq(held_in("2020-06"), PRG_HOLD_NOT_HELD);
        ck_assert_int_eq(held_in("2020-07"), PRG_HOLD_NO_DATA);
        ck_assert_str_eq(prg_hold_name(PRG_HOLD_NOT_HELD), "not_held");
        ck_assert_ptr_null(prg_hold_name((prg_hold)3));
}
END_TEST

static int check_row(const char *row)
{
        char text[200];
        prg_log_entry entry;
        snprintf(text, sizeof text, "kind,component,event,period,date\n%s\n", row);
        journal_read(text);
        entry = *prg_log_at(journal, prg_log_count(journal) - 1);
        return prg_task_check(journal, &entry, NULL);
}

START_TEST(entries_that_mean_nothing_are_found)
{
        journal_begin(YEARLY);
        ck_assert_int_eq(check_row("done,T,,2018,2018-01-01"), 0);
        ck_assert_fails(check_row("done,T,,2017,2018-01-01"), PRG_ENOTFOUND);
        ck_assert_fails(check_row("done,T,,2018-Q1,2018-01-01"), PRG_ENOTFOUND);
        ck_assert_fails(check_row("done,T,,vn:2018,2018-01-01"), PRG_ENOTFOUND);
        ck_assert_fails(check_row("done,T,,,2018-01-01"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "it recurs; expected the year that it was done for");
        ck_assert_fails(check_row("event,T,,,2018-01-01"), PRG_ENOTFOUND);
        ck_assert_int_eq(check_row("event,,E,,2018-01-01"), 0);
        journal_begin(IN_2018);
        ck_assert_int_eq(check_row("done,T,,,2017-01-01"), 0);
        ck_assert_int_eq(check_row("done,T,,,2019-01-01"), 0);
        ck_assert_fails(check_row("done,T,,2018,2018-01-01"), PRG_ENOTFOUND);
        journal_begin(TIME("\"form\": \"on_demand\", \"from\": \"2018\", \"to\": \"2018\""));
        ck_assert_int_eq(check_row("event,T,,,2018-01-01"), 0);
        ck_assert_fails(check_row("event,T,,,2019-01-01"), PRG_ENOTFOUND);
        ck_assert_int_eq(check_row("done,T,,2018-01-01,2018-02-01"), 0);
        ck_assert_fails(check_row("done,T,,2018-01-02,2018-02-01"), PRG_ENOTFOUND);
        ck_assert_fails(check_row("done,T,,,2018-02-01"), PRG_ENOTFOUND);
        journal_begin(TIME("\"form\": \"continuous\""));
        ck_assert_int_eq(check_row("done,T,,2018,2018-01-01"), 0);
        ck_assert_int_eq(check_row("event,T,,,2018-01-01"), 0);
}
END_TEST

START_TEST(only_the_components_that_are_asked_for)
{
        prg_task_options options = PRG_TASK_OPTIONS_INIT;
        prg_task_list *list;
        journal_begin(DOCUMENT("\"components\": [{\"id\": \"P\", \"kind\": \"project\", \"children\": [{\"id\": \"T\", \"kind\": \"task\"}, {\"id\": \"U\", \"kind\": \"task\"}]}]"));
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2018-01-01"), NULL), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 2);
        prg_task_list_free(list);
        options.kind = "project";
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2018-01-01"), &options), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 1);
        prg_task_list_free(list);
        options.component = document_item("component", "U");
        ck_assert_int_eq(prg_task_list_new(&list, journal, day("2018-01-01"), &options), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 1);
        ck_assert_ptr_eq(prg_task_list_at(list, 0)->component, document_item("component", "U"));
        prg_task_list_free(list);
}
END_TEST

START_TEST(a_condition_that_gives_days_has_a_deadline)
{
        prg_item_list *list;
        document_accepted(TIME("\"form\": \"conditional\", \"event\": \"funds\", \"deadline\": {\"days\": 10}"));
        ck_assert_int_eq(prg_programme_select(&list, programme, "task", PRG_SELECT_WITHOUT_DEADLINE, PRG_DATE_NONE), 0);
        ck_assert_uint_eq(prg_item_list_size(list), 0);
        prg_item_list_free(list);
        document_accepted(TIME("\"form\": \"conditional\", \"event\": \"funds\""));
        ck_assert_int_eq(prg_programme_select(&list, programme, "task", PRG_SELECT_WITHOUT_DEADLINE, PRG_DATE_NONE), 0);
        ck_assert_uint_eq(prg_item_list_size(list), 1);
        prg_item_list_free(list);
}
END_TEST

START_TEST(names_and_arguments)
{
        prg_task_state state;
        prg_task_options options = PRG_TASK_OPTIONS_INIT;
        prg_task_list *list = NULL;
        prg_log_entry entry = PRG_LOG_ENTRY_INIT;
        prg_hold hold;
        prg_period period;
        journal_begin(YEARLY);
        for (int i = 1; i <= 10; i++) {
                ck_assert_int_eq(prg_task_state_from_name(&state, prg_task_state_name((prg_task_state)i)), 0);
                ck_assert_int_eq(state, i);
        }
        ck_assert_ptr_null(prg_task_state_name((prg_task_state)0));
        ck_assert_ptr_null(prg_task_state_name((prg_task_state)11));
        ck_assert_fails(prg_task_state_from_name(&state, "overdu"), PRG_ENOTFOUND);
        ck_assert_fails(prg_task_state_from_name(NULL, "open"), PRG_EINVALID);
        ck_assert_fails(prg_task_list_new(NULL, journal, day("2018-01-01"), NULL), PRG_EINVALID);
        ck_assert_fails(prg_task_list_new(&list, NULL, day("2018-01-01"), NULL), PRG_EINVALID);
        ck_assert_fails(prg_task_list_new(&list, journal, PRG_DATE_NONE, NULL), PRG_EINVALID);
        options.soon = -1;
        ck_assert_fails(prg_task_list_new(&list, journal, day("2018-01-01"), &options), PRG_EINVALID);
        options.soon = 0;
        options.agency = document_item("component", "T");
        ck_assert_fails(prg_task_list_new(&list, journal, day("2018-01-01"), &options), PRG_EINVALID);
        options.agency = NULL;
        options.version = 7;
        ck_assert_fails(prg_task_list_new(&list, journal, day("2018-01-01"), &options), PRG_EVERSION);
        ck_assert_ptr_null(list);
        ck_assert_uint_eq(prg_task_list_size(NULL), 0);
        ck_assert_ptr_null(prg_task_list_at(NULL, 0));
        prg_task_list_free(NULL);
        ck_assert_fails(prg_task_check(NULL, &entry, NULL), PRG_EINVALID);
        ck_assert_fails(prg_task_check(journal, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_task_check(journal, &entry, NULL), PRG_ESCHEMA);
        ck_assert_int_eq(prg_period_parse(&period, NULL, "2018", 4), 0);
        ck_assert_fails(prg_task_hold(&hold, journal, document_item("component", "T"), &period), PRG_EINVALID);
        ck_assert_fails(prg_task_hold(NULL, journal, document_item("component", "T"), &period), PRG_EINVALID);
        ck_assert_fails(prg_task_hold(&hold, NULL, document_item("component", "T"), &period), PRG_EINVALID);
        ck_assert_fails(prg_task_hold(&hold, journal, NULL, &period), PRG_EINVALID);
        ck_assert_fails(prg_task_hold(&hold, journal, document_item("component", "T"), NULL), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("task");
        TCase *tests = tcase_create("task");
        tcase_add_checked_fixture(tests, document_set_up, duty_tear_down);
        tcase_add_test(tests, a_window_goes_from_not_started_to_overdue);
        tcase_add_test(tests, a_completion_counts_from_its_day_on);
        tcase_add_test(tests, the_earliest_completion_counts);
        tcase_add_test(tests, what_was_taken_back_does_not_count);
        tcase_add_test(tests, a_task_that_recurs_stands_as_its_most_urgent_instance);
        tcase_add_test(tests, a_condition_is_waited_for_and_never_late_before);
        tcase_add_test(tests, a_condition_may_give_days);
        tcase_add_test(tests, on_demand_without_a_request);
        tcase_add_test(tests, what_has_no_days);
        tcase_add_test(tests, each_member_must_do_it);
        tcase_add_test(tests, a_group_that_acts_together_does_it_once);
        tcase_add_test(tests, an_agency_is_asked_for_its_part);
        tcase_add_test(tests, instances_stand_one_by_one);
        tcase_add_test(tests, a_state_is_held_or_not_by_period);
        tcase_add_test(tests, entries_that_mean_nothing_are_found);
        tcase_add_test(tests, a_condition_that_gives_days_has_a_deadline);
        tcase_add_test(tests, only_the_components_that_are_asked_for);
        tcase_add_test(tests, names_and_arguments);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
