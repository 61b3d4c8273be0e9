/* Reading the rows of units with care: cells of every state, quality and mark; cells of areas that are gone; what
 * counts under conditions. The rules are those of inputs.c and reduce_time.c. */
#include "calc/block.h"

#include <string.h>

#include <libprogram/error.h>

#include "util/memory.h"

static void measure(prg__block *block, int64_t number)
{
        block->magnitude |= (uint64_t)number ^ (0 - ((uint64_t)number >> 63));
}

static int count_marks(prg__block *block, int group, int area, int column, unsigned marks)
{
        for (int mark = 0; marks >> mark; mark++)
                if (marks >> mark & 1
                    && prg__block_count(block, (prg__extra_count)(PRG__EXTRA_MARK + mark), group, area, column) < 0)
                        return PRG_ENOMEM;
        return 0;
}

static int count_quality(prg__block *block, int group, int area, int column, prg_quality quality)
{
        return quality == block->quality ? 0
                : prg__block_count(block, (prg__extra_count)((int)PRG__EXTRA_QUALITY + (int)quality - 1), group, area, column);
}

/* A base cell in which something is said. */
static int read_cell(prg__block *block, const prg__era *era, int area, int base, const prg__winner *cell)
{
        int due = era->tree->exists[area] && prg__layout_is_due(block->layout, area, base), code = 0;
        int something = cell->state == PRG_STATE_VALUE || cell->state == PRG_STATE_SUPPRESSED;
        if (!due && !something)
                return 0;
        if (cell->state == PRG_STATE_NOT_APPLICABLE)
                return prg__block_count(block, PRG__EXTRA_NOT_APPLICABLE, 0, area, base);
        if (cell->state == PRG_STATE_NOT_EXPECTED)
                return prg__block_count(block, PRG__EXTRA_NOT_EXPECTED, 0, area, base);
        if (!due) {
                if (block->tell && block->layout->covered[base] && (code = block->tell(block->payload, block, area, base)) < 0)
                        return code;
                code = prg__block_count(block, PRG__EXTRA_UNEXPECTED, 0, area, base);
        }
        if (code == 0 && cell->state == PRG_STATE_SUPPRESSED) {
                block->unfit |= cell->has_bounds;
                code = prg__block_count(block, PRG__EXTRA_SUPPRESSED, 0, area, base);
        }
        if (code < 0 || cell->state != PRG_STATE_VALUE)
                return code;
        measure(block, cell->mantissa);
        int64_t *sum = &prg__block_row(block, 0, area)[base];
        *sum = (int64_t)((uint64_t)*sum + (uint64_t)cell->mantissa);
        prg__tally_change(block->layout, &block->reported, 0, area, base, 1);
        if ((code = count_quality(block, 0, area, base, cell->quality)) < 0)
                return code;
        return count_marks(block, 0, area, base, cell->marks | (due ? 0u : PRG_MARK_UNEXPECTED));
}

int prg__block_read(prg__block *block, int area, const prg__era *era)
{
        for (int base = era->begin; base < era->end; base++) {
                prg__winner cell;
                int code;
                if (prg__block_base(block, area, base, &cell) && (code = read_cell(block, era, area, base, &cell)) < 0)
                        return code;
        }
        return 0;
}

/* ---- by unit ---- */

/* The last value of a unit in a window, if it is one there. */
static int read_window(prg__block *block, const prg__window *window, int area, const prg__winner *cells,
        const unsigned char *present)
{
        const prg__layout *layout = block->layout;
        const prg__era *end = &layout->eras[layout->era_of[window->end - 1]];
        if (!end->units[area] || !end->tree->exists[area])
                return 0;
        for (int base = window->end - 1; base >= window->begin; base--) {
                const prg__era *era = &layout->eras[layout->era_of[base]];
                if (!era->units[area] || !present[base])
                        continue;
                const prg__window_group *group = &layout->groups[window->group];
                size_t at = group->sums_at + (size_t)area * (size_t)group->count + (size_t)window->column;
                block->sums[at] = (int64_t)((uint64_t)block->sums[at] + (uint64_t)cells[base].mantissa);
                block->first[at] = block->last[at] = (uint16_t)base;
                prg__tally_change(layout, &block->reported, window->group, area, window->column, 1);
                if (base == window->end - 1)
                        prg__tally_change(layout, &block->at_end, window->group, area, window->column, 1);
                if (count_quality(block, window->group, area, window->column, cells[base].quality) < 0)
                        return PRG_ENOMEM;
                return count_marks(block, window->group, area, window->column, cells[base].marks);
        }
        return 0;
}

/* The cells of a unit; the number of values. Other states, and values that nobody expects, make the block unfit. */
static int read_unit(prg__block *block, int area, prg__winner *cells, unsigned char *present)
{
        const prg__layout *layout = block->layout;
        int found = 0;
        for (int base = 0; base < layout->base_count; base++) {
                const prg__era *era = &layout->eras[layout->era_of[base]];
                present[base] = 0;
                if (!era->units[area] || !prg__block_base(block, area, base, &cells[base])
                    || cells[base].state == PRG_STATE_MISSING)
                        continue;
                if (cells[base].state != PRG_STATE_VALUE || !era->tree->exists[area] || !prg__layout_is_due(layout, area, base)) {
                        block->unfit = 1;
                        return 0;
                }
                measure(block, cells[base].mantissa);
                present[base] = 1;
                found++;
        }
        return found;
}

int prg__block_read_units(prg__block *block)
{
        const prg__layout *layout = block->layout;
        size_t count = (size_t)layout->base_count;
        prg__winner *cells = prg__alloc_array(count + 1, sizeof *cells + 1);
        int code = cells ? 0 : PRG_ENOMEM;
        unsigned char *present = (unsigned char *)(cells + count + 1);
        for (int area = 0; area < layout->areas && code == 0 && !block->unfit; area++) {
                if (block->slots[area] == PRG__NO_SLOT || read_unit(block, area, cells, present) == 0)
                        continue;
                /* Base periods are windows, too. */
                for (int base = 0; base < layout->base_count && code == 0; base++) {
                        const prg__window window = { .begin = base, .end = base + 1, .group = 0, .column = base };
                        code = read_window(block, &window, area, cells, present);
                }
                for (size_t i = 0; i < layout->window_count && code == 0; i++)
                        if (layout->windows[i].group > 0)
                                code = read_window(block, &layout->windows[i], area, cells, present);
        }
        prg__free(cells);
        return code;
}
