/* Targets and baselines from inside. */
#ifndef PRG__TARGET_H
#define PRG__TARGET_H

#include "nouns.h"
#include "unit.h"

/* How far it has come, 1 to 3: proposed, collected, assigned. */
static inline int prg__target_version(const prg__target_record *target)
{
        return target->version ? target->version : 3;
}

/* The number in the unit and decimals of its indicator, of which both have one. */
prg__conversion prg__target_number(const prg__target_record *target, prg_decimal *number);

/* Checks all of a programme: numbers, units, periods, and that no two are of the same cell, version and day. */
int prg__check_targets(prg__check *check, const prg_programme *programme);

#endif
