/* Evaluation: one pass over the nodes below one node, each after what it takes.
 *
 * Nodes whose owner is another call than the node's own belong to other cells: the host evaluates them there. */
#include "calc/formula/formula.h"

#include "util/memory.h"

/* Up to so many arguments there is room without asking for memory. */
#define FEW 16

/* The digits that round() takes: a number as written. */
static int digits_of(const prg_formula *formula, const prg__node *call)
{
        if (call->operation != PRG__FN_ROUND || call->count < 2)
                return 0;
        return (int)formula->nodes[prg__formula_argument(formula, call, 1)].number.mantissa;
}

static int apply(const prg_formula *formula, const prg__node *call, prg__value *values, prg__value *value)
{
        const prg__value *room[FEW], **arguments = room;
        size_t count = call->operation == PRG__FN_ROUND ? 1 : call->count, wrong = 0;
        char place[PRG__FORMULA_PLACE];
        if (count > FEW && (arguments = prg__alloc_array(count, sizeof *arguments)) == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count; i++)
                arguments[i] = &values[prg__formula_argument(formula, call, i)];
        int code = prg__value_apply(call->operation, arguments, count, digits_of(formula, call), value, &wrong);
        if (arguments != room)
                prg__free(arguments);
        if (code != PRG_EINVALID)
                return code;
        const prg__node *argument = &formula->nodes[prg__formula_argument(formula, call, wrong)];
        return prg__error(PRG_EINVALID, prg__formula_place(place, formula->text, argument->at),
                "'%s' was given a value of a type that it does not take", prg__language_table[call->operation].shown.name);
}

static int compute(const prg_formula *formula, const prg__node *call, const prg__formula_host *host, prg__value *value)
{
        char place[PRG__FORMULA_PLACE];
        const prg__language *row = &prg__language_table[call->operation];
        if (host->compute)
                return host->compute(host->payload, formula, call, value);
        return prg__error(PRG_EINVALID, prg__formula_place(place, formula->text, call->at),
                "%s(%s) looks beyond the operands of one cell; a query computes it", row->shown.name, row->shown.arguments);
}

static int evaluate(const prg_formula *formula, const prg__node *node, const prg__formula_host *host, prg__value *values,
        prg__value *value)
{
        switch (node->kind) {
        case PRG__NODE_NUMBER:
                prg__value_number(value, prg__number_of(node->number.mantissa, node->number.decimals), PRG_EXACT);
                return 0;
        case PRG__NODE_NAME: return host->operand(host->payload, formula, node, value);
        case PRG__NODE_CALL:
                return prg__operation_needs_data(node->operation) ? compute(formula, node, host, value)
                                                                  : apply(formula, node, values, value);
        default:
                prg__value_say(value, PRG_STATE_VALUE, PRG_REASON_NONE);
                value->type = PRG_FORMULA_CLASS;
                value->category = node->text;
                return 0;
        }
}

int prg__formula_run(const prg_formula *formula, uint32_t node, const prg__formula_host *host, prg__value *values)
{
        uint32_t owner = formula->nodes[node].owner;
        int code = 0;
        for (uint32_t i = formula->nodes[node].first; i <= node && code == 0; i++) {
                const prg__node *it = &formula->nodes[i];
                if (it->owner != owner)
                        continue;
                code = evaluate(formula, it, host, values, &values[i]);
                if (code == 0 && it->converts)
                        prg__value_convert(&values[i], &it->scale);
        }
        return code;
}
