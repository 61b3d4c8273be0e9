/* Series: found by what they are, made when the first entry comes.
 *
 * The table hashes what a series is bound to, so that finding one needs no text; its ids are kept
 * beside, for the next binding. */
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
        return observed->type == PRG_PERIOD_STAGE ? copy_id(
                       &identity->observed_stage, calendar->options.stages[observed->index - 1].id)
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

void prg__series_free(prg__tiles *tiles, prg__series *series)
{
        if (series == NULL)
                return;
        prg__rows_free(tiles, series->rows, series->row_count);
        prg__free(prg__without_const(series->categories));
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
        return prg__hash_step(
                state, (uint64_t)(uint32_t)period->last << 32 | (uint32_t)period->index);
}

/* Categories are a set: their hashes are added. */
static uint64_t hash(const prg__indicator *indicator, const prg_item *source, prg_scope scope,
        const prg_item *const *categories, size_t count, const prg_period *observed,
        const prg_calendar *calendar, prg_period_type type)
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
        return hash(series->indicator, series->source, series->scope, series->categories,
                series->category_count, &series->observed, series->axis->calendar,
                series->axis->type);
}

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar
               && (a->calendar == NULL
                       || (a->type == b->type && a->first == b->first && a->last == b->last
                               && a->index == b->index));
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
        if (&series->indicator->item != key->indicator || series->source != key->source
                || series->scope != key->scope || series->category_count != key->category_count
                || series->axis->type != key->period.type
                || series->axis->calendar != key->period.calendar
                || !same_period(&series->observed, &key->observed))
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
        uint64_t at = hash((const prg__indicator *)key->indicator, key->source, key->scope,
                key->categories, key->category_count, &key->observed, key->period.calendar,
                key->period.type);
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
        prg__series **table = prg__alloc_zero(size * sizeof(prg__series *));
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
                if (data->axes[i]->calendar == period->calendar
                        && data->axes[i]->type == period->type) {
                        *axis = data->axes[i];
                        return 0;
                }
        if (prg__grow((void **)&data->axes, &data->axis_capacity, data->axis_count + 1,
                    sizeof(prg__axis *))
                        < 0
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
        const prg_item **categories = prg__alloc_array(key->category_count, sizeof(const prg_item *));
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
        if (data->series_count == PRG__SERIES_MOST)
                return prg__error(PRG_ELIMIT, NULL, "the data set has %zu series, the most there are",
                        data->series_count);
        if (prg__grow((void **)&data->series, &data->series_capacity, data->series_count + 1,
                    sizeof(prg__series *))
                        < 0
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
                prg__series_free(&data->tiles, made);
                return code;
        }
        data->series[data->series_count++] = made;
        data->table_count++;
        prg__series_tabulate(data->table, data->table_size, made);
        prg__series_enlist(made);
        *series = made;
        return 0;
}

const prg__series *prg__data_entry_series(const prg_data *data, uint64_t sequence, size_t *slot, int *position)
{
        const prg__record *record = prg__journal_at(&data->journal, (uint32_t)sequence);
        if (slot)
                *slot = record->slot;
        if (position)
                *position = record->position;
        return data->series[record->series];
}
