/* Bulks: everything that blocks can give to the tables of some queries, planned and computed together, so that
 * queries over the same indicators share their sums. What blocks cannot give is left to the reference engine.
 *
 * A bulk is shared by its tables and the cube that keeps them current; it holds what cells need to be read: a
 * reference of the programme, calendars and trees of its own. The data are looked at only while it computes. */
#ifndef PRG__BULK_H
#define PRG__BULK_H

#include <stdatomic.h>

#include "calc/engine.h"
#include "calc/progress.h"
#include "calc/quotient.h"

#define PRG__WINDOW_REFUSED (-1000)

/* How the cells of one indicator, breakdown and measure are read. */
typedef struct prg__reader {
        prg_measure measure;
        const prg__indicator *indicator;
        prg__policies policies[2];
        prg__block *blocks[2];      /* of a ratio its operands, else the first one */
        prg__quotients *quotients;  /* of a ratio with the measure value */
        const int *windows;         /* per period; negative: not applicable, -1 - reason; when the measure refuses the
                                       period, PRG__WINDOW_REFUSED - reason */
        const int *others;          /* of what is compared with */
        const prg__tree *tree;      /* of the table's day: who lies in whom */
        struct prg__figures *figures; /* of a formula; then it has no blocks and windows of its own */
} prg__reader;

typedef struct prg__bulk {
        atomic_int references;
        prg_programme *programme;
        prg_calendars *calendars;
        prg__trees *trees;
        prg__expectation *expectation; /* NULL: obligations say nothing */
        prg__arena arena;
        const prg_data *data;
        size_t *slots;
        int area_count;
        prg__layout *layouts;
        prg__block *blocks;
        prg__quotients *quotients;
        struct prg__figures *figures;
        struct prg__formula_set *formulas; /* those that were looked at; NULL: none */
        size_t series_count;        /* of the data, when blocks were resolved */
        size_t slot_count;
} prg__bulk;

extern int prg__bulk_off; /* 1: nothing is planned; for tests */

/* An empty bulk for the data; 0 or PRG_ENOMEM. */
int prg__bulk_new(prg__bulk **bulk, const prg_data *data);
prg__bulk *prg__bulk_keep(prg__bulk *bulk);
void prg__bulk_release(prg__bulk *bulk);

/* Plans what a query asks for: a reader for each indicator, breakdown and measure, NULL where blocks cannot. The list
 * lies in the bulk. `engine` is one for the query. 0, PRG_ENOMEM, or another error of the calendars. */
int prg__bulk_plan(prg__bulk *bulk, prg__engine *engine, const prg__reader *const **readers);
/* How many steps of progress computing is. */
size_t prg__bulk_steps(const prg__bulk *bulk);
/* Computes what was planned; a reader may turn out to be unfit. */
int prg__bulk_compute(prg__bulk *bulk, const prg_compute_options *options, prg__progress *progress);
/* Tells the report of a query's engine what was odd about the values. 0 or an error. */
int prg__bulk_tell(prg__bulk *bulk, prg__engine *engine);
/* Whether the cells can be read. */
int prg__reader_fits(const prg__reader *reader);
/* One cell, as shown. */
void prg__reader_cell(const prg__reader *reader, int area, size_t period, prg__cell *cell);
/* How many decimals its exact numbers have; -1 when it has none, nor bounds; INT_MAX when cells must be asked. */
int prg__reader_decimals(const prg__reader *reader);
/* The double next to its number, if that lies ready. 1 when it does. */
int prg__reader_double(const prg__reader *reader, int area, size_t period, double *number);

/* ---- bulk_change.c ---- */

/* Brings everything up to date with the entries after a sequence number, or, with `dry`, only looks whether it can:
 * then the same call without it cannot fail. 0, or PRG_END when everything must be planned and computed anew. Needs
 * no memory. */
int prg__bulk_change(prg__bulk *bulk, uint64_t after, int dry);
/* Computes everything again, in the memory that there is. 0; PRG_END: plan anew; PRG_ENOMEM. */
int prg__bulk_refresh(prg__bulk *bulk, unsigned threads);

#endif
