/* Tables as text for people.
 *
 * Axes with one entry stand in the heading. Of the others the areas go down; where there is one area, the longest
 * of the others does. What goes across has a header row for each axis, a label once for its group.
 *
 * The table is gone through twice: for the width of each column, and to write it. A column has two parts, the
 * number, which ends where its neighbours end, and the signs behind it. What the legend explains is gathered on
 * the first way. */
#include <string.h>

#include <libprogram/text.h>

#include "calc/query/suppose.h"
#include "calc/table/table_words.h"
#include "calc/table/table_write.h"
#include "util/buf.h"
#include "util/memory.h"
#include "util/sink.h"

#define GAP 2
#define REASONS (PRG_REASON_VALIDITY + 1)

typedef struct column {
        size_t number, signs;
} column;

typedef struct text_writer {
        const prg_table *table;
        const prg_sink *sink;
        prg_table_options options;
        int vietnamese;
        int code; /* the first error; nothing is written behind it */
        prg__side down, across;
        size_t labels[PRG_AXES]; /* widths of what goes down */
        column *columns;
        size_t blanks;           /* owed to the line, unless it ends here */
        prg_buf line, number, signs, label;
        unsigned states, qualities; /* bits of those that were shown */
        int coverage, bounds;
        unsigned notes[REASONS];    /* the number of the note on a reason; 0 for none */
        prg_reason noted[REASONS];
        unsigned note_count;
        size_t mark_cells[PRG_MARKS];
} text_writer;

/* ---- lines ---- */

static void put(text_writer *writer, const char *text)
{
        for (; writer->code == 0 && writer->blanks > 0 && *text; writer->blanks--)
                writer->code = prg__buf_append(&writer->line, " ", 1);
        if (writer->code == 0)
                writer->code = prg__buf_text(&writer->line, text);
}

static void end_line(text_writer *writer)
{
        writer->blanks = 0;
        if (writer->code == 0)
                writer->code = prg__buf_append(&writer->line, "\n", 1);
        if (writer->code == 0)
                writer->code = prg__table_flush(&writer->line, writer->sink);
}

static size_t width_of(const char *text)
{
        size_t columns = 0;
        prg_text_width(&columns, text, strlen(text));
        return columns;
}

static size_t larger(size_t a, size_t b)
{
        return a > b ? a : b;
}

/* ---- labels ---- */

/* Control characters would move what stands behind them, or worse. */
static void blank_controls(char *text)
{
        for (; *text; text++)
                if ((unsigned char)*text < ' ' || *text == 0x7f)
                        *text = ' ';
                else if (memcmp(text, "\xc2\x80", 2) >= 0 && memcmp(text, "\xc2\xa0", 2) < 0)
                        text[0] = text[1] = ' ';
}

static void add_label(text_writer *writer, const char *text)
{
        if (writer->code == 0)
                writer->code = prg__buf_text(&writer->label, text);
}

static void add_unit(text_writer *writer, const prg_item *unit)
{
        const char *symbol = writer->options.ids ? prg_item_id(unit) : prg_item_text(unit, "symbol");
        add_label(writer, " (");
        add_label(writer, symbol ? symbol : prg_item_name(unit, writer->options.language));
        add_label(writer, ")");
}

/* What stands at a place of an axis, with its unit; valid until the next label. */
static const char *label_of(text_writer *writer, prg_axis axis, size_t index)
{
        const char *text = writer->options.ids
                                   ? prg_table_id(writer->table, axis, index)
                                   : prg_table_label(writer->table, axis, index, writer->options.language);
        writer->label.length = 0;
        add_label(writer, text);
        if (axis == PRG_AXIS_INDICATORS) {
                const prg_item *unit = prg_item_get(prg_table_indicator(writer->table, index), "unit");
                if (unit)
                        add_unit(writer, unit);
        }
        if (axis == PRG_AXIS_MEASURES && prg__measure_is_percent((prg_measure)prg_table_measure(writer->table, index))
            && strchr(text, '%') == NULL)
                add_label(writer, " (%)");
        if (writer->code < 0)
                return "";
        blank_controls(writer->label.data);
        return writer->label.data;
}

/* ---- cells ---- */

static unsigned note_on(text_writer *writer, prg_reason reason)
{
        if (writer->notes[reason] == 0) {
                writer->noted[writer->note_count] = reason;
                writer->notes[reason] = ++writer->note_count;
        }
        return writer->notes[reason];
}

/* Small raised digits, as footnotes have them. */
static int add_raised(prg_buf *out, unsigned number)
{
        static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
        int code = number >= 10 ? prg__buf_text(out, digits[number / 10 % 10]) : 0;
        return code < 0 ? code : prg__buf_text(out, digits[number % 10]);
}

static int add_bounds(text_writer *writer, const prg__cell *cell)
{
        unsigned form = writer->options.form;
        int code = prg__buf_text(&writer->signs, " [");
        if (code == 0)
                code = prg__table_number_text(&writer->signs, cell, &cell->lower, form);
        if (code == 0)
                code = prg__buf_text(&writer->signs, "; ");
        if (code == 0)
                code = prg__table_number_text(&writer->signs, cell, &cell->upper, form);
        return code < 0 ? code : prg__buf_text(&writer->signs, "]");
}

static int add_signs(text_writer *writer, const prg__cell *cell)
{
        int is_value = cell->state == PRG_STATE_VALUE, code = 0;
        if (is_value && cell->quality == PRG_QUALITY_ESTIMATE)
                code = prg__buf_text(&writer->signs, "*");
        if (is_value && cell->quality == PRG_QUALITY_PRELIMINARY)
                code = prg__buf_text(&writer->signs, "°");
        if (code == 0 && !is_value && cell->reason != PRG_REASON_NONE)
                code = add_raised(&writer->signs, note_on(writer, cell->reason));
        if (code == 0 && is_value && cell->reported < cell->expected)
                code = prg__buf_format(&writer->signs, " (%zu/%zu)", cell->reported, cell->expected);
        return code == 0 && cell->has_bounds ? add_bounds(writer, cell) : code;
}

/* Fills `number` and `signs`. */
static void format_cell(text_writer *writer, const prg__cell *cell)
{
        writer->number.length = writer->signs.length = 0;
        if (writer->code < 0)
                return;
        if (cell->state != PRG_STATE_VALUE)
                writer->code = prg__buf_text(&writer->number, prg__state_sign(cell->state));
        else if (cell->category)
                writer->code = prg__buf_text(&writer->number, writer->options.ids
                                ? prg_item_id(cell->category)
                                : prg_item_name(cell->category, writer->options.language));
        else
                writer->code = prg__table_number_text(&writer->number, cell, &cell->number, writer->options.form);
        if (writer->code == 0)
                blank_controls(writer->number.data);
        if (writer->code == 0)
                writer->code = prg__buf_text(&writer->signs, ""); /* so that there is a text */
        if (writer->code == 0 && writer->options.details)
                writer->code = add_signs(writer, cell);
}

static void gather(text_writer *writer, const prg__cell *cell)
{
        writer->states |= 1u << cell->state;
        if (!writer->options.details)
                return;
        if (cell->state == PRG_STATE_VALUE) {
                writer->qualities |= 1u << cell->quality;
                writer->coverage |= cell->reported < cell->expected;
        }
        writer->bounds |= cell->has_bounds;
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                writer->mark_cells[bit] += cell->marks >> bit & 1;
}

/* ---- the first way: widths ---- */

static size_t width_of_columns(const text_writer *writer, size_t first, size_t count)
{
        size_t width = (count - 1) * GAP;
        for (size_t i = first; i < first + count; i++)
                width += writer->columns[i].number + writer->columns[i].signs;
        return width;
}

/* Labels across; from the last row up, since a group is as wide as what stands below it. */
static void measure_header(text_writer *writer)
{
        size_t place[PRG_AXES];
        for (size_t row = writer->across.count; row-- > 0;) {
                size_t run = prg__side_run(&writer->across, writer->table, row);
                for (size_t i = 0; writer->code == 0 && i < writer->across.size; i += run) {
                        prg__side_place(&writer->across, writer->table, i, place);
                        prg_axis axis = writer->across.axes[row];
                        size_t label = width_of(label_of(writer, axis, place[axis]));
                        size_t width = width_of_columns(writer, i, run);
                        if (label > width)
                                writer->columns[i + run - 1].number += label - width;
                }
        }
}

static void measure_labels(text_writer *writer)
{
        for (size_t i = 0; i < writer->down.count; i++) {
                prg_axis axis = writer->down.axes[i];
                size_t width = width_of(prg__word_axis(axis, writer->vietnamese));
                for (size_t j = 0; writer->code == 0 && j < prg_table_size(writer->table, axis); j++)
                        width = larger(width, width_of(label_of(writer, axis, j)));
                writer->labels[i] = width;
        }
}

static void measure(text_writer *writer, size_t place[PRG_AXES])
{
        for (size_t i = 0; writer->code == 0 && i < writer->down.size; i++) {
                prg__side_place(&writer->down, writer->table, i, place);
                for (size_t j = 0; writer->code == 0 && j < writer->across.size; j++) {
                        column *at = &writer->columns[j];
                        prg__side_place(&writer->across, writer->table, j, place);
                        prg__cell room;
                        const prg__cell *cell = prg__table_shown(writer->table, place, &room);
                        format_cell(writer, cell);
                        gather(writer, cell);
                        if (writer->code < 0)
                                return;
                        at->number = larger(at->number, width_of(writer->number.data));
                        at->signs = larger(at->signs, width_of(writer->signs.data));
                }
        }
        measure_labels(writer);
        measure_header(writer);
}

/* ---- the second way ---- */

/* Ends a line with a formula in it, which may be written in several. */
static void end_clean(text_writer *writer)
{
        if (writer->code == 0)
                blank_controls(writer->line.data);
        end_line(writer);
}

static void write_heading(text_writer *writer)
{
        int titled = prg_table_size(writer->table, PRG_AXIS_INDICATORS) == 1, begun = 0;
        if (titled) {
                put(writer, label_of(writer, PRG_AXIS_INDICATORS, 0));
                end_line(writer);
        }
        for (prg_axis axis = PRG_AXIS_BREAKDOWNS; axis <= PRG_AXIS_MEASURES; axis++) {
                if (prg_table_size(writer->table, axis) != 1)
                        continue;
                /* That it is the value, of everything, is what a reader takes for granted. */
                if (axis == PRG_AXIS_MEASURES && prg_table_measure(writer->table, 0) == PRG_MEASURE_VALUE)
                        continue;
                if (axis == PRG_AXIS_BREAKDOWNS && strcmp(prg_table_id(writer->table, axis, 0), "total") == 0)
                        continue;
                put(writer, begun ? " · " : "");
                put(writer, label_of(writer, axis, 0));
                begun = 1;
        }
        if (begun)
                end_line(writer);
        if (prg__query_supposes(writer->table->query)) {
                put(writer, prg__word_text(PRG__WORD_WHAT_IF, writer->vietnamese));
                put(writer, ": ");
                if (writer->code == 0)
                        writer->code = prg__query_put_what_if(&writer->line, writer->table->query);
                end_clean(writer);
                begun = 1;
        }
        if (titled || begun)
                end_line(writer);
}

static void write_header_row(text_writer *writer, size_t row)
{
        size_t place[PRG_AXES];
        int last = row + 1 >= writer->across.count;
        for (size_t i = 0; i < writer->down.count; i++) {
                const char *text = last ? prg__word_axis(writer->down.axes[i], writer->vietnamese) : "";
                put(writer, text);
                writer->blanks += writer->labels[i] - width_of(text) + GAP;
        }
        if (row < writer->across.count) {
                size_t run = prg__side_run(&writer->across, writer->table, row);
                for (size_t i = 0; writer->code == 0 && i < writer->across.size; i += run) {
                        prg__side_place(&writer->across, writer->table, i, place);
                        prg_axis axis = writer->across.axes[row];
                        const char *text = label_of(writer, axis, place[axis]);
                        size_t rest = width_of_columns(writer, i, run) - width_of(text);
                        /* Over numbers a label ends where they end, over a group it begins where that begins. */
                        if (last)
                                writer->blanks += rest;
                        put(writer, text);
                        writer->blanks += (last ? 0 : rest) + GAP;
                }
        }
        end_line(writer);
}

static void write_rule(text_writer *writer)
{
        for (size_t i = 0; i < writer->down.count + writer->across.size; i++) {
                size_t width = i < writer->down.count ? writer->labels[i]
                                                      : width_of_columns(writer, i - writer->down.count, 1);
                while (writer->code == 0 && width-- > 0)
                        put(writer, "-");
                writer->blanks = GAP;
        }
        end_line(writer);
}

static void write_row(text_writer *writer, size_t position, size_t place[PRG_AXES])
{
        prg__side_place(&writer->down, writer->table, position, place);
        for (size_t i = 0; i < writer->down.count; i++) {
                prg_axis axis = writer->down.axes[i];
                int begins = position % prg__side_run(&writer->down, writer->table, i) == 0;
                const char *text = begins ? label_of(writer, axis, place[axis]) : "";
                put(writer, text);
                writer->blanks += writer->labels[i] - width_of(text) + GAP;
        }
        for (size_t i = 0; writer->code == 0 && i < writer->across.size; i++) {
                prg__side_place(&writer->across, writer->table, i, place);
                prg__cell room;
                format_cell(writer, prg__table_shown(writer->table, place, &room));
                if (writer->code < 0)
                        return;
                writer->blanks += writer->columns[i].number - width_of(writer->number.data);
                put(writer, writer->number.data);
                put(writer, writer->signs.data);
                writer->blanks += writer->columns[i].signs - width_of(writer->signs.data) + GAP;
        }
        end_line(writer);
}

/* ---- the legend ---- */

static void write_legend_line(text_writer *writer, const char *sign, const char *text)
{
        put(writer, sign);
        put(writer, " ");
        put(writer, text);
        end_line(writer);
}

static void write_notes(text_writer *writer)
{
        for (unsigned i = 0; writer->code == 0 && i < writer->note_count; i++) {
                writer->code = add_raised(&writer->line, i + 1);
                write_legend_line(writer, "", prg__word_reason(writer->noted[i], writer->vietnamese));
        }
}

static void write_marks(text_writer *writer)
{
        for (unsigned bit = 0; bit < PRG_MARKS; bit++) {
                size_t cells = writer->mark_cells[bit];
                if (writer->code < 0 || cells == 0)
                        continue;
                writer->code = prg__buf_format(&writer->line, "%s: %s: %zu %s", prg_mark_name(1u << bit),
                        prg__word_mark(bit, writer->vietnamese), cells,
                        prg__word_text(cells == 1 ? PRG__WORD_CELL : PRG__WORD_CELLS, writer->vietnamese));
                end_line(writer);
        }
}

static int has_legend(const text_writer *writer)
{
        unsigned signs = writer->states & ~(1u << PRG_STATE_VALUE);
        signs |= writer->qualities & (1u << PRG_QUALITY_ESTIMATE | 1u << PRG_QUALITY_PRELIMINARY);
        int marks = 0;
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                marks |= writer->mark_cells[bit] > 0;
        return signs != 0 || marks || writer->coverage || writer->bounds;
}

static void write_legend(text_writer *writer)
{
        int vietnamese = writer->vietnamese;
        if (!has_legend(writer))
                return;
        end_line(writer);
        if (writer->qualities >> PRG_QUALITY_ESTIMATE & 1)
                write_legend_line(writer, "*", prg__word_text(PRG__WORD_ESTIMATE, vietnamese));
        if (writer->qualities >> PRG_QUALITY_PRELIMINARY & 1)
                write_legend_line(writer, "°", prg__word_text(PRG__WORD_PRELIMINARY, vietnamese));
        if (writer->coverage)
                write_legend_line(writer, "(a/b)", prg__word_text(PRG__WORD_COVERAGE, vietnamese));
        if (writer->bounds)
                write_legend_line(writer, "[a; b]", prg__word_text(PRG__WORD_BOUNDS, vietnamese));
        for (prg_state state = PRG_STATE_MISSING; state <= PRG_STATE_UNDEFINED; state++)
                if (writer->states >> state & 1)
                        write_legend_line(writer, prg__state_sign(state), prg__word_state(state, vietnamese));
        write_notes(writer);
        write_marks(writer);
}

/* The formulas that the query has itself. */
static void write_formulas(text_writer *writer)
{
        int begun = 0;
        for (size_t i = 0; writer->code == 0 && i < prg_table_size(writer->table, PRG_AXIS_INDICATORS); i++) {
                const char *formula = prg_table_formula(writer->table, i);
                if (formula == NULL)
                        continue;
                if (!begun++)
                        end_line(writer);
                put(writer, label_of(writer, PRG_AXIS_INDICATORS, i));
                put(writer, " = ");
                put(writer, formula);
                end_clean(writer);
        }
}

/* ---- the whole ---- */

/* With one area, what is longest goes down in its place. */
static prg_axis axis_down(const prg_table *table)
{
        prg_axis longest = PRG_AXIS_AREAS;
        if (prg_table_size(table, PRG_AXIS_AREAS) == 1)
                for (prg_axis axis = PRG_AXIS_INDICATORS; axis <= PRG_AXIS_MEASURES; axis++)
                        if (prg_table_size(table, axis) > prg_table_size(table, longest))
                                longest = axis;
        return longest;
}

static void lay_out(text_writer *writer)
{
        unsigned down = writer->options.down ? writer->options.down : 1u << axis_down(writer->table);
        writer->down = writer->across = (prg__side)PRG__SIDE_INIT;
        for (prg_axis axis = PRG_AXIS_INDICATORS; axis <= PRG_AXIS_MEASURES; axis++)
                if (prg_table_size(writer->table, axis) != 1)
                        prg__side_add(down >> axis & 1 ? &writer->down : &writer->across, writer->table, axis);
}

static void write_grid(text_writer *writer, size_t place[PRG_AXES])
{
        if (writer->down.count + writer->across.count > 0) {
                for (size_t row = 0; row == 0 || row < writer->across.count; row++)
                        write_header_row(writer, row);
                write_rule(writer);
        }
        for (size_t i = 0; writer->code == 0 && i < writer->down.size; i++)
                write_row(writer, i, place);
}

int prg_table_write_text(const prg_table *table, const prg_sink *sink, const prg_table_options *options)
{
        size_t place[PRG_AXES] = { 0, 0, 0, 0, 0 };
        text_writer writer = { .table = table, .sink = sink };
        writer.code = prg__table_options(&writer.options, table, sink, options);
        if (writer.code < 0)
                return writer.code;
        writer.vietnamese = prg__table_is_vietnamese(table, writer.options.language);
        lay_out(&writer);
        writer.columns = prg__alloc_array(writer.across.size, sizeof *writer.columns);
        if (writer.columns == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < writer.across.size; i++)
                writer.columns[i] = (column){ 0, 0 };
        measure(&writer, place);
        write_heading(&writer);
        write_grid(&writer, place);
        write_legend(&writer);
        write_formulas(&writer);
        prg__free(writer.columns);
        prg_buf_dispose(&writer.line);
        prg_buf_dispose(&writer.number);
        prg_buf_dispose(&writer.signs);
        prg_buf_dispose(&writer.label);
        return writer.code;
}
