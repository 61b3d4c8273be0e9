/* Commands about responsibility: who, matrix, search. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

static const char *language_of(const cli_call *call)
{
        return cli_value(call, "lang");
}

/* ---- who: what an agency or a group has to do ---- */

static void add_how(char *text, size_t size, const char *before, const char *id, const char *behind)
{
        size_t length = strlen(text);
        snprintf(text + length, size - length, "%s%s%s%s", length ? ", " : "", before, id, behind);
}

/* "each of AG13" when the task is the group's, "by AG9" when somebody assigned it. */
static void how(char *text, size_t size, const prg_item *assignment, const prg_item *asked, int vietnamese)
{
        const prg_item *group = prg_item_get(assignment, "group"), *by = prg_item_get(assignment, "by");
        int delegated = prg_item_flag(assignment, "delegated", 0);
        text[0] = '\0';
        if (group && group != asked) {
                const char *acts = prg_item_text(group, "acts");
                int together = acts && strcmp(acts, "together") == 0;
                if (vietnamese)
                        add_how(text, size, together ? "tập thể " : "từng thành viên ", prg_item_id(group), "");
                else
                        add_how(text, size, together ? "together as " : "each of ", prg_item_id(group), "");
        }
        if (group == NULL && prg_item_get(assignment, "agency") != asked)
                add_how(text, size, vietnamese ? "thay cho " : "instead of ", prg_item_id(prg_item_get(assignment, "agency")), "");
        if (by && vietnamese)
                add_how(text, size, "do ", prg_item_id(by), delegated ? " ủy quyền" : " giao");
        else if (by)
                add_how(text, size, delegated ? "delegated by " : "assigned by ", prg_item_id(by), "");
        if (!prg_assignment_is_binding(assignment))
                add_how(text, size, vietnamese ? "đề nghị" : "requested", "", "");
        if (prg_item_flag(assignment, "other", 0))
                add_how(text, size, vietnamese ? "bên cạnh đơn vị thực hiện" : "beside the holder", "", "");
        if (prg_item_flag(assignment, "personal", 0))
                add_how(text, size, vietnamese ? "đích thân" : "in person", "", "");
}

static int put_assignment(struct grid *grid, const prg_item *assignment, const prg_item *asked, prg_date day,
        const cli_call *call)
{
        char text[200];
        const char *language = language_of(call);
        const prg_item *component = prg_item_owner(assignment), *role = prg_item_get(assignment, "role");
        const prg_item *time = prg_item_get(component, "time");
        how(text, sizeof text, assignment, asked, cli_is_vietnamese(call));
        int code = grid_put(grid, prg_item_id(component));
        if (code == 0)
                code = grid_put(grid, prg_item_name(role, language));
        if (code == 0)
                code = grid_put(grid, prg_item_name(component, language));
        if (code == 0)
                code = grid_put(grid, time ? prg_item_text(time, "text") : NULL);
        if (code == 0)
                code = cli_put_leads(grid, component, day, NULL);
        return code ? code : grid_put(grid, text);
}

/* What an agency has to do on a day, whoever it was given to first. 0, or an exit code. */
static int find_assignments(struct grid *grid, const prg_item *holder, prg_date day, const cli_call *call, size_t *count)
{
        prg_item_list *found;
        prg_walk *walk;
        prg_item *assignment;
        if (prg_walk_new(&walk, prg_programme_root(prg_item_programme(holder)), "assignment") < 0)
                return cli_fail_library();
        int code = 0;
        while (code == 0 && prg_walk_next(walk, &assignment) == 0) {
                int has = 0;
                if (prg_item_responsible(&found, assignment, day) < 0) {
                        code = cli_fail_library();
                        break;
                }
                for (size_t i = 0; i < prg_item_list_size(found); i++)
                        has |= prg_item_list_at(found, i) == holder;
                prg_item_list_free(found);
                *count += (size_t)has;
                if (has)
                        code = put_assignment(grid, assignment, holder, day, call);
        }
        prg_walk_free(walk);
        return code;
}

/* The component or obligation of an id; NULL when no such thing has it, or an agency or group has it too. */
static prg_item *duty_of(const prg_programme *programme, const char *id)
{
        prg_item *item = prg_programme_get(programme, "component", id);
        if (prg_programme_get(programme, "agency", id) || prg_programme_get(programme, "group", id))
                return NULL;
        return item ? item : prg_programme_get(programme, "obligation", id);
}

int run_who(const cli_call *call)
{
        static const char *const columns[] = { "task", "role", "name", "time", "lead", "how", NULL };
        static const char *const vietnamese[] = { "nhiệm vụ", "vai trò", "tên", "thời gian", "chủ trì", "cách giao", NULL };
        prg_programme *programme;
        prg_item *holder = NULL;
        prg_item_list *assignments = NULL;
        size_t count = 0;
        prg_date day;
        int code = cli_day(&day, call);
        if (code == 0)
                code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        struct grid *grid = grid_new(cli_is_vietnamese(call) ? vietnamese : columns);
        if (grid == NULL)
                code = CLI_INTERNAL;
        else if ((holder = duty_of(programme, call->operands[1])) == NULL
                 && prg_programme_find(&holder, programme, NULL, call->operands[1]) < 0)
                code = cli_fail_library();
        const char *class_name = code ? "" : prg_item_class(holder);
        if (code == 0 && (strcmp(class_name, "component") == 0 || strcmp(class_name, "obligation") == 0)) {
                code = day == PRG_DATE_NONE ? cli_fail(CLI_USAGE, "who was responsible needs --on DATE")
                                            : cli_who_is_responsible(holder, day, call);
                grid_free(grid);
                prg_programme_unref(programme);
                return code;
        }
        if (code == 0 && day != PRG_DATE_NONE && strcmp(class_name, "agency") == 0) {
                code = find_assignments(grid, holder, day, call, &count);
        } else if (code == 0) {
                if (prg_agency_assignments(&assignments, holder, day) < 0)
                        code = cli_fail_library();
                count = prg_item_list_size(assignments);
                for (size_t i = 0; code == 0 && i < count; i++)
                        code = put_assignment(grid, prg_item_list_at(assignments, i), holder, day, call);
        }
        if (code == 0 && grid_form_of(call) == GRID_TEXT)
                fprintf(stderr, "%s %s: %zu %s\n", prg_item_id(holder), prg_item_name(holder, language_of(call)), count,
                        cli_is_vietnamese(call) ? "nhiệm vụ được giao" : "assignments");
        if (code == 0)
                code = cli_write_grid(grid, call);
        prg_item_list_free(assignments);
        grid_free(grid);
        prg_programme_unref(programme);
        return code;
}

/* ---- matrix ---- */

/* In a cell: L leads, l leads by implication, c contributes, o is beside the holder, x has another role;
 * a requested one stands in brackets. */
static void mark(char cell[8], const prg_matrix *matrix, size_t row, size_t column, prg_date day)
{
        const prg_item *component = prg_matrix_row(matrix, row), *holder = prg_matrix_column(matrix, column), *assignment;
        prg_lead lead = PRG_LEAD_NONE;
        prg_item_list *leads = NULL;
        char letter = '\0';
        int requested = 0, leading = 0;
        if (prg_component_lead(&lead, &leads, component, day) == 0)
                for (size_t i = 0; i < prg_item_list_size(leads); i++)
                        leading |= prg_item_list_at(leads, i) == holder;
        prg_item_list_free(leads);
        for (size_t i = 0; (assignment = prg_matrix_cell(matrix, row, column, i)) != NULL; i++) {
                const char *class_word = prg_item_text(prg_item_get(assignment, "role"), "class");
                requested |= !prg_assignment_is_binding(assignment);
                if (leading) {
                        letter = lead == PRG_LEAD_EXPLICIT ? 'L' : 'l';
                } else if (prg_item_flag(assignment, "other", 0)) {
                        if (letter == '\0')
                                letter = 'o';
                } else if (class_word && strcmp(class_word, "contributing") == 0) {
                        if (letter == '\0' || letter == 'o')
                                letter = 'c';
                } else {
                        letter = 'x';
                }
        }
        if (letter)
                snprintf(cell, 8, requested ? "(%c)" : "%c", letter);
        else
                cell[0] = '\0';
}

/* For other programs: one row for each assignment, with the words instead of marks. */
static int fill_long(struct grid *grid, const prg_matrix *matrix, const cli_call *call)
{
        const prg_item *component, *holder, *assignment;
        int code = 0;
        for (size_t row = 0; code == 0 && (component = prg_matrix_row(matrix, row)) != NULL; row++)
                for (size_t column = 0; code == 0 && (holder = prg_matrix_column(matrix, column)) != NULL; column++)
                        for (size_t i = 0; code == 0 && (assignment = prg_matrix_cell(matrix, row, column, i)) != NULL; i++) {
                                const prg_item *role = prg_item_get(assignment, "role");
                                const char *cells[] = { prg_item_id(component), prg_item_name(component, language_of(call)),
                                        prg_item_id(holder), prg_item_name(holder, language_of(call)), prg_item_id(role),
                                        prg_item_text(role, "class"), prg_item_flag(assignment, "other", 0) ? "true" : "false",
                                        prg_assignment_is_binding(assignment) ? "true" : "false" };
                                for (size_t c = 0; code == 0 && c < sizeof cells / sizeof *cells; c++)
                                        code = grid_put(grid, cells[c]);
                        }
        return code;
}

#define WIDEST 256 /* columns of a matrix that people read */

/* The columns that people see: whoever holds a task; with `others`, everybody. */
static int choose_columns(size_t *chosen, size_t *count, const prg_matrix *matrix, int others)
{
        *count = 0;
        for (size_t column = 0; prg_matrix_column(matrix, column); column++) {
                const prg_item *assignment;
                int holds = others;
                for (size_t row = 0; !holds && prg_matrix_row(matrix, row); row++)
                        for (size_t i = 0; (assignment = prg_matrix_cell(matrix, row, column, i)) != NULL; i++)
                                holds |= !prg_item_flag(assignment, "other", 0);
                if (holds && *count == WIDEST)
                        return cli_fail(CLI_INVALID, "the matrix has more than %d columns; use --csv or --json", WIDEST);
                if (holds)
                        chosen[(*count)++] = column;
        }
        return 0;
}

static int fill_wide(struct grid *grid, const prg_matrix *matrix, prg_date day, const size_t *chosen, size_t count)
{
        const prg_item *component;
        int code = 0;
        for (size_t row = 0; code == 0 && (component = prg_matrix_row(matrix, row)) != NULL; row++) {
                code = grid_put(grid, prg_item_id(component));
                for (size_t i = 0; code == 0 && i < count; i++) {
                        char cell[8];
                        mark(cell, matrix, row, chosen[i], day);
                        code = grid_put(grid, cell);
                }
        }
        return code;
}

int run_matrix(const cli_call *call)
{
        static const char *const long_columns[] = { "task", "name", "holder", "holder_name", "role", "class", "other", "binding", NULL };
        const char *wide_columns[WIDEST + 2] = { "task" };
        size_t chosen[WIDEST], columns = 0;
        prg_programme *programme;
        prg_matrix *matrix = NULL;
        struct grid *grid = NULL;
        prg_date day;
        int code = cli_day(&day, call);
        if (code == 0)
                code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        const char *kind = cli_value(call, "kind");
        int wide = grid_form_of(call) == GRID_TEXT;
        if (prg_matrix_new(&matrix, programme, kind ? kind : "task", day) < 0)
                code = cli_fail_library();
        if (code == 0 && wide)
                code = choose_columns(chosen, &columns, matrix, cli_value(call, "others") != NULL);
        for (size_t i = 0; i < columns; i++)
                wide_columns[i + 1] = prg_item_id(prg_matrix_column(matrix, chosen[i]));
        if (code == 0 && (grid = grid_new(wide ? wide_columns : long_columns)) == NULL)
                code = CLI_INTERNAL;
        if (code == 0)
                code = wide ? fill_wide(grid, matrix, day, chosen, columns) : fill_long(grid, matrix, call);
        if (code == 0)
                code = cli_write_grid(grid, call);
        if (code == 0 && wide)
                fputs("L leads (chủ trì)  l leads by implication  c contributes  o beside the holder  x another role"
                      "  ( ) requested\n", stderr);
        grid_free(grid);
        prg_matrix_free(matrix);
        prg_programme_unref(programme);
        return code;
}

/* ---- search ---- */

int run_search(const cli_call *call)
{
        static const char *const columns[] = { "class", "id", "name", NULL };
        prg_programme *programme;
        prg_item_list *found = NULL;
        int code = cli_open_programme(&programme, call->operands[0]);
        if (code)
                return code;
        struct grid *grid = grid_new(columns);
        if (grid == NULL)
                code = CLI_INTERNAL;
        else if (prg_programme_search(&found, programme, cli_value(call, "class"), call->operands[1],
                         cli_value(call, "no-marks") ? PRG_TEXT_FOLD_MARKS : 0) < 0)
                code = cli_fail_library();
        for (size_t i = 0; code == 0 && i < prg_item_list_size(found); i++) {
                const prg_item *item = prg_item_list_at(found, i), *named = item;
                /* A thing without id is found in what it belongs to. */
                while (prg_item_id(named) == NULL)
                        named = prg_item_owner(named);
                code = grid_put(grid, prg_item_class(item));
                if (code == 0)
                        code = grid_put(grid, prg_item_id(named));
                if (code == 0)
                        code = grid_put(grid, prg_item_name(named, language_of(call)));
        }
        if (code == 0)
                code = cli_write_grid(grid, call);
        if (code == 0 && prg_item_list_size(found) == 0)
                code = cli_fail(CLI_NOT_FOUND, "nothing contains '%s'", call->operands[1]);
        prg_item_list_free(found);
        grid_free(grid);
        prg_programme_unref(programme);
        return code;
}
