/* The programme's life: references, freezing, counting, copying, the standard roles. */
#include "folder.h"
#include "model.h"

#include "util/memory.h"

#define EXAMPLE                                                                                    \
        "name=Chương trình; issued=2017-09-29; +documents D1; symbol=95-KL/TW; /; document=D1;"    \
        "+roles own; verb=làm; /; +agencies A; name=Công an tỉnh; aliases<CAT; +successors; agency=A; on=2025-03-01; change=transfer; /;" \
        "standing=A; +groups G; membership=closed; +members; agency=A; from=2017-01-01; /;"        \
        "+components P; kind=project; concerns<P; +time; form=deadline; to=2020; ..; +integrated; text=văn hóa; ..;" \
        "+assignments; agency=A; role=own; other=true; ..; +children T; kind=task; documents<D1; /;" \
        "+flows F; from<A; from<G; +time; form=on_demand; /; +units g; base=g; factor=0.001; /;"   \
        "+breakdowns B; +categories young; least=18; below=30.5; /;"                               \
        "+indicators cases; kind=flow; decimals=3; breakdowns<B; +sources; tolerance=5; /;"        \
        "+areas X; level=province; +later; from=2025-07-01; name=Mới; /;"                          \
        "+area_changes C; on=2025-07-01; kind=merge; +map; old=X; +shares; basis=area; value=1"

START_TEST(a_new_programme_has_an_id_and_the_standard_roles)
{
        prg_programme *programme;
        ck_assert_int_eq(prg_programme_new(&programme, "plan-1780.v2"), 0);
        prg_item *root = prg_programme_root(programme);
        ck_assert_str_eq(prg_item_id(root), "plan-1780.v2");
        ck_assert_uint_eq(prg_programme_generation(programme), 0);
        ck_assert_int_eq(prg_programme_is_frozen(programme), 0);
        ck_assert_str_eq(prg_item_text(root, "language"), "vi");
        for (size_t c = 0; prg_class_at(c); c++)
                if (strcmp(prg_class_at(c), "role") != 0 && strcmp(prg_class_at(c), "calendar") != 0)
                        ck_assert_uint_eq(prg_programme_count(programme, prg_class_at(c)), 0);
        ck_assert_uint_eq(prg_programme_count(programme, "role"), prg_item_size(root, "roles"));
        ck_assert_uint_eq(prg_programme_count(programme, "calendar"), 1); /* the Gregorian one */
        char *text = written(programme);
        ck_assert_str_eq(text, "{\n  \"format\": \"libprogram/programme\",\n  \"version\": 1,\n  \"minor\": 0,\n"
                               "  \"id\": \"plan-1780.v2\"\n}\n");
        free(text);
        prg_programme_unref(programme);
}
END_TEST

/* The verbs of A.8 in the survey of the plan, and those that were added; which of them name the lead, and which never
 * do, is the law of the library. */
START_TEST(the_standard_roles_are_the_verbs_by_which_documents_give_tasks)
{
        static const struct {
                const char *verb, *id, *lead, *class_name;
        } roles[] = {
                { "chủ trì", "lead", "explicit", "accountable" },
                { "chủ trì phối hợp chỉ đạo", "lead_and_direct", "explicit", "accountable" },
                { "phối hợp", "coordinate", "none", "contributing" },
                { "chỉ đạo", "direct", "implied", NULL },
                { "hướng dẫn", "guide", "implied", NULL },
                { "đôn đốc", "urge", "implied", "follow_up" },
                { "theo dõi", "monitor", "implied", "follow_up" },
                { "kiểm tra", "inspect", "implied", NULL },
                { "giám sát", "supervise", "implied", NULL },
                { "đánh giá", "evaluate", "implied", NULL },
                { "tham mưu", "advise", "implied", "preparatory" },
                { "đề xuất", "propose", "implied", NULL },
                { "phê duyệt", "approve", "implied", NULL },
                { "trình", "submit", "implied", NULL },
                { "tổng hợp", "consolidate", "implied", NULL },
                { "xây dựng", "build", "implied", NULL },
                { "tổ chức", "organise", "implied", NULL },
                { "triển khai", "deploy", "implied", NULL },
                { "thực hiện", "carry_out", "implied", NULL },
                { "tham gia", "take_part", "none", "contributing" },
                { "duy trì, củng cố, kiện toàn", "maintain", "implied", NULL },
                { "huy động", "mobilise", "implied", NULL },
                { "giao, phân công", "assign", "none", "assigning" },
                { "thường trực", "stand", "implied", NULL },
                { "chịu trách nhiệm", "answer_for", "implied", "accountable" },
                { "rà soát", "review", "implied", NULL },
                { "hỗ trợ", "support", "implied", NULL },
                { "gửi", "send", "implied", NULL },
                { "cấp", "release", "implied", NULL },
                { "lồng ghép", "integrate", "implied", NULL },
                { "hoàn thiện", "complete", "implied", NULL },
                { "nghiên cứu", "study", "implied", NULL },
                { "nâng cao năng lực", "build_capacity", "implied", NULL },
                { "báo cáo", "report", "implied", NULL },
        };
        prg_programme *programme = new_programme();
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                prg_item *role = NULL;
                ck_assert_int_eq(prg_programme_find(&role, programme, "role", roles[i].verb), 0);
                ck_assert_str_eq(prg_item_id(role), roles[i].id);
                ck_assert_str_eq(prg_item_text(role, "verb"), roles[i].verb);
                ck_assert_str_eq(prg_item_text(role, "lead"), roles[i].lead);
                ck_assert_ptr_nonnull(prg_item_text(role, "class"));
                if (roles[i].class_name)
                        ck_assert_str_eq(prg_item_text(role, "class"), roles[i].class_name);
                ck_assert_str_ne(prg_item_name(role, "en"), roles[i].verb);
        }
        prg_programme_unref(programme);
}
END_TEST

START_TEST(an_id_of_a_programme_is_well_formed)
{
        static const char *const bad[] = { "", "-x", "a b", "kế-hoạch",
                "a1234567890123456789012345678901234567890123456789012345678901234" };
        prg_programme *programme = NULL;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                ck_assert_fails(prg_programme_new(&programme, bad[i]), PRG_ESCHEMA);
        ck_assert_fails(prg_programme_new(&programme, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_new(NULL, "x"), PRG_EINVALID);
        ck_assert_ptr_null(programme);
}
END_TEST

START_TEST(an_item_outlives_the_callers_reference_while_another_is_kept)
{
        long live = prg__memory_live();
        prg_programme *programme = scripted(EXAMPLE);
        prg_item *task = get(programme, "component", "T");
        prg_programme *kept = prg_programme_ref(prg_item_programme(task));
        ck_assert_ptr_eq(kept, programme);
        prg_programme_unref(programme);
        ck_assert_str_eq(prg_item_id(task), "T");
        ck_assert_int_eq(prg_item_set(task, "note", "still here"), 0);
        ck_assert_str_eq(prg_item_text(task, "note"), "still here");
        prg_programme_unref(kept);
        ck_assert_int_eq(prg__memory_live(), live);
        ck_assert_ptr_null(prg_programme_ref(NULL));
        prg_programme_unref(NULL);
}
END_TEST

START_TEST(each_edit_raises_the_generation_and_nothing_else_does)
{
        prg_programme *programme = scripted(EXAMPLE);
        unsigned long generation = prg_programme_generation(programme);
        prg_item *task = get(programme, "component", "T"), *item;
        ck_assert_uint_gt(generation, 40);
        prg_programme_find(&item, programme, NULL, "công an tỉnh");
        prg_programme_check(programme, NULL);
        free(written(programme));
        ck_assert_uint_eq(prg_programme_generation(programme), generation);
        ck_assert_int_eq(prg_item_set(task, "note", "x"), 0);
        ck_assert_int_eq(prg_item_set_translation(task, "name", "en", "x"), 0);
        ck_assert_int_eq(prg_item_append(task, "aliases", "x"), 0);
        ck_assert_int_eq(prg_item_take(task, "aliases", 0), 0);
        ck_assert_int_eq(prg_item_set(task, "id", "T9"), 0);
        ck_assert_int_eq(prg_item_move(task, prg_programme_root(programme), "components", 0), 0);
        ck_assert_int_eq(prg_item_remove(task), 0);
        ck_assert_int_eq(prg_item_add(NULL, prg_programme_root(programme), "components", "T"), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation + 8);
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation + 8);
        ck_assert_uint_eq(prg_programme_generation(NULL), 0);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(freezing_is_for_good)
{
        prg_programme *programme = new_programme();
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        ck_assert_int_eq(prg_programme_is_frozen(programme), 1);
        ck_assert_fails(prg_item_set(prg_programme_root(programme), "note", "x"), PRG_EFROZEN);
        ck_assert_fails(prg_programme_freeze(NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_programme_is_frozen(NULL), 0);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(items_are_counted_at_any_depth)
{
        prg_programme *programme = scripted(EXAMPLE);
        ck_assert_uint_eq(prg_programme_count(programme, "component"), 2);
        ck_assert_uint_eq(prg_programme_count(programme, "agency"), 1);
        ck_assert_uint_eq(prg_programme_count(programme, "assignment"), 0);
        ck_assert_uint_eq(prg_programme_count(programme, "category"), 0);
        ck_assert_uint_eq(prg_programme_count(programme, "programme"), 0);
        ck_assert_uint_eq(prg_programme_count(programme, "ministry"), 0);
        ck_assert_uint_eq(prg_programme_count(programme, NULL), 0);
        ck_assert_uint_eq(prg_programme_count(NULL, "agency"), 0);
        ck_assert_ptr_null(prg_programme_root(NULL));
        prg_programme_unref(programme);
}
END_TEST

START_TEST(a_copy_says_the_same_and_is_independent)
{
        prg_programme *programme = scripted(EXAMPLE), *copy = NULL;
        ck_assert_int_eq(prg_item_set(get(programme, "role", "guide"), "lead", "none"), 0);
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        char *original = written(programme), *copied = written(copy);
        ck_assert_str_eq(original, copied);
        ck_assert_int_eq(prg_programme_is_frozen(copy), 0);
        for (size_t c = 0; prg_class_at(c); c++)
                ck_assert_uint_eq(prg_programme_count(copy, prg_class_at(c)), prg_programme_count(programme, prg_class_at(c)));
        /* References lead to the copy's own things, and hold them. */
        prg_item *police = get(copy, "agency", "A");
        ck_assert_ptr_ne(police, get(programme, "agency", "A"));
        ck_assert_ptr_eq(prg_item_get(prg_programme_root(copy), "standing"), police);
        ck_assert_ptr_eq(prg_item_programme(police), copy);
        ck_assert_fails(prg_item_remove(police), PRG_ECONFLICT);
        ck_assert_int_eq(prg_item_set(police, "id", "A2"), 0);
        ck_assert_int_eq(prg_item_remove(get(copy, "component", "T")), 0);
        ck_assert_fails(prg_item_remove(get(copy, "role", "guide")), PRG_ECONFLICT);
        free(copied);
        copied = written(programme);
        ck_assert_str_eq(original, copied);
        prg_programme_unref(programme);
        ck_assert_str_eq(prg_item_name(police, NULL), "Công an tỉnh");
        free(original);
        free(copied);
        prg_programme_unref(copy);
}
END_TEST

START_TEST(what_edits_left_behind_is_not_copied)
{
        prg_programme *programme = scripted("+components P; kind=project"), *copy, *fresh;
        prg_item *item = get(programme, "component", "P");
        char text[400];
        memset(text, 'x', sizeof text - 1);
        text[sizeof text - 1] = '\0';
        for (int i = 0; i < 20000; i++)
                ck_assert_int_eq(prg_item_set(item, "note", text), 0);
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        ck_assert_int_eq(prg_programme_copy(&fresh, copy), 0);
        ck_assert_str_eq(prg_item_text(get(fresh, "component", "P"), "note"), text);
        long live = prg__memory_live();
        prg_programme_unref(copy);
        long blocks = live - prg__memory_live();
        live = prg__memory_live();
        prg_programme_unref(programme);
        ck_assert_int_gt(live - prg__memory_live(), blocks);
        prg_programme_unref(fresh);
}
END_TEST

START_TEST(a_copy_keeps_what_the_document_was)
{
        static const char text[] = "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 7, \"id\": \"x\","
                                   "\"x-mine\": [1, {\"a\": null}], \"later\": true}";
        prg_programme *programme, *copy;
        ck_assert_int_eq(prg_programme_read_json(&programme, text, sizeof text - 1, NULL), 0);
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        char *original = written(programme), *copied = written(copy);
        ck_assert_str_eq(original, copied);
        ck_assert_ptr_nonnull(strstr(copied, "\"minor\": 7"));
        ck_assert_ptr_nonnull(strstr(copied, "\"x-mine\""));
        free(original);
        free(copied);
        prg_programme_unref(programme);
        prg_programme_unref(copy);
}
END_TEST

START_TEST(a_copy_of_what_came_from_csv_is_saved_to_csv)
{
        prg_programme *programme, *copy;
        folder_make();
        folder_write("plan.json", "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"x\", \"areas\": \"areas.csv\"}");
        folder_write("areas.csv", "id,level\nLC,province\n");
        ck_assert_int_eq(prg_programme_open_json(&programme, folder_path("plan.json"), NULL), 0);
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        prg_programme_unref(programme);
        ck_assert_int_eq(prg_item_set(get(copy, "area", "LC"), "level", "tinh"), 0);
        ck_assert_int_eq(prg_programme_save_json(copy, folder_path("plan.json")), 0);
        ck_assert_ptr_nonnull(strstr(folder_read("plan.json"), "\"areas\": \"areas.csv\""));
        ck_assert_ptr_nonnull(strstr(folder_read("areas.csv"), "LC,tinh"));
        prg_programme_unref(copy);
        folder_remove();
}
END_TEST

START_TEST(copying_needs_both)
{
        prg_programme *programme = new_programme(), *copy = NULL;
        ck_assert_fails(prg_programme_copy(NULL, programme), PRG_EINVALID);
        ck_assert_fails(prg_programme_copy(&copy, NULL), PRG_EINVALID);
        ck_assert_ptr_null(copy);
        prg_programme_unref(programme);
}
END_TEST

/* Where a document changes a standard role, and where its own stand between: written and read, the order stays. */
START_TEST(roles_keep_their_order_through_a_document)
{
        prg_programme *programme = new_programme(), *read;
        script(programme, "+roles own; verb=làm; /; +roles other; verb=giúp");
        ck_assert_int_eq(prg_item_set(get(programme, "role", "guide"), "lead", "none"), 0);
        ck_assert_int_eq(prg_item_set(get(programme, "role", "lead"), "note", "x"), 0);
        prg_item *root = prg_programme_root(programme);
        ck_assert_int_eq(prg_item_move(get(programme, "role", "lead"), root, "roles", 99), 0);
        ck_assert_int_eq(prg_item_move(get(programme, "role", "other"), root, "roles", 0), 0);
        char *text = written(programme);
        ck_assert_int_eq(prg_programme_read_json(&read, text, strlen(text), NULL), 0);
        char *again = written(read);
        ck_assert_str_eq(text, again);
        ck_assert_uint_eq(prg_programme_count(read, "role"), prg_programme_count(programme, "role"));
        free(text);
        free(again);
        prg_programme_unref(programme);
        prg_programme_unref(read);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("programme");
        TCase *tests = tcase_create("programme");
        tcase_add_test(tests, a_new_programme_has_an_id_and_the_standard_roles);
        tcase_add_test(tests, the_standard_roles_are_the_verbs_by_which_documents_give_tasks);
        tcase_add_test(tests, an_id_of_a_programme_is_well_formed);
        tcase_add_test(tests, an_item_outlives_the_callers_reference_while_another_is_kept);
        tcase_add_test(tests, each_edit_raises_the_generation_and_nothing_else_does);
        tcase_add_test(tests, freezing_is_for_good);
        tcase_add_test(tests, items_are_counted_at_any_depth);
        tcase_add_test(tests, a_copy_says_the_same_and_is_independent);
        tcase_add_test(tests, what_edits_left_behind_is_not_copied);
        tcase_add_test(tests, a_copy_keeps_what_the_document_was);
        tcase_add_test(tests, a_copy_of_what_came_from_csv_is_saved_to_csv);
        tcase_add_test(tests, copying_needs_both);
        tcase_add_test(tests, roles_keep_their_order_through_a_document);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
