/* The full cube by the public interface: three queries that one prg_cube keeps current. The areas are in the order
 * of the document, which is that of the set's tree. */
#define _POSIX_C_SOURCE 200809L
#include "goals/full_cube.h"

#include <stdlib.h>
#include <string.h>

#include "calc/bulk.h"

enum part { SUMS, CUMULATIVE, RATIOS, PARTS };

struct full_cube {
        prg_cube *cube;
};

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
        if (part == SUMS && set->path == SET_RANKS)
                fputs(", share, rank", file);
        if (set->path == SET_AS_OF)
                fprintf(file, "; as of %zu", set_present(set));
        if (set->path == SET_QUALITY)
                fputs("; quality at_least final", file);
        if (set->path == SET_MATCHED)
                fputs("; operands matched", file);
}

static int make_query(prg_query **query, const struct set *set, enum part part, prg_programme *programme)
{
        char *text = NULL;
        size_t length = 0;
        FILE *file = open_memstream(&text, &length);
        if (file == NULL)
                return PRG_ENOMEM;
        write_query(file, set, part);
        int code = fclose(file) == 0 ? prg_query_parse(query, programme, text, length) : PRG_EIO;
        free(text);
        return code;
}

int full_cube_open(struct full_cube **out, const struct set *set, const prg_data *data, unsigned threads)
{
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        prg_query *queries[PARTS] = { NULL };
        struct full_cube *cube = calloc(1, sizeof *cube);
        int code = cube == NULL ? PRG_ENOMEM : 0;
        for (int part = 0; part < PARTS && code >= 0; part++)
                code = make_query(&queries[part], set, (enum part)part, prg_data_programme(data));
        options.threads = threads;
        if (code >= 0)
                code = prg_cube_open_several(&cube->cube, data, (const prg_query *const *)queries, PARTS, &options);
        for (int part = 0; part < PARTS; part++)
                prg_query_free(queries[part]);
        if (code < 0) {
                free(cube);
                return code;
        }
        *out = cube;
        return 0;
}

int full_cube_open_by_cell(struct full_cube **cube, const struct set *set, const prg_data *data)
{
        prg__bulk_off = 1;
        int code = full_cube_open(cube, set, data, 1);
        prg__bulk_off = 0;
        return code;
}

int full_cube_refresh(struct full_cube *cube)
{
        return prg_cube_refresh(cube->cube);
}

int full_cube_apply(struct full_cube *cube)
{
        return prg_cube_apply(cube->cube);
}

void full_cube_free(struct full_cube *cube)
{
        if (cube == NULL)
                return;
        prg_cube_free(cube->cube);
        free(cube);
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

/* A ratio, or another measure that is a number and a state. */
static int check_ratio(struct check *check, const prg_table *table, const size_t place[PRG_AXES], size_t at)
{
        prg_cell cell;
        double number;
        uint64_t bits;
        if (prg_table_cell(table, place, &cell) != 0)
                return -1;
        check_add(check, CHECK_RATIO_STATES, at, (uint64_t)cell.state);
        if (cell.state != PRG_STATE_VALUE)
                return 0;
        if (prg_table_double(table, place, &number) != 0)
                return -1;
        memcpy(&bits, &number, sizeof bits);
        check_add(check, CHECK_RATIOS, at, bits);
        check->present_ratios++;
        return 0;
}

/* Columns are indicators and, where there are any, categories; the order is that of the table. Of other measures
 * than the first the places begin behind those of all ratios. */
static int check_measure(struct check *check, const prg_table *table, enum part part, size_t measure)
{
        size_t categories = prg_table_size(table, PRG_AXIS_BREAKDOWNS);
        size_t columns = prg_table_size(table, PRG_AXIS_INDICATORS) * categories;
        size_t areas = prg_table_size(table, PRG_AXIS_AREAS),
               periods = prg_table_size(table, PRG_AXIS_PERIODS);
        size_t at = measure << 40;
        for (size_t column = 0; column < columns; column++)
                for (size_t area = 0; area < areas; area++)
                        for (size_t period = 0; period < periods; period++, at++) {
                                const size_t place[PRG_AXES] = { column / categories, column % categories,
                                        area, period, measure };
                                int code = part == RATIOS || measure > 0
                                                   ? check_ratio(check, table, place, at)
                                                   : check_sum(check, table, place, at, part);
                                if (code < 0)
                                        return code;
                        }
        return 0;
}

int full_cube_check(struct check *check, const struct full_cube *cube)
{
        *check = (struct check){ { 0 }, 0, 0, 0 };
        for (int part = 0; part < PARTS; part++) {
                const prg_table *table = prg_cube_table_at(cube->cube, (size_t)part);
                for (size_t measure = 0; measure < prg_table_size(table, PRG_AXIS_MEASURES); measure++)
                        if (check_measure(check, table, (enum part)part, measure) != 0)
                                return -1;
        }
        return 0;
}

int64_t full_cube_year(const struct full_cube *cube, const struct set *set, size_t column, size_t year)
{
        const size_t place[PRG_AXES] = { column / set->categories, column % set->categories, 0,
                set_periods(set) - set_span_count(set, SET_YEAR) + year, 0 };
        prg_decimal sum = { 0, 0 };
        return prg_table_rounded(prg_cube_table_at(cube->cube, SUMS), place, 2, &sum) == 0 ? sum.mantissa : -1;
}

int full_cube_is_whole(const struct full_cube *cube, const struct set *set)
{
        for (size_t column = 0; column < set_columns(set); column++)
                for (size_t year = 0; year < set_span_count(set, SET_YEAR); year++) {
                        int64_t sum = 0;
                        for (size_t leaf = 0; leaf < set->communes; leaf++)
                                for (size_t month = year * 12; month < year * 12 + 12; month++) {
                                        struct set_cell cell = set_cell(set, column, leaf, month);
                                        sum += cell.present ? cell.final : 0;
                                }
                        if (sum != full_cube_year(cube, set, column, year))
                                return 0;
                }
        return 1;
}
