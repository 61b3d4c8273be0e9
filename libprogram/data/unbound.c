/* What a rebind reports: series, areas, periods and cells that have no place in the programme at present. All
 * of it is kept; a warning tells why it does not count. */
#include "rebind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"
#include "util/report.h"

/* `pointer` is used up. What messages name are ids and days, so that they always fit. */
static int report(const prg__rebind *rebind, prg_buf *pointer, const char *expected, const char *format, ...)
        PRG__PRINTF(4, 5);
static int report(const prg__rebind *rebind, prg_buf *pointer, const char *expected, const char *format, ...)
{
        char message[512];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        prg_finding finding = { PRG_FINDING_UNBOUND, PRG_SEVERITY_WARNING, NULL, pointer->data, NULL, 0, 0, 0, message,
                expected, NULL };
        int code = prg__report_add(rebind->report, &finding);
        prg_buf_dispose(pointer);
        return code;
}

static const char *entries_have(size_t count)
{
        return count == 1 ? "entry has" : "entries have";
}

/* "/indicators/cases/month/sex=female/police/own": what the series was called when it was made, and an area. */
static int point_to(prg_buf *pointer, const prg__series *series, const char *area)
{
        const prg__identity *identity = series->identity;
        int gregorian = strcmp(series->axis->calendar_id, "gregorian") == 0;
        int code = prg__buf_format(pointer, "/indicators/%s/%s%s%s", identity->indicator,
                gregorian ? "" : series->axis->calendar_id, gregorian ? "" : ":",
                prg_period_type_name(series->axis->type));
        for (size_t i = 0; code == 0 && i < identity->category_count; i++)
                code = prg__buf_format(pointer, "/%s=%s", identity->categories[2 * i], identity->categories[2 * i + 1]);
        if (code == 0 && identity->source)
                code = prg__buf_format(pointer, "/%s", identity->source);
        if (code == 0 && series->scope != PRG_SCOPE_UNIT)
                code = prg__buf_format(pointer, "/%s", prg_scope_name(series->scope));
        if (code == 0 && area)
                code = prg__buf_format(pointer, "/%s", area);
        if (code < 0)
                prg_buf_dispose(pointer);
        return code;
}

int prg__unbound_series(const prg__rebind *rebind, const prg__series_plan *plan, const char *why)
{
        prg_buf pointer = PRG_BUF_INIT;
        size_t entries = plan->series->entries;
        if (rebind->report == NULL || entries == 0)
                return 0;
        int code = point_to(&pointer, plan->series, NULL);
        return code < 0 ? code
                        : report(rebind, &pointer, NULL, "%zu %s no place: %s", entries, entries_have(entries), why);
}

int prg__unbound_area(const prg__rebind *rebind, const char *id, size_t entries)
{
        prg_buf pointer = PRG_BUF_INIT;
        if (rebind->report == NULL || entries == 0)
                return 0;
        int code = prg__buf_format(&pointer, "/areas/%s", id);
        return code < 0 ? code
                        : report(rebind, &pointer, NULL, "%zu %s no place: there is no area '%s'", entries,
                                  entries_have(entries), id);
}

int prg__unbound_periods(const prg__rebind *rebind, const prg__axis_plan *plan)
{
        const prg__axis *axis = plan->axis;
        int code = 0;
        for (size_t i = 0; code == 0 && rebind->report && plan->calendar && i < plan->lost_count; i++) {
                const prg__lost *lost = &plan->lost[i];
                prg_buf pointer = PRG_BUF_INIT;
                char name[80];
                if (lost->entries == 0)
                        continue;
                snprintf(name, sizeof name, "%s", lost->stage ? lost->stage : "");
                if (lost->stage == NULL)
                        snprintf(name, sizeof name, "%d of %04d", lost->index, lost->year);
                code = prg__buf_format(&pointer, "/calendars/%s", axis->calendar_id);
                if (code == 0)
                        code = report(rebind, &pointer, NULL, "%zu %s no place: calendar '%s' has no %s %s",
                                lost->entries, entries_have(lost->entries), axis->calendar_id,
                                prg_period_type_name(axis->type), name);
        }
        return code;
}

/* ---- cells ---- */

static const prg__tile_row *rows_of(const prg__series_plan *plan, size_t *count)
{
        *count = plan->again ? plan->row_count : plan->series->row_count;
        return plan->again ? plan->rows : plan->series->rows;
}

/* Why the cell of a slot would not be taken any more; NULL when it would. */
static const char *misplaced(const prg__rebind *rebind, const prg__series_plan *plan, const prg_item *area,
        const prg_period *period)
{
        prg_period_range range;
        prg_scope scope = plan->series->scope;
        if ((period->calendar != plan->info->calendar || period->type != plan->info->type)
            && prg_period_union(&range, NULL, period, plan->info->calendar, plan->info->type) != 0)
                return "the period is no union of base periods";
        switch (prg__binding_place(rebind->binding, plan->indicator, area, period->last)) {
        case PRG__PLACE_REPORTS: return scope == PRG_SCOPE_UNIT ? NULL : "the area reports the indicator itself";
        case PRG__PLACE_ABOVE: return scope == PRG_SCOPE_UNIT ? "the area lies above those that report" : NULL;
        case PRG__PLACE_BELOW: break;
        }
        return "the area lies below those that report";
}

/* The first cell of a slot, in order of periods, that would not be taken any more: one finding for all. */
static int report_slot(const prg__rebind *rebind, const prg__series_plan *plan, const prg__tile_row *row, size_t slot)
{
        const prg_item *area = prg__map_get(&rebind->binding->programme->ids[PRG__CLASS_AREA],
                rebind->data->slots[slot].id, strlen(rebind->data->slots[slot].id));
        for (int t = 0; area && t < row->count; t++)
                for (int c = 0; row->tiles[t] && c < PRG__TILE_PERIODS; c++) {
                        if (row->tiles[t]->winner[slot % PRG__TILE_SLOTS][c] == 0)
                                continue;
                        int at = (row->first + t) * PRG__TILE_PERIODS + c - plan->axis->first;
                        const prg_period *period = &plan->axis->periods[at];
                        const char *why = misplaced(rebind, plan, area, period);
                        if (why == NULL)
                                continue;
                        char day[PRG__DATE_LENGTH + 1];
                        prg_buf pointer = PRG_BUF_INIT;
                        prg__date_write(day, period->last);
                        int code = point_to(&pointer, plan->series, area->id);
                        return code < 0 ? code
                                        : report(rebind, &pointer, NULL,
                                                  "the value of the %s up to %s does not fit any more: %s",
                                                  prg_period_type_name(period->type), day, why);
                }
        return 0;
}

static int report_unsaid(const prg__rebind *rebind, const prg__series_plan *plan)
{
        prg_buf pointer = PRG_BUF_INIT;
        int code = point_to(&pointer, plan->series, NULL);
        return code < 0 ? code
                        : report(rebind, &pointer, NULL,
                                  "%zu %s cannot be said in the unit, the decimals or the classes of the indicator",
                                  plan->unsaid, plan->unsaid == 1 ? "value" : "values");
}

int prg__unbound_cells(const prg__rebind *rebind, const prg__series_plan *plan)
{
        size_t row_count;
        const prg__tile_row *rows = rows_of(plan, &row_count);
        if (rebind->report == NULL)
                return 0;
        int code = plan->unsaid ? report_unsaid(rebind, plan) : 0;
        for (size_t slot = 0; code == 0 && slot / PRG__TILE_SLOTS < row_count && slot < rebind->data->slot_count; slot++)
                code = report_slot(rebind, plan, &rows[slot / PRG__TILE_SLOTS], slot);
        return code;
}
