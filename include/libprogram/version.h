/**
 * @file libprogram/version.h
 * @brief Which libprogram this is.
 */
#ifndef PRG_VERSION_H
#define PRG_VERSION_H

#include "common.h"

PRG_BEGIN_DECLS

/**
 * @defgroup version Version
 * @brief The version of the headers (macros) and of the library that runs (functions).
 *
 * Versions follow SemVer. While the major version is 0, a new minor version may break the ABI, and
 * the name of the shared library (`libprogram.so.0.1`) says so.
 * @{
 */

#define PRG_VERSION_MAJOR 0 /**< major version of these headers */
#define PRG_VERSION_MINOR 1 /**< minor version of these headers */
#define PRG_VERSION_PATCH 0 /**< patch version of these headers */

/** The version of these headers as one number that can be compared: 0.1.0 is 100. */
#define PRG_VERSION_NUMBER (PRG_VERSION_MAJOR * 10000 + PRG_VERSION_MINOR * 100 + PRG_VERSION_PATCH)

/**
 * The version of the library that runs, such as "0.1.0".
 *
 * @return Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_version(void);

/**
 * The version of the library that runs, comparable with #PRG_VERSION_NUMBER.
 * @since 0.1
 */
PRG_API int prg_version_number(void);

/**
 * What this build of the library can do, one feature at a time.
 *
 * ~~~{.c}
 * const char *name, *detail;
 * for (size_t i = 0; prg_version_feature(&name, &detail, i) == 0; i++)
 *         printf("%s: %s\n", name, detail);
 * ~~~
 *
 * @param[out] name   a stable word, such as "text". Ownership: borrowed, static.
 * @param[out] detail which library or method stands behind it. Ownership: borrowed, static.
 * @param index       from 0.
 * @return 0; PRG_END behind the last; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_version_feature(const char **name, const char **detail, size_t index);

/** @} */

PRG_END_DECLS

#endif
