/* Arrow from inside: what its parts share.
 *
 * In: a schema is read into columns (arrow_schema.c), batches are checked against them (arrow_batch.c), and
 * each cell becomes the text that it would be in a CSV file (arrow_cell.c, numbers in arrow_number.c). From
 * there on everything is as in the long layout of value files (arrow_in.c), but for plain rows, which go a shorter way
 * (arrow_plain.c). Out: arrow_out.c walks through a table, arrow_column.c fills its columns, arrow_make.c owns their
 * memory. */
#ifndef PRG__ARROW_H
#define PRG__ARROW_H

#include <libprogram/arrow.h>

#include "io/values.h"
#include "util/wide.h"

/* ---- types ---- */

typedef enum prg__arrow_kind {
        PRG__ARROW_NULLS,
        PRG__ARROW_BOOLEAN,
        PRG__ARROW_INTEGER, /* also decimals: an integer and a scale */
        PRG__ARROW_FLOAT,
        PRG__ARROW_TEXT,
        PRG__ARROW_VIEW,
        PRG__ARROW_DATE,
        PRG__ARROW_INSTANT
} prg__arrow_kind;

typedef struct prg__arrow_type {
        prg__arrow_kind kind;
        unsigned width; /* bytes of a cell; of text, of an offset */
        int is_signed;
        int scale;   /* of an integer: it stands for integer / 10^scale */
        int64_t per; /* of dates and instants: how many make a day, or a second */
} prg__arrow_type;

typedef struct prg__arrow_column {
        int is_read; /* 0: nobody looks at it */
        int has_dictionary;
        prg__arrow_type type;  /* of a dictionary, of its values */
        prg__arrow_type index; /* of a dictionary */
} prg__arrow_column;

/* What a format says; 0 when it is none of those that are read. */
int prg__arrow_type_of(prg__arrow_type *type, const char *format);
/* Reads the schema into the columns of `it`, which are the caller's to free, also after an error; what is
 * wrong is a finding. 0 or PRG_ENOMEM. */
int prg__arrow_read_schema(prg__long *it, const struct ArrowSchema *schema, prg__arrow_column **columns);

/* ---- batches ---- */

/* What is wrong with an array that should have a row behind the last one asked for; NULL when nothing is. */
const char *prg__arrow_check(const prg__arrow_column *column, const struct ArrowArray *array, int64_t rows);
/* The same for the struct around the columns. */
const char *prg__arrow_check_batch(const struct ArrowArray *batch, size_t columns);
/* Whether an array has no value there; `position` counts from the beginning of the buffers. */
int prg__arrow_is_null(const struct ArrowArray *array, int64_t position);

/* ---- cells ---- */

/* A cell that is no text: what is wrong with it. */
typedef struct prg__arrow_fault {
        int finding; /* 0: nothing is wrong */
        const char *message, *expected;
        int is_broken; /* the stream itself is wrong, not what it says */
} prg__arrow_fault;

/* Appends the text of a row, nothing for a null; with a fault, what there is to be quoted. Numbers are
 * written in a form. 0 or PRG_ENOMEM. */
int prg__arrow_text(prg_buf *out, const prg__arrow_column *column, const struct ArrowArray *array,
        int64_t row, unsigned form, prg__arrow_fault *fault);

/* ---- numbers ---- */

/* An integer of at most 64 bits; an unsigned one that does not fit is negative. */
int64_t prg__arrow_integer(const prg__arrow_type *type, const char *bytes);

/* Sign, 78 digits, as many zeros, decimal mark, NUL. */
#define PRG__ARROW_NUMBER_SIZE 176

/* Writes an integer of 1 to 32 bytes, in the order of this machine, divided by 10^scale, without zeros at the
 * end of its decimals. Scales are from -76 to 76. Returns the length. */
size_t prg__arrow_write_integer(
        char text[PRG__ARROW_NUMBER_SIZE], const void *bytes, const prg__arrow_type *type, unsigned form);
/* The decimal number of a float of 4 or 8 bytes; what else it is. 0; PRG_END with a fault, and a decimal if
 * one was found that is not the only one. */
int prg__arrow_float(prg_decimal *number, const void *bytes, unsigned width, prg__arrow_fault *fault);

/* ---- rows that are plain ---- */

typedef struct prg__arrow_plain prg__arrow_plain;

/* For the columns of a schema; *plain is NULL when such rows always need the long way. 0 or PRG_ENOMEM. */
int prg__arrow_plain_make(prg__arrow_plain **plain, const prg__long *layout, const prg__arrow_column *columns);
void prg__arrow_plain_free(prg__arrow_plain *plain);
/* Before the rows of a batch that was checked. 0 or PRG_ENOMEM. */
int prg__arrow_plain_begin(prg__arrow_plain *plain, const struct ArrowArray *batch);
/* Keeps a row, `number` in the whole stream. 1; or 0, and the row needs the long way. */
int prg__arrow_plain_keep(prg__arrow_plain *plain, const struct ArrowArray *batch, int64_t row, size_t number);
/* Takes what the indexes of a row mean that went the long way and was accepted; `texts` are its cells, by column. */
void prg__arrow_plain_learn(prg__arrow_plain *plain, const struct ArrowArray *batch, int64_t row,
        const prg__draft *draft, const char *const *texts);

/* ---- out ---- */

/* A struct with so many children, which are to be made; everything else is zero. 0 or PRG_ENOMEM. */
int prg__arrow_make_schema(
        struct ArrowSchema *schema, const char *name, const char *format, int is_nullable, size_t children);
/* The same with a dictionary of utf8. */
int prg__arrow_make_dictionary_schema(struct ArrowSchema *schema, const char *name, int is_nullable);

/* An array with `count` buffers, all NULL, and so many children; released they free what stands in the
 * buffers. */
int prg__arrow_make(struct ArrowArray *array, int64_t length, size_t buffers, size_t children);
/* A buffer of an array, zeroed; NULL without memory. */
void *prg__arrow_make_buffer(struct ArrowArray *array, size_t index, size_t size);
/* Puts a dictionary of texts into an array. 0 or PRG_ENOMEM. */
int prg__arrow_make_dictionary(struct ArrowArray *array, const char *const *texts, size_t count);

#endif
