/* Calendars as things of a programme: their fields, and the check that these make a calendar.
 *
 * The check compiles what the fields say and puts what that refuses into the report, so that a
 * document that was accepted compiles. */
#include "calendar.h"

#include <string.h>

#include "item.h"
#include "nouns.h"
#include "util/error.h"

static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const stages[] = { &prg__class_stage, NULL };
/* In the order of prg_calendar_kind, prg_year_named and the days of the week. */
static const char *const kinds[] = { "gregorian", "shifted", "irregular", "year_start", "season",
        "weeks", "stages", NULL };
static const char *const names[] = { "start", "end", NULL };
static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", NULL };

static const prg__field fields[] = { PRG__FIELD_NAME(prg__calendar),
        PRG__F_CHOICE(prg__calendar, kind, kinds, PRG__REQUIRED,
                "gregorian, shifted (months from a day to the day before), irregular (as shifted, "
                "but the year begins and ends with its own first and last day), year_start (a "
                "reporting year from any day), season (mùa vụ), weeks (from any weekday), stages "
                "(giai đoạn)"),
        { "day", PRG__COUNT, offsetof(prg__calendar, day), NULL, NULL, 31, 0,
                "of shifted and irregular: the day on which its months begin, 2 to 31; the cut-off "
                "(ngày chốt số liệu) is the day before" },
        { "month", PRG__COUNT, offsetof(prg__calendar, month), NULL, NULL, 12, 0,
                "of shifted and irregular: the month in which its year begins; for shifted "
                "December of the year before by default" },
        PRG__F(prg__calendar, begins, PRG__TEXT,
                "of a year_start or a season: its first day, MM-DD"),
        PRG__F(prg__calendar, ends, PRG__TEXT,
                "of a season: its last day, MM-DD; before `begins`, it lies in the next year"),
        PRG__F_CHOICE(prg__calendar, year_named, names, 0,
                "by which of its ends a year that crosses New Year is called: start, or end, which "
                "is the default for shifted"),
        PRG__F_CHOICE(prg__calendar, week_start, weekdays, 0,
                "the first day of the week; monday by default"),
        PRG__F(prg__calendar, from, PRG__DATE, "the first day on which it is in force by law"),
        PRG__F(prg__calendar, to, PRG__DATE, "the last day on which it is in force by law"),
        PRG__F_TARGET(
                prg__calendar, document, PRG__REF, documents, 0, "the document that orders it"),
        PRG__FIELD_NOTE(prg__calendar),
        PRG__F_TARGET(prg__calendar, stages, PRG__ITEMS, stages, 0,
                "of stages: the intervals; they may leave gaps and overlap"),
        PRG__FIELD_END };

static const prg__field stage_fields[] = { PRG__FIELD_NAME(prg__stage),
        { "from", PRG__DATE, offsetof(prg__stage, from), NULL, NULL, 0, PRG__REQUIRED,
                "its first day" },
        { "to", PRG__DATE, offsetof(prg__stage, to), NULL, NULL, 0, PRG__REQUIRED, "its last day" },
        PRG__FIELD_NOTE(prg__stage), PRG__FIELD_END };

/* ---- from fields to options ---- */

static int take_month_day(
        int *month, int *day, const prg_item *item, const char *key, const char *text)
{
        if (text == NULL || prg__calendar_parse_month_day(month, day, text, strlen(text)))
                return 0;
        return prg__error(PRG_ESCHEMA, item->id,
                "'%s' of calendar '%s' is '%s', expected a day of the year, MM-DD", key,
                prg__text_or(item->id, "?"), text);
}

int prg_calendar_options_of_item(prg_calendar_options *options, const prg_item *item)
{
        if (options == NULL)
                return prg__error_null("options");
        if (item == NULL)
                return prg__error_null("item");
        if (item->class != &prg__class_calendar)
                return prg__error(PRG_EINVALID, item->id, "a %s is no calendar", item->class->name);
        const prg__calendar *it = (const prg__calendar *)item;
        prg_calendar_options made = PRG_CALENDAR_OPTIONS_INIT;
        made.id = item->id;
        made.kind = (prg_calendar_kind)it->kind;
        made.day = it->day < 0 ? 0 : it->day;
        made.first_month = it->month < 0 ? 0 : it->month;
        made.year_named = it->year_named;
        made.week_start = it->week_start;
        made.from = it->from;
        made.to = it->to;
        int code = take_month_day(&made.first_month, &made.first_day, item, "begins", it->begins);
        if (code == 0)
                code = take_month_day(&made.last_month, &made.last_day, item, "ends", it->ends);
        if (code == 0)
                *options = made;
        return code;
}

/* ---- checks ---- */

static int is_month_day(const char *text)
{
        int month, day;
        return text == NULL || prg__calendar_parse_month_day(&month, &day, text, strlen(text));
}

static int check_day(const prg_item *item, struct prg__check *check, const char *key,
        const char *text, int needed)
{
        if (text == NULL)
                return !needed || prg__check_is_broken(check, item, key)
                               ? 0
                               : prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD,
                                       "a calendar of kind %s has no '%s'",
                                       prg_item_text(item, "kind"), key);
        return is_month_day(text) ? 0
                                  : prg__check_add(check, item, key, PRG_FINDING_VALUE,
                                          "'%s' is no day of the year; expected MM-DD", text);
}

/* What the fields lack or must not have. */
static int check_fields(const prg_item *item, struct prg__check *check)
{
        const prg__calendar *it = (const prg__calendar *)item;
        int cut = it->kind == PRG_CALENDAR_SHIFTED || it->kind == PRG_CALENDAR_IRREGULAR;
        int season = it->kind == PRG_CALENDAR_SEASON, code;
        if ((code = prg__check_interval(item, check)) < 0
                || (code = check_day(item, check, "begins", it->begins,
                            season || it->kind == PRG_CALENDAR_YEAR_START))
                           < 0
                || (code = check_day(item, check, "ends", it->ends, season)) < 0)
                return code;
        if (cut && it->day < 0 && !prg__check_is_broken(check, item, "day"))
                return prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD,
                        "a calendar of kind %s has no 'day'", prg_item_text(item, "kind"));
        if (it->month >= 0 && !cut)
                return prg__check_add(check, item, "month", PRG_FINDING_CONTRADICTION,
                        "'month' belongs to kinds shifted and irregular");
        if (it->begins && cut)
                return prg__check_add(check, item, "begins", PRG_FINDING_CONTRADICTION,
                        "'begins' belongs to kinds year_start and season");
        if (it->stages.count && it->kind != PRG_CALENDAR_STAGES)
                return prg__check_add(check, item, "stages", PRG_FINDING_CONTRADICTION,
                        "stages belong to kind stages");
        if (item->id && strcmp(item->id, prg_calendar_id(prg_calendar_gregorian())) == 0
                && it->kind != PRG_CALENDAR_GREGORIAN)
                return prg__check_add(check, item, "kind", PRG_FINDING_CONTRADICTION,
                        "the calendar 'gregorian' is of kind gregorian");
        return 0;
}

static int is_broken(const prg_item *item, struct prg__check *check)
{
        for (const prg__field *field = item->class->fields; field->key; field++)
                if (prg__check_is_broken(check, item, field->key))
                        return 1;
        return 0;
}

static int check_calendar(const prg_item *item, struct prg__check *check)
{
        const prg__calendar *it = (const prg__calendar *)item;
        prg_calendar compiled;
        prg_calendar_options options;
        size_t before = check->count;
        int code = it->kind ? check_fields(item, check) : 0;
        /* Only a calendar of which nothing was said yet is worth compiling. */
        if (code < 0 || it->kind == 0 || check->count > before || is_broken(item, check)
                || prg_calendar_options_of_item(&options, item) < 0)
                return code;
        code = prg__calendar_compile(&compiled, &options);
        return code < 0 ? prg__check_add(check, item, NULL, PRG_FINDING_CONTRADICTION, "%s",
                       prg_error_last()->message)
                        : 0;
}

static int check_stage(const prg_item *item, struct prg__check *check)
{
        int code = prg__check_interval(item, check);
        if (code < 0 || item->id == NULL)
                return code;
        if (!prg__stage_id_is_valid(item->id, strlen(item->id)))
                return prg__check_add(check, item, NULL, PRG_FINDING_ID,
                        "'%s' would not be told from days; expected an id without '..' that is no "
                        "date",
                        item->id);
        return 0;
}

const prg__class prg__class_calendar = { "calendar",
        "a way of dividing days into periods (lịch báo cáo)", sizeof(prg__calendar), fields,
        PRG__CLASS_CALENDAR, check_calendar };

const prg__class prg__class_stage = { "stage", "an interval of a calendar of stages (giai đoạn)",
        sizeof(prg__stage), stage_fields, PRG__LOCAL_ID, check_stage };

/* ---- the calendar that every programme has ---- */

static const char gregorian_vi[] = "Dương lịch", gregorian_en[] = "Gregorian calendar";

int prg__calendar_is_builtin(const prg_item *item)
{
        return item->class == &prg__class_calendar && item->id
               && strcmp(item->id, prg_calendar_id(prg_calendar_gregorian())) == 0;
}

int prg__calendar_is_standard(const prg_item *item)
{
        const prg__calendar *it = (const prg__calendar *)item;
        if (!prg__calendar_is_builtin(item))
                return 0;
        const char *vietnamese = prg__names_get(&item->name, "vi"),
                   *english = prg__names_get(&item->name, "en");
        return it->kind == PRG_CALENDAR_GREGORIAN && it->day < 0 && it->month < 0 && !it->begins
               && !it->ends && !it->year_named && !it->week_start && it->from == PRG_DATE_NONE
               && it->to == PRG_DATE_NONE && !it->document && !it->stages.count && !item->note
               && !item->aliases.count && !item->extensions.count && item->name.count == 2
               && vietnamese && english && strcmp(vietnamese, gregorian_vi) == 0
               && strcmp(english, gregorian_en) == 0;
}

int prg__calendar_add_standard(prg_programme *programme)
{
        prg_item *root = &programme->root.item,
                 *item = prg__item_new(programme, &prg__class_calendar);
        if (item == NULL || prg__names_set(programme, &item->name, "vi", gregorian_vi) < 0
                || prg__names_set(programme, &item->name, "en", gregorian_en) < 0)
                return PRG_ENOMEM;
        item->source_index = PRG__NOT_IN_SOURCE;
        ((prg__calendar *)item)->kind = PRG_CALENDAR_GREGORIAN;
        return prg__item_attach(item, root, prg__class_field(root->class, "calendars", 9),
                       prg_calendar_id(prg_calendar_gregorian()), (size_t)-1)
                               < 0
                       ? PRG_ENOMEM
                       : 0;
}
