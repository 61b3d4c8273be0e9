/* What each operation becomes in a program: prg__value_apply() for columns. See vm.h.
 *
 * Decimals are known of whole columns, so that operands are brought to the same ones by a multiplication, and often by
 * none. A quotient stays a pair: adding, multiplying and comparing pairs are operations on whole numbers. */
#include "calc/formula/vm.h"

#include <string.h>

#include <libprogram/error.h>

/* Powers of ten that 62 bits hold. */
#define POWER_MOST 18

/* ---- numbers ---- */

static int make(prg__vm *vm, prg__vm_operator operator, int a, int b, int c)
{
        int out = prg__vm_number_new(vm);
        prg__vm_step *step = prg__vm_step_add(vm, operator);
        step->out = out;
        step->a = a;
        step->b = b;
        step->c = c;
        return out;
}

static int make_real(prg__vm *vm, prg__vm_operator operator, int a, int b, int c)
{
        int out = make(vm, operator, a, b, c);
        vm->numbers[out].is_real = 1;
        return out;
}

static int constant(prg__vm *vm, int64_t number)
{
        int out = prg__vm_number_new(vm);
        vm->numbers[out].is_constant = 1;
        vm->numbers[out].constant = number;
        return out;
}

static int is_constant(const prg__vm *vm, int number)
{
        return vm->numbers[number].is_constant;
}

/* A number times a constant. */
static int scaled(prg__vm *vm, int number, int64_t by)
{
        int64_t product;
        if (by == 1)
                return number;
        if (is_constant(vm, number) && !__builtin_mul_overflow(vm->numbers[number].constant, by, &product))
                return constant(vm, product);
        int out = make(vm, PRG__VM_SCALE, number, PRG__VM_NONE, PRG__VM_NONE);
        vm->steps[vm->step_count - 1].constant = by;
        return out;
}

static int multiplied(prg__vm *vm, int a, int b)
{
        if (a == PRG__VM_NONE || b == PRG__VM_NONE)
                return a == PRG__VM_NONE ? b : a;
        if (is_constant(vm, a))
                return scaled(vm, b, vm->numbers[a].constant);
        if (is_constant(vm, b))
                return scaled(vm, a, vm->numbers[b].constant);
        return make(vm, PRG__VM_MULTIPLY, a, b, PRG__VM_NONE);
}

static int raised(prg__vm *vm, int number, unsigned powers)
{
        if (powers > POWER_MOST) {
                vm->full = 1;
                return number;
        }
        return powers == 0 ? number : scaled(vm, number, (int64_t)prg__wide_power_of_ten(powers));
}

/* ---- codes ---- */

static int worst(prg__vm *vm, int a, int b)
{
        if (a == b || b == PRG__VM_NONE)
                return a;
        if (a == PRG__VM_NONE)
                return b;
        int out = prg__vm_codes_new(vm);
        prg__vm_step *step = prg__vm_step_add(vm, PRG__VM_WORST);
        step->codes_a = a;
        step->codes_b = b;
        step->out_codes = out;
        return out;
}

/* Undefined where a number is 0, or not above 0. */
static int guarded(prg__vm *vm, prg__vm_operator operator, int codes, int number)
{
        int out = prg__vm_codes_new(vm);
        prg__vm_step *step = prg__vm_step_add(vm, operator);
        step->codes_a = codes;
        step->a = number;
        step->out_codes = out;
        return out;
}

/* ---- values ---- */

static prg__vm_value value_of(prg__vm_form form, int above, int below, unsigned decimals, int codes)
{
        prg__vm_value value;
        memset(&value, 0, sizeof value);
        value.form = form;
        value.above = above;
        value.below = below;
        value.decimals = decimals;
        value.codes = codes;
        return value;
}

static prg__vm_value whole_of(prg__vm *vm, int above, unsigned decimals, int codes)
{
        prg__vm_value value = value_of(PRG__VM_WHOLE, above, PRG__VM_NONE, decimals, codes);
        value.is_constant = is_constant(vm, above);
        value.constant = vm->numbers[above].constant;
        return value;
}

static int is_exact(const prg__vm_value *value)
{
        return value->form == PRG__VM_WHOLE || value->form == PRG__VM_PAIR;
}

/* Both above numbers over the same power of ten. */
static unsigned align(prg__vm *vm, prg__vm_value *a, prg__vm_value *b)
{
        unsigned decimals = a->decimals > b->decimals ? a->decimals : b->decimals;
        a->above = raised(vm, a->above, decimals - a->decimals);
        b->above = raised(vm, b->above, decimals - b->decimals);
        a->decimals = b->decimals = decimals;
        return decimals;
}

/* A pair whose denominator is above 0; whole numbers have none. */
static void orient(prg__vm *vm, prg__vm_value *value)
{
        if (value->form != PRG__VM_PAIR || value->is_positive)
                return;
        value->above = make(vm, PRG__VM_ORIENT, value->above, value->below, PRG__VM_NONE);
        value->below = make(vm, PRG__VM_ABSOLUTE, value->below, PRG__VM_NONE, PRG__VM_NONE);
        value->is_positive = 1;
}

int prg__vm_to_real(prg__vm *vm, const prg__vm_value *value, prg__vm_value *out)
{
        *out = *value;
        if (value->form == PRG__VM_REAL)
                return 0;
        if (!is_exact(value) || value->decimals > POWER_MOST)
                return PRG_END;
        out->form = PRG__VM_REAL;
        out->below = PRG__VM_NONE;
        out->decimals = 0;
        if (value->is_constant) {
                const prg__number number = prg__number_of(value->constant, value->decimals);
                out->above = prg__vm_number_new(vm);
                vm->numbers[out->above].is_constant = vm->numbers[out->above].is_real = 1;
                vm->numbers[out->above].real = prg__number_to_double(&number);
                return 0;
        }
        out->above = make_real(vm, PRG__VM_DIVIDE, value->above, value->below, PRG__VM_NONE);
        vm->steps[vm->step_count - 1].other = (double)prg__wide_power_of_ten(value->decimals);
        return 0;
}

/* ---- doubles ---- */

static int operate_reals(prg__vm *vm, prg__vm_operator operator, const prg__vm_value *a, const prg__vm_value *b,
        prg__vm_value *out)
{
        prg__vm_value x, y = { .above = PRG__VM_NONE };
        if (prg__vm_to_real(vm, a, &x) != 0 || (b && prg__vm_to_real(vm, b, &y) != 0))
                return PRG_END;
        int codes = b ? worst(vm, a->codes, b->codes) : a->codes, made = prg__vm_codes_new(vm);
        *out = value_of(PRG__VM_REAL, make_real(vm, operator, x.above, y.above, PRG__VM_NONE), PRG__VM_NONE, 0, made);
        prg__vm_step *step = &vm->steps[vm->step_count - 1];
        step->codes_a = codes;
        step->out_codes = made;
        return 0;
}

/* ---- arithmetic ---- */

static int join(prg__vm *vm, prg__vm_operator operator, const prg__vm_value *first, const prg__vm_value *second,
        prg__vm_value *out)
{
        prg__vm_value a = *first, b = *second;
        int codes = worst(vm, a.codes, b.codes), below = a.below;
        if (a.below != b.below) {
                below = multiplied(vm, a.below, b.below);
                int above = multiplied(vm, a.above, b.below);
                b.above = multiplied(vm, b.above, a.below);
                a.above = above;
        }
        unsigned decimals = align(vm, &a, &b);
        int above = make(vm, operator, a.above, b.above, PRG__VM_NONE);
        *out = value_of(below == PRG__VM_NONE ? PRG__VM_WHOLE : PRG__VM_PAIR, above, below, decimals, codes);
        out->is_positive = (a.form == PRG__VM_WHOLE || a.is_positive) && (b.form == PRG__VM_WHOLE || b.is_positive);
        return 0;
}

static int multiply(prg__vm *vm, const prg__vm_value *a, const prg__vm_value *b, prg__vm_value *out)
{
        int above = multiplied(vm, a->above, b->above), below = multiplied(vm, a->below, b->below);
        int codes = worst(vm, a->codes, b->codes);
        unsigned decimals = a->decimals + b->decimals;
        if (decimals > POWER_MOST)
                return PRG_END;
        if (below == PRG__VM_NONE) {
                *out = whole_of(vm, above, decimals, codes);
                return 0;
        }
        *out = value_of(PRG__VM_PAIR, above, below, decimals, codes);
        out->is_positive = (a->form == PRG__VM_WHOLE || a->is_positive) && (b->form == PRG__VM_WHOLE || b->is_positive);
        return 0;
}

/* The pair of both; codes are the caller's. */
static int divide_numbers(prg__vm *vm, const prg__vm_value *a, const prg__vm_value *b, int codes, prg__vm_value *out)
{
        int above = multiplied(vm, a->above, b->below), below = multiplied(vm, b->above, a->below);
        unsigned decimals = a->decimals >= b->decimals ? a->decimals - b->decimals : 0;
        if (a->decimals < b->decimals)
                above = raised(vm, above, b->decimals - a->decimals);
        *out = value_of(PRG__VM_PAIR, above, below, decimals, codes);
        out->is_positive = a->form == PRG__VM_WHOLE && b->is_constant && b->constant > 0;
        return 0;
}

static int divide(prg__vm *vm, const prg__vm_value *a, const prg__vm_value *b, prg__vm_value *out)
{
        int codes = worst(vm, a->codes, b->codes);
        if (!b->is_constant || b->constant == 0)
                codes = guarded(vm, PRG__VM_ZERO, codes, b->above);
        return divide_numbers(vm, a, b, codes, out);
}

static int remainder_of(prg__vm *vm, const prg__vm_value *first, const prg__vm_value *second, prg__vm_value *out)
{
        prg__vm_value a = *first, b = *second;
        if (a.form != PRG__VM_WHOLE || b.form != PRG__VM_WHOLE)
                return PRG_END;
        int codes = guarded(vm, PRG__VM_ZERO, worst(vm, a.codes, b.codes), b.above);
        unsigned decimals = align(vm, &a, &b);
        *out = whole_of(vm, make(vm, PRG__VM_REMAINDER, a.above, b.above, PRG__VM_NONE), decimals, codes);
        return 0;
}

static int compute(prg__vm *vm, prg__operation operation, const prg__vm_value *a, const prg__vm_value *b, prg__vm_value *out)
{
        if (a->form == PRG__VM_REAL || b->form == PRG__VM_REAL)
                return operate_reals(vm, operation == PRG__OP_ADD      ? PRG__VM_REAL_ADD
                                : operation == PRG__OP_SUBTRACT        ? PRG__VM_REAL_SUBTRACT
                                : operation == PRG__OP_MULTIPLY        ? PRG__VM_REAL_MULTIPLY
                                : operation == PRG__OP_DIVIDE          ? PRG__VM_REAL_DIVIDE
                                                                       : PRG__VM_REAL_REMAINDER, a, b, out);
        if (!is_exact(a) || !is_exact(b))
                return PRG_END;
        switch (operation) {
        case PRG__OP_ADD: return join(vm, PRG__VM_ADD, a, b, out);
        case PRG__OP_SUBTRACT: return join(vm, PRG__VM_SUBTRACT, a, b, out);
        case PRG__OP_MULTIPLY: return multiply(vm, a, b, out);
        case PRG__OP_DIVIDE: return divide(vm, a, b, out);
        default: return remainder_of(vm, a, b, out);
        }
}

static int negate(prg__vm *vm, const prg__vm_value *a, prg__vm_value *out)
{
        *out = *a;
        if (a->form == PRG__VM_REAL) {
                out->above = make_real(vm, PRG__VM_REAL_NEGATE, a->above, PRG__VM_NONE, PRG__VM_NONE);
        } else if (!is_exact(a)) {
                return PRG_END;
        } else if (a->is_constant) {
                out->constant = -a->constant;
                out->above = constant(vm, out->constant);
        } else {
                out->above = make(vm, PRG__VM_NEGATE, a->above, PRG__VM_NONE, PRG__VM_NONE);
        }
        return 0;
}

static int absolute(prg__vm *vm, const prg__vm_value *a, prg__vm_value *out)
{
        *out = *a;
        if (a->form == PRG__VM_REAL) {
                out->above = make_real(vm, PRG__VM_REAL_ABSOLUTE, a->above, PRG__VM_NONE, PRG__VM_NONE);
                return 0;
        }
        if (!is_exact(a))
                return PRG_END;
        out->is_constant = 0;
        out->above = make(vm, PRG__VM_ABSOLUTE, a->above, PRG__VM_NONE, PRG__VM_NONE);
        if (a->form == PRG__VM_PAIR && !a->is_positive)
                out->below = make(vm, PRG__VM_ABSOLUTE, a->below, PRG__VM_NONE, PRG__VM_NONE);
        out->is_positive = a->form == PRG__VM_PAIR;
        return 0;
}

/* ---- powers and functions ---- */

#define EXPONENT_MOST 16

static int whole_power(prg__vm *vm, const prg__vm_value *base, int64_t exponent, prg__vm_value *out)
{
        prg__vm_value one, power;
        int64_t times = exponent < 0 ? -exponent : exponent;
        prg__vm_constant(vm, (prg_decimal){ 1, 0 }, &one);
        if (!is_exact(base) || times > EXPONENT_MOST)
                return PRG_END;
        if (times == 0) {
                *out = one;
                out->is_constant = 0;
                out->codes = base->codes;
                return 0;
        }
        power = *base;
        for (int64_t i = 1; i < times; i++)
                if (multiply(vm, &power, base, &power) != 0)
                        return PRG_END;
        *out = power;
        return exponent < 0 ? divide(vm, &one, &power, out) : 0;
}

static int raise(prg__vm *vm, const prg__vm_value *base, const prg__vm_value *exponent, prg__vm_value *out)
{
        if (!exponent->is_constant)
                return PRG_END;
        prg__wide power = prg__wide_power_of_ten(exponent->decimals);
        if (base->form != PRG__VM_REAL && exponent->constant % power == 0)
                return whole_power(vm, base, (int64_t)(exponent->constant / power), out);
        return operate_reals(vm, PRG__VM_REAL_POWER, base, exponent, out);
}

/* ---- rounding ---- */

static int round_as(prg__vm *vm, prg__vm_operator operator, const prg__vm_value *value, int digits, prg__vm_value *out)
{
        prg__vm_value a = *value;
        if (!is_exact(value))
                return PRG_END;
        if (a.form == PRG__VM_WHOLE && digits >= 0 && a.decimals <= (unsigned)digits) {
                *out = a;
                return 0;
        }
        orient(vm, &a);
        /* above * 10^digits / (below * 10^decimals) */
        int places = digits - (int)a.decimals, below = a.below;
        if (places > 0)
                a.above = raised(vm, a.above, (unsigned)places);
        else if (places < 0)
                below = raised(vm, below == PRG__VM_NONE ? constant(vm, 1) : below, (unsigned)-places);
        int above = make(vm, operator, a.above, below, PRG__VM_NONE);
        if (digits < 0)
                above = raised(vm, above, (unsigned)-digits);
        *out = whole_of(vm, above, digits < 0 ? 0 : (unsigned)digits, a.codes);
        return 0;
}

/* ---- over several values ---- */

static int step_of_list(prg__vm *vm, prg__vm_operator operator, int list, size_t count)
{
        int is_codes = operator == PRG__VM_NONE_OF;
        int out = is_codes ? prg__vm_codes_new(vm) : prg__vm_number_new(vm);
        prg__vm_step *step = prg__vm_step_add(vm, operator);
        if (is_codes)
                step->out_codes = out;
        else
                step->out = out;
        step->list = list;
        step->count = (int)count;
        return out;
}

static int aggregate(prg__vm *vm, prg__operation operation, const prg__vm_value *arguments, size_t count, prg__vm_value *out)
{
        unsigned decimals = 0;
        int counts = operation == PRG__FN_COUNT;
        if (vm->list_count + 2 * (int)count > PRG__VM_STEPS)
                return PRG_END;
        for (size_t i = 0; i < count; i++) {
                if (!counts && arguments[i].form != PRG__VM_WHOLE)
                        return PRG_END;
                decimals = arguments[i].decimals > decimals ? arguments[i].decimals : decimals;
        }
        int list = vm->list_count;
        for (size_t i = 0; i < count; i++) {
                int number = !counts ? raised(vm, arguments[i].above, decimals - arguments[i].decimals)
                        : arguments[i].form == PRG__VM_TRUTH ? arguments[i].above : PRG__VM_NONE;
                vm->list[list + 2 * (int)i] = number;
                vm->list[list + 2 * (int)i + 1] = arguments[i].codes;
        }
        vm->list_count += 2 * (int)count;
        if (counts) {
                *out = whole_of(vm, step_of_list(vm, PRG__VM_COUNT, list, count), 0, PRG__VM_NONE);
                return 0;
        }
        int codes = step_of_list(vm, PRG__VM_NONE_OF, list, count), above, below = PRG__VM_NONE;
        if (operation == PRG__FN_MEDIAN) {
                above = step_of_list(vm, PRG__VM_MEDIAN, list, count);
                below = step_of_list(vm, PRG__VM_MIDDLES, list, count);
        } else {
                above = step_of_list(vm, operation == PRG__FN_MIN    ? PRG__VM_MINIMUM
                                : operation == PRG__FN_MAX ? PRG__VM_MAXIMUM
                                                           : PRG__VM_SUM, list, count);
                if (operation == PRG__FN_MEAN) {
                        /* How many have a value: none of them is a condition. */
                        int values = vm->list_count;
                        if (values + 2 * (int)count > PRG__VM_STEPS)
                                return PRG_END;
                        for (size_t i = 0; i < count; i++) {
                                vm->list[values + 2 * (int)i] = PRG__VM_NONE;
                                vm->list[values + 2 * (int)i + 1] = arguments[i].codes;
                        }
                        vm->list_count += 2 * (int)count;
                        below = step_of_list(vm, PRG__VM_COUNT, values, count);
                }
        }
        *out = value_of(below == PRG__VM_NONE ? PRG__VM_WHOLE : PRG__VM_PAIR, above, below, decimals, codes);
        out->is_positive = 1;
        return 0;
}

/* ---- choosing ---- */

/* Two values that one of is taken are brought to the same form; codes stay their own. */
static int alike(prg__vm *vm, prg__vm_value *a, prg__vm_value *b)
{
        if (is_exact(a) && is_exact(b)) {
                align(vm, a, b);
                if (a->form == b->form)
                        return 0;
                prg__vm_value *plain = a->form == PRG__VM_WHOLE ? a : b;
                plain->form = PRG__VM_PAIR;
                plain->below = constant(vm, 1);
                plain->is_positive = 1;
                return 0;
        }
        return a->form == b->form && (a->form == PRG__VM_REAL || a->form == PRG__VM_TRUTH) ? 0 : PRG_END;
}

static int choose(prg__vm *vm, const prg__vm_value *condition, const prg__vm_value *first, const prg__vm_value *second,
        prg__vm_value *out)
{
        prg__vm_value a = *first, b = *second;
        if (condition->form != PRG__VM_TRUTH || alike(vm, &a, &b) != 0)
                return PRG_END;
        *out = a;
        out->is_constant = 0;
        out->is_positive = a.is_positive && b.is_positive;
        if (a.form == PRG__VM_REAL)
                out->above = make_real(vm, PRG__VM_REAL_SELECT, condition->above, a.above, b.above);
        else
                out->above = make(vm, PRG__VM_SELECT, condition->above, a.above, b.above);
        if (a.form == PRG__VM_PAIR)
                out->below = make(vm, PRG__VM_SELECT, condition->above, a.below, b.below);
        out->codes = PRG__VM_NONE;
        if (condition->codes == PRG__VM_NONE && a.codes == PRG__VM_NONE && b.codes == PRG__VM_NONE)
                return 0;
        out->codes = prg__vm_codes_new(vm);
        prg__vm_step *step = prg__vm_step_add(vm, PRG__VM_CHOOSE);
        step->a = condition->above;
        step->codes_a = condition->codes;
        step->codes_b = a.codes;
        step->codes_c = b.codes;
        step->out_codes = out->codes;
        return 0;
}

static int fill(prg__vm *vm, prg__vm_operator operator, int a, int b, int codes)
{
        int out = operator == PRG__VM_REAL_FILL ? make_real(vm, operator, a, b, PRG__VM_NONE)
                                                : make(vm, operator, a, b, PRG__VM_NONE);
        vm->steps[vm->step_count - 1].codes_a = codes;
        return out;
}

static int coalesce(prg__vm *vm, const prg__vm_value *arguments, size_t count, prg__vm_value *out)
{
        *out = arguments[0];
        for (size_t i = 1; i < count && out->codes != PRG__VM_NONE; i++) {
                prg__vm_value a = *out, b = arguments[i];
                if (alike(vm, &a, &b) != 0)
                        return PRG_END;
                *out = a;
                out->is_constant = 0;
                out->is_positive = a.is_positive && b.is_positive;
                out->above = fill(vm, a.form == PRG__VM_REAL ? PRG__VM_REAL_FILL : PRG__VM_FILL, a.above, b.above, a.codes);
                if (a.form == PRG__VM_PAIR)
                        out->below = fill(vm, PRG__VM_FILL, a.below, b.below, a.codes);
                out->codes = PRG__VM_NONE;
                if (b.codes == PRG__VM_NONE)
                        break;
                out->codes = prg__vm_codes_new(vm);
                prg__vm_step *step = prg__vm_step_add(vm, PRG__VM_FILL_CODES);
                step->codes_a = a.codes;
                step->codes_b = b.codes;
                step->out_codes = out->codes;
        }
        return 0;
}

/* ---- conditions ---- */

static prg__vm_value truth_of(int number, int codes)
{
        return value_of(PRG__VM_TRUTH, number, PRG__VM_NONE, 0, codes);
}

static int invert(prg__vm *vm, int truth)
{
        return make(vm, PRG__VM_INVERT, truth, PRG__VM_NONE, PRG__VM_NONE);
}

static int is_code(prg__vm *vm, const prg__vm_value *value, int code)
{
        int out = make(vm, PRG__VM_IS, PRG__VM_NONE, PRG__VM_NONE, PRG__VM_NONE);
        vm->steps[vm->step_count - 1].codes_a = value->codes;
        vm->steps[vm->step_count - 1].constant = code;
        return out;
}

/* Which code the name of a state is; -1: of none, which is equal to no cell's. */
static int code_of_name(const char *name)
{
        for (int code = PRG__VM_VALUE; code <= PRG__VM_NOT_APPLICABLE; code++)
                if (strcmp(prg_state_name(prg__vm_state_of((prg__vm_code)code)), name) == 0)
                        return code;
        return -1;
}

static int compare_states(prg__vm *vm, const prg__vm_value *a, const prg__vm_value *b, int *out)
{
        const prg__vm_value *state = a->form == PRG__VM_STATE ? a : b, *word = a->form == PRG__VM_STATE ? b : a;
        if (state->form != PRG__VM_STATE || word->form != PRG__VM_WORD)
                return PRG_END;
        *out = is_code(vm, state, code_of_name(word->word));
        return 0;
}

/* `comparison` of both, of PRG__VM_LESS and the like. Whole numbers below 2^51 with some decimals, and numbers of 12 digits,
 * are the same only when the doubles next to them are; of quotients nobody can say that. */
static int compare_numbers(prg__vm *vm, prg__vm_operator comparison, prg__vm_value a, prg__vm_value b, int *out)
{
        if (a.form == PRG__VM_REAL || b.form == PRG__VM_REAL) {
                prg__vm_value x, y;
                prg__vm_operator operator = comparison == PRG__VM_LESS ? PRG__VM_REAL_LESS
                        : comparison == PRG__VM_LESS_EQUAL             ? PRG__VM_REAL_LESS_EQUAL
                                                                       : PRG__VM_REAL_EQUAL;
                if (a.form == PRG__VM_PAIR || b.form == PRG__VM_PAIR || prg__vm_to_real(vm, &a, &x) != 0
                    || prg__vm_to_real(vm, &b, &y) != 0)
                        return PRG_END;
                *out = make(vm, operator, x.above, y.above, PRG__VM_NONE);
                return 0;
        }
        if (comparison != PRG__VM_EQUAL) {
                orient(vm, &a);
                orient(vm, &b);
        }
        if (a.below != b.below) {
                int above = multiplied(vm, a.above, b.below);
                b.above = multiplied(vm, b.above, a.below);
                a.above = above;
        }
        align(vm, &a, &b);
        *out = make(vm, comparison, a.above, b.above, PRG__VM_NONE);
        return 0;
}

static int compare(prg__vm *vm, prg__operation operation, const prg__vm_value *a, const prg__vm_value *b, prg__vm_value *out)
{
        int swapped = operation == PRG__OP_GREATER || operation == PRG__OP_GREATER_EQUAL, number, code;
        prg__vm_operator comparison = operation == PRG__OP_LESS || operation == PRG__OP_GREATER ? PRG__VM_LESS
                : operation == PRG__OP_EQUAL || operation == PRG__OP_NOT_EQUAL                  ? PRG__VM_EQUAL
                                                                                                : PRG__VM_LESS_EQUAL;
        int texts = a->form >= PRG__VM_STATE && b->form >= PRG__VM_STATE;
        int codes = texts ? PRG__VM_NONE : worst(vm, a->codes, b->codes);
        if (texts)
                code = compare_states(vm, a, b, &number);
        else if (a->form == PRG__VM_TRUTH && b->form == PRG__VM_TRUTH) {
                number = make(vm, comparison, a->above, b->above, PRG__VM_NONE);
                code = 0;
        } else if (a->form > PRG__VM_REAL || b->form > PRG__VM_REAL)
                return PRG_END;
        else
                code = compare_numbers(vm, comparison, swapped ? *b : *a, swapped ? *a : *b, &number);
        if (code == 0)
                *out = truth_of(operation == PRG__OP_NOT_EQUAL ? invert(vm, number) : number, codes);
        return code;
}

static int connect(prg__vm *vm, prg__vm_operator operator, const prg__vm_value *a, const prg__vm_value *b, prg__vm_value *out)
{
        if (a->form != PRG__VM_TRUTH || b->form != PRG__VM_TRUTH)
                return PRG_END;
        int codes = prg__vm_codes_new(vm);
        *out = truth_of(make(vm, operator, a->above, b->above, PRG__VM_NONE), codes);
        prg__vm_step *step = &vm->steps[vm->step_count - 1];
        step->codes_a = a->codes;
        step->codes_b = b->codes;
        step->out_codes = codes;
        return 0;
}

/* ---- all ---- */

int prg__vm_relate(prg__vm *vm, const prg__vm_value *now, const prg__vm_value *before, int growth, prg__vm_value *out)
{
        prg__vm_value difference, hundred;
        prg__vm_constant(vm, (prg_decimal){ 100, 0 }, &hundred);
        if (now->form != PRG__VM_WHOLE || before->form != PRG__VM_WHOLE
            || join(vm, PRG__VM_SUBTRACT, now, before, &difference) != 0)
                return PRG_END;
        int codes = guarded(vm, PRG__VM_NOT_ABOVE, difference.codes, before->above);
        if (divide_numbers(vm, growth ? &difference : now, before, codes, out) != 0)
                return PRG_END;
        out->is_positive = 1;
        prg__vm_value quotient = *out;
        return multiply(vm, &quotient, &hundred, out);
}

int prg__vm_convert(prg__vm *vm, const prg__number *scale, const prg__vm_value *value, prg__vm_value *out)
{
        prg__vm_value factor, given = *value;
        int64_t above, below;
        if (given.form > PRG__VM_REAL) {
                *out = given;
                return 0;
        }
        if (prg__wide_to_int64(&above, scale->numerator) < 0 || prg__wide_to_int64(&below, scale->denominator) < 0
            || scale->decimals > POWER_MOST)
                return PRG_END;
        prg__vm_constant(vm, (prg_decimal){ above, scale->decimals }, &factor);
        if (given.form == PRG__VM_REAL) {
                /* The double next to the factor, not next to what stands above. */
                if (below != 1)
                        return PRG_END;
                return operate_reals(vm, PRG__VM_REAL_MULTIPLY, &given, &factor, out);
        }
        if (below != 1) {
                factor.form = PRG__VM_PAIR;
                factor.below = constant(vm, below);
                factor.is_constant = 0;
                factor.is_positive = 1;
        }
        return multiply(vm, &given, &factor, out);
}

int prg__vm_operate(prg__vm *vm, prg__operation operation, const prg__vm_value *arguments, size_t count, int digits,
        prg__vm_value *out)
{
        const prg__vm_value a = arguments[0], *b = &arguments[count > 1];
        switch (operation) {
        case PRG__OP_OR: return connect(vm, PRG__VM_OR, &a, b, out);
        case PRG__OP_AND: return connect(vm, PRG__VM_AND, &a, b, out);
        case PRG__OP_NOT:
                *out = a;
                out->above = a.form == PRG__VM_TRUTH ? invert(vm, a.above) : a.above;
                return a.form == PRG__VM_TRUTH ? 0 : PRG_END;
        case PRG__OP_EQUAL:
        case PRG__OP_NOT_EQUAL:
        case PRG__OP_LESS:
        case PRG__OP_LESS_EQUAL:
        case PRG__OP_GREATER:
        case PRG__OP_GREATER_EQUAL: return compare(vm, operation, &a, b, out);
        case PRG__OP_ADD:
        case PRG__OP_SUBTRACT:
        case PRG__OP_MULTIPLY:
        case PRG__OP_DIVIDE:
        case PRG__OP_REMAINDER: return compute(vm, operation, &a, b, out);
        case PRG__OP_NEGATE: return negate(vm, &a, out);
        case PRG__OP_POWER: return raise(vm, &a, b, out);
        case PRG__FN_IF: return choose(vm, &a, &arguments[1], &arguments[2], out);
        case PRG__FN_COALESCE: return coalesce(vm, arguments, count, out);
        case PRG__FN_IS_MISSING:
                *out = truth_of(is_code(vm, &a, PRG__VM_MISSING), PRG__VM_NONE);
                return a.form == PRG__VM_STATE || a.form == PRG__VM_WORD ? PRG_END : 0;
        case PRG__FN_STATE:
                *out = value_of(PRG__VM_STATE, PRG__VM_NONE, PRG__VM_NONE, 0, a.codes);
                return a.form == PRG__VM_STATE || a.form == PRG__VM_WORD ? PRG_END : 0;
        case PRG__FN_ABS: return absolute(vm, &a, out);
        case PRG__FN_ROUND: return round_as(vm, PRG__VM_ROUND, &a, digits, out);
        case PRG__FN_FLOOR: return round_as(vm, PRG__VM_FLOOR, &a, 0, out);
        case PRG__FN_CEIL: return round_as(vm, PRG__VM_CEIL, &a, 0, out);
        case PRG__FN_SQRT: return operate_reals(vm, PRG__VM_REAL_SQRT, &a, NULL, out);
        case PRG__FN_LN: return operate_reals(vm, PRG__VM_REAL_LN, &a, NULL, out);
        case PRG__FN_LOG10: return operate_reals(vm, PRG__VM_REAL_LOG10, &a, NULL, out);
        case PRG__FN_EXP: return operate_reals(vm, PRG__VM_REAL_EXP, &a, NULL, out);
        case PRG__FN_MIN:
        case PRG__FN_MAX:
        case PRG__FN_SUM:
        case PRG__FN_MEAN:
        case PRG__FN_MEDIAN:
        case PRG__FN_COUNT: return aggregate(vm, operation, arguments, count, out);
        default: return PRG_END;
        }
}
