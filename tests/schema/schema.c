/* Prints the JSON Schema of the programme document, made from the class tables of the library.
 *
 *     schema >docs/schema/programme-1.json
 *
 * What a schema can say is said: keys, types, words, patterns of ids and dates, what is required. What needs
 * more than one place of the document (references, circles, contradictions) is left to the library. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "model/class.h"
#include "model/item.h"
#include "util/json_write.h"

#define WORD         "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
#define INDICATOR_ID "^[a-z_][a-z0-9_]{0,63}$"
#define DATE         "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
#define FILE_NAME    "^(?!\\.{1,2}(/|$))[^/\\\\:]+(/(?!\\.{1,2}(/|$))[^/\\\\:]+)*$"

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

static void choices(const prg__field *field)
{
        key("enum");
        prg__json_write_array(&out, PRG__JSON_INLINE);
        for (const char *const *choice = field->choices; *choice; choice++)
                string(*choice);
        prg__json_write_array_end(&out);
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
        case PRG__CHOICE: choices(field); break;
        case PRG__FLAG: member("type", "boolean"); break;
        case PRG__COUNT:
                member("type", "integer");
                key("minimum");
                prg__json_write_integer(&out, 0);
                key("maximum");
                prg__json_write_integer(&out, field->limit);
                break;
        case PRG__DATE: reference("date"); break;
        case PRG__NUMBER: member("type", "number"); break;
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
        key("const");
        prg__json_write_integer(&out, 1);
        end();
        begin("minor");
        member("description", "the minor version of the format; 0 without it");
        member("type", "integer");
        key("minimum");
        prg__json_write_integer(&out, 0);
        end();
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
