/* Prints the JSON Schema of the programme document, made from the class tables of the library.
 *
 *     schema >docs/schema/programme-1.json
 *
 * What a schema can say is said: keys, types, words, patterns of ids and dates, what is required, and the
 * rules within one object that fit the tables below. What needs more than one place of the document
 * (references, circles, order of days) is left to the library; validate.py lists it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "model/class.h"
#include "model/item.h"
#include "util/json_write.h"

/* In some dialects of regular expressions '$' matches before a last line end as well. */
#define END          "$(?!\\n)"
#define WORD         "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}" END
#define INDICATOR_ID "^[a-z_][a-z0-9_]{0,63}" END
#define DATE         "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" END
#define FILE_NAME    "^(?!\\.{1,2}(/|$))[^/\\\\:]+(/(?!\\.{1,2}(/|$))[^/\\\\:]+)*$"

/* ---- rules within one object, as the checks of the classes have them ---- */

/* The least and the greatest number; a greatest below the least means none. */
static const struct {
        const char *class, *key, *least;
        int from, to;
} ranges[] = {
        { "indicator", "factor", "exclusiveMinimum", 0, -1 },
        { "indicator", "minimum", "minimum", 0, 100 },
        { "unit", "factor", "exclusiveMinimum", 0, -1 },
        { "share", "value", "minimum", 0, 1 }
};

/* Exactly one of several keys. */
static const struct {
        const char *class, *keys[5];
} alternatives[] = {
        { "assignment", { "agency", "group", NULL } },
        { "integration", { "component", "external", "document", "text", NULL } }
};

/* Two keys of which none comes alone. */
static const struct {
        const char *class, *first, *second;
} couples[] = {
        { "unit", "base", "factor" }
};

/* Where a key has one of some words (or is given at all, when none are named), other keys must be there, or
 * must not. */
static const struct {
        const char *class, *key, *words[10], *needed[3], *excluded[5];
} conditions[] = {
        { "time", "form", { "window", "deadline", NULL }, { "to", NULL }, { NULL } },
        { "time", "form", { "range", NULL }, { "from", "to", NULL }, { NULL } },
        { "time", "form", { "recurrence", NULL }, { "every", NULL }, { NULL } },
        { "time", "form", { "conditional", NULL }, { "event", NULL }, { NULL } },
        { "time", "form", { "anniversary", NULL }, { "of", "years", NULL }, { NULL } },
        { "time", "form", { "unresolved", NULL }, { "reason", NULL }, { NULL } },
        { "group", "membership", { "derived", "relative", NULL }, { "rule", NULL }, { "members", NULL } },
        { "group", "membership", { "closed", "open", NULL }, { NULL }, { "rule", NULL } },
        { "group", "rule", { "heads", NULL }, { "of", NULL }, { NULL } },
        { "indicator", "kind", { "flow", "stock", "cumulative", "class", "milestone", "distinct", "computed", NULL },
                { NULL }, { "numerator", "denominator", "factor", "published", NULL } },
        { "indicator", "kind", { "flow", "stock", "cumulative", "ratio", "milestone", "distinct", "cohort", "computed", NULL },
                { NULL }, { "categories", NULL } },
        { "indicator", "kind", { "computed", NULL }, { "formula", NULL }, { NULL } },
        { "indicator", "formula", { NULL }, { NULL }, { "numerator", "denominator", NULL } },
        { "indicator", "missing_over_time", { "minimum", NULL }, { "minimum", NULL }, { NULL } },
        { "indicator", "missing_over_areas", { "minimum", NULL }, { "minimum", NULL }, { NULL } },
        { "indicator", "over_time", { "weighted_mean", NULL }, { "weight", NULL }, { NULL } },
        { "indicator", "over_areas", { "weighted_mean", NULL }, { "weight", NULL }, { NULL } }
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static prg__json_writer out;

/* ---- pieces of JSON ---- */

static void key(const char *text)
{
        prg__json_write_key(&out, text, strlen(text));
}

static void string(const char *text)
{
        prg__json_write_string(&out, text, strlen(text));
}

static void member(const char *name, const char *text)
{
        key(name);
        string(text);
}

static void begin(const char *name)
{
        key(name);
        prg__json_write_object(&out, PRG__JSON_BLOCK);
}

static void end(void)
{
        prg__json_write_object_end(&out);
}

static void reference(const char *definition)
{
        char text[64];
        snprintf(text, sizeof text, "#/$defs/%s", definition);
        member("$ref", text);
}

/* An object that is nothing but a reference. */
static void referring(const char *definition)
{
        prg__json_write_object(&out, PRG__JSON_INLINE);
        reference(definition);
        end();
}

static void strings(const char *name, const char *const *texts)
{
        key(name);
        prg__json_write_array(&out, PRG__JSON_INLINE);
        for (; *texts; texts++)
                string(*texts);
        prg__json_write_array_end(&out);
}

static void integer(const char *name, int value)
{
        key(name);
        prg__json_write_integer(&out, value);
}

/* ---- fields ---- */

static const char *id_definition(const prg__class *class)
{
        return strcmp(class->name, "indicator") == 0 ? "indicator_id" : "id";
}

/* The ids that a reference may have: of one kind, or of several. */
static void ids(const prg__field *field)
{
        int words = 0, names = 0;
        for (const prg__class *const *class = field->targets; *class; class ++)
                *(strcmp(id_definition(*class), "id") == 0 ? &words : &names) = 1;
        if (words != names) {
                reference(words ? "id" : "indicator_id");
                return;
        }
        key("anyOf");
        prg__json_write_array(&out, PRG__JSON_BLOCK);
        referring("id");
        referring("indicator_id");
        prg__json_write_array_end(&out);
}

static void items(const prg__field *field)
{
        member("type", "array");
        key("items");
        prg__json_write_object(&out, PRG__JSON_BLOCK);
        if (field->type == PRG__TEXTS)
                member("type", "string");
        else if (field->type == PRG__REFS)
                ids(field);
        else
                reference(field->targets[0]->name);
        end();
}

/* A list of the top level may be a file. */
static void items_or_file(const prg__field *field)
{
        key("anyOf");
        prg__json_write_array(&out, PRG__JSON_BLOCK);
        prg__json_write_object(&out, PRG__JSON_BLOCK);
        items(field);
        end();
        referring("file");
        prg__json_write_array_end(&out);
}

static void number(const prg__class *class, const prg__field *field)
{
        member("type", "number");
        for (size_t i = 0; i < COUNT_OF(ranges); i++) {
                if (strcmp(ranges[i].class, class->name) != 0 || strcmp(ranges[i].key, field->key) != 0)
                        continue;
                integer(ranges[i].least, ranges[i].from);
                if (ranges[i].to >= ranges[i].from)
                        integer("maximum", ranges[i].to);
        }
}

static void field_schema(const prg__class *class, const prg__field *field)
{
        begin(field->key);
        member("description", field->doc);
        if (field->type == PRG__REF || field->type == PRG__REFS)
                member("$comment", prg__field_expects(field));
        switch (field->type) {
        case PRG__TEXT: member("type", "string"); break;
        case PRG__WORD: reference("word"); break;
        case PRG__CHOICE: strings("enum", field->choices); break;
        case PRG__FLAG: member("type", "boolean"); break;
        case PRG__COUNT:
                member("type", "integer");
                integer("minimum", 0);
                integer("maximum", field->limit);
                break;
        case PRG__DATE: reference("date"); break;
        case PRG__NUMBER: number(class, field); break;
        case PRG__NAMES: reference("names"); break;
        case PRG__TEXTS: items(field); break;
        case PRG__REF: ids(field); break;
        case PRG__REFS:
                items(field);
                key("uniqueItems");
                prg__json_write_boolean(&out, 1);
                break;
        case PRG__RECORD: reference(field->targets[0]->name); break;
        case PRG__ITEMS:
                if (strcmp(class->name, "programme") == 0)
                        items_or_file(field);
                else
                        items(field);
                break;
        }
        /* An empty list is the same as none. */
        if (field->flags & PRG__REQUIRED && (field->type == PRG__REFS || field->type == PRG__ITEMS))
                integer("minItems", 1);
        end();
}

/* ---- classes ---- */

/* What stands before the fields of a programme. */
static void head_properties(void)
{
        begin("format");
        member("const", "libprogram/programme");
        end();
        begin("version");
        member("description", "the major version of the format");
        integer("const", 1);
        end();
        begin("minor");
        member("description", "the minor version of the format; 0 without it");
        member("type", "integer");
        integer("minimum", 0);
        end();
}

static void alternatives_of(const prg__class *class)
{
        for (size_t i = 0; i < COUNT_OF(alternatives); i++) {
                if (strcmp(alternatives[i].class, class->name) != 0)
                        continue;
                key("oneOf");
                prg__json_write_array(&out, PRG__JSON_BLOCK);
                for (const char *const *at = alternatives[i].keys; *at; at++) {
                        const char *const one[] = { *at, NULL };
                        prg__json_write_object(&out, PRG__JSON_INLINE);
                        strings("required", one);
                        end();
                }
                prg__json_write_array_end(&out);
        }
}

static void couples_of(const prg__class *class)
{
        for (size_t i = 0; i < COUNT_OF(couples); i++) {
                if (strcmp(couples[i].class, class->name) != 0)
                        continue;
                const char *const first[] = { couples[i].first, NULL };
                const char *const second[] = { couples[i].second, NULL };
                begin("dependentRequired");
                strings(*first, second);
                strings(*second, first);
                end();
        }
}

/* What a field may have that is not meant: nothing, or what says the same. */
static void absent(const prg__field *field)
{
        if (field->type == PRG__ITEMS || field->type == PRG__REFS) {
                begin(field->key);
                member("type", "array");
                integer("maxItems", 0);
                end();
        } else if (field->type == PRG__FLAG) {
                begin(field->key);
                key("const");
                prg__json_write_boolean(&out, 0);
                end();
        } else {
                key(field->key);
                prg__json_write_boolean(&out, 0);
        }
}

static void condition(const prg__class *class, size_t i)
{
        prg__json_write_object(&out, PRG__JSON_BLOCK);
        key("if");
        prg__json_write_object(&out, PRG__JSON_INLINE);
        if (conditions[i].words[0]) {
                begin("properties");
                begin(conditions[i].key);
                strings("enum", conditions[i].words);
                end();
                end();
        }
        const char *const given[] = { conditions[i].key, NULL };
        strings("required", given);
        end();
        key("then");
        prg__json_write_object(&out, PRG__JSON_INLINE);
        if (conditions[i].needed[0])
                strings("required", conditions[i].needed);
        if (conditions[i].excluded[0]) {
                begin("properties");
                for (const char *const *at = conditions[i].excluded; *at; at++)
                        absent(prg__class_field(class, *at, strlen(*at)));
                end();
        }
        end();
        end();
}

static void conditions_of(const prg__class *class)
{
        int open = 0;
        for (size_t i = 0; i < COUNT_OF(conditions); i++) {
                if (strcmp(conditions[i].class, class->name) != 0)
                        continue;
                if (!open) {
                        key("allOf");
                        prg__json_write_array(&out, PRG__JSON_BLOCK);
                }
                open = 1;
                condition(class, i);
        }
        if (open)
                prg__json_write_array_end(&out);
}

static void class_schema(const prg__class *class)
{
        int is_root = strcmp(class->name, "programme") == 0;
        begin(class->name);
        member("title", class->name);
        member("description", class->doc);
        member("type", "object");
        key("required");
        prg__json_write_array(&out, PRG__JSON_INLINE);
        if (is_root) {
                string("format");
                string("version");
        }
        if (class->number != PRG__NO_ID)
                string("id");
        for (const prg__field *field = class->fields; field->key; field++)
                if (field->flags & PRG__REQUIRED)
                        string(field->key);
        prg__json_write_array_end(&out);
        alternatives_of(class);
        couples_of(class);
        conditions_of(class);
        begin("properties");
        if (is_root)
                head_properties();
        if (class->number != PRG__NO_ID) {
                key("id");
                referring(id_definition(class));
        }
        for (const prg__field *field = class->fields; field->key; field++)
                field_schema(class, field);
        end();
        begin("patternProperties");
        key("^x-");
        prg__json_write_boolean(&out, 1);
        end();
        key("additionalProperties");
        prg__json_write_boolean(&out, 0);
        end();
}

static void pattern(const char *name, const char *description, const char *expression)
{
        begin(name);
        member("description", description);
        member("type", "string");
        member("pattern", expression);
        end();
}

static void names_schema(void)
{
        begin("names");
        member("description", "a text in the language of the programme, or a text for each language");
        key("anyOf");
        prg__json_write_array(&out, PRG__JSON_BLOCK);
        prg__json_write_object(&out, PRG__JSON_INLINE);
        member("type", "string");
        end();
        prg__json_write_object(&out, PRG__JSON_BLOCK);
        member("type", "object");
        key("propertyNames");
        referring("word");
        key("additionalProperties");
        prg__json_write_object(&out, PRG__JSON_INLINE);
        member("type", "string");
        end();
        end();
        prg__json_write_array_end(&out);
        end();
}

static int put(void *payload, const char *data, size_t length)
{
        return fwrite(data, 1, length, payload) == length ? 0 : PRG_EIO;
}

int main(void)
{
        const prg_sink sink = { put, stdout };
        prg__json_writer_init(&out, &sink, PRG__JSON_CANONICAL);
        prg__json_write_object(&out, PRG__JSON_BLOCK);
        member("$schema", "https://json-schema.org/draft/2020-12/schema");
        member("$id", "urn:libprogram:programme:1");
        member("title", "libprogram/programme, version 1");
        member("description", "A government programme: who does what, where and when, and how it is counted");
        reference("programme");
        begin("$defs");
        pattern("id", "a letter or digit, then letters, digits, '.', '_' and '-', at most 64", WORD);
        pattern("indicator_id", "a lower-case letter or '_', then lower-case letters, digits and '_', at most 64",
                INDICATOR_ID);
        pattern("word", "one word of an open vocabulary, spelled like an id", WORD);
        pattern("date", "a day, YYYY-MM-DD", DATE);
        pattern("file", "the name of a CSV file in the document's folder, with one row for each item", FILE_NAME);
        names_schema();
        for (size_t i = 0; prg_class_at(i); i++)
                class_schema(prg__class_of_name(prg_class_at(i)));
        end();
        end();
        return prg__json_writer_finish(&out) == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
