/* Prints the reference of the programme document: what is said here once, then a table for each class, made
 * from the class tables of the library.
 *
 *     reference >docs/programme-document.md
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "model/class.h"
#include "model/item.h"

static const char *const introduction[] = {
        "# The programme document",
        "",
        "A programme is one JSON document: who does what, in which role, where and when, and how it is counted.",
        "People write it, programs read it; `prg validate FILE` says what is wrong with one, `prg fmt FILE` writes",
        "it in its canonical form. The same rules are in a JSON Schema, `docs/schema/programme-1.json`; what needs",
        "more than one place of the document, such as references and circles, only the library sees.",
        "",
        "This page is printed by `tests/schema/reference.c` from the tables that the library itself reads with.",
        "",
        "```json",
        "{",
        "  \"format\": \"libprogram/programme\",",
        "  \"version\": 1,",
        "  \"minor\": 0,",
        "  \"id\": \"plan\",",
        "  \"name\": { \"vi\": \"Kế hoạch\", \"en\": \"Plan\" },",
        "  \"agencies\": [",
        "    { \"id\": \"CA-TINH\", \"name\": \"Công an tỉnh\", \"level\": \"province\" }",
        "  ],",
        "  \"components\": [",
        "    {",
        "      \"id\": \"T1\",",
        "      \"name\": \"Tuyên truyền\",",
        "      \"kind\": \"task\",",
        "      \"assignments\": [{ \"agency\": \"CA-TINH\", \"role\": \"lead\" }]",
        "    }",
        "  ],",
        "  \"areas\": \"areas.csv\"",
        "}",
        "```",
        "",
        "## Rules for all of it",
        "",
        "**Text.** JSON as RFC 8259 has it, in UTF-8 without byte order mark. No key stands twice in an object, no",
        "string contains U+0000, containers stand at most 64 deep inside each other, and a document has at most",
        "64 MiB unless the reader allows more.",
        "",
        "**Format and version.** `\"format\"` is `\"libprogram/programme\"`, `\"version\"` is 1, `\"minor\"` is 0 and may be",
        "left out. A document of a later version is refused. In one of a later minor version, keys that this",
        "release does not know are warnings and kept; otherwise an unknown key is an error.",
        "",
        "**Ids.** The id of an indicator is a lower-case letter or `_`, then lower-case letters, digits and `_`. All",
        "other ids are a letter or digit, then letters, digits, `.`, `_` and `-`. Both have at most 64 characters.",
        "An id is unique in its class; that of a category, in its list. References are ids and may point forward.",
        "Where a reference may lead to two classes, an id that both have is refused as ambiguous.",
        "",
        "**Words** are open vocabularies, such as the kind of a component; they are spelled like ids.",
        "",
        "**Names.** A name is a text in the language of the programme (`\"language\"`, `vi` without it), or an object",
        "with a text for each language: `{ \"vi\": \"Kế hoạch\", \"en\": \"Plan\" }`.",
        "",
        "**Numbers** are exact decimals that fit 64 bits, with at most 18 decimals. **Dates** are `YYYY-MM-DD`.",
        "",
        "**Defaults.** What is not given is left out; `null` is no value.",
        "",
        "**Your own keys.** Any object may have keys that begin with `x-`. They are kept, with their numbers as they",
        "are written, and mean nothing to the library.",
        "",
        "**Lists in CSV.** A list of the top level may be the name of a CSV file in the document's folder (or below",
        "it), such as `\"areas\": \"areas.csv\"`. Its header row has keys, `id` among them, at most 64; a row is an item.",
        "Names in other languages than the programme's are columns such as `name.en`; the texts and references of",
        "a list are separated by `;`; an empty cell is not given. Fields that are lists of objects, or an object,",
        "have no column. Of areas, a further row with the same id is a later state: `from` is its first day, and",
        "only what changes is filled. Cells are quoted as RFC 4180 has it.",
        "",
        "**Standard roles.** Every programme has the roles at the end of this page. A document that describes one of",
        "them changes it for itself.",
        "",
        "**Canonical form.** Keys in the order of the tables below, `x-` keys behind them; two spaces of indentation;",
        "objects without an id of their own in the programme in one line; defaults left out. Reading and writing a",
        "canonical document changes no byte.",
        NULL,
};

static void print_targets(const prg__field *field)
{
        for (const prg__class *const *class = field->targets; *class; class ++)
                printf("%s[%s](#%s)", class == field->targets ? "" : " or ", (*class)->name, (*class)->name);
}

static void print_type(const prg__field *field, int is_root)
{
        switch (field->type) {
        case PRG__TEXT: printf("text"); break;
        case PRG__WORD: printf("word"); break;
        case PRG__CHOICE:
                for (const char *const *choice = field->choices; *choice; choice++)
                        printf("%s`%s`", choice == field->choices ? "" : ", ", *choice);
                break;
        case PRG__FLAG: printf("true or false"); break;
        case PRG__COUNT: printf("whole number, 0 to %d", field->limit); break;
        case PRG__DATE: printf("date"); break;
        case PRG__NUMBER: printf("number"); break;
        case PRG__NAMES: printf("name"); break;
        case PRG__TEXTS: printf("list of texts"); break;
        case PRG__REF:
                printf("id of ");
                print_targets(field);
                break;
        case PRG__REFS:
                printf("list of ids of ");
                print_targets(field);
                break;
        case PRG__RECORD: print_targets(field); break;
        case PRG__ITEMS:
                printf("list of ");
                print_targets(field);
                if (is_root)
                        printf(", or CSV file");
                break;
        }
}

static void print_class(const prg__class *class)
{
        int is_root = strcmp(class->name, "programme") == 0;
        printf("\n### %s\n\n%s.\n\n| key | type | required | meaning |\n|---|---|---|---|\n", class->name, class->doc);
        if (is_root)
                printf("| `format` | `libprogram/programme` | yes | what the document is |\n"
                       "| `version` | 1 | yes | the major version of the format |\n"
                       "| `minor` | whole number | | the minor version of the format; 0 without it |\n");
        if (class->number != PRG__NO_ID)
                printf("| `id` | id | yes | %s |\n", is_root ? "what the programme is called by programs"
                                : class->number == PRG__LOCAL_ID ? "unique in its list"
                                                                 : "unique in its class");
        for (const prg__field *field = class->fields; field->key; field++) {
                printf("| `%s` | ", field->key);
                print_type(field, is_root);
                printf(" | %s | %s |\n", field->flags & PRG__REQUIRED ? "yes" : "", field->doc);
        }
}

/* The roles that every programme has. */
static int print_roles(void)
{
        prg_programme *programme;
        if (prg_programme_new(&programme, "empty") < 0)
                return -1;
        puts("\n## Standard roles\n\n| id | verb | in English | class | lead |\n|---|---|---|---|---|");
        const prg_item *root = prg_programme_root(programme), *role;
        for (size_t i = 0; (role = prg_item_at(root, "roles", i)) != NULL; i++)
                printf("| `%s` | %s | %s | %s | %s |\n", prg_item_id(role), prg_item_text(role, "verb"),
                        prg_item_name(role, "en"), prg_item_text(role, "class"), prg_item_text(role, "lead"));
        prg_programme_unref(programme);
        return 0;
}

int main(void)
{
        for (size_t i = 0; introduction[i]; i++)
                puts(introduction[i]);
        puts("\n## Classes");
        for (size_t i = 0; prg_class_at(i); i++)
                print_class(prg__class_of_name(prg_class_at(i)));
        return print_roles() == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
