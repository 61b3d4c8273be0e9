/* Calendars from inside: what a compiled one holds, and where its months, weeks and years begin.
 *
 * Months are numbered through all years, n = 12 * year + month - 1, so that every type that
 * consists of months is a division of n. The questions below take valid calendars and years around
 * 0 to 10000 and may answer days outside the range of dates; their callers check. */
#ifndef PRG__CALENDAR_H
#define PRG__CALENDAR_H

#include <libprogram/calendar.h>
#include <libprogram/period.h>

#include "util/map.h"

struct prg_calendar {
        prg_calendar_options options; /* with every default filled in */
        unsigned types;               /* PRG__TYPE_BIT of the types that it has */
        int year_shift;               /* -1 when a year begins in the Gregorian year before */
        const prg_date *reach;        /* of stages, by first day: the latest last day so far */
        prg__map stages;              /* id -> stage */
};

#define PRG__TYPE_BIT(type) (1u << (type))

/* The set of types that a kind has. */
unsigned prg__calendar_types(prg_calendar_kind kind);

/* Checks options and fills in the defaults. Stages must be in order already. 0, or PRG_ESCHEMA. */
int prg__calendar_compile(prg_calendar *calendar, const prg_calendar_options *options);
/* Whether "MM-DD" is a day that some year has; fills both in. */
int prg__calendar_parse_month_day(int *month, int *day, const char *text, size_t length);

/* Whether an id, which ends in NUL, is one for a stage: not to be taken for a day or for a range.
 */
int prg__stage_id_is_valid(const char *id, size_t length);

/* ---- where things begin ---- */

prg_date prg__calendar_month_first(const prg_calendar *calendar, int n);
/* The n of the month that holds a day. */
int prg__calendar_month_of(const prg_calendar *calendar, prg_date day);
/* The first day of the week year; weeks belong to the year that has their fourth day. */
prg_date prg__calendar_weeks_first(const prg_calendar *calendar, int year);
int prg__calendar_weeks_of(const prg_calendar *calendar, prg_date day);
void prg__calendar_season(prg_date *first, prg_date *last, const prg_calendar *calendar, int year);

/* The standard calendars, by place; NULL behind the last. */
const prg_calendar *prg__calendar_standard(size_t index);

#endif
