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

#define ADD(name, type)                                                                                          \
        static void name(type *restrict to, const type *restrict from, size_t count)                             \
        {                                                                                                        \
                for (size_t i = 0; i < count; i++)                                                               \
                        to[i] = (type)(to[i] + from[i]);                                                         \
        }

ADD(add, uint64_t)
ADD(add_counts, uint16_t)
ADD(add_counts_wide, uint32_t)

/* These rows are short: what compilers do to turn such loops into vectors takes longer than the loops. */
#if defined __GNUC__ && !defined __clang__
#define SHORT_LOOPS __attribute__((optimize("no-tree-vectorize")))
#else
#define SHORT_LOOPS
#endif

/* Halves, quarters, years of months, running sums of a year: the usual ratios, for which the compiler writes every
 * addition out. */
#define STEP(name, out_type, in_type, sum_type)                                                                  \
        SHORT_LOOPS static inline sum_type name##_run(out_type *restrict out, const in_type *restrict in, size_t count,      \
                sum_type sum)                                                                                    \
        {                                                                                                        \
                for (size_t i = 0; i < count; i++) {                                                             \
                        sum += in[i];                                                                            \
                        out[i] = (out_type)sum;                                                                  \
                }                                                                                                \
                return sum;                                                                                      \
        }                                                                                                        \
                                                                                                                 \
        SHORT_LOOPS static inline void name##_stride(out_type *restrict out, const in_type *restrict in, size_t count,       \
                size_t ratio)                                                                                    \
        {                                                                                                        \
                for (size_t i = 0; i < count; i++) {                                                             \
                        sum_type sum = in[i * ratio];                                                            \
                        for (size_t k = 1; k < ratio; k++)                                                       \
                                sum += in[i * ratio + k];                                                        \
                        out[i] = (out_type)sum;                                                                  \
                }                                                                                                \
        }                                                                                                        \
                                                                                                                 \
        SHORT_LOOPS static void name(const prg__step *step, out_type *restrict out, const in_type *restrict in)  \
        {                                                                                                        \
                size_t count = (size_t)step->count, ratio = (size_t)step->ratio, left = count;                   \
                while (step->running && left > 0) {                                                              \
                        sum_type sum = 0;                                                                        \
                        size_t part = left < ratio ? left : ratio;                                               \
                        for (int k = 0; k < step->before; k++)                                                   \
                                sum += in[k];                                                                    \
                        in += step->before;                                                                      \
                        if (part == 11)                                                                          \
                                name##_run(out, in, 11, sum);                                                    \
                        else                                                                                     \
                                name##_run(out, in, part, sum);                                                  \
                        in += part;                                                                              \
                        out += part;                                                                             \
                        left -= part;                                                                            \
                }                                                                                                \
                if (step->running)                                                                               \
                        return;                                                                                  \
                if (ratio == 2)                                                                                  \
                        name##_stride(out, in, count, 2);                                                        \
                else if (ratio == 3)                                                                             \
                        name##_stride(out, in, count, 3);                                                        \
                else                                                                                             \
                        name##_stride(out, in, count, ratio);                                                    \
        }

STEP(step, uint64_t, uint64_t, uint64_t)
STEP(step_narrow, uint16_t, uint16_t, uint32_t)
STEP(step_widens, uint32_t, uint16_t, uint32_t)
STEP(step_wide, uint32_t, uint32_t, uint32_t)

static void step_sums(const prg__step *steps, size_t count, uint64_t *const *rows)
{
        for (size_t i = 0; i < count; i++)
                step(&steps[i], rows[steps[i].to] + steps[i].out, rows[steps[i].from] + steps[i].in);
}

static void step_counts(const prg__step *steps, size_t count, void *const *rows)
{
        for (size_t i = 0; i < count; i++) {
                const prg__step *it = &steps[i];
                void *to = rows[it->to];
                const void *from = rows[it->from];
                if (it->widths == PRG__STEP_NARROW)
                        step_narrow(it, (uint16_t *)to + it->out, (const uint16_t *)from + it->in);
                else if (it->widths == PRG__STEP_WIDENS)
                        step_widens(it, (uint32_t *)to + it->out, (const uint16_t *)from + it->in);
                else
                        step_wide(it, (uint32_t *)to + it->out, (const uint32_t *)from + it->in);
        }
}

/* Whole numbers below 2^51 become doubles by their bits: 2^52 + 2^51 has room for them in its last places. */
static inline double exact_double(uint64_t number)
{
        uint64_t bits = number + UINT64_C(0x4338000000000000);
        double moved;
        memcpy(&moved, &bits, sizeof moved);
        return moved - 6755399441055744.0;
}

static int divide(double *restrict out, const uint64_t *restrict above, const uint64_t *restrict below,
        size_t count, double scale, double other)
{
        uint64_t zeros = 0;
        for (size_t i = 0; i < count; i++)
                zeros += (uint64_t)(above[i] == 0) + (uint64_t)(below[i] == 0);
        for (size_t i = 0; i < count; i++) {
                /* Never by 0, and without a branch. */
                double denominator = exact_double(below[i] + (below[i] == 0)) * other;
                out[i] = exact_double(above[i]) * scale / denominator;
        }
        for (size_t i = 0; i < count && zeros; i++)
                if (below[i] == 0)
                        out[i] = 0;
        return zeros != 0;
}

#ifdef __AVX2__
#define LINE 64

static void stream(void *to, const void *from, size_t size)
{
        unsigned char *out = to;
        const unsigned char *in = from;
        size_t head = (LINE - (uintptr_t)out % LINE) % LINE;
        if (head > size)
                head = size;
        memcpy(out, in, head);
        for (out += head, in += head, size -= head; size >= LINE; out += LINE, in += LINE, size -= LINE) {
                __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)in);
                __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(in + LINE / 2));
                _mm256_stream_si256((__m256i *)(void *)out, a);
                _mm256_stream_si256((__m256i *)(void *)(out + LINE / 2), b);
        }
        memcpy(out, in, size);
}

static void settle(void)
{
        _mm_sfence();
}
#else
static void stream(void *to, const void *from, size_t size)
{
        memcpy(to, from, size);
}

static void settle(void)
{
}
#endif

const prg__kernels KERNEL_TABLE = { KERNEL_LEVEL, load, load_wide, add, add_counts, add_counts_wide, step_sums,
        step_counts, divide, stream, settle };
