/* Places in a JSON text, found together: pointers are collected while a document is read, and one pass over
 * the text finds all of them. So the reading pays nothing for positions, and a thousand findings cost one
 * more pass. */
#ifndef PRG__PLACES_H
#define PRG__PLACES_H

#include <stddef.h>

#include "util/map.h"

typedef struct prg__place {
        char *pointer;
        size_t index;       /* its number */
        size_t key;         /* offset of the member's key; of an element, of its value */
        size_t value, end;  /* the value as written: first byte, first byte behind it */
        int found;
} prg__place;

typedef struct prg__places {
        prg__place **at;
        size_t count, capacity;
        prg__map known;
} prg__places;

void prg__places_init(prg__places *places);
void prg__places_dispose(prg__places *places);

/* Collects a pointer; *index receives the number of its place. 0 or PRG_ENOMEM. */
int prg__places_add(prg__places *places, const char *pointer, size_t *index);

/* Finds them in a text that the scanner has accepted. 0 or PRG_ENOMEM. */
int prg__places_find(prg__places *places, const char *data, size_t length);

#endif
