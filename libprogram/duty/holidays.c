/* Working days: of each year that has a list, one bit for each day, the years in order. */
#include "holidays.h"

#include <stdlib.h>
#include <string.h>

#include "model/nouns.h"
#include "model/programme.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"

#define DAYS 366
/* So many days in a row without a working day are no holidays but a mistake. */
#define LONGEST_REST 366

struct year {
        int year;
        unsigned char works[(DAYS + 7) / 8];
};

struct prg_holidays {
        struct year *years; /* in ascending order */
        size_t count;
};

static int by_year(const void *a, const void *b)
{
        const struct year *first = a, *second = b;
        return (first->year > second->year) - (first->year < second->year);
}

static void set_day(struct year *year, int index, int works)
{
        unsigned char bit = (unsigned char)(1u << (index % 8));
        if (works)
                year->works[index / 8] |= bit;
        else
                year->works[index / 8] &= (unsigned char)~bit;
}

static int wrong_list(const prg__holiday_year *list)
{
        return prg__error(PRG_ESCHEMA, list->item.id, "the holidays '%s' are no list of days of one year",
                prg__text_or(list->item.id, "?"));
}

static int compile(struct year *year, const prg__holiday_year *list)
{
        if ((year->year = prg__holiday_year_of(list->item.id)) == 0)
                return wrong_list(list);
        prg_date begin = prg__date_make(year->year, 1, 1), end = prg__date_make(year->year, 12, 31);
        int weekday = prg__date_weekday(begin);
        for (int i = 0; i <= (int)(end - begin); i++)
                set_day(year, i, (weekday - 1 + i) % 7 < 5);
        for (size_t i = 0; i < list->days.count; i++) {
                const prg__holiday *holiday = list->days.at[i];
                prg_date to = holiday->to == PRG_DATE_NONE ? holiday->from : holiday->to;
                if (holiday->from < begin || to > end)
                        return wrong_list(list);
                for (prg_date day = holiday->from; day <= to; day++)
                        set_day(year, (int)(day - begin), holiday->worked == PRG__TRUE);
        }
        return 0;
}

int prg_holidays_new(prg_holidays **holidays, const prg_programme *programme)
{
        if (holidays == NULL)
                return prg__error_null("holidays");
        if (programme == NULL)
                return prg__error_null("programme");
        const prg__list *lists = &programme->root.holidays;
        prg_holidays *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        int code = 0;
        if (lists->count && (made->years = prg__alloc_array(lists->count, sizeof *made->years)) == NULL)
                code = PRG_ENOMEM;
        for (; code == 0 && made->count < lists->count; made->count++)
                code = compile(&made->years[made->count], lists->at[made->count]);
        if (code < 0) {
                prg_holidays_free(made);
                return code;
        }
        if (made->count)
                qsort(made->years, made->count, sizeof *made->years, by_year);
        *holidays = made;
        return 0;
}

void prg_holidays_free(prg_holidays *holidays)
{
        if (holidays == NULL)
                return;
        prg__free(holidays->years);
        prg__free(holidays);
}

static const struct year *find_year(const prg_holidays *holidays, int year)
{
        struct year wanted = { year, { 0 } };
        return holidays && holidays->count
                ? bsearch(&wanted, holidays->years, holidays->count, sizeof *holidays->years, by_year)
                : NULL;
}

int prg_holidays_has_year(const prg_holidays *holidays, int year)
{
        return find_year(holidays, year) != NULL;
}

int prg__holidays_works(int *works, int *of, const prg_holidays *holidays, prg_date day)
{
        int month, of_month;
        prg__date_split(day, of, &month, &of_month);
        const struct year *year = find_year(holidays, *of);
        int index = (int)(day - prg__date_make(*of, 1, 1));
        if (year == NULL)
                return PRG_END;
        *works = (year->works[index / 8] >> (index % 8)) & 1;
        return 0;
}

int prg_holidays_is_working(int *works, const prg_holidays *holidays, prg_date day)
{
        int year;
        if (works == NULL)
                return prg__error_null("works");
        if (prg__date_check(day) < 0)
                return PRG_EINVALID;
        return prg__holidays_works(works, &year, holidays, day);
}

int prg__holidays_move(prg_date *out, int *year, const prg_holidays *holidays, int count)
{
        prg_date day = *out;
        int step = count < 0 ? -1 : 1, rest = 0, works;
        while (count != 0) {
                day += step;
                if (!prg_date_is_valid(day))
                        return PRG_ERANGE;
                if (prg__holidays_works(&works, year, holidays, day) == PRG_END)
                        return PRG_END;
                rest = works ? 0 : rest + 1;
                if (rest == LONGEST_REST)
                        return PRG_ELIMIT;
                count -= works ? step : 0;
        }
        *out = day;
        return 0;
}

int prg_holidays_move(prg_date *out, int *year, const prg_holidays *holidays, prg_date day, int count)
{
        int of = 0;
        if (out == NULL)
                return prg__error_null("out");
        if (prg__date_check(day) < 0)
                return PRG_EINVALID;
        int code = prg__holidays_move(&day, &of, holidays, count);
        if (code == PRG_ERANGE)
                return prg__error(code, NULL, "the working day lies outside the range of dates");
        if (code == PRG_ELIMIT)
                return prg__error(code, NULL, "%d days in a row have no working day", LONGEST_REST);
        if (code == 0)
                *out = day;
        else if (year)
                *year = of;
        return code;
}
