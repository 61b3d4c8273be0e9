/* Deadlines: the day that is written, then its bound, then rolling. Each step either gives a day or the reason why
 * there is none. */
#include <libprogram/deadline.h>

#include <string.h>

#include "holidays.h"
#include "model/nouns.h"
#include "util/date.h"
#include "util/error.h"

#define SECONDS_A_DAY     86400
#define VIETNAM_BEFORE_UTC (7 * 3600)

/* ---- rules ---- */

int prg_deadline_rule_of_item(prg_deadline_rule *rule, const prg_item *item)
{
        if (rule == NULL)
                return prg__error_null("rule");
        if (item == NULL)
                return prg__error_null("item");
        if (item->class != &prg__class_deadline)
                return prg__error(PRG_EINVALID, item->id, "a %s is no deadline", item->class->name);
        const prg__deadline *it = (const prg__deadline *)item;
        if ((it->day >= 0) + (it->date != PRG_DATE_NONE) + (it->days >= 0) + (it->working_days >= 0) != 1)
                return prg__error(PRG_ESCHEMA, NULL, "a deadline says not exactly one of 'day', 'date', 'days' and "
                        "'working_days'");
        prg_deadline_rule made = PRG_DEADLINE_RULE_INIT;
        made.bound = it->bound ? (prg_deadline_bound)it->bound : made.bound;
        made.after = it->after ? (prg_deadline_after)it->after : made.after;
        made.roll = it->roll ? (prg_roll)it->roll : made.roll;
        if (it->day >= 0) {
                made.kind = PRG_DEADLINE_DAY;
                made.day = it->day;
                made.months = it->months_after >= 0 ? it->months_after : it->months_before >= 0 ? -it->months_before : 0;
        } else if (it->date != PRG_DATE_NONE) {
                made.kind = PRG_DEADLINE_DATE;
                made.date = it->date;
        } else {
                made.kind = it->days >= 0 ? PRG_DEADLINE_DAYS : PRG_DEADLINE_WORKING_DAYS;
                made.days = it->days >= 0 ? it->days : it->working_days;
        }
        *rule = made;
        return 0;
}

static int wrong_number(const char *what, int number, const char *expected)
{
        return prg__error(PRG_ESCHEMA, NULL, "the %s of a deadline is %d, expected %s", what, number, expected);
}

static int check_rule(const prg_deadline_rule *rule)
{
        if (rule->version != PRG_DEADLINE_RULE_VERSION)
                return prg__error(PRG_EVERSION, NULL, "a deadline rule of version %u; expected %d", rule->version,
                        PRG_DEADLINE_RULE_VERSION);
        if ((unsigned)rule->bound - 1 > 1)
                return wrong_number("bound", (int)rule->bound, "1 or 2, see prg_deadline_bound");
        if ((unsigned)rule->roll - 1 > 2)
                return wrong_number("roll", (int)rule->roll, "1 to 3, see prg_roll");
        switch (rule->kind) {
        case PRG_DEADLINE_DAY:
                if (rule->day < 1 || rule->day > 31)
                        return wrong_number("day", rule->day, "1 to 31");
                return rule->months < -24 || rule->months > 24 ? wrong_number("months", rule->months, "-24 to 24") : 0;
        case PRG_DEADLINE_DATE: return prg__date_check(rule->date);
        case PRG_DEADLINE_DAYS:
        case PRG_DEADLINE_WORKING_DAYS:
                if ((unsigned)rule->after - 1 > 1)
                        return wrong_number("after", (int)rule->after, "1 or 2, see prg_deadline_after");
                return rule->days < 0 || rule->days > 366 ? wrong_number("days", rule->days, "0 to 366") : 0;
        default: return wrong_number("kind", (int)rule->kind, "1 to 4, see prg_deadline_kind");
        }
}

/* ---- the three steps; each returns the reason why there is no day, or 0 ---- */

static prg_deadline_reason move_working(prg_deadline *deadline, prg_date *day, const prg_holidays *holidays, int count)
{
        int year = 0;
        switch (prg__holidays_move(day, &year, holidays, count)) {
        case 0: return PRG_DEADLINE_RESOLVED;
        case PRG_END: deadline->year = year; return PRG_DEADLINE_NO_LIST;
        case PRG_ELIMIT: return PRG_DEADLINE_NO_WORKING_DAY;
        default: return PRG_DEADLINE_OUT_OF_RANGE;
        }
}

static prg_deadline_reason write_day_of_month(prg_date *day, const prg_deadline_rule *rule, prg_date end)
{
        int year, month, of_month;
        prg__date_split(end, &year, &month, &of_month);
        int months = 12 * year + month - 1 + rule->months;
        year = months / 12;
        month = months % 12 + 1;
        if (year < 1 || year > PRG__DATE_MAX_YEAR)
                return PRG_DEADLINE_OUT_OF_RANGE;
        int longest = prg__date_days_in_month(year, month);
        *day = prg__date_make(year, month, rule->day < longest ? rule->day : longest);
        return PRG_DEADLINE_RESOLVED;
}

static prg_deadline_reason write_day(prg_deadline *deadline, prg_date *day, const prg_deadline_rule *rule,
        const prg_period *period, prg_date cut_off, const prg_holidays *holidays)
{
        switch (rule->kind) {
        case PRG_DEADLINE_DAY: return write_day_of_month(day, rule, period->last);
        case PRG_DEADLINE_DATE: *day = rule->date; return PRG_DEADLINE_RESOLVED;
        default:
                *day = rule->after == PRG_DEADLINE_AFTER_CUT_OFF && cut_off != PRG_DATE_NONE ? cut_off : period->last;
                if (rule->kind == PRG_DEADLINE_WORKING_DAYS)
                        return move_working(deadline, day, holidays, rule->days);
                *day += rule->days;
                return prg_date_is_valid(*day) ? PRG_DEADLINE_RESOLVED : PRG_DEADLINE_OUT_OF_RANGE;
        }
}

static prg_deadline_reason roll(prg_deadline *deadline, prg_date *day, prg_roll way, const prg_holidays *holidays)
{
        int works = 1, year = 0;
        if (way != PRG_ROLL_NONE && prg__holidays_works(&works, &year, holidays, *day) == PRG_END) {
                deadline->year = year;
                return PRG_DEADLINE_NO_LIST;
        }
        if (works)
                return PRG_DEADLINE_RESOLVED;
        deadline->rolled = 1;
        return move_working(deadline, day, holidays, way == PRG_ROLL_NEXT ? 1 : -1);
}

int prg_deadline_resolve(prg_deadline *deadline, const prg_deadline_rule *rule, const prg_period *period,
        prg_date cut_off, const prg_holidays *holidays)
{
        if (deadline == NULL)
                return prg__error_null("deadline");
        if (rule == NULL)
                return prg__error_null("rule");
        int code = check_rule(rule);
        if (code < 0)
                return code;
        if (period == NULL && rule->kind != PRG_DEADLINE_DATE)
                return prg__error_null("period");
        if (period && (!prg_date_is_valid(period->last) || period->first > period->last))
                return prg__error(PRG_EINVALID, NULL, "the period is none");
        if (cut_off != PRG_DATE_NONE && prg__date_check(cut_off) < 0)
                return PRG_EINVALID;
        prg_deadline made = { PRG_DATE_NONE, PRG_DATE_NONE, 0, 0, PRG_DEADLINE_RESOLVED, 0 };
        prg_date day = PRG_DATE_NONE;
        made.reason = write_day(&made, &day, rule, period, cut_off, holidays);
        if (made.reason == PRG_DEADLINE_RESOLVED) {
                made.written = day;
                day -= rule->bound == PRG_DEADLINE_BEFORE;
                made.reason = prg_date_is_valid(day) ? roll(&made, &day, rule->roll, holidays) : PRG_DEADLINE_OUT_OF_RANGE;
        }
        if (made.reason == PRG_DEADLINE_RESOLVED) {
                made.last = day;
                made.estimates = period && day < period->last;
        } else {
                made.rolled = 0;
        }
        *deadline = made;
        return 0;
}

int64_t prg_deadline_end(prg_date last)
{
        return prg_date_is_valid(last) ? ((int64_t)last + 1) * SECONDS_A_DAY - VIETNAM_BEFORE_UTC : INT64_MIN;
}

/* ---- names ---- */

static const char *const reason_names[] = {
#define REASON_NAME(symbol, number, name, meaning) name,
        PRG_DEADLINE_REASON_MAP(REASON_NAME)
#undef REASON_NAME
};
#define REASONS (sizeof reason_names / sizeof *reason_names)

const char *prg_deadline_reason_name(prg_deadline_reason reason)
{
        return (size_t)reason < REASONS ? reason_names[reason] : NULL;
}

int prg_deadline_reason_from_name(prg_deadline_reason *reason, const char *name)
{
        if (reason == NULL)
                return prg__error_null("reason");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < REASONS; i++)
                if (strcmp(reason_names[i], name) == 0) {
                        *reason = (prg_deadline_reason)i;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "'%s' is no reason of an unresolved deadline", name);
}
