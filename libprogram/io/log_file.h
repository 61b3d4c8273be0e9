/* Log files: their columns. */
#ifndef PRG__LOG_FILE_H
#define PRG__LOG_FILE_H

#include "duty/log.h"
#include "util/csv.h"
#include "util/fold.h"

#define PRG__LOG_COLUMN_MAP(X)                                                                     \
        X(KIND, "kind")                                                                            \
        X(COMPONENT, "component")                                                                  \
        X(EVENT, "event")                                                                          \
        X(OBLIGATION, "obligation")                                                                \
        X(TIER, "tier")                                                                            \
        X(PERIOD, "period")                                                                        \
        X(DATE, "date")                                                                            \
        X(AGENCY, "agency")                                                                        \
        X(DOCUMENT, "document")                                                                    \
        X(NOTE, "note")                                                                            \
        X(ACTION, "action")

typedef enum prg__log_column {
#define PRG__LOG_COLUMN_ENUM_(symbol, name) PRG__LOG_##symbol##_COLUMN,
        PRG__LOG_COLUMN_MAP(PRG__LOG_COLUMN_ENUM_)
#undef PRG__LOG_COLUMN_ENUM_
        PRG__LOG_COLUMNS,
        PRG__LOG_NO_COLUMN = PRG__LOG_COLUMNS /* of an unknown name, or none */
} prg__log_column;

extern const char *const prg__log_column_names[];

/* Cells of a header row; no log has more. */
#define PRG__LOG_CELLS 64

typedef struct prg__log_header {
        char separator;
        prg__log_column columns[PRG__LOG_CELLS];
        size_t count;
} prg__log_header;

/* The separator and the columns that the first row of a log shows; `separator` not 0: it is given. Names are taken in
 * any case and form. 0, PRG_END for a file without rows, PRG_ENOMEM. */
int prg__log_read_header(prg__log_header *header, const char *text, size_t length, char separator);

/* One row of an entry, without line end, in the order of the columns. *missing is the column that the entry needs and
 * the header lacks, or PRG__LOG_NO_COLUMN. 0 or PRG_ENOMEM. */
int prg__log_write_row(prg_buf *out, const prg_log_entry *entry, const prg__log_header *header,
        prg__log_column *missing);

#endif
