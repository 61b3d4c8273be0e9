/* A new binding while it is made: what becomes of each axis, series and slot, beside the old one
 * until nothing can fail any more. */
#ifndef PRG__REBIND_H
#define PRG__REBIND_H

#include "data/store.h"

typedef struct prg__axis_plan {
        prg__axis *axis;
        const prg_calendar *calendar; /* NULL: there is none with such periods */
        prg_period *periods;
        int first, count;
        int *map; /* NULL: positions stay; else of its periods, then of its lost ones */
        prg__lost *lost;
        size_t lost_count;
} prg__axis_plan;

typedef struct prg__series_plan {
        const prg__series *series;
        prg__axis_plan *axis;
        const prg__indicator *indicator; /* NULL: it has no place */
        prg__indicator_info *info;
        const prg_item *source;
        const prg_item **categories;
        prg_period observed;
        unsigned scale;
        int again; /* 1: its tiles are made anew, in `rows` */
        prg__tile_row *rows;
        size_t row_count;
        size_t unsaid; /* how many cells have what cannot be said in the indicator's scale */
} prg__series_plan;

typedef struct prg__rebind {
        prg_data *data;
        prg__binding *binding;
        prg_report *report;
        prg__axis_plan *axes;
        prg__series_plan *series;
        prg__series **table;
        size_t table_size, table_count;
        char why[200]; /* the last series had no place */
} prg__rebind;

/* axis_rebind.c: what becomes of the periods of an axis. */
int prg__axis_plan_make(prg__axis_plan *plan, prg__axis *axis, const prg__binding *binding);
void prg__axis_plan_dispose(prg__axis_plan *plan);
/* The position that one of the axis becomes. */
int prg__axis_plan_position(const prg__axis_plan *plan, int position);
/* The plan becomes the axis. */
void prg__axis_plan_commit(prg__axis_plan *plan);

/* unbound.c: findings, if a report is wanted. Each is 0 or PRG_ENOMEM. */
int prg__unbound_series(const prg__rebind *rebind, const prg__series_plan *plan, const char *why);
int prg__unbound_area(const prg__rebind *rebind, const char *id, size_t entries);
/* The periods that a calendar lost, if it is there at all. */
int prg__unbound_periods(const prg__rebind *rebind, const prg__axis_plan *plan);
/* Values that cannot be said any more, and cells that the indicator would not take any more. */
int prg__unbound_cells(const prg__rebind *rebind, const prg__series_plan *plan);

#endif
