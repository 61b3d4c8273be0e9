/**
 * @file libprogram/common.h
 * @brief What every public header needs: export marks and the promise to C++.
 *
 * The headers are valid C99 and C++. They contain no type of any other library.
 */
#ifndef PRG_COMMON_H
#define PRG_COMMON_H

#include <stddef.h>
#include <stdint.h>

/**
 * @defgroup common Common
 * @brief Conventions that hold for the whole library.
 *
 * - **Results.** A function that can fail returns `int`: 0 (PRG_OK) on success, a positive number
 *   for information (PRG_END), a negative number for an error. prg_error_last() then has the code,
 *   the place and a one-line message for this thread.
 * - **Ownership.** An object delivered through `T **out` is *owned* by the caller and freed with the
 *   `_free` function of its noun, which accepts NULL. A returned pointer is *borrowed* from its
 *   parent and valid as long as the text says.
 * - **NULL.** A NULL argument where an object is needed gives PRG_EINVALID, never a crash.
 * - **Text** is UTF-8. Functions that read text from outside take its length in bytes.
 * - **Threads.** Different objects are independent; one object is used by one thread at a time,
 *   unless its documentation allows more. The last error belongs to the thread.
 * @{
 */

/** @cond */
#ifdef __cplusplus
#define PRG_BEGIN_DECLS extern "C" {
#define PRG_END_DECLS   }
#else
#define PRG_BEGIN_DECLS
#define PRG_END_DECLS
#endif
/** @endcond */

/** Marks a function as part of the stable interface. */
#if defined(_WIN32) && defined(PRG_SHARED)
#ifdef PRG_BUILDING
#define PRG_API __declspec(dllexport)
#else
#define PRG_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define PRG_API __attribute__((visibility("default")))
#else
#define PRG_API
#endif

/** @} */

#endif
