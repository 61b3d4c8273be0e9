/**
 * @file libprogram/deadline.h
 * @brief Deadlines (thời hạn): from a rule to the last day in time.
 */
#ifndef PRG_DEADLINE_H
#define PRG_DEADLINE_H

#include "common.h"
#include "holidays.h"
#include "item.h"
#include "period.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup deadline Deadlines
 * @brief Until when a report for a period is due.
 *
 * The period, the cut-off of its data and the deadline are three things: a deadline may lie before its
 * period ends, and then the report holds estimates (ước). A rule says a day; the last day in time follows
 * from it in this order:
 *
 * 1. the day that is written: a day of a month, a fixed day, or a number of days after the period's end or
 *    its cut-off, which itself is not counted;
 * 2. "before" (trước ngày 16) takes the day before it, "at latest" (chậm nhất ngày 25) the day itself;
 * 3. where that is no working day, the rule may roll to the next or the previous one.
 *
 * The deadline ends at 24:00 of the last day in time, in Vietnam (UTC+7).
 *
 * What needs working days needs the list of every year that it looks at. Without it the deadline is
 * *unresolved*, which is an answer, no error: it has a reason.
 *
 * **Threads.** All functions may be called from any thread at any time; they need no memory.
 * @{
 */

/** How a rule says its day. */
typedef enum prg_deadline_kind {
        PRG_DEADLINE_DAY = 1,         /**< a day of a month, counted from the period's last month */
        PRG_DEADLINE_DATE = 2,        /**< a fixed day */
        PRG_DEADLINE_DAYS = 3,        /**< calendar days after the period's end or its cut-off */
        PRG_DEADLINE_WORKING_DAYS = 4 /**< working days after it */
} prg_deadline_kind;

/** Whether the day that is written is in time itself. */
typedef enum prg_deadline_bound {
        PRG_DEADLINE_AT_LATEST = 1, /**< "at_latest": it is (chậm nhất ngày) */
        PRG_DEADLINE_BEFORE = 2     /**< "before": the day before it is the last (trước ngày) */
} prg_deadline_bound;

/** What days are counted from. */
typedef enum prg_deadline_after {
        PRG_DEADLINE_AFTER_END = 1,    /**< "end": the period's last day */
        PRG_DEADLINE_AFTER_CUT_OFF = 2 /**< "cut_off": the day on which the data close */
} prg_deadline_after;

/** What happens to a last day that is no working day. */
typedef enum prg_roll {
        PRG_ROLL_NONE = 1,    /**< "none": it stays */
        PRG_ROLL_NEXT = 2,    /**< "next": the next working day */
        PRG_ROLL_PREVIOUS = 3 /**< "previous": the working day before */
} prg_roll;

/** A rule. Fields that the kind does not use are not looked at. */
typedef struct prg_deadline_rule {
        unsigned version;         /**< #PRG_DEADLINE_RULE_VERSION */
        prg_deadline_kind kind;   /**< how it says its day */
        prg_deadline_bound bound; /**< whether that day is in time */
        int day;                  /**< of a day of a month: 1 to 31; where the month is too short, its last day */
        int months;               /**< of a day of a month: how many months after the Gregorian month in which the
                                       period ends, -24 to 24 */
        prg_date date;            /**< of a fixed day */
        int days;                 /**< of days and working days: how many, 0 to 366 */
        prg_deadline_after after; /**< of days and working days: after what */
        prg_roll roll;            /**< what happens to a day that is not worked */
} prg_deadline_rule;

#define PRG_DEADLINE_RULE_VERSION 1 /**< the present version of #prg_deadline_rule */
/** The defaults of #prg_deadline_rule: no day yet; at latest, after the end, no rolling. */
#define PRG_DEADLINE_RULE_INIT                                                                     \
        { PRG_DEADLINE_RULE_VERSION, PRG_DEADLINE_DAY, PRG_DEADLINE_AT_LATEST, 0, 0, PRG_DATE_NONE, 0, \
                PRG_DEADLINE_AFTER_END, PRG_ROLL_NONE }

/** Why a deadline has no last day: symbol, number, name, meaning. */
#define PRG_DEADLINE_REASON_MAP(X)                                                                 \
        X(PRG_DEADLINE_RESOLVED, 0, "resolved", "it has one")                                      \
        X(PRG_DEADLINE_NO_LIST, 1, "no_list", "a year that it needs has no list of holidays")      \
        X(PRG_DEADLINE_NO_WORKING_DAY, 2, "no_working_day", "366 days in a row have no working day") \
        X(PRG_DEADLINE_OUT_OF_RANGE, 3, "out_of_range", "it lies outside 0001-01-01 to 9999-12-31") \
        X(PRG_DEADLINE_NO_RULE, 4, "no_rule", "nothing says by when")

/** Reasons; see #PRG_DEADLINE_REASON_MAP. */
typedef enum prg_deadline_reason {
#define PRG_DEADLINE_REASON_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_DEADLINE_REASON_MAP(PRG_DEADLINE_REASON_ENUM_)
#undef PRG_DEADLINE_REASON_ENUM_
} prg_deadline_reason;

/** A deadline: what a rule says for one period. */
typedef struct prg_deadline {
        prg_date last;              /**< the last day in time; #PRG_DATE_NONE when it is unresolved */
        prg_date written;           /**< the day that is written, before "before" and rolling; or #PRG_DATE_NONE */
        int estimates;              /**< 1: it lies before the period's last day, so the report holds estimates */
        int rolled;                 /**< 1: the last day was not worked and rolled to another */
        prg_deadline_reason reason; /**< why it is unresolved; 0 when it is not */
        int year;                   /**< the year without a list, for "no_list"; else 0 */
} prg_deadline;

/**
 * The rule that a thing of class "deadline" describes.
 *
 * @param[out] rule receives it.
 * @param item      the deadline.
 * @return 0; PRG_ESCHEMA when it says no day, or more than one; PRG_EINVALID for NULL and other things.
 * @since 0.1
 */
PRG_API int prg_deadline_rule_of_item(prg_deadline_rule *rule, const prg_item *item);

/**
 * The deadline of a period.
 *
 * @param[out] deadline receives it, resolved or not.
 * @param rule          the rule.
 * @param period        the period; NULL only for a fixed day. For days counted from another event, make a
 *                      period of that one day.
 * @param cut_off       the day on which the data close; #PRG_DATE_NONE: the period's last day.
 * @param holidays      the lists; NULL for none.
 * @return 0; PRG_ESCHEMA for a rule that is none, with what was expected; PRG_EVERSION; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_deadline_resolve(prg_deadline *deadline, const prg_deadline_rule *rule, const prg_period *period,
        prg_date cut_off, const prg_holidays *holidays);

/**
 * The instant at which a last day in time ends, 24:00 in Vietnam: seconds since 1970-01-01 UTC. What was sent
 * before it is in time, what was sent at it is not. INT64_MIN for a day that is none.
 * @since 0.1
 */
PRG_API int64_t prg_deadline_end(prg_date last);

/**
 * The name of a reason, such as "no_list"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_deadline_reason_name(prg_deadline_reason reason);

/**
 * The reason of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_deadline_reason_from_name(prg_deadline_reason *reason, const char *name);

/** @} */

PRG_END_DECLS

#endif
