/* A cell as JSON, as tables and explanations write it: everything that is known of it, as members of an open object. */
#ifndef PRG__CELL_JSON_H
#define PRG__CELL_JSON_H

#include "calc/table/table.h"
#include "util/json_write.h"

/* Errors stay: of the JSON in `json`, of a text that was not made in `code`. */
typedef struct prg__cell_json {
        prg__json_writer json;
        int code;
        prg_buf text, other;
} prg__cell_json;

void prg__json_key(prg__cell_json *writer, const char *name);
void prg__json_text(prg__cell_json *writer, const char *text);
/* A member that is a text, or a count. */
void prg__json_member(prg__cell_json *writer, const char *name, const char *text);
void prg__json_count(prg__cell_json *writer, const char *name, size_t count);
/* A member whose text was made in `text` by a call that returned `code`. */
void prg__json_made(prg__cell_json *writer, const char *name, int code);
/* A number of a cell, as decimal text; as a fraction in lowest terms. */
void prg__json_number(prg__cell_json *writer, const char *name, const prg__cell *cell, const prg__number *number);
void prg__json_fraction(prg__cell_json *writer, const char *name, const prg__number *number);
/* Nothing when the period has no calendar. */
void prg__json_period(prg__cell_json *writer, const char *name, const prg_period *period);
/* The members of a cell. */
void prg__json_cell(prg__cell_json *writer, const prg__cell *cell);

#endif
