/* Periods: made from a year and a number, found by a day, and their neighbours.
 *
 * A period is a value whose days follow from its calendar, type, year and number; whoever gets one
 * from outside computes them again and compares, which is as cheap as any other check. */
#include "period.h"

#include <stdio.h>
#include <string.h>

#include "util/date.h"
#include "util/error.h"

#define MONTHS 12

/* ---- making ---- */

static int weeks_in(const prg_calendar *calendar, int year)
{
        return (prg__calendar_weeks_first(calendar, year + 1)
                       - prg__calendar_weeks_first(calendar, year))
               / 7;
}

int prg__period_count(const prg_calendar *calendar, prg_period_type type, int year)
{
        switch (type) {
        case PRG_PERIOD_DAY: return 365 + prg_date_is_leap(year);
        case PRG_PERIOD_WEEK: return weeks_in(calendar, year);
        case PRG_PERIOD_BI_WEEK: return (weeks_in(calendar, year) + 1) / 2;
        case PRG_PERIOD_WEEK_YEAR:
        case PRG_PERIOD_NINE_MONTH:
        case PRG_PERIOD_SEASON: return 1;
        case PRG_PERIOD_YEAR_TO_DATE: return MONTHS;
        case PRG_PERIOD_STAGE: return (int)calendar->options.stage_count;
        case PRG_PERIOD_DAYS: return 0;
        default: return MONTHS / prg__period_months(type);
        }
}

/* The days of a number that exists. */
static void set_days(prg_period *p)
{
        const prg_calendar *calendar = p->calendar;
        int months = prg__period_months(p->type), n = MONTHS * p->year;
        switch (p->type) {
        case PRG_PERIOD_DAY:
                p->first = p->last = prg__date_make(p->year, 1, 1) + p->index - 1;
                return;
        case PRG_PERIOD_WEEK:
                p->first = prg__calendar_weeks_first(calendar, p->year) + 7 * (p->index - 1);
                p->last = p->first + 6;
                return;
        case PRG_PERIOD_BI_WEEK: {
                /* Week 53 has no partner: the next year's week 1 belongs to that year's two
                 * weeks 1. */
                prg_date end = prg__calendar_weeks_first(calendar, p->year + 1) - 1;
                p->first = prg__calendar_weeks_first(calendar, p->year) + 14 * (p->index - 1);
                p->last = p->first + 13 < end ? p->first + 13 : end;
                return;
        }
        case PRG_PERIOD_WEEK_YEAR:
                p->first = prg__calendar_weeks_first(calendar, p->year);
                p->last = prg__calendar_weeks_first(calendar, p->year + 1) - 1;
                return;
        case PRG_PERIOD_SEASON:
                prg__calendar_season(&p->first, &p->last, calendar, p->year);
                return;
        case PRG_PERIOD_STAGE:
                p->first = calendar->options.stages[p->index - 1].first;
                p->last = calendar->options.stages[p->index - 1].last;
                return;
        case PRG_PERIOD_YEAR_TO_DATE:
                p->first = prg__calendar_month_first(calendar, n);
                p->last = prg__calendar_month_first(calendar, n + p->index) - 1;
                return;
        default:
                p->first = prg__calendar_month_first(calendar, n + months * (p->index - 1));
                p->last = prg__calendar_month_first(calendar, n + months * p->index) - 1;
        }
}

static int is_stage(prg_period_type type)
{
        return type == PRG_PERIOD_STAGE;
}

int prg__period_set(
        prg_period *period, const prg_calendar *calendar, prg_period_type type, int year, int index)
{
        prg_period made = { calendar, type, year, index, 0, 0 };
        if (is_stage(type) ? year != 0 : year < 1 || year > PRG__MAX_YEAR)
                return PRG_ERANGE;
        if (index < 1 || index > prg__period_count(calendar, type, year))
                return PRG_ERANGE;
        set_days(&made);
        if (made.first < PRG_DATE_MIN || made.last > PRG_DATE_MAX)
                return PRG_ERANGE;
        *period = made;
        return 0;
}

int prg__period_no_type(
        int code, const char *place, const prg_calendar *calendar, prg_period_type type)
{
        char has[200] = "";
        size_t end = 0;
        for (unsigned known = 1; known < 32 && end < sizeof has; known++)
                if (calendar->types & PRG__TYPE_BIT(known))
                        end += (size_t)snprintf(has + end, sizeof has - end, "%s%s",
                                end ? ", " : "", prg_period_type_name((prg_period_type)known));
        return prg__error(code, place,
                "calendar '%s' has no periods of type %s, expected one of %s", calendar->options.id,
                prg_period_type_name(type), has);
}

int prg__period_refuse(
        const char *place, const prg_calendar *calendar, prg_period_type type, int year, int index)
{
        const char *name = prg_period_type_name(type);
        if (!is_stage(type) && (year < 1 || year > PRG__MAX_YEAR))
                return prg__error(
                        PRG_ERANGE, place, "year %d, expected 1 to %d", year, PRG__MAX_YEAR);
        int count = prg__period_count(calendar, type, year);
        if (index >= 1 && index <= count)
                return prg__error(PRG_ERANGE, place,
                        "%s %d of %04d leaves the range of dates, expected days from 0001-01-01 "
                        "to 9999-12-31",
                        name, index, year);
        if (type == PRG_PERIOD_WEEK || type == PRG_PERIOD_BI_WEEK)
                return prg__error(PRG_ERANGE, place,
                        "%s %d, expected 1 to %d, as year %04d has %d weeks", name, index, count,
                        year, weeks_in(calendar, year));
        if (type == PRG_PERIOD_DAY)
                return prg__error(PRG_ERANGE, place,
                        "day %d, expected 1 to %d, the days of year %04d", index, count, year);
        return prg__error(PRG_ERANGE, place, "%s %d, expected 1 to %d", name, index, count);
}

/* What every function that takes a calendar and a type asks first. */
static int check_type(const prg_period *out, const prg_calendar *calendar, prg_period_type type)
{
        if (out == NULL)
                return prg__error_null("period");
        if (calendar == NULL)
                return prg__error_null("calendar");
        if (prg_period_type_name(type) == NULL)
                return prg__error(
                        PRG_EINVALID, NULL, "no type of period has the number %d", (int)type);
        if (type == PRG_PERIOD_DAYS)
                return prg__error(PRG_EINVALID, NULL,
                        "a span of any days is made from its first and its last day");
        return prg_calendar_has(calendar, type)
                       ? 0
                       : prg__period_no_type(PRG_EINVALID, NULL, calendar, type);
}

int prg_period_make(
        prg_period *period, const prg_calendar *calendar, prg_period_type type, int year, int index)
{
        int code = check_type(period, calendar, type);
        if (code < 0)
                return code;
        if (prg__period_set(period, calendar, type, year, index) < 0)
                return prg__period_refuse(NULL, calendar, type, year, index);
        return 0;
}

void prg__period_days(
        prg_period *period, const prg_calendar *calendar, prg_date first, prg_date last)
{
        *period = (prg_period){ calendar, PRG_PERIOD_DAYS, 0, 0, first, last };
}

int prg_period_make_days(
        prg_period *period, const prg_calendar *calendar, prg_date first, prg_date last)
{
        if (period == NULL)
                return prg__error_null("period");
        if (calendar == NULL)
                return prg__error_null("calendar");
        int code = prg__date_check(first);
        if (code == 0)
                code = prg__date_check(last);
        if (code < 0)
                return code;
        if (first > last)
                return prg__error(PRG_ERANGE, NULL, "the last day lies before the first");
        prg__period_days(period, calendar, first, last);
        return 0;
}

/* ---- found by a day ---- */

/* The first stage, in order, that ends on the day or later is the only one that can be the first to
 * hold it. */
static int stage_holding(prg_period *period, const prg_calendar *calendar, prg_date day)
{
        size_t low = 0, high = calendar->options.stage_count;
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (calendar->reach[middle] < day)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low == calendar->options.stage_count || calendar->options.stages[low].first > day)
                return PRG_END;
        return prg__period_set(period, calendar, PRG_PERIOD_STAGE, 0, (int)low + 1);
}

static int season_holding(prg_period *period, const prg_calendar *calendar, prg_date day)
{
        int year, month, of_month;
        prg_date first, last;
        prg__date_split(day, &year, &month, &of_month);
        for (int back = 0; back < 2; back++) {
                prg__calendar_season(&first, &last, calendar, year - back);
                if (first <= day && day <= last)
                        return prg__period_set(period, calendar, PRG_PERIOD_SEASON, year - back, 1);
        }
        return PRG_END;
}

int prg__period_holding(
        prg_period *period, const prg_calendar *calendar, prg_period_type type, prg_date day)
{
        int year, week, n, months;
        switch (type) {
        case PRG_PERIOD_DAY:
                prg__date_split(day, &year, &n, &months);
                return prg__period_set(
                        period, calendar, type, year, day - prg__date_make(year, 1, 1) + 1);
        case PRG_PERIOD_WEEK:
        case PRG_PERIOD_BI_WEEK:
        case PRG_PERIOD_WEEK_YEAR:
                year = prg__calendar_weeks_of(calendar, day);
                week = (day - prg__calendar_weeks_first(calendar, year)) / 7;
                return prg__period_set(period, calendar, type, year,
                        1
                                + (type == PRG_PERIOD_WEEK           ? week
                                        : type == PRG_PERIOD_BI_WEEK ? week / 2
                                                                     : 0));
        case PRG_PERIOD_SEASON: return season_holding(period, calendar, day);
        case PRG_PERIOD_STAGE: return stage_holding(period, calendar, day);
        case PRG_PERIOD_DAYS: return PRG_END;
        default:
                n = prg__calendar_month_of(calendar, day);
                months = type == PRG_PERIOD_YEAR_TO_DATE ? 1 : prg__period_months(type);
                if (type == PRG_PERIOD_NINE_MONTH && n % MONTHS >= 9)
                        return PRG_END;
                return prg__period_set(period, calendar, type, n / MONTHS, n % MONTHS / months + 1);
        }
}

int prg_period_holding(
        prg_period *period, const prg_calendar *calendar, prg_period_type type, prg_date day)
{
        int code = check_type(period, calendar, type);
        if (code == 0)
                code = prg__date_check(day);
        if (code < 0)
                return code;
        code = prg__period_holding(period, calendar, type, day);
        if (code == PRG_ERANGE) {
                char text[PRG__DATE_LENGTH + 1];
                prg__date_write(text, day);
                return prg__error(code, NULL,
                        "the %s that holds %s leaves the range of dates, 0001-01-01 to 9999-12-31",
                        prg_period_type_name(type), text);
        }
        return code;
}

/* ---- values from outside ---- */

static int was_made(const prg_period *period)
{
        prg_period again;
        if (period->calendar == NULL)
                return 0;
        if (period->type == PRG_PERIOD_DAYS)
                return period->year == 0 && period->index == 0 && prg_date_is_valid(period->first)
                       && prg_date_is_valid(period->last) && period->first <= period->last;
        return prg_calendar_has(period->calendar, period->type)
               && prg__period_set(
                          &again, period->calendar, period->type, period->year, period->index)
                          == 0
               && again.first == period->first && again.last == period->last;
}

int prg__period_within(prg_period *out, const prg_period *period, const prg_calendars *calendars)
{
        const char *id = prg_calendar_id(period->calendar);
        *out = *period;
        return prg_calendars_find(&out->calendar, calendars, id, strlen(id));
}

int prg__period_valid(const prg_period *period, const char *argument)
{
        if (period == NULL)
                return prg__error_null(argument);
        if (!was_made(period))
                return prg__error(PRG_EINVALID, NULL,
                        "argument '%s' is no period that the library made", argument);
        return 0;
}

int prg_period_days(const prg_period *period)
{
        return period ? period->last - period->first + 1 : 0;
}

int prg_period_contains(const prg_period *period, prg_date day)
{
        return period != NULL && period->first <= day && day <= period->last;
}

/* ---- neighbours ---- */

/* How many double weeks lie before a year, from year 1. Every year has 26, and one more if it has
 * 53 weeks. */
static int64_t bi_weeks_before(const prg_calendar *calendar, int year)
{
        int weeks =
                (prg__calendar_weeks_first(calendar, year) - prg__calendar_weeks_first(calendar, 1))
                / 7;
        return weeks - 26 * (year - 1);
}

/* The double week of that number from year 1. In 400 years there are 20871 weeks, thus 71 years
 * of 53. */
static int set_bi_week(prg_period *out, const prg_calendar *calendar, int64_t number)
{
        const int64_t in_400_years = 400 * 26 + 71;
        if (number < 0 || number > in_400_years * (PRG__MAX_YEAR + 1) / 400)
                return PRG_ERANGE;
        int year = 1 + (int)(number * 400 / in_400_years);
        while (bi_weeks_before(calendar, year) > number)
                year--;
        while (bi_weeks_before(calendar, year + 1) <= number)
                year++;
        return prg__period_set(out, calendar, PRG_PERIOD_BI_WEEK, year,
                1 + (int)(number - bi_weeks_before(calendar, year)));
}

/* The number of a period among all of its calendar and type: the next one has the next number. */
static int64_t number_of(const prg_period *period)
{
        switch (period->type) {
        case PRG_PERIOD_DAYS: return 0;
        case PRG_PERIOD_DAY: return period->first;
        case PRG_PERIOD_STAGE: return period->index;
        case PRG_PERIOD_WEEK:
                return (period->first - prg__calendar_weeks_first(period->calendar, 1)) / 7;
        case PRG_PERIOD_BI_WEEK:
                return bi_weeks_before(period->calendar, period->year) + period->index - 1;
        default:
                return (int64_t)prg__period_count(period->calendar, period->type, period->year)
                               * period->year
                       + period->index - 1;
        }
}

static int move(prg_period *out, const prg_period *period, int64_t steps)
{
        int64_t count, number = number_of(period) + steps;
        switch (period->type) {
        case PRG_PERIOD_DAYS:
                if (steps)
                        return PRG_END;
                *out = *period;
                return 0;
        case PRG_PERIOD_STAGE:
                if (number < 1 || number > (int64_t)period->calendar->options.stage_count)
                        return PRG_END;
                return prg__period_set(out, period->calendar, period->type, 0, (int)number);
        case PRG_PERIOD_DAY:
        case PRG_PERIOD_WEEK:
                number = period->first + steps * (period->type == PRG_PERIOD_WEEK ? 7 : 1);
                if (number < PRG_DATE_MIN || number > PRG_DATE_MAX)
                        return PRG_ERANGE;
                return prg__period_holding(out, period->calendar, period->type, (prg_date)number);
        case PRG_PERIOD_BI_WEEK: return set_bi_week(out, period->calendar, number);
        default:
                count = prg__period_count(period->calendar, period->type, period->year);
                if (number < count || number >= count * (PRG__MAX_YEAR + 1))
                        return PRG_ERANGE;
                return prg__period_set(out, period->calendar, period->type, (int)(number / count),
                        (int)(number % count) + 1);
        }
}

prg_period_range prg__period_range(const prg_period *first, const prg_period *last)
{
        int64_t count = number_of(last) - number_of(first) + 1;
        return (prg_period_range){ *first, *last, count > 0 ? (size_t)count : 0 };
}

int prg_period_move(prg_period *out, const prg_period *period, int steps)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code < 0)
                return code;
        if ((code = move(out, period, steps)) == PRG_ERANGE)
                return prg__error(code, NULL,
                        "the %s would leave the range of dates, 0001-01-01 to 9999-12-31",
                        prg_period_type_name(period->type));
        return code;
}

int prg_period_next(prg_period *out, const prg_period *period)
{
        return prg_period_move(out, period, 1);
}

int prg_period_previous(prg_period *out, const prg_period *period)
{
        return prg_period_move(out, period, -1);
}

/* The same day of the month a year before; 0 when that is 29 February of another year. */
static int year_before(prg_date *out, prg_date date)
{
        int year, month, day;
        prg__date_split(date, &year, &month, &day);
        if (year == 1)
                return PRG_ERANGE;
        if (day > prg__date_days_in_month(year - 1, month))
                return PRG_END;
        *out = prg__date_make(year - 1, month, day);
        return 0;
}

static int same_last_year(prg_period *out, const prg_period *period)
{
        prg_date first, last;
        int code;
        switch (period->type) {
        case PRG_PERIOD_STAGE: return PRG_END;
        case PRG_PERIOD_DAY:
        case PRG_PERIOD_DAYS:
                if ((code = year_before(&first, period->first)) != 0
                        || (code = year_before(&last, period->last)) != 0)
                        return code;
                if (period->type == PRG_PERIOD_DAY)
                        return prg__period_holding(out, period->calendar, period->type, first);
                prg__period_days(out, period->calendar, first, last);
                return 0;
        default:
                if (period->year == 1)
                        return PRG_ERANGE;
                if (period->index
                        > prg__period_count(period->calendar, period->type, period->year - 1))
                        return PRG_END;
                return prg__period_set(
                        out, period->calendar, period->type, period->year - 1, period->index);
        }
}

int prg_period_same_last_year(prg_period *out, const prg_period *period)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code < 0)
                return code;
        if ((code = same_last_year(out, period)) == PRG_ERANGE)
                return prg__error(code, NULL,
                        "the year before would leave the range of dates, 0001-01-01 to 9999-12-31");
        return code;
}

/* ---- order ---- */

static int sign(int64_t difference)
{
        return (difference > 0) - (difference < 0);
}

int prg_period_compare(const prg_period *a, const prg_period *b)
{
        if (a == NULL || b == NULL)
                return (a != NULL) - (b != NULL);
        if (a->first != b->first)
                return sign((int64_t)a->first - b->first);
        if (a->last != b->last)
                return sign((int64_t)a->last - b->last);
        if (a->type != b->type)
                return sign((int64_t)a->type - b->type);
        if (a->calendar == NULL || b->calendar == NULL)
                return (a->calendar != NULL) - (b->calendar != NULL);
        int order = strcmp(a->calendar->options.id, b->calendar->options.id);
        /* Two stages may have the same days; their numbers follow their codes. */
        return order ? sign(order) : sign((int64_t)a->index - b->index);
}
