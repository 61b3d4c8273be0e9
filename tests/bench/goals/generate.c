/* Writes a set for other programs.
 *
 * usage: goals_generate SET programme|csv|ndjson      to standard output
 *        goals_generate SET raw FOLDER                files of numbers, see set_write_raw() */
#include <stdlib.h>
#include <string.h>

#include "goals/set.h"

static int usage(void)
{
        fputs("usage: goals_generate SET programme|csv|ndjson, or SET raw FOLDER\n", stderr);
        return EXIT_FAILURE;
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
        else
                return usage();
        if (code < 0 || fflush(stdout) != 0) {
                fputs("goals_generate: the set could not be written\n", stderr);
                return EXIT_FAILURE;
        }
        return EXIT_SUCCESS;
}
