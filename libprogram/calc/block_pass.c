/* The one pass of a block over all areas.
 *
 * Sums over time and over areas may be taken in either order. So the rows of base periods are added up along the
 * trees, children first, and all windows of an area follow from its own row while it is still in the cache. Units
 * come in *strips*: neighbours, whose rows lie side by side in the block, so that each step is taken for all of them
 * at once. While the rows of one strip are made, those of the next are asked for: what is read and what is written.
 * Where the last value of each unit counts, units come first (block_read.c) and every window is added up. */
#include "calc/block.h"

#include <string.h>

#include <libprogram/error.h>

#include "util/memory.h"

/* Units of a strip: their rows shall stay in the nearest cache. */
#define STRIP 16

typedef struct pass {
        prg__block *block;
        const prg__kernels *kernels;
        const prg__era *era;
        int is_last;        /* the era after which windows follow */
        int first, count;   /* the units of the strip, and how many */
        /* The rows that are being made: by group the first one. */
        uint64_t **sums;
        void **counts;
} pass;

static size_t count_size(const prg__window_group *group)
{
        return group->wide ? sizeof(uint32_t) : sizeof(uint16_t);
}

static int open_pass(pass *it, prg__block *block, const prg__kernels *kernels)
{
        size_t groups = (size_t)block->layout->group_count;
        void **rows = prg__alloc_array(2 * groups, sizeof(void *));
        if (rows == NULL)
                return PRG_ENOMEM;
        *it = (pass){ .block = block, .kernels = kernels, .sums = (uint64_t **)(void *)rows, .counts = rows + groups };
        return 0;
}

/* From the rows of an area on. */
static void begin_rows(pass *it, int area)
{
        for (int g = 0; g < it->block->layout->group_count; g++) {
                it->sums[g] = (uint64_t *)prg__block_row(it->block, g, area);
                it->counts[g] = prg__tally_row(it->block->layout, it->block->reported.counts, g, area);
        }
}

/* ---- one row ---- */

/* The base periods of a row. */
typedef struct bases {
        uint64_t *sums;
        void *counts;
} bases;

static bases row_of(const pass *it, int number)
{
        const prg__window_group *base = &it->block->layout->groups[0];
        size_t cells = (size_t)number * (size_t)base->count;
        return (bases){ it->sums[0] + cells, (unsigned char *)it->counts[0] + cells * count_size(base) };
}

static void clear(const pass *it, bases row, int begin, int count)
{
        size_t size = count_size(&it->block->layout->groups[0]);
        memset(row.sums + begin, 0, (size_t)count * sizeof(uint64_t));
        memset((unsigned char *)row.counts + (size_t)begin * size, 0, (size_t)count * size);
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

/* Asks for the memory of a unit whose turn comes soon. */
static void fetch(const pass *it, int area)
{
        const prg__block *block = it->block;
        const prg__layout *layout = block->layout;
        size_t slot = area < 0 ? PRG__NO_SLOT : block->slots[area];
        if (slot == PRG__NO_SLOT)
                return;
        for (int i = 0; i < block->stretch_count; i++) {
                const prg__stretch *stretch = &block->stretches[i];
                const prg__tile *tile = find_tile(stretch, slot);
                size_t row = slot % PRG__TILE_SLOTS, count = (size_t)stretch->count;
                if (tile == NULL)
                        continue;
                it->kernels->fetch(&tile->mantissa[row][stretch->column], count * sizeof(int64_t));
                it->kernels->fetch(&tile->info[row][stretch->column], count);
        }
        for (int g = 0; g < layout->group_count; g++) {
                const prg__window_group *group = &layout->groups[g];
                it->kernels->claim(prg__block_row(block, g, area), (size_t)group->count * sizeof(uint64_t));
                it->kernels->claim(prg__tally_row(layout, block->reported.counts, g, area),
                        (size_t)group->count * count_size(group));
        }
}

static void put_bits(uint64_t *bits, size_t at, uint64_t some)
{
        bits[at / 64] |= some << at % 64;
        if (at % 64 && some >> (64 - at % 64))
                bits[at / 64 + 1] |= some >> (64 - at % 64);
}

/* The row of a unit that nothing lies in, straight from the tiles. Not 0 when it has to be read with care. `spare`: so
 * many cells that follow the row may be written over. */
static int load(const pass *it, bases to, int area, size_t spare)
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
                        clear(it, to, done, begin - done);
                size_t row = slot % PRG__TILE_SLOTS, column = (size_t)(stretch->column + begin - stretch->base);
                size_t count = (size_t)(end - begin), room = (count + 15) / 16 * 16;
                if (room - count <= spare && column + room <= PRG__TILE_PERIODS)
                        count = room;
                if (wide)
                        it->kernels->load_wide(to.sums + begin, (uint32_t *)to.counts + begin,
                                &tile->mantissa[row][column], &tile->info[row][column], count, block->plain, &found);
                else
                        it->kernels->load(to.sums + begin, (uint16_t *)to.counts + begin, &tile->mantissa[row][column],
                                &tile->info[row][column], count, block->plain, &found);
                uint64_t within = ~UINT64_C(0) >> (64 - (end - begin));
                put_bits(block->present + (size_t)area * block->words, (size_t)begin, found.present & within);
                done = end;
        }
        if (era->end > done)
                clear(it, to, done, era->end - done);
        block->magnitude = found.magnitude;
        return found.odd || block->layout->restricted;
}

/* The windows of the rows. */
static void step(const pass *it, int rows)
{
        const prg__layout *layout = it->block->layout;
        if (!it->is_last)
                return;
        it->kernels->step_sums(layout->steps, layout->step_count, it->sums, (size_t)rows);
        it->kernels->step_counts(layout->steps, layout->step_count, it->counts, (size_t)rows);
}

/* What areas lie in: some rows are added to that of their parent. */
static void add(const pass *it, int parent, int number, int rows)
{
        const prg__layout *layout = it->block->layout;
        for (int s = 0; s < it->era->segment_count && parent >= 0; s++) {
                const prg__segment *segment = &it->era->segments[s];
                const prg__window_group *group = &layout->groups[segment->group];
                size_t width = (size_t)group->count, count = (size_t)segment->count;
                size_t at = (size_t)segment->column, from = (size_t)number * width + at;
                const void *counts = it->counts[segment->group];
                void *to = prg__tally_row(layout, it->block->reported.counts, segment->group, parent);
                it->kernels->add((uint64_t *)prg__block_row(it->block, segment->group, parent) + at,
                        it->sums[segment->group] + from, count, (size_t)rows, width);
                if (group->wide)
                        it->kernels->add_counts_wide((uint32_t *)to + at, (const uint32_t *)counts + from, count, (size_t)rows,
                                width);
                else
                        it->kernels->add_counts((uint16_t *)to + at, (const uint16_t *)counts + from, count, (size_t)rows,
                                width);
        }
}

/* The windows of a row, and what it lies in. */
static void finish(const pass *it, int area)
{
        step(it, 1);
        add(it, it->era->tree->parents[area], 0, 1);
}

/* What a unit reports counts cell by cell; it may be added to what its parts report. */
static int read_with_care(pass *it, int area)
{
        prg__block *block = it->block;
        const prg__era *era = it->era;
        begin_rows(it, area);
        if (!era->holds[area])
                clear(it, row_of(it, 0), era->begin, era->end - era->begin);
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

/* Neighbours lie in the same area more often than not. Rows that must be read with care are added later. */
static void add_strip(const pass *it, uint32_t odd)
{
        const int *parents = it->era->tree->parents + it->first;
        for (int i = 0, end; i < it->count; i = end) {
                end = i + 1;
                if (odd >> i & 1)
                        continue;
                while (end < it->count && parents[end] == parents[i] && !(odd >> end & 1))
                        end++;
                add(it, parents[i], i, end - i);
        }
}

static int end_strip(pass *it)
{
        uint32_t odd = 0;
        size_t width = (size_t)it->block->layout->groups[0].count;
        if (it->count == 0)
                return 0;
        begin_rows(it, it->first);
        for (int i = 0; i < it->count; i++) {
                int area = it->first + i;
                /* The rows behind this one are made next, if nothing is in them from earlier eras. */
                size_t spare = it->era->begin ? 0 : (size_t)(it->count - 1 - i) * width;
                fetch(it, area - STRIP);
                if (load(it, row_of(it, i), area, spare))
                        odd |= (uint32_t)1 << i;
        }
        step(it, it->count);
        add_strip(it, odd);
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
        begin_rows(it, area);
        if (reports && load(it, row_of(it, 0), area, 0))
                return read_with_care(it, area);
        if (!reports && !era->holds[area])
                clear(it, row_of(it, 0), era->begin, era->end - era->begin);
        finish(it, area);
        return 0;
}

int prg__block_add_up(prg__block *block, const prg__kernels *kernels)
{
        const prg__layout *layout = block->layout;
        pass it;
        int code = 0;
        if (open_pass(&it, block, kernels) < 0)
                return PRG_ENOMEM;
        memset(block->present, 0, block->present_size);
        for (int e = 0; e < layout->era_count && code == 0; e++) {
                it.era = &layout->eras[e];
                it.is_last = e == layout->era_count - 1;
                for (int area = 0; area < layout->areas; area++)
                        if (it.era->holds[area]) {
                                begin_rows(&it, area);
                                clear(&it, row_of(&it, 0), it.era->begin, it.era->end - it.era->begin);
                        }
                for (int k = 0; k < layout->areas && code == 0; k++)
                        code = take(&it, it.era->order[k]);
                if (code == 0)
                        code = end_strip(&it);
        }
        prg__free(it.sums);
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
                        begin_rows(&it, area);
                        finish(&it, area);
                }
        }
        prg__free(it.sums);
        return prg__tally_roll(layout, &block->at_end, kernels);
}
