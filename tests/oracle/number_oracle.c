/* Answers number_oracle.py. Each line of standard input is one question, an operation and its
 * arguments separated by tabs; each line of standard output is its answer: the result, or the name
 * of the error. A decimal is two arguments, mantissa and decimals; a 128-bit integer is one.
 *
 * "dates" and a year is answered with one line for the whole year. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "util/wide.h"

#define MAX_ARGUMENTS 9

static char *arguments[MAX_ARGUMENTS];
static int taken; /* arguments used up */

static char *next_text(void)
{
        if (taken >= MAX_ARGUMENTS || arguments[taken] == NULL) {
                fprintf(stderr, "%s: too few arguments\n", arguments[0]);
                exit(2);
        }
        return arguments[taken++];
}

static int64_t next_number(void)
{
        return strtoll(next_text(), NULL, 10);
}

static unsigned next_unsigned(void)
{
        return (unsigned)next_number();
}

static prg_decimal next_decimal(void)
{
        prg_decimal value;
        value.mantissa = next_number();
        value.decimals = next_unsigned();
        return value;
}

/* Digit by digit, not by what is being tested. */
static prg__wide next_wide(void)
{
        const char *text = next_text();
        int negative = *text == '-';
        prg__wide value = 0;
        for (text += negative; *text; text++)
                value = value * 10 + (negative ? '0' - *text : *text - '0');
        return value;
}

static void answer_error(int code)
{
        puts(prg_error_name(code));
}

static void answer_decimal(int code, prg_decimal value)
{
        if (code < 0)
                answer_error(code);
        else
                printf("%" PRId64 " %u\n", value.mantissa, value.decimals);
}

static void answer_integer(int code, int value)
{
        if (code < 0)
                answer_error(code);
        else
                printf("%d\n", value);
}

static void answer_wide(int code, prg__wide value)
{
        char text[PRG__WIDE_TEXT_SIZE];
        if (code < 0) {
                answer_error(code);
                return;
        }
        prg__wide_write(text, value, 0, PRG_NUMBER_PLAIN);
        puts(text);
}

static void answer_buf(int code, prg_buf *buf)
{
        if (code < 0)
                answer_error(code);
        else
                puts(buf->data);
        prg_buf_dispose(buf);
}

static void parse(void)
{
        prg_decimal value = { 0, 0 };
        unsigned form = next_unsigned();
        const char *text = next_text();
        int code = prg_decimal_parse(&value, text, strlen(text), form);
        answer_decimal(code, value);
}

static void format(void)
{
        prg_buf buf = PRG_BUF_INIT;
        unsigned form = next_unsigned();
        int code = prg_decimal_format(&buf, next_decimal(), form);
        answer_buf(code, &buf);
}

static void compare(void)
{
        int order = 9;
        prg_decimal a = next_decimal(), b = next_decimal();
        int code = prg_decimal_compare(&order, a, b);
        answer_integer(code, order);
}

static void compare_quotients(void)
{
        int order = 9;
        prg_decimal a = next_decimal(), b = next_decimal();
        prg_decimal c = next_decimal(), d = next_decimal();
        int code = prg_quotient_compare(&order, a, b, c, d);
        answer_integer(code, order);
}

static void sign(void)
{
        int result = 9;
        int code = prg_decimal_sign(&result, next_decimal());
        answer_integer(code, result);
}

static void two_decimals(int (*operation)(prg_decimal *, prg_decimal, prg_decimal))
{
        prg_decimal result = { 0, 0 }, a = next_decimal(), b = next_decimal();
        int code = operation(&result, a, b);
        answer_decimal(code, result);
}

static void add(void)
{
        two_decimals(prg_decimal_add);
}

static void subtract(void)
{
        two_decimals(prg_decimal_subtract);
}

static void multiply(void)
{
        two_decimals(prg_decimal_multiply);
}

static void divide(void)
{
        prg_decimal result = { 0, 0 }, a = next_decimal(), b = next_decimal();
        int code = prg_decimal_divide(&result, a, b, next_unsigned());
        answer_decimal(code, result);
}

static void negate(void)
{
        prg_decimal result = { 0, 0 };
        int code = prg_decimal_negate(&result, next_decimal());
        answer_decimal(code, result);
}

static void normalize(void)
{
        prg_decimal result = { 0, 0 };
        int code = prg_decimal_normalize(&result, next_decimal());
        answer_decimal(code, result);
}

static void rescale(void)
{
        prg_decimal result = { 0, 0 }, value = next_decimal();
        int code = prg_decimal_rescale(&result, value, next_unsigned());
        answer_decimal(code, result);
}

static void round_to(void)
{
        prg_decimal result = { 0, 0 }, value = next_decimal();
        int code = prg_decimal_round(&result, value, next_unsigned());
        answer_decimal(code, result);
}

static void to_double(void)
{
        double result = prg_decimal_to_double(next_decimal());
        uint64_t bits;
        memcpy(&bits, &result, sizeof bits);
        printf("%016" PRIx64 "\n", bits);
}

static void wide_add(void)
{
        prg__wide result = 0, a = next_wide(), b = next_wide();
        int code = prg__wide_add(&result, a, b);
        answer_wide(code, result);
}

static void wide_subtract(void)
{
        prg__wide result = 0, a = next_wide(), b = next_wide();
        int code = prg__wide_subtract(&result, a, b);
        answer_wide(code, result);
}

static void wide_scale(void)
{
        prg__wide result = 0, value = next_wide();
        int code = prg__wide_scale(&result, value, next_unsigned());
        answer_wide(code, result);
}

static void wide_divide(void)
{
        prg__wide result = 0, a = next_wide(), b = next_wide();
        int code = prg__wide_divide(&result, a, b, (int)next_number());
        answer_wide(code, result);
}

static void wide_compare(void)
{
        prg__wide a = next_wide(), b = next_wide(), c = next_wide(), d = next_wide();
        answer_integer(0, prg__wide_compare_products(a, b, c, d));
}

static void wide_parse(void)
{
        prg__wide value = 0;
        unsigned decimals = 0, form = next_unsigned();
        const char *text = next_text();
        int code = prg__wide_parse(
                &value, &decimals, text, strlen(text), form, 127, PRG__WIDE_MAX_DECIMALS);
        if (code == 0)
                printf("%u ", decimals);
        answer_wide(code, value);
}

static void wide_format(void)
{
        prg_buf buf = PRG_BUF_INIT;
        unsigned form = next_unsigned();
        prg__wide value = next_wide();
        int code = prg__wide_format(&buf, value, next_unsigned(), form);
        answer_buf(code, &buf);
}

static void date_parse(void)
{
        prg_date date = 0;
        const char *text = next_text();
        int code = prg_date_parse(&date, text, strlen(text));
        answer_integer(code, date);
}

static void add_days(void)
{
        prg_date result = 0, date = (prg_date)next_number();
        int code = prg_date_add_days(&result, date, (int)next_number());
        answer_integer(code, result);
}

static void add_months(void)
{
        prg_date result = 0, date = (prg_date)next_number();
        int code = prg_date_add_months(&result, date, (int)next_number());
        answer_integer(code, result);
}

/* The two ways back: what a date was taken apart into makes that date again. */
static int same_again(prg_date date, const prg_buf *text, int iso_year, int week, int weekday)
{
        int year, month, day;
        prg_date made, parsed, from_week;
        return prg_date_split(date, &year, &month, &day) == 0
               && prg_date_make(&made, year, month, day) == 0 && made == date
               && prg_date_parse(&parsed, text->data, text->length) == 0 && parsed == date
               && prg_date_from_iso_week(&from_week, iso_year, week, weekday) == 0
               && from_week == date;
}

/* Leap or not, weeks, day number of 1 January; every day with weekday and ISO week; which of the
 * months 0 to 13 and days 0 to 32 exist, and which of the weeks 0 to 54 and weekdays 0 to 8. */
static void dates(void)
{
        int year = (int)next_number(), weeks = 0;
        prg_date first, last;
        if (prg_date_make(&first, year, 1, 1) < 0 || prg_date_make(&last, year, 12, 31) < 0
            || prg_date_iso_weeks(&weeks, year) < 0) {
                answer_error(prg_error_last()->code);
                return;
        }
        printf("%d %d %d ", prg_date_is_leap(year), weeks, first);
        for (prg_date date = first; date <= last; date++) {
                int iso_year = 0, week = 0, weekday = 0;
                prg_buf text = PRG_BUF_INIT;
                if (prg_date_format(&text, date) < 0 || prg_date_weekday(&weekday, date) < 0
                    || prg_date_iso_week(date, &iso_year, &week) < 0
                    || !same_again(date, &text, iso_year, week, weekday))
                        fputs("?", stdout);
                printf("%s %d %d %d ", text.data, iso_year, week, weekday);
                prg_buf_dispose(&text);
        }
        for (int month = 0; month <= 13; month++)
                for (int day = 0; day <= 32; day++) {
                        prg_date date;
                        putchar(prg_date_make(&date, year, month, day) == 0 ? '1' : '0');
                }
        putchar(' ');
        for (int week = 0; week <= 54; week++)
                for (int weekday = 0; weekday <= 8; weekday++) {
                        prg_date date;
                        int code = prg_date_from_iso_week(&date, year, week, weekday);
                        putchar(code == 0 ? '1' : '0');
                }
        putchar('\n');
}

static const struct {
        const char *name;
        void (*answer)(void);
} operations[] = {
        { "parse", parse },
        { "format", format },
        { "compare", compare },
        { "compare_quotients", compare_quotients },
        { "sign", sign },
        { "add", add },
        { "subtract", subtract },
        { "multiply", multiply },
        { "divide", divide },
        { "negate", negate },
        { "normalize", normalize },
        { "rescale", rescale },
        { "round", round_to },
        { "to_double", to_double },
        { "wide_add", wide_add },
        { "wide_subtract", wide_subtract },
        { "wide_scale", wide_scale },
        { "wide_divide", wide_divide },
        { "wide_compare", wide_compare },
        { "wide_parse", wide_parse },
        { "wide_format", wide_format },
        { "date_parse", date_parse },
        { "add_days", add_days },
        { "add_months", add_months },
        { "dates", dates },
};

/* Cuts the line at its tabs. */
static void split(char *line)
{
        memset(arguments, 0, sizeof arguments);
        for (int i = 0; i < MAX_ARGUMENTS && line != NULL; i++) {
                arguments[i] = line;
                line = strchr(line, '\t');
                if (line != NULL)
                        *line++ = '\0';
        }
        taken = 1;
}

int main(void)
{
        static char line[4096];
        while (fgets(line, sizeof line, stdin)) {
                size_t length = strlen(line), i = 0;
                if (length == 0 || line[length - 1] != '\n') {
                        fputs("a line is too long\n", stderr);
                        return 2;
                }
                line[length - 1] = '\0';
                split(line);
                while (i < sizeof operations / sizeof *operations
                       && strcmp(operations[i].name, arguments[0]) != 0)
                        i++;
                if (i == sizeof operations / sizeof *operations) {
                        fprintf(stderr, "no operation is named '%s'\n", arguments[0]);
                        return 2;
                }
                operations[i].answer();
        }
        return EXIT_SUCCESS;
}
