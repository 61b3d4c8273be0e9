/* Validity of UTF-8. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "util/utf8.h"

#define BYTES(literal) literal, sizeof literal - 1

static const struct {
        const char *text;
        size_t length;
        size_t bad;
        const char *found;
} bad[] = {
        { BYTES("\x80"), 0, "a continuation byte without a first byte" },
        { BYTES("ab\xBFz"), 2, "a continuation byte without a first byte" },
        { BYTES("\xC3\xA1\xA1"), 2, "a continuation byte without a first byte" },
        { BYTES("\xC0\x80"), 0, "an overlong form" },
        { BYTES("x\xC1\xBF"), 1, "an overlong form" },
        { BYTES("\xE0\x80\x80"), 0, "an overlong form" },
        { BYTES("\xE0\x9F\xBF"), 0, "an overlong form" },
        { BYTES("\xF0\x80\x80\x80"), 0, "an overlong form" },
        { BYTES("\xF0\x8F\xBF\xBF"), 0, "an overlong form" },
        { BYTES("\xED\xA0\x80"), 0, "a surrogate" },
        { BYTES("abc\xED\xBF\xBF"), 3, "a surrogate" },
        { BYTES("\xF4\x90\x80\x80"), 0, "a number above U+10FFFF" },
        { BYTES("\xF5\x80\x80\x80"), 0, "a byte that never occurs in UTF-8" },
        { BYTES("\xF8\x88\x80\x80\x80"), 0, "a byte that never occurs in UTF-8" },
        { BYTES("\xFE"), 0, "a byte that never occurs in UTF-8" },
        { BYTES("12345678\xFF"), 8, "a byte that never occurs in UTF-8" },
        { BYTES("\xC3"), 0, "a character cut short" },
        { BYTES("\xC3z"), 0, "a character cut short" },
        { BYTES("Ph\xE1\xBB"), 2, "a character cut short" },
        { BYTES("Ph\xE1\xBBng"), 2, "a character cut short" },
        { BYTES("\xE1\x41\x80"), 0, "a character cut short" },
        { BYTES("\xF0\x9F\x98"), 0, "a character cut short" },
        { BYTES("\xF0\x9F\xC0\x80"), 0, "a character cut short" },
        { BYTES("\xF4\x8F\xBF"), 0, "a character cut short" },
        /* UTF-8 of Windows-1258 and UTF-16, taken for UTF-8 */
        { BYTES("T\xF4n"), 1, "a character cut short" },
        { BYTES("\xFF\xFEL\0"), 0, "a byte that never occurs in UTF-8" },
};

START_TEST(bad_text_is_found_at_its_byte)
{
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                size_t at = 99;
                char place[32], message[128];
                ck_assert_fails(prg_text_validate(bad[i].text, bad[i].length, &at), PRG_EUTF8);
                ck_assert_uint_eq(at, bad[i].bad);
                snprintf(place, sizeof place, "byte %zu", bad[i].bad);
                snprintf(message, sizeof message, "text is not valid UTF-8: found %s",
                        bad[i].found);
                ck_assert_str_eq(prg_error_last()->place, place);
                ck_assert_str_eq(prg_error_last()->message, message);
                ck_assert_fails(prg_text_validate(bad[i].text, bad[i].length, NULL), PRG_EUTF8);
        }
}
END_TEST

/* Behind any number of good bytes, across the edges of the words that ASCII is read in. */
START_TEST(bad_text_is_found_wherever_it_stands)
{
        char text[64];
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                for (size_t before = 0; before < 40; before++)
                        for (size_t after = 0; after < 10; after++) {
                                size_t at;
                                memset(text, 'x', sizeof text);
                                memcpy(text + before, bad[i].text, bad[i].length);
                                size_t length = before + bad[i].length + after;
                                int code = prg_text_validate(text, length, &at);
                                if (code != PRG_EUTF8 || at != before + bad[i].bad)
                                        ck_abort_msg("row %zu behind %zu bytes", i, before);
                        }
}
END_TEST

START_TEST(good_text_is_good)
{
        static const struct {
                const char *text;
                size_t length;
        } good[] = {
                { BYTES("") },
                { BYTES("\0") },
                { BYTES("Kế hoạch số 1780/KH-UBND") },
                { BYTES("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF") },
                { BYTES("\xED\x9F\xBF\xEE\x80\x80") }, /* around the surrogates */
                { BYTES("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF") },
                { BYTES("\xEF\xBB\xBFLai Ch\xC3\xA2u") },
        };
        prg_error_clear();
        size_t at = 99;
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
                ck_assert_int_eq(prg_text_validate(good[i].text, good[i].length, &at), 0);
        ck_assert_int_eq(prg_text_validate(NULL, 0, &at), 0);
        ck_assert_uint_eq(at, 99);
        ck_assert_int_eq(prg_error_last()->code, PRG_OK);
}
END_TEST

START_TEST(null_with_a_length_is_refused)
{
        ck_assert_fails(prg_text_validate(NULL, 1, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(every_code_point_goes_both_ways)
{
        for (int32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
                if (code_point == 0xD800)
                        code_point = 0xE000;
                char text[4];
                size_t at = 0, size = prg__utf8_put(text, code_point);
                size_t expected = 1 + (code_point >= 0x80) + (code_point >= 0x800)
                                  + (code_point >= 0x10000);
                if (size != expected || prg__utf8_span(text, size) != size
                    || prg__utf8_next(text, &at) != code_point || at != size)
                        ck_abort_msg("U+%04X", (unsigned)code_point);
        }
        char text[4];
        ck_assert_uint_eq(prg__utf8_put(text, 0x1EBF), 3);
        ck_assert_mem_eq(text, "\xE1\xBA\xBF", 3); /* ế */
        ck_assert_uint_eq(prg__utf8_put(text, 0x20BB7), 4);
        ck_assert_mem_eq(text, "\xF0\xA0\xAE\xB7", 4);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("utf8");
        TCase *tests = tcase_create("utf8");
        tcase_add_test(tests, bad_text_is_found_at_its_byte);
        tcase_add_test(tests, bad_text_is_found_wherever_it_stands);
        tcase_add_test(tests, good_text_is_good);
        tcase_add_test(tests, null_with_a_length_is_refused);
        tcase_add_test(tests, every_code_point_goes_both_ways);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
