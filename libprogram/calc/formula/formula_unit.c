/* Units, from the leaves of a formula to its root.
 *
 * A unit is a product of powers of declared units, or not known; numbers as written fit every unit. What is joined
 * (added, compared, taken one instead of the other) is converted to the unit of the first, exactly, by a scale at
 * the node; what cannot be is refused with both names. Where convertible units meet in a product or quotient, the
 * right one is converted, so that gram by kilogram is a ratio.
 *
 * Beside the unit goes the factor that numbers as written have given the value: a percentage is a ratio with the
 * factor 100. Where the factor cannot be told (of a sum of unlike ones) nothing is demanded of it. */
#include "calc/formula/formula.h"

#include <string.h>

#include "util/buf.h"
#include "util/memory.h"

/* ---- units of indicators ---- */

static const prg__units plain = { .kind = PRG__UNIT_KNOWN, .has_factor = 1, .factor = { 1, 1, 0 } };
static const prg__units unknown = { .kind = PRG__UNIT_UNKNOWN, .has_factor = 1, .factor = { 1, 1, 0 } };

static prg__number number_of(prg_decimal decimal)
{
        return prg__number_of(decimal.mantissa, decimal.decimals);
}

static prg__units ratio_of(int factor)
{
        prg__units units = plain;
        units.factor = prg__number_of(factor, 0);
        units.is_ratio = 1;
        return units;
}

/* 100 for percent, 1000 for per mille, 0 for other units. */
static int parts_of(const prg__unit *unit)
{
        if (unit->symbol)
                return strcmp(unit->symbol, "%") == 0 ? 100 : strcmp(unit->symbol, "‰") == 0 ? 1000 : 0;
        return unit->item.id && strcmp(unit->item.id, "percent") == 0 ? 100 : 0;
}

/* The unit itself; unknown when its chain of bases does not end or its scale is too long. */
static prg__units units_of_unit(const prg__unit *unit)
{
        if (parts_of(unit))
                return ratio_of(parts_of(unit));
        prg__units units = plain;
        units.count = 1;
        units.factors[0].unit = units.factors[0].root = unit;
        units.factors[0].power = 1;
        units.factors[0].scale = prg__number_of(1, 0);
        for (int steps = 0; units.factors[0].root->base; steps++) {
                const prg__unit *root = units.factors[0].root;
                prg__number factor = number_of(root->factor);
                if (steps == 64 || root->factor.decimals > PRG_DECIMAL_MAX_DECIMALS || root->factor.mantissa <= 0
                    || prg__number_multiply(&units.factors[0].scale, &units.factors[0].scale, &factor) < 0)
                        return unknown;
                units.factors[0].root = (const prg__unit *)root->base;
        }
        return units;
}

void prg__units_of(prg__units *units, const prg__indicator *indicator, const struct prg__formula_set *set)
{
        const prg__formula_entry *entry = set ? &set->entries[indicator->item.index] : NULL;
        int has_factor = indicator->factor.decimals != PRG__NO_NUMBER;
        *units = unknown;
        if (indicator->unit) {
                *units = units_of_unit((const prg__unit *)indicator->unit);
        } else if (entry && entry->formula) {
                *units = entry->formula->unit;
                if (units->kind == PRG__UNIT_CONSTANT)
                        *units = plain;
        } else if (indicator->kind == PRG__KIND_RATIO) {
                if (has_factor)
                        units->factor = number_of(indicator->factor);
                prg__number hundred = prg__number_of(100, 0);
                if (indicator->published == PRG__TRUE || prg__number_compare(&units->factor, &hundred) == 0)
                        *units = ratio_of(100);
                units->is_ratio = 1;
        }
}

/* ---- text ---- */

static int append_factors(prg_buf *out, const prg__units *units, int sign)
{
        int first = 1, code = 0;
        for (unsigned i = 0; i < units->count && code == 0; i++) {
                int power = units->factors[i].power * sign;
                if (power <= 0)
                        continue;
                code = prg__buf_format(out, "%s%s", first ? "" : sign > 0 ? "·" : "/",
                        prg__text_or(units->factors[i].unit->item.id, "?"));
                if (code == 0 && power > 1)
                        code = prg__buf_format(out, "^%d", power);
                first = 0;
        }
        return code;
}

static int has_power(const prg__units *units, int sign)
{
        for (unsigned i = 0; i < units->count; i++)
                if (units->factors[i].power * sign > 0)
                        return 1;
        return 0;
}

static int is_percentage(const prg__units *units)
{
        prg__number hundred = prg__number_of(100, 0);
        return units->kind == PRG__UNIT_KNOWN && units->count == 0 && units->is_ratio && units->has_factor
                && prg__number_compare(&units->factor, &hundred) == 0;
}

int prg__units_text(prg_buf *out, const prg__units *units)
{
        if (is_percentage(units))
                return prg__buf_text(out, "%");
        if (units->kind != PRG__UNIT_KNOWN || units->count == 0)
                return 0;
        int code = has_power(units, 1) ? append_factors(out, units, 1) : prg__buf_text(out, "1");
        if (code == 0 && has_power(units, -1) && (code = prg__buf_text(out, "/")) == 0)
                code = append_factors(out, units, -1);
        return code;
}

/* The same for a message: what has no unit is called something. */
static int call_units(prg_buf *out, const prg__units *units)
{
        if (is_percentage(units))
                return prg__buf_text(out, "percent");
        if (units->count == 0)
                return prg__buf_text(out, units->is_ratio ? "a ratio" : "a number without unit");
        return prg__units_text(out, units);
}

/* Two units join in a call that does not take them together. */
static int refuse_join(prg__faults *faults, size_t at, const char *name, const prg__units *a, const prg__units *b)
{
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        int code = call_units(&first, a);
        if (code == 0)
                code = call_units(&second, b);
        if (code == 0)
                code = prg__fault(faults, at, PRG_ESCHEMA, PRG_FINDING_FORMULA_UNIT,
                        "'%s' joins %.200s and %.200s, which do not convert into each other", name, first.data, second.data);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
        return code;
}

/* The formula comes to another unit than its indicator is in. */
static int refuse_result(prg__faults *faults, size_t at, const prg__units *units, const prg__units *declared)
{
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        int code = call_units(&first, units);
        if (code == 0)
                code = call_units(&second, declared);
        if (code == 0)
                code = prg__fault(faults, at, PRG_ESCHEMA, PRG_FINDING_FORMULA_UNIT,
                        "the formula comes to %.200s, the indicator is in %.200s", first.data, second.data);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
        return code;
}

static int refuse_one(prg__faults *faults, size_t at, const char *name, const char *takes, const prg__units *units)
{
        prg_buf text = PRG_BUF_INIT;
        int code = call_units(&text, units);
        if (code == 0)
                code = prg__fault(faults, at, PRG_ESCHEMA, PRG_FINDING_FORMULA_UNIT, "'%s' %s, found %.100s", name, takes,
                        text.data);
        prg_buf_dispose(&text);
        return code;
}

/* ---- joining ---- */

/* How much one of the second is in the first: 0; PRG_END when it is nothing; PRG_ERANGE. */
static int scale_between(prg__number *scale, const prg__units *first, const prg__units *second)
{
        *scale = prg__number_of(1, 0);
        if (first->count != second->count)
                return PRG_END;
        for (unsigned i = 0; i < second->count; i++) {
                unsigned j = 0;
                while (j < first->count && first->factors[j].root != second->factors[i].root)
                        j++;
                if (j == first->count || first->factors[j].power != second->factors[i].power)
                        return PRG_END;
                int power = second->factors[i].power, code = 0;
                const prg__number *up = power > 0 ? &second->factors[i].scale : &first->factors[j].scale;
                const prg__number *down = power > 0 ? &first->factors[j].scale : &second->factors[i].scale;
                for (power = power > 0 ? power : -power; power > 0 && code == 0; power--)
                        if ((code = prg__number_multiply(scale, scale, up)) == 0)
                                code = prg__number_divide(scale, scale, down);
                if (code < 0)
                        return code;
        }
        return 0;
}

static int is_one(const prg__number *number)
{
        prg__number one = prg__number_of(1, 0);
        return prg__number_compare(number, &one) == 0;
}

/* A node's value is multiplied with the scale, after other scales that it has. */
static int convert(prg__node *node, const prg__number *scale, prg__faults *faults)
{
        if (is_one(scale))
                return 0;
        if (!node->converts)
                node->scale = prg__number_of(1, 0);
        node->converts = 1;
        if (prg__number_multiply(&node->scale, &node->scale, scale) == 0)
                return 0;
        return prg__fault(faults, node->at, PRG_ESCHEMA, PRG_FINDING_FORMULA_UNIT,
                "the conversion of units needs more than 128 bits");
}

static void join_factors(prg__units *units, const prg__units *other)
{
        if (!units->has_factor || !other->has_factor || prg__number_compare(&units->factor, &other->factor) != 0)
                units->has_factor = 0;
}

/* A percentage and a ratio: 0.4 and 40 of the same thing. */
static int differ_in_parts(const prg__units *a, const prg__units *b)
{
        const prg__units *other = is_percentage(a) ? b : a;
        if (is_percentage(a) == is_percentage(b) || other->kind != PRG__UNIT_KNOWN || other->count)
                return 0;
        return other->has_factor && is_one(&other->factor);
}

typedef struct inference {
        prg_formula *formula;
        prg__units *units; /* of each node */
        prg__faults *faults;
} inference;

static uint32_t argument(const inference *it, const prg__node *call, size_t index)
{
        return prg__formula_argument(it->formula, call, index);
}

static int join(inference *it, prg__node *call, prg__units *out)
{
        const prg__language *row = &prg__language_table[call->operation];
        *out = (prg__units){ .kind = PRG__UNIT_CONSTANT };
        for (size_t i = 0; i < call->count; i++) {
                prg__node *node = &it->formula->nodes[argument(it, call, i)];
                const prg__units *units = &it->units[argument(it, call, i)];
                prg__number scale;
                if (prg__parameter_at(row, i) == PRG__TAKES_CONDITION || units->kind == PRG__UNIT_CONSTANT)
                        continue;
                if (out->kind == PRG__UNIT_CONSTANT) {
                        *out = *units;
                        continue;
                }
                if (out->kind == PRG__UNIT_UNKNOWN || units->kind == PRG__UNIT_UNKNOWN) {
                        prg__units before = *out;
                        if (out->kind == PRG__UNIT_UNKNOWN)
                                *out = *units;
                        out->is_ratio = units->is_ratio && before.is_ratio;
                        join_factors(out, out->kind == before.kind ? units : &before);
                        continue;
                }
                int code = scale_between(&scale, out, units);
                if (code < 0)
                        *out = unknown;
                else if (code == PRG_END || differ_in_parts(out, units))
                        code = refuse_join(it->faults, node->at, row->shown.name, out, units);
                else
                        code = convert(node, &scale, it->faults);
                if (code < 0 && code != PRG_ERANGE)
                        return code;
                join_factors(out, units);
                out->is_ratio = out->is_ratio && units->is_ratio;
        }
        return 0;
}

/* ---- products ---- */

static void multiply_factor(prg__units *out, const prg__units *other, int divide)
{
        if (!out->has_factor || !other->has_factor || (divide && prg__number_sign(&other->factor) == 0)
            || (divide ? prg__number_divide : prg__number_multiply)(&out->factor, &out->factor, &other->factor) < 0)
                out->has_factor = 0;
}

/* Takes one power of units into a product. The node of the right side is converted where the unit is written
 * differently on the left. 0; PRG_ERANGE when there are too many. */
static int take_factor(prg__units *out, const prg__units *right, unsigned index, int power, prg__number *scale)
{
        unsigned i = 0;
        while (i < out->count && out->factors[i].root != right->factors[index].root)
                i++;
        if (i == out->count) {
                if (out->count == PRG__UNIT_FACTORS)
                        return PRG_ERANGE;
                out->factors[out->count] = right->factors[index];
                out->factors[out->count++].power = power;
                return 0;
        }
        prg__number each;
        int code = prg__number_divide(&each, &right->factors[index].scale, &out->factors[i].scale);
        for (int n = power > 0 ? power : -power; n > 0 && code == 0; n--)
                code = (power > 0 ? prg__number_multiply : prg__number_divide)(scale, scale, &each);
        out->factors[i].power += power;
        if (out->factors[i].power == 0)
                out->factors[i] = out->factors[--out->count];
        return code;
}

static int multiply(inference *it, prg__node *call, prg__units *out, int divide)
{
        const prg__units *left = &it->units[argument(it, call, 0)], *right = &it->units[argument(it, call, 1)];
        prg__number scale = prg__number_of(1, 0);
        int constant = right->kind == PRG__UNIT_CONSTANT, code = 0;
        *out = *left;
        if (left->kind == PRG__UNIT_CONSTANT && !constant && right->kind == PRG__UNIT_KNOWN)
                out->kind = PRG__UNIT_KNOWN;
        if (right->kind == PRG__UNIT_UNKNOWN || (left->kind == PRG__UNIT_UNKNOWN && !constant)) {
                out->kind = PRG__UNIT_UNKNOWN;
                out->count = 0;
        }
        for (unsigned i = 0; out->kind == PRG__UNIT_KNOWN && i < right->count && code == 0; i++)
                code = take_factor(out, right, i, divide ? -right->factors[i].power : right->factors[i].power, &scale);
        multiply_factor(out, right, divide);
        if (code < 0)
                *out = unknown;
        if (out->kind == PRG__UNIT_KNOWN && !is_one(&scale))
                code = convert(call, &scale, it->faults);
        else
                code = 0;
        /* By a number as written nothing changes; else a division that leaves no unit makes a ratio. */
        if (!constant)
                out->is_ratio = (divide && left->kind == right->kind) || (left->is_ratio && right->is_ratio)
                        || (left->kind == PRG__UNIT_CONSTANT && right->is_ratio);
        if (out->kind == PRG__UNIT_KNOWN && out->count > 0)
                out->is_ratio = 0;
        return code;
}

/* Whether the exponent is a small whole number as written. */
static int small_exponent(const inference *it, const prg__node *call, int *exponent)
{
        const prg__node *node = &it->formula->nodes[argument(it, call, 1)];
        int sign = 1;
        prg_decimal number;
        if (node->kind == PRG__NODE_CALL && node->operation == PRG__OP_NEGATE) {
                node = &it->formula->nodes[argument(it, node, 0)];
                sign = -1;
        }
        if (node->kind != PRG__NODE_NUMBER || prg_decimal_normalize(&number, node->number) < 0 || number.decimals
            || number.mantissa > 16)
                return 0;
        *exponent = sign * (int)number.mantissa;
        return 1;
}

static int demand_pure(inference *it, const prg__node *call, size_t index)
{
        const prg__units *units = &it->units[argument(it, call, index)];
        if (units->kind != PRG__UNIT_KNOWN || units->count == 0)
                return 0;
        return refuse_one(it->faults, it->formula->nodes[argument(it, call, index)].at,
                prg__language_table[call->operation].shown.name,
                index ? "takes an exponent without unit" : "takes a number without unit", units);
}

static int power(inference *it, const prg__node *call, prg__units *out)
{
        int exponent = 0, code = demand_pure(it, call, 1);
        *out = it->units[argument(it, call, 0)];
        int is_small = small_exponent(it, call, &exponent);
        if (code < 0)
                return code;
        if (out->kind == PRG__UNIT_KNOWN && out->count && !is_small)
                code = refuse_one(it->faults, it->formula->nodes[argument(it, call, 1)].at, "^",
                        "needs a whole number from -16 to 16, as written, behind a quantity with a unit", out);
        prg__units base = *out;
        for (unsigned i = 0; is_small && i < out->count; i++)
                out->factors[i].power *= exponent;
        if (is_small && exponent == 0)
                out->count = 0;
        if (is_small && exponent != 0 && base.has_factor) {
                for (int n = exponent > 0 ? exponent : -exponent; n > 1; n--)
                        multiply_factor(out, &base, 0);
                if (exponent < 0) {
                        prg__units one = plain;
                        multiply_factor(&one, out, 1);
                        out->has_factor = one.has_factor;
                        out->factor = one.factor;
                }
        } else {
                out->has_factor = 0;
        }
        return code;
}

static int root(inference *it, const prg__node *call, prg__units *out)
{
        *out = it->units[argument(it, call, 0)];
        out->has_factor = 0;
        for (unsigned i = 0; i < out->count; i++)
                if (out->factors[i].power % 2) {
                        int code = refuse_one(it->faults, it->formula->nodes[argument(it, call, 0)].at, "sqrt",
                                "needs even powers of units", out);
                        *out = unknown;
                        return code;
                }
        for (unsigned i = 0; i < out->count; i++)
                out->factors[i].power /= 2;
        return 0;
}

/* ---- all nodes ---- */

static int infer_call(inference *it, prg__node *call, prg__units *out)
{
        const prg__language *row = &prg__language_table[call->operation];
        int code;
        switch (row->unit) {
        case PRG__UNIT_ALIKE:
                code = join(it, call, out);
                if (row->result == PRG_FORMULA_BOOLEAN)
                        *out = plain;
                return code;
        case PRG__UNIT_FIRST:
                *out = it->units[argument(it, call, 0)];
                if (call->operation == PRG__OP_NEGATE && out->kind == PRG__UNIT_CONSTANT && out->has_factor) {
                        prg__number zero = prg__number_of(0, 0);
                        out->has_factor = prg__number_subtract(&out->factor, &zero, &out->factor) == 0;
                } else if (out->kind == PRG__UNIT_CONSTANT) {
                        out->has_factor = 0;
                }
                return 0;
        case PRG__UNIT_PRODUCT: return multiply(it, call, out, 0);
        case PRG__UNIT_QUOTIENT: return multiply(it, call, out, 1);
        case PRG__UNIT_POWER: return power(it, call, out);
        case PRG__UNIT_ROOT: return root(it, call, out);
        case PRG__UNIT_PURE:
                code = demand_pure(it, call, 0);
                *out = plain;
                if (it->units[argument(it, call, 0)].kind == PRG__UNIT_CONSTANT)
                        *out = (prg__units){ .kind = PRG__UNIT_CONSTANT };
                return code;
        case PRG__UNIT_PERCENT:
                *out = ratio_of(100);
                if (call->operation != PRG__FN_SHARE && call->operation != PRG__FN_COVERAGE
                    && is_percentage(&it->units[argument(it, call, 0)]))
                        return prg__fault(it->faults, it->formula->nodes[argument(it, call, 0)].at, PRG_ESCHEMA,
                                PRG_FINDING_FORMULA_UNIT, "a percentage has no %s; diff() gives the percentage points",
                                row->shown.name);
                return 0;
        default: *out = plain; return 0;
        }
}

int prg__formula_infer_units(prg_formula *formula, const struct prg__formula_set *set, prg__faults *faults)
{
        inference it = { formula, prg__alloc_array(formula->count, sizeof *it.units), faults };
        int code = it.units ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < formula->count && code == 0; i++) {
                prg__node *node = &formula->nodes[i];
                prg__units *units = &it.units[i];
                node->converts = 0;
                if (node->kind == PRG__NODE_CALL) {
                        code = infer_call(&it, node, units);
                } else if (node->kind == PRG__NODE_NUMBER) {
                        *units = (prg__units){ .kind = PRG__UNIT_CONSTANT, .has_factor = 1, .factor = number_of(node->number) };
                } else if (node->kind == PRG__NODE_NAME && node->item) {
                        prg__units_of(units, (const prg__indicator *)node->item, set);
                } else {
                        *units = node->kind == PRG__NODE_NAME ? unknown : plain;
                }
                if (code == 0 && node->type == PRG_FORMULA_DECIMAL && units->is_ratio)
                        node->type = PRG_FORMULA_RATIO;
                else if (code == 0 && node->type == PRG_FORMULA_RATIO && !units->is_ratio)
                        node->type = PRG_FORMULA_DECIMAL;
        }
        if (code == 0)
                formula->unit = it.units[formula->count - 1];
        prg__free(it.units);
        return code;
}

/* ---- what the indicator demands ---- */

static int fit_parts(const prg_formula *formula, int parts, const prg__units *declared, prg__faults *faults)
{
        const prg__units *units = &formula->unit;
        size_t at = prg__formula_root(formula)->at;
        prg__number needed = prg__number_of(parts, 0);
        if (units->kind == PRG__UNIT_KNOWN && units->count)
                return refuse_result(faults, at, units, declared);
        if (units->kind == PRG__UNIT_CONSTANT || !units->has_factor || prg__number_compare(&units->factor, &needed) == 0)
                return 0;
        return prg__fault(faults, at, PRG_ESCHEMA, PRG_FINDING_FORMULA_UNIT,
                "the indicator is in %s: the formula needs the factor %d", parts == 100 ? "percent" : "per mille", parts);
}

int prg__formula_fit_unit(prg_formula *formula, const prg__indicator *indicator, prg__faults *faults)
{
        prg__node *node = &formula->nodes[formula->count - 1];
        prg__units *units = &formula->unit, declared;
        prg__number scale;
        if (indicator->unit == NULL || node->type == PRG_FORMULA_UNKNOWN || node->type == PRG_FORMULA_BOOLEAN)
                return 0;
        const prg__unit *unit = (const prg__unit *)indicator->unit;
        if (node->type == PRG_FORMULA_CLASS)
                return prg__fault(faults, node->at, PRG_ESCHEMA, PRG_FINDING_FORMULA_UNIT,
                        "the formula comes to a class, the indicator is in %s", prg__text_or(unit->item.id, "?"));
        declared = units_of_unit(unit);
        if (parts_of(unit))
                return fit_parts(formula, parts_of(unit), &declared, faults);
        if (units->kind != PRG__UNIT_KNOWN || declared.kind != PRG__UNIT_KNOWN)
                return 0;
        int simple = units->count == 1 && units->factors[0].power == 1;
        int bare = units->count == 0 && units->is_ratio && units->has_factor
                && (is_one(&units->factor) || is_percentage(units));
        int code = simple ? scale_between(&scale, &declared, units) : PRG_END;
        if (code == PRG_END && (simple || bare))
                return refuse_result(faults, node->at, units, &declared);
        return code == 0 ? convert(node, &scale, faults) : 0;
}
