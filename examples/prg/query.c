/* The query of a command, from its options, and its table; see commands.h. */
#include "commands.h"

#include <string.h>

/* ---- options ---- */

int cli_number(uint64_t *number, const cli_call *call, const char *option)
{
        const char *text = cli_value(call, option);
        if (text == NULL)
                return 0;
        size_t length = strspn(text, "0123456789");
        *number = 0;
        for (size_t i = 0; i < length; i++)
                *number = *number * 10 + (uint64_t)(text[i] - '0');
        if (length == 0 || length > 18 || text[length]) {
                cli_fail(CLI_USAGE, "--%s %s: expected a whole number from 0 on, of at most 18 digits", option, text);
                return -1;
        }
        return 1;
}

int cli_word(const cli_call *call, const char *option, const char *const *words,
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
        int origin = cli_word(call, "origin", origins, 3, -2);
        uint64_t number;
        int as_of = cli_number(&number, call, "as-of");
        if (origin == -1 || as_of < 0)
                return CLI_USAGE;
        if ((as_of && prg_query_set_as_of(query, number) < 0)
            || (origin >= 0 && prg_query_set_origin(query, (prg_origin)origin) < 0))
                return cli_fail_library();
        return quality ? set_quality(query, quality) : 0;
}

/* What is supposed, and a formula. */
static int set_what_if(prg_query *query, const cli_call *call)
{
        const char *text = cli_value(call, "set"), *formula = cli_value(call, "formula");
        if (text && prg_query_set_what_if(query, text) < 0)
                return fail_query("set");
        if (formula == NULL)
                return 0;
        char id[65];
        size_t begin = strspn(formula, " \t\n"), length = strcspn(formula + begin, " \t\n=");
        const char *rest = formula + begin + length;
        rest += strspn(rest, " \t\n");
        if (length == 0 || length >= sizeof id || *rest != '=')
                return cli_fail(CLI_USAGE, "--formula %s: expected ID = FORMULA", formula);
        memcpy(id, formula + begin, length);
        id[length] = '\0';
        return prg_query_set_formula(query, id, rest + 1) < 0 ? fail_query("formula") : 0;
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
                code = set_what_if(*query, call);
        if (code == 0)
                code = set_conditions(*query, call);
        if (code == 0 && prg_query_indicator_count(*query) == 0)
                code = cli_fail(CLI_USAGE, "which indicators? --indicators LIST");
        if (code == 0 && prg_query_period_count(*query) == 0)
                code = cli_fail(CLI_USAGE, "which periods? --periods LIST");
        return code;
}

/* ---- asking ---- */

/* Computes; what is odd about the values goes to stderr. */
static int compute(const prg_data *data, const prg_query *query, const cli_call *call, unsigned threads, cli_use *use,
        void *payload, int *findings)
{
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        prg_table *table = NULL;
        options.threads = threads;
        if (prg_report_new(&options.report, NULL) < 0)
                return cli_fail_library();
        int code = prg_compute(&table, data, query, &options) < 0 ? cli_fail_library() : 0;
        if (code == 0)
                *findings |= cli_tell(options.report) == CLI_FINDINGS;
        if (code == 0)
                code = use(table, data, payload, call);
        prg_table_free(table);
        prg_report_free(options.report);
        return code;
}

int cli_ask(const cli_call *call, unsigned threads, cli_use *use, void *payload)
{
        prg_programme *programme = NULL;
        prg_query *query = NULL;
        cli_values values;
        int findings = 0, code = cli_open_programme(&programme, call->operands[0]);
        if (code == 0)
                code = query_of(&query, programme, call);
        if (code == 0) {
                code = cli_values_open(&values, programme, call);
                if (code == 0)
                        code = cli_values_read(&values, call, 1, &findings);
                if (code == 0)
                        code = compute(values.data, query, call, threads, use, payload, &findings);
                cli_values_close(&values);
        }
        prg_query_free(query);
        prg_programme_unref(programme);
        return code == CLI_OK && findings ? CLI_FINDINGS : code;
}
