/* The data set from inside, in two halves. What was said lives by ids and stays: journal, slots,
 * series with their identities, axes. What the ids mean at present is the *binding*: it belongs to
 * one generation of a programme, is made as a whole and exchanged as a whole. */
#ifndef PRG__STORE_H
#define PRG__STORE_H

#include "data/journal.h"
#include "data/series.h"
#include "model/programme.h"
#include "util/map.h"

/* ---- axis.c ---- */

/* A period that the calendar of its axis does not have at present. Entries name it by a position
 * far below those of the axis. */
typedef struct prg__lost {
        int year, index;
        char *stage; /* the id of a stage, which is known by it and not by its number; else NULL */
        size_t entries; /* how many were seen when it was looked for last */
} prg__lost;
#define PRG__LOST_FIRST        INT32_MIN
#define PRG__IS_LOST(position) ((position) < PRG__LOST_FIRST / 2)

/* Takes the axis back to what it held before. */
void prg__axis_trim(prg__axis *axis, int first, int count);

/* ---- ids.c: ids that are numbered when they come first ---- */

typedef struct prg__numbered {
        uint32_t number;
        char id[];
} prg__numbered;

typedef struct prg__ids {
        prg__numbered **at;
        size_t count, capacity;
        prg__map map; /* id -> what is numbered */
} prg__ids;

void prg__ids_init(prg__ids *ids);
void prg__ids_dispose(prg__ids *ids);
/* The number of an id, from 0; 0 or PRG_ENOMEM. */
int prg__ids_number(prg__ids *ids, const char *id, uint32_t *number);

/* ---- scale.c: what mantissas are in ---- */

typedef enum prg__form { PRG__FORM_NUMBER = 1, PRG__FORM_MILESTONE, PRG__FORM_CLASS } prg__form;

/* Entries keep the scale in which they came, so that nothing is lost when an indicator gets another
 * unit or other decimals. The mantissa of a class is the number of the category's id in `classes`.
 */
typedef struct prg__scale {
        prg__form form;
        unsigned decimals;
        char *unit; /* the id, or NULL */
} prg__scale;

prg__form prg__form_of(const prg__indicator *indicator);
unsigned prg__indicator_decimals(const prg__indicator *indicator);
/* The number of the indicator's scale; 0 or PRG_ENOMEM. */
int prg__scale_of(prg_data *data, const prg__indicator *indicator, unsigned *number);
/* The mantissa in the scale of the indicator; 0 when there is no exact one. */
int prg__scale_present(const prg_data *data, const prg_programme *programme,
        const prg__indicator *indicator, const prg__record *record, int64_t mantissa,
        int64_t *present);

/* ---- binding.c: what ids mean at present ---- */

/* What an indicator is for values. */
typedef struct prg__indicator_info {
        const char *computed;         /* why it takes no values; NULL: it does */
        const prg_calendar *calendar; /* of its base periods; NULL: it has none */
        prg_period_type type;
        const prg_item *const *sources; /* all that it names anywhere */
        size_t source_count;
        prg__series *first, *last; /* of its series */
} prg__indicator_info;

typedef struct prg__span {
        prg_date first, last;
} prg__span;

typedef struct prg__binding {
        prg_programme *programme;
        unsigned long generation;
        prg_calendars *calendars;
        const prg_calendar **calendar_at; /* all of them */
        size_t calendar_count;
        size_t *area_slots; /* by the index of the area */
        prg__span *spans;   /* when areas have areas in them: sorted, apart from each other */
        size_t *area_spans; /* by the index of the area, one more than areas: where its spans begin
                             */
        prg__indicator_info *indicators; /* by the index of the indicator */
        const prg_item **sources;        /* the lists of all indicators */
} prg__binding;

int prg__binding_make(prg__binding **binding, prg_programme *programme);
void prg__binding_free(prg__binding *binding);

/* Where an area stands for an indicator on a day. */
typedef enum prg__place { PRG__PLACE_REPORTS, PRG__PLACE_ABOVE, PRG__PLACE_BELOW } prg__place;
prg__place prg__binding_place(const prg__binding *binding, const prg__indicator *indicator,
        const prg_item *area, prg_date day);

/* Whether an area reports an indicator on whatever day. */
int prg__binding_reports_always(
        const prg__binding *binding, const prg__indicator *indicator, const prg_item *area);

/* The same period of the calendar that the binding has; 0 or PRG_END when there is no such, without
 * a message. The period is valid. */
int prg__binding_period(const prg__binding *binding, const prg_period *period, prg_period *own);
/* The period of an id of a calendar, a type, a year and a number or, for a stage, its id. 0 or
 * PRG_END. */
int prg__calendar_period(const prg_calendar *calendar, prg_period_type type, int year, int index,
        const char *stage, prg_period *period);
/* The calendar of that id, or NULL. */
const prg_calendar *prg__binding_calendar(const prg__binding *binding, const char *id);

static inline prg__indicator_info *prg__binding_info(
        const prg__binding *binding, const prg__indicator *indicator)
{
        return &binding->indicators[indicator->item.index];
}

/* ---- series.c ---- */

/* Where tiles come from, and go back to. */
typedef struct prg__tiles {
        void **chunks;
        size_t chunk_count, chunk_capacity;
        size_t left;                 /* how many of the last chunk were never used */
        struct prg__free_tile *free; /* those that were given back */
} prg__tiles;

/* Who a series is. Texts are owned. */
typedef struct prg__identity {
        char *indicator, *source; /* source NULL: none */
        char **categories; /* breakdown and category by turns, in the order of their making */
        size_t category_count;
        char *observed_calendar; /* NULL: not of a cohort */
        char *observed_stage;
        prg_period observed; /* its calendar means nothing */
} prg__identity;

prg__series *prg__series_find(const prg_data *data, const prg_key *key);
/* The series of a key that has none yet; what it needs beside itself is made too. */
int prg__series_make(prg_data *data, const prg_key *key, prg__series **series);
void prg__series_free(prg__tiles *tiles, prg__series *series);
/* The place of a series in a table of that size, for the first look. */
uint64_t prg__series_hash(const prg__series *series);
/* Puts a series behind the others of its info. */
void prg__series_enlist(prg__series *series);
void prg__series_tabulate(prg__series **table, size_t size, prg__series *series);

/* ---- tile.c ---- */

void prg__tiles_dispose(prg__tiles *tiles);
void prg__rows_free(prg__tiles *tiles, prg__tile_row *rows, size_t count);

/* Where a cell lies. */
typedef struct prg__tile_place {
        prg__tile *tile;
        size_t row, column;
} prg__tile_place;

/* Which tile of a row has a position. */
static inline int prg__tile_of(int position)
{
        return (position - (position < 0 ? PRG__TILE_PERIODS - 1 : 0)) / PRG__TILE_PERIODS;
}

/* 1 unless there is no tile. */
static inline int prg__tile_place_set(prg__tile_place *place, prg__tile *tile, size_t slot, int position)
{
        place->tile = tile;
        place->row = slot % PRG__TILE_SLOTS;
        place->column = (size_t)(position - prg__tile_of(position) * PRG__TILE_PERIODS);
        return tile != NULL;
}

/* 1 and the place of a cell; 0 when it has no tile. */
static inline int prg__rows_cell(const prg__tile_row *rows, size_t row_count, size_t slot, int position,
        prg__tile_place *place)
{
        if (slot / PRG__TILE_SLOTS >= row_count)
                return 0;
        const prg__tile_row *row = &rows[slot / PRG__TILE_SLOTS];
        int at = prg__tile_of(position) - row->first;
        return at >= 0 && at < row->count && prg__tile_place_set(place, row->tiles[at], slot, position);
}

/* The same, making the tile. 0 or PRG_ENOMEM. */
int prg__rows_reach(prg__tiles *tiles, prg__tile_row **rows, size_t *row_count, size_t slot, int position,
        prg__tile_place *place);

/* The sequence of what counts under some conditions, of the entries of a cell from the latest on;
 * 0: none. */
uint32_t prg__journal_winner(const prg__journal *journal, uint32_t latest, const prg__sight *sight);
/* Writes what the winner is into the tile. */
void prg__tile_set(const prg_data *data, const prg_programme *programme,
        const prg__indicator *indicator, const prg__tile_place *place, uint32_t winner);

/* ---- data.c ---- */

typedef struct prg__slot {
        char *id;
        const prg_item *area;
        size_t place; /* of the area in the binding's lists */
} prg__slot;

struct prg_data {
        prg__binding *binding;
        uint64_t changes; /* how often an entry came or went */
        prg__axis **axes;
        size_t axis_count, axis_capacity;
        prg__series **series;
        size_t series_count, series_capacity;
        prg__series **table; /* by hash, those with an indicator; its size is a power of two */
        size_t table_size, table_count;
        prg__slot *slots;
        size_t slot_count, slot_capacity;
        prg__scale *scales;
        size_t scale_count, scale_capacity;
        prg__ids agencies, classes;
        prg__journal journal;
        prg__tiles tiles;
        prg_batch *batches; /* names are owned */
        size_t batch_count, batch_capacity;
        int in_transaction;
        size_t begun_axes, begun_series, begun_slots;
        uint32_t begun_entries;
};

/* The number of the batch to which an entry belongs that comes now. */
static inline size_t prg__batch_now(const prg_data *data)
{
        return data->in_transaction ? data->batch_count - 1 : 0;
}

/* Takes away what was made last, down to so many. */
void prg__data_shrink(prg_data *data, size_t axes, size_t series, size_t slots);

/* Says in a record what it is an entry of: all but what it says, and what came before it. */
static inline void prg__entry_address(
        const prg__series *series, size_t slot, int position, prg__record *record)
{
        record->series = (unsigned)series->number & (PRG__SERIES_MOST - 1);
        record->slot = (uint32_t)slot;
        record->position = position;
        record->scale = (uint16_t)series->scale;
}

/* Makes the records of a series that lie behind the last one of the journal, up to a number, a part of it. */
static inline void prg__entries_came(prg_data *data, prg__series *series, uint32_t last)
{
        prg_batch *batch = &data->batches[prg__batch_now(data)];
        series->entries += last - data->journal.count;
        data->changes += last - data->journal.count;
        if (batch->last < batch->first)
                batch->first = data->journal.count + 1;
        batch->last = data->journal.count = last;
}

/* Makes the record behind the last one of the journal, which has room for it and in which the content is
 * filled in, the latest of its place. What counts there is left to the caller. */
static inline void prg__entry_enter(prg_data *data, prg__series *series, size_t slot, int position,
        const prg__tile_place *place, prg__record *record)
{
        uint32_t *latest = &place->tile->latest[place->row][place->column];
        record->previous = *latest;
        prg__entry_address(series, slot, position, record);
        *latest = data->journal.count + 1;
        prg__entries_came(data, series, *latest);
}

/* Takes the last entries away, down to a sequence number, of the transaction that is open: a part of
 * it is undone. Series and axes that they needed stay until the transaction ends. Cannot fail. */
void prg__data_undo(prg_data *data, uint64_t sequence);

/* The key of a cell with everything filled in that follows from the programme, as
 * prg__entry_check() does, but also for areas that do not report any more: for reading. */
int prg__entry_key(const prg_data *data, const prg_key *key, prg_key *whole);

#endif
