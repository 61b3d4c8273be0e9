/* Answers lines about formulas, for tests in other languages.
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#define OPERANDS 64

static char line[1 << 20];

static void fail(const char *what)
{
        fprintf(stderr, "formula_driver: %s\n", what);
        exit(2);
}

static size_t unescape(char *text)
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

static void read_value(prg_formula_operand *operand, char *text)
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
                        fail(prg_error_last()->message);
        }
        if (prg_state_from_name(&operand->state, text) < 0)
                fail(prg_error_last()->message);
}

static void read_operands(prg_formula_operand *operands, const prg_formula *formula, char *text)
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
                        fail("an operand without '='");
                *value++ = '\0';
                for (size_t i = 0; i < prg_formula_reference_count(formula); i++)
                        if (strcmp(prg_formula_reference(formula, i), text) == 0) {
                                operands[i].state = PRG_STATE_VALUE;
                                read_value(&operands[i], value);
                        }
                text = next;
        }
}

static void say_error(size_t at)
{
        const prg_error *error = prg_error_last();
        printf("error %s %zu %s %s\n", prg_error_name(error->code), at, *error->place ? error->place : "-", error->message);
}

static void say_result(const prg_formula_result *result)
{
        prg_buf above = PRG_BUF_INIT, below = PRG_BUF_INIT;
        if (result->state != PRG_STATE_VALUE) {
                printf("%s/%s\n", prg_state_name(result->state), prg_reason_name(result->reason));
        } else if (result->type == PRG_FORMULA_BOOLEAN) {
                printf("value %s\n", result->truth ? "true" : "false");
        } else if (result->type == PRG_FORMULA_CLASS) {
                printf("value \"%s\"\n", result->category);
        } else {
                if (prg_formula_result_quotient(result, &above, &below) < 0)
                        fail(prg_error_last()->message);
                printf("value %s %s/%s\n", prg_exactness_name(result->exactness), above.data, below.data);
        }
        prg_buf_dispose(&above);
        prg_buf_dispose(&below);
}

static void answer(char *text)
{
        prg_formula_operand operands[OPERANDS];
        prg_formula_result result;
        prg_formula *formula;
        prg_buf canonical = PRG_BUF_INIT;
        int wants_text = strncmp(text, "? ", 2) == 0;
        char *values = strchr(text, '\t');
        size_t at = 0;
        text += wants_text ? 2 : 0;
        if (values)
                *values++ = '\0';
        if (prg_formula_parse(&formula, text, unescape(text), &at) < 0) {
                say_error(at);
                return;
        }
        if (prg_formula_reference_count(formula) > OPERANDS)
                fail("too many operands");
        read_operands(operands, formula, values);
        if (wants_text) {
                if (prg_formula_format(&canonical, formula) < 0)
                        fail(prg_error_last()->message);
                printf("text %s\n", canonical.data);
        } else if (prg_formula_evaluate(formula, operands, prg_formula_reference_count(formula), &result) < 0) {
                say_error(0);
        } else {
                say_result(&result);
        }
        prg_buf_dispose(&canonical);
        prg_formula_free(formula);
}

int main(void)
{
        while (fgets(line, sizeof line, stdin)) {
                size_t length = strlen(line);
                if (length > 0 && line[length - 1] == '\n')
                        line[--length] = '\0';
                answer(line);
        }
        return 0;
}
