/* One evaluation: elements, the totals that stand for them, and what lies in each area. docs/results.md, sections 5
 * to 7. */
#include "calc/trace.h"

#include <stdlib.h>
#include <string.h>

/* A total of an area above the units, for some of the base cells. */
typedef struct stand_in {
        int area, begin, end, depth;
        prg_date day;
        const prg__reduced *reduced; /* one over its cells */
        const prg__element *element;
        const prg__input *const *inputs;
        size_t count;
        int used;
} stand_in;

typedef struct assembly {
        prg__engine *engine;
        const prg__frame *frame;
        prg__evaluation *evaluation;
        prg__element *units, *owns, *totals; /* one for each area */
        prg__gathered *gathered;
        stand_in *spans;                        /* totals that may stand for what lies below */
        size_t span_count;
        int *above;                           /* the areas that an element lies in, itself among them */
} assembly;

static int is_in(const prg__tree *tree, int area, int other)
{
        for (int steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++)
                if (area == other)
                        return 1;
        return 0;
}

/* Whether an area lies in another, or is it, on a day; PRG_ENOMEM. */
static int lies_in(assembly *work, prg_date day, int area, int other)
{
        const prg__tree *tree = prg__trees_on(work->engine->trees, day);
        return tree ? is_in(tree, area, other) : PRG_ENOMEM;
}

static int sums_areas(const prg__frame *frame)
{
        int kind = frame->ask->indicator->kind;
        return frame->areas == PRG__OVER_SUM && kind != PRG__KIND_DISTINCT && kind != PRG__KIND_RATIO
                && kind != PRG__KIND_CLASS;
}

/* ---- elements ---- */

static int make_elements(assembly *work, prg__element **out, prg_scope scope)
{
        prg__engine *engine = work->engine;
        int count = engine->area_count, code = 0;
        prg__element *elements = prg__arena_alloc(&engine->arena, ((size_t)count + 1) * sizeof *elements);
        if (elements == NULL)
                return PRG_ENOMEM;
        for (int i = 0; i < count && code == 0; i++) {
                elements[i].area = i;
                elements[i].scope = scope;
                if (work->frame->editions[scope].count)
                        code = prg__inputs_make(engine, work->frame, &elements[i]);
        }
        *out = elements;
        return code;
}

static const prg__reduced *reduce(assembly *work, const prg__input *const *inputs, size_t count, int *code)
{
        prg__reduced *reduced = prg__arena_alloc(&work->engine->arena, sizeof *reduced);
        *code = reduced ? prg__reduce_time(work->frame, inputs, count, reduced) : PRG_ENOMEM;
        return reduced;
}

/* The areas that some input of the element lies in; the number of them. */
static int find_above(assembly *work, const prg__element *element)
{
        int found = 0, alone = work->engine->query->origin == PRG_ORIGIN_OWN;
        for (size_t i = 0; i < element->count; i++) {
                const prg__tree *tree = prg__trees_on(work->engine->trees, element->inputs[i].day);
                if (tree == NULL)
                        return PRG_ENOMEM;
                for (int area = element->area, steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++) {
                        int known = 0;
                        for (int k = 0; k < found && !known; k++)
                                known = work->above[k] == area;
                        if (!known)
                                work->above[found++] = area;
                        if (alone)
                                break;
                }
        }
        return found;
}

/* The element's inputs that lie in an area, with totals standing in for them only from their area upwards. */
static int inputs_in(assembly *work, const prg__element *element, int area, const prg__input ***out, size_t *count)
{
        prg__arena *arena = &work->engine->arena;
        const prg__input **inputs = prg__arena_alloc(arena, (element->count + 1) * sizeof(const prg__input *));
        if (inputs == NULL)
                return PRG_ENOMEM;
        *count = 0;
        for (size_t i = 0; i < element->count; i++) {
                const prg__input *input = &element->inputs[i];
                int inside = lies_in(work, input->day, element->area, area);
                if (inside < 0)
                        return inside;
                if (!inside)
                        continue;
                if (input->covered_by >= 0) {
                        int stands = lies_in(work, input->day, input->covered_by, area);
                        if (stands < 0)
                                return stands;
                        if (!stands) {
                                prg__input *copy = prg__arena_alloc(arena, sizeof *copy);
                                if (copy == NULL)
                                        return PRG_ENOMEM;
                                *copy = *input;
                                copy->covered_by = -1;
                                input = copy;
                        }
                }
                inputs[(*count)++] = input;
        }
        *out = inputs;
        return 0;
}

/* A unit that a matched ratio leaves out, or that has no weight: as if it had reported nothing. */
static int is_left_out(const assembly *work, const prg__element *element, const prg__reduced *reduced)
{
        const prg__frame *frame = work->frame;
        if (element->scope != PRG_SCOPE_UNIT || reduced->cells_expected == 0
            || (reduced->state != PRG_STATE_VALUE && reduced->reason != PRG_REASON_DISTINCT))
                return 0;
        if (frame->ask->match && !frame->ask->match->by_cell
            && !prg__match_has(frame->ask->match, element->area, PRG_DATE_NONE))
                return 1;
        return prg__unit_lacks_weight(frame, element->area);
}

int prg__unit_lacks_weight(const prg__frame *frame, int area)
{
        return frame->areas == PRG__OVER_WEIGHTED_MEAN && frame->ask->indicator->pooled != PRG__TRUE && frame->weights
                && frame->weights->results[area].cell.state != PRG_STATE_VALUE;
}

static void leave_out(const prg__frame *frame, prg__reduced *reduced)
{
        static const prg__print none = { 0, 0 };
        reduced->state = PRG_STATE_MISSING;
        reduced->reason = PRG_REASON_NONE;
        reduced->has_bounds = 0;
        reduced->reported = reduced->cells_reported = 0;
        reduced->cells_print = none;
        reduced->at_end = 0;
        if (frame->by_unit)
                reduced->suppressed = 0; /* it is missing as a whole, even where every cell beside the value is suppressed */
}

static int gather_element(assembly *work, const prg__element *element)
{
        int found = find_above(work, element);
        if (found < 0)
                return found;
        for (int i = 0; i < found; i++) {
                int area = work->above[i], code;
                const prg__input **inputs;
                size_t count;
                if ((code = inputs_in(work, element, area, &inputs, &count)) < 0)
                        return code;
                const prg__reduced *reduced = reduce(work, inputs, count, &code);
                if (code < 0)
                        return code;
                int left_out = is_left_out(work, element, reduced);
                if (left_out || (reduced->reason == PRG_REASON_NOT_AGGREGATED && element->scope == PRG_SCOPE_UNIT
                                        && prg__unit_lacks_weight(work->frame, element->area))) {
                        prg__reduced *copy = prg__arena_alloc(&work->engine->arena, sizeof *copy);
                        if (copy == NULL)
                                return PRG_ENOMEM;
                        *copy = *reduced;
                        leave_out(work->frame, copy);
                        if (!left_out) { /* it had no value in any case */
                                copy->state = reduced->state;
                                copy->reason = reduced->reason;
                        }
                        reduced = copy;
                }
                const prg__trace_share share = { .kind = left_out ? PRG__SHARE_LEFT_OUT : PRG__SHARE_TAKEN, .element = element,
                        .inputs = inputs, .count = count, .reduced = reduced };
                if ((code = prg__gather(work->engine, work->frame, &work->gathered[area], reduced, element)) < 0
                    || (code = prg__trace_add(work->engine, work->evaluation, area, &share)) < 0)
                        return code;
        }
        return 0;
}

static int gather_elements(assembly *work, const prg__element *elements)
{
        int code = 0;
        for (int i = 0; i < work->engine->area_count && code == 0; i++)
                if (elements[i].count)
                        code = gather_element(work, &elements[i]);
        return code;
}

/* ---- totals ---- */

static int compare_totals(const void *a, const void *b)
{
        const stand_in *x = a, *y = b;
        if (x->depth != y->depth)
                return y->depth - x->depth;
        return x->area != y->area ? x->area - y->area : x->begin - y->begin;
}

/* Each total, for each span of base cells that it stands for. */
static int list_totals(assembly *work)
{
        size_t room = 0;
        for (int i = 0; i < work->engine->area_count; i++)
                room += work->totals[i].count;
        work->spans = prg__arena_alloc(&work->engine->arena, (room + 1) * sizeof *work->spans);
        if (work->spans == NULL)
                return PRG_ENOMEM;
        for (int i = 0; i < work->engine->area_count; i++) {
                const prg__element *element = &work->totals[i];
                size_t step = work->frame->by_unit ? element->count : 1;
                for (size_t k = 0; k < element->count; k += step) {
                        const prg__input **inputs = prg__arena_alloc(&work->engine->arena, step * sizeof(const prg__input *));
                        if (inputs == NULL)
                                return PRG_ENOMEM;
                        for (size_t n = 0; n < step; n++)
                                inputs[n] = &element->inputs[k + n];
                        int code;
                        const prg__reduced *reduced = reduce(work, inputs, step, &code);
                        if (code < 0)
                                return code;
                        if (reduced->state != PRG_STATE_VALUE)
                                continue;
                        const prg__tree *tree = prg__trees_on(work->engine->trees, element->inputs[k].day);
                        if (tree == NULL)
                                return PRG_ENOMEM;
                        stand_in *it = &work->spans[work->span_count++];
                        it->area = i;
                        it->element = element;
                        it->inputs = inputs;
                        it->count = step;
                        it->reduced = reduced;
                        it->day = element->inputs[k].day;
                        it->depth = tree->depths[i];
                        it->begin = work->frame->by_unit ? 0 : element->inputs[k].begin;
                        it->end = work->frame->by_unit ? work->frame->count : element->inputs[k].end;
                }
        }
        qsort(work->spans, work->span_count, sizeof *work->spans, compare_totals);
        return 0;
}

static int overlaps(const prg__input *input, const stand_in *total)
{
        return input->begin < total->end && input->end > total->begin;
}

/* Whether a unit's input is something reported, of the kind that a total must not be added to. */
static int is_reported(const prg__frame *frame, const prg__input *input)
{
        if (!frame->by_unit)
                return input->reported > 0 && input->covered_by < 0;
        return input->state == PRG_STATE_VALUE && input->kind != PRG__INPUT_CARRIED;
}

/* What lies below a total: whether anything is reported, whether everything is, and what it comes to. */
typedef struct content {
        int any, all;
        prg__number sum;
} content;

static int look_below(assembly *work, const stand_in *total, content *below, int cover)
{
        int code;
        below->any = 0;
        below->all = 1;
        below->sum = prg__number_of(0, 0);
        for (int i = 0; i < work->engine->area_count; i++)
                for (size_t k = 0; k < work->units[i].count; k++) {
                        prg__input *input = &work->units[i].inputs[k];
                        if (!overlaps(input, total) || (code = lies_in(work, input->day, i, total->area)) == 0)
                                continue;
                        if (code < 0)
                                return code;
                        if (is_reported(work->frame, input))
                                below->any = 1;
                        if (input->expected > 0 && input->reported == 0 && input->covered_by < 0) {
                                below->all = 0;
                                if (cover)
                                        input->covered_by = total->area;
                        }
                        if (cover && work->frame->by_unit && input->covered_by < 0)
                                input->covered_by = total->area;
                        if (!work->frame->by_unit && input->state == PRG_STATE_VALUE) {
                                unsigned decimals = total->reduced->number.decimals;
                                prg__number number = prg__number_of(input->mantissa, decimals);
                                if (input->begin < total->begin || input->end > total->end
                                    || prg__number_add(&below->sum, &below->sum, &number) < 0)
                                        below->all = 0; /* not to be compared */
                        }
                }
        for (size_t i = 0; i < work->span_count; i++) {
                const stand_in *other = &work->spans[i];
                if (other == total || !other->used || other->begin >= total->end || other->end <= total->begin
                    || (code = lies_in(work, other->day, other->area, total->area)) == 0)
                        continue;
                if (code < 0)
                        return code;
                below->any = 1;
                below->all = 0;
        }
        return 0;
}

/* A total that is not used should be what lies below, if that is all there. */
static int compare_below(assembly *work, const stand_in *total, const content *below)
{
        if (!below->all || work->frame->by_unit || work->engine->report == NULL
            || prg__number_compare(&below->sum, &total->reduced->number) == 0)
                return 0;
        for (int i = 0; i < work->engine->area_count; i++)
                if (work->owns && work->owns[i].count)
                        return 0; /* parts of an area's own make the total more than the sum of its units */
        return prg__engine_tell(work->engine, PRG_FINDING_TOTAL_DIFFERS, PRG_SEVERITY_WARNING,
                work->frame->ask->indicator, total->area, &work->frame->bases[total->begin],
                "the total reported is not the sum of what lies below");
}

/* Keeps for an explanation that a total goes into an area, or, if it is not used, that it does not. */
static int trace_total(assembly *work, const stand_in *total, int area)
{
        const prg__trace_share share = { .kind = total->used ? PRG__SHARE_TAKEN : PRG__SHARE_UNUSED,
                .element = total->element, .inputs = total->inputs, .count = total->count, .reduced = total->reduced,
                .begin = total->begin, .end = total->end };
        return prg__trace_add(work->engine, work->evaluation, area, &share);
}

static int use_totals(assembly *work)
{
        int code = list_totals(work);
        for (size_t i = 0; i < work->span_count && code == 0; i++) {
                stand_in *it = &work->spans[i];
                content below;
                if ((code = look_below(work, it, &below, 0)) < 0)
                        break;
                if (below.any) {
                        if ((code = trace_total(work, it, it->area)) == 0)
                                code = compare_below(work, it, &below);
                        continue;
                }
                it->used = 1;
                code = look_below(work, it, &below, 1);
        }
        return code;
}

/* Adds the used totals to their areas and everything above. */
static int gather_totals(assembly *work)
{
        for (size_t i = 0; i < work->span_count; i++) {
                const stand_in *it = &work->spans[i];
                const prg__tree *tree = prg__trees_on(work->engine->trees, it->day);
                if (tree == NULL)
                        return PRG_ENOMEM;
                for (int area = it->area, steps = 0; it->used && area >= 0 && steps < 64;
                        area = tree->parents[area], steps++) {
                        int code = prg__gather(work->engine, work->frame, &work->gathered[area], it->reduced, it->element);
                        if (code == 0)
                                code = trace_total(work, it, area);
                        if (code < 0)
                                return code;
                }
        }
        return 0;
}

/* Whether a total of an area has a value for a base period. */
static int total_stands(const prg__element *total, int base)
{
        for (size_t i = 0; i < total->count; i++)
                if (total->inputs[i].state == PRG_STATE_VALUE && total->inputs[i].begin <= base && total->inputs[i].end > base)
                        return 1;
        return 0;
}

/* The expected cells of a unit's input for which a total stands. */
static size_t stands_for(const assembly *work, const prg__element *total, const prg__element *unit,
        const prg__input *input, prg__print *print)
{
        const prg__frame *frame = work->frame;
        size_t count = 0;
        if (frame->by_unit) {
                prg__print_add(print, input->print);
                return input->expected;
        }
        for (int i = input->begin; i < input->end && count < input->expected; i++)
                if (total_stands(total, i)) {
                        prg__print_add(print, prg__print_of(unit->area, frame->bases[i].first));
                        count++;
                }
        return count;
}

/* Counts what a total that is a cell by itself stands for below as reported; nothing below reports. */
static int count_below(assembly *work, const prg__element *total, prg__result *result)
{
        static const prg__print none = { 0, 0 };
        result->cell.reported = result->units_reported = result->cells_reported = result->cells_expected = 0;
        result->units = result->cells = none;
        for (int i = 0; i < work->engine->area_count; i++) {
                const prg__element *unit = &work->units[i];
                size_t expected = 0, reported = 0;
                for (size_t k = 0; k < unit->count; k++) {
                        int inside = lies_in(work, unit->inputs[k].day, i, total->area);
                        if (inside < 0)
                                return inside;
                        if (!inside)
                                continue;
                        expected += unit->inputs[k].expected;
                        reported += stands_for(work, total, unit, &unit->inputs[k], &result->cells);
                }
                if (reported == 0)
                        continue;
                result->units_reported++;
                result->cells_expected += expected;
                result->cells_reported += reported;
                result->cell.reported += work->frame->by_unit ? 1 : reported;
                prg__print_add(&result->units, prg__print_of(i, PRG_DATE_NONE));
        }
        return 0;
}

/* Of last and first: the total that was given for exactly the period, as one input; NULL for none. PRG_ENOMEM. */
static int given_exactly(assembly *work, const prg__element *total, const prg__input **out)
{
        const prg__frame *frame = work->frame;
        const prg_period *period = &frame->ask->period;
        *out = NULL;
        for (int i = 0; i < frame->span_count && *out == NULL; i++) {
                const prg_period *wide = &frame->spans[i].period;
                const prg__edition *edition = prg__editions_on(&frame->editions[PRG_SCOPE_TOTAL], wide->last);
                prg__base value;
                if (wide->first != period->first || wide->last != period->last || edition == NULL || edition->column == NULL)
                        continue;
                prg__column_base(work->engine, edition->column, total->area, wide, 0, &value);
                if (!value.given || value.state != PRG_STATE_VALUE)
                        continue;
                prg__input *input = prg__arena_alloc(&work->engine->arena, sizeof *input);
                if (input == NULL)
                        return PRG_ENOMEM;
                prg__input_fill(input, &value);
                input->begin = frame->count - 1;
                input->end = frame->count;
                input->day = period->last;
                input->version = edition->bit;
                input->covered_by = -1;
                input->expected = input->reported = 1;
                *out = input;
        }
        return 0;
}

/* Where areas are not summed: a total is the cell of its own area, when nothing lies below that could be, or when
 * nothing below could ever be. */
static int stand_alone(assembly *work, int area)
{
        const prg__element *element = &work->totals[area];
        const prg__frame *frame = work->frame;
        prg__gathered *gathered = &work->gathered[area];
        int kind = frame->ask->indicator->kind, code;
        int always = kind == PRG__KIND_RATIO || kind == PRG__KIND_DISTINCT || frame->areas == PRG__OVER_NONE;
        if (element->count == 0 || gathered->only_area == area || kind == PRG__KIND_CLASS)
                return 0;
        if (!always && gathered->result->units_reported > 0)
                return 0;
        const prg__input **inputs = prg__arena_alloc(&work->engine->arena, element->count * sizeof(const prg__input *));
        if (inputs == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < element->count; i++)
                inputs[i] = &element->inputs[i];
        size_t count = element->count;
        if (always && frame->by_unit && frame->count > 1) {
                if ((code = given_exactly(work, element, &inputs[0])) < 0 || inputs[0] == NULL)
                        return code;
                count = 1;
        }
        const prg__reduced *reduced = reduce(work, inputs, count, &code);
        if (code < 0 || reduced->state != PRG_STATE_VALUE)
                return code;
        if (always && !frame->by_unit && frame->count > 1) {
                /* Only a value for exactly the period. */
                if (element->count != 1 || element->inputs[0].kind != PRG__INPUT_COARSE || element->inputs[0].begin != 0
                    || element->inputs[0].end != frame->count)
                        return 0;
        }
        prg__result *result = gathered->result;
        prg__cell *cell = &result->cell;
        size_t expected = cell->expected;
        memset(cell->qualities, 0, sizeof cell->qualities);
        memset(cell->mark_counts, 0, sizeof cell->mark_counts);
        cell->quality = 0;
        cell->marks = 0;
        cell->has_bounds = 0;
        cell->at_end = 0;
        cell->first_used.calendar = cell->last_used.calendar = NULL;
        prg__cell_say(cell, PRG_STATE_VALUE, PRG_REASON_NONE);
        const prg__trace_share share = { .kind = PRG__SHARE_ALONE, .element = element, .inputs = inputs,
                .count = count, .reduced = reduced, .end = frame->count };
        if ((code = prg__trace_add(work->engine, work->evaluation, area, &share)) < 0)
                return code;
        prg__gathered alone;
        memset(&alone, 0, sizeof alone);
        alone.result = result;
        alone.only_area = -1;
        if ((code = prg__gather(work->engine, frame, &alone, reduced, element)) < 0)
                return code;
        for (int i = 0; i < 3 && cell->quality == 0; i++)
                if (cell->qualities[i])
                        cell->quality = (prg_quality)(i + 1);
        cell->number = reduced->number;
        cell->exactness = (prg_exactness)reduced->exactness;
        /* Digits are those of the operator over time alone. */
        cell->decimals = frame->time == PRG__OVER_COUNT ? 0
                : prg__result_decimals(frame->ask->indicator) + (cell->exactness == PRG_EXACT ? 0 : 2);
        cell->expected = expected;
        return count_below(work, element, result);
}

/* ---- totals of distinct counts ---- */

/* What totals of single base periods say of the areas that they lie in. */
typedef struct said {
        prg__wide most, more; /* the greatest of them; by how much they exceed what lies below, all together */
} said;

/* Adds up what units have in each base period, for every area that they lie in. */
static int sum_units(assembly *work, prg__wide *sums)
{
        int count = work->frame->count;
        for (int i = 0; i < work->engine->area_count; i++)
                for (size_t k = 0; k < work->units[i].count; k++) {
                        const prg__input *input = &work->units[i].inputs[k];
                        const prg__tree *tree = prg__trees_on(work->engine->trees, input->day);
                        if (tree == NULL)
                                return PRG_ENOMEM;
                        if (input->state != PRG_STATE_VALUE || input->kind != PRG__INPUT_BASE)
                                continue;
                        for (int area = i, steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++)
                                sums[(size_t)area * (size_t)count + (size_t)input->begin] += input->mantissa;
                }
        return 0;
}

static int hear_totals(assembly *work, int depth, prg__wide *sums, said *heard)
{
        size_t count = (size_t)work->frame->count;
        for (int i = 0; i < work->engine->area_count; i++)
                for (size_t k = 0; k < work->totals[i].count; k++) {
                        const prg__input *input = &work->totals[i].inputs[k];
                        const prg__tree *tree = prg__trees_on(work->engine->trees, input->day);
                        if (tree == NULL)
                                return PRG_ENOMEM;
                        if (input->state != PRG_STATE_VALUE || input->kind != PRG__INPUT_BASE || tree->depths[i] != depth)
                                continue;
                        prg__wide more = input->mantissa - sums[(size_t)i * count + (size_t)input->begin];
                        more = more > 0 ? more : 0;
                        for (int area = i, steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++) {
                                sums[(size_t)area * count + (size_t)input->begin] += more;
                                heard[area].more += more;
                                if (input->mantissa > heard[area].most)
                                        heard[area].most = input->mantissa;
                        }
                }
        return 0;
}

/* Bounds are not less than the totals of single periods, or of areas below, allow. */
static int raise_bounds(assembly *work)
{
        int count = work->engine->area_count, code;
        prg__arena *arena = &work->engine->arena;
        said *heard = prg__arena_alloc(arena, ((size_t)count + 1) * sizeof *heard);
        prg__wide *sums = prg__arena_alloc(arena, ((size_t)count * (size_t)work->frame->count + 1) * sizeof *sums);
        if (heard == NULL || sums == NULL)
                return PRG_ENOMEM;
        if ((code = sum_units(work, sums)) < 0)
                return code;
        for (int depth = 64; depth >= 0; depth--)
                if ((code = hear_totals(work, depth, sums, heard)) < 0)
                        return code;
        for (int i = 0; i < count; i++) {
                prg__cell *cell = &work->gathered[i].result->cell;
                if (cell->reason != PRG_REASON_DISTINCT || !cell->has_bounds)
                        continue;
                prg__number most = prg__number_of(heard[i].most, cell->lower.decimals);
                prg__number more = prg__number_of(heard[i].more, cell->upper.decimals);
                work->gathered[i].result->is_raised = heard[i].more > 0;
                if (prg__number_compare(&most, &cell->lower) > 0) {
                        work->gathered[i].result->is_raised = 1;
                        cell->lower = most;
                }
                if (prg__number_add(&cell->upper, &cell->upper, &more) < 0) {
                        prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
                        cell->has_bounds = 0;
                }
        }
        return 0;
}

/* ---- the evaluation ---- */

static int set_all(prg__engine *engine, prg__evaluation *evaluation, prg_state state, prg_reason reason)
{
        for (int i = 0; i < engine->area_count; i++)
                prg__cell_say(&evaluation->results[i].cell, state, reason);
        return 0;
}

/* Every unit's row, into the unit and everything that it lies in. */
static int gather_plain(assembly *work, const prg__plain *plain)
{
        const prg__tree *tree = prg__plain_tree(plain);
        for (int unit = 0; unit < work->engine->area_count; unit++) {
                prg__element element = { .area = unit, .scope = PRG_SCOPE_UNIT };
                if (!prg__plain_has(work->engine, plain, unit))
                        continue;
                prg__reduced *reduced = prg__arena_alloc(&work->engine->arena, sizeof *reduced);
                int code = reduced ? prg__plain_reduce(work->engine, plain, unit, reduced) : PRG_ENOMEM;
                if (code < 0)
                        return code;
                for (int area = unit, steps = 0; reduced->cells && area >= 0 && steps < 64;
                        area = tree->parents[area], steps++)
                        if ((code = prg__gather(work->engine, work->frame, &work->gathered[area], reduced, &element)) < 0)
                                return code;
        }
        return 0;
}

int prg__evaluate_raw(prg__engine *engine, prg__evaluation *evaluation)
{
        prg__frame frame;
        prg_reason reason;
        assembly work = { 0 };
        int code = prg__frame_make(engine, &frame, &evaluation->ask, &reason), count = engine->area_count;
        if (code == PRG_END)
                return set_all(engine, evaluation, PRG_STATE_NOT_APPLICABLE, reason);
        if (code < 0)
                return code;
        prg__trace_frame(evaluation, &frame);
        work.engine = engine;
        work.frame = &frame;
        work.evaluation = evaluation;
        work.gathered = prg__arena_alloc(&engine->arena, ((size_t)count + 1) * sizeof *work.gathered);
        work.above = prg__arena_alloc(&engine->arena, ((size_t)count + 1) * sizeof *work.above);
        if (work.gathered == NULL || work.above == NULL)
                return PRG_ENOMEM;
        for (int i = 0; i < count; i++) {
                work.gathered[i].result = &evaluation->results[i];
                work.gathered[i].only_area = -1;
        }
        prg__plain *plain;
        if ((code = prg__plain_make(engine, &frame, &plain)) < 0)
                return code;
        if (plain) {
                code = gather_plain(&work, plain);
                for (int i = 0; i < count && code == 0; i++)
                        code = prg__reduce_areas(engine, &frame, &work.gathered[i], i);
                return code;
        }
        prg_origin origin = engine->query->origin;
        if ((code = make_elements(&work, &work.units, PRG_SCOPE_UNIT)) < 0)
                return code;
        if (frame.editions[PRG_SCOPE_OWN].count && origin != PRG_ORIGIN_OWN
            && (code = make_elements(&work, &work.owns, PRG_SCOPE_OWN)) < 0)
                return code;
        if (frame.editions[PRG_SCOPE_TOTAL].count && origin == PRG_ORIGIN_AUTO
            && (code = make_elements(&work, &work.totals, PRG_SCOPE_TOTAL)) < 0)
                return code;
        if (origin == PRG_ORIGIN_OWN)
                code = gather_elements(&work, work.units);
        else {
                if (work.totals && sums_areas(&frame) && (code = use_totals(&work)) < 0)
                        return code;
                if ((code = gather_elements(&work, work.units)) == 0 && work.owns)
                        code = gather_elements(&work, work.owns);
                if (code == 0)
                        code = gather_totals(&work);
        }
        for (int i = 0; i < count && code == 0; i++) {
                code = prg__reduce_areas(engine, &frame, &work.gathered[i], i);
                if (code == 0 && work.totals && !sums_areas(&frame) && origin == PRG_ORIGIN_AUTO)
                        code = stand_alone(&work, i);
        }
        if (code == 0 && work.totals && frame.ask->indicator->kind == PRG__KIND_DISTINCT && origin == PRG_ORIGIN_AUTO)
                code = raise_bounds(&work);
        return code;
}
