/* What mantissas are in: form, decimals and unit; and how they come from one to another. */
#include "store.h"

#include <string.h>

#include "model/unit.h"
#include "util/error.h"
#include "util/memory.h"

prg__form prg__form_of(const prg__indicator *indicator)
{
        return indicator->kind == PRG__KIND_CLASS       ? PRG__FORM_CLASS
               : indicator->kind == PRG__KIND_MILESTONE ? PRG__FORM_MILESTONE
                                                        : PRG__FORM_NUMBER;
}

unsigned prg__indicator_decimals(const prg__indicator *indicator)
{
        return indicator->decimals > 0 ? (unsigned)indicator->decimals : 0;
}

static int same_text(const char *a, const char *b)
{
        return a == b || (a && b && strcmp(a, b) == 0);
}

int prg__scale_of(prg_data *data, const prg__indicator *indicator, unsigned *number)
{
        prg__scale scale = { prg__form_of(indicator), prg__indicator_decimals(indicator), NULL };
        const char *unit = indicator->unit ? indicator->unit->id : NULL;
        for (size_t i = 0; i < data->scale_count; i++)
                if (data->scales[i].form == scale.form && data->scales[i].decimals == scale.decimals
                        && same_text(data->scales[i].unit, unit)) {
                        *number = (unsigned)i;
                        return 0;
                }
        if (data->scale_count > UINT16_MAX)
                return prg__error(PRG_ELIMIT, NULL,
                        "values have come in %zu combinations of unit and decimals, the most there "
                        "are",
                        data->scale_count);
        if (prg__grow((void **)&data->scales, &data->scale_capacity, data->scale_count + 1,
                    sizeof scale)
                        < 0
                || (unit && (scale.unit = prg__strdup(unit)) == NULL))
                return PRG_ENOMEM;
        *number = (unsigned)data->scale_count;
        data->scales[data->scale_count++] = scale;
        return 0;
}

/* Categories of classes are known by id. */
static int present_class(
        const prg_data *data, const prg__indicator *indicator, int64_t number, int64_t *present)
{
        const char *id = data->classes.at[number]->id;
        for (size_t i = 0; i < indicator->categories.count; i++)
                if (same_text(((const prg_item *)indicator->categories.at[i])->id, id)) {
                        *present = (int64_t)i;
                        return 1;
                }
        return 0;
}

int prg__scale_present(const prg_data *data, const prg_programme *programme,
        const prg__indicator *indicator, const prg__record *record, int64_t mantissa,
        int64_t *present)
{
        const prg__scale *scale = &data->scales[record->scale];
        const prg_item *from = NULL;
        unsigned decimals = prg__indicator_decimals(indicator), needed;
        prg_decimal converted;
        if (scale->form != prg__form_of(indicator))
                return 0;
        if (scale->form == PRG__FORM_CLASS)
                return present_class(data, indicator, mantissa, present);
        *present = mantissa;
        if (scale->unit && indicator->unit && !same_text(scale->unit, indicator->unit->id)) {
                from = prg__map_get(
                        &programme->ids[PRG__CLASS_UNIT], scale->unit, strlen(scale->unit));
                if (from == NULL)
                        return 0;
        } else if (scale->decimals == decimals) {
                return 1;
        }
        /* A unit that was given or taken away leaves the numbers what they are. */
        return prg__unit_convert((prg_decimal){ mantissa, scale->decimals }, from,
                       from ? indicator->unit : NULL, decimals, present, &needed, &converted)
               == PRG__CONVERTED;
}
