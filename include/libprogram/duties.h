/**
 * @file libprogram/duties.h
 * @brief Duties to report (nghĩa vụ báo cáo): who owes which report, until when, and what is late.
 */
#ifndef PRG_DUTIES_H
#define PRG_DUTIES_H

#include "common.h"
#include "deadline.h"
#include "item.h"
#include "period.h"
#include "responsibility.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup duties Duties
 * @brief Obligations of a programme become debts: one report of one debtor for one period at one tier.
 *
 * The **debtor** is who has to report on the last day of the period: a member of the group on that day, or whoever
 * stands for the agency then. It stays the debtor for ever. When it ends, or hands the function over, the debt
 * passes to its successor, who is the **holder** of the debt on a day. A debt whose holder ends before the deadline
 * without a successor is **orphaned**: it is listed, and nobody is late. A debt is never lost and never doubled.
 *
 * At the first tier the debtors are those that the obligation names; at each further one, whoever received at the
 * tier before.
 *
 * ~~~{.c}
 * prg_duties *duties;
 * prg_debts *late;
 * if (prg_duties_new(&duties, programme) < 0 || prg_duties_receive(duties, &receipt) < 0
 *     || prg_duties_list(&late, duties, from, to, today) < 0)
 *         return fail();
 * ~~~
 *
 * **Threads.** Lists may be made from many threads at once; prg_duties_receive() needs the duties for itself.
 * @{
 */

/** The obligations of a programme, and the reports that were received. */
typedef struct prg_duties prg_duties;

/** A list of debts. */
typedef struct prg_debts prg_debts;

/** What became of a debt on a day: symbol, number, name, meaning. */
#define PRG_DEBT_STATE_MAP(X)                                                                      \
        X(PRG_DEBT_OPEN, 1, "open", "not sent, and not due yet (chưa đến hạn)")                    \
        X(PRG_DEBT_ON_TIME, 2, "on_time", "sent in time (đúng hạn)")                               \
        X(PRG_DEBT_LATE, 3, "late", "sent after the deadline (trễ hạn)")                           \
        X(PRG_DEBT_OVERDUE, 4, "overdue", "not sent, and the deadline has passed (quá hạn)")       \
        X(PRG_DEBT_ORPHANED, 5, "orphaned", "not sent, and its holder ended before the deadline without a successor") \
        X(PRG_DEBT_UNRESOLVED, 6, "unresolved", "not sent, and nobody knows by when")              \
        X(PRG_DEBT_RECEIVED, 7, "received", "sent, and nobody knows whether in time")

/** States of debts; see #PRG_DEBT_STATE_MAP. */
typedef enum prg_debt_state {
#define PRG_DEBT_STATE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_DEBT_STATE_MAP(PRG_DEBT_STATE_ENUM_)
#undef PRG_DEBT_STATE_ENUM_
} prg_debt_state;

/** One report of one debtor for one period at one tier. Items are borrowed, valid as long as the programme. */
typedef struct prg_debt {
        const prg_item *obligation; /**< what it follows from */
        size_t tier;                /**< which tier of it, from 0 */
        prg_period period;          /**< the period; its calendar is valid as long as the duties */
        const prg_item *debtor;     /**< who owed it on the last day of the period: an agency, or a group that acts
                                         together */
        const prg_item *holder;     /**< who has it on the day asked, or at the end of the period if that is later; NULL
                                         for nobody */
        const prg_item *receiver;   /**< who receives it: an agency or a group; NULL for nobody any more */
        prg_deadline deadline;      /**< by when */
        prg_debt_state state;       /**< what became of it */
        int64_t received_at;        /**< when it was sent, in seconds since 1970-01-01 UTC; INT64_MIN for not */
} prg_debt;

/** A report that was sent. */
typedef struct prg_receipt {
        const prg_item *obligation; /**< for which obligation */
        size_t tier;                /**< at which tier, from 0 */
        prg_period period;          /**< for which period, of any set of calendars */
        const prg_item *sender;     /**< who sent it: the debtor, or who held its debt at that time */
        int64_t sent_at;            /**< when, in seconds since 1970-01-01 UTC */
} prg_receipt;

/** How many debts of a list are in which state. expected = due + early + open + orphaned + unresolved. */
typedef struct prg_debt_counts {
        size_t expected;   /**< all (phải gửi) */
        size_t due;        /**< whose deadline has passed, without the orphaned (đến hạn) */
        size_t received;   /**< of these, sent (đã gửi): on time and late; completeness is received / due */
        size_t on_time;    /**< of these, sent in time (đúng hạn); timeliness is on_time / due */
        size_t early;      /**< sent before the deadline, which has not passed yet */
        size_t open;       /**< not sent, and not due yet (chưa đến hạn) */
        size_t orphaned;   /**< whose holder ended before the deadline without a successor */
        size_t unresolved; /**< whose deadline is unresolved, sent or not */
} prg_debt_counts;

/**
 * The duties of a programme as it is now; after an edit they are stale.
 *
 * @param[out] duties receives them. Ownership: owned, free with prg_duties_free(); they keep the programme.
 * @param programme   the programme.
 * @return 0; PRG_ESCHEMA for obligations, calendars or holidays that a check would refuse; PRG_ENOMEM;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_duties_new(prg_duties **duties, prg_programme *programme);

/**
 * Frees duties. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_duties_free(prg_duties *duties);

/**
 * The calendars that the periods of debts are of. Ownership: borrowed, valid as long as the duties.
 * @since 0.1
 */
PRG_API const prg_calendars *prg_duties_calendars(const prg_duties *duties);

/**
 * Tells of a report that was sent. Of several for one debt, the first counts.
 *
 * @param duties  the duties.
 * @param receipt the report. Ownership: copied.
 * @return 0; PRG_ENOTFOUND for a tier that the obligation does not have, and for a period of another calendar or
 *         type; PRG_ESTALE; PRG_ENOMEM; PRG_EINVALID for other items.
 * @since 0.1
 */
PRG_API int prg_duties_receive(prg_duties *duties, const prg_receipt *receipt);

/**
 * The debts of all obligations for the periods whose last day lies between two days, as they stand at the end of
 * a day: by deadline, the unresolved ones last, then in the order of the document.
 *
 * @param[out] debts receives them. Ownership: owned, free with prg_debts_free(), before the duties.
 * @param duties     the duties.
 * @param first      the first of the days.
 * @param last       the last of the days.
 * @param day        the day on which it is asked: reports that were sent later do not count, and a deadline on it has
 *                   not passed yet; #PRG_DATE_NONE: each at its own deadline.
 * @return 0; PRG_ERANGE when `last` lies before `first`; PRG_ELIMIT above four million debts; PRG_ESTALE;
 *         PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_duties_list(prg_debts **debts, const prg_duties *duties, prg_date first, prg_date last, prg_date day);

/**
 * How many debts a list has; 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_debts_size(const prg_debts *debts);

/**
 * A debt of a list.
 *
 * @param[out] debt receives it.
 * @param debts     the list.
 * @param index     from 0.
 * @return 0; PRG_END behind the last; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_debts_at(prg_debt *debt, const prg_debts *debts, size_t index);

/**
 * Counts the debts of a list.
 *
 * @param[out] counts receives how many are in which state.
 * @param debts       the list.
 * @param obligation  only those of this obligation; NULL for all.
 * @param holder      only those that this agency or group holds; NULL for all.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_debts_count(prg_debt_counts *counts, const prg_debts *debts, const prg_item *obligation,
        const prg_item *holder);

/**
 * Frees a list. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_debts_free(prg_debts *debts);

/**
 * Who has to chase a debt (đôn đốc) on a day: those that the obligation names; else whoever has the role `urge` in a
 * component of the obligation; else the receiver.
 *
 * @param[out] list receives agencies and groups. Ownership: owned, free with prg_item_list_free().
 * @param debt      the debt, of a list.
 * @param day       the day.
 * @return 0; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_debt_chasers(prg_item_list **list, const prg_debt *debt, prg_date day);

/**
 * The name of a state, such as "overdue"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_debt_state_name(prg_debt_state state);

/**
 * The state of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_debt_state_from_name(prg_debt_state *state, const char *name);

/** @} */

PRG_END_DECLS

#endif
