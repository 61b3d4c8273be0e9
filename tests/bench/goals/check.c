/* Checksums, clocks and the line of JSON that a side prints. */
#define _POSIX_C_SOURCE 200809L
#include "goals/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "goals/set.h"

static const char *const blocks[CHECK_BLOCKS] = { "sums", "reported", "expected", "cumulative",
        "cumulative_reported", "ratios", "ratio_states" };

void check_add(struct check *check, enum check_block block, size_t place, uint64_t number)
{
        check->sums[block] += set_mix(((uint64_t)block << 56) + place + 1) * number;
}

static double seconds(clockid_t clock)
{
        struct timespec time;
        clock_gettime(clock, &time);
        return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void stopwatch_start(struct stopwatch *watch)
{
        watch->processor_started = seconds(CLOCK_PROCESS_CPUTIME_ID);
        watch->wall_started = seconds(CLOCK_MONOTONIC);
}

void stopwatch_stop(struct stopwatch *watch)
{
        double wall = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
        if (watch->count == CHECK_RUNS)
                return;
        watch->wall[watch->count] = wall - watch->wall_started;
        watch->processor[watch->count++] = processor - watch->processor_started;
}

double stopwatch_median(const struct stopwatch *watch)
{
        double sorted[CHECK_RUNS];
        if (watch->count == 0)
                return 0;
        memcpy(sorted, watch->processor, watch->count * sizeof *sorted);
        return bench_median(sorted, watch->count);
}

void print_begin(const char *side, const char *set, unsigned threads)
{
        printf("{\"side\": \"%s\", \"set\": \"%s\", \"threads\": %u", side, set, threads);
}

void print_number(const char *key, double number)
{
        printf(", \"%s\": %.9g", key, number);
}

static void print_list(const char *key, const double *numbers, size_t count)
{
        printf(", \"%s\": [", key);
        for (size_t i = 0; i < count; i++)
                printf("%s%.9f", i ? ", " : "", numbers[i]);
        printf("]");
}

void print_times(const struct stopwatch *watch)
{
        print_list("wall", watch->wall, watch->count);
        print_list("processor", watch->processor, watch->count);
}

void print_check(const struct check *check)
{
        printf(", \"check\": {");
        for (int block = 0; block < CHECK_BLOCKS; block++)
                printf("\"%s\": \"%016" PRIx64 "\", ", blocks[block], check->sums[block]);
        printf("\"present\": [%zu, %zu, %zu]}", check->present_sums, check->present_cumulative,
                check->present_ratios);
}

void print_end(void)
{
        printf("}\n");
        fflush(stdout);
}
