/* Tables as Arrow: one struct, one row for each cell.
 *
 * What a column is has a row in the list below; its shape says which Arrow type it has and how it is filled. The
 * cells are read in one walk, each once, and put into all columns. What is zero or null is not written: the buffers
 * are zero already, and a large one takes memory only where it is written, so that columns that say nothing cost
 * nothing. */
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

/* What the texts of a cell are made of. */
typedef struct writer {
        unsigned scale; /* of the decimals */
        prg_buf denominator; /* of the cell, which its numerator has left here */
} writer;

/* Appends; *is_null. 0 or PRG_ENOMEM. */
typedef int write_text(prg_buf *out, writer *it, const prg__cell *cell, int *is_null);

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

static int write_category(prg_buf *out, writer *it, const prg__cell *cell, int *is_null)
{
        (void)it;
        *is_null = cell->state != PRG_STATE_VALUE || cell->category == NULL;
        return *is_null ? 0 : prg__buf_text(out, prg_item_id(cell->category));
}

static int write_marks(prg_buf *out, writer *it, const prg__cell *cell, int *is_null)
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
               && (cell->exactness != PRG_EXACT || !scaled(&mantissa, &cell->number, scale));
}

static int write_numerator(prg_buf *out, writer *it, const prg__cell *cell, int *is_null)
{
        it->denominator.length = 0;
        *is_null = !is_fraction(cell, it->scale);
        return *is_null ? 0 : prg__table_fraction_text(out, &it->denominator, &cell->number);
}

static int write_denominator(prg_buf *out, writer *it, const prg__cell *cell, int *is_null)
{
        (void)cell;
        *is_null = it->denominator.length == 0;
        return *is_null ? 0 : prg__buf_append(out, it->denominator.data, it->denominator.length);
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

/* A column being filled. */
typedef struct column {
        const column_rule *rule;
        struct ArrowArray *array;
        unsigned char *bits; /* NULL: none is null */
        void *cells;         /* of text, offsets */
        prg_buf text;
} column;

/* ---- the walk ---- */

/* The cells in the order of the axes. */
typedef struct walk {
        const prg_table *table;
        size_t at[PRG_AXES]; /* the present place */
        prg__cell room;
} walk;

static const prg__table_plane *plane_at(const walk *it)
{
        const prg_table *table = it->table;
        return &table->sheets[prg__sheet_number(table->query, table->orders[PRG_AXIS_INDICATORS][it->at[0]],
                table->orders[PRG_AXIS_BREAKDOWNS][it->at[1]], table->orders[PRG_AXIS_MEASURES][it->at[4]])];
}

static const prg__cell *cell_at(walk *it, const prg__table_plane *plane)
{
        const prg_table *table = it->table;
        return prg__plane_cell(table, plane, table->orders[PRG_AXIS_AREAS][it->at[2]],
                table->orders[PRG_AXIS_PERIODS][it->at[3]], &it->room);
}

static void step(walk *it)
{
        for (size_t axis = PRG_AXES; axis-- > 0; it->at[axis] = 0)
                if (++it->at[axis] < it->table->sizes[axis])
                        return;
}

/* ---- cells into columns ---- */

static void put_valid(column *it, size_t row)
{
        if (it->bits)
                it->bits[row / 8] |= (unsigned char)(1u << row % 8);
}

static void put_word(column *it, size_t row, const prg__cell *cell)
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

static void put_count(column *it, size_t row, const prg__cell *cell)
{
        size_t count = it->rule->count(cell);
        if (count > 0)
                ((int64_t *)it->cells)[row] = (int64_t)count;
}

static void put_decimal(column *it, size_t row, const prg__cell *cell, unsigned scale)
{
        const prg__number *number = it->rule->number(cell);
        prg__wide mantissa;
        if (number == NULL || !scaled(&mantissa, number, scale)) {
                it->array->null_count++;
                return;
        }
        if (mantissa != 0)
                ((prg__wide *)it->cells)[row] = mantissa;
        put_valid(it, row);
}

static void put_double(column *it, size_t row, const prg__cell *cell)
{
        const prg__number *number = it->rule->number(cell);
        if (number == NULL) {
                it->array->null_count++;
                return;
        }
        ((double *)it->cells)[row] = prg__number_to_double(number);
        put_valid(it, row);
}

static int put_text(column *it, size_t row, const prg__cell *cell, writer *texts)
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

static int put_cell(column *it, size_t row, const prg__cell *cell, writer *texts)
{
        switch (it->rule->shape) {
        case AXIS: return 0;
        case WORD: put_word(it, row, cell); return 0;
        case COUNT: put_count(it, row, cell); return 0;
        case DECIMAL: put_decimal(it, row, cell, texts->scale); return 0;
        case DOUBLE: put_double(it, row, cell); return 0;
        default: return put_text(it, row, cell, texts);
        }
}

static int put_cells(const prg_table *table, column *made, size_t rows, unsigned scale)
{
        walk it = { .table = table };
        writer texts = { scale, PRG_BUF_INIT };
        int code = 0;
        for (size_t row = 0; code == 0 && row < rows; row++, step(&it)) {
                const prg__cell *cell = cell_at(&it, plane_at(&it));
                for (size_t i = 0; code == 0 && i < COLUMNS; i++)
                        code = put_cell(&made[i], row, cell, &texts);
        }
        prg_buf_dispose(&texts.denominator);
        return code;
}

/* ---- columns, begun and ended ---- */

static size_t width_of(shape of)
{
        static const size_t widths[] = { sizeof(int32_t), sizeof(int32_t), sizeof(int64_t), sizeof(prg__wide),
                sizeof(double), sizeof(int64_t) };
        return widths[of];
}

static int begin_column(column *it, const column_rule *rule, struct ArrowArray *array, size_t rows)
{
        size_t width = width_of(rule->shape);
        *it = (column){ .rule = rule, .array = array, .text = PRG_BUF_INIT };
        if (prg__arrow_make(array, (int64_t)rows, rule->shape == TEXT ? 3 : 2, 0) < 0)
                return PRG_ENOMEM;
        if (rule->is_nullable && (it->bits = prg__arrow_make_buffer(array, 0, rows / 8 + 1)) == NULL)
                return PRG_ENOMEM;
        if (rows >= SIZE_MAX / width) {
                prg__error_memory();
                return PRG_ENOMEM;
        }
        it->cells = prg__arrow_make_buffer(array, 1, (rows + (rule->shape == TEXT)) * width);
        return it->cells ? 0 : PRG_ENOMEM;
}

static int end_axis(column *it, const prg_table *table, size_t rows)
{
        size_t count = prg_table_size(table, it->rule->axis), run = 1, row = 0;
        int32_t *indexes = it->cells;
        const char **ids = prg__alloc_array(count + 1, sizeof *ids);
        if (ids == NULL)
                return PRG_ENOMEM;
        for (size_t axis = PRG_AXES; axis-- > it->rule->axis + (size_t)1;)
                run *= prg_table_size(table, (prg_axis)axis);
        for (size_t i = 0; count > 1 && row < rows; i = i + 1 < count ? i + 1 : 0)
                for (size_t end = row + run; row < end; row++)
                        indexes[row] = (int32_t)i;
        for (size_t i = 0; i < count; i++)
                ids[i] = prg_table_id(table, it->rule->axis, i);
        int code = prg__arrow_make_dictionary(it->array, ids, count);
        prg__free(ids);
        return code;
}

static int end_words(column *it)
{
        const char *words[32];
        size_t count = 0;
        while (count < sizeof words / sizeof *words && (words[count] = it->rule->word((int)count)) != NULL)
                count++;
        return prg__arrow_make_dictionary(it->array, words, count);
}

/* Texts of any length altogether, so that their offsets have 64 bits. */
static int end_texts(column *it)
{
        char *texts = prg__arrow_make_buffer(it->array, 2, it->text.length);
        if (texts == NULL)
                return PRG_ENOMEM;
        if (it->text.length > 0)
                memcpy(texts, it->text.data, it->text.length);
        return 0;
}

static int end_column(column *it, const prg_table *table, size_t rows)
{
        switch (it->rule->shape) {
        case AXIS: return end_axis(it, table, rows);
        case WORD: return end_words(it);
        case TEXT: return end_texts(it);
        default: return 0;
        }
}

/* ---- the whole ---- */

/* The most decimals that an exact number or a bound has, if it has at most 38 digits with them. */
static unsigned scale_of(const prg_table *table, size_t rows)
{
        static number_of *const numbers[] = { exact_number, lower, upper };
        walk it = { .table = table };
        unsigned most = 0;
        for (size_t row = 0; row < rows; row++, step(&it)) {
                const prg__table_plane *plane = plane_at(&it);
                if (prg__plane_decimals(plane) <= (int)most)
                        continue;
                const prg__cell *cell = cell_at(&it, plane);
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
        column made[COLUMNS];
        size_t rows = 1, begun = 0;
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                rows *= table->sizes[axis];
        *scale = scale_of(table, rows);
        int code = prg__arrow_make(array, (int64_t)rows, 1, COLUMNS);
        for (; code == 0 && begun < COLUMNS; begun++)
                code = begin_column(&made[begun], &columns[begun], array->children[begun], rows);
        if (code == 0)
                code = put_cells(table, made, rows, *scale);
        for (size_t i = 0; i < begun; i++) {
                if (code == 0)
                        code = end_column(&made[i], table, rows);
                prg_buf_dispose(&made[i].text);
        }
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
