/**
 * @file libprogram/buf.h
 * @brief A growing buffer for text that the library hands out.
 */
#ifndef PRG_BUF_H
#define PRG_BUF_H

#include "common.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup buf Buffers
 * @brief Functions that produce text append it to a #prg_buf of the caller.
 *
 * A buffer starts as #PRG_BUF_INIT and ends with prg_buf_dispose(). Behind its bytes stands a NUL
 * that is not counted. When a function that appends fails, the buffer is as it was.
 * @{
 */

/**
 * Appends bytes.
 *
 * @param buf    the buffer.
 * @param data   copied; may be NULL when `length` is 0.
 * @param length in bytes.
 * @return 0; PRG_ENOMEM, and the buffer is as it was; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_buf_append(prg_buf *buf, const char *data, size_t length);

/**
 * Frees the bytes; the buffer is then empty and may be used again. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_buf_dispose(prg_buf *buf);

/** @} */

PRG_END_DECLS

#endif
