/* Lanes: the short way for plain entries, of which nearly all of a file are.
 *
 * A lane is opened by an entry that came in by prg__entry_check() and prg__entry_keep(). What those found
 * right of its indicator, source, scope, categories and kind of period holds for every entry with the same;
 * what depends on the area, the period and the number is asked of each. A lane takes an entry only if the
 * long way would take it and make the same of it, and if its cell has no entry yet; all else it leaves to
 * the long way, which knows what to say. It never allocates. */
#ifndef PRG__LANE_H
#define PRG__LANE_H

#include "data/store.h"

#define PRG__LANE_CATEGORIES 16

/* No lane opens while it is 1: for the tests, which compare. */
extern int prg__lane_off;

typedef struct prg__lane {
        prg__series *series; /* NULL: closed */
        prg_key key;         /* as it was given; area and period mean nothing */
        const prg_item *categories[PRG__LANE_CATEGORIES];
        unsigned decimals;
        int64_t powers[PRG_DECIMAL_MAX_DECIMALS + 1]; /* what brings a number of so many decimals to these */
        int takes_negative;
} prg__lane;

/* A value without marks, bounds and words; or a state for one. */
typedef struct prg__plain {
        prg_decimal number;
        prg_state state;
        prg_quality quality;
        size_t row;
} prg__plain;

/* An area of a lane. */
typedef struct prg__lane_row {
        const prg_item *area;
        size_t slot;
        int reports_always;
} prg__lane_row;

/* Opens a lane for the key under which the last entry of the journal was given, or closes it when its
 * entries need the long way. Valid as long as the transaction is open and nothing is bound anew. */
void prg__lane_open(prg__lane *lane, const prg_data *data, const prg_key *key);

/* Whether an open lane is that of a key. */
static inline int prg__lane_is_of(const prg__lane *lane, const prg_key *key)
{
        if (lane->series == NULL || lane->key.indicator != key->indicator || lane->key.source != key->source
                || lane->key.scope != key->scope || lane->key.category_count != key->category_count
                || key->observed.calendar)
                return 0;
        for (size_t i = 0; i < key->category_count; i++)
                if (lane->categories[i] != key->categories[i])
                        return 0;
        return 1;
}

/* 1 and the row of an area; 0 when it has none yet. */
int prg__lane_row_of(const prg__lane *lane, const prg_data *data, const prg_item *area, prg__lane_row *row);

/* 1 and the position of a period on the axis of a lane, 0 when it has none there. `axis` is that of the answer before,
 * NULL for none, and of this one: it is looked for once. */
int prg__lane_position(const prg__lane *lane, const prg_period *period, const prg__axis **axis, int *position);

/* 1: kept, as the next entry of the journal. 0: nothing was done; go the long way. */
int prg__lane_keep(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__plain *plain);

/* A value in a run of them, of one period after the other. */
typedef enum prg__lane_kind {
        PRG__LANE_NOTHING, /* no entry */
        PRG__LANE_NUMBER,
        PRG__LANE_OTHER /* that only the long way can take */
} prg__lane_kind;

typedef struct prg__lane_value {
        int64_t mantissa;
        size_t offset; /* the caller's */
        unsigned char kind, decimals;
} prg__lane_value;

/* Keeps numbers from a position on, as far as the short way leads; the state and number of `plain` mean
 * nothing. How many values were passed; *kept is how many entries they are. */
size_t prg__lane_run(const prg__lane *lane, prg_data *data, const prg__lane_row *row, int position,
        const prg__lane_value *values, size_t count, const prg__plain *plain, size_t *kept);

#endif
