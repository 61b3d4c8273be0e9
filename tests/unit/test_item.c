/* Reading items: what they are, where they stand, and their fields by key. */
#include "model.h"

#include "util/memory.h"

static prg_programme *programme;

static void set_up(void)
{
        programme = scripted(
                "name=Chương trình phòng, chống ma tuý;"
                "+documents D3; symbol=21-CT/TW; date=2008-03-26; /;"
                "+agencies CA-TINH; name=Công an tỉnh; aliases<CA tỉnh; aliases<CAT; kind=command; /;"
                "+agencies SYT; /;"
                "+components P1; kind=programme; note=; +children T1; kind=task; from=2017-09-29; aim=zero;"
                "documents<D3; +time; form=anniversary; of=D3; years=10; ..;"
                "+assignments; agency=CA-TINH; role=lead; binding=false; ..;"
                "+assignments; agency=SYT; role=take_part; /;"
                "+indicators rate; kind=ratio; decimals=1; factor=100; published=true");
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

static prg_item *task(void)
{
        return get(programme, "component", "T1");
}

START_TEST(an_item_says_what_it_is)
{
        prg_item *item = task(), *assignment = prg_item_at(item, "assignments", 1);
        ck_assert_str_eq(prg_item_class(item), "component");
        ck_assert_str_eq(prg_item_id(item), "T1");
        ck_assert_ptr_eq(prg_item_programme(item), programme);
        ck_assert_ptr_eq(prg_item_owner(item), get(programme, "component", "P1"));
        ck_assert_uint_eq(prg_item_index(item), 0);
        ck_assert_int_eq(prg_item_is_removed(item), 0);
        ck_assert_str_eq(prg_item_class(assignment), "assignment");
        ck_assert_ptr_null(prg_item_id(assignment));
        ck_assert_uint_eq(prg_item_index(assignment), 1);
        ck_assert_ptr_eq(prg_item_owner(assignment), item);
        prg_item *root = prg_programme_root(programme);
        ck_assert_str_eq(prg_item_class(root), "programme");
        ck_assert_str_eq(prg_item_id(root), "plan");
        ck_assert_ptr_null(prg_item_owner(root));
        ck_assert_uint_eq(prg_item_index(root), 0);
}
END_TEST

START_TEST(nothing_is_known_of_null)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_decimal number;
        ck_assert_ptr_null(prg_item_class(NULL));
        ck_assert_ptr_null(prg_item_id(NULL));
        ck_assert_ptr_null(prg_item_programme(NULL));
        ck_assert_ptr_null(prg_item_owner(NULL));
        ck_assert_uint_eq(prg_item_index(NULL), 0);
        ck_assert_int_eq(prg_item_is_removed(NULL), 0);
        ck_assert_ptr_null(prg_item_name(NULL, "vi"));
        ck_assert_fails(prg_item_pointer(NULL, &buf), PRG_EINVALID);
        ck_assert_fails(prg_item_pointer(task(), NULL), PRG_EINVALID);
        ck_assert_ptr_null(prg_item_text(NULL, "kind"));
        ck_assert_ptr_null(prg_item_text(task(), NULL));
        ck_assert_int_eq(prg_item_date(NULL, "from"), PRG_DATE_NONE);
        ck_assert_int_eq(prg_item_date(task(), NULL), PRG_DATE_NONE);
        ck_assert_int_eq(prg_item_flag(NULL, "other", 7), 7);
        ck_assert_int_eq(prg_item_flag(task(), NULL, 7), 7);
        ck_assert_int_eq(prg_item_integer(NULL, "years", 7), 7);
        ck_assert_int_eq(prg_item_integer(task(), NULL, 7), 7);
        ck_assert_fails(prg_item_number(NULL, "factor", &number), PRG_EINVALID);
        ck_assert_fails(prg_item_number(task(), NULL, &number), PRG_EINVALID);
        ck_assert_fails(prg_item_number(task(), "factor", NULL), PRG_EINVALID);
        ck_assert_ptr_null(prg_item_get(NULL, "time"));
        ck_assert_ptr_null(prg_item_get(task(), NULL));
        ck_assert_uint_eq(prg_item_size(NULL, "children"), 0);
        ck_assert_uint_eq(prg_item_size(task(), NULL), 0);
        ck_assert_ptr_null(prg_item_at(NULL, "children", 0));
        ck_assert_ptr_null(prg_item_at(task(), NULL, 0));
        ck_assert_ptr_null(prg_item_text_at(NULL, "aliases", 0));
        ck_assert_ptr_null(prg_item_text_at(task(), NULL, 0));
        ck_assert_ptr_null(prg_item_language_at(NULL, "name", 0));
        ck_assert_ptr_null(prg_item_language_at(task(), NULL, 0));
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(the_name_is_the_nearest_that_there_is)
{
        prg_item *police = get(programme, "agency", "CA-TINH");
        ck_assert_int_eq(prg_item_set_translation(police, "name", "en", "Provincial Police"), 0);
        ck_assert_int_eq(prg_item_set_translation(police, "name", "fr", "Police"), 0);
        ck_assert_str_eq(prg_item_name(police, "en"), "Provincial Police");
        ck_assert_str_eq(prg_item_name(police, "vi"), "Công an tỉnh");
        ck_assert_str_eq(prg_item_name(police, NULL), "Công an tỉnh");
        ck_assert_str_eq(prg_item_name(police, "de"), "Công an tỉnh");
        ck_assert_str_eq(prg_item_text(police, "name"), "Công an tỉnh");
        ck_assert_int_eq(prg_item_set(police, "name", NULL), 0);
        ck_assert_str_eq(prg_item_name(police, "de"), "Provincial Police");
        ck_assert_str_eq(prg_item_name(police, "fr"), "Police");
        ck_assert_int_eq(prg_item_set(prg_programme_root(programme), "language", "fr"), 0);
        ck_assert_str_eq(prg_item_name(police, "de"), "Police");
        ck_assert_str_eq(prg_item_name(task(), NULL), "T1");
        ck_assert_ptr_null(prg_item_text(task(), "name"));
        ck_assert_str_eq(prg_item_name(prg_item_at(task(), "assignments", 0), "vi"), "");
}
END_TEST

static const char *pointer_of(const prg_item *item)
{
        static char text[256];
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&buf, "at ", 3), 0);
        ck_assert_int_eq(prg_item_pointer(item, &buf), 0);
        ck_assert_uint_ge(buf.length, 3);
        snprintf(text, sizeof text, "%s", buf.data + 3);
        prg_buf_dispose(&buf);
        return text;
}

START_TEST(a_pointer_leads_to_the_item_in_the_document)
{
        ck_assert_str_eq(pointer_of(prg_programme_root(programme)), "");
        ck_assert_str_eq(pointer_of(get(programme, "agency", "SYT")), "/agencies/1");
        ck_assert_str_eq(pointer_of(task()), "/components/0/children/0");
        ck_assert_str_eq(pointer_of(prg_item_at(task(), "assignments", 1)), "/components/0/children/0/assignments/1");
        ck_assert_str_eq(pointer_of(prg_item_get(task(), "time")), "/components/0/children/0/time");
        /* An empty buffer receives an empty text, not nothing. */
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_item_pointer(prg_programme_root(programme), &buf), 0);
        ck_assert_str_eq(buf.data, "");
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(a_pointer_for_which_memory_ends_half_way_leaves_the_buffer)
{
        prg_buf buf = PRG_BUF_INIT;
        do
                ck_assert_int_eq(prg_buf_append(&buf, "x", 1), 0);
        while (buf.capacity - buf.length != 16); /* room for "/components/0" and not for what follows */
        size_t length = buf.length;
        prg__memory_fail(0, 1);
        int code = prg_item_pointer(task(), &buf);
        prg__memory_fail_off();
        ck_assert_int_eq(code, PRG_ENOMEM);
        ck_assert_uint_eq(buf.length, length);
        ck_assert_uint_eq(strspn(buf.data, "x"), length);
        ck_assert_uint_eq(strlen(buf.data), length);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(the_place_of_a_role_is_that_in_the_document_without_standard_roles)
{
        prg_buf buf = PRG_BUF_INIT;
        script(programme, "+roles own; verb=làm; /; +roles second; verb=giúp");
        prg_item *lead = get(programme, "role", "lead");
        ck_assert_str_eq(pointer_of(get(programme, "role", "own")), "/roles/0");
        ck_assert_str_eq(pointer_of(get(programme, "role", "second")), "/roles/1");
        ck_assert_fails(prg_item_pointer(lead, &buf), PRG_ENOTFOUND);
        ck_assert_int_eq(prg_item_set(get(programme, "role", "direct"), "lead", "none"), 0);
        ck_assert_str_eq(pointer_of(get(programme, "role", "direct")), "/roles/0");
        ck_assert_str_eq(pointer_of(get(programme, "role", "second")), "/roles/2");
        ck_assert_fails(prg_item_pointer(lead, &buf), PRG_ENOTFOUND);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(the_place_of_a_calendar_does_not_count_the_gregorian_one)
{
        prg_buf buf = PRG_BUF_INIT;
        script(programme, "+calendars vn; kind=shifted; day=15; /; +calendars fiscal; kind=year_start; begins=07-01");
        ck_assert_str_eq(pointer_of(get(programme, "calendar", "vn")), "/calendars/0");
        ck_assert_str_eq(pointer_of(get(programme, "calendar", "fiscal")), "/calendars/1");
        ck_assert_fails(prg_item_pointer(get(programme, "calendar", "gregorian"), &buf), PRG_ENOTFOUND);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(values_are_read_by_key)
{
        prg_decimal number = { -7, 7 };
        prg_item *indicator = get(programme, "indicator", "rate"), *assignment = prg_item_at(task(), "assignments", 0);
        ck_assert_str_eq(prg_item_text(task(), "id"), "T1");
        ck_assert_str_eq(prg_item_text(task(), "kind"), "task");
        ck_assert_str_eq(prg_item_text(task(), "aim"), "zero");
        ck_assert_str_eq(prg_item_text(get(programme, "document", "D3"), "symbol"), "21-CT/TW");
        ck_assert_int_eq(prg_item_date(task(), "from"), day("2017-09-29"));
        ck_assert_int_eq(prg_item_flag(indicator, "published", 0), 1);
        ck_assert_int_eq(prg_item_flag(assignment, "binding", 1), 0);
        ck_assert_int_eq(prg_item_flag(assignment, "other", 1), 1);
        ck_assert_int_eq(prg_item_flag(assignment, "other", 0), 0);
        ck_assert_int_eq(prg_item_integer(indicator, "decimals", 5), 1);
        ck_assert_int_eq(prg_item_integer(prg_item_get(task(), "time"), "years", 0), 10);
        ck_assert_int_eq(prg_item_integer(indicator, "threshold", 5), 5);
        ck_assert_int_eq(prg_item_number(indicator, "factor", &number), 0);
        ck_assert_int_eq(number.mantissa, 100);
        ck_assert_uint_eq(number.decimals, 0);
        number = (prg_decimal){ -7, 7 };
        ck_assert_int_eq(prg_item_number(indicator, "minimum", &number), PRG_END);
        ck_assert_int_eq(number.mantissa, -7);
        ck_assert_ptr_eq(prg_item_get(assignment, "agency"), get(programme, "agency", "CA-TINH"));
        ck_assert_str_eq(prg_item_class(prg_item_get(task(), "time")), "time");
        ck_assert_ptr_null(prg_item_get(task(), "external"));
        ck_assert_uint_eq(prg_item_size(task(), "assignments"), 2);
        ck_assert_ptr_eq(prg_item_at(task(), "documents", 0), get(programme, "document", "D3"));
        ck_assert_ptr_null(prg_item_at(task(), "documents", 1));
        ck_assert_ptr_null(prg_item_at(task(), "assignments", 2));
}
END_TEST

START_TEST(lists_of_texts_and_names_are_read_by_place)
{
        prg_item *police = get(programme, "agency", "CA-TINH");
        ck_assert_int_eq(prg_item_set_translation(police, "name", "en", "Police"), 0);
        ck_assert_uint_eq(prg_item_size(police, "aliases"), 2);
        ck_assert_str_eq(prg_item_text_at(police, "aliases", 1), "CAT");
        ck_assert_ptr_null(prg_item_text_at(police, "aliases", 2));
        ck_assert_uint_eq(prg_item_size(police, "name"), 2);
        ck_assert_str_eq(prg_item_text_at(police, "name", 1), "Police");
        ck_assert_str_eq(prg_item_language_at(police, "name", 0), "vi");
        ck_assert_str_eq(prg_item_language_at(police, "name", 1), "en");
        ck_assert_ptr_null(prg_item_text_at(police, "name", 2));
        ck_assert_ptr_null(prg_item_language_at(police, "name", 2));
        ck_assert_ptr_null(prg_item_language_at(police, "aliases", 0));
}
END_TEST

/* Every field of every class: reading it in the wrong way is as if it were not given. */
START_TEST(an_unknown_key_or_another_type_is_not_given)
{
        prg_item *items[] = { prg_programme_root(programme), task(), get(programme, "indicator", "rate"),
                prg_item_at(task(), "assignments", 0), prg_item_get(task(), "time") };
        for (size_t n = 0; n < sizeof items / sizeof *items; n++) {
                prg_item *item = items[n];
                prg_field field = { "nonsense", "nothing", NULL, NULL, 0, NULL };
                size_t i = 0;
                do {
                        const char *type = field.type, *key = field.key;
                        prg_decimal number;
                        int is_text = strcmp(type, "text") == 0 || strcmp(type, "word") == 0 || strcmp(type, "choice") == 0
                                || strcmp(type, "names") == 0;
                        int is_list = strcmp(type, "items") == 0 || strcmp(type, "references") == 0;
                        if (!is_text)
                                ck_assert_ptr_null(prg_item_text(item, key));
                        if (strcmp(type, "date") != 0)
                                ck_assert_int_eq(prg_item_date(item, key), PRG_DATE_NONE);
                        if (strcmp(type, "flag") != 0)
                                ck_assert_int_eq(prg_item_flag(item, key, 9), 9);
                        if (strcmp(type, "count") != 0)
                                ck_assert_int_eq(prg_item_integer(item, key, 9), 9);
                        if (strcmp(type, "number") != 0)
                                ck_assert_int_eq(prg_item_number(item, key, &number), PRG_END);
                        if (strcmp(type, "reference") != 0 && strcmp(type, "record") != 0)
                                ck_assert_ptr_null(prg_item_get(item, key));
                        if (!is_list)
                                ck_assert_ptr_null(prg_item_at(item, key, 0));
                        if (strcmp(type, "texts") != 0 && strcmp(type, "names") != 0)
                                ck_assert_ptr_null(prg_item_text_at(item, key, 0));
                        if (!is_list && strcmp(type, "texts") != 0 && strcmp(type, "names") != 0)
                                ck_assert_uint_eq(prg_item_size(item, key), 0);
                } while (prg_class_field(&field, prg_item_class(item), i++) == 0);
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("item");
        TCase *tests = tcase_create("item");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, an_item_says_what_it_is);
        tcase_add_test(tests, nothing_is_known_of_null);
        tcase_add_test(tests, the_name_is_the_nearest_that_there_is);
        tcase_add_test(tests, a_pointer_leads_to_the_item_in_the_document);
        tcase_add_test(tests, a_pointer_for_which_memory_ends_half_way_leaves_the_buffer);
        tcase_add_test(tests, the_place_of_a_role_is_that_in_the_document_without_standard_roles);
        tcase_add_test(tests, the_place_of_a_calendar_does_not_count_the_gregorian_one);
        tcase_add_test(tests, values_are_read_by_key);
        tcase_add_test(tests, lists_of_texts_and_names_are_read_by_place);
        tcase_add_test(tests, an_unknown_key_or_another_type_is_not_given);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
