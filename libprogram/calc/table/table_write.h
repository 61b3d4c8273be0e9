/* What the writers of tables share: their options, and axes laid out down and across. */
#ifndef PRG__TABLE_WRITE_H
#define PRG__TABLE_WRITE_H

#include "calc/table/table.h"

/* Axes one inside the other, the last one fastest; `size` is the product of their sizes. */
typedef struct prg__side {
        prg_axis axes[PRG_AXES];
        size_t count;
        size_t size;
} prg__side;

#define PRG__SIDE_INIT { { PRG_AXIS_INDICATORS }, 0, 1 }

/* Checks the arguments of a writer and gives the options, NULL standing for the defaults, as this version of
 * the library has them. 0, PRG_EINVALID, PRG_EVERSION. */
int prg__table_options(prg_table_options *out, const prg_table *table, const prg_sink *sink,
        const prg_table_options *options);

/* Adds an axis behind those that the side has. */
void prg__side_add(prg__side *side, const prg_table *table, prg_axis axis);
/* Sets the places of the side's axes for one of its positions. */
void prg__side_place(const prg__side *side, const prg_table *table, size_t position, size_t place[PRG_AXES]);
/* How many positions follow each other in which the axes up to `index` stay where they are. */
size_t prg__side_run(const prg__side *side, const prg_table *table, size_t index);

/* Passes a buffer on and empties it. Returns as prg_sink_write(). */
int prg__table_flush(prg_buf *buf, const prg_sink *sink);

#endif
