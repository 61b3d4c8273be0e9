/* Deadlines as things of a programme: which day is written, and how the last day in time follows from it. What the
 * day is for a period, the layer duty answers. */
#include "nouns.h"

/* In the order of prg_deadline_bound, prg_deadline_after and prg_roll. */
static const char *const bounds[] = { "at_latest", "before", NULL };
static const char *const afters[] = { "end", "cut_off", NULL };
static const char *const rolls[] = { "none", "next", "previous", NULL };

#define COUNT(member, limit, doc) { #member, PRG__COUNT, offsetof(prg__deadline, member), NULL, NULL, limit, 0, doc }

static const prg__field fields[] = {
        PRG__F(prg__deadline, text, PRG__TEXT, "the wording of the document (nguyên văn)"),
        PRG__F_CHOICE(prg__deadline, bound, bounds, 0,
                "at_latest (chậm nhất ngày, the default): the day itself is in time; before (trước ngày): only the day before it is"),
        COUNT(day, 31, "a day of a month: of the period's last month without `months_before` and `months_after`; "
                "where that month is too short, its last day"),
        COUNT(months_before, 24, "with `day`: how many months before the period's last month"),
        COUNT(months_after, 24, "with `day`: how many months after the period's last month"),
        PRG__F(prg__deadline, date, PRG__DATE, "a fixed day"),
        COUNT(days, 366, "how many calendar days after the period's end or the cut-off, which is not counted"),
        COUNT(working_days, 366, "how many working days after it"),
        PRG__F_CHOICE(prg__deadline, after, afters, 0,
                "with `days` and `working_days`: end (the period's last day, the default) or cut_off (the day on which the data close)"),
        PRG__F_CHOICE(prg__deadline, roll, rolls, 0,
                "where the last day in time is not worked: none (it stays, the default), next or previous working day"),
        PRG__FIELD_NOTE(prg__deadline),
        PRG__FIELD_END
};

static int contradicts(const prg_item *item, struct prg__check *check, const char *key, const char *what)
{
        return prg__check_add(check, item, key, PRG_FINDING_CONTRADICTION, "%s", what);
}

static int check_deadline(const prg_item *item, struct prg__check *check)
{
        const prg__deadline *it = (const prg__deadline *)item;
        int counted = (it->days >= 0) + (it->working_days >= 0);
        int ways = (it->day >= 0) + (it->date != PRG_DATE_NONE) + counted;
        int code = 0;
        if (ways == 0 && !prg__check_is_broken(check, item, "day") && !prg__check_is_broken(check, item, "date")
            && !prg__check_is_broken(check, item, "days") && !prg__check_is_broken(check, item, "working_days"))
                return prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD,
                        "a deadline has no day; expected 'day', 'date', 'days' or 'working_days'");
        if (ways > 1)
                return contradicts(item, check, NULL, "it says more than one of 'day', 'date', 'days' and 'working_days'");
        if (it->day == 0)
                code = prg__check_add(check, item, "day", PRG_FINDING_VALUE, "0 is no day of a month; expected 1 to 31");
        if (code == 0 && it->months_before >= 0 && it->months_after >= 0)
                code = contradicts(item, check, "months_after", "it says both 'months_before' and 'months_after'");
        else if (code == 0 && it->months_before >= 0 && ways && it->day < 0)
                code = contradicts(item, check, "months_before", "'months_before' belongs to 'day'");
        else if (code == 0 && it->months_after >= 0 && ways && it->day < 0)
                code = contradicts(item, check, "months_after", "'months_after' belongs to 'day'");
        if (code == 0 && it->after && ways && counted == 0)
                code = contradicts(item, check, "after", "'after' belongs to 'days' and 'working_days'");
        return code;
}

const prg__class prg__class_deadline = { "deadline", "until when something is due (thời hạn)", sizeof(prg__deadline),
        fields, PRG__NO_ID, check_deadline };
