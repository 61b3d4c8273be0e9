/* Entries: what is checked about one before it is kept, with everything that is wrong at once. */
#ifndef PRG__ENTRY_H
#define PRG__ENTRY_H

#include <libprogram/data.h>

/* Which part of an entry is wrong: for readers, who know where that part stood. */
typedef enum prg__part {
        PRG__PART_INDICATOR, PRG__PART_AREA, PRG__PART_PERIOD, PRG__PART_VALUE, PRG__PART_STATE, PRG__PART_QUALITY,
        PRG__PART_SOURCE, PRG__PART_SCOPE, PRG__PART_UNIT, PRG__PART_MARKS, PRG__PART_REASON, PRG__PART_LOWER,
        PRG__PART_UPPER, PRG__PART_CATEGORY, PRG__PART_OBSERVED, PRG__PART_REPORTED_BY, PRG__PART_NOTE,
        PRG__PART_RECORDED_AT
} prg__part;

typedef struct prg__fault {
        int finding;             /* a code of a finding */
        int code;                /* the result code: PRG_ESCHEMA, PRG_ERANGE, PRG_EUTF8 … */
        prg__part part;
        size_t category;         /* of PRG__PART_CATEGORY: which one of the key */
        const char *message;     /* one line */
        const char *expected;    /* or NULL */
        const char *suggestion;  /* or NULL */
} prg__fault;

/* An entry that was checked: its place and its content, ready to be kept. */
typedef struct prg__checked {
        prg_key key;             /* the source filled in; categories as given */
        prg_value value;         /* numbers in the indicator's decimals, unit NULL */
        int withdrawal;
} prg__checked;

/* Checks an entry and calls `add` (may be NULL) for everything that is wrong with it; the thread's error is
 * the first. 0 when nothing is, else its code; what `add` answers if negative; PRG_ESTALE; PRG_ENOMEM. Items
 * of key and value that a reader could not find may be NULL if `known_faults` has the bit of their part: they
 * and what depends on them are passed over, and the result is then PRG_ESCHEMA even without a new fault. */
int prg__entry_check(const prg_data *data, const prg_key *key, const prg_value *value, int withdrawal,
        unsigned known_faults, int (*add)(void *payload, const prg__fault *fault), void *payload,
        prg__checked *checked);

/* Keeps a checked entry; the last bound generation must still hold. 0, PRG_ELIMIT, PRG_ENOMEM;
 * PRG_ENOTFOUND for a withdrawal of nothing. Nothing changes on an error. */
int prg__entry_keep(prg_data *data, const prg__checked *checked);

#endif
