/* What is asked of an entry before it is kept: that its cell can be, here; that what it says can be
 * said of that cell, in entry_value.c. Everything that is wrong is found at once; of what is wrong
 * already, and of what depends on it, nothing more is said. */
#include "entry.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "faults.h"
#include "util/buf.h"
#include "util/date.h"
#include "util/decimal.h"
#include "util/error.h"

/* ---- faults ---- */

static void add(prg__faults *faults, prg__fault *fault, const char *format, va_list arguments)
        PRG__PRINTF(3, 0);
static void add(prg__faults *faults, prg__fault *fault, const char *format, va_list arguments)
{
        char message[512];
        if (faults->stop < 0)
                return;
        vsnprintf(message, sizeof message, format, arguments);
        fault->message = message;
        if (faults->code == 0) {
                faults->code = fault->code;
                snprintf(faults->first, sizeof faults->first, "%s%s%s", message,
                        fault->expected ? "; expected " : "",
                        fault->expected ? fault->expected : "");
        }
        int code = faults->add ? faults->add(faults->payload, fault) : 0;
        fault->message = NULL; /* it ends here */
        if (code < 0)
                faults->stop = code;
}

void prg__faults_add(prg__faults *faults, int finding, int code, prg__part part,
        const char *expected, const char *format, ...)
{
        prg__fault fault = { finding, code, part, 0, NULL, expected, NULL };
        va_list arguments;
        va_start(arguments, format);
        add(faults, &fault, format, arguments);
        va_end(arguments);
}

void prg__faults_add_category(prg__faults *faults, size_t category, const char *format, ...)
{
        prg__fault fault = { PRG_FINDING_BREAKDOWN, PRG_ESCHEMA, PRG__PART_CATEGORY, category, NULL,
                NULL, NULL };
        va_list arguments;
        va_start(arguments, format);
        add(faults, &fault, format, arguments);
        va_end(arguments);
}

/* ---- arguments that no reader would give ---- */

/* The argument must be a thing of that class in the data set's programme, or NULL where that is
 * allowed. */
static int demand_item(const prg__faults *faults, const prg_item *item, const prg__class *class,
        const char *argument, int may_be_null)
{
        if (item == NULL)
                return may_be_null ? 0 : prg__error_null(argument);
        if (item->class != class || item->programme != faults->binding->programme || item->detached)
                return prg__error(PRG_EINVALID, NULL,
                        "argument '%s' is no %s of the data set's programme", argument,
                        class->name);
        return 0;
}

static int demand_key(const prg__faults *faults)
{
        const prg_key *key = faults->key;
        int code = demand_item(faults, key->indicator, &prg__class_indicator, "key->indicator",
                prg__faults_knows(faults, PRG__PART_INDICATOR));
        if (code == 0)
                code = demand_item(faults, key->area, &prg__class_area, "key->area",
                        prg__faults_knows(faults, PRG__PART_AREA));
        if (code == 0 && !prg__faults_knows(faults, PRG__PART_PERIOD))
                code = prg__period_valid(&key->period, "key->period");
        if (code == 0)
                code = demand_item(faults, key->source, &prg__class_source, "key->source", 1);
        if (code == 0 && key->categories == NULL && key->category_count)
                code = prg__error_null("key->categories");
        for (size_t i = 0; code == 0 && i < key->category_count; i++)
                code = demand_item(faults, key->categories[i], &prg__class_category,
                        "key->categories", prg__faults_knows(faults, PRG__PART_CATEGORY));
        if (code == 0 && key->observed.calendar && !prg__faults_knows(faults, PRG__PART_OBSERVED))
                code = prg__period_valid(&key->observed, "key->observed");
        if (code == 0 && prg_scope_name(key->scope) == NULL)
                code = prg__error(
                        PRG_EINVALID, NULL, "no scope has the number %d", (int)key->scope);
        return code;
}

static int demand_value(const prg__faults *faults)
{
        const prg_value *value = faults->value;
        int code = demand_item(
                faults, value->reported_by, &prg__class_agency, "value->reported_by", 1);
        if (code == 0 && value->quality != 0 && prg_quality_name(value->quality) == NULL)
                code = prg__error(
                        PRG_EINVALID, NULL, "no quality has the number %d", (int)value->quality);
        if (code < 0 || faults->withdrawal)
                return code;
        code = demand_item(faults, value->unit, &prg__class_unit, "value->unit", 1);
        if (code == 0)
                code = demand_item(
                        faults, value->category, &prg__class_category, "value->category", 1);
        if (code == 0 && prg_state_name(value->state) == NULL)
                code = prg__error(
                        PRG_EINVALID, NULL, "no state has the number %d", (int)value->state);
        if (code == 0 && value->marks >> PRG_MARKS)
                code = prg__error(PRG_EINVALID, NULL, "value->marks has bits that are no marks");
        /* The number of a class and of a value that is not there is not looked at. */
        if (code == 0 && value->state == PRG_STATE_VALUE && value->category == NULL)
                code = prg__decimal_check(value->number);
        if (code == 0 && value->has_bounds)
                code = prg__decimal_check(value->lower);
        if (code == 0 && value->has_bounds)
                code = prg__decimal_check(value->upper);
        return code;
}

/* ---- the key ---- */

/* What an indicator that takes no values breaks is said once; the rest of the key is then not
 * asked. */
static void check_indicator(prg__faults *faults)
{
        const prg__indicator *it = (const prg__indicator *)faults->key->indicator;
        if (it == NULL || prg__faults_knows(faults, PRG__PART_INDICATOR))
                return;
        const prg__indicator_info *info = prg__binding_info(faults->binding, it);
        if (info->computed) {
                prg__faults_add(faults, PRG_FINDING_COMPUTED, PRG_ESCHEMA, PRG__PART_INDICATOR,
                        "no value", "indicator '%s' is computed: %s", it->item.id, info->computed);
        } else if (info->calendar == NULL) {
                prg__faults_add(faults, PRG_FINDING_PERIOD, PRG_ESCHEMA, PRG__PART_INDICATOR, NULL,
                        "indicator '%s' has no base period to report values for", it->item.id);
        } else {
                faults->indicator = it;
                faults->info = info;
        }
}

/* "a month of the calendar 'police', such as police:2018-01, or an exact union of such": the period that is
 * called by the same year and number, where there is one, shows how such ids are written. */
static int expected_period(char *expected, size_t size, const prg__faults *faults, const prg_period *period)
{
        prg_buf text = PRG_BUF_INIT;
        prg_period same;
        const prg__indicator_info *info = faults->info;
        int code = 0;
        if (period->type == info->type && period->calendar != info->calendar
                && prg_period_make(&same, info->calendar, info->type, period->year, period->index) == 0)
                code = prg_period_format(&text, &same);
        if (code == 0)
                snprintf(expected, size, "a %s of the calendar '%s'%s%s, or an exact union of such",
                        prg_period_type_name(info->type), info->calendar->options.id,
                        text.length ? ", such as " : "", text.length ? text.data : "");
        prg_buf_dispose(&text);
        return code;
}

static void refuse_period(
        prg__faults *faults, const prg_period *period, prg__part part, const char *why)
{
        prg_buf text = PRG_BUF_INIT;
        char expected[200];
        if (expected_period(expected, sizeof expected, faults, period) < 0
                || prg_period_format(&text, period) < 0)
                faults->stop = PRG_ENOMEM;
        else
                prg__faults_add(faults, PRG_FINDING_PERIOD, PRG_ESCHEMA, part,
                        part == PRG__PART_PERIOD ? expected : NULL, "period %s: %s", text.data,
                        why);
        prg_buf_dispose(&text);
}

/* Whether the period holds values of the indicator; *period is then of the data set's calendars. */
static int check_period(prg__faults *faults, prg_period *period)
{
        prg_period_range range;
        prg_union_reason reason = PRG_UNION_EXACT;
        if (prg__faults_knows(faults, PRG__PART_PERIOD))
                return 0;
        if (prg__binding_period(faults->binding, &faults->key->period, period) != 0) {
                if (faults->indicator)
                        refuse_period(faults, &faults->key->period, PRG__PART_PERIOD,
                                "the programme has no such period");
                return 0;
        }
        if (faults->indicator == NULL
                || (period->calendar == faults->info->calendar
                        && period->type == faults->info->type))
                return 1;
        int code = period->type == PRG_PERIOD_DAYS
                           ? PRG_END
                           : prg_period_union(&range, &reason, period, faults->info->calendar,
                                   faults->info->type);
        if (code == 0)
                return 1;
        refuse_period(faults, period, PRG__PART_PERIOD,
                period->type == PRG_PERIOD_DAYS     ? "any days are no period to report for"
                : code < 0                          ? "its days leave the range of dates"
                : reason == PRG_UNION_BEGINS_INSIDE ? "it begins within a base period"
                : reason == PRG_UNION_ENDS_INSIDE   ? "it ends within a base period"
                : reason == PRG_UNION_SPAN          ? "it is not a base period itself"
                                                    : "it is not made of base periods");
        return 0;
}

static void check_observed(prg__faults *faults, int has_period, const prg_period *period)
{
        const prg_period *observed = &faults->key->observed;
        prg_period own;
        int cohort = faults->indicator->kind == PRG__KIND_COHORT;
        if (prg__faults_knows(faults, PRG__PART_OBSERVED))
                return;
        if (observed->calendar == NULL) {
                if (cohort)
                        prg__faults_add(faults, PRG_FINDING_PERIOD, PRG_ESCHEMA, PRG__PART_OBSERVED,
                                "the period in which the cohort was observed",
                                "indicator '%s' follows cohorts, and no observation is given",
                                faults->indicator->item.id);
                return;
        }
        if (!cohort)
                prg__faults_add(faults, PRG_FINDING_PERIOD, PRG_ESCHEMA, PRG__PART_OBSERVED, NULL,
                        "indicator '%s' follows no cohorts, and a period of observation is given",
                        faults->indicator->item.id);
        else if (prg__binding_period(faults->binding, observed, &own) != 0)
                refuse_period(
                        faults, observed, PRG__PART_OBSERVED, "the programme has no such period");
        else if (has_period && own.last < period->first)
                refuse_period(faults, &own, PRG__PART_OBSERVED,
                        "the observation ends before the cohort enters");
        else
                faults->checked->key.observed = own;
}

/* The sources of the indicator, for messages. */
static const char *list_sources(const prg__indicator_info *info, char *text, size_t size)
{
        size_t end = (size_t)snprintf(text, size, "one of");
        for (size_t i = 0; i < info->source_count && end + 80 < size; i++)
                end += (size_t)snprintf(
                        text + end, size - end, "%s '%s'", i ? "," : "", info->sources[i]->id);
        return text;
}

static void check_source(prg__faults *faults)
{
        const prg__indicator_info *info = faults->info;
        const prg_item *source = faults->key->source;
        char expected[300];
        if (prg__faults_knows(faults, PRG__PART_SOURCE))
                return;
        if (source == NULL && info->source_count < 2) {
                faults->checked->key.source = info->source_count ? info->sources[0] : NULL;
                return;
        }
        for (size_t i = 0; i < info->source_count; i++)
                if (info->sources[i] == source) {
                        faults->checked->key.source = source;
                        return;
                }
        if (info->source_count == 0)
                prg__faults_add(faults, PRG_FINDING_SOURCE, PRG_ESCHEMA, PRG__PART_SOURCE, "none",
                        "indicator '%s' names no sources, and '%s' is given",
                        faults->indicator->item.id, source->id);
        else if (source)
                prg__faults_add(faults, PRG_FINDING_SOURCE, PRG_ESCHEMA, PRG__PART_SOURCE,
                        list_sources(info, expected, sizeof expected),
                        "source '%s' is not one of indicator '%s'", source->id,
                        faults->indicator->item.id);
        else
                prg__faults_add(faults, PRG_FINDING_SOURCE, PRG_ESCHEMA, PRG__PART_SOURCE,
                        list_sources(info, expected, sizeof expected),
                        "indicator '%s' has several sources, and none is given",
                        faults->indicator->item.id);
}

static int is_broken_down_by(const prg__indicator *indicator, const prg_item *breakdown)
{
        for (size_t i = 0; i < indicator->breakdowns.count; i++)
                if (indicator->breakdowns.at[i] == breakdown)
                        return 1;
        return 0;
}

static void check_categories(prg__faults *faults)
{
        const prg_key *key = faults->key;
        size_t breakdowns = faults->indicator->breakdowns.count;
        for (size_t i = 0; i < key->category_count; i++) {
                const prg_item *category = key->categories[i];
                if (category == NULL)
                        continue;
                if (!is_broken_down_by(faults->indicator, category->owner)) {
                        prg__faults_add_category(faults, i,
                                "indicator '%s' is not broken down by '%s', which '%s' belongs to",
                                faults->indicator->item.id, prg__text_or(category->owner->id, "?"),
                                category->id);
                        continue;
                }
                /* More than there are breakdowns cannot all be of different ones; which repeat is
                 * told of the first of them, so that the search ends. */
                for (size_t j = 0; j < i && j <= breakdowns; j++)
                        if (key->categories[j] && key->categories[j]->owner == category->owner) {
                                prg__faults_add_category(faults, i,
                                        "'%s' and '%s' are both categories of '%s'",
                                        key->categories[j]->id, category->id,
                                        prg__text_or(category->owner->id, "?"));
                                break;
                        }
        }
}

/* Whether the scope says of the area what it is on the last day of the period. */
static void check_place(prg__faults *faults, const prg_period *period)
{
        const prg_item *area = faults->key->area;
        char day[PRG__DATE_LENGTH + 1];
        prg_scope scope = faults->key->scope;
        prg__place place =
                prg__binding_place(faults->binding, faults->indicator, area, period->last);
        prg__date_write(day, period->last);
        if (place == PRG__PLACE_BELOW)
                prg__faults_add(faults, PRG_FINDING_AREA, PRG_ESCHEMA, PRG__PART_AREA, NULL,
                        "area '%s' lies below those of level %s, which report '%s' on %s", area->id,
                        faults->indicator->level, faults->indicator->item.id, day);
        else if (place == PRG__PLACE_ABOVE && scope == PRG_SCOPE_UNIT)
                prg__faults_add(faults, PRG_FINDING_AREA, PRG_ESCHEMA, PRG__PART_AREA,
                        "the scope own or total",
                        "area '%s' lies above those that report '%s' on %s", area->id,
                        faults->indicator->item.id, day);
        else if (place == PRG__PLACE_REPORTS && scope != PRG_SCOPE_UNIT)
                prg__faults_add(faults, PRG_FINDING_AREA, PRG_ESCHEMA, PRG__PART_SCOPE, "no scope",
                        "area '%s' reports '%s' itself on %s, and the scope %s is given", area->id,
                        faults->indicator->item.id, day, prg_scope_name(scope));
}

static void check_key(prg__faults *faults, int reading)
{
        prg_period period;
        faults->checked->key = *faults->key;
        check_indicator(faults);
        int has_period = check_period(faults, &period);
        if (has_period)
                faults->checked->key.period = period;
        if (faults->indicator == NULL)
                return;
        check_observed(faults, has_period, &period);
        check_source(faults);
        check_categories(faults);
        if (!reading && has_period && !prg__faults_knows(faults, PRG__PART_AREA)
                && !prg__faults_knows(faults, PRG__PART_SCOPE))
                check_place(faults, &period);
}

/* ---- the whole ---- */

/* The thread's error is that of the first fault, whatever became of it since. */
static int answer(const prg__faults *faults)
{
        if (faults->stop < 0)
                return faults->stop;
        if (faults->code < 0)
                return prg__error(faults->code, NULL, "%s", faults->first);
        return faults->known ? prg__error(PRG_ESCHEMA, NULL, "parts of the entry are wrong already")
                             : 0;
}

int prg__entry_check(const prg_data *data, const prg_key *key, const prg_value *value,
        int withdrawal, unsigned known_faults,
        int (*add_fault)(void *payload, const prg__fault *fault), void *payload,
        prg__checked *checked)
{
        if (key == NULL)
                return prg__error_null("key");
        if (value == NULL)
                return prg__error_null("value");
        prg__faults faults = { data->binding, key, value, withdrawal, known_faults, add_fault,
                payload, 0, 0, "", NULL, NULL, checked };
        int code = prg__data_fresh(data);
        if (code == 0)
                code = demand_key(&faults);
        if (code == 0)
                code = demand_value(&faults);
        if (code < 0)
                return code;
        checked->withdrawal = withdrawal;
        check_key(&faults, 0);
        prg__entry_check_value(&faults);
        return answer(&faults);
}

int prg__entry_key(const prg_data *data, const prg_key *key, prg_key *whole)
{
        prg__checked checked;
        if (key == NULL)
                return prg__error_null("key");
        prg__faults faults = { data->binding, key, NULL, 0, 0, NULL, NULL, 0, 0, "", NULL, NULL,
                &checked };
        int code = prg__data_fresh(data);
        if (code == 0)
                code = demand_key(&faults);
        if (code < 0)
                return code;
        check_key(&faults, 1);
        *whole = checked.key;
        return answer(&faults);
}
