/* A million ids of periods, written to a file for others, and how long this library takes to read
 * them.
 *
 * usage: bench_period         starts bench_period.py, which starts this again and compares
 *        bench_period IDS     prints the best of five runs in seconds, then a checksum */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libprogram.h>

#define IDS  1000000
#define RUNS 5

static double seconds(void)
{
        struct timespec now;
        timespec_get(&now, TIME_UTC);
        return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Days, weeks, months and quarters, in equal parts, mixed. */
static void make_id(prg_buf *buf, unsigned long number)
{
        static const prg_period_type types[] = { PRG_PERIOD_DAY, PRG_PERIOD_WEEK, PRG_PERIOD_MONTH,
                PRG_PERIOD_QUARTER };
        prg_period period;
        prg_date day = (prg_date)(number * 2654435761ul % 60000) - 20000;
        if (prg_period_holding(&period, prg_calendar_gregorian(), types[number % 4], day) != 0
                || prg_period_format(buf, &period) < 0 || prg_buf_append(buf, "\n", 1) < 0)
                abort();
}

int main(int argc, char **argv)
{
        prg_buf ids = PRG_BUF_INIT;
        double best = 1e9;
        unsigned long long sum = 0;
        if (argc == 1)
                return system(COMPARE) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
        FILE *file = argc == 2 ? fopen(argv[1], "wb") : NULL;
        if (file == NULL)
                return EXIT_FAILURE;
        for (unsigned long i = 0; i < IDS; i++)
                make_id(&ids, i);
        if (fwrite(ids.data, 1, ids.length, file) != ids.length || fclose(file) != 0)
                return EXIT_FAILURE;
        for (int run = 0; run < RUNS; run++) {
                const char *at = ids.data, *end;
                double start = seconds();
                for (sum = 0; (end = strchr(at, '\n')) != NULL; at = end + 1) {
                        prg_period period;
                        if (prg_period_parse(&period, NULL, at, (size_t)(end - at)) < 0)
                                abort();
                        sum += (unsigned long long)(period.first + 1000000);
                }
                double taken = seconds() - start;
                best = taken < best ? taken : best;
        }
        printf("%.6f %llu\n", best, sum);
        prg_buf_dispose(&ids);
        return EXIT_SUCCESS;
}
