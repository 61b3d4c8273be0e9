/* Value files without memory: whatever was refused, a data set is as it was before, or has all of
 * the file. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\","
        " \"agencies\": [{\"id\": \"A\"}], \"units\": [{\"id\": \"kg\"}, {\"id\": \"g\", \"base\": "
        "\"kg\", \"factor\": 0.001}],"
        " \"breakdowns\": [{\"id\": \"sex\", \"categories\": [{\"id\": \"m\", \"name\": "
        "\"Nam\"}]}],"
        " \"indicators\": [{\"id\": \"cases\", \"kind\": \"flow\", \"period\": \"month\", "
        "\"breakdowns\": [\"sex\"]},"
        " {\"id\": \"seized\", \"kind\": \"flow\", \"period\": \"month\", \"unit\": \"kg\", "
        "\"decimals\": 3}],"
        " \"areas\": [{\"id\": \"X\", \"level\": \"c\", \"name\": \"Xã X\"}, {\"id\": \"Y\", "
        "\"level\": \"c\"}]}";

static const char file[] =
        "Chỉ tiêu;area;period;value;unit;sex;note;marks;action;reported_by;recorded_at\n"
        "cases;Xã X;2018-01;1;;Nam;\" a \"\"b\"\"\";nil;;A;2018-01-01\n"
        "cases;X;2018-01;1;;m;\" a \"\"b\"\"\";nil;;A;2018-01-01\n"
        "seized;Y;2018-02;500;g;;;;;;\n"
        "seized;Y;2018-02;;;;;;withdraw;;\n";
static const char mapping[] =
        "{\"columns\": {\"Chỉ tiêu\": \"indicator\"}, \"words\": {\"sex\": {\"nam\": \"m\"}}}";

static const char sheet[] = "h,Ca,,Cộng\n,01,02,\nXã X,1,2,3\nTổng,1,2,3\n";
static const char wide[] =
        "{\"layout\": \"wide\", \"header\": [\"indicator\", \"period\"], \"columns\": {\"#1\": "
        "\"area\"},"
        " \"words\": {\"indicator\": {\"Ca\": \"cases\"}, \"period\": {\"01\": \"2018-01\", "
        "\"02\": \"2018-02\"}},"
        " \"total_columns\": [\"Cộng\"], \"total_rows\": [\"Tổng\"], \"ignore_rows\": [\"Ghi\"]}";

static prg_data *data_new(prg_programme **programme)
{
        prg_data *data = NULL;
        oom_check(prg_programme_read_json(programme, document, strlen(document), NULL) == 0);
        oom_check(prg_data_new(&data, *programme, NULL) == 0);
        return data;
}

static void data_free(prg_data *data, prg_programme *programme)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

static prg_values_options with(const char *text)
{
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        options.mapping = text;
        options.mapping_length = strlen(text);
        return options;
}

static int read_text(void)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_values_options options = with(mapping);
        oom_begin();
        int code = prg_data_read_csv_text(data, file, strlen(file), &options);
        oom_end();
        oom_check(prg_data_count(data) == (code == 0 ? 3 : 0));
        oom_check(prg_data_batch_count(data) == (code == 0 ? 2 : 1));
        if (code < 0) /* and once more, with memory */
                oom_check(prg_data_read_csv_text(data, file, strlen(file), &options) == 0
                          && prg_data_count(data) == 3);
        data_free(data, programme);
        return code;
}

/* Inside of a transaction, which goes on. */
static int read_wide(void)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_values_options options = with(wide);
        oom_check(prg_data_begin(data, "t") == 0);
        oom_check(prg_data_read_csv_text(
                          data, "indicator,area,period,value\ncases,Y,2018-01,4\n", 46, NULL)
                  == 0);
        oom_begin();
        int code = prg_data_read_csv_text(data, sheet, strlen(sheet), &options);
        oom_end();
        oom_check(prg_data_count(data) == (code == 0 ? 3 : 1));
        oom_check(prg_data_commit(data) == 0);
        data_free(data, programme);
        return code;
}

/* Findings of many kinds, in the file and in the mapping. */
static int read_mistakes(void)
{
        static const char mistakes[] = "indicator,area,period,value,unit,sex,colour\n"
                                       "case,Xa,2018-13,\"1,5\",kilo,nam "
                                       "nữ,\ncases,X\ncases,X,2018-01,1,,,\ncases,X,2018-01,2,,,\n";
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_report *report = NULL;
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        oom_check(prg_report_new(&report, NULL) == 0);
        options.report = report;
        oom_begin();
        int code = prg_data_read_csv_text(data, mistakes, strlen(mistakes), &options);
        oom_end();
        oom_check(prg_data_count(data) == 0);
        if (!oom_refused()) {
                oom_check(code == PRG_ESCHEMA && prg_report_count(report) == 8);
                code = 0;
        }
        prg_report_free(report);
        data_free(data, programme);
        return code;
}

static int read_wrong_mapping(void)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_values_options options = with(
                "{\"columns\": {\"a\": \"aera\"}, \"nmbers\": \"\\u0061\", \"skip_rows\": []}");
        oom_begin();
        int code = prg_data_read_csv_text(data, "x", 1, &options);
        oom_end();
        if (!oom_refused()) {
                oom_check(code == PRG_ESCHEMA);
                code = 0;
        }
        data_free(data, programme);
        return code;
}

static int read_path(void)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        const char *folder = getenv("TMPDIR");
        char path[256];
        snprintf(path, sizeof path, "%s/libprogram-oom-values.csv",
                folder && *folder ? folder : "/tmp");
        FILE *out = fopen(path, "wb");
        oom_check(
                out != NULL && fputs("indicator,area,period,value\ncases,X,2018-01,1\n", out) >= 0);
        if (out)
                fclose(out);
        oom_begin();
        int code = prg_data_read_csv(data, path, NULL);
        oom_end();
        oom_check(prg_data_count(data) == (code == 0));
        remove(path);
        data_free(data, programme);
        return code;
}

static int write(void)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_values_options options = with(mapping);
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        prg_sink_to_buf(&sink, &buf);
        oom_check(prg_data_read_csv_text(data, file, strlen(file), &options) == 0);
        oom_begin();
        int code = prg_data_write_csv(data, &sink);
        oom_end();
        oom_check(code < 0 || buf.length > 0);
        oom_check(prg_data_count(data) == 3);
        prg_buf_dispose(&buf);
        data_free(data, programme);
        return code;
}

/* ---- NDJSON and series JSON ---- */

static const char lines[] =
        "{\"indicator\":\"cases\",\"area\":\"Xã X\",\"period\":\"2018-01\",\"value\":1,\"categories\":{\"sex\":\"Nam\"},"
        "\"note\":\" a \\\"b\\u0111\",\"marks\":[\"nil\"],\"reported_by\":\"A\"}\n"
        "{\"indicator\":\"cases\",\"area\":\"Y\",\"period\":\"2018-01\",\"value\":1}\n"
        "{\"indicator\":\"cases\",\"area\":\"Y\",\"period\":\"2018-02\",\"value\":2}\n"
        "{\"indicator\":\"seized\",\"area\":\"Y\",\"period\":\"2018-03\",\"value\":500,\"unit\":\"g\"}\n"
        "{\"indicator\":\"seized\",\"area\":\"Y\",\"period\":\"2018-03\",\"action\":\"withdraw\"}\n";
static const char series[] =
        "{\"format\":\"libprogram/values\",\"version\":1,\"series\":["
        "{\"indicator\":\"cases\",\"area\":\"Xã X\",\"first\":\"2018-01\",\"values\":[1,2,null,\"4\"],"
        "\"categories\":{\"sex\":\"Nam\"},\"note\":{\"n\":[0]},\"state\":{\"missing\":[2]}},"
        "{\"indicator\":\"seized\",\"area\":\"Y\",\"first\":\"2018-01\",\"values\":[1.5],\"quality\":\"estimate\"}]}";

typedef int (*reading)(prg_data *data, const char *text, size_t length, const prg_values_options *options);

static int read_json(reading read, const char *text, size_t count)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        oom_begin();
        int code = read(data, text, strlen(text), NULL);
        oom_end();
        oom_check(prg_data_count(data) == (code == 0 ? count : 0));
        oom_check(prg_data_batch_count(data) == (code == 0 ? 2 : 1));
        if (code < 0) /* and once more, with memory */
                oom_check(read(data, text, strlen(text), NULL) == 0 && prg_data_count(data) == count);
        data_free(data, programme);
        return code;
}

static int read_lines(void)
{
        return read_json(prg_data_read_ndjson_text, lines, 5);
}

static int read_series(void)
{
        return read_json(prg_data_read_series_json_text, series, 5);
}

static int read_wrong(reading read, const char *text, size_t findings)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_report *report = NULL;
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        oom_check(prg_report_new(&report, NULL) == 0);
        options.report = report;
        oom_begin();
        int code = read(data, text, strlen(text), &options);
        oom_end();
        oom_check(prg_data_count(data) == 0);
        if (!oom_refused()) {
                oom_check(code < 0 && prg_report_count(report) == findings);
                code = 0;
        }
        prg_report_free(report);
        data_free(data, programme);
        return code;
}

static int read_wrong_lines(void)
{
        return read_wrong(prg_data_read_ndjson_text,
                "{\"indicator\":\"case\",\"area\":\"X\",\"period\":\"2018-01\",\"value\":[1],\"colour\":1}\n"
                "{\"indicator\":\"cases\",\"area\":\"X\",\"period\":\"2018-01\",\"value\":1,\"categories\":{\"sx\":\"m\"}}\n"
                "{\"indicator\":\n",
                5);
}

static int read_wrong_series(void)
{
        return read_wrong(prg_data_read_series_json_text,
                "{\"format\":\"libprogram/values\",\"version\":1,\"series\":["
                "{\"indicator\":\"cases\",\"area\":\"X\",\"first\":\"2018-01\",\"values\":[0.5],\"note\":{\"n\":[7]}},"
                "{\"indicator\":\"cases\",\"area\":\"X\",\"first\":\"2018-01\",\"values\":[0.5]}, 3",
                4);
}

static int read_json_path(int (*read)(prg_data *data, const char *path, const prg_values_options *options),
        const char *text, size_t count)
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        const char *folder = getenv("TMPDIR");
        char path[256];
        snprintf(path, sizeof path, "%s/libprogram-oom-values.json", folder && *folder ? folder : "/tmp");
        FILE *out = fopen(path, "wb");
        oom_check(out != NULL && fputs(text, out) >= 0);
        if (out)
                fclose(out);
        oom_begin();
        int code = read(data, path, NULL);
        oom_end();
        oom_check(prg_data_count(data) == (code == 0 ? count : 0));
        remove(path);
        data_free(data, programme);
        return code;
}

static int read_lines_path(void)
{
        return read_json_path(prg_data_read_ndjson, lines, 5);
}

static int read_series_path(void)
{
        return read_json_path(prg_data_read_series_json, series, 5);
}

static int write_json(int (*to)(const prg_data *data, const prg_sink *sink))
{
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        prg_sink_to_buf(&sink, &buf);
        oom_check(prg_data_read_series_json_text(data, series, strlen(series), NULL) == 0);
        oom_begin();
        int code = to(data, &sink);
        oom_end();
        oom_check(code < 0 || buf.length > 0);
        oom_check(prg_data_count(data) == 5);
        prg_buf_dispose(&buf);
        data_free(data, programme);
        return code;
}

static int write_lines(void)
{
        return write_json(prg_data_write_ndjson);
}

static int write_series(void)
{
        return write_json(prg_data_write_series_json);
}

const oom_row oom_values[] = {
        { "prg_data_read_csv", read_path },
        { "prg_data_read_csv_text", read_text },
        { "prg_data_read_csv_text", read_wide },
        { "prg_data_read_csv_text", read_mistakes },
        { "prg_data_read_csv_text", read_wrong_mapping },
        { "prg_data_write_csv", write },
        { "prg_data_read_ndjson", read_lines_path },
        { "prg_data_read_ndjson_text", read_lines },
        { "prg_data_read_ndjson_text", read_wrong_lines },
        { "prg_data_read_series_json", read_series_path },
        { "prg_data_read_series_json_text", read_series },
        { "prg_data_read_series_json_text", read_wrong_series },
        { "prg_data_write_ndjson", write_lines },
        { "prg_data_write_series_json", write_series },
        { NULL, NULL },
};
