/* Rows of the long layout that are plain: the short way. */
#ifndef PRG__VALUES_ROW_H
#define PRG__VALUES_ROW_H

#include "values_json.h"

/* More columns than files of values have. */
#define PRG__ROW_COLUMNS 32
/* Bytes of a cell that can be known. */
#define PRG__ROW_TEXT    64
#define PRG__ROW_PERIODS 256

/* What to do with the cells of a column. */
typedef enum prg__row_way {
        PRG__WAY_MEANING, /* an item or a word */
        PRG__WAY_PERIOD,
        PRG__WAY_NUMBER,
        PRG__WAY_EMPTY, /* must be empty */
        PRG__WAY_IGNORED
} prg__row_way;

/* A text that was met, and what it means in its column: an item, or the number of a word. */
typedef struct prg__meaning {
        const char *text; /* NULL: nothing */
        uint32_t length, column;
        const prg_item *item;
        int word;
} prg__meaning;

typedef struct prg__row_cell {
        prg__row_way way;
        int is_last;      /* in its row */
        int is_known;     /* the following two are; they agree with the key of the reader */
        const char *last; /* the cell that was met last, */
        size_t length;    /* and its bytes */
        prg__column *column;
        const prg_item *item; /* of a category: which one it means, NULL for none */
} prg__row_cell;

/* A period that was met, with its place on an axis. */
typedef struct prg__row_period {
        const char *text; /* NULL: none */
        size_t length;
        size_t next; /* the one that came behind it when it was met last */
        const prg__axis *axis;
        int position;
        prg_period period;
} prg__row_period;

typedef struct prg__row_reader {
        prg__values *reader;
        prg__long *layout;
        const char *end; /* of the text */
        char separator, mark;
        size_t count;
        prg__row_cell cells[PRG__ROW_COLUMNS];
        /* The columns before the one that changes in every row. */
        size_t lead_count, lead_length; /* 0 bytes: not known */
        const char *lead;
        /* What the row says beside its number and its period. */
        prg_key key;
        const prg_item *categories[PRG__DRAFT_CATEGORIES];
        size_t constant_categories;
        prg_quality quality;
        prg_state state;       /* PRG_STATE_UNDEFINED: not said */
        const prg__lane *lane; /* of the key, NULL: not known */
        prg__lane_row row;     /* of the area, if `has_row` */
        int has_row;
        prg__row_period *period; /* of the last row */
        prg__row_period periods[PRG__ROW_PERIODS];
        prg__lane lanes[PRG__LANES];
        size_t text_count; /* a power of two */
        prg__meaning texts[];
} prg__row_reader;

/* For the columns of a header that was read. *rows is NULL when such rows always need the long way. 0 or
 * PRG_ENOMEM. */
int prg__row_reader_make(prg__row_reader **rows, prg__long *layout);
void prg__row_reader_free(prg__row_reader *rows);

/* Keeps rows from the place of the sheet on, as many as are plain, up to where progress is asked. */
void prg__row_reader_run(prg__row_reader *rows);

/* Takes what the texts of a row mean that went the long way and was accepted; `begin` is where the sheet was
 * before it. */
void prg__row_reader_learn(prg__row_reader *rows, const prg__draft *draft, const char *begin);

/* ---- values_row_text.c ---- */

/* Where a text of a column is remembered. */
prg__meaning *prg__row_text_of(prg__row_reader *it, size_t column, const char *text, size_t length);
/* Finds a text by what is written in it, an id or a word; what the mapping says comes first, and then only
 * the long way knows. 0 when it is not known. */
int prg__row_find_meaning(const prg__row_reader *it, const prg__row_cell *cell, prg__meaning *found);
/* Where a period is remembered, or can be. */
prg__row_period *prg__row_find_period(prg__row_reader *it, const char *text, size_t length, int *is_found);
void prg__row_know_period(prg__row_period *known, const char *text, size_t length, const prg_period *period);

#endif
