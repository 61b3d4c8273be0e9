/* Programmes without memory: what is not made is not half made, and what was asked stays whole. */
#include "model.h"

static int programme_new(void)
{
        prg_programme *programme = NULL;
        oom_begin();
        int code = prg_programme_new(&programme, "plan");
        oom_end();
        oom_check((programme != NULL) == (code == 0));
        prg_programme_unref(programme);
        return code;
}

static int life(void)
{
        prg_programme *programme = model_new();
        oom_begin();
        prg_programme *kept = prg_programme_ref(programme);
        int code = prg_programme_freeze(kept);
        int right = prg_programme_is_frozen(kept) && prg_programme_generation(kept) > 0
                && prg_programme_root(kept) != NULL && prg_programme_count(kept, "component") == 3
                && prg_programme_get(kept, "agency", "A") != NULL;
        prg_programme_unref(kept);
        prg_programme_unref(programme);
        oom_end();
        oom_check(right);
        return code;
}

static int copy(void)
{
        prg_programme *programme = model_new(), *made = NULL;
        prg_buf before = model_written(programme);
        oom_check(prg_programme_freeze(programme) == 0);
        oom_begin();
        int code = prg_programme_copy(&made, programme);
        oom_end();
        oom_check((made != NULL) == (code == 0));
        prg_buf after = model_written(made ? made : programme);
        oom_check(model_same(&before, &after));
        prg_buf_dispose(&before);
        prg_buf_dispose(&after);
        prg_programme_unref(made);
        prg_programme_unref(programme);
        return code;
}

/* By name, which needs the index; then again, which needs none. */
static int find(const char *text, int expected)
{
        prg_programme *programme = model_new();
        prg_item *item = NULL, *again = NULL;
        oom_begin();
        int code = prg_programme_find(&item, programme, NULL, text);
        oom_end();
        oom_check((item != NULL) == (code == 0));
        oom_check(prg_programme_find(&again, programme, NULL, text) == expected);
        oom_check(expected < 0 || again == model_get(programme, "agency", "A"));
        prg_programme_unref(programme);
        return code == expected ? 0 : model_result(code);
}

static int find_by_name(void)
{
        return find("công AN tỉnh", 0);
}

static int find_by_id(void)
{
        return find("A", 0);
}

static int find_nothing(void)
{
        return find("công an xã", PRG_ENOTFOUND);
}

static int check_whole(void)
{
        prg_programme *programme = model_new();
        oom_begin();
        int code = prg_programme_check(programme, NULL);
        oom_end();
        oom_check(code == 0 || code == PRG_ENOMEM);
        prg_programme_unref(programme);
        return code;
}

static int check_broken(void)
{
        prg_programme *programme = model_new();
        prg_report *report = NULL;
        oom_check(prg_item_set(model_get(programme, "component", "T"), "kind", NULL) == 0);
        oom_check(prg_report_new(&report, NULL) == 0);
        oom_begin();
        int code = prg_programme_check(programme, report);
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ESCHEMA));
        oom_check(code == PRG_ENOMEM || prg_report_count(report) == 1);
        prg_report_free(report);
        prg_programme_unref(programme);
        return code == PRG_ESCHEMA ? 0 : code;
}

const oom_row oom_programme[] = {
        { "prg_programme_new", programme_new },
        { "prg_programme_ref", life },
        { "prg_programme_unref", life },
        { "prg_programme_freeze", life },
        { "prg_programme_is_frozen", life },
        { "prg_programme_generation", life },
        { "prg_programme_root", life },
        { "prg_programme_count", life },
        { "prg_programme_get", life },
        { "prg_programme_copy", copy },
        { "prg_programme_find", find_by_name },
        { "prg_programme_find", find_by_id },
        { "prg_programme_find", find_nothing },
        { "prg_programme_check", check_whole },
        { "prg_programme_check", check_broken },
        { NULL, NULL },
};
