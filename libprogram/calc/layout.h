/* Layouts: what all blocks of indicators that are reported alike have in common.
 *
 * A *window* is a run of base periods whose numbers somebody wants: of a month, a quarter, a year to date. A
 * layout has all windows that are asked for, in *groups* of like build whose numbers lie side by side, and says
 * how each group follows from the base periods. An *era* is a run of base periods in which the tree of areas is
 * the same; in each, sums go from every area to the one that it lies in, children first.
 *
 * Coverage says how much was expected; as long as no value says otherwise that is the same for all indicators of
 * a layout, and lies here once. */
#ifndef PRG__LAYOUT_H
#define PRG__LAYOUT_H

#include "calc/expectation.h"
#include "calc/kernel.h"
#include "calc/tree.h"
#include "model/nouns.h"
#include "model/period.h"
#include "util/arena.h"

/* Which indicators share a layout. */
typedef struct prg__layout_key {
        const prg_calendar *calendar;
        prg_period_type type;
        const prg__indicator *indicator; /* its level, days and obligations count, see prg__layout_is_of() */
        int by_unit;                     /* coverage counts units: the last value of each is taken, then summed */
} prg__layout_key;

typedef struct prg__window {
        int begin, end;    /* base periods of the layout, from 0 */
        int group, column; /* where its numbers are */
        int batch;         /* windows that were asked for together */
        prg_period from, to; /* the first base period and the last one */
} prg__window;

typedef enum prg__group_form {
        PRG__GROUP_BASE,    /* the base periods themselves */
        PRG__GROUP_STRIDE,  /* equally long, one behind the other */
        PRG__GROUP_SEQUENCE /* anything, best when each but few adds one base period to the one before */
} prg__group_form;

typedef struct prg__window_group {
        prg__group_form form;
        int count, width; /* windows; base periods of each of a stride, of a sequence the most of one */
        int begin;        /* of a stride: where the first window begins */
        int source, source_column, ratio; /* of a stride: made of so many windows each of another group */
        int wide;         /* counts have 32 bits, else 16 */
        size_t sums_at;   /* in a block, in numbers: rows of `count` for each area */
        size_t counts_at; /* in a tally, in bytes: the same */
} prg__window_group;

/* Columns of a group that are added up along the tree of an era. */
typedef struct prg__segment {
        int group, column, count;
} prg__segment;

typedef struct prg__era {
        const prg__tree *tree;
        int begin, end;             /* base periods */
        const int *order;           /* areas, children first; shared by eras of one tree */
        const unsigned char *holds; /* whether some area has it as its parent */
        const unsigned char *units; /* whether it is a unit */
        const int *first_part, *next_part; /* the areas in an area; -1 ends */
        prg__segment *segments;
        int segment_count;
} prg__era;

/* Counts for all areas and windows. */
typedef struct prg__tally {
        unsigned char *counts;
        size_t size;
} prg__tally;

typedef struct prg__layout {
        prg__layout_key key;
        int areas;
        prg__trees *trees;
        prg__expectation *expectation;
        prg__arena *arena;
        prg__window *windows;
        size_t window_count, window_capacity;
        prg_period *bases;
        int base_count;
        unsigned char *defined;      /* per base period: the indicators are */
        const unsigned char **owed;  /* per base period, of each area: whether obligations ask for it; NULL: of all */
        int restricted;              /* they are not in all of them, or not everywhere */
        unsigned char *covered;      /* per base period: some window has it */
        int *era_of;                 /* per base period */
        prg__era *eras;
        int era_count;
        prg__window_group *groups;
        int group_count;
        prg__step *steps;            /* how all windows follow from base periods */
        size_t step_count;
        int *holding_at, *holding;   /* per base period, and one more: where the list of the windows that it lies in
                                        begins, those of one base period left out; the lists */
        prg__tally expected, alive;  /* alive: also where not defined or owed; without counts: as expected */
        size_t sums, counts;         /* numbers of a block, bytes of a tally */
        struct prg__layout *next;
} prg__layout;

/* A layout without windows; everything small lives in the arena. NULL without memory. */
prg__layout *prg__layout_new(prg__arena *arena, prg__trees *trees, prg__expectation *expectation,
        const prg__layout_key *key);
void prg__layout_dispose(prg__layout *layout);
int prg__layout_is_of(const prg__layout *layout, const prg__layout_key *key);
/* The window of a period; windows of one batch lie side by side. 0; PRG_END when the period is no union of base
 * periods; PRG_ENOMEM. */
int prg__layout_ask(prg__layout *layout, const prg_period *period, int batch, int *window);
/* Sets everything else up, once all windows are asked for. 0; PRG_ELIMIT, without a message, when it would be too
 * large; PRG_ENOMEM. */
int prg__layout_finish(prg__layout *layout);

/* Whether a unit that exists is to report in a base period. */
static inline int prg__layout_is_due(const prg__layout *layout, int area, int base)
{
        return layout->defined[base] && (layout->owed[base] == NULL || layout->owed[base][area]);
}

/* Zero counts. 0 or PRG_ENOMEM. */
int prg__tally_make(prg__tally *tally, const prg__layout *layout);
void prg__tally_free(prg__tally *tally);
/* Adds the rows of units up along the trees, and fills in the windows that follow from base periods. 0 or
 * PRG_ENOMEM. */
int prg__tally_roll(const prg__layout *layout, prg__tally *tally, const prg__kernels *kernels);

/* Where the counts of an area in a group begin. */
static inline void *prg__tally_row(const prg__layout *layout, unsigned char *counts, int group, int area)
{
        const prg__window_group *it = &layout->groups[group];
        return counts + it->counts_at + (size_t)area * (size_t)it->count * (it->wide ? sizeof(uint32_t) : sizeof(uint16_t));
}

static inline uint32_t prg__tally_get(const prg__layout *layout, const prg__tally *tally, int group, int area, int column)
{
        const void *row = prg__tally_row(layout, tally->counts, group, area);
        return layout->groups[group].wide ? ((const uint32_t *)row)[column] : ((const uint16_t *)row)[column];
}

static inline void prg__tally_change(const prg__layout *layout, prg__tally *tally, int group, int area, int column, int by)
{
        void *row = prg__tally_row(layout, tally->counts, group, area);
        if (layout->groups[group].wide)
                ((uint32_t *)row)[column] += (uint32_t)by;
        else
                ((uint16_t *)row)[column] = (uint16_t)(((uint16_t *)row)[column] + by);
}

#endif
