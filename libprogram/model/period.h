/* Periods from inside: the same steps without checks of arguments. */
#ifndef PRG__PERIOD_H
#define PRG__PERIOD_H

#include <libprogram/period.h>

#include "calendar.h"

#define PRG__MAX_YEAR 9999

/* How many months a period of the type takes; 0 for types that do not consist of months. */
int prg__period_months(prg_period_type type);
/* How many periods of the type a year has; of stages, how many there are. */
int prg__period_count(const prg_calendar *calendar, prg_period_type type, int year);
/* 0 and the period; PRG_ERANGE without a message when there is none. The calendar has the type. */
int prg__period_set(prg_period *period, const prg_calendar *calendar, prg_period_type type,
        int year, int index);
/* Sets the message that belongs to the PRG_ERANGE of prg__period_set(); `place` may be NULL. */
int prg__period_refuse(
        const char *place, const prg_calendar *calendar, prg_period_type type, int year, int index);
/* Sets the message for a type that the calendar does not have; returns `code`. */
int prg__period_no_type(
        int code, const char *place, const prg_calendar *calendar, prg_period_type type);
/* As prg_period_holding(), without a message. The calendar has the type, the day is valid. */
int prg__period_holding(
        prg_period *period, const prg_calendar *calendar, prg_period_type type, prg_date day);
/* 0, or PRG_EINVALID with its message, for a value that none of our functions made. */
int prg__period_valid(const prg_period *period, const char *argument);
/* The same period in another set of calendars, where periods compare by the pointers of these. 0 or PRG_ENOTFOUND. */
int prg__period_within(prg_period *out, const prg_period *period, const prg_calendars *calendars);

void prg__period_days(
        prg_period *period, const prg_calendar *calendar, prg_date first, prg_date last);
/* The period of the calendar with exactly these days, the widest if there are several, else a span
 * of days. */
void prg__period_of_days(
        prg_period *period, const prg_calendar *calendar, prg_date first, prg_date last);
/* The range from one period to a later one of its calendar and type; count is 0 when it is earlier.
 */
prg_period_range prg__period_range(const prg_period *first, const prg_period *last);

/* ---- text ---- */

/* An id is at most this long without the prefix and the code of a stage. */
#define PRG__PERIOD_TEXT 32

/* Writes the body of a canonical id; returns its length. Not for stages. */
size_t prg__period_write(char text[PRG__PERIOD_TEXT], const prg_period *period);
/* Reads `length` digits; -1 when they are not digits. */
int prg__period_digits(const char *text, size_t length);

/* A text that is being read: where errors are counted from. */
typedef struct prg__period_text {
        const char *whole; /* as the caller gave it */
        size_t whole_length;
        const char *at; /* the part that is being read now */
        size_t length;
} prg__period_text;

/* "'2024-Q9': expected …", with the place of a byte of `text`; returns PRG_ESYNTAX. */
int prg__period_syntax(const prg__period_text *text, size_t offset, const char *expected);
/* Sets period, or refuses with the place. */
int prg__period_take(prg_period *period, const prg__period_text *text, size_t offset,
        const prg_calendar *calendar, prg_period_type type, int year, int index);
/* Reads a DHIS2 body behind the year, such as "Q1" or "NovQ1". */
int prg__period_read_dhis2(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar, int year);
/* The date, or PRG_ERANGE with the place of the year, month or day that is wrong. */
int prg__period_make_day(prg_date *date, const prg__period_text *text, const size_t places[3],
        int year, int month, int day);
/* Reads the day "YYYY-MM-DD" at a place that has so many bytes. */
int prg__period_read_day(prg_date *date, const prg__period_text *text, size_t offset);

#endif
