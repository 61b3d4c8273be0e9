/* Columns of tables as Arrow: what each is, and how it is filled. */
#ifndef PRG__ARROW_COLUMN_H
#define PRG__ARROW_COLUMN_H

#include "calc/table/table.h"
#include "calc/usual.h"
#include "io/arrow.h"
#include "util/buf.h"

/* Which Arrow type a column has. */
typedef enum prg__out_shape {
        PRG__OUT_AXIS,
        PRG__OUT_WORD,
        PRG__OUT_COUNT,
        PRG__OUT_DECIMAL,
        PRG__OUT_DOUBLE,
        PRG__OUT_TEXT
} prg__out_shape;

/* What the texts of a cell are made of. */
typedef struct prg__out_texts {
        unsigned scale; /* of the decimals */
        int has_fraction; /* of the present cell: the two below, empty where `value` has it; 0 before each cell */
        prg_buf numerator, denominator;
} prg__out_texts;

/* Where usual cells go. */
typedef struct prg__out_row {
        const prg__usual *usual;
        const size_t *periods; /* in the order of rows */
        size_t count;          /* of these */
        size_t first, step;    /* the first row, and how far it is to the next */
        unsigned scale;        /* of the decimals */
} prg__out_row;

typedef struct prg__out_column prg__out_column;

typedef struct prg__out_rule {
        const char *name;
        prg__out_shape shape;
        int is_nullable;
        prg_axis axis;
        /* The place of a word among those of its dictionary, -1 for none; the words, NULL behind the last. */
        int (*index)(const prg__cell *cell);
        const char *(*word)(int index);
        size_t (*count)(const prg__cell *cell);
        const prg__number *(*number)(const prg__cell *cell); /* NULL: none */
        /* Appends; *is_null. 0 or PRG_ENOMEM. */
        int (*write)(prg_buf *out, prg__out_texts *it, const prg__cell *cell, int *is_null);
        /* What is usual; of counts the one that it is. */
        void (*usual)(prg__out_column *it, const prg__out_row *row);
        prg__usual_count which;
} prg__out_rule;

/* A column being filled. */
struct prg__out_column {
        const prg__out_rule *rule;
        struct ArrowArray *array;
        unsigned char *bits; /* NULL: none is null */
        void *cells;         /* of text, offsets */
        prg_buf text;
};

#define PRG__OUT_RULES 21

/* All columns, in their order. */
extern const prg__out_rule prg__out_rules[PRG__OUT_RULES];

/* The mantissa of a number with so many decimals, if it has at most 38 digits. */
int prg__out_scaled(prg__wide *mantissa, const prg__number *number, unsigned decimals);
/* The number that `value` has of a cell, if it has that many digits; and those of its bounds. NULL: none. */
const prg__number *prg__out_exact(const prg__cell *cell);
const prg__number *prg__out_lower(const prg__cell *cell);
const prg__number *prg__out_upper(const prg__cell *cell);

/* All rows zero and null. 0 or PRG_ENOMEM. */
int prg__out_begin(prg__out_column *it, const prg__out_rule *rule, struct ArrowArray *array, size_t rows);
/* 0 or PRG_ENOMEM. Texts must come in the order of the rows. */
int prg__out_put(prg__out_column *it, size_t row, const prg__cell *cell, prg__out_texts *texts);
/* Puts the usual cells of an area in, and leaves the odd ones out; of a column that is no text. */
void prg__out_put_usual(prg__out_column *it, const prg__out_row *row);
/* What is the same for all rows: indexes and words of dictionaries. 0 or PRG_ENOMEM. */
int prg__out_end(prg__out_column *it, const prg_table *table, size_t rows);

#endif
