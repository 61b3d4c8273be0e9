/* Grids. Widths are display columns, so that Vietnamese text lines up in either Unicode form. */
#include "grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct grid {
        const char *const *columns;
        size_t column_count;
        char **cells;
        size_t count, capacity;
};

struct grid *grid_new(const char *const *columns)
{
        struct grid *made = calloc(1, sizeof *made);
        if (made == NULL) {
                cli_fail(CLI_INTERNAL, "out of memory");
                return NULL;
        }
        made->columns = columns;
        while (columns[made->column_count])
                made->column_count++;
        return made;
}

void grid_free(struct grid *grid)
{
        if (grid == NULL)
                return;
        for (size_t i = 0; i < grid->count; i++)
                free(grid->cells[i]);
        free(grid->cells);
        free(grid);
}

int grid_put(struct grid *grid, const char *text)
{
        if (grid->count == grid->capacity) {
                size_t larger = grid->capacity ? grid->capacity * 2 : 64;
                char **moved = realloc(grid->cells, larger * sizeof *moved);
                if (moved == NULL)
                        return cli_fail(CLI_INTERNAL, "out of memory");
                grid->cells = moved;
                grid->capacity = larger;
        }
        const char *source = text ? text : "";
        size_t size = strlen(source) + 1;
        char *copy = malloc(size);
        if (copy == NULL)
                return cli_fail(CLI_INTERNAL, "out of memory");
        grid->cells[grid->count++] = memcpy(copy, source, size);
        return 0;
}

size_t grid_rows(const struct grid *grid)
{
        return grid->count / grid->column_count;
}

grid_form grid_form_of(const cli_call *call)
{
        return cli_value(call, "json") ? GRID_JSON : cli_value(call, "csv") ? GRID_CSV : GRID_TEXT;
}

/* ---- forms ---- */

static int put(cli_output *output, const char *text)
{
        return prg_sink_write(&output->sink, text, strlen(text));
}

static size_t width_of(const char *text)
{
        size_t columns = 0;
        return prg_text_width(&columns, text, strlen(text)) == 0 ? columns : strlen(text);
}

static int pad(cli_output *output, size_t columns, const char *with)
{
        int code = 0;
        while (code == 0 && columns-- > 0)
                code = put(output, with);
        return code;
}

static int write_text_row(cli_output *output, const char *const *cells, const size_t *widths, size_t count)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < count; i++) {
                code = put(output, cells[i]);
                /* Nothing behind the last text of a line. */
                size_t rest = i + 1;
                while (rest < count && cells[rest][0] == '\0')
                        rest++;
                if (rest == count)
                        break;
                size_t width = width_of(cells[i]);
                if (code == 0)
                        code = pad(output, widths[i] - width + 2, " ");
        }
        return code < 0 ? code : put(output, "\n");
}

static int write_text(const struct grid *grid, cli_output *output)
{
        size_t *widths = calloc(grid->column_count, sizeof *widths);
        if (widths == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < grid->column_count; i++)
                widths[i] = width_of(grid->columns[i]);
        for (size_t i = 0; i < grid->count; i++) {
                size_t width = width_of(grid->cells[i]);
                if (width > widths[i % grid->column_count])
                        widths[i % grid->column_count] = width;
        }
        int code = write_text_row(output, grid->columns, widths, grid->column_count);
        for (size_t i = 0; code == 0 && i < grid->column_count; i++) {
                code = pad(output, widths[i], "-");
                if (code == 0)
                        code = put(output, i + 1 < grid->column_count ? "  " : "\n");
        }
        for (size_t i = 0; code == 0 && i + grid->column_count <= grid->count; i += grid->column_count)
                code = write_text_row(output, (const char *const *)grid->cells + i, widths, grid->column_count);
        free(widths);
        return code;
}

static int write_csv_cell(cli_output *output, const char *text)
{
        int formula = *text && strchr("=+-@\t\r", *text) != NULL;
        if (!formula && strpbrk(text, ",\"\n\r") == NULL)
                return put(output, text);
        int code = put(output, formula ? "\"'" : "\"");
        for (; code == 0 && *text; text++)
                code = *text == '"' ? put(output, "\"\"") : prg_sink_write(&output->sink, text, 1);
        return code < 0 ? code : put(output, "\"");
}

static int write_csv_row(cli_output *output, const char *const *cells, size_t count)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < count; i++) {
                code = write_csv_cell(output, cells[i]);
                if (code == 0)
                        code = put(output, i + 1 < count ? "," : "\n");
        }
        return code;
}

static int write_csv(const struct grid *grid, cli_output *output)
{
        int code = write_csv_row(output, grid->columns, grid->column_count);
        for (size_t i = 0; code == 0 && i + grid->column_count <= grid->count; i += grid->column_count)
                code = write_csv_row(output, (const char *const *)grid->cells + i, grid->column_count);
        return code;
}

int grid_write_json_text(cli_output *output, const char *text)
{
        int code = put(output, "\"");
        for (; code == 0 && *text; text++) {
                char escaped[8] = { *text, '\0' };
                if (*text == '"' || *text == '\\')
                        snprintf(escaped, sizeof escaped, "\\%c", *text);
                else if ((unsigned char)*text < 0x20)
                        snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*text);
                code = put(output, escaped);
        }
        return code < 0 ? code : put(output, "\"");
}

static int write_json(const struct grid *grid, cli_output *output)
{
        int code = put(output, "[");
        for (size_t i = 0; code == 0 && i < grid->count; i++) {
                size_t column = i % grid->column_count;
                code = put(output, column ? ", " : i ? ",\n  {" : "\n  {");
                if (code == 0)
                        code = grid_write_json_text(output, grid->columns[column]);
                if (code == 0)
                        code = put(output, ": ");
                if (code == 0)
                        code = grid_write_json_text(output, grid->cells[i]);
                if (code == 0 && column + 1 == grid->column_count)
                        code = put(output, "}");
        }
        return code < 0 ? code : put(output, grid->count ? "\n]\n" : "]\n");
}

int grid_write(const struct grid *grid, cli_output *output, grid_form form)
{
        switch (form) {
        case GRID_CSV: return write_csv(grid, output);
        case GRID_JSON: return write_json(grid, output);
        default: return write_text(grid, output);
        }
}
