/**
 * @file libprogram/decimal.h
 * @brief Exact decimal numbers: text, comparison, arithmetic, rounding.
 */
#ifndef PRG_DECIMAL_H
#define PRG_DECIMAL_H

#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup decimal Decimals
 * @brief Numbers as they were reported, never as `double`.
 *
 * A #prg_decimal is a mantissa of 64 bits and 0 to 18 decimals. Its decimals are part of it: 1.5
 * and 1.50 are equal in value and written differently.
 *
 * **Results are exact or refused.** A function whose exact result does not fit returns PRG_ERANGE;
 * only prg_decimal_round() and prg_decimal_divide() round, once, half away from zero: 0.5 becomes
 * 1, -0.5 becomes -1.
 *
 * **Arguments.** NULL, or a decimal with more than 18 decimals, gives PRG_EINVALID. Results may be
 * written over an operand. After an error the result is unchanged.
 *
 * **Threads.** All functions may be called from any thread at any time.
 * @{
 */

/**
 * How a number is written. The form is declared by whoever knows where a text comes from and is
 * never guessed: "1.234" is one thousand two hundred and thirty-four in Vietnam and a little more
 * than one elsewhere.
 *
 * In every form: ASCII digits, at least one before and one after a decimal mark; leading zeros are
 * allowed ("04"); a minus may lead; a plus, white space, NaN, infinity, hexadecimal are refused.
 */
enum prg_number_form {
        /** "plain": `.` is the decimal point, nothing groups: `-1234.5`. */
        PRG_NUMBER_PLAIN = 0,
        /**
         * "vietnamese": `.` groups thousands, `,` is the decimal comma: `-1.234,5`. Law on
         * Accounting 2003, Article 12(2). A number is grouped throughout, in threes, or not at all:
         * `1234` and `1.234` are read, `1.23` and `1234.567` are not. A grouped number does not
         * begin with zero: `0.123` is refused, as it is more likely a decimal point than 123. The
         * minus may also be U+2212.
         */
        PRG_NUMBER_VIETNAMESE = 1,
        /** A flag to add when reading: an exponent is accepted too, `1.5e3`. Never written. */
        PRG_NUMBER_EXPONENT = 1 << 8
};

/**
 * The stable name of a form: "plain" or "vietnamese".
 *
 * @param form one of #prg_number_form, with or without #PRG_NUMBER_EXPONENT.
 * @return the name, or NULL for a number that is not a form. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_number_form_name(unsigned form);

/**
 * The form of a stable name.
 *
 * @param[out] form receives the form, without flags.
 * @param name      the name, such as "vietnamese".
 * @return 0; PRG_ENOTFOUND when no form has that name; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_number_form_from_name(unsigned *form, const char *name);

/**
 * Read a number. The whole text must be one number, which keeps its decimals as they are written:
 * "1.50" is {150, 2}. An exponent moves the decimal mark by as many digits: "1.50e1" is {150, 1},
 * "1.5e3" is {1500, 0}.
 *
 * @param[out] out receives the number.
 * @param text     the text; need not end in NUL. Ownership: borrowed during the call.
 * @param length   its length in bytes.
 * @param form     one of #prg_number_form, with or without #PRG_NUMBER_EXPONENT.
 * @return 0; PRG_ESYNTAX for text that is not a number in this form; PRG_ERANGE for a number with
 *         more than 18 decimals (zeros count) or a mantissa beyond 64 bits; both with the place
 *         "character N", counted from 1; PRG_EINVALID for NULL or an unknown form.
 * @since 0.1
 */
PRG_API int prg_decimal_parse(prg_decimal *out, const char *text, size_t length, unsigned form);

/**
 * Append a number to a buffer, with exactly its decimals: {150, 2} is "1.50". The Vietnamese form
 * groups thousands. Never an exponent; zero has no sign; the minus is ASCII. prg_decimal_parse()
 * reads it back unchanged.
 *
 * @param out   the buffer.
 * @param value the number.
 * @param form  one of #prg_number_form; #PRG_NUMBER_EXPONENT has no effect.
 * @return 0; PRG_EINVALID; PRG_ENOMEM, the buffer is then unchanged.
 * @since 0.1
 */
PRG_API int prg_decimal_format(prg_buf *out, prg_decimal value, unsigned form);

/**
 * Compare two numbers by value: 1.5 and 1.50 are equal.
 *
 * @param[out] order receives -1 when a < b, 0 when they are equal, 1 when a > b.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_compare(int *order, prg_decimal a, prg_decimal b);

/**
 * Compare the quotients a/b and c/d exactly, without dividing.
 *
 * @param[out] order receives -1 when a/b < c/d, 0 when they are equal, 1 when a/b > c/d.
 * @return 0; PRG_EINVALID, also when b or d is zero.
 * @since 0.1
 */
PRG_API int prg_quotient_compare(
        int *order, prg_decimal a, prg_decimal b, prg_decimal c, prg_decimal d);

/**
 * The sign of a number.
 *
 * @param[out] sign receives -1, 0 or 1.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_sign(int *sign, prg_decimal value);

/**
 * a + b, exactly. The result has the larger number of decimals; when it does not fit so, as few
 * trailing zeros as necessary are dropped.
 *
 * @param[out] out receives the sum.
 * @return 0; PRG_ERANGE when the exact sum does not fit; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_add(prg_decimal *out, prg_decimal a, prg_decimal b);

/**
 * a - b, exactly, with decimals as in prg_decimal_add().
 *
 * @param[out] out receives the difference.
 * @return 0; PRG_ERANGE when the exact difference does not fit; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_subtract(prg_decimal *out, prg_decimal a, prg_decimal b);

/**
 * a * b, exactly. The result has the decimals of both together; when it does not fit so, as few
 * trailing zeros as necessary are dropped.
 *
 * @param[out] out receives the product.
 * @return 0; PRG_ERANGE when the exact product does not fit; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_multiply(prg_decimal *out, prg_decimal a, prg_decimal b);

/**
 * a / b, rounded to a number of decimals, half away from zero.
 *
 * @param[out] out receives the quotient, with exactly these decimals.
 * @param a        the dividend.
 * @param b        the divisor.
 * @param decimals 0 to 18.
 * @return 0; PRG_ERANGE when the rounded quotient does not fit; PRG_EINVALID, also when b is
 *         zero.
 * @since 0.1
 */
PRG_API int prg_decimal_divide(prg_decimal *out, prg_decimal a, prg_decimal b, unsigned decimals);

/**
 * -value.
 *
 * @param[out] out receives the number with the other sign.
 * @return 0; PRG_ERANGE for the mantissa -2^63, whose opposite does not fit; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_negate(prg_decimal *out, prg_decimal value);

/**
 * The same number written with another number of decimals.
 *
 * @param[out] out receives the number, with exactly these decimals.
 * @param value    the number.
 * @param decimals 0 to 18.
 * @return 0; PRG_ERANGE when that is not exact (374.925 with 2 decimals) or does not fit;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_rescale(prg_decimal *out, prg_decimal value, unsigned decimals);

/**
 * Round to a number of decimals, half away from zero. Zeros are added when the number has fewer.
 *
 * @param[out] out receives the rounded number, with exactly these decimals.
 * @param value    the number.
 * @param decimals 0 to 18.
 * @return 0; PRG_ERANGE when the added zeros do not fit; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_round(prg_decimal *out, prg_decimal value, unsigned decimals);

/**
 * The same number with as few decimals as it needs: 1.50 becomes 1.5, 0.00 becomes 0.
 *
 * @param[out] out receives the number.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_decimal_normalize(prg_decimal *out, prg_decimal value);

/**
 * The `double` nearest to a number, ties to even; the same bits on every machine. A convenience for
 * charts and statistics: most decimals have no exact `double`, so nothing that is reported,
 * compared or summed should go through it.
 *
 * @return the nearest double; 0.0 for a decimal with more than 18 decimals, and then the last error
 *         is PRG_EINVALID.
 * @since 0.1
 */
PRG_API double prg_decimal_to_double(prg_decimal value);

/** @} */

PRG_END_DECLS

#endif
