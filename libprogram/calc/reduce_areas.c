/* Elements over areas. docs/results.md, sections 5 and 7. */
#include "engine.h"

#include <string.h>

static int keep_reduced(prg__engine *engine, prg__gathered *gathered, const prg__reduced *reduced, int area)
{
        if (gathered->count == gathered->capacity) {
                size_t capacity = gathered->capacity ? 2 * gathered->capacity : 4;
                const prg__reduced **list = prg__arena_alloc(&engine->arena, capacity * sizeof(const prg__reduced *));
                int *areas = prg__arena_alloc(&engine->arena, capacity * sizeof *areas);
                if (list == NULL || areas == NULL)
                        return PRG_ENOMEM;
                if (gathered->count) {
                        memcpy(list, gathered->reduced, gathered->count * sizeof(const prg__reduced *));
                        memcpy(areas, gathered->areas, gathered->count * sizeof *areas);
                }
                gathered->reduced = list;
                gathered->areas = areas;
                gathered->capacity = capacity;
        }
        gathered->areas[gathered->count] = area;
        gathered->reduced[gathered->count++] = reduced;
        return 0;
}

static void use_periods(const prg__frame *frame, const prg__reduced *reduced, prg__cell *cell)
{
        const prg_period *first = reduced->first, *last = reduced->last;
        if (first == NULL && reduced->last_used >= 0) {
                first = &frame->bases[reduced->first_used];
                last = &frame->bases[reduced->last_used];
        }
        if (first == NULL)
                return;
        if (cell->first_used.calendar == NULL || first->first < cell->first_used.first)
                cell->first_used = *first;
        if (cell->last_used.calendar == NULL || last->last > cell->last_used.last)
                cell->last_used = *last;
}

int prg__gather(prg__engine *engine, const prg__frame *frame, prg__gathered *gathered, const prg__reduced *reduced,
        const prg__element *element)
{
        prg__result *result = gathered->result;
        prg__cell *cell = &result->cell;
        int kind = frame->ask->indicator->kind;
        int has_value = reduced->state == PRG_STATE_VALUE || reduced->state == PRG_STATE_UNDEFINED
                || reduced->reason == PRG_REASON_DISTINCT;
        if (element->scope == PRG_SCOPE_UNIT) {
                gathered->elements++;
                gathered->only_area = gathered->only_area == -1 || gathered->only_area == element->area ? element->area : -2;
                gathered->only = reduced;
                gathered->cells += reduced->cells;
                gathered->na += reduced->na;
                gathered->outside += reduced->outside;
                gathered->suppressed += reduced->suppressed;
                gathered->hidden += !frame->by_unit ? reduced->suppressed : reduced->state == PRG_STATE_SUPPRESSED;
                gathered->expected_cells += reduced->cells_expected;
                cell->expected += reduced->expected;
                cell->reported += reduced->reported;
                cell->at_end += reduced->at_end && (kind == PRG__KIND_STOCK || kind == PRG__KIND_CUMULATIVE);
                if (reduced->cells_expected) {
                        gathered->expected = reduced;
                        result->units_expected++;
                        prg__print_add(&result->expected_units, prg__print_of(element->area, PRG_DATE_NONE));
                }
                if (reduced->cells_reported || (kind == PRG__KIND_MILESTONE && reduced->reported)) {
                        result->units_reported++;
                        result->cells_expected += reduced->cells_expected;
                        result->cells_reported += reduced->cells_reported;
                }
                if (reduced->reported)
                        prg__print_add(&result->units, prg__print_of(element->area, PRG_DATE_NONE));
                prg__print_add(&result->cells, reduced->cells_print);
                prg__print_add(&result->expected_cells, reduced->expected_print);
                result->versions |= reduced->versions;
        }
        if (!has_value)
                return 0;
        for (int i = 0; i < 3; i++)
                cell->qualities[i] += (uint32_t)reduced->qualities[i];
        cell->marks |= reduced->marks;
        for (int mark = 0; mark < PRG_MARKS; mark++)
                cell->mark_counts[mark] += reduced->mark_counts[mark];
        use_periods(frame, reduced, cell);
        return keep_reduced(engine, gathered, reduced, element->area);
}

/* A cell that is not made of what was gathered. */
static void forget_inputs(prg__cell *cell)
{
        memset(cell->qualities, 0, sizeof cell->qualities);
        memset(cell->mark_counts, 0, sizeof cell->mark_counts);
        cell->marks = 0;
        cell->at_end = 0;
        cell->first_used.calendar = cell->last_used.calendar = NULL;
}

static void set_overflow(prg__cell *cell)
{
        prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
}

/* Lower and upper bounds of units with things in common. */
static void gather_distinct(const prg__frame *frame, const prg__gathered *gathered, prg__cell *cell)
{
        int disjoint = frame->ask->indicator->disjoint == PRG__TRUE, single = 1, code = 0;
        prg__number lower = gathered->reduced[0]->lower, upper = gathered->reduced[0]->upper;
        for (size_t i = 0; i < gathered->count; i++) {
                const prg__reduced *it = gathered->reduced[i];
                single &= it->single;
                if (i == 0)
                        continue;
                code |= prg__number_add(&upper, &upper, &it->upper);
                if (disjoint)
                        code |= prg__number_add(&lower, &lower, &it->lower);
                else if (prg__number_compare(&it->lower, &lower) > 0)
                        lower = it->lower;
        }
        if (code < 0) {
                set_overflow(cell);
                return;
        }
        if (single && prg__number_compare(&lower, &upper) == 0) {
                cell->state = PRG_STATE_VALUE;
                cell->number = lower;
                return;
        }
        cell->state = PRG_STATE_NOT_APPLICABLE;
        cell->reason = PRG_REASON_DISTINCT;
        cell->has_bounds = 1;
        cell->lower = lower;
        cell->upper = upper;
}

/* A mean of all cells, or weighted by another indicator. */
static void weighted_mean(const prg__frame *frame, const prg__gathered *gathered, prg__cell *cell)
{
        int pooled = frame->ask->indicator->pooled == PRG__TRUE, code = 0, any = 0, undefined = 0;
        prg_exactness exactness = PRG_QUOTIENT;
        prg__number sum = prg__number_of(0, 0), weights = sum, product;
        for (size_t i = 0; i < gathered->count && code == 0; i++) {
                const prg__reduced *it = gathered->reduced[i];
                if (it->state != PRG_STATE_VALUE) {
                        undefined = 1;
                        code = it->overflow ? PRG_ERANGE : 0;
                        continue;
                }
                if (pooled) {
                        if (!it->has_weight)
                                continue;
                        product = it->weighted;
                        code = prg__number_add(&weights, &weights, &it->weight);
                } else {
                        const prg__cell *weight = &frame->weights->results[gathered->areas[i]].cell;
                        if (weight->state != PRG_STATE_VALUE)
                                continue;
                        code = prg__number_multiply(&product, &it->number, &weight->number);
                        if (code == 0)
                                code = prg__number_add(&weights, &weights, &weight->number);
                }
                any = 1;
                if (it->exactness == PRG_APPROXIMATE && !pooled)
                        exactness = PRG_APPROXIMATE;
                if (code == 0)
                        code = prg__number_add(&sum, &sum, &product);
        }
        if (code < 0) {
                set_overflow(cell);
                return;
        }
        if (!any || prg__number_sign(&weights) == 0) {
                any |= undefined;
                prg__cell_say(cell, any ? PRG_STATE_UNDEFINED : PRG_STATE_MISSING, any ? PRG_REASON_WEIGHT : PRG_REASON_NONE);
                return;
        }
        cell->state = PRG_STATE_VALUE;
        cell->exactness = exactness;
        if (prg__number_divide(&cell->number, &sum, &weights) < 0)
                set_overflow(cell);
}

static void set_no_value(prg__engine *engine, const prg__frame *frame, const prg__gathered *gathered, int area,
        prg__cell *cell)
{
        if (gathered->expected_cells > 0) {
                prg__cell_say(cell,
                        gathered->suppressed == gathered->expected_cells ? PRG_STATE_SUPPRESSED : PRG_STATE_MISSING,
                        PRG_REASON_NONE);
                if (cell->state == PRG_STATE_SUPPRESSED && gathered->expected_cells == 1 && gathered->expected->has_bounds) {
                        cell->has_bounds = 1;
                        cell->lower = gathered->expected->lower;
                        cell->upper = gathered->expected->upper;
                }
                return;
        }
        if (gathered->cells > 0 && gathered->na == gathered->cells) {
                prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NONE);
                return;
        }
        prg__cell_say(cell, PRG_STATE_NOT_EXPECTED, PRG_REASON_BOUNDARIES);
        if (gathered->cells > 0) {
                cell->reason = gathered->outside ? PRG_REASON_VALIDITY : PRG_REASON_NONE;
                return;
        }
        const prg__indicator *indicator = frame->ask->indicator;
        const prg__tree *tree = prg__trees_on(engine->trees, frame->ask->period.last);
        for (int at = tree && indicator->level ? tree->parents[area] : -1; at >= 0; at = tree->parents[at])
                if (prg__tree_is_unit(engine->trees, tree, indicator, at))
                        cell->reason = PRG_REASON_LEVEL;
}

static void finish(const prg__frame *frame, prg__gathered *gathered)
{
        prg__result *result = gathered->result;
        prg__cell *cell = &result->cell;
        if ((frame->time == PRG__OVER_COUNT && frame->ask->indicator->pooled != PRG__TRUE)
            || frame->areas == PRG__OVER_COUNT)
                cell->decimals = cell->has_bounds ? cell->decimals : 0;
        if (cell->exactness != PRG_EXACT)
                cell->decimals += 2;
        for (int i = 0; i < 3 && cell->quality == 0; i++)
                if (cell->qualities[i])
                        cell->quality = (prg_quality)(i + 1);
        if (cell->state != PRG_STATE_VALUE && cell->state != PRG_STATE_UNDEFINED && cell->reason != PRG_REASON_DISTINCT)
                return;
        if (gathered->hidden)
                prg__cell_mark(cell, PRG_MARK_SUPPRESSED_INPUT, gathered->hidden);
        if (result->versions & (result->versions - 1))
                prg__cell_mark(cell, PRG_MARK_BREAK, 1);
}

/* How many units are in a class, or in none. */
static void count_class(const prg__frame *frame, const prg__gathered *gathered, prg__cell *cell)
{
        size_t found = 0, index = prg_item_index(prg__class_of(frame->ask->indicator, frame->ask->cut));
        for (size_t i = 0; i < gathered->count; i++)
                found += (size_t)gathered->reduced[i]->number.numerator == index;
        cell->state = PRG_STATE_VALUE;
        cell->number = prg__number_of((prg__wide)found, 0);
        cell->decimals = 0;
}

/* The cell of an area where nothing is made out of several units. */
static int stands_alone(const prg__frame *frame)
{
        int kind = frame->ask->indicator->kind;
        return kind == PRG__KIND_RATIO || frame->areas == PRG__OVER_NONE || frame->areas == PRG__OVER_FIRST
                || frame->areas == PRG__OVER_LAST || (kind == PRG__KIND_CLASS && !prg__cut_is_by_class(frame->ask->cut));
}

/* The value of an area that is a unit itself, although something that is gone lies in it; NULL when there is none. */
static const prg__reduced *own_value(prg__engine *engine, const prg__frame *frame, const prg__gathered *gathered, int area)
{
        const prg__tree *tree = prg__trees_on(engine->trees, frame->ask->period.last);
        if (tree == NULL || !prg__tree_is_unit(engine->trees, tree, frame->ask->indicator, area))
                return NULL;
        for (size_t i = 0; i < gathered->count; i++)
                if (gathered->areas[i] == area && gathered->reduced[i]->state == PRG_STATE_VALUE)
                        return gathered->reduced[i];
        return NULL;
}

int prg__reduce_areas(prg__engine *engine, const prg__frame *frame, prg__gathered *gathered, int area)
{
        prg__cell *cell = &gathered->result->cell;
        const prg__indicator *indicator = frame->ask->indicator;
        const prg__cut *cut = frame->ask->cut;
        cell->decimals = prg__result_decimals(indicator);
        if (cut->kind == PRG__CUT_UNCLASSIFIED && cell->expected > 0) {
                cell->state = PRG_STATE_VALUE;
                cell->number = prg__number_of((prg__wide)(cell->expected - cell->reported), 0);
                cell->decimals = 0;
        } else if (stands_alone(frame) && gathered->only_area != area && own_value(engine, frame, gathered, area)) {
                const prg__reduced *own = own_value(engine, frame, gathered, area);
                prg__cell_say(cell, own->state, own->reason);
                cell->number = own->number;
                cell->exactness = (prg_exactness)own->exactness;
                if (own->is_class)
                        cell->category = indicator->categories.at[(size_t)own->number.numerator];
        } else if (stands_alone(frame) && gathered->only_area != area && gathered->expected_cells > 0) {
                forget_inputs(cell);
                prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, indicator->kind == PRG__KIND_RATIO ? PRG_REASON_PUBLISHED
                        : indicator->kind == PRG__KIND_CLASS ? PRG_REASON_CLASS : PRG_REASON_NOT_AGGREGATED);
        } else if (gathered->count == 0 && stands_alone(frame) && gathered->only_area == area
                && gathered->only->state == PRG_STATE_NOT_APPLICABLE) {
                prg__cell_say(cell, gathered->only->state, gathered->only->reason);
        } else if (gathered->count == 0) {
                int alone = gathered->only_area == area && gathered->elements == 1 && gathered->only->reason;
                const prg__tree *tree = prg__trees_on(engine->trees, frame->ask->period.last);
                if (tree == NULL)
                        return PRG_ENOMEM;
                if (alone && gathered->only->state == PRG_STATE_NOT_APPLICABLE)
                        prg__cell_say(cell, gathered->only->state, gathered->only->reason);
                else if (frame->time == PRG__OVER_NONE && frame->count > 1 && gathered->expected_cells > 0
                        && indicator->kind != PRG__KIND_DISTINCT
                        && prg__tree_is_unit(engine->trees, tree, indicator, area))
                        prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, indicator->kind == PRG__KIND_RATIO
                                ? PRG_REASON_PUBLISHED : PRG_REASON_NOT_AGGREGATED);
                else
                        set_no_value(engine, frame, gathered, area, cell);
        } else if (cut->kind == PRG__CUT_CLASS) {
                count_class(frame, gathered, cell);
        } else if (indicator->kind == PRG__KIND_DISTINCT) {
                gather_distinct(frame, gathered, cell);
        } else if (gathered->only_area == area && gathered->count == 1
                && (stands_alone(frame) || gathered->reduced[0]->state == PRG_STATE_UNDEFINED)) {
                const prg__reduced *only = gathered->reduced[0];
                prg__cell_say(cell, only->state, only->reason);
                cell->number = only->number;
                cell->exactness = (prg_exactness)only->exactness;
                if (only->is_class)
                        cell->category = indicator->categories.at[(size_t)only->number.numerator];
        } else {
                prg__arena scratch;
                size_t count = 0;
                int exactness = PRG_EXACT, too_large = 0;
                if (frame->areas == PRG__OVER_WEIGHTED_MEAN
                    || (frame->areas == PRG__OVER_MEAN && indicator->pooled == PRG__TRUE)) {
                        weighted_mean(frame, gathered, cell);
                        finish(frame, gathered);
                        return 0;
                }
                prg__arena_init(&scratch);
                prg__number *numbers = prg__arena_alloc(&scratch, gathered->count * sizeof *numbers);
                for (size_t i = 0; numbers && i < gathered->count; i++) {
                        if (gathered->reduced[i]->state == PRG_STATE_UNDEFINED) {
                                too_large |= gathered->reduced[i]->overflow;
                                continue;
                        }
                        numbers[count++] = gathered->reduced[i]->number;
                        if (gathered->reduced[i]->exactness > exactness)
                                exactness = gathered->reduced[i]->exactness;
                }
                if (too_large)
                        set_overflow(cell);
                else if (count == 0)
                        prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_WEIGHT);
                else if (numbers) {
                        cell->state = PRG_STATE_VALUE;
                        if (prg__over_numbers(frame->areas, numbers, count, &cell->number, &exactness) < 0)
                                set_overflow(cell);
                        cell->exactness = (prg_exactness)exactness;
                }
                prg__arena_dispose(&scratch);
                if (numbers == NULL)
                        return PRG_ENOMEM;
        }
        finish(frame, gathered);
        return 0;
}
