/* Figures: what a formula comes to for all areas and periods of a query, from the blocks of what it names.
 *
 * A formula is for figures if every name in it is for blocks, or is a ratio or a formula of such; if it looks at nothing but
 * the cell itself, and at other periods of names alone. Like those of every reader its cells are made when somebody looks at
 * them: the formula is run as computed.c runs it, on cells of blocks. What lies ready for all of them is a number and a
 * state, made in columns by the machine for formulas (formula/vm.h). */
#ifndef PRG__FIGURES_H
#define PRG__FIGURES_H

#include "calc/bulk.h"
#include "calc/formula/vm.h"

/* Windows that are asked for by one kind of measure, or by one function of formulas, lie side by side. */
enum { PRG__BATCH_VALUE, PRG__BATCH_TO_DATE, PRG__BATCH_PREVIOUS, PRG__BATCH_LAST_YEAR, PRG__BATCHES };

/* The period that is looked at for one of a query's. */
typedef struct prg__moment {
        prg_period period;
        int refused;       /* there is none */
        prg_reason reason; /* why */
} prg__moment;

/* ---- plan.c ---- */

/* The windows that a measure takes. */
int prg__plan_batch(prg_measure measure);
/* The periods that a batch takes for those of a query; in the bulk's arena. 0 or an error. */
int prg__plan_moments(prg__bulk *bulk, const prg__engine *engine, int batch, prg__moment **moments);
/* A reader of the values of an indicator, raw or a ratio, at some moments. 1, 0 when blocks cannot, or an error. */
int prg__plan_operand(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, const prg__moment *moments, int batch,
        const prg__reader **reader);
/* Whether all windows lie in one tree, and in *tree if that is not NULL. */
int prg__plan_in_one_tree(const prg__bulk *bulk, const prg__layout *layout, const int *windows, size_t count,
        const prg__tree **tree);

/* ---- figures ---- */

/* Nodes of a formula at most, and formulas in formulas: reading a cell takes no memory but the stack's. */
#define PRG__FIGURE_NODES 64
#define PRG__FIGURE_DEPTH 6

/* What a node stands for. */
typedef struct prg__figure_operand {
        const prg__indicator *indicator;
        const prg__reader *reader;  /* of a formula, its figures */
        const prg__moment *moments; /* per period */
        int by_cell;                /* coverage counts base cells */
        int is_raw;
} prg__figure_operand;

/* An input of the machine: one block at some windows. */
typedef struct prg__figure_input {
        prg__block *block;
        const prg__reader *reader;  /* NULL: of a ratio's operand, see `policies` */
        prg__policies policies;
        const int *windows;
} prg__figure_input;

typedef struct prg__figures {
        const prg__bulk *bulk;
        const prg__indicator *indicator;
        const prg_formula *formula; /* in bulk->formulas */
        const prg__moment *moments;
        size_t period_count;
        int area_count;
        prg__figure_operand *operands;
        int operand_count;
        int operand_of[PRG__FIGURE_NODES]; /* of a name, or of a call what it looks at; -1: none */
        int steady;                 /* periods of one indicator are compared: the units must be the same ones */
        int depth;                  /* of formulas in it */

        prg__vm *vm;                /* NULL: the machine cannot; owned, like the pages */
        prg__figure_input *inputs;
        int input_count;
        prg__piece *pieces;         /* neighbouring periods, for all inputs */
        int piece_count;
        int *piece_of;              /* per period */
        void *numbers;              /* by piece, area and period: integers or doubles */
        unsigned char *codes;       /* the same: of prg__vm_code, or PRG__FIGURE_WIDE */
        size_t numbers_size, codes_size;
        int code;
        struct prg__figures *next;
} prg__figures;

/* There is a number, but not one that could lie ready. */
#define PRG__FIGURE_WIDE 255

/* Readers for the measures of a query about an indicator with a formula; 0, and NULL where figures cannot, or an error. */
int prg__figures_plan(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, const prg__reader **readers);
/* What follows from its inputs, once all windows are placed. 0 or PRG_ENOMEM. */
int prg__figures_make(prg__figures *figures, prg__arena *arena);
void prg__figures_dispose(prg__figures *figures);
/* All numbers and states, after the blocks; the outcome is in `code`. */
void prg__figures_compute(prg__figures *figures);
/* After a change in a block. */
void prg__figures_change(prg__figures *figures, const prg__block *block, const prg__touch *touch);

int prg__figures_fit(const prg__figures *figures);
/* The cell; everything is filled in. */
void prg__figures_cell(const prg__figures *figures, int area, size_t period, prg__cell *cell);
/* The double next to its number; 1 if there is one that lies ready. */
int prg__figures_number(const prg__figures *figures, int area, size_t period, double *number);

#endif
