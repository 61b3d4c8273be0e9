/* Inputs; see input.h. */
#include "input.h"

#include "error.h"
#include "memory.h"
#include "platform.h"

int prg__input_open_data(prg__input *input, const char *data, size_t length, const char *source, size_t limit)
{
        if (data == NULL && length > 0)
                return prg__error_null("data");
        if (length > limit)
                return prg__error(PRG_ELIMIT, source, "%zu bytes; at most %zu are read", length, limit);
        *input = (prg__input){ data ? data : "", length, source, NULL };
        return 0;
}

int prg__input_open_path(prg__input *input, const char *path, size_t limit)
{
        if (path == NULL)
                return prg__error_null("path");
        char *data = NULL;
        size_t length = 0;
        int code = prg__platform_read_file(&data, &length, path, limit);
        if (code < 0)
                return code;
        *input = (prg__input){ data, length, path, data };
        return 0;
}

void prg__input_close(prg__input *input)
{
        prg__free(input->owned);
        *input = (prg__input){ NULL, 0, NULL, NULL };
}
