/* The binding of a data set to one generation of a programme: the calendars, what each indicator is
 * for values, when areas have areas in them. Made as a whole, so that a failure leaves the old one.
 */
#include "store.h"

#include <libprogram/area.h>

#include <stdlib.h>
#include <string.h>

#include "model/item.h"
#include "util/error.h"
#include "util/memory.h"

/* An area does not lie deeper than this, whatever a programme that was not checked says. */
#define DEEPEST 64

void prg__binding_free(prg__binding *binding)
{
        if (binding == NULL)
                return;
        prg_calendars_free(binding->calendars);
        prg__free(binding->calendar_at);
        prg__free(binding->area_slots);
        prg__free(binding->spans);
        prg__free(binding->area_spans);
        prg__free(binding->indicators);
        prg__free(binding->sources);
        prg_programme_unref(binding->programme);
        prg__free(binding);
}

/* ---- calendars ---- */

static int bind_calendars(prg__binding *binding)
{
        int code = prg_calendars_new(&binding->calendars, binding->programme);
        if (code < 0)
                return code;
        size_t count = prg_calendars_count(binding->calendars);
        binding->calendar_at = prg__alloc_array(count, sizeof(const prg_calendar *));
        if (binding->calendar_at == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count; i++)
                binding->calendar_at[i] = prg_calendars_at(binding->calendars, i);
        binding->calendar_count = count;
        return 0;
}

const prg_calendar *prg__binding_calendar(const prg__binding *binding, const char *id)
{
        for (size_t i = 0; i < binding->calendar_count; i++)
                if (strcmp(binding->calendar_at[i]->options.id, id) == 0)
                        return binding->calendar_at[i];
        return NULL;
}

/* ---- indicators ---- */

static const char *why_computed(const prg__indicator *it)
{
        if (it->formula || it->kind == PRG__KIND_COMPUTED)
                return "it has a formula";
        if (it->kind == PRG__KIND_RATIO && it->published != PRG__TRUE)
                return "it is a ratio that is not published by others";
        if (it->kind == PRG__KIND_COHORT && it->numerator)
                return "it is a ratio of cohorts";
        return NULL;
}

static void describe(
        prg__indicator_info *info, const prg__indicator *it, const prg__binding *binding)
{
        prg_period_type type;
        info->computed = why_computed(it);
        if (it->kind == 0 || it->period == 0
                || prg_period_type_from_name(&type, prg_item_text(&it->item, "period")) < 0)
                return;
        const prg_calendar *calendar =
                prg__binding_calendar(binding, it->calendar ? it->calendar->id : "gregorian");
        if (!prg_calendar_has(calendar, type))
                return;
        info->calendar = calendar;
        info->type = type;
}

/* The sources of an indicator, each once: `seen` has for each source the last indicator that named
 * it. */
static size_t take_sources(const prg_item **to, size_t *seen, const prg__indicator *it)
{
        size_t count = 0;
        for (size_t p = 0; p < it->sources.count; p++) {
                const prg__precedence *precedence = it->sources.at[p];
                for (size_t i = 0; i < precedence->order.count; i++) {
                        const prg_item *source = precedence->order.at[i];
                        if (seen[source->index] == it->item.index + 1)
                                continue;
                        seen[source->index] = it->item.index + 1;
                        to[count++] = source;
                }
        }
        return count;
}

static int bind_indicators(prg__binding *binding)
{
        const prg__root *root = &binding->programme->root;
        size_t named = 0;
        for (size_t i = 0; i < root->indicators.count; i++) {
                const prg__indicator *it = root->indicators.at[i];
                for (size_t p = 0; p < it->sources.count; p++)
                        named += ((const prg__precedence *)it->sources.at[p])->order.count;
        }
        size_t *seen = prg__alloc_zero(root->sources.count * sizeof *seen);
        binding->indicators = prg__alloc_zero(root->indicators.count * sizeof *binding->indicators);
        binding->sources = prg__alloc_array(named, sizeof(const prg_item *));
        int code = seen && binding->indicators && binding->sources ? 0 : PRG_ENOMEM;
        const prg_item **sources = binding->sources;
        for (size_t i = 0; code == 0 && i < root->indicators.count; i++) {
                prg__indicator_info *info = &binding->indicators[i];
                describe(info, root->indicators.at[i], binding);
                info->sources = sources;
                info->source_count = take_sources(sources, seen, root->indicators.at[i]);
                sources += info->source_count;
        }
        prg__free(seen);
        return code;
}

/* ---- areas in areas ---- */

typedef struct stay {
        size_t parent; /* index */
        prg__span span;
} stay;

typedef struct stays {
        stay *at;
        size_t count, capacity;
} stays;

static int take_stays(stays *to, const prg__area *area, prg_date first, prg_date last, int steps);

/* Something that exists lies in a parent from one day to another, and so in whatever that lies in. */
static int add_stay(stays *to, const prg_item *parent, prg_date first, prg_date last, int steps)
{
        if (parent == NULL || first > last || steps > 64)
                return 0;
        if (to->count == to->capacity
            && prg__grow((void **)&to->at, &to->capacity, to->count + 1, sizeof *to->at) < 0)
                return PRG_ENOMEM;
        to->at[to->count++] = (stay){ parent->index, { first, last } };
        return take_stays(to, (const prg__area *)parent, first, last, steps + 1);
}

/* Where an area lies within the days, with the same answers as prg_area_parent(): of the later states that
 * have begun the last one counts. */
static int take_stays(stays *to, const prg__area *area, prg_date first, prg_date last, int steps)
{
        int code = 0;
        for (size_t i = area->later.count; i-- > 0 && code == 0;) {
                const prg__area_state *state = area->later.at[i];
                if (state->parent == NULL || state->from == PRG_DATE_NONE || state->from > last)
                        continue;
                code = add_stay(to, state->parent, state->from > first ? state->from : first, last, steps);
                last = state->from - 1;
        }
        return code == 0 ? add_stay(to, area->parent, first, last, steps) : code;
}

static int by_parent_and_day(const void *a, const void *b)
{
        const stay *first = a, *second = b;
        if (first->parent != second->parent)
                return first->parent < second->parent ? -1 : 1;
        return (first->span.first > second->span.first) - (first->span.first < second->span.first);
}

static int collect_stays(stays *to, const prg__list *areas)
{
        for (size_t i = 0; i < areas->count; i++) {
                const prg__area *area = areas->at[i];
                prg_date first = area->from == PRG_DATE_NONE ? PRG_DATE_MIN : area->from;
                prg_date last = area->to == PRG_DATE_NONE ? PRG_DATE_MAX : area->to;
                if (take_stays(to, area, first, last, 0) < 0)
                        return PRG_ENOMEM;
        }
        if (to->count)
                qsort(to->at, to->count, sizeof *to->at, by_parent_and_day);
        return 0;
}

static int bind_areas(prg__binding *binding)
{
        const prg__list *areas = &binding->programme->root.areas;
        size_t spans = 0, at = 0;
        stays all = { NULL, 0, 0 };
        int code = collect_stays(&all, areas);
        if (code == 0) {
                binding->area_slots = prg__alloc_array(areas->count, sizeof *binding->area_slots);
                binding->area_spans = prg__alloc_array(areas->count + 1, sizeof *binding->area_spans);
                binding->spans = prg__alloc_array(all.count, sizeof *binding->spans);
        }
        if (binding->area_slots == NULL || binding->area_spans == NULL || binding->spans == NULL) {
                prg__free(all.at);
                return PRG_ENOMEM;
        }
        for (size_t i = 0; i < areas->count; i++)
                binding->area_slots[i] = PRG__NO_SLOT;
        for (size_t i = 0; i <= areas->count; i++) {
                size_t begin = binding->area_spans[i] = spans;
                for (; at < all.count && all.at[at].parent == i; at++)
                        if (spans > begin && all.at[at].span.first <= binding->spans[spans - 1].last) {
                                if (all.at[at].span.last > binding->spans[spans - 1].last)
                                        binding->spans[spans - 1].last = all.at[at].span.last;
                        } else {
                                binding->spans[spans++] = all.at[at].span;
                        }
        }
        prg__free(all.at);
        return 0;
}

static int has_areas(const prg__binding *binding, const prg_item *area, prg_date day)
{
        size_t low = binding->area_spans[area->index], high = binding->area_spans[area->index + 1];
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (binding->spans[middle].last < day)
                        low = middle + 1;
                else if (binding->spans[middle].first > day)
                        high = middle;
                else
                        return 1;
        }
        return 0;
}

static int is_of_level(const prg_item *area, const char *level)
{
        const char *own = ((const prg__area *)area)->level;
        return own && strcmp(own, level) == 0;
}

static int reports(const prg__binding *binding, const prg__indicator *indicator,
        const prg_item *area, prg_date day)
{
        return indicator->level ? is_of_level(area, indicator->level)
                                : !has_areas(binding, area, day);
}

int prg__binding_reports_always(
        const prg__binding *binding, const prg__indicator *indicator, const prg_item *area)
{
        if (indicator->level)
                return is_of_level(area, indicator->level);
        return binding->area_spans[area->index] == binding->area_spans[area->index + 1];
}

prg__place prg__binding_place(const prg__binding *binding, const prg__indicator *indicator,
        const prg_item *area, prg_date day)
{
        if (reports(binding, indicator, area, day))
                return PRG__PLACE_REPORTS;
        for (int i = 0; indicator->level && i < DEEPEST; i++) {
                area = prg_area_parent(area, day);
                if (area == NULL)
                        break;
                if (is_of_level(area, indicator->level))
                        return PRG__PLACE_BELOW;
        }
        return PRG__PLACE_ABOVE;
}

int prg__unit_reports(
        const prg_data *data, const prg__indicator *indicator, const prg_item *area, prg_date day)
{
        return reports(data->binding, indicator, area, day);
}

/* ---- periods ---- */

int prg__calendar_period(const prg_calendar *calendar, prg_period_type type, int year, int index,
        const char *stage, prg_period *period)
{
        if (!prg_calendar_has(calendar, type))
                return PRG_END;
        if (type == PRG_PERIOD_STAGE) {
                const prg_stage *found = prg__map_get(&calendar->stages, stage, strlen(stage));
                if (found == NULL)
                        return PRG_END;
                index = (int)(found - calendar->options.stages) + 1;
        }
        return prg__period_set(period, calendar, type, year, index) < 0 ? PRG_END : 0;
}

int prg__binding_period(const prg__binding *binding, const prg_period *period, prg_period *own)
{
        const prg_calendar *calendar = period->calendar;
        const char *stage = NULL;
        for (size_t i = 0; i < binding->calendar_count; i++)
                if (binding->calendar_at[i] == calendar) {
                        *own = *period;
                        return 0;
                }
        prg_period same = *period;
        same.calendar = prg__binding_calendar(binding, calendar->options.id);
        if (same.calendar == NULL)
                return PRG_END;
        if (period->type == PRG_PERIOD_STAGE)
                stage = calendar->options.stages[period->index - 1].id;
        if (period->type != PRG_PERIOD_DAYS
                && (prg__calendar_period(
                            same.calendar, period->type, period->year, period->index, stage, &same)
                                != 0
                        || same.first != period->first || same.last != period->last))
                return PRG_END;
        *own = same;
        return 0;
}

/* ---- the whole ---- */

int prg__binding_make(prg__binding **binding, prg_programme *programme)
{
        prg__binding *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->programme = prg_programme_ref(programme);
        made->generation = programme->generation;
        int code = bind_calendars(made);
        if (code == 0)
                code = bind_indicators(made);
        if (code == 0)
                code = bind_areas(made);
        if (code < 0) {
                prg__binding_free(made);
                return code;
        }
        *binding = made;
        return 0;
}
