/* 128-bit integers: what sums and quotients are made of.
 *
 * A sum of int64_t values cannot overflow a prg__wide before 2^64 of them are added. An int64_t
 * converts to prg__wide by itself. A value with decimals is an integer and a number of decimals,
 * value / 10^decimals; who holds it knows how many.
 *
 * The arithmetic returns 0 or PRG_ERANGE, leaves its result alone when it does not fit, and does
 * not set the thread's error: the caller knows what the numbers mean. What works on text does. */
#ifndef PRG__WIDE_H
#define PRG__WIDE_H

#include <libprogram/error.h>
#include <libprogram/types.h>

__extension__ typedef __int128 prg__wide;
__extension__ typedef unsigned __int128 prg__wide_unsigned;

#define PRG__WIDE_MAX ((prg__wide)(~(prg__wide_unsigned)0 >> 1))
#define PRG__WIDE_MIN (-PRG__WIDE_MAX - 1)

/* The largest power of ten below 2^127, and so the most decimals a prg__wide can have. */
#define PRG__WIDE_MAX_DECIMALS 38

/* Sign, 39 digits, 12 marks between groups, decimal mark, NUL. */
#define PRG__WIDE_TEXT_SIZE 56

static inline int prg__wide_add(prg__wide *sum, prg__wide a, prg__wide b)
{
        prg__wide result;
        if (__builtin_add_overflow(a, b, &result))
                return PRG_ERANGE;
        *sum = result;
        return 0;
}

static inline int prg__wide_subtract(prg__wide *difference, prg__wide a, prg__wide b)
{
        prg__wide result;
        if (__builtin_sub_overflow(a, b, &result))
                return PRG_ERANGE;
        *difference = result;
        return 0;
}

/* Cannot overflow: at most 2^126. */
static inline prg__wide prg__wide_multiply(int64_t a, int64_t b)
{
        return (prg__wide)a * b;
}

static inline int prg__wide_to_int64(int64_t *out, prg__wide value)
{
        if (value < INT64_MIN || value > INT64_MAX)
                return PRG_ERANGE;
        *out = (int64_t)value;
        return 0;
}

static inline prg__wide_unsigned prg__wide_magnitude(prg__wide value)
{
        return value < 0 ? 0 - (prg__wide_unsigned)value : (prg__wide_unsigned)value;
}

static inline int prg__wide_from_magnitude(
        prg__wide *out, prg__wide_unsigned magnitude, int negative)
{
        if (magnitude > (prg__wide_unsigned)PRG__WIDE_MAX + (negative ? 1 : 0))
                return PRG_ERANGE;
        if (negative && magnitude != 0)
                *out = -(prg__wide)(magnitude - 1) - 1; /* so that the minimum is reached too */
        else
                *out = (prg__wide)magnitude;
        return 0;
}

/* 10^exponent, for exponents up to PRG__WIDE_MAX_DECIMALS. */
prg__wide prg__wide_power_of_ten(unsigned exponent);

/* value * 10^power. */
int prg__wide_scale(prg__wide *out, prg__wide value, unsigned power);

/* The sign of a*b - c*d: -1, 0 or 1. Exact for all operands. */
int prg__wide_compare_products(prg__wide a, prg__wide b, prg__wide c, prg__wide d);

/* dividend * 10^power / divisor, rounded once to an integer, half away from zero. power may be
 * negative. PRG_EINVALID when divisor is 0. */
int prg__wide_divide(prg__wide *quotient, prg__wide dividend, prg__wide divisor, int power);

/* Reads a number as written: "1.50" is 150 with 2 decimals. bits and max_decimals are the limits:
 * -2^bits <= mantissa < 2^bits (bits up to 127), decimals up to PRG__WIDE_MAX_DECIMALS.
 * Sets the error: PRG_ESYNTAX, or PRG_ERANGE for well-formed text beyond a limit, with the place
 * "character N"; PRG_EINVALID for an unknown form. */
int prg__wide_parse(prg__wide *mantissa, unsigned *decimals, const char *text, size_t length,
        unsigned form, unsigned bits, unsigned max_decimals);

/* Writes value / 10^decimals, with a NUL, and returns the length without it. The form is known and
 * decimals are at most PRG__WIDE_MAX_DECIMALS. */
size_t prg__wide_write(
        char text[PRG__WIDE_TEXT_SIZE], prg__wide value, unsigned decimals, unsigned form);

/* Appends the same to a buffer. PRG_EINVALID for an unknown form or too many decimals, PRG_ENOMEM;
 * sets the error. */
int prg__wide_format(prg_buf *out, prg__wide value, unsigned decimals, unsigned form);

#endif
