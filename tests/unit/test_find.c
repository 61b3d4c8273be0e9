/* Look-up by id and by what people write: every spelling of a name finds the same thing. */
#include "model.h"

#include <pthread.h>

static prg_programme *programme;

static void set_up(void)
{
        programme = scripted(
                "+documents D1; name=Kết luận 95; symbol=95-KL/TW; /; +documents D2; symbol=95-KH/TU; /;"
                "+agencies CA-TINH; name=Công an tỉnh; aliases<CA tỉnh; /;"
                "+agencies UB; name=Ủy ban nhân dân tỉnh; aliases<UBND tỉnh; /;"
                "+agencies BCD; name=Ban Chỉ đạo phòng, chống ma túy; /;"
                "+agencies SYT; name=Sở Y tế; /; +agencies nameless-office; /;"
                "+groups AG13; name=Các sở, ban, ngành; membership=open; /; +groups G2; name=Sở Y tế; membership=closed; /;"
                "+components P; name=Dự án; kind=project; +children T1; name=Kiểm tra; kind=task; ..;"
                "+children T2; name=Kiểm tra; aliases<kiểm TRA; kind=task; ..; +children T3; name=Kiểm tra; kind=task; /;"
                "+units kg; name=ki-lô-gam; symbol=kg.; /;"
                "+areas HUY; name=Huyện Phong Thổ; code=00108; level=district;"
                "+later; from=2025-07-01; name=Khu vực Phong Thổ; code=03500");
        ck_assert_int_eq(prg_item_set_translation(get(programme, "agency", "CA-TINH"), "name", "en", "Provincial Police"), 0);
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

static const struct {
        const char *class_name, *text, *id;
} found[] = {
        { NULL, "CA-TINH", "CA-TINH" },
        { "agency", "CA-TINH", "CA-TINH" },
        { NULL, "Công an tỉnh", "CA-TINH" },
        { NULL, "công an tỉnh", "CA-TINH" },
        { NULL, "CÔNG AN TỈNH", "CA-TINH" },
        { NULL, "Co\u0302ng an ti\u0309nh", "CA-TINH" },
        { NULL, "ca TỈNH", "CA-TINH" },
        { NULL, "provincial police", "CA-TINH" },
        { NULL, "Ủy ban nhân dân tỉnh", "UB" },
        { NULL, "Uỷ ban nhân dân tỉnh", "UB" },
        { NULL, "uy\u0309 ban nhân dân tỉnh", "UB" },
        { NULL, "ubnd tỉnh", "UB" },
        { NULL, "ban chỉ đạo phòng, chống ma tuý", "BCD" },
        { NULL, "Ban Chỉ đạo phòng, chống ma túy", "BCD" },
        { NULL, "Ban Chi\u0309 đa\u0323o pho\u0300ng, chô\u0301ng ma tuy\u0301", "BCD" },
        { NULL, "AG13", "AG13" },
        { NULL, "CÁC SỞ, BAN, NGÀNH", "AG13" },
        /* Agencies come before groups. */
        { NULL, "sở y tế", "SYT" },
        { "agency", "sở y tế", "SYT" },
        { "group", "sở y tế", "G2" },
        { NULL, "nameless-office", "nameless-office" },
        { "document", "95-kl/tw", "D1" },
        { "document", "95-KH/TU", "D2" },
        { "document", "kết luận 95", "D1" },
        { "unit", "KG.", "kg" },
        { "component", "dự án", "P" },
        { "component", "T3", "T3" },
        /* An area is found by what it was called and by what it is called. */
        { "area", "huyện phong thổ", "HUY" },
        { "area", "khu vực phong thổ", "HUY" },
        { "area", "00108", "HUY" },
        { "area", "03500", "HUY" },
        { "role", "chủ trì", "lead" },
        { "role", "coordinate", "coordinate" },
};

START_TEST(every_spelling_finds_the_same_thing)
{
        prg_item *item = NULL;
        ck_assert_msg(prg_programme_find(&item, programme, found[_i].class_name, found[_i].text) == 0, "%s: %s",
                found[_i].text, prg_error_last()->message);
        ck_assert_str_eq(prg_item_id(item), found[_i].id);
}
END_TEST

static const struct {
        const char *class_name, *text, *message;
} missed[] = {
        { NULL, "Công an tih", "no agency or group is called 'Công an tih'; did you mean 'Công an tỉnh'?" },
        { "agency", "Cong an tinh", "no agency is called 'Cong an tinh'; did you mean 'Công an tỉnh'?" },
        { "agency", "CA-TIN", "no agency is called 'CA-TIN'; did you mean 'CA-TINH'?" },
        { "agency", "nameless-ofice", "no agency is called 'nameless-ofice'; did you mean 'nameless-office'?" },
        { "group", "AG14", "no group is called 'AG14'; did you mean 'AG13'?" },
        { "agency", "AG13", "no agency is called 'AG13'" },
        { "area", "0108", "no area is called '0108'; did you mean 'Huyện Phong Thổ'?" },
        { "indicator", "x", "no indicator is called 'x'" },
        { NULL, "", "no agency or group is called ''" },
        { "agency", "", "no agency is called ''" },
};

START_TEST(what_is_not_there_is_told_with_the_nearest)
{
        prg_item *item = NULL;
        ck_assert_fails(prg_programme_find(&item, programme, missed[_i].class_name, missed[_i].text), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, missed[_i].message);
        ck_assert_ptr_null(item);
}
END_TEST

START_TEST(a_name_of_several_is_ambiguous_and_their_ids_are_told)
{
        prg_item *item = NULL;
        ck_assert_fails(prg_programme_find(&item, programme, "component", "kiểm tra"), PRG_ECONFLICT);
        ck_assert_str_eq(prg_error_last()->message, "'kiểm tra' names several: T1, T2, T3");
        ck_assert_ptr_null(item);
        ck_assert_int_eq(prg_item_remove(get(programme, "component", "T1")), 0);
        ck_assert_fails(prg_programme_find(&item, programme, "component", "kiểm tra"), PRG_ECONFLICT);
        ck_assert_int_eq(prg_item_remove(get(programme, "component", "T3")), 0);
        ck_assert_int_eq(prg_programme_find(&item, programme, "component", "kiểm tra"), 0);
        ck_assert_str_eq(prg_item_id(item), "T2");
}
END_TEST

START_TEST(an_edit_is_seen_by_the_next_look_up)
{
        prg_item *item;
        ck_assert_int_eq(prg_programme_find(&item, programme, NULL, "Sở Y tế"), 0);
        ck_assert_int_eq(prg_item_set(item, "name", "Sở Y tế tỉnh"), 0);
        ck_assert_int_eq(prg_programme_find(&item, programme, NULL, "Sở Y tế"), 0);
        ck_assert_str_eq(prg_item_id(item), "G2");
        ck_assert_int_eq(prg_programme_find(&item, programme, NULL, "sở y tế tỉnh"), 0);
        ck_assert_str_eq(prg_item_id(item), "SYT");
        ck_assert_int_eq(prg_item_remove(item), 0);
        ck_assert_fails(prg_programme_find(&item, programme, NULL, "sở y tế tỉnh"), PRG_ENOTFOUND);
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "UB"), "id", "UBND"), 0);
        ck_assert_int_eq(prg_programme_find(&item, programme, NULL, "UBND"), 0);
        ck_assert_fails(prg_programme_find(&item, programme, "agency", "UB"), PRG_ENOTFOUND);
}
END_TEST

START_TEST(an_id_comes_before_a_name)
{
        prg_item *item;
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "BCD"), "name", "SYT"), 0);
        ck_assert_int_eq(prg_programme_find(&item, programme, NULL, "SYT"), 0);
        ck_assert_str_eq(prg_item_id(item), "SYT");
        ck_assert_int_eq(prg_programme_find(&item, programme, NULL, "syt"), 0);
        ck_assert_str_eq(prg_item_id(item), "BCD");
}
END_TEST

START_TEST(misuse_is_refused)
{
        prg_item *item;
        ck_assert_fails(prg_programme_find(NULL, programme, NULL, "x"), PRG_EINVALID);
        ck_assert_fails(prg_programme_find(&item, NULL, NULL, "x"), PRG_EINVALID);
        ck_assert_fails(prg_programme_find(&item, programme, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_find(&item, programme, "ministry", "x"), PRG_EINVALID);
        ck_assert_fails(prg_programme_find(&item, programme, "assignment", "x"), PRG_EINVALID);
        ck_assert_fails(prg_programme_find(&item, programme, "category", "x"), PRG_EINVALID);
        ck_assert_fails(prg_programme_find(&item, programme, NULL, "x\xff"), PRG_EUTF8);
        ck_assert_ptr_null(prg_programme_get(NULL, "agency", "SYT"));
        ck_assert_ptr_null(prg_programme_get(programme, NULL, "SYT"));
        ck_assert_ptr_null(prg_programme_get(programme, "agency", NULL));
        ck_assert_ptr_null(prg_programme_get(programme, "ministry", "SYT"));
        ck_assert_ptr_null(prg_programme_get(programme, "assignment", "SYT"));
        ck_assert_ptr_null(prg_programme_get(programme, "programme", "plan"));
        ck_assert_ptr_null(prg_programme_get(programme, "agency", "syt"));
}
END_TEST

static void *ask(void *failed)
{
        for (int round = 0; round < 50; round++)
                for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
                        prg_item *item = NULL;
                        prg_item_list *list = NULL;
                        if (prg_programme_find(&item, programme, found[i].class_name, found[i].text) != 0
                            || strcmp(prg_item_id(item), found[i].id) != 0)
                                ++*(int *)failed;
                        if (round == 0 && prg_programme_search(&list, programme, NULL, "kiểm", 0) != 0)
                                ++*(int *)failed;
                        prg_item_list_free(list);
                        prg_programme_unref(prg_programme_ref(programme));
                }
        return NULL;
}

START_TEST(a_frozen_programme_is_asked_by_four_threads_at_once)
{
        pthread_t threads[4];
        int failed[4] = { 0 };
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        for (int i = 0; i < 4; i++)
                ck_assert_int_eq(pthread_create(&threads[i], NULL, ask, &failed[i]), 0);
        for (int i = 0; i < 4; i++) {
                ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
                ck_assert_int_eq(failed[i], 0);
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("find");
        TCase *tests = tcase_create("find");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_loop_test(tests, every_spelling_finds_the_same_thing, 0, sizeof found / sizeof *found);
        tcase_add_loop_test(tests, what_is_not_there_is_told_with_the_nearest, 0, sizeof missed / sizeof *missed);
        tcase_add_test(tests, a_name_of_several_is_ambiguous_and_their_ids_are_told);
        tcase_add_test(tests, an_edit_is_seen_by_the_next_look_up);
        tcase_add_test(tests, an_id_comes_before_a_name);
        tcase_add_test(tests, misuse_is_refused);
        tcase_add_test(tests, a_frozen_programme_is_asked_by_four_threads_at_once);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
