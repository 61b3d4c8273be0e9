/* The buffer of libprogram/buf.h, as the library itself fills it. Each function returns 0 or
 * PRG_ENOMEM and leaves the buffer as it was on failure. */
#ifndef PRG__BUF_H
#define PRG__BUF_H

#include <libprogram/buf.h>

#include "error.h"

int prg__buf_append(prg_buf *buf, const char *data, size_t length);
/* A text that ends with NUL. */
int prg__buf_text(prg_buf *buf, const char *text);
/* Only the conversions that prg__error() allows. */
int prg__buf_format(prg_buf *buf, const char *format, ...) PRG__PRINTF(2, 3);
/* Room for `length` further bytes and the NUL. */
int prg__buf_reserve(prg_buf *buf, size_t length);

#endif
