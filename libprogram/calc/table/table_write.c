/* What the writers of tables share; see table_write.h. */
#include "calc/table/table_write.h"

#include <libprogram/decimal.h>
#include <libprogram/sink.h>

#include "util/buf.h"
#include "util/error.h"

int prg__table_options(prg_table_options *out, const prg_table *table, const prg_sink *sink,
        const prg_table_options *options)
{
        static const prg_table_options defaults = PRG_TABLE_OPTIONS_INIT;
        if (table == NULL)
                return prg__error_null("table");
        if (sink == NULL || sink->write == NULL)
                return prg__error_null("sink");
        *out = options ? *options : defaults;
        if (out->version != PRG_TABLE_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "table options of version %u; expected version %d",
                        out->version, PRG_TABLE_OPTIONS_VERSION);
        if (out->down >> PRG_AXES != 0)
                return prg__error(PRG_EINVALID, NULL, "the axes that go down are %u; expected at most %u", out->down,
                        (1u << PRG_AXES) - 1);
        if (prg_number_form_name(out->form) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%u is not a number form", out->form);
        return 0;
}

void prg__side_add(prg__side *side, const prg_table *table, prg_axis axis)
{
        side->axes[side->count++] = axis;
        side->size *= prg_table_size(table, axis);
}

void prg__side_place(const prg__side *side, const prg_table *table, size_t position, size_t place[PRG_AXES])
{
        for (size_t i = side->count; i-- > 0;) {
                size_t size = prg_table_size(table, side->axes[i]);
                place[side->axes[i]] = position % size;
                position /= size;
        }
}

size_t prg__side_run(const prg__side *side, const prg_table *table, size_t index)
{
        size_t run = 1;
        for (size_t i = index + 1; i < side->count; i++)
                run *= prg_table_size(table, side->axes[i]);
        return run;
}

int prg__table_flush(prg_buf *buf, const prg_sink *sink)
{
        int code = prg_sink_write(sink, buf->data, buf->length);
        buf->length = 0;
        return code;
}
