/* What a rebind reports: series, areas, periods and cells that have no place in the programme at
 * present. All of it is kept; a warning tells why it does not count. */
#include "rebind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"
#include "util/report.h"

/* ---- findings ---- */

/* What messages name are ids and days, so that they always fit. */
static int add(const prg__rebind *rebind, const char *pointer, const char *format, va_list names)
        PRG__PRINTF(3, 0);
static int add(const prg__rebind *rebind, const char *pointer, const char *format, va_list names)
{
        char message[512];
        vsnprintf(message, sizeof message, format, names);
        prg_finding finding = { PRG_FINDING_UNBOUND, PRG_SEVERITY_WARNING, NULL, pointer, NULL, 0,
                0, 0, message, NULL, NULL };
        return prg__report_add(rebind->report, &finding);
}

/* "/areas/D1": about a thing of the programme. */
static int report_thing(const prg__rebind *rebind, const char *list, const char *id,
        const char *format, ...) PRG__PRINTF(4, 5);
static int report_thing(
        const prg__rebind *rebind, const char *list, const char *id, const char *format, ...)
{
        prg_buf pointer = PRG_BUF_INIT;
        va_list names;
        int code = prg__buf_format(&pointer, "/%s/%s", list, id);
        va_start(names, format);
        if (code == 0)
                code = add(rebind, pointer.data, format, names);
        va_end(names);
        prg_buf_dispose(&pointer);
        return code;
}

/* "/indicators/cases/month/sex=female/police/own": what the series was called when it was made. */
static int point_to(prg_buf *pointer, const prg__series *series)
{
        const prg__identity *identity = series->identity;
        int gregorian = strcmp(series->axis->calendar_id, "gregorian") == 0;
        int code = prg__buf_format(pointer, "/indicators/%s/%s%s%s", identity->indicator,
                gregorian ? "" : series->axis->calendar_id, gregorian ? "" : ":",
                prg_period_type_name(series->axis->type));
        for (size_t i = 0; code == 0 && i < identity->category_count; i++)
                code = prg__buf_format(pointer, "/%s=%s", identity->categories[2 * i],
                        identity->categories[2 * i + 1]);
        if (code == 0 && identity->source)
                code = prg__buf_format(pointer, "/%s", identity->source);
        if (code == 0 && series->scope != PRG_SCOPE_UNIT)
                code = prg__buf_format(pointer, "/%s", prg_scope_name(series->scope));
        return code;
}

/* About a series or, with an area, about some of its cells. */
static int report_series(const prg__rebind *rebind, const prg__series *series, const prg_item *area,
        const char *format, ...) PRG__PRINTF(4, 5);
static int report_series(const prg__rebind *rebind, const prg__series *series, const prg_item *area,
        const char *format, ...)
{
        prg_buf pointer = PRG_BUF_INIT;
        va_list names;
        int code = point_to(&pointer, series);
        va_start(names, format);
        if (code == 0 && area)
                code = prg__buf_format(&pointer, "/%s", area->id);
        if (code == 0)
                code = add(rebind, pointer.data, format, names);
        va_end(names);
        prg_buf_dispose(&pointer);
        return code;
}

/* ---- what has no place at all ---- */

static const char *entries_have(size_t count)
{
        return count == 1 ? "entry has" : "entries have";
}

int prg__unbound_series(const prg__rebind *rebind, const prg__series_plan *plan, const char *why)
{
        size_t entries = plan->series->entries;
        if (rebind->report == NULL || entries == 0)
                return 0;
        return report_series(rebind, plan->series, NULL, "%zu %s no place: %s", entries,
                entries_have(entries), why);
}

int prg__unbound_area(const prg__rebind *rebind, const char *id, size_t entries)
{
        if (rebind->report == NULL || entries == 0)
                return 0;
        return report_thing(rebind, "areas", id, "%zu %s no place: there is no area '%s'", entries,
                entries_have(entries), id);
}

int prg__unbound_periods(const prg__rebind *rebind, const prg__axis_plan *plan)
{
        const char *calendar = plan->axis->calendar_id,
                   *type = prg_period_type_name(plan->axis->type);
        int code = 0;
        for (size_t i = 0; code == 0 && rebind->report && plan->calendar && i < plan->lost_count;
                i++) {
                const prg__lost *lost = &plan->lost[i];
                char name[80];
                if (lost->entries == 0)
                        continue;
                if (lost->stage)
                        snprintf(name, sizeof name, "%s", lost->stage);
                else
                        snprintf(name, sizeof name, "%d of %04d", lost->index, lost->year);
                code = report_thing(rebind, "calendars", calendar,
                        "%zu %s no place: calendar '%s' has no %s %s", lost->entries,
                        entries_have(lost->entries), calendar, type, name);
        }
        return code;
}

/* ---- cells that would not be taken any more ---- */

/* Why the cell of an area and a period would not be; NULL when it would. */
static const char *misplaced(const prg__rebind *rebind, const prg__series_plan *plan,
        const prg_item *area, const prg_period *period)
{
        prg_period_range range;
        prg_scope scope = plan->series->scope;
        if ((period->calendar != plan->info->calendar || period->type != plan->info->type)
                && prg_period_union(&range, NULL, period, plan->info->calendar, plan->info->type)
                           != 0)
                return "the period is no union of base periods";
        switch (prg__binding_place(rebind->binding, plan->indicator, area, period->last)) {
        case PRG__PLACE_REPORTS:
                return scope == PRG_SCOPE_UNIT ? NULL : "the area reports the indicator itself";
        case PRG__PLACE_ABOVE:
                return scope == PRG_SCOPE_UNIT ? "the area lies above those that report" : NULL;
        case PRG__PLACE_BELOW: break;
        }
        return "the area lies below those that report";
}

/* The cells of an area: one finding, about the first period, for all of them. */
static int report_cells(const prg__rebind *rebind, const prg__series_plan *plan,
        const prg__tile_row *row, size_t slot, const prg_item *area)
{
        for (int t = 0; t < row->count; t++)
                for (int c = 0; row->tiles[t] && c < PRG__TILE_PERIODS; c++) {
                        if (row->tiles[t]->winner[slot % PRG__TILE_SLOTS][c] == 0)
                                continue;
                        int at = (row->first + t) * PRG__TILE_PERIODS + c - plan->axis->first;
                        const prg_period *period = &plan->axis->periods[at];
                        const char *why = misplaced(rebind, plan, area, period);
                        char day[PRG__DATE_LENGTH + 1];
                        if (why == NULL)
                                continue;
                        prg__date_write(day, period->last);
                        return report_series(rebind, plan->series, area,
                                "the value of the %s up to %s does not fit any more: %s",
                                prg_period_type_name(period->type), day, why);
                }
        return 0;
}

int prg__unbound_cells(const prg__rebind *rebind, const prg__series_plan *plan)
{
        const prg_data *data = rebind->data;
        const prg__tile_row *rows = plan->again ? plan->rows : plan->series->rows;
        size_t row_count = plan->again ? plan->row_count : plan->series->row_count;
        int code = 0;
        if (rebind->report == NULL)
                return 0;
        if (plan->unsaid)
                code = report_series(rebind, plan->series, NULL,
                        "%zu %s not fit the unit, the decimals or the classes of the indicator",
                        plan->unsaid, plan->unsaid == 1 ? "value does" : "values do");
        for (size_t slot = 0; code == 0 && slot < data->slot_count; slot++) {
                size_t r = slot / PRG__TILE_SLOTS;
                const char *id = data->slots[slot].id;
                if (r >= row_count)
                        break;
                if (rows[r].count == 0)
                        continue;
                const prg_item *area = prg__map_get(
                        &rebind->binding->programme->ids[PRG__CLASS_AREA], id, strlen(id));
                if (area)
                        code = report_cells(rebind, plan, &rows[r], slot, area);
        }
        return code;
}
