/* Areas through time: Mù Cả goes through the reform unchanged but for parent and code; a town becomes a ward. */
#include "model.h"

static prg_programme *programme;
static prg_item *area;

static void set_up(void)
{
        programme = scripted(
                "+areas LC; name=Tỉnh Lai Châu; code=12; level=province; /;"
                "+areas MT; name=Huyện Mường Tè; code=107; level=district; to=2025-06-30; /;"
                "+areas MC; name=Xã Mù Cả; code=03433; level=commune; kind=xa; parent=MT; from=2012-01-01; to=2030-12-31;"
                "+later; from=2020-01-10; kind=thi_tran; ..;"
                "+later; from=2025-07-01; name=Phường Mù Cả; parent=LC; kind=phuong; ..;"
                "+later; from=2026-01-01; code=00433");
        area = get(programme, "area", "MC");
        ck_assert_int_eq(prg_item_set_translation(area, "name", "en", "Mu Ca"), 0);
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

static const struct {
        const char *day, *name, *code, *kind, *parent;
        int exists;
} states[] = {
        { NULL, "Xã Mù Cả", "03433", "xa", "MT", 1 },
        { "2011-12-31", "Xã Mù Cả", "03433", "xa", "MT", 0 },
        { "2012-01-01", "Xã Mù Cả", "03433", "xa", "MT", 1 },
        { "2020-01-09", "Xã Mù Cả", "03433", "xa", "MT", 1 },
        { "2020-01-10", "Xã Mù Cả", "03433", "thi_tran", "MT", 1 },
        { "2025-06-30", "Xã Mù Cả", "03433", "thi_tran", "MT", 1 },
        { "2025-07-01", "Phường Mù Cả", "03433", "phuong", "LC", 1 },
        { "2026-01-01", "Phường Mù Cả", "00433", "phuong", "LC", 1 },
        { "2030-12-31", "Phường Mù Cả", "00433", "phuong", "LC", 1 },
        { "2031-01-01", "Phường Mù Cả", "00433", "phuong", "LC", 0 },
};

START_TEST(an_area_is_on_a_day_what_the_last_state_before_says)
{
        prg_date on = states[_i].day ? day(states[_i].day) : PRG_DATE_NONE;
        ck_assert_str_eq(prg_area_name(area, on, NULL), states[_i].name);
        ck_assert_str_eq(prg_area_code(area, on), states[_i].code);
        ck_assert_str_eq(prg_area_kind(area, on), states[_i].kind);
        ck_assert_str_eq(prg_item_id(prg_area_parent(area, on)), states[_i].parent);
        ck_assert_int_eq(prg_area_exists(area, on), states[_i].exists);
}
END_TEST

START_TEST(a_name_is_that_of_its_day_in_the_language_that_there_is)
{
        ck_assert_str_eq(prg_area_name(area, day("2020-01-10"), "en"), "Mu Ca");
        ck_assert_str_eq(prg_area_name(area, day("2025-07-01"), "en"), "Phường Mù Cả");
        ck_assert_int_eq(prg_item_set_translation(prg_item_at(area, "later", 1), "name", "en", "Mu Ca Ward"), 0);
        ck_assert_str_eq(prg_area_name(area, day("2025-07-01"), "en"), "Mu Ca Ward");
}
END_TEST

START_TEST(an_attribute_that_was_taken_away_is_as_before)
{
        prg_item *state = prg_item_at(area, "later", 1);
        ck_assert_int_eq(prg_item_set(state, "name", NULL), 0);
        ck_assert_int_eq(prg_item_set(state, "parent", NULL), 0);
        ck_assert_int_eq(prg_item_set(state, "kind", NULL), 0);
        ck_assert_str_eq(prg_area_name(area, day("2026-01-01"), NULL), "Xã Mù Cả");
        ck_assert_str_eq(prg_area_kind(area, day("2026-01-01")), "thi_tran");
        ck_assert_str_eq(prg_item_id(prg_area_parent(area, day("2026-01-01"))), "MT");
        ck_assert_int_eq(prg_item_set(prg_item_at(area, "later", 0), "from", NULL), 0);
        ck_assert_str_eq(prg_area_kind(area, day("2026-01-01")), "xa");
}
END_TEST

START_TEST(an_open_interval_has_no_end)
{
        prg_item *province = get(programme, "area", "LC");
        ck_assert_int_eq(prg_area_exists(province, PRG_DATE_MIN), 1);
        ck_assert_int_eq(prg_area_exists(province, PRG_DATE_MAX), 1);
        ck_assert_ptr_null(prg_area_parent(province, PRG_DATE_MAX));
        ck_assert_ptr_null(prg_area_kind(province, PRG_DATE_MAX));
        ck_assert_str_eq(prg_area_name(province, PRG_DATE_NONE, NULL), "Tỉnh Lai Châu");
        ck_assert_str_eq(prg_area_code(province, PRG_DATE_NONE), "12");
        ck_assert_int_eq(prg_area_exists(get(programme, "area", "MT"), day("2025-06-30")), 1);
        ck_assert_int_eq(prg_area_exists(get(programme, "area", "MT"), day("2025-07-01")), 0);
}
END_TEST

START_TEST(what_is_no_area_has_no_answers)
{
        const prg_item *others[] = { NULL, prg_programme_root(programme), prg_item_at(area, "later", 0) };
        for (size_t i = 0; i < 3; i++) {
                ck_assert_int_eq(prg_area_exists(others[i], PRG_DATE_NONE), 0);
                ck_assert_ptr_null(prg_area_name(others[i], PRG_DATE_NONE, "vi"));
                ck_assert_ptr_null(prg_area_code(others[i], PRG_DATE_NONE));
                ck_assert_ptr_null(prg_area_kind(others[i], PRG_DATE_NONE));
                ck_assert_ptr_null(prg_area_parent(others[i], PRG_DATE_NONE));
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("area");
        TCase *tests = tcase_create("area");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_loop_test(tests, an_area_is_on_a_day_what_the_last_state_before_says, 0, sizeof states / sizeof *states);
        tcase_add_test(tests, a_name_is_that_of_its_day_in_the_language_that_there_is);
        tcase_add_test(tests, an_attribute_that_was_taken_away_is_as_before);
        tcase_add_test(tests, an_open_interval_has_no_end);
        tcase_add_test(tests, what_is_no_area_has_no_answers);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
