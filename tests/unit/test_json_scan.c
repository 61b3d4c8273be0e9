/* The pull scanner of JSON. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/buf.h>

#include "util/json_scan.h"
#include "util/memory.h"

/* Events as text: braces and brackets, keys as k(…), strings as s(…), numbers as n(…). `to` must be
 * large enough. Returns the code that ended the reading, 0 for the end of the text. */
static int describe(prg__json_scan *scan, char *to)
{
        prg__json_token token;
        *to = '\0';
        for (;;) {
                int code = prg__json_next(scan, &token);
                if (code < 0)
                        return code;
                const char *text = scan->data + token.offset;
                int length = (int)token.length;
                switch (token.event) {
                case PRG__JSON_END_OF_TEXT: return 0;
                case PRG__JSON_KEY: to += sprintf(to, "k(%.*s)", length, text); break;
                case PRG__JSON_STRING: to += sprintf(to, "s(%.*s)", length, text); break;
                case PRG__JSON_NUMBER: to += sprintf(to, "n(%.*s)", length, text); break;
                default: to += sprintf(to, "%.*s", length, text); break;
                }
        }
}

static int read_all(const char *data, size_t length, const prg__json_options *options)
{
        prg__json_scan scan;
        prg__json_token token;
        prg__json_scan_init(&scan, options);
        prg__json_scan_reset(&scan, data, length);
        int code;
        do
                code = prg__json_next(&scan, &token);
        while (code == 0 && token.event != PRG__JSON_END_OF_TEXT);
        prg__json_scan_dispose(&scan);
        return code;
}

static int read_text(const char *text)
{
        return read_all(text, strlen(text), NULL);
}

static const struct {
        const char *text, *events;
} documents[] = {
        { "null", "null" },
        { "true", "true" },
        { "false", "false" },
        { " false ", "false" },
        { "-12.5e3", "n(-12.5e3)" },
        { "\"\"", "s()" },
        { "\"a\\\"b\"", "s(a\\\"b)" },
        { "{}", "{}" },
        { "[]", "[]" },
        { "[ ]", "[]" },
        { "{\t}", "{}" },
        { "[[],[[]],{}]", "[[][[]]{}]" },
        { "[1,2 , 3]", "[n(1)n(2)n(3)]" },
        { "{\"a\":1}", "{k(a)n(1)}" },
        { "\r\n{ \"a\" : [ true , null ] ,\n\t\"b\" : { \"c\" : \"d\" } }\n",
                "{k(a)[truenull]k(b){k(c)s(d)}}" },
        { "{\"a\":{\"a\":{\"a\":0}},\"b\":[{\"a\":1},{\"a\":2}]}",
                "{k(a){k(a){k(a)n(0)}}k(b)[{k(a)n(1)}{k(a)n(2)}]}" },
        { "{\"\":\"\"}", "{k()s()}" },
        { "[\"đồng\",\"😀\",\"\x7F\"]", "[s(đồng)s(😀)s(\x7F)]" },
        { "          [                  1          ]            ", "[n(1)]" },
};

START_TEST(a_text_gives_its_events_in_order)
{
        prg__json_scan scan;
        prg__json_scan_init(&scan, NULL);
        for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
                char events[256];
                prg__json_scan_reset(&scan, documents[i].text, strlen(documents[i].text));
                ck_assert_int_eq(describe(&scan, events), 0);
                ck_assert_str_eq(events, documents[i].events);
        }
        prg__json_scan_dispose(&scan);
}
END_TEST

START_TEST(a_token_is_a_slice_of_the_text)
{
        static const char text[] = "{\"k\\n\": [\"s\", 10]}";
        static const prg__json_token expected[] = {
                { PRG__JSON_OBJECT_BEGIN, 0, 0, 1 },
                { PRG__JSON_KEY, 1, 2, 3 },
                { PRG__JSON_ARRAY_BEGIN, 0, 8, 1 },
                { PRG__JSON_STRING, 0, 10, 1 },
                { PRG__JSON_NUMBER, 0, 14, 2 },
                { PRG__JSON_ARRAY_END, 0, 16, 1 },
                { PRG__JSON_OBJECT_END, 0, 17, 1 },
                { PRG__JSON_END_OF_TEXT, 0, 18, 0 },
                { PRG__JSON_END_OF_TEXT, 0, 18, 0 },
        };
        prg__json_scan scan;
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, text, sizeof text - 1);
        for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
                prg__json_token token;
                ck_assert_int_eq(prg__json_next(&scan, &token), 0);
                ck_assert_int_eq(token.event, expected[i].event);
                ck_assert_int_eq(token.escapes, expected[i].escapes);
                ck_assert_uint_eq(token.offset, expected[i].offset);
                ck_assert_uint_eq(token.length, expected[i].length);
        }
        prg__json_scan_dispose(&scan);
}
END_TEST

START_TEST(a_scanner_without_a_text_has_the_empty_one)
{
        prg__json_scan scan;
        prg__json_token token;
        prg__json_scan_init(&scan, NULL);
        ck_assert_fails(prg__json_next(&scan, &token), PRG_ESYNTAX);
        prg__json_scan_reset(&scan, NULL, 0);
        ck_assert_fails(prg__json_next(&scan, &token), PRG_ESYNTAX);
        prg__json_scan_dispose(&scan);
}
END_TEST

/* Every text that is cut short is refused, and nothing behind the cut is read. */
START_TEST(no_begin_of_a_text_is_a_text)
{
        static const char text[] =
                "{\"a\\u00e9\\ud83d\\ude00\": [true, false, null, -1.5e+7, \"ế😀\", {}], "
                "\"long enough for more than one word\": \"and so is this one, too\"}";
        for (size_t length = 0; length < sizeof text; length++) {
                char *cut = malloc(length ? length : 1);
                memcpy(cut, text, length);
                int code = read_all(cut, length, NULL);
                if (length == sizeof text - 1)
                        ck_assert_int_eq(code, 0);
                else
                        ck_assert_int_lt(code, 0);
                free(cut);
        }
}
END_TEST

START_TEST(skipping_passes_over_what_has_begun)
{
        static const char text[] =
                "{\"a\":[1,{\"x\":[]},2],\"b\":3,\"c\":{\"d\":4},\"e\":[[5],6,7]}";
        prg__json_scan scan;
        prg__json_token token;
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, text, sizeof text - 1);
        ck_assert_int_eq(prg__json_skip(&scan), 0); /* before anything has begun */
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_int_eq(token.event, PRG__JSON_OBJECT_BEGIN);
        for (const char *key = "abc"; *key; key++) {
                ck_assert_int_eq(prg__json_next(&scan, &token), 0);
                ck_assert_int_eq(token.event, PRG__JSON_KEY);
                ck_assert_int_eq(text[token.offset], *key);
                if (*key == 'c') { /* not from the key but from the begin of its value */
                        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
                        ck_assert_int_eq(token.event, PRG__JSON_OBJECT_BEGIN);
                }
                ck_assert_int_eq(prg__json_skip(&scan), 0);
                ck_assert_int_eq(prg__json_skip(&scan), 0); /* nothing more to skip */
        }
        ck_assert_int_eq(prg__json_next(&scan, &token), 0); /* the key e */
        ck_assert_int_eq(prg__json_next(&scan, &token), 0); /* its array */
        ck_assert_int_eq(prg__json_next(&scan, &token), 0); /* the one inside */
        ck_assert_int_eq(prg__json_skip(&scan), 0);
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_int_eq(text[token.offset], '6');
        ck_assert_int_eq(prg__json_skip(&scan), 0);
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_int_eq(text[token.offset], '7');
        prg__json_scan_reset(&scan, text, sizeof text - 1);
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_int_eq(prg__json_skip(&scan), 0); /* all of it */
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_int_eq(token.event, PRG__JSON_END_OF_TEXT);
        prg__json_scan_dispose(&scan);
}
END_TEST

START_TEST(skipping_finds_faults)
{
        prg__json_scan scan;
        prg__json_token token;
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, "[[1,[2,}]]", 10);
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_fails(prg__json_skip(&scan), PRG_ESYNTAX);
        prg__json_scan_dispose(&scan);
}
END_TEST

/* `count` arrays or objects inside each other. */
static size_t nest(char *to, size_t count, int objects)
{
        char *at = to;
        for (size_t i = 0; i < count; i++)
                at += sprintf(at, "%s", objects && i % 2 ? "{\"a\":" : "[");
        at += sprintf(at, "0");
        for (size_t i = count; i-- > 0;)
                at += sprintf(at, "%s", objects && i % 2 ? "}" : "]");
        return (size_t)(at - to);
}

START_TEST(depth_is_limited)
{
        static char text[8 * PRG__JSON_MAX_DEPTH];
        static const unsigned limits[] = { 0, 1, 2, 63, 64, 65, 100, 1023, 1024 };
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
                for (int objects = 0; objects < 2; objects++) {
                        prg__json_options options = PRG__JSON_OPTIONS_INIT;
                        options.max_depth = limits[i];
                        ck_assert_int_eq(
                                read_all(text, nest(text, limits[i], objects), &options), 0);
                        ck_assert_fails(
                                read_all(text, nest(text, limits[i] + 1, objects), &options),
                                PRG_ELIMIT);
                }
        ck_assert_int_eq(read_all(text, nest(text, 64, 1), NULL), 0);
        ck_assert_fails(read_all(text, nest(text, 65, 1), NULL), PRG_ELIMIT);
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.max_depth = 1000000;
        ck_assert_int_eq(read_all(text, nest(text, 1024, 1), &options), 0);
        ck_assert_fails(read_all(text, nest(text, 1025, 1), &options), PRG_ELIMIT);
}
END_TEST

START_TEST(size_is_limited)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.max_size = 5;
        ck_assert_int_eq(read_all("[1,2]", 5, &options), 0);
        ck_assert_fails(read_all("[1,23]", 6, &options), PRG_ELIMIT);
        ck_assert_str_eq(prg_error_last()->place, "1:1");
        /* The default limit, against a text that is all white space but for its end. */
        size_t limit = (size_t)64 << 20;
        char *text = malloc(limit + 1);
        memset(text, ' ', limit + 1);
        text[limit - 1] = '0';
        ck_assert_int_eq(read_all(text, limit, NULL), 0);
        ck_assert_fails(read_all(text, limit + 1, NULL), PRG_ELIMIT);
        free(text);
}
END_TEST

START_TEST(a_key_stands_once_in_an_object_however_it_is_spelt)
{
        ck_assert_fails(read_text("{\"a\":1,\"a\":1}"), PRG_ESYNTAX);
        ck_assert_fails(read_text("{\"\":1,\"\":1}"), PRG_ESYNTAX);
        ck_assert_fails(read_text("{\"ab\":1,\"a\\u0062\":1}"), PRG_ESYNTAX);
        ck_assert_fails(read_text("{\"\\u0061\\/\":1,\"a/\":1}"), PRG_ESYNTAX);
        ck_assert_fails(read_text("{\"\\ud83d\\ude00\":1,\"😀\":1}"), PRG_ESYNTAX);
        ck_assert_fails(read_text("[{\"x\":{\"a\":{},\"b\":[],\"a\":{}}}]"), PRG_ESYNTAX);
        ck_assert_fails(
                read_text("{\"a\":{\"a\":{\"b\":1}},\"c\":[{\"a\":1}],\"a\":1}"), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "1:34");
        ck_assert_int_eq(read_text("{\"a\":1,\"A\":2,\"a \":3,\"\":4,\"á\":5,\"a\xCC\x81\":6}"), 0);
        ck_assert_int_eq(read_text("[{\"a\":1},{\"a\":1},[{\"a\":{\"a\":[{\"a\":1}]}}]]"), 0);
}
END_TEST

/* `count` keys "0", "1", … of which the last one is `last`; a comma behind each member but the
 * last. */
static char *put_keys(char *at, unsigned count, unsigned last)
{
        for (unsigned i = 0; i < count; i++)
                at += sprintf(at, "\"%u\":0%s", i + 1 < count ? i : last, i + 1 < count ? "," : "");
        return at;
}

/* Around the sizes at which the search changes its ways. */
START_TEST(the_number_of_keys_does_not_matter)
{
        static char text[1 << 16];
        for (unsigned count = 2; count < 200; count += count < 80 ? 1 : 7)
                for (unsigned repeated = 0; repeated < count; repeated++) {
                        char *at = put_keys(text + sprintf(text, "{"), count, repeated);
                        at += sprintf(at, "}");
                        int code = read_all(text, (size_t)(at - text), NULL);
                        ck_assert_int_eq(code, repeated == count - 1 ? 0 : PRG_ESYNTAX);
                }
}
END_TEST

/* In an object of many keys, too: pieces between escapes of all lengths. */
START_TEST(many_keys_are_compared_by_what_they_mean)
{
        static char text[1 << 16];
        static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
        for (int escaped = 0; escaped < 26; escaped++)
                for (int repeated = 0; repeated < 2; repeated++) {
                        char *at = text + sprintf(text, "{");
                        for (int i = 0; i < 26; i++)
                                at += sprintf(at, "\"%s%.*s\":0,", letters, i, letters);
                        at += sprintf(at, "\"%.*s\\u%04x%s%.*s\":0}", escaped, letters,
                                (unsigned)letters[escaped], letters + escaped + 1,
                                repeated ? escaped : 1, repeated ? letters : "X");
                        int code = read_all(text, (size_t)(at - text), NULL);
                        ck_assert_int_eq(code, repeated ? PRG_ESYNTAX : 0);
                }
}
END_TEST

/* Inner objects come and go while the outer ones grow: what is taken off must leave the rest right.
 */
START_TEST(inner_objects_do_not_disturb_outer_ones)
{
        static char text[1 << 20];
        static const unsigned sizes[] = { 1, 3, 15, 16, 17, 40, 300 };
        for (size_t i = 0; i < 7; i++)
                for (size_t j = 0; j < 7; j++)
                        for (int repeated = 0; repeated < 2; repeated++) {
                                char *at = text + sprintf(text, "{");
                                for (unsigned n = 0; n < sizes[i]; n++) {
                                        at += sprintf(at, "\"%u\":{", n);
                                        at = put_keys(at, sizes[j], sizes[j] - 1);
                                        at += sprintf(at, "},");
                                }
                                at += sprintf(at, "\"%u\":1}", repeated ? sizes[i] / 2 : sizes[i]);
                                int code = read_all(text, (size_t)(at - text), NULL);
                                ck_assert_int_eq(code, repeated ? PRG_ESYNTAX : 0);
                        }
}
END_TEST

START_TEST(a_million_keys_are_no_burden)
{
        const unsigned count = 1000000;
        char *text = malloc((size_t)count * 12);
        for (int repeated = 0; repeated < 2; repeated++) {
                char *at = put_keys(text + sprintf(text, "{"), count, repeated ? 7 : count - 1);
                at += sprintf(at, "}");
                int code = read_all(text, (size_t)(at - text), NULL);
                ck_assert_int_eq(code, repeated ? PRG_ESYNTAX : 0);
        }
        free(text);
}
END_TEST

/* The n-th of many short texts costs what the first cost: a reset keeps the memory, also when the
 * text before was left in its middle. */
START_TEST(a_reset_keeps_the_memory_and_forgets_the_text)
{
        static char text[4096];
        char events[4096];
        char *at = put_keys(text + sprintf(text, "{"), 100, 99);
        size_t length = (size_t)(at + sprintf(at, "}") - text);
        prg__json_scan scan;
        prg__json_token token;
        long live = prg__memory_live();
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, text, length);
        ck_assert_int_eq(describe(&scan, events), 0);
        prg__memory_fail(0, 1);
        for (int steps = 0; steps < 202; steps++) {
                prg__json_scan_reset(&scan, text, length);
                for (int i = 0; i < steps; i++)
                        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        }
        prg__json_scan_reset(&scan, text, length);
        ck_assert_int_eq(describe(&scan, events), 0);
        ck_assert_int_eq(prg__memory_refused(), 0);
        prg__memory_fail_off();
        prg__json_scan_dispose(&scan);
        ck_assert_int_eq(prg__memory_live(), live);
}
END_TEST

START_TEST(no_verdict_depends_on_the_seed)
{
        static char text[1 << 16];
        for (uint64_t seed = 0; seed < 50; seed++)
                for (unsigned last = 0; last < 1000; last += 37) {
                        prg__json_options options = PRG__JSON_OPTIONS_INIT;
                        options.seed = seed * UINT64_C(0x9E3779B97F4A7C15);
                        char *at = put_keys(text + sprintf(text, "{"), 999, last);
                        at += sprintf(at, "}");
                        int code = read_all(text, (size_t)(at - text), &options);
                        ck_assert_int_eq(code, last == 999 ? 0 : PRG_ESYNTAX);
                        ck_assert_int_eq(prg_error_last()->code, PRG_ESYNTAX);
                }
}
END_TEST

START_TEST(a_trusted_text_is_not_searched_for_duplicates)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.trusted = 1;
        prg__memory_fail(0, 1);
        ck_assert_int_eq(read_all("{\"a\":1,\"a\":{\"b\":1,\"b\":2}}", 25, &options), 0);
        prg__memory_fail_off();
        ck_assert_fails(read_all("{\"a\":1,}", 8, &options), PRG_ESYNTAX);
}
END_TEST

static const struct {
        const char *text;
        int length; /* 0: that of the string */
        prg__json_rule rule;
        size_t offset;
        int code;
        const char *place;
} faults[] = {
        { "[\"\x01\"]", 0, PRG__JSON_RULE_CONTROL, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\t\"]", 0, PRG__JSON_RULE_CONTROL, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\x1F\"]", 0, PRG__JSON_RULE_CONTROL, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\0\"]", 5, PRG__JSON_RULE_NUL, 2, PRG_ESYNTAX, "1:3" },
        { "[\"a\\u0000\"]", 0, PRG__JSON_RULE_NUL, 3, PRG_ESYNTAX, "1:4" },
        { "[\"\\q\"]", 0, PRG__JSON_RULE_ESCAPE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\\u12x4\"]", 0, PRG__JSON_RULE_ESCAPE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\\ud800\"]", 0, PRG__JSON_RULE_SURROGATE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\\udfff\"]", 0, PRG__JSON_RULE_SURROGATE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\\ud800\\u0041\"]", 0, PRG__JSON_RULE_SURROGATE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\\udc00\\ud800\"]", 0, PRG__JSON_RULE_SURROGATE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"\\ud800\\ud800\\udc00\"]", 0, PRG__JSON_RULE_SURROGATE, 2, PRG_ESYNTAX, "1:3" },
        { "[\"ế\xE1\xBB\"]", 0, PRG__JSON_RULE_UTF8, 5, PRG_EUTF8, "1:4" },
        { "[\"\xC0\xAF\"]", 0, PRG__JSON_RULE_UTF8, 2, PRG_EUTF8, "1:3" },
        { "[\"\xED\xA0\x80\"]", 0, PRG__JSON_RULE_UTF8, 2, PRG_EUTF8, "1:3" },
        { "{\"a\":0,\n \"a\":0}", 0, PRG__JSON_RULE_DUPLICATE, 9, PRG_ESYNTAX, "2:2" },
        { "[1,\n\"a\n\"]", 0, PRG__JSON_RULE_LINE_END, 4, PRG_ESYNTAX, "2:1" },
        { "[\"a\r\"]", 0, PRG__JSON_RULE_LINE_END, 1, PRG_ESYNTAX, "1:2" },
        { "[\"a", 0, PRG__JSON_RULE_OPEN, 1, PRG_ESYNTAX, "1:2" },
        { "[\"a\\", 0, PRG__JSON_RULE_ESCAPE, 3, PRG_ESYNTAX, "1:4" },
        { "[\xFF]", 0, PRG__JSON_RULE_BYTES, 1, PRG_EUTF8, "1:2" },
        { "{\"a\"\xE1:1}", 0, PRG__JSON_RULE_BYTES, 4, PRG_EUTF8, "1:5" },
        { "{\"a\":1}\x80", 0, PRG__JSON_RULE_BYTES, 7, PRG_EUTF8, "1:8" },
        { "", 0, PRG__JSON_RULE_VALUE, 0, PRG_ESYNTAX, "1:1" },
        { "\n\n ", 0, PRG__JSON_RULE_VALUE, 3, PRG_ESYNTAX, "3:2" },
        { "\xEF\xBB\xBF[]", 0, PRG__JSON_RULE_VALUE, 0, PRG_ESYNTAX, "1:1" },
        { "[1,]", 0, PRG__JSON_RULE_VALUE, 3, PRG_ESYNTAX, "1:4" },
        { "[,1]", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "[tru]", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "[nul", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "[fals", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "[True]", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "['a']", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "[\f1]", 0, PRG__JSON_RULE_VALUE, 1, PRG_ESYNTAX, "1:2" },
        { "{\"a\":}", 0, PRG__JSON_RULE_VALUE, 5, PRG_ESYNTAX, "1:6" },
        { "{\"a\":1,}", 0, PRG__JSON_RULE_KEY, 7, PRG_ESYNTAX, "1:8" },
        { "{a:1}", 0, PRG__JSON_RULE_KEY, 1, PRG_ESYNTAX, "1:2" },
        { "{", 0, PRG__JSON_RULE_KEY, 1, PRG_ESYNTAX, "1:2" },
        { "{1:2}", 0, PRG__JSON_RULE_KEY, 1, PRG_ESYNTAX, "1:2" },
        { "{\"a\" 1}", 0, PRG__JSON_RULE_COLON, 5, PRG_ESYNTAX, "1:6" },
        { "{\"a\"", 0, PRG__JSON_RULE_COLON, 4, PRG_ESYNTAX, "1:5" },
        { "{\"a\",\"b\"}", 0, PRG__JSON_RULE_COLON, 4, PRG_ESYNTAX, "1:5" },
        { "[1 2]", 0, PRG__JSON_RULE_COMMA, 3, PRG_ESYNTAX, "1:4" },
        { "[1}", 0, PRG__JSON_RULE_COMMA, 2, PRG_ESYNTAX, "1:3" },
        { "{\"a\":1]", 0, PRG__JSON_RULE_COMMA, 6, PRG_ESYNTAX, "1:7" },
        { "[[]", 0, PRG__JSON_RULE_COMMA, 3, PRG_ESYNTAX, "1:4" },
        { "[01]", 0, PRG__JSON_RULE_NUMBER, 1, PRG_ESYNTAX, "1:2" },
        { "[-]", 0, PRG__JSON_RULE_NUMBER, 1, PRG_ESYNTAX, "1:2" },
        { "[7, 0x1F]", 0, PRG__JSON_RULE_WORD, 4, PRG_ESYNTAX, "1:5" },
        { "[truer]", 0, PRG__JSON_RULE_WORD, 1, PRG_ESYNTAX, "1:2" },
        { "1.5.6", 0, PRG__JSON_RULE_WORD, 0, PRG_ESYNTAX, "1:1" },
        { "1 2", 0, PRG__JSON_RULE_TRAILING, 2, PRG_ESYNTAX, "1:3" },
        { "{}}", 0, PRG__JSON_RULE_TRAILING, 2, PRG_ESYNTAX, "1:3" },
        { "null,", 0, PRG__JSON_RULE_TRAILING, 4, PRG_ESYNTAX, "1:5" },
        { "\"a\"b", 0, PRG__JSON_RULE_TRAILING, 3, PRG_ESYNTAX, "1:4" },
        { "1\0", 2, PRG__JSON_RULE_TRAILING, 1, PRG_ESYNTAX, "1:2" },
};

START_TEST(a_fault_has_a_rule_and_a_place)
{
        char events[256];
        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
                size_t length =
                        faults[i].length ? (size_t)faults[i].length : strlen(faults[i].text);
                prg__json_scan scan;
                prg__json_scan_init(&scan, NULL);
                prg__json_scan_reset(&scan, faults[i].text, length);
                prg_error_clear();
                int code = describe(&scan, events);
                if (code != faults[i].code || scan.fault.rule != faults[i].rule
                    || scan.fault.offset != faults[i].offset
                    || strcmp(prg_error_last()->place, faults[i].place) != 0)
                        ck_abort_msg("%s: code %d, rule %d, offset %zu, place %s", faults[i].text,
                                code, (int)scan.fault.rule, scan.fault.offset,
                                prg_error_last()->place);
                ck_assert_int_eq(prg_error_last()->code, code);
                prg__json_scan_dispose(&scan);
        }
}
END_TEST

START_TEST(a_fault_in_a_string_can_be_passed_over)
{
        static const char text[] =
                "{\"a\":\"x\\ud800\\q\xFF\xFE\x01y\",\"b\\0\":\"\\u0000\",\"a\":[1,\"a\":2]}";
        static const prg__json_rule expected[] = { PRG__JSON_RULE_SURROGATE, PRG__JSON_RULE_ESCAPE,
                PRG__JSON_RULE_UTF8, PRG__JSON_RULE_CONTROL, PRG__JSON_RULE_ESCAPE,
                PRG__JSON_RULE_NUL, PRG__JSON_RULE_DUPLICATE, PRG__JSON_RULE_COMMA };
        prg__json_scan scan;
        char events[256], all[512] = "";
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, text, sizeof text - 1);
        for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
                ck_assert_int_lt(describe(&scan, events), 0);
                strcat(all, events);
                ck_assert_int_eq(scan.fault.rule, expected[i]);
        }
        /* The events are those of the text without its faults. */
        ck_assert_str_eq(all, "{k(a)s(x\\ud800\\q\xFF\xFE\x01y)k(b\\0)s(\\u0000)k(a)[n(1)s(a)");
        prg__json_scan_dispose(&scan);
}
END_TEST

START_TEST(any_other_fault_is_final)
{
        prg__json_scan scan;
        prg__json_token token;
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, "[1;2]", 5);
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        ck_assert_int_eq(prg__json_next(&scan, &token), 0);
        for (int i = 0; i < 3; i++) {
                ck_assert_int_eq(prg__json_next(&scan, &token), PRG_ESYNTAX);
                ck_assert_int_eq(prg__json_skip(&scan), 0);
        }
        prg__json_scan_reset(&scan, "[1,2]", 5);
        char events[64];
        ck_assert_int_eq(describe(&scan, events), 0);
        ck_assert_str_eq(events, "[n(1)n(2)]");
        prg__json_scan_dispose(&scan);
}
END_TEST

START_TEST(an_error_says_what_was_found_and_expected)
{
        ck_assert_fails(read_text("{\"a\":1,}"), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->message, "a comma stands before the end of the object, "
                "expected a key in double quotation marks; remove the comma");
        ck_assert_fails(read_text("\"abc"), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->message, "a string is not closed before the end of the "
                                                    "text, expected a closing quotation mark");
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.first_line = 100;
        ck_assert_fails(read_all("[1,\n;]", 6, &options), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "101:1");
}
END_TEST

/* Every allocation, refused once and from then on: the code, no leak, and after a reset all is
 * well. */
START_TEST(without_memory_the_reading_ends)
{
        static char text[8192];
        char *at = put_keys(text + sprintf(text, "[{"), 60, 59);
        at = put_keys(at + sprintf(at, "},{\"a\":{"), 60, 59);
        size_t length = (size_t)(at + sprintf(at, "}}]") - text);
        for (int forever = 0; forever < 2; forever++)
                for (long n = 0;; n++) {
                        char events[4096];
                        prg__json_scan scan;
                        prg__json_token token;
                        long live = prg__memory_live();
                        prg__json_scan_init(&scan, NULL);
                        prg__json_scan_reset(&scan, text, length);
                        prg_error_clear();
                        prg__memory_fail(n, forever);
                        int code = describe(&scan, events);
                        long refused = prg__memory_refused();
                        prg__memory_fail_off();
                        if (refused > 0) {
                                ck_assert_int_eq(code, PRG_ENOMEM);
                                ck_assert_int_eq(prg_error_last()->code, PRG_ENOMEM);
                                ck_assert_int_eq(prg__json_next(&scan, &token), PRG_ENOMEM);
                                prg__json_scan_reset(&scan, text, length);
                                ck_assert_int_eq(describe(&scan, events), 0);
                        }
                        prg__json_scan_dispose(&scan);
                        ck_assert_int_eq(prg__memory_live(), live);
                        if (refused == 0) {
                                ck_assert_int_eq(code, 0);
                                ck_assert_int_gt(n, 3);
                                break;
                        }
                }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("json_scan");
        TCase *tests = tcase_create("json_scan");
        tcase_add_test(tests, a_text_gives_its_events_in_order);
        tcase_add_test(tests, a_token_is_a_slice_of_the_text);
        tcase_add_test(tests, a_scanner_without_a_text_has_the_empty_one);
        tcase_add_test(tests, no_begin_of_a_text_is_a_text);
        tcase_add_test(tests, skipping_passes_over_what_has_begun);
        tcase_add_test(tests, skipping_finds_faults);
        tcase_add_test(tests, depth_is_limited);
        tcase_add_test(tests, size_is_limited);
        tcase_add_test(tests, a_key_stands_once_in_an_object_however_it_is_spelt);
        tcase_add_test(tests, the_number_of_keys_does_not_matter);
        tcase_add_test(tests, many_keys_are_compared_by_what_they_mean);
        tcase_add_test(tests, inner_objects_do_not_disturb_outer_ones);
        tcase_add_test(tests, a_million_keys_are_no_burden);
        tcase_add_test(tests, a_reset_keeps_the_memory_and_forgets_the_text);
        tcase_add_test(tests, no_verdict_depends_on_the_seed);
        tcase_add_test(tests, a_trusted_text_is_not_searched_for_duplicates);
        tcase_add_test(tests, a_fault_has_a_rule_and_a_place);
        tcase_add_test(tests, a_fault_in_a_string_can_be_passed_over);
        tcase_add_test(tests, any_other_fault_is_final);
        tcase_add_test(tests, an_error_says_what_was_found_and_expected);
        tcase_add_test(tests, without_memory_the_reading_ends);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
