/* How tasks stand on a day. A task is asked for its instances, each instance for the entry that completed it; what
 * stands for the task as a whole is its most urgent instance. */
#include <libprogram/task.h>

#include <stdlib.h>
#include <string.h>

#include <libprogram/responsibility.h>

#include "log.h"
#include "model/item.h"
#include "model/item_list.h"
#include "model/period.h"
#include "model/programme.h"
#include "timing.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/suggest.h"

/* ---- names ---- */

static const char *const state_names[] = {
#define ROW(symbol, number, name, meaning) name,
        PRG_TASK_STATE_MAP(ROW)
#undef ROW
};
#define STATES (sizeof state_names / sizeof *state_names)

const char *prg_task_state_name(prg_task_state state)
{
        return (unsigned)state - 1 < STATES ? state_names[(unsigned)state - 1] : NULL;
}

int prg_task_state_from_name(prg_task_state *state, const char *name)
{
        size_t row;
        if (state == NULL)
                return prg__error_null("state");
        int code = prg__suggest_find(&row, state_names, sizeof *state_names, STATES, name, "state of a task");
        if (code == 0)
                *state = (prg_task_state)(row + 1);
        return code;
}

const char *prg_hold_name(prg_hold hold)
{
        static const char *const names[] = { "no_data", "held", "not_held" };
        return (unsigned)hold < 3 ? names[hold] : NULL;
}

/* ---- the question ---- */

struct prg_task_list {
        prg_programme *programme;
        prg_task_status *at;
        size_t count, capacity;
        prg__arena texts;
};

struct question {
        prg_task_list *list;
        const prg_log *log;
        prg_date day;
        prg_task_options options;
        prg_timing_options timing;
        prg_item_list *own; /* the assignments of the agency that is asked for; NULL: none is */
};

/* ---- who must do it ---- */

/* The agencies of which each must do a task; empty for a task that is done once. */
struct doers {
        prg_item_list *agencies;
        prg_date *days; /* beside them: when each has; PRG_DATE_NONE: not yet */
};

static void free_doers(struct doers *doers)
{
        prg_item_list_free(doers->agencies);
        prg__free(doers->days);
}

static int add_members(struct doers *doers, const struct question *question, const prg_item *group, prg_date day)
{
        prg_item_list *members = NULL;
        int code = prg_group_members(&members, group, day, NULL);
        for (size_t i = 0; code == 0 && i < prg_item_list_size(members); i++) {
                const prg_item *member = prg_item_list_at(members, i);
                if (question->options.agency == NULL || question->options.agency == member)
                        code = prg__item_list_push_once(doers->agencies, member);
        }
        prg_item_list_free(members);
        return code;
}

/* The members, on a day, of the groups whose members each do it for themselves. */
static int find_doers(struct doers *doers, const struct question *question, const prg__component *component, prg_date day)
{
        *doers = (struct doers){ prg__item_list_new(component->item.programme), NULL };
        int code = doers->agencies ? 0 : PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < component->assignments.count; i++) {
                const prg__assignment *assignment = component->assignments.at[i];
                const prg__group *group = (const prg__group *)assignment->group;
                if (group && assignment->other != PRG__TRUE && group->acts != PRG__ACTS_TOGETHER
                    && group->membership != PRG__GROUP_RELATIVE && prg__day_within(day, assignment->from, assignment->to))
                        code = add_members(doers, question, assignment->group, day);
        }
        size_t count = code == 0 ? prg_item_list_size(doers->agencies) : 0;
        if (count && (doers->days = prg__alloc_array(count, sizeof *doers->days)) == NULL)
                code = PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < count; i++)
                doers->days[i] = PRG_DATE_NONE;
        return code;
}

/* ---- whether it was done ---- */

static int is_of(const prg_log_entry *entry, const prg_instance *instance)
{
        if (entry->kind != PRG_LOG_DONE)
                return 0;
        if (entry->period.calendar == NULL || instance->period.calendar == NULL)
                return entry->period.calendar == instance->period.calendar;
        return prg_period_compare(&entry->period, &instance->period) == 0;
}

/* The earliest entry completes it; of the same day, the first. Entries come the latest first. */
static void take_entry(prg_task_status *status, const prg_log_entry *entry)
{
        if (status->done == PRG_DATE_NONE || entry->date <= status->done) {
                status->done = entry->date;
                status->entry = entry->sequence;
        }
}

static void note_doer(struct doers *doers, const prg_log_entry *entry)
{
        for (size_t i = 0; i < prg_item_list_size(doers->agencies); i++)
                if (prg_item_list_at(doers->agencies, i) == entry->agency
                    && (doers->days[i] == PRG_DATE_NONE || entry->date < doers->days[i]))
                        doers->days[i] = entry->date;
}

/* When the last of them had done it; PRG_DATE_NONE while one has not. */
static prg_date done_by_all(prg_task_status *status, const struct doers *doers)
{
        prg_date latest = PRG_DATE_NONE;
        status->expected = prg_item_list_size(doers->agencies);
        status->completed = 0;
        for (size_t i = 0; i < status->expected; i++)
                if (doers->days[i] != PRG_DATE_NONE) {
                        status->completed++;
                        latest = latest > doers->days[i] ? latest : doers->days[i];
                }
        return status->completed == status->expected ? latest : PRG_DATE_NONE;
}

/* The entry of the instance that completed it on a day. */
static uint64_t entry_on(const struct question *question, const prg_task_status *status, prg_date day)
{
        const prg_item *component = status->component;
        const prg_log_entry *entry = prg_log_latest(question->log, component, 0);
        for (; entry; entry = prg_log_latest(question->log, component, entry->sequence))
                if (entry->date == day && is_of(entry, &status->instance))
                        return entry->sequence;
        return 0;
}

static int find_completion(prg_task_status *status, const struct question *question)
{
        const prg__component *component = (const prg__component *)status->component;
        prg_date due = status->instance.due, by_all;
        struct doers doers;
        int code = find_doers(&doers, question, component, due != PRG_DATE_NONE && due < question->day ? due : question->day);
        int is_for_each = code == 0 && prg_item_list_size(doers.agencies) > 0;
        const prg_log_entry *entry = code == 0 ? prg_log_latest(question->log, status->component, 0) : NULL;
        for (; entry; entry = prg_log_latest(question->log, status->component, entry->sequence)) {
                if (entry->date > question->day || !is_of(entry, &status->instance))
                        continue;
                if (is_for_each && entry->agency)
                        note_doer(&doers, entry);
                else
                        take_entry(status, entry);
        }
        if (is_for_each) {
                by_all = done_by_all(status, &doers);
                if (by_all != PRG_DATE_NONE && (status->done == PRG_DATE_NONE || by_all < status->done)) {
                        status->done = by_all;
                        status->entry = entry_on(question, status, by_all);
                }
        } else if (code == 0) {
                status->expected = 1;
                status->completed = status->done != PRG_DATE_NONE;
        }
        free_doers(&doers);
        return code;
}

static prg_task_state state_of(const prg_task_status *status, const struct question *question)
{
        const prg_instance *it = &status->instance;
        if (status->done != PRG_DATE_NONE)
                return it->due == PRG_DATE_NONE || status->done <= it->due ? PRG_TASK_DONE : PRG_TASK_DONE_LATE;
        if (it->due != PRG_DATE_NONE && question->day > it->due)
                return PRG_TASK_OVERDUE;
        if (it->start != PRG_DATE_NONE && question->day < it->start)
                return PRG_TASK_NOT_STARTED;
        return it->due != PRG_DATE_NONE && it->due - question->day <= question->options.soon ? PRG_TASK_DUE_SOON
                                                                                            : PRG_TASK_OPEN;
}

static int judge(prg_task_status *status, const struct question *question, prg_item *component, const prg_instance *instance)
{
        *status = (prg_task_status){ .component = component, .has_instance = 1, .instance = *instance,
                .done = PRG_DATE_NONE };
        int code = find_completion(status, question);
        status->state = state_of(status, question);
        return code;
}

/* ---- the task as a whole ---- */

static int rank(const prg_task_status *status)
{
        switch (status->state) {
        case PRG_TASK_OVERDUE: return 4;
        case PRG_TASK_DUE_SOON: return 3;
        case PRG_TASK_OPEN: return 2;
        case PRG_TASK_DONE:
        case PRG_TASK_DONE_LATE: return 1;
        default: return 0;
        }
}

static int push(struct question *question, const prg_task_status *status)
{
        prg_task_list *list = question->list;
        if (prg__grow((void **)&list->at, &list->capacity, list->count + 1, sizeof *list->at) < 0)
                return PRG_ENOMEM;
        list->at[list->count++] = *status;
        return 0;
}

/* The texts of a timing go with it. */
static int push_unresolved(struct question *question, prg_item *component, const char *reason)
{
        prg_task_status status = { .component = component, .state = PRG_TASK_UNRESOLVED, .done = PRG_DATE_NONE };
        status.reason = prg__arena_text(&question->list->texts, reason, strlen(reason));
        return status.reason ? push(question, &status) : PRG_ENOMEM;
}

static int push_state(struct question *question, prg_item *component, prg_task_state state)
{
        prg_task_status status = { .component = component, .state = state, .done = PRG_DATE_NONE };
        return push(question, &status);
}

static int push_without_instance(struct question *question, prg_item *component, const prg_timing *timing)
{
        prg_task_status status;
        prg_instance instance;
        if (timing->wording == PRG_WORDING_CONDITIONAL)
                return push_state(question, component, PRG_TASK_WAITING);
        if (timing->wording == PRG_WORDING_ON_DEMAND)
                return push_state(question, component, PRG_TASK_ON_DEMAND);
        int code = prg__timing_first(&instance, timing);
        if (code == PRG_END)
                return push_unresolved(question, component, "no whole period lies within its time");
        if (code == 0)
                code = judge(&status, question, component, &instance);
        return code < 0 ? code : push(question, &status);
}

static int push_whole(struct question *question, prg_item *component, const prg_timing *timing)
{
        prg_instance_list *instances = NULL;
        prg_task_status status, most = { .component = NULL };
        int code = prg_timing_instances(&instances, timing, question->log, PRG_DATE_NONE, question->day);
        for (size_t i = 0; code == 0 && i < prg_instance_list_size(instances); i++) {
                code = judge(&status, question, component, prg_instance_list_at(instances, i));
                /* Of equals the first, but of those that are done the latest. */
                if (code == 0 && (most.component == NULL || rank(&status) > rank(&most)
                                         || (rank(&status) == rank(&most) && rank(&status) <= 1)))
                        most = status;
        }
        if (code == 0)
                code = most.component ? push(question, &most) : push_without_instance(question, component, timing);
        prg_instance_list_free(instances);
        return code;
}

static int push_each(struct question *question, prg_item *component, const prg_timing *timing)
{
        prg_instance_list *instances = NULL;
        prg_date from = question->options.from, to = question->options.to;
        prg_task_status status;
        int code = prg_timing_instances(&instances, timing, question->log, from == PRG_DATE_NONE ? question->day : from,
                to == PRG_DATE_NONE ? question->day : to);
        for (size_t i = 0; code == 0 && i < prg_instance_list_size(instances); i++) {
                const prg_instance *it = prg_instance_list_at(instances, i);
                /* What has not happened yet is not known on the day. */
                if (timing->wording != PRG_WORDING_DATED && timing->wording != PRG_WORDING_OPEN && it->first > question->day)
                        continue;
                code = judge(&status, question, component, it);
                if (code == 0)
                        code = push(question, &status);
        }
        prg_instance_list_free(instances);
        return code;
}

static int ask_component(struct question *question, prg_item *component)
{
        prg_timing *timing;
        int code = prg_timing_new(&timing, component, &question->timing);
        if (code < 0)
                return code;
        if (timing->wording == PRG_WORDING_CONTINUOUS)
                code = push_state(question, component, PRG_TASK_CONTINUOUS);
        else if (timing->wording == PRG_WORDING_UNRESOLVED)
                code = push_unresolved(question, component, timing->reason);
        else if (question->options.instances)
                code = push_each(question, component, timing);
        else
                code = push_whole(question, component, timing);
        prg_timing_free(timing);
        return code;
}

/* ---- which tasks ---- */

static int is_asked_for(const struct question *question, const prg_item *item)
{
        const prg__component *component = (const prg__component *)item;
        const char *kind = question->options.kind ? question->options.kind : "task";
        if (question->options.component)
                return item == question->options.component;
        if (component->kind == NULL || strcmp(component->kind, kind) != 0)
                return 0;
        if (question->own == NULL)
                return 1;
        for (size_t i = 0; i < prg_item_list_size(question->own); i++) {
                const prg_item *assignment = prg_item_list_at(question->own, i);
                if (assignment->owner == item && ((const prg__assignment *)assignment)->other != PRG__TRUE)
                        return 1;
        }
        return 0;
}

static int ask_all(struct question *question)
{
        prg_walk *walk = NULL;
        prg_item *item;
        int code = question->options.agency
                ? prg_agency_assignments(&question->own, question->options.agency, question->day) : 0;
        if (code == 0)
                code = prg_walk_new(&walk, prg_programme_root(question->log->programme), "component");
        while (code == 0 && (code = prg_walk_next(walk, &item)) == 0)
                if (is_asked_for(question, item))
                        code = ask_component(question, item);
        prg_walk_free(walk);
        prg_item_list_free(question->own);
        return code == PRG_END ? 0 : code;
}

static int check_item(const prg_log *log, const prg_item *item, const prg__class *class, const char *member)
{
        if (item && (item->class != class || item->programme != log->programme))
                return prg__error(PRG_EINVALID, item->id, "'%s' is not %s %s of the log's programme", member,
                        prg__class_article(class), class->name);
        return 0;
}

static int check_options(const prg_log *log, const prg_task_options *options)
{
        if (options->version != PRG_TASK_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "task options of version %u; expected %u", options->version,
                        PRG_TASK_OPTIONS_VERSION);
        if (options->soon < 0)
                return prg__error(PRG_EINVALID, NULL, "'soon' is %d; expected a number of days", options->soon);
        if ((options->from != PRG_DATE_NONE && prg__date_check(options->from) < 0)
            || (options->to != PRG_DATE_NONE && prg__date_check(options->to) < 0))
                return PRG_EINVALID;
        int code = check_item(log, options->component, &prg__class_component, "component");
        return code < 0 ? code : check_item(log, options->agency, &prg__class_agency, "agency");
}

static void use_calendars(prg_timing_options *timing, const prg_timing_options *given, const prg_log *log)
{
        *timing = given ? *given : (prg_timing_options)PRG_TIMING_OPTIONS_INIT;
        if (timing->calendars == NULL)
                timing->calendars = log->calendars;
}

int prg_task_list_new(prg_task_list **list, const prg_log *log, prg_date day, const prg_task_options *options)
{
        struct question question = { .log = log, .day = day, .options = PRG_TASK_OPTIONS_INIT };
        if (list == NULL)
                return prg__error_null("list");
        if (log == NULL)
                return prg__error_null("log");
        if (options)
                question.options = *options;
        int code = prg__date_check(day);
        if (code == 0)
                code = check_options(log, &question.options);
        if (code < 0)
                return code;
        use_calendars(&question.timing, question.options.timing, log);
        question.list = prg__alloc_zero(sizeof *question.list);
        if (question.list == NULL)
                return PRG_ENOMEM;
        question.list->programme = prg_programme_ref(log->programme);
        prg__arena_init(&question.list->texts);
        code = ask_all(&question);
        if (code < 0)
                prg_task_list_free(question.list);
        else
                *list = question.list;
        return code;
}

size_t prg_task_list_size(const prg_task_list *list)
{
        return list ? list->count : 0;
}

const prg_task_status *prg_task_list_at(const prg_task_list *list, size_t index)
{
        return list && index < list->count ? &list->at[index] : NULL;
}

void prg_task_list_free(prg_task_list *list)
{
        if (list == NULL)
                return;
        prg__free(list->at);
        prg__arena_dispose(&list->texts);
        prg_programme_unref(list->programme);
        prg__free(list);
}

/* ---- whether an entry means something ---- */

static int means_nothing(const prg_log_entry *entry, const char *why)
{
        return prg__error(PRG_ENOTFOUND, entry->component->id, "%s", why);
}

/* Of a task that recurs. */
static int not_an_instance(const prg_log_entry *entry, const prg_timing *timing)
{
        const char *type = prg_period_type_name(timing->type);
        if (entry->period.calendar)
                return prg__error(PRG_ENOTFOUND, entry->component->id, "it has no such instance; expected a %s within its time", type);
        return prg__error(PRG_ENOTFOUND, entry->component->id, "it recurs; expected the %s that it was done for", type);
}

static int check_done(const prg_log *log, const prg_log_entry *entry, const prg_timing *timing)
{
        prg_instance_list *instances = NULL;
        int found = 0;
        if (timing->wording == PRG_WORDING_CONTINUOUS || timing->wording == PRG_WORDING_UNRESOLVED)
                return 0; /* it was held; or nobody knows when it was to be done */
        prg_date first = entry->period.calendar ? entry->period.first : PRG_DATE_NONE;
        prg_date last = entry->period.calendar ? entry->period.last : entry->date;
        int code = prg_timing_instances(&instances, timing, log, first, last);
        for (size_t i = 0; code == 0 && !found && i < prg_instance_list_size(instances); i++)
                found = is_of(entry, prg_instance_list_at(instances, i));
        prg_instance_list_free(instances);
        if (code < 0 || found)
                return code;
        if (timing->wording == PRG_WORDING_CONDITIONAL || timing->wording == PRG_WORDING_ON_DEMAND)
                return means_nothing(entry, entry->period.calendar
                                ? "no event started it on that day; expected as its period the day of one"
                                : "it is done for an event; expected as its period the day of one");
        if (timing->calendar)
                return not_an_instance(entry, timing);
        /* A window that begins behind the day has its instance all the same. */
        return entry->period.calendar ? means_nothing(entry, "it is done once; expected no period") : 0;
}

static int check_event(const prg_log_entry *entry, const prg_timing *timing)
{
        if (timing->wording == PRG_WORDING_CONTINUOUS)
                return 0; /* it was not held */
        if (timing->wording != PRG_WORDING_CONDITIONAL && timing->wording != PRG_WORDING_ON_DEMAND)
                return means_nothing(entry, "it waits for no event");
        if ((timing->first != PRG_DATE_NONE && entry->date < timing->first)
            || (timing->last != PRG_DATE_NONE && entry->date > timing->last))
                return means_nothing(entry, "the event lies outside of the time in which it starts the task");
        return 0;
}

int prg_task_check(const prg_log *log, const prg_log_entry *entry, const prg_timing_options *options)
{
        prg_timing_options own_options;
        prg_log_entry own;
        prg_timing *timing;
        if (log == NULL)
                return prg__error_null("log");
        if (entry == NULL)
                return prg__error_null("entry");
        own = *entry;
        int code = prg__log_check(log, &own);
        if (code < 0 || own.withdrawal || own.kind == PRG_LOG_SENT || own.component == NULL)
                return code;
        use_calendars(&own_options, options, log);
        code = prg_timing_new(&timing, own.component, &own_options);
        if (code < 0)
                return code;
        code = own.kind == PRG_LOG_DONE ? check_done(log, &own, timing) : check_event(&own, timing);
        prg_timing_free(timing);
        return code;
}

/* ---- states to hold ---- */

int prg_task_hold(prg_hold *hold, const prg_log *log, const prg_item *component, const prg_period *period)
{
        if (hold == NULL)
                return prg__error_null("hold");
        if (log == NULL)
                return prg__error_null("log");
        if (component == NULL)
                return prg__error_null("component");
        int code = prg__period_valid(period, "period");
        if (code == 0)
                code = check_item(log, component, &prg__class_component, "component");
        if (code < 0)
                return code;
        const prg__time *time = (const prg__time *)((const prg__component *)component)->time;
        if (time == NULL || time->form != PRG__TIME_CONTINUOUS)
                return prg__error(PRG_EINVALID, component->id, "its time is not continuous; expected a state to hold");
        prg_hold answer = PRG_HOLD_NO_DATA;
        const prg_log_entry *entry = prg_log_latest(log, component, 0);
        for (; entry && answer != PRG_HOLD_NOT_HELD; entry = prg_log_latest(log, component, entry->sequence)) {
                int is_for_it = entry->period.calendar && prg_period_compare(&entry->period, period) == 0;
                int is_within = entry->period.calendar == NULL && period->first <= entry->date && entry->date <= period->last;
                if (entry->kind == PRG_LOG_EVENT && is_within)
                        answer = PRG_HOLD_NOT_HELD;
                else if (entry->kind == PRG_LOG_DONE && (is_for_it || is_within))
                        answer = PRG_HOLD_HELD;
        }
        *hold = answer;
        return 0;
}
