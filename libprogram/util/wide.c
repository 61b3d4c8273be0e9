/* 128-bit arithmetic; see wide.h.
 *
 * Everything works on magnitudes, which fit in 128 unsigned bits whatever the sign, and puts the
 * sign back at the end. Products are taken to 256 bits, in four multiplications of halves, so that
 * a comparison of products is exact and an overflow is seen. The compiler's own 128-bit
 * multiplication with overflow detection is not used: clang makes of it a call to a function that
 * libgcc does not have. */
#include "wide.h"

/* The largest power of ten in 64 bits. */
#define MAX_POWER_64 19

static const uint64_t powers[MAX_POWER_64 + 1] = {
        1,
        10,
        100,
        1000,
        10000,
        100000,
        1000000,
        10000000,
        100000000,
        1000000000,
        10000000000,
        100000000000,
        1000000000000,
        10000000000000,
        100000000000000,
        1000000000000000,
        10000000000000000,
        100000000000000000,
        1000000000000000000,
        10000000000000000000U,
};

static void multiply(prg__wide_unsigned *high, prg__wide_unsigned *low, prg__wide_unsigned a,
        prg__wide_unsigned b)
{
        uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
        uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
        prg__wide_unsigned p00 = (prg__wide_unsigned)a0 * b0, p01 = (prg__wide_unsigned)a0 * b1;
        prg__wide_unsigned p10 = (prg__wide_unsigned)a1 * b0, p11 = (prg__wide_unsigned)a1 * b1;
        prg__wide_unsigned middle = (p00 >> 64) + (uint64_t)p01 + (uint64_t)p10;
        *low = middle << 64 | (uint64_t)p00;
        *high = p11 + (p01 >> 64) + (p10 >> 64) + (middle >> 64);
}

prg__wide prg__wide_power_of_ten(unsigned exponent)
{
        if (exponent <= MAX_POWER_64)
                return powers[exponent];
        return (prg__wide)powers[MAX_POWER_64] * powers[exponent - MAX_POWER_64];
}

int prg__wide_scale(prg__wide *out, prg__wide value, unsigned power)
{
        if (value == 0) {
                *out = 0;
                return 0;
        }
        if (power > PRG__WIDE_MAX_DECIMALS)
                return PRG_ERANGE;
        prg__wide_unsigned high, low;
        prg__wide_unsigned factor = (prg__wide_unsigned)prg__wide_power_of_ten(power);
        multiply(&high, &low, prg__wide_magnitude(value), factor);
        return high != 0 ? PRG_ERANGE : prg__wide_from_magnitude(out, low, value < 0);
}

static int sign_of(prg__wide value)
{
        return (value > 0) - (value < 0);
}

int prg__wide_compare_products(prg__wide a, prg__wide b, prg__wide c, prg__wide d)
{
        int left = sign_of(a) * sign_of(b), right = sign_of(c) * sign_of(d);
        if (left != right)
                return left < right ? -1 : 1;
        prg__wide_unsigned left_high, left_low, right_high, right_low;
        multiply(&left_high, &left_low, prg__wide_magnitude(a), prg__wide_magnitude(b));
        multiply(&right_high, &right_low, prg__wide_magnitude(c), prg__wide_magnitude(d));
        int order = left_high != right_high ? (left_high > right_high) - (left_high < right_high)
                                            : (left_low > right_low) - (left_low < right_low);
        return left * order;
}

/* One step of the long division: doubles the remainder and returns the bit that comes out. The
 * divisor is at most 2^127, so nothing is lost. */
static unsigned double_remainder(prg__wide_unsigned *remainder, prg__wide_unsigned divisor)
{
        *remainder *= 2;
        if (*remainder < divisor)
                return 0;
        *remainder -= divisor;
        return 1;
}

/* The next decimal digit of remainder / divisor. Ten times the remainder may need 131 bits, so it
 * is built from twice and eight times, each reduced on the way. */
static unsigned next_digit(prg__wide_unsigned *remainder, prg__wide_unsigned divisor)
{
        prg__wide_unsigned eight = *remainder;
        unsigned digit = double_remainder(&eight, divisor);
        prg__wide_unsigned two = eight;
        unsigned digit_of_two = digit;
        digit = digit * 2 + double_remainder(&eight, divisor);
        digit = digit * 2 + double_remainder(&eight, divisor);
        *remainder = eight + two;
        digit += digit_of_two;
        if (*remainder >= divisor) {
                *remainder -= divisor;
                digit++;
        }
        return digit;
}

int prg__wide_divide(prg__wide *quotient, prg__wide dividend, prg__wide divisor, int power)
{
        if (divisor == 0)
                return PRG_EINVALID;
        prg__wide_unsigned above = prg__wide_magnitude(dividend);
        prg__wide_unsigned below = prg__wide_magnitude(divisor);
        prg__wide_unsigned result = above / below, remainder = above % below;
        for (; power > 0 && (result != 0 || remainder != 0); power--) {
                if (result >> 124 != 0)
                        return PRG_ERANGE;
                result = result * 10 + next_digit(&remainder, below);
        }
        if (power < 0) {
                /* The fraction dropped above is less than one, half of a power of ten is an
                 * integer: what is left of the whole part alone decides the rounding. */
                if (power < -PRG__WIDE_MAX_DECIMALS) {
                        *quotient = 0;
                        return 0;
                }
                below = (prg__wide_unsigned)prg__wide_power_of_ten((unsigned)-power);
                remainder = result % below;
                result /= below;
        }
        if (remainder >= below - remainder)
                result++;
        return prg__wide_from_magnitude(quotient, result, (dividend < 0) != (divisor < 0));
}
