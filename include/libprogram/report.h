/**
 * @file libprogram/report.h
 * @brief Everything that is wrong with an input, at once.
 */
#ifndef PRG_REPORT_H
#define PRG_REPORT_H

#include "common.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup report Reports
 * @brief Findings about one input, each with its place and what was expected.
 *
 * A file with forty mistakes yields forty findings. A reader fills a report that its caller made; the
 * first `max_findings` findings are kept with their text, all are counted per code. A thing that is
 * itself wrong causes no follow-up findings where it is used.
 * @{
 */

/**
 * Every code of a finding: symbol, number, stable name, meaning. A number is never used again for
 * another meaning; new ones are added at the end of their block.
 */
#define PRG_FINDING_MAP(X)                                                                         \
        X(PRG_FINDING_JSON_SYNTAX, 1, "json-syntax", "the text is not JSON")                       \
        X(PRG_FINDING_JSON_UTF8, 2, "json-utf8", "the text is not valid UTF-8")                    \
        X(PRG_FINDING_JSON_DUPLICATE_KEY, 3, "json-duplicate-key", "an object has a key twice")    \
        X(PRG_FINDING_JSON_SURROGATE, 4, "json-surrogate", "half of a surrogate pair stands alone") \
        X(PRG_FINDING_JSON_NUL, 5, "json-nul", "a string contains the character NUL")              \
        X(PRG_FINDING_JSON_DEPTH, 6, "json-depth", "the text is nested too deeply")                \
        X(PRG_FINDING_JSON_SIZE, 7, "json-size", "the text is too large")                          \
        X(PRG_FINDING_CSV_SYNTAX, 20, "csv-syntax", "the text is not CSV")                         \
        X(PRG_FINDING_ENCODING, 21, "encoding", "the text is in another encoding than UTF-8")      \
        X(PRG_FINDING_HEADER, 22, "header", "the columns of a table are not as they must be")      \
        X(PRG_FINDING_FORMAT, 100, "format", "the document is of another format or version")       \
        X(PRG_FINDING_WRONG_TYPE, 101, "wrong-type", "a value has another type than its field")    \
        X(PRG_FINDING_UNKNOWN_KEY, 102, "unknown-key", "a key that the format does not have")      \
        X(PRG_FINDING_MISSING_FIELD, 103, "missing-field", "something that must be given is not")  \
        X(PRG_FINDING_VALUE, 104, "value", "a value that its field does not take")                 \
        X(PRG_FINDING_ID, 105, "id", "an id that is not well-formed")                              \
        X(PRG_FINDING_DUPLICATE_ID, 106, "duplicate-id", "an id that is given twice")              \
        X(PRG_FINDING_UNKNOWN_REFERENCE, 107, "unknown-reference", "a reference to nothing")       \
        X(PRG_FINDING_AMBIGUOUS_REFERENCE, 108, "ambiguous-reference", "a reference to several things") \
        X(PRG_FINDING_REPEATED_REFERENCE, 109, "repeated-reference", "a list refers to a thing twice") \
        X(PRG_FINDING_CONTRADICTION, 110, "contradiction", "fields of one thing contradict each other") \
        X(PRG_FINDING_CYCLE, 111, "cycle", "things contain or need each other in a circle")        \
        X(PRG_FINDING_SHARES, 112, "shares", "the shares of an area do not sum to 1")              \
        X(PRG_FINDING_FILE, 113, "file", "a file beside the document cannot be used") \
        X(PRG_FINDING_FORMULA, 114, "formula", "a formula that does not follow its grammar or exceeds its limits") \
        X(PRG_FINDING_FORMULA_TYPE, 115, "formula-type", "a formula whose parts are of types that do not fit") \
        X(PRG_FINDING_FORMULA_UNIT, 116, "formula-unit", "a formula whose parts are in units that do not fit") \
        X(PRG_FINDING_CALENDAR_NOT_IN_FORCE, 120, "calendar-not-in-force", "a period of a calendar that is not law on its last day") \
        X(PRG_FINDING_NUMBER, 200, "number", "a number that cannot be read, or is too large")      \
        X(PRG_FINDING_DECIMALS, 201, "decimals", "a number with more decimals than its indicator has") \
        X(PRG_FINDING_PERIOD, 202, "period", "a period that the indicator is not reported for")    \
        X(PRG_FINDING_AREA, 203, "area", "an area that does not report the indicator")             \
        X(PRG_FINDING_UNIT, 204, "unit", "a unit that does not convert to the indicator's")        \
        X(PRG_FINDING_SOURCE, 205, "source", "a source that the indicator does not have, or none where it has several") \
        X(PRG_FINDING_BREAKDOWN, 206, "breakdown", "a category that the indicator is not broken down by") \
        X(PRG_FINDING_NEGATIVE, 207, "negative", "a negative number of things, and no adjustment") \
        X(PRG_FINDING_COMPUTED, 208, "computed", "a value for an indicator that is computed")      \
        X(PRG_FINDING_CONFLICT, 209, "conflict", "a cell that is given twice with different values") \
        X(PRG_FINDING_BOUNDS, 210, "bounds", "bounds that are not in order, or not wanted")        \
        X(PRG_FINDING_WITHDRAWAL, 211, "withdrawal", "a withdrawal of nothing")                    \
        X(PRG_FINDING_TOTAL_ROW, 212, "total-row", "a total in a sheet that is not the sum of its parts") \
        X(PRG_FINDING_UNEXPECTED, 220, "unexpected", "a value where none was expected")            \
        X(PRG_FINDING_COARSE_DIFFERS, 221, "coarse-differs", "a value of a wider period that differs from its parts") \
        X(PRG_FINDING_COARSE_OVERLAPS, 222, "coarse-overlaps", "values of wider periods that overlap") \
        X(PRG_FINDING_SOURCES_DIFFER, 223, "sources-differ", "sources that differ beyond the tolerance") \
        X(PRG_FINDING_PARTS_EXCEED, 224, "parts-exceed", "categories that sum to more than their total") \
        X(PRG_FINDING_TOTAL_DIFFERS, 225, "total-differs", "a reported total that differs from what lies below") \
        X(PRG_FINDING_NEGATIVE_FLOW, 226, "negative-flow", "a cumulative count that falls")        \
        X(PRG_FINDING_UNBOUND, 230, "unbound", "a value that has no place in the programme any more")

/** Codes of findings; see #PRG_FINDING_MAP. */
enum prg_finding_code {
#define PRG_FINDING_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_FINDING_MAP(PRG_FINDING_ENUM_)
#undef PRG_FINDING_ENUM_
};

/** How much a finding weighs. */
typedef enum prg_severity {
        PRG_SEVERITY_NOTE = 1,    /**< worth knowing */
        PRG_SEVERITY_WARNING = 2, /**< accepted, probably not meant */
        PRG_SEVERITY_ERROR = 3    /**< the input, or this part of it, is refused */
} prg_severity;

/**
 * One finding. Texts may be NULL and numbers 0 where they do not apply. Readers of a later release
 * may append members; only the library makes findings.
 */
typedef struct prg_finding {
        int code;               /**< one of #prg_finding_code */
        prg_severity severity;  /**< how much it weighs */
        const char *source;     /**< the file, as the caller named it */
        const char *pointer;    /**< JSON pointer (RFC 6901) of the value */
        const char *field;      /**< name of the column, in a table */
        size_t line;            /**< line in the text, from 1 */
        size_t column;          /**< character in the line (code points), from 1 */
        size_t row;             /**< row, from 1. Of a list in CSV beside a document: without the header and blank
                                     lines; of a value file in CSV: as a spreadsheet shows it, with them; of NDJSON: the line; of series JSON: the series; of Arrow: the row of
                                     the stream. 0: none */
        const char *message;    /**< what is wrong: one line in English, no full stop */
        const char *expected;   /**< what was expected instead */
        const char *suggestion; /**< what was probably meant; of JSON that is none, what to do */
} prg_finding;

/** Options of prg_report_new(). */
typedef struct prg_report_options {
        unsigned version;    /**< #PRG_REPORT_OPTIONS_VERSION */
        size_t max_findings; /**< how many findings are kept with their text; default 1000 */
} prg_report_options;

#define PRG_REPORT_OPTIONS_VERSION 1 /**< the present version of #prg_report_options */
/** The defaults of #prg_report_options. */
#define PRG_REPORT_OPTIONS_INIT { PRG_REPORT_OPTIONS_VERSION, 1000 }

/**
 * An empty report.
 *
 * @param[out] report receives it. Ownership: owned, free with prg_report_free().
 * @param options     NULL for the defaults.
 * @return 0; PRG_ENOMEM; PRG_EVERSION for options of an unknown version; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_report_new(prg_report **report, const prg_report_options *options);

/**
 * Frees a report and all its findings. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_report_free(prg_report *report);

/**
 * Empties a report for the next input; its options stay.
 * @since 0.1
 */
PRG_API void prg_report_clear(prg_report *report);

/**
 * How many findings are kept, in the order in which they were found. 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_report_count(const prg_report *report);

/**
 * A kept finding.
 *
 * @return the finding, or NULL when `index` is too large. Ownership: borrowed, valid until the
 *         report is cleared or freed.
 * @since 0.1
 */
PRG_API const prg_finding *prg_report_at(const prg_report *report, size_t index);

/**
 * How many findings of this weight or more there were, kept or not. 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_report_total(const prg_report *report, prg_severity least);

/**
 * How many findings of this code there were, kept or not. 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_report_total_of(const prg_report *report, int code);

/**
 * Writes the findings as text, one line each, the way compilers do:
 * `plan.json:12:5: error: /areas/3/parent: … [code-name]`; then, where some were not kept, how many.
 *
 * @return 0, PRG_ENOMEM, PRG_EINVALID, or what the sink returned.
 * @since 0.1
 */
PRG_API int prg_report_write_text(const prg_report *report, const prg_sink *sink);

/**
 * Writes the report as JSON: `{"findings": […], "counts": {"code-name": n, …}}`; a finding has the
 * members of #prg_finding that apply.
 *
 * @return 0, PRG_ENOMEM, PRG_EINVALID, or what the sink returned.
 * @since 0.1
 */
PRG_API int prg_report_write_json(const prg_report *report, const prg_sink *sink);

/**
 * The stable name of a finding's code, such as "json-syntax"; NULL for a number that is none.
 * Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_finding_name(int code);

/**
 * The code of a stable name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_finding_from_name(int *code, const char *name);

/**
 * The name of a severity: "note", "warning", "error"; NULL for another number.
 * Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_severity_name(prg_severity severity);

/**
 * The severity of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_severity_from_name(prg_severity *severity, const char *name);

/** @} */

PRG_END_DECLS

#endif
