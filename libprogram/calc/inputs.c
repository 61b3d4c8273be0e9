/* The inputs of one element in one period: its base cells, nil returns, totals made of categories, and what coarse.c
 * and beyond.c add. docs/results.md, sections 2 to 4. */
#include "calc/trace.h"

#include <string.h>

#include "util/memory.h"

int prg__is_due_on(prg__engine *engine, const prg__indicator *indicator, prg_scope scope, int area, prg_date day)
{
        const unsigned char *owed = NULL;
        int code = scope == PRG_SCOPE_UNIT ? prg__expectation_on(&owed, engine->expectation, indicator, day) : 0;
        return code < 0 ? code : prg__day_within(day, indicator->from, indicator->to) && (owed == NULL || owed[area]);
}

prg__input *prg__input_add(prg__engine *engine, prg__element *element)
{
        if (element->count == element->capacity) {
                size_t capacity = element->capacity ? 2 * element->capacity : 16;
                prg__input *inputs = prg__arena_alloc(&engine->arena, capacity * sizeof *inputs);
                if (inputs == NULL)
                        return NULL;
                if (element->count)
                        memcpy(inputs, element->inputs, element->count * sizeof *inputs);
                element->inputs = inputs;
                element->capacity = capacity;
        }
        prg__input *input = &element->inputs[element->count++];
        memset(input, 0, sizeof *input);
        input->is_total = element->scope == PRG_SCOPE_TOTAL && engine->query->origin == PRG_ORIGIN_AUTO;
        input->covered_by = -1;
        return input;
}

void prg__input_fill(prg__input *input, const prg__base *base)
{
        input->state = base->state;
        input->mantissa = base->mantissa;
        input->quality = base->quality;
        input->marks = base->marks;
        input->has_bounds = base->has_bounds;
        input->lower = base->lower;
        input->upper = base->upper;
        input->basis = base->basis;
}

static int is_something(const prg__base *base)
{
        return base->given && (base->state == PRG_STATE_VALUE || base->state == PRG_STATE_SUPPRESSED);
}

static int is_nothing_due(const prg__base *base)
{
        return base->given && (base->state == PRG_STATE_NOT_APPLICABLE || base->state == PRG_STATE_NOT_EXPECTED);
}

int prg__tell_unexpected(prg__engine *engine, const prg__indicator *indicator, int area, const prg_period *period)
{
        return prg__engine_tell(engine, PRG_FINDING_UNEXPECTED, PRG_SEVERITY_WARNING, indicator, area, period,
                "a value where none was expected");
}

/* The value of the weight for a base cell of a weighted mean over time, or of a pooled one. */
static void weigh(prg__engine *engine, const prg__frame *frame, const prg_period *base, int area, prg_scope scope,
        prg__input *input)
{
        const prg__edition *edition = prg__editions_on(&frame->weight_editions[scope], base->last);
        prg__base weight;
        if (edition == NULL || edition->column == NULL
            || !prg__has_same_bases(edition->indicator, frame->ask->indicator))
                return;
        prg__column_base(engine, edition->column, area, base, 1, &weight);
        input->has_weight = weight.given && weight.state == PRG_STATE_VALUE;
        input->weight = weight.mantissa;
}

/* Whether a unit lies in an area. */
static int has_units(const prg__engine *engine, const prg__frame *frame, const prg__tree *tree, int area)
{
        if (frame->ask->indicator->level == NULL)
                return tree->has_parts[area];
        for (int unit = 0; unit < engine->area_count; unit++)
                if (unit != area && prg__tree_is_unit(engine->trees, tree, frame->ask->indicator, unit))
                        for (int above = tree->parents[unit], steps = 0; above >= 0 && steps < 64;
                                above = tree->parents[above], steps++)
                                if (above == area)
                                        return 1;
        return 0;
}

prg_scope prg__scope_on(const prg__engine *engine, const prg__frame *frame, const prg__element *element,
        const prg__tree *tree)
{
        if (element->scope != PRG_SCOPE_UNIT || engine->query->origin != PRG_ORIGIN_OWN
            || prg__tree_is_unit(engine->trees, tree, frame->ask->indicator, element->area))
                return element->scope;
        return PRG_SCOPE_TOTAL;
}

int prg__base_input(prg__engine *engine, const prg__frame *frame, const prg__tree *tree, prg__element *element, int i)
{
        const prg_period *base = &frame->bases[i];
        prg_scope scope = prg__scope_on(engine, frame, element, tree);
        const prg__edition *edition = prg__editions_on(&frame->editions[scope], base->last);
        int area = element->area, due = prg__is_due_on(engine, edition->indicator, scope, area, base->last), code;
        prg__base cell;
        memset(&cell, 0, sizeof cell);
        if (due < 0)
                return due;
        if (edition->column == NULL)
                due = 0;
        else {
                if (frame->ask->flow)
                        prg__standing_cell(engine, edition, area, base, &cell);
                else
                        prg__column_base(engine, edition->column, area, base, !frame->by_unit, &cell);
                if ((code = prg__column_check_sources(engine, edition->column, area, base)) < 0)
                        return code;
        }
        if ((!tree->exists[area] || (scope != PRG_SCOPE_UNIT && !has_units(engine, frame, tree, area)))
            && !is_something(&cell))
                return 0;
        prg__input *input = prg__input_add(engine, element);
        if (input == NULL)
                return PRG_ENOMEM;
        prg__input_fill(input, &cell);
        input->begin = i;
        input->end = i + 1;
        input->day = frame->by_unit ? frame->ask->period.last : base->last;
        input->version = edition->bit;
        if (!cell.given)
                input->state = PRG_STATE_MISSING;
        if (tree->exists[area] && due) {
                if (is_nothing_due(&cell))
                        return 0;
                input->expected = 1;
        } else if (is_something(&cell)) {
                input->expected = 1;
                input->marks |= PRG_MARK_UNEXPECTED;
                if (scope == PRG_SCOPE_UNIT
                    && (code = prg__tell_unexpected(engine, edition->indicator, area, base)) < 0)
                        return code;
        } else {
                input->state = PRG_STATE_NOT_EXPECTED;
                input->reason = PRG_REASON_VALIDITY;
                return 0;
        }
        input->reported = input->state == PRG_STATE_VALUE;
        input->print = prg__print_of(area, base->first);
        if (frame->weights)
                weigh(engine, frame, base, area, scope, input);
        return 0;
}

/* Cells that nobody filled in while the unit reported something else. */
static int fill_nil(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        const prg__policies *policies = &frame->ask->policies;
        int reports = 0;
        for (size_t i = 0; i < element->count; i++)
                reports |= element->inputs[i].reported > 0;
        if ((reports ? policies->time : policies->areas) != PRG_POLICY_ZERO || frame->is_part
            || frame->ask->indicator->kind == PRG__KIND_CLASS)
                return 0;
        for (size_t i = 0; i < element->count; i++) {
                prg__input *input = &element->inputs[i];
                const prg_period *base = &frame->bases[input->begin];
                const prg__tree *tree = prg__trees_on(engine->trees, base->last);
                if (tree == NULL)
                        return PRG_ENOMEM;
                prg_scope scope = prg__scope_on(engine, frame, element, tree);
                const prg__edition *edition = prg__editions_on(&frame->editions[scope], base->last);
                prg__base cell;
                if (input->expected == 0 || input->state != PRG_STATE_MISSING || edition->column == NULL)
                        continue;
                prg__column_base(engine, edition->column, element->area, base, 1, &cell);
                const prg__basis *basis = NULL;
                if (cell.given || !prg__column_is_nil(engine, edition->column, element->area, base, &basis))
                        continue;
                input->basis = basis;
                input->state = PRG_STATE_VALUE;
                input->mantissa = 0;
                input->quality = PRG_QUALITY_FINAL;
                input->marks = PRG_MARK_NIL;
                input->reported = 1;
        }
        return 0;
}

/* In a matched ratio: leaves only the base cells that both operands report. */
static void match(const prg__frame *frame, prg__element *element)
{
        if (frame->ask->match == NULL || !frame->ask->match->by_cell)
                return;
        for (size_t i = 0; i < element->count; i++) {
                prg__input *input = &element->inputs[i];
                if (!input->reported
                    || prg__match_has(frame->ask->match, element->area, frame->bases[input->begin].first))
                        continue;
                input->state = PRG_STATE_MISSING;
                input->reported = 0;
        }
}

/* ---- totals of a unit that are derived from its categories: last and first ---- */

static int has_value(const prg__element *element)
{
        for (size_t i = 0; i < element->count; i++)
                if (element->inputs[i].state == PRG_STATE_VALUE && element->inputs[i].expected > 0)
                        return 1;
        return 0;
}

static int is_expected(const prg__element *element)
{
        for (size_t i = 0; i < element->count; i++)
                if (element->inputs[i].expected > 0)
                        return 1;
        return 0;
}

static int make(prg__engine *engine, const prg__frame *frame, prg__element *element);

/* The result of a part: its own last value, or one that is derived in turn. `parts` are by scope. */
static int reduce_part(prg__engine *engine, const prg__frame *frame, const prg__editions parts[3],
        const prg__element *whole, prg__reduced *reduced)
{
        prg__frame inner = *frame;
        prg__element element = { .area = whole->area, .scope = whole->scope };
        inner.is_part = 1;
        memcpy(inner.editions, parts, sizeof inner.editions);
        int code = make(engine, &inner, &element);
        if (code < 0)
                return code;
        const prg__input **inputs = prg__arena_alloc(&engine->arena, (element.count + 1) * sizeof(const prg__input *));
        if (inputs == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < element.count; i++)
                inputs[i] = &element.inputs[i];
        return prg__reduce_time(&inner, inputs, element.count, reduced);
}

static void add_part(prg__input *sum, const prg__reduced *part, int first)
{
        sum->mantissa += part->number.numerator;
        sum->marks |= part->marks;
        sum->version |= part->versions;
        sum->begin = part->first_used < sum->begin ? part->first_used : sum->begin;
        sum->end = part->last_used + 1 > sum->end ? part->last_used + 1 : sum->end;
        sum->reported = first || part->cells_reported < sum->reported ? part->cells_reported : sum->reported;
        sum->late |= !part->at_end;
        for (int quality = 0; quality < 3; quality++)
                if (part->qualities[quality] && (sum->quality == 0 || quality + 1 < (int)sum->quality))
                        sum->quality = (prg_quality)(quality + 1);
}

/* The sum over all categories of a breakdown. 1 when every one has a value; else 0, or an error. */
static int add_parts(prg__engine *engine, const prg__frame *frame, const prg__element *element,
        const prg__breakdown *breakdown, prg__input *sum)
{
        size_t count = breakdown->categories.count;
        prg__editions (*parts)[3] = prg__arena_alloc(&engine->arena, (count + 1) * sizeof *parts);
        if (parts == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count; i++) {
                int any = 0;
                for (int scope = 0; scope < 3; scope++) {
                        int may = prg__editions_part(engine, &frame->editions[scope], breakdown->categories.at[i],
                                &parts[i][scope]);
                        if (may < 0)
                                return may;
                        any |= may;
                }
                if (!any)
                        return 0;
        }
        for (size_t i = 0; i < count; i++) {
                prg__reduced part;
                int code = reduce_part(engine, frame, parts[i], element, &part);
                if (code < 0)
                        return code;
                if (part.state != PRG_STATE_VALUE || part.last_used < 0)
                        return 0;
                add_part(sum, &part, i == 0);
                sum->basis = prg__trace_join(engine, PRG__BASIS_DERIVED, frame->editions[element->scope].at[0].column,
                        sum->basis, part.taken->basis);
        }
        return count > 0;
}

static int derive(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        const prg__edition *edition = &frame->editions[element->scope].at[0];
        const prg__indicator *indicator = edition->indicator;
        for (size_t i = 0; edition->column && i < indicator->breakdowns.count; i++) {
                const prg__breakdown *breakdown = indicator->breakdowns.at[i];
                prg__input sum;
                if (prg__column_is_divided(edition->column, breakdown))
                        continue;
                memset(&sum, 0, sizeof sum);
                sum.covered_by = -1;
                sum.begin = frame->count;
                int code = add_parts(engine, frame, element, breakdown, &sum);
                if (code < 0)
                        return code;
                if (code == 0)
                        continue;
                if (!is_expected(element))
                        sum.expected = sum.reported; /* values where none was expected */
                prg__input *input = prg__input_add(engine, element);
                if (input == NULL)
                        return PRG_ENOMEM;
                *input = sum;
                input->state = PRG_STATE_VALUE;
                input->day = frame->ask->period.last;
                input->kind = PRG__INPUT_DERIVED;
                return 0;
        }
        return 0;
}

/* ---- all together ---- */

/* The one input of a cohort by observation. */
static int observe(prg__engine *engine, const prg__frame *frame, prg__element *element, const prg__tree *tree)
{
        const prg_period *period = &frame->ask->period;
        prg_scope scope = prg__scope_on(engine, frame, element, tree);
        const prg__edition *edition = prg__editions_on(&frame->editions[scope], period->last);
        int exists = tree->exists[element->area];
        int due = prg__is_due_on(engine, edition->indicator, scope, element->area, period->last);
        prg__base sum = { 0 };
        prg__counts *counts = prg__arena_alloc(&engine->arena, sizeof *counts);
        if (due < 0 || counts == NULL)
                return due < 0 ? due : PRG_ENOMEM;
        sum.state = PRG_STATE_MISSING;
        prg__column_observed(engine, edition->column, element->area, period, &sum, counts);
        if (engine->query->origin == PRG_ORIGIN_OWN) {
                /* Entries from when it was a unit, and from when it was none. */
                prg_scope other = scope == PRG_SCOPE_UNIT ? PRG_SCOPE_TOTAL : PRG_SCOPE_UNIT;
                const prg__column *column = prg__editions_on(&frame->editions[other], period->last)->column;
                prg__column_observed(engine, column, element->area, period, &sum, counts);
        }
        if ((!exists || (scope != PRG_SCOPE_UNIT && !has_units(engine, frame, tree, element->area))) && !sum.given)
                return 0;
        prg__input *input = prg__input_add(engine, element);
        if (input == NULL)
                return PRG_ENOMEM;
        prg__input_fill(input, &sum);
        input->begin = frame->count - 1;
        input->end = frame->count;
        input->day = period->last;
        input->version = edition->bit;
        input->counts = counts;
        input->late = 1; /* a value of the periods of entry */
        if (!sum.given && !due) {
                input->state = PRG_STATE_NOT_EXPECTED;
                input->reason = PRG_REASON_VALIDITY;
                return 0;
        }
        input->state = sum.given ? PRG_STATE_VALUE : PRG_STATE_MISSING;
        input->expected = 1;
        input->reported = sum.given != 0;
        input->print = prg__print_of(element->area, frame->bases[frame->count - 1].first);
        for (int quality = 0; !(exists && due) && quality < 3; quality++)
                counts->marks[prg__mark_index(PRG_MARK_UNEXPECTED)] += (uint32_t)counts->qualities[quality];
        return 0;
}

/* A copy of the inputs as they are now. */
static int copy_inputs(prg__engine *engine, const prg__element *element, prg__element *copy)
{
        *copy = *element;
        copy->inputs = prg__arena_alloc(&engine->arena, (element->capacity + 1) * sizeof *copy->inputs);
        if (copy->inputs == NULL)
                return PRG_ENOMEM;
        if (element->count)
                memcpy(copy->inputs, element->inputs, element->count * sizeof *copy->inputs);
        return 0;
}

/* Whether an area that is gone by the end has a value in the last base period, which keeps it. */
static int stays(prg__engine *engine, const prg__frame *frame, const prg__element *element)
{
        prg__element copy;
        int found = 0, code = copy_inputs(engine, element, &copy);
        if (code == 0 && frame->ask->indicator->kind != PRG__KIND_MILESTONE)
                code = prg__coarse_inputs(engine, frame, &copy);
        for (size_t i = 0; i < copy.count && code == 0; i++)
                found |= copy.inputs[i].end == frame->count && copy.inputs[i].state == PRG_STATE_VALUE;
        return code < 0 ? code : found;
}

/* Of last and first: the total made of categories, when there is no other value in the period. 1 when it is. */
static int make_derived(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        prg__element before;
        int code = copy_inputs(engine, element, &before);
        if (code < 0 || (code = prg__coarse_inputs(engine, frame, element)) < 0)
                return code;
        if (!has_value(element)) {
                size_t count = element->count;
                code = derive(engine, frame, element);
                if (code < 0 || element->count > count)
                        return code < 0 ? code : 1;
        }
        *element = before;
        return 0;
}

/* Whether an area lies below one that reports: it has neither own values nor totals. */
static int is_below_units(const prg__engine *engine, const prg__frame *frame, const prg__tree *tree, int area)
{
        for (int above = tree->parents[area], steps = 0; above >= 0 && steps < 64; above = tree->parents[above], steps++)
                if (prg__tree_is_unit(engine->trees, tree, frame->ask->indicator, above))
                        return 1;
        return 0;
}

static int make(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        int code = 0, unit = element->scope == PRG_SCOPE_UNIT, kind = frame->ask->indicator->kind;
        int own = engine->query->origin == PRG_ORIGIN_OWN; /* whatever the area is on a day, it speaks for itself */
        const prg__tree *last = prg__trees_on(engine->trees, frame->ask->period.last);
        if (last == NULL)
                return PRG_ENOMEM;
        if (frame->by_unit && !own
            && (unit != prg__tree_is_unit(engine->trees, last, frame->ask->indicator, element->area)
                || (!unit && is_below_units(engine, frame, last, element->area))))
                return 0;
        if (frame->ask->cut->kind == PRG__CUT_BY_OBSERVATION && kind == PRG__KIND_COHORT)
                return observe(engine, frame, element, last);
        if (frame->ask->flow)
                return unit ? prg__rise(engine, frame, element, last) : 0;
        for (int i = frame->only_end ? frame->count - 1 : 0; i < frame->count && code == 0; i++) {
                const prg__tree *tree = prg__trees_on(engine->trees, frame->bases[i].last);
                if (tree == NULL)
                        return PRG_ENOMEM;
                int reports = prg__tree_is_unit(engine->trees, tree, frame->ask->indicator, element->area);
                if ((!own && unit != reports) || (!reports && is_below_units(engine, frame, tree, element->area)))
                        continue;
                code = prg__base_input(engine, frame, tree, element, i);
        }
        if (code < 0)
                return code;
        if (frame->by_unit && !last->exists[element->area] && (code = stays(engine, frame, element)) <= 0) {
                element->count = 0;
                return code;
        }
        if (kind == PRG__KIND_MILESTONE)
                return is_expected(element) ? prg__reach(engine, frame, element) : 0;
        if (frame->by_unit && kind != PRG__KIND_CLASS && (code = make_derived(engine, frame, element)) != 0)
                return code < 0 ? code : 0;
        if (unit) {
                if ((code = fill_nil(engine, frame, element)) < 0)
                        return code;
                match(frame, element);
        }
        if ((code = prg__coarse_inputs(engine, frame, element)) < 0 || !frame->by_unit || has_value(element)
            || !is_expected(element) || frame->ask->indicator->carry <= 0 || kind == PRG__KIND_CLASS
            || element->scope == PRG_SCOPE_TOTAL)
                return code;
        return prg__carry(engine, frame, element);
}

int prg__inputs_make(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        element->inputs = NULL;
        element->count = element->capacity = 0;
        element->asides = NULL;
        return make(engine, frame, element);
}
