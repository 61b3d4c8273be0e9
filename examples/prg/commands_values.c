/* prg values: value files, checked or written anew. And reading them, for what computes. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

/* ---- how files are read ---- */

/* Appends a whole file. 0, or an exit code after a message. */
static int read_whole(prg_buf *text, const char *path)
{
        FILE *file = fopen(path, "rb");
        char piece[4096];
        size_t got;
        int code = 0, failed = file == NULL;
        while (!failed && code == 0 && (got = fread(piece, 1, sizeof piece, file)) > 0)
                code = prg_buf_append(text, piece, got);
        failed = failed || ferror(file);
        if (file)
                fclose(file);
        if (failed)
                return cli_fail(CLI_IO, "%s cannot be read", path);
        return code < 0 ? cli_fail_library() : 0;
}

int cli_values_open(cli_values *values, prg_programme *programme, const cli_call *call)
{
        const char *quality = cli_value(call, "quality-of-file");
        const char *mapping = cli_value(call, "mapping");
        *values = (cli_values){ NULL, PRG_BUF_INIT, PRG_VALUES_OPTIONS_INIT };
        if (cli_value(call, "decimal-comma"))
                values->options.form = PRG_NUMBER_VIETNAMESE;
        values->options.good_rows = cli_value(call, "good-rows") != NULL;
        if (quality && prg_quality_from_name(&values->options.quality, quality) < 0)
                return cli_fail(CLI_USAGE, "--quality-of-file: %s", prg_error_last()->message);
        int code = mapping ? read_whole(&values->mapping, mapping) : 0;
        if (code == 0 && mapping) {
                values->options.mapping = values->mapping.length ? values->mapping.data : "";
                values->options.mapping_length = values->mapping.length;
        }
        if (code == 0 && prg_data_new(&values->data, programme, NULL) < 0)
                code = cli_fail_library();
        return code;
}

void cli_values_close(cli_values *values)
{
        prg_data_free(values->data);
        prg_buf_dispose(&values->mapping);
}

/* ---- formats, by the end of a name ---- */

typedef struct values_format {
        const char *end;
        int (*read)(prg_data *data, const char *path, const prg_values_options *options);
        int (*write)(const prg_data *data, const prg_sink *sink);
        int takes_mapping;
} values_format;

/* That of a file: the first whose end the name has; the last has any. */
static const values_format *format_of(const char *path)
{
        static const values_format formats[] = {
                { ".ndjson", prg_data_read_ndjson, prg_data_write_ndjson, 0 },
                { ".json", prg_data_read_series_json, prg_data_write_series_json, 0 },
                { "", prg_data_read_csv, prg_data_write_csv, 1 },
        };
        const values_format *it = formats;
        for (size_t length = strlen(path); *it->end; it++) {
                size_t end = strlen(it->end);
                if (length >= end && strcmp(path + length - end, it->end) == 0)
                        break;
        }
        return it;
}

/* One file. 0, or an exit code when it could not be read at all. */
static int read_file(cli_values *values, const char *path, prg_report *report,
        prg_values_summary *summary)
{
        const values_format *format = format_of(path);
        prg_values_options options = values->options;
        options.report = report;
        options.summary = summary;
        if (!format->takes_mapping) {
                options.mapping = NULL;
                options.mapping_length = 0;
        }
        int code = format->read(values->data, path, &options);
        /* What is wrong with the text is in the report; that it could not be read is not. */
        int told = (code == PRG_ESCHEMA || code == PRG_ESYNTAX || code == PRG_EUTF8)
                && prg_report_total(report, PRG_SEVERITY_ERROR);
        return code < 0 && !told ? cli_fail_library() : 0;
}

int cli_values_read(cli_values *values, const cli_call *call, int first, int *findings)
{
        int code = 0, refused = 0;
        for (int i = first; code == 0 && i < call->operand_count; i++) {
                const char *path = call->operands[i];
                prg_values_summary summary = { 0, 0, 0, 0, 0 };
                prg_report *report;
                if (prg_report_new(&report, NULL) < 0)
                        return cli_fail_library();
                code = read_file(values, path, report, &summary);
                size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
                *findings |= cli_tell(report) == CLI_FINDINGS;
                if (errors && (!values->options.good_rows || summary.accepted == 0))
                        refused = cli_fail(CLI_INVALID, "%s is refused: %zu error%s", path, errors,
                                errors == 1 ? "" : "s");
                prg_report_free(report);
        }
        return code ? code : refused;
}

/* ---- check ---- */

static int print_summary(cli_output *output, const char *path, const prg_values_summary *summary)
{
        int code = cli_print(output, "%s: %zu row%s, %zu entr%s, %zu refused", path, summary->rows,
                summary->rows == 1 ? "" : "s", summary->accepted, summary->accepted == 1 ? "y" : "ies",
                summary->refused);
        if (code == 0 && summary->same)
                code = cli_print(output, ", %zu given twice", summary->same);
        if (code == 0 && summary->totals)
                code = cli_print(output, ", %zu total%s compared", summary->totals,
                        summary->totals == 1 ? "" : "s");
        return code ? code : cli_print(output, "\n");
}

/* 0, a negative code of the library, or an exit code after a message. */
static int write_checked(cli_output *output, const char *path, const prg_values_summary *summary,
        const prg_report *report, int json)
{
        if (!json) {
                int code = prg_report_write_text(report, &output->sink);
                return code < 0 ? code : print_summary(output, path, summary);
        }
        int code = cli_print(output, "{\"file\": ");
        if (code == 0)
                code = grid_write_json_text(output, path);
        if (code == 0)
                code = cli_print(output,
                        ", \"rows\": %zu, \"accepted\": %zu, \"refused\": %zu, \"same\": %zu, "
                        "\"totals\": %zu,\n\"report\": ",
                        summary->rows, summary->accepted, summary->refused, summary->same,
                        summary->totals);
        if (code == 0)
                code = prg_report_write_json(report, &output->sink);
        return code ? code : cli_print(output, "}");
}

/* One file, read and told of. *worst becomes the exit code of its findings if it is worse. */
static int check_file(cli_values *values, const char *path, cli_output *output, int json,
        int *worst)
{
        prg_values_summary summary = { 0, 0, 0, 0, 0 };
        prg_report *report;
        if (prg_report_new(&report, NULL) < 0)
                return cli_fail_library();
        int code = read_file(values, path, report, &summary);
        size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
        if (code == 0)
                code = write_checked(output, path, &summary, report, json);
        if (errors)
                fprintf(stderr, "prg: %zu error%s in %s\n", errors, errors == 1 ? "" : "s", path);
        if (errors)
                *worst = CLI_INVALID;
        else if (*worst == CLI_OK && prg_report_total(report, PRG_SEVERITY_NOTE))
                *worst = CLI_FINDINGS;
        prg_report_free(report);
        return code < 0 ? cli_fail_library() : code;
}

/* Every file, one after the other: a withdrawal may be of what an earlier file says. */
static int check_files(cli_values *values, const cli_call *call, cli_output *output)
{
        int json = cli_value(call, "json") != NULL, worst = CLI_OK;
        int code = json ? cli_print(output, "[") : 0;
        values->options.good_rows = 1;
        for (int i = 2; code == 0 && i < call->operand_count; i++) {
                if (json && i > 2)
                        code = cli_print(output, ",\n");
                if (code == 0)
                        code = check_file(values, call->operands[i], output, json, &worst);
        }
        if (code == 0 && json)
                code = cli_print(output, "]\n");
        if (code == 0)
                return worst;
        return code < 0 ? cli_fail_library() : code;
}

/* The findings are the result, also of a file that is refused. */
static int run_check(cli_values *values, const cli_call *call)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        code = check_files(values, call, &output);
        int closed = cli_output_close(&output, code == CLI_INVALID ? CLI_OK : code);
        return closed ? closed : code;
}

/* ---- fmt ---- */

static int run_format(cli_values *values, const cli_call *call)
{
        cli_output output;
        int findings = 0;
        int code = cli_values_read(values, call, 2, &findings);
        if (code == 0)
                code = cli_output_open(&output, call);
        if (code)
                return code;
        const char *path = cli_value(call, "output");
        code = format_of(path ? path : "")->write(values->data, &output.sink);
        code = code < 0 ? cli_fail_library() : CLI_OK;
        code = cli_output_close(&output, code);
        return code == CLI_OK && findings ? CLI_FINDINGS : code;
}

/* ---- the command ---- */

int run_values(const cli_call *call)
{
        static const char *const actions[] = { "check", "fmt" };
        int (*const run[])(cli_values *, const cli_call *) = { run_check, run_format };
        prg_programme *programme = NULL;
        cli_values values;
        size_t action = 0;
        while (action < 2 && strcmp(call->operands[0], actions[action]) != 0)
                action++;
        if (action == 2)
                return cli_unknown("action of prg values", call->operands[0], actions, 2);
        int code = cli_open_programme(&programme, call->operands[1]);
        if (code == 0) {
                code = cli_values_open(&values, programme, call);
                if (code == 0)
                        code = run[action](&values, call);
                cli_values_close(&values);
        }
        prg_programme_unref(programme);
        return code;
}
