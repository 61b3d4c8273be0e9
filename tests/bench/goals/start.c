/* What a command costs that is started, reads a small programme and its values, computes the full cube, says
 * something of it, and ends.
 *
 * usage: goals_start SET PROGRAMME VALUES [check]
 *
 * Prints the sum of the first indicator in the root over the first year, in hundredths; with `check` the line
 * of JSON instead. */
#include <stdlib.h>
#include <string.h>

#include "goals/full_cube.h"

static int run(const struct set *set, const char *programme_path, const char *values_path, int check_wanted)
{
        prg_programme *programme;
        prg_data *data = NULL;
        struct full_cube *cube = NULL;
        struct check check;
        int code = prg_programme_open_json(&programme, programme_path, NULL);
        if (code < 0)
                return code;
        code = prg_data_new(&data, programme, NULL);
        if (code == 0)
                code = prg_data_read_csv(data, values_path, NULL);
        if (code == 0)
                code = full_cube_open(&cube, set, data, 1);
        if (code == 0 && check_wanted)
                code = full_cube_check(&check, cube);
        if (code == 0 && check_wanted) {
                print_begin("libprogram start", set->name, 1);
                print_check(&check);
                print_end();
        } else if (code == 0) {
                printf("%lld\n", (long long)full_cube_year(cube, set, 0, 0));
        }
        full_cube_free(cube);
        prg_data_free(data);
        prg_programme_unref(programme);
        return code;
}

int main(int argc, char **argv)
{
        const struct set *set = argc >= 4 ? set_find(argv[1]) : NULL;
        if (set == NULL) {
                fputs("usage: goals_start SET PROGRAMME VALUES [check]\n", stderr);
                return EXIT_FAILURE;
        }
        if (run(set, argv[2], argv[3], argc > 4 && strcmp(argv[4], "check") == 0) < 0) {
                fprintf(stderr, "goals_start: %s %s\n", prg_error_last()->place, prg_error_last()->message);
                return EXIT_FAILURE;
        }
        return EXIT_SUCCESS;
}
