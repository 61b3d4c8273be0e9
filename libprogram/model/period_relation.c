/* Periods beside each other: parts and wholes, unions, overlaps, the law.
 *
 * Whether a period is a union of base periods is a question about its two ends, once the types are
 * known to fit: the base type is a partition, so nothing can be missing between them. */
#include "period.h"

#include <string.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"
#include "util/report.h"

/* ---- parts and wholes ---- */

static int check_type(const prg_calendar *calendar, prg_period_type type)
{
        if (prg_period_type_name(type) == NULL)
                return prg__error(
                        PRG_EINVALID, NULL, "no type of period has the number %d", (int)type);
        return prg_calendar_has(calendar, type)
                       ? 0
                       : prg__period_no_type(PRG_EINVALID, NULL, calendar, type);
}

int prg_period_parent(prg_period *out, const prg_period *period, prg_period_type type)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code == 0)
                code = check_type(period->calendar, type);
        if (code < 0)
                return code;
        if (!prg_period_type_nests(period->type, type) || type == PRG_PERIOD_DAYS)
                return prg__error(PRG_ECONFLICT, NULL, "a %s is no part of a %s",
                        prg_period_type_name(period->type), prg_period_type_name(type));
        return prg_period_holding(out, period->calendar, type, period->first);
}

static const struct {
        prg_union_reason reason;
        const char *name, *text;
} reasons[] = {
        { PRG_UNION_EXACT, "exact", "it is one" },
        { PRG_UNION_NOT_NESTED, "not_nested", "the types do not nest" },
        { PRG_UNION_BEGINS_INSIDE, "begins_inside", "its first day lies within one" },
        { PRG_UNION_ENDS_INSIDE, "ends_inside", "its last day lies within one" },
        { PRG_UNION_SPAN, "span", "they are spans" },
};
#define REASONS (sizeof reasons / sizeof *reasons)

const char *prg_union_reason_name(prg_union_reason reason)
{
        for (size_t i = 0; i < REASONS; i++)
                if (reasons[i].reason == reason)
                        return reasons[i].name;
        return NULL;
}

int prg_union_reason_from_name(prg_union_reason *reason, const char *name)
{
        if (reason == NULL)
                return prg__error_null("reason");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < REASONS; i++)
                if (strcmp(reasons[i].name, name) == 0) {
                        *reason = reasons[i].reason;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "no reason is named '%s'", name);
}

/* Which base periods make up a period; the calendar has the type. 0 and a reason, or PRG_ERANGE. */
static int find_union(prg_period_range *range, prg_union_reason *reason, const prg_period *period,
        const prg_calendar *calendar, prg_period_type type)
{
        prg_period first, last;
        if (calendar == period->calendar && type == period->type) {
                *range = prg__period_range(period, period);
                *reason = PRG_UNION_EXACT;
                return 0;
        }
        *reason = PRG_UNION_SPAN;
        if (!prg_period_type_is_partition(type))
                return 0;
        *reason = PRG_UNION_NOT_NESTED;
        if (prg_period_type_is_partition(period->type) && type != period->type
                && !prg_period_type_nests(type, period->type))
                return 0;
        int code = prg_period_holding(&first, calendar, type, period->first);
        if (code == 0)
                code = prg_period_holding(&last, calendar, type, period->last);
        if (code != 0)
                return code;
        *reason = first.first != period->first ? PRG_UNION_BEGINS_INSIDE
                  : last.last != period->last  ? PRG_UNION_ENDS_INSIDE
                                               : PRG_UNION_EXACT;
        if (*reason == PRG_UNION_EXACT)
                *range = prg__period_range(&first, &last);
        return 0;
}

int prg_period_union(prg_period_range *range, prg_union_reason *reason, const prg_period *period,
        const prg_calendar *calendar, prg_period_type type)
{
        prg_union_reason found = PRG_UNION_EXACT;
        if (range == NULL)
                return prg__error_null("range");
        if (calendar == NULL)
                return prg__error_null("calendar");
        int code = prg__period_valid(period, "period");
        if (code == 0)
                code = check_type(calendar, type);
        if (code == 0)
                code = find_union(range, &found, period, calendar, type);
        if (code < 0)
                return code;
        if (reason)
                *reason = found;
        return found == PRG_UNION_EXACT ? 0 : PRG_END;
}

int prg_period_children(prg_period_range *out, const prg_period *period, prg_period_type type)
{
        prg_union_reason reason;
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code < 0)
                return code;
        code = prg_period_union(out, &reason, period, period->calendar, type);
        if (code == PRG_END)
                return prg__error(PRG_ECONFLICT, NULL, "a %s is not made of periods of type %s: %s",
                        prg_period_type_name(period->type), prg_period_type_name(type),
                        reasons[reason].text);
        return code;
}

int prg_period_range_at(prg_period *out, const prg_period_range *range, size_t index)
{
        if (out == NULL)
                return prg__error_null("out");
        if (range == NULL)
                return prg__error_null("range");
        if (index >= range->count || index > INT32_MAX)
                return PRG_END;
        return prg_period_move(out, &range->first, (int)index);
}

/* ---- days in common ---- */

static int check_two(const void *out, const prg_period *a, const prg_period *b)
{
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(a, "a");
        return code < 0 ? code : prg__period_valid(b, "b");
}

int prg_period_overlap(prg_period *out, const prg_period *a, const prg_period *b)
{
        int code = check_two(out, a, b);
        if (code < 0)
                return code;
        prg_date first = a->first > b->first ? a->first : b->first,
                 last = a->last < b->last ? a->last : b->last;
        if (first > last)
                return PRG_END;
        prg__period_days(out, a->calendar, first, last);
        return 0;
}

int prg_period_difference(
        prg_period out[2], size_t *count, const prg_period *a, const prg_period *b)
{
        int code = check_two(out, a, b);
        if (code < 0)
                return code;
        if (count == NULL)
                return prg__error_null("count");
        const prg_period whole = *a, other = *b; /* out may be where they are */
        size_t found = 0;
        if (other.last < whole.first || whole.last < other.first) {
                prg__period_days(&out[found++], whole.calendar, whole.first, whole.last);
        } else {
                if (whole.first < other.first)
                        prg__period_days(
                                &out[found++], whole.calendar, whole.first, other.first - 1);
                if (other.last < whole.last)
                        prg__period_days(&out[found++], whole.calendar, other.last + 1, whole.last);
        }
        *count = found;
        return 0;
}

int prg_period_year_to_date(prg_period *out, const prg_period *period)
{
        prg_period month;
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__period_valid(period, "period");
        if (code == 0)
                code = check_type(period->calendar, PRG_PERIOD_YEAR_TO_DATE);
        if (code == 0)
                code = prg_period_holding(
                        &month, period->calendar, PRG_PERIOD_YEAR_TO_DATE, period->last);
        if (code != 0)
                return code;
        if (month.last == period->last)
                *out = month;
        else
                prg__period_days(out, period->calendar, month.first, period->last);
        return 0;
}

void prg__period_of_days(
        prg_period *period, const prg_calendar *calendar, prg_date first, prg_date last)
{
        /* Wide before narrow: a period is called by the widest that it is. */
        static const prg_period_type types[] = { PRG_PERIOD_YEAR, PRG_PERIOD_HALF,
                PRG_PERIOD_FOUR_MONTH, PRG_PERIOD_QUARTER, PRG_PERIOD_BI_MONTH, PRG_PERIOD_MONTH,
                PRG_PERIOD_WEEK, PRG_PERIOD_DAY };
        prg_period found;
        for (size_t i = 0; i < sizeof types / sizeof *types; i++)
                if (prg_calendar_has(calendar, types[i])
                        && prg__period_holding(&found, calendar, types[i], first) == 0
                        && found.first == first && found.last == last) {
                        *period = found;
                        return;
                }
        prg__period_days(period, calendar, first, last);
}

/* ---- law ---- */

int prg_period_is_in_force(const prg_period *period)
{
        return period != NULL && prg_calendar_is_in_force(period->calendar, period->last);
}

int prg_period_check(const prg_period *period, prg_report *report)
{
        if (report == NULL)
                return prg__error_null("report");
        int code = prg__period_valid(period, "period");
        if (code < 0 || prg_period_is_in_force(period))
                return code;
        const prg_calendar_options *o = &period->calendar->options;
        char from[PRG__DATE_LENGTH + 1] = "", to[PRG__DATE_LENGTH + 1] = "",
                                     last[PRG__DATE_LENGTH + 1];
        if (o->from != PRG_DATE_NONE)
                prg__date_write(from, o->from);
        if (o->to != PRG_DATE_NONE)
                prg__date_write(to, o->to);
        prg__date_write(last, period->last);
        prg_buf message = PRG_BUF_INIT, expected = PRG_BUF_INIT;
        if ((code = prg_period_format(&message, period)) == 0
                && (code = prg__buf_format(&message,
                            ": calendar '%s' is not in force on %s, the last day of the period",
                            o->id, last))
                           == 0
                && (code = prg__buf_format(&expected, "a period that ends%s%s%s%s",
                            *from ? " on or after " : "", from, *to ? " on or before " : "", to))
                           == 0) {
                prg_finding finding = { PRG_FINDING_CALENDAR_NOT_IN_FORCE, PRG_SEVERITY_NOTE, NULL,
                        NULL, NULL, 0, 0, 0, message.data, expected.data, NULL };
                code = prg__report_add(report, &finding);
        }
        prg_buf_dispose(&message);
        prg_buf_dispose(&expected);
        return code;
}
