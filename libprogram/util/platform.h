/* Everything that differs between operating systems: files, pages, locks and randomness. One implementation
 * per system, platform_<system>.c; nothing else in the library includes a system header.
 *
 * Paths are UTF-8. Failures set the thread's error: PRG_EIO with the path as its place. */
#ifndef PRG__PLATFORM_H
#define PRG__PLATFORM_H

#include <stddef.h>
#include <stdint.h>

/* The bytes of a file. */
typedef struct prg__file_bytes {
        char *data;
        size_t length;
        size_t pages; /* not 0: of prg__alloc_pages(), of that size; else of prg__alloc() */
} prg__file_bytes;

/* Reads a whole file, with a NUL behind it that is not counted. A file of more than `limit` bytes is
 * PRG_ELIMIT. Ownership: bytes owned by the caller. */
int prg__platform_read_file(prg__file_bytes *bytes, const char *path, size_t limit);
void prg__platform_free_file(prg__file_bytes *bytes);

/* Whether there is something at a path: 1, or 0 when there is certainly nothing. */
int prg__platform_exists(const char *path);

/* A temporary file beside `path`, opened for writing. `target` receives where the commit must put it
 * (the path with symbolic links resolved), `temporary` its present name; both prg__alloc()ed. */
int prg__platform_create_beside(int *handle, char **target, char **temporary, const char *path);
int prg__platform_write(int handle, const char *data, size_t length, const char *path);
/* Brings the bytes to the disk, closes the handle (also on failure), renames temporary to target, and
 * brings the renaming to the disk. On failure the temporary file is gone. The text of `temporary` is used up. */
int prg__platform_commit(int handle, char *temporary, const char *target);
/* Closes and removes. */
void prg__platform_discard(int handle, const char *temporary);

/* Zeroed pages; large ones are asked for, never required. NULL without memory, and no error is set:
 * prg__alloc_pages() does. */
void *prg__platform_map(size_t size);
void prg__platform_unmap(void *pages, size_t size);

/* A lock that one thread holds at a time. 0 or PRG_ENOMEM. */
typedef struct prg__mutex {
        void *handle;
} prg__mutex;
int prg__mutex_init(prg__mutex *mutex);
void prg__mutex_dispose(prg__mutex *mutex);
void prg__mutex_lock(prg__mutex *mutex);
void prg__mutex_unlock(prg__mutex *mutex);

/* Whether the processor, and the system on it, has the instructions of a level: "avx2", "avx512". */
int prg__platform_has_level(const char *level);

/* Calls `work` with each number below `count`, on so many threads at most, the caller's among them, and returns
 * when all are done. Where the system gives no thread the caller does it all. */
void prg__platform_parallel(unsigned threads, size_t count, void (*work)(void *payload, size_t number),
        void *payload);

/* A number that a hostile input cannot know. */
uint64_t prg__platform_random(void);

#endif
