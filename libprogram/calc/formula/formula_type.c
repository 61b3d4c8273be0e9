/* Types, and how exact values are, from the leaves of a formula to its root.
 *
 * A name whose indicator is not known has no type, and what is wrong has none either: so one mistake is one
 * finding. Whether a number is a ratio is told by its unit, in formula_unit.c. */
#include "calc/formula/formula.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int prg__fault(prg__faults *faults, size_t at, int code, int finding, const char *format, ...)
{
        char message[512];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        faults->count++;
        return faults->add(faults->payload, at, code, finding, message);
}

static int is_number(prg_formula_type type)
{
        return type == PRG_FORMULA_DECIMAL || type == PRG_FORMULA_RATIO;
}

static const char *called(prg_formula_type type)
{
        static const char *const names[] = {
#define NAME(symbol, number, name, meaning) [number] = meaning,
                PRG_FORMULA_TYPE_MAP(NAME)
#undef NAME
        };
        return names[is_number(type) ? PRG_FORMULA_DECIMAL : type];
}

/* Whether two types can stand beside each other. */
static int meet(prg_formula_type a, prg_formula_type b)
{
        return a == PRG_FORMULA_UNKNOWN || b == PRG_FORMULA_UNKNOWN || a == b || (is_number(a) && is_number(b));
}

static int refuse_type(prg__faults *faults, const prg__node *argument, const prg__language *row, prg_formula_type needed)
{
        return prg__fault(faults, argument->at, PRG_ESCHEMA, PRG_FINDING_FORMULA_TYPE, "'%s' needs %s, found %s",
                row->shown.name, called(needed), called(argument->type));
}

/* The type that all arguments that must be alike have; UNKNOWN when that of one is not known. */
static int check_arguments(const prg_formula *formula, const prg__node *call, prg__faults *faults, prg_formula_type *alike)
{
        const prg__language *row = &prg__language_table[call->operation];
        size_t unknown = 0;
        *alike = PRG_FORMULA_UNKNOWN;
        for (size_t i = 0; i < call->count; i++) {
                const prg__node *it = &formula->nodes[prg__formula_argument(formula, call, i)];
                prg__parameter parameter = prg__parameter_at(row, i);
                int code = 0;
                unknown += parameter == PRG__TAKES_ALIKE && it->type == PRG_FORMULA_UNKNOWN;
                if (parameter == PRG__TAKES_NUMBER && !meet(it->type, PRG_FORMULA_DECIMAL))
                        code = refuse_type(faults, it, row, PRG_FORMULA_DECIMAL);
                else if (parameter == PRG__TAKES_CONDITION && !meet(it->type, PRG_FORMULA_BOOLEAN))
                        code = refuse_type(faults, it, row, PRG_FORMULA_BOOLEAN);
                else if (parameter == PRG__TAKES_ALIKE && *alike == PRG_FORMULA_UNKNOWN)
                        *alike = it->type;
                else if (parameter == PRG__TAKES_ALIKE && !meet(*alike, it->type))
                        code = prg__fault(faults, it->at, PRG_ESCHEMA, PRG_FINDING_FORMULA_TYPE,
                                "'%s' takes things of one type, found %s beside %s", row->shown.name, called(it->type),
                                called(*alike));
                if (code < 0)
                        return code;
        }
        if (unknown)
                *alike = PRG_FORMULA_UNKNOWN;
        return 0;
}

/* Whether a node is a whole number as written, perhaps with a minus. */
static int is_whole(const prg_formula *formula, const prg__node *node, int *negative)
{
        *negative = 0;
        if (node->kind == PRG__NODE_CALL && node->operation == PRG__OP_NEGATE) {
                *negative = 1;
                node = &formula->nodes[prg__formula_argument(formula, node, 0)];
        }
        prg_decimal plain;
        if (node->kind != PRG__NODE_NUMBER || prg_decimal_normalize(&plain, node->number) < 0)
                return 0;
        return plain.decimals == 0;
}

static prg_exactness exactness_of(const prg_formula *formula, const prg__node *call)
{
        const prg__language *row = &prg__language_table[call->operation];
        prg_exactness least = row->exactness;
        int negative;
        for (size_t i = 0; i < call->count; i++) {
                const prg__node *it = &formula->nodes[prg__formula_argument(formula, call, i)];
                prg__parameter parameter = prg__parameter_at(row, i);
                if (parameter == PRG__TAKES_CONDITION || it->exactness <= least)
                        continue;
                if (!row->whole || (it->exactness == PRG_APPROXIMATE && row->unit == PRG__UNIT_FIRST))
                        least = it->exactness;
        }
        if (call->operation == PRG__OP_POWER) {
                if (!is_whole(formula, &formula->nodes[prg__formula_argument(formula, call, 1)], &negative))
                        return PRG_APPROXIMATE;
                if (negative && least == PRG_EXACT)
                        return PRG_QUOTIENT;
        }
        return row->result == PRG_FORMULA_BOOLEAN || row->result == PRG_FORMULA_CLASS ? PRG_EXACT : least;
}

/* Of the last n periods no more than n can have a value. */
static int check_rolling(const prg_formula *formula, const prg__node *call, prg__faults *faults)
{
        const prg__node *periods = &formula->nodes[prg__formula_argument(formula, call, 1)];
        const prg__node *least = &formula->nodes[prg__formula_argument(formula, call, call->count - 1)];
        if (least->number.mantissa <= periods->number.mantissa)
                return 0;
        return prg__fault(faults, least->at, PRG_ESCHEMA, PRG_FINDING_FORMULA,
                "rolling(x, n[, min]): min is %d, expected at most n, which is %d", (int)least->number.mantissa,
                (int)periods->number.mantissa);
}

static int infer_call(prg_formula *formula, prg__node *call, prg__faults *faults)
{
        const prg__language *row = &prg__language_table[call->operation];
        size_t before = faults->count;
        prg_formula_type alike;
        int code = check_arguments(formula, call, faults, &alike);
        if (code == 0 && call->operation == PRG__FN_ROLLING)
                code = check_rolling(formula, call, faults);
        if (code < 0)
                return code;
        call->type = row->result;
        if (row->result == PRG_FORMULA_UNKNOWN)
                call->type = row->unit == PRG__UNIT_FIRST
                        ? formula->nodes[prg__formula_argument(formula, call, 0)].type : alike;
        if (faults->count > before)
                call->type = PRG_FORMULA_UNKNOWN;
        return 0;
}

int prg__formula_infer(prg_formula *formula, prg__faults *faults)
{
        for (size_t i = 0; i < formula->count; i++) {
                prg__node *node = &formula->nodes[i];
                int code = 0;
                switch (node->kind) {
                case PRG__NODE_NUMBER: node->type = PRG_FORMULA_DECIMAL; break;
                case PRG__NODE_TEXT:
                        node->type = node->stands_for == PRG__TAKES_PERIOD ? PRG_FORMULA_PERIOD
                                : node->stands_for >= PRG__TAKES_CALENDAR  ? PRG_FORMULA_UNKNOWN
                                                                           : PRG_FORMULA_CLASS;
                        break;
                case PRG__NODE_CALL: code = infer_call(formula, node, faults); break;
                default: break;
                }
                if (code < 0)
                        return code;
        }
        return 0;
}

void prg__formula_infer_exactness(prg_formula *formula)
{
        for (size_t i = 0; i < formula->count; i++) {
                prg__node *node = &formula->nodes[i];
                prg__wide mantissa;
                unsigned decimals = 0;
                if (node->kind == PRG__NODE_CALL)
                        node->exactness = exactness_of(formula, node);
                /* A conversion that is no decimal number makes quotients. */
                if (node->converts && node->exactness == PRG_EXACT
                    && !prg__number_is_decimal(&mantissa, &decimals, &node->scale))
                        node->exactness = PRG_QUOTIENT;
        }
}
