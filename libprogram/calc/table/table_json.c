/* Tables as JSON: the axes, and the cells with everything that is known of them. */
#include <string.h>

#include <libprogram/buf.h>
#include <libprogram/date.h>

#include "calc/query/suppose.h"
#include "calc/table/cell_json.h"
#include "calc/table/table_write.h"

typedef struct json_writer {
        const prg_table *table;
        prg_table_options options;
        prg__cell_json out;
} json_writer;

/* ---- axes ---- */

static void write_axis(json_writer *writer, prg_axis axis)
{
        prg__json_key(&writer->out, prg_axis_name(axis));
        prg__json_write_array(&writer->out.json, PRG__JSON_BLOCK);
        for (size_t i = 0; i < prg_table_size(writer->table, axis); i++) {
                prg__json_write_object(&writer->out.json, PRG__JSON_INLINE);
                prg__json_member(&writer->out, "id", prg_table_id(writer->table, axis, i));
                prg__json_member(&writer->out, "label", prg_table_label(writer->table, axis, i, writer->options.language));
                if (axis == PRG_AXIS_INDICATORS) {
                        const prg_item *unit = prg_item_get(prg_table_indicator(writer->table, i), "unit");
                        if (unit)
                                prg__json_member(&writer->out, "unit", prg_item_id(unit));
                        if (prg_table_formula(writer->table, i))
                                prg__json_member(&writer->out, "formula", prg_table_formula(writer->table, i));
                }
                prg__json_write_object_end(&writer->out.json);
        }
        prg__json_write_array_end(&writer->out.json);
}

/* ---- cells ---- */

static void write_cells(json_writer *writer)
{
        prg__side all = PRG__SIDE_INIT;
        size_t place[PRG_AXES];
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                prg__side_add(&all, writer->table, (prg_axis)axis);
        prg__json_key(&writer->out, "cells");
        prg__json_write_array(&writer->out.json, PRG__JSON_BLOCK);
        for (size_t i = 0; writer->out.code == 0 && writer->out.json.code == 0 && i < all.size; i++) {
                prg__side_place(&all, writer->table, i, place);
                prg__cell room;
                prg__json_write_object(&writer->out.json, PRG__JSON_INLINE);
                prg__json_cell(&writer->out, prg__table_shown(writer->table, place, &room));
                prg__json_write_object_end(&writer->out.json);
        }
        prg__json_write_array_end(&writer->out.json);
}

static void write_table(json_writer *writer)
{
        prg__json_write_object(&writer->out.json, PRG__JSON_BLOCK);
        prg__json_member(&writer->out, "format", "libprogram/table");
        prg__json_count(&writer->out, "version", 1);
        prg__json_key(&writer->out, "sequence");
        prg__json_write_integer(&writer->out.json, (int64_t)writer->table->sequence);
        if (writer->table->boundaries != PRG_DATE_NONE)
                prg__json_made(&writer->out, "boundaries", prg_date_format(&writer->out.text, writer->table->boundaries));
        if (prg__query_supposes(writer->table->query)) {
                writer->out.text.length = 0;
                prg__json_made(&writer->out, "what_if", prg__query_put_what_if(&writer->out.text, writer->table->query));
        }
        prg__json_key(&writer->out, "axes");
        prg__json_write_object(&writer->out.json, PRG__JSON_BLOCK);
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                write_axis(writer, (prg_axis)axis);
        prg__json_write_object_end(&writer->out.json);
        write_cells(writer);
        prg__json_write_object_end(&writer->out.json);
}

int prg_table_write_json(const prg_table *table, const prg_sink *sink, const prg_table_options *options)
{
        json_writer writer = { .table = table };
        int code = prg__table_options(&writer.options, table, sink, options);
        if (code < 0)
                return code;
        prg__json_writer_init(&writer.out.json, sink, PRG__JSON_CANONICAL);
        write_table(&writer);
        if (writer.out.code == 0)
                writer.out.code = prg__json_writer_finish(&writer.out.json);
        prg_buf_dispose(&writer.out.text);
        prg_buf_dispose(&writer.out.other);
        return writer.out.code;
}
