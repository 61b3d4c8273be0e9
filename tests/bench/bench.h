/* What the benchmarks share: a clock that other work on the machine hardly moves, and the median. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <stdlib.h>
#include <time.h>

/* Processor time of this process in seconds. */
static inline double bench_now(void)
{
        struct timespec time;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static inline int bench_by_value(const void *a, const void *b)
{
        const double *first = a, *second = b;
        return (*first > *second) - (*first < *second);
}

/* The values are sorted. */
static inline double bench_median(double *values, size_t count)
{
        qsort(values, count, sizeof *values, bench_by_value);
        return values[count / 2];
}

#endif
