/* Tables from inside: the cells that the engine fills. */
#ifndef PRG__TABLE_H
#define PRG__TABLE_H

#include <libprogram/table.h>

#include "calc/number.h"
#include "calc/query.h"

/* What prg_cell shows, and the numbers. */
typedef struct prg__cell {
        prg_state state;
        prg_reason reason;
        prg_exactness exactness;
        unsigned decimals;       /* of the text: exact numbers have at least these, fractions are rounded to them */
        const prg_item *category;
        prg__number number;
        int has_bounds;
        prg__number lower, upper;
        prg_quality quality;
        unsigned marks;
        uint32_t qualities[3];
        uint32_t mark_counts[PRG_MARKS];
        size_t reported, expected, other_reported, other_expected, at_end;
        prg_period first_used, last_used;
} prg__cell;

/* A table with all its cells missing. Takes references of programme; copies the ids of cuts and periods; the
 * arrays are copied. The calendars of the periods must live as long as the table: they are those of `query`,
 * which the table keeps by prg__query_share(). 0 or PRG_ENOMEM. */
typedef struct prg__table_axes {
        const prg_query *query;          /* indicators, cuts, periods and measures are its */
        const prg_item *const *areas;
        size_t area_count;
        prg_date boundaries;
        uint64_t sequence;
} prg__table_axes;

int prg__table_make(prg_table **table, const prg__table_axes *axes);
/* The cell for the engine to fill, by place before any sorting. */
prg__cell *prg__table_at(prg_table *table, const size_t place[PRG_AXES]);

#endif
