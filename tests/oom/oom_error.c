/* Errors must work when there is no memory at all. */
#include "oom.h"

#include <string.h>

static int last(void)
{
        oom_begin();
        const prg_error *error = prg_error_last();
        oom_end();
        oom_check(error != NULL);
        return 0;
}

static int clear(void)
{
        oom_begin();
        prg_error_clear();
        oom_end();
        oom_check(prg_error_last()->code == PRG_OK);
        return 0;
}

static int name(void)
{
        oom_begin();
        const char *text = prg_error_name(PRG_ENOMEM);
        oom_end();
        oom_check(strcmp(text, "out-of-memory") == 0);
        return 0;
}

static int from_name(void)
{
        int found = 0;
        oom_begin();
        int code = prg_error_from_name(&found, "cycle");
        oom_end();
        oom_check(found == PRG_ECYCLE);
        return code;
}

const oom_row oom_error[] = {
        { "prg_error_last", last },
        { "prg_error_clear", clear },
        { "prg_error_name", name },
        { "prg_error_from_name", from_name },
        { NULL, NULL },
};
