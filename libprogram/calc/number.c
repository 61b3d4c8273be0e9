/* Exact fractions; see number.h.
 *
 * An operation is tried on the numbers as they are, so that a ratio keeps its operands and a sum its decimals.
 * Where that needs more than 128 bits, both are brought to lowest terms, decimals and all, what they have in
 * common is divided out crosswise, and the operation is tried once more.
 *
 * Comparing and converting from double need more than 128 bits and may not fail: they work on products of
 * three factors, in six words of 64 bits. */
#include "number.h"

#include <math.h>

/* The most significant digits of a number that came from a double. */
#define DIGITS 12

/* ---- whole numbers ---- */

static prg__wide_unsigned divisor_of_both(prg__wide_unsigned a, prg__wide_unsigned b)
{
        while (b != 0) {
                prg__wide_unsigned rest = a % b;
                a = b;
                b = rest;
        }
        return a;
}

static int multiply(prg__wide *out, prg__wide a, prg__wide b)
{
        int64_t short_a, short_b;
        if (prg__wide_to_int64(&short_a, a) == 0 && prg__wide_to_int64(&short_b, b) == 0) {
                *out = prg__wide_multiply(short_a, short_b);
                return 0;
        }
        prg__wide_unsigned left = prg__wide_magnitude(a), right = prg__wide_magnitude(b);
        if (right != 0 && left > ~(prg__wide_unsigned)0 / right)
                return PRG_ERANGE;
        return prg__wide_from_magnitude(out, left * right, (a < 0) != (b < 0));
}

/* Takes a factor of a number out, at most `most` times; returns how often. The number is not 0. */
static unsigned take_out(prg__wide *number, int factor, unsigned most)
{
        unsigned times = 0;
        for (; times < most && *number % factor == 0; times++)
                *number /= factor;
        return times;
}

static int multiply_often(prg__wide *number, int factor, unsigned times)
{
        int code = 0;
        while (times-- > 0 && code == 0)
                code = multiply(number, *number, factor);
        return code;
}

/* Divides two whole numbers by what they have in common; `below` is greater than 0. */
static void cancel(prg__wide *above, prg__wide *below)
{
        /* The divisor is not greater than `below`, and so fits. */
        prg__wide common = (prg__wide)divisor_of_both(
                prg__wide_magnitude(*below), prg__wide_magnitude(*above));
        *above /= common;
        *below /= common;
}

/* ---- fractions ---- */

void prg__number_reduce_parts(prg__wide *numerator, prg__wide *denominator, unsigned *twos, unsigned *fives,
        const prg__number *number)
{
        *numerator = number->numerator;
        *denominator = number->denominator;
        cancel(numerator, denominator);
        *twos = *fives = 0;
        if (*numerator != 0) {
                *twos = number->decimals - take_out(numerator, 2, number->decimals);
                *fives = number->decimals - take_out(numerator, 5, number->decimals);
        }
}

int prg__number_reduce(prg__wide *numerator, prg__wide *denominator, const prg__number *number)
{
        prg__wide above, below;
        unsigned twos, fives;
        prg__number_reduce_parts(&above, &below, &twos, &fives, number);
        if (multiply_often(&below, 2, twos) < 0 || multiply_often(&below, 5, fives) < 0)
                return PRG_ERANGE;
        *numerator = above;
        *denominator = below;
        return 0;
}

static int reduced(prg__number *out, const prg__number *number)
{
        out->decimals = 0;
        return prg__number_reduce(&out->numerator, &out->denominator, number);
}

/* numerator * (common / denominator) * 10^(decimals - its own): what stands above the common denominator. */
static int raise(prg__wide *out, const prg__number *number, prg__wide common, unsigned decimals)
{
        prg__wide raised;
        int code = prg__wide_scale(&raised, number->numerator, decimals - number->decimals);
        return code < 0 ? code : multiply(out, raised, common / number->denominator);
}

typedef int operation(prg__number *out, const prg__number *a, const prg__number *b);

static int join(prg__number *out, const prg__number *a, const prg__number *b,
        int (*how)(prg__wide *, prg__wide, prg__wide))
{
        unsigned decimals = a->decimals > b->decimals ? a->decimals : b->decimals;
        prg__wide rest = a->denominator, common = b->denominator, left, right;
        if (rest != common) {
                cancel(&rest, &common);
                if (multiply(&common, common, a->denominator) < 0)
                        return PRG_ERANGE;
        }
        if (raise(&left, a, common, decimals) < 0 || raise(&right, b, common, decimals) < 0
            || how(&left, left, right) < 0)
                return PRG_ERANGE;
        *out = (prg__number){ left, common, decimals };
        return 0;
}

static int add(prg__number *out, const prg__number *a, const prg__number *b)
{
        return join(out, a, b, prg__wide_add);
}

static int subtract(prg__number *out, const prg__number *a, const prg__number *b)
{
        return join(out, a, b, prg__wide_subtract);
}

static int multiply_as_is(prg__number *out, const prg__number *a, const prg__number *b)
{
        prg__wide above, below;
        unsigned decimals = a->decimals + b->decimals;
        if (decimals > PRG__WIDE_MAX_DECIMALS || multiply(&above, a->numerator, b->numerator) < 0
            || multiply(&below, a->denominator, b->denominator) < 0)
                return PRG_ERANGE;
        *out = (prg__number){ above, below, decimals };
        return 0;
}

static int divide_as_is(prg__number *out, const prg__number *a, const prg__number *b)
{
        prg__wide above, below;
        if (multiply(&above, a->numerator, b->denominator) < 0
            || multiply(&below, a->denominator, b->numerator) < 0)
                return PRG_ERANGE;
        unsigned decimals = 0;
        if (a->decimals >= b->decimals)
                decimals = a->decimals - b->decimals;
        else if (prg__wide_scale(&above, above, b->decimals - a->decimals) < 0)
                return PRG_ERANGE;
        if (below < 0 && (prg__wide_subtract(&above, 0, above) < 0 || prg__wide_subtract(&below, 0, below) < 0))
                return PRG_ERANGE;
        *out = (prg__number){ above, below, decimals };
        return 0;
}

/* Of two numbers in lowest terms, so that their product is too. */
static int multiply_crosswise(prg__number *out, const prg__number *a, const prg__number *b)
{
        prg__number left = *a, right = *b;
        cancel(&left.numerator, &right.denominator);
        cancel(&right.numerator, &left.denominator);
        return multiply_as_is(out, &left, &right);
}

static int divide_crosswise(prg__number *out, const prg__number *a, const prg__number *b)
{
        /* b upside down may not fit when its numerator is -2^127, so the numerators meet first. */
        prg__wide common = (prg__wide)divisor_of_both(
                prg__wide_magnitude(a->numerator), prg__wide_magnitude(b->numerator));
        prg__number left = *a, right = *b;
        /* Both are -2^127 when the greatest common divisor is 2^127; as a wide that is negative again. */
        left.numerator /= common;
        right.numerator /= common;
        cancel(&left.denominator, &right.denominator);
        return divide_as_is(out, &left, &right);
}

static int compute(prg__number *out, const prg__number *a, const prg__number *b, operation *as_is,
        operation *in_lowest_terms)
{
        prg__number left, right;
        if (as_is(out, a, b) == 0)
                return 0;
        if (reduced(&left, a) < 0 || reduced(&right, b) < 0)
                return PRG_ERANGE;
        return in_lowest_terms(out, &left, &right);
}

int prg__number_add(prg__number *out, const prg__number *a, const prg__number *b)
{
        return compute(out, a, b, add, add);
}

int prg__number_subtract(prg__number *out, const prg__number *a, const prg__number *b)
{
        return compute(out, a, b, subtract, subtract);
}

int prg__number_multiply(prg__number *out, const prg__number *a, const prg__number *b)
{
        return compute(out, a, b, multiply_as_is, multiply_crosswise);
}

int prg__number_divide(prg__number *out, const prg__number *a, const prg__number *b)
{
        return compute(out, a, b, divide_as_is, divide_crosswise);
}

/* ---- products of three factors ---- */

#define WORDS 6
typedef struct product {
        uint64_t words[WORDS]; /* the lowest first */
} product;

/* Multiplies by one word and puts the result `shift` words higher. */
static void add_multiple(product *sum, const product *number, uint64_t factor, size_t shift)
{
        prg__wide_unsigned carry = 0;
        for (size_t i = 0; i + shift < WORDS; i++) {
                carry += (prg__wide_unsigned)number->words[i] * factor + sum->words[i + shift];
                sum->words[i + shift] = (uint64_t)carry;
                carry >>= 64;
        }
}

static product product_of(prg__wide_unsigned a, prg__wide_unsigned b, prg__wide_unsigned c)
{
        prg__wide_unsigned factors[] = { b, c };
        product result = { { (uint64_t)a, (uint64_t)(a >> 64) } };
        for (size_t i = 0; i < 2; i++) {
                product number = result;
                result = (product){ { 0 } };
                add_multiple(&result, &number, (uint64_t)factors[i], 0);
                add_multiple(&result, &number, (uint64_t)(factors[i] >> 64), 1);
        }
        return result;
}

static int compare(const product *a, const product *b)
{
        for (size_t i = WORDS; i-- > 0;)
                if (a->words[i] != b->words[i])
                        return a->words[i] < b->words[i] ? -1 : 1;
        return 0;
}

/* number / 2^shift, rounded half up. */
static int shift_down(prg__wide *out, const product *number, unsigned shift)
{
        prg__wide_unsigned result = 0;
        if (shift > 64 * WORDS) {
                *out = 0;
                return 0;
        }
        for (unsigned bit = 64 * WORDS; bit-- > shift;) {
                if (result >> 126 != 0)
                        return PRG_ERANGE;
                result = result << 1 | (number->words[bit / 64] >> bit % 64 & 1);
        }
        if (shift > 0)
                result += number->words[(shift - 1) / 64] >> (shift - 1) % 64 & 1;
        return prg__wide_from_magnitude(out, result, 0);
}

int prg__number_sign(const prg__number *number)
{
        return (number->numerator > 0) - (number->numerator < 0);
}

int prg__number_compare(const prg__number *a, const prg__number *b)
{
        if (a->decimals == b->decimals)
                return prg__wide_compare_products(
                        a->numerator, b->denominator, b->numerator, a->denominator);
        int sign = prg__number_sign(a), other = prg__number_sign(b);
        if (sign != other)
                return sign < other ? -1 : 1;
        unsigned raise_a = a->decimals < b->decimals ? b->decimals - a->decimals : 0;
        unsigned raise_b = b->decimals < a->decimals ? a->decimals - b->decimals : 0;
        product left = product_of(prg__wide_magnitude(a->numerator), (prg__wide_unsigned)b->denominator,
                (prg__wide_unsigned)prg__wide_power_of_ten(raise_a));
        product right = product_of(prg__wide_magnitude(b->numerator), (prg__wide_unsigned)a->denominator,
                (prg__wide_unsigned)prg__wide_power_of_ten(raise_b));
        return sign * compare(&left, &right);
}

/* ---- decimal numbers ---- */

int prg__number_round(prg__wide *mantissa, const prg__number *number, unsigned decimals)
{
        int power = (int)decimals - (int)number->decimals;
        return prg__wide_divide(mantissa, number->numerator, number->denominator, power);
}

int prg__number_is_decimal(prg__wide *mantissa, unsigned *decimals, const prg__number *number)
{
        prg__wide above, below;
        unsigned twos, fives;
        prg__number_reduce_parts(&above, &below, &twos, &fives, number);
        twos += take_out(&below, 2, 127);
        fives += take_out(&below, 5, 127);
        if (below != 1)
                return 0;
        unsigned needed = twos > fives ? twos : fives;
        unsigned places = needed > *decimals ? needed : *decimals;
        if (places > PRG__WIDE_MAX_DECIMALS || multiply_often(&above, 2, places - twos) < 0
            || multiply_often(&above, 5, places - fives) < 0)
                return 0;
        *mantissa = above;
        *decimals = places;
        return 1;
}

/* significand * 2^exponent * 10^decimals, rounded once to a whole number. The value itself is below 2^127. */
static int scale_binary(prg__wide *out, prg__wide significand, int exponent, int decimals)
{
        prg__wide_unsigned raised = exponent > 0 ? (prg__wide_unsigned)1 << exponent : 1;
        if (decimals >= 0) {
                product number = product_of((prg__wide_unsigned)significand, raised,
                        (prg__wide_unsigned)prg__wide_power_of_ten((unsigned)decimals));
                return shift_down(out, &number, exponent < 0 ? (unsigned)-exponent : 0);
        }
        prg__wide divisor = (prg__wide)1 << (exponent < 0 ? -exponent : 0);
        return prg__wide_divide(out, significand * (prg__wide)raised, divisor, decimals);
}

int prg__number_of_double(prg__number *out, double value)
{
        int exponent;
        if (!isfinite(value))
                return PRG_ERANGE;
        prg__wide significand = (prg__wide)ldexp(fabs(frexp(value, &exponent)), 53), mantissa;
        if (exponent > 127)
                return PRG_ERANGE;
        /* From the most decimals down, the first to leave no more digits than are wanted: a number that
         * rounding lifts to the next power of ten is then the same with one decimal less. */
        prg__wide limit = prg__wide_power_of_ten(DIGITS);
        int decimals = PRG__WIDE_MAX_DECIMALS;
        while (scale_binary(&mantissa, significand, exponent - 53, decimals) < 0 || mantissa >= limit)
                decimals--;
        if (mantissa == 0) {
                *out = prg__number_of(0, 0);
                return 0;
        }
        decimals -= (int)take_out(&mantissa, 10, decimals > 0 ? (unsigned)decimals : 0);
        /* It fits: 2^127, which is above them all, has 469… behind its first twelve digits. */
        for (; decimals < 0; decimals++)
                mantissa *= 10;
        *out = prg__number_of(value < 0 ? -mantissa : mantissa, (unsigned)decimals);
        return 0;
}

/* Where numerator and denominator are doubles, their quotient is rounded once. */
static int are_doubles(const prg__number *number, double *denominator)
{
        const prg__wide most = (prg__wide)1 << 53;
        if (number->numerator > most || number->numerator < -most || number->denominator <= 0
            || number->denominator > most || number->decimals > 15)
                return 0;
        prg__wide below = number->denominator * prg__wide_power_of_ten(number->decimals);
        *denominator = (double)below;
        return below <= most;
}

double prg__number_to_double(const prg__number *number)
{
        prg__wide above, below;
        double denominator;
        if (are_doubles(number, &denominator))
                return (double)number->numerator / denominator;
        /* What is refused here has a denominator that no reported number comes near: the third rounding may
         * then be seen in the last place. No denominator is 0. */
        if (prg__number_reduce(&above, &below, number) < 0 || below == 0)
                return (double)number->numerator / (double)number->denominator
                       / (double)prg__wide_power_of_ten(number->decimals);
        /* Two bits more than a double holds, then whether anything follows: enough to round once. */
        prg__wide_unsigned divisor = (prg__wide_unsigned)below;
        prg__wide_unsigned quotient = prg__wide_magnitude(above) / divisor;
        prg__wide_unsigned rest = prg__wide_magnitude(above) % divisor;
        int exponent = 0;
        for (; quotient >> 54 == 0 && rest != 0; exponent--) {
                rest *= 2;
                quotient = quotient * 2 + (rest >= divisor);
                if (rest >= divisor)
                        rest -= divisor;
        }
        for (; quotient >> 62 != 0; exponent++)
                quotient = quotient >> 1 | (quotient & 1);
        double result = ldexp((double)((uint64_t)quotient | (rest != 0)), exponent);
        return above < 0 ? -result : result;
}
