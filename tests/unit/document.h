/* Small programme documents in tests: reading them with a report, writing them, asking for findings. */
#ifndef TESTS_UNIT_DOCUMENT_H
#define TESTS_UNIT_DOCUMENT_H

#include "unit.h"

#include <string.h>

#include <libprogram.h>

#define HEAD         "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\""
#define DOCUMENT(body) HEAD ", " body "}"

static prg_programme *programme;
static prg_report *report;
static prg_buf written;

static inline void document_set_up(void)
{
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        programme = NULL;
}

static inline void document_tear_down(void)
{
        prg_programme_unref(programme);
        prg_report_free(report);
        prg_buf_dispose(&written);
}

/* Reads a text in place of what was read before. */
static inline int document_read(const char *text)
{
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.report = report;
        options.source = "p.json";
        prg_report_clear(report);
        prg_programme_unref(programme);
        programme = NULL;
        return prg_programme_read_json(&programme, text, strlen(text), &options);
}

/* The findings as text, for messages of failed assertions. */
static inline const char *document_findings(void)
{
        prg_sink sink;
        written.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(prg_report_write_text(report, &sink), 0);
        return written.data ? written.data : "";
}

static inline void document_accepted(const char *text)
{
        int code = document_read(text);
        ck_assert_msg(code == 0 && prg_report_total(report, PRG_SEVERITY_NOTE) == 0, "%s\n%d %s", text, code,
                document_findings());
}

/* Exactly one finding, of this code, at this pointer. */
static inline const prg_finding *document_one(const char *text, const char *code_name, const char *pointer)
{
        int code = document_read(text);
        ck_assert_msg(code == PRG_ESCHEMA && prg_report_total(report, PRG_SEVERITY_NOTE) == 1, "%s\n%d %s", text, code,
                document_findings());
        ck_assert_int_eq(prg_error_last()->code, PRG_ESCHEMA);
        const prg_finding *finding = prg_report_at(report, 0);
        ck_assert_msg(strcmp(prg_finding_name(finding->code), code_name) == 0
                        && strcmp(finding->pointer, pointer) == 0, "%s\n%s", text, document_findings());
        return finding;
}

static inline const char *document_written(void)
{
        prg_sink sink;
        written.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(prg_programme_write_json(programme, &sink), 0);
        return written.data;
}

static inline void document_append(prg_buf *text, const char *more)
{
        ck_assert_int_eq(prg_buf_append(text, more, strlen(more)), 0);
}

static inline const prg_item *document_item(const char *class_name, const char *id)
{
        const prg_item *item = prg_programme_get(programme, class_name, id);
        ck_assert_ptr_nonnull(item);
        return item;
}

#endif
