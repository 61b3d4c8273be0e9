/**
 * @file libprogram/task.h
 * @brief How tasks stand on a day: not started, open, done, overdue …
 */
#ifndef PRG_TASK_H
#define PRG_TASK_H

#include "common.h"
#include "item.h"
#include "log.h"
#include "timing.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup task Tasks
 * @brief What a log says of the tasks of its programme on a day.
 *
 * A task stands as its most urgent instance that has begun: overdue before due soon before open, and when all are
 * done, as the latest. Entries of later days are not looked at, so that the same question about an earlier day has
 * the same answer for ever, unless an entry was taken back.
 *
 * A task that is given to *each* member of a group is done when every member of that day has done it, or an entry
 * without agency says that it is done; any other task when one entry says so.
 * @{
 */

/** Every state of a task: symbol, number, name, meaning. */
#define PRG_TASK_STATE_MAP(X)                                                                      \
        X(PRG_TASK_NOT_STARTED, 1, "not_started", "its first day has not come (chưa bắt đầu)")     \
        X(PRG_TASK_OPEN, 2, "open", "to be done, in time or without deadline (đang thực hiện)")    \
        X(PRG_TASK_DUE_SOON, 3, "due_soon", "to be done within so many days (sắp đến hạn)")        \
        X(PRG_TASK_DONE, 4, "done", "done in time (hoàn thành đúng hạn)")                          \
        X(PRG_TASK_DONE_LATE, 5, "done_late", "done behind its deadline (hoàn thành muộn)")        \
        X(PRG_TASK_OVERDUE, 6, "overdue", "not done, and the deadline is over (quá hạn)")          \
        X(PRG_TASK_WAITING, 7, "waiting", "its event has not happened (chờ sự kiện)")              \
        X(PRG_TASK_CONTINUOUS, 8, "continuous", "goes on (thường xuyên)")                          \
        X(PRG_TASK_ON_DEMAND, 9, "on_demand", "nobody has asked for it (theo yêu cầu)")            \
        X(PRG_TASK_UNRESOLVED, 10, "unresolved", "its time is not computable (chưa xác định)")

/** States of a task; see #PRG_TASK_STATE_MAP. */
typedef enum prg_task_state {
#define PRG_TASK_STATE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_TASK_STATE_MAP(PRG_TASK_STATE_ENUM_)
#undef PRG_TASK_STATE_ENUM_
} prg_task_state;

/** How a task, or one of its instances, stands on a day. */
typedef struct prg_task_status {
        prg_item *component;   /**< the task. Ownership: borrowed, valid as long as the programme */
        prg_task_state state;  /**< how it stands */
        int has_instance;      /**< 1: `instance` says which one decides */
        prg_instance instance; /**< that one */
        prg_date done;         /**< the day on which it was done; #PRG_DATE_NONE when it is not */
        uint64_t entry;        /**< the number of the entry that completed it; 0: none */
        size_t completed;      /**< how many of those who must each do it have */
        size_t expected;       /**< how many must; 1 for a task that is done once */
        const char *reason;    /**< of an unresolved one: why. Ownership: borrowed, valid as long as the list */
} prg_task_status;

/** Options of prg_task_list_new(). */
typedef struct prg_task_options {
        unsigned version;          /**< #PRG_TASK_OPTIONS_VERSION */
        const char *kind;          /**< components of this kind; NULL: task. Ownership: borrowed */
        const prg_item *component; /**< only this component, of whatever kind; NULL: all. Ownership: borrowed */
        const prg_item *agency;    /**< only what this agency has to do, itself or as a member of a group, on the day;
                                        of what each member does, its part. NULL: all. Ownership: borrowed */
        int soon;                  /**< from how many days before the deadline a task is due soon; default 15 */
        int instances;             /**< 1: each instance that has a day from `from` to `to`, instead of the task as a
                                        whole */
        prg_date from;             /**< the first day of these; #PRG_DATE_NONE: the day itself */
        prg_date to;               /**< the last one; #PRG_DATE_NONE: the day itself */
        const prg_timing_options *timing; /**< how wordings are resolved; NULL: the defaults. Ownership: borrowed */
} prg_task_options;

#define PRG_TASK_OPTIONS_VERSION 1 /**< the present version of #prg_task_options */
/** The defaults of #prg_task_options. */
#define PRG_TASK_OPTIONS_INIT                                                                      \
        { PRG_TASK_OPTIONS_VERSION, NULL, NULL, NULL, 15, 0, PRG_DATE_NONE, PRG_DATE_NONE, NULL }

/** How tasks stand. */
typedef struct prg_task_list prg_task_list;

/**
 * How the tasks of a programme stand on a day.
 *
 * @param[out] list receives them, in the order of the document. Ownership: owned, free with prg_task_list_free(); it
 *                  keeps the programme.
 * @param log       what happened; its programme is the one that is asked about.
 * @param day       the day; entries of later days are not looked at.
 * @param options   NULL for the defaults.
 * @return 0; what prg_timing_new() and prg_timing_instances() refuse; PRG_EVERSION; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_task_list_new(prg_task_list **list, const prg_log *log, prg_date day, const prg_task_options *options);

/**
 * How many there are; 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_task_list_size(const prg_task_list *list);

/**
 * The one at a place; NULL behind the last. Ownership: borrowed, valid as long as the list.
 * @since 0.1
 */
PRG_API const prg_task_status *prg_task_list_at(const prg_task_list *list, size_t index);

/**
 * Frees a list. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_task_list_free(prg_task_list *list);

/**
 * Whether a completion, or an event, means something: whether the task has that instance, and an event lies in the
 * time in which the task waits for it.
 *
 * @param log     the log, with the events that start tasks.
 * @param entry   one of its entries, or one that shall be added; of another kind, and withdrawals, always mean something.
 * @param options how wordings are resolved; NULL: the defaults.
 * @return 0; PRG_ENOTFOUND when it means nothing, with what was expected; what prg_timing_new() refuses; PRG_ENOMEM;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_task_check(const prg_log *log, const prg_log_entry *entry, const prg_timing_options *options);

/** What is known of a state to hold (giữ vững, duy trì) in a period. */
typedef enum prg_hold {
        PRG_HOLD_NO_DATA = 0, /**< nothing was recorded for the period */
        PRG_HOLD_HELD = 1,    /**< an entry of the kind done says so, for the period or on a day of it */
        PRG_HOLD_NOT_HELD = 2 /**< an event of the component on a day of the period broke it */
} prg_hold;

/**
 * Whether a state was held in a period. An event recorded for the component on a day of the period says that it was
 * not, whatever else is recorded; a completion for the very period, or without period on a day of it, says that it
 * was.
 *
 * @param[out] hold receives the answer.
 * @param log       what happened.
 * @param component a component whose wording of time is continuous.
 * @param period    the period.
 * @return 0; PRG_EINVALID, also for another component; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_task_hold(prg_hold *hold, const prg_log *log, const prg_item *component, const prg_period *period);

/**
 * The name of a state, such as "due_soon"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_task_state_name(prg_task_state state);

/**
 * The state of a name.
 *
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_task_state_from_name(prg_task_state *state, const char *name);

/**
 * "no_data", "held", "not_held"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_hold_name(prg_hold hold);

/** @} */

PRG_END_DECLS

#endif
