/* Value files on the command line: reading them into a data set, and prg values. */
#include "values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int write_stderr(void *payload, const char *data, size_t length)
{
        (void)payload;
        return fwrite(data, 1, length, stderr) == length ? 0 : PRG_EIO;
}

int cli_tell(const prg_report *report)
{
        prg_sink sink = { write_stderr, NULL };
        if (prg_report_total(report, PRG_SEVERITY_NOTE) == 0)
                return CLI_OK;
        prg_report_write_text(report, &sink);
        return CLI_FINDINGS;
}

/* The whole file, ended by a NUL; NULL after a message. */
static char *read_whole(const char *path, size_t *length)
{
        FILE *file = fopen(path, "rb");
        prg_buf buf = PRG_BUF_INIT;
        char piece[4096];
        size_t got;
        int failed = file == NULL;
        while (!failed && (got = fread(piece, 1, sizeof piece, file)) > 0)
                failed = prg_buf_append(&buf, piece, got) < 0;
        failed = failed || ferror(file);
        if (file)
                fclose(file);
        if (failed) {
                cli_fail(CLI_IO, "%s cannot be read", path);
                prg_buf_dispose(&buf);
                return NULL;
        }
        char *text = malloc(buf.length + 1);
        if (text && buf.length)
                memcpy(text, buf.data, buf.length);
        if (text)
                text[buf.length] = '\0';
        *length = buf.length;
        prg_buf_dispose(&buf);
        return text;
}

/* The options that say how files are read; the mapping, if there is one, is freed by the caller. */
static int reading_options(prg_values_options *options, const cli_call *call, char **mapping)
{
        const char *quality = cli_value(call, "quality-of-file"), *path = cli_value(call, "mapping");
        *mapping = NULL;
        options->form = cli_value(call, "decimal-comma") ? PRG_NUMBER_VIETNAMESE : PRG_NUMBER_PLAIN;
        options->good_rows = cli_value(call, "good-rows") != NULL;
        if (quality && prg_quality_from_name(&options->quality, quality) < 0)
                return cli_fail(CLI_USAGE, "--quality-of-file %s: %s", quality, prg_error_last()->message);
        if (path == NULL)
                return 0;
        *mapping = read_whole(path, &options->mapping_length);
        options->mapping = *mapping;
        return *mapping ? 0 : CLI_IO;
}

int cli_read_values(prg_data *data, const cli_call *call, cli_values_counts *counts)
{
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        char *mapping;
        int exit_code = reading_options(&options, call, &mapping);
        memset(counts, 0, sizeof *counts);
        for (int i = 1; exit_code == 0 && i < call->operand_count; i++) {
                prg_report *report = NULL;
                if (prg_report_new(&report, NULL) < 0) {
                        exit_code = cli_fail_library();
                        break;
                }
                options.report = report;
                options.summary = &counts->summary;
                int code = prg_data_read_csv(data, call->operands[i], &options);
                counts->findings |= cli_tell(report);
                counts->accepted += counts->summary.accepted;
                counts->refused += counts->summary.refused;
                counts->same += counts->summary.same;
                counts->totals += counts->summary.totals;
                size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
                if (code < 0 && errors && !options.good_rows)
                        exit_code = cli_fail(cli_exit_of(code), "%s is refused: %zu errors; nothing of it is kept",
                                call->operands[i], errors);
                else if (code < 0 && errors == 0)
                        exit_code = cli_fail_library();
                prg_report_free(report);
        }
        free(mapping);
        return exit_code;
}

/* ---- prg values ---- */

static int write_values(const prg_data *data, const cli_call *call, const cli_values_counts *counts)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        if (cli_value(call, "csv"))
                code = prg_data_write_csv(data, &output.sink) < 0 ? cli_fail_library() : CLI_OK;
        else
                code = cli_print(&output, "%zu values accepted, %zu refused, %zu given twice, %zu totals compared\n",
                               counts->accepted, counts->refused, counts->same, counts->totals) < 0
                        ? CLI_IO : CLI_OK;
        return cli_output_close(&output, code);
}

int run_values(const cli_call *call)
{
        prg_programme *programme = NULL;
        prg_data *data = NULL;
        cli_values_counts counts;
        int code = cli_open_programme(&programme, call->operands[0]);
        if (code == 0 && prg_data_new(&data, programme, NULL) < 0)
                code = cli_fail_library();
        if (code == 0)
                code = cli_read_values(data, call, &counts);
        if (code == 0)
                code = write_values(data, call, &counts);
        if (code == 0 && counts.findings)
                code = CLI_FINDINGS;
        prg_data_free(data);
        prg_programme_unref(programme);
        return code;
}
