/* The reading of a programme document from its beginning to the report; see reader.h. */
#include "reader.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/item.h"
#include "model/nouns.h"
#include "tree.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/json_check.h"
#include "util/json_lex.h"
#include "util/json_place.h"
#include "util/memory.h"
#include "util/report.h"
#include "util/suggest.h"
#include "util/utf8.h"

/* Names compared for suggestions in one reading: a document of mistakes must not take hours. */
#define SUGGESTION_WORK 2000000

/* ---- findings ---- */

static const char *keep(prg__reader *reader, const char *text, int *code)
{
        if (text == NULL)
                return NULL;
        const char *copy = prg__arena_text(&reader->texts, text, strlen(text));
        if (copy == NULL)
                *code = PRG_ENOMEM;
        return copy;
}

/* The message is one line of valid text, whatever it quotes and wherever it was cut. */
static void tidy(char *message)
{
        message[prg__utf8_span(message, strlen(message))] = '\0';
        for (; *message; message++)
                if ((unsigned char)*message < ' ')
                        *message = ' ';
}

/* Whether a finding is kept: the first error is in any case, since it becomes the thread's error. */
static int is_kept(const prg__reader *reader, prg_severity severity)
{
        return reader->found_count < reader->room || (severity == PRG_SEVERITY_ERROR && reader->errors == 0);
}

static int count_found(prg__reader *reader, int code, prg_severity severity)
{
        if (prg__grow((void **)&reader->uncounted, &reader->uncounted_capacity, reader->uncounted_count + 1,
                    sizeof *reader->uncounted) < 0)
                return PRG_ENOMEM;
        reader->uncounted[reader->uncounted_count].code = code;
        reader->uncounted[reader->uncounted_count++].severity = severity;
        reader->errors += severity == PRG_SEVERITY_ERROR;
        return 0;
}

static int add_found(prg__reader *reader, prg__found found, char *message)
{
        int code = 0;
        tidy(message);
        found.message = keep(reader, message, &code);
        found.expected = keep(reader, found.expected, &code);
        found.suggestion = keep(reader, found.suggestion, &code);
        found.column = keep(reader, found.column, &code);
        if (code == 0 && prg__grow((void **)&reader->found, &reader->found_capacity, reader->found_count + 1,
                                 sizeof *reader->found) < 0)
                code = PRG_ENOMEM;
        if (code < 0)
                return code;
        found.order = reader->found_count;
        reader->found[reader->found_count++] = found;
        reader->errors += found.severity == PRG_SEVERITY_ERROR;
        return 0;
}

void prg__reader_enter(prg__reader *reader, const char *key, size_t index)
{
        if (reader->depth < PRG__PATH)
                reader->path[reader->depth++] = (prg__step){ key, index };
}

static int append_step(prg_buf *pointer, const prg__step *step)
{
        if (step->key == NULL)
                return prg__buf_format(pointer, "/%zu", step->index);
        int code = prg__buf_append(pointer, "/", 1);
        for (const char *c = step->key; code == 0 && *c; c++)
                code = *c == '~' ? prg__buf_append(pointer, "~0", 2)
                        : *c == '/' ? prg__buf_append(pointer, "~1", 2)
                                    : prg__buf_append(pointer, c, 1);
        return code;
}

int prg__reader_place(prg__reader *reader, size_t *place)
{
        prg_buf pointer = PRG_BUF_INIT;
        int code = 0;
        for (size_t i = 0; code == 0 && i < reader->depth; i++)
                code = append_step(&pointer, &reader->path[i]);
        if (code == 0)
                code = prg__places_add(&reader->places, pointer.data ? pointer.data : "", place);
        prg_buf_dispose(&pointer);
        return code;
}

int prg__reader_find(prg__reader *reader, int code, prg_severity severity, int at_key, const char *expected,
        const char *suggestion, const char *format, ...)
{
        char message[512];
        va_list arguments;
        if (!is_kept(reader, severity))
                return count_found(reader, code, severity);
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        prg__found found = { .code = code, .severity = severity, .at_key = at_key, .expected = expected,
                .suggestion = suggestion };
        int result = prg__reader_place(reader, &found.place);
        return result < 0 ? result : add_found(reader, found, message);
}

int prg__reader_find_cell(prg__reader *reader, int code, const char *file, size_t row, const char *column,
        const char *expected, const char *suggestion, const char *format, ...)
{
        char message[512];
        va_list arguments;
        if (!is_kept(reader, PRG_SEVERITY_ERROR))
                return count_found(reader, code, PRG_SEVERITY_ERROR);
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        prg__found found = { .code = code, .severity = PRG_SEVERITY_ERROR, .file = file, .column = column, .row = row,
                .expected = expected, .suggestion = suggestion };
        return add_found(reader, found, message);
}

int prg__reader_expected(prg__reader *reader, const prg__field *field, const char **expected)
{
        prg_buf text = PRG_BUF_INIT;
        int code = 0;
        if (field->type == PRG__COUNT)
                code = prg__buf_format(&text, "a whole number from 0 to %d", field->limit);
        else if (field->type == PRG__CHOICE)
                code = prg__buf_text(&text, "one of");
        else
                return 0;
        for (const char *const *choice = field->choices; code == 0 && choice && *choice; choice++)
                code = prg__buf_format(&text, "%s %s", choice == field->choices ? "" : ",", *choice);
        if (code == 0 && (*expected = prg__arena_text(&reader->texts, text.data, text.length)) == NULL)
                code = PRG_ENOMEM;
        prg_buf_dispose(&text);
        return code;
}

const char *prg__reader_quote(char quoted[PRG__QUOTE_SIZE], const char *text)
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

/* Whether so many names may still be compared. */
static int may_suggest(prg__reader *reader, size_t names)
{
        reader->suggestions_left -= (long)names + 1;
        return reader->suggestions_left > 0;
}

const char *prg__reader_near_choice(prg__reader *reader, const prg__field *field, const char *text)
{
        prg__suggest near;
        if (field->type != PRG__CHOICE || !may_suggest(reader, 8))
                return NULL;
        prg__suggest_begin(&near, text, strlen(text));
        for (const char *const *choice = field->choices; *choice; choice++)
                prg__suggest_offer(&near, *choice);
        return prg__suggest_best(&near);
}

const char *prg__reader_near_key(prg__reader *reader, const prg__class *class, const char *key,
        prg__is_given is_given, const void *payload)
{
        prg__suggest near;
        if (!may_suggest(reader, 16))
                return NULL;
        prg__suggest_begin(&near, key, strlen(key));
        if (class->number != PRG__NO_ID && !is_given(payload, "id"))
                prg__suggest_offer(&near, "id");
        for (const prg__field *field = class->fields; field->key; field++)
                if (!is_given(payload, field->key))
                        prg__suggest_offer(&near, field->key);
        return prg__suggest_best(&near);
}

void prg__reader_lost(prg__reader *reader, const prg__class *class)
{
        if (class->number >= 0)
                reader->lost |= 1u << class->number;
}

/* ---- items ---- */

int prg__reader_progress(prg__reader *reader)
{
        reader->items++;
        if (reader->options.progress == NULL || reader->items < reader->progressed + 4096)
                return 0;
        reader->progressed = reader->items;
        if (reader->options.progress(reader->options.payload, reader->items, reader->items) == 0)
                return 0;
        return prg__error(PRG_ECANCELLED, reader->input.source, "the reading was stopped after %zu items", reader->items);
}

/* A standard role or calendar that the document describes itself: the item that is there is filled anew, and
 * comes where the document lists it, so that writing keeps the order. */
static prg_item *standard_item(prg__reader *reader, const prg__class *class, const char *id, size_t length)
{
        if (class != &prg__class_role && class != &prg__class_calendar)
                return NULL;
        prg_item *item = prg__map_get(&reader->programme->ids[class->number], id, length);
        if (item == NULL || item->source_index != PRG__NOT_IN_SOURCE)
                return NULL;
        for (const prg__field *field = class->fields; field->key; field++)
                prg__field_clear(item, field);
        prg__item_to_end(item);
        return item;
}

int prg__reader_attach(prg__reader *reader, prg_item **item, prg_item *owner, const prg__field *field,
        const char *id, size_t length, int (*find)(prg__reader *reader, void *payload, int code,
                const char *expected, const char *message), void *payload)
{
        const prg__class *class = (*item)->class;
        char message[256], quoted[PRG__QUOTE_SIZE];
        int code;
        if (id == NULL) {
                prg__reader_lost(reader, class);
                return prg__item_attach(*item, owner, field, NULL, (size_t)-1);
        }
        prg_item *standard = standard_item(reader, class, id, length);
        if (standard) {
                *item = standard;
                return 0;
        }
        char *copy = prg__arena_text(&reader->programme->arena, id, length);
        if (copy == NULL)
                return PRG_ENOMEM;
        if (!prg__id_is_valid(class, id, length)) {
                snprintf(message, sizeof message, "'%s' is no id for %s %s", prg__reader_quote(quoted, copy),
                        strchr("aeiou", class->name[0]) ? "an" : "a", class->name);
                if ((code = find(reader, payload, PRG_FINDING_ID, prg__id_expected(class), message)) < 0)
                        return code;
        }
        /* An id that is not well-formed still names its thing, so that references to it are not findings. */
        code = class->number == PRG__LOCAL_ID ? prg__map_put(&reader->local, copy, length, *item) : 0;
        if (code == 0)
                code = prg__item_attach(*item, owner, field, copy, (size_t)-1);
        if (code != PRG_EEXISTS)
                return code;
        snprintf(message, sizeof message, "another %s has the id '%s'", class->name, prg__reader_quote(quoted, copy));
        code = find(reader, payload, PRG_FINDING_DUPLICATE_ID, NULL, message);
        return code < 0 ? code : prg__item_attach(*item, owner, field, NULL, (size_t)-1);
}

/* ---- references ---- */

int prg__reader_wait(prg__reader *reader, const prg__pending *pending)
{
        if (prg__grow((void **)&reader->pending, &reader->pending_capacity, reader->pending_count + 1,
                    sizeof *reader->pending) < 0)
                return PRG_ENOMEM;
        reader->pending[reader->pending_count++] = *pending;
        return 0;
}

/* Goes to an item as it stands in the document that was read, then to the field and the element. */
static void point_at(prg__reader *reader, const prg_item *item, const char *key, size_t element)
{
        const prg_item *path[PRG__DEEPEST + 2];
        size_t depth = 0;
        for (; item->owner && depth < PRG__DEEPEST + 2; item = item->owner)
                path[depth++] = item;
        reader->depth = 0;
        while (depth-- > 0) {
                prg__reader_enter(reader, path[depth]->field->key, 0);
                if (path[depth]->field->type == PRG__ITEMS)
                        prg__reader_enter(reader, NULL, path[depth]->source_index);
        }
        if (key)
                prg__reader_enter(reader, key, 0);
        if (key && element != (size_t)-1)
                prg__reader_enter(reader, NULL, element);
}

static const char *near_id(prg__reader *reader, const prg__field *field, const char *id)
{
        /* All items are passed on the way, which costs less than comparing. */
        size_t names = reader->items / 16;
        for (const prg__class *const *class = field->targets; *class; class ++)
                names += reader->programme->counts[(*class)->number];
        return may_suggest(reader, names) ? prg__programme_suggest(reader->programme, field, id) : NULL;
}

static int find_reference(prg__reader *reader, const prg__pending *it, int code, const char *message)
{
        const char *expected = prg__field_expects(it->field);
        const char *suggestion = code == PRG_FINDING_UNKNOWN_REFERENCE ? near_id(reader, it->field, it->id) : NULL;
        char quoted[PRG__QUOTE_SIZE];
        int result;
        prg__reader_quote(quoted, it->id);
        point_at(reader, it->item, it->field->key, it->field->type == PRG__REFS ? it->element : (size_t)-1);
        if (it->file)
                result = prg__reader_find_cell(reader, code, it->file, it->row, it->field->key, expected, suggestion,
                        "%s '%s'", message, quoted);
        else
                result = prg__reader_find(reader, code, PRG_SEVERITY_ERROR, 0, expected, suggestion, "%s '%s'",
                        message, quoted);
        return result < 0 ? result : prg__check_broken(&reader->check, it->item, it->field->key);
}

static int resolve(prg__reader *reader, const prg__pending *it)
{
        int ambiguous;
        prg_item *target = prg__field_resolve(it->item, it->field, it->id, strlen(it->id), &ambiguous);
        for (const prg__class *const *class = it->field->targets; target == NULL && *class; class ++)
                if (reader->lost >> (*class)->number & 1)
                        return prg__check_broken(&reader->check, it->item, it->field->key);
        if (target == NULL)
                return ambiguous
                        ? find_reference(reader, it, PRG_FINDING_AMBIGUOUS_REFERENCE, "several things have the id")
                        : find_reference(reader, it, PRG_FINDING_UNKNOWN_REFERENCE, "nothing here has the id");
        if (it->field->type == PRG__REF) {
                prg__reference_set(it->item, it->field, target);
                return 0;
        }
        prg__list *list = prg__member(it->item, it->field);
        /* The references of a list come one after the other, so the last list that took a target tells. */
        if (target->listed == list)
                return find_reference(reader, it, PRG_FINDING_REPEATED_REFERENCE, "the list has already");
        if (prg__list_reserve(reader->programme, list) < 0)
                return PRG_ENOMEM;
        target->listed = list;
        prg__reference_push(it->item, it->field, target);
        return 0;
}

/* ---- the check ---- */

/* The file and row of an item that was read from a file beside the document, or NULL. */
static const char *file_of(const prg__reader *reader, const prg_item *item, size_t *row)
{
        const prg__list *tables = &reader->programme->tables;
        for (; item->owner; item = item->owner)
                for (size_t i = 0; item->owner->owner == NULL && i + 1 < tables->count; i += 2)
                        if (strcmp(tables->at[i], item->field->key) == 0) {
                                *row = item->source_index;
                                return tables->at[i + 1];
                        }
        return NULL;
}

/* About a byte of the text at the present place; the message, which may name a long circle, is not cut. */
static int find_in_text(prg__reader *reader, int code, const char *message)
{
        if (!is_kept(reader, PRG_SEVERITY_ERROR))
                return count_found(reader, code, PRG_SEVERITY_ERROR);
        char *copy = prg__arena_text(&reader->texts, message, strlen(message));
        prg__found found = { .code = code, .severity = PRG_SEVERITY_ERROR, .is_in_text = 1, .at = reader->check.at };
        int result = copy ? prg__reader_place(reader, &found.place) : PRG_ENOMEM;
        return result < 0 ? result : add_found(reader, found, copy);
}

static int take_check_finding(void *payload, const prg_item *item, const char *key, int code, const char *message)
{
        prg__reader *reader = payload;
        size_t row = 0;
        const char *file = file_of(reader, item, &row);
        /* A later state of an area has a row of its own. */
        if (file && item->class->number == PRG__NO_ID)
                row = item->source_index;
        if (file)
                return prg__reader_find_cell(reader, code, file, row, key, NULL, NULL, "%s", message);
        point_at(reader, item, key, (size_t)-1);
        return reader->check.is_in_text ? find_in_text(reader, code, message)
                                        : prg__reader_find(reader, code, PRG_SEVERITY_ERROR, 0, NULL, NULL, "%s", message);
}

/* ---- the end ---- */

static int take_extensions(prg__reader *reader)
{
        for (size_t i = 0; i < reader->extension_count; i++) {
                const prg__place *place = reader->places.at[reader->extensions[i].place];
                prg_item *item = reader->extensions[i].item;
                if (!place->found)
                        return prg__error(PRG_EINTERNAL, place->pointer, "a key that was read is not in the text");
                char *text = prg__arena_text(&reader->programme->arena, reader->input.data + place->value,
                        place->end - place->value);
                for (int part = 0; part < 2; part++) {
                        if (text == NULL || prg__list_reserve(reader->programme, &item->extensions) < 0)
                                return PRG_ENOMEM;
                        prg__list_push(&item->extensions, part ? text : prg__without_const(reader->extensions[i].key));
                }
        }
        return 0;
}

static int by_place(const void *a, const void *b)
{
        const prg__found *first = a, *second = b;
        if ((first->file != NULL) != (second->file != NULL))
                return first->file ? 1 : -1;
        if (first->file && strcmp(first->file, second->file) != 0)
                return strcmp(first->file, second->file);
        if (first->sort != second->sort)
                return first->sort < second->sort ? -1 : 1;
        return first->order < second->order ? -1 : first->order > second->order;
}

static prg_finding finding_of(const prg__reader *reader, const prg__found *it, prg__json_places *lines)
{
        prg_finding finding = { it->code, it->severity, it->file ? it->file : reader->input.source, NULL,
                it->column, 0, 0, it->row, it->message, it->expected, it->suggestion };
        if (it->file == NULL) {
                prg__json_place line = prg__json_places_find(lines, it->sort);
                finding.pointer = reader->places.at[it->place]->pointer;
                finding.line = line.line;
                finding.column = line.column;
        }
        return finding;
}

/* Where a byte of a text stands in the string that it was read from, in which characters may be escaped. */
static size_t offset_in(const char *string, const char *end, size_t at)
{
        prg__json_pieces pieces = { .at = string + 1, .end = end - 1 };
        const char *piece, *before = pieces.at;
        for (size_t length; prg__json_piece(&pieces, &piece, &length); at -= length, before = pieces.at)
                if (at < length)
                        return (size_t)(before - string) + (piece == before ? at : 0);
        return (size_t)(before - string);
}

/* The first error becomes the thread's, also when the caller's report keeps none. */
static int fail(const prg_finding *first, int code)
{
        prg_report *report;
        if (prg_report_new(&report, NULL) < 0)
                return PRG_ENOMEM;
        int added = prg__report_add(report, first);
        code = added < 0 ? added : prg__report_fail(report, code);
        prg_report_free(report);
        return code;
}

static int report_findings(prg__reader *reader, int refused)
{
        prg__json_places lines;
        int code = 0;
        prg__json_places_init(&lines, reader->input.data, reader->input.length, 1);
        for (size_t i = 0; i < reader->found_count; i++) {
                prg__found *it = &reader->found[i];
                const prg__place *place = it->file ? NULL : reader->places.at[it->place];
                it->sort = it->file ? it->row : it->at_key ? place->key : place->value;
                if (it->is_in_text)
                        it->sort += offset_in(reader->input.data + place->value, reader->input.data + place->end, it->at);
        }
        if (reader->found_count)
                qsort(reader->found, reader->found_count, sizeof *reader->found, by_place);
        const prg__found *first = NULL;
        for (size_t i = 0; code == 0 && i < reader->found_count; i++) {
                const prg_finding finding = finding_of(reader, &reader->found[i], &lines);
                code = prg__report_add(reader->options.report, &finding);
                if (first == NULL && finding.severity == PRG_SEVERITY_ERROR)
                        first = &reader->found[i];
        }
        for (size_t i = 0; code == 0 && i < reader->uncounted_count; i++) {
                const prg_finding finding = { reader->uncounted[i].code, reader->uncounted[i].severity, NULL, NULL, NULL,
                        0, 0, 0, NULL, NULL, NULL };
                code = prg__report_add(reader->options.report, &finding);
        }
        if (code < 0 || first == NULL)
                return code;
        const prg_finding finding = finding_of(reader, first, &lines);
        return fail(&finding, refused ? refused : PRG_ESCHEMA);
}

static int read_document(prg__reader *reader, void **tree)
{
        int code = prg__tree_read(reader, tree);
        if (code < 0 && code != PRG_ESCHEMA && code != PRG_EVERSION)
                return code;
        int refused = code;
        for (size_t i = 0; refused == 0 && i < reader->pending_count; i++)
                if ((code = resolve(reader, &reader->pending[i])) < 0)
                        return code;
        reader->check.indicators_lost = (reader->lost >> PRG__CLASS_INDICATOR & 1) != 0;
        reader->check.calendars_lost = (reader->lost >> PRG__CLASS_CALENDAR & 1) != 0;
        if (refused == 0 && (code = prg__check_programme(&reader->check, reader->programme)) < 0)
                return code;
        if (reader->places.count
            && (code = prg__places_find(&reader->places, reader->input.data, reader->input.length)) < 0)
                return code;
        if ((code = take_extensions(reader)) < 0)
                return code;
        return report_findings(reader, refused);
}

static int read_input(prg__reader *reader)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.max_size = reader->options.max_bytes;
        int code = prg__json_check(reader->input.data, reader->input.length, reader->input.source, &options,
                reader->options.report);
        if (code == 0)
                code = prg__programme_make(&reader->programme);
        if (code == 0) {
                if ((code = prg__calendar_add_standard(reader->programme)) == 0)
                        code = prg__role_add_standard(reader->programme);
                if (code == 0)
                        code = read_document(reader, &reader->tree);
                if (code < 0)
                        prg_programme_unref(reader->programme);
        }
        return code;
}

static int open_reader(prg__reader *reader, const prg_read_options *options)
{
        const prg_read_options defaults = PRG_READ_OPTIONS_INIT;
        /* close_reader() follows whatever is returned here. */
        memset(reader, 0, sizeof *reader);
        prg__arena_init(&reader->texts);
        prg__places_init(&reader->places);
        prg__map_init(&reader->check.broken);
        prg__map_init(&reader->local);
        if (options && options->version != PRG_READ_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "read options of version %u; expected %d", options->version,
                        PRG_READ_OPTIONS_VERSION);
        reader->options = options ? *options : defaults;
        if (reader->options.max_bytes > INT_MAX - 1)
                reader->options.max_bytes = INT_MAX - 1; /* what json-c can count */
        reader->suggestions_left = SUGGESTION_WORK;
        reader->check.sink = take_check_finding;
        reader->check.payload = reader;
        reader->room = prg__report_room(reader->options.report);
        return 0;
}

static int close_reader(prg__reader *reader, int code, prg_programme **programme)
{
        if (code == 0)
                *programme = reader->programme;
        for (size_t i = 0; i < reader->file_count; i++)
                prg__input_close(&reader->files[i]);
        prg__free(reader->files);
        prg__free(reader->found);
        prg__free(reader->uncounted);
        prg__free(reader->pending);
        prg__free(reader->extensions);
        prg__map_dispose(&reader->check.broken);
        prg__map_dispose(&reader->local);
        prg__places_dispose(&reader->places);
        prg__arena_dispose(&reader->texts);
        prg__input_close(&reader->input);
        /* Last: whatever large is freed behind these many small pieces makes the C library join them all. */
        prg__tree_free(reader->tree);
        return code;
}

int prg_programme_read_json(prg_programme **programme, const char *data, size_t length, const prg_read_options *options)
{
        prg__reader reader;
        if (programme == NULL)
                return prg__error_null("programme");
        int code = open_reader(&reader, options);
        if (code == 0) {
                reader.folder = reader.options.folder;
                code = prg__input_open_data(&reader.input, data, length, reader.options.source, reader.options.max_bytes);
        }
        if (code == 0)
                code = read_input(&reader);
        return close_reader(&reader, code, programme);
}

int prg_programme_open_json(prg_programme **programme, const char *path, const prg_read_options *options)
{
        prg__reader reader;
        if (programme == NULL)
                return prg__error_null("programme");
        if (path == NULL)
                return prg__error_null("path");
        int code = open_reader(&reader, options);
        if (code == 0) {
                const char *slash = strrchr(path, '/');
                reader.folder = slash ? prg__arena_text(&reader.texts, path, (size_t)(slash - path) + 1) : "";
                code = reader.folder ? prg__input_open_path(&reader.input, path, reader.options.max_bytes) : PRG_ENOMEM;
        }
        if (code == 0)
                code = read_input(&reader);
        return close_reader(&reader, code, programme);
}
