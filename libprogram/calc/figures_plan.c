/* Which formulas are for figures, and what their nodes stand for. See figures.h. */
#include "calc/figures.h"

#include <string.h>

#include "calc/computed.h"
#include "model/programme.h"
#include "util/memory.h"

/* ---- formulas ---- */

/* What is wrong with a formula the engine says, when it computes it. */
static int ignore(void *payload, const prg_item *indicator, size_t at, int code, int finding, const char *message)
{
        (void)payload;
        (void)indicator;
        (void)at;
        (void)finding;
        (void)message;
        return code == PRG_ENOMEM ? code : 0;
}

/* The checked formula of an indicator; NULL: refused. 0 or PRG_ENOMEM. */
static int find_formula(prg__bulk *bulk, const prg__indicator *indicator, const prg_formula **formula)
{
        const char *name = indicator->item.id;
        int code = 0;
        if (bulk->formulas == NULL) {
                bulk->formulas = prg__alloc_zero(sizeof *bulk->formulas);
                if (bulk->formulas == NULL)
                        return PRG_ENOMEM;
                code = prg__formula_set_begin(bulk->formulas, bulk->programme);
        }
        if (code == 0)
                code = prg__formula_set_fill(bulk->formulas, &name, 1, ignore, NULL);
        *formula = code == 0 ? bulk->formulas->entries[indicator->item.index].formula : NULL;
        return code == PRG_ENOMEM ? code : 0;
}

/* ---- moments ---- */

/* Batches of functions: each its own for each number that it takes. */
#define BATCH_OF_MOVES 16
#define BATCH_OF_TIMES 2048

/* What a function looks at from one moment; as computed_functions.c has it. 0 or an error. */
static int look_from(prg__bulk *bulk, const prg_formula *formula, const prg__node *call, const prg__moment *from,
        prg__moment *out)
{
        const prg_period *named = call->count > 1 ? &formula->nodes[prg__formula_argument(formula, call, 1)].period : NULL;
        int moves = 1, code = 0;
        *out = *from;
        if (from->refused)
                return 0;
        out->reason = PRG_REASON_NO_PERIOD;
        switch (call->operation) {
        case PRG__FN_SAME_PERIOD_LAST_YEAR:
                code = prg_period_same_last_year(&out->period, &from->period);
                break;
        case PRG__FN_YTD:
                code = prg_period_year_to_date(&out->period, &from->period);
                out->reason = PRG_REASON_CALENDAR;
                out->refused = code == PRG_EINVALID || code == PRG_ERANGE;
                return out->refused ? 0 : code;
        case PRG__FN_AT:
                return prg__period_within(&out->period, named, bulk->calendars);
        case PRG__FN_CUM:
                code = named->first > from->period.last ? PRG_ERANGE
                        : prg_period_make_days(&out->period, from->period.calendar, named->first, from->period.last);
                out->refused = code == PRG_EINVALID || code == PRG_ERANGE;
                return out->refused ? 0 : code;
        case PRG__FN_PREV:
                if (call->count > 1)
                        moves = (int)formula->nodes[prg__formula_argument(formula, call, 1)].number.mantissa;
                code = prg_period_move(&out->period, &from->period, -moves);
                break;
        default:
                code = prg_period_move(&out->period, &from->period, -1);
                break;
        }
        out->refused = code == PRG_ERANGE || code == PRG_END;
        return out->refused ? 0 : code;
}

static int batch_of(const prg__figures *it, const prg__node *call)
{
        switch (call->operation) {
        case PRG__FN_SAME_PERIOD_LAST_YEAR: return PRG__BATCH_LAST_YEAR;
        case PRG__FN_YTD: return PRG__BATCH_TO_DATE;
        case PRG__FN_AT:
        case PRG__FN_CUM: return BATCH_OF_TIMES + (int)(call - it->formula->nodes);
        case PRG__FN_PREV:
                if (call->count > 1)
                        return BATCH_OF_MOVES
                                + (int)it->formula->nodes[prg__formula_argument(it->formula, call, 1)].number.mantissa;
                return PRG__BATCH_PREVIOUS;
        default: return PRG__BATCH_PREVIOUS;
        }
}

static int same_moments(const prg__moment *a, const prg__moment *b, size_t count)
{
        for (size_t i = 0; i < count; i++)
                if (a[i].refused != b[i].refused || a[i].reason != b[i].reason || a[i].period.calendar != b[i].period.calendar
                    || a[i].period.type != b[i].period.type || a[i].period.first != b[i].period.first
                    || a[i].period.last != b[i].period.last)
                        return 0;
        return 1;
}

/* ---- operands ---- */

typedef struct work {
        prg__bulk *bulk;
        prg__engine *engine;
        prg__figures *figures;
        const prg__ask *ask;
        int batch;
} work;

static int make_figures(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, const prg__moment *moments, int batch,
        int depth, prg__figures **out);

static int counts_units(const prg__indicator *indicator)
{
        int time = prg__over_time(indicator);
        return time == PRG__OVER_LAST || time == PRG__OVER_FIRST;
}

/* Whether some moments are of another calendar than a stock, which is taken by date then: not for blocks. */
static int is_by_date(const prg__indicator *indicator, const prg__moment *moments, size_t count)
{
        const char *id = indicator->calendar ? indicator->calendar->id : prg_calendar_id(prg_calendar_gregorian());
        if (indicator->kind != PRG__KIND_STOCK || indicator->formula)
                return 0;
        for (size_t i = 0; i < count; i++)
                if (!moments[i].refused && strcmp(id, prg_calendar_id(moments[i].period.calendar)) != 0)
                        return 1;
        return 0;
}

static const prg__reader *reader_of(prg__bulk *bulk, const prg__figures *nested)
{
        prg__reader *reader = prg__arena_alloc(&bulk->arena, sizeof *reader);
        if (reader == NULL)
                return NULL;
        reader->measure = PRG_MEASURE_VALUE;
        reader->indicator = nested->indicator;
        reader->figures = prg__without_const(nested);
        return reader;
}

/* An operand at the moments of a batch; those of one indicator at the same ones are one. Its place, PRG_END when figures
 * cannot, or an error. */
static int find_operand(const work *it, const prg__indicator *indicator, const prg__moment *moments, int batch, int *place)
{
        prg__figures *figures = it->figures;
        for (*place = 0; *place < figures->operand_count; ++*place) {
                const prg__figure_operand *old = &figures->operands[*place];
                if (old->indicator == indicator && same_moments(old->moments, moments, figures->period_count))
                        return 0;
        }
        prg__figure_operand *operand = &figures->operands[figures->operand_count];
        prg__ask ask;
        prg__operand_ask(it->engine, it->ask, indicator, &ask);
        operand->indicator = indicator;
        operand->moments = moments;
        operand->by_cell = !counts_units(indicator);
        operand->is_raw = !indicator->formula && !prg__is_computed(indicator);
        if (!operand->is_raw && moments != figures->moments)
                return PRG_END; /* their units are several sets */
        if (is_by_date(indicator, moments, figures->period_count))
                return PRG_END;
        if (indicator->formula) {
                prg__figures *nested;
                int code = make_figures(it->bulk, it->engine, &ask, moments, batch, figures->depth + 1, &nested);
                if (code != 0)
                        return code;
                if ((operand->reader = reader_of(it->bulk, nested)) == NULL)
                        return PRG_ENOMEM;
        } else {
                int code = prg__plan_operand(it->bulk, it->engine, &ask, moments, batch, &operand->reader);
                if (code <= 0)
                        return code == 0 ? PRG_END : code;
        }
        figures->operand_count++;
        return 0;
}

/* What stands at a node: the indicator of a name, at the moments of the figures. */
static int find_here(const work *it, const prg__node *name, uint32_t number)
{
        return find_operand(it, (const prg__indicator *)name->item, it->figures->moments, it->batch,
                &it->figures->operand_of[number]);
}

/* A call that looks beyond the cell: only some do it from period to period, of one name. */
static int find_call(const work *it, uint32_t number)
{
        prg__figures *figures = it->figures;
        const prg__node *call = &figures->formula->nodes[number];
        uint32_t argument = prg__formula_argument(figures->formula, call, 0);
        const prg__node *name = &figures->formula->nodes[argument];
        int batch = batch_of(figures, call), here = 0, code;
        if (name->kind != PRG__NODE_NAME)
                return PRG_END;
        switch (call->operation) {
        case PRG__FN_CLOSING:
        case PRG__FN_COVERAGE:
        case PRG__FN_REPORTED:
        case PRG__FN_EXPECTED:
                return find_here(it, name, number);
        case PRG__FN_GROWTH:
        case PRG__FN_DIFF:
        case PRG__FN_INDEX: here = 1; break;
        case PRG__FN_PREV:
        case PRG__FN_SAME_PERIOD_LAST_YEAR:
        case PRG__FN_YTD:
        case PRG__FN_CUM:
        case PRG__FN_OPENING:
        case PRG__FN_AT: break;
        default: return PRG_END;
        }
        if (here && (code = find_here(it, name, argument)) != 0)
                return code;
        prg__moment *moments = prg__arena_alloc(&it->bulk->arena, (figures->period_count + 1) * sizeof *moments);
        if (moments == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < figures->period_count; i++)
                if ((code = look_from(it->bulk, figures->formula, call, &figures->moments[i], &moments[i])) < 0)
                        return code;
        /* A batch of one that is no query's own: its windows are others. */
        batch = it->batch ? BATCH_OF_TIMES + PRG__FIGURE_NODES + (int)number + it->batch : batch;
        return find_operand(it, (const prg__indicator *)name->item, moments, batch, &figures->operand_of[number]);
}

static int find_operands(const work *it)
{
        prg__figures *figures = it->figures;
        const prg_formula *formula = figures->formula;
        uint32_t owner = prg__formula_root(formula)->owner;
        int code = 0;
        for (uint32_t i = 0; i < formula->count && code == 0; i++) {
                const prg__node *node = &formula->nodes[i];
                if (node->owner != owner)
                        continue;
                if (node->kind == PRG__NODE_NAME)
                        code = find_here(it, node, i);
                else if (node->kind == PRG__NODE_CALL && prg__operation_needs_data(node->operation))
                        code = find_call(it, i);
                else if (node->kind == PRG__NODE_CALL && node->count > PRG__VM_ARGUMENTS)
                        code = PRG_END;
        }
        return code;
}

/* Raw operands of the cell itself are compared by what they report; that is known of cells in one layout, and of units
 * where areas are the same in all periods. */
static int can_compare(prg__figures *figures)
{
        for (int i = 0; i < figures->operand_count; i++)
                for (int k = 0; k < i; k++) {
                        const prg__figure_operand *a = &figures->operands[i], *b = &figures->operands[k];
                        if (a->indicator == b->indicator)
                                figures->steady = 1;
                        if (a->is_raw && b->is_raw && a->by_cell && b->by_cell && prg__has_same_bases(a->indicator, b->indicator)
                            && a->reader->blocks[0]->layout != b->reader->blocks[0]->layout)
                                return 0;
                }
        const prg__tree *tree = NULL;
        for (int i = 0; i < figures->operand_count && figures->steady; i++) {
                const prg__figure_operand *it = &figures->operands[i];
                if (!it->is_raw)
                        continue;
                if (it->indicator->from != PRG_DATE_NONE || it->indicator->to != PRG_DATE_NONE
                    || !prg__plan_in_one_tree(figures->bulk, it->reader->blocks[0]->layout, it->reader->windows,
                            figures->period_count, &tree))
                        return 0;
        }
        return 1;
}

/* ---- the machine ---- */

static int find_input(prg__figures *top, prg__vm *vm, const prg__reader *reader, int which, prg__vm_value *values,
        prg__vm_value *out)
{
        prg__block *block = reader->blocks[which];
        for (int i = 0; i < top->input_count; i++)
                if (top->inputs[i].block == block && top->inputs[i].windows == reader->windows
                    && memcmp(&top->inputs[i].policies, &reader->policies[which], sizeof reader->policies[which]) == 0) {
                        *out = values[i];
                        return 0;
                }
        if (top->input_count == 2 * PRG__FIGURE_NODES)
                return PRG_END;
        prg__vm_input(vm, block->decimals, out);
        top->inputs[top->input_count] = (prg__figure_input){ block, reader, reader->policies[which], reader->windows };
        values[top->input_count++] = *out;
        return 0;
}

typedef struct program {
        prg__figures *top;
        const prg__figures *figures; /* whose formula it is */
        prg__vm_value *values;       /* of the inputs */
} program;

static int resolve(void *payload, prg__vm *vm, const prg_formula *formula, const prg__node *node, prg__vm_value *out);

/* What an operand comes to; a number, as cells are numbers. */
static int program_operand(const program *it, prg__vm *vm, int place, prg__vm_value *out)
{
        const prg__reader *reader = it->figures->operands[place].reader;
        const prg__indicator *ratio = reader->indicator;
        prg__vm_value pair[2], factor, product;
        int code;
        if (reader->figures) {
                program nested = { it->top, reader->figures, it->values };
                code = prg__vm_formula(vm, reader->figures->formula, resolve, &nested, out);
                if (code == 0 && out->form == PRG__VM_TRUTH)
                        out->form = PRG__VM_WHOLE;
                return code != 0 ? code : out->form > PRG__VM_TRUTH ? PRG_END : 0;
        }
        if ((code = find_input(it->top, vm, reader, 0, it->values, &pair[0])) != 0 || reader->blocks[1] == NULL) {
                if (code == 0)
                        *out = pair[0];
                return code;
        }
        if ((code = find_input(it->top, vm, reader, 1, it->values, &pair[1])) != 0)
                return code;
        prg__vm_constant(vm, ratio->factor.decimals == PRG__NO_NUMBER ? (prg_decimal){ 1, 0 } : ratio->factor, &factor);
        prg__vm_value operands[] = { factor, pair[0] };
        if ((code = prg__vm_operate(vm, PRG__OP_MULTIPLY, operands, 2, 0, &product)) != 0)
                return code;
        prg__vm_value parts[] = { product, pair[1] };
        return prg__vm_operate(vm, PRG__OP_DIVIDE, parts, 2, 0, out);
}

static int resolve(void *payload, prg__vm *vm, const prg_formula *formula, const prg__node *node, prg__vm_value *out)
{
        const program *it = payload;
        const prg__figures *figures = it->figures;
        int place = figures->operand_of[node - formula->nodes];
        prg__vm_value now, before;
        if (node->kind == PRG__NODE_NAME)
                return program_operand(it, vm, place, out);
        if (node->operation == PRG__FN_COVERAGE || node->operation == PRG__FN_REPORTED
            || node->operation == PRG__FN_EXPECTED)
                return PRG_END;
        uint32_t number = prg__formula_argument(formula, node, 0);
        const prg__node *argument = &formula->nodes[number];
        int converts = argument->converts && node->operation != PRG__FN_YTD && node->operation != PRG__FN_CUM
                && node->operation != PRG__FN_CLOSING;
        int code = program_operand(it, vm, place, &before);
        if (code == 0 && converts)
                code = prg__vm_convert(vm, &argument->scale, &before, &before);
        if (code != 0
            || (node->operation != PRG__FN_GROWTH && node->operation != PRG__FN_DIFF && node->operation != PRG__FN_INDEX)) {
                if (code == 0)
                        *out = before;
                return code;
        }
        code = program_operand(it, vm, figures->operand_of[number], &now);
        if (code == 0 && converts)
                code = prg__vm_convert(vm, &argument->scale, &now, &now);
        if (code != 0)
                return code;
        if (node->operation != PRG__FN_DIFF)
                return prg__vm_relate(vm, &now, &before, node->operation == PRG__FN_GROWTH, out);
        prg__vm_value both[] = { now, before };
        return prg__vm_operate(vm, PRG__OP_SUBTRACT, both, 2, 0, out);
}

/* 0, also where the machine cannot do the formula, or PRG_ENOMEM. */
static int make_program(prg__bulk *bulk, prg__figures *figures)
{
        program it = { figures, figures, prg__arena_alloc(&bulk->arena, 2 * PRG__FIGURE_NODES * sizeof *it.values) };
        prg__vm_value result;
        figures->inputs = prg__arena_alloc(&bulk->arena, 2 * PRG__FIGURE_NODES * sizeof *figures->inputs);
        prg__vm *vm = it.values && figures->inputs ? prg__vm_new() : NULL;
        if (vm == NULL)
                return PRG_ENOMEM;
        int code = prg__vm_formula(vm, figures->formula, resolve, &it, &result);
        if (code == 0)
                code = prg__vm_finish(vm, &result);
        if (code == 0)
                figures->vm = vm;
        else
                prg__free(vm);
        return code == PRG_END ? 0 : code;
}

/* ---- all ---- */

static void want(const prg__figures *figures)
{
        for (int i = 0; i < figures->operand_count; i++) {
                const prg__reader *reader = figures->operands[i].reader;
                if (reader->figures)
                        want(reader->figures);
                for (int k = 0; k < 2 && reader->blocks[k]; k++)
                        reader->blocks[k]->wanted = 1;
        }
}

/* 0; PRG_END: they cannot; or an error. */
static int make_figures(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, const prg__moment *moments, int batch,
        int depth, prg__figures **out)
{
        const prg_formula *formula;
        if (depth > PRG__FIGURE_DEPTH)
                return PRG_END;
        int code = find_formula(bulk, ask->indicator, &formula);
        if (code < 0 || formula == NULL || formula->count > PRG__FIGURE_NODES)
                return code < 0 ? code : PRG_END;
        prg__figures *figures = prg__arena_alloc(&bulk->arena, sizeof *figures);
        if (figures == NULL)
                return PRG_ENOMEM;
        figures->bulk = bulk;
        figures->indicator = ask->indicator;
        figures->formula = formula;
        figures->moments = moments;
        figures->period_count = engine->query->period_count;
        figures->area_count = bulk->area_count;
        figures->depth = depth;
        figures->operands = prg__arena_alloc(&bulk->arena, 2 * PRG__FIGURE_NODES * sizeof *figures->operands);
        if (figures->operands == NULL)
                return PRG_ENOMEM;
        for (int i = 0; i < PRG__FIGURE_NODES; i++)
                figures->operand_of[i] = -1;
        const work it = { bulk, engine, figures, ask, batch };
        code = find_operands(&it);
        if (code == 0 && !can_compare(figures))
                code = PRG_END;
        *out = figures;
        return code;
}

static int is_for_figures(prg_measure measure)
{
        return measure == PRG_MEASURE_VALUE || measure == PRG_MEASURE_CUMULATIVE || measure == PRG_MEASURE_PREVIOUS
                || measure == PRG_MEASURE_SAME_PERIOD_LAST_YEAR || measure == PRG_MEASURE_REPORTED
                || measure == PRG_MEASURE_EXPECTED || measure == PRG_MEASURE_COVERAGE;
}

int prg__figures_plan(prg__bulk *bulk, prg__engine *engine, const prg__ask *ask, const prg__reader **readers)
{
        const prg_query *query = engine->query;
        prg__figures *found[PRG__BATCHES] = { NULL };
        int refused[PRG__BATCHES] = { 0 };
        for (size_t m = 0; m < query->measure_count && ask->indicator->kind != PRG__KIND_DISTINCT; m++) {
                int batch = prg__plan_batch(query->measures[m]), code = 0;
                if (!is_for_figures(query->measures[m]) || refused[batch])
                        continue;
                if (found[batch] == NULL) {
                        prg__moment *moments;
                        code = prg__plan_moments(bulk, engine, batch, &moments);
                        if (code == 0)
                                code = make_figures(bulk, engine, ask, moments, batch, 0, &found[batch]);
                        if (code == 0)
                                code = make_program(bulk, found[batch]);
                        if (code < 0)
                                return code;
                        refused[batch] = code == PRG_END;
                        if (code == PRG_END)
                                continue;
                        want(found[batch]);
                        found[batch]->next = bulk->figures;
                        bulk->figures = found[batch];
                }
                prg__reader *reader = prg__arena_alloc(&bulk->arena, sizeof *reader);
                if (reader == NULL)
                        return PRG_ENOMEM;
                reader->measure = query->measures[m];
                reader->indicator = ask->indicator;
                reader->figures = found[batch];
                readers[m] = reader;
        }
        return 0;
}
