/* Editing: what comes, goes and moves, and what a frozen programme refuses. */
#include "edit.h"

#include "model/item.h"

/* ---- in and out ---- */

START_TEST(what_is_added_stands_behind_the_others)
{
        prg_item *item = NULL;
        unsigned long generation = prg_programme_generation(programme);
        ck_assert_int_eq(prg_item_add(&item, component("P"), "children", "T2"), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation + 1);
        ck_assert_ptr_eq(item, component("T2"));
        ck_assert_uint_eq(prg_item_index(item), 1);
        ck_assert_ptr_eq(prg_item_owner(item), component("P"));
        ck_assert_uint_eq(prg_programme_count(programme, "component"), 3);
        ck_assert_ptr_null(prg_item_text(item, "kind"));
        ck_assert_int_eq(prg_item_add(&item, item, "assignments", NULL), 0);
        ck_assert_str_eq(prg_item_class(item), "assignment");
        ck_assert_refused(programme, prg_item_add(&item, component("T"), "assignments", "x"), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "an assignment has no id");
}
END_TEST

START_TEST(a_record_is_there_once)
{
        prg_item *time;
        ck_assert_int_eq(prg_item_add(&time, component("T"), "time", NULL), 0);
        ck_assert_ptr_eq(prg_item_get(component("T"), "time"), time);
        ck_assert_refused(programme, prg_item_add(NULL, component("T"), "time", NULL), PRG_EEXISTS);
        ck_assert_message("'time' is given already");
        ck_assert_refused(programme, prg_item_move(time, component("P"), "children", 0), PRG_EINVALID);
        ck_assert_int_eq(prg_item_remove(time), 0);
        ck_assert_ptr_null(prg_item_get(component("T"), "time"));
        ck_assert_int_eq(prg_item_is_removed(time), 1);
        ck_assert_int_eq(prg_item_add(NULL, component("T"), "time", NULL), 0);
}
END_TEST

START_TEST(what_is_removed_stays_readable_and_is_edited_no_more)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_item *project = component("P"), *task = component("T"), *assignment = prg_item_at(task, "assignments", 0);
        ck_assert_int_eq(prg_item_remove(project), 0);
        ck_assert_uint_eq(prg_programme_count(programme, "component"), 0);
        ck_assert_ptr_null(prg_programme_get(programme, "component", "P"));
        ck_assert_ptr_null(prg_programme_get(programme, "component", "T"));
        ck_assert_uint_eq(prg_item_size(root(), "components"), 0);
        ck_assert_int_eq(prg_item_is_removed(project), 1);
        ck_assert_int_eq(prg_item_is_removed(task), 1);
        ck_assert_int_eq(prg_item_is_removed(assignment), 1);
        ck_assert_str_eq(prg_item_id(task), "T");
        ck_assert_str_eq(prg_item_text(project, "kind"), "project");
        ck_assert_ptr_eq(prg_item_owner(project), root());
        ck_assert_ptr_eq(prg_item_owner(task), project);
        ck_assert_uint_eq(prg_item_index(task), 0);
        ck_assert_ptr_eq(prg_item_get(assignment, "agency"), get(programme, "agency", "A"));
        ck_assert_fails(prg_item_pointer(task, &buf), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_set(task, "kind", "x"), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "the component was removed");
        ck_assert_refused(programme, prg_item_set(task, "id", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_set_translation(task, "name", "vi", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_append(task, "aliases", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_take(task, "aliases", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_add(NULL, task, "children", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_remove(project), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_remove(task), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_move(task, root(), "components", 0), PRG_EINVALID);
        /* Its ids are free again; it does not hold what it referred to. */
        ck_assert_int_eq(prg_item_add(NULL, root(), "components", "T"), 0);
        ck_assert_int_eq(prg_item_remove(prg_item_at(get(programme, "group", "G"), "members", 0)), 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "agency", "A")), 0);
        ck_assert_str_eq(prg_item_id(prg_item_get(assignment, "agency")), "A");
        ck_assert_refused(programme, prg_item_move(component("T"), task, "children", 0), PRG_EINVALID);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(the_index_of_a_removed_item_is_0)
{
        script(programme, "+components Q; kind=project; +children Q1; kind=task; ..; +children Q2; kind=task");
        prg_item *q = component("Q"), *q2 = component("Q2");
        ck_assert_uint_eq(prg_item_index(q), 1);
        ck_assert_uint_eq(prg_item_index(q2), 1);
        ck_assert_int_eq(prg_item_remove(q), 0);
        ck_assert_uint_eq(prg_item_index(q), 0);
        ck_assert_uint_eq(prg_item_index(q2), 0);
        ck_assert_ptr_eq(prg_item_at(q, "children", 1), q2);
}
END_TEST

START_TEST(what_others_refer_to_is_not_removed_and_the_place_is_told)
{
        prg_item *police = get(programme, "agency", "A");
        ck_assert_refused(programme, prg_item_remove(police), PRG_ECONFLICT);
        ck_assert_str_eq(prg_error_last()->place, "A");
        ck_assert_str_eq(prg_error_last()->message, "/groups/0/members/0/agency still refers to the agency");
        ck_assert_int_eq(prg_item_remove(get(programme, "group", "G")), 0);
        ck_assert_refused(programme, prg_item_remove(police), PRG_ECONFLICT);
        ck_assert_message("/components/0/children/0/assignments/0/agency");
        ck_assert_int_eq(prg_item_set(prg_item_at(component("T"), "assignments", 0), "agency", "B"), 0);
        ck_assert_int_eq(prg_item_remove(police), 0);
        /* A list counts as well, and so does the programme itself. */
        script(programme, "document=D1; +flows F; via<B; components<T");
        ck_assert_refused(programme, prg_item_remove(get(programme, "document", "D1")), PRG_ECONFLICT);
        ck_assert_str_eq(prg_error_last()->message, "/document still refers to the document");
        ck_assert_refused(programme, prg_item_remove(component("P")), PRG_ECONFLICT);
        ck_assert_str_eq(prg_error_last()->place, "T");
        ck_assert_str_eq(prg_error_last()->message, "/flows/0/components still refers to the component");
        ck_assert_int_eq(prg_item_take(get(programme, "flow", "F"), "components", 0), 0);
        ck_assert_int_eq(prg_item_remove(component("P")), 0);
}
END_TEST

START_TEST(references_within_what_is_removed_do_not_hold_it)
{
        script(programme, "+components Q; kind=project; concerns<Q; +children Q1; kind=task; concerns<Q; ..;"
                          "+children Q2; kind=task; concerns<Q1");
        ck_assert_refused(programme, prg_item_remove(component("Q1")), PRG_ECONFLICT);
        ck_assert_int_eq(prg_item_remove(component("Q")), 0);
        ck_assert_int_eq(prg_item_is_removed(component("P")), 0);
}
END_TEST

START_TEST(the_programme_itself_stays)
{
        ck_assert_refused(programme, prg_item_remove(root()), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_move(root(), component("P"), "children", 0), PRG_EINVALID);
}
END_TEST

/* ---- moving ---- */

static const char *children(const char *id)
{
        static char text[256];
        size_t end = 0;
        const prg_item *owner = id ? component(id) : root();
        const char *key = id ? "children" : "components";
        text[0] = '\0';
        for (size_t i = 0; i < prg_item_size(owner, key); i++) {
                const prg_item *item = prg_item_at(owner, key, i);
                ck_assert_uint_eq(prg_item_index(item), i);
                ck_assert_ptr_eq(prg_item_owner(item), owner);
                end += (size_t)snprintf(text + end, sizeof text - end, "%s ", prg_item_id(item));
        }
        return text;
}

START_TEST(an_item_moves_to_the_place_that_is_said)
{
        script(programme, "+components C0; /; +components C1; /; +components C2; /; +components C3");
        ck_assert_str_eq(children(NULL), "P C0 C1 C2 C3 ");
        unsigned long generation = prg_programme_generation(programme);
        ck_assert_int_eq(prg_item_move(component("C3"), root(), "components", 1), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation + 1);
        ck_assert_str_eq(children(NULL), "P C3 C0 C1 C2 ");
        ck_assert_int_eq(prg_item_move(component("C3"), root(), "components", 3), 0);
        ck_assert_str_eq(children(NULL), "P C0 C1 C3 C2 ");
        ck_assert_int_eq(prg_item_move(component("P"), root(), "components", 99), 0);
        ck_assert_str_eq(children(NULL), "C0 C1 C3 C2 P ");
        ck_assert_int_eq(prg_item_move(component("C1"), root(), "components", 1), 0);
        ck_assert_str_eq(children(NULL), "C0 C1 C3 C2 P ");
        ck_assert_int_eq(prg_item_move(component("C3"), component("P"), "children", 0), 0);
        ck_assert_str_eq(children(NULL), "C0 C1 C2 P ");
        ck_assert_str_eq(children("P"), "C3 T ");
        ck_assert_int_eq(prg_item_move(component("T"), root(), "components", 0), 0);
        ck_assert_str_eq(children(NULL), "T C0 C1 C2 P ");
        ck_assert_uint_eq(prg_programme_count(programme, "component"), 6);
}
END_TEST

START_TEST(an_item_does_not_move_into_itself)
{
        script(programme, "+components Q; +children Q1; +children Q2");
        ck_assert_refused(programme, prg_item_move(component("Q"), component("Q2"), "children", 0), PRG_ECYCLE);
        ck_assert_refused(programme, prg_item_move(component("Q"), component("Q"), "children", 0), PRG_ECYCLE);
        ck_assert_int_eq(prg_item_move(component("Q2"), component("Q"), "children", 0), 0);
        ck_assert_int_eq(prg_item_move(component("Q1"), component("Q2"), "children", 0), 0);
        ck_assert_str_eq(children("Q"), "Q2 ");
        ck_assert_str_eq(children("Q2"), "Q1 ");
}
END_TEST

START_TEST(a_list_takes_things_of_its_class_and_programme)
{
        prg_programme *other = scripted("+components Z; kind=task");
        ck_assert_refused(programme, prg_item_move(component("T"), root(), "agencies", 0), PRG_EINVALID);
        ck_assert_message("'agencies' of a programme takes no component");
        ck_assert_refused(programme, prg_item_move(component("T"), component("P"), "concerns", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_move(component("T"), component("P"), "time", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_move(component("T"), prg_programme_root(other), "components", 0), PRG_EINVALID);
        ck_assert_message("the new owner is not in this programme");
        prg_programme_unref(other);
}
END_TEST

START_TEST(depth_has_a_limit)
{
        char id[16];
        prg_item *owner = root();
        for (int i = 0; i < 30; i++) {
                snprintf(id, sizeof id, "N%d", i);
                ck_assert_int_eq(prg_item_add(&owner, owner, i ? "children" : "components", id), 0);
        }
        ck_assert_refused(programme, prg_item_add(NULL, owner, "children", "N30"), PRG_ELIMIT);
        ck_assert_refused(programme, prg_item_add(NULL, owner, "assignments", NULL), PRG_ELIMIT);
        ck_assert_message("at most 30 levels deep");
        /* P has two levels below it. */
        ck_assert_refused(programme, prg_item_move(component("P"), component("N27"), "children", 0), PRG_ELIMIT);
        ck_assert_int_eq(prg_item_move(component("P"), component("N26"), "children", 0), 0);
        ck_assert_int_eq(prg_item_move(component("N0"), root(), "components", 9), 0);
        /* What is that deep can be written. */
        free(written(programme));
}
END_TEST

/* ---- standard roles, frozen programmes ---- */

START_TEST(standard_roles_are_kept_and_may_be_changed)
{
        prg_item *lead = get(programme, "role", "lead");
        ck_assert_refused(programme, prg_item_remove(get(programme, "role", "assign")), PRG_ECONFLICT);
        ck_assert_message("standard role");
        ck_assert_refused(programme, prg_item_set(lead, "id", "leader"), PRG_ECONFLICT);
        char *before = written(programme);
        ck_assert_ptr_null(strstr(before, "\"roles\""));
        ck_assert_int_eq(prg_item_set(lead, "verb", "đứng đầu"), 0);
        ck_assert_int_eq(prg_item_set(lead, "name", "đứng đầu"), 0);
        char *after = written(programme);
        ck_assert_ptr_nonnull(strstr(after, "\"roles\": [\n    {\n      \"id\": \"lead\","));
        ck_assert_ptr_null(strstr(after, "\"coordinate\""));
        /* Changed back, it is standard again. */
        ck_assert_int_eq(prg_item_set(lead, "verb", "chủ trì"), 0);
        ck_assert_int_eq(prg_item_set(lead, "name", "chủ trì"), 0);
        free(after);
        after = written(programme);
        ck_assert_str_eq(before, after);
        free(before);
        free(after);
        ck_assert_int_eq(prg_item_add(NULL, root(), "roles", "own"), 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "role", "own")), 0);
}
END_TEST

/* Each kind of difference alone makes a role one that is written. */
START_TEST(any_change_of_a_standard_role_is_written)
{
        static const char *const changes[] = { "verb=x", "verb=", "class=assigning", "class=", "lead=none", "lead=",
                "binding=false", "binding=true", "note=x", "aliases<x", "name=x", "name=" };
        prg_item *role = get(programme, "role", "lead");
        ck_assert_int_eq(prg__role_is_builtin(role), 1);
        for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
                prg_programme *changed = new_programme();
                char step[32];
                role = get(changed, "role", "lead");
                ck_assert_int_eq(prg__role_is_standard(role), 1);
                snprintf(step, sizeof step, "%s", changes[i]);
                script_step(role, step);
                ck_assert_msg(prg__role_is_standard(role) == 0, "%s", changes[i]);
                prg_programme_unref(changed);
        }
        ck_assert_int_eq(prg_item_set_translation(get(programme, "role", "lead"), "name", "fr", "diriger"), 0);
        ck_assert_int_eq(prg__role_is_standard(get(programme, "role", "lead")), 0);
        ck_assert_int_eq(prg_item_set_translation(get(programme, "role", "guide"), "name", "en", "advise"), 0);
        ck_assert_int_eq(prg__role_is_standard(get(programme, "role", "guide")), 0);
        ck_assert_int_eq(prg__role_is_standard(component("T")), 0);
        ck_assert_int_eq(prg__role_is_builtin(component("T")), 0);
}
END_TEST

START_TEST(a_frozen_programme_refuses_every_edit)
{
        prg_item *task = component("T"), *made = task;
        ck_assert_int_eq(prg_item_append(task, "aliases", "x"), 0);
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        ck_assert_refused(programme, prg_item_set(task, "kind", "x"), PRG_EFROZEN);
        ck_assert_message("prg_programme_copy");
        ck_assert_refused(programme, prg_item_set(task, "kind", NULL), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_set(task, "id", "x"), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_set(task, "name", "x"), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_set_translation(task, "name", "vi", "x"), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_append(task, "aliases", "y"), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_take(task, "aliases", 0), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_add(&made, task, "children", "x"), PRG_EFROZEN);
        ck_assert_ptr_eq(made, task);
        ck_assert_refused(programme, prg_item_remove(task), PRG_EFROZEN);
        ck_assert_refused(programme, prg_item_move(task, root(), "components", 0), PRG_EFROZEN);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("edit_place");
        TCase *tests = tcase_create("edit");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, what_is_added_stands_behind_the_others);
        tcase_add_test(tests, a_record_is_there_once);
        tcase_add_test(tests, what_is_removed_stays_readable_and_is_edited_no_more);
        tcase_add_test(tests, the_index_of_a_removed_item_is_0);
        tcase_add_test(tests, what_others_refer_to_is_not_removed_and_the_place_is_told);
        tcase_add_test(tests, references_within_what_is_removed_do_not_hold_it);
        tcase_add_test(tests, the_programme_itself_stays);
        tcase_add_test(tests, an_item_moves_to_the_place_that_is_said);
        tcase_add_test(tests, an_item_does_not_move_into_itself);
        tcase_add_test(tests, a_list_takes_things_of_its_class_and_programme);
        tcase_add_test(tests, depth_has_a_limit);
        tcase_add_test(tests, standard_roles_are_kept_and_may_be_changed);
        tcase_add_test(tests, any_change_of_a_standard_role_is_written);
        tcase_add_test(tests, a_frozen_programme_refuses_every_edit);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
