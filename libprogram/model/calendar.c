/* One calendar: its options checked, and where its months, weeks, years and seasons begin.
 *
 * Everything rests on the first day of a month. In the Gregorian calendar and in reporting years it
 * is a fixed day, in short months their last; in shifted ones it follows the cut-off, which in
 * short months is their last day, so that a cut-off on the 30th leaves no day out. A year is twelve
 * months, and weeks are counted from its fourth day. No question needs a table or a loop over
 * years. */
#include "calendar.h"

#include <string.h>

#include "item.h"
#include "util/date.h"
#include "util/error.h"

#define MONTHS 12

/* ---- where things begin ---- */

static int at_most(int day, int days)
{
        return day < days ? day : days;
}

static prg_date in_month(int months, int day)
{
        int year = months / MONTHS, month = months % MONTHS + 1;
        /* Dates count from 0000-03-01; the months before it are those of 400 years later. */
        int cycle = months < MONTHS;
        year += 400 * cycle;
        prg_date date =
                prg__date_make(year, month, at_most(day, prg__date_days_in_month(year, month)));
        return date - 146097 * cycle;
}

prg_date prg__calendar_month_first(const prg_calendar *calendar, int n)
{
        const prg_calendar_options *o = &calendar->options;
        int months = n + MONTHS * calendar->year_shift + o->first_month - 1;
        if (o->kind == PRG_CALENDAR_IRREGULAR) {
                if (n % MONTHS == 0)
                        return in_month(months, 1);
                months--;
        }
        if (o->day > 0)
                return in_month(months, o->day - 1) + 1;
        return in_month(months, o->first_day);
}

int prg__calendar_month_of(const prg_calendar *calendar, prg_date day)
{
        int year, month, of_month;
        prg__date_split(day, &year, &month, &of_month);
        int n = MONTHS * (year - calendar->year_shift) + month - calendar->options.first_month + 1;
        /* A month begins at most one Gregorian month before its own, so this is at most two too
         * many. */
        while (prg__calendar_month_first(calendar, n) > day)
                n--;
        return n;
}

prg_date prg__calendar_weeks_first(const prg_calendar *calendar, int year)
{
        prg_date fourth = prg__calendar_month_first(calendar, MONTHS * year) + 3;
        /* Days may lie before 0001-01-01 here, where % would be negative. */
        int weekday = (fourth - PRG_DATE_MIN + 7 * 1000) % 7 + 1;
        return fourth - (weekday - calendar->options.week_start + 7) % 7;
}

int prg__calendar_weeks_of(const prg_calendar *calendar, prg_date day)
{
        int year = prg__calendar_month_of(calendar, day) / MONTHS + 1;
        while (prg__calendar_weeks_first(calendar, year) > day)
                year--;
        return year;
}

void prg__calendar_season(prg_date *first, prg_date *last, const prg_calendar *calendar, int year)
{
        const prg_calendar_options *o = &calendar->options;
        int crosses = o->last_month < o->first_month
                      || (o->last_month == o->first_month && o->last_day < o->first_day);
        *first = in_month(MONTHS * year + o->first_month - 1, o->first_day);
        *last = in_month(MONTHS * (year + crosses) + o->last_month - 1, o->last_day);
}

/* ---- compiling ---- */

#define OF_MONTHS                                                                                  \
        (PRG__TYPE_BIT(PRG_PERIOD_MONTH) | PRG__TYPE_BIT(PRG_PERIOD_BI_MONTH)                      \
                | PRG__TYPE_BIT(PRG_PERIOD_QUARTER) | PRG__TYPE_BIT(PRG_PERIOD_FOUR_MONTH)         \
                | PRG__TYPE_BIT(PRG_PERIOD_HALF) | PRG__TYPE_BIT(PRG_PERIOD_YEAR)                  \
                | PRG__TYPE_BIT(PRG_PERIOD_NINE_MONTH) | PRG__TYPE_BIT(PRG_PERIOD_YEAR_TO_DATE))
#define OF_WEEKS                                                                                   \
        (PRG__TYPE_BIT(PRG_PERIOD_WEEK) | PRG__TYPE_BIT(PRG_PERIOD_BI_WEEK)                        \
                | PRG__TYPE_BIT(PRG_PERIOD_WEEK_YEAR))
#define OF_DAYS (PRG__TYPE_BIT(PRG_PERIOD_DAY) | PRG__TYPE_BIT(PRG_PERIOD_DAYS))

unsigned prg__calendar_types(prg_calendar_kind kind)
{
        switch (kind) {
        case PRG_CALENDAR_GREGORIAN:
        case PRG_CALENDAR_YEAR_START: return OF_DAYS | OF_MONTHS | OF_WEEKS;
        case PRG_CALENDAR_SHIFTED:
        case PRG_CALENDAR_IRREGULAR: return OF_DAYS | OF_MONTHS;
        case PRG_CALENDAR_WEEKS: return OF_DAYS | OF_WEEKS;
        case PRG_CALENDAR_SEASON: return OF_DAYS | PRG__TYPE_BIT(PRG_PERIOD_SEASON);
        case PRG_CALENDAR_STAGES: return OF_DAYS | PRG__TYPE_BIT(PRG_PERIOD_STAGE);
        }
        return 0;
}

int prg__calendar_parse_month_day(int *month, int *day, const char *text, size_t length)
{
        for (size_t i = 0; i < length && length == 5; i++)
                if (i == 2 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
                        length = 0;
        if (length != 5)
                return 0;
        *month = (text[0] - '0') * 10 + text[1] - '0';
        *day = (text[3] - '0') * 10 + text[4] - '0';
        /* 2000 is a leap year: 29 February is a day. */
        return *month >= 1 && *month <= MONTHS && *day >= 1
               && *day <= prg__date_days_in_month(2000, *month);
}

static int refuse(const prg_calendar_options *o, const char *field, int found, const char *expected)
{
        return prg__error(PRG_ESCHEMA, o->id, "%s of calendar '%s' is %d, expected %s", field,
                o->id, found, expected);
}

static int refuse_given(const prg_calendar_options *o, const char *field)
{
        return prg__error(PRG_ESCHEMA, o->id, "calendar '%s' is of kind %s, which has no %s", o->id,
                prg_calendar_kind_name(o->kind), field);
}

/* What a kind does not use must not be there: it would be meant and do nothing. */
static int check_unused(const prg_calendar_options *o)
{
        prg_calendar_kind kind = o->kind;
        int cut = kind == PRG_CALENDAR_SHIFTED || kind == PRG_CALENDAR_IRREGULAR,
            season = kind == PRG_CALENDAR_SEASON;
        int start = kind == PRG_CALENDAR_YEAR_START;
        if (o->day && !cut)
                return refuse_given(o, "day");
        if (o->first_month && !cut && !season && !start)
                return refuse_given(o, "first month");
        if (o->first_day && !season && !start)
                return refuse_given(o, "first day");
        if ((o->last_month || o->last_day) && !season)
                return refuse_given(o, "last day");
        if (o->year_named && !cut && !start)
                return refuse_given(o, "name of the year");
        if (o->week_start && !start && kind != PRG_CALENDAR_GREGORIAN && kind != PRG_CALENDAR_WEEKS)
                return refuse_given(o, "first day of the week");
        if (o->stage_count && kind != PRG_CALENDAR_STAGES)
                return refuse_given(o, "stages");
        return 0;
}

static void fill_in(prg_calendar_options *o)
{
        if (o->first_month == 0)
                o->first_month = o->kind == PRG_CALENDAR_SHIFTED ? MONTHS : 1;
        if (o->first_day == 0)
                o->first_day = 1;
        if (o->last_month && o->last_day == 0)
                o->last_day = 31;
        if (o->year_named == 0)
                o->year_named =
                        o->kind == PRG_CALENDAR_SHIFTED ? PRG_YEAR_NAMED_END : PRG_YEAR_NAMED_START;
        if (o->week_start == 0)
                o->week_start = 1;
}

static int check_ranges(const prg_calendar_options *o)
{
        if ((o->kind == PRG_CALENDAR_SHIFTED || o->kind == PRG_CALENDAR_IRREGULAR)
                && (o->day < 2 || o->day > 31))
                return refuse(o, "the day", o->day, "2 to 31, on which its months begin");
        if (o->first_month < 1 || o->first_month > MONTHS)
                return refuse(o, "the first month", o->first_month, "1 to 12");
        if (o->first_day < 1 || o->first_day > 31)
                return refuse(o, "the first day", o->first_day, "1 to 31");
        if (o->kind == PRG_CALENDAR_SEASON && (o->last_month < 1 || o->last_month > MONTHS))
                return refuse(o, "the last month", o->last_month, "1 to 12");
        if (o->last_day < 0 || o->last_day > 31)
                return refuse(o, "the last day", o->last_day, "1 to 31");
        if (o->year_named < PRG_YEAR_NAMED_START || o->year_named > PRG_YEAR_NAMED_END)
                return refuse(o, "the name of the year", o->year_named,
                        "1, by its start, or 2, by its end");
        if (o->week_start < 1 || o->week_start > 7)
                return refuse(o, "the first day of the week", o->week_start,
                        "1 for Monday to 7 for Sunday");
        if (o->from != PRG_DATE_NONE && o->to != PRG_DATE_NONE && o->from > o->to)
                return prg__error(PRG_ESCHEMA, o->id,
                        "calendar '%s' is in force from a day after its last one", o->id);
        return 0;
}

int prg__stage_id_is_valid(const char *id, size_t length)
{
        static const char date[] = "0000-00-00";
        size_t like = 0;
        while (like < length && like < sizeof date - 1
                && (date[like] == '-' ? id[like] == '-' : id[like] >= '0' && id[like] <= '9'))
                like++;
        return prg__word_is_valid(id, length) && strstr(id, "..") == NULL
               && !(like == length && like == sizeof date - 1);
}

static int check_stage(const prg_calendar_options *o, size_t at)
{
        const prg_stage *stage = &o->stages[at];
        const char *id = stage->id ? stage->id : "";
        if (!prg__stage_id_is_valid(id, strlen(id)))
                return prg__error(PRG_ESCHEMA, o->id,
                        "'%s' is no id for a stage; expected a letter or digit, then letters, "
                        "digits, '.', '_' and '-', "
                        "at most 64, no '..' and no date",
                        id);
        if (!prg_date_is_valid(stage->first) || !prg_date_is_valid(stage->last)
                || stage->first > stage->last)
                return prg__error(PRG_ESCHEMA, o->id,
                        "stage '%s' needs a first and a last day, in this order", id);
        return 0;
}

int prg__calendar_compile(prg_calendar *calendar, const prg_calendar_options *options)
{
        prg_calendar made = { *options, 0, 0, NULL, { NULL, 0, 0, 0 } };
        prg_calendar_options *o = &made.options;
        const char *id = o->id ? o->id : "";
        if (!prg__word_is_valid(id, strlen(id)))
                return prg__error(PRG_ESCHEMA, NULL,
                        "'%s' is no id for a calendar; expected a letter or digit, then "
                        "letters, digits, '.', '_' and '-', at most 64",
                        id);
        if ((made.types = prg__calendar_types(o->kind)) == 0)
                return refuse(o, "the kind", (int)o->kind, "1 to 7, see PRG_CALENDAR_KIND_MAP");
        int code = check_unused(o);
        if (code < 0)
                return code;
        fill_in(o);
        if ((code = check_ranges(o)) < 0)
                return code;
        for (size_t i = 0; i < o->stage_count; i++)
                if ((code = check_stage(o, i)) < 0)
                        return code;
        /* A year that begins with the Gregorian one has the same name by either end. */
        if (o->year_named == PRG_YEAR_NAMED_END
                && (o->kind == PRG_CALENDAR_SHIFTED || o->first_month > 1 || o->first_day > 1))
                made.year_shift = -1;
        *calendar = made;
        return 0;
}

/* ---- the standard calendars ---- */

#define STANDARD(id, kind, month, day, named, week_start, shift)                                   \
        {                                                                                          \
                { PRG_CALENDAR_OPTIONS_VERSION, id, kind, 0, month, day, 0, 0, named, week_start,  \
                        PRG_DATE_NONE, PRG_DATE_NONE, NULL, 0 },                                   \
                        kind == PRG_CALENDAR_WEEKS ? OF_DAYS | OF_WEEKS                            \
                                                   : OF_DAYS | OF_MONTHS | OF_WEEKS,               \
                        shift, NULL,                                                               \
                {                                                                                  \
                        NULL, 0, 0, 0                                                              \
                }                                                                                  \
        }
#define YEAR(id, month) STANDARD(id, PRG_CALENDAR_YEAR_START, month, 1, PRG_YEAR_NAMED_START, 1, 0)
#define WEEK(id, start) STANDARD(id, PRG_CALENDAR_WEEKS, 1, 1, PRG_YEAR_NAMED_START, start, 0)

static const prg_calendar standard[] = {
        STANDARD("gregorian", PRG_CALENDAR_GREGORIAN, 1, 1, PRG_YEAR_NAMED_START, 1, 0),
        YEAR("february", 2),
        YEAR("april", 4),
        YEAR("july", 7),
        YEAR("august", 8),
        YEAR("september", 9),
        YEAR("october", 10),
        STANDARD("november", PRG_CALENDAR_YEAR_START, 11, 1, PRG_YEAR_NAMED_END, 1, -1),
        WEEK("wednesday", 3),
        WEEK("thursday", 4),
        WEEK("friday", 5),
        WEEK("saturday", 6),
        WEEK("sunday", 7),
};

const prg_calendar *prg__calendar_standard(size_t index)
{
        return index < sizeof standard / sizeof *standard ? &standard[index] : NULL;
}

const prg_calendar *prg_calendar_gregorian(void)
{
        return &standard[0];
}

/* ---- public ---- */

const char *prg_calendar_id(const prg_calendar *calendar)
{
        return calendar ? calendar->options.id : NULL;
}

int prg_calendar_get_options(prg_calendar_options *options, const prg_calendar *calendar)
{
        if (options == NULL)
                return prg__error_null("options");
        if (calendar == NULL)
                return prg__error_null("calendar");
        *options = calendar->options;
        /* What the kind does not use is not given, so that the options make the same calendar
         * again. */
        prg_calendar_kind kind = options->kind;
        int cut = kind == PRG_CALENDAR_SHIFTED || kind == PRG_CALENDAR_IRREGULAR;
        int from_day = kind == PRG_CALENDAR_YEAR_START || kind == PRG_CALENDAR_SEASON;
        if (!cut && !from_day)
                options->first_month = 0;
        if (!from_day)
                options->first_day = 0;
        if (!cut && kind != PRG_CALENDAR_YEAR_START)
                options->year_named = 0;
        if (!(calendar->types & PRG__TYPE_BIT(PRG_PERIOD_WEEK)))
                options->week_start = 0;
        return 0;
}

int prg_calendar_is_in_force(const prg_calendar *calendar, prg_date day)
{
        return calendar != NULL
               && (calendar->options.from == PRG_DATE_NONE || calendar->options.from <= day)
               && (calendar->options.to == PRG_DATE_NONE || day <= calendar->options.to);
}

static const struct {
        prg_calendar_kind kind;
        const char *name;
} kinds[] = {
#define ROW(symbol, number, name, meaning) { symbol, name },
        PRG_CALENDAR_KIND_MAP(ROW)
#undef ROW
};

const char *prg_calendar_kind_name(prg_calendar_kind kind)
{
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (kinds[i].kind == kind)
                        return kinds[i].name;
        return NULL;
}

int prg_calendar_kind_from_name(prg_calendar_kind *kind, const char *name)
{
        if (kind == NULL)
                return prg__error_null("kind");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (strcmp(kinds[i].name, name) == 0) {
                        *kind = kinds[i].kind;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "no kind of calendar is named '%s'", name);
}
