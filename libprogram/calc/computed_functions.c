/* Functions that look beyond the cell: at other periods, at the leaves, at other areas. docs/formulas.md. */
#include "calc/computed.h"

#include <string.h>

#include <libprogram/buf.h>

#include "calc/query/suppose.h"
#include "util/memory.h"

/* ---- spots ---- */

static uint32_t argument(const prg__spot *at, const prg__node *call, size_t index)
{
        return prg__formula_argument(at->formula, call, index);
}

/* The whole number that an argument is, or what it is by default. */
static int count_of(const prg__spot *at, const prg__node *call, size_t index, int otherwise)
{
        return index < call->count ? (int)at->formula->nodes[argument(at, call, index)].number.mantissa : otherwise;
}

/* At a prg__spot some periods earlier; 1, 0 when there is none, or an error. */
static int move(const prg__spot *at, int periods, prg__spot *out)
{
        *out = *at;
        int code = prg_period_move(&out->period, &at->period, -periods);
        return code == 0 ? 1 : code == PRG_ERANGE || code == PRG_END ? 0 : code;
}

static int run_before(const prg__spot *at, const prg__node *call, int periods, prg__value *value)
{
        prg__spot there;
        int code = move(at, periods, &there);
        if (code == 0)
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NO_PERIOD);
        return code <= 0 ? code : prg__spot_run(&there, argument(at, call, 0), value);
}

static const prg__indicator *named(const prg__spot *at, const prg__node *call)
{
        return (const prg__indicator *)at->formula->nodes[argument(at, call, 0)].item;
}

static int look_at_argument(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__cell cell;
        int code = prg__spot_look(at, named(at, call), &cell);
        if (code == 0)
                prg__spot_value(&cell, value);
        return code;
}

/* ---- other periods ---- */

static int to_date(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__spot there = *at;
        int code = prg_period_year_to_date(&there.period, &at->period);
        if (code == PRG_EINVALID || code == PRG_ERANGE) {
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_CALENDAR);
                return 0;
        }
        return code < 0 ? code : look_at_argument(&there, call, value);
}

/* From the first day of a period that the formula names. */
static int cumulate(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__spot there = *at;
        const prg_period *from = &at->formula->nodes[argument(at, call, 1)].period;
        int code = from->first > at->period.last ? PRG_ERANGE
                : prg_period_make_days(&there.period, at->period.calendar, from->first, at->period.last);
        if (code == PRG_ERANGE || code == PRG_EINVALID) {
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NO_PERIOD);
                return 0;
        }
        return code < 0 ? code : look_at_argument(&there, call, value);
}

static int run_at(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__spot there = *at;
        int code = prg__period_within(&there.period, &at->formula->nodes[argument(at, call, 1)].period,
                prg_data_calendars(at->engine->data));
        return code < 0 ? code : prg__spot_run(&there, argument(at, call, 0), value);
}

static int run_last_year(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__spot there = *at;
        int code = prg_period_same_last_year(&there.period, &at->period);
        if (code == PRG_ERANGE || code == PRG_END) {
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NO_PERIOD);
                return 0;
        }
        return code < 0 ? code : prg__spot_run(&there, argument(at, call, 0), value);
}

/* The period of the same name in another calendar. */
static int look_in_calendar(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__spot there = *at;
        const prg_calendar *calendar = at->formula->nodes[argument(at, call, 1)].calendar;
        prg_buf id = PRG_BUF_INIT, name = PRG_BUF_INIT;
        int code = prg_period_format(&id, &at->period);
        const char *own = code == 0 ? strchr(id.data, ':') : NULL, *short_id = own ? own + 1 : id.data;
        if (code == 0 && strcmp(prg_calendar_id(calendar), prg_calendar_id(prg_calendar_gregorian())) != 0
            && (code = prg_buf_append(&name, prg_calendar_id(calendar), strlen(prg_calendar_id(calendar)))) == 0)
                code = prg_buf_append(&name, ":", 1);
        if (code == 0)
                code = prg_buf_append(&name, short_id, strlen(short_id));
        if (code == 0)
                code = prg_period_parse(&there.period, prg_data_calendars(at->engine->data), name.data, name.length);
        int other_days = code == 0 && (there.period.first != at->period.first || there.period.last != at->period.last);
        prg_buf_dispose(&id);
        prg_buf_dispose(&name);
        if (code == PRG_ESYNTAX || code == PRG_ERANGE || code == PRG_ENOTFOUND) {
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_CALENDAR);
                return 0;
        }
        if (code < 0 || (code = look_at_argument(&there, call, value)) < 0)
                return code;
        if (other_days && value->state == PRG_STATE_VALUE && !at->footing->is_comparing)
                prg__cell_break_calendar(at->footing->cell, &there.period, &at->period);
        return 0;
}

/* ---- many values ---- */

/* Of values that were found at several spots. */
typedef struct pile {
        prg__value *at;
        size_t count, capacity;
} pile;

static int put(pile *many, const prg__value *value)
{
        if (prg__grow((void **)&many->at, &many->capacity, many->count + 1, sizeof *many->at) < 0)
                return PRG_ENOMEM;
        many->at[many->count++] = *value;
        return 0;
}

/* A function of the cell applied to all of them. */
static int apply(const pile *many, prg__operation operation, prg__value *value)
{
        size_t wrong;
        const prg__value **list = prg__alloc_array(many->count + 1, sizeof(const prg__value *));
        if (list == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < many->count; i++)
                list[i] = &many->at[i];
        int code = 0;
        if (many->count)
                code = prg__value_apply(operation, list, many->count, 0, value, &wrong);
        else
                prg__value_say(value, PRG_STATE_MISSING, PRG_REASON_NONE);
        prg__free(list);
        return code;
}

static int rolling(const prg__spot *at, const prg__node *call, prg__value *value)
{
        int count = count_of(at, call, 1, 1), least = count_of(at, call, 2, count), code = 0, values = 0;
        pile many = { NULL, 0, 0 };
        prg__footing_pool(at->footing);
        for (int i = 0; i < count && code >= 0; i++) {
                prg__value one;
                prg__spot there;
                if ((code = move(at, i, &there)) <= 0)
                        break;
                if ((code = prg__spot_run(&there, argument(at, call, 0), &one)) < 0)
                        break;
                values += one.state == PRG_STATE_VALUE;
                code = put(&many, &one);
        }
        prg__footing_pool_end(at->footing);
        if (code >= 0 && values < least)
                prg__value_say(value, PRG_STATE_MISSING, PRG_REASON_POLICY);
        else if (code >= 0)
                code = apply(&many, PRG__FN_MEAN, value);
        prg__free(many.at);
        return code < 0 ? code : 0;
}

/* Whether an area is a leaf of the period's tree, and lies in another one or is it. */
static int is_leaf_below(const prg__tree *tree, int leaf, int area)
{
        if (!tree->exists[leaf] || tree->has_parts[leaf])
                return 0;
        for (int it = leaf, steps = 0; it >= 0 && steps < 64; it = tree->parents[it], steps++)
                if (it == area)
                        return 1;
        return 0;
}

/* The argument in every leaf. */
static int run_leaves(const prg__spot *at, const prg__node *call, pile *many)
{
        const prg__tree *tree = prg__trees_on(at->engine->trees, at->period.last);
        int code = tree ? 0 : PRG_ENOMEM;
        prg__footing_pool(at->footing);
        for (int leaf = 0; leaf < at->engine->area_count && code == 0; leaf++) {
                prg__spot there = *at;
                prg__value one;
                there.area = leaf;
                if (!is_leaf_below(tree, leaf, at->area))
                        continue;
                if ((code = prg__spot_run(&there, argument(at, call, 0), &one)) == 0)
                        code = put(many, &one);
        }
        prg__footing_pool_end(at->footing);
        return code;
}

static int deviation(const pile *many, prg__value *value)
{
        prg__number *numbers = prg__alloc_array(many->count + 1, sizeof *numbers);
        prg__number result;
        size_t count = 0;
        int exactness = PRG_EXACT, code = numbers ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < many->count && numbers; i++)
                if (many->at[i].state == PRG_STATE_VALUE)
                        numbers[count++] = many->at[i].number;
        if (code == 0 && count == 0)
                code = apply(many, PRG__FN_SUM, value);
        else if (code == 0) {
                code = prg__over_numbers(PRG__OVER_STDDEV, numbers, count, &result, &exactness);
                if (code == PRG_ERANGE)
                        prg__value_say(value, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
                else if (code == 0)
                        prg__value_number(value, result, PRG_APPROXIMATE);
                code = code == PRG_ERANGE ? 0 : code;
        }
        prg__free(numbers);
        return code;
}

static int over_leaves(const prg__spot *at, const prg__node *call, prg__value *value)
{
        static const prg__operation operations[] = { PRG__FN_SUM, PRG__FN_COUNT, PRG__FN_MIN, PRG__FN_MAX, PRG__FN_MEAN,
                PRG__FN_MEDIAN };
        pile many = { NULL, 0, 0 };
        int code = run_leaves(at, call, &many);
        if (code == 0)
                code = call->operation == PRG__FN_STDDEV_OVER ? deviation(&many, value)
                        : apply(&many, operations[call->operation - PRG__FN_SUM_OVER], value);
        prg__free(many.at);
        return code;
}

/* The indicator with other operators, made once for each call. */
static int aggregate(const prg__spot *at, const prg__node *call, int time, int areas, prg__value *value)
{
        const prg__indicator *indicator = prg__query_indicator(at->engine->query, named(at, call));
        const prg__variant *it = at->engine->variants;
        while (it && (it->of != indicator || it->time != time || it->areas != areas))
                it = it->next;
        if (it == NULL) {
                prg__variant *made = prg__arena_alloc(&at->engine->arena, sizeof *made);
                if (made == NULL)
                        return PRG_ENOMEM;
                made->of = indicator;
                made->time = time;
                made->areas = areas;
                made->indicator = *indicator;
                if (time)
                        made->indicator.over_time = time;
                if (areas)
                        made->indicator.over_areas = areas;
                made->next = at->engine->variants;
                at->engine->variants = made;
                it = made;
        }
        prg__cell cell;
        int code = prg__spot_look(at, &it->indicator, &cell);
        if (code == 0)
                prg__spot_value(&cell, value);
        return code;
}

/* ---- comparisons ---- */

static int binary(prg__operation operation, const prg__value *a, const prg__value *b, prg__value *value)
{
        const prg__value *both[] = { a, b };
        size_t wrong;
        return prg__value_apply(operation, both, 2, 0, value, &wrong);
}

int prg__spot_relate(const prg__value *now, const prg__value *before, int growth, prg__value *value)
{
        prg__value hundred, difference;
        int code = binary(PRG__OP_SUBTRACT, now, before, &difference);
        if (code < 0 || difference.state != PRG_STATE_VALUE) {
                *value = difference;
                return code;
        }
        if (prg__number_sign(&before->number) <= 0) {
                prg__value_say(value, PRG_STATE_UNDEFINED, PRG_REASON_NOT_POSITIVE);
                return 0;
        }
        prg__value_number(&hundred, prg__number_of(100, 0), PRG_EXACT);
        code = binary(PRG__OP_DIVIDE, growth ? &difference : now, before, value);
        if (code == 0) {
                prg__value quotient = *value;
                code = binary(PRG__OP_MULTIPLY, &quotient, &hundred, value);
        }
        return code;
}

static int compare(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__value now, before;
        int code = prg__spot_run(at, argument(at, call, 0), &now);
        if (code < 0 || (code = run_before(at, call, 1, &before)) < 0)
                return code;
        if (call->operation == PRG__FN_DIFF)
                return binary(PRG__OP_SUBTRACT, &now, &before, value);
        return prg__spot_relate(&now, &before, call->operation == PRG__FN_GROWTH, value);
}

/* Growth over the leaves that have a value both now and before. */
static int like_for_like(const prg__spot *at, const prg__node *call, prg__value *value)
{
        const prg__tree *tree = prg__trees_on(at->engine->trees, at->period.last);
        pile now = { NULL, 0, 0 }, before = { NULL, 0, 0 };
        prg__spot earlier;
        int code = tree ? move(at, 1, &earlier) : PRG_ENOMEM;
        if (code == 0)
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NO_PERIOD);
        if (code <= 0)
                return code;
        code = 0;
        prg__footing_pool(at->footing);
        for (int leaf = 0; leaf < at->engine->area_count && code == 0; leaf++) {
                prg__spot here = *at, there = earlier;
                prg__value a, b;
                here.area = there.area = leaf;
                if (!is_leaf_below(tree, leaf, at->area))
                        continue;
                if ((code = prg__spot_run(&here, argument(at, call, 0), &a)) < 0 || (code = prg__spot_run(&there, argument(at, call, 0), &b)) < 0)
                        break;
                if (a.state == PRG_STATE_VALUE && b.state == PRG_STATE_VALUE && (code = put(&now, &a)) == 0)
                        code = put(&before, &b);
        }
        prg__footing_pool_end(at->footing);
        if (code == 0) {
                prg__value a, b;
                if ((code = apply(&now, PRG__FN_SUM, &a)) == 0 && (code = apply(&before, PRG__FN_SUM, &b)) == 0)
                        code = prg__spot_relate(&a, &b, 1, value);
        }
        prg__free(now.at);
        prg__free(before.at);
        return code;
}

/* ---- other areas ---- */

static int run_above(const prg__spot *at, const prg__node *call, int topmost, int *found, prg__value *value)
{
        const prg__tree *tree = prg__trees_on(at->engine->trees, at->engine->day);
        prg__spot there = *at;
        if (tree == NULL)
                return PRG_ENOMEM;
        int parent = prg__measure_parent(tree, at->area);
        *found = parent >= 0 || topmost;
        for (int steps = 0; parent >= 0 && steps < 64; steps++) {
                there.area = parent;
                parent = topmost ? prg__measure_parent(tree, parent) : -1;
        }
        return *found ? prg__spot_run(&there, argument(at, call, 0), value) : 0;
}

static int above(const prg__spot *at, const prg__node *call, prg__value *value)
{
        int found;
        int code = run_above(at, call, call->operation == PRG__FN_TOP, &found, value);
        if (code == 0 && !found)
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NONE);
        return code;
}

static int share(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__value own, whole, part, hundred;
        int found, code = prg__spot_run(at, argument(at, call, 0), &own);
        if (code < 0 || (code = run_above(at, call, 0, &found, &whole)) < 0)
                return code;
        prg__value_number(&hundred, prg__number_of(100, 0), PRG_EXACT);
        if (!found) {
                *value = own;
                if (own.state == PRG_STATE_VALUE)
                        prg__value_number(value, prg__number_of(100, 0), PRG_QUOTIENT);
                return 0;
        }
        code = binary(PRG__OP_DIVIDE, &own, &whole, &part);
        return code < 0 ? code : binary(PRG__OP_MULTIPLY, &part, &hundred, value);
}

static int rank(const prg__spot *at, const prg__node *call, prg__value *value)
{
        const prg__tree *tree = prg__trees_on(at->engine->trees, at->engine->day);
        const prg__indicator *x = named(at, call); /* NULL of a formula, which goes by the indicator that it makes */
        prg__value own;
        int place = 1, lower = (x ? x : at->ask->indicator)->direction == 2; /* the second word of the choice */
        int code = tree ? prg__spot_run(at, argument(at, call, 0), &own) : PRG_ENOMEM;
        if (code < 0 || own.state != PRG_STATE_VALUE) {
                *value = own;
                return code;
        }
        int was_comparing = at->footing->is_comparing;
        at->footing->is_comparing = 1;
        for (int other = 0; other < at->engine->area_count && code == 0; other++) {
                prg__value theirs;
                prg__spot there = *at;
                there.area = other;
                if (!prg__measure_is_ranked_with(at->engine, tree, at->area, other))
                        continue;
                code = prg__spot_run(&there, argument(at, call, 0), &theirs);
                if (code < 0 || theirs.state != PRG_STATE_VALUE)
                        continue;
                int order = prg__number_compare(&theirs.number, &own.number);
                place += lower ? order < 0 : order > 0;
        }
        at->footing->is_comparing = was_comparing;
        prg__value_number(value, prg__number_of(place, 0), PRG_EXACT);
        return code;
}

/* ---- targets ---- */

static int say_target(const prg__goal *goal, prg__value *value)
{
        if (goal->is_declared)
                prg__value_number(value, goal->number, PRG_EXACT);
        else
                prg__value_say(value, PRG_STATE_MISSING, PRG_REASON_NONE);
        return 0;
}

/* Of the cell's period, or of the one of a certain type in which that lies. */
int prg__target_period(const prg__spot *at, const prg__node *call, prg_period *period)
{
        const prg_calendar *calendar = at->period.calendar;
        *period = at->period;
        if (call->count < 2)
                return 1;
        prg_period_type type = at->formula->nodes[argument(at, call, 1)].period_type;
        return prg_calendar_has(calendar, type) && prg_period_holding(period, calendar, type, at->period.last) == 0
                && period->first <= at->period.first;
}

static int target(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg_period period;
        prg__goal goal;
        if (!prg__target_period(at, call, &period)) {
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_CALENDAR);
                return 0;
        }
        int code = prg__target_find(at->engine, named(at, call), at->area, &period, &goal);
        return code < 0 ? code : say_target(&goal, value);
}

static int baseline(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__goal goal;
        int code = prg__baseline_find(at->engine, named(at, call), at->area, &at->period, &goal);
        return code < 0 ? code : say_target(&goal, value);
}

/* ---- functions ---- */

static int count_cells(const prg__spot *at, const prg__node *call, prg__value *value)
{
        prg__cell cell;
        int code = prg__spot_look(at, named(at, call), &cell);
        if (code < 0)
                return code;
        prg__measure_counts(&cell, call->operation == PRG__FN_COVERAGE ? PRG_MEASURE_COVERAGE
                        : call->operation == PRG__FN_REPORTED          ? PRG_MEASURE_REPORTED
                                                                       : PRG_MEASURE_EXPECTED);
        prg__spot_value(&cell, value);
        return 0;
}

int prg__spot_compute(const prg__spot *at, const prg__node *call, prg__value *value)
{
        switch (call->operation) {
        case PRG__FN_PREV: return run_before(at, call, count_of(at, call, 1, 1), value);
        case PRG__FN_SAME_PERIOD_LAST_YEAR: return run_last_year(at, call, value);
        case PRG__FN_AT: return run_at(at, call, value);
        case PRG__FN_ON: return look_in_calendar(at, call, value);
        case PRG__FN_YTD: return to_date(at, call, value);
        case PRG__FN_CUM: return cumulate(at, call, value);
        case PRG__FN_OPENING: return run_before(at, call, 1, value);
        case PRG__FN_CLOSING: return look_at_argument(at, call, value);
        case PRG__FN_AVERAGE: return aggregate(at, call, PRG__OVER_MEAN, 0, value);
        case PRG__FN_AGG: return aggregate(at, call, call->options[0], call->options[1], value);
        case PRG__FN_ROLLING: return rolling(at, call, value);
        case PRG__FN_GROWTH:
        case PRG__FN_DIFF:
        case PRG__FN_INDEX: return compare(at, call, value);
        case PRG__FN_LIKE_FOR_LIKE: return like_for_like(at, call, value);
        case PRG__FN_COVERAGE:
        case PRG__FN_REPORTED:
        case PRG__FN_EXPECTED: return count_cells(at, call, value);
        case PRG__FN_PARENT:
        case PRG__FN_TOP: return above(at, call, value);
        case PRG__FN_SHARE: return share(at, call, value);
        case PRG__FN_RANK: return rank(at, call, value);
        case PRG__FN_TARGET: return target(at, call, value);
        case PRG__FN_BASELINE: return baseline(at, call, value);
        default: return over_leaves(at, call, value);
        }
}
