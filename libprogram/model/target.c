/* Targets (chỉ tiêu kế hoạch) and baselines (số gốc): one exact number for an indicator, an area and a period.
 *
 * Both are declared alike and differ in what they are asked for: a target is that of a cell's own period, a
 * baseline is of an earlier one. What several of them have in common, a unit, a version, days in force, is
 * judged here; which of them counts in a cell, the layer calc knows. */
#include "target.h"

#include <string.h>

#include <libprogram/period.h>

#include "programme.h"
#include "util/error.h"

static const prg__class *const indicators[] = { &prg__class_indicator, NULL };
static const prg__class *const areas[] = { &prg__class_area, NULL };
static const prg__class *const units[] = { &prg__class_unit, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };

static const char *const versions[] = { "proposed", "collected", "assigned", NULL };

#define INDICATOR PRG__F_TARGET(prg__target_record, indicator, PRG__REF, indicators, PRG__REQUIRED, "of which indicator (chỉ tiêu)")
#define AREA      PRG__F_TARGET(prg__target_record, area, PRG__REF, areas, PRG__REQUIRED, "for which area: for this one, not for those in it")
#define VALUE     { "value", PRG__NUMBER, offsetof(prg__target_record, value), NULL, NULL, 0, PRG__REQUIRED, "the number, exact" }
#define UNIT      PRG__F_TARGET(prg__target_record, unit, PRG__REF, units, 0, "the unit of the number; that of the indicator by default")
#define VERSION                                                                                    \
        PRG__F_CHOICE(prg__target_record, version, versions, 0,                                           \
                "proposed (đề xuất), collected (tổng hợp) or assigned (giao), which is the default; the furthest one in force counts")
#define DOCUMENT PRG__F_TARGET(prg__target_record, document, PRG__REF, documents, 0, "the document that sets it")

static const prg__field target_fields[] = {
        INDICATOR,
        AREA,
        { "period", PRG__TEXT, offsetof(prg__target_record, period), NULL, NULL, 0, PRG__REQUIRED,
                "for which period: the id of one, with its calendar, such as vn:2018; a target for a year is none for its months" },
        VALUE,
        UNIT,
        VERSION,
        PRG__F(prg__target_record, additive, PRG__FLAG,
                "true: where the area above has no target of its own, those of all areas directly below it add up to one"),
        PRG__F(prg__target_record, from, PRG__DATE, "the first day on which it is in force"),
        PRG__F(prg__target_record, to, PRG__DATE, "the last day on which it is in force"),
        DOCUMENT,
        PRG__FIELD_NOTE(prg__target_record),
        PRG__FIELD_END
};

const prg__class prg__class_target = { "target", "what an indicator shall come to in an area and a period (chỉ tiêu kế hoạch)",
        sizeof(prg__target_record), target_fields, PRG__CLASS_TARGET, prg__check_interval };

static const prg__field baseline_fields[] = {
        INDICATOR,
        AREA,
        { "period", PRG__TEXT, offsetof(prg__target_record, period), NULL, NULL, 0, PRG__REQUIRED,
                "which period the number is of: the id of one, with its calendar, such as vn:2017" },
        VALUE,
        UNIT,
        VERSION,
        PRG__F(prg__target_record, additive, PRG__FLAG,
                "true: where the area above has no baseline of its own, those of all areas directly below it add up to one"),
        PRG__F(prg__target_record, from, PRG__DATE, "the first day on which it is in force; the last day of its period by default"),
        PRG__F(prg__target_record, to, PRG__DATE, "the last day on which it is in force"),
        DOCUMENT,
        PRG__FIELD_NOTE(prg__target_record),
        PRG__FIELD_END
};

const prg__class prg__class_baseline = { "baseline", "what an indicator came to before, to compare with (số gốc)",
        sizeof(prg__target_record), baseline_fields, PRG__CLASS_BASELINE, prg__check_interval };

/* ---- numbers ---- */

/* A percentage that is computed has as many decimals as it is declared with, or any. */
static unsigned decimals_of(const prg__indicator *indicator)
{
        if (indicator->decimals >= 0)
                return (unsigned)indicator->decimals;
        return indicator->kind == PRG__KIND_RATIO || indicator->kind == PRG__KIND_COMPUTED || indicator->formula ? 9 : 0;
}

prg__conversion prg__target_number(const prg__target_record *target, prg_decimal *number)
{
        const prg__indicator *indicator = (const prg__indicator *)target->indicator;
        const prg_item *from = target->unit ? target->unit : indicator->unit;
        unsigned needed;
        prg_decimal converted;
        number->decimals = decimals_of(indicator);
        return prg__unit_convert(target->value, from, indicator->unit, number->decimals, &number->mantissa, &needed, &converted);
}

/* ---- the check ---- */

/* What all checks of one kind share. */
typedef struct targets {
        prg__check *check;
        const char *what;
        prg_calendars *calendars; /* NULL: some calendar is wrong, which is told there */
        prg__map cells;
        prg__arena keys;
} targets;

static int is_counted(const prg__indicator *indicator)
{
        return indicator->kind != PRG__KIND_RATIO && indicator->kind != PRG__KIND_COMPUTED && !indicator->formula;
}

static int check_number(const targets *all, const prg__target_record *it)
{
        const prg__indicator *indicator = (const prg__indicator *)it->indicator;
        const char *id = prg__text_or(indicator->item.id, "?");
        prg_decimal number;
        if (indicator->kind == PRG__KIND_CLASS)
                return prg__check_add(all->check, &it->item, "indicator", PRG_FINDING_CONTRADICTION,
                        "indicator '%s' has classes, and a %s is a number", id, all->what);
        if (it->additive == PRG__TRUE && !is_counted(indicator)) {
                int code = prg__check_add(all->check, &it->item, "additive", PRG_FINDING_CONTRADICTION,
                        "indicator '%s' is computed, and what is computed does not add up", id);
                if (code < 0)
                        return code;
        }
        if (it->value.decimals == PRG__NO_NUMBER || prg__check_is_broken(all->check, &it->item, "unit"))
                return 0;
        switch (prg__target_number(it, &number)) {
        case PRG__CONVERTED: break;
        case PRG__UNLIKE_UNITS:
                return prg__check_add(all->check, &it->item, "unit", PRG_FINDING_UNIT,
                        indicator->unit ? "unit '%s' does not convert to that of indicator '%s'"
                                        : "unit '%s' is given for indicator '%s', which has none",
                        prg__text_or(it->unit->id, "?"), id);
        case PRG__TOO_MANY_DECIMALS:
                return prg__check_add(all->check, &it->item, "value", PRG_FINDING_DECIMALS,
                        "more decimals than the %u of indicator '%s'", number.decimals, id);
        case PRG__TOO_LARGE:
                return prg__check_add(all->check, &it->item, "value", PRG_FINDING_NUMBER,
                        "with the %u decimals of indicator '%s' it does not fit in 64 bits", number.decimals, id);
        }
        if (number.mantissa < 0 && is_counted(indicator))
                return prg__check_add(all->check, &it->item, "value", PRG_FINDING_NEGATIVE,
                        "a quantity is not negative, and indicator '%s' is one", id);
        return 0;
}

/* What must be different of any two. */
typedef struct cell {
        const prg_item *indicator, *area;
        const prg_calendar *calendar;
        prg_date first, last, from;
        int type, version;
} cell;

static int check_cell(targets *all, const prg__target_record *it)
{
        prg_period period;
        cell key;
        if (it->period == NULL || all->calendars == NULL)
                return 0;
        int code = prg_period_parse(&period, all->calendars, it->period, strlen(it->period));
        if (code == PRG_ENOMEM)
                return code;
        if (code == PRG_ENOTFOUND && all->check->calendars_lost)
                return 0;
        if (code < 0)
                return prg__check_add(all->check, &it->item, "period", PRG_FINDING_PERIOD, "%s", prg_error_last()->message);
        if (it->indicator == NULL || it->area == NULL)
                return 0;
        memset(&key, 0, sizeof key);
        key.indicator = it->indicator;
        key.area = it->area;
        key.calendar = period.calendar;
        key.first = period.first;
        key.last = period.last;
        key.type = (int)period.type;
        key.version = prg__target_version(it);
        key.from = it->from;
        const prg__target_record *other = prg__map_get(&all->cells, (const char *)&key, sizeof key);
        if (other)
                return prg__check_add(all->check, &it->item, NULL, PRG_FINDING_CONFLICT,
                        "%s '%s' is of the same indicator, area, period and version, from the same day on", all->what,
                        prg__text_or(other->item.id, "?"));
        char *kept = prg__arena_text(&all->keys, (const char *)&key, sizeof key);
        return kept == NULL ? PRG_ENOMEM : prg__map_put(&all->cells, kept, sizeof key, prg__without_const(it));
}

static int check_list(prg__check *check, const prg_programme *programme, const prg__list *list, const char *what)
{
        targets all = { .check = check, .what = what };
        if (list->count == 0)
                return 0;
        prg__map_init(&all.cells);
        prg__arena_init(&all.keys);
        int code = prg_calendars_new(&all.calendars, programme);
        if (code == PRG_ESCHEMA)
                code = 0;
        for (size_t i = 0; i < list->count && code == 0; i++) {
                const prg__target_record *it = list->at[i];
                if (it->indicator)
                        code = check_number(&all, it);
                if (code == 0)
                        code = check_cell(&all, it);
        }
        prg_calendars_free(all.calendars);
        prg__map_dispose(&all.cells);
        prg__arena_dispose(&all.keys);
        return code;
}

int prg__check_targets(prg__check *check, const prg_programme *programme)
{
        int code = check_list(check, programme, &programme->root.targets, "target");
        return code < 0 ? code : check_list(check, programme, &programme->root.baselines, "baseline");
}
