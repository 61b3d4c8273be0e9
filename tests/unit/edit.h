/* A programme to edit for each test. */
#ifndef TESTS_EDIT_H
#define TESTS_EDIT_H

#include "model.h"

static prg_programme *programme;

static inline void set_up(void)
{
        programme = scripted(
                "+documents D1; symbol=95-KL/TW; /; +documents D2; /;"
                "+agencies A; name=Công an tỉnh; /; +agencies B; /; +groups G; membership=closed; +members; agency=A; /;"
                "+objectives O1; /; +externals X; /; +units kg; /; +sources police; /;"
                "+breakdowns age; +categories young; /; +breakdowns sex; +categories young; /;"
                "+components P; kind=project; +children T; kind=task; +assignments; agency=A; role=lead; /;"
                "+indicator_groups IG; /; +indicators cases; kind=flow; /; +areas LC; level=province");
}

static inline void tear_down(void)
{
        prg_programme_unref(programme);
}

static inline prg_item *root(void)
{
        return prg_programme_root(programme);
}

static inline prg_item *component(const char *id)
{
        return get(programme, "component", id);
}

#endif
