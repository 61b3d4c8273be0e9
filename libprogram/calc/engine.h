/* The reference engine: docs/results.md, written as plainly as possible.
 *
 * One *evaluation* is the result of (indicator, cut, period) for every area at once, under certain policies.
 * It goes through three steps, a file for each:
 *
 *   column.c   what counts in one base cell of one area: sources, versions, breakdowns, nil returns
 *   frame.c, inputs.c, coarse.c, beyond.c   the inputs of one element (a unit, or an own or total value above the units) in one period:
 *              its base cells, coarse values among them
 *   reduce_time.c, reduce_areas.c   one element over time; elements over areas
 *   result.c   puts these together along the trees of areas
 *
 * on top of it ratio.c divides, measure.c compares, compute.c fills tables. All memory of an evaluation comes
 * from the engine's arena, which lives as long as one indicator and cut are computed. */
#ifndef PRG__ENGINE_H
#define PRG__ENGINE_H

#include <libprogram/compute.h>

#include "calc/expectation.h"
#include "calc/number.h"
#include "calc/query/query.h"
#include "calc/table/table.h"
#include "calc/tree.h"
#include "data/series.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/map.h"

/* How missing things are treated; the policies are never #PRG_POLICY_DECLARED. */
typedef struct prg__policies {
        prg_policy time, areas;
        prg_decimal minimum_time, minimum_areas;
        int inherits_time, inherits_areas; /* from a ratio: they hold for operands of operands, too */
} prg__policies;

/* What a set of cells or units is compared by: a sum of mixed keys, the same in any order. */
typedef struct prg__print {
        uint64_t low, high;
} prg__print;

/* The cell of one area, before the policies decide whether it is shown. */
typedef struct prg__result {
        prg__cell cell;
        size_t units_expected, units_reported; /* for the policy over areas */
        size_t cells_expected, cells_reported; /* of units that report, for the policy over time */
        prg__print cells, units;               /* which are reported */
        prg__print expected_cells;
        prg__print expected_units;
        uint64_t versions;                     /* bits of the versions of the indicator; of a ratio, a mix of both */
        int is_raised;                         /* totals of single periods raise the bounds */
} prg__result;

/* What is asked of an indicator. */
typedef struct prg__ask {
        const prg__indicator *indicator;
        const prg__cut *cut;
        prg_period period;
        prg__policies policies;
        int flow;                      /* the measure of that name, of a cumulative indicator */
        const struct prg__match *match; /* of a matched ratio; else NULL */
} prg__ask;

typedef struct prg__evaluation {
        prg__ask ask;
        prg__result *results; /* one for each area */
        struct prg__trace *trace; /* what they were made of; see trace.h */
        struct prg__evaluation *next;
} prg__evaluation;

/* An indicator with other operators than it declares. */
typedef struct prg__variant {
        const prg__indicator *of;
        int time, areas;          /* 0: as declared */
        prg__indicator indicator;
        struct prg__variant *next;
} prg__variant;

typedef struct prg__engine {
        const prg_data *data;
        const prg_query *query;
        prg__trees *trees;
        prg__expectation *expectation; /* NULL: obligations say nothing */
        int area_count;
        size_t *slots;                 /* of areas in the data */
        prg_date day;                  /* whose areas the table shows */
        unsigned char *asked;          /* whether the table shows an area */
        prg__arena arena;
        prg__evaluation *evaluations;  /* in the arena */
        prg__variant *variants;        /* likewise */
        struct prg__overlay *overlay;  /* supposed values; NULL: none. See overlay.c */
        struct prg__goals *goals;      /* targets and baselines, once one was asked for; see target.c */
        struct prg__formula_set *formulas; /* those that were needed so far; NULL: none */
        prg_report *report;
        struct prg__tracer *tracer;    /* NULL: nothing is kept but results; see trace.h */
        prg__map told;                 /* findings that were reported, so that each is reported once */
        prg__arena told_texts;
} prg__engine;

/* ---- compute.c ---- */

/* An engine for a query; it is to be disposed of in every case. 0 or PRG_ENOMEM. */
int prg__engine_init(prg__engine *engine, const prg_data *data, const prg_query *query, prg_report *report);
void prg__engine_dispose(prg__engine *engine);
/* The same period in the data's set of calendars, so that periods compare by their pointers. */
int prg__engine_period(const prg_data *data, const prg_period *asked, prg_period *period);
/* A period that a value was taken from, in the query's set of calendars: what is answered outlives the data. */
int prg__engine_keep_period(const prg_query *query, prg_period *period);

/* ---- overlay.c ---- */

/* Takes in the values that the query supposes. 0 or an error. */
int prg__overlay_make(prg__engine *engine);
void prg__overlay_drop(prg__engine *engine);
/* The series of an indicator, by `next`: those of supposed values first, then the data's. */
const prg__series *prg__engine_series_of(const prg__engine *engine, const prg__indicator *indicator);
/* The supposed ones of all indicators: behind the last NULL. */
const prg__series *prg__engine_supposed_series(const prg__engine *engine, size_t index);
/* 1 and what counts of a cell of a series under the conditions of the query, where nothing else is supposed; 0 when
 * nothing does. A supposed value has the mark what_if and no entry. */
int prg__engine_winner(const prg__engine *engine, const prg__series *series, int area, int position, prg__winner *winner);

/* ---- column.c ---- */

/* A column of values of one version of an indicator: a set of categories, and how it is derived from others. */
typedef struct prg__column {
        const prg__indicator *indicator;
        prg_scope scope;
        const prg_item **categories;
        size_t category_count;
        prg_period observed;              /* only values observed within it; without calendar: all */
        struct prg__derivation {
                struct prg__column **parts;
                size_t count;
        } *derivations;
        size_t derivation_count;
} prg__column;

/* A version of an indicator with its column, the newest first. */
typedef struct prg__edition {
        const prg__indicator *indicator;
        prg__column *column;              /* NULL: not broken down so */
        unsigned bit;
} prg__edition;

#define PRG__EDITIONS_MOST 16
typedef struct prg__editions {
        prg__edition at[PRG__EDITIONS_MOST];
        size_t count;
} prg__editions;

/* Inputs by quality and mark, and which base periods they are from. */
typedef struct prg__counts {
        size_t qualities[3];
        uint32_t marks[PRG_MARKS];
        const prg_period *first, *last;
} prg__counts;

/* What counts in a cell. Without `given`, no entry says anything. */
typedef struct prg__base {
        int given;
        prg_state state;
        prg__wide mantissa;
        prg_quality quality;
        unsigned marks;
        int has_bounds;
        int64_t lower, upper;
        const struct prg__basis *basis; /* with a tracer; likewise below */
} prg__base;

/* The versions of an indicator with their columns for a cut and scope. PRG_ENOTFOUND without a message when the
 * indicator is not broken down so; PRG_ENOMEM. */
int prg__editions_make(prg__engine *engine, prg__editions *editions, const prg__ask *ask, prg_scope scope);
/* The version of a period by its last day; NULL when none is defined then. */
const prg__edition *prg__editions_on(const prg__editions *editions, prg_date day);

/* The same versions, one category narrower. 1 when one of them may have values, else 0; PRG_ENOMEM. */
int prg__editions_part(prg__engine *engine, const prg__editions *whole, const prg_item *category, prg__editions *part);
/* Whether a column has a category of the breakdown already. */
int prg__column_is_divided(const prg__column *column, const prg__breakdown *breakdown);
/* Whether a series has exactly the categories and the scope of a column. */
int prg__column_is_of(const prg__series *series, const prg__column *column);
/* The precedence in force on a day; NULL when the indicator has none, or none is in force. */
const prg__precedence *prg__precedence_on(const prg__indicator *indicator, prg_date day);
/* What counts of a column in the period, for an area: with its sources and, if `derive`, its derivations. */
int prg__column_base(prg__engine *engine, const prg__column *column, int area, const prg_period *period, int derive,
        prg__base *base);
/* Whether anything counts in the cell or in one that is divided further. */
int prg__column_has_finer(const prg__engine *engine, const prg__column *column, int area, const prg_period *period);
/* Whether a nil return stands for the cell; `basis` says what shows it. */
int prg__column_is_nil(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const struct prg__basis **basis);
/* Of a cohort: adds all entries observed in the period, and counts them as inputs. */
int prg__column_observed(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        prg__base *base, prg__counts *counts);
/* Counts one input. */
void prg__count_input(prg__counts *counts, const prg__base *base, const prg_period *period);
/* The class of an indicator that a cut by class means; NULL when it has none of that id. */
const prg_item *prg__class_of(const prg__indicator *indicator, const prg__cut *cut);
/* Adds the findings about sources that differ. */
int prg__column_check_sources(prg__engine *engine, const prg__column *column, int area, const prg_period *period);

/* ---- inputs.c ---- */

typedef enum prg__input_kind {
        PRG__INPUT_BASE,    /* a base cell */
        PRG__INPUT_COARSE,  /* a coarse value, with the cells that it stands for */
        PRG__INPUT_DERIVED, /* a unit's total made of its categories, for last and first */
        PRG__INPUT_CARRIED, /* a stock from before the period */
        PRG__INPUT_REACHED  /* what a milestone had come to */
} prg__input_kind;

/* One input of an element. Only base cells and coarse values count in coverage. */
typedef struct prg__input {
        prg__wide mantissa;
        prg__wide weight;          /* with its own decimals, of weighted means */
        int64_t lower, upper;
        prg__print print;          /* of its expected cells */
        size_t expected, reported; /* base cells */
        const prg_period *first, *last; /* base periods outside of the period that it was taken from, else NULL */
        const struct prg__basis *basis;
        const struct prg__counts *counts; /* of several values in one: their qualities and marks; else NULL */
        prg__input_kind kind;
        int begin, end;            /* base cells of the period, from 0 */
        prg_date day;              /* whose tree says where it belongs */
        prg_state state;
        prg_reason reason;
        int is_total;              /* of an area above the units: it needs no weight among areas */
        int has_weight;
        prg_quality quality;
        unsigned marks;
        unsigned version;
        int has_bounds;
        int late;                  /* derived: not every part is from the last base period */
        int covered_by;            /* the area whose total stands for it; -1 for none */
} prg__input;

/* The base cells of a period, and everything that is the same for all elements. */
typedef struct prg__frame {
        const prg__ask *ask;
        prg__editions editions[3];  /* by scope; count 0: nothing there */
        prg_period *bases;
        int count;
        struct prg__span {
                prg_period period;
                int begin, end;
        } *spans;                   /* wider periods for which there may be values, by length and first day */
        int span_count;
        int time, areas;            /* the operators, PRG__OVER_* */
        int by_unit;                /* coverage counts units: last and first */
        int only_end;               /* only the last base period is looked at */
        int is_part;                /* of a category that is a part of a total */
        const prg__evaluation *weights; /* of a weighted mean */
        prg__editions weight_editions[3]; /* by scope */
} prg__frame;

typedef struct prg__element {
        int area;
        prg_scope scope;
        prg__input *inputs;
        size_t count, capacity;
        struct prg__aside *asides; /* with a tracer: what is not taken in */
} prg__element;

/* Sets up the frame. PRG_END and the reason when the period, cut or kind makes every cell not applicable. */
int prg__frame_make(prg__engine *engine, prg__frame *frame, const prg__ask *ask, prg_reason *reason);
/* The operator of an indicator over time, PRG__OVER_*. */
int prg__over_time(const prg__indicator *indicator);
/* The type of an indicator's base periods, if it has any. */
prg_period_type prg__base_type(const prg__indicator *indicator);
/* Whether a new cumulative count begins after the first and by the last of two base periods. */
int prg__crosses_span(prg__engine *engine, const prg__indicator *indicator, const prg_period *first, const prg_period *last,
        int *crosses);
/* Whether the base periods of two indicators are the same ones. */
int prg__has_same_bases(const prg__indicator *indicator, const prg__indicator *other);
/* Whether a wider period is made up exactly of base periods like the one given. */
int prg__is_coarse(const prg_period *period, const prg_period *base);
/* The order in which coarse values are looked at: the shorter first. */
int prg__compare_coarse(const prg_period *a, const prg_period *b);
/* Whether a base period begins a span of a cumulative count. */
int prg__frame_begins_span(prg__engine *engine, const prg__indicator *indicator, const prg_period *base, int *begins);
/* The inputs of an element; none when the area has no part in the period. */
int prg__inputs_make(prg__engine *engine, const prg__frame *frame, prg__element *element);

/* What the files of inputs share: a further input, filled from a cell; PRG_ENOMEM is NULL. */
prg__input *prg__input_add(prg__engine *engine, prg__element *element);
void prg__input_fill(prg__input *input, const prg__base *base);
/* Whether an area is to report an indicator for a base period that ends on a day: the indicator is defined then and,
 * for a unit, the obligations that name it have a debtor there. 1, 0 or an error. */
int prg__is_due_on(prg__engine *engine, const prg__indicator *indicator, prg_scope scope, int area, prg_date day);
int prg__tell_unexpected(prg__engine *engine, const prg__indicator *indicator, int area, const prg_period *period);
/* Which entries of an element count on a day. With origin own every area is an element: while it is no unit its totals
 * are its cells. */
prg_scope prg__scope_on(const prg__engine *engine, const prg__frame *frame, const prg__element *element,
        const prg__tree *tree);
/* The input of a base cell, if the element has one there. */
int prg__base_input(prg__engine *engine, const prg__frame *frame, const prg__tree *tree, prg__element *element, int i);
/* coarse.c: takes the values of wider periods in. */
int prg__coarse_inputs(prg__engine *engine, const prg__frame *frame, prg__element *element);
/* What stands in a base period alone: the value given there or by a coarse value that ends there, else a derived one. */
void prg__standing_cell(prg__engine *engine, const prg__edition *edition, int area, const prg_period *period, prg__base *cell);
/* beyond.c: a stock from before the period; what a milestone had come to; what a cumulative count rose by. */
int prg__carry(prg__engine *engine, const prg__frame *frame, prg__element *element);
int prg__reach(prg__engine *engine, const prg__frame *frame, prg__element *element);
int prg__rise(prg__engine *engine, const prg__frame *frame, prg__element *element, const prg__tree *tree);

/* ---- operator.c, reduce_time.c, reduce_areas.c ---- */

/* An operator over numbers, at least one; they may be put into another order. PRG_ERANGE, without a message, when
 * the result does not fit. `exactness` is raised to that of the result. */
int prg__over_numbers(int operator, prg__number *numbers, size_t count, prg__number *out, int *exactness);

/* One element over time. */
typedef struct prg__reduced {
        prg__number number;        /* of a value */
        prg__number lower, upper;  /* distinct, suppressed */
        prg__number weighted, weight; /* pooled sums: sum of (weight times) values, and of weights or their number */
        size_t expected, reported;             /* as the operator counts coverage */
        size_t cells_expected, cells_reported; /* base cells */
        size_t na, outside, suppressed, cells; /* cells of those states; all cells */
        size_t qualities[3];
        const prg_period *first, *last; /* base periods outside of the period, else NULL */
        prg__print cells_print, expected_print; /* of the cells reported and expected */
        prg_state state;
        prg_reason reason;
        int exactness;
        int is_class;              /* number is the index of a category */
        int single;                /* distinct: one cell */
        int has_bounds;
        int has_weight;
        int at_end;
        unsigned marks;
        uint32_t mark_counts[PRG_MARKS];
        unsigned versions;
        const prg__input *taken;   /* where one of the inputs is the value */
        int first_used, last_used; /* base cells; -1 for none */
        int overflow;
} prg__reduced;

/* A value that counts as missing because it has no weight. */
int prg__input_lacks_weight(const prg__frame *frame, const prg__input *input);
/* `given` are the inputs of the element that lie in one and the same area. */
int prg__reduce_time(const prg__frame *frame, const prg__input *const *given, size_t count, prg__reduced *out);

/* Elements over areas, one after the other. */
typedef struct prg__gathered {
        prg__result *result;       /* receives counts, marks, prints as they come */
        const prg__reduced **reduced; /* those with a value */
        int *areas;
        size_t count, capacity;
        size_t na, outside, suppressed, expected_cells, cells, elements;
        size_t hidden;             /* suppressed inputs that a value would leave out */
        int only_area;             /* the area of the only element that has cells; -1: none yet, -2: several */
        const prg__reduced *only, *expected; /* that element; the last of which something is expected */
} prg__gathered;

int prg__gather(prg__engine *engine, const prg__frame *frame, prg__gathered *gathered, const prg__reduced *reduced,
        const prg__element *element);
int prg__reduce_areas(prg__engine *engine, const prg__frame *frame, prg__gathered *gathered, int area);

/* ---- plain.c: the same result for the usual case, without going through inputs ---- */

typedef struct prg__plain prg__plain;
extern int prg__plain_off; /* 1: never; for tests */

/* NULL when the case is not plain. */
int prg__plain_make(prg__engine *engine, const prg__frame *frame, prg__plain **out);
/* Whether an area is a unit here. */
int prg__plain_has(const prg__engine *engine, const prg__plain *plain, int area);
/* The tree in which every cell lies. */
const prg__tree *prg__plain_tree(const prg__plain *plain);
int prg__plain_reduce(prg__engine *engine, const prg__plain *plain, int area, prg__reduced *out);

/* ---- result.c, ratio.c, measure.c ---- */

/* The evaluation of an ask, computed once. Ownership: borrowed, until the engine's arena is emptied. */
int prg__evaluate(prg__engine *engine, const prg__ask *ask, const prg__evaluation **out);
/* Whether an indicator is a ratio of two others. */
int prg__is_computed(const prg__indicator *indicator);
/* Whether a cut asks how many units are in a class, or in none. */
static inline int prg__cut_is_by_class(const prg__cut *cut)
{
        return cut->kind == PRG__CUT_CLASS || cut->kind == PRG__CUT_UNCLASSIFIED;
}
/* Whether a cut asks for what is not allocated to a category. */
int prg__cut_has_rest(const prg__cut *cut);
/* Whether a unit has no part in a weighted mean over areas. */
int prg__unit_lacks_weight(const prg__frame *frame, int area);
int prg__evaluate_raw(prg__engine *engine, prg__evaluation *evaluation);
int prg__evaluate_ratio(prg__engine *engine, prg__evaluation *evaluation);
/* computed.c: of an indicator with a formula. */
int prg__evaluate_formula(prg__engine *engine, prg__evaluation *evaluation);
void prg__engine_drop_formulas(prg__engine *engine);
/* target.c */
void prg__engine_drop_goals(prg__engine *engine);
int prg__evaluate_unallocated(prg__engine *engine, prg__evaluation *evaluation);

/* The cell as it is shown: a value, or missing by policy. */
void prg__show(const prg__policies *policies, const prg__result *result, prg__cell *cell);
/* The policies that hold for an indicator in a query. */
prg__policies prg__policies_of(const prg_query *query, const prg__indicator *indicator);
/* The decimals that fractions of an indicator's cells are written with. */
unsigned prg__result_decimals(const prg__indicator *indicator);

/* Which cells or units of a matched ratio both operands report. */
typedef struct prg__match {
        prg__map keys;      /* cell or unit -> what each operand has there; see ratio.c */
        struct prg__pair_list {
                void *pair;
                struct prg__pair_list *next;
        } *pairs;           /* the same as a list */
        int by_cell;
        int collecting;     /* everything is let through */
} prg__match;
/* 1 when both operands report the cell (unit if base is negative). */
int prg__match_has(const prg__match *match, int area, prg_date first);

/* What is asked of an operand of a computed indicator: its own policies, or those of the one that it is for. */
void prg__operand_ask(const prg__engine *engine, const prg__ask *ask, const prg__indicator *operand, prg__ask *out);
/* Fills the operands of a ratio in. */
void prg__ratio_asks(prg__engine *engine, const prg__ask *ask, prg__ask operands[2]);
int prg__ratio_is_matched(const prg__engine *engine, const prg__indicator *ratio);
/* The cell of a ratio from those of its operands, but for the mark about their coverage. */
void prg__ratio_cell(const prg__indicator *ratio, const prg__cell *above, const prg__cell *below, prg__cell *cell);

/* What measures make of cells: of how much was reported; of the cell before, where the same units are expected; of
 * the cell of the area above, NULL for none. */
void prg__measure_counts(prg__cell *cell, prg_measure measure);
void prg__measure_compare(prg_measure measure, const prg__cell *before, prg__cell *cell);
void prg__measure_share(prg__cell *cell, const prg__cell *whole);
/* The period that a measure compares with, or is of; PRG_END when there is none. */
int prg__measure_other_period(prg_measure measure, const prg_period *period, prg_period *other);
/* Whether another area competes for the same rank. */
int prg__measure_is_ranked_with(const prg__engine *engine, const prg__tree *tree, int area, int other);
/* The area above that exists, -1 for none. */
int prg__measure_parent(const prg__tree *tree, int area);

/* Fills the cell of a measure. */
int prg__measure(prg__engine *engine, const prg__ask *ask, prg_measure measure, int area, prg__cell *cell);

/* Not applicable, or what else, for this reason. */
void prg__cell_say(prg__cell *cell, prg_state state, prg_reason reason);
/* Adds the inputs and marks of another cell. */
void prg__cell_add_inputs(prg__cell *cell, const prg__cell *other);
/* The place of a mark in counts. */
int prg__mark_index(unsigned mark);
/* Marks a cell so many times. */
void prg__cell_mark(prg__cell *cell, unsigned mark, size_t count);
/* Marks a value that was taken from a period of another calendar with other days. */
void prg__cell_break_calendar(prg__cell *cell, const prg_period *there, const prg_period *here);
/* The first of the two states in the order of arithmetic; 1 when it is that of b. */
int prg__state_first(prg_state a, prg_state b);

/* A finding about what was used, once. `place` names the cell. */
int prg__engine_tell(prg__engine *engine, int finding, prg_severity severity, const prg__indicator *indicator, int area,
        const prg_period *period, const char *format, ...) PRG__PRINTF(7, 8);

static inline int prg__print_same(prg__print a, prg__print b)
{
        return a.low == b.low && a.high == b.high;
}

void prg__print_add(prg__print *print, prg__print other);
/* What is the same only when both are: of the operands of a ratio, in their order. */
prg__print prg__print_of_both(prg__print a, prg__print b);
/* What the versions of a ratio's operands come to. */
uint64_t prg__versions_of_both(uint64_t a, uint64_t b);
/* The print of a cell (an area and the first day of a period), or of an area alone with PRG_DATE_NONE. */
prg__print prg__print_of(int area, prg_date first);

#endif
