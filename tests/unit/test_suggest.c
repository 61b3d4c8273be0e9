/* Near matches. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#include "util/suggest.h"

static const char *const places[] = { "Hua Bum", "Huổi Luông", "Sìn Hồ", "Sin Suối Hồ", "Nậm Nhùn",
        "Nậm Cha", "Nậm Chà", "Tả Lèng", "Tà Tổng", "Pa Khoá", "Ma Ly Pho", "Mường Tè",
        "Mường Than" };
#define PLACES (sizeof places / sizeof *places)

static const char *nearest(const char *word)
{
        const char *best = "untouched";
        int code = prg_text_suggest(&best, word, places, PLACES);
        ck_assert_int_eq(code, best ? 0 : PRG_END);
        return best;
}

START_TEST(what_is_mistyped_is_found)
{
        ck_assert_str_eq(nearest("Hua Bun"), "Hua Bum");
        ck_assert_str_eq(nearest("hua  bum"), "Hua Bum");
        ck_assert_str_eq(nearest("Sin Ho"), "Sìn Hồ");
        ck_assert_str_eq(nearest("Sìn Hổ"), "Sìn Hồ");
        ck_assert_str_eq(nearest("Nam Nhnu"), "Nậm Nhùn");
        ck_assert_str_eq(nearest("Pa Khóa"), "Pa Khoá");
        ck_assert_str_eq(nearest("Ma Li Pho"), "Ma Ly Pho");
        ck_assert_str_eq(nearest("Muong Then"), "Mường Than");
        ck_assert_ptr_null(nearest("Điện Biên"));
        ck_assert_ptr_null(nearest("Ho"));
        ck_assert_ptr_null(nearest(""));
}
END_TEST

START_TEST(the_answer_is_borrowed_and_the_first_of_equals)
{
        ck_assert_ptr_eq(nearest("Nậm Chá"), places[5]); /* alike without marks */
        ck_assert_ptr_eq(nearest("Ta Lung"), places[7]);
        static const char *const twice[] = { "agency", "agency" };
        const char *best;
        ck_assert_int_eq(prg_text_suggest(&best, "agenci", twice, 2), 0);
        ck_assert_ptr_eq(best, twice[0]);
}
END_TEST

/* Distances counted by hand; n is the length of the word, 1 + n / 4 the limit. */
START_TEST(near_is_one_and_a_quarter_of_the_length)
{
        static const struct {
                const char *word, *name;
                int near;
        } table[] = {
                { "a", "a", 1 }, { "a", "A", 1 }, { "a", "b", 0 }, { "a", "ab", 0 },
                { "ab", "ac", 1 }, { "ab", "ba", 1 }, { "ab", "cd", 0 }, { "ab", "abcd", 0 },
                { "abc", "ab", 1 }, { "abc", "abcde", 0 },
                { "abcd", "abef", 1 }, { "abcd", "badc", 1 }, { "abcd", "aefg", 0 },
                { "abcd", "ab", 1 },
                { "abcdefg", "abcdexy", 1 }, { "abcdefg", "abcdxyz", 0 },
                { "abcdefgh", "abcdexyz", 1 }, { "abcdefgh", "badcfegh", 1 },
                { "abcdefgh", "badcfehg", 0 }, { "abcdefgh", "abcde", 1 },
                { "abcdefgh", "abcd", 0 },
                { "abcdefgh", "zabcdefgh", 1 }, { "abcdefgh", "yxzabcdefgh", 1 },
                { "abcdefgh", "wyxzabcdefgh", 0 },
                /* Nothing is edited twice: ca to abc takes 3, not an exchange and an insertion. */
                { "cadd", "abcdd", 0 },
                { "đường", "duong", 1 }, { "đương", "dượng", 1 },
        };
        for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
                const char *best;
                int code = prg_text_suggest(&best, table[i].word, &table[i].name, 1);
                ck_assert_msg(code == (table[i].near ? 0 : PRG_END), "%s, %s", table[i].word,
                        table[i].name);
                ck_assert_ptr_eq(best, table[i].near ? table[i].name : NULL);
        }
}
END_TEST

START_TEST(long_words_are_near_to_nothing)
{
        char word[200];
        const char *candidate = word, *best;
        memset(word, 'a', sizeof word);
        word[64] = '\0';
        ck_assert_int_eq(prg_text_suggest(&best, word, &candidate, 1), 0);
        ck_assert_ptr_eq(best, word);
        word[64] = 'a';
        word[65] = '\0';
        ck_assert_int_eq(prg_text_suggest(&best, word, &candidate, 1), PRG_END);
        ck_assert_ptr_null(best);
        ck_assert_int_eq(prg_text_suggest(&best, word + 1, &candidate, 1), PRG_END);
        ck_assert_int_eq(prg_text_suggest(&best, word + 1, (const char *[]){ word + 2 }, 1), 0);
}
END_TEST

START_TEST(names_can_be_offered_one_by_one)
{
        prg__suggest suggest;
        prg__suggest_begin(&suggest, "Ta Tông và", 7);
        ck_assert_ptr_null(prg__suggest_best(&suggest));
        for (size_t i = 0; i < PLACES; i++)
                prg__suggest_offer(&suggest, places[i]);
        ck_assert_str_eq(prg__suggest_best(&suggest), "Tà Tổng");
        prg__suggest_begin(&suggest, "Ta\xFFTong", 7);
        prg__suggest_offer(&suggest, "Ta Tong");
        ck_assert_ptr_null(prg__suggest_best(&suggest));
        prg__suggest_begin(&suggest, "Ta Tong", 7);
        prg__suggest_offer(&suggest, "Ta\xFFTong");
        ck_assert_ptr_null(prg__suggest_best(&suggest));
}
END_TEST

START_TEST(bad_arguments_are_refused)
{
        static const char *const holes[] = { "a", NULL };
        const char *best = "before";
        ck_assert_fails(prg_text_suggest(NULL, "a", places, PLACES), PRG_EINVALID);
        ck_assert_fails(prg_text_suggest(&best, NULL, places, PLACES), PRG_EINVALID);
        ck_assert_fails(prg_text_suggest(&best, "a", NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_text_suggest(&best, "a", holes, 2), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "candidate 1 is NULL");
        ck_assert_fails(prg_text_suggest(&best, "a\xC3", places, PLACES), PRG_EUTF8);
        ck_assert_str_eq(best, "before");
        ck_assert_int_eq(prg_text_suggest(&best, "a", NULL, 0), PRG_END);
        ck_assert_ptr_null(best);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("suggest");
        TCase *tests = tcase_create("suggest");
        tcase_add_test(tests, what_is_mistyped_is_found);
        tcase_add_test(tests, the_answer_is_borrowed_and_the_first_of_equals);
        tcase_add_test(tests, near_is_one_and_a_quarter_of_the_length);
        tcase_add_test(tests, long_words_are_near_to_nothing);
        tcase_add_test(tests, names_can_be_offered_one_by_one);
        tcase_add_test(tests, bad_arguments_are_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
