/* The areas of a query on a day.
 *
 * The areas that exist on the day are made a tree once, by places in the document: for each its
 * first child and its next sibling. Every word is then answered by a look at what it names and at
 * what lies below, never at all areas again. Areas that would lie in each other are met once, as
 * everything is marked when taken. */
#include <stdlib.h>
#include <string.h>

#include <libprogram/area.h>

#include "model/programme.h"
#include "query.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"

#define NO_AREA UINT32_MAX

typedef struct area_node {
        uint32_t parent, child, next; /* places, or NO_AREA; the next one of the same parent */
        unsigned char exists;
        unsigned char taken; /* in the answer */
        unsigned char seen;  /* in the word that is being answered */
} area_node;

typedef struct area_tree {
        const prg__list *areas;
        area_node *nodes;
        uint32_t *places; /* those of the word that is being answered */
        size_t place_count;
        const prg_item **answer;
        size_t count;
} area_tree;

static int make_tree(area_tree *tree, const prg_query *query, prg_date day)
{
        const prg__list *areas = &query->programme->root.areas;
        size_t room = areas->count ? areas->count : 1;
        tree->areas = areas;
        tree->nodes = prg__alloc_array(room, sizeof *tree->nodes);
        tree->places = prg__alloc_array(room, sizeof *tree->places);
        tree->answer = prg__alloc_array(room, sizeof(const prg_item *));
        if (tree->nodes == NULL || tree->places == NULL || tree->answer == NULL)
                return PRG_ENOMEM;
        for (uint32_t i = 0; i < areas->count; i++)
                tree->nodes[i] = (area_node){ NO_AREA, NO_AREA, NO_AREA,
                        (unsigned char)prg_area_exists(areas->at[i], day), 0, 0 };
        /* From the last to the first, so that children stand in the order of the document. */
        for (uint32_t i = areas->count; i-- > 0;) {
                const prg_item *parent = prg_area_parent(areas->at[i], day);
                if (parent == NULL || !tree->nodes[i].exists)
                        continue;
                if (tree->nodes[parent->index].exists)
                        tree->nodes[i].parent = (uint32_t)parent->index;
                /* It lies in whatever exists above it, also where something between does not. */
                for (int steps = 0; parent && !tree->nodes[parent->index].exists && steps < 64; steps++)
                        parent = prg_area_parent(parent, day);
                if (parent == NULL || !tree->nodes[parent->index].exists)
                        continue;
                area_node *above = &tree->nodes[parent->index];
                tree->nodes[i].next = above->child;
                above->child = i;
        }
        return 0;
}

static void free_tree(area_tree *tree)
{
        prg__free(tree->nodes);
        prg__free(tree->places);
        prg__free(tree->answer);
}

/* ---- one word ---- */

static void see(area_tree *tree, uint32_t place)
{
        if (place == NO_AREA || tree->nodes[place].seen)
                return;
        tree->nodes[place].seen = 1;
        tree->places[tree->place_count++] = place;
}

static void see_children(area_tree *tree, uint32_t place)
{
        for (uint32_t child = tree->nodes[place].child; child != NO_AREA;
                child = tree->nodes[child].next)
                see(tree, child);
}

static int fits(const area_tree *tree, const prg__area_word *word, uint32_t place)
{
        const prg__area *area = tree->areas->at[place];
        switch (word->kind) {
        case PRG__AREA_ROOTS: return tree->nodes[place].parent == NO_AREA;
        case PRG__AREA_UNITS:
        case PRG__AREA_UNITS_OF: return tree->nodes[place].child == NO_AREA;
        case PRG__AREA_CHILDREN: return word->area && tree->nodes[place].parent == word->area->index;
        case PRG__AREA_LEVEL:
        case PRG__AREA_LEVEL_OF: return area->level && strcmp(area->level, word->level) == 0;
        default: return 1;
        }
}

/* The places that a word may mean, before it is asked which of them fit. */
static void see_candidates(area_tree *tree, const prg__area_word *word)
{
        uint32_t base = word->area ? (uint32_t)word->area->index : NO_AREA;
        switch (word->kind) {
        case PRG__AREA_ONE: see(tree, base); return;
        case PRG__AREA_CHILDREN: see_children(tree, base); return;
        case PRG__AREA_WITHIN:
        case PRG__AREA_UNITS_OF:
        case PRG__AREA_LEVEL_OF:
                see(tree, base);
                for (size_t i = 0; i < tree->place_count; i++)
                        see_children(tree, tree->places[i]);
                return;
        case PRG__AREA_ALL:
        case PRG__AREA_ROOTS:
        case PRG__AREA_UNITS:
        case PRG__AREA_LEVEL: break;
        }
        for (uint32_t i = 0; i < tree->areas->count; i++)
                if (tree->nodes[i].exists)
                        see(tree, i);
}

static int by_place(const void *a, const void *b)
{
        uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
        return first < second ? -1 : first > second;
}

static int no_answer(const prg__area_word *word, const char *day)
{
        const char *id = word->area ? word->area->id : ""; /* of the kinds that name an area */
        switch (word->kind) {
        case PRG__AREA_CHILDREN:
                return prg__error(
                        PRG_ENOTFOUND, NULL, "no area lies in '%s' on %s", id, day);
        case PRG__AREA_LEVEL:
                return prg__error(PRG_ENOTFOUND, NULL, "no area of level '%s' exists on %s",
                        word->level, day);
        case PRG__AREA_LEVEL_OF:
                return prg__error(PRG_ENOTFOUND, NULL, "no area of level '%s' lies in '%s' on %s",
                        word->level, id, day);
        case PRG__AREA_UNITS:
        case PRG__AREA_UNITS_OF:
                return prg__error(PRG_ENOTFOUND, NULL, "no area reports on %s", day);
        default: return prg__error(PRG_ENOTFOUND, NULL, "no area exists on %s", day);
        }
}

static int answer_word(area_tree *tree, const prg__area_word *word, const char *day)
{
        if (word->area && !tree->nodes[word->area->index].exists)
                return prg__error(PRG_ENOTFOUND, NULL, "the area '%s' does not exist on %s",
                        word->area->id, day);
        size_t found = 0;
        tree->place_count = 0;
        see_candidates(tree, word);
        if (tree->place_count)
                qsort(tree->places, tree->place_count, sizeof *tree->places, by_place);
        for (size_t i = 0; i < tree->place_count; i++) {
                area_node *it = &tree->nodes[tree->places[i]];
                it->seen = 0;
                if (!fits(tree, word, tree->places[i]))
                        continue;
                found++;
                if (!it->taken)
                        tree->answer[tree->count++] = tree->areas->at[tree->places[i]];
                it->taken = 1;
        }
        return found ? 0 : no_answer(word, day);
}

int prg__query_areas(const prg_query *query, prg_date day, const prg_item ***areas, size_t *count)
{
        static const prg__area_word roots = { PRG__AREA_ROOTS, NULL, NULL };
        char date[PRG__DATE_LENGTH + 1] = "no day";
        area_tree tree = { NULL, NULL, NULL, 0, NULL, 0 };
        int code = prg__query_fresh(query);
        if (code == 0)
                code = make_tree(&tree, query, day);
        if (day != PRG_DATE_NONE)
                prg__date_write(date, day);
        if (code == 0 && query->area_count == 0)
                code = answer_word(&tree, &roots, date);
        for (size_t i = 0; code == 0 && i < query->area_count; i++)
                code = answer_word(&tree, &query->areas[i], date);
        if (code == 0) {
                *areas = tree.answer;
                *count = tree.count;
                tree.answer = NULL;
        }
        free_tree(&tree);
        return code;
}
