/* Running programs of formulas, and proving that they may. See vm.h.
 *
 * Codes are handed on by their address as long as nothing has to be joined: of columns in which every cell has a value
 * there are none, and steps that only look at codes cost nothing. */
#include "calc/formula/vm.h"

#include <string.h>

#include "calc/kernel.h"
#include "util/memory.h"

/* In doubles; registers begin at different places of a page, or every load would wait for a store of its neighbour. */
#define STRIDE (PRG__VM_CELLS + 24)

/* ---- levels ---- */

static const prg__vm_kernels *const levels[] = {
        &prg__vm_kernels_portable,
#ifdef PRG_HAVE_X86_LEVELS
        &prg__vm_kernels_avx2,
        &prg__vm_kernels_avx512,
#endif
};

const prg__vm_kernels *prg__vm_kernels_best(void)
{
        const char *level = prg__kernels_best()->level;
        for (size_t i = 1; i < sizeof levels / sizeof *levels; i++)
                if (strcmp(levels[i]->level, level) == 0)
                        return levels[i];
        return levels[0];
}

/* ---- states ---- */

prg__vm_code prg__vm_code_of(prg_state state)
{
        static const prg__vm_code codes[] = { [PRG_STATE_VALUE] = PRG__VM_VALUE, [PRG_STATE_MISSING] = PRG__VM_MISSING,
                [PRG_STATE_NOT_APPLICABLE] = PRG__VM_NOT_APPLICABLE, [PRG_STATE_NOT_EXPECTED] = PRG__VM_NOT_EXPECTED,
                [PRG_STATE_SUPPRESSED] = PRG__VM_SUPPRESSED, [PRG_STATE_UNDEFINED] = PRG__VM_UNDEFINED };
        return codes[state];
}

prg_state prg__vm_state_of(prg__vm_code code)
{
        static const prg_state states[] = { PRG_STATE_VALUE, PRG_STATE_SUPPRESSED, PRG_STATE_UNDEFINED, PRG_STATE_MISSING,
                PRG_STATE_NOT_EXPECTED, PRG_STATE_NOT_APPLICABLE };
        return states[code];
}

/* ---- proving ---- */

#define MOST ((prg__wide_unsigned)1 << 62)
#define MOST_DOUBLE ((prg__wide_unsigned)1 << 51)

static prg__wide_unsigned times(prg__wide_unsigned a, prg__wide_unsigned b)
{
        /* Neither factor is greater than 2^63: those of steps before are below MOST. */
        return a * b;
}

static prg__wide_unsigned magnitude_of(int64_t number)
{
        return prg__wide_magnitude(number);
}

static int divides_exactly(const prg__vm_step *step, prg__wide_unsigned above, prg__wide_unsigned below)
{
        double scale = step->scale < 0 ? -step->scale : step->scale, other = step->other < 0 ? -step->other : step->other;
        return above < MOST_DOUBLE && below < MOST_DOUBLE && (double)above * scale <= 9007199254740992.0
                && (double)(step->b == PRG__VM_NONE ? 1 : below) * other <= 9007199254740992.0;
}

/* The bound of what a step makes. */
static prg__wide_unsigned bound_of(const prg__vm *vm, const prg__vm_step *step, const prg__wide_unsigned *bounds)
{
        prg__wide_unsigned a = step->a >= 0 ? bounds[step->a] : 0, b = step->b >= 0 ? bounds[step->b] : 0;
        prg__wide_unsigned c = step->c >= 0 ? bounds[step->c] : 0, greatest = 0, sum = 0;
        switch (step->operator) {
        case PRG__VM_ADD:
        case PRG__VM_SUBTRACT:
        case PRG__VM_SUBTRACT_ADD: return a + b + c;
        case PRG__VM_MULTIPLY: return times(a, b);
        case PRG__VM_SCALE: return times(a, magnitude_of(step->constant));
        case PRG__VM_SCALE_ADD:
        case PRG__VM_SCALE_TAKE: return times(a, magnitude_of(step->constant)) + b;
        case PRG__VM_SELECT: return b > c ? b : c;
        case PRG__VM_LEAST:
        case PRG__VM_GREATEST:
        case PRG__VM_FILL: return a > b ? a : b;
        case PRG__VM_ROUND:
        case PRG__VM_FLOOR:
        case PRG__VM_CEIL: return a + 1;
        case PRG__VM_NEGATE:
        case PRG__VM_ABSOLUTE:
        case PRG__VM_ORIENT:
        case PRG__VM_REMAINDER: return a;
        case PRG__VM_SUM:
        case PRG__VM_MINIMUM:
        case PRG__VM_MAXIMUM:
        case PRG__VM_MEDIAN:
                for (int i = 0; i < step->count; i++) {
                        prg__wide_unsigned its = bounds[vm->list[step->list + 2 * i]];
                        sum += its;
                        greatest = its > greatest ? its : greatest;
                }
                return step->operator == PRG__VM_SUM ? sum : step->operator == PRG__VM_MEDIAN ? 2 * greatest : greatest;
        default: return PRG__VM_ARGUMENTS; /* truths and counts */
        }
}

int prg__vm_proves(const prg__vm *vm, const uint64_t *inputs)
{
        prg__wide_unsigned bounds[PRG__VM_NUMBERS];
        for (int i = 0; i < vm->number_count; i++) {
                const prg__vm_number *it = &vm->numbers[i];
                bounds[i] = it->input >= 0 ? inputs[it->input] : it->is_constant ? magnitude_of(it->constant) : 0;
                if (bounds[i] >= MOST)
                        return 0;
        }
        for (int i = 0; i < vm->step_count; i++) {
                const prg__vm_step *step = &vm->steps[i];
                if (step->operator == PRG__VM_DIVIDE) {
                        if (!divides_exactly(step, bounds[step->a], step->b >= 0 ? bounds[step->b] : 0))
                                return 0;
                        continue;
                }
                if (step->out < 0 || vm->numbers[step->out].is_real)
                        continue;
                bounds[step->out] = bound_of(vm, step, bounds);
                if (bounds[step->out] >= MOST)
                        return 0;
        }
        return 1;
}

/* ---- memory ---- */

/* What stands at the beginning of the room: where everything lies. */
typedef struct run {
        const prg__vm *vm;
        const prg__vm_kernels *kernels;
        size_t count;
        void *numbers[PRG__VM_NUMBERS];      /* those of inputs are only read */
        const uint8_t *codes[PRG__VM_CODES]; /* NULL: all have values */
        uint8_t *room;                       /* of codes */
} run;

static void *slot_at(run *it, int slot)
{
        return (double *)(it + 1) + (size_t)slot * STRIDE;
}

size_t prg__vm_room(const prg__vm *vm)
{
        return sizeof(run) + (size_t)(vm->slot_count + vm->constant_count) * STRIDE * sizeof(double)
                + (size_t)(vm->code_count + 1) * PRG__VM_CELLS;
}

void prg__vm_prepare(const prg__vm *vm, void *room)
{
        run *made = room;
        memset(made, 0, sizeof *made);
        made->vm = vm;
        made->room = slot_at(made, vm->slot_count + vm->constant_count);
        for (int n = 0; n < vm->number_count; n++) {
                const prg__vm_number *it = &vm->numbers[n];
                if (it->slot >= 0)
                        made->numbers[n] = slot_at(made, it->slot);
                if (!it->is_constant)
                        continue;
                double *reals = made->numbers[n];
                int64_t *whole = made->numbers[n];
                for (size_t i = 0; i < PRG__VM_CELLS; i++) {
                        if (it->is_real)
                                reals[i] = it->real;
                        else
                                whole[i] = it->constant;
                }
        }
}

/* ---- steps that look at codes ---- */

static const uint8_t *codes_at(const run *it, int codes)
{
        return codes >= 0 ? it->codes[codes] : NULL;
}

static uint8_t *own_codes(const run *it, int codes)
{
        return it->room + (size_t)codes * PRG__VM_CELLS;
}

static const uint8_t *worst(const run *it, const prg__vm_step *step)
{
        const size_t count = it->count; /* for all the compiler knows, writing bytes could change it */
        const uint8_t *a = codes_at(it, step->codes_a), *b = codes_at(it, step->codes_b);
        uint8_t *restrict out = own_codes(it, step->out_codes);
        if (a == NULL || b == NULL || a == b)
                return a ? a : b;
        for (size_t i = 0; i < count; i++)
                out[i] = a[i] > b[i] ? a[i] : b[i];
        return out;
}

static const uint8_t *zero(const run *it, const prg__vm_step *step)
{
        const uint8_t *codes = codes_at(it, step->codes_a);
        uint8_t *out = own_codes(it, step->out_codes);
        return it->kernels->zero(out, codes, it->numbers[step->a], it->count) ? out : codes;
}

static const uint8_t *not_above(const run *it, const prg__vm_step *step)
{
        const size_t count = it->count;
        const uint8_t *codes = codes_at(it, step->codes_a);
        const int64_t *a = it->numbers[step->a];
        uint8_t *out = own_codes(it, step->out_codes);
        for (size_t i = 0; i < count; i++)
                out[i] = codes && codes[i] ? codes[i] : a[i] <= 0 ? PRG__VM_UNDEFINED : PRG__VM_VALUE;
        return out;
}

static const uint8_t *choose(const run *it, const prg__vm_step *step)
{
        const size_t count = it->count;
        const uint8_t *condition = codes_at(it, step->codes_a), *yes = codes_at(it, step->codes_b);
        const uint8_t *no = codes_at(it, step->codes_c);
        const int64_t *truth = it->numbers[step->a];
        uint8_t *out = own_codes(it, step->out_codes);
        if (condition == NULL && yes == no)
                return yes;
        for (size_t i = 0; i < count; i++) {
                const uint8_t *taken = truth[i] ? yes : no;
                out[i] = condition && condition[i] ? condition[i] : taken ? taken[i] : PRG__VM_VALUE;
        }
        return out;
}

static void is_code(const run *it, const prg__vm_step *step, int64_t *out)
{
        const size_t count = it->count;
        const uint8_t *codes = codes_at(it, step->codes_a);
        for (size_t i = 0; i < count; i++)
                out[i] = (codes ? codes[i] : PRG__VM_VALUE) == step->constant;
}

/* Kleene's: what decides, decides whatever the other is. */
static const uint8_t *connect(const run *it, const prg__vm_step *step, int64_t *out)
{
        const size_t count = it->count;
        const uint8_t *first = codes_at(it, step->codes_a), *second = codes_at(it, step->codes_b);
        const int64_t *a = it->numbers[step->a], *b = it->numbers[step->b];
        uint8_t *codes = own_codes(it, step->out_codes);
        int64_t decides = step->operator == PRG__VM_OR;
        for (size_t i = 0; i < count; i++) {
                uint8_t x = first ? first[i] : PRG__VM_VALUE, y = second ? second[i] : PRG__VM_VALUE;
                int decided = (x == PRG__VM_VALUE && a[i] == decides) || (y == PRG__VM_VALUE && b[i] == decides);
                out[i] = decided ? decides : !decides;
                codes[i] = decided ? PRG__VM_VALUE : x > y ? x : y;
        }
        return first || second ? codes : NULL;
}

static void fill(const run *it, const prg__vm_step *step, uint64_t *out)
{
        const size_t count = it->count;
        const uint8_t *codes = codes_at(it, step->codes_a);
        const uint64_t *a = it->numbers[step->a], *b = it->numbers[step->b];
        for (size_t i = 0; i < count; i++)
                out[i] = codes && codes[i] ? b[i] : a[i];
}

static const uint8_t *fill_codes(const run *it, const prg__vm_step *step)
{
        const size_t count = it->count;
        const uint8_t *a = codes_at(it, step->codes_a), *b = codes_at(it, step->codes_b);
        uint8_t *out = own_codes(it, step->out_codes);
        if (a == NULL || b == NULL)
                return NULL;
        for (size_t i = 0; i < count; i++)
                out[i] = a[i] == 0 || b[i] == 0 ? PRG__VM_VALUE : a[i] > b[i] ? a[i] : b[i];
        return out;
}

/* ---- functions of several arguments ---- */

/* What several cells without a value are together: say_none() of formula_value.c. */
static uint8_t none_of(const uint8_t *codes, int count)
{
        int applicable = 0, outside = 0, suppressed = 0;
        for (int k = 0; k < count; k++) {
                if (codes[k] == PRG__VM_VALUE)
                        return PRG__VM_VALUE;
                applicable += codes[k] == PRG__VM_NOT_APPLICABLE;
                outside += codes[k] == PRG__VM_NOT_EXPECTED;
                suppressed += codes[k] == PRG__VM_SUPPRESSED;
        }
        int expected = count - applicable - outside;
        if (expected == 0)
                return outside ? PRG__VM_NOT_EXPECTED : PRG__VM_NOT_APPLICABLE;
        return suppressed == expected ? PRG__VM_SUPPRESSED : PRG__VM_MISSING;
}

/* The values among the arguments in one cell; a count of truths goes by `only_true`. */
static int gather(const run *it, const prg__vm_step *step, size_t cell, int64_t *values, uint8_t *codes)
{
        int found = 0;
        for (int k = 0; k < step->count; k++) {
                const uint8_t *its = codes_at(it, it->vm->list[step->list + 2 * k + 1]);
                int number = it->vm->list[step->list + 2 * k];
                codes[k] = its ? its[cell] : PRG__VM_VALUE;
                if (codes[k] == PRG__VM_VALUE)
                        values[found++] = number >= 0 ? ((const int64_t *)it->numbers[number])[cell] : 1;
        }
        return found;
}

static void sort(int64_t *values, int count)
{
        for (int i = 1; i < count; i++)
                for (int k = i; k > 0 && values[k] < values[k - 1]; k--) {
                        int64_t other = values[k];
                        values[k] = values[k - 1];
                        values[k - 1] = other;
                }
}

static int64_t join(prg__vm_operator operator, int64_t *values, int count)
{
        int64_t result = count ? values[0] : 0;
        switch (operator) {
        case PRG__VM_COUNT:
                result = 0;
                for (int k = 0; k < count; k++)
                        result += values[k] != 0;
                return result;
        case PRG__VM_MIDDLES: return count % 2 ? 1 : 2;
        case PRG__VM_MEDIAN:
                sort(values, count);
                return count % 2 || count == 0 ? values[count / 2] : values[count / 2 - 1] + values[count / 2];
        default:
                for (int k = 1; k < count; k++) {
                        if (operator == PRG__VM_SUM)
                                result += values[k];
                        else if (operator == PRG__VM_MINIMUM ? values[k] < result : values[k] > result)
                                result = values[k];
                }
                return result;
        }
}

/* Where all arguments have values everywhere. */
static void join_columns(const run *it, const prg__vm_step *step, int64_t *out)
{
        const size_t count = it->count;
        memcpy(out, it->numbers[it->vm->list[step->list]], count * sizeof *out);
        for (int k = 1; k < step->count; k++) {
                const int64_t *next = it->numbers[it->vm->list[step->list + 2 * k]];
                for (size_t i = 0; i < count; i++) {
                        if (step->operator == PRG__VM_SUM)
                                out[i] += next[i];
                        else if (step->operator == PRG__VM_MINIMUM)
                                out[i] = next[i] < out[i] ? next[i] : out[i];
                        else
                                out[i] = next[i] > out[i] ? next[i] : out[i];
                }
        }
}

static int all_have_values(const run *it, const prg__vm_step *step)
{
        for (int k = 0; k < step->count; k++)
                if (codes_at(it, it->vm->list[step->list + 2 * k + 1]) != NULL)
                        return 0;
        return 1;
}

static const uint8_t *aggregate(const run *it, const prg__vm_step *step, int64_t *out)
{
        uint8_t codes[PRG__VM_ARGUMENTS], *own = step->out_codes >= 0 ? own_codes(it, step->out_codes) : NULL;
        int64_t values[PRG__VM_ARGUMENTS] = { 0 };
        int plain = all_have_values(it, step);
        if (plain && own)
                return NULL;
        if (plain && (step->operator == PRG__VM_SUM || step->operator == PRG__VM_MINIMUM || step->operator == PRG__VM_MAXIMUM)) {
                join_columns(it, step, out);
                return NULL;
        }
        for (size_t i = 0; i < it->count; i++) {
                int found = gather(it, step, i, values, codes);
                if (out)
                        out[i] = join(step->operator, values, found);
                else
                        own[i] = found ? PRG__VM_VALUE : none_of(codes, step->count);
        }
        return own;
}

/* ---- running ---- */

/* Takes one step that is no kernel; what codes it makes. */
static const uint8_t *take(const run *it, const prg__vm_step *step, void *out)
{
        switch (step->operator) {
        case PRG__VM_WORST: return worst(it, step);
        case PRG__VM_ZERO: return zero(it, step);
        case PRG__VM_NOT_ABOVE: return not_above(it, step);
        case PRG__VM_CHOOSE: return choose(it, step);
        case PRG__VM_IS: is_code(it, step, out); return NULL;
        case PRG__VM_AND:
        case PRG__VM_OR: return connect(it, step, out);
        case PRG__VM_FILL:
        case PRG__VM_REAL_FILL: fill(it, step, out); return NULL;
        case PRG__VM_FILL_CODES: return fill_codes(it, step);
        case PRG__VM_SUM:
        case PRG__VM_COUNT:
        case PRG__VM_MINIMUM:
        case PRG__VM_MAXIMUM:
        case PRG__VM_MEDIAN:
        case PRG__VM_MIDDLES:
        case PRG__VM_NONE_OF: return aggregate(it, step, out);
        default: {
                uint8_t *codes = own_codes(it, step->out_codes);
                const uint8_t *before = codes_at(it, step->codes_a);
                if (before)
                        memcpy(codes, before, it->count);
                else
                        memset(codes, PRG__VM_VALUE, it->count);
                prg__vm_run_real(step, out, it->numbers[step->a], step->b >= 0 ? it->numbers[step->b] : NULL, codes, it->count);
                return codes;
        }
        }
}

int prg__vm_run(const prg__vm *vm, const prg__vm_kernels *kernels, void *room, const prg__vm_column *inputs, size_t count,
        void *numbers, uint8_t *codes)
{
        run *it = room;
        it->kernels = kernels;
        it->count = count;
        for (int i = 0; i < vm->input_count; i++) {
                it->numbers[vm->input_numbers[i]] = prg__without_const(inputs[i].numbers);
                it->codes[vm->input_codes[i]] = inputs[i].codes;
        }
        if (vm->numbers[vm->result.above].input < 0 && vm->numbers[vm->result.above].slot < 0)
                it->numbers[vm->result.above] = numbers;
        for (int i = 0; i < vm->step_count; i++) {
                const prg__vm_step *step = &vm->steps[i];
                void *out = step->out < 0 ? NULL : it->numbers[step->out];
                if (step->operator < PRG__VM_KERNELS) {
                        kernels->run[step->operator](out, it->numbers[step->a], step->b >= 0 ? it->numbers[step->b] : NULL,
                                step->c >= 0 ? it->numbers[step->c] : NULL, step, count);
                        continue;
                }
                const uint8_t *made = take(it, step, out);
                if (step->out_codes >= 0)
                        it->codes[step->out_codes] = made;
        }
        const uint8_t *found = codes_at(it, vm->result.codes);
        if (found)
                memcpy(codes, found, count);
        if (it->numbers[vm->result.above] != numbers)
                memcpy(numbers, it->numbers[vm->result.above], count * sizeof(int64_t));
        return found != NULL;
}
