/* Parts of the text of a query, and lists of what they name.
 *
 * A part is two offsets into the whole text, so that an error always knows its place; nothing is
 * copied but a name that is looked up. A list keeps with each thing a key of a few machine words,
 * by which what is named twice is found in constant time. */
#include "query_text.h"

#include <stdio.h>
#include <string.h>

#include "calc/query/shared.h"
#include "util/buf.h"
#include "util/memory.h"
#include "util/suggest.h"
#include "util/utf8.h"

/* ---- places ---- */

const char *prg__query_place(char place[PRG__QUERY_PLACE], const prg__query_text *text, size_t at)
{
        size_t number = 1;
        for (size_t i = 0; i < at; i++)
                number += ((unsigned char)text->whole[i] & 0xC0) != 0x80;
        snprintf(place, PRG__QUERY_PLACE, "character %zu", number);
        return place;
}

int prg__query_error_at(int code, const prg__query_text *text, size_t at)
{
        if (code == PRG_ENOMEM)
                return code;
        return prg__error(code, PRG__QUERY_AT(text, at), "%s", prg_error_last()->message);
}

/* ---- parts ---- */

static int is_space(char c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void prg__query_trim(prg__query_text *text)
{
        while (text->at < text->end && is_space(text->whole[text->at]))
                text->at++;
        while (text->end > text->at && is_space(text->whole[text->end - 1]))
                text->end--;
}

int prg__query_text_begin(prg__query_text *text, const char *whole, size_t length)
{
        *text = (prg__query_text){ whole, 0, length };
        size_t bad;
        int code = prg__utf8_demand(whole, length, "text", &bad);
        if (code < 0)
                return prg__query_error_at(code, text, bad);
        const char *nul = length ? memchr(whole, '\0', length) : NULL;
        if (nul)
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, (size_t)(nul - whole)),
                        "a NUL character, expected text");
        prg__query_trim(text);
        return 0;
}

int prg__query_split(prg__query_text *part, prg__query_text *rest, char separator)
{
        size_t length = rest->end - rest->at;
        const char *found = length ? memchr(rest->whole + rest->at, separator, length) : NULL;
        *part = *rest;
        if (found)
                part->end = (size_t)(found - rest->whole);
        rest->at = part->end + (found != NULL);
        prg__query_trim(part);
        prg__query_trim(rest);
        return found != NULL;
}

void prg__query_split_word(prg__query_text *part, prg__query_text *rest)
{
        *part = *rest;
        while (rest->at < rest->end && !is_space(rest->whole[rest->at]))
                rest->at++;
        part->end = rest->at;
        prg__query_trim(rest);
}

int prg__query_is_empty(const prg__query_text *part)
{
        return part->at == part->end;
}

int prg__query_is(const prg__query_text *part, const char *word)
{
        size_t length = strlen(word);
        return part->end - part->at == length && memcmp(part->whole + part->at, word, length) == 0;
}

int prg__query_copy(prg_buf *word, const prg__query_text *part)
{
        word->length = 0;
        return prg__buf_append(word, part->whole + part->at, part->end - part->at);
}

int prg__query_next(prg__query_text *entry, prg__query_text *list, int *more, const char *expected)
{
        if (!*more)
                return PRG_END;
        *more = prg__query_split(entry, list, ',');
        if (prg__query_is_empty(entry))
                return prg__error(
                        PRG_ESYNTAX, PRG__QUERY_AT(entry, entry->at), "expected %s", expected);
        return 0;
}

/* ---- lists with formulas ---- */

/* Behind a pair of brackets that begins here; in its quotes others do not count. */
static size_t skip_brackets(const prg__query_text *text, size_t at)
{
        char quote = '\0';
        for (size_t i = at; i < text->end; i++) {
                char c = text->whole[i];
                if (quote == '\0' && c == ']')
                        return i + 1;
                if (c == quote)
                        quote = '\0';
                else if (quote == '\0' && (c == '"' || c == '\''))
                        quote = c;
        }
        return at + 1;
}

/* The end of an entry: the first of both separators that counts. */
static size_t entry_end(const prg__query_text *text, size_t at, int in_formula)
{
        char quote = '\0';
        int depth = 0;
        while (at < text->end) {
                char c = text->whole[at];
                if (quote) {
                        quote = c == quote ? '\0' : quote;
                } else if (!in_formula && c == '[') {
                        at = skip_brackets(text, at);
                        continue;
                } else if (c == '=') {
                        in_formula = 1;
                } else if (in_formula && (c == '"' || c == '\'')) {
                        quote = c;
                } else if (in_formula && (c == '(' || c == ')')) {
                        depth += c == '(' ? 1 : -1;
                } else if (depth <= 0 && (c == ',' || c == ';')) {
                        return at;
                }
                at++;
        }
        return at;
}

static int next_entry(prg__query_text *entry, prg__query_text *list, int *more, const char *expected, int in_formula)
{
        if (!*more)
                return PRG_END;
        *entry = *list;
        entry->end = entry_end(list, list->at, in_formula);
        *more = entry->end < list->end;
        list->at = entry->end + (size_t)*more;
        prg__query_trim(entry);
        prg__query_trim(list);
        if (prg__query_is_empty(entry))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(entry, entry->at), "expected %s", expected);
        return 0;
}

int prg__query_next_formula(prg__query_text *entry, prg__query_text *list, int *more, const char *expected)
{
        return next_entry(entry, list, more, expected, 0);
}

int prg__query_next_quoted(prg__query_text *entry, prg__query_text *list, int *more, const char *expected)
{
        return next_entry(entry, list, more, expected, 1);
}

size_t prg__query_formulas_end(const prg__query_text *text)
{
        size_t at = entry_end(text, text->at, 0);
        while (at < text->end && text->whole[at] != ';')
                at = entry_end(text, at + 1, 0);
        return at;
}

size_t prg__query_equals(const prg__query_text *part)
{
        size_t at = part->at;
        while (at < part->end && part->whole[at] != '=')
                at = part->whole[at] == '[' ? skip_brackets(part, at) : at + 1;
        return at;
}

/* ---- names ---- */

const char *prg__query_meant(char meant[PRG__QUERY_MEANT], const char *best)
{
        *meant = '\0';
        if (best)
                snprintf(meant, PRG__QUERY_MEANT, "; did you mean '%s'?", best);
        return meant;
}

int prg__query_find(prg_item **item, const prg_query *query, const char *class_name,
        const prg__query_text *part, const char *const *words, prg_buf *word)
{
        char meant[PRG__QUERY_MEANT];
        prg__suggest near;
        int code = prg__query_copy(word, part);
        if (code == 0)
                code = prg_programme_find(item, query->programme, class_name, word->data);
        if (code == 0 || code == PRG_ENOMEM)
                return code;
        const char *message = prg_error_last()->message;
        prg__suggest_begin(&near, word->data, word->length);
        for (; code == PRG_ENOTFOUND && words && *words
                && strstr(message, "; did you mean '") == NULL;
                words++)
                prg__suggest_offer(&near, *words);
        return prg__error(code, PRG__QUERY_AT(part, part->at), "%s%s", message,
                prg__query_meant(meant, prg__suggest_best(&near)));
}

/* ---- lists ---- */

void prg__query_list_begin(prg__query_list *list, size_t size)
{
        *list = (prg__query_list){ .size = size };
        prg__map_init(&list->keys);
        prg__arena_init(&list->arena);
}

void prg__query_list_dispose(prg__query_list *list)
{
        prg__free(list->at);
        prg__map_dispose(&list->keys);
        prg__arena_dispose(&list->arena);
}

int prg__query_list_add(
        prg__query_list *list, const void *thing, const uintptr_t *key, size_t words)
{
        size_t length = words * sizeof *key;
        if (prg__map_get(&list->keys, (const char *)key, length))
                return 0;
        char *copy = prg__arena_text(&list->arena, (const char *)key, length);
        if (copy == NULL || prg__grow(&list->at, &list->capacity, list->count + 1, list->size) < 0
                || prg__map_put(&list->keys, copy, length, copy) < 0)
                return PRG_ENOMEM;
        memcpy((char *)list->at + list->count++ * list->size, thing, list->size);
        return 0;
}

void *prg__query_list_share(const prg__query_list *list, size_t room)
{
        void *block = prg__shared_new(list->count * list->size + room);
        if (block && list->count)
                memcpy(block, list->at, list->count * list->size);
        return block;
}

void prg__query_period_key(uintptr_t key[PRG__QUERY_PERIOD_WORDS], const prg_period *period)
{
        key[0] = (uintptr_t)period->calendar;
        key[1] = (uintptr_t)period->type;
        key[2] = (uintptr_t)period->year;
        key[3] = (uintptr_t)period->index;
        key[4] = (uintptr_t)period->first;
        key[5] = (uintptr_t)period->last;
}
