/* Blocks: what one indicator comes to in one breakdown, for all areas and all windows of a layout at once.
 *
 * A block holds what the usual cell is made of: the sum, how much was reported, and, only where they occur, counts
 * of whatever else a sum carries with it: values of another quality, marks, cells that are not applicable, not
 * expected or suppressed. All of these add up in the same way, so that any cell can be read from a few numbers, and
 * changed by a difference. A block that something does not fit into is *unfit*, and the reference engine
 * (engine.h) computes it: sums beyond 64 bits, suppressed values with bounds, and so on. */
#ifndef PRG__BLOCK_H
#define PRG__BLOCK_H

#include "calc/layout.h"
#include "calc/query/query.h"
#include "calc/table/table.h"
#include "data/series.h"

/* What is counted where it occurs. */
typedef enum prg__extra_count {
        PRG__EXTRA_NOT_APPLICABLE,
        PRG__EXTRA_NOT_EXPECTED,
        PRG__EXTRA_UNEXPECTED, /* reported where nothing was expected */
        PRG__EXTRA_SUPPRESSED,
        PRG__EXTRA_QUALITY,    /* three, by quality - 1: not those of the block's usual one */
        PRG__EXTRA_MARK = PRG__EXTRA_QUALITY + 3,
        PRG__EXTRAS = PRG__EXTRA_MARK + PRG_MARKS
} prg__extra_count;

/* Base periods whose cells are neighbours in one tile of one series. */
typedef struct prg__stretch {
        const prg__series *series;
        int base, count; /* of the layout */
        int tile, column; /* the tile's number, and where the first cell lies in it */
} prg__stretch;

typedef struct prg__block {
        prg__layout *layout;
        const prg_data *data;
        const prg__indicator *indicator;
        const prg__cut *cut;
        const prg_item *source; /* asked for; NULL: the primary one */
        prg__sight sight;
        int by_journal;         /* under conditions: what counts is found in the journal */
        const size_t *slots;    /* of areas */
        const prg__series **series; /* per base period; NULL: none */
        int *positions;
        prg__stretch *stretches;
        int stretch_count;
        unsigned decimals;
        unsigned char plain;    /* the info of the usual value */
        prg_quality quality;    /* its quality */
        uint64_t magnitude;     /* the bits of all numbers */
        int wanted;             /* somebody reads it */
        int unfit, code;        /* code: an error that came up */
        int64_t *sums;          /* pages, like all below */
        size_t sums_size;
        uint64_t *present;      /* not by unit: [area][words], a bit for each base period in which a unit that nothing
                                   lies in reports a value */
        size_t present_size, words;
        uint16_t *first, *last; /* by unit: the base periods that values were taken from */
        prg__tally reported, at_end;
        prg__tally extras[PRG__EXTRAS];
        /* A value where none was expected; NULL: nobody wants to know. */
        int (*tell)(void *payload, const struct prg__block *block, int area, int base);
        void *payload;
        struct prg__block *next;
} prg__block;

/* Finds the series; the other members up to `slots` are set. 0 or PRG_ENOMEM. */
int prg__block_resolve(prg__block *block, prg__arena *arena);
/* Computes everything; the memory of an earlier time is used again. The outcome is in `unfit` and `code`. */
void prg__block_compute(prg__block *block, const prg__kernels *kernels);
void prg__block_dispose(prg__block *block);

/* What counts in a base cell; 0: nothing. */
int prg__block_base(const prg__block *block, int area, int base, prg__winner *winner);

/* The cell of a window before any policy; everything but its place is filled in. */
void prg__block_cell(const prg__block *block, int area, int window, prg__cell *cell);

/* Whether all sums are below 2^bits. */
int prg__block_fits(const prg__block *block, unsigned bits);

static inline int64_t *prg__block_row(const prg__block *block, int group, int area)
{
        const prg__window_group *it = &block->layout->groups[group];
        return block->sums + it->sums_at + (size_t)area * (size_t)it->count;
}

/* ---- block_change.c ---- */

/* What a change touched, for whoever depends on it: the windows of a base period in a unit and what it lies in. */
typedef struct prg__touch {
        int unit, base;
} prg__touch;

enum {
        PRG__CHANGE_NONE, /* the entry does not count here, or says what was said before */
        PRG__CHANGE_DONE, /* what it touched is in `touch` */
        PRG__CHANGE_ALL   /* the block must be computed anew */
};

/* Brings the block up to date after an entry, or, with `dry`, only looks whether it can. Needs no memory. */
int prg__block_change(prg__block *block, const prg__series *series, size_t slot, int area, int position,
        prg__touch *touch, int dry);

/* ---- what block_*.c share ---- */

/* One more of an extra in a base cell or, by unit, in a window. 0 or PRG_ENOMEM. */
int prg__block_count(prg__block *block, prg__extra_count extra, int group, int area, int column);
/* Sums and counts of all areas and windows; 0 or PRG_ENOMEM. */
int prg__block_add_up(prg__block *block, const prg__kernels *kernels);
/* The same for blocks by unit. */
int prg__block_add_units(prg__block *block, const prg__kernels *kernels);
/* The rows of units that have to be read with care. */
int prg__block_read(prg__block *block, int area, const prg__era *era);
/* Rows of all units for blocks by unit. */
int prg__block_read_units(prg__block *block);

#endif
