/* Indicators (chỉ tiêu): what is counted, in what, how it adds over time and over areas, from whom it comes;
 * and the things that an indicator is described with: units, sources, breakdowns, groups. */
#include "nouns.h"

#include <string.h>

#include "calendar.h"
#include "check.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const objectives[] = { &prg__class_objective, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const indicators[] = { &prg__class_indicator, NULL };
static const prg__class *const indicator_groups[] = { &prg__class_indicator_group, NULL };
static const prg__class *const units[] = { &prg__class_unit, NULL };
static const prg__class *const calendars[] = { &prg__class_calendar, NULL };
static const prg__class *const sources[] = { &prg__class_source, NULL };
static const prg__class *const breakdowns[] = { &prg__class_breakdown, NULL };
static const prg__class *const precedences[] = { &prg__class_precedence, NULL };
static const prg__class *const categories[] = { &prg__class_category, NULL };

static const char *const kinds[] = { "flow", "stock", "cumulative", "ratio", "class", "milestone", "distinct", "cohort", "computed", NULL };
/* In the order of #PRG_PERIOD_TYPE_MAP; any days are no type to report in. */
const char *const prg__period_words[] = { "day", "week", "bi_week", "week_year", "month", "bi_month", "quarter", "four_month", "half", "year", "nine_month", "year_to_date", "season", "stage", NULL };
static const char *const directions[] = { "higher", "lower", "neutral", NULL };
static const char *const operators[] = { "sum", "mean", "weighted_mean", "min", "max", "first", "last", "count", "median", "stddev", "none", NULL };
static const char *const policies[] = { "skip", "require", "minimum", "zero", NULL };
static const char *const bases[] = { "population", "area", "cases", NULL };
static const char *const operands[] = { "independent", "matched", NULL };
static const char *const spans[] = { "year", "stage", "programme", NULL };
static const char *const disclosures[] = { "public", "internal", "secret", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__indicator),
        PRG__F_TARGET(prg__indicator, group, PRG__REF, indicator_groups, 0, "the group that it is listed under (nhóm chỉ tiêu)"),
        PRG__F(prg__indicator, text, PRG__TEXT, "the definition in words (khái niệm, phương pháp tính)"),
        PRG__F_CHOICE(prg__indicator, kind, kinds, PRG__REQUIRED,
                "flow (adds over time), stock (state at the end), cumulative (lũy kế as reported), ratio (recomputed from its operands), class (phân loại), milestone, distinct (persons, not additive), cohort, computed (a number by formula)"),
        PRG__F_TARGET(prg__indicator, unit, PRG__REF, units, 0, "the unit (đơn vị tính)"),
        { "decimals", PRG__COUNT, offsetof(prg__indicator, decimals), NULL, NULL, 9, 0, "decimals of a reported value, 0 (the default) to 9" },
        PRG__F_TARGET(prg__indicator, calendar, PRG__REF, calendars, 0, "the calendar of its base periods (lịch báo cáo); the Gregorian one by default"),
        PRG__F_CHOICE(prg__indicator, period, prg__period_words, 0, "the type of its base periods (kỳ báo cáo), in which it is reported"),
        PRG__F_CHOICE(prg__indicator, direction, directions, 0, "which way is better; neutral by default"),
        PRG__F_TARGET(prg__indicator, numerator, PRG__REF, indicators, 0, "of a ratio: what is divided (tử số)"),
        PRG__F_TARGET(prg__indicator, denominator, PRG__REF, indicators, 0, "of a ratio: by what (mẫu số)"),
        PRG__F(prg__indicator, factor, PRG__NUMBER, "of a ratio: what the quotient is multiplied with; 100 for percent"),
        PRG__F(prg__indicator, formula, PRG__TEXT, "of an indicator that is computed, but no plain ratio: the formula (công thức), over the ids of others"),
        PRG__F_CHOICE(prg__indicator, operands, operands, 0,
                "of a ratio: independent (each operand aggregated alone, the default) or matched (only where both are reported)"),
        PRG__F(prg__indicator, published, PRG__FLAG, "true for a ratio that is reported without its operands: kept as published, never aggregated"),
        PRG__F_CHOICE(prg__indicator, over_time, operators, 0, "how it is reduced over time, where the kind's own way is not meant"),
        PRG__F_CHOICE(prg__indicator, over_areas, operators, 0, "how it is reduced over areas, where the kind's own way is not meant"),
        PRG__F_TARGET(prg__indicator, weight, PRG__REF, indicators, 0, "of a weighted mean: the weight"),
        PRG__F(prg__indicator, pooled, PRG__FLAG,
                "of a mean over areas: true for the mean of all values; else the mean of the areas' own means"),
        PRG__F(prg__indicator, at_end, PRG__FLAG, "of a stock: true when only the last base period counts"),
        { "carry", PRG__COUNT, offsetof(prg__indicator, carry), NULL, NULL, 1000, 0,
                "of a stock: for how many base periods a value is carried on where none is reported; 0 by default" },
        PRG__F_CHOICE(prg__indicator, span, spans, 0, "of a cumulative indicator: when it begins anew; the year by default"),
        PRG__F_TARGET(prg__indicator, stages, PRG__REF, calendars, 0, "of a cumulative indicator that begins anew with each stage: the calendar of stages"),
        PRG__F(prg__indicator, disjoint, PRG__FLAG, "of a distinct indicator: true when areas have nobody in common, so that they add"),
        PRG__F_CHOICE(prg__indicator, missing_over_time, policies, 0, "which cells are shown when base periods are missing; skip by default"),
        PRG__F_CHOICE(prg__indicator, missing_over_areas, policies, 0, "which cells are shown when areas are missing; skip by default"),
        { "minimum", PRG__NUMBER, offsetof(prg__indicator, minimum), NULL, NULL, 0, 0, "of the policy minimum: the least coverage in percent" },
        PRG__F_TARGET(prg__indicator, breakdowns, PRG__REFS, breakdowns, 0, "what it is broken down by (phân tổ)"),
        { "categories", PRG__ITEMS, offsetof(prg__indicator, categories), categories, NULL, 0, 0, "of a class indicator: its classes" },
        PRG__F_CHOICE(prg__indicator, basis, bases, 0, "by which share a value is divided when areas change"),
        PRG__F_TARGET(prg__indicator, owner, PRG__REF, agencies, 0, "who defines it and answers for it"),
        PRG__F_TARGET(prg__indicator, objectives, PRG__REFS, objectives, 0, "the objectives that it measures"),
        PRG__F_TARGET(prg__indicator, document, PRG__REF, documents, 0, "the document that defines it"),
        PRG__F(prg__indicator, code, PRG__TEXT, "its code in an outside list (mã số)"),
        PRG__F(prg__indicator, level, PRG__WORD, "the level of area that reports it"),
        PRG__F(prg__indicator, from, PRG__DATE, "the first day of this definition"),
        PRG__F(prg__indicator, to, PRG__DATE, "the last day of this definition"),
        PRG__F_TARGET(prg__indicator, replaces, PRG__REF, indicators, 0, "the earlier version that it follows"),
        { "threshold", PRG__COUNT, offsetof(prg__indicator, threshold), NULL, NULL, 1000000, 0, "counts above 0 and below it are not shown" },
        PRG__F_CHOICE(prg__indicator, disclosure, disclosures, 0, "who may see it; public by default"),
        PRG__FIELD_NOTE(prg__indicator),
        PRG__F_TARGET(prg__indicator, sources, PRG__ITEMS, precedences, 0, "which source is taken from which day on"),
        PRG__FIELD_END
};

/* Which fields belong to which kinds; given elsewhere they contradict the kind. */
static int check_belonging(const prg_item *item, struct prg__check *check, const char *key, int given, int belongs,
        const char *to)
{
        if (!given || belongs)
                return 0;
        return prg__check_add(check, item, key, PRG_FINDING_CONTRADICTION, "'%s' belongs to %s; this is a %s", key,
                to, prg_item_text(item, "kind"));
}

static int check_needed(const prg_item *item, struct prg__check *check, const char *key, int given, int needed,
        const char *by)
{
        if (given || !needed || prg__check_is_broken(check, item, key))
                return 0;
        return prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD, "%s has no '%s'", by, key);
}

/* A calendar has months or seasons or stages: the base periods must be of a type that it has. */
int prg__check_periods(const prg_item *item, struct prg__check *check, const prg_item *of, int period)
{
        const prg__calendar *calendar = (const prg__calendar *)of;
        int kind = calendar ? calendar->kind : PRG_CALENDAR_GREGORIAN;
        prg_period_type type;
        if (period == 0 || kind == 0 || prg__check_is_broken(check, item, "calendar"))
                return 0;
        int code = prg_period_type_from_name(&type, prg__period_words[period - 1]);
        if (code < 0 || prg__calendar_types((prg_calendar_kind)kind) & PRG__TYPE_BIT(type))
                return code;
        return prg__check_add(check, item, "period", PRG_FINDING_CONTRADICTION, "the calendar '%s' has no periods of type %s",
                calendar ? prg__text_or(calendar->item.id, "?") : "gregorian", prg__period_words[period - 1]);
}

static int check_indicator(const prg_item *item, struct prg__check *check)
{
        const prg__indicator *it = (const prg__indicator *)item;
        int code = prg__check_interval(item, check);
        if (code < 0 || it->kind == 0)
                return code;
        int stock = it->kind == PRG__KIND_STOCK, cumulative = it->kind == PRG__KIND_CUMULATIVE;
        int adds = it->kind == PRG__KIND_FLOW || stock || cumulative || it->kind == PRG__KIND_COHORT;
        int ratio = it->kind == PRG__KIND_RATIO || it->kind == PRG__KIND_COHORT;
        int has_formula = it->formula || prg__check_is_broken(check, item, "formula");
        int computed = it->kind == PRG__KIND_RATIO && !has_formula && it->published != PRG__TRUE
                && !prg__check_is_broken(check, item, "published");
        int factor = it->factor.decimals != PRG__NO_NUMBER, minimum = it->minimum.decimals != PRG__NO_NUMBER;
        int by_minimum = it->missing_over_time == PRG__POLICY_MINIMUM || it->missing_over_areas == PRG__POLICY_MINIMUM;
        int weighted = it->over_time == PRG__OVER_WEIGHTED_MEAN || it->over_areas == PRG__OVER_WEIGHTED_MEAN;
        if ((code = check_belonging(item, check, "numerator", it->numerator != NULL, ratio, "a ratio")) < 0
            || (code = check_belonging(item, check, "denominator", it->denominator != NULL, ratio, "a ratio")) < 0
            || (code = check_belonging(item, check, "factor", factor, ratio, "a ratio")) < 0
            || (code = check_belonging(item, check, "published", it->published == PRG__TRUE, ratio, "a ratio")) < 0
            || (code = check_belonging(item, check, "categories", it->categories.count > 0,
                        it->kind == PRG__KIND_CLASS, "a class indicator")) < 0
            || (code = check_belonging(item, check, "operands", it->operands != 0, ratio, "a ratio")) < 0
            || (code = check_belonging(item, check, "over_time", it->over_time != 0, adds, "flow, stock, cumulative and cohort indicators")) < 0
            || (code = check_belonging(item, check, "over_areas", it->over_areas != 0, adds, "flow, stock, cumulative and cohort indicators")) < 0
            || (code = check_belonging(item, check, "pooled", it->pooled == PRG__TRUE,
                        it->over_areas == PRG__OVER_MEAN || it->over_areas == PRG__OVER_WEIGHTED_MEAN, "a mean over areas")) < 0
            || (code = check_belonging(item, check, "at_end", it->at_end == PRG__TRUE, stock, "a stock")) < 0
            || (code = check_belonging(item, check, "carry", it->carry > 0, stock, "a stock")) < 0
            || (code = check_belonging(item, check, "span", it->span != 0, cumulative, "a cumulative indicator")) < 0
            || (code = check_belonging(item, check, "stages", it->stages != NULL, cumulative, "a cumulative indicator")) < 0
            || (code = check_belonging(item, check, "disjoint", it->disjoint == PRG__TRUE,
                        it->kind == PRG__KIND_DISTINCT, "a distinct indicator")) < 0
            || (code = check_needed(item, check, "stages", it->stages != NULL, it->span == PRG__SPAN_STAGE, "the span stage")) < 0
            || (code = check_needed(item, check, "numerator", it->numerator != NULL, computed, "a computed ratio")) < 0
            || (code = check_needed(item, check, "denominator", it->denominator != NULL, computed, "a computed ratio")) < 0
            || (code = check_needed(item, check, "categories", it->categories.count > 0,
                        it->kind == PRG__KIND_CLASS && !has_formula, "a class indicator")) < 0
            || (code = check_needed(item, check, "formula", has_formula, it->kind == PRG__KIND_COMPUTED, "the kind computed")) < 0
            || (code = check_needed(item, check, "minimum", minimum, by_minimum, "the policy minimum")) < 0
            || (code = check_needed(item, check, "weight", it->weight != NULL, weighted, "a weighted mean")) < 0
            || (code = prg__check_periods(item, check, it->calendar, it->period)) < 0)
                return code;
        if (it->formula && (it->numerator || it->denominator)
            && (code = prg__check_add(check, item, "formula", PRG_FINDING_CONTRADICTION,
                        "an indicator has a formula or operands, not both")) < 0)
                return code;
        if (minimum && (it->minimum.mantissa < 0 || prg__decimal_above(it->minimum, 100))
            && (code = prg__check_add(check, item, "minimum", PRG_FINDING_VALUE,
                        "a coverage in percent lies between 0 and 100")) < 0)
                return code;
        if (factor && it->factor.mantissa <= 0
            && (code = prg__check_add(check, item, "factor", PRG_FINDING_VALUE, "a factor is greater than 0")) < 0)
                return code;
        return 0;
}

const prg__class prg__class_indicator = { "indicator", "something that is counted or computed (chỉ tiêu)",
        sizeof(prg__indicator), fields, PRG__CLASS_INDICATOR, check_indicator };

/* ---- precedence of sources ---- */

static const prg__field precedence_fields[] = {
        PRG__F_TARGET(prg__precedence, order, PRG__REFS, sources, PRG__REQUIRED, "the sources, the primary one first"),
        PRG__F(prg__precedence, from, PRG__DATE, "from this day on"),
        PRG__F(prg__precedence, fallback, PRG__FLAG, "true: a missing primary value is replaced by the next source, and marked"),
        PRG__F(prg__precedence, tolerance, PRG__NUMBER, "sources that differ by more than so many percent are a finding"),
        PRG__FIELD_NOTE(prg__precedence),
        PRG__FIELD_END
};

const prg__class prg__class_precedence = { "precedence", "which source counts from a day on",
        sizeof(prg__precedence), precedence_fields, PRG__NO_ID, NULL };

/* ---- groups, units, sources, breakdowns ---- */

static const char *const group_kinds[] = { "series", "identity", "computed", NULL };
static const prg__field group_fields[] = {
        PRG__FIELD_NAME(prg__indicator_group),
        PRG__F_CHOICE(prg__indicator_group, kind, group_kinds, 0,
                "series (the default): its indicators; identity: a rule that values must satisfy; computed: from tasks, reports or outcomes"),
        PRG__F_TARGET(prg__indicator_group, parent, PRG__REF, indicator_groups, 0, "the group that it is part of"),
        PRG__F(prg__indicator_group, text, PRG__TEXT, "what it is about, in words"),
        PRG__F_TARGET(prg__indicator_group, objectives, PRG__REFS, objectives, 0, "the objectives that it serves"),
        PRG__FIELD_NOTE(prg__indicator_group),
        PRG__FIELD_END
};

const prg__class prg__class_indicator_group = { "indicator_group", "indicators that belong together (nhóm chỉ tiêu)",
        sizeof(prg__indicator_group), group_fields, PRG__CLASS_INDICATOR_GROUP, NULL };

static const prg__field unit_fields[] = {
        PRG__FIELD_NAME(prg__unit),
        { "symbol", PRG__TEXT, offsetof(prg__unit, symbol), NULL, NULL, 0, PRG__FOLDED, "how it is written (ký hiệu), such as kg" },
        PRG__F_TARGET(prg__unit, base, PRG__REF, units, 0, "the unit that it converts to exactly; unlike units never add"),
        PRG__F(prg__unit, factor, PRG__NUMBER, "one of this unit in units of `base`: 0.001 for gram in kilogram"),
        PRG__FIELD_NOTE(prg__unit),
        PRG__FIELD_END
};

static int check_unit(const prg_item *item, struct prg__check *check)
{
        const prg__unit *unit = (const prg__unit *)item;
        int given = unit->factor.decimals != PRG__NO_NUMBER, code;
        if (given && unit->factor.mantissa <= 0
            && (code = prg__check_add(check, item, "factor", PRG_FINDING_VALUE, "a factor is greater than 0")) < 0)
                return code;
        if (given != (unit->base != NULL) && !prg__check_is_broken(check, item, "base")
            && !prg__check_is_broken(check, item, "factor")
            && (code = prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD,
                        "a unit has 'base' and 'factor', or neither; '%s' is missing", given ? "base" : "factor")) < 0)
                return code;
        return 0;
}

const prg__class prg__class_unit = { "unit", "what an indicator is counted in (đơn vị tính)", sizeof(prg__unit),
        unit_fields, PRG__CLASS_UNIT, check_unit };

static const prg__field source_fields[] = {
        PRG__FIELD_NAME(prg__source),
        PRG__F_TARGET(prg__source, agency, PRG__REF, agencies, 0, "whose reporting chain it is"),
        PRG__FIELD_NOTE(prg__source),
        PRG__FIELD_END
};

const prg__class prg__class_source = { "source", "a reporting chain that values come from (nguồn số liệu)",
        sizeof(prg__source), source_fields, PRG__CLASS_SOURCE, NULL };

static const prg__field breakdown_fields[] = {
        PRG__FIELD_NAME(prg__breakdown),
        PRG__F(prg__breakdown, text, PRG__TEXT, "what it divides by, in words"),
        PRG__FIELD_NOTE(prg__breakdown),
        PRG__F_TARGET(prg__breakdown, categories, PRG__ITEMS, categories, 0, "its categories, in order"),
        PRG__FIELD_END
};

/* Bands of numbers must neither overlap nor leave a gap: "18 to 30" and "30 and over" count a person of 30
 * twice. Bands are closed below and open above. */
static int check_bands(const prg__list *list, struct prg__check *check)
{
        for (size_t i = 1; i < list->count; i++) {
                const prg__category *before = list->at[i - 1], *it = list->at[i];
                if (before->below.decimals == PRG__NO_NUMBER || it->least.decimals == PRG__NO_NUMBER)
                        continue;
                int order;
                if (prg_decimal_compare(&order, before->below, it->least) < 0 || order == 0)
                        continue;
                int code = prg__check_add(check, &it->item, "least", PRG_FINDING_CONTRADICTION,
                        "the bands '%s' and '%s' %s", prg__text_or(before->item.id, "?"),
                        prg__text_or(it->item.id, "?"), order > 0 ? "overlap" : "leave a gap");
                if (code < 0)
                        return code;
        }
        return 0;
}

static int check_breakdown(const prg_item *item, struct prg__check *check)
{
        return check_bands(&((const prg__breakdown *)item)->categories, check);
}

const prg__class prg__class_breakdown = { "breakdown", "what values are broken down by (phân tổ)",
        sizeof(prg__breakdown), breakdown_fields, PRG__CLASS_BREAKDOWN, check_breakdown };

static const prg__field category_fields[] = {
        PRG__FIELD_NAME(prg__category),
        PRG__F(prg__category, least, PRG__NUMBER, "of a band of numbers: the least that belongs to it"),
        PRG__F(prg__category, below, PRG__NUMBER, "of a band of numbers: the first that no longer belongs to it"),
        PRG__FIELD_NOTE(prg__category),
        PRG__FIELD_END
};

static int check_category(const prg_item *item, struct prg__check *check)
{
        const prg__category *it = (const prg__category *)item;
        int order;
        if (it->least.decimals == PRG__NO_NUMBER || it->below.decimals == PRG__NO_NUMBER
            || prg_decimal_compare(&order, it->least, it->below) < 0 || order < 0)
                return 0;
        return prg__check_add(check, item, "below", PRG_FINDING_VALUE, "the band is empty; 'below' is greater than 'least'");
}

const prg__class prg__class_category = { "category", "a category of a breakdown or of a class indicator",
        sizeof(prg__category), category_fields, PRG__LOCAL_ID, check_category };
