/* Tables as JSON: the axes, and the cells with everything that is known of them. */
#include <string.h>

#include <libprogram/date.h>

#include "calc/table_write.h"
#include "util/buf.h"
#include "util/json_write.h"

typedef struct json_writer {
        const prg_table *table;
        prg_table_options options;
        prg__json_writer json; /* remembers the first error, but for that of a text that was not made */
        int code;
        prg_buf text, other;
} json_writer;

static void key(json_writer *writer, const char *name)
{
        prg__json_write_key(&writer->json, name, strlen(name));
}

static void string(json_writer *writer, const char *text)
{
        prg__json_write_string(&writer->json, text, strlen(text));
}

static void member(json_writer *writer, const char *name, const char *text)
{
        key(writer, name);
        string(writer, text);
}

static void count_member(json_writer *writer, const char *name, size_t count)
{
        key(writer, name);
        prg__json_write_integer(&writer->json, (int64_t)count);
}

static void count_above_0(json_writer *writer, const char *name, size_t count)
{
        if (count > 0)
                count_member(writer, name, count);
}

/* A member whose text was made by a call that returned `code`. */
static void made_member(json_writer *writer, const char *name, int code)
{
        if (writer->code == 0)
                writer->code = code;
        if (writer->code == 0)
                member(writer, name, writer->text.data);
}

static void number_member(json_writer *writer, const char *name, const prg__cell *cell, const prg__number *number)
{
        writer->text.length = 0;
        made_member(writer, name, prg__table_number_text(&writer->text, cell, number, PRG_NUMBER_PLAIN));
}

static void period_member(json_writer *writer, const char *name, const prg_period *period)
{
        writer->text.length = 0;
        if (period->calendar)
                made_member(writer, name, prg_period_format(&writer->text, period));
}

/* ---- axes ---- */

static void write_axis(json_writer *writer, prg_axis axis)
{
        key(writer, prg_axis_name(axis));
        prg__json_write_array(&writer->json, PRG__JSON_BLOCK);
        for (size_t i = 0; i < prg_table_size(writer->table, axis); i++) {
                prg__json_write_object(&writer->json, PRG__JSON_INLINE);
                member(writer, "id", prg_table_id(writer->table, axis, i));
                member(writer, "label", prg_table_label(writer->table, axis, i, writer->options.language));
                if (axis == PRG_AXIS_INDICATORS) {
                        const prg_item *unit = prg_item_get(prg_table_indicator(writer->table, i), "unit");
                        if (unit)
                                member(writer, "unit", prg_item_id(unit));
                }
                prg__json_write_object_end(&writer->json);
        }
        prg__json_write_array_end(&writer->json);
}

/* ---- cells ---- */

static void write_number(json_writer *writer, const prg__cell *cell)
{
        if (cell->category) {
                member(writer, "category", prg_item_id(cell->category));
                return;
        }
        number_member(writer, "value", cell, &cell->number);
        member(writer, "exactness", prg_exactness_name(cell->exactness));
        if (cell->exactness != PRG_QUOTIENT || writer->code < 0)
                return;
        writer->text.length = writer->other.length = 0;
        writer->code = prg__table_fraction_text(&writer->text, &writer->other, &cell->number);
        if (writer->code < 0)
                return;
        key(writer, "fraction");
        prg__json_write_array(&writer->json, PRG__JSON_INLINE);
        string(writer, writer->text.data);
        string(writer, writer->other.data);
        prg__json_write_array_end(&writer->json);
}

static void write_qualities(json_writer *writer, const prg__cell *cell)
{
        if (cell->quality)
                member(writer, "quality", prg_quality_name(cell->quality));
        if (cell->qualities[0] == 0 && cell->qualities[1] == 0 && cell->qualities[2] == 0)
                return;
        key(writer, "qualities");
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        for (int i = 0; i < 3; i++)
                count_above_0(writer, prg_quality_name((prg_quality)(i + 1)), cell->qualities[i]);
        prg__json_write_object_end(&writer->json);
}

static void write_marks(json_writer *writer, const prg__cell *cell)
{
        if (cell->marks == 0)
                return;
        key(writer, "marks");
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                if (cell->marks >> bit & 1)
                        count_member(writer, prg_mark_name(1u << bit), cell->mark_counts[bit]);
        prg__json_write_object_end(&writer->json);
}

static void write_cell(json_writer *writer, const prg__cell *cell)
{
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        member(writer, "state", prg_state_name(cell->state));
        if (cell->state == PRG_STATE_VALUE)
                write_number(writer, cell);
        if (cell->reason != PRG_REASON_NONE)
                member(writer, "reason", prg_reason_name(cell->reason));
        write_qualities(writer, cell);
        write_marks(writer, cell);
        count_member(writer, "reported", cell->reported);
        count_member(writer, "expected", cell->expected);
        count_above_0(writer, "other_reported", cell->other_reported);
        count_above_0(writer, "other_expected", cell->other_expected);
        count_above_0(writer, "at_end", cell->at_end);
        period_member(writer, "first_used", &cell->first_used);
        period_member(writer, "last_used", &cell->last_used);
        if (cell->has_bounds) {
                number_member(writer, "lower", cell, &cell->lower);
                number_member(writer, "upper", cell, &cell->upper);
        }
        prg__json_write_object_end(&writer->json);
}

static void write_cells(json_writer *writer)
{
        prg__side all = PRG__SIDE_INIT;
        size_t place[PRG_AXES];
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                prg__side_add(&all, writer->table, (prg_axis)axis);
        key(writer, "cells");
        prg__json_write_array(&writer->json, PRG__JSON_BLOCK);
        for (size_t i = 0; writer->code == 0 && writer->json.code == 0 && i < all.size; i++) {
                prg__side_place(&all, writer->table, i, place);
                prg__cell room;
                write_cell(writer, prg__table_shown(writer->table, place, &room));
        }
        prg__json_write_array_end(&writer->json);
}

static void write_table(json_writer *writer)
{
        prg__json_write_object(&writer->json, PRG__JSON_BLOCK);
        member(writer, "format", "libprogram/table");
        count_member(writer, "version", 1);
        key(writer, "sequence");
        prg__json_write_integer(&writer->json, (int64_t)writer->table->sequence);
        if (writer->table->boundaries != PRG_DATE_NONE)
                made_member(writer, "boundaries", prg_date_format(&writer->text, writer->table->boundaries));
        key(writer, "axes");
        prg__json_write_object(&writer->json, PRG__JSON_BLOCK);
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                write_axis(writer, (prg_axis)axis);
        prg__json_write_object_end(&writer->json);
        write_cells(writer);
        prg__json_write_object_end(&writer->json);
}

int prg_table_write_json(const prg_table *table, const prg_sink *sink, const prg_table_options *options)
{
        json_writer writer = { .table = table };
        int code = prg__table_options(&writer.options, table, sink, options);
        if (code < 0)
                return code;
        prg__json_writer_init(&writer.json, sink, PRG__JSON_CANONICAL);
        write_table(&writer);
        if (writer.code == 0)
                writer.code = prg__json_writer_finish(&writer.json);
        prg_buf_dispose(&writer.text);
        prg_buf_dispose(&writer.other);
        return writer.code;
}
