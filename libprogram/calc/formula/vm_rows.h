/* The loops of the machine for formulas. Included by one file for each level, compiled with that level's instructions,
 * with VM_LEVEL its name and VM_TABLE what the table is called. No include guard: see vm_portable.c and the others.
 *
 * Integers wrap: prg__vm_proves() has shown that none that counts leaves 62 bits. What stands in cells without a value
 * means nothing, so that no loop asks for codes. */
#include "calc/formula/vm.h"

#include <string.h>

#define LOOP(name, type, expression)                                                                             \
        static void name(void *restrict result, const void *first, const void *second, const void *third,        \
                const prg__vm_step *step, size_t count)                                                          \
        {                                                                                                        \
                type *restrict out = result;                                                                     \
                const uint64_t *a = first, *b = second, *c = third;                                              \
                const uint64_t k = (uint64_t)step->constant;                                                     \
                (void)b, (void)c, (void)k;                                                                       \
                for (size_t i = 0; i < count; i++)                                                               \
                        out[i] = (type)(expression);                                                             \
        }

#define SIGNED(x) ((int64_t)(x))

LOOP(add, uint64_t, a[i] + b[i])
LOOP(subtract, uint64_t, a[i] - b[i])
LOOP(subtract_add, uint64_t, a[i] - b[i] + c[i])
LOOP(multiply, uint64_t, a[i] * b[i])
LOOP(negate, uint64_t, 0 - a[i])
LOOP(absolute, uint64_t, SIGNED(a[i]) < 0 ? 0 - a[i] : a[i])
/* a, with the sign turned where b is negative. */
LOOP(orient, uint64_t, SIGNED(b[i]) < 0 ? 0 - a[i] : a[i])
LOOP(less, uint64_t, SIGNED(a[i]) < SIGNED(b[i]))
LOOP(less_equal, uint64_t, SIGNED(a[i]) <= SIGNED(b[i]))
LOOP(equal, uint64_t, a[i] == b[i])
LOOP(invert, uint64_t, a[i] ^ 1)
LOOP(choose, uint64_t, a[i] != 0 ? b[i] : c[i])
LOOP(least, uint64_t, SIGNED(b[i]) < SIGNED(a[i]) ? b[i] : a[i])
LOOP(greatest, uint64_t, SIGNED(b[i]) > SIGNED(a[i]) ? b[i] : a[i])

/* Numbers times a constant. Where that has 32 bits two products of halves are enough, which compilers do not see. */
#ifdef __AVX2__
#include <immintrin.h>

static inline __m256i four_scaled(const uint64_t *a, __m256i k)
{
        __m256i four = _mm256_loadu_si256((const __m256i *)(const void *)a);
        __m256i high = _mm256_mul_epu32(_mm256_srli_epi64(four, 32), k);
        return _mm256_add_epi64(_mm256_mul_epu32(four, k), _mm256_slli_epi64(high, 32));
}

static inline size_t scale_fours(uint64_t *out, const uint64_t *a, const uint64_t *b, uint64_t k, size_t count, int how)
{
        size_t i = 0;
        const __m256i factors = _mm256_set1_epi64x((long long)k);
        for (; k >> 32 == 0 && i + 4 <= count; i += 4) {
                __m256i four = four_scaled(a + i, factors);
                if (how != 0) {
                        __m256i others = _mm256_loadu_si256((const __m256i *)(const void *)(b + i));
                        four = how > 0 ? _mm256_add_epi64(others, four) : _mm256_sub_epi64(others, four);
                }
                _mm256_storeu_si256((__m256i *)(void *)(out + i), four);
        }
        return i;
}
#else
static inline size_t scale_fours(uint64_t *out, const uint64_t *a, const uint64_t *b, uint64_t k, size_t count, int how)
{
        (void)out, (void)a, (void)b, (void)k, (void)count, (void)how;
        return 0;
}
#endif

#define SCALE(name, how, expression)                                                                             \
        static void name(void *restrict result, const void *first, const void *second, const void *third,        \
                const prg__vm_step *step, size_t count)                                                          \
        {                                                                                                        \
                uint64_t *restrict out = result;                                                                 \
                const uint64_t *a = first, *b = second;                                                          \
                const uint64_t k = (uint64_t)step->constant;                                                     \
                (void)b, (void)third;                                                                            \
                for (size_t i = scale_fours(out, a, b, k, count, how); i < count; i++)                           \
                        out[i] = expression;                                                                     \
        }

SCALE(scale, 0, a[i] * k)
SCALE(scale_add, 1, b[i] + a[i] * k)
SCALE(scale_take, -1, b[i] - a[i] * k)

/* Division of integers, one by one: a by b, or by a constant; by 1 where b is not above 0, which has no value. */
static int64_t divisor_at(const int64_t *b, size_t i, const prg__vm_step *step)
{
        int64_t divisor = b ? b[i] : step->constant;
        return divisor > 0 ? divisor : 1;
}

static void round_half(void *restrict result, const void *first, const void *second, const void *third,
        const prg__vm_step *step, size_t count)
{
        int64_t *out = result;
        const int64_t *a = first;
        (void)third;
        for (size_t i = 0; i < count; i++) {
                int64_t divisor = divisor_at(second, i, step), whole = a[i] / divisor, rest = a[i] % divisor;
                int64_t left = rest < 0 ? -rest : rest;
                out[i] = whole + (left >= divisor - left ? a[i] < 0 ? -1 : 1 : 0);
        }
}

static void floor_of(void *restrict result, const void *first, const void *second, const void *third,
        const prg__vm_step *step, size_t count)
{
        int64_t *out = result;
        const int64_t *a = first;
        (void)third;
        for (size_t i = 0; i < count; i++) {
                int64_t divisor = divisor_at(second, i, step);
                out[i] = a[i] / divisor - (a[i] % divisor < 0);
        }
}

static void ceil_of(void *restrict result, const void *first, const void *second, const void *third,
        const prg__vm_step *step, size_t count)
{
        int64_t *out = result;
        const int64_t *a = first;
        (void)third;
        for (size_t i = 0; i < count; i++) {
                int64_t divisor = divisor_at(second, i, step);
                out[i] = a[i] / divisor + (a[i] % divisor > 0);
        }
}

static void remainder_of(void *restrict result, const void *first, const void *second, const void *third,
        const prg__vm_step *step, size_t count)
{
        int64_t *out = result;
        const int64_t *a = first, *b = second;
        (void)third, (void)step;
        for (size_t i = 0; i < count; i++)
                out[i] = b[i] == 0 || b[i] == -1 ? 0 : a[i] % b[i];
}

/* ---- doubles ---- */

/* Whole numbers below 2^51 become doubles by their bits: 2^52 + 2^51 has room for them in its last places. */
static inline double exact_double(uint64_t number)
{
        uint64_t bits = number + UINT64_C(0x4338000000000000);
        double moved;
        memcpy(&moved, &bits, sizeof moved);
        return moved - 6755399441055744.0;
}

/* Never by 0, and without a branch. Adding 0 makes 0 of -0. Without b, by `other` alone. */
static void divide(void *restrict result, const void *first, const void *second, const void *third,
        const prg__vm_step *step, size_t count)
{
        double *restrict out = result;
        const uint64_t *a = first, *b = second;
        const double above = step->scale, below = step->other;
        (void)third;
        if (b == NULL) {
                for (size_t i = 0; i < count; i++)
                        out[i] = exact_double(a[i]) * above / below + 0.0;
                return;
        }
        for (size_t i = 0; i < count; i++)
                out[i] = exact_double(a[i]) * above / (exact_double(b[i] + (b[i] == 0)) * below) + 0.0;
}

#define REAL_LOOP(name, type, expression)                                                                        \
        static void name(void *restrict result, const void *first, const void *second, const void *third,        \
                const prg__vm_step *step, size_t count)                                                          \
        {                                                                                                        \
                type *restrict out = result;                                                                     \
                const double *a = first, *b = second;                                                            \
                (void)b, (void)third, (void)step;                                                                \
                for (size_t i = 0; i < count; i++)                                                               \
                        out[i] = (type)(expression);                                                             \
        }

REAL_LOOP(real_negate, double, 0.0 - a[i])
REAL_LOOP(real_absolute, double, a[i] < 0 ? -a[i] : a[i])
REAL_LOOP(real_less, uint64_t, a[i] < b[i])
REAL_LOOP(real_less_equal, uint64_t, a[i] <= b[i])
REAL_LOOP(real_equal, uint64_t, a[i] == b[i])

static uint64_t magnitude(const int64_t *numbers, size_t count)
{
        uint64_t bits = 0;
        for (size_t i = 0; i < count; i++)
                bits |= (uint64_t)(numbers[i] ^ -(int64_t)(numbers[i] < 0));
        return bits;
}

static int zero(uint8_t *restrict out, const uint8_t *codes, const int64_t *numbers, size_t count)
{
        uint64_t zeros = 0;
        for (size_t i = 0; i < count; i++)
                zeros |= (uint64_t)(numbers[i] == 0);
        if (zeros == 0)
                return 0;
        for (size_t i = 0; i < count; i++)
                out[i] = numbers[i] == 0 ? PRG__VM_UNDEFINED : PRG__VM_VALUE;
        for (size_t i = 0; i < count && codes; i++)
                out[i] = codes[i] ? codes[i] : out[i];
        return 1;
}

/* In the order of prg__vm_operator; doubles are chosen by their bits. */
const prg__vm_kernels VM_TABLE = { VM_LEVEL,
        { add, subtract, subtract_add, multiply, scale, scale_add, scale_take, negate, absolute, orient, less, less_equal,
                equal, invert, choose, least, greatest, round_half, floor_of, ceil_of, remainder_of, divide, choose, real_negate, real_absolute,
                real_less, real_less_equal, real_equal },
        magnitude, zero };
