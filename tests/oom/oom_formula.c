/* Out of memory: formulas. What fails leaves the formula, the buffer and the programme as they were. */
#include "model.h"

#include <stdio.h>

static prg_item *with_formula(prg_programme *programme, const char *id, const char *kind, const char *formula)
{
        prg_item *item = model_add(prg_programme_root(programme), "indicators", id);
        oom_check(prg_item_set(item, "kind", kind) == 0 && (formula == NULL || prg_item_set(item, "formula", formula) == 0));
        return item;
}

/* A flow, a class, and indicators that are computed from each other. */
static prg_programme *with_formulas(void)
{
        prg_programme *programme = model_new();
        prg_item *root = prg_programme_root(programme);
        model_add(root, "units", "kg");
        prg_item *gram = model_add(root, "units", "g");
        oom_check(prg_item_set(gram, "base", "kg") == 0 && prg_item_set(gram, "factor", "0.001") == 0);
        oom_check(prg_item_set(with_formula(programme, "heavy", "flow", NULL), "unit", "kg") == 0);
        oom_check(prg_item_set(with_formula(programme, "light", "flow", NULL), "unit", "g") == 0);
        model_add(with_formula(programme, "grade", "class", NULL), "categories", "a");
        with_formula(programme, "both", "computed", "heavy + light");
        with_formula(programme, "twice", "computed", "both * 2 + at(heavy, \"2018\")");
        return programme;
}

static const char text[] = "if(grade = \"a\" and light + both > 1, round(heavy / 3, 1), prev(twice, 2) - -sum(1, 2, heavy))";

static prg_formula *parsed(const char *from)
{
        prg_formula *formula = NULL;
        oom_check(prg_formula_parse(&formula, from, strlen(from), NULL) == 0);
        return formula;
}

/* ---- reading, writing ---- */

static int parse(void)
{
        prg_formula *formula = NULL;
        oom_begin();
        int code = prg_formula_parse(&formula, text, sizeof text - 1, NULL);
        oom_end();
        oom_check((code == 0) == (formula != NULL));
        prg_formula_free(formula);
        return code;
}

/* What is said of a mistake needs no memory of its own. */
static int parse_mistake(void)
{
        static const char wrong[] = "sum(heavy, light) + roun(1)";
        prg_formula *formula = NULL;
        oom_begin();
        int code = prg_formula_parse(&formula, wrong, sizeof wrong - 1, NULL);
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ENOTFOUND) && formula == NULL);
        return code == PRG_ENOTFOUND ? 0 : code;
}

static int free_formula(void)
{
        prg_formula *formula = parsed(text);
        oom_begin();
        prg_formula_free(formula);
        oom_end();
        return 0;
}

static int format(void)
{
        prg_formula *formula = parsed(text);
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "is ", 3) == 0);
        oom_begin();
        int code = prg_formula_format(&buf, formula);
        oom_end();
        oom_check(strncmp(buf.data, "is ", 3) == 0 && strcmp(buf.data + 3, code ? "" : text) == 0);
        prg_buf_dispose(&buf);
        prg_formula_free(formula);
        return code;
}

/* ---- checking ---- */

static int check(void)
{
        prg_programme *programme = with_formulas();
        prg_formula *formula = parsed(text);
        prg_report *report = NULL;
        oom_check(prg_report_new(&report, NULL) == 0);
        oom_begin();
        int code = prg_formula_check(formula, programme, NULL, report);
        oom_end();
        oom_check(prg_report_count(report) == 0);
        /* As it was parsed, it can be checked again. */
        oom_check(prg_formula_check(formula, programme, NULL, NULL) == 0);
        prg_report_free(report);
        prg_formula_free(formula);
        prg_programme_unref(programme);
        return model_result(code);
}

static int check_mistakes(void)
{
        prg_programme *programme = with_formulas();
        prg_formula *formula = parsed("heavi + ytd(grad) + both");
        prg_report *report = NULL;
        oom_check(prg_report_new(&report, NULL) == 0);
        oom_begin();
        int code = prg_formula_check(formula, programme, model_get(programme, "indicator", "twice"), report);
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ENOTFOUND));
        prg_report_free(report);
        prg_formula_free(formula);
        prg_programme_unref(programme);
        return code == PRG_ENOTFOUND ? 0 : code;
}

static int check_circle(void)
{
        prg_programme *programme = with_formulas();
        prg_formula *formula = parsed("twice + 1");
        oom_begin();
        int code = prg_formula_check(formula, programme, model_get(programme, "indicator", "both"), NULL);
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ECYCLE));
        prg_formula_free(formula);
        prg_programme_unref(programme);
        return code == PRG_ECYCLE ? 0 : code;
}

static int check_programme(void)
{
        prg_programme *programme = with_formulas();
        with_formula(programme, "left", "computed", "right + wrng");
        with_formula(programme, "right", "computed", "left");
        oom_begin();
        int code = prg_programme_check(programme, NULL);
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ESCHEMA));
        prg_programme_unref(programme);
        return code == PRG_ESCHEMA ? 0 : code;
}

/* ---- what is known ---- */

static int knows(void)
{
        prg_formula *formula = parsed("heavy / light");
        oom_begin();
        oom_check(prg_formula_reference_count(formula) == 2 && strcmp(prg_formula_reference(formula, 1), "light") == 0);
        oom_check(prg_formula_result_type(formula) == PRG_FORMULA_RATIO && prg_formula_exactness(formula) == PRG_QUOTIENT);
        oom_check(prg_formula_needs_data(formula) == 0);
        oom_end();
        prg_formula_free(formula);
        return 0;
}

static int unit(void)
{
        prg_programme *programme = with_formulas();
        prg_formula *formula = parsed("heavy * 2");
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_formula_check(formula, programme, NULL, NULL) == 0);
        oom_begin();
        int code = prg_formula_unit(&buf, formula);
        oom_end();
        oom_check(code < 0 ? buf.length == 0 : strcmp(buf.data, "kg") == 0);
        prg_buf_dispose(&buf);
        prg_formula_free(formula);
        prg_programme_unref(programme);
        return code;
}

/* ---- evaluating ---- */

static int evaluate(void)
{
        char many[1024] = "median(x";
        prg_formula_operand operand = PRG_FORMULA_OPERAND_INIT;
        prg_formula_result result;
        for (int i = 0; i < 80; i++)
                strcat(many, ", 1");
        strcat(many, ")");
        prg_formula *formula = parsed(many);
        oom_begin();
        int code = prg_formula_evaluate(formula, &operand, 1, &result);
        oom_end();
        oom_check(code < 0 || result.state == PRG_STATE_VALUE);
        prg_formula_free(formula);
        return code;
}

static prg_formula_result third(void)
{
        prg_formula *formula = parsed("1 / 3");
        prg_formula_result result;
        oom_check(prg_formula_evaluate(formula, NULL, 0, &result) == 0);
        prg_formula_free(formula);
        return result;
}

static int numbers(void)
{
        prg_formula_result result = third();
        prg_decimal number;
        double real;
        int order;
        oom_begin();
        oom_check(prg_formula_result_decimal(&result, &number) == PRG_ERANGE);
        oom_check(prg_formula_result_rounded(&result, 2, &number) == 0 && number.mantissa == 33);
        oom_check(prg_formula_result_double(&result, &real) == 0 && real > 0.3);
        oom_check(prg_formula_result_compare(&result, number, &order) == 0 && order == 1);
        oom_end();
        return 0;
}

static int quotient(void)
{
        prg_formula_result result = third();
        prg_buf above = PRG_BUF_INIT, below = PRG_BUF_INIT;
        oom_begin();
        int code = prg_formula_result_quotient(&result, &above, &below);
        oom_end();
        oom_check(code < 0 ? above.length + below.length == 0 : strcmp(below.data, "3") == 0);
        prg_buf_dispose(&above);
        prg_buf_dispose(&below);
        return code;
}

static int result_text(void)
{
        prg_formula_result result = third();
        prg_buf buf = PRG_BUF_INIT;
        oom_begin();
        int code = prg_formula_result_text(&buf, &result, 2, PRG_NUMBER_PLAIN);
        oom_end();
        oom_check(code < 0 ? buf.length == 0 : strcmp(buf.data, "0.33") == 0);
        prg_buf_dispose(&buf);
        return code;
}

/* ---- the language ---- */

static int language(void)
{
        prg_formula_type type;
        prg_formula_scope scope;
        oom_begin();
        oom_check(prg_formula_function_at(prg_formula_function_count()) == NULL);
        oom_check(strcmp(prg_formula_type_name(PRG_FORMULA_CLASS), "class") == 0);
        oom_check(prg_formula_type_from_name(&type, "ratio") == 0);
        oom_check(strcmp(prg_formula_scope_name(PRG_FORMULA_AT_CELL), "cell") == 0);
        oom_check(prg_formula_scope_from_name(&scope, "areas") == 0);
        oom_end();
        return 0;
}

const oom_row oom_formula[] = {
        { "prg_formula_parse", parse },
        { "prg_formula_parse", parse_mistake },
        { "prg_formula_free", free_formula },
        { "prg_formula_format", format },
        { "prg_formula_check", check },
        { "prg_formula_check", check_mistakes },
        { "prg_formula_check", check_circle },
        { "prg_programme_check", check_programme },
        { "prg_formula_reference_count", knows },
        { "prg_formula_reference", knows },
        { "prg_formula_result_type", knows },
        { "prg_formula_exactness", knows },
        { "prg_formula_needs_data", knows },
        { "prg_formula_unit", unit },
        { "prg_formula_evaluate", evaluate },
        { "prg_formula_result_decimal", numbers },
        { "prg_formula_result_rounded", numbers },
        { "prg_formula_result_double", numbers },
        { "prg_formula_result_compare", numbers },
        { "prg_formula_result_quotient", quotient },
        { "prg_formula_result_text", result_text },
        { "prg_formula_function_count", language },
        { "prg_formula_function_at", language },
        { "prg_formula_type_name", language },
        { "prg_formula_type_from_name", language },
        { "prg_formula_scope_name", language },
        { "prg_formula_scope_from_name", language },
        { NULL, NULL },
};
