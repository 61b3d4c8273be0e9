/* Kernels that take steps over time: part of kernel_rows.h, compiled for each level. A step is a stride or running
 * sums (kernel.h); rows that lie side by side are one long row where the step allows.
 *
 * Halves, quarters and years of months and the running sums of a year are the usual steps. For these there are vectors
 * where they are quicker, as far as they reach; what is left, and everything else, is taken number by number. */

/* What compilers do to turn short loops into vectors takes longer than the loops. */
#if defined __GNUC__ && !defined __clang__
#define SHORT_LOOPS __attribute__((optimize("no-tree-vectorize")))
#else
#define SHORT_LOOPS
#endif

/* ---- vectors ---- */

#ifdef __AVX2__
#define FROM(in, k) _mm256_loadu_si256((const __m256i *)(const void *)((in) + (k)))
#define FROM_HALF(in, k) _mm_loadu_si128((const __m128i *)(const void *)((in) + (k)))

/* Pairs and triples of numbers; all of these answer how many they made. */
static inline size_t pairs(uint64_t *restrict out, const uint64_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 4 <= count; i += 4, in += 8) {
                __m256i a = FROM(in, 0), b = FROM(in, 4);
                __m256i sums = _mm256_add_epi64(_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
                _mm256_storeu_si256((__m256i *)(void *)(out + i), _mm256_permute4x64_epi64(sums, 0xd8));
        }
        return i;
}

/* Of twelve numbers the first, second and third ones of the triples are picked, in an order of their own, then put
 * into that of the triples. */
static inline size_t triples(uint64_t *restrict out, const uint64_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 4 <= count; i += 4, in += 12) {
                __m256i a = FROM(in, 0), b = FROM(in, 4), c = FROM(in, 8);
                __m256i first = _mm256_blend_epi32(_mm256_blend_epi32(a, b, 0x30), c, 0x0c);
                __m256i second = _mm256_blend_epi32(_mm256_blend_epi32(a, b, 0xc3), c, 0x30);
                __m256i third = _mm256_blend_epi32(_mm256_blend_epi32(a, b, 0x0c), c, 0xc3);
                __m256i sums = _mm256_add_epi64(_mm256_permute4x64_epi64(first, 0x6c),
                        _mm256_permute4x64_epi64(second, 0xb1));
                sums = _mm256_add_epi64(sums, _mm256_permute4x64_epi64(third, 0xc6));
                _mm256_storeu_si256((__m256i *)(void *)(out + i), sums);
        }
        return i;
}

static inline __m256i pairs_of_sixteen(__m256i some)
{
        return _mm256_add_epi32(_mm256_and_si256(some, _mm256_set1_epi32(0xffff)), _mm256_srli_epi32(some, 16));
}

static inline size_t pairs_narrow(uint16_t *restrict out, const uint16_t *restrict in, size_t count)
{
        const __m256i low = _mm256_set1_epi32(0xffff);
        size_t i = 0;
        for (; i + 16 <= count; i += 16, in += 32) {
                __m256i a = _mm256_and_si256(pairs_of_sixteen(FROM(in, 0)), low);
                __m256i b = _mm256_and_si256(pairs_of_sixteen(FROM(in, 16)), low);
                _mm256_storeu_si256((__m256i *)(void *)(out + i),
                        _mm256_permute4x64_epi64(_mm256_packus_epi32(a, b), 0xd8));
        }
        return i;
}

static inline size_t pairs_widens(uint32_t *restrict out, const uint16_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 8 <= count; i += 8, in += 16)
                _mm256_storeu_si256((__m256i *)(void *)(out + i), pairs_of_sixteen(FROM(in, 0)));
        return i;
}

static inline size_t pairs_wide(uint32_t *restrict out, const uint32_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 8 <= count; i += 8, in += 16) {
                __m256i sums = _mm256_hadd_epi32(FROM(in, 0), FROM(in, 8));
                _mm256_storeu_si256((__m256i *)(void *)(out + i), _mm256_permute4x64_epi64(sums, 0xd8));
        }
        return i;
}

/* As triples(), with eight at a time: first, second and third ones in order. */
static inline void pick_triples(const uint16_t *in, __m128i picked[3])
{
        const __m128i to_first = _mm_setr_epi8(0, 1, 6, 7, 12, 13, 2, 3, 8, 9, 14, 15, 4, 5, 10, 11);
        const __m128i to_second = _mm_setr_epi8(2, 3, 8, 9, 14, 15, 4, 5, 10, 11, 0, 1, 6, 7, 12, 13);
        const __m128i to_third = _mm_setr_epi8(4, 5, 10, 11, 0, 1, 6, 7, 12, 13, 2, 3, 8, 9, 14, 15);
        __m128i a = FROM_HALF(in, 0), b = FROM_HALF(in, 8), c = FROM_HALF(in, 16);
        picked[0] = _mm_shuffle_epi8(_mm_blend_epi16(_mm_blend_epi16(a, b, 0x92), c, 0x24), to_first);
        picked[1] = _mm_shuffle_epi8(_mm_blend_epi16(_mm_blend_epi16(a, b, 0x24), c, 0x49), to_second);
        picked[2] = _mm_shuffle_epi8(_mm_blend_epi16(_mm_blend_epi16(a, b, 0x49), c, 0x92), to_third);
}

static inline size_t triples_narrow(uint16_t *restrict out, const uint16_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 8 <= count; i += 8, in += 24) {
                __m128i it[3];
                pick_triples(in, it);
                _mm_storeu_si128((__m128i *)(void *)(out + i), _mm_add_epi16(_mm_add_epi16(it[0], it[1]), it[2]));
        }
        return i;
}

static inline size_t triples_widens(uint32_t *restrict out, const uint16_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 8 <= count; i += 8, in += 24) {
                __m128i it[3];
                pick_triples(in, it);
                __m256i sums = _mm256_add_epi32(_mm256_cvtepu16_epi32(it[0]), _mm256_cvtepu16_epi32(it[1]));
                sums = _mm256_add_epi32(sums, _mm256_cvtepu16_epi32(it[2]));
                _mm256_storeu_si256((__m256i *)(void *)(out + i), sums);
        }
        return i;
}

static inline size_t triples_wide(uint32_t *restrict out, const uint32_t *restrict in, size_t count)
{
        size_t i = 0;
        for (; i + 4 <= count; i += 4, in += 12) {
                __m128i a = FROM_HALF(in, 0), b = FROM_HALF(in, 4), c = FROM_HALF(in, 8);
                __m128i first = _mm_blend_epi32(_mm_blend_epi32(a, b, 0x4), c, 0x2);
                __m128i second = _mm_blend_epi32(_mm_blend_epi32(a, b, 0x9), c, 0x4);
                __m128i third = _mm_blend_epi32(_mm_blend_epi32(a, b, 0x2), c, 0x9);
                __m128i sums = _mm_add_epi32(_mm_shuffle_epi32(first, 0x6c), _mm_shuffle_epi32(second, 0xb1));
                _mm_storeu_si128((__m128i *)(void *)(out + i), _mm_add_epi32(sums, _mm_shuffle_epi32(third, 0xc6)));
        }
        return i;
}

/* ---- running sums of years of twelve, whose first month has none ---- */

/* Of eight and four counts the running sums. */
static inline __m128i run_of_eight(__m128i some)
{
        some = _mm_add_epi16(some, _mm_slli_si128(some, 2));
        some = _mm_add_epi16(some, _mm_slli_si128(some, 4));
        return _mm_add_epi16(some, _mm_slli_si128(some, 8));
}

/* The sums of a year go to its months but the first, whose own goes where the last one of the year before belongs: so
 * years are taken from the last to the first, and the first one is left to others. */
static inline size_t years_narrow(uint16_t *restrict out, const uint16_t *restrict in, size_t years)
{
        const __m128i last = _mm_set1_epi16(0x0f0e);
        for (size_t y = years; y-- > 1;) {
                __m128i low = run_of_eight(FROM_HALF(in + 12 * y, 0));
                __m128i high = _mm_loadl_epi64((const __m128i *)(const void *)(in + 12 * y + 8));
                high = _mm_add_epi16(run_of_eight(high), _mm_shuffle_epi8(low, last));
                _mm_storeu_si128((__m128i *)(void *)(out + 11 * y - 1), low);
                _mm_storel_epi64((__m128i *)(void *)(out + 11 * y + 7), high);
        }
        return years > 0;
}

static inline __m128i run_of_four(__m128i some)
{
        some = _mm_add_epi32(some, _mm_slli_si128(some, 4));
        return _mm_add_epi32(some, _mm_slli_si128(some, 8));
}

static inline void put_year(uint32_t *out, __m128i first, __m128i second, __m128i third)
{
        first = run_of_four(first);
        second = _mm_add_epi32(run_of_four(second), _mm_shuffle_epi32(first, 0xff));
        third = _mm_add_epi32(run_of_four(third), _mm_shuffle_epi32(second, 0xff));
        _mm_storeu_si128((__m128i *)(void *)out, first);
        _mm_storeu_si128((__m128i *)(void *)(out + 4), second);
        _mm_storeu_si128((__m128i *)(void *)(out + 8), third);
}

static inline size_t years_widens(uint32_t *restrict out, const uint16_t *restrict in, size_t years)
{
        for (size_t y = years; y-- > 1;) {
                __m128i low = FROM_HALF(in + 12 * y, 0);
                __m128i high = _mm_loadl_epi64((const __m128i *)(const void *)(in + 12 * y + 8));
                put_year(out + 11 * y - 1, _mm_cvtepu16_epi32(low), _mm_cvtepu16_epi32(_mm_srli_si128(low, 8)),
                        _mm_cvtepu16_epi32(high));
        }
        return years > 0;
}

static inline size_t years_wide(uint32_t *restrict out, const uint32_t *restrict in, size_t years)
{
        for (size_t y = years; y-- > 1;)
                put_year(out + 11 * y - 1, FROM_HALF(in + 12 * y, 0), FROM_HALF(in + 12 * y, 4), FROM_HALF(in + 12 * y, 8));
        return years > 0;
}
#else
#define NONE(name, out_type, in_type)                                                                            \
        static inline size_t name(out_type *out, const in_type *in, size_t count)                                \
        {                                                                                                        \
                (void)out, (void)in, (void)count;                                                                \
                return 0;                                                                                        \
        }

NONE(pairs, uint64_t, uint64_t)
NONE(pairs_narrow, uint16_t, uint16_t)
NONE(pairs_widens, uint32_t, uint16_t)
NONE(pairs_wide, uint32_t, uint32_t)
NONE(triples, uint64_t, uint64_t)
NONE(triples_narrow, uint16_t, uint16_t)
NONE(triples_widens, uint32_t, uint16_t)
NONE(triples_wide, uint32_t, uint32_t)
NONE(years_narrow, uint16_t, uint16_t)
NONE(years_widens, uint32_t, uint16_t)
NONE(years_wide, uint32_t, uint32_t)
#endif

/* The adder of a core is as quick with such sums one by one. */
static inline size_t years(uint64_t *out, const uint64_t *in, size_t count)
{
        (void)out, (void)in, (void)count;
        return 0;
}

/* ---- all steps ---- */

/* `some` is what the names of the vectors end in. */
#define STEP(name, some, out_type, in_type, sum_type)                                                            \
        SHORT_LOOPS static inline sum_type name##_run(out_type *restrict out, const in_type *restrict in,        \
                size_t count, sum_type sum)                                                                      \
        {                                                                                                        \
                for (size_t i = 0; i < count; i++) {                                                             \
                        sum += in[i];                                                                            \
                        out[i] = (out_type)sum;                                                                  \
                }                                                                                                \
                return sum;                                                                                      \
        }                                                                                                        \
                                                                                                                 \
        SHORT_LOOPS static void name##_runs(const prg__step *step, out_type *restrict out,                       \
                const in_type *restrict in, size_t count)                                                        \
        {                                                                                                        \
                size_t ratio = (size_t)step->ratio, before = (size_t)step->before, left = count, done = 0;       \
                if (ratio == 11 && before == 1 && count % 11 == 0 && years##some(out, in, count / 11))           \
                        left = 11;                                                                               \
                for (; left > 0; done += ratio < left ? ratio : left, left -= ratio < left ? ratio : left) {     \
                        sum_type sum = 0;                                                                        \
                        for (size_t k = 0; k < before; k++)                                                      \
                                sum += *in++;                                                                    \
                        if (ratio == 11 && left >= 11)                                                           \
                                name##_run(out + done, in, 11, sum);                                             \
                        else                                                                                     \
                                name##_run(out + done, in, ratio < left ? ratio : left, sum);                    \
                        in += ratio;                                                                             \
                }                                                                                                \
        }                                                                                                        \
                                                                                                                 \
        SHORT_LOOPS static void name##_stride(out_type *restrict out, const in_type *restrict in, size_t count,  \
                size_t ratio)                                                                                    \
        {                                                                                                        \
                size_t i = ratio == 2 ? pairs##some(out, in, count) : ratio == 3 ? triples##some(out, in, count) : 0; \
                for (; i < count; i++) {                                                                         \
                        sum_type sum = in[i * ratio];                                                            \
                        for (size_t k = 1; k < ratio; k++)                                                       \
                                sum += in[i * ratio + k];                                                        \
                        out[i] = (out_type)sum;                                                                  \
                }                                                                                                \
        }                                                                                                        \
                                                                                                                 \
        static void name(const prg__step *step, out_type *out, const in_type *in, size_t areas)                  \
        {                                                                                                        \
                size_t count = (size_t)step->count * (step->whole ? areas : 1);                                  \
                out += step->out;                                                                                \
                in += step->in;                                                                                  \
                for (size_t i = 0; i < (step->whole ? 1 : areas); i++) {                                         \
                        if (step->running)                                                                       \
                                name##_runs(step, out, in, count);                                               \
                        else                                                                                     \
                                name##_stride(out, in, count, (size_t)step->ratio);                              \
                        out += step->to_width;                                                                   \
                        in += step->from_width;                                                                  \
                }                                                                                                \
        }

STEP(step, , uint64_t, uint64_t, uint64_t)
STEP(step_narrow, _narrow, uint16_t, uint16_t, uint32_t)
STEP(step_widens, _widens, uint32_t, uint16_t, uint32_t)
STEP(step_wide, _wide, uint32_t, uint32_t, uint32_t)

static void step_sums(const prg__step *steps, size_t count, uint64_t *const *rows, size_t areas)
{
        for (size_t i = 0; i < count; i++)
                step(&steps[i], rows[steps[i].to], rows[steps[i].from], areas);
}

static void step_counts(const prg__step *steps, size_t count, void *const *rows, size_t areas)
{
        for (size_t i = 0; i < count; i++) {
                const prg__step *it = &steps[i];
                void *to = rows[it->to];
                const void *from = rows[it->from];
                if (it->widths == PRG__STEP_NARROW)
                        step_narrow(it, to, from, areas);
                else if (it->widths == PRG__STEP_WIDENS)
                        step_widens(it, to, from, areas);
                else
                        step_wide(it, to, from, areas);
        }
}
