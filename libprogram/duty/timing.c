/* Resolving wordings of time. What a wording says is read once, into bounds and a recurrence; instances are made from
 * these when they are asked for, so that a daily task of ten years costs nothing until then. */
#include "timing.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "model/period.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"

static const char *const wording_names[] = { "dated", "continuous", "on_demand", "conditional", "unresolved", "open" };

const char *prg_wording_name(prg_wording wording)
{
        return (unsigned)wording - 1 < sizeof wording_names / sizeof *wording_names ? wording_names[(unsigned)wording - 1]
                                                                                    : NULL;
}

/* ---- what stands around a wording ---- */

static prg_date later_of(prg_date a, prg_date b)
{
        if (a == PRG_DATE_NONE || b == PRG_DATE_NONE)
                return a == PRG_DATE_NONE ? b : a;
        return a > b ? a : b;
}

static const prg_item *document_of(const prg_item *item)
{
        if (item->class == &prg__class_component)
                return ((const prg__component *)item)->document;
        return item->class == &prg__class_flow ? ((const prg__flow *)item)->document : NULL;
}

static prg_date date_of(const prg_item *document)
{
        return document ? ((const prg__document *)document)->date : PRG_DATE_NONE;
}

static prg_date day_of_issue(const prg_timing *timing)
{
        const prg__root *root = &timing->programme->root;
        if (timing->options.issued != PRG_DATE_NONE)
                return timing->options.issued;
        for (const prg_item *item = timing->owner; item; item = item->owner)
                if (date_of(document_of(item)) != PRG_DATE_NONE)
                        return date_of(document_of(item));
        return root->issued != PRG_DATE_NONE ? root->issued : date_of(root->document);
}

/* The nearest first or last day of what the wording belongs to, up to the programme. */
static prg_date around(const prg_timing *timing, int is_last)
{
        const prg__root *root = &timing->programme->root;
        for (const prg_item *item = timing->owner; item; item = item->owner) {
                if (item->class != &prg__class_component)
                        continue;
                const prg__component *component = (const prg__component *)item;
                prg_date day = is_last ? component->to : component->from;
                if (day != PRG_DATE_NONE)
                        return day;
        }
        return is_last ? root->to : root->from;
}

/* ---- reading a wording ---- */

static int unresolved(prg_timing *timing, prg_buf *reason, int code)
{
        if (code == 0) {
                timing->said = reason->data;
                timing->reason = reason->data;
                timing->wording = PRG_WORDING_UNRESOLVED;
        } else {
                prg_buf_dispose(reason);
        }
        return code;
}

static int unresolved_text(prg_timing *timing, const char *text)
{
        prg_buf reason = PRG_BUF_INIT;
        return unresolved(timing, &reason, prg__buf_text(&reason, text));
}

static const char *calendar_id(const prg_timing *timing)
{
        return timing->time && timing->time->calendar ? timing->time->calendar->id : timing->options.calendar;
}

static int is_now(const char *text)
{
        return strcmp(text, "now") == 0;
}

/* The bounds that `from` and `to` state. 0, or PRG_END when that makes it unresolved. */
static int read_bounds(prg_timing *timing)
{
        const prg__time *time = timing->time;
        prg_period period;
        int code = 0;
        if (time->from && is_now(time->from)) {
                if (timing->issued == PRG_DATE_NONE) {
                        code = unresolved_text(timing, "the day of issue is not known");
                        return code < 0 ? code : PRG_END;
                }
        } else if (time->from) {
                if ((code = prg__time_period(&period, time, timing->calendars, timing->options.calendar, time->from)) < 0)
                        return code;
                timing->first = period.first;
                timing->is_stated = 1;
        }
        if (time->to == NULL)
                return 0;
        if (is_now(time->to)) /* the check of a programme refuses it */
                return prg__error(PRG_ESCHEMA, timing->owner->id, "'to' is now; expected a period or a date");
        if ((code = prg__time_period(&period, time, timing->calendars, timing->options.calendar, time->to)) < 0)
                return code;
        int until_start = timing->options.until == PRG_UNTIL_START && time->form == PRG__TIME_WINDOW && !timing->is_stated
                && period.type == PRG_PERIOD_YEAR;
        timing->last = until_start ? period.first : period.last;
        return 0;
}

static int add_date(prg_buf *out, const char *before, prg_date date)
{
        char text[PRG__DATE_LENGTH + 1];
        prg__date_write(text, date);
        return prg__buf_format(out, "%s%s", before, text);
}

/* One window, from the first day that is stated or from the day of issue. */
static int read_window(prg_timing *timing)
{
        const prg__time *time = timing->time;
        prg_buf reason = PRG_BUF_INIT;
        timing->wording = PRG_WORDING_DATED;
        if (timing->is_stated && timing->last < timing->first) {
                int code = add_date(&reason, "it ends on ", timing->last);
                if (code == 0)
                        code = add_date(&reason, ", before it begins on ", timing->first);
                return unresolved(timing, &reason, code);
        }
        if (time->from && !timing->is_stated && timing->last < timing->issued) {
                int code = add_date(&reason, "it ends on ", timing->last);
                if (code == 0)
                        code = add_date(&reason, ", before the day of issue ", timing->issued);
                return unresolved(timing, &reason, code);
        }
        return 0;
}

static prg_period_type type_of(int every)
{
        static const prg_period_type types[] = { PRG_PERIOD_DAY, PRG_PERIOD_WEEK, PRG_PERIOD_MONTH, PRG_PERIOD_QUARTER,
                PRG_PERIOD_HALF, PRG_PERIOD_YEAR, PRG_PERIOD_STAGE };
        return types[every - 1];
}

static int read_recurrence(prg_timing *timing)
{
        const char *id = calendar_id(timing);
        timing->calendar = prg_calendar_gregorian();
        timing->type = type_of(timing->time->every);
        timing->wording = PRG_WORDING_DATED;
        if (id) {
                int code = prg_calendars_find(&timing->calendar, timing->calendars, id, strlen(id));
                if (code < 0)
                        return code;
        }
        if (!prg_calendar_has(timing->calendar, timing->type)) {
                prg_buf reason = PRG_BUF_INIT;
                return unresolved(timing, &reason, prg__buf_format(&reason, "the calendar '%s' has no %s",
                        prg_calendar_id(timing->calendar), prg_period_type_name(timing->type)));
        }
        if (!timing->is_stated)
                timing->first = later_of(timing->issued, around(timing, 0));
        if (timing->first == PRG_DATE_NONE)
                return unresolved_text(timing, "neither a first day nor the day of issue is known");
        if (timing->last == PRG_DATE_NONE)
                timing->last = around(timing, 1);
        return 0;
}

static int read_anniversary(prg_timing *timing)
{
        const prg__document *document = (const prg__document *)timing->time->of;
        prg_buf reason = PRG_BUF_INIT;
        int year, month, day;
        if (document->date == PRG_DATE_NONE)
                return unresolved(timing, &reason, prg__buf_format(&reason, "the document '%s' has no date", document->item.id));
        prg__date_split(document->date, &year, &month, &day);
        year += timing->time->years;
        if (year > PRG__DATE_MAX_YEAR)
                return unresolved(timing, &reason, prg__buf_format(&reason, "the year %d is too far away", year));
        int most = prg__date_days_in_month(year, month);
        timing->last = prg__date_make(year, month, day < most ? day : most);
        return read_window(timing);
}

static int is_complete(const prg__time *time)
{
        switch (time->form) {
        case PRG__TIME_WINDOW:
        case PRG__TIME_DEADLINE: return time->to != NULL;
        case PRG__TIME_RANGE: return time->from && time->to;
        case PRG__TIME_RECURRENCE: return time->every != 0;
        case PRG__TIME_ANNIVERSARY: return time->of && time->years >= 0;
        default: return time->form != 0;
        }
}

static int read_time(prg_timing *timing)
{
        const prg__time *time = timing->time;
        if (time == NULL) {
                timing->wording = PRG_WORDING_OPEN;
                if (timing->owner->class == &prg__class_component) {
                        timing->first = ((const prg__component *)timing->owner)->from;
                        timing->last = ((const prg__component *)timing->owner)->to;
                }
                timing->is_stated = timing->first != PRG_DATE_NONE;
                return 0;
        }
        if (!is_complete(time))
                return prg__error(PRG_ESCHEMA, timing->owner->id, "its time is not complete");
        int code = time->form == PRG__TIME_CONTINUOUS || time->form == PRG__TIME_UNRESOLVED ? 0 : read_bounds(timing);
        if (code != 0)
                return code == PRG_END ? 0 : code;
        switch (time->form) {
        case PRG__TIME_RECURRENCE: return read_recurrence(timing);
        case PRG__TIME_ANNIVERSARY: return read_anniversary(timing);
        case PRG__TIME_CONTINUOUS: timing->wording = PRG_WORDING_CONTINUOUS; return 0;
        case PRG__TIME_ON_DEMAND: timing->wording = PRG_WORDING_ON_DEMAND; return 0;
        case PRG__TIME_CONDITIONAL: timing->wording = PRG_WORDING_CONDITIONAL; return 0;
        case PRG__TIME_UNRESOLVED:
                timing->wording = PRG_WORDING_UNRESOLVED;
                timing->reason = prg__text_or(time->reason, "the wording is not computable");
                return 0;
        default: return read_window(timing);
        }
}

static int read_deadline(prg_timing *timing)
{
        int code = prg_deadline_rule_of_item(&timing->rule, timing->time->deadline);
        return code < 0 ? code : prg_holidays_new(&timing->holidays, timing->programme);
}

/* ---- life ---- */

static int check_options(const prg_timing_options *options)
{
        if (options->version != PRG_TIMING_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "timing options of version %u; expected %u", options->version,
                        PRG_TIMING_OPTIONS_VERSION);
        if (options->issued != PRG_DATE_NONE && prg__date_check(options->issued) < 0)
                return PRG_EINVALID;
        if (options->until != PRG_UNTIL_END && options->until != PRG_UNTIL_START)
                return prg__error(PRG_EINVALID, NULL, "%d is not what until can mean", (int)options->until);
        return 0;
}

static int begin(prg_timing *timing, const prg_item *item)
{
        timing->owner = item->class == &prg__class_time ? item->owner : item;
        timing->programme = prg_programme_ref(item->programme);
        timing->time = (const prg__time *)(item->class == &prg__class_time ? item : prg_item_get(item, "time"));
        timing->first = timing->last = PRG_DATE_NONE;
        timing->calendars = timing->options.calendars;
        if (timing->calendars == NULL) {
                int code = prg_calendars_new(&timing->own, timing->programme);
                if (code < 0)
                        return code;
                timing->calendars = timing->own;
        }
        timing->issued = day_of_issue(timing);
        int code = timing->time && timing->time->deadline ? read_deadline(timing) : 0;
        return code < 0 ? code : read_time(timing);
}

int prg_timing_new(prg_timing **timing, const prg_item *item, const prg_timing_options *options)
{
        static const prg_timing_options defaults = PRG_TIMING_OPTIONS_INIT;
        if (timing == NULL)
                return prg__error_null("timing");
        if (item == NULL)
                return prg__error_null("item");
        if (item->class != &prg__class_component && item->class != &prg__class_flow && item->class != &prg__class_time)
                return prg__error(PRG_EINVALID, item->id, "%s %s has no time; expected a component or a flow",
                        prg__class_article(item->class), item->class->name);
        int code = options ? check_options(options) : 0;
        if (code < 0)
                return code;
        prg_timing *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->options = options ? *options : defaults;
        code = begin(made, item);
        if (code < 0)
                prg_timing_free(made);
        else
                *timing = made;
        return code;
}

void prg_timing_free(prg_timing *timing)
{
        if (timing == NULL)
                return;
        prg__free(timing->said);
        prg_calendars_free(timing->own);
        prg_holidays_free(timing->holidays);
        prg_programme_unref(timing->programme);
        prg__free(timing);
}

prg_wording prg_timing_wording(const prg_timing *timing)
{
        return timing ? timing->wording : (prg_wording)0;
}

const char *prg_timing_reason(const prg_timing *timing)
{
        return timing && timing->wording == PRG_WORDING_UNRESOLVED ? timing->reason : NULL;
}

/* ---- instances ---- */

/* What an instance is against the day of issue. */
static void place_at_issue(prg_instance *it, const prg_timing *timing)
{
        prg_date issued = timing->issued;
        it->start = it->first;
        if (issued == PRG_DATE_NONE)
                return;
        if (it->last != PRG_DATE_NONE && it->last < issued) {
                it->flags |= PRG_INSTANCE_PAST;
                if (it->start == PRG_DATE_NONE)
                        it->start = it->last;
        } else if (it->first != PRG_DATE_NONE && it->first < issued) {
                it->flags |= PRG_INSTANCE_PARTLY_PAST;
                it->start = issued;
        } else if (it->first == PRG_DATE_NONE) {
                it->start = issued;
        }
}

/* The deadline: what the wording says of the period, or of the days of the window; else the last day. */
static int set_due(prg_instance *it, const prg_timing *timing)
{
        prg_period days = it->period;
        prg_deadline deadline;
        it->due = it->last;
        if (timing->rule.version == 0)
                return 0;
        if (days.calendar == NULL && it->last != PRG_DATE_NONE)
                prg__period_days(&days, prg_calendar_gregorian(), it->first != PRG_DATE_NONE ? it->first : it->last, it->last);
        if (days.calendar == NULL && timing->rule.kind != PRG_DEADLINE_DATE) {
                it->due = PRG_DATE_NONE; /* there is no end to count from */
                return 0;
        }
        int code = prg_deadline_resolve(&deadline, &timing->rule, days.calendar ? &days : NULL, PRG_DATE_NONE, timing->holidays);
        if (code < 0)
                return code;
        it->due = deadline.last;
        if (deadline.last == PRG_DATE_NONE)
                it->flags |= PRG_INSTANCE_DUE_UNKNOWN;
        return 0;
}

/* Of a wording with one. */
static void only_instance(prg_instance *it, const prg_timing *timing)
{
        *it = (prg_instance){ .number = 1, .first = timing->first, .last = timing->last };
        if (!timing->is_stated) {
                it->flags = PRG_INSTANCE_OPEN_START;
                if (timing->time && timing->time->from)
                        it->first = timing->issued;
        }
        place_at_issue(it, timing);
}

/* The period of a recurrence behind another. */
static int step(prg_period *period)
{
        int year = period->year, index = period->index + 1;
        if (index > prg__period_count(period->calendar, period->type, year)) {
                if (period->type == PRG_PERIOD_STAGE || ++year > PRG__MAX_YEAR)
                        return PRG_END;
                index = 1;
        }
        return prg__period_set(period, period->calendar, period->type, year, index) < 0 ? PRG_END : 0;
}

/* Whether a period is one of the recurrence, as far as its beginning tells. A stage is a thing that the document
 * knows, however much of it is past; of other periods, those that are partial are none, unless they are wanted. */
static int is_begun_inside(const prg_timing *timing, const prg_period *period)
{
        if (period->first >= timing->first)
                return 1;
        if (period->last < timing->first)
                return 0;
        return !timing->is_stated && (timing->options.partial || period->type == PRG_PERIOD_STAGE);
}

/* The first period of the recurrence. 0 or PRG_END. */
static int first_period(prg_period *period, const prg_timing *timing)
{
        int code = timing->type == PRG_PERIOD_STAGE
                ? prg__period_set(period, timing->calendar, timing->type, 0, 1)
                : prg__period_holding(period, timing->calendar, timing->type, timing->first);
        if (code != 0)
                return PRG_END;
        while (!is_begun_inside(timing, period))
                if (step(period) != 0)
                        return PRG_END;
        return 0;
}

/* Stages are in the order of their first days, and may end in another one. */
static int is_over(const prg_timing *timing, const prg_period *period)
{
        return timing->last != PRG_DATE_NONE
                && (period->type == PRG_PERIOD_STAGE ? period->first : period->last) > timing->last;
}

static int is_one(const prg_timing *timing, const prg_period *period)
{
        return is_begun_inside(timing, period) && (timing->last == PRG_DATE_NONE || period->last <= timing->last);
}

static void make_recurring(prg_instance *it, const prg_timing *timing, const prg_period *period, size_t number)
{
        *it = (prg_instance){ .period = *period, .number = number, .first = period->first, .last = period->last };
        if (!timing->is_stated && period->first < timing->first && period->type != PRG_PERIOD_STAGE)
                it->flags |= PRG_INSTANCE_PARTIAL;
        if (!prg_period_is_in_force(period))
                it->flags |= PRG_INSTANCE_NOT_IN_FORCE;
        place_at_issue(it, timing);
}

int prg__timing_first(prg_instance *instance, const prg_timing *timing)
{
        prg_period period;
        if (timing->wording == PRG_WORDING_OPEN || (timing->wording == PRG_WORDING_DATED && timing->calendar == NULL)) {
                only_instance(instance, timing);
                return set_due(instance, timing);
        }
        if (timing->wording != PRG_WORDING_DATED)
                return PRG_END;
        int code = first_period(&period, timing);
        while (code == 0 && !is_one(timing, &period))
                code = is_over(timing, &period) ? PRG_END : step(&period);
        if (code != 0)
                return code;
        make_recurring(instance, timing, &period, 1);
        return set_due(instance, timing);
}

/* ---- lists of them ---- */

struct asked {
        prg_instance_list *list;
        prg_date first, last; /* filled in */
};

static int push(struct asked *asked, const prg_timing *timing, prg_instance *it)
{
        prg_instance_list *list = asked->list;
        int code = set_due(it, timing);
        if (code < 0)
                return code;
        prg_date begins = it->start != PRG_DATE_NONE ? it->start : PRG_DATE_MIN;
        prg_date ends = it->last == PRG_DATE_NONE ? PRG_DATE_MAX : it->due > it->last ? it->due : it->last;
        if (begins > asked->last || ends < asked->first)
                return 0;
        if (list->count == PRG_TIMING_MOST)
                return prg__error(PRG_ELIMIT, NULL, "there are more than %d instances; expected a narrower stretch of days",
                        PRG_TIMING_MOST);
        if (prg__grow((void **)&list->at, &list->capacity, list->count + 1, sizeof *list->at) < 0)
                return PRG_ENOMEM;
        list->at[list->count++] = *it;
        return 0;
}

/* A deadline lies at most two years and a day of a month, or a year, behind its period, and rolls at most a year; a
 * fixed day lies anywhere. */
#define FARTHEST_DEADLINE (4 * 366)

/* Skips to the first period that may reach the days asked for. */
static void skip(prg_period *period, size_t *number, const struct asked *asked, const prg_timing *timing)
{
        prg_period there;
        prg_date day = timing->rule.version ? asked->first - FARTHEST_DEADLINE : asked->first;
        int is_fixed = timing->rule.version && timing->rule.kind == PRG_DEADLINE_DATE;
        if (is_fixed || period->type == PRG_PERIOD_STAGE || period->last >= day
            || prg__period_holding(&there, period->calendar, period->type, day) != 0)
                return;
        prg_period_range range = prg__period_range(period, &there);
        if (range.count > 1) {
                *number += range.count - 1;
                *period = there;
        }
}

static int list_recurring(struct asked *asked, const prg_timing *timing)
{
        prg_period period;
        prg_instance it;
        size_t number = 1;
        if (first_period(&period, timing) != 0)
                return 0;
        skip(&period, &number, asked, timing);
        for (int code = 0; code == 0 && !is_over(timing, &period) && period.first <= asked->last; code = step(&period)) {
                if (!is_one(timing, &period))
                        continue;
                make_recurring(&it, timing, &period, number++);
                int pushed = push(asked, timing, &it);
                if (pushed < 0)
                        return pushed;
        }
        return 0;
}

struct days {
        prg_date *at;
        size_t count, capacity;
};

static int gather(struct days *days, const prg_timing *timing, const prg_log *log, const prg_item *item)
{
        const prg_log_entry *entry = prg_log_latest(log, item, 0);
        for (; entry; entry = prg_log_latest(log, item, entry->sequence)) {
                if (entry->kind != PRG_LOG_EVENT || (timing->first != PRG_DATE_NONE && entry->date < timing->first)
                    || (timing->last != PRG_DATE_NONE && entry->date > timing->last))
                        continue;
                if (prg__grow((void **)&days->at, &days->capacity, days->count + 1, sizeof *days->at) < 0)
                        return PRG_ENOMEM;
                days->at[days->count++] = entry->date;
        }
        return 0;
}

static int compare_days(const void *a, const void *b)
{
        prg_date x = *(const prg_date *)a, y = *(const prg_date *)b;
        return (x > y) - (x < y);
}

/* An instance for each day on which the event happened, or the task was asked for. */
static int list_events(struct asked *asked, const prg_timing *timing, const prg_log *log)
{
        struct days days = { NULL, 0, 0 };
        size_t number = 0;
        int code = gather(&days, timing, log, timing->owner);
        if (code == 0 && timing->time->on)
                code = gather(&days, timing, log, timing->time->on);
        if (days.count)
                qsort(days.at, days.count, sizeof *days.at, compare_days);
        for (size_t i = 0; code == 0 && i < days.count; i++) {
                prg_instance it = { .number = number + 1, .first = days.at[i], .start = days.at[i], .last = timing->last };
                if (i > 0 && days.at[i] == days.at[i - 1])
                        continue;
                number++;
                prg__period_holding(&it.period, prg_calendar_gregorian(), PRG_PERIOD_DAY, days.at[i]);
                code = push(asked, timing, &it);
        }
        prg__free(days.at);
        return code;
}

static int check_asked(const prg_timing *timing, const prg_log *log, prg_date first, prg_date last)
{
        if (log && log->programme != timing->programme)
                return prg__error(PRG_EINVALID, NULL, "'log' is of another programme than the timing");
        if ((first != PRG_DATE_NONE && prg__date_check(first) < 0) || (last != PRG_DATE_NONE && prg__date_check(last) < 0))
                return PRG_EINVALID;
        return 0;
}

int prg_timing_instances(prg_instance_list **list, const prg_timing *timing, const prg_log *log, prg_date first,
        prg_date last)
{
        if (list == NULL)
                return prg__error_null("list");
        if (timing == NULL)
                return prg__error_null("timing");
        int code = check_asked(timing, log, first, last);
        if (code < 0)
                return code;
        struct asked asked = { prg__alloc_zero(sizeof *asked.list), first == PRG_DATE_NONE ? PRG_DATE_MIN : first,
                last == PRG_DATE_NONE ? PRG_DATE_MAX : last };
        prg_instance it;
        if (asked.list == NULL)
                return PRG_ENOMEM;
        if (timing->wording == PRG_WORDING_CONDITIONAL || timing->wording == PRG_WORDING_ON_DEMAND)
                code = list_events(&asked, timing, log);
        else if (timing->wording == PRG_WORDING_DATED && timing->calendar)
                code = list_recurring(&asked, timing);
        else if ((code = prg__timing_first(&it, timing)) == 0)
                code = push(&asked, timing, &it);
        if (code < 0) {
                prg_instance_list_free(asked.list);
                return code;
        }
        *list = asked.list;
        return 0;
}

size_t prg_instance_list_size(const prg_instance_list *list)
{
        return list ? list->count : 0;
}

const prg_instance *prg_instance_list_at(const prg_instance_list *list, size_t index)
{
        return list && index < list->count ? &list->at[index] : NULL;
}

void prg_instance_list_free(prg_instance_list *list)
{
        if (list == NULL)
                return;
        prg__free(list->at);
        prg__free(list);
}
