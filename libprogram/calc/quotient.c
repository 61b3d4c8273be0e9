/* Quotients of two blocks. See quotient.h. */
#include "calc/quotient.h"

#include <string.h>

#include <libprogram/error.h>

#include "calc/engine.h"
#include "util/memory.h"

/* Cells that are divided before they are written away. */
#define ROOM 1024

static int make_pages(void *out, size_t *size, size_t wanted)
{
        void *pages = prg__alloc_pages(wanted + 64);
        if (pages == NULL)
                return PRG_ENOMEM;
        *size = wanted + 64;
        memcpy(out, &pages, sizeof pages);
        return 0;
}

static int make_pieces(prg__quotients *it, prg__arena *arena)
{
        it->pieces = prg__arena_alloc(arena, (it->period_count + 1) * sizeof *it->pieces);
        it->piece_of = prg__arena_alloc(arena, (it->period_count + 1) * sizeof *it->piece_of);
        if (it->pieces == NULL || it->piece_of == NULL)
                return PRG_ENOMEM;
        for (size_t p = 0; p < it->period_count; p++) {
                const prg__window *window = it->windows[p] < 0 ? NULL : &it->above->layout->windows[it->windows[p]];
                int group = window ? window->group : PRG__NO_GROUP, column = window ? window->column : 0;
                prg__piece *last = it->piece_count ? &it->pieces[it->piece_count - 1] : NULL;
                if (last && last->group == group && (group == PRG__NO_GROUP || last->column + last->count == column))
                        last->count++;
                else
                        it->pieces[it->piece_count++] = (prg__piece){ group, column, 1, p };
                it->piece_of[p] = it->piece_count - 1;
        }
        return 0;
}

/* Where the cell of an area and period lies. */
static size_t place(const prg__quotients *it, int area, size_t period)
{
        const prg__piece *piece = &it->pieces[it->piece_of[period]];
        return (size_t)it->above->layout->areas * piece->period + (size_t)area * (size_t)piece->count + period - piece->period;
}

/* Which bits of `differs` go up along the tree of an era. */
static int make_masks(prg__quotients *it, prg__arena *arena)
{
        const prg__layout *layout = it->above->layout;
        it->masks = prg__arena_alloc(arena, (size_t)layout->era_count * it->words * sizeof *it->masks);
        if (it->masks == NULL)
                return PRG_ENOMEM;
        size_t bits = it->by_cell ? (size_t)layout->base_count : it->period_count;
        for (size_t i = 0; i < bits; i++) {
                if (!it->by_cell && it->windows[i] < 0)
                        continue;
                int base = it->by_cell ? (int)i : layout->windows[it->windows[i]].end - 1;
                it->masks[(size_t)layout->era_of[base] * it->words + i / 64] |= (uint64_t)1 << i % 64;
        }
        return 0;
}

int prg__quotients_make(prg__quotients *it, prg__arena *arena)
{
        const prg__layout *layout = it->above->layout;
        it->by_cell = !layout->key.by_unit;
        it->words = ((it->by_cell ? (size_t)layout->base_count : it->period_count) + 63) / 64;
        int code = make_pieces(it, arena);
        return code < 0 ? code : make_masks(it, arena);
}

void prg__quotients_dispose(prg__quotients *it)
{
        if (it->states)
                prg__free_pages(it->states, it->states_size);
        if (it->numbers)
                prg__free_pages(it->numbers, it->numbers_size);
        if (it->differs)
                prg__free_pages(it->differs, it->differs_size);
        it->states = NULL;
        it->numbers = NULL;
        it->differs = NULL;
}

static int make_memory(prg__quotients *it)
{
        size_t areas = (size_t)it->above->layout->areas, cells = areas * it->period_count;
        if (it->states == NULL && make_pages(&it->states, &it->states_size, cells) < 0)
                return PRG_ENOMEM;
        if (it->numbers == NULL && make_pages(&it->numbers, &it->numbers_size, cells * sizeof *it->numbers) < 0)
                return PRG_ENOMEM;
        if (it->differs == NULL
            && make_pages(&it->differs, &it->differs_size, areas * it->words * sizeof *it->differs) < 0)
                return PRG_ENOMEM;
        return 0;
}

/* ---- which cells both report ---- */

static int reports(const prg__block *block, int group, int area, int column)
{
        return prg__tally_get(block->layout, &block->reported, group, area, column) != 0;
}

/* Of a unit in an era that something lies in, the row holds more than its own cells. */
static int reports_itself(const prg__block *block, int area, int base)
{
        prg__winner cell;
        return prg__block_base(block, area, base, &cell) && cell.state == PRG_STATE_VALUE;
}

static int reports_window_itself(const prg__block *block, int area, const prg__window *window)
{
        const prg__layout *layout = block->layout;
        for (int base = window->begin; base < window->end; base++)
                if (layout->eras[layout->era_of[base]].units[area] && reports_itself(block, area, base))
                        return 1;
        return 0;
}

/* The cells of a unit in an era. */
static void compare_row(const prg__quotients *it, int area, int number, uint64_t *bits)
{
        const prg__era *era = &it->above->layout->eras[number];
        const uint64_t *mask = it->masks + (size_t)number * it->words;
        const uint64_t *above = it->above->present + (size_t)area * it->words;
        const uint64_t *below = it->below->present + (size_t)area * it->words;
        if (!era->holds[area])
                for (size_t w = 0; w < it->words; w++)
                        bits[w] |= (above[w] ^ below[w]) & mask[w];
        for (int i = era->begin; i < era->end && era->holds[area]; i++)
                bits[i / 64] |= (uint64_t)(reports_itself(it->above, area, i) != reports_itself(it->below, area, i)) << i % 64;
}

static int window_differs(const prg__quotients *it, int area, const prg__window *window)
{
        const prg__layout *layout = it->above->layout;
        const prg__era *era = &layout->eras[layout->era_of[window->end - 1]];
        if (!era->units[area] || !era->tree->exists[area])
                return 0;
        if (era->holds[area])
                return reports_window_itself(it->above, area, window) != reports_window_itself(it->below, area, window);
        return reports(it->above, window->group, area, window->column)
                != reports(it->below, window->group, area, window->column);
}

static void compare_unit(const prg__quotients *it, int area, uint64_t *bits)
{
        const prg__layout *layout = it->above->layout;
        for (size_t w = 0; w < it->words; w++)
                bits[w] = 0;
        for (int e = 0; e < layout->era_count && it->by_cell; e++)
                if (layout->eras[e].units[area])
                        compare_row(it, area, e, bits);
        for (size_t p = 0; p < it->period_count && !it->by_cell; p++)
                if (it->windows[p] >= 0 && window_differs(it, area, &layout->windows[it->windows[p]]))
                        bits[p / 64] |= (uint64_t)1 << p % 64;
}

static void compare_all(prg__quotients *it)
{
        const prg__layout *layout = it->above->layout;
        for (int area = 0; area < layout->areas; area++)
                compare_unit(it, area, it->differs + (size_t)area * it->words);
        for (int e = 0; e < layout->era_count; e++) {
                const prg__era *era = &layout->eras[e];
                const uint64_t *mask = it->masks + (size_t)e * it->words;
                for (int k = 0; k < layout->areas; k++) {
                        int area = era->order[k], parent = era->tree->parents[area];
                        for (size_t w = 0; w < it->words && parent >= 0; w++)
                                it->differs[(size_t)parent * it->words + w] |=
                                        it->differs[(size_t)area * it->words + w] & mask[w];
                }
        }
}

int prg__quotients_differ(const prg__quotients *it, int area, size_t period)
{
        const uint64_t *bits = it->differs + (size_t)area * it->words;
        if (!it->by_cell)
                return bits[period / 64] >> period % 64 & 1;
        const prg__window *window = &it->above->layout->windows[it->windows[period]];
        for (int base = window->begin; base < window->end; base++)
                if (bits[base / 64] >> base % 64 & 1)
                        return 1;
        return 0;
}

/* ---- dividing ---- */

/* What the sums are multiplied by, so that the double is that of the whole number of the fraction. */
static int find_scales(prg__quotients *it)
{
        double *scale = &it->scale, *other = &it->other;
        const prg__indicator *ratio = it->ratio;
        int64_t factor = ratio->factor.decimals == PRG__NO_NUMBER ? 1 : ratio->factor.mantissa;
        int places = (int)it->below->decimals - (int)it->above->decimals
                - (ratio->factor.decimals == PRG__NO_NUMBER ? 0 : (int)ratio->factor.decimals);
        *scale = (double)factor;
        *other = 1;
        for (; places > 0; places--)
                *scale *= 10;
        for (; places < 0; places++)
                *other *= 10;
        /* Both products must be whole numbers that a double holds. */
        unsigned above = 0, below = 0;
        for (double left = *scale < 0 ? -*scale : *scale; left >= 1; left /= 2)
                above++;
        for (double left = *other; left > 1; left /= 2)
                below++;
        int some = above <= 50 && below <= 50;
        it->above_bits = !some ? 0 : above <= 2 ? 51 : 53 - above;
        it->below_bits = !some ? 0 : below <= 2 ? 51 : 53 - below;
        return some && prg__block_fits(it->above, it->above_bits) && prg__block_fits(it->below, it->below_bits);
}

static int row_fits(const int64_t *row, size_t count, unsigned bits)
{
        uint64_t any = 0;
        for (size_t i = 0; i < count; i++)
                any |= (uint64_t)row[i] ^ (row[i] < 0 ? UINT64_MAX : 0);
        return any >> bits == 0;
}

/* Whether the sums of one area are small enough, though not those of every area are. */
static int is_quick(const prg__quotients *it, const prg__piece *piece, int area)
{
        return it->above_bits
                && row_fits(prg__block_row(it->above, piece->group, area) + piece->column, (size_t)piece->count, it->above_bits)
                && row_fits(prg__block_row(it->below, piece->group, area) + piece->column, (size_t)piece->count, it->below_bits);
}

/* One cell, from the cells of both operands. The number is 0 unless there is one. */
static unsigned char divide_cell(const prg__quotients *it, int area, size_t period, double *number)
{
        prg__cell above, below, cell;
        *number = 0;
        if (it->windows[period] < 0)
                return PRG_STATE_NOT_APPLICABLE;
        prg__block_cell(it->above, area, it->windows[period], &above);
        prg__block_cell(it->below, area, it->windows[period], &below);
        prg__ratio_cell(it->ratio, &above, &below, &cell);
        if (cell.state == PRG_STATE_VALUE)
                *number = prg__number_to_double(&cell.number);
        return (unsigned char)cell.state;
}

/* Where a sum is 0, nothing may have been reported, or nothing can be divided by it. */
static int is_odd(const prg__quotients *it, int area, int group, int column)
{
        const prg__layout *layout = it->above->layout;
        return prg__tally_get(layout, &it->above->reported, group, area, column) == 0
                || prg__tally_get(layout, &it->below->reported, group, area, column) == 0
                || prg__block_row(it->below, group, area)[column] == 0;
}

/* A piece of some areas. Their rows are one, if the piece is all of its group. */
static void divide_rows(const prg__quotients *it, const prg__piece *piece, int first, size_t rows,
        const prg__kernels *kernels, double *numbers, unsigned char *states)
{
        size_t width = (size_t)piece->count, whole = (size_t)it->above->layout->groups[piece->group].count;
        size_t strips = width == whole ? 1 : rows, count = width == whole ? rows * width : width;
        memset(states, PRG_STATE_VALUE, rows * width);
        for (size_t s = 0; s < strips; s++) {
                size_t at = s * count;
                int area = first + (int)s;
                const uint64_t *above = (const uint64_t *)prg__block_row(it->above, piece->group, area) + piece->column;
                const uint64_t *below = (const uint64_t *)prg__block_row(it->below, piece->group, area) + piece->column;
                if (!kernels->divide(numbers + at, above, below, count, it->scale, it->other))
                        continue;
                for (size_t i = 0; i < count; i++) {
                        if (above[i] != 0 && below[i] != 0)
                                continue;
                        int owner = area + (int)(i / width), column = (int)(i % width);
                        if (is_odd(it, owner, piece->group, piece->column + column))
                                states[at + i] = divide_cell(it, owner, piece->period + (size_t)column, &numbers[at + i]);
                }
        }
}

static void divide_slowly(const prg__quotients *it, const prg__piece *piece, int first, size_t rows, double *numbers,
        unsigned char *states)
{
        size_t width = (size_t)piece->count;
        for (size_t i = 0; i < rows * width; i++)
                states[i] = divide_cell(it, first + (int)(i / width), piece->period + i % width, &numbers[i]);
}

/* Where some sums are too large: those of the areas where they are not, quickly. */
static void divide_each(const prg__quotients *it, const prg__piece *piece, int first, size_t rows,
        const prg__kernels *kernels, double *numbers, unsigned char *states)
{
        size_t width = (size_t)piece->count;
        size_t i = 0;
        while (i < rows) {
                size_t end = i;
                while (end < rows && piece->group != PRG__NO_GROUP && is_quick(it, piece, first + (int)end))
                        end++;
                if (end > i)
                        divide_rows(it, piece, first + (int)i, end - i, kernels, numbers + i * width, states + i * width);
                else
                        divide_slowly(it, piece, first + (int)end++, 1, numbers + i * width, states + i * width);
                i = end;
        }
}

void prg__quotients_compute(prg__quotients *it)
{
        it->code = make_memory(it);
        if (it->code < 0)
                return;
        compare_all(it);
        it->quick = find_scales(it);
}

/* Some rows at a time, in a small memory that stays in the cache, if they are to go past it. */
static void divide_part(prg__quotients *it, const prg__piece *piece, int first, size_t rows, const prg__kernels *kernels)
{
        double numbers[ROOM];
        unsigned char states[ROOM];
        size_t at = place(it, first, piece->period), cells = rows * (size_t)piece->count;
        int streams = it->above->streams && cells <= ROOM;
        double *to_numbers = streams ? numbers : it->numbers + at;
        unsigned char *to_states = streams ? states : it->states + at;
        if (it->quick && piece->group != PRG__NO_GROUP)
                divide_rows(it, piece, first, rows, kernels, to_numbers, to_states);
        else
                divide_each(it, piece, first, rows, kernels, to_numbers, to_states);
        if (!streams)
                return;
        kernels->stream(it->numbers + at, numbers, cells * sizeof *numbers);
        kernels->stream(it->states + at, states, cells);
}

void prg__quotients_divide(prg__quotients *it, int first, int end, const prg__kernels *kernels)
{
        for (int i = 0; i < it->piece_count; i++) {
                const prg__piece *piece = &it->pieces[i];
                int most = ROOM / piece->count ? ROOM / piece->count : 1;
                for (int area = first; area < end; area += most)
                        divide_part(it, piece, area, (size_t)(end - area < most ? end - area : most), kernels);
        }
        kernels->settle();
}

int prg__quotients_number(const prg__quotients *it, int area, size_t period, double *number)
{
        size_t at = place(it, area, period);
        if (it->states[at] != PRG_STATE_VALUE)
                return 0;
        *number = it->numbers[at];
        return 1;
}

/* ---- after a change ---- */

/* The bits of an area that holds others, from those of its parts. */
static void join(prg__quotients *it, int area, int base)
{
        const prg__layout *layout = it->above->layout;
        const prg__era *era = &layout->eras[layout->era_of[base]];
        const uint64_t *mask = it->masks + (size_t)layout->era_of[base] * it->words;
        for (size_t w = 0; w < it->words; w++) {
                uint64_t bits = 0;
                for (int part = era->first_part[area]; part >= 0; part = era->next_part[part])
                        bits |= it->differs[(size_t)part * it->words + w];
                uint64_t *out = &it->differs[(size_t)area * it->words + w];
                *out = (*out & ~mask[w]) | (bits & mask[w]);
        }
}

static void divide_again(prg__quotients *it, int area, const prg__window *window, size_t period)
{
        const prg__piece piece = { window->group, window->column, 1, period };
        size_t at = place(it, area, period);
        if (it->quick || is_quick(it, &piece, area))
                divide_rows(it, &piece, area, 1, prg__kernels_best(), &it->numbers[at], &it->states[at]);
        else
                divide_slowly(it, &piece, area, 1, &it->numbers[at], &it->states[at]);
}

void prg__quotients_change(prg__quotients *it, const prg__touch *touch)
{
        it->quick = find_scales(it);
        const prg__layout *layout = it->above->layout;
        uint64_t *bits = it->differs + (size_t)touch->unit * it->words;
        if (it->by_cell) {
                uint64_t bit = (uint64_t)1 << touch->base % 64;
                int differ = reports(it->above, 0, touch->unit, touch->base) != reports(it->below, 0, touch->unit, touch->base);
                bits[touch->base / 64] = (bits[touch->base / 64] & ~bit) | (differ ? bit : 0);
                const prg__tree *tree = layout->eras[layout->era_of[touch->base]].tree;
                for (int area = tree->parents[touch->unit]; area >= 0; area = tree->parents[area])
                        join(it, area, touch->base);
        }
        for (size_t p = 0; p < it->period_count; p++) {
                if (it->windows[p] < 0)
                        continue;
                const prg__window *window = &layout->windows[it->windows[p]];
                if (touch->base < window->begin || touch->base >= window->end)
                        continue;
                int end = it->by_cell ? touch->base : window->end - 1;
                const prg__tree *tree = layout->eras[layout->era_of[end]].tree;
                if (!it->by_cell) {
                        uint64_t bit = (uint64_t)1 << p % 64;
                        bits[p / 64] = (bits[p / 64] & ~bit) | (window_differs(it, touch->unit, window) ? bit : 0);
                }
                divide_again(it, touch->unit, window, p);
                for (int area = tree->parents[touch->unit]; area >= 0; area = tree->parents[area]) {
                        if (!it->by_cell)
                                join(it, area, end);
                        divide_again(it, area, window, p);
                }
        }
}
