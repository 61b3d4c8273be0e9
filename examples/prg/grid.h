/* A grid of texts: what commands answer. Written as an aligned table for people, as CSV, or as JSON. */
#ifndef PRG_GRID_H
#define PRG_GRID_H

#include "cli.h"

struct grid;

typedef enum grid_form { GRID_TEXT, GRID_CSV, GRID_JSON } grid_form;

/* The columns' names, ended by NULL; they are the header, and the keys in JSON. NULL without memory. */
struct grid *grid_new(const char *const *columns);
void grid_free(struct grid *grid);

/* The next cell, row by row; NULL is an empty one. 0, or CLI_INTERNAL after a message. */
int grid_put(struct grid *grid, const char *text);
size_t grid_rows(const struct grid *grid);

/* Which form the options --csv and --json of the call ask for. */
grid_form grid_form_of(const cli_call *call);

/* Writes it: 0, or a negative result code of the library. Cells that a spreadsheet would take for a formula
 * get an apostrophe in CSV. */
int grid_write(const struct grid *grid, cli_output *output, grid_form form);

/* Writes a text as a JSON string, with its quotation marks. */
int grid_write_json_text(cli_output *output, const char *text);

#endif
