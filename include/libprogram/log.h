/**
 * @file libprogram/log.h
 * @brief What happened (nhật ký): tasks that were done, reports that were sent, events.
 */
#ifndef PRG_LOG_H
#define PRG_LOG_H

#include "common.h"
#include "duties.h"
#include "item.h"
#include "period.h"
#include "programme.h"
#include "report.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup log Logs
 * @brief A log says what happened on which day: that a task was done, a report was sent, an event came.
 *
 * The programme says what shall be done and when; the log says what was. Entries are added, never changed: an
 * entry that should not be there is taken back by a *withdrawal*, and both stay. Entries keep the file and row
 * that they came from.
 *
 * ~~~{.c}
 * prg_log *log;
 * prg_log_entry entry = PRG_LOG_ENTRY_INIT;
 * entry.kind = PRG_LOG_DONE;
 * entry.component = prg_programme_get(programme, "component", "10.1a");
 * if (prg_log_new(&log, programme) < 0
 *     || prg_period_parse(&entry.period, prg_log_calendars(log), "2018", 4) < 0
 *     || prg_date_parse(&entry.date, "2018-07-02", 10) < 0
 *     || prg_log_add(log, &entry) < 0)
 *         return fail();
 * ~~~
 *
 * **Instances.** A task that recurs is done for a period: `period` is that period. A task that an event starts is
 * done for the day of the event. A task with one instance needs no period.
 *
 * **Lifetime.** A log holds a reference to its programme. It may outlive edits of it: entries about what was
 * removed stay and no longer count.
 *
 * **Threads.** A log is used by one thread at a time while it changes; a `const prg_log *` of a frozen programme may
 * be read from many.
 * @{
 */

/** What happened. */
typedef struct prg_log prg_log;

/** Every kind of entry: symbol, number, name in files, meaning. */
#define PRG_LOG_KIND_MAP(X)                                                                        \
        X(PRG_LOG_DONE, 1, "done", "a task was completed (hoàn thành)")                            \
        X(PRG_LOG_SENT, 2, "sent", "a report was sent (gửi báo cáo)")                              \
        X(PRG_LOG_EVENT, 3, "event", "an event happened (sự kiện)")

/** Kinds of entries; see #PRG_LOG_KIND_MAP. */
typedef enum prg_log_kind {
#define PRG_LOG_KIND_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_LOG_KIND_MAP(PRG_LOG_KIND_ENUM_)
#undef PRG_LOG_KIND_ENUM_
} prg_log_kind;

/** One entry. Texts and items that are given are copied or borrowed during the call; those that are answered are
 * borrowed, valid until the log changes. */
typedef struct prg_log_entry {
        prg_log_kind kind;         /**< what happened */
        int withdrawal;            /**< 1: takes back the earlier entries of its kind, of the same thing and period, and
                                        where they are given of the same date and agency */
        const prg_item *component; /**< done: the task; event: the task that it concerns, unless `event` is given */
        const prg_item *event;     /**< event: which one, of the programme's list */
        const prg_item *obligation; /**< sent: what was owed */
        unsigned tier;             /**< sent: at which tier of it, from 0 */
        prg_period period;         /**< done: of which instance, `calendar` NULL where there is only one; sent: of which
                                        period */
        prg_date date;             /**< the day on which it happened; of a withdrawal #PRG_DATE_NONE for any */
        const prg_item *agency;    /**< by whom; NULL when it is not said */
        const char *document;      /**< by which document, such as "123/BC-CAT"; NULL when it is not said */
        const char *note;          /**< a remark, or NULL */
        const char *source;        /**< the file that it came from, or NULL */
        size_t row;                /**< the row there, as a spreadsheet shows it; 0: none */
        uint64_t sequence;         /**< answered: its number in the log, from 1 */
        uint64_t withdrawn_by;     /**< answered: the number of the withdrawal that took it back; 0: it counts */
} prg_log_entry;

/** An entry with nothing in it. */
#define PRG_LOG_ENTRY_INIT { PRG_LOG_DONE, 0, NULL, NULL, NULL, 0, { NULL, PRG_PERIOD_DAYS, 0, 0, 0, 0 },          \
                PRG_DATE_NONE, NULL, NULL, NULL, NULL, 0, 0, 0 }

/**
 * An empty log.
 *
 * @param[out] log  receives it. Ownership: owned, free with prg_log_free().
 * @param programme what it is about; the log holds a reference.
 * @return 0; PRG_ESCHEMA for a programme with a calendar that is not complete; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_log_new(prg_log **log, prg_programme *programme);

/**
 * Frees a log. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_log_free(prg_log *log);

/**
 * The programme of a log; NULL for NULL. Ownership: borrowed, valid as long as the log.
 * @since 0.1
 */
PRG_API prg_programme *prg_log_programme(const prg_log *log);

/**
 * The calendars of a log's programme, for prg_period_parse(); NULL for NULL. Ownership: borrowed, valid as long as
 * the log.
 * @since 0.1
 */
PRG_API const prg_calendars *prg_log_calendars(const prg_log *log);

/**
 * Adds an entry.
 *
 * @param log   the log.
 * @param entry copied; `sequence` and `withdrawn_by` are not read.
 * @return 0; PRG_ESCHEMA for an entry that lacks something, or has what its kind does not take; PRG_ENOTFOUND for a
 *         withdrawal of nothing; PRG_EINVALID, also for an item of another programme or class, or one that was
 *         removed; PRG_EUTF8; PRG_ENOMEM. Nothing changes on failure.
 * @since 0.1
 */
PRG_API int prg_log_add(prg_log *log, const prg_log_entry *entry);

/**
 * How many entries a log has, withdrawals and what they took back included; 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_log_count(const prg_log *log);

/**
 * The entry at a place, from 0, in the order in which they were added; NULL behind the last. Ownership: borrowed,
 * valid until the log changes.
 * @since 0.1
 */
PRG_API const prg_log_entry *prg_log_at(const prg_log *log, size_t index);

/**
 * The latest entry about a thing that counts: neither a withdrawal nor taken back.
 *
 * @param log    the log.
 * @param item   a component, an obligation, or an event of the programme's list.
 * @param before only entries with a smaller number; 0 for all. With the number of the last answer, the entries come
 *               one by one, the latest first.
 * @return the entry, or NULL when there is none. Ownership: borrowed, valid until the log changes.
 * @since 0.1
 */
PRG_API const prg_log_entry *prg_log_latest(const prg_log *log, const prg_item *item, uint64_t before);

/**
 * What a report that was sent says to prg_duties_receive(): it was sent at noon of its day, in Vietnam (UTC+7).
 *
 * @param[out] receipt receives it. Ownership: borrowed, valid as long as the log's programme.
 * @param entry        an entry of the kind sent that counts, with an agency.
 * @return 0; PRG_EINVALID for NULL and other entries.
 * @since 0.1
 */
PRG_API int prg_log_receipt(prg_receipt *receipt, const prg_log_entry *entry);

/**
 * The name of a kind, such as "done"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_log_kind_name(prg_log_kind kind);

/**
 * The kind of a name.
 *
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_log_kind_from_name(prg_log_kind *kind, const char *name);

/* ---- files ---- */

/** Options of the readers. */
typedef struct prg_log_options {
        unsigned version;   /**< #PRG_LOG_OPTIONS_VERSION */
        prg_report *report; /**< receives everything that is wrong; NULL for only the first error. Ownership: borrowed */
        size_t max_bytes;   /**< a larger file is refused; default 1 GiB */
        const char *source; /**< what findings and entries call a text that is no file. Ownership: borrowed */
        char separator;     /**< 0 (the default): comma, semicolon or tab, as the header shows */
        int good_rows;      /**< 1: rows without error are kept though others are refused */
} prg_log_options;

#define PRG_LOG_OPTIONS_VERSION 1 /**< the present version of #prg_log_options */
/** The defaults of #prg_log_options. */
#define PRG_LOG_OPTIONS_INIT { PRG_LOG_OPTIONS_VERSION, NULL, (size_t)1 << 30, NULL, 0, 0 }

/**
 * Reads a CSV file of entries into a log; see docs/duties.md.
 *
 * Columns, in any order: `kind` (done, sent, event) and `date` (YYYY-MM-DD) must be there; `component`, `event`,
 * `obligation`, `tier` (1, the default, is the first), `period`, `agency`, `document`, `note` and `action` (empty or add, withdraw) may be. Names of columns
 * are taken in any case, Unicode normal form and placement of tone marks; things are named by id, or by name where
 * that is unambiguous. UTF-8, with or without byte order mark.
 *
 * Nothing is kept unless the whole file is good, or the caller asks for the good rows.
 *
 * @param log     the log.
 * @param path    the file; it becomes the source of the entries.
 * @param options NULL for the defaults.
 * @return 0; PRG_ESCHEMA, PRG_ESYNTAX or PRG_EUTF8 when something was refused (with `good_rows` the rest is kept all
 *         the same); PRG_EIO; PRG_ELIMIT; PRG_EVERSION; PRG_ENOMEM; PRG_EINVALID. The thread's error is the first
 *         finding; all are in the report, with row and column.
 * @since 0.1
 */
PRG_API int prg_log_read_csv(prg_log *log, const char *path, const prg_log_options *options);

/**
 * Reads entries from memory; as prg_log_read_csv().
 * @since 0.1
 */
PRG_API int prg_log_read_csv_text(prg_log *log, const char *text, size_t length, const prg_log_options *options);

/**
 * Writes all entries as a CSV file that prg_log_read_csv() reads in again: the same entries in the same order.
 * Columns that no entry uses are left out.
 *
 * @return 0; PRG_ENOMEM; PRG_EINVALID; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_log_write_csv(const prg_log *log, const prg_sink *sink);

/**
 * Adds the newest entries of a log to a CSV file: its bytes stay as they are, the rows are written behind them in the
 * order of its own columns, and the file takes its name only when it is complete. A file that does not exist is
 * made, with all columns. Two programs that add to one file at the same time can lose a row: one at a time.
 *
 * @param log   the log.
 * @param after entries with greater numbers are added.
 * @param path  the file.
 * @return 0; PRG_ESCHEMA for a file that is no log, or lacks a column that an entry needs; PRG_EIO; PRG_ENOMEM;
 *         PRG_EINVALID. The file is then as it was.
 * @since 0.1
 */
PRG_API int prg_log_append_csv(const prg_log *log, uint64_t after, const char *path);

/** @} */

PRG_END_DECLS

#endif
