/* One operation on values at a cell.
 *
 * Exact numbers and quotients are fractions of 128-bit integers. As soon as an approximate number takes part, the
 * operation is done in double precision and its result rounded to 12 significant digits; functions of more arguments
 * go from left to right. What has no result is undefined, with a reason. */
#include "calc/formula/formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calc/engine.h"
#include "util/memory.h"

/* More arguments than this need memory of their own to be sorted. */
#define SORTED 32

/* ---- making values ---- */

void prg__value_say(prg__value *value, prg_state state, prg_reason reason)
{
        memset(value, 0, sizeof *value);
        value->state = state;
        value->reason = reason;
}

void prg__value_number(prg__value *value, prg__number number, prg_exactness exactness)
{
        memset(value, 0, sizeof *value);
        value->type = PRG_FORMULA_DECIMAL;
        value->number = number;
        value->exactness = exactness;
}

static void undefined(prg__value *value, prg_reason reason)
{
        prg__value_say(value, PRG_STATE_UNDEFINED, reason);
}

static void set_truth(prg__value *value, int truth)
{
        memset(value, 0, sizeof *value);
        value->type = PRG_FORMULA_BOOLEAN;
        value->truth = truth;
}

static void set_count(prg__value *value, size_t count)
{
        prg__value_number(value, prg__number_of((prg__wide)count, 0), PRG_EXACT);
}

static int has_value(const prg__value *value)
{
        return value->state == PRG_STATE_VALUE;
}

/* What comes of a fraction, or of running out of 128 bits. */
static void set_number(prg__value *value, int code, const prg__number *number, prg_exactness exactness)
{
        if (code < 0)
                undefined(value, PRG_REASON_OVERFLOW);
        else
                prg__value_number(value, *number, exactness);
}

/* What comes of a computation in double precision. */
static void set_double(prg__value *value, double number)
{
        prg__number rounded;
        if (isnan(number)) {
                undefined(value, PRG_REASON_DOMAIN);
                return;
        }
        int code = prg__number_of_double(&rounded, number);
        set_number(value, code, &rounded, PRG_APPROXIMATE);
}

/* ---- arithmetic ---- */

static prg_exactness worse(const prg__value *a, const prg__value *b)
{
        return a->exactness > b->exactness ? a->exactness : b->exactness;
}

/* Rounded toward zero. */
static int truncate_quotient(prg__number *out, const prg__number *a, const prg__number *b)
{
        prg__wide whole;
        prg__number quotient;
        if (prg__number_divide(&quotient, a, b) < 0 || prg__number_round(&whole, &quotient, 0) < 0)
                return PRG_ERANGE;
        *out = prg__number_of(whole, 0);
        int order = prg__number_compare(out, &quotient), sign = prg__number_sign(&quotient);
        if (order != 0 && order == sign)
                out->numerator -= sign;
        return 0;
}

static int remainder_of(prg__number *out, const prg__number *a, const prg__number *b)
{
        prg__number product;
        if (truncate_quotient(out, a, b) < 0 || prg__number_multiply(&product, out, b) < 0)
                return PRG_ERANGE;
        return prg__number_subtract(out, a, &product);
}

static void compute_doubles(prg__operation operation, const prg__value *a, const prg__value *b, prg__value *value)
{
        double x = prg__number_to_double(&a->number), y = prg__number_to_double(&b->number);
        switch (operation) {
        case PRG__OP_ADD: set_double(value, x + y); break;
        case PRG__OP_SUBTRACT: set_double(value, x - y); break;
        case PRG__OP_MULTIPLY: set_double(value, x * y); break;
        case PRG__OP_DIVIDE: set_double(value, x / y); break;
        default: set_double(value, fmod(x, y)); break;
        }
}

/* Two numbers. `value` may be one of them. */
static void compute(prg__operation operation, const prg__value *a, const prg__value *b, prg__value *value)
{
        prg_exactness exactness = worse(a, b);
        prg__number out;
        int code;
        if ((operation == PRG__OP_DIVIDE || operation == PRG__OP_REMAINDER) && prg__number_sign(&b->number) == 0) {
                undefined(value, PRG_REASON_DIVISION);
                return;
        }
        if (exactness == PRG_APPROXIMATE) {
                compute_doubles(operation, a, b, value);
                return;
        }
        switch (operation) {
        case PRG__OP_ADD: code = prg__number_add(&out, &a->number, &b->number); break;
        case PRG__OP_SUBTRACT: code = prg__number_subtract(&out, &a->number, &b->number); break;
        case PRG__OP_MULTIPLY: code = prg__number_multiply(&out, &a->number, &b->number); break;
        case PRG__OP_DIVIDE:
                code = prg__number_divide(&out, &a->number, &b->number);
                exactness = PRG_QUOTIENT;
                break;
        default: code = remainder_of(&out, &a->number, &b->number); break;
        }
        set_number(value, code, &out, exactness);
}

static void negate(const prg__value *a, prg__value *value)
{
        prg__number zero = prg__number_of(0, 0), out;
        set_number(value, prg__number_subtract(&out, &zero, &a->number), &out, a->exactness);
}

/* ---- powers and functions ---- */

/* Squares and multiplies, never further than needed. */
static int power_of(prg__number *out, prg__number base, uint64_t exponent)
{
        int code = 0;
        *out = prg__number_of(1, 0);
        while (code == 0) {
                if (exponent & 1)
                        code = prg__number_multiply(out, out, &base);
                exponent >>= 1;
                if (exponent == 0 || code < 0)
                        break;
                code = prg__number_multiply(&base, &base, &base);
        }
        return code;
}

static int is_unit(const prg__number *number)
{
        prg__number one = prg__number_of(1, 0), minus = prg__number_of(-1, 0);
        return prg__number_compare(number, &one) == 0 || prg__number_compare(number, &minus) == 0;
}

/* An exact base with a whole exponent. */
static void whole_power(const prg__value *base, prg__wide exponent, prg__value *value)
{
        prg__number out, one = prg__number_of(1, 0);
        prg_exactness exactness = exponent < 0 && base->exactness == PRG_EXACT ? PRG_QUOTIENT : base->exactness;
        int sign = prg__number_sign(&base->number), code;
        if (sign == 0 && exponent < 0) {
                undefined(value, PRG_REASON_DIVISION);
                return;
        }
        prg__wide_unsigned times = prg__wide_magnitude(exponent);
        /* Of these no power grows; the others outgrow 128 bits before the exponent does. */
        if (sign == 0 || is_unit(&base->number))
                times = times == 0 ? 0 : 2 - times % 2;
        if (times > 1000) {
                undefined(value, PRG_REASON_OVERFLOW);
                return;
        }
        code = power_of(&out, base->number, (uint64_t)times);
        if (code == 0 && exponent < 0)
                code = prg__number_divide(&out, &one, &out);
        set_number(value, code, &out, exactness);
}

static void power(const prg__value *base, const prg__value *exponent, prg__value *value)
{
        prg__wide whole;
        unsigned decimals = 0;
        if (worse(base, exponent) != PRG_APPROXIMATE && prg__number_is_decimal(&whole, &decimals, &exponent->number)
            && decimals == 0) {
                whole_power(base, whole, value);
                return;
        }
        if (prg__number_sign(&base->number) == 0 && prg__number_sign(&exponent->number) < 0) {
                undefined(value, PRG_REASON_DIVISION);
                return;
        }
        set_double(value, pow(prg__number_to_double(&base->number), prg__number_to_double(&exponent->number)));
}

static void function(prg__operation operation, const prg__value *a, prg__value *value)
{
        int sign = prg__number_sign(&a->number);
        double x = prg__number_to_double(&a->number);
        if (operation == PRG__FN_SQRT ? sign < 0 : operation != PRG__FN_EXP && sign <= 0)
                undefined(value, PRG_REASON_DOMAIN);
        else
                set_double(value, operation == PRG__FN_SQRT ? sqrt(x)
                                : operation == PRG__FN_LN   ? log(x)
                                : operation == PRG__FN_EXP  ? exp(x)
                                                            : log10(x));
}

/* ---- rounding ---- */

static prg_exactness rounded_exactness(const prg__value *a)
{
        return a->exactness == PRG_APPROXIMATE ? PRG_APPROXIMATE : PRG_EXACT;
}

static void round_to(const prg__value *a, int digits, prg__value *value)
{
        prg__number power = prg__number_of(prg__wide_power_of_ten((unsigned)abs(digits)), 0), out = a->number;
        prg__wide whole;
        unsigned decimals = 0;
        if (digits >= 0 && prg__number_is_decimal(&whole, &decimals, &out) && decimals <= (unsigned)digits) {
                prg__value_number(value, prg__number_of(whole, decimals), rounded_exactness(a));
                return;
        }
        int code = digits < 0 ? prg__number_divide(&out, &out, &power) : 0;
        if (code == 0)
                code = prg__number_round(&whole, &out, digits < 0 ? 0 : (unsigned)digits);
        if (code == 0)
                out = prg__number_of(whole, digits < 0 ? 0 : (unsigned)digits);
        if (code == 0 && digits < 0)
                code = prg__number_multiply(&out, &out, &power);
        set_number(value, code, &out, rounded_exactness(a));
}

/* The whole number next to it in the direction. */
static void round_towards(const prg__value *a, int direction, prg__value *value)
{
        prg__wide whole;
        int code = prg__number_round(&whole, &a->number, 0);
        prg__number out = prg__number_of(code == 0 ? whole : 0, 0);
        if (code == 0 && prg__number_compare(&out, &a->number) == -direction)
                code = prg__wide_add(&out.numerator, out.numerator, direction);
        set_number(value, code, &out, rounded_exactness(a));
}

/* ---- over several values ---- */

/* None has a value: what they are together. An aggregate expects nothing of what is not applicable or expected. */
static void say_none(const prg__value *const *arguments, size_t count, prg__value *value)
{
        size_t states[PRG_STATE_UNDEFINED + 1] = { 0 };
        for (size_t i = 0; i < count; i++)
                states[arguments[i]->state]++;
        size_t outside = states[PRG_STATE_NOT_APPLICABLE] + states[PRG_STATE_NOT_EXPECTED], expected = count - outside;
        prg_state state = expected == 0 && states[PRG_STATE_NOT_EXPECTED] ? PRG_STATE_NOT_EXPECTED
                : expected == 0                                           ? PRG_STATE_NOT_APPLICABLE
                : expected == states[PRG_STATE_SUPPRESSED]                ? PRG_STATE_SUPPRESSED
                                                                          : PRG_STATE_MISSING;
        prg_reason reason = PRG_REASON_NONE;
        for (size_t i = count; i-- > 0;)
                if (arguments[i]->state == state)
                        reason = arguments[i]->reason;
        prg__value_say(value, state, reason);
}

static int compare_values(const void *a, const void *b)
{
        const prg__value *const *x = a, *const *y = b;
        return prg__number_compare(&(*x)->number, &(*y)->number);
}

static void median(const prg__value **values, size_t count, prg__value *value)
{
        prg__value two;
        prg__value_number(&two, prg__number_of(2, 0), PRG_EXACT);
        qsort(values, count, sizeof *values, compare_values);
        prg_exactness exactness = PRG_QUOTIENT;
        for (size_t i = 0; i < count; i++)
                exactness = values[i]->exactness > exactness ? values[i]->exactness : exactness;
        prg__value middle = *values[count / 2];
        if (count % 2 == 0) {
                compute(PRG__OP_ADD, values[count / 2 - 1], &middle, &middle);
                if (has_value(&middle))
                        compute(PRG__OP_DIVIDE, &middle, &two, &middle);
        }
        if (has_value(&middle))
                middle.exactness = exactness;
        *value = middle;
}

static void fold(prg__operation operation, const prg__value **values, size_t count, prg__value *value)
{
        prg__value sum = *values[0];
        prg_exactness exactness = sum.exactness;
        for (size_t i = 1; i < count && has_value(&sum); i++) {
                int least = operation == PRG__FN_MIN, greatest = operation == PRG__FN_MAX;
                exactness = values[i]->exactness > exactness ? values[i]->exactness : exactness;
                if (!least && !greatest) {
                        compute(PRG__OP_ADD, &sum, values[i], &sum);
                        continue;
                }
                int order = prg__number_compare(&values[i]->number, &sum.number);
                if (least ? order < 0 : order > 0)
                        sum = *values[i];
        }
        if (has_value(&sum) && operation == PRG__FN_MEAN) {
                prg__value n;
                set_count(&n, count);
                compute(PRG__OP_DIVIDE, &sum, &n, &sum);
        } else if (has_value(&sum)) {
                sum.exactness = exactness;
        }
        *value = sum;
}

/* min max sum mean median of the values among the arguments. */
static int aggregate(prg__operation operation, const prg__value *const *arguments, size_t count, prg__value *value, size_t *wrong)
{
        const prg__value *room[SORTED], **values = room;
        size_t found = 0;
        if (count > SORTED && (values = prg__alloc_array(count, sizeof *values)) == NULL)
                return PRG_ENOMEM;
        int code = 0;
        for (size_t i = 0; i < count && code == 0; i++) {
                if (has_value(arguments[i]) && arguments[i]->type != PRG_FORMULA_DECIMAL) {
                        *wrong = i;
                        code = PRG_EINVALID;
                } else if (has_value(arguments[i])) {
                        values[found++] = arguments[i];
                }
        }
        if (code == 0 && found == 0)
                say_none(arguments, count, value);
        else if (code == 0 && operation == PRG__FN_MEDIAN)
                median(values, found, value);
        else if (code == 0)
                fold(operation, values, found, value);
        if (values != room)
                prg__free(values);
        return code;
}

static void count_values(const prg__value *const *arguments, size_t count, prg__value *value)
{
        size_t found = 0;
        for (size_t i = 0; i < count; i++)
                found += has_value(arguments[i]) && (arguments[i]->type != PRG_FORMULA_BOOLEAN || arguments[i]->truth);
        set_count(value, found);
}

/* ---- conditions ---- */

/* Kleene's: what decides, decides whatever the other is. */
static void connect(int decides, const prg__value *a, const prg__value *b, prg__value *value)
{
        int decided = (has_value(a) && a->truth == decides) || (has_value(b) && b->truth == decides);
        if (decided)
                set_truth(value, decides);
        else if (has_value(a) && has_value(b))
                set_truth(value, !decides);
        else
                *value = prg__state_first(a->state, b->state) ? *b : *a;
}

static int compare(prg__operation operation, const prg__value *a, const prg__value *b, int *truth)
{
        int order;
        if (a->type != b->type)
                return PRG_EINVALID;
        if (a->type == PRG_FORMULA_DECIMAL)
                order = prg__number_compare(&a->number, &b->number);
        else if (operation != PRG__OP_EQUAL && operation != PRG__OP_NOT_EQUAL)
                return PRG_EINVALID;
        else
                order = a->type == PRG_FORMULA_CLASS ? strcmp(a->category, b->category) : a->truth != b->truth;
        *truth = operation == PRG__OP_EQUAL     ? order == 0
                : operation == PRG__OP_NOT_EQUAL ? order != 0
                : operation == PRG__OP_LESS       ? order < 0
                : operation == PRG__OP_LESS_EQUAL ? order <= 0
                : operation == PRG__OP_GREATER    ? order > 0
                                                  : order >= 0;
        return 0;
}

static void coalesce(const prg__value *const *arguments, size_t count, prg__value *value)
{
        size_t best = 0;
        for (size_t i = 0; i < count; i++) {
                if (has_value(arguments[i])) {
                        *value = *arguments[i];
                        return;
                }
                if (prg__state_first(arguments[best]->state, arguments[i]->state))
                        best = i;
        }
        *value = *arguments[best];
}

/* ---- all ---- */

/* The first argument that has a value of another type; `count` when there is none. */
static size_t unlike(const prg__value *const *arguments, size_t count, prg_formula_type type)
{
        size_t i = 0;
        while (i < count && (!has_value(arguments[i]) || arguments[i]->type == type))
                i++;
        return i;
}

static void operate(prg__operation operation, const prg__value *const *arguments, int digits, prg__value *value)
{
        const prg__value *a = arguments[0];
        switch (operation) {
        case PRG__OP_NEGATE: negate(a, value); break;
        case PRG__OP_POWER: power(a, arguments[1], value); break;
        case PRG__FN_ABS:
                if (prg__number_sign(&a->number) < 0)
                        negate(a, value);
                else
                        *value = *a;
                break;
        case PRG__FN_ROUND: round_to(a, digits, value); break;
        case PRG__FN_FLOOR: round_towards(a, -1, value); break;
        case PRG__FN_CEIL: round_towards(a, 1, value); break;
        case PRG__FN_SQRT:
        case PRG__FN_LN:
        case PRG__FN_LOG10:
        case PRG__FN_EXP: function(operation, a, value); break;
        default: compute(operation, a, arguments[1], value); break;
        }
}

/* Operations that have the state that comes first where an argument has no value. */
static int apply_strict(prg__operation operation, const prg__value *const *arguments, size_t count, int digits,
        prg__value *value, size_t *wrong)
{
        size_t first = 0;
        int is_comparison = operation >= PRG__OP_EQUAL && operation <= PRG__OP_GREATER_EQUAL, truth;
        if (!is_comparison && (*wrong = unlike(arguments, count, PRG_FORMULA_DECIMAL)) < count)
                return PRG_EINVALID;
        for (size_t i = 1; i < count; i++)
                if (prg__state_first(arguments[first]->state, arguments[i]->state))
                        first = i;
        if (!has_value(arguments[first])) {
                *value = *arguments[first];
                return 0;
        }
        if (!is_comparison) {
                operate(operation, arguments, digits, value);
                return 0;
        }
        *wrong = 1;
        if (compare(operation, arguments[0], arguments[1], &truth) < 0)
                return PRG_EINVALID;
        set_truth(value, truth);
        return 0;
}

int prg__value_apply(prg__operation operation, const prg__value *const *arguments, size_t count, int digits,
        prg__value *value, size_t *wrong)
{
        const prg__value *a = arguments[0];
        switch (operation) {
        case PRG__OP_OR:
        case PRG__OP_AND:
                if ((*wrong = unlike(arguments, count, PRG_FORMULA_BOOLEAN)) < count)
                        return PRG_EINVALID;
                connect(operation == PRG__OP_OR, a, arguments[1], value);
                return 0;
        case PRG__OP_NOT:
                if ((*wrong = unlike(arguments, count, PRG_FORMULA_BOOLEAN)) < count)
                        return PRG_EINVALID;
                if (has_value(a))
                        set_truth(value, !a->truth);
                else
                        *value = *a;
                return 0;
        case PRG__FN_IF:
                if ((*wrong = unlike(arguments, 1, PRG_FORMULA_BOOLEAN)) < 1)
                        return PRG_EINVALID;
                *value = !has_value(a) ? *a : a->truth ? *arguments[1] : *arguments[2];
                return 0;
        case PRG__FN_COALESCE: coalesce(arguments, count, value); return 0;
        case PRG__FN_IS_MISSING: set_truth(value, a->state == PRG_STATE_MISSING); return 0;
        case PRG__FN_STATE: {
                const char *name = prg_state_name(a->state);
                memset(value, 0, sizeof *value);
                value->type = PRG_FORMULA_CLASS;
                value->category = name;
                return 0;
        }
        case PRG__FN_MIN:
        case PRG__FN_MAX:
        case PRG__FN_SUM:
        case PRG__FN_MEAN:
        case PRG__FN_MEDIAN: return aggregate(operation, arguments, count, value, wrong);
        case PRG__FN_COUNT: count_values(arguments, count, value); return 0;
        default: return apply_strict(operation, arguments, count, digits, value, wrong);
        }
}

void prg__value_convert(prg__value *value, const prg__number *scale)
{
        prg__value factor;
        prg__wide mantissa;
        unsigned decimals = 0;
        if (!has_value(value) || value->type != PRG_FORMULA_DECIMAL)
                return;
        prg__value_number(&factor, *scale, prg__number_is_decimal(&mantissa, &decimals, scale) ? PRG_EXACT : PRG_QUOTIENT);
        compute(PRG__OP_MULTIPLY, value, &factor, value);
}
