/* prg compute: a query over a programme and its values, as a table. */
#include "commands.h"

#include <string.h>

/* What the call asks for beside the query. */
struct wish {
        prg_table_options options;
        int (*write)(const prg_table *, const prg_sink *, const prg_table_options *);
        const char *sort; /* name of a measure; NULL for none */
        int descending;
        int cut;          /* 1: only `top` areas are kept */
        uint64_t top;
        uint64_t threads;
};

/* ---- options ---- */

static int axes_down(unsigned *down, const cli_call *call)
{
        const char *names[PRG_AXES], *text = cli_value(call, "down");
        for (int i = 0; i < PRG_AXES; i++)
                names[i] = prg_axis_name((prg_axis)i);
        for (size_t length; text; text = text[length] ? text + length + 1 : NULL) {
                char name[32];
                prg_axis axis;
                length = strcspn(text, ",");
                if (length >= sizeof name)
                        return cli_fail(CLI_USAGE, "--down: '%s' is no list of axes", text);
                memcpy(name, text, length);
                name[length] = '\0';
                if (prg_axis_from_name(&axis, name) < 0)
                        return cli_unknown("axis", name, names, PRG_AXES);
                *down |= 1u << axis;
        }
        return 0;
}

static int form_of(struct wish *wish, const cli_call *call)
{
        static const char *const formats[] = { "text", "csv", "json" };
        static const char *const numbers[] = { "plain", "vietnamese" };
        int format = cli_word(call, "format", formats, 3, (int)grid_form_of(call));
        int number = cli_word(call, "numbers", numbers, 2, 0);
        if (format < 0 || number < 0)
                return CLI_USAGE;
        wish->write = format == GRID_CSV ? prg_table_write_csv
                : format == GRID_JSON    ? prg_table_write_json
                                         : prg_table_write_text;
        if (number) {
                wish->options.form = PRG_NUMBER_VIETNAMESE;
                wish->options.separator = ';'; /* as spreadsheets that write 1,5 */
        }
        return 0;
}

static int wish_of(struct wish *wish, const cli_call *call)
{
        const prg_table_options defaults = PRG_TABLE_OPTIONS_INIT;
        memset(wish, 0, sizeof *wish);
        wish->options = defaults;
        wish->options.language = cli_value(call, "lang");
        wish->options.ids = cli_value(call, "ids") != NULL;
        wish->options.details = cli_value(call, "no-details") == NULL;
        wish->sort = cli_value(call, "sort");
        wish->descending = wish->sort == NULL || (*wish->sort != '+' && strcmp(wish->sort, "rank") != 0); /* 1 is best */
        if (wish->sort && *wish->sort == '+')
                wish->sort++;
        wish->cut = cli_number(&wish->top, call, "top");
        int threads = cli_number(&wish->threads, call, "threads");
        int code = wish->cut < 0 || threads < 0 ? CLI_USAGE : axes_down(&wish->options.down, call);
        return code ? code : form_of(wish, call);
}

/* ---- the table ---- */

/* Sorts the areas by a measure of the first indicator and breakdown in the last period, and keeps
 * the first few. */
static int order_table(prg_table *table, const struct wish *wish)
{
        if (wish->sort) {
                size_t place[PRG_AXES] = { 0 }, *at = &place[PRG_AXIS_MEASURES];
                const char *name;
                while ((name = prg_table_id(table, PRG_AXIS_MEASURES, *at)) != NULL
                       && strcmp(name, wish->sort) != 0)
                        (*at)++;
                if (name == NULL)
                        return cli_fail(CLI_USAGE, "--sort %s: expected a measure of the query, such as %s",
                                wish->sort, prg_table_id(table, PRG_AXIS_MEASURES, 0));
                place[PRG_AXIS_PERIODS] = prg_table_size(table, PRG_AXIS_PERIODS) - 1;
                if (prg_table_sort(table, PRG_AXIS_AREAS, place, wish->descending) < 0)
                        return cli_fail_library();
        }
        if (wish->cut && wish->top < prg_table_size(table, PRG_AXIS_AREAS)
            && prg_table_keep(table, PRG_AXIS_AREAS, (size_t)wish->top) < 0)
                return cli_fail_library();
        return 0;
}

static int write_table(const prg_table *table, const struct wish *wish, const cli_call *call)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        code = wish->write(table, &output.sink, &wish->options) < 0 ? cli_fail_library() : CLI_OK;
        return cli_output_close(&output, code);
}

static int show(prg_table *table, const prg_data *data, void *payload, const cli_call *call)
{
        const struct wish *wish = payload;
        (void)data;
        int code = order_table(table, wish);
        return code ? code : write_table(table, wish, call);
}

int run_compute(const cli_call *call)
{
        struct wish wish;
        int code = wish_of(&wish, call);
        return code ? code : cli_ask(call, wish.threads > 64 ? 64 : (unsigned)wish.threads, show, &wish);
}
