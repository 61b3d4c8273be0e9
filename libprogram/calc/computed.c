/* Indicators with a formula: evaluated for every area from the cells of what it names. docs/results.md, section 12. */
#include "calc/computed.h"

#include <string.h>

#include "calc/query/suppose.h"
#include "util/memory.h"

/* ---- formulas ---- */

static int refuse(void *payload, const prg_item *indicator, size_t at, int code, int finding, const char *message)
{
        (void)payload;
        (void)at;
        (void)finding;
        return prg__error(code, NULL, "the formula of '%s': %s", indicator->id, message);
}

int prg__engine_formula(prg__engine *engine, const prg__indicator *indicator, const prg_formula **formula)
{
        int code = 0;
        if (engine->formulas == NULL) {
                engine->formulas = prg__alloc_zero(sizeof *engine->formulas);
                if (engine->formulas == NULL)
                        return PRG_ENOMEM;
                const prg__supposed *own = engine->query->supposed;
                code = prg__formula_set_begin_with(engine->formulas, engine->query->programme, own ? own->indicators : NULL,
                        own ? own->count : 0);
        }
        if (code == 0)
                code = prg__formula_set_need(engine->formulas, indicator, refuse, NULL);
        if (code < 0)
                return code;
        *formula = engine->formulas->entries[indicator->item.index].formula;
        return *formula ? 0 : prg__error(PRG_ESCHEMA, NULL, "the formula of '%s' was refused", indicator->item.id);
}

void prg__engine_drop_formulas(prg__engine *engine)
{
        if (engine->formulas)
                prg__formula_set_dispose(engine->formulas);
        prg__free(engine->formulas);
        engine->formulas = NULL;
}

/* ---- cells ---- */

static int counts_units(const prg__indicator *indicator)
{
        int time = prg__over_time(indicator);
        return time == PRG__OVER_LAST || time == PRG__OVER_FIRST;
}

void prg__footing_count(prg__footing *footing, size_t reported, size_t expected)
{
        if (footing->pools) {
                footing->pooled_reported += reported;
                footing->pooled_expected += expected;
                return;
        }
        footing->coverages++;
        if (!footing->has_coverage) {
                footing->has_coverage = 1;
                footing->least_reported = footing->most_reported = reported;
                footing->least_expected = footing->most_expected = expected;
                return;
        }
        /* Less is covered where the quotient is smaller; where nothing is expected, nothing is lacking. */
        size_t lr = footing->least_reported, le = footing->least_expected;
        if (le == 0 ? expected > 0 && reported < expected
                    : expected > 0 && (prg__wide)reported * (prg__wide)le < (prg__wide)lr * (prg__wide)expected) {
                footing->least_reported = reported;
                footing->least_expected = expected;
                return;
        }
        footing->most_reported = reported;
        footing->most_expected = expected;
}

void prg__footing_pool(prg__footing *footing)
{
        if (footing->pools++ == 0)
                footing->pooled_reported = footing->pooled_expected = 0;
}

void prg__footing_pool_end(prg__footing *footing)
{
        if (--footing->pools == 0 && footing->pooled_expected + footing->pooled_reported > 0)
                prg__footing_count(footing, footing->pooled_reported, footing->pooled_expected);
}

/* Operands of one cell are compared by what they report, periods of one indicator by who was expected. */
static void relate(prg__footing *footing, const prg__seen *a, const prg__seen *b)
{
        int raw = !a->indicator->formula && !b->indicator->formula && !prg__is_computed(a->indicator)
                && !prg__is_computed(b->indicator);
        if (a->is_here && b->is_here && raw) {
                int by_cell = a->by_cell && b->by_cell && prg__has_same_bases(a->indicator, b->indicator);
                footing->differs |= by_cell ? !prg__print_same(a->result->cells, b->result->cells)
                                            : !prg__print_same(a->result->units, b->result->units);
        }
        if (a->indicator == b->indicator && a->is_here != b->is_here
            && (!prg__print_same(a->result->expected_units, b->result->expected_units)
                    || a->result->versions != b->result->versions)
            && !(footing->cell->marks & PRG_MARK_BREAK))
                prg__cell_mark(footing->cell, PRG_MARK_BREAK, 1);
}

/* Where a cell is among those that are known, or the gap where it belongs. */
static const prg__result **place_of(const prg__result **known, size_t room, const prg__result *result)
{
        size_t at = ((uintptr_t)result / sizeof *result * 11400714819323198485u >> 20) & (room - 1);
        while (known[at] && known[at] != result)
                at = (at + 1) & (room - 1);
        return &known[at];
}

/* 1 when a cell is looked at for the first time, 0 when it is known, or an error. */
static int remember(prg__footing *footing, const prg__result *result)
{
        if (2 * footing->known_count >= footing->known_room) {
                size_t room = footing->known_room ? 2 * footing->known_room : 16;
                const prg__result **known = prg__alloc_zero(room * sizeof(const prg__result *));
                if (known == NULL)
                        return PRG_ENOMEM;
                for (size_t i = 0; i < footing->known_room; i++)
                        if (footing->known[i])
                                *place_of(known, room, footing->known[i]) = footing->known[i];
                prg__free(footing->known);
                footing->known = known;
                footing->known_room = room;
        }
        const prg__result **place = place_of(footing->known, footing->known_room, result);
        if (*place)
                return 0;
        *place = result;
        footing->known_count++;
        return 1;
}

void prg__footing_dispose(prg__footing *footing)
{
        prg__free(footing->seen);
        prg__free(footing->known);
}

static int is_nothing(const prg__result *result)
{
        return result->expected_units.low == 0 && result->expected_units.high == 0 && result->versions == 0;
}

/* Who was expected in the cells that a cell is made of; where nobody was, it does not matter how many they are. */
static void join_expected(prg__result *result, const prg__result *other)
{
        if (is_nothing(other))
                return;
        int is_first = is_nothing(result);
        result->expected_units = is_first ? other->expected_units
                : prg__print_of_both(result->expected_units, other->expected_units);
        result->versions = is_first ? other->versions : prg__versions_of_both(result->versions, other->versions);
}

/* 0 or an error. */
static int note(const prg__spot *at, const prg__ask *ask, const prg__result *result, const prg__cell *cell)
{
        prg__footing *footing = at->footing;
        int is_new = footing->is_comparing ? 0 : remember(footing, result);
        if (is_new <= 0)
                return is_new;
        /* Only cells of one area are related to each other. */
        if (at->area == footing->area) {
                prg__seen now = { result, ask->indicator, !counts_units(ask->indicator),
                        at->period.first == footing->period->first && at->period.last == footing->period->last };
                for (size_t i = 0; i < footing->seen_count; i++)
                        relate(footing, &footing->seen[i], &now);
                if (prg__grow((void **)&footing->seen, &footing->seen_capacity, footing->seen_count + 1,
                            sizeof *footing->seen) < 0)
                        return PRG_ENOMEM;
                footing->seen[footing->seen_count++] = now;
        }
        prg__cell_add_inputs(footing->cell, cell);
        prg__footing_count(footing, cell->reported, cell->expected);
        join_expected(footing->result, result);
        return 0;
}

void prg__spot_value(const prg__cell *cell, prg__value *value)
{
        memset(value, 0, sizeof *value);
        prg__value_say(value, cell->state, cell->reason);
        if (cell->state != PRG_STATE_VALUE)
                return;
        if (cell->category) {
                value->type = PRG_FORMULA_CLASS;
                value->category = prg_item_id(cell->category);
                return;
        }
        prg__value_number(value, cell->number, cell->exactness);
}

static int visit(const prg__spot *at, uint32_t node, const prg__indicator *indicator, const prg__value *value)
{
        prg__visits *visits = at->visits;
        if (prg__grow((void **)&visits->at, &visits->capacity, visits->count + 1, sizeof *visits->at) < 0)
                return PRG_ENOMEM;
        visits->at[visits->count++] = (prg__visit){ at->period, at->area, node, indicator, *value };
        return 0;
}

/* A stock of another calendar is taken by date: from the latest base period that ends by the end of the period, if that
 * is not made of base periods. 1 when it is, 0, or an error. */
static int take_by_date(const prg__spot *at, const prg__indicator *indicator, prg_period *period)
{
        const prg_calendar *calendar;
        prg_period_range range;
        prg_period found;
        const char *id = indicator->calendar ? indicator->calendar->id : prg_calendar_id(prg_calendar_gregorian());
        if (indicator->kind != PRG__KIND_STOCK || indicator->formula || indicator->period <= 0)
                return 0;
        int code = prg_calendars_find(&calendar, prg_data_calendars(at->engine->data), id, strlen(id));
        if (code < 0)
                return code;
        prg_period_type type = prg__base_type(indicator);
        if (calendar == at->period.calendar || !prg_calendar_has(calendar, type) || prg_period_union(&range, NULL, &at->period, calendar, type) != PRG_END)
                return 0;
        code = prg_period_holding(&found, calendar, type, at->period.last);
        if (code == 0 && found.last > at->period.last)
                code = prg_period_previous(&found, &found);
        if (code < 0 || code == PRG_END)
                return code == PRG_END || code == PRG_ERANGE || code == PRG_ENOTFOUND ? 0 : code;
        *period = found;
        return 1;
}

int prg__spot_ask(const prg__spot *at, const prg__indicator *indicator, prg__ask *ask)
{
        prg__operand_ask(at->engine, at->ask, indicator, ask);
        ask->period = at->period;
        return take_by_date(at, indicator, &ask->period);
}

/* The cell of an indicator at a prg__spot. */
int prg__spot_look(const prg__spot *at, const prg__indicator *indicator, prg__cell *cell)
{
        const prg__evaluation *evaluation;
        prg__ask ask;
        int code = prg__spot_ask(at, indicator, &ask), by_date = code;
        if (code < 0 || (code = prg__evaluate(at->engine, &ask, &evaluation)) < 0)
                return code;
        prg__show(&ask.policies, &evaluation->results[at->area], cell);
        if ((code = note(at, &ask, &evaluation->results[at->area], cell)) < 0)
                return code;
        if (by_date && ask.period.last != at->period.last && cell->state == PRG_STATE_VALUE && !at->footing->is_comparing)
                prg__cell_break_calendar(at->footing->cell, &ask.period, &at->period);
        if (at->visits) {
                prg__spot there = *at;
                prg__value value;
                there.period = ask.period;
                prg__spot_value(cell, &value);
                return visit(&there, 0, indicator, &value);
        }
        return 0;
}

static int operand(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value)
{
        prg__cell cell;
        (void)formula;
        int code = prg__spot_look(payload, (const prg__indicator *)name->item, &cell);
        if (code == 0)
                prg__spot_value(&cell, value);
        return code;
}

static int compute(void *payload, const prg_formula *formula, const prg__node *call, prg__value *value)
{
        (void)formula;
        memset(value, 0, sizeof *value);
        return prg__spot_compute(payload, call, value);
}

int prg__spot_run(const prg__spot *at, uint32_t node, prg__value *value)
{
        prg__spot here = *at;
        here.visits = NULL;
        const prg__formula_host host = { operand, compute, &here };
        int code = prg__formula_run(at->formula, node, &host, at->values);
        if (code == 0)
                *value = at->values[node];
        return code == 0 && at->visits ? visit(at, node, NULL, value) : code;
}

/* ---- the cell ---- */

void prg__value_cell(const prg__indicator *indicator, const prg__value *value, prg__cell *cell)
{
        prg__cell_say(cell, value->state, value->reason);
        /* Exact numbers have the digits that they need. */
        cell->decimals = indicator->decimals < 0 && value->exactness == PRG_EXACT ? 0 : prg__result_decimals(indicator);
        if (value->state != PRG_STATE_VALUE)
                return;
        if (value->type == PRG_FORMULA_CLASS) {
                for (size_t i = 0; i < indicator->categories.count; i++) {
                        const prg_item *category = indicator->categories.at[i];
                        if (strcmp(prg_item_id(category), value->category) == 0)
                                cell->category = category;
                }
                if (cell->category == NULL)
                        prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_NONE);
                return;
        }
        cell->number = value->type == PRG_FORMULA_BOOLEAN ? prg__number_of(value->truth, 0) : value->number;
        cell->exactness = value->type == PRG_FORMULA_BOOLEAN ? PRG_EXACT : value->exactness;
}

void prg__footing_show(const prg__footing *footing, const prg__indicator *indicator, const prg__value *value)
{
        prg__cell *cell = footing->cell;
        prg__value_cell(indicator, value, cell);
        cell->reported = footing->least_reported;
        cell->expected = footing->least_expected;
        if (footing->coverages > 1) {
                cell->other_reported = footing->most_reported;
                cell->other_expected = footing->most_expected;
        }
        if (footing->differs && value->state == PRG_STATE_VALUE)
                prg__cell_mark(cell, PRG_MARK_OPERAND_COVERAGE_DIFFERS, 1);
}

int prg__evaluate_formula(prg__engine *engine, prg__evaluation *evaluation)
{
        const prg__ask *ask = &evaluation->ask;
        const prg_formula *formula;
        int code = prg__engine_formula(engine, ask->indicator, &formula);
        if (code < 0)
                return code;
        prg__spot at = { engine, ask, formula, NULL, ask->period, 0, NULL, NULL };
        int is_supposed = prg__query_is_supposed(engine->query, ask->indicator);
        at.values = prg__alloc_zero(formula->count * sizeof *at.values);
        if (at.values == NULL)
                return PRG_ENOMEM;
        for (int area = 0; area < engine->area_count && code == 0; area++) {
                prg__result *result = &evaluation->results[area];
                prg__footing footing = { .cell = &result->cell, .result = result, .period = &ask->period, .area = area };
                prg__value value = { .state = PRG_STATE_MISSING };
                at.area = area;
                at.footing = &footing;
                code = prg__spot_run(&at, (uint32_t)formula->count - 1, &value);
                prg__footing_dispose(&footing);
                if (code < 0)
                        break;
                prg__footing_show(&footing, ask->indicator, &value);
                if (is_supposed)
                        prg__cell_mark(&result->cell, PRG_MARK_WHAT_IF, 1);
        }
        prg__free(at.values);
        return code;
}
