/* Values in memory: series of cells, what counts in each, and the journal of how it came to that.
 *
 * A series is what one column of a table of values could hold: (indicator, type of period, categories,
 * period of observation, source, scope). Its cells are addressed by the *slot* of an area and the *position*
 * of a period on the series' axis. Winners lie in tiles of PRG__TILE_SLOTS x PRG__TILE_PERIODS cells, made
 * when the first value falls into them, in which the periods of a slot are neighbours. Every entry is also
 * in the journal; the entries of a cell hang together from the latest to the first.
 *
 * Values above the reporting areas (scopes own and total) and values of wider periods than the indicator's
 * own are series like any other, with their own axis. */
#ifndef PRG__SERIES_H
#define PRG__SERIES_H

#include <libprogram/data.h>

#include "model/nouns.h"
#include "model/period.h"

/* Periods of one calendar and type, gapless, in order. Positions count from the first period ever put on the
 * axis, which has 0; earlier ones are negative. An axis never holds more than PRG__AXIS_MOST. One whose calendar
 * is not in the programme at present has no calendar and no periods; its series have no indicator. */
#define PRG__AXIS_MOST 32768
typedef struct prg__axis {
        const prg_calendar *calendar;
        prg_period_type type;
        prg_period *periods;
        int first;       /* the position of periods[0] */
        int count;
        int capacity;
        int before;      /* how much room lies before periods[0], of the capacity */
        char *calendar_id;
        struct prg__lost *lost; /* periods that the calendar does not have at present; see store.h */
        size_t lost_count;
        int begun_first, begun_count; /* what it held when the transaction began */
} prg__axis;

/* An axis without periods. Ownership: owned. 0 or PRG_ENOMEM. */
int prg__axis_make(prg__axis **axis, const prg_calendar *calendar, prg_period_type type);
void prg__axis_free(prg__axis *axis);
/* Grows the axis until it holds the period; 0 and its position, PRG_ELIMIT, PRG_ENOMEM. */
int prg__axis_reach(prg__axis *axis, const prg_period *period, int *position);
/* 1 and the position; 0 when the axis does not hold the period. */
int prg__axis_find(const prg__axis *axis, const prg_period *period, int *position);

#define PRG__NO_SLOT ((size_t)-1)

typedef struct prg__series {
        const prg__indicator *indicator; /* NULL: does not fit the programme at present, see rebind */
        const prg_item *source;          /* NULL: none */
        prg_scope scope;
        const prg_item *const *categories; /* in the order of the indicator's breakdowns */
        size_t category_count;
        prg_period observed;             /* without calendar: not of a cohort */
        prg__axis *axis;
        struct prg__series *next;        /* the next one of the same indicator */
        struct prg__tile_row *rows;      /* the tiles, by slot / PRG__TILE_SLOTS */
        size_t row_count;
        size_t entries;                  /* how many entries it ever had that were not rolled back */
        struct prg__identity *identity;  /* ids of all that, for binding again; see store.h */
        size_t number;                   /* its index among all series */
        struct prg__indicator_info *info; /* what its indicator is for values */
        struct prg__series *before;      /* the one before it of the same indicator */
        unsigned scale;                  /* what mantissas in its tiles are in; see store.h */
        int again;                       /* 1: its tiles must be made anew with the next binding */
} prg__series;

/* Tiles. The tile of a cell is tiles[position / PRG__TILE_PERIODS - first] of rows[slot / PRG__TILE_SLOTS], the
 * quotient rounded down; it may be NULL or not be there. */
#define PRG__TILE_SLOTS 16
#define PRG__TILE_PERIODS 64

/* The info of a cell in which something counts; 0 where nothing does. */
#define PRG__INFO_PRESENT 0x01u
#define PRG__INFO_MARKS   0x02u /* marks are in the journal, under the number of the winner */
#define PRG__INFO_BOUNDS  0x04u /* bounds too */
#define PRG__INFO_STATE(info)   ((prg_state)((info) >> 3 & 7u))
#define PRG__INFO_QUALITY(info) ((prg_quality)((info) >> 6))

typedef struct prg__tile {
        int64_t mantissa[PRG__TILE_SLOTS][PRG__TILE_PERIODS];
        uint32_t winner[PRG__TILE_SLOTS][PRG__TILE_PERIODS]; /* sequence of the entry that counts; 0: none */
        uint32_t latest[PRG__TILE_SLOTS][PRG__TILE_PERIODS]; /* of the last entry or withdrawal; 0: none */
        uint8_t info[PRG__TILE_SLOTS][PRG__TILE_PERIODS];
} prg__tile;

typedef struct prg__tile_row {
        prg__tile **tiles;
        int first, count;
} prg__tile_row;

/* What counts of a cell. Mantissas are in the indicator's decimals; of a class the mantissa is the index of
 * the category in the indicator's list. */
typedef struct prg__winner {
        prg_state state;
        int64_t mantissa;
        prg_quality quality;
        unsigned marks;
        int has_bounds;
        int64_t lower, upper;
        uint64_t sequence; /* of the entry */
} prg__winner;

/* Under which conditions entries are looked at. */
typedef struct prg__sight {
        uint64_t as_of; /* 0: everything */
        prg_quality_mode mode;
        prg_quality quality;
} prg__sight;

/* Series: all, by index in order of their making; those of an indicator from the first on by `next`. */
size_t prg__data_series_count(const prg_data *data);
const prg__series *prg__data_series_at(const prg_data *data, size_t index);
const prg__series *prg__data_series_of(const prg_data *data, const prg__indicator *indicator);

/* Areas by slot. A slot whose area is not in the programme at present has NULL. */
size_t prg__data_slot_count(const prg_data *data);
const prg_item *prg__data_slot_area(const prg_data *data, size_t slot);
size_t prg__data_slot(const prg_data *data, const prg_item *area); /* PRG__NO_SLOT when it has none */

/* 1 and what counts, 0 when nothing does. Constant time without conditions, else linear in the entries of the
 * cell. Never fails. */
int prg__series_winner(const prg_data *data, const prg__series *series, size_t slot, int position,
        const prg__sight *sight, prg__winner *winner);

/* Where an entry belongs, by its sequence number; slot and position may be NULL. */
const prg__series *prg__data_entry_series(const prg_data *data, uint64_t sequence, size_t *slot, int *position);

/* The entries of a cell from the latest on: its number, and that of the one before; 0: there is none. */
uint64_t prg__series_latest(const prg__series *series, size_t slot, int position);
uint64_t prg__data_entry_before(const prg_data *data, uint64_t sequence);
/* An entry by its number, whose series has an indicator at present. */
void prg__data_tell(const prg_data *data, uint32_t sequence, prg_entry *entry);

/* A number that is another one after every change: entries that came, and entries that were taken back. */
uint64_t prg__data_changes(const prg_data *data);

/* 0, or PRG_ESTALE with its message. */
int prg__data_fresh(const prg_data *data);

/* ---- what an area is for an indicator ---- */

/* Whether an area reports an indicator on a day: it is of the indicator's level, or, where that names none,
 * no area that exists on the day lies in it. Whether the area itself exists is not asked. */
int prg__unit_reports(const prg_data *data, const prg__indicator *indicator, const prg_item *area, prg_date day);

#endif
