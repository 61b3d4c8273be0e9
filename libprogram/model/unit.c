/* Numbers from one unit to another, exactly.
 *
 * Units form chains, each so many of its base. Two convert when their chains meet; the number is
 * multiplied with the factors of the one way and divided by those of the other, as a fraction of
 * 128-bit integers, and only at the end it is asked whether that is a decimal number with few
 * enough decimals. */
#include "unit.h"

#include "nouns.h"
#include "util/wide.h"

/* A chain of units is not longer, whatever a programme that was not checked says. */
#define LONGEST_CHAIN 32

/* What a unit is so many of; NULL for a root, and where a programme that was not checked does not
 * say how many. */
static const prg_item *base_of(const prg_item *item)
{
        const prg__unit *unit = (const prg__unit *)item;
        return unit->factor.mantissa > 0 && unit->factor.decimals <= PRG_DECIMAL_MAX_DECIMALS
                       ? unit->base
                       : NULL;
}

/* How many steps lead from a unit to another one of its chain; -1 when none do. */
static int steps_to(const prg_item *from, const prg_item *to)
{
        for (int steps = 0; from && steps <= LONGEST_CHAIN; steps++, from = base_of(from))
                if (from == to)
                        return steps;
        return -1;
}

/* A fraction on its way: numerator / denominator / 10^decimals. */
typedef struct fraction {
        prg__wide numerator, denominator;
        int decimals;
} fraction;

static prg__wide common_divisor(prg__wide a, prg__wide b)
{
        a = a < 0 ? -a : a;
        while (b) {
                prg__wide rest = a % b;
                a = b;
                b = rest;
        }
        return a;
}

static int multiply(prg__wide *product, prg__wide by)
{
        if (*product > PRG__WIDE_MAX / by || *product < -(PRG__WIDE_MAX / by))
                return -1;
        *product *= by;
        return 0;
}

/* Multiplies with a factor, or divides by it. */
static int apply(fraction *f, prg_decimal factor, int divide)
{
        prg__wide by = factor.mantissa;
        prg__wide *other = divide ? &f->numerator : &f->denominator;
        prg__wide common = common_divisor(*other, by);
        *other /= common;
        f->decimals += divide ? -(int)factor.decimals : (int)factor.decimals;
        return multiply(divide ? &f->denominator : &f->numerator, by / common);
}

/* Makes the denominator 1, if that makes a decimal number; else it stays what no power of ten
 * divides. */
static int to_decimal(fraction *f)
{
        static const int primes[] = { 2, 5 };
        for (int i = 0; i < 2; i++)
                while (f->denominator % primes[i] == 0) {
                        f->denominator /= primes[i];
                        f->decimals++;
                        if (multiply(&f->numerator, 10 / primes[i]) < 0)
                                return -1;
                }
        while (f->numerator % 10 == 0 && f->numerator != 0) {
                f->numerator /= 10;
                f->decimals--;
        }
        if (f->numerator == 0)
                f->decimals = 0;
        return 0;
}

static int walk(fraction *f, const prg_item *from, const prg_item *to, int divide)
{
        for (; from != to; from = base_of(from))
                if (apply(f, ((const prg__unit *)from)->factor, divide) < 0)
                        return -1;
        return 0;
}

prg__conversion prg__unit_convert(prg_decimal number, const prg_item *from, const prg_item *to,
        unsigned decimals, int64_t *mantissa, unsigned *needed, prg_decimal *converted)
{
        fraction f = { number.mantissa, 1, (int)number.decimals };
        prg__wide scaled;
        if (from != to) {
                const prg_item *meeting = from;
                int i = 0;
                if (from == NULL || to == NULL)
                        return PRG__UNLIKE_UNITS;
                while (meeting && steps_to(to, meeting) < 0 && i++ < LONGEST_CHAIN)
                        meeting = base_of(meeting);
                if (meeting == NULL || i > LONGEST_CHAIN)
                        return PRG__UNLIKE_UNITS;
                if (walk(&f, from, meeting, 0) < 0 || walk(&f, to, meeting, 1) < 0)
                        return PRG__TOO_LARGE;
        }
        if (to_decimal(&f) < 0)
                return PRG__TOO_LARGE;
        *needed = 0;
        if (f.denominator != 1)
                return PRG__TOO_MANY_DECIMALS;
        if (f.decimals > (int)decimals) {
                *needed = (unsigned)f.decimals;
                *converted = (prg_decimal){ 0, 0 };
                if (f.decimals <= PRG_DECIMAL_MAX_DECIMALS
                        && prg__wide_to_int64(&converted->mantissa, f.numerator) == 0)
                        converted->decimals = (unsigned)f.decimals;
                return PRG__TOO_MANY_DECIMALS;
        }
        if (prg__wide_scale(&scaled, f.numerator, (unsigned)((int)decimals - f.decimals)) < 0
                || prg__wide_to_int64(mantissa, scaled) < 0)
                return PRG__TOO_LARGE;
        return PRG__CONVERTED;
}
