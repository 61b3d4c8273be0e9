/* A keyed 64-bit hash for tables in memory: fast, and unpredictable to whoever writes the keys.
 *
 * Eight bytes at a time are mixed in by a 64 × 64 → 128 bit multiplication whose halves are folded.
 * Its values are never stored and never decide an order, so they may differ from run to run. */
#ifndef PRG__HASH_H
#define PRG__HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 prg__hash_product;

static inline uint64_t prg__hash_fold(uint64_t a, uint64_t b)
{
        prg__hash_product product = (prg__hash_product)a * b;
        return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t prg__hash_step(uint64_t state, uint64_t word)
{
        return prg__hash_fold(state ^ word, UINT64_C(0x9E3779B97F4A7C15)) + UINT64_C(0xD1B54A32D192ED03);
}

static inline uint64_t prg__hash(const char *data, size_t length, uint64_t seed)
{
        uint64_t state = seed ^ length;
        for (; length >= 8; data += 8, length -= 8) {
                uint64_t word;
                memcpy(&word, data, 8);
                state = prg__hash_step(state, word);
        }
        uint64_t last = 0;
        for (size_t i = 0; i < length; i++)
                last |= (uint64_t)(unsigned char)data[i] << (8 * i);
        state = prg__hash_step(state, last);
        return prg__hash_fold(state, seed | 1);
}

#endif
