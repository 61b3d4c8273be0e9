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
        size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
        cli_tell(report);
        if (code < 0 && errors)
                exit_code = cli_fail(cli_exit_of(code), "%s is refused: %zu error%s", path, errors,
                        errors == 1 ? "" : "s");
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

/* The value of a field with a single one, as text; NULL when it has none. `small` may hold it. */
static const char *single_value(char small[64], const prg_item *record, const char *key)
{
        const prg_item *target = prg_item_get(record, key);
        const char *text = target ? prg_item_id(target) : prg_item_text(record, key);
        prg_decimal number;
        prg_buf buf = PRG_BUF_INIT;
        if (text)
                return text;
        if (prg_item_date(record, key) != PRG_DATE_NONE)
                return cli_date(small, prg_item_date(record, key));
        if (prg_item_flag(record, key, -1) >= 0)
                return prg_item_flag(record, key, 0) ? "true" : "false";
        if (prg_item_integer(record, key, -1) >= 0) {
                snprintf(small, 64, "%d", prg_item_integer(record, key, -1));
                return small;
        }
        if (prg_item_number(record, key, &number) != 0)
                return NULL;
        snprintf(small, 64, "%s", prg_decimal_format(&buf, number, PRG_NUMBER_PLAIN) == 0 ? buf.data : "");
        prg_buf_dispose(&buf);
        return small;
}

static int show_fields(cli_output *output, const prg_item *record);

/* One of several: its id, its text, or its own fields in brackets. */
static int show_entry(cli_output *output, const prg_item *record, const char *key, size_t index)
{
        const prg_item *entry = prg_item_at(record, key, index);
        const char *text = entry ? prg_item_id(entry) : prg_item_text_at(record, key, index);
        int code = cli_print(output, "%s%s%.800s", index ? ", " : " ", text ? "" : "(", text ? text : "");
        if (code < 0 || text)
                return code;
        code = show_fields(output, entry);
        return code < 0 ? code : cli_print(output, ")");
}

/* The given fields with semicolons between them. No class lies within itself in this way, so that it ends. */
static int show_fields(cli_output *output, const prg_item *record)
{
        prg_field field;
        char small[64];
        const char *before = "";
        int code = 0;
        for (size_t i = 0; code == 0 && prg_class_field(&field, prg_item_class(record), i) == 0; i++) {
                const char *value = single_value(small, record, field.key);
                size_t count = value ? 0 : prg_item_size(record, field.key);
                if (value)
                        code = cli_print(output, "%s%s %.800s", before, field.key, value);
                else if (count)
                        code = cli_print(output, "%s%s", before, field.key);
                for (size_t j = 0; code == 0 && j < count; j++)
                        code = show_entry(output, record, field.key, j);
                if (value || count)
                        before = "; ";
        }
        return code;
}

int cli_show_record(cli_output *output, const char *label, const prg_item *record)
{
        int code = cli_print(output, "  %-16s ", label);
        if (code == 0)
                code = show_fields(output, record);
        return code < 0 ? code : cli_print(output, "\n");
}

int cli_is_vietnamese(const cli_call *call)
{
        const char *language = cli_value(call, "lang");
        return language && strcmp(language, "vi") == 0 && grid_form_of(call) == GRID_TEXT;
}

int cli_put_leads(struct grid *grid, const prg_item *component, prg_date day, const char *implied)
{
        char cell[512] = "";
        prg_lead lead;
        prg_item_list *leads;
        if (prg_component_lead(&lead, &leads, component, day) < 0)
                return cli_fail_library();
        for (size_t i = 0; i < prg_item_list_size(leads); i++)
                snprintf(cell + strlen(cell), sizeof cell - strlen(cell), "%s%s", i ? ", " : "",
                        prg_item_id(prg_item_list_at(leads, i)));
        if (implied && lead == PRG_LEAD_IMPLIED)
                snprintf(cell + strlen(cell), sizeof cell - strlen(cell), " (%s)", implied);
        prg_item_list_free(leads);
        return grid_put(grid, cell);
}
