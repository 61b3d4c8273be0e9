/* A log against a fixed programme with every form of time. What is accepted is written and read back the same, and
 * answers how tasks stand without contradicting itself; what is refused leaves the log as it was, with its findings;
 * what the log says goes into iCalendar lines that RFC 5545 allows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#define demand(condition) ((condition) ? (void)0 : abort())

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"issued\": \"2017-09-29\", \"to\": \"2020-12-31\","
        "\"calendars\": [{\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15}],"
        "\"agencies\": [{\"id\": \"A\", \"name\": \"Công an\"}, {\"id\": \"B\"}],"
        "\"groups\": [{\"id\": \"G\", \"membership\": \"closed\", \"members\": [{\"agency\": \"A\"}, {\"agency\": \"B\"}]}],"
        "\"events\": [{\"id\": \"E\", \"name\": \"Phân bổ\"}],"
        "\"components\": ["
        "{\"id\": \"W\", \"kind\": \"task\", \"time\": {\"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"}},"
        "{\"id\": \"D\", \"kind\": \"task\", \"time\": {\"form\": \"deadline\", \"to\": \"2018-Q2\"}},"
        "{\"id\": \"R\", \"kind\": \"task\", \"assignments\": [{\"group\": \"G\", \"role\": \"lead\"}],"
        " \"time\": {\"form\": \"recurrence\", \"every\": \"quarter\", \"calendar\": \"vn\", \"deadline\": {\"bound\": \"before\", \"day\": 16}}},"
        "{\"id\": \"C\", \"kind\": \"task\", \"time\": {\"form\": \"conditional\", \"event\": \"x\", \"on\": \"E\", \"deadline\": {\"days\": 10}}},"
        "{\"id\": \"O\", \"kind\": \"task\", \"time\": {\"form\": \"on_demand\", \"from\": \"2018\", \"to\": \"2019\"}},"
        "{\"id\": \"H\", \"kind\": \"task\", \"name\": \"Giữ vững\", \"time\": {\"form\": \"continuous\"}},"
        "{\"id\": \"U\", \"kind\": \"task\", \"time\": {\"form\": \"unresolved\", \"reason\": \"x\"}},"
        "{\"id\": \"N\", \"kind\": \"task\"}],"
        "\"obligations\": [{\"id\": \"M\", \"who\": [\"A\"], \"period\": \"month\", \"tiers\": [{\"receiver\": \"B\"}, {\"receiver\": \"A\"}]}]}";

static prg_programme *programme;

static prg_log *new_log(void)
{
        prg_log *log;
        if (programme == NULL)
                demand(prg_programme_read_json(&programme, document, sizeof document - 1, NULL) == 0);
        demand(prg_log_new(&log, programme) == 0);
        return log;
}

static void write_log(prg_buf *out, const prg_log *log)
{
        prg_sink sink;
        demand(prg_sink_to_buf(&sink, out) == 0 && prg_log_write_csv(log, &sink) == 0);
}

static void check_written(const prg_log *log)
{
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        prg_log *again = new_log();
        write_log(&first, log);
        demand(prg_log_read_csv_text(again, first.data, first.length, NULL) == 0);
        demand(prg_log_count(again) == prg_log_count(log));
        write_log(&second, again);
        demand(first.length == second.length && memcmp(first.data, second.data, first.length) == 0);
        for (size_t i = 0; i < prg_log_count(log); i++)
                demand(prg_log_at(log, i)->withdrawn_by == prg_log_at(again, i)->withdrawn_by);
        prg_log_free(again);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
}

static void check_status(const prg_task_status *it, const prg_log *log, prg_date day)
{
        const prg_log_entry *entry = it->entry ? prg_log_at(log, (size_t)it->entry - 1) : NULL;
        prg_date due = it->instance.due;
        demand(prg_task_state_name(it->state) != NULL);
        demand((it->reason != NULL) == (it->state == PRG_TASK_UNRESOLVED));
        demand(it->completed <= it->expected);
        demand((entry != NULL) == (it->done != PRG_DATE_NONE));
        if (entry)
                demand(entry->kind == PRG_LOG_DONE && !entry->withdrawal && !entry->withdrawn_by && entry->date == it->done
                       && it->done <= day && entry->component == it->component);
        switch (it->state) {
        case PRG_TASK_DONE: demand(entry && (due == PRG_DATE_NONE || it->done <= due)); break;
        case PRG_TASK_DONE_LATE: demand(entry && it->done > due); break;
        case PRG_TASK_OVERDUE: demand(entry == NULL && due != PRG_DATE_NONE && day > due); break;
        case PRG_TASK_DUE_SOON: demand(entry == NULL && due - day <= 15 && day <= due); break;
        case PRG_TASK_NOT_STARTED: demand(entry == NULL && day < it->instance.start); break;
        case PRG_TASK_OPEN: demand(entry == NULL && it->has_instance); break;
        default: demand(!it->has_instance); break;
        }
}

static void check_tasks(const prg_log *log)
{
        static const char *const days[] = { "2017-10-01", "2018-07-15", "2020-12-31", "2050-01-01" };
        for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
                prg_task_list *list;
                prg_date day;
                demand(prg_date_parse(&day, days[i], 10) == 0);
                demand(prg_task_list_new(&list, log, day, NULL) == 0);
                demand(prg_task_list_size(list) == 8);
                for (size_t j = 0; j < 8; j++)
                        check_status(prg_task_list_at(list, j), log, day);
                prg_task_list_free(list);
        }
}

/* Text of the log in iCalendar: lines of at most 75 bytes of whole characters. */
static void check_icalendar(const prg_log *log)
{
        prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        prg_icalendar *icalendar;
        demand(prg_sink_to_buf(&sink, &out) == 0 && prg_icalendar_new(&icalendar, &sink, NULL) == 0);
        for (size_t i = 0; i < prg_log_count(log); i++) {
                const prg_log_entry *entry = prg_log_at(log, i);
                prg_icalendar_item item = PRG_ICALENDAR_ITEM_INIT;
                if (entry->date == PRG_DATE_NONE)
                        continue;
                item.uid = "u";
                item.summary = entry->document ? entry->document : "x";
                item.description = entry->note;
                item.due = entry->date;
                demand(prg_icalendar_add(icalendar, &item) == 0);
        }
        demand(prg_icalendar_finish(icalendar) == 0);
        const char *line = out.data, *end;
        for (; (end = strstr(line, "\r\n")) != NULL; line = end + 2) {
                demand(end - line <= 75);
                demand(prg_text_validate(line, (size_t)(end - line), NULL) == 0);
                for (const char *c = line; c < end; c++)
                        demand((unsigned char)*c >= ' ' || *c == '\t');
        }
        demand(*line == '\0');
        prg_icalendar_free(icalendar);
        prg_buf_dispose(&out);
}

static void check_entries(const prg_log *log)
{
        for (size_t i = 0; i < prg_log_count(log); i++) {
                const prg_log_entry *entry = prg_log_at(log, i);
                prg_receipt receipt;
                int code = prg_task_check(log, entry, NULL);
                demand(code == 0 || code == PRG_ENOTFOUND);
                code = prg_log_receipt(&receipt, entry);
                demand(code == 0 || entry->kind != PRG_LOG_SENT || entry->withdrawal || entry->withdrawn_by || !entry->agency);
                demand(entry->withdrawn_by == 0 || entry->withdrawn_by > entry->sequence);
                demand(entry->sequence == i + 1 && entry->row > 0);
        }
}

static void check_report(const prg_report *report, int code)
{
        demand((code < 0) == (prg_report_total(report, PRG_SEVERITY_NOTE) > 0));
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *it = prg_report_at(report, i);
                demand(it->message && strpbrk(it->message, "\r\n") == NULL);
                demand(prg_text_validate(it->message, strlen(it->message), NULL) == 0);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        prg_report *report;
        prg_log *log = new_log(), *good = new_log();
        demand(prg_report_new(&report, NULL) == 0);
        options.report = report;
        int code = prg_log_read_csv_text(log, size ? (const char *)data : "", size, &options);
        demand(code == 0 || code == PRG_ESCHEMA || code == PRG_ESYNTAX || code == PRG_EUTF8);
        check_report(report, code);
        demand(code == 0 || prg_log_count(log) == 0);
        options.report = NULL;
        options.good_rows = 1;
        demand(prg_log_read_csv_text(good, size ? (const char *)data : "", size, &options) == code);
        demand(code < 0 || prg_log_count(good) == prg_log_count(log));
        check_written(good);
        check_entries(good);
        check_tasks(good);
        check_icalendar(good);
        prg_report_free(report);
        prg_log_free(log);
        prg_log_free(good);
        return 0;
}
