/* What is the same for all areas in one evaluation: the base periods of the period, wider periods for which there
 * may be values, versions, operators. docs/results.md, sections 1, 3 and 4. */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

#include "model/calendar.h"
#include "util/memory.h"

static const char *calendar_id(const prg__indicator *indicator)
{
        return indicator->calendar ? indicator->calendar->id : prg_calendar_id(prg_calendar_gregorian());
}

int prg__has_same_bases(const prg__indicator *indicator, const prg__indicator *other)
{
        return indicator->period == other->period && strcmp(calendar_id(indicator), calendar_id(other)) == 0;
}

static int calendar_of(const prg__engine *engine, const prg__indicator *indicator, const prg_calendar **calendar)
{
        const char *id = calendar_id(indicator);
        return prg_calendars_find(calendar, prg_data_calendars(engine->data), id, strlen(id));
}

int prg__over_time(const prg__indicator *indicator)
{
        switch (indicator->kind) {
        case PRG__KIND_CLASS:
        case PRG__KIND_MILESTONE:
                return PRG__OVER_LAST;
        case PRG__KIND_DISTINCT:
        case PRG__KIND_RATIO:
                return PRG__OVER_NONE;
        case PRG__KIND_STOCK:
        case PRG__KIND_CUMULATIVE:
                return indicator->over_time ? indicator->over_time : PRG__OVER_LAST;
        default:
                return indicator->over_time ? indicator->over_time : PRG__OVER_SUM;
        }
}

/* The operators of an indicator; a kind with rules of its own keeps the one that is nearest. */
static void choose_operators(prg__frame *frame, const prg__indicator *indicator)
{
        frame->time = prg__over_time(indicator);
        frame->areas = PRG__OVER_SUM;
        switch (indicator->kind) {
        case PRG__KIND_CLASS:
        case PRG__KIND_MILESTONE:
                frame->by_unit = 1;
                return;
        case PRG__KIND_DISTINCT:
                return;
        case PRG__KIND_RATIO:
                frame->areas = PRG__OVER_NONE;
                return;
        default:
                break;
        }
        if (frame->ask->flow) { /* the measure has operators of its own */
                frame->time = PRG__OVER_LAST;
                frame->by_unit = 1;
                return;
        }
        if (indicator->over_areas)
                frame->areas = indicator->over_areas;
        if (frame->ask->cut->kind == PRG__CUT_BY_OBSERVATION && indicator->kind == PRG__KIND_COHORT) {
                frame->time = PRG__OVER_SUM;
                frame->by_unit = 1;
                return;
        }
        frame->by_unit = frame->time == PRG__OVER_LAST || frame->time == PRG__OVER_FIRST;
}

/* The span of a cumulative count that a base period belongs to: its number, or -1 outside of all. */
static int span_of(prg__engine *engine, const prg__indicator *indicator, const prg_period *base, int *span)
{
        prg_period holder;
        const prg_calendar *calendar = base->calendar;
        prg_period_type type = PRG_PERIOD_YEAR;
        *span = 0;
        if (indicator->span == PRG__SPAN_PROGRAMME)
                return 0;
        if (indicator->span == PRG__SPAN_STAGE) {
                const char *id = indicator->stages ? indicator->stages->id : NULL;
                int code = id ? prg_calendars_find(&calendar, prg_data_calendars(engine->data), id, strlen(id)) : 0;
                if (code < 0)
                        return code;
                type = PRG_PERIOD_STAGE;
        }
        *span = -1;
        if (prg_calendar_has(calendar, type) && prg_period_holding(&holder, calendar, type, base->last) == 0)
                *span = type == PRG_PERIOD_STAGE ? holder.index : holder.year;
        return 0;
}

int prg__frame_begins_span(prg__engine *engine, const prg__indicator *indicator, const prg_period *base, int *begins)
{
        prg_period before;
        int span, other, code = span_of(engine, indicator, base, &span);
        if (code < 0)
                return code;
        *begins = prg_period_previous(&before, base) != 0;
        if (*begins)
                return 0;
        if ((code = span_of(engine, indicator, &before, &other)) < 0)
                return code;
        *begins = span != other;
        return 0;
}

int prg__crosses_span(prg__engine *engine, const prg__indicator *indicator, const prg_period *first, const prg_period *last,
        int *crosses)
{
        int a, b, code;
        if ((code = span_of(engine, indicator, first, &a)) < 0 || (code = span_of(engine, indicator, last, &b)) < 0)
                return code;
        *crosses = a != b;
        return 0;
}

/* ---- wider periods ---- */

int prg__compare_coarse(const prg_period *a, const prg_period *b)
{
        int64_t length = (int64_t)a->last - a->first, other = (int64_t)b->last - b->first;
        return length != other ? (length < other ? -1 : 1) : prg_period_compare(a, b);
}

int prg__is_coarse(const prg_period *period, const prg_period *base)
{
        prg_period_range range;
        return !(period->calendar == base->calendar && period->type == base->type)
                && prg_period_union(&range, NULL, period, base->calendar, base->type) == 0;
}

static int compare_spans(const void *a, const void *b)
{
        const struct prg__span *x = a, *y = b;
        return prg__compare_coarse(&x->period, &y->period);
}

static int base_beginning(const prg__frame *frame, prg_date first)
{
        for (int i = 0; i < frame->count; i++)
                if (frame->bases[i].first == first)
                        return i;
        return -1;
}

static int base_ending(const prg__frame *frame, prg_date last)
{
        for (int i = 0; i < frame->count; i++)
                if (frame->bases[i].last == last)
                        return i;
        return -1;
}

/* Whether a wider period is one to look at, and where it lies. */
static int is_coarse(const prg__frame *frame, const prg_period *period, struct prg__span *span)
{
        const prg_period *whole = &frame->ask->period;
        if (period->calendar == frame->bases[0].calendar && period->type == frame->bases[0].type)
                return 0;
        span->period = *period;
        span->end = base_ending(frame, period->last) + 1;
        if (frame->by_unit) { /* it stands at its last base period, however early it begins */
                span->begin = period->first < whole->first ? 0 : base_beginning(frame, period->first);
                return span->end > 0 && prg__is_coarse(period, &frame->bases[0]);
        }
        if (!prg_period_type_is_partition(period->type)
            && (period->first != whole->first || period->last != whole->last))
                return 0;
        span->begin = base_beginning(frame, period->first);
        return span->begin >= 0 && span->end > span->begin;
}

static int has_span(const prg__frame *frame, const prg_period *period)
{
        for (int i = 0; i < frame->span_count; i++)
                if (frame->spans[i].period.calendar == period->calendar && frame->spans[i].period.type == period->type
                    && frame->spans[i].period.first == period->first && frame->spans[i].period.last == period->last)
                        return 1;
        return 0;
}

static int find_spans(prg__engine *engine, prg__frame *frame)
{
        int room = 0;
        if (frame->ask->indicator->kind == PRG__KIND_COHORT || frame->ask->match || frame->ask->flow)
                return 0;
        for (int pass = 0; pass < 2; pass++) {
                for (size_t i = 0; i < frame->editions[0].count; i++) {
                        const prg__series *it = prg__engine_series_of(engine, frame->editions[0].at[i].indicator);
                        for (; it; it = it->next)
                                for (int k = 0; k < it->axis->count; k++) {
                                        struct prg__span span;
                                        if (!is_coarse(frame, &it->axis->periods[k], &span))
                                                continue;
                                        if (pass == 0)
                                                room++;
                                        else if (!has_span(frame, &span.period))
                                                frame->spans[frame->span_count++] = span;
                                }
                }
                if (room == 0)
                        return 0;
                if (pass == 0
                    && (frame->spans = prg__arena_alloc(&engine->arena, (size_t)room * sizeof *frame->spans)) == NULL)
                        return PRG_ENOMEM;
        }
        qsort(frame->spans, (size_t)frame->span_count, sizeof *frame->spans, compare_spans);
        return 0;
}

/* ---- the frame ---- */

prg_period_type prg__base_type(const prg__indicator *indicator)
{
        static const prg_period_type types[] = { PRG_PERIOD_DAY, PRG_PERIOD_WEEK, PRG_PERIOD_BI_WEEK,
                PRG_PERIOD_WEEK_YEAR, PRG_PERIOD_MONTH, PRG_PERIOD_BI_MONTH, PRG_PERIOD_QUARTER, PRG_PERIOD_FOUR_MONTH,
                PRG_PERIOD_HALF, PRG_PERIOD_YEAR, PRG_PERIOD_NINE_MONTH, PRG_PERIOD_YEAR_TO_DATE, PRG_PERIOD_SEASON,
                PRG_PERIOD_STAGE };
        return types[indicator->period - 1];
}

static int has_scope(const prg__engine *engine, const prg__indicator *indicator, prg_scope scope)
{
        for (; indicator; indicator = (const prg__indicator *)indicator->replaces)
                for (const prg__series *it = prg__engine_series_of(engine, indicator); it; it = it->next)
                        if (it->scope == scope)
                                return 1;
        return 0;
}

static int find_editions(prg__engine *engine, prg__frame *frame)
{
        const prg__ask *ask = frame->ask;
        int code = prg__editions_make(engine, &frame->editions[PRG_SCOPE_UNIT], ask, PRG_SCOPE_UNIT);
        int own = engine->query->origin == PRG_ORIGIN_OWN;
        for (int scope = PRG_SCOPE_OWN; code == 0 && scope <= PRG_SCOPE_TOTAL && !ask->match && (!ask->flow || own); scope++)
                if (has_scope(engine, ask->indicator, (prg_scope)scope)
                    || (scope == PRG_SCOPE_TOTAL && own))
                        code = prg__editions_make(engine, &frame->editions[scope], ask, (prg_scope)scope);
        return code;
}

static int find_weights(prg__engine *engine, prg__frame *frame)
{
        static const prg__cut total = { .kind = PRG__CUT_CATEGORIES, .text = "total" };
        const prg__indicator *weight = (const prg__indicator *)frame->ask->indicator->weight;
        if (weight == NULL || (frame->time != PRG__OVER_WEIGHTED_MEAN && frame->areas != PRG__OVER_WEIGHTED_MEAN))
                return 0;
        prg__ask *ask = prg__arena_alloc(&engine->arena, sizeof *ask);
        if (ask == NULL)
                return PRG_ENOMEM;
        ask->indicator = weight;
        ask->cut = &total;
        ask->period = frame->ask->period;
        ask->policies.time = ask->policies.areas = PRG_POLICY_SKIP;
        int code = prg__editions_make(engine, &frame->weight_editions[PRG_SCOPE_UNIT], ask, PRG_SCOPE_UNIT);
        if (code == 0 && engine->query->origin == PRG_ORIGIN_OWN)
                code = prg__editions_make(engine, &frame->weight_editions[PRG_SCOPE_TOTAL], ask, PRG_SCOPE_TOTAL);
        if (code < 0)
                return code;
        return prg__evaluate(engine, ask, &frame->weights);
}

int prg__frame_make(prg__engine *engine, prg__frame *frame, const prg__ask *ask, prg_reason *reason)
{
        const prg__indicator *indicator = ask->indicator;
        const prg_calendar *calendar = NULL;
        prg_period_range range;
        memset(frame, 0, sizeof *frame);
        frame->ask = ask;
        choose_operators(frame, indicator);
        int code = find_editions(engine, frame);
        frame->only_end = indicator->at_end == PRG__TRUE
                && (frame->time == PRG__OVER_LAST || frame->time == PRG__OVER_FIRST);
        *reason = PRG_REASON_BREAKDOWN;
        if (code < 0)
                return code == PRG_ENOTFOUND ? PRG_END : code;
        if ((code = calendar_of(engine, indicator, &calendar)) < 0)
                return code;
        *reason = PRG_REASON_CALENDAR;
        if (indicator->period <= 0)
                return PRG_END;
        prg_period_type type = prg__base_type(indicator);
        code = prg_period_union(&range, NULL, &ask->period, calendar, type);
        if (code == PRG_END || code == PRG_ERANGE)
                return PRG_END;
        if (code < 0)
                return code;
        frame->count = (int)range.count;
        frame->bases = prg__arena_alloc(&engine->arena, range.count * sizeof *frame->bases);
        if (frame->bases == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < range.count; i++)
                if ((code = prg_period_range_at(&frame->bases[i], &range, i)) < 0)
                        return code;
        if (indicator->kind == PRG__KIND_CUMULATIVE) {
                int crosses;
                code = prg__crosses_span(engine, indicator, &frame->bases[0], &frame->bases[frame->count - 1], &crosses);
                if (code < 0)
                        return code;
                *reason = PRG_REASON_SPAN;
                if (crosses)
                        return PRG_END;
        }
        if ((code = find_spans(engine, frame)) < 0)
                return code;
        return find_weights(engine, frame);
}
