/* The full cube by the public interface: three queries, each kept current by a prg_cube.
 *
 * A query's table has at most ten million cells, and its areas are in the order of the document, which is
 * that of the set's tree. */
#define _POSIX_C_SOURCE 200809L
#include "goals/full_cube.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* How many values the present engine does in a few seconds. */
#define LARGEST 300000

enum part { SUMS, CUMULATIVE, RATIOS, PARTS };

struct full_cube {
        prg_cube *parts[PARTS];
};

int full_cube_can(const struct set *set)
{
        return set_cells(set) <= LARGEST;
}

static void write_query(FILE *file, const struct set *set, enum part part)
{
        char id[16];
        unsigned last = SET_FIRST_YEAR + set->months / 12 - 1;
        size_t count = part == RATIOS ? SET_RATIOS : set->indicators;
        fputs("areas all; indicators ", file);
        for (size_t i = 0; i < count; i++) {
                if (part == RATIOS)
                        set_ratio_id(id, i);
                else
                        set_indicator_id(id, i);
                fprintf(file, "%s%s", i ? ", " : "", id);
        }
        for (unsigned i = 0; i < set->categories && set->categories > 1; i++)
                fprintf(file, "%s b=b%u", i ? "," : "; breakdowns", i + 1);
        fputs("; periods ", file);
        if (part != RATIOS)
                fprintf(file, "%d-01..%u-12", SET_FIRST_YEAR, last);
        if (part == SUMS)
                fprintf(file, ", %d-Q1..%u-Q4, %d-S1..%u-S2, %d..%u", SET_FIRST_YEAR, last, SET_FIRST_YEAR,
                        last, SET_FIRST_YEAR, last);
        if (part == RATIOS)
                fprintf(file, "%d-Q1..%u-Q4, %d..%u", SET_FIRST_YEAR, last, SET_FIRST_YEAR, last);
        fputs(part == CUMULATIVE ? "; measures cumulative" : "; measures value", file);
}

static int open_part(
        prg_cube **cube, const struct set *set, enum part part, const prg_data *data, unsigned threads)
{
        char text[4096] = "";
        prg_query *query;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        FILE *file = fmemopen(text, sizeof text, "w");
        if (file == NULL)
                return -1;
        write_query(file, set, part);
        if (fclose(file) != 0)
                return -1;
        int code = prg_query_parse(&query, prg_data_programme(data), text, strlen(text));
        if (code < 0)
                return code;
        options.threads = threads;
        code = prg_cube_open(cube, data, query, &options);
        prg_query_free(query);
        return code;
}

int full_cube_open(struct full_cube **out, const struct set *set, const prg_data *data, unsigned threads)
{
        struct full_cube *cube = calloc(1, sizeof *cube);
        int code = cube == NULL ? PRG_ENOMEM : 0;
        for (int part = 0; part < PARTS && code >= 0; part++)
                code = open_part(&cube->parts[part], set, (enum part)part, data, threads);
        if (code < 0) {
                full_cube_free(cube);
                return code;
        }
        *out = cube;
        return 0;
}

int full_cube_apply(struct full_cube *cube)
{
        int code = 0;
        for (int part = 0; part < PARTS && code >= 0; part++)
                code = prg_cube_apply(cube->parts[part]);
        return code;
}

void full_cube_free(struct full_cube *cube)
{
        if (cube == NULL)
                return;
        for (int part = 0; part < PARTS; part++)
                prg_cube_free(cube->parts[part]);
        free(cube);
}

/* A fraction in lowest terms, as prg_table_quotient() writes it. */
static int read_quotient(uint64_t *bits, const prg_table *table, const size_t place[PRG_AXES])
{
        prg_buf numerator = PRG_BUF_INIT, denominator = PRG_BUF_INIT;
        int code = prg_table_quotient(table, place, &numerator, &denominator);
        if (code == 0)
                *bits = check_quotient(
                        strtoimax(numerator.data, NULL, 10), strtoimax(denominator.data, NULL, 10));
        prg_buf_dispose(&numerator);
        prg_buf_dispose(&denominator);
        return code;
}

static int check_sum(
        struct check *check, const prg_table *table, const size_t place[PRG_AXES], size_t at, enum part part)
{
        prg_cell cell;
        prg_decimal sum;
        if (prg_table_cell(table, place, &cell) != 0)
                return -1;
        check_add(check, part == SUMS ? CHECK_REPORTED : CHECK_CUMULATIVE_REPORTED, at, cell.reported);
        if (part == SUMS)
                check_add(check, CHECK_EXPECTED, at, cell.expected);
        if (cell.state != PRG_STATE_VALUE)
                return 0;
        if (prg_table_rounded(table, place, 2, &sum) != 0)
                return -1;
        check_add(check, part == SUMS ? CHECK_SUMS : CHECK_CUMULATIVE, at, (uint64_t)sum.mantissa);
        *(part == SUMS ? &check->present_sums : &check->present_cumulative) += 1;
        return 0;
}

static int check_ratio(struct check *check, const prg_table *table, const size_t place[PRG_AXES], size_t at)
{
        prg_cell cell;
        uint64_t bits;
        if (prg_table_cell(table, place, &cell) != 0)
                return -1;
        check_add(check, CHECK_RATIO_STATES, at, (uint64_t)cell.state);
        if (cell.state != PRG_STATE_VALUE)
                return 0;
        if (read_quotient(&bits, table, place) != 0)
                return -1;
        check_add(check, CHECK_RATIOS, at, bits);
        check->present_ratios++;
        return 0;
}

/* Columns are indicators and, where there are any, categories; the order is that of the table. */
static int check_table(struct check *check, const prg_table *table, enum part part)
{
        size_t categories = prg_table_size(table, PRG_AXIS_BREAKDOWNS);
        size_t columns = prg_table_size(table, PRG_AXIS_INDICATORS) * categories;
        size_t areas = prg_table_size(table, PRG_AXIS_AREAS),
               periods = prg_table_size(table, PRG_AXIS_PERIODS);
        size_t at = 0;
        for (size_t column = 0; column < columns; column++)
                for (size_t area = 0; area < areas; area++)
                        for (size_t period = 0; period < periods; period++, at++) {
                                const size_t place[PRG_AXES] = { column / categories, column % categories,
                                        area, period, 0 };
                                int code = part == RATIOS ? check_ratio(check, table, place, at)
                                                          : check_sum(check, table, place, at, part);
                                if (code < 0)
                                        return code;
                        }
        return 0;
}

int full_cube_check(struct check *check, const struct full_cube *cube, const struct set *set)
{
        (void)set;
        *check = (struct check){ { 0 }, 0, 0, 0 };
        for (int part = 0; part < PARTS; part++)
                if (check_table(check, prg_cube_table(cube->parts[part]), (enum part)part) != 0)
                        return -1;
        return 0;
}

int64_t full_cube_first_year(const struct full_cube *cube, const struct set *set)
{
        const size_t place[PRG_AXES] = { 0, 0, 0, set_periods(set) - set_span_count(set, SET_YEAR), 0 };
        prg_decimal sum = { 0, 0 };
        return prg_table_rounded(prg_cube_table(cube->parts[SUMS]), place, 2, &sum) == 0 ? sum.mantissa : -1;
}
