/* Wordings of time, logs, tasks and iCalendar without memory. */
#include "oom.h"

#include <stdio.h>
#include <string.h>

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"issued\": \"2017-09-29\", \"to\": \"2020-12-31\","
        "\"holidays\": [{\"id\": \"2018\", \"days\": []}, {\"id\": \"2019\", \"days\": []}],"
        "\"agencies\": [{\"id\": \"A\"}, {\"id\": \"B\"}],"
        "\"groups\": [{\"id\": \"G\", \"membership\": \"closed\", \"members\": [{\"agency\": \"A\"}, {\"agency\": \"B\"}]}],"
        "\"components\": [{\"id\": \"T\", \"kind\": \"task\", \"assignments\": [{\"group\": \"G\", \"role\": \"lead\"}],"
        " \"time\": {\"form\": \"recurrence\", \"every\": \"year\", \"deadline\": {\"working_days\": 2}}},"
        "{\"id\": \"W\", \"kind\": \"task\", \"time\": {\"form\": \"conditional\", \"event\": \"x\"}},"
        "{\"id\": \"S\", \"kind\": \"task\", \"time\": {\"form\": \"recurrence\", \"every\": \"stage\"}},"
        "{\"id\": \"H\", \"kind\": \"task\", \"time\": {\"form\": \"continuous\"}}],"
        "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"month\", \"tiers\": [{\"receiver\": \"B\"}]}]}";

static const char rows[] = "kind,component,obligation,period,date,agency,note\ndone,T,,2018,2018-06-01,A,n\n"
        "event,W,,,2018-03-01,,\nsent,,O,2018-01,2018-02-01,A,\n";

static prg_programme *read_programme(void)
{
        prg_programme *programme = NULL;
        oom_check(prg_programme_read_json(&programme, document, sizeof document - 1, NULL) == 0);
        return programme;
}

static prg_log *read_log(void)
{
        prg_programme *programme = read_programme();
        prg_log *log = NULL;
        oom_check(prg_log_new(&log, programme) == 0);
        oom_check(prg_log_read_csv_text(log, rows, sizeof rows - 1, NULL) == 0);
        prg_programme_unref(programme);
        return log;
}

static const prg_item *item(const prg_log *log, const char *class_name, const char *id)
{
        return prg_programme_get(prg_log_programme(log), class_name, id);
}

/* ---- logs ---- */

static int log_new(void)
{
        prg_programme *programme = read_programme();
        prg_log *log = NULL;
        oom_begin();
        int code = prg_log_new(&log, programme);
        size_t count = prg_log_count(log);
        const prg_calendars *calendars = prg_log_calendars(log);
        oom_end();
        oom_check((log != NULL) == (code == 0) && count == 0 && (calendars != NULL) == (code == 0));
        oom_check(prg_log_programme(log) == (code == 0 ? programme : NULL));
        prg_log_free(log);
        prg_programme_unref(programme);
        return code;
}

/* Adds what the withdrawal of an entry needs, too. */
static int log_add(void)
{
        prg_log *log = read_log();
        prg_log_entry entry = *prg_log_at(log, 0);
        entry.withdrawal = 1;
        entry.document = "1/BC";
        entry.source = "b.csv";
        oom_begin();
        int code = prg_log_add(log, &entry);
        oom_end();
        oom_check(prg_log_count(log) == (code == 0 ? 4 : 3));
        oom_check(prg_log_at(log, 0)->withdrawn_by == (code == 0 ? 4 : 0));
        if (code < 0)
                oom_check(prg_log_add(log, &entry) == 0 && prg_log_at(log, 0)->withdrawn_by == 4);
        prg_log_free(log);
        return code;
}

static int log_asked(void)
{
        prg_log *log = read_log();
        prg_receipt receipt;
        prg_log_kind kind = PRG_LOG_DONE;
        oom_begin();
        const prg_log_entry *entry = prg_log_latest(log, item(log, "obligation", "O"), 0);
        int code = prg_log_receipt(&receipt, entry);
        int named = prg_log_kind_from_name(&kind, "sent");
        const char *name = prg_log_kind_name(PRG_LOG_EVENT);
        oom_end();
        oom_check(entry == prg_log_at(log, 2) && receipt.sender == item(log, "agency", "A"));
        oom_check(named == 0 && kind == PRG_LOG_SENT && strcmp(name, "event") == 0);
        oom_begin();
        prg_log_free(log);
        oom_end();
        return code;
}

static int log_read(int from_file)
{
        static const char path[] = "oom-log.csv", more[] = "kind,component,period,date,action\ndone,T,2019,2019-06-01,\ndone,T,2019,,withdraw\nevent,W,,2019-01-01,\n";
        prg_log *log = read_log();
        FILE *file = from_file ? fopen(path, "wb") : NULL;
        if (file)
                oom_check(fwrite(more, 1, sizeof more - 1, file) == sizeof more - 1 && fclose(file) == 0);
        oom_begin();
        int code = from_file ? prg_log_read_csv(log, path, NULL) : prg_log_read_csv_text(log, more, sizeof more - 1, NULL);
        oom_end();
        oom_check(prg_log_count(log) == (code == 0 ? 6 : 3));
        oom_check(code < 0 || prg_log_at(log, 3)->withdrawn_by == 5);
        oom_check(prg_log_latest(log, item(log, "component", "W"), 0)->sequence == (code == 0 ? 6 : 2));
        if (from_file)
                remove(path);
        prg_log_free(log);
        return code;
}

static int log_read_path(void)
{
        return log_read(1);
}

static int log_read_text(void)
{
        return log_read(0);
}

/* A file of mistakes: findings need memory, too. */
static int log_refused(void)
{
        static const char wrong[] = "kind,component,period,date\ndne,TT,2018-Q9,2018\ndone,,,\n";
        prg_log *log = read_log();
        prg_report *report;
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        oom_check(prg_report_new(&report, NULL) == 0);
        options.report = report;
        oom_begin();
        int code = prg_log_read_csv_text(log, wrong, sizeof wrong - 1, &options);
        oom_end();
        oom_check(prg_log_count(log) == 3);
        oom_check(code == PRG_ENOMEM || (code == PRG_ESCHEMA && prg_report_count(report) == 5));
        prg_report_free(report);
        prg_log_free(log);
        return code == PRG_ESCHEMA ? 0 : code;
}

static int log_write(void)
{
        prg_log *log = read_log();
        prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        oom_check(prg_sink_to_buf(&sink, &out) == 0);
        oom_begin();
        int code = prg_log_write_csv(log, &sink);
        oom_end();
        oom_check(code < 0 || (out.length == sizeof rows - 1 && memcmp(out.data, rows, sizeof rows - 1) == 0));
        prg_buf_dispose(&out);
        prg_log_free(log);
        return code;
}

static int log_append(void)
{
        static const char path[] = "oom-append.csv";
        prg_log *log = read_log();
        remove(path);
        oom_begin();
        int code = prg_log_append_csv(log, 2, path);
        oom_end();
        FILE *file = fopen(path, "rb");
        oom_check((file != NULL) == (code == 0));
        if (file)
                fclose(file);
        remove(path);
        prg_log_free(log);
        return code;
}

/* ---- timing and tasks ---- */

static int timing_new_of(const char *id, prg_wording wording)
{
        prg_programme *programme = read_programme();
        prg_timing *timing = NULL;
        oom_begin();
        int code = prg_timing_new(&timing, prg_programme_get(programme, "component", id), NULL);
        oom_end();
        oom_check((timing != NULL) == (code == 0));
        oom_check(code < 0 || prg_timing_wording(timing) == wording);
        oom_check((prg_timing_reason(timing) != NULL) == (code == 0 && wording == PRG_WORDING_UNRESOLVED));
        oom_check(strcmp(prg_wording_name(PRG_WORDING_DATED), "dated") == 0);
        prg_timing_free(timing);
        prg_programme_unref(programme);
        return code;
}

static int timing_new(void)
{
        return timing_new_of("T", PRG_WORDING_DATED);
}

static int timing_unresolved(void)
{
        return timing_new_of("S", PRG_WORDING_UNRESOLVED);
}

static int timing_instances_of(const char *id, size_t expected)
{
        prg_log *log = read_log();
        prg_timing *timing = NULL;
        prg_instance_list *list = NULL;
        oom_check(prg_timing_new(&timing, item(log, "component", id), NULL) == 0);
        oom_begin();
        int code = prg_timing_instances(&list, timing, log, PRG_DATE_NONE, PRG_DATE_NONE);
        oom_end();
        oom_check((list != NULL) == (code == 0) && prg_instance_list_size(list) == (code == 0 ? expected : 0));
        oom_check(code < 0 || prg_instance_list_at(list, expected - 1)->number == expected);
        prg_instance_list_free(list);
        prg_timing_free(timing);
        prg_log_free(log);
        return code;
}

static int timing_instances(void)
{
        return timing_instances_of("T", 3);
}

static int timing_events(void)
{
        return timing_instances_of("W", 1);
}

/* 2018-07-15 */
#define DAY 17727

static int task_list(void)
{
        prg_log *log = read_log();
        prg_task_list *list = NULL;
        prg_task_options options = PRG_TASK_OPTIONS_INIT;
        options.agency = item(log, "agency", "A");
        oom_begin();
        int code = prg_task_list_new(&list, log, DAY, &options);
        oom_end();
        oom_check((list != NULL) == (code == 0) && prg_task_list_size(list) == (code == 0 ? 1 : 0));
        oom_check(code < 0 || prg_task_list_at(list, 0)->state == PRG_TASK_DONE);
        prg_task_list_free(list);
        prg_log_free(log);
        return code;
}

static int task_list_all(void)
{
        prg_log *log = read_log();
        prg_task_list *list = NULL;
        oom_begin();
        int code = prg_task_list_new(&list, log, DAY, NULL);
        oom_end();
        oom_check(code < 0 || (prg_task_list_size(list) == 4 && prg_task_list_at(list, 2)->reason != NULL));
        prg_task_list_free(list);
        prg_log_free(log);
        return code;
}

static int task_check(void)
{
        prg_log *log = read_log();
        oom_begin();
        int code = prg_task_check(log, prg_log_at(log, 0), NULL);
        oom_end();
        prg_log_free(log);
        return code;
}

static int task_asked(void)
{
        prg_log *log = read_log();
        prg_hold hold = PRG_HOLD_HELD;
        prg_task_state state = PRG_TASK_OPEN;
        prg_period period;
        oom_check(prg_period_parse(&period, prg_log_calendars(log), "2018", 4) == 0);
        oom_begin();
        int code = prg_task_hold(&hold, log, item(log, "component", "H"), &period);
        int named = prg_task_state_from_name(&state, "overdue");
        const char *name = prg_task_state_name(PRG_TASK_WAITING), *hold_name = prg_hold_name(hold);
        oom_end();
        oom_check(hold == PRG_HOLD_NO_DATA && named == 0 && state == PRG_TASK_OVERDUE && strcmp(name, "waiting") == 0
                  && strcmp(hold_name, "no_data") == 0);
        prg_log_free(log);
        return code;
}

/* ---- iCalendar ---- */

static int icalendar(void)
{
        prg_icalendar_options options = PRG_ICALENDAR_OPTIONS_INIT;
        prg_icalendar_item it = PRG_ICALENDAR_ITEM_INIT;
        prg_icalendar *made = NULL;
        prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        options.name = "a name";
        it.uid = "u";
        it.summary = "a summary that is so long that it has to be folded somewhere behind the end of the line";
        it.due = DAY;
        oom_check(prg_sink_to_buf(&sink, &out) == 0);
        oom_begin();
        int code = prg_icalendar_new(&made, &sink, &options);
        if (code == 0)
                code = prg_icalendar_add(made, &it);
        if (code == 0)
                code = prg_icalendar_finish(made);
        prg_icalendar_free(made);
        oom_end();
        oom_check(code < 0 || strstr(out.data, "END:VCALENDAR\r\n") != NULL);
        prg_buf_dispose(&out);
        return code;
}

const oom_row oom_log[] = {
        { "prg_log_new", log_new },
        { "prg_log_free", log_asked },
        { "prg_log_programme", log_new },
        { "prg_log_calendars", log_new },
        { "prg_log_count", log_new },
        { "prg_log_add", log_add },
        { "prg_log_at", log_add },
        { "prg_log_latest", log_asked },
        { "prg_log_receipt", log_asked },
        { "prg_log_kind_name", log_asked },
        { "prg_log_kind_from_name", log_asked },
        { "prg_log_read_csv", log_read_path },
        { "prg_log_read_csv_text", log_read_text },
        { "prg_log_read_csv_text", log_refused },
        { "prg_log_write_csv", log_write },
        { "prg_log_append_csv", log_append },
        { "prg_timing_new", timing_new },
        { "prg_timing_new", timing_unresolved },
        { "prg_timing_free", timing_new },
        { "prg_timing_wording", timing_new },
        { "prg_timing_reason", timing_unresolved },
        { "prg_timing_instances", timing_instances },
        { "prg_timing_instances", timing_events },
        { "prg_instance_list_size", timing_instances },
        { "prg_instance_list_at", timing_instances },
        { "prg_instance_list_free", timing_instances },
        { "prg_wording_name", timing_new },
        { "prg_task_list_new", task_list },
        { "prg_task_list_new", task_list_all },
        { "prg_task_list_size", task_list },
        { "prg_task_list_at", task_list },
        { "prg_task_list_free", task_list },
        { "prg_task_check", task_check },
        { "prg_task_hold", task_asked },
        { "prg_task_state_name", task_asked },
        { "prg_task_state_from_name", task_asked },
        { "prg_hold_name", task_asked },
        { "prg_icalendar_new", icalendar },
        { "prg_icalendar_add", icalendar },
        { "prg_icalendar_finish", icalendar },
        { "prg_icalendar_free", icalendar },
        { NULL, NULL },
};
