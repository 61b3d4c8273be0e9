/* Formulas over columns in cache: the library's machine, and others with the same numbers.
 *
 * usage: goals_formula RUNS
 *
 * One line of JSON for each side and formula: times, and `sum`, the sum of all results (of doubles: of their bits), which
 * must be the same for all sides. Numbers are integers below 2^20; columns of the set "gaps" lack a twentieth of theirs. A
 * side that is not there has no line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calc/formula/vm.h"
#include "goals/check.h"
#include "goals/formula_peers.h"
#include "goals/set.h"
#include "util/memory.h"

/* All columns of a formula stay in the second cache. */
#define CELLS  1024
#define PASSES 4000

static const struct work {
        const char *set, *formula;
        int is_double, has_gaps;
} works[] = {
        { "formula-2", "a - b + c", 0, 0 },
        { "formula-12", "(a - b + c) * 3 + (d - e) * 5 - (f + a) * 2 + b - c + d", 0, 0 },
        { "formula-quotient", "(a - b) * 100 / c", 1, 0 },
        { "formula-gaps", "a - b + c", 0, 1 },
};
#define WORKS (sizeof works / sizeof *works)

static int64_t numbers[FORMULA_COLUMNS][CELLS + 40];
static double reals[FORMULA_COLUMNS][CELLS + 40];
static uint8_t codes[FORMULA_COLUMNS][CELLS];
static const int64_t *columns[FORMULA_COLUMNS];
static const double *real_columns[FORMULA_COLUMNS];
static const uint8_t *code_columns[FORMULA_COLUMNS];
static union {
        int64_t whole[CELLS];
        double real[CELLS];
} out;
static uint8_t out_codes[CELLS];

static void make_columns(void)
{
        for (size_t k = 0; k < FORMULA_COLUMNS; k++) {
                for (size_t i = 0; i < CELLS; i++) {
                        numbers[k][i] = 1 + (int64_t)(set_mix(k * CELLS + i + 1) >> 44);
                        reals[k][i] = (double)numbers[k][i];
                        codes[k][i] = set_mix((k + 9) * CELLS + i) % 20 == 0 ? PRG__VM_MISSING : PRG__VM_VALUE;
                }
                columns[k] = numbers[k];
                real_columns[k] = reals[k];
                code_columns[k] = codes[k];
        }
}

/* `from_doubles`: whole results of a side that computes in doubles. */
static void tell(const char *side, const struct work *work, const struct stopwatch *watch, int from_doubles)
{
        uint64_t sum = 0;
        for (size_t i = 0; i < CELLS; i++) {
                uint64_t bits;
                int64_t whole = from_doubles ? (int64_t)out.real[i] : out.whole[i];
                memcpy(&bits, work->is_double ? (const void *)&out.real[i] : (const void *)&whole, sizeof bits);
                if (!work->has_gaps || out_codes[i] == PRG__VM_VALUE)
                        sum += bits * set_mix(i + 1);
        }
        print_begin(side, work->set, 1);
        print_times(watch);
        printf(", \"sum\": \"%016llx\", \"cells\": %d", (unsigned long long)sum, CELLS * PASSES);
        print_end();
}

/* ---- the machine ---- */

static int resolve(void *payload, prg__vm *vm, const prg_formula *formula, const prg__node *node, prg__vm_value *value)
{
        const prg__vm_value *inputs = payload;
        (void)vm, (void)formula;
        *value = inputs[node->text[0] - 'a'];
        return 0;
}

static prg__vm *make_program(const prg_formula *formula)
{
        prg__vm_value inputs[FORMULA_COLUMNS], result;
        prg__vm *vm = prg__vm_new();
        for (size_t k = 0; k < FORMULA_COLUMNS && vm; k++)
                prg__vm_input(vm, 0, &inputs[k]);
        if (vm == NULL || prg__vm_formula(vm, formula, resolve, inputs, &result) != 0 || prg__vm_finish(vm, &result) != 0)
                return NULL;
        return vm;
}

static int measure_machine(const struct work *work, const prg_formula *formula, unsigned runs)
{
        struct stopwatch watch = { 0 };
        uint64_t bounds[FORMULA_COLUMNS];
        prg__vm_column parts[FORMULA_COLUMNS];
        const prg__vm_kernels *kernels = prg__vm_kernels_best();
        prg__vm *vm = make_program(formula);
        void *room = vm ? prg__alloc(prg__vm_room(vm)) : NULL;
        for (size_t k = 0; k < FORMULA_COLUMNS; k++)
                bounds[k] = kernels->magnitude(numbers[k], CELLS);
        if (room == NULL || !prg__vm_proves(vm, bounds))
                return -1;
        prg__vm_prepare(vm, room);
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                for (int pass = 0; pass < PASSES; pass++)
                        for (size_t at = 0; at < CELLS; at += PRG__VM_CELLS) {
                                for (size_t k = 0; k < FORMULA_COLUMNS; k++)
                                        parts[k] = (prg__vm_column){ numbers[k] + at, work->has_gaps ? codes[k] + at : NULL };
                                prg__vm_run(vm, kernels, room, parts, PRG__VM_CELLS, out.whole + at, out_codes + at);
                        }
                stopwatch_stop(&watch);
        }
        tell("libprogram formula", work, &watch, 0);
        prg__free(room);
        prg__free(vm);
        return 0;
}

/* ---- the library's evaluation of single cells ---- */

static int operand(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value)
{
        (void)formula;
        prg__value_number(value, prg__number_of(columns[name->text[0] - 'a'][*(const size_t *)payload], 0), PRG_EXACT);
        return 0;
}

static int measure_cells(const struct work *work, const prg_formula *formula, unsigned runs)
{
        struct stopwatch watch = { 0 };
        prg__value values[64];
        size_t i;
        const prg__formula_host host = { operand, NULL, &i };
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                for (int pass = 0; pass < PASSES / 100; pass++)
                        for (i = 0; i < CELLS; i++) {
                                const prg__value *value = &values[formula->count - 1];
                                if (prg__formula_run(formula, (uint32_t)formula->count - 1, &host, values) < 0)
                                        return -1;
                                if (work->is_double)
                                        out.real[i] = prg__number_to_double(&value->number);
                                else
                                        out.whole[i] = (int64_t)value->number.numerator;
                        }
                stopwatch_stop(&watch);
                watch.wall[run] *= 100;
                watch.processor[run] *= 100;
        }
        tell("libprogram formula by cell", work, &watch, 0);
        return 0;
}

/* ---- the others ---- */

static void measure_fused(const struct work *work, size_t number, unsigned runs)
{
        struct stopwatch watch = { 0 };
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                for (int pass = 0; pass < PASSES; pass++) {
                        if (work->has_gaps)
                                fused_run_gaps(out.whole, out_codes, columns, code_columns, CELLS);
                        else
                                fused_run(number, out.whole, columns, CELLS);
                }
                stopwatch_stop(&watch);
        }
        tell("fused C", work, &watch, 0);
}

static int measure_tree(const struct work *work, unsigned runs)
{
        struct stopwatch watch = { 0 };
        struct tree *tree = tree_new(work->formula);
        if (tree == NULL)
                return -1;
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                for (int pass = 0; pass < PASSES / 10; pass++)
                        tree_run(tree, out.real, real_columns, CELLS);
                stopwatch_stop(&watch);
                watch.wall[run] *= 10;
                watch.processor[run] *= 10;
        }
        tell("tree by cell", work, &watch, !work->is_double);
        tree_free(tree);
        return 0;
}

static int measure_lua(const struct work *work, unsigned runs)
{
        struct stopwatch watch = { 0 };
        struct lua *lua = lua_new(work->formula);
        if (lua == NULL)
                return 0;
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                for (int pass = 0; pass < PASSES; pass++)
                        if (lua_run(lua, out.real, real_columns, CELLS) != 0)
                                return -1;
                stopwatch_stop(&watch);
        }
        tell("LuaJIT", work, &watch, !work->is_double);
        lua_drop(lua);
        return 0;
}

int main(int argc, char **argv)
{
        unsigned runs = argc == 2 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
        if (runs == 0 || runs > CHECK_RUNS) {
                fputs("usage: goals_formula RUNS\n", stderr);
                return EXIT_FAILURE;
        }
        make_columns();
        for (size_t i = 0; i < WORKS; i++) {
                prg_formula *formula = NULL;
                size_t at;
                int code = prg_formula_parse(&formula, works[i].formula, strlen(works[i].formula), &at);
                if (code == 0)
                        code = measure_machine(&works[i], formula, runs);
                measure_fused(&works[i], i, runs);
                if (code == 0 && !works[i].has_gaps)
                        code = measure_cells(&works[i], formula, runs) | measure_tree(&works[i], runs) | measure_lua(&works[i], runs);
                prg_formula_free(formula);
                if (code != 0) {
                        fprintf(stderr, "goals_formula: %s was not measured\n", works[i].set);
                        return EXIT_FAILURE;
                }
        }
        return EXIT_SUCCESS;
}
