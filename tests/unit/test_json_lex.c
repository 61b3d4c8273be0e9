/* Strings and numbers of JSON, the parts that need no context. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/buf.h>

#include "util/json_lex.h"
#include "util/memory.h"

/* A copy without a byte to spare, so that reading past it is seen. */
static char *exactly(const char *text, size_t length)
{
        char *copy = malloc(length ? length : 1);
        ck_assert_ptr_nonnull(copy);
        if (length)
                memcpy(copy, text, length);
        return copy;
}

static int is_plain(unsigned char c)
{
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Every byte at every place of a word, behind bytes that stand next to the special ones. */
START_TEST(a_plain_run_ends_where_a_search_by_bytes_ends)
{
        static const char fillers[] = { ' ', '!', '#', '[', ']', 0x7F, 'a' };
        for (size_t f = 0; f < sizeof fillers; f++)
                for (unsigned c = 0; c < 256; c++)
                        for (size_t place = 0; place < 20; place++) {
                                char text[20];
                                memset(text, fillers[f], sizeof text);
                                text[place] = (char)c;
                                const char *end = prg__json_plain_end(text, text + sizeof text);
                                size_t expected = is_plain((unsigned char)c) ? sizeof text : place;
                                ck_assert_uint_eq((size_t)(end - text), expected);
                        }
}
END_TEST

/* What a sequence of bytes encodes if the bits are simply put together; -1 when the lead and the
 * continuation bytes do not fit. */
static long decode(const unsigned char *bytes, unsigned *length)
{
        long point;
        if (bytes[0] < 0x80) {
                *length = 1;
                return bytes[0];
        }
        if (bytes[0] >> 5 == 6) {
                *length = 2;
                point = bytes[0] & 0x1F;
        } else if (bytes[0] >> 4 == 14) {
                *length = 3;
                point = bytes[0] & 0x0F;
        } else if (bytes[0] >> 3 == 30) {
                *length = 4;
                point = bytes[0] & 0x07;
        } else {
                return -1;
        }
        for (unsigned i = 1; i < *length; i++) {
                if (bytes[i] >> 6 != 2)
                        return -1;
                point = point * 64 + (bytes[i] & 0x3F);
        }
        return point;
}

/* A character is well-formed when it is a scalar value in its shortest form. */
static unsigned expected_length(const unsigned char *bytes)
{
        static const long least[] = { 0, 0, 0x80, 0x800, 0x10000 };
        unsigned length = 0;
        long point = decode(bytes, &length);
        if (point < 0 || point < least[length] || point > 0x10FFFF
            || (point >= 0xD800 && point <= 0xDFFF))
                return 0;
        return length;
}

START_TEST(a_utf8_character_is_a_scalar_value_in_its_shortest_form)
{
        static const unsigned char edges[] = { 0x00, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0, 0xBE,
                0xBF, 0xC0, 0xFF };
        for (unsigned lead = 0; lead < 256; lead++)
                for (unsigned second = 0; second < 256; second++)
                        for (size_t third = 0; third < sizeof edges; third++)
                                for (size_t fourth = 0; fourth < sizeof edges; fourth++) {
                                        unsigned char bytes[4] = { (unsigned char)lead,
                                                (unsigned char)second, edges[third],
                                                edges[fourth] };
                                        const char *text = (const char *)bytes;
                                        unsigned length = prg__json_utf8_length(text, text + 4);
                                        if (length != expected_length(bytes))
                                                ck_abort_msg("%02x %02x %02x %02x: %u", bytes[0],
                                                        bytes[1], bytes[2], bytes[3], length);
                                }
}
END_TEST

START_TEST(a_utf8_character_that_is_cut_off_is_none)
{
        static const char *const characters[] = { "a", "đ", "ế", "😀" };
        for (size_t i = 0; i < 4; i++)
                for (size_t length = 0; length <= i + 1; length++) {
                        char *text = exactly(characters[i], length);
                        ck_assert_uint_eq(prg__json_utf8_length(text, text + length),
                                length == i + 1 ? length : 0);
                        free(text);
                }
}
END_TEST

static const struct {
        const char *text;
        int length; /* of the number at the begin, or -1 */
} numbers[] = {
        { "0", 1 },
        { "-0", 2 },
        { "7", 1 },
        { "10", 2 },
        { "-12", 3 },
        { "0.5", 3 },
        { "-0.5", 4 },
        { "3.75", 4 },
        { "100.00", 6 },
        { "1e5", 3 },
        { "1E5", 3 },
        { "1e+5", 4 },
        { "1e-5", 4 },
        { "0e0", 3 },
        { "1.5e10", 6 },
        { "1e00", 4 },
        { "123456789012345678901234567890.000000000000000000000001e999999999999", 68 },
        { "0,", 1 },
        { "1]", 1 },
        { "1 2", 1 },
        { "1-2", 1 },
        { "1.5.6", 3 },
        { "1e5e6", 3 },
        { "0x1F", 1 },
        { "1_000", 1 },
        { "", -1 },
        { "-", -1 },
        { "--1", -1 },
        { "+1", -1 },
        { "-+1", -1 },
        { "00", -1 },
        { "01", -1 },
        { "-01", -1 },
        { "007", -1 },
        { ".5", -1 },
        { "-.5", -1 },
        { "1.", -1 },
        { "1.e5", -1 },
        { "0.", -1 },
        { "1e", -1 },
        { "1e+", -1 },
        { "1e-", -1 },
        { "1e.5", -1 },
        { "1.5e", -1 },
        { "e5", -1 },
        { "Infinity", -1 },
        { "-Infinity", -1 },
        { "NaN", -1 },
};

START_TEST(numbers_follow_their_grammar)
{
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                size_t length = strlen(numbers[i].text);
                char *text = exactly(numbers[i].text, length);
                const char *end = prg__json_number_end(text, text + length);
                int found = end ? (int)(end - text) : -1;
                if (found != numbers[i].length)
                        ck_abort_msg("%s: %d", numbers[i].text, found);
                free(text);
        }
}
END_TEST

static const struct {
        const char *raw, *text;
} escapes[] = {
        { "", "" },
        { "abc", "abc" },
        { "\\\"\\\\\\/", "\"\\/" },
        { "\\b\\f\\n\\r\\t", "\b\f\n\r\t" },
        { "a\\nb", "a\nb" },
        { "\\u0041", "A" },
        { "\\u00e9\\u00E9", "éé" },
        { "\\u1ebf", "ế" },
        { "\\u007f\\u0080\\u07ff\\u0800", "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80" },
        { "\\uFFFF", "\xEF\xBF\xBF" },
        { "\\uD83D\\uDE00", "😀" },
        { "\\ud83d\\ude00", "😀" },
        { "\\uDBFF\\uDFFF", "\xF4\x8F\xBF\xBF" },
        { "\\uD800\\uDC00", "\xF0\x90\x80\x80" },
        { "x\\u007fy", "x\x7Fy" },
        { "\\\\u0041", "\\u0041" },
        { "huyện \\u0110\\u1ed3ng V\\u0103n", "huyện Đồng Văn" },
};

START_TEST(escapes_are_resolved_behind_what_a_buffer_holds)
{
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
                prg_buf buf = PRG_BUF_INIT;
                size_t length = strlen(escapes[i].raw);
                char *raw = exactly(escapes[i].raw, length);
                ck_assert_int_eq(prg_buf_append(&buf, ">", 1), 0);
                ck_assert_int_eq(prg__json_unescape(&buf, raw, length), 0);
                ck_assert_uint_eq(buf.length, 1 + strlen(escapes[i].text));
                ck_assert_str_eq(buf.data + 1, escapes[i].text);
                ck_assert_int_eq(
                        prg__json_is(raw, length, escapes[i].text, strlen(escapes[i].text)), 1);
                prg_buf_dispose(&buf);
                free(raw);
        }
}
END_TEST

/* Nobody resolves a string that was not accepted; if it happens, nothing breaks. */
START_TEST(a_backslash_that_begins_no_escape_stands_for_itself)
{
        static const char *const wrong[] = { "\\", "\\q", "a\\", "\\u", "\\u12", "\\u12g4", "\\'" };
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
                prg_buf buf = PRG_BUF_INIT;
                size_t length = strlen(wrong[i]);
                char *raw = exactly(wrong[i], length);
                ck_assert_int_eq(prg__json_unescape(&buf, raw, length), 0);
                ck_assert_str_eq(buf.data, wrong[i]);
                prg_buf_dispose(&buf);
                free(raw);
        }
}
END_TEST

START_TEST(without_memory_a_buffer_stays_as_it_was)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&buf, "kept", 4), 0);
        prg__memory_fail(0, 1);
        ck_assert_fails(
                prg__json_unescape(&buf, "a long text that does not fit \\u0041", 36), PRG_ENOMEM);
        prg__memory_fail_off();
        ck_assert_uint_eq(buf.length, 4);
        ck_assert_str_eq(buf.data, "kept");
        prg_buf_dispose(&buf);
}
END_TEST

/* Four characters, each in all its spellings: every spelling of the text equals every other. */
START_TEST(strings_are_compared_by_what_they_mean)
{
        static const char *const spellings[4][4] = {
                { "a", "\\u0061", "a", "\\u0061" },
                { "/", "\\/", "\\u002f", "\\u002F" },
                { "ế", "\\u1ebf", "\\u1EBF", "ế" },
                { "😀", "\\ud83d\\ude00", "\\uD83D\\uDE00", "😀" },
        };
        char texts[256][64];
        for (size_t n = 0; n < 256; n++)
                snprintf(texts[n], sizeof texts[n], "%s%s%s%s", spellings[0][n & 3],
                        spellings[1][n >> 2 & 3], spellings[2][n >> 4 & 3], spellings[3][n >> 6]);
        for (size_t m = 0; m < 256; m++) {
                size_t length = strlen(texts[m]);
                ck_assert_int_eq(prg__json_is(texts[m], length, "a/ế😀", strlen("a/ế😀")), 1);
                ck_assert_int_eq(prg__json_is(texts[m], length, "a/ế😀x", strlen("a/ế😀x")), 0);
                ck_assert_int_eq(prg__json_is(texts[m], length, "a/ế", strlen("a/ế")), 0);
                ck_assert_int_eq(prg__json_is(texts[m], length, "a/Ế😀", strlen("a/Ế😀")), 0);
                for (size_t n = 0; n < 256; n++) {
                        size_t other = strlen(texts[n]);
                        ck_assert_int_eq(prg__json_same(texts[m], length, texts[n], other), 1);
                        ck_assert_int_eq(
                                prg__json_same(texts[m], length, texts[n] + 1, other - 1), 0);
                }
        }
}
END_TEST

START_TEST(a_begin_of_a_string_is_not_the_string)
{
        ck_assert_int_eq(prg__json_same("", 0, "", 0), 1);
        ck_assert_int_eq(prg__json_same("", 0, "a", 1), 0);
        ck_assert_int_eq(prg__json_same("a", 1, "", 0), 0);
        ck_assert_int_eq(prg__json_same("abc", 3, "ab", 2), 0);
        ck_assert_int_eq(prg__json_same("ab", 2, "ab\\u0063", 8), 0);
        ck_assert_int_eq(prg__json_same("ab\\u0063", 8, "ab", 2), 0);
        ck_assert_int_eq(prg__json_is("", 0, NULL, 0), 1);
        ck_assert_int_eq(prg__json_is("a", 1, NULL, 0), 0);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("json_lex");
        TCase *tests = tcase_create("json_lex");
        tcase_add_test(tests, a_plain_run_ends_where_a_search_by_bytes_ends);
        tcase_add_test(tests, a_utf8_character_is_a_scalar_value_in_its_shortest_form);
        tcase_add_test(tests, a_utf8_character_that_is_cut_off_is_none);
        tcase_add_test(tests, numbers_follow_their_grammar);
        tcase_add_test(tests, escapes_are_resolved_behind_what_a_buffer_holds);
        tcase_add_test(tests, a_backslash_that_begins_no_escape_stands_for_itself);
        tcase_add_test(tests, without_memory_a_buffer_stays_as_it_was);
        tcase_add_test(tests, strings_are_compared_by_what_they_mean);
        tcase_add_test(tests, a_begin_of_a_string_is_not_the_string);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
