/* Tables: making them, what stands on their axes, their cells, their order.
 *
 * The cells never move. Each axis has an order, the places as made in the order in which they are shown, so that
 * sorting moves a few numbers and keeping the first ones moves nothing. */
#include "calc/bulk.h"

#include <limits.h>
#include <string.h>

#include "calc/query/suppose.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- making ---- */

static int copy_areas(prg_table *table, const prg__table_axes *axes)
{
        table->areas = prg__arena_alloc(&table->arena, axes->area_count * sizeof(const prg_item *));
        if (table->areas == NULL)
                return PRG_ENOMEM;
        table->area_numbers = prg__arena_alloc(&table->arena, (axes->area_count + 1) * sizeof *table->area_numbers);
        if (table->area_numbers == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < axes->area_count; i++) {
                table->areas[i] = axes->areas[i];
                table->area_numbers[i] = (int)prg_item_index(axes->areas[i]);
        }
        return 0;
}

static int copy_period_ids(prg_table *table)
{
        const prg_query *query = table->query;
        prg_buf id = PRG_BUF_INIT;
        int code = 0;
        table->period_ids = prg__arena_alloc(&table->arena, query->period_count * sizeof *table->period_ids);
        if (table->period_ids == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < query->period_count; i++) {
                id.length = 0;
                code = prg_period_format(&id, &query->periods[i]);
                if (code == 0 && (table->period_ids[i] = prg__arena_text(&table->arena, id.data, id.length)) == NULL)
                        code = PRG_ENOMEM;
        }
        prg_buf_dispose(&id);
        return code;
}

static int make_orders(prg_table *table)
{
        for (size_t axis = 0; axis < PRG_AXES; axis++) {
                table->sizes[axis] = table->lengths[axis];
                size_t *order = prg__arena_alloc(&table->arena, table->lengths[axis] * sizeof *order);
                if (order == NULL)
                        return PRG_ENOMEM;
                for (size_t i = 0; i < table->lengths[axis]; i++)
                        order[i] = i;
                table->orders[axis] = order;
        }
        return 0;
}

prg__cell *prg__table_new_sheet(const prg_table *table)
{
        size_t areas = table->lengths[PRG_AXIS_AREAS], periods = table->lengths[PRG_AXIS_PERIODS];
        if (areas != 0 && periods > SIZE_MAX / areas) {
                prg__error_memory();
                return NULL;
        }
        size_t count = areas * periods;
        prg__cell *cells = prg__alloc_array(count + 1, sizeof *cells), missing = { .state = PRG_STATE_MISSING };
        missing.number = missing.lower = missing.upper = prg__number_of(0, 0);
        for (size_t i = 0; cells && i < count; i++)
                cells[i] = missing;
        return cells;
}

static int make_sheets(prg_table *table, const prg__table_axes *axes)
{
        const prg_query *query = table->query;
        table->sheet_count = query->indicator_count * query->cut_count * query->measure_count;
        table->sheets = prg__arena_alloc(&table->arena, (table->sheet_count + 1) * sizeof *table->sheets);
        if (table->sheets == NULL)
                return PRG_ENOMEM;
        table->bulk = prg__bulk_keep(axes->bulk);
        for (size_t i = 0; i < table->sheet_count; i++) {
                table->sheets[i].reader = axes->readers ? axes->readers[i] : NULL;
                if (table->sheets[i].reader == NULL && (table->sheets[i].cells = prg__table_new_sheet(table)) == NULL)
                        return PRG_ENOMEM;
        }
        return 0;
}

int prg__table_make(prg_table **table, const prg__table_axes *axes)
{
        prg_table *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        prg__arena_init(&made->arena);
        made->boundaries = axes->boundaries;
        made->sequence = axes->sequence;
        int code = prg__query_share(&made->query, axes->query);
        if (code == 0) {
                made->programme = prg_programme_ref(made->query->programme);
                made->lengths[PRG_AXIS_INDICATORS] = made->query->indicator_count;
                made->lengths[PRG_AXIS_BREAKDOWNS] = made->query->cut_count;
                made->lengths[PRG_AXIS_AREAS] = axes->area_count;
                made->lengths[PRG_AXIS_PERIODS] = made->query->period_count;
                made->lengths[PRG_AXIS_MEASURES] = made->query->measure_count;
                code = copy_areas(made, axes);
        }
        if (code == 0)
                code = copy_period_ids(made);
        if (code == 0)
                code = prg__table_label_cuts(made);
        if (code == 0)
                code = make_orders(made);
        if (code == 0)
                code = make_sheets(made, axes);
        if (code < 0) {
                prg_table_free(made);
                return code;
        }
        *table = made;
        return 0;
}

void prg_table_free(prg_table *table)
{
        if (table == NULL)
                return;
        for (size_t i = 0; i < table->sheet_count && table->sheets; i++)
                prg__free(table->sheets[i].cells);
        prg__bulk_release(table->bulk);
        prg__arena_dispose(&table->arena);
        if (table->query)
                prg__query_release(table->query);
        prg_programme_unref(table->programme);
        prg__free(table);
}

/* ---- what stands on the axes ---- */

/* The place as made; 0 behind the last one that is shown. */
static int made_at(const prg_table *table, prg_axis axis, size_t index, size_t *made)
{
        if (table == NULL || index >= prg_table_size(table, axis))
                return 0;
        *made = table->orders[axis][index];
        return 1;
}

size_t prg_table_size(const prg_table *table, prg_axis axis)
{
        return table && (unsigned)axis < PRG_AXES ? table->sizes[axis] : 0;
}

uint64_t prg_table_sequence(const prg_table *table)
{
        return table ? table->sequence : 0;
}

prg_date prg_table_boundaries(const prg_table *table)
{
        return table ? table->boundaries : PRG_DATE_NONE;
}

const prg_item *prg_table_indicator(const prg_table *table, size_t index)
{
        size_t made;
        return made_at(table, PRG_AXIS_INDICATORS, index, &made) ? &table->query->indicators[made]->item : NULL;
}

const char *prg_table_formula(const prg_table *table, size_t index)
{
        size_t made;
        if (!made_at(table, PRG_AXIS_INDICATORS, index, &made))
                return NULL;
        const prg__indicator *indicator = table->query->indicators[made], *it = prg__query_indicator(table->query, indicator);
        return it != indicator || prg__is_new_indicator(it) ? it->formula : NULL;
}

int prg_table_what_if(prg_buf *out, const prg_table *table)
{
        prg_buf text = PRG_BUF_INIT;
        if (out == NULL)
                return prg__error_null("out");
        if (table == NULL)
                return prg__error_null("table");
        if (!prg__query_supposes(table->query))
                return PRG_END;
        int code = prg__query_put_what_if(&text, table->query);
        if (code == 0)
                code = prg__buf_append(out, text.data, text.length);
        prg_buf_dispose(&text);
        return code;
}

const prg_item *prg_table_area(const prg_table *table, size_t index)
{
        size_t made;
        return made_at(table, PRG_AXIS_AREAS, index, &made) ? table->areas[made] : NULL;
}

int prg_table_period(const prg_table *table, size_t index, prg_period *period)
{
        size_t made;
        if (table == NULL)
                return prg__error_null("table");
        if (period == NULL)
                return prg__error_null("period");
        if (!made_at(table, PRG_AXIS_PERIODS, index, &made))
                return PRG_END;
        *period = table->query->periods[made];
        return 0;
}

int prg_table_measure(const prg_table *table, size_t index)
{
        size_t made;
        return made_at(table, PRG_AXIS_MEASURES, index, &made) ? (int)table->query->measures[made] : 0;
}

const char *prg_table_id(const prg_table *table, prg_axis axis, size_t index)
{
        size_t made;
        if (!made_at(table, axis, index, &made))
                return NULL;
        switch (axis) {
        case PRG_AXIS_INDICATORS: return prg_item_id(&table->query->indicators[made]->item);
        case PRG_AXIS_BREAKDOWNS: return table->query->cuts[made].text;
        case PRG_AXIS_AREAS: return prg_item_id(table->areas[made]);
        case PRG_AXIS_PERIODS: return table->period_ids[made];
        default: return prg_measure_name(table->query->measures[made]);
        }
}

/* ---- cells ---- */

static size_t sheet_at(const prg_table *table, const size_t made[PRG_AXES])
{
        return prg__sheet_number(table->query, made[PRG_AXIS_INDICATORS], made[PRG_AXIS_BREAKDOWNS], made[PRG_AXIS_MEASURES]);
}

static size_t address(const prg_table *table, const size_t made[PRG_AXES])
{
        return made[PRG_AXIS_AREAS] * table->lengths[PRG_AXIS_PERIODS] + made[PRG_AXIS_PERIODS];
}

const prg__cell *prg__plane_cell(const prg_table *table, const prg__table_plane *plane, size_t area, size_t period,
        prg__cell *room)
{
        if (plane->cells)
                return &plane->cells[area * table->lengths[PRG_AXIS_PERIODS] + period];
        prg__reader_cell(plane->reader, table->area_numbers[area], period, room);
        return room;
}

int prg__plane_decimals(const prg__table_plane *plane)
{
        return plane->cells ? INT_MAX : prg__reader_decimals(plane->reader);
}

prg__cell *prg__table_at(prg_table *table, const size_t place[PRG_AXES])
{
        return &table->sheets[sheet_at(table, place)].cells[address(table, place)];
}

prg__cell *prg__table_sheet(prg_table *table, size_t sheet)
{
        return table->sheets[sheet].cells;
}

void prg__table_put_sheet(prg_table *table, size_t sheet, prg__cell *cells)
{
        prg__free(table->sheets[sheet].cells);
        table->sheets[sheet].cells = cells;
}

static int make_place(const prg_table *table, const size_t place[PRG_AXES], size_t made[PRG_AXES])
{
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                if (!made_at(table, (prg_axis)axis, place[axis], &made[axis]))
                        return 0;
        return 1;
}

const prg__cell *prg__table_shown(const prg_table *table, const size_t place[PRG_AXES], prg__cell *room)
{
        size_t made[PRG_AXES];
        if (!make_place(table, place, made))
                return NULL;
        return prg__plane_cell(table, &table->sheets[sheet_at(table, made)], made[PRG_AXIS_AREAS],
                made[PRG_AXIS_PERIODS], room);
}

int prg_table_double(const prg_table *table, const size_t place[PRG_AXES], double *number)
{
        size_t made[PRG_AXES];
        prg__cell room;
        if (table == NULL)
                return prg__error_null("table");
        if (place == NULL)
                return prg__error_null("place");
        if (number == NULL)
                return prg__error_null("number");
        if (!make_place(table, place, made))
                return PRG_END;
        const prg__table_plane *sheet = &table->sheets[sheet_at(table, made)];
        if (sheet->reader
            && prg__reader_double(sheet->reader, table->area_numbers[made[PRG_AXIS_AREAS]], made[PRG_AXIS_PERIODS], number))
                return 0;
        const prg__cell *cell = prg__table_shown(table, place, &room);
        if (cell->state != PRG_STATE_VALUE || cell->category)
                return PRG_END;
        *number = prg__number_to_double(&cell->number);
        return 0;
}

void prg__cell_show(const prg__cell *shown, prg_cell *cell)
{
        *cell = (prg_cell){
                .state = shown->state,
                .reason = shown->reason,
                .exactness = shown->exactness,
                .decimals = shown->decimals,
                .category = shown->category,
                .quality = shown->quality,
                .marks = shown->marks,
                .qualities = { shown->qualities[0], shown->qualities[1], shown->qualities[2] },
                .reported = shown->reported,
                .expected = shown->expected,
                .other_reported = shown->other_reported,
                .other_expected = shown->other_expected,
                .at_end = shown->at_end,
                .first_used = shown->first_used,
                .last_used = shown->last_used,
                .has_bounds = shown->has_bounds,
        };
}

int prg_table_cell(const prg_table *table, const size_t place[PRG_AXES], prg_cell *cell)
{
        if (table == NULL)
                return prg__error_null("table");
        if (place == NULL)
                return prg__error_null("place");
        if (cell == NULL)
                return prg__error_null("cell");
        prg__cell room;
        const prg__cell *shown = prg__table_shown(table, place, &room);
        if (shown == NULL)
                return PRG_END;
        prg__cell_show(shown, cell);
        return 0;
}

size_t prg_table_mark_count(const prg_table *table, const size_t place[PRG_AXES], unsigned mark)
{
        prg__cell room;
        const prg__cell *cell = table && place ? prg__table_shown(table, place, &room) : NULL;
        for (unsigned bit = 0; cell && bit < PRG_MARKS; bit++)
                if (mark == 1u << bit)
                        return cell->mark_counts[bit];
        return 0;
}

/* ---- order ---- */

/* Whether `b` must stand before `a`, which stands before it now: equal ones stay. */
static int must_change(const prg__cell *a, const prg__cell *b, int descending)
{
        if (a->state != PRG_STATE_VALUE || b->state != PRG_STATE_VALUE)
                return b->state == PRG_STATE_VALUE && a->state != PRG_STATE_VALUE;
        int order = prg__number_compare(&a->number, &b->number);
        return descending ? order < 0 : order > 0;
}

/* What is sorted: a place as made, and the cell that decides where it goes. */
typedef struct sorted {
        size_t made;
        const prg__cell *cell;
} sorted;

static void merge(sorted *out, const sorted *left, size_t left_count, const sorted *right, size_t right_count,
        int descending)
{
        while (left_count > 0 && right_count > 0)
                if (must_change(left->cell, right->cell, descending)) {
                        *out++ = *right++;
                        right_count--;
                } else {
                        *out++ = *left++;
                        left_count--;
                }
        memcpy(out, left_count ? left : right, (left_count + right_count) * sizeof *out);
}

/* Merges runs of twice the length again and again, from one half of the room to the other; returns the half
 * that holds the result. */
static sorted *merge_sort(sorted *from, sorted *to, size_t count, int descending)
{
        for (size_t run = 1; run < count; run *= 2) {
                for (size_t i = 0; i < count; i += 2 * run) {
                        size_t left = count - i < run ? count - i : run;
                        size_t right = count - i - left < run ? count - i - left : run;
                        merge(to + i, from + i, left, from + i + left, right, descending);
                }
                sorted *full = to;
                to = from;
                from = full;
        }
        return from;
}

static int check_axis(prg_axis axis)
{
        if ((unsigned)axis < PRG_AXES)
                return 0;
        return prg__error(PRG_EINVALID, NULL, "there is no axis %d, the last one is %d", (int)axis, PRG_AXES - 1);
}

int prg_table_sort(prg_table *table, prg_axis axis, const size_t by[PRG_AXES], int descending)
{
        size_t place[PRG_AXES];
        if (table == NULL)
                return prg__error_null("table");
        if (by == NULL)
                return prg__error_null("by");
        int code = check_axis(axis);
        if (code < 0)
                return code;
        for (size_t i = 0; i < PRG_AXES; i++) {
                place[i] = by[i];
                if (i != (size_t)axis && by[i] >= table->sizes[i])
                        return PRG_END;
        }
        size_t count = table->sizes[axis];
        if (count < 2)
                return 0;
        sorted *room = prg__alloc_array(count, 2 * sizeof *room + sizeof(prg__cell));
        if (room == NULL)
                return PRG_ENOMEM;
        prg__cell *cells = (prg__cell *)(void *)(room + 2 * count);
        for (size_t i = 0; i < count; i++) {
                place[axis] = i;
                room[i] = (sorted){ table->orders[axis][i], prg__table_shown(table, place, &cells[i]) };
        }
        const sorted *result = merge_sort(room, room + count, count, descending);
        for (size_t i = 0; i < count; i++)
                table->orders[axis][i] = result[i].made;
        prg__free(room);
        return 0;
}

int prg_table_keep(prg_table *table, prg_axis axis, size_t count)
{
        if (table == NULL)
                return prg__error_null("table");
        int code = check_axis(axis);
        if (code == 0 && count < table->sizes[axis])
                table->sizes[axis] = count;
        return code;
}
