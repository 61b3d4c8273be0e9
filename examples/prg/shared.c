/* What the commands that read a programme share; see commands.h. */
#include "commands.h"

#include <stdio.h>
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

int cli_open_programme(prg_programme **programme, const char *path)
{
        prg_report *report = NULL;
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        if (prg_report_new(&report, NULL) < 0)
                return cli_fail_library();
        options.report = report;
        int code = prg_programme_open_json(programme, path, &options);
        int exit_code = CLI_OK;
        cli_tell(report);
        if (code < 0 && prg_report_total(report, PRG_SEVERITY_ERROR))
                exit_code = cli_fail(cli_exit_of(code), "%s is refused: %zu errors", path,
                        prg_report_total(report, PRG_SEVERITY_ERROR));
        else if (code < 0)
                exit_code = cli_fail_library();
        prg_report_free(report);
        return exit_code;
}

int cli_day(prg_date *day, const cli_call *call)
{
        const char *text = cli_value(call, "on");
        *day = PRG_DATE_NONE;
        if (text && prg_date_parse(day, text, strlen(text)) < 0)
                return cli_fail(CLI_USAGE, "--on %s: %s", text, prg_error_last()->message);
        return 0;
}

int cli_write_grid(const struct grid *grid, const cli_call *call)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        code = grid_write(grid, &output, grid_form_of(call)) < 0 ? CLI_IO : CLI_OK;
        return cli_output_close(&output, code);
}

const char *cli_date(char text[16], prg_date date)
{
        prg_buf buf = PRG_BUF_INIT;
        snprintf(text, 16, "%s", prg_date_format(&buf, date) == 0 ? buf.data : "");
        prg_buf_dispose(&buf);
        return text;
}

int cli_show_number(cli_output *output, const char *label, prg_decimal number)
{
        prg_buf text = PRG_BUF_INIT;
        int code = prg_decimal_format(&text, number, PRG_NUMBER_PLAIN);
        if (code == 0)
                code = cli_print(output, "  %-16s %s\n", label, text.data);
        prg_buf_dispose(&text);
        return code;
}

int cli_show_record(cli_output *output, const char *label, const prg_item *record)
{
        prg_field field;
        char date[16];
        int code = cli_print(output, "  %-16s", label);
        for (size_t i = 0; code == 0 && prg_class_field(&field, prg_item_class(record), i) == 0; i++) {
                const char *text = prg_item_text(record, field.key);
                const prg_item *target = prg_item_get(record, field.key);
                if (target && prg_item_id(target))
                        code = cli_print(output, " %s %s;", field.key, prg_item_id(target));
                else if (text)
                        code = cli_print(output, " %s %.800s;", field.key, text);
                else if (prg_item_date(record, field.key) != PRG_DATE_NONE)
                        code = cli_print(output, " %s %s;", field.key, cli_date(date, prg_item_date(record, field.key)));
                else if (prg_item_flag(record, field.key, -1) >= 0)
                        code = cli_print(output, " %s %s;", field.key, prg_item_flag(record, field.key, 0) ? "true" : "false");
                else if (prg_item_integer(record, field.key, -1) >= 0)
                        code = cli_print(output, " %s %d;", field.key, prg_item_integer(record, field.key, -1));
        }
        return code < 0 ? code : cli_print(output, "\n");
}

int cli_put_leads(struct grid *grid, const prg_item *component, prg_date day, int explained)
{
        char cell[512] = "";
        prg_lead lead;
        prg_item_list *leads;
        if (prg_component_lead(&lead, &leads, component, day) < 0)
                return cli_fail_library();
        for (size_t i = 0; i < prg_item_list_size(leads); i++)
                snprintf(cell + strlen(cell), sizeof cell - strlen(cell), "%s%s", i ? ", " : "",
                        prg_item_id(prg_item_list_at(leads, i)));
        if (explained && lead == PRG_LEAD_IMPLIED)
                snprintf(cell + strlen(cell), sizeof cell - strlen(cell), " (implied)");
        prg_item_list_free(leads);
        return grid_put(grid, cell);
}
