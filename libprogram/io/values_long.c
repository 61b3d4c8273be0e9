/* The long layout: a header row that names the columns, and one entry in each row below. */
#include <string.h>

#include "model/item.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/suggest.h"
#include "values_row.h"

/* ---- the header ---- */

static int find_header(const prg__long *it, const char *label, const char *expected,
        const char *suggestion, const char *message)
{
        prg__where where = { .row = it->reader->sheet.row, .column = label };
        it->reader->unusable = 1;
        return prg__values_find(it->reader, &where, PRG_FINDING_HEADER, PRG_SEVERITY_ERROR,
                PRG_ESCHEMA, expected, suggestion, "%s", message);
}

/* What the mapping says of a column: by its name, or by its number with '#' before it. */
static int find_mapped(prg__values *reader, const char *label, size_t index, prg__pair **pair)
{
        int code = prg__values_pair(reader, &reader->mapping.columns, label, pair);
        if (code < 0 || *pair)
                return code;
        return prg__values_numbered(reader, index, pair);
}

static int unknown_column(prg__long *it, prg__column *column, const char *suggestion)
{
        prg__target target;
        const char *near;
        int code = suggestion ? prg__values_target(it->reader, suggestion, &target, &near) : 0;
        if (code == 0 && suggestion && target.kind < PRG__COLUMNS)
                it->meant |= PRG__BIT(target.kind);
        return code < 0 ? code
                        : find_header(it, column->label,
                                "the name of a column, or of a breakdown; or that the mapping says "
                                "what to do with it",
                                suggestion, "a column of an unknown name");
}

static int name_column(prg__long *it, prg__column *column, size_t index)
{
        prg__values *reader = it->reader;
        prg__pair *pair;
        const char *suggestion;
        int code = find_mapped(reader, column->label, index, &pair);
        if (code < 0)
                return code;
        if (pair) {
                pair->is_used = 1;
                column->target = pair->target;
                return 0;
        }
        code = prg__values_pair(reader, &reader->mapping.ignore, column->label, &pair);
        if (code < 0 || pair || *column->label == '\0') {
                column->target.kind = pair ? PRG__COLUMN_IGNORED : PRG__COLUMN_UNNAMED;
                return code;
        }
        code = prg__values_target(reader, column->label, &column->target, &suggestion);
        if (code == 0 && column->target.kind == PRG__COLUMN_BROKEN)
                code = unknown_column(it, column, suggestion);
        return code;
}

static int refuse_twice(prg__long *it, prg__column *column)
{
        int code = 0;
        for (prg__column *other = it->columns; code == 0 && other < column; other++)
                if (column->target.kind <= PRG__COLUMN_CATEGORY
                        && prg__target_same(&other->target, &column->target)) {
                        code = find_header(
                                it, column->label, NULL, NULL, "a column is there twice");
                        column->target.kind = PRG__COLUMN_BROKEN;
                }
        for (const prg__pair *pair = it->reader->mapping.constants.first; code == 0 && pair;
                pair = pair->next)
                if (column->target.kind <= PRG__COLUMN_CATEGORY
                        && prg__target_same(&pair->target, &column->target))
                        code = find_header(it, column->label, NULL, NULL,
                                "a column is there for which the mapping has a constant");
        return code;
}

int prg__long_add_column(prg__long *it, const char *label, size_t index)
{
        prg__values *reader = it->reader;
        if (prg__grow((void **)&it->columns, &it->capacity, it->count + 1, sizeof *it->columns) < 0)
                return PRG_ENOMEM;
        prg__column *column = &it->columns[it->count];
        *column = (prg__column){ .label = prg__arena_text(&it->texts, label, strlen(label)) };
        if (column->label == NULL)
                return PRG_ENOMEM;
        it->count++;
        int code = name_column(it, column, index);
        if (code == 0)
                code = refuse_twice(it, column);
        column->words = prg__values_words(reader, &column->target);
        return code;
}

static int has_column(const prg__long *it, prg__column_kind kind)
{
        for (size_t i = 0; i < it->count; i++)
                if (it->columns[i].target.kind == kind)
                        return 1;
        return (it->constants.given & PRG__BIT(kind)) != 0;
}

/* A column that must be there. Without it the rows are checked as far as they can be. */
int prg__long_need_columns(prg__long *it)
{
        static const struct {
                prg__column_kind kind;
                prg__part part;
        } needed[] = { { PRG__COLUMN_INDICATOR, PRG__PART_INDICATOR },
                { PRG__COLUMN_AREA, PRG__PART_AREA }, { PRG__COLUMN_PERIOD, PRG__PART_PERIOD },
                { PRG__COLUMN_VALUE, PRG__PART_VALUE } };
        int code = 0;
        for (size_t i = 0; code == 0 && i < sizeof needed / sizeof *needed; i++) {
                prg__target target = { needed[i].kind, NULL };
                if (has_column(it, needed[i].kind))
                        continue;
                it->constants.faults |= PRG__BIT(needed[i].part);
                if (!(it->meant & PRG__BIT(needed[i].kind)))
                        code = find_header(it, prg__target_name(&target),
                                "the columns indicator, area, period and value", NULL,
                                "a column is not there");
        }
        for (const prg__pair *pair = it->reader->mapping.columns.first; code == 0 && pair;
                pair = pair->next)
                if (!pair->is_used)
                        code = find_header(it, pair->from, NULL, NULL,
                                "the mapping names a column that the file does not have");
        return code;
}

static int read_header(prg__long *it)
{
        prg__values *reader = it->reader;
        prg__sheet_event event;
        int code;
        do
                code = prg__sheet_next(reader, &event);
        while (code == 0 && event == PRG__SHEET_ROW
                && reader->sheet.row <= reader->mapping.skip_rows);
        if (code == 0 && event == PRG__SHEET_END)
                code = find_header(
                        it, NULL, "a row with the names of the columns", NULL, "the file is empty");
        if (code < 0 || event != PRG__SHEET_ROW) {
                reader->unusable = 1;
                return code < 0 ? code : PRG_END;
        }
        for (size_t i = 0; code == 0 && i < reader->sheet.count; i++)
                code = prg__long_add_column(it, prg__sheet_cell(&reader->sheet, i), i);
        return code < 0 ? code : prg__long_need_columns(it);
}

/* ---- rows ---- */

static int find_cells(prg__long *it, const char *label, const char *expected, const char *message)
{
        prg__where where = { .row = it->reader->sheet.row, .column = label };
        it->reader->summary.refused++;
        return prg__values_find(it->reader, &where, PRG_FINDING_CSV_SYNTAX, PRG_SEVERITY_ERROR,
                PRG_ESYNTAX, expected, NULL, "%s", message);
}

/* The row that the sheet has just read, which began at a place. */
static int read_row(prg__long *it, prg__row_reader *rows, const char *begin)
{
        prg__values *reader = it->reader;
        prg__sheet *sheet = &reader->sheet;
        prg__draft draft = it->constants;
        int code = 0;
        if (prg__sheet_is_empty(sheet, 0))
                return 0;
        reader->summary.rows++;
        if (sheet->count < it->count)
                return find_cells(it, NULL, "as many cells as the header row",
                        "the row has fewer cells than the header");
        if (!prg__sheet_is_empty(sheet, it->count))
                return find_cells(it, NULL, "as many cells as the header row",
                        "the row has more cells than the header");
        for (size_t i = 0; code == 0 && i < it->count; i++) {
                prg__column *column = &it->columns[i];
                int is_text = column->target.kind == PRG__COLUMN_NOTE
                              || column->target.kind == PRG__COLUMN_REASON;
                const char *text =
                        is_text ? prg__sheet_verbatim(sheet, i) : prg__sheet_cell(sheet, i);
                prg__where where = { .row = sheet->row, .column = column->label };
                if (column->target.kind == PRG__COLUMN_UNNAMED && *text)
                        return find_cells(
                                it, NULL, NULL, "a cell stands in a column without a name");
                if (column->target.kind > PRG__COLUMN_CATEGORY)
                        continue;
                if (column->target.kind < PRG__COLUMNS)
                        draft.labels[column->target.kind] = column->label;
                if (*text)
                        code = prg__draft_put(reader, &draft, column, text, &where);
        }
        size_t accepted = reader->summary.accepted;
        if (code == 0)
                code = prg__draft_finish(reader, &draft, sheet->row);
        if (code == 0 && rows && reader->summary.accepted > accepted)
                prg__row_reader_learn(rows, &draft, begin);
        return code;
}

static int read_rows(prg__long *it)
{
        prg__values *reader = it->reader;
        prg__sheet_event event = PRG__SHEET_ROW;
        prg__row_reader *rows;
        int code = prg__row_reader_make(&rows, it);
        while (code == 0 && event != PRG__SHEET_END) {
                if (rows)
                        prg__row_reader_run(rows);
                const char *begin = reader->sheet.csv.at;
                code = prg__sheet_next(reader, &event);
                if (code == 0 && event == PRG__SHEET_ROW)
                        code = read_row(it, rows, begin);
        }
        prg__row_reader_free(rows);
        return code;
}

/* ---- the whole ---- */

int prg__long_begin(prg__long *it, prg__values *reader)
{
        memset(it, 0, sizeof *it);
        it->reader = reader;
        prg__arena_init(&it->texts);
        prg__draft_init(reader, &it->constants);
        int code = prg__draft_put_constants(reader, &it->constants);
        return code == 0 && reader->code < 0 ? PRG_END : code;
}

void prg__long_end(prg__long *it)
{
        for (size_t i = 0; i < it->count; i++)
                prg__column_dispose(&it->columns[i]);
        prg__free(it->columns);
        prg__arena_dispose(&it->texts);
}

int prg__values_read_long(prg__values *reader)
{
        prg__long it;
        int code = prg__long_begin(&it, reader);
        if (code == 0)
                code = read_header(&it);
        if (code == 0)
                code = read_rows(&it);
        prg__long_end(&it);
        return code == PRG_END ? 0 : code;
}
