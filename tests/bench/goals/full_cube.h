/* The work that the goals are about, done by the library: sum, reported and expected count of each column,
 * area and period; cumulative sum and count of each month; ratios of each area, quarter and year.
 *
 * This is the one place that knows by which functions the library does it. */
#ifndef TESTS_BENCH_FULL_CUBE_H
#define TESTS_BENCH_FULL_CUBE_H

#include "goals/check.h"
#include "goals/set.h"

struct full_cube;

/* All of it, in memory. Negative with the library's last error. */
int full_cube_open(struct full_cube **cube, const struct set *set, const prg_data *data, unsigned threads);
/* All of it again, in the memory that is there. */
int full_cube_refresh(struct full_cube *cube);
/* Brings it to the present state of the data. */
int full_cube_apply(struct full_cube *cube);
/* The same by the engine that computes each cell by itself, which is the library's own reference. */
int full_cube_open_by_cell(struct full_cube **cube, const struct set *set, const prg_data *data);
void full_cube_free(struct full_cube *cube);

int full_cube_check(struct check *check, const struct full_cube *cube);
/* One number of it: a column in the root over a year, in hundredths. */
int64_t full_cube_year(const struct full_cube *cube, const struct set *set, size_t column, size_t year);
/* Whether all of those are what the generator made; for sets that are too large for more. */
int full_cube_is_whole(const struct full_cube *cube, const struct set *set);

#endif
