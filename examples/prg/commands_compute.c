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

/* The number of an option. 1 when it was given, 0 when not, or -1 after a message. */
static int number_of(uint64_t *number, const cli_call *call, const char *option)
{
        const char *text = cli_value(call, option);
        if (text == NULL)
                return 0;
        size_t length = strspn(text, "0123456789");
        *number = 0;
        for (size_t i = 0; i < length; i++)
                *number = *number * 10 + (uint64_t)(text[i] - '0');
        if (length == 0 || length > 18 || text[length]) {
                cli_fail(CLI_USAGE, "--%s %s: expected a whole number", option, text);
                return -1;
        }
        return 1;
}

/* Which of the words an option has; `fallback` when it was not given, -1 after a message. */
static int word_of(const cli_call *call, const char *option, const char *const *words,
        size_t count, int fallback)
{
        const char *text = cli_value(call, option);
        if (text == NULL)
                return fallback;
        for (size_t i = 0; i < count; i++)
                if (strcmp(text, words[i]) == 0)
                        return (int)i;
        char what[48] = "value of --";
        strncat(what, option, sizeof what - strlen(what) - 1);
        cli_unknown(what, text, words, count);
        return -1;
}

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
        int format = word_of(call, "format", formats, 3, (int)grid_form_of(call));
        int number = word_of(call, "numbers", numbers, 2, 0);
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
        wish->descending = wish->sort == NULL || *wish->sort != '+';
        if (!wish->descending)
                wish->sort++;
        wish->cut = number_of(&wish->top, call, "top");
        int threads = number_of(&wish->threads, call, "threads");
        int code = wish->cut < 0 || threads < 0 ? CLI_USAGE : axes_down(&wish->options.down, call);
        return code ? code : form_of(wish, call);
}

/* ---- the query ---- */

/* An error of the query, in the words of the option it comes from. */
static int fail_query(const char *option)
{
        const prg_error *error = prg_error_last();
        if (error->code == PRG_ENOMEM)
                return cli_fail_library();
        return cli_fail(error->code == PRG_ENOTFOUND ? CLI_NOT_FOUND : CLI_USAGE, "--%s: %s%s%s",
                option, error->place, *error->place ? ": " : "", error->message);
}

static int set_axes(prg_query *query, const cli_call *call)
{
        static const struct {
                const char *option;
                int (*set)(prg_query *query, const char *text);
        } options[] = {
                { "indicators", prg_query_set_indicators }, { "areas", prg_query_set_areas },
                { "periods", prg_query_set_periods }, { "breakdowns", prg_query_set_breakdowns },
                { "measures", prg_query_set_measures }, { "source", prg_query_set_source },
        };
        for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
                const char *text = cli_value(call, options[i].option);
                if (text && options[i].set(query, text) < 0)
                        return fail_query(options[i].option);
        }
        return 0;
}

/* "best", "at_least QUALITY", "exactly QUALITY". */
static int set_quality(prg_query *query, const char *text)
{
        static const char *const modes[] = { "best", "at_least", "exactly" };
        size_t length = strcspn(text, " ");
        const char *name = text + length + strspn(text + length, " ");
        for (int mode = 0; mode < 3; mode++) {
                prg_quality quality = PRG_QUALITY_FINAL;
                if (strlen(modes[mode]) != length || strncmp(text, modes[mode], length) != 0
                    || (mode == PRG_QUALITY_MODE_BEST) != (*name == '\0'))
                        continue;
                if ((*name && prg_quality_from_name(&quality, name) < 0)
                    || prg_query_set_quality(query, (prg_quality_mode)mode, quality) < 0)
                        return cli_fail(CLI_USAGE, "--quality: %s", prg_error_last()->message);
                return 0;
        }
        return cli_fail(CLI_USAGE,
                "--quality %s: expected best, or at_least or exactly with a quality such as final",
                text);
}

static int set_conditions(prg_query *query, const cli_call *call)
{
        static const char *const origins[] = { "auto", "parts", "own" };
        const char *quality = cli_value(call, "quality");
        int origin = word_of(call, "origin", origins, 3, -2);
        uint64_t number;
        int as_of = number_of(&number, call, "as-of");
        if (origin == -1 || as_of < 0)
                return CLI_USAGE;
        if ((as_of && prg_query_set_as_of(query, number) < 0)
            || (origin >= 0 && prg_query_set_origin(query, (prg_origin)origin) < 0))
                return cli_fail_library();
        return quality ? set_quality(query, quality) : 0;
}

/* The query of --query, or an empty one; the other options set, or replace, one clause each. */
static int query_of(prg_query **query, prg_programme *programme, const cli_call *call)
{
        const char *text = cli_value(call, "query");
        int code = 0;
        if (text && prg_query_parse(query, programme, text, strlen(text)) < 0)
                code = fail_query("query");
        else if (text == NULL && prg_query_new(query, programme) < 0)
                code = cli_fail_library();
        if (code == 0)
                code = set_axes(*query, call);
        if (code == 0)
                code = set_conditions(*query, call);
        if (code == 0 && prg_query_indicator_count(*query) == 0)
                code = cli_fail(CLI_USAGE, "which indicators? --indicators LIST");
        if (code == 0 && prg_query_period_count(*query) == 0)
                code = cli_fail(CLI_USAGE, "which periods? --periods LIST");
        return code;
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
                        return cli_fail(CLI_USAGE, "--sort %s: the query has no such measure",
                                wish->sort);
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

/* Computes and writes; what is odd about the values goes to stderr. */
static int answer(const prg_data *data, const prg_query *query, const struct wish *wish,
        const cli_call *call, int *findings)
{
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        prg_table *table = NULL;
        options.threads = wish->threads > 64 ? 64 : (unsigned)wish->threads;
        if (prg_report_new(&options.report, NULL) < 0)
                return cli_fail_library();
        int code = prg_compute(&table, data, query, &options) < 0 ? cli_fail_library() : 0;
        if (code == 0)
                code = order_table(table, wish);
        if (code == 0)
                *findings |= cli_tell(options.report) == CLI_FINDINGS;
        if (code == 0)
                code = write_table(table, wish, call);
        prg_table_free(table);
        prg_report_free(options.report);
        return code;
}

/* ---- the command ---- */

int run_compute(const cli_call *call)
{
        prg_programme *programme = NULL;
        prg_query *query = NULL;
        struct wish wish;
        cli_values values;
        int findings = 0, code = wish_of(&wish, call);
        if (code == 0)
                code = cli_open_programme(&programme, call->operands[0]);
        if (code == 0)
                code = query_of(&query, programme, call);
        if (code == 0) {
                code = cli_values_open(&values, programme, call);
                if (code == 0)
                        code = cli_values_read(&values, call, 1, &findings);
                if (code == 0)
                        code = answer(values.data, query, &wish, call, &findings);
                cli_values_close(&values);
        }
        prg_query_free(query);
        prg_programme_unref(programme);
        return code == CLI_OK && findings ? CLI_FINDINGS : code;
}
