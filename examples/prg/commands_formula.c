/* prg formula: formulas checked, what needs what, and the functions of the language. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

/* ---- check ---- */

/* Shows the line of the text that a finding points to, and points. */
static void point(const char *text, size_t line, size_t column)
{
        for (; line > 1 && strchr(text, '\n'); line--)
                text = strchr(text, '\n') + 1;
        size_t length = strcspn(text, "\n");
        if (length > 200)
                return;
        fprintf(stderr, "    %.*s\n    ", (int)length, text);
        for (size_t i = 1; i < column; i++)
                fputc(' ', stderr);
        fputs("^\n", stderr);
}

/* The last error of a formula, which has the place "line:column". */
static int fail_formula(const char *text)
{
        size_t line = 1, column = 1;
        const prg_error *error = prg_error_last();
        if (error->code == PRG_ENOMEM)
                return cli_fail_library();
        int has_place = sscanf(error->place, "%zu:%zu", &line, &column) == 2;
        int code = cli_fail(CLI_INVALID, "%s%s%s", error->place, *error->place ? ": " : "", error->message);
        if (has_place)
                point(text, line, column);
        return code;
}

static int tell_findings(const prg_report *report, const char *text)
{
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *it = prg_report_at(report, i);
                cli_fail(CLI_INVALID, "%zu:%zu: %s", it->line, it->column, it->message);
                point(text, it->line, it->column);
        }
        return CLI_INVALID;
}

/* One row: whose formula it is, unless it is nobody's, its text, what comes out. */
static int put_formula(struct grid *grid, const char *whose, const prg_formula *formula)
{
        prg_buf text = PRG_BUF_INIT, unit = PRG_BUF_INIT;
        int code = prg_formula_format(&text, formula) < 0 || prg_formula_unit(&unit, formula) < 0 ? cli_fail_library() : 0;
        const char *cells[] = { whose, text.data, prg_formula_type_name(prg_formula_result_type(formula)),
                prg_exactness_name(prg_formula_exactness(formula)), unit.length ? unit.data : NULL };
        for (size_t i = whose == NULL; i < sizeof cells / sizeof *cells && code == 0; i++)
                code = grid_put(grid, cells[i]);
        prg_buf_dispose(&text);
        prg_buf_dispose(&unit);
        return code;
}

/* A formula by itself, or of an indicator, in a programme or in none. */
static int check_text(struct grid *grid, prg_programme *programme, const prg_item *indicator, const char *text)
{
        prg_formula *formula = NULL;
        prg_report *report = NULL;
        int code = prg_report_new(&report, NULL) < 0 ? cli_fail_library() : 0;
        if (code == 0 && prg_formula_parse(&formula, text, strlen(text), NULL) < 0)
                code = fail_formula(text);
        if (code == 0 && programme && prg_formula_check(formula, programme, indicator, report) < 0)
                code = prg_report_count(report) ? tell_findings(report, text) : cli_fail_library();
        if (code == 0)
                code = put_formula(grid, prg_item_id(indicator), formula);
        prg_formula_free(formula);
        prg_report_free(report);
        return code;
}

static int check_all(struct grid *grid, prg_programme *programme)
{
        const prg_item *root = prg_programme_root(programme);
        const prg_item *indicator;
        int code = 0;
        for (size_t i = 0; code == 0 && (indicator = prg_item_at(root, "indicators", i)) != NULL; i++) {
                const char *text = prg_item_text(indicator, "formula");
                if (text)
                        code = check_text(grid, programme, indicator, text);
        }
        return code;
}

static int run_check(const cli_call *call)
{
        static const char *const columns[] = { "indicator", "formula", "type", "exactness", "unit", NULL };
        const char *text = cli_value(call, "text"), *document = call->operand_count > 1 ? call->operands[1] : NULL;
        const char *id = cli_value(call, "indicator");
        prg_programme *programme = NULL;
        prg_item *indicator = NULL;
        if (text == NULL && document == NULL)
                return cli_fail(CLI_USAGE, "what is to be checked? a DOCUMENT, or --text FORMULA");
        if (id && (text == NULL || document == NULL))
                return cli_fail(CLI_USAGE, "--indicator goes with a DOCUMENT and --text");
        int code = document ? cli_open_programme(&programme, document) : 0;
        struct grid *grid = code == 0 ? grid_new(columns + (text && id == NULL)) : NULL; /* of no indicator */
        if (code == 0 && grid == NULL)
                code = CLI_INTERNAL;
        if (code == 0 && id && prg_programme_find(&indicator, programme, "indicator", id) < 0)
                code = cli_fail_library();
        if (code == 0)
                code = text ? check_text(grid, programme, indicator, text) : check_all(grid, programme);
        if (code == 0)
                code = cli_write_grid(grid, call);
        grid_free(grid);
        prg_programme_unref(programme);
        return code;
}

/* ---- deps ---- */

/* What takes each edge. */
typedef int edge_taker(void *payload, const char *indicator, const char *needs, const char *by);

static int edges_of(const prg_item *indicator, edge_taker *take, void *payload)
{
        static const char *const keys[] = { "numerator", "denominator", "weight" };
        const char *text = prg_item_text(indicator, "formula"), *id = prg_item_id(indicator);
        prg_formula *formula = NULL;
        int code = 0;
        for (size_t i = 0; i < sizeof keys / sizeof *keys && code == 0; i++)
                if (prg_item_get(indicator, keys[i]))
                        code = take(payload, id, prg_item_id(prg_item_get(indicator, keys[i])), keys[i]);
        if (code || text == NULL)
                return code;
        if (prg_formula_parse(&formula, text, strlen(text), NULL) < 0)
                return cli_fail_library();
        for (size_t i = 0; i < prg_formula_reference_count(formula) && code == 0; i++)
                code = take(payload, id, prg_formula_reference(formula, i), "formula");
        prg_formula_free(formula);
        return code;
}

static int put_edge(void *payload, const char *indicator, const char *needs, const char *by)
{
        const char *cells[] = { indicator, needs, by };
        int code = 0;
        for (size_t i = 0; i < 3 && code == 0; i++)
                code = grid_put(payload, cells[i]);
        return code;
}

static int print_edge(void *payload, const char *indicator, const char *needs, const char *by)
{
        const char *style = strcmp(by, "formula") == 0 ? "" : strcmp(by, "weight") == 0 ? " [style=dotted]" : " [style=dashed]";
        return cli_print(payload, "        \"%s\" -> \"%s\"%s;\n", indicator, needs, style) < 0 ? CLI_IO : 0;
}

static int all_edges(prg_programme *programme, edge_taker *take, void *payload)
{
        const prg_item *root = prg_programme_root(programme);
        const prg_item *indicator;
        int code = 0;
        for (size_t i = 0; code == 0 && (indicator = prg_item_at(root, "indicators", i)) != NULL; i++)
                code = edges_of(indicator, take, payload);
        return code;
}

static int write_dot(prg_programme *programme, const cli_call *call)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        if (cli_print(&output, "digraph formulas {\n        rankdir=LR;\n        node [shape=box];\n") < 0)
                code = CLI_IO;
        if (code == 0)
                code = all_edges(programme, print_edge, &output);
        if (code == 0 && cli_print(&output, "}\n") < 0)
                code = CLI_IO;
        return cli_output_close(&output, code);
}

static int run_deps(const cli_call *call)
{
        static const char *const columns[] = { "indicator", "needs", "by", NULL };
        prg_programme *programme = NULL;
        if (call->operand_count < 2)
                return cli_fail(CLI_USAGE, "of which DOCUMENT?");
        int code = cli_open_programme(&programme, call->operands[1]);
        if (code == 0 && cli_value(call, "dot")) {
                code = write_dot(programme, call);
        } else if (code == 0) {
                struct grid *grid = grid_new(columns);
                code = grid ? all_edges(programme, put_edge, grid) : CLI_INTERNAL;
                if (code == 0)
                        code = cli_write_grid(grid, call);
                grid_free(grid);
        }
        prg_programme_unref(programme);
        return code;
}

/* ---- functions ---- */

/* People get what fits on a screen, scripts get everything. */
static int run_functions(const cli_call *call)
{
        static const char *const few[] = { "function", "meaning", NULL };
        static const char *const all[] = { "function", "meaning", "term", "result", "unit", "states", "scope", "example", NULL };
        size_t columns = grid_form_of(call) == GRID_TEXT ? 2 : 8;
        struct grid *grid = grid_new(columns == 2 ? few : all);
        int code = grid ? 0 : CLI_INTERNAL;
        for (size_t i = 0; i < prg_formula_function_count() && code == 0; i++) {
                const prg_formula_function *it = prg_formula_function_at(i);
                char name[96];
                snprintf(name, sizeof name, "%s(%s)", it->name, it->arguments);
                const char *cells[] = { name, it->meaning, it->term, it->result, it->unit, it->states,
                        prg_formula_scope_name(it->scope), it->example };
                for (size_t j = 0; j < columns && code == 0; j++)
                        code = grid_put(grid, cells[j]);
        }
        if (code == 0)
                code = cli_write_grid(grid, call);
        grid_free(grid);
        return code;
}

int run_formula(const cli_call *call)
{
        static const char *const verbs[] = { "check", "deps", "functions" };
        const char *verb = call->operands[0];
        return strcmp(verb, "check") == 0     ? run_check(call)
                : strcmp(verb, "deps") == 0      ? run_deps(call)
                : strcmp(verb, "functions") == 0 ? run_functions(call)
                                                 : cli_unknown("verb", verb, verbs, 3);
}
