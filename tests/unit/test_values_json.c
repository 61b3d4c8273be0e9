/* NDJSON and series JSON: what is read, what is refused and where, what goes out and in. */
#include "values.h"

#include <stdio.h>

typedef int (*reading)(prg_data *, const char *, size_t, const prg_values_options *);

static int read_as(reading read, const char *text)
{
        prg_report_clear(report);
        prg_error_clear();
        return read(data, text, strlen(text), &options);
}

static void accepted(reading read, const char *text)
{
        int code = read_as(read, text);
        ck_assert_msg(code == 0 && prg_report_total(report, PRG_SEVERITY_NOTE) == 0, "%s\n%d %s", text, code,
                values_findings());
}

/* Exactly one finding, at the place where the text has `at` for the last time. */
static const prg_finding *one(
        reading read, const char *text, const char *name, size_t row, const char *at, const char *field)
{
        size_t line = 1, column = 1;
        const char *place = text;
        for (const char *next = strstr(text, at); next; next = strstr(next + 1, at))
                place = next;
        for (const char *c = text; c < place; c++) {
                column = *c == '\n' ? 1 : column + 1;
                line += *c == '\n';
        }
        int code = read_as(read, text);
        ck_assert_msg(code < 0 && prg_report_total(report, PRG_SEVERITY_NOTE) == 1, "%s\n%d %s", text, code,
                values_findings());
        const prg_finding *it = prg_report_at(report, 0);
        ck_assert_msg(strcmp(prg_finding_name(it->code), name) == 0 && it->row == row && it->line == line
                              && it->column == column
                              && (field ? it->field && strcmp(it->field, field) == 0 : it->field == NULL),
                "%s\n%s row %zu, %zu:%zu, field %s", text, values_findings(), it->row, it->line, it->column,
                it->field ? it->field : "-");
        ck_assert_int_eq(prg_error_last()->code, code);
        return it;
}

#define lines          prg_data_read_ndjson_text
#define series         prg_data_read_series_json_text
#define LINE(rest)     "{\"indicator\": \"cases\", \"area\": \"LC-106\", \"period\": \"2018-01\"" rest "}\n"
#define SERIES(inside) "{\"format\": \"libprogram/values\", \"version\": 1, \"series\": [" inside "]}\n"
#define ONE(rest)      SERIES("{\"indicator\": \"cases\", \"area\": \"LC-106\", \"first\": \"2018-01\"" rest "}")

static const char *written_by(int (*write)(const prg_data *, const prg_sink *))
{
        prg_sink sink;
        written.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(write(data, &sink), 0);
        return written.length ? written.data : "";
}

static char *copy_by(int (*write)(const prg_data *, const prg_sink *))
{
        const char *text = written_by(write);
        char *copy = malloc(strlen(text) + 1);
        ck_assert_ptr_nonnull(copy);
        return strcpy(copy, text);
}

/* ---- NDJSON ---- */

START_TEST(a_line_is_an_entry)
{
        accepted(lines,
                "\xEF\xBB\xBF" LINE(", \"value\": 12, \"quality\": \"preliminary\"") "\r\n  \n"
                "{\"value\": null, \"area\": \"Huyện Mường Tè\", \"indicator\": \"Số vụ phát hiện\", "
                "\"period\": \"2018-01\"}");
        ck_assert_uint_eq(summary.rows, 2);
        ck_assert_uint_eq(summary.accepted, 2);
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "12");
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-01"), "missing");
        ck_assert_str_eq(values_written(), "indicator,area,period,value,quality\ncases,LC-106,2018-01,12,"
                                           "preliminary\ncases,LC-107,2018-01,,final\n");
}
END_TEST

START_TEST(numbers_are_read_exactly)
{
        static const struct {
                const char *text, *value;
        } rows[] = { { "374.925", "374.925" }, { "\"374.925\"", "374.925" }, { "0.1", "0.100" },
                { "9007199254740993", "9007199254740993.000" }, { "1.5e3", "1500.000" }, { "15E-1", "1.500" },
                { "-0", "0.000" }, { "0", "0.000" }, { "12.5000", "12.500" },
                { "9223372036854775.807", "9223372036854775.807" } };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                char text[200];
                values_empty();
                /* Twice, the second time by the short way. */
                for (int month = 1; month <= 2; month++) {
                        snprintf(text, sizeof text,
                                "{\"indicator\":\"seized\",\"area\":\"LC-106\",\"period\":\"vn:2018-0%d\","
                                "\"value\":%s}\n"
                                "{\"indicator\":\"seized\",\"area\":\"LC-106\",\"period\":\"vn:2018-0%d\","
                                "\"value\":%s}\n",
                                month, rows[i].value, month + 2, rows[i].text);
                        accepted(lines, text);
                        snprintf(text, sizeof text, "vn:2018-0%d", month + 2);
                        ck_assert_str_eq(values_at("seized", "LC-106", text), rows[i].value);
                }
                snprintf(text, sizeof text,
                        "{\"format\":\"libprogram/"
                        "values\",\"version\":1,\"series\":[{\"indicator\":\"seized\",\"area\":\"LC-107\","
                        "\"first\":\"vn:2018-01\",\"values\":[1,%s,%s]}]}",
                        rows[i].text, rows[i].text);
                accepted(series, text);
                ck_assert_str_eq(values_at("seized", "LC-107", "vn:2018-02"), rows[i].value);
                ck_assert_str_eq(values_at("seized", "LC-107", "vn:2018-03"), rows[i].value);
        }
}
END_TEST

START_TEST(every_kind_of_entry_goes_out_and_in_by_lines)
{
        accepted(lines,
                LINE(", \"value\": 12, \"marks\": [\"nil\", \"unreliable\"], \"note\": \" a "
                     "\\\"b\\\"\\n\\u0111\", \"reported_by\": \"CAT\","
                     " \"recorded_at\": \"2018-07-03T08:00:00Z\"") "{\"indicator\":\"arrests\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"2018-01\",\"value\":3,"
                                                                   "\"categories\":{\"sex\":\"Nam\",\"drug\":"
                                                                   "\"heroin\"}}\n"
                                                                   "{\"indicator\":\"arrests\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"2018-01\",\"value\":2,"
                                                                   "\"categories\":{}}\n"
                                                                   "{\"indicator\":\"arrests\",\"area\":\"LC-"
                                                                   "107\",\"period\":\"2018-01\",\"value\":2,"
                                                                   "\"categories\":null,\"note\":null}\n"
                                                                   "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"2018-04\",\"value\":-"
                                                                   "2,\"marks\":\"adjustment\",\"reason\":"
                                                                   "\"late\"}\n"
                                                                   "{\"indicator\":\"addicts\",\"area\":"
                                                                   "\"LC\",\"period\":\"2018-Q1\",\"value\":"
                                                                   "5,\"source\":\"police\",\"scope\":"
                                                                   "\"own\"}\n"
                                                                   "{\"indicator\":\"addicts\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"2018\",\"value\":5,"
                                                                   "\"source\":\"labour\"}\n"
                                                                   "{\"indicator\":\"seized\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"vn:2018-03\","
                                                                   "\"value\":374925,\"unit\":\"g\"}\n"
                                                                   "{\"indicator\":\"commune_class\","
                                                                   "\"area\":\"LC-106\",\"period\":\"2018\","
                                                                   "\"value\":\"Loại I\"}\n"
                                                                   "{\"indicator\":\"standards\",\"area\":"
                                                                   "\"LC-106\",\"period\":\"2018\",\"value\":"
                                                                   "true}\n"
                                                                   "{\"indicator\":\"standards\",\"area\":"
                                                                   "\"LC-107\",\"period\":\"2018\",\"value\":"
                                                                   "0}\n"
                                                                   "{\"indicator\":\"relapsed\",\"area\":"
                                                                   "\"LC-106\",\"period\":\"2018\",\"value\":"
                                                                   "8,\"observed\":\"2019\"}\n"
                                                                   "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                   "107\",\"period\":\"2018-03\",\"state\":"
                                                                   "\"suppressed\",\"lower\":1,\"upper\":"
                                                                   "\"4\"}\n"
                                                                   "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                   "107\",\"period\":\"2018-04\",\"value\":"
                                                                   "null,\"state\":\"not_expected\"}\n"
                                                                   "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"2018-01\",\"value\":"
                                                                   "13,\"action\":\"correct\"}\n"
                                                                   "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                   "106\",\"period\":\"2018-01\",\"action\":"
                                                                   "\"withdraw\"}\n");
        ck_assert_uint_eq(prg_data_sequence(data), 16);
        char *csv = copy_by(prg_data_write_csv), *first = copy_by(prg_data_write_ndjson);
        ck_assert_ptr_nonnull(strstr(first,
                "\"categories\":{\"sex\":\"m\",\"drug\":\"heroin\"},\"value\":3,\"quality\":\"final\"}\n"));
        ck_assert_ptr_nonnull(strstr(first, "\"value\":null,") == NULL ? "" : NULL);
        values_empty();
        accepted(lines, first);
        ck_assert_str_eq(written_by(prg_data_write_ndjson), first);
        ck_assert_str_eq(written_by(prg_data_write_csv), csv);
        free(csv);
        free(first);
}
END_TEST

START_TEST(what_is_wrong_in_a_line_has_its_place)
{
        one(lines, LINE(", \"value\": 12, \"quality\": \"finale\""), "value", 1, "\"finale", "quality");
        ck_assert_str_eq(prg_report_at(report, 0)->suggestion, "final");
        one(lines, "\n" LINE(", \"vaule\": 12, \"state\": \"missing\""), "unknown-key", 2, "\"vaule", NULL);
        ck_assert_str_eq(prg_report_at(report, 0)->suggestion, "value");
        one(lines, LINE(""), "missing-field", 1, "{", "value");
        one(lines, LINE(", \"value\": 12, \"sex\": \"m\""), "unknown-key", 1, "\"sex", NULL);
        one(lines, LINE(", \"value\": 12, \"categories\": {\"sx\": \"m\"}"), "unknown-reference", 1, "\"sx\"",
                "categories");
        one(lines, LINE(", \"value\": 12, \"categories\": {\"sex\": \"f\"}"), "breakdown", 1, "\"f\"", "sex");
        one(lines, LINE(", \"value\": 12, \"categories\": [\"sex\"]"), "wrong-type", 1, "[", "categories");
        one(lines, LINE(", \"value\": [12]"), "wrong-type", 1, "[", "value");
        one(lines, LINE(", \"value\": 12.5"), "decimals", 1, "12.5", "value");
        one(lines, LINE(", \"value\": \"12,5\""), "number", 1, "\"12,5", "value");
        one(lines, LINE(", \"value\": 10000000000000000000"), "number", 1, "10000", "value");
        one(lines, LINE(", \"value\": 1e400"), "number", 1, "1e400", "value");
        one(lines, LINE(", \"value\": 1, \"marks\": [1]"), "wrong-type", 1, "[", "marks");
        one(lines, LINE(", \"value\": 1, \"note\": 1"), "wrong-type", 1, "1}", "note");
        one(lines, "{\"indicator\": \"cases\", \"area\": \"LC-106\", \"period\": 2018, \"value\": 1}\n",
                "wrong-type", 1, "2018", "period");
        one(lines, "{\"area\": \"LC-106\", \"period\": \"2018-01\", \"value\": 1}\n", "missing-field", 1, "{",
                "indicator");
        one(lines, "{\"indicator\": \"cases\", \"area\": \"LC\", \"period\": \"2018-01\", \"value\": 1}\n",
                "area", 1, "\"LC\"", "area");
        one(lines, "[1]\n", "wrong-type", 1, "[", NULL);
        one(lines, LINE(", \"value\": 1, \"value\": 2"), "json-duplicate-key", 1, "\"value\"", NULL);
        one(lines, "\n{\"indicator\": \"cases\",\n", "json-syntax", 2, "\n", NULL);
        one(lines, LINE(", \"value\": 12, \"note\": \"\xC4\""), "encoding", 0, "\xC4", NULL);
        one(lines, LINE(", \"value\": 1") LINE(", \"value\": 2"), "conflict", 2, "2}", "value");
        ck_assert_str_eq(prg_report_at(report, 0)->message, "line 1 gives the same cell differently");
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(the_other_lines_are_read_behind_one_that_is_no_json)
{
        options.good_rows = 1;
        int code = read_as(lines, LINE(", \"value\": 1") "{\"indicator\": cases}\n"
                                                         "{\"indicator\": \"cases\", \"area\": \"LC-107\", "
                                                         "\"period\": \"2018-01\", \"value\": 3}\n");
        ck_assert_int_eq(code, PRG_ESYNTAX);
        ck_assert_uint_eq(summary.rows, 3);
        ck_assert_uint_eq(summary.accepted, 2);
        ck_assert_uint_eq(summary.refused, 1);
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-01"), "3");
}
END_TEST

START_TEST(the_same_line_again_is_taken_once)
{
        accepted(lines, LINE(", \"value\": 1") LINE(", \"value\": 1")
                                LINE(", \"value\": 1, \"quality\": \"estimate\""));
        ck_assert_uint_eq(summary.same, 1);
        ck_assert_uint_eq(prg_data_count(data), 2);
        /* A later file corrects. */
        accepted(lines, LINE(", \"value\": 2"));
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "2");
}
END_TEST

/* ---- series ---- */

START_TEST(a_series_is_an_entry_for_each_value)
{
        accepted(series,
                ONE(", \"values\": [1, null, 3], \"quality\": {\"estimate\": [0], \"final\": [[1, 2]]}"));
        ck_assert_uint_eq(summary.rows, 1);
        ck_assert_uint_eq(summary.accepted, 2);
        ck_assert_str_eq(values_written(), "indicator,area,period,value,quality\n"
                                           "cases,LC-106,2018-01,1,estimate\ncases,LC-106,2018-03,3,final\n");
}
END_TEST

START_TEST(null_is_no_entry_and_a_state_makes_one)
{
        accepted(series, ONE(", \"state\": {\"missing\": [1], \"suppressed\": [[2, 3]]}, \"lower\": {\"1\": "
                             "[3]}, \"upper\": {\"4\": [3]},"
                             " \"values\": [null, null, null, null, 5]"));
        ck_assert_str_eq(values_written(), "indicator,area,period,value,state,lower,upper,quality\n"
                                           "cases,LC-106,2018-02,,missing,,,final\n"
                                           "cases,LC-106,2018-03,,suppressed,,,final\n"
                                           "cases,LC-106,2018-04,,suppressed,1,4,final\n"
                                           "cases,LC-106,2018-05,5,,,,final\n");
}
END_TEST

/* Gaps behind the last period that the data set has, and before the first. */
START_TEST(a_series_leaves_the_periods_that_are_known)
{
        accepted(lines, LINE(", \"value\": 7"));
        accepted(series, ONE(", \"values\": [null, 2, null, 4, null, null, 7, 8]"));
        accepted(series, SERIES("{\"indicator\": \"cases\", \"area\": \"LC-106\", \"first\": \"2017-08\", "
                                "\"values\": [1, null, 3, null, null, 0]}"));
        ck_assert_str_eq(written_by(prg_data_write_series_json),
                "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[\n"
                "{\"indicator\":\"cases\",\"area\":\"LC-106\",\"first\":\"2017-08\",\"values\":"
                "[1,null,3,null,null,0,2,null,4,null,null,7,8],\"quality\":\"final\"}\n]}\n");
}
END_TEST

/* So many that the journal takes whole pages. */
START_TEST(forty_thousand_values_are_kept_and_taken_back)
{
        prg_buf text = PRG_BUF_INIT;
        static const char *const areas[] = { "LC-106", "LC-107" };
        const char *const head = "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[";
        ck_assert_int_eq(prg_buf_append(&text, head, strlen(head)), 0);
        for (int a = 0; a < 2; a++) {
                char begin[120];
                snprintf(begin, sizeof begin,
                        "%s{\"indicator\":\"cases\",\"area\":\"%s\",\"first\":\"0101-01\",\"values\":[0", a ? "," : "",
                        areas[a]);
                ck_assert_int_eq(prg_buf_append(&text, begin, strlen(begin)), 0);
                for (int i = 1; i < 20000; i++) {
                        snprintf(begin, sizeof begin, ",%d", i);
                        ck_assert_int_eq(prg_buf_append(&text, begin, strlen(begin)), 0);
                }
                ck_assert_int_eq(prg_buf_append(&text, "]}", 2), 0);
        }
        ck_assert_int_eq(prg_buf_append(&text, "]}", 2), 0);
        options.dry_run = 1;
        accepted(series, text.data);
        ck_assert_uint_eq(prg_data_count(data), 0);
        options.dry_run = 0;
        accepted(series, text.data);
        ck_assert_uint_eq(prg_data_count(data), 40000);
        ck_assert_str_eq(values_at("cases", "LC-106", "0101-01"), "0");
        ck_assert_str_eq(values_at("cases", "LC-107", "1767-08"), "19999");
        prg_buf_dispose(&text);
}
END_TEST

START_TEST(what_is_wrong_in_a_series_has_its_place)
{
        one(series, ONE(", \"values\": [1,\n 2.5]"), "decimals", 1, "2.5", "value");
        one(series, ONE(", \"values\": [1, [2]]"), "wrong-type", 1, "[2]", "values");
        one(series, ONE(", \"values\": 1"), "wrong-type", 1, "1}", "values");
        one(series, ONE(""), "missing-field", 1, "{", "values");
        one(series, ONE(", \"values\": [1], \"quality\": {\"final\": [1]}"), "value", 1, "1]}", "quality");
        one(series, ONE(", \"values\": [1], \"quality\": {\"final\": [0], \"estimate\": [0]}"),
                "contradiction", 1, "0]", "quality");
        one(series, ONE(", \"values\": [1], \"quality\": {\"finale\": [0]}"), "value", 1, "\"finale",
                "quality");
        one(series, ONE(", \"values\": [1], \"quality\": {\"final\": [-1]}"), "wrong-type", 1, "-1]",
                "quality");
        one(series, ONE(", \"values\": [1, 1], \"quality\": {\"final\": [[1, 0]]}"), "wrong-type", 1,
                "[1, 0]", "quality");
        one(series, ONE(", \"values\": [1], \"quality\": 3"), "wrong-type", 1, "3}", "quality");
        one(series, ONE(", \"values\": [1], \"state\": \"missing\""), "wrong-type", 1, "\"missing", "state");
        one(series, ONE(", \"values\": [null], \"note\": {\"x\": [0]}"), "missing-field", 1, "null",
                "values");
        one(series, ONE(", \"values\": [1], \"state\": {\"missing\": [0]}"), "contradiction", 1, "1]",
                "value");
        one(series, ONE(", \"values\": [1], \"period\": \"2018-01\""), "unknown-key", 1, "\"period", NULL);
        one(series, SERIES("{\"indicator\": \"cases\", \"area\": \"LC-106\", \"values\": [1, 2]}"),
                "missing-field", 1, "{", "first");
        one(series,
                SERIES("{\"indicator\": \"rate\", \"area\": \"LC-106\", \"first\": \"2018\", \"values\": [1, "
                       "2]}"),
                "computed", 1, "\"rate", "indicator");
        one(series,
                SERIES("{\"indicator\": \"cases\", \"area\": \"LC-1O6\", \"first\": \"2018-01\", \"values\": "
                       "[1, 2]}"),
                "unknown-reference", 1, "\"LC-1O6", "area");
        one(series,
                SERIES("{\"indicator\": \"cases\", \"area\": \"LC-106\", \"first\": \"9999-12\", \"values\": "
                       "[null, 2]}"),
                "period", 1, "2]", "period");
        one(series, SERIES("1"), "wrong-type", 1, "1]", NULL);
        one(series, "{\"version\": 1, \"series\": []}", "format", 0, "\"series", NULL);
        one(series, "{\"format\": \"libprogram/values\", \"version\": 2, \"series\": []}", "format", 0, "2,",
                NULL);
        one(series, "{\"format\": \"x\"}", "format", 0, "\"x", NULL);
        one(series, "{\"format\": \"libprogram/values\", \"version\": 1}", "format", 0, "BEGIN", NULL);
        one(series, "[]", "format", 0, "BEGIN", NULL);
        one(series, "", "json-syntax", 0, "BEGIN", NULL);
        one(series, ONE(", \"values\": [1,]"), "json-syntax", 0, "]}]", NULL);
        one(series, ONE(", \"values\": [12x]"), "json-syntax", 0, "12x", NULL);
        one(series, ONE(", \"values\": [01]"), "json-syntax", 0, "01]", NULL);
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(good_series_are_kept_beside_others_but_not_of_a_text_that_is_no_json)
{
        options.good_rows = 1;
        ck_assert_int_eq(read_as(series, SERIES("{\"indicator\": \"cases\", \"area\": \"LC-106\", \"first\": "
                                                "\"2018-01\", \"values\": [1, -2]},"
                                                "{\"indicator\": \"case\", \"area\": \"LC-106\", \"first\": "
                                                "\"2018-01\", \"values\": [1]}")),
                PRG_ESCHEMA);
        ck_assert_uint_eq(summary.accepted, 1);
        ck_assert_uint_eq(summary.refused, 2);
        ck_assert_int_eq(read_as(series, ONE(", \"values\": [1]") "x"), PRG_ESYNTAX);
        ck_assert_uint_eq(summary.accepted, 0);
        ck_assert_uint_eq(prg_data_count(data), 1);
}
END_TEST

START_TEST(the_series_are_written_as_documented)
{
        accepted(lines,
                LINE(", \"value\": 12") LINE(
                        ", \"value\": 13, \"action\": \"correct\"") "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                    "106\",\"period\":\"2018-03\",\"value\":"
                                                                    "null,\"quality\":\"estimate\",\"note\":"
                                                                    "\"n\"}\n"
                                                                    "{\"indicator\":\"cases\",\"area\":\"LC-"
                                                                    "106\",\"period\":\"2020-01\",\"value\":"
                                                                    "4,\"marks\":[\"nil\",\"break\"]}\n"
                                                                    "{\"indicator\":\"seized\",\"area\":\"LC-"
                                                                    "106\",\"period\":\"vn:2018-01\","
                                                                    "\"value\":12.5}\n");
        ck_assert_str_eq(written_by(prg_data_write_series_json),
                "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[\n"
                "{\"indicator\":\"cases\",\"area\":\"LC-106\",\"first\":\"2018-01\",\"values\":[13,null,null]"
                ","
                "\"quality\":{\"estimate\":[2],\"final\":[0]},\"state\":{\"missing\":[2]},\"note\":{\"n\":[2]"
                "}},\n"
                "{\"indicator\":\"cases\",\"area\":\"LC-106\",\"first\":\"2020-01\",\"values\":[4],"
                "\"quality\":\"final\",\"marks\":\"break nil\"},\n"
                "{\"indicator\":\"seized\",\"area\":\"LC-106\",\"first\":\"vn:2018-01\",\"values\":[12.5],"
                "\"quality\":\"final\"}\n"
                "]}\n");
        values_empty();
        ck_assert_str_eq(written_by(prg_data_write_series_json),
                "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[\n\n]}\n");
        accepted(series, written.data);
}
END_TEST

/* ---- both ---- */

START_TEST(a_mapping_is_refused)
{
        values_mapping("{}");
        ck_assert_int_eq(read_as(lines, LINE(", \"value\": 1")), PRG_EINVALID);
        ck_assert_int_eq(read_as(series, ONE(", \"values\": [1]")), PRG_EINVALID);
}
END_TEST

START_TEST(arguments_that_are_needed_are_demanded)
{
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_fails(prg_data_read_ndjson(NULL, "x", NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_ndjson(data, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_ndjson(data, "/no/such/file", NULL), PRG_EIO);
        ck_assert_fails(prg_data_read_ndjson_text(data, NULL, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_series_json(NULL, "x", NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_series_json(data, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_series_json(data, "/no/such/file", NULL), PRG_EIO);
        ck_assert_fails(prg_data_read_series_json_text(NULL, "", 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_write_ndjson(NULL, &sink), PRG_EINVALID);
        ck_assert_fails(prg_data_write_ndjson(data, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_write_series_json(NULL, &sink), PRG_EINVALID);
        ck_assert_fails(prg_data_write_series_json(data, NULL), PRG_EINVALID);
        ck_assert_int_eq(prg_item_add(NULL, prg_programme_root(programme), "areas", "X"), 0);
        ck_assert_fails(prg_data_write_ndjson(data, &sink), PRG_ESTALE);
        ck_assert_fails(prg_data_write_series_json(data, &sink), PRG_ESTALE);
        ck_assert_fails(read_as(lines, ""), PRG_ESTALE);
}
END_TEST

static int stop(void *payload, size_t done, size_t total)
{
        int *left = payload;
        ck_assert_uint_le(done, total);
        return --*left < 0;
}

START_TEST(the_progress_function_can_stop)
{
        int left = 1;
        options.progress = stop;
        options.payload = &left;
        ck_assert_int_eq(read_as(lines, LINE(", \"value\": 1")), PRG_ECANCELLED);
        left = 1;
        ck_assert_int_eq(read_as(series, ONE(", \"values\": [1]")), PRG_ECANCELLED);
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

static uint32_t state;

static unsigned draw(unsigned below)
{
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
}

/* The same entries in every format and by the interface make the same data set, to the sequence number: the
 * short ways of the readers against prg_data_set(), which has none. Among them are entries that no lane
 * takes: the scope of another level, repetitions, other qualities, marks, categories, coarse periods, states.
 */
START_TEST(every_way_leads_to_the_same)
{
        static const char *const areas[] = { "LC-106", "LC-107", "LC-108", "LC" }, *const indicators[] = {
                "cases", "arrests", "seized"
        };
        prg_item *sex = prg_programme_get(programme, "breakdown", "sex");
        prg_data *slow;
        prg_sink sink;
        prg_buf csv = PRG_BUF_INIT, json = PRG_BUF_INIT, expected = PRG_BUF_INIT;
        state = (uint32_t)_i * 7919u + 1;
        ck_assert_int_eq(prg_data_new(&slow, programme, NULL), 0);
        for (unsigned a = 0; a < 4; a++)
                for (unsigned i = 0; i < 3; i++)
                        for (unsigned month = 0; month < 24; month++) {
                                prg_key key = PRG_KEY_INIT;
                                prg_value value = PRG_VALUE_INIT;
                                const prg_item *categories[1];
                                char period[24];
                                key.indicator = prg_programme_get(programme, "indicator", indicators[i]);
                                key.area = prg_programme_get(programme, "area", areas[a]);
                                key.scope = a == 3 ? PRG_SCOPE_OWN : PRG_SCOPE_UNIT;
                                snprintf(period, sizeof period, draw(20) ? "%s%u-%02u" : "%s%u",
                                        i == 2 ? "vn:" : "", 2018 + month / 12, month % 12 + 1);
                                ck_assert_int_eq(prg_period_parse(&key.period, prg_data_calendars(slow),
                                                         period, strlen(period)),
                                        0);
                                if (i == 1 && draw(2)) {
                                        categories[0] = prg_item_at(sex, "categories", draw(2));
                                        key.categories = categories;
                                        key.category_count = 1;
                                }
                                value.number = (prg_decimal){ draw(1000), i == 2 ? draw(4) : 0 };
                                value.quality = (prg_quality)(draw(10) ? 3 : draw(3) + 1);
                                if (draw(12) == 0)
                                        value.state = (prg_state)(draw(4) + 1);
                                if (draw(15) == 0)
                                        value.marks = PRG_MARK_NIL;
                                if (draw(15) == 0)
                                        value.note = "n";
                                if (draw(10))
                                        ck_assert_int_eq(prg_data_set(slow, &key, &value), 0);
                        }
        ck_assert_int_eq(prg_sink_to_buf(&sink, &csv), 0);
        ck_assert_int_eq(prg_data_write_csv(slow, &sink), 0);
        ck_assert_int_eq(prg_sink_to_buf(&sink, &json), 0);
        ck_assert_int_eq(prg_data_write_ndjson(slow, &sink), 0);
        ck_assert_int_eq(prg_sink_to_buf(&sink, &expected), 0);
        ck_assert_int_eq(prg_data_write_series_json(slow, &sink), 0);
        accepted(prg_data_read_csv_text, csv.data);
        ck_assert_str_eq(written_by(prg_data_write_series_json), expected.data);
        ck_assert_str_eq(written_by(prg_data_write_csv), csv.data);
        values_empty();
        accepted(lines, json.data);
        ck_assert_str_eq(written_by(prg_data_write_series_json), expected.data);
        ck_assert_str_eq(written_by(prg_data_write_csv), csv.data);
        ck_assert_uint_eq(prg_data_sequence(data), prg_data_sequence(slow));
        /* Series have what counts only, which they make the same; in another order. */
        values_empty();
        accepted(series, expected.data);
        char *sorted = copy_by(prg_data_write_series_json);
        ck_assert_uint_eq(strlen(sorted), expected.length);
        for (char *line = strtok(sorted, "\n"); line; line = strtok(NULL, "\n")) {
                size_t length = strlen(line);
                if (length && line[length - 1] == ',')
                        line[length - 1] = '\0';
                ck_assert_msg(strstr(expected.data, line) != NULL, "%s", line);
        }
        free(sorted);
        prg_data_free(slow);
        prg_buf_dispose(&csv);
        prg_buf_dispose(&json);
        prg_buf_dispose(&expected);
}
END_TEST

/* A dry run and a file that is refused leave nothing of what went the short way. */
START_TEST(what_went_the_short_way_is_taken_back)
{
        const char *text =
                "{\"indicator\":\"cases\",\"area\":\"LC-106\",\"period\":\"2018-01\",\"value\":1}\n"
                "{\"indicator\":\"cases\",\"area\":\"LC-106\",\"period\":\"2018-02\",\"value\":2}\n"
                "{\"indicator\":\"cases\",\"area\":\"LC-106\",\"period\":\"2018-01\",\"value\":3}\n";
        char *empty = copy_by(prg_data_write_csv);
        ck_assert_int_eq(read_as(lines, text), PRG_ESCHEMA);
        ck_assert_str_eq(written_by(prg_data_write_csv), empty);
        options.dry_run = 1;
        accepted(series, ONE(", \"values\": [1, 2, 3]"));
        ck_assert_uint_eq(summary.accepted, 3);
        ck_assert_str_eq(written_by(prg_data_write_csv), empty);
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-02"), "");
        free(empty);
}
END_TEST

static Suite *values_json_suite(void)
{
        Suite *suite = suite_create("values_json");
        TCase *tcase = tcase_create("all");
        tcase_add_checked_fixture(tcase, values_set_up, values_tear_down);
        tcase_add_test(tcase, a_line_is_an_entry);
        tcase_add_test(tcase, numbers_are_read_exactly);
        tcase_add_test(tcase, every_kind_of_entry_goes_out_and_in_by_lines);
        tcase_add_test(tcase, what_is_wrong_in_a_line_has_its_place);
        tcase_add_test(tcase, the_other_lines_are_read_behind_one_that_is_no_json);
        tcase_add_test(tcase, the_same_line_again_is_taken_once);
        tcase_add_test(tcase, a_series_is_an_entry_for_each_value);
        tcase_add_test(tcase, null_is_no_entry_and_a_state_makes_one);
        tcase_add_test(tcase, a_series_leaves_the_periods_that_are_known);
        tcase_add_test(tcase, forty_thousand_values_are_kept_and_taken_back);
        tcase_add_test(tcase, what_is_wrong_in_a_series_has_its_place);
        tcase_add_test(tcase, good_series_are_kept_beside_others_but_not_of_a_text_that_is_no_json);
        tcase_add_test(tcase, the_series_are_written_as_documented);
        tcase_add_test(tcase, a_mapping_is_refused);
        tcase_add_test(tcase, arguments_that_are_needed_are_demanded);
        tcase_add_test(tcase, the_progress_function_can_stop);
        tcase_add_loop_test(tcase, every_way_leads_to_the_same, 0, 40);
        tcase_add_test(tcase, what_went_the_short_way_is_taken_back);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(values_json_suite());
}
