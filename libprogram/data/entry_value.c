/* What an entry may say of its cell: the state that a caller can give, the number in the
 * indicator's unit and decimals, the class, the bounds, the words. */
#include "faults.h"

#include <stdio.h>
#include <string.h>

#include "model/unit.h"
#include "util/error.h"
#include "util/utf8.h"
#include "util/wide.h"

static int is_count(const prg__indicator *indicator)
{
        return indicator->kind != PRG__KIND_RATIO && indicator->kind != PRG__KIND_CLASS;
}

/* ---- numbers ---- */

/* "374925 g", "374.925". */
static const char *write_number(
        char text[PRG__WIDE_TEXT_SIZE + 80], prg_decimal number, const prg_item *unit)
{
        size_t length = prg__wide_write(text, number.mantissa, number.decimals, PRG_NUMBER_PLAIN);
        if (unit)
                snprintf(text + length, 80, " %s", unit->id);
        return text;
}

static void refuse_decimals(prg__faults *faults, prg__part part, prg_decimal number,
        const prg_item *from, unsigned needed, prg_decimal converted)
{
        const prg_item *to = faults->indicator->unit;
        unsigned decimals = prg__indicator_decimals(faults->indicator);
        char given[PRG__WIDE_TEXT_SIZE + 80], is[PRG__WIDE_TEXT_SIZE + 80], expected[40];
        int shown =
                from != to
                && converted.decimals != 0; /* else the converted number does not fit in 64 bits */
        write_number(given, number, from);
        write_number(is, converted, to);
        snprintf(expected, sizeof expected, "at most %u decimal%s", decimals, decimals == 1 ? "" : "s");
        if (needed == 0)
                prg__faults_add(faults, PRG_FINDING_DECIMALS, PRG_ESCHEMA, part, expected,
                        "%s in %s is no number with an end; indicator '%s' has %u decimal%s", given,
                        prg__text_or(to->id, "?"), faults->indicator->item.id, decimals, decimals == 1 ? "" : "s");
        else
                prg__faults_add(faults, PRG_FINDING_DECIMALS, PRG_ESCHEMA, part, expected,
                        "%s%s%s%s %u decimal%s; indicator '%s' has %u", given, shown ? " is " : "",
                        shown ? is : "", shown ? ", which has" : " has", needed, needed == 1 ? "" : "s",
                        faults->indicator->item.id, decimals);
}

/* The number in the indicator's unit and decimals; 0 when it cannot be, which is then a fault. */
static int take_number(prg__faults *faults, prg__part part, prg_decimal number, prg_decimal *taken)
{
        const prg__indicator *it = faults->indicator;
        const prg_item *from = faults->value->unit ? faults->value->unit : it->unit;
        unsigned decimals = prg__indicator_decimals(it), needed = 0;
        prg_decimal converted = { 0, 0 };
        char text[PRG__WIDE_TEXT_SIZE + 80];
        taken->decimals = decimals;
        switch (prg__unit_convert(
                number, from, it->unit, decimals, &taken->mantissa, &needed, &converted)) {
        case PRG__CONVERTED: return 1;
        case PRG__UNLIKE_UNITS: break; /* is said once, not for each number */
        case PRG__TOO_MANY_DECIMALS:
                refuse_decimals(faults, part, number, from, needed, converted);
                break;
        case PRG__TOO_LARGE:
                prg__faults_add(faults, PRG_FINDING_NUMBER, PRG_ERANGE, part, NULL,
                        "%s with the %u decimals of indicator '%s' does not fit in 64 bits",
                        write_number(text, number, from), decimals, it->item.id);
        }
        return 0;
}

/* Whether the unit is the indicator's or converts to it. */
static int check_unit(prg__faults *faults)
{
        const prg_item *from = faults->value->unit, *to = faults->indicator->unit;
        char expected[100];
        int64_t mantissa;
        unsigned needed;
        prg_decimal converted;
        if (prg__faults_knows(faults, PRG__PART_UNIT))
                return 0;
        if (from == NULL || from == to)
                return 1;
        if (prg__unit_convert((prg_decimal){ 0, 0 }, from, to, 0, &mantissa, &needed, &converted)
                != PRG__UNLIKE_UNITS)
                return 1;
        if (to)
                snprintf(expected, sizeof expected, "'%s' or what converts to it",
                        prg__text_or(to->id, "?"));
        prg__faults_add(faults, PRG_FINDING_UNIT, PRG_ESCHEMA, PRG__PART_UNIT,
                to ? expected : "none",
                to ? "unit '%s' does not convert to that of indicator '%s'"
                   : "unit '%s' is given for indicator '%s', which has none",
                from->id, faults->indicator->item.id);
        return 0;
}

static void check_sign(prg__faults *faults, int64_t mantissa)
{
        if (mantissa < 0 && is_count(faults->indicator)
                && !(faults->value->marks & PRG_MARK_ADJUSTMENT))
                prg__faults_add(faults, PRG_FINDING_NEGATIVE, PRG_ESCHEMA, PRG__PART_VALUE,
                        "a number from 0 on, or the mark adjustment and a reason",
                        "a quantity is not negative, and indicator '%s' is one",
                        faults->indicator->item.id);
}

static void check_number(prg__faults *faults)
{
        prg_decimal *taken = &faults->checked->value.number;
        if (prg__faults_knows(faults, PRG__PART_VALUE) || !check_unit(faults)
                || !take_number(faults, PRG__PART_VALUE, faults->value->number, taken))
                return;
        if (faults->indicator->kind == PRG__KIND_MILESTONE) {
                int64_t one = (int64_t)prg__wide_power_of_ten(taken->decimals);
                if (taken->mantissa != 0 && taken->mantissa != one)
                        prg__faults_add(faults, PRG_FINDING_VALUE, PRG_ESCHEMA, PRG__PART_VALUE,
                                "0 (not reached) or 1 (reached)", "a milestone is reached or not");
                return;
        }
        check_sign(faults, taken->mantissa);
}

static void check_class(prg__faults *faults)
{
        const prg__indicator *it = faults->indicator;
        const prg_item *category = faults->value->category;
        char expected[300];
        if (prg__faults_knows(faults, PRG__PART_VALUE))
                return;
        if (category && category->owner == &it->item) {
                faults->checked->value.category = category;
                return;
        }
        size_t end = (size_t)snprintf(expected, sizeof expected, "one of");
        for (size_t i = 0; i < it->categories.count && end + 80 < sizeof expected; i++)
                end += (size_t)snprintf(expected + end, sizeof expected - end, "%s '%s'",
                        i ? "," : "",
                        prg__text_or(((const prg_item *)it->categories.at[i])->id, "?"));
        if (category)
                prg__faults_add(faults, PRG_FINDING_VALUE, PRG_ESCHEMA, PRG__PART_VALUE, expected,
                        "'%s' is no class of indicator '%s'", category->id, it->item.id);
        else
                prg__faults_add(faults, PRG_FINDING_VALUE, PRG_ESCHEMA, PRG__PART_VALUE, expected,
                        "indicator '%s' says a class, and none is given", it->item.id);
}

/* ---- bounds ---- */

static void check_bounds(prg__faults *faults)
{
        prg_value *taken = &faults->checked->value;
        const prg_value *value = faults->value;
        if (prg__faults_knows(faults, PRG__PART_LOWER)
                || prg__faults_knows(faults, PRG__PART_UPPER))
                return;
        if (value->state != PRG_STATE_SUPPRESSED
                || prg__form_of(faults->indicator) == PRG__FORM_CLASS) {
                prg__faults_add(faults, PRG_FINDING_BOUNDS, PRG_ESCHEMA, PRG__PART_LOWER, "none",
                        value->state == PRG_STATE_SUPPRESSED
                                ? "a class has no bounds"
                                : "only a suppressed value has bounds");
                return;
        }
        if (!check_unit(faults))
                return;
        int lower = take_number(faults, PRG__PART_LOWER, value->lower, &taken->lower);
        int upper = take_number(faults, PRG__PART_UPPER, value->upper, &taken->upper);
        if (lower && taken->lower.mantissa < 0 && is_count(faults->indicator))
                prg__faults_add(faults, PRG_FINDING_BOUNDS, PRG_ESCHEMA, PRG__PART_LOWER,
                        "a bound from 0 on",
                        "a quantity is not negative, and indicator '%s' is one",
                        faults->indicator->item.id);
        else if (lower && upper && taken->lower.mantissa > taken->upper.mantissa)
                prg__faults_add(faults, PRG_FINDING_BOUNDS, PRG_ESCHEMA, PRG__PART_LOWER, NULL,
                        "the lower bound is greater than the upper one");
        taken->has_bounds = 1;
}

/* ---- the rest ---- */

static void check_text(prg__faults *faults, prg__part part, const char *text, const char *what)
{
        size_t length = text ? strlen(text) : 0, valid = text ? prg__utf8_span(text, length) : 0;
        if (valid < length && !prg__faults_knows(faults, part))
                prg__faults_add(faults, PRG_FINDING_ENCODING, PRG_EUTF8, part, "UTF-8",
                        "byte %zu of the %s is not valid UTF-8", valid + 1, what);
}

/* What could not be written again is not kept. */
static void check_instant(prg__faults *faults, int64_t instant)
{
        const int64_t first = (int64_t)PRG_DATE_MIN * 86400, end = ((int64_t)PRG_DATE_MAX + 1) * 86400;
        if (instant != PRG_INSTANT_NONE && (instant < first || instant >= end)
                && !prg__faults_knows(faults, PRG__PART_RECORDED_AT))
                prg__faults_add(faults, PRG_FINDING_VALUE, PRG_ERANGE, PRG__PART_RECORDED_AT,
                        "a moment from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z",
                        "it was recorded %lld seconds from 1970-01-01, outside of the years 1 to 9999",
                        (long long)instant);
}

static void check_said(prg__faults *faults)
{
        const prg_value *value = faults->value;
        int needs_reason = (value->marks & PRG_MARK_ADJUSTMENT)
                           && (value->reason == NULL || *value->reason == '\0');
        if (needs_reason && !prg__faults_knows(faults, PRG__PART_REASON)
                && !prg__faults_knows(faults, PRG__PART_MARKS))
                prg__faults_add(faults, PRG_FINDING_MISSING_FIELD, PRG_ESCHEMA, PRG__PART_REASON,
                        NULL, "an adjustment needs a reason");
        if (value->marks & PRG_MARK_WHAT_IF)
                prg__faults_add(faults, PRG_FINDING_VALUE, PRG_ESCHEMA, PRG__PART_MARKS, NULL,
                        "the mark what_if is of what a query supposes, not of entries");
        if (prg__faults_knows(faults, PRG__PART_STATE))
                return;
        if (value->state == PRG_STATE_UNDEFINED)
                prg__faults_add(faults, PRG_FINDING_VALUE, PRG_ESCHEMA, PRG__PART_STATE,
                        "value, missing, not_applicable, not_expected or suppressed",
                        "the state undefined is computed and not reported");
        if (faults->indicator == NULL)
                return;
        if (value->has_bounds)
                check_bounds(faults);
        if (value->state != PRG_STATE_VALUE)
                return;
        if (prg__form_of(faults->indicator) == PRG__FORM_CLASS)
                check_class(faults);
        else
                check_number(faults);
}

void prg__entry_check_value(prg__faults *faults)
{
        static const prg_value nothing = PRG_VALUE_INIT;
        const prg_value *value = faults->value;
        prg_value *taken = &faults->checked->value;
        *taken = nothing;
        taken->state = value->state;
        taken->quality = value->quality ? value->quality : PRG_QUALITY_FINAL;
        taken->marks = value->marks;
        taken->reason = value->reason;
        taken->note = value->note;
        taken->reported_by = value->reported_by;
        taken->recorded_at = value->recorded_at;
        taken->row = value->row;
        check_text(faults, PRG__PART_REASON, value->reason, "reason");
        check_text(faults, PRG__PART_NOTE, value->note, "note");
        check_instant(faults, value->recorded_at);
        if (!faults->withdrawal)
                check_said(faults);
}
