/* Who is expected to report.
 *
 * A base period is owed by the debtors of the obligation's period that holds its last day, judged on that period's last
 * day. A debtor answers for its own area and everything in it; one without an area, for everything. Most periods have
 * the same debtors, so rows of areas are kept by what they are made of: the areas of the debtors, and the tree. */
#include "calc/expectation.h"

#include <stdlib.h>
#include <string.h>

#include "duty/duties.h"
#include "duty/succession.h"
#include "model/period.h"
#include "model/programme.h"
#include "util/error.h"
#include "util/memory.h"

struct prg__expectation {
        prg_duties *duties;
        prg__trees *trees;
        const prg__duty ***naming; /* of each indicator, the duties that name it, ended by NULL; or NULL */
        size_t indicator_count;
        prg__arena arena;
        prg__map days; /* indicator and last day of a base period -> row */
        prg__map rows; /* tree and areas -> row */
        int *areas;    /* of the debtors, while a row is made */
        size_t area_count, capacity;
};

/* ---- which obligations ---- */

static size_t count_naming(const prg_duties *duties, const prg_item *indicator)
{
        size_t count = 0;
        for (size_t i = 0; i < duties->count; i++)
                for (uint32_t k = 0; k < duties->at[i].obligation->indicators.count; k++)
                        count += duties->at[i].obligation->indicators.at[k] == indicator;
        return count;
}

static int find_naming(prg__expectation *it)
{
        const prg__list *indicators = &it->duties->programme->root.indicators;
        it->indicator_count = indicators->count;
        it->naming = prg__arena_alloc(&it->arena, (it->indicator_count + 1) * sizeof *it->naming);
        size_t *counts = prg__arena_alloc(&it->arena, (it->indicator_count + 1) * sizeof *counts);
        if (it->naming == NULL || counts == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < it->duties->count; i++) {
                const prg__duty *duty = &it->duties->at[i];
                for (uint32_t k = 0; k < duty->obligation->indicators.count; k++) {
                        const prg_item *indicator = duty->obligation->indicators.at[k];
                        const prg__duty ***list = &it->naming[indicator->index];
                        if (*list == NULL) {
                                size_t count = count_naming(it->duties, indicator);
                                if ((*list = prg__arena_alloc(&it->arena, (count + 1) * sizeof(const prg__duty *))) == NULL)
                                        return PRG_ENOMEM;
                        }
                        (*list)[counts[indicator->index]++] = duty;
                }
        }
        return 0;
}

static int names_something(const prg_programme *programme)
{
        for (uint32_t i = 0; i < programme->root.obligations.count; i++)
                if (((const prg__obligation *)programme->root.obligations.at[i])->indicators.count)
                        return 1;
        return 0;
}

int prg__expectation_new(prg__expectation **out, prg_programme *programme, prg__trees *trees)
{
        *out = NULL;
        if (!names_something(programme))
                return 0;
        prg__expectation *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->trees = trees;
        prg__arena_init(&made->arena);
        prg__map_init(&made->days);
        prg__map_init(&made->rows);
        int code = prg_duties_new(&made->duties, programme);
        if (code == 0)
                code = find_naming(made);
        if (code < 0) {
                prg__expectation_free(made);
                return code;
        }
        *out = made;
        return 0;
}

void prg__expectation_free(prg__expectation *expectation)
{
        if (expectation == NULL)
                return;
        prg__map_dispose(&expectation->days);
        prg__map_dispose(&expectation->rows);
        prg__arena_dispose(&expectation->arena);
        prg__free(expectation->areas);
        prg_duties_free(expectation->duties);
        prg__free(expectation);
}

/* The duties that name an indicator, ended by NULL; or NULL. A copy with other operators has the same index. */
static const prg__duty *const *naming_of(const prg__expectation *it, const prg__indicator *indicator)
{
        return it && indicator->item.index < it->indicator_count ? it->naming[indicator->item.index] : NULL;
}

int prg__expectation_names(const prg__expectation *expectation, const prg__indicator *indicator)
{
        return naming_of(expectation, indicator) != NULL;
}

int prg__expectation_same(const prg__expectation *expectation, const prg__indicator *a, const prg__indicator *b)
{
        const prg__duty *const *first = naming_of(expectation, a), *const *second = naming_of(expectation, b);
        if (first == NULL || second == NULL)
                return first == second;
        while (*first && *first == *second) {
                first++;
                second++;
        }
        return *first == *second;
}

/* ---- which areas ---- */

static int add_area(prg__expectation *it, int area)
{
        if (prg__grow((void **)&it->areas, &it->capacity, it->area_count + 1, sizeof *it->areas) < 0)
                return PRG_ENOMEM;
        it->areas[it->area_count++] = area;
        return 0;
}

static int add_agency(prg__expectation *it, const prg_item *agency)
{
        const prg_item *area = ((const prg__agency *)agency)->area;
        return add_area(it, area ? (int)area->index : -1);
}

/* The areas of a debtor; of a group that acts together, those of its members. */
static int add_debtor(prg__expectation *it, const prg_item *debtor, prg_date day)
{
        prg_item_list *members;
        if (debtor->class == &prg__class_agency)
                return add_agency(it, debtor);
        int code = prg_group_members(&members, debtor, day, NULL);
        if (code < 0)
                return code;
        for (size_t i = 0; code == 0 && i < prg_item_list_size(members); i++)
                code = add_agency(it, prg_item_list_at(members, i));
        prg_item_list_free(members);
        return code;
}

static int add_debtors(prg__expectation *it, const prg__duty *duty, prg_date last)
{
        prg_item_list *debtors;
        prg_period period;
        int code = prg__period_holding(&period, duty->calendar, duty->type, last);
        if (code == PRG_END || code == PRG_ERANGE)
                return 0; /* between seasons or stages */
        if (code == 0)
                code = prg_item_responsible(&debtors, &duty->obligation->item, period.last);
        if (code < 0)
                return code;
        for (size_t i = 0; code == 0 && i < prg_item_list_size(debtors); i++)
                code = add_debtor(it, prg_item_list_at(debtors, i), period.last);
        prg_item_list_free(debtors);
        return code;
}

static int compare_areas(const void *a, const void *b)
{
        int first = *(const int *)a, second = *(const int *)b;
        return (first > second) - (first < second);
}

/* The row of the areas that were collected, made once for each set of areas and tree. NULL without memory. */
static unsigned char *row_of(prg__expectation *it, const prg__tree *tree)
{
        size_t kept = 0, count = prg__trees_areas(it->trees);
        if (it->area_count)
                qsort(it->areas, it->area_count, sizeof *it->areas, compare_areas);
        for (size_t i = 0; i < it->area_count; i++)
                if (kept == 0 || it->areas[i] != it->areas[kept - 1])
                        it->areas[kept++] = it->areas[i];
        size_t length = sizeof(prg_date) + kept * sizeof *it->areas;
        char *key = prg__arena_alloc(&it->arena, length);
        if (key == NULL)
                return NULL;
        memcpy(key, &tree->first, sizeof(prg_date));
        if (kept)
                memcpy(key + sizeof(prg_date), it->areas, kept * sizeof *it->areas);
        unsigned char *row = prg__map_get(&it->rows, key, length);
        if (row)
                return row;
        if ((row = prg__arena_alloc(&it->arena, count + 1)) == NULL)
                return NULL;
        int all = kept && it->areas[0] < 0;
        for (size_t i = 0; i < kept && !all; i++)
                row[it->areas[i]] = 1;
        for (size_t area = 0; area < count; area++)
                for (int at = (int)area; at >= 0 && !row[area]; at = tree->parents[at])
                        row[area] = (unsigned char)(all || row[at]);
        return prg__map_put(&it->rows, key, length, row) < 0 ? NULL : row;
}

int prg__expectation_on(const unsigned char **owed, prg__expectation *expectation, const prg__indicator *indicator,
        prg_date last)
{
        const prg__duty *const *duties = naming_of(expectation, indicator);
        struct {
                uint32_t indicator;
                prg_date last;
        } key = { (uint32_t)indicator->item.index, last };
        *owed = NULL;
        if (duties == NULL || (*owed = prg__map_get(&expectation->days, (const char *)&key, sizeof key)) != NULL)
                return 0;
        const prg__tree *tree = prg__trees_on(expectation->trees, last);
        int code = tree ? 0 : PRG_ENOMEM;
        expectation->area_count = 0;
        for (; code == 0 && *duties; duties++)
                code = add_debtors(expectation, *duties, last);
        if (code < 0)
                return code;
        unsigned char *row = row_of(expectation, tree);
        char *kept = prg__arena_alloc(&expectation->arena, sizeof key);
        if (row == NULL || kept == NULL)
                return PRG_ENOMEM;
        memcpy(kept, &key, sizeof key);
        *owed = row;
        return prg__map_put(&expectation->days, kept, sizeof key, row) < 0 ? PRG_ENOMEM : 0;
}
