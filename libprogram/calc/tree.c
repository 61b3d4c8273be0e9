/* Trees of areas, one for each interval of days in which nothing changes. See tree.h.
 *
 * The days on which something changes are collected once and sorted; the tree of a day is found by binary
 * search and made when it is asked for the first time. A circle of parents, which the programme's check
 * refuses, is cut where it would close. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

#include <libprogram/area.h>
#include <libprogram/error.h>

#include "model/programme.h"
#include "util/memory.h"

struct prg__trees {
        const prg_programme *programme;
        size_t count;
        prg_date *changes; /* tree i holds from changes[i - 1] on; the first from ever */
        size_t change_count;
        prg__tree *trees;
};

static int compare_dates(const void *a, const void *b)
{
        prg_date x = *(const prg_date *)a, y = *(const prg_date *)b;
        return (x > y) - (x < y);
}

static const prg__area *area_at(const prg__trees *trees, size_t index)
{
        return trees->programme->root.areas.at[index];
}

static void collect_changes(prg__trees *trees)
{
        for (size_t i = 0; i < trees->count; i++) {
                const prg__area *area = area_at(trees, i);
                if (area->from != PRG_DATE_NONE)
                        trees->changes[trees->change_count++] = area->from;
                if (area->to != PRG_DATE_NONE)
                        trees->changes[trees->change_count++] = area->to + 1;
                for (size_t k = 0; k < area->later.count; k++) {
                        const prg__area_state *state = area->later.at[k];
                        if (state->from != PRG_DATE_NONE)
                                trees->changes[trees->change_count++] = state->from;
                }
        }
        if (trees->change_count == 0)
                return;
        qsort(trees->changes, trees->change_count, sizeof *trees->changes, compare_dates);
        size_t kept = 1;
        for (size_t i = 1; i < trees->change_count; i++)
                if (trees->changes[i] != trees->changes[kept - 1])
                        trees->changes[kept++] = trees->changes[i];
        trees->change_count = kept;
}

int prg__trees_new(prg__trees **out, const prg_programme *programme)
{
        prg__trees *trees = prg__alloc_zero(sizeof *trees);
        if (trees == NULL)
                return PRG_ENOMEM;
        trees->programme = programme;
        trees->count = programme->root.areas.count;
        size_t days = 0;
        for (size_t i = 0; i < trees->count; i++)
                days += 2 + area_at(trees, i)->later.count;
        trees->changes = prg__alloc_array(days + 1, sizeof *trees->changes);
        if (trees->changes)
                collect_changes(trees);
        trees->trees = prg__alloc_zero((trees->change_count + 1) * sizeof *trees->trees);
        if (trees->changes == NULL || trees->trees == NULL) {
                prg__trees_free(trees);
                return PRG_ENOMEM;
        }
        *out = trees;
        return 0;
}

void prg__trees_free(prg__trees *trees)
{
        if (trees == NULL)
                return;
        for (size_t i = 0; trees->trees && i <= trees->change_count; i++) {
                prg__free(trees->trees[i].parents);
                prg__free(trees->trees[i].exists);
        }
        prg__free(trees->trees);
        prg__free(trees->changes);
        prg__free(trees);
}

size_t prg__trees_areas(const prg__trees *trees)
{
        return trees->count;
}

const prg_item *prg__trees_area(const prg__trees *trees, int area)
{
        return &area_at(trees, (size_t)area)->item;
}

/* Parents, from each area up until one whose depth is known. `depths` of -1: not known; -2: being walked. */
static void measure_depths(prg__tree *tree, size_t count)
{
        for (size_t i = 0; i < count; i++)
                tree->depths[i] = -1;
        for (size_t i = 0; i < count; i++) {
                int steps = 0, at = (int)i;
                while (at >= 0 && tree->depths[at] == -1) {
                        tree->depths[at] = -2;
                        int parent = tree->parents[at];
                        if (parent >= 0 && tree->depths[parent] == -2)
                                tree->parents[at] = parent = -1; /* a circle */
                        at = parent;
                        steps++;
                }
                int depth = (at < 0 ? 0 : tree->depths[at] + 1) + steps - 1;
                for (at = (int)i; steps > 0; steps--, depth--, at = tree->parents[at])
                        tree->depths[at] = depth;
        }
}

static int make_tree(const prg__trees *trees, prg__tree *tree, size_t index)
{
        size_t count = trees->count;
        tree->first = index == 0 ? PRG_DATE_NONE : trees->changes[index - 1];
        tree->last = index == trees->change_count ? PRG_DATE_NONE : trees->changes[index] - 1;
        /* A day in the interval: what holds on it holds on all. */
        prg_date day = tree->first != PRG_DATE_NONE ? tree->first : tree->last != PRG_DATE_NONE ? tree->last : 0;
        int *numbers = prg__alloc_array(2 * count + 1, sizeof *numbers);
        unsigned char *bytes = prg__alloc_zero(2 * count + 1);
        if (numbers == NULL || bytes == NULL) {
                prg__free(numbers);
                prg__free(bytes);
                return PRG_ENOMEM;
        }
        tree->parents = numbers;
        tree->depths = numbers + count;
        tree->exists = bytes;
        tree->has_parts = bytes + count;
        for (size_t i = 0; i < count; i++) {
                const prg_item *area = &area_at(trees, i)->item, *parent = prg_area_parent(area, day);
                tree->parents[i] = parent ? (int)prg_item_index(parent) : -1;
                tree->exists[i] = (unsigned char)prg_area_exists(area, day);
        }
        measure_depths(tree, count);
        for (size_t i = 0; i < count; i++)
                for (int above = tree->exists[i] ? tree->parents[i] : -1; above >= 0 && !tree->has_parts[above];
                        above = tree->parents[above])
                        tree->has_parts[above] = 1;
        return 0;
}

const prg__tree *prg__trees_on(prg__trees *trees, prg_date day)
{
        size_t low = 0, high = trees->change_count;
        while (low < high) {
                size_t middle = (low + high) / 2;
                if (trees->changes[middle] <= day)
                        low = middle + 1;
                else
                        high = middle;
        }
        prg__tree *tree = &trees->trees[low];
        if (tree->parents == NULL && make_tree(trees, tree, low) < 0)
                return NULL;
        return tree;
}

int prg__tree_is_unit(const prg__trees *trees, const prg__tree *tree, const prg__indicator *indicator, int area)
{
        if (indicator->level == NULL)
                return !tree->has_parts[area];
        const char *level = area_at(trees, (size_t)area)->level;
        return level && strcmp(level, indicator->level) == 0;
}
