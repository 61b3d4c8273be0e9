/* Duties: obligations compiled, so that a deadline or a period is one step, and the reports that were received, found
 * by what they are for and who sent them. */
#include "duties.h"

#include <string.h>

#include "model/calendar.h"
#include "model/period.h"
#include "model/programme.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"

/* What a report is for and who sent it; no padding, it is compared byte by byte. */
struct receipt_key {
        uint32_t obligation, tier, is_group, sender;
        int32_t first, last;
};

struct receipt {
        struct receipt_key key;
        int64_t sent_at;
        struct receipt *next; /* another of the same key, in no order */
};

/* ---- compiling ---- */

static int refuse(const prg__obligation *obligation, const char *what)
{
        return prg__error(PRG_ESCHEMA, obligation->item.id, "the obligation '%s' %s",
                prg__text_or(obligation->item.id, "?"), what);
}

static int compile_rules(prg__arena *arena, prg__duty *duty)
{
        const prg__list *tiers = &duty->obligation->tiers;
        if (tiers->count == 0)
                return refuse(duty->obligation, "has no tiers");
        prg_deadline_rule *rules = prg__arena_alloc(arena, tiers->count * sizeof *rules);
        if (rules == NULL)
                return PRG_ENOMEM;
        for (uint32_t i = 0; i < tiers->count; i++) {
                const prg__tier *tier = tiers->at[i];
                if (tier->receiver == NULL)
                        return refuse(duty->obligation, "has a tier without a receiver");
                rules[i] = (prg_deadline_rule)PRG_DEADLINE_RULE_INIT;
                rules[i].version = 0;
                int code = tier->deadline ? prg_deadline_rule_of_item(&rules[i], tier->deadline) : 0;
                if (code < 0)
                        return code;
        }
        duty->rules = rules;
        return 0;
}

static int compile_duty(prg_duties *duties, prg__duty *duty, const prg__obligation *obligation)
{
        const char *calendar = obligation->calendar ? obligation->calendar->id : "gregorian";
        duty->obligation = obligation;
        if (obligation->period == 0)
                return refuse(obligation, "has no type of periods");
        int code = prg_calendars_find(&duty->calendar, duties->calendars, calendar, strlen(calendar));
        if (code == 0)
                code = prg_period_type_from_name(&duty->type, prg__period_words[obligation->period - 1]);
        if (code == 0 && !prg_calendar_has(duty->calendar, duty->type))
                return refuse(obligation, "is for periods that its calendar does not have");
        return code < 0 ? code : compile_rules(&duties->arena, duty);
}

static int compile(prg_duties *duties)
{
        const prg__list *obligations = &duties->programme->root.obligations;
        int code = prg_calendars_new(&duties->calendars, duties->programme);
        if (code == 0)
                code = prg_holidays_new(&duties->holidays, duties->programme);
        if (code == 0 && obligations->count
            && (duties->at = prg__alloc_array(obligations->count, sizeof *duties->at)) == NULL)
                return PRG_ENOMEM;
        for (; code == 0 && duties->count < obligations->count; duties->count++)
                code = compile_duty(duties, &duties->at[duties->count], obligations->at[duties->count]);
        return code;
}

int prg_duties_new(prg_duties **duties, prg_programme *programme)
{
        if (duties == NULL)
                return prg__error_null("duties");
        if (programme == NULL)
                return prg__error_null("programme");
        prg_duties *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->programme = prg_programme_ref(programme);
        made->generation = prg_programme_generation(programme);
        prg__arena_init(&made->arena);
        prg__map_init(&made->receipts);
        int code = compile(made);
        if (code < 0) {
                prg_duties_free(made);
                return code;
        }
        *duties = made;
        return 0;
}

void prg_duties_free(prg_duties *duties)
{
        if (duties == NULL)
                return;
        prg__map_dispose(&duties->receipts);
        prg__arena_dispose(&duties->arena);
        prg__free(duties->at);
        prg_holidays_free(duties->holidays);
        prg_calendars_free(duties->calendars);
        prg_programme_unref(duties->programme);
        prg__free(duties);
}

const prg_calendars *prg_duties_calendars(const prg_duties *duties)
{
        return duties ? duties->calendars : NULL;
}

int prg__duties_check(const prg_duties *duties)
{
        if (duties->generation == prg_programme_generation(duties->programme))
                return 0;
        return prg__error(PRG_ESTALE, duties->programme->root.item.id, "the programme was edited since its duties were made");
}

/* ---- periods and deadlines ---- */

int prg__duty_periods(const prg__duty *duty, prg_date first, prg_date last,
        int (*visit)(void *payload, const prg__duty *duty, const prg_period *period), void *payload)
{
        const prg__obligation *obligation = duty->obligation;
        int begin, end, month, day, code = 0;
        if (obligation->from != PRG_DATE_NONE && obligation->from > first)
                first = obligation->from;
        if (obligation->to != PRG_DATE_NONE && obligation->to < last)
                last = obligation->to;
        if (first > last)
                return 0;
        prg__date_split(first, &begin, &month, &day);
        prg__date_split(last, &end, &month, &day);
        /* A period is called by the year in which it begins or ends, and none is longer than a year. Stages have no
         * years, and are not in order of their last days. */
        begin = duty->type == PRG_PERIOD_STAGE ? 0 : begin - 1;
        end = duty->type == PRG_PERIOD_STAGE ? 0 : end + 1;
        for (int year = begin; code == 0 && year <= end; year++) {
                if (duty->type != PRG_PERIOD_STAGE && (year < 1 || year > PRG__MAX_YEAR))
                        continue;
                int count = prg__period_count(duty->calendar, duty->type, year);
                for (int index = 1; code == 0 && index <= count; index++) {
                        prg_period period;
                        if (prg__period_set(&period, duty->calendar, duty->type, year, index) == 0
                            && period.last >= first && period.last <= last)
                                code = visit(payload, duty, &period);
                }
        }
        return code;
}

/* The day on which the data of a period close. */
static prg_date cut_off_of(const prg__obligation *obligation, const prg_period *period)
{
        int year, month, day;
        if (obligation->cut_off < 1)
                return period->last;
        prg__date_split(period->last, &year, &month, &day);
        int longest = prg__date_days_in_month(year, month);
        return prg__date_make(year, month, obligation->cut_off < longest ? obligation->cut_off : longest);
}

void prg__duty_deadline(prg_deadline *deadline, const prg_duties *duties, const prg__duty *duty, size_t tier,
        const prg_period *period)
{
        *deadline = (prg_deadline){ PRG_DATE_NONE, PRG_DATE_NONE, 0, 0, PRG_DEADLINE_NO_RULE, 0 };
        if (duty->rules[tier].version)
                prg_deadline_resolve(deadline, &duty->rules[tier], period, cut_off_of(duty->obligation, period),
                        duties->holidays);
}

/* ---- receipts ---- */

static struct receipt_key key_of(const prg__duty *duty, size_t tier, const prg_period *period, const prg_item *sender)
{
        return (struct receipt_key){ (uint32_t)duty->obligation->item.index, (uint32_t)tier,
                sender->class == &prg__class_group, (uint32_t)sender->index, period->first, period->last };
}

static int check_receipt(const prg_duties *duties, const prg_receipt *receipt)
{
        const prg_item *obligation = receipt->obligation, *sender = receipt->sender;
        if (obligation == NULL)
                return prg__error_null("receipt->obligation");
        if (sender == NULL)
                return prg__error_null("receipt->sender");
        if (obligation->class != &prg__class_obligation || obligation->programme != duties->programme
            || obligation->detached)
                return prg__error(PRG_EINVALID, obligation->id, "'obligation' is not an obligation of the programme");
        if ((sender->class != &prg__class_agency && sender->class != &prg__class_group)
            || sender->programme != duties->programme || sender->detached)
                return prg__error(PRG_EINVALID, sender->id, "'sender' is not an agency or a group of the programme");
        size_t tiers = ((const prg__obligation *)obligation)->tiers.count;
        if (receipt->tier >= tiers)
                return prg__error(PRG_ENOTFOUND, obligation->id, "the obligation '%s' has %zu tiers, none of number %zu",
                        prg__text_or(obligation->id, "?"), tiers, receipt->tier);
        return prg__period_valid(&receipt->period, "receipt->period");
}

int prg_duties_receive(prg_duties *duties, const prg_receipt *receipt)
{
        if (duties == NULL)
                return prg__error_null("duties");
        if (receipt == NULL)
                return prg__error_null("receipt");
        int code = prg__duties_check(duties);
        if (code == 0)
                code = check_receipt(duties, receipt);
        if (code < 0)
                return code;
        const prg__duty *duty = &duties->at[receipt->obligation->index];
        prg_period period;
        if ((code = prg__period_within(&period, &receipt->period, duties->calendars)) < 0)
                return code;
        if (period.calendar != duty->calendar || period.type != duty->type)
                return prg__error(PRG_ENOTFOUND, receipt->obligation->id,
                        "the obligation '%s' is for periods of type %s of the calendar '%s'",
                        prg__text_or(receipt->obligation->id, "?"), prg_period_type_name(duty->type),
                        prg_calendar_id(duty->calendar));
        struct receipt *made = prg__arena_alloc(&duties->arena, sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        *made = (struct receipt){ key_of(duty, receipt->tier, &period, receipt->sender), receipt->sent_at, NULL };
        struct receipt *before = prg__map_get(&duties->receipts, (const char *)&made->key, sizeof made->key);
        if (before == NULL)
                return prg__map_put(&duties->receipts, (const char *)&made->key, sizeof made->key, made);
        made->next = before->next;
        before->next = made;
        return 0;
}

int64_t prg__duties_received(const prg_duties *duties, const prg__duty *duty, size_t tier, const prg_period *period,
        const prg_item *sender, int64_t from, int64_t to)
{
        struct receipt_key key = key_of(duty, tier, period, sender);
        int64_t first = INT64_MIN;
        for (const struct receipt *it = prg__map_get(&duties->receipts, (const char *)&key, sizeof key); it; it = it->next)
                if (it->sent_at >= from && it->sent_at < to && (first == INT64_MIN || it->sent_at < first))
                        first = it->sent_at;
        return first;
}
