/* Writes a set for other programs.
 *
 * usage: goals_generate SET programme|csv|ndjson|series   to standard output
 *        goals_generate SET raw FOLDER                    files of numbers, see set_write_raw() */
#include <stdlib.h>
#include <string.h>

#include "goals/set.h"

static int usage(void)
{
        fputs("usage: goals_generate SET programme|csv|ndjson|series, or SET raw FOLDER\n", stderr);
        return EXIT_FAILURE;
}

static int write_some(void *payload, const char *bytes, size_t length)
{
        return fwrite(bytes, 1, length, payload) == length ? 0 : PRG_EIO;
}

/* As the library writes it. */
static int write_series(FILE *file, const struct set *set)
{
        prg_programme *programme;
        prg_data *data;
        const prg_sink sink = { write_some, file };
        if (set_load_programme(&programme, set) < 0)
                return -1;
        int code = set_load_data(&data, programme, set);
        if (code == 0) {
                code = prg_data_write_series_json(data, &sink);
                prg_data_free(data);
        }
        prg_programme_unref(programme);
        return code;
}

int main(int argc, char **argv)
{
        const struct set *set = argc >= 3 ? set_find(argv[1]) : NULL;
        int code;
        if (set == NULL)
                return usage();
        if (argc == 4 && strcmp(argv[2], "raw") == 0)
                code = set_write_raw(argv[3], set);
        else if (argc == 3 && strcmp(argv[2], "programme") == 0)
                code = set_write_programme(stdout, set);
        else if (argc == 3 && strcmp(argv[2], "csv") == 0)
                code = set_write_csv(stdout, set);
        else if (argc == 3 && strcmp(argv[2], "ndjson") == 0)
                code = set_write_ndjson(stdout, set);
        else if (argc == 3 && strcmp(argv[2], "series") == 0)
                code = write_series(stdout, set);
        else
                return usage();
        if (code < 0 || fflush(stdout) != 0) {
                fputs("goals_generate: the set could not be written\n", stderr);
                return EXIT_FAILURE;
        }
        return EXIT_SUCCESS;
}
