/* Keeping what numbers came from; see trace.h. Where a function of the engine cannot fail, what could not be kept is noted
 * in the tracer and fails the explanation in the end. */
#include "calc/trace.h"

#include <string.h>

/* ---- bases ---- */

static prg__basis *make_basis(prg__engine *engine, prg__basis_kind kind)
{
        prg__basis *basis = prg__arena_alloc(&engine->arena, sizeof *basis);
        if (basis == NULL)
                engine->tracer->code = PRG_ENOMEM;
        else
                basis->kind = kind;
        return basis;
}

const prg__basis *prg__trace_cell(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg_period *observed, const prg__winner *winner)
{
        prg__basis *basis = engine->tracer ? make_basis(engine, PRG__BASIS_ENTRIES) : NULL;
        if (basis == NULL)
                return NULL;
        basis->column = column;
        basis->area = area;
        basis->period = *period;
        if (observed)
                basis->observed = *observed;
        basis->state = PRG_STATE_MISSING;
        if (winner == NULL)
                return basis;
        basis->sequence = winner->sequence;
        basis->state = winner->state;
        basis->mantissa = winner->mantissa;
        basis->quality = winner->quality;
        basis->marks = winner->marks;
        return basis;
}

const prg__basis *prg__trace_join(prg__engine *engine, prg__basis_kind kind, const prg__column *column,
        const prg__basis *whole, const prg__basis *part)
{
        if (engine->tracer == NULL || part == NULL)
                return whole;
        prg__basis *sum = make_basis(engine, kind), *copy = make_basis(engine, part->kind);
        if (sum == NULL || copy == NULL)
                return NULL;
        if (whole)
                *sum = *whole;
        else {
                sum->column = column;
                sum->area = part->area;
                sum->period = part->period;
                sum->state = PRG_STATE_VALUE;
                sum->quality = part->quality;
        }
        *copy = *part;
        copy->next = NULL;
        sum->mantissa += kind == PRG__BASIS_RISE && whole ? -part->mantissa : part->mantissa;
        sum->marks |= part->marks;
        if (part->quality && part->quality < sum->quality)
                sum->quality = part->quality;
        if (sum->last_part)
                sum->last_part->next = copy;
        else
                sum->parts = copy;
        sum->last_part = copy;
        return sum;
}

const prg__basis *prg__trace_nil(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg__series *shown_by, const prg__winner *winner)
{
        if (engine->tracer == NULL)
                return NULL;
        prg__column *other = prg__arena_alloc(&engine->arena, sizeof *other);
        const prg_item **categories = prg__arena_alloc(&engine->arena,
                (shown_by->category_count + 1) * sizeof(const prg_item *));
        if (other == NULL || categories == NULL) {
                engine->tracer->code = PRG_ENOMEM;
                return NULL;
        }
        other->indicator = shown_by->indicator;
        other->scope = shown_by->scope;
        other->categories = categories;
        other->category_count = shown_by->category_count;
        for (size_t i = 0; i < shown_by->category_count; i++)
                categories[i] = shown_by->categories[i];
        prg__basis *nil = make_basis(engine, PRG__BASIS_NIL);
        const prg__basis *proof = prg__trace_cell(engine, other, area, period,
                shown_by->observed.calendar ? &shown_by->observed : NULL, winner);
        if (nil == NULL || proof == NULL)
                return NULL;
        nil->column = column;
        nil->area = area;
        nil->period = *period;
        nil->state = PRG_STATE_VALUE;
        nil->quality = PRG_QUALITY_FINAL;
        nil->marks = PRG_MARK_NIL;
        nil->parts = nil->last_part = make_basis(engine, PRG__BASIS_ENTRIES);
        if (nil->parts)
                *nil->parts = *proof;
        return nil;
}

/* ---- elements ---- */

int prg__trace_aside(prg__engine *engine, prg__element *element, prg__aside_kind kind, int begin, int end, prg_state state,
        const prg__basis *basis)
{
        if (engine->tracer == NULL)
                return 0;
        prg__aside *aside = prg__arena_alloc(&engine->arena, sizeof *aside);
        if (aside == NULL)
                return PRG_ENOMEM;
        *aside = (prg__aside){ kind, begin, end, state, basis, element->asides };
        element->asides = aside;
        return 0;
}

/* ---- evaluations ---- */

int prg__trace_begin(prg__engine *engine, prg__evaluation *evaluation)
{
        if (engine->tracer == NULL)
                return 0;
        prg__trace *trace = prg__arena_alloc(&engine->arena, sizeof *trace);
        if (trace == NULL)
                return PRG_ENOMEM;
        trace->areas = prg__arena_alloc(&engine->arena, ((size_t)engine->area_count + 1) * sizeof *trace->areas);
        evaluation->trace = trace;
        return trace->areas ? 0 : PRG_ENOMEM;
}

void prg__trace_frame(prg__evaluation *evaluation, const prg__frame *frame)
{
        if (evaluation->trace == NULL)
                return;
        evaluation->trace->frame = *frame;
        evaluation->trace->has_frame = 1;
}

int prg__trace_add(prg__engine *engine, prg__evaluation *evaluation, int area, const prg__trace_share *share)
{
        if (evaluation->trace == NULL)
                return 0;
        prg__trace_share *kept = prg__arena_alloc(&engine->arena, sizeof *kept);
        if (kept == NULL)
                return PRG_ENOMEM;
        *kept = *share;
        kept->next = NULL;
        struct prg__trace_shares *shares = &evaluation->trace->areas[area];
        if (shares->last)
                shares->last->next = kept;
        else
                shares->first = kept;
        shares->last = kept;
        return 0;
}
