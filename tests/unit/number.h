/* Exact fractions as they are written in the tables of tests. */
#ifndef TESTS_NUMBER_H
#define TESTS_NUMBER_H

#include "unit.h"

#include <string.h>

#include <libprogram.h>

#include "calc/number.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

/* A number as it is written here, and a result in lowest terms; NULL when it needs more than 128 bits. */
typedef struct written {
        const char *numerator, *denominator;
        unsigned decimals;
} written;

typedef struct expected {
        const char *numerator, *denominator;
} expected;

/* Digit by digit, not by what is being tested. */
static inline prg__wide wide(const char *text)
{
        int negative = *text == '-';
        prg__wide value = 0;
        for (text += negative; *text; text++)
                value = value * 10 + (negative ? '0' - *text : *text - '0');
        return value;
}

static inline prg__number number_of(written text)
{
        return (prg__number){ wide(text.numerator), wide(text.denominator), text.decimals };
}

static inline void assert_wide(prg__wide value, const char *expected_text)
{
        char text[PRG__WIDE_TEXT_SIZE];
        prg__wide_write(text, value, 0, PRG_NUMBER_PLAIN);
        ck_assert_str_eq(text, expected_text);
}

#endif
