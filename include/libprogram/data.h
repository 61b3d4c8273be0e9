/**
 * @file libprogram/data.h
 * @brief Values (số liệu): what agencies report, entry by entry, and nothing of it ever lost.
 */
#ifndef PRG_DATA_H
#define PRG_DATA_H

#include "common.h"
#include "item.h"
#include "period.h"
#include "programme.h"
#include "report.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup data Values
 * @brief A data set holds the values of one programme: each an *entry* about a cell.
 *
 * A *cell* is an indicator, an area, a period, at most one category of each breakdown, a source, and
 * for areas above those that report whether the value is a part of its own or a total. An entry says
 * what is known of a cell: a state, a number, a quality, marks. Entries are added, never overwritten:
 * of the entries of a cell the one of the highest quality counts, among these the latest. A withdrawal
 * takes away what was said before with its quality.
 *
 * ~~~{.c}
 * prg_data *data;
 * prg_key key = PRG_KEY_INIT;
 * prg_value value = PRG_VALUE_INIT;
 * key.indicator = prg_programme_get(programme, "indicator", "cases");
 * key.area = prg_programme_get(programme, "area", "LC-106");
 * value.number = (prg_decimal){ 12, 0 };
 * if (prg_data_new(&data, programme, NULL) < 0
 *     || prg_period_parse(&key.period, prg_data_calendars(data), "2018-06", 7) < 0
 *     || prg_data_set(data, &key, &value) < 0)
 *         return fail();
 * ~~~
 *
 * **Lifetime.** A data set holds a reference to its programme and the generation that it was bound to.
 * After an edit of the programme its functions answer PRG_ESTALE until prg_data_rebind().
 *
 * **Transactions.** Between prg_data_begin() and prg_data_commit() entries are there for prg_data_get()
 * and for computing; prg_data_rollback() takes them away again. A call outside of a transaction is one
 * by itself.
 *
 * **Threads.** A data set is used by one thread at a time while it changes; a `const prg_data *` of a
 * frozen programme may be read and computed from many.
 * @{
 */

/**
 * Every state of a cell: symbol, number, name in files, meaning. In arithmetic the first of
 * not_applicable, not_expected, missing, undefined, suppressed wins.
 */
#define PRG_STATE_MAP(X)                                                                           \
        X(PRG_STATE_VALUE, 0, "value", "there is a value")                                         \
        X(PRG_STATE_MISSING, 1, "missing", "expected, and not there")                              \
        X(PRG_STATE_NOT_APPLICABLE, 2, "not_applicable", "cannot be: NA (không áp dụng)")          \
        X(PRG_STATE_NOT_EXPECTED, 3, "not_expected", "nobody owes it: NE")                         \
        X(PRG_STATE_SUPPRESSED, 4, "suppressed", "known and not shown; bounds may be given")       \
        X(PRG_STATE_UNDEFINED, 5, "undefined", "computed only: there is no result, as of 1/0")

/** States of a cell; see #PRG_STATE_MAP. */
typedef enum prg_state {
#define PRG_STATE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_STATE_MAP(PRG_STATE_ENUM_)
#undef PRG_STATE_ENUM_
} prg_state;

/** Every quality, from the lowest: symbol, number, name in files, meaning. */
#define PRG_QUALITY_MAP(X)                                                                         \
        X(PRG_QUALITY_ESTIMATE, 1, "estimate", "ước tính")                                         \
        X(PRG_QUALITY_PRELIMINARY, 2, "preliminary", "sơ bộ")                                      \
        X(PRG_QUALITY_FINAL, 3, "final", "chính thức")

/** Qualities of a value; see #PRG_QUALITY_MAP. 0 stands for none. */
typedef enum prg_quality {
#define PRG_QUALITY_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_QUALITY_MAP(PRG_QUALITY_ENUM_)
#undef PRG_QUALITY_ENUM_
} prg_quality;

/** Which entries are looked at. */
typedef enum prg_quality_mode {
        PRG_QUALITY_MODE_BEST = 0,     /**< "best": all; the highest quality wins */
        PRG_QUALITY_MODE_AT_LEAST = 1, /**< "at_least": of this quality or better */
        PRG_QUALITY_MODE_EXACTLY = 2   /**< "exactly": of this quality only */
} prg_quality_mode;

/**
 * Every mark: symbol, bit, name in files, SDMX concept and code ("" where SDMX has none), meaning. The
 * codes are those of CL_OBS_STATUS and CL_CONF_STATUS.
 */
#define PRG_MARK_MAP(X)                                                                            \
        X(PRG_MARK_IMPUTED, 0, "imputed", "OBS_STATUS", "I", "filled in by a method")              \
        X(PRG_MARK_CARRIED, 1, "carried", "OBS_STATUS", "I", "carried on from an earlier period")  \
        X(PRG_MARK_BREAK, 2, "break", "OBS_STATUS", "B", "the series changes its meaning here")    \
        X(PRG_MARK_NIL, 3, "nil", "", "", "a nil return: nothing happened, so zero")               \
        X(PRG_MARK_ADJUSTMENT, 4, "adjustment", "", "", "a signed booking in a later period")      \
        X(PRG_MARK_CONFIDENTIAL, 5, "confidential", "CONF_STATUS", "C", "not for everybody")       \
        X(PRG_MARK_UNRELIABLE, 6, "unreliable", "OBS_STATUS", "U", "of low reliability")           \
        X(PRG_MARK_OPERAND_COVERAGE_DIFFERS, 7, "operand_coverage_differs", "OBS_STATUS", "D",     \
                "the operands of a ratio come from different cells")                               \
        X(PRG_MARK_CALENDAR_BREAK, 8, "calendar_break", "OBS_STATUS", "B", "calendars were mixed") \
        X(PRG_MARK_FALLBACK, 9, "fallback", "", "", "another source stands in for the primary one") \
        X(PRG_MARK_SUPPRESSED_INPUT, 10, "suppressed_input", "", "", "suppressed values are left out") \
        X(PRG_MARK_UNEXPECTED, 11, "unexpected", "", "", "reported where nothing was expected")    \
        X(PRG_MARK_WHAT_IF, 12, "what_if", "", "", "what a query supposes, not what was reported")

/** How many marks there are. */
#define PRG_MARKS 13

/** Marks, used as bits; see #PRG_MARK_MAP. */
enum prg_mark {
#define PRG_MARK_ENUM_(symbol, bit, name, concept, code, meaning) symbol = 1 << bit,
        PRG_MARK_MAP(PRG_MARK_ENUM_)
#undef PRG_MARK_ENUM_
};

/** What a value of an area above those that report means. */
typedef enum prg_scope {
        PRG_SCOPE_UNIT = 0, /**< the area reports: what is usual */
        PRG_SCOPE_OWN = 1,  /**< "own": a part of the area's own, added to what lies below */
        PRG_SCOPE_TOTAL = 2 /**< "total": of everything below, used only where nothing below reports */
} prg_scope;

/** No instant. */
#define PRG_INSTANT_NONE INT64_MIN

/** Which cell. Everything is borrowed during the call. */
typedef struct prg_key {
        const prg_item *indicator; /**< what is counted; not one that is computed */
        const prg_item *area;      /**< where */
        prg_period period;         /**< when: of the indicator's own type, or an exact union of such periods */
        const prg_item *source;    /**< the reporting chain; NULL only where the indicator names none, or one */
        const prg_item *const *categories; /**< at most one category of each of the indicator's breakdowns */
        size_t category_count;     /**< how many there are; 0 for the total */
        prg_period observed;       /**< of a cohort: the period of observation; else `calendar` is NULL */
        prg_scope scope;           /**< see #prg_scope */
} prg_key;

/** An empty key. */
#define PRG_KEY_INIT { NULL, NULL, { NULL, PRG_PERIOD_DAYS, 0, 0, 0, 0 }, NULL, NULL, 0,              \
                { NULL, PRG_PERIOD_DAYS, 0, 0, 0, 0 }, PRG_SCOPE_UNIT }

/** What is known of a cell. Texts and items that are given are copied or borrowed during the call; those
 * that are answered are borrowed, valid until the data set changes. */
typedef struct prg_value {
        prg_state state;            /**< not PRG_STATE_UNDEFINED, which only computing gives */
        prg_decimal number;         /**< of a value; a milestone is 0 (not reached) or 1 */
        const prg_item *category;   /**< of a value of a class indicator: one of its categories */
        const prg_item *unit;       /**< what `number` and the bounds are in; NULL: the indicator's unit */
        prg_quality quality;        /**< 0 when given: final */
        unsigned marks;             /**< bits of #prg_mark */
        int has_bounds;             /**< 1: `lower` and `upper` hold for a suppressed value */
        prg_decimal lower;          /**< not less than this */
        prg_decimal upper;          /**< not more than this */
        const char *reason;         /**< why it is as it is; needed with the mark adjustment */
        const char *note;           /**< a remark */
        const prg_item *reported_by; /**< the agency that said so, or NULL */
        int64_t recorded_at;        /**< when it was said: seconds since 1970-01-01 UTC, within the years 1 to 9999,
                                         or #PRG_INSTANT_NONE */
        size_t row;                 /**< where it stood in its batch, from 1; 0 for nowhere */
} prg_value;

/** A value with nothing in it: the number 0, of final quality. */
#define PRG_VALUE_INIT { PRG_STATE_VALUE, { 0, 0 }, NULL, NULL, PRG_QUALITY_FINAL, 0, 0, { 0, 0 }, { 0, 0 }, \
                NULL, NULL, NULL, PRG_INSTANT_NONE, 0 }

/** An entry of the journal. */
typedef struct prg_entry {
        uint64_t sequence; /**< the number under which it was received, from 1 */
        size_t batch;      /**< which batch brought it, for prg_data_batch() */
        int withdrawal;    /**< 1: it takes away earlier entries of its quality; only quality, reason, note,
                                reported_by, recorded_at and row of `value` mean something */
        prg_value value;   /**< what it says; unit NULL: numbers are in the indicator's unit and decimals */
} prg_entry;

/** A batch: what came in one transaction. */
typedef struct prg_batch {
        const char *name; /**< such as a file; "" for none. Ownership: borrowed, valid as long as the data set */
        uint64_t first;   /**< the first sequence number */
        uint64_t last;    /**< the last one; less than `first` when there is no entry */
} prg_batch;

/** Options of prg_data_new(). */
typedef struct prg_data_options {
        unsigned version; /**< #PRG_DATA_OPTIONS_VERSION */
} prg_data_options;

#define PRG_DATA_OPTIONS_VERSION 1 /**< the present version of #prg_data_options */
/** The defaults of #prg_data_options. */
#define PRG_DATA_OPTIONS_INIT { PRG_DATA_OPTIONS_VERSION }

/* ---- names ---- */

/**
 * The name of a state, such as "missing"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_state_name(prg_state state);

/**
 * The state of a name.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_state_from_name(prg_state *state, const char *name);

/**
 * The name of a quality, such as "final"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_quality_name(prg_quality quality);

/**
 * The quality of a name.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_quality_from_name(prg_quality *quality, const char *name);

/**
 * The name of one mark, such as "break"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_mark_name(unsigned mark);

/**
 * The mark of a name.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_mark_from_name(unsigned *mark, const char *name);

/**
 * What SDMX says for one mark.
 * @param mark         one bit.
 * @param[out] concept receives "OBS_STATUS" or "CONF_STATUS". Ownership: borrowed, static. May be NULL.
 * @return the code, such as "B"; NULL when SDMX has none. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_mark_sdmx(unsigned mark, const char **concept);

/**
 * The name of a scope: "unit", "own" or "total"; NULL for another number. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_scope_name(prg_scope scope);

/**
 * The scope of a name.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_scope_from_name(prg_scope *scope, const char *name);

/* ---- the data set ---- */

/**
 * An empty data set for a programme.
 *
 * @param[out] data receives it. Ownership: owned, free with prg_data_free().
 * @param programme it holds a reference to it.
 * @param options   NULL for the defaults.
 * @return 0; PRG_ESCHEMA when a calendar of the programme is not complete; PRG_EVERSION; PRG_ENOMEM;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_new(prg_data **data, prg_programme *programme, const prg_data_options *options);

/**
 * Frees a data set. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_data_free(prg_data *data);

/**
 * Its programme. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_programme *prg_data_programme(const prg_data *data);

/**
 * The programme's calendars, in which the periods of keys are read. Ownership: borrowed, valid until the
 * data set is freed or bound again.
 * @since 0.1
 */
PRG_API const prg_calendars *prg_data_calendars(const prg_data *data);

/**
 * The sequence number of the last entry; 0 for an empty data set and for NULL.
 * @since 0.1
 */
PRG_API uint64_t prg_data_sequence(const prg_data *data);

/**
 * How many entries there are, withdrawals included.
 * @since 0.1
 */
PRG_API size_t prg_data_count(const prg_data *data);

/* ---- entries ---- */

/**
 * Adds an entry.
 *
 * Checked: that the indicator is reported and has base periods; that the period is of its type and
 * calendar or an exact union of such; that the area reports it on the period's last day, or the scope says
 * what the value is; that source and categories are the indicator's; that the unit converts exactly and the
 * number has no more decimals than the indicator; that a number of things is not negative unless marked
 * as adjustment with a reason; class and milestone values; bounds.
 *
 * @return 0; PRG_ESCHEMA for an entry that breaks a rule, with what was expected; PRG_ERANGE for a number
 *         beyond 64 bits in the indicator's decimals, and for a recorded_at outside of the years 1 to 9999;
 *         PRG_EUTF8 for a reason or note; PRG_ELIMIT for a period too far from the others of its series;
 *         PRG_ESTALE; PRG_ENOMEM; PRG_EINVALID. On an error nothing is added.
 * @since 0.1
 */
PRG_API int prg_data_set(prg_data *data, const prg_key *key, const prg_value *value);

/**
 * Adds a withdrawal: the earlier entries of the cell that have this quality do not count any more.
 *
 * @param data    the data set.
 * @param key     the cell.
 * @param value   quality, reason, note, reported_by, recorded_at and row are taken; NULL: final quality.
 * @return 0; PRG_ENOTFOUND when the cell has no such entry that counts; else as prg_data_set().
 * @since 0.1
 */
PRG_API int prg_data_withdraw(prg_data *data, const prg_key *key, const prg_value *value);

/**
 * What counts for exactly this cell: no other source, no sum, no other period stands in.
 *
 * @param data       the data set.
 * @param key        the cell.
 * @param[out] value receives it; numbers are in the indicator's unit and decimals.
 * @return 0; PRG_END when there is nothing; PRG_ESTALE; PRG_ESCHEMA for a key that cannot be; PRG_ENOMEM;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_get(const prg_data *data, const prg_key *key, prg_value *value);

/**
 * The entries of a cell in the order in which they were received.
 *
 * @param data       the data set.
 * @param key        the cell.
 * @param index      from 0.
 * @param[out] entry receives it.
 * @return 0; PRG_END behind the last; else as prg_data_get().
 * @since 0.1
 */
PRG_API int prg_data_entry(const prg_data *data, const prg_key *key, size_t index, prg_entry *entry);

/* ---- transactions and batches ---- */

/**
 * Begins a transaction, which makes a batch.
 *
 * @param data the data set.
 * @param name what the batch is called, such as the file it comes from; NULL for "". Ownership: copied.
 * @return 0; PRG_ECONFLICT inside of another transaction; PRG_ESTALE; PRG_EUTF8; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_begin(prg_data *data, const char *name);

/**
 * Ends a transaction: what came in it stays. Cannot run out of memory.
 *
 * @return 0; PRG_ECONFLICT outside of a transaction; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_commit(prg_data *data);

/**
 * Ends a transaction: what came in it is gone, and the data set is exactly as before. Cannot run out of
 * memory.
 *
 * @return 0; PRG_ECONFLICT outside of a transaction; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_rollback(prg_data *data);

/**
 * How many batches there are. Entries outside of transactions are in batch 0, which has no name.
 * @since 0.1
 */
PRG_API size_t prg_data_batch_count(const prg_data *data);

/**
 * A batch.
 *
 * @return 0; PRG_END behind the last; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_batch(const prg_data *data, size_t index, prg_batch *batch);

/* ---- after an edit of the programme ---- */

/**
 * Binds a data set to the present state of its programme, or to another programme: matches by id. What no
 * longer fits is reported, kept, and counts again when a later rebind finds its place: nothing is lost.
 *
 * @param data      the data set.
 * @param programme NULL: the one it has.
 * @param report    receives a finding for each series or cell that has no place; NULL for none.
 * @return 0; PRG_ECONFLICT inside of a transaction; PRG_ESCHEMA when a calendar is not complete, and the
 *         binding is as before; PRG_ENOMEM, likewise; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_data_rebind(prg_data *data, prg_programme *programme, prg_report *report);

/** @} */

PRG_END_DECLS

#endif
