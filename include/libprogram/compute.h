/**
 * @file libprogram/compute.h
 * @brief From values to tables (tổng hợp).
 */
#ifndef PRG_COMPUTE_H
#define PRG_COMPUTE_H

#include "common.h"
#include "data.h"
#include "query.h"
#include "report.h"
#include "table.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup compute Computing
 * @brief A query over a programme and its values gives a table.
 *
 * What every number means is written down in docs/results.md: exact sums, missing is never zero, leaf first,
 * states, coverage, kinds of indicators.
 *
 * **Boundaries.** A table shows the areas that exist on the last day of its last period. A row whose area
 * did not exist in a base period is not expected there, reason *boundaries*. Above, a flow takes for each
 * base period the units that existed then, a stock those that exist on the last day of the cell's period.
 * @{
 */

/** Options of prg_compute(). */
typedef struct prg_compute_options {
        unsigned version;   /**< #PRG_COMPUTE_OPTIONS_VERSION */
        unsigned threads;   /**< how many threads may work; 1 by default. The result does not depend on it */
        prg_report *report; /**< receives what is odd about the values that were used: a coarse value that
                                 differs from its parts, sources that differ, a value where none was expected …;
                                 NULL for nothing. Ownership: borrowed */
        int (*progress)(void *payload, size_t done, size_t total); /**< called now and then; another answer than
                                 0 stops with PRG_ECANCELLED */
        void *payload;      /**< given to `progress`. Ownership: borrowed */
} prg_compute_options;

#define PRG_COMPUTE_OPTIONS_VERSION 1 /**< the present version of #prg_compute_options */
/** The defaults of #prg_compute_options. */
#define PRG_COMPUTE_OPTIONS_INIT { PRG_COMPUTE_OPTIONS_VERSION, 1, NULL, NULL, NULL }

/** Keeps the results of a query current. */
typedef struct prg_cube prg_cube;

/**
 * Computes a table.
 *
 * @param[out] table receives it. Ownership: owned, free with prg_table_free().
 * @param data       the values; of the query's programme.
 * @param query      what is asked for; it names indicators and periods.
 * @param options    NULL for the defaults.
 * @return 0; PRG_ECONFLICT when data and query are of different programmes; PRG_ESTALE; PRG_ENOTFOUND for an
 *         area that does not exist on the table's day, or a level or unit that none has; PRG_ELIMIT for more
 *         than 10 million cells that have to be computed one by one (those that are computed in bulk, see
 *         docs/engine.md, do not count); PRG_ECANCELLED; PRG_EVERSION; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_compute(prg_table **table, const prg_data *data, const prg_query *query,
        const prg_compute_options *options);

/**
 * Computes a query's table and keeps what is needed to bring it up to date.
 *
 * @param[out] cube receives it. Ownership: owned, free with prg_cube_free().
 * @param data      the values; must live as long as the cube.
 * @param query     its present state is kept.
 * @param options   NULL for the defaults; `report`, `progress` and `payload` are used during the call only.
 * @return as prg_compute().
 * @since 0.1
 */
PRG_API int prg_cube_open(prg_cube **cube, const prg_data *data, const prg_query *query,
        const prg_compute_options *options);

/**
 * The same for several queries over one data set, which share what they have in common: sums of indicators that
 * more than one of them asks for are computed once.
 *
 * @param[out] cube receives it. Ownership: owned, free with prg_cube_free().
 * @param data      as above.
 * @param queries   each as above; the array is copied.
 * @param count     how many there are, at least 1.
 * @param options   as above.
 * @return as prg_compute().
 * @since 0.1
 */
PRG_API int prg_cube_open_several(prg_cube **cube, const prg_data *data, const prg_query *const *queries, size_t count,
        const prg_compute_options *options);

/**
 * Brings a cube to the present sequence number of its data, touching only what depends on what has changed: after one
 * more usual value, the cells of its unit and of everything that this lies in. When something cannot be changed so,
 * as after entries that were taken back, or values with marks, everything is computed again.
 *
 * @return 0; as prg_compute(); the tables are as before on an error.
 * @since 0.1
 */
PRG_API int prg_cube_apply(prg_cube *cube);

/**
 * Computes everything again, in the memory that the cube has, whether anything has changed or not: after so many
 * changes that this is faster.
 *
 * @return as prg_compute(). After PRG_ENOMEM the tables must not be read until a later call succeeds.
 * @since 0.1
 */
PRG_API int prg_cube_refresh(prg_cube *cube);

/**
 * The present table, of several queries the first one's. Ownership: borrowed, valid until the next prg_cube_apply(),
 * prg_cube_refresh() or prg_cube_free().
 * @since 0.1
 */
PRG_API const prg_table *prg_cube_table(const prg_cube *cube);

/**
 * The present table of the query with that index, from 0; NULL behind the last. Ownership: as prg_cube_table().
 * @since 0.1
 */
PRG_API const prg_table *prg_cube_table_at(const prg_cube *cube, size_t index);

/**
 * Frees a cube. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_cube_free(prg_cube *cube);

/** @} */

PRG_END_DECLS

#endif
