/* Formulas as text: read, written and read again, checked against a programme, evaluated on operands that follow from
 * the input. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "calc/formula/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
        if (!holds)
                abort();
}

static void add(prg_programme *programme, const char *id, const char *const *fields)
{
        prg_item *item = NULL;
        require(prg_item_add(&item, prg_programme_root(programme), "indicators", id) == 0);
        for (; *fields; fields += 2)
                require(prg_item_set(item, fields[0], fields[1]) == 0);
}

static prg_programme *make_programme(void)
{
        prg_programme *programme = NULL;
        prg_item *item = NULL;
        require(prg_programme_new(&programme, "p") == 0);
        prg_item *root = prg_programme_root(programme);
        require(prg_item_add(&item, root, "units", "kg") == 0 && prg_item_add(&item, root, "units", "g") == 0);
        require(prg_item_set(item, "base", "kg") == 0 && prg_item_set(item, "factor", "0.001") == 0);
        require(prg_item_add(&item, root, "calendars", "vn") == 0 && prg_item_set(item, "kind", "shifted") == 0
                && prg_item_set(item, "day", "15") == 0);
        add(programme, "a", (const char *const[]){ "kind", "flow", "unit", "kg", NULL });
        add(programme, "b", (const char *const[]){ "kind", "stock", "unit", "g", NULL });
        add(programme, "c", (const char *const[]){ "kind", "stock", NULL });
        add(programme, "g", (const char *const[]){ "kind", "class", NULL });
        add(programme, "r", (const char *const[]){ "kind", "ratio", "numerator", "a", "denominator", "b", "factor", "100", NULL });
        add(programme, "f", (const char *const[]){ "kind", "computed", "formula", "a + b", NULL });
        require(prg_programme_freeze(programme) == 0);
        return programme;
}

/* A place in the text, or in the whole of it. */
static void says_where(int code, size_t at, size_t size)
{
        require(code < 0 && prg_error_last()->code == code && *prg_error_last()->message && at <= size);
        require(code == PRG_ESYNTAX || code == PRG_EUTF8 || code == PRG_ENOTFOUND || code == PRG_ESCHEMA || code == PRG_ELIMIT);
        require(code == PRG_ELIMIT || strchr(prg_error_last()->place, ':') != NULL);
}

static void writes_and_reads(const prg_formula *formula)
{
        prg_buf text = PRG_BUF_INIT, again = PRG_BUF_INIT;
        prg_formula *copy = NULL;
        require(prg_formula_format(&text, formula) == 0);
        if (text.length <= PRG_FORMULA_MAX_LENGTH) {
                require(prg_formula_parse(&copy, text.data, text.length, NULL) == 0);
                require(prg__formula_same(formula, copy));
                require(prg_formula_format(&again, copy) == 0);
                require(again.length == text.length && memcmp(again.data, text.data, text.length) == 0);
        }
        prg_formula_free(copy);
        prg_buf_dispose(&text);
        prg_buf_dispose(&again);
}

/* Operands that follow from a number. */
static prg_formula_operand *make_operands(const prg_formula *formula, uint64_t seed)
{
        size_t count = prg_formula_reference_count(formula);
        prg_formula_operand *operands = calloc(count + 1, sizeof *operands);
        require(operands != NULL);
        for (size_t i = 0; i < count; i++) {
                seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                unsigned kind = (unsigned)(seed >> 33) % 10;
                if (kind < 5)
                        operands[i].state = (prg_state)(kind + 1);
                else if (kind == 5)
                        operands[i].category = "x";
                else
                        operands[i].number = (prg_decimal){ kind < 8 ? (int64_t)(seed >> 40) % 1000 - 500 : (int64_t)seed,
                                (unsigned)(seed >> 20) % 4 };
        }
        return operands;
}

static void evaluates(const prg_formula *formula, uint64_t seed)
{
        prg_formula_operand *operands = make_operands(formula, seed);
        prg_formula_result result;
        prg_buf text = PRG_BUF_INIT;
        int code = prg_formula_evaluate(formula, operands, prg_formula_reference_count(formula), &result);
        require(code == 0 || code == PRG_EINVALID);
        if (code == 0)
                require(!prg_formula_needs_data(formula));
        if (code == 0 && result.state == PRG_STATE_VALUE) {
                prg_formula_type type = prg_formula_result_type(formula);
                require(type == PRG_FORMULA_UNKNOWN || type == result.type
                        || (type == PRG_FORMULA_RATIO && result.type == PRG_FORMULA_DECIMAL));
                require(result.exactness <= prg_formula_exactness(formula));
                require(result.reason == PRG_REASON_NONE);
                int said = prg_formula_result_text(&text, &result, 3, PRG_NUMBER_PLAIN);
                require(said == 0 || said == PRG_ERANGE);
        }
        prg_buf_dispose(&text);
        free(operands);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static prg_programme *programme;
        prg_formula *formula = NULL;
        size_t at = 0;
        if (programme == NULL)
                programme = make_programme();
        if (size > 8192)
                return 0;
        int code = prg_formula_parse(&formula, (const char *)data, size, &at);
        if (code < 0) {
                says_where(code, at, size);
                return 0;
        }
        writes_and_reads(formula);
        for (uint64_t seed = 0; seed < 4; seed++)
                evaluates(formula, seed * 77 + size);
        code = prg_formula_check(formula, programme, NULL, NULL);
        require(code == 0 || strchr(prg_error_last()->place, ':') != NULL);
        writes_and_reads(formula);
        evaluates(formula, size);
        prg_formula_free(formula);
        return 0;
}
