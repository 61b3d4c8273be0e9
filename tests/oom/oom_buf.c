/* A buffer that cannot grow keeps what it has. */
#include "oom.h"

#include <string.h>

static int append(void)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_buf_append(&buf, "1234567", 7); /* full, with its NUL */
        prg_buf before = buf;
        oom_begin();
        int code = prg_buf_append(&buf, "8", 1);
        oom_end();
        if (code < 0)
                oom_check(memcmp(&buf, &before, sizeof buf) == 0 && !strcmp(buf.data, "1234567"));
        else
                oom_check(buf.length == 8 && strcmp(buf.data, "12345678") == 0);
        prg_buf_dispose(&buf);
        return code;
}

static int dispose(void)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_buf_append(&buf, "x", 1);
        oom_begin();
        prg_buf_dispose(&buf);
        oom_end();
        oom_check(buf.data == NULL && buf.length == 0 && buf.capacity == 0);
        return 0;
}

const oom_row oom_buf[] = {
        { "prg_buf_append", append },
        { "prg_buf_dispose", dispose },
        { NULL, NULL },
};
