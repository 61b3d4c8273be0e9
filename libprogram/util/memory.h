/* The one place where the library asks for memory.
 *
 * Everything in libprogram/ allocates here. On failure the functions return NULL and have already
 * set the thread's error to PRG_ENOMEM, so that a caller only says `return PRG_ENOMEM`.
 *
 * The injector makes chosen allocations fail; it is what the out-of-memory tests turn. It is part of
 * the shipped code, so that what is tested is what is shipped; nothing outside the tests turns it on.
 */
#ifndef PRG__MEMORY_H
#define PRG__MEMORY_H

#include <stddef.h>

void *prg__alloc(size_t size);
void *prg__alloc_zero(size_t size);
/* count * size bytes, checked for overflow. */
void *prg__alloc_array(size_t count, size_t size);
/* As realloc: on failure the old block is untouched. */
void *prg__realloc(void *block, size_t size);
void prg__free(void *block);

/* Whole pages straight from the system, for large blocks that live long: zeroed, and given back without
 * the C library joining its free pieces. `size` is that of the allocation again. */
void *prg__alloc_pages(size_t size);
void prg__free_pages(void *block, size_t size);

/* Makes room for `needed` items of `size` bytes in the array, at least doubling it. Returns 0 or
 * PRG_ENOMEM; on failure array and capacity are as before. */
int prg__grow(void **array, size_t *capacity, size_t needed, size_t size);

/* A NUL-terminated copy. */
char *prg__strdup(const char *text);
char *prg__strndup(const char *text, size_t length);

/* The pointer without its const, for a member or an argument that may hold either; whoever takes it out
 * again knows which it is. */
static inline void *prg__without_const(const void *pointer)
{
        const union {
                const void *constant;
                void *any;
        } same = { pointer };
        return same.any;
}

/* The injector: the n-th allocation from now (0 = the next) fails, that one only or also all after
 * it. Process-wide. */
void prg__memory_fail(long n, int forever);
void prg__memory_fail_off(void);
/* How many allocations the injector has refused since prg__memory_fail(). */
long prg__memory_refused(void);
/* Blocks allocated and not yet freed. */
long prg__memory_live(void);

#endif
