/* Commands about tasks: which there are, how they stand on a day, what is due when, and that one was done. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

static const char *language_of(const cli_call *call)
{
        return cli_value(call, "lang");
}

/* ---- the tasks of the document ---- */

static int selection_of(prg_selection *selection, const cli_call *call)
{
        static const prg_selection selections[] = { PRG_SELECT_WITHOUT_DEADLINE, PRG_SELECT_WITHOUT_INDICATOR,
                PRG_SELECT_WITHOUT_LEAD };
        static const char *const words[] = { "deadline", "indicator", "lead" };
        const char *word = cli_value(call, "without");
        *selection = cli_value(call, "unresolved") ? PRG_SELECT_UNRESOLVED_TIME : PRG_SELECT_ALL;
        if (word == NULL)
                return 0;
        if (*selection != PRG_SELECT_ALL)
                return cli_fail(CLI_USAGE, "--without and --unresolved do not go together");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strcmp(words[i], word) == 0) {
                        *selection = selections[i];
                        return 0;
                }
        return cli_unknown("value of --without", word, words, 3);
}

static int put_holders(struct grid *grid, const prg_item *component)
{
        char cell[256] = "";
        const prg_item *last = NULL;
        size_t count = prg_item_size(component, "assignments");
        for (size_t i = 0; i < count; i++) {
                const prg_item *assignment = prg_item_at(component, "assignments", i);
                const prg_item *holder = prg_item_get(assignment, "agency");
                if (holder == NULL)
                        holder = prg_item_get(assignment, "group");
                if (holder == NULL || holder == last || prg_item_flag(assignment, "other", 0))
                        continue;
                snprintf(cell + strlen(cell), sizeof cell - strlen(cell), "%s%s", *cell ? ", " : "", prg_item_id(holder));
                last = holder;
        }
        return grid_put(grid, cell);
}

static int put_task(struct grid *grid, const prg_item *task, prg_date day, const cli_call *call)
{
        const prg_item *time = prg_item_get(task, "time");
        int code = grid_put(grid, prg_item_id(task));
        if (code == 0)
                code = grid_put(grid, prg_item_name(task, language_of(call)));
        if (code == 0)
                code = put_holders(grid, task);
        if (code == 0)
                code = cli_put_leads(grid, task, day, cli_is_vietnamese(call) ? "hiểu ngầm" : "implied");
        return code ? code : grid_put(grid, time ? prg_item_text(time, "text") : NULL);
}

static int list_tasks(const prg_programme *programme, prg_date day, const cli_call *call)
{
        static const char *const columns[] = { "task", "name", "holder", "lead", "time", NULL };
        static const char *const vietnamese[] = { "nhiệm vụ", "tên", "đơn vị thực hiện", "chủ trì", "thời gian", NULL };
        prg_item_list *tasks = NULL;
        prg_selection selection;
        const char *kind = cli_value(call, "kind");
        int code = selection_of(&selection, call);
        if (code)
                return code;
        struct grid *grid = grid_new(cli_is_vietnamese(call) ? vietnamese : columns);
        if (grid == NULL)
                code = CLI_INTERNAL;
        else if (prg_programme_select(&tasks, programme, kind ? kind : "task", selection, day) < 0)
                code = cli_fail_library();
        for (size_t i = 0; code == 0 && i < prg_item_list_size(tasks); i++)
                code = put_task(grid, prg_item_list_at(tasks, i), day, call);
        if (code == 0)
                code = cli_write_grid(grid, call);
        prg_item_list_free(tasks);
        grid_free(grid);
        return code;
}

/* ---- how they stand ---- */

#define STATES 10

/* What the call asks for. */
struct wish {
        prg_task_options options;
        prg_timing_options timing;
        unsigned states; /* bits of prg_task_state; 0: all */
        prg_period hold; /* `calendar` NULL: it is not asked for */
};

/* The date of an option, PRG_DATE_NONE without it. 0, or CLI_USAGE after a message. */
static int date_of(prg_date *date, const cli_call *call, const char *option)
{
        const char *text = cli_value(call, option);
        *date = PRG_DATE_NONE;
        if (text && prg_date_parse(date, text, strlen(text)) < 0)
                return cli_fail(CLI_USAGE, "--%s %s: %s", option, text, prg_error_last()->message);
        return 0;
}

static int states_of(unsigned *states, const cli_call *call)
{
        const char *text = cli_value(call, "state"), *names[STATES];
        for (int i = 0; i < STATES; i++)
                names[i] = prg_task_state_name((prg_task_state)(i + 1));
        *states = 0;
        for (size_t length; text; text = text[length] ? text + length + 1 : NULL) {
                char word[32];
                prg_task_state state;
                length = strcspn(text, ",");
                snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : (int)sizeof word - 1, text);
                if (prg_task_state_from_name(&state, word) < 0)
                        return cli_unknown("state", word, names, STATES);
                *states |= 1u << state;
        }
        return 0;
}

static int timing_of(prg_timing_options *timing, const cli_call *call)
{
        static const char *const words[] = { "end", "start" };
        int until = cli_word(call, "until", words, 2, PRG_UNTIL_END);
        *timing = (prg_timing_options)PRG_TIMING_OPTIONS_INIT;
        if (until < 0)
                return CLI_USAGE;
        timing->until = (prg_until)until;
        timing->partial = cli_value(call, "partial") != NULL;
        timing->calendar = cli_value(call, "in-calendar");
        return date_of(&timing->issued, call, "issued");
}

static int wish_of(struct wish *wish, const prg_log *log, const cli_call *call)
{
        uint64_t soon = 0;
        const char *agency = cli_value(call, "agency"), *hold = cli_value(call, "hold");
        prg_item *item;
        memset(wish, 0, sizeof *wish);
        wish->options = (prg_task_options)PRG_TASK_OPTIONS_INIT;
        int given = cli_number(&soon, call, "soon"), code = given < 0 ? CLI_USAGE : 0;
        if (code == 0 && given && soon > 100000)
                code = cli_fail(CLI_USAGE, "--soon: more than 100000 days");
        if (given > 0)
                wish->options.soon = (int)soon;
        if (code == 0)
                code = states_of(&wish->states, call);
        if (code == 0)
                code = timing_of(&wish->timing, call);
        if (code == 0)
                code = date_of(&wish->options.from, call, "from");
        if (code == 0)
                code = date_of(&wish->options.to, call, "to");
        if (code == 0 && agency) {
                if (prg_programme_find(&item, prg_log_programme(log), "agency", agency) < 0)
                        return cli_fail_library();
                wish->options.agency = item;
        }
        if (code == 0 && hold && prg_period_parse(&wish->hold, prg_log_calendars(log), hold, strlen(hold)) < 0)
                return cli_fail(CLI_USAGE, "--hold %s: %s", hold, prg_error_last()->message);
        wish->options.kind = cli_value(call, "kind");
        wish->options.instances = cli_value(call, "instances") || wish->options.from != PRG_DATE_NONE
                || wish->options.to != PRG_DATE_NONE || cli_value(call, "ical");
        wish->options.timing = &wish->timing;
        return code;
}

static int is_wanted(const struct wish *wish, const prg_task_status *status)
{
        return wish->states == 0 || (wish->states & 1u << status->state);
}

static int put_date(struct grid *grid, prg_date date)
{
        char text[16];
        return grid_put(grid, date == PRG_DATE_NONE ? NULL : cli_date(text, date));
}

static int put_period(struct grid *grid, const prg_period *period)
{
        prg_buf text = PRG_BUF_INIT;
        int code = period->calendar && prg_period_format(&text, period) < 0 ? cli_fail_library() : 0;
        if (code == 0)
                code = grid_put(grid, text.data);
        prg_buf_dispose(&text);
        return code;
}

static int put_flags(struct grid *grid, unsigned flags)
{
        static const struct {
                unsigned flag;
                const char *name;
        } known[] = {
                { PRG_INSTANCE_OPEN_START, "open_start" }, { PRG_INSTANCE_PARTLY_PAST, "partly_past" },
                { PRG_INSTANCE_PAST, "past" }, { PRG_INSTANCE_PARTIAL, "partial" },
                { PRG_INSTANCE_NOT_IN_FORCE, "not_in_force" }, { PRG_INSTANCE_DUE_UNKNOWN, "due_unknown" },
        };
        char cell[80] = "";
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (flags & known[i].flag)
                        snprintf(cell + strlen(cell), sizeof cell - strlen(cell), "%s%s", *cell ? " " : "", known[i].name);
        return grid_put(grid, cell);
}

static int put_parts(struct grid *grid, const prg_task_status *status)
{
        char cell[48] = "";
        if (status->expected > 1)
                snprintf(cell, sizeof cell, "%zu/%zu", status->completed, status->expected);
        return grid_put(grid, cell);
}

/* Of a continuous task, whether the state was held; else the reason of an unresolved one. */
static int put_remark(struct grid *grid, const prg_task_status *status, const struct wish *wish, const prg_log *log)
{
        prg_hold hold;
        if (status->state != PRG_TASK_CONTINUOUS || wish->hold.calendar == NULL)
                return grid_put(grid, status->reason);
        if (prg_task_hold(&hold, log, status->component, &wish->hold) < 0)
                return cli_fail_library();
        return grid_put(grid, prg_hold_name(hold));
}

static int put_status(struct grid *grid, const prg_task_status *status, const struct wish *wish, const prg_log *log,
        const cli_call *call)
{
        const prg_instance *it = &status->instance;
        int has = status->has_instance;
        int code = grid_put(grid, prg_item_id(status->component));
        if (code == 0)
                code = put_period(grid, &it->period);
        if (code == 0)
                code = grid_put(grid, prg_task_state_name(status->state));
        if (code == 0)
                code = put_date(grid, has ? it->first : PRG_DATE_NONE);
        if (code == 0)
                code = put_date(grid, has ? it->start : PRG_DATE_NONE);
        if (code == 0)
                code = put_date(grid, has ? it->due : PRG_DATE_NONE);
        if (code == 0)
                code = put_date(grid, status->done);
        if (code == 0)
                code = put_parts(grid, status);
        if (code == 0)
                code = put_flags(grid, it->flags);
        if (code == 0)
                code = put_holders(grid, status->component);
        if (code == 0)
                code = grid_put(grid, prg_item_name(status->component, language_of(call)));
        return code ? code : put_remark(grid, status, wish, log);
}

static int show_states(const prg_task_list *tasks, const struct wish *wish, const prg_log *log, const cli_call *call)
{
        static const char *const columns[] = { "task", "period", "state", "first", "start", "due", "done", "parts", "flags",
                "holder", "name", "remark", NULL };
        struct grid *grid = grid_new(columns);
        int code = grid ? 0 : CLI_INTERNAL;
        for (size_t i = 0; code == 0 && i < prg_task_list_size(tasks); i++)
                if (is_wanted(wish, prg_task_list_at(tasks, i)))
                        code = put_status(grid, prg_task_list_at(tasks, i), wish, log, call);
        if (code == 0)
                code = cli_write_grid(grid, call);
        grid_free(grid);
        return code;
}

/* ---- deadlines for calendars ---- */

/* "2018-07-03T08:00:00Z", as seconds. 0, or CLI_USAGE after a message. */
static int stamp_of(int64_t *seconds, const cli_call *call)
{
        const char *text = cli_value(call, "stamp");
        int hour, minute, second, length = 0;
        prg_date day;
        if (text == NULL)
                return cli_fail(CLI_USAGE, "--ical needs --stamp INSTANT, such as 2018-07-03T08:00:00Z");
        if (strlen(text) != 20 || prg_date_parse(&day, text, 10) < 0
            || sscanf(text + 10, "T%2d:%2d:%2dZ%n", &hour, &minute, &second, &length) != 3 || length != 10
            || strspn(text + 11, "0123456789:") != 8 || hour > 23 || minute > 59 || second > 59)
                return cli_fail(CLI_USAGE, "--stamp %s: expected an instant such as 2018-07-03T08:00:00Z", text);
        *seconds = ((int64_t)day * 24 + hour) * 3600 + minute * 60 + second;
        return 0;
}

/* TASK.PERIOD@PROGRAMME: the same in every file, as long as the programme keeps its ids. */
static int add_deadline(prg_icalendar *icalendar, const prg_task_status *status, const cli_call *call)
{
        const prg_programme *programme = prg_item_programme(status->component);
        const prg_item *time = prg_item_get(status->component, "time");
        prg_icalendar_item item = PRG_ICALENDAR_ITEM_INIT;
        prg_buf period = PRG_BUF_INIT;
        char uid[256], summary[1024];
        if (status->instance.period.calendar && prg_period_format(&period, &status->instance.period) < 0)
                return cli_fail_library();
        snprintf(uid, sizeof uid, "%s%s%s@%s", prg_item_id(status->component), period.length ? "." : "",
                period.length ? period.data : "", prg_item_id(prg_programme_root(programme)));
        snprintf(summary, sizeof summary, "%s %.700s%s%s%s", prg_item_id(status->component),
                prg_item_name(status->component, language_of(call)), period.length ? " (" : "",
                period.length ? period.data : "", period.length ? ")" : "");
        /* Cut between characters. */
        for (size_t length = strlen(summary); prg_text_validate(summary, length, NULL) < 0;)
                summary[--length] = '\0';
        item.uid = uid;
        item.summary = summary;
        item.description = time ? prg_item_text(time, "text") : NULL;
        item.category = prg_task_state_name(status->state);
        item.first = status->instance.start;
        item.due = status->instance.due;
        item.is_done = status->done != PRG_DATE_NONE;
        prg_buf_dispose(&period);
        return prg_icalendar_add(icalendar, &item) < 0 ? cli_fail_library() : 0;
}

static int show_deadlines(const prg_task_list *tasks, const struct wish *wish, const prg_log *log, const cli_call *call)
{
        static const char *const words[] = { "event", "todo" };
        int kind = cli_word(call, "ical", words, 2, 0);
        prg_icalendar_options options = PRG_ICALENDAR_OPTIONS_INIT;
        prg_icalendar *icalendar = NULL;
        cli_output output;
        int code = kind < 0 ? CLI_USAGE : stamp_of(&options.stamp, call);
        if (code == 0)
                code = cli_output_open(&output, call);
        if (code)
                return code;
        options.kind = kind == 0 ? PRG_ICALENDAR_EVENT : PRG_ICALENDAR_TODO;
        options.name = prg_item_name(prg_programme_root(prg_log_programme(log)), language_of(call));
        if (prg_icalendar_new(&icalendar, &output.sink, &options) < 0)
                code = cli_fail_library();
        for (size_t i = 0; code == 0 && i < prg_task_list_size(tasks); i++) {
                const prg_task_status *status = prg_task_list_at(tasks, i);
                if (is_wanted(wish, status) && status->has_instance && status->instance.due != PRG_DATE_NONE)
                        code = add_deadline(icalendar, status, call);
        }
        if (code == 0 && prg_icalendar_finish(icalendar) < 0)
                code = cli_fail_library();
        prg_icalendar_free(icalendar);
        return cli_output_close(&output, code);
}

/* ---- logs ---- */

int cli_read_log(prg_log *log, const char *path)
{
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        prg_report *report = NULL;
        if (prg_report_new(&report, NULL) < 0)
                return cli_fail_library();
        options.report = report;
        int code = prg_log_read_csv(log, path, &options), exit_code = 0;
        size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
        cli_tell(report);
        if (code < 0 && errors)
                exit_code = cli_fail(cli_exit_of(code), "%s is refused: %zu error%s", path, errors, errors == 1 ? "" : "s");
        else if (code < 0)
                exit_code = cli_fail_library();
        prg_report_free(report);
        return exit_code;
}

/* Says which entries mean nothing. CLI_OK or CLI_FINDINGS, or an exit code after a message. */
static int check_log(const prg_log *log, const prg_timing_options *timing)
{
        int exit_code = CLI_OK;
        for (size_t i = 0; i < prg_log_count(log); i++) {
                const prg_log_entry *entry = prg_log_at(log, i);
                int code = entry->withdrawn_by ? 0 : prg_task_check(log, entry, timing);
                if (code < 0 && code != PRG_ENOTFOUND)
                        return cli_fail_library();
                if (code < 0) {
                        fprintf(stderr, "%s: row %zu: warning: %s: %s\n", entry->source ? entry->source : "log", entry->row,
                                prg_error_last()->place, prg_error_last()->message);
                        exit_code = CLI_FINDINGS;
                }
        }
        return exit_code;
}

static int ask_states(prg_programme *programme, prg_date day, const cli_call *call)
{
        prg_log *log = NULL;
        prg_task_list *tasks = NULL;
        struct wish wish;
        int findings = CLI_OK, code = 0;
        if (day == PRG_DATE_NONE)
                return cli_fail(CLI_USAGE, "how tasks stand needs --on DATE");
        if (prg_log_new(&log, programme) < 0)
                return cli_fail_library();
        for (int i = 1; code == 0 && i < call->operand_count; i++)
                code = cli_read_log(log, call->operands[i]);
        if (code == 0)
                code = wish_of(&wish, log, call);
        if (code == 0 && (findings = check_log(log, &wish.timing)) > CLI_FINDINGS)
                code = findings;
        if (code == 0 && prg_task_list_new(&tasks, log, day, &wish.options) < 0)
                code = cli_fail_library();
        if (code == 0)
                code = cli_value(call, "ical") ? show_deadlines(tasks, &wish, log, call)
                                               : show_states(tasks, &wish, log, call);
        prg_task_list_free(tasks);
        prg_log_free(log);
        return code ? code : findings;
}

int run_tasks(const cli_call *call)
{
        static const char *const of_states[] = { "state", "agency", "instances", "from", "to", "ical", "hold", "soon", "stamp",
                "in-calendar", "until", "partial", "issued" };
        int asks_states = call->operand_count > 1;
        prg_programme *programme;
        prg_date day;
        for (size_t i = 0; i < sizeof of_states / sizeof *of_states; i++)
                asks_states |= cli_value(call, of_states[i]) != NULL;
        if (asks_states && (cli_value(call, "without") || cli_value(call, "unresolved")))
                return cli_fail(CLI_USAGE, "--without and --unresolved do not go together with how tasks stand");
        int code = cli_day(&day, call);
        if (code == 0)
                code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        code = asks_states ? ask_states(programme, day, call) : list_tasks(programme, day, call);
        prg_programme_unref(programme);
        return code;
}

/* ---- done ---- */

/* What the call says was done. 0, or an exit code after a message. */
static int entry_of(prg_log_entry *entry, const prg_log *log, const cli_call *call)
{
        const char *period = cli_value(call, "period"), *agency = cli_value(call, "agency");
        prg_item *task, *doer = NULL;
        *entry = (prg_log_entry)PRG_LOG_ENTRY_INIT;
        int code = cli_day(&entry->date, call);
        if (code)
                return code;
        if (entry->date == PRG_DATE_NONE && cli_value(call, "withdraw") == NULL)
                return cli_fail(CLI_USAGE, "done needs --on DATE");
        if (prg_programme_find(&task, prg_log_programme(log), "component", call->operands[2]) < 0
            || (agency && prg_programme_find(&doer, prg_log_programme(log), "agency", agency) < 0))
                return cli_fail_library();
        if (period && prg_period_parse(&entry->period, prg_log_calendars(log), period, strlen(period)) < 0)
                return cli_fail(CLI_USAGE, "--period %s: %s", period, prg_error_last()->message);
        entry->kind = cli_value(call, "event") ? PRG_LOG_EVENT : PRG_LOG_DONE;
        entry->withdrawal = cli_value(call, "withdraw") != NULL;
        entry->component = task;
        entry->agency = doer;
        entry->document = cli_value(call, "document");
        entry->note = cli_value(call, "note");
        return 0;
}

int run_done(const cli_call *call)
{
        const char *path = call->operands[1];
        prg_programme *programme;
        prg_log *log = NULL;
        prg_log_entry entry;
        int code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        FILE *file = fopen(path, "rb"); /* a log that is not there yet is begun */
        if (prg_log_new(&log, programme) < 0)
                code = cli_fail_library();
        else if (file)
                code = cli_read_log(log, path);
        if (file)
                fclose(file);
        uint64_t before = prg_log_count(log);
        if (code == 0)
                code = entry_of(&entry, log, call);
        if (code == 0 && (prg_task_check(log, &entry, NULL) < 0 || prg_log_add(log, &entry) < 0
                                 || prg_log_append_csv(log, before, path) < 0))
                code = cli_fail_library();
        prg_log_free(log);
        prg_programme_unref(programme);
        return code;
}
