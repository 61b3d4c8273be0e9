/**
 * @file libprogram/error.h
 * @brief Result codes and the last error of a thread.
 */
#ifndef PRG_ERROR_H
#define PRG_ERROR_H

#include "common.h"

PRG_BEGIN_DECLS

/**
 * @defgroup error Errors
 * @brief One list of codes, and the details of the last failure.
 * @{
 */

/**
 * Every result code: symbol, number, stable name, meaning. A number is never used again for another
 * meaning; new ones are added at the end.
 */
#define PRG_ERROR_MAP(X)                                                                           \
        X(PRG_OK, 0, "ok", "success")                                                              \
        X(PRG_END, 1, "end", "there is no further item")                                           \
        X(PRG_ENOMEM, -1, "out-of-memory", "out of memory")                                        \
        X(PRG_EINVALID, -2, "invalid-argument", "an argument is not usable")                       \
        X(PRG_ERANGE, -3, "out-of-range", "the result does not fit or is not exact")               \
        X(PRG_EUTF8, -4, "invalid-utf8", "text is not valid UTF-8")                                \
        X(PRG_ESYNTAX, -5, "syntax", "text does not follow its grammar")                           \
        X(PRG_ESCHEMA, -6, "schema", "well-formed input breaks a rule of its format")              \
        X(PRG_EVERSION, -7, "version", "a version is not supported")                               \
        X(PRG_ENOTFOUND, -8, "not-found", "no such item")                                          \
        X(PRG_EEXISTS, -9, "exists", "an item of that identity exists already")                    \
        X(PRG_ECONFLICT, -10, "conflict", "the operation contradicts what is there")               \
        X(PRG_ECYCLE, -11, "cycle", "the items would contain or need each other in a circle")      \
        X(PRG_EFROZEN, -12, "frozen", "the object was made immutable")                             \
        X(PRG_ESTALE, -13, "stale", "the programme was edited since the object was bound to it")   \
        X(PRG_ECANCELLED, -14, "cancelled", "the caller's progress function stopped the work")     \
        X(PRG_ELIMIT, -15, "limit", "a declared limit on size, depth or work was reached")         \
        X(PRG_EIO, -16, "io", "reading or writing failed")                                         \
        X(PRG_ENOTYET, -17, "not-yet", "announced in the interface, not available in this release") \
        X(PRG_EINTERNAL, -18, "internal", "the library contradicts itself; please report it")

/** Result codes; see #PRG_ERROR_MAP. */
enum prg_code {
#define PRG_ERROR_ENUM_(symbol, number, name, meaning) symbol = number,
        PRG_ERROR_MAP(PRG_ERROR_ENUM_)
#undef PRG_ERROR_ENUM_
};

/** What is known of a failure. */
typedef struct prg_error {
        int code;            /**< one of the negative result codes, or 0 when nothing failed yet */
        const char *place;   /**< where: a path, a JSON pointer, row and column; "" when unknown */
        const char *message; /**< one line in English, no full stop */
} prg_error;

/**
 * The last failure of the calling thread.
 *
 * A success leaves it as it is, so it means something only after a function has returned a negative
 * number. It needs no memory: running out of memory is reported too.
 *
 * @return never NULL. Ownership: borrowed, valid until the next failure in this thread.
 * @since 0.1
 */
PRG_API const prg_error *prg_error_last(void);

/**
 * Forget the last failure of the calling thread.
 * @since 0.1
 */
PRG_API void prg_error_clear(void);

/**
 * The stable name of a result code, such as "out-of-range"; these names are what files and other
 * languages use.
 *
 * @return the name, or NULL for a number that is not a code. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_error_name(int code);

/**
 * The result code of a stable name.
 *
 * @param[out] code receives the code.
 * @param name      the name, such as "out-of-range".
 * @return 0; PRG_ENOTFOUND when no code has that name; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_error_from_name(int *code, const char *name);

/** @} */

PRG_END_DECLS

#endif
