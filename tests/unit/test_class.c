/* What there is: classes and fields, as documentation and other languages see them. */
#include "model.h"

#include "model/class.h"

START_TEST(every_class_has_a_name_and_says_what_it_is_for)
{
        size_t count = 0;
        for (const char *name; (name = prg_class_at(count)) != NULL; count++) {
                ck_assert_msg(prg_class_doc(name) && *prg_class_doc(name), "%s", name);
                for (size_t other = 0; other < count; other++)
                        ck_assert_str_ne(name, prg_class_at(other));
                ck_assert_str_eq(prg__class_of_name(name)->name, name);
        }
        ck_assert_uint_eq(count, 36);
        ck_assert_str_eq(prg_class_at(0), "programme");
        ck_assert_ptr_null(prg_class_at((size_t)-1));
        ck_assert_ptr_null(prg_class_doc("ministry"));
        ck_assert_ptr_null(prg_class_doc(NULL));
}
END_TEST

START_TEST(classes_with_identity_are_numbered)
{
        for (int number = 0; number < PRG__CLASSES; number++)
                ck_assert_int_eq(prg__class_at(number)->number, number);
        ck_assert_ptr_null(prg__class_at(PRG__CLASSES));
}
END_TEST

static int is_type(const char *type)
{
        static const char *const types[] = { "text", "word", "choice", "flag", "count", "date", "number", "names", "texts",
                "reference", "references", "record", "items" };
        for (size_t i = 0; i < sizeof types / sizeof *types; i++)
                if (strcmp(types[i], type) == 0)
                        return 1;
        return 0;
}

START_TEST(every_field_is_described_as_its_type_demands)
{
        size_t fields = 0;
        for (size_t c = 0; prg_class_at(c); c++) {
                const char *class_name = prg_class_at(c);
                const prg__class *class = prg__class_of_name(class_name);
                prg_field field;
                for (size_t i = 0; prg_class_field(&field, class_name, i) == 0; i++, fields++) {
                        ck_assert_msg(is_type(field.type), "%s.%s: %s", class_name, field.key, field.type);
                        ck_assert_msg(field.doc && *field.doc, "%s.%s", class_name, field.key);
                        ck_assert(field.required == 0 || field.required == 1);
                        ck_assert_int_eq(field.choices != NULL, strcmp(field.type, "choice") == 0);
                        int points = strncmp(field.type, "reference", 9) == 0 || strcmp(field.type, "record") == 0
                                || strcmp(field.type, "items") == 0;
                        ck_assert_int_eq(field.of != NULL, points);
                        if (points)
                                ck_assert_ptr_nonnull(prg_class_doc(field.of));
                        const prg__field *inside = prg__class_field(class, field.key, strlen(field.key));
                        ck_assert_str_eq(inside->key, field.key);
                        ck_assert_str_eq(prg__type_name(inside->type), field.type);
                        /* What a reference names has an id in the programme. */
                        for (size_t t = 0; strncmp(field.type, "reference", 9) == 0 && inside->targets[t]; t++)
                                ck_assert_int_ge(inside->targets[t]->number, 0);
                        /* No key stands twice, and none is one that every document has. */
                        prg_field other;
                        for (size_t k = 0; k < i; k++) {
                                ck_assert_int_eq(prg_class_field(&other, class_name, k), 0);
                                ck_assert_str_ne(other.key, field.key);
                        }
                        ck_assert_str_ne(field.key, "id");
                        ck_assert_str_ne(field.key, "format");
                }
        }
        ck_assert_uint_gt(fields, 150);
}
END_TEST

START_TEST(a_field_is_found_by_its_whole_key_only)
{
        const prg__class *agency = prg__class_of_name("agency");
        ck_assert_ptr_nonnull(prg__class_field(agency, "name", 4));
        ck_assert_ptr_null(prg__class_field(agency, "name", 3));
        ck_assert_ptr_null(prg__class_field(agency, "names", 5));
        ck_assert_ptr_null(prg__class_field(agency, "", 0));
        ck_assert_ptr_null(prg__class_field(agency, "name\0x", 6));
}
END_TEST

/* What a complete thing has; everything else may be left out. */
START_TEST(few_fields_are_required)
{
        static const char expected[] =
                "calendar.kind stage.from stage.to holiday.from successor.agency successor.on successor.change group.membership member.agency component.kind "
                "assignment.role time.form obligation.who obligation.period obligation.tiers tier.receiver indicator.kind precedence.order area.level area_state.from "
                "area_change.on area_change.kind mapping.old share.basis share.value "
                "target.indicator target.area target.period target.value baseline.indicator baseline.area baseline.period "
                "baseline.value ";
        char text[1024];
        size_t end = 0;
        prg_field field;
        text[0] = '\0';
        for (size_t c = 0; prg_class_at(c); c++)
                for (size_t i = 0; prg_class_field(&field, prg_class_at(c), i) == 0; i++)
                        if (field.required)
                                end += (size_t)snprintf(text + end, sizeof text - end, "%s.%s ", prg_class_at(c), field.key);
        ck_assert_uint_lt(end, sizeof text);
        ck_assert_str_eq(text, expected);
}
END_TEST

START_TEST(what_documentation_needs_is_told)
{
        prg_field field;
        ck_assert_int_eq(prg_class_field(&field, "assignment", 2), 0);
        ck_assert_str_eq(field.key, "role");
        ck_assert_str_eq(field.type, "reference");
        ck_assert_str_eq(field.of, "role");
        ck_assert_int_eq(field.required, 1);
        ck_assert_int_eq(prg_class_field(&field, "share", 0), 0);
        ck_assert_str_eq(field.key, "basis");
        ck_assert_str_eq(field.choices[0], "population");
        ck_assert_ptr_null(field.choices[3]);
        ck_assert_int_eq(prg_class_field(&field, "share", 2), PRG_END);
        ck_assert_int_eq(prg_class_field(&field, "share", (size_t)-1), PRG_END);
        ck_assert_fails(prg_class_field(&field, "ministry", 0), PRG_ENOTFOUND);
        ck_assert_fails(prg_class_field(NULL, "share", 0), PRG_EINVALID);
        ck_assert_fails(prg_class_field(&field, NULL, 0), PRG_EINVALID);
}
END_TEST

START_TEST(classes_meet_where_one_field_takes_both)
{
        const prg__class *agency = prg__class_of_name("agency"), *group = prg__class_of_name("group");
        const prg__class *component = prg__class_of_name("component"), *indicator = prg__class_of_name("indicator");
        ck_assert_int_eq(prg__classes_meet(agency, group), 1);
        ck_assert_int_eq(prg__classes_meet(indicator, component), 1);
        ck_assert_int_eq(prg__classes_meet(agency, component), 0);
        ck_assert_int_eq(prg__classes_meet(prg__class_of_name("area"), prg__class_of_name("document")), 0);
}
END_TEST

START_TEST(articles_are_spoken)
{
        ck_assert_str_eq(prg__class_article(prg__class_of_name("agency")), "an");
        ck_assert_str_eq(prg__class_article(prg__class_of_name("unit")), "a");
        ck_assert_str_eq(prg__class_article(prg__class_of_name("component")), "a");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("class");
        TCase *tests = tcase_create("class");
        tcase_add_test(tests, every_class_has_a_name_and_says_what_it_is_for);
        tcase_add_test(tests, classes_with_identity_are_numbered);
        tcase_add_test(tests, every_field_is_described_as_its_type_demands);
        tcase_add_test(tests, a_field_is_found_by_its_whole_key_only);
        tcase_add_test(tests, few_fields_are_required);
        tcase_add_test(tests, what_documentation_needs_is_told);
        tcase_add_test(tests, classes_meet_where_one_field_takes_both);
        tcase_add_test(tests, articles_are_spoken);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
