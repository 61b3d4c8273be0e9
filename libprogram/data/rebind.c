/* Binding a data set anew. Everything is made beside the old binding: what each series means now,
 * and new tiles for those whose numbers or periods are counted in another way, filled from the
 * journal. Only then, when nothing can fail any more, is the one exchanged for the other.
 *
 * A series has no place exactly when no key can name it, so that no two series ever claim the same
 * cells. */
#include "rebind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "util/error.h"
#include "util/memory.h"

/* ---- what a series means ---- */

static const prg_item *find(const prg__rebind *rebind, int class, const char *id)
{
        return prg__map_get(&rebind->binding->programme->ids[class], id, strlen(id));
}

/* A series has no place: says why, answers 0. */
static int refuse(prg__rebind *rebind, const char *format, ...) PRG__PRINTF(2, 3);
static int refuse(prg__rebind *rebind, const char *format, ...)
{
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(rebind->why, sizeof rebind->why, format, arguments);
        va_end(arguments);
        return 0;
}

/* Whether some period of the type may be a union of base periods. */
static int could_fit(const prg__axis_plan *axis, const prg__indicator_info *info)
{
        prg_period_type type = axis->axis->type;
        if (axis->calendar == info->calendar && type == info->type)
                return 1;
        return prg_period_type_is_partition(info->type)
               && (!prg_period_type_is_partition(type) || type == info->type
                       || prg_period_type_nests(info->type, type));
}

static int bind_indicator(prg__rebind *rebind, prg__series_plan *plan)
{
        const char *id = plan->series->identity->indicator;
        const prg__axis *axis = plan->axis->axis;
        plan->indicator = (const prg__indicator *)find(rebind, PRG__CLASS_INDICATOR, id);
        if (plan->indicator == NULL)
                return refuse(rebind, "there is no indicator '%s'", id);
        plan->info = prg__binding_info(rebind->binding, plan->indicator);
        if (plan->info->computed)
                return refuse(rebind, "the indicator is computed: %s", plan->info->computed);
        if (plan->info->calendar == NULL)
                return refuse(rebind, "the indicator has no base period");
        if (plan->axis->calendar == NULL)
                return refuse(rebind, "there is no calendar '%s' with periods of type %s",
                        axis->calendar_id, prg_period_type_name(axis->type));
        if (!could_fit(plan->axis, plan->info))
                return refuse(rebind, "the base period of the indicator is now a %s of '%s'",
                        prg_period_type_name(plan->info->type), plan->info->calendar->options.id);
        return 1;
}

static int bind_source(prg__rebind *rebind, prg__series_plan *plan)
{
        const char *id = plan->series->identity->source;
        if (id == NULL)
                return plan->info->source_count == 0
                       || refuse(rebind, "the indicator has sources now, and they name none");
        plan->source = find(rebind, PRG__CLASS_SOURCE, id);
        for (size_t i = 0; plan->source && i < plan->info->source_count; i++)
                if (plan->info->sources[i] == plan->source)
                        return 1;
        return refuse(rebind, "the indicator has no source '%s'", id);
}

static int bind_observed(prg__rebind *rebind, prg__series_plan *plan)
{
        const prg__identity *identity = plan->series->identity;
        const prg_period *was = &identity->observed;
        int cohort = plan->indicator->kind == PRG__KIND_COHORT;
        if (cohort != (identity->observed_calendar != NULL))
                return refuse(
                        rebind, "the indicator %s cohorts", cohort ? "follows" : "does not follow");
        if (!cohort)
                return 1;
        const prg_calendar *calendar =
                prg__binding_calendar(rebind->binding, identity->observed_calendar);
        if (calendar && was->type == PRG_PERIOD_DAYS) {
                prg__period_days(&plan->observed, calendar, was->first, was->last);
                return 1;
        }
        return (calendar
                       && prg__calendar_period(calendar, was->type, was->year, was->index,
                                  identity->observed_stage, &plan->observed)
                                  == 0)
               || refuse(rebind, "calendar '%s' does not have the period of observation",
                       identity->observed_calendar);
}

static const prg_item *find_category(const prg__breakdown *breakdown, const char *id)
{
        for (size_t i = 0; i < breakdown->categories.count; i++)
                if (strcmp(((const prg_item *)breakdown->categories.at[i])->id, id) == 0)
                        return breakdown->categories.at[i];
        return NULL;
}

/* In the order of the indicator's breakdowns, which may be another one. */
static int bind_categories(prg__rebind *rebind, prg__series_plan *plan)
{
        const prg__identity *identity = plan->series->identity;
        const prg__list *breakdowns = &plan->indicator->breakdowns;
        size_t count = 0;
        for (size_t b = 0; b < breakdowns->count; b++)
                for (size_t i = 0; i < identity->category_count; i++) {
                        const prg__breakdown *breakdown = breakdowns->at[b];
                        const char *id = identity->categories[2 * i + 1];
                        if (strcmp(identity->categories[2 * i], breakdown->item.id) != 0)
                                continue;
                        const prg_item *category = find_category(breakdown, id);
                        if (category == NULL)
                                return refuse(rebind, "breakdown '%s' has no category '%s'",
                                        breakdown->item.id, id);
                        plan->categories[count++] = category;
                }
        return count == identity->category_count
               || refuse(rebind,
                       "the indicator is not broken down by all that they are broken down by");
}

static int plan_series(prg__rebind *rebind, prg__series_plan *plan)
{
        const prg__series *series = plan->series;
        if (series->identity->category_count) {
                plan->categories = prg__alloc_array(
                        series->identity->category_count, sizeof(const prg_item *));
                if (plan->categories == NULL)
                        return PRG_ENOMEM;
        }
        if (!bind_indicator(rebind, plan) || !bind_source(rebind, plan)
                || !bind_observed(rebind, plan) || !bind_categories(rebind, plan)) {
                plan->indicator = NULL;
                plan->source = NULL;
                return prg__unbound_series(rebind, plan, rebind->why);
        }
        int code = prg__scale_of(rebind->data, plan->indicator, &plan->scale);
        /* Classes are counted by their place, which may be another one. */
        plan->again = series->again || series->indicator == NULL || plan->axis->map != NULL
                      || plan->scale != series->scale
                      || prg__form_of(plan->indicator) == PRG__FORM_CLASS;
        return code;
}

/* ---- new tiles ---- */

/* Every entry of the series that are made anew goes to its place; the later ones replace the
 * earlier. */
static int replay(prg__rebind *rebind)
{
        const prg__journal *journal = &rebind->data->journal;
        prg__tile_place place;
        for (uint32_t sequence = 1; sequence <= journal->count; sequence++) {
                const prg__record *record = prg__journal_at(journal, sequence);
                prg__series_plan *plan = &rebind->series[record->series];
                if (!plan->again)
                        continue;
                int position = prg__axis_plan_position(plan->axis, record->position);
                if (PRG__IS_LOST(position)) {
                        plan->axis->lost[position - PRG__LOST_FIRST].entries++;
                        continue;
                }
                if (prg__rows_reach(&rebind->data->tiles, &plan->rows, &plan->row_count, record->slot,
                            position, &place)
                        < 0)
                        return PRG_ENOMEM;
                place.tile->latest[place.row][place.column] = sequence;
        }
        return 0;
}

static void count_anew(const prg__rebind *rebind, prg__series_plan *plan, prg__tile *tile)
{
        prg__tile_place place = { tile, 0, 0 };
        for (place.row = 0; place.row < PRG__TILE_SLOTS; place.row++)
                for (place.column = 0; place.column < PRG__TILE_PERIODS; place.column++) {
                        uint32_t latest = tile->latest[place.row][place.column];
                        uint32_t winner = prg__journal_winner(&rebind->data->journal, latest, NULL);
                        prg__tile_set(rebind->data, rebind->binding->programme, plan->indicator,
                                &place, winner);
                        plan->unsaid += winner && tile->winner[place.row][place.column] == 0;
                }
}

static int make_tiles(prg__rebind *rebind)
{
        size_t again = 0;
        for (size_t i = 0; i < rebind->data->series_count; i++)
                again += (size_t)rebind->series[i].again;
        int code = again ? replay(rebind) : 0;
        for (size_t i = 0; code == 0 && i < rebind->data->series_count; i++) {
                prg__series_plan *plan = &rebind->series[i];
                for (size_t r = 0; r < plan->row_count; r++)
                        for (int t = 0; t < plan->rows[r].count; t++)
                                if (plan->rows[r].tiles[t])
                                        count_anew(rebind, plan, plan->rows[r].tiles[t]);
                if (plan->indicator)
                        code = prg__unbound_cells(rebind, plan);
        }
        for (size_t i = 0; code == 0 && i < rebind->data->axis_count; i++)
                code = prg__unbound_periods(rebind, &rebind->axes[i]);
        return code;
}

/* ---- the whole plan ---- */

static int plan_areas(const prg__rebind *rebind)
{
        const prg_data *data = rebind->data;
        size_t gone = 0;
        if (rebind->report == NULL)
                return 0;
        size_t *entries = prg__alloc_zero(data->slot_count * sizeof *entries);
        if (entries == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < data->slot_count; i++)
                gone += find(rebind, PRG__CLASS_AREA, data->slots[i].id) == NULL;
        for (uint32_t sequence = 1; gone && sequence <= data->journal.count; sequence++)
                entries[prg__journal_at(&data->journal, sequence)->slot]++;
        int code = 0;
        for (size_t i = 0; code == 0 && gone && i < data->slot_count; i++)
                if (find(rebind, PRG__CLASS_AREA, data->slots[i].id) == NULL)
                        code = prg__unbound_area(rebind, data->slots[i].id, entries[i]);
        prg__free(entries);
        return code;
}

static prg__axis_plan *plan_of(const prg__rebind *rebind, const prg__axis *axis)
{
        size_t i = 0;
        while (rebind->axes[i].axis != axis)
                i++;
        return &rebind->axes[i];
}

static int make_plan(prg__rebind *rebind)
{
        const prg_data *data = rebind->data;
        rebind->axes = prg__alloc_zero(data->axis_count * sizeof *rebind->axes);
        rebind->series = prg__alloc_zero(data->series_count * sizeof *rebind->series);
        int code = rebind->axes && rebind->series ? 0 : PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < data->axis_count; i++)
                code = prg__axis_plan_make(&rebind->axes[i], data->axes[i], rebind->binding);
        for (size_t i = 0; code == 0 && i < data->series_count; i++) {
                rebind->series[i].series = data->series[i];
                rebind->series[i].axis = plan_of(rebind, data->series[i]->axis);
                code = plan_series(rebind, &rebind->series[i]);
                rebind->table_count += rebind->series[i].indicator != NULL;
        }
        if (code == 0)
                code = plan_areas(rebind);
        if (code == 0)
                code = make_tiles(rebind);
        if (code < 0 || rebind->table_count == 0)
                return code;
        rebind->table_size = 16;
        while (rebind->table_size < 2 * rebind->table_count)
                rebind->table_size *= 2;
        rebind->table = prg__alloc_zero(rebind->table_size * sizeof(prg__series *));
        return rebind->table ? 0 : PRG_ENOMEM;
}

static void dispose(prg__rebind *rebind)
{
        const prg_data *data = rebind->data;
        for (size_t i = 0; rebind->axes && i < data->axis_count; i++)
                prg__axis_plan_dispose(&rebind->axes[i]);
        for (size_t i = 0; rebind->series && i < data->series_count; i++) {
                prg__rows_free(&rebind->data->tiles, rebind->series[i].rows, rebind->series[i].row_count);
                prg__free(rebind->series[i].categories);
        }
        prg__free(rebind->axes);
        prg__free(rebind->series);
        prg__free(rebind->table);
        prg__binding_free(rebind->binding);
}

/* ---- exchanging ---- */

static void move_entries(const prg__rebind *rebind)
{
        const prg_data *data = rebind->data;
        int moved = 0;
        for (size_t i = 0; i < data->axis_count; i++)
                moved |= rebind->axes[i].map != NULL;
        for (uint32_t sequence = 1; moved && sequence <= data->journal.count; sequence++) {
                prg__record *record = prg__journal_at(&data->journal, sequence);
                record->position = prg__axis_plan_position(
                        rebind->series[record->series].axis, record->position);
        }
}

/* What the plan does not take over any more becomes its own, to be freed with it. */
static void exchange_series(prg__series *series, prg__series_plan *plan)
{
        const prg_item **categories = prg__without_const(series->categories);
        if (plan->again || plan->indicator == NULL) {
                prg__tile_row *rows = series->rows;
                size_t row_count = series->row_count;
                series->rows = plan->rows;
                series->row_count = plan->row_count;
                plan->rows = rows;
                plan->row_count = row_count;
        }
        series->again |= plan->indicator != NULL && plan->scale != series->scale;
        if (plan->indicator)
                series->scale = plan->scale;
        series->indicator = plan->indicator;
        series->info = plan->indicator ? plan->info : NULL;
        series->source = plan->source;
        series->categories = plan->categories;
        series->category_count = plan->indicator ? series->identity->category_count : 0;
        series->observed = plan->observed;
        series->next = series->before = NULL;
        plan->categories = categories;
        if (series->indicator)
                prg__series_enlist(series);
}

static void exchange(prg__rebind *rebind)
{
        prg_data *data = rebind->data;
        prg__binding *old = data->binding;
        prg__series **table = data->table;
        move_entries(rebind);
        for (size_t i = 0; i < data->axis_count; i++)
                prg__axis_plan_commit(&rebind->axes[i]);
        data->table = rebind->table;
        data->table_size = rebind->table_size;
        data->table_count = rebind->table_count;
        for (size_t i = 0; i < data->series_count; i++) {
                exchange_series(data->series[i], &rebind->series[i]);
                if (data->series[i]->indicator)
                        prg__series_tabulate(data->table, data->table_size, data->series[i]);
        }
        for (size_t i = 0; i < data->slot_count; i++) {
                prg__slot *slot = &data->slots[i];
                slot->area = find(rebind, PRG__CLASS_AREA, slot->id);
                slot->place = slot->area ? slot->area->index : 0;
                if (slot->area)
                        rebind->binding->area_slots[slot->place] = i;
        }
        data->binding = rebind->binding;
        rebind->binding = old;
        rebind->table = table;
}

int prg_data_rebind(prg_data *data, prg_programme *programme, prg_report *report)
{
        if (data == NULL)
                return prg__error_null("data");
        if (data->in_transaction)
                return prg__error(PRG_ECONFLICT, NULL,
                        "a transaction is open; expected commit or rollback first");
        prg__rebind rebind = { data, NULL, report, NULL, NULL, NULL, 0, 0, "" };
        int code = prg__binding_make(
                &rebind.binding, programme ? programme : data->binding->programme);
        if (code == 0)
                code = make_plan(&rebind);
        if (code == 0)
                exchange(&rebind);
        dispose(&rebind);
        return code;
}
