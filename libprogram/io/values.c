/* Reading value files from outside: options, the encoding, the transaction around it all, and
 * findings.
 *
 * Entries are kept as their rows are read, so that a withdrawal finds what an earlier row has set;
 * what was kept is undone when the file is refused, when it was read for a trial only, and when
 * memory runs out. */
#include "values.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libprogram/text.h>

#include "data/store.h"
#include "encoding.h"
#include "model/item.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/json_locate.h"
#include "util/json_place.h"
#include "util/memory.h"
#include "util/report.h"
#include "util/suggest.h"
#include "util/utf8.h"

/* Names compared for suggestions in one reading: a file of mistakes must not take hours. */
#define SUGGESTION_WORK 2000000

/* ---- findings ---- */

static int locate(
        prg__values *reader, const prg__where *where, prg_finding *finding, prg_buf *pointer)
{
        const prg__mapping_file *mapping = &reader->mapping;
        prg__json_place place = PRG__JSON_PLACE_INIT;
        finding->source = "mapping";
        finding->field = NULL;
        finding->row = 0;
        prg__json_place_advance(&place, mapping->text, mapping->length, *where->mapping);
        finding->line = place.line;
        finding->column = place.column;
        int code = prg__json_pointer_at(mapping->text, mapping->length, *where->mapping, pointer);
        if (code == 0)
                finding->pointer = pointer->data ? pointer->data : "";
        return code;
}

/* JSON: the line and column of an offset, or of the spot that a column has. */
static void locate_in_json(prg__values *reader, const prg__where *where, prg_finding *finding)
{
        size_t offset = where->offset ? *where->offset : reader->entry_at;
        prg__json_place place = { reader->line_at, reader->line, 1 };
        for (size_t i = 0; where->offset == NULL && where->column && i < reader->spot_count; i++)
                if (strcmp(reader->spots[i].label, where->column) == 0)
                        offset = reader->spots[i].offset;
        if (reader->places)
                place = prg__json_places_find(reader->places, offset);
        else
                prg__json_place_advance(&place, reader->text, reader->length, offset);
        finding->line = place.line;
        finding->column = place.column;
}

/* The message is one line of valid text, whatever it quotes and wherever it was cut. */
static void tidy(char *message)
{
        message[prg__utf8_span(message, strlen(message))] = '\0';
        for (; *message; message++)
                if ((unsigned char)*message < ' ')
                        *message = ' ';
}

const char *prg__values_quote(char quoted[PRG__QUOTE_SIZE], const char *text)
{
        static const char more[] = "…";
        size_t length = strlen(text), most = PRG__QUOTE_SIZE - sizeof more;
        if (length >= PRG__QUOTE_SIZE) {
                length = prg__utf8_span(text, most);
                memcpy(quoted + length, more, sizeof more);
        } else {
                quoted[length] = '\0';
        }
        memcpy(quoted, text, length);
        return quoted;
}

int prg__values_find(prg__values *reader, const prg__where *where, int finding,
        prg_severity severity, int code, const char *expected, const char *suggestion,
        const char *format, ...)
{
        static const prg_report_options one = { PRG_REPORT_OPTIONS_VERSION, 1 };
        char message[512];
        prg_buf pointer = PRG_BUF_INIT;
        va_list arguments;
        prg_finding it = { .code = finding,
                .severity = severity,
                .source = reader->source,
                .field = where->column,
                .line = where->line,
                .column = where->character,
                .row = where->row,
                .expected = expected,
                .suggestion = suggestion };
        int is_first = severity == PRG_SEVERITY_ERROR && reader->first == NULL, result = 0;
        if (is_first || prg__report_room(reader->options.report) > 0) {
                va_start(arguments, format);
                vsnprintf(message, sizeof message, format, arguments);
                va_end(arguments);
                tidy(message);
                it.message = message;
                if (where->mapping)
                        result = locate(reader, where, &it, &pointer);
                else if (reader->format != PRG__FORMAT_CSV && where->line == 0)
                        locate_in_json(reader, where, &it);
        }
        if (result == 0 && is_first) {
                reader->code = code;
                result = prg_report_new(&reader->first, &one);
                if (result == 0)
                        result = prg__report_add(reader->first, &it);
        }
        if (result == 0)
                result = prg__report_add(reader->options.report, &it);
        prg_buf_dispose(&pointer);
        return result;
}

/* ---- names ---- */

/* Most texts are in this form already. */
static int is_folded(const char *text)
{
        for (const char *c = text; *c; c++)
                if (*c <= ' ' || *c == 0x7F || (*c >= 'A' && *c <= 'Z')
                        || (unsigned char)*c >= 0x80)
                        return 0;
        return 1;
}

const char *prg__values_fold(prg__values *reader, const char *text)
{
        if (is_folded(text))
                return text;
        reader->folded.length = 0;
        if (prg_text_fold(&reader->folded, text, strlen(text), 0) < 0)
                return NULL;
        return reader->folded.length ? reader->folded.data : "";
}

int prg__values_pair(
        prg__values *reader, const prg__pairs *pairs, const char *text, prg__pair **pair)
{
        *pair = NULL;
        if (pairs == NULL || pairs->first == NULL)
                return 0;
        const char *folded = prg__values_fold(reader, text);
        if (folded == NULL)
                return PRG_ENOMEM;
        *pair = prg__map_get(&pairs->by_text, folded, strlen(folded));
        return 0;
}

static const char *const column_names[] = {
#define ROW(symbol, name, part) name,
        PRG__COLUMN_MAP(ROW)
#undef ROW
};

const char *prg__target_name(const prg__target *target)
{
        if (target->kind == PRG__COLUMN_CATEGORY)
                return prg_item_id(target->breakdown);
        return target->kind < PRG__COLUMNS ? column_names[target->kind] : NULL;
}

int prg__target_same(const prg__target *a, const prg__target *b)
{
        return a->kind == b->kind && a->breakdown == b->breakdown;
}

static int near_column(prg__values *reader, const char *name, const char **suggestion)
{
        prg__suggest near;
        const char *breakdown = NULL;
        int code = 0;
        reader->comparisons_left -=
                PRG__COLUMNS + (long)prg_programme_count(reader->programme, "breakdown");
        if (reader->comparisons_left < 0)
                return 0;
        prg__suggest_begin(&near, name, strlen(name));
        for (size_t i = 0; i < PRG__COLUMNS; i++)
                prg__suggest_offer(&near, column_names[i]);
        *suggestion = prg__suggest_best(&near);
        if (*suggestion == NULL)
                code = prg__programme_near(
                        &breakdown, reader->programme, &prg__class_breakdown, name);
        if (breakdown)
                *suggestion = breakdown;
        return code;
}

int prg__is_column_name(const char *folded)
{
        for (size_t i = 0; i < PRG__COLUMNS; i++)
                if (strcmp(column_names[i], folded) == 0)
                        return 1;
        return 0;
}

int prg__values_target(
        prg__values *reader, const char *name, prg__target *target, const char **suggestion)
{
        prg_item *breakdown = NULL;
        const char *folded = prg__values_fold(reader, name);
        *target = (prg__target){ PRG__COLUMN_BROKEN, NULL };
        *suggestion = NULL;
        if (folded == NULL)
                return PRG_ENOMEM;
        for (int i = 0; i < PRG__COLUMNS; i++)
                if (strcmp(column_names[i], folded) == 0) {
                        target->kind = (prg__column_kind)i;
                        return 0;
                }
        if (strncmp(name, PRG__BREAKDOWN, strlen(PRG__BREAKDOWN)) == 0)
                name += strlen(PRG__BREAKDOWN);
        int code =
                prg__programme_look_up(&breakdown, reader->programme, &prg__class_breakdown, name);
        if (code == 0)
                *target = (prg__target){ PRG__COLUMN_CATEGORY, breakdown };
        else if (code == PRG_END || code == PRG_ECONFLICT)
                code = near_column(reader, name, suggestion);
        return code;
}

const prg__pairs *prg__values_words(const prg__values *reader, const prg__target *target)
{
        const prg__words *words = reader->mapping.words;
        while (words && !prg__target_same(&words->target, target))
                words = words->next;
        return words ? &words->pairs : NULL;
}

void prg__column_dispose(prg__column *column)
{
        prg_buf_dispose(&column->last);
}

/* ---- the encoding ---- */

static int refuse_encoding(prg__values *reader, const prg__where *where, const char *message)
{
        reader->unusable = 1;
        return prg__values_find(reader, where, PRG_FINDING_ENCODING, PRG_SEVERITY_ERROR, PRG_EUTF8,
                "UTF-8", NULL, "%s; save %s", message,
                reader->format == PRG__FORMAT_CSV ? "the file as 'CSV UTF-8'" : "it as UTF-8");
}

static int check_encoding(prg__values *reader)
{
        prg__where where = { 0 };
        size_t bad;
        const char *message = prg__encoding_fault(reader->text, reader->length, &bad);
        if (message == NULL || bad == 0)
                return message ? refuse_encoding(reader, &where, message) : 0;
        prg__json_place place = PRG__JSON_PLACE_INIT;
        prg__json_place_advance(&place, reader->text, reader->length, bad - 1);
        where.line = place.line;
        where.character = place.column;
        return refuse_encoding(reader, &where, message);
}

/* ---- reading ---- */

int prg__values_progress(prg__values *reader, size_t done)
{
        const prg_values_options *options = &reader->options;
        if (options->progress && options->progress(options->payload, done, reader->length) != 0)
                return prg__error(
                        PRG_ECANCELLED, NULL, "the progress function stopped the reading");
        return 0;
}

/* A file of old Macs would be one long header. */
static int check_line_ends(prg__values *reader)
{
        const prg__where where = { .row = 1 };
        if (reader->length == 0 || memchr(reader->text, '\n', reader->length) || !memchr(reader->text, '\r', reader->length))
                return 0;
        reader->unusable = 1;
        return prg__values_find(reader, &where, PRG_FINDING_ENCODING, PRG_SEVERITY_ERROR, PRG_ESCHEMA, "LF, or CR and LF", NULL,
                "the line ends are CR alone, as of old Macs; save the file as 'CSV UTF-8'");
}

static int read_sheet(prg__values *reader, void *payload)
{
        (void)payload;
        int code = check_line_ends(reader);
        if (code < 0 || reader->unusable)
                return code;
        code = prg__sheet_open(reader);
        if (code == 0)
                code = reader->mapping.is_wide ? prg__values_read_wide(reader)
                                               : prg__values_read_long(reader);
        prg__sheet_close(reader);
        return code;
}

static int read_in_transaction(prg__values *reader, prg__values_read *read, void *payload)
{
        prg_data *data = reader->data;
        int is_own = !data->in_transaction;
        int code = is_own ? prg_data_begin(data, reader->source) : 0;
        if (code < 0)
                return code;
        reader->before = prg_data_sequence(data);
        code = read(reader, payload);
        int is_good =
                code == 0 && !reader->unusable && (reader->code == 0 || reader->options.good_rows);
        if (!is_good)
                reader->summary.accepted = 0;
        if (!is_good || reader->options.dry_run)
                prg__data_undo(data, reader->before);
        if (is_own && is_good && !reader->options.dry_run)
                prg_data_commit(data);
        else if (is_own)
                prg_data_rollback(data);
        return code;
}

void prg__values_begin(prg__values *reader, prg_data *data, const prg_values_options *options)
{
        *reader = (prg__values){ .data = data,
                .programme = prg_data_programme(data),
                .calendars = prg_data_calendars(data),
                .options = *options,
                .form = options->form,
                .source = options->source,
                .text = "",
                .comparisons_left = SUGGESTION_WORK };
}

int prg__values_run(prg__values *reader, prg__values_read *read, void *payload)
{
        int code = reader->code == 0 ? prg__values_read_mapping(reader) : 0;
        if (code == 0 && reader->code == 0)
                code = read_in_transaction(reader, read, payload);
        return code;
}

int prg__values_end(prg__values *reader, int code)
{
        if (code == 0 && reader->code < 0)
                code = prg__report_fail(reader->first, reader->code);
        if (reader->options.summary)
                *reader->options.summary = reader->summary;
        prg__values_free_mapping(reader);
        prg_buf_dispose(&reader->folded);
        prg_buf_dispose(&reader->scratch);
        prg_report_free(reader->first);
        return code;
}

static int read_format(prg__values *reader, void *payload)
{
        switch (reader->format) {
        case PRG__FORMAT_NDJSON: return prg__values_read_ndjson(reader);
        case PRG__FORMAT_SERIES: return prg__values_read_series(reader);
        default: return read_sheet(reader, payload);
        }
}

static int read_input(prg_data *data, prg__values_format format, const prg__input *input,
        const prg_values_options *options)
{
        prg__values reader;
        prg__values_begin(&reader, data, options);
        reader.format = format;
        reader.source = input->source;
        if (input->data)
                reader.text = input->data;
        reader.length = input->length;
        int code = check_encoding(&reader);
        if (code == 0 && format != PRG__FORMAT_CSV && reader.length >= 3
                && memcmp(reader.text, "\xEF\xBB\xBF", 3) == 0) {
                reader.text += 3;
                reader.length -= 3;
        }
        if (code == 0)
                code = prg__values_run(&reader, read_format, NULL);
        return prg__values_end(&reader, code);
}

int prg__values_check_options(const prg_data *data, const prg_values_options *options)
{
        if (options->version != PRG_VALUES_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "values options of version %u; expected %d",
                        options->version, PRG_VALUES_OPTIONS_VERSION);
        if (prg_number_form_name(options->form) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%u is no form of numbers", options->form);
        if (options->separator && strchr(",;\t", options->separator) == NULL)
                return prg__error(
                        PRG_EINVALID, NULL, "the separator is a comma, a semicolon or a tab, or 0");
        if (options->quality != 0 && prg_quality_name(options->quality) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%d is no quality", (int)options->quality);
        if (options->mapping == NULL && options->mapping_length > 0)
                return prg__error_null("mapping");
        return prg__data_fresh(data);
}

static int read_with(prg_data *data, prg__values_format format, const char *path, const char *text,
        size_t length, const prg_values_options *options)
{
        static const prg_values_options defaults = PRG_VALUES_OPTIONS_INIT;
        prg__input input;
        if (options == NULL)
                options = &defaults;
        int code = prg__values_check_options(data, options);
        if (code == 0 && format != PRG__FORMAT_CSV && options->mapping)
                code = prg__error(PRG_EINVALID, NULL, "a mapping is for CSV files");
        if (code < 0)
                return code;
        code = path ? prg__input_open_path(&input, path, options->max_bytes)
                    : prg__input_open_data(
                            &input, text, length, options->source, options->max_bytes);
        if (code < 0)
                return code;
        code = read_input(data, format, &input, options);
        prg__input_close(&input);
        return code;
}

static int read_path(prg_data *data, prg__values_format format, const char *path,
        const prg_values_options *options)
{
        if (data == NULL)
                return prg__error_null("data");
        if (path == NULL)
                return prg__error_null("path");
        return read_with(data, format, path, NULL, 0, options);
}

static int read_text(prg_data *data, prg__values_format format, const char *text, size_t length,
        const prg_values_options *options)
{
        if (data == NULL)
                return prg__error_null("data");
        if (text == NULL)
                return prg__error_null("text");
        return read_with(data, format, NULL, text, length, options);
}

int prg_data_read_csv(prg_data *data, const char *path, const prg_values_options *options)
{
        return read_path(data, PRG__FORMAT_CSV, path, options);
}

int prg_data_read_csv_text(
        prg_data *data, const char *text, size_t length, const prg_values_options *options)
{
        return read_text(data, PRG__FORMAT_CSV, text, length, options);
}

int prg_data_read_ndjson(prg_data *data, const char *path, const prg_values_options *options)
{
        return read_path(data, PRG__FORMAT_NDJSON, path, options);
}

int prg_data_read_ndjson_text(
        prg_data *data, const char *text, size_t length, const prg_values_options *options)
{
        return read_text(data, PRG__FORMAT_NDJSON, text, length, options);
}

int prg_data_read_series_json(prg_data *data, const char *path, const prg_values_options *options)
{
        return read_path(data, PRG__FORMAT_SERIES, path, options);
}

int prg_data_read_series_json_text(
        prg_data *data, const char *text, size_t length, const prg_values_options *options)
{
        return read_text(data, PRG__FORMAT_SERIES, text, length, options);
}
