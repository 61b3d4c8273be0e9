/* Inputs; see input.h. */
#include "input.h"

#include "error.h"

int prg__input_open_data(prg__input *input, const char *data, size_t length, const char *source, size_t limit)
{
        if (data == NULL && length > 0)
                return prg__error_null("data");
        if (length > limit)
                return prg__error(PRG_ELIMIT, source, "%zu bytes; at most %zu are read", length, limit);
        *input = (prg__input){ data ? data : "", length, source, { NULL, 0, 0 } };
        return 0;
}

int prg__input_open_path(prg__input *input, const char *path, size_t limit)
{
        if (path == NULL)
                return prg__error_null("path");
        prg__file_bytes bytes;
        int code = prg__platform_read_file(&bytes, path, limit);
        if (code < 0)
                return code;
        *input = (prg__input){ bytes.data, bytes.length, path, bytes };
        return 0;
}

void prg__input_close(prg__input *input)
{
        prg__platform_free_file(&input->owned);
        *input = (prg__input){ NULL, 0, NULL, { NULL, 0, 0 } };
}
