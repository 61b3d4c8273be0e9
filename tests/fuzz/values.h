/* Reading a value file in a fuzz target, and what must hold of it. */
#ifndef TESTS_FUZZ_VALUES_H
#define TESTS_FUZZ_VALUES_H

#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "data/lane.h"
#include "data/store.h"

#define demand(condition) ((condition) ? (void)0 : abort())

/* Every kind of indicator; sources, units, breakdowns, one of which is called like a column, two
 * calendars. */
static const char values_document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\","
        "\"calendars\": [{\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15}],"
        "\"agencies\": [{\"id\": \"A\", \"name\": \"Công an\"}],"
        "\"units\": [{\"id\": \"kg\"}, {\"id\": \"g\", \"base\": \"kg\", \"factor\": 0.001}, "
        "{\"id\": \"vu\"}],"
        "\"sources\": [{\"id\": \"police\"}, {\"id\": \"labour\"}],"
        "\"breakdowns\": [{\"id\": \"sex\", \"categories\": [{\"id\": \"m\", \"name\": \"Nam\"}, "
        "{\"id\": \"f\"}]},"
        "{\"id\": \"unit\", \"categories\": [{\"id\": \"m\"}]}],"
        "\"indicators\": ["
        "{\"id\": \"cases\", \"kind\": \"flow\", \"unit\": \"vu\", \"period\": \"month\", "
        "\"breakdowns\": [\"sex\", \"unit\"]},"
        "{\"id\": \"addicts\", \"kind\": \"stock\", \"period\": \"quarter\","
        " \"sources\": [{\"order\": [\"police\", \"labour\"]}]},"
        "{\"id\": \"seized\", \"kind\": \"flow\", \"unit\": \"kg\", \"decimals\": 3, \"calendar\": "
        "\"vn\", \"period\": \"month\"},"
        "{\"id\": \"class\", \"kind\": \"class\", \"period\": \"year\", \"categories\": [{\"id\": "
        "\"i\", \"name\": \"Loại I\"}, {\"id\": \"ii\"}]},"
        "{\"id\": \"done\", \"kind\": \"milestone\", \"period\": \"year\"},"
        "{\"id\": \"back\", \"kind\": \"cohort\", \"period\": \"year\"},"
        "{\"id\": \"rate\", \"kind\": \"ratio\", \"numerator\": \"cases\", \"denominator\": "
        "\"addicts\"}],"
        "\"areas\": [{\"id\": \"T\", \"level\": \"t\", \"name\": \"Tỉnh\"},"
        "{\"id\": \"X\", \"level\": \"x\", \"name\": \"Xã X\", \"parent\": \"T\"},"
        "{\"id\": \"Y\", \"level\": \"x\", \"name\": \"Xã\", \"parent\": \"T\"},"
        "{\"id\": \"Z\", \"level\": \"x\", \"name\": \"Xã\", \"parent\": \"T\", \"to\": "
        "\"2018-12-31\"}]}";

static prg_programme *values_programme;

static inline void values_begin(void)
{
        if (values_programme == NULL)
                demand(prg_programme_read_json(
                               &values_programme, values_document, strlen(values_document), NULL)
                        == 0);
}

static inline prg_data *values_data(void)
{
        prg_data *data;
        demand(prg_data_new(&data, values_programme, NULL) == 0);
        return data;
}

typedef int (*values_writing)(const prg_data *data, const prg_sink *sink);
typedef int (*values_reading)(
        prg_data *data, const char *text, size_t length, const prg_values_options *options);

static inline void values_write_as(values_writing write, const prg_data *data, prg_buf *out)
{
        prg_sink sink;
        out->length = 0;
        demand(prg_sink_to_buf(&sink, out) == 0);
        demand(write(data, &sink) == 0);
}

static inline void values_write(const prg_data *data, prg_buf *out)
{
        values_write_as(prg_data_write_csv, data, out);
}

static inline int values_same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

/* What a data set writes is read without a finding, under the same numbers, and written alike. */
static inline void values_check_written_as(values_writing write, values_reading read, const prg_data *data)
{
        prg_buf text = PRG_BUF_INIT, first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        prg_report *report;
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        prg_data *again = values_data();
        demand(prg_report_new(&report, NULL) == 0);
        options.report = report;
        values_write(data, &first);
        values_write_as(write, data, &text);
        demand(read(again, text.length ? text.data : "", text.length, &options) == 0);
        demand(prg_report_total(report, PRG_SEVERITY_NOTE) == 0);
        demand(prg_data_sequence(again) == prg_data_sequence(data));
        values_write(again, &second);
        demand(values_same(&first, &second));
        prg_report_free(report);
        prg_data_free(again);
        prg_buf_dispose(&text);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
}

/* Series have what counts; whoever reads them writes the same ones, the order apart, and then the same. */
static inline void values_check_series(const prg_data *data)
{
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT, third = PRG_BUF_INIT;
        prg_data *again = values_data(), *once_more = values_data();
        values_write_as(prg_data_write_series_json, data, &first);
        demand(prg_data_read_series_json_text(again, first.data, first.length, NULL) == 0);
        values_write_as(prg_data_write_series_json, again, &second);
        demand(first.length == second.length);
        demand(prg_data_read_series_json_text(once_more, second.data, second.length, NULL) == 0);
        values_write_as(prg_data_write_series_json, once_more, &third);
        demand(second.length == third.length);
        prg_data_free(again);
        prg_data_free(once_more);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
        prg_buf_dispose(&third);
}

static inline void values_check_written(const prg_data *data)
{
        values_check_written_as(prg_data_write_csv, prg_data_read_csv_text, data);
        values_check_written_as(prg_data_write_ndjson, prg_data_read_ndjson_text, data);
        values_check_series(data);
}

static inline void values_check_report(const prg_report *report, int code)
{
        prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        demand((code < 0) == (prg_report_total(report, PRG_SEVERITY_ERROR) > 0));
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *it = prg_report_at(report, i);
                demand(it->message && *it->message && strpbrk(it->message, "\r\n") == NULL);
                demand(prg_text_validate(it->message, strlen(it->message), NULL) == 0);
                demand(it->expected == NULL
                        || prg_text_validate(it->expected, strlen(it->expected), NULL) == 0);
                demand(it->suggestion == NULL
                        || prg_text_validate(it->suggestion, strlen(it->suggestion), NULL) == 0);
        }
        demand(prg_sink_to_buf(&sink, &out) == 0);
        demand(prg_report_write_text(report, &sink) == 0);
        prg_buf_dispose(&out);
}

enum {
        VALUES_GOOD_ROWS = 1,
        VALUES_DRY_RUN = 2,
        VALUES_INSIDE = 4,
        VALUES_VIETNAMESE = 8,
        VALUES_FEW_FINDINGS = 16,
        VALUES_SILENT = 32
};

static inline void values_write_report(const prg_report *report, prg_buf *out)
{
        prg_sink sink;
        demand(prg_sink_to_buf(&sink, out) == 0);
        demand(prg_report_write_text(report, &sink) == 0);
}

/* All entries by the long way make the same data set, and the same report. */
static inline void values_check_long_way(values_reading read, const char *text, size_t length,
        const prg_values_options *given, const prg_report_options *limits, int is_inside, const char *before,
        const prg_data *data)
{
        prg_values_options options = *given;
        prg_values_summary summary;
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        prg_report *report;
        prg_data *again = values_data();
        demand(prg_report_new(&report, limits) == 0);
        options.report = given->report ? report : NULL;
        options.summary = &summary;
        if (is_inside)
                demand(prg_data_begin(again, "outer") == 0);
        demand(prg_data_read_csv_text(again, before, strlen(before), NULL) == 0);
        prg__lane_off = 1;
        read(again, text, length, &options);
        prg__lane_off = 0;
        demand(summary.rows == given->summary->rows && summary.accepted == given->summary->accepted);
        demand(summary.refused == given->summary->refused && summary.same == given->summary->same);
        demand(prg_data_sequence(again) == prg_data_sequence(data));
        values_write(data, &first);
        values_write(again, &second);
        demand(values_same(&first, &second));
        if (given->report) {
                first.length = second.length = 0;
                values_write_report(given->report, &first);
                values_write_report(report, &second);
                demand(values_same(&first, &second));
        }
        for (uint32_t sequence = 1; sequence <= prg_data_sequence(data); sequence++) {
                prg_entry one, other;
                prg__data_tell(data, sequence, &one);
                prg__data_tell(again, sequence, &other);
                demand(one.batch == other.batch && one.value.row == other.value.row);
        }
        prg_report_free(report);
        prg_data_free(again);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
}

/* Reads a file into a data set that has an entry already, in the ways that `how` says. */
static inline void values_check_as(values_reading read, const char *text, size_t length, const char *mapping,
        size_t mapping_length, int how)
{
        static const char before_text[] = "indicator,area,period,value\ncases,X,2018-01,7\n";
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        prg_report_options limits = PRG_REPORT_OPTIONS_INIT;
        prg_values_summary summary;
        prg_report *report;
        prg_buf before = PRG_BUF_INIT, after = PRG_BUF_INIT;
        prg_data *data = values_data();
        limits.max_findings = how & VALUES_FEW_FINDINGS ? 1 : limits.max_findings;
        demand(prg_report_new(&report, &limits) == 0);
        options.report = how & VALUES_SILENT ? NULL : report;
        options.summary = &summary;
        options.good_rows = (how & VALUES_GOOD_ROWS) != 0;
        options.dry_run = (how & VALUES_DRY_RUN) != 0;
        options.form = how & VALUES_VIETNAMESE ? PRG_NUMBER_VIETNAMESE : PRG_NUMBER_PLAIN;
        options.mapping = mapping;
        options.mapping_length = mapping_length;
        if (how & VALUES_INSIDE)
                demand(prg_data_begin(data, "outer") == 0);
        demand(prg_data_read_csv_text(data, before_text, strlen(before_text), NULL) == 0);
        values_write(data, &before);
        prg_error_clear();
        int code = read(data, text, length, &options);
        demand(code <= 0 && prg_error_last()->code == code);
        demand(code == 0 || code == PRG_ESCHEMA || code == PRG_ESYNTAX || code == PRG_EUTF8
                || code == PRG_ELIMIT);
        if (!(how & VALUES_SILENT))
                values_check_report(report, code);
        values_check_long_way(read, text, length, &options, &limits, how & VALUES_INSIDE, before_text, data);
        size_t kept = prg_data_count(data) - 1;
        demand(kept == (options.dry_run ? 0 : summary.accepted));
        demand(code == 0 || options.good_rows || summary.accepted == 0);
        demand(code < 0 || summary.refused == 0);
        if (kept == 0) {
                values_write(data, &after);
                demand(values_same(&before, &after));
        }
        values_check_written(data);
        if (how & VALUES_INSIDE) {
                prg_batch batch;
                demand(prg_data_batch_count(data) == 2 && prg_data_batch(data, 1, &batch) == 0);
                demand(batch.first == 1 && batch.last == prg_data_sequence(data));
                demand(prg_data_rollback(data) == 0 && prg_data_count(data) == 0);
                values_write(data, &after);
                values_check_written(data);
        }
        prg_data_free(data);
        prg_report_free(report);
        prg_buf_dispose(&before);
        prg_buf_dispose(&after);
}

static inline void values_check(
        const char *text, size_t length, const char *mapping, size_t mapping_length, int how)
{
        values_check_as(prg_data_read_csv_text, text, length, mapping, mapping_length, how);
}

#endif
