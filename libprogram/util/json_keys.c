/* Duplicate keys, in linear time and in memory for the open keys only.
 *
 * The keys of all open objects lie on a stack, those of the innermost object on top. Most objects
 * have few keys, and a new one is compared with each. The keys of an object with more than FEW go
 * to a table besides, with open addressing and linear probing, which all open objects share: the
 * depth of its object is part of a key there. An object is left by taking its keys off the stack,
 * the last first, and emptying their slots: the table is then what it was before they came, so
 * nothing has to mark a slot as once used.
 *
 * The hash is SipHash-1-3 with a seed of each reader, so that nobody can write a text whose keys
 * collide without knowing it. */
#include "json_keys.h"

#include <string.h>

#include "error.h"
#include "json_lex.h"
#include "memory.h"

#define FEW     16
#define NO_SLOT SIZE_MAX

struct prg__json_key {
        const char *raw;
        size_t length;
        int escapes;
        unsigned depth; /* of its object */
        uint64_t hash;  /* if it is in the table */
        size_t slot;    /* where, or NO_SLOT */
};

void prg__json_keys_init(prg__json_keys *keys, uint64_t seed)
{
        *keys = (prg__json_keys){ .seed = { seed, seed ^ UINT64_C(0x9E3779B97F4A7C15) } };
}

void prg__json_keys_dispose(prg__json_keys *keys)
{
        prg__free(keys->stack);
        prg__free(keys->slots);
        prg__json_keys_init(keys, keys->seed[0]);
}

/* ---- SipHash ---- */

struct sip {
        uint64_t v0, v1, v2, v3;
        uint64_t tail;   /* bytes that do not yet fill a word */
        unsigned filled; /* how many, times 8 */
        uint64_t total;
};

static uint64_t rotate(uint64_t word, unsigned bits)
{
        return word << bits | word >> (64 - bits);
}

static void sip_round(struct sip *sip)
{
        sip->v0 += sip->v1;
        sip->v1 = rotate(sip->v1, 13) ^ sip->v0;
        sip->v0 = rotate(sip->v0, 32);
        sip->v2 += sip->v3;
        sip->v3 = rotate(sip->v3, 16) ^ sip->v2;
        sip->v0 += sip->v3;
        sip->v3 = rotate(sip->v3, 21) ^ sip->v0;
        sip->v2 += sip->v1;
        sip->v1 = rotate(sip->v1, 17) ^ sip->v2;
        sip->v2 = rotate(sip->v2, 32);
}

static void sip_word(struct sip *sip, uint64_t word)
{
        sip->v3 ^= word;
        sip_round(sip);
        sip->v0 ^= word;
}

/* Eight bytes as a number, the first the lowest, on every machine. */
static uint64_t load8(const char *data)
{
        const unsigned char *b = (const unsigned char *)data;
        return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24
               | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48
               | (uint64_t)b[7] << 56;
}

static void sip_bytes(struct sip *sip, const char *data, size_t length)
{
        sip->total += length;
        while (length > 0) {
                if (sip->filled == 0 && length >= 8) {
                        sip_word(sip, load8(data));
                        data += 8;
                        length -= 8;
                        continue;
                }
                sip->tail |= (uint64_t)(unsigned char)*data++ << sip->filled;
                length--;
                sip->filled += 8;
                if (sip->filled == 64) {
                        sip_word(sip, sip->tail);
                        sip->tail = 0;
                        sip->filled = 0;
                }
        }
}

static uint64_t hash_of(const prg__json_keys *keys, const struct prg__json_key *key)
{
        struct sip sip = {
                .v0 = keys->seed[0] ^ UINT64_C(0x736F6D6570736575),
                .v1 = keys->seed[1] ^ UINT64_C(0x646F72616E646F6D),
                .v2 = keys->seed[0] ^ UINT64_C(0x6C7967656E657261),
                .v3 = keys->seed[1] ^ UINT64_C(0x7465646279746573),
        };
        sip_word(&sip, key->depth);
        prg__json_pieces pieces = { .at = key->raw, .end = key->raw + key->length };
        const char *piece;
        size_t bytes;
        while (prg__json_piece(&pieces, &piece, &bytes))
                sip_bytes(&sip, piece, bytes);
        sip_word(&sip, sip.tail | sip.total << 56);
        sip.v2 ^= 0xFF;
        sip_round(&sip);
        sip_round(&sip);
        sip_round(&sip);
        return sip.v0 ^ sip.v1 ^ sip.v2 ^ sip.v3;
}

/* ---- the table ---- */

/* Puts the key at this place of the stack, whose hash is known, into the table. */
static void put_in_table(prg__json_keys *keys, size_t place)
{
        struct prg__json_key *key = &keys->stack[place];
        size_t mask = keys->slot_count - 1;
        key->slot = (size_t)key->hash & mask;
        while (keys->slots[key->slot])
                key->slot = (key->slot + 1) & mask;
        keys->slots[key->slot] = place + 1;
        keys->slots_used++;
}

/* Makes room for another FEW keys in a table that is at most half full. A larger one gets the keys
 * in the order in which they came, as if it had been there from the beginning: taking them off
 * backwards stays right. */
static int make_room(prg__json_keys *keys)
{
        size_t slot_count = keys->slot_count ? keys->slot_count : (size_t)4 * FEW;
        while (slot_count / 2 < keys->slots_used + FEW + 1)
                slot_count *= 2;
        if (slot_count == keys->slot_count)
                return 0;
        size_t *slots = prg__alloc_array(slot_count, sizeof *slots);
        if (slots == NULL)
                return PRG_ENOMEM;
        memset(slots, 0, slot_count * sizeof *slots);
        prg__free(keys->slots);
        keys->slots = slots;
        keys->slot_count = slot_count;
        keys->slots_used = 0;
        for (size_t i = 0; i < keys->count; i++)
                if (keys->stack[i].slot != NO_SLOT)
                        put_in_table(keys, i);
        return 0;
}

static int same(const struct prg__json_key *a, const struct prg__json_key *b)
{
        if (a->escapes || b->escapes)
                return prg__json_same(a->raw, a->length, b->raw, b->length);
        return a->length == b->length && memcmp(a->raw, b->raw, a->length) == 0;
}

/* Looks for the new key, which lies on top of the stack. */
static const struct prg__json_key *find_in_table(const prg__json_keys *keys)
{
        const struct prg__json_key *key = &keys->stack[keys->count];
        size_t mask = keys->slot_count - 1;
        for (size_t slot = (size_t)key->hash & mask; keys->slots[slot]; slot = (slot + 1) & mask) {
                const struct prg__json_key *other = &keys->stack[keys->slots[slot] - 1];
                if (other->hash == key->hash && other->depth == key->depth && same(other, key))
                        return other;
        }
        return NULL;
}

int prg__json_keys_add(prg__json_keys *keys, const char *raw, size_t length, int escapes,
        unsigned depth, const char **first)
{
        void *stack = keys->stack;
        if (prg__grow(&stack, &keys->capacity, keys->count + 1, sizeof *keys->stack) < 0)
                return PRG_ENOMEM;
        keys->stack = stack;
        struct prg__json_key *key = &keys->stack[keys->count];
        *key = (struct prg__json_key){ raw, length, escapes, depth, 0, NO_SLOT };

        size_t begin = keys->count;
        int in_table = begin > 0 && keys->stack[begin - 1].depth == depth
                       && keys->stack[begin - 1].slot != NO_SLOT;
        if (!in_table)
                for (; begin > 0 && keys->stack[begin - 1].depth == depth; begin--)
                        if (same(&keys->stack[begin - 1], key)) {
                                *first = keys->stack[begin - 1].raw;
                                return 1;
                        }
        if (in_table || keys->count - begin == FEW) {
                if (make_room(keys) < 0)
                        return PRG_ENOMEM;
                for (; begin < keys->count; begin++) {
                        keys->stack[begin].hash = hash_of(keys, &keys->stack[begin]);
                        put_in_table(keys, begin);
                }
                key->hash = hash_of(keys, key);
                const struct prg__json_key *other = in_table ? find_in_table(keys) : NULL;
                if (other) {
                        *first = other->raw;
                        return 1;
                }
                put_in_table(keys, keys->count);
        }
        keys->count++;
        return 0;
}

void prg__json_keys_leave(prg__json_keys *keys, unsigned depth)
{
        while (keys->count > 0 && keys->stack[keys->count - 1].depth >= depth) {
                const struct prg__json_key *key = &keys->stack[--keys->count];
                if (key->slot == NO_SLOT)
                        continue;
                keys->slots[key->slot] = 0;
                keys->slots_used--;
        }
}
