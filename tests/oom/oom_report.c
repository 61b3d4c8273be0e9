/* Reports and versions without memory. */
#include "oom.h"

#include <string.h>

#include "util/report.h"

static prg_report *filled(void)
{
        prg_report *report = NULL;
        prg_finding finding = { PRG_FINDING_JSON_SYNTAX, PRG_SEVERITY_ERROR, "a.json", "/x", NULL, 1, 2, 0,
                "wrong", "right", NULL };
        oom_check(prg_report_new(&report, NULL) == 0);
        oom_check(prg__report_add(report, &finding) == 0);
        return report;
}

static int report_new(void)
{
        prg_report *report = NULL;
        oom_begin();
        int code = prg_report_new(&report, NULL);
        oom_end();
        oom_check((report != NULL) == (code == 0));
        prg_report_free(report);
        return code;
}

static int report_free(void)
{
        prg_report *report = filled();
        oom_begin();
        prg_report_free(report);
        oom_end();
        return 0;
}

static int report_clear(void)
{
        prg_report *report = filled();
        oom_begin();
        prg_report_clear(report);
        oom_end();
        oom_check(prg_report_count(report) == 0);
        prg_report_free(report);
        return 0;
}

static int report_read(void)
{
        prg_report *report = filled();
        oom_begin();
        size_t count = prg_report_count(report);
        const prg_finding *finding = prg_report_at(report, 0);
        size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
        size_t syntax = prg_report_total_of(report, PRG_FINDING_JSON_SYNTAX);
        oom_end();
        oom_check(count == 1 && errors == 1 && syntax == 1);
        oom_check(finding && strcmp(finding->message, "wrong") == 0);
        prg_report_free(report);
        return 0;
}

static int written(int (*write)(const prg_report *, const prg_sink *), const char *expected)
{
        prg_report *report = filled();
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        oom_check(prg_sink_to_buf(&sink, &buf) == 0);
        oom_begin();
        int code = write(report, &sink);
        oom_end();
        buf.length = 0;
        oom_check(write(report, &sink) == 0); /* the report is still whole */
        oom_check(buf.data && strncmp(buf.data, expected, strlen(expected)) == 0);
        prg_buf_dispose(&buf);
        prg_report_free(report);
        return code;
}

static int write_text(void)
{
        return written(prg_report_write_text, "a.json:1:2: error: /x: wrong; expected right");
}

static int write_json(void)
{
        return written(prg_report_write_json, "{\n  \"findings\": [\n    {\n      \"code\": \"json-syntax\"");
}

static int finding_names(void)
{
        int found = 0;
        oom_begin();
        const char *name = prg_finding_name(PRG_FINDING_JSON_NUL);
        int code = prg_finding_from_name(&found, "json-nul");
        oom_end();
        oom_check(strcmp(name, "json-nul") == 0 && found == PRG_FINDING_JSON_NUL);
        return code;
}

static int severity_names(void)
{
        prg_severity found = PRG_SEVERITY_NOTE;
        oom_begin();
        const char *name = prg_severity_name(PRG_SEVERITY_ERROR);
        int code = prg_severity_from_name(&found, "error");
        oom_end();
        oom_check(strcmp(name, "error") == 0 && found == PRG_SEVERITY_ERROR);
        return code;
}

static int version(void)
{
        const char *name = NULL, *detail = NULL;
        oom_begin();
        const char *text = prg_version();
        int number = prg_version_number();
        int code = prg_version_feature(&name, &detail, 0);
        oom_end();
        oom_check(text != NULL && number == PRG_VERSION_NUMBER && name != NULL && detail != NULL);
        return code;
}

const oom_row oom_report[] = {
        { "prg_report_new", report_new },
        { "prg_report_free", report_free },
        { "prg_report_clear", report_clear },
        { "prg_report_count", report_read },
        { "prg_report_at", report_read },
        { "prg_report_total", report_read },
        { "prg_report_total_of", report_read },
        { "prg_report_write_text", write_text },
        { "prg_report_write_json", write_json },
        { "prg_finding_name", finding_names },
        { "prg_finding_from_name", finding_names },
        { "prg_severity_name", severity_names },
        { "prg_severity_from_name", severity_names },
        { "prg_version", version },
        { "prg_version_number", version },
        { "prg_version_feature", version },
        { NULL, NULL },
};
