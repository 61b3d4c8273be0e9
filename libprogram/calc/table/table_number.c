/* The numbers of cells: as decimals where they fit, as fractions, as text, and which of two is greater. */
#include <string.h>

#include <libprogram/decimal.h>

#include "calc/table/table.h"
#include "util/buf.h"
#include "util/decimal.h"
#include "util/error.h"

/* ---- text ---- */

static int check_form(unsigned form)
{
        if (prg_number_form_name(form) != NULL)
                return 0;
        return prg__error(PRG_EINVALID, NULL, "%u is not a number form", form);
}

int prg__table_number_text(prg_buf *out, const prg__cell *cell, const prg__number *number, unsigned form)
{
        prg__wide mantissa;
        unsigned decimals = cell->decimals < PRG__WIDE_MAX_DECIMALS ? cell->decimals : PRG__WIDE_MAX_DECIMALS;
        /* Near the end of 128 bits there is no room for all the decimals that are wanted, but always for the whole
         * part. An exact number loses nothing but zeros then. */
        if (cell->exactness != PRG_EXACT || !prg__number_is_decimal(&mantissa, &decimals, number))
                while (prg__number_round(&mantissa, number, decimals) < 0)
                        decimals--;
        return prg__wide_format(out, mantissa, decimals, form);
}

/* Digits of a whole number, the lowest first. */
#define DIGITS 80
typedef struct digits {
        char at[DIGITS];
        size_t count;
} digits;

static void multiply_digits(digits *number, unsigned factor, unsigned times)
{
        while (times-- > 0) {
                unsigned carry = 0;
                for (size_t i = 0; i < number->count || carry > 0; i++) {
                        carry += i < number->count ? (unsigned)number->at[i] * factor : 0;
                        number->at[i] = (char)(carry % 10);
                        carry /= 10;
                        if (i == number->count)
                                number->count++;
                }
        }
}

int prg__table_fraction_text(prg_buf *numerator, prg_buf *denominator, const prg__number *number)
{
        prg__wide above, below;
        unsigned twos, fives;
        char text[DIGITS + 1];
        digits under = { .count = 0 };
        prg__number_reduce_parts(&above, &below, &twos, &fives, number);
        /* At most 2^127 * 10^38, which has 77 digits. */
        for (; below > 0; below /= 10)
                under.at[under.count++] = (char)(below % 10);
        multiply_digits(&under, 2, twos);
        multiply_digits(&under, 5, fives);
        for (size_t i = 0; i < under.count; i++)
                text[i] = (char)('0' + under.at[under.count - 1 - i]);
        size_t before = numerator->length;
        int code = prg__wide_format(numerator, above, 0, PRG_NUMBER_PLAIN);
        if (code == 0 && (code = prg__buf_append(denominator, text, under.count)) < 0) {
                numerator->length = before;
                numerator->data[before] = '\0';
        }
        return code;
}

/* ---- of a cell ---- */

/* The cell; NULL when it has no value, and why: PRG_END, or an error. */
static const prg__cell *value_at(const prg_table *table, const size_t place[PRG_AXES], prg__cell *room, int *code)
{
        const prg__cell *cell = NULL;
        *code = PRG_END;
        if (table == NULL)
                *code = prg__error_null("table");
        else if (place == NULL)
                *code = prg__error_null("place");
        else
                cell = prg__table_shown(table, place, room);
        return cell && cell->state == PRG_STATE_VALUE ? cell : NULL;
}

/* The same, but a class is no number. */
static const prg__cell *number_at(const prg_table *table, const size_t place[PRG_AXES], prg__cell *room, int *code)
{
        const prg__cell *cell = value_at(table, place, room, code);
        return cell && cell->category == NULL ? cell : NULL;
}

int prg_table_decimal(const prg_table *table, const size_t place[PRG_AXES], prg_decimal *number)
{
        int code;
        if (number == NULL)
                return prg__error_null("number");
        prg__cell room;
        const prg__cell *cell = number_at(table, place, &room, &code);
        if (cell == NULL)
                return code;
        prg__wide mantissa;
        unsigned decimals = cell->decimals;
        if (prg__number_is_decimal(&mantissa, &decimals, &cell->number))
                return prg__decimal_from_wide(number, mantissa, decimals);
        return prg__error(PRG_ERANGE, NULL, "the number is a fraction, or too wide for its decimals");
}

int prg_table_rounded(const prg_table *table, const size_t place[PRG_AXES], unsigned decimals, prg_decimal *number)
{
        if (number == NULL)
                return prg__error_null("number");
        int code = prg__decimal_check((prg_decimal){ 0, decimals });
        if (code < 0)
                return code;
        prg__cell room;
        const prg__cell *cell = number_at(table, place, &room, &code);
        if (cell == NULL)
                return code;
        prg__wide rounded;
        int64_t mantissa;
        if (prg__number_round(&rounded, &cell->number, decimals) < 0 || prg__wide_to_int64(&mantissa, rounded) < 0)
                return prg__error(PRG_ERANGE, NULL, "the digits of the number with %u decimals do not fit in 64 bits",
                        decimals);
        *number = (prg_decimal){ mantissa, decimals };
        return 0;
}

int prg_table_quotient(const prg_table *table, const size_t place[PRG_AXES], prg_buf *numerator, prg_buf *denominator)
{
        int code;
        if (numerator == NULL)
                return prg__error_null("numerator");
        if (denominator == NULL)
                return prg__error_null("denominator");
        prg__cell room;
        const prg__cell *cell = number_at(table, place, &room, &code);
        return cell ? prg__table_fraction_text(numerator, denominator, &cell->number) : code;
}

int prg_table_text(prg_buf *out, const prg_table *table, const size_t place[PRG_AXES], unsigned form)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = check_form(form);
        if (code < 0)
                return code;
        prg__cell room;
        const prg__cell *cell = value_at(table, place, &room, &code);
        if (cell == NULL)
                return code;
        if (cell->category)
                return prg__buf_text(out, prg_item_id(cell->category));
        return prg__table_number_text(out, cell, &cell->number, form);
}

int prg_table_bound(prg_buf *out, const prg_table *table, const size_t place[PRG_AXES], int upper, unsigned form)
{
        if (out == NULL)
                return prg__error_null("out");
        if (table == NULL)
                return prg__error_null("table");
        if (place == NULL)
                return prg__error_null("place");
        int code = check_form(form);
        if (code < 0)
                return code;
        prg__cell room;
        const prg__cell *cell = prg__table_shown(table, place, &room);
        if (cell == NULL || !cell->has_bounds)
                return PRG_END;
        return prg__table_number_text(out, cell, upper ? &cell->upper : &cell->lower, form);
}

int prg_table_compare(const prg_table *table, const size_t a[PRG_AXES], const size_t b[PRG_AXES], int *order)
{
        int code;
        if (order == NULL)
                return prg__error_null("order");
        prg__cell rooms[2];
        const prg__cell *left = value_at(table, a, &rooms[0], &code);
        const prg__cell *right = code < 0 ? NULL : value_at(table, b, &rooms[1], &code);
        if (left == NULL || right == NULL)
                return code;
        *order = prg__number_compare(&left->number, &right->number);
        return 0;
}

int prg_table_compare_decimal(const prg_table *table, const size_t place[PRG_AXES], prg_decimal limit, int *order)
{
        if (order == NULL)
                return prg__error_null("order");
        int code = prg__decimal_check(limit);
        if (code < 0)
                return code;
        prg__cell room;
        const prg__cell *cell = number_at(table, place, &room, &code);
        if (cell == NULL)
                return code;
        prg__number number = prg__number_of(limit.mantissa, limit.decimals);
        *order = prg__number_compare(&cell->number, &number);
        return 0;
}
