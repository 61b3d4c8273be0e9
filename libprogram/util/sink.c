/* Sinks, and the file that appears only when it is complete.
 *
 * The outfile gathers small writes into blocks, since writers here write a line or a cell at a time. */
#include "sink.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "platform.h"

#define BLOCK 65536

int prg_sink_write(const prg_sink *sink, const char *data, size_t length)
{
        if (sink == NULL || sink->write == NULL)
                return prg__error_null("sink");
        if (data == NULL && length > 0)
                return prg__error_null("data");
        if (length == 0)
                return 0;
        int code = sink->write(sink->payload, data, length);
        if (code > 0)
                return prg__error(PRG_EINVALID, NULL,
                        "a sink answered %d; expected 0 or a negative result code", code);
        return code;
}

/* ---- into a buffer ---- */

static int write_to_buf(void *payload, const char *data, size_t length)
{
        return prg__buf_append(payload, data, length);
}

int prg_sink_to_buf(prg_sink *sink, prg_buf *buf)
{
        if (sink == NULL)
                return prg__error_null("sink");
        if (buf == NULL)
                return prg__error_null("buf");
        *sink = (prg_sink){ write_to_buf, buf };
        return 0;
}

/* ---- into a file ---- */

struct prg_outfile {
        prg_sink sink;
        int handle;
        int open;
        int failed; /* the first failure; what follows it is not written */
        char *target, *temporary;
        size_t length;
        char block[BLOCK];
};

static int flush(prg_outfile *file)
{
        if (file->failed == 0)
                file->failed = prg__platform_write(file->handle, file->block, file->length, file->target);
        file->length = 0;
        return file->failed;
}

static int write_to_file(void *payload, const char *data, size_t length)
{
        prg_outfile *file = payload;
        if (!file->open)
                return prg__error(PRG_EINVALID, file->target, "the file was committed already");
        if (length > BLOCK - file->length && flush(file) < 0)
                return file->failed;
        if (length > BLOCK) {
                if (file->failed == 0)
                        file->failed = prg__platform_write(file->handle, data, length, file->target);
                return file->failed;
        }
        memcpy(file->block + file->length, data, length);
        file->length += length;
        return file->failed;
}

int prg_outfile_new(prg_outfile **file, const char *path)
{
        if (file == NULL)
                return prg__error_null("file");
        if (path == NULL)
                return prg__error_null("path");
        prg_outfile *made = prg__alloc(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        int code = prg__platform_create_beside(&made->handle, &made->target, &made->temporary, path);
        if (code < 0) {
                prg__free(made);
                return code;
        }
        made->sink = (prg_sink){ write_to_file, made };
        made->open = 1;
        made->failed = 0;
        made->length = 0;
        *file = made;
        return 0;
}

const prg_sink *prg_outfile_sink(prg_outfile *file)
{
        return file ? &file->sink : NULL;
}

int prg_outfile_commit(prg_outfile *file)
{
        if (file == NULL)
                return prg__error_null("file");
        if (!file->open)
                return prg__error(PRG_EINVALID, file->target, "the file was committed already");
        int code = flush(file);
        if (code < 0)
                prg__platform_discard(file->handle, file->temporary);
        else
                code = prg__platform_commit(file->handle, file->temporary, file->target);
        file->open = 0;
        return code;
}

void prg_outfile_free(prg_outfile *file)
{
        if (file == NULL)
                return;
        if (file->open)
                prg__platform_discard(file->handle, file->temporary);
        prg__free(file->target);
        prg__free(file->temporary);
        prg__free(file);
}
