/* One more entry: what a block comes to differs only where the unit lies, in the windows of one base period. */
#include "calc/block.h"

#include <libprogram/error.h>

#define UNUSUAL (-1)

/* The base period of a cell; -1: none here. */
static int base_of(const prg__block *block, const prg__series *series, int position)
{
        for (int i = 0; i < block->stretch_count; i++) {
                const prg__stretch *it = &block->stretches[i];
                int at = position - it->tile * PRG__TILE_PERIODS - it->column;
                if (it->series == series && at >= 0 && at < it->count)
                        return it->base + at;
        }
        return -1;
}

/* Whether the cell has something that only computing anew can take away. */
static int had_extra(const prg__block *block, int area, int base)
{
        for (int i = 0; i < PRG__EXTRAS; i++)
                if (block->extras[i].counts
                    && (block->layout->key.by_unit || prg__tally_get(block->layout, &block->extras[i], 0, area, base)))
                        return 1;
        return 0;
}

/* 1 and the number of a usual value, 0 for nothing, UNUSUAL for what is neither. */
static int usual(const prg__block *block, int area, int base, int64_t *number)
{
        prg__winner cell;
        *number = 0;
        if (!prg__block_base(block, area, base, &cell) || cell.state == PRG_STATE_MISSING)
                return 0;
        if (cell.state != PRG_STATE_VALUE || cell.marks || cell.quality != block->quality)
                return UNUSUAL;
        *number = cell.mantissa;
        return 1;
}

/* Adds differences to one window of a unit and of everything that it lies in. */
static void add(prg__block *block, const prg__tree *tree, int unit, int group, int column, uint64_t difference,
        int reported, int at_end)
{
        for (int area = unit; area >= 0; area = tree->parents[area]) {
                int64_t *sum = &prg__block_row(block, group, area)[column];
                *sum = (int64_t)((uint64_t)*sum + difference);
                if (reported)
                        prg__tally_change(block->layout, &block->reported, group, area, column, reported);
                if (at_end)
                        prg__tally_change(block->layout, &block->at_end, group, area, column, at_end);
        }
}

/* From which base periods the values of an area are taken, after a change in one of its parts. */
static void renew_used(prg__block *block, const prg__era *era, int unit, int group, int column)
{
        const prg__layout *layout = block->layout;
        size_t width = (size_t)layout->groups[group].count;
        size_t start = layout->groups[group].sums_at + (size_t)column;
        for (int area = era->tree->parents[unit]; area >= 0; area = era->tree->parents[area]) {
                size_t at = start + (size_t)area * width;
                int found = 0;
                for (int part = era->first_part[area]; part >= 0; part = era->next_part[part]) {
                        size_t from = start + (size_t)part * width;
                        if (prg__tally_get(layout, &block->reported, group, part, column) == 0)
                                continue;
                        if (!found || block->first[from] < block->first[at])
                                block->first[at] = block->first[from];
                        if (!found || block->last[from] > block->last[at])
                                block->last[at] = block->last[from];
                        found = 1;
                }
        }
}

/* The last value of the unit in a window is looked for again. */
static int change_window(prg__block *block, int unit, const prg__window *window, int dry)
{
        const prg__layout *layout = block->layout;
        const prg__era *era = &layout->eras[layout->era_of[window->end - 1]];
        const prg__window_group *group = &layout->groups[window->group];
        size_t at = group->sums_at + (size_t)unit * (size_t)group->count + (size_t)window->column;
        int had = (int)prg__tally_get(layout, &block->reported, window->group, unit, window->column);
        int was_at_end = (int)prg__tally_get(layout, &block->at_end, window->group, unit, window->column);
        int64_t number = 0, old = block->sums[at];
        int has = 0, base = window->end;
        if (!era->units[unit] || !era->tree->exists[unit])
                return 0;
        if (era->holds[unit])
                return PRG__CHANGE_ALL;
        while (has == 0 && base > window->begin) {
                base--;
                if (layout->eras[layout->era_of[base]].units[unit] && (has = usual(block, unit, base, &number)) == UNUSUAL)
                        return PRG__CHANGE_ALL;
        }
        if (dry)
                return 0;
        if (has)
                block->first[at] = block->last[at] = (uint16_t)base;
        add(block, era->tree, unit, window->group, window->column, (uint64_t)number - (uint64_t)old, has - had,
                (has && base == window->end - 1) - was_at_end);
        renew_used(block, era, unit, window->group, window->column);
        return 0;
}

int prg__block_change(prg__block *block, const prg__series *series, size_t slot, int area, int position,
        prg__touch *touch, int dry)
{
        const prg__layout *layout = block->layout;
        int base = base_of(block, series, position), code = 0;
        int64_t number;
        if (base < 0)
                return PRG__CHANGE_NONE;
        const prg__era *era = &layout->eras[layout->era_of[base]];
        if (block->by_journal || area < 0 || block->slots[area] != slot)
                return PRG__CHANGE_ALL;
        if (!era->units[area])
                return PRG__CHANGE_NONE;
        if (era->holds[area] || !era->tree->exists[area] || !prg__layout_is_due(layout, area, base) || had_extra(block, area, base))
                return PRG__CHANGE_ALL;
        int has = usual(block, area, base, &number);
        if (has == UNUSUAL)
                return PRG__CHANGE_ALL;
        block->magnitude |= (uint64_t)number ^ (0 - ((uint64_t)number >> 63));
        if (!prg__block_fits(block, 62))
                return PRG__CHANGE_ALL;
        *touch = (prg__touch){ area, base };
        const int *at = &layout->holding[layout->holding_at[base]], *end = &layout->holding[layout->holding_at[base + 1]];
        if (layout->key.by_unit) {
                const prg__window own = { .begin = base, .end = base + 1, .group = 0, .column = base };
                code = change_window(block, area, &own, dry);
                for (; at < end && code == 0; at++)
                        code = change_window(block, area, &layout->windows[*at], dry);
                return code ? code : PRG__CHANGE_DONE;
        }
        uint64_t difference = (uint64_t)number - (uint64_t)prg__block_row(block, 0, area)[base];
        int reported = has - (int)prg__tally_get(layout, &block->reported, 0, area, base);
        if (dry || (difference == 0 && reported == 0))
                return PRG__CHANGE_NONE;
        add(block, era->tree, area, 0, base, difference, reported, 0);
        for (; at < end; at++)
                add(block, era->tree, area, layout->windows[*at].group, layout->windows[*at].column, difference, reported, 0);
        return PRG__CHANGE_DONE;
}
