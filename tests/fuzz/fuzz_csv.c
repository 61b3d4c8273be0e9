/* Reading CSV. The first byte chooses the separator. Rows that were read are written and read again: the
 * same cells in the same rows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "util/csv.h"

#define demand(condition) ((condition) ? (void)0 : abort())

/* The rows as text: every cell with its length before it, "\n" behind each row. */
static void note_cell(prg_buf *cells, const char *text, size_t length)
{
        demand(prg_buf_append(cells, (const char *)&length, sizeof length) == 0);
        demand(prg_buf_append(cells, text, length) == 0);
}

/* Reads all of it, notes the cells of the rows that are whole, and writes them as CSV. Returns faults. */
static size_t read_all(const char *data, size_t length, char separator, prg_buf *cells, prg_buf *out)
{
        prg__csv csv;
        prg__csv_event event;
        prg_buf row_cells = PRG_BUF_INIT, row = PRG_BUF_INIT;
        size_t faults = 0, rows = 0, columns = 0, line = 1;
        prg__csv_init(&csv, data, length, separator);
        while (prg__csv_next(&csv, &event) == 0 && event != PRG__CSV_END) {
                demand(csv.line >= line && csv.line <= length + 1);
                line = csv.line;
                if (event == PRG__CSV_CELL) {
                        demand(csv.column == columns + 1);
                        demand(csv.length <= length);
                        if (columns++)
                                demand(prg_buf_append(&row, &separator, 1) == 0);
                        note_cell(&row_cells, csv.text, csv.length);
                        demand(prg__csv_write(&row, csv.text, csv.length, separator) == 0);
                        continue;
                }
                if (event == PRG__CSV_FAULT) {
                        demand(csv.message && *csv.message);
                        faults++;
                } else {
                        demand(columns > 0 && csv.row > rows);
                        /* A row of one empty cell would be a blank line, which is no row. */
                        if (row.length == 0)
                                demand(prg_buf_append(&row, "\"\"", 2) == 0);
                        demand(prg_buf_append(&row, "\n", 1) == 0);
                        demand(prg_buf_append(cells, row_cells.data, row_cells.length) == 0);
                        demand(prg_buf_append(cells, "\n", 1) == 0);
                        demand(prg_buf_append(out, row.data, row.length) == 0);
                }
                rows = csv.row;
                columns = row.length = row_cells.length = 0;
        }
        demand(event == PRG__CSV_END);
        demand(prg__csv_next(&csv, &event) == 0 && event == PRG__CSV_END);
        prg__csv_dispose(&csv);
        prg_buf_dispose(&row_cells);
        prg_buf_dispose(&row);
        return faults;
}

static int same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static const char separators[] = { ',', ';', '\t', '|' };
        if (size == 0)
                return 0;
        char separator = separators[data[0] % 4];
        prg_buf cells = PRG_BUF_INIT, out = PRG_BUF_INIT, cells_again = PRG_BUF_INIT, out_again = PRG_BUF_INIT;
        /* A byte order mark before the first cell is passed over, so one in the cell itself needs another. */
        read_all((const char *)data + 1, size - 1, separator, &cells, &out);
        prg_buf marked = PRG_BUF_INIT;
        demand(prg_buf_append(&marked, "\xEF\xBB\xBF", 3) == 0);
        demand(prg_buf_append(&marked, out.data, out.length) == 0);
        demand(read_all(marked.data, marked.length, separator, &cells_again, &out_again) == 0);
        demand(same(&cells, &cells_again));
        demand(same(&out, &out_again));
        prg_buf_dispose(&cells);
        prg_buf_dispose(&out);
        prg_buf_dispose(&cells_again);
        prg_buf_dispose(&out_again);
        prg_buf_dispose(&marked);
        return 0;
}
