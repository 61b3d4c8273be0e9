/* Writing NDJSON: every entry in the order in which it was received, one in each line.
 *
 * The texts are those of the long layout; what is empty there is left out. A number is written as a JSON
 * number, with the decimals of its indicator. */
#include <string.h>

#include "util/buf.h"
#include "util/error.h"
#include "util/json_write.h"
#include "values_write.h"

typedef struct line_writer {
        const prg_data *data;
        prg__json_writer json;
        prg_buf text;
} line_writer;

static int write_text(line_writer *writer, const char *text)
{
        return prg__json_write_string(&writer->json, text, strlen(text));
}

static int write_key(line_writer *writer, const char *key)
{
        return prg__json_write_key(&writer->json, key, strlen(key));
}

static int write_categories(line_writer *writer, const prg__identity *identity)
{
        if (identity->category_count == 0)
                return 0;
        write_key(writer, "categories");
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        for (size_t i = 0; i < identity->category_count; i++) {
                write_key(writer, identity->categories[2 * i]);
                write_text(writer, identity->categories[2 * i + 1]);
        }
        return prg__json_write_object_end(&writer->json);
}

static int write_marks(line_writer *writer, unsigned marks)
{
        prg__json_write_array(&writer->json, PRG__JSON_INLINE);
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                if (marks & PRG__BIT(bit))
                        write_text(writer, prg_mark_name(PRG__BIT(bit)));
        return prg__json_write_array_end(&writer->json);
}

/* Whether the state is said by a value of null. */
static int is_null(const prg__entry_row *row)
{
        return !row->record->withdrawal && row->record->state == PRG_STATE_MISSING;
}

static int is_number(const line_writer *writer, const prg__entry_row *row, prg__column_kind kind)
{
        return kind == PRG__COLUMN_LOWER || kind == PRG__COLUMN_UPPER
               || (kind == PRG__COLUMN_VALUE
                       && writer->data->scales[row->record->scale].form != PRG__FORM_CLASS);
}

static int write_member(line_writer *writer, const prg__entry_row *row, prg__column_kind kind)
{
        const prg__target target = { kind, NULL };
        prg_buf *text = &writer->text;
        if (kind == PRG__COLUMN_CATEGORY)
                return write_categories(writer, row->series->identity);
        if (kind == PRG__COLUMN_STATE && is_null(row))
                return 0;
        text->length = 0;
        int code = prg__entry_format(writer->data, text, row, kind);
        if (code < 0)
                return code;
        if (kind == PRG__COLUMN_VALUE && is_null(row)) {
                write_key(writer, "value");
                return prg__json_write_null(&writer->json);
        }
        if (text->length == 0)
                return 0;
        write_key(writer, prg__target_name(&target));
        if (kind == PRG__COLUMN_MARKS)
                return write_marks(writer, row->record->marks);
        if (is_number(writer, row, kind))
                return prg__json_write_number(&writer->json, text->data, text->length);
        return prg__json_write_string(&writer->json, text->data, text->length);
}

int prg_data_write_ndjson(const prg_data *data, const prg_sink *sink)
{
        if (data == NULL)
                return prg__error_null("data");
        if (sink == NULL)
                return prg__error_null("sink");
        int code = prg__data_fresh(data);
        line_writer writer = { .data = data, .text = PRG_BUF_INIT };
        if (code < 0)
                return code;
        prg__json_writer_init(&writer.json, sink, PRG__JSON_LINES);
        for (uint32_t sequence = 1; code == 0 && sequence <= data->journal.count; sequence++) {
                prg__entry_row row = prg__entry_row_at(data, sequence);
                code = prg__json_write_object(&writer.json, PRG__JSON_INLINE);
                for (size_t i = 0; code == 0 && i < PRG__WRITE_ORDER; i++)
                        code = write_member(&writer, &row, prg__write_order[i]);
                if (code == 0)
                        code = prg__json_write_object_end(&writer.json);
        }
        if (code == 0)
                code = prg__json_writer_finish(&writer.json);
        prg_buf_dispose(&writer.text);
        return code;
}
