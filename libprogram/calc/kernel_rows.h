/* The kernels themselves. Included by one file for each level, compiled with that level's instructions, with
 * KERNEL_LEVEL its name and KERNEL_TABLE what the table is called. No include guard: see kernel_*.c. */
#include "calc/kernel.h"

#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#endif

/* Sixteen numbers; the bits of their magnitudes. */
#ifdef __AVX2__
typedef __m256i magnitudes;

static inline magnitudes load_numbers(uint64_t *sums, const int64_t *numbers, magnitudes bits)
{
        for (size_t k = 0; k < 16; k += 4) {
                __m256i four = _mm256_loadu_si256((const __m256i *)(const void *)(numbers + k));
                _mm256_storeu_si256((__m256i *)(void *)(sums + k), four);
                bits = _mm256_or_si256(bits, _mm256_xor_si256(four, _mm256_cmpgt_epi64(_mm256_setzero_si256(), four)));
        }
        return bits;
}

static inline uint64_t join(magnitudes bits)
{
        uint64_t four[4];
        _mm256_storeu_si256((__m256i *)(void *)four, bits);
        return four[0] | four[1] | four[2] | four[3];
}
#define NO_MAGNITUDES _mm256_setzero_si256()
#else
typedef uint64_t magnitudes;

static inline magnitudes load_numbers(uint64_t *sums, const int64_t *numbers, magnitudes bits)
{
        for (size_t k = 0; k < 16; k++) {
                sums[k] = (uint64_t)numbers[k];
                bits |= (uint64_t)(numbers[k] ^ -(int64_t)(numbers[k] < 0));
        }
        return bits;
}

static inline uint64_t join(magnitudes bits)
{
        return bits;
}
#define NO_MAGNITUDES 0
#endif

/* Sixteen infos: a bit for each that is `plain`, a 1 or 0 in `counts`; not 0 if some are neither plain nor 0. */
#ifdef __AVX2__
static inline unsigned load_infos(const uint8_t *infos, uint8_t plain, unsigned *odd, __m128i *flags)
{
        __m128i some = _mm_loadu_si128((const __m128i *)(const void *)infos);
        __m128i equal = _mm_cmpeq_epi8(some, _mm_set1_epi8((char)plain));
        __m128i known = _mm_or_si128(equal, _mm_cmpeq_epi8(some, _mm_setzero_si128()));
        *odd |= (unsigned)_mm_movemask_epi8(known) ^ 0xffffu;
        *flags = _mm_and_si128(equal, _mm_set1_epi8(1));
        return (unsigned)_mm_movemask_epi8(equal);
}

static inline unsigned load_narrow(uint16_t *counts, const uint8_t *infos, uint8_t plain, unsigned *odd)
{
        __m128i flags;
        unsigned bits = load_infos(infos, plain, odd, &flags);
        _mm256_storeu_si256((__m256i *)(void *)counts, _mm256_cvtepu8_epi16(flags));
        return bits;
}

static inline unsigned load_broad(uint32_t *counts, const uint8_t *infos, uint8_t plain, unsigned *odd)
{
        __m128i flags;
        unsigned bits = load_infos(infos, plain, odd, &flags);
        _mm256_storeu_si256((__m256i *)(void *)counts, _mm256_cvtepu8_epi32(flags));
        _mm256_storeu_si256((__m256i *)(void *)(counts + 8), _mm256_cvtepu8_epi32(_mm_srli_si128(flags, 8)));
        return bits;
}
#else
#define LOAD_INFOS(name, type)                                                                                   \
        static inline unsigned name(type *counts, const uint8_t *infos, uint8_t plain, unsigned *odd)            \
        {                                                                                                        \
                unsigned bits = 0;                                                                               \
                for (unsigned k = 0; k < 16; k++) {                                                              \
                        unsigned flag = infos[k] == plain;                                                       \
                        counts[k] = (type)flag;                                                                  \
                        *odd |= (unsigned)(infos[k] != 0) ^ flag;                                                \
                        bits |= flag << k;                                                                       \
                }                                                                                                \
                return bits;                                                                                     \
        }

LOAD_INFOS(load_narrow, uint16_t)
LOAD_INFOS(load_broad, uint32_t)
#endif

/* Sixteen at a time, whose number the compiler knows, then what is left. */
#define LOAD(name, type, load_sixteen)                                                                           \
        static void name(uint64_t *restrict sums, type *restrict counts, const int64_t *restrict numbers,        \
                const uint8_t *restrict infos, size_t count, uint8_t plain, prg__found *restrict found)          \
        {                                                                                                        \
                magnitudes wide = NO_MAGNITUDES;                                                                 \
                uint64_t present = 0;                                                                            \
                unsigned odd = 0;                                                                                \
                size_t i = 0;                                                                                    \
                for (; i + 16 <= count; i += 16) {                                                               \
                        wide = load_numbers(sums + i, numbers + i, wide);                                        \
                        present |= (uint64_t)load_sixteen(counts + i, infos + i, plain, &odd) << i;              \
                }                                                                                                \
                uint64_t bits = join(wide);                                                                      \
                for (; i < count; i++) {                                                                         \
                        sums[i] = (uint64_t)numbers[i];                                                          \
                        bits |= (uint64_t)(numbers[i] ^ -(int64_t)(numbers[i] < 0));                             \
                        counts[i] = (type)(infos[i] == plain);                                                   \
                        odd |= (unsigned)(infos[i] != 0) ^ (unsigned)(infos[i] == plain);                        \
                        present |= (uint64_t)(infos[i] == plain) << i;                                           \
                }                                                                                                \
                found->magnitude |= bits;                                                                        \
                found->present = present;                                                                        \
                found->odd |= odd != 0;                                                                          \
        }

LOAD(load, uint16_t, load_narrow)
LOAD(load_wide, uint32_t, load_broad)

#define LINE 64

#ifdef __GNUC__
static void fetch(const void *from, size_t size)
{
        for (size_t i = 0; i < size; i += LINE)
                __builtin_prefetch((const char *)from + i);
}

static void claim(void *to, size_t size)
{
        for (size_t i = 0; i < size; i += LINE)
                __builtin_prefetch((char *)to + i, 1);
}
#else
static void fetch(const void *from, size_t size)
{
        (void)from, (void)size;
}

static void claim(void *to, size_t size)
{
        (void)to, (void)size;
}
#endif

#include "calc/kernel_add.h"
#include "calc/kernel_step.h"

/* Whole numbers below 2^51 become doubles by their bits: 2^52 + 2^51 has room for them in its last places. */
static inline double exact_double(uint64_t number)
{
        uint64_t bits = number + UINT64_C(0x4338000000000000);
        double moved;
        memcpy(&moved, &bits, sizeof moved);
        return moved - 6755399441055744.0;
}

/* Nothing is divided by 0. */
static inline double divide_one(uint64_t above, uint64_t below, double scale, double other)
{
        double denominator = exact_double(below + (below == 0)) * other;
        return exact_double(above) * scale / denominator;
}

#ifdef __AVX2__
static inline __m256d four_doubles(__m256i numbers)
{
        const __m256i room = _mm256_set1_epi64x(INT64_C(0x4338000000000000));
        return _mm256_sub_pd(_mm256_castsi256_pd(_mm256_add_epi64(numbers, room)), _mm256_set1_pd(6755399441055744.0));
}

/* Answers how many it has divided. */
static inline size_t divide_fours(double *restrict out, const uint64_t *restrict above, const uint64_t *restrict below,
        size_t count, double scale, double other, int *zeros)
{
        const __m256i zero = _mm256_setzero_si256();
        const __m256d scales = _mm256_set1_pd(scale), others = _mm256_set1_pd(other);
        __m256i any = zero;
        size_t i = 0;
        for (; i + 4 <= count; i += 4) {
                __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)(above + i));
                __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(below + i));
                __m256i none = _mm256_cmpeq_epi64(b, zero);
                any = _mm256_or_si256(any, _mm256_or_si256(none, _mm256_cmpeq_epi64(a, zero)));
                __m256d denominator = _mm256_mul_pd(four_doubles(_mm256_sub_epi64(b, none)), others);
                __m256d quotient = _mm256_div_pd(_mm256_mul_pd(four_doubles(a), scales), denominator);
                _mm256_storeu_pd(out + i, _mm256_andnot_pd(_mm256_castsi256_pd(none), quotient));
        }
        *zeros |= !_mm256_testz_si256(any, any);
        return i;
}
#else
static inline size_t divide_fours(double *out, const uint64_t *above, const uint64_t *below, size_t count, double scale,
        double other, int *zeros)
{
        (void)out, (void)above, (void)below, (void)count, (void)scale, (void)other, (void)zeros;
        return 0;
}
#endif

static int divide(double *restrict out, const uint64_t *restrict above, const uint64_t *restrict below, size_t count,
        double scale, double other)
{
        int zeros = 0;
        for (size_t i = divide_fours(out, above, below, count, scale, other, &zeros); i < count; i++) {
                zeros |= (above[i] == 0) | (below[i] == 0);
                out[i] = below[i] == 0 ? 0 : divide_one(above[i], below[i], scale, other);
        }
        return zeros;
}

const prg__kernels KERNEL_TABLE = { KERNEL_LEVEL, load, load_wide, fetch, claim, add, add_counts, add_counts_wide, step_sums,
        step_counts, divide };
