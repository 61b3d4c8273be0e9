/* Making programs: their numbers, codes and steps; the walk over a formula; and, at the end, which steps become one and
 * where the numbers between them lie. See vm.h. */
#include "calc/formula/vm.h"

#include <string.h>

#include <libprogram/error.h>

#include "util/memory.h"

/* ---- parts ---- */

prg__vm *prg__vm_new(void)
{
        return prg__alloc_zero(sizeof(prg__vm));
}

/* What becomes too long is noticed at the end; until then it writes over its last part. */
static int next(prg__vm *vm, int *count, int most)
{
        if (*count == most) {
                vm->full = 1;
                return most - 1;
        }
        return (*count)++;
}

int prg__vm_number_new(prg__vm *vm)
{
        int number = next(vm, &vm->number_count, PRG__VM_NUMBERS);
        vm->numbers[number] = (prg__vm_number){ .input = -1, .slot = -1 };
        return number;
}

int prg__vm_codes_new(prg__vm *vm)
{
        return next(vm, &vm->code_count, PRG__VM_CODES);
}

prg__vm_step *prg__vm_step_add(prg__vm *vm, prg__vm_operator operator)
{
        prg__vm_step *step = &vm->steps[next(vm, &vm->step_count, PRG__VM_STEPS)];
        *step = (prg__vm_step){ .operator = operator, .out = -1, .out_codes = -1, .a = -1, .b = -1, .c = -1, .codes_a = -1,
                .codes_b = -1, .codes_c = -1, .scale = 1, .other = 1 };
        return step;
}

void prg__vm_input(prg__vm *vm, unsigned decimals, prg__vm_value *out)
{
        memset(out, 0, sizeof *out);
        out->form = PRG__VM_WHOLE;
        out->decimals = decimals;
        out->below = PRG__VM_NONE;
        out->above = prg__vm_number_new(vm);
        out->codes = prg__vm_codes_new(vm);
        int input = next(vm, &vm->input_count, PRG__VM_INPUTS);
        vm->numbers[out->above].input = input;
        vm->input_numbers[input] = out->above;
        vm->input_codes[input] = out->codes;
}

int prg__vm_constant(prg__vm *vm, prg_decimal number, prg__vm_value *out)
{
        memset(out, 0, sizeof *out);
        out->form = PRG__VM_WHOLE;
        out->decimals = number.decimals;
        out->below = out->codes = PRG__VM_NONE;
        out->is_constant = 1;
        out->constant = number.mantissa;
        out->above = prg__vm_number_new(vm);
        vm->numbers[out->above].is_constant = 1;
        vm->numbers[out->above].constant = number.mantissa;
        return 0;
}

/* ---- a formula ---- */

/* Nodes of a formula that is for the machine. */
#define NODES 128

static int operate(prg__vm *vm, const prg_formula *formula, const prg__node *call, const prg__vm_value *values,
        prg__vm_value *out)
{
        prg__vm_value arguments[PRG__VM_ARGUMENTS];
        size_t count = call->operation == PRG__FN_ROUND ? 1 : call->count;
        int digits = 0;
        if (count > PRG__VM_ARGUMENTS)
                return PRG_END;
        for (size_t i = 0; i < count; i++)
                arguments[i] = values[prg__formula_argument(formula, call, i)];
        if (call->operation == PRG__FN_ROUND && call->count > 1)
                digits = (int)formula->nodes[prg__formula_argument(formula, call, 1)].number.mantissa;
        return prg__vm_operate(vm, call->operation, arguments, count, digits, out);
}

static int make(prg__vm *vm, const prg_formula *formula, const prg__node *node, const prg__vm_value *values,
        prg__vm_resolve *resolve, void *payload, prg__vm_value *out)
{
        if (node->kind == PRG__NODE_NUMBER)
                return prg__vm_constant(vm, node->number, out);
        if (node->kind == PRG__NODE_NAME || (node->kind == PRG__NODE_CALL && prg__operation_needs_data(node->operation)))
                return resolve(payload, vm, formula, node, out);
        if (node->kind == PRG__NODE_CALL)
                return operate(vm, formula, node, values, out);
        *out = (prg__vm_value){ .form = PRG__VM_WORD, .above = PRG__VM_NONE, .below = PRG__VM_NONE, .codes = PRG__VM_NONE,
                .word = node->text };
        return 0;
}

int prg__vm_formula(prg__vm *vm, const prg_formula *formula, prg__vm_resolve *resolve, void *payload, prg__vm_value *out)
{
        prg__vm_value values[NODES];
        uint32_t root = (uint32_t)formula->count - 1, owner = formula->nodes[root].owner;
        int code = formula->count <= NODES ? 0 : PRG_END;
        for (uint32_t i = 0; i <= root && code == 0; i++) {
                const prg__node *node = &formula->nodes[i];
                if (node->owner != owner)
                        continue;
                code = make(vm, formula, node, values, resolve, payload, &values[i]);
                if (code == 0 && node->converts)
                        code = prg__vm_convert(vm, &node->scale, &values[i], &values[i]);
        }
        if (code == 0)
                *out = values[root];
        return code;
}

/* ---- the end ---- */

static void count_uses(const prg__vm *vm, int *uses)
{
        memset(uses, 0, PRG__VM_NUMBERS * sizeof *uses);
        for (int i = 0; i < vm->step_count; i++) {
                const prg__vm_step *step = &vm->steps[i];
                const int taken[] = { step->a, step->b, step->c };
                for (int k = 0; k < 3; k++)
                        if (taken[k] >= 0)
                                uses[taken[k]]++;
                for (int k = 0; k < step->count; k++)
                        if (vm->list[step->list + 2 * k] >= 0)
                                uses[vm->list[step->list + 2 * k]]++;
        }
        uses[vm->result.above]++;
}

/* The step that makes a number, if only one other takes it; NULL: none. */
static prg__vm_step *maker(prg__vm *vm, const int *uses, int number, prg__vm_operator operator)
{
        for (int i = 0; i < vm->step_count && number >= 0 && uses[number] == 1; i++)
                if (vm->steps[i].out == number && vm->steps[i].operator == operator)
                        return &vm->steps[i];
        return NULL;
}

static int is_constant(const prg__vm *vm, int number)
{
        return number >= 0 && vm->numbers[number].is_constant && !vm->numbers[number].is_real;
}

/* Constants that doubles hold exactly, and that divide. */
static int is_double(int64_t number)
{
        return number != 0 && number < INT64_C(1) << 53 && number > -(INT64_C(1) << 53);
}

/* Steps that others take over do nothing any more. */
static void drop(prg__vm_step *step)
{
        step->out = step->a = step->b = PRG__VM_NONE;
}

/* What only one other step takes, of an operator: its maker's step, and in *other what stands beside it. */
static prg__vm_step *side(prg__vm *vm, const int *uses, const prg__vm_step *step, prg__vm_operator operator, int *other)
{
        prg__vm_step *before = maker(vm, uses, step->a, operator);
        *other = step->b;
        if (before == NULL && step->operator == PRG__VM_ADD) {
                before = maker(vm, uses, step->b, operator);
                *other = step->a;
        }
        return before;
}

static void become(prg__vm_step *step, prg__vm_operator operator, int a, int b, int c)
{
        step->operator = operator;
        step->a = a;
        step->b = b;
        step->c = c;
}

/* a - b + c in every order; a product with a constant that is added or taken away. */
static void fuse_sum(prg__vm *vm, const int *uses, prg__vm_step *step)
{
        prg__vm_step *before;
        int other;
        if (step->operator == PRG__VM_ADD && (before = side(vm, uses, step, PRG__VM_SUBTRACT, &other)) != NULL) {
                become(step, PRG__VM_SUBTRACT_ADD, before->a, before->b, other);
                drop(before);
        } else if (step->operator == PRG__VM_SUBTRACT && (before = side(vm, uses, step, PRG__VM_ADD, &other)) != NULL) {
                become(step, PRG__VM_SUBTRACT_ADD, before->a, other, before->b);
                drop(before);
        } else if (step->operator == PRG__VM_ADD && (before = side(vm, uses, step, PRG__VM_SCALE, &other)) != NULL) {
                become(step, PRG__VM_SCALE_ADD, before->a, other, PRG__VM_NONE);
                step->constant = before->constant;
                drop(before);
        } else if (step->operator == PRG__VM_SUBTRACT && (before = maker(vm, uses, step->b, PRG__VM_SCALE)) != NULL) {
                become(step, PRG__VM_SCALE_TAKE, before->a, step->a, PRG__VM_NONE);
                step->constant = before->constant;
                drop(before);
        }
}

/* Sums; and what is multiplied by constants before it is divided. */
static void fuse(prg__vm *vm)
{
        int uses[PRG__VM_NUMBERS];
        count_uses(vm, uses);
        for (int i = 0; i < vm->step_count; i++) {
                prg__vm_step *step = &vm->steps[i], *before;
                fuse_sum(vm, uses, step);
                if (step->operator != PRG__VM_DIVIDE)
                        continue;
                if ((before = maker(vm, uses, step->a, PRG__VM_SCALE)) != NULL && is_double(before->constant)) {
                        step->a = before->a;
                        step->scale *= (double)before->constant;
                        drop(before);
                }
                if ((before = maker(vm, uses, step->b, PRG__VM_SCALE)) != NULL && is_double(before->constant)) {
                        step->b = before->a;
                        step->other *= (double)before->constant;
                        drop(before);
                }
                if (is_constant(vm, step->b) && is_double(vm->numbers[step->b].constant)) {
                        step->other *= (double)vm->numbers[step->b].constant;
                        step->b = PRG__VM_NONE;
                }
        }
        int kept = 0;
        for (int i = 0; i < vm->step_count; i++)
                if (vm->steps[i].out >= 0 || vm->steps[i].out_codes >= 0)
                        vm->steps[kept++] = vm->steps[i];
        vm->step_count = kept;
}

/* The step behind which a number is not needed any more. */
static void find_ends(const prg__vm *vm, int *ends)
{
        for (int i = 0; i < PRG__VM_NUMBERS; i++)
                ends[i] = -1;
        for (int i = 0; i < vm->step_count; i++) {
                const prg__vm_step *step = &vm->steps[i];
                const int taken[] = { step->out, step->a, step->b, step->c };
                for (int k = 0; k < 4; k++)
                        if (taken[k] >= 0)
                                ends[taken[k]] = i;
                for (int k = 0; k < step->count; k++)
                        if (vm->list[step->list + 2 * k] >= 0)
                                ends[vm->list[step->list + 2 * k]] = i;
        }
}

/* Few places, taken again as soon as they are free, so that all of them stay in the nearest cache. */
static void place_numbers(prg__vm *vm)
{
        int ends[PRG__VM_NUMBERS], owners[PRG__VM_NUMBERS];
        find_ends(vm, ends);
        vm->slot_count = 0;
        for (int i = 0; i < vm->step_count; i++) {
                int out = vm->steps[i].out, slot = 0;
                if (out < 0 || out == vm->result.above)
                        continue;
                while (slot < vm->slot_count && ends[owners[slot]] >= i)
                        slot++;
                if (slot == vm->slot_count)
                        vm->slot_count++;
                owners[slot] = out;
                vm->numbers[out].slot = slot;
        }
        for (int n = 0; n < vm->number_count; n++)
                if (vm->numbers[n].is_constant)
                        vm->numbers[n].slot = vm->slot_count + vm->constant_count++;
}

int prg__vm_finish(prg__vm *vm, const prg__vm_value *result)
{
        vm->result = *result;
        if (result->form == PRG__VM_PAIR) {
                int code = prg__vm_to_real(vm, result, &vm->result);
                if (code != 0)
                        return code;
        } else if (result->form > PRG__VM_TRUTH) {
                return PRG_END;
        }
        if (vm->full)
                return PRG_END;
        fuse(vm);
        place_numbers(vm);
        return 0;
}

int prg__vm_is_whole(const prg__vm *vm)
{
        return vm->result.form != PRG__VM_REAL;
}
