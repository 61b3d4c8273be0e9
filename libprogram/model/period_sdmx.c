/* Time periods of SDMX, both ways.
 *
 * SDMX counts reporting periods from REPORTING_YEAR_START_DAY and calls a reporting year by the
 * year in which it begins; a calendar that is called by its end has another year there. Gregorian
 * forms and time ranges do not depend on that day. What no reporting period can say is a start and
 * a duration. */
#include "period.h"

#include <string.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"

static const char examples[] = "a time period of SDMX such as 2024, 2024-01, 2024-01-15, 2024-A1, "
                               "2024-Q1, 2024-M01, 2024-W01, 2024-D001 or "
                               "2024-01-01/P3M";

/* Reporting periods: a letter and so many digits. */
static const struct form {
        char letter;
        unsigned digits;
        prg_period_type type;
} forms[] = {
        { 'A', 1, PRG_PERIOD_YEAR },
        { 'S', 1, PRG_PERIOD_HALF },
        { 'T', 1, PRG_PERIOD_FOUR_MONTH },
        { 'Q', 1, PRG_PERIOD_QUARTER },
        { 'M', 2, PRG_PERIOD_MONTH },
        { 'W', 2, PRG_PERIOD_WEEK },
        { 'D', 3, PRG_PERIOD_DAY },
};
#define FORMS (sizeof forms / sizeof *forms)

/* ---- calendars ---- */

/* The first day of the reporting year, when SDMX can say the calendar's months and weeks: those
 * follow the first day, and are the same whichever way a short month is treated. */
static int is_reporting(const prg_calendar *calendar, int *month, int *day)
{
        const prg_calendar_options *o = &calendar->options;
        if (!(calendar->types & PRG__TYPE_BIT(PRG_PERIOD_YEAR)) || o->kind == PRG_CALENDAR_IRREGULAR
                || o->week_start != 1)
                return 0;
        *month = o->first_month;
        *day = o->day ? o->day : o->first_day;
        return *day <= 28;
}

/* What is added to the calendar's year to have that of SDMX. */
static int shift_of(const prg_calendar *calendar)
{
        return calendar->year_shift;
}

static int find_calendar(
        const prg_calendar **calendar, const prg_calendars *calendars, const char *start_day)
{
        const prg_calendar *known;
        int month, day, known_month, known_day;
        if (start_day == NULL) {
                *calendar = prg_calendar_gregorian();
                return 0;
        }
        size_t length = strlen(start_day);
        if (length != 7 || start_day[0] != '-' || start_day[1] != '-'
                || !prg__calendar_parse_month_day(&month, &day, start_day + 2, 5))
                return prg__error(PRG_ESYNTAX, "REPORTING_YEAR_START_DAY",
                        "'%.40s' is no day of the year, expected --MM-DD", start_day);
        if (month == 1 && day == 1)
                return find_calendar(calendar, calendars, NULL);
        for (size_t i = 0; (known = prg_calendars_at(calendars, i)) != NULL; i++)
                if (is_reporting(known, &known_month, &known_day) && known_month == month
                        && known_day == day) {
                        *calendar = known;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, "REPORTING_YEAR_START_DAY",
                "no calendar has reporting years from %s, expected one "
                "of kind year_start that begins on %s",
                start_day, start_day + 2);
}

/* ---- reading ---- */

static int read_reporting(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar, int year)
{
        const char *at = text->at + 5;
        size_t length = text->length - 5;
        for (size_t i = 0; i < FORMS; i++) {
                int index = length == 1 + forms[i].digits && at[0] == forms[i].letter
                                    ? prg__period_digits(at + 1, forms[i].digits)
                                    : -1;
                if (index < 0)
                        continue;
                if (forms[i].type != PRG_PERIOD_DAY || calendar == prg_calendar_gregorian())
                        return prg__period_take(period, text, 6, calendar, forms[i].type,
                                year - shift_of(calendar), index);
                /* The days of a reporting year are counted from its first. */
                prg_period whole;
                int code = prg__period_take(
                        &whole, text, 0, calendar, PRG_PERIOD_YEAR, year - shift_of(calendar), 1);
                if (code < 0)
                        return code;
                int days = whole.last - whole.first + 1;
                if (index < 1 || index > days)
                        return prg__error(PRG_ERANGE, "character 7",
                                "day %d, expected 1 to %d, the days of the reporting year", index,
                                days);
                return prg__period_holding(
                        period, calendar, PRG_PERIOD_DAY, whole.first + index - 1);
        }
        return prg__period_syntax(text, 5, examples);
}

/* The day behind a duration; it may be the one behind the last valid day. 0 when it is later than
 * that. */
static int end_of(prg_date *end, prg_date first, int number, char unit)
{
        int year, month, day;
        int64_t days = (int64_t)first + (unit == 'W' ? 7 : 1) * (int64_t)number;
        if (unit == 'Y' || unit == 'M') {
                prg__date_split(first, &year, &month, &day);
                int64_t months =
                        12 * (int64_t)year + month - 1 + (unit == 'Y' ? 12 : 1) * (int64_t)number;
                if (months > INT64_C(12) * (PRG__MAX_YEAR + 1))
                        return 0;
                year = (int)(months / 12);
                month = (int)(months % 12) + 1;
                int length = prg__date_days_in_month(year, month);
                days = prg__date_make(year, month, day < length ? day : length);
        }
        if (days > PRG_DATE_MAX + 1)
                return 0;
        *end = (prg_date)days;
        return 1;
}

/* "2024-01-01/P3M", with the time of midnight or without. */
static int read_duration(prg_period *period, const prg__period_text *text, size_t slash)
{
        static const char units[] = { 'Y', 'M', 'W', 'D' };
        prg_date first, end;
        const char *at = text->at + slash + 1;
        size_t length = text->length - slash - 1;
        if (slash != 10 && !(slash == 19 && memcmp(text->at + 10, "T00:00:00", 9) == 0))
                return prg__period_syntax(text, 0, examples);
        int code = prg__period_read_day(&first, text, 0);
        if (code < 0)
                return code;
        int number = length >= 3 && length <= 9 && at[0] == 'P'
                             ? prg__period_digits(at + 1, length - 2)
                             : -1;
        if (number < 1 || memchr(units, at[length - 1], sizeof units) == NULL)
                return prg__period_syntax(
                        text, slash + 1, "a duration such as P1Y, P3M, P2W or P10D");
        if (!end_of(&end, first, number, at[length - 1]))
                return prg__error(PRG_ERANGE, NULL,
                        "the duration leaves the range of dates, expected a last day until "
                        "9999-12-31");
        prg__period_of_days(period, prg_calendar_gregorian(), first, end - 1);
        return 0;
}

int prg_period_parse_sdmx(prg_period *period, const prg_calendars *calendars, const char *start_day,
        const char *text, size_t length)
{
        prg__period_text input = { text, length, text, length };
        const prg_calendar *calendar;
        if (period == NULL)
                return prg__error_null("period");
        if (text == NULL)
                return prg__error_null("text");
        int code = find_calendar(&calendar, calendars, start_day);
        if (code < 0)
                return code;
        const char *slash = length ? memchr(text, '/', length) : NULL;
        if (slash)
                return read_duration(period, &input, (size_t)(slash - text));
        int year = length >= 4 ? prg__period_digits(text, 4) : -1;
        if (year < 0 || (length > 4 && (text[4] != '-' || length == 5)))
                return prg__period_syntax(&input, 0, examples);
        if (length > 4 && (text[5] < '0' || text[5] > '9'))
                return read_reporting(period, &input, calendar, year);
        if (length == 4)
                return prg__period_take(
                        period, &input, 0, prg_calendar_gregorian(), PRG_PERIOD_YEAR, year, 1);
        /* Of the library's own ids only months and days: 2024-9M and 2024-06YTD are as long. */
        if ((length == 7 && prg__period_digits(text + 5, 2) >= 0)
                || (length == 10 && text[7] == '-'))
                return prg_period_parse(period, NULL, text, length);
        return prg__period_syntax(&input, 0, examples);
}

/* ---- writing ---- */

static int write_reporting(
        prg_buf *out, prg_buf *start_day, const prg_period *period, int month, int day)
{
        int year = period->year + shift_of(period->calendar);
        for (size_t i = 0; i < FORMS; i++) {
                if (forms[i].type != period->type || period->type == PRG_PERIOD_DAY || year < 1)
                        continue;
                size_t before = out->length;
                int plain = month == 1 && day == 1;
                int code = prg__buf_reserve(out, 16);
                if (code == 0 && !plain)
                        code = prg__buf_format(start_day, "--%.2d-%.2d", month, day);
                if (code < 0)
                        return code;
                if (plain && period->type == PRG_PERIOD_YEAR)
                        code = prg__buf_format(out, "%.4d", year);
                else if (plain && period->type == PRG_PERIOD_MONTH)
                        code = prg__buf_format(out, "%.4d-%.2d", year, period->index);
                else
                        code = prg__buf_format(out, "%.4d-%c%.*d", year, forms[i].letter,
                                (int)forms[i].digits, period->index);
                if (code < 0)
                        out->length = before;
                return code;
        }
        return PRG_END;
}

/* How many months lie from a day to the day before its like; 0 when it is no whole number. */
static int whole_months(prg_date first, prg_date last)
{
        int year, month, day, end_year, end_month, end_day;
        prg__date_split(first, &year, &month, &day);
        if (last == PRG_DATE_MAX) {
                end_year = PRG__DATE_MAX_YEAR + 1;
                end_month = end_day = 1;
        } else {
                prg__date_split(last + 1, &end_year, &end_month, &end_day);
        }
        /* From the 29th on, a duration may end on another day than it began. */
        return day == end_day && day <= 28 ? 12 * (end_year - year) + end_month - month : 0;
}

int prg_period_format_sdmx(prg_buf *out, prg_buf *start_day, const prg_period *period)
{
        const prg_calendar *gregorian = prg_calendar_gregorian();
        prg_period plain;
        char text[PRG__DATE_LENGTH + 1];
        int month, day;
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code < 0)
                return code;
        if (is_reporting(period->calendar, &month, &day) && (start_day || (month == 1 && day == 1))
                && (code = write_reporting(out, start_day, period, month, day)) != PRG_END)
                return code;
        prg__period_of_days(&plain, gregorian, period->first, period->last);
        prg__date_write(text, period->first);
        if (plain.type == PRG_PERIOD_DAY)
                return prg__buf_text(out, text);
        if (plain.type != PRG_PERIOD_DAYS
                && (code = write_reporting(out, NULL, &plain, 1, 1)) != PRG_END)
                return code;
        int months = whole_months(period->first, period->last);
        if (months % 12 == 0 && months > 0)
                return prg__buf_format(out, "%s/P%dY", text, months / 12);
        return months ? prg__buf_format(out, "%s/P%dM", text, months)
                      : prg__buf_format(out, "%s/P%dD", text, prg_period_days(period));
}
