/* A list of blocks; a request goes to the newest block or starts another. Blocks grow with the arena, so
 * that a large programme needs few and a small one wastes little. The large ones are pages of the system:
 * freeing them among millions of small pieces costs nothing, and they may be huge ones. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "error.h"
#include "memory.h"

#define SMALLEST 1024
#define LARGEST  (4u << 20)
#define PAGES    (1u << 20) /* blocks from this size on are pages */

struct prg__arena_block {
        struct prg__arena_block *older;
        size_t size, used;
        alignas(max_align_t) char bytes[];
};

void prg__arena_init(prg__arena *arena)
{
        *arena = (prg__arena){ NULL, 0 };
}

void prg__arena_dispose(prg__arena *arena)
{
        while (arena->block) {
                struct prg__arena_block *older = arena->block->older;
                if (arena->block->size >= PAGES)
                        prg__free_pages(arena->block, sizeof *arena->block + arena->block->size);
                else
                        prg__free(arena->block);
                arena->block = older;
        }
        arena->used = 0;
}

static int add_block(prg__arena *arena, size_t least)
{
        size_t size = arena->used < SMALLEST ? SMALLEST : arena->used > LARGEST ? LARGEST : arena->used;
        if (size < least)
                size = least;
        if (size > SIZE_MAX - sizeof(struct prg__arena_block))
                return prg__error_memory();
        /* Pages come whole, the head of the block included. */
        if (size >= PAGES && size < LARGEST)
                size = LARGEST;
        if (size == LARGEST)
                size -= sizeof(struct prg__arena_block);
        struct prg__arena_block *block = size >= PAGES ? prg__alloc_pages(sizeof *block + size)
                                                       : prg__alloc(sizeof *block + size);
        if (block == NULL)
                return -1;
        block->older = arena->block;
        block->size = size;
        block->used = 0;
        arena->block = block;
        return 0;
}

/* Bytes at the given alignment, a power of two, that are not zeroed. */
static char *take(prg__arena *arena, size_t size, size_t alignment)
{
        struct prg__arena_block *block = arena->block;
        size_t start = block ? (block->used + alignment - 1) & ~(alignment - 1) : 0;
        if (block == NULL || start > block->size || block->size - start < size) {
                if (add_block(arena, size) < 0)
                        return NULL;
                block = arena->block;
                start = 0;
        }
        arena->used += size;
        block->used = start + size;
        return block->bytes + start;
}

void *prg__arena_alloc(prg__arena *arena, size_t size)
{
        char *bytes = take(arena, size, alignof(max_align_t));
        return bytes ? memset(bytes, 0, size) : NULL;
}

char *prg__arena_text(prg__arena *arena, const char *text, size_t length)
{
        char *copy = take(arena, length + 1, 1);
        if (copy == NULL)
                return NULL;
        if (length)
                memcpy(copy, text, length);
        copy[length] = '\0';
        return copy;
}
