/* JSON pointers to places and back. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/buf.h>

#include "util/json_locate.h"
#include "util/json_place.h"
#include "util/memory.h"

/* The members that RFC 6901 uses to show its rules, one in a line. */
static const char rfc[] = "{\n"
                          "  \"foo\": [\"bar\", \"baz\"],\n"
                          "  \"\": 0,\n"
                          "  \"a/b\": 1,\n"
                          "  \"c%d\": 2,\n"
                          "  \"e^f\": 3,\n"
                          "  \"g|h\": 4,\n"
                          "  \"i\\\\j\": 5,\n"
                          "  \"k\\\"l\": 6,\n"
                          "  \" \": 7,\n"
                          "  \"m~n\": 8\n"
                          "}\n";

static const struct {
        const char *pointer;
        size_t line, column, key_column; /* 0: no key */
} places[] = {
        { "", 1, 1, 0 },
        { "/foo", 2, 10, 3 },
        { "/foo/0", 2, 11, 0 },
        { "/foo/1", 2, 18, 0 },
        { "/", 3, 7, 3 },
        { "/a~1b", 4, 10, 3 },
        { "/c%d", 5, 10, 3 },
        { "/e^f", 6, 10, 3 },
        { "/g|h", 7, 10, 3 },
        { "/i\\j", 8, 11, 3 },
        { "/k\"l", 9, 11, 3 },
        { "/ ", 10, 8, 3 },
        { "/m~0n", 11, 10, 3 },
};

/* The offset of a line and column in a text of ASCII. */
static size_t offset_of(const char *text, size_t line, size_t column)
{
        const char *at = text;
        while (--line > 0)
                at = strchr(at, '\n') + 1;
        return (size_t)(at - text) + column - 1;
}

START_TEST(a_pointer_leads_to_a_place)
{
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
                size_t line = 0, column = 0, offset = 0;
                const char *pointer = places[i].pointer;
                ck_assert_int_eq(
                        prg__json_locate(rfc, sizeof rfc - 1, pointer, &line, &column, &offset), 0);
                ck_assert_uint_eq(line, places[i].line);
                ck_assert_uint_eq(column, places[i].column);
                ck_assert_uint_eq(offset, offset_of(rfc, line, column));
                size_t only = 0;
                ck_assert_int_eq(
                        prg__json_locate(rfc, sizeof rfc - 1, pointer, NULL, NULL, &only), 0);
                ck_assert_uint_eq(only, offset);
                ck_assert_int_eq(
                        prg__json_locate(rfc, sizeof rfc - 1, pointer, &only, NULL, NULL), 0);
                ck_assert_uint_eq(only, line);
                int code =
                        prg__json_locate_key(rfc, sizeof rfc - 1, pointer, &line, &column, &offset);
                if (places[i].key_column == 0) {
                        ck_assert_int_eq(code, PRG_ENOTFOUND);
                        continue;
                }
                ck_assert_int_eq(code, 0);
                ck_assert_uint_eq(line, places[i].line);
                ck_assert_uint_eq(column, places[i].key_column);
                ck_assert_uint_eq(offset, offset_of(rfc, line, column));
        }
}
END_TEST

START_TEST(a_place_leads_to_a_pointer)
{
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
                prg_buf found = PRG_BUF_INIT;
                size_t offset = offset_of(rfc, places[i].line, places[i].column);
                ck_assert_int_eq(prg__json_pointer_at(rfc, sizeof rfc - 1, offset, &found), 0);
                ck_assert_str_eq(found.data ? found.data : "", places[i].pointer);
                prg_buf_dispose(&found);
        }
}
END_TEST

/* The pointer of every byte. */
START_TEST(every_place_has_the_pointer_of_what_is_around_it)
{
        static const char text[] = " {\"a\" : [10 ,\"x\"], \"b\":{} , \"c\":{\"d\":-5}} ";
        static const struct {
                size_t count;
                const char *pointer;
        } runs[] = {
                { 1, "" },      /* before everything */
                { 1, "" },      /* { */
                { 6, "/a" },    /* the key, up to its value */
                { 1, "/a" },    /* [ */
                { 2, "/a/0" },  /* 10 */
                { 2, "/a" },    /* between elements */
                { 3, "/a/1" },  /* "x" */
                { 1, "/a" },    /* ] */
                { 2, "" },      /* between members */
                { 4, "/b" },    /* its key and colon */
                { 2, "/b" },    /* {} */
                { 3, "" },      /* between */
                { 4, "/c" },    /* key and colon */
                { 1, "/c" },    /* { */
                { 4, "/c/d" },  /* key and colon */
                { 2, "/c/d" },  /* -5 */
                { 1, "/c" },    /* } */
                { 1, "" },      /* } */
                { 2, "" },      /* behind everything, the end too */
        };
        size_t offset = 0;
        for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
                for (size_t j = 0; j < runs[i].count; j++, offset++) {
                        prg_buf found = PRG_BUF_INIT;
                        ck_assert_int_eq(prg_buf_append(&found, ">", 1), 0);
                        ck_assert_int_eq(
                                prg__json_pointer_at(text, sizeof text - 1, offset, &found), 0);
                        if (strcmp(found.data + 1, runs[i].pointer) != 0)
                                ck_abort_msg("offset %zu: %s, not %s", offset, found.data,
                                        runs[i].pointer);
                        prg_buf_dispose(&found);
                }
        ck_assert_uint_eq(offset, sizeof text);
}
END_TEST

START_TEST(what_is_not_there_is_not_found)
{
        static const char text[] = "{\"a\":[1,2],\"b\":null,\"10\":{\"01\":0}}";
        static const char *const missing[] = { "/", "/c", "/a/2", "/a/-", "/a/00", "/a/01", "/a/+1",
                "/a/1x", "/a/", "/a/99999999999999999999999", "/b/a", "/b/0", "/a/0/0", "/A", "/a ",
                "/10/1" };
        size_t line = 77;
        for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
                ck_assert_fails(
                        prg__json_locate(text, sizeof text - 1, missing[i], &line, NULL, NULL),
                        PRG_ENOTFOUND);
                ck_assert_str_eq(prg_error_last()->place, missing[i]);
                ck_assert_fails(
                        prg__json_locate_key(text, sizeof text - 1, missing[i], &line, NULL, NULL),
                        PRG_ENOTFOUND);
        }
        ck_assert_uint_eq(line, 77);
        ck_assert_int_eq(prg__json_locate(text, sizeof text - 1, "/10/01", &line, NULL, NULL), 0);
}
END_TEST

START_TEST(a_pointer_has_a_grammar)
{
        static const char *const wrong[] = { "a", "a/b", "#/a", " /a", "/~", "/~2", "/a~", "/a~/b",
                "/a/~x" };
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
                ck_assert_fails(
                        prg__json_locate("{\"a\":{\"b\":0}}", 13, wrong[i], NULL, NULL, NULL),
                        PRG_EINVALID);
}
END_TEST

START_TEST(keys_are_found_however_they_are_spelt)
{
        static const char text[] = "{\"\\u0061\\/\\n\":1,\"~1\":2,\"\\ud83d\\ude00\":[3]}";
        size_t offset;
        ck_assert_int_eq(prg__json_locate(text, sizeof text - 1, "/a~1\n", NULL, NULL, &offset), 0);
        ck_assert_int_eq(text[offset], '1');
        ck_assert_int_eq(prg__json_locate(text, sizeof text - 1, "/~01", NULL, NULL, &offset), 0);
        ck_assert_int_eq(text[offset], '2');
        ck_assert_int_eq(prg__json_locate(text, sizeof text - 1, "/😀/0", NULL, NULL, &offset), 0);
        ck_assert_int_eq(text[offset], '3');
        ck_assert_int_eq(prg__json_locate_key(text, sizeof text - 1, "/😀", NULL, NULL, &offset), 0);
        ck_assert_int_eq(memcmp(text + offset, "\"\\ud83d", 7), 0);
}
END_TEST

/* Every value of a text with many shapes: its pointer leads back to it, in one pass and in many. */
START_TEST(pointer_and_place_go_both_ways)
{
        static char text[1 << 16];
        char *at = text + sprintf(text, "[");
        for (unsigned i = 0; i < 40; i++)
                at += sprintf(at,
                        "{\"id\":\"x%u\",\"a/%u~\":[%u,[[\"\\n\"],{}],{\"\":{\"ế\":null}}]},\n", i,
                        i, i);
        at += sprintf(at, "[]]");
        size_t length = (size_t)(at - text), values = 0, last = 0;
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        prg__json_scan scan;
        prg__json_token token;
        prg__json_track track;
        prg__json_scan_init(&scan, &options);
        prg__json_scan_reset(&scan, text, length);
        prg__json_track_init(&track, text, length);
        while (prg__json_next(&scan, &token) == 0 && token.event != PRG__JSON_END_OF_TEXT) {
                size_t begin = token.offset - (token.event == PRG__JSON_STRING), found = 0;
                if (token.event == PRG__JSON_KEY || token.event == PRG__JSON_OBJECT_END
                    || token.event == PRG__JSON_ARRAY_END)
                        continue;
                prg_buf pointer = PRG_BUF_INIT, tracked = PRG_BUF_INIT;
                ck_assert_int_eq(prg__json_pointer_at(text, length, begin, &pointer), 0);
                const char *way = pointer.data ? pointer.data : "";
                ck_assert_int_eq(prg__json_locate(text, length, way, NULL, NULL, &found), 0);
                ck_assert_uint_eq(found, begin);
                ck_assert_int_eq(prg__json_track_to(&track, begin), 0);
                ck_assert_int_eq(prg__json_track_pointer(&track, 1000, &tracked), 0);
                ck_assert_str_eq(tracked.data ? tracked.data : "", way);
                ck_assert(values == 0 || begin > last);
                last = begin;
                values++;
                prg_buf_dispose(&pointer);
                prg_buf_dispose(&tracked);
        }
        ck_assert_uint_eq(values, 1 + 40 * 11 + 1);
        prg__json_track_dispose(&track);
        prg__json_scan_dispose(&scan);
}
END_TEST

START_TEST(a_track_gives_pointers_up_to_a_length)
{
        prg__json_track track;
        prg_buf pointer = PRG_BUF_INIT;
        size_t begin = 0;
        prg__json_track_init(&track, "{\"ab\":[0]}", 10);
        ck_assert_int_eq(prg__json_track_to(&track, 0), 0);
        ck_assert_int_eq(prg__json_track_container(&track, &begin), 1);
        ck_assert_uint_eq(begin, 0);
        ck_assert_int_eq(prg__json_track_to(&track, 7), 0);
        ck_assert_int_eq(prg__json_track_container(&track, &begin), 1);
        ck_assert_uint_eq(begin, 6);
        ck_assert_int_eq(prg_buf_append(&pointer, "before", 6), 0);
        ck_assert_int_eq(prg__json_track_pointer(&track, 4, &pointer), PRG_ENOTFOUND);
        ck_assert_str_eq(pointer.data, "before");
        ck_assert_int_eq(prg__json_track_pointer(&track, 5, &pointer), 0);
        ck_assert_str_eq(pointer.data, "before/ab/0");
        ck_assert_int_eq(prg__json_track_to(&track, 10), 0);
        ck_assert_int_eq(prg__json_track_container(&track, &begin), 0);
        prg_buf_dispose(&pointer);
        prg__json_track_dispose(&track);
}
END_TEST

START_TEST(a_text_that_breaks_is_followed_as_far_as_it_holds)
{
        static const char text[] = "{\"a\":[1,{\"b\":tru}]}";
        prg_buf found = PRG_BUF_INIT;
        size_t offset = 0;
        for (size_t i = 13; i < sizeof text; i++) {
                found.length = 0;
                ck_assert_int_eq(prg__json_pointer_at(text, sizeof text - 1, i, &found), 0);
                ck_assert_str_eq(found.data, "/a/1/b");
        }
        prg_buf_dispose(&found);
        ck_assert_int_eq(prg__json_locate(text, sizeof text - 1, "/a/0", NULL, NULL, &offset), 0);
        ck_assert_uint_eq(offset, 6);
        ck_assert_fails(prg__json_locate(text, sizeof text - 1, "/a/1/b", NULL, NULL, &offset),
                PRG_ESYNTAX);
        ck_assert_fails(
                prg__json_locate(text, sizeof text - 1, "/c", NULL, NULL, &offset), PRG_ESYNTAX);
        ck_assert_fails(
                prg__json_locate(text, sizeof text - 1, "/a/2", NULL, NULL, &offset), PRG_ESYNTAX);
        ck_assert_fails(prg__json_locate("[1,]", 4, "/1", NULL, NULL, &offset), PRG_ESYNTAX);
        ck_assert_fails(prg__json_locate("", 0, "", NULL, NULL, &offset), PRG_ESYNTAX);
        ck_assert_fails(prg__json_pointer_at("{\"\\q\":[1]}", 10, 7, &found), PRG_ENOTFOUND);
        ck_assert_int_eq(prg__json_pointer_at("{\"\\q\":[1]}", 10, 3, &found), 0);
        ck_assert_ptr_null(found.data);
}
END_TEST

static prg__json_place place_of(const char *text, size_t length, size_t offset)
{
        prg__json_place place = PRG__JSON_PLACE_INIT;
        prg__json_place_advance(&place, text, length, offset);
        return place;
}

/* Against a count by single bytes, for texts of all the bytes that matter in all neighbourhoods. */
START_TEST(lines_and_columns_are_those_of_a_count_by_bytes)
{
        static const char alphabet[] = { '\n', '\r', '\t', 'x', '\xC4', '\x91', '\x0F', '\x10' };
        unsigned long state = 12345;
        for (int round = 0; round < 600; round++) {
                char text[64];
                prg__json_places marks;
                size_t line = 1, column = 1;
                for (size_t i = 0; i < sizeof text; i++) {
                        state = state * 1103515245 + 12345;
                        unsigned long pick = state >> 16;
                        text[i] = alphabet[round % 2   ? pick % 8
                                           : pick % 32 ? 3 + pick % 5
                                                       : pick / 32 % 3];
                }
                prg__json_places_init(&marks, text, sizeof text, 1);
                for (size_t i = 0; i <= sizeof text; i++) {
                        prg__json_place place = place_of(text, sizeof text, i);
                        ck_assert_uint_eq(place.line, line);
                        ck_assert_uint_eq(place.column, column);
                        prg__json_place found = prg__json_places_find(&marks, i);
                        ck_assert_uint_eq(found.line, line);
                        ck_assert_uint_eq(found.column, column);
                        if (i == sizeof text)
                                break;
                        int lone_return = text[i] == '\r'
                                          && (i + 1 == sizeof text || text[i + 1] != '\n');
                        int ends = text[i] == '\n' || lone_return;
                        line += (size_t)ends;
                        column = ends ? 1 : column + ((unsigned char)text[i] >> 6 != 2);
                }
        }
}
END_TEST

START_TEST(places_are_found_in_any_order)
{
        enum { SIZE = 1 << 20 };
        char *text = malloc(SIZE);
        for (size_t i = 0; i < SIZE; i++)
                text[i] = i % 100 == 99 ? '\n' : 'x';
        prg__json_places marks;
        prg__json_places_init(&marks, text, SIZE, 1001);
        unsigned long state = 1;
        for (int i = 0; i < 20000; i++) {
                state = state * 1103515245 + 12345;
                size_t offset = i == 0 ? SIZE : (state >> 8) % SIZE;
                prg__json_place place = prg__json_places_find(&marks, offset);
                ck_assert_uint_eq(place.offset, offset);
                ck_assert_uint_eq(place.line, 1001 + offset / 100);
                ck_assert_uint_eq(place.column, 1 + offset % 100);
        }
        free(text);
}
END_TEST

START_TEST(without_memory_nothing_is_found_and_nothing_lost)
{
        static const char text[] = "[[[[[[[[[[{\"key~ of some length\":[0]}]]]]]]]]]]";
        static const char pointer[] = "/0/0/0/0/0/0/0/0/0/0/key~0 of some length/0";
        for (int forever = 0; forever < 2; forever++)
                for (int back = 0; back < 2; back++)
                        for (long n = 0;; n++) {
                                prg_buf found = PRG_BUF_INIT;
                                size_t offset = 0;
                                long live = prg__memory_live();
                                prg_error_clear();
                                prg__memory_fail(n, forever);
                                int code = back ? prg__json_pointer_at(
                                                          text, sizeof text - 1, 34, &found)
                                                : prg__json_locate(text, sizeof text - 1, pointer,
                                                          NULL, NULL, &offset);
                                long refused = prg__memory_refused();
                                prg__memory_fail_off();
                                ck_assert_int_eq(code, refused ? PRG_ENOMEM : 0);
                                ck_assert_int_eq(prg_error_last()->code, code);
                                ck_assert_uint_eq(
                                        found.length, back && !refused ? strlen(pointer) : 0);
                                prg_buf_dispose(&found);
                                ck_assert_int_eq(prg__memory_live(), live);
                                if (refused == 0) {
                                        ck_assert_int_gt(n, 1);
                                        if (!back)
                                                ck_assert_uint_eq(offset, 34);
                                        break;
                                }
                        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("json_locate");
        TCase *tests = tcase_create("json_locate");
        tcase_add_test(tests, a_pointer_leads_to_a_place);
        tcase_add_test(tests, a_place_leads_to_a_pointer);
        tcase_add_test(tests, every_place_has_the_pointer_of_what_is_around_it);
        tcase_add_test(tests, what_is_not_there_is_not_found);
        tcase_add_test(tests, a_pointer_has_a_grammar);
        tcase_add_test(tests, keys_are_found_however_they_are_spelt);
        tcase_add_test(tests, pointer_and_place_go_both_ways);
        tcase_add_test(tests, a_track_gives_pointers_up_to_a_length);
        tcase_add_test(tests, a_text_that_breaks_is_followed_as_far_as_it_holds);
        tcase_add_test(tests, lines_and_columns_are_those_of_a_count_by_bytes);
        tcase_add_test(tests, places_are_found_in_any_order);
        tcase_add_test(tests, without_memory_nothing_is_found_and_nothing_lost);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
