/* Kernels that add rows up: part of kernel_rows.h, compiled for each level. Columns are taken some at a time, so that
 * their sums stay in registers for all rows. */

#ifdef __AVX2__
#define ADD_SOME(type, some, vector, load, add, store)                                                           \
        for (; i + (some) <= count; i += (some)) {                                                               \
                vector sum = load((const vector *)(const void *)(to + i));                                       \
                for (size_t r = 0; r < rows; r++)                                                                \
                        sum = add(sum, load((const vector *)(const void *)(from + r * width + i)));              \
                store((vector *)(void *)(to + i), sum);                                                          \
        }
#define ADD_LONG(type, add)                                                                                      \
        ADD_SOME(type, 32 / sizeof(type), __m256i, _mm256_loadu_si256, _mm256_##add, _mm256_storeu_si256)        \
        ADD_SOME(type, 16 / sizeof(type), __m128i, _mm_loadu_si128, _mm_##add, _mm_storeu_si128)                 \
        ADD_SOME(type, 8 / sizeof(type), __m128i, _mm_loadl_epi64, _mm_##add, _mm_storel_epi64)
#else
#define ADD_LONG(type, add)
#endif

#define ADD(name, type, add)                                                                                     \
        static void name(type *restrict to, const type *restrict from, size_t count, size_t rows, size_t width)  \
        {                                                                                                        \
                size_t i = 0;                                                                                    \
                ADD_LONG(type, add)                                                                              \
                for (size_t r = 0; r < rows; r++)                                                                \
                        for (size_t k = i; k < count; k++)                                                       \
                                to[k] = (type)(to[k] + from[r * width + k]);                                     \
        }

ADD(add, uint64_t, add_epi64)
ADD(add_counts, uint16_t, add_epi16)
ADD(add_counts_wide, uint32_t, add_epi32)
