/* The Vietnamese order. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#include "vietnamese.h"

/* The order by comparison; the order by keys must be the same. */
static int order_of(const char *a, size_t a_length, const char *b, size_t b_length)
{
        int order = 9;
        prg_buf one = PRG_BUF_INIT, other = PRG_BUF_INIT;
        ck_assert_int_eq(prg_text_compare(&order, a, a_length, b, b_length), 0);
        ck_assert_int_eq(prg_text_sort_key(&one, a, a_length), 0);
        ck_assert_int_eq(prg_text_sort_key(&other, b, b_length), 0);
        ck_assert_ptr_null(memchr(one.data, '\0', one.length));
        size_t common = one.length < other.length ? one.length : other.length;
        int keys = memcmp(one.data, other.data, common);
        if (keys == 0)
                keys = (one.length > other.length) - (one.length < other.length);
        ck_assert_int_eq(order, (keys > 0) - (keys < 0));
        prg_buf_dispose(&one);
        prg_buf_dispose(&other);
        return order;
}

static int order(const char *a, const char *b)
{
        return order_of(a, strlen(a), b, strlen(b));
}

/* Asserts that a list, ended by NULL, stands in strictly rising order. */
static void assert_rising(const char *const *list)
{
        for (int i = 0; list[i]; i++)
                for (int j = 0; list[j]; j++)
                        ck_assert_msg(order(list[i], list[j]) == (i > j) - (i < j), "'%s' and '%s'",
                                list[i], list[j]);
}

START_TEST(the_alphabet_is_vietnamese)
{
        static const char *const lower[] = { "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g",
                "h", "i", "j", "k", "l", "m", "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư",
                "v", "w", "x", "y", "z", NULL };
        static const char *const upper[] = { "A", "Ă", "Â", "B", "C", "D", "Đ", "E", "Ê", "F", "G",
                "H", "I", "J", "K", "L", "M", "N", "O", "Ô", "Ơ", "P", "Q", "R", "S", "T", "U", "Ư",
                "V", "W", "X", "Y", "Z", NULL };
        assert_rising(lower);
        assert_rising(upper);
        for (int i = 0; lower[i]; i++)
                for (int j = 0; upper[j]; j++)
                        ck_assert_int_eq(order(lower[i], upper[j]), i > j ? 1 : -1);
}
END_TEST

START_TEST(every_vowel_has_its_tones_in_order)
{
        for (int v = 0; v < VOWELS; v++) {
                const char *list[TONES + 1] = { NULL };
                for (int t = 0; t < TONES; t++) {
                        char decomposed[16];
                        list[t] = vowels[v].lower[t];
                        ck_assert_int_eq(order(vowels[v].lower[t], vowels[v].upper[t]), -1);
                        write_decomposed(&decomposed, &vowels[v], tones[t]);
                        ck_assert_int_eq(order(vowels[v].lower[t], decomposed), 0);
                }
                assert_rising(list);
                /* The vowels are listed in the order of the alphabet. */
                const char *before = v > 0 ? vowels[v - 1].upper[TONES - 1] : "";
                ck_assert_int_eq(order(before, vowels[v].lower[0]), -1);
        }
}
END_TEST

START_TEST(places_stand_where_a_reader_looks)
{
        static const char *const places[] = { "A Lưới", "An Giang", "An Khê", "Ấn Độ", "Ân Thi",
                "Bạc Liêu", "Bản Bo", "Bắc Giang", "Bắc Kạn", "Bắc Yên", "Bình Định", "Bình Lư",
                "Cà Mau", "Cao Bằng", "Căn Co", "Cần Thơ", "Dào San", "Đà Nẵng", "Đắk Lắk",
                "Đắk Nông", "Điện Biên", "Đoàn Kết", "Đồng Nai", "Đông Phong", "Gia Lai", "Hà Nội",
                "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Thầu", "Hồng Thu",
                "Hua Bum", "Hua Bun", "Huổi Luông", "Kan Hồ", "Khổng Lào", "Lai Châu", "Lào Cai",
                "Lâm Đồng", "Ma Ly Pho", "Ma Quai", "Mù Cả", "Mù Sang", "Mường Tè", "Mường Than",
                "Nậm Cha", "Nậm Chà", "Nậm Nhùn", "Nùng Nàng", "Pa Khoá", "Pa Tần", "Pa Ủ",
                "Pa Vệ Sủ", "Pa Vệ Sử", "Pắc Ta", "Phong Thổ", "Quảng Trị", "Sà Dề Phìn", "Sìn Hồ",
                "Sin Suối Hồ", "Sùng Phài", "Tả Lèng", "Tà Tổng", "Tam Đường", "Tân Uyên",
                "Than Uyên", "Thanh Hóa", "Tủa Sín Chải", "Vàng San", "Vĩnh Long", "Yên Bái", NULL
                };
        assert_rising(places);
}
END_TEST

START_TEST(letters_of_the_whole_text_count_before_tones)
{
        static const char *const list[] = { "ba", "bà", "bả", "bã", "bá", "bạ", "ba an", "bà an",
                "bạ an", "ba ăn", "ba bạ", "bà bạ", "ban", "bàn", "bản", "bán", "bạn", "bang",
                "bàng", "bạng", "băn", "bân", "ma ma", "ma mà", "mà ma", "mà mà", "mạ ma", NULL };
        assert_rising(list);
}
END_TEST

START_TEST(case_counts_last_and_lower_case_is_first)
{
        static const char *const list[] = { "", " ", "an", "aN", "An", "AN", "àn", "àN", "Àn", "ÀN",
                "ana", "da", "Da", "đ", "Đ", "đa", "đA", "Đa", NULL };
        assert_rising(list);
}
END_TEST

START_TEST(other_things_come_before_letters_and_other_letters_after)
{
        static const char *const list[] = { " ", "_", "-", "–", "—", ",", ";", ":", "!", "?", ".",
                "'", "‘", "’", "\"", "“", "”", "(", ")", "[", "]", "{", "}", "@", "*", "/", "\\",
                "&", "#", "%", "§", "«", "…", "`", "^", "+", "<", "=", ">", "|", "~", "©", "°", "×",
                "$", "₫", "0", "1", "10", "2", "9", "½", "Ⅷ", "a", "z", "Z", "æ", "ø", "ł", "ω",
                "я", "中", NULL };
        static const char *const names[] = { "Tổ", "Tổ 1", "Tổ 10", "Tổ 2", "Tổ-1", "Tổ, bản",
                "Tổng", NULL };
        assert_rising(list);
        assert_rising(names);
}
END_TEST

START_TEST(other_marks_come_after_the_tones)
{
        static const char *const list[] = { "e", "è", "ẻ", "ẽ", "é", "ẹ", "ē", "ĕ", "ė", "ë", "ě",
                "ȩ", "ê", NULL };
        assert_rising(list);
        /* A mark in the way keeps the circumflex from being part of the letter. */
        ck_assert_int_eq(order("o\u0302\u0323", "ộ"), 0);
        ck_assert_int_eq(order("o\u0323\u0302", "ộ"), 0);
        ck_assert_int_eq(order("o\u0300\u0302", "ồ"), -1);
        ck_assert_int_eq(order("o\u0302\u0300", "ồ"), 0);
        ck_assert_int_eq(order("o\u031B\u0302", "ơ\u0302"), 0);
        ck_assert_int_eq(order("o\u0302\u031B", "ơ\u0302"), 0);
        ck_assert_int_eq(order("\u0301", ""), 1);
        ck_assert_int_eq(order("\u0301", "a"), -1);
}
END_TEST

START_TEST(what_is_invisible_has_no_weight)
{
        ck_assert_int_eq(order("\uFEFFLai\u200B Ch\u00ADa\u200D\u0302u", "Lai Châu"), 0);
        ck_assert_int_eq(order("Lai\u00A0Châu", "Lai Châu"), 0);
        ck_assert_int_eq(order("Lai\tChâu", "Lai\u3000Châu"), 0);
        ck_assert_int_eq(order_of("a\0b", 3, "ab", 2), 0);
        ck_assert_int_eq(order_of("a\x01\x7F", 3, "a", 1), 0);
        ck_assert_int_eq(order_of(NULL, 0, "", 0), 0);
}
END_TEST

START_TEST(a_key_is_appended)
{
        prg_buf key = PRG_BUF_INIT, twice = PRG_BUF_INIT;
        ck_assert_int_eq(prg_text_sort_key(&key, "plain text", 10), 0);
        ck_assert_uint_eq(key.length, 10 + 2); /* what has no marks or case adds nothing for them */
        prg_buf_dispose(&key);
        ck_assert_int_eq(prg_text_sort_key(&key, "Đà", 4), 0);
        ck_assert_int_eq(prg_text_sort_key(&twice, "Đà", 4), 0);
        ck_assert_int_eq(prg_text_sort_key(&twice, "Đà", 4), 0);
        ck_assert_uint_gt(key.length, 2);
        ck_assert_uint_eq(twice.length, 2 * key.length);
        ck_assert_mem_eq(twice.data, key.data, key.length);
        ck_assert_mem_eq(twice.data + key.length, key.data, key.length + 1);
        prg_buf_dispose(&key);
        prg_buf_dispose(&twice);
}
END_TEST

START_TEST(bad_arguments_are_refused)
{
        int result = 7;
        prg_buf key = PRG_BUF_INIT;
        ck_assert_fails(prg_text_compare(NULL, "a", 1, "a", 1), PRG_EINVALID);
        ck_assert_fails(prg_text_compare(&result, NULL, 1, "a", 1), PRG_EINVALID);
        ck_assert_fails(prg_text_compare(&result, "a", 1, NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_text_compare(&result, "\xC3", 1, "a", 1), PRG_EUTF8);
        ck_assert_fails(prg_text_compare(&result, "a", 1, "a\xC3", 2), PRG_EUTF8);
        ck_assert_fails(prg_text_sort_key(NULL, "a", 1), PRG_EINVALID);
        ck_assert_fails(prg_text_sort_key(&key, NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_text_sort_key(&key, "a\xFF", 2), PRG_EUTF8);
        ck_assert_str_eq(prg_error_last()->place, "byte 1");
        ck_assert_int_eq(result, 7);
        ck_assert_ptr_null(key.data);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("collate");
        TCase *tests = tcase_create("collate");
        tcase_add_test(tests, the_alphabet_is_vietnamese);
        tcase_add_test(tests, every_vowel_has_its_tones_in_order);
        tcase_add_test(tests, places_stand_where_a_reader_looks);
        tcase_add_test(tests, letters_of_the_whole_text_count_before_tones);
        tcase_add_test(tests, case_counts_last_and_lower_case_is_first);
        tcase_add_test(tests, other_things_come_before_letters_and_other_letters_after);
        tcase_add_test(tests, other_marks_come_after_the_tones);
        tcase_add_test(tests, what_is_invisible_has_no_weight);
        tcase_add_test(tests, a_key_is_appended);
        tcase_add_test(tests, bad_arguments_are_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
