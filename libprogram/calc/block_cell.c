/* Reading cells of blocks: what reduce_areas.c says of sums and last values, from counts. */
#include "calc/block.h"

#include <string.h>

#include "calc/engine.h"

static uint32_t extra(const prg__block *block, prg__extra_count which, const prg__window *window, int area)
{
        const prg__tally *tally = &block->extras[which];
        return tally->counts ? prg__tally_get(block->layout, tally, window->group, area, window->column) : 0;
}

/* Whether a unit lies above an area that nothing is reported from. */
static int lies_below_unit(const prg__layout *layout, const prg__window *window, int area)
{
        const prg__era *era = &layout->eras[layout->era_of[window->end - 1]];
        for (int at = era->tree->parents[area]; at >= 0; at = era->tree->parents[at])
                if (era->units[at])
                        return 1;
        return 0;
}

static void set_no_value(const prg__block *block, const prg__window *window, int area, prg__cell *cell)
{
        const prg__layout *layout = block->layout;
        uint32_t hidden = extra(block, PRG__EXTRA_SUPPRESSED, window, area);
        if (cell->expected > 0) {
                cell->state = hidden == cell->expected ? PRG_STATE_SUPPRESSED : PRG_STATE_MISSING;
                return;
        }
        const prg__tally *there = layout->alive.counts ? &layout->alive : &layout->expected;
        uint32_t cells = prg__tally_get(layout, there, window->group, area, window->column);
        uint32_t due = prg__tally_get(layout, &layout->expected, window->group, area, window->column);
        if (cells > 0 && extra(block, PRG__EXTRA_NOT_APPLICABLE, window, area) == cells) {
                cell->state = PRG_STATE_NOT_APPLICABLE;
                return;
        }
        cell->state = PRG_STATE_NOT_EXPECTED;
        if (cells > 0)
                cell->reason = cells > due ? PRG_REASON_VALIDITY : PRG_REASON_NONE;
        else
                cell->reason = layout->key.indicator->level && lies_below_unit(layout, window, area) ? PRG_REASON_LEVEL
                                                                                                    : PRG_REASON_BOUNDARIES;
}

/* The base periods that values were taken from. */
static void set_used(const prg__block *block, const prg__window *window, int area, prg__cell *cell)
{
        const prg__layout *layout = block->layout;
        int first = window->begin, last = window->end - 1;
        if (layout->key.by_unit) {
                const prg__window_group *group = &layout->groups[window->group];
                size_t at = group->sums_at + (size_t)area * (size_t)group->count + (size_t)window->column;
                first = block->first[at];
                last = block->last[at];
        } else {
                while (prg__tally_get(layout, &block->reported, 0, area, first) == 0)
                        first++;
                while (prg__tally_get(layout, &block->reported, 0, area, last) == 0)
                        last--;
        }
        cell->first_used = layout->bases[first];
        cell->last_used = layout->bases[last];
}

void prg__block_cell(const prg__block *block, int area, int window, prg__cell *cell)
{
        const prg__layout *layout = block->layout;
        const prg__window *at = &layout->windows[window];
        memset(cell, 0, sizeof *cell);
        cell->decimals = block->decimals;
        cell->reported = prg__tally_get(layout, &block->reported, at->group, area, at->column);
        cell->expected = prg__tally_get(layout, &layout->expected, at->group, area, at->column)
                - extra(block, PRG__EXTRA_NOT_APPLICABLE, at, area) - extra(block, PRG__EXTRA_NOT_EXPECTED, at, area)
                + extra(block, PRG__EXTRA_UNEXPECTED, at, area);
        if (cell->reported == 0) {
                set_no_value(block, at, area, cell);
                return;
        }
        cell->number = prg__number_of(prg__block_row(block, at->group, area)[at->column], block->decimals);
        uint32_t usual = (uint32_t)cell->reported;
        for (int i = 0; i < 3; i++) {
                cell->qualities[i] = extra(block, (prg__extra_count)((int)PRG__EXTRA_QUALITY + i), at, area);
                usual -= cell->qualities[i];
        }
        cell->qualities[block->quality - 1] = usual;
        for (int i = 0; i < 3 && cell->quality == 0; i++)
                if (cell->qualities[i])
                        cell->quality = (prg_quality)(i + 1);
        for (int i = 0; i < PRG_MARKS; i++) {
                cell->mark_counts[i] = extra(block, (prg__extra_count)((int)PRG__EXTRA_MARK + i), at, area);
                cell->marks |= cell->mark_counts[i] ? 1u << i : 0;
        }
        uint32_t hidden = extra(block, PRG__EXTRA_SUPPRESSED, at, area);
        if (hidden) {
                cell->marks |= PRG_MARK_SUPPRESSED_INPUT;
                cell->mark_counts[prg__mark_index(PRG_MARK_SUPPRESSED_INPUT)] += hidden;
        }
        /* Of one base period, the last value is the value. */
        if (block->indicator->kind == PRG__KIND_STOCK || block->indicator->kind == PRG__KIND_CUMULATIVE)
                cell->at_end = layout->key.by_unit ? prg__tally_get(layout, &block->at_end, at->group, area, at->column) : 0;
        set_used(block, at, area, cell);
}
