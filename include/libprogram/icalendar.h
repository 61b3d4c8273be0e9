/**
 * @file libprogram/icalendar.h
 * @brief Deadlines for calendars: iCalendar (RFC 5545).
 */
#ifndef PRG_ICALENDAR_H
#define PRG_ICALENDAR_H

#include "common.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup icalendar iCalendar
 * @brief What is due on which day, as a file that calendar programs take in.
 *
 * ~~~{.c}
 * prg_icalendar *icalendar;
 * prg_icalendar_options options = PRG_ICALENDAR_OPTIONS_INIT;
 * prg_icalendar_item item = PRG_ICALENDAR_ITEM_INIT;
 * options.stamp = 1530576000;
 * item.uid = "10.1a.2018@plan-1780";
 * item.summary = "Tổng hợp dự toán";
 * item.due = due;
 * if (prg_icalendar_new(&icalendar, sink, &options) < 0
 *     || prg_icalendar_add(icalendar, &item) < 0
 *     || prg_icalendar_finish(icalendar) < 0)
 *         return fail();
 * ~~~
 *
 * Everything that is written follows from what is given, the time stamp too: the same items are the same bytes.
 * Deadlines are whole days, without time zone. Lines end in CR LF and have at most 75 bytes; no character is divided
 * where they are folded.
 * @{
 */

/** Every kind of component: symbol, number, name, meaning. */
#define PRG_ICALENDAR_KIND_MAP(X)                                                                  \
        X(PRG_ICALENDAR_EVENT, 1, "event", "VEVENT: the day of the deadline is an event")          \
        X(PRG_ICALENDAR_TODO, 2, "todo", "VTODO: a task with a first day and a last one")

/** Kinds of components; see #PRG_ICALENDAR_KIND_MAP. */
typedef enum prg_icalendar_kind {
#define PRG_ICALENDAR_KIND_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_ICALENDAR_KIND_MAP(PRG_ICALENDAR_KIND_ENUM_)
#undef PRG_ICALENDAR_KIND_ENUM_
} prg_icalendar_kind;

/** Options of prg_icalendar_new(). */
typedef struct prg_icalendar_options {
        unsigned version;        /**< #PRG_ICALENDAR_OPTIONS_VERSION */
        prg_icalendar_kind kind; /**< what every item becomes; default events */
        int64_t stamp;           /**< DTSTAMP of every item: seconds since 1970-01-01 UTC, within the years 1 to 9999 */
        const char *name;        /**< what calendar programs call it; NULL: nothing. Ownership: copied */
} prg_icalendar_options;

#define PRG_ICALENDAR_OPTIONS_VERSION 1 /**< the present version of #prg_icalendar_options */
/** The defaults of #prg_icalendar_options. */
#define PRG_ICALENDAR_OPTIONS_INIT { PRG_ICALENDAR_OPTIONS_VERSION, PRG_ICALENDAR_EVENT, 0, NULL }

/** Something with a deadline. Everything is borrowed during the call. */
typedef struct prg_icalendar_item {
        const char *uid;         /**< the same in every file for the same thing: a program that knows it changes its entry.
                                      RFC 7986 wants it unique in the world */
        const char *summary;     /**< a line of text */
        const char *description; /**< more; NULL for none */
        const char *category;    /**< a word to sort by; NULL for none */
        prg_date first;          /**< of a task: its first day; #PRG_DATE_NONE, or not before the deadline: not written */
        prg_date due;            /**< the last day in time */
        int is_done;             /**< 1: of a task: it is completed */
} prg_icalendar_item;

/** An item with nothing in it. */
#define PRG_ICALENDAR_ITEM_INIT { NULL, NULL, NULL, NULL, PRG_DATE_NONE, PRG_DATE_NONE, 0 }

/** A file being written. */
typedef struct prg_icalendar prg_icalendar;

/**
 * Begins a file.
 *
 * @param[out] icalendar receives it. Ownership: owned, free with prg_icalendar_free().
 * @param sink           where it goes. Ownership: borrowed until the writing is over.
 * @param options        NULL for the defaults.
 * @return 0; PRG_ERANGE for a stamp outside of the years 1 to 9999; PRG_EUTF8; PRG_EVERSION; PRG_ENOMEM; PRG_EINVALID;
 *         what the sink returned.
 * @since 0.1
 */
PRG_API int prg_icalendar_new(prg_icalendar **icalendar, const prg_sink *sink, const prg_icalendar_options *options);

/**
 * Writes an item.
 *
 * @return 0; PRG_EINVALID, also for an item without uid, summary or deadline, and behind the end; PRG_EUTF8;
 *         PRG_ENOMEM; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_icalendar_add(prg_icalendar *icalendar, const prg_icalendar_item *item);

/**
 * Writes the end. A file without items is not quite one by RFC 5545, and all programs take it.
 *
 * @return 0; PRG_EINVALID, also for a second time; PRG_ENOMEM; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_icalendar_finish(prg_icalendar *icalendar);

/**
 * Frees the object. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_icalendar_free(prg_icalendar *icalendar);

/** @} */

PRG_END_DECLS

#endif
