/* Figures of all areas and periods in columns, and their change. See figures.h.
 *
 * A *piece* is a run of periods whose windows are neighbours in every block that the formula reads. Rows of a piece are put
 * side by side until a portion is full, which the machine goes through at once. */
#include "calc/figures.h"

#include <string.h>

#include <libprogram/error.h>

#include "util/memory.h"

/* ---- pieces ---- */

/* Where the numbers of an input lie for a period; 0: nowhere. */
static int find_window(const prg__figure_input *input, size_t period, int *group, int *column)
{
        int window = input->windows[period];
        if (window < 0)
                return 0;
        *group = input->block->layout->windows[window].group;
        *column = input->block->layout->windows[window].column;
        return 1;
}

/* Whether a period goes on where the one before it ends, for every input. */
static int goes_on(const prg__figures *it, size_t period)
{
        if (it->moments[period].refused != it->moments[period - 1].refused)
                return 0;
        for (int i = 0; i < it->input_count; i++) {
                int group = 0, column = 0, group_before = 0, column_before = 0;
                int is = find_window(&it->inputs[i], period, &group, &column);
                int was = find_window(&it->inputs[i], period - 1, &group_before, &column_before);
                if (is != was || (is && (group != group_before || column != column_before + 1)))
                        return 0;
        }
        return 1;
}

int prg__figures_make(prg__figures *it, prg__arena *arena)
{
        if (it->vm == NULL)
                return 0;
        it->pieces = prg__arena_alloc(arena, (it->period_count + 1) * sizeof *it->pieces);
        it->piece_of = prg__arena_alloc(arena, (it->period_count + 1) * sizeof *it->piece_of);
        if (it->pieces == NULL || it->piece_of == NULL)
                return PRG_ENOMEM;
        for (size_t p = 0; p < it->period_count; p++) {
                prg__piece *last = it->piece_count ? &it->pieces[it->piece_count - 1] : NULL;
                if (last && last->count < PRG__VM_CELLS && goes_on(it, p))
                        last->count++;
                else
                        it->pieces[it->piece_count++] = (prg__piece){ 0, 0, 1, p };
                it->piece_of[p] = it->piece_count - 1;
        }
        return 0;
}

static size_t place(const prg__figures *it, int area, size_t period)
{
        const prg__piece *piece = &it->pieces[it->piece_of[period]];
        return (size_t)it->area_count * piece->period + (size_t)area * (size_t)piece->count + period - piece->period;
}

void prg__figures_dispose(prg__figures *it)
{
        if (it->numbers)
                prg__free_pages(it->numbers, it->numbers_size);
        if (it->codes)
                prg__free_pages(it->codes, it->codes_size);
        prg__free(it->vm);
        it->numbers = NULL;
        it->codes = NULL;
        it->vm = NULL;
}

static int make_memory(prg__figures *it)
{
        size_t cells = (size_t)it->area_count * it->period_count + PRG__VM_CELLS;
        if (it->numbers == NULL) {
                it->numbers_size = cells * sizeof(int64_t);
                if ((it->numbers = prg__alloc_pages(it->numbers_size)) == NULL)
                        return PRG_ENOMEM;
        }
        if (it->codes == NULL) {
                it->codes_size = cells;
                if ((it->codes = prg__alloc_pages(it->codes_size)) == NULL)
                        return PRG_ENOMEM;
        }
        return 0;
}

/* ---- one cell ---- */

/* From the cell as it is read. */
static void fill_cell(prg__figures *it, int area, size_t period)
{
        size_t at = place(it, area, period);
        int64_t *whole = it->numbers;
        double *reals = it->numbers;
        prg__cell cell;
        prg__wide rounded;
        prg__figures_cell(it, area, period, &cell);
        it->codes[at] = (unsigned char)prg__vm_code_of(cell.state);
        whole[at] = 0;
        if (cell.state != PRG_STATE_VALUE)
                return;
        if (!prg__vm_is_whole(it->vm))
                reals[at] = prg__number_to_double(&cell.number);
        else if (prg__number_round(&rounded, &cell.number, it->vm->result.decimals) < 0
                || prg__wide_to_int64(&whole[at], rounded) < 0)
                it->codes[at] = PRG__FIGURE_WIDE;
}

/* ---- columns ---- */

typedef struct portion {
        int64_t numbers[PRG__VM_CELLS];
        uint8_t codes[PRG__VM_CELLS];
        int is_odd; /* some have no value */
} portion;

typedef struct columns {
        prg__figures *figures;
        const prg__vm_kernels *kernels;
        portion *portions;          /* one for each input */
        prg__vm_column *inputs;
        void *room;
        int is_proven;              /* for all cells */
} columns;

/* No input's cell is more than a sum over all units and the longest window of its block. */
static uint64_t bound_of(const prg__block *block)
{
        for (unsigned bits = 1; bits < 63; bits++)
                if (prg__block_fits(block, bits))
                        return (UINT64_C(1) << bits) - 1;
        return UINT64_MAX;
}

static int is_usual(const prg__figure_input *input)
{
        return input->policies.time == PRG_POLICY_SKIP && input->policies.areas == PRG_POLICY_SKIP;
}

/* The state of a cell in which nothing is reported. */
static uint8_t code_without(const prg__figure_input *input, int area, const prg__window *window)
{
        const prg__block *block = input->block;
        prg__cell cell;
        if (block->extras[PRG__EXTRA_NOT_APPLICABLE].counts == NULL && block->extras[PRG__EXTRA_NOT_EXPECTED].counts == NULL
            && block->extras[PRG__EXTRA_UNEXPECTED].counts == NULL && block->extras[PRG__EXTRA_SUPPRESSED].counts == NULL
            && prg__tally_get(block->layout, &block->layout->expected, window->group, area, window->column) > 0)
                return PRG__VM_MISSING;
        prg__block_cell(block, area, (int)(window - block->layout->windows), &cell);
        return (uint8_t)prg__vm_code_of(cell.state);
}

/* The cells of one area and piece, behind `at` others. */
static void load_row(const prg__figure_input *input, const prg__piece *piece, int area, portion *out, size_t at)
{
        const prg__block *block = input->block;
        size_t count = (size_t)piece->count;
        if (input->windows[piece->period] < 0) {
                memset(out->numbers + at, 0, count * sizeof *out->numbers);
                memset(out->codes + at, PRG__VM_NOT_APPLICABLE, count);
                out->is_odd = 1;
                return;
        }
        const prg__window *window = &block->layout->windows[input->windows[piece->period]];
        memcpy(out->numbers + at, prg__block_row(block, window->group, area) + window->column, count * sizeof *out->numbers);
        memset(out->codes + at, PRG__VM_VALUE, count);
        const void *row = prg__tally_row(block->layout, block->reported.counts, window->group, area);
        int wide = block->layout->groups[window->group].wide;
        for (size_t i = 0; i < count; i++) {
                uint32_t reported = wide ? ((const uint32_t *)row)[(size_t)window->column + i]
                                         : ((const uint16_t *)row)[(size_t)window->column + i];
                if (reported == 0) {
                        out->codes[at + i] = code_without(input, area, &block->layout->windows[input->windows[piece->period + i]]);
                        out->is_odd = 1;
                }
        }
}

/* Where policies hide values, from cells as they are shown. */
static void hide_row(const prg__figure_input *input, const prg__piece *piece, int area, portion *out, size_t at)
{
        prg__reader alone;
        memset(&alone, 0, sizeof alone);
        alone.measure = PRG_MEASURE_VALUE;
        alone.indicator = input->block->indicator;
        alone.blocks[0] = input->block;
        alone.policies[0] = input->policies;
        alone.windows = input->windows;
        for (size_t i = 0; i < (size_t)piece->count; i++) {
                prg__cell cell;
                prg__reader_cell(&alone, area, piece->period + i, &cell);
                out->codes[at + i] = (uint8_t)prg__vm_code_of(cell.state);
                out->is_odd |= cell.state != PRG_STATE_VALUE;
        }
}

static void load(columns *it, const prg__piece *piece, int first, size_t rows)
{
        const prg__figures *figures = it->figures;
        for (int i = 0; i < figures->input_count; i++) {
                portion *out = &it->portions[i];
                out->is_odd = 0;
                for (size_t r = 0; r < rows; r++) {
                        load_row(&figures->inputs[i], piece, first + (int)r, out, r * (size_t)piece->count);
                        if (!is_usual(&figures->inputs[i]))
                                hide_row(&figures->inputs[i], piece, first + (int)r, out, r * (size_t)piece->count);
                }
                it->inputs[i] = (prg__vm_column){ out->numbers, out->is_odd ? out->codes : NULL };
        }
}

/* Whether the machine may take these cells. */
static int may_run(const columns *it, size_t count)
{
        uint64_t bounds[2 * PRG__FIGURE_NODES];
        if (it->is_proven)
                return 1;
        for (int i = 0; i < it->figures->input_count; i++)
                bounds[i] = it->kernels->magnitude(it->portions[i].numbers, count);
        return prg__vm_proves(it->figures->vm, bounds);
}

static void compute_rows(columns *it, const prg__piece *piece, int first, size_t rows)
{
        prg__figures *figures = it->figures;
        size_t at = place(figures, first, piece->period), count = rows * (size_t)piece->count;
        load(it, piece, first, rows);
        if (may_run(it, count)) {
                if (!prg__vm_run(figures->vm, it->kernels, it->room, it->inputs, count, (int64_t *)figures->numbers + at,
                            figures->codes + at))
                        memset(figures->codes + at, PRG__VM_VALUE, count);
                return;
        }
        for (size_t r = 0; r < rows && rows > 1; r++)
                compute_rows(it, piece, first + (int)r, 1);
        for (size_t i = 0; i < count && rows == 1; i++)
                fill_cell(figures, first, piece->period + i);
}

static void compute_piece(columns *it, const prg__piece *piece)
{
        prg__figures *figures = it->figures;
        size_t most = PRG__VM_CELLS / (size_t)piece->count;
        if (figures->moments[piece->period].refused) {
                memset(figures->codes + place(figures, 0, piece->period), PRG__VM_NOT_APPLICABLE,
                        (size_t)figures->area_count * (size_t)piece->count);
                return;
        }
        for (int area = 0; area < figures->area_count; area += (int)most) {
                size_t left = (size_t)(figures->area_count - area);
                compute_rows(it, piece, area, left < most ? left : most);
        }
}

void prg__figures_compute(prg__figures *it)
{
        it->code = 0;
        if (it->vm == NULL || !prg__figures_fit(it))
                return;
        uint64_t bounds[2 * PRG__FIGURE_NODES];
        columns work = { it, prg__vm_kernels_best(), NULL, NULL, NULL, 0 };
        work.portions = prg__alloc_array((size_t)it->input_count + 1, sizeof *work.portions);
        work.inputs = prg__alloc_array((size_t)it->input_count + 1, sizeof *work.inputs);
        work.room = prg__alloc(prg__vm_room(it->vm));
        it->code = work.portions && work.inputs && work.room ? make_memory(it) : PRG_ENOMEM;
        if (it->code == 0) {
                prg__vm_prepare(it->vm, work.room);
                for (int i = 0; i < it->input_count; i++)
                        bounds[i] = bound_of(it->inputs[i].block);
                work.is_proven = prg__vm_proves(it->vm, bounds);
                for (int i = 0; i < it->piece_count; i++)
                        compute_piece(&work, &it->pieces[i]);
        }
        prg__free(work.portions);
        prg__free(work.inputs);
        prg__free(work.room);
}

/* ---- reading and changing ---- */

int prg__figures_fit(const prg__figures *it)
{
        for (int i = 0; i < it->operand_count; i++) {
                const prg__reader *reader = it->operands[i].reader;
                if (!prg__reader_fits(reader))
                        return 0;
                const prg__block *block = reader->blocks[0];
                if (it->steady && it->operands[i].is_raw
                    && (block->extras[PRG__EXTRA_NOT_APPLICABLE].counts || block->extras[PRG__EXTRA_NOT_EXPECTED].counts
                        || block->extras[PRG__EXTRA_UNEXPECTED].counts))
                        return 0;
        }
        return 1;
}

int prg__figures_number(const prg__figures *it, int area, size_t period, double *number)
{
        if (it->vm == NULL || it->codes == NULL)
                return 0;
        size_t at = place(it, area, period);
        if (it->codes[at] != PRG__VM_VALUE)
                return 0;
        if (prg__vm_is_whole(it->vm)) {
                prg__number whole = prg__number_of(((const int64_t *)it->numbers)[at], it->vm->result.decimals);
                *number = prg__number_to_double(&whole);
        } else {
                *number = ((const double *)it->numbers)[at];
        }
        return 1;
}

void prg__figures_change(prg__figures *it, const prg__block *block, const prg__touch *touch)
{
        const prg__layout *layout = block->layout;
        for (size_t p = 0; p < it->period_count && it->vm && it->codes; p++)
                for (int i = 0; i < it->input_count; i++) {
                        if (it->inputs[i].block != block || it->inputs[i].windows[p] < 0)
                                continue;
                        const prg__window *window = &layout->windows[it->inputs[i].windows[p]];
                        if (touch->base < window->begin || touch->base >= window->end)
                                continue;
                        int end = layout->key.by_unit ? window->end - 1 : touch->base;
                        const prg__tree *tree = layout->eras[layout->era_of[end]].tree;
                        for (int area = touch->unit; area >= 0; area = tree->parents[area])
                                fill_cell(it, area, p);
                }
}
