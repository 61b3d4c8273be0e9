/* Computing tables from inside: several at once, which share what they have in common. */
#ifndef PRG__COMPUTE_H
#define PRG__COMPUTE_H

#include "calc/bulk.h"

/* The checks and defaults of every call that computes. */
int prg__compute_check(const prg_data *data, const prg_query *query, const prg_compute_options *given,
        prg_compute_options *options);
/* A table for each query. Ownership: tables and *bulk are owned; `bulk` may be NULL. On an error there are none. */
int prg__compute(prg_table **tables, prg__bulk **bulk, const prg_data *data, const prg_query *const *queries, size_t count,
        const prg_compute_options *options);
/* Computes the sheets of a table whose cells are in the list, NULL for the others, into these. */
int prg__compute_sheets(prg_table *table, const prg_data *data, prg__cell *const *sheets);
/* The sequence number that a table of the query has at present. */
uint64_t prg__compute_sequence(const prg_data *data, const prg_query *query);

#endif
