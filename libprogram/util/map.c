/* Open addressing with linear probing, at most three quarters full. Removal shifts the following
 * entries back instead of leaving marks, so that a table never grows slow. */
#include "map.h"

#include <string.h>

#include "error.h"
#include "hash.h"
#include "memory.h"
#include "platform.h"

#define SMALLEST 16

void prg__map_init(prg__map *map)
{
        *map = (prg__map){ NULL, 0, 0, prg__platform_random() };
}

void prg__map_dispose(prg__map *map)
{
        prg__free(map->slots);
        map->slots = NULL;
        map->capacity = map->count = 0;
}

static uint64_t hash_of(const prg__map *map, const char *key, size_t length)
{
        uint64_t hash = prg__hash(key, length, map->seed);
        return hash ? hash : 1;
}

/* The slot of the key, or the empty slot where it would go. */
static prg__map_slot *find(const prg__map *map, uint64_t hash, const char *key, size_t length)
{
        for (size_t i = hash & (map->capacity - 1);; i = (i + 1) & (map->capacity - 1)) {
                prg__map_slot *slot = &map->slots[i];
                if (slot->hash == 0)
                        return slot;
                if (slot->hash == hash && slot->length == length && memcmp(slot->key, key, length) == 0)
                        return slot;
        }
}

int prg__map_reserve(prg__map *map, size_t count)
{
        if (count > SIZE_MAX / 4 - map->count)
                return prg__error_memory();
        size_t wanted = map->capacity ? map->capacity : SMALLEST;
        while (wanted / 4 * 3 < map->count + count)
                wanted *= 2;
        if (wanted == map->capacity)
                return 0;
        prg__map larger = { prg__alloc_array(wanted, sizeof *map->slots), wanted, map->count, map->seed };
        if (larger.slots == NULL)
                return PRG_ENOMEM;
        memset(larger.slots, 0, wanted * sizeof *larger.slots);
        for (size_t i = 0; i < map->capacity; i++) {
                const prg__map_slot *slot = &map->slots[i];
                if (slot->hash)
                        *find(&larger, slot->hash, slot->key, slot->length) = *slot;
        }
        prg__free(map->slots);
        *map = larger;
        return 0;
}

int prg__map_put(prg__map *map, const char *key, size_t length, void *value)
{
        if (prg__map_reserve(map, 1) < 0)
                return PRG_ENOMEM;
        uint64_t hash = hash_of(map, key, length);
        prg__map_slot *slot = find(map, hash, key, length);
        if (slot->hash)
                return PRG_EEXISTS;
        *slot = (prg__map_slot){ hash, key, length, value };
        map->count++;
        return 0;
}

void *prg__map_get(const prg__map *map, const char *key, size_t length)
{
        if (map->count == 0)
                return NULL;
        return find(map, hash_of(map, key, length), key, length)->value;
}

void *prg__map_remove(prg__map *map, const char *key, size_t length)
{
        if (map->count == 0)
                return NULL;
        prg__map_slot *hole = find(map, hash_of(map, key, length), key, length);
        void *value = hole->value;
        if (value == NULL)
                return NULL;
        /* An entry moves into the hole when its home does not lie behind the hole on its way. */
        size_t mask = map->capacity - 1, empty = (size_t)(hole - map->slots);
        for (size_t i = (empty + 1) & mask; map->slots[i].hash; i = (i + 1) & mask) {
                size_t home = map->slots[i].hash & mask;
                if (((i - home) & mask) >= ((i - empty) & mask)) {
                        map->slots[empty] = map->slots[i];
                        empty = i;
                }
        }
        map->slots[empty] = (prg__map_slot){ 0, NULL, 0, NULL };
        map->count--;
        return value;
}
