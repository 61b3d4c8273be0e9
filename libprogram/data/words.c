/* The names of states, qualities, marks and scopes, as files have them. */
#include <libprogram/data.h>

#include "util/error.h"
#include "util/suggest.h"

typedef struct word {
        int number;
        const char *name;
} word;

static const char *name_of(const word *words, int number)
{
        for (; words->name; words++)
                if (words->number == number)
                        return words->name;
        return NULL;
}

/* The number of a name, to be taken over with 0 as the answer. */
static int find(int *number, const word *words, const char *name, const char *what)
{
        size_t count = 0, row;
        while (words[count].name)
                count++;
        int code = prg__suggest_find(&row, &words->name, sizeof *words, count, name, what);
        if (code == 0)
                *number = words[row].number;
        return code;
}

#define ROW(symbol, number, name, meaning) { symbol, name },
static const word states[] = { PRG_STATE_MAP(ROW){ 0, NULL } };
static const word qualities[] = { PRG_QUALITY_MAP(ROW){ 0, NULL } };
#undef ROW

static const word scopes[] = { { PRG_SCOPE_UNIT, "unit" }, { PRG_SCOPE_OWN, "own" },
        { PRG_SCOPE_TOTAL, "total" }, { 0, NULL } };

#define ROW(symbol, bit, name, concept, code, meaning) { symbol, name },
static const word marks[] = { PRG_MARK_MAP(ROW){ 0, NULL } };
#undef ROW

static const struct {
        unsigned mark;
        const char *concept, *code;
} sdmx[] = {
#define ROW(symbol, bit, name, concept, code, meaning) { symbol, concept, code },
        PRG_MARK_MAP(ROW)
#undef ROW
};

const char *prg_state_name(prg_state state)
{
        return name_of(states, (int)state);
}

int prg_state_from_name(prg_state *state, const char *name)
{
        int number;
        if (state == NULL)
                return prg__error_null("state");
        int code = find(&number, states, name, "state");
        if (code == 0)
                *state = (prg_state)number;
        return code;
}

const char *prg_quality_name(prg_quality quality)
{
        return name_of(qualities, (int)quality);
}

int prg_quality_from_name(prg_quality *quality, const char *name)
{
        int number;
        if (quality == NULL)
                return prg__error_null("quality");
        int code = find(&number, qualities, name, "quality");
        if (code == 0)
                *quality = (prg_quality)number;
        return code;
}

const char *prg_mark_name(unsigned mark)
{
        return mark >> PRG_MARKS ? NULL : name_of(marks, (int)mark);
}

int prg_mark_from_name(unsigned *mark, const char *name)
{
        int number;
        if (mark == NULL)
                return prg__error_null("mark");
        int code = find(&number, marks, name, "mark");
        if (code == 0)
                *mark = (unsigned)number;
        return code;
}

const char *prg_mark_sdmx(unsigned mark, const char **concept)
{
        for (size_t i = 0; i < sizeof sdmx / sizeof *sdmx; i++)
                if (sdmx[i].mark == mark && *sdmx[i].code) {
                        if (concept)
                                *concept = sdmx[i].concept;
                        return sdmx[i].code;
                }
        return NULL;
}

const char *prg_scope_name(prg_scope scope)
{
        return name_of(scopes, (int)scope);
}

int prg_scope_from_name(prg_scope *scope, const char *name)
{
        int number;
        if (scope == NULL)
                return prg__error_null("scope");
        int code = find(&number, scopes, name, "scope");
        if (code == 0)
                *scope = (prg_scope)number;
        return code;
}
