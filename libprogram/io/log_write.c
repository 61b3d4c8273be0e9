/* Writing logs as CSV: whole, or new rows behind the old ones of a file. */
#include "log_file.h"

#include <string.h>

#include <libprogram/sink.h>

#include "model/nouns.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/input.h"
#include "util/memory.h"

const char *const prg__log_column_names[] = {
#define ROW(symbol, name) name,
        PRG__LOG_COLUMN_MAP(ROW)
#undef ROW
};

static const prg__log_header all_columns = { ',', {
#define ROW(symbol, name) PRG__LOG_##symbol##_COLUMN,
        PRG__LOG_COLUMN_MAP(ROW)
#undef ROW
}, PRG__LOG_COLUMNS };

/* ---- rows ---- */

/* Appends what an entry has in a column. 0 or PRG_ENOMEM. */
static int add_cell(prg_buf *cell, const prg_log_entry *entry, prg__log_column column)
{
        switch (column) {
        case PRG__LOG_KIND_COLUMN: return prg__buf_text(cell, prg_log_kind_name(entry->kind));
        case PRG__LOG_COMPONENT_COLUMN: return entry->component ? prg__buf_text(cell, entry->component->id) : 0;
        case PRG__LOG_EVENT_COLUMN: return entry->event ? prg__buf_text(cell, entry->event->id) : 0;
        case PRG__LOG_OBLIGATION_COLUMN: return entry->obligation ? prg__buf_text(cell, entry->obligation->id) : 0;
        case PRG__LOG_TIER_COLUMN: return entry->tier ? prg__buf_format(cell, "%u", entry->tier + 1) : 0;
        case PRG__LOG_PERIOD_COLUMN: return entry->period.calendar ? prg_period_format(cell, &entry->period) : 0;
        case PRG__LOG_DATE_COLUMN: return entry->date != PRG_DATE_NONE ? prg_date_format(cell, entry->date) : 0;
        case PRG__LOG_AGENCY_COLUMN: return entry->agency ? prg__buf_text(cell, entry->agency->id) : 0;
        case PRG__LOG_DOCUMENT_COLUMN: return entry->document ? prg__buf_text(cell, entry->document) : 0;
        case PRG__LOG_NOTE_COLUMN: return entry->note ? prg__buf_text(cell, entry->note) : 0;
        case PRG__LOG_ACTION_COLUMN: return entry->withdrawal ? prg__buf_text(cell, "withdraw") : 0;
        default: return 0;
        }
}

/* The reader takes away the blanks around a cell, and a byte order mark before the first one, unless it stands in
 * quotation marks. */
static int write_cell(prg_buf *out, const prg_buf *cell, char separator)
{
        const char *text = cell->length ? cell->data : "";
        int is_padded = cell->length && (text[0] == ' ' || text[0] == '\t' || text[cell->length - 1] == ' '
                                                || text[cell->length - 1] == '\t' || memcmp(text, "\xC2\xA0", 2) == 0
                                                || strncmp(text, "\xEF\xBB\xBF", 3) == 0
                                                || (cell->length > 1 && memcmp(text + cell->length - 2, "\xC2\xA0", 2) == 0));
        if (!is_padded || strpbrk(text, "\"\r\n") || strchr(text, separator))
                return prg__csv_write(out, text, cell->length, separator);
        int code = prg__buf_text(out, "\"");
        if (code == 0)
                code = prg__buf_append(out, text, cell->length);
        return code < 0 ? code : prg__buf_text(out, "\"");
}

static int has_column(const prg__log_header *header, prg__log_column column)
{
        for (size_t i = 0; i < header->count; i++)
                if (header->columns[i] == column)
                        return 1;
        return 0;
}

int prg__log_write_row(prg_buf *out, const prg_log_entry *entry, const prg__log_header *header,
        prg__log_column *missing)
{
        prg_buf cell = PRG_BUF_INIT;
        int code = 0;
        *missing = PRG__LOG_NO_COLUMN;
        for (int column = 0; code == 0 && column < PRG__LOG_COLUMNS; column++) {
                cell.length = 0;
                code = add_cell(&cell, entry, (prg__log_column)column);
                if (cell.length && !has_column(header, (prg__log_column)column))
                        *missing = (prg__log_column)column;
        }
        for (size_t i = 0; code == 0 && i < header->count; i++) {
                cell.length = 0;
                code = add_cell(&cell, entry, header->columns[i]);
                if (code == 0 && i > 0)
                        code = prg__buf_append(out, &header->separator, 1);
                if (code == 0)
                        code = write_cell(out, &cell, header->separator);
        }
        prg_buf_dispose(&cell);
        return code;
}

static int write_names(prg_buf *out, const prg__log_header *header)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < header->count; i++) {
                if (i > 0)
                        code = prg__buf_append(out, &header->separator, 1);
                if (code == 0)
                        code = prg__buf_text(out, prg__log_column_names[header->columns[i]]);
        }
        return code < 0 ? code : prg__buf_text(out, "\n");
}

/* ---- whole logs ---- */

/* The columns that some entry uses, and those that must be there. */
static int used_columns(prg__log_header *header, const prg_log *log)
{
        int used[PRG__LOG_COLUMNS] = { [PRG__LOG_KIND_COLUMN] = 1, [PRG__LOG_DATE_COLUMN] = 1 };
        prg_buf cell = PRG_BUF_INIT;
        int code = 0;
        for (size_t i = 0; code == 0 && i < log->count; i++)
                for (int column = 0; code == 0 && column < PRG__LOG_COLUMNS; column++) {
                        if (used[column])
                                continue;
                        cell.length = 0;
                        code = add_cell(&cell, &log->entries[i], (prg__log_column)column);
                        used[column] = cell.length > 0;
                }
        prg_buf_dispose(&cell);
        *header = (prg__log_header){ .separator = ',' };
        for (int column = 0; column < PRG__LOG_COLUMNS; column++)
                if (used[column])
                        header->columns[header->count++] = (prg__log_column)column;
        return code;
}

int prg_log_write_csv(const prg_log *log, const prg_sink *sink)
{
        prg__log_header header;
        prg__log_column missing;
        prg_buf row = PRG_BUF_INIT;
        if (log == NULL)
                return prg__error_null("log");
        if (sink == NULL)
                return prg__error_null("sink");
        int code = used_columns(&header, log);
        if (code == 0)
                code = write_names(&row, &header);
        if (code == 0)
                code = prg_sink_write(sink, row.data, row.length);
        for (size_t i = 0; code == 0 && i < log->count; i++) {
                row.length = 0;
                code = prg__log_write_row(&row, &log->entries[i], &header, &missing);
                if (code == 0)
                        code = prg__buf_text(&row, "\n");
                if (code == 0)
                        code = prg_sink_write(sink, row.data, row.length);
        }
        prg_buf_dispose(&row);
        return code;
}

/* ---- behind the rows of a file ---- */

/* The columns of a file that is there; all columns for one that is empty. */
static int header_of(prg__log_header *header, prg_buf *out, const prg__input *input, const char *path)
{
        int code = prg__log_read_header(header, input->data, input->length, 0);
        if (code == PRG_END) {
                *header = all_columns;
                return write_names(out, header);
        }
        if (code == 0 && (!has_column(header, PRG__LOG_KIND_COLUMN) || !has_column(header, PRG__LOG_DATE_COLUMN)))
                return prg__error(PRG_ESCHEMA, path, "the file is no log; expected the columns kind and date");
        if (code == 0)
                code = prg__buf_append(out, input->data, input->length);
        if (code == 0 && input->length && input->data[input->length - 1] != '\n')
                code = prg__buf_text(out, "\n");
        return code;
}

static int add_rows(prg_buf *out, const prg_log *log, uint64_t after, const prg__log_header *header, const char *path)
{
        prg__log_column missing;
        int code = 0;
        for (size_t i = after < log->count ? (size_t)after : log->count; code == 0 && i < log->count; i++) {
                code = prg__log_write_row(out, &log->entries[i], header, &missing);
                if (code == 0 && missing != PRG__LOG_NO_COLUMN)
                        return prg__error(PRG_ESCHEMA, path, "the file has no column '%s', which the new entry needs",
                                prg__log_column_names[missing]);
                if (code == 0)
                        code = prg__buf_text(out, "\n");
        }
        return code;
}

static int replace_file(const char *path, const prg_buf *text)
{
        prg_outfile *file;
        int code = prg_outfile_new(&file, path);
        if (code < 0)
                return code;
        code = prg_sink_write(prg_outfile_sink(file), text->data, text->length);
        if (code == 0)
                code = prg_outfile_commit(file);
        prg_outfile_free(file);
        return code;
}

int prg_log_append_csv(const prg_log *log, uint64_t after, const char *path)
{
        prg__input input = { 0 };
        prg__log_header header;
        prg_buf text = PRG_BUF_INIT;
        if (log == NULL)
                return prg__error_null("log");
        if (path == NULL)
                return prg__error_null("path");
        int code = prg__platform_exists(path) ? prg__input_open_path(&input, path, (size_t)1 << 30) : 0;
        if (code < 0)
                return code;
        code = header_of(&header, &text, &input, path);
        if (code == 0)
                code = add_rows(&text, log, after, &header, path);
        if (code == 0)
                code = replace_file(path, &text);
        prg_buf_dispose(&text);
        prg__input_close(&input);
        return code;
}
