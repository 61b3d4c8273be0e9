/* Decimals: only formatting needs memory, and a buffer that cannot grow is as it was. */
#include "oom.h"

#include <string.h>

static const prg_decimal a = { 374925, 3 }, b = { -25, 1 };

static int is(prg_decimal value, int64_t mantissa, unsigned decimals)
{
        return value.mantissa == mantissa && value.decimals == decimals;
}

static int parse(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_parse(&value, "374,925", 7, PRG_NUMBER_VIETNAMESE);
        oom_end();
        oom_check(is(value, 374925, 3));
        return code;
}

static int format(void)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "kg ", 3) == 0);
        oom_begin();
        int code = prg_decimal_format(&buf, a, PRG_NUMBER_PLAIN);
        oom_end();
        oom_check(strcmp(buf.data, code < 0 ? "kg " : "kg 374.925") == 0);
        oom_check(buf.length == strlen(buf.data));
        prg_buf_dispose(&buf);
        return code;
}

static int compare(void)
{
        int order = 9;
        oom_begin();
        int code = prg_decimal_compare(&order, a, b);
        oom_end();
        oom_check(order == 1);
        return code;
}

static int quotient_compare(void)
{
        int order = 9;
        oom_begin();
        int code = prg_quotient_compare(&order, a, b, b, a);
        oom_end();
        oom_check(order == -1);
        return code;
}

static int sign(void)
{
        int result = 9;
        oom_begin();
        int code = prg_decimal_sign(&result, b);
        oom_end();
        oom_check(result == -1);
        return code;
}

static int add(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_add(&value, a, b);
        oom_end();
        oom_check(is(value, 372425, 3));
        return code;
}

static int subtract(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_subtract(&value, a, b);
        oom_end();
        oom_check(is(value, 377425, 3));
        return code;
}

static int multiply(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_multiply(&value, a, b);
        oom_end();
        oom_check(is(value, -9373125, 4));
        return code;
}

static int divide(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_divide(&value, a, b, 2);
        oom_end();
        oom_check(is(value, -14997, 2));
        return code;
}

static int negate(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_negate(&value, b);
        oom_end();
        oom_check(is(value, 25, 1));
        return code;
}

static int rescale(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_rescale(&value, b, 3);
        oom_end();
        oom_check(is(value, -2500, 3));
        return code;
}

static int round_to(void)
{
        prg_decimal value = { 0, 0 };
        oom_begin();
        int code = prg_decimal_round(&value, b, 0);
        oom_end();
        oom_check(is(value, -3, 0));
        return code;
}

static int normalize(void)
{
        prg_decimal value = { 1500, 3 };
        oom_begin();
        int code = prg_decimal_normalize(&value, value);
        oom_end();
        oom_check(is(value, 15, 1));
        return code;
}

static int to_double(void)
{
        oom_begin();
        double value = prg_decimal_to_double(b);
        oom_end();
        oom_check(value == -2.5);
        return 0;
}

static int form_name(void)
{
        oom_begin();
        const char *name = prg_number_form_name(PRG_NUMBER_VIETNAMESE);
        oom_end();
        oom_check(strcmp(name, "vietnamese") == 0);
        return 0;
}

static int form_from_name(void)
{
        unsigned form = 9;
        oom_begin();
        int code = prg_number_form_from_name(&form, "plain");
        oom_end();
        oom_check(form == PRG_NUMBER_PLAIN);
        return code;
}

const oom_row oom_decimal[] = {
        { "prg_decimal_parse", parse },
        { "prg_decimal_format", format },
        { "prg_decimal_compare", compare },
        { "prg_quotient_compare", quotient_compare },
        { "prg_decimal_sign", sign },
        { "prg_decimal_add", add },
        { "prg_decimal_subtract", subtract },
        { "prg_decimal_multiply", multiply },
        { "prg_decimal_divide", divide },
        { "prg_decimal_negate", negate },
        { "prg_decimal_rescale", rescale },
        { "prg_decimal_round", round_to },
        { "prg_decimal_normalize", normalize },
        { "prg_decimal_to_double", to_double },
        { "prg_number_form_name", form_name },
        { "prg_number_form_from_name", form_from_name },
        { NULL, NULL },
};
