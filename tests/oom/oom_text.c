/* Text functions need no memory, but for those that fill a buffer, which stays as it was. */
#include "oom.h"

#include <string.h>

#define TEXT   "  Ủy ban  nhân dân HUYỆN Sìn Hồ "
#define FOLDED "uỷ ban nhân dân huyện sìn hồ"

static int validate(void)
{
        oom_begin();
        int code = prg_text_validate(TEXT, strlen(TEXT), NULL);
        oom_end();
        return code;
}

static int equal(void)
{
        int result = 0;
        oom_begin();
        int code = prg_text_equal(&result, "ộ\u0301\u0323", 7, "o\u0323\u0323\u0302\u0301", 9);
        oom_end();
        oom_check(result == 1);
        return code;
}

/* Runs a function that appends to a buffer: to one never used, to one that is full. */
static int append(int (*call)(prg_buf *out), const char *expected)
{
        prg_buf fresh = PRG_BUF_INIT, full = PRG_BUF_INIT;
        prg_buf_append(&full, "1234567", 7);
        prg_buf before = full;
        oom_begin();
        int code = call(&fresh);
        int second = call(&full);
        oom_end();
        if (code < 0)
                oom_check(fresh.data == NULL && fresh.length == 0 && fresh.capacity == 0);
        else
                oom_check(expected == NULL || strcmp(fresh.data, expected) == 0);
        if (second < 0)
                oom_check(!memcmp(&full, &before, sizeof full) && !strcmp(full.data, "1234567"));
        else if (code == 0)
                oom_check(full.length == 7 + fresh.length
                          && memcmp(full.data + 7, fresh.data, fresh.length + 1) == 0);
        prg_buf_dispose(&fresh);
        prg_buf_dispose(&full);
        return code < 0 ? code : second;
}

static int call_fold(prg_buf *out)
{
        return prg_text_fold(out, TEXT, strlen(TEXT), 0);
}

static int fold(void)
{
        return append(call_fold, FOLDED);
}

static int call_sort_key(prg_buf *out)
{
        return prg_text_sort_key(out, TEXT, strlen(TEXT));
}

static int sort_key(void)
{
        return append(call_sort_key, NULL);
}

static int compare(void)
{
        static const char a[] = "Tả Lèng", b[] = "Tà Tổng";
        int order = 0;
        oom_begin();
        int code = prg_text_compare(&order, a, strlen(a), b, strlen(b));
        oom_end();
        oom_check(order == -1);
        return code;
}

static int width(void)
{
        size_t columns = 0;
        oom_begin();
        int code = prg_text_width(&columns, "Sìn Hồ", strlen("Sìn Hồ"));
        oom_end();
        oom_check(columns == 6);
        return code;
}

static int suggest(void)
{
        static const char *const places[] = { "Sìn Hồ", "Nậm Nhùn" };
        const char *best = NULL;
        oom_begin();
        int code = prg_text_suggest(&best, "nam nhum", places, 2);
        oom_end();
        oom_check(best == places[1]);
        return code;
}

const oom_row oom_text[] = {
        { "prg_text_validate", validate },
        { "prg_text_equal", equal },
        { "prg_text_fold", fold },
        { "prg_text_sort_key", sort_key },
        { "prg_text_compare", compare },
        { "prg_text_width", width },
        { "prg_text_suggest", suggest },
        { NULL, NULL },
};
