/**
 * @file libprogram/timing.h
 * @brief When something is to be done (thời gian): wordings of time, resolved to days.
 */
#ifndef PRG_TIMING_H
#define PRG_TIMING_H

#include "common.h"
#include "item.h"
#include "log.h"
#include "period.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup timing Timing
 * @brief From a wording of time in its normal form to first days, last days and deadlines.
 *
 * A component or a flow has a `time`: the words of the document beside their normal form. The library reads the
 * normal form and never the words. It is resolved against the day of issue and a calendar:
 *
 * - `now` (từ nay) is the day of issue: the date of the nearest document of the component and of what it belongs to,
 *   else that of the programme;
 * - ranges are inclusive, and "until year N" (đến năm N) ends on 31 December N;
 * - a recurrence (hằng năm) has an instance for each whole period from its first day, or from the day of issue, to
 *   its end, or to the end of what it belongs to, or of the programme: none for a partial first period;
 * - periods are Gregorian unless they, the `time` or the options name another calendar.
 *
 * What cannot be resolved says why, and is never guessed.
 * @{
 */

/** What a wording of time comes to. */
typedef enum prg_wording {
        PRG_WORDING_DATED = 1,       /**< instances with days: windows, deadlines, ranges, recurrences, anniversaries */
        PRG_WORDING_CONTINUOUS = 2,  /**< goes on (thường xuyên): a status, no instances */
        PRG_WORDING_ON_DEMAND = 3,   /**< an instance for each request (theo yêu cầu) */
        PRG_WORDING_CONDITIONAL = 4, /**< an instance for each time that its event happens (khi …) */
        PRG_WORDING_UNRESOLVED = 5,  /**< not computable; prg_timing_reason() says why */
        PRG_WORDING_OPEN = 6         /**< no time is stated: one instance, from the first day to the last day of the
                                          component where it has these, else without deadline (không thời hạn) */
} prg_wording;

/** What is remarkable about an instance; bits. */
enum prg_instance_flag {
        PRG_INSTANCE_OPEN_START = 1 << 0,   /**< no first day is stated, or it is the day of issue */
        PRG_INSTANCE_PARTLY_PAST = 1 << 1,  /**< it had begun before the day of issue */
        PRG_INSTANCE_PAST = 1 << 2,         /**< it was over before the day of issue */
        PRG_INSTANCE_PARTIAL = 1 << 3,      /**< the first period of a recurrence, in which it was issued */
        PRG_INSTANCE_NOT_IN_FORCE = 1 << 4, /**< its calendar is not law on the last day of its period */
        PRG_INSTANCE_DUE_UNKNOWN = 1 << 5   /**< its deadline is unresolved: a year without a list of holidays */
};

/** One time that something is to be done. */
typedef struct prg_instance {
        prg_period period; /**< which one: of a recurrence the period, of what an event started the day of the event;
                                `calendar` NULL where there is only one */
        size_t number;     /**< of a recurrence, and of events, which one, from 1; else 1 */
        prg_date first;    /**< the first day as the wording has it; #PRG_DATE_NONE when it states none */
        prg_date start;    /**< the first day on which it can be worked on: not before the day of issue, unless all of
                                it was; #PRG_DATE_NONE when that is not known */
        prg_date last;     /**< the last day of the window; #PRG_DATE_NONE for no end */
        prg_date due;      /**< the deadline: the last day in time, as the `deadline` of the wording says, else the last
                                day; #PRG_DATE_NONE for none */
        unsigned flags;    /**< bits of #prg_instance_flag */
} prg_instance;

/** What "until year N" means where no first day is stated. */
typedef enum prg_until {
        PRG_UNTIL_END = 0,  /**< until the end of the year: the default */
        PRG_UNTIL_START = 1 /**< until its first day */
} prg_until;

/** Options of prg_timing_new(). */
typedef struct prg_timing_options {
        unsigned version;     /**< #PRG_TIMING_OPTIONS_VERSION */
        prg_date issued;      /**< the day of issue; #PRG_DATE_NONE: as the programme says */
        const char *calendar; /**< the id of the calendar of periods that name none; NULL: Gregorian. Ownership: borrowed */
        prg_until until;      /**< of a window without a stated first day whose end is a year */
        int partial;          /**< 1: a recurrence has an instance for the partial first period, too */
        const prg_calendars *calendars; /**< compiled calendars of the programme; NULL: they are compiled. Ownership:
                                   borrowed, as long as the timing */
} prg_timing_options;

#define PRG_TIMING_OPTIONS_VERSION 1 /**< the present version of #prg_timing_options */
/** The defaults of #prg_timing_options. */
#define PRG_TIMING_OPTIONS_INIT { PRG_TIMING_OPTIONS_VERSION, PRG_DATE_NONE, NULL, PRG_UNTIL_END, 0, NULL }

/** A resolved wording of time. */
typedef struct prg_timing prg_timing;

/**
 * Resolves the wording of time of a thing.
 *
 * @param[out] timing receives it. Ownership: owned, free with prg_timing_free(); it keeps the programme.
 * @param item        a component, a flow, or a `time` of one.
 * @param options     NULL for the defaults.
 * @return 0, also for what stays unresolved; PRG_ESCHEMA, PRG_ESYNTAX, PRG_ERANGE or PRG_ENOTFOUND for a first or last
 *         period, or a deadline, that the check of a programme would refuse; PRG_ENOTFOUND for an unknown calendar; PRG_EVERSION;
 *         PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_timing_new(prg_timing **timing, const prg_item *item, const prg_timing_options *options);

/**
 * Frees a timing. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_timing_free(prg_timing *timing);

/**
 * What the wording comes to; 0 for NULL.
 * @since 0.1
 */
PRG_API prg_wording prg_timing_wording(const prg_timing *timing);

/**
 * Why a wording is unresolved; NULL for others. Ownership: borrowed, valid as long as the timing.
 * @since 0.1
 */
PRG_API const char *prg_timing_reason(const prg_timing *timing);

/** Instances in the order of their numbers. */
typedef struct prg_instance_list prg_instance_list;

/** More instances are not answered at once. */
#define PRG_TIMING_MOST 100000

/**
 * The instances that have a day between two days: from where they can be worked on to their last day, or to their
 * deadline if that is later.
 *
 * @param[out] list receives them. Ownership: owned, free with prg_instance_list_free().
 * @param timing    a resolved wording; continuous and unresolved ones have no instances.
 * @param log       where the events that start tasks stand; NULL for none.
 * @param first     the first day that is asked for; #PRG_DATE_NONE for all from the beginning.
 * @param last      the last one; #PRG_DATE_NONE for all to the end, which the wording or the programme must have.
 * @return 0; PRG_ELIMIT for more than #PRG_TIMING_MOST, which a recurrence without end has; PRG_ENOMEM; PRG_EINVALID,
 *         also for the log of another programme.
 * @since 0.1
 */
PRG_API int prg_timing_instances(prg_instance_list **list, const prg_timing *timing, const prg_log *log,
        prg_date first, prg_date last);

/**
 * How many instances a list has; 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_instance_list_size(const prg_instance_list *list);

/**
 * The instance at a place; NULL behind the last. Ownership: borrowed, valid as long as the list and the timing.
 * @since 0.1
 */
PRG_API const prg_instance *prg_instance_list_at(const prg_instance_list *list, size_t index);

/**
 * Frees a list. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_instance_list_free(prg_instance_list *list);

/**
 * The name of what a wording comes to: "dated", "continuous", "on_demand", "conditional", "unresolved", "open"; NULL for
 * another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_wording_name(prg_wording wording);

/** @} */

PRG_END_DECLS

#endif
