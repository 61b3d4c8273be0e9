/**
 * @file libprogram/values.h
 * @brief Values from and to files: CSV, NDJSON, series JSON.
 */
#ifndef PRG_VALUES_H
#define PRG_VALUES_H

#include "common.h"
#include "data.h"
#include "report.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup values Value files
 * @brief CSV as spreadsheets export it, long or wide, checked wholly before anything is kept.
 *
 * **Long.** One row per entry. Columns, in any order: `indicator`, `area`, `period`, `value` must be there;
 * `quality`, `state`, `source`, `scope`, `unit`, `marks` (separated by spaces), `reason`, `lower`, `upper`,
 * `action` (set, correct, withdraw), `reported_by`, `recorded_at` (2018-07-03 or 2018-07-03T08:00:00Z), `note`,
 * `observed`, and one column per breakdown, named by its id, may be. Things are named by id, or by name where
 * that is unambiguous. An empty cell is "not given"; an empty `value` without a state is *missing*, never zero.
 *
 * **Wide.** A mapping file, JSON, says what the rows and columns of a sheet are; see docs/values.md.
 *
 * A cell that a file gives twice with the same quality is taken once when both rows say the same, and is a
 * finding otherwise, unless the action of the second is `correct`; a `withdraw` begins anew.
 *
 * **NDJSON.** One JSON object in each line, with the keys of the long columns: `indicator`, `area`,
 * `period`, `value` and the others; `marks` is an array of texts, `categories` an object of breakdowns and
 * categories, by id or name. Numbers are JSON numbers, read exactly, or texts as in CSV. `null` stands for
 * an empty cell, so a `value` of `null` is *missing*. Findings have line and column, and the line as row.
 *
 * **Series JSON.** One array of values for each indicator, area, categories, source and scope, from a first
 * period on; `null` is no entry at all. What else is said of them stands beside the array, by index. See
 * docs/values.md.
 *
 * UTF-8, with or without byte order mark; separator of CSV comma, semicolon or tab, seen from the header;
 * numbers in the plain form unless the Vietnamese one is declared. UTF-16 and other encodings are refused with what to do.
 *
 * Nothing is kept unless the whole file is good, or the caller asks for the good rows; of a file whose encoding,
 * header or mapping is wrong, nothing is kept in either case. Findings name the row as a spreadsheet shows it, the
 * header included, and the column as the file calls it; those in a mapping have the source "mapping" and a pointer.
 * @{
 */

/** What came of a file. */
typedef struct prg_values_summary {
        size_t rows;     /**< rows with entries that were looked at; NDJSON: lines; series JSON: series */
        size_t accepted; /**< entries that are in the data set now, or would be */
        size_t refused;  /**< entries with a finding that is an error */
        size_t same;     /**< entries that stood in the file before, word for word: taken once */
        size_t totals;   /**< wide: cells of total rows and columns that were compared and not imported */
} prg_values_summary;

/** Options of the readers. */
typedef struct prg_values_options {
        unsigned version;     /**< #PRG_VALUES_OPTIONS_VERSION */
        prg_report *report;   /**< receives everything that is wrong; NULL for only the first error.
                                   Ownership: borrowed */
        size_t max_bytes;     /**< a larger file is refused; default 1 GiB */
        const char *source;   /**< what messages call a text that is no file. Ownership: borrowed */
        unsigned form;        /**< one of #prg_number_form: how numbers are written; JSON numbers are
                                   always plain */
        char separator;       /**< CSV: 0 (the default): as the header shows */
        const char *mapping;  /**< CSV only: a mapping, JSON text: names of columns, or a wide layout;
                                   NULL: none. Ownership: borrowed */
        size_t mapping_length; /**< its length in bytes */
        prg_quality quality;  /**< of rows that give none; default final */
        int good_rows;        /**< 1: rows without error are kept though others are refused */
        int dry_run;          /**< 1: everything is checked, nothing is kept */
        prg_values_summary *summary; /**< receives counts; may be NULL. Ownership: borrowed */
        int (*progress)(void *payload, size_t done, size_t total); /**< called now and then with bytes; another
                                   answer than 0 stops with PRG_ECANCELLED, and nothing is kept */
        void *payload;        /**< given to `progress`. Ownership: borrowed */
} prg_values_options;

#define PRG_VALUES_OPTIONS_VERSION 1 /**< the present version of #prg_values_options */
/** The defaults of #prg_values_options. */
#define PRG_VALUES_OPTIONS_INIT { PRG_VALUES_OPTIONS_VERSION, NULL, (size_t)1 << 30, NULL, 0, 0, NULL, 0,       \
                PRG_QUALITY_FINAL, 0, 0, NULL, NULL, NULL }

/**
 * Reads a file of values into a data set, as one transaction whose batch has the name of the file; inside of
 * a transaction, as a part of it.
 *
 * @param data    the data set.
 * @param path    the file.
 * @param options NULL for the defaults.
 * @return 0; PRG_ESCHEMA or PRG_ESYNTAX or PRG_EUTF8 when something was refused (with `good_rows` the rest is
 *         kept all the same); PRG_EIO; PRG_ELIMIT; PRG_ECANCELLED; PRG_ESTALE; PRG_EVERSION; PRG_ENOMEM, and
 *         nothing is kept; PRG_EINVALID. The thread's error is the first finding; all are in the report, with
 *         row and column.
 * @since 0.1
 */
PRG_API int prg_data_read_csv(prg_data *data, const char *path, const prg_values_options *options);

/**
 * Reads values from memory; as prg_data_read_csv(). The batch has the name `options->source`.
 * @since 0.1
 */
PRG_API int prg_data_read_csv_text(prg_data *data, const char *text, size_t length,
        const prg_values_options *options);

/**
 * Writes every entry of a data set in the order in which it was received, as a long CSV file that
 * prg_data_read_csv() reads in again: the same entries with the same sequence numbers. Columns that no entry
 * uses are left out.
 *
 * @return 0; PRG_ERANGE for an entry that was recorded outside of the years 1 to 9999; PRG_ESTALE; PRG_ENOMEM;
 *         PRG_EINVALID; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_data_write_csv(const prg_data *data, const prg_sink *sink);

/* ---- NDJSON ---- */

/**
 * Reads a file of lines of JSON; as prg_data_read_csv(). A line that is no JSON is a finding, and the others
 * are read. Beside what is kept and the file itself it needs memory for one line.
 *
 * @return as prg_data_read_csv(); PRG_EINVALID for options with a mapping.
 * @since 0.1
 */
PRG_API int prg_data_read_ndjson(prg_data *data, const char *path, const prg_values_options *options);

/**
 * Reads lines of JSON from memory; as prg_data_read_ndjson(). The batch has the name `options->source`.
 * @since 0.1
 */
PRG_API int prg_data_read_ndjson_text(prg_data *data, const char *text, size_t length,
        const prg_values_options *options);

/**
 * Writes every entry of a data set in the order in which it was received, one in each line, so that
 * prg_data_read_ndjson() reads in the same entries with the same sequence numbers; as prg_data_write_csv().
 *
 * @return as prg_data_write_csv().
 * @since 0.1
 */
PRG_API int prg_data_write_ndjson(const prg_data *data, const prg_sink *sink);

/* ---- series JSON ---- */

/**
 * Reads a file of series; as prg_data_read_csv(). The row of a finding and of an entry is the number of the
 * series, from 1. A text that is no JSON is refused as a whole, good rows too. Beside what is kept and the
 * file itself it needs memory for the largest series.
 *
 * @return as prg_data_read_csv(); PRG_EINVALID for options with a mapping.
 * @since 0.1
 */
PRG_API int prg_data_read_series_json(prg_data *data, const char *path, const prg_values_options *options);

/**
 * Reads series from memory; as prg_data_read_series_json(). The batch has the name `options->source`.
 * @since 0.1
 */
PRG_API int prg_data_read_series_json_text(prg_data *data, const char *text, size_t length,
        const prg_values_options *options);

/**
 * Writes what counts in each cell at present as series, and **not the history**: no entry that was
 * corrected, no other quality beside the best, no withdrawal, nothing that has no place in the programme at
 * present. For the whole journal there are prg_data_write_csv() and prg_data_write_ndjson(). Reading it into
 * an empty data set makes the same count; sequence numbers, rows and batches are others.
 *
 * @return as prg_data_write_csv().
 * @since 0.1
 */
PRG_API int prg_data_write_series_json(const prg_data *data, const prg_sink *sink);

/** @} */

PRG_END_DECLS

#endif
