/* Responsibility through time: single functions, whole agencies, chains, circles. The days are those of the reform of
 * 2025. */
#include "model.h"

static prg_programme *programme;

static void set_up(void)
{
        programme = new_programme();
        /* The labour department gives drug rehabilitation to the police and the rest to the home department. */
        script(programme, "+agencies POLICE; /; +agencies HOME; /; +agencies CITY; /; +agencies LABOUR; to=2025-02-28; /;"
                "+components REHAB; kind=task; +children CARE; kind=task; /; +components JOBS; kind=task; /;"
                "+indicators addicts; period=month; kind=stock; /; +indicators jobs; period=month; kind=flow; /;"
                "+obligations MONTHLY; period=month; who<LABOUR; indicators<addicts; +tiers; receiver=CITY; /;"
                "+obligations MIXED; period=month; who<LABOUR; indicators<addicts; indicators<jobs; +tiers; receiver=CITY");
        script(programme, "+agencies EMPTY");
        prg_item *labour = get(programme, "agency", "LABOUR"), *edge;
        ck_assert_int_eq(prg_item_add(&edge, labour, "successors", NULL), 0);
        ck_assert_int_eq(prg_item_set(edge, "agency", "HOME"), 0);
        ck_assert_int_eq(prg_item_set(edge, "on", "2025-03-01"), 0);
        ck_assert_int_eq(prg_item_set(edge, "change", "merge"), 0);
        ck_assert_int_eq(prg_item_add(&edge, labour, "successors", NULL), 0);
        ck_assert_int_eq(prg_item_set(edge, "agency", "POLICE"), 0);
        ck_assert_int_eq(prg_item_set(edge, "on", "2025-03-01"), 0);
        ck_assert_int_eq(prg_item_set(edge, "change", "transfer"), 0);
        ck_assert_int_eq(prg_item_append(edge, "functions", "REHAB"), 0);
        ck_assert_int_eq(prg_item_append(edge, "functions", "addicts"), 0);
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

static const char *who_since(const char *agency, const char *class_name, const char *of, prg_date since, const char *on)
{
        prg_item *answer = NULL;
        ck_assert_int_eq(prg_agency_successor(&answer, get(programme, "agency", agency),
                of ? get(programme, class_name, of) : NULL, since, day(on)), 0);
        return answer ? prg_item_id(answer) : "nobody";
}

static const char *who(const char *agency, const char *class_name, const char *of, const char *on)
{
        return who_since(agency, class_name, of, PRG_DATE_NONE, on);
}

START_TEST(a_function_moves_on_its_day_and_history_stays)
{
        ck_assert_str_eq(who("LABOUR", "component", "REHAB", "2025-02-28"), "LABOUR");
        ck_assert_str_eq(who("LABOUR", "component", "REHAB", "2025-03-01"), "POLICE");
        ck_assert_str_eq(who("LABOUR", "component", "REHAB", "2017-10-01"), "LABOUR");
        ck_assert_str_eq(who("LABOUR", "component", "CARE", "2025-03-01"), "POLICE"); /* part of what moves */
        ck_assert_str_eq(who("LABOUR", "component", "JOBS", "2025-03-01"), "HOME");
        ck_assert_str_eq(who("LABOUR", "indicator", "addicts", "2025-03-01"), "POLICE");
        ck_assert_str_eq(who("LABOUR", "indicator", "jobs", "2025-03-01"), "HOME");
        ck_assert_str_eq(who("LABOUR", NULL, NULL, "2025-03-01"), "HOME");
        ck_assert_str_eq(who("POLICE", "component", "REHAB", "2025-03-01"), "POLICE");
}
END_TEST

START_TEST(an_obligation_moves_with_its_component_or_all_of_its_indicators)
{
        ck_assert_str_eq(who("LABOUR", "obligation", "MONTHLY", "2025-03-01"), "POLICE");
        ck_assert_str_eq(who("LABOUR", "obligation", "MIXED", "2025-03-01"), "HOME");
        ck_assert_int_eq(prg_item_append(get(programme, "obligation", "MIXED"), "components", "CARE"), 0);
        ck_assert_str_eq(who("LABOUR", "obligation", "MIXED", "2025-03-01"), "POLICE");
        ck_assert_str_eq(who("LABOUR", "obligation", "MIXED", "2025-02-28"), "LABOUR");
}
END_TEST

START_TEST(what_moved_before_it_was_given_does_not_count)
{
        ck_assert_str_eq(who_since("LABOUR", NULL, NULL, day("2025-02-28"), "2025-03-01"), "HOME");
        ck_assert_str_eq(who_since("LABOUR", NULL, NULL, day("2025-03-01"), "2025-04-01"), "nobody");
}
END_TEST

START_TEST(chains_are_followed_day_by_day)
{
        prg_item *edge;
        ck_assert_int_eq(prg_item_add(&edge, get(programme, "agency", "HOME"), "successors", NULL), 0);
        ck_assert_int_eq(prg_item_set(edge, "agency", "CITY"), 0);
        ck_assert_int_eq(prg_item_set(edge, "on", "2024-01-01"), 0);
        /* HOME gave its work of then away before it took the rest of LABOUR's over. */
        ck_assert_str_eq(who("LABOUR", NULL, NULL, "2025-06-01"), "HOME");
        ck_assert_str_eq(who("HOME", NULL, NULL, "2025-06-01"), "CITY");
        ck_assert_int_eq(prg_item_set(edge, "on", "2025-03-01"), 0);
        ck_assert_str_eq(who("LABOUR", NULL, NULL, "2025-03-01"), "CITY");
        ck_assert_int_eq(prg_item_set(edge, "on", "2025-07-01"), 0);
        ck_assert_str_eq(who("LABOUR", NULL, NULL, "2025-06-30"), "HOME");
        ck_assert_str_eq(who("LABOUR", NULL, NULL, "2025-07-01"), "CITY");
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "CITY"), "to", "2025-12-31"), 0);
        ck_assert_str_eq(who("LABOUR", NULL, NULL, "2026-01-01"), "nobody");
}
END_TEST

START_TEST(a_circle_of_one_day_ends)
{
        prg_item *edge;
        ck_assert_int_eq(prg_item_add(&edge, get(programme, "agency", "HOME"), "successors", NULL), 0);
        ck_assert_int_eq(prg_item_set(edge, "agency", "LABOUR"), 0);
        ck_assert_int_eq(prg_item_set(edge, "on", "2025-03-01"), 0);
        const char *answer = who("LABOUR", NULL, NULL, "2025-03-01");
        ck_assert(strcmp(answer, "HOME") == 0 || strcmp(answer, "nobody") == 0);
}
END_TEST

static const char *ids(const prg_item *item, const char *on)
{
        static char text[200];
        prg_item_list *list;
        text[0] = '\0';
        ck_assert_int_eq(prg_item_responsible(&list, item, day(on)), 0);
        for (size_t i = 0; i < prg_item_list_size(list); i++)
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
                        prg_item_id(prg_item_list_at(list, i)));
        prg_item_list_free(list);
        return text;
}

START_TEST(an_assignment_has_one_holder_on_each_day)
{
        const prg_item *assignment = script(programme, "+roles own");
        prg_item *task = get(programme, "component", "REHAB"), *made;
        ck_assert_int_eq(prg_item_add(&made, task, "assignments", NULL), 0);
        ck_assert_int_eq(prg_item_set(made, "agency", "LABOUR"), 0);
        ck_assert_int_eq(prg_item_set(made, "role", "own"), 0);
        ck_assert_int_eq(prg_item_set(made, "from", "2017-09-29"), 0);
        assignment = made;
        ck_assert_str_eq(ids(assignment, "2017-09-28"), "");
        for (prg_date date = day("2017-09-29"); date < day("2025-06-01"); date++) {
                prg_item_list *list;
                ck_assert_int_eq(prg_item_responsible(&list, assignment, date), 0);
                ck_assert_uint_eq(prg_item_list_size(list), 1);
                ck_assert_str_eq(prg_item_id(prg_item_list_at(list, 0)),
                        date < day("2025-03-01") ? "LABOUR" : "POLICE");
                prg_item_list_free(list);
        }
        ck_assert_int_eq(prg_item_set(made, "to", "2025-04-01"), 0);
        ck_assert_str_eq(ids(assignment, "2025-04-02"), "");
}
END_TEST

START_TEST(a_group_answers_its_members_of_the_day_each_with_its_successor)
{
        const prg_item *obligation = get(programme, "obligation", "MONTHLY");
        script(programme, "+groups G; membership=closed; +members; agency=LABOUR; from=2017-01-01; ..; +members; agency=CITY");
        ck_assert_int_eq(prg_item_append(get(programme, "obligation", "MONTHLY"), "who", "G"), 0);
        ck_assert_str_eq(ids(obligation, "2020-01-01"), "LABOUR CITY");
        ck_assert_str_eq(ids(obligation, "2025-03-01"), "POLICE CITY"); /* named itself; no member any more */
        ck_assert_int_eq(prg_item_set(get(programme, "group", "G"), "acts", "together"), 0);
        ck_assert_str_eq(ids(obligation, "2020-01-01"), "LABOUR G");
}
END_TEST

START_TEST(what_is_no_question_is_refused)
{
        prg_item *answer, *labour = get(programme, "agency", "LABOUR"), *task = get(programme, "component", "REHAB");
        prg_item_list *list;
        prg_date date = day("2025-01-01");
        ck_assert_fails(prg_agency_successor(NULL, labour, NULL, PRG_DATE_NONE, date), PRG_EINVALID);
        ck_assert_fails(prg_agency_successor(&answer, NULL, NULL, PRG_DATE_NONE, date), PRG_EINVALID);
        ck_assert_fails(prg_agency_successor(&answer, task, NULL, PRG_DATE_NONE, date), PRG_EINVALID);
        ck_assert_fails(prg_agency_successor(&answer, labour, labour, PRG_DATE_NONE, date), PRG_EINVALID);
        ck_assert_fails(prg_agency_successor(&answer, labour, NULL, PRG_DATE_NONE, PRG_DATE_NONE), PRG_EINVALID);
        ck_assert_fails(prg_agency_successor(&answer, labour, NULL, PRG_DATE_MAX + 1, date), PRG_EINVALID);
        ck_assert_fails(prg_item_responsible(NULL, get(programme, "obligation", "MIXED"), date), PRG_EINVALID);
        ck_assert_fails(prg_item_responsible(&list, NULL, date), PRG_EINVALID);
        ck_assert_fails(prg_item_responsible(&list, task, date), PRG_EINVALID);
        ck_assert_fails(prg_item_responsible(&list, get(programme, "obligation", "MIXED"), PRG_DATE_NONE), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("succession");
        TCase *tcase = tcase_create("succession");
        tcase_add_checked_fixture(tcase, set_up, tear_down);
        tcase_add_test(tcase, a_function_moves_on_its_day_and_history_stays);
        tcase_add_test(tcase, an_obligation_moves_with_its_component_or_all_of_its_indicators);
        tcase_add_test(tcase, what_moved_before_it_was_given_does_not_count);
        tcase_add_test(tcase, chains_are_followed_day_by_day);
        tcase_add_test(tcase, a_circle_of_one_day_ends);
        tcase_add_test(tcase, an_assignment_has_one_holder_on_each_day);
        tcase_add_test(tcase, a_group_answers_its_members_of_the_day_each_with_its_successor);
        tcase_add_test(tcase, what_is_no_question_is_refused);
        suite_add_tcase(suite, tcase);
        return unit_run(suite);
}
