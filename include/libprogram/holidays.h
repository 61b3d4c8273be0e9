/**
 * @file libprogram/holidays.h
 * @brief Holidays and make-up days (ngày nghỉ, ngày làm bù): which days are working days.
 */
#ifndef PRG_HOLIDAYS_H
#define PRG_HOLIDAYS_H

#include "common.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup holidays Holidays
 * @brief Working days (ngày làm việc), from the lists of a programme.
 *
 * Saturdays, Sundays and the days that are listed as off are no working days; a day that is listed as worked
 * is one. Lists are by year and change every year, so they are data. Without its list nothing is known of
 * a year, not even of a Wednesday: such a question is answered PRG_END, with the year.
 *
 * **Threads.** The lists are immutable and may be read from many threads at once.
 * @{
 */

/** The compiled lists of a programme. */
typedef struct prg_holidays prg_holidays;

/**
 * The holidays of a programme as it is now; later edits are not seen.
 *
 * @param[out] holidays receives them. Ownership: owned, free with prg_holidays_free().
 * @param programme     read during the call only.
 * @return 0; PRG_ESCHEMA for a list that a check of the programme would refuse; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_holidays_new(prg_holidays **holidays, const prg_programme *programme);

/**
 * Frees holidays. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_holidays_free(prg_holidays *holidays);

/**
 * Whether a year has its list: 1 or 0. NULL has no lists.
 * @since 0.1
 */
PRG_API int prg_holidays_has_year(const prg_holidays *holidays, int year);

/**
 * Whether a day is a working day.
 *
 * @param[out] works receives 1 or 0; unchanged without a list.
 * @param holidays   the lists; NULL for none.
 * @param day        the day.
 * @return 0; PRG_END when the year of the day has no list; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_holidays_is_working(int *works, const prg_holidays *holidays, prg_date day);

/**
 * The n-th working day after a day, which itself is not counted: two working days after 2020-01-22 is
 * 2020-01-31, as Tết lies between.
 *
 * @param[out] out  receives the day; unchanged unless 0 is returned.
 * @param[out] year receives the year without a list on PRG_END; may be NULL.
 * @param holidays  the lists; NULL for none.
 * @param day       where to start. It needs no list of its own.
 * @param count     how many working days later; negative for earlier; 0 is the day itself, worked or not.
 * @return 0; PRG_END when a year that is passed has no list; PRG_ERANGE when it would leave the range of
 *         dates; PRG_ELIMIT when 366 days in a row have no working day; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_holidays_move(prg_date *out, int *year, const prg_holidays *holidays, prg_date day, int count);

/** @} */

PRG_END_DECLS

#endif
