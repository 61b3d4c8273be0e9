/* Quotients: the ratio of two blocks for all areas and periods: the state of each cell, the double next to the exact
 * quotient, and whether both operands report the same cells. The exact number stays the pair of both sums. */
#ifndef PRG__QUOTIENT_H
#define PRG__QUOTIENT_H

#include "calc/block.h"

/* Neighbouring periods whose windows are neighbours in a group, or have none. */
typedef struct prg__piece {
        int group, column, count;
        size_t period; /* the first one */
} prg__piece;

#define PRG__NO_GROUP (-1)

typedef struct prg__quotients {
        const prg__indicator *ratio;
        prg__block *above, *below;   /* of one layout */
        const int *windows;          /* per period; negative: not applicable */
        size_t period_count;
        prg__piece *pieces;
        int piece_count;
        int *piece_of;               /* per period */
        unsigned char *states;       /* pages: by piece, area and period, of prg_state */
        double *numbers;             /* pages: the same; 0 where there is no value */
        size_t states_size, numbers_size;
        size_t words;
        uint64_t *differs;           /* pages: [area][words], a bit for each base period or, by unit, each period */
        size_t differs_size;
        uint64_t *masks;             /* [era][words]: the bits that follow its tree */
        int by_cell;
        unsigned above_bits, below_bits; /* of sums that times these fit into doubles; 0: none do */
        int quick;                   /* all sums are such */
        double scale, other;
        int code;
        struct prg__quotients *next;
} prg__quotients;

/* Sets up what follows from ratio, blocks and windows. 0 or PRG_ENOMEM. */
int prg__quotients_make(prg__quotients *quotients, prg__arena *arena);
void prg__quotients_dispose(prg__quotients *quotients);
/* Everything but the numbers, after both blocks; the outcome is in `code`. */
void prg__quotients_compute(prg__quotients *quotients);
/* The numbers of some areas. */
void prg__quotients_divide(prg__quotients *quotients, int first, int end, const prg__kernels *kernels);
/* The double next to the number of a cell; 1 if it has one. */
int prg__quotients_number(const prg__quotients *quotients, int area, size_t period, double *number);
/* After a change in one of the blocks. */
void prg__quotients_change(prg__quotients *quotients, const prg__touch *touch);
/* Whether the operands of a cell report different cells or units. */
int prg__quotients_differ(const prg__quotients *quotients, int area, size_t period);

#endif
