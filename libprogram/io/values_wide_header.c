/* The header of a wide sheet: which columns have values and what its rows say of each; which
 * columns say what a row is about; which are totals, and of what. */
#include <string.h>

#include "util/buf.h"
#include "values_wide.h"

/* Pairs of total columns and their parts in a sheet. */
#define MOST_PARTS 1000000

static int find_header(prg__wide_sheet *it, size_t row, const char *label, const char *expected,
        const char *message)
{
        prg__where where = { .row = row, .column = label };
        it->reader->unusable = 1;
        return prg__values_find(it->reader, &where, PRG_FINDING_HEADER, PRG_SEVERITY_ERROR,
                PRG_ESCHEMA, expected, NULL, "%s", message);
}

/* ---- rows ---- */

/* A header row as written and filled: a blank cell of all rows but the last takes the text left of
 * it, since merged cells are exported so. */
static int take_header_row(prg__wide_sheet *it, size_t row)
{
        const prg__sheet *sheet = &it->reader->sheet;
        size_t last = it->reader->mapping.header_rows - 1;
        const char **own = prg__arena_alloc(&it->texts, (sheet->count + 1) * sizeof *own);
        const char **filled = prg__arena_alloc(&it->texts, (sheet->count + 1) * sizeof *filled);
        if (own == NULL || filled == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < sheet->count; i++) {
                const char *text = prg__sheet_cell(sheet, i);
                own[i] = prg__arena_text(&it->texts, text, strlen(text));
                if (own[i] == NULL)
                        return PRG_ENOMEM;
                filled[i] = *text || i == 0 || row == last ? own[i] : filled[i - 1];
        }
        it->own[row] = own;
        it->header[row] = filled;
        it->rows[row] = sheet->row;
        return 0;
}

static int read_header_rows(prg__wide_sheet *it)
{
        prg__values *reader = it->reader;
        size_t rows = reader->mapping.header_rows, row = 0;
        prg__sheet_event event;
        it->own = prg__arena_alloc(&it->texts, rows * sizeof *it->own);
        it->header = prg__arena_alloc(&it->texts, rows * sizeof *it->header);
        it->rows = prg__arena_alloc(&it->texts, rows * sizeof *it->rows);
        if (it->own == NULL || it->header == NULL || it->rows == NULL)
                return PRG_ENOMEM;
        while (row < rows) {
                int code = prg__sheet_next(reader, &event);
                if (code < 0)
                        return code;
                if (event == PRG__SHEET_FAULT) {
                        reader->unusable = 1;
                        return PRG_END;
                }
                if (event == PRG__SHEET_END)
                        return (code = find_header(it, reader->sheet.row, NULL,
                                        "the header rows that the mapping names",
                                        "the sheet ends in its header"))
                                               < 0
                                       ? code
                                       : PRG_END;
                if (reader->sheet.row <= reader->mapping.skip_rows)
                        continue;
                if (row > 0 && reader->sheet.count != it->count)
                        return (code = find_header(it, reader->sheet.row, NULL,
                                        "as many cells in each header row",
                                        "header rows of different lengths"))
                                               < 0
                                       ? code
                                       : PRG_END;
                it->count = reader->sheet.count;
                if ((code = take_header_row(it, row++)) < 0)
                        return code;
        }
        return 0;
}

/* What the mapping says of a column by one of its header texts, or by its number. */
static int find_mapped(prg__wide_sheet *it, size_t index, prg__pair **pair)
{
        prg__values *reader = it->reader;
        int code = 0;
        *pair = NULL;
        for (size_t row = 0; code == 0 && *pair == NULL && row < reader->mapping.header_rows; row++)
                if (*it->own[row][index])
                        code = prg__values_pair(
                                reader, &reader->mapping.columns, it->own[row][index], pair);
        if (code < 0 || *pair)
                return code;
        return prg__values_numbered(reader, index, pair);
}

/* The texts of a column, joined: what findings call it. NULL without memory. */
static const char *label_of(prg__wide_sheet *it, size_t index, int *is_blank)
{
        prg_buf *buf = &it->reader->scratch;
        const char *before = "";
        int code = 0;
        buf->length = 0;
        *is_blank = 1;
        for (size_t row = 0; code == 0 && row < it->reader->mapping.header_rows; row++) {
                const char *text = it->header[row][index];
                if (*it->own[row][index])
                        *is_blank = 0;
                if (*text && strcmp(text, before) != 0)
                        code = prg__buf_format(buf, "%s%s", buf->length ? " / " : "", text);
                before = text;
        }
        return code < 0 ? NULL
                        : prg__arena_text(&it->texts, buf->length ? buf->data : "", buf->length);
}

/* Whether it is a total, and over what: the meaning of the row that says so, unless the cell goes
 * down through others that say nothing more. */
static int find_total(prg__wide_sheet *it, prg__wide_column *field, size_t index)
{
        prg__values *reader = it->reader;
        prg__pair *meaning = reader->mapping.header.first;
        int code = 0;
        for (size_t row = 0; code == 0 && row < reader->mapping.header_rows;
                row++, meaning = meaning->next) {
                int listed = 0;
                const char *text = it->header[row][index];
                code = prg__wide_is_listed(reader, &reader->mapping.total_columns, text, &listed);
                if (!listed && !(field->is_total && *text == '\0'))
                        continue;
                if (meaning->target.kind != PRG__COLUMN_IGNORED)
                        field->over = field->is_total && field->over != PRG__COLUMN_IGNORED
                                              ? PRG__COLUMN_BROKEN
                                              : meaning->target.kind;
                field->is_total = 1;
                field->dimensions[row].target.kind = PRG__COLUMN_IGNORED;
        }
        return code;
}

/* What the header rows say of a column of values, checked once. */
static int read_dimensions(prg__wide_sheet *it, prg__wide_column *field, size_t index)
{
        prg__values *reader = it->reader;
        size_t rows = reader->mapping.header_rows;
        prg__pair *meaning = reader->mapping.header.first;
        prg__draft trial = it->constants;
        field->dimensions = prg__arena_alloc(&it->texts, rows * sizeof *field->dimensions);
        if (field->dimensions == NULL)
                return PRG_ENOMEM;
        for (size_t row = 0; row < rows; row++, meaning = meaning->next) {
                field->dimensions[row].target = meaning->target;
                field->dimensions[row].label = field->column.label;
                field->dimensions[row].words = prg__values_words(reader, &meaning->target);
        }
        field->over = PRG__COLUMN_IGNORED;
        int code = find_total(it, field, index);
        for (size_t row = 0; code == 0 && row < rows; row++) {
                prg__column *dimension = &field->dimensions[row];
                prg__where where = { .row = it->rows[row], .column = field->column.label };
                if (dimension->target.kind == PRG__COLUMN_IGNORED)
                        continue;
                const char *text = it->header[row][index];
                if (*text)
                        code = prg__draft_put(reader, &trial, dimension, text, &where);
                else if (dimension->target.kind < PRG__COLUMN_CATEGORY) {
                        code = find_header(it, it->rows[row], field->column.label,
                                prg__target_name(&dimension->target),
                                "a column of values with an empty cell in the header");
                        field->column.target.kind = PRG__COLUMN_BROKEN;
                }
        }
        if (trial.faults) {
                reader->unusable = 1;
                field->column.target.kind = PRG__COLUMN_BROKEN;
        }
        return code;
}

/* What a column is for: values, or what the mapping says. */
static int read_field(prg__wide_sheet *it, prg__wide_column *field, size_t index)
{
        prg__values *reader = it->reader;
        prg__pair *pair;
        int is_blank, ignored = 0;
        field->column.label = label_of(it, index, &is_blank);
        if (field->column.label == NULL)
                return PRG_ENOMEM;
        int code = find_mapped(it, index, &pair);
        if (code < 0)
                return code;
        if (pair) {
                if (pair->is_used)
                        return find_header(it, it->rows[0], pair->from, NULL,
                                "the sheet has two columns that are called so");
                pair->is_used = 1;
                field->column.target = pair->target;
                field->column.words = prg__values_words(reader, &pair->target);
                return 0;
        }
        for (size_t row = 0; code == 0 && row < reader->mapping.header_rows; row++)
                code = prg__wide_is_listed(
                        reader, &reader->mapping.ignore, it->header[row][index], &ignored);
        if (code < 0 || ignored || is_blank) {
                field->column.target.kind = ignored ? PRG__COLUMN_IGNORED : PRG__COLUMN_UNNAMED;
                return code;
        }
        field->column.target.kind = PRG__COLUMN_CELL;
        return 0;
}

/* Whether a column of values belongs to the parts of a total column: the same in everything but
 * what the total sums over. */
static int is_part(const prg__wide_sheet *it, size_t index, size_t total)
{
        const prg__wide_column *part = &it->fields[index], *whole = &it->fields[total];
        if (part->column.target.kind != PRG__COLUMN_CELL || part->is_total)
                return 0;
        for (size_t row = 0; row < it->reader->mapping.header_rows; row++)
                if (whole->dimensions[row].target.kind != PRG__COLUMN_IGNORED
                        && strcmp(it->header[row][index], it->header[row][total]) != 0)
                        return 0;
        return 1;
}

static int find_parts(prg__wide_sheet *it, size_t total, size_t *pairs)
{
        prg__wide_column *field = &it->fields[total];
        for (size_t i = 0; i < total; i++)
                field->part_count += (size_t)is_part(it, i, total);
        *pairs += field->part_count;
        if (*pairs > MOST_PARTS)
                return find_header(it, it->rows[0], field->column.label,
                        "at most 1000000 parts of all totals together",
                        "the total columns have too many parts");
        field->parts = prg__arena_alloc(&it->texts, (field->part_count + 1) * sizeof *field->parts);
        if (field->parts == NULL)
                return PRG_ENOMEM;
        field->part_count = 0;
        for (size_t i = 0; i < total; i++)
                if (is_part(it, i, total))
                        field->parts[field->part_count++] = i;
        return 0;
}

int prg__wide_read_header(prg__wide_sheet *it)
{
        size_t pairs = 0;
        int code = read_header_rows(it);
        if (code != 0)
                return code;
        it->fields = prg__arena_alloc(&it->texts, (it->count + 1) * sizeof *it->fields);
        if (it->fields == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < it->count; i++)
                code = read_field(it, &it->fields[i], i);
        /* A column that is not found is most often there under another name, and would be taken for
         * values. */
        int is_complete = 1;
        for (const prg__pair *pair = it->reader->mapping.columns.first; code == 0 && pair;
                pair = pair->next)
                if (!pair->is_used) {
                        is_complete = 0;
                        code = find_header(it, it->rows[0], pair->from, NULL,
                                "the mapping names a column that the sheet does not have");
                }
        if (code == 0 && !is_complete)
                return PRG_END;
        for (size_t i = 0; code == 0 && i < it->count; i++)
                if (it->fields[i].column.target.kind == PRG__COLUMN_CELL)
                        code = read_dimensions(it, &it->fields[i], i);
        for (size_t i = 0; code == 0 && i < it->count && pairs <= MOST_PARTS; i++)
                if (it->fields[i].column.target.kind == PRG__COLUMN_CELL && it->fields[i].is_total)
                        code = find_parts(it, i, &pairs);
        return code < 0 || pairs <= MOST_PARTS ? code : PRG_END;
}
