/* The names of axes, reasons and exactness classes. */
#include <libprogram/table.h>

#include "util/error.h"
#include "util/suggest.h"

typedef struct word {
        int number;
        const char *name;
} word;

static const word axes[] = { { PRG_AXIS_INDICATORS, "indicators" }, { PRG_AXIS_BREAKDOWNS, "breakdowns" },
        { PRG_AXIS_AREAS, "areas" }, { PRG_AXIS_PERIODS, "periods" }, { PRG_AXIS_MEASURES, "measures" },
        { 0, NULL } };

#define ROW(symbol, number, name, meaning) { symbol, name },
static const word reasons[] = { PRG_REASON_MAP(ROW) { 0, NULL } };
#undef ROW

static const word exactness_classes[] = { { PRG_EXACT, "exact" }, { PRG_QUOTIENT, "quotient" },
        { PRG_APPROXIMATE, "approximate" }, { 0, NULL } };

static const char *name_of(const word *words, int number)
{
        for (; words->name; words++)
                if (words->number == number)
                        return words->name;
        return NULL;
}

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

const char *prg_axis_name(prg_axis axis)
{
        return name_of(axes, (int)axis);
}

int prg_axis_from_name(prg_axis *axis, const char *name)
{
        int number;
        if (axis == NULL)
                return prg__error_null("axis");
        int code = find(&number, axes, name, "axis");
        if (code == 0)
                *axis = (prg_axis)number;
        return code;
}

const char *prg_reason_name(prg_reason reason)
{
        return name_of(reasons, (int)reason);
}

int prg_reason_from_name(prg_reason *reason, const char *name)
{
        int number;
        if (reason == NULL)
                return prg__error_null("reason");
        int code = find(&number, reasons, name, "reason");
        if (code == 0)
                *reason = (prg_reason)number;
        return code;
}

const char *prg_exactness_name(prg_exactness exactness)
{
        return name_of(exactness_classes, (int)exactness);
}

int prg_exactness_from_name(prg_exactness *exactness, const char *name)
{
        int number;
        if (exactness == NULL)
                return prg__error_null("exactness");
        int code = find(&number, exactness_classes, name, "exactness class");
        if (code == 0)
                *exactness = (prg_exactness)number;
        return code;
}
