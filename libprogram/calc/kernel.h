/* Kernels: the loops in which a full computation spends its time, over rows of numbers that lie side by side.
 *
 * They are plain C, compiled once for every level of processor (kernel_rows.h), and chosen once by what the
 * processor can do. Integers wrap: whoever calls proves beforehand or afterwards that no sum leaves 64 bits.
 * All levels give the same bits: integers are exact in any order, and the one loop with doubles (quotients)
 * converts exactly and rounds once. */
#ifndef PRG__KERNEL_H
#define PRG__KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* Columns of a row that follow from those of another: of a stride each the sum of `ratio` neighbours; else running
 * sums in runs of `ratio` columns, which begin with the sum of `before` columns that have none of their own. */
typedef struct prg__step {
        int to, from; /* rows */
        int out, in;  /* the first column of each */
        int count;    /* columns that are made */
        int ratio;
        int running, before;
        int widths;   /* of counts: PRG__STEP_ */
        int to_width, from_width; /* columns of the rows */
        int whole;    /* rows that lie side by side are like one long row */
} prg__step;

enum { PRG__STEP_NARROW, PRG__STEP_WIDENS, PRG__STEP_WIDE };

/* What was found in a row of tiles. */
typedef struct prg__found {
        uint64_t magnitude; /* the bits of all numbers */
        uint64_t present;   /* a bit for each info that is plain */
        int odd;            /* some info is neither plain nor 0: the row must be read with care */
} prg__found;

typedef struct prg__kernels {
        const char *level;
        /* A row of tiles, at most 64 long: its numbers, and for each 1 where its info is `plain`, else 0. Quickest by
         * sixteens. */
        void (*load)(uint64_t *sums, uint16_t *counts, const int64_t *numbers, const uint8_t *infos, size_t count,
                uint8_t plain, prg__found *found);
        void (*load_wide)(uint64_t *sums, uint32_t *counts, const int64_t *numbers, const uint8_t *infos, size_t count,
                uint8_t plain, prg__found *found);
        /* Asks for memory that is going to be read, or written. */
        void (*fetch)(const void *from, size_t size);
        void (*claim)(void *to, size_t size);
        /* Adds to each of `count` columns what `rows` rows have in it, each `width` behind the one before. */
        void (*add)(uint64_t *to, const uint64_t *from, size_t count, size_t rows, size_t width);
        void (*add_counts)(uint16_t *to, const uint16_t *from, size_t count, size_t rows, size_t width);
        void (*add_counts_wide)(uint32_t *to, const uint32_t *from, size_t count, size_t rows, size_t width);
        /* Takes steps, in order, for some areas whose rows lie side by side from `rows` on. */
        void (*step_sums)(const prg__step *steps, size_t count, uint64_t *const *rows, size_t areas);
        void (*step_counts)(const prg__step *steps, size_t count, void *const *rows, size_t areas);
        /* (above * scale) / (below * other); numbers below 2^51, products below 2^53. Nothing that is not finite
         * comes out: 0 where `below` is 0. Not 0 when some number is. */
        int (*divide)(double *out, const uint64_t *above, const uint64_t *below, size_t count, double scale,
                double other);
} prg__kernels;

/* Those of the best level that the processor has, or of the level that was forced. */
const prg__kernels *prg__kernels_best(void);
/* Those of a level: "portable", "avx2", "avx512"; NULL when this build or this processor has no such. */
const prg__kernels *prg__kernels_of(const char *level);
/* The names of the levels of this build from the most modest on, NULL behind the last. */
const char *prg__kernels_level(size_t index);
/* From now on, in all threads, prg__kernels_best() is that level; NULL: the best again. 0 or PRG_ENOTFOUND. */
int prg__kernels_force(const char *level);

/* ---- for kernel*.c only ---- */

extern const prg__kernels prg__kernels_portable;
#ifdef PRG_HAVE_X86_LEVELS
extern const prg__kernels prg__kernels_avx2;
extern const prg__kernels prg__kernels_avx512;
#endif

#endif
