/* Tables as Arrow: one struct, one row for each cell. Whole rows of usual cells (calc/usual.h) go into each column at
 * once; the others are read in one walk, each once, and put into all columns. What a column is, arrow_column.c says. */
#include <errno.h>
#include <string.h>

#include "io/arrow_column.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/suggest.h"

/* The columns that go out, in their order. */
typedef struct choice {
        const prg__out_rule *rules[PRG__OUT_RULES];
        size_t count;
        int has_texts;
} choice;

static int choose(choice *it, const prg_arrow_options *given)
{
        static const prg_arrow_options defaults = PRG_ARROW_OPTIONS_INIT;
        const prg_arrow_options *options = given ? given : &defaults;
        memset(it, 0, sizeof *it);
        if (options->version != PRG_ARROW_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "options of version %u; this release knows version %d",
                        options->version, PRG_ARROW_OPTIONS_VERSION);
        if (options->columns && options->column_count == 0)
                return prg__error(PRG_EINVALID, NULL, "an empty list of columns; at least one name expected");
        size_t count = options->columns ? options->column_count : PRG__OUT_RULES;
        for (size_t i = 0; i < count; i++) {
                size_t number = i;
                int code = options->columns ? prg__suggest_find(&number, &prg__out_rules[0].name, sizeof *prg__out_rules,
                                                      PRG__OUT_RULES, options->columns[i], "column")
                                            : 0;
                if (code < 0)
                        return code;
                const prg__out_rule *rule = &prg__out_rules[number];
                for (size_t k = 0; k < it->count; k++)
                        if (it->rules[k] == rule)
                                return prg__error(PRG_EINVALID, NULL, "column '%s' stands twice in the list", rule->name);
                it->rules[it->count++] = rule;
                it->has_texts |= rule->shape == PRG__OUT_TEXT;
        }
        return 0;
}

/* ---- the scale ---- */

static size_t sheet_at(const prg_table *table, size_t indicator, size_t breakdown, size_t measure)
{
        return prg__sheet_number(table->query, table->orders[PRG_AXIS_INDICATORS][indicator],
                table->orders[PRG_AXIS_BREAKDOWNS][breakdown], table->orders[PRG_AXIS_MEASURES][measure]);
}

/* More decimals than so many, if an exact number or a bound of a cell has them. */
static unsigned scale_with(const prg__cell *cell, unsigned most)
{
        const prg__number *numbers[] = { prg__out_exact(cell), prg__out_lower(cell), prg__out_upper(cell) };
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                const prg__number *one = numbers[i];
                unsigned decimals = cell->decimals > most ? cell->decimals : most;
                prg__wide mantissa;
                if (one && decimals <= PRG__WIDE_MAX_DECIMALS
                    && (prg__out_scaled(&mantissa, one, decimals)
                            || (prg__number_is_decimal(&mantissa, &decimals, one)
                                    && prg__out_scaled(&mantissa, one, decimals))))
                        most = decimals;
        }
        return most;
}

/* The same, of all cells of an area in one indicator and breakdown. */
static unsigned scale_of_area(const prg_table *table, size_t indicator, size_t breakdown, size_t area, unsigned most)
{
        size_t measures = table->sizes[PRG_AXIS_MEASURES], first = 0;
        prg__cell room;
        while (first < measures
               && prg__plane_decimals(&table->sheets[sheet_at(table, indicator, breakdown, first)]) <= (int)most)
                first++;
        for (size_t p = 0; first < measures && p < table->sizes[PRG_AXIS_PERIODS]; p++)
                for (size_t m = first; m < measures; m++) {
                        const prg__table_plane *plane = &table->sheets[sheet_at(table, indicator, breakdown, m)];
                        if (prg__plane_decimals(plane) > (int)most)
                                most = scale_with(prg__plane_cell(table, plane, table->orders[PRG_AXIS_AREAS][area],
                                                          table->orders[PRG_AXIS_PERIODS][p], &room),
                                        most);
                }
        return most;
}

/* The most decimals that an exact number or a bound has, if it has at most 38 digits with them. */
static unsigned scale_of(const prg_table *table)
{
        unsigned most = 0;
        for (size_t i = 0; i < table->sizes[PRG_AXIS_INDICATORS]; i++)
                for (size_t b = 0; b < table->sizes[PRG_AXIS_BREAKDOWNS]; b++)
                        for (size_t a = 0; a < table->sizes[PRG_AXIS_AREAS]; a++)
                                most = scale_of_area(table, i, b, a, most);
        return most;
}

/* ---- cells into columns ---- */

typedef struct filling {
        const prg_table *table;
        prg__out_column columns[PRG__OUT_RULES];
        size_t column_count;
        int has_texts;
        prg__out_texts texts;
        prg__usual *usual; /* by sheet, without a reader: none is usual */
} filling;

static int put_cell(filling *it, const prg__cell *cell, size_t row)
{
        int code = 0;
        it->texts.has_fraction = 0;
        for (size_t i = 0; code == 0 && i < it->column_count; i++)
                code = prg__out_put(&it->columns[i], row, cell, &it->texts);
        return code;
}

/* An area of a plane whose usual cells are known; texts have an order, and come one by one. */
static int put_usual(filling *it, const prg__table_plane *plane, prg__usual *usual, size_t area, prg__out_row *row)
{
        prg__cell room;
        int code = 0;
        prg__usual_read(usual, it->table->area_numbers[area]);
        for (size_t i = 0; i < it->column_count; i++)
                prg__out_put_usual(&it->columns[i], row);
        for (size_t i = 0; code == 0 && i < row->count; i++)
                if (usual->forms[row->periods[i]] == PRG__USUAL_ODD)
                        code = put_cell(it, prg__plane_cell(it->table, plane, area, row->periods[i], &room),
                                row->first + i * row->step);
        return code;
}

/* The cells of an area in one indicator and breakdown: `sheets` are of its measures. */
static int put_area(filling *it, const size_t *sheets, size_t area, size_t first)
{
        const prg_table *table = it->table;
        size_t measures = table->sizes[PRG_AXIS_MEASURES], periods = table->sizes[PRG_AXIS_PERIODS];
        prg__cell room;
        int code = 0;
        for (size_t m = 0; code == 0 && m < measures; m++) {
                prg__usual *usual = &it->usual[sheets[m]];
                prg__out_row row = { usual, table->orders[PRG_AXIS_PERIODS], periods, first + m, measures, it->texts.scale };
                if (usual->reader)
                        code = put_usual(it, &table->sheets[sheets[m]], usual, area, &row);
        }
        for (size_t p = 0; code == 0 && p < periods; p++)
                for (size_t m = 0; code == 0 && m < measures; m++)
                        if (it->usual[sheets[m]].reader == NULL)
                                code = put_cell(it, prg__plane_cell(table, &table->sheets[sheets[m]], area,
                                                        table->orders[PRG_AXIS_PERIODS][p], &room),
                                        first + p * measures + m);
        return code;
}

static int put_cells(filling *it)
{
        const prg_table *table = it->table;
        size_t measures = table->sizes[PRG_AXIS_MEASURES], row = 0;
        size_t *sheets = prg__alloc_array(measures + 1, sizeof *sheets);
        int code = sheets ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < table->sizes[PRG_AXIS_INDICATORS]; i++)
                for (size_t b = 0; b < table->sizes[PRG_AXIS_BREAKDOWNS]; b++) {
                        for (size_t m = 0; code == 0 && m < measures; m++)
                                sheets[m] = sheet_at(table, i, b, m);
                        for (size_t a = 0; code == 0 && a < table->sizes[PRG_AXIS_AREAS]; a++) {
                                code = put_area(it, sheets, table->orders[PRG_AXIS_AREAS][a], row);
                                row += measures * table->sizes[PRG_AXIS_PERIODS];
                        }
                }
        prg__free(sheets);
        return code;
}

/* Finds the sheets whose cells are read as rows: none where texts go out. */
static int begin_usual(filling *it)
{
        const prg_table *table = it->table;
        it->usual = prg__alloc_zero((table->sheet_count + 1) * sizeof *it->usual);
        int code = it->usual ? 0 : PRG_ENOMEM;
        for (size_t i = 0; code == 0 && !it->has_texts && i < table->sheet_count; i++) {
                const prg__table_plane *plane = &table->sheets[i];
                if (plane->cells || !prg__usual_is_of(plane->reader))
                        continue;
                int decimals = prg__plane_decimals(plane);
                /* A sum has 19 digits, and as many zeros behind it stay within 38. */
                if (decimals < 0 || (int)it->texts.scale <= decimals + 19)
                        code = prg__usual_begin(&it->usual[i], plane->reader, table->lengths[PRG_AXIS_PERIODS]);
        }
        return code;
}

static void end_usual(filling *it)
{
        for (size_t i = 0; it->usual && i < it->table->sheet_count; i++)
                prg__usual_end(&it->usual[i]);
        prg__free(it->usual);
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

static int make_schema(struct ArrowSchema *schema, const choice *chosen, unsigned scale, const prg_buf *metadata)
{
        char decimal[] = "d:38,00", *digits = decimal + 5;
        if (scale >= 10)
                *digits++ = (char)('0' + scale / 10);
        digits[0] = (char)('0' + scale % 10);
        digits[1] = '\0';
        int code = prg__arrow_make_schema(schema, "", "+s", 0, chosen->count);
        if (code == 0 && metadata->length) {
                char *copy = prg__alloc(metadata->length);
                schema->metadata = copy ? memcpy(copy, metadata->data, metadata->length) : NULL;
                code = copy ? 0 : PRG_ENOMEM;
        }
        for (size_t i = 0; code == 0 && i < chosen->count; i++) {
                const prg__out_rule *rule = chosen->rules[i];
                static const char *const formats[] = { NULL, NULL, "l", NULL, "g", "U" };
                const char *format = rule->shape == PRG__OUT_DECIMAL ? decimal : formats[rule->shape];
                code = format ? prg__arrow_make_schema(schema->children[i], rule->name, format, rule->is_nullable, 0)
                              : prg__arrow_make_dictionary_schema(schema->children[i], rule->name, rule->is_nullable);
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

static int make_array(struct ArrowArray *array, const prg_table *table, const choice *chosen, unsigned *scale)
{
        filling it = { .table = table, .has_texts = chosen->has_texts, .texts = { .scale = scale_of(table) } };
        size_t rows = 1;
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                rows *= table->sizes[axis];
        *scale = it.texts.scale;
        int code = prg__arrow_make(array, (int64_t)rows, 1, chosen->count);
        for (; code == 0 && it.column_count < chosen->count; it.column_count++)
                code = prg__out_begin(&it.columns[it.column_count], chosen->rules[it.column_count],
                        array->children[it.column_count], rows);
        if (code == 0)
                code = begin_usual(&it);
        if (code == 0)
                code = put_cells(&it);
        for (size_t i = 0; i < it.column_count; i++) {
                if (code == 0)
                        code = prg__out_end(&it.columns[i], table, rows);
                prg_buf_dispose(&it.columns[i].text);
        }
        prg_buf_dispose(&it.texts.numerator);
        prg_buf_dispose(&it.texts.denominator);
        end_usual(&it);
        return code;
}

int prg_table_to_arrow(const prg_table *table, struct ArrowSchema *schema, struct ArrowArray *array,
        const prg_arrow_options *options)
{
        choice chosen;
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
        int code = choose(&chosen, options);
        if (code == 0)
                code = make_array(&cells, table, &chosen, &scale);
        if (code == 0)
                code = make_metadata(&metadata, table);
        if (code == 0)
                code = make_schema(&what, &chosen, scale, &metadata);
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
        choice chosen;
        unsigned scale;
        struct ArrowArray batch;
        prg_buf metadata;
        const char *error;
} source;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
        source *it = stream->private_data;
        if (make_schema(out, &it->chosen, it->scale, &it->metadata) == 0)
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

int prg_table_to_arrow_stream(
        const prg_table *table, struct ArrowArrayStream *stream, const prg_arrow_options *options)
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
        int code = choose(&it->chosen, options);
        if (code == 0)
                code = make_array(&it->batch, table, &it->chosen, &it->scale);
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
