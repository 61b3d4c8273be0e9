/* Writing a programme document: the canonical form, single items, files, sinks that fail. */
#include "document.h"

#include <stdio.h>

#include "folder.h"
#include "util/memory.h"

/* What document_written() answers, kept beyond the next writing. */
static char *keep_written(void)
{
        document_written();
        char *copy = malloc(written.length + 1);
        ck_assert_ptr_nonnull(copy);
        return strcpy(copy, written.data);
}

static int identical(const char *text)
{
        document_accepted(text);
        return strcmp(document_written(), text) == 0;
}

/* ---- the form ---- */

START_TEST(a_canonical_document_is_written_as_it_was_read)
{
        static const char text[] =
                "{\n"
                "  \"format\": \"libprogram/programme\",\n"
                "  \"version\": 1,\n"
                "  \"minor\": 0,\n"
                "  \"id\": \"p\",\n"
                "  \"name\": {\"vi\": \"Kế hoạch\", \"en\": \"Plan\"},\n"
                "  \"aliases\": [\"a\", \"\"],\n"
                "  \"issued\": \"2017-09-29\",\n"
                "  \"note\": \"\\\"a\\\\b\\n\\u0001/\",\n"
                "  \"agencies\": [\n"
                "    {\n"
                "      \"id\": \"A\",\n"
                "      \"name\": \"Công an tỉnh\",\n"
                "      \"successors\": [\n"
                "        {\"agency\": \"A\", \"on\": \"2020-01-01\", \"change\": \"rename\", \"x-a\": {\"b\": [1.0]}}\n"
                "      ]\n"
                "    }\n"
                "  ],\n"
                "  \"components\": [\n"
                "    {\n"
                "      \"id\": \"P\",\n"
                "      \"kind\": \"project\",\n"
                "      \"time\": {\"form\": \"deadline\", \"to\": \"2020\"},\n"
                "      \"assignments\": [\n"
                "        {\"agency\": \"A\", \"role\": \"lead\", \"other\": false}\n"
                "      ],\n"
                "      \"children\": [\n"
                "        {\n"
                "          \"id\": \"Q\",\n"
                "          \"kind\": \"task\"\n"
                "        }\n"
                "      ]\n"
                "    }\n"
                "  ],\n"
                "  \"units\": [\n"
                "    {\n"
                "      \"id\": \"kg\"\n"
                "    },\n"
                "    {\n"
                "      \"id\": \"g\",\n"
                "      \"base\": \"kg\",\n"
                "      \"factor\": 0.0010\n"
                "    }\n"
                "  ]\n"
                "}\n";
        ck_assert(identical(text));
}
END_TEST

START_TEST(another_document_is_brought_into_the_form_once)
{
        static const char *const texts[] = {
                HEAD "}",
                DOCUMENT("\"x-a\":[ ],\"agencies\":[],\"aliases\":[],\"name\":{\"vi\":\"a\"},\"minor\":0"),
                DOCUMENT("\"name\": {\"en\": \"b\", \"vi\": \"a\"}, \"language\": \"vi\""),
                DOCUMENT("\"name\": {}, \"language\": \"en\", \"agencies\": [{\"name\": {\"vi\": \"a\"}, \"id\": \"A\"}]"),
                DOCUMENT("\"roles\": [{\"id\": \"own\", \"note\": \"a\"}, {\"id\": \"take_part\", \"note\": \"b\"}, {\"id\": \"lead\"}]"),
                DOCUMENT("\"units\": [{\"factor\": 12.50, \"base\": \"u\", \"id\": \"v\"}, {\"id\": \"u\"}]"),
                DOCUMENT("\"note\": \"\\u0041\\/\\ud83d\\ude00\", \"to\": \"2020-12-31\", \"from\": \"2018-01-01\""),
        };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                document_accepted(texts[i]);
                char *first = keep_written();
                ck_assert_str_ne(first, texts[i]);
                ck_assert_msg(identical(first), "%s\n%s", first, written.data);
                free(first);
        }
}
END_TEST

START_TEST(the_complete_document_is_canonical_and_uses_every_field)
{
        ck_assert_int_eq(prg_programme_open_json(&programme, TEST_DATA "/complete.json", NULL), 0);
        FILE *file = fopen(TEST_DATA "/complete.json", "rb");
        ck_assert_ptr_nonnull(file);
        static char text[65536];
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
        ck_assert_str_eq(document_written(), text);
        const char *class_name;
        for (size_t c = 0; (class_name = prg_class_at(c)) != NULL; c++) {
                prg_field field;
                for (size_t f = 0; prg_class_field(&field, class_name, f) == 0; f++) {
                        prg_walk *walk;
                        prg_item *item;
                        prg_decimal number;
                        int used = 0;
                        ck_assert_int_eq(prg_walk_new(&walk, prg_programme_root(programme), class_name), 0);
                        while (prg_walk_next(walk, &item) == 0)
                                used |= prg_item_text(item, field.key) || prg_item_size(item, field.key)
                                        || prg_item_get(item, field.key) || prg_item_flag(item, field.key, -1) >= 0
                                        || prg_item_integer(item, field.key, -1) >= 0
                                        || prg_item_date(item, field.key) != PRG_DATE_NONE
                                        || prg_item_number(item, field.key, &number) == 0;
                        prg_walk_free(walk);
                        ck_assert_msg(used, "%s of %s is not used", field.key, class_name);
                }
        }
}
END_TEST

START_TEST(a_standard_role_is_written_when_it_differs)
{
        document_accepted(HEAD "}");
        prg_item *root = prg_programme_root(programme);
        ck_assert_ptr_null(strstr(document_written(), "roles"));
        prg_item *lead = prg_programme_get(programme, "role", "lead");
        ck_assert_int_eq(prg_item_set(lead, "binding", "false"), 0);
        ck_assert_ptr_nonnull(strstr(document_written(), "\"id\": \"lead\""));
        ck_assert_ptr_null(strstr(written.data, "\"id\": \"coordinate\""));
        ck_assert_int_eq(prg_item_set(lead, "binding", NULL), 0);
        ck_assert_ptr_null(strstr(document_written(), "roles"));
        ck_assert_int_eq(prg_item_add(NULL, root, "roles", "own"), 0);
        ck_assert_ptr_nonnull(strstr(document_written(), "\"id\": \"own\""));
        ck_assert_ptr_null(strstr(written.data, "\"id\": \"lead\""));
        /* A document that says what the standard says. */
        document_accepted(DOCUMENT("\"roles\": [{\"id\": \"lead\", \"name\": {\"vi\": \"chủ trì\", \"en\": \"lead\"},"
                "\"verb\": \"chủ trì\", \"class\": \"accountable\", \"lead\": \"explicit\"}]"));
        ck_assert_ptr_null(strstr(document_written(), "roles"));
}
END_TEST

START_TEST(an_item_is_written_as_it_stands_in_the_document)
{
        prg_sink sink;
        document_accepted(DOCUMENT("\"components\": [{\"id\": \"P\", \"kind\": \"task\", \"x-a\": 1.0,"
                "\"time\": {\"form\": \"continuous\"}, \"children\": [{\"id\": \"Q\", \"kind\": \"task\"}]}]"));
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(prg_item_write_json(document_item("component", "Q"), &sink), 0);
        ck_assert_str_eq(written.data, "{\n  \"id\": \"Q\",\n  \"kind\": \"task\"\n}\n");
        written.length = 0;
        ck_assert_int_eq(prg_item_write_json(prg_item_get(document_item("component", "P"), "time"), &sink), 0);
        ck_assert_str_eq(written.data, "{\"form\": \"continuous\"}\n");
        written.length = 0;
        ck_assert_int_eq(prg_item_write_json(document_item("role", "lead"), &sink), 0);
        ck_assert_ptr_nonnull(strstr(written.data, "\"verb\": \"chủ trì\""));
        char *whole = keep_written();
        written.length = 0;
        ck_assert_int_eq(prg_item_write_json(prg_programme_root(programme), &sink), 0);
        ck_assert_str_eq(written.data, whole);
        free(whole);
}
END_TEST

START_TEST(what_edits_made_is_written_and_read_again)
{
        prg_item *item, *child;
        ck_assert_int_eq(prg_programme_new(&programme, "p"), 0);
        prg_item *root = prg_programme_root(programme);
        ck_assert_int_eq(prg_item_set(root, "name", "Kế hoạch"), 0);
        ck_assert_int_eq(prg_item_set_translation(root, "name", "en", "Plan"), 0);
        ck_assert_int_eq(prg_item_add(&item, root, "components", "P"), 0);
        ck_assert_int_eq(prg_item_set(item, "kind", "project"), 0);
        ck_assert_int_eq(prg_item_add(&child, item, "children", "Q"), 0);
        ck_assert_int_eq(prg_item_set(child, "kind", "task"), 0);
        ck_assert_int_eq(prg_item_append(child, "concerns", "P"), 0);
        char *text = keep_written();
        ck_assert(identical(text));
        free(text);
}
END_TEST

/* ---- sinks that fail ---- */

static size_t room;

static int take_some(void *payload, const char *data, size_t length)
{
        (void)data;
        if (length > room)
                return *(int *)payload;
        room -= length;
        return 0;
}

START_TEST(what_the_sink_answers_is_passed_on)
{
        int answer = PRG_EIO;
        prg_sink sink = { take_some, &answer };
        prg_buf text = PRG_BUF_INIT;
        document_append(&text, HEAD ", \"agencies\": [{\"id\": \"A\"}");
        for (int i = 0; i < 500; i++) {
                char row[64];
                snprintf(row, sizeof row, ", {\"id\": \"A%d\", \"name\": \"Công an\"}", i);
                document_append(&text, row);
        }
        document_append(&text, "]}");
        document_accepted(text.data);
        prg_buf_dispose(&text);
        size_t size = strlen(document_written());
        for (size_t at = 0; at < size; at += size / 7) {
                room = at;
                answer = at % 2 ? PRG_EIO : PRG_ECANCELLED;
                ck_assert_int_eq(prg_programme_write_json(programme, &sink), answer);
        }
        room = size;
        ck_assert_int_eq(prg_programme_write_json(programme, &sink), 0);
        ck_assert_uint_eq(room, 0);
}
END_TEST

START_TEST(memory_that_ends_inside_a_document_is_the_answer)
{
        int answer = PRG_EIO;
        prg_sink sink = { take_some, &answer };
        document_accepted(DOCUMENT("\"units\": [{\"id\": \"u\"}, {\"id\": \"v\", \"base\": \"u\", \"factor\": 12.5}]"));
        room = 1000;
        prg__memory_fail(1, 1); /* the first is the writer */
        int code = prg_programme_write_json(programme, &sink);
        long refused = prg__memory_refused();
        prg__memory_fail_off();
        ck_assert_int_gt(refused, 0);
        ck_assert_int_eq(code, PRG_ENOMEM);
        ck_assert_int_eq(prg_error_last()->code, PRG_ENOMEM);
}
END_TEST

/* ---- files ---- */

START_TEST(saving_replaces_the_file_as_a_whole_or_not_at_all)
{
        folder_make();
        folder_write("p.json", "before");
        document_accepted(DOCUMENT("\"note\": \"after\""));
        ck_assert_int_eq(prg_programme_save_json(programme, folder_path("p.json")), 0);
        ck_assert_str_eq(folder_read("p.json"), document_written());
        ck_assert_int_eq(folder_entries(), 1);
        ck_assert_fails(prg_programme_save_json(programme, folder_path("none/p.json")), PRG_EIO);
        ck_assert_int_eq(folder_entries(), 1);
        folder_remove();
}
END_TEST

START_TEST(saving_twice_changes_no_byte)
{
        folder_make();
        document_accepted(DOCUMENT("\"x-a\": 1.50, \"name\": {\"en\": \"a\"}"));
        ck_assert_int_eq(prg_programme_save_json(programme, folder_path("a.json")), 0);
        prg_programme *again;
        ck_assert_int_eq(prg_programme_open_json(&again, folder_path("a.json"), NULL), 0);
        ck_assert_int_eq(prg_programme_save_json(again, folder_path("b.json")), 0);
        prg_programme_unref(again);
        written.length = 0;
        document_append(&written, folder_read("a.json"));
        ck_assert_str_eq(folder_read("b.json"), written.data);
        folder_remove();
}
END_TEST

static Suite *codec_write_suite(void)
{
        Suite *suite = suite_create("codec_write");
        TCase *tcase = tcase_create("document");
        tcase_add_checked_fixture(tcase, document_set_up, document_tear_down);
        tcase_add_test(tcase, a_canonical_document_is_written_as_it_was_read);
        tcase_add_test(tcase, another_document_is_brought_into_the_form_once);
        tcase_add_test(tcase, the_complete_document_is_canonical_and_uses_every_field);
        tcase_add_test(tcase, a_standard_role_is_written_when_it_differs);
        tcase_add_test(tcase, an_item_is_written_as_it_stands_in_the_document);
        tcase_add_test(tcase, what_edits_made_is_written_and_read_again);
        tcase_add_test(tcase, what_the_sink_answers_is_passed_on);
        tcase_add_test(tcase, memory_that_ends_inside_a_document_is_the_answer);
        tcase_add_test(tcase, saving_replaces_the_file_as_a_whole_or_not_at_all);
        tcase_add_test(tcase, saving_twice_changes_no_byte);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(codec_write_suite());
}
