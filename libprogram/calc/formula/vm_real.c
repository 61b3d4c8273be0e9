/* The machine's doubles: operations whose results are rounded to 12 significant digits, one cell after the other. They are
 * compiled once, for no level of processor may say anything else. */
#include "calc/formula/vm.h"

#include <math.h>

/* 10^12: numbers of 12 digits are below it. */
#define DIGITS UINT64_C(1000000000000)
/* The greatest power of ten that a double holds exactly. */
#define POWERS 22

static const double powers[POWERS + 1] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
        1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* As prg__number_of_double() has it, and back again: for whatever is very small or very large. */
static int round_slowly(double number, double *out)
{
        prg__number rounded;
        if (isnan(number) || prg__number_of_double(&rounded, number) < 0)
                return 0;
        *out = prg__number_to_double(&rounded);
        return 1;
}

/* significand * 2^exponent * 10^decimals as a whole number, half up; what is shifted has at most 127 bits. */
static prg__wide_unsigned scale(uint64_t significand, int exponent, int decimals)
{
        prg__wide_unsigned number = significand, half;
        if (decimals >= 0) {
                number *= (prg__wide_unsigned)prg__wide_power_of_ten((unsigned)decimals);
                half = (prg__wide_unsigned)1 << (-exponent - 1);
                return (number + half) >> -exponent;
        }
        prg__wide_unsigned divisor = (prg__wide_unsigned)prg__wide_power_of_ten((unsigned)-decimals);
        if (exponent >= 0)
                number <<= exponent;
        else
                divisor <<= -exponent;
        return (number + divisor / 2) / divisor;
}

/* The double next to the number with 12 significant digits that is next to a double; 0: there is none. The product and the
 * quotient of a whole number below 2^53 and a power of ten that a double holds are rounded once. */
static int round_to_digits(double number, double *out)
{
        int exponent;
        double magnitude = fabs(number);
        if (magnitude == 0) {
                *out = 0;
                return 1;
        }
        if (!(magnitude >= 1e-9 && magnitude < 1e22))
                return round_slowly(number, out);
        uint64_t significand = (uint64_t)ldexp(frexp(magnitude, &exponent), 53);
        exponent -= 53;
        /* The logarithm of the power of two below it, rounded down, and as many decimals as that leaves room for. */
        int power = exponent + 52, whole = (power * 30103 - (power < 0 ? 99999 : 0)) / 100000, decimals = 11 - whole;
        prg__wide_unsigned rounded = scale(significand, exponent, decimals);
        while (rounded >= DIGITS)
                rounded = scale(significand, exponent, --decimals);
        double digits = (double)(uint64_t)rounded;
        double result = decimals >= 0 ? digits / powers[decimals] : digits * powers[-decimals];
        *out = number < 0 ? -result : result;
        return 1;
}

/* What one operation comes to before it is rounded; 0: it is undefined. */
static int operate(prg__vm_operator operator, double a, double b, double *out)
{
        switch (operator) {
        case PRG__VM_REAL_ADD: *out = a + b; return 1;
        case PRG__VM_REAL_SUBTRACT: *out = a - b; return 1;
        case PRG__VM_REAL_MULTIPLY: *out = a * b; return 1;
        case PRG__VM_REAL_DIVIDE: *out = b == 0 ? 0 : a / b; return b != 0;
        case PRG__VM_REAL_REMAINDER: *out = b == 0 ? 0 : fmod(a, b); return b != 0;
        case PRG__VM_REAL_SQRT: *out = a < 0 ? 0 : sqrt(a); return a >= 0;
        case PRG__VM_REAL_LN: *out = a <= 0 ? 0 : log(a); return a > 0;
        case PRG__VM_REAL_LOG10: *out = a <= 0 ? 0 : log10(a); return a > 0;
        case PRG__VM_REAL_EXP: *out = exp(a); return 1;
        default: *out = a == 0 && b < 0 ? 0 : pow(a, b); return a != 0 || b >= 0;
        }
}

void prg__vm_run_real(const prg__vm_step *step, double *out, const double *a, const double *b, uint8_t *codes, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                double result;
                out[i] = 0;
                if (codes[i] != PRG__VM_VALUE)
                        continue;
                if (!operate(step->operator, a[i], b ? b[i] : 0, &result) || !round_to_digits(result, &out[i]))
                        codes[i] = PRG__VM_UNDEFINED;
        }
}
