/* Blocks: finding the series, memory, and computing everything. See block.h. */
#include "calc/block.h"

#include <string.h>

#include <libprogram/error.h>

#include "calc/engine.h"
#include "util/memory.h"

/* ---- series ---- */

static const prg_item *source_on(const prg__block *block, prg_date day, int *none)
{
        const prg__indicator *indicator = block->indicator;
        *none = 0;
        if (indicator->sources.count == 0)
                return NULL;
        if (block->source)
                return block->source;
        const prg__precedence *precedence = prg__precedence_on(indicator, day);
        if (precedence == NULL || precedence->order.count == 0) {
                *none = 1;
                return NULL;
        }
        return precedence->order.at[0];
}

/* Whether a series has exactly the categories of the cut. */
static int is_of_cut(const prg__series *series, const prg__cut *cut)
{
        if (series->scope != PRG_SCOPE_UNIT || series->category_count != cut->factor_count)
                return 0;
        for (size_t i = 0; i < cut->factor_count; i++) {
                int found = 0;
                for (size_t k = 0; k < series->category_count; k++)
                        found |= series->categories[k] == cut->factors[i].category;
                if (!found)
                        return 0;
        }
        return 1;
}

/* The first series from `it` on that fits the block but perhaps not the period. */
static const prg__series *next_series(const prg__block *block, const prg__series *it, const prg_item *source)
{
        const char *calendar = prg_calendar_id(block->layout->key.calendar);
        for (; it; it = it->next)
                if (it->source == source && is_of_cut(it, block->cut) && it->axis->calendar
                    && strcmp(prg_calendar_id(it->axis->calendar), calendar) == 0)
                        return it;
        return NULL;
}

/* Whether an axis has a period at a position; they are alike in calendar. */
static int has_at(const prg__axis *axis, int position, const prg_period *period)
{
        int at = position - axis->first;
        return at >= 0 && at < axis->count && axis->type == period->type && axis->periods[at].first == period->first;
}

/* `usual` is the first series that fits, of `source`: most base periods follow each other on its axis. */
static void find_series(prg__block *block, int base, const prg__series *usual, const prg_item *source)
{
        prg_period period = block->layout->bases[base];
        block->series[base] = NULL;
        if (usual && base > 0 && block->series[base - 1] == usual
            && has_at(usual->axis, block->positions[base - 1] + 1, &period)) {
                block->series[base] = usual;
                block->positions[base] = block->positions[base - 1] + 1;
                return;
        }
        for (const prg__series *it = usual; it; it = next_series(block, it->next, source)) {
                period.calendar = it->axis->calendar;
                if (prg__axis_find(it->axis, &period, &block->positions[base])) {
                        block->series[base] = it;
                        return;
                }
        }
}

/* Tiles are numbered downwards before the first position, too. */
static int tile_of(int position)
{
        return (position - (position < 0 ? PRG__TILE_PERIODS - 1 : 0)) / PRG__TILE_PERIODS;
}

int prg__block_resolve(prg__block *block, prg__arena *arena)
{
        size_t count = (size_t)block->layout->base_count;
        if (block->series == NULL) {
                block->series = prg__arena_alloc(arena, count * sizeof(const prg__series *));
                block->positions = prg__arena_alloc(arena, count * sizeof *block->positions);
                block->stretches = prg__arena_alloc(arena, count * sizeof *block->stretches);
                if (block->series == NULL || block->positions == NULL || block->stretches == NULL)
                        return PRG_ENOMEM;
        }
        const prg__series *usual = NULL;
        const prg_item *source = NULL;
        block->stretch_count = 0;
        block->by_journal = block->sight.as_of || block->sight.mode != PRG_QUALITY_MODE_BEST;
        for (int i = 0; i < block->layout->base_count; i++) {
                prg__stretch *last = block->stretch_count ? &block->stretches[block->stretch_count - 1] : NULL;
                int none;
                const prg_item *wanted = source_on(block, block->layout->bases[i].last, &none);
                if (i == 0 || wanted != source)
                        usual = next_series(block, prg__data_series_of(block->data, block->indicator), wanted);
                source = wanted;
                find_series(block, i, none ? NULL : usual, source);
                if (block->series[i] == NULL)
                        continue;
                int tile = tile_of(block->positions[i]), column = block->positions[i] - tile * PRG__TILE_PERIODS;
                if (last && last->series == block->series[i] && last->tile == tile && last->base + last->count == i
                    && last->column + last->count == column)
                        last->count++;
                else
                        block->stretches[block->stretch_count++] = (prg__stretch){ block->series[i], i, 1, tile, column };
        }
        return 0;
}

int prg__block_base(const prg__block *block, int area, int base, prg__winner *winner)
{
        size_t slot = block->slots[area];
        return slot != PRG__NO_SLOT && block->series[base]
                && prg__series_winner(block->data, block->series[base], slot, block->positions[base],
                        block->by_journal ? &block->sight : NULL, winner);
}

/* ---- memory ---- */

static int make_tally(prg__tally *tally, const prg__layout *layout)
{
        return tally->counts ? 0 : prg__tally_make(tally, layout);
}

static int make_memory(prg__block *block)
{
        const prg__layout *layout = block->layout;
        size_t cells = layout->sums + 8;
        if (block->sums == NULL) {
                block->sums_size = cells * sizeof *block->sums;
                if ((block->sums = prg__alloc_pages(block->sums_size)) == NULL)
                        return PRG_ENOMEM;
        }
        if (make_tally(&block->reported, layout) < 0)
                return PRG_ENOMEM;
        if (!layout->key.by_unit) {
                block->words = ((size_t)layout->base_count + 63) / 64;
                block->present_size = (size_t)layout->areas * block->words * sizeof *block->present;
                if (block->present == NULL && (block->present = prg__alloc_pages(block->present_size)) == NULL)
                        return PRG_ENOMEM;
                return 0;
        }
        if (block->first == NULL && (block->first = prg__alloc_pages(2 * cells * sizeof *block->first)) == NULL)
                return PRG_ENOMEM;
        block->last = block->first + cells;
        return make_tally(&block->at_end, layout);
}

void prg__block_dispose(prg__block *block)
{
        if (block->sums)
                prg__free_pages(block->sums, block->sums_size);
        if (block->first)
                prg__free_pages(block->first, 2 * (block->layout->sums + 8) * sizeof *block->first);
        if (block->present)
                prg__free_pages(block->present, block->present_size);
        block->sums = NULL;
        block->first = NULL;
        block->present = NULL;
        prg__tally_free(&block->reported);
        prg__tally_free(&block->at_end);
        for (int i = 0; i < PRG__EXTRAS; i++)
                prg__tally_free(&block->extras[i]);
}

int prg__block_count(prg__block *block, prg__extra_count extra, int group, int area, int column)
{
        if (block->extras[extra].counts == NULL && prg__tally_make(&block->extras[extra], block->layout) < 0)
                return PRG_ENOMEM;
        prg__tally_change(block->layout, &block->extras[extra], group, area, column, 1);
        return 0;
}

/* ---- everything ---- */

/* The info that most values have, as far as the first tile knows. */
static unsigned char usual_info(const prg__block *block)
{
        for (int i = 0; i < block->stretch_count; i++) {
                const prg__series *series = block->stretches[i].series;
                for (size_t r = 0; r < series->row_count; r++)
                        for (int t = 0; t < series->rows[r].count; t++)
                                for (size_t k = 0; series->rows[r].tiles[t] && k < PRG__TILE_PERIODS; k++) {
                                        unsigned char info = series->rows[r].tiles[t]->info[0][k];
                                        if (info & PRG__INFO_PRESENT && PRG__INFO_STATE(info) == PRG_STATE_VALUE
                                            && !(info & (PRG__INFO_MARKS | PRG__INFO_BOUNDS)))
                                                return info;
                                }
        }
        return (unsigned char)(PRG__INFO_PRESENT | PRG_QUALITY_FINAL << 6);
}

int prg__block_fits(const prg__block *block, unsigned bits)
{
        uint64_t most = (uint64_t)block->layout->areas;
        int width = 1;
        for (int g = 0; g < block->layout->group_count; g++)
                if (block->layout->groups[g].width > width)
                        width = block->layout->groups[g].width;
        most *= (uint64_t)width;
        unsigned needed = 0;
        for (uint64_t rest = block->magnitude; rest; rest >>= 1)
                needed++;
        for (; most > 1; most = (most + 1) / 2)
                needed++;
        return needed <= bits;
}

void prg__block_compute(prg__block *block, const prg__kernels *kernels)
{
        block->unfit = block->code = 0;
        block->magnitude = 0;
        for (int i = 0; i < PRG__EXTRAS; i++)
                if (block->extras[i].counts)
                        memset(block->extras[i].counts, 0, block->extras[i].size);
        if (block->layout->window_count == 0)
                return; /* no period is one of the indicator's */
        block->plain = usual_info(block);
        block->quality = PRG__INFO_QUALITY(block->plain);
        if (make_memory(block) < 0
            || (block->layout->key.by_unit ? prg__block_add_units(block, kernels) : prg__block_add_up(block, kernels)) < 0) {
                block->code = PRG_ENOMEM;
                return;
        }
        if (!prg__block_fits(block, 62))
                block->unfit = 1;
        for (int i = 0; i < PRG__EXTRAS && !block->unfit && block->code == 0; i++)
                if (block->extras[i].counts)
                        block->code = prg__tally_roll(block->layout, &block->extras[i], kernels);
}
