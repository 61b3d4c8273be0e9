/* Values of wider periods than the indicator's own: beside base cells, or in their place. docs/results.md, section 3. */
#include "calc/trace.h"

static const char *id_of(const prg__indicator *indicator)
{
        return indicator->item.id;
}

/* What a wider period says of an element; 1 when it is a value. */
static int coarse_value(prg__engine *engine, const prg__frame *frame, const prg__element *element,
        const struct prg__span *span, prg__base *base, const prg__edition **edition)
{
        *edition = prg__editions_on(&frame->editions[element->scope], span->period.last);
        if (*edition == NULL || (*edition)->column == NULL)
                return 0;
        prg__column_base(engine, (*edition)->column, element->area, &span->period, 0, base);
        return base->given && base->state == PRG_STATE_VALUE;
}

static int is_within(const prg__input *input, const struct prg__span *span)
{
        return input->begin >= span->begin && input->end <= span->end;
}

static int overlaps(const prg__input *input, const struct prg__span *span)
{
        return input->begin < span->end && input->end > span->begin;
}

/* Notes for an explanation why a coarse value is not taken. */
static int pass_over(prg__engine *engine, prg__element *element, const struct prg__span *span, const prg__base *value,
        prg__aside_kind why)
{
        return prg__trace_aside(engine, element, why, span->begin, span->end, value->state, value->basis);
}

/* Puts the coarse value in the place of everything within its span. */
static int replace(prg__engine *engine, const prg__frame *frame, prg__element *element, const struct prg__span *span,
        const prg__base *value, const prg__edition *edition)
{
        size_t expected = 0, kept = 0;
        prg__print print = { 0, 0 };
        for (size_t i = 0; i < element->count; i++) {
                const prg__input *input = &element->inputs[i];
                if (is_within(input, span)) {
                        /* What stood for cells that nobody expected goes without a trace. */
                        if (input->kind == PRG__INPUT_COARSE && (input->marks & PRG_MARK_UNEXPECTED))
                                continue;
                        expected += input->expected;
                        prg__print_add(&print, input->print);
                        int code = prg__trace_aside(engine, element, PRG__ASIDE_REPLACED, input->begin, input->end,
                                input->state, input->basis);
                        if (code < 0)
                                return code;
                } else
                        element->inputs[kept++] = *input;
        }
        element->count = kept;
        prg__input *input = prg__input_add(engine, element);
        if (input == NULL)
                return PRG_ENOMEM;
        prg__input_fill(input, value);
        input->begin = span->begin;
        input->end = span->end;
        input->day = frame->by_unit ? frame->ask->period.last : span->period.last;
        input->version = edition->bit;
        input->kind = PRG__INPUT_COARSE;
        if (expected == 0) {
                input->marks |= PRG_MARK_UNEXPECTED;
                for (int i = span->begin; i < span->end; i++)
                        prg__print_add(&print, prg__print_of(element->area, frame->bases[i].first));
                expected = (size_t)(span->end - span->begin);
                int code = element->scope == PRG_SCOPE_UNIT
                        ? prg__tell_unexpected(engine, edition->indicator, element->area, &span->period) : 0;
                if (code < 0)
                        return code;
        }
        input->expected = input->reported = expected;
        input->print = print;
        return 0;
}

static int tell_differs(prg__engine *engine, const prg__element *element, const struct prg__span *span,
        const prg__edition *edition, prg__wide coarse, prg__wide fine)
{
        unsigned decimals = edition->indicator->decimals < 0 ? 0 : (unsigned)edition->indicator->decimals;
        char a[PRG__WIDE_TEXT_SIZE], b[PRG__WIDE_TEXT_SIZE];
        prg__wide_write(a, coarse, decimals, PRG_NUMBER_PLAIN);
        prg__wide_write(b, fine, decimals, PRG_NUMBER_PLAIN);
        return prg__engine_tell(engine, PRG_FINDING_COARSE_DIFFERS, PRG_SEVERITY_WARNING, edition->indicator,
                element->area, &span->period, "%s is reported, its parts come to %s", a, b);
}

static int coarse_for_sum(prg__engine *engine, const prg__frame *frame, prg__element *element,
        const struct prg__span *span, const prg__base *value, const prg__edition *edition)
{
        prg_quality lowest = 0;
        prg__wide sum = 0;
        size_t expected = 0;
        int complete = 1;
        for (size_t i = 0; i < element->count; i++) {
                const prg__input *input = &element->inputs[i];
                if (input->kind == PRG__INPUT_COARSE && overlaps(input, span) && !is_within(input, span))
                        return pass_over(engine, element, span, value, PRG__ASIDE_OVERLAPS) < 0 ? PRG_ENOMEM
                                : prg__engine_tell(engine, PRG_FINDING_COARSE_OVERLAPS, PRG_SEVERITY_WARNING,
                                edition->indicator, element->area, &span->period,
                                "it overlaps another value of '%s' for a wider period", id_of(edition->indicator));
                if (!is_within(input, span) || input->expected == 0)
                        continue;
                expected += input->expected;
                if (input->state != PRG_STATE_VALUE) {
                        complete = 0;
                        continue;
                }
                sum += input->mantissa;
                if (input->quality && (lowest == 0 || input->quality < lowest))
                        lowest = input->quality;
        }
        if (expected == 0 || !complete || (lowest && value->quality > lowest))
                return replace(engine, frame, element, span, value, edition);
        if (pass_over(engine, element, span, value, PRG__ASIDE_PARTS) < 0)
                return PRG_ENOMEM;
        return sum == value->mantissa ? 0 : tell_differs(engine, element, span, edition, value->mantissa, sum);
}

static int coarse_at_end(prg__engine *engine, const prg__frame *frame, prg__element *element,
        const struct prg__span *span, const prg__base *value, const prg__edition *edition)
{
        prg__input *at = NULL;
        int code;
        for (size_t i = 0; i < element->count; i++) {
                prg__input *input = &element->inputs[i];
                if (!is_within(input, span))
                        continue;
                if (input->begin == span->end - 1)
                        at = input;
        }
        if (at && at->state == PRG_STATE_VALUE && at->quality >= value->quality && pass_over(engine, element, span, value, PRG__ASIDE_BETTER) < 0)
                return PRG_ENOMEM;
        if (at && at->state == PRG_STATE_VALUE && at->quality >= value->quality)
                return at->mantissa == value->mantissa ? 0
                        : tell_differs(engine, element, span, edition, value->mantissa, at->mantissa);
        if (at == NULL && (at = prg__input_add(engine, element)) == NULL)
                return PRG_ENOMEM;
        size_t expected = at->expected;
        if (at->basis && (code = prg__trace_aside(engine, element, PRG__ASIDE_REPLACED, at->begin, at->end, at->state, at->basis)) < 0)
                return code;
        prg__input_fill(at, value);
        at->reason = PRG_REASON_NONE;
        at->begin = span->end - 1;
        at->end = span->end;
        at->day = frame->ask->period.last;
        at->version = edition->bit;
        at->expected = expected;
        if (expected == 0) {
                at->expected = 1;
                at->marks |= PRG_MARK_UNEXPECTED;
                at->print = prg__print_of(element->area, frame->bases[at->begin].first);
                if (element->scope == PRG_SCOPE_UNIT
                    && (code = prg__tell_unexpected(engine, edition->indicator, element->area, &span->period)) < 0)
                        return code;
        }
        for (size_t i = 0; i < element->count; i++)
                if (is_within(&element->inputs[i], span))
                        element->inputs[i].reported = element->inputs[i].expected;
        return 0;
}

void prg__standing_cell(prg__engine *engine, const prg__edition *edition, int area, const prg_period *period, prg__base *cell)
{
        prg_period from = *period;
        prg__column_base(engine, edition->column, area, period, 0, cell);
        for (const prg__series *it = prg__data_series_of(engine->data, edition->indicator); it; it = it->next)
                for (int k = 0; k < it->axis->count; k++) {
                        const prg_period *wide = &it->axis->periods[k];
                        prg__base value;
                        if (wide->last != period->last || !prg__is_coarse(wide, period))
                                continue;
                        prg__column_base(engine, edition->column, area, wide, 0, &value);
                        if (!value.given || value.state != PRG_STATE_VALUE)
                                continue;
                        if (cell->given && cell->state == PRG_STATE_VALUE
                            && (cell->quality > value.quality
                                || (cell->quality == value.quality && prg__compare_coarse(&from, wide) <= 0)))
                                continue;
                        *cell = value;
                        from = *wide;
                }
        if (!cell->given || cell->state != PRG_STATE_VALUE)
                prg__column_base(engine, edition->column, area, period, 1, cell);
}

/* What a wider period says, beside or in the place of what there is. */
static int take_span(prg__engine *engine, const prg__frame *frame, prg__element *element, const struct prg__span *span)
{
        int missing = frame->ask->indicator->kind == PRG__KIND_DISTINCT || frame->time == PRG__OVER_NONE;
        const prg__edition *edition;
        prg__base value;
        if (!coarse_value(engine, frame, element, span, &value, &edition))
                return 0;
        if (frame->only_end && span->end != frame->count)
                return 0;
        if (frame->by_unit)
                return coarse_at_end(engine, frame, element, span, &value, edition);
        if (frame->time == PRG__OVER_SUM)
                return coarse_for_sum(engine, frame, element, span, &value, edition);
        if (span->begin != 0 || span->end != frame->count)
                return 0;
        size_t expected = 0;
        for (size_t k = 0; k < element->count; k++) {
                expected += element->inputs[k].expected;
                missing |= element->inputs[k].expected > 0 && element->inputs[k].state != PRG_STATE_VALUE;
        }
        return missing || expected == 0 ? replace(engine, frame, element, span, &value, edition)
                : pass_over(engine, element, span, &value, PRG__ASIDE_PARTS);
}

int prg__coarse_inputs(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        prg_scope whole = element->scope;
        int code = 0;
        for (int i = 0; i < frame->span_count && code == 0; i++) {
                const struct prg__span *span = &frame->spans[i];
                const prg__tree *tree = prg__trees_on(engine->trees, span->period.last);
                if (tree == NULL)
                        return PRG_ENOMEM;
                prg_scope scope = prg__scope_on(engine, frame, element, tree);
                if (scope == PRG_SCOPE_UNIT && !frame->by_unit
                    && !prg__tree_is_unit(engine->trees, tree, frame->ask->indicator, element->area))
                        continue;
                element->scope = scope;
                code = take_span(engine, frame, element, span);
                element->scope = whole;
        }
        return code;
}
