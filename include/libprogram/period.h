/**
 * @file libprogram/period.h
 * @brief Periods (kỳ báo cáo): ids, first and last days, neighbours, parts, and the forms of others.
 */
#ifndef PRG_PERIOD_H
#define PRG_PERIOD_H

#include "calendar.h"
#include "common.h"
#include "report.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup period Periods
 * @brief A stretch of days of one calendar, with an id such as `2018-Q1` or `vn:2019-06`.
 *
 * Types are *partitions*, which divide every day of their calendar without gap or overlap, or *spans*,
 * which may leave gaps, overlap, and are never summed with their parts. Which type is made of which is
 * declared: see prg_period_type_nests().
 *
 * Canonical ids, as prg_period_format() writes them:
 *
 * ~~~
 * id       = [ calendar ":" ] body            ; the Gregorian calendar has no prefix
 * body     = YYYY                             ; a year; in a season calendar the season that begins in it
 *          | YYYY "-" MM                      ; a month
 *          | YYYY "-" ( "S" | "T" | "Q" | "B" ) N   ; half, four months, quarter, two months
 *          | YYYY "-" ( "W" | "BW" ) NN       ; week, two weeks
 *          | YYYY "-WY"                       ; the year made of whole weeks
 *          | YYYY "-9M"                       ; the first nine months
 *          | YYYY "-" MM "YTD"                ; from the beginning of the year to the end of that month
 *          | YYYY "-" MM "-" DD               ; a day
 *          | day ".." day                     ; any days
 *          | code                             ; a stage, in a calendar of stages
 * range    = [ calendar ":" ] body [ ".." body ]
 * ~~~
 *
 * Also read: `2018-H1` (half), `2018-M06`, `2018-A1` (year), `2018-D166` (day of the year) and the ids of
 * DHIS2 (prg_period_parse_dhis2()). docs/periods.md explains all of them, with their traps.
 *
 * A #prg_period is a small value: copy it freely. It is valid as long as its calendar. Functions that take
 * one refuse a value that no function of this page made (PRG_EINVALID). They need no memory, unless they
 * write to a buffer, and may be called from any thread.
 * @{
 */

/** Every type of period: symbol, number, name in documents, meaning. */
#define PRG_PERIOD_TYPE_MAP(X)                                                                     \
        X(PRG_PERIOD_DAY, 1, "day", "a day (ngày)")                                                \
        X(PRG_PERIOD_WEEK, 2, "week", "a week (tuần)")                                             \
        X(PRG_PERIOD_BI_WEEK, 3, "bi_week", "two weeks; week 53 alone")                            \
        X(PRG_PERIOD_WEEK_YEAR, 4, "week_year", "the weeks that belong to a year")                 \
        X(PRG_PERIOD_MONTH, 5, "month", "a month (tháng)")                                         \
        X(PRG_PERIOD_BI_MONTH, 6, "bi_month", "two months")                                        \
        X(PRG_PERIOD_QUARTER, 7, "quarter", "a quarter (quý)")                                     \
        X(PRG_PERIOD_FOUR_MONTH, 8, "four_month", "four months")                                   \
        X(PRG_PERIOD_HALF, 9, "half", "half a year (6 tháng)")                                     \
        X(PRG_PERIOD_YEAR, 10, "year", "a year (năm)")                                             \
        X(PRG_PERIOD_NINE_MONTH, 20, "nine_month", "span: the first nine months (9 tháng)")        \
        X(PRG_PERIOD_YEAR_TO_DATE, 21, "year_to_date", "span: from the beginning of the year (lũy kế)") \
        X(PRG_PERIOD_SEASON, 22, "season", "span: a season (mùa vụ)")                              \
        X(PRG_PERIOD_STAGE, 23, "stage", "span: a stage (giai đoạn)")                              \
        X(PRG_PERIOD_DAYS, 24, "days", "span: any first and last day")

/** Types of periods; see #PRG_PERIOD_TYPE_MAP. */
typedef enum prg_period_type {
#define PRG_PERIOD_TYPE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_PERIOD_TYPE_MAP(PRG_PERIOD_TYPE_ENUM_)
#undef PRG_PERIOD_TYPE_ENUM_
} prg_period_type;

/** A period. */
typedef struct prg_period {
        const prg_calendar *calendar; /**< Ownership: borrowed */
        prg_period_type type;         /**< its type */
        int year;       /**< 1 to 9999: the year that it is called by; 0 for stages and days */
        int index;      /**< which one of that year, from 1; of stages, which one in order of first days; of
                             year_to_date, the month; of days, 0 */
        prg_date first; /**< its first day */
        prg_date last;  /**< its last day */
} prg_period;

/** Periods of one calendar and type that follow each other. */
typedef struct prg_period_range {
        prg_period first; /**< the first period */
        prg_period last;  /**< the last one */
        size_t count;     /**< how many there are, with both */
} prg_period_range;

/* ---- types ---- */

/**
 * The name of a type, such as "quarter"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_period_type_name(prg_period_type type);

/**
 * The type of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_period_type_from_name(prg_period_type *type, const char *name);

/**
 * Whether a type is a partition: 1, or 0 for a span and for a number that is no type.
 * @since 0.1
 */
PRG_API int prg_period_type_is_partition(prg_period_type type);

/**
 * Whether every period of type `outer` is made of whole periods of type `inner`, by declaration: a day is
 * part of all; a month of two months, quarter, four months, half and year; two months of four months, half
 * and year; a quarter of half and year; four months of year; a half of year; a week of two weeks and of the
 * week year, only. A type does not nest in itself, and spans nest in nothing.
 *
 * @return 1 or 0.
 * @since 0.1
 */
PRG_API int prg_period_type_nests(prg_period_type inner, prg_period_type outer);

/**
 * Whether a calendar has periods of a type: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_calendar_has(const prg_calendar *calendar, prg_period_type type);

/* ---- making ---- */

/**
 * The period of a year and a number.
 *
 * @param[out] period receives it.
 * @param calendar    the calendar.
 * @param type        the type; not days, see prg_period_make_days().
 * @param year        1 to 9999; 0 for a stage.
 * @param index       which one of the year, from 1.
 * @return 0; PRG_ERANGE when there is no such period, or when it would leave 0001-01-01 to 9999-12-31;
 *         PRG_EINVALID for NULL and for a type that the calendar does not have.
 * @since 0.1
 */
PRG_API int prg_period_make(prg_period *period, const prg_calendar *calendar, prg_period_type type,
        int year, int index);

/**
 * The span of any days.
 *
 * @param[out] period receives it.
 * @param calendar    the calendar that it is said in.
 * @param first       its first day.
 * @param last        its last day, not before the first.
 * @return 0; PRG_ERANGE when `last` lies before `first`; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_make_days(
        prg_period *period, const prg_calendar *calendar, prg_date first, prg_date last);

/**
 * The period that holds a day. Of overlapping stages, the one that begins first; for year_to_date the one
 * that ends with the month of the day.
 *
 * @param[out] period receives it.
 * @param calendar    the calendar.
 * @param type        the type; not days.
 * @param day         the day.
 * @return 0; PRG_END when none does: between seasons or stages, or after nine months; PRG_ERANGE when the
 *         period would leave 0001-01-01 to 9999-12-31; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_holding(prg_period *period, const prg_calendar *calendar, prg_period_type type,
        prg_date day);

/* ---- text ---- */

/**
 * Reads the id of a period.
 *
 * @param[out] period receives it.
 * @param calendars   where prefixes are looked up; NULL for the standard calendars alone.
 * @param text        the id; need not end in NUL.
 * @param length      its length in bytes.
 * @return 0; PRG_ESYNTAX for text of no known form; PRG_ERANGE for a period that does not exist, such as
 *         2024-Q5, 2023-W53 or 2023-02-29; PRG_ENOTFOUND for an unknown calendar; PRG_EINVALID. The error
 *         says what was expected, and has the place in the text.
 * @since 0.1
 */
PRG_API int prg_period_parse(
        prg_period *period, const prg_calendars *calendars, const char *text, size_t length);

/**
 * Appends the canonical id of a period.
 *
 * @return 0; PRG_EINVALID; PRG_ENOMEM, the buffer is then unchanged.
 * @since 0.1
 */
PRG_API int prg_period_format(prg_buf *out, const prg_period *period);

/**
 * Reads a range `a..b`, whose prefix stands once, or a single period. Days `a..b` are the range of these
 * days one by one; as one span, prg_period_parse() reads them.
 *
 * @return as prg_period_parse(); PRG_ERANGE also when `b` lies before `a`; PRG_ESYNTAX also for periods of
 *         two types.
 * @since 0.1
 */
PRG_API int prg_period_range_parse(
        prg_period_range *range, const prg_calendars *calendars, const char *text, size_t length);

/**
 * Appends the canonical text of a range; of a single period, its id.
 *
 * @return 0; PRG_EINVALID; PRG_ENOMEM, the buffer is then unchanged.
 * @since 0.1
 */
PRG_API int prg_period_range_format(prg_buf *out, const prg_period_range *range);

/* ---- days and neighbours ---- */

/**
 * How many days a period has; 0 for NULL.
 * @since 0.1
 */
PRG_API int prg_period_days(const prg_period *period);

/**
 * Whether a day lies in a period: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_period_contains(const prg_period *period, prg_date day);

/**
 * The period a number of steps later, or earlier. Of days, no other is next.
 *
 * @param[out] out receives it.
 * @param period   where to start.
 * @param steps    how many later; negative for earlier.
 * @return 0; PRG_END when there is none; PRG_ERANGE when it would leave the range of dates; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_move(prg_period *out, const prg_period *period, int steps);

/**
 * The period after this one; as prg_period_move().
 * @since 0.1
 */
PRG_API int prg_period_next(prg_period *out, const prg_period *period);

/**
 * The period before this one; as prg_period_move().
 * @since 0.1
 */
PRG_API int prg_period_previous(prg_period *out, const prg_period *period);

/**
 * The same period last year (cùng kỳ năm trước): the one of the same number. Of a season, the season
 * before; of any days, the same days of the months.
 *
 * @return 0; PRG_END when there is none: for week 53, two weeks 27, 29 February, stages; PRG_ERANGE;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_same_last_year(prg_period *out, const prg_period *period);

/**
 * From the beginning of the calendar's own year to the last day of the period: a period of type
 * year_to_date where that day ends a month, else of type days.
 *
 * @return 0; PRG_EINVALID, also for a calendar without years; PRG_ERANGE.
 * @since 0.1
 */
PRG_API int prg_period_year_to_date(prg_period *out, const prg_period *period);

/**
 * The order of two periods: by first day, then the shorter first, then by type, then by id of the calendar.
 * @return negative, 0 or positive; NULL comes first.
 * @since 0.1
 */
PRG_API int prg_period_compare(const prg_period *a, const prg_period *b);

/* ---- parts and wholes ---- */

/**
 * The period of a wider type, of the same calendar, that this one is part of.
 *
 * @return 0; PRG_END when a day lies in no season, stage or nine months; PRG_ECONFLICT when the types do
 *         not nest; PRG_ERANGE; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_parent(prg_period *out, const prg_period *period, prg_period_type type);

/**
 * The periods of a narrower type, of the same calendar, that this one is made of.
 *
 * @return 0; PRG_ECONFLICT when it is not made of such, with the reason; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_children(
        prg_period_range *out, const prg_period *period, prg_period_type type);

/** Why a period is no union of base periods. */
typedef enum prg_union_reason {
        PRG_UNION_EXACT = 0,         /**< it is one */
        PRG_UNION_NOT_NESTED = 1,    /**< the types do not nest: weeks in a month */
        PRG_UNION_BEGINS_INSIDE = 2, /**< its first day lies within a base period */
        PRG_UNION_ENDS_INSIDE = 3,   /**< its last day lies within a base period */
        PRG_UNION_SPAN = 4           /**< the base type is a span, and this is not that very span */
} prg_union_reason;

/**
 * The base periods, of any calendar, whose exact union a period is. A wider value is computed from a series
 * only if there are such: a year of one calendar is not made of months of another whose months begin on
 * other days. Spans are judged by their days alone, partitions must nest as well.
 *
 * @param[out] range  receives the base periods when there are; else it is as before.
 * @param[out] reason receives the reason; may be NULL.
 * @param period      the period.
 * @param calendar    the calendar of the base periods.
 * @param type        their type.
 * @return 0; PRG_END when there are none; PRG_ERANGE; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_union(prg_period_range *range, prg_union_reason *reason, const prg_period *period,
        const prg_calendar *calendar, prg_period_type type);

/**
 * The name of a reason: "exact", "not_nested", "begins_inside", "ends_inside", "span"; NULL for another
 * number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_union_reason_name(prg_union_reason reason);

/**
 * The reason of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_union_reason_from_name(prg_union_reason *reason, const char *name);

/**
 * The period at a place in a range.
 *
 * @return 0; PRG_END behind the last; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_range_at(prg_period *out, const prg_period_range *range, size_t index);

/**
 * The days that two periods share, of any two calendars, as a span of days of the calendar of `a`: 2018 and
 * `vn:2019` share the 17 days from 2018-12-15 to 2018-12-31.
 *
 * @return 0; PRG_END when they share none; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_overlap(prg_period *out, const prg_period *a, const prg_period *b);

/**
 * The days of `a` that are not in `b`: at most two spans. With the same year of two calendars, the days
 * that these put into different years.
 *
 * @param[out] out   receives the spans, in order.
 * @param[out] count receives how many there are, 0 to 2.
 * @param a          the period whose days are asked for.
 * @param b          the other one.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_period_difference(
        prg_period out[2], size_t *count, const prg_period *a, const prg_period *b);

/* ---- law ---- */

/**
 * Whether the calendar of a period is in force by law on the last day of the period: 1 or 0. It may be used
 * all the same; that is a finding, not an error.
 * @since 0.1
 */
PRG_API int prg_period_is_in_force(const prg_period *period);

/**
 * Adds the finding `calendar-not-in-force` to a report, a note, if the calendar of the period is not.
 *
 * @return 0; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_period_check(const prg_period *period, prg_report *report);

/* ---- the forms of others ---- */

/**
 * Reads a period id of DHIS2: `20240315`, `2024W1`, `2024WedW5` (Thu, Fri, Sat, Sun), `2024BiW1`, `202401`,
 * `202401B` (the first two months of the year: 01 is a number, no month), `2024Q1`, `2024NovQ1` (from
 * November 2023), `2024S1`, `2024AprilS1`, `2024NovS1`, `2024`, `2024April` (Feb, July, Aug, Sep, Oct),
 * `2024Nov` (from November 2023). `2020BiW27` is two weeks in DHIS2, which overlap 2021BiW1: it is read as a
 * span of days.
 *
 * @return as prg_period_parse().
 * @since 0.1
 */
PRG_API int prg_period_parse_dhis2(
        prg_period *period, const prg_calendars *calendars, const char *text, size_t length);

/**
 * Appends the DHIS2 id of the period with exactly these days: `april:2024-Q1` is `2024Q2`.
 *
 * @return 0; PRG_ENOTFOUND when DHIS2 has none; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_period_format_dhis2(prg_buf *out, const prg_period *period);

/**
 * Reads a time period of SDMX: `2024`, `2024-01`, `2024-01-15`, the reporting periods `2024-A1`, `-S1`,
 * `-T1`, `-Q1`, `-M01`, `-W01`, `-D001`, and start and duration `2024-01-01/P3M` (Y, M, W, D). A start and
 * duration that is a Gregorian period becomes that period.
 *
 * @param[out] period receives it.
 * @param calendars   where a calendar of the reporting year is looked up; NULL for the standard ones alone.
 * @param start_day   REPORTING_YEAR_START_DAY, such as "--07-01"; NULL for 1 January. Ids of reporting
 *                    periods are counted from it, the others are not.
 * @param text        the time period; need not end in NUL.
 * @param length      its length in bytes.
 * @return as prg_period_parse(); PRG_ENOTFOUND when no calendar has that reporting year.
 * @since 0.1
 */
PRG_API int prg_period_parse_sdmx(prg_period *period, const prg_calendars *calendars,
        const char *start_day, const char *text, size_t length);

/**
 * Appends the SDMX form of a period: a reporting period if its calendar has a reporting year that SDMX can
 * say, else the Gregorian period with exactly these days, else start and duration.
 *
 * @param out       receives the time period.
 * @param start_day receives REPORTING_YEAR_START_DAY, such as "--07-01", or nothing where 1 January holds;
 *                  NULL when it cannot be passed on: then only Gregorian forms are written.
 * @param period    the period.
 * @return 0; PRG_EINVALID; PRG_ENOMEM, the buffers are then unchanged.
 * @since 0.1
 */
PRG_API int prg_period_format_sdmx(prg_buf *out, prg_buf *start_day, const prg_period *period);

/* ---- relative periods ---- */

/**
 * Every relative period: symbol, number, name, type of its periods, the first and the last of them, counted
 * from the one that holds the base date; `W` whole periods of the year instead, counted in years. The names
 * are those of DHIS2; the last one is ours.
 */
#define PRG_RELATIVE_MAP(X)                                                                        \
        X(PRG_RELATIVE_TODAY, 1, "TODAY", PRG_PERIOD_DAY, 0, 0, 0)                                 \
        X(PRG_RELATIVE_YESTERDAY, 2, "YESTERDAY", PRG_PERIOD_DAY, -1, -1, 0)                       \
        X(PRG_RELATIVE_LAST_3_DAYS, 3, "LAST_3_DAYS", PRG_PERIOD_DAY, -3, -1, 0)                   \
        X(PRG_RELATIVE_LAST_7_DAYS, 4, "LAST_7_DAYS", PRG_PERIOD_DAY, -7, -1, 0)                   \
        X(PRG_RELATIVE_LAST_14_DAYS, 5, "LAST_14_DAYS", PRG_PERIOD_DAY, -14, -1, 0)                \
        X(PRG_RELATIVE_LAST_30_DAYS, 6, "LAST_30_DAYS", PRG_PERIOD_DAY, -30, -1, 0)                \
        X(PRG_RELATIVE_LAST_60_DAYS, 7, "LAST_60_DAYS", PRG_PERIOD_DAY, -60, -1, 0)                \
        X(PRG_RELATIVE_LAST_90_DAYS, 8, "LAST_90_DAYS", PRG_PERIOD_DAY, -90, -1, 0)                \
        X(PRG_RELATIVE_LAST_180_DAYS, 9, "LAST_180_DAYS", PRG_PERIOD_DAY, -180, -1, 0)             \
        X(PRG_RELATIVE_THIS_MONTH, 10, "THIS_MONTH", PRG_PERIOD_MONTH, 0, 0, 0)                    \
        X(PRG_RELATIVE_LAST_MONTH, 11, "LAST_MONTH", PRG_PERIOD_MONTH, -1, -1, 0)                  \
        X(PRG_RELATIVE_THIS_BIMONTH, 12, "THIS_BIMONTH", PRG_PERIOD_BI_MONTH, 0, 0, 0)             \
        X(PRG_RELATIVE_LAST_BIMONTH, 13, "LAST_BIMONTH", PRG_PERIOD_BI_MONTH, -1, -1, 0)           \
        X(PRG_RELATIVE_THIS_QUARTER, 14, "THIS_QUARTER", PRG_PERIOD_QUARTER, 0, 0, 0)              \
        X(PRG_RELATIVE_LAST_QUARTER, 15, "LAST_QUARTER", PRG_PERIOD_QUARTER, -1, -1, 0)            \
        X(PRG_RELATIVE_THIS_SIX_MONTH, 16, "THIS_SIX_MONTH", PRG_PERIOD_HALF, 0, 0, 0)             \
        X(PRG_RELATIVE_LAST_SIX_MONTH, 17, "LAST_SIX_MONTH", PRG_PERIOD_HALF, -1, -1, 0)           \
        X(PRG_RELATIVE_WEEKS_THIS_YEAR, 18, "WEEKS_THIS_YEAR", PRG_PERIOD_WEEK, 0, 0, 1)           \
        X(PRG_RELATIVE_MONTHS_THIS_YEAR, 19, "MONTHS_THIS_YEAR", PRG_PERIOD_MONTH, 0, 0, 1)        \
        X(PRG_RELATIVE_BIMONTHS_THIS_YEAR, 20, "BIMONTHS_THIS_YEAR", PRG_PERIOD_BI_MONTH, 0, 0, 1) \
        X(PRG_RELATIVE_QUARTERS_THIS_YEAR, 21, "QUARTERS_THIS_YEAR", PRG_PERIOD_QUARTER, 0, 0, 1)  \
        X(PRG_RELATIVE_THIS_YEAR, 22, "THIS_YEAR", PRG_PERIOD_YEAR, 0, 0, 0)                       \
        X(PRG_RELATIVE_MONTHS_LAST_YEAR, 23, "MONTHS_LAST_YEAR", PRG_PERIOD_MONTH, -1, -1, 1)      \
        X(PRG_RELATIVE_QUARTERS_LAST_YEAR, 24, "QUARTERS_LAST_YEAR", PRG_PERIOD_QUARTER, -1, -1, 1) \
        X(PRG_RELATIVE_LAST_YEAR, 25, "LAST_YEAR", PRG_PERIOD_YEAR, -1, -1, 0)                     \
        X(PRG_RELATIVE_LAST_5_YEARS, 26, "LAST_5_YEARS", PRG_PERIOD_YEAR, -5, -1, 0)               \
        X(PRG_RELATIVE_LAST_10_YEARS, 27, "LAST_10_YEARS", PRG_PERIOD_YEAR, -10, -1, 0)            \
        X(PRG_RELATIVE_LAST_12_MONTHS, 28, "LAST_12_MONTHS", PRG_PERIOD_MONTH, -12, -1, 0)         \
        X(PRG_RELATIVE_LAST_6_MONTHS, 29, "LAST_6_MONTHS", PRG_PERIOD_MONTH, -6, -1, 0)            \
        X(PRG_RELATIVE_LAST_3_MONTHS, 30, "LAST_3_MONTHS", PRG_PERIOD_MONTH, -3, -1, 0)            \
        X(PRG_RELATIVE_LAST_6_BIMONTHS, 31, "LAST_6_BIMONTHS", PRG_PERIOD_BI_MONTH, -6, -1, 0)     \
        X(PRG_RELATIVE_LAST_4_QUARTERS, 32, "LAST_4_QUARTERS", PRG_PERIOD_QUARTER, -4, -1, 0)      \
        X(PRG_RELATIVE_LAST_2_SIXMONTHS, 33, "LAST_2_SIXMONTHS", PRG_PERIOD_HALF, -2, -1, 0)       \
        X(PRG_RELATIVE_THIS_FINANCIAL_YEAR, 34, "THIS_FINANCIAL_YEAR", PRG_PERIOD_YEAR, 0, 0, 0)   \
        X(PRG_RELATIVE_LAST_FINANCIAL_YEAR, 35, "LAST_FINANCIAL_YEAR", PRG_PERIOD_YEAR, -1, -1, 0) \
        X(PRG_RELATIVE_LAST_5_FINANCIAL_YEARS, 36, "LAST_5_FINANCIAL_YEARS", PRG_PERIOD_YEAR, -5, -1, 0) \
        X(PRG_RELATIVE_LAST_10_FINANCIAL_YEARS, 37, "LAST_10_FINANCIAL_YEARS", PRG_PERIOD_YEAR, -10, -1, 0) \
        X(PRG_RELATIVE_THIS_WEEK, 38, "THIS_WEEK", PRG_PERIOD_WEEK, 0, 0, 0)                       \
        X(PRG_RELATIVE_LAST_WEEK, 39, "LAST_WEEK", PRG_PERIOD_WEEK, -1, -1, 0)                     \
        X(PRG_RELATIVE_THIS_BIWEEK, 40, "THIS_BIWEEK", PRG_PERIOD_BI_WEEK, 0, 0, 0)                \
        X(PRG_RELATIVE_LAST_BIWEEK, 41, "LAST_BIWEEK", PRG_PERIOD_BI_WEEK, -1, -1, 0)              \
        X(PRG_RELATIVE_LAST_4_WEEKS, 42, "LAST_4_WEEKS", PRG_PERIOD_WEEK, -4, -1, 0)               \
        X(PRG_RELATIVE_LAST_4_BIWEEKS, 43, "LAST_4_BIWEEKS", PRG_PERIOD_BI_WEEK, -4, -1, 0)        \
        X(PRG_RELATIVE_LAST_12_WEEKS, 44, "LAST_12_WEEKS", PRG_PERIOD_WEEK, -12, -1, 0)            \
        X(PRG_RELATIVE_LAST_52_WEEKS, 45, "LAST_52_WEEKS", PRG_PERIOD_WEEK, -52, -1, 0)            \
        X(PRG_RELATIVE_NINE_MONTHS_TO_DATE, 46, "NINE_MONTHS_TO_DATE", PRG_PERIOD_NINE_MONTH, 0, 0, 1)

/** Relative periods; see #PRG_RELATIVE_MAP. */
typedef enum prg_relative {
#define PRG_RELATIVE_ENUM_(symbol, number, name, type, first, last, of_year) symbol = number,
        PRG_RELATIVE_MAP(PRG_RELATIVE_ENUM_)
#undef PRG_RELATIVE_ENUM_
} prg_relative;

/**
 * The periods that a relative period means on a day. Those of the form LAST_n end before the period that
 * holds the day. NINE_MONTHS_TO_DATE is the nine-month period of the year that holds the day.
 *
 * @param[out] range receives them.
 * @param relative   the relative period.
 * @param calendar   the calendar; for financial years it is the one of the financial year. NULL for the
 *                   Gregorian one; for financial years "october", the default of DHIS2.
 * @param base       the day that they are relative to. The library never asks the clock.
 * @return 0; PRG_ERANGE when they leave the range of dates; PRG_EINVALID, also for a calendar that has no
 *         such periods.
 * @since 0.1
 */
PRG_API int prg_relative_resolve(prg_period_range *range, prg_relative relative,
        const prg_calendar *calendar, prg_date base);

/**
 * The name of a relative period, such as "LAST_12_MONTHS"; NULL for another number. Ownership: borrowed,
 * static.
 * @since 0.1
 */
PRG_API const char *prg_relative_name(prg_relative relative);

/**
 * The relative period of a name.
 *
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_relative_from_name(prg_relative *relative, const char *name);

/** @} */

PRG_END_DECLS

#endif
