/* Wide sheets: what is remembered of one while it is read. */
#ifndef PRG__VALUES_WIDE_H
#define PRG__VALUES_WIDE_H

#include "util/wide.h"
#include "values.h"

/* An exact sum of numbers as they are written. */
typedef struct prg__exact_sum {
        prg__wide mantissa;
        unsigned decimals;
        size_t count;
        const prg_item *indicator, *unit; /* of all numbers */
        int is_unknown; /* something is no number, or of another kind, or too large to add */
} prg__exact_sum;

/* What a cell adds to a sum. */
typedef enum prg__adds { PRG__ADDS_NOTHING, PRG__ADDS_NUMBER, PRG__ADDS_UNKNOWN } prg__adds;
typedef struct prg__addend {
        prg__adds kind;
        prg_decimal number; /* as it is written */
        const prg_item *indicator, *unit;
} prg__addend;

typedef struct prg__wide_column {
        prg__column column; /* its kind is PRG__COLUMN_CELL for values, or what the mapping says */
        prg__column *dimensions; /* of a column of values: what each header row says of it */
        int is_total;
        prg__column_kind over; /* of a total column: over what; PRG__COLUMN_BROKEN: several */
        size_t *parts; /* of a total column: the columns left of it that it sums */
        size_t part_count;
        prg__addend now;      /* what the present row has here */
        prg__exact_sum above; /* of the rows so far */
        prg__exact_sum group; /* of those since the last total row */
        char *pending;        /* the text of a total row above all others; NULL: none */
} prg__wide_column;

typedef struct prg__wide_sheet {
        prg__values *reader;
        prg__arena texts;
        const char ***header; /* header rows x columns, blank cells filled */
        const char ***own;    /* the same as they are written */
        size_t *rows;         /* the number of each header row in the sheet */
        prg__wide_column *fields;
        size_t count;
        prg__draft constants;
        size_t data_rows;   /* rows of values so far */
        size_t pending_row; /* the number of a total row that stood above them; 0: none */
} prg__wide_sheet;

/* ---- values_wide_header.c ---- */

/* Reads the header rows and finds out what each column is for. 0; PRG_END when nothing below can be
 * read, which is then a finding; PRG_ENOMEM, PRG_ECANCELLED. */
int prg__wide_read_header(prg__wide_sheet *it);

/* ---- values_wide_total.c ---- */

void prg__sum_add(prg__exact_sum *to, const prg__addend *part);
/* The number of a text in the form of the file; 0 when it is none, and the thread's error is as
 * before. */
int prg__wide_number(const prg__values *reader, const char *text, prg_decimal *number);
/* Whether the values of an indicator make sums over a dimension. */
int prg__wide_adds(const prg_item *item, prg__column_kind over);
/* A total that stands in the sheet, against the sum or, where it is not NULL, that of a group: a difference from
 * both is a warning. 0 or PRG_ENOMEM. */
int prg__wide_compare(prg__wide_sheet *it, size_t row, const char *label, const char *text,
        const prg__exact_sum *sum, const prg__exact_sum *group);
/* The total columns of the present row. */
int prg__wide_compare_columns(prg__wide_sheet *it);

/* ---- values_wide.c ---- */

/* Sets *listed to 1 when a text is one of some texts of the mapping. 0 or PRG_ENOMEM. */
int prg__wide_is_listed(
        prg__values *reader, const prg__pairs *pairs, const char *text, int *listed);

#endif
