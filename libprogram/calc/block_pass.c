/* The one pass of a block over all areas.
 *
 * Sums over time and over areas may be taken in either order. So the rows of base periods are added up along the
 * trees, children first, and all windows of an area follow from its own row while it is still in the cache. Units
 * come in *strips*: neighbours whose rows are made in a small memory of their own and then written away together.
 * Where the last value of each unit counts, units come first (block_read.c) and every window is added up. */
#include "calc/block.h"

#include <string.h>

#include <libprogram/error.h>

#include "util/memory.h"

/* Units of a strip: their rows shall stay in the nearest cache. */
#define STRIP 24

/* How far rows that are made by sixteens may go beyond their end. */
#define SLACK (16 * sizeof(uint64_t))

typedef struct pass {
        prg__block *block;
        const prg__kernels *kernels;
        const prg__era *era;
        int is_last;        /* the era after which windows follow */
        int first, count;   /* the units of the strip, and how many */
        unsigned char *memory;
        size_t *sums_at, *counts_at; /* where each group's rows of the strip begin in it */
        /* The row that is being made: by group, in the strip or in the block. */
        uint64_t **sums;
        void **counts;
} pass;

static size_t count_size(const prg__window_group *group)
{
        return group->wide ? sizeof(uint32_t) : sizeof(uint16_t);
}

static int open_pass(pass *it, prg__block *block, const prg__kernels *kernels)
{
        const prg__layout *layout = block->layout;
        size_t groups = (size_t)layout->group_count, size = 4 * groups * sizeof(void *), at = size;
        memset(it, 0, sizeof *it);
        for (size_t g = 0; g < groups; g++)
                size += STRIP * (size_t)layout->groups[g].count * (sizeof(uint64_t) + sizeof(uint32_t)) + 4 * SLACK;
        it->memory = prg__alloc(size);
        if (it->memory == NULL)
                return PRG_ENOMEM;
        it->block = block;
        it->kernels = kernels;
        it->sums = (uint64_t **)(void *)it->memory;
        it->counts = (void **)(void *)it->memory + groups;
        it->sums_at = (size_t *)(void *)it->memory + 2 * groups;
        it->counts_at = it->sums_at + groups;
        for (size_t g = 0; g < groups; g++) {
                const prg__window_group *group = &layout->groups[g];
                size_t rows = STRIP * (size_t)group->count;
                it->sums_at[g] = at;
                it->counts_at[g] = at += (rows * sizeof(uint64_t) + SLACK) / 64 * 64 + 64;
                at += (rows * count_size(group) + SLACK) / 8 * 8;
        }
        return 0;
}

static void in_block(pass *it, int area)
{
        for (int g = 0; g < it->block->layout->group_count; g++) {
                it->sums[g] = (uint64_t *)prg__block_row(it->block, g, area);
                it->counts[g] = prg__tally_row(it->block->layout, it->block->reported.counts, g, area);
        }
}

static void at_strip(pass *it)
{
        for (int g = 0; g < it->block->layout->group_count; g++) {
                it->sums[g] = (uint64_t *)(void *)(it->memory + it->sums_at[g]);
                it->counts[g] = it->memory + it->counts_at[g];
        }
}

static void next_in_strip(pass *it)
{
        const prg__layout *layout = it->block->layout;
        for (int g = 0; g < layout->group_count; g++) {
                size_t count = (size_t)layout->groups[g].count;
                it->sums[g] += count;
                it->counts[g] = (unsigned char *)it->counts[g] + (layout->groups[g].wide ? 4 * count : 2 * count);
        }
}

/* ---- one row ---- */

static void clear(const pass *it, int begin, int count)
{
        size_t size = count_size(&it->block->layout->groups[0]);
        memset(it->sums[0] + begin, 0, (size_t)count * sizeof(uint64_t));
        memset((unsigned char *)it->counts[0] + (size_t)begin * size, 0, (size_t)count * size);
}

static const prg__tile *find_tile(const prg__stretch *stretch, size_t slot)
{
        size_t group = slot / PRG__TILE_SLOTS;
        if (group >= stretch->series->row_count)
                return NULL;
        const prg__tile_row *row = &stretch->series->rows[group];
        int index = stretch->tile - row->first;
        return index >= 0 && index < row->count ? row->tiles[index] : NULL;
}

static void put_bits(uint64_t *bits, size_t at, uint64_t some)
{
        bits[at / 64] |= some << at % 64;
        if (at % 64 && some >> (64 - at % 64))
                bits[at / 64 + 1] |= some >> (64 - at % 64);
}

/* The row of a unit that nothing lies in, straight from the tiles. Not 0 when it has to be read with care. `spare`: what
 * follows the row may be written over. */
static int load(const pass *it, int area, int spare)
{
        prg__block *block = it->block;
        const prg__era *era = it->era;
        size_t slot = block->slots[area];
        int done = era->begin, wide = block->layout->groups[0].wide;
        prg__found found = { block->magnitude, 0, 0 };
        for (int i = 0; i < block->stretch_count; i++) {
                const prg__stretch *stretch = &block->stretches[i];
                int begin = stretch->base > era->begin ? stretch->base : era->begin;
                int end = stretch->base + stretch->count < era->end ? stretch->base + stretch->count : era->end;
                const prg__tile *tile = begin < end ? find_tile(stretch, slot) : NULL;
                if (tile == NULL)
                        continue;
                if (begin > done)
                        clear(it, done, begin - done);
                size_t row = slot % PRG__TILE_SLOTS, column = (size_t)(stretch->column + begin - stretch->base);
                size_t count = (size_t)(end - begin), room = (count + 15) / 16 * 16;
                if (spare && column + room <= PRG__TILE_PERIODS)
                        count = room;
                if (wide)
                        it->kernels->load_wide(it->sums[0] + begin, (uint32_t *)it->counts[0] + begin,
                                &tile->mantissa[row][column], &tile->info[row][column], count, block->plain, &found);
                else
                        it->kernels->load(it->sums[0] + begin, (uint16_t *)it->counts[0] + begin, &tile->mantissa[row][column],
                                &tile->info[row][column], count, block->plain, &found);
                uint64_t within = ~UINT64_C(0) >> (64 - (end - begin));
                put_bits(block->present + (size_t)area * block->words, (size_t)begin, found.present & within);
                done = end;
        }
        if (era->end > done)
                clear(it, done, era->end - done);
        block->magnitude = found.magnitude;
        return found.odd || block->layout->restricted;
}

/* The windows of the row, and what it lies in. */
static void finish(const pass *it, int area)
{
        const prg__layout *layout = it->block->layout;
        int parent = it->era->tree->parents[area];
        if (it->is_last) {
                it->kernels->step_sums(layout->steps, layout->step_count, it->sums);
                it->kernels->step_counts(layout->steps, layout->step_count, it->counts);
        }
        if (parent < 0)
                return;
        for (int s = 0; s < it->era->segment_count; s++) {
                const prg__segment *segment = &it->era->segments[s];
                size_t count = (size_t)segment->count;
                int group = segment->group, column = segment->column;
                void *to = prg__tally_row(layout, it->block->reported.counts, group, parent);
                it->kernels->add((uint64_t *)prg__block_row(it->block, group, parent) + column, it->sums[group] + column, count);
                if (layout->groups[group].wide)
                        it->kernels->add_counts_wide((uint32_t *)to + column, (const uint32_t *)it->counts[group] + column, count);
                else
                        it->kernels->add_counts((uint16_t *)to + column, (const uint16_t *)it->counts[group] + column, count);
        }
}

/* What a unit reports counts cell by cell; it may be added to what its parts report. */
static int read_with_care(pass *it, int area)
{
        prg__block *block = it->block;
        const prg__era *era = it->era;
        in_block(it, area);
        if (!era->holds[area])
                clear(it, era->begin, era->end - era->begin);
        if (prg__block_read(block, area, era) < 0)
                return PRG_ENOMEM;
        uint64_t *present = block->present + (size_t)area * block->words;
        for (int base = era->begin; base < era->end && !era->holds[area]; base++) {
                uint64_t bit = (uint64_t)1 << base % 64;
                int reports = prg__tally_get(block->layout, &block->reported, 0, area, base) != 0;
                present[base / 64] = (present[base / 64] & ~bit) | (reports ? bit : 0);
        }
        finish(it, area);
        return 0;
}

/* ---- strips ---- */

/* The strip's rows go to the block. */
static void write_away(const pass *it)
{
        const prg__layout *layout = it->block->layout;
        for (int g = 0; g < layout->group_count; g++) {
                const prg__window_group *group = &layout->groups[g];
                size_t cells = (size_t)it->count * (size_t)group->count;
                void *sums = prg__block_row(it->block, g, it->first);
                void *counts = prg__tally_row(layout, it->block->reported.counts, g, it->first);
                if (it->block->streams) {
                        it->kernels->stream(sums, it->memory + it->sums_at[g], cells * sizeof(uint64_t));
                        it->kernels->stream(counts, it->memory + it->counts_at[g], cells * count_size(group));
                } else {
                        memcpy(sums, it->memory + it->sums_at[g], cells * sizeof(uint64_t));
                        memcpy(counts, it->memory + it->counts_at[g], cells * count_size(group));
                }
        }
}

/* What earlier eras brought. */
static void copy_earlier(const pass *it, int area)
{
        size_t count = (size_t)it->era->begin;
        if (count == 0)
                return;
        memcpy(it->sums[0], prg__block_row(it->block, 0, area), count * sizeof(uint64_t));
        memcpy(it->counts[0], prg__tally_row(it->block->layout, it->block->reported.counts, 0, area),
                count * count_size(&it->block->layout->groups[0]));
}

static int end_strip(pass *it)
{
        unsigned odd = 0;
        at_strip(it);
        for (int i = 0; i < it->count; i++, next_in_strip(it)) {
                int area = it->first + i;
                copy_earlier(it, area);
                if (load(it, area, 1))
                        odd |= 1u << i;
                else
                        finish(it, area);
        }
        if (it->count)
                write_away(it);
        if (odd)
                it->kernels->settle();
        for (int i = 0; i < it->count && odd >> i; i++)
                if (odd >> i & 1 && read_with_care(it, it->first + i) < 0)
                        return PRG_ENOMEM;
        it->count = 0;
        return 0;
}

static int add_to_strip(pass *it, int area)
{
        if (it->count == STRIP || (it->count && area != it->first - 1)) {
                int code = end_strip(it);
                if (code < 0)
                        return code;
        }
        it->first = area;
        it->count++;
        return 0;
}

/* ---- all rows ---- */

/* Whether the cells of a unit have to be read one by one. */
static int needs_care(const pass *it, int area)
{
        return it->block->by_journal || it->era->holds[area] || !it->era->tree->exists[area];
}

static int take(pass *it, int area)
{
        const prg__era *era = it->era;
        int reports = era->units[area] && it->block->slots[area] != PRG__NO_SLOT;
        if (reports && it->is_last && !needs_care(it, area))
                return add_to_strip(it, area);
        /* What it holds may be waiting in the strip. */
        int code = end_strip(it);
        if (code < 0)
                return code;
        if (reports && needs_care(it, area))
                return read_with_care(it, area);
        in_block(it, area);
        if (reports && load(it, area, 0))
                return read_with_care(it, area);
        if (!reports && !era->holds[area])
                clear(it, era->begin, era->end - era->begin);
        finish(it, area);
        return 0;
}

int prg__block_add_up(prg__block *block, const prg__kernels *kernels)
{
        const prg__layout *layout = block->layout;
        pass it;
        int code = open_pass(&it, block, kernels);
        memset(block->present, 0, block->present_size);
        for (int e = 0; e < layout->era_count && code == 0; e++) {
                it.era = &layout->eras[e];
                it.is_last = e == layout->era_count - 1;
                for (int area = 0; area < layout->areas; area++)
                        if (it.era->holds[area]) {
                                in_block(&it, area);
                                clear(&it, it.era->begin, it.era->end - it.era->begin);
                        }
                for (int k = 0; k < layout->areas && code == 0; k++)
                        code = take(&it, it.era->order[k]);
                if (code == 0)
                        code = end_strip(&it);
        }
        kernels->settle();
        prg__free(it.memory);
        return code;
}

/* ---- blocks by unit ---- */

/* The earliest and the latest base period that values were taken from. */
static void widen(uint16_t *first, uint16_t *last, uint16_t other_first, uint16_t other_last, int is_empty)
{
        if (is_empty || other_first < *first)
                *first = other_first;
        if (is_empty || other_last > *last)
                *last = other_last;
}

static void widen_row(prg__block *block, const prg__segment *segment, int parent, int area)
{
        const prg__layout *layout = block->layout;
        const prg__window_group *group = &layout->groups[segment->group];
        size_t from = group->sums_at + (size_t)area * (size_t)group->count;
        size_t to = group->sums_at + (size_t)parent * (size_t)group->count;
        for (int c = segment->column; c < segment->column + segment->count; c++)
                if (prg__tally_get(layout, &block->reported, segment->group, area, c))
                        widen(&block->first[to + (size_t)c], &block->last[to + (size_t)c], block->first[from + (size_t)c],
                                block->last[from + (size_t)c],
                                !prg__tally_get(layout, &block->reported, segment->group, parent, c));
}

int prg__block_add_units(prg__block *block, const prg__kernels *kernels)
{
        const prg__layout *layout = block->layout;
        pass it;
        memset(block->sums, 0, layout->sums * sizeof *block->sums);
        memset(block->reported.counts, 0, layout->counts);
        memset(block->at_end.counts, 0, layout->counts);
        if (prg__block_read_units(block) < 0 || open_pass(&it, block, kernels) < 0)
                return PRG_ENOMEM;
        for (int e = 0; e < layout->era_count; e++) {
                it.era = &layout->eras[e];
                for (int k = 0; k < layout->areas; k++) {
                        int area = it.era->order[k], parent = it.era->tree->parents[area];
                        for (int s = 0; s < it.era->segment_count && parent >= 0; s++)
                                widen_row(block, &it.era->segments[s], parent, area);
                        in_block(&it, area);
                        finish(&it, area);
                }
        }
        prg__free(it.memory);
        return prg__tally_roll(layout, &block->at_end, kernels);
}
