/* Memory that lives as long as its owner: given out piece by piece, freed as a whole.
 *
 * The model allocates its things and texts here. So nothing that the library ever handed out dangles
 * while the programme lives, loading needs one allocation for many things, and freeing needs no walk.
 * What an edit replaces stays until the end; a copy of the programme leaves it behind. */
#ifndef PRG__ARENA_H
#define PRG__ARENA_H

#include <stddef.h>

typedef struct prg__arena {
        struct prg__arena_block *block; /* the newest; older ones hang behind it */
        size_t used;                    /* bytes given out by all blocks */
} prg__arena;

void prg__arena_init(prg__arena *arena);
void prg__arena_dispose(prg__arena *arena);

/* Zeroed bytes, aligned for any type; NULL when there is no memory. */
void *prg__arena_alloc(prg__arena *arena, size_t size);
/* A NUL-terminated copy of a text. */
char *prg__arena_text(prg__arena *arena, const char *text, size_t length);

#endif
