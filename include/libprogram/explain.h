/**
 * @file libprogram/explain.h
 * @brief Explanations (giải trình số liệu): where the number of a cell comes from, down to the entries.
 */
#ifndef PRG_EXPLAIN_H
#define PRG_EXPLAIN_H

#include "common.h"
#include "data.h"
#include "item.h"
#include "period.h"
#include "query.h"
#include "table.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup explain Explanations
 * @brief The working of a cell, as a tree: every step has its own number, and says how it follows from the steps below.
 *
 * The numbers are those that the engine went through, not computed a second time: the first step is the cell of the
 * table in every bit, and what is below adds up to it.
 *
 * ~~~{.c}
 * size_t place[PRG_AXES] = { 0, 0, 2, 0, 0 };       // the third area
 * prg_explanation *explanation;
 * if (prg_explain(&explanation, data, query, place, NULL) == 0)
 *         prg_explanation_write_text(explanation, sink, NULL);
 * prg_explanation_free(explanation);
 * ~~~
 *
 * A step is an explanation itself: prg_explanation_child() answers those below it, which belong to the whole. An
 * explanation needs neither the data set nor the query any more; it holds a reference to the programme.
 *
 * docs/explain.md has an example, and describes the JSON.
 *
 * **Threads.** An explanation may be read from many threads; several may be made at once, as for prg_compute().
 * @{
 */

/** Every kind of step: symbol, number, name, meaning. */
#define PRG_STEP_MAP(X)                                                                                    \
        X(PRG_STEP_CELL, 1, "cell", "a cell: the one asked for, or the one that its measure is made of")   \
        X(PRG_STEP_NUMERATOR, 2, "numerator", "what is divided")                                          \
        X(PRG_STEP_DENOMINATOR, 3, "denominator", "what it is divided by")                                \
        X(PRG_STEP_NOW, 4, "now", "of a comparison: the cell itself")                                      \
        X(PRG_STEP_BEFORE, 5, "before", "of a comparison: the cell compared with")                        \
        X(PRG_STEP_PARENT, 6, "parent", "of a share: the cell of the area above")                         \
        X(PRG_STEP_SIBLING, 7, "sibling", "of a rank: the cell of another area")                          \
        X(PRG_STEP_WHOLE, 8, "whole", "of what is not allocated: the total")                              \
        X(PRG_STEP_CATEGORY, 9, "category", "of what is not allocated: a category, which is taken away")  \
        X(PRG_STEP_AREA, 10, "area", "an area below")                                                     \
        X(PRG_STEP_UNIT, 11, "unit", "an area that reports")                                              \
        X(PRG_STEP_OWN, 12, "own", "an area's own part")                                                  \
        X(PRG_STEP_TOTAL, 13, "total", "a total that an area reported for everything below it")           \
        X(PRG_STEP_PERIOD, 14, "period", "a base period of a unit")                                       \
        X(PRG_STEP_COARSE, 15, "coarse", "a value for a wider period")                                    \
        X(PRG_STEP_CARRIED, 16, "carried", "a value that is carried on from before")                      \
        X(PRG_STEP_REACHED, 17, "reached", "what a milestone had come to")                                \
        X(PRG_STEP_PART, 18, "part", "a part of a reported number: a category, a period of observation")  \
        X(PRG_STEP_PROOF, 19, "proof", "what shows that a unit reported, and so a zero")                  \
        X(PRG_STEP_ENTRY, 20, "entry", "an entry")                                                        \
        X(PRG_STEP_WITHDRAWAL, 21, "withdrawal", "a withdrawal of entries")                               \
        X(PRG_STEP_MISSING, 22, "missing", "what was expected and is not there, or who should have reported it") \
        X(PRG_STEP_MORE, 23, "more", "further steps, together")                                            \
        X(PRG_STEP_OPERAND, 24, "operand", "of a formula: a cell, or a function that looks beyond the cell; of such a function: where it looked")

/** Kinds of steps; see #PRG_STEP_MAP. */
typedef enum prg_step {
#define PRG_STEP_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_STEP_MAP(PRG_STEP_ENUM_)
#undef PRG_STEP_ENUM_
} prg_step;

/** How a number follows from the steps below that count: symbol, number, name, meaning. */
#define PRG_OPERATION_MAP(X)                                                                               \
        X(PRG_OPERATION_NONE, 0, "none", "from none of them")                                             \
        X(PRG_OPERATION_SAME, 1, "same", "it is the number of the one that counts")                       \
        X(PRG_OPERATION_SUM, 2, "sum", "their sum")                                                       \
        X(PRG_OPERATION_DIFFERENCE, 3, "difference", "the first minus the others")                        \
        X(PRG_OPERATION_QUOTIENT, 4, "quotient", "the factor times the first divided by the second")      \
        X(PRG_OPERATION_GROWTH, 5, "growth", "100 times what the first is greater by, divided by the second") \
        X(PRG_OPERATION_MEAN, 6, "mean", "their mean")                                                    \
        X(PRG_OPERATION_WEIGHTED_MEAN, 7, "weighted_mean", "the sum of `weighted` divided by the sum of `weight`") \
        X(PRG_OPERATION_MIN, 8, "min", "the least")                                                       \
        X(PRG_OPERATION_MAX, 9, "max", "the greatest")                                                    \
        X(PRG_OPERATION_COUNT, 10, "count", "how many there are")                                         \
        X(PRG_OPERATION_MEDIAN, 11, "median", "their median")                                             \
        X(PRG_OPERATION_STDDEV, 12, "stddev", "their standard deviation")                                 \
        X(PRG_OPERATION_BOUNDS, 13, "bounds", "the greatest lower bound, or their sum, and the sum of the upper bounds") \
        X(PRG_OPERATION_REPORTED, 14, "reported", "what the one below counts as reported")                \
        X(PRG_OPERATION_EXPECTED, 15, "expected", "what the one below counts as expected")                \
        X(PRG_OPERATION_COVERAGE, 16, "coverage", "100 times reported divided by expected of the one below") \
        X(PRG_OPERATION_RANK, 17, "rank", "1 and how many siblings are better than the first")            \
        X(PRG_OPERATION_UNCLASSIFIED, 18, "unclassified", "expected minus reported")                       \
        X(PRG_OPERATION_FORMULA, 19, "formula", "by a formula; see prg_explanation_formula()")

/** Operations; see #PRG_OPERATION_MAP. */
typedef enum prg_operation {
#define PRG_OPERATION_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_OPERATION_MAP(PRG_OPERATION_ENUM_)
#undef PRG_OPERATION_ENUM_
} prg_operation;

/** A step of an explanation, and all that is below it. */
typedef struct prg_explanation prg_explanation;

/** Options of prg_explain(). */
typedef struct prg_explain_options {
        unsigned version; /**< #PRG_EXPLAIN_OPTIONS_VERSION */
        unsigned depth;   /**< how many levels below the cell; 0: only the cell. At most 30; 8 by default, which is down to
                               the entries in most programmes */
        size_t most;      /**< how many steps of one level are shown one by one before the rest is summed up; 0: all.
                               20 by default */
} prg_explain_options;

#define PRG_EXPLAIN_OPTIONS_VERSION 1 /**< the present version of #prg_explain_options */
/** The defaults of #prg_explain_options. */
#define PRG_EXPLAIN_OPTIONS_INIT { PRG_EXPLAIN_OPTIONS_VERSION, 8, 20 }

/** The name of a kind of step; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_step_name(prg_step step);
/** The name of an operation; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_operation_name(prg_operation operation);

/**
 * Explains a cell of the table that prg_compute() makes of a query, by its place before any sorting.
 *
 * Takes as long as the reference engine takes for the indicator, breakdown and period of the cell; see docs/engine.md.
 *
 * @param[out] explanation receives it. Ownership: owned, free with prg_explanation_free().
 * @param data    the values; of the query's programme.
 * @param query   what the table is of.
 * @param place   an index on each axis, in the order of #prg_axis.
 * @param options NULL for the defaults.
 * @return 0; PRG_END outside of the table; else as prg_compute(), without its limit of cells.
 * @since 0.1
 */
PRG_API int prg_explain(prg_explanation **explanation, const prg_data *data, const prg_query *query,
        const size_t place[PRG_AXES], const prg_explain_options *options);

/**
 * Explains a cell of a table, at the place where the table shows it at present, as it was computed: of the data only what
 * it had at prg_table_sequence() is looked at.
 *
 * @param[out] explanation receives it. Ownership: owned, free with prg_explanation_free().
 * @param data    the values that the table was computed from.
 * @param table   the table, which may be sorted.
 * @param place   an index on each axis, in the order of #prg_axis.
 * @param options NULL for the defaults.
 * @return as prg_explain().
 * @since 0.1
 */
PRG_API int prg_explain_table(prg_explanation **explanation, const prg_data *data, const prg_table *table,
        const size_t place[PRG_AXES], const prg_explain_options *options);

/**
 * Frees an explanation: the whole one, that prg_explain() gave; a step below is left alone. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_explanation_free(prg_explanation *explanation);

/* ---- the tree ---- */

/**
 * What kind of step it is; 0 for NULL.
 * @since 0.1
 */
PRG_API int prg_explanation_step(const prg_explanation *explanation);

/**
 * How many steps are below it.
 * @since 0.1
 */
PRG_API size_t prg_explanation_count(const prg_explanation *explanation);

/**
 * A step below; NULL behind the last. Ownership: borrowed, valid as long as the whole; likewise below.
 * @since 0.1
 */
PRG_API const prg_explanation *prg_explanation_child(const prg_explanation *explanation, size_t index);

/**
 * Whether there may be steps below that are not here because of the option `depth`: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_explanation_is_cut(const prg_explanation *explanation);

/**
 * How the number follows from the steps below that count: a #prg_operation.
 * @since 0.1
 */
PRG_API int prg_explanation_operation(const prg_explanation *explanation);

/**
 * The formula by which it was made, in canonical text; NULL when by none. Its names, and its functions that look beyond
 * the cell, are the operands below it.
 * @since 0.1
 */
PRG_API const char *prg_explanation_formula(const prg_explanation *explanation);

/**
 * What the step is in the formula of the step above, such as "cases" or "prev(cases)"; NULL when it is no operand.
 * @since 0.1
 */
PRG_API const char *prg_explanation_operand(const prg_explanation *explanation);

/**
 * Whether the step counts in the number above it: 1, or 0 for what is there to be seen, such as an entry that was
 * replaced.
 * @since 0.1
 */
PRG_API int prg_explanation_counts(const prg_explanation *explanation);

/**
 * How many steps a step of the kind PRG_STEP_MORE stands for; 1 for every other.
 * @since 0.1
 */
PRG_API size_t prg_explanation_size(const prg_explanation *explanation);

/* ---- what it is about ---- */

/** The indicator; NULL where there is none. @since 0.1 */
PRG_API const prg_item *prg_explanation_indicator(const prg_explanation *explanation);
/** The area; NULL where there is none. @since 0.1 */
PRG_API const prg_item *prg_explanation_area(const prg_explanation *explanation);
/** The source (reporting chain) of an entry; NULL where there is none. @since 0.1 */
PRG_API const prg_item *prg_explanation_source(const prg_explanation *explanation);
/** The measure of the cell that was asked for; 0 for other steps. @since 0.1 */
PRG_API int prg_explanation_measure(const prg_explanation *explanation);

/**
 * The period.
 * @return 0; PRG_END where there is none; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_period(const prg_explanation *explanation, prg_period *period);

/* ---- its number ---- */

/**
 * State, quality, marks and coverage, as of a cell of a table.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_cell(const prg_explanation *explanation, prg_cell *cell);

/**
 * Appends the number, or the id of the class, as prg_table_text() does.
 * @return 0; PRG_END when it has no value; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_text(prg_buf *out, const prg_explanation *explanation, unsigned form);

/**
 * Appends the number as a fraction in lowest terms, as prg_table_quotient() does.
 * @return 0; PRG_END when it has no value; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_quotient(const prg_explanation *explanation, prg_buf *numerator, prg_buf *denominator);

/**
 * The entry of a step of the kinds PRG_STEP_ENTRY and PRG_STEP_WITHDRAWAL. Texts are valid as long as the explanation.
 * @return 0; PRG_END for other steps; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_entry(const prg_explanation *explanation, prg_entry *entry);

/* ---- in words ---- */

/**
 * Appends what the step is called, such as "Huyện Tam Đường".
 *
 * @param out         the buffer.
 * @param explanation the step.
 * @param language    "vi" or "en", and of names any other; NULL for the programme's own.
 * @return 0; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_label(prg_buf *out, const prg_explanation *explanation, const char *language);

/**
 * How many sentences say how the step came about.
 * @since 0.1
 */
PRG_API size_t prg_explanation_note_count(const prg_explanation *explanation);

/**
 * Appends one of the sentences: a rule that decided, why there is no value, why an entry does not count …
 *
 * @param out         the buffer.
 * @param explanation the step.
 * @param index       from 0.
 * @param language    as prg_explanation_label().
 * @param form        of numbers: one of #prg_number_form.
 * @return 0; PRG_END behind the last; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_explanation_note(prg_buf *out, const prg_explanation *explanation, size_t index, const char *language,
        unsigned form);

/** Options of the writers. */
typedef struct prg_explanation_options {
        unsigned version;     /**< #PRG_EXPLANATION_OPTIONS_VERSION */
        const char *language; /**< as prg_explanation_label(); NULL: the programme's own */
        unsigned form;        /**< of numbers in the text: one of #prg_number_form */
} prg_explanation_options;

#define PRG_EXPLANATION_OPTIONS_VERSION 1 /**< the present version of #prg_explanation_options */
/** The defaults of #prg_explanation_options. */
#define PRG_EXPLANATION_OPTIONS_INIT { PRG_EXPLANATION_OPTIONS_VERSION, NULL, 0 }

/**
 * Writes an explanation, or the part from a step on, as text for people: a line for each step, indented, with its
 * sentences below it.
 *
 * @return 0; PRG_ENOMEM; PRG_EINVALID; PRG_EVERSION; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_explanation_write_text(const prg_explanation *explanation, const prg_sink *sink,
        const prg_explanation_options *options);

/**
 * Writes it as JSON: `{"format": "libprogram/explanation", "version": 1, "explanation": {…}}`, which adds up; see
 * docs/explain.md.
 *
 * @return as prg_explanation_write_text().
 * @since 0.1
 */
PRG_API int prg_explanation_write_json(const prg_explanation *explanation, const prg_sink *sink,
        const prg_explanation_options *options);

/** @} */

PRG_END_DECLS

#endif
