/* Ids of periods, read and written.
 *
 * The reader goes through the text once: prefix, year, and what the characters behind the year
 * decide. No form is tried after another has failed, so a million ids cost what their characters
 * cost. Only a text that has no form at all is looked at again, for what was probably meant. */
#include "period.h"

#include <string.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"

/* ---- errors with their place ---- */

#define PLACE 32

static void place_of(char place[PLACE], const prg__period_text *text, size_t offset)
{
        size_t at = (size_t)(text->at - text->whole) + offset + 1;
        char digits[20];
        int count = 0;
        do
                digits[count++] = (char)('0' + at % 10);
        while ((at /= 10) > 0);
        memcpy(place, "character ", 10);
        for (int i = 0; i < count; i++)
                place[10 + i] = digits[count - 1 - i];
        place[10 + count] = '\0';
}

/* How much of a text a message may quote: all, when that makes a readable line. */
static int quotable(const char *text, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if (text[i] < ' ' || text[i] > '~')
                        return 0;
        return length <= 80 ? (int)length : 0;
}

int prg__period_syntax(const prg__period_text *text, size_t offset, const char *expected)
{
        char place[PLACE];
        place_of(place, text, offset);
        return prg__error(PRG_ESYNTAX, place, "'%.*s' is no period, expected %s",
                quotable(text->whole, text->whole_length), text->whole, expected);
}

int prg__period_take(prg_period *period, const prg__period_text *text, size_t offset,
        const prg_calendar *calendar, prg_period_type type, int year, int index)
{
        char place[PLACE];
        if (prg_calendar_has(calendar, type)) {
                if (prg__period_set(period, calendar, type, year, index) == 0)
                        return 0;
                place_of(place, text, year == 0 ? 0 : offset);
                prg__period_refuse(place, calendar, type, year, index);
        } else {
                place_of(place, text, offset);
                prg__period_no_type(PRG_ERANGE, place, calendar, type);
        }
        return PRG_ERANGE;
}

/* ---- digits and days ---- */

int prg__period_digits(const char *text, size_t length)
{
        int number = 0;
        for (size_t i = 0; i < length; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return -1;
                number = number * 10 + (text[i] - '0');
        }
        return number;
}

int prg__period_make_day(prg_date *date, const prg__period_text *text, const size_t places[3],
        int year, int month, int day)
{
        char place[PLACE];
        if (year > 0 && month >= 1 && month <= 12 && day >= 1
                && day <= prg__date_days_in_month(year, month)) {
                *date = prg__date_make(year, month, day);
                return 0;
        }
        int code = prg_date_make(date, year, month, day);
        place_of(place, text, places[year < 1 ? 0 : month < 1 || month > 12 ? 1 : 2]);
        return prg__error(code, place, "%s", prg_error_last()->message);
}

int prg__period_read_day(prg_date *date, const prg__period_text *text, size_t offset)
{
        const size_t places[] = { offset, offset + 5, offset + 8 };
        const char *at = text->at + offset;
        int year = prg__period_digits(at, 4), month = prg__period_digits(at + 5, 2),
            day = prg__period_digits(at + 8, 2);
        if (year < 0 || at[4] != '-' || month < 0 || at[7] != '-' || day < 0)
                return prg__period_syntax(text, offset, "a day, YYYY-MM-DD");
        return prg__period_make_day(date, text, places, year, month, day);
}

/* ---- the body of an id ---- */

static const char forms[] =
        "an id such as 2018, 2018-S1, 2018-Q1, 2018-06, 2018-W07, 2018-06-15 or 2018-9M";

/* What stands behind "YYYY-" when it begins with letters. */
static int read_letters(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar, int year)
{
        static const struct {
                char letters[3];
                unsigned char letter_count, digit_count;
                prg_period_type type;
        } rows[] = {
                { "Q", 1, 1, PRG_PERIOD_QUARTER },
                { "S", 1, 1, PRG_PERIOD_HALF },
                { "W", 1, 2, PRG_PERIOD_WEEK },
                { "T", 1, 1, PRG_PERIOD_FOUR_MONTH },
                { "B", 1, 1, PRG_PERIOD_BI_MONTH },
                { "BW", 2, 2, PRG_PERIOD_BI_WEEK },
                { "M", 1, 2, PRG_PERIOD_MONTH },
                { "H", 1, 1, PRG_PERIOD_HALF },
                { "A", 1, 1, PRG_PERIOD_YEAR },
                { "D", 1, 3, PRG_PERIOD_DAY },
        };
        const char *at = text->at + 5;
        size_t length = text->length - 5;
        if (length == 2 && at[0] == 'W' && at[1] == 'Y')
                return prg__period_take(period, text, 5, calendar, PRG_PERIOD_WEEK_YEAR, year, 1);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                if (length != (size_t)rows[i].letter_count + rows[i].digit_count
                        || memcmp(at, rows[i].letters, rows[i].letter_count) != 0)
                        continue;
                int index = prg__period_digits(at + rows[i].letter_count, rows[i].digit_count);
                if (index < 0)
                        continue;
                return prg__period_take(period, text, 5u + rows[i].letter_count, calendar,
                        rows[i].type, year, index);
        }
        return prg__period_syntax(text, 5, forms);
}

static int read_dashed(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar, int year)
{
        const char *at = text->at + 5;
        size_t length = text->length - 5;
        int number = length >= 2 ? prg__period_digits(at, 2) : -1;
        prg_date date;
        if (length == 2 && number >= 0)
                return prg__period_take(period, text, 5, calendar, PRG_PERIOD_MONTH, year, number);
        if (length == 5 && number >= 0 && at[2] == '-') {
                int code = prg__period_read_day(&date, text, 0);
                return code < 0 ? code
                                : prg__period_take(period, text, 5, calendar, PRG_PERIOD_DAY, year,
                                        date - prg__date_make(year, 1, 1) + 1);
        }
        if (length == 5 && number >= 0 && memcmp(at + 2, "YTD", 3) == 0)
                return prg__period_take(
                        period, text, 5, calendar, PRG_PERIOD_YEAR_TO_DATE, year, number);
        if (length == 2 && at[0] == '9' && at[1] == 'M')
                return prg__period_take(period, text, 5, calendar, PRG_PERIOD_NINE_MONTH, year, 1);
        return read_letters(period, text, calendar, year);
}

/* The place of ".." in a text, or its length. */
static size_t find_dots(const char *text, size_t length)
{
        for (size_t i = 0; i + 1 < length; i++)
                if (text[i] == '.' && text[i + 1] == '.')
                        return i;
        return length;
}

static int read_days(prg_period *period, const prg__period_text *text, const prg_calendar *calendar)
{
        prg_date first, last;
        char place[PLACE];
        if (text->length != 22 || find_dots(text->at, text->length) != 10)
                return prg__period_syntax(
                        text, 0, "one period; of a range, days only: 2018-01-05..2018-02-03");
        int code = prg__period_read_day(&first, text, 0);
        if (code == 0)
                code = prg__period_read_day(&last, text, 12);
        if (code != 0)
                return code;
        if (first > last) {
                place_of(place, text, 12);
                return prg__error(PRG_ERANGE, place,
                        "the last day lies before the first, expected it on or after %.10s",
                        text->at);
        }
        prg__period_days(period, calendar, first, last);
        return 0;
}

static int read_stage(
        prg_period *period, const prg__period_text *text, const prg_calendar *calendar)
{
        const prg_stage *stage = prg__map_get(&calendar->stages, text->at, text->length);
        if (stage == NULL)
                return PRG_END;
        return prg__period_set(
                period, calendar, PRG_PERIOD_STAGE, 0, (int)(stage - calendar->options.stages) + 1);
}

static int read_body(prg_period *period, const prg__period_text *text, const prg_calendar *calendar)
{
        if (calendar->options.kind == PRG_CALENDAR_STAGES
                && read_stage(period, text, calendar) == 0)
                return 0;
        int year = text->length >= 4 ? prg__period_digits(text->at, 4) : -1;
        if (text->length > 10 && find_dots(text->at, text->length) < text->length)
                return read_days(period, text, calendar);
        if (year < 0)
                return prg__period_syntax(text, 0,
                        calendar->options.kind == PRG_CALENDAR_STAGES
                                ? "the code of a stage, or a day YYYY-MM-DD"
                                : forms);
        if (text->length == 4)
                return prg__period_take(period, text, 0, calendar,
                        calendar->options.kind == PRG_CALENDAR_SEASON ? PRG_PERIOD_SEASON
                                                                      : PRG_PERIOD_YEAR,
                        year, 1);
        if (text->at[4] == '-')
                return read_dashed(period, text, calendar, year);
        return prg__period_read_dhis2(period, text, calendar, year);
}

/* ---- what was probably meant ---- */

#define MEANT 48

static char upper(char c)
{
        if (c >= 'a' && c <= 'z')
                return (char)(c - 'a' + 'A');
        return c;
}

/* Appends a part with its number as ids write it: 6 is 06, Q01 is Q1, W7 is W07. */
static size_t put_part(char *out, size_t end, const char *part, size_t length)
{
        size_t letters = 0;
        while (letters < length && (part[letters] < '0' || part[letters] > '9'))
                letters++;
        size_t digits = length - letters;
        int wide = letters == 0
                   || (letters == 1 && (upper(part[0]) == 'W' || upper(part[0]) == 'M'))
                   || (letters == 2 && upper(part[1]) == 'W');
        if (end + length + 3 > MEANT)
                return end;
        if (end)
                out[end++] = '-';
        for (size_t i = 0; i < letters; i++)
                out[end++] = upper(part[i]);
        if (digits == 1 && wide)
                out[end++] = '0';
        size_t skipped = digits == 2 && !wide && part[letters] == '0';
        for (size_t i = letters + skipped; i < length; i++)
                out[end++] = part[i];
        return end;
}

/* Rewrites "q1/2018", "2018 - 6" or "15/6/2018" as an id; returns its length, 0 when nothing came
 * of it. */
static size_t rewrite(char out[MEANT], const char *text, size_t length)
{
        const char *parts[4];
        size_t lengths[4], count = 0, end = 0;
        for (size_t i = 0; i < length;) {
                size_t start = i;
                while (i < length && !strchr("-/ ._", text[i]))
                        i++;
                if (i > start && count == 4)
                        return 0;
                if (i > start) {
                        parts[count] = text + start;
                        lengths[count++] = i - start;
                }
                i += i < length;
        }
        if (count == 0)
                return 0;
        int backward = !(lengths[0] == 4 && prg__period_digits(parts[0], 4) >= 0);
        for (size_t i = 0; i < count; i++) {
                size_t at = backward ? count - 1 - i : i;
                end = put_part(out, end, parts[at], lengths[at]);
        }
        return end;
}

/* Says the syntax error again, with what was meant if that is a period. */
static int suggest(const prg__period_text *text, const prg_calendar *calendar, size_t prefix)
{
        char meant[MEANT], message[256], place[64], id[PRG__PERIOD_TEXT];
        const prg_error *last = prg_error_last();
        size_t message_length = strlen(last->message), place_length = strlen(last->place);
        if (message_length >= sizeof message || place_length >= sizeof place
                || memchr(text->at, '\0', text->length))
                return PRG_ESYNTAX;
        memcpy(message, last->message, message_length + 1);
        memcpy(place, last->place, place_length + 1);
        prg_period period;
        size_t length = rewrite(meant, text->at, text->length < MEANT ? text->length : 0);
        prg__period_text again = { meant, length, meant, length };
        if (length == 0 || read_body(&period, &again, calendar) != 0)
                return prg__error(PRG_ESYNTAX, place, "%s", message);
        if (period.type == PRG_PERIOD_STAGE)
                return prg__error(PRG_ESYNTAX, place, "%s; did you mean '%.*s%s'?", message,
                        (int)prefix, text->whole, calendar->options.stages[period.index - 1].id);
        length = prg__period_write(id, &period);
        return prg__error(PRG_ESYNTAX, place, "%s; did you mean '%.*s%.*s'?", message, (int)prefix,
                text->whole, (int)length, id);
}

/* ---- parsing ---- */

/* Takes the prefix off. */
static int read_prefix(
        const prg_calendar **calendar, prg__period_text *text, const prg_calendars *calendars)
{
        const char *colon = text->length ? memchr(text->at, ':', text->length) : NULL;
        if (colon == NULL) {
                *calendar = prg_calendar_gregorian();
                return calendars ? prg_calendars_find(calendar, calendars, "gregorian", 9) : 0;
        }
        int code = prg_calendars_find(calendar, calendars, text->at, (size_t)(colon - text->at));
        if (code < 0)
                return prg__error(code, "character 1", "%s", prg_error_last()->message);
        text->length -= (size_t)(colon - text->at) + 1;
        text->at = colon + 1;
        return 0;
}

static int check_arguments(const void *out, const char *text)
{
        if (out == NULL)
                return prg__error_null("period");
        return text == NULL ? prg__error_null("text") : 0;
}

int prg_period_parse(
        prg_period *period, const prg_calendars *calendars, const char *text, size_t length)
{
        const prg_calendar *calendar;
        prg__period_text input = { text, length, text, length };
        int code = check_arguments(period, text);
        if (code == 0)
                code = read_prefix(&calendar, &input, calendars);
        if (code < 0)
                return code;
        code = read_body(period, &input, calendar);
        return code == PRG_ESYNTAX ? suggest(&input, calendar, length - input.length) : code;
}

/* A calendar that is named for a second time, behind the dots; the range is said as it should be. */
static int refuse_prefix(const prg__period_text *text, const prg__period_text *right)
{
        const char *colon = memchr(right->at, ':', right->length);
        size_t left = (size_t)(right->at - text->whole), rest = right->length - (size_t)(colon - right->at) - 1;
        char place[PLACE];
        place_of(place, right, 0);
        if (left + rest > MEANT)
                return prg__error(PRG_ESYNTAX, place, "the calendar of a range is named once, before its first period");
        return prg__error(PRG_ESYNTAX, place, "the calendar of a range is named once, before its first period; did you mean '%.*s%.*s'?",
                (int)left, text->whole, (int)rest, colon + 1);
}

int prg_period_range_parse(
        prg_period_range *range, const prg_calendars *calendars, const char *text, size_t length)
{
        const prg_calendar *calendar;
        prg_period first, last;
        prg__period_text input = { text, length, text, length };
        int code = check_arguments(range, text);
        if (code == 0)
                code = read_prefix(&calendar, &input, calendars);
        if (code < 0)
                return code;
        size_t dots = find_dots(input.at, input.length);
        prg__period_text left = { text, length, input.at, dots }, right = input;
        code = read_body(&first, &left, calendar);
        last = first;
        if (code == 0 && dots < input.length) {
                right.at += dots + 2;
                right.length -= dots + 2;
                if (memchr(right.at, ':', right.length))
                        return refuse_prefix(&input, &right);
                code = read_body(&last, &right, calendar);
        }
        if (code < 0)
                return code == PRG_ESYNTAX ? suggest(&input, calendar, length - input.length)
                                           : code;
        if (first.type != last.type || first.calendar != last.calendar)
                return prg__period_syntax(&right, 0, "two periods of one type");
        /* An id may mean days that have no other name (2020BiW27); in a range, days are counted one
         * by one. */
        if (first.type == PRG_PERIOD_DAYS
                && ((code = prg__period_holding(
                             &first, first.calendar, PRG_PERIOD_DAY, first.first))
                                < 0
                        || (code = prg__period_holding(
                                    &last, last.calendar, PRG_PERIOD_DAY, last.last))
                                   < 0))
                return code;
        prg_period_range found = prg__period_range(&first, &last);
        if (found.count == 0) {
                char place[PLACE];
                place_of(place, &right, 0);
                return prg__error(PRG_ERANGE, place,
                        "the range ends before it begins, expected its first period first");
        }
        *range = found;
        return 0;
}

/* ---- writing ---- */

static size_t put_number(char *text, int number, int digits)
{
        for (int i = digits; i-- > 0; number /= 10)
                text[i] = (char)('0' + number % 10);
        return (size_t)digits;
}

/* "-Q1" and its like. */
static size_t put_letters(char *text, const char *letters, int number, int digits)
{
        size_t length = 0;
        for (; letters[length]; length++)
                text[length] = letters[length];
        return length + put_number(text + length, number, digits);
}

size_t prg__period_write(char text[PRG__PERIOD_TEXT], const prg_period *p)
{
        char day[PRG__DATE_LENGTH + 1];
        size_t end;
        if (p->type == PRG_PERIOD_DAY || p->type == PRG_PERIOD_DAYS) {
                prg__date_write(day, p->first);
                memcpy(text, day, PRG__DATE_LENGTH);
                if (p->type == PRG_PERIOD_DAY)
                        return PRG__DATE_LENGTH;
                text[10] = text[11] = '.';
                prg__date_write(day, p->last);
                memcpy(text + 12, day, PRG__DATE_LENGTH);
                return 12 + PRG__DATE_LENGTH;
        }
        end = put_number(text, p->year, 4);
        switch (p->type) {
        case PRG_PERIOD_WEEK: return end + put_letters(text + end, "-W", p->index, 2);
        case PRG_PERIOD_BI_WEEK: return end + put_letters(text + end, "-BW", p->index, 2);
        case PRG_PERIOD_MONTH: return end + put_letters(text + end, "-", p->index, 2);
        case PRG_PERIOD_BI_MONTH: return end + put_letters(text + end, "-B", p->index, 1);
        case PRG_PERIOD_QUARTER: return end + put_letters(text + end, "-Q", p->index, 1);
        case PRG_PERIOD_FOUR_MONTH: return end + put_letters(text + end, "-T", p->index, 1);
        case PRG_PERIOD_HALF: return end + put_letters(text + end, "-S", p->index, 1);
        case PRG_PERIOD_WEEK_YEAR: return end + put_letters(text + end, "-WY", 0, 0);
        case PRG_PERIOD_NINE_MONTH: return end + put_letters(text + end, "-9M", 0, 0);
        case PRG_PERIOD_YEAR_TO_DATE:
                end += put_letters(text + end, "-", p->index, 2);
                return end + put_letters(text + end, "YTD", 0, 0);
        default: return end;
        }
}

static int format_body(prg_buf *out, const prg_period *period)
{
        char text[PRG__PERIOD_TEXT];
        if (period->type == PRG_PERIOD_STAGE)
                return prg__buf_text(out, period->calendar->options.stages[period->index - 1].id);
        return prg__buf_append(out, text, prg__period_write(text, period));
}

/* Makes room first, so that nothing half-written is left. */
static int format_prefix(prg_buf *out, const prg_calendar *calendar)
{
        const char *id = calendar->options.id;
        int code = prg__buf_reserve(out, strlen(id) + 1 + (size_t)2 * 64 + 2);
        if (code < 0 || strcmp(id, prg_calendar_gregorian()->options.id) == 0)
                return code;
        code = prg__buf_text(out, id);
        return code < 0 ? code : prg__buf_append(out, ":", 1);
}

int prg_period_format(prg_buf *out, const prg_period *period)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code == 0)
                code = format_prefix(out, period->calendar);
        return code < 0 ? code : format_body(out, period);
}

int prg_period_range_format(prg_buf *out, const prg_period_range *range)
{
        if (out == NULL)
                return prg__error_null("out");
        if (range == NULL)
                return prg__error_null("range");
        int code = prg__period_valid(&range->first, "range->first");
        if (code == 0)
                code = prg__period_valid(&range->last, "range->last");
        if (code < 0)
                return code;
        if (range->first.calendar != range->last.calendar || range->first.type != range->last.type)
                return prg__error(
                        PRG_EINVALID, NULL, "argument 'range' has two calendars or types");
        code = format_prefix(out, range->first.calendar);
        if (code == 0)
                code = format_body(out, &range->first);
        if (code == 0 && range->count > 1)
                code = prg__buf_append(out, "..", 2);
        if (code == 0 && range->count > 1)
                code = format_body(out, &range->last);
        return code;
}
