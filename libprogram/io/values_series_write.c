/* Writing series JSON: what counts in each cell at present, and not how it came to that.
 *
 * The cells of a series and an area are written as one array from the first winner on; a long gap ends it,
 * and another one begins behind. Each series is a line. What else is said of the values is gathered as texts,
 * sorted, and written once for each text with the ranges of its indexes. */
#include <stdlib.h>
#include <string.h>

#include "util/buf.h"
#include "util/error.h"
#include "util/json_write.h"
#include "util/memory.h"
#include "util/sink.h"
#include "values_write.h"

/* So many cells without a value are worth an array of its own. */
#define LONGEST_GAP 16

typedef struct cell {
        int position;
        uint32_t winner;
} cell;

/* A text that an element has in a column. */
typedef struct said {
        const char *text;
        size_t offset; /* in the texts, until they stay where they are */
        size_t index;
} said;

typedef struct series_writer {
        const prg_data *data;
        const prg_sink *sink;
        prg__json_writer json;
        size_t written;
        cell *cells; /* of the present array */
        size_t count, capacity;
        said *said;
        size_t said_capacity;
        prg_buf text, texts;
} series_writer;

static void put_text(series_writer *writer, const char *text)
{
        prg__json_write_string(&writer->json, text, strlen(text));
}

static void put_key(series_writer *writer, const char *key)
{
        prg__json_write_key(&writer->json, key, strlen(key));
}

/* ---- what is said of single values ---- */

static int by_text(const void *a, const void *b)
{
        const said *first = a, *second = b;
        int order = strcmp(first->text, second->text);
        return order ? order : (first->index > second->index) - (first->index < second->index);
}

/* Gathers the texts of a column, those that there are. */
static int gather(series_writer *writer, prg__column_kind kind, size_t *count)
{
        *count = 0;
        writer->texts.length = 0;
        if (prg__grow((void **)&writer->said, &writer->said_capacity, writer->count, sizeof *writer->said)
                < 0)
                return PRG_ENOMEM;
        for (size_t i = 0; i < writer->count; i++) {
                prg__entry_row row = prg__entry_row_at(writer->data, writer->cells[i].winner);
                size_t offset = writer->texts.length;
                int code = 0;
                if (kind == PRG__COLUMN_MARKS) { /* which are appended behind a blank */
                        writer->text.length = 0;
                        code = prg__entry_format(writer->data, &writer->text, &row, kind);
                        if (code == 0 && writer->text.length)
                                code = prg__buf_append(
                                        &writer->texts, writer->text.data, writer->text.length);
                } else {
                        code = prg__entry_format(writer->data, &writer->texts, &row, kind);
                }
                if (code == 0 && writer->texts.length > offset) {
                        writer->said[(*count)++] = (said){ NULL, offset,
                                (size_t)(writer->cells[i].position - writer->cells[0].position) };
                        code = prg__buf_append(&writer->texts, "", 1);
                }
                if (code < 0)
                        return code;
        }
        for (size_t i = 0; i < *count; i++)
                writer->said[i].text = writer->texts.data + writer->said[i].offset;
        if (*count)
                qsort(writer->said, *count, sizeof *writer->said, by_text);
        return 0;
}

/* The indexes of one text, three neighbours or more as first and last. */
static void put_indexes(series_writer *writer, size_t first, size_t end)
{
        prg__json_write_array(&writer->json, PRG__JSON_INLINE);
        for (size_t i = first, last; i < end; i = last + 1) {
                for (last = i; last + 1 < end && writer->said[last + 1].index == writer->said[last].index + 1;
                        last++)
                        ;
                if (last - i < 2) {
                        last = i;
                        prg__json_write_integer(&writer->json, (int64_t)writer->said[i].index);
                        continue;
                }
                prg__json_write_array(&writer->json, PRG__JSON_INLINE);
                prg__json_write_integer(&writer->json, (int64_t)writer->said[i].index);
                prg__json_write_integer(&writer->json, (int64_t)writer->said[last].index);
                prg__json_write_array_end(&writer->json);
        }
        prg__json_write_array_end(&writer->json);
}

static int put_said(series_writer *writer, prg__column_kind kind)
{
        const prg__target target = { kind, NULL };
        size_t count, end;
        int code = gather(writer, kind, &count);
        if (code < 0 || count == 0)
                return code;
        int may_be_shared =
                kind != PRG__COLUMN_STATE && kind != PRG__COLUMN_LOWER && kind != PRG__COLUMN_UPPER;
        put_key(writer, prg__target_name(&target));
        if (may_be_shared && count == writer->count
                && strcmp(writer->said[0].text, writer->said[count - 1].text) == 0) {
                put_text(writer, writer->said[0].text);
                return 0;
        }
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        for (size_t i = 0; i < count; i = end) {
                for (end = i + 1; end < count && strcmp(writer->said[end].text, writer->said[i].text) == 0;
                        end++)
                        ;
                put_key(writer, writer->said[i].text);
                put_indexes(writer, i, end);
        }
        return prg__json_write_object_end(&writer->json);
}

/* ---- an array ---- */

static int put_value(series_writer *writer, const cell *it)
{
        prg__entry_row row = prg__entry_row_at(writer->data, it->winner);
        prg_buf *text = &writer->text;
        text->length = 0;
        int code = prg__entry_format(writer->data, text, &row, PRG__COLUMN_VALUE);
        if (code < 0)
                return code;
        if (text->length == 0)
                return prg__json_write_null(&writer->json);
        if (writer->data->scales[row.record->scale].form == PRG__FORM_CLASS)
                return prg__json_write_string(&writer->json, text->data, text->length);
        if (memchr(text->data, '.', text->length)) {
                while (text->data[text->length - 1] == '0')
                        text->length--;
                text->length -= text->data[text->length - 1] == '.';
        }
        return prg__json_write_number(&writer->json, text->data, text->length);
}

static int put_values(series_writer *writer)
{
        int code = 0;
        put_key(writer, "values");
        prg__json_write_array(&writer->json, PRG__JSON_INLINE);
        for (size_t i = 0; code == 0 && i < writer->count; i++) {
                for (int gap = i ? writer->cells[i].position - writer->cells[i - 1].position : 1; gap > 1;
                        gap--)
                        prg__json_write_null(&writer->json);
                code = put_value(writer, &writer->cells[i]);
        }
        return code < 0 ? code : prg__json_write_array_end(&writer->json);
}

/* Which series it is. */
static int put_identity(series_writer *writer, const prg__series *series, size_t slot)
{
        const prg__identity *identity = series->identity;
        const prg__axis *axis = series->axis;
        put_key(writer, "indicator");
        put_text(writer, identity->indicator);
        put_key(writer, "area");
        put_text(writer, writer->data->slots[slot].id);
        if (identity->source) {
                put_key(writer, "source");
                put_text(writer, identity->source);
        }
        if (series->scope != PRG_SCOPE_UNIT) {
                put_key(writer, "scope");
                put_text(writer, prg_scope_name(series->scope));
        }
        if (identity->category_count) {
                put_key(writer, "categories");
                prg__json_write_object(&writer->json, PRG__JSON_INLINE);
                for (size_t i = 0; i < identity->category_count; i++) {
                        put_key(writer, identity->categories[2 * i]);
                        put_text(writer, identity->categories[2 * i + 1]);
                }
                prg__json_write_object_end(&writer->json);
        }
        writer->text.length = 0;
        int code = prg__series_format_observed(&writer->text, series);
        if (code == 0 && writer->text.length) {
                put_key(writer, "observed");
                put_text(writer, writer->text.data);
        }
        writer->text.length = 0;
        if (code == 0)
                code = prg_period_format(
                        &writer->text, &axis->periods[writer->cells[0].position - axis->first]);
        if (code < 0)
                return code;
        put_key(writer, "first");
        put_text(writer, writer->text.data);
        return 0;
}

/* Writes the cells that were gathered, if any. */
static int write_cells(series_writer *writer, const prg__series *series, size_t slot)
{
        static const prg__column_kind kinds[] = { PRG__COLUMN_QUALITY, PRG__COLUMN_STATE, PRG__COLUMN_LOWER,
                PRG__COLUMN_UPPER, PRG__COLUMN_MARKS, PRG__COLUMN_REASON, PRG__COLUMN_REPORTED_BY,
                PRG__COLUMN_RECORDED_AT, PRG__COLUMN_NOTE };
        if (writer->count == 0)
                return 0;
        int code = writer->written++ ? prg_sink_write(writer->sink, ",\n", 2) : 0;
        if (code < 0)
                return code;
        prg__json_writer_init(&writer->json, writer->sink, PRG__JSON_COMPACT);
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        code = put_identity(writer, series, slot);
        if (code == 0)
                code = put_values(writer);
        for (size_t i = 0; code == 0 && i < sizeof kinds / sizeof *kinds; i++)
                code = put_said(writer, kinds[i]);
        prg__json_write_object_end(&writer->json);
        writer->count = 0;
        return code < 0 ? code : prg__json_writer_finish(&writer->json);
}

/* ---- all ---- */

static int take_cell(series_writer *writer, const prg__series *series, size_t slot, int position)
{
        prg__winner winner;
        int code = 0;
        if (!prg__series_winner(writer->data, series, slot, position, NULL, &winner))
                return 0;
        if (writer->count && position - writer->cells[writer->count - 1].position > LONGEST_GAP + 1)
                code = write_cells(writer, series, slot);
        if (code == 0)
                code = prg__grow(
                        (void **)&writer->cells, &writer->capacity, writer->count + 1, sizeof *writer->cells);
        if (code == 0)
                writer->cells[writer->count++] = (cell){ position, (uint32_t)winner.sequence };
        return code;
}

static int write_slot(series_writer *writer, const prg__series *series, size_t slot)
{
        const prg__tile_row *row = &series->rows[slot / PRG__TILE_SLOTS];
        int code = 0;
        for (int tile = 0; tile < row->count; tile++)
                for (int i = 0; row->tiles[tile] && code == 0 && i < PRG__TILE_PERIODS; i++)
                        code = take_cell(writer, series, slot, (row->first + tile) * PRG__TILE_PERIODS + i);
        return code < 0 ? code : write_cells(writer, series, slot);
}

static int write_all(series_writer *writer)
{
        static const char head[] = "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[\n",
                          tail[] = "\n]}\n";
        const prg_data *data = writer->data;
        int code = prg_sink_write(writer->sink, head, sizeof head - 1);
        for (size_t i = 0; code == 0 && i < data->series_count; i++) {
                const prg__series *series = data->series[i];
                for (size_t slot = 0; series->indicator && code == 0 && slot < data->slot_count
                                      && slot / PRG__TILE_SLOTS < series->row_count;
                        slot++)
                        if (data->slots[slot].area)
                                code = write_slot(writer, series, slot);
        }
        return code < 0 ? code : prg_sink_write(writer->sink, tail, sizeof tail - 1);
}

int prg_data_write_series_json(const prg_data *data, const prg_sink *sink)
{
        if (data == NULL)
                return prg__error_null("data");
        if (sink == NULL)
                return prg__error_null("sink");
        int code = prg__data_fresh(data);
        if (code < 0)
                return code;
        series_writer writer = { .data = data, .sink = sink, .text = PRG_BUF_INIT, .texts = PRG_BUF_INIT };
        code = write_all(&writer);
        prg_buf_dispose(&writer.text);
        prg_buf_dispose(&writer.texts);
        prg__free(writer.cells);
        prg__free(writer.said);
        return code;
}
