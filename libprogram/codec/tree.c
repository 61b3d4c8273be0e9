/* From json-c's tree to items.
 *
 * Our scanner has accepted the text before, so that json-c only builds: there are no duplicate keys, no
 * numbers that are none, no bad text. Numbers are taken from their text. json-c gives no positions; the
 * JSON pointer of what is being read is kept instead, and findings are placed by it later. */
#include "tree.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "model/item.h"
#include "model/nouns.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/json_scan.h"
#include "util/memory.h"

#define FORMAT "libprogram/programme"
#define MAJOR  1
#define MINOR  0

/* ---- types ---- */

static const char *type_of(json_object *value)
{
        switch (json_object_get_type(value)) {
        case json_type_null: return "null";
        case json_type_boolean: return "true or false";
        case json_type_double:
        case json_type_int: return "a number";
        case json_type_object: return "an object";
        case json_type_array: return "an array";
        case json_type_string: return "a text";
        }
        return "something else";
}

static int wrong_type(prg__reader *reader, prg_item *item, const char *key, json_object *value, const char *expected)
{
        int code = prg__reader_find(reader, PRG_FINDING_WRONG_TYPE, PRG_SEVERITY_ERROR, 0, expected, NULL,
                "this is %s", type_of(value));
        return code < 0 || item == NULL ? code : prg__check_broken(&reader->check, item, key);
}

/* The text of a value that json-c has read from one token: strings, and numbers as written. NULL for other
 * types, and for an integer that json-c may have capped: 64 bits hold none of those exactly. */
static const char *token_text(json_object *value, size_t *length)
{
        switch (json_object_get_type(value)) {
        case json_type_string:
                *length = (size_t)json_object_get_string_len(value);
                return json_object_get_string(value);
        case json_type_int:
                if (json_object_get_int64(value) == INT64_MIN || json_object_get_uint64(value) == UINT64_MAX)
                        return NULL;
                break;
        case json_type_boolean:
        case json_type_double: break;
        default: return NULL;
        }
        const char *text = json_object_get_string(value);
        *length = text ? strlen(text) : 0;
        return text;
}

static const char *expected_json(const prg__field *field)
{
        switch (field->type) {
        case PRG__TEXT: return "a text";
        case PRG__WORD: return "a word, as text";
        case PRG__CHOICE: return "one of the words of the field, as text";
        case PRG__FLAG: return "true or false";
        case PRG__COUNT: return "a whole number";
        case PRG__DATE: return "a date, \"YYYY-MM-DD\"";
        case PRG__NUMBER: return "a number";
        case PRG__NAMES: return "a text, or an object with a text for each language";
        case PRG__TEXTS: return "an array of texts";
        case PRG__REF: return prg__field_expects(field);
        case PRG__REFS: return "an array of ids";
        case PRG__RECORD: return "an object";
        case PRG__ITEMS: return "an array of objects";
        }
        return NULL;
}

static int type_fits(const prg__field *field, json_object *value)
{
        json_type type = json_object_get_type(value);
        switch (field->type) {
        case PRG__FLAG: return type == json_type_boolean;
        case PRG__COUNT: return type == json_type_int;
        case PRG__NUMBER: return type == json_type_int || type == json_type_double;
        case PRG__NAMES: return type == json_type_string || type == json_type_object;
        case PRG__TEXTS:
        case PRG__REFS:
        case PRG__ITEMS: return type == json_type_array;
        case PRG__RECORD: return type == json_type_object;
        default: return type == json_type_string;
        }
}

/* ---- fields ---- */

static int read_object(prg__reader *reader, prg_item *item, json_object *object);

static int read_single(prg__reader *reader, prg_item *item, const prg__field *field, json_object *value)
{
        size_t length = 0;
        const char *text = token_text(value, &length), *expected = NULL;
        int code = prg__field_parse(item, field, text ? text : "", length, &expected);
        if (code == 0 || code == PRG_ENOMEM)
                return code;
        char quoted[PRG__QUOTE_SIZE];
        if (prg__reader_expected(reader, field, &expected) < 0)
                return PRG_ENOMEM;
        if (text)
                code = prg__reader_find(reader, PRG_FINDING_VALUE, PRG_SEVERITY_ERROR, 0, expected,
                        prg__reader_near_choice(reader, field, text), "'%s' is no value for '%s'",
                        prg__reader_quote(quoted, text), field->key);
        else
                code = prg__reader_find(reader, PRG_FINDING_VALUE, PRG_SEVERITY_ERROR, 0, expected, NULL,
                        "a number beyond 64 bits is no value for '%s'", field->key);
        return code < 0 ? code : prg__check_broken(&reader->check, item, field->key);
}

static char *keep_text(prg__reader *reader, json_object *value)
{
        return prg__arena_text(&reader->programme->arena, json_object_get_string(value),
                (size_t)json_object_get_string_len(value));
}

static int read_name(prg__reader *reader, prg_item *item, const prg__field *field, const char *language, json_object *value)
{
        const char *text = keep_text(reader, value), *tongue = reader->programme->root.language;
        if (strcmp(language, tongue) != 0)
                tongue = prg__arena_text(&reader->programme->arena, language, strlen(language));
        if (text == NULL || tongue == NULL)
                return PRG_ENOMEM;
        return prg__names_add(reader->programme, prg__member(item, field), tongue, text);
}

static int read_names(prg__reader *reader, prg_item *item, const prg__field *field, json_object *value)
{
        if (json_object_is_type(value, json_type_string))
                return read_name(reader, item, field, reader->programme->root.language, value);
        size_t start = reader->depth;
        struct json_object_iterator at = json_object_iter_begin(value), end = json_object_iter_end(value);
        char quoted[PRG__QUOTE_SIZE];
        int code = 0;
        for (; code == 0 && !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
                const char *language = json_object_iter_peek_name(&at);
                json_object *text = json_object_iter_peek_value(&at);
                prg__reader_enter(reader, language, 0);
                if (!prg__word_is_valid(language, strlen(language)))
                        code = prg__reader_find(reader, PRG_FINDING_VALUE, PRG_SEVERITY_ERROR, 1,
                                "a code such as vi or en", NULL, "'%s' is no language",
                                prg__reader_quote(quoted, language));
                else if (!json_object_is_type(text, json_type_string))
                        code = wrong_type(reader, item, field->key, text, "a text");
                else
                        code = read_name(reader, item, field, language, text);
                reader->depth = start;
        }
        return code;
}

/* Texts, or ids of references that wait. */
static int read_texts(prg__reader *reader, prg_item *item, const prg__field *field, json_object *array)
{
        size_t start = reader->depth, count = json_object_array_length(array);
        prg__list *list = prg__member(item, field);
        int code = 0;
        for (size_t i = 0; code == 0 && i < count; i++) {
                json_object *value = json_object_array_get_idx(array, i);
                if (!json_object_is_type(value, json_type_string)) {
                        prg__reader_enter(reader, NULL, i);
                        code = wrong_type(reader, item, field->key, value,
                                field->type == PRG__TEXTS ? "a text" : prg__field_expects(field));
                        reader->depth = start;
                } else if (field->type == PRG__REFS) {
                        prg__pending waiting = { item, field, json_object_get_string(value), i, 0, NULL };
                        code = prg__reader_wait(reader, &waiting);
                } else {
                        char *text = keep_text(reader, value);
                        code = text ? prg__list_reserve(reader->programme, list) : PRG_ENOMEM;
                        if (code == 0)
                                prg__list_push(list, text);
                }
        }
        return code;
}

/* The id is given in its place: what is wrong with it stands there. */
static int find_id(prg__reader *reader, void *key, int code, const char *expected, const char *message)
{
        size_t start = reader->depth;
        prg__reader_enter(reader, key, 0);
        int result = prg__reader_find(reader, code, PRG_SEVERITY_ERROR, 0, expected, NULL, "%s", message);
        reader->depth = start;
        return result;
}

static int lacks_id(prg__reader *reader, const prg__class *class, json_object *value)
{
        json_object *id;
        if (!json_object_object_get_ex(value, "id", &id))
                return prg__reader_find(reader, PRG_FINDING_MISSING_FIELD, PRG_SEVERITY_ERROR, 0,
                        prg__id_expected(class), NULL, "%s %s has no 'id'", strchr("aeiou", class->name[0]) ? "an" : "a",
                        class->name);
        size_t start = reader->depth;
        prg__reader_enter(reader, "id", 0);
        int code = wrong_type(reader, NULL, NULL, id, "an id, as text");
        reader->depth = start;
        return code;
}

static int is_given(const void *object, const char *key)
{
        return json_object_object_get_ex(object, key, NULL);
}

/* The key by which an object says its id: "id", or an unknown key that is meant for it, so that one slip is
 * one finding; NULL when there is none. */
static const char *key_of_id(prg__reader *reader, const prg__class *class, json_object *object)
{
        if (json_object_object_get_ex(object, "id", NULL))
                return "id";
        struct json_object_iterator at = json_object_iter_begin(object), end = json_object_iter_end(object);
        for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
                const char *key = json_object_iter_peek_name(&at);
                if (strncmp(key, "x-", 2) == 0 || prg__class_field(class, key, strlen(key)))
                        continue;
                const char *near = prg__reader_near_key(reader, class, key, is_given, object);
                if (near && strcmp(near, "id") == 0)
                        return key;
        }
        return NULL;
}

static int attach(prg__reader *reader, prg_item **item, prg_item *owner, const prg__field *field, json_object *value)
{
        const prg__class *class = (*item)->class;
        if (class->number == PRG__NO_ID)
                return prg__item_attach(*item, owner, field, NULL, (size_t)-1);
        const char *key = key_of_id(reader, class, value);
        json_object *id = NULL;
        if (key)
                json_object_object_get_ex(value, key, &id);
        if (json_object_is_type(id, json_type_string))
                return prg__reader_attach(reader, item, owner, field, json_object_get_string(id),
                        (size_t)json_object_get_string_len(id), find_id, prg__without_const(key));
        int code = lacks_id(reader, class, value);
        return code < 0 ? code : prg__reader_attach(reader, item, owner, field, NULL, 0, find_id, NULL);
}

static int read_item(prg__reader *reader, prg_item *owner, const prg__field *field, json_object *value, size_t index)
{
        const prg__class *class = field->targets[0];
        if (!json_object_is_type(value, json_type_object)) {
                prg__reader_lost(reader, class);
                return wrong_type(reader, owner, field->key, value, "an object");
        }
        int code = prg__reader_progress(reader);
        prg_item *item = code == 0 ? prg__item_new(reader->programme, class) : NULL;
        if (item == NULL)
                return code < 0 ? code : PRG_ENOMEM;
        if ((code = attach(reader, &item, owner, field, value)) < 0)
                return code;
        item->source_index = index;
        return read_object(reader, item, value);
}

static int read_items(prg__reader *reader, prg_item *owner, const prg__field *field, json_object *array)
{
        size_t start = reader->depth, count = json_object_array_length(array);
        int code = 0;
        if (field->targets[0]->number == PRG__LOCAL_ID)
                prg__map_dispose(&reader->local);
        for (size_t i = 0; code == 0 && i < count; i++) {
                prg__reader_enter(reader, NULL, i);
                code = read_item(reader, owner, field, json_object_array_get_idx(array, i), i);
                reader->depth = start;
        }
        return code;
}

static int read_field(prg__reader *reader, prg_item *item, const prg__field *field, json_object *value)
{
        if (field->type == PRG__ITEMS && item->owner == NULL && json_object_is_type(value, json_type_string))
                return prg__table_read(reader, field, json_object_get_string(value));
        if (!type_fits(field, value)) {
                if (field->type == PRG__ITEMS)
                        prg__reader_lost(reader, field->targets[0]);
                return wrong_type(reader, item, field->key, value,
                        field->type == PRG__ITEMS && item->owner == NULL
                                ? "an array of objects, or the name of a CSV file in the document's folder"
                                : expected_json(field));
        }
        switch (field->type) {
        case PRG__NAMES: return read_names(reader, item, field, value);
        case PRG__TEXTS:
        case PRG__REFS: return read_texts(reader, item, field, value);
        case PRG__ITEMS: return read_items(reader, item, field, value);
        case PRG__RECORD: return read_item(reader, item, field, value, 0);
        case PRG__REF: {
                prg__pending waiting = { item, field, json_object_get_string(value), 0, 0, NULL };
                return prg__reader_wait(reader, &waiting);
        }
        default: return read_single(reader, item, field, value);
        }
}

/* ---- objects ---- */

static int keep_extension(prg__reader *reader, prg_item *item, const char *key)
{
        size_t place;
        char *copy = prg__arena_text(&reader->programme->arena, key, strlen(key));
        if (copy == NULL || prg__reader_place(reader, &place) < 0
            || prg__grow((void **)&reader->extensions, &reader->extension_capacity, reader->extension_count + 1,
                       sizeof *reader->extensions) < 0)
                return PRG_ENOMEM;
        reader->extensions[reader->extension_count].item = item;
        reader->extensions[reader->extension_count].key = copy;
        reader->extensions[reader->extension_count++].place = place;
        return 0;
}

static int unknown_key(prg__reader *reader, prg_item *item, json_object *object, const char *key)
{
        char known[64], quoted[PRG__QUOTE_SIZE];
        const char *near = prg__reader_near_key(reader, item->class, key, is_given, object);
        snprintf(known, sizeof known, "a key of %s %s, or one that begins with x-",
                strchr("aeiou", item->class->name[0]) ? "an" : "a", item->class->name);
        int code = prg__reader_find(reader, PRG_FINDING_UNKNOWN_KEY,
                reader->later_minor ? PRG_SEVERITY_WARNING : PRG_SEVERITY_ERROR, 1, known, near, "unknown key '%s'",
                prg__reader_quote(quoted, key));
        if (code < 0 || reader->later_minor)
                return code < 0 ? code : keep_extension(reader, item, key);
        /* What the key was meant for is then not missing as well. */
        return near ? prg__check_broken(&reader->check, item, near) : 0;
}

/* The keys that are read before the others: they say what the document is and what the item is called. */
static int is_head(const prg_item *item, const char *key)
{
        if (strcmp(key, "id") == 0)
                return item->class->number != PRG__NO_ID;
        return item->owner == NULL
                && (strcmp(key, "format") == 0 || strcmp(key, "version") == 0 || strcmp(key, "minor") == 0
                        || strcmp(key, "language") == 0);
}

static int read_object(prg__reader *reader, prg_item *item, json_object *object)
{
        size_t start = reader->depth;
        struct json_object_iterator at = json_object_iter_begin(object), end = json_object_iter_end(object);
        int code = 0;
        for (; code == 0 && !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
                const char *key = json_object_iter_peek_name(&at);
                if (is_head(item, key))
                        continue;
                const prg__field *field = prg__class_field(item->class, key, strlen(key));
                prg__reader_enter(reader, key, 0);
                if (field)
                        code = read_field(reader, item, field, json_object_iter_peek_value(&at));
                else if (strncmp(key, "x-", 2) == 0)
                        code = keep_extension(reader, item, key);
                else
                        code = unknown_key(reader, item, object, key);
                reader->depth = start;
        }
        return code;
}

/* ---- the head of the document ---- */

static int head_finding(prg__reader *reader, json_object *object, const char *key, int finding, const char *expected,
        const char *message)
{
        size_t start = reader->depth;
        if (json_object_object_get_ex(object, key, NULL))
                prg__reader_enter(reader, key, 0);
        int code = prg__reader_find(reader, finding, PRG_SEVERITY_ERROR, 0, expected, NULL, "%s", message);
        reader->depth = start;
        return code;
}

static int head_number(json_object *object, const char *key, int otherwise)
{
        json_object *value;
        if (!json_object_object_get_ex(object, key, &value))
                return otherwise;
        if (!json_object_is_type(value, json_type_int) || json_object_get_int64(value) < 0)
                return -1;
        int64_t number = json_object_get_int64(value);
        return number < INT_MAX ? (int)number : INT_MAX;
}

static int read_head(prg__reader *reader, json_object *object)
{
        prg__root *root = &reader->programme->root;
        json_object *value = NULL;
        int code = 0;
        if (!json_object_object_get_ex(object, "format", &value) || !json_object_is_type(value, json_type_string)
            || strcmp(json_object_get_string(value), FORMAT) != 0) {
                code = head_finding(reader, object, "format", PRG_FINDING_FORMAT, "\"" FORMAT "\"",
                        "this is no programme document");
                return code < 0 ? code : PRG_ESCHEMA;
        }
        int major = head_number(object, "version", -1), minor = head_number(object, "minor", 0);
        if (major != MAJOR) {
                code = head_finding(reader, object, "version", PRG_FINDING_FORMAT, "1",
                        major > MAJOR ? "the document is of a later version than this library reads"
                        : json_object_object_get_ex(object, "version", NULL)
                                ? "the version of the document cannot be read"
                                : "the version of the document is not given");
                return code < 0 ? code : major > MAJOR ? PRG_EVERSION : PRG_ESCHEMA;
        }
        if (minor < 0 && (code = head_finding(reader, object, "minor", PRG_FINDING_FORMAT, "a whole number",
                                  "the minor version cannot be read")) < 0)
                return code;
        reader->later_minor = minor > MINOR;
        reader->programme->minor = minor;
        if (json_object_object_get_ex(object, "language", &value)) {
                const char *text = json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "";
                if (!prg__word_is_valid(text, strlen(text)))
                        code = head_finding(reader, object, "language", PRG_FINDING_VALUE, "a code such as vi",
                                "it is no language");
                else if ((root->language = keep_text(reader, value)) == NULL)
                        code = PRG_ENOMEM;
        }
        int has_id = json_object_object_get_ex(object, "id", &value);
        const char *id = has_id && json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "";
        if (code == 0 && !prg__word_is_valid(id, strlen(id)))
                code = has_id ? head_finding(reader, object, "id", PRG_FINDING_ID, prg__id_expected(&prg__class_programme),
                                        "the id is not well-formed")
                              : head_finding(reader, object, "id", PRG_FINDING_MISSING_FIELD, NULL, "a programme has no 'id'");
        else if (code == 0 && (root->item.id = keep_text(reader, value)) == NULL)
                code = PRG_ENOMEM;
        return code;
}

/* ---- the text ---- */

/* A NULL with "success" is out of memory, unless the text is null. */
static int parse(json_object **object, const char *data, size_t length)
{
        json_tokener *tokener = json_tokener_new_ex(PRG__JSON_DEFAULT_DEPTH + 1);
        if (tokener == NULL)
                return prg__error_memory();
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
        *object = json_tokener_parse_ex(tokener, data, (int)length);
        enum json_tokener_error error = json_tokener_get_error(tokener);
        /* A number at the end of the text is complete only when the text is. */
        if (error == json_tokener_continue) {
                *object = json_tokener_parse_ex(tokener, "", 1);
                error = json_tokener_get_error(tokener);
        }
        json_tokener_free(tokener);
        if (error != json_tokener_success)
                return prg__error(PRG_EINTERNAL, NULL, "json-c refuses a text that the scanner accepted: %s",
                        json_tokener_error_desc(error));
        return 0;
}

int prg__tree_read(prg__reader *reader, void **tree)
{
        json_object *object = NULL;
        int code = parse(&object, reader->input.data, reader->input.length);
        if (code < 0)
                return code;
        *tree = object;
        /* An accepted text that begins with an 'n', behind white space, is null. */
        const char *data = reader->input.data;
        size_t blank = 0;
        while (blank < reader->input.length && data[blank] && strchr(" \t\r\n", data[blank]))
                blank++;
        if (object == NULL && (blank == reader->input.length || data[blank] != 'n'))
                return prg__error_memory();
        if (!json_object_is_type(object, json_type_object)) {
                code = prg__reader_find(reader, PRG_FINDING_FORMAT, PRG_SEVERITY_ERROR, 0,
                        "an object with \"format\": \"" FORMAT "\"", NULL, "this is %s", type_of(object));
                return code < 0 ? code : PRG_ESCHEMA;
        }
        code = read_head(reader, object);
        return code < 0 ? code : read_object(reader, &reader->programme->root.item, object);
}

void prg__tree_free(void *tree)
{
        json_object_put(tree);
}
