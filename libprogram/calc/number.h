/* Numbers of results: exact fractions of 128-bit integers.
 *
 * A number is numerator / (denominator * 10^decimals), denominator > 0. A sum of reported values has the
 * denominator 1 and the decimals of its indicator; a ratio carries both operands. What would need more than
 * 128 bits is brought to lowest terms first and refused (PRG_ERANGE, without a message) if that does not
 * help: never rounded, never wrapped. */
#ifndef PRG__NUMBER_H
#define PRG__NUMBER_H

#include "util/wide.h"

typedef struct prg__number {
        prg__wide numerator;
        prg__wide denominator;
        unsigned decimals;
} prg__number;

static inline prg__number prg__number_of(prg__wide mantissa, unsigned decimals)
{
        return (prg__number){ mantissa, 1, decimals };
}

int prg__number_add(prg__number *out, const prg__number *a, const prg__number *b);
int prg__number_subtract(prg__number *out, const prg__number *a, const prg__number *b);
int prg__number_multiply(prg__number *out, const prg__number *a, const prg__number *b);
/* The divisor is not zero. */
int prg__number_divide(prg__number *out, const prg__number *a, const prg__number *b);
/* -1, 0, 1. Exact for all numbers; cannot fail. */
int prg__number_compare(const prg__number *a, const prg__number *b);
int prg__number_sign(const prg__number *number);
/* In lowest terms, decimals 0. */
int prg__number_reduce(prg__wide *numerator, prg__wide *denominator, const prg__number *number);
/* The same for every number: what stands below is denominator * 2^twos * 5^fives. */
void prg__number_reduce_parts(prg__wide *numerator, prg__wide *denominator, unsigned *twos, unsigned *fives,
        const prg__number *number);
/* Rounded once, half away from zero, to so many decimals. PRG_ERANGE beyond 128 bits. */
int prg__number_round(prg__wide *mantissa, const prg__number *number, unsigned decimals);
/* Whether it is a decimal number; then with the fewest decimals at least `decimals` that hold it. */
int prg__number_is_decimal(prg__wide *mantissa, unsigned *decimals, const prg__number *number);
/* The nearest number with 12 significant digits to a finite double, but with no more than 38 decimals: below
 * 10^-27 there are fewer digits. PRG_ERANGE beyond 128 bits and for what is not finite. */
int prg__number_of_double(prg__number *out, double value);
double prg__number_to_double(const prg__number *number);

#endif
