/* Debts: one for each obligation, period, tier and debtor.
 *
 * A period is judged on its last day: who has to report at the first tier then, and to whom; whoever receives reports
 * at the next tier. Only then is each debt followed to the day that is asked for, along the successors of its debtor,
 * so that what happens to agencies later neither takes a debt away nor makes another. */
#include "duties.h"

#include <stdlib.h>
#include <string.h>

#include "model/item_list.h"
#include "model/programme.h"
#include "succession.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"

#define MOST_DEBTS 4000000u

struct entry {
        prg_debt debt;
        size_t number; /* in the order in which they were made */
};

struct prg_debts {
        struct entry *at;
        size_t count, capacity;
        prg_date day;
};

/* What is being listed. */
struct listing {
        const prg_duties *duties;
        prg_debts *debts;
        const prg__duty *duty;
        const prg_period *period;
        size_t tier;
        /* The members of the tier's receiver, when that is a group, on a day: kept from one debt to the next. */
        prg_item_list *members;
        prg_date members_day;
};

/* ---- who receives ---- */

static int is_group(const prg_item *item)
{
        return item->class == &prg__class_group;
}

static int find_members(struct listing *listing, const prg_item *group, prg_date day)
{
        if (listing->members && listing->members_day == day)
                return 0;
        prg_item_list *members;
        int code = prg_group_members(&members, group, day, NULL);
        if (code < 0)
                return code;
        prg_item_list_free(listing->members);
        listing->members = members;
        listing->members_day = day;
        return 0;
}

static void forget_members(struct listing *listing)
{
        prg_item_list_free(listing->members);
        listing->members = NULL;
}

/* Whoever receives from a sender on a day; NULL in *receiver for nobody. Of a group, the nearest member above. */
static int find_receiver(const prg_item **receiver, struct listing *listing, const prg_item *sender, prg_date day)
{
        const prg__obligation *obligation = listing->duty->obligation;
        const prg__tier *tier = obligation->tiers.at[listing->tier];
        if (!is_group(tier->receiver)) {
                const prg__agency *agency = prg__successor_of((const prg__agency *)tier->receiver, &obligation->item,
                        obligation->from, day);
                *receiver = agency ? &agency->item : NULL;
                return 0;
        }
        int code = find_members(listing, tier->receiver, day);
        if (code < 0)
                return code;
        size_t count = prg_item_list_size(listing->members);
        *receiver = count ? tier->receiver : NULL;
        if (is_group(sender) || ((const prg__group *)tier->receiver)->acts == PRG__ACTS_TOGETHER)
                return 0;
        const prg_item *nearest = NULL;
        for (size_t i = 0; i < count; i++) {
                const prg_item *member = prg_item_list_at(listing->members, i);
                if (prg__agency_lies_below(sender, member)
                    && (nearest == NULL || prg__agency_lies_below(member, nearest)))
                        nearest = member;
        }
        if (nearest)
                *receiver = nearest;
        return 0;
}

/* ---- what became of a debt ---- */

static int group_exists(int *exists, const prg_item *group, prg_date day)
{
        prg_item_list *members;
        int code = prg_group_members(&members, group, day, NULL);
        if (code < 0)
                return code;
        *exists = prg_item_list_size(members) > 0;
        prg_item_list_free(members);
        return 0;
}

/* Who holds the debt on a day, not before the end of the period. */
static int find_holder(const prg_item **holder, const struct listing *listing, const prg_item *debtor, prg_date day)
{
        int exists = 0;
        if (day < listing->period->last)
                day = listing->period->last;
        if (!is_group(debtor)) {
                const prg__agency *agency = prg__successor_of((const prg__agency *)debtor,
                        &listing->duty->obligation->item, listing->period->last, day);
                *holder = agency ? &agency->item : NULL;
                return 0;
        }
        int code = group_exists(&exists, debtor, day);
        *holder = exists ? debtor : NULL;
        return code;
}

/* The first report, until the end of a day, of the debtor or of whoever held its debt when it was sent. */
static int64_t find_report(const struct listing *listing, const prg_item *debtor, prg_date day)
{
        const prg_duties *duties = listing->duties;
        int64_t end = prg_deadline_end(day);
        int64_t first = prg__duties_received(duties, listing->duty, listing->tier, listing->period, debtor, INT64_MIN + 1, end);
        if (is_group(debtor) || duties->receipts.count == 0)
                return first;
        prg__holding holding = { (const prg__agency *)debtor, listing->period->last };
        uint32_t steps = duties->programme->root.agencies.count;
        for (int is_first = 1; steps > 0; is_first = 0, steps--) {
                if (!prg__succession_step(&holding, &listing->duty->obligation->item, day, is_first))
                        break;
                int64_t sent = prg__duties_received(duties, listing->duty, listing->tier, listing->period,
                        &holding.agency->item, prg_deadline_end(holding.since - 1), end);
                if (sent != INT64_MIN && (first == INT64_MIN || sent < first))
                        first = sent;
        }
        return first;
}

static int find_state(prg_debt *debt, struct listing *listing, prg_date day)
{
        const prg_item *at_deadline = debt->holder;
        int code = 0;
        debt->received_at = find_report(listing, debt->debtor, day);
        if (debt->deadline.reason) {
                debt->state = debt->received_at != INT64_MIN ? PRG_DEBT_RECEIVED
                        : debt->holder ? PRG_DEBT_UNRESOLVED : PRG_DEBT_ORPHANED;
                return 0;
        }
        if (debt->received_at != INT64_MIN) {
                debt->state = debt->received_at < prg_deadline_end(debt->deadline.last) ? PRG_DEBT_ON_TIME : PRG_DEBT_LATE;
                return 0;
        }
        int passed = day > debt->deadline.last;
        if (passed && debt->holder == NULL)
                code = find_holder(&at_deadline, listing, debt->debtor, debt->deadline.last);
        debt->state = at_deadline == NULL ? PRG_DEBT_ORPHANED : passed ? PRG_DEBT_OVERDUE : PRG_DEBT_OPEN;
        return code;
}

static int add_debt(struct listing *listing, const prg_item *debtor)
{
        prg_debts *debts = listing->debts;
        prg_debt debt = { .obligation = &listing->duty->obligation->item, .tier = listing->tier,
                .period = *listing->period, .debtor = debtor };
        if (debts->count == MOST_DEBTS)
                return prg__error(PRG_ELIMIT, NULL, "there are more than %u debts; ask for fewer periods", MOST_DEBTS);
        prg__duty_deadline(&debt.deadline, listing->duties, listing->duty, listing->tier, listing->period);
        prg_date day = debts->day != PRG_DATE_NONE ? debts->day
                : debt.deadline.reason ? listing->period->last : debt.deadline.last;
        int code = find_holder(&debt.holder, listing, debtor, day);
        if (code == 0)
                code = find_receiver(&debt.receiver, listing, debt.holder ? debt.holder : debtor,
                        day < listing->period->last ? listing->period->last : day);
        if (code == 0)
                code = find_state(&debt, listing, day);
        if (code == 0 && prg__grow((void **)&debts->at, &debts->capacity, debts->count + 1, sizeof *debts->at) < 0)
                code = PRG_ENOMEM;
        if (code < 0)
                return code;
        debts->at[debts->count] = (struct entry){ debt, debts->count };
        debts->count++;
        return 0;
}

/* ---- all debts ---- */

/* The debts of one tier; `next` receives whoever receives on the last day of the period. */
static int add_tier(struct listing *listing, const prg_item_list *senders, prg_item_list *next)
{
        const prg_item *receiver;
        int code = 0;
        for (size_t i = 0; code == 0 && i < prg_item_list_size(senders); i++) {
                code = find_receiver(&receiver, listing, prg_item_list_at(senders, i), listing->period->last);
                if (code == 0 && receiver)
                        code = prg__item_list_push_once(next, receiver);
        }
        for (size_t i = 0; code == 0 && i < prg_item_list_size(senders); i++)
                code = add_debt(listing, prg_item_list_at(senders, i));
        forget_members(listing);
        return code;
}

static int add_period(void *payload, const prg__duty *duty, const prg_period *period)
{
        struct listing *listing = payload;
        prg_item_list *senders, *next = NULL;
        listing->duty = duty;
        listing->period = period;
        int code = prg_item_responsible(&senders, &duty->obligation->item, period->last);
        if (code < 0)
                return code;
        /* A group that acts together is answered even when it has no members any more. */
        for (size_t i = 0; code == 0 && i < prg_item_list_size(senders); i++) {
                int exists = 1;
                if (is_group(prg_item_list_at(senders, i)))
                        code = group_exists(&exists, prg_item_list_at(senders, i), period->last);
                if (code == 0 && !exists)
                        prg__item_list_take(senders, i--);
        }
        for (listing->tier = 0; code == 0 && listing->tier < duty->obligation->tiers.count; listing->tier++) {
                next = prg__item_list_new(listing->duties->programme);
                code = next ? add_tier(listing, senders, next) : PRG_ENOMEM;
                prg_item_list_free(senders);
                senders = next;
        }
        prg_item_list_free(senders);
        return code;
}

static int by_deadline(const void *a, const void *b)
{
        const struct entry *first = a, *second = b;
        prg_date one = first->debt.deadline.last, other = second->debt.deadline.last;
        if (one != other)
                return one == PRG_DATE_NONE || (other != PRG_DATE_NONE && one > other) ? 1 : -1;
        return (first->number > second->number) - (first->number < second->number);
}

int prg_duties_list(prg_debts **debts, const prg_duties *duties, prg_date first, prg_date last, prg_date day)
{
        if (debts == NULL)
                return prg__error_null("debts");
        if (duties == NULL)
                return prg__error_null("duties");
        if (prg__date_check(first) < 0 || prg__date_check(last) < 0 || (day != PRG_DATE_NONE && prg__date_check(day) < 0))
                return PRG_EINVALID;
        if (last < first)
                return prg__error(PRG_ERANGE, NULL, "the last day lies before the first");
        int code = prg__duties_check(duties);
        if (code < 0)
                return code;
        prg_debts *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->day = day;
        struct listing listing = { .duties = duties, .debts = made };
        for (size_t i = 0; code == 0 && i < duties->count; i++)
                code = prg__duty_periods(&duties->at[i], first, last, add_period, &listing);
        if (code < 0) {
                prg_debts_free(made);
                return code;
        }
        if (made->count)
                qsort(made->at, made->count, sizeof *made->at, by_deadline);
        *debts = made;
        return 0;
}

size_t prg_debts_size(const prg_debts *debts)
{
        return debts ? debts->count : 0;
}

int prg_debts_at(prg_debt *debt, const prg_debts *debts, size_t index)
{
        if (debt == NULL)
                return prg__error_null("debt");
        if (debts == NULL)
                return prg__error_null("debts");
        if (index >= debts->count)
                return PRG_END;
        *debt = debts->at[index].debt;
        return 0;
}

void prg_debts_free(prg_debts *debts)
{
        if (debts == NULL)
                return;
        prg__free(debts->at);
        prg__free(debts);
}

/* ---- counts ---- */

static void count_debt(prg_debt_counts *counts, const prg_debt *debt, prg_date day)
{
        int passed = day != PRG_DATE_NONE && debt->deadline.reason == 0 && day > debt->deadline.last;
        counts->expected++;
        switch (debt->state) {
        case PRG_DEBT_OPEN: counts->open++; return;
        case PRG_DEBT_ORPHANED: counts->orphaned++; return;
        case PRG_DEBT_UNRESOLVED:
        case PRG_DEBT_RECEIVED: counts->unresolved++; return;
        case PRG_DEBT_OVERDUE: counts->due++; return;
        case PRG_DEBT_LATE:
                counts->due++;
                counts->received++;
                return;
        case PRG_DEBT_ON_TIME:
                counts->due += passed;
                counts->received += passed;
                counts->on_time += passed;
                counts->early += !passed;
        }
}

int prg_debts_count(prg_debt_counts *counts, const prg_debts *debts, const prg_item *obligation, const prg_item *holder)
{
        if (counts == NULL)
                return prg__error_null("counts");
        if (debts == NULL)
                return prg__error_null("debts");
        prg_debt_counts made = { 0, 0, 0, 0, 0, 0, 0, 0 };
        for (size_t i = 0; i < debts->count; i++) {
                const prg_debt *debt = &debts->at[i].debt;
                if ((obligation == NULL || debt->obligation == obligation) && (holder == NULL || debt->holder == holder))
                        count_debt(&made, debt, debts->day);
        }
        *counts = made;
        return 0;
}

/* ---- who chases ---- */

/* Whoever has the role urge in a component. */
static int add_urging(prg_item_list *list, const prg__component *component, prg_date day)
{
        int code = 0;
        for (uint32_t i = 0; code == 0 && i < component->assignments.count; i++) {
                const prg__assignment *it = component->assignments.at[i];
                const prg_item *holder = it->agency ? it->agency : it->group;
                if (holder && it->role && it->role->id && strcmp(it->role->id, "urge") == 0
                    && prg__day_within(day, it->from, it->to))
                        code = prg__add_responsible(list, holder, &component->item, it->from, day);
        }
        return code;
}

/* Nobody chases itself. */
static void leave_out(prg_item_list *list, const prg_item *holder)
{
        for (size_t i = prg_item_list_size(list); i-- > 0;)
                if (prg_item_list_at(list, i) == holder)
                        prg__item_list_take(list, i);
}

int prg_debt_chasers(prg_item_list **list, const prg_debt *debt, prg_date day)
{
        if (list == NULL)
                return prg__error_null("list");
        if (debt == NULL)
                return prg__error_null("debt");
        if (debt->obligation == NULL || debt->obligation->class != &prg__class_obligation)
                return prg__error(PRG_EINVALID, NULL, "the debt is of no obligation");
        if (prg__date_check(day) < 0)
                return PRG_EINVALID;
        const prg__obligation *obligation = (const prg__obligation *)debt->obligation;
        prg_item_list *found = prg__item_list_new(obligation->item.programme);
        int code = found ? 0 : PRG_ENOMEM;
        for (uint32_t i = 0; code == 0 && i < obligation->urged_by.count; i++)
                code = prg__add_responsible(found, obligation->urged_by.at[i], &obligation->item, obligation->from, day);
        if (code == 0)
                leave_out(found, debt->holder);
        if (code == 0 && prg_item_list_size(found) == 0) {
                for (uint32_t i = 0; code == 0 && i < obligation->components.count; i++)
                        code = add_urging(found, obligation->components.at[i], day);
                if (code == 0)
                        leave_out(found, debt->holder);
        }
        if (code == 0 && prg_item_list_size(found) == 0 && debt->receiver)
                code = prg__item_list_push(found, debt->receiver);
        return prg__item_list_finish(list, found, code);
}

/* ---- names ---- */

static const struct {
        prg_debt_state state;
        const char *name;
} states[] = {
#define STATE(symbol, number, name, meaning) { symbol, name },
        PRG_DEBT_STATE_MAP(STATE)
#undef STATE
};
#define STATES (sizeof states / sizeof *states)

const char *prg_debt_state_name(prg_debt_state state)
{
        for (size_t i = 0; i < STATES; i++)
                if (states[i].state == state)
                        return states[i].name;
        return NULL;
}

int prg_debt_state_from_name(prg_debt_state *state, const char *name)
{
        if (state == NULL)
                return prg__error_null("state");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < STATES; i++)
                if (strcmp(states[i].name, name) == 0) {
                        *state = states[i].state;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "'%s' is no state of a debt", name);
}
