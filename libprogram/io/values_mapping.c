/* The mapping: what the columns and rows of somebody's sheet mean; the format is described in
 * docs/values.md.
 *
 * The text is checked as JSON first, with all that is wrong with it; then it is walked once with
 * the scanner. Each key has a row in the table below. What a name in it refers to (a column, a
 * breakdown, a state) is looked up at once; what depends on several keys is checked at the end. */
#include <string.h>

#include <libprogram/decimal.h>

#include "util/buf.h"
#include "util/error.h"
#include "util/json_check.h"
#include "util/json_scan.h"
#include "util/memory.h"
#include "util/suggest.h"
#include "values.h"

/* Of columns, words and texts together: what nobody writes by hand. */
#define MOST_TEXTS 20000

typedef struct walker {
        prg__values *reader;
        prg__json_scan scan;
        prg__json_token token;
        size_t key; /* offset of the key that is being read */
        size_t texts;
        size_t layout; /* offset of the layout's word */
        int has_layout;
} walker;

/* ---- findings ---- */

static int find_at(walker *it, size_t offset, int finding, const char *expected,
        const char *suggestion, const char *message, const char *text)
{
        char quoted[PRG__QUOTE_SIZE];
        prg__where where = { .mapping = &offset };
        return prg__values_find(it->reader, &where, finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA,
                expected, suggestion, "%s '%s'", message, prg__values_quote(quoted, text));
}

static int find_here(walker *it, int finding, const char *expected, const char *message)
{
        prg__where where = { .mapping = &it->token.offset };
        return prg__values_find(it->reader, &where, finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA,
                expected, NULL, "%s", message);
}

/* A value of a wrong type is passed over. */
static int refuse_type(walker *it, const char *expected)
{
        int code = find_here(it, PRG_FINDING_WRONG_TYPE, expected, "a value of another type");
        return code < 0 ? code : prg__json_skip(&it->scan);
}

/* ---- texts ---- */

static int next(walker *it)
{
        return prg__json_next(&it->scan, &it->token);
}

/* The present key or string, in the arena; NULL without memory. */
static char *take_text(walker *it)
{
        const char *raw = it->reader->mapping.text + it->token.offset;
        prg_buf *buf = &it->reader->scratch;
        buf->length = 0;
        if (!it->token.escapes)
                return prg__arena_text(&it->reader->mapping.texts, raw, it->token.length);
        if (prg__json_unescape(buf, raw, it->token.length) < 0)
                return NULL;
        return prg__arena_text(
                &it->reader->mapping.texts, buf->length ? buf->data : "", buf->length);
}

static void begin_pairs(prg__pairs *pairs)
{
        pairs->first = NULL;
        pairs->end = &pairs->first;
        prg__map_init(&pairs->by_text);
}

/* Adds a pair under its folded text, the first of two that are alike. */
static int add_pair(walker *it, prg__pairs *pairs, const char *from, const char *to, size_t offset,
        prg__pair **added)
{
        prg__values *reader = it->reader;
        prg__pair *pair = prg__arena_alloc(&reader->mapping.texts, sizeof *pair);
        const char *folded = pair ? prg__values_fold(reader, from) : NULL;
        char *copy =
                folded ? prg__arena_text(&reader->mapping.texts, folded, strlen(folded)) : NULL;
        if (copy == NULL)
                return PRG_ENOMEM;
        if (++it->texts > MOST_TEXTS)
                return it->texts == MOST_TEXTS + 1 ? find_here(
                               it, PRG_FINDING_VALUE, NULL, "the mapping has more than 20000 texts")
                                                   : 0;
        *pair = (prg__pair){ NULL, from, to, { PRG__COLUMN_BROKEN, NULL }, offset, 0 };
        int code = prg__map_put(&pairs->by_text, copy, strlen(copy), pair);
        if (code == PRG_EEXISTS && pairs != &reader->mapping.header)
                return find_at(
                        it, offset, PRG_FINDING_DUPLICATE_ID, NULL, NULL, "given twice:", from);
        if (code == PRG_ENOMEM)
                return code;
        *pairs->end = pair;
        pairs->end = &pair->next;
        if (added)
                *added = pair;
        return 0;
}

/* ---- kinds of values ---- */

/* An object of texts. */
static int read_pairs(walker *it, prg__pairs *pairs)
{
        int code = 0;
        if (it->token.event != PRG__JSON_OBJECT_BEGIN)
                return refuse_type(it, "an object of texts");
        while (code == 0 && (code = next(it)) == 0 && it->token.event == PRG__JSON_KEY) {
                char *from = take_text(it);
                if (from == NULL)
                        return PRG_ENOMEM;
                if ((code = next(it)) < 0)
                        return code;
                size_t offset = it->token.offset;
                if (it->token.event != PRG__JSON_STRING) {
                        code = refuse_type(it, "a text");
                        continue;
                }
                char *to = take_text(it);
                code = to ? add_pair(it, pairs, from, to, offset, NULL) : PRG_ENOMEM;
        }
        return code;
}

/* An array of texts; of the header rows, null stands for a row that says nothing. */
static int read_list(walker *it, prg__pairs *pairs)
{
        int code = 0, is_header = pairs == &it->reader->mapping.header;
        if (it->token.event != PRG__JSON_ARRAY_BEGIN)
                return refuse_type(it, "an array of texts");
        while (code == 0 && (code = next(it)) == 0 && it->token.event != PRG__JSON_ARRAY_END) {
                size_t offset = it->token.offset;
                if (is_header && it->token.event == PRG__JSON_NULL) {
                        code = add_pair(it, pairs, "", NULL, offset, NULL);
                } else if (it->token.event != PRG__JSON_STRING) {
                        code = refuse_type(it, is_header ? "a text or null" : "a text");
                } else {
                        char *from = take_text(it);
                        code = from ? add_pair(it, pairs, from, NULL, offset, NULL) : PRG_ENOMEM;
                }
        }
        return code;
}

static int find_target(walker *it, const char *name, size_t offset, prg__target *target)
{
        const char *suggestion;
        int code = prg__values_target(it->reader, name, target, &suggestion);
        if (code == 0 && target->kind == PRG__COLUMN_BROKEN)
                code = find_at(it, offset, PRG_FINDING_UNKNOWN_REFERENCE,
                        "a column of the long layout, or the id of a breakdown", suggestion,
                        "no column is called", name);
        return code;
}

/* An object of column names, each with an object of texts. */
static int read_words(walker *it)
{
        prg__mapping_file *mapping = &it->reader->mapping;
        int code = 0;
        if (it->token.event != PRG__JSON_OBJECT_BEGIN)
                return refuse_type(it, "an object of objects of texts");
        while (code == 0 && (code = next(it)) == 0 && it->token.event == PRG__JSON_KEY) {
                size_t offset = it->token.offset;
                prg__words *words = prg__arena_alloc(&mapping->texts, sizeof *words);
                char *name = words ? take_text(it) : NULL;
                if (name == NULL)
                        return PRG_ENOMEM;
                begin_pairs(&words->pairs);
                words->next = mapping->words;
                mapping->words = words;
                code = find_target(it, name, offset, &words->target);
                if (code == 0 && (code = next(it)) == 0)
                        code = read_pairs(it, &words->pairs);
        }
        return code;
}

/* One of some words: *index. A text that is none of them leaves it alone. */
static int read_choice(walker *it, const char *const *choices, const char *expected, int *index)
{
        prg__suggest near;
        size_t offset = it->token.offset;
        if (it->token.event != PRG__JSON_STRING)
                return refuse_type(it, expected);
        char *text = take_text(it);
        if (text == NULL)
                return PRG_ENOMEM;
        prg__suggest_begin(&near, text, strlen(text));
        for (int i = 0; choices[i]; i++) {
                if (strcmp(choices[i], text) == 0) {
                        *index = i;
                        return 0;
                }
                prg__suggest_offer(&near, choices[i]);
        }
        return find_at(it, offset, PRG_FINDING_VALUE, expected, prg__suggest_best(&near),
                "no such word:", text);
}

static int read_layout(walker *it)
{
        static const char *const layouts[] = { "long", "wide", NULL };
        it->layout = it->token.offset;
        it->has_layout = 1;
        return read_choice(it, layouts, "long or wide", &it->reader->mapping.is_wide);
}

static int read_numbers(walker *it)
{
        static const char *const forms[] = { "plain", "vietnamese", NULL };
        int form = 0, code = read_choice(it, forms, "plain or vietnamese", &form);
        it->reader->form = form ? PRG_NUMBER_VIETNAMESE : PRG_NUMBER_PLAIN;
        return code;
}

static int read_empty(walker *it)
{
        static const char *const ways[] = { "skip", "missing", NULL };
        return read_choice(it, ways, "skip or missing", &it->reader->mapping.empty_is_missing);
}

static int read_skip_rows(walker *it)
{
        const char *raw = it->reader->mapping.text + it->token.offset;
        size_t number = 0;
        int is_good = it->token.event == PRG__JSON_NUMBER && it->token.length <= 4;
        for (size_t i = 0; is_good && i < it->token.length; i++) {
                is_good = raw[i] >= '0' && raw[i] <= '9';
                number = number * 10 + (size_t)(raw[i] - '0');
        }
        if (!is_good)
                return refuse_type(it, "a whole number from 0 to 9999");
        it->reader->mapping.skip_rows = number;
        return 0;
}

/* ---- keys ---- */

static const struct key {
        const char *name;
        int is_wide;             /* belongs to the wide layout only */
        int (*read)(walker *it); /* or one of the next two */
        int (*fill)(walker *it, prg__pairs *pairs);
        size_t pairs;
} keys[] = {
        { "layout", 0, read_layout, NULL, 0 },
        { "numbers", 0, read_numbers, NULL, 0 },
        { "skip_rows", 0, read_skip_rows, NULL, 0 },
        { "columns", 0, NULL, read_pairs, offsetof(prg__mapping_file, columns) },
        { "ignore", 0, NULL, read_list, offsetof(prg__mapping_file, ignore) },
        { "constants", 0, NULL, read_pairs, offsetof(prg__mapping_file, constants) },
        { "states", 0, NULL, read_pairs, offsetof(prg__mapping_file, states) },
        { "words", 0, read_words, NULL, 0 },
        { "header", 1, NULL, read_list, offsetof(prg__mapping_file, header) },
        { "empty", 1, read_empty, NULL, 0 },
        { "total_rows", 1, NULL, read_list, offsetof(prg__mapping_file, total_rows) },
        { "total_columns", 1, NULL, read_list, offsetof(prg__mapping_file, total_columns) },
        { "ignore_rows", 1, NULL, read_list, offsetof(prg__mapping_file, ignore_rows) },
        { "scope", 1, NULL, read_pairs, offsetof(prg__mapping_file, scope) },
};
#define KEYS (sizeof keys / sizeof *keys)

static prg__pairs *pairs_of(prg__mapping_file *mapping, const struct key *key)
{
        return (void *)((char *)mapping + key->pairs);
}

static int read_member(walker *it, size_t *first_wide)
{
        prg__mapping_file *mapping = &it->reader->mapping;
        char *name = take_text(it);
        size_t offset = it->token.offset;
        prg__suggest near;
        if (name == NULL)
                return PRG_ENOMEM;
        prg__suggest_begin(&near, name, strlen(name));
        for (const struct key *key = keys; key < keys + KEYS; key++) {
                prg__suggest_offer(&near, key->name);
                if (strcmp(key->name, name) != 0)
                        continue;
                if (key->is_wide && *first_wide == 0)
                        *first_wide = offset;
                int code = next(it);
                if (code < 0)
                        return code;
                return key->read ? key->read(it) : key->fill(it, pairs_of(mapping, key));
        }
        int code = find_at(it, offset, PRG_FINDING_UNKNOWN_KEY, NULL, prg__suggest_best(&near),
                "unknown key", name);
        return code < 0 ? code : prg__json_skip(&it->scan);
}

/* ---- what depends on several keys ---- */

/* What a thing of the mapping names, and that it is not named twice. */
static int name_targets(walker *it, prg__pairs *pairs, int by_from, int is_list)
{
        int code = 0;
        for (prg__pair *pair = pairs->first; code == 0 && pair; pair = pair->next) {
                const char *name = by_from || is_list ? pair->from : pair->to;
                if (is_list && *name == '\0') {
                        pair->target.kind = PRG__COLUMN_IGNORED;
                        continue;
                }
                code = find_target(it, name, pair->offset, &pair->target);
                for (prg__pair *other = pairs->first; code == 0 && other != pair;
                        other = other->next)
                        if (pair->target.kind <= PRG__COLUMN_CATEGORY
                                && prg__target_same(&other->target, &pair->target)) {
                                code = find_at(it, pair->offset, PRG_FINDING_DUPLICATE_ID, NULL,
                                        NULL, "given twice:", name);
                                break;
                        }
        }
        return code;
}

static int find_twice(walker *it, const prg__pairs *first, const prg__pairs *second)
{
        int code = 0;
        for (prg__pair *pair = second->first; code == 0 && pair; pair = pair->next)
                for (prg__pair *other = first->first; code == 0 && other; other = other->next)
                        if (pair->target.kind <= PRG__COLUMN_CATEGORY
                                && prg__target_same(&other->target, &pair->target))
                                code = find_at(it, pair->offset, PRG_FINDING_DUPLICATE_ID, NULL,
                                        NULL, "given twice:", prg__target_name(&pair->target));
        return code;
}

static int is_given(const prg__pairs *pairs, prg__column_kind kind)
{
        for (const prg__pair *pair = pairs->first; pair; pair = pair->next)
                if (pair->target.kind == kind || pair->target.kind == PRG__COLUMN_BROKEN)
                        return 1;
        return 0;
}

/* The cells of a wide sheet are the values, so nothing else of the mapping can be. */
static int refuse_values(walker *it, const prg__pairs *pairs)
{
        int code = 0;
        for (const prg__pair *pair = pairs->first; code == 0 && pair; pair = pair->next)
                if (pair->target.kind == PRG__COLUMN_VALUE
                        || pair->target.kind == PRG__COLUMN_ACTION)
                        code = find_at(it, pair->offset, PRG_FINDING_CONTRADICTION, NULL, NULL,
                                "a wide sheet has its values in the cells, and takes no",
                                prg__target_name(&pair->target));
        return code;
}

static int check_wide(walker *it)
{
        static const prg__column_kind needed[] = { PRG__COLUMN_INDICATOR, PRG__COLUMN_AREA,
                PRG__COLUMN_PERIOD };
        prg__mapping_file *mapping = &it->reader->mapping;
        int code = refuse_values(it, &mapping->columns);
        for (const prg__pair *pair = mapping->header.first; pair; pair = pair->next)
                mapping->header_rows++;
        if (code == 0)
                code = refuse_values(it, &mapping->header);
        if (code == 0)
                code = refuse_values(it, &mapping->constants);
        if (code == 0 && mapping->header_rows == 0)
                return find_at(it, it->layout, PRG_FINDING_MISSING_FIELD,
                        "a list that says what each header row holds, such as [\"indicator\", "
                        "\"period\"]",
                        NULL, "the wide layout needs", "header");
        if (code == 0)
                code = find_twice(it, &mapping->columns, &mapping->header);
        if (code == 0)
                code = find_twice(it, &mapping->header, &mapping->constants);
        for (size_t i = 0; code == 0 && i < sizeof needed / sizeof *needed; i++) {
                prg__target target = { needed[i], NULL };
                if (!is_given(&mapping->columns, needed[i])
                        && !is_given(&mapping->header, needed[i])
                        && !is_given(&mapping->constants, needed[i]))
                        code = find_at(it, it->layout, PRG_FINDING_MISSING_FIELD,
                                "it in a column, in a header row, or as a constant", NULL,
                                "nothing gives the", prg__target_name(&target));
        }
        return code;
}

/* Words that stand for a state, or for a scope, must be such. */
static int check_words(
        walker *it, const prg__pairs *pairs, int (*is_word)(const char *word), const char *expected)
{
        int code = 0;
        for (const prg__pair *pair = pairs->first; code == 0 && pair; pair = pair->next)
                if (!is_word(pair->to))
                        code = find_at(it, pair->offset, PRG_FINDING_VALUE, expected, NULL,
                                "no such word:", pair->to);
        return code;
}

static int is_state(const char *word)
{
        for (prg_state state = PRG_STATE_VALUE; state < PRG_STATE_UNDEFINED; state++)
                if (strcmp(prg_state_name(state), word) == 0)
                        return 1;
        return 0;
}

static int is_scope(const char *word)
{
        return strcmp(word, prg_scope_name(PRG_SCOPE_OWN)) == 0
               || strcmp(word, prg_scope_name(PRG_SCOPE_TOTAL)) == 0;
}

static int check_whole(walker *it, size_t first_wide)
{
        prg__mapping_file *mapping = &it->reader->mapping;
        int code = name_targets(it, &mapping->columns, 0, 0);
        if (code == 0)
                code = name_targets(it, &mapping->constants, 1, 0);
        if (code == 0)
                code = name_targets(it, &mapping->header, 0, 1);
        if (code == 0)
                code = find_twice(it, &mapping->columns, &mapping->constants);
        if (code == 0)
                code = check_words(it, &mapping->states, is_state,
                        "value, missing, not_applicable, not_expected or suppressed");
        if (code == 0)
                code = check_words(it, &mapping->scope, is_scope, "own or total");
        if (code == 0 && mapping->is_wide)
                return check_wide(it);
        if (code == 0 && first_wide)
                code = find_at(it, first_wide, PRG_FINDING_CONTRADICTION,
                        "\"layout\": \"wide\" beside it", NULL,
                        "a key of the wide layout in a mapping of the", "long");
        return code;
}

int prg__values_numbered(prg__values *reader, size_t index, prg__pair **pair)
{
        reader->scratch.length = 0;
        int code = prg__buf_format(&reader->scratch, "#%zu", index + 1);
        if (code == 0)
                code = prg__values_pair(
                        reader, &reader->mapping.columns, reader->scratch.data, pair);
        return code;
}

/* ---- the whole ---- */

static int read_object(walker *it)
{
        size_t first_wide = 0;
        int code = next(it);
        if (code == 0 && it->token.event != PRG__JSON_OBJECT_BEGIN)
                return refuse_type(it, "an object");
        while (code == 0 && (code = next(it)) == 0 && it->token.event == PRG__JSON_KEY)
                code = read_member(it, &first_wide);
        return code < 0 ? code : check_whole(it, first_wide);
}

int prg__values_read_mapping(prg__values *reader)
{
        prg__mapping_file *mapping = &reader->mapping;
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        walker it = { .reader = reader };
        prg__arena_init(&mapping->texts);
        for (size_t i = 0; i < KEYS; i++)
                if (keys[i].fill)
                        begin_pairs(pairs_of(mapping, &keys[i]));
        if (reader->options.mapping == NULL)
                return 0;
        mapping->text = reader->options.mapping;
        mapping->length = reader->options.mapping_length;
        int code = prg__json_check(
                mapping->text, mapping->length, "mapping", NULL, reader->options.report);
        if (code < 0)
                return code;
        options.trusted = 1;
        prg__json_scan_init(&it.scan, &options);
        prg__json_scan_reset(&it.scan, mapping->text, mapping->length);
        code = read_object(&it);
        prg__json_scan_dispose(&it.scan);
        return code;
}

void prg__values_free_mapping(prg__values *reader)
{
        prg__mapping_file *mapping = &reader->mapping;
        for (size_t i = 0; i < KEYS; i++)
                if (keys[i].fill)
                        prg__map_dispose(&(pairs_of(mapping, &keys[i]))->by_text);
        for (prg__words *words = mapping->words; words; words = words->next)
                prg__map_dispose(&words->pairs.by_text);
        prg__arena_dispose(&mapping->texts);
}
