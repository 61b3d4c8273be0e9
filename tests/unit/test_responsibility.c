/* Who does what on a day, on a part of plan 1780: joint, requested and delegated holders, groups of every kind. */
#include "model.h"

#include "util/memory.h"

static prg_programme *programme;

/* The districts' committees end with the reform of 2025-07-01. */
#define DISTRICT(id) "+agencies " id "; level=district; parent=UBND; from=2010-01-01; to=2025-06-30; /;"
#define MEMBER(id)   "+members; agency=" id "; ..;"
#define HAS(agency, role) "+assignments; agency=" agency "; role=" role "; ..;"
#define GROUP(group, role) "+assignments; group=" group "; role=" role "; ..;"

static void set_up(void)
{
        programme = scripted(
                "+agencies UBND; level=province; /; +agencies CA; level=province; parent=UBND; /;"
                "+agencies LDTBXH; level=province; parent=UBND; to=2025-02-28; /; +agencies MTTQ; level=province; /;"
                "+agencies VP; level=province; parent=UBND; /;"
                DISTRICT("TP") DISTRICT("TD") DISTRICT("PT") DISTRICT("SH") DISTRICT("MT") DISTRICT("NN") DISTRICT("TU")
                "+agencies TY; level=district; parent=UBND; from=2010-01-01; to=2025-06-30; /;"
                "+agencies XA; level=commune; parent=TP; /;"
                "+groups AG14; membership=closed;" MEMBER("TP") MEMBER("TD") MEMBER("PT") MEMBER("SH") MEMBER("MT") MEMBER("NN")
                        MEMBER("TU") MEMBER("TY") "/;"
                "+groups AG13; membership=open; acts=each; +members; agency=CA; ..; +members; agency=LDTBXH; from=2017-01-01; to=2018-12-31; ..;"
                        "+members; agency=LDTBXH; from=2020-01-01; /;"
                "+groups AG28; membership=derived; rule=leads_component; kinds<project; kinds<scheme; /;"
                "+groups AG27; membership=derived; rule=heads; of<AG14; of<VP; of<AG13; /;"
                "+groups AG26; membership=relative; rule=subordinates; /;"
                "+components P2; kind=project;" HAS("LDTBXH", "direct") "/;"
                "+components P4; kind=scheme;" GROUP("AG14", "lead") HAS("CA", "coordinate") "/;"
                "+components P9; kind=programme;" HAS("MTTQ", "lead") "/;"
                /* phối hợp alone: nobody leads */
                "+components 1.5a; kind=task;" HAS("CA", "coordinate") "/;"
                /* chủ trì phối hợp chỉ đạo, and another implied role beside it */
                "+components 1.6b; kind=task;" HAS("VP", "build") HAS("CA", "lead_and_direct") "/;"
                "+components 2.2c; kind=task;" HAS("LDTBXH", "review") HAS("LDTBXH", "support") HAS("CA", "take_part")
                        "+assignments; agency=MTTQ; role=lead; other=true; /;"
                "+components 9.1b; kind=task; +assignments; agency=VP; role=assign; ..;"
                        "+assignments; group=AG13; role=lead; by=VP; delegated=true; /;"
                "+components 12.2a; kind=task; +assignments; agency=MTTQ; role=supervise; binding=false; /;"
                "+components 13.1; kind=task;" GROUP("AG13", "coordinate") "+assignments; group=AG28; role=coordinate; other=true; /;"
                "+components 14.1; kind=task;" GROUP("AG14", "build") "/;"
                /* moves to the police on 2025-03-01 */
                "+components moved; kind=task; +assignments; agency=LDTBXH; role=lead; to=2025-02-28; ..;"
                        "+assignments; agency=CA; role=lead; from=2025-03-01; /;"
                "+components empty; kind=task; +assignments; agency=CA; ..; +assignments; role=lead; /");
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

static const prg_item *agency(const char *id)
{
        return id ? get(programme, "agency", id) : NULL;
}

/* ---- groups ---- */

static const char *members(const char *group, const char *on, const char *acting)
{
        prg_item_list *list = NULL;
        ck_assert_int_eq(prg_group_members(&list, get(programme, "group", group), on ? day(on) : PRG_DATE_NONE, agency(acting)), 0);
        return ids_of(list);
}

#define DISTRICTS "TP TD PT SH MT NN TU TY"

START_TEST(a_closed_group_has_its_members_of_the_day)
{
        ck_assert_str_eq(members("AG14", "2017-10-01", NULL), DISTRICTS);
        ck_assert_str_eq(members("AG14", "2025-06-30", NULL), DISTRICTS);
        ck_assert_str_eq(members("AG14", "2025-07-01", NULL), "");
        ck_assert_str_eq(members("AG14", "2009-12-31", NULL), "");
        ck_assert_str_eq(members("AG14", NULL, NULL), DISTRICTS);
}
END_TEST

START_TEST(membership_ends_and_begins_again)
{
        ck_assert_str_eq(members("AG13", "2016-12-31", NULL), "CA");
        ck_assert_str_eq(members("AG13", "2017-01-01", NULL), "CA LDTBXH");
        ck_assert_str_eq(members("AG13", "2018-12-31", NULL), "CA LDTBXH");
        ck_assert_str_eq(members("AG13", "2019-01-01", NULL), "CA");
        ck_assert_str_eq(members("AG13", "2020-01-01", NULL), "CA LDTBXH");
        /* Its membership is open, but it does not exist any more. */
        ck_assert_str_eq(members("AG13", "2025-03-01", NULL), "CA");
        ck_assert_str_eq(members("AG13", NULL, NULL), "CA LDTBXH");
}
END_TEST

START_TEST(a_derived_group_is_whoever_leads_on_the_day)
{
        ck_assert_str_eq(members("AG28", "2018-06-01", NULL), "LDTBXH " DISTRICTS);
        ck_assert_str_eq(members("AG28", "2025-03-01", NULL), DISTRICTS);
        ck_assert_str_eq(members("AG28", "2025-07-01", NULL), "");
        /* Without kinds, all components count. */
        ck_assert_int_eq(prg_item_take(get(programme, "group", "AG28"), "kinds", 0), 0);
        ck_assert_int_eq(prg_item_take(get(programme, "group", "AG28"), "kinds", 0), 0);
        ck_assert_str_eq(members("AG28", "2025-07-01", NULL), "MTTQ CA");
}
END_TEST

START_TEST(heads_are_those_of_the_agencies_and_of_the_members)
{
        ck_assert_str_eq(members("AG27", "2018-06-01", NULL), "VP " DISTRICTS " CA LDTBXH");
        ck_assert_str_eq(members("AG27", "2025-07-01", NULL), "VP CA");
}
END_TEST

START_TEST(a_relative_group_lies_below_whoever_acts)
{
        prg_item_list *list = NULL;
        ck_assert_str_eq(members("AG26", "2018-06-01", "UBND"), "CA LDTBXH VP " DISTRICTS " XA");
        ck_assert_str_eq(members("AG26", "2018-06-01", "TP"), "XA");
        ck_assert_str_eq(members("AG26", "2018-06-01", "XA"), "");
        ck_assert_str_eq(members("AG26", "2025-07-01", "UBND"), "CA VP XA");
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "UBND"), "parent", "MTTQ"), 0);
        ck_assert_str_eq(members("AG26", "2025-07-01", "MTTQ"), "UBND CA VP XA");
        ck_assert_fails(prg_group_members(&list, get(programme, "group", "AG26"), PRG_DATE_NONE, NULL), PRG_EINVALID);
        ck_assert_message("acting agency");
        ck_assert_ptr_null(list);
}
END_TEST

START_TEST(a_level_narrows_every_kind_of_group)
{
        script(programme, "+groups L1; membership=relative; rule=subordinates; level=province; /;"
                          "+groups L2; membership=derived; rule=heads; of<AG14; of<VP; of<AG13; level=province; /;"
                          "+groups L3; membership=derived; rule=heads; of<L2; of<AG14; level=district; /;"
                          "+groups L4; membership=closed; level=commune; +members; agency=XA; ..; +members; agency=CA");
        ck_assert_str_eq(members("L1", "2018-06-01", "UBND"), "CA LDTBXH VP");
        ck_assert_str_eq(members("L2", "2018-06-01", NULL), "VP CA LDTBXH");
        /* What L2 has is of the province, so L3 takes nothing from it. */
        ck_assert_str_eq(members("L3", "2018-06-01", NULL), DISTRICTS);
        ck_assert_str_eq(members("L4", "2018-06-01", NULL), "XA");
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "XA"), "level", NULL), 0);
        ck_assert_str_eq(members("L4", "2018-06-01", NULL), "");
}
END_TEST

START_TEST(groups_that_lead_to_each_other_end)
{
        script(programme, "+groups X; membership=derived; rule=heads; of<CA; /; +groups Y; membership=derived; rule=heads; of<X; of<VP; /;"
                          "+groups Z; membership=derived; rule=leads_component; kinds<loop; /;"
                          "+components L; kind=loop;" GROUP("Z", "lead") GROUP("Y", "lead") "/");
        ck_assert_int_eq(prg_item_append(get(programme, "group", "X"), "of", "Y"), 0);
        ck_assert_int_eq(prg_item_append(get(programme, "group", "X"), "of", "X"), 0);
        ck_assert_str_eq(members("X", NULL, NULL), "CA VP");
        ck_assert_str_eq(members("Y", NULL, NULL), "VP CA");
        ck_assert_int_eq(prg_item_set(get(programme, "group", "X"), "level", "province"), 0);
        ck_assert_int_eq(prg_item_set(get(programme, "group", "Y"), "level", "province"), 0);
        ck_assert_str_eq(members("X", NULL, NULL), "CA VP");
        ck_assert_str_eq(members("Z", NULL, NULL), "VP CA");
}
END_TEST

/* Thirty groups, each with the heads of all of them: asked way by way, this would not end. */
START_TEST(a_web_of_groups_is_asked_once_each)
{
        char id[16];
        for (int i = 0; i < 30; i++) {
                snprintf(id, sizeof id, "W%d", i);
                prg_item *group;
                ck_assert_int_eq(prg_item_add(&group, prg_programme_root(programme), "groups", id), 0);
                ck_assert_int_eq(prg_item_set(group, "membership", "derived"), 0);
                ck_assert_int_eq(prg_item_set(group, "rule", "heads"), 0);
        }
        for (int i = 0; i < 900; i++) {
                snprintf(id, sizeof id, "W%d", i / 30);
                prg_item *group = get(programme, "group", id);
                snprintf(id, sizeof id, "W%d", i % 30);
                ck_assert_int_eq(prg_item_append(group, "of", id), 0);
        }
        ck_assert_int_eq(prg_item_append(get(programme, "group", "W29"), "of", "CA"), 0);
        ck_assert_str_eq(members("W0", NULL, NULL), "CA");
}
END_TEST

START_TEST(a_group_that_contradicts_itself_answers_by_its_membership)
{
        script(programme, "+groups K; membership=closed; rule=leads_component; +members; agency=XA; /;"
                          "+groups N; +members; agency=XA; ..; +members");
        ck_assert_str_eq(members("K", NULL, NULL), "XA");
        ck_assert_str_eq(members("N", NULL, NULL), "XA");
}
END_TEST

START_TEST(agencies_in_a_circle_do_not_make_the_question_endless)
{
        script(programme, "+agencies R1; /; +agencies R2; parent=R1; /; +agencies R3; parent=R2");
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "R1"), "parent", "R3"), 0);
        ck_assert_str_eq(members("AG26", NULL, "R1"), "R1 R2 R3");
        ck_assert_str_eq(members("AG26", NULL, "TP"), "XA");
}
END_TEST

START_TEST(belonging_is_asked_for_one_agency)
{
        int belongs = 7;
        const prg_item *group = get(programme, "group", "AG14");
        ck_assert_int_eq(prg_group_has(&belongs, group, agency("TY"), day("2018-01-01"), NULL), 0);
        ck_assert_int_eq(belongs, 1);
        ck_assert_int_eq(prg_group_has(&belongs, group, agency("TY"), day("2025-07-01"), NULL), 0);
        ck_assert_int_eq(belongs, 0);
        ck_assert_int_eq(prg_group_has(&belongs, get(programme, "group", "AG26"), agency("XA"), day("2025-07-01"), agency("TP")), 0);
        ck_assert_int_eq(belongs, 1);
        ck_assert_fails(prg_group_has(NULL, group, agency("TY"), 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_has(&belongs, NULL, agency("TY"), 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_has(&belongs, group, NULL, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_has(&belongs, group, group, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_has(&belongs, get(programme, "group", "AG26"), agency("XA"), 0, NULL), PRG_EINVALID);
        ck_assert_int_eq(belongs, 1);
}
END_TEST

/* ---- leads ---- */

static const struct {
        const char *component, *on, *how, *who;
} leads[] = {
        { "1.5a", "2018-06-01", "none", "" },
        { "1.6b", "2018-06-01", "explicit", "CA" },
        { "2.2c", "2018-06-01", "implied", "LDTBXH" },
        { "9.1b", "2018-06-01", "explicit", "AG13" },
        { "12.2a", "2018-06-01", "implied", "MTTQ" },
        { "13.1", "2018-06-01", "none", "" },
        { "14.1", "2018-06-01", "implied", "AG14" },
        { "P2", "2018-06-01", "implied", "LDTBXH" },
        { "P4", "2018-06-01", "explicit", "AG14" },
        { "moved", "2025-02-28", "explicit", "LDTBXH" },
        { "moved", "2025-03-01", "explicit", "CA" },
        { "moved", NULL, "explicit", "LDTBXH CA" },
        { "empty", NULL, "none", "" },
};

START_TEST(a_component_is_led_explicitly_by_implication_or_by_nobody)
{
        prg_lead lead = (prg_lead)9, alone = (prg_lead)9;
        prg_item_list *list = NULL;
        const prg_item *component = get(programme, "component", leads[_i].component);
        prg_date on = leads[_i].on ? day(leads[_i].on) : PRG_DATE_NONE;
        ck_assert_int_eq(prg_component_lead(&lead, &list, component, on), 0);
        ck_assert_str_eq(prg_lead_name(lead), leads[_i].how);
        ck_assert_str_eq(ids_of(list), leads[_i].who);
        ck_assert_int_eq(prg_component_lead(&alone, NULL, component, on), 0);
        ck_assert_int_eq(alone, lead);
        ck_assert_int_eq(prg_component_lead(NULL, &list, component, on), 0);
        ck_assert_str_eq(ids_of(list), leads[_i].who);
        ck_assert_int_eq(prg_component_lead(NULL, NULL, component, on), 0);
}
END_TEST

START_TEST(joint_holders_lead_together_and_each_once)
{
        prg_item_list *list;
        prg_lead lead;
        script(programme, "+components J; kind=task;" HAS("CA", "direct") HAS("VP", "guide") HAS("CA", "guide") "/");
        ck_assert_int_eq(prg_component_lead(&lead, &list, get(programme, "component", "J"), PRG_DATE_NONE), 0);
        ck_assert_int_eq(lead, PRG_LEAD_IMPLIED);
        ck_assert_str_eq(ids_of(list), "CA VP");
}
END_TEST

START_TEST(a_role_without_a_word_about_the_lead_implies_it_and_data_may_change_that)
{
        prg_lead lead;
        script(programme, "+roles own; verb=làm; /; +components O; kind=task;" HAS("CA", "own") "/");
        const prg_item *component = get(programme, "component", "O");
        ck_assert_int_eq(prg_component_lead(&lead, NULL, component, PRG_DATE_NONE), 0);
        ck_assert_int_eq(lead, PRG_LEAD_IMPLIED);
        ck_assert_int_eq(prg_item_set(get(programme, "role", "own"), "lead", "explicit"), 0);
        ck_assert_int_eq(prg_component_lead(&lead, NULL, component, PRG_DATE_NONE), 0);
        ck_assert_int_eq(lead, PRG_LEAD_EXPLICIT);
        ck_assert_int_eq(prg_item_set(get(programme, "role", "own"), "lead", "none"), 0);
        ck_assert_int_eq(prg_component_lead(&lead, NULL, component, PRG_DATE_NONE), 0);
        ck_assert_int_eq(lead, PRG_LEAD_NONE);
}
END_TEST

START_TEST(without_memory_no_list_of_leads_is_half_made)
{
        const prg_item *component = get(programme, "component", "moved");
        for (long n = 0, refused = 1; refused; n++) {
                prg_item_list *list = NULL;
                prg__memory_fail(n, 0);
                int code = prg_component_lead(NULL, &list, component, PRG_DATE_NONE);
                refused = prg__memory_refused();
                prg__memory_fail_off();
                ck_assert_int_eq(code, refused ? PRG_ENOMEM : 0);
                ck_assert_int_eq(list != NULL, !refused);
                prg_item_list_free(list);
        }
}
END_TEST

START_TEST(without_memory_no_list_of_members_is_half_made)
{
        static const char *const groups[] = { "AG14", "AG28", "AG27", "AG26" };
        for (size_t g = 0; g < 4; g++)
                for (long n = 0, refused = 1; refused; n++) {
                        prg_item_list *list = NULL;
                        prg__memory_fail(n, 0);
                        int code = prg_group_members(&list, get(programme, "group", groups[g]), day("2018-01-01"), agency("UBND"));
                        refused = prg__memory_refused();
                        prg__memory_fail_off();
                        ck_assert_int_eq(code, refused ? PRG_ENOMEM : 0);
                        ck_assert_int_eq(list != NULL, !refused);
                        prg_item_list_free(list);
                }
}
END_TEST

START_TEST(ways_of_leading_have_names)
{
        prg_lead lead = (prg_lead)9;
        for (int i = 0; i < 3; i++) {
                ck_assert_int_eq(prg_lead_from_name(&lead, prg_lead_name((prg_lead)i)), 0);
                ck_assert_int_eq((int)lead, i);
        }
        ck_assert_str_eq(prg_lead_name(PRG_LEAD_NONE), "none");
        ck_assert_str_eq(prg_lead_name(PRG_LEAD_EXPLICIT), "explicit");
        ck_assert_str_eq(prg_lead_name(PRG_LEAD_IMPLIED), "implied");
        ck_assert_ptr_null(prg_lead_name((prg_lead)3));
        ck_assert_fails(prg_lead_from_name(&lead, "chủ trì"), PRG_ENOTFOUND);
        ck_assert_fails(prg_lead_from_name(NULL, "none"), PRG_EINVALID);
        ck_assert_fails(prg_lead_from_name(&lead, NULL), PRG_EINVALID);
}
END_TEST

/* ---- assignments ---- */

static const char *tasks_of(const char *class_name, const char *id, const char *on)
{
        prg_item_list *list = NULL;
        ck_assert_int_eq(prg_agency_assignments(&list, get(programme, class_name, id), on ? day(on) : PRG_DATE_NONE), 0);
        return ids_of(list);
}

START_TEST(an_agency_has_its_own_tasks_and_those_of_its_groups)
{
        ck_assert_str_eq(tasks_of("agency", "CA", "2018-06-01"), "P4 1.5a 1.6b 2.2c 9.1b 13.1 empty");
        ck_assert_str_eq(tasks_of("agency", "CA", "2025-03-01"), "P4 1.5a 1.6b 2.2c 9.1b 13.1 moved empty");
        ck_assert_str_eq(tasks_of("agency", "TY", "2018-06-01"), "P4 13.1 14.1");
        ck_assert_str_eq(tasks_of("agency", "TY", "2025-07-01"), "");
        ck_assert_str_eq(tasks_of("agency", "MTTQ", "2018-06-01"), "P9 2.2c 12.2a");
        ck_assert_str_eq(tasks_of("agency", "LDTBXH", "2019-06-01"), "P2 2.2c 2.2c 13.1 moved");
        ck_assert_str_eq(tasks_of("agency", "XA", "2018-06-01"), "");
}
END_TEST

START_TEST(a_group_has_what_was_given_to_itself)
{
        ck_assert_str_eq(tasks_of("group", "AG14", "2025-07-01"), "P4 14.1");
        ck_assert_str_eq(tasks_of("group", "AG28", NULL), "13.1");
        ck_assert_str_eq(tasks_of("group", "AG26", NULL), "");
}
END_TEST

START_TEST(a_task_is_binding_unless_it_or_its_role_says_otherwise)
{
        const prg_item *supervise = prg_item_at(get(programme, "component", "12.2a"), "assignments", 0);
        prg_item *build = prg_item_at(get(programme, "component", "14.1"), "assignments", 0);
        ck_assert_int_eq(prg_assignment_is_binding(supervise), 0);
        ck_assert_int_eq(prg_assignment_is_binding(build), 1);
        ck_assert_int_eq(prg_item_set(get(programme, "role", "build"), "binding", "false"), 0);
        ck_assert_int_eq(prg_assignment_is_binding(build), 0);
        ck_assert_int_eq(prg_item_set(build, "binding", "true"), 0);
        ck_assert_int_eq(prg_assignment_is_binding(build), 1);
        ck_assert_int_eq(prg_item_set(build, "binding", NULL), 0);
        ck_assert_int_eq(prg_item_set(build, "role", NULL), 0);
        ck_assert_int_eq(prg_assignment_is_binding(build), 1);
        ck_assert_int_eq(prg_assignment_is_binding(agency("CA")), 1);
        ck_assert_int_eq(prg_assignment_is_binding(NULL), 1);
}
END_TEST

START_TEST(a_list_keeps_the_programme)
{
        prg_item_list *list;
        prg_programme *own = scripted("+agencies A; name=Sở; /; +groups G; membership=closed; +members; agency=A");
        ck_assert_int_eq(prg_group_members(&list, get(own, "group", "G"), PRG_DATE_NONE, NULL), 0);
        prg_programme_unref(own);
        ck_assert_uint_eq(prg_item_list_size(list), 1);
        ck_assert_str_eq(prg_item_name(prg_item_list_at(list, 0), NULL), "Sở");
        prg_item_list_free(list);
        ck_assert_uint_eq(prg_item_list_size(NULL), 0);
        ck_assert_ptr_null(prg_item_list_at(NULL, 0));
        prg_item_list_free(NULL);
}
END_TEST

START_TEST(misuse_is_refused)
{
        prg_item_list *list = NULL;
        prg_lead lead;
        const prg_item *police = agency("CA"), *group = get(programme, "group", "AG14");
        ck_assert_fails(prg_group_members(NULL, group, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_members(&list, NULL, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_members(&list, police, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_group_members(&list, group, 0, group), PRG_EINVALID);
        ck_assert_fails(prg_component_lead(&lead, &list, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_component_lead(&lead, &list, police, 0), PRG_EINVALID);
        ck_assert_fails(prg_agency_assignments(NULL, police, 0), PRG_EINVALID);
        ck_assert_fails(prg_agency_assignments(&list, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_agency_assignments(&list, get(programme, "component", "P2"), 0), PRG_EINVALID);
        ck_assert_ptr_null(list);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("responsibility");
        TCase *tests = tcase_create("responsibility");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, a_closed_group_has_its_members_of_the_day);
        tcase_add_test(tests, membership_ends_and_begins_again);
        tcase_add_test(tests, a_derived_group_is_whoever_leads_on_the_day);
        tcase_add_test(tests, heads_are_those_of_the_agencies_and_of_the_members);
        tcase_add_test(tests, a_relative_group_lies_below_whoever_acts);
        tcase_add_test(tests, a_level_narrows_every_kind_of_group);
        tcase_add_test(tests, groups_that_lead_to_each_other_end);
        tcase_add_test(tests, a_web_of_groups_is_asked_once_each);
        tcase_add_test(tests, a_group_that_contradicts_itself_answers_by_its_membership);
        tcase_add_test(tests, agencies_in_a_circle_do_not_make_the_question_endless);
        tcase_add_test(tests, belonging_is_asked_for_one_agency);
        tcase_add_loop_test(tests, a_component_is_led_explicitly_by_implication_or_by_nobody, 0, sizeof leads / sizeof *leads);
        tcase_add_test(tests, joint_holders_lead_together_and_each_once);
        tcase_add_test(tests, a_role_without_a_word_about_the_lead_implies_it_and_data_may_change_that);
        tcase_add_test(tests, without_memory_no_list_of_leads_is_half_made);
        tcase_add_test(tests, without_memory_no_list_of_members_is_half_made);
        tcase_add_test(tests, ways_of_leading_have_names);
        tcase_add_test(tests, an_agency_has_its_own_tasks_and_those_of_its_groups);
        tcase_add_test(tests, a_group_has_what_was_given_to_itself);
        tcase_add_test(tests, a_task_is_binding_unless_it_or_its_role_says_otherwise);
        tcase_add_test(tests, a_list_keeps_the_programme);
        tcase_add_test(tests, misuse_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
