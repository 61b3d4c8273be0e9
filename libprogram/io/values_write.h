/* Writing entries: what every format says of one, as texts. */
#ifndef PRG__VALUES_WRITE_H
#define PRG__VALUES_WRITE_H

#include "data/store.h"
#include "values.h"

/* What is asked of an entry again and again. */
typedef struct prg__entry_row {
        const prg__record *record;
        const prg__series *series;
        prg_value value;  /* of a series that has no indicator, numbers are as they came */
        const char *unit; /* that its numbers are in, where that is not the indicator's; else NULL */
        prg__action action;
} prg__entry_row;

/* The columns in the order in which they are written. */
#define PRG__WRITE_ORDER 19
extern const prg__column_kind prg__write_order[PRG__WRITE_ORDER];

prg__entry_row prg__entry_row_at(const prg_data *data, uint32_t sequence);
/* Appends the text of a column, not of categories; nothing where there is none. 0, PRG_ENOMEM, PRG_ERANGE. */
int prg__entry_format(const prg_data *data, prg_buf *out, const prg__entry_row *row, prg__column_kind kind);
/* Appends the period of observation of a series; nothing where there is none. */
int prg__series_format_observed(prg_buf *out, const prg__series *series);

#endif
