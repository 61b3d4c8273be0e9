/* The growing buffer: doubles when full, and always ends with a NUL once something was written. */
#include "buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "memory.h"

int prg__buf_reserve(prg_buf *buf, size_t length)
{
        if (length >= SIZE_MAX - buf->length)
                return prg__error_memory();
        return prg__grow((void **)&buf->data, &buf->capacity, buf->length + length + 1, 1);
}

int prg__buf_append(prg_buf *buf, const char *data, size_t length)
{
        if (prg__buf_reserve(buf, length) < 0)
                return PRG_ENOMEM;
        if (length)
                memcpy(buf->data + buf->length, data, length);
        buf->length += length;
        buf->data[buf->length] = '\0';
        return 0;
}

int prg__buf_text(prg_buf *buf, const char *text)
{
        return prg__buf_append(buf, text, strlen(text));
}

int prg__buf_format(prg_buf *buf, const char *format, ...)
{
        va_list arguments, again;
        va_start(arguments, format);
        va_copy(again, arguments);
        int length = vsnprintf(NULL, 0, format, arguments);
        va_end(arguments);
        int code = length < 0 ? prg__error(PRG_EINTERNAL, NULL, "a format that cannot be printed")
                              : prg__buf_reserve(buf, (size_t)length);
        if (code == 0) {
                vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
                buf->length += (size_t)length;
        }
        va_end(again);
        return code;
}

int prg_buf_append(prg_buf *buf, const char *data, size_t length)
{
        if (buf == NULL)
                return prg__error_null("buf");
        if (data == NULL && length > 0)
                return prg__error_null("data");
        return prg__buf_append(buf, data, length);
}

void prg_buf_dispose(prg_buf *buf)
{
        if (buf == NULL)
                return;
        prg__free(buf->data);
        *buf = (prg_buf)PRG_BUF_INIT;
}
