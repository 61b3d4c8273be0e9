/* The number of a result, read in different ways. */
#include "calc/formula/formula.h"

#include <string.h>

#include "calc/table/table.h"
#include "util/buf.h"
#include "util/decimal.h"

/* A 128-bit integer lies in two words, the lower first. */
static void put_wide(uint64_t words[2], prg__wide value)
{
        words[0] = (uint64_t)(prg__wide_unsigned)value;
        words[1] = (uint64_t)((prg__wide_unsigned)value >> 64);
}

static prg__wide get_wide(const uint64_t words[2])
{
        prg__wide_unsigned bits = (prg__wide_unsigned)words[1] << 64 | words[0];
        if (bits >> 127 == 0)
                return (prg__wide)bits;
        return -(prg__wide)~bits - 1;
}

void prg__value_show(prg_formula_result *result, const prg__value *value)
{
        memset(result, 0, sizeof *result);
        result->state = value->state;
        result->reason = value->reason;
        if (value->state != PRG_STATE_VALUE)
                return;
        result->type = value->type;
        result->truth = value->truth;
        result->category = value->category;
        if (value->type != PRG_FORMULA_DECIMAL)
                return;
        result->exactness = value->exactness;
        put_wide(result->words, value->number.numerator);
        put_wide(result->words + 2, value->number.denominator);
        result->decimals = value->number.decimals;
}

/* 0; PRG_END when it is none; PRG_EINVALID. */
static int number_of(prg__number *number, const prg_formula_result *result)
{
        if (result == NULL)
                return prg__error_null("result");
        if (result->state != PRG_STATE_VALUE || result->type != PRG_FORMULA_DECIMAL)
                return PRG_END;
        *number = (prg__number){ get_wide(result->words), get_wide(result->words + 2), result->decimals };
        if (number->denominator <= 0 || number->decimals > PRG__WIDE_MAX_DECIMALS)
                return prg__error(PRG_EINVALID, NULL, "the result was not made by prg_formula_evaluate()");
        return 0;
}

int prg_formula_result_decimal(const prg_formula_result *result, prg_decimal *decimal)
{
        prg__number number;
        prg__wide mantissa;
        unsigned decimals = 0;
        if (decimal == NULL)
                return prg__error_null("number");
        int code = number_of(&number, result);
        if (code != 0)
                return code;
        if (!prg__number_is_decimal(&mantissa, &decimals, &number))
                return prg__error(PRG_ERANGE, NULL, "the number is a fraction, expected a decimal number");
        return prg__decimal_from_wide(decimal, mantissa, decimals);
}

int prg_formula_result_rounded(const prg_formula_result *result, unsigned decimals, prg_decimal *decimal)
{
        prg__number number;
        prg__wide mantissa;
        int64_t rounded;
        if (decimal == NULL)
                return prg__error_null("number");
        if (decimals > PRG_DECIMAL_MAX_DECIMALS)
                return prg__error(PRG_EINVALID, NULL, "%u decimals, expected at most %d", decimals, PRG_DECIMAL_MAX_DECIMALS);
        int code = number_of(&number, result);
        if (code != 0)
                return code;
        if (prg__number_round(&mantissa, &number, decimals) < 0 || prg__wide_to_int64(&rounded, mantissa) < 0)
                return prg__error(PRG_ERANGE, NULL, "the rounded number is wider than 64 bits");
        *decimal = (prg_decimal){ rounded, decimals };
        return 0;
}

int prg_formula_result_quotient(const prg_formula_result *result, prg_buf *numerator, prg_buf *denominator)
{
        prg__number number;
        if (numerator == NULL)
                return prg__error_null("numerator");
        if (denominator == NULL)
                return prg__error_null("denominator");
        int code = number_of(&number, result);
        return code == 0 ? prg__table_fraction_text(numerator, denominator, &number) : code;
}

static int number_text(prg_buf *out, const prg__number *number, unsigned decimals, unsigned form)
{
        prg__wide mantissa;
        unsigned needed = 0;
        if (prg__number_is_decimal(&mantissa, &needed, number))
                return prg__wide_format(out, mantissa, needed, form);
        if (prg__number_round(&mantissa, number, decimals) < 0)
                return prg__error(PRG_ERANGE, NULL, "the number rounded to %u decimals is wider than 128 bits", decimals);
        return prg__wide_format(out, mantissa, decimals, form);
}

int prg_formula_result_text(prg_buf *out, const prg_formula_result *result, unsigned decimals, unsigned form)
{
        prg__number number;
        if (out == NULL)
                return prg__error_null("out");
        if (result == NULL)
                return prg__error_null("result");
        if (prg_number_form_name(form) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%u is not a number form", form);
        if (decimals > PRG_DECIMAL_MAX_DECIMALS)
                return prg__error(PRG_EINVALID, NULL, "%u decimals, expected at most %d", decimals, PRG_DECIMAL_MAX_DECIMALS);
        if (result->state != PRG_STATE_VALUE)
                return PRG_END;
        if (result->type == PRG_FORMULA_BOOLEAN)
                return prg__buf_text(out, result->truth ? "true" : "false");
        if (result->type == PRG_FORMULA_CLASS)
                return prg__buf_text(out, result->category);
        int code = number_of(&number, result);
        return code == 0 ? number_text(out, &number, decimals, form) : code;
}

int prg_formula_result_double(const prg_formula_result *result, double *out)
{
        prg__number number;
        if (out == NULL)
                return prg__error_null("number");
        int code = number_of(&number, result);
        if (code == 0)
                *out = prg__number_to_double(&number);
        return code;
}

int prg_formula_result_compare(const prg_formula_result *result, prg_decimal limit, int *order)
{
        prg__number number, other = prg__number_of(limit.mantissa, limit.decimals);
        if (order == NULL)
                return prg__error_null("order");
        int code = prg__decimal_check(limit);
        if (code < 0 || (code = number_of(&number, result)) != 0)
                return code;
        *order = prg__number_compare(&number, &other);
        return 0;
}
