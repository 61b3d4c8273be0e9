/* Members of JSON objects on their way into a draft; see values_json.h.
 *
 * An object is read to its end before anything of it is looked up, so that one which is no JSON causes one
 * finding and no others. */
#include "values_json.h"

#include <stdio.h>
#include <string.h>

#include "model/item.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/json_fault.h"
#include "util/memory.h"
#include "util/suggest.h"

/* ---- findings ---- */

int prg__json_find(prg__values *reader, size_t row, size_t offset, const char *label, int finding,
        const char *expected, const char *suggestion, const char *message)
{
        prg__where where = { .row = row, .column = label, .offset = &offset };
        return prg__values_find(reader, &where, finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA, expected,
                suggestion, "%s", message);
}

int prg__json_find_fault(prg__values *reader, const prg__json_scan *scan, size_t base, size_t row)
{
        prg__json_words words;
        size_t offset = base + scan->fault.offset;
        prg__where where = { .row = row, .offset = &offset };
        prg__json_fault_words(&words, scan, NULL);
        return prg__values_find(reader, &where, prg__json_rule_finding(scan->fault.rule), PRG_SEVERITY_ERROR,
                prg__json_rule_code(scan->fault.rule), words.expected,
                *words.suggestion ? words.suggestion : NULL, "%s", words.message);
}

/* ---- gathering ---- */

int prg__json_members_init(prg__json_members *members, prg__values *reader)
{
        memset(members, 0, sizeof *members);
        members->reader = reader;
        for (int kind = 0; kind < PRG__COLUMNS; kind++) {
                members->columns[kind].target.kind = (prg__column_kind)kind;
                members->columns[kind].label = prg__target_name(&members->columns[kind].target);
        }
        size_t count = prg_programme_count(reader->programme, "breakdown");
        members->breakdowns = prg__alloc_zero((count + 1) * sizeof *members->breakdowns);
        if (members->breakdowns == NULL)
                return PRG_ENOMEM;
        members->breakdown_count = count;
        return 0;
}

void prg__json_members_dispose(prg__json_members *members)
{
        for (int kind = 0; kind < PRG__COLUMNS; kind++)
                prg__column_dispose(&members->columns[kind]);
        for (size_t i = 0; i < members->breakdown_count; i++)
                prg__column_dispose(&members->breakdowns[i]);
        prg__free(members->breakdowns);
        prg__free(members->at);
        prg_buf_dispose(&members->texts);
}

prg__column_kind prg__json_member_kind(const char *raw, const prg__json_token *key)
{
        static const struct {
                const char *name;
                size_t length;
        } names[] = {
#define ROW(symbol, name, part) { name, sizeof name - 1 },
                PRG__COLUMN_MAP(ROW)
#undef ROW
                        { "categories", 10 }
        };
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (prg__json_is_name(raw, key, names[i].name, names[i].length))
                        return (prg__column_kind)i;
        return PRG__COLUMN_BROKEN;
}

static int append(prg__json_members *members, prg__column_kind kind, const prg__json_token *key,
        const prg__json_token *value)
{
        if (prg__grow((void **)&members->at, &members->capacity, members->count + 1, sizeof *members->at) < 0)
                return PRG_ENOMEM;
        members->at[members->count++] = (prg__json_member){ kind, *key, *value };
        return 0;
}

/* The members of "categories", each with a value that is no container. */
static int read_categories(prg__json_members *members, prg__json_scan *scan)
{
        prg__json_token key, value;
        int code;
        while ((code = prg__json_next(scan, &key)) == 0 && key.event == PRG__JSON_KEY) {
                code = prg__json_next(scan, &value);
                if (code == 0)
                        code = prg__json_skip(scan);
                if (code == 0)
                        code = append(members, PRG__COLUMN_CATEGORY, &key, &value);
                if (code < 0)
                        break;
        }
        return code;
}

int prg__json_members_take(prg__json_members *members, prg__json_scan *scan, prg__column_kind kind,
        const prg__json_token *key, const prg__json_token *first)
{
        prg__json_token value = *first;
        int code = 0;
        if (kind == PRG__COLUMN_CATEGORY && value.event == PRG__JSON_OBJECT_BEGIN)
                return read_categories(members, scan);
        if (value.event == PRG__JSON_OBJECT_BEGIN || value.event == PRG__JSON_ARRAY_BEGIN) {
                code = prg__json_skip(scan);
                value.length = (size_t)(scan->at - scan->data) - value.offset;
        }
        if (kind == PRG__COLUMN_CATEGORY && value.event != PRG__JSON_NULL)
                kind = PRG__COLUMN_BROKEN; /* told from an unknown key by its name */
        else if (kind == PRG__COLUMN_CATEGORY)
                return code;
        return code < 0 ? code : append(members, kind, key, &value);
}

/* ---- texts ---- */

int prg__json_members_reserve(prg__json_members *members, size_t length)
{
        members->texts.length = 0;
        return prg__buf_reserve(&members->texts, 2 * length + 2);
}

const char *prg__json_members_text(prg__json_members *members, const prg__json_token *token)
{
        prg_buf *texts = &members->texts;
        size_t at = texts->length;
        const char *raw = members->reader->text + token->offset;
        /* There is room: no text is longer than what it was written as. */
        if (token->escapes)
                (void)prg__json_unescape(texts, raw, token->length);
        else
                (void)prg__buf_append(texts, raw, token->length);
        (void)prg__buf_append(texts, "", 1);
        return texts->data + at;
}

/* Texts of an array with a blank between them; NULL when something else stands in it. */
static const char *join(prg__json_members *members, const prg__json_token *array)
{
        prg_buf *texts = &members->texts;
        size_t at = texts->length;
        prg__json_scan scan;
        prg__json_token token;
        const prg__json_options trusted = { 4, SIZE_MAX, 1, 1, 1 };
        const char *raw = members->reader->text + array->offset;
        prg__json_scan_init(&scan, &trusted);
        prg__json_scan_reset(&scan, raw, array->length);
        int is_good = prg__json_next(&scan, &token) == 0;
        while (is_good && prg__json_next(&scan, &token) == 0 && token.event == PRG__JSON_STRING) {
                if (texts->length > at)
                        (void)prg__buf_append(texts, " ", 1);
                (void)prg__json_unescape(texts, raw + token.offset, token.length);
        }
        is_good = is_good && token.event == PRG__JSON_ARRAY_END;
        (void)prg__buf_append(texts, "", 1);
        prg__json_scan_dispose(&scan);
        return is_good ? texts->data + at : NULL;
}

/* ---- putting ---- */

static void note_spot(prg__values *reader, const char *label, size_t offset)
{
        if (reader->spot_count < PRG__SPOTS)
                reader->spots[reader->spot_count++] = (prg__spot){ label, offset };
}

/* Of a key that is none, what was probably meant. */
static int refuse_key(prg__json_members *members, const prg__json_member *member, size_t row, unsigned known)
{
        prg__values *reader = members->reader;
        prg__suggest near;
        prg_item *breakdown = NULL;
        char quoted[PRG__QUOTE_SIZE], message[PRG__QUOTE_SIZE + 32];
        const char *name = prg__json_members_text(members, &member->key);
        if (strcmp(name, "categories") == 0)
                return prg__json_find(reader, row, prg__json_begin(&member->value), "categories",
                        PRG_FINDING_WRONG_TYPE, "an object: {\"breakdown\": \"category\"}", NULL,
                        "categories are no object");
        int code = prg__programme_look_up(&breakdown, reader->programme, &prg__class_breakdown, name);
        if (code < 0 && code != PRG_ECONFLICT)
                return code;
        prg__suggest_begin(&near, name, strlen(name));
        prg__suggest_offer(&near, "categories");
        for (int kind = 0; kind < PRG__COLUMNS; kind++)
                if (known & PRG__BIT(kind))
                        prg__suggest_offer(&near, members->columns[kind].label);
        snprintf(message, sizeof message, "'%s' is no key of an entry", prg__values_quote(quoted, name));
        return prg__json_find(reader, row, prg__json_begin(&member->key), NULL, PRG_FINDING_UNKNOWN_KEY,
                breakdown ? "breakdowns inside of \"categories\"" : NULL,
                breakdown ? NULL : prg__suggest_best(&near), message);
}

/* The column of a breakdown; NULL after a finding. */
static int find_breakdown(prg__json_members *members, prg__draft *draft, const prg__json_member *member,
        size_t row, prg__column **column)
{
        prg__values *reader = members->reader;
        prg_item *breakdown = NULL;
        const char *near = NULL, *name = prg__json_members_text(members, &member->key);
        size_t offset = prg__json_begin(&member->key);
        prg__where where = { .row = row, .column = "categories", .offset = &offset };
        int code = prg__programme_look_up(&breakdown, reader->programme, &prg__class_breakdown, name);
        *column = NULL;
        if (code == PRG_END || code == PRG_ECONFLICT) {
                if (code == PRG_END && (reader->comparisons_left -= (long)members->breakdown_count) > 0
                        && prg__programme_near(&near, reader->programme, &prg__class_breakdown, name) < 0)
                        return PRG_ENOMEM;
                return prg__draft_refuse(reader, draft, &where, PRG__PART_CATEGORY,
                        code == PRG_END ? PRG_FINDING_UNKNOWN_REFERENCE : PRG_FINDING_AMBIGUOUS_REFERENCE,
                        code == PRG_END ? NULL : "an id", near, name,
                        code == PRG_END ? "is no breakdown" : "is the name of several breakdowns");
        }
        if (code < 0)
                return code;
        *column = &members->breakdowns[breakdown->index];
        (*column)->target = (prg__target){ PRG__COLUMN_CATEGORY, breakdown };
        (*column)->label = breakdown->id;
        return 0;
}

/* The text of a value of the right type; NULL for one that is not given, or after a finding. */
static int take_text(prg__json_members *members, prg__draft *draft, const prg__json_member *member,
        const prg__column *column, size_t row, const char **text)
{
        prg__column_kind kind = member->kind;
        int is_number = kind == PRG__COLUMN_VALUE || kind == PRG__COLUMN_LOWER || kind == PRG__COLUMN_UPPER;
        const char *expected = kind == PRG__COLUMN_VALUE   ? "a number, a text, true, false or null"
                               : is_number                 ? "a number, or null"
                               : kind == PRG__COLUMN_MARKS ? "an array of texts"
                                                           : "a text in quotation marks";
        *text = NULL;
        switch (member->value.event) {
        case PRG__JSON_NULL: return 0;
        case PRG__JSON_STRING: *text = prg__json_members_text(members, &member->value); return 0;
        case PRG__JSON_NUMBER:
                if (!is_number)
                        break;
                draft->numbers |= PRG__BIT(kind);
                *text = prg__json_members_text(members, &member->value);
                return 0;
        case PRG__JSON_TRUE:
        case PRG__JSON_FALSE:
                if (kind != PRG__COLUMN_VALUE)
                        break;
                *text = member->value.event == PRG__JSON_TRUE ? "true" : "false";
                return 0;
        case PRG__JSON_ARRAY_BEGIN:
                if (kind == PRG__COLUMN_MARKS && (*text = join(members, &member->value)) != NULL)
                        return 0;
                break;
        default: break;
        }
        prg__part part = kind < PRG__COLUMNS ? (prg__part)prg__column_parts[kind] : PRG__PART_CATEGORY;
        draft->faults |= PRG__BIT(part);
        return prg__json_find(members->reader, row, prg__json_begin(&member->value), column->label,
                PRG_FINDING_WRONG_TYPE, expected, NULL, "a value of another type than its key takes");
}

int prg__json_members_put(prg__json_members *members, prg__draft *draft, const prg__json_member *member,
        size_t row, unsigned known)
{
        prg__values *reader = members->reader;
        prg__column *column;
        const char *text;
        int code = 0;
        if (member->kind == PRG__COLUMN_BROKEN
                || (member->kind < PRG__COLUMNS && !(known & PRG__BIT(member->kind)))) {
                draft->faults |= PRG__BIT(PRG__NO_PART);
                return refuse_key(members, member, row, known);
        }
        if (member->kind == PRG__COLUMN_CATEGORY)
                code = find_breakdown(members, draft, member, row, &column);
        else
                column = &members->columns[member->kind];
        if (code < 0 || column == NULL)
                return code;
        size_t offset = prg__json_begin(&member->value);
        note_spot(reader, column->label, offset);
        code = take_text(members, draft, member, column, row, &text);
        if (code < 0 || text == NULL || *text == '\0')
                return code;
        prg__where where = { .row = row, .column = column->label, .offset = &offset };
        return prg__draft_put(reader, draft, column, text, &where);
}

/* ---- lanes ---- */

int prg__draft_finish_and_open(
        prg__values *reader, prg__draft *draft, size_t row, prg__lane lanes[PRG__LANES])
{
        size_t accepted = reader->summary.accepted;
        int code = prg__draft_finish(reader, draft, row);
        if (code == 0 && reader->summary.accepted > accepted)
                prg__lane_open(prg__lane_for(lanes, &draft->key), reader->data, &draft->key);
        return code;
}
