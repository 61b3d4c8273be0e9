/* prg explain: where the number of one cell comes from. */
#include "commands.h"

#include <string.h>

struct wish {
        prg_explain_options how;
        prg_explanation_options options;
        int (*write)(const prg_explanation *, const prg_sink *, const prg_explanation_options *);
};

static int wish_of(struct wish *wish, const cli_call *call)
{
        static const char *const formats[] = { "text", "json" };
        static const char *const numbers[] = { "plain", "vietnamese" };
        const prg_explain_options how = PRG_EXPLAIN_OPTIONS_INIT;
        const prg_explanation_options options = PRG_EXPLANATION_OPTIONS_INIT;
        uint64_t depth, most;
        *wish = (struct wish){ how, options, NULL };
        wish->options.language = cli_value(call, "lang");
        int format = cli_word(call, "format", formats, 2, cli_value(call, "json") != NULL);
        int number = cli_word(call, "numbers", numbers, 2, 0);
        int has_depth = cli_number(&depth, call, "depth"), has_most = cli_number(&most, call, "most");
        if (format < 0 || number < 0 || has_depth < 0 || has_most < 0)
                return CLI_USAGE;
        if (has_depth)
                wish->how.depth = depth > 1000 ? 1000 : (unsigned)depth;
        if (has_most)
                wish->how.most = (size_t)most;
        wish->write = format ? prg_explanation_write_json : prg_explanation_write_text;
        if (number)
                wish->options.form = PRG_NUMBER_VIETNAMESE;
        return 0;
}

/* One cell, or it is said which axis has several. */
static int check_size(const prg_table *table)
{
        for (int axis = 0; axis < PRG_AXES; axis++) {
                size_t size = prg_table_size(table, (prg_axis)axis);
                if (size != 1)
                        return cli_fail(CLI_USAGE, "the query has %zu %s; one cell can be explained, such as that of %s", size,
                                prg_axis_name((prg_axis)axis), prg_table_id(table, (prg_axis)axis, size > 1));
        }
        return 0;
}

static int write_explanation(const prg_explanation *explanation, const struct wish *wish, const cli_call *call)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        code = wish->write(explanation, &output.sink, &wish->options) < 0 ? cli_fail_library() : CLI_OK;
        return cli_output_close(&output, code);
}

static int explain(prg_table *table, const prg_data *data, void *payload, const cli_call *call)
{
        const size_t place[PRG_AXES] = { 0 };
        const struct wish *wish = payload;
        prg_explanation *explanation = NULL;
        int code = check_size(table);
        if (code == 0 && prg_explain_table(&explanation, data, table, place, &wish->how) < 0)
                code = cli_fail_library();
        if (code == 0)
                code = write_explanation(explanation, wish, call);
        prg_explanation_free(explanation);
        return code;
}

int run_explain(const cli_call *call)
{
        struct wish wish;
        int code = wish_of(&wish, call);
        return code ? code : cli_ask(call, 1, explain, &wish);
}
