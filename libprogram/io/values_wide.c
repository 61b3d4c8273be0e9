/* The wide layout: a sheet as people make it, with values in a field of cells.
 *
 * Header rows say what each column is about: each has a meaning of its own, such as the indicator
 * or the period, which the mapping names. Some columns say what each row is about, such as the
 * area. Every other column has values. A cell is about what the constants, its row and its column
 * say together.
 *
 * Totals that stand in the sheet are not values. They are compared with the exact sum of what
 * stands above them, or left of them, and never imported. */
#include <string.h>

#include <libprogram/text.h>

#include "util/buf.h"
#include "values_wide.h"

int prg__wide_is_listed(prg__values *reader, const prg__pairs *pairs, const char *text, int *listed)
{
        prg__pair *pair;
        int code = *text ? prg__values_pair(reader, pairs, text, &pair) : 0;
        if (code == 0 && *text && pair)
                *listed = 1;
        return code;
}

/* What stands in the cells that say what the row is about, or that say nothing. */
static int row_is_listed(prg__wide_sheet *it, const prg__pairs *pairs, int *listed)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < it->count; i++)
                if (it->fields[i].column.target.kind != PRG__COLUMN_CELL)
                        code = prg__wide_is_listed(
                                it->reader, pairs, prg__sheet_cell(&it->reader->sheet, i), listed);
        return code;
}

/* A note below the table begins with one of the texts. */
static int row_is_ignored(prg__wide_sheet *it, int *ignored)
{
        const prg__pairs *pairs = &it->reader->mapping.ignore_rows;
        for (size_t i = 0; pairs->first && i < it->count; i++) {
                if (it->fields[i].column.target.kind == PRG__COLUMN_CELL)
                        continue;
                const char *folded =
                        prg__values_fold(it->reader, prg__sheet_cell(&it->reader->sheet, i));
                prg_buf begin = PRG_BUF_INIT;
                int code = folded ? 0 : PRG_ENOMEM;
                for (const prg__pair *pair = pairs->first; code == 0 && pair; pair = pair->next) {
                        begin.length = 0;
                        code = prg_text_fold(&begin, pair->from, strlen(pair->from), 0);
                        if (code == 0 && begin.length
                                && strncmp(folded, begin.data, begin.length) == 0)
                                *ignored = 1;
                }
                prg_buf_dispose(&begin);
                if (code < 0)
                        return code;
        }
        return 0;
}

static int has_values(const prg__wide_sheet *it)
{
        for (size_t i = 0; i < it->count; i++)
                if (it->fields[i].column.target.kind >= PRG__COLUMN_CELL && !it->fields[i].is_total
                        && it->fields[i].column.target.kind != PRG__COLUMN_IGNORED
                        && *prg__sheet_cell(&it->reader->sheet, i))
                        return 1;
        return 0;
}

/* What the row says, and the scope that its words mean. */
static int read_row_head(prg__wide_sheet *it, prg__draft *draft)
{
        prg__values *reader = it->reader;
        prg__pair *scope;
        int code = 0;
        for (size_t i = 0; code == 0 && i < it->count; i++) {
                prg__column *column = &it->fields[i].column;
                const char *text = prg__sheet_cell(&reader->sheet, i);
                prg__where where = { .row = reader->sheet.row, .column = column->label };
                if (column->target.kind > PRG__COLUMN_CATEGORY)
                        continue;
                if (column->target.kind < PRG__COLUMNS)
                        draft->labels[column->target.kind] = column->label;
                if (*text == '\0')
                        continue;
                code = prg__draft_put(reader, draft, column, text, &where);
                if (code == 0
                        && (code = prg__values_pair(reader, &reader->mapping.scope, text, &scope))
                                   == 0
                        && scope)
                        draft->key.scope = strcmp(scope->to, prg_scope_name(PRG_SCOPE_OWN)) == 0
                                                   ? PRG_SCOPE_OWN
                                                   : PRG_SCOPE_TOTAL;
        }
        return code;
}

/* What a cell is about: what its row says, and what its column says. */
static int complete(prg__wide_sheet *it, size_t index, const prg__draft *row, prg__draft *cell)
{
        prg__wide_column *field = &it->fields[index];
        prg__where where = { .row = it->reader->sheet.row, .column = field->column.label };
        int code = 0;
        *cell = *row;
        cell->labels[PRG__COLUMN_VALUE] = field->column.label;
        for (size_t i = 0; code == 0 && i < it->reader->mapping.header_rows; i++)
                if (field->dimensions[i].target.kind != PRG__COLUMN_IGNORED
                        && *it->header[i][index])
                        code = prg__draft_put(it->reader, cell, &field->dimensions[i],
                                it->header[i][index], &where);
        return code;
}

/* What a cell adds to sums: its number as it is written. */
static int look_at(
        prg__wide_sheet *it, prg__wide_column *field, const prg__draft *cell, const char *text)
{
        prg_state state;
        int code = prg__draft_read_value(it->reader, &text, &state);
        field->now =
                (prg__addend){ PRG__ADDS_NOTHING, { 0, 0 }, cell->key.indicator, cell->value.unit };
        if (code < 0 || (state == PRG_STATE_VALUE && *text == '\0'))
                return code;
        if (state == PRG_STATE_VALUE)
                field->now.kind =
                        !cell->faults && prg__wide_number(it->reader, text, &field->now.number)
                                ? PRG__ADDS_NUMBER
                                : PRG__ADDS_UNKNOWN;
        else if (state == PRG_STATE_SUPPRESSED)
                field->now.kind = PRG__ADDS_UNKNOWN;
        return 0;
}

/* A cell of values in a row of values. */
static int read_cell(prg__wide_sheet *it, size_t index, const prg__draft *row)
{
        prg__values *reader = it->reader;
        prg__wide_column *field = &it->fields[index];
        const char *text = prg__sheet_cell(&reader->sheet, index);
        prg__draft cell;
        int code = complete(it, index, row, &cell);
        cell.value_text = text;
        if (code == 0)
                code = prg__draft_finish(reader, &cell, reader->sheet.row);
        if (code == 0)
                code = look_at(it, field, &cell, text);
        if (cell.key.scope != PRG_SCOPE_TOTAL) {
                prg__sum_add(&field->above, &field->now);
                prg__sum_add(&field->group, &field->now);
        }
        return code;
}

static int read_data_row(prg__wide_sheet *it)
{
        prg__values *reader = it->reader;
        prg__draft row = it->constants;
        prg__where where = { .row = reader->sheet.row };
        if (!has_values(it) && !reader->mapping.empty_is_missing)
                return 0;
        reader->summary.rows++;
        it->data_rows++;
        int code = read_row_head(it, &row);
        for (size_t i = 0; code == 0 && i < it->count; i++) {
                prg__wide_column *field = &it->fields[i];
                int is_empty = *prg__sheet_cell(&reader->sheet, i) == '\0';
                field->now.kind = PRG__ADDS_NOTHING;
                if (field->column.target.kind == PRG__COLUMN_UNNAMED && !is_empty)
                        code = prg__values_find(reader, &where, PRG_FINDING_CSV_SYNTAX,
                                PRG_SEVERITY_ERROR, PRG_ESYNTAX, NULL, NULL,
                                "a cell stands in a column without a header");
                if (field->column.target.kind == PRG__COLUMN_CELL && !field->is_total
                        && (!is_empty || reader->mapping.empty_is_missing))
                        code = read_cell(it, i, &row);
        }
        return code < 0 || row.faults ? code : prg__wide_compare_columns(it);
}

/* A total row below its parts, or below those of a group, is compared at once; one above them waits
 * for the end of the sheet. */
static int read_total_row(prg__wide_sheet *it)
{
        prg__values *reader = it->reader;
        int code = 0, waits = it->data_rows == 0;
        if (waits && it->pending_row)
                return 0;
        for (size_t i = 0; code == 0 && i < it->count; i++) {
                prg__wide_column *field = &it->fields[i];
                const char *text = prg__sheet_cell(&reader->sheet, i);
                prg__draft cell;
                if (field->column.target.kind != PRG__COLUMN_CELL || field->is_total)
                        continue;
                code = complete(it, i, &it->constants, &cell);
                if (code == 0)
                        code = look_at(it, field, &cell, text);
                if (waits && code == 0
                        && (field->pending = prg__arena_text(&it->texts, text, strlen(text)))
                                   == NULL)
                        code = PRG_ENOMEM;
                if (!waits && code == 0 && prg__wide_adds(cell.key.indicator, PRG__COLUMN_AREA))
                        code = prg__wide_compare(it, reader->sheet.row, field->column.label, text,
                                &field->above, &field->group);
                field->group = (prg__exact_sum){ 0 };
        }
        if (waits)
                it->pending_row = reader->sheet.row;
        return code < 0 ? code : prg__wide_compare_columns(it);
}

static int compare_pending(prg__wide_sheet *it)
{
        int code = 0;
        prg__draft cell;
        for (size_t i = 0; code == 0 && it->pending_row && i < it->count; i++) {
                prg__wide_column *field = &it->fields[i];
                if (field->pending == NULL || (code = complete(it, i, &it->constants, &cell)) < 0)
                        continue;
                if (prg__wide_adds(cell.key.indicator, PRG__COLUMN_AREA))
                        code = prg__wide_compare(it, it->pending_row, field->column.label,
                                field->pending, &field->above, NULL);
        }
        return code;
}

static int read_row(prg__wide_sheet *it)
{
        prg__values *reader = it->reader;
        int ignored = 0, is_total = 0;
        if (prg__sheet_is_empty(&reader->sheet, 0))
                return 0;
        int code = row_is_ignored(it, &ignored);
        if (code < 0 || ignored)
                return code;
        code = row_is_listed(it, &reader->mapping.total_rows, &is_total);
        if (code < 0)
                return code;
        if (reader->sheet.count < it->count || !prg__sheet_is_empty(&reader->sheet, it->count)) {
                prg__where where = { .row = reader->sheet.row };
                reader->summary.refused++;
                return prg__values_find(reader, &where, PRG_FINDING_CSV_SYNTAX, PRG_SEVERITY_ERROR,
                        PRG_ESYNTAX, "as many cells as the header", NULL,
                        "the row has %s cells than the header",
                        reader->sheet.count < it->count ? "fewer" : "more");
        }
        return is_total ? read_total_row(it) : read_data_row(it);
}

int prg__values_read_wide(prg__values *reader)
{
        prg__wide_sheet it = { .reader = reader };
        prg__sheet_event event = PRG__SHEET_ROW;
        prg__arena_init(&it.texts);
        prg__draft_init(reader, &it.constants);
        int code = prg__draft_put_constants(reader, &it.constants);
        if (code == 0)
                code = reader->code == 0 ? prg__wide_read_header(&it) : PRG_END;
        while (code == 0 && event != PRG__SHEET_END
                && (code = prg__sheet_next(reader, &event)) == 0)
                if (event == PRG__SHEET_ROW)
                        code = read_row(&it);
        if (code == 0)
                code = compare_pending(&it);
        for (size_t i = 0; it.fields && i < it.count; i++) {
                prg__column_dispose(&it.fields[i].column);
                for (size_t row = 0; it.fields[i].dimensions && row < reader->mapping.header_rows;
                        row++)
                        prg__column_dispose(&it.fields[i].dimensions[row]);
        }
        prg__arena_dispose(&it.texts);
        return code == PRG_END ? 0 : code;
}
