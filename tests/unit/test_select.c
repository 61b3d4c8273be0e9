/* Questions that look at everything: properties of components, things without a link, integrations, search. */
#include "model.h"

static prg_programme *programme;

static void set_up(void)
{
        programme = scripted(
                "+documents D1; name=Kết luận số 95-KL/TW; /; +documents D2; /; +externals X; name=Nông thôn mới; /; +agencies A; name=Công an; /;"
                "+objectives O1; name=Giảm nghiện; /; +objectives O2; /; +objectives O3; /; +objectives O4; /;"
                "+indicator_groups IG1; objectives<O2; /; +indicator_groups IG2; parent=IG1; /; +indicator_groups IG3; /;"
                "+indicators a; kind=flow; objectives<O1; /; +indicators b; kind=flow; group=IG1; /;"
                "+indicators c; kind=flow; group=IG2; /; +indicators d; kind=flow; group=IG3; /; +indicators e; kind=flow; /;"
                "+components P; kind=project; name=Phòng, chống ma túy; aliases<PCMT; indicators<a;"
                "+children T1; kind=task; text=hoàn thiện tiêu chí; +time; form=deadline; to=2018; ..; +assignments; agency=A; role=lead; /;"
                "+components T2; kind=task; +time; form=continuous; ..; +integrated; document=D1; ..; +integrated; component=P; /;"
                "+components T3; kind=task; to=2020-12-31; +assignments; agency=A; role=coordinate; ..; +integrated; external=X; /;"
                "+components T4; kind=task; to=2020-12-31; +time; form=unresolved; reason=không rõ; ..; +integrated; component=P; /;"
                "+components T5; note=ma tuý; +time; form=recurrence; every=year; ..;"
                "+assignments; agency=A; role=lead; from=2018-01-01; note=Uỷ quyền; /");
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

static const char *selected(const char *kind, prg_selection selection, prg_date on)
{
        prg_item_list *list;
        ck_assert_int_eq(prg_programme_select(&list, programme, kind, selection, on), 0);
        return ids_of(list);
}

START_TEST(components_are_selected_by_kind_and_property)
{
        ck_assert_str_eq(selected(NULL, PRG_SELECT_ALL, PRG_DATE_NONE), "P T1 T2 T3 T4 T5");
        ck_assert_str_eq(selected("task", PRG_SELECT_ALL, PRG_DATE_NONE), "T1 T2 T3 T4");
        ck_assert_str_eq(selected("movement", PRG_SELECT_ALL, PRG_DATE_NONE), "");
        ck_assert_str_eq(selected("task", PRG_SELECT_WITHOUT_INDICATOR, PRG_DATE_NONE), "T1 T2 T3 T4");
        ck_assert_str_eq(selected(NULL, PRG_SELECT_WITHOUT_INDICATOR, PRG_DATE_NONE), "T1 T2 T3 T4 T5");
        ck_assert_str_eq(selected(NULL, PRG_SELECT_UNRESOLVED_TIME, PRG_DATE_NONE), "T4");
        ck_assert_str_eq(selected("project", PRG_SELECT_UNRESOLVED_TIME, PRG_DATE_NONE), "");
}
END_TEST

START_TEST(a_lead_is_that_of_the_day)
{
        ck_assert_str_eq(selected(NULL, PRG_SELECT_WITHOUT_LEAD, day("2017-12-31")), "P T2 T3 T4 T5");
        ck_assert_str_eq(selected(NULL, PRG_SELECT_WITHOUT_LEAD, day("2018-01-01")), "P T2 T3 T4");
        ck_assert_str_eq(selected("task", PRG_SELECT_WITHOUT_LEAD, PRG_DATE_NONE), "T2 T3 T4");
}
END_TEST

START_TEST(a_deadline_is_a_last_day_or_a_time_with_an_end)
{
        static const struct {
                const char *time;
                int has;
        } times[] = {
                { "form=window; to=2018", 1 }, { "form=deadline; to=2018", 1 }, { "form=range; from=2017; to=2018", 1 },
                { "form=recurrence; every=year", 1 }, { "form=anniversary; of=D1; years=10", 1 },
                { "form=continuous", 0 }, { "form=on_demand", 0 }, { "form=conditional; event=x", 0 },
                { "form=unresolved; reason=x", 0 }, { "form=continuous; to=2020", 1 }, { "form=conditional; event=x; to=2020", 1 },
        };
        ck_assert_str_eq(selected(NULL, PRG_SELECT_WITHOUT_DEADLINE, PRG_DATE_NONE), "P T2");
        for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
                prg_item *task = get(programme, "component", "T2");
                ck_assert_int_eq(prg_item_remove(prg_item_get(task, "time")), 0);
                char text[128];
                snprintf(text, sizeof text, "%s", times[i].time);
                prg_item *time;
                ck_assert_int_eq(prg_item_add(&time, task, "time", NULL), 0);
                for (char *step = strtok(text, ";"); step; step = strtok(NULL, ";"))
                        script_step(time, step + strspn(step, " "));
                ck_assert_msg(strcmp(selected("task", PRG_SELECT_WITHOUT_DEADLINE, PRG_DATE_NONE), times[i].has ? "" : "T2") == 0, "%s",
                        times[i].time);
        }
}
END_TEST

static const char *unlinked(const char *class_name)
{
        prg_item_list *list;
        ck_assert_int_eq(prg_programme_unlinked(&list, programme, class_name), 0);
        return ids_of(list);
}

START_TEST(objectives_and_indicators_without_each_other_are_listed)
{
        ck_assert_str_eq(unlinked("objective"), "O3 O4");
        /* What a group serves, or the group above it, its indicators serve. */
        ck_assert_str_eq(unlinked("indicator"), "d e");
        ck_assert_int_eq(prg_item_append(get(programme, "indicator", "e"), "objectives", "O4"), 0);
        ck_assert_str_eq(unlinked("objective"), "O3");
        ck_assert_str_eq(unlinked("indicator"), "d");
}
END_TEST

START_TEST(groups_in_a_circle_or_in_a_long_chain_are_followed_to_their_end)
{
        char id[16], parent[16] = "IG3";
        ck_assert_int_eq(prg_item_set(get(programme, "indicator_group", "IG3"), "parent", "IG3"), 0);
        ck_assert_str_eq(unlinked("indicator"), "d e");
        ck_assert_int_eq(prg_item_set(get(programme, "indicator_group", "IG3"), "parent", NULL), 0);
        ck_assert_int_eq(prg_item_append(get(programme, "indicator_group", "IG3"), "objectives", "O3"), 0);
        for (int i = 0; i < 200; i++) {
                prg_item *group;
                snprintf(id, sizeof id, "g%d", i);
                ck_assert_int_eq(prg_item_add(&group, prg_programme_root(programme), "indicator_groups", id), 0);
                ck_assert_int_eq(prg_item_set(group, "parent", parent), 0);
                memcpy(parent, id, sizeof id);
        }
        ck_assert_int_eq(prg_item_set(get(programme, "indicator", "e"), "group", id), 0);
        ck_assert_str_eq(unlinked("indicator"), "");
}
END_TEST

static const char *integrations(const char *class_name, const char *id)
{
        prg_item_list *list;
        ck_assert_int_eq(prg_item_integrations(&list, get(programme, class_name, id)), 0);
        return ids_of(list);
}

START_TEST(where_something_is_integrated_is_told_by_its_edges)
{
        ck_assert_str_eq(integrations("component", "P"), "T2 T4");
        ck_assert_str_eq(integrations("external", "X"), "T3");
        ck_assert_str_eq(integrations("document", "D1"), "T2");
        ck_assert_str_eq(integrations("document", "D2"), "");
        ck_assert_str_eq(integrations("component", "T2"), "");
        prg_item_list *list;
        ck_assert_int_eq(prg_item_integrations(&list, get(programme, "external", "X")), 0);
        ck_assert_str_eq(prg_item_class(prg_item_list_at(list, 0)), "integration");
        prg_item_list_free(list);
}
END_TEST

static const struct {
        const char *class_name, *text;
        unsigned flags;
        const char *ids;
} searches[] = {
        { NULL, "ma tuý", 0, "P T5" },
        { NULL, "MA TÚY", 0, "P T5" },
        { NULL, "ma tuy\u0301", 0, "P T5" },
        { "component", "ma túy", 0, "P T5" },
        { "agency", "ma túy", 0, "" },
        { NULL, "ma tuy", 0, "" },
        { NULL, "ma tuy", PRG_TEXT_FOLD_MARKS, "P T5" },
        { NULL, "pcmt", 0, "P" },
        { NULL, "hoàn thiện tiêu", 0, "T1" },
        { NULL, "hoan THIEN tieu", PRG_TEXT_FOLD_MARKS, "T1" },
        { NULL, "ủy quyền", 0, "T5" },
        { "assignment", "Ủy", 0, "T5" },
        { NULL, "95-kl", 0, "D1" },
        { NULL, "không rõ", 0, "T4" },
        { NULL, "zzz", 0, "" },
        /* An id is no text. */
        { "component", "T1", 0, "" },
};

START_TEST(a_search_finds_every_spelling_in_every_text)
{
        prg_item_list *list = NULL;
        ck_assert_int_eq(prg_programme_search(&list, programme, searches[_i].class_name, searches[_i].text, searches[_i].flags), 0);
        ck_assert_str_eq(ids_of(list), searches[_i].ids);
}
END_TEST

START_TEST(names_in_every_language_are_searched)
{
        prg_item_list *list;
        ck_assert_int_eq(prg_item_set_translation(get(programme, "component", "P"), "name", "en", "Drug prevention"), 0);
        ck_assert_int_eq(prg_programme_search(&list, programme, NULL, "drug", 0), 0);
        ck_assert_str_eq(ids_of(list), "P");
        /* Standard roles have names too. */
        ck_assert_int_eq(prg_programme_search(&list, programme, "role", "chủ trì", 0), 0);
        ck_assert_str_eq(ids_of(list), "lead lead_and_direct");
}
END_TEST

START_TEST(misuse_is_refused)
{
        prg_item_list *list = NULL;
        ck_assert_fails(prg_programme_select(NULL, programme, NULL, PRG_SELECT_ALL, 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_select(&list, NULL, NULL, PRG_SELECT_ALL, 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_select(&list, programme, NULL, (prg_selection)5, 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_unlinked(NULL, programme, "objective"), PRG_EINVALID);
        ck_assert_fails(prg_programme_unlinked(&list, NULL, "objective"), PRG_EINVALID);
        ck_assert_fails(prg_programme_unlinked(&list, programme, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_unlinked(&list, programme, "component"), PRG_EINVALID);
        ck_assert_fails(prg_item_integrations(NULL, get(programme, "component", "P")), PRG_EINVALID);
        ck_assert_fails(prg_item_integrations(&list, NULL), PRG_EINVALID);
        ck_assert_fails(prg_item_integrations(&list, get(programme, "agency", "A")), PRG_EINVALID);
        ck_assert_fails(prg_programme_search(NULL, programme, NULL, "x", 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_search(&list, NULL, NULL, "x", 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_search(&list, programme, NULL, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_search(&list, programme, NULL, "", 0), PRG_EINVALID);
        ck_assert_fails(prg_programme_search(&list, programme, NULL, "x", 1u << 20), PRG_EINVALID);
        ck_assert_fails(prg_programme_search(&list, programme, "ministry", "x", 0), PRG_ENOTFOUND);
        ck_assert_fails(prg_programme_search(&list, programme, NULL, "\xff", 0), PRG_EUTF8);
        ck_assert_ptr_null(list);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("select");
        TCase *tests = tcase_create("select");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, components_are_selected_by_kind_and_property);
        tcase_add_test(tests, a_lead_is_that_of_the_day);
        tcase_add_test(tests, a_deadline_is_a_last_day_or_a_time_with_an_end);
        tcase_add_test(tests, objectives_and_indicators_without_each_other_are_listed);
        tcase_add_test(tests, groups_in_a_circle_or_in_a_long_chain_are_followed_to_their_end);
        tcase_add_test(tests, where_something_is_integrated_is_told_by_its_edges);
        tcase_add_loop_test(tests, a_search_finds_every_spelling_in_every_text, 0, sizeof searches / sizeof *searches);
        tcase_add_test(tests, names_in_every_language_are_searched);
        tcase_add_test(tests, misuse_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
