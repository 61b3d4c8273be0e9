/**
 * @file libprogram/arrow.h
 * @brief Values from Apache Arrow, and tables to it: the C data interface and the C stream interface.
 */
#ifndef PRG_ARROW_H
#define PRG_ARROW_H

#include "common.h"
#include "data.h"
#include "table.h"
#include "types.h"
#include "values.h"

PRG_BEGIN_DECLS

/** @cond
 * The structures of the Arrow specification, under its own guards: any header that declares them may be
 * included beside this one, before or behind it. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
        const char *format;
        const char *name;
        const char *metadata;
        int64_t flags;
        int64_t n_children;
        struct ArrowSchema **children;
        struct ArrowSchema *dictionary;
        void (*release)(struct ArrowSchema *);
        void *private_data;
};

struct ArrowArray {
        int64_t length;
        int64_t null_count;
        int64_t offset;
        int64_t n_buffers;
        int64_t n_children;
        const void **buffers;
        struct ArrowArray **children;
        struct ArrowArray *dictionary;
        void (*release)(struct ArrowArray *);
        void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
        int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
        int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
        const char *(*get_last_error)(struct ArrowArrayStream *);
        void (*release)(struct ArrowArrayStream *);
        void *private_data;
};

#endif
/** @endcond */

/**
 * @defgroup arrow Apache Arrow
 * @brief Data frames in, tables out, in memory and without any Arrow library: pyarrow, pandas, polars,
 * DuckDB.
 *
 * ~~~{.c}
 * struct ArrowSchema schema;
 * struct ArrowArray array;
 * if (prg_table_to_arrow(table, &schema, &array, NULL) == 0) {
 *         take(&schema, &array);                      // or, if nobody does:
 *         schema.release(&schema);
 *         array.release(&array);
 * }
 * ~~~
 *
 * **Threads.** What is given out owns its memory, refers to nothing of a table's, and may be released by
 * any thread.
 * @{
 */

/**
 * Reads values from a stream of record batches with the columns of a long value file, one entry in each row;
 * as prg_data_read_csv_text(). The same rows as CSV would give the same entries, and the same findings, in
 * which a row is counted from 1 over all batches and a column is called by its name in the stream.
 *
 * Every column may be text: utf8, large utf8, utf8 view, or a dictionary of these. `value`, `lower` and
 * `upper` may be whole numbers of any width, decimals of 32 to 256 bits, float and double, dictionaries of
 * these, and `value` also a boolean (of a milestone). `recorded_at` may be a date or a timestamp: with a time
 * zone it is the instant that it is, without one it is in UTC; parts of a second are dropped. A null, or a
 * column of nulls, is an empty cell. Nested and run-end encoded columns are refused.
 *
 * A float is taken as the decimal number with the fewest decimals that reads as this float, and only if no
 * other number with as many decimals does: 0.1 is 0.1; 0.1 + 0.2, which is not 0.3, is refused (finding
 * `decimals`), as is a double from 2^53 on, a float from 2^24 on, and what is not finite (finding `number`).
 *
 * The schema is checked first, with everything that is wrong with it; if anything is, no batch is asked for.
 * Lengths, offsets and indexes are checked as they are used, text offsets must not decrease; but the
 * interface does not say how long a buffer is, so the producer is trusted that its buffers are as long as its
 * lengths say.
 *
 * @param data    the data set.
 * @param stream  Ownership: consumed, whatever is returned: it is read to the end of what is needed and
 * released, its `release` is NULL afterwards; the structure itself stays the caller's.
 * @param options NULL for the defaults. `source` is the name of the batch; `form` is for numbers that are
 * text; `max_bytes` and `separator` mean nothing; `progress` is called with rows and a total of 0. A mapping
 * may name columns, words, states and constants; a wide one, or one that skips rows, is refused.
 * @return as prg_data_read_csv(); PRG_EIO with what the stream says went wrong; PRG_EINVALID also for a
 * stream that was released already.
 * @since 0.1
 */
PRG_API int prg_data_read_arrow(
        prg_data *data, struct ArrowArrayStream *stream, const prg_values_options *options);

/** Options of prg_table_to_arrow(). */
typedef struct prg_arrow_options {
        unsigned version;           /**< #PRG_ARROW_OPTIONS_VERSION */
        const char *const *columns; /**< the names of the columns that go out, in this order, each once; NULL: all.
                                         Ownership: borrowed */
        size_t column_count;        /**< how many these are */
} prg_arrow_options;

#define PRG_ARROW_OPTIONS_VERSION 1 /**< the present version of #prg_arrow_options */
/** The defaults of #prg_arrow_options. */
#define PRG_ARROW_OPTIONS_INIT { PRG_ARROW_OPTIONS_VERSION, NULL, 0 }

/**
 * A table as one record batch: a struct with one row for each cell, in the order of the axes, the last one
 * fastest.
 *
 * - indicator, breakdown, area, period, measure: dictionary (int32) of utf8; ids.
 * - value: decimal128(38, s), of an exact number; s is the most decimals that one has in the table.
 * - number: float64; every number, rounded to the nearest double.
 * - category: large utf8; of a class its id.
 * - state, reason, quality, exactness: dictionary of utf8; null for none.
 * - marks: large utf8; names divided by blanks, "" for none.
 * - reported, expected, other_reported, other_expected: int64; coverage.
 * - lower, upper: decimal128(38, s); bounds, null for none.
 * - numerator, denominator: large utf8; the exact fraction, of what `value` does not hold.
 *
 * `value` is null for a quotient, whose exact value numerator and denominator have, for an approximate
 * number, which is in `number` alone, and for one of more than 38 digits, which numerator and denominator
 * have too.
 *
 * Columns that nobody needs are better left out: whole rows of numbers, states and counts are copied as they lie,
 * while texts (category, marks, numerator, denominator) are made cell by cell.
 *
 * @param table       the table; it may be freed before what is given out.
 * @param[out] schema receives what the batch is. Ownership: owned, with a `release` of its own.
 * @param[out] array  receives the batch. Ownership: owned, with a `release` of its own.
 * @param options     NULL for the defaults. What is left out changes nothing in the other columns.
 * @return 0; PRG_ENOMEM; PRG_ENOTFOUND for a column that there is not, with the one that was probably meant;
 *         PRG_EINVALID for no column or one that stands twice; PRG_EVERSION. After an error `release` is NULL in both.
 * @since 0.1
 */
PRG_API int prg_table_to_arrow(const prg_table *table, struct ArrowSchema *schema, struct ArrowArray *array,
        const prg_arrow_options *options);

/**
 * The same as a stream of this one batch.
 *
 * @param table       the table; it may be freed before the stream.
 * @param[out] stream receives the stream. Ownership: owned, with a `release` of its own.
 * @param options     as for prg_table_to_arrow().
 * @return as prg_table_to_arrow().
 * @since 0.1
 */
PRG_API int prg_table_to_arrow_stream(
        const prg_table *table, struct ArrowArrayStream *stream, const prg_arrow_options *options);

/** @} */

PRG_END_DECLS

#endif
