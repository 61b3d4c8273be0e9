/* prg calendar and prg period: calendars of a document, and what periods are. */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_ROWS 100000

/* What both commands work with. */
struct session {
        const cli_call *call;
        prg_programme *programme; /* NULL without a document */
        prg_calendars *calendars;
        struct grid *grid;
        int findings;
};

/* ---- sessions ---- */

static int open_session(struct session *session, const cli_call *call, const char *document,
        const char *const *columns)
{
        *session = (struct session){ call, NULL, NULL, NULL, 0 };
        int code = document ? cli_open_programme(&session->programme, document) : 0;
        if (code == 0 && prg_calendars_new(&session->calendars, session->programme) < 0)
                code = cli_fail_library();
        if (code == 0 && (session->grid = grid_new(columns)) == NULL)
                code = CLI_INTERNAL;
        return code;
}

static int close_session(struct session *session, int code)
{
        if (code == 0)
                code = cli_write_grid(session->grid, session->call);
        grid_free(session->grid);
        prg_calendars_free(session->calendars);
        prg_programme_unref(session->programme);
        return code == 0 && session->findings ? CLI_FINDINGS : code;
}

static int find_calendar(
        const prg_calendar **calendar, const struct session *session, const char *id)
{
        *calendar = prg_calendar_gregorian();
        if (id && prg_calendars_find(calendar, session->calendars, id, strlen(id)) < 0)
                return cli_fail_library();
        return 0;
}

/* The type of an option; 0 without it. */
static int type_of(prg_period_type *type, const cli_call *call, const char *option)
{
        static const char *const known[] = {
#define ROW(symbol, number, name, meaning) name,
                PRG_PERIOD_TYPE_MAP(ROW)
#undef ROW
        };
        const char *name = cli_value(call, option);
        *type = (prg_period_type)0;
        if (name && prg_period_type_from_name(type, name) < 0)
                return cli_unknown("type of period", name, known, sizeof known / sizeof *known);
        return 0;
}

static int put_buf(struct grid *grid, prg_buf *buf, int code)
{
        int result = grid_put(grid, code == 0 ? buf->data : NULL);
        buf->length = 0;
        return result;
}

static int put_number(struct grid *grid, long number)
{
        char text[32];
        snprintf(text, sizeof text, "%ld", number);
        return grid_put(grid, text);
}

/* ---- prg calendar ---- */

static int put_calendar(struct session *session, const prg_calendar *calendar)
{
        static const char *const weekdays[] = { "", "Monday", "Tuesday", "Wednesday", "Thursday",
                "Friday", "Saturday", "Sunday" };
        prg_calendar_options o;
        char rule[96] = "", from[16] = "", to[16] = "";
        if (prg_calendar_get_options(&o, calendar) < 0)
                return cli_fail_library();
        switch (o.kind) {
        case PRG_CALENDAR_SHIFTED:
                snprintf(rule, sizeof rule, "months from day %d; year from %02d-%02d", o.day,
                        o.first_month, o.day);
                break;
        case PRG_CALENDAR_IRREGULAR:
                snprintf(rule, sizeof rule, "months to day %d; year from %02d-01", o.day - 1,
                        o.first_month);
                break;
        case PRG_CALENDAR_YEAR_START:
                snprintf(rule, sizeof rule, "year from %02d-%02d, called by its %s", o.first_month,
                        o.first_day, o.year_named == PRG_YEAR_NAMED_END ? "end" : "start");
                break;
        case PRG_CALENDAR_SEASON:
                snprintf(rule, sizeof rule, "%02d-%02d to %02d-%02d", o.first_month, o.first_day,
                        o.last_month, o.last_day);
                break;
        case PRG_CALENDAR_STAGES: snprintf(rule, sizeof rule, "%zu stages", o.stage_count); break;
        default: snprintf(rule, sizeof rule, "weeks from %s", weekdays[o.week_start]);
        }
        if (o.from != PRG_DATE_NONE)
                cli_date(from, o.from);
        if (o.to != PRG_DATE_NONE)
                cli_date(to, o.to);
        const prg_item *item =
                session->programme ? prg_programme_get(session->programme, "calendar", o.id) : NULL;
        const char *cells[] = { o.id, prg_calendar_kind_name(o.kind), rule, from, to,
                item ? prg_item_name(item, cli_value(session->call, "lang")) : NULL };
        int code = 0;
        for (size_t i = 0; code == 0 && i < sizeof cells / sizeof *cells; i++)
                code = grid_put(session->grid, cells[i]);
        return code;
}

static int put_period_row(struct session *session, const prg_period *period)
{
        char day[16];
        prg_buf id = PRG_BUF_INIT;
        int code = put_buf(session->grid, &id, prg_period_format(&id, period));
        if (code == 0)
                code = grid_put(session->grid, prg_period_type_name(period->type));
        if (code == 0)
                code = grid_put(session->grid, cli_date(day, period->first));
        if (code == 0)
                code = grid_put(session->grid, cli_date(day, period->last));
        if (code == 0)
                code = put_number(session->grid, prg_period_days(period));
        prg_buf_dispose(&id);
        return code;
}

/* All periods of one type in a year, days only when they are asked for. */
static int put_year(
        struct session *session, const prg_calendar *calendar, prg_period_type type, int year)
{
        prg_period period;
        int code = 0;
        for (int index = 1; code == 0 && index <= MOST_ROWS
                            && prg_period_make(&period, calendar, type,
                                       type == PRG_PERIOD_STAGE ? 0 : year, index)
                                       == 0;
                index++)
                code = put_period_row(session, &period);
        return code;
}

/* A year of four digits, or 0. */
static int year_of(const char *text)
{
        if (text == NULL || strlen(text) != 4 || strspn(text, "0123456789") != 4)
                return 0;
        return (int)strtol(text, NULL, 10);
}

static int show_calendar(struct session *session, const char *id)
{
        static const prg_period_type order[] = { PRG_PERIOD_YEAR, PRG_PERIOD_WEEK_YEAR,
                PRG_PERIOD_HALF, PRG_PERIOD_NINE_MONTH, PRG_PERIOD_FOUR_MONTH, PRG_PERIOD_QUARTER,
                PRG_PERIOD_BI_MONTH, PRG_PERIOD_MONTH, PRG_PERIOD_BI_WEEK, PRG_PERIOD_WEEK,
                PRG_PERIOD_SEASON, PRG_PERIOD_STAGE };
        const prg_calendar *calendar;
        prg_period_type only;
        const char *text = cli_value(session->call, "year");
        int year = year_of(text);
        int code = find_calendar(&calendar, session, id);
        if (code == 0)
                code = type_of(&only, session->call, "type");
        if (code)
                return code;
        if (only && !prg_calendar_has(calendar, only))
                return cli_fail(CLI_NOT_FOUND, "the calendar '%s' has no periods of type %s", id,
                        prg_period_type_name(only));
        if (year == 0 && !prg_calendar_has(calendar, PRG_PERIOD_STAGE))
                return cli_fail(CLI_USAGE, "periods of which year? --year YYYY, from 0001 to 9999");
        if (only)
                return put_year(session, calendar, only, year);
        for (size_t i = 0; code == 0 && i < sizeof order / sizeof *order; i++)
                if (prg_calendar_has(calendar, order[i]))
                        code = put_year(session, calendar, order[i], year);
        return code;
}

int run_calendar(const cli_call *call)
{
        static const char *const list[] = { "calendar", "kind", "rule", "from", "to", "name",
                NULL };
        static const char *const periods[] = { "period", "type", "first", "last", "days", NULL };
        struct session session;
        const prg_calendar *calendar;
        int one = call->operand_count > 1;
        int code = open_session(&session, call, call->operand_count ? call->operands[0] : NULL,
                one ? periods : list);
        if (code == 0 && one)
                code = show_calendar(&session, call->operands[1]);
        for (size_t i = 0;
                code == 0 && !one && (calendar = prg_calendars_at(session.calendars, i)) != NULL;
                i++)
                code = put_calendar(&session, calendar);
        return close_session(&session, code);
}

/* ---- prg period ---- */

/* The note of a period that is not law, once for each. */
static int note_law(struct session *session, const prg_period *period)
{
        prg_report *report;
        if (prg_period_is_in_force(period))
                return 0;
        session->findings = 1;
        if (prg_report_new(&report, NULL) < 0)
                return cli_fail_library();
        int code = prg_period_check(period, report);
        const prg_finding *finding = prg_report_at(report, 0);
        if (code == 0 && finding)
                fprintf(stderr, "prg: note: %s; expected %s [%s]\n", finding->message,
                        finding->expected, prg_finding_name(finding->code));
        prg_report_free(report);
        return code < 0 ? cli_fail_library() : 0;
}

static int put_period(struct session *session, const prg_period *period)
{
        prg_buf text = PRG_BUF_INIT, start_day = PRG_BUF_INIT;
        int code = put_period_row(session, period);
        if (code == 0)
                code = put_buf(session->grid, &text, prg_period_format_dhis2(&text, period));
        if (code == 0)
                code = put_buf(
                        session->grid, &text, prg_period_format_sdmx(&text, &start_day, period));
        if (code == 0)
                code = grid_put(session->grid, start_day.length ? start_day.data : NULL);
        if (code == 0)
                code = grid_put(session->grid, prg_period_is_in_force(period) ? "true" : "false");
        prg_buf_dispose(&text);
        prg_buf_dispose(&start_day);
        return code ? code : note_law(session, period);
}

/* With --convert: the id as it was given, and the other form. */
static int put_converted(
        struct session *session, const prg_period *period, const char *given, const char *to)
{
        prg_buf text = PRG_BUF_INIT, start_day = PRG_BUF_INIT;
        int result = strcmp(to, "dhis2") == 0  ? prg_period_format_dhis2(&text, period)
                     : strcmp(to, "sdmx") == 0 ? prg_period_format_sdmx(&text, &start_day, period)
                                               : prg_period_format(&text, period);
        int code = result < 0 ? cli_fail_library() : grid_put(session->grid, given);
        if (code == 0)
                code = grid_put(session->grid, text.data);
        if (code == 0)
                code = grid_put(session->grid, start_day.length ? start_day.data : NULL);
        prg_buf_dispose(&text);
        prg_buf_dispose(&start_day);
        return code ? code : note_law(session, period);
}

/* Reads an id in the form that --from names. */
static int read_period(prg_period *period, const struct session *session, const char *text)
{
        const char *from = cli_value(session->call, "from");
        int code = from && strcmp(from, "dhis2") == 0
                           ? prg_period_parse_dhis2(period, session->calendars, text, strlen(text))
                   : from && strcmp(from, "sdmx") == 0
                           ? prg_period_parse_sdmx(period, session->calendars,
                                   cli_value(session->call, "start-day"), text, strlen(text))
                           : prg_period_parse(period, session->calendars, text, strlen(text));
        const prg_error *error = prg_error_last();
        if (code == PRG_ERANGE || code == PRG_ENOTFOUND) /* a syntax error quotes the text itself */
                return cli_fail(cli_exit_of(code), "%s: %s%s%s", text, error->place,
                        *error->place ? ": " : "", error->message);
        return code < 0 ? cli_fail_library() : 0;
}

static int put_range(struct session *session, const prg_period_range *range)
{
        prg_period period;
        int code = 0;
        if (range->count > MOST_ROWS)
                return cli_fail(
                        CLI_INVALID, "%zu periods are more than %d", range->count, MOST_ROWS);
        for (size_t i = 0; code == 0 && prg_period_range_at(&period, range, i) == 0; i++)
                code = put_period(session, &period);
        return code;
}

/* A step's answer: a period, none, or an error. */
static int stepped(int result, const char *what, const char *given)
{
        if (result == PRG_END)
                return cli_fail(CLI_NOT_FOUND, "%s has no %s", given, what);
        return result < 0 ? cli_fail_library() : 0;
}

static int put_id(struct session *session, const char *given)
{
        const cli_call *call = session->call;
        const char *convert = cli_value(call, "convert");
        prg_period_type parent, children;
        prg_period period;
        prg_period_range range;
        int code = read_period(&period, session, given);
        if (code == 0)
                code = type_of(&parent, call, "parent");
        if (code == 0)
                code = type_of(&children, call, "children");
        if (code == 0 && cli_value(call, "next"))
                code = stepped(prg_period_next(&period, &period), "next period", given);
        if (code == 0 && cli_value(call, "previous"))
                code = stepped(prg_period_previous(&period, &period), "previous period", given);
        if (code == 0 && cli_value(call, "last-year"))
                code = stepped(prg_period_same_last_year(&period, &period), "same period last year",
                        given);
        if (code == 0 && cli_value(call, "to-date"))
                code = stepped(prg_period_year_to_date(&period, &period), "year to date", given);
        if (code == 0 && parent)
                code = stepped(prg_period_parent(&period, &period, parent), "such parent", given);
        if (code == 0 && children) {
                code = stepped(
                        prg_period_children(&range, &period, children), "such children", given);
                return code ? code : put_range(session, &range);
        }
        if (code)
                return code;
        return convert ? put_converted(session, &period, given, convert)
                       : put_period(session, &period);
}

/* The day of --on or --today. The clock is asked only by --today; a day in Viet Nam begins at
 * UTC+7. */
static int base_day(prg_date *day, const cli_call *call)
{
        int code = cli_day(day, call);
        if (code == 0 && cli_value(call, "today")) {
                if (*day != PRG_DATE_NONE)
                        return cli_fail(CLI_USAGE, "--on and --today do not go together");
                *day = (prg_date)((time(NULL) + 7L * 3600) / 86400);
        }
        return code;
}

/* --relative NAME, or --type TYPE: the periods that belong to a day. */
static int put_of_day(struct session *session, const char *relative_name)
{
        const cli_call *call = session->call;
        const prg_calendar *calendar;
        const char *calendar_id = cli_value(call, "calendar");
        prg_period_type type;
        prg_date day;
        int code = base_day(&day, call);
        if (code == 0)
                code = find_calendar(&calendar, session, calendar_id);
        if (code == 0)
                code = type_of(&type, call, "type");
        if (code)
                return code;
        if (day == PRG_DATE_NONE)
                return cli_fail(CLI_USAGE, "on which day? --on DATE, or --today");
        if (relative_name) {
                prg_relative relative;
                prg_period_range range;
                if (prg_relative_from_name(&relative, relative_name) < 0
                        || prg_relative_resolve(
                                   &range, relative, calendar_id ? calendar : NULL, day)
                                   < 0)
                        return cli_fail_library();
                return put_range(session, &range);
        }
        for (int known = PRG_PERIOD_DAY; code == 0 && known < PRG_PERIOD_DAYS; known++) {
                prg_period period;
                if ((type && known != (int)type)
                        || !prg_calendar_has(calendar, (prg_period_type)known))
                        continue;
                int result = prg_period_holding(&period, calendar, (prg_period_type)known, day);
                if (result == 0)
                        code = put_period(session, &period);
                else if (result < 0)
                        code = cli_fail_library();
        }
        if (code == 0 && grid_rows(session->grid) == 0)
                code = cli_fail(CLI_NOT_FOUND, "the calendar '%s' has no such period that holds %s",
                        prg_calendar_id(calendar),
                        cli_value(call, "on") ? cli_value(call, "on") : "today");
        return code;
}

static int check_word(const char *option, const char *word, const char *const *known, size_t count)
{
        for (size_t i = 0; word && i < count; i++)
                if (strcmp(word, known[i]) == 0)
                        return 0;
        char what[48];
        snprintf(what, sizeof what, "value of --%s", option);
        return word ? cli_unknown(what, word, known, count) : 0;
}

int run_period(const cli_call *call)
{
        static const char *const all[] = { "period", "type", "first", "last", "days", "dhis2",
                "sdmx", "start_day", "in_force", NULL };
        static const char *const converted[] = { "given", "converted", "start_day", NULL };
        static const char *const forms[] = { "id", "dhis2", "sdmx" };
        struct session session;
        const char *relative = cli_value(call, "relative");
        int by_day = relative || cli_value(call, "on") || cli_value(call, "today");
        int code = check_word("convert", cli_value(call, "convert"), forms, 3);
        if (code == 0)
                code = check_word("from", cli_value(call, "from"), forms, 3);
        if (code)
                return code;
        if (by_day == (call->operand_count > 0))
                return cli_fail(
                        CLI_USAGE, by_day ? "ids, or a day; not both"
                                          : "which period? ids, or a day with --on or --today");
        code = open_session(&session, call, cli_value(call, "in"),
                cli_value(call, "convert") ? converted : all);
        if (code == 0 && by_day)
                code = put_of_day(&session, relative);
        for (int i = 0; code == 0 && i < call->operand_count; i++)
                code = put_id(&session, call->operands[i]);
        return close_session(&session, code);
}
