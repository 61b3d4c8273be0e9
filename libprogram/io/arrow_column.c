/* What a column is has a row in the list below; its shape says which Arrow type it has and how it is filled. What is
 * zero or null is not written: the buffers are zero already, and a large one takes memory only where it is written, so
 * that columns that say nothing cost nothing. */
#include "io/arrow_column.h"

#include <string.h>

#include "calc/table/table_write.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- cells ---- */

static int has_number(const prg__cell *cell)
{
        return cell->state == PRG_STATE_VALUE && cell->category == NULL;
}

/* The mantissa of a number with so many decimals, if it has at most 38 digits. */
int prg__out_scaled(prg__wide *mantissa, const prg__number *number, unsigned decimals)
{
        const prg__wide most = prg__wide_power_of_ten(PRG__WIDE_MAX_DECIMALS);
        unsigned places = decimals;
        if (number->denominator == 1 && number->decimals <= decimals) { /* nearly all are */
                if (prg__wide_scale(mantissa, number->numerator, decimals - number->decimals) < 0)
                        return 0;
        } else if (!prg__number_is_decimal(mantissa, &places, number) || places > decimals) {
                return 0;
        }
        return *mantissa<most && * mantissa> - most;
}

static int state_of(const prg__cell *cell)
{
        return (int)cell->state;
}

static const char *state_at(int index)
{
        return prg_state_name((prg_state)index);
}

static int reason_of(const prg__cell *cell)
{
        return (int)cell->reason - 1; /* 0 is "none" */
}

static const char *reason_at(int index)
{
        return prg_reason_name((prg_reason)(index + 1));
}

static int quality_of(const prg__cell *cell)
{
        return (int)cell->quality - 1;
}

static const char *quality_at(int index)
{
        return prg_quality_name((prg_quality)(index + 1));
}

static int exactness_of(const prg__cell *cell)
{
        return cell->state == PRG_STATE_VALUE ? (int)cell->exactness : -1;
}

static const char *exactness_at(int index)
{
        return prg_exactness_name((prg_exactness)index);
}

static size_t reported(const prg__cell *cell)
{
        return cell->reported;
}

static size_t expected(const prg__cell *cell)
{
        return cell->expected;
}

static size_t other_reported(const prg__cell *cell)
{
        return cell->other_reported;
}

static size_t other_expected(const prg__cell *cell)
{
        return cell->other_expected;
}

static const prg__number *number(const prg__cell *cell)
{
        return has_number(cell) ? &cell->number : NULL;
}

const prg__number *prg__out_exact(const prg__cell *cell)
{
        return has_number(cell) && cell->exactness == PRG_EXACT ? &cell->number : NULL;
}

const prg__number *prg__out_lower(const prg__cell *cell)
{
        return cell->has_bounds ? &cell->lower : NULL;
}

const prg__number *prg__out_upper(const prg__cell *cell)
{
        return cell->has_bounds ? &cell->upper : NULL;
}

static int write_category(prg_buf *out, prg__out_texts *it, const prg__cell *cell, int *is_null)
{
        (void)it;
        *is_null = cell->state != PRG_STATE_VALUE || cell->category == NULL;
        return *is_null ? 0 : prg__buf_text(out, prg_item_id(cell->category));
}

static int write_marks(prg_buf *out, prg__out_texts *it, const prg__cell *cell, int *is_null)
{
        size_t before = out->length;
        int code = 0;
        (void)it;
        *is_null = 0;
        for (unsigned bit = 0; code == 0 && cell->marks >> bit != 0; bit++)
                if (cell->marks >> bit & 1) {
                        if (out->length > before)
                                code = prg__buf_text(out, " ");
                        if (code == 0)
                                code = prg__buf_text(out, prg_mark_name(1u << bit));
                }
        return code;
}

/* Whether it is what the column `value` cannot hold. */
static int is_fraction(const prg__cell *cell, unsigned scale)
{
        prg__wide mantissa;
        return has_number(cell) && cell->exactness != PRG_APPROXIMATE
               && (cell->exactness != PRG_EXACT || !prg__out_scaled(&mantissa, &cell->number, scale));
}

/* Appends a part of the fraction, which is made once for both. */
static int write_part(prg_buf *out, prg__out_texts *it, const prg_buf *part, const prg__cell *cell, int *is_null)
{
        if (!it->has_fraction) {
                it->numerator.length = it->denominator.length = 0;
                int code = is_fraction(cell, it->scale)
                        ? prg__table_fraction_text(&it->numerator, &it->denominator, &cell->number) : 0;
                if (code < 0)
                        return code;
                it->has_fraction = 1;
        }
        *is_null = part->length == 0;
        return *is_null ? 0 : prg__buf_append(out, part->data, part->length);
}

static int write_numerator(prg_buf *out, prg__out_texts *it, const prg__cell *cell, int *is_null)
{
        return write_part(out, it, &it->numerator, cell, is_null);
}

static int write_denominator(prg_buf *out, prg__out_texts *it, const prg__cell *cell, int *is_null)
{
        return write_part(out, it, &it->denominator, cell, is_null);
}

/* ---- usual cells into columns ---- */

static void put_valid(prg__out_column *it, size_t row)
{
        if (it->bits)
                it->bits[row / 8] |= (unsigned char)(1u << row % 8);
}

static void usual_value(prg__out_column *it, const prg__out_row *row)
{
        const prg__usual *usual = row->usual;
        prg__wide *cells = it->cells;
        /* Where there is no sum the scale may be less. */
        const prg__wide power = prg__wide_power_of_ten(row->scale > usual->decimals ? row->scale - usual->decimals : 0);
        for (size_t i = 0, at = row->first; i < row->count; i++, at += row->step) {
                size_t period = row->periods[i];
                if (usual->forms[period] == PRG__USUAL_VALUE && !usual->is_quotient) {
                        cells[at] = usual->sums[period] * power;
                        put_valid(it, at);
                } else {
                        it->array->null_count += usual->forms[period] != PRG__USUAL_ODD;
                }
        }
}

static void usual_number(prg__out_column *it, const prg__out_row *row)
{
        const prg__usual *usual = row->usual;
        double *cells = it->cells;
        for (size_t i = 0, at = row->first; i < row->count; i++, at += row->step) {
                size_t period = row->periods[i];
                if (usual->forms[period] == PRG__USUAL_VALUE) {
                        cells[at] = usual->numbers[period];
                        put_valid(it, at);
                } else {
                        it->array->null_count += usual->forms[period] != PRG__USUAL_ODD;
                }
        }
}

static void usual_state(prg__out_column *it, const prg__out_row *row)
{
        int32_t *cells = it->cells;
        for (size_t i = 0, at = row->first; i < row->count; i++, at += row->step)
                if (row->usual->forms[row->periods[i]] == PRG__USUAL_MISSING)
                        cells[at] = PRG_STATE_MISSING;
}

static void usual_null(prg__out_column *it, const prg__out_row *row)
{
        for (size_t i = 0; i < row->count; i++)
                it->array->null_count += row->usual->forms[row->periods[i]] != PRG__USUAL_ODD;
}

/* The word of a value. */
static void put_usual_word(prg__out_column *it, const prg__out_row *row, size_t i, int index)
{
        size_t at = row->first + i * row->step;
        int form = row->usual->forms[row->periods[i]];
        if (form == PRG__USUAL_VALUE && index >= 0) {
                ((int32_t *)it->cells)[at] = index;
                put_valid(it, at);
        } else {
                it->array->null_count += form != PRG__USUAL_ODD;
        }
}

static void usual_quality(prg__out_column *it, const prg__out_row *row)
{
        for (size_t i = 0; i < row->count; i++)
                put_usual_word(it, row, i, row->usual->qualities[row->periods[i]] - 1);
}

static void usual_exactness(prg__out_column *it, const prg__out_row *row)
{
        for (size_t i = 0; i < row->count; i++)
                put_usual_word(it, row, i, row->usual->is_quotient ? PRG_QUOTIENT : PRG_EXACT);
}

static void usual_count(prg__out_column *it, const prg__out_row *row)
{
        const int64_t *counts = row->usual->counts[it->rule->which];
        int64_t *cells = it->cells;
        for (size_t i = 0, at = row->first; i < row->count; i++, at += row->step)
                if (row->usual->forms[row->periods[i]] != PRG__USUAL_ODD && counts[row->periods[i]] != 0)
                        cells[at] = counts[row->periods[i]];
}

void prg__out_put_usual(prg__out_column *it, const prg__out_row *row)
{
        if (it->rule->usual)
                it->rule->usual(it, row);
}

/* ---- columns ---- */

#define NO_COUNT PRG__USUAL_COUNTS

const prg__out_rule prg__out_rules[PRG__OUT_RULES] = {
        { "indicator", PRG__OUT_AXIS, 0, PRG_AXIS_INDICATORS, NULL, NULL, NULL, NULL, NULL,
                NULL, NO_COUNT },
        { "breakdown", PRG__OUT_AXIS, 0, PRG_AXIS_BREAKDOWNS, NULL, NULL, NULL, NULL, NULL,
                NULL, NO_COUNT },
        { "area", PRG__OUT_AXIS, 0, PRG_AXIS_AREAS, NULL, NULL, NULL, NULL, NULL,
                NULL, NO_COUNT },
        { "period", PRG__OUT_AXIS, 0, PRG_AXIS_PERIODS, NULL, NULL, NULL, NULL, NULL,
                NULL, NO_COUNT },
        { "measure", PRG__OUT_AXIS, 0, PRG_AXIS_MEASURES, NULL, NULL, NULL, NULL, NULL,
                NULL, NO_COUNT },
        { "value", PRG__OUT_DECIMAL, 1, PRG_AXES, NULL, NULL, NULL, prg__out_exact, NULL,
                usual_value, NO_COUNT },
        { "number", PRG__OUT_DOUBLE, 1, PRG_AXES, NULL, NULL, NULL, number, NULL,
                usual_number, NO_COUNT },
        { "category", PRG__OUT_TEXT, 1, PRG_AXES, NULL, NULL, NULL, NULL, write_category,
                NULL, NO_COUNT },
        { "state", PRG__OUT_WORD, 0, PRG_AXES, state_of, state_at, NULL, NULL, NULL,
                usual_state, NO_COUNT },
        { "reason", PRG__OUT_WORD, 1, PRG_AXES, reason_of, reason_at, NULL, NULL, NULL,
                usual_null, NO_COUNT },
        { "quality", PRG__OUT_WORD, 1, PRG_AXES, quality_of, quality_at, NULL, NULL, NULL,
                usual_quality, NO_COUNT },
        { "marks", PRG__OUT_TEXT, 0, PRG_AXES, NULL, NULL, NULL, NULL, write_marks,
                NULL, NO_COUNT },
        { "reported", PRG__OUT_COUNT, 0, PRG_AXES, NULL, NULL, reported, NULL, NULL,
                usual_count, PRG__USUAL_REPORTED },
        { "expected", PRG__OUT_COUNT, 0, PRG_AXES, NULL, NULL, expected, NULL, NULL,
                usual_count, PRG__USUAL_EXPECTED },
        { "other_reported", PRG__OUT_COUNT, 0, PRG_AXES, NULL, NULL, other_reported, NULL, NULL,
                usual_count, PRG__USUAL_OTHER_REPORTED },
        { "other_expected", PRG__OUT_COUNT, 0, PRG_AXES, NULL, NULL, other_expected, NULL, NULL,
                usual_count, PRG__USUAL_OTHER_EXPECTED },
        { "lower", PRG__OUT_DECIMAL, 1, PRG_AXES, NULL, NULL, NULL, prg__out_lower, NULL,
                usual_null, NO_COUNT },
        { "upper", PRG__OUT_DECIMAL, 1, PRG_AXES, NULL, NULL, NULL, prg__out_upper, NULL,
                usual_null, NO_COUNT },
        { "exactness", PRG__OUT_WORD, 1, PRG_AXES, exactness_of, exactness_at, NULL, NULL, NULL,
                usual_exactness, NO_COUNT },
        { "numerator", PRG__OUT_TEXT, 1, PRG_AXES, NULL, NULL, NULL, NULL, write_numerator,
                NULL, NO_COUNT },
        { "denominator", PRG__OUT_TEXT, 1, PRG_AXES, NULL, NULL, NULL, NULL, write_denominator,
                NULL, NO_COUNT },
};

/* ---- cells into columns ---- */

static void put_word(prg__out_column *it, size_t row, const prg__cell *cell)
{
        int index = it->rule->index(cell);
        if (index < 0) {
                it->array->null_count++;
                return;
        }
        if (index > 0)
                ((int32_t *)it->cells)[row] = index;
        put_valid(it, row);
}

static void put_count(prg__out_column *it, size_t row, const prg__cell *cell)
{
        size_t count = it->rule->count(cell);
        if (count > 0)
                ((int64_t *)it->cells)[row] = (int64_t)count;
}

static void put_decimal(prg__out_column *it, size_t row, const prg__cell *cell, unsigned scale)
{
        const prg__number *number = it->rule->number(cell);
        prg__wide mantissa;
        if (number == NULL || !prg__out_scaled(&mantissa, number, scale)) {
                it->array->null_count++;
                return;
        }
        if (mantissa != 0)
                ((prg__wide *)it->cells)[row] = mantissa;
        put_valid(it, row);
}

static void put_double(prg__out_column *it, size_t row, const prg__cell *cell)
{
        const prg__number *number = it->rule->number(cell);
        if (number == NULL) {
                it->array->null_count++;
                return;
        }
        ((double *)it->cells)[row] = prg__number_to_double(number);
        put_valid(it, row);
}

static int put_text(prg__out_column *it, size_t row, const prg__cell *cell, prg__out_texts *texts)
{
        int is_null = 0, code = it->rule->write(&it->text, texts, cell, &is_null);
        if (it->text.length > 0)
                ((int64_t *)it->cells)[row + 1] = (int64_t)it->text.length;
        if (is_null)
                it->array->null_count++;
        else
                put_valid(it, row);
        return code;
}

int prg__out_put(prg__out_column *it, size_t row, const prg__cell *cell, prg__out_texts *texts)
{
        switch (it->rule->shape) {
        case PRG__OUT_AXIS: return 0;
        case PRG__OUT_WORD: put_word(it, row, cell); return 0;
        case PRG__OUT_COUNT: put_count(it, row, cell); return 0;
        case PRG__OUT_DECIMAL: put_decimal(it, row, cell, texts->scale); return 0;
        case PRG__OUT_DOUBLE: put_double(it, row, cell); return 0;
        default: return put_text(it, row, cell, texts);
        }
}

/* ---- columns, begun and ended ---- */

static size_t width_of(prg__out_shape of)
{
        static const size_t widths[] = { sizeof(int32_t), sizeof(int32_t), sizeof(int64_t), sizeof(prg__wide),
                sizeof(double), sizeof(int64_t) };
        return widths[of];
}

int prg__out_begin(prg__out_column *it, const prg__out_rule *rule, struct ArrowArray *array, size_t rows)
{
        size_t width = width_of(rule->shape);
        *it = (prg__out_column){ .rule = rule, .array = array, .text = PRG_BUF_INIT };
        if (prg__arrow_make(array, (int64_t)rows, rule->shape == PRG__OUT_TEXT ? 3 : 2, 0) < 0)
                return PRG_ENOMEM;
        if (rule->is_nullable && (it->bits = prg__arrow_make_buffer(array, 0, rows / 8 + 1)) == NULL)
                return PRG_ENOMEM;
        if (rows >= SIZE_MAX / width) {
                prg__error_memory();
                return PRG_ENOMEM;
        }
        it->cells = prg__arrow_make_buffer(array, 1, (rows + (rule->shape == PRG__OUT_TEXT)) * width);
        return it->cells ? 0 : PRG_ENOMEM;
}

static int end_axis(prg__out_column *it, const prg_table *table, size_t rows)
{
        size_t count = prg_table_size(table, it->rule->axis), run = 1, row = 0;
        int32_t *indexes = it->cells;
        const char **ids = prg__alloc_array(count + 1, sizeof *ids);
        if (ids == NULL)
                return PRG_ENOMEM;
        for (size_t axis = PRG_AXES; axis-- > it->rule->axis + (size_t)1;)
                run *= prg_table_size(table, (prg_axis)axis);
        /* Once by runs, then over and over. */
        size_t once = count * run < rows ? count * run : rows;
        for (size_t i = 0; count > 1 && row < once; i++)
                for (size_t end = row + run; row < end; row++)
                        indexes[row] = (int32_t)i;
        for (size_t more; count > 1 && row < rows; row += more) {
                more = row < rows - row ? row : rows - row;
                memcpy(indexes + row, indexes, more * sizeof *indexes);
        }
        for (size_t i = 0; i < count; i++)
                ids[i] = prg_table_id(table, it->rule->axis, i);
        int code = prg__arrow_make_dictionary(it->array, ids, count);
        prg__free(ids);
        return code;
}

static int end_words(prg__out_column *it)
{
        const char *words[32];
        size_t count = 0;
        while (count < sizeof words / sizeof *words && (words[count] = it->rule->word((int)count)) != NULL)
                count++;
        return prg__arrow_make_dictionary(it->array, words, count);
}

/* Texts of any length altogether, so that their offsets have 64 bits. */
static int end_texts(prg__out_column *it)
{
        char *texts = prg__arrow_make_buffer(it->array, 2, it->text.length);
        if (texts == NULL)
                return PRG_ENOMEM;
        if (it->text.length > 0)
                memcpy(texts, it->text.data, it->text.length);
        return 0;
}

int prg__out_end(prg__out_column *it, const prg_table *table, size_t rows)
{
        switch (it->rule->shape) {
        case PRG__OUT_AXIS: return end_axis(it, table, rows);
        case PRG__OUT_WORD: return end_words(it);
        case PRG__OUT_TEXT: return end_texts(it);
        default: return 0;
        }
}
