/* The programme: the root of everything, and what keeps the things in it together. */
#ifndef PRG__PROGRAMME_H
#define PRG__PROGRAMME_H

#include <stdatomic.h>

#include <libprogram/programme.h>

#include "class.h"
#include "util/arena.h"
#include "util/map.h"
#include "util/platform.h"

/* The root item has the document's own fields and all the lists. */
typedef struct prg__root {
        prg_item item;
        const char *language;
        prg_date issued, from, to;
        prg_item *document, *standing;
        prg__list documents, calendars, holidays, roles, agencies, groups, externals, objectives, events, components, flows,
                obligations, units, sources, breakdowns, indicator_groups, indicators, areas, area_changes, targets, baselines;
} prg__root;

struct prg_programme {
        prg__root root;
        atomic_int references;
        int frozen;
        int minor;                     /* of the document that was read */
        prg__list tables;              /* key of a list and name of its CSV file, by turns */
        unsigned long generation;
        prg__arena arena;
        prg__map ids[PRG__CLASSES];    /* id -> item, per class with identity */
        size_t counts[PRG__CLASSES];
        struct prg__name_index *names; /* folded names, made when first asked for; see find.c */
        prg__mutex names_lock;
};

/* A programme with nothing in it at all, not even an id. 0 or PRG_ENOMEM. */
int prg__programme_make(prg_programme **programme);
/* Raises the generation and forgets what was derived. */
void prg__programme_edited(prg_programme *programme);
/* 0, or PRG_EFROZEN. */
int prg__programme_editable(const prg_programme *programme);

void prg__name_index_free(struct prg__name_index *index);

#endif
