/* Numbers as text; see wide.h and the forms in libprogram/decimal.h.
 *
 * Reading is one pass over the grammar
 *
 *         number   = [minus] whole [mark digits] [("e" | "E") ["+" | "-"] digits]
 *         whole    = digits, or in the Vietnamese form 1*3digit 1*("." 3digit)
 *
 * which collects the digits in a magnitude and counts those after the mark. Text that breaks the
 * grammar anywhere is a syntax error; limits are looked at after that, so that the kind of an error
 * does not depend on where in the text it is met. */
#include "wide.h"

#include <stdio.h>
#include <string.h>

#include <libprogram/decimal.h>

#include "buf.h"
#include "error.h"

#define NOWHERE SIZE_MAX

/* Far beyond any text in memory, far below overflow. */
#define MAX_EXPONENT INT64_C(1000000000000000)

struct scan {
        const char *text;
        size_t length;
        size_t at;
        unsigned form; /* without flags */
        prg__wide_unsigned magnitude;
        prg__wide_unsigned limit;
        size_t too_large; /* where the magnitude would pass the limit, or NOWHERE */
};

static int check_form(unsigned form)
{
        if (prg_number_form_name(form) != NULL)
                return 0;
        return prg__error(PRG_EINVALID, NULL, "%u is not a number form", form);
}

static int is_digit(char c)
{
        return c >= '0' && c <= '9';
}

/* Whether the character c comes next. */
static int sees(const struct scan *scan, char c)
{
        return scan->at < scan->length && scan->text[scan->at] == c;
}

/* Sets an error at a byte of the text; the place counts UTF-8 characters. */
static int refuse(const struct scan *scan, size_t byte, int code, const char *message)
{
        size_t character = 1;
        for (size_t i = 0; i < byte; i++)
                if (((unsigned char)scan->text[i] & 0xC0) != 0x80)
                        character++;
        char place[40];
        snprintf(place, sizeof place, "character %zu", character);
        return prg__error(code, place, "%s", message);
}

/* The next character, or the end, is not what the grammar allows here. */
static int refuse_next(const struct scan *scan, const char *expected)
{
        char message[120];
        char c = (char)(scan->at < scan->length ? scan->text[scan->at] : 0);
        if (scan->length == 0)
                snprintf(message, sizeof message, "the text is empty, expected a number");
        else if (scan->at >= scan->length)
                snprintf(message, sizeof message, "the text ends here, expected %s", expected);
        else if (c == ',' && scan->form == PRG_NUMBER_PLAIN)
                snprintf(message, sizeof message, "%s",
                        "',' is not part of a plain number; declare the Vietnamese form if it is a "
                        "decimal comma");
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
                snprintf(message, sizeof message, "found white space, expected %s", expected);
        else if (c > ' ' && c <= '~')
                snprintf(message, sizeof message, "found '%c', expected %s", c, expected);
        else
                snprintf(message, sizeof message,
                        "found a character that is not printable ASCII, expected %s", expected);
        return refuse(scan, scan->at, PRG_ESYNTAX, message);
}

static int take_minus(struct scan *scan)
{
        static const char minus_sign[] = "\xE2\x88\x92"; /* U+2212 */
        size_t length = 0;
        if (sees(scan, '-'))
                length = 1;
        else if (scan->form == PRG_NUMBER_VIETNAMESE && scan->length >= 3
                 && memcmp(scan->text, minus_sign, 3) == 0)
                length = 3;
        scan->at += length;
        return length != 0;
}

/* Takes a run of digits into the magnitude; returns how many there were. */
static size_t take_digits(struct scan *scan)
{
        size_t start = scan->at;
        for (; scan->at < scan->length && is_digit(scan->text[scan->at]); scan->at++) {
                /* Above 2^124, ten times the magnitude is beyond every limit and may wrap. */
                prg__wide_unsigned next =
                        scan->magnitude * 10 + (unsigned)(scan->text[scan->at] - '0');
                if (scan->too_large != NOWHERE)
                        continue;
                if (scan->magnitude >> 124 != 0 || next > scan->limit)
                        scan->too_large = scan->at;
                else
                        scan->magnitude = next;
        }
        return scan->at - start;
}

static int take_whole(struct scan *scan)
{
        size_t start = scan->at, count = take_digits(scan);
        if (count == 0)
                return refuse_next(scan, "a digit");
        if (scan->form != PRG_NUMBER_VIETNAMESE || !sees(scan, '.'))
                return 0;
        if (scan->text[start] == '0')
                return refuse(scan, scan->at, PRG_ESYNTAX,
                        "'.' groups thousands in the Vietnamese form, and a grouped number does "
                        "not begin with 0");
        while (sees(scan, '.')) {
                size_t mark = scan->at++;
                if (count > 3 || take_digits(scan) != 3)
                        return refuse(scan, mark, PRG_ESYNTAX,
                                "'.' groups thousands in the Vietnamese form, in threes throughout "
                                "the whole part; the decimal mark is ','");
        }
        return 0;
}

/* Takes the digits of an exponent. Beyond MAX_EXPONENT all exponents mean the same. */
static int take_exponent(struct scan *scan, int64_t *exponent)
{
        scan->at++;
        int negative = sees(scan, '-');
        if (negative || sees(scan, '+'))
                scan->at++;
        if (scan->at >= scan->length || !is_digit(scan->text[scan->at]))
                return refuse_next(scan, "a digit of the exponent");
        int64_t value = 0;
        for (; scan->at < scan->length && is_digit(scan->text[scan->at]); scan->at++)
                if (value < MAX_EXPONENT)
                        value = value * 10 + (scan->text[scan->at] - '0');
        *exponent = negative ? -value : value;
        return 0;
}

/* Multiplies the magnitude by 10^power. */
static int shift(struct scan *scan, int64_t power)
{
        for (; power > 0 && scan->magnitude != 0; power--) {
                if (scan->magnitude > scan->limit / 10)
                        return PRG_ERANGE;
                scan->magnitude *= 10;
        }
        return 0;
}

int prg__wide_parse(prg__wide *mantissa, unsigned *decimals, const char *text, size_t length,
        unsigned form, unsigned bits, unsigned max_decimals)
{
        if (check_form(form) < 0)
                return PRG_EINVALID;
        struct scan scan = {
                .text = text,
                .length = length,
                .form = form & ~(unsigned)PRG_NUMBER_EXPONENT,
                .too_large = NOWHERE,
        };
        int negative = take_minus(&scan);
        scan.limit = ((prg__wide_unsigned)1 << bits) - (negative ? 0 : 1);
        if (take_whole(&scan) < 0)
                return PRG_ESYNTAX;

        /* The digits after the mark less the exponent are the decimals. */
        int64_t count = 0, exponent = 0;
        size_t fraction_at = scan.at;
        if (sees(&scan, scan.form == PRG_NUMBER_VIETNAMESE ? ',' : '.')) {
                fraction_at = ++scan.at;
                count = (int64_t)take_digits(&scan);
                if (count == 0)
                        return refuse_next(&scan, "a digit after the decimal mark");
        }
        size_t exponent_at = NOWHERE;
        if (form & PRG_NUMBER_EXPONENT && (sees(&scan, 'e') || sees(&scan, 'E'))) {
                exponent_at = scan.at;
                if (take_exponent(&scan, &exponent) < 0)
                        return PRG_ESYNTAX;
        }
        if (scan.at < scan.length)
                return refuse_next(&scan, "the end of the number");

        char message[80];
        if (count - exponent > (int64_t)max_decimals) {
                snprintf(message, sizeof message, "the number has more than %u decimals",
                        max_decimals);
                size_t at = exponent_at != NOWHERE ? exponent_at : fraction_at + max_decimals;
                return refuse(&scan, at, PRG_ERANGE, message);
        }
        if (scan.too_large == NOWHERE && shift(&scan, exponent - count) < 0)
                scan.too_large = exponent_at;
        if (scan.too_large != NOWHERE) {
                snprintf(message, sizeof message, "the digits of the number do not fit in %u bits",
                        bits + 1);
                return refuse(&scan, scan.too_large, PRG_ERANGE, message);
        }
        prg__wide_from_magnitude(mantissa, scan.magnitude, negative);
        *decimals = count > exponent ? (unsigned)(count - exponent) : 0;
        return 0;
}

/* Divides by ten and returns the last digit; most magnitudes are small. */
static unsigned drop_digit(prg__wide_unsigned *magnitude)
{
        if (*magnitude >> 64 == 0) {
                uint64_t low = (uint64_t)*magnitude;
                *magnitude = low / 10;
                return (unsigned)(low % 10);
        }
        unsigned digit = (unsigned)(*magnitude % 10);
        *magnitude /= 10;
        return digit;
}

size_t prg__wide_write(
        char text[PRG__WIDE_TEXT_SIZE], prg__wide value, unsigned decimals, unsigned form)
{
        int vietnamese = (form & ~(unsigned)PRG_NUMBER_EXPONENT) == PRG_NUMBER_VIETNAMESE;
        prg__wide_unsigned magnitude = prg__wide_magnitude(value);
        char *end = text + PRG__WIDE_TEXT_SIZE, *start = end;
        *--start = '\0';
        /* From the right, and at least one digit before the decimal mark. */
        for (unsigned i = 0; i <= decimals || magnitude != 0; i++) {
                if (i == decimals && i != 0)
                        *--start = vietnamese ? ',' : '.';
                else if (vietnamese && i > decimals && (i - decimals) % 3 == 0)
                        *--start = '.';
                *--start = (char)('0' + drop_digit(&magnitude));
        }
        if (value < 0)
                *--start = '-';
        memmove(text, start, (size_t)(end - start));
        return (size_t)(end - start) - 1;
}

int prg__wide_format(prg_buf *out, prg__wide value, unsigned decimals, unsigned form)
{
        if (check_form(form) < 0)
                return PRG_EINVALID;
        if (decimals > PRG__WIDE_MAX_DECIMALS)
                return prg__error(PRG_EINVALID, NULL, "a number has at most %d decimals, not %u",
                        PRG__WIDE_MAX_DECIMALS, decimals);
        char text[PRG__WIDE_TEXT_SIZE];
        size_t length = prg__wide_write(text, value, decimals, form);
        return prg__buf_append(out, text, length);
}
