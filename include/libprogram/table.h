/**
 * @file libprogram/table.h
 * @brief Tables (bảng): computed cells, each with its state, quality, marks and coverage.
 */
#ifndef PRG_TABLE_H
#define PRG_TABLE_H

#include "common.h"
#include "data.h"
#include "decimal.h"
#include "item.h"
#include "period.h"
#include "query.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup table Tables
 * @brief Five axes, and a cell at every place: indicator, breakdown, area, period, measure.
 *
 * A table owns everything that it answers, and holds references to its programme; it does not need the
 * data set or the query any more. It remembers the sequence number of the data at which it was computed.
 *
 * ~~~{.c}
 * size_t place[PRG_AXES] = { 0, 0, 2, 0, 0 };       // the third area
 * prg_cell cell;
 * prg_buf text = PRG_BUF_INIT;
 * if (prg_table_cell(table, place, &cell) == 0 && cell.state == PRG_STATE_VALUE)
 *         prg_table_text(&text, table, place, PRG_NUMBER_VIETNAMESE);
 * ~~~
 *
 * **Threads.** A table that nobody sorts may be read from many threads.
 * @{
 */

/** The axes, in the order of a place. */
typedef enum prg_axis {
        PRG_AXIS_INDICATORS = 0, /**< "indicators" */
        PRG_AXIS_BREAKDOWNS = 1, /**< "breakdowns" */
        PRG_AXIS_AREAS = 2,      /**< "areas" */
        PRG_AXIS_PERIODS = 3,    /**< "periods" */
        PRG_AXIS_MEASURES = 4    /**< "measures" */
} prg_axis;

/** How many axes there are. */
#define PRG_AXES 5

/** How exact the number of a cell is. */
typedef enum prg_exactness {
        PRG_EXACT = 0,      /**< "exact": a decimal number */
        PRG_QUOTIENT = 1,   /**< "quotient": a fraction of two whole numbers, kept as such */
        PRG_APPROXIMATE = 2 /**< "approximate": rounded to 12 significant digits */
} prg_exactness;

/** Why a cell has no value: symbol, number, name, meaning. */
#define PRG_REASON_MAP(X)                                                                          \
        X(PRG_REASON_NONE, 0, "none", "there is a value, or nothing more to say")                  \
        X(PRG_REASON_POLICY, 1, "policy", "something is missing, and the policy for that does not pass") \
        X(PRG_REASON_BOUNDARIES, 2, "boundaries", "the area did not exist yet, or not any more")   \
        X(PRG_REASON_CALENDAR, 3, "calendar", "the period is no exact union of the indicator's base periods") \
        X(PRG_REASON_NO_PERIOD, 4, "no_period", "there is no period to compare with")              \
        X(PRG_REASON_DIVISION, 5, "division_by_zero", "the denominator is zero")                   \
        X(PRG_REASON_NOT_POSITIVE, 6, "not_positive", "the value compared with is not greater than zero") \
        X(PRG_REASON_PERCENTAGE, 7, "percentage", "a percentage has a change in points, no growth") \
        X(PRG_REASON_KIND, 8, "kind", "the measure means nothing for this kind of indicator")      \
        X(PRG_REASON_DISTINCT, 9, "distinct", "a count of distinct things does not add; the bounds hold") \
        X(PRG_REASON_PUBLISHED, 10, "published", "a ratio without its operands is never aggregated") \
        X(PRG_REASON_CLASS, 11, "class", "an area above those classified has no class")            \
        X(PRG_REASON_NOT_AGGREGATED, 12, "not_aggregated", "the indicator declares that it is not aggregated") \
        X(PRG_REASON_SPAN, 13, "span", "the period crosses the beginning of a new cumulative count") \
        X(PRG_REASON_BREAKDOWN, 14, "breakdown", "the indicator is not broken down so")            \
        X(PRG_REASON_OVERFLOW, 15, "overflow", "the exact result is too large to be kept")         \
        X(PRG_REASON_WEIGHT, 16, "weight", "the weights sum to zero or are missing")               \
        X(PRG_REASON_VALIDITY, 17, "validity", "the indicator is not to be reported in this period")      \
        X(PRG_REASON_LEVEL, 18, "level", "the indicator is reported by larger areas")              \
        X(PRG_REASON_DOMAIN, 19, "domain", "the function has no result for this number, as of ln(0)")

/** Reasons; see #PRG_REASON_MAP. */
typedef enum prg_reason {
#define PRG_REASON_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_REASON_MAP(PRG_REASON_ENUM_)
#undef PRG_REASON_ENUM_
} prg_reason;

/** A cell, without its number, which may be wider than any C type: see prg_table_decimal(), _quotient(), _text(). */
typedef struct prg_cell {
        prg_state state;         /**< whether there is a value */
        prg_reason reason;       /**< why not */
        prg_exactness exactness; /**< of a value */
        unsigned decimals;       /**< how many decimals its text has */
        const prg_item *category; /**< of a class indicator: the class. Ownership: borrowed */
        prg_quality quality;     /**< the lowest quality among the inputs; 0 for none */
        unsigned marks;          /**< bits of #prg_mark */
        size_t qualities[3];     /**< how many inputs were estimates, preliminary, final */
        size_t reported;         /**< coverage: what was reported; of a ratio, of the operand covered less */
        size_t expected;         /**< coverage: what was expected */
        size_t other_reported;   /**< the same of a ratio's other operand, or of the period compared with */
        size_t other_expected;   /**< the same */
        size_t at_end;           /**< of a stock: how many units report in the last base period */
        prg_period first_used;   /**< the earliest base period that a value was taken from; else without calendar */
        prg_period last_used;    /**< the latest one */
        int has_bounds;          /**< 1: the number lies between the bounds, see prg_table_bound() */
} prg_cell;

/** The name of an axis; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_axis_name(prg_axis axis);
/** The axis of a name. @return 0; PRG_ENOTFOUND, with a suggestion; PRG_EINVALID. @since 0.1 */
PRG_API int prg_axis_from_name(prg_axis *axis, const char *name);
/** The name of a reason; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_reason_name(prg_reason reason);
/** The reason of a name. @return 0; PRG_ENOTFOUND, with a suggestion; PRG_EINVALID. @since 0.1 */
PRG_API int prg_reason_from_name(prg_reason *reason, const char *name);
/** The name of an exactness class; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_exactness_name(prg_exactness exactness);
/** The exactness class of a name. @return 0; PRG_ENOTFOUND, with a suggestion; PRG_EINVALID. @since 0.1 */
PRG_API int prg_exactness_from_name(prg_exactness *exactness, const char *name);

/**
 * Frees a table. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_table_free(prg_table *table);

/**
 * How long an axis is.
 * @since 0.1
 */
PRG_API size_t prg_table_size(const prg_table *table, prg_axis axis);

/**
 * The sequence number of the data at which the table was computed.
 * @since 0.1
 */
PRG_API uint64_t prg_table_sequence(const prg_table *table);

/**
 * The day whose areas the table shows: the last day of its last period.
 * @since 0.1
 */
PRG_API prg_date prg_table_boundaries(const prg_table *table);

/**
 * The indicator at a place of its axis; NULL behind the last. Ownership: borrowed, valid as long as the
 * table; likewise below.
 * @since 0.1
 */
PRG_API const prg_item *prg_table_indicator(const prg_table *table, size_t index);

/**
 * The formula of an indicator that the query gave it: of a new one, or one that is supposed. NULL for one that is as the
 * programme has it.
 * @since 0.1
 */
PRG_API const char *prg_table_formula(const prg_table *table, size_t index);

/**
 * Appends what the query supposed (what if): the formulas and values, as the clause of a query has them. The table
 * shows these assumptions and not the programme and data alone; cells that depend on one have the mark what_if.
 *
 * @return 0; PRG_END when nothing was supposed, and nothing was appended; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_what_if(prg_buf *out, const prg_table *table);

/**
 * The area at a place of its axis; NULL behind the last.
 * @since 0.1
 */
PRG_API const prg_item *prg_table_area(const prg_table *table, size_t index);

/**
 * The period at a place of its axis.
 * @return 0; PRG_END behind the last; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_period(const prg_table *table, size_t index, prg_period *period);

/**
 * The measure at a place of its axis; 0 behind the last.
 * @since 0.1
 */
PRG_API int prg_table_measure(const prg_table *table, size_t index);

/**
 * The id of what stands at a place of an axis: of an indicator or area its id, of a breakdown its canonical
 * text such as "total" or "sex=female", of a period its id, of a measure its name. NULL behind the last.
 * @since 0.1
 */
PRG_API const char *prg_table_id(const prg_table *table, prg_axis axis, size_t index);

/**
 * What a reader is shown there: names instead of ids; of an area, its name on the table's day.
 *
 * @param language such as "vi"; NULL for the programme's own.
 * @since 0.1
 */
PRG_API const char *prg_table_label(const prg_table *table, prg_axis axis, size_t index, const char *language);

/**
 * The cell at a place.
 *
 * @param table     the table.
 * @param place     an index on each axis, in the order of #prg_axis.
 * @param[out] cell receives it.
 * @return 0; PRG_END outside of the table; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_cell(const prg_table *table, const size_t place[PRG_AXES], prg_cell *cell);

/**
 * The exact number of a cell.
 *
 * @return 0; PRG_END when it has no value; PRG_ERANGE when it is a fraction that is no decimal number, or
 *         wider than 64 bits; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_decimal(const prg_table *table, const size_t place[PRG_AXES], prg_decimal *number);

/**
 * The number of a cell, rounded once, half away from zero.
 *
 * @return 0; PRG_END when it has no value; PRG_ERANGE when it is wider than 64 bits; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_rounded(const prg_table *table, const size_t place[PRG_AXES], unsigned decimals,
        prg_decimal *number);

/**
 * The double that is nearest to the number of a cell: for drawing and for what computes in doubles anyway.
 *
 * @return 0; PRG_END when it has no value; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_double(const prg_table *table, const size_t place[PRG_AXES], double *number);

/**
 * The number of a cell as a fraction in lowest terms, as decimal text: "1500" and "7", "-1" and "4".
 *
 * @return 0; PRG_END when it has no value; PRG_ENOMEM, both buffers are then unchanged; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_quotient(const prg_table *table, const size_t place[PRG_AXES], prg_buf *numerator,
        prg_buf *denominator);

/**
 * Appends the text of a cell's number: exact numbers in full, fractions rounded once to the decimals of the
 * cell. Of a class, its id. Nothing is appended when there is no value.
 *
 * @param out   receives the text.
 * @param table the table.
 * @param place the place.
 * @param form  how numbers are written, one of #prg_number_form.
 * @return 0; PRG_END when it has no value; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_text(prg_buf *out, const prg_table *table, const size_t place[PRG_AXES], unsigned form);

/**
 * Appends a bound of a cell that has bounds.
 *
 * @param upper 0 for the lower bound, 1 for the upper one.
 * @return 0; PRG_END when it has none; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_bound(prg_buf *out, const prg_table *table, const size_t place[PRG_AXES], int upper,
        unsigned form);

/**
 * How many inputs of a cell carry a mark.
 *
 * @param mark one bit.
 * @since 0.1
 */
PRG_API size_t prg_table_mark_count(const prg_table *table, const size_t place[PRG_AXES], unsigned mark);

/**
 * Compares the numbers of two cells exactly.
 *
 * @param[out] order receives -1, 0 or 1.
 * @return 0; PRG_END when one has no value; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_compare(const prg_table *table, const size_t a[PRG_AXES], const size_t b[PRG_AXES],
        int *order);

/**
 * Compares the number of a cell exactly with a limit, never by its rounded form: 1999/2500 in percent is shown
 * as 80.0 and is less than 80.
 *
 * @param[out] order receives -1 when the cell is less, 0, or 1.
 * @return 0; PRG_END when it has no value; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_compare_decimal(const prg_table *table, const size_t place[PRG_AXES], prg_decimal limit,
        int *order);

/* ---- order ---- */

/**
 * Sorts an axis by the numbers of its cells: the places of the other axes are those of `by`. Cells without
 * value come last; equal ones stay in their order.
 *
 * @param table      the table.
 * @param axis       which axis is sorted.
 * @param by         where the cells lie on the other axes.
 * @param descending 1: the greatest first.
 * @return 0; PRG_END when `by` lies outside; PRG_ENOMEM, and nothing is sorted; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_sort(prg_table *table, prg_axis axis, const size_t by[PRG_AXES], int descending);

/**
 * Keeps the first `count` things of an axis, as after prg_table_sort(): top n.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_table_keep(prg_table *table, prg_axis axis, size_t count);

/* ---- writing ---- */

/** Options of the writers. */
typedef struct prg_table_options {
        unsigned version;     /**< #PRG_TABLE_OPTIONS_VERSION */
        unsigned down;        /**< bits `1u << axis` of the axes that go down; the others go across. 0: areas down,
                                   and whatever else is long; text and CSV: see there */
        const char *language; /**< of names; NULL: the programme's own */
        unsigned form;        /**< one of #prg_number_form; text and CSV only */
        int ids;              /**< 1: ids instead of names, in text */
        int details;          /**< text: 1 adds coverage, quality and marks to each number (the default), 0 does not */
        char separator;       /**< CSV: ',' (the default) or ';' or a tab */
} prg_table_options;

#define PRG_TABLE_OPTIONS_VERSION 1 /**< the present version of #prg_table_options */
/** The defaults of #prg_table_options. */
#define PRG_TABLE_OPTIONS_INIT { PRG_TABLE_OPTIONS_VERSION, 0, NULL, 0, 0, 1, ',' }

/**
 * Writes a table as text for people: areas down; indicators, breakdowns, periods and measures across, as far
 * as they are more than one (a pivot with `down`). Columns are aligned by display width. Signs stand behind
 * the number: `*` an estimate, `°` preliminary, `(7/10)` the coverage where it is not complete; a cell
 * without value says why. A legend explains what was used.
 *
 * @return 0; PRG_ENOMEM; PRG_EINVALID; PRG_EVERSION; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_table_write_text(const prg_table *table, const prg_sink *sink, const prg_table_options *options);

/**
 * Writes a table as CSV (RFC 4180), by default one line per cell with the columns indicator, breakdown, area,
 * period, measure, value, state, reason, quality, marks, reported, expected, other_reported, other_expected,
 * lower, upper, exactness, numerator, denominator. With `down`, a pivot of the values alone: axes that go
 * across have their ids joined by " / " in the header.
 *
 * @return as prg_table_write_text().
 * @since 0.1
 */
PRG_API int prg_table_write_csv(const prg_table *table, const prg_sink *sink, const prg_table_options *options);

/**
 * Writes a table as JSON: `{"format": "libprogram/table", "version": 1, "sequence": …, "boundaries": …,
 * "axes": {…}, "cells": […]}` with the cells in the order of the axes, the last axis fastest. Numbers are
 * exact decimals as text; fractions also as `[numerator, denominator]`.
 *
 * @return as prg_table_write_text().
 * @since 0.1
 */
PRG_API int prg_table_write_json(const prg_table *table, const prg_sink *sink, const prg_table_options *options);

/** @} */

PRG_END_DECLS

#endif
