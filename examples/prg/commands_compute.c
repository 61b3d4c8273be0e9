/* prg compute: a query over a programme and its values, as a table. */
#include "values.h"

#include <stdlib.h>
#include <string.h>

/* ---- the query ---- */

/* A clause that an option gives, in the words of the query's grammar. */
static const struct {
        const char *option, *clause;
} clauses[] = {
        { "indicators", "indicators" }, { "areas", "areas" }, { "periods", "periods" }, { "breakdowns", "breakdowns" },
        { "measures", "measures" }, { "as-of", "as of" }, { "quality", "quality" }, { "source", "source" },
        { "origin", "origin" },
};

/* The text of the option --query with the clauses of the other options behind it. */
static int put_query(prg_buf *text, const cli_call *call)
{
        const char *whole = cli_value(call, "query");
        int code = whole ? prg_buf_append(text, whole, strlen(whole)) : 0;
        for (size_t i = 0; code == 0 && i < sizeof clauses / sizeof *clauses; i++) {
                const char *value = cli_value(call, clauses[i].option);
                if (value == NULL)
                        continue;
                if (text->length && (code = prg_buf_append(text, "; ", 2)) < 0)
                        break;
                if ((code = prg_buf_append(text, clauses[i].clause, strlen(clauses[i].clause))) == 0
                    && (code = prg_buf_append(text, " ", 1)) == 0)
                        code = prg_buf_append(text, value, strlen(value));
        }
        return code;
}

static int make_query(prg_query **query, prg_programme *programme, const cli_call *call)
{
        prg_buf text = PRG_BUF_INIT;
        int code = put_query(&text, call), exit_code = 0;
        if (code == 0)
                code = prg_query_parse(query, programme, text.length ? text.data : "", text.length);
        if (code < 0 && code != PRG_ENOMEM)
                exit_code = cli_fail(code == PRG_ENOTFOUND ? CLI_NOT_FOUND : CLI_USAGE, "%s: %s: %s",
                        text.length ? text.data : "the query", prg_error_last()->place, prg_error_last()->message);
        else if (code < 0)
                exit_code = cli_fail_library();
        prg_buf_dispose(&text);
        return exit_code;
}

/* ---- the table ---- */

/* Sorts the areas by a measure, in the first indicator and the last period, and keeps the first few. */
static int sort_table(prg_table *table, const cli_call *call)
{
        const char *by = cli_value(call, "sort"), *top = cli_value(call, "top");
        size_t place[PRG_AXES] = { 0 };
        if (by) {
                int descending = *by != '+';
                const char *name = *by == '+' || *by == '-' ? by + 1 : by;
                size_t count = prg_table_size(table, PRG_AXIS_MEASURES), found = 0;
                while (found < count && strcmp(prg_table_id(table, PRG_AXIS_MEASURES, found), name) != 0)
                        found++;
                if (found == count)
                        return cli_fail(CLI_USAGE, "--sort %s: it is none of the table's measures", by);
                place[PRG_AXIS_MEASURES] = found;
                place[PRG_AXIS_PERIODS] = prg_table_size(table, PRG_AXIS_PERIODS) - 1;
                if (prg_table_size(table, PRG_AXIS_AREAS) && prg_table_sort(table, PRG_AXIS_AREAS, place, descending) < 0)
                        return cli_fail_library();
        }
        if (top) {
                char *end;
                unsigned long count = strtoul(top, &end, 10);
                if (*top < '0' || *top > '9' || *end)
                        return cli_fail(CLI_USAGE, "--top %s: expected a number", top);
                if (prg_table_keep(table, PRG_AXIS_AREAS, count) < 0)
                        return cli_fail_library();
        }
        return 0;
}

/* The axes of the option --down, divided by commas. */
static int axes_down(unsigned *down, const char *text)
{
        static const char *const names[] = { "indicators", "breakdowns", "areas", "periods", "measures" };
        while (*text) {
                char name[32];
                size_t length = strcspn(text, ",");
                prg_axis axis;
                if (length >= sizeof name)
                        return cli_fail(CLI_USAGE, "--down: no axis has such a long name");
                memcpy(name, text, length);
                name[length] = '\0';
                if (prg_axis_from_name(&axis, name) < 0)
                        return cli_unknown("axis", name, names, PRG_AXES);
                *down |= 1u << axis;
                text += length + (text[length] == ',');
        }
        return 0;
}

static int write_table(const prg_table *table, const cli_call *call)
{
        static const char *const formats[] = { "text", "csv", "json" };
        const char *format = cli_value(call, "format"), *down = cli_value(call, "down"), *numbers = cli_value(call, "numbers");
        prg_table_options options = PRG_TABLE_OPTIONS_INIT;
        cli_output output;
        options.language = cli_value(call, "lang");
        options.ids = cli_value(call, "ids") != NULL;
        options.details = cli_value(call, "plain") == NULL;
        if (down && axes_down(&options.down, down))
                return CLI_USAGE;
        if (numbers && strcmp(numbers, "vietnamese") == 0)
                options.form = PRG_NUMBER_VIETNAMESE;
        else if (numbers && strcmp(numbers, "plain") != 0)
                return cli_fail(CLI_USAGE, "--numbers %s: expected plain or vietnamese", numbers);
        size_t which = 0;
        while (format && which < 3 && strcmp(format, formats[which]) != 0)
                which++;
        if (which == 3)
                return cli_unknown("format", format, formats, 3);
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        code = which == 0 ? prg_table_write_text(table, &output.sink, &options)
                : which == 1 ? prg_table_write_csv(table, &output.sink, &options)
                             : prg_table_write_json(table, &output.sink, &options);
        return cli_output_close(&output, code < 0 ? cli_fail_library() : CLI_OK);
}

/* ---- the command ---- */

static int compute(prg_data *data, const prg_query *query, const cli_call *call, int *findings)
{
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        prg_report *report = NULL;
        prg_table *table = NULL;
        if (prg_report_new(&report, NULL) < 0)
                return cli_fail_library();
        options.report = report;
        int code = prg_compute(&table, data, query, &options) < 0 ? cli_fail_library() : 0;
        if (code == 0 && (code = sort_table(table, call)) == 0)
                code = write_table(table, call);
        if (code == 0)
                *findings |= cli_tell(report);
        prg_table_free(table);
        prg_report_free(report);
        return code;
}

int run_compute(const cli_call *call)
{
        prg_programme *programme = NULL;
        prg_data *data = NULL;
        prg_query *query = NULL;
        cli_values_counts counts;
        int findings = 0, code = cli_open_programme(&programme, call->operands[0]);
        if (code == 0)
                code = make_query(&query, programme, call);
        if (code == 0 && prg_data_new(&data, programme, NULL) < 0)
                code = cli_fail_library();
        if (code == 0 && (code = cli_read_values(data, call, &counts)) == 0) {
                findings = counts.findings;
                code = compute(data, query, call, &findings);
        }
        prg_query_free(query);
        prg_data_free(data);
        prg_programme_unref(programme);
        return code == 0 && findings ? CLI_FINDINGS : code;
}
