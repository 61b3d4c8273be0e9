/* Fields: a value from its text, its absence, and what references may point to. */
#include "item.h"

#include <limits.h>
#include <string.h>

#include <libprogram/text.h>

#include "nouns.h"
#include "util/error.h"

#define LONGEST_ID 64

static int is_letter(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(char c)
{
        return c >= '0' && c <= '9';
}

int prg__word_is_valid(const char *word, size_t length)
{
        if (length == 0 || length > LONGEST_ID || !(is_letter(word[0]) || is_digit(word[0])))
                return 0;
        for (size_t i = 1; i < length; i++)
                if (!is_letter(word[i]) && !is_digit(word[i]) && (word[i] == '\0' || !strchr("._-", word[i])))
                        return 0;
        return 1;
}

/* An indicator's id is a name in formulas. */
static int is_indicator_id(const char *id, size_t length)
{
        if (length == 0 || length > LONGEST_ID || !((id[0] >= 'a' && id[0] <= 'z') || id[0] == '_'))
                return 0;
        for (size_t i = 1; i < length; i++)
                if (!(id[i] >= 'a' && id[i] <= 'z') && !is_digit(id[i]) && id[i] != '_')
                        return 0;
        return 1;
}

int prg__id_is_valid(const prg__class *class, const char *id, size_t length)
{
        return class == &prg__class_indicator ? is_indicator_id(id, length) : prg__word_is_valid(id, length);
}

const char *prg__id_expected(const prg__class *class)
{
        return class == &prg__class_indicator
                ? "a lower-case letter or '_', then lower-case letters, digits and '_', at most 64"
                : "a letter or digit, then letters, digits, '.', '_' and '-', at most 64";
}

/* ---- absence ---- */

void prg__field_clear(prg_item *item, const prg__field *field)
{
        void *at = prg__member(item, field);
        switch (field->type) {
        case PRG__COUNT: *(int *)at = -1; break;
        case PRG__DATE: *(prg_date *)at = PRG_DATE_NONE; break;
        case PRG__NUMBER: *(prg_decimal *)at = (prg_decimal){ 0, PRG__NO_NUMBER }; break;
        case PRG__CHOICE:
        case PRG__FLAG: *(int *)at = 0; break;
        case PRG__TEXT:
        case PRG__WORD: *(const char **)at = NULL; break;
        case PRG__REF:
                if (*(prg_item **)at && !item->detached)
                        (*(prg_item **)at)->uses--;
                *(prg_item **)at = NULL;
                break;
        case PRG__RECORD: *(prg_item **)at = NULL; break;
        case PRG__NAMES: ((prg__names *)at)->count = 0; break;
        case PRG__TEXTS:
        case PRG__REFS:
        case PRG__ITEMS: ((prg__list *)at)->count = 0; break;
        }
        /* The language is asked for with every name, so it is never absent. */
        if (item == &item->programme->root.item && field->offset == offsetof(prg__root, language))
                item->programme->root.language = "vi";
}

int prg__field_is_given(const prg_item *item, const prg__field *field)
{
        const void *at = prg__member(item, field);
        switch (field->type) {
        case PRG__COUNT: return *(const int *)at >= 0;
        case PRG__DATE: return *(const prg_date *)at != PRG_DATE_NONE;
        case PRG__NUMBER: return ((const prg_decimal *)at)->decimals != PRG__NO_NUMBER;
        case PRG__CHOICE:
        case PRG__FLAG: return *(const int *)at != 0;
        case PRG__TEXT:
        case PRG__WORD: return *(const char *const *)at != NULL;
        case PRG__REF:
        case PRG__RECORD: return *(prg_item *const *)at != NULL;
        case PRG__NAMES: return ((const prg__names *)at)->count > 0;
        default: return ((const prg__list *)at)->count > 0;
        }
}

/* ---- a value from its text ---- */

static int parse_count(int *count, const char *text, size_t length, int limit)
{
        long value = 0;
        if (length == 0 || length > 9)
                return -1;
        for (size_t i = 0; i < length; i++) {
                if (!is_digit(text[i]))
                        return -1;
                value = value * 10 + (text[i] - '0');
        }
        if (value > limit)
                return -1;
        *count = (int)value;
        return 0;
}

static int parse_choice(int *number, const char *const *choices, const char *text, size_t length)
{
        for (int i = 0; choices[i]; i++)
                if (strlen(choices[i]) == length && memcmp(choices[i], text, length) == 0) {
                        *number = i + 1;
                        return 0;
                }
        return -1;
}

static int parse_reference(prg_item *item, const prg__field *field, const char *text, size_t length,
        const char **expected)
{
        int ambiguous;
        prg_item *target = prg__field_resolve(item, field, text, length, &ambiguous);
        if (target == NULL) {
                *expected = prg__field_expects(field);
                return ambiguous ? PRG_ECONFLICT : PRG_ENOTFOUND;
        }
        prg__reference_set(item, field, target);
        return 0;
}

int prg__field_parse(prg_item *item, const prg__field *field, const char *text, size_t length,
        const char **expected)
{
        static const char *const flags[] = { "false", "true", NULL };
        void *at = prg__member(item, field);
        char *copy;
        *expected = NULL;
        switch (field->type) {
        case PRG__WORD:
                *expected = "a word: a letter or digit, then letters, digits, '.', '_' and '-'";
                if (!prg__word_is_valid(text, length))
                        return PRG_ESCHEMA;
                /* fall through */
        case PRG__TEXT:
                if (prg_text_validate(text, length, NULL) < 0)
                        return PRG_EUTF8;
                if (memchr(text, '\0', length)) {
                        *expected = "text without the character NUL";
                        return PRG_ESCHEMA;
                }
                if ((copy = prg__arena_text(&item->programme->arena, text, length)) == NULL)
                        return PRG_ENOMEM;
                *(const char **)at = copy;
                return 0;
        case PRG__CHOICE:
                return parse_choice(at, field->choices, text, length) < 0 ? PRG_ESCHEMA : 0;
        case PRG__FLAG:
                *expected = "true or false";
                return parse_choice(at, flags, text, length) < 0 ? PRG_ESCHEMA : 0;
        case PRG__COUNT:
                *expected = "a whole number within its limit";
                return parse_count(at, text, length, field->limit) < 0 ? PRG_ESCHEMA : 0;
        case PRG__DATE:
                *expected = "a date, YYYY-MM-DD";
                return prg_date_parse(at, text, length) < 0 ? PRG_ESCHEMA : 0;
        case PRG__NUMBER: {
                prg_decimal number;
                *expected = "a number such as 12.5, exact in 64 bits, with at most 18 decimals";
                if (prg_decimal_parse(&number, text, length, PRG_NUMBER_PLAIN) < 0)
                        return PRG_ESCHEMA;
                *(prg_decimal *)at = number;
                return 0;
        }
        case PRG__REF: return parse_reference(item, field, text, length, expected);
        default: return PRG_EINVALID;
        }
}

/* ---- references ---- */

prg_item *prg__field_resolve(const prg_item *item, const prg__field *field, const char *id, size_t length,
        int *ambiguous)
{
        prg_item *found = NULL;
        *ambiguous = 0;
        for (const prg__class *const *class = field->targets; *class; class ++) {
                prg_item *target = prg__map_get(&item->programme->ids[(*class)->number], id, length);
                if (target && found) {
                        *ambiguous = 1;
                        return NULL;
                }
                if (target)
                        found = target;
        }
        return found;
}

void prg__reference_set(prg_item *item, const prg__field *field, prg_item *target)
{
        prg__field_clear(item, field);
        *(prg_item **)prg__member(item, field) = target;
        target->uses++;
}

void prg__reference_push(prg_item *item, const prg__field *field, prg_item *target)
{
        prg__list_push(prg__member(item, field), target);
        target->uses++;
}

const char *prg__field_expects(const prg__field *field)
{
        static const struct {
                const prg__class *first, *second;
                const char *text;
        } texts[] = {
                { &prg__class_document, NULL, "the id of a document" },
                { &prg__class_calendar, NULL, "the id of a calendar" },
                { &prg__class_role, NULL, "the id of a role" },
                { &prg__class_agency, &prg__class_group, "the id of an agency or a group" },
                { &prg__class_agency, NULL, "the id of an agency" },
                { &prg__class_group, NULL, "the id of a group" },
                { &prg__class_external, NULL, "the id of an external" },
                { &prg__class_objective, NULL, "the id of an objective" },
                { &prg__class_component, &prg__class_indicator, "the id of a component, an indicator or an obligation" },
                { &prg__class_component, NULL, "the id of a component" },
                { &prg__class_flow, NULL, "the id of a flow" },
                { &prg__class_unit, NULL, "the id of a unit" },
                { &prg__class_source, NULL, "the id of a source" },
                { &prg__class_breakdown, NULL, "the id of a breakdown" },
                { &prg__class_indicator_group, NULL, "the id of an indicator group" },
                { &prg__class_indicator, NULL, "the id of an indicator" },
                { &prg__class_area, NULL, "the id of an area" },
        };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
                if (texts[i].first == field->targets[0] && texts[i].second == field->targets[1])
                        return texts[i].text;
        return "the id of something that exists";
}
