/* The numbers of a table: as text, decimal and double, and how they compare. */
#include "one_table.h"

#define MAX_TEXT "170141183460469231731687303715884105727"

/* ---- numbers ---- */

#define THERE PLACE(0, 0, 1, 0, 0)

static void assert_decimal(int64_t mantissa, unsigned decimals)
{
        prg_decimal number = { 7, 7 };
        ck_assert_int_eq(prg_table_decimal(table, HERE, &number), 0);
        ck_assert_int_eq(number.mantissa, mantissa);
        ck_assert_uint_eq(number.decimals, decimals);
}

static void assert_rounded(unsigned decimals, int64_t mantissa)
{
        prg_decimal number = { 7, 7 };
        ck_assert_int_eq(prg_table_rounded(table, HERE, decimals, &number), 0);
        ck_assert_int_eq(number.mantissa, mantissa);
        ck_assert_uint_eq(number.decimals, decimals);
}

static void assert_quotient(const char *numerator, const char *denominator)
{
        text.length = other.length = 0;
        ck_assert_int_eq(prg_table_quotient(table, HERE, &text, &other), 0);
        ck_assert_str_eq(text.data, numerator);
        ck_assert_str_eq(other.data, denominator);
}

START_TEST(an_exact_number_is_shown_in_full)
{
        fill_number(table, HERE, "-1234567", 2);
        assert_decimal(-1234567, 2);
        assert_rounded(1, -123457);
        assert_rounded(4, -123456700);
        assert_quotient("-1234567", "100");
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "-12345.67");
        ck_assert_str_eq(text_of(PRG_NUMBER_VIETNAMESE), "-12.345,67");
}
END_TEST

START_TEST(an_exact_number_keeps_the_decimals_of_its_indicator)
{
        prg__cell *cell = fill_number(table, HERE, "1500", 3);
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "1.500");
        cell->decimals = 1;
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "1.5");
        cell->number = prg__number_of(1525, 3);
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "1.525");
        assert_decimal(1525, 3);
}
END_TEST

START_TEST(a_fraction_is_rounded_once_to_its_decimals)
{
        fill_fraction(table, HERE, "3000", "14", 2);
        prg_decimal number = { 7, 7 };
        ck_assert_fails(prg_table_decimal(table, HERE, &number), PRG_ERANGE);
        ck_assert_int_eq(number.mantissa, 7);
        assert_rounded(0, 214);
        assert_rounded(1, 2143);
        assert_quotient("1500", "7");
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "214.29");
        fill_fraction(table, HERE, "-2", "8", 1);
        assert_decimal(-25, 2);
        assert_quotient("-1", "4");
        ck_assert_str_eq(text_of(PRG_NUMBER_VIETNAMESE), "-0,3");
        fill_fraction(table, HERE, "1999", "2500", 1);
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "0.8");
}
END_TEST

START_TEST(a_number_wider_than_64_bits_has_a_text)
{
        prg_decimal number = { 7, 7 };
        prg__cell *cell = fill_number(table, HERE, MAX_TEXT, 2);
        ck_assert_fails(prg_table_decimal(table, HERE, &number), PRG_ERANGE);
        ck_assert_fails(prg_table_rounded(table, HERE, 0, &number), PRG_ERANGE);
        ck_assert_int_eq(number.mantissa, 7);
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "1701411834604692317316873037158841057.27");
        assert_quotient(MAX_TEXT, "100");
        cell->number.decimals = 0; /* there is no room for two decimals */
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), MAX_TEXT);
        cell->number.denominator = 11;
        cell->exactness = PRG_QUOTIENT;
        cell->decimals = 4; /* room for one */
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "15467380314588111975607936701444009611.5");
        cell->number = prg__number_of(wide("92233720368547758000"), 1); /* fits without its zero */
        assert_decimal(INT64_C(9223372036854775800), 0);
}
END_TEST

START_TEST(a_denominator_wider_than_128_bits_has_a_text)
{
        prg__cell *cell = fill_fraction(table, HERE, "3", MAX_TEXT, 0);
        cell->number.decimals = 38;
        assert_quotient("3", MAX_TEXT "00000000000000000000000000000000000000");
        cell->number.numerator = 3 * 32;
        /* (2^127 - 1) * 10^38 / 2^5 */
        assert_quotient("3", "531691198313966349161522824112137830396875000000000000000000000000000000000");
}
END_TEST

/* Python's float(Fraction(above, below)), which rounds once. */
START_TEST(the_nearest_double_is_given)
{
        static const struct {
                const char *above, *below;
                double number;
        } cases[] = {
                { "-1234567", "100", -0x1.81cd5c28f5c29p+13 },
                { "20", "3", 0x1.aaaaaaaaaaaabp+2 },
                { "-1", "3", -0x1.5555555555555p-2 },
                { MAX_TEXT, "100", 0x1.47ae147ae147bp+120 },
                { MAX_TEXT, "1100", 0x1.dca01dca01dcap+116 },
                { "9007199254740993", "1", 0x1p+53 },
                { "18014398509481987", "1", 0x1.0000000000001p+54 },
                { "0", "7", 0 },
        };
        double number = 7;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                fill_fraction(table, HERE, cases[i].above, cases[i].below, 0);
                ck_assert_int_eq(prg_table_double(table, HERE, &number), 0);
                ck_assert_msg(number == cases[i].number, "%s/%s: %a", cases[i].above, cases[i].below, number);
        }
        ck_assert_fails(prg_table_double(NULL, HERE, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_double(table, NULL, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_double(table, HERE, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(what_has_no_value_has_no_number)
{
        prg_decimal number = { 7, 7 };
        double near = 7;
        int order = 7;
        fill_number(table, THERE, "1", 0);
        for (int state = PRG_STATE_MISSING; state <= PRG_STATE_UNDEFINED; state++) {
                prg__cell *cell = fill_number(table, HERE, "1", 0);
                cell->state = (prg_state)state;
                ck_assert_int_eq(prg_table_decimal(table, HERE, &number), PRG_END);
                ck_assert_int_eq(prg_table_rounded(table, HERE, 0, &number), PRG_END);
                ck_assert_int_eq(prg_table_quotient(table, HERE, &text, &other), PRG_END);
                ck_assert_int_eq(prg_table_double(table, HERE, &near), PRG_END);
                ck_assert_int_eq(prg_table_text(&text, table, HERE, PRG_NUMBER_PLAIN), PRG_END);
                ck_assert_int_eq(prg_table_compare(table, HERE, THERE, &order), PRG_END);
                ck_assert_int_eq(prg_table_compare(table, THERE, HERE, &order), PRG_END);
        }
        ck_assert_int_eq(prg_table_decimal(table, PLACE(9, 0, 0, 0, 0), &number), PRG_END);
        ck_assert_int_eq(prg_table_double(table, PLACE(9, 0, 0, 0, 0), &near), PRG_END);
        ck_assert(text.length == 0 && other.length == 0 && number.mantissa == 7 && order == 7 && near == 7);
}
END_TEST

START_TEST(a_class_is_shown_by_its_id_and_is_no_number)
{
        prg_decimal number;
        prg__cell *cell = fill(table, HERE, PRG_STATE_VALUE);
        cell->category = prg_item_at(get(programme, "indicator", "grade"), "categories", 0);
        ck_assert_str_eq(text_of(PRG_NUMBER_VIETNAMESE), "key");
        ck_assert_int_eq(prg_table_decimal(table, HERE, &number), PRG_END);
        ck_assert_int_eq(prg_table_rounded(table, HERE, 0, &number), PRG_END);
        ck_assert_int_eq(prg_table_quotient(table, HERE, &text, &other), PRG_END);
}
END_TEST

START_TEST(bounds_are_shown_where_there_are_any)
{
        prg__cell *cell = fill(table, HERE, PRG_STATE_SUPPRESSED);
        ck_assert_int_eq(prg_table_bound(&text, table, HERE, 0, PRG_NUMBER_PLAIN), PRG_END);
        cell->has_bounds = 1;
        cell->lower = prg__number_of(10, 1);
        cell->upper = prg__number_of(4500, 0);
        cell->decimals = 1;
        ck_assert_int_eq(prg_table_bound(&text, table, HERE, 0, PRG_NUMBER_PLAIN), 0);
        ck_assert_str_eq(text.data, "1.0");
        ck_assert_int_eq(prg_table_bound(&text, table, HERE, 1, PRG_NUMBER_VIETNAMESE), 0);
        ck_assert_str_eq(text.data, "1.04.500,0");
        ck_assert_int_eq(prg_table_bound(&text, table, PLACE(9, 0, 0, 0, 0), 1, PRG_NUMBER_PLAIN), PRG_END);
        ck_assert_fails(prg_table_bound(&text, table, HERE, 1, 99), PRG_EINVALID);
        ck_assert_fails(prg_table_bound(NULL, table, HERE, 1, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_table_bound(&text, NULL, HERE, 1, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_table_bound(&text, table, NULL, 1, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_str_eq(text.data, "1.04.500,0");
}
END_TEST

START_TEST(numbers_compare_exactly)
{
        int order = 7;
        fill_fraction(table, HERE, "1", "3", 0);
        fill_number(table, THERE, "333333333333333333", 18);
        ck_assert_int_eq(prg_table_compare(table, HERE, THERE, &order), 0);
        ck_assert_int_eq(order, 1);
        ck_assert_int_eq(prg_table_compare(table, THERE, HERE, &order), 0);
        ck_assert_int_eq(order, -1);
        ck_assert_int_eq(prg_table_compare(table, HERE, HERE, &order), 0);
        ck_assert_int_eq(order, 0);
}
END_TEST

START_TEST(a_limit_is_compared_with_the_number_and_not_with_its_rounded_form)
{
        int order = 7;
        fill_fraction(table, HERE, "199900", "2500", 1);
        fill_fraction(table, THERE, "10", "80", 2);
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "80.0");
        ck_assert_int_eq(prg_table_compare_decimal(table, HERE, (prg_decimal){ 80, 0 }, &order), 0);
        ck_assert_int_eq(order, -1);
        ck_assert_int_eq(prg_table_compare_decimal(table, HERE, (prg_decimal){ 79960, 3 }, &order), 0);
        ck_assert_int_eq(order, 0);
        ck_assert_int_eq(prg_table_compare_decimal(table, HERE, (prg_decimal){ INT64_MIN, 18 }, &order), 0);
        ck_assert_int_eq(order, 1);
        ck_assert_int_eq(prg_table_compare_decimal(table, THERE, (prg_decimal){ 125, 3 }, &order), 0);
        ck_assert_int_eq(order, 0);
        order = 7;
        ck_assert_int_eq(prg_table_compare_decimal(table, PLACE(0, 0, 2, 0, 0), (prg_decimal){ 0, 0 }, &order), PRG_END);
        ck_assert_int_eq(prg_table_compare_decimal(table, PLACE(9, 0, 0, 0, 0), (prg_decimal){ 0, 0 }, &order), PRG_END);
        ck_assert_fails(prg_table_compare_decimal(table, HERE, (prg_decimal){ 0, 19 }, &order), PRG_EINVALID);
        ck_assert_fails(prg_table_compare_decimal(NULL, HERE, (prg_decimal){ 0, 0 }, &order), PRG_EINVALID);
        ck_assert_fails(prg_table_compare_decimal(table, NULL, (prg_decimal){ 0, 0 }, &order), PRG_EINVALID);
        ck_assert_fails(prg_table_compare_decimal(table, HERE, (prg_decimal){ 0, 0 }, NULL), PRG_EINVALID);
        ck_assert_int_eq(order, 7);
}
END_TEST

START_TEST(numbers_need_all_their_arguments)
{
        prg_decimal number;
        int order;
        fill_number(table, HERE, "1", 0);
        ck_assert_fails(prg_table_decimal(NULL, HERE, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_decimal(table, NULL, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_decimal(table, HERE, NULL), PRG_EINVALID);
        ck_assert_fails(prg_table_rounded(NULL, HERE, 0, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_rounded(table, NULL, 0, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_rounded(table, HERE, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_table_rounded(table, HERE, 19, &number), PRG_EINVALID);
        ck_assert_fails(prg_table_quotient(NULL, HERE, &text, &other), PRG_EINVALID);
        ck_assert_fails(prg_table_quotient(table, NULL, &text, &other), PRG_EINVALID);
        ck_assert_fails(prg_table_quotient(table, HERE, NULL, &other), PRG_EINVALID);
        ck_assert_fails(prg_table_quotient(table, HERE, &text, NULL), PRG_EINVALID);
        ck_assert_fails(prg_table_text(NULL, table, HERE, 0), PRG_EINVALID);
        ck_assert_fails(prg_table_text(&text, NULL, HERE, 0), PRG_EINVALID);
        ck_assert_fails(prg_table_text(&text, table, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_table_text(&text, table, HERE, 99), PRG_EINVALID);
        ck_assert_fails(prg_table_compare(NULL, HERE, HERE, &order), PRG_EINVALID);
        ck_assert_fails(prg_table_compare(table, NULL, HERE, &order), PRG_EINVALID);
        ck_assert_fails(prg_table_compare(table, HERE, NULL, &order), PRG_EINVALID);
        ck_assert_fails(prg_table_compare(table, HERE, HERE, NULL), PRG_EINVALID);
        ck_assert(text.length == 0 && other.length == 0);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("table_number");

        TCase *numbers = tcase_create("numbers");
        tcase_add_checked_fixture(numbers, open_table, close_table);
        tcase_add_test(numbers, an_exact_number_is_shown_in_full);
        tcase_add_test(numbers, an_exact_number_keeps_the_decimals_of_its_indicator);
        tcase_add_test(numbers, a_fraction_is_rounded_once_to_its_decimals);
        tcase_add_test(numbers, the_nearest_double_is_given);
        tcase_add_test(numbers, a_number_wider_than_64_bits_has_a_text);
        tcase_add_test(numbers, a_denominator_wider_than_128_bits_has_a_text);
        tcase_add_test(numbers, what_has_no_value_has_no_number);
        tcase_add_test(numbers, a_class_is_shown_by_its_id_and_is_no_number);
        tcase_add_test(numbers, bounds_are_shown_where_there_are_any);
        tcase_add_test(numbers, numbers_compare_exactly);
        tcase_add_test(numbers, a_limit_is_compared_with_the_number_and_not_with_its_rounded_form);
        tcase_add_test(numbers, numbers_need_all_their_arguments);
        suite_add_tcase(suite, numbers);

        return unit_run(suite);
}
