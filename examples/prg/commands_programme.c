/* Commands about the document: validate, fmt, show, tree. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

/* ---- validate ---- */

int run_validate(const cli_call *call)
{
        prg_report *report = NULL;
        prg_programme *programme = NULL;
        cli_output output;
        if (prg_report_new(&report, NULL) < 0)
                return cli_fail_library();
        int code = cli_output_open(&output, call);
        if (code) {
                prg_report_free(report);
                return code;
        }
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.report = report;
        int result = prg_programme_open_json(&programme, call->operands[0], &options);
        /* A document that could not be read has no findings to write. */
        if (result == 0 || prg_report_total(report, PRG_SEVERITY_NOTE) > 0)
                result = cli_value(call, "json") ? prg_report_write_json(report, &output.sink)
                                                 : prg_report_write_text(report, &output.sink);
        code = result < 0 ? cli_fail_library() : CLI_OK;
        size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
        if (code == CLI_OK && errors)
                code = CLI_INVALID;
        else if (code == CLI_OK && prg_report_total(report, PRG_SEVERITY_NOTE))
                code = CLI_FINDINGS;
        if (code == CLI_OK && !cli_value(call, "json"))
                cli_print(&output, "%s: %s, %zu components, %zu agencies, %zu indicators, %zu areas, no findings\n",
                        call->operands[0], prg_item_id(prg_programme_root(programme)),
                        prg_programme_count(programme, "component"), prg_programme_count(programme, "agency"),
                        prg_programme_count(programme, "indicator"), prg_programme_count(programme, "area"));
        else if (errors)
                fprintf(stderr, "prg: %zu error%s in %s\n", errors, errors == 1 ? "" : "s", call->operands[0]);
        /* The findings are the result, also of a document that is refused. */
        int closed = cli_output_close(&output, code == CLI_INVALID ? CLI_OK : code);
        prg_programme_unref(programme);
        prg_report_free(report);
        return closed ? closed : code;
}

/* ---- fmt ---- */

int run_fmt(const cli_call *call)
{
        prg_programme *programme;
        int code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        if (cli_value(call, "write")) {
                if (prg_programme_save_json(programme, call->operands[0]) < 0)
                        code = cli_fail_library();
        } else if (cli_value(call, "output") && strcmp(cli_value(call, "output"), "-") != 0) {
                if (prg_programme_save_json(programme, cli_value(call, "output")) < 0)
                        code = cli_fail_library();
        } else {
                cli_output output;
                code = cli_output_open(&output, call);
                if (code == 0)
                        code = prg_programme_write_json(programme, &output.sink) < 0 ? cli_fail_library() : CLI_OK;
                code = cli_output_close(&output, code);
        }
        prg_programme_unref(programme);
        return code;
}

/* ---- show ---- */

/* The item that a word means, of any class or of that of --class. */
static int find_anything(prg_item **item, const prg_programme *programme, const char *class_name, const char *text)
{
        if (class_name)
                return prg_programme_find(item, programme, class_name, text);
        const char *name;
        for (size_t i = 0; (name = prg_class_at(i)) != NULL; i++)
                if ((*item = prg_programme_get(programme, name, text)) != NULL)
                        return 0;
        int code = PRG_ENOTFOUND, ambiguous = 0;
        for (size_t i = 0; (name = prg_class_at(i)) != NULL; i++) {
                prg_item *found;
                if (prg_programme_count(programme, name) == 0)
                        continue;
                int result = prg_programme_find(&found, programme, name, text);
                ambiguous |= result == PRG_ECONFLICT;
                if (result == 0) {
                        *item = found;
                        return 0;
                }
        }
        if (ambiguous)
                code = PRG_ECONFLICT;
        return code;
}

/* Says that nothing is meant by a word, of no class in particular. */
static int fail_to_find(const cli_call *call, int code)
{
        if (code != PRG_ENOTFOUND || cli_value(call, "class"))
                return cli_fail_library();
        return cli_fail(CLI_NOT_FOUND,
                "nothing has the id or the name '%s'; 'prg search' looks for a part of a name", call->operands[1]);
}

/* Everything of a class, with ids and names. */
static int list_class(prg_programme *programme, const cli_call *call)
{
        static const char *const columns[] = { "class", "id", "name", NULL };
        prg_walk *walk = NULL;
        prg_item *item;
        struct grid *grid = grid_new(columns);
        int code = grid == NULL ? CLI_INTERNAL
                : prg_walk_new(&walk, prg_programme_root(programme), cli_value(call, "class")) < 0
                ? cli_fail_library() : CLI_OK;
        while (code == 0 && prg_walk_next(walk, &item) == 0) {
                code = grid_put(grid, prg_item_class(item));
                if (code == 0)
                        code = grid_put(grid, prg_item_id(item));
                if (code == 0)
                        code = grid_put(grid, prg_item_name(item, NULL));
        }
        if (code == 0)
                code = cli_write_grid(grid, call);
        prg_walk_free(walk);
        grid_free(grid);
        return code;
}

static int show_list(cli_output *output, const prg_item *item, const prg_field *field)
{
        size_t count = prg_item_size(item, field->key);
        int code = 0;
        for (size_t i = 0; code == 0 && i < count; i++) {
                const prg_item *entry = prg_item_at(item, field->key, i);
                const char *text = prg_item_text_at(item, field->key, i);
                const char *language = prg_item_language_at(item, field->key, i);
                char label[64];
                snprintf(label, sizeof label, "%s%s%s", i == 0 || language ? field->key : "", language ? "." : "",
                        language ? language : "");
                if (entry && prg_item_id(entry))
                        code = cli_print(output, "  %-16s %s  %.900s\n", label, prg_item_id(entry), prg_item_name(entry, NULL));
                else if (entry)
                        code = cli_show_record(output, label, entry);
                else
                        code = cli_print(output, "  %-16s %.1500s\n", label, text);
        }
        return code;
}

static int show_item(cli_output *output, const prg_item *item)
{
        prg_field field;
        char date[16];
        int code = cli_print(output, "%s %s\n", prg_item_class(item), prg_item_id(item) ? prg_item_id(item) : "");
        for (size_t i = 0; code == 0 && prg_class_field(&field, prg_item_class(item), i) == 0; i++) {
                prg_decimal number;
                const char *text = strcmp(field.type, "names") == 0 ? NULL : prg_item_text(item, field.key);
                const prg_item *target = prg_item_get(item, field.key);
                if (text)
                        code = cli_print(output, "  %-16s %.1500s\n", field.key, text);
                else if (target && prg_item_id(target))
                        code = cli_print(output, "  %-16s %s  %.900s\n", field.key, prg_item_id(target), prg_item_name(target, NULL));
                else if (target)
                        code = cli_show_record(output, field.key, target);
                else if (prg_item_date(item, field.key) != PRG_DATE_NONE)
                        code = cli_print(output, "  %-16s %s\n", field.key, cli_date(date, prg_item_date(item, field.key)));
                else if (prg_item_integer(item, field.key, -1) >= 0)
                        code = cli_print(output, "  %-16s %d\n", field.key, prg_item_integer(item, field.key, -1));
                else if (prg_item_flag(item, field.key, -1) >= 0)
                        code = cli_print(output, "  %-16s %s\n", field.key, prg_item_flag(item, field.key, 0) ? "true" : "false");
                else if (prg_item_number(item, field.key, &number) == 0)
                        code = cli_show_number(output, field.key, number);
                else if (prg_item_owner(item) || strcmp(field.type, "items") != 0)
                        code = show_list(output, item, &field);
                else if (prg_item_size(item, field.key))
                        code = cli_print(output, "  %-16s %zu\n", field.key, prg_item_size(item, field.key));
        }
        return code;
}

int run_show(const cli_call *call)
{
        prg_programme *programme;
        int code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        prg_item *item = prg_programme_root(programme);
        cli_output output;
        if (call->operand_count == 1 && cli_value(call, "class")) {
                code = list_class(programme, call);
        } else if (call->operand_count > 1
            && (code = find_anything(&item, programme, cli_value(call, "class"), call->operands[1])) < 0) {
                code = fail_to_find(call, code);
        } else if ((code = cli_output_open(&output, call)) == 0) {
                int result = cli_value(call, "json") ? prg_item_write_json(item, &output.sink) : show_item(&output, item);
                code = cli_output_close(&output, result < 0 ? cli_fail_library() : CLI_OK);
        }
        prg_programme_unref(programme);
        return code;
}

/* ---- tree ---- */

int run_tree(const cli_call *call)
{
        static const char *const columns[] = { "component", "kind", "name", "lead", NULL };
        static const char *const vietnamese[] = { "thành phần", "loại", "tên", "chủ trì", NULL };
        prg_programme *programme;
        prg_date day;
        int code = cli_day(&day, call);
        if (code == 0)
                code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        prg_item *start = prg_programme_root(programme), *item;
        prg_walk *walk = NULL;
        struct grid *grid = grid_new(cli_is_vietnamese(call) ? vietnamese : columns);
        if (call->operand_count > 1 && prg_programme_find(&start, programme, "component", call->operands[1]) < 0)
                code = cli_fail_library();
        else if (grid == NULL || prg_walk_new(&walk, start, "component") < 0)
                code = grid ? cli_fail_library() : CLI_INTERNAL;
        int indented = grid_form_of(call) == GRID_TEXT;
        /* The top level lies one below the programme. */
        size_t top = prg_item_owner(start) ? 0 : 1;
        while (code == 0 && prg_walk_next(walk, &item) == 0) {
                char cell[1024];
                size_t indent = indented ? 2 * (prg_walk_depth(walk) - top) : 0;
                snprintf(cell, sizeof cell, "%*s%s", (int)indent, "", prg_item_id(item));
                code = grid_put(grid, cell);
                if (code == 0)
                        code = grid_put(grid, prg_item_text(item, "kind"));
                if (code == 0)
                        code = grid_put(grid, prg_item_name(item, cli_value(call, "lang")));
                if (code == 0)
                        code = cli_put_leads(grid, item, day, cli_is_vietnamese(call) ? "hiểu ngầm" : "implied");
        }
        if (code == 0)
                code = cli_write_grid(grid, call);
        prg_walk_free(walk);
        grid_free(grid);
        prg_programme_unref(programme);
        return code;
}
