/* Drafts: the cells of one entry, whatever the layout, on their way into the data set.
 *
 * A text that names something is looked up when it is put into the draft; the one that a column had
 * last is remembered, since most files repeat it. What can be read only when the indicator is known
 * (the value, the bounds) waits until the draft is finished, in values_entry.c. */
#include <string.h>

#include <libprogram/text.h>

#include "model/item.h"
#include "model/nouns.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/suggest.h"
#include "values.h"

const unsigned char prg__column_parts[] = {
#define ROW(symbol, name, part) part,
        PRG__COLUMN_MAP(ROW)
#undef ROW
};

void prg__draft_init(const prg__values *reader, prg__draft *draft)
{
        static const prg_key key = PRG_KEY_INIT;
        static const prg_value value = PRG_VALUE_INIT;
        memset(draft, 0, sizeof *draft);
        draft->key = key;
        draft->value = value;
        draft->value.quality =
                reader->options.quality ? reader->options.quality : PRG_QUALITY_FINAL;
}

/* ---- findings ---- */

const char *prg__draft_label(const prg__draft *draft, prg__column_kind kind)
{
        const prg__target target = { kind, NULL };
        return draft->labels[kind] ? draft->labels[kind] : prg__target_name(&target);
}

int prg__draft_find_in(prg__values *reader, prg__draft *draft, size_t row, prg__column_kind kind,
        int finding, const char *expected, const char *message)
{
        prg__where where = { .row = row, .column = prg__draft_label(draft, kind) };
        draft->faults |= PRG__BIT(prg__column_parts[kind]);
        return prg__values_find(reader, &where, finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA, expected,
                NULL, "%s", message);
}

int prg__draft_refuse(prg__values *reader, prg__draft *draft, const prg__where *where,
        prg__part part, int finding, const char *expected, const char *suggestion, const char *text,
        const char *message)
{
        char quoted[PRG__QUOTE_SIZE];
        draft->faults |= PRG__BIT(part);
        return prg__values_find(reader, where, finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA, expected,
                suggestion, "'%s' %s", prg__values_quote(quoted, text), message);
}

/* The same with the message of the thread's error behind it. */
static int refuse_as_said(prg__values *reader, prg__draft *draft, const prg__where *where,
        prg__part part, int finding, const char *text)
{
        char quoted[PRG__QUOTE_SIZE];
        draft->faults |= PRG__BIT(part);
        return prg__values_find(reader, where, finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA, NULL, NULL,
                "'%s': %s", prg__values_quote(quoted, text), prg_error_last()->message);
}

/* ---- names ---- */

static int refuse_name(prg__values *reader, prg__draft *draft, const prg__where *where,
        prg__part part, const prg__class *class, const char *text)
{
        const char *near = NULL;
        char message[64] = "is no ";
        reader->comparisons_left -= 2 * (long)prg_programme_count(reader->programme, class->name);
        if (reader->comparisons_left > 0
                && prg__programme_near(&near, reader->programme, class, text) < 0)
                return PRG_ENOMEM;
        size_t length = strlen(class->name);
        memcpy(message + 6, class->name, length + 1);
        return prg__draft_refuse(reader, draft, where, part, PRG_FINDING_UNKNOWN_REFERENCE, NULL,
                near, text, message);
}

/* What a text names: looked up once for as long as it stays the same. NULL after a finding. */
static int find_item(prg__values *reader, prg__draft *draft, prg__column *column,
        const prg__class *class, const char *text, const prg__where *where, const prg_item **found)
{
        prg_item *item = NULL;
        prg__part part = (prg__part)prg__column_parts[column->target.kind];
        int code = prg__programme_look_up(&item, reader->programme, class, text);
        *found = item;
        if (code == PRG_END)
                return refuse_name(reader, draft, where, part, class, text);
        if (code == PRG_ECONFLICT) {
                draft->faults |= PRG__BIT(part);
                return prg__values_find(reader, where, PRG_FINDING_AMBIGUOUS_REFERENCE,
                        PRG_SEVERITY_ERROR, PRG_ESCHEMA, "an id", NULL, "%s",
                        prg_error_last()->message);
        }
        return code;
}

/* Whether a folded text is a name of an item, or an alias. */
static int is_named(const prg_item *item, const char *folded, int *named)
{
        prg_buf own = PRG_BUF_INIT;
        int code = 0;
        for (size_t i = 0; code == 0 && !*named && i < item->name.count + item->aliases.count;
                i++) {
                const char *text = i < item->name.count ? item->name.at[i].text
                                                        : item->aliases.at[i - item->name.count];
                own.length = 0;
                code = prg_text_fold(&own, text, strlen(text), 0);
                *named = code == 0 && own.length && strcmp(own.data, folded) == 0;
        }
        prg_buf_dispose(&own);
        return code;
}

int prg__draft_find_category(prg__values *reader, const prg__list *list, const char *text,
        const prg_item **found, const char **near)
{
        prg__suggest suggest;
        size_t several = 0;
        *found = NULL;
        for (size_t i = 0; i < list->count; i++) {
                const prg_item *item = list->at[i];
                if (item->id && strcmp(item->id, text) == 0) {
                        *found = item;
                        return 0;
                }
        }
        const char *folded = prg__values_fold(reader, text);
        int code = folded ? 0 : PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < list->count; i++) {
                int named = 0;
                code = is_named(list->at[i], folded, &named);
                several += (size_t)named;
                if (named)
                        *found = list->at[i];
        }
        if (several > 1)
                *found = NULL;
        prg__suggest_begin(&suggest, text, strlen(text));
        for (size_t i = 0; *found == NULL && i < list->count && reader->comparisons_left-- > 0;
                i++) {
                const prg_item *item = list->at[i];
                if (item->id)
                        prg__suggest_offer(&suggest, item->id);
                prg__suggest_offer(&suggest, prg_item_name(item, NULL));
        }
        *near = prg__suggest_best(&suggest);
        return code;
}

/* ---- words ---- */

const char *const prg__draft_states[] = { "value", "missing", "not_applicable", "not_expected",
        "suppressed", NULL };
static const char *const quality_names[] = { "estimate", "preliminary", "final", NULL };
static const char *const scope_names[] = { "unit", "own", "total", NULL };
const char *const prg__action_names[] = { "set", "correct", "withdraw", NULL };
static const char *const mark_names[] = {
#define ROW(symbol, bit, name, concept, code, meaning) name,
        PRG_MARK_MAP(ROW)
#undef ROW
        NULL
};

/* Which one of some names a text is, whatever its case; -1 after a finding. */
static int find_word(prg__values *reader, prg__draft *draft, const prg__where *where,
        prg__part part, const char *const *names, const char *text, int *index)
{
        prg__suggest near;
        const char *folded = prg__values_fold(reader, text);
        *index = -1;
        if (folded == NULL)
                return PRG_ENOMEM;
        for (int i = 0; names[i]; i++)
                if (strcmp(names[i], folded) == 0) {
                        *index = i;
                        return 0;
                }
        prg_buf *expected = &reader->scratch;
        expected->length = 0;
        int code = 0;
        prg__suggest_begin(&near, text, strlen(text));
        for (int i = 0; code == 0 && names[i]; i++) {
                prg__suggest_offer(&near, names[i]);
                code = prg__buf_format(expected, "%s%s", i ? ", " : "one of ", names[i]);
        }
        return code < 0 ? code
                        : prg__draft_refuse(reader, draft, where, part, PRG_FINDING_VALUE,
                                expected->data, prg__suggest_best(&near), text,
                                "is no word of this column");
}

static int put_marks(
        prg__values *reader, prg__draft *draft, const char *text, const prg__where *where)
{
        prg_buf word = PRG_BUF_INIT;
        int code = 0;
        while (code == 0 && *(text += strspn(text, " "))) {
                int mark = -1;
                size_t length = strcspn(text, " ");
                word.length = 0;
                code = prg__buf_append(&word, text, length);
                if (code == 0)
                        code = find_word(reader, draft, where, PRG__PART_MARKS, mark_names,
                                word.data, &mark);
                if (mark >= 0)
                        draft->value.marks |= PRG__BIT(mark);
                text += length;
        }
        prg_buf_dispose(&word);
        return code;
}

/* ---- instants ---- */

static int two_digits(const char *text)
{
        return text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9'
                       ? (text[0] - '0') * 10 + text[1] - '0'
                       : 99;
}

/* YYYY-MM-DD, or with THH:MM:SS and Z, +07:00 or -05:00 behind it. */
static int read_instant(const char *text, int64_t *instant)
{
        prg_date date;
        size_t length = strlen(text);
        if (length < 10 || prg_date_parse(&date, text, 10) < 0)
                return 0;
        *instant = (int64_t)date * 86400;
        if (length == 10)
                return 1;
        const char *time = text + 10, *zone = text + 19;
        if (length < 20 || time[0] != 'T' || time[3] != ':' || time[6] != ':')
                return 0;
        int hours = two_digits(time + 1), minutes = two_digits(time + 4),
            seconds = two_digits(time + 7);
        if (hours > 23 || minutes > 59 || seconds > 59)
                return 0;
        *instant += hours * 3600 + minutes * 60 + seconds;
        if (strcmp(zone, "Z") == 0)
                return 1;
        if (length != 25 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
                return 0;
        hours = two_digits(zone + 1);
        minutes = two_digits(zone + 4);
        if (hours > 23 || minutes > 59)
                return 0;
        int ahead = hours * 3600 + minutes * 60;
        *instant -= zone[0] == '+' ? ahead : -ahead;
        return 1;
}

static int put_instant(
        prg__values *reader, prg__draft *draft, const char *text, const prg__where *where)
{
        return read_instant(text, &draft->value.recorded_at)
                       ? 0
                       : prg__draft_refuse(reader, draft, where, PRG__PART_RECORDED_AT, PRG_FINDING_VALUE,
                               "a moment such as 2018-07-03, 2018-07-03T08:00:00Z or "
                               "2018-07-03T15:00:00+07:00",
                               NULL, text, "is no moment");
}

/* ---- putting texts ---- */

static int put_word(prg__values *reader, prg__draft *draft, prg__column_kind kind, const char *text,
        const prg__where *where)
{
        static const struct {
                prg__column_kind kind;
                const char *const *names;
        } words[] = {
                { PRG__COLUMN_STATE, prg__draft_states },
                { PRG__COLUMN_QUALITY, quality_names },
                { PRG__COLUMN_SCOPE, scope_names },
                { PRG__COLUMN_ACTION, prg__action_names },
        };
        size_t row = 0;
        int index;
        while (words[row].kind != kind)
                row++;
        int code = find_word(reader, draft, where, (prg__part)prg__column_parts[kind],
                words[row].names, text, &index);
        if (code < 0 || index < 0)
                return code;
        switch (kind) {
        case PRG__COLUMN_STATE: draft->value.state = (prg_state)index; break;
        case PRG__COLUMN_QUALITY:
                draft->value.quality = (prg_quality)(index + PRG_QUALITY_ESTIMATE);
                break;
        case PRG__COLUMN_SCOPE: draft->key.scope = (prg_scope)index; break;
        default: draft->action = (prg__action)index; break;
        }
        return 0;
}

/* What prg_period_parse() thinks was meant: it says so at the end of its message. */
static const char *meant_period(char meant[PRG__QUOTE_SIZE])
{
        static const char before[] = "; did you mean '";
        const char *at = strstr(prg_error_last()->message, before);
        const char *end = at ? strrchr(at + sizeof before - 1, '\'') : NULL;
        size_t length = end ? (size_t)(end - at) - (sizeof before - 1) : PRG__QUOTE_SIZE;
        if (length >= PRG__QUOTE_SIZE)
                return NULL;
        memcpy(meant, at + sizeof before - 1, length);
        meant[length] = '\0';
        return meant;
}

static int find_period(prg__values *reader, prg__draft *draft, prg__column *column,
        const char *text, const prg__where *where, int *found)
{
        prg__part part = (prg__part)prg__column_parts[column->target.kind];
        char meant[PRG__QUOTE_SIZE];
        int code = prg_period_parse(&column->period, reader->calendars, text, strlen(text));
        *found = code == 0;
        if (code == PRG_ERANGE)
                return refuse_as_said(reader, draft, where, part, PRG_FINDING_VALUE, text);
        if (code == PRG_ESYNTAX)
                return prg__draft_refuse(reader, draft, where, part, PRG_FINDING_VALUE,
                        "the id of a period such as 2018-06, 2018-Q1, 2018 or vn:2018-06",
                        meant_period(meant), text, "is no period");
        if (code == PRG_ENOTFOUND)
                return refuse_as_said(
                        reader, draft, where, part, PRG_FINDING_UNKNOWN_REFERENCE, text);
        return code;
}

static int find_category_of(prg__values *reader, prg__draft *draft, prg__column *column,
        const char *text, const prg__where *where)
{
        const char *near = NULL;
        const prg__breakdown *breakdown = (const prg__breakdown *)column->target.breakdown;
        int code = prg__draft_find_category(
                reader, &breakdown->categories, text, &column->item, &near);
        if (code < 0 || column->item)
                return code;
        return prg__draft_refuse(reader, draft, where, PRG__PART_CATEGORY,
                PRG_FINDING_UNKNOWN_REFERENCE, NULL, near, text,
                "is no category of this breakdown");
}

static int add_category(
        prg__values *reader, prg__draft *draft, const prg__column *column, const prg__where *where)
{
        if (draft->category_count == PRG__DRAFT_CATEGORIES) {
                draft->faults |= PRG__BIT(PRG__PART_CATEGORY);
                return prg__values_find(reader, where, PRG_FINDING_BREAKDOWN, PRG_SEVERITY_ERROR,
                        PRG_ESCHEMA, NULL, NULL, "an entry with more than %d categories",
                        PRG__DRAFT_CATEGORIES);
        }
        draft->category_labels[draft->category_count] = column->label;
        draft->categories[draft->category_count++] = column->item;
        return 0;
}

/* Looks up what a text means; without a finding `item` or `period` is it. */
static int look_up(prg__values *reader, prg__draft *draft, prg__column *column, const char *text,
        const prg__where *where, int *found)
{
        const prg__class *class = NULL;
        int code = 0;
        switch (column->target.kind) {
        case PRG__COLUMN_INDICATOR: class = &prg__class_indicator; break;
        case PRG__COLUMN_AREA: class = &prg__class_area; break;
        case PRG__COLUMN_SOURCE: class = &prg__class_source; break;
        case PRG__COLUMN_UNIT: class = &prg__class_unit; break;
        case PRG__COLUMN_REPORTED_BY: class = &prg__class_agency; break;
        case PRG__COLUMN_CATEGORY: break;
        default: return find_period(reader, draft, column, text, where, found);
        }
        code = class ? find_item(reader, draft, column, class, text, where, &column->item)
                     : find_category_of(reader, draft, column, text, where);
        *found = column->item != NULL;
        return code;
}

/* Puts what a text refers to, which is looked up once for as long as it stays the same. */
static int put_reference(prg__values *reader, prg__draft *draft, prg__column *column,
        const char *text, const prg__where *where)
{
        if (!column->is_known || strcmp(column->last.data, text) != 0) {
                prg__pair *word;
                int code = prg__values_pair(reader, column->words, text, &word);
                const char *meant = word ? word->to : text;
                column->is_known = 0;
                if (code == 0 && *meant)
                        code = look_up(reader, draft, column, meant, where, &column->is_known);
                if (code < 0 || !column->is_known)
                        return code;
                column->last.length = 0;
                if (prg__buf_append(&column->last, text, strlen(text) + 1) < 0) {
                        column->is_known = 0;
                        return PRG_ENOMEM;
                }
        }
        draft->given |= PRG__BIT(column->target.kind);
        switch (column->target.kind) {
        case PRG__COLUMN_INDICATOR: draft->key.indicator = column->item; break;
        case PRG__COLUMN_AREA: draft->key.area = column->item; break;
        case PRG__COLUMN_SOURCE: draft->key.source = column->item; break;
        case PRG__COLUMN_UNIT: draft->value.unit = column->item; break;
        case PRG__COLUMN_REPORTED_BY: draft->value.reported_by = column->item; break;
        case PRG__COLUMN_PERIOD: draft->key.period = column->period; break;
        case PRG__COLUMN_OBSERVED: draft->key.observed = column->period; break;
        default: return add_category(reader, draft, column, where);
        }
        return 0;
}

static int put_text(prg__values *reader, prg__draft *draft, prg__column *column, const char *text,
        const prg__where *where)
{
        prg__pair *word = NULL;
        prg__column_kind kind = column->target.kind;
        if (kind != PRG__COLUMN_VALUE && prg__values_pair(reader, column->words, text, &word) < 0)
                return PRG_ENOMEM;
        if (word && *(text = word->to) == '\0')
                return 0;
        draft->given |= PRG__BIT(kind);
        switch (kind) {
        case PRG__COLUMN_VALUE: draft->value_text = text; return 0;
        case PRG__COLUMN_LOWER: draft->lower_text = text; return 0;
        case PRG__COLUMN_UPPER: draft->upper_text = text; return 0;
        case PRG__COLUMN_NOTE: draft->value.note = text; return 0;
        case PRG__COLUMN_REASON: draft->value.reason = text; return 0;
        case PRG__COLUMN_MARKS: return put_marks(reader, draft, text, where);
        case PRG__COLUMN_RECORDED_AT: return put_instant(reader, draft, text, where);
        default: return put_word(reader, draft, kind, text, where);
        }
}

int prg__draft_put(prg__values *reader, prg__draft *draft, prg__column *column, const char *text,
        const prg__where *where)
{
        if (column->target.kind < PRG__COLUMNS)
                draft->labels[column->target.kind] = column->label;
        switch (column->target.kind) {
        case PRG__COLUMN_INDICATOR:
        case PRG__COLUMN_AREA:
        case PRG__COLUMN_PERIOD:
        case PRG__COLUMN_OBSERVED:
        case PRG__COLUMN_SOURCE:
        case PRG__COLUMN_UNIT:
        case PRG__COLUMN_REPORTED_BY:
        case PRG__COLUMN_CATEGORY: return put_reference(reader, draft, column, text, where);
        default: return put_text(reader, draft, column, text, where);
        }
}

int prg__draft_put_constants(prg__values *reader, prg__draft *draft)
{
        int code = 0;
        for (prg__pair *pair = reader->mapping.constants.first; code == 0 && pair;
                pair = pair->next) {
                prg__column column = { .target = pair->target };
                prg__where where = { .mapping = &pair->offset };
                column.label = prg__target_name(&pair->target);
                column.words = prg__values_words(reader, &pair->target);
                if (*pair->to)
                        code = prg__draft_put(reader, draft, &column, pair->to, &where);
                prg__column_dispose(&column);
        }
        return code;
}
