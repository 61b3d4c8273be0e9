/**
 * @file libprogram/types.h
 * @brief The small value types that are passed by value, and the names of the opaque ones.
 */
#ifndef PRG_TYPES_H
#define PRG_TYPES_H

#include "common.h"

PRG_BEGIN_DECLS

/**
 * @addtogroup common
 * @{
 */

/** The largest number of decimals a #prg_decimal carries: a product of two values with nine. */
#define PRG_DECIMAL_MAX_DECIMALS 18

/**
 * An exact decimal number: mantissa / 10^decimals. `{374925, 3}` is 374.925.
 *
 * Numbers that agencies report are never `double` in this interface.
 */
typedef struct prg_decimal {
        int64_t mantissa;  /**< the digits, with sign */
        unsigned decimals; /**< how many of them stand after the decimal point, 0 to 18 */
} prg_decimal;

/**
 * A civil date in the proleptic Gregorian calendar: days since 1970-01-01, negative before it.
 * Valid dates run from 0001-01-01 (#PRG_DATE_MIN) to 9999-12-31 (#PRG_DATE_MAX).
 */
typedef int32_t prg_date;

#define PRG_DATE_MIN  ((prg_date)-719162)  /**< 0001-01-01 */
#define PRG_DATE_MAX  ((prg_date)2932896)  /**< 9999-12-31 */
#define PRG_DATE_NONE ((prg_date)INT32_MIN) /**< no date: open, unknown, not given */

/**
 * Where output goes: a function that takes the next bytes, and what it needs to know.
 *
 * `write` returns 0, or a negative result code, which ends the writing and is passed on.
 */
typedef struct prg_sink {
        int (*write)(void *payload, const char *data, size_t length); /**< takes the next bytes */
        void *payload; /**< given to `write` unchanged. Ownership: borrowed */
} prg_sink;

/** A growing buffer; start with #PRG_BUF_INIT, end with prg_buf_dispose(). */
typedef struct prg_buf {
        char *data;      /**< the bytes, followed by a NUL that is not counted; "" or NULL if empty */
        size_t length;   /**< bytes in use, without the NUL */
        size_t capacity; /**< bytes allocated */
} prg_buf;

/** An empty buffer. */
#define PRG_BUF_INIT { NULL, 0, 0 }

/** A list of findings about one input; see report.h. */
typedef struct prg_report prg_report;

/** A government programme; see programme.h. */
typedef struct prg_programme prg_programme;

/** The values of a programme; see data.h. */
typedef struct prg_data prg_data;

/** A question about a programme and its values; see query.h. */
typedef struct prg_query prg_query;

/** A computed table; see table.h. */
typedef struct prg_table prg_table;

/** @} */

PRG_END_DECLS

#endif
