/* Exact decimals: order, arithmetic, rounding. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

/* Results start here; an error must leave them so. */
static const prg_decimal untouched = { 77, 7 };

static const prg_decimal too_many = { 1, 19 };

/* The decimal of a plain text. */
static prg_decimal decimal(const char *text)
{
        prg_decimal value = untouched;
        ck_assert_int_eq(prg_decimal_parse(&value, text, strlen(text), PRG_NUMBER_PLAIN), 0);
        return value;
}

static void assert_text(prg_decimal value, const char *expected)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_decimal_format(&buf, value, PRG_NUMBER_PLAIN), 0);
        ck_assert_str_eq(buf.data, expected);
        prg_buf_dispose(&buf);
}

static void assert_untouched(prg_decimal value)
{
        ck_assert_int_eq(value.mantissa, untouched.mantissa);
        ck_assert_uint_eq(value.decimals, untouched.decimals);
}

/* ---- order ---- */

static const struct {
        const char *a, *b;
        int expected;
} orders[] = {
        { "0", "0.000", 0 },
        { "1.5", "1.50", 0 },
        { "1.5", "1.51", -1 },
        { "-1.5", "-1.51", 1 },
        { "-1", "1", -1 },
        { "9223372036854775807", "9223372036854775806", 1 },
        { "9223372036854775807", "9.223372036854775807", 1 },
        { "-9223372036854775808", "-9.223372036854775808", -1 },
        { "-9223372036854775808", "9223372036854775807", -1 },
        { "9", "9.000000000000000000", 0 },
        { "9", "9.000000000000000001", -1 },
        { "0", "-0.000000000000000001", 1 },
};

START_TEST(order_is_by_value)
{
        prg_decimal a = decimal(orders[_i].a), b = decimal(orders[_i].b);
        int order = 77;
        ck_assert_int_eq(prg_decimal_compare(&order, a, b), 0);
        ck_assert_int_eq(order, orders[_i].expected);
        ck_assert_int_eq(prg_decimal_compare(&order, b, a), 0);
        ck_assert_int_eq(order, -orders[_i].expected);
}
END_TEST

static const struct {
        const char *a, *b, *c, *d;
        int expected;
} quotients[] = {
        { "7", "100", "0.07", "1", 0 },                 /* (107 - 100) / 100 is not over 7 % */
        { "29", "100", "0.29", "1", 0 },                /* 29/100 is at least 29 % */
        { "1999", "2500", "80", "100", -1 },            /* 79.96 % is not at least 80 %, */
        { "1999.5", "2500.0", "0.7998", "1", 0 },       /* whatever it looks like rounded */
        { "1", "3", "2", "6", 0 },
        { "1", "3", "0.333333333333333333", "1", 1 },
        { "1", "-3", "-1", "3", 0 },
        { "-1", "-3", "1", "3", 0 },
        { "1", "-3", "1", "3", -1 },
        { "-1", "3", "-1", "2", 1 },
        { "1", "-2", "1", "-3", -1 },
        { "0", "-5", "0.00", "7", 0 },
        { "0", "-5", "1", "-7", 1 },
        { "9223372036854775807", "0.000000000000000001", "-9223372036854775808",
                "-0.000000000000000001", -1 },
        { "-9223372036854775808", "0.000000000000000001", "9223372036854775807",
                "-0.000000000000000001", -1 },
        { "0.000000000000000001", "9223372036854775807", "0", "1", 1 },
        { "9223372036854775807", "9223372036854775806", "9223372036854775806",
                "9223372036854775805", -1 },
};

START_TEST(quotients_are_compared_without_dividing)
{
        prg_decimal a = decimal(quotients[_i].a), b = decimal(quotients[_i].b);
        prg_decimal c = decimal(quotients[_i].c), d = decimal(quotients[_i].d);
        int order = 77;
        ck_assert_int_eq(prg_quotient_compare(&order, a, b, c, d), 0);
        ck_assert_int_eq(order, quotients[_i].expected);
        ck_assert_int_eq(prg_quotient_compare(&order, c, d, a, b), 0);
        ck_assert_int_eq(order, -quotients[_i].expected);
}
END_TEST

START_TEST(a_quotient_by_zero_has_no_place_in_the_order)
{
        int order = 77;
        prg_decimal one = { 1, 0 }, zero = { 0, 3 };
        ck_assert_fails(prg_quotient_compare(&order, one, zero, one, one), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(&order, one, one, one, zero), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(&order, zero, zero, zero, zero), PRG_EINVALID);
        ck_assert_int_eq(order, 77);
}
END_TEST

START_TEST(the_sign_is_that_of_the_value)
{
        int sign = 77;
        ck_assert_int_eq(prg_decimal_sign(&sign, decimal("0.00")), 0);
        ck_assert_int_eq(sign, 0);
        ck_assert_int_eq(prg_decimal_sign(&sign, decimal("0.01")), 0);
        ck_assert_int_eq(sign, 1);
        ck_assert_int_eq(prg_decimal_sign(&sign, decimal("-9223372036854775808")), 0);
        ck_assert_int_eq(sign, -1);
}
END_TEST

/* ---- arithmetic ---- */

enum operation { ADD, SUBTRACT, MULTIPLY };

static const struct {
        enum operation operation;
        const char *a, *b;
        const char *expected; /* NULL: out of range */
} sums[] = {
        { ADD, "0.1", "0.2", "0.3" },
        { ADD, "1.5", "1.50", "3.00" },
        { ADD, "1.25", "-1.25", "0.00" },
        { ADD, "-7", "0.001", "-6.999" },
        { ADD, "9223372036854775806", "1", "9223372036854775807" },
        { ADD, "9223372036854775807", "1", NULL },
        { ADD, "-9223372036854775808", "-1", NULL },
        { ADD, "-9223372036854775808", "9223372036854775807", "-1" },
        { ADD, "10", "0.000000000000000000", "10.00000000000000000" },
        { ADD, "10.0", "0.000000000000000001", NULL },
        { ADD, "9.000000000000000000", "9.000000000000000000", "18.00000000000000000" },
        { ADD, "9223372036854775807", "0.000", "9223372036854775807" },
        { SUBTRACT, "0.3", "0.1", "0.2" },
        { SUBTRACT, "1", "1.000", "0.000" },
        { SUBTRACT, "107", "100", "7" },
        { SUBTRACT, "0", "-9223372036854775808", NULL },
        { SUBTRACT, "-1", "-9223372036854775808", "9223372036854775807" },
        { SUBTRACT, "-9223372036854775808", "1", NULL },
        { SUBTRACT, "0", "0.000000000000000001", "-0.000000000000000001" },
        { MULTIPLY, "1.5", "1.50", "2.250" },
        { MULTIPLY, "0.07", "100", "7.00" },
        { MULTIPLY, "-3", "0.5", "-1.5" },
        { MULTIPLY, "0", "-9.99", "0.00" },
        { MULTIPLY, "9223372036854775807", "1", "9223372036854775807" },
        { MULTIPLY, "9223372036854775807", "2", NULL },
        { MULTIPLY, "9223372036854775807", "-9223372036854775808", NULL },
        { MULTIPLY, "-9223372036854775808", "-1", NULL },
        { MULTIPLY, "-9223372036854775808", "1", "-9223372036854775808" },
        { MULTIPLY, "0.000000001", "0.000000001", "0.000000000000000001" },
        { MULTIPLY, "0.0000000001", "0.000000001", NULL },
        { MULTIPLY, "0.0000000010", "0.000000010", "0.000000000000000010" },
        { MULTIPLY, "0.000000000000000000", "0.000000000000000000", "0.000000000000000000" },
        { MULTIPLY, "5000000000", "2000000000.0", NULL },
        { MULTIPLY, "5000000000.0", "200000000.0", "1000000000000000000" },
        { MULTIPLY, "500000000.00", "20000000.00", "10000000000000000.00" },
        { MULTIPLY, "4294967296", "2147483648", NULL },
        { MULTIPLY, "-4294967296", "2147483648", "-9223372036854775808" },
};

START_TEST(results_are_exact_or_out_of_range)
{
        static int (*const functions[])(prg_decimal *, prg_decimal, prg_decimal) = {
                prg_decimal_add,
                prg_decimal_subtract,
                prg_decimal_multiply,
        };
        prg_decimal a = decimal(sums[_i].a), b = decimal(sums[_i].b), result = untouched;
        int code = functions[sums[_i].operation](&result, a, b);
        if (sums[_i].expected != NULL) {
                ck_assert_int_eq(code, 0);
                assert_text(result, sums[_i].expected);
        } else {
                ck_assert_fails(code, PRG_ERANGE);
                assert_untouched(result);
        }
}
END_TEST

START_TEST(a_result_may_be_written_over_an_operand)
{
        prg_decimal value = decimal("1.5");
        ck_assert_int_eq(prg_decimal_add(&value, value, value), 0);
        assert_text(value, "3.0");
        ck_assert_int_eq(prg_decimal_multiply(&value, value, value), 0);
        assert_text(value, "9.00");
        ck_assert_int_eq(prg_decimal_divide(&value, value, value, 3), 0);
        assert_text(value, "1.000");
}
END_TEST

static const struct {
        const char *a, *b;
        unsigned decimals;
        const char *expected; /* NULL: out of range */
} divisions[] = {
        { "1999", "2500", 3, "0.800" },
        { "1999", "2500", 4, "0.7996" },
        { "1", "3", 0, "0" },
        { "1", "3", 18, "0.333333333333333333" },
        { "2", "3", 18, "0.666666666666666667" },
        { "1", "2", 0, "1" },
        { "-1", "2", 0, "-1" },
        { "1", "-2", 0, "-1" },
        { "-1", "-2", 0, "1" },
        { "1.49", "1", 0, "1" },
        { "2.5", "1", 0, "3" },
        { "0", "-7", 2, "0.00" },
        { "1", "8", 2, "0.13" },
        { "-0.001", "2", 3, "-0.001" },
        { "-0.0009", "2", 3, "0.000" },
        { "1", "0.000000000000000001", 0, "1000000000000000000" },
        { "1", "0.000000000000000001", 1, NULL },
        { "0.000000000000000001", "9223372036854775807", 18, "0.000000000000000000" },
        { "9223372036854775807", "9223372036854775807", 18, "1.000000000000000000" },
        { "9223372036854775806", "9223372036854775807", 18, "1.000000000000000000" },
        { "9223372036854775807", "0.000000000000000001", 18, NULL },
        { "9223372036854775807", "1", 0, "9223372036854775807" },
        { "9223372036854775807", "0.9", 0, NULL },
        { "-9223372036854775808", "-1", 0, NULL },
        { "-9223372036854775808", "1", 0, "-9223372036854775808" },
        { "9.223372036854775807", "1", 17, "9.22337203685477581" },
};

START_TEST(a_quotient_is_rounded_once_half_away_from_zero)
{
        prg_decimal a = decimal(divisions[_i].a), b = decimal(divisions[_i].b), result = untouched;
        int code = prg_decimal_divide(&result, a, b, divisions[_i].decimals);
        if (divisions[_i].expected != NULL) {
                ck_assert_int_eq(code, 0);
                assert_text(result, divisions[_i].expected);
        } else {
                ck_assert_fails(code, PRG_ERANGE);
                assert_untouched(result);
        }
}
END_TEST

START_TEST(nothing_is_divided_by_zero)
{
        prg_decimal result = untouched;
        prg_decimal zero = decimal("0.00");
        ck_assert_fails(prg_decimal_divide(&result, decimal("1"), zero, 2), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "the divisor is zero");
        ck_assert_fails(prg_decimal_divide(&result, zero, zero, 2), PRG_EINVALID);
        assert_untouched(result);
}
END_TEST

START_TEST(negation_changes_the_sign_only)
{
        prg_decimal value = untouched;
        ck_assert_int_eq(prg_decimal_negate(&value, decimal("-1.50")), 0);
        assert_text(value, "1.50");
        ck_assert_int_eq(prg_decimal_negate(&value, decimal("0.0")), 0);
        assert_text(value, "0.0");
        ck_assert_int_eq(prg_decimal_negate(&value, decimal("9223372036854775807")), 0);
        assert_text(value, "-9223372036854775807");
        value = untouched;
        ck_assert_fails(prg_decimal_negate(&value, decimal("-9.223372036854775808")), PRG_ERANGE);
        assert_untouched(value);
}
END_TEST

/* ---- decimals ---- */

static const struct {
        const char *value;
        unsigned decimals;
        const char *rescaled; /* NULL: out of range */
        const char *rounded;
} decimals[] = {
        { "374.925", 3, "374.925", "374.925" },
        { "374.925", 2, NULL, "374.93" },
        { "374.925", 6, "374.925000", "374.925000" },
        { "0.374925", 3, NULL, "0.375" },
        { "374.900", 1, "374.9", "374.9" },
        { "374.900", 0, NULL, "375" },
        { "0.000", 0, "0", "0" },
        { "0", 18, "0.000000000000000000", "0.000000000000000000" },
        { "0.5", 0, NULL, "1" },
        { "-0.5", 0, NULL, "-1" },
        { "0.4", 0, NULL, "0" },
        { "-0.4", 0, NULL, "0" },
        { "1.5", 0, NULL, "2" },
        { "2.5", 0, NULL, "3" },
        { "-2.5", 0, NULL, "-3" },
        { "2.45", 1, NULL, "2.5" },
        { "2.449999999999999999", 1, NULL, "2.4" },
        { "2.675", 2, NULL, "2.68" },
        { "9.995", 2, NULL, "10.00" },
        { "0.000000000000000005", 17, NULL, "0.00000000000000001" },
        { "9.223372036854775807", 0, NULL, "9" },
        { "-9.223372036854775808", 17, NULL, "-9.22337203685477581" },
        { "9223372036854775807", 0, "9223372036854775807", "9223372036854775807" },
        { "9223372036854775807", 1, NULL, NULL },
        { "-922337203685477580", 1, "-922337203685477580.0", "-922337203685477580.0" },
        { "-922337203685477581", 1, NULL, NULL },
        { "10", 18, NULL, NULL },
        { "9", 18, "9.000000000000000000", "9.000000000000000000" },
};

START_TEST(another_number_of_decimals_is_exact_or_refused)
{
        prg_decimal result = untouched;
        int code = prg_decimal_rescale(&result, decimal(decimals[_i].value), decimals[_i].decimals);
        if (decimals[_i].rescaled != NULL) {
                ck_assert_int_eq(code, 0);
                assert_text(result, decimals[_i].rescaled);
        } else {
                ck_assert_fails(code, PRG_ERANGE);
                assert_untouched(result);
        }
}
END_TEST

START_TEST(rounding_is_half_away_from_zero)
{
        prg_decimal result = untouched;
        int code = prg_decimal_round(&result, decimal(decimals[_i].value), decimals[_i].decimals);
        if (decimals[_i].rounded != NULL) {
                ck_assert_int_eq(code, 0);
                assert_text(result, decimals[_i].rounded);
        } else {
                ck_assert_fails(code, PRG_ERANGE);
                assert_untouched(result);
        }
}
END_TEST

START_TEST(what_is_not_exact_says_what_it_needs)
{
        prg_decimal result = untouched;
        ck_assert_fails(prg_decimal_rescale(&result, decimal("374.9250"), 2), PRG_ERANGE);
        ck_assert_str_eq(
                prg_error_last()->message, "374.9250 is not exact with 2 decimals, it needs 3");
        ck_assert_fails(prg_decimal_round(&result, decimal("922337203685477581"), 1), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->message,
                "the digits of 922337203685477581 with 1 decimals do not fit in 64 bits");
        ck_assert_fails(
                prg_decimal_multiply(&result, decimal("0.0000000001"), decimal("0.0000000001")),
                PRG_ERANGE);
        ck_assert_str_eq(
                prg_error_last()->message, "the result needs 20 decimals, the most are 18");
        ck_assert_fails(
                prg_decimal_multiply(&result, decimal("1000000000.0"), decimal("10000000000")),
                PRG_ERANGE);
        ck_assert_str_eq(
                prg_error_last()->message, "the digits of the result do not fit in 64 bits");
}
END_TEST

START_TEST(the_shortest_form_has_no_trailing_zeros)
{
        static const char *const pairs[][2] = { { "1.50", "1.5" }, { "0.000", "0" },
                { "100", "100" }, { "100.00", "100" }, { "-0.10", "-0.1" }, { "1.05", "1.05" },
                { "-9223372036854775808", "-9223372036854775808" },
                { "9.000000000000000000", "9" } };
        for (int i = 0; i < ROWS(pairs); i++) {
                prg_decimal value = untouched;
                ck_assert_int_eq(prg_decimal_normalize(&value, decimal(pairs[i][0])), 0);
                assert_text(value, pairs[i][1]);
        }
}
END_TEST

/* ---- double ---- */

/* The compiler reads the constants on the right; it is the other implementation here. */
static const struct {
        prg_decimal value;
        double expected;
} doubles[] = {
        { { 0, 5 }, 0.0 },
        { { 1, 0 }, 1.0 },
        { { -25, 1 }, -2.5 },
        { { 1, 1 }, 0.1 },
        { { 374925, 3 }, 374.925 },
        { { 1, 18 }, 1e-18 },
        { { INT64_MAX, 0 }, 9223372036854775807.0 },
        { { INT64_MIN, 0 }, -9223372036854775808.0 },
        { { INT64_MAX, 18 }, 9.223372036854775807 },
        { { 9007199254740991, 0 }, 9007199254740991.0 },
        { { 9007199254740993, 0 }, 9007199254740992.0 },   /* a tie, to even: down */
        { { 9007199254740995, 0 }, 9007199254740996.0 },   /* a tie, to even: up */
        { { 18014398509481987, 0 }, 18014398509481988.0 }, /* three quarters of the way */
        { { 90071992547409931, 1 }, 9007199254740993.1 },  /* just above a tie */
        { { 90071992547409929, 1 }, 9007199254740992.9 },  /* just below */
        { { 4503599627370497500, 3 }, 4503599627370497.5 },
        { { 9223372036854775295, 0 }, 9223372036854774784.0 },
        { { 9223372036854775296, 0 }, 9223372036854775808.0 }, /* a tie, to even: 2^63 */
        { { 9223372036854775297, 0 }, 9223372036854775808.0 },
        { { 7205759403792793700, 17 }, 72.057594037927937 },
};

static uint64_t bits(double value)
{
        uint64_t result;
        memcpy(&result, &value, sizeof result);
        return result;
}

START_TEST(the_double_is_the_nearest)
{
        ck_assert_uint_eq(
                bits(prg_decimal_to_double(doubles[_i].value)), bits(doubles[_i].expected));
}
END_TEST

START_TEST(zero_is_positive_and_an_invalid_value_is_zero)
{
        ck_assert_uint_eq(bits(prg_decimal_to_double(decimal("-0.0"))), 0);
        prg_error_clear();
        ck_assert_uint_eq(bits(prg_decimal_to_double(too_many)), 0);
        ck_assert_int_eq(prg_error_last()->code, PRG_EINVALID);
}
END_TEST

/* ---- arguments ---- */

START_TEST(null_is_refused)
{
        prg_decimal one = { 1, 0 };
        ck_assert_fails(prg_decimal_parse(NULL, "1", 1, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_decimal_parse(&one, NULL, 0, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "argument 'text' is NULL");
        ck_assert_fails(prg_decimal_format(NULL, one, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_decimal_compare(NULL, one, one), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(NULL, one, one, one, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_sign(NULL, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_add(NULL, one, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_subtract(NULL, one, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_multiply(NULL, one, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_divide(NULL, one, one, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_negate(NULL, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_rescale(NULL, one, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_round(NULL, one, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_normalize(NULL, one), PRG_EINVALID);
}
END_TEST

START_TEST(more_than_18_decimals_are_refused)
{
        prg_decimal one = { 1, 0 }, result = untouched;
        prg_buf buf = PRG_BUF_INIT;
        int order = 77;
        ck_assert_fails(prg_decimal_format(&buf, too_many, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "a decimal has at most 18 decimals, not 19");
        ck_assert_ptr_null(buf.data);
        ck_assert_fails(prg_decimal_compare(&order, too_many, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_compare(&order, one, too_many), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(&order, too_many, one, one, one), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(&order, one, too_many, one, one), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(&order, one, one, too_many, one), PRG_EINVALID);
        ck_assert_fails(prg_quotient_compare(&order, one, one, one, too_many), PRG_EINVALID);
        ck_assert_fails(prg_decimal_sign(&order, too_many), PRG_EINVALID);
        ck_assert_int_eq(order, 77);
        ck_assert_fails(prg_decimal_add(&result, too_many, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_add(&result, one, too_many), PRG_EINVALID);
        ck_assert_fails(prg_decimal_subtract(&result, too_many, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_subtract(&result, one, too_many), PRG_EINVALID);
        ck_assert_fails(prg_decimal_multiply(&result, too_many, one), PRG_EINVALID);
        ck_assert_fails(prg_decimal_multiply(&result, one, too_many), PRG_EINVALID);
        ck_assert_fails(prg_decimal_divide(&result, too_many, one, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_divide(&result, one, too_many, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_divide(&result, one, one, 19), PRG_EINVALID);
        ck_assert_fails(prg_decimal_negate(&result, too_many), PRG_EINVALID);
        ck_assert_fails(prg_decimal_rescale(&result, too_many, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_rescale(&result, one, 19), PRG_EINVALID);
        ck_assert_fails(prg_decimal_round(&result, too_many, 0), PRG_EINVALID);
        ck_assert_fails(prg_decimal_round(&result, one, UINT32_MAX), PRG_EINVALID);
        ck_assert_fails(prg_decimal_normalize(&result, too_many), PRG_EINVALID);
        assert_untouched(result);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("decimal");
        TCase *order = tcase_create("order");
        tcase_add_loop_test(order, order_is_by_value, 0, ROWS(orders));
        tcase_add_loop_test(order, quotients_are_compared_without_dividing, 0, ROWS(quotients));
        tcase_add_test(order, a_quotient_by_zero_has_no_place_in_the_order);
        tcase_add_test(order, the_sign_is_that_of_the_value);
        suite_add_tcase(suite, order);
        TCase *arithmetic = tcase_create("arithmetic");
        tcase_add_loop_test(arithmetic, results_are_exact_or_out_of_range, 0, ROWS(sums));
        tcase_add_test(arithmetic, a_result_may_be_written_over_an_operand);
        tcase_add_loop_test(
                arithmetic, a_quotient_is_rounded_once_half_away_from_zero, 0, ROWS(divisions));
        tcase_add_test(arithmetic, nothing_is_divided_by_zero);
        tcase_add_test(arithmetic, negation_changes_the_sign_only);
        tcase_add_loop_test(
                arithmetic, another_number_of_decimals_is_exact_or_refused, 0, ROWS(decimals));
        tcase_add_loop_test(arithmetic, rounding_is_half_away_from_zero, 0, ROWS(decimals));
        tcase_add_test(arithmetic, what_is_not_exact_says_what_it_needs);
        tcase_add_test(arithmetic, the_shortest_form_has_no_trailing_zeros);
        suite_add_tcase(suite, arithmetic);
        TCase *rest = tcase_create("double and arguments");
        tcase_add_loop_test(rest, the_double_is_the_nearest, 0, ROWS(doubles));
        tcase_add_test(rest, zero_is_positive_and_an_invalid_value_is_zero);
        tcase_add_test(rest, null_is_refused);
        tcase_add_test(rest, more_than_18_decimals_are_refused);
        suite_add_tcase(suite, rest);
        return unit_run(suite);
}
