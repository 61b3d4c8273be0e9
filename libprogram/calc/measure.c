/* Measures: what is shown of a cell, and how it compares. docs/results.md, section 9. */
#include "engine.h"

#include <string.h>

static int shown(prg__engine *engine, const prg__ask *ask, int area, prg__cell *cell, const prg__result **result)
{
        const prg__evaluation *evaluation;
        int code = prg__evaluate(engine, ask, &evaluation);
        if (code < 0)
                return code;
        static const prg__policies none = { PRG_POLICY_SKIP, PRG_POLICY_SKIP, { 0, 0 }, { 0, 0 }, 0, 0 };
        /* The policies of what is computed are its operands'. */
        prg__show(prg__is_computed(ask->indicator) || ask->indicator->formula ? &none : &ask->policies, &evaluation->results[area], cell);
        if (result)
                *result = &evaluation->results[area];
        return 0;
}

static void refuse(prg__cell *cell, prg_reason reason)
{
        memset(cell, 0, sizeof *cell);
        prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, reason);
}

static void set_number(prg__cell *cell, prg__number number, unsigned decimals, prg_exactness exactness)
{
        cell->state = PRG_STATE_VALUE;
        cell->reason = PRG_REASON_NONE;
        cell->number = number;
        cell->decimals = decimals;
        cell->exactness = exactness;
        cell->category = NULL;
        cell->has_bounds = 0;
}

/* ---- counts ---- */

void prg__measure_counts(prg__cell *cell, prg_measure measure)
{
        if (cell->expected == 0) {
                if (cell->state == PRG_STATE_VALUE)
                        prg__cell_say(cell, PRG_STATE_NOT_EXPECTED, PRG_REASON_NONE);
                return;
        }
        if (measure != PRG_MEASURE_COVERAGE) {
                size_t count = measure == PRG_MEASURE_REPORTED ? cell->reported : cell->expected;
                set_number(cell, prg__number_of((prg__wide)count, 0), 0, PRG_EXACT);
                return;
        }
        prg__number coverage = { (prg__wide)cell->reported * 100, (prg__wide)cell->expected, 0 };
        set_number(cell, coverage, 1, PRG_QUOTIENT);
}

/* ---- comparisons ---- */

static int is_percentage(const prg__indicator *indicator)
{
        if (prg__is_computed(indicator)) {
                prg__number factor = prg__number_of(indicator->factor.mantissa, indicator->factor.decimals);
                prg__number hundred = prg__number_of(100, 0);
                return indicator->factor.decimals != PRG__NO_NUMBER && prg__number_compare(&factor, &hundred) == 0;
        }
        return indicator->kind == PRG__KIND_RATIO;
}

static void compare_numbers(prg_measure measure, const prg__cell *before, prg__cell *cell)
{
        int change = measure == PRG_MEASURE_CHANGE || measure == PRG_MEASURE_CHANGE_SAME_PERIOD;
        int index = measure == PRG_MEASURE_INDEX || measure == PRG_MEASURE_INDEX_SAME_PERIOD;
        prg_exactness exactness = before->exactness > cell->exactness ? before->exactness : cell->exactness;
        prg__number result, hundred = prg__number_of(100, 0);
        int code;
        if (change) {
                code = prg__number_subtract(&result, &cell->number, &before->number);
        } else {
                if (prg__number_sign(&before->number) <= 0) {
                        prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_NOT_POSITIVE);
                        return;
                }
                exactness = exactness == PRG_APPROXIMATE ? PRG_APPROXIMATE : PRG_QUOTIENT;
                result = cell->number;
                code = index ? 0 : prg__number_subtract(&result, &cell->number, &before->number);
                if (code == 0 && (code = prg__number_divide(&result, &result, &before->number)) == 0)
                        code = prg__number_multiply(&result, &result, &hundred);
        }
        if (code < 0)
                prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
        else
                set_number(cell, result, change ? cell->decimals : 1, exactness);
}

static int same_units(const prg__result *a, const prg__result *b)
{
        return prg__print_same(a->expected_units, b->expected_units) && a->versions == b->versions;
}

int prg__measure_other_period(prg_measure measure, const prg_period *period, prg_period *other)
{
        int previous = measure == PRG_MEASURE_PREVIOUS || measure == PRG_MEASURE_CHANGE || measure == PRG_MEASURE_GROWTH
                || measure == PRG_MEASURE_INDEX;
        int code = previous ? prg_period_previous(other, period) : prg_period_same_last_year(other, period);
        return code == PRG_ERANGE ? PRG_END : code;
}

void prg__measure_compare(prg_measure measure, const prg__cell *before, prg__cell *cell)
{
        prg_state own = cell->state;
        int other_first = prg__state_first(own, before->state);
        prg__cell_add_inputs(cell, before);
        cell->other_reported = before->reported;
        cell->other_expected = before->expected;
        cell->has_bounds = 0;
        cell->at_end = 0;
        if (own != PRG_STATE_VALUE || before->state != PRG_STATE_VALUE)
                prg__cell_say(cell, other_first ? before->state : own, other_first ? before->reason : cell->reason);
        else
                compare_numbers(measure, before, cell);
}

static int compare(prg__engine *engine, const prg__ask *ask, prg_measure measure, int area, prg__cell *cell)
{
        prg__ask past = *ask;
        prg__cell before;
        const prg__result *now, *then;
        int percent = measure == PRG_MEASURE_GROWTH || measure == PRG_MEASURE_INDEX
                || measure == PRG_MEASURE_GROWTH_SAME_PERIOD || measure == PRG_MEASURE_INDEX_SAME_PERIOD;
        if (percent && is_percentage(ask->indicator)) {
                refuse(cell, PRG_REASON_PERCENTAGE);
                return 0;
        }
        int code = prg__measure_other_period(measure, &ask->period, &past.period);
        if (code == PRG_END) {
                refuse(cell, PRG_REASON_NO_PERIOD);
                return 0;
        }
        if (code < 0 || (code = shown(engine, ask, area, cell, &now)) < 0
            || (code = shown(engine, &past, area, &before, &then)) < 0)
                return code;
        prg__measure_compare(measure, &before, cell);
        if (!same_units(now, then))
                prg__cell_mark(cell, PRG_MARK_BREAK, 1);
        return 0;
}

/* ---- among areas ---- */

/* Whether areas add in this cut. */
static int adds(const prg__ask *ask)
{
        const prg__indicator *indicator = ask->indicator;
        if (prg__is_computed(indicator) || indicator->formula)
                return 0;
        switch (indicator->kind) {
        case PRG__KIND_MILESTONE:
                return 1;
        case PRG__KIND_DISTINCT:
                return indicator->disjoint == PRG__TRUE;
        case PRG__KIND_CLASS:
                return prg__cut_is_by_class(ask->cut);
        case PRG__KIND_RATIO:
                return 0;
        default:
                return indicator->over_areas == 0 || indicator->over_areas == PRG__OVER_SUM
                        || indicator->over_areas == PRG__OVER_COUNT;
        }
}

/* The parent that exists on the table's day; -1 for none. */
int prg__measure_parent(const prg__tree *tree, int area)
{
        int parent = tree->parents[area];
        return parent >= 0 && tree->exists[parent] ? parent : -1;
}

void prg__measure_share(prg__cell *cell, const prg__cell *whole)
{
        cell->has_bounds = 0; /* they are of the value */
        if (whole == NULL) {
                if (cell->state == PRG_STATE_VALUE)
                        set_number(cell, (prg__number){ 100, 1, 0 }, 1, PRG_QUOTIENT);
                return;
        }
        prg__cell_add_inputs(cell, whole);
        cell->other_reported = whole->reported;
        cell->other_expected = whole->expected;
        if (prg__state_first(cell->state, whole->state))
                prg__cell_say(cell, whole->state, whole->reason);
        if (cell->state != PRG_STATE_VALUE)
                return;
        if (prg__number_sign(&whole->number) == 0) {
                prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_DIVISION);
                return;
        }
        prg__number result, hundred = prg__number_of(100, 0);
        int approximate = cell->exactness == PRG_APPROXIMATE || whole->exactness == PRG_APPROXIMATE;
        int code = prg__number_multiply(&result, &cell->number, &hundred);
        if (code == 0)
                code = prg__number_divide(&result, &result, &whole->number);
        if (code < 0)
                prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
        else
                set_number(cell, result, 1, approximate ? PRG_APPROXIMATE : PRG_QUOTIENT);
}

static int share(prg__engine *engine, const prg__ask *ask, int area, prg__cell *cell)
{
        const prg__tree *tree = prg__trees_on(engine->trees, engine->day);
        prg__cell whole;
        if (tree == NULL)
                return PRG_ENOMEM;
        if (!adds(ask)) {
                refuse(cell, PRG_REASON_KIND);
                return 0;
        }
        int parent = prg__measure_parent(tree, area), code = shown(engine, ask, area, cell, NULL);
        if (code == 0 && parent >= 0)
                code = shown(engine, ask, parent, &whole, NULL);
        if (code == 0)
                prg__measure_share(cell, parent >= 0 ? &whole : NULL);
        return code;
}

static int same_level(const prg__engine *engine, int a, int b)
{
        const char *x = prg_item_text(prg__trees_area(engine->trees, a), "level");
        const char *y = prg_item_text(prg__trees_area(engine->trees, b), "level");
        return x == y || (x && y && strcmp(x, y) == 0);
}

int prg__measure_is_ranked_with(const prg__engine *engine, const prg__tree *tree, int area, int other)
{
        return other != area && tree->exists[other] && tree->parents[other] == tree->parents[area]
                && same_level(engine, area, other);
}

static int rank(prg__engine *engine, const prg__ask *ask, int area, prg__cell *cell)
{
        const prg__tree *tree = prg__trees_on(engine->trees, engine->day);
        if (tree == NULL)
                return PRG_ENOMEM;
        int code = shown(engine, ask, area, cell, NULL), place = 1;
        cell->has_bounds = 0;
        if (code < 0 || cell->state != PRG_STATE_VALUE)
                return code;
        int lower = ask->indicator->direction == 2; /* the second word of the choice: lower is better */
        for (int other = 0; other < engine->area_count; other++) {
                prg__cell theirs;
                if (!prg__measure_is_ranked_with(engine, tree, area, other))
                        continue;
                if ((code = shown(engine, ask, other, &theirs, NULL)) < 0)
                        return code;
                if (theirs.state != PRG_STATE_VALUE)
                        continue;
                int order = prg__number_compare(&theirs.number, &cell->number);
                place += lower ? order < 0 : order > 0;
        }
        set_number(cell, prg__number_of(place, 0), 0, PRG_EXACT);
        return 0;
}

/* ---- all ---- */

static int cumulative(prg__engine *engine, const prg__ask *ask, int area, prg__cell *cell)
{
        prg__ask to_date = *ask;
        int code = prg_period_year_to_date(&to_date.period, &ask->period);
        if (code == PRG_EINVALID || code == PRG_ERANGE) {
                refuse(cell, PRG_REASON_CALENDAR);
                return 0;
        }
        if (code < 0 || (code = shown(engine, &to_date, area, cell, NULL)) < 0)
                return code;
        if (ask->indicator->kind == PRG__KIND_DISTINCT && cell->state == PRG_STATE_VALUE) {
                prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, PRG_REASON_DISTINCT);
                cell->has_bounds = 1;
                cell->lower = cell->upper = cell->number;
        }
        return 0;
}

static int flow(prg__engine *engine, const prg__ask *ask, int area, prg__cell *cell)
{
        prg__ask own = *ask;
        if (ask->indicator->kind != PRG__KIND_FLOW && ask->indicator->kind != PRG__KIND_CUMULATIVE) {
                refuse(cell, PRG_REASON_KIND);
                return 0;
        }
        own.flow = ask->indicator->kind == PRG__KIND_CUMULATIVE;
        return shown(engine, &own, area, cell, NULL);
}

/* Measures that mean something for a class itself. */
static int is_for_class(prg_measure measure)
{
        switch (measure) {
        case PRG_MEASURE_VALUE:
        case PRG_MEASURE_CUMULATIVE:
        case PRG_MEASURE_PREVIOUS:
        case PRG_MEASURE_SAME_PERIOD_LAST_YEAR:
        case PRG_MEASURE_COVERAGE:
        case PRG_MEASURE_REPORTED:
        case PRG_MEASURE_EXPECTED:
                return 1;
        default:
                return 0;
        }
}

int prg__measure(prg__engine *engine, const prg__ask *ask, prg_measure measure, int area, prg__cell *cell)
{
        int code;
        memset(cell, 0, sizeof *cell);
        if (ask->indicator->kind == PRG__KIND_CLASS && !prg__cut_is_by_class(ask->cut) && !is_for_class(measure)) {
                refuse(cell, PRG_REASON_KIND);
                return 0;
        }
        switch (measure) {
        case PRG_MEASURE_VALUE:
                return shown(engine, ask, area, cell, NULL);
        case PRG_MEASURE_CUMULATIVE:
                return cumulative(engine, ask, area, cell);
        case PRG_MEASURE_PREVIOUS:
        case PRG_MEASURE_SAME_PERIOD_LAST_YEAR: {
                prg__ask past = *ask;
                code = prg__measure_other_period(measure, &ask->period, &past.period);
                if (code == PRG_END)
                        refuse(cell, PRG_REASON_NO_PERIOD);
                return code == PRG_END ? 0 : code < 0 ? code : shown(engine, &past, area, cell, NULL);
        }
        case PRG_MEASURE_REPORTED:
        case PRG_MEASURE_EXPECTED:
        case PRG_MEASURE_COVERAGE:
                if ((code = shown(engine, ask, area, cell, NULL)) == 0)
                        prg__measure_counts(cell, measure);
                return code;
        case PRG_MEASURE_SHARE:
                return share(engine, ask, area, cell);
        case PRG_MEASURE_RANK:
                return rank(engine, ask, area, cell);
        case PRG_MEASURE_FLOW:
                return flow(engine, ask, area, cell);
        default:
                return compare(engine, ask, measure, area, cell);
        }
}
