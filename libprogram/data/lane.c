/* Lanes; see lane.h. */
#include "lane.h"

#include <string.h>

#include "util/wide.h"

void prg__lane_open(prg__lane *lane, const prg_data *data, const prg_key *key)
{
        const prg__record *last = prg__journal_at(&data->journal, data->journal.count);
        prg__series *series = data->series[last->series];
        const prg__indicator *indicator = series->indicator;
        lane->series = NULL;
        if (key->category_count > PRG__LANE_CATEGORIES || key->observed.calendar
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
        lane->takes_negative = indicator->kind == PRG__KIND_RATIO;
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
        *mantissa = number.mantissa;
        if (number.decimals == lane->decimals)
                return 1;
        prg__wide scaled = number.mantissa * prg__wide_power_of_ten(lane->decimals - number.decimals);
        *mantissa = (int64_t)scaled;
        return *mantissa == scaled;
}

/* Makes the entry of a cell that has none. */
static inline void enter(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__tile_place *place, int64_t mantissa, const prg__plain *plain)
{
        prg__record *record = prg__journal_at(&data->journal, data->journal.count + 1);
        record->mantissa = mantissa;
        record->recorded_at = PRG_INSTANT_NONE;
        record->extra = NULL;
        record->row = plain->row;
        record->agency = 0;
        record->marks = 0;
        record->state = (unsigned char)plain->state;
        record->quality = (unsigned char)plain->quality;
        record->withdrawal = 0;
        prg__entry_enter(data, lane->series, row->slot, position, place, record);
        place->tile->winner[place->row][place->column] = data->journal.count;
        place->tile->mantissa[place->row][place->column] = mantissa;
        place->tile->info[place->row][place->column] =
                (uint8_t)(PRG__INFO_PRESENT | (unsigned)plain->state << 3 | (unsigned)plain->quality << 6);
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
                || !has_room(data)
                || !prg__rows_cell(series->rows, series->row_count, row->slot, position, &place)
                || place.tile->latest[place.row][place.column] || !is_in_place(lane, data, row, position)
                || (plain->state == PRG_STATE_VALUE && !take_number(lane, plain->number, &mantissa)))
                return 0;
        enter(lane, data, row, position, &place, mantissa, plain);
        return 1;
}

size_t prg__lane_run(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__lane_value *values, size_t count, const prg__plain *plain, size_t *kept)
{
        const prg__series *series = lane->series;
        const prg__axis *axis = series->axis;
        prg__plain number = *plain;
        prg__tile_place place = { NULL, 0, PRG__TILE_PERIODS };
        size_t i = 0;
        *kept = 0;
        number.state = PRG_STATE_VALUE;
        int left = axis->first + axis->count - position;
        if (is_stale(data) || position < axis->first || left <= 0)
                return 0;
        if (count > (size_t)left)
                count = (size_t)left;
        for (; i < count; i++, place.column++) {
                const prg__lane_value *value = &values[i];
                int64_t mantissa;
                if (place.column >= PRG__TILE_PERIODS
                        && !prg__rows_cell(
                                series->rows, series->row_count, row->slot, position + (int)i, &place))
                        break;
                if (value->kind == PRG__LANE_NOTHING)
                        continue;
                if (value->kind != PRG__LANE_NUMBER || !has_room(data)
                        || place.tile->latest[place.row][place.column]
                        || !is_in_place(lane, data, row, position + (int)i)
                        || !take_number(lane, (prg_decimal){ value->mantissa, value->decimals }, &mantissa))
                        break;
                enter(lane, data, row, position + (int)i, &place, mantissa, &number);
                (*kept)++;
        }
        return i;
}
