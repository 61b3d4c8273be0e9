/* The structs of all nouns. A member's meaning is in its class table, in the noun's .c file; a choice's
 * numbers count from 1 in the order of its words. */
#ifndef PRG__NOUNS_H
#define PRG__NOUNS_H

#include <libprogram/decimal.h>
#include <libprogram/date.h>
#include <libprogram/period.h>

#include "check.h"
#include "class.h"

#define PRG__FALSE 1
#define PRG__TRUE  2

typedef struct prg__document {
        prg_item item;
        const char *kind, *number, *symbol;
        prg_item *issuer;
        prg_date date, from, to;
        prg__list cites;
} prg__document;

typedef struct prg__calendar {
        prg_item item;
        int kind, day, month, year_named, week_start;
        const char *begins, *ends;
        prg_date from, to;
        prg_item *document;
        prg__list stages;
} prg__calendar;

typedef struct prg__stage {
        prg_item item;
        prg_date from, to;
} prg__stage;

typedef struct prg__holiday_year {
        prg_item item;
        prg_item *document;
        const char *source;
        prg__list days;
} prg__holiday_year;

typedef struct prg__holiday {
        prg_item item;
        const char *text;
        prg_date from, to;
        int worked;
} prg__holiday;

/* The year that the id of a list of holidays says; 0 when it says none. */
int prg__holiday_year_of(const char *id);

typedef struct prg__deadline {
        prg_item item;
        const char *text;
        prg_date date;
        int bound, day, months_before, months_after, days, working_days, after, roll;
} prg__deadline;

enum { PRG__ACCOUNTABLE = 1, PRG__CONTRIBUTING, PRG__FOLLOW_UP, PRG__PREPARATORY, PRG__ASSIGNING };
enum { PRG__LEAD_EXPLICIT = 1, PRG__LEAD_IMPLIED, PRG__LEAD_NONE };
typedef struct prg__role {
        prg_item item;
        const char *verb;
        int accountability, lead, binding;
} prg__role;

typedef struct prg__agency {
        prg_item item;
        const char *kind, *level;
        prg_item *parent, *area;
        prg_date from, to;
        prg__list successors;
} prg__agency;

typedef struct prg__successor {
        prg_item item;
        prg_item *agency, *document;
        prg_date on;
        int change;
        prg__list functions;
} prg__successor;

enum { PRG__GROUP_CLOSED = 1, PRG__GROUP_OPEN, PRG__GROUP_DERIVED, PRG__GROUP_RELATIVE };
enum { PRG__ACTS_EACH = 1, PRG__ACTS_TOGETHER };
enum { PRG__RULE_LEADS = 1, PRG__RULE_SUBORDINATES, PRG__RULE_HEADS };
typedef struct prg__group {
        prg_item item;
        int membership, acts, rule;
        const char *level;
        prg__list kinds, of, members;
} prg__group;

typedef struct prg__member_record {
        prg_item item;
        prg_item *agency;
        prg_date from, to;
} prg__member_record;

typedef struct prg__external {
        prg_item item;
        const char *kind;
        prg_item *owner, *document;
        int open_ended;
} prg__external;

typedef struct prg__objective {
        prg_item item;
        int level;
        prg_item *parent;
        const char *text;
} prg__objective;

typedef struct prg__component {
        prg_item item;
        const char *kind, *text, *locator, *territory, *people;
        prg_item *document, *external, *time;
        prg_date from, to;
        int aim;
        prg__list concerns, objectives, indicators, documents, areas, assignments, integrated, children;
} prg__component;

typedef struct prg__assignment {
        prg_item item;
        prg_item *agency, *group, *role, *by;
        int other, binding, delegated, personal;
        prg_date from, to;
} prg__assignment;

typedef struct prg__integration {
        prg_item item;
        prg_item *component, *external, *document;
        const char *text;
} prg__integration;

typedef struct prg__event {
        prg_item item;
        const char *text;
        prg_item *agency;
} prg__event;

enum { PRG__TIME_WINDOW = 1, PRG__TIME_DEADLINE, PRG__TIME_RANGE, PRG__TIME_RECURRENCE, PRG__TIME_CONTINUOUS,
        PRG__TIME_ON_DEMAND, PRG__TIME_CONDITIONAL, PRG__TIME_ANNIVERSARY, PRG__TIME_UNRESOLVED };
typedef struct prg__time {
        prg_item item;
        const char *text, *from, *to, *event, *reason;
        int form, every, years;
        prg_item *deadline, *calendar, *on, *of;
} prg__time;

/* A first or last period of a time: it is in the calendar that it names, else in that of the time, else in that of the
 * id, which may be NULL. As prg_period_parse(). */
int prg__time_period(prg_period *period, const prg__time *time, const prg_calendars *set, const char *id,
        const char *text);

typedef struct prg__flow {
        prg_item item;
        const char *kind, *content;
        prg__list from, via, to, components, indicators;
        prg_item *time, *document;
} prg__flow;

typedef struct prg__obligation {
        prg_item item;
        prg__list who, indicators, components, urged_by, tiers;
        const char *content;
        prg_item *calendar, *flow, *document;
        int period, cut_off;
        prg_date from, to;
} prg__obligation;

typedef struct prg__tier {
        prg_item item;
        prg_item *receiver, *deadline;
} prg__tier;

typedef struct prg__unit {
        prg_item item;
        const char *symbol;
        prg_item *base;
        prg_decimal factor;
} prg__unit;

typedef struct prg__source {
        prg_item item;
        prg_item *agency;
} prg__source;

typedef struct prg__breakdown {
        prg_item item;
        const char *text;
        prg__list categories;
} prg__breakdown;

typedef struct prg__category {
        prg_item item;
        prg_decimal least, below;
} prg__category;

typedef struct prg__indicator_group {
        prg_item item;
        int kind;
        prg_item *parent;
        const char *text;
        prg__list objectives;
} prg__indicator_group;

enum { PRG__KIND_FLOW = 1, PRG__KIND_STOCK, PRG__KIND_CUMULATIVE, PRG__KIND_RATIO, PRG__KIND_CLASS,
        PRG__KIND_MILESTONE, PRG__KIND_DISTINCT, PRG__KIND_COHORT, PRG__KIND_COMPUTED };
enum { PRG__OVER_SUM = 1, PRG__OVER_MEAN, PRG__OVER_WEIGHTED_MEAN, PRG__OVER_MIN, PRG__OVER_MAX, PRG__OVER_FIRST,
        PRG__OVER_LAST, PRG__OVER_COUNT, PRG__OVER_MEDIAN, PRG__OVER_STDDEV, PRG__OVER_NONE };
enum { PRG__POLICY_SKIP = 1, PRG__POLICY_REQUIRE, PRG__POLICY_MINIMUM, PRG__POLICY_ZERO };
enum { PRG__OPERANDS_INDEPENDENT = 1, PRG__OPERANDS_MATCHED };
enum { PRG__SPAN_YEAR = 1, PRG__SPAN_STAGE, PRG__SPAN_PROGRAMME };
typedef struct prg__indicator {
        prg_item item;
        prg_item *group, *unit, *calendar, *numerator, *denominator, *weight, *owner, *document, *replaces, *stages;
        const char *text, *formula, *code, *level;
        int kind, decimals, period, direction, published, over_time, over_areas, missing_over_time, missing_over_areas;
        int operands, pooled, at_end, carry, span, disjoint, basis, threshold, disclosure;
        prg_decimal factor, minimum;
        prg_date from, to;
        prg__list breakdowns, categories, objectives, sources;
} prg__indicator;

typedef struct prg__precedence {
        prg_item item;
        prg__list order;
        prg_date from;
        int fallback;
        prg_decimal tolerance;
} prg__precedence;

typedef struct prg__area {
        prg_item item;
        const char *code, *level, *kind;
        prg_item *parent;
        prg_date from, to;
        prg__list later;
} prg__area;

typedef struct prg__area_state {
        prg_item item;
        const char *code, *kind;
        prg_item *parent, *document;
        prg_date from;
} prg__area_state;

typedef struct prg__area_change {
        prg_item item;
        prg_date on;
        int kind;
        prg_item *document;
        prg__list map;
} prg__area_change;

typedef struct prg__mapping {
        prg_item item;
        prg_item *old, *new;
        prg__list shares;
} prg__mapping;

typedef struct prg__share {
        prg_item item;
        int basis;
        prg_decimal value;
} prg__share;

/* The words of the types of periods, ended by NULL; a choice's number is the place, from 1. */
extern const char *const prg__period_words[];
/* A rule that several nouns share: the calendar, NULL for the Gregorian one, has periods of the type. */
int prg__check_periods(const prg_item *item, struct prg__check *check, const prg_item *calendar, int period);

/* Whether an agency lies below another, at any depth. See responsibility.c. */
int prg__agency_lies_below(const prg_item *agency, const prg_item *above);

/* A target, and a baseline: they have the same fields. */
typedef struct prg__target_record {
        prg_item item;
        prg_item *indicator, *area, *unit, *document;
        const char *period;
        prg_decimal value;
        int version, additive;
        prg_date from, to;
} prg__target_record;

/* ---- small questions that several nouns share ---- */

static inline const char *prg__text_or(const char *text, const char *otherwise)
{
        return text ? text : otherwise;
}

/* Whether a day lies in [from, to], either of which may be open; no day asked lies in every interval. */
static inline int prg__day_within(prg_date day, prg_date from, prg_date to)
{
        return day == PRG_DATE_NONE
                || ((from == PRG_DATE_NONE || from <= day) && (to == PRG_DATE_NONE || day <= to));
}

/* Whether a valid number is greater than a small whole one. */
static inline int prg__decimal_above(prg_decimal number, int64_t whole)
{
        int order = 0;
        return prg_decimal_compare(&order, number, (prg_decimal){ whole, 0 }) == 0 && order > 0;
}

#endif
