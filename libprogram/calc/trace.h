/* What the engine keeps when an explanation asks for it: of each evaluation the elements that went into each area, of each
 * element its inputs, of each input the cells and entries that it came from.
 *
 * An engine without a tracer, which is every engine that makes tables, keeps nothing: all pointers of this file are NULL
 * then, and one test of a pointer is all that tracing costs. With a tracer the same code makes the same numbers; what is
 * plain (plain.c) is not taken the short way. Everything lies in the engine's arena and lives as long as its evaluations. */
#ifndef PRG__TRACE_H
#define PRG__TRACE_H

#include "calc/engine.h"

typedef struct prg__tracer {
        int code; /* PRG_ENOMEM when something could not be kept where nothing can be answered */
} prg__tracer;

/* ---- what counts in a cell ---- */

typedef enum prg__basis_kind {
        PRG__BASIS_ENTRIES,  /* one cell of one column */
        PRG__BASIS_OBSERVED, /* of a cohort: the sum of its parts, each of one period of observation */
        PRG__BASIS_DERIVED,  /* the sum of its parts, the categories of a breakdown */
        PRG__BASIS_RISE,     /* the first part minus the second */
        PRG__BASIS_NIL       /* zero: the part shows that the unit reported something else */
} prg__basis_kind;

typedef struct prg__basis {
        prg__basis_kind kind;
        const prg__column *column;
        int area;
        prg_period period, observed; /* `observed` without calendar: not of a cohort */
        uint64_t sequence;           /* of the entry that counts, 0: none */
        prg_state state;
        prg__wide mantissa;
        prg_quality quality;
        unsigned marks;
        struct prg__basis *parts, *last_part, *next;
} prg__basis;

/* The basis of what one source says of a cell, or of a cell of which none says anything (`winner` NULL). */
const prg__basis *prg__trace_cell(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg_period *observed, const prg__winner *winner);
/* Adds a part to the basis of a cell that is made of several. `whole` NULL makes one; answers it. */
const prg__basis *prg__trace_join(prg__engine *engine, prg__basis_kind kind, const prg__column *column,
        const prg__basis *whole, const prg__basis *part);
/* A nil return, and the cell of another indicator that shows that the unit reported. */
const prg__basis *prg__trace_nil(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg__series *shown_by, const prg__winner *winner);

/* ---- what an element has and does not take in ---- */

typedef enum prg__aside_kind {
        PRG__ASIDE_REPLACED, /* a coarse value stands in its place */
        PRG__ASIDE_PARTS,    /* a coarse value whose parts are all there */
        PRG__ASIDE_OVERLAPS, /* a coarse value that overlaps another one */
        PRG__ASIDE_BETTER    /* a coarse value whose last base period has a value of no lower quality */
} prg__aside_kind;

typedef struct prg__aside {
        prg__aside_kind kind;
        int begin, end;
        prg_state state;
        const prg__basis *basis;
        struct prg__aside *next;
} prg__aside;

/* 0 or PRG_ENOMEM, likewise below. */
int prg__trace_aside(prg__engine *engine, prg__element *element, prg__aside_kind kind, int begin, int end, prg_state state,
        const prg__basis *basis);

/* ---- what went into the areas of an evaluation ---- */

typedef enum prg__share_kind {
        PRG__SHARE_TAKEN,
        PRG__SHARE_LEFT_OUT, /* a unit without weight, or that a matched ratio leaves out */
        PRG__SHARE_UNUSED,   /* a total beside which something below reports */
        PRG__SHARE_ALONE     /* a total that is the cell, where areas are not summed */
} prg__share_kind;

typedef struct prg__trace_share {
        prg__share_kind kind;
        const prg__element *element;
        const prg__input *const *inputs;
        size_t count;
        const prg__reduced *reduced;
        int begin, end; /* of a total: the base cells that it speaks of */
        struct prg__trace_share *next;
} prg__trace_share;

typedef struct prg__trace {
        prg__frame frame;
        int has_frame;                 /* 0: refused as a whole, or not made of elements */
        struct prg__trace_shares {
                prg__trace_share *first, *last;
        } *areas;
        const prg__evaluation *operands[2]; /* of a ratio */
        int matched;
        const prg__evaluation *whole;  /* of what is not allocated: what it is taken from, */
        const prg__evaluation **parts; /* and what is taken away */
        size_t part_count;
} prg__trace;

/* Gives an evaluation its trace. */
int prg__trace_begin(prg__engine *engine, prg__evaluation *evaluation);
/* What is the same for all its areas. */
void prg__trace_frame(prg__evaluation *evaluation, const prg__frame *frame);
int prg__trace_add(prg__engine *engine, prg__evaluation *evaluation, int area, const prg__trace_share *share);

#endif
