/* Numbers as text. The first byte chooses: bit 0 the form, bit 1 whether exponents are accepted,
 * the rest a number of decimals to round to. The other bytes are the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
        if (!holds)
                abort();
}

static int same(prg_decimal a, prg_decimal b)
{
        return a.mantissa == b.mantissa && a.decimals == b.decimals;
}

static int order_of(prg_decimal a, prg_decimal b)
{
        int order = 9, back = 9;
        require(prg_decimal_compare(&order, a, b) == 0);
        require(prg_decimal_compare(&back, b, a) == 0);
        require(order >= -1 && order <= 1 && order == -back);
        return order;
}

/* What is written in a form is read back as it was. */
static void writes_and_reads(prg_decimal value, unsigned form)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_decimal back;
        require(prg_decimal_format(&buf, value, form) == 0);
        require(prg_decimal_parse(&back, buf.data, buf.length, form) == 0);
        require(same(back, value));
        prg_buf_dispose(&buf);
}

/* A rounded value lies within half a unit of its last decimal, and is not nearer to zero when it
 * lies exactly there. */
static void rounds(prg_decimal value, unsigned decimals)
{
        prg_decimal rounded, difference, double_difference;
        const prg_decimal unit = { 1, decimals };
        if (prg_decimal_round(&rounded, value, decimals) < 0) {
                require(decimals > value.decimals);
                require(prg_error_last()->code == PRG_ERANGE);
                return;
        }
        require(rounded.decimals == decimals);
        if (decimals >= value.decimals) {
                require(order_of(rounded, value) == 0);
                return;
        }
        require(prg_decimal_subtract(&difference, rounded, value) == 0);
        if (difference.mantissa < 0)
                require(prg_decimal_negate(&difference, difference) == 0);
        require(prg_decimal_add(&double_difference, difference, difference) == 0);
        int order = order_of(double_difference, unit);
        require(order <= 0);
        if (order == 0)
                require(value.mantissa > 0 ? order_of(rounded, value) > 0
                                           : order_of(rounded, value) < 0);
        prg_decimal divided;
        require(prg_decimal_divide(&divided, value, (prg_decimal){ 1, 0 }, decimals) == 0);
        require(same(divided, rounded));
}

/* The value is what it was after each operation and its opposite. */
static void there_and_back(prg_decimal value)
{
        const prg_decimal one = { 1, 0 };
        prg_decimal other, back;
        require(prg_decimal_normalize(&other, value) == 0);
        require(order_of(other, value) == 0 && other.decimals <= value.decimals);
        require(prg_decimal_rescale(&back, other, value.decimals) == 0);
        require(same(back, value));
        if (prg_decimal_add(&other, value, one) == 0) {
                require(order_of(other, value) > 0);
                require(prg_decimal_subtract(&back, other, one) == 0);
                require(order_of(back, value) == 0);
        }
        if (prg_decimal_negate(&other, value) == 0) {
                require(prg_decimal_negate(&back, other) == 0);
                require(same(back, value));
                require(prg_decimal_add(&back, value, other) == 0 && back.mantissa == 0);
                require(prg_decimal_to_double(other) == 0 - prg_decimal_to_double(value));
        }
        require(prg_decimal_multiply(&back, value, one) == 0 && same(back, value));
        int sign = 9, order = 9;
        require(prg_decimal_sign(&sign, value) == 0);
        require(sign == order_of(value, (prg_decimal){ 0, 0 }));
        require(prg_quotient_compare(&order, value, one, value, one) == 0 && order == 0);
        if (sign != 0) {
                require(prg_decimal_divide(&back, value, value, 3) == 0);
                require(same(back, (prg_decimal){ 1000, 3 }));
                require(prg_quotient_compare(&order, one, value, (prg_decimal){ 0, 0 }, one) == 0);
                require(order == sign);
        }
        require(prg_decimal_to_double(value) * sign >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        if (size == 0)
                return 0;
        unsigned base = data[0] & 1 ? PRG_NUMBER_VIETNAMESE : PRG_NUMBER_PLAIN;
        unsigned form = base | (data[0] & 2 ? (unsigned)PRG_NUMBER_EXPONENT : 0);
        unsigned decimals = (data[0] >> 2) % (PRG_DECIMAL_MAX_DECIMALS + 1);
        const char *text = (const char *)data + 1;
        const prg_decimal untouched = { 77, 7 };
        prg_decimal value = untouched, again = untouched;

        int code = prg_decimal_parse(&value, text, size - 1, form);
        if (code < 0) {
                require(code == PRG_ESYNTAX || code == PRG_ERANGE);
                require(code == prg_error_last()->code && same(value, untouched));
                require(strncmp(prg_error_last()->place, "character ", 10) == 0);
                for (const char *c = prg_error_last()->message; *c; c++)
                        require(*c >= ' ' && *c <= '~');
                return 0;
        }
        require(value.decimals <= PRG_DECIMAL_MAX_DECIMALS);
        require(prg_decimal_parse(&again, text, size - 1, base | PRG_NUMBER_EXPONENT) == 0);
        require(same(again, value));
        writes_and_reads(value, PRG_NUMBER_PLAIN);
        writes_and_reads(value, PRG_NUMBER_VIETNAMESE);
        rounds(value, decimals);
        there_and_back(value);
        return 0;
}
