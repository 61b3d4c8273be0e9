/* Tables from inside: the cells that the engine fills. */
#ifndef PRG__TABLE_H
#define PRG__TABLE_H

#include <libprogram/table.h>

#include "calc/number.h"
#include "calc/query/query.h"
#include "util/arena.h"

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
        int has_other_days;      /* a value is of days of another calendar: which, and how many of them are the cell's */
        prg_date other_first, other_last;
        uint32_t shared_days;
} prg__cell;

/* What is public of a cell. */
void prg__cell_show(const prg__cell *shown, prg_cell *cell);

/* A table with all its cells missing. Takes references of programme; copies the ids of cuts and periods; the
 * arrays are copied. The calendars of the periods must live as long as the table: they are those of `query`,
 * which the table keeps by prg__query_share(). 0 or PRG_ENOMEM. */
typedef struct prg__table_axes {
        const prg_query *query;          /* indicators, cuts, periods and measures are its */
        const prg_item *const *areas;
        size_t area_count;
        prg_date boundaries;
        uint64_t sequence;
        struct prg__bulk *bulk;          /* what the readers belong to; the table becomes one of its owners */
        const struct prg__reader *const *readers; /* per sheet: where its cells are read; NULL: the table keeps them */
} prg__table_axes;

int prg__table_make(prg_table **table, const prg__table_axes *axes);
/* The cell for the engine to fill, by place before any sorting; of a sheet that the table keeps. */
prg__cell *prg__table_at(prg_table *table, const size_t place[PRG_AXES]);
/* All cells of a sheet that the table keeps, by area and period; NULL: it does not. */
prg__cell *prg__table_sheet(prg_table *table, size_t sheet);
/* Exchanges them. Ownership: `cells` is consumed, a block of prg__alloc(). */
void prg__table_put_sheet(prg_table *table, size_t sheet, prg__cell *cells);
/* As many missing cells as a sheet has; NULL without memory. */
prg__cell *prg__table_new_sheet(const prg_table *table);

/* The number of a sheet: of an indicator, breakdown and measure, by place before any sorting. */
static inline size_t prg__sheet_number(const prg_query *query, size_t indicator, size_t cut, size_t measure)
{
        return (indicator * query->cut_count + cut) * query->measure_count + measure;
}

/* ---- for the files of tables only ---- */

/* The cells of one indicator, breakdown and measure: kept, or read from what was computed in bulk. */
typedef struct prg__table_plane {
        prg__cell *cells; /* by area and period */
        const struct prg__reader *reader;
} prg__table_plane;

/* Cells lie as the table was made; what is shown at a place of an axis is found through its order, which
 * sorting changes and keeping shortens. */
struct prg_table {
        prg_programme *programme;
        const prg_query *query;
        prg_date boundaries;
        uint64_t sequence;
        prg__arena arena;           /* everything below but the cells */
        const prg_item **areas;
        const char **period_ids;
        const char **languages;     /* of the labels of breakdowns; "" for every other language */
        size_t language_count;
        const char **cut_labels;    /* by language, then by cut */
        size_t lengths[PRG_AXES];   /* as made */
        size_t sizes[PRG_AXES];     /* as shown */
        size_t *orders[PRG_AXES];
        int *area_numbers;          /* of areas in the programme */
        prg__table_plane *sheets;
        size_t sheet_count;
        struct prg__bulk *bulk;
};

/* The cell that is shown at a place, in the table or in `room`; NULL outside. */
const prg__cell *prg__table_shown(const prg_table *table, const size_t place[PRG_AXES], prg__cell *room);

/* A cell of a plane by the places as made, in the table or in `room`. */
const prg__cell *prg__plane_cell(const prg_table *table, const prg__table_plane *plane, size_t area, size_t period,
        prg__cell *room);
/* How many decimals its exact numbers have; -1 when it has neither any nor bounds; INT_MAX when its cells must be
 * asked. */
int prg__plane_decimals(const prg__table_plane *plane);

/* Makes the labels of breakdowns, in every language that one of their categories has a name in. 0 or
 * PRG_ENOMEM. */
int prg__table_label_cuts(prg_table *table);

/* Appends what a breakdown is called. 0 or PRG_ENOMEM. */
int prg__table_name_cut(prg_buf *out, const prg__cut *cut, const char *language, int vietnamese);

/* Whether a language, NULL for the programme's own, is Vietnamese. */
int prg__table_is_vietnamese(const prg_table *table, const char *language);

/* The text of a number of a cell that has one, or of a bound; 0, PRG_ENOMEM, PRG_EINVALID for the form. */
int prg__table_number_text(prg_buf *out, const prg__cell *cell, const prg__number *number, unsigned form);
/* In lowest terms, as text. 0 or PRG_ENOMEM. */
int prg__table_fraction_text(prg_buf *numerator, prg_buf *denominator, const prg__number *number);

#endif
