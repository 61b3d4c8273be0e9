/* What a reader reads: bytes of the caller, or a file.
 *
 * A reader takes a prg__input, so that its two public forms, (data, length) and path, are one line
 * each. The bytes lie in memory as a whole: positions of findings come from looking at them again. */
#ifndef PRG__INPUT_H
#define PRG__INPUT_H

#include <stddef.h>

#include "platform.h"

typedef struct prg__input {
        const char *data;
        size_t length;
        const char *source; /* the path, or what the caller calls the bytes; NULL if nothing */
        prg__file_bytes owned; /* the bytes again, when they came from a file */
} prg__input;

/* The caller's bytes. Ownership: data and source borrowed until prg__input_close(). PRG_EINVALID for
 * NULL data of a length, PRG_ELIMIT beyond the limit. */
int prg__input_open_data(prg__input *input, const char *data, size_t length, const char *source, size_t limit);

/* A file. Ownership: path borrowed until prg__input_close(). PRG_EIO, PRG_ELIMIT, PRG_ENOMEM. */
int prg__input_open_path(prg__input *input, const char *path, size_t limit);

void prg__input_close(prg__input *input);

#endif
