/* The writer of JSON. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/buf.h>

#include "util/json_check.h"
#include "util/json_write.h"
#include "util/memory.h"

/* A sink that gathers what comes and can fail at a chosen byte. */
typedef struct target {
        prg_sink sink;
        prg_buf buf;
        size_t room; /* bytes it takes before it fails */
        int code;    /* with what */
        int calls;
} target;

static int take(void *payload, const char *data, size_t length)
{
        target *to = payload;
        to->calls++;
        if (to->buf.length + length > to->room)
                return to->code;
        return prg_buf_append(&to->buf, data, length);
}

static void begin(target *to, prg__json_writer *writer, prg__json_layout layout)
{
        *to = (target){ .sink = { take, to }, .buf = PRG_BUF_INIT, .room = SIZE_MAX };
        prg__json_writer_init(writer, &to->sink, layout);
}

static const char *written(const target *to)
{
        return to->buf.data ? to->buf.data : "";
}

#define text_of(string) (string), strlen(string)

/* One document with everything in it. */
static void write_document(prg__json_writer *w)
{
        prg__json_write_object(w, PRG__JSON_BLOCK);
        prg__json_write_key(w, text_of("format"));
        prg__json_write_string(w, text_of("libprogram/programme"));
        prg__json_write_key(w, text_of("codes"));
        prg__json_write_array(w, PRG__JSON_INLINE);
        prg__json_write_string(w, text_of("A"));
        prg__json_write_integer(w, -7);
        prg__json_write_object(w, PRG__JSON_BLOCK); /* inline all the same */
        prg__json_write_key(w, text_of("b"));
        prg__json_write_boolean(w, 1);
        prg__json_write_key(w, text_of("c"));
        prg__json_write_array(w, PRG__JSON_INLINE);
        prg__json_write_null(w);
        prg__json_write_array_end(w);
        prg__json_write_object_end(w);
        prg__json_write_array_end(w);
        prg__json_write_key(w, text_of("areas"));
        prg__json_write_array(w, PRG__JSON_BLOCK);
        prg__json_write_object(w, PRG__JSON_BLOCK);
        prg__json_write_key(w, text_of("id"));
        prg__json_write_number(w, text_of("12.50"));
        prg__json_write_object_end(w);
        prg__json_write_object(w, PRG__JSON_INLINE);
        prg__json_write_key(w, text_of("a"));
        prg__json_write_integer(w, 1);
        prg__json_write_object_end(w);
        prg__json_write_array(w, PRG__JSON_BLOCK);
        prg__json_write_array_end(w);
        prg__json_write_boolean(w, 0);
        prg__json_write_array_end(w);
        prg__json_write_key(w, text_of("none"));
        prg__json_write_object(w, PRG__JSON_BLOCK);
        prg__json_write_object_end(w);
        prg__json_write_object_end(w);
}

static const char canonical[] = "{\n"
                                "  \"format\": \"libprogram/programme\",\n"
                                "  \"codes\": [\"A\", -7, {\"b\": true, \"c\": [null]}],\n"
                                "  \"areas\": [\n"
                                "    {\n"
                                "      \"id\": 12.50\n"
                                "    },\n"
                                "    {\"a\": 1},\n"
                                "    [],\n"
                                "    false\n"
                                "  ],\n"
                                "  \"none\": {}\n"
                                "}\n";
static const char compact[] =
        "{\"format\":\"libprogram/programme\",\"codes\":[\"A\",-7,{\"b\":true,\"c\":"
        "[null]}],\"areas\":[{\"id\":12.50},{\"a\":1},[],false],\"none\":{}}";

START_TEST(a_document_has_one_canonical_form)
{
        target to;
        prg__json_writer writer;
        begin(&to, &writer, PRG__JSON_CANONICAL);
        write_document(&writer);
        ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
        ck_assert_str_eq(written(&to), canonical);
        prg_buf_dispose(&to.buf);
}
END_TEST

START_TEST(and_a_compact_one)
{
        target to;
        prg__json_writer writer;
        begin(&to, &writer, PRG__JSON_COMPACT);
        write_document(&writer);
        ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
        ck_assert_str_eq(written(&to), compact);
        prg_buf_dispose(&to.buf);
}
END_TEST

START_TEST(lines_hold_a_value_each)
{
        target to;
        prg__json_writer writer;
        begin(&to, &writer, PRG__JSON_LINES);
        ck_assert_int_eq(prg__json_writer_finish(&writer), 0); /* none is none */
        write_document(&writer);
        ck_assert_int_eq(prg__json_write_integer(&writer, 5), 0);
        ck_assert_int_eq(prg__json_write_string(&writer, "a", 1), 0);
        prg__json_write_array(&writer, PRG__JSON_BLOCK);
        prg__json_write_array_end(&writer);
        ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
        ck_assert_int_eq(strncmp(written(&to), compact, sizeof compact - 1), 0);
        ck_assert_str_eq(written(&to) + sizeof compact - 1, "\n5\n\"a\"\n[]\n");
        prg__json_write_array(&writer, PRG__JSON_BLOCK);
        ck_assert_fails(prg__json_writer_finish(&writer), PRG_EINVALID); /* but no half one */
        prg_buf_dispose(&to.buf);
}
END_TEST

START_TEST(a_value_alone_is_a_document)
{
        static const struct {
                int64_t value;
                const char *text;
        } integers[] = {
                { 0, "0\n" },
                { -1, "-1\n" },
                { INT64_MAX, "9223372036854775807\n" },
                { INT64_MIN, "-9223372036854775808\n" },
        };
        target to;
        prg__json_writer writer;
        for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
                begin(&to, &writer, PRG__JSON_CANONICAL);
                ck_assert_int_eq(prg__json_write_integer(&writer, integers[i].value), 0);
                ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
                ck_assert_str_eq(written(&to), integers[i].text);
                prg_buf_dispose(&to.buf);
        }
}
END_TEST

START_TEST(only_what_must_be_is_escaped)
{
        static const struct {
                const char *text, *json;
        } strings[] = {
                { "", "\"\"" },
                { "plain", "\"plain\"" },
                { "\"", "\"\\\"\"" },
                { "\\", "\"\\\\\"" },
                { "/", "\"/\"" },
                { "a\"b\\c", "\"a\\\"b\\\\c\"" },
                { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
                { "\x01\x02\x03\x04\x05\x06\x07",
                        "\"\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\"" },
                { "\x0B\x0E\x0F\x10\x1B\x1F", "\"\\u000b\\u000e\\u000f\\u0010\\u001b\\u001f\"" },
                { "\x7F", "\"\x7F\"" },
                { "huyện Đồng Văn \xE2\x80\xA8😀", "\"huyện Đồng Văn \xE2\x80\xA8😀\"" },
                { "ế\nế\"ế", "\"ế\\nế\\\"ế\"" },
        };
        for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
                target to;
                prg__json_writer writer;
                begin(&to, &writer, PRG__JSON_COMPACT);
                prg__json_write_object(&writer, PRG__JSON_BLOCK);
                prg__json_write_key(&writer, text_of(strings[i].text));
                prg__json_write_string(&writer, text_of(strings[i].text));
                prg__json_write_object_end(&writer);
                ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
                char expected[256];
                snprintf(expected, sizeof expected, "{%s:%s}", strings[i].json, strings[i].json);
                ck_assert_str_eq(written(&to), expected);
                ck_assert_int_eq(prg__json_check(to.buf.data, to.buf.length, "x", NULL, NULL), 0);
                prg_buf_dispose(&to.buf);
        }
        target to;
        prg__json_writer writer;
        begin(&to, &writer, PRG__JSON_COMPACT);
        prg__json_write_object(&writer, PRG__JSON_BLOCK);
        prg__json_write_key(&writer, NULL, 0);
        prg__json_write_string(&writer, NULL, 0);
        prg__json_write_object_end(&writer);
        ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
        ck_assert_str_eq(written(&to), "{\"\":\"\"}");
        prg_buf_dispose(&to.buf);
}
END_TEST

/* Whatever the place of the buffer's end. */
START_TEST(long_texts_arrive_whole)
{
        static const size_t sizes[] = { 4000, 4090, 4093, 4094, 4095, 4096, 4097, 4100, 8192,
                100000 };
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
                for (size_t lead = 0; lead < 3; lead++) {
                        target to;
                        prg__json_writer writer;
                        char *text = malloc(sizes[i] + 1);
                        for (size_t j = 0; j < sizes[i]; j++)
                                text[j] = (char)('a' + j % 23);
                        text[sizes[i]] = '\0';
                        begin(&to, &writer, PRG__JSON_COMPACT);
                        prg__json_write_array(&writer, PRG__JSON_BLOCK);
                        for (size_t j = 0; j < lead; j++)
                                prg__json_write_integer(&writer, 1);
                        prg__json_write_string(&writer, text, sizes[i]);
                        prg__json_write_string(&writer, "z", 1);
                        prg__json_write_array_end(&writer);
                        ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
                        ck_assert_uint_eq(to.buf.length, 1 + 2 * lead + sizes[i] + 2 + 5);
                        ck_assert_int_eq(memcmp(to.buf.data + 2 + 2 * lead, text, sizes[i]), 0);
                        ck_assert_str_eq(to.buf.data + 2 + 2 * lead + sizes[i], "\",\"z\"]");
                        ck_assert_int_eq(
                                prg__json_check(to.buf.data, to.buf.length, "x", NULL, NULL), 0);
                        free(text);
                        prg_buf_dispose(&to.buf);
                }
}
END_TEST

START_TEST(output_is_gathered_before_it_is_sent)
{
        target to;
        prg__json_writer writer;
        begin(&to, &writer, PRG__JSON_COMPACT);
        prg__json_write_array(&writer, PRG__JSON_BLOCK);
        for (int i = 0; i < 10000; i++)
                prg__json_write_integer(&writer, i % 10);
        prg__json_write_array_end(&writer);
        ck_assert_int_eq(prg__json_writer_finish(&writer), 0);
        ck_assert_uint_eq(to.buf.length, 20001);
        ck_assert_int_eq(to.calls, 5);
        prg_buf_dispose(&to.buf);
}
END_TEST

/* One letter for each call: { } [ ] open and close, k key, v value, n a bad number, u bad UTF-8, 0
 * a NUL. */
static void make_calls(prg__json_writer *writer, const char *calls)
{
        for (; *calls; calls++)
                switch (*calls) {
                case '{': prg__json_write_object(writer, PRG__JSON_BLOCK); break;
                case '}': prg__json_write_object_end(writer); break;
                case '[': prg__json_write_array(writer, PRG__JSON_BLOCK); break;
                case ']': prg__json_write_array_end(writer); break;
                case 'k': prg__json_write_key(writer, "k", 1); break;
                case 'v': prg__json_write_null(writer); break;
                case 's': prg__json_write_string(writer, "s", 1); break;
                case 'n': prg__json_write_number(writer, "01", 2); break;
                case 'e': prg__json_write_number(writer, "", 0); break;
                case 'w': prg__json_write_number(writer, "1 ", 2); break;
                case 'u': prg__json_write_string(writer, "good \xC3", 6); break;
                case 'U': prg__json_write_key(writer, "\xED\xA0\x80", 3); break;
                case '0': prg__json_write_string(writer, "a\0b", 3); break;
                default: prg__json_write_key(writer, "\0", 1); break;
                }
}

static const struct {
        const char *calls;
        int code;
        const char *sent; /* before the error, if that says something */
} misuses[] = {
        { "", PRG_EINVALID, NULL },
        { "vv", PRG_EINVALID, "null" },
        { "sv", PRG_EINVALID, "\"s\"" },
        { "[]v", PRG_EINVALID, "[]" },
        { "[][", PRG_EINVALID, NULL },
        { "{}{", PRG_EINVALID, NULL },
        { "{v", PRG_EINVALID, "{" },
        { "{s", PRG_EINVALID, "{" },
        { "{[", PRG_EINVALID, "{" },
        { "{{", PRG_EINVALID, "{" },
        { "{kvv", PRG_EINVALID, "{\"k\":null" },
        { "{kk", PRG_EINVALID, "{\"k\":" },
        { "{k}", PRG_EINVALID, "{\"k\":" },
        { "k", PRG_EINVALID, "" },
        { "[k", PRG_EINVALID, "[" },
        { "{k[k", PRG_EINVALID, NULL },
        { "}", PRG_EINVALID, "" },
        { "]", PRG_EINVALID, "" },
        { "[}", PRG_EINVALID, "[" },
        { "{]", PRG_EINVALID, "{" },
        { "[]]", PRG_EINVALID, NULL },
        { "{k[}", PRG_EINVALID, NULL },
        { "[", PRG_EINVALID, NULL },
        { "{k", PRG_EINVALID, NULL },
        { "{kv", PRG_EINVALID, NULL },
        { "n", PRG_EINVALID, "" },
        { "[e", PRG_EINVALID, "[" },
        { "[vw", PRG_EINVALID, "[null" },
        { "[vu", PRG_EUTF8, "[null" },
        { "{U", PRG_EUTF8, "{" },
        { "{kvU", PRG_EUTF8, "{\"k\":null" },
        { "{ku", PRG_EUTF8, "{\"k\":" },
        { "[0", PRG_EINVALID, "[" },
        { "{x", PRG_EINVALID, "{" },
};

START_TEST(calls_that_make_no_json_are_refused)
{
        for (size_t i = 0; i < sizeof misuses / sizeof *misuses; i++) {
                target to;
                prg__json_writer writer;
                begin(&to, &writer, PRG__JSON_COMPACT);
                make_calls(&writer, misuses[i].calls);
                ck_assert_int_eq(to.calls, 0);
                if (misuses[i].sent) {
                        ck_assert_uint_eq(writer.used, strlen(misuses[i].sent));
                        ck_assert_int_eq(memcmp(writer.buffer, misuses[i].sent, writer.used), 0);
                }
                prg_error_clear();
                ck_assert_fails(prg__json_writer_finish(&writer), misuses[i].code);
                ck_assert_str_ne(prg_error_last()->message, "");
                ck_assert_int_eq(to.calls, 0);
                prg_buf_dispose(&to.buf);
        }
}
END_TEST

START_TEST(an_error_stays)
{
        target to;
        prg__json_writer w;
        begin(&to, &w, PRG__JSON_CANONICAL);
        ck_assert_int_eq(prg__json_write_object(&w, PRG__JSON_BLOCK), 0);
        ck_assert_int_eq(prg__json_write_key(&w, "k", 1), 0);
        ck_assert_fails(prg__json_write_string(&w, "\xFF", 1), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_string(&w, "good", 4), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_key(&w, "k", 1), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_object(&w, PRG__JSON_BLOCK), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_array(&w, PRG__JSON_INLINE), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_integer(&w, 1), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_number(&w, "01", 2), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_boolean(&w, 1), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_null(&w), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_text(&w, "1", 1), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_array_end(&w), PRG_EUTF8);
        ck_assert_int_eq(prg__json_write_object_end(&w), PRG_EUTF8);
        prg_error_clear();
        ck_assert_fails(prg__json_writer_finish(&w), PRG_EUTF8);
        ck_assert_int_eq(to.calls, 0);
        prg_buf_dispose(&to.buf);
}
END_TEST

/* A sink that fails at each possible moment: its code comes out, and it is not called again. */
START_TEST(what_the_sink_returns_is_passed_on)
{
        static const struct {
                int returned, code;
        } codes[] = { { PRG_EIO, PRG_EIO }, { PRG_ECANCELLED, PRG_ECANCELLED },
                { 1, PRG_EINVALID } };
        char text[3000];
        memset(text, 'x', sizeof text);
        for (size_t c = 0; c < 3; c++)
                for (size_t room = 0; room < 15000; room += 500) {
                        target to;
                        prg__json_writer writer;
                        begin(&to, &writer, PRG__JSON_CANONICAL);
                        to.room = room;
                        to.code = codes[c].returned;
                        prg__json_write_array(&writer, PRG__JSON_BLOCK);
                        for (int i = 0; i < 5; i++) {
                                prg__json_write_string(&writer, text, sizeof text);
                                if (writer.code < 0)
                                        ck_assert_int_eq(writer.code, codes[c].code);
                        }
                        prg__json_write_array_end(&writer);
                        int calls = writer.code < 0 ? to.calls : -1;
                        ck_assert_int_eq(prg__json_writer_finish(&writer), codes[c].code);
                        if (calls >= 0)
                                ck_assert_int_eq(to.calls, calls);
                        ck_assert_uint_le(to.buf.length, room);
                        prg_buf_dispose(&to.buf);
                }
}
END_TEST

START_TEST(depth_is_limited_and_needs_no_memory)
{
        for (int object = 0; object < 2; object++)
                for (int in_line = 0; in_line < 2; in_line++) {
                        target to;
                        prg__json_writer w;
                        begin(&to, &w, PRG__JSON_CANONICAL);
                        prg__json_style style = in_line ? PRG__JSON_INLINE : PRG__JSON_BLOCK;
                        for (int i = 0; i < PRG__JSON_WRITE_DEPTH; i++)
                                if (object && i % 2) {
                                        ck_assert_int_eq(prg__json_write_object(&w, style), 0);
                                        prg__json_write_key(&w, "k", 1);
                                } else {
                                        ck_assert_int_eq(prg__json_write_array(&w, style), 0);
                                }
                        prg__json_writer deeper = w;
                        ck_assert_fails(prg__json_write_array(&deeper, style), PRG_ELIMIT);
                        ck_assert_fails(prg__json_writer_finish(&deeper), PRG_ELIMIT);
                        prg__json_write_null(&w);
                        for (int i = PRG__JSON_WRITE_DEPTH; i-- > 0;)
                                ck_assert_int_eq(object && i % 2 ? prg__json_write_object_end(&w)
                                                                 : prg__json_write_array_end(&w),
                                        0);
                        ck_assert_int_eq(prg__json_writer_finish(&w), 0);
                        ck_assert_int_eq(
                                prg__json_check(to.buf.data, to.buf.length, "x", NULL, NULL), 0);
                        prg_buf_dispose(&to.buf);
                }
}
END_TEST

/* Writes a JSON text again and returns it; the caller frees the buffer. */
static prg_buf rewrite(const char *text, size_t length, prg__json_layout layout, int expected)
{
        target to;
        prg__json_writer writer;
        begin(&to, &writer, layout);
        int code = prg__json_write_text(&writer, text, length);
        ck_assert_int_eq(code, expected);
        ck_assert_int_eq(prg__json_writer_finish(&writer), expected);
        return to.buf;
}

START_TEST(json_is_written_again_in_its_canonical_form)
{
        static const struct {
                const char *text, *json;
        } texts[] = {
                { "1.50", "1.50\n" },
                { " [ ] ", "[]\n" },
                { "[1,\"a\",null,true,false]", "[1, \"a\", null, true, false]\n" },
                { "[[],1]", "[\n  [],\n  1\n]\n" },
                { "[[1,2],[3]]", "[\n  [1, 2],\n  [3]\n]\n" },
                { "{\"a\":{\"b\":[{}]}}",
                        "{\n  \"a\": {\n    \"b\": [\n      {}\n    ]\n  }\n}\n" },
                { "{\"\\u0061\\/\\u001F\":\"\\ud83d\\ude00\\u0022\\u000A\"}",
                        "{\n  \"a/\\u001f\": \"😀\\\"\\n\"\n}\n" },
                { "{\"a\":[-0,1E5,1e+5,0.10]}", "{\n  \"a\": [-0, 1E5, 1e+5, 0.10]\n}\n" },
        };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                prg_buf once =
                        rewrite(texts[i].text, strlen(texts[i].text), PRG__JSON_CANONICAL, 0);
                ck_assert_str_eq(once.data, texts[i].json);
                prg_buf twice = rewrite(once.data, once.length, PRG__JSON_CANONICAL, 0);
                ck_assert_str_eq(twice.data, once.data);
                prg_buf small = rewrite(once.data, once.length, PRG__JSON_COMPACT, 0);
                prg_buf back = rewrite(small.data, small.length, PRG__JSON_CANONICAL, 0);
                ck_assert_str_eq(back.data, once.data);
                ck_assert_ptr_null(strchr(small.data, ' '));
                prg_buf_dispose(&once);
                prg_buf_dispose(&twice);
                prg_buf_dispose(&small);
                prg_buf_dispose(&back);
        }
}
END_TEST

START_TEST(json_is_written_into_what_is_around_it)
{
        target to;
        prg__json_writer w;
        begin(&to, &w, PRG__JSON_CANONICAL);
        prg__json_write_object(&w, PRG__JSON_BLOCK);
        prg__json_write_key(&w, "x-old", 5);
        ck_assert_int_eq(prg__json_write_text(&w, text_of("{\"a\":[[1]]}")), 0);
        prg__json_write_key(&w, "line", 4);
        prg__json_write_array(&w, PRG__JSON_INLINE);
        ck_assert_int_eq(prg__json_write_text(&w, text_of("{\"a\":[[1]]}")), 0);
        prg__json_write_array_end(&w);
        prg__json_write_object_end(&w);
        ck_assert_int_eq(prg__json_writer_finish(&w), 0);
        ck_assert_str_eq(written(&to), "{\n"
                                       "  \"x-old\": {\n"
                                       "    \"a\": [\n"
                                       "      [1]\n"
                                       "    ]\n"
                                       "  },\n"
                                       "  \"line\": [{\"a\": [[1]]}]\n"
                                       "}\n");
        prg_buf_dispose(&to.buf);
}
END_TEST

START_TEST(what_is_no_json_is_not_written)
{
        prg_buf buf;
        buf = rewrite("[1,]", 4, PRG__JSON_CANONICAL, PRG_ESYNTAX);
        ck_assert_uint_eq(buf.length, 0);
        buf = rewrite("[\"\xFF\"]", 5, PRG__JSON_CANONICAL, PRG_EUTF8);
        ck_assert_uint_eq(buf.length, 0);
        buf = rewrite("{\"a\":1,\"a\":2}", 13, PRG__JSON_CANONICAL, PRG_ESYNTAX);
        ck_assert_uint_eq(buf.length, 0);
        char deep[65];
        memset(deep, '[', sizeof deep);
        buf = rewrite(deep, sizeof deep, PRG__JSON_COMPACT, PRG_ELIMIT);
        ck_assert_uint_eq(buf.length, 0);
}
END_TEST

START_TEST(without_memory_the_writing_fails)
{
        static const char text[] =
                "{\"a\\u0062\":[\"\\u0041 and enough to need more than one block\",{\"c\":0}]}";
        for (int forever = 0; forever < 2; forever++)
                for (long n = 0;; n++) {
                        target to;
                        prg__json_writer writer;
                        long live = prg__memory_live();
                        begin(&to, &writer, PRG__JSON_CANONICAL);
                        prg_error_clear();
                        prg__memory_fail(n, forever);
                        int code = prg__json_write_text(&writer, text, sizeof text - 1);
                        long refused = prg__memory_refused();
                        prg__memory_fail_off();
                        ck_assert_int_eq(code, refused ? PRG_ENOMEM : 0);
                        ck_assert_int_eq(prg_error_last()->code, code);
                        ck_assert_int_eq(prg__json_writer_finish(&writer), code);
                        prg_buf_dispose(&to.buf);
                        ck_assert_int_eq(prg__memory_live(), live);
                        if (refused == 0) {
                                ck_assert_int_gt(n, 2);
                                break;
                        }
                }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("json_write");
        TCase *tests = tcase_create("json_write");
        tcase_add_test(tests, a_document_has_one_canonical_form);
        tcase_add_test(tests, and_a_compact_one);
        tcase_add_test(tests, lines_hold_a_value_each);
        tcase_add_test(tests, a_value_alone_is_a_document);
        tcase_add_test(tests, only_what_must_be_is_escaped);
        tcase_add_test(tests, long_texts_arrive_whole);
        tcase_add_test(tests, output_is_gathered_before_it_is_sent);
        tcase_add_test(tests, calls_that_make_no_json_are_refused);
        tcase_add_test(tests, an_error_stays);
        tcase_add_test(tests, what_the_sink_returns_is_passed_on);
        tcase_add_test(tests, depth_is_limited_and_needs_no_memory);
        tcase_add_test(tests, json_is_written_again_in_its_canonical_form);
        tcase_add_test(tests, json_is_written_into_what_is_around_it);
        tcase_add_test(tests, what_is_no_json_is_not_written);
        tcase_add_test(tests, without_memory_the_writing_fails);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
