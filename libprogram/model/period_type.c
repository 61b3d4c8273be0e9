/* Types of periods: their names, and which type is made of which. */
#include "period.h"

#include <string.h>

#include "util/error.h"

static const struct type {
        prg_period_type type;
        const char *name;
} types[] = {
#define ROW(symbol, number, name, meaning) { symbol, name },
        PRG_PERIOD_TYPE_MAP(ROW)
#undef ROW
};
#define TYPES (sizeof types / sizeof *types)

const char *prg_period_type_name(prg_period_type type)
{
        for (size_t i = 0; i < TYPES; i++)
                if (types[i].type == type)
                        return types[i].name;
        return NULL;
}

int prg_period_type_from_name(prg_period_type *type, const char *name)
{
        if (type == NULL)
                return prg__error_null("type");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < TYPES; i++)
                if (strcmp(types[i].name, name) == 0) {
                        *type = types[i].type;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "no type of period is named '%s'", name);
}

int prg_period_type_is_partition(prg_period_type type)
{
        return type >= PRG_PERIOD_DAY && type <= PRG_PERIOD_YEAR;
}

/* Months only: which of two types divides the other is not the whole rule, a quarter is no part of
 * four months; and weeks are no part of anything that consists of months. */
int prg_period_type_nests(prg_period_type inner, prg_period_type outer)
{
        if (prg_period_type_name(inner) == NULL || prg_period_type_name(outer) == NULL
                || inner == outer)
                return 0;
        switch (inner) {
        case PRG_PERIOD_DAY: return 1;
        case PRG_PERIOD_WEEK: return outer == PRG_PERIOD_BI_WEEK || outer == PRG_PERIOD_WEEK_YEAR;
        case PRG_PERIOD_MONTH: return outer >= PRG_PERIOD_BI_MONTH && outer <= PRG_PERIOD_YEAR;
        case PRG_PERIOD_BI_MONTH:
                return outer == PRG_PERIOD_FOUR_MONTH || outer == PRG_PERIOD_HALF
                       || outer == PRG_PERIOD_YEAR;
        case PRG_PERIOD_QUARTER: return outer == PRG_PERIOD_HALF || outer == PRG_PERIOD_YEAR;
        case PRG_PERIOD_FOUR_MONTH:
        case PRG_PERIOD_HALF: return outer == PRG_PERIOD_YEAR;
        default: return 0;
        }
}

int prg_calendar_has(const prg_calendar *calendar, prg_period_type type)
{
        return calendar != NULL && prg_period_type_name(type) != NULL
               && (calendar->types & PRG__TYPE_BIT(type)) != 0;
}

int prg__period_months(prg_period_type type)
{
        switch (type) {
        case PRG_PERIOD_MONTH: return 1;
        case PRG_PERIOD_BI_MONTH: return 2;
        case PRG_PERIOD_QUARTER: return 3;
        case PRG_PERIOD_FOUR_MONTH: return 4;
        case PRG_PERIOD_HALF: return 6;
        case PRG_PERIOD_NINE_MONTH: return 9;
        case PRG_PERIOD_YEAR: return 12;
        default: return 0;
        }
}
