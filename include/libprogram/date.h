/**
 * @file libprogram/date.h
 * @brief Civil dates: text, parts, weekdays and ISO weeks, steps of days and months.
 */
#ifndef PRG_DATE_H
#define PRG_DATE_H

#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup date Dates
 * @brief Days of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31.
 *
 * A #prg_date is a number of days, so dates compare and subtract as integers.
 *
 * **Arguments.** NULL, or a date that is not valid (also #PRG_DATE_NONE), gives PRG_EINVALID; a
 * day that does not exist or lies outside the range gives PRG_ERANGE. After an error results are
 * unchanged.
 *
 * **Threads.** All functions may be called from any thread at any time.
 * @{
 */

/**
 * Whether a number is a date: from #PRG_DATE_MIN to #PRG_DATE_MAX.
 * @return 1 or 0.
 * @since 0.1
 */
PRG_API int prg_date_is_valid(prg_date date);

/**
 * The date of a year, month and day.
 *
 * @param[out] out receives the date.
 * @param year     1 to 9999.
 * @param month    1 to 12.
 * @param day      1 to the number of days of that month.
 * @return 0; PRG_ERANGE when there is no such day; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_date_make(prg_date *out, int year, int month, int day);

/**
 * The year, month and day of a date.
 *
 * @param date       the date.
 * @param[out] year  receives 1 to 9999.
 * @param[out] month receives 1 to 12.
 * @param[out] day   receives 1 to 31.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_date_split(prg_date date, int *year, int *month, int *day);

/**
 * Read a date written YYYY-MM-DD, the only form: always four, two and two digits.
 *
 * @param[out] out receives the date.
 * @param text     the text; need not end in NUL. Ownership: borrowed during the call.
 * @param length   its length in bytes.
 * @return 0; PRG_ESYNTAX for text in another form; PRG_ERANGE for a day that does not exist, such
 *         as 2023-02-29; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_date_parse(prg_date *out, const char *text, size_t length);

/**
 * Append a date as YYYY-MM-DD to a buffer.
 *
 * @param out  the buffer.
 * @param date the date.
 * @return 0; PRG_EINVALID; PRG_ENOMEM, the buffer is then unchanged.
 * @since 0.1
 */
PRG_API int prg_date_format(prg_buf *out, prg_date date);

/**
 * The day of the week.
 *
 * @param[out] weekday receives 1 for Monday to 7 for Sunday.
 * @param date         the date.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_date_weekday(int *weekday, prg_date date);

/**
 * The ISO 8601 week of a date. Weeks begin on Monday and belong to the year that has their
 * Thursday, so 2018-12-31 is in week 1 of 2019. The first and the last valid date are in weeks of
 * their own years, 0001-W01 and 9999-W52: every date has a week of a year from 1 to 9999.
 *
 * @param date      the date.
 * @param[out] year receives the year the week belongs to.
 * @param[out] week receives 1 to 53.
 * @return 0; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_date_iso_week(prg_date date, int *year, int *week);

/**
 * The date of an ISO 8601 week and a day of the week. The Saturday and Sunday of 9999-W52 are in
 * the year 10000 and are refused.
 *
 * @param[out] out receives the date.
 * @param year     1 to 9999, the year the week belongs to.
 * @param week     1 to 52, and 53 where the year has it.
 * @param weekday  1 for Monday to 7 for Sunday.
 * @return 0; PRG_ERANGE when there is no such day; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_date_from_iso_week(prg_date *out, int year, int week, int weekday);

/**
 * How many ISO 8601 weeks a year has.
 *
 * @param[out] weeks receives 52 or 53.
 * @param year       1 to 9999.
 * @return 0; PRG_ERANGE for another year; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_date_iso_weeks(int *weeks, int year);

/**
 * Whether a year is a leap year.
 * @return 1 or 0; 0 for a year outside 1 to 9999.
 * @since 0.1
 */
PRG_API int prg_date_is_leap(int year);

/**
 * How many days a month has.
 *
 * @param[out] days receives 28 to 31.
 * @param year      1 to 9999.
 * @param month     1 to 12.
 * @return 0; PRG_ERANGE when there is no such month; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_date_days_in_month(int *days, int year, int month);

/**
 * The date a number of days later, or earlier.
 *
 * @param[out] out receives the date.
 * @param date     the date to count from.
 * @param days     how many days later; negative for earlier.
 * @return 0; PRG_ERANGE when that is outside the range of dates; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_date_add_days(prg_date *out, prg_date date, int days);

/**
 * The same day of the month a number of months later, or earlier; where that month is too short,
 * its last day: one month from 31 January is 28 or 29 February. Steps therefore do not add up (two
 * single months from 31 January end on 28 or 29 March): count them all from the first date.
 *
 * @param[out] out receives the date.
 * @param date     the date to count from.
 * @param months   how many months later; negative for earlier.
 * @return 0; PRG_ERANGE when that is outside the range of dates; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_date_add_months(prg_date *out, prg_date date, int months);

/** @} */

PRG_END_DECLS

#endif
