/* Numbers of Arrow: integers of up to 256 bits as text, and the one decimal number that a float stands for.
 */
#include <string.h>

#include <libprogram/decimal.h>

#include "arrow.h"

/* ---- integers ---- */

#define LIMBS 8
#define CHUNK 1000000000u /* the largest power of ten in a limb */

/* The magnitude, lowest limb first; whether the number is negative. */
static int read_limbs(uint32_t limbs[LIMBS], const void *bytes, const prg__arrow_type *type)
{
        const unsigned char *from = bytes;
        static const uint16_t one = 1;
        int is_little = *(const unsigned char *)&one == 1;
        unsigned char ordered[LIMBS * 4], highest = 0;
        for (unsigned i = 0; i < type->width; i++)
                highest = ordered[i] = from[is_little ? i : type->width - 1 - i];
        int is_negative = type->is_signed && highest >> 7;
        memset(ordered + type->width, is_negative ? 0xFF : 0, sizeof ordered - type->width);
        uint64_t carry = (uint64_t)is_negative;
        for (unsigned i = 0; i < LIMBS; i++) {
                uint32_t limb = 0;
                for (unsigned byte = 4; byte-- > 0;)
                        limb = limb << 8 | ordered[i * 4 + byte];
                carry += is_negative ? ~limb : limb;
                limbs[i] = (uint32_t)carry;
                carry >>= 32;
        }
        return is_negative;
}

/* Divides and gives the rest. */
static uint32_t divide(uint32_t limbs[LIMBS])
{
        uint64_t rest = 0;
        for (unsigned i = LIMBS; i-- > 0;) {
                rest = rest << 32 | limbs[i];
                limbs[i] = (uint32_t)(rest / CHUNK);
                rest %= CHUNK;
        }
        return (uint32_t)rest;
}

/* The digits, the lowest first, without zeros at the high end; 256 bits are nine chunks. */
static size_t read_digits(char digits[81], uint32_t limbs[LIMBS])
{
        size_t count = 81;
        for (size_t at = 0; at < count;) {
                uint32_t chunk = divide(limbs);
                for (unsigned i = 0; i < 9; i++, chunk /= 10)
                        digits[at++] = (char)('0' + chunk % 10);
        }
        while (count > 0 && digits[count - 1] == '0')
                count--;
        return count;
}

size_t prg__arrow_write_integer(
        char text[PRG__ARROW_NUMBER_SIZE], const void *bytes, const prg__arrow_type *type, unsigned form)
{
        uint32_t limbs[LIMBS];
        char digits[81], *to = text;
        int is_negative = read_limbs(limbs, bytes, type);
        size_t count = read_digits(digits, limbs), decimals = type->scale > 0 ? (size_t)type->scale : 0,
               low = 0;
        if (is_negative)
                *to++ = '-';
        while (low < decimals && (low >= count || digits[low] == '0'))
                low++; /* zeros at the end say nothing: the scale is the column's */
        for (size_t i = count > decimals ? count : decimals + 1; i-- > low;) {
                if (i + 1 == decimals)
                        *to++ = (form & 0xFFu) == PRG_NUMBER_VIETNAMESE ? ',' : '.';
                char digit = '0';
                if (i < count)
                        digit = digits[i];
                *to++ = digit;
        }
        for (int i = type->scale; i < 0 && count > 0; i++)
                *to++ = '0';
        *to = '\0';
        return (size_t)(to - text);
}

/* ---- floats ---- */

/* A float that is mantissa / 2^power, before its sign. */
typedef struct binary {
        uint64_t mantissa;
        unsigned power;
        int is_lowest; /* of its power of two: the next one below is only half as far away */
} binary;

static prg__wide_unsigned distance(prg__wide_unsigned a, prg__wide_unsigned b)
{
        return a > b ? a - b : b - a;
}

/* Whether digits / 10^decimals is read as this float and as no other: it lies no further from it than half
 * the way to its neighbours; in the middle, the even one is read. `unit` is 10^decimals. */
static int reads_as(const binary *it, prg__wide_unsigned digits, prg__wide_unsigned unit)
{
        prg__wide_unsigned exact = it->mantissa * unit, other = digits << it->power;
        prg__wide_unsigned twice = distance(exact, other) * (it->is_lowest && other < exact ? 4 : 2);
        return twice < unit || (twice == unit && it->mantissa % 2 == 0);
}

static int refuse(prg__arrow_fault *fault, int finding, const char *message, const char *expected)
{
        fault->finding = finding;
        fault->message = message;
        fault->expected = expected;
        return PRG_END;
}

#define KEEPS "a number of which a float keeps every digit; or decimals, or text"

/* The fewest decimals with which a number reads as this one. With more than 18 the distance is not looked at.
 */
static int find_decimal(prg_decimal *number, const binary *it, prg__arrow_fault *fault)
{
        prg__wide_unsigned unit = 1;
        /* From 2^-117 on nothing with 18 decimals is near, and below that everything fits in 128 bits. */
        for (unsigned decimals = 0; it->power <= 116 && decimals <= 18; decimals++, unit *= 10) {
                prg__wide_unsigned half = it->power ? (prg__wide_unsigned)1 << (it->power - 1) : 0;
                prg__wide_unsigned digits = (it->mantissa * unit + half) >> it->power;
                if (digits == 0 || digits > INT64_MAX || !reads_as(it, digits, unit))
                        continue;
                *number = (prg_decimal){ (int64_t)digits, decimals };
                if (reads_as(it, digits + 1, unit) || reads_as(it, digits - 1, unit))
                        return refuse(fault, PRG_FINDING_DECIMALS,
                                "is a float that other numbers with as many decimals are read as too", KEEPS);
                return 0;
        }
        return refuse(
                fault, PRG_FINDING_DECIMALS, "a float that is no number with at most 18 decimals", KEEPS);
}

int prg__arrow_float(prg_decimal *number, const void *bytes, unsigned width, prg__arrow_fault *fault)
{
        uint64_t bits;
        uint32_t few;
        unsigned digits = width == 8 ? 52 : 23; /* behind the leading one */
        if (width == 8) {
                memcpy(&bits, bytes, sizeof bits);
        } else {
                memcpy(&few, bytes, sizeof few);
                bits = few;
        }
        unsigned most = width == 8 ? 0x7FF : 0xFF, bias = (most >> 1) + digits;
        unsigned exponent = (unsigned)(bits >> digits) & most;
        uint64_t leading = (uint64_t)1 << digits, fraction = bits & (leading - 1);
        int is_negative = (int)(bits >> (width * 8 - 1));
        number->mantissa = 0;
        number->decimals = 0;
        if (exponent == most)
                return refuse(fault, PRG_FINDING_NUMBER,
                        fraction ? "not a number (NaN)" : "an infinite number",
                        "a number, or a null for none");
        if (exponent == 0 && fraction == 0)
                return 0;
        if (exponent > bias)
                return refuse(fault, PRG_FINDING_NUMBER,
                        width == 8 ? "a double from 2^53 on, where not every whole number has one"
                                   : "a float from 2^24 on, where not every whole number has one",
                        "whole numbers, decimals, or text");
        /* A subnormal number is far too small to be anything; it needs no leading digit. */
        binary it = { leading | fraction, bias - exponent, fraction == 0 && exponent > 1 };
        int code = find_decimal(number, &it, fault);
        if (is_negative)
                number->mantissa = -number->mantissa;
        return code;
}
