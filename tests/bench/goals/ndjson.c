/* Values as JSON: an object in each line by json-c, the naive way, and by the library; series by the library.
 *
 * usage: goals_ndjson SET NDJSON SERIES RUNS [ours]     ours: without json-c
 *
 * The naive way reads the whole file, has json-c make a tree of each line, keeps all trees in one array, takes the
 * four fields out of each, and frees it. Numbers are taken by their text, as exact decimals need it. The library
 * reads into a data set, with everything that it checks, and its journal is there in the end.
 *
 * Prints a line for each side, "json-c ndjson", "libprogram ndjson" and "libprogram series". Of the last two
 * `extra_bytes` is the memory that reading needs besides: the most that the process ever had, without the file's
 * own bytes, less the most of a process that puts the same values one by one. */
#define _DEFAULT_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <json-c/json.h>

#include "goals/full_cube.h"

typedef int reader(prg_data *data, const char *path, const prg_values_options *options);

static int fail(const char *what)
{
        fprintf(stderr, "goals_ndjson: %s: %s %s\n", what, prg_error_last()->place, prg_error_last()->message);
        return -1;
}

static char *read_whole(const char *path, size_t *length)
{
        FILE *file = fopen(path, "rb");
        char *text = NULL;
        size_t room = 0, got = 1;
        *length = 0;
        while (file != NULL && got > 0) {
                if (*length == room) {
                        char *larger = realloc(text, room = room * 2 + 65536);
                        if (larger == NULL)
                                break;
                        text = larger;
                }
                got = fread(text + *length, 1, room - *length, file);
                *length += got;
        }
        if (file == NULL || got > 0 || fclose(file) != 0) {
                free(text);
                return NULL;
        }
        return text;
}

static json_object *parse(const char *text, size_t length)
{
        json_object *all = json_object_new_array();
        json_tokener *tokener = json_tokener_new();
        const char *at = text, *end = text + length;
        while (at < end) {
                const char *line_end = memchr(at, '\n', (size_t)(end - at));
                if (line_end == NULL)
                        line_end = end;
                json_object *line = json_tokener_parse_ex(tokener, at, (int)(line_end - at));
                if (line == NULL || json_object_array_add(all, line) != 0)
                        break;
                at = line_end + 1;
        }
        json_tokener_free(tokener);
        if (at < end) {
                json_object_put(all);
                return NULL;
        }
        return all;
}

/* The sum of all values in hundredths; -1 for a line that lacks something. */
static int64_t take(json_object *all)
{
        int64_t sum = 0;
        for (size_t i = 0; i < json_object_array_length(all); i++) {
                json_object *line = json_object_array_get_idx(all, i), *fields[4];
                prg_decimal number;
                if (!json_object_object_get_ex(line, "indicator", &fields[0])
                        || !json_object_object_get_ex(line, "area", &fields[1])
                        || !json_object_object_get_ex(line, "period", &fields[2])
                        || !json_object_object_get_ex(line, "value", &fields[3]))
                        return -1;
                const char *text = json_object_get_string(fields[3]);
                if (prg_decimal_parse(&number, text, strlen(text), PRG_NUMBER_PLAIN) < 0)
                        return -1;
                sum += number.decimals == 0   ? number.mantissa * 100
                       : number.decimals == 1 ? number.mantissa * 10
                                              : number.mantissa;
        }
        return sum;
}

static int64_t expected_sum(const struct set *set)
{
        int64_t sum = 0;
        for (size_t column = 0; column < set_columns(set); column++)
                for (size_t leaf = 0; leaf < set->communes; leaf++)
                        for (size_t month = 0; month < set->months; month++) {
                                struct set_cell cell = set_cell(set, column, leaf, month);
                                sum += cell.present ? cell.final : 0;
                        }
        return sum;
}

static int measure_naive(const struct set *set, const char *path, unsigned runs)
{
        struct stopwatch watch = { 0 };
        size_t rows = 0;
        for (unsigned run = 0; run < runs; run++) {
                size_t length;
                stopwatch_start(&watch);
                char *text = read_whole(path, &length);
                json_object *all = text == NULL ? NULL : parse(text, length);
                if (all == NULL)
                        return fail(path);
                int64_t sum = take(all);
                rows = json_object_array_length(all);
                json_object_put(all);
                free(text);
                stopwatch_stop(&watch);
                if (sum != expected_sum(set))
                        return fail("the values do not sum to what the generator made");
        }
        print_begin("json-c ndjson", set->name, 1);
        print_times(&watch);
        print_number("rows", (double)rows);
        print_end();
        return 0;
}

/* All there, and the numbers are the right ones. */
static int is_whole(const struct set *set, const prg_data *data)
{
        struct full_cube *cube;
        if (prg_data_count(data) != set_present(set) || full_cube_open(&cube, set, data, 1) < 0)
                return 0;
        int whole = full_cube_is_whole(cube, set);
        full_cube_free(cube);
        return whole;
}

/* The most memory that a process has which puts the values one by one (no reader) or reads them; 0: it failed. */
static double most_bytes(const struct set *set, prg_programme *programme, reader *read, const char *path)
{
        struct rusage usage;
        int status;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
                prg_data *data;
                int code = read == NULL ? set_load_data(&data, programme, set)
                                        : prg_data_new(&data, programme, NULL);
                if (code == 0 && read != NULL)
                        code = read(data, path, NULL);
                _exit(code < 0);
        }
        /* RUSAGE_CHILDREN has the largest of all children so far. */
        if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
                return 0;
        return (double)usage.ru_maxrss * 1024;
}

/* The bytes that reading needs besides those of the file and of the values. To be asked before this process has
 * memory of its own, which its children would begin with. */
static int find_extra(double *extra, const struct set *set, prg_programme *programme, reader *read, const char *path)
{
        struct stat about;
        double put = most_bytes(set, programme, NULL, NULL), most = most_bytes(set, programme, read, path);
        if (put <= 0 || most <= 0 || stat(path, &about) != 0)
                return fail(path);
        *extra = most - put - (double)about.st_size;
        return 0;
}

static int measure_ours(const char *side, const struct set *set, prg_programme *programme, reader *read,
        const char *path, unsigned runs, double extra)
{
        struct stopwatch watch = { 0 };
        prg_data *data = NULL;
        for (unsigned run = 0; run < runs; run++) {
                prg_data_free(data);
                if (prg_data_new(&data, programme, NULL) < 0)
                        return fail("data");
                stopwatch_start(&watch);
                if (read(data, path, NULL) < 0)
                        return fail(path);
                stopwatch_stop(&watch);
        }
        if (!is_whole(set, data))
                return fail("the values are not what the generator made");
        print_begin(side, set->name, 1);
        print_times(&watch);
        print_number("rows", (double)prg_data_count(data));
        print_number("extra_bytes", extra);
        print_end();
        prg_data_free(data);
        return 0;
}

int main(int argc, char **argv)
{
        const struct set *set = argc >= 5 ? set_find(argv[1]) : NULL;
        prg_programme *programme;
        if (set == NULL || set->qualities) {
                fputs("usage: goals_ndjson SET NDJSON SERIES RUNS [ours]\n", stderr);
                return EXIT_FAILURE;
        }
        unsigned runs = (unsigned)strtoul(argv[4], NULL, 10);
        if (set_load_programme(&programme, set) < 0)
                return EXIT_FAILURE;
        double lines, series;
        int code = find_extra(&lines, set, programme, prg_data_read_ndjson, argv[2]) < 0
                   || find_extra(&series, set, programme, prg_data_read_series_json, argv[3]) < 0
                   || measure_ours("libprogram ndjson", set, programme, prg_data_read_ndjson, argv[2], runs, lines) < 0
                   || measure_ours("libprogram series", set, programme, prg_data_read_series_json, argv[3], runs,
                              series) < 0
                   || (argc == 5 && measure_naive(set, argv[2], runs) < 0);
        prg_programme_unref(programme);
        return code ? EXIT_FAILURE : EXIT_SUCCESS;
}
