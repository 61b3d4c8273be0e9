/* Tiles: the cells of a series, found by slot and position, and what counts in each.
 *
 * A tile is made when the first entry falls into it. It has what counts without conditions, so that
 * reading is one look-up; whoever asks under conditions follows the entries of the cell from the
 * latest to the first.
 *
 * Tiles come from chunks of the data set, the first ones of a single tile, later ones as large as the
 * pages that the system gives best. What is given back is used again. */
#include "store.h"

#include <string.h>

#include "util/error.h"
#include "util/memory.h"

/* ---- where tiles come from ---- */

#define SINGLE_TILES 16
#define CHUNK_BYTES  ((size_t)1 << 21)
#define CHUNK_TILES  (CHUNK_BYTES / sizeof(prg__tile))

struct prg__free_tile {
        struct prg__free_tile *next;
};

void prg__tiles_dispose(prg__tiles *tiles)
{
        for (size_t i = 0; i < tiles->chunk_count; i++)
                if (i < SINGLE_TILES)
                        prg__free(tiles->chunks[i]);
                else
                        prg__free_pages(tiles->chunks[i], CHUNK_BYTES);
        prg__free(tiles->chunks);
        *tiles = (prg__tiles){ NULL, 0, 0, 0, NULL };
}

/* A tile without entries; NULL without memory. */
static prg__tile *take_tile(prg__tiles *tiles)
{
        if (tiles->free) {
                struct prg__free_tile *free = tiles->free;
                tiles->free = free->next;
                return memset(free, 0, sizeof(prg__tile));
        }
        if (tiles->left == 0) {
                int is_single = tiles->chunk_count < SINGLE_TILES;
                if (prg__grow((void **)&tiles->chunks, &tiles->chunk_capacity, tiles->chunk_count + 1,
                            sizeof(void *))
                        < 0)
                        return NULL;
                void *chunk = is_single ? prg__alloc_zero(sizeof(prg__tile)) : prg__alloc_pages(CHUNK_BYTES);
                if (chunk == NULL)
                        return NULL;
                tiles->chunks[tiles->chunk_count++] = chunk;
                tiles->left = is_single ? 1 : CHUNK_TILES;
        }
        prg__tile *chunk = tiles->chunks[tiles->chunk_count - 1];
        size_t size = tiles->chunk_count <= SINGLE_TILES ? 1 : CHUNK_TILES;
        return &chunk[size - tiles->left--];
}

static void give_back(prg__tiles *tiles, prg__tile *tile)
{
        struct prg__free_tile *free = (struct prg__free_tile *)(void *)tile;
        if (tile == NULL)
                return;
        free->next = tiles->free;
        tiles->free = free;
}

/* ---- finding and making ---- */

void prg__rows_free(prg__tiles *tiles, prg__tile_row *rows, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                for (int t = 0; t < rows[i].count; t++)
                        give_back(tiles, rows[i].tiles[t]);
                prg__free(rows[i].tiles);
        }
        prg__free(rows);
}

/* Makes the row have a place for a tile. */
static int widen(prg__tile_row *row, int tile)
{
        int first = row->count && row->first < tile ? row->first : tile;
        int end = row->count && row->first + row->count > tile ? row->first + row->count : tile + 1;
        if (end - first == row->count)
                return 0;
        prg__tile **tiles = prg__alloc_zero((size_t)(end - first) * sizeof(prg__tile *));
        if (tiles == NULL)
                return PRG_ENOMEM;
        if (row->count)
                memcpy(tiles + (row->first - first), row->tiles,
                        (size_t)row->count * sizeof(prg__tile *));
        prg__free(row->tiles);
        *row = (prg__tile_row){ tiles, first, end - first };
        return 0;
}

int prg__rows_reach(prg__tiles *tiles, prg__tile_row **rows, size_t *row_count, size_t slot, int position,
        prg__tile_place *place)
{
        size_t needed = slot / PRG__TILE_SLOTS + 1;
        if (prg__rows_cell(*rows, *row_count, slot, position, place))
                return 0;
        if (needed > *row_count) {
                size_t room = needed < 2 * *row_count ? 2 * *row_count : needed;
                prg__tile_row *larger = prg__alloc_zero(room * sizeof *larger);
                if (larger == NULL)
                        return PRG_ENOMEM;
                if (*row_count)
                        memcpy(larger, *rows, *row_count * sizeof *larger);
                prg__free(*rows);
                *rows = larger;
                *row_count = room;
        }
        prg__tile_row *row = &(*rows)[slot / PRG__TILE_SLOTS];
        if (widen(row, prg__tile_of(position)) < 0)
                return PRG_ENOMEM;
        prg__tile **tile = &row->tiles[prg__tile_of(position) - row->first];
        if (*tile == NULL && (*tile = take_tile(tiles)) == NULL)
                return PRG_ENOMEM;
        prg__tile_place_set(place, *tile, slot, position);
        return 0;
}

/* ---- what counts ---- */

static int is_looked_at(const prg__sight *sight, unsigned quality)
{
        return sight == NULL || sight->mode == PRG_QUALITY_MODE_BEST
               || (sight->mode == PRG_QUALITY_MODE_EXACTLY ? quality == sight->quality
                                                           : quality >= sight->quality);
}

/* From the latest to the first: a withdrawal hides what comes behind it, and the first of a quality
 * is its latest. */
uint32_t prg__journal_winner(const prg__journal *journal, uint32_t latest, const prg__sight *sight)
{
        unsigned withdrawn = 0, best = 0;
        uint32_t winner = 0;
        while (latest && best < PRG_QUALITY_FINAL) {
                const prg__record *record = prg__journal_at(journal, latest);
                if (sight == NULL || sight->as_of == 0 || latest <= sight->as_of) {
                        if (record->withdrawal) {
                                withdrawn |= 1u << record->quality;
                        } else if (record->quality > best && !(withdrawn >> record->quality & 1u)
                                   && is_looked_at(sight, record->quality)) {
                                best = record->quality;
                                winner = latest;
                        }
                }
                latest = record->previous;
        }
        return winner;
}

void prg__tile_set(const prg_data *data, const prg_programme *programme,
        const prg__indicator *indicator, const prg__tile_place *place, uint32_t winner)
{
        prg__tile *tile = place->tile;
        const prg__record *record = winner ? prg__journal_at(&data->journal, winner) : NULL;
        int64_t mantissa = 0;
        if (record && record->state == PRG_STATE_VALUE
                && !prg__scale_present(
                        data, programme, indicator, record, record->mantissa, &mantissa))
                record = NULL; /* what cannot be said in the indicator's scale does not count */
        tile->winner[place->row][place->column] = record ? winner : 0;
        tile->mantissa[place->row][place->column] = mantissa;
        tile->info[place->row][place->column] =
                record ? (uint8_t)(PRG__INFO_PRESENT | (record->marks ? PRG__INFO_MARKS : 0)
                                   | (prg__journal_extra(&data->journal, record)->has_bounds
                                                     ? PRG__INFO_BOUNDS
                                                     : 0)
                                   | (unsigned)record->state << 3 | (unsigned)record->quality << 6)
                       : 0;
}

/* What an entry says, in the indicator's scale; 0 when it cannot be said in it. */
static int say(
        const prg_data *data, const prg__series *series, uint32_t sequence, prg__winner *winner)
{
        const prg__record *record = prg__journal_at(&data->journal, sequence);
        const prg__extra *extra = prg__journal_extra(&data->journal, record);
        const prg_programme *programme = data->binding->programme;
        *winner = (prg__winner){ record->state, 0, record->quality, record->marks,
                extra->has_bounds, 0, 0, sequence };
        if (record->state == PRG_STATE_VALUE
                && !prg__scale_present(data, programme, series->indicator, record, record->mantissa,
                        &winner->mantissa))
                return 0;
        if (winner->has_bounds
                && (!prg__scale_present(data, programme, series->indicator, record, extra->lower,
                            &winner->lower)
                        || !prg__scale_present(data, programme, series->indicator, record,
                                extra->upper, &winner->upper)))
                winner->has_bounds = 0;
        return 1;
}

uint64_t prg__series_latest(const prg__series *series, size_t slot, int position)
{
        prg__tile_place place;
        if (!prg__rows_cell(series->rows, series->row_count, slot, position, &place))
                return 0;
        return place.tile->latest[place.row][place.column];
}

uint64_t prg__data_entry_before(const prg_data *data, uint64_t sequence)
{
        return prg__journal_at(&data->journal, (uint32_t)sequence)->previous;
}

int prg__series_winner(const prg_data *data, const prg__series *series, size_t slot, int position,
        const prg__sight *sight, prg__winner *winner)
{
        prg__tile_place place;
        if (series->indicator == NULL
                || !prg__rows_cell(series->rows, series->row_count, slot, position, &place))
                return 0;
        uint32_t sequence = place.tile->winner[place.row][place.column];
        if (sight && (sight->as_of || sight->mode != PRG_QUALITY_MODE_BEST)) {
                sequence = prg__journal_winner(
                        &data->journal, place.tile->latest[place.row][place.column], sight);
                return sequence && say(data, series, sequence, winner);
        }
        if (sequence == 0)
                return 0;
        unsigned info = place.tile->info[place.row][place.column];
        if (info & (PRG__INFO_MARKS | PRG__INFO_BOUNDS))
                return say(data, series, sequence, winner);
        *winner =
                (prg__winner){ PRG__INFO_STATE(info), place.tile->mantissa[place.row][place.column],
                        PRG__INFO_QUALITY(info), 0, 0, 0, 0, sequence };
        return 1;
}
