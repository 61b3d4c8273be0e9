/* The machine for formulas says of every cell of a column what the evaluation of one cell after the other says: numbers,
 * to the last bit, and states, on every level of processor. */
#include "unit.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calc/formula/vm.h"
#include "calc/kernel.h"
#include "util/memory.h"

#define COLUMNS 4
#define CELLS   PRG__VM_CELLS

static uint64_t seed;

static unsigned draw(unsigned below)
{
        seed += UINT64_C(0x9e3779b97f4a7c15);
        uint64_t x = seed;
        x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
        return (unsigned)((x ^ (x >> 31)) % below);
}

/* ---- columns ---- */

static int64_t numbers[COLUMNS][CELLS];
static uint8_t codes[COLUMNS][CELLS];
static const unsigned decimals[COLUMNS] = { 0, 0, 2, 3 };
static int has_codes[COLUMNS];

static void fill_columns(void)
{
        static const unsigned sizes[] = { 4, 1000, 1000000, 1000000000 };
        for (int column = 0; column < COLUMNS; column++) {
                unsigned size = sizes[draw(4)], odd = draw(3) ? draw(5) : 0;
                has_codes[column] = odd > 0;
                for (size_t i = 0; i < CELLS; i++) {
                        numbers[column][i] = (int64_t)draw(2 * size) - (draw(3) ? 0 : size);
                        codes[column][i] = draw(10) < odd ? (uint8_t)draw(6) : PRG__VM_VALUE;
                        if (codes[column][i] != PRG__VM_VALUE)
                                numbers[column][i] = 0;
                }
        }
}

/* ---- formulas ---- */

static char text[4000];
static size_t length;

static void put(const char *part)
{
        size_t size = strlen(part);
        ck_assert_uint_lt(length + size, sizeof text);
        memcpy(text + length, part, size + 1);
        length += size;
}

static void put_one(const char *const *parts, unsigned count)
{
        put(parts[draw(count)]);
}
#define PUT_ONE(...)                                                                                             \
        do {                                                                                                     \
                static const char *const parts[] = { __VA_ARGS__ };                                              \
                put_one(parts, sizeof parts / sizeof *parts);                                                    \
        } while (0)

static void condition(int depth);

static void number(int depth);

static void list(int depth, unsigned most)
{
        unsigned count = 1 + draw(most);
        for (unsigned i = 0; i < count; i++) {
                put(i ? ", " : "(");
                number(depth);
        }
        put(")");
}

static void number(int depth)
{
        if (depth == 0 || draw(7) == 0) {
                PUT_ONE("a", "b", "c", "d", "a", "b", "c", "d", "0", "1", "2", "100", "0.5", "12.25", "1000");
                return;
        }
        switch (draw(14)) {
        case 0: PUT_ONE("abs(", "floor(", "ceil(", "-(", "round("); number(depth - 1); put(")"); return;
        case 1: put("round("); number(depth - 1); PUT_ONE(", 1)", ", 3)", ", -2)"); return;
        case 2: PUT_ONE("sqrt(", "ln(", "log10(", "exp("); number(depth - 1); put(")"); return;
        case 3: PUT_ONE("min", "max", "sum", "mean", "median", "count"); list(depth - 1, 4); return;
        case 4: put("if("); condition(depth - 1); put(", "); number(depth - 1); put(", "); number(depth - 1); put(")"); return;
        case 5: put("coalesce"); list(depth - 1, 3); return;
        case 6: put("("); number(depth - 1); PUT_ONE(")^2", ")^3", ")^-1", ")^0", ")^0.5"); return;
        default: break;
        }
        put("(");
        number(depth - 1);
        PUT_ONE(" + ", " - ", " * ", " / ", " - ", " / ", " % ");
        number(depth - 1);
        put(")");
}

static void condition(int depth)
{
        if (depth > 0 && draw(4) == 0) {
                put("(");
                condition(depth - 1);
                PUT_ONE(" and ", " or ");
                condition(depth - 1);
                put(")");
                return;
        }
        switch (draw(6)) {
        case 0: put("is_missing("); number(depth > 0 ? depth - 1 : 0); put(")"); return;
        case 1: put("state("); number(depth > 0 ? depth - 1 : 0); PUT_ONE(") = \"missing\"", ") != \"value\"", ") = \"undefined\""); return;
        case 2: put("(not "); condition(depth > 0 ? depth - 1 : 0); put(")"); return;
        default: break;
        }
        put("(");
        number(depth > 0 ? depth - 1 : 0);
        PUT_ONE(" < ", " <= ", " = ", " != ", " > ", " >= ");
        number(depth > 0 ? depth - 1 : 0);
        put(")");
}

/* ---- both ways ---- */

static size_t cell;

static int operand(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value)
{
        int column = name->text[0] - 'a';
        uint8_t code = has_codes[column] ? codes[column][cell] : PRG__VM_VALUE;
        (void)payload;
        (void)formula;
        if (code != PRG__VM_VALUE)
                prg__value_say(value, prg__vm_state_of(code), PRG_REASON_NONE);
        else
                prg__value_number(value, prg__number_of(numbers[column][cell], decimals[column]), PRG_EXACT);
        return 0;
}

static int resolve(void *payload, prg__vm *vm, const prg_formula *formula, const prg__node *node, prg__vm_value *out)
{
        const prg__vm_value *inputs = payload;
        (void)vm;
        (void)formula;
        *out = inputs[node->text[0] - 'a'];
        return 0;
}

static void same_cell(const prg__vm *vm, const prg__value *value, const void *results, const uint8_t *result_codes, const char *level)
{
        double real, expected;
        int64_t whole;
        ck_assert_msg(result_codes[cell] == prg__vm_code_of(value->state), "%s: %s: code %d, not %s (cell %zu)", level, text,
                result_codes[cell], prg_state_name(value->state), cell);
        if (value->state != PRG_STATE_VALUE)
                return;
        memcpy(&whole, (const char *)results + cell * sizeof whole, sizeof whole);
        memcpy(&real, (const char *)results + cell * sizeof real, sizeof real);
        if (value->type == PRG_FORMULA_BOOLEAN) {
                ck_assert_msg(prg__vm_is_whole(vm) && whole == value->truth, "%s: %s: truth %lld", level, text, (long long)whole);
                return;
        }
        expected = prg__number_to_double(&value->number);
        if (prg__vm_is_whole(vm)) {
                prg__number mine = prg__number_of(whole, vm->result.decimals);
                ck_assert_msg(prg__number_compare(&mine, &value->number) == 0, "%s: %s: %lld, not %.17g", level, text,
                        (long long)whole, expected);
        } else {
                ck_assert_msg(memcmp(&real, &expected, sizeof real) == 0, "%s: %s: %.17g, not %.17g (cell %zu: %lld %lld %lld %lld)", level, text, real,
                        expected, cell, (long long)numbers[0][cell], (long long)numbers[1][cell], (long long)numbers[2][cell],
                        (long long)numbers[3][cell]);
        }
}

/* 1: compared; 0: the machine cannot do the formula, or nothing is proven. */
static int compare_all(const prg_formula *formula)
{
        prg__vm *vm = prg__vm_new();
        prg__vm_value inputs[COLUMNS], result;
        prg__vm_column columns[COLUMNS];
        uint64_t bounds[COLUMNS];
        ck_assert_ptr_nonnull(vm);
        for (int i = 0; i < COLUMNS; i++) {
                prg__vm_input(vm, decimals[i], &inputs[i]);
                columns[i] = (prg__vm_column){ numbers[i], has_codes[i] ? codes[i] : NULL };
                bounds[i] = prg__vm_kernels_best()->magnitude(numbers[i], CELLS);
        }
        int code = prg__vm_formula(vm, formula, resolve, inputs, &result);
        if (code == 0)
                code = prg__vm_finish(vm, &result);
        if (code != 0 || !prg__vm_proves(vm, bounds)) {
                ck_assert(code == 0 || code == PRG_END);
                prg__free(vm);
                return 0;
        }
        prg__value *values = malloc(formula->count * sizeof *values);
        prg__value *expected = malloc(CELLS * sizeof *expected);
        ck_assert_ptr_nonnull(values);
        ck_assert_ptr_nonnull(expected);
        const prg__formula_host host = { operand, NULL, NULL };
        for (cell = 0; cell < CELLS; cell++) {
                ck_assert_int_eq(prg__formula_run(formula, (uint32_t)formula->count - 1, &host, values), 0);
                expected[cell] = values[formula->count - 1];
        }
        void *room = malloc(prg__vm_room(vm));
        ck_assert_ptr_nonnull(room);
        for (size_t level = 0; prg__kernels_level(level); level++) {
                static int64_t results[CELLS];
                static uint8_t result_codes[CELLS];
                if (prg__kernels_force(prg__kernels_level(level)) == PRG_ENOTFOUND)
                        continue; /* this processor has no such level */
                /* A portion of every length, now and then. */
                size_t first = draw(2) ? 1 + draw(CELLS - 1) : CELLS;
                prg__vm_column rest[COLUMNS];
                for (int i = 0; i < COLUMNS; i++)
                        rest[i] = (prg__vm_column){ columns[i].numbers + first, columns[i].codes ? columns[i].codes + first : NULL };
                prg__vm_prepare(vm, room);
                memset(result_codes, PRG__VM_VALUE, sizeof result_codes);
                prg__vm_run(vm, prg__vm_kernels_best(), room, columns, first, results, result_codes);
                if (first < CELLS)
                        prg__vm_run(vm, prg__vm_kernels_best(), room, rest, CELLS - first, results + first, result_codes + first);
                for (cell = 0; cell < CELLS; cell++)
                        same_cell(vm, &expected[cell], results, result_codes, prg__kernels_level(level));
        }
        ck_assert_int_eq(prg__kernels_force(NULL), 0);
        free(room);
        free(values);
        free(expected);
        prg__free(vm);
        return 1;
}

#define FORMULAS 400

START_TEST(columns_are_what_their_cells_are)
{
        unsigned compared = 0;
        seed = 1000 + (uint64_t)_i;
        for (int i = 0; i < FORMULAS; i++) {
                prg_formula *formula = NULL;
                size_t at;
                length = 0;
                fill_columns();
                if (draw(5))
                        number(1 + (int)draw(4));
                else
                        condition(1 + (int)draw(3));
                if (prg_formula_parse(&formula, text, length, &at) < 0) {
                        /* ln(true) and the like are no formulas. */
                        continue;
                }
                compared += (unsigned)compare_all(formula);
                prg_formula_free(formula);
        }
        /* Else the comparison would be an empty one. */
        ck_assert_uint_ge(compared, FORMULAS / 3);
}
END_TEST

static prg__vm *made(const char *formula_text, prg_formula **formula)
{
        prg__vm *vm = prg__vm_new();
        prg__vm_value inputs[COLUMNS], result;
        size_t at;
        ck_assert_ptr_nonnull(vm);
        ck_assert_int_eq(prg_formula_parse(formula, formula_text, strlen(formula_text), &at), 0);
        for (int i = 0; i < COLUMNS; i++)
                prg__vm_input(vm, decimals[i], &inputs[i]);
        ck_assert_int_eq(prg__vm_formula(vm, *formula, resolve, inputs, &result), 0);
        ck_assert_int_eq(prg__vm_finish(vm, &result), 0);
        return vm;
}

START_TEST(steps_that_belong_together_become_one)
{
        static const struct {
                const char *formula;
                int steps;
        } cases[] = {
                { "a - b + a", 3 },              /* one step; the states of the first two, and of all */
                { "100 * a / b", 3 },            /* one division; the states of both, and where b is 0 */
                { "a / 100", 1 },
                { "a * 3 + b", 2 },
                { "a - b * 3", 2 },
                { "a + b - a", 3 },
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                prg_formula *formula = NULL;
                prg__vm *vm = made(cases[i].formula, &formula);
                ck_assert_msg(vm->step_count == cases[i].steps, "%s: %d steps", cases[i].formula, vm->step_count);
                prg__free(vm);
                prg_formula_free(formula);
        }
}
END_TEST

START_TEST(bounds_are_proven_where_they_hold)
{
        static const struct {
                const char *formula;
                uint64_t bound;
                int proven;
        } cases[] = {
                { "a + b", UINT64_C(1) << 60, 1 },
                { "a + b", UINT64_C(1) << 61, 0 },           /* 2^62 */
                { "a * b", UINT64_C(1) << 30, 1 },
                { "a * b", UINT64_C(1) << 31, 0 },
                { "a / b", (UINT64_C(1) << 51) - 1, 1 },     /* a double, exactly */
                { "a / b", UINT64_C(1) << 51, 0 },
                { "4 * a / b", (UINT64_C(1) << 51) - 1, 1 }, /* 2^53 is one */
                { "5 * a / b", (UINT64_C(1) << 51) - 1, 0 },
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                prg_formula *formula = NULL;
                prg__vm *vm = made(cases[i].formula, &formula);
                const uint64_t bounds[COLUMNS] = { cases[i].bound, cases[i].bound, 0, 0 };
                ck_assert_msg(prg__vm_proves(vm, bounds) == cases[i].proven, "%s, %zu", cases[i].formula, i);
                prg__free(vm);
                prg_formula_free(formula);
        }
}
END_TEST

/* Formulas that are too long, or need what only single cells have, are left to these. */
START_TEST(what_the_machine_cannot_do_it_refuses)
{
        static const char *const formulas[] = { "a ^ b", "if(a > 0, sqrt(a), b)", "round(sqrt(a), 1)", "state(a)" };
        for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
                prg_formula *formula = NULL;
                prg__vm *vm = prg__vm_new();
                prg__vm_value inputs[COLUMNS], result;
                size_t at;
                ck_assert_int_eq(prg_formula_parse(&formula, formulas[i], strlen(formulas[i]), &at), 0);
                for (int k = 0; k < COLUMNS; k++)
                        prg__vm_input(vm, decimals[k], &inputs[k]);
                int code = prg__vm_formula(vm, formula, resolve, inputs, &result);
                ck_assert_msg((code ? code : prg__vm_finish(vm, &result)) == PRG_END, "%s", formulas[i]);
                prg__free(vm);
                prg_formula_free(formula);
        }
        length = 0;
        put("a");
        for (int i = 0; i < 120; i++)
                put(" + a");
        prg_formula *formula = NULL;
        size_t at;
        ck_assert_int_eq(prg_formula_parse(&formula, text, length, &at), 0);
        prg__vm *vm = prg__vm_new();
        prg__vm_value inputs[COLUMNS], result;
        for (int k = 0; k < COLUMNS; k++)
                prg__vm_input(vm, decimals[k], &inputs[k]);
        ck_assert_int_eq(prg__vm_formula(vm, formula, resolve, inputs, &result), PRG_END);
        prg__free(vm);
        prg_formula_free(formula);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("vm");
        TCase *tests = tcase_create("all");
        tcase_set_timeout(tests, 300);
        tcase_add_loop_test(tests, columns_are_what_their_cells_are, 0, 6);
        tcase_add_test(tests, steps_that_belong_together_become_one);
        tcase_add_test(tests, bounds_are_proven_where_they_hold);
        tcase_add_test(tests, what_the_machine_cannot_do_it_refuses);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
