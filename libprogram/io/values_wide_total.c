/* Totals that stand in a wide sheet, against the exact sums of what they are the totals of. A total
 * that is no number is no failure of the reading, so that the thread's error must stay as it was.
 */
#include <stdio.h>
#include <string.h>

#include <libprogram/decimal.h>

#include "model/nouns.h"
#include "util/error.h"
#include "values_wide.h"

void prg__sum_add(prg__exact_sum *to, const prg__addend *part)
{
        prg__wide mantissa = part->number.mantissa;
        unsigned decimals = part->number.decimals;
        unsigned most = decimals > to->decimals ? decimals : to->decimals;
        if (part->kind == PRG__ADDS_NOTHING)
                return;
        if (to->count++ == 0) {
                to->indicator = part->indicator;
                to->unit = part->unit;
        }
        if (part->kind == PRG__ADDS_UNKNOWN || part->indicator != to->indicator
                || part->unit != to->unit)
                to->is_unknown = 1;
        if (to->is_unknown || prg__wide_scale(&to->mantissa, to->mantissa, most - to->decimals) < 0
                || prg__wide_scale(&mantissa, mantissa, most - decimals) < 0
                || prg__wide_add(&to->mantissa, to->mantissa, mantissa) < 0)
                to->is_unknown = 1;
        to->decimals = most;
}

int prg__wide_number(const prg__values *reader, const char *text, prg_decimal *number)
{
        const prg_error *last = prg_error_last();
        char place[512], message[1024];
        int before = last->code;
        snprintf(place, sizeof place, "%s", last->place);
        snprintf(message, sizeof message, "%s", last->message);
        if (prg_decimal_parse(number, text, strlen(text), reader->form) == 0)
                return 1;
        if (before)
                prg__error(before, place, "%s", message);
        else
                prg_error_clear();
        return 0;
}

int prg__wide_adds(const prg_item *item, prg__column_kind over)
{
        const prg__indicator *indicator = (const prg__indicator *)item;
        if (indicator == NULL)
                return 0;
        if (over == PRG__COLUMN_PERIOD)
                return indicator->kind == PRG__KIND_FLOW
                       && (indicator->over_time == 0 || indicator->over_time == PRG__OVER_SUM);
        if (over != PRG__COLUMN_AREA && over != PRG__COLUMN_CATEGORY)
                return 0;
        return (indicator->kind == PRG__KIND_FLOW || indicator->kind == PRG__KIND_STOCK)
               && (indicator->over_areas == 0 || indicator->over_areas == PRG__OVER_SUM);
}

/* As numbers, whatever their decimals. */
static int are_equal(prg_decimal stated, const prg__exact_sum *sum)
{
        return prg__wide_compare_products(stated.mantissa, prg__wide_power_of_ten(sum->decimals),
                       sum->mantissa, prg__wide_power_of_ten(stated.decimals))
               == 0;
}

int prg__wide_compare(prg__wide_sheet *it, size_t row, const char *label, const char *text,
        const prg__exact_sum *sum, const prg__exact_sum *group)
{
        prg__values *reader = it->reader;
        prg_decimal stated;
        prg_state state;
        char found[PRG__QUOTE_SIZE], all[PRG__WIDE_TEXT_SIZE], some[PRG__WIDE_TEXT_SIZE],
                expected[2 * PRG__WIDE_TEXT_SIZE + 60];
        prg__where where = { .row = row, .column = label };
        int code = prg__draft_read_value(reader, &text, &state);
        if (code < 0 || state != PRG_STATE_VALUE || *text == '\0' || sum->is_unknown
                || sum->count == 0)
                return code;
        int is_number = prg__wide_number(reader, text, &stated);
        reader->summary.totals++;
        int is_group = group != NULL && group->count > 0 && group->count < sum->count;
        if (is_number && (are_equal(stated, sum) || (is_group && are_equal(stated, group))))
                return 0;
        prg__wide_write(all, sum->mantissa, sum->decimals, reader->form & 0xFFu);
        snprintf(expected, sizeof expected, "%s", all);
        if (is_group) {
                prg__wide_write(some, group->mantissa, group->decimals, reader->form & 0xFFu);
                snprintf(expected, sizeof expected,
                        "%s, or %s for the rows below the total before it", all, some);
        }
        return prg__values_find(reader, &where, PRG_FINDING_TOTAL_ROW, PRG_SEVERITY_WARNING, 0,
                expected, NULL, "the total '%s' is not the sum of its parts",
                prg__values_quote(found, text));
}

int prg__wide_compare_columns(prg__wide_sheet *it)
{
        int code = 0;
        for (size_t total = 0; code == 0 && total < it->count; total++) {
                const prg__wide_column *field = &it->fields[total];
                prg__exact_sum sum = { 0 };
                for (size_t i = 0; i < field->part_count; i++)
                        prg__sum_add(&sum, &it->fields[field->parts[i]].now);
                if (prg__wide_adds(sum.indicator, field->over))
                        code = prg__wide_compare(it, it->reader->sheet.row, field->column.label,
                                prg__sheet_cell(&it->reader->sheet, total), &sum, NULL);
        }
        return code;
}
