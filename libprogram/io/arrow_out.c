/* Tables as Arrow: one struct, column by column, one row for each cell.
 *
 * A column is filled in one walk over the cells. What each is has a row in the list below; its shape says
 * which Arrow type it has and how it is filled. */
#include <errno.h>
#include <string.h>

#include "arrow.h"
#include "calc/table/table.h"
#include "calc/table/table_write.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"

typedef enum shape { AXIS, WORD, COUNT, DECIMAL, DOUBLE, TEXT } shape;

/* The place of a word among those of its dictionary, -1 for none; the words, NULL behind the last. */
typedef int index_of(const prg__cell *cell);
typedef const char *word_at(int index);
typedef size_t count_of(const prg__cell *cell);
/* NULL: none. */
typedef const prg__number *number_of(const prg__cell *cell);

typedef struct writer {
        const prg_table *table;
        prg__side cells;
        unsigned scale; /* of the decimals */
        prg_buf text, other;
        prg__cell room;
} writer;

/* Appends to `text` of the writer; *is_null. 0 or PRG_ENOMEM. */
typedef int write_text(writer *it, const prg__cell *cell, int *is_null);

typedef struct column_rule {
        const char *name;
        shape shape;
        int is_nullable;
        prg_axis axis;
        index_of *index;
        word_at *word;
        count_of *count;
        number_of *number;
        write_text *write;
} column_rule;

/* ---- cells ---- */

static int has_number(const prg__cell *cell)
{
        return cell->state == PRG_STATE_VALUE && cell->category == NULL;
}

/* The mantissa of a number with so many decimals, if it has at most 38 digits. */
static int scaled(prg__wide *mantissa, const prg__number *number, unsigned decimals)
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

static const prg__number *exact_number(const prg__cell *cell)
{
        return has_number(cell) && cell->exactness == PRG_EXACT ? &cell->number : NULL;
}

static const prg__number *lower(const prg__cell *cell)
{
        return cell->has_bounds ? &cell->lower : NULL;
}

static const prg__number *upper(const prg__cell *cell)
{
        return cell->has_bounds ? &cell->upper : NULL;
}

static int write_category(writer *it, const prg__cell *cell, int *is_null)
{
        *is_null = cell->state != PRG_STATE_VALUE || cell->category == NULL;
        return *is_null ? 0 : prg__buf_text(&it->text, prg_item_id(cell->category));
}

static int write_marks(writer *it, const prg__cell *cell, int *is_null)
{
        size_t before = it->text.length;
        int code = 0;
        *is_null = 0;
        for (unsigned bit = 0; code == 0 && bit < PRG_MARKS; bit++)
                if (cell->marks >> bit & 1)
                        code = prg__buf_format(&it->text, "%s%s", it->text.length > before ? " " : "",
                                prg_mark_name(1u << bit));
        return code;
}

/* What the column `value` cannot hold. */
static int write_fraction(writer *it, const prg__cell *cell, int *is_null, int of_denominator)
{
        prg__wide mantissa;
        *is_null = !has_number(cell) || cell->exactness == PRG_APPROXIMATE
                   || (cell->exactness == PRG_EXACT && scaled(&mantissa, &cell->number, it->scale));
        if (*is_null)
                return 0;
        it->other.length = 0;
        return of_denominator ? prg__table_fraction_text(&it->other, &it->text, &cell->number)
                              : prg__table_fraction_text(&it->text, &it->other, &cell->number);
}

static int write_numerator(writer *it, const prg__cell *cell, int *is_null)
{
        return write_fraction(it, cell, is_null, 0);
}

static int write_denominator(writer *it, const prg__cell *cell, int *is_null)
{
        return write_fraction(it, cell, is_null, 1);
}

/* ---- columns ---- */

static const column_rule columns[] = {
        { "indicator", AXIS, 0, PRG_AXIS_INDICATORS, NULL, NULL, NULL, NULL, NULL },
        { "breakdown", AXIS, 0, PRG_AXIS_BREAKDOWNS, NULL, NULL, NULL, NULL, NULL },
        { "area", AXIS, 0, PRG_AXIS_AREAS, NULL, NULL, NULL, NULL, NULL },
        { "period", AXIS, 0, PRG_AXIS_PERIODS, NULL, NULL, NULL, NULL, NULL },
        { "measure", AXIS, 0, PRG_AXIS_MEASURES, NULL, NULL, NULL, NULL, NULL },
        { "value", DECIMAL, 1, PRG_AXES, NULL, NULL, NULL, exact_number, NULL },
        { "number", DOUBLE, 1, PRG_AXES, NULL, NULL, NULL, number, NULL },
        { "category", TEXT, 1, PRG_AXES, NULL, NULL, NULL, NULL, write_category },
        { "state", WORD, 0, PRG_AXES, state_of, state_at, NULL, NULL, NULL },
        { "reason", WORD, 1, PRG_AXES, reason_of, reason_at, NULL, NULL, NULL },
        { "quality", WORD, 1, PRG_AXES, quality_of, quality_at, NULL, NULL, NULL },
        { "marks", TEXT, 0, PRG_AXES, NULL, NULL, NULL, NULL, write_marks },
        { "reported", COUNT, 0, PRG_AXES, NULL, NULL, reported, NULL, NULL },
        { "expected", COUNT, 0, PRG_AXES, NULL, NULL, expected, NULL, NULL },
        { "other_reported", COUNT, 0, PRG_AXES, NULL, NULL, other_reported, NULL, NULL },
        { "other_expected", COUNT, 0, PRG_AXES, NULL, NULL, other_expected, NULL, NULL },
        { "lower", DECIMAL, 1, PRG_AXES, NULL, NULL, NULL, lower, NULL },
        { "upper", DECIMAL, 1, PRG_AXES, NULL, NULL, NULL, upper, NULL },
        { "exactness", WORD, 1, PRG_AXES, exactness_of, exactness_at, NULL, NULL, NULL },
        { "numerator", TEXT, 1, PRG_AXES, NULL, NULL, NULL, NULL, write_numerator },
        { "denominator", TEXT, 1, PRG_AXES, NULL, NULL, NULL, NULL, write_denominator },
};
#define COLUMNS (sizeof columns / sizeof *columns)

static const prg__cell *cell_at(writer *it, size_t row, size_t place[PRG_AXES])
{
        prg__side_place(&it->cells, it->table, row, place);
        return prg__table_shown(it->table, place, &it->room);
}

/* One row of a column; without bits none is null. */
static void set_valid(struct ArrowArray *array, unsigned char *bits, size_t row, int is_valid)
{
        if (!is_valid)
                array->null_count++;
        else if (bits != NULL)
                bits[row / 8] |= (unsigned char)(1u << row % 8);
}

/* The buffers of a column whose cells have a fixed width. NULL without memory. */
static void *begin_fixed(const writer *it, const column_rule *column, struct ArrowArray *array,
        unsigned char **bits, size_t width)
{
        *bits = NULL;
        if (prg__arrow_make(array, (int64_t)it->cells.size, 2, 0) < 0)
                return NULL;
        if (column->is_nullable && (*bits = prg__arrow_make_buffer(array, 0, it->cells.size / 8 + 1)) == NULL)
                return NULL;
        if (width > 0 && it->cells.size > SIZE_MAX / width) {
                prg__error_memory();
                return NULL;
        }
        return prg__arrow_make_buffer(array, 1, it->cells.size * width);
}

static int fill_axis(writer *it, const column_rule *column, struct ArrowArray *array)
{
        unsigned char *bits;
        size_t place[PRG_AXES], count = prg_table_size(it->table, column->axis);
        int32_t *indexes = begin_fixed(it, column, array, &bits, sizeof *indexes);
        const char **ids = prg__alloc_array(count + 1, sizeof *ids);
        int code = indexes && ids ? 0 : PRG_ENOMEM;
        for (size_t row = 0; code == 0 && row < it->cells.size; row++) {
                prg__side_place(&it->cells, it->table, row, place);
                indexes[row] = (int32_t)place[column->axis];
        }
        for (size_t i = 0; code == 0 && i < count; i++)
                ids[i] = prg_table_id(it->table, column->axis, i);
        if (code == 0)
                code = prg__arrow_make_dictionary(array, ids, count);
        prg__free(ids);
        return code;
}

static int fill_words(writer *it, const column_rule *column, struct ArrowArray *array)
{
        const char *words[32];
        unsigned char *bits;
        size_t place[PRG_AXES], count = 0;
        int32_t *indexes = begin_fixed(it, column, array, &bits, sizeof *indexes);
        if (indexes == NULL)
                return PRG_ENOMEM;
        while (count < sizeof words / sizeof *words && (words[count] = column->word((int)count)) != NULL)
                count++;
        for (size_t row = 0; row < it->cells.size; row++) {
                int index = column->index(cell_at(it, row, place));
                indexes[row] = index > 0 ? index : 0;
                if (bits)
                        set_valid(array, bits, row, index >= 0);
        }
        return prg__arrow_make_dictionary(array, words, count);
}

static int fill_counts(writer *it, const column_rule *column, struct ArrowArray *array)
{
        unsigned char *bits;
        size_t place[PRG_AXES];
        int64_t *counts = begin_fixed(it, column, array, &bits, sizeof *counts);
        for (size_t row = 0; counts && row < it->cells.size; row++)
                counts[row] = (int64_t)column->count(cell_at(it, row, place));
        return counts ? 0 : PRG_ENOMEM;
}

static int fill_decimals(writer *it, const column_rule *column, struct ArrowArray *array)
{
        unsigned char *bits;
        size_t place[PRG_AXES];
        prg__wide *numbers = begin_fixed(it, column, array, &bits, sizeof *numbers);
        for (size_t row = 0; numbers && row < it->cells.size; row++) {
                const prg__number *one = column->number(cell_at(it, row, place));
                prg__wide mantissa = 0;
                int is_held = one && scaled(&mantissa, one, it->scale);
                numbers[row] = is_held ? mantissa : 0;
                set_valid(array, bits, row, is_held);
        }
        return numbers ? 0 : PRG_ENOMEM;
}

static int fill_doubles(writer *it, const column_rule *column, struct ArrowArray *array)
{
        unsigned char *bits;
        size_t place[PRG_AXES];
        double *numbers = begin_fixed(it, column, array, &bits, sizeof *numbers);
        for (size_t row = 0; numbers && row < it->cells.size; row++) {
                const prg__number *one = column->number(cell_at(it, row, place));
                numbers[row] = one ? prg__number_to_double(one) : 0;
                set_valid(array, bits, row, one != NULL);
        }
        return numbers ? 0 : PRG_ENOMEM;
}

/* Texts of any length altogether, so that their offsets have 64 bits. */
static int fill_texts(writer *it, const column_rule *column, struct ArrowArray *array)
{
        unsigned char *bits = NULL;
        size_t place[PRG_AXES], rows = it->cells.size;
        it->text.length = 0;
        int code = prg__arrow_make(array, (int64_t)rows, 3, 0);
        if (code == 0 && column->is_nullable
                && (bits = prg__arrow_make_buffer(array, 0, rows / 8 + 1)) == NULL)
                code = PRG_ENOMEM;
        int64_t *offsets = code == 0 ? prg__arrow_make_buffer(array, 1, (rows + 1) * sizeof *offsets) : NULL;
        if (offsets == NULL)
                return PRG_ENOMEM;
        for (size_t row = 0; code == 0 && row < rows; row++) {
                int is_null = 0;
                code = column->write(it, cell_at(it, row, place), &is_null);
                offsets[row + 1] = (int64_t)it->text.length;
                if (bits)
                        set_valid(array, bits, row, !is_null);
        }
        char *texts = code == 0 ? prg__arrow_make_buffer(array, 2, it->text.length) : NULL;
        if (texts == NULL)
                return PRG_ENOMEM;
        if (it->text.length > 0)
                memcpy(texts, it->text.data, it->text.length);
        return 0;
}

static int fill(writer *it, const column_rule *column, struct ArrowArray *array)
{
        switch (column->shape) {
        case AXIS: return fill_axis(it, column, array);
        case WORD: return fill_words(it, column, array);
        case COUNT: return fill_counts(it, column, array);
        case DECIMAL: return fill_decimals(it, column, array);
        case DOUBLE: return fill_doubles(it, column, array);
        default: return fill_texts(it, column, array);
        }
}

/* ---- the whole ---- */

/* The most decimals that an exact number or a bound has, if it has at most 38 digits with them. */
static unsigned scale_of(writer *it)
{
        static number_of *const numbers[] = { exact_number, lower, upper };
        size_t place[PRG_AXES];
        unsigned most = 0;
        for (size_t row = 0; row < it->cells.size; row++) {
                const prg__cell *cell = cell_at(it, row, place);
                for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                        const prg__number *one = numbers[i](cell);
                        unsigned decimals = cell->decimals > most ? cell->decimals : most;
                        prg__wide mantissa;
                        if (one && decimals <= PRG__WIDE_MAX_DECIMALS
                                && (scaled(&mantissa, one, decimals)
                                        || (prg__number_is_decimal(&mantissa, &decimals, one)
                                                && scaled(&mantissa, one, decimals))))
                                most = decimals;
                }
        }
        return most;
}

/* ---- metadata: what the query had itself ---- */

static int put_part(prg_buf *out, const char *text, size_t length)
{
        int32_t size = (int32_t)length;
        if (length > INT32_MAX)
                return prg__error(PRG_ELIMIT, NULL, "%zu bytes of metadata; at most 2147483647 go out", length);
        int code = prg__buf_append(out, (const char *)&size, sizeof size);
        return code < 0 ? code : prg__buf_append(out, text, length);
}

static int put_pair(prg_buf *out, const char *key, const char *value, size_t length, int32_t *count)
{
        int code = put_part(out, key, strlen(key));
        ++*count;
        return code < 0 ? code : put_part(out, value, length);
}

/* As the Arrow C data interface has it: how many pairs, each key and value with its length. Nothing when there is no
 * pair. */
static int make_metadata(prg_buf *out, const prg_table *table)
{
        prg_buf text = PRG_BUF_INIT, key = PRG_BUF_INIT;
        int32_t count = 0;
        int code = prg__buf_append(out, (const char *)&count, sizeof count);
        if (code == 0)
                code = prg_table_what_if(&text, table);
        if (code == 0)
                code = put_pair(out, "libprogram.what_if", text.data, text.length, &count);
        for (size_t i = 0; code >= 0 && i < prg_table_size(table, PRG_AXIS_INDICATORS); i++) {
                const char *formula = prg_table_formula(table, i);
                if (formula == NULL)
                        continue;
                key.length = 0;
                code = prg__buf_format(&key, "libprogram.formula.%s", prg_table_id(table, PRG_AXIS_INDICATORS, i));
                if (code == 0)
                        code = put_pair(out, key.data, formula, strlen(formula), &count);
        }
        prg_buf_dispose(&text);
        prg_buf_dispose(&key);
        if (code >= 0 && count)
                memcpy(out->data, &count, sizeof count);
        else
                prg_buf_dispose(out);
        return code < 0 ? code : 0;
}

static int make_schema(struct ArrowSchema *schema, unsigned scale, const prg_buf *metadata)
{
        char decimal[] = "d:38,00", *digits = decimal + 5;
        if (scale >= 10)
                *digits++ = (char)('0' + scale / 10);
        digits[0] = (char)('0' + scale % 10);
        digits[1] = '\0';
        int code = prg__arrow_make_schema(schema, "", "+s", 0, COLUMNS);
        if (code == 0 && metadata->length) {
                char *copy = prg__alloc(metadata->length);
                schema->metadata = copy ? memcpy(copy, metadata->data, metadata->length) : NULL;
                code = copy ? 0 : PRG_ENOMEM;
        }
        for (size_t i = 0; code == 0 && i < COLUMNS; i++) {
                static const char *const formats[] = { NULL, NULL, "l", NULL, "g", "U" };
                const char *format = columns[i].shape == DECIMAL ? decimal : formats[columns[i].shape];
                code = format ? prg__arrow_make_schema(
                               schema->children[i], columns[i].name, format, columns[i].is_nullable, 0)
                              : prg__arrow_make_dictionary_schema(
                                      schema->children[i], columns[i].name, columns[i].is_nullable);
        }
        return code;
}

static void release_made(struct ArrowSchema *schema, struct ArrowArray *array)
{
        if (schema && schema->release)
                schema->release(schema);
        if (array->release)
                array->release(array);
}

static int make_array(struct ArrowArray *array, const prg_table *table, unsigned *scale)
{
        writer it = { .table = table, .cells = PRG__SIDE_INIT, .text = PRG_BUF_INIT, .other = PRG_BUF_INIT };
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                prg__side_add(&it.cells, table, (prg_axis)axis);
        *scale = it.scale = scale_of(&it);
        int code = prg__arrow_make(array, (int64_t)it.cells.size, 1, COLUMNS);
        for (size_t i = 0; code == 0 && i < COLUMNS; i++)
                code = fill(&it, &columns[i], array->children[i]);
        prg_buf_dispose(&it.text);
        prg_buf_dispose(&it.other);
        return code;
}

int prg_table_to_arrow(const prg_table *table, struct ArrowSchema *schema, struct ArrowArray *array)
{
        struct ArrowSchema what = { 0 };
        struct ArrowArray cells = { 0 };
        prg_buf metadata = PRG_BUF_INIT;
        unsigned scale;
        if (table == NULL)
                return prg__error_null("table");
        if (schema == NULL)
                return prg__error_null("schema");
        if (array == NULL)
                return prg__error_null("array");
        int code = make_array(&cells, table, &scale);
        if (code == 0)
                code = make_metadata(&metadata, table);
        if (code == 0)
                code = make_schema(&what, scale, &metadata);
        prg_buf_dispose(&metadata);
        if (code < 0) {
                release_made(&what, &cells);
                memset(&what, 0, sizeof what);
                memset(&cells, 0, sizeof cells);
        }
        *schema = what;
        *array = cells;
        return code;
}

/* ---- the stream ---- */

/* One batch, until it is taken. */
typedef struct source {
        unsigned scale;
        struct ArrowArray batch;
        prg_buf metadata;
        const char *error;
} source;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
        source *it = stream->private_data;
        if (make_schema(out, it->scale, &it->metadata) == 0)
                return 0;
        if (out->release)
                out->release(out);
        memset(out, 0, sizeof *out);
        it->error = "out of memory";
        return ENOMEM;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
        source *it = stream->private_data;
        *out = it->batch;
        memset(&it->batch, 0, sizeof it->batch);
        return 0;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
        const source *it = stream->private_data;
        return it->error;
}

static void stream_release(struct ArrowArrayStream *stream)
{
        source *it = stream->private_data;
        release_made(NULL, &it->batch);
        prg_buf_dispose(&it->metadata);
        prg__free(it);
        stream->release = NULL;
}

int prg_table_to_arrow_stream(const prg_table *table, struct ArrowArrayStream *stream)
{
        static const struct ArrowArrayStream nothing = { NULL, NULL, NULL, NULL, NULL };
        if (table == NULL)
                return prg__error_null("table");
        if (stream == NULL)
                return prg__error_null("stream");
        *stream = nothing;
        source *it = prg__alloc_zero(sizeof *it);
        if (it == NULL)
                return PRG_ENOMEM;
        int code = make_array(&it->batch, table, &it->scale);
        if (code == 0)
                code = make_metadata(&it->metadata, table);
        if (code < 0) {
                release_made(NULL, &it->batch);
                prg__free(it);
                return code;
        }
        *stream = (struct ArrowArrayStream){ stream_schema, stream_next, stream_error, stream_release, it };
        return 0;
}
