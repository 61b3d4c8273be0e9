/* Explanations from inside: the steps, and how they are made from what the tracer kept.
 *
 *   explain.c          the calls; an engine with a tracer, which evaluates what is asked
 *   explain_measure.c  the first step: what a measure makes of cells
 *   explain_result.c   a cell from areas, units, own parts and totals; ratios; what is not allocated
 *   explain_formula.c  a cell from the operands of a formula
 *   explain_rules.c    which rules decided about it, in sentences
 *   explain_unit.c     a unit from base periods, wider periods, categories
 *   explain_entry.c    entries, and why they count or do not
 *   explain_tree.c     the steps themselves
 *   explain_read.c, explain_label.c, explain_words.c, explain_text.c, explain_json.c   what is said of them
 *
 * A step is described when it is made (its cell, operation, sentences) and expanded later (what is below it), only
 * as far as depth and breadth allow. To explain another kind of computed indicator is to describe its step and give it an
 * expansion: prg__explain_result() chooses between them. */
#ifndef PRG__EXPLAIN_H
#define PRG__EXPLAIN_H

#include <libprogram/explain.h>

#include "calc/explain/explain_words.h"
#include "calc/trace.h"

/* ---- steps ---- */

/* A sentence with what stands in it; see explain_words.h. */
typedef struct prg__note {
        prg__say say;
        const prg_item *items[2];
        prg_period periods[2];
        uint64_t numbers[2];
        const prg__cell *cell; /* for {x} */
        const char *text;
        struct prg__note *next;
} prg__note;

struct prg__explainer;
typedef struct prg__explainer prg__explainer;

/* What a step is made from; means something only while an explanation is made. */
typedef struct prg__subject {
        const prg__evaluation *evaluation, *other; /* `other`: what it is compared with */
        int area, other_area;
        const prg__trace_share *share;
        const prg__basis *basis;
        uint32_t node;               /* of the formula of the evaluation's indicator */
        prg_period period;           /* where that is looked at */
} prg__subject;

typedef int prg__expand(prg__explainer *explainer, prg_explanation *step);

/* What all steps of an explanation share. */
typedef struct prg__explanation_root {
        prg__arena arena;
        const prg_query *query; /* with its programme and calendars */
        size_t steps;
} prg__explanation_root;

struct prg_explanation {
        prg__explanation_root *root;
        const prg_explanation *above; /* NULL: the first */
        prg_step kind;
        prg_operation operation;
        int counts;           /* in the step above */
        int adds;             /* its coverage is the sum of those below that count */
        int is_cut;
        prg__cell cell;
        const prg__indicator *indicator;
        const prg__cut *cut;
        const prg_item *area, *category, *source;
        prg_date day;         /* of the area's name */
        prg_period period, until, observed; /* `until`: the last of several periods */
        prg_measure measure;
        size_t size;          /* how many steps it stands for, */
        size_t values;        /* and how many of them have a value */
        int lower_first;      /* of a rank */
        int has_factor, has_weight;
        prg__number factor, weighted, weight;
        const char *formula;  /* canonical; NULL: it was not made by one */
        const char *operand;  /* what it is in the formula of the step above, */
        int has_scale;        /* converted there with this */
        prg__number scale;
        const prg_entry *entry;
        const char *batch;
        prg__note *notes, *last_note;
        size_t note_count;
        prg_explanation **children;
        size_t count, capacity;
        prg__expand *expand;
        prg__subject of;
};

struct prg__explainer {
        prg__engine engine;
        prg__tracer tracer;
        prg__explanation_root *root;
        prg_explain_options options;
};

/* ---- explain_tree.c ---- */

/* A first step and what it needs. Ownership: owned. */
int prg__explanation_new(prg_explanation **out, const prg_query *query);
/* A step below another one, which counts. 0, PRG_ENOMEM, PRG_ELIMIT. */
int prg__step_add(prg_explanation *above, prg_step kind, prg_explanation **out);
/* Says a sentence of a step; the items, counts and texts of `note` are kept, its periods too. 0 or an error. */
int prg__step_note(prg_explanation *step, const prg__note *note);
int prg__step_say(prg_explanation *step, prg__say say);
/* The period of a step, from any set of calendars. */
int prg__step_period(prg_explanation *step, const prg_period *period);
/* The cell with its periods in the calendars of the query. */
int prg__step_cell(prg_explanation *step, const prg__cell *cell);
/* Keeps a cut that would not live as long. */
int prg__step_cut(prg_explanation *step, const prg__cut *cut);
/* Leaves so many children, the rest in one. */
int prg__step_trim(prg_explanation *step, size_t most);
/* Makes what is below a step, down to a depth. */
int prg__step_expand(prg__explainer *explainer, prg_explanation *step, unsigned depth);

/* ---- explain_measure.c ---- */

/* Describes the cell of a measure: the first step. */
int prg__explain_measure(prg__explainer *explainer, prg_explanation *step, const prg__ask *ask, prg_measure measure, int area);

/* ---- explain_result.c ---- */

/* Describes the cell of an area in an evaluation as it is shown, or, of an area below, as it flows upward. */
int prg__explain_result(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation, int area);
/* Names the area of a step, which speaks of a period, and says when it came or went. */
int prg__explain_area(prg__explainer *explainer, prg_explanation *step, int area, const prg_period *period);

/* ---- explain_formula.c ---- */

/* Describes the cell of an indicator with a formula. */
int prg__explain_formula(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation);
int prg__expand_formula(prg__explainer *explainer, prg_explanation *step);

/* ---- explain_rules.c: sentences about a cell ---- */

int prg__rules_time(prg_explanation *step, const prg__frame *frame, int several);
int prg__rules_areas(prg_explanation *step, const prg__frame *frame);
int prg__rules_sources(prg_explanation *step, const prg__engine *engine, const prg__frame *frame);
int prg__rules_version(prg_explanation *step, const prg__evaluation *evaluation);
/* How much was there, and the policies that decided whether it is enough. */
int prg__rules_coverage(prg_explanation *step, const prg__evaluation *evaluation, int area);
/* Qualities that are not final, and marks. */
int prg__rules_marks(prg_explanation *step);
/* Why there is no value. */
int prg__rules_why(prg_explanation *step);

/* ---- explain_unit.c ---- */

/* What an element came to over time: describes it, and lists its inputs. */
int prg__explain_share(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation,
        const prg__trace_share *share);
/* The same for a step whose cell is known already and is nothing but the element. */
int prg__explain_alone(prg__explainer *explainer, prg_explanation *step, const prg__trace_share *share);
/* How much a unit reported itself: without what a total stands for. */
size_t prg__share_reported(const prg__frame *frame, const prg__trace_share *share);

/* ---- explain_entry.c ---- */

/* Says how a reported number came about, and expands to its parts and entries. */
int prg__explain_basis(prg__explainer *explainer, prg_explanation *step, const prg__basis *basis);

/* ---- explain_text.c ---- */

/* Checks the arguments of a writer and gives the options. 0, PRG_EINVALID, PRG_EVERSION. */
int prg__explanation_options(prg_explanation_options *out, const prg_explanation *explanation, const prg_sink *sink,
        const prg_explanation_options *options);

#endif
