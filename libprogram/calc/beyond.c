/* Inputs from beyond the base cells of the period: carried stocks, milestones reached before, and what a cumulative
 * count rose by. docs/results.md, sections 4, 7 and 9. */
#include "calc/trace.h"

#include <string.h>

/* Of a stock without value: the latest within so many base periods before. */
int prg__carry(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        int most = frame->ask->indicator->carry;
        prg_period base = frame->bases[frame->only_end ? frame->count - 1 : 0];
        for (int back = 1; back <= most; back++) {
                prg__base cell;
                int code = prg_period_previous(&base, &base);
                if (code == PRG_END || code == PRG_ERANGE)
                        return 0;
                if (code < 0)
                        return code;
                const prg__tree *tree = prg__trees_on(engine->trees, base.last);
                if (tree == NULL)
                        return PRG_ENOMEM;
                prg_scope scope = prg__scope_on(engine, frame, element, tree);
                const prg__edition *edition = prg__editions_on(&frame->editions[scope], base.last);
                if (edition->column == NULL)
                        continue;
                prg__standing_cell(engine, edition, element->area, &base, &cell);
                if (!cell.given || cell.state != PRG_STATE_VALUE)
                        continue;
                prg__input *input = prg__input_add(engine, element);
                if (input == NULL)
                        return PRG_ENOMEM;
                prg_period *from = prg__arena_alloc(&engine->arena, sizeof *from);
                if (from == NULL)
                        return PRG_ENOMEM;
                *from = base;
                if ((code = prg__is_due_on(engine, edition->indicator, scope, element->area, base.last)) < 0)
                        return code;
                if (!tree->exists[element->area] || !code)
                        cell.marks |= PRG_MARK_UNEXPECTED;
                prg__input_fill(input, &cell);
                input->first = input->last = from;
                input->end = frame->count;
                input->day = frame->ask->period.last;
                input->version = edition->bit;
                input->marks |= PRG_MARK_CARRIED;
                input->kind = PRG__INPUT_CARRIED;
                return 0;
        }
        return 0;
}

/* The latest value of a milestone at or before the end of the period, of whatever type its period is. */
int prg__reach(prg__engine *engine, const prg__frame *frame, prg__element *element)
{
        const prg_period *found = NULL;
        const prg__edition *by = NULL;
        prg_scope of = PRG_SCOPE_UNIT;
        prg__base value;
        const prg__editions *versions = &frame->editions[PRG_SCOPE_UNIT];
        for (size_t i = 0; i < versions->count; i++) {
                const prg__series *it = prg__engine_series_of(engine, versions->at[i].indicator);
                for (; it; it = it->next)
                        for (int k = 0; k < it->axis->count; k++) {
                                const prg_period *period = &it->axis->periods[k];
                                prg__base cell;
                                if (period->last > frame->ask->period.last || (found && period->last <= found->last))
                                        continue;
                                const prg__tree *then = prg__trees_on(engine->trees, period->last);
                                if (then == NULL)
                                        return PRG_ENOMEM;
                                prg_scope scope = prg__scope_on(engine, frame, element, then);
                                const prg__edition *edition = &frame->editions[scope].at[i];
                                if (edition->column == NULL
                                    || prg__editions_on(&frame->editions[scope], period->last) != edition)
                                        continue;
                                prg__column_base(engine, edition->column, element->area, period, 0, &cell);
                                if (!cell.given || cell.state != PRG_STATE_VALUE)
                                        continue;
                                found = period;
                                by = edition;
                                of = scope;
                                value = cell;
                        }
        }
        if (found == NULL)
                return 0;
        prg__input *input = prg__input_add(engine, element);
        if (input == NULL)
                return PRG_ENOMEM;
        prg__input_fill(input, &value);
        input->end = frame->count;
        input->day = frame->ask->period.last;
        input->version = by->bit;
        input->first = input->last = found;
        input->kind = PRG__INPUT_REACHED;
        const prg__tree *tree = prg__trees_on(engine->trees, found->last);
        if (tree == NULL)
                return PRG_ENOMEM;
        int due = prg__is_due_on(engine, by->indicator, of, element->area, found->last);
        if (due < 0)
                return due;
        if (!tree->exists[element->area] || !due)
                input->marks |= PRG_MARK_UNEXPECTED;
        return 0;
}

/* ---- the measure flow ---- */

/* What a unit's cumulative count rose by in the period: its last cell minus the one before the first. */
int prg__rise(prg__engine *engine, const prg__frame *frame, prg__element *element, const prg__tree *tree)
{
        const prg_period *end = &frame->bases[frame->count - 1];
        const prg__edition *edition = prg__editions_on(
                &frame->editions[prg__scope_on(engine, frame, element, tree)], end->last);
        int begins, code = prg__frame_begins_span(engine, edition->indicator, &frame->bases[0], &begins);
        if (code < 0 || (code = prg__base_input(engine, frame, tree, element, frame->count - 1)) < 0 || element->count == 0)
                return code;
        prg__input *input = &element->inputs[0];
        if (input->state == PRG_STATE_SUPPRESSED)
                input->state = PRG_STATE_MISSING;
        if (input->state != PRG_STATE_VALUE || begins)
                return 0;
        prg_period before;
        prg__base cell;
        const prg__tree *earlier = NULL;
        prg_scope scope = PRG_SCOPE_UNIT;
        memset(&cell, 0, sizeof cell);
        edition = NULL;
        if (prg_period_previous(&before, &frame->bases[0]) == 0) {
                if ((earlier = prg__trees_on(engine->trees, before.last)) == NULL)
                        return PRG_ENOMEM;
                scope = prg__scope_on(engine, frame, element, earlier);
                edition = prg__editions_on(&frame->editions[scope], before.last);
        }
        if (edition && edition->column)
                prg__standing_cell(engine, edition, element->area, &before, &cell);
        if (!cell.given || cell.state != PRG_STATE_VALUE) {
                input->state = PRG_STATE_MISSING;
                input->reported = 0;
                return 0;
        }
        if ((code = prg__is_due_on(engine, edition->indicator, scope, element->area, before.last)) < 0)
                return code;
        if (!earlier->exists[element->area] || !code)
                cell.marks |= PRG_MARK_UNEXPECTED;
        prg__counts *counts = prg__arena_alloc(&engine->arena, sizeof *counts);
        prg_period *from = prg__arena_alloc(&engine->arena, sizeof *from);
        if (counts == NULL || from == NULL)
                return PRG_ENOMEM;
        prg__base last = { .given = 1, .state = PRG_STATE_VALUE, .quality = input->quality, .marks = input->marks };
        *from = before;
        prg__count_input(counts, &last, end);
        prg__count_input(counts, &cell, from);
        input->counts = counts;
        input->basis = prg__trace_join(engine, PRG__BASIS_RISE, edition->column, NULL, input->basis);
        input->basis = prg__trace_join(engine, PRG__BASIS_RISE, edition->column, input->basis, cell.basis);
        input->mantissa -= cell.mantissa;
        input->version |= edition->bit;
        if (input->mantissa >= 0)
                return 0;
        return prg__engine_tell(engine, PRG_FINDING_NEGATIVE_FLOW, PRG_SEVERITY_WARNING, edition->indicator,
                element->area, end, "the cumulative count is less than that of the period before");
}
