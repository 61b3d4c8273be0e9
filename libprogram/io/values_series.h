/* Series JSON: what its reader is made of. */
#ifndef PRG__VALUES_SERIES_H
#define PRG__VALUES_SERIES_H

#include "values_json.h"

/* A text that a range of values has in a column. */
typedef struct prg__remark {
        prg__column_kind kind;
        prg__json_token text;
        int word; /* quality or state; 0 for one that only the long way knows */
        size_t first, last, offset;
} prg__remark;

/* What a series looks like that is plain and was accepted: the bytes before the id of its area, those up to
 * its values, and those behind. The draft of the reader is that of the series. */
typedef struct prg__series_like {
        int is_known;
        const char *before, *between, *behind;
        size_t before_length, between_length, behind_length;
} prg__series_like;

typedef struct prg__series_reader {
        prg__values *reader;
        prg__json_scan scan;
        prg__json_members members;
        prg__draft empty, draft;
        prg__lane lanes[PRG__LANES];
        size_t number;             /* of the series, from 1 */
        prg__lane_value *elements; /* of PRG__LANE_OTHER the mantissa is the length of the token, */
        size_t count, capacity;    /* and the decimals are its event */
        prg__remark *remarks;
        size_t remark_count, remark_capacity;
        uint32_t *said[PRG__COLUMNS]; /* by index: the number of the remark, from 1 */
        size_t said_capacity[PRG__COLUMNS];
        unsigned said_kinds; /* which of them hold for the present series */
        int is_broken;       /* nothing of the series can be kept */
        int has_values;
        size_t values_begin, values_end; /* of the array */
        size_t passed; /* so many elements of the series that is read next are kept already */
        prg__series_like like;
        /* The way by a lane. */
        const prg__lane *lane; /* NULL: not found */
        prg__lane_row row;
        int position; /* of the first value */
} prg__series_reader;

/* A finding after which nothing of the series is kept. */
int prg__series_break(prg__series_reader *it, size_t offset, const char *label, int finding,
        const char *expected, const char *message);

/* ---- values_series_value.c ---- */

/* The values of a series, of which the first token was read. 0, PRG_ENOMEM, or the code of a fault. */
int prg__series_read_values(prg__series_reader *it, const prg__json_token *first);
/* Takes plain numbers and null from the element at `at` on, as many as there are; *last is the end of the
 * last one, or NULL. 0 or PRG_ENOMEM. */
int prg__series_take_plain(prg__series_reader *it, const char *at, const char **last);

/* ---- values_series_remark.c ---- */

/* {"text": [index, [first, last], …], …}, of which the begin was read. 0, PRG_ENOMEM, or the code of a fault.
 */
int prg__series_read_remarks(prg__series_reader *it, prg__column_kind kind);
/* Puts the remarks to the values that they are about. 0 or PRG_ENOMEM. */
int prg__series_spread_remarks(prg__series_reader *it);

/* What is said of a value in a column; NULL for nothing. */
static inline const prg__remark *prg__remark_of(
        const prg__series_reader *it, prg__column_kind kind, size_t index)
{
        if (!(it->said_kinds & PRG__BIT(kind)) || it->said[kind][index] == 0)
                return NULL;
        return &it->remarks[it->said[kind][index] - 1];
}

#endif
