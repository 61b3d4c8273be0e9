/* Tables as CSV: a line for each cell with everything that is known of it, or a pivot of the values.
 *
 * Ids and words that a spreadsheet would run as a formula get an apostrophe in front; numbers stay as they are. */
#include <string.h>

#include "calc/table/table_write.h"
#include "util/buf.h"
#include "util/csv.h"
#include "util/error.h"

#define BLOCK 65536

typedef struct csv_writer {
        const prg_table *table;
        const prg_sink *sink;
        prg_table_options options;
        int code;      /* the first error; nothing is written behind it */
        int row_begun;
        int formulas;  /* some indicator has a formula of the query: there is a column for it */
        prg_buf out, cell;
} csv_writer;

/* ---- cells ---- */

static void add(csv_writer *writer, const char *text, size_t length)
{
        if (writer->code == 0 && writer->row_begun)
                writer->code = prg__buf_append(&writer->out, &writer->options.separator, 1);
        writer->row_begun = 1;
        if (writer->code == 0)
                writer->code = prg__csv_write(&writer->out, text, length, writer->options.separator);
}

static void end_row(csv_writer *writer)
{
        writer->row_begun = 0;
        if (writer->code == 0)
                writer->code = prg__buf_append(&writer->out, "\n", 1);
        if (writer->code == 0 && writer->out.length >= BLOCK)
                writer->code = prg__table_flush(&writer->out, writer->sink);
}

static int is_number(const char *text)
{
        size_t length = strspn(text, "0123456789.,");
        return length > 0 && text[length] == '\0';
}

/* What is in `cell`, as text. */
static void add_text(csv_writer *writer)
{
        const char *text = writer->cell.data ? writer->cell.data : "";
        int runs = *text != '\0' && (strchr("=+@\t\r", *text) != NULL || (*text == '-' && !is_number(text + 1)));
        if (writer->code == 0 && runs) {
                writer->code = prg__buf_append(&writer->cell, "", 1); /* room for one more character */
                if (writer->code < 0)
                        return;
                memmove(writer->cell.data + 1, writer->cell.data, writer->cell.length - 1);
                writer->cell.data[0] = '\'';
        }
        add(writer, writer->cell.data ? writer->cell.data : "", writer->cell.length);
}

static void add_word(csv_writer *writer, const char *word)
{
        writer->cell.length = 0;
        if (writer->code == 0)
                writer->code = prg__buf_text(&writer->cell, word ? word : "");
        add_text(writer);
}

static void add_count(csv_writer *writer, size_t count)
{
        writer->cell.length = 0;
        if (writer->code == 0)
                writer->code = prg__buf_format(&writer->cell, "%zu", count);
        add(writer, writer->cell.data, writer->cell.length);
}

/* Of the other operand, if there is one. */
static void add_other(csv_writer *writer, const prg__cell *cell, size_t count)
{
        if (cell->other_reported || cell->other_expected)
                add_count(writer, count);
        else
                add(writer, "", 0);
}

/* The value; where there is none the state, unless a column of its own says it. */
static void add_value(csv_writer *writer, const prg__cell *cell, int alone)
{
        if (cell->state != PRG_STATE_VALUE) {
                add_word(writer, alone ? prg_state_name(cell->state) : "");
        } else if (cell->category) {
                add_word(writer, prg_item_id(cell->category));
        } else {
                writer->cell.length = 0;
                if (writer->code == 0)
                        writer->code = prg__table_number_text(
                                &writer->cell, cell, &cell->number, writer->options.form);
                add(writer, writer->cell.data, writer->cell.length);
        }
}

static void add_bound(csv_writer *writer, const prg__cell *cell, const prg__number *bound)
{
        writer->cell.length = 0;
        if (writer->code == 0 && cell->has_bounds)
                writer->code = prg__table_number_text(&writer->cell, cell, bound, writer->options.form);
        add(writer, writer->cell.data, writer->cell.length);
}

static void add_marks(csv_writer *writer, unsigned marks)
{
        writer->cell.length = 0;
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                if (writer->code == 0 && marks >> bit & 1)
                        writer->code = prg__buf_format(&writer->cell, "%s%s", writer->cell.length > 0 ? " " : "",
                                prg_mark_name(1u << bit));
        add(writer, writer->cell.data, writer->cell.length);
}

static void add_fraction(csv_writer *writer, const prg__cell *cell)
{
        prg_buf denominator = PRG_BUF_INIT;
        writer->cell.length = 0;
        if (writer->code == 0 && cell->state == PRG_STATE_VALUE && cell->exactness == PRG_QUOTIENT)
                writer->code = prg__table_fraction_text(&writer->cell, &denominator, &cell->number);
        add(writer, writer->cell.data, writer->cell.length);
        add(writer, denominator.data, denominator.length);
        prg_buf_dispose(&denominator);
}

/* ---- long ---- */

static const char *const columns[] = { "indicator", "breakdown", "area", "period", "measure", "value", "state",
        "reason", "quality", "marks", "reported", "expected", "other_reported", "other_expected", "lower", "upper",
        "exactness", "numerator", "denominator" };
#define COLUMNS (sizeof columns / sizeof *columns)

static void write_cell(csv_writer *writer, const size_t place[PRG_AXES])
{
        prg__cell room;
        const prg__cell *cell = prg__table_shown(writer->table, place, &room);
        int is_value = cell->state == PRG_STATE_VALUE;
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                add_word(writer, prg_table_id(writer->table, (prg_axis)axis, place[axis]));
        add_value(writer, cell, 0);
        add_word(writer, prg_state_name(cell->state));
        add_word(writer, cell->reason == PRG_REASON_NONE ? NULL : prg_reason_name(cell->reason));
        add_word(writer, prg_quality_name(cell->quality));
        add_marks(writer, cell->marks);
        add_count(writer, cell->reported);
        add_count(writer, cell->expected);
        add_other(writer, cell, cell->other_reported);
        add_other(writer, cell, cell->other_expected);
        add_bound(writer, cell, &cell->lower);
        add_bound(writer, cell, &cell->upper);
        add_word(writer, is_value ? prg_exactness_name(cell->exactness) : NULL);
        add_fraction(writer, cell);
        if (writer->formulas)
                add_word(writer, prg_table_formula(writer->table, place[PRG_AXIS_INDICATORS]));
        end_row(writer);
}

static void write_long(csv_writer *writer)
{
        prg__side all = PRG__SIDE_INIT;
        size_t place[PRG_AXES];
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                prg__side_add(&all, writer->table, (prg_axis)axis);
        for (size_t i = 0; i < COLUMNS; i++)
                add(writer, columns[i], strlen(columns[i]));
        for (size_t i = 0; i < prg_table_size(writer->table, PRG_AXIS_INDICATORS); i++)
                writer->formulas |= prg_table_formula(writer->table, i) != NULL;
        if (writer->formulas)
                add(writer, "formula", strlen("formula"));
        end_row(writer);
        for (size_t i = 0; writer->code == 0 && i < all.size; i++) {
                prg__side_place(&all, writer->table, i, place);
                write_cell(writer, place);
        }
}

/* ---- pivot ---- */

static void write_heading(csv_writer *writer, const prg__side *across, const size_t place[PRG_AXES])
{
        writer->cell.length = 0;
        for (size_t i = 0; writer->code == 0 && i < across->count; i++) {
                prg_axis axis = across->axes[i];
                writer->code = prg__buf_format(&writer->cell, "%s%s", i > 0 ? " / " : "",
                        prg_table_id(writer->table, axis, place[axis]));
        }
        add_text(writer);
}

static void write_pivot(csv_writer *writer)
{
        prg__side down = PRG__SIDE_INIT, across = PRG__SIDE_INIT;
        size_t place[PRG_AXES];
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                prg__side_add(writer->options.down >> axis & 1 ? &down : &across, writer->table, (prg_axis)axis);
        for (size_t i = 0; i < down.count; i++)
                add(writer, columns[down.axes[i]], strlen(columns[down.axes[i]]));
        for (size_t i = 0; writer->code == 0 && i < across.size; i++) {
                prg__side_place(&across, writer->table, i, place);
                if (across.count > 0)
                        write_heading(writer, &across, place);
                else
                        add_word(writer, "value");
        }
        end_row(writer);
        for (size_t i = 0; writer->code == 0 && i < down.size; i++) {
                prg__side_place(&down, writer->table, i, place);
                for (size_t j = 0; j < down.count; j++)
                        add_word(writer, prg_table_id(writer->table, down.axes[j], place[down.axes[j]]));
                for (size_t j = 0; writer->code == 0 && j < across.size; j++) {
                        prg__side_place(&across, writer->table, j, place);
                        prg__cell room;
                        add_value(writer, prg__table_shown(writer->table, place, &room), 1);
                }
                end_row(writer);
        }
}

int prg_table_write_csv(const prg_table *table, const prg_sink *sink, const prg_table_options *options)
{
        csv_writer writer = { .table = table, .sink = sink };
        writer.code = prg__table_options(&writer.options, table, sink, options);
        if (writer.code < 0)
                return writer.code;
        if (writer.options.separator == '\0' || strchr(",;\t", writer.options.separator) == NULL)
                return prg__error(PRG_EINVALID, NULL, "character %d separates no cells; expected ',', ';' or a tab",
                        writer.options.separator);
        if (writer.options.down != 0)
                write_pivot(&writer);
        else
                write_long(&writer);
        if (writer.code == 0)
                writer.code = prg__table_flush(&writer.out, sink);
        prg_buf_dispose(&writer.out);
        prg_buf_dispose(&writer.cell);
        return writer.code;
}
