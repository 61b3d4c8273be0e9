/* Period ids of DHIS2, both ways.
 *
 * DHIS2 puts the calendar into the id (`2024AprilS1`, `2024WedW5`): the infix names one of the
 * standard calendars. Writing goes by days, not by types: whatever period has exactly the days of
 * one of DHIS2 gets its id, so a quarter of a reporting year from April is a plain quarter there.
 */
#include "period.h"

#include <string.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"

/* Behind the year: the letters, then so many digits. */
static const struct form {
        const char *letters;
        unsigned least, most; /* digits */
        prg_period_type type;
        const char *calendar; /* NULL: the Gregorian one */
} forms[] = {
        { "Q", 1, 1, PRG_PERIOD_QUARTER, NULL },
        { "S", 1, 1, PRG_PERIOD_HALF, NULL },
        { "W", 1, 2, PRG_PERIOD_WEEK, NULL },
        { "BiW", 1, 2, PRG_PERIOD_BI_WEEK, NULL },
        { "WedW", 1, 2, PRG_PERIOD_WEEK, "wednesday" },
        { "ThuW", 1, 2, PRG_PERIOD_WEEK, "thursday" },
        { "FriW", 1, 2, PRG_PERIOD_WEEK, "friday" },
        { "SatW", 1, 2, PRG_PERIOD_WEEK, "saturday" },
        { "SunW", 1, 2, PRG_PERIOD_WEEK, "sunday" },
        { "NovQ", 1, 1, PRG_PERIOD_QUARTER, "november" },
        { "AprilS", 1, 1, PRG_PERIOD_HALF, "april" },
        { "NovS", 1, 1, PRG_PERIOD_HALF, "november" },
        { "Feb", 0, 0, PRG_PERIOD_YEAR, "february" },
        { "April", 0, 0, PRG_PERIOD_YEAR, "april" },
        { "July", 0, 0, PRG_PERIOD_YEAR, "july" },
        { "Aug", 0, 0, PRG_PERIOD_YEAR, "august" },
        { "Sep", 0, 0, PRG_PERIOD_YEAR, "september" },
        { "Oct", 0, 0, PRG_PERIOD_YEAR, "october" },
        { "Nov", 0, 0, PRG_PERIOD_YEAR, "november" },
};
#define FORMS (sizeof forms / sizeof *forms)

static const char examples[] =
        "an id such as 2024, 202401, 202401B, 2024Q1, 2024NovQ1, 2024W1, 2024BiW1 or 20240315";

static const prg_calendar *calendar_of(const struct form *form)
{
        const prg_calendar *calendar = NULL;
        /* The standard calendars are always there. */
        prg_calendars_find(&calendar, NULL, form->calendar, strlen(form->calendar));
        return calendar;
}

/* ---- reading ---- */

/* DHIS2 gives two weeks 27 fourteen days, which reach into the next year's two weeks 1. */
static void widen(prg_period *period)
{
        if (period->type == PRG_PERIOD_BI_WEEK && period->last - period->first + 1 < 14
                && period->first + 13 <= PRG_DATE_MAX)
                prg__period_days(period, period->calendar, period->first, period->first + 13);
}

static int read_form(prg_period *period, const prg__period_text *text, const prg_calendar *calendar,
        int year, const struct form *form)
{
        size_t letters = strlen(form->letters), digits = text->length - 4 - letters;
        int index = digits ? prg__period_digits(text->at + 4 + letters, digits) : 1;
        if (index < 0)
                return prg__period_syntax(text, 4 + letters, examples);
        if (form->calendar) {
                if (calendar->options.kind != PRG_CALENDAR_GREGORIAN)
                        return prg__period_syntax(
                                text, 4, "no prefix, as the id names its calendar itself");
                calendar = calendar_of(form);
        }
        int code = prg__period_take(period, text, 4 + letters, calendar, form->type, year, index);
        if (code == 0)
                widen(period);
        return code;
}

static int read_plain_day(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar, int year)
{
        static const size_t places[] = { 0, 4, 6 };
        const char *at = text->at + 4;
        prg_date date;
        int code = prg__period_make_day(&date, text, places, year, prg__period_digits(at, 2),
                prg__period_digits(at + 2, 2));
        if (code < 0)
                return code;
        return prg__period_take(period, text, 4, calendar, PRG_PERIOD_DAY, year,
                date - prg__date_make(year, 1, 1) + 1);
}

int prg__period_read_dhis2(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar, int year)
{
        const char *at = text->at + 4;
        size_t length = text->length - 4;
        int number = length >= 2 ? prg__period_digits(at, 2) : -1;
        if (length == 2 && number >= 0)
                return prg__period_take(period, text, 4, calendar, PRG_PERIOD_MONTH, year, number);
        if (length == 3 && number >= 0 && at[2] == 'B')
                return prg__period_take(
                        period, text, 4, calendar, PRG_PERIOD_BI_MONTH, year, number);
        if (length == 4 && prg__period_digits(at, 4) >= 0)
                return read_plain_day(period, text, calendar, year);
        for (size_t i = 0; i < FORMS; i++) {
                size_t letters = strlen(forms[i].letters);
                if (length >= letters + forms[i].least && length <= letters + forms[i].most
                        && memcmp(at, forms[i].letters, letters) == 0)
                        return read_form(period, text, calendar, year, &forms[i]);
        }
        return prg__period_syntax(text, 4, examples);
}

int prg_period_parse_dhis2(
        prg_period *period, const prg_calendars *calendars, const char *text, size_t length)
{
        const prg_calendar *gregorian = prg_calendar_gregorian();
        prg__period_text input = { text, length, text, length };
        if (period == NULL)
                return prg__error_null("period");
        if (text == NULL)
                return prg__error_null("text");
        if (calendars)
                prg_calendars_find(&gregorian, calendars, "gregorian", 9);
        int year = length >= 4 ? prg__period_digits(text, 4) : -1;
        if (year < 0)
                return prg__period_syntax(&input, 0, examples);
        if (length == 4)
                return prg__period_take(period, &input, 0, gregorian, PRG_PERIOD_YEAR, year, 1);
        /* It reads the forms YYYY-MM and YYYY-MM-DD too. */
        if ((length == 7 || length == 10) && text[4] == '-' && text[5] >= '0' && text[5] <= '9')
                return prg_period_parse(period, calendars, text, length);
        return prg__period_read_dhis2(period, &input, gregorian, year);
}

/* ---- writing ---- */

static int has_days(prg_period *found, const prg_period *period, const prg_calendar *calendar,
        prg_period_type type)
{
        return prg__period_holding(found, calendar, type, period->first) == 0
               && found->first == period->first && found->last == period->last;
}

int prg_period_format_dhis2(prg_buf *out, const prg_period *period)
{
        const prg_calendar *gregorian = prg_calendar_gregorian();
        prg_period found;
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code < 0)
                return code;
        if (has_days(&found, period, gregorian, PRG_PERIOD_DAY)) {
                char text[PRG__DATE_LENGTH + 1];
                prg__date_write(text, found.first);
                return prg__buf_format(out, "%.4s%.2s%.2s", text, text + 5, text + 8);
        }
        if (has_days(&found, period, gregorian, PRG_PERIOD_YEAR))
                return prg__buf_format(out, "%.4d", found.year);
        if (has_days(&found, period, gregorian, PRG_PERIOD_MONTH))
                return prg__buf_format(out, "%.4d%.2d", found.year, found.index);
        if (has_days(&found, period, gregorian, PRG_PERIOD_BI_MONTH))
                return prg__buf_format(out, "%.4d%.2dB", found.year, found.index);
        for (size_t i = 0; i < FORMS; i++) {
                const prg_calendar *calendar =
                        forms[i].calendar ? calendar_of(&forms[i]) : gregorian;
                if (!has_days(&found, period, calendar, forms[i].type))
                        continue;
                if (forms[i].type == PRG_PERIOD_BI_WEEK && found.last - found.first + 1 < 14)
                        continue;
                if (forms[i].most == 0)
                        return prg__buf_format(out, "%.4d%s", found.year, forms[i].letters);
                return prg__buf_format(out, "%.4d%s%d", found.year, forms[i].letters, found.index);
        }
        /* The one that widen() made. */
        if (prg__period_holding(&found, gregorian, PRG_PERIOD_BI_WEEK, period->first) == 0
                && found.index == 27 && found.first == period->first
                && period->last - period->first + 1 == 14)
                return prg__buf_format(out, "%.4dBiW27", found.year);
        prg_buf id = PRG_BUF_INIT;
        if ((code = prg_period_format(&id, period)) == 0)
                code = prg__error(
                        PRG_ENOTFOUND, NULL, "DHIS2 has no period with the days of %s", id.data);
        prg_buf_dispose(&id);
        return code;
}
