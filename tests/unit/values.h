/* Value files in tests: a programme, a data set, reading a text with a report, writing, asking. */
#ifndef TESTS_UNIT_VALUES_H
#define TESTS_UNIT_VALUES_H

#include "unit.h"

#include <string.h>

#include <libprogram.h>

static prg_programme *programme;
static prg_data *data;
static prg_report *report;
static prg_values_summary summary;
static prg_values_options options;
static prg_buf written, told;

static inline void values_set_up(void)
{
        const prg_values_options defaults = PRG_VALUES_OPTIONS_INIT;
        ck_assert_int_eq(
                prg_programme_open_json(&programme, TEST_DATA "/values-programme.json", NULL), 0);
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        options = defaults;
        options.report = report;
        options.summary = &summary;
        options.source = "v.csv";
}

static inline void values_tear_down(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
        prg_report_free(report);
        prg_buf_dispose(&written);
        prg_buf_dispose(&told);
}

/* The findings as text. */
static inline const char *values_findings(void)
{
        prg_sink sink;
        told.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &told), 0);
        ck_assert_int_eq(prg_report_write_text(report, &sink), 0);
        return told.length ? told.data : "";
}

static inline int values_read_bytes(const char *text, size_t length)
{
        prg_report_clear(report);
        prg_error_clear();
        return prg_data_read_csv_text(data, text, length, &options);
}

static inline int values_read(const char *text)
{
        return values_read_bytes(text, strlen(text));
}

/* Read without any finding. */
static inline void values_accepted(const char *text)
{
        int code = values_read(text);
        ck_assert_msg(code == 0 && prg_report_total(report, PRG_SEVERITY_NOTE) == 0, "%s\n%d %s",
                text, code, values_findings());
}

/* Exactly one finding: its code, its row, its column (NULL: none). */
static inline const prg_finding *values_one(
        const char *text, int expected, const char *name, size_t row, const char *field)
{
        int code = values_read(text);
        ck_assert_msg(code == expected && prg_report_total(report, PRG_SEVERITY_NOTE) == 1,
                "%s\n%d %s", text, code, values_findings());
        const prg_finding *finding = prg_report_at(report, 0);
        ck_assert_msg(strcmp(prg_finding_name(finding->code), name) == 0 && finding->row == row
                              && (field ? finding->field && strcmp(finding->field, field) == 0
                                        : finding->field == NULL),
                "%s\n%s", text, values_findings());
        if (expected < 0)
                ck_assert_int_eq(prg_error_last()->code, expected);
        return finding;
}

static inline void values_mapping(const char *text)
{
        options.mapping = text;
        options.mapping_length = strlen(text);
}

/* The data set as a file. */
static inline const char *values_written(void)
{
        prg_sink sink;
        written.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(prg_data_write_csv(data, &sink), 0);
        return written.data;
}

/* A copy of the same; the caller frees it. */
static inline char *values_copy(void)
{
        const char *text = values_written();
        char *copy = malloc(written.length + 1);
        ck_assert_ptr_nonnull(copy);
        return memcpy(copy, text, written.length + 1);
}

/* An empty data set again. */
static inline void values_empty(void)
{
        prg_data_free(data);
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
}

/* What counts of a cell without source, categories and scope, as a number; "" when nothing does,
 * the name of the state where it is no value. */
static inline const char *values_at(const char *indicator, const char *area, const char *period)
{
        prg_key key = PRG_KEY_INIT;
        prg_value value;
        key.indicator = prg_programme_get(programme, "indicator", indicator);
        key.area = prg_programme_get(programme, "area", area);
        ck_assert_int_eq(
                prg_period_parse(&key.period, prg_data_calendars(data), period, strlen(period)), 0);
        int code = prg_data_get(data, &key, &value);
        ck_assert_int_ge(code, 0);
        told.length = 0;
        if (code == PRG_END)
                return "";
        if (value.state != PRG_STATE_VALUE)
                return prg_state_name(value.state);
        if (value.category)
                return prg_item_id(value.category);
        ck_assert_int_eq(prg_decimal_format(&told, value.number, PRG_NUMBER_PLAIN), 0);
        return told.data;
}

#endif
