/**
 * @file libprogram/calendar.h
 * @brief Calendars (lịch báo cáo): how days are grouped into reporting periods.
 */
#ifndef PRG_CALENDAR_H
#define PRG_CALENDAR_H

#include "common.h"
#include "item.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup calendar Calendars
 * @brief Several ways of dividing the same days, side by side.
 *
 * A calendar is data: a thing of class "calendar" in a programme, or options that a caller fills. A
 * #prg_calendars compiles them; from then on a #prg_calendar is immutable, and every question about it
 * takes constant time (for stages: logarithmic) and no memory.
 *
 * Calendars are proleptic: they divide every day from 0001-01-01 to 9999-12-31, also before they became
 * law. When one is in force by law is known beside it, see prg_period_is_in_force().
 *
 * ~~~{.c}
 * prg_calendars *calendars;
 * const prg_calendar *vn;
 * prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
 * options.id = "vn";
 * options.kind = PRG_CALENDAR_SHIFTED;
 * options.day = 15;
 * if (prg_calendars_new(&calendars, NULL) < 0 || prg_calendars_add(&vn, calendars, &options) < 0)
 *         return fail();
 * ~~~
 *
 * **Threads.** Calendars may be read from many threads at once; prg_calendars_add() needs the set for
 * itself.
 * @{
 */

/** One way of dividing days. */
typedef struct prg_calendar prg_calendar;

/** Calendars by id. */
typedef struct prg_calendars prg_calendars;

/** Every kind of calendar: symbol, number, name in documents, meaning. */
#define PRG_CALENDAR_KIND_MAP(X)                                                                   \
        X(PRG_CALENDAR_GREGORIAN, 1, "gregorian", "months, quarters and years of civil life")      \
        X(PRG_CALENDAR_SHIFTED, 2, "shifted",                                                      \
                "month m runs from a day of the month before to the day before it")                \
        X(PRG_CALENDAR_IRREGULAR, 3, "irregular",                                                  \
                "as shifted, but the first month begins and the last one ends with the year")      \
        X(PRG_CALENDAR_YEAR_START, 4, "year_start", "a reporting year that begins on any day")     \
        X(PRG_CALENDAR_SEASON, 5, "season", "a part of each year, which may cross New Year")       \
        X(PRG_CALENDAR_WEEKS, 6, "weeks", "weeks that begin on any weekday")                       \
        X(PRG_CALENDAR_STAGES, 7, "stages", "listed intervals, which may leave gaps and overlap")

/** Kinds of calendars; see #PRG_CALENDAR_KIND_MAP. */
typedef enum prg_calendar_kind {
#define PRG_CALENDAR_KIND_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_CALENDAR_KIND_MAP(PRG_CALENDAR_KIND_ENUM_)
#undef PRG_CALENDAR_KIND_ENUM_
} prg_calendar_kind;

/** By which of its two years a year that crosses New Year is called. */
typedef enum prg_year_named {
        PRG_YEAR_NAMED_START = 1, /**< the year of its first day */
        PRG_YEAR_NAMED_END = 2    /**< the year of its last day */
} prg_year_named;

/** A stage (giai đoạn): an interval with a code. */
typedef struct prg_stage {
        const char *id; /**< as ids of things, and neither a date nor with ".." in it */
        prg_date first; /**< its first day */
        prg_date last;  /**< its last day */
} prg_stage;

/** What a calendar is made of. Fields that the kind does not use must be as in the `_INIT` macro. */
typedef struct prg_calendar_options {
        unsigned version;       /**< #PRG_CALENDAR_OPTIONS_VERSION */
        const char *id;         /**< the prefix of its periods; copied */
        prg_calendar_kind kind; /**< the kind */
        int day;         /**< shifted, irregular: the day on which its months begin, 2 to 31; the cut-off is
                              the day before. Where a month is too short, its last day is the cut-off */
        int first_month; /**< the month in which the year or the season begins; 0: the kind's own, which is
                              January, for shifted the December before; a season needs it */
        int first_day;   /**< year_start, season: the day on which it begins; 0: 1 */
        int last_month;  /**< season: the month in which it ends */
        int last_day;    /**< season: the day on which it ends; 0: the last of the month */
        int year_named;  /**< one of #prg_year_named; 0: the start, for shifted the end */
        int week_start;  /**< gregorian, year_start, weeks: 1 for Monday to 7 for Sunday; 0: Monday */
        prg_date from;   /**< the first day on which it is in force by law, or #PRG_DATE_NONE */
        prg_date to;     /**< the last one, or #PRG_DATE_NONE */
        const prg_stage *stages; /**< stages: the intervals, in any order; copied */
        size_t stage_count;      /**< how many there are */
} prg_calendar_options;

#define PRG_CALENDAR_OPTIONS_VERSION 1 /**< the present version of #prg_calendar_options */
/** The defaults of #prg_calendar_options. */
#define PRG_CALENDAR_OPTIONS_INIT                                                                  \
        { PRG_CALENDAR_OPTIONS_VERSION, NULL, PRG_CALENDAR_GREGORIAN, 0, 0, 0, 0, 0, 0, 0,         \
                PRG_DATE_NONE, PRG_DATE_NONE, NULL, 0 }

/* ---- sets ---- */

/**
 * The calendars of a programme, and the standard ones that its document does not define differently:
 * "gregorian", the reporting years "february", "april", "july", "august", "september", "october" and
 * "november" from the first of that month, and the weeks "wednesday", "thursday", "friday", "saturday" and
 * "sunday". "november" is called by the year in which it ends, as DHIS2 does; the others by the year in
 * which they begin.
 *
 * @param[out] calendars receives them. Ownership: owned, free with prg_calendars_free().
 * @param programme      read during the call only; NULL for the standard calendars alone.
 * @return 0; PRG_ESCHEMA for a calendar that is not complete; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_calendars_new(prg_calendars **calendars, const prg_programme *programme);

/**
 * Frees a set with its calendars. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_calendars_free(prg_calendars *calendars);

/**
 * Compiles a calendar and puts it into a set. It takes the place of a standard calendar of its id.
 *
 * @param[out] calendar receives it; may be NULL. Ownership: borrowed, valid until the set is freed.
 * @param calendars     the set.
 * @param options       what it is. Ownership: copied.
 * @return 0; PRG_ESCHEMA for options that make no calendar, with what was expected; PRG_EEXISTS for an id
 *         in use; PRG_EVERSION; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_calendars_add(const prg_calendar **calendar, prg_calendars *calendars,
        const prg_calendar_options *options);

/**
 * How many calendars a set has: first those of the programme, then the standard ones. NULL has the standard
 * ones alone.
 * @since 0.1
 */
PRG_API size_t prg_calendars_count(const prg_calendars *calendars);

/**
 * The calendar at that place; NULL behind the last. Ownership: borrowed, valid until the set is freed.
 * @since 0.1
 */
PRG_API const prg_calendar *prg_calendars_at(const prg_calendars *calendars, size_t index);

/**
 * The calendar of an id.
 *
 * @param[out] calendar receives it. Ownership: borrowed, valid until the set is freed.
 * @param calendars     the set; NULL for the standard calendars alone.
 * @param id            the id; need not end in NUL.
 * @param length        its length in bytes.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_calendars_find(const prg_calendar **calendar, const prg_calendars *calendars,
        const char *id, size_t length);

/* ---- one calendar ---- */

/**
 * The Gregorian calendar, which every set has. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const prg_calendar *prg_calendar_gregorian(void);

/**
 * The id; NULL for NULL. Ownership: borrowed, valid as long as the calendar.
 * @since 0.1
 */
PRG_API const char *prg_calendar_id(const prg_calendar *calendar);

/**
 * What a calendar is made of, with every default filled in. Texts and stages are borrowed, valid as long
 * as the calendar; changed options can be given to prg_calendars_add().
 *
 * @return 0; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_calendar_get_options(prg_calendar_options *options, const prg_calendar *calendar);

/**
 * The options that a thing of class "calendar" describes; a caller may change them, the cut-off for
 * example, before prg_calendars_add(). Its stages are not among them.
 *
 * @param[out] options receives them. Texts are borrowed, valid as long as the programme.
 * @param item         the calendar.
 * @return 0; PRG_ESCHEMA for a day in a year that is none; PRG_EINVALID for NULL and other things.
 * @since 0.1
 */
PRG_API int prg_calendar_options_of_item(prg_calendar_options *options, const prg_item *item);

/**
 * Whether the calendar is in force by law on a day: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_calendar_is_in_force(const prg_calendar *calendar, prg_date day);

/**
 * The name of a kind, such as "shifted"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_calendar_kind_name(prg_calendar_kind kind);

/**
 * The kind of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_calendar_kind_from_name(prg_calendar_kind *kind, const char *name);

/** @} */

PRG_END_DECLS

#endif
