/* Formulas over many cells at once: a small machine for columns of numbers.
 *
 * A *program* is made once from a checked formula (vm_build.c, vm_operate.c). Its steps go over a portion of some hundred
 * cells, one operator after the other, so that what is between them stays in the nearest cache (vm.c; the loops are in
 * vm_rows.h, compiled once for each level of processor).
 *
 * Each cell has a number and a *code*, which is 0 where it has a value, else greater the earlier its state comes in
 * arithmetic, so that the state of a result is the greatest of its operands' codes. Numbers are carried exactly:
 *
 *   whole    64-bit integers; how many decimals they have is known of the whole column
 *   pair     two of these, one over the other: a quotient; nothing is divided before the end
 *   real     doubles, rounded to 12 significant digits by each operation
 *   truth    1 or 0
 *
 * That no integer leaves 62 bits, and none that becomes a double 51, is proven beforehand from the magnitudes of the
 * inputs (prg__vm_proves()), of all of them or of one portion; where it is not, and of what the machine does not know,
 * cells are evaluated one by one (formula_run.c). Both give the same numbers and states. */
#ifndef PRG__VM_H
#define PRG__VM_H

#include "calc/formula/formula.h"

/* Cells of a portion at most. */
#define PRG__VM_CELLS 512

typedef enum prg__vm_code {
        PRG__VM_VALUE, PRG__VM_SUPPRESSED, PRG__VM_UNDEFINED, PRG__VM_MISSING, PRG__VM_NOT_EXPECTED, PRG__VM_NOT_APPLICABLE
} prg__vm_code;

prg__vm_code prg__vm_code_of(prg_state state);
prg_state prg__vm_state_of(prg__vm_code code);

typedef enum prg__vm_form {
        PRG__VM_WHOLE, PRG__VM_PAIR, PRG__VM_REAL, PRG__VM_TRUTH,
        PRG__VM_STATE, /* the name of the state of `codes`, to be compared */
        PRG__VM_WORD   /* a text as written */
} prg__vm_form;

/* Nothing: no numbers; of codes, all have values. */
#define PRG__VM_NONE (-1)

/* What a node of a formula comes to: which numbers and codes of the program it is. */
typedef struct prg__vm_value {
        prg__vm_form form;
        int above, below;      /* numbers; below: of a pair */
        int codes;
        unsigned decimals;     /* of a pair: below stands times 10^decimals */
        int is_constant;       /* whole, and the same in all cells */
        int64_t constant;
        int is_positive;       /* of a pair: below is greater than 0 wherever there is a value */
        const char *word;
} prg__vm_value;

/* What a step does; see vm_rows.h and vm_real.c. */
typedef enum prg__vm_operator {
        PRG__VM_ADD, PRG__VM_SUBTRACT, PRG__VM_SUBTRACT_ADD, PRG__VM_MULTIPLY, PRG__VM_SCALE,
        PRG__VM_SCALE_ADD, PRG__VM_SCALE_TAKE, /* b + a * constant, b - a * constant */
        PRG__VM_NEGATE, PRG__VM_ABSOLUTE, PRG__VM_ORIENT,
        PRG__VM_LESS, PRG__VM_LESS_EQUAL, PRG__VM_EQUAL, PRG__VM_INVERT,
        PRG__VM_SELECT, PRG__VM_LEAST, PRG__VM_GREATEST,
        PRG__VM_ROUND, PRG__VM_FLOOR, PRG__VM_CEIL, PRG__VM_REMAINDER,
        PRG__VM_DIVIDE,                      /* to doubles: above * scale / (below * other) */
        PRG__VM_REAL_SELECT, PRG__VM_REAL_NEGATE, PRG__VM_REAL_ABSOLUTE,
        PRG__VM_REAL_LESS, PRG__VM_REAL_LESS_EQUAL, PRG__VM_REAL_EQUAL,
        PRG__VM_KERNELS,                     /* those above are kernels of every level */

        PRG__VM_WORST = PRG__VM_KERNELS,     /* codes of two */
        PRG__VM_ZERO,                        /* codes: undefined where a number is 0 */
        PRG__VM_NOT_ABOVE,                   /* the same where it is not above 0 */
        PRG__VM_CHOOSE,                      /* codes of if() */
        PRG__VM_IS,                          /* truth: whether codes are `constant` */
        PRG__VM_AND, PRG__VM_OR,             /* truth and codes */
        PRG__VM_FILL, PRG__VM_REAL_FILL,     /* coalesce() of two; PRG__VM_FILL_CODES its codes */
        PRG__VM_FILL_CODES,
        PRG__VM_SUM, PRG__VM_COUNT, PRG__VM_MINIMUM, PRG__VM_MAXIMUM, PRG__VM_MEDIAN, PRG__VM_MIDDLES,
        PRG__VM_NONE_OF,                     /* codes of these */
        PRG__VM_REAL_ADD, PRG__VM_REAL_SUBTRACT, PRG__VM_REAL_MULTIPLY, PRG__VM_REAL_DIVIDE, PRG__VM_REAL_REMAINDER,
        PRG__VM_REAL_SQRT, PRG__VM_REAL_LN, PRG__VM_REAL_LOG10, PRG__VM_REAL_EXP, PRG__VM_REAL_POWER
} prg__vm_operator;

#define PRG__VM_ARGUMENTS 16 /* of a function, at most */

typedef struct prg__vm_step {
        prg__vm_operator operator;
        int out, out_codes;       /* what it makes */
        int a, b, c;              /* numbers that it takes */
        int codes_a, codes_b, codes_c;
        int64_t constant;
        double scale, other;
        int list, count;          /* of functions of several arguments: in vm->list, numbers and codes in turns */
} prg__vm_step;

typedef struct prg__vm_number {
        int input;                /* -1: none */
        int is_constant, is_real;
        int64_t constant;
        double real;
        int slot;                 /* where it lies while the program runs; -1: an input or the result */
} prg__vm_number;

#define PRG__VM_NUMBERS 192
#define PRG__VM_CODES   192
#define PRG__VM_STEPS   384
#define PRG__VM_INPUTS  128

typedef struct prg__vm {
        prg__vm_step steps[PRG__VM_STEPS];
        int step_count;
        prg__vm_number numbers[PRG__VM_NUMBERS];
        int number_count;
        int input_numbers[PRG__VM_INPUTS], input_codes[PRG__VM_INPUTS];
        int code_count;
        int list[PRG__VM_STEPS];
        int list_count;
        int input_count;
        int slot_count, constant_count;
        int full;                       /* it has become too long */
        prg__vm_value result;
} prg__vm;

/* ---- making a program; PRG_END: the machine cannot do that ---- */

/* Zeroed. Ownership: owned, free with prg__free(). */
prg__vm *prg__vm_new(void);
/* The next input: whole numbers with so many decimals. */
void prg__vm_input(prg__vm *vm, unsigned decimals, prg__vm_value *out);
int prg__vm_constant(prg__vm *vm, prg_decimal number, prg__vm_value *out);
/* One operation, what prg__value_apply() is to values. */
int prg__vm_operate(prg__vm *vm, prg__operation operation, const prg__vm_value *arguments, size_t count, int digits,
        prg__vm_value *out);
/* growth() and index(): now / before × 100. */
int prg__vm_relate(prg__vm *vm, const prg__vm_value *now, const prg__vm_value *before, int growth, prg__vm_value *out);
/* prg__value_convert(). */
int prg__vm_convert(prg__vm *vm, const prg__number *scale, const prg__vm_value *value, prg__vm_value *out);
/* Everything below the root of a formula. `resolve` tells what a name is, and a call that looks beyond the cell; `depth`
 * is handed on. */
typedef int prg__vm_resolve(void *payload, prg__vm *vm, const prg_formula *formula, const prg__node *node, prg__vm_value *out);
int prg__vm_formula(prg__vm *vm, const prg_formula *formula, prg__vm_resolve *resolve, void *payload, prg__vm_value *out);
/* The last step: whole numbers and truths stay what they are, the others become doubles. 0 or PRG_END. */
int prg__vm_finish(prg__vm *vm, const prg__vm_value *result);
/* Whether the results are integers with result.decimals; else doubles. */
int prg__vm_is_whole(const prg__vm *vm);

/* ---- running it ---- */

typedef struct prg__vm_column {
        const int64_t *numbers;
        const uint8_t *codes; /* NULL: all have values */
} prg__vm_column;

typedef void prg__vm_kernel(void *restrict out, const void *a, const void *b, const void *c, const prg__vm_step *step,
        size_t count);
typedef struct prg__vm_kernels {
        const char *level;
        prg__vm_kernel *run[PRG__VM_KERNELS];
        uint64_t (*magnitude)(const int64_t *numbers, size_t count); /* the bits of all of them, without sign */
        /* Undefined where a number is 0, or else `codes`, NULL: all have values. 0, and nothing is written, when none is. */
        int (*zero)(uint8_t *out, const uint8_t *codes, const int64_t *numbers, size_t count);
} prg__vm_kernels;

/* Those of the level that prg__kernels_best() has. */
const prg__vm_kernels *prg__vm_kernels_best(void);

/* Whether no step leaves its limits when no number of an input is greater than its bound, without sign. */
int prg__vm_proves(const prg__vm *vm, const uint64_t *bounds);
/* Bytes of memory that running needs; aligned as doubles are. prg__vm_prepare() sets it up once. */
size_t prg__vm_room(const prg__vm *vm);
void prg__vm_prepare(const prg__vm *vm, void *room);
/* At most PRG__VM_CELLS cells. `numbers` takes integers or doubles; where a code is not 0 they mean nothing. 0: all have
 * values, and no codes are written. */
int prg__vm_run(const prg__vm *vm, const prg__vm_kernels *kernels, void *room, const prg__vm_column *inputs, size_t count,
        void *numbers, uint8_t *codes);

/* ---- for vm*.c only ---- */

/* As doubles next to it; 0 or PRG_END. */
int prg__vm_to_real(prg__vm *vm, const prg__vm_value *value, prg__vm_value *out);

/* Steps of doubles, and of several arguments. */
void prg__vm_run_real(const prg__vm_step *step, double *out, const double *a, const double *b, uint8_t *codes, size_t count);
/* A new step with everything but operator and what it makes PRG__VM_NONE; never NULL. */
prg__vm_step *prg__vm_step_add(prg__vm *vm, prg__vm_operator operator);
int prg__vm_number_new(prg__vm *vm);
int prg__vm_codes_new(prg__vm *vm);

extern const prg__vm_kernels prg__vm_kernels_portable;
#ifdef PRG_HAVE_X86_LEVELS
extern const prg__vm_kernels prg__vm_kernels_avx2;
extern const prg__vm_kernels prg__vm_kernels_avx512;
#endif

#endif
