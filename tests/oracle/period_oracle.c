/* Answers period_oracle.py and sdmx_oracle.py: one question a line, fields separated by tabs, one
 * answer a line. An answer is "id first last count" (first and last day, number of periods), or the
 * name of the code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#define FIELDS 6

static prg_calendars *calendars;

static void add(const char *id, prg_calendar_kind kind, int day, int first_month, int first_day,
        int last_month)
{
        prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
        options.id = id;
        options.kind = kind;
        options.day = day;
        options.first_month = first_month;
        options.first_day = first_day;
        options.last_month = last_month;
        if (prg_calendars_add(NULL, calendars, &options) < 0)
                abort();
}

static void answer(int code, const prg_period_range *range)
{
        prg_buf buf = PRG_BUF_INIT;
        if (code != 0) {
                puts(prg_error_name(code));
                return;
        }
        if ((range->first.type == PRG_PERIOD_DAYS ? prg_period_format(&buf, &range->first)
                                                  : prg_period_range_format(&buf, range))
                        < 0
                || prg_buf_append(&buf, " ", 1) < 0 || prg_date_format(&buf, range->first.first) < 0
                || prg_buf_append(&buf, " ", 1) < 0 || prg_date_format(&buf, range->last.last) < 0)
                abort();
        printf("%s %zu\n", buf.data, range->count);
        prg_buf_dispose(&buf);
}

static void answer_one(int code, const prg_period *period)
{
        prg_period_range range = { *period, *period, 1 };
        answer(code, &range);
}

static int read_day(prg_date *day, const char *text)
{
        return prg_date_parse(day, text, strlen(text));
}

/* parse TEXT · dhis2 TEXT · sdmx START-DAY TEXT */
static void read_period(char **field)
{
        prg_period period = { NULL, PRG_PERIOD_DAY, 0, 0, 0, 0 };
        if (strcmp(field[0], "parse") == 0)
                answer_one(
                        prg_period_parse(&period, calendars, field[1], strlen(field[1])), &period);
        else if (strcmp(field[0], "dhis2") == 0)
                answer_one(prg_period_parse_dhis2(&period, calendars, field[1], strlen(field[1])),
                        &period);
        else
                answer_one(prg_period_parse_sdmx(&period, calendars, *field[1] ? field[1] : NULL,
                                   field[2], strlen(field[2])),
                        &period);
}

/* to_dhis2 ID · to_sdmx ID: the text that is written, with the start day behind a slash. */
static void write_period(char **field)
{
        prg_period period;
        prg_buf buf = PRG_BUF_INIT, start_day = PRG_BUF_INIT;
        int code = prg_period_parse(&period, calendars, field[1], strlen(field[1]));
        if (code == 0)
                code = strcmp(field[0], "to_dhis2") == 0
                               ? prg_period_format_dhis2(&buf, &period)
                               : prg_period_format_sdmx(&buf, &start_day, &period);
        if (code != 0)
                puts(prg_error_name(code));
        else
                printf("%s%s\n", buf.data, start_day.length ? start_day.data : "");
        prg_buf_dispose(&buf);
        prg_buf_dispose(&start_day);
}

/* holding CALENDAR TYPE DAY */
static void find_period(char **field)
{
        prg_period period = { NULL, PRG_PERIOD_DAY, 0, 0, 0, 0 };
        const prg_calendar *calendar;
        prg_period_type type;
        prg_date day;
        if (prg_calendars_find(&calendar, calendars, field[1], strlen(field[1])) < 0
                || prg_period_type_from_name(&type, field[2]) < 0 || read_day(&day, field[3]) < 0)
                abort();
        answer_one(prg_period_holding(&period, calendar, type, day), &period);
}

/* move ID STEPS */
static void move_period(char **field)
{
        prg_period period = { NULL, PRG_PERIOD_DAY, 0, 0, 0, 0 };
        int code = prg_period_parse(&period, calendars, field[1], strlen(field[1]));
        if (code == 0)
                code = prg_period_move(&period, &period, atoi(field[2]));
        answer_one(code, &period);
}

/* relative NAME CALENDAR DAY */
static void resolve(char **field)
{
        prg_period_range range;
        const prg_calendar *calendar = NULL;
        prg_relative relative;
        prg_date day;
        if (prg_relative_from_name(&relative, field[1]) < 0 || read_day(&day, field[3]) < 0
                || (*field[2]
                        && prg_calendars_find(&calendar, calendars, field[2], strlen(field[2]))
                                   < 0))
                abort();
        answer(prg_relative_resolve(&range, relative, calendar, day), &range);
}

int main(void)
{
        static const struct {
                const char *name;
                void (*run)(char **field);
        } questions[] = { { "parse", read_period }, { "dhis2", read_period },
                { "sdmx", read_period }, { "to_dhis2", write_period }, { "to_sdmx", write_period },
                { "holding", find_period }, { "move", move_period }, { "relative", resolve } };
        char line[512];
        if (prg_calendars_new(&calendars, NULL) < 0)
                return EXIT_FAILURE;
        add("vn", PRG_CALENDAR_SHIFTED, 15, 0, 0, 0);
        add("mali", PRG_CALENDAR_SHIFTED, 28, 0, 0, 0);
        add("insurance", PRG_CALENDAR_IRREGULAR, 26, 0, 0, 0);
        add("mid", PRG_CALENDAR_YEAR_START, 0, 7, 15, 0);
        add("opium", PRG_CALENDAR_SEASON, 0, 9, 1, 5);
        while (fgets(line, sizeof line, stdin)) {
                char *field[FIELDS] = { line };
                line[strcspn(line, "\n")] = '\0';
                for (int i = 1; i < FIELDS && (field[i] = strchr(field[i - 1], '\t')) != NULL; i++)
                        *field[i]++ = '\0';
                for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
                        if (strcmp(field[0], questions[i].name) == 0)
                                questions[i].run(field);
        }
        prg_calendars_free(calendars);
        return EXIT_SUCCESS;
}
