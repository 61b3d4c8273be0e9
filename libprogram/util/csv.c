/* The CSV reader: one state beside the place in the text, whether a cell was just read and a separator or
 * a line end must follow. */
#include "csv.h"

#include <string.h>

#include "buf.h"

void prg__csv_init(prg__csv *csv, const char *data, size_t length, char separator)
{
        static const char mark[] = "\xEF\xBB\xBF";
        memset(csv, 0, sizeof *csv);
        csv->data = csv->at = data;
        csv->end = data + length;
        csv->separator = separator;
        csv->line = csv->next_line = 1;
        if (length >= 3 && memcmp(data, mark, 3) == 0)
                csv->at += 3;
}

void prg__csv_dispose(prg__csv *csv)
{
        prg_buf_dispose(&csv->unquoted);
}

static int at_line_end(const prg__csv *csv)
{
        return *csv->at == '\n' || (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

static void pass_line_end(prg__csv *csv)
{
        csv->at += *csv->at == '\r' ? 2 : 1;
        csv->next_line++;
}

static prg__csv_event fault(prg__csv *csv, const char *message)
{
        csv->message = message;
        while (csv->at < csv->end && !at_line_end(csv))
                csv->at++;
        if (csv->at < csv->end)
                pass_line_end(csv);
        csv->in_row = csv->behind_cell = 0;
        return PRG__CSV_FAULT;
}

/* The cell behind a quotation mark. */
static int read_quoted(prg__csv *csv, prg__csv_event *event)
{
        const char *start = ++csv->at;
        csv->unquoted.length = 0;
        for (;;) {
                const char *quote = memchr(csv->at, '"', (size_t)(csv->end - csv->at));
                for (const char *c = csv->at; c < (quote ? quote : csv->end); c++)
                        csv->next_line += *c == '\n';
                if (quote == NULL) {
                        csv->at = csv->end;
                        *event = fault(csv, "a quoted cell is not closed");
                        return 0;
                }
                csv->at = quote + 1;
                int doubled = csv->at < csv->end && *csv->at == '"';
                if (!doubled && csv->unquoted.length == 0) {
                        csv->text = start;
                        csv->length = (size_t)(quote - start);
                        break;
                }
                /* A doubled mark stands for one: it is kept, the other is passed over. */
                if (prg__buf_append(&csv->unquoted, start, (size_t)(quote - start) + (size_t)doubled) < 0)
                        return PRG_ENOMEM;
                if (!doubled) {
                        csv->text = csv->unquoted.data;
                        csv->length = csv->unquoted.length;
                        break;
                }
                start = ++csv->at;
        }
        if (csv->at < csv->end && *csv->at != csv->separator && !at_line_end(csv))
                *event = fault(csv, "something stands between a quoted cell and the separator");
        return 0;
}

static int read_cell(prg__csv *csv, prg__csv_event *event)
{
        *event = PRG__CSV_CELL;
        csv->column++;
        csv->behind_cell = 1;
        csv->line = csv->next_line;
        if (csv->at < csv->end && *csv->at == '"')
                return read_quoted(csv, event);
        csv->text = csv->at;
        while (csv->at < csv->end && *csv->at != csv->separator && !at_line_end(csv)) {
                if (*csv->at == '"') {
                        *event = fault(csv, "a quotation mark stands inside a cell that is not quoted");
                        return 0;
                }
                csv->at++;
        }
        csv->length = (size_t)(csv->at - csv->text);
        return 0;
}

int prg__csv_next(prg__csv *csv, prg__csv_event *event)
{
        if (!csv->in_row) {
                while (csv->at < csv->end && at_line_end(csv))
                        pass_line_end(csv);
                csv->line = csv->next_line;
                if (csv->at == csv->end) {
                        *event = PRG__CSV_END;
                        return 0;
                }
                csv->in_row = 1;
                csv->behind_cell = 0;
                csv->row++;
                csv->column = 0;
        }
        if (!csv->behind_cell)
                return read_cell(csv, event);
        if (csv->at < csv->end && *csv->at == csv->separator) {
                csv->at++;
                return read_cell(csv, event);
        }
        if (csv->at < csv->end)
                pass_line_end(csv);
        csv->in_row = csv->behind_cell = 0;
        *event = PRG__CSV_ROW_END;
        return 0;
}

int prg__csv_write(prg_buf *out, const char *text, size_t length, char separator)
{
        int plain = 1;
        for (size_t i = 0; plain && i < length; i++)
                plain = text[i] != separator && text[i] != '"' && text[i] != '\n' && text[i] != '\r';
        if (plain)
                return prg__buf_append(out, text, length);
        size_t start = out->length;
        int code = prg__buf_append(out, "\"", 1);
        for (size_t i = 0; code == 0 && i < length; i++)
                code = prg__buf_append(out, text[i] == '"' ? "\"\"" : text + i, text[i] == '"' ? 2 : 1);
        if (code == 0)
                code = prg__buf_append(out, "\"", 1);
        if (code < 0) {
                out->length = start;
                if (out->data)
                        out->data[start] = '\0';
        }
        return code;
}
