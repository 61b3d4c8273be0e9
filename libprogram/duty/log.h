/* A log from inside: the entries in an array, and for each thing a chain of those about it. */
#ifndef PRG__LOG_H
#define PRG__LOG_H

#include <libprogram/log.h>

#include "util/arena.h"
#include "util/map.h"

/* What the entries of one thing hang on. */
typedef struct prg__log_chain {
        const prg_item *item; /* the key of by_item, by its bytes */
        size_t last;          /* the place of the latest entry, counted from 1; 0: none */
} prg__log_chain;

typedef struct prg__log_link {
        prg__log_chain *chain;
        size_t before; /* the place of the entry before it in the chain, counted from 1 */
} prg__log_link;

struct prg_log {
        prg_programme *programme;
        prg_calendars *calendars;
        prg_log_entry *entries;
        prg__log_link *links; /* beside the entries */
        size_t count, capacity, link_capacity;
        prg__arena texts;
        prg__map by_item; /* to prg__log_chain */
};

/* Checks an entry and brings its period into the log's calendars. As prg_log_add(). */
int prg__log_check(const prg_log *log, prg_log_entry *entry);
/* Takes the entries behind the first `count` out again; what they took back counts again. */
void prg__log_cut(prg_log *log, size_t count);

#endif
