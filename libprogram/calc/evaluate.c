/* Evaluations and what they share: looking up what was computed, policies, findings, small things about cells. */
#include "calc/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libprogram/buf.h>

#include "model/programme.h"
#include "util/report.h"

/* ---- cells ---- */

void prg__cell_say(prg__cell *cell, prg_state state, prg_reason reason)
{
        cell->state = state;
        cell->reason = reason;
}

/* Of several periods of other calendars that one is kept which has the fewest days in common. */
static void take_other_days(prg__cell *cell, prg_date first, prg_date last, uint32_t shared)
{
        if (cell->has_other_days && cell->shared_days <= shared)
                return;
        cell->has_other_days = 1;
        cell->other_first = first;
        cell->other_last = last;
        cell->shared_days = shared;
}

void prg__cell_break_calendar(prg__cell *cell, const prg_period *there, const prg_period *here)
{
        prg_date first = there->first > here->first ? there->first : here->first;
        prg_date last = there->last < here->last ? there->last : here->last;
        prg__cell_mark(cell, PRG_MARK_CALENDAR_BREAK, 1);
        take_other_days(cell, there->first, there->last, last < first ? 0 : (uint32_t)(last - first) + 1);
}

void prg__cell_add_inputs(prg__cell *cell, const prg__cell *other)
{
        if (other->has_other_days)
                take_other_days(cell, other->other_first, other->other_last, other->shared_days);
        for (int i = 0; i < 3; i++)
                cell->qualities[i] += other->qualities[i];
        if (other->quality && (cell->quality == 0 || other->quality < cell->quality))
                cell->quality = other->quality;
        cell->marks |= other->marks;
        for (int i = 0; i < PRG_MARKS; i++)
                cell->mark_counts[i] += other->mark_counts[i];
        if (other->first_used.calendar
            && (cell->first_used.calendar == NULL || other->first_used.first < cell->first_used.first))
                cell->first_used = other->first_used;
        if (other->last_used.calendar
            && (cell->last_used.calendar == NULL || other->last_used.last > cell->last_used.last))
                cell->last_used = other->last_used;
}

int prg__mark_index(unsigned mark)
{
        int index = 0;
        while (mark >>= 1)
                index++;
        return index;
}

void prg__cell_mark(prg__cell *cell, unsigned mark, size_t count)
{
        cell->marks |= mark;
        cell->mark_counts[prg__mark_index(mark)] += (uint32_t)count;
}

int prg__state_first(prg_state a, prg_state b)
{
        /* not_applicable, not_expected, missing, undefined, suppressed, value */
        static const int order[] = { 5, 2, 0, 1, 4, 3 };
        return order[b] < order[a];
}

int prg__is_computed(const prg__indicator *indicator)
{
        return (indicator->kind == PRG__KIND_RATIO || indicator->kind == PRG__KIND_COHORT) && indicator->numerator
                && indicator->denominator;
}

unsigned prg__result_decimals(const prg__indicator *indicator)
{
        if (indicator->kind == PRG__KIND_CLASS || indicator->kind == PRG__KIND_MILESTONE)
                return 0;
        if (prg__is_computed(indicator) || indicator->formula)
                return indicator->decimals < 0 ? 2 : (unsigned)indicator->decimals;
        return indicator->decimals < 0 ? 0 : (unsigned)indicator->decimals;
}

/* ---- prints ---- */

static uint64_t mix(uint64_t x)
{
        x += UINT64_C(0x9e3779b97f4a7c15);
        x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
        return x ^ (x >> 31);
}

prg__print prg__print_of(int area, prg_date first)
{
        uint64_t key = (uint64_t)(uint32_t)area << 32 | (uint32_t)first;
        return (prg__print){ mix(key), mix(key ^ UINT64_C(0x5851f42d4c957f2d)) };
}

prg__print prg__print_of_both(prg__print a, prg__print b)
{
        if (a.low == 0 && a.high == 0 && b.low == 0 && b.high == 0)
                return a; /* nobody in either is nobody */
        return (prg__print){ mix(mix(a.low) + b.low), mix(mix(a.high) + b.high) };
}

uint64_t prg__versions_of_both(uint64_t a, uint64_t b)
{
        return a || b ? mix(mix(a) + b) : 0;
}

void prg__print_add(prg__print *print, prg__print other)
{
        print->low += other.low;
        print->high += other.high;
}

/* ---- policies ---- */

static prg_policy policy_of(prg_policy asked, int declared)
{
        if (asked != PRG_POLICY_DECLARED)
                return asked;
        return declared ? (prg_policy)declared : PRG_POLICY_SKIP;
}

prg__policies prg__policies_of(const prg_query *query, const prg__indicator *indicator)
{
        prg__policies policies = { 0 };
        policies.time = policy_of(query->policy_time, indicator->missing_over_time);
        policies.areas = policy_of(query->policy_areas, indicator->missing_over_areas);
        policies.minimum_time = query->policy_time != PRG_POLICY_DECLARED ? query->minimum_time : indicator->minimum;
        policies.minimum_areas = query->policy_areas != PRG_POLICY_DECLARED ? query->minimum_areas : indicator->minimum;
        return policies;
}

static int passes(prg_policy policy, prg_decimal minimum, size_t reported, size_t expected)
{
        if (expected == 0 || policy == PRG_POLICY_SKIP || policy == PRG_POLICY_ZERO)
                return 1;
        if (policy == PRG_POLICY_REQUIRE)
                return reported >= expected;
        return prg__wide_compare_products((prg__wide)reported * 100, prg__wide_power_of_ten(minimum.decimals),
                minimum.mantissa, (prg__wide)expected) >= 0;
}

void prg__show(const prg__policies *policies, const prg__result *result, prg__cell *cell)
{
        *cell = result->cell;
        if (cell->state != PRG_STATE_VALUE
            || (passes(policies->areas, policies->minimum_areas, result->units_reported, result->units_expected)
                && passes(policies->time, policies->minimum_time, result->cells_reported, result->cells_expected)))
                return;
        prg__cell_say(cell, PRG_STATE_MISSING, PRG_REASON_POLICY);
        cell->category = NULL;
}

/* ---- findings ---- */

/* Whether what is told of an area goes into a cell of the table: it, or one above it, is shown. */
static int concerns(prg__engine *engine, int area, prg_date day)
{
        const prg__tree *tree = prg__trees_on(engine->trees, day);
        for (int steps = 0; tree && area >= 0 && steps < 64; area = tree->parents[area], steps++)
                if (engine->asked[area])
                        return 1;
        return tree ? 0 : PRG_ENOMEM;
}

int prg__engine_tell(prg__engine *engine, int finding, prg_severity severity, const prg__indicator *indicator, int area,
        const prg_period *period, const char *format, ...)
{
        char text[512];
        prg_buf id = PRG_BUF_INIT;
        va_list arguments;
        int code = engine->report ? concerns(engine, area, period->last) : 0;
        if (code <= 0)
                return code;
        code = prg_period_format(&id, period);
        if (code < 0)
                return code;
        int length = snprintf(text, sizeof text, "%s, %s, %s: ", indicator->item.id,
                prg_item_id(prg__trees_area(engine->trees, area)), id.data);
        prg_buf_dispose(&id);
        if (length < 0 || (size_t)length >= sizeof text)
                length = 0;
        va_start(arguments, format);
        vsnprintf(text + length, sizeof text - (size_t)length, format, arguments);
        va_end(arguments);
        /* Told once, however many periods and measures come across it. */
        size_t size = strlen(text) + 1;
        char *key = prg__arena_text(&engine->told_texts, text, size);
        if (key == NULL)
                return PRG_ENOMEM;
        key[size - 1] = (char)finding; /* in the place of the NUL: part of the key */
        code = prg__map_put(&engine->told, key, size, key);
        if (code != 0)
                return code == PRG_EEXISTS ? 0 : code;
        prg_finding told;
        memset(&told, 0, sizeof told);
        told.code = finding;
        told.severity = severity;
        told.message = text;
        return prg__report_add(engine->report, &told);
}

/* ---- evaluations ---- */

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last;
}

static int same_number(prg_decimal a, prg_decimal b)
{
        return a.mantissa == b.mantissa && a.decimals == b.decimals;
}

static int same_policies(const prg__policies *a, const prg__policies *b)
{
        return a->time == b->time && a->areas == b->areas && a->inherits_time == b->inherits_time
                && a->inherits_areas == b->inherits_areas
                && (a->time != PRG_POLICY_MINIMUM || same_number(a->minimum_time, b->minimum_time))
                && (a->areas != PRG_POLICY_MINIMUM || same_number(a->minimum_areas, b->minimum_areas));
}

static int same_ask(const prg__ask *a, const prg__ask *b)
{
        return a->indicator == b->indicator && a->cut == b->cut && same_period(&a->period, &b->period)
                && same_policies(&a->policies, &b->policies) && a->flow == b->flow && a->match == b->match;
}

int prg__cut_has_rest(const prg__cut *cut)
{
        for (size_t i = 0; i < cut->factor_count; i++)
                if (cut->factors[i].category == NULL)
                        return 1;
        return 0;
}

int prg__evaluate(prg__engine *engine, const prg__ask *ask, const prg__evaluation **out)
{
        for (prg__evaluation *it = engine->evaluations; it; it = it->next)
                if (same_ask(&it->ask, ask)) {
                        *out = it;
                        return 0;
                }
        prg__evaluation *evaluation = prg__arena_alloc(&engine->arena, sizeof *evaluation);
        if (evaluation == NULL)
                return PRG_ENOMEM;
        evaluation->ask = *ask;
        evaluation->results = prg__arena_alloc(&engine->arena,
                ((size_t)engine->area_count + 1) * sizeof *evaluation->results);
        if (evaluation->results == NULL || prg__trace_begin(engine, evaluation) < 0)
                return PRG_ENOMEM;
        int code = ask->indicator->formula          ? prg__evaluate_formula(engine, evaluation)
                : prg__is_computed(ask->indicator)  ? prg__evaluate_ratio(engine, evaluation)
                : prg__cut_has_rest(ask->cut)       ? prg__evaluate_unallocated(engine, evaluation)
                                                    : prg__evaluate_raw(engine, evaluation);
        if (code < 0)
                return code;
        evaluation->next = engine->evaluations;
        engine->evaluations = evaluation;
        *out = evaluation;
        return 0;
}

/* ---- what is not allocated ---- */

static int sums_areas(const prg__indicator *indicator)
{
        int kind = indicator->kind;
        return (kind == PRG__KIND_FLOW || kind == PRG__KIND_STOCK || kind == PRG__KIND_CUMULATIVE
                       || kind == PRG__KIND_COHORT)
                && (indicator->over_areas == 0 || indicator->over_areas == PRG__OVER_SUM);
}

/* Takes the cells of one category away from those of the whole. */
static int take_away(prg__engine *engine, prg__evaluation *rest, const prg__evaluation *part)
{
        for (int i = 0; i < engine->area_count; i++) {
                prg__cell *cell = &rest->results[i].cell;
                const prg__cell *other = &part->results[i].cell;
                if (cell->state != PRG_STATE_VALUE || other->state != PRG_STATE_VALUE)
                        continue;
                prg__cell_add_inputs(cell, other);
                if (prg__number_subtract(&cell->number, &cell->number, &other->number) < 0)
                        prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
                if (other->exactness > cell->exactness)
                        cell->exactness = other->exactness;
        }
        return 0;
}

/* For an explanation: what the rest is taken from, and room for what is taken away. */
static int keep_whole(prg__engine *engine, prg__evaluation *rest, const prg__evaluation *whole, size_t parts)
{
        if (rest->trace == NULL)
                return 0;
        rest->trace->whole = whole;
        rest->trace->parts = prg__arena_alloc(&engine->arena, (parts + 1) * sizeof(const prg__evaluation *));
        return rest->trace->parts ? 0 : PRG_ENOMEM;
}

int prg__evaluate_unallocated(prg__engine *engine, prg__evaluation *evaluation)
{
        const prg__cut *cut = evaluation->ask.cut;
        const prg__evaluation *part;
        size_t which = 0;
        while (cut->factors[which].category)
                which++;
        const prg__breakdown *breakdown = (const prg__breakdown *)cut->factors[which].breakdown;
        size_t categories = breakdown->categories.count;
        prg__cut *cuts = prg__arena_alloc(&engine->arena, (categories + 1) * sizeof *cuts);
        if (cuts == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i <= categories; i++) {
                cuts[i] = *cut;
                if (i < categories)
                        cuts[i].factors[which].category = breakdown->categories.at[i];
        }
        cuts[categories].factor_count--;
        memmove(&cuts[categories].factors[which], &cuts[categories].factors[which + 1],
                (cut->factor_count - which - 1) * sizeof cut->factors[0]);
        prg__ask ask = evaluation->ask;
        ask.policies.time = ask.policies.areas = PRG_POLICY_SKIP; /* they hold for the rest only */
        ask.cut = &cuts[0]; /* whether it is broken down so at all */
        int code = prg__evaluate(engine, &ask, &part);
        if (code < 0)
                return code;
        if (engine->area_count && part->results[0].cell.state == PRG_STATE_NOT_APPLICABLE
            && part->results[0].cell.reason == PRG_REASON_BREAKDOWN) {
                memcpy(evaluation->results, part->results, (size_t)engine->area_count * sizeof *part->results);
                return 0;
        }
        ask.cut = &cuts[categories];
        if ((code = prg__evaluate(engine, &ask, &part)) < 0)
                return code;
        memcpy(evaluation->results, part->results, (size_t)engine->area_count * sizeof *part->results);
        if (keep_whole(engine, evaluation, part, categories) < 0)
                return PRG_ENOMEM;
        if (!sums_areas(ask.indicator)) {
                for (int i = 0; i < engine->area_count; i++) {
                        memset(&evaluation->results[i], 0, sizeof evaluation->results[i]);
                        prg__cell_say(&evaluation->results[i].cell, PRG_STATE_NOT_APPLICABLE, PRG_REASON_KIND);
                }
                return 0;
        }
        for (size_t i = 0; i < categories; i++) {
                ask.cut = &cuts[i];
                if ((code = prg__evaluate(engine, &ask, &part)) < 0 || (code = take_away(engine, evaluation, part)) < 0)
                        return code;
                if (evaluation->trace)
                        evaluation->trace->parts[evaluation->trace->part_count++] = part;
        }
        for (int i = 0; i < engine->area_count; i++) {
                const prg__cell *cell = &evaluation->results[i].cell;
                /* Of a total that is not all there nothing can be said; the units that exceed theirs are told by themselves. */
                if (cell->state == PRG_STATE_VALUE && prg__number_sign(&cell->number) < 0 && cell->reported >= cell->expected
                    && (code = prg__engine_tell(engine, PRG_FINDING_PARTS_EXCEED, PRG_SEVERITY_WARNING, ask.indicator, i,
                                &ask.period, "the categories of '%s' sum to more than the total",
                                breakdown->item.id)) < 0)
                        return code;
        }
        return 0;
}
