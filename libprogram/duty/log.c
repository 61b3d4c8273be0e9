/* Logs: entries in the order in which they came. Those about one thing form a chain from the latest back to the
 * first, so that a question about a task looks at its own entries only, and so that entries can be taken off the end
 * again when a file is refused. */
#include "log.h"

#include <string.h>

#include "model/item.h"
#include "model/nouns.h"
#include "model/period.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/suggest.h"
#include "util/utf8.h"

/* ---- names ---- */

static const char *const kind_names[] = {
#define ROW(symbol, number, name, meaning) name,
        PRG_LOG_KIND_MAP(ROW)
#undef ROW
};
#define KINDS (sizeof kind_names / sizeof *kind_names)

const char *prg_log_kind_name(prg_log_kind kind)
{
        return (unsigned)kind - 1 < KINDS ? kind_names[(unsigned)kind - 1] : NULL;
}

int prg_log_kind_from_name(prg_log_kind *kind, const char *name)
{
        size_t row;
        if (kind == NULL)
                return prg__error_null("kind");
        int code = prg__suggest_find(&row, kind_names, sizeof *kind_names, KINDS, name, "kind of entry");
        if (code == 0)
                *kind = (prg_log_kind)(row + 1);
        return code;
}

/* ---- life ---- */

int prg_log_new(prg_log **log, prg_programme *programme)
{
        if (log == NULL)
                return prg__error_null("log");
        if (programme == NULL)
                return prg__error_null("programme");
        prg_log *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        int code = prg_calendars_new(&made->calendars, programme);
        if (code < 0) {
                prg__free(made);
                return code;
        }
        made->programme = prg_programme_ref(programme);
        prg__arena_init(&made->texts);
        prg__map_init(&made->by_item);
        *log = made;
        return 0;
}

void prg_log_free(prg_log *log)
{
        if (log == NULL)
                return;
        prg__map_dispose(&log->by_item);
        prg__arena_dispose(&log->texts);
        prg__free(log->entries);
        prg__free(log->links);
        prg_calendars_free(log->calendars);
        prg_programme_unref(log->programme);
        prg__free(log);
}

prg_programme *prg_log_programme(const prg_log *log)
{
        return log ? log->programme : NULL;
}

const prg_calendars *prg_log_calendars(const prg_log *log)
{
        return log ? log->calendars : NULL;
}

/* ---- checks ---- */

static int check_item(const prg_log *log, const prg_item *item, const prg__class *class, const char *member)
{
        if (item == NULL)
                return 0;
        if (item->class != class)
                return prg__error(PRG_EINVALID, NULL, "'%s' is not %s %s", member, prg__class_article(class), class->name);
        if (item->programme != log->programme)
                return prg__error(PRG_EINVALID, item->id, "'%s' is of another programme than the log", member);
        if (prg_item_is_removed(item))
                return prg__error(PRG_EINVALID, item->id, "'%s' was removed from the programme", member);
        return 0;
}

static int check_text(const char *text, const char *member)
{
        return text ? prg__utf8_demand(text, strlen(text), member, NULL) : 0;
}

static int lacks(const prg_log_entry *entry, const char *member)
{
        return prg__error(PRG_ESCHEMA, NULL, "an entry of the kind %s has no '%s'", prg_log_kind_name(entry->kind), member);
}

static int does_not_take(const prg_log_entry *entry, const char *member)
{
        return prg__error(PRG_ESCHEMA, NULL, "an entry of the kind %s takes no '%s'", prg_log_kind_name(entry->kind), member);
}

/* What the kind demands, and what it does not take. */
static int check_members(const prg_log_entry *entry)
{
        int has_period = entry->period.calendar != NULL;
        if (entry->kind != PRG_LOG_SENT && entry->obligation)
                return does_not_take(entry, "obligation");
        if (entry->kind != PRG_LOG_EVENT && entry->event)
                return does_not_take(entry, "event");
        switch (entry->kind) {
        case PRG_LOG_DONE:
                return entry->component ? 0 : lacks(entry, "component");
        case PRG_LOG_SENT:
                if (entry->component)
                        return does_not_take(entry, "component");
                if (entry->obligation == NULL)
                        return lacks(entry, "obligation");
                return has_period ? 0 : lacks(entry, "period");
        default:
                if (has_period)
                        return does_not_take(entry, "period");
                if (entry->event && entry->component)
                        return prg__error(PRG_ESCHEMA, NULL, "an entry names an event and a component; expected one of them");
                return entry->event || entry->component ? 0 : lacks(entry, "event");
        }
}

static int check_tier(const prg_log_entry *entry)
{
        size_t tiers = entry->obligation ? ((const prg__obligation *)entry->obligation)->tiers.count : 0;
        if (entry->obligation == NULL || entry->tier < tiers)
                return 0;
        return prg__error(PRG_ESCHEMA, entry->obligation->id, "there is no tier %u; expected at most %zu", entry->tier + 1, tiers);
}

int prg__log_check(const prg_log *log, prg_log_entry *entry)
{
        int code;
        if (prg_log_kind_name(entry->kind) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%d is no kind of entry", (int)entry->kind);
        if ((code = check_item(log, entry->component, &prg__class_component, "component")) < 0
            || (code = check_item(log, entry->event, &prg__class_event, "event")) < 0
            || (code = check_item(log, entry->agency, &prg__class_agency, "agency")) < 0
            || (code = check_item(log, entry->obligation, &prg__class_obligation, "obligation")) < 0
            || (code = check_text(entry->document, "document")) < 0
            || (code = check_text(entry->note, "note")) < 0 || (code = check_text(entry->source, "source")) < 0
            || (code = check_members(entry)) < 0 || (code = check_tier(entry)) < 0)
                return code;
        if (entry->date == PRG_DATE_NONE && !entry->withdrawal)
                return lacks(entry, "date");
        if (entry->date != PRG_DATE_NONE && (code = prg__date_check(entry->date)) < 0)
                return code;
        if (entry->period.calendar == NULL)
                return 0;
        prg_period period;
        if ((code = prg__period_valid(&entry->period, "period")) < 0
            || (code = prg__period_within(&period, &entry->period, log->calendars)) < 0)
                return code;
        entry->period = period;
        return 0;
}

/* ---- chains ---- */

static prg__log_chain *chain_of_item(const prg_log *log, const prg_item *item)
{
        return prg__map_get(&log->by_item, (const char *)&item, sizeof item);
}

static const prg_item *subject_of(const prg_log_entry *entry)
{
        return entry->event ? entry->event : entry->obligation ? entry->obligation : entry->component;
}

/* The chain of an entry; made when there is none. NULL without memory. */
static prg__log_chain *need_chain(prg_log *log, const prg_log_entry *entry)
{
        prg__log_chain *chain = chain_of_item(log, subject_of(entry));
        if (chain)
                return chain;
        chain = prg__arena_alloc(&log->texts, sizeof *chain);
        if (chain == NULL)
                return NULL;
        chain->item = subject_of(entry);
        return prg__map_put(&log->by_item, (const char *)&chain->item, sizeof chain->item, chain) == 0 ? chain : NULL;
}

/* ---- adding ---- */

static int same_period(const prg_period *a, const prg_period *b)
{
        if (a->calendar == NULL || b->calendar == NULL)
                return a->calendar == b->calendar;
        return prg_period_compare(a, b) == 0;
}

static int takes_back(const prg_log_entry *withdrawal, const prg_log_entry *entry)
{
        return entry->kind == withdrawal->kind && !entry->withdrawal && entry->withdrawn_by == 0
                && entry->tier == withdrawal->tier && same_period(&entry->period, &withdrawal->period)
                && (withdrawal->date == PRG_DATE_NONE || withdrawal->date == entry->date)
                && (withdrawal->agency == NULL || withdrawal->agency == entry->agency);
}

/* How many entries a withdrawal takes back; with a number, they are taken back by it. */
static size_t take_back(prg_log *log, const prg_log_entry *withdrawal, uint64_t sequence)
{
        const prg__log_chain *chain = chain_of_item(log, subject_of(withdrawal));
        size_t taken = 0;
        for (size_t at = chain ? chain->last : 0; at; at = log->links[at - 1].before)
                if (takes_back(withdrawal, &log->entries[at - 1])) {
                        taken++;
                        if (sequence)
                                log->entries[at - 1].withdrawn_by = sequence;
                }
        return taken;
}

static int own_text(prg_log *log, const char **text)
{
        if (*text == NULL || **text == '\0') {
                *text = NULL;
                return 0;
        }
        *text = prg__arena_text(&log->texts, *text, strlen(*text));
        return *text ? 0 : PRG_ENOMEM;
}

/* The entries of a file have its name once. */
static int own_source(prg_log *log, const char **source)
{
        const char *last = log->count ? log->entries[log->count - 1].source : NULL;
        if (*source && last && strcmp(*source, last) == 0) {
                *source = last;
                return 0;
        }
        return own_text(log, source);
}

int prg_log_add(prg_log *log, const prg_log_entry *entry)
{
        if (log == NULL)
                return prg__error_null("log");
        if (entry == NULL)
                return prg__error_null("entry");
        prg_log_entry own = *entry;
        int code = prg__log_check(log, &own);
        if (code < 0)
                return code;
        own.sequence = (uint64_t)log->count + 1;
        own.withdrawn_by = 0;
        if (own.withdrawal && take_back(log, &own, 0) == 0)
                return prg__error(PRG_ENOTFOUND, NULL, "a withdrawal of nothing: the log has no such entry");
        if (own_text(log, &own.document) < 0 || own_text(log, &own.note) < 0
            || own_source(log, &own.source) < 0
            || prg__grow((void **)&log->entries, &log->capacity, log->count + 1, sizeof *log->entries) < 0
            || prg__grow((void **)&log->links, &log->link_capacity, log->count + 1, sizeof *log->links) < 0)
                return PRG_ENOMEM;
        prg__log_chain *chain = need_chain(log, &own);
        if (chain == NULL)
                return PRG_ENOMEM;
        if (own.withdrawal)
                take_back(log, &own, own.sequence);
        log->entries[log->count] = own;
        log->links[log->count] = (prg__log_link){ chain, chain->last };
        chain->last = ++log->count;
        return 0;
}

void prg__log_cut(prg_log *log, size_t count)
{
        while (log->count > count) {
                const prg_log_entry *entry = &log->entries[--log->count];
                prg__log_chain *chain = log->links[log->count].chain;
                chain->last = log->links[log->count].before;
                for (size_t at = entry->withdrawal ? chain->last : 0; at; at = log->links[at - 1].before)
                        if (log->entries[at - 1].withdrawn_by == entry->sequence)
                                log->entries[at - 1].withdrawn_by = 0;
        }
}

/* ---- reading ---- */

size_t prg_log_count(const prg_log *log)
{
        return log ? log->count : 0;
}

const prg_log_entry *prg_log_at(const prg_log *log, size_t index)
{
        return log && index < log->count ? &log->entries[index] : NULL;
}

static const prg_log_entry *latest(const prg_log *log, const prg__log_chain *chain, uint64_t before)
{
        size_t at = chain ? chain->last : 0;
        if (chain && before && before - 1 < log->count && log->links[before - 1].chain == chain)
                at = log->links[before - 1].before; /* the usual walk from one to the next */
        for (; at; at = log->links[at - 1].before) {
                const prg_log_entry *entry = &log->entries[at - 1];
                if ((before == 0 || entry->sequence < before) && !entry->withdrawal && entry->withdrawn_by == 0)
                        return entry;
        }
        return NULL;
}

const prg_log_entry *prg_log_latest(const prg_log *log, const prg_item *item, uint64_t before)
{
        return log && item ? latest(log, chain_of_item(log, item), before) : NULL;
}

/* ---- receipts ---- */

#define SECONDS_OF_A_DAY 86400
#define NOON_IN_VIETNAM  (5 * 3600) /* 12:00 in UTC+7 */

int prg_log_receipt(prg_receipt *receipt, const prg_log_entry *entry)
{
        if (receipt == NULL)
                return prg__error_null("receipt");
        if (entry == NULL)
                return prg__error_null("entry");
        if (entry->kind != PRG_LOG_SENT || entry->withdrawal || entry->withdrawn_by || entry->obligation == NULL
            || entry->agency == NULL)
                return prg__error(PRG_EINVALID, NULL, "the entry is no report that an agency sent and that counts");
        *receipt = (prg_receipt){ entry->obligation, entry->tier, entry->period, entry->agency,
                (int64_t)entry->date * SECONDS_OF_A_DAY + NOON_IN_VIETNAM };
        return 0;
}
