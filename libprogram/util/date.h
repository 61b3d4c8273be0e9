/* Civil dates inside the library: the same steps without checks, for who has checked already. */
#ifndef PRG__DATE_H
#define PRG__DATE_H

#include <libprogram/date.h>

#define PRG__DATE_MAX_YEAR 9999

/* Length of "YYYY-MM-DD". */
#define PRG__DATE_LENGTH 10

/* Sets and returns PRG_EINVALID when date is not a date. */
int prg__date_check(prg_date date);

/* For parts that exist. */
prg_date prg__date_make(int year, int month, int day);
int prg__date_days_in_month(int year, int month);

/* For valid dates. */
void prg__date_split(prg_date date, int *year, int *month, int *day);
int prg__date_weekday(prg_date date);
void prg__date_write(char text[PRG__DATE_LENGTH + 1], prg_date date);

#endif
