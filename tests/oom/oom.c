/* Runs the out-of-memory table; see oom.h. usage: oom MAP
 * MAP is the linker map: every symbol in it must have a row, and every row a symbol. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

#define MAX_SYMBOLS 4096

static const oom_row *const tables[] = {
        oom_arrow,
        oom_calendar,
        oom_data,
        oom_date,
        oom_decimal,
        oom_codec,
        oom_duty,
        oom_error,
        oom_explain,
        oom_item,
        oom_log,
        oom_programme,
        oom_compute,
        oom_period,
        oom_formula,
        oom_query,
        oom_report,
        oom_responsibility,
        oom_sink,
        oom_table,
        oom_text,
        oom_values,
};
#define TABLES (sizeof tables / sizeof *tables)

static struct {
        const char *symbol;
        long n;
        int forever;
        long refused;
} now;
static int failures;
static long cases;

void oom_begin(void)
{
        now.refused = 0;
        prg__memory_fail(now.n, now.forever);
}

void oom_end(void)
{
        now.refused = prg__memory_refused();
        prg__memory_fail_off();
}

int oom_refused(void)
{
        return now.refused > 0;
}

void oom_check_(int holds, const char *condition, const char *file, int line)
{
        cases++;
        if (holds)
                return;
        failures++;
        fprintf(stderr, "%s:%d: %s: not true: %s (allocation %ld refused %s)\n", file, line,
                now.symbol, condition, now.n, now.forever ? "for ever" : "once");
}

static void run_row(const oom_row *row)
{
        now.symbol = row->symbol;
        for (now.forever = 0; now.forever <= 1; now.forever++)
                for (now.n = 0;; now.n++) {
                        long live = prg__memory_live();
                        prg_error_clear();
                        now.refused = -1;
                        int code = row->run();
                        oom_check(now.refused >= 0); /* the scenario reached oom_end() */
                        oom_check(prg__memory_live() == live);
                        if (!oom_refused()) {
                                oom_check(code >= 0);
                                break;
                        }
                        oom_check(code == PRG_ENOMEM);
                        oom_check(prg_error_last()->code == PRG_ENOMEM);
                        if (now.n > 100000) {
                                oom_check(!"a scenario of more than 100 000 allocations");
                                break;
                        }
                }
}

static int has_row(const char *symbol)
{
        for (size_t t = 0; t < TABLES; t++)
                for (const oom_row *row = tables[t]; row->symbol; row++)
                        if (strcmp(row->symbol, symbol) == 0)
                                return 1;
        return 0;
}

/* Reads the symbols of the map: the lines that hold one word with a prefix and a semicolon. */
static size_t read_map(const char *path, char (*symbols)[128])
{
        FILE *file = fopen(path, "r");
        if (file == NULL) {
                perror(path);
                exit(2);
        }
        char line[256];
        size_t count = 0;
        while (fgets(line, sizeof line, file) && count < MAX_SYMBOLS)
                if (sscanf(line, " %127[a-z0-9_];", symbols[count]) == 1
                    && strncmp(symbols[count], "prg_", 4) == 0)
                        count++;
        fclose(file);
        return count;
}

int main(int argc, char **argv)
{
        if (argc != 2) {
                fprintf(stderr, "usage: %s MAP\n", argv[0]);
                return 2;
        }
        static char symbols[MAX_SYMBOLS][128];
        size_t count = read_map(argv[1], symbols), rows = 0;
        for (size_t i = 0; i < count; i++)
                if (!has_row(symbols[i])) {
                        fprintf(stderr, "%s is exported and has no out-of-memory scenario\n", symbols[i]);
                        failures++;
                }
        for (size_t t = 0; t < TABLES; t++)
                for (const oom_row *row = tables[t]; row->symbol; row++, rows++) {
                        size_t i = 0;
                        while (i < count && strcmp(symbols[i], row->symbol) != 0)
                                i++;
                        if (i == count) {
                                fprintf(stderr, "%s has a scenario and is not exported\n", row->symbol);
                                failures++;
                        }
                        run_row(row);
                }
        printf("%zu functions, %ld checks, %d failures\n", rows, cases, failures);
        return failures == 0 && rows > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
