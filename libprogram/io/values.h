/* Reading value files: what its parts share.
 *
 * A file is a *sheet* of cells (values_sheet.c), described by a *mapping* (values_mapping.c), and
 * laid out long (values_long.c) or wide (values_wide.c). Both layouts put cells into a *draft*
 * (values_draft.c), which is one entry in the making: it is checked, kept, and compared with what
 * stood in the file before. NDJSON (values_ndjson.c) and series JSON (values_series.c) make the
 * same drafts, except for plain entries, which go a shorter way (values_row.c, values_fast.c,
 * data/lane.h).
 * Findings go to the caller's report as they come; the first error is remembered and becomes the
 * thread's error. */
#ifndef PRG__VALUES_H
#define PRG__VALUES_H

#include <libprogram/values.h>

#include "data/entry.h"
#include "model/class.h"
#include "util/arena.h"
#include "util/csv.h"
#include "util/input.h"
#include "util/json_place.h"
#include "util/map.h"

/* ---- columns ---- */

/* What a column can hold: the name in the header, the part of an entry that is wrong when its text
 * is. */
#define PRG__COLUMN_MAP(X)                                                                         \
        X(INDICATOR, "indicator", PRG__PART_INDICATOR)                                             \
        X(AREA, "area", PRG__PART_AREA)                                                            \
        X(PERIOD, "period", PRG__PART_PERIOD)                                                      \
        X(VALUE, "value", PRG__PART_VALUE)                                                         \
        X(QUALITY, "quality", PRG__PART_QUALITY)                                                   \
        X(STATE, "state", PRG__PART_STATE)                                                         \
        X(SOURCE, "source", PRG__PART_SOURCE)                                                      \
        X(SCOPE, "scope", PRG__PART_SCOPE)                                                         \
        X(UNIT, "unit", PRG__PART_UNIT)                                                            \
        X(MARKS, "marks", PRG__PART_MARKS)                                                         \
        X(REASON, "reason", PRG__PART_REASON)                                                      \
        X(LOWER, "lower", PRG__PART_LOWER)                                                         \
        X(UPPER, "upper", PRG__PART_UPPER)                                                         \
        X(REPORTED_BY, "reported_by", PRG__PART_REPORTED_BY)                                       \
        X(NOTE, "note", PRG__PART_NOTE)                                                            \
        X(OBSERVED, "observed", PRG__PART_OBSERVED)                                                \
        X(ACTION, "action", PRG__NO_PART)                                                          \
        X(RECORDED_AT, "recorded_at", PRG__PART_RECORDED_AT)

#define PRG__NO_PART     31 /* a bit that no part has */
#define PRG__BIT(number) (1u << (number))

typedef enum prg__column_kind {
#define PRG__COLUMN_ENUM_(symbol, name, part) PRG__COLUMN_##symbol,
        PRG__COLUMN_MAP(PRG__COLUMN_ENUM_)
#undef PRG__COLUMN_ENUM_
        PRG__COLUMNS,
        PRG__COLUMN_CATEGORY = PRG__COLUMNS, /* a category of a breakdown */
        PRG__COLUMN_CELL,                    /* wide: values */
        PRG__COLUMN_IGNORED,
        PRG__COLUMN_UNNAMED, /* without a header: must be empty */
        PRG__COLUMN_BROKEN   /* a finding was made of it */
} prg__column_kind;

typedef struct prg__target {
        prg__column_kind kind;
        const prg_item *breakdown; /* of a category */
} prg__target;

/* The name in the header; of a breakdown its id. */
const char *prg__target_name(const prg__target *target);
/* Before the id of a breakdown that is called like another column. */
#define PRG__BREAKDOWN "breakdown:"
int prg__is_column_name(const char *folded);
int prg__target_same(const prg__target *a, const prg__target *b);

/* A column, or something that stands for one: a header cell of a wide sheet, a constant. The last
 * text that was looked up is remembered, since most files repeat it in the next row. */
typedef struct prg__column {
        prg__target target;
        const char *label;              /* what findings call it */
        const struct prg__pairs *words; /* what its texts mean, or NULL */
        prg_buf last;                   /* the text that was looked up last, if `is_known` */
        int is_known;
        const prg_item *item; /* what it names, */
        prg_period period;    /* or which period it is */
} prg__column;

void prg__column_dispose(prg__column *column);

/* ---- the mapping ---- */

typedef struct prg__pair {
        struct prg__pair *next;
        const char *from, *to; /* as written; of a list `to` is NULL */
        prg__target target;    /* that `to` names, or that `from` names for a constant */
        size_t offset;         /* of what it says, in the mapping */
        int is_used;           /* of a column: the file has it */
} prg__pair;

/* Texts that are looked up folded, in the order of the mapping. */
typedef struct prg__pairs {
        prg__pair *first, **end;
        prg__map by_text;
} prg__pairs;

typedef struct prg__words {
        struct prg__words *next;
        prg__target target;
        prg__pairs pairs;
} prg__words;

typedef struct prg__mapping_file {
        prg__arena texts;
        const char *text; /* of the mapping; NULL: there is none */
        size_t length;
        int is_wide;
        int empty_is_missing; /* wide: an empty cell is an entry of the state missing */
        size_t skip_rows;
        prg__pairs columns;   /* header text, or "#" and a number: what the column holds */
        prg__pairs ignore;    /* header texts of columns that hold nothing of interest */
        prg__pairs constants; /* column name: its text in every row */
        prg__pairs states;    /* text of a value: the state that it means */
        prg__words *words;    /* column name: text: what it means */
        prg__pairs header;    /* wide: what each header row holds; "" for nothing */
        size_t header_rows;
        prg__pairs total_rows, total_columns, ignore_rows;
        prg__pairs scope; /* wide: text of a row: scope */
} prg__mapping_file;

/* ---- the sheet ---- */

/* More cells than any spreadsheet has in a row. */
#define PRG__SHEET_CELLS 16384
/* Rows between two questions whether to go on. */
#define PRG__SHEET_PROGRESS 4096

typedef enum prg__sheet_event { PRG__SHEET_ROW, PRG__SHEET_FAULT, PRG__SHEET_END } prg__sheet_event;

typedef struct prg__sheet {
        prg__csv csv;
        prg_buf texts; /* the cells of the present row, each ended by NUL */
        struct {
                size_t text;     /* where it begins, without the blanks around it */
                size_t verbatim; /* the same; of a cell in quotation marks with all its blanks */
        } *cells;
        size_t count, capacity;
        size_t row;       /* as a spreadsheet counts: blank lines too */
        size_t next_line; /* behind the row before */
        size_t rows;      /* that were read, for the progress */
} prg__sheet;

/* ---- the reader ---- */

typedef enum prg__values_format {
        PRG__FORMAT_CSV,
        PRG__FORMAT_NDJSON,
        PRG__FORMAT_SERIES
} prg__values_format;

/* JSON: where a part of the entry that is being read stands. */
typedef struct prg__spot {
        const char *label; /* what findings call it */
        size_t offset;
} prg__spot;
/* Categories of one entry; more than any indicator has breakdowns. */
#define PRG__DRAFT_CATEGORIES 16
#define PRG__SPOTS (PRG__COLUMNS + PRG__DRAFT_CATEGORIES)

typedef struct prg__values {
        prg__values_format format;
        prg_data *data;
        const prg_programme *programme;
        const prg_calendars *calendars;
        prg_values_options options;
        unsigned form;
        const char *source; /* what findings call the file */
        const char *text;   /* behind the byte order mark */
        size_t length;
        prg__mapping_file mapping;
        prg__sheet sheet;
        prg_values_summary summary;
        prg_report *first; /* the first error; NULL while there is none */
        int code;          /* its code */
        int unusable; /* the whole file is wrong: nothing is kept, good rows neither */
        long comparisons_left; /* how many names may still be compared for suggestions */
        uint64_t before;       /* the sequence number before the file */
        prg_buf folded;        /* the text that was folded last */
        prg_buf scratch;
        /* JSON only. */
        prg__spot spots[PRG__SPOTS];
        size_t spot_count;
        size_t entry_at;           /* where the entry begins: the place of what has no spot */
        size_t line_at, line;      /* NDJSON: the present line */
        prg__json_places *places;  /* series: of the whole text */
} prg__values;

int prg__values_read_ndjson(prg__values *reader);
int prg__values_read_series(prg__values *reader);
/* Asks the caller whether to go on, with the bytes that are done. 0 or PRG_ECANCELLED. */
int prg__values_progress(prg__values *reader, size_t done);

/* 0 when options are right and the data set is fresh; PRG_EVERSION, PRG_EINVALID, PRG_ESTALE. */
int prg__values_check_options(const prg_data *data, const prg_values_options *options);

/* A reading from beginning to end, whatever the layout: begin; run, unless something was found
 * already; end, which returns what the public function does. What reads the rows returns 0, or what
 * ends the reading: PRG_ENOMEM, PRG_ECANCELLED, PRG_ESTALE, PRG_EIO. */
typedef int prg__values_read(prg__values *reader, void *payload);
void prg__values_begin(prg__values *reader, prg_data *data, const prg_values_options *options);
int prg__values_run(prg__values *reader, prg__values_read *read, void *payload);
int prg__values_end(prg__values *reader, int code);

/* Where something stands; texts borrowed during the call. */
typedef struct prg__where {
        size_t row;             /* of the sheet; 0: not in a row */
        const char *column;     /* or NULL */
        size_t line, character; /* of the text; 0: not said */
        const size_t *mapping;  /* not NULL: in the mapping, at this offset */
        const size_t *offset;   /* JSON, not NULL: at this offset; else at the spot of the column */
} prg__where;

/* A finding. `code` is that of the reading if this is its first error. 0 or PRG_ENOMEM. */
int prg__values_find(prg__values *reader, const prg__where *where, int finding,
        prg_severity severity, int code, const char *expected, const char *suggestion,
        const char *format, ...) __attribute__((format(printf, 8, 9)));

/* As much of a text as a message quotes, cut between characters. */
#define PRG__QUOTE_SIZE 104
const char *prg__values_quote(char quoted[PRG__QUOTE_SIZE], const char *text);

/* The form under which texts are compared; valid until the next call. NULL without memory. */
const char *prg__values_fold(prg__values *reader, const char *text);
/* The pair of a text, or NULL: *pair. 0 or PRG_ENOMEM. */
int prg__values_pair(
        prg__values *reader, const prg__pairs *pairs, const char *text, prg__pair **pair);

/* What the mapping says of the column with this index, by its number; *pair is NULL for nothing. */
int prg__values_numbered(prg__values *reader, size_t index, prg__pair **pair);

/* What a name of a column means, spelled as people do: *target, of kind PRG__COLUMN_BROKEN when
 * nothing, with the nearest name in *suggestion, which may be NULL. 0 or PRG_ENOMEM. */
int prg__values_target(
        prg__values *reader, const char *name, prg__target *target, const char **suggestion);
/* The words of a column, or NULL. */
const prg__pairs *prg__values_words(const prg__values *reader, const prg__target *target);

/* Reads the mapping of the options. 0; or the code of what is wrong with it, which is a finding;
 * PRG_ENOMEM. */
int prg__values_read_mapping(prg__values *reader);
void prg__values_free_mapping(prg__values *reader);

/* Opens the sheet: chooses the separator. 0 or PRG_ENOMEM. */
int prg__sheet_open(prg__values *reader);
void prg__sheet_close(prg__values *reader);
/* The next row. A fault is a finding, and the row is lost. 0, PRG_ENOMEM, PRG_ECANCELLED. */
int prg__sheet_next(prg__values *reader, prg__sheet_event *event);
static inline const char *prg__sheet_cell(const prg__sheet *sheet, size_t index)
{
        return index < sheet->count ? sheet->texts.data + sheet->cells[index].text : "";
}
static inline const char *prg__sheet_verbatim(const prg__sheet *sheet, size_t index)
{
        return index < sheet->count ? sheet->texts.data + sheet->cells[index].verbatim : "";
}
/* A text without the blanks around it; *length is shortened. */
const char *prg__sheet_trim(const char *text, size_t *length);
/* Whether all cells from an index on are empty. */
int prg__sheet_is_empty(const prg__sheet *sheet, size_t from);

/* The two layouts. 0, or what ends the reading: PRG_ENOMEM, PRG_ECANCELLED, PRG_ESTALE. */
int prg__values_read_long(prg__values *reader);
int prg__values_read_wide(prg__values *reader);

/* ---- drafts ---- */

typedef enum prg__action { PRG__ACTION_SET, PRG__ACTION_CORRECT, PRG__ACTION_WITHDRAW } prg__action;
extern const char *const prg__action_names[]; /* ended by NULL */

/* An entry in the making. It may be copied, but for `key.categories`, which is set when it is
 * finished. */
typedef struct prg__draft {
        prg_key key;
        prg_value value;
        prg__action action;
        unsigned faults; /* a bit for each prg__part of which a finding was made */
        unsigned found;  /* the same of what the check of the entry said */
        unsigned given;  /* a bit for each kind of column that has a text */
        unsigned numbers; /* a bit for each kind of column whose text is a JSON number */
        const prg_item *categories[PRG__DRAFT_CATEGORIES];
        const char *category_labels[PRG__DRAFT_CATEGORIES];
        size_t category_count;
        const char *labels[PRG__COLUMNS]; /* what findings call them; NULL: by their own name */
        /* Read only when the indicator is known; borrowed until the draft is finished. */
        const char *value_text, *lower_text, *upper_text;
} prg__draft;

/* A draft of what the options say. */
void prg__draft_init(const prg__values *reader, prg__draft *draft);
/* Puts a text, not empty, into a draft; notes and reasons are borrowed until it is finished. What
 * is wrong with it is a finding. 0 or PRG_ENOMEM. */
int prg__draft_put(prg__values *reader, prg__draft *draft, prg__column *column, const char *text,
        const prg__where *where);
/* The constants of the mapping, each of which must be right. 0 or PRG_ENOMEM. */
int prg__draft_put_constants(prg__values *reader, prg__draft *draft);
/* ---- what is shared by putting texts and finishing ---- */

/* The prg__part of each kind of column; the names of states. */
extern const unsigned char prg__column_parts[];
extern const char *const prg__draft_states[];
/* What findings call a column. */
const char *prg__draft_label(const prg__draft *draft, prg__column_kind kind);
/* A finding about a column of the draft; the part is noted as wrong. 0 or PRG_ENOMEM. */
int prg__draft_find_in(prg__values *reader, prg__draft *draft, size_t row, prg__column_kind kind,
        int finding, const char *expected, const char *message);
/* A finding about a text that its column does not take: "'text' message". */
int prg__draft_refuse(prg__values *reader, prg__draft *draft, const prg__where *where,
        prg__part part, int finding, const char *expected, const char *suggestion, const char *text,
        const char *message);
/* The category of a list, by id or else by name; NULL when there is none, or several, and *near is
 * then the nearest. 0 or PRG_ENOMEM. */
int prg__draft_find_category(prg__values *reader, const prg__list *list, const char *text,
        const prg_item **found, const char **near);

/* ---- values_long.c ---- */

/* One entry in each row, with columns that have names: of a sheet, or of a stream of Arrow. */
typedef struct prg__long {
        prg__values *reader;
        prg__column *columns;
        size_t count, capacity;
        prg__arena texts;
        prg__draft constants; /* what every row begins with */
        unsigned meant; /* a bit for each kind of column that an unknown name was probably meant for */
} prg__long;

/* 0, with the constants of the mapping in place; PRG_END when one of them is wrong, and with it
 * every row; PRG_ENOMEM. */
int prg__long_begin(prg__long *it, prg__values *reader);
void prg__long_end(prg__long *it);
/* A column by its name and index; what is wrong with it is a finding. 0 or PRG_ENOMEM. */
int prg__long_add_column(prg__long *it, const char *label, size_t index);
/* Behind the last column: what is not there is a finding. 0 or PRG_ENOMEM. */
int prg__long_need_columns(prg__long *it);

/* ---- values_entry.c ---- */

/* Checks a draft and keeps it, unless something is wrong. 0, or what ends the reading. */
int prg__draft_finish(prg__values *reader, prg__draft *draft, size_t row);

/* What a text in a column of values says, translated by the mapping: the state of a word for one,
 * else PRG_STATE_VALUE and the text itself, which may be "". 0 or PRG_ENOMEM. */
int prg__draft_read_value(prg__values *reader, const char **text, prg_state *state);

#endif
