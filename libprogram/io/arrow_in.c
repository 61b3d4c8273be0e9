/* Values from a stream of Arrow: the schema first, then row by row what the long layout of CSV does.
 *
 * Every cell is made the text that it would be in a CSV file (arrow_cell.c) and put into a draft; so that
 * words of a mapping, states, names and findings are the same, whichever way a value comes. Rows of which that has
 * been done before, but for their number, go a shorter way (arrow_plain.c). */
#include <string.h>

#include "arrow.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"

/* How often the progress function is called. */
#define PROGRESS_ROWS 4096

typedef struct cell {
        size_t text;  /* where it begins in the texts of the row, behind the blanks unless it is a remark */
        int is_empty; /* but for blanks */
        prg__arrow_fault fault;
} cell;

typedef struct input {
        prg__long rows;
        struct ArrowArrayStream *stream;
        prg__arrow_column *columns;
        cell *cells; /* of the present row, as many as columns */
        const char **learned;    /* their texts, for `plain` */
        prg__arrow_plain *plain; /* NULL: every row goes the long way */
        prg_buf texts;
        size_t row; /* over all batches, from 1 */
} input;

/* ---- the stream ---- */

static int fail_stream(const input *it, const char *doing)
{
        const char *said = it->stream->get_last_error ? it->stream->get_last_error(it->stream) : NULL;
        return prg__error(PRG_EIO, it->rows.reader->source, "the stream has an error %s%s%s", doing,
                said ? ": " : "", said ? said : "");
}

static int ask_progress(const input *it)
{
        const prg_values_options *options = &it->rows.reader->options;
        if (options->progress && options->progress(options->payload, it->row, 0) != 0)
                return prg__error(PRG_ECANCELLED, NULL, "the progress function stopped the reading");
        return 0;
}

/* ---- rows ---- */

/* A fault of the stream itself: nothing of it is kept. */
static int find_broken(input *it, const char *label, const char *message)
{
        prg__where where = { .row = it->row, .column = label };
        it->rows.reader->unusable = 1;
        return prg__values_find(it->rows.reader, &where, PRG_FINDING_FORMAT, PRG_SEVERITY_ERROR, PRG_ESCHEMA,
                NULL, NULL, "%s", message);
}

/* Reads a cell behind the others of its row. */
static int take_cell(input *it, size_t index, const struct ArrowArray *array, int64_t row)
{
        cell *out = &it->cells[index];
        prg__column_kind kind = it->rows.columns[index].target.kind;
        out->text = it->texts.length;
        int code = prg__arrow_text(
                &it->texts, &it->columns[index], array, row, it->rows.reader->form, &out->fault);
        if (code == 0)
                code = prg__buf_append(&it->texts, "", 1);
        if (code < 0)
                return code;
        size_t length = it->texts.length - out->text - 1;
        const char *trimmed = prg__sheet_trim(it->texts.data + out->text, &length);
        out->is_empty = length == 0 && out->fault.finding == 0;
        if (kind != PRG__COLUMN_NOTE && kind != PRG__COLUMN_REASON) {
                out->text = (size_t)(trimmed - it->texts.data);
                it->texts.data[out->text + length] = '\0';
        }
        return 0;
}

/* A cell that has no text. The bounds are then as if neither were given: one alone would be another finding.
 */
static int find_fault(input *it, prg__draft *draft, const prg__column *column, const cell *wrong)
{
        prg__values *reader = it->rows.reader;
        prg__where where = { .row = it->row, .column = column->label };
        const prg__arrow_fault *fault = &wrong->fault;
        const char *quote = it->texts.data + wrong->text;
        unsigned part = column->target.kind < PRG__COLUMNS ? prg__column_parts[column->target.kind]
                                                           : (unsigned)PRG__PART_CATEGORY;
        int result = fault->finding == PRG_FINDING_ENCODING     ? PRG_EUTF8
                     : fault->finding == PRG_FINDING_CSV_SYNTAX ? PRG_ESYNTAX
                                                                : PRG_ESCHEMA;
        if (fault->is_broken)
                reader->unusable = 1;
        if (*quote)
                return prg__draft_refuse(reader, draft, &where, (prg__part)part, fault->finding,
                        fault->expected, NULL, quote, fault->message);
        draft->faults |= PRG__BIT(part);
        return prg__values_find(reader, &where, fault->finding, PRG_SEVERITY_ERROR, result, fault->expected,
                NULL, "%s", fault->message);
}

static int put_cell(input *it, prg__draft *draft, size_t index)
{
        prg__column *column = &it->rows.columns[index];
        const cell *taken = &it->cells[index];
        prg__where where = { .row = it->row, .column = column->label };
        const char *text = it->texts.data + taken->text;
        if (column->target.kind < PRG__COLUMNS)
                draft->labels[column->target.kind] = column->label;
        if (taken->fault.finding)
                return find_fault(it, draft, column, taken);
        return *text ? prg__draft_put(it->rows.reader, draft, column, text, &where) : 0;
}

static void learn(input *it, const prg__draft *draft, const struct ArrowArray *batch, int64_t row)
{
        for (size_t i = 0; i < it->rows.count; i++)
                it->learned[i] = it->columns[i].is_read ? it->texts.data + it->cells[i].text : "";
        prg__arrow_plain_learn(it->plain, batch, row, draft, it->learned);
}

static int read_row(input *it, const struct ArrowArray *batch, int64_t row)
{
        prg__draft draft = it->rows.constants;
        int code = 0, is_empty = 1;
        it->texts.length = 0;
        for (size_t i = 0; code == 0 && i < it->rows.count; i++)
                if (it->columns[i].is_read) {
                        code = take_cell(it, i, batch->children[i], row);
                        is_empty = is_empty && code == 0 && it->cells[i].is_empty;
                }
        if (code < 0 || is_empty)
                return code;
        it->rows.reader->summary.rows++;
        for (size_t i = 0; code == 0 && i < it->rows.count; i++)
                if (it->columns[i].is_read)
                        code = put_cell(it, &draft, i);
        if (draft.faults & (PRG__BIT(PRG__PART_LOWER) | PRG__BIT(PRG__PART_UPPER)))
                draft.lower_text = draft.upper_text = NULL;
        size_t accepted = it->rows.reader->summary.accepted;
        if (code == 0)
                code = prg__draft_finish(it->rows.reader, &draft, it->row);
        if (code == 0 && it->plain && it->rows.reader->summary.accepted > accepted)
                learn(it, &draft, batch, row);
        return code;
}

/* ---- batches ---- */

static int check_batch(input *it, const struct ArrowArray *batch)
{
        it->row++; /* the first one of the batch */
        const char *wrong = prg__arrow_check_batch(batch, it->rows.count), *label = NULL;
        for (size_t i = 0; wrong == NULL && i < it->rows.count; i++)
                if (it->columns[i].is_read) {
                        label = it->rows.columns[i].label;
                        wrong = prg__arrow_check(
                                &it->columns[i], batch->children[i], batch->offset + batch->length);
                }
        int code = wrong ? find_broken(it, label, wrong) : 0;
        it->row--;
        return code < 0 || wrong == NULL ? code : PRG_END;
}

static int read_batch(input *it, const struct ArrowArray *batch)
{
        int code = check_batch(it, batch);
        if (code == 0 && it->plain)
                code = prg__arrow_plain_begin(it->plain, batch);
        for (int64_t i = 0; code == 0 && i < batch->length; i++) {
                if (it->row++ % PROGRESS_ROWS == 0)
                        code = ask_progress(it);
                if (code < 0)
                        break;
                if (prg__arrow_is_null(batch, batch->offset + i))
                        code = find_broken(it, NULL, "a row that is null as a whole");
                else if (it->plain == NULL
                         || !prg__arrow_plain_keep(it->plain, batch, batch->offset + i, it->row))
                        code = read_row(it, batch, batch->offset + i);
        }
        return code;
}

static int read_batches(input *it)
{
        int code = 0, is_end = 0;
        while (code == 0 && !is_end) {
                struct ArrowArray batch = { 0 };
                if (it->stream->get_next(it->stream, &batch) != 0)
                        return fail_stream(it, "in a batch");
                is_end = batch.release == NULL;
                if (!is_end) {
                        code = read_batch(it, &batch);
                        batch.release(&batch);
                }
        }
        return code == 0 ? ask_progress(it) : code;
}

static int refuse_mapping(prg__values *reader)
{
        prg__where where = { 0 };
        reader->unusable = 1;
        return prg__values_find(reader, &where, PRG_FINDING_HEADER, PRG_SEVERITY_ERROR, PRG_ESCHEMA,
                "a mapping of the long layout that skips no rows", NULL,
                reader->mapping.is_wide
                        ? "a mapping of the wide layout, for a stream with an entry in each row"
                        : "a mapping that skips rows, for a stream that has no header row");
}

/* Schema and batches, between the mapping and the end of the transaction. */
static int read_stream(prg__values *reader, void *payload)
{
        input *it = payload;
        struct ArrowSchema schema = { 0 };
        if (reader->mapping.is_wide || reader->mapping.skip_rows > 0)
                return refuse_mapping(reader);
        int code = prg__long_begin(&it->rows, reader);
        if (code == 0 && it->stream->get_schema(it->stream, &schema) != 0)
                code = fail_stream(it, "in its schema");
        if (code == 0 && schema.release == NULL)
                code = find_broken(it, NULL, "the stream has no schema");
        else if (code == 0)
                code = prg__arrow_read_schema(&it->rows, &schema, &it->columns);
        if (schema.release)
                schema.release(&schema);
        if (code == 0 && it->rows.count > 0) {
                it->cells = prg__alloc_array(it->rows.count, sizeof *it->cells);
                it->learned = prg__alloc_array(it->rows.count, sizeof *it->learned);
                code = it->cells && it->learned ? prg__arrow_plain_make(&it->plain, &it->rows, it->columns)
                                                : PRG_ENOMEM;
        }
        if (code == 0 && !reader->unusable)
                code = read_batches(it);
        prg__arrow_plain_free(it->plain);
        prg__long_end(&it->rows);
        prg__free(it->columns);
        prg__free(it->cells);
        prg__free(it->learned);
        prg_buf_dispose(&it->texts);
        return code == PRG_END ? 0 : code;
}

static int read_values(prg_data *data, struct ArrowArrayStream *stream, const prg_values_options *options)
{
        prg__values reader;
        input it = { .stream = stream };
        int code = prg__values_check_options(data, options);
        if (code < 0)
                return code;
        prg__values_begin(&reader, data, options);
        return prg__values_end(&reader, prg__values_run(&reader, read_stream, &it));
}

int prg_data_read_arrow(prg_data *data, struct ArrowArrayStream *stream, const prg_values_options *options)
{
        static const prg_values_options defaults = PRG_VALUES_OPTIONS_INIT;
        if (stream == NULL)
                return prg__error_null("stream");
        if (stream->release == NULL)
                return prg__error(PRG_EINVALID, NULL, "the stream was released already");
        int code = data ? read_values(data, stream, options ? options : &defaults) : prg__error_null("data");
        stream->release(stream);
        stream->release = NULL;
        return code;
}
