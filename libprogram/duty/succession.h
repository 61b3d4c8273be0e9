/* Succession from inside: the same steps without checks and messages. */
#ifndef PRG__SUCCESSION_H
#define PRG__SUCCESSION_H

#include <libprogram/succession.h>

#include "model/nouns.h"

/* A step of a chain of agencies: who, and from which day on. */
typedef struct prg__holding {
        const prg__agency *agency;
        prg_date since;
} prg__holding;

/* The next step on or before a day: 1, or 0 when the chain ends there. `first`: only what moves after `since`, not on
 * it. */
int prg__succession_step(prg__holding *holding, const prg_item *of, prg_date day, int first);
/* The last step; whether its agency exists on that day is another question. */
prg__holding prg__succession_end(const prg__agency *agency, const prg_item *of, prg_date since, prg_date day);
/* As prg_agency_successor(). */
const prg__agency *prg__successor_of(const prg__agency *agency, const prg_item *of, prg_date since, prg_date day);

/* Appends whoever stands on a day for an agency or a group, without repetition. 0 or a result code. */
int prg__add_responsible(prg_item_list *list, const prg_item *holder, const prg_item *of, prg_date since, prg_date day);

#endif
