/* Files, pages, locks and randomness on POSIX systems. */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE /* anonymous pages */

#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "error.h"
#include "memory.h"

#define TEMPORARY_LETTERS 8

/* strerror() may differ with the locale and is not safe in threads; these are the causes that a user
 * of files can do something about. */
static int io_error(const char *path, const char *what)
{
        static const struct {
                int number;
                const char *text;
        } causes[] = {
                { ENOENT, "no such file or folder" },
                { EACCES, "permission denied" },
                { EPERM, "operation not permitted" },
                { EISDIR, "it is a folder" },
                { ENOTDIR, "a part of the path is not a folder" },
                { ENOSPC, "no space left on the device" },
                { EDQUOT, "the disk quota is used up" },
                { EROFS, "the file system is read-only" },
                { EMFILE, "too many open files" },
                { ENFILE, "too many open files in the system" },
                { ENAMETOOLONG, "the name is too long" },
                { ELOOP, "too many symbolic links" },
                { EIO, "the device reports an error" },
                { EFBIG, "the file would become too large" },
        };
        for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
                if (causes[i].number == errno)
                        return prg__error(PRG_EIO, path, "%s: %s", what, causes[i].text);
        return prg__error(PRG_EIO, path, "%s: system error %d", what, errno);
}

/* ---- reading ---- */

/* A file of more bytes gets pages. */
#define PAGES (1u << 20)

void prg__platform_free_file(prg__file_bytes *bytes)
{
        if (bytes->pages)
                prg__free_pages(bytes->data, bytes->pages);
        else
                prg__free(bytes->data);
        *bytes = (prg__file_bytes){ NULL, 0, 0 };
}

/* Room for more bytes than there is. */
static int enlarge(prg__file_bytes *bytes, size_t *capacity)
{
        prg__file_bytes larger = { NULL, bytes->length, 0 };
        if (bytes->pages == 0 && *capacity < PAGES)
                return prg__grow((void **)&bytes->data, capacity, *capacity + 65536, 1);
        if (*capacity > SIZE_MAX / 2)
                return prg__error_memory();
        larger.pages = 2 * *capacity;
        larger.data = prg__alloc_pages(larger.pages);
        if (larger.data == NULL)
                return PRG_ENOMEM;
        memcpy(larger.data, bytes->data, bytes->length);
        prg__platform_free_file(bytes);
        *bytes = larger;
        *capacity = larger.pages;
        return 0;
}

/* Reads to the end, whatever the size that the system promised: a pipe promises none. */
static int read_all(int handle, prg__file_bytes *bytes, const char *path, size_t limit)
{
        struct stat status;
        size_t capacity = 0;
        if (fstat(handle, &status) == 0 && status.st_size >= (off_t)PAGES && (uintmax_t)status.st_size <= limit
                && (uintmax_t)status.st_size < SIZE_MAX - 2) {
                capacity = bytes->pages = (size_t)status.st_size + 2;
                bytes->data = prg__alloc_pages(capacity);
                if (bytes->data == NULL)
                        return PRG_ENOMEM;
        }
        for (;;) {
                if (bytes->length + 1 >= capacity && enlarge(bytes, &capacity) < 0)
                        return PRG_ENOMEM;
                ssize_t got = read(handle, bytes->data + bytes->length, capacity - bytes->length - 1);
                if (got < 0 && errno == EINTR)
                        continue;
                if (got < 0)
                        return io_error(path, "cannot be read");
                if (got == 0)
                        break;
                bytes->length += (size_t)got;
                if (bytes->length > limit)
                        return prg__error(PRG_ELIMIT, path, "the file has more than %zu bytes", limit);
        }
        bytes->data[bytes->length] = '\0';
        return 0;
}

int prg__platform_read_file(prg__file_bytes *bytes, const char *path, size_t limit)
{
        int handle = open(path, O_RDONLY | O_CLOEXEC);
        if (handle < 0)
                return io_error(path, "cannot be opened");
        prg__file_bytes read = { NULL, 0, 0 };
        int code = read_all(handle, &read, path, limit);
        close(handle);
        if (code < 0)
                prg__platform_free_file(&read);
        else
                *bytes = read;
        return code;
}

int prg__platform_exists(const char *path)
{
        struct stat status;
        return stat(path, &status) == 0 || errno != ENOENT;
}

/* ---- writing ---- */

/* Where the commit will put the file: what a symbolic link points to, so that the link stays one. */
static char *resolve(const char *path)
{
        char *real = realpath(path, NULL); /* not ours: malloc'd by the system */
        char *copy = prg__strdup(real ? real : path);
        free(real);
        return copy;
}

/* A new file beside `aim`; its name ends in random letters. open() rather than mkstemp(), so that the
 * file gets the permissions that the process gives its files. */
static int create_temporary(char *name, size_t stem)
{
        static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
        for (int attempt = 0; attempt < 100; attempt++) {
                uint64_t number = prg__platform_random();
                for (size_t i = 0; i < TEMPORARY_LETTERS; i++, number >>= 5)
                        name[stem + 1 + i] = letters[number & 31];
                int handle = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
                if (handle >= 0 || errno != EEXIST)
                        return handle;
        }
        return -1;
}

int prg__platform_create_beside(int *handle, char **target, char **temporary, const char *path)
{
        char *aim = resolve(path);
        size_t stem = aim ? strlen(aim) : 0;
        char *name = aim ? prg__alloc(stem + 1 + TEMPORARY_LETTERS + 1) : NULL;
        if (name == NULL) {
                prg__free(aim);
                return PRG_ENOMEM;
        }
        memcpy(name, aim, stem);
        name[stem] = '.';
        name[stem + 1 + TEMPORARY_LETTERS] = '\0';

        struct stat status;
        int exists = stat(aim, &status) == 0;
        int opened = -1;
        if (exists && S_ISDIR(status.st_mode))
                errno = EISDIR;
        else
                opened = create_temporary(name, stem);
        if (opened >= 0 && exists && fchmod(opened, status.st_mode & 07777) < 0) {
                prg__platform_discard(opened, name);
                opened = -1;
        }
        if (opened < 0) {
                io_error(path, "cannot be written");
                prg__free(aim);
                prg__free(name);
                return PRG_EIO;
        }
        *handle = opened;
        *target = aim;
        *temporary = name;
        return 0;
}

int prg__platform_write(int handle, const char *data, size_t length, const char *path)
{
        while (length > 0) {
                ssize_t put = write(handle, data, length);
                if (put < 0 && errno == EINTR)
                        continue;
                if (put < 0)
                        return io_error(path, "cannot be written");
                data += put;
                length -= (size_t)put;
        }
        return 0;
}

/* A folder is synchronised so that the new name survives a power cut; file systems that cannot do
 * that say so, and there is nothing more to be done then. The path is cut to its folder. */
static void sync_folder_of(char *path)
{
        char *slash = strrchr(path, '/');
        if (slash)
                slash[slash == path ? 1 : 0] = '\0';
        int handle = open(slash ? path : ".", O_RDONLY | O_CLOEXEC);
        if (handle >= 0) {
                fsync(handle);
                close(handle);
        }
}

int prg__platform_commit(int handle, char *temporary, const char *target)
{
        int code = 0;
        if (fsync(handle) < 0 && errno != EINVAL && errno != EROFS)
                code = io_error(target, "cannot be brought to the disk");
        if (close(handle) < 0 && code == 0)
                code = io_error(target, "cannot be written");
        if (code == 0 && rename(temporary, target) < 0)
                code = io_error(target, "cannot be replaced");
        if (code < 0)
                unlink(temporary);
        else
                sync_folder_of(temporary);
        return code;
}

void prg__platform_discard(int handle, const char *temporary)
{
        close(handle);
        unlink(temporary);
}

/* ---- pages ---- */

/* What the system can give as one large page; it must begin at a multiple of that. */
#define LARGE ((size_t)1 << 21)

static char *map(size_t size)
{
        void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return pages == MAP_FAILED ? NULL : pages;
}

/* Maps more and gives back what lies before and behind. */
static char *map_aligned(size_t size)
{
        char *pages = size <= SIZE_MAX - 2 * LARGE ? map(size + LARGE) : NULL;
        if (pages == NULL)
                return NULL;
        size_t before = (LARGE - (uintptr_t)pages % LARGE) % LARGE;
        size_t page = (size_t)sysconf(_SC_PAGESIZE), used = (size + page - 1) / page * page;
        if (before)
                munmap(pages, before);
        if (size + LARGE > before + used)
                munmap(pages + before + used, size + LARGE - before - used);
        return pages + before;
}

void *prg__platform_map(size_t size)
{
        char *pages = size >= LARGE ? map_aligned(size) : NULL;
        if (pages == NULL)
                pages = map(size);
#ifdef MADV_HUGEPAGE
        if (pages)
                madvise(pages, size, MADV_HUGEPAGE);
#endif
        return pages;
}

void prg__platform_unmap(void *pages, size_t size)
{
        munmap(pages, size);
}

/* ---- locks ---- */

int prg__mutex_init(prg__mutex *mutex)
{
        mutex->handle = prg__alloc(sizeof(pthread_mutex_t));
        if (mutex->handle == NULL)
                return PRG_ENOMEM;
        if (pthread_mutex_init(mutex->handle, NULL) != 0) {
                prg__free(mutex->handle);
                return prg__error_memory();
        }
        return 0;
}

void prg__mutex_dispose(prg__mutex *mutex)
{
        pthread_mutex_destroy(mutex->handle);
        prg__free(mutex->handle);
}

void prg__mutex_lock(prg__mutex *mutex)
{
        pthread_mutex_lock(mutex->handle);
}

void prg__mutex_unlock(prg__mutex *mutex)
{
        pthread_mutex_unlock(mutex->handle);
}

/* ---- the processor ---- */

int prg__platform_has_level(const char *level)
{
#if defined(__x86_64__) && defined(__GNUC__)
        if (strcmp(level, "avx2") == 0)
                return __builtin_cpu_supports("avx2") != 0;
        if (strcmp(level, "avx512") == 0)
                return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                       && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#endif
        (void)level;
        return 0;
}

/* ---- threads ---- */

#define THREADS_MOST 256

typedef struct team {
        void (*work)(void *payload, size_t number);
        void *payload;
        size_t count;
        atomic_size_t next;
} team;

static void *work_on(void *argument)
{
        team *it = argument;
        for (;;) {
                size_t number = atomic_fetch_add_explicit(&it->next, 1, memory_order_relaxed);
                if (number >= it->count)
                        return NULL;
                it->work(it->payload, number);
        }
}

void prg__platform_parallel(unsigned threads, size_t count, void (*work)(void *payload, size_t number),
        void *payload)
{
        pthread_t helpers[THREADS_MOST];
        team it = { work, payload, count, 0 };
        size_t wanted = threads < 1 ? 0 : threads - 1, started = 0;
        if (wanted >= count)
                wanted = count ? count - 1 : 0;
        if (wanted > THREADS_MOST)
                wanted = THREADS_MOST;
        while (started < wanted && pthread_create(&helpers[started], NULL, work_on, &it) == 0)
                started++;
        work_on(&it);
        while (started > 0)
                pthread_join(helpers[--started], NULL);
}

/* ---- randomness ---- */

uint64_t prg__platform_random(void)
{
        uint64_t number = 0;
        int handle = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
        if (handle >= 0) {
                if (read(handle, &number, sizeof number) != (ssize_t)sizeof number)
                        number = 0;
                close(handle);
        }
        /* Without a source of randomness: the clock and where the stack happens to lie. */
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        return number ^ (uint64_t)now.tv_nsec << 20 ^ (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)&now;
}
