/* Civil dates; see libprogram/date.h.
 *
 * Days are counted from a year that begins on 1 March: the leap day is then the last day of its
 * year, and the lengths of the months repeat as 31 30 31 30 31, so that (153 * month + 2) / 5 days
 * lie before a month counted from 0. Both directions are a few multiplications and divisions, with
 * no loop and no table. The count begins on 0000-03-01, before every valid date, so nothing is ever
 * negative. */
#include "date.h"

#include "buf.h"
#include "error.h"

#define DAYS_TO_1970      719468 /* from 0000-03-01 to 1970-01-01 */
#define DAYS_IN_4_YEARS   1461
#define DAYS_IN_400_YEARS 146097

int prg_date_is_valid(prg_date date)
{
        return date >= PRG_DATE_MIN && date <= PRG_DATE_MAX;
}

int prg__date_check(prg_date date)
{
        if (prg_date_is_valid(date))
                return 0;
        if (date == PRG_DATE_NONE)
                return prg__error(PRG_EINVALID, NULL, "a date is needed, there is none");
        return prg__error(PRG_EINVALID, NULL,
                "day %d from 1970-01-01 is not within 0001-01-01 to 9999-12-31", date);
}

static int check_year(int year)
{
        if (year >= 1 && year <= PRG__DATE_MAX_YEAR)
                return 0;
        return prg__error(
                PRG_ERANGE, NULL, "year %d is not within 1 to %d", year, PRG__DATE_MAX_YEAR);
}

static int check_month(int year, int month)
{
        if (check_year(year) < 0)
                return PRG_ERANGE;
        if (month >= 1 && month <= 12)
                return 0;
        prg__error(PRG_ERANGE, NULL, "month %d is not within 1 to 12", month);
        return PRG_ERANGE;
}

int prg_date_is_leap(int year)
{
        return year >= 1 && year <= PRG__DATE_MAX_YEAR && year % 4 == 0
               && (year % 100 != 0 || year % 400 == 0);
}

int prg__date_days_in_month(int year, int month)
{
        if (month == 2)
                return 28 + prg_date_is_leap(year);
        return 30 + ((month + month / 8) & 1); /* August repeats the pattern of January */
}

prg_date prg__date_make(int year, int month, int day)
{
        int past_february = month > 2;
        int march_year = year - !past_february;
        int march_month = past_february ? month - 3 : month + 9;
        return 365 * march_year + march_year / 4 - march_year / 100 + march_year / 400
               + (153 * march_month + 2) / 5 + day - 1 - DAYS_TO_1970;
}

void prg__date_split(prg_date date, int *year, int *month, int *day)
{
        /* With the leap day last, (4 * days + 3) / 146097 is the century of a count of days, and
         * (4 * days + 3) / 1461 the year within it. */
        int days = date + DAYS_TO_1970;
        int century = (4 * days + 3) / DAYS_IN_400_YEARS;
        days -= century * DAYS_IN_400_YEARS / 4;
        int march_year = (4 * days + 3) / DAYS_IN_4_YEARS;
        days -= march_year * DAYS_IN_4_YEARS / 4;
        int march_month = (5 * days + 2) / 153;
        int past_december = march_month >= 10;
        *year = 100 * century + march_year + past_december;
        *month = past_december ? march_month - 9 : march_month + 3;
        *day = days - (153 * march_month + 2) / 5 + 1;
}

int prg__date_weekday(prg_date date)
{
        return (date - PRG_DATE_MIN) % 7 + 1; /* 0001-01-01 is a Monday */
}

void prg__date_write(char text[PRG__DATE_LENGTH + 1], prg_date date)
{
        int year, month, day;
        prg__date_split(date, &year, &month, &day);
        const int digits[] = { year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -1,
                month / 10, month % 10, -1, day / 10, day % 10 };
        for (int i = 0; i < PRG__DATE_LENGTH; i++)
                text[i] = (char)(digits[i] < 0 ? '-' : '0' + digits[i]);
        text[PRG__DATE_LENGTH] = '\0';
}

int prg_date_days_in_month(int *days, int year, int month)
{
        if (days == NULL)
                return prg__error_null("days");
        int code = check_month(year, month);
        if (code < 0)
                return code;
        *days = prg__date_days_in_month(year, month);
        return 0;
}

int prg_date_make(prg_date *out, int year, int month, int day)
{
        static const char *const names[] = { "January", "February", "March", "April", "May", "June",
                "July", "August", "September", "October", "November", "December" };
        if (out == NULL)
                return prg__error_null("out");
        int code = check_month(year, month);
        if (code < 0)
                return code;
        int days = prg__date_days_in_month(year, month);
        if (day < 1)
                return prg__error(PRG_ERANGE, NULL, "day %d is not within 1 to %d", day, days);
        if (day > days)
                return prg__error(
                        PRG_ERANGE, NULL, "%s %04d has %d days", names[month - 1], year, days);
        *out = prg__date_make(year, month, day);
        return 0;
}

int prg_date_split(prg_date date, int *year, int *month, int *day)
{
        if (year == NULL)
                return prg__error_null("year");
        if (month == NULL)
                return prg__error_null("month");
        if (day == NULL)
                return prg__error_null("day");
        int code = prg__date_check(date);
        if (code == 0)
                prg__date_split(date, year, month, day);
        return code;
}

/* The number of length digits, or -1. */
static int read_digits(const char *text, int length)
{
        int number = 0;
        for (int i = 0; i < length; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return -1;
                number = number * 10 + (text[i] - '0');
        }
        return number;
}

/* Quotes the text if that makes a readable line. */
static int refuse_form(const char *text, size_t length)
{
        int quote = length > 0 && length <= 40;
        for (size_t i = 0; i < length && quote; i++)
                quote = text[i] >= ' ' && text[i] <= '~';
        if (!quote)
                return prg__error(PRG_ESYNTAX, NULL, "expected YYYY-MM-DD, such as 2017-09-29");
        return prg__error(PRG_ESYNTAX, NULL,
                "found '%.*s', expected YYYY-MM-DD, such as 2017-09-29", (int)length, text);
}

int prg_date_parse(prg_date *out, const char *text, size_t length)
{
        if (out == NULL)
                return prg__error_null("out");
        if (text == NULL)
                return prg__error_null("text");
        if (length != PRG__DATE_LENGTH || text[4] != '-' || text[7] != '-')
                return refuse_form(text, length);
        int year = read_digits(text, 4), month = read_digits(text + 5, 2);
        int day = read_digits(text + 8, 2);
        if (year < 0 || month < 0 || day < 0)
                return refuse_form(text, length);
        return prg_date_make(out, year, month, day);
}

int prg_date_format(prg_buf *out, prg_date date)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__date_check(date);
        if (code < 0)
                return code;
        char text[PRG__DATE_LENGTH + 1];
        prg__date_write(text, date);
        return prg__buf_append(out, text, PRG__DATE_LENGTH);
}

int prg_date_weekday(int *weekday, prg_date date)
{
        if (weekday == NULL)
                return prg__error_null("weekday");
        int code = prg__date_check(date);
        if (code == 0)
                *weekday = prg__date_weekday(date);
        return code;
}

int prg_date_iso_week(prg_date date, int *year, int *week)
{
        if (year == NULL)
                return prg__error_null("year");
        if (week == NULL)
                return prg__error_null("week");
        int code = prg__date_check(date);
        if (code < 0)
                return code;
        int month, day;
        prg_date thursday = date + 4 - prg__date_weekday(date);
        prg__date_split(thursday, year, &month, &day);
        *week = (thursday - prg__date_make(*year, 1, 1)) / 7 + 1;
        return 0;
}

/* The Monday of week 1, the week that has 4 January. */
static prg_date first_monday(int year)
{
        prg_date fourth = prg__date_make(year, 1, 4);
        return fourth + 1 - prg__date_weekday(fourth);
}

static int iso_weeks(int year)
{
        return (first_monday(year + 1) - first_monday(year)) / 7;
}

int prg_date_iso_weeks(int *weeks, int year)
{
        if (weeks == NULL)
                return prg__error_null("weeks");
        int code = check_year(year);
        if (code == 0)
                *weeks = iso_weeks(year);
        return code;
}

int prg_date_from_iso_week(prg_date *out, int year, int week, int weekday)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = check_year(year);
        if (code < 0)
                return code;
        int weeks = iso_weeks(year);
        if (week < 1 || week > weeks)
                return prg__error(PRG_ERANGE, NULL, "found week %d, year %04d has %d weeks", week,
                        year, weeks);
        if (weekday < 1 || weekday > 7)
                return prg__error(PRG_ERANGE, NULL, "weekday %d is not within 1 to 7", weekday);
        return prg_date_add_days(out, first_monday(year), 7 * (week - 1) + weekday - 1);
}

/* A step led out of the range of dates. */
static int refuse_step(int after)
{
        return prg__error(PRG_ERANGE, NULL, "the date would be %s",
                after ? "after 9999-12-31" : "before 0001-01-01");
}

int prg_date_add_days(prg_date *out, prg_date date, int days)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__date_check(date);
        if (code < 0)
                return code;
        int64_t sum = (int64_t)date + days;
        if (sum < PRG_DATE_MIN || sum > PRG_DATE_MAX)
                return refuse_step(sum > 0);
        *out = (prg_date)sum;
        return 0;
}

int prg_date_add_months(prg_date *out, prg_date date, int months)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__date_check(date);
        if (code < 0)
                return code;
        int year, month, day;
        prg__date_split(date, &year, &month, &day);
        int64_t sum = (int64_t)year * 12 + month - 1 + months; /* months since 0000-01 */
        if (sum < 12 || sum >= INT64_C(12) * (PRG__DATE_MAX_YEAR + 1))
                return refuse_step(sum > 0);
        year = (int)(sum / 12);
        month = (int)(sum % 12) + 1;
        int days = prg__date_days_in_month(year, month);
        *out = prg__date_make(year, month, day < days ? day : days);
        return 0;
}
