/**
 * @file libprogram/formula.h
 * @brief Formulas (công thức): read, checked before use, written, evaluated on given operands.
 */
#ifndef PRG_FORMULA_H
#define PRG_FORMULA_H

#include "common.h"
#include "data.h"
#include "decimal.h"
#include "programme.h"
#include "report.h"
#include "table.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup formula Formulas
 * @brief What an indicator is computed from, as text.
 *
 * ~~~{.c}
 * const char text[] = "if(population > 0, cases / population * 100000, 0)";
 * prg_formula *formula;
 * prg_formula_operand operands[2];        // population, cases: in the order of the references
 * prg_formula_result result;
 * prg_buf shown = PRG_BUF_INIT;
 * if (prg_formula_parse(&formula, text, sizeof text - 1, NULL) < 0)
 *         return fail(prg_error_last());   // place "1:20", one line that says what was expected
 * if (prg_formula_evaluate(formula, operands, 2, &result) == 0 && result.state == PRG_STATE_VALUE)
 *         prg_formula_result_text(&shown, &result, 1, PRG_NUMBER_VIETNAMESE);
 * ~~~
 *
 * **Grammar**, in EBNF. White space is free between tokens; there are no comments.
 *
 * ~~~
 * formula    = or ;
 * or         = and , { "or" , and } ;
 * and        = not , { "and" , not } ;
 * not        = "not" , not | comparison ;
 * comparison = sum , [ ( "<" | "<=" | ">" | ">=" | "=" | "==" | "!=" ) , sum ] ;
 * sum        = product , { ( "+" | "-" ) , product } ;
 * product    = unary , { ( "*" | "/" | "%" ) , unary } ;
 * unary      = "-" , unary | power ;
 * power      = primary , [ "^" , unary ] ;
 * primary    = number | text | name | call | "(" , formula , ")" ;
 * call       = name , "(" , argument , { "," , argument } , ")" ;
 * argument   = option , "=" , word | formula | word | whole ;
 * number     = digit , { digit } , [ "." , digit , { digit } ] ;
 * text       = '"' , { any character but '"' and controls } , '"' | "'" , { the same but "'" } , "'" ;
 * name       = ( letter | "_" ) , { letter | digit | "_" } ;
 * ~~~
 *
 * - `^` binds to the right and tighter than the unary minus: `-2^2` is -4, `2^3^2` is 512.
 * - `%` is the remainder, with the sign of the dividend: `-7 % 3` is -1.
 * - Comparisons do not chain. `=` and `==` are the same; canonical is `=`.
 * - `and`, `or`, `not` are no names. A name before `(` is a function, else the id of an indicator.
 * - What an argument is, its function says: an option as in `agg(x, time=sum)`, a word as in `on(x, vn)`, a whole
 *   number as in `prev(x, 12)`, a period in quotes as in `at(x, "2018-Q1")`, or a formula.
 *
 * **Limits.** #PRG_FORMULA_MAX_LENGTH bytes, #PRG_FORMULA_MAX_DEPTH levels, #PRG_FORMULA_MAX_NODES numbers,
 * names, operators and calls. What is beyond is refused at once, PRG_ELIMIT.
 *
 * **Exactness.** `+ - *`, whole powers and rounding of exact numbers are exact; what is divided is a quotient,
 * carried as two whole numbers of 128 bits; `ln log10 exp sqrt`, powers with a fraction, and what is made of them
 * are approximate: computed in double precision from left to right, each result rounded to 12 significant digits
 * (and 38 decimals). docs/formulas.md has all rules.
 *
 * **Threads.** A formula that nobody checks or frees may be used by many threads at once.
 * @{
 */

/** The greatest length of a formula's text, in bytes. */
#define PRG_FORMULA_MAX_LENGTH 65536
/** How many levels parentheses, arguments, signs, `not` and powers may be nested. */
#define PRG_FORMULA_MAX_DEPTH 200
/** How many numbers, texts, names, operators and calls a formula may have. */
#define PRG_FORMULA_MAX_NODES 10000

/** A formula; made by prg_formula_parse(). */
typedef struct prg_formula prg_formula;

/** Every type of a value: symbol, number, name, what messages call it. */
#define PRG_FORMULA_TYPE_MAP(X)                                                                    \
        X(PRG_FORMULA_UNKNOWN, 0, "unknown", "a value")                                            \
        X(PRG_FORMULA_DECIMAL, 1, "decimal", "a number")                                           \
        X(PRG_FORMULA_RATIO, 2, "ratio", "a ratio")                                                \
        X(PRG_FORMULA_BOOLEAN, 3, "boolean", "a condition")                                        \
        X(PRG_FORMULA_CLASS, 4, "class", "a class")                                                \
        X(PRG_FORMULA_PERIOD, 5, "period", "a period")

/** Types of values; see #PRG_FORMULA_TYPE_MAP. A ratio is a number without unit that came from a division. */
typedef enum prg_formula_type {
#define PRG_FORMULA_TYPE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_FORMULA_TYPE_MAP(PRG_FORMULA_TYPE_ENUM_)
#undef PRG_FORMULA_TYPE_ENUM_
} prg_formula_type;

/** Every scope of a function: symbol, number, name, meaning. */
#define PRG_FORMULA_SCOPE_MAP(X)                                                                   \
        X(PRG_FORMULA_AT_CELL, 0, "cell", "of the operands in the cell itself")                    \
        X(PRG_FORMULA_OVER_LEAVES, 1, "leaves", "of the areas in the cell's area that report")     \
        X(PRG_FORMULA_OVER_PERIODS, 2, "periods", "of other periods than the cell's")              \
        X(PRG_FORMULA_OVER_AREAS, 3, "areas", "of other areas than the cell's")                    \
        X(PRG_FORMULA_OF_QUERY, 4, "query", "of what the query knows about the cell")

/** Which cells a function looks at; see #PRG_FORMULA_SCOPE_MAP. */
typedef enum prg_formula_scope {
#define PRG_FORMULA_SCOPE_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_FORMULA_SCOPE_MAP(PRG_FORMULA_SCOPE_ENUM_)
#undef PRG_FORMULA_SCOPE_ENUM_
} prg_formula_scope;

/** A function of the language. Ownership: all texts are borrowed, static. */
typedef struct prg_formula_function {
        const char *name;        /**< such as "prev" */
        const char *arguments;   /**< such as "x[, n]" */
        const char *result;      /**< what comes out: a name of #prg_formula_type, or words about it */
        const char *unit;        /**< the rule for units */
        const char *states;      /**< the rule for what has no value */
        prg_formula_scope scope; /**< which cells it looks at */
        const char *meaning;     /**< one line */
        const char *term;        /**< the term in Vietnamese */
        const char *example;     /**< a formula */
} prg_formula_function;

/** What a name stands for while a formula is evaluated. */
typedef struct prg_formula_operand {
        prg_state state;      /**< any of #prg_state */
        prg_reason reason;    /**< of what has no value: handed on; PRG_REASON_NONE where there is none */
        prg_decimal number;   /**< of a value, when `category` is NULL; of a condition, which a name may be once the
                                   formula was checked: 1 or 0 */
        const char *category; /**< of a value that is a class: its id. Ownership: borrowed, must live as long as
                                   the result is used */
} prg_formula_operand;

/** The number 0. */
#define PRG_FORMULA_OPERAND_INIT { PRG_STATE_VALUE, PRG_REASON_NONE, { 0, 0 }, NULL }

/** What a formula comes to. The number is read with prg_formula_result_decimal() and the others. */
typedef struct prg_formula_result {
        prg_state state;         /**< whether there is a value */
        prg_reason reason;       /**< why not */
        prg_formula_type type;   /**< of a value: decimal, boolean or class */
        prg_exactness exactness; /**< of a number */
        int truth;               /**< of a condition: 1 or 0 */
        const char *category;    /**< of a class. Ownership: borrowed from the formula or an operand */
        uint64_t words[4];       /**< the number itself, for the library */
        unsigned decimals;       /**< for the library */
} prg_formula_result;

/* ---- reading and writing ---- */

/**
 * Reads a formula: its syntax, its functions with the number and kind of their arguments, and the types that
 * follow from the text alone. Names stay names.
 *
 * @param[out] formula receives it. Ownership: owned, free with prg_formula_free().
 * @param text         UTF-8; copied.
 * @param length       in bytes.
 * @param[out] at      receives the byte at which an error lies; unchanged on success. NULL: not wanted.
 * @return 0; PRG_ESYNTAX; PRG_EUTF8; PRG_ENOTFOUND for an unknown function; PRG_ESCHEMA for arguments that do not
 *         fit; PRG_ELIMIT; PRG_ENOMEM; PRG_EINVALID. The place of the error is "line:column", in characters.
 * @since 0.1
 */
PRG_API int prg_formula_parse(prg_formula **formula, const char *text, size_t length, size_t *at);

/**
 * Frees a formula. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_formula_free(prg_formula *formula);

/**
 * Appends the canonical text: one blank around operators but `^`, no needless parentheses. Reading it gives the
 * same formula.
 *
 * @return 0; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_format(prg_buf *out, const prg_formula *formula);

/**
 * Checks a formula against a programme: names of indicators, classes, calendars and periods, types, units, and the
 * formulas that it refers to, so that it does not run in a circle. From then on the formula holds a reference to
 * the programme, converts units exactly, and knows its type, unit and exactness. What it knows is that of the check:
 * after an edit of the programme it is to be checked again.
 *
 * @param formula   the formula.
 * @param programme what its names mean.
 * @param indicator the indicator that it belongs to: its kind and unit are what the formula must come to; NULL for a
 *                  formula that belongs to none.
 * @param report    receives everything that is wrong, with line and column in the formula; NULL for nothing.
 * @return 0; the code of the first finding: PRG_ENOTFOUND for a name, PRG_ECYCLE, PRG_ESCHEMA for types and units,
 *         PRG_ESYNTAX for a period; PRG_ENOMEM; PRG_EINVALID. After an error the formula is as it was parsed.
 * @since 0.1
 */
PRG_API int prg_formula_check(prg_formula *formula, prg_programme *programme, const prg_item *indicator,
        prg_report *report);

/* ---- what is known of a formula ---- */

/**
 * How many different names it has.
 * @since 0.1
 */
PRG_API size_t prg_formula_reference_count(const prg_formula *formula);

/**
 * A name, in the order in which they first stand in the text; NULL behind the last. Ownership: borrowed, valid as
 * long as the formula.
 * @since 0.1
 */
PRG_API const char *prg_formula_reference(const prg_formula *formula, size_t index);

/**
 * The type of its value, as far as it is known: before prg_formula_check() that of a name is not.
 * @since 0.1
 */
PRG_API prg_formula_type prg_formula_result_type(const prg_formula *formula);

/**
 * The class of its value: no result is less exact. Before prg_formula_check() names count as exact.
 * @since 0.1
 */
PRG_API prg_exactness prg_formula_exactness(const prg_formula *formula);

/**
 * Appends the unit of its value, such as "kg" or "kg/person"; nothing when it has none or it is not known.
 *
 * @return 0; PRG_END when nothing was appended; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_unit(prg_buf *out, const prg_formula *formula);

/**
 * Whether it has a function that looks beyond the cell, so that prg_formula_evaluate() cannot compute it: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_formula_needs_data(const prg_formula *formula);

/* ---- evaluating ---- */

/**
 * Evaluates a formula on given operands, without any data set. Checked or not: units are converted only if it was
 * checked.
 *
 * The first in the order not_applicable, not_expected, missing, undefined, suppressed wins in arithmetic and
 * comparisons; `and or not` are Kleene's; `if` on a non-value gives that non-value. What has no number (1/0, ln(0),
 * more than 128 bits) is undefined, with a reason.
 *
 * @param formula     the formula.
 * @param operands    one for each reference, in their order.
 * @param count       how many there are; prg_formula_reference_count().
 * @param[out] result receives the value.
 * @return 0; PRG_EINVALID for another count, an operand that is no valid decimal or state, a class where a number is
 *         needed or the other way round, and for a function that needs data; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_formula_evaluate(const prg_formula *formula, const prg_formula_operand *operands, size_t count,
        prg_formula_result *result);

/**
 * The number of a result, if it is a decimal number of 64 bits, with as few decimals as it needs.
 *
 * @return 0; PRG_END when it is no number; PRG_ERANGE when it is a fraction, or wider; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_result_decimal(const prg_formula_result *result, prg_decimal *number);

/**
 * The number of a result, rounded once, half away from zero.
 *
 * @return 0; PRG_END when it is no number; PRG_ERANGE when it is wider than 64 bits; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_result_rounded(const prg_formula_result *result, unsigned decimals, prg_decimal *number);

/**
 * The number of a result as a fraction in lowest terms, as decimal text: "1500" and "7".
 *
 * @return 0; PRG_END when it is no number; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_result_quotient(const prg_formula_result *result, prg_buf *numerator, prg_buf *denominator);

/**
 * Appends the text of a result: a number that is a decimal in full, with as few decimals as it needs; another one
 * rounded once to `decimals`; "true" or "false"; the id of a class. Nothing when there is no value.
 *
 * @param out      receives the text.
 * @param result   the result.
 * @param decimals of fractions, at most 18.
 * @param form     one of #prg_number_form.
 * @return 0; PRG_END when there is no value; PRG_ERANGE when the rounded number is wider than 128 bits; PRG_ENOMEM;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_result_text(prg_buf *out, const prg_formula_result *result, unsigned decimals, unsigned form);

/**
 * The double nearest to the number of a result.
 *
 * @return 0; PRG_END when it is no number; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_result_double(const prg_formula_result *result, double *number);

/**
 * Compares the number of a result exactly with a limit.
 *
 * @param[out] order receives -1 when it is less, 0, or 1.
 * @return 0; PRG_END when it is no number; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_formula_result_compare(const prg_formula_result *result, prg_decimal limit, int *order);

/* ---- the language ---- */

/**
 * How many functions there are.
 * @since 0.1
 */
PRG_API size_t prg_formula_function_count(void);

/**
 * A function, in the order of the reference; NULL behind the last. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const prg_formula_function *prg_formula_function_at(size_t index);

/** The name of a type; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_formula_type_name(prg_formula_type type);
/** The type of a name. @return 0; PRG_ENOTFOUND, with a suggestion; PRG_EINVALID. @since 0.1 */
PRG_API int prg_formula_type_from_name(prg_formula_type *type, const char *name);
/** The name of a scope; NULL for another number. Ownership: borrowed, static. @since 0.1 */
PRG_API const char *prg_formula_scope_name(prg_formula_scope scope);
/** The scope of a name. @return 0; PRG_ENOTFOUND, with a suggestion; PRG_EINVALID. @since 0.1 */
PRG_API int prg_formula_scope_from_name(prg_formula_scope *scope, const char *name);

/** @} */

PRG_END_DECLS

#endif
