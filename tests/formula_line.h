/* One line about a formula, and what is said of it: what the table of cases and the comparison with Python share.
 *
 *     FORMULA <tab> NAME=VALUE <tab> NAME=VALUE …     what the formula comes to
 *     ? FORMULA                                       its canonical text
 *
 * A value is a number, a text in quotes, or the name of a state, perhaps with a reason behind '/'. "\n", "\t" and "\\"
 * in a formula stand for these characters. The answer is one line:
 *
 *     value exact 3/2        a number in lowest terms, with its exactness
 *     value true             or false
 *     value "A"              a class
 *     undefined/division_by_zero
 *     error syntax 3 1:4 message     code, byte, place, message
 *     text a + b */
#ifndef TESTS_FORMULA_LINE_H
#define TESTS_FORMULA_LINE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#define FORMULA_OPERANDS 1024

static void formula_fail(const char *what)
{
        fprintf(stderr, "formula line: %s\n", what);
        exit(2);
}

static size_t formula_unescape(char *text)
{
        char *to = text;
        for (const char *from = text; *from; from++) {
                if (*from == '\\' && from[1]) {
                        from++;
                        *to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : *from;
                } else {
                        *to++ = *from;
                }
        }
        *to = '\0';
        return (size_t)(to - text);
}

static void formula_read_value(prg_formula_operand *operand, char *text)
{
        size_t length = strlen(text);
        char *reason = strchr(text, '/');
        if (*text == '"' && length >= 2) {
                text[length - 1] = '\0';
                operand->category = text + 1;
                return;
        }
        if (prg_decimal_parse(&operand->number, text, length, PRG_NUMBER_PLAIN) == 0)
                return;
        if (reason) {
                *reason++ = '\0';
                if (prg_reason_from_name(&operand->reason, reason) < 0)
                        formula_fail(prg_error_last()->message);
        }
        if (prg_state_from_name(&operand->state, text) < 0)
                formula_fail(prg_error_last()->message);
}

static void formula_read_operands(prg_formula_operand *operands, const prg_formula *formula, char *text)
{
        for (size_t i = 0; i < prg_formula_reference_count(formula); i++) {
                const prg_formula_operand none = PRG_FORMULA_OPERAND_INIT;
                operands[i] = none;
                operands[i].state = PRG_STATE_MISSING;
        }
        while (text) {
                char *next = strchr(text, '\t'), *value = strchr(text, '=');
                if (next)
                        *next++ = '\0';
                if (value == NULL)
                        formula_fail("an operand without '='");
                *value++ = '\0';
                for (size_t i = 0; i < prg_formula_reference_count(formula); i++)
                        if (strcmp(prg_formula_reference(formula, i), text) == 0) {
                                operands[i].state = PRG_STATE_VALUE;
                                formula_read_value(&operands[i], value);
                        }
                text = next;
        }
}

static char formula_said[1 << 18];

static void formula_say_error(size_t at)
{
        const prg_error *error = prg_error_last();
        snprintf(formula_said, sizeof formula_said, "error %s %zu %s %s", prg_error_name(error->code), at, *error->place ? error->place : "-", error->message);
}

static void formula_say_result(const prg_formula_result *result)
{
        prg_buf above = PRG_BUF_INIT, below = PRG_BUF_INIT;
        if (result->state != PRG_STATE_VALUE) {
                snprintf(formula_said, sizeof formula_said, "%s/%s", prg_state_name(result->state), prg_reason_name(result->reason));
        } else if (result->type == PRG_FORMULA_BOOLEAN) {
                snprintf(formula_said, sizeof formula_said, "value %s", result->truth ? "true" : "false");
        } else if (result->type == PRG_FORMULA_CLASS) {
                snprintf(formula_said, sizeof formula_said, "value \"%s\"", result->category);
        } else {
                if (prg_formula_result_quotient(result, &above, &below) < 0)
                        formula_fail(prg_error_last()->message);
                snprintf(formula_said, sizeof formula_said, "value %s %s/%s", prg_exactness_name(result->exactness), above.data, below.data);
        }
        prg_buf_dispose(&above);
        prg_buf_dispose(&below);
}

/* Overwrites the line. Ownership: borrowed, until the next call. */
static const char *formula_answer(char *text)
{
        prg_formula_operand operands[FORMULA_OPERANDS];
        prg_formula_result result;
        prg_formula *formula;
        prg_buf canonical = PRG_BUF_INIT;
        int wants_text = strncmp(text, "? ", 2) == 0;
        char *values = strchr(text, '\t');
        size_t at = 0;
        text += wants_text ? 2 : 0;
        if (values)
                *values++ = '\0';
        if (prg_formula_parse(&formula, text, formula_unescape(text), &at) < 0) {
                formula_say_error(at);
                return formula_said;
        }
        if (prg_formula_reference_count(formula) > FORMULA_OPERANDS)
                formula_fail("too many operands");
        formula_read_operands(operands, formula, values);
        if (wants_text) {
                if (prg_formula_format(&canonical, formula) < 0)
                        formula_fail(prg_error_last()->message);
                snprintf(formula_said, sizeof formula_said, "text %s", canonical.data);
        } else if (prg_formula_evaluate(formula, operands, prg_formula_reference_count(formula), &result) < 0) {
                formula_say_error(0);
        } else {
                formula_say_result(&result);
        }
        prg_buf_dispose(&canonical);
        prg_formula_free(formula);
        return formula_said;
}

#endif
