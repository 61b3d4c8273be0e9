/* Buffers, sinks and files without memory. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int buf_append(void)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "here", 4) == 0);
        oom_begin();
        int code = prg_buf_append(&buf, " and much further than there was room for", 41);
        oom_end();
        oom_check(strncmp(buf.data, "here", 4) == 0);
        oom_check(strlen(buf.data) == (code == 0 ? 45 : 4) && buf.length == strlen(buf.data));
        prg_buf_dispose(&buf);
        return code;
}

static int buf_dispose(void)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "here", 4) == 0);
        oom_begin();
        prg_buf_dispose(&buf);
        oom_end();
        oom_check(buf.data == NULL);
        return 0;
}

static int sink_to_buf(void)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        oom_begin();
        int code = prg_sink_to_buf(&sink, &buf);
        oom_end();
        oom_check(prg_sink_write(&sink, "x", 1) == 0 && strcmp(buf.data, "x") == 0);
        prg_buf_dispose(&buf);
        return code;
}

static int sink_write(void)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        oom_check(prg_sink_to_buf(&sink, &buf) == 0);
        oom_begin();
        int code = prg_sink_write(&sink, "xã", 3);
        oom_end();
        oom_check(code == 0 ? strcmp(buf.data, "xã") == 0 : buf.length == 0);
        prg_buf_dispose(&buf);
        return code;
}

static const char *path(void)
{
        static char text[256];
        const char *folder = getenv("TMPDIR");
        snprintf(text, sizeof text, "%s/libprogram-oom.txt", folder && *folder ? folder : "/tmp");
        return text;
}

static int content_is(const char *expected)
{
        char text[64] = "";
        FILE *file = fopen(path(), "rb");
        if (file == NULL)
                return expected == NULL;
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
        return expected && strcmp(text, expected) == 0;
}

static prg_outfile *started(void)
{
        prg_outfile *file = NULL;
        remove(path());
        oom_check(prg_outfile_new(&file, path()) == 0);
        oom_check(prg_sink_write(prg_outfile_sink(file), "text", 4) == 0);
        return file;
}

static int outfile_new(void)
{
        prg_outfile *file = NULL;
        remove(path());
        oom_begin();
        int code = prg_outfile_new(&file, path());
        oom_end();
        oom_check((file != NULL) == (code == 0));
        if (file)
                oom_check(prg_outfile_commit(file) == 0);
        prg_outfile_free(file);
        oom_check(content_is(code == 0 ? "" : NULL));
        remove(path());
        return code;
}

static int outfile_sink(void)
{
        prg_outfile *file = started();
        oom_begin();
        const prg_sink *sink = prg_outfile_sink(file);
        int code = prg_sink_write(sink, "!", 1);
        oom_end();
        oom_check(prg_outfile_commit(file) == 0);
        prg_outfile_free(file);
        oom_check(content_is("text!"));
        remove(path());
        return code;
}

static int outfile_commit(void)
{
        prg_outfile *file = started();
        oom_begin();
        int code = prg_outfile_commit(file);
        oom_end();
        prg_outfile_free(file);
        oom_check(content_is("text"));
        remove(path());
        return code;
}

static int outfile_free(void)
{
        prg_outfile *file = started();
        oom_begin();
        prg_outfile_free(file);
        oom_end();
        oom_check(content_is(NULL));
        return 0;
}

const oom_row oom_sink[] = {
        { "prg_buf_append", buf_append },
        { "prg_buf_dispose", buf_dispose },
        { "prg_sink_to_buf", sink_to_buf },
        { "prg_sink_write", sink_write },
        { "prg_outfile_new", outfile_new },
        { "prg_outfile_sink", outfile_sink },
        { "prg_outfile_commit", outfile_commit },
        { "prg_outfile_free", outfile_free },
        { NULL, NULL },
};
