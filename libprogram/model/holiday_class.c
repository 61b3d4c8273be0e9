/* Holidays and make-up days as things of a programme: one list for a year, whose id is the year. A year has all its
 * days in one list or none at all, so that "not listed" is an answer and "no list" is a question that is open. */
#include <string.h>

#include "item.h"
#include "nouns.h"
#include "util/date.h"

static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const days[] = { &prg__class_holiday, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__holiday_year),
        PRG__F_TARGET(prg__holiday_year, document, PRG__REF, documents, 0, "the document that orders it"),
        PRG__F(prg__holiday_year, source, PRG__TEXT, "where the list comes from, as text"),
        PRG__FIELD_NOTE(prg__holiday_year),
        PRG__F_TARGET(prg__holiday_year, days, PRG__ITEMS, days, 0,
                "the days; Saturdays and Sundays are no working days without being listed"),
        PRG__FIELD_END
};

static const prg__field day_fields[] = {
        PRG__F(prg__holiday, text, PRG__TEXT, "what the day is (tên ngày nghỉ)"),
        { "from", PRG__DATE, offsetof(prg__holiday, from), NULL, NULL, 0, PRG__REQUIRED, "its first day, in the year of the list" },
        PRG__F(prg__holiday, to, PRG__DATE, "its last day; without it, `from` is the only one"),
        PRG__F(prg__holiday, worked, PRG__FLAG, "true for a make-up day (làm bù), which is worked whatever day of the week it is"),
        PRG__FIELD_NOTE(prg__holiday),
        PRG__FIELD_END
};

int prg__holiday_year_of(const char *id)
{
        int year = 0;
        if (id == NULL || strlen(id) != 4)
                return 0;
        for (size_t i = 0; i < 4; i++) {
                if (id[i] < '0' || id[i] > '9')
                        return 0;
                year = year * 10 + (id[i] - '0');
        }
        return year;
}

/* The days of an entry as days of its year, from 0; 1, or 0 when they do not lie in it. */
static int days_of(const prg__holiday *holiday, int year, int *first, int *last)
{
        prg_date begin = prg__date_make(year, 1, 1), end = prg__date_make(year, 12, 31);
        prg_date to = holiday->to == PRG_DATE_NONE ? holiday->from : holiday->to;
        if (holiday->from < begin || to > end || holiday->from > to)
                return 0;
        *first = (int)(holiday->from - begin);
        *last = (int)(to - begin);
        return 1;
}

static int check_year(const prg_item *item, struct prg__check *check)
{
        const prg__holiday_year *it = (const prg__holiday_year *)item;
        unsigned char is_off[366] = { 0 }, is_worked[366] = { 0 };
        int year = prg__holiday_year_of(item->id), first, last, code = 0;
        if (year == 0)
                return item->id == NULL ? 0 : prg__check_add(check, item, NULL, PRG_FINDING_ID,
                        "'%s' is no year; expected four digits, the year of the list", item->id);
        for (size_t i = 0; code == 0 && i < it->days.count; i++) {
                const prg__holiday *holiday = it->days.at[i];
                if (holiday->from == PRG_DATE_NONE || (holiday->to != PRG_DATE_NONE && holiday->to < holiday->from))
                        continue; /* said elsewhere */
                if (!days_of(holiday, year, &first, &last)) {
                        code = prg__check_add(check, &holiday->item, "from", PRG_FINDING_CONTRADICTION,
                                "it does not lie in %s, the year of its list", item->id);
                        continue;
                }
                const unsigned char *others = holiday->worked == PRG__TRUE ? is_off : is_worked;
                memset((holiday->worked == PRG__TRUE ? is_worked : is_off) + first, 1, (size_t)(last - first + 1));
                if (memchr(others + first, 1, (size_t)(last - first + 1)))
                        code = prg__check_add(check, &holiday->item, "worked", PRG_FINDING_CONTRADICTION,
                                "a day of it is both off and worked");
        }
        return code;
}

const prg__class prg__class_holiday_year = { "holiday_year",
        "the days of a year that are off or worked against the rule (ngày nghỉ, ngày làm bù)",
        sizeof(prg__holiday_year), fields, PRG__CLASS_HOLIDAY_YEAR, check_year };

const prg__class prg__class_holiday = { "holiday", "days that are off, or worked in exchange", sizeof(prg__holiday),
        day_fields, PRG__NO_ID, prg__check_interval };
