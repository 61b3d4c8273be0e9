/* Lanes; see lane.h. */
#include "lane.h"

#include <string.h>

#include "util/wide.h"

int prg__lane_off;

void prg__lane_open(prg__lane *lane, const prg_data *data, const prg_key *key)
{
        const prg__record *last = prg__journal_at(&data->journal, data->journal.count);
        prg__series *series = data->series[last->series];
        const prg__indicator *indicator = series->indicator;
        lane->series = NULL;
        if (prg__lane_off || key->category_count > PRG__LANE_CATEGORIES || key->observed.calendar
                || prg__form_of(indicator) != PRG__FORM_NUMBER
                || series->axis->calendar != series->info->calendar
                || series->axis->type != series->info->type)
                return;
        lane->series = series;
        lane->key = *key;
        if (key->category_count)
                memcpy(lane->categories, key->categories, key->category_count * sizeof(const prg_item *));
        lane->key.categories = NULL;
        lane->decimals = prg__indicator_decimals(indicator);
        for (unsigned i = 0; i <= lane->decimals; i++)
                lane->powers[i] = (int64_t)prg__wide_power_of_ten(lane->decimals - i);
        lane->takes_negative = indicator->kind == PRG__KIND_RATIO;
}

int prg__lane_position(const prg__lane *lane, const prg_period *period, const prg__axis **axis, int *position)
{
        const prg__axis *own = lane->series->axis;
        if (*axis == own)
                return 1;
        if (!prg__axis_find(own, period, position))
                return 0;
        *axis = own;
        return 1;
}

int prg__lane_row_of(const prg__lane *lane, const prg_data *data, const prg_item *area, prg__lane_row *row)
{
        row->area = area;
        row->slot = prg__data_slot(data, area);
        row->reports_always = lane->series->scope == PRG_SCOPE_UNIT
                              && prg__binding_reports_always(data->binding, lane->series->indicator, area);
        return row->slot != PRG__NO_SLOT;
}

/* Whether the area is on that day what the scope says of it. */
static int is_in_place(const prg__lane *lane, const prg_data *data, const prg__lane_row *row, int position)
{
        const prg__series *series = lane->series;
        if (row->reports_always)
                return 1;
        prg__place place = prg__binding_place(data->binding, series->indicator, row->area,
                series->axis->periods[position - series->axis->first].last);
        return place == (series->scope == PRG_SCOPE_UNIT ? PRG__PLACE_REPORTS : PRG__PLACE_ABOVE);
}

/* The number in the indicator's decimals. */
static int take_number(const prg__lane *lane, prg_decimal number, int64_t *mantissa)
{
        if (number.decimals > lane->decimals || (number.mantissa < 0 && !lane->takes_negative))
                return 0;
        prg__wide scaled = (prg__wide)number.mantissa * lane->powers[number.decimals];
        *mantissa = (int64_t)scaled;
        return *mantissa == scaled;
}

/* What an entry says beside its place and its number. */
static inline prg__record say(const prg__plain *plain)
{
        prg__record record = { 0 };
        record.row = (uint32_t)plain->row;
        record.state = (unsigned)plain->state & 7u;
        record.quality = (unsigned)plain->quality & 3u;
        return record;
}

static inline uint8_t info_of(const prg__plain *plain)
{
        return (uint8_t)(PRG__INFO_PRESENT | (unsigned)plain->state << 3 | (unsigned)plain->quality << 6);
}

static int is_stale(const prg_data *data)
{
        return data->binding->generation != data->binding->programme->generation;
}

static inline int has_room(const prg_data *data)
{
        return data->journal.count / PRG__JOURNAL_BLOCK < data->journal.block_count
               && data->journal.count < UINT32_MAX - 1;
}

int prg__lane_keep(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__plain *plain)
{
        const prg__series *series = lane->series;
        const prg__axis *axis = series->axis;
        prg__tile_place place;
        int64_t mantissa = 0;
        if (is_stale(data) || position < axis->first || position >= axis->first + axis->count
                || !has_room(data) || plain->row > UINT32_MAX
                || !prg__rows_cell(series->rows, series->row_count, row->slot, position, &place)
                || place.tile->latest[place.row][place.column] || !is_in_place(lane, data, row, position)
                || (plain->state == PRG_STATE_VALUE && !take_number(lane, plain->number, &mantissa)))
                return 0;
        prg__record *record = prg__journal_at(&data->journal, data->journal.count + 1);
        *record = say(plain);
        record->mantissa = mantissa;
        prg__entry_enter(data, lane->series, row->slot, position, &place, record);
        place.tile->winner[place.row][place.column] = data->journal.count;
        place.tile->mantissa[place.row][place.column] = mantissa;
        place.tile->info[place.row][place.column] = info_of(plain);
        return 1;
}

/* At how many positions, one after the other, the area is in place. */
static size_t count_in_place(
        const prg__lane *lane, const prg_data *data, const prg__lane_row *row, int position, size_t count)
{
        size_t i = 0;
        while (i < count && is_in_place(lane, data, row, position + (int)i))
                i++;
        return i;
}

/* The part of a run that lies in one tile and in one block of the journal; less, if the lane does not take it
 * all. What its entries have in common is made once, in the first of them. */
static size_t run_in_tile(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__tile_place *place, const prg__lane_value *values, size_t count, const prg__plain *plain)
{
        prg__tile *tile = place->tile;
        int64_t *mantissas = &tile->mantissa[place->row][place->column];
        uint32_t *winners = &tile->winner[place->row][place->column];
        uint32_t *latest = &tile->latest[place->row][place->column];
        uint8_t *infos = &tile->info[place->row][place->column];
        uint32_t before = data->journal.count, sequence = before;
        size_t room = PRG__JOURNAL_BLOCK - before % PRG__JOURNAL_BLOCK, i;
        prg__record *first = prg__journal_at(&data->journal, before + 1), *next = first;
        const prg__record *end = next + (room < UINT32_MAX - 1 - before ? room : UINT32_MAX - 1 - before);
        const uint8_t info = info_of(plain);
        if (!row->reports_always)
                count = count_in_place(lane, data, row, position, count);
        *first = say(plain);
        prg__entry_address(lane->series, row->slot, position, first);
        for (i = 0; i < count; i++) {
                const prg__lane_value *value = &values[i];
                int64_t mantissa;
                if (value->kind == PRG__LANE_NOTHING)
                        continue;
                if (value->kind != PRG__LANE_NUMBER || next == end || latest[i]
                        || !take_number(lane, (prg_decimal){ value->mantissa, value->decimals }, &mantissa))
                        break;
                if (next != first)
                        *next = *first;
                next->mantissa = mantissa;
                next->position = position + (int)i;
                next++;
                latest[i] = winners[i] = ++sequence;
                mantissas[i] = mantissa;
                infos[i] = info;
        }
        if (sequence > before)
                prg__entries_came(data, lane->series, sequence);
        return i;
}

size_t prg__lane_run(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__lane_value *values, size_t count, const prg__plain *plain, size_t *kept)
{
        const prg__series *series = lane->series;
        const prg__axis *axis = series->axis;
        const uint32_t before = data->journal.count;
        prg__plain number = *plain;
        prg__tile_place place;
        size_t i = 0;
        *kept = 0;
        number.state = PRG_STATE_VALUE;
        int left = axis->first + axis->count - position;
        if (is_stale(data) || position < axis->first || left <= 0 || plain->row > UINT32_MAX)
                return 0;
        if (count > (size_t)left)
                count = (size_t)left;
        while (i < count && has_room(data)
                && prg__rows_cell(series->rows, series->row_count, row->slot, position + (int)i, &place)) {
                size_t most = PRG__TILE_PERIODS - place.column;
                size_t passed = run_in_tile(lane, data, row, position + (int)i, &place, values + i,
                        count - i < most ? count - i : most, &number);
                if (passed == 0)
                        break;
                i += passed;
        }
        *kept = data->journal.count - before;
        return i;
}
