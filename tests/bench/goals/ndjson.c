/* Values as NDJSON, an object in each line: the naive way, by json-c, and the library's.
 *
 * usage: goals_ndjson SET FILE RUNS
 *
 * The naive way reads the whole file, has json-c make a tree of each line, keeps all trees in one array,
 * takes the four fields out of each, and frees it. Numbers are taken by their text, as exact decimals need
 * it. Prints two lines, "json-c ndjson" and "libprogram ndjson", which the library does not do yet. */
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "goals/check.h"
#include "goals/set.h"

static int fail(const char *what)
{
        fprintf(stderr, "goals_ndjson: %s\n", what);
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

int main(int argc, char **argv)
{
        const struct set *set = argc == 4 ? set_find(argv[1]) : NULL;
        struct stopwatch watch = { 0 };
        size_t rows = 0;
        if (set == NULL || set->qualities) {
                fputs("usage: goals_ndjson SET FILE RUNS\n", stderr);
                return EXIT_FAILURE;
        }
        for (unsigned long run = 0; run < strtoul(argv[3], NULL, 10); run++) {
                size_t length;
                stopwatch_start(&watch);
                char *text = read_whole(argv[2], &length);
                json_object *all = text == NULL ? NULL : parse(text, length);
                if (all == NULL)
                        return fail(argv[2]) < 0;
                int64_t sum = take(all);
                rows = json_object_array_length(all);
                json_object_put(all);
                free(text);
                stopwatch_stop(&watch);
                if (sum != expected_sum(set))
                        return fail("the values do not sum to what the generator made") < 0;
        }
        print_begin("json-c ndjson", set->name, 1);
        print_times(&watch);
        print_number("rows", (double)rows);
        print_end();
        print_not_yet("libprogram ndjson", set->name, 1);
        return EXIT_SUCCESS;
}
