/* Keeping a checked entry. Everything that can fail comes first; what was made on the way is taken
 * away again when a later step fails. */
#include "store.h"

#include <string.h>

#include "entry.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- taking away ---- */

/* The series made last leaves the table. All others came before it, so that no way to one of them
 * leads over its place. */
static void untabulate(prg_data *data, const prg__series *series)
{
        size_t mask = data->table_size - 1, at = prg__series_hash(series) & mask;
        while (data->table[at] != series)
                at = (at + 1) & mask;
        data->table[at] = NULL;
        data->table_count--;
}

static void delist(prg__series *series)
{
        series->info->last = series->before;
        if (series->before)
                series->before->next = NULL;
        else
                series->info->first = NULL;
}

void prg__data_shrink(prg_data *data, size_t axes, size_t series, size_t slots)
{
        while (data->series_count > series) {
                prg__series *last = data->series[--data->series_count];
                untabulate(data, last);
                delist(last);
                prg__series_free(&data->tiles, last);
        }
        while (data->axis_count > axes)
                prg__axis_free(data->axes[--data->axis_count]);
        while (data->slot_count > slots) {
                prg__slot *last = &data->slots[--data->slot_count];
                data->binding->area_slots[last->place] = PRG__NO_SLOT;
                prg__free(last->id);
        }
}

/* ---- keeping ---- */

static int get_slot(prg_data *data, const prg_item *area, size_t *slot)
{
        size_t *known = &data->binding->area_slots[area->index];
        if (*known == PRG__NO_SLOT) {
                if (prg__grow((void **)&data->slots, &data->slot_capacity, data->slot_count + 1,
                            sizeof *data->slots)
                        < 0)
                        return PRG_ENOMEM;
                char *id = prg__strdup(area->id);
                if (id == NULL)
                        return PRG_ENOMEM;
                *known = data->slot_count;
                data->slots[data->slot_count++] = (prg__slot){ id, area, area->index };
        }
        *slot = *known;
        return 0;
}

/* Whether a cell has an entry of a quality that was not withdrawn. */
static int has_quality(const prg__journal *journal, uint32_t latest, unsigned quality)
{
        for (; latest; latest = prg__journal_at(journal, latest)->previous) {
                const prg__record *record = prg__journal_at(journal, latest);
                if (record->quality == quality)
                        return !record->withdrawal;
        }
        return 0;
}

static int nothing_to_withdraw(const prg_value *value)
{
        return prg__error(PRG_ENOTFOUND, NULL, "the cell has no %s value that could be withdrawn",
                prg_quality_name(value->quality));
}

/* Where an entry goes; everything that it needs is made. */
static int make_place(prg_data *data, const prg__checked *checked, prg__series **series,
        size_t *slot, int *position, prg__tile_place *place)
{
        const prg_key *key = &checked->key;
        *series = prg__series_find(data, key);
        if (checked->withdrawal) {
                *slot = prg__data_slot(data, key->area);
                if (*series == NULL || *slot == PRG__NO_SLOT
                        || !prg__axis_find((*series)->axis, &key->period, position)
                        || !prg__rows_cell(
                                (*series)->rows, (*series)->row_count, *slot, *position, place)
                        || !has_quality(&data->journal,
                                place->tile->latest[place->row][place->column],
                                checked->value.quality))
                        return nothing_to_withdraw(&checked->value);
                return 0;
        }
        int code = *series ? 0 : prg__series_make(data, key, series);
        if (code == 0)
                code = prg__axis_reach((*series)->axis, &key->period, position);
        if (code == 0)
                code = get_slot(data, key->area, slot);
        if (code == 0)
                code = prg__rows_reach(
                        &data->tiles, &(*series)->rows, &(*series)->row_count, *slot, *position, place);
        return code;
}

/* The numbers, and what few entries have. */
static int fill(prg_data *data, const prg__checked *checked, prg__record *record)
{
        const prg_value *value = &checked->value;
        prg__extra extra = { 0, 0, value->recorded_at, value->reason, value->note, value->row, 0, 0 };
        uint32_t number;
        record->row = (uint32_t)value->row;
        record->quality = (unsigned)value->quality & 3u;
        record->withdrawal = checked->withdrawal != 0;
        if (!checked->withdrawal) {
                record->state = (unsigned)value->state & 7u;
                record->marks = value->marks & ((1u << PRG__MARKS_KEPT) - 1);
                record->mantissa = value->number.mantissa;
                if (value->category) {
                        if (prg__ids_number(&data->classes, value->category->id, &number) < 0)
                                return PRG_ENOMEM;
                        record->mantissa = number;
                }
                extra.has_bounds = value->has_bounds;
                extra.lower = value->lower.mantissa;
                extra.upper = value->upper.mantissa;
        }
        if (value->reported_by) {
                if (prg__ids_number(&data->agencies, value->reported_by->id, &number) < 0)
                        return PRG_ENOMEM;
                extra.agency = number + 1;
        }
        int code = prg__journal_reserve(&data->journal);
        if (code == 0
                && (extra.reason || extra.note || extra.has_bounds || extra.agency
                        || extra.recorded_at != PRG_INSTANT_NONE || value->row > UINT32_MAX))
                code = prg__journal_add_extra(&data->journal, record, &extra);
        return code;
}

int prg__entry_keep(prg_data *data, const prg__checked *checked)
{
        prg__series *series = NULL;
        prg__tile_place place;
        size_t slot = 0, axes = data->axis_count, all = data->series_count,
               slots = data->slot_count;
        prg__record record = { 0 };
        prg__axis *axis = NULL;
        int position, first = 0, count = 0;
        for (size_t i = 0; i < axes; i++)
                if (data->axes[i]->calendar == checked->key.period.calendar
                        && data->axes[i]->type == checked->key.period.type)
                        axis = data->axes[i];
        if (axis) {
                first = axis->first;
                count = axis->count;
        }
        int code = make_place(data, checked, &series, &slot, &position, &place);
        if (code == 0)
                code = fill(data, checked, &record);
        if (code != 0) {
                prg__data_shrink(data, axes, all, slots);
                if (axis)
                        prg__axis_trim(axis, first, count);
                return code;
        }
        uint32_t winner = place.tile->winner[place.row][place.column];
        prg__record *next = prg__journal_at(&data->journal, data->journal.count + 1);
        *next = record;
        prg__entry_enter(data, series, slot, position, &place, next);
        if (winner == 0 || checked->withdrawal)
                winner = prg__journal_winner(&data->journal, data->journal.count, NULL);
        else if (record.quality >= prg__journal_at(&data->journal, winner)->quality)
                winner = data->journal.count;
        prg__tile_set(data, data->binding->programme, series->indicator, &place, winner);
        return 0;
}
