/* Lines of NDJSON that look like the line before them: the short way. */
#ifndef PRG__VALUES_FAST_H
#define PRG__VALUES_FAST_H

#include "values_json.h"

#define PRG__SHAPE_PARTS   16
#define PRG__SHAPE_BYTES   512
#define PRG__SHAPE_TEXT    48
#define PRG__SHAPE_PERIODS 256

/* A value in the shape of a line, and what stands before it, up to its first byte. */
typedef struct prg__shape_part {
        prg__column_kind kind;
        const prg__breakdown *breakdown; /* of a category */
        int is_text;                     /* in quotation marks */
        size_t begin, end;               /* of what stands before, in the bytes of the shape */
        char last[PRG__SHAPE_TEXT];      /* the text that was looked up last */
        size_t last_length;
} prg__shape_part;

/* A period that was read before, with its place on an axis. */
typedef struct prg__known_period {
        char text[PRG__SHAPE_TEXT];
        size_t length;
        prg_period period;
        const prg__axis *axis;
        int position;
} prg__known_period;

typedef struct prg__shape {
        int is_known;
        size_t part_count, tail; /* the tail is what stands behind the last value */
        prg__shape_part parts[PRG__SHAPE_PARTS];
        char bytes[PRG__SHAPE_BYTES];
        size_t length;
        prg_key key; /* of the last line; its texts are those in the parts */
        const prg_item *categories[PRG__LANE_CATEGORIES];
        size_t category_parts[PRG__LANE_CATEGORIES]; /* the part that each comes from */
        prg_quality quality;
        prg_state state;
        const prg__lane *lane; /* of the key, NULL: not known */
        prg__lane_row row;     /* of the area, if `has_row` */
        int has_row;
        prg__known_period periods[PRG__SHAPE_PERIODS];
} prg__shape;

/* Takes the shape of a line that was accepted, with its members and its draft. */
void prg__shape_take(prg__shape *shape, const prg__json_members *members, const prg__draft *draft,
        size_t begin, size_t end);

/* Keeps the entry of a line that has the shape and is plain. 1 and where the line ends, else 0, and nothing
 * was done. */
int prg__shape_keep(prg__shape *shape, prg__values *reader, prg__lane lanes[PRG__LANES], size_t begin,
        size_t row, size_t *end);

#endif
