/* The data set: its life, its cells as callers see them, its batches and transactions.
 *
 * A transaction remembers how much there was when it began; taking it back unwinds the journal from
 * its end, and what is then left of each touched cell is told by its remaining entries. */
#include "store.h"

#include <string.h>

#include "entry.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/utf8.h"

/* ---- life ---- */

static int add_batch(prg_data *data, const char *name)
{
        if (prg__grow((void **)&data->batches, &data->batch_capacity, data->batch_count + 1,
                    sizeof *data->batches)
                < 0)
                return PRG_ENOMEM;
        char *copy = prg__strdup(name);
        if (copy == NULL)
                return PRG_ENOMEM;
        uint64_t next = (uint64_t)data->journal.count + 1;
        data->batches[data->batch_count++] = (prg_batch){ copy, next, next - 1 };
        return 0;
}

static void drop_batch(prg_data *data)
{
        prg__free(prg__without_const(data->batches[--data->batch_count].name));
}

int prg_data_new(prg_data **data, prg_programme *programme, const prg_data_options *options)
{
        if (data == NULL)
                return prg__error_null("data");
        if (programme == NULL)
                return prg__error_null("programme");
        if (options && options->version != PRG_DATA_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "data options of version %u; expected %d",
                        options->version, PRG_DATA_OPTIONS_VERSION);
        prg_data *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        prg__ids_init(&made->agencies);
        prg__ids_init(&made->classes);
        prg__journal_init(&made->journal);
        int code = prg__binding_make(&made->binding, programme);
        if (code == 0)
                code = add_batch(made, "");
        if (code < 0) {
                prg_data_free(made);
                return code;
        }
        *data = made;
        return 0;
}

void prg_data_free(prg_data *data)
{
        if (data == NULL)
                return;
        for (size_t i = 0; i < data->series_count; i++)
                prg__series_free(&data->tiles, data->series[i]);
        for (size_t i = 0; i < data->axis_count; i++)
                prg__axis_free(data->axes[i]);
        for (size_t i = 0; i < data->slot_count; i++)
                prg__free(data->slots[i].id);
        while (data->batch_count)
                drop_batch(data);
        for (size_t i = 0; i < data->scale_count; i++)
                prg__free(data->scales[i].unit);
        prg__ids_dispose(&data->agencies);
        prg__ids_dispose(&data->classes);
        prg__journal_dispose(&data->journal);
        prg__tiles_dispose(&data->tiles);
        prg__binding_free(data->binding);
        prg__free(data->axes);
        prg__free(data->series);
        prg__free(data->table);
        prg__free(data->slots);
        prg__free(data->scales);
        prg__free(data->batches);
        prg__free(data);
}

prg_programme *prg_data_programme(const prg_data *data)
{
        return data ? data->binding->programme : NULL;
}

const prg_calendars *prg_data_calendars(const prg_data *data)
{
        return data ? data->binding->calendars : NULL;
}

uint64_t prg_data_sequence(const prg_data *data)
{
        return data ? data->journal.count : 0;
}

size_t prg_data_count(const prg_data *data)
{
        return data ? data->journal.count : 0;
}

int prg__data_fresh(const prg_data *data)
{
        const prg__binding *binding = data->binding;
        if (binding->programme->generation == binding->generation)
                return 0;
        return prg__error(PRG_ESTALE, binding->programme->root.item.id,
                "the programme was edited since the data set was bound to it; bind it again "
                "(prg_data_rebind)");
}

/* ---- for the engine ---- */

size_t prg__data_series_count(const prg_data *data)
{
        return data->series_count;
}

const prg__series *prg__data_series_at(const prg_data *data, size_t index)
{
        return index < data->series_count ? data->series[index] : NULL;
}

const prg__series *prg__data_series_of(const prg_data *data, const prg__indicator *indicator)
{
        return prg__binding_info(data->binding, indicator)->first;
}

size_t prg__data_slot_count(const prg_data *data)
{
        return data->slot_count;
}

const prg_item *prg__data_slot_area(const prg_data *data, size_t slot)
{
        return slot < data->slot_count ? data->slots[slot].area : NULL;
}

size_t prg__data_slot(const prg_data *data, const prg_item *area)
{
        return data->binding->area_slots[area->index];
}

/* ---- entries ---- */

int prg_data_set(prg_data *data, const prg_key *key, const prg_value *value)
{
        prg__checked checked;
        if (data == NULL)
                return prg__error_null("data");
        int code = prg__entry_check(data, key, value, 0, 0, NULL, NULL, &checked);
        return code < 0 ? code : prg__entry_keep(data, &checked);
}

int prg_data_withdraw(prg_data *data, const prg_key *key, const prg_value *value)
{
        static const prg_value final = PRG_VALUE_INIT;
        prg__checked checked;
        if (data == NULL)
                return prg__error_null("data");
        int code = prg__entry_check(data, key, value ? value : &final, 1, 0, NULL, NULL, &checked);
        return code < 0 ? code : prg__entry_keep(data, &checked);
}

/* The cell of a key: 0, PRG_END when it has no entries, or an error. */
static int find_cell(const prg_data *data, const prg_key *key, const prg__series **series,
        uint32_t *latest, uint32_t *winner)
{
        prg_key whole;
        prg__tile_place place;
        int position, code = prg__entry_key(data, key, &whole);
        if (code < 0)
                return code;
        *series = prg__series_find(data, &whole);
        size_t slot = prg__data_slot(data, whole.area);
        if (*series == NULL || slot == PRG__NO_SLOT
                || !prg__axis_find((*series)->axis, &whole.period, &position)
                || !prg__rows_cell((*series)->rows, (*series)->row_count, slot, position, &place))
                return PRG_END;
        *latest = place.tile->latest[place.row][place.column];
        *winner = place.tile->winner[place.row][place.column];
        return *latest ? 0 : PRG_END;
}

static const prg_item *agency_of(const prg_data *data, uint32_t number)
{
        if (number == 0)
                return NULL;
        const char *id = data->agencies.at[number - 1]->id;
        return prg__map_get(&data->binding->programme->ids[PRG__CLASS_AGENCY], id, strlen(id));
}

/* A number of a record in the indicator's scale; what cannot be said in it is said in its own
 * decimals. */
static prg_decimal number_of(const prg_data *data, const prg__indicator *indicator,
        const prg__record *record, int64_t mantissa)
{
        int64_t present;
        if (prg__scale_present(
                    data, data->binding->programme, indicator, record, mantissa, &present))
                return (prg_decimal){ present, prg__indicator_decimals(indicator) };
        return (prg_decimal){ mantissa, data->scales[record->scale].decimals };
}

static void tell(
        const prg_data *data, const prg__indicator *indicator, uint32_t sequence, prg_value *value)
{
        static const prg_value nothing = PRG_VALUE_INIT;
        const prg__record *record = prg__journal_at(&data->journal, sequence);
        const prg__extra *extra = prg__journal_extra(&data->journal, record);
        int64_t category;
        *value = nothing;
        value->state = (prg_state)record->state;
        value->quality = (prg_quality)record->quality;
        value->marks = record->marks;
        value->reported_by = agency_of(data, extra->agency);
        value->recorded_at = extra->recorded_at;
        value->row = prg__journal_row(&data->journal, record);
        value->reason = extra->reason;
        value->note = extra->note;
        value->has_bounds = extra->has_bounds;
        if (value->has_bounds) {
                value->lower = number_of(data, indicator, record, extra->lower);
                value->upper = number_of(data, indicator, record, extra->upper);
        }
        if (record->withdrawal || record->state != PRG_STATE_VALUE)
                return;
        if (data->scales[record->scale].form != PRG__FORM_CLASS)
                value->number = number_of(data, indicator, record, record->mantissa);
        else if (prg__scale_present(data, data->binding->programme, indicator, record,
                         record->mantissa, &category))
                value->category = indicator->categories.at[category];
}

/* The batch of an entry. Those of a transaction have numbers one after the other; the others are in the first. */
static size_t batch_of(const prg_data *data, uint32_t sequence)
{
        size_t low = 0, high = data->batch_count - 1;
        while (low < high) {
                size_t middle = high - (high - low) / 2;
                if (data->batches[middle].first <= sequence)
                        low = middle;
                else
                        high = middle - 1;
        }
        return sequence <= data->batches[low].last ? low : 0;
}

void prg__data_tell(const prg_data *data, uint32_t sequence, prg_entry *entry)
{
        const prg__record *record = prg__journal_at(&data->journal, sequence);
        entry->sequence = sequence;
        entry->batch = batch_of(data, sequence);
        entry->withdrawal = record->withdrawal;
        tell(data, data->series[record->series]->indicator, sequence, &entry->value);
}

int prg_data_get(const prg_data *data, const prg_key *key, prg_value *value)
{
        const prg__series *series;
        uint32_t latest, winner;
        if (data == NULL)
                return prg__error_null("data");
        if (value == NULL)
                return prg__error_null("value");
        int code = find_cell(data, key, &series, &latest, &winner);
        if (code != 0 || winner == 0)
                return code < 0 ? code : PRG_END;
        tell(data, series->indicator, winner, value);
        return 0;
}

int prg_data_entry(const prg_data *data, const prg_key *key, size_t index, prg_entry *entry)
{
        const prg__series *series;
        uint32_t latest, winner;
        size_t count = 0;
        if (data == NULL)
                return prg__error_null("data");
        if (entry == NULL)
                return prg__error_null("entry");
        int code = find_cell(data, key, &series, &latest, &winner);
        if (code != 0)
                return code;
        for (uint32_t at = latest; at; at = prg__journal_at(&data->journal, at)->previous)
                count++;
        if (index >= count)
                return PRG_END;
        for (size_t back = count - 1 - index; back; back--)
                latest = prg__journal_at(&data->journal, latest)->previous;
        prg__data_tell(data, latest, entry);
        return 0;
}

/* ---- transactions and batches ---- */

int prg_data_begin(prg_data *data, const char *name)
{
        if (data == NULL)
                return prg__error_null("data");
        int code = prg__data_fresh(data);
        if (code < 0)
                return code;
        if (data->in_transaction)
                return prg__error(PRG_ECONFLICT, NULL,
                        "a transaction is open already; expected commit or rollback");
        if (name == NULL)
                name = "";
        code = prg__utf8_demand(name, strlen(name), "name", NULL);
        if (code == 0)
                code = add_batch(data, name);
        if (code < 0)
                return code;
        data->in_transaction = 1;
        data->begun_entries = data->journal.count;
        data->begun_axes = data->axis_count;
        data->begun_series = data->series_count;
        data->begun_slots = data->slot_count;
        for (size_t i = 0; i < data->axis_count; i++) {
                data->axes[i]->begun_first = data->axes[i]->first;
                data->axes[i]->begun_count = data->axes[i]->count;
        }
        return 0;
}

static int end(prg_data *data)
{
        if (data == NULL)
                return prg__error_null("data");
        if (!data->in_transaction)
                return prg__error(PRG_ECONFLICT, NULL, "no transaction is open");
        data->in_transaction = 0;
        return 0;
}

int prg_data_commit(prg_data *data)
{
        return end(data);
}

uint64_t prg__data_changes(const prg_data *data)
{
        return data->changes;
}

static void pop_entry(prg_data *data)
{
        const prg__record *record = prg__journal_at(&data->journal, data->journal.count);
        prg__series *series = data->series[record->series];
        prg__tile_place place;
        if (prg__rows_cell(
                    series->rows, series->row_count, record->slot, record->position, &place)) {
                place.tile->latest[place.row][place.column] = record->previous;
                prg__tile_set(data, data->binding->programme, series->indicator, &place,
                        prg__journal_winner(&data->journal, record->previous, NULL));
        }
        /* An edit during the transaction may have changed what the indicator's decimals are. */
        if (data->binding->generation != data->binding->programme->generation)
                series->again = 1;
        series->entries--;
        data->changes++;
        prg__journal_pop(&data->journal);
}

void prg__data_undo(prg_data *data, uint64_t sequence)
{
        prg_batch *batch = &data->batches[data->batch_count - 1];
        while (data->journal.count > sequence) {
                pop_entry(data);
                batch->last = data->journal.count;
        }
}

int prg_data_rollback(prg_data *data)
{
        int code = end(data);
        if (code < 0)
                return code;
        prg__data_undo(data, data->begun_entries);
        prg__data_shrink(data, data->begun_axes, data->begun_series, data->begun_slots);
        for (size_t i = 0; i < data->axis_count; i++)
                prg__axis_trim(
                        data->axes[i], data->axes[i]->begun_first, data->axes[i]->begun_count);
        drop_batch(data);
        return 0;
}

size_t prg_data_batch_count(const prg_data *data)
{
        return data ? data->batch_count : 0;
}

int prg_data_batch(const prg_data *data, size_t index, prg_batch *batch)
{
        if (data == NULL)
                return prg__error_null("data");
        if (batch == NULL)
                return prg__error_null("batch");
        if (index >= data->batch_count)
                return PRG_END;
        *batch = data->batches[index];
        return 0;
}
