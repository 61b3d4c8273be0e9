/* The working of an indicator with a formula: its operands, each of which is a cell, or a function that looks beyond the
 * cell, which in turn looked at cells, or at what its argument comes to elsewhere.
 *
 * The functions are run once more, on what the engine has evaluated already, and note where they look. */
#include "calc/explain/explain.h"

#include <string.h>

#include <libprogram/buf.h>

#include "calc/computed.h"
#include "calc/query/suppose.h"
#include "model/target.h"
#include "util/buf.h"
#include "util/memory.h"

/* ---- running ---- */

/* A spot of the formula that a step is made of; nothing that is noted in its footing is used. */
typedef struct run {
        prg__spot spot;
        prg__footing footing;
        prg__cell cell;
        prg__result result;
        prg__visits visits;
} run;

static int begin(run *it, prg__explainer *explainer, const prg_explanation *step)
{
        const prg__evaluation *evaluation = step->of.evaluation;
        memset(it, 0, sizeof *it);
        it->footing.cell = &it->cell;
        it->footing.result = &it->result;
        it->footing.period = &it->spot.period;
        it->footing.area = step->of.area;
        it->spot.engine = &explainer->engine;
        it->spot.ask = &evaluation->ask;
        it->spot.period = step->of.period;
        it->spot.area = step->of.area;
        it->spot.footing = &it->footing;
        int code = prg__engine_formula(&explainer->engine, evaluation->ask.indicator, &it->spot.formula);
        if (code < 0)
                return code;
        it->spot.values = prg__alloc_zero(it->spot.formula->count * sizeof *it->spot.values);
        return it->spot.values ? 0 : PRG_ENOMEM;
}

static void end(run *it)
{
        prg__footing_dispose(&it->footing);
        prg__free(it->spot.values);
        prg__free(it->visits.at);
}

static int text_of(prg_explanation *step, const prg_formula *formula, uint32_t node, const char **text)
{
        prg_buf out = PRG_BUF_INIT;
        int code = prg__formula_format_node(&out, formula, node);
        if (code == 0 && (*text = prg__arena_text(&step->root->arena, out.data, out.length)) == NULL)
                code = PRG_ENOMEM;
        prg_buf_dispose(&out);
        return code;
}

/* ---- describing ---- */

/* The formula of a node: what a step comes to by it. */
static int describe(prg__explainer *explainer, prg_explanation *step, const prg_formula *formula, uint32_t node)
{
        const prg__node *root = &formula->nodes[node];
        (void)explainer;
        step->of.node = node;
        step->operation = PRG_OPERATION_FORMULA;
        step->expand = prg__expand_formula;
        if (root->converts) {
                step->has_factor = 1;
                step->factor = root->scale;
        }
        /* What is converted on the way cannot be seen from the operands. */
        for (uint32_t i = root->first; i < node; i++) {
                const prg__node *it = &formula->nodes[i];
                int is_operand = it->kind == PRG__NODE_NAME
                        || (it->kind == PRG__NODE_CALL && prg__operation_needs_data(it->operation));
                if (it->owner == root->owner && it->converts && !is_operand)
                        step->operation = PRG_OPERATION_NONE;
        }
        return text_of(step, formula, node, &step->formula);
}

int prg__explain_formula(prg__explainer *explainer, prg_explanation *step, const prg__evaluation *evaluation)
{
        static const prg__say says[] = { [PRG_EXACT] = PRG__SAY_FORMULA_EXACT, [PRG_QUOTIENT] = PRG__SAY_FORMULA_QUOTIENT,
                [PRG_APPROXIMATE] = PRG__SAY_FORMULA_APPROXIMATE };
        const prg_formula *formula;
        int code = prg__engine_formula(&explainer->engine, evaluation->ask.indicator, &formula);
        if (code < 0)
                return code;
        step->of.period = evaluation->ask.period;
        code = describe(explainer, step, formula, (uint32_t)formula->count - 1);
        if (code == 0)
                code = prg__step_say(step, says[prg__formula_root(formula)->exactness]);
        if (code == 0 && prg__query_is_supposed(explainer->engine.query, evaluation->ask.indicator))
                code = prg__step_say(step, PRG__SAY_SUPPOSED_FORMULA);
        return code;
}

/* The cell of an indicator somewhere else. */
static int add_cell(prg__explainer *explainer, prg_explanation *above, const prg__spot *at, const prg__indicator *indicator,
        prg_explanation **out)
{
        const prg__evaluation *evaluation;
        prg__ask ask;
        int code = prg__spot_ask(at, indicator, &ask);
        if (code >= 0)
                code = prg__evaluate(at->engine, &ask, &evaluation);
        if (code == 0)
                code = prg__step_add(above, PRG_STEP_OPERAND, out);
        return code < 0 ? code : prg__explain_result(explainer, *out, evaluation, at->area);
}

/* What a node comes to somewhere, which is no cell. */
static int add_value(prg__explainer *explainer, prg_explanation *above, const prg__spot *at, const prg__value *value,
        prg_explanation **out)
{
        prg__cell cell = { .state = PRG_STATE_MISSING };
        prg_explanation *step;
        int code = prg__step_add(above, PRG_STEP_OPERAND, &step);
        if (code < 0)
                return code;
        prg__value_cell(at->ask->indicator, value, &cell);
        step->of.evaluation = above->of.evaluation;
        step->of.period = at->period;
        step->indicator = above->indicator;
        if ((code = prg__step_cell(step, &cell)) < 0 || (code = prg__step_cut(step, at->ask->cut)) < 0
            || (code = prg__step_period(step, &at->period)) < 0
            || (code = prg__explain_area(explainer, step, at->area, &at->period)) < 0)
                return code;
        *out = step;
        return step->cell.state == PRG_STATE_VALUE || step->cell.reason == PRG_REASON_NONE ? 0 : prg__rules_why(step);
}

/* ---- functions ---- */

/* How the number of a function follows from what it looked at. */
static prg_operation operation_of(const prg__node *call, size_t visits, prg_formula_type type)
{
        switch (call->operation) {
        case PRG__FN_GROWTH: return PRG_OPERATION_GROWTH;
        case PRG__FN_DIFF: return PRG_OPERATION_DIFFERENCE;
        case PRG__FN_INDEX: return PRG_OPERATION_QUOTIENT;
        case PRG__FN_SHARE: return visits == 2 ? PRG_OPERATION_QUOTIENT : PRG_OPERATION_NONE;
        case PRG__FN_ROLLING: return PRG_OPERATION_MEAN;
        case PRG__FN_SUM_OVER: return PRG_OPERATION_SUM;
        case PRG__FN_COUNT_OVER: return type == PRG_FORMULA_BOOLEAN ? PRG_OPERATION_SUM : PRG_OPERATION_COUNT;
        case PRG__FN_MIN_OVER: return PRG_OPERATION_MIN;
        case PRG__FN_MAX_OVER: return PRG_OPERATION_MAX;
        case PRG__FN_MEAN_OVER: return PRG_OPERATION_MEAN;
        case PRG__FN_MEDIAN_OVER: return PRG_OPERATION_MEDIAN;
        case PRG__FN_STDDEV_OVER: return PRG_OPERATION_STDDEV;
        case PRG__FN_COVERAGE: return PRG_OPERATION_COVERAGE;
        case PRG__FN_REPORTED: return PRG_OPERATION_REPORTED;
        case PRG__FN_EXPECTED: return PRG_OPERATION_EXPECTED;
        case PRG__FN_RANK: return PRG_OPERATION_RANK;
        case PRG__FN_LIKE_FOR_LIKE:
        case PRG__FN_TARGET:
        case PRG__FN_BASELINE: return PRG_OPERATION_NONE;
        default: return visits == 1 ? PRG_OPERATION_SAME : PRG_OPERATION_NONE;
        }
}

static int add_visit(prg__explainer *explainer, prg_explanation *step, const run *it, const prg__visit *visit)
{
        const prg_formula *formula = it->spot.formula;
        prg__spot there = it->spot;
        prg_explanation *part;
        int code;
        there.period = visit->period;
        there.area = visit->area;
        const prg__node *node = &formula->nodes[visit->node];
        const prg__indicator *indicator = visit->indicator ? visit->indicator
                : node->kind == PRG__NODE_NAME             ? (const prg__indicator *)node->item : NULL;
        if (indicator && (visit->indicator || !node->converts)) {
                if ((code = add_cell(explainer, step, &there, indicator, &part)) == 0)
                        part->operand = prg__arena_text(&step->root->arena, indicator->item.id, strlen(indicator->item.id));
        } else {
                if ((code = add_value(explainer, step, &there, &visit->value, &part)) == 0
                    && (code = describe(explainer, part, formula, visit->node)) == 0)
                        part->operand = part->formula;
        }
        return code == 0 && part->operand == NULL ? PRG_ENOMEM : code;
}

static int expand_call(prg__explainer *explainer, prg_explanation *step)
{
        run it;
        prg__value value;
        int code = begin(&it, explainer, step);
        if (code == 0) {
                memset(&value, 0, sizeof value);
                it.spot.visits = &it.visits;
                code = prg__spot_compute(&it.spot, &it.spot.formula->nodes[step->of.node], &value);
                it.spot.visits = NULL;
        }
        for (size_t i = 0; i < it.visits.count && code == 0; i++)
                code = add_visit(explainer, step, &it, &it.visits.at[i]);
        end(&it);
        return code;
}

/* Who says a target or baseline. */
static int say_goal(prg__explainer *explainer, prg_explanation *step, const prg__spot *at, const prg__node *call)
{
        const prg__indicator *indicator = (const prg__indicator *)at->formula->nodes[prg__formula_argument(at->formula, call, 0)].item;
        prg_period period;
        prg__goal goal = { 0 };
        int code = 1;
        if (call->operation == PRG__FN_BASELINE)
                code = prg__baseline_find(&explainer->engine, indicator, at->area, &at->period, &goal);
        else if (prg__target_period(at, call, &period))
                code = prg__target_find(&explainer->engine, indicator, at->area, &period, &goal);
        if (code != 0 || !goal.is_declared)
                return code < 0 ? code : 0;
        if (goal.by == NULL)
                return prg__step_say(step, PRG__SAY_GOALS_ADDED);
        const prg__note note = { .say = PRG__SAY_GOAL, .text = goal.by->item.id, .items = { goal.by->document, NULL } };
        const prg__note document = { .say = PRG__SAY_GOAL_DOCUMENT, .text = goal.by->item.id,
                .items = { goal.by->document, NULL } };
        return prg__step_note(step, goal.by->document ? &document : &note);
}

static int add_call(prg__explainer *explainer, prg_explanation *above, run *it, uint32_t node, prg_explanation **out)
{
        const prg__node *call = &it->spot.formula->nodes[node];
        prg__value value;
        prg_formula_type type = call->count ? it->spot.formula->nodes[prg__formula_argument(it->spot.formula, call, 0)].type
                                            : PRG_FORMULA_UNKNOWN;
        memset(&value, 0, sizeof value);
        it->visits.count = 0;
        it->spot.visits = &it->visits;
        int code = prg__spot_compute(&it->spot, call, &value);
        it->spot.visits = NULL;
        if (code == 0)
                code = add_value(explainer, above, &it->spot, &value, out);
        if (code < 0)
                return code;
        prg_explanation *step = *out;
        step->of.node = node;
        step->operation = operation_of(call, it->visits.count, type);
        step->lower_first = it->spot.ask->indicator->direction == 2; /* the second word of the choice */
        if (step->operation == PRG_OPERATION_QUOTIENT) {
                step->has_factor = 1;
                step->factor = prg__number_of(100, 0);
        }
        if (it->visits.count)
                step->expand = expand_call;
        return call->operation == PRG__FN_TARGET || call->operation == PRG__FN_BASELINE
                ? say_goal(explainer, step, &it->spot, call) : 0;
}

/* ---- operands ---- */

static int is_there(const prg_explanation *step, const char *operand)
{
        for (size_t i = 0; i < step->count; i++)
                if (strcmp(step->children[i]->operand, operand) == 0)
                        return 1;
        return 0;
}

static int add_operand(prg__explainer *explainer, prg_explanation *step, run *it, uint32_t number)
{
        const prg__node *node = &it->spot.formula->nodes[number];
        prg_explanation *part;
        const char *text = NULL;
        int code = text_of(step, it->spot.formula, number, &text);
        if (code < 0 || is_there(step, text))
                return code;
        code = node->kind == PRG__NODE_NAME
                ? add_cell(explainer, step, &it->spot, (const prg__indicator *)node->item, &part)
                : add_call(explainer, step, it, number, &part);
        if (code < 0)
                return code;
        part->operand = text;
        if (node->converts) {
                part->has_scale = 1;
                part->scale = node->scale;
        }
        return 0;
}

int prg__expand_formula(prg__explainer *explainer, prg_explanation *step)
{
        run it;
        int code = begin(&it, explainer, step);
        if (code == 0) {
                const prg_formula *formula = it.spot.formula;
                const prg__node *root = &formula->nodes[step->of.node];
                for (uint32_t i = root->first; i <= step->of.node && code == 0; i++) {
                        const prg__node *node = &formula->nodes[i];
                        if (node->owner == root->owner
                            && (node->kind == PRG__NODE_NAME
                                    || (node->kind == PRG__NODE_CALL && prg__operation_needs_data(node->operation))))
                                code = add_operand(explainer, step, &it, i);
                }
        }
        end(&it);
        return code;
}
