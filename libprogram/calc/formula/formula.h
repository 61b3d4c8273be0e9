/* Formulas from inside.
 *
 * A formula is an array of nodes in postfix order: what a node takes stands before it, the root is the last. So
 * everything that walks a formula is a loop, however long a chain of sums is; only the reader recurses, to a
 * declared depth.
 *
 *   formula_lex.c, formula_parse.c     text to nodes
 *   formula_table.c                    every operator and function: what it takes, gives, means
 *   formula_type.c, formula_unit.c     types and exactness; units
 *   formula_check.c, formula_set.c     names of a programme; all its formulas, in the order of need
 *   formula_format.c                   nodes to canonical text
 *   formula_run.c, formula_value.c     evaluation: over the nodes; one operation on values
 *   formula.c, formula_result.c        the public side */
#ifndef PRG__FORMULA_H
#define PRG__FORMULA_H

#include <libprogram/formula.h>

#include "calc/number.h"
#include "model/nouns.h"
#include "util/arena.h"
#include "util/error.h"

/* ---- operators and functions ---- */

typedef enum prg__operation {
        PRG__OP_OR, PRG__OP_AND, PRG__OP_NOT,
        PRG__OP_EQUAL, PRG__OP_NOT_EQUAL, PRG__OP_LESS, PRG__OP_LESS_EQUAL, PRG__OP_GREATER, PRG__OP_GREATER_EQUAL,
        PRG__OP_ADD, PRG__OP_SUBTRACT, PRG__OP_MULTIPLY, PRG__OP_DIVIDE, PRG__OP_REMAINDER,
        PRG__OP_NEGATE, PRG__OP_POWER,
        PRG__FN_IF, PRG__FN_COALESCE, PRG__FN_IS_MISSING, PRG__FN_STATE,
        PRG__FN_ABS, PRG__FN_ROUND, PRG__FN_FLOOR, PRG__FN_CEIL, PRG__FN_SQRT, PRG__FN_LN, PRG__FN_LOG10, PRG__FN_EXP,
        PRG__FN_MIN, PRG__FN_MAX, PRG__FN_SUM, PRG__FN_MEAN, PRG__FN_MEDIAN, PRG__FN_COUNT,
        PRG__FN_SUM_OVER, PRG__FN_COUNT_OVER, PRG__FN_MIN_OVER, PRG__FN_MAX_OVER, PRG__FN_MEAN_OVER,
        PRG__FN_MEDIAN_OVER, PRG__FN_STDDEV_OVER,
        PRG__FN_PREV, PRG__FN_SAME_PERIOD_LAST_YEAR, PRG__FN_YTD, PRG__FN_CUM, PRG__FN_OPENING, PRG__FN_CLOSING,
        PRG__FN_AVERAGE, PRG__FN_ROLLING, PRG__FN_AT, PRG__FN_ON,
        PRG__FN_AGG,
        PRG__FN_GROWTH, PRG__FN_DIFF, PRG__FN_INDEX, PRG__FN_LIKE_FOR_LIKE,
        PRG__FN_BASELINE, PRG__FN_TARGET, PRG__FN_COVERAGE, PRG__FN_REPORTED, PRG__FN_EXPECTED,
        PRG__FN_PARENT, PRG__FN_TOP, PRG__FN_SHARE, PRG__FN_RANK,
        PRG__OPERATIONS
} prg__operation;
#define PRG__FN_FIRST PRG__FN_IF

/* What stands in the place of an argument. */
typedef enum prg__parameter {
        PRG__TAKES_NUMBER = 1,
        PRG__TAKES_CONDITION,
        PRG__TAKES_ANY,         /* a value of any type */
        PRG__TAKES_ALIKE,       /* a value of the type of the others that are so */
        PRG__TAKES_INDICATOR,   /* a name alone */
        PRG__TAKES_COUNT,       /* a whole number as written, from 1 to 1000 */
        PRG__TAKES_DIGITS,      /* the same, from -18 to 18 */
        PRG__TAKES_PERIOD,      /* the id of a period, in quotes */
        PRG__TAKES_CALENDAR,    /* the id of a calendar */
        PRG__TAKES_PERIOD_TYPE  /* the name of a type of periods */
} prg__parameter;

typedef enum prg__unit_rule {
        PRG__UNIT_NONE,         /* no number, or one without unit */
        PRG__UNIT_ALIKE,        /* that of the numbers it takes, which must convert into each other */
        PRG__UNIT_FIRST,        /* that of the first argument */
        PRG__UNIT_PRODUCT, PRG__UNIT_QUOTIENT, PRG__UNIT_POWER, PRG__UNIT_ROOT,
        PRG__UNIT_PURE,         /* takes numbers without unit only */
        PRG__UNIT_PERCENT       /* gives a percentage */
} prg__unit_rule;

#define PRG__PARAMETERS_MOST 3
typedef struct prg__language {
        prg_formula_function shown; /* of an operator, `name` is how it is written */
        prg__parameter parameters[PRG__PARAMETERS_MOST];
        unsigned char least, most;  /* arguments; 255: the last parameter as often as one likes */
        unsigned char options;      /* 1: takes options, see prg__formula_options */
        unsigned char precedence;   /* of an operator, 1 the loosest; 0: a function */
        prg_formula_type result;    /* PRG_FORMULA_UNKNOWN: of what it takes alike, or first */
        prg__unit_rule unit;
        prg_exactness exactness;    /* of its result at least; of exact arguments */
        unsigned char whole;        /* 1: what it gives is no less exact than `exactness` */
} prg__language;

extern const prg__language prg__language_table[PRG__OPERATIONS];

/* Of a function's name; PRG__OPERATIONS when there is none. */
prg__operation prg__function_find(const char *name, size_t length);
/* The parameter of the argument with that index. */
prg__parameter prg__parameter_at(const prg__language *row, size_t index);

/* Options: what they are called, and the operators that they take, by PRG__OVER_* - 1; NULL for one that is not
 * taken. */
#define PRG__OPTIONS 2
extern const char *const prg__option_names[PRG__OPTIONS];
extern const char *const prg__option_words[PRG__OPTIONS][PRG__OVER_NONE];

/* ---- nodes ---- */

typedef enum prg__node_kind {
        PRG__NODE_NUMBER, PRG__NODE_TEXT, PRG__NODE_WORD, PRG__NODE_NAME, PRG__NODE_CALL
} prg__node_kind;

#define PRG__NO_NODE UINT32_MAX

typedef struct prg__node {
        prg__node_kind kind;
        prg__operation operation;         /* of a call */
        uint32_t first;                   /* where what belongs to it begins; it ends with itself */
        uint32_t arguments, count;        /* in prg_formula.arguments: the nodes that it takes */
        uint32_t owner;                   /* the innermost call around it that looks beyond the cell */
        uint32_t at, end;                 /* its text, in bytes; of an infix operator, the sign itself */
        uint32_t reference;               /* of a name: its place among the references */
        unsigned char options[PRG__OPTIONS]; /* PRG__OVER_*; 0 for none */
        prg__parameter stands_for;        /* what it is as an argument; 0: of an operator */
        prg_formula_type type;
        prg_exactness exactness;
        prg_decimal number;               /* as written */
        const char *text;                 /* of a text, word or name */

        /* known after the check */
        const prg_item *item;             /* of a name: the indicator; of a calendar: its item, NULL for a standard one */
        const prg_calendar *calendar;
        prg_period period;
        prg_period_type period_type;
        int converts;                     /* 1: `scale` is what its value is multiplied with */
        prg__number scale;
} prg__node;

/* ---- units ---- */

#define PRG__UNIT_FACTORS 6
typedef enum prg__unit_kind {
        PRG__UNIT_CONSTANT, /* of numbers as written: fits every unit; `factor` is the number */
        PRG__UNIT_UNKNOWN,  /* nobody said */
        PRG__UNIT_KNOWN
} prg__unit_kind;

/* A product of powers of units. No two of them convert into each other. */
typedef struct prg__units {
        prg__unit_kind kind;
        unsigned count;
        struct {
                const prg__unit *unit, *root; /* as declared; what it converts to in the end */
                prg__number scale;            /* one of the unit in roots */
                int power;
        } factors[PRG__UNIT_FACTORS];
        int has_factor;
        prg__number factor; /* what it was multiplied with by numbers as written: 100 of a percentage */
        int is_ratio;       /* without unit, and from a division */
} prg__units;

/* ---- formulas ---- */

struct prg_formula {
        prg__arena arena;         /* texts */
        char *text;               /* as given */
        size_t length;
        prg__node *nodes;
        size_t count, capacity;
        uint32_t *arguments;
        size_t argument_count, argument_capacity;
        const char **references;
        size_t reference_count, reference_capacity;
        int needs_data;

        prg_programme *programme; /* after the check; a reference */
        prg_calendars *calendars;
        prg__units unit;
};

static inline const prg__node *prg__formula_root(const prg_formula *formula)
{
        return &formula->nodes[formula->count - 1];
}

/* The node that a call takes. */
static inline uint32_t prg__formula_argument(const prg_formula *formula, const prg__node *call, size_t index)
{
        return formula->arguments[call->arguments + index];
}

/* Whether a call is one that the host computes. */
static inline int prg__operation_needs_data(prg__operation operation)
{
        return prg__language_table[operation].shown.scope != PRG_FORMULA_AT_CELL;
}

/* "line:column" of a byte of the text, in characters from 1. */
#define PRG__FORMULA_PLACE 48
const char *prg__formula_place(char place[PRG__FORMULA_PLACE], const char *text, size_t at);

/* Reads into an empty formula; prg_formula_parse() without the checks of its arguments and without types. */
int prg__formula_read(prg_formula *formula, size_t *at);

/* Appends the canonical text of what is below a node. 0 or PRG_ENOMEM. */
int prg__formula_format_node(prg_buf *out, const prg_formula *formula, uint32_t node);

/* Whether two formulas have the same nodes. */
int prg__formula_same(const prg_formula *a, const prg_formula *b);

/* ---- findings ---- */

/* Takes what is wrong with a formula. `code` is a result code, `finding` one of #prg_finding_code. 0 or a negative
 * result code. */
typedef struct prg__faults {
        int (*add)(void *payload, size_t at, int code, int finding, const char *message);
        void *payload;
        size_t count;
        int names_lost; /* 1: indicators may be missing that are not the formula's fault */
} prg__faults;
int prg__fault(prg__faults *faults, size_t at, int code, int finding, const char *format, ...) PRG__PRINTF(5, 6);

/* ---- types, units, names ---- */

struct prg__formula_set;

/* Types of all nodes, from those of the names. 0 or what the faults answered. */
int prg__formula_infer(prg_formula *formula, prg__faults *faults);
/* Units of all nodes; `set` has those of formulas that it refers to, NULL: names have none. */
int prg__formula_infer_units(prg_formula *formula, const struct prg__formula_set *set, prg__faults *faults);
/* The least exactness of all nodes, from that of the names; after the units, as conversions may divide. */
void prg__formula_infer_exactness(prg_formula *formula);
/* That the result is in the indicator's unit; converts it. */
int prg__formula_fit_unit(prg_formula *formula, const prg__indicator *indicator, prg__faults *faults);
/* The unit of an indicator, as declared or as its formula has it. */
void prg__units_of(prg__units *units, const prg__indicator *indicator, const struct prg__formula_set *set);
/* Appends "kg/person". 0 or PRG_ENOMEM. */
int prg__units_text(prg_buf *out, const prg__units *units);

/* Resolves names, then types, units and what the indicator, if any, demands. The set has what it refers to. */
int prg__formula_resolve(prg_formula *formula, const struct prg__formula_set *set, const prg__indicator *indicator,
        prg__faults *faults);

/* ---- all formulas of a programme ---- */

/* One indicator that is computed from others: by a formula, or as a ratio. */
typedef struct prg__formula_entry {
        prg_formula *formula;     /* NULL: a ratio, or a formula that was refused */
        prg_exactness exactness;
        int is_computed, is_refused;
        uint32_t *needs;          /* places of the indicators that it refers to, each once; in the set's arena */
        size_t need_count;
        unsigned char color;      /* while they are put in order: 0 new, 1 being looked at, 2 done */
} prg__formula_entry;

typedef struct prg__formula_set {
        const prg_programme *programme;
        const prg__indicator **at; /* by place: the programme's indicators, or others in their stead, then new ones */
        prg__arena arena;
        prg__formula_entry *entries; /* by the place of the indicator in the programme */
        size_t count;
        uint32_t *order;          /* computed indicators: each behind those that it needs */
        size_t order_count;
        int names_lost;           /* 1: indicators may be missing that are nobody's fault */
} prg__formula_set;

/* Takes what is wrong with the formula of an indicator. 0 or a negative result code. */
typedef int prg__formula_sink(void *payload, const prg_item *indicator, size_t at, int code, int finding,
        const char *message);

/* Reads, orders and checks the formulas that the given names need (`names` NULL: all of the programme). Refused ones
 * are told to the sink, and left out. 0; PRG_ENOMEM; what the sink answered. The set is to be disposed in any case. */
int prg__formula_set_make(prg__formula_set *set, const prg_programme *programme, const char *const *names,
        size_t count, prg__formula_sink *sink, void *payload);
void prg__formula_set_dispose(prg__formula_set *set);
/* Both steps of it: an empty set, with room for every indicator; what names need, beside what is there. */
int prg__formula_set_begin(prg__formula_set *set, const prg_programme *programme);
int prg__formula_set_fill(prg__formula_set *set, const char *const *names, size_t count, prg__formula_sink *sink,
        void *payload);
/* The same with some indicators that are not the programme's own: each stands in the place that its index says, beyond
 * the programme's or instead of one of these. */
int prg__formula_set_begin_with(prg__formula_set *set, const prg_programme *programme, const prg__indicator *const *own,
        size_t count);
/* Fills in what one indicator needs, which is in the set. */
int prg__formula_set_need(prg__formula_set *set, const prg__indicator *indicator, prg__formula_sink *sink, void *payload);
/* Appends " → a → b", the shortest way of needs from one indicator to another, both named. 0; PRG_END when there is
 * none; PRG_ENOMEM. */
int prg__formula_set_way(prg_buf *out, const prg__formula_set *set, const prg_item *from, const prg_item *to);

/* ---- evaluation ---- */

/* A value while a formula is evaluated; of a non-value only state and reason mean something. */
typedef struct prg__value {
        prg_state state;
        prg_reason reason;
        prg_formula_type type;    /* decimal, boolean or class */
        prg_exactness exactness;
        int truth;
        const char *category;
        prg__number number;
} prg__value;

/* Who knows what a formula does not: the values of names, and the functions that look beyond the cell. */
typedef struct prg__formula_host {
        /* The value of a name in the present cell. */
        int (*operand)(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value);
        /* The value of a call for which prg__operation_needs_data() holds. Its arguments have not been evaluated:
         * where and when they are to be, the function says; prg__formula_run() evaluates them there, with a
         * payload that means that cell. NULL: no such function is computed. */
        int (*compute)(void *payload, const prg_formula *formula, const prg__node *call, prg__value *value);
        void *payload;
} prg__formula_host;

/* The value of a node and of everything below it, in `values`, which has room for all nodes of the formula. What a
 * call beyond the cell takes is left to the host. 0; PRG_EINVALID for a value of the wrong type; what the host
 * answered. */
int prg__formula_run(const prg_formula *formula, uint32_t node, const prg__formula_host *host, prg__value *values);

/* One operation at the cell. 0; PRG_EINVALID, without a message, for values of the wrong type, and then *wrong is the
 * first such argument. `digits` is what round() takes. */
int prg__value_apply(prg__operation operation, const prg__value *const *arguments, size_t count, int digits,
        prg__value *value, size_t *wrong);
/* Multiplies with the scale of a conversion. */
void prg__value_convert(prg__value *value, const prg__number *scale);
void prg__value_say(prg__value *value, prg_state state, prg_reason reason);
void prg__value_number(prg__value *value, prg__number number, prg_exactness exactness);
/* A value as the public interface has it. */
void prg__value_show(prg_formula_result *result, const prg__value *value);

#endif
