/* What an element came to over time: a unit, or an area's own part or total, from its base periods, wider periods and
 * what stands in for them. */
#include "calc/explain/explain.h"

#include <string.h>

static unsigned decimals_of(const prg__indicator *indicator)
{
        return indicator->kind == PRG__KIND_CLASS || indicator->kind == PRG__KIND_MILESTONE || indicator->decimals < 0 ? 0
                : (unsigned)indicator->decimals;
}

static int is_covered(const prg__trace_share *share)
{
        for (size_t i = 0; i < share->count; i++)
                if (share->inputs[i]->covered_by >= 0)
                        return 1;
        return 0;
}

size_t prg__share_reported(const prg__frame *frame, const prg__trace_share *share)
{
        size_t reported = 0;
        if (frame->by_unit || share->kind == PRG__SHARE_LEFT_OUT)
                return is_covered(share) ? 0 : share->reduced->reported;
        for (size_t i = 0; i < share->count; i++)
                if (share->inputs[i]->covered_by >= 0)
                        reported += share->inputs[i]->expected;
        return share->reduced->reported - reported;
}

/* ---- its cell ---- */

static int fill_cell(prg_explanation *step, const prg__frame *frame, const prg__trace_share *share)
{
        const prg__reduced *reduced = share->reduced;
        const prg__indicator *indicator = frame->ask->indicator;
        prg__cell cell;
        memset(&cell, 0, sizeof cell);
        cell.state = reduced->state;
        cell.reason = reduced->reason;
        cell.number = reduced->number;
        cell.exactness = (prg_exactness)reduced->exactness;
        cell.decimals = frame->time == PRG__OVER_COUNT ? 0 : decimals_of(indicator);
        cell.decimals += cell.exactness == PRG_EXACT ? 0 : 2;
        cell.has_bounds = reduced->has_bounds;
        cell.lower = reduced->lower;
        cell.upper = reduced->upper;
        if (reduced->is_class && reduced->state == PRG_STATE_VALUE)
                cell.category = indicator->categories.at[(size_t)reduced->number.numerator];
        for (int i = 2; i >= 0 && share->kind != PRG__SHARE_LEFT_OUT; i--) {
                cell.qualities[i] = (uint32_t)reduced->qualities[i];
                if (reduced->qualities[i])
                        cell.quality = (prg_quality)(i + 1);
        }
        if (share->kind != PRG__SHARE_LEFT_OUT)
                cell.marks = reduced->marks;
        memcpy(cell.mark_counts, reduced->mark_counts, sizeof cell.mark_counts);
        if (share->element->scope == PRG_SCOPE_UNIT) {
                cell.expected = reduced->expected;
                cell.reported = prg__share_reported(frame, share);
        }
        if (share->kind == PRG__SHARE_LEFT_OUT)
                memset(cell.mark_counts, 0, sizeof cell.mark_counts);
        else if (reduced->first) {
                cell.first_used = *reduced->first;
                cell.last_used = *reduced->last;
        } else if (reduced->last_used >= 0) {
                cell.first_used = frame->bases[reduced->first_used];
                cell.last_used = frame->bases[reduced->last_used];
        }
        return prg__step_cell(step, &cell);
}

/* ---- its inputs ---- */

static int say_item(prg_explanation *step, prg__say say, const prg_item *item)
{
        const prg__note note = { .say = say, .items = { item, NULL } };
        return prg__step_note(step, &note);
}

static int say_period(prg_explanation *step, prg__say say, const prg_period *period)
{
        const prg__note note = { .say = say, .periods = { *period } };
        return prg__step_note(step, &note);
}

/* Whether some category was reported of a total that was not. */
static int has_a_part(prg__explainer *explainer, const prg__frame *frame, const prg__element *element, const prg__input *input)
{
        const prg_period *base = &frame->bases[input->end - 1];
        const prg__edition *edition = prg__editions_on(&frame->editions[element->scope], base->last);
        return edition && edition->column && prg__column_has_finer(&explainer->engine, edition->column, element->area, base);
}

/* Why a cell has no value. */
static int say_state(prg__explainer *explainer, prg_explanation *step, const prg__frame *frame, const prg__element *element,
        const prg__input *input)
{
        const prg__basis *basis = input->basis;
        if (input->reason == PRG_REASON_VALIDITY)
                return prg__step_say(step, PRG__SAY_OUTSIDE);
        if (basis && basis->state == PRG_STATE_VALUE && frame->ask->match)
                return prg__step_say(step, PRG__SAY_NOT_MATCHED);
        switch (input->state) {
        case PRG_STATE_NOT_APPLICABLE: return prg__step_say(step, PRG__SAY_STATED_NA);
        case PRG_STATE_NOT_EXPECTED: return prg__step_say(step, PRG__SAY_STATED_NE);
        case PRG_STATE_SUPPRESSED: return prg__step_say(step, PRG__SAY_STATED_SUPPRESSED);
        default: break;
        }
        if (basis && basis->sequence && basis->state == PRG_STATE_MISSING)
                return prg__step_say(step, PRG__SAY_STATED_MISSING);
        if (step->expand)
                return 0;
        return prg__step_say(step, has_a_part(explainer, frame, element, input) ? PRG__SAY_NOT_ALL_PARTS : PRG__SAY_NOBODY);
}

static const prg__edition *edition_of(const prg__frame *frame, const prg__input *input)
{
        for (int scope = 0; scope < 3; scope++)
                for (size_t i = 1; i < frame->editions[scope].count; i++)
                        if (frame->editions[scope].at[i].bit == input->version)
                                return &frame->editions[scope].at[i];
        return NULL;
}

/* What stands beside the number of an input. */
static int say_input(prg__explainer *explainer, prg_explanation *step, const prg__frame *frame, const prg__element *element,
        const prg__input *input)
{
        const prg__basis *basis = input->basis;
        const prg_period *base = &frame->bases[input->end - 1];
        const prg__edition *edition = edition_of(frame, input);
        int code = 0;
        if (input->kind == PRG__INPUT_COARSE)
                code = say_period(step, PRG__SAY_WIDER, &basis->period);
        else if (input->kind == PRG__INPUT_CARRIED)
                code = say_period(step, PRG__SAY_CARRIED, input->first);
        else if (input->kind == PRG__INPUT_REACHED)
                code = say_period(step, PRG__SAY_REACHED_IN, input->first);
        else if (input->kind == PRG__INPUT_BASE && basis && basis->kind == PRG__BASIS_ENTRIES && basis->period.calendar
                && basis->period.type != base->type)
                code = say_period(step, PRG__SAY_WIDER_END, &basis->period);
        if (code == 0 && edition && edition->indicator != frame->ask->indicator)
                code = say_item(step, PRG__SAY_OF_VERSION, &edition->indicator->item);
        if (code == 0 && input->marks & PRG_MARK_UNEXPECTED)
                code = prg__step_say(step, PRG__SAY_UNEXPECTED);
        if (code == 0 && input->covered_by >= 0)
                code = say_item(step, PRG__SAY_COVERED, prg__trees_area(explainer->engine.trees, input->covered_by));
        if (code == 0 && input->state != PRG_STATE_VALUE)
                code = say_state(explainer, step, frame, element, input);
        return code;
}

static prg_step step_of(const prg__input *input)
{
        switch (input->kind) {
        case PRG__INPUT_COARSE: return PRG_STEP_COARSE;
        case PRG__INPUT_CARRIED: return PRG_STEP_CARRIED;
        case PRG__INPUT_REACHED: return PRG_STEP_REACHED;
        default: return PRG_STEP_PERIOD;
        }
}

static int set_periods(prg_explanation *step, const prg__frame *frame, const prg__input *input)
{
        if (input->first)
                return prg__step_period(step, input->first);
        if (input->kind == PRG__INPUT_COARSE)
                return prg__step_period(step, &input->basis->period);
        int code = prg__step_period(step, &frame->bases[input->begin]);
        if (code == 0 && input->end - input->begin > 1) {
                step->until = frame->bases[input->end - 1];
                code = prg__engine_keep_period(step->root->query, &step->until);
        }
        return code;
}

static int fill_input(prg_explanation *step, const prg__frame *frame, const prg__input *input)
{
        const prg__indicator *indicator = frame->ask->indicator;
        prg__cell *cell = &step->cell;
        cell->state = input->state;
        cell->decimals = decimals_of(indicator);
        cell->number = prg__number_of(input->mantissa, cell->decimals);
        cell->quality = input->state == PRG_STATE_VALUE || input->state == PRG_STATE_SUPPRESSED ? input->quality : 0;
        cell->marks = input->marks;
        for (int i = 0; i < PRG_MARKS; i++)
                cell->mark_counts[i] = input->marks >> i & 1;
        cell->expected = input->expected;
        cell->reported = input->covered_by >= 0 ? 0 : input->reported;
        cell->has_bounds = input->has_bounds && input->state == PRG_STATE_SUPPRESSED;
        cell->lower = prg__number_of(input->lower, cell->decimals);
        cell->upper = prg__number_of(input->upper, cell->decimals);
        if (indicator->kind == PRG__KIND_CLASS && input->state == PRG_STATE_VALUE)
                cell->category = indicator->categories.at[(size_t)input->mantissa];
        return set_periods(step, frame, input);
}

/* Whether one input is the number; then it is said of the others that it is not they. */
static int takes_one(const prg__frame *frame)
{
        return frame->by_unit || (frame->time == PRG__OVER_NONE && frame->ask->indicator->kind != PRG__KIND_DISTINCT);
}

static int weigh(prg_explanation *step, const prg__frame *frame, const prg__input *input)
{
        if (frame->time != PRG__OVER_WEIGHTED_MEAN || !input->has_weight || input->state != PRG_STATE_VALUE)
                return 0;
        step->weight = prg__number_of(input->weight, decimals_of((const prg__indicator *)frame->ask->indicator->weight));
        step->has_weight = prg__number_multiply(&step->weighted, &step->cell.number, &step->weight) == 0;
        return 0;
}

/* Whether an input is what a milestone is taken from, which is a step of its own. */
static int is_where_reached(const prg__frame *frame, const prg__input *input, const prg__input *taken)
{
        return taken->kind == PRG__INPUT_REACHED && prg_period_compare(taken->first, &frame->bases[input->end - 1]) == 0;
}

static int add_input(prg__explainer *explainer, prg_explanation *above, const prg__input *input)
{
        const prg__trace_share *share = above->of.share;
        const prg__frame *frame = &above->of.evaluation->trace->frame;
        prg_explanation *step;
        int code = prg__step_add(above, step_of(input), &step);
        if (code < 0 || (code = fill_input(step, frame, input)) < 0
            || (code = prg__explain_basis(explainer, step, input->basis)) < 0)
                return code;
        step->indicator = above->indicator;
        weigh(step, frame, input);
        step->counts = share->kind != PRG__SHARE_LEFT_OUT
                && (share->reduced->taken ? input == share->reduced->taken : !takes_one(frame));
        if (takes_one(frame) && !step->counts && input->state == PRG_STATE_VALUE && share->reduced->taken
            && !is_where_reached(frame, input, share->reduced->taken))
                code = prg__step_say(step, input->end <= share->reduced->taken->begin || frame->time != PRG__OVER_FIRST
                        ? PRG__SAY_EARLIER : PRG__SAY_LATER);
        if (code == 0 && prg__input_lacks_weight(frame, input)) {
                step->counts = 0;
                step->cell.reported = 0;
                code = prg__step_say(step, PRG__SAY_NO_WEIGHT);
        }
        return code < 0 ? code : say_input(explainer, step, frame, share->element, input);
}

/* What the element has and does not take in. */
static int add_aside(prg__explainer *explainer, prg_explanation *above, const prg__aside *aside)
{
        static const prg__say says[] = { [PRG__ASIDE_REPLACED] = PRG__SAY_REPLACED_BY_WIDER,
                [PRG__ASIDE_PARTS] = PRG__SAY_PARTS_THERE, [PRG__ASIDE_OVERLAPS] = PRG__SAY_OVERLAPS,
                [PRG__ASIDE_BETTER] = PRG__SAY_END_THERE };
        const prg__basis *basis = aside->basis;
        prg_explanation *step;
        int code = prg__step_add(above, aside->end - aside->begin > 1 || aside->kind != PRG__ASIDE_REPLACED
                ? PRG_STEP_COARSE : PRG_STEP_PERIOD, &step);
        if (code < 0)
                return code;
        step->indicator = above->indicator;
        step->counts = 0;
        step->cell.state = aside->state;
        step->cell.quality = basis->quality;
        step->cell.decimals = decimals_of(basis->column->indicator);
        step->cell.number = prg__number_of(basis->mantissa, step->cell.decimals);
        if (basis->column->indicator->kind == PRG__KIND_CLASS)
                step->cell.category = basis->column->indicator->categories.at[(size_t)basis->mantissa];
        if ((code = prg__step_period(step, &basis->period)) < 0 || (code = prg__step_say(step, says[aside->kind])) < 0)
                return code;
        return prg__explain_basis(explainer, step, basis);
}

/* Whether an input is passed over for the one that is taken, since this is later, or earlier where the first counts. */
static int is_passed_over(const prg__frame *frame, const prg__trace_share *share, const prg__input *input)
{
        const prg__input *taken = share->reduced->taken;
        if (!frame->by_unit || taken == NULL || input == taken || input->kind == PRG__INPUT_CARRIED || taken->first)
                return 0;
        return frame->time == PRG__OVER_FIRST ? input->begin >= taken->end : input->end <= taken->begin;
}

/* One step for all that is passed over. */
static int add_passed_over(prg_explanation *above, const prg__frame *frame, size_t count)
{
        prg_explanation *step;
        int code = prg__step_add(above, PRG_STEP_MORE, &step);
        if (code < 0)
                return code;
        step->size = count;
        step->counts = 0;
        return prg__step_say(step, frame->time == PRG__OVER_FIRST ? PRG__SAY_LATER_ONES : PRG__SAY_EARLIER_ONES);
}

static int expand_share(prg__explainer *explainer, prg_explanation *step)
{
        const prg__trace_share *share = step->of.share;
        const prg__frame *frame = &step->of.evaluation->trace->frame;
        size_t passed_over = 0;
        int code = 0;
        for (size_t i = 0; i < share->count; i++)
                passed_over += is_passed_over(frame, share, share->inputs[i]);
        for (size_t i = 0; i < share->count && code == 0; i++)
                if (passed_over < 2 || !is_passed_over(frame, share, share->inputs[i]))
                        code = add_input(explainer, step, share->inputs[i]);
        if (code == 0 && passed_over > 1)
                code = add_passed_over(step, frame, passed_over);
        for (const prg__aside *it = share->element->asides; it && code == 0; it = it->next)
                if (it->state == PRG_STATE_VALUE && it->basis && it->basis->state == PRG_STATE_VALUE)
                        code = add_aside(explainer, step, it);
        return code;
}

/* ---- the element ---- */

static prg_operation operation_of(const prg__frame *frame, const prg__trace_share *share)
{
        const prg__reduced *reduced = share->reduced;
        if (reduced->taken)
                return PRG_OPERATION_SAME;
        if (frame->ask->indicator->kind == PRG__KIND_DISTINCT)
                return reduced->has_bounds ? PRG_OPERATION_BOUNDS : PRG_OPERATION_NONE;
        if (reduced->state != PRG_STATE_VALUE)
                return PRG_OPERATION_NONE;
        switch (frame->time) {
        case PRG__OVER_SUM: return PRG_OPERATION_SUM;
        case PRG__OVER_MEAN: return PRG_OPERATION_MEAN;
        case PRG__OVER_WEIGHTED_MEAN: /* a value for the whole period is the mean */
                return share->inputs[0]->kind == PRG__INPUT_COARSE ? PRG_OPERATION_SAME : PRG_OPERATION_WEIGHTED_MEAN;
        case PRG__OVER_MIN: return PRG_OPERATION_MIN;
        case PRG__OVER_MAX: return PRG_OPERATION_MAX;
        case PRG__OVER_COUNT: return PRG_OPERATION_COUNT;
        case PRG__OVER_MEDIAN: return PRG_OPERATION_MEDIAN;
        case PRG__OVER_STDDEV: return PRG_OPERATION_STDDEV;
        default: return PRG_OPERATION_SAME;
        }
}

/* One base period and nothing else: the step speaks for it, so that it need not be a step of its own. */
static int is_one_period(const prg__frame *frame, const prg__trace_share *share)
{
        const prg__reduced *reduced = share->reduced;
        return frame->count == 1 && share->count == 1 && share->element->asides == NULL && share->inputs[0]->basis
                && share->kind != PRG__SHARE_LEFT_OUT && share->inputs[0]->kind == PRG__INPUT_BASE
                && reduced->state == share->inputs[0]->state && frame->time != PRG__OVER_COUNT
                && reduced->exactness == PRG_EXACT;
}

int prg__explain_alone(prg__explainer *explainer, prg_explanation *step, const prg__trace_share *share)
{
        const prg__frame *frame = &step->of.evaluation->trace->frame;
        step->of.share = share;
        if (share->kind == PRG__SHARE_LEFT_OUT) {
                int code = prg__step_say(step, frame->ask->match ? PRG__SAY_NOT_MATCHED : PRG__SAY_NO_WEIGHT);
                if (code < 0)
                        return code;
        }
        if (is_one_period(frame, share)) {
                int code = prg__explain_basis(explainer, step, share->inputs[0]->basis);
                return code < 0 ? code : say_input(explainer, step, frame, share->element, share->inputs[0]);
        }
        step->operation = operation_of(frame, share);
        step->adds = !frame->by_unit && share->element->scope == PRG_SCOPE_UNIT && share->kind != PRG__SHARE_LEFT_OUT
                && share->reduced->state != PRG_STATE_UNDEFINED;
        step->expand = expand_share;
        return 0;
}

int prg__explain_share(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation,
        const prg__trace_share *share)
{
        const prg__frame *frame = &evaluation->trace->frame;
        step->of.evaluation = evaluation;
        step->indicator = evaluation->ask.indicator;
        int code = prg__explain_area(explainer, step, share->element->area, &evaluation->ask.period);
        if (code < 0 || (code = fill_cell(step, frame, share)) < 0)
                return code;
        switch (share->kind) {
        case PRG__SHARE_UNUSED:
                code = prg__step_say(step, PRG__SAY_TOTAL_UNUSED);
                break;
        case PRG__SHARE_ALONE:
                code = prg__step_say(step, PRG__SAY_TOTAL_ALONE);
                break;
        default:
                if (share->element->scope == PRG_SCOPE_TOTAL && explainer->engine.query->origin == PRG_ORIGIN_AUTO)
                        code = prg__step_say(step, PRG__SAY_TOTAL_USED);
                else if (share->element->scope == PRG_SCOPE_OWN)
                        code = prg__step_say(step, PRG__SAY_OWN_PART);
        }
        if (code == 0 && share->reduced->state == PRG_STATE_UNDEFINED) {
                const prg__note note = { .say = PRG__SAY_WHY, .numbers = { share->reduced->reason, 0 } };
                code = prg__step_note(step, &note);
        }
        return code < 0 ? code : prg__explain_alone(explainer, step, share);
}
