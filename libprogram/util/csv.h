/* Reading CSV cell by cell (RFC 4180): quoted cells with doubled quotation marks and line ends in them,
 * lines ended by LF or CRLF, a byte order mark before the first cell passed over. The text lies wholly in
 * memory; a cell that needs no unquoting is a slice of it. */
#ifndef PRG__CSV_H
#define PRG__CSV_H

#include <stddef.h>

#include <libprogram/types.h>

typedef enum prg__csv_event {
        PRG__CSV_CELL,
        PRG__CSV_ROW_END,
        PRG__CSV_END,
        PRG__CSV_FAULT /* what is wrong is in `message`; the next call goes on with the next row */
} prg__csv_event;

typedef struct prg__csv {
        const char *data, *at, *end;
        char separator;
        prg_buf unquoted;
        size_t row;          /* of the last event, from 1, the header row counted; blank lines are no rows */
        size_t line;         /* of the beginning of the last event, from 1 */
        size_t column;       /* cell in its row, from 1 */
        const char *text;    /* the cell; valid until the next call */
        size_t length;
        const char *message; /* of a fault */
        size_t next_line;
        int in_row, behind_cell;
} prg__csv;

/* Ownership: data borrowed until the end. */
void prg__csv_init(prg__csv *csv, const char *data, size_t length, char separator);
void prg__csv_dispose(prg__csv *csv);

/* The next event in *event. Returns 0 or PRG_ENOMEM. */
int prg__csv_next(prg__csv *csv, prg__csv_event *event);

/* Appends a cell, quoted where it must be. 0 or PRG_ENOMEM. */
int prg__csv_write(prg_buf *out, const char *text, size_t length, char separator);

#endif
