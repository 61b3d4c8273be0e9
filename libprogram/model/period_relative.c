/* Relative periods: which periods a word such as LAST_12_MONTHS means on a given day.
 *
 * Each is a row of numbers: from which to which period, counted from the one that holds the day, or
 * all periods of a year counted from the one that holds it. */
#include "period.h"

#include "util/date.h"
#include "util/error.h"
#include "util/suggest.h"

static const struct row {
        prg_relative relative;
        const char *name;
        prg_period_type type;
        int first, last, of_year;
} rows[] = {
#define ROW(symbol, number, name, type, first, last, of_year)                                      \
        { symbol, name, type, first, last, of_year },
        PRG_RELATIVE_MAP(ROW)
#undef ROW
};
#define ROWS (sizeof rows / sizeof *rows)

static const struct row *row_of(prg_relative relative)
{
        for (size_t i = 0; i < ROWS; i++)
                if (rows[i].relative == relative)
                        return &rows[i];
        return NULL;
}

static int is_financial(prg_relative relative)
{
        return relative >= PRG_RELATIVE_THIS_FINANCIAL_YEAR
               && relative <= PRG_RELATIVE_LAST_10_FINANCIAL_YEARS;
}

/* All periods of the type that belong to the year of the day, or to one some years later. */
static int whole_year(
        prg_period_range *range, const prg_calendar *calendar, const struct row *row, prg_date base)
{
        prg_period first, last;
        int year = prg__calendar_month_of(calendar, base) / 12 + row->first;
        int code = prg_period_make(&first, calendar, row->type, year, 1);
        if (code == 0)
                code = prg_period_make(&last, calendar, row->type, year,
                        prg__period_count(calendar, row->type, year));
        if (code == 0)
                *range = prg__period_range(&first, &last);
        return code;
}

int prg_relative_resolve(
        prg_period_range *range, prg_relative relative, const prg_calendar *calendar, prg_date base)
{
        const struct row *row = row_of(relative);
        prg_period now, first, last;
        if (range == NULL)
                return prg__error_null("range");
        if (row == NULL)
                return prg__error(
                        PRG_EINVALID, NULL, "no relative period has the number %d", (int)relative);
        int code = prg__date_check(base);
        if (code == 0 && calendar == NULL) {
                calendar = prg_calendar_gregorian();
                if (is_financial(relative))
                        code = prg_calendars_find(&calendar, NULL, "october", 7);
        }
        if (code == 0 && !prg_calendar_has(calendar, row->type))
                code = prg__period_no_type(PRG_EINVALID, NULL, calendar, row->type);
        if (code < 0)
                return code;
        if (row->of_year)
                return whole_year(range, calendar, row, base);
        if ((code = prg_period_holding(&now, calendar, row->type, base)) < 0
                || (code = prg_period_move(&first, &now, row->first)) < 0
                || (code = prg_period_move(&last, &now, row->last)) < 0)
                return code;
        *range = prg__period_range(&first, &last);
        return 0;
}

const char *prg_relative_name(prg_relative relative)
{
        const struct row *row = row_of(relative);
        return row ? row->name : NULL;
}

int prg_relative_from_name(prg_relative *relative, const char *name)
{
        size_t row;
        if (relative == NULL)
                return prg__error_null("relative");
        int code = prg__suggest_find(&row, &rows[0].name, sizeof *rows, ROWS, name, "relative period");
        if (code == 0)
                *relative = rows[row].relative;
        return code;
}
