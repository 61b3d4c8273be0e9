/* The library's side of files: CSV into a data set, with everything that the reader checks, and from there
 * on to the finished full cube.
 *
 * usage: goals_csv SET FILE RUNS
 *
 * Prints two lines of JSON: "libprogram csv", and "libprogram csv cube" with checksums. */
#include <stdlib.h>
#include <string.h>

#include "goals/full_cube.h"

static int fail(const char *what)
{
        fprintf(stderr, "goals_csv: %s: %s %s\n", what, prg_error_last()->place, prg_error_last()->message);
        return -1;
}

static int read_file(prg_data **data, prg_programme *programme, const char *path, size_t *rows)
{
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        prg_values_summary summary;
        options.summary = &summary;
        if (prg_data_new(data, programme, NULL) < 0)
                return fail("data");
        if (prg_data_read_csv(*data, path, &options) < 0) {
                fail(path);
                prg_data_free(*data);
                return -1;
        }
        *rows = summary.accepted;
        return 0;
}

static int measure_reading(const struct set *set, prg_programme *programme, const char *path, unsigned runs)
{
        struct stopwatch watch = { 0 };
        size_t rows = 0;
        for (unsigned run = 0; run < runs; run++) {
                prg_data *data;
                stopwatch_start(&watch);
                if (read_file(&data, programme, path, &rows) < 0)
                        return -1;
                stopwatch_stop(&watch);
                prg_data_free(data);
        }
        print_begin("libprogram csv", set->name, 1);
        print_times(&watch);
        print_number("rows", (double)rows);
        print_end();
        return 0;
}

static int measure_cube(const struct set *set, prg_programme *programme, const char *path, unsigned runs)
{
        struct stopwatch watch = { 0 };
        struct check check;
        size_t rows = 0;
        for (unsigned run = 0; run < runs; run++) {
                prg_data *data;
                struct full_cube *cube;
                stopwatch_start(&watch);
                if (read_file(&data, programme, path, &rows) < 0)
                        return -1;
                if (full_cube_open(&cube, set, data, 1) < 0)
                        return fail("full cube");
                stopwatch_stop(&watch);
                if (run + 1 == runs && full_cube_check(&check, cube) < 0)
                        return fail("check");
                full_cube_free(cube);
                prg_data_free(data);
        }
        print_begin("libprogram csv cube", set->name, 1);
        print_times(&watch);
        print_check(&check);
        print_end();
        return 0;
}

int main(int argc, char **argv)
{
        const struct set *set = argc == 4 ? set_find(argv[1]) : NULL;
        prg_programme *programme;
        if (set == NULL) {
                fputs("usage: goals_csv SET FILE RUNS\n", stderr);
                return EXIT_FAILURE;
        }
        unsigned runs = (unsigned)strtoul(argv[3], NULL, 10);
        if (set_load_programme(&programme, set) < 0)
                return EXIT_FAILURE;
        int code = measure_reading(set, programme, argv[2], runs) < 0
                   || measure_cube(set, programme, argv[2], runs) < 0;
        prg_programme_unref(programme);
        return code ? EXIT_FAILURE : EXIT_SUCCESS;
}
