/* The wide layout: a sheet as people make it, with values in a field of cells.
 *
 * Header rows say what each column is about: each has a meaning of its own, such as the indicator or the
 * period, which the mapping names. Some columns say what each row is about, such as the area. Every other
 * column has values. A cell is about what the constants, its row and its column say together.
 *
 * Totals that stand in the sheet are not values. They are compared with the exact sum of what stands above
 * them, or left of them, and never imported. */
#include <string.h>

#include <libprogram/decimal.h>
#include <libprogram/text.h>

#include "model/item.h"
#include "model/nouns.h"
#include "util/buf.h"
#include "util/decimal.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/wide.h"
#include "values.h"

/* ---- what is remembered of a sheet ---- */

/* An exact sum of numbers as they are written. */
typedef struct exact_sum {
        prg__wide mantissa;
        unsigned decimals;
        size_t count;
        const prg_item *unit; /* of the numbers; NULL: the indicator's own */
        int is_unknown;       /* something is not a number, or of another unit, or too large to add */
} exact_sum;

typedef struct wide_column {
        prg__column column;      /* its kind is PRG__COLUMN_CELL for values, or what the mapping says */
        prg__column *dimensions; /* of a column of values: what each header row says of it */
        int is_total;
        prg__column_kind over;   /* of a total column: what it sums over; PRG__COLUMN_BROKEN: several things */
        exact_sum above;               /* of the rows so far */
        char *pending;           /* the text of a total row above all others; NULL: none */
} wide_column;

typedef struct wide {
        prg__values *reader;
        prg__arena texts;
        const char ***header;    /* header rows x columns, blank cells filled */
        const char ***own;       /* the same as they are written */
        size_t *rows;            /* the number of each header row in the sheet */
        wide_column *fields;
        size_t count;
        prg__draft constants;
        size_t data_rows;        /* rows of values so far */
        size_t pending_row;      /* the number of a total row that stood above them; 0: none */
} wide;

/* ---- findings ---- */

static int find_header(wide *it, size_t row, const char *label, const char *expected, const char *message)
{
        prg__where where = { .row = row, .column = label };
        it->reader->unusable = 1;
        return prg__values_find(it->reader, &where, PRG_FINDING_HEADER, PRG_SEVERITY_ERROR, PRG_ESCHEMA, expected, NULL,
                "%s", message);
}

static int is_listed(prg__values *reader, const prg__pairs *pairs, const char *text, int *listed)
{
        prg__pair *pair;
        int code = *text ? prg__values_pair(reader, pairs, text, &pair) : 0;
        if (code == 0 && *text && pair)
                *listed = 1;
        return code;
}

/* ---- the header ---- */

/* A header row as written and filled: a blank cell of all rows but the last takes the text left of it, since
 * merged cells are exported so. */
static int take_header_row(wide *it, size_t row)
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

static int read_header_rows(wide *it)
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
                        return (code = find_header(it, reader->sheet.row, NULL, "the header rows that the mapping names",
                                        "the sheet ends in its header")) < 0 ? code : PRG_END;
                if (reader->sheet.row <= reader->mapping.skip_rows)
                        continue;
                if (row > 0 && reader->sheet.count != it->count)
                        return (code = find_header(it, reader->sheet.row, NULL, "as many cells in each header row",
                                        "header rows of different lengths")) < 0 ? code : PRG_END;
                it->count = reader->sheet.count;
                if ((code = take_header_row(it, row++)) < 0)
                        return code;
        }
        return 0;
}

/* What the mapping says of a column by one of its header texts, or by its number. */
static int find_mapped(wide *it, size_t index, prg__pair **pair)
{
        prg__values *reader = it->reader;
        int code = 0;
        *pair = NULL;
        for (size_t row = 0; code == 0 && *pair == NULL && row < reader->mapping.header_rows; row++)
                if (*it->own[row][index])
                        code = prg__values_pair(reader, &reader->mapping.columns, it->own[row][index], pair);
        if (code < 0 || *pair)
                return code;
        reader->scratch.length = 0;
        code = prg__buf_format(&reader->scratch, "#%zu", index + 1);
        return code < 0 ? code : prg__values_pair(reader, &reader->mapping.columns, reader->scratch.data, pair);
}

/* The texts of a column, joined: what findings call it. NULL without memory. */
static const char *label_of(wide *it, size_t index, int *is_blank)
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
        return code < 0 ? NULL : prg__arena_text(&it->texts, buf->length ? buf->data : "", buf->length);
}

/* Whether it is a total, and over what: the meaning of the row that says so, unless the cell goes down
 * through others that say nothing more. */
static int find_total(wide *it, wide_column *field, size_t index)
{
        prg__values *reader = it->reader;
        prg__pair *meaning = reader->mapping.header.first;
        int code = 0;
        for (size_t row = 0; code == 0 && row < reader->mapping.header_rows; row++, meaning = meaning->next) {
                int listed = 0;
                const char *text = it->header[row][index];
                code = is_listed(reader, &reader->mapping.total_columns, text, &listed);
                if (!listed && !(field->is_total && *text == '\0'))
                        continue;
                if (meaning->target.kind != PRG__COLUMN_IGNORED)
                        field->over = field->is_total && field->over != PRG__COLUMN_IGNORED ? PRG__COLUMN_BROKEN
                                                                                          : meaning->target.kind;
                field->is_total = 1;
                field->dimensions[row].target.kind = PRG__COLUMN_IGNORED;
        }
        return code;
}

/* What the header rows say of a column of values, checked once. */
static int read_dimensions(wide *it, wide_column *field, size_t index)
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
                        code = find_header(it, it->rows[row], field->column.label, prg__target_name(&dimension->target),
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
static int read_field(wide *it, wide_column *field, size_t index)
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
                        return find_header(it, it->rows[0], pair->from, NULL, "the sheet has two columns that are called so");
                pair->is_used = 1;
                field->column.target = pair->target;
                field->column.words = prg__values_words(reader, &pair->target);
                return 0;
        }
        for (size_t row = 0; code == 0 && row < reader->mapping.header_rows; row++)
                code = is_listed(reader, &reader->mapping.ignore, it->header[row][index], &ignored);
        if (code < 0 || ignored || is_blank) {
                field->column.target.kind = ignored ? PRG__COLUMN_IGNORED : PRG__COLUMN_UNNAMED;
                return code;
        }
        field->column.target.kind = PRG__COLUMN_CELL;
        return 0;
}

static int read_header(wide *it)
{
        int code = read_header_rows(it);
        if (code != 0)
                return code;
        it->fields = prg__arena_alloc(&it->texts, (it->count + 1) * sizeof *it->fields);
        if (it->fields == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < it->count; i++)
                code = read_field(it, &it->fields[i], i);
        /* A column that is not found is most often there under another name, and would be taken for values. */
        int is_complete = 1;
        for (const prg__pair *pair = it->reader->mapping.columns.first; code == 0 && pair; pair = pair->next)
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
        return code;
}

/* ---- sums ---- */

static void sum_forget(exact_sum *to)
{
        to->is_unknown = 1;
}

static void sum_add(exact_sum *to, prg__wide mantissa, unsigned decimals, const prg_item *unit)
{
        if (to->count++ == 0)
                to->unit = unit;
        if (to->unit != unit)
                sum_forget(to);
        unsigned most = decimals > to->decimals ? decimals : to->decimals;
        if (to->is_unknown || prg__wide_scale(&to->mantissa, to->mantissa, most - to->decimals) < 0
            || prg__wide_scale(&mantissa, mantissa, most - decimals) < 0
            || prg__wide_add(&to->mantissa, to->mantissa, mantissa) < 0)
                sum_forget(to);
        to->decimals = most;
}

/* Whether the values of an indicator make sums over a dimension. */
static int adds(const prg_item *item, prg__column_kind over)
{
        const prg__indicator *indicator = (const prg__indicator *)item;
        if (indicator == NULL)
                return 0;
        if (over == PRG__COLUMN_PERIOD)
                return indicator->kind == PRG__KIND_FLOW && (indicator->over_time == 0 || indicator->over_time == PRG__OVER_SUM);
        if (over != PRG__COLUMN_AREA && over != PRG__COLUMN_CATEGORY)
                return 0;
        return (indicator->kind == PRG__KIND_FLOW || indicator->kind == PRG__KIND_STOCK)
                && (indicator->over_areas == 0 || indicator->over_areas == PRG__OVER_SUM);
}

/* A total that stands in the sheet, against the sum. */
static int compare_total(wide *it, size_t row, const char *label, const char *text, const exact_sum *sum)
{
        prg__values *reader = it->reader;
        prg_decimal stated;
        prg_state state;
        char found[PRG__QUOTE_SIZE], expected[PRG__WIDE_TEXT_SIZE];
        prg__where where = { .row = row, .column = label };
        int code = prg__draft_read_value(reader, &text, &state);
        if (code < 0 || state != PRG_STATE_VALUE || *text == '\0' || sum->is_unknown || sum->count == 0)
                return code;
        int is_number = prg_decimal_parse(&stated, text, strlen(text), reader->form) == 0;
        reader->summary.totals++;
        if (is_number && prg__wide_compare_products(stated.mantissa, prg__wide_power_of_ten(sum->decimals), sum->mantissa,
                                 prg__wide_power_of_ten(stated.decimals)) == 0)
                return 0;
        prg__wide_write(expected, sum->mantissa, sum->decimals, reader->form & 0xFFu);
        return prg__values_find(reader, &where, PRG_FINDING_TOTAL_ROW, PRG_SEVERITY_WARNING, 0, expected, NULL,
                "the total '%s' is not the sum of its parts", prg__values_quote(found, text));
}

/* ---- rows ---- */

/* What stands in the cells that say what the row is about, or that say nothing. */
static int row_is_listed(wide *it, const prg__pairs *pairs, int *listed)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < it->count; i++)
                if (it->fields[i].column.target.kind != PRG__COLUMN_CELL)
                        code = is_listed(it->reader, pairs, prg__sheet_cell(&it->reader->sheet, i), listed);
        return code;
}

/* A note below the table begins with one of the texts. */
static int row_is_ignored(wide *it, int *ignored)
{
        const prg__pairs *pairs = &it->reader->mapping.ignore_rows;
        for (size_t i = 0; pairs->first && i < it->count; i++) {
                if (it->fields[i].column.target.kind == PRG__COLUMN_CELL)
                        continue;
                const char *folded = prg__values_fold(it->reader, prg__sheet_cell(&it->reader->sheet, i));
                prg_buf begin = PRG_BUF_INIT;
                int code = folded ? 0 : PRG_ENOMEM;
                for (const prg__pair *pair = pairs->first; code == 0 && pair; pair = pair->next) {
                        begin.length = 0;
                        code = prg_text_fold(&begin, pair->from, strlen(pair->from), 0);
                        if (code == 0 && begin.length && strncmp(folded, begin.data, begin.length) == 0)
                                *ignored = 1;
                }
                prg_buf_dispose(&begin);
                if (code < 0)
                        return code;
        }
        return 0;
}

static int has_values(const wide *it)
{
        for (size_t i = 0; i < it->count; i++)
                if (it->fields[i].column.target.kind >= PRG__COLUMN_CELL && !it->fields[i].is_total
                    && it->fields[i].column.target.kind != PRG__COLUMN_IGNORED && *prg__sheet_cell(&it->reader->sheet, i))
                        return 1;
        return 0;
}

/* What the row says, and the scope that its words mean. */
static int read_row_head(wide *it, prg__draft *draft)
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
                if (code == 0 && (code = prg__values_pair(reader, &reader->mapping.scope, text, &scope)) == 0 && scope)
                        draft->key.scope = strcmp(scope->to, prg_scope_name(PRG_SCOPE_OWN)) == 0 ? PRG_SCOPE_OWN
                                                                                                : PRG_SCOPE_TOTAL;
        }
        return code;
}

/* What a cell is about: what its row says, and what its column says. */
static int complete(wide *it, size_t index, const prg__draft *row, prg__draft *cell)
{
        wide_column *field = &it->fields[index];
        prg__where where = { .row = it->reader->sheet.row, .column = field->column.label };
        int code = 0;
        *cell = *row;
        cell->labels[PRG__COLUMN_VALUE] = field->column.label;
        for (size_t i = 0; code == 0 && i < it->reader->mapping.header_rows; i++)
                if (field->dimensions[i].target.kind != PRG__COLUMN_IGNORED && *it->header[i][index])
                        code = prg__draft_put(it->reader, cell, &field->dimensions[i], it->header[i][index], &where);
        return code;
}

/* The number of a cell goes into the sum of its column, as it is written. */
static int count_cell(wide *it, size_t index, const prg__draft *cell, const char *text)
{
        wide_column *field = &it->fields[index];
        prg_decimal number;
        prg_state state;
        int code = prg__draft_read_value(it->reader, &text, &state);
        if (code < 0 || cell->key.scope == PRG_SCOPE_TOTAL)
                return code;
        if (state == PRG_STATE_SUPPRESSED)
                sum_forget(&field->above);
        if (state != PRG_STATE_VALUE || *text == '\0')
                return 0;
        if (cell->faults || prg_decimal_parse(&number, text, strlen(text), it->reader->form) < 0)
                sum_forget(&field->above);
        else
                sum_add(&field->above, number.mantissa, number.decimals, cell->value.unit);
        return 0;
}

/* Whether a column of values belongs to the parts of a total column: the same in everything but what the
 * total sums over. */
static int is_part(const wide *it, size_t index, size_t total)
{
        const wide_column *part = &it->fields[index], *whole = &it->fields[total];
        if (part->column.target.kind != PRG__COLUMN_CELL || part->is_total)
                return 0;
        for (size_t row = 0; row < it->reader->mapping.header_rows; row++)
                if (whole->dimensions[row].target.kind != PRG__COLUMN_IGNORED
                    && strcmp(it->header[row][index], it->header[row][total]) != 0)
                        return 0;
        return 1;
}

static int compare_total_columns(wide *it, const prg__draft *row)
{
        int code = 0;
        for (size_t total = 0; code == 0 && total < it->count; total++) {
                wide_column *field = &it->fields[total];
                exact_sum sum = { 0 };
                prg__draft cell, part;
                if (!field->is_total || field->column.target.kind != PRG__COLUMN_CELL)
                        continue;
                const prg_item *indicator = NULL;
                code = complete(it, total, row, &cell);
                for (size_t i = 0; code == 0 && i < total; i++) {
                        const char *text = prg__sheet_cell(&it->reader->sheet, i);
                        prg_decimal number;
                        prg_state state;
                        if (!is_part(it, i, total) || (code = complete(it, i, row, &part)) < 0)
                                continue;
                        if (indicator && indicator != part.key.indicator)
                                sum.is_unknown = 1;
                        indicator = part.key.indicator;
                        code = prg__draft_read_value(it->reader, &text, &state);
                        if (state == PRG_STATE_SUPPRESSED)
                                sum.is_unknown = 1;
                        if (code < 0 || state != PRG_STATE_VALUE || *text == '\0')
                                continue;
                        if (prg_decimal_parse(&number, text, strlen(text), it->reader->form) < 0)
                                sum.is_unknown = 1;
                        else
                                sum_add(&sum, number.mantissa, number.decimals, NULL);
                }
                if (code == 0 && adds(indicator, field->over))
                        code = compare_total(it, it->reader->sheet.row, field->column.label,
                                prg__sheet_cell(&it->reader->sheet, total), &sum);
        }
        return code;
}

static int read_data_row(wide *it)
{
        prg__values *reader = it->reader;
        prg__draft row = it->constants, cell;
        prg__where where = { .row = reader->sheet.row };
        if (!has_values(it) && !reader->mapping.empty_is_missing)
                return 0;
        reader->summary.rows++;
        it->data_rows++;
        int code = read_row_head(it, &row);
        for (size_t i = 0; code == 0 && i < it->count; i++) {
                wide_column *field = &it->fields[i];
                const char *text = prg__sheet_cell(&reader->sheet, i);
                if (field->column.target.kind == PRG__COLUMN_UNNAMED && *text)
                        code = prg__values_find(reader, &where, PRG_FINDING_CSV_SYNTAX, PRG_SEVERITY_ERROR, PRG_ESYNTAX,
                                NULL, NULL, "a cell stands in a column without a header");
                if (field->column.target.kind != PRG__COLUMN_CELL || field->is_total
                    || (*text == '\0' && !reader->mapping.empty_is_missing))
                        continue;
                code = complete(it, i, &row, &cell);
                cell.value_text = text;
                if (code == 0)
                        code = prg__draft_finish(reader, &cell, reader->sheet.row);
                if (code == 0)
                        code = count_cell(it, i, &cell, text);
        }
        return code < 0 || row.faults ? code : compare_total_columns(it, &row);
}

/* A total row below its parts is compared at once; one above them waits for the end of the sheet. */
static int read_total_row(wide *it)
{
        prg__values *reader = it->reader;
        int code = 0, waits = it->data_rows == 0;
        if (waits && it->pending_row)
                return 0;
        for (size_t i = 0; code == 0 && i < it->count; i++) {
                wide_column *field = &it->fields[i];
                const char *text = prg__sheet_cell(&reader->sheet, i);
                prg__draft cell;
                if (field->column.target.kind != PRG__COLUMN_CELL || field->is_total)
                        continue;
                if (waits) {
                        field->pending = prg__arena_text(&it->texts, text, strlen(text));
                        code = field->pending ? 0 : PRG_ENOMEM;
                        continue;
                }
                code = complete(it, i, &it->constants, &cell);
                if (code == 0 && adds(cell.key.indicator, PRG__COLUMN_AREA))
                        code = compare_total(it, reader->sheet.row, field->column.label, text, &field->above);
        }
        if (waits)
                it->pending_row = reader->sheet.row;
        return code < 0 ? code : compare_total_columns(it, &it->constants);
}

static int compare_pending(wide *it)
{
        int code = 0;
        prg__draft cell;
        for (size_t i = 0; code == 0 && it->pending_row && i < it->count; i++) {
                wide_column *field = &it->fields[i];
                if (field->pending == NULL || (code = complete(it, i, &it->constants, &cell)) < 0)
                        continue;
                if (adds(cell.key.indicator, PRG__COLUMN_AREA))
                        code = compare_total(it, it->pending_row, field->column.label, field->pending, &field->above);
        }
        return code;
}

static int read_row(wide *it)
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
                return prg__values_find(reader, &where, PRG_FINDING_CSV_SYNTAX, PRG_SEVERITY_ERROR, PRG_ESYNTAX,
                        "as many cells as the header", NULL, "the row has %s cells than the header",
                        reader->sheet.count < it->count ? "fewer" : "more");
        }
        return is_total ? read_total_row(it) : read_data_row(it);
}

int prg__values_read_wide(prg__values *reader)
{
        wide it = { .reader = reader };
        prg__sheet_event event = PRG__SHEET_ROW;
        prg__arena_init(&it.texts);
        prg__draft_init(reader, &it.constants);
        int code = prg__draft_put_constants(reader, &it.constants);
        if (code == 0)
                code = reader->code == 0 ? read_header(&it) : PRG_END;
        while (code == 0 && event != PRG__SHEET_END && (code = prg__sheet_next(reader, &event)) == 0)
                if (event == PRG__SHEET_ROW)
                        code = read_row(&it);
        if (code == 0)
                code = compare_pending(&it);
        for (size_t i = 0; it.fields && i < it.count; i++) {
                prg__column_dispose(&it.fields[i].column);
                for (size_t row = 0; it.fields[i].dimensions && row < reader->mapping.header_rows; row++)
                        prg__column_dispose(&it.fields[i].dimensions[row]);
        }
        prg__arena_dispose(&it.texts);
        return code == PRG_END ? 0 : code;
}
