/* Exact decimals; see libprogram/decimal.h.
 *
 * A mantissa has 64 bits and at most 18 decimals, so brought to the decimals of another it fits in
 * 128 bits. Each operation is therefore one exact computation there and one step back, which fits
 * or is refused. */
#include "decimal.h"

#include <math.h>
#include <string.h>

#include "error.h"

static const struct {
        unsigned form;
        const char *name;
} forms[] = {
        { PRG_NUMBER_PLAIN, "plain" },
        { PRG_NUMBER_VIETNAMESE, "vietnamese" },
};

const char *prg_number_form_name(unsigned form)
{
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
                if (forms[i].form == (form & ~(unsigned)PRG_NUMBER_EXPONENT))
                        return forms[i].name;
        return NULL;
}

int prg_number_form_from_name(unsigned *form, const char *name)
{
        if (form == NULL)
                return prg__error_null("form");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
                if (strcmp(forms[i].name, name) == 0) {
                        *form = forms[i].form;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "no number form is named '%s'", name);
}

static int check_decimals(unsigned decimals)
{
        if (decimals <= PRG_DECIMAL_MAX_DECIMALS)
                return 0;
        return prg__error(PRG_EINVALID, NULL, "a decimal has at most %d decimals, not %u",
                PRG_DECIMAL_MAX_DECIMALS, decimals);
}

int prg__decimal_check(prg_decimal value)
{
        return check_decimals(value.decimals);
}

static int check_two(prg_decimal a, prg_decimal b)
{
        int code = prg__decimal_check(a);
        return code < 0 ? code : prg__decimal_check(b);
}

static int is_decimal(prg__wide mantissa, unsigned decimals)
{
        int64_t narrow;
        return decimals <= PRG_DECIMAL_MAX_DECIMALS && prg__wide_to_int64(&narrow, mantissa) == 0;
}

int prg__decimal_from_wide(prg_decimal *out, prg__wide mantissa, unsigned decimals)
{
        while (!is_decimal(mantissa, decimals) && decimals > 0 && mantissa % 10 == 0) {
                mantissa /= 10;
                decimals--;
        }
        if (decimals > PRG_DECIMAL_MAX_DECIMALS)
                return prg__error(PRG_ERANGE, NULL, "the result needs %u decimals, the most are %d",
                        decimals, PRG_DECIMAL_MAX_DECIMALS);
        if (!is_decimal(mantissa, decimals))
                return prg__error(
                        PRG_ERANGE, NULL, "the digits of the result do not fit in 64 bits");
        *out = (prg_decimal){ (int64_t)mantissa, decimals };
        return 0;
}

/* The mantissa that the value has with so many decimals, not fewer than its own. */
static prg__wide widen(prg_decimal value, unsigned decimals)
{
        return value.mantissa * prg__wide_power_of_ten(decimals - value.decimals);
}

static unsigned larger(unsigned a, unsigned b)
{
        return a > b ? a : b;
}

int prg_decimal_parse(prg_decimal *out, const char *text, size_t length, unsigned form)
{
        if (out == NULL)
                return prg__error_null("out");
        if (text == NULL)
                return prg__error_null("text");
        prg__wide mantissa;
        unsigned decimals;
        int code = prg__wide_parse(
                &mantissa, &decimals, text, length, form, 63, PRG_DECIMAL_MAX_DECIMALS);
        if (code < 0)
                return code;
        *out = (prg_decimal){ (int64_t)mantissa, decimals };
        return 0;
}

int prg_decimal_format(prg_buf *out, prg_decimal value, unsigned form)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__decimal_check(value);
        return code < 0 ? code : prg__wide_format(out, value.mantissa, value.decimals, form);
}

int prg_decimal_compare(int *order, prg_decimal a, prg_decimal b)
{
        if (order == NULL)
                return prg__error_null("order");
        int code = check_two(a, b);
        if (code < 0)
                return code;
        unsigned decimals = larger(a.decimals, b.decimals);
        prg__wide left = widen(a, decimals), right = widen(b, decimals);
        *order = (left > right) - (left < right);
        return 0;
}

int prg_quotient_compare(int *order, prg_decimal a, prg_decimal b, prg_decimal c, prg_decimal d)
{
        if (order == NULL)
                return prg__error_null("order");
        int code = check_two(a, b);
        if (code == 0)
                code = check_two(c, d);
        if (code < 0)
                return code;
        if (b.mantissa == 0 || d.mantissa == 0)
                return prg__error(PRG_EINVALID, NULL, "the divisor of a quotient is zero");
        /* a/b < c/d as a*d < c*b, if b and d have the same sign. The decimals of a, d and of c, b
         * become one power of ten, of at most 36, on the side that has fewer. */
        prg__wide left = prg__wide_multiply(a.mantissa, d.mantissa);
        prg__wide right = prg__wide_multiply(c.mantissa, b.mantissa);
        unsigned left_decimals = a.decimals + d.decimals;
        unsigned right_decimals = c.decimals + b.decimals;
        unsigned decimals = larger(left_decimals, right_decimals);
        int result = prg__wide_compare_products(left,
                prg__wide_power_of_ten(decimals - left_decimals), right,
                prg__wide_power_of_ten(decimals - right_decimals));
        *order = (b.mantissa < 0) == (d.mantissa < 0) ? result : -result;
        return 0;
}

int prg_decimal_sign(int *sign, prg_decimal value)
{
        if (sign == NULL)
                return prg__error_null("sign");
        int code = prg__decimal_check(value);
        if (code < 0)
                return code;
        *sign = (value.mantissa > 0) - (value.mantissa < 0);
        return 0;
}

int prg_decimal_add(prg_decimal *out, prg_decimal a, prg_decimal b)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = check_two(a, b);
        if (code < 0)
                return code;
        unsigned decimals = larger(a.decimals, b.decimals);
        return prg__decimal_from_wide(out, widen(a, decimals) + widen(b, decimals), decimals);
}

int prg_decimal_subtract(prg_decimal *out, prg_decimal a, prg_decimal b)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = check_two(a, b);
        if (code < 0)
                return code;
        unsigned decimals = larger(a.decimals, b.decimals);
        return prg__decimal_from_wide(out, widen(a, decimals) - widen(b, decimals), decimals);
}

int prg_decimal_multiply(prg_decimal *out, prg_decimal a, prg_decimal b)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = check_two(a, b);
        if (code < 0)
                return code;
        return prg__decimal_from_wide(
                out, prg__wide_multiply(a.mantissa, b.mantissa), a.decimals + b.decimals);
}

int prg_decimal_divide(prg_decimal *out, prg_decimal a, prg_decimal b, unsigned decimals)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = check_two(a, b);
        if (code == 0)
                code = check_decimals(decimals);
        if (code < 0)
                return code;
        if (b.mantissa == 0)
                return prg__error(PRG_EINVALID, NULL, "the divisor is zero");
        int power = (int)(decimals + b.decimals) - (int)a.decimals;
        prg__wide quotient;
        int64_t mantissa;
        if (prg__wide_divide(&quotient, a.mantissa, b.mantissa, power) < 0
            || prg__wide_to_int64(&mantissa, quotient) < 0)
                return prg__error(PRG_ERANGE, NULL,
                        "the digits of the quotient with %u decimals do not fit in 64 bits",
                        decimals);
        *out = (prg_decimal){ mantissa, decimals };
        return 0;
}

int prg_decimal_negate(prg_decimal *out, prg_decimal value)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__decimal_check(value);
        if (code < 0)
                return code;
        return prg__decimal_from_wide(out, -(prg__wide)value.mantissa, value.decimals);
}

static prg_decimal normalized(prg_decimal value)
{
        while (value.decimals > 0 && value.mantissa % 10 == 0) {
                value.mantissa /= 10;
                value.decimals--;
        }
        return value;
}

static int add_zeros(prg_decimal *out, prg_decimal value, unsigned decimals)
{
        int64_t mantissa;
        if (prg__wide_to_int64(&mantissa, widen(value, decimals)) < 0) {
                char text[PRG__WIDE_TEXT_SIZE];
                prg__wide_write(text, value.mantissa, value.decimals, PRG_NUMBER_PLAIN);
                return prg__error(PRG_ERANGE, NULL,
                        "the digits of %s with %u decimals do not fit in 64 bits", text, decimals);
        }
        *out = (prg_decimal){ mantissa, decimals };
        return 0;
}

int prg_decimal_rescale(prg_decimal *out, prg_decimal value, unsigned decimals)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__decimal_check(value);
        if (code == 0)
                code = check_decimals(decimals);
        if (code < 0)
                return code;
        prg_decimal shortest = normalized(value);
        if (shortest.decimals > decimals) {
                char text[PRG__WIDE_TEXT_SIZE];
                prg__wide_write(text, value.mantissa, value.decimals, PRG_NUMBER_PLAIN);
                return prg__error(PRG_ERANGE, NULL,
                        "%s is not exact with %u decimals, it needs %u", text, decimals,
                        shortest.decimals);
        }
        return add_zeros(out, shortest, decimals);
}

int prg_decimal_round(prg_decimal *out, prg_decimal value, unsigned decimals)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__decimal_check(value);
        if (code == 0)
                code = check_decimals(decimals);
        if (code < 0)
                return code;
        if (decimals >= value.decimals)
                return add_zeros(out, value, decimals);
        prg__wide rounded;
        prg__wide_divide(&rounded, value.mantissa, 1, (int)decimals - (int)value.decimals);
        *out = (prg_decimal){ (int64_t)rounded, decimals };
        return 0;
}

int prg_decimal_normalize(prg_decimal *out, prg_decimal value)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__decimal_check(value);
        if (code < 0)
                return code;
        *out = normalized(value);
        return 0;
}

double prg_decimal_to_double(prg_decimal value)
{
        if (prg__decimal_check(value) < 0 || value.mantissa == 0)
                return 0.0;
        /* With the top bit of the dividend at 2^127 and a divisor below 2^60, the quotient is at
         * least 2^67. Its upper 53 bits are the double; the bit below them, and whether anything at
         * all follows that bit, decide the rounding. */
        uint64_t magnitude = (uint64_t)prg__wide_magnitude(value.mantissa);
        int raised = 64 + __builtin_clzll(magnitude);
        prg__wide_unsigned dividend = (prg__wide_unsigned)magnitude << raised;
        prg__wide_unsigned divisor = (prg__wide_unsigned)prg__wide_power_of_ten(value.decimals);
        prg__wide_unsigned quotient = dividend / divisor;
        int dropped = 128 - __builtin_clzll((uint64_t)(quotient >> 64)) - 53;
        uint64_t significand = (uint64_t)(quotient >> dropped);
        prg__wide_unsigned half = (prg__wide_unsigned)1 << (dropped - 1);
        prg__wide_unsigned rest = quotient & (half + half - 1);
        int above_half = rest > half || dividend % divisor != 0;
        if (rest >= half && (above_half || significand & 1))
                significand++;
        double result = ldexp((double)significand, dropped - raised);
        return value.mantissa < 0 ? -result : result;
}
