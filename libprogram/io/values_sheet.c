/* The sheet of a value file: its separator, and its rows one by one.
 *
 * Rows are counted as a spreadsheet shows them: blank lines too, and a cell with line ends in it is
 * one row. The cells of a row are copied into one buffer, each ended by NUL, without the blanks
 * around them. */
#include <string.h>

#include "util/buf.h"
#include "util/memory.h"
#include "values.h"

/* ---- the separator ---- */

typedef struct candidate {
        char separator;
        size_t occurrences; /* in the header, outside of quotation marks */
        int names_columns;  /* the header, divided so, has the column 'indicator', or one that the
                               mapping names */
} candidate;

/* The bytes of the rows down to the last header row, as far as quotation marks can be followed. */
static size_t count_in_header(const prg__values *reader, candidate *candidates, size_t count)
{
        size_t rows = reader->mapping.skip_rows
                      + (reader->mapping.is_wide ? reader->mapping.header_rows : 1);
        int quoted = 0;
        size_t filled = 0;
        size_t i = 0;
        for (; i < reader->length && rows > 0; i++) {
                char c = reader->text[i];
                if (c == '"')
                        quoted = !quoted;
                for (size_t j = 0; j < count && !quoted; j++)
                        candidates[j].occurrences += c == candidates[j].separator;
                if (c == '\n' && !quoted) {
                        rows -= filled;
                        filled = 0;
                } else if (c != '\r') {
                        filled = 1;
                }
        }
        return i;
}

/* Whether a cell of the header is one that must be there. */
static int names_column(prg__values *reader, const char *cell, int *names)
{
        prg__pair *pair;
        prg__target target;
        const char *suggestion;
        int code = prg__values_pair(reader, &reader->mapping.columns, cell, &pair);
        if (code == 0 && pair)
                *names = 1;
        else if (code == 0 && *cell && !reader->mapping.is_wide
                 && (code = prg__values_target(reader, cell, &target, &suggestion)) == 0)
                *names |= target.kind == PRG__COLUMN_INDICATOR;
        return code;
}

static int try_separator(prg__values *reader, size_t header_length, candidate *it)
{
        prg__csv csv;
        prg__csv_event event;
        prg_buf cell = PRG_BUF_INIT;
        size_t cells = 0;
        int code;
        prg__csv_init(&csv, reader->text, header_length, it->separator);
        while ((code = prg__csv_next(&csv, &event)) == 0 && event != PRG__CSV_END
                && cells < PRG__SHEET_CELLS) {
                if (event != PRG__CSV_CELL)
                        continue;
                cells++;
                cell.length = 0;
                const char *text = csv.text;
                size_t length = csv.length;
                while (length && *text == ' ')
                        text++, length--;
                while (length && text[length - 1] == ' ')
                        length--;
                if ((code = prg__buf_append(&cell, text, length)) < 0
                        || (length
                                && (code = names_column(reader, cell.data, &it->names_columns))
                                           < 0))
                        break;
        }
        prg_buf_dispose(&cell);
        prg__csv_dispose(&csv);
        return code;
}

static int choose_separator(prg__values *reader, char *separator)
{
        candidate candidates[] = { { ',', 0, 0 }, { ';', 0, 0 }, { '\t', 0, 0 } },
                  *best = candidates;
        size_t length = count_in_header(reader, candidates, 3);
        size_t occurring = 0;
        for (size_t i = 0; i < 3; i++)
                occurring += candidates[i].occurrences > 0;
        for (size_t i = 0; i < 3 && occurring > 1; i++) {
                int code = candidates[i].occurrences ? try_separator(reader, length, &candidates[i])
                                                     : 0;
                if (code < 0)
                        return code;
        }
        for (candidate *it = candidates + 1; it < candidates + 3; it++)
                if (it->names_columns > best->names_columns
                        || (it->names_columns == best->names_columns
                                && it->occurrences > best->occurrences))
                        best = it;
        *separator = best->separator;
        return 0;
}

int prg__sheet_open(prg__values *reader)
{
        prg__sheet *sheet = &reader->sheet;
        char separator = reader->options.separator;
        memset(sheet, 0, sizeof *sheet);
        sheet->next_line = 1;
        int code = separator ? 0 : choose_separator(reader, &separator);
        prg__csv_init(&sheet->csv, reader->text, reader->length, separator);
        return code;
}

void prg__sheet_close(prg__values *reader)
{
        prg__csv_dispose(&reader->sheet.csv);
        prg_buf_dispose(&reader->sheet.texts);
        prg__free(reader->sheet.cells);
}

/* ---- rows ---- */

static size_t blanks_before(const char *text, size_t length)
{
        size_t blanks = 0;
        while (blanks < length) {
                if (text[blanks] == ' ' || text[blanks] == '\t')
                        blanks++;
                else if (blanks + 1 < length && memcmp(text + blanks, "\xC2\xA0", 2) == 0)
                        blanks += 2;
                else
                        break;
        }
        return blanks;
}

static size_t blanks_behind(const char *text, size_t length)
{
        size_t blanks = 0;
        while (blanks < length) {
                const char *end = text + length - blanks;
                if (end[-1] == ' ' || end[-1] == '\t')
                        blanks++;
                else if (blanks + 1 < length && memcmp(end - 2, "\xC2\xA0", 2) == 0)
                        blanks += 2;
                else
                        break;
        }
        return blanks;
}

const char *prg__sheet_trim(const char *text, size_t *length)
{
        size_t before = blanks_before(text, *length);
        *length -= before + blanks_behind(text + before, *length - before);
        return text + before;
}

/* Appends a cell and the NUL behind it; *offset is where it begins. */
static int append_text(prg__sheet *sheet, const char *text, size_t length, size_t *offset)
{
        *offset = sheet->texts.length;
        int code = prg__buf_append(&sheet->texts, text, length);
        return code < 0 ? code : prg__buf_append(&sheet->texts, "", 1);
}

static int take_cell(prg__sheet *sheet)
{
        const prg__csv *csv = &sheet->csv;
        if (prg__grow((void **)&sheet->cells, &sheet->capacity, sheet->count + 1,
                    sizeof *sheet->cells)
                < 0)
                return PRG_ENOMEM;
        size_t length = csv->length;
        const char *text = prg__sheet_trim(csv->text, &length);
        int code = append_text(sheet, text, length, &sheet->cells[sheet->count].text);
        sheet->cells[sheet->count].verbatim = sheet->cells[sheet->count].text;
        /* The reader of CSV is behind the cell: in quotation marks it has passed the closing one.
         */
        int is_quoted = csv->at > csv->data && csv->at[-1] == '"';
        if (code == 0 && is_quoted && length < csv->length)
                code = append_text(
                        sheet, csv->text, csv->length, &sheet->cells[sheet->count].verbatim);
        sheet->count++;
        return code;
}

static int find_fault(prg__values *reader, const char *message)
{
        prg__where where = { .row = reader->sheet.row };
        reader->summary.refused++;
        return prg__values_find(reader, &where, PRG_FINDING_CSV_SYNTAX, PRG_SEVERITY_ERROR,
                PRG_ESYNTAX, NULL, NULL, "%s", message);
}

int prg__sheet_next(prg__values *reader, prg__sheet_event *event)
{
        prg__sheet *sheet = &reader->sheet;
        prg__csv *csv = &sheet->csv;
        prg__csv_event part;
        const char *wrong = NULL;
        int code, is_begun = 0;
        sheet->texts.length = 0;
        sheet->count = 0;
        if (sheet->rows++ % PRG__SHEET_PROGRESS == 0
                && (code = prg__values_progress(reader, (size_t)(csv->at - csv->data))) < 0)
                return code;
        while ((code = prg__csv_next(csv, &part)) == 0 && part != PRG__CSV_END) {
                if (!is_begun)
                        sheet->row += 1 + csv->line - sheet->next_line;
                is_begun = 1;
                if (part == PRG__CSV_CELL && memchr(csv->text, '\0', csv->length))
                        wrong = "a cell contains the character NUL";
                else if (part == PRG__CSV_CELL && sheet->count == PRG__SHEET_CELLS)
                        wrong = "the row has more than 16384 cells";
                else if (part == PRG__CSV_CELL && (code = take_cell(sheet)) < 0)
                        return code;
                if (part != PRG__CSV_CELL)
                        break;
        }
        sheet->next_line = csv->next_line;
        if (code < 0)
                return code;
        if (part == PRG__CSV_FAULT)
                wrong = csv->message;
        *event = wrong ? PRG__SHEET_FAULT : part == PRG__CSV_END ? PRG__SHEET_END : PRG__SHEET_ROW;
        if (wrong)
                return find_fault(reader, wrong);
        return *event == PRG__SHEET_END ? prg__values_progress(reader, reader->length) : 0;
}

int prg__sheet_is_empty(const prg__sheet *sheet, size_t from)
{
        for (size_t i = from; i < sheet->count; i++)
                if (*prg__sheet_cell(sheet, i))
                        return 0;
        return 1;
}
