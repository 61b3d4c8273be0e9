/* The floor under the full cube: a program that touches each byte that the work must read or write once, and
 * does nothing else. No engine that materialises the cube can be faster on this machine.
 *
 * usage: goals_floor SET THREADS RUNS
 *
 * Read: an int64 mantissa and a bit of validity for each cell. Written: for each column, area and period the
 * sum (int64), the reported and the expected count, each in the narrowest type that holds the largest count
 * of the span; for each month the cumulative sum (int64) and count (as of a year); for each ratio its number
 * (8 bytes) and state (1 byte). The memory is there before and is used again, in huge pages where the system
 * gives them. Written by plain stores and by memset(), which goes past the caches; the faster of the two
 * counts. */
#define _DEFAULT_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "goals/check.h"
#include "goals/set.h"

#define HUGE_PAGE    ((size_t)2 << 20)
#define MOST_THREADS 16

struct share {
        const uint64_t *in;
        uint64_t *out;
        size_t in_words, out_words;
        int by_memset;
        uint64_t seen; /* so that no compiler leaves the reading out */
};

static void *touch(void *payload)
{
        struct share *share = payload;
        uint64_t a = 0, b = 0, c = 0, d = 0;
        size_t i;
        for (i = 0; i + 4 <= share->in_words; i += 4) {
                a += share->in[i];
                b += share->in[i + 1];
                c += share->in[i + 2];
                d += share->in[i + 3];
        }
        for (; i < share->in_words; i++)
                a += share->in[i];
        share->seen = a + b + c + d;
        if (share->by_memset)
                memset(share->out, (int)(share->seen & 0xff), share->out_words * 8);
        else
                for (i = 0; i < share->out_words; i++)
                        share->out[i] = share->seen + i;
        return NULL;
}

static void *map_memory(size_t bytes)
{
        void *memory = aligned_alloc(HUGE_PAGE, (bytes / HUGE_PAGE + 1) * HUGE_PAGE);
        if (memory == NULL)
                abort();
        /* Where the system has no huge pages to give, small ones do. */
        (void)madvise(memory, (bytes / HUGE_PAGE + 1) * HUGE_PAGE, MADV_HUGEPAGE);
        memset(memory, 1, bytes);
        return memory;
}

static void touch_all(struct share *shares, unsigned threads)
{
        pthread_t others[MOST_THREADS];
        for (unsigned i = 1; i < threads; i++)
                if (pthread_create(&others[i], NULL, touch, &shares[i]) != 0)
                        abort();
        touch(&shares[0]);
        for (unsigned i = 1; i < threads; i++)
                pthread_join(others[i], NULL);
}

int main(int argc, char **argv)
{
        const struct set *set = argc == 4 ? set_find(argv[1]) : NULL;
        unsigned threads = argc == 4 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
        if (set == NULL || threads == 0 || threads > MOST_THREADS) {
                fputs("usage: goals_floor SET THREADS RUNS\n", stderr);
                return EXIT_FAILURE;
        }
        size_t in_words = set_input_bytes(set) / 8, out_words = set_output_bytes(set) / 8;
        uint64_t *in = map_memory(in_words * 8), *out = map_memory(out_words * 8);
        struct share shares[MOST_THREADS];
        struct stopwatch plain = { 0 }, streaming = { 0 };
        for (unsigned i = 0; i < threads; i++) {
                size_t in_from = in_words * i / threads, out_from = out_words * i / threads;
                shares[i] =
                        (struct share){ in + in_from, out + out_from, in_words * (i + 1) / threads - in_from,
                                out_words * (i + 1) / threads - out_from, 0, 0 };
        }
        for (unsigned long run = 0; run < 2 * strtoul(argv[3], NULL, 10); run++) {
                struct stopwatch *watch = run % 2 ? &streaming : &plain;
                for (unsigned i = 0; i < threads; i++)
                        shares[i].by_memset = run % 2;
                stopwatch_start(watch);
                touch_all(shares, threads);
                stopwatch_stop(watch);
        }
        print_begin("floor", set->name, threads);
        print_times(stopwatch_median(&streaming) < stopwatch_median(&plain) ? &streaming : &plain);
        print_number("input_bytes", (double)set_input_bytes(set));
        print_number("output_bytes", (double)set_output_bytes(set));
        print_end();
        free(in);
        free(out);
        return EXIT_SUCCESS;
}
