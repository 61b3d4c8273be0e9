/* Plain numbers, as nearly all values are written: digits, at most one decimal mark between two of them, no
 * grouping, no zero before other digits. JSON and both forms of CSV take all of these, and mean the same;
 * what is written otherwise is left to prg_decimal_parse(). */
#ifndef PRG__VALUES_NUMBER_H
#define PRG__VALUES_NUMBER_H

#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <libprogram/decimal.h>

/* ---- sixteen bytes at once ---- */

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

/* Eight bytes, each of which has its lowest bit or nothing, as eight bits in the same order. */
static inline unsigned prg__gather(uint64_t bytes)
{
        return (unsigned)(bytes * UINT64_C(0x0102040810204080) >> 56);
}

/* A bit for each of eight bytes that is no digit. */
static inline unsigned prg__others_8(const char *at)
{
        uint64_t bytes;
        memcpy(&bytes, at, 8);
        bytes ^= UINT64_C(0x3030303030303030); /* of a digit at most 9 is left */
        bytes |= (bytes & UINT64_C(0x7F7F7F7F7F7F7F7F)) + UINT64_C(0x7676767676767676);
        return prg__gather(bytes >> 7 & UINT64_C(0x0101010101010101));
}

/* The digits at `at`, at most eight of them, with zeros in front; eight bytes can be read there. */
static inline uint64_t prg__digits(const char *at, unsigned count)
{
        uint64_t bytes;
        memcpy(&bytes, at, 8);
        return (bytes & UINT64_C(0x0F0F0F0F0F0F0F0F)) << 4 * (8 - count) << 4 * (8 - count);
}

/* Eight digits weighed, all at once. */
static inline uint64_t prg__digits_value(uint64_t digits)
{
        digits = digits * 10 + (digits >> 8);
        return (((digits & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064))
                       + (((digits >> 16) & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001)))
               >> 32;
}

/* The digits before a mark and those behind it as one number. */
static inline uint64_t prg__digits_join(
        const char *whole, unsigned digits, const char *fraction, unsigned decimals)
{
        static const uint32_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
        uint64_t high = prg__digits(whole, digits), low = prg__digits(fraction, decimals);
        if (digits + decimals <= 8)
                return prg__digits_value(high >> 8 * decimals | low);
        return prg__digits_value(high) * powers[decimals] + prg__digits_value(low);
}

#else

static inline unsigned prg__others_8(const char *at)
{
        unsigned found = 0;
        for (unsigned i = 0; i < 8; i++)
                found |= (unsigned)(at[i] < '0' || at[i] > '9') << i;
        return found;
}

static inline uint64_t prg__digits_join(
        const char *whole, unsigned digits, const char *fraction, unsigned decimals)
{
        uint64_t value = 0;
        for (unsigned i = 0; i < digits; i++)
                value = value * 10 + (uint64_t)(whole[i] - '0');
        for (unsigned i = 0; i < decimals; i++)
                value = value * 10 + (uint64_t)(fraction[i] - '0');
        return value;
}

#endif

/* A bit for each of sixteen bytes that is no digit. Of *marks the bit of the first of these says whether it
 * is the mark; the others mean nothing. */
static inline unsigned prg__others_by_words(const char *at, char mark, unsigned *marks)
{
        unsigned found = prg__others_8(at) | prg__others_8(at + 8) << 8;
        *marks = found && at[__builtin_ctz(found)] == mark ? found : 0;
        return found;
}

/* The same, by instructions that all processors of a kind have. */
static inline unsigned prg__others(const char *at, char mark, unsigned *marks)
{
#if defined(__SSE2__)
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i low = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
        __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(low, _mm_set1_epi8(9)), low);
        *marks = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(mark)));
        return (unsigned)_mm_movemask_epi8(digits) ^ 0xFFFFu;
#else
        return prg__others_by_words(at, mark, marks);
#endif
}

/* ---- numbers ---- */

/* A number of at most 18 digits without exponent, byte by byte: its end, or NULL for any other. */
static inline const char *prg__slow_number(const char *at, const char *end, char mark, prg_decimal *number)
{
        uint64_t mantissa = 0;
        int negative = at < end && *at == '-';
        at += negative;
        const char *first = at, *point = NULL;
        for (; at < end; at++) {
                unsigned digit = (unsigned char)*at - (unsigned)'0';
                if (digit <= 9)
                        mantissa = mantissa * 10 + digit;
                else if (*at == mark && point == NULL)
                        point = at;
                else
                        break;
                if (at - first > 18)
                        return NULL;
        }
        const char *whole = point ? point : at;
        if (whole == first || (*first == '0' && whole - first > 1) || (point && at == point + 1)
                || (at < end && (*at == 'e' || *at == 'E')))
                return NULL;
        number->mantissa = negative ? -(int64_t)mantissa : (int64_t)mantissa;
        number->decimals = point ? (unsigned)(at - point - 1) : 0;
        return at;
}

/* The same, sixteen bytes at once. Where a number ends and whether it has a mark changes from one to the
 * next, so that neither is a reason for a branch. */
static inline const char *prg__plain_number(const char *at, const char *end, char mark, prg_decimal *number)
{
        if (end - at < 32)
                return prg__slow_number(at, end, mark, number);
        unsigned marks, others = prg__others(at, mark, &marks);
        unsigned point = others & (0u - others) & marks;
        unsigned stops = others ^ point;
        if (stops == 0)
                return prg__slow_number(at, end, mark, number);
        unsigned digits = (unsigned)__builtin_ctz(others), length = (unsigned)__builtin_ctz(stops);
        unsigned is_marked = point != 0, decimals = length - digits - is_marked;
        if (digits - 1 > 7 || decimals > 8 || decimals < is_marked || ((digits > 1) & (*at == '0')))
                return prg__slow_number(at, end, mark, number);
        const char *behind = at + length;
        if (*behind == 'e' || *behind == 'E')
                return NULL;
        number->mantissa = (int64_t)prg__digits_join(at, digits, behind - decimals, decimals);
        number->decimals = decimals;
        return behind;
}

/* The same of JSON. */
static inline const char *prg__json_plain_number(const char *at, const char *end, prg_decimal *number)
{
        return prg__plain_number(at, end, '.', number);
}

#endif
