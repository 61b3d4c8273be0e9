/* Trees of areas: who lies in whom, on which days.
 *
 * Between two days on which some area begins, ends or gets another parent the tree is the same, so there is
 * one tree for each such interval of days, made when it is first asked for. Areas are named by their index in
 * the programme's list. */
#ifndef PRG__TREE_H
#define PRG__TREE_H

#include "model/nouns.h"

typedef struct prg__tree {
        prg_date first, last;      /* the days on which it holds; PRG_DATE_NONE is open */
        int *parents;              /* per area the index of its parent, -1 for none; also of areas that do not exist */
        unsigned char *exists;
        unsigned char *has_parts;  /* whether an area that exists lies in it */
        int *depths;               /* how many areas lie above */
} prg__tree;

typedef struct prg__trees prg__trees;

/* All trees of a programme. Ownership: owned, free with prg__trees_free(). 0 or PRG_ENOMEM. */
int prg__trees_new(prg__trees **out, const prg_programme *programme);
void prg__trees_free(prg__trees *trees);

size_t prg__trees_areas(const prg__trees *trees);
const prg_item *prg__trees_area(const prg__trees *trees, int area);

/* The tree of a day; NULL when there is no memory. */
const prg__tree *prg__trees_on(prg__trees *trees, prg_date day);

/* Whether an area reports an indicator, in a tree: see docs/results.md. */
int prg__tree_is_unit(const prg__trees *trees, const prg__tree *tree, const prg__indicator *indicator, int area);

#endif
