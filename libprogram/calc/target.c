/* Which target or baseline counts in a cell.
 *
 * All of a programme lie sorted by indicator and area, made when the first is asked for. Of those of a cell that are
 * in force on a day, the one that has come furthest counts (proposed, collected, assigned), among these the one that
 * came into force last; of baselines, between the two, the one of the latest period. What an area has not itself it
 * has only from additive ones of all areas directly below it. */
#include "calc/computed.h"

#include <stdlib.h>
#include <string.h>

#include "model/programme.h"
#include "model/target.h"
#include "util/memory.h"

/* Areas lie no deeper in each other. */
#define DEEPEST 64

typedef struct declaration {
        const prg__target_record *target;
        prg_period period;
        prg_date from; /* PRG_DATE_NONE: from ever on */
} declaration;

typedef struct declarations {
        declaration *at;
        size_t count;
        int add; /* some are additive */
} declarations;

typedef struct prg__goals {
        declarations targets, baselines;
} prg__goals;

/* ---- all of a programme ---- */

static int compare_numbers(size_t a, size_t b)
{
        return (a > b) - (a < b);
}

static int compare(const void *a, const void *b)
{
        const prg__target_record *x = ((const declaration *)a)->target, *y = ((const declaration *)b)->target;
        int order = compare_numbers(x->indicator->index, y->indicator->index);
        if (order == 0)
                order = compare_numbers(x->area->index, y->area->index);
        return order ? order : compare_numbers(x->item.index, y->item.index);
}

static int take_in(prg__engine *engine, const prg__list *list, int is_baseline, declarations *out)
{
        out->at = prg__alloc_array(list->count + 1, sizeof *out->at);
        if (out->at == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < list->count; i++) {
                const prg__target_record *it = list->at[i];
                declaration *made = &out->at[out->count];
                const char *period = prg__text_or(it->period, "");
                if (it->indicator == NULL || it->area == NULL || it->value.decimals == PRG__NO_NUMBER)
                        return prg__error(PRG_ESCHEMA, NULL, "%s '%s' is not complete", it->item.class->name, it->item.id);
                made->target = it;
                int code = prg_period_parse(&made->period, prg_data_calendars(engine->data), period, strlen(period));
                if (code < 0)
                        return code == PRG_ENOMEM ? code : prg__error(PRG_ESCHEMA, NULL, "%s '%s': %s", it->item.class->name,
                                it->item.id, prg_error_last()->message);
                made->from = is_baseline && it->from == PRG_DATE_NONE ? made->period.last : it->from;
                out->add |= it->additive == PRG__TRUE;
                out->count++;
        }
        qsort(out->at, out->count, sizeof *out->at, compare);
        return 0;
}

static int need_goals(prg__engine *engine)
{
        const prg__root *root = &engine->query->programme->root;
        if (engine->goals)
                return 0;
        engine->goals = prg__alloc_zero(sizeof *engine->goals);
        if (engine->goals == NULL)
                return PRG_ENOMEM;
        int code = take_in(engine, &root->targets, 0, &engine->goals->targets);
        if (code == 0)
                code = take_in(engine, &root->baselines, 1, &engine->goals->baselines);
        if (code < 0)
                prg__engine_drop_goals(engine);
        return code;
}

void prg__engine_drop_goals(prg__engine *engine)
{
        if (engine->goals) {
                prg__free(engine->goals->targets.at);
                prg__free(engine->goals->baselines.at);
        }
        prg__free(engine->goals);
        engine->goals = NULL;
}

/* ---- of one cell ---- */

typedef struct search {
        prg__engine *engine;
        const declarations *list;
        const prg__indicator *indicator;
        const prg_period *period;
        int is_baseline;
        const prg__tree *tree; /* of the period's last day */
} search;

/* The first entry of the indicator and area, or where it would be. */
static size_t find_first(const search *it, int area)
{
        size_t low = 0, high = it->list->count;
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                const prg__target_record *target = it->list->at[middle].target;
                int order = compare_numbers(target->indicator->index, it->indicator->item.index);
                if (order == 0)
                        order = compare_numbers(target->area->index, (size_t)area);
                if (order < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

static int counts(const search *it, const declaration *one)
{
        const prg_period *a = &one->period, *b = it->period;
        if (!prg__day_within(b->last, one->from, one->target->to))
                return 0;
        return it->is_baseline || (a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last);
}

static int is_better(const search *it, const declaration *one, const declaration *than)
{
        int version = prg__target_version(one->target), other = prg__target_version(than->target);
        if (version != other)
                return version > other;
        if (it->is_baseline && one->period.last != than->period.last)
                return one->period.last > than->period.last;
        return than->from == PRG_DATE_NONE || (one->from != PRG_DATE_NONE && one->from > than->from);
}

static const prg__target_record *find_own(const search *it, int area)
{
        const declaration *best = NULL;
        for (size_t i = find_first(it, area); i < it->list->count; i++) {
                const declaration *one = &it->list->at[i];
                if (one->target->indicator != &it->indicator->item || one->target->area->index != (size_t)area)
                        break;
                if (counts(it, one) && (best == NULL || is_better(it, one, best)))
                        best = one;
        }
        return best ? best->target : NULL;
}

static int find(const search *it, int area, int depth, prg__goal *goal);

/* The sum of the areas directly below, if every one of them has an additive one. */
static int add_below(const search *it, int area, int depth, prg__goal *goal)
{
        int any = 0;
        prg__number sum = prg__number_of(0, 0);
        if (!it->list->add || !it->tree->has_parts[area] || depth >= DEEPEST)
                return 0;
        for (int below = 0; below < it->engine->area_count; below++) {
                prg__goal part;
                if (it->tree->parents[below] != area || !it->tree->exists[below])
                        continue;
                int code = find(it, below, depth + 1, &part);
                if (code < 0)
                        return code;
                if (!part.is_declared || (part.by && part.by->additive != PRG__TRUE))
                        return 0;
                if (prg__number_add(&sum, &sum, &part.number) < 0)
                        return prg__error(PRG_ERANGE, NULL, "the %ss of '%s' for the areas of '%s' add up to more than 128 bits",
                                it->is_baseline ? "baseline" : "target", it->indicator->item.id,
                                prg_item_id(prg__trees_area(it->engine->trees, area)));
                any = 1;
        }
        goal->is_declared = any;
        goal->number = sum;
        return 0;
}

static int find(const search *it, int area, int depth, prg__goal *goal)
{
        prg_decimal number;
        memset(goal, 0, sizeof *goal);
        goal->by = find_own(it, area);
        if (goal->by == NULL)
                return add_below(it, area, depth, goal);
        if (prg__target_number(goal->by, &number) != PRG__CONVERTED)
                return prg__error(PRG_ESCHEMA, NULL, "%s '%s' has no number in the unit and decimals of '%s'",
                        goal->by->item.class->name, goal->by->item.id, it->indicator->item.id);
        goal->is_declared = 1;
        goal->number = prg__number_of(number.mantissa, number.decimals);
        return 0;
}

static int search_for(prg__engine *engine, int is_baseline, const prg__indicator *indicator, int area, const prg_period *period,
        prg__goal *goal)
{
        search it = { .engine = engine, .indicator = indicator, .period = period, .is_baseline = is_baseline };
        memset(goal, 0, sizeof *goal);
        int code = need_goals(engine);
        if (code < 0)
                return code;
        it.list = is_baseline ? &engine->goals->baselines : &engine->goals->targets;
        if (it.list->count == 0)
                return 0;
        it.tree = prg__trees_on(engine->trees, period->last);
        return it.tree ? find(&it, area, 0, goal) : PRG_ENOMEM;
}

int prg__target_find(prg__engine *engine, const prg__indicator *indicator, int area, const prg_period *period, prg__goal *goal)
{
        return search_for(engine, 0, indicator, area, period, goal);
}

int prg__baseline_find(prg__engine *engine, const prg__indicator *indicator, int area, const prg_period *period, prg__goal *goal)
{
        return search_for(engine, 1, indicator, area, period, goal);
}
