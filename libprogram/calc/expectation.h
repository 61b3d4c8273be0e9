/* Who is expected to report: of an indicator that obligations name, the areas of their debtors; of any other, every
 * unit. See docs/results.md, section 2. */
#ifndef PRG__EXPECTATION_H
#define PRG__EXPECTATION_H

#include "calc/tree.h"

typedef struct prg__expectation prg__expectation;

/* The obligations of a programme that name indicators; NULL in *out when there are none. The trees must live as long.
 * Ownership: owned, free with prg__expectation_free(). 0; PRG_ESCHEMA for obligations that a check would refuse;
 * PRG_ENOMEM. */
int prg__expectation_new(prg__expectation **out, prg_programme *programme, prg__trees *trees);
void prg__expectation_free(prg__expectation *expectation);

/* Whether some obligation names the indicator. NULL names none; so in all of these. */
int prg__expectation_names(const prg__expectation *expectation, const prg__indicator *indicator);
/* Whether the same obligations name both. */
int prg__expectation_same(const prg__expectation *expectation, const prg__indicator *a, const prg__indicator *b);
/* Of each area, by its index, whether it is expected to report a base period that ends on a day, as far as obligations
 * say; NULL in *owed when they say nothing. It lives as long as the expectation. 0 or an error. */
int prg__expectation_on(const unsigned char **owed, prg__expectation *expectation, const prg__indicator *indicator,
        prg_date last);

#endif
