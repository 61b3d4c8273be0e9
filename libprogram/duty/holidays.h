/* Working days from inside: the same steps without checks and messages. */
#ifndef PRG__HOLIDAYS_H
#define PRG__HOLIDAYS_H

#include <libprogram/holidays.h>

/* As prg_holidays_is_working() for a valid day. 0; PRG_END when the year, which is answered always, has no list. */
int prg__holidays_works(int *works, int *year, const prg_holidays *holidays, prg_date day);
/* As prg_holidays_move() for a valid day. 0; PRG_END and the year without a list; PRG_ERANGE; PRG_ELIMIT. */
int prg__holidays_move(prg_date *day, int *year, const prg_holidays *holidays, int count);

#endif
