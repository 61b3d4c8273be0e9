/* What is wrong with an entry, collected while it is checked. */
#ifndef PRG__FAULTS_H
#define PRG__FAULTS_H

#include "data/entry.h"
#include "data/store.h"
#include "util/error.h"

typedef struct prg__faults {
        const prg__binding *binding;
        const prg_key *key;
        const prg_value *value; /* NULL: only the key is asked about */
        int withdrawal;
        unsigned known; /* bits of the parts that are known to be wrong */
        int (*add)(void *payload, const prg__fault *fault);
        void *payload;
        int code;                        /* of the first fault; 0: none */
        int stop;                        /* what `add` answered, if negative */
        char first[1024];                /* the message of the first fault */
        const prg__indicator *indicator; /* NULL: wrong, and what depends on it is passed over */
        const prg__indicator_info *info;
        prg__checked *checked;
} prg__faults;

/* Adds a fault; `expected` may be NULL. */
void prg__faults_add(prg__faults *faults, int finding, int code, prg__part part,
        const char *expected, const char *format, ...) PRG__PRINTF(6, 7);
/* Of a category of the key. */
void prg__faults_add_category(prg__faults *faults, size_t category, const char *format, ...)
        PRG__PRINTF(3, 4);

static inline int prg__faults_knows(const prg__faults *faults, prg__part part)
{
        return (int)(faults->known >> part & 1u);
}

/* What an entry says: fills in the value. */
void prg__entry_check_value(prg__faults *faults);

#endif
