/* The text of decimals: reading and writing in the plain and the Vietnamese form. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

#define PLAIN      PRG_NUMBER_PLAIN
#define VIETNAMESE PRG_NUMBER_VIETNAMESE
#define EXPONENT   PRG_NUMBER_EXPONENT

/* Results start here; an error must leave them so. */
static const prg_decimal untouched = { 77, 7 };

static void assert_decimal(prg_decimal value, int64_t mantissa, unsigned decimals)
{
        ck_assert_int_eq(value.mantissa, mantissa);
        ck_assert_uint_eq(value.decimals, decimals);
}

static void assert_untouched(prg_decimal value)
{
        assert_decimal(value, untouched.mantissa, untouched.decimals);
}

/* ---- reading ---- */

static const struct {
        unsigned form;
        const char *text;
        int64_t mantissa;
        unsigned decimals;
} readable[] = {
        { PLAIN, "0", 0, 0 },
        { PLAIN, "-0", 0, 0 },
        { PLAIN, "-0.00", 0, 2 },
        { PLAIN, "04", 4, 0 },
        { PLAIN, "00000000000000000000000000000000000000000000000000012", 12, 0 },
        { PLAIN, "1.5", 15, 1 },
        { PLAIN, "1.50", 150, 2 },
        { PLAIN, "-12.676", -12676, 3 },
        { PLAIN, "1.234", 1234, 3 },
        { PLAIN, "0.000000000000000001", 1, 18 },
        { PLAIN, "9.223372036854775807", INT64_MAX, 18 },
        { PLAIN, "9223372036854775807", INT64_MAX, 0 },
        { PLAIN, "-9223372036854775808", INT64_MIN, 0 },
        { PLAIN, "-9.223372036854775808", INT64_MIN, 18 },
        { PLAIN | EXPONENT, "1.5", 15, 1 },
        { PLAIN | EXPONENT, "1.5e3", 1500, 0 },
        { PLAIN | EXPONENT, "1.5E+3", 1500, 0 },
        { PLAIN | EXPONENT, "1.5e-3", 15, 4 },
        { PLAIN | EXPONENT, "1.50e1", 150, 1 },
        { PLAIN | EXPONENT, "-1.50e1", -150, 1 },
        { PLAIN | EXPONENT, "1.50e2", 150, 0 },
        { PLAIN | EXPONENT, "1.50e002", 150, 0 },
        { PLAIN | EXPONENT, "1e-18", 1, 18 },
        { PLAIN | EXPONENT, "922337203685477580e1", 9223372036854775800, 0 },
        { PLAIN | EXPONENT, "9e18", 9000000000000000000, 0 },
        { PLAIN | EXPONENT, "-9223372036854775808e0", INT64_MIN, 0 },
        { PLAIN | EXPONENT, "0e99999999999999999999999999", 0, 0 },
        { PLAIN | EXPONENT, "0.000000000000000000000000000001e30", 1, 0 },
        { VIETNAMESE, "1.234", 1234, 0 },
        { VIETNAMESE, "374,925", 374925, 3 },
        { VIETNAMESE, "1.053.099", 1053099, 0 },
        { VIETNAMESE, "1053099", 1053099, 0 },
        { VIETNAMESE, "12,676", 12676, 3 },
        { VIETNAMESE, "0,78", 78, 2 },
        { VIETNAMESE, "04", 4, 0 },
        { VIETNAMESE, "-1.234,50", -123450, 2 },
        { VIETNAMESE, "\xE2\x88\x92" "1.234,5", -12345, 1 },
        { VIETNAMESE, "12.345", 12345, 0 },
        { VIETNAMESE, "123.456", 123456, 0 },
        { VIETNAMESE, "9.223.372.036.854.775.807", INT64_MAX, 0 },
        { VIETNAMESE, "-9.223.372.036.854.775.808", INT64_MIN, 0 },
        { VIETNAMESE | EXPONENT, "1,5e3", 1500, 0 },
        { VIETNAMESE | EXPONENT, "1.500,5e-1", 15005, 2 },
};

START_TEST(a_number_keeps_its_decimals_as_written)
{
        prg_decimal value = untouched;
        ck_assert_int_eq(prg_decimal_parse(&value, readable[_i].text, strlen(readable[_i].text),
                                 readable[_i].form), 0);
        assert_decimal(value, readable[_i].mantissa, readable[_i].decimals);
}
END_TEST

static const struct {
        unsigned form;
        const char *text;
        int code;
        const char *place, *message;
} unreadable[] = {
        { PLAIN, "", PRG_ESYNTAX, "character 1", "the text is empty, expected a number" },
        { PLAIN, "-", PRG_ESYNTAX, "character 2", "the text ends here, expected a digit" },
        { PLAIN, "--1", PRG_ESYNTAX, "character 2", "found '-', expected a digit" },
        { PLAIN, "+1", PRG_ESYNTAX, "character 1", "found '+', expected a digit" },
        { PLAIN, ".5", PRG_ESYNTAX, "character 1", "found '.', expected a digit" },
        { PLAIN, "5.", PRG_ESYNTAX, "character 3",
                "the text ends here, expected a digit after the decimal mark" },
        { PLAIN, "1.2.3", PRG_ESYNTAX, "character 4", "found '.', expected the end of the number" },
        { PLAIN, "374,925", PRG_ESYNTAX, "character 4",
                "',' is not part of a plain number; declare the Vietnamese form if it is a decimal "
                "comma" },
        { PLAIN, ",5", PRG_ESYNTAX, "character 1",
                "',' is not part of a plain number; declare the Vietnamese form if it is a decimal "
                "comma" },
        { PLAIN, " 1", PRG_ESYNTAX, "character 1", "found white space, expected a digit" },
        { PLAIN, "\t1", PRG_ESYNTAX, "character 1", "found white space, expected a digit" },
        { PLAIN, "1 ", PRG_ESYNTAX, "character 2",
                "found white space, expected the end of the number" },
        { PLAIN, "1\n", PRG_ESYNTAX, "character 2",
                "found white space, expected the end of the number" },
        { PLAIN, "1\r", PRG_ESYNTAX, "character 2",
                "found white space, expected the end of the number" },
        { PLAIN, "1e3", PRG_ESYNTAX, "character 2", "found 'e', expected the end of the number" },
        { PLAIN, "1~", PRG_ESYNTAX, "character 2", "found '~', expected the end of the number" },
        { PLAIN, "NaN", PRG_ESYNTAX, "character 1", "found 'N', expected a digit" },
        { PLAIN, "-inf", PRG_ESYNTAX, "character 2", "found 'i', expected a digit" },
        { PLAIN, "0x1F", PRG_ESYNTAX, "character 2", "found 'x', expected the end of the number" },
        { PLAIN, "\xE2\x88\x92" "1", PRG_ESYNTAX, "character 1",
                "found a character that is not printable ASCII, expected a digit" },
        { PLAIN, "1\x01", PRG_ESYNTAX, "character 2",
                "found a character that is not printable ASCII, expected the end of the number" },
        { PLAIN, "1\x7F", PRG_ESYNTAX, "character 2",
                "found a character that is not printable ASCII, expected the end of the number" },
        { PLAIN, "12345678901234567890x", PRG_ESYNTAX, "character 21",
                "found 'x', expected the end of the number" },
        { PLAIN, "9223372036854775808", PRG_ERANGE, "character 19",
                "the digits of the number do not fit in 64 bits" },
        { PLAIN, "-9223372036854775809", PRG_ERANGE, "character 20",
                "the digits of the number do not fit in 64 bits" },
        { PLAIN, "92233720368547758.08", PRG_ERANGE, "character 20",
                "the digits of the number do not fit in 64 bits" },
        { PLAIN, "99999999999999999999999999999999999999999999", PRG_ERANGE, "character 19",
                "the digits of the number do not fit in 64 bits" },
        { PLAIN, "0.0000000000000000001", PRG_ERANGE, "character 21",
                "the number has more than 18 decimals" },
        { PLAIN, "1.0000000000000000000", PRG_ERANGE, "character 21",
                "the number has more than 18 decimals" },
        { PLAIN | EXPONENT, "1e", PRG_ESYNTAX, "character 3",
                "the text ends here, expected a digit of the exponent" },
        { PLAIN | EXPONENT, "1e+", PRG_ESYNTAX, "character 4",
                "the text ends here, expected a digit of the exponent" },
        { PLAIN | EXPONENT, "1ex", PRG_ESYNTAX, "character 3",
                "found 'x', expected a digit of the exponent" },
        { PLAIN | EXPONENT, "e3", PRG_ESYNTAX, "character 1", "found 'e', expected a digit" },
        { PLAIN | EXPONENT, "1e3.5", PRG_ESYNTAX, "character 4",
                "found '.', expected the end of the number" },
        { PLAIN | EXPONENT, "1e19", PRG_ERANGE, "character 2",
                "the digits of the number do not fit in 64 bits" },
        { PLAIN | EXPONENT, "-9223372036854775808e1", PRG_ERANGE, "character 21",
                "the digits of the number do not fit in 64 bits" },
        { PLAIN | EXPONENT, "1e-19", PRG_ERANGE, "character 2",
                "the number has more than 18 decimals" },
        { PLAIN | EXPONENT, "0.5e-99999999999999999999999999", PRG_ERANGE, "character 4",
                "the number has more than 18 decimals" },
        { PLAIN | EXPONENT, "1e99999999999999999999999999", PRG_ERANGE, "character 2",
                "the digits of the number do not fit in 64 bits" },
        { VIETNAMESE, "", PRG_ESYNTAX, "character 1", "the text is empty, expected a number" },
        { VIETNAMESE, "1.23", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "1.2345", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "1.", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "1234.567", PRG_ESYNTAX, "character 5", NULL },
        { VIETNAMESE, "1.234567", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "1.234.56", PRG_ESYNTAX, "character 6", NULL },
        { VIETNAMESE, "1..234", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "\xE2\x88\x92" "1.23", PRG_ESYNTAX, "character 3", NULL },
        { VIETNAMESE, "0.123", PRG_ESYNTAX, "character 2",
                "'.' groups thousands in the Vietnamese form, and a grouped number does not begin "
                "with 0" },
        { VIETNAMESE, "04.123", PRG_ESYNTAX, "character 3", NULL },
        { VIETNAMESE, "1,234.5", PRG_ESYNTAX, "character 6",
                "found '.', expected the end of the number" },
        { VIETNAMESE, "1,2,3", PRG_ESYNTAX, "character 4",
                "found ',', expected the end of the number" },
        { VIETNAMESE, "1,", PRG_ESYNTAX, "character 3",
                "the text ends here, expected a digit after the decimal mark" },
        { VIETNAMESE, ",5", PRG_ESYNTAX, "character 1", "found ',', expected a digit" },
        { VIETNAMESE, "-\xE2\x88\x92" "1", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "\xE2\x88\x92", PRG_ESYNTAX, "character 2",
                "the text ends here, expected a digit" },
        { VIETNAMESE, "\xE2\x88", PRG_ESYNTAX, "character 1", NULL },
        { VIETNAMESE, "1 234", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "1\xC2\xA0" "234", PRG_ESYNTAX, "character 2", NULL },
        { VIETNAMESE, "9.223.372.036.854.775.808", PRG_ERANGE, "character 25", NULL },
        { VIETNAMESE, "0,0000000000000000001", PRG_ERANGE, "character 21", NULL },
};

START_TEST(what_is_not_a_number_is_refused_with_its_place)
{
        prg_decimal value = untouched;
        ck_assert_fails(prg_decimal_parse(&value, unreadable[_i].text, strlen(unreadable[_i].text),
                                unreadable[_i].form), unreadable[_i].code);
        ck_assert_str_eq(prg_error_last()->place, unreadable[_i].place);
        if (unreadable[_i].message != NULL)
                ck_assert_str_eq(prg_error_last()->message, unreadable[_i].message);
        assert_untouched(value);
}
END_TEST

START_TEST(the_length_counts_and_not_the_nul)
{
        prg_decimal value = untouched;
        ck_assert_int_eq(prg_decimal_parse(&value, "12345", 3, PLAIN), 0);
        assert_decimal(value, 123, 0);
        ck_assert_int_eq(prg_decimal_parse(&value, "1e55", 3, PLAIN | EXPONENT), 0);
        assert_decimal(value, 100000, 0);
        ck_assert_int_eq(prg_decimal_parse(&value, "1.5", 1, PLAIN), 0);
        assert_decimal(value, 1, 0);
        ck_assert_fails(prg_decimal_parse(&value, "1e5", 2, PLAIN | EXPONENT), PRG_ESYNTAX);
        ck_assert_fails(prg_decimal_parse(&value, "12\0" "3", 4, PLAIN), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "character 3");
}
END_TEST

/* ---- writing ---- */

static const struct {
        prg_decimal value;
        const char *plain, *vietnamese;
} writable[] = {
        { { 0, 0 }, "0", "0" },
        { { 0, 2 }, "0.00", "0,00" },
        { { 7, 0 }, "7", "7" },
        { { -7, 1 }, "-0.7", "-0,7" },
        { { 150, 2 }, "1.50", "1,50" },
        { { 999, 0 }, "999", "999" },
        { { 1000, 0 }, "1000", "1.000" },
        { { -1000, 0 }, "-1000", "-1.000" },
        { { 1000, 1 }, "100.0", "100,0" },
        { { 1053099, 0 }, "1053099", "1.053.099" },
        { { 374925, 3 }, "374.925", "374,925" },
        { { 123456789, 2 }, "1234567.89", "1.234.567,89" },
        { { 1, 18 }, "0.000000000000000001", "0,000000000000000001" },
        { { INT64_MAX, 0 }, "9223372036854775807", "9.223.372.036.854.775.807" },
        { { INT64_MIN, 0 }, "-9223372036854775808", "-9.223.372.036.854.775.808" },
        { { INT64_MIN, 18 }, "-9.223372036854775808", "-9,223372036854775808" },
        { { INT64_MIN, 13 }, "-922337.2036854775808", "-922.337,2036854775808" },
};

START_TEST(a_number_is_written_with_exactly_its_decimals)
{
        for (unsigned form = PLAIN; form <= VIETNAMESE; form++) {
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_int_eq(prg_buf_append(&buf, "=", 1), 0);
                ck_assert_int_eq(prg_decimal_format(&buf, writable[_i].value, form | EXPONENT), 0);
                ck_assert_str_eq(
                        buf.data + 1, form ? writable[_i].vietnamese : writable[_i].plain);
                prg_decimal value = untouched;
                ck_assert_int_eq(prg_decimal_parse(&value, buf.data + 1, buf.length - 1, form), 0);
                assert_decimal(value, writable[_i].value.mantissa, writable[_i].value.decimals);
                prg_buf_dispose(&buf);
        }
}
END_TEST

START_TEST(forms_have_names)
{
        unsigned form = 77;
        ck_assert_str_eq(prg_number_form_name(PLAIN), "plain");
        ck_assert_str_eq(prg_number_form_name(VIETNAMESE), "vietnamese");
        ck_assert_str_eq(prg_number_form_name(VIETNAMESE | EXPONENT), "vietnamese");
        ck_assert_ptr_null(prg_number_form_name(2));
        ck_assert_int_eq(prg_number_form_from_name(&form, "vietnamese"), 0);
        ck_assert_uint_eq(form, VIETNAMESE);
        ck_assert_int_eq(prg_number_form_from_name(&form, "plain"), 0);
        ck_assert_uint_eq(form, PLAIN);
        ck_assert_fails(prg_number_form_from_name(&form, "Plain"), PRG_ENOTFOUND);
        ck_assert_fails(prg_number_form_from_name(&form, NULL), PRG_EINVALID);
        ck_assert_fails(prg_number_form_from_name(NULL, "plain"), PRG_EINVALID);
        ck_assert_uint_eq(form, PLAIN);
}
END_TEST

START_TEST(a_form_that_does_not_exist_is_refused)
{
        static const unsigned forms[] = { 2, 3, 255, 2 | EXPONENT, 512, UINT32_MAX };
        for (int i = 0; i < ROWS(forms); i++) {
                prg_decimal value = untouched;
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_fails(prg_decimal_parse(&value, "1", 1, forms[i]), PRG_EINVALID);
                ck_assert_fails(prg_decimal_format(&buf, value, forms[i]), PRG_EINVALID);
                assert_untouched(value);
                ck_assert_ptr_null(buf.data);
        }
        ck_assert_str_eq(prg_error_last()->message, "4294967295 is not a number form");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("decimal_text");
        TCase *tests = tcase_create("text");
        tcase_add_loop_test(tests, a_number_keeps_its_decimals_as_written, 0, ROWS(readable));
        tcase_add_loop_test(
                tests, what_is_not_a_number_is_refused_with_its_place, 0, ROWS(unreadable));
        tcase_add_test(tests, the_length_counts_and_not_the_nul);
        tcase_add_loop_test(
                tests, a_number_is_written_with_exactly_its_decimals, 0, ROWS(writable));
        tcase_add_test(tests, forms_have_names);
        tcase_add_test(tests, a_form_that_does_not_exist_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
