/* Wordings of time, logs and tasks in tests: a programme like the plan of 29/09/2017, and answers as short texts. */
#ifndef TESTS_UNIT_DUTY_H
#define TESTS_UNIT_DUTY_H

#include "document.h"

#include <stdio.h>

/* The plan was issued on 29/09/2017 and runs until 2020. `time` is the JSON of the wording of task T. */
#define PLAN_WITH(time)                                                                            \
        DOCUMENT("\"issued\": \"2017-09-29\", \"to\": \"2020-12-31\","                             \
                "\"documents\": [{\"id\": \"D3\", \"date\": \"2008-03-26\"}, {\"id\": \"LEAP\", \"date\": \"2008-02-29\"}," \
                " {\"id\": \"UNDATED\"}],"                                                         \
                "\"calendars\": [{\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15, \"from\": \"2019-03-12\"}," \
                " {\"id\": \"stages\", \"kind\": \"stages\", \"stages\": [{\"id\": \"I\", \"from\": \"2016-01-01\", \"to\": \"2018-06-30\"}," \
                " {\"id\": \"II\", \"from\": \"2018-07-01\", \"to\": \"2020-12-31\"}]}],"          \
                "\"holidays\": [{\"id\": \"2018\", \"days\": [{\"from\": \"2018-12-31\"}]},"       \
                " {\"id\": \"2019\", \"days\": [{\"from\": \"2019-01-01\"}]}],"                    \
                "\"agencies\": [{\"id\": \"A\", \"name\": \"Sở Tài chính\"}, {\"id\": \"B\"}, {\"id\": \"C\", \"to\": \"2018-12-31\"}]," \
                "\"groups\": [{\"id\": \"EACH\", \"membership\": \"closed\", \"members\": [{\"agency\": \"A\"}, {\"agency\": \"B\"}, {\"agency\": \"C\"}]}," \
                " {\"id\": \"ALL\", \"membership\": \"closed\", \"acts\": \"together\", \"members\": [{\"agency\": \"A\"}, {\"agency\": \"B\"}]}]," \
                "\"events\": [{\"id\": \"E\", \"name\": \"Phân bổ kinh phí\"}],"                   \
                "\"components\": [{\"id\": \"T\", \"name\": \"Tổng hợp dự toán\", \"kind\": \"task\"" time "}]," \
                "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"month\", \"tiers\": [{\"receiver\": \"B\"}, {\"receiver\": \"C\"}]}]")
#define TIME(time) PLAN_WITH(", \"time\": {" time "}")

static inline prg_date day(const char *text)
{
        prg_date date = PRG_DATE_NONE;
        if (*text)
                ck_assert_int_eq(prg_date_parse(&date, text, strlen(text)), 0);
        return date;
}

static inline void append_date(char *text, prg_date date)
{
        prg_buf buf = PRG_BUF_INIT;
        if (date != PRG_DATE_NONE)
                ck_assert_int_eq(prg_date_format(&buf, date), 0);
        strcat(text, buf.length ? buf.data : "-");
        prg_buf_dispose(&buf);
}

/* "2018 2018-01-01/2018-12-31 due 2018-12-31": the period, the first day as worded and, where it differs, where it can
 * begin, the last day, and the deadline where it differs; then flags. */
static inline void append_instance(char *text, const prg_instance *it)
{
        static const struct {
                unsigned flag;
                const char *name;
        } flags[] = {
                { PRG_INSTANCE_OPEN_START, " open" }, { PRG_INSTANCE_PARTLY_PAST, " partly_past" },
                { PRG_INSTANCE_PAST, " past" }, { PRG_INSTANCE_PARTIAL, " partial" },
                { PRG_INSTANCE_NOT_IN_FORCE, " not_in_force" }, { PRG_INSTANCE_DUE_UNKNOWN, " due_unknown" },
        };
        if (it->period.calendar) {
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_int_eq(prg_period_format(&buf, &it->period), 0);
                strcat(strcat(text, buf.data), " ");
                prg_buf_dispose(&buf);
        }
        append_date(text, it->first);
        if (it->start != it->first) {
                strcat(text, "(");
                append_date(text, it->start);
                strcat(text, ")");
        }
        strcat(text, "/");
        append_date(text, it->last);
        if (it->due != it->last) {
                strcat(text, " due ");
                append_date(text, it->due);
        }
        for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
                if (it->flags & flags[i].flag)
                        strcat(text, flags[i].name);
}

/* What the wording of task T comes to: its instances, divided by "; ", or "continuous", or "unresolved: why". */
static inline const char *resolved(const char *document, const prg_timing_options *options)
{
        static char text[4096];
        prg_timing *timing;
        prg_instance_list *list;
        document_accepted(document);
        int code = prg_timing_new(&timing, document_item("component", "T"), options);
        ck_assert_msg(code == 0, "%d %s", code, prg_error_last()->message);
        text[0] = '\0';
        if (prg_timing_wording(timing) != PRG_WORDING_DATED)
                strcat(text, prg_wording_name(prg_timing_wording(timing)));
        ck_assert_int_eq(prg_timing_reason(timing) != NULL, prg_timing_wording(timing) == PRG_WORDING_UNRESOLVED);
        if (prg_timing_reason(timing))
                strcat(strcat(text, ": "), prg_timing_reason(timing));
        ck_assert_int_eq(prg_timing_instances(&list, timing, NULL, PRG_DATE_NONE, PRG_DATE_NONE), 0);
        for (size_t i = 0; i < prg_instance_list_size(list); i++) {
                ck_assert_uint_eq(prg_instance_list_at(list, i)->number, i + 1);
                strcat(text, *text ? "; " : "");
                append_instance(text, prg_instance_list_at(list, i));
        }
        ck_assert_ptr_null(prg_instance_list_at(list, prg_instance_list_size(list)));
        prg_instance_list_free(list);
        prg_timing_free(timing);
        return text;
}

/* ---- logs ---- */

static prg_log *journal;

static inline void journal_begin(const char *document)
{
        document_accepted(document);
        prg_log_free(journal);
        journal = NULL;
        ck_assert_int_eq(prg_log_new(&journal, programme), 0);
}

static inline int journal_try(const char *csv)
{
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        options.report = report;
        options.source = "log.csv";
        prg_report_clear(report);
        return prg_log_read_csv_text(journal, csv, strlen(csv), &options);
}

static inline void journal_read(const char *csv)
{
        int code = journal_try(csv);
        ck_assert_msg(code == 0, "%s\n%s", csv, document_findings());
}

static inline const char *journal_written(void)
{
        prg_sink sink;
        written.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(prg_log_write_csv(journal, &sink), 0);
        return written.data;
}

static inline void duty_tear_down(void)
{
        prg_log_free(journal);
        journal = NULL;
        document_tear_down();
}

/* How task T stands on a day: "open", "done 2018-07-01 2018" with the period, "open 1/3". */
static inline const char *state_on(const char *date)
{
        static char text[256];
        prg_task_list *list;
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_task_list_new(&list, journal, day(date), NULL), 0);
        ck_assert_uint_eq(prg_task_list_size(list), 1);
        const prg_task_status *it = prg_task_list_at(list, 0);
        snprintf(text, sizeof text, "%s", prg_task_state_name(it->state));
        if (it->expected > 1)
                snprintf(text + strlen(text), sizeof text - strlen(text), " %zu/%zu", it->completed, it->expected);
        if (it->done != PRG_DATE_NONE) {
                strcat(text, " ");
                append_date(text, it->done);
        }
        if (it->instance.period.calendar) {
                ck_assert_int_eq(prg_period_format(&buf, &it->instance.period), 0);
                strcat(strcat(text, " "), buf.data);
                prg_buf_dispose(&buf);
        }
        prg_task_list_free(list);
        return text;
}

#endif
