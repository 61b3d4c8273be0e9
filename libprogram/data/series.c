/* Series: found by what they are, their cells found by slot and position, what counts in a cell.
 *
 * A cell lies in a tile, and tiles in rows of sixteen slots. The tile has what counts without conditions, so
 * that reading is one look-up; whoever asks under conditions follows the entries of the cell from the latest
 * to the first. */
#include "store.h"

#include <string.h>

#include "util/error.h"
#include "util/hash.h"
#include "util/memory.h"

/* ---- identity ---- */

static void free_identity(prg__identity *identity)
{
        if (identity == NULL)
                return;
        for (size_t i = 0; i < 2 * identity->category_count; i++)
                prg__free(identity->categories[i]);
        prg__free(identity->categories);
        prg__free(identity->indicator);
        prg__free(identity->source);
        prg__free(identity->observed_calendar);
        prg__free(identity->observed_stage);
        prg__free(identity);
}

static int copy_id(char **to, const char *id)
{
        *to = prg__strdup(id);
        return *to ? 0 : PRG_ENOMEM;
}

static int copy_observed(prg__identity *identity, const prg_period *observed)
{
        const prg_calendar *calendar = observed->calendar;
        if (calendar == NULL)
                return 0;
        identity->observed = *observed;
        if (copy_id(&identity->observed_calendar, calendar->options.id) < 0)
                return PRG_ENOMEM;
        return observed->type == PRG_PERIOD_STAGE
                       ? copy_id(&identity->observed_stage, calendar->options.stages[observed->index - 1].id)
                       : 0;
}

static int make_identity(prg__identity **identity, const prg__series *series)
{
        prg__identity *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        *identity = made;
        if (copy_id(&made->indicator, series->indicator->item.id) < 0
            || (series->source && copy_id(&made->source, series->source->id) < 0)
            || copy_observed(made, &series->observed) < 0)
                return PRG_ENOMEM;
        if (series->category_count == 0)
                return 0;
        made->categories = prg__alloc_zero(2 * series->category_count * sizeof *made->categories);
        if (made->categories == NULL)
                return PRG_ENOMEM;
        made->category_count = series->category_count;
        for (size_t i = 0; i < series->category_count; i++)
                if (copy_id(&made->categories[2 * i], series->categories[i]->owner->id) < 0
                    || copy_id(&made->categories[2 * i + 1], series->categories[i]->id) < 0)
                        return PRG_ENOMEM;
        return 0;
}

void prg__rows_free(prg__tile_row *rows, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                for (int t = 0; t < rows[i].count; t++)
                        prg__free(rows[i].tiles[t]);
                prg__free(rows[i].tiles);
        }
        prg__free(rows);
}

void prg__series_free(prg__series *series)
{
        if (series == NULL)
                return;
        prg__rows_free(series->rows, series->row_count);
        prg__free((void *)(uintptr_t)series->categories);
        free_identity(series->identity);
        prg__free(series);
}

/* ---- finding one ---- */

static uint64_t hash_pointer(uint64_t state, const void *pointer)
{
        return prg__hash_step(state, (uint64_t)(uintptr_t)pointer);
}

static uint64_t hash_period(uint64_t state, const prg_period *period)
{
        state = hash_pointer(state, period->calendar);
        if (period->calendar == NULL)
                return state;
        state = prg__hash_step(state, (uint64_t)period->type << 32 | (uint32_t)period->first);
        return prg__hash_step(state, (uint64_t)(uint32_t)period->last << 32 | (uint32_t)period->index);
}

/* Categories are a set: their hashes are added. */
static uint64_t hash(const prg__indicator *indicator, const prg_item *source, prg_scope scope,
        const prg_item *const *categories, size_t count, const prg_period *observed, const prg_calendar *calendar,
        prg_period_type type)
{
        uint64_t set = 0, state = hash_pointer(0, indicator);
        for (size_t i = 0; i < count; i++)
                set += hash_pointer(0, categories[i]);
        state = hash_pointer(prg__hash_step(state, set), source);
        state = hash_pointer(hash_period(state, observed), calendar);
        return prg__hash_step(state, (uint64_t)type << 8 | (uint64_t)scope);
}

uint64_t prg__series_hash(const prg__series *series)
{
        return hash(series->indicator, series->source, series->scope, series->categories, series->category_count,
                &series->observed, series->axis->calendar, series->axis->type);
}

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar
               && (a->calendar == NULL
                       || (a->type == b->type && a->first == b->first && a->last == b->last && a->index == b->index));
}

static int has_category(const prg_key *key, const prg_item *category)
{
        for (size_t i = 0; i < key->category_count; i++)
                if (key->categories[i] == category)
                        return 1;
        return 0;
}

static int is_series_of(const prg__series *series, const prg_key *key)
{
        if (&series->indicator->item != key->indicator || series->source != key->source || series->scope != key->scope
            || series->category_count != key->category_count || series->axis->type != key->period.type
            || series->axis->calendar != key->period.calendar || !same_period(&series->observed, &key->observed))
                return 0;
        for (size_t i = 0; i < series->category_count; i++)
                if (!has_category(key, series->categories[i]))
                        return 0;
        return 1;
}

prg__series *prg__series_find(const prg_data *data, const prg_key *key)
{
        if (data->table_size == 0)
                return NULL;
        uint64_t at = hash((const prg__indicator *)key->indicator, key->source, key->scope, key->categories,
                key->category_count, &key->observed, key->period.calendar, key->period.type);
        for (;; at++) {
                prg__series *series = data->table[at & (data->table_size - 1)];
                if (series == NULL || is_series_of(series, key))
                        return series;
        }
}

void prg__series_tabulate(prg__series **table, size_t size, prg__series *series)
{
        uint64_t at = prg__series_hash(series);
        while (table[at & (size - 1)])
                at++;
        table[at & (size - 1)] = series;
}

/* ---- making one ---- */

/* A table that has room for one more, at most half full. */
static int grow_table(prg_data *data)
{
        if (2 * (data->table_count + 1) <= data->table_size)
                return 0;
        size_t size = data->table_size ? 2 * data->table_size : 16;
        prg__series **table = prg__alloc_zero(size * sizeof *table);
        if (table == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < data->series_count; i++)
                if (data->series[i]->indicator)
                        prg__series_tabulate(table, size, data->series[i]);
        prg__free(data->table);
        data->table = table;
        data->table_size = size;
        return 0;
}

/* The axis of a calendar and type, made if there is none. */
static int get_axis(prg_data *data, const prg_period *period, prg__axis **axis)
{
        for (size_t i = 0; i < data->axis_count; i++)
                if (data->axes[i]->calendar == period->calendar && data->axes[i]->type == period->type) {
                        *axis = data->axes[i];
                        return 0;
                }
        if (prg__grow((void **)&data->axes, &data->axis_capacity, data->axis_count + 1, sizeof *data->axes) < 0
            || prg__axis_make(axis, period->calendar, period->type) < 0)
                return PRG_ENOMEM;
        data->axes[data->axis_count++] = *axis;
        return 0;
}

/* The categories of a key in the order of the indicator's breakdowns. */
static int take_categories(prg__series *series, const prg_key *key)
{
        if (key->category_count == 0)
                return 0;
        const prg_item **categories = prg__alloc_array(key->category_count, sizeof *categories);
        if (categories == NULL)
                return PRG_ENOMEM;
        series->categories = categories;
        for (size_t b = 0; b < series->indicator->breakdowns.count; b++)
                for (size_t i = 0; i < key->category_count; i++)
                        if (key->categories[i]->owner == series->indicator->breakdowns.at[b])
                                categories[series->category_count++] = key->categories[i];
        return 0;
}

void prg__series_enlist(prg__series *series)
{
        prg__indicator_info *info = series->info;
        series->next = NULL;
        series->before = info->last;
        if (info->last)
                info->last->next = series;
        else
                info->first = series;
        info->last = series;
}

int prg__series_make(prg_data *data, const prg_key *key, prg__series **series)
{
        if (prg__grow((void **)&data->series, &data->series_capacity, data->series_count + 1, sizeof *data->series) < 0
            || grow_table(data) < 0)
                return PRG_ENOMEM;
        prg__series *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->indicator = (const prg__indicator *)key->indicator;
        made->info = prg__binding_info(data->binding, made->indicator);
        made->source = key->source;
        made->scope = key->scope;
        made->observed = key->observed;
        made->number = data->series_count;
        int code = take_categories(made, key);
        if (code == 0)
                code = make_identity(&made->identity, made);
        if (code == 0)
                code = prg__scale_of(data, made->indicator, &made->scale);
        if (code == 0)
                code = get_axis(data, &key->period, &made->axis);
        if (code < 0) {
                prg__series_free(made);
                return code;
        }
        data->series[data->series_count++] = made;
        data->table_count++;
        prg__series_tabulate(data->table, data->table_size, made);
        prg__series_enlist(made);
        *series = made;
        return 0;
}

/* ---- cells ---- */

static int tile_of(int position)
{
        return (position - (position < 0 ? PRG__TILE_PERIODS - 1 : 0)) / PRG__TILE_PERIODS;
}

static int set_place(prg__cell_place *place, prg__tile *tile, size_t slot, int position)
{
        place->tile = tile;
        place->row = slot % PRG__TILE_SLOTS;
        place->column = (size_t)(position - tile_of(position) * PRG__TILE_PERIODS);
        return tile != NULL;
}

int prg__rows_cell(const prg__tile_row *rows, size_t row_count, size_t slot, int position, prg__cell_place *place)
{
        if (slot / PRG__TILE_SLOTS >= row_count)
                return 0;
        const prg__tile_row *row = &rows[slot / PRG__TILE_SLOTS];
        int at = tile_of(position) - row->first;
        return at >= 0 && at < row->count && set_place(place, row->tiles[at], slot, position);
}

/* Makes the row have a place for a tile. */
static int widen(prg__tile_row *row, int tile)
{
        int first = row->count && row->first < tile ? row->first : tile;
        int end = row->count && row->first + row->count > tile ? row->first + row->count : tile + 1;
        if (end - first == row->count)
                return 0;
        prg__tile **tiles = prg__alloc_zero((size_t)(end - first) * sizeof *tiles);
        if (tiles == NULL)
                return PRG_ENOMEM;
        if (row->count)
                memcpy(tiles + (row->first - first), row->tiles, (size_t)row->count * sizeof *tiles);
        prg__free(row->tiles);
        *row = (prg__tile_row){ tiles, first, end - first };
        return 0;
}

int prg__rows_reach(prg__tile_row **rows, size_t *row_count, size_t slot, int position, prg__cell_place *place)
{
        size_t needed = slot / PRG__TILE_SLOTS + 1;
        if (prg__rows_cell(*rows, *row_count, slot, position, place))
                return 0;
        if (needed > *row_count) {
                size_t room = needed < 2 * *row_count ? 2 * *row_count : needed;
                prg__tile_row *larger = prg__alloc_zero(room * sizeof *larger);
                if (larger == NULL)
                        return PRG_ENOMEM;
                if (*row_count)
                        memcpy(larger, *rows, *row_count * sizeof *larger);
                prg__free(*rows);
                *rows = larger;
                *row_count = room;
        }
        prg__tile_row *row = &(*rows)[slot / PRG__TILE_SLOTS];
        if (widen(row, tile_of(position)) < 0)
                return PRG_ENOMEM;
        prg__tile **tile = &row->tiles[tile_of(position) - row->first];
        if (*tile == NULL && (*tile = prg__alloc_zero(sizeof **tile)) == NULL)
                return PRG_ENOMEM;
        set_place(place, *tile, slot, position);
        return 0;
}

/* ---- what counts ---- */

static int is_looked_at(const prg__sight *sight, unsigned quality)
{
        return sight == NULL || sight->mode == PRG_QUALITY_MODE_BEST
               || (sight->mode == PRG_QUALITY_MODE_EXACTLY ? quality == sight->quality : quality >= sight->quality);
}

/* From the latest to the first: a withdrawal hides what comes behind it, and the first of a quality is its
 * latest. */
uint32_t prg__journal_winner(const prg__journal *journal, uint32_t latest, const prg__sight *sight)
{
        unsigned withdrawn = 0, best = 0;
        uint32_t winner = 0;
        while (latest && best < PRG_QUALITY_FINAL) {
                const prg__record *record = prg__journal_at(journal, latest);
                if (sight == NULL || sight->as_of == 0 || latest <= sight->as_of) {
                        if (record->withdrawal) {
                                withdrawn |= 1u << record->quality;
                        } else if (record->quality > best && !(withdrawn >> record->quality & 1u)
                                   && is_looked_at(sight, record->quality)) {
                                best = record->quality;
                                winner = latest;
                        }
                }
                latest = record->previous;
        }
        return winner;
}

void prg__cell_set(const prg_data *data, const prg_programme *programme, const prg__indicator *indicator,
        const prg__cell_place *place, uint32_t winner)
{
        prg__tile *tile = place->tile;
        const prg__record *record = winner ? prg__journal_at(&data->journal, winner) : NULL;
        int64_t mantissa = 0;
        if (record && record->state == PRG_STATE_VALUE
            && !prg__scale_present(data, programme, indicator, record, record->mantissa, &mantissa))
                record = NULL; /* what cannot be said in the indicator's scale does not count */
        tile->winner[place->row][place->column] = record ? winner : 0;
        tile->mantissa[place->row][place->column] = mantissa;
        tile->info[place->row][place->column] =
                record ? (uint8_t)(PRG__INFO_PRESENT | (record->marks ? PRG__INFO_MARKS : 0)
                                   | (record->extra && record->extra->has_bounds ? PRG__INFO_BOUNDS : 0)
                                   | (unsigned)record->state << 3 | (unsigned)record->quality << 6)
                       : 0;
}

/* What an entry says, in the indicator's scale; 0 when it cannot be said in it. */
static int say(const prg_data *data, const prg__series *series, uint32_t sequence, prg__winner *winner)
{
        const prg__record *record = prg__journal_at(&data->journal, sequence);
        const prg__extra *extra = record->extra;
        const prg_programme *programme = data->binding->programme;
        *winner = (prg__winner){ record->state, 0, record->quality, record->marks, extra && extra->has_bounds, 0, 0,
                sequence };
        if (record->state == PRG_STATE_VALUE
            && !prg__scale_present(data, programme, series->indicator, record, record->mantissa, &winner->mantissa))
                return 0;
        if (winner->has_bounds
            && (!prg__scale_present(data, programme, series->indicator, record, extra->lower, &winner->lower)
                || !prg__scale_present(data, programme, series->indicator, record, extra->upper, &winner->upper)))
                winner->has_bounds = 0;
        return 1;
}

int prg__series_winner(const prg_data *data, const prg__series *series, size_t slot, int position,
        const prg__sight *sight, prg__winner *winner)
{
        prg__cell_place place;
        if (series->indicator == NULL || !prg__rows_cell(series->rows, series->row_count, slot, position, &place))
                return 0;
        uint32_t sequence = place.tile->winner[place.row][place.column];
        if (sight && (sight->as_of || sight->mode != PRG_QUALITY_MODE_BEST)) {
                sequence = prg__journal_winner(&data->journal, place.tile->latest[place.row][place.column], sight);
                return sequence && say(data, series, sequence, winner);
        }
        if (sequence == 0)
                return 0;
        unsigned info = place.tile->info[place.row][place.column];
        if (info & (PRG__INFO_MARKS | PRG__INFO_BOUNDS))
                return say(data, series, sequence, winner);
        *winner = (prg__winner){ PRG__INFO_STATE(info), place.tile->mantissa[place.row][place.column],
                PRG__INFO_QUALITY(info), 0, 0, 0, 0, sequence };
        return 1;
}
