/* From an id to its thing: a hash table with text keys.
 *
 * The table borrows its keys: each must stay where it is as long as its entry is there, which is
 * natural for an id that lies in the thing that it names. Iterating is not offered on purpose: the
 * order of a hash table is nobody's business, the owner of the things has one. */
#ifndef PRG__MAP_H
#define PRG__MAP_H

#include <stddef.h>
#include <stdint.h>

typedef struct prg__map_slot {
        uint64_t hash; /* 0: empty */
        const char *key;
        size_t length;
        void *value;
} prg__map_slot;

typedef struct prg__map {
        prg__map_slot *slots;
        size_t capacity; /* 0 or a power of two */
        size_t count;
        uint64_t seed;
} prg__map;

void prg__map_init(prg__map *map);
void prg__map_dispose(prg__map *map);

/* Room for `count` further entries, so that as many prg__map_put() cannot run out of memory. */
int prg__map_reserve(prg__map *map, size_t count);

/* Adds an entry; value must not be NULL. Returns 0, PRG_ENOMEM, or PRG_EEXISTS (without a message: the
 * caller knows what the key means) and changes nothing. */
int prg__map_put(prg__map *map, const char *key, size_t length, void *value);

/* The value, or NULL. */
void *prg__map_get(const prg__map *map, const char *key, size_t length);

/* Takes the entry out and returns its value, or NULL. Never needs memory. */
void *prg__map_remove(prg__map *map, const char *key, size_t length);

#endif
