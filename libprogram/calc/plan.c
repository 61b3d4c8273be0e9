/* What of a query blocks can give, and the windows that it takes. See bulk.h.
 *
 * Blocks do what is usual: flows, stocks and cumulative counts that are summed over areas, and over time summed or
 * taken last, of values that were reported for just these categories by the reporting areas themselves; ratios of
 * two such; and what is compared, counted or divided from their cells. Everything else, and whatever turns out to be
 * unfit, is computed by the reference engine. */
#include "calc/bulk.h"

#include <string.h>

#include "model/programme.h"
#include "util/memory.h"

int prg__bulk_off;

/* Windows that are asked for by one kind of measure lie side by side. */
enum { BATCH_VALUE, BATCH_TO_DATE, BATCH_PREVIOUS, BATCH_LAST_YEAR };

/* ---- which indicators ---- */

static int has_other_series(const prg__engine *engine, const prg__indicator *indicator, const prg_calendar *calendar,
        prg_period_type type)
{
        for (; indicator; indicator = (const prg__indicator *)indicator->replaces)
                for (const prg__series *it = prg__data_series_of(engine->data, indicator); it; it = it->next)
                        if (it->scope != PRG_SCOPE_UNIT || it->axis->type != type || it->axis->calendar == NULL
                            || strcmp(prg_calendar_id(it->axis->calendar), prg_calendar_id(calendar)) != 0)
                                return 1;
        return 0;
}

static int names_fallback(const prg__engine *engine, const prg__indicator *indicator)
{
        for (size_t i = 0; i < indicator->sources.count && !engine->query->source; i++) {
                const prg__precedence *it = indicator->sources.at[i];
                if (it->fallback == PRG__TRUE || (engine->report && it->tolerance.decimals != PRG__NO_NUMBER))
                        return 1;
        }
        return 0;
}

static int find_calendar(const prg__bulk *bulk, const prg__indicator *indicator, const prg_calendar **calendar)
{
        const char *id = indicator->calendar ? indicator->calendar->id : NULL;
        if (id == NULL)
                id = prg_calendar_id(prg_calendar_gregorian());
        return prg_calendars_find(calendar, bulk->calendars, id, strlen(id));
}

/* 1 and the key when blocks can hold the indicator in this cut, else 0. */
static int find_key(const prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, prg__layout_key *key)
{
        const prg__indicator *indicator = ask->indicator;
        prg__editions editions;
        int kind = indicator->kind;
        int time = prg__over_time(indicator);
        int areas = indicator->over_areas ? indicator->over_areas : PRG__OVER_SUM;
        if (indicator->formula || (kind != PRG__KIND_FLOW && kind != PRG__KIND_STOCK && kind != PRG__KIND_CUMULATIVE) || indicator->period <= 0
            || (time != PRG__OVER_SUM && time != PRG__OVER_LAST) || areas != PRG__OVER_SUM || indicator->carry > 0
            || (indicator->at_end == PRG__TRUE && time == PRG__OVER_LAST) || engine->query->origin == PRG_ORIGIN_OWN
            || ask->cut->kind != PRG__CUT_CATEGORIES || prg__cut_has_rest(ask->cut) || names_fallback(engine, indicator)
            || ask->policies.time == PRG_POLICY_ZERO || ask->policies.areas == PRG_POLICY_ZERO)
                return 0;
        key->indicator = indicator;
        key->by_unit = time == PRG__OVER_LAST;
        key->type = prg__base_type(indicator);
        if (!prg_period_type_is_partition(key->type) || find_calendar(bulk, indicator, &key->calendar) < 0
            || has_other_series(engine, indicator, key->calendar, key->type))
                return 0;
        int code = prg__editions_make(engine, &editions, ask, PRG_SCOPE_UNIT);
        if (code < 0)
                return code == PRG_ENOTFOUND ? 0 : code;
        return editions.count > 0 && editions.at[0].indicator == indicator && editions.at[0].column
                && editions.at[0].column->derivation_count == 0;
}

static prg__layout *find_layout(prg__bulk *bulk, const prg__layout_key *key)
{
        for (prg__layout *it = bulk->layouts; it; it = it->next)
                if (prg__layout_is_of(it, key))
                        return it;
        prg__layout *layout = prg__layout_new(&bulk->arena, bulk->trees, bulk->expectation, key);
        if (layout) {
                layout->next = bulk->layouts;
                bulk->layouts = layout;
        }
        return layout;
}

static int same_sight(const prg__sight *a, const prg__sight *b)
{
        return a->as_of == b->as_of && a->mode == b->mode && (a->mode == PRG_QUALITY_MODE_BEST || a->quality == b->quality);
}

/* The cut as long as the bulk lives: queries may go before. */
static const prg__cut *keep_cut(prg__bulk *bulk, const prg__cut *cut)
{
        prg__cut *kept = prg__arena_alloc(&bulk->arena, sizeof *kept);
        if (kept) {
                *kept = *cut;
                kept->text = prg__arena_text(&bulk->arena, cut->text, strlen(cut->text));
        }
        return kept && kept->text ? kept : NULL;
}

static prg__block *find_block(prg__bulk *bulk, const prg__engine *engine, const prg__ask *ask, prg__layout *layout)
{
        const prg_item *source = ask->indicator->sources.count ? engine->query->source : NULL;
        for (prg__block *it = bulk->blocks; it; it = it->next)
                if (it->indicator == ask->indicator && it->layout == layout && strcmp(it->cut->text, ask->cut->text) == 0
                    && it->source == source && same_sight(&it->sight, &engine->query->sight))
                        return it;
        prg__block *block = prg__arena_alloc(&bulk->arena, sizeof *block);
        if (block == NULL || (block->cut = keep_cut(bulk, ask->cut)) == NULL)
                return NULL;
        block->layout = layout;
        block->data = bulk->data;
        block->indicator = ask->indicator;
        block->source = source;
        block->sight = engine->query->sight;
        block->slots = bulk->slots;
        block->decimals = prg__result_decimals(ask->indicator);
        block->next = bulk->blocks;
        bulk->blocks = block;
        return block;
}

/* ---- windows ---- */

/* The period that a batch takes for one that was asked for. PRG_END and the reason when there is none. */
static int other_period(int batch, const prg_period *asked, prg_period *period, prg_reason *reason)
{
        int code = 0;
        *reason = batch == BATCH_TO_DATE ? PRG_REASON_CALENDAR : PRG_REASON_NO_PERIOD;
        if (batch == BATCH_TO_DATE)
                code = prg_period_year_to_date(period, asked);
        else if (batch == BATCH_PREVIOUS)
                code = prg_period_previous(period, asked);
        else if (batch == BATCH_LAST_YEAR)
                code = prg_period_same_last_year(period, asked);
        else
                *period = *asked;
        return code == PRG_ERANGE || (code == PRG_EINVALID && batch == BATCH_TO_DATE) ? PRG_END : code;
}

/* The windows of a query's periods. 0; PRG_END when this needs an older version of the indicator; an error. */
static int ask_windows(prg__bulk *bulk, prg__engine *engine, prg__layout *layout, int batch, const int **out)
{
        const prg_query *query = engine->query;
        int *windows = prg__arena_alloc(&bulk->arena, (query->period_count + 1) * sizeof *windows), hint = -1, code;
        if (windows == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < query->period_count; i++) {
                prg_period asked, period;
                prg_reason reason;
                if ((code = prg__period_within(&asked, &query->periods[i], bulk->calendars)) < 0)
                        return code;
                code = other_period(batch, &asked, &period, &reason);
                if (code < 0)
                        return code;
                if (code == PRG_END) {
                        windows[i] = PRG__WINDOW_REFUSED - (int)reason;
                        continue;
                }
                if ((code = prg__layout_ask(layout, &period, batch, &hint)) < 0)
                        return code;
                windows[i] = code == PRG_END ? -1 - (int)PRG_REASON_CALENDAR : hint;
        }
        *out = windows;
        return 0;
}

/* Cumulative counts have no value in periods that cross the beginning of a new count: these windows become
 * negative. PRG_END when a window begins before the indicator's present version. */
static int check_windows(prg__engine *engine, const prg__layout *layout, const prg__indicator *indicator, const int **windows,
        size_t count, prg__arena *arena)
{
        int *own = NULL;
        for (size_t i = 0; i < count; i++) {
                if ((*windows)[i] < 0)
                        continue;
                const prg__window *it = &layout->windows[(*windows)[i]];
                int crossed = 0, code;
                if (indicator->replaces && !prg__day_within(it->from.last, indicator->from, indicator->to))
                        return PRG_END;
                if (indicator->kind != PRG__KIND_CUMULATIVE)
                        continue;
                if ((code = prg__crosses_span(engine, indicator, &it->from, &it->to, &crossed)) < 0)
                        return code;
                if (!crossed)
                        continue;
                if (own == NULL) {
                        own = prg__arena_alloc(arena, (count + 1) * sizeof *own);
                        if (own == NULL)
                                return PRG_ENOMEM;
                        memcpy(own, *windows, count * sizeof *own);
                        *windows = own;
                }
                own[i] = -1 - (int)PRG_REASON_SPAN;
        }
        return 0;
}

/* A policy can be judged from what is counted: not over time where that needs the cells of each unit. */
static int can_judge(const prg__policies *policies, const prg__layout *layout, const int *windows, size_t count)
{
        int narrow = 1;
        for (size_t i = 0; i < count; i++)
                if (windows[i] >= 0 && layout->windows[windows[i]].end != 1) /* the number of base periods, before finishing */
                        narrow = 0;
        return narrow || (policies->time == PRG_POLICY_SKIP && (policies->areas == PRG_POLICY_SKIP || layout->key.by_unit));
}

/* ---- readers ---- */

/* What is known of an indicator in a cut. */
typedef struct candidate {
        prg__ask asks[2];
        prg__layout *layout;
        prg__block *blocks[2];
        int operands; /* 1; of a ratio 2 */
        const int *windows[4]; /* by batch; NULL: not asked for yet */
        int refused[4];
} candidate;

/* Whether the indicator can be in blocks. 1, 0, or an error. */
static int find_candidate(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, candidate *it)
{
        prg__layout_key keys[2];
        memset(it, 0, sizeof *it);
        it->operands = prg__is_computed(ask->indicator) ? 2 : 1;
        if (it->operands == 2) {
                if (prg__ratio_is_matched(engine, ask->indicator) || ask->indicator->kind != PRG__KIND_RATIO || ask->indicator->formula)
                        return 0;
                prg__ratio_asks(engine, ask, it->asks);
        } else
                it->asks[0] = *ask;
        for (int i = 0; i < it->operands; i++) {
                memset(&keys[i], 0, sizeof keys[i]);
                int code = prg__is_computed(it->asks[i].indicator) ? 0 : find_key(bulk, engine, &it->asks[i], &keys[i]);
                if (code <= 0)
                        return code;
                prg__layout *layout = find_layout(bulk, &keys[i]);
                if (layout == NULL)
                        return PRG_ENOMEM;
                if (i == 1 && layout != it->layout)
                        return 0;
                it->layout = layout;
        }
        for (int i = 0; i < it->operands; i++)
                if ((it->blocks[i] = find_block(bulk, engine, &it->asks[i], it->layout)) == NULL)
                        return PRG_ENOMEM;
        return 1;
}

/* The windows of a batch; 1, 0 when blocks cannot, or an error. */
static int find_windows(prg__bulk *bulk, prg__engine *engine, candidate *it, int batch)
{
        size_t count = engine->query->period_count;
        if (it->windows[batch] || it->refused[batch])
                return !it->refused[batch];
        int code = ask_windows(bulk, engine, it->layout, batch, &it->windows[batch]);
        for (int i = 0; i < it->operands && code == 0; i++) {
                code = check_windows(engine, it->layout, it->asks[i].indicator, &it->windows[batch], count, &bulk->arena);
                if (code == 0 && !can_judge(&it->asks[i].policies, it->layout, it->windows[batch], count))
                        code = PRG_END;
        }
        it->refused[batch] = code != 0;
        return code < 0 ? code : code == 0;
}

static prg__quotients *find_quotients(prg__bulk *bulk, const prg__engine *engine, const prg__indicator *ratio,
        const candidate *it, const int *windows)
{
        for (prg__quotients *old = bulk->quotients; old; old = old->next)
                if (old->ratio == ratio && old->above == it->blocks[0] && old->below == it->blocks[1] && old->windows == windows)
                        return old;
        prg__quotients *quotients = prg__arena_alloc(&bulk->arena, sizeof *quotients);
        if (quotients == NULL)
                return NULL;
        quotients->ratio = ratio;
        quotients->above = it->blocks[0];
        quotients->below = it->blocks[1];
        quotients->windows = windows;
        quotients->period_count = engine->query->period_count;
        quotients->next = bulk->quotients;
        bulk->quotients = quotients;
        return quotients;
}

/* Whether all windows lie in one tree. */
static int in_one_tree(prg__bulk *bulk, const prg__layout *layout, const int *windows, size_t count, const prg__tree **tree)
{
        for (size_t i = 0; i < count; i++) {
                if (windows[i] < 0)
                        continue;
                const prg__window *it = &layout->windows[windows[i]];
                const prg__tree *first = prg__trees_on(bulk->trees, it->from.last);
                if (first == NULL || first != prg__trees_on(bulk->trees, it->to.last) || (*tree && *tree != first))
                        return 0;
                *tree = first;
        }
        return 1;
}

/* Cells compare without a look at their units when these are always the same. */
static int is_steady(prg__bulk *bulk, const prg__reader *reader, size_t count)
{
        const prg__layout *layout = reader->blocks[0]->layout;
        const prg__tree *tree = NULL;
        return !prg__expectation_names(bulk->expectation, reader->indicator)
                && reader->indicator->from == PRG_DATE_NONE && reader->indicator->to == PRG_DATE_NONE
                && in_one_tree(bulk, layout, reader->windows, count, &tree)
                && in_one_tree(bulk, layout, reader->others, count, &tree);
}

static int batch_of(prg_measure measure)
{
        switch (measure) {
        case PRG_MEASURE_CUMULATIVE:
                return BATCH_TO_DATE;
        case PRG_MEASURE_PREVIOUS:
                return BATCH_PREVIOUS;
        case PRG_MEASURE_SAME_PERIOD_LAST_YEAR:
                return BATCH_LAST_YEAR;
        default:
                return BATCH_VALUE;
        }
}

/* Of measures that compare: with what; else -1. */
static int batch_compared(prg_measure measure)
{
        switch (measure) {
        case PRG_MEASURE_CHANGE:
        case PRG_MEASURE_GROWTH:
        case PRG_MEASURE_INDEX:
                return BATCH_PREVIOUS;
        case PRG_MEASURE_CHANGE_SAME_PERIOD:
        case PRG_MEASURE_GROWTH_SAME_PERIOD:
        case PRG_MEASURE_INDEX_SAME_PERIOD:
                return BATCH_LAST_YEAR;
        default:
                return -1;
        }
}

static int is_for_blocks(prg_measure measure, const prg__indicator *indicator)
{
        switch (measure) {
        case PRG_MEASURE_VALUE:
        case PRG_MEASURE_CUMULATIVE:
        case PRG_MEASURE_PREVIOUS:
        case PRG_MEASURE_SAME_PERIOD_LAST_YEAR:
        case PRG_MEASURE_REPORTED:
        case PRG_MEASURE_EXPECTED:
        case PRG_MEASURE_COVERAGE:
                return 1;
        case PRG_MEASURE_FLOW:
                return indicator->kind == PRG__KIND_FLOW;
        case PRG_MEASURE_SHARE:
                return indicator->kind != PRG__KIND_RATIO;
        default:
                return batch_compared(measure) >= 0;
        }
}

static int make_reader(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, prg_measure measure, candidate *it,
        const prg__reader **out)
{
        int batch = batch_of(measure), other = batch_compared(measure);
        int code = find_windows(bulk, engine, it, batch);
        if (code == 1 && other >= 0)
                code = find_windows(bulk, engine, it, other);
        if (code <= 0)
                return code;
        prg__reader *reader = prg__arena_alloc(&bulk->arena, sizeof *reader);
        if (reader == NULL)
                return PRG_ENOMEM;
        reader->measure = measure;
        reader->indicator = ask->indicator;
        reader->windows = it->windows[batch];
        reader->others = other >= 0 ? it->windows[other] : NULL;
        reader->tree = prg__trees_on(bulk->trees, engine->day);
        for (int i = 0; i < it->operands; i++) {
                reader->blocks[i] = it->blocks[i];
                reader->policies[i] = it->asks[i].policies;
        }
        if (it->operands == 2 && (reader->quotients = find_quotients(bulk, engine, ask->indicator, it, reader->windows)) == NULL)
                return PRG_ENOMEM;
        if (reader->tree == NULL)
                return PRG_ENOMEM;
        if (other >= 0 && !is_steady(bulk, reader, engine->query->period_count))
                return 0;
        for (int i = 0; i < it->operands; i++)
                it->blocks[i]->wanted = 1;
        *out = reader;
        return 0;
}

int prg__bulk_plan(prg__bulk *bulk, prg__engine *engine, const prg__reader *const **out)
{
        const prg_query *query = engine->query;
        size_t count = query->indicator_count * query->cut_count * query->measure_count, at = 0;
        const prg__reader **readers = prg__arena_alloc(&bulk->arena, (count + 1) * sizeof(const prg__reader *));
        if (readers == NULL)
                return PRG_ENOMEM;
        *out = readers;
        for (size_t i = 0; i < query->indicator_count && !prg__bulk_off; i++)
                for (size_t c = 0; c < query->cut_count; c++) {
                        prg__ask ask;
                        candidate it;
                        memset(&ask, 0, sizeof ask);
                        ask.indicator = query->indicators[i];
                        ask.cut = &query->cuts[c];
                        ask.policies = prg__policies_of(query, ask.indicator);
                        int code = find_candidate(bulk, engine, &ask, &it);
                        if (code < 0)
                                return code;
                        at = (i * query->cut_count + c) * query->measure_count;
                        for (size_t m = 0; m < query->measure_count && code == 1; m++) {
                                prg_measure measure = query->measures[m];
                                /* Computed cells are compared by the engine: their units are two sets. */
                                if (!is_for_blocks(measure, ask.indicator)
                                    || (batch_compared(measure) >= 0 && it.operands == 2))
                                        continue;
                                int made = make_reader(bulk, engine, &ask, measure, &it, &readers[at + m]);
                                if (made < 0)
                                        return made;
                        }
                }
        return 0;
}
