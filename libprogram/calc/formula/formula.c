/* Formulas: making and freeing them, what is known of them, evaluation on given operands. */
#include "calc/formula/formula.h"

#include <string.h>

#include "model/programme.h"
#include "util/buf.h"
#include "util/memory.h"
#include "util/suggest.h"
#include "util/utf8.h"

/* Formulas up to this size are evaluated without asking for memory. */
#define SMALL 64

/* ---- reading ---- */

typedef struct reading {
        const char *text;
        size_t *at;
} reading;

/* While a formula is read, the first thing that is wrong ends it. */
static int refuse(void *payload, size_t at, int code, int finding, const char *message)
{
        const reading *it = payload;
        char place[PRG__FORMULA_PLACE];
        (void)finding;
        *it->at = at;
        return prg__error(code, prg__formula_place(place, it->text, at), "%s", message);
}

static int read_text(prg_formula *formula, const char *text, size_t length, size_t *at)
{
        char place[PRG__FORMULA_PLACE];
        reading where = { NULL, at };
        prg__faults faults = { refuse, &where, 0, 0 };
        if (length > PRG_FORMULA_MAX_LENGTH) {
                *at = PRG_FORMULA_MAX_LENGTH;
                return prg__error(PRG_ELIMIT, NULL, "a formula of %zu bytes, expected at most %d", length,
                        PRG_FORMULA_MAX_LENGTH);
        }
        int code = prg__utf8_demand(text, length, "text", at);
        if (code == PRG_EUTF8)
                return prg__error(code, prg__formula_place(place, text, *at), "%s", prg_error_last()->message);
        if (code < 0)
                return code;
        formula->text = prg__arena_text(&formula->arena, text ? text : "", length);
        formula->length = length;
        if (formula->text == NULL)
                return PRG_ENOMEM;
        where.text = formula->text;
        if ((code = prg__formula_read(formula, at)) < 0 || (code = prg__formula_infer(formula, &faults)) < 0
            || (code = prg__formula_infer_units(formula, NULL, &faults)) < 0)
                return code;
        prg__formula_infer_exactness(formula);
        return 0;
}

int prg_formula_parse(prg_formula **formula, const char *text, size_t length, size_t *at)
{
        size_t place = 0;
        if (formula == NULL)
                return prg__error_null("formula");
        if (text == NULL && length > 0)
                return prg__error_null("text");
        prg_formula *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        prg__arena_init(&made->arena);
        int code = read_text(made, text, length, &place);
        if (code < 0) {
                prg_formula_free(made);
                if (at)
                        *at = place;
                return code;
        }
        *formula = made;
        return 0;
}

void prg_formula_free(prg_formula *formula)
{
        if (formula == NULL)
                return;
        prg_calendars_free(formula->calendars);
        prg_programme_unref(formula->programme);
        prg__free(formula->nodes);
        prg__free(formula->arguments);
        prg__free(formula->references);
        prg__arena_dispose(&formula->arena);
        prg__free(formula);
}

/* ---- what is known ---- */

size_t prg_formula_reference_count(const prg_formula *formula)
{
        return formula ? formula->reference_count : 0;
}

const char *prg_formula_reference(const prg_formula *formula, size_t index)
{
        return formula && index < formula->reference_count ? formula->references[index] : NULL;
}

prg_formula_type prg_formula_result_type(const prg_formula *formula)
{
        return formula ? prg__formula_root(formula)->type : PRG_FORMULA_UNKNOWN;
}

prg_exactness prg_formula_exactness(const prg_formula *formula)
{
        return formula ? prg__formula_root(formula)->exactness : PRG_EXACT;
}

int prg_formula_needs_data(const prg_formula *formula)
{
        return formula ? formula->needs_data : 0;
}

int prg_formula_unit(prg_buf *out, const prg_formula *formula)
{
        if (out == NULL)
                return prg__error_null("out");
        if (formula == NULL)
                return prg__error_null("formula");
        size_t before = out->length;
        int code = prg__units_text(out, &formula->unit);
        if (code < 0 && out->data) {
                out->length = before;
                out->data[before] = '\0';
        }
        return code == 0 && out->length == before ? PRG_END : code;
}

/* ---- evaluation on operands ---- */

/* The value of a name must be of its type, where that is known from the check. */
static int refuse_operand(const prg_formula *formula, const prg__node *name, const char *expected)
{
        char place[PRG__FORMULA_PLACE];
        return prg__error(PRG_EINVALID, prg__formula_place(place, formula->text, name->at), "operand '%s' is not %s",
                name->text, expected);
}

static int give_truth(const prg_formula *formula, const prg__node *name, const prg__number *number, prg__value *value)
{
        prg__number one = prg__number_of(1, 0);
        int truth = prg__number_sign(number) != 0;
        if (truth && prg__number_compare(number, &one) != 0)
                return refuse_operand(formula, name, "1 or 0, as a condition is");
        value->type = PRG_FORMULA_BOOLEAN;
        value->truth = truth;
        return 0;
}

static int give_operand(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value)
{
        const prg_formula_operand *operand = (const prg_formula_operand *)payload + name->reference;
        prg__value_say(value, operand->state, operand->state == PRG_STATE_VALUE ? PRG_REASON_NONE : operand->reason);
        if (operand->state != PRG_STATE_VALUE)
                return 0;
        if (operand->category) {
                if (name->type != PRG_FORMULA_UNKNOWN && name->type != PRG_FORMULA_CLASS)
                        return refuse_operand(formula, name, "a number");
                value->type = PRG_FORMULA_CLASS;
                value->category = operand->category;
                return 0;
        }
        prg__number number = prg__number_of(operand->number.mantissa, operand->number.decimals);
        if (name->type == PRG_FORMULA_CLASS)
                return refuse_operand(formula, name, "a class");
        if (name->type == PRG_FORMULA_BOOLEAN)
                return give_truth(formula, name, &number, value);
        prg__value_number(value, number, PRG_EXACT);
        return 0;
}

static int check_operands(const prg_formula *formula, const prg_formula_operand *operands, size_t count)
{
        if (count != formula->reference_count)
                return prg__error(PRG_EINVALID, NULL, "%zu operands, expected %zu", count, formula->reference_count);
        if (operands == NULL && count > 0)
                return prg__error_null("operands");
        for (size_t i = 0; i < count; i++) {
                if (prg_state_name(operands[i].state) == NULL || prg_reason_name(operands[i].reason) == NULL)
                        return prg__error(PRG_EINVALID, NULL, "operand '%s' has no such state or reason",
                                formula->references[i]);
                if (operands[i].state == PRG_STATE_VALUE && operands[i].number.decimals > PRG_DECIMAL_MAX_DECIMALS)
                        return prg__error(PRG_EINVALID, NULL, "operand '%s' has %u decimals, expected at most %d",
                                formula->references[i], operands[i].number.decimals, PRG_DECIMAL_MAX_DECIMALS);
        }
        return 0;
}

int prg_formula_evaluate(const prg_formula *formula, const prg_formula_operand *operands, size_t count,
        prg_formula_result *result)
{
        prg__value room[SMALL], *values = room;
        if (formula == NULL)
                return prg__error_null("formula");
        if (result == NULL)
                return prg__error_null("result");
        int code = check_operands(formula, operands, count);
        if (code < 0)
                return code;
        if (formula->count > SMALL && (values = prg__alloc_array(formula->count, sizeof *values)) == NULL)
                return PRG_ENOMEM;
        prg__formula_host host = { give_operand, NULL, prg__without_const(operands) };
        code = prg__formula_run(formula, (uint32_t)formula->count - 1, &host, values);
        if (code == 0)
                prg__value_show(result, &values[formula->count - 1]);
        if (values != room)
                prg__free(values);
        return code;
}

/* ---- names ---- */

const char *prg_formula_type_name(prg_formula_type type)
{
        switch (type) {
#define NAME(symbol, number, name, meaning) case symbol: return name;
                PRG_FORMULA_TYPE_MAP(NAME)
#undef NAME
        }
        return NULL;
}

const char *prg_formula_scope_name(prg_formula_scope scope)
{
        switch (scope) {
#define NAME(symbol, number, name, meaning) case symbol: return name;
                PRG_FORMULA_SCOPE_MAP(NAME)
#undef NAME
        }
        return NULL;
}

int prg_formula_type_from_name(prg_formula_type *type, const char *name)
{
        static const char *const names[] = {
#define NAME(symbol, number, name, meaning) [number] = name,
                PRG_FORMULA_TYPE_MAP(NAME)
#undef NAME
        };
        size_t row;
        if (type == NULL)
                return prg__error_null("type");
        int code = prg__suggest_find(&row, names, sizeof *names, sizeof names / sizeof *names, name, "type");
        if (code == 0)
                *type = (prg_formula_type)row;
        return code;
}

int prg_formula_scope_from_name(prg_formula_scope *scope, const char *name)
{
        static const char *const names[] = {
#define NAME(symbol, number, name, meaning) [number] = name,
                PRG_FORMULA_SCOPE_MAP(NAME)
#undef NAME
        };
        size_t row;
        if (scope == NULL)
                return prg__error_null("scope");
        int code = prg__suggest_find(&row, names, sizeof *names, sizeof names / sizeof *names, name, "scope");
        if (code == 0)
                *scope = (prg_formula_scope)row;
        return code;
}
