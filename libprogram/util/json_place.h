/* Lines and columns of a text, for people. Lines end with LF, CR or CR LF; columns count code
 * points, a tab as one; both begin at 1. Needs no memory. */
#ifndef PRG__JSON_PLACE_H
#define PRG__JSON_PLACE_H

#include <stddef.h>

typedef struct prg__json_place {
        size_t offset, line, column;
} prg__json_place;

#define PRG__JSON_PLACE_INIT { 0, 1, 1 }

/* Moves on to the byte at `offset`, which is not before the place and at most `length`. A byte that
 * is no UTF-8 counts like the rest of a character. */
void prg__json_place_advance(prg__json_place *place, const char *data, size_t length,
        size_t offset);

/* Many places of one text, in any order, without reading it from the beginning for each. */
typedef struct prg__json_places {
        const char *data;
        size_t length;
        size_t step;
        size_t count; /* marks made so far, one at each multiple of `step` */
        prg__json_place marks[128];
} prg__json_places;

/* Ownership: the text is borrowed while the places are used. */
void prg__json_places_init(prg__json_places *places, const char *data, size_t length,
        size_t first_line);
prg__json_place prg__json_places_find(prg__json_places *places, size_t offset);

#endif
