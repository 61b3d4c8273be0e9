/* The choke point for memory; see memory.h.
 *
 * The injector is a countdown. It is read with relaxed atomics, because allocations come from any
 * thread and only the tests, which are single-threaded while they inject, need an exact order. */
#include "memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "platform.h"

#define IDLE (-1L)

static atomic_long countdown = IDLE; /* allocations until the injected failure */
static atomic_int fail_forever;
static atomic_long refused;
static atomic_long live;

static int injected(void)
{
        long left = atomic_load_explicit(&countdown, memory_order_relaxed);
        if (left == IDLE)
                return 0;
        if (left > 0) {
                atomic_store_explicit(&countdown, left - 1, memory_order_relaxed);
                return 0;
        }
        if (!atomic_load_explicit(&fail_forever, memory_order_relaxed))
                atomic_store_explicit(&countdown, IDLE, memory_order_relaxed);
        atomic_fetch_add_explicit(&refused, 1, memory_order_relaxed);
        return 1;
}

static void *counted(void *block)
{
        if (block == NULL)
                prg__error_memory();
        else
                atomic_fetch_add_explicit(&live, 1, memory_order_relaxed);
        return block;
}

void *prg__alloc(size_t size)
{
        return counted(injected() ? NULL : malloc(size ? size : 1));
}

void *prg__alloc_zero(size_t size)
{
        return counted(injected() ? NULL : calloc(1, size ? size : 1));
}

void *prg__alloc_array(size_t count, size_t size)
{
        if (size != 0 && count > SIZE_MAX / size) {
                prg__error_memory();
                return NULL;
        }
        return prg__alloc(count * size);
}

void *prg__realloc(void *block, size_t size)
{
        if (block == NULL)
                return prg__alloc(size);
        void *moved = injected() ? NULL : realloc(block, size ? size : 1);
        if (moved == NULL)
                prg__error_memory();
        return moved;
}

void prg__free(void *block)
{
        if (block == NULL)
                return;
        atomic_fetch_sub_explicit(&live, 1, memory_order_relaxed);
        free(block);
}

void *prg__alloc_pages(size_t size)
{
        return counted(injected() ? NULL : prg__platform_map(size));
}

void prg__free_pages(void *block, size_t size)
{
        atomic_fetch_sub_explicit(&live, 1, memory_order_relaxed);
        prg__platform_unmap(block, size);
}

int prg__grow(void **array, size_t *capacity, size_t needed, size_t size)
{
        if (needed <= *capacity)
                return 0;
        size_t wanted = *capacity < 8 ? 8 : *capacity;
        while (wanted < needed) {
                if (wanted > SIZE_MAX / 2 / size)
                        return prg__error_memory();
                wanted *= 2;
        }
        void *moved = prg__realloc(*array, wanted * size);
        if (moved == NULL)
                return PRG_ENOMEM;
        *array = moved;
        *capacity = wanted;
        return 0;
}

char *prg__strndup(const char *text, size_t length)
{
        char *copy = prg__alloc(length + 1);
        if (copy == NULL)
                return NULL;
        if (length)
                memcpy(copy, text, length);
        copy[length] = '\0';
        return copy;
}

char *prg__strdup(const char *text)
{
        return prg__strndup(text, strlen(text));
}

void prg__memory_fail(long n, int forever)
{
        atomic_store(&refused, 0);
        atomic_store(&fail_forever, forever);
        atomic_store(&countdown, n < 0 ? IDLE : n);
}

void prg__memory_fail_off(void)
{
        atomic_store(&countdown, IDLE);
}

long prg__memory_refused(void)
{
        return atomic_load(&refused);
}

long prg__memory_live(void)
{
        return atomic_load(&live);
}
