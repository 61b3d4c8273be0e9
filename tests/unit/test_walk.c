/* Walking: everything once, owners first, in the order of the document. */
#include "model.h"

static prg_programme *programme;

static void set_up(void)
{
        programme = scripted(
                "+agencies A; /;"
                "+components P; +assignments; agency=A; role=lead; ..; +time; form=continuous; ..;"
                "+children T1; +assignments; agency=A; role=lead; ..; +assignments; agency=A; role=urge; /;"
                "+areas X; level=province");
        prg_item *project = get(programme, "component", "P");
        ck_assert_int_eq(prg_item_add(NULL, project, "children", "T2"), 0);
        ck_assert_int_eq(prg_item_add(NULL, prg_programme_root(programme), "components", "Q"), 0);
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

/* "class id@depth" of everything that a walk answers; standard roles are passed over. */
static const char *walked(prg_item *start, const char *class_name)
{
        static char text[1024];
        size_t end = 0;
        prg_walk *walk;
        prg_item *item;
        int code;
        text[0] = '\0';
        ck_assert_int_eq(prg_walk_new(&walk, start, class_name), 0);
        ck_assert_uint_eq(prg_walk_depth(walk), 0);
        while ((code = prg_walk_next(walk, &item)) == 0)
                if (strcmp(prg_item_class(item), "role") != 0)
                        end += (size_t)snprintf(text + end, sizeof text - end, "%s%s%s@%zu ", prg_item_class(item),
                                prg_item_id(item) ? " " : "", prg_item_id(item) ? prg_item_id(item) : "", prg_walk_depth(walk));
        ck_assert_int_eq(code, PRG_END);
        ck_assert_int_eq(prg_walk_next(walk, &item), PRG_END);
        prg_walk_free(walk);
        return text;
}

START_TEST(owners_come_before_what_belongs_to_them_in_the_order_of_the_document)
{
        ck_assert_str_eq(walked(prg_programme_root(programme), NULL),
                "programme plan@0 calendar gregorian@1 agency A@1 component P@1 time@2 assignment@2 component T1@2 assignment@3 "
                "assignment@3 component T2@2 component Q@1 area X@1 ");
}
END_TEST

START_TEST(a_walk_stays_within_its_start)
{
        ck_assert_str_eq(walked(get(programme, "component", "P"), NULL),
                "component P@0 time@1 assignment@1 component T1@1 assignment@2 assignment@2 component T2@1 ");
        ck_assert_str_eq(walked(get(programme, "component", "T1"), NULL), "component T1@0 assignment@1 assignment@1 ");
        ck_assert_str_eq(walked(get(programme, "component", "T2"), NULL), "component T2@0 ");
        ck_assert_str_eq(walked(prg_item_get(get(programme, "component", "P"), "time"), NULL), "time@0 ");
}
END_TEST

START_TEST(one_class_can_be_asked_for)
{
        ck_assert_str_eq(walked(prg_programme_root(programme), "assignment"), "assignment@2 assignment@3 assignment@3 ");
        ck_assert_str_eq(walked(get(programme, "component", "P"), "component"),
                "component P@0 component T1@1 component T2@1 ");
        ck_assert_str_eq(walked(get(programme, "component", "P"), "area"), "");
        ck_assert_str_eq(walked(prg_programme_root(programme), "programme"), "programme plan@0 ");
}
END_TEST

START_TEST(what_was_removed_can_be_walked_through)
{
        prg_item *project = get(programme, "component", "P");
        ck_assert_int_eq(prg_item_remove(project), 0);
        ck_assert_str_eq(walked(project, "component"), "component P@0 component T1@1 component T2@1 ");
        ck_assert_str_eq(walked(prg_programme_root(programme), "component"), "component Q@1 ");
}
END_TEST

START_TEST(an_edit_makes_a_walk_stale)
{
        prg_walk *walk;
        prg_item *item = NULL;
        ck_assert_int_eq(prg_walk_new(&walk, prg_programme_root(programme), "component"), 0);
        ck_assert_int_eq(prg_walk_next(walk, &item), 0);
        prg_item *before = item;
        ck_assert_int_eq(prg_item_set(item, "note", "x"), 0);
        ck_assert_fails(prg_walk_next(walk, &item), PRG_ESTALE);
        ck_assert_ptr_eq(item, before);
        ck_assert_uint_eq(prg_walk_depth(walk), 1);
        prg_walk_free(walk);
        /* Even one that has ended. */
        ck_assert_int_eq(prg_walk_new(&walk, get(programme, "component", "T2"), NULL), 0);
        ck_assert_int_eq(prg_walk_next(walk, &item), 0);
        ck_assert_int_eq(prg_walk_next(walk, &item), PRG_END);
        ck_assert_int_eq(prg_item_remove(get(programme, "component", "T2")), 0);
        ck_assert_fails(prg_walk_next(walk, &item), PRG_ESTALE);
        prg_walk_free(walk);
        /* An edit that was refused does not. */
        ck_assert_int_eq(prg_walk_new(&walk, prg_programme_root(programme), NULL), 0);
        ck_assert_fails(prg_item_set(get(programme, "component", "Q"), "from", "x"), PRG_ESCHEMA);
        ck_assert_int_eq(prg_walk_next(walk, &item), 0);
        prg_walk_free(walk);
}
END_TEST

START_TEST(a_walk_keeps_the_programme)
{
        prg_walk *walk;
        prg_item *item;
        size_t count = 0;
        prg_programme *own = scripted("+components C; kind=task");
        ck_assert_int_eq(prg_walk_new(&walk, prg_programme_root(own), "component"), 0);
        prg_programme_unref(own);
        while (prg_walk_next(walk, &item) == 0) {
                ck_assert_str_eq(prg_item_id(item), "C");
                count++;
        }
        ck_assert_uint_eq(count, 1);
        prg_walk_free(walk);
}
END_TEST

START_TEST(misuse_is_refused)
{
        prg_walk *walk;
        prg_item *item;
        ck_assert_fails(prg_walk_new(NULL, prg_programme_root(programme), NULL), PRG_EINVALID);
        ck_assert_fails(prg_walk_new(&walk, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_walk_new(&walk, prg_programme_root(programme), "ministry"), PRG_ENOTFOUND);
        ck_assert_fails(prg_walk_next(NULL, &item), PRG_EINVALID);
        ck_assert_int_eq(prg_walk_new(&walk, prg_programme_root(programme), NULL), 0);
        ck_assert_fails(prg_walk_next(walk, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_walk_next(walk, &item), 0);
        ck_assert_ptr_eq(item, prg_programme_root(programme));
        prg_walk_free(walk);
        prg_walk_free(NULL);
        ck_assert_uint_eq(prg_walk_depth(NULL), 0);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("walk");
        TCase *tests = tcase_create("walk");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, owners_come_before_what_belongs_to_them_in_the_order_of_the_document);
        tcase_add_test(tests, a_walk_stays_within_its_start);
        tcase_add_test(tests, one_class_can_be_asked_for);
        tcase_add_test(tests, what_was_removed_can_be_walked_through);
        tcase_add_test(tests, an_edit_makes_a_walk_stale);
        tcase_add_test(tests, a_walk_keeps_the_programme);
        tcase_add_test(tests, misuse_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
