/* The library's side: the full cube of a set, again and again in the memory of the first time, which is told apart
 * (`open`); or after single changes.
 *
 * usage: goals_cube SET THREADS RUNS
 *        goals_cube SET change RUNS      one changed value, the cube kept current; RUNS changes
 *
 * Prints one line of JSON, see check.h. Of sets that are too large for checksums the root's years are checked; of
 * another path than the plain one also that computing each cell by itself gives the same. */
#define _DEFAULT_SOURCE
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "goals/full_cube.h"

#define SIDE "libprogram"
/* Cells of sets that get no checksums. */
#define HUGE_SET ((size_t)50000000)

static int fail(const char *what)
{
        fprintf(stderr, "goals_cube: %s: %s\n", what, prg_error_last()->message);
        return -1;
}

/* Bytes of this process that are in memory now, and at most so far. */
static double resident(void)
{
        unsigned long pages = 0;
        FILE *file = fopen("/proc/self/statm", "r");
        if (file != NULL) {
                if (fscanf(file, "%*u %lu", &pages) != 1)
                        pages = 0;
                fclose(file);
        }
        return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static double most_resident(void)
{
        struct rusage usage;
        return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss * 1024 : 0;
}

static int is_right(struct check *check, const struct full_cube *cube, const struct set *set, const prg_data *data)
{
        struct full_cube *by_cell;
        struct check other;
        if (!full_cube_is_whole(cube, set))
                return 0;
        if (set_cells(set) > HUGE_SET)
                return 1;
        if (full_cube_check(check, cube) != 0)
                return 0;
        if (set->path == SET_PLAIN)
                return 1;
        if (full_cube_open_by_cell(&by_cell, set, data) < 0)
                return 0;
        int same = full_cube_check(&other, by_cell) == 0 && memcmp(check, &other, sizeof other) == 0;
        full_cube_free(by_cell);
        return same;
}

static int measure_full(const struct set *set, const prg_data *data, unsigned threads, unsigned runs)
{
        struct stopwatch open = { 0 }, watch = { 0 };
        struct check check;
        struct full_cube *cube;
        /* What loading has freed must not count as the data's. */
        malloc_trim(0);
        double loaded = resident();
        stopwatch_start(&open);
        if (full_cube_open(&cube, set, data, threads) < 0)
                return fail("full cube");
        stopwatch_stop(&open);
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                if (full_cube_refresh(cube) < 0)
                        return fail("full cube again");
                stopwatch_stop(&watch);
        }
        double computed = resident(), most = most_resident();
        if (!is_right(&check, cube, set, data))
                return fail("the cube is wrong");
        full_cube_free(cube);
        print_begin(SIDE, set->name, threads);
        print_times(&watch);
        print_number("open_wall", open.wall[0]);
        print_number("open_processor", open.processor[0]);
        print_number("entries", (double)prg_data_count(data));
        print_number("loaded_bytes", loaded);
        print_number("computed_bytes", computed);
        print_number("most_bytes", most);
        print_number("input_bytes", (double)set_input_bytes(set));
        print_number("output_bytes", (double)set_output_bytes(set));
        if (set_cells(set) <= HUGE_SET)
                print_check(&check);
        print_end();
        return 0;
}

/* The cube that was kept current must be the one that is computed anew. */
static int is_current(const struct full_cube *cube, const struct set *set, const prg_data *data)
{
        struct full_cube *anew;
        struct check kept, computed;
        if (full_cube_open(&anew, set, data, 1) < 0)
                return 0;
        int same = full_cube_check(&kept, cube) == 0 && full_cube_check(&computed, anew) == 0
                   && memcmp(&kept, &computed, sizeof kept) == 0;
        full_cube_free(anew);
        return same;
}

static int change(prg_data *data, const struct set_keys *keys, const struct set *set, unsigned run)
{
        uint64_t place = set_mix(run + 1);
        size_t column = place % set_columns(set), leaf = place / 1024 % set->communes;
        size_t month = place / 1048576 / 1024 % set->months;
        struct set_entry entry = { 25 * (int64_t)run, PRG_QUALITY_FINAL, 0, set->path == SET_SOURCES };
        if (set_parts(set))
                entry.category = (unsigned)(column % set->categories) + 1;
        return set_put(data, keys, column, leaf, month, &entry);
}

static int measure_changes(const struct set *set, prg_data *data, unsigned runs)
{
        struct stopwatch watch = { 0 }, open = { 0 }, refresh = { 0 };
        struct set_keys *keys;
        struct full_cube *cube;
        if (set_keys_new(&keys, data, set) < 0)
                return fail("keys");
        stopwatch_start(&open);
        if (full_cube_open(&cube, set, data, 1) < 0)
                return fail("full cube");
        stopwatch_stop(&open);
        for (unsigned run = 0; run < runs; run++) {
                stopwatch_start(&watch);
                if (change(data, keys, set, run) < 0 || full_cube_apply(cube) < 0)
                        return fail("change");
                stopwatch_stop(&watch);
        }
        if (!is_current(cube, set, data))
                return fail("the cube that was kept current differs from the one computed anew");
        for (unsigned run = 0; run < 3; run++) {
                stopwatch_start(&refresh);
                if (full_cube_refresh(cube) < 0)
                        return fail("full cube again");
                stopwatch_stop(&refresh);
        }
        print_begin(SIDE " change", set->name, 1);
        print_times(&watch);
        print_number("open_processor", open.processor[0]);
        print_number("refresh_processor", stopwatch_median(&refresh));
        print_end();
        full_cube_free(cube);
        set_keys_free(keys);
        return 0;
}

int main(int argc, char **argv)
{
        const struct set *set = argc == 4 ? set_find(argv[1]) : NULL;
        prg_programme *programme;
        prg_data *data;
        if (set == NULL) {
                fputs("usage: goals_cube SET THREADS|change RUNS\n", stderr);
                return EXIT_FAILURE;
        }
        int changes = strcmp(argv[2], "change") == 0;
        unsigned threads = changes ? 1 : (unsigned)strtoul(argv[2], NULL, 10),
                 runs = (unsigned)strtoul(argv[3], NULL, 10);
        if (set_load_programme(&programme, set) < 0 || set_load_data(&data, programme, set) < 0)
                return EXIT_FAILURE;
        int code = changes ? measure_changes(set, data, runs) : measure_full(set, data, threads, runs);
        prg_data_free(data);
        prg_programme_unref(programme);
        return code < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
