/* The keys of the objects that are open at a moment of reading, to find one that stands twice. */
#ifndef PRG__JSON_KEYS_H
#define PRG__JSON_KEYS_H

#include <stddef.h>
#include <stdint.h>

typedef struct prg__json_keys {
        uint64_t seed[2];
        struct prg__json_key *stack; /* the keys, in the order in which they came */
        size_t count, capacity;
        size_t *slots; /* place in the stack + 1, or 0 */
        size_t slot_count, slots_used;
} prg__json_keys;

/* Begins without keys and without memory. Whoever writes the text must not know the seed. */
void prg__json_keys_init(prg__json_keys *keys, uint64_t seed);
void prg__json_keys_dispose(prg__json_keys *keys);

/* Adds a key, given raw and whether it has escapes, to the innermost open object, whose depth is
 * `depth`. Ownership: borrowed until the object is left. Returns 0; 1 when the object has it
 * already, and sets *first to the one that it has; PRG_ENOMEM. */
int prg__json_keys_add(prg__json_keys *keys, const char *raw, size_t length, int escapes,
        unsigned depth, const char **first);

/* Forgets the keys of the objects that are at this depth or deeper. */
void prg__json_keys_leave(prg__json_keys *keys, unsigned depth);

#endif
