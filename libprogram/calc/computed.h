/* Indicators by formula, from inside: a formula is run with a host that knows a *spot*, an area and a period. Names are
 * cells there; functions that look beyond the cell (computed_functions.c) run their arguments at other spots. */
#ifndef PRG__COMPUTED_H
#define PRG__COMPUTED_H

#include "calc/engine.h"
#include "calc/formula/formula.h"

/* A cell of the area itself that was looked at. */
typedef struct prg__seen {
        const prg__result *result;
        const prg__indicator *indicator;
        int by_cell, is_here; /* is_here: in the cell's own period */
} prg__seen;

/* What the cell of one area was made of. */
typedef struct prg__footing {
        prg__cell *cell;
        prg__result *result;
        const prg_period *period;
        int area;
        prg__seen *seen;
        size_t seen_count, seen_capacity;
        const prg__result **known; /* all cells that were looked at, by hash: each counts once */
        size_t known_count, known_room;
        int is_comparing;            /* what is looked at is only compared with */
        int pools;                   /* what is looked at counts together, below */
        size_t pooled_reported, pooled_expected;
        int has_coverage, coverages; /* how many were counted */
        int differs;
        size_t least_reported, least_expected, most_reported, most_expected;
} prg__footing;

/* Where a function looked, for explanations: what an argument came to at a spot, or the cell of an indicator there. */
typedef struct prg__visit {
        prg_period period;
        int area;
        uint32_t node;                    /* the argument */
        const prg__indicator *indicator;  /* NULL: the argument's value */
        prg__value value;
} prg__visit;

typedef struct prg__visits {
        prg__visit *at;
        size_t count, capacity;
} prg__visits;

typedef struct prg__spot {
        prg__engine *engine;
        const prg__ask *ask;         /* of the computed indicator */
        const prg_formula *formula;
        prg__value *values;          /* one for each node */
        prg_period period;
        int area;
        prg__footing *footing;
        prg__visits *visits;         /* NULL: they are not noted */
} prg__spot;

/* What is asked for when a formula at a spot names an indicator: a stock of another calendar by date, which 1 says; else
 * 0, or an error. */
int prg__spot_ask(const prg__spot *at, const prg__indicator *indicator, prg__ask *ask);
/* The value of a node of the formula at a spot; 0 or an error. */
int prg__spot_run(const prg__spot *at, uint32_t node, prg__value *value);
/* The cell of an indicator at a spot; it is noted as used. */
int prg__spot_look(const prg__spot *at, const prg__indicator *indicator, prg__cell *cell);
/* A value as the cell of an indicator. */
void prg__value_cell(const prg__indicator *indicator, const prg__value *value, prg__cell *cell);
/* The checked formula of an indicator, with all that it needs. 0 or an error. */
int prg__engine_formula(prg__engine *engine, const prg__indicator *indicator, const prg_formula **formula);
void prg__spot_value(const prg__cell *cell, prg__value *value);
/* From now on cells count together, as one operand, until the end that belongs to this beginning. */
void prg__footing_pool(prg__footing *footing);
void prg__footing_pool_end(prg__footing *footing);

void prg__footing_dispose(prg__footing *footing);

/* Counts the coverage of one more cell. */
void prg__footing_count(prg__footing *footing, size_t reported, size_t expected);
/* What the cell shows, at the end. */
void prg__footing_show(const prg__footing *footing, const prg__indicator *indicator, const prg__value *value);

/* now / before × 100, of growth less 100; undefined where `before` is not positive. */
int prg__spot_relate(const prg__value *now, const prg__value *before, int growth, prg__value *value);

/* ---- target.c ---- */

/* A target or baseline as it holds for a cell. */
typedef struct prg__goal {
        int is_declared;
        prg__number number;
        const struct prg__target_record *by; /* the one that says it; NULL: those of the areas below added */
} prg__goal;

/* The target of an area for a period; the baseline that is in force at the end of a period. 0 or an error. */
int prg__target_find(prg__engine *engine, const prg__indicator *indicator, int area, const prg_period *period, prg__goal *goal);
int prg__baseline_find(prg__engine *engine, const prg__indicator *indicator, int area, const prg_period *period, prg__goal *goal);

/* The period whose target a call asks for at a spot; 0 when the calendar has none. */
int prg__target_period(const prg__spot *at, const prg__node *call, prg_period *period);

/* A call of a function that looks beyond the cell. */
int prg__spot_compute(const prg__spot *at, const prg__node *call, prg__value *value);

#endif
