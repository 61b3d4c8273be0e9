/**
 * @file libprogram/query.h
 * @brief Queries (truy vấn): which numbers are asked for, and under which conditions.
 */
#ifndef PRG_QUERY_H
#define PRG_QUERY_H

#include "common.h"
#include "data.h"
#include "item.h"
#include "period.h"
#include "programme.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup query Queries
 * @brief Axes (indicators, breakdowns, areas, periods, measures) and conditions.
 *
 * A query is a value: it holds no cursor and no result. Its axes are set by small texts, its conditions by
 * text or by number. A query that names no areas asks for the roots; no breakdowns: the total; no measures:
 * the value. Indicators and periods must be named.
 *
 * The texts, in EBNF (white space is free around commas, dots and operators):
 *
 * ~~~
 * query       = [ clause { ";" clause } ] ;
 * clause      = "indicators" indicators | "areas" areas | "periods" periods | "breakdowns" breakdowns
 *             | "measures" measures | "as of" number | "quality" quality | "source" id | "origin" origin
 *             | "policy time" policy | "policy areas" policy | "operands" operands | "boundaries" date
 *             | "what if" supposition { "," supposition } ;
 * indicators  = indicator { "," indicator } ;
 * indicator   = "all" | "group:" id | name | id [ "[" option { "," option } "]" ] "=" formula ;
 * option      = "unit" name | "decimals" digit | "label" ( quoted | text ) ;
 * formula     = (as in formula.h; ends at a comma or semicolon that stands outside of its parentheses and quotes)
 * areas       = area { "," area } ;
 * area        = "all" | "roots" | "units" | "level:" word
 *             | ( "children:" | "within:" | "units:" ) name | "level:" word "@" name | name ;
 * periods     = period { "," period } ;
 * period      = range | relative "@" date ;        (as in period.h)
 * breakdowns  = cut { "," cut } ;
 * cut         = "total" | "classes" | "by_observation" | factor { "*" factor } ;
 * factor      = id                                   (every category, then what is not allocated)
 *             | id "=" id                            (one category)
 *             | "observed" "=" period ;
 * measures    = measure { "," measure } ;
 * quality     = "best" | ( "at_least" | "exactly" ) ( "estimate" | "preliminary" | "final" ) ;
 * origin      = "auto" | "parts" | "own" ;
 * policy      = "skip" | "require" | "zero" | "minimum" percent ;
 * operands    = "independent" | "matched" ;
 * supposition = name "=" formula | name "@" name "@" period { "@" part } "=" value ;
 * part        = id "=" id | "source:" name | "own" | "total" | "observed" "=" period ;
 * value       = decimal [ name ]                     (the unit) | state | id  (of a class) ;
 * ~~~
 *
 * Names of indicators, areas, sources and units are ids, or what prg_programme_find() understands. `units` are the
 * areas that report (leaves). A thing that is named twice stands where it was named first.
 *
 * **Formulas of the query.** `indicators cases, rate [unit percent, decimals 1] = 100 * solved / cases` asks for an
 * indicator that the programme does not have, beside one that it has. The formula is over ids of the programme, and
 * checked when the text is read. Such an indicator is an item without owner that counts as removed; it lives as long
 * as the queries, tables and explanations that have it.
 *
 * **What if** (giả định). Values and formulas may be supposed, in the query only; the data stay as they are. A value
 * stands in the place of everything that was reported for its cell. What comes of it has the mark what_if.
 *
 * **Announced.** Measures and conditions that a later release brings are in the lists below and are refused
 * with PRG_ENOTYET: none is silently ignored.
 *
 * **Threads.** As for programmes: one at a time; a query that nobody changes may be read by many.
 * @{
 */

/** Every measure: symbol, number, name, meaning. */
#define PRG_MEASURE_MAP(X)                                                                         \
        X(PRG_MEASURE_VALUE, 1, "value", "the value (giá trị)")                                    \
        X(PRG_MEASURE_CUMULATIVE, 2, "cumulative", "from the beginning of the calendar's year (lũy kế)") \
        X(PRG_MEASURE_PREVIOUS, 3, "previous", "the value of the period before (kỳ trước)")        \
        X(PRG_MEASURE_SAME_PERIOD_LAST_YEAR, 4, "same_period_last_year", "cùng kỳ năm trước")      \
        X(PRG_MEASURE_CHANGE, 5, "change", "the value minus the previous one")                     \
        X(PRG_MEASURE_GROWTH, 6, "growth", "the change in percent of the previous value")          \
        X(PRG_MEASURE_INDEX, 7, "index", "the value in percent of the previous one")               \
        X(PRG_MEASURE_CHANGE_SAME_PERIOD, 8, "change_same_period", "the change against the same period last year") \
        X(PRG_MEASURE_GROWTH_SAME_PERIOD, 9, "growth_same_period", "its growth (tăng, giảm so với cùng kỳ)") \
        X(PRG_MEASURE_INDEX_SAME_PERIOD, 10, "index_same_period", "its index (so với cùng kỳ)")    \
        X(PRG_MEASURE_COVERAGE, 11, "coverage", "what was reported in percent of what was expected (độ đầy đủ)") \
        X(PRG_MEASURE_REPORTED, 12, "reported", "how many cells or units were reported")           \
        X(PRG_MEASURE_EXPECTED, 13, "expected", "how many were expected")                          \
        X(PRG_MEASURE_SHARE, 14, "share", "the value in percent of its parent area's (tỷ trọng)")  \
        X(PRG_MEASURE_RANK, 15, "rank", "the place among the areas of its level and parent (xếp hạng)") \
        X(PRG_MEASURE_FLOW, 16, "flow", "of a cumulative indicator: what the period itself adds")  \
        X(PRG_MEASURE_TARGET, 30, "target", "announced: the target (chỉ tiêu giao)")               \
        X(PRG_MEASURE_BASELINE, 31, "baseline", "announced: the baseline (giá trị gốc)")           \
        X(PRG_MEASURE_OUTCOME, 32, "outcome", "announced: whether the target is met")              \
        X(PRG_MEASURE_PACE, 33, "pace", "announced: whether it will be met at this pace")

/** Measures; see #PRG_MEASURE_MAP. */
typedef enum prg_measure {
#define PRG_MEASURE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_MEASURE_MAP(PRG_MEASURE_ENUM_)
#undef PRG_MEASURE_ENUM_
} prg_measure;

/** Which values make up an area above those that report. */
typedef enum prg_origin {
        PRG_ORIGIN_AUTO = 0,  /**< "auto": what lies below and its own part; a total where nothing below reports */
        PRG_ORIGIN_PARTS = 1, /**< "parts": what lies below and its own part, never a total */
        PRG_ORIGIN_OWN = 2    /**< "own": only what the area itself reported, as total or as unit */
} prg_origin;

/** When a computed cell is shown although something is missing. */
typedef enum prg_policy {
        PRG_POLICY_DECLARED = 0, /**< as the indicator says */
        PRG_POLICY_SKIP = 1,     /**< "skip": always */
        PRG_POLICY_REQUIRE = 2,  /**< "require": when nothing is missing */
        PRG_POLICY_MINIMUM = 3,  /**< "minimum": from a coverage in percent on */
        PRG_POLICY_ZERO = 4      /**< "zero": always, and a nil return fills with zero */
} prg_policy;

/** How the operands of a ratio meet. */
typedef enum prg_operands {
        PRG_OPERANDS_DECLARED = 0,    /**< as the indicator says */
        PRG_OPERANDS_INDEPENDENT = 1, /**< "independent": each is aggregated alone */
        PRG_OPERANDS_MATCHED = 2      /**< "matched": only cells where both are reported */
} prg_operands;

/**
 * The name of a measure, such as "growth"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_measure_name(prg_measure measure);

/**
 * The measure of a name.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_measure_from_name(prg_measure *measure, const char *name);

/**
 * An empty query.
 *
 * @param[out] query receives it. Ownership: owned, free with prg_query_free().
 * @param programme  it holds a reference to it, and its generation: after an edit the functions of the query
 *                   answer PRG_ESTALE.
 * @return 0; PRG_ESCHEMA when a calendar of the programme is not complete; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_new(prg_query **query, prg_programme *programme);

/**
 * Frees a query. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_query_free(prg_query *query);

/**
 * Reads a whole query as text; see the grammar above. What the text does not name is as in a new query.
 *
 * @param[out] query receives it. Ownership: owned.
 * @param programme  as prg_query_new().
 * @param text       the query; need not end in NUL.
 * @param length     its length in bytes.
 * @return 0; PRG_ESYNTAX, PRG_ENOTFOUND and the other codes of the setters, with the place in the text as
 *         "character N".
 * @since 0.1
 */
PRG_API int prg_query_parse(prg_query **query, prg_programme *programme, const char *text, size_t length);

/**
 * Appends the canonical text of a query: every clause that is not as in a new query, with ids. Reading it
 * again gives an equal query.
 *
 * @return 0; PRG_ESTALE; PRG_ENOMEM, the buffer is then unchanged; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_format(prg_buf *out, const prg_query *query);

/* ---- axes ---- */

/**
 * Sets the indicators (chỉ tiêu).
 *
 * @return 0; PRG_ESYNTAX, PRG_ENOTFOUND with a suggestion, both with the place in the text; of a formula as
 *         prg_query_set_formula(), PRG_EEXISTS when its id is one of the programme or there for a second time; PRG_ESTALE;
 *         PRG_ENOMEM; PRG_EINVALID. On an error the query is as before.
 * @since 0.1
 */
PRG_API int prg_query_set_indicators(prg_query *query, const char *text);

/**
 * Sets the areas (địa bàn). Words such as "level:district" are resolved when the query is computed, in the
 * tree of areas of that table; see compute.h.
 *
 * @return as prg_query_set_indicators().
 * @since 0.1
 */
PRG_API int prg_query_set_areas(prg_query *query, const char *text);

/**
 * Sets the periods (kỳ báo cáo): ids and ranges of any calendar, and relative periods on a day.
 *
 * @return as prg_query_set_indicators(); PRG_ERANGE for a period that does not exist; PRG_ELIMIT for more
 *         than 100 000 periods.
 * @since 0.1
 */
PRG_API int prg_query_set_periods(prg_query *query, const char *text);

/**
 * Sets the breakdowns (phân tổ). An indicator that does not have a breakdown is not applicable there.
 *
 * @return as prg_query_set_indicators().
 * @since 0.1
 */
PRG_API int prg_query_set_breakdowns(prg_query *query, const char *text);

/**
 * Sets the measures.
 *
 * @return as prg_query_set_indicators(); PRG_ENOTYET for a measure that is announced.
 * @since 0.1
 */
PRG_API int prg_query_set_measures(prg_query *query, const char *text);

/* ---- conditions ---- */

/**
 * Looks only at what had been received up to a sequence number; 0: everything (the default).
 *
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_set_as_of(prg_query *query, uint64_t sequence);

/**
 * Looks only at entries of some qualities.
 *
 * @return 0; PRG_EINVALID, also for numbers that are no mode or quality.
 * @since 0.1
 */
PRG_API int prg_query_set_quality(prg_query *query, prg_quality_mode mode, prg_quality quality);

/**
 * Takes one source (reporting chain) instead of the order that an indicator declares.
 *
 * @param query  the query.
 * @param source its id or name; NULL: as declared.
 * @return 0; PRG_ENOTFOUND, with a suggestion; PRG_ESTALE; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_set_source(prg_query *query, const char *source);

/**
 * Sets which values make up an area above those that report.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_set_origin(prg_query *query, prg_origin origin);

/**
 * Overrides the indicators' policy over time.
 *
 * @param query   the query.
 * @param policy  the policy.
 * @param minimum in percent, 0 to 100, for #PRG_POLICY_MINIMUM.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_set_policy_time(prg_query *query, prg_policy policy, prg_decimal minimum);

/**
 * Overrides the indicators' policy over areas; as prg_query_set_policy_time().
 * @since 0.1
 */
PRG_API int prg_query_set_policy_areas(prg_query *query, prg_policy policy, prg_decimal minimum);

/**
 * Overrides how the operands of ratios meet.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_set_operands(prg_query *query, prg_operands operands);

/**
 * Asks for the boundaries of areas on a date. Announced.
 *
 * @param query the query.
 * @param day   the date; #PRG_DATE_NONE: those of the last day of the table's last period (the default).
 * @return 0 for #PRG_DATE_NONE; PRG_ENOTYET for a date; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_query_set_boundaries(prg_query *query, prg_date day);

/**
 * Supposes a value or state for a cell (what if), in this query only, whatever was reported for it, or nothing. Of a
 * cell that is set twice the later one counts.
 *
 * @param query the query.
 * @param key   which cell: one for which a value may be reported, see prg_data_set().
 * @param value its state, number with unit, and category are looked at. As of a reported one: no more decimals than
 *              the indicator has, no negative number of things.
 * @return 0; as prg_data_set(); PRG_ESTALE; PRG_EINVALID for NULL. On an error the query is as before.
 * @since 0.1
 */
PRG_API int prg_query_set_override(prg_query *query, const prg_key *key, const prg_value *value);

/**
 * Gives an indicator a formula in this query only: one of the programme (what if it were computed so), or a new one,
 * which then stands at the end of the indicators.
 *
 * @param query     the query.
 * @param indicator its id. Copied.
 * @param formula   over the ids of the programme. Copied.
 * @return 0; as prg_formula_parse() and prg_formula_check(), with the place in the formula as "character N";
 *         PRG_ECONFLICT for the weight, or an earlier version, of another indicator; PRG_ESYNTAX for an id that is not
 *         well-formed; PRG_ESTALE; PRG_ENOMEM; PRG_EINVALID for NULL. On an error the query is as before.
 * @since 0.1
 */
PRG_API int prg_query_set_formula(prg_query *query, const char *indicator, const char *formula);

/**
 * Sets everything that is supposed, values and formulas, as the clause "what if" has it; "" for nothing.
 *
 * Formulas are checked one by one; several that need each other in a circle are refused when they are computed.
 *
 * @return as prg_query_set_indicators(), prg_query_set_override() and prg_query_set_formula().
 * @since 0.1
 */
PRG_API int prg_query_set_what_if(prg_query *query, const char *text);

/* ---- what is set ---- */

/**
 * How many indicators the query asks for.
 * @since 0.1
 */
PRG_API size_t prg_query_indicator_count(const prg_query *query);

/**
 * How many periods the query asks for.
 * @since 0.1
 */
PRG_API size_t prg_query_period_count(const prg_query *query);

/**
 * The calendars in which the periods of the query are read. Ownership: borrowed, valid as long as the query.
 * @since 0.1
 */
PRG_API const prg_calendars *prg_query_calendars(const prg_query *query);

/** @} */

PRG_END_DECLS

#endif
