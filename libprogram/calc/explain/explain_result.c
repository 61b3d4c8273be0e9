/* The cell of an area: from the areas below it, its units, own part and total; of a ratio from its operands; of what is
 * not allocated from the total and the categories.
 *
 * Areas are shown one below the other, as people think of them, wherever the cells of the areas directly below add up to
 * that of the area: they do when areas are summed, and areas that moved in the period did not take their units along.
 * Else the units themselves stand below. */
#include "calc/explain/explain.h"

#include <string.h>

#include <libprogram/buf.h>
#include <libprogram/date.h>

/* ---- areas ---- */

static int say_day(prg_explanation *step, prg__say say, prg_date day)
{
        prg_buf text = PRG_BUF_INIT;
        int code = prg_date_format(&text, day);
        const prg__note note = { .say = say, .text = text.data };
        if (code == 0)
                code = prg__step_note(step, &note);
        prg_buf_dispose(&text);
        return code;
}

int prg__explain_area(prg__explainer *explainer, prg_explanation *step, int area, const prg_period *period)
{
        const prg_item *item = prg__trees_area(explainer->engine.trees, area);
        const prg__area *it = (const prg__area *)item;
        prg_date shown = explainer->engine.day;
        int code = 0;
        step->area = item;
        step->of.area = area;
        step->day = it->to != PRG_DATE_NONE && it->to < shown ? it->to : shown;
        if (it->from != PRG_DATE_NONE && it->from > step->day)
                step->day = it->from;
        if (it->to != PRG_DATE_NONE && it->to < shown)
                code = say_day(step, PRG__SAY_GONE, it->to);
        if (code == 0 && it->from != PRG_DATE_NONE && it->from > period->first)
                code = say_day(step, PRG__SAY_BEGAN, it->from);
        return code;
}

static int lies_in(prg__engine *engine, prg_date day, int area, int other)
{
        const prg__tree *tree = prg__trees_on(engine->trees, day);
        if (tree == NULL)
                return PRG_ENOMEM;
        for (int steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++)
                if (area == other)
                        return 1;
        return 0;
}

/* The area directly below another one in which a third lies on a day; -1: none. */
static int below_on(prg__engine *engine, prg_date day, int area, int other)
{
        const prg__tree *tree = prg__trees_on(engine->trees, day);
        if (tree == NULL)
                return PRG_ENOMEM;
        for (int steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++)
                if (tree->parents[area] == other)
                        return area;
        return -1;
}

static int is_taken(const prg__trace_share *share)
{
        return share->kind == PRG__SHARE_TAKEN || share->kind == PRG__SHARE_LEFT_OUT;
}

/* ---- areas below that add up ---- */

/* The numbers and counts that a cell comes to from some parts. */
typedef struct total {
        prg__number number;
        size_t reported, expected;
        int failed;
} total;

static void add_to(total *sum, const prg__cell *cell, const prg__number *number)
{
        sum->reported += cell->reported;
        sum->expected += cell->expected;
        if (number && prg__number_add(&sum->number, &sum->number, number) < 0)
                sum->failed = 1;
}

/* How many cells or units a total stands for in an area. */
static size_t covered_by(const prg__trace *trace, int area, const prg__trace_share *total_share)
{
        size_t covered = 0;
        int by = total_share->element->area;
        for (const prg__trace_share *it = trace->areas[area].first; it; it = it->next) {
                int whole = 0;
                if (!is_taken(it) || it->element->scope != PRG_SCOPE_UNIT)
                        continue;
                for (size_t i = 0; i < it->count; i++) {
                        const prg__input *input = it->inputs[i];
                        if (input->covered_by != by)
                                continue;
                        whole = 1;
                        if (!trace->frame.by_unit && input->begin >= total_share->begin && input->end <= total_share->end)
                                covered += input->expected;
                }
                if (trace->frame.by_unit && whole)
                        covered += it->reduced->cells_expected > 0;
        }
        return covered;
}

static size_t reported_by(const prg__trace *trace, int area, const prg__trace_share *share)
{
        if (share->element->scope == PRG_SCOPE_UNIT)
                return prg__share_reported(&trace->frame, share);
        return share->element->scope == PRG_SCOPE_TOTAL ? covered_by(trace, area, share) : 0;
}

/* Marks the areas directly below in which elements of the cell lie; how many, or an error. 0 when something of one of
 * these areas does not lie in the cell. */
static int find_below(prg__explainer *explainer, const prg__trace *trace, int area, unsigned char *below)
{
        prg__engine *engine = &explainer->engine;
        int found = 0;
        for (const prg__trace_share *it = trace->areas[area].first; it; it = it->next)
                for (size_t i = 0; is_taken(it) && it->element->area != area && i < it->count; i++) {
                        int child = below_on(engine, it->inputs[i]->day, it->element->area, area);
                        if (child < -1)
                                return child;
                        if (child < 0)
                                return 0;
                        found += !below[child];
                        below[child] = 1;
                }
        for (int child = 0; child < engine->area_count; child++)
                for (const prg__trace_share *it = below[child] ? trace->areas[child].first : NULL; it; it = it->next)
                        for (size_t i = 0; is_taken(it) && i < it->count; i++) {
                                int inside = lies_in(engine, it->inputs[i]->day, child, area);
                                if (inside <= 0)
                                        return inside;
                        }
        return found;
}

/* Whether the cells of the areas below, and what is the area's own, are the cell. */
static int adds_up(const prg__engine *engine, const prg__evaluation *evaluation, int area, const unsigned char *below)
{
        const prg__trace *trace = evaluation->trace;
        const prg__cell *whole = &evaluation->results[area].cell;
        total sum = { prg__number_of(0, 0), 0, 0, 0 };
        for (int child = 0; child < engine->area_count; child++)
                if (below[child]) {
                        const prg__cell *cell = &evaluation->results[child].cell;
                        add_to(&sum, cell, cell->state == PRG_STATE_VALUE ? &cell->number : NULL);
                }
        for (const prg__trace_share *it = trace->areas[area].first; it; it = it->next)
                if (is_taken(it) && it->element->area == area) {
                        const prg__cell counts = { .reported = reported_by(trace, area, it),
                                .expected = it->element->scope == PRG_SCOPE_UNIT ? it->reduced->expected : 0 };
                        add_to(&sum, &counts, it->reduced->state == PRG_STATE_VALUE ? &it->reduced->number : NULL);
                }
        return !sum.failed && sum.reported == whole->reported && sum.expected == whole->expected
                && (whole->state != PRG_STATE_VALUE || prg__number_compare(&sum.number, &whole->number) == 0);
}

/* ---- steps below ---- */

static prg_step step_of(prg__explainer *explainer, const prg__trace_share *share)
{
        if (share->element->scope == PRG_SCOPE_OWN)
                return PRG_STEP_OWN;
        return share->element->scope == PRG_SCOPE_TOTAL && explainer->engine.query->origin == PRG_ORIGIN_AUTO
                ? PRG_STEP_TOTAL : PRG_STEP_UNIT;
}

/* The weight of a unit, or the sums of what is pooled. */
static int weigh(prg_explanation *step, const prg__frame *frame, const prg__trace_share *share)
{
        const prg__reduced *reduced = share->reduced;
        if (reduced->state != PRG_STATE_VALUE)
                return 0;
        if (frame->ask->indicator->pooled == PRG__TRUE && reduced->has_weight) {
                step->weighted = reduced->weighted;
                step->weight = reduced->weight;
                step->has_weight = 1;
        } else if (frame->ask->indicator->pooled != PRG__TRUE && frame->areas == PRG__OVER_WEIGHTED_MEAN && frame->weights) {
                const prg__cell *weight = &frame->weights->results[share->element->area].cell;
                step->weight = weight->number;
                step->has_weight = weight->state == PRG_STATE_VALUE
                        && prg__number_multiply(&step->weighted, &step->cell.number, &step->weight) == 0;
        }
        return 0;
}

/* Whether an area's own part has nothing to tell. */
static int is_silent(const prg__trace_share *share)
{
        return share->element->scope == PRG_SCOPE_OWN && share->reduced->state != PRG_STATE_VALUE
                && share->reduced->state != PRG_STATE_UNDEFINED && !share->reduced->has_bounds;
}

static int add_share(prg__explainer *explainer, prg_explanation *above, const prg__trace_share *share)
{
        const prg__evaluation *evaluation = above->of.evaluation;
        const prg__trace *trace = evaluation->trace;
        prg_explanation *step;
        if (is_silent(share))
                return 0;
        int code = prg__step_add(above, step_of(explainer, share), &step);
        if (code < 0 || (code = prg__explain_share(explainer, step, evaluation, share)) < 0)
                return code;
        step->cell.reported = reported_by(trace, above->of.area, share);
        if (share->kind == PRG__SHARE_UNUSED)
                step->cell.reported = 0;
        if (above->operation == PRG_OPERATION_WEIGHTED_MEAN)
                weigh(step, &trace->frame, share);
        step->counts = share->kind != PRG__SHARE_UNUSED
                && (share->kind == PRG__SHARE_ALONE || above->operation != PRG_OPERATION_SAME);
        if (trace->frame.ask->cut->kind == PRG__CUT_CLASS && step->cell.category)
                step->counts = step->cell.category == prg__class_of(evaluation->ask.indicator, evaluation->ask.cut);
        return 0;
}

static int list_units(prg__explainer *explainer, prg_explanation *step)
{
        const prg__trace *trace = step->of.evaluation->trace;
        int code = 0;
        for (const prg__trace_share *it = trace->areas[step->of.area].first; it && code == 0; it = it->next)
                code = add_share(explainer, step, it);
        return code;
}

static int list_areas(prg__explainer *explainer, prg_explanation *step, const unsigned char *below)
{
        const prg__evaluation *evaluation = step->of.evaluation;
        int code = 0;
        for (const prg__trace_share *it = evaluation->trace->areas[step->of.area].first; it && code == 0; it = it->next)
                if (it->element->area == step->of.area)
                        code = add_share(explainer, step, it);
        for (int child = 0; child < explainer->engine.area_count && code == 0; child++) {
                prg_explanation *part;
                if (!below[child] || (code = prg__step_add(step, PRG_STEP_AREA, &part)) < 0)
                        continue;
                code = prg__explain_result(explainer, part, evaluation, child);
        }
        return code;
}

/* ---- what is missing ---- */

static int add_missing(prg_explanation *list, prg__explainer *explainer, const prg__trace_share *share, int begin, int end,
        size_t cells, prg_state state)
{
        const prg__frame *frame = &list->of.evaluation->trace->frame;
        prg_explanation *step;
        int code = prg__step_add(list, PRG_STEP_MISSING, &step);
        if (code < 0)
                return code;
        step->counts = 0;
        step->cell.state = state == PRG_STATE_SUPPRESSED ? PRG_STATE_SUPPRESSED : PRG_STATE_MISSING;
        step->cell.expected = cells;
        if ((code = prg__explain_area(explainer, step, share->element->area, &frame->ask->period)) < 0
            || (code = prg__step_period(step, &frame->bases[begin])) < 0)
                return code;
        if (end - begin > 1) {
                step->until = frame->bases[end - 1];
                code = prg__engine_keep_period(step->root->query, &step->until);
        }
        return code;
}

/* How many cells of an input are missing. */
static size_t missing_in(const prg__frame *frame, const prg__input *input)
{
        if (input->covered_by >= 0)
                return 0;
        return prg__input_lacks_weight(frame, input) ? input->expected : input->expected - input->reported;
}

/* The runs of base periods in which a unit should have reported and has not. */
static int list_missing_of(prg__explainer *explainer, prg_explanation *list, const prg__trace_share *share)
{
        const prg__frame *frame = &list->of.evaluation->trace->frame;
        int code = 0;
        if (frame->by_unit) {
                if (share->reduced->expected > 0 && prg__share_reported(frame, share) == 0 && !share->reduced->reported)
                        code = add_missing(list, explainer, share, frame->only_end ? frame->count - 1 : 0, frame->count, 1,
                                share->reduced->state);
                return code;
        }
        if (share->reduced->reported == 0 && (share->kind == PRG__SHARE_LEFT_OUT || share->reduced->state == PRG_STATE_UNDEFINED))
                return share->reduced->expected
                        ? add_missing(list, explainer, share, 0, frame->count, share->reduced->expected, share->reduced->state) : 0;
        for (size_t i = 0; i < share->count && code == 0; i++) {
                const prg__input *input = share->inputs[i];
                int begin = input->begin, end = input->end;
                size_t cells = missing_in(frame, input), next;
                if (cells == 0)
                        continue;
                while (i + 1 < share->count && share->inputs[i + 1]->begin == end
                       && (share->inputs[i + 1]->state == PRG_STATE_SUPPRESSED) == (input->state == PRG_STATE_SUPPRESSED)
                       && (next = missing_in(frame, share->inputs[i + 1])) > 0) {
                        i++;
                        end = share->inputs[i]->end;
                        cells += next;
                }
                code = add_missing(list, explainer, share, begin, end, cells, input->state);
        }
        return code;
}

static int expand_missing(prg__explainer *explainer, prg_explanation *list)
{
        const prg__trace *trace = list->of.evaluation->trace;
        int code = 0;
        for (const prg__trace_share *it = trace->areas[list->of.area].first; it && code == 0; it = it->next)
                if (is_taken(it) && it->element->scope == PRG_SCOPE_UNIT)
                        code = list_missing_of(explainer, list, it);
        return code;
}

static int add_missing_list(prg_explanation *step)
{
        prg_explanation *list;
        int code = prg__step_add(step, PRG_STEP_MISSING, &list);
        if (code < 0)
                return code;
        list->counts = 0;
        list->cell.expected = step->cell.expected - step->cell.reported;
        list->size = list->cell.expected;
        list->cell.marks = step->cell.marks & PRG_MARK_SUPPRESSED_INPUT;
        if (list->cell.marks)
                list->cell.mark_counts[prg__mark_index(PRG_MARK_SUPPRESSED_INPUT)] =
                        step->cell.mark_counts[prg__mark_index(PRG_MARK_SUPPRESSED_INPUT)];
        list->cell.state = step->cell.state == PRG_STATE_SUPPRESSED ? PRG_STATE_SUPPRESSED : PRG_STATE_MISSING;
        list->of = step->of;
        list->expand = expand_missing;
        return 0;
}

static int expand_areas(prg__explainer *explainer, prg_explanation *step)
{
        const prg__evaluation *evaluation = step->of.evaluation;
        const prg__engine *engine = &explainer->engine;
        int found = 0, code;
        unsigned char *below = prg__arena_alloc(&explainer->engine.arena, (size_t)engine->area_count + 1);
        if (below == NULL)
                return PRG_ENOMEM;
        if (step->adds && evaluation->trace->frame.areas == PRG__OVER_SUM && step->operation != PRG_OPERATION_BOUNDS
            && step->operation != PRG_OPERATION_COUNT)
                found = find_below(explainer, evaluation->trace, step->of.area, below);
        if (found < 0)
                return found;
        code = found && adds_up(engine, evaluation, step->of.area, below) ? list_areas(explainer, step, below)
                                                                         : list_units(explainer, step);
        if (code == 0 && step->kind != PRG_STEP_AREA && step->cell.expected > step->cell.reported && step->count)
                code = add_missing_list(step);
        return code;
}

/* ---- cells made of elements ---- */

/* The only element of a cell, when the cell is nothing else; NULL else. */
static const prg__trace_share *only_share(const prg__evaluation *evaluation, int area)
{
        const prg__trace_share *only = evaluation->trace->areas[area].first;
        const prg__cell *cell = &evaluation->results[area].cell;
        if (only == NULL || only->next || only->element->area != area || !is_taken(only)
            || only->element->scope != PRG_SCOPE_UNIT || prg__cut_is_by_class(evaluation->ask.cut)
            || cell->state != only->reduced->state || cell->expected != only->reduced->expected
            || cell->reported != prg__share_reported(&evaluation->trace->frame, only))
                return NULL;
        return cell->state != PRG_STATE_VALUE || prg__number_compare(&cell->number, &only->reduced->number) == 0 ? only : NULL;
}

static prg_operation operation_of(const prg__evaluation *evaluation, int area)
{
        const prg__frame *frame = &evaluation->trace->frame;
        const prg__indicator *indicator = frame->ask->indicator;
        const prg__cell *cell = &evaluation->results[area].cell;
        for (const prg__trace_share *it = evaluation->trace->areas[area].first; it; it = it->next)
                if (it->kind == PRG__SHARE_ALONE)
                        return PRG_OPERATION_SAME;
        if (frame->ask->cut->kind == PRG__CUT_CLASS)
                return PRG_OPERATION_COUNT;
        if (frame->ask->cut->kind == PRG__CUT_UNCLASSIFIED)
                return PRG_OPERATION_UNCLASSIFIED;
        if (evaluation->results[area].is_raised)
                return PRG_OPERATION_NONE;
        if (indicator->kind == PRG__KIND_DISTINCT)
                return cell->has_bounds || cell->state == PRG_STATE_VALUE ? PRG_OPERATION_BOUNDS : PRG_OPERATION_NONE;
        if (indicator->kind == PRG__KIND_CLASS || indicator->kind == PRG__KIND_RATIO)
                return PRG_OPERATION_NONE;
        switch (frame->areas) {
        case PRG__OVER_SUM: return PRG_OPERATION_SUM;
        case PRG__OVER_MEAN: return indicator->pooled == PRG__TRUE ? PRG_OPERATION_WEIGHTED_MEAN : PRG_OPERATION_MEAN;
        case PRG__OVER_WEIGHTED_MEAN: return PRG_OPERATION_WEIGHTED_MEAN;
        case PRG__OVER_MIN: return PRG_OPERATION_MIN;
        case PRG__OVER_MAX: return PRG_OPERATION_MAX;
        case PRG__OVER_COUNT: return PRG_OPERATION_COUNT;
        case PRG__OVER_MEDIAN: return PRG_OPERATION_MEDIAN;
        case PRG__OVER_STDDEV: return PRG_OPERATION_STDDEV;
        default: return PRG_OPERATION_NONE;
        }
}

static int explain_raw(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation, int area)
{
        const prg__trace *trace = evaluation->trace;
        const prg__trace_share *only = only_share(evaluation, area);
        int code = 0, is_below = step->kind == PRG_STEP_AREA;
        if (!is_below) {
                code = prg__rules_time(step, &trace->frame, only == NULL);
                if (code == 0 && only == NULL)
                        code = prg__rules_areas(step, &trace->frame);
                if (code == 0)
                        code = prg__rules_sources(step, &explainer->engine, &trace->frame);
                if (code == 0)
                        code = prg__rules_version(step, evaluation);
        }
        if (code == 0 && evaluation->results[area].is_raised)
                code = prg__step_say(step, PRG__SAY_RAISED);
        if (code < 0)
                return code;
        if (only) {
                if (is_below)
                        step->kind = PRG_STEP_UNIT;
                return prg__explain_alone(explainer, step, only);
        }
        step->operation = operation_of(evaluation, area);
        step->adds = step->operation != PRG_OPERATION_SAME && step->operation != PRG_OPERATION_NONE;
        if (trace->areas[area].first)
                step->expand = expand_areas;
        return 0;
}

/* ---- ratios ---- */

static int add_cell(prg__explainer *explainer, prg_explanation *above, prg_step kind, const prg__evaluation *evaluation,
        prg_explanation **step)
{
        int code = prg__step_add(above, kind, step);
        return code < 0 ? code : prg__explain_result(explainer, *step, evaluation, above->of.area);
}

static int expand_ratio(prg__explainer *explainer, prg_explanation *step)
{
        const prg__trace *trace = step->of.evaluation->trace;
        prg_explanation *part;
        int code = add_cell(explainer, step, PRG_STEP_NUMERATOR, trace->operands[0], &part);
        return code < 0 ? code : add_cell(explainer, step, PRG_STEP_DENOMINATOR, trace->operands[1], &part);
}

static int explain_ratio(prg_explanation *step, const prg__evaluation *evaluation)
{
        const prg__indicator *ratio = evaluation->ask.indicator;
        step->operation = PRG_OPERATION_QUOTIENT;
        step->has_factor = 1;
        step->factor = ratio->factor.decimals == PRG__NO_NUMBER ? prg__number_of(1, 0)
                : prg__number_of(ratio->factor.mantissa, ratio->factor.decimals);
        step->expand = expand_ratio;
        int code = prg__step_say(step, PRG__SAY_RATIO);
        return code == 0 && evaluation->trace->matched ? prg__step_say(step, PRG__SAY_MATCHED) : code;
}

/* ---- what is not allocated ---- */

static int expand_rest(prg__explainer *explainer, prg_explanation *step)
{
        const prg__trace *trace = step->of.evaluation->trace;
        prg_explanation *part;
        int code = add_cell(explainer, step, PRG_STEP_WHOLE, trace->whole, &part);
        for (size_t i = 0; i < trace->part_count && code == 0; i++) {
                code = add_cell(explainer, step, PRG_STEP_CATEGORY, trace->parts[i], &part);
                if (code == 0)
                        part->counts = part->cell.state == PRG_STATE_VALUE;
        }
        return code;
}

/* ---- all ---- */

int prg__explain_result(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation, int area)
{
        const prg__trace *trace = evaluation->trace;
        prg__cell shown;
        int is_below = step->kind == PRG_STEP_AREA;
        prg__show(&evaluation->ask.policies, &evaluation->results[area], &shown);
        step->of.evaluation = evaluation;
        step->indicator = evaluation->ask.indicator;
        int code = prg__step_cell(step, is_below ? &evaluation->results[area].cell : &shown);
        if (code < 0 || (code = prg__step_cut(step, evaluation->ask.cut)) < 0
            || (!is_below && (code = prg__step_period(step, &evaluation->ask.period)) < 0)
            || (code = prg__explain_area(explainer, step, area, &evaluation->ask.period)) < 0)
                return code;
        if (!is_below && step->cell.state != PRG_STATE_VALUE && (code = prg__rules_why(step)) < 0)
                return code;
        if (evaluation->ask.indicator->formula)
                code = prg__explain_formula(explainer, step, evaluation);
        else if (trace->operands[0])
                code = explain_ratio(step, evaluation);
        else if (trace->whole) {
                step->operation = PRG_OPERATION_DIFFERENCE;
                step->expand = expand_rest;
                code = prg__step_say(step, PRG__SAY_REST);
        } else if (trace->has_frame)
                code = explain_raw(explainer, step, evaluation, area);
        if (code == 0 && is_below)
                return shown.reason == PRG_REASON_POLICY ? prg__step_say(step, PRG__SAY_HIDDEN_ALONE) : 0;
        if (code == 0 && trace->operands[0] == NULL && evaluation->ask.indicator->formula == NULL)
                code = prg__rules_coverage(step, evaluation, area);
        return code < 0 ? code : prg__rules_marks(step);
}
