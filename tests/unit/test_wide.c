/* 128-bit integers: sums, products, quotients, text. 2^127 is
 * 170141183460469231731687303715884105728. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#include "util/wide.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

#define MAX_TEXT "170141183460469231731687303715884105727"
#define MIN_TEXT "-170141183460469231731687303715884105728"

/* Digit by digit, not by what is being tested. */
static prg__wide wide(const char *text)
{
        int negative = *text == '-';
        prg__wide value = 0;
        for (text += negative; *text; text++)
                value = value * 10 + (negative ? '0' - *text : *text - '0');
        return value;
}

static void assert_wide(prg__wide value, const char *expected)
{
        char text[PRG__WIDE_TEXT_SIZE];
        size_t length = prg__wide_write(text, value, 0, PRG_NUMBER_PLAIN);
        ck_assert_str_eq(text, expected);
        ck_assert_uint_eq(length, strlen(expected));
        ck_assert(value == wide(expected));
}

START_TEST(the_limits_are_those_of_128_bits)
{
        assert_wide(PRG__WIDE_MAX, MAX_TEXT);
        assert_wide(PRG__WIDE_MIN, MIN_TEXT);
}
END_TEST

START_TEST(sums_go_up_to_the_limits_and_not_beyond)
{
        prg__wide sum = 7;
        ck_assert_int_eq(prg__wide_add(&sum, PRG__WIDE_MAX - 1, 1), 0);
        ck_assert(sum == PRG__WIDE_MAX);
        ck_assert_int_eq(prg__wide_add(&sum, PRG__WIDE_MIN, PRG__WIDE_MAX), 0);
        ck_assert(sum == -1);
        ck_assert_int_eq(prg__wide_add(&sum, PRG__WIDE_MAX, 1), PRG_ERANGE);
        ck_assert_int_eq(prg__wide_add(&sum, PRG__WIDE_MIN, -1), PRG_ERANGE);
        ck_assert(sum == -1);
}
END_TEST

START_TEST(differences_go_up_to_the_limits_and_not_beyond)
{
        prg__wide difference = 7;
        ck_assert_int_eq(prg__wide_subtract(&difference, -1, PRG__WIDE_MAX), 0);
        ck_assert(difference == PRG__WIDE_MIN);
        ck_assert_int_eq(prg__wide_subtract(&difference, PRG__WIDE_MIN, PRG__WIDE_MIN), 0);
        ck_assert(difference == 0);
        ck_assert_int_eq(prg__wide_subtract(&difference, 0, PRG__WIDE_MIN), PRG_ERANGE);
        ck_assert_int_eq(prg__wide_subtract(&difference, -2, PRG__WIDE_MAX), PRG_ERANGE);
        ck_assert(difference == 0);
}
END_TEST

START_TEST(the_way_back_to_64_bits_is_checked)
{
        int64_t narrow = 7;
        ck_assert_int_eq(prg__wide_to_int64(&narrow, INT64_MAX), 0);
        ck_assert_int_eq(narrow, INT64_MAX);
        ck_assert_int_eq(prg__wide_to_int64(&narrow, INT64_MIN), 0);
        ck_assert_int_eq(narrow, INT64_MIN);
        ck_assert_int_eq(prg__wide_to_int64(&narrow, (prg__wide)INT64_MAX + 1), PRG_ERANGE);
        ck_assert_int_eq(prg__wide_to_int64(&narrow, (prg__wide)INT64_MIN - 1), PRG_ERANGE);
        ck_assert_int_eq(narrow, INT64_MIN);
}
END_TEST

START_TEST(products_of_64_bits_never_overflow)
{
        assert_wide(prg__wide_multiply(INT64_MIN, INT64_MIN),
                "85070591730234615865843651857942052864");
        assert_wide(prg__wide_multiply(INT64_MIN, INT64_MAX),
                "-85070591730234615856620279821087277056");
        assert_wide(prg__wide_multiply(INT64_MAX, INT64_MAX),
                "85070591730234615847396907784232501249");
        assert_wide(prg__wide_multiply(-3, 7), "-21");
}
END_TEST

START_TEST(powers_of_ten_are_a_one_and_zeros)
{
        char expected[PRG__WIDE_MAX_DECIMALS + 3] = "1";
        for (unsigned i = 0; i <= PRG__WIDE_MAX_DECIMALS; i++) {
                assert_wide(prg__wide_power_of_ten(i), expected);
                expected[i + 1] = '0';
        }
}
END_TEST

static const struct {
        const char *value;
        unsigned power;
        const char *expected; /* NULL: out of range */
} scales[] = {
        { "0", 4000, "0" },
        { "5", 0, "5" },
        { "-5", 3, "-5000" },
        { "1", 38, "100000000000000000000000000000000000000" },
        { "-1", 38, "-100000000000000000000000000000000000000" },
        { "2", 38, NULL },
        { "1", 39, NULL },
        { "17014118346046923173168730371588410572", 1, "170141183460469231731687303715884105720" },
        { "17014118346046923173168730371588410573", 1, NULL },
        { "-17014118346046923173168730371588410573", 1, NULL },
        { MAX_TEXT, 0, MAX_TEXT },
        { MIN_TEXT, 0, MIN_TEXT },
        { MAX_TEXT, 38, NULL },
        { MIN_TEXT, 1, NULL },
};

START_TEST(scaling_is_exact_or_refused)
{
        prg__wide result = 77;
        int code = prg__wide_scale(&result, wide(scales[_i].value), scales[_i].power);
        if (scales[_i].expected != NULL) {
                ck_assert_int_eq(code, 0);
                assert_wide(result, scales[_i].expected);
        } else {
                ck_assert_int_eq(code, PRG_ERANGE);
                ck_assert(result == 77);
        }
}
END_TEST

static const struct {
        const char *a, *b, *c, *d;
        int expected;
} products[] = {
        { "0", "0", "0", "0", 0 },
        { "0", "5", "-7", "0", 0 },
        { "1", "1", "0", MAX_TEXT, 1 },
        { "-1", "1", "0", MAX_TEXT, -1 },
        { "-2", "3", "2", "3", -1 },
        { "-2", "-3", "2", "3", 0 },
        { "-2", "3", "-1", "7", 1 },
        { MIN_TEXT, MIN_TEXT, MAX_TEXT, MAX_TEXT, 1 },
        { MIN_TEXT, MAX_TEXT, MAX_TEXT, MIN_TEXT, 0 },
        { MIN_TEXT, MIN_TEXT, MIN_TEXT, "-" MAX_TEXT, 1 },
        { MIN_TEXT, MAX_TEXT, MAX_TEXT, "-" MAX_TEXT, -1 },
        /* (2^127 - 1)^2 and 2^127 * (2^127 - 2), which is less by one */
        { MAX_TEXT, MAX_TEXT, MIN_TEXT, "-170141183460469231731687303715884105726", 1 },
        /* (10^20 + 1)^2 and 10^20 * (10^20 + 2), which is less by one */
        { "100000000000000000001", "100000000000000000001", "100000000000000000000",
                "100000000000000000002", 1 },
        /* 2^64 * 2^64 and (2^64 + 1) * (2^64 - 1) */
        { "18446744073709551616", "18446744073709551616", "18446744073709551617",
                "18446744073709551615", 1 },
        /* equal in the upper 128 bits, different in the lower */
        { "18446744073709551616", "18446744073709551617", "18446744073709551616",
                "18446744073709551616", 1 },
};

START_TEST(products_are_compared_exactly)
{
        prg__wide a = wide(products[_i].a), b = wide(products[_i].b);
        prg__wide c = wide(products[_i].c), d = wide(products[_i].d);
        int expected = products[_i].expected;
        ck_assert_int_eq(prg__wide_compare_products(a, b, c, d), expected);
        ck_assert_int_eq(prg__wide_compare_products(b, a, c, d), expected);
        ck_assert_int_eq(prg__wide_compare_products(a, b, d, c), expected);
        ck_assert_int_eq(prg__wide_compare_products(c, d, a, b), -expected);
}
END_TEST

static const struct {
        const char *dividend, *divisor;
        int power;
        const char *expected; /* NULL: out of range */
} quotients[] = {
        { "0", "7", 100, "0" },
        { "0", "7", -100, "0" },
        { "7", "2", 0, "4" },
        { "-7", "2", 0, "-4" },
        { "7", "-2", 0, "-4" },
        { "-7", "-2", 0, "4" },
        { "1", "3", 0, "0" },
        { "2", "3", 0, "1" },
        { "1", "3", 5, "33333" },
        { "2", "3", 5, "66667" },
        { "1", "8", 2, "13" },
        { "1", "8", 3, "125" },
        { "1999", "25", -1, "8" },
        { "1999", "2500", 3, "800" },
        { "25", "1", -1, "3" },
        { "24", "1", -1, "2" },
        { "-25", "1", -1, "-3" },
        { "249", "10", -1, "2" },
        { "99", "4", -1, "2" },
        { "1", "7", 38, "14285714285714285714285714285714285714" },
        { "1", "7", 39, "142857142857142857142857142857142857143" },
        { "1", "7", 40, NULL },
        { MAX_TEXT, MAX_TEXT, 38, "100000000000000000000000000000000000000" },
        { "170141183460469231731687303715884105726", MAX_TEXT, 38,
                "99999999999999999999999999999999999999" },
        { MAX_TEXT, MIN_TEXT, 5, "-100000" },
        { MAX_TEXT, "1", -38, "2" },
        { MAX_TEXT, "1", -39, "0" },
        { MAX_TEXT, "1", 1, NULL },
        { "35000000000000000000000000000000000000", "1", 1, NULL }, /* would wrap to a small one */
        { "-153127065114422308558518573344295695156", "9", 1, NULL }, /* -2^127 - 1 */
        { MIN_TEXT, "1", 0, MIN_TEXT },
        { MIN_TEXT, "-1", 0, NULL },
        { MAX_TEXT, "2", 0, "85070591730234615865843651857942052864" },
        { "1", MIN_TEXT, 38, "-1" },
        { "1", MIN_TEXT, 2147483647, NULL },
        { "1", "1", -2147483647 - 1, "0" },
};

START_TEST(quotients_are_rounded_once_half_away_from_zero)
{
        prg__wide result = 77;
        int code = prg__wide_divide(&result, wide(quotients[_i].dividend),
                wide(quotients[_i].divisor), quotients[_i].power);
        if (quotients[_i].expected != NULL) {
                ck_assert_int_eq(code, 0);
                assert_wide(result, quotients[_i].expected);
        } else {
                ck_assert_int_eq(code, PRG_ERANGE);
                ck_assert(result == 77);
        }
}
END_TEST

START_TEST(nothing_is_divided_by_zero)
{
        prg__wide result = 77;
        ck_assert_int_eq(prg__wide_divide(&result, 5, 0, 0), PRG_EINVALID);
        ck_assert_int_eq(prg__wide_divide(&result, 0, 0, 0), PRG_EINVALID);
        ck_assert(result == 77);
}
END_TEST

static const struct {
        const char *value;
        unsigned decimals;
        const char *plain, *vietnamese;
} texts[] = {
        { "0", 0, "0", "0" },
        { "0", 3, "0.000", "0,000" },
        { "5", 3, "0.005", "0,005" },
        { "-5", 1, "-0.5", "-0,5" },
        { "100", 0, "100", "100" },
        { "1000", 0, "1000", "1.000" },
        { "-100000", 0, "-100000", "-100.000" },
        { "1053099", 0, "1053099", "1.053.099" },
        { "1053099", 3, "1053.099", "1.053,099" },
        { "374925", 3, "374.925", "374,925" },
        { "18446744073709551616", 0, "18446744073709551616", "18.446.744.073.709.551.616" },
        { "100000000000000000000", 1, "10000000000000000000.0", "10.000.000.000.000.000.000,0" },
        { MAX_TEXT, 0, MAX_TEXT, "170.141.183.460.469.231.731.687.303.715.884.105.727" },
        { MIN_TEXT, 0, MIN_TEXT, "-170.141.183.460.469.231.731.687.303.715.884.105.728" },
        { MIN_TEXT, 1, "-17014118346046923173168730371588410572.8",
                "-17.014.118.346.046.923.173.168.730.371.588.410.572,8" },
        { MAX_TEXT, 38, "1.70141183460469231731687303715884105727",
                "1,70141183460469231731687303715884105727" },
        { "-1", 38, "-0.00000000000000000000000000000000000001",
                "-0,00000000000000000000000000000000000001" },
};

START_TEST(text_goes_both_ways)
{
        for (unsigned form = PRG_NUMBER_PLAIN; form <= PRG_NUMBER_VIETNAMESE; form++) {
                const char *expected = form ? texts[_i].vietnamese : texts[_i].plain;
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_int_eq(
                        prg__wide_format(&buf, wide(texts[_i].value), texts[_i].decimals, form), 0);
                ck_assert_str_eq(buf.data, expected);
                ck_assert_uint_eq(buf.length, strlen(expected));
                prg__wide value = 77;
                unsigned decimals = 77;
                ck_assert_int_eq(prg__wide_parse(&value, &decimals, buf.data, buf.length, form, 127,
                                         PRG__WIDE_MAX_DECIMALS), 0);
                ck_assert(value == wide(texts[_i].value));
                ck_assert_uint_eq(decimals, texts[_i].decimals);
                prg_buf_dispose(&buf);
        }
}
END_TEST

static const struct {
        const char *text, *place;
} beyond[] = {
        { "170141183460469231731687303715884105728", "character 39" },
        { "-170141183460469231731687303715884105729", "character 40" },
        { "1701411834604692317316873037158841057270", "character 40" },
        { "350000000000000000000000000000000000000", "character 39" },
        { "999999999999999999999999999999999999999999", "character 39" },
        { "17014118346046923173168730371588410572.8", "character 40" },
        { "0.000000000000000000000000000000000000000", "character 41" },
        { "1e39", "character 2" },
        { "2e38", "character 2" },
        { "1e-39", "character 2" },
};

START_TEST(text_beyond_the_limits_is_out_of_range)
{
        prg__wide value = 77;
        unsigned decimals = 77, form = PRG_NUMBER_PLAIN | PRG_NUMBER_EXPONENT;
        ck_assert_fails(prg__wide_parse(&value, &decimals, beyond[_i].text, strlen(beyond[_i].text),
                                form, 127, PRG__WIDE_MAX_DECIMALS), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->place, beyond[_i].place);
        ck_assert(value == 77);
        ck_assert_uint_eq(decimals, 77);
}
END_TEST

START_TEST(a_form_or_decimals_that_do_not_exist_are_refused)
{
        prg_buf buf = PRG_BUF_INIT;
        prg__wide value = 77;
        unsigned decimals = 77;
        ck_assert_fails(prg__wide_format(&buf, 1, 39, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg__wide_format(&buf, 1, 0, 2), PRG_EINVALID);
        ck_assert_fails(prg__wide_parse(&value, &decimals, "1", 1, 2, 127, 38), PRG_EINVALID);
        ck_assert_ptr_null(buf.data);
        ck_assert(value == 77);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("wide");
        TCase *tests = tcase_create("wide");
        tcase_add_test(tests, the_limits_are_those_of_128_bits);
        tcase_add_test(tests, sums_go_up_to_the_limits_and_not_beyond);
        tcase_add_test(tests, differences_go_up_to_the_limits_and_not_beyond);
        tcase_add_test(tests, the_way_back_to_64_bits_is_checked);
        tcase_add_test(tests, products_of_64_bits_never_overflow);
        tcase_add_test(tests, powers_of_ten_are_a_one_and_zeros);
        tcase_add_loop_test(tests, scaling_is_exact_or_refused, 0, ROWS(scales));
        tcase_add_loop_test(tests, products_are_compared_exactly, 0, ROWS(products));
        tcase_add_loop_test(
                tests, quotients_are_rounded_once_half_away_from_zero, 0, ROWS(quotients));
        tcase_add_test(tests, nothing_is_divided_by_zero);
        tcase_add_loop_test(tests, text_goes_both_ways, 0, ROWS(texts));
        tcase_add_loop_test(tests, text_beyond_the_limits_is_out_of_range, 0, ROWS(beyond));
        tcase_add_test(tests, a_form_or_decimals_that_do_not_exist_are_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
