/* Formulas: what is known of them, limits, results, the functions of the language, and how they are evaluated for
 * somebody who knows more than operands. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "calc/formula/formula.h"
#include "util/memory.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

static prg_formula *parsed(const char *text)
{
        prg_formula *formula = NULL;
        ck_assert_msg(prg_formula_parse(&formula, text, strlen(text), NULL) == 0, "%s: %s: %s", text,
                prg_error_last()->place, prg_error_last()->message);
        return formula;
}

static prg_formula_result evaluated(const char *text)
{
        prg_formula_result result;
        prg_formula *formula = parsed(text);
        ck_assert_int_eq(prg_formula_evaluate(formula, NULL, 0, &result), 0);
        prg_formula_free(formula);
        return result;
}

/* ---- what is known ---- */

START_TEST(names_are_references_in_the_order_of_the_text_each_once)
{
        prg_formula *formula = parsed("b + a * b / max(c, a)");
        ck_assert_uint_eq(prg_formula_reference_count(formula), 3);
        ck_assert_str_eq(prg_formula_reference(formula, 0), "b");
        ck_assert_str_eq(prg_formula_reference(formula, 1), "a");
        ck_assert_str_eq(prg_formula_reference(formula, 2), "c");
        ck_assert_ptr_null(prg_formula_reference(formula, 3));
        prg_formula_free(formula);
        ck_assert_uint_eq(prg_formula_reference_count(NULL), 0);
        ck_assert_ptr_null(prg_formula_reference(NULL, 0));
}
END_TEST

static const struct {
        const char *text;
        prg_formula_type type;
        prg_exactness exactness;
        int needs_data;
} known[] = {
        { "1", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "a", PRG_FORMULA_UNKNOWN, PRG_EXACT, 0 },
        { "a + b * c - 1", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "a / b", PRG_FORMULA_RATIO, PRG_QUOTIENT, 0 },
        { "100 * a / b", PRG_FORMULA_RATIO, PRG_QUOTIENT, 0 },
        { "a / 2", PRG_FORMULA_DECIMAL, PRG_QUOTIENT, 0 },
        { "round(a / b, 1)", PRG_FORMULA_RATIO, PRG_EXACT, 0 },
        { "round(sqrt(a), 1)", PRG_FORMULA_DECIMAL, PRG_APPROXIMATE, 0 },
        { "ceil(a / 2)", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "mean(a, b)", PRG_FORMULA_DECIMAL, PRG_QUOTIENT, 0 },
        { "median(a)", PRG_FORMULA_DECIMAL, PRG_QUOTIENT, 0 },
        { "max(a, b / c)", PRG_FORMULA_DECIMAL, PRG_QUOTIENT, 0 },
        { "count(sqrt(a))", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "a^2", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "a^-2", PRG_FORMULA_DECIMAL, PRG_QUOTIENT, 0 },
        { "a^2.0", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "a^0.5", PRG_FORMULA_DECIMAL, PRG_APPROXIMATE, 0 },
        { "a^b", PRG_FORMULA_DECIMAL, PRG_APPROXIMATE, 0 },
        { "if(sqrt(a) > 1, 1, 2)", PRG_FORMULA_DECIMAL, PRG_EXACT, 0 },
        { "if(a > 1, b / 3, 2)", PRG_FORMULA_DECIMAL, PRG_QUOTIENT, 0 },
        { "a > 1 and b = \"A\"", PRG_FORMULA_BOOLEAN, PRG_EXACT, 0 },
        { "state(a)", PRG_FORMULA_CLASS, PRG_EXACT, 0 },
        { "if(a > 1, \"A\", b)", PRG_FORMULA_UNKNOWN, PRG_EXACT, 0 },
        { "if(a > 1, \"A\", \"B\")", PRG_FORMULA_CLASS, PRG_EXACT, 0 },
        { "coalesce(a, 1)", PRG_FORMULA_UNKNOWN, PRG_EXACT, 0 },
        { "prev(a)", PRG_FORMULA_UNKNOWN, PRG_EXACT, 1 },
        { "1 + prev(a / b)", PRG_FORMULA_RATIO, PRG_QUOTIENT, 1 },
        { "growth(a)", PRG_FORMULA_RATIO, PRG_QUOTIENT, 1 },
        { "stddev_over(a)", PRG_FORMULA_DECIMAL, PRG_APPROXIMATE, 1 },
        { "rank(sqrt(a))", PRG_FORMULA_DECIMAL, PRG_EXACT, 1 },
};

START_TEST(type_and_exactness_follow_from_the_text)
{
        prg_formula *formula = parsed(known[_i].text);
        ck_assert_msg(prg_formula_result_type(formula) == known[_i].type, "%s: type %s", known[_i].text, prg_formula_type_name(prg_formula_result_type(formula)));
        ck_assert_msg(prg_formula_exactness(formula) == known[_i].exactness, "%s: %s", known[_i].text,
                prg_exactness_name(prg_formula_exactness(formula)));
        ck_assert_int_eq(prg_formula_needs_data(formula), known[_i].needs_data);
        prg_formula_free(formula);
        ck_assert_int_eq(prg_formula_result_type(NULL), PRG_FORMULA_UNKNOWN);
        ck_assert_int_eq(prg_formula_exactness(NULL), PRG_EXACT);
        ck_assert_int_eq(prg_formula_needs_data(NULL), 0);
}
END_TEST

START_TEST(types_and_scopes_have_names)
{
        prg_formula_type type;
        prg_formula_scope scope;
        ck_assert_str_eq(prg_formula_type_name(PRG_FORMULA_RATIO), "ratio");
        ck_assert_ptr_null(prg_formula_type_name((prg_formula_type)6));
        ck_assert_int_eq(prg_formula_type_from_name(&type, "boolean"), 0);
        ck_assert_int_eq(type, PRG_FORMULA_BOOLEAN);
        ck_assert_fails(prg_formula_type_from_name(&type, "bolean"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no type is named 'bolean'; did you mean 'boolean'?");
        ck_assert_fails(prg_formula_type_from_name(NULL, "class"), PRG_EINVALID);
        ck_assert_fails(prg_formula_type_from_name(&type, NULL), PRG_EINVALID);
        ck_assert_str_eq(prg_formula_scope_name(PRG_FORMULA_OVER_LEAVES), "leaves");
        ck_assert_ptr_null(prg_formula_scope_name((prg_formula_scope)5));
        ck_assert_int_eq(prg_formula_scope_from_name(&scope, "query"), 0);
        ck_assert_int_eq(scope, PRG_FORMULA_OF_QUERY);
        ck_assert_fails(prg_formula_scope_from_name(&scope, "leafs"), PRG_ENOTFOUND);
        ck_assert_fails(prg_formula_scope_from_name(NULL, "cell"), PRG_EINVALID);
}
END_TEST

/* ---- the functions ---- */

START_TEST(every_function_says_what_it_is_and_its_example_is_a_formula_with_it)
{
        ck_assert_ptr_null(prg_formula_function_at(prg_formula_function_count()));
        for (size_t i = 0; i < prg_formula_function_count(); i++) {
                const prg_formula_function *it = prg_formula_function_at(i);
                const char *texts[] = { it->name, it->arguments, it->result, it->unit, it->states, it->meaning, it->term,
                        it->example };
                for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
                        ck_assert_msg(texts[j] && *texts[j] && strchr(texts[j], '|') == NULL && strchr(texts[j], '\n') == NULL,
                                "%s: text %zu", it->name, j);
                prg_formula *formula = parsed(it->example);
                int found = 0;
                for (size_t j = 0; j < formula->count; j++)
                        found |= formula->nodes[j].kind == PRG__NODE_CALL
                                && &prg__language_table[formula->nodes[j].operation].shown == it;
                ck_assert_msg(found, "%s is not in its example", it->name);
                prg_formula_free(formula);
        }
}
END_TEST

/* The functions that the design names. */
START_TEST(the_language_is_complete)
{
        static const char *const names[] = { "if", "coalesce", "is_missing", "state", "abs", "round", "floor", "ceil", "sqrt",
                "ln", "log10", "exp", "min", "max", "sum", "mean", "median", "count", "sum_over", "count_over", "min_over",
                "max_over", "mean_over", "median_over", "stddev_over", "prev", "same_period_last_year", "ytd", "cum",
                "opening", "closing", "average", "rolling", "at", "on", "agg", "growth", "diff", "index", "like_for_like",
                "baseline", "target", "coverage", "reported", "expected", "parent", "top", "share", "rank" };
        ck_assert_uint_eq(prg_formula_function_count(), sizeof names / sizeof *names);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                ck_assert_msg(prg__function_find(names[i], strlen(names[i])) != PRG__OPERATIONS, "%s", names[i]);
}
END_TEST

/* ---- limits ---- */

static char *repeated(const char *before, const char *part, size_t count, const char *behind)
{
        size_t length = strlen(part);
        char *text = malloc(strlen(before) + count * length + strlen(behind) + 1), *at = text;
        ck_assert_ptr_nonnull(text);
        at += sprintf(at, "%s", before);
        for (size_t i = 0; i < count; i++, at += length)
                memcpy(at, part, length);
        sprintf(at, "%s", behind);
        return text;
}

static void limited(const char *before, const char *part, size_t count, const char *behind, int expected)
{
        char *text = repeated(before, part, count, behind);
        prg_formula *formula = NULL;
        size_t at = 0;
        int code = prg_formula_parse(&formula, text, strlen(text), &at);
        ck_assert_msg(code == expected, "%s%s…: %d %s", before, part, code, code ? prg_error_last()->message : "");
        if (code < 0)
                ck_assert_uint_le(at, strlen(text));
        prg_formula_free(formula);
        free(text);
}

START_TEST(what_is_too_long_deep_or_large_is_refused)
{
        limited("", "x", 1000000, "", PRG_ELIMIT);
        limited("1", " ", 65535, "", 0);
        limited("1", " ", 65536, "", PRG_ELIMIT);
        limited("", "(", 10000, "1", PRG_ELIMIT);
        limited("", "abs(", 10000, "1", PRG_ELIMIT);
        limited("", "-", 10000, "1", PRG_ELIMIT);
        limited("", "2^", 10000, "1", PRG_ELIMIT);
        limited("", "not ", 10000, "1 = 1", PRG_ELIMIT);
        limited("", "-", 200, "1", 0);
        limited("", "-", 201, "1", PRG_ELIMIT);
        limited("1", "+1", 4999, "", 0);
        limited("1", "+1", 5000, "", PRG_ELIMIT);
        limited("sum(1", ",1", 9997, "", PRG_ESYNTAX);
        limited("sum(1", ",1", 9998, ")", 0);
        limited("sum(1", ",1", 9999, ")", PRG_ELIMIT);
}
END_TEST

START_TEST(a_long_chain_is_evaluated_and_written)
{
        char *text = repeated("1", " + 1", 4999, "");
        prg_formula *formula = parsed(text);
        prg_formula_result result;
        prg_decimal number;
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_formula_evaluate(formula, NULL, 0, &result), 0);
        ck_assert_int_eq(prg_formula_result_decimal(&result, &number), 0);
        ck_assert_int_eq(number.mantissa, 5000);
        ck_assert_int_eq(prg_formula_format(&buf, formula), 0);
        ck_assert_str_eq(buf.data, text);
        prg_buf_dispose(&buf);
        prg_formula_free(formula);
        free(text);
}
END_TEST

START_TEST(what_is_no_text_is_refused)
{
        prg_formula *formula = NULL;
        size_t at = 99;
        ck_assert_fails(prg_formula_parse(NULL, "1", 1, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_parse(&formula, NULL, 1, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_parse(&formula, NULL, 0, NULL), PRG_ESYNTAX);
        ck_assert_fails(prg_formula_parse(&formula, "1 + \xff", 5, &at), PRG_EUTF8);
        ck_assert_uint_eq(at, 4);
        ck_assert_str_eq(prg_error_last()->place, "1:5");
        ck_assert_fails(prg_formula_parse(&formula, "1\0+ 1", 5, &at), PRG_ESYNTAX);
        ck_assert_uint_eq(at, 1);
        ck_assert_fails(prg_formula_parse(&formula, "\"a\0\"", 4, &at), PRG_ESYNTAX);
        ck_assert_uint_eq(at, 2);
        ck_assert_int_eq(prg_formula_parse(&formula, "1 + 1 and more", 5, &at), 0);
        ck_assert_uint_eq(at, 2);
        prg_formula_free(formula);
        prg_formula_free(NULL);
}
END_TEST

/* ---- evaluation ---- */

START_TEST(operands_must_be_as_the_formula_needs_them)
{
        prg_formula *formula = parsed("a + b");
        prg_formula_operand operands[2] = { PRG_FORMULA_OPERAND_INIT, PRG_FORMULA_OPERAND_INIT };
        prg_formula_result result;
        ck_assert_int_eq(prg_formula_evaluate(formula, operands, 2, &result), 0);
        ck_assert_fails(prg_formula_evaluate(formula, operands, 1, &result), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "1 operands, expected 2");
        ck_assert_fails(prg_formula_evaluate(formula, NULL, 2, &result), PRG_EINVALID);
        ck_assert_fails(prg_formula_evaluate(NULL, operands, 2, &result), PRG_EINVALID);
        ck_assert_fails(prg_formula_evaluate(formula, operands, 2, NULL), PRG_EINVALID);
        operands[1].number.decimals = 19;
        ck_assert_fails(prg_formula_evaluate(formula, operands, 2, &result), PRG_EINVALID);
        operands[1].number.decimals = 0;
        operands[1].state = (prg_state)17;
        ck_assert_fails(prg_formula_evaluate(formula, operands, 2, &result), PRG_EINVALID);
        operands[1].state = PRG_STATE_MISSING;
        operands[1].reason = (prg_reason)99;
        ck_assert_fails(prg_formula_evaluate(formula, operands, 2, &result), PRG_EINVALID);
        prg_formula_free(formula);
}
END_TEST

START_TEST(a_result_is_read_in_several_ways)
{
        prg_formula_result third = evaluated("-1 / 3"), wide = evaluated("10^30"), exact = evaluated("1.50 + 1");
        prg_buf above = PRG_BUF_INIT, below = PRG_BUF_INIT, text = PRG_BUF_INIT;
        prg_decimal number;
        double real;
        int order;
        ck_assert_fails(prg_formula_result_decimal(&third, &number), PRG_ERANGE);
        ck_assert_fails(prg_formula_result_decimal(&wide, &number), PRG_ERANGE);
        ck_assert_int_eq(prg_formula_result_decimal(&exact, &number), 0);
        ck_assert(number.mantissa == 25 && number.decimals == 1);
        ck_assert_int_eq(prg_formula_result_rounded(&third, 4, &number), 0);
        ck_assert(number.mantissa == -3333 && number.decimals == 4);
        ck_assert_fails(prg_formula_result_rounded(&wide, 0, &number), PRG_ERANGE);
        ck_assert_fails(prg_formula_result_rounded(&third, 19, &number), PRG_EINVALID);
        ck_assert_int_eq(prg_formula_result_quotient(&third, &above, &below), 0);
        ck_assert_str_eq(above.data, "-1");
        ck_assert_str_eq(below.data, "3");
        ck_assert_int_eq(prg_formula_result_double(&third, &real), 0);
        ck_assert_double_eq(real, -1.0 / 3.0);
        ck_assert_int_eq(prg_formula_result_compare(&third, (prg_decimal){ -333333333333333333, 18 }, &order), 0);
        ck_assert_int_eq(order, -1);
        ck_assert_int_eq(prg_formula_result_compare(&exact, (prg_decimal){ 250, 2 }, &order), 0);
        ck_assert_int_eq(order, 0);
        ck_assert_fails(prg_formula_result_compare(&exact, (prg_decimal){ 1, 19 }, &order), PRG_EINVALID);
        ck_assert_int_eq(prg_formula_result_text(&text, &third, 2, PRG_NUMBER_VIETNAMESE), 0);
        ck_assert_str_eq(text.data, "-0,33");
        text.length = 0;
        ck_assert_int_eq(prg_formula_result_text(&text, &wide, 2, PRG_NUMBER_VIETNAMESE), 0);
        ck_assert_str_eq(text.data, "1.000.000.000.000.000.000.000.000.000.000");
        text.length = 0;
        ck_assert_int_eq(prg_formula_result_text(&text, &exact, 0, PRG_NUMBER_PLAIN), 0);
        ck_assert_str_eq(text.data, "2.5");
        ck_assert_fails(prg_formula_result_text(&text, &exact, 0, 99), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_text(&text, &exact, 19, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_text(NULL, &exact, 0, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_text(&text, NULL, 0, PRG_NUMBER_PLAIN), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_decimal(NULL, &number), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_decimal(&exact, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_rounded(&exact, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_quotient(&exact, NULL, &below), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_quotient(&exact, &above, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_double(&exact, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_result_compare(&exact, (prg_decimal){ 1, 0 }, NULL), PRG_EINVALID);
        prg_buf_dispose(&above);
        prg_buf_dispose(&below);
        prg_buf_dispose(&text);
}
END_TEST

START_TEST(what_is_no_number_has_none)
{
        prg_formula *class = parsed("if(1 > 2, \"A\", \"B\")");
        prg_formula_result results[] = { evaluated("1 / 0"), evaluated("1 < 2"), evaluated("1") };
        static const char *const texts[] = { "", "true", "B" };
        ck_assert_int_eq(prg_formula_evaluate(class, NULL, 0, &results[2]), 0);
        for (size_t i = 0; i < 3; i++) {
                prg_buf text = PRG_BUF_INIT;
                prg_decimal number;
                double real;
                int order;
                ck_assert_int_eq(prg_formula_result_decimal(&results[i], &number), PRG_END);
                ck_assert_int_eq(prg_formula_result_rounded(&results[i], 0, &number), PRG_END);
                ck_assert_int_eq(prg_formula_result_quotient(&results[i], &text, &text), PRG_END);
                ck_assert_int_eq(prg_formula_result_double(&results[i], &real), PRG_END);
                ck_assert_int_eq(prg_formula_result_compare(&results[i], (prg_decimal){ 0, 0 }, &order), PRG_END);
                ck_assert_int_eq(prg_formula_result_text(&text, &results[i], 0, PRG_NUMBER_PLAIN), i ? 0 : PRG_END);
                ck_assert_str_eq(text.data ? text.data : "", texts[i]);
                prg_buf_dispose(&text);
        }
        prg_formula_free(class);
}
END_TEST

START_TEST(a_result_that_nobody_made_is_refused)
{
        prg_formula_result made_up;
        prg_decimal number;
        memset(&made_up, 0, sizeof made_up);
        made_up.type = PRG_FORMULA_DECIMAL;
        ck_assert_fails(prg_formula_result_decimal(&made_up, &number), PRG_EINVALID);
}
END_TEST

/* ---- a host that knows other cells ---- */

/* Cells 0, 1, 2 … of one series: the value of any name in cell n is n; prev(x) is x in the cell before. */
typedef struct series {
        int cell;
        prg__formula_host host;
        int asked;
} series;

static int operand(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value)
{
        series *it = payload;
        (void)formula;
        (void)name;
        it->asked++;
        prg__value_number(value, prg__number_of(it->cell, 0), PRG_EXACT);
        return 0;
}

static int compute(void *payload, const prg_formula *formula, const prg__node *call, prg__value *value)
{
        series *it = payload, before = *it;
        prg__value values[64];
        ck_assert_int_eq(call->operation, PRG__FN_PREV);
        uint32_t argument = prg__formula_argument(formula, call, 0);
        int back = call->count < 2 ? 1
                : (int)formula->nodes[prg__formula_argument(formula, call, 1)].number.mantissa;
        before.cell -= back;
        before.asked = 0;
        before.host.payload = &before;
        if (before.cell < 0) {
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, PRG_REASON_NO_PERIOD);
                return 0;
        }
        int code = prg__formula_run(formula, argument, &before.host, values);
        *value = values[argument];
        it->asked += before.asked;
        return code;
}

static const struct {
        const char *text;
        int number, asked; /* number -1: not applicable */
} elsewhere[] = {
        { "x", 10, 1 },
        { "prev(x)", 9, 1 },
        { "x + prev(x)", 19, 2 },
        { "prev(x + prev(x))", 17, 2 },
        { "prev(prev(x), 3) * 2 + x", 22, 2 },
        { "sum(x, prev(x), prev(x, 2), prev(prev(prev(x))))", 34, 4 },
        { "prev(prev(x) + prev(x)) - prev(x)", 7, 3 },
        { "prev(x, 11)", -1, 0 },
        { "coalesce(prev(x, 11), prev(x, 10), 5)", 0, 1 },
};

START_TEST(what_looks_beyond_the_cell_is_left_to_the_host)
{
        prg_formula *formula = parsed(elsewhere[_i].text);
        series it = { 10, { operand, compute, NULL }, 0 };
        prg__value values[64];
        uint32_t root = (uint32_t)formula->count - 1;
        it.host.payload = &it;
        ck_assert_int_eq(prg__formula_run(formula, root, &it.host, values), 0);
        if (elsewhere[_i].number < 0) {
                ck_assert_int_eq(values[root].state, PRG_STATE_NOT_APPLICABLE);
                ck_assert_int_eq(values[root].reason, PRG_REASON_NO_PERIOD);
        } else {
                prg__number expected = prg__number_of(elsewhere[_i].number, 0);
                ck_assert_int_eq(values[root].state, PRG_STATE_VALUE);
                ck_assert_int_eq(prg__number_compare(&values[root].number, &expected), 0);
        }
        ck_assert_int_eq(it.asked, elsewhere[_i].asked);
        prg_formula_free(formula);
}
END_TEST

/* ---- text ---- */

START_TEST(the_canonical_text_reads_as_the_same_formula)
{
        prg_buf text = PRG_BUF_INIT;
        prg_formula *formula = parsed("  (if (not (a=b) , -(1-(2+ 3)) ,agg( c ,areas=mean)))^ (2)"), *again;
        ck_assert_int_eq(prg_formula_format(&text, formula), 0);
        ck_assert_str_eq(text.data, "if(not a = b, -(1 - (2 + 3)), agg(c, areas=mean))^2");
        again = parsed(text.data);
        ck_assert_int_eq(prg__formula_same(formula, again), 1);
        prg_formula_free(again);
        again = parsed("if(not a = b, -(1 - (2 + 3)), agg(c, areas=sum))^2");
        ck_assert_int_eq(prg__formula_same(formula, again), 0);
        ck_assert_fails(prg_formula_format(NULL, formula), PRG_EINVALID);
        ck_assert_fails(prg_formula_format(&text, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_unit(NULL, formula), PRG_EINVALID);
        ck_assert_fails(prg_formula_unit(&text, NULL), PRG_EINVALID);
        prg_formula_free(again);
        prg_formula_free(formula);
        prg_buf_dispose(&text);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("formula");
        TCase *tests = tcase_create("knowledge");
        tcase_add_test(tests, names_are_references_in_the_order_of_the_text_each_once);
        tcase_add_loop_test(tests, type_and_exactness_follow_from_the_text, 0, ROWS(known));
        tcase_add_test(tests, types_and_scopes_have_names);
        tcase_add_test(tests, every_function_says_what_it_is_and_its_example_is_a_formula_with_it);
        tcase_add_test(tests, the_language_is_complete);
        suite_add_tcase(suite, tests);

        tests = tcase_create("limits");
        tcase_add_test(tests, what_is_too_long_deep_or_large_is_refused);
        tcase_add_test(tests, a_long_chain_is_evaluated_and_written);
        tcase_add_test(tests, what_is_no_text_is_refused);
        suite_add_tcase(suite, tests);

        tests = tcase_create("evaluation");
        tcase_add_test(tests, operands_must_be_as_the_formula_needs_them);
        tcase_add_test(tests, a_result_is_read_in_several_ways);
        tcase_add_test(tests, what_is_no_number_has_none);
        tcase_add_test(tests, a_result_that_nobody_made_is_refused);
        tcase_add_loop_test(tests, what_looks_beyond_the_cell_is_left_to_the_host, 0, ROWS(elsewhere));
        suite_add_tcase(suite, tests);

        tests = tcase_create("text");
        tcase_add_test(tests, the_canonical_text_reads_as_the_same_formula);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
