/* Series JSON: one array of values for all that stays the same, read series by series.
 *
 * Of a series the values are taken out as numbers, and what is said of single ones as *remarks*, each a range
 * of indexes; when its object has ended, the values become entries one by one. Plain ones go by a lane, along
 * the positions of its axis; all others as drafts. */
#include <stdio.h>
#include <string.h>

#include "model/item.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"
#include "values_json.h"

#define FORMAT  "libprogram/values"
#define VERSION "1"
/* Series between two questions whether to go on. */
#define PROGRESS_SERIES 256

/* What can be said once of a whole series, */
#define SERIES_KINDS                                                                                         \
        (PRG__BIT(PRG__COLUMN_INDICATOR) | PRG__BIT(PRG__COLUMN_AREA) | PRG__BIT(PRG__COLUMN_PERIOD)         \
                | PRG__BIT(PRG__COLUMN_SOURCE) | PRG__BIT(PRG__COLUMN_SCOPE) | PRG__BIT(PRG__COLUMN_UNIT)    \
                | PRG__BIT(PRG__COLUMN_OBSERVED) | PRG__BIT(PRG__COLUMN_QUALITY)                             \
                | PRG__BIT(PRG__COLUMN_MARKS) | PRG__BIT(PRG__COLUMN_REASON) | PRG__BIT(PRG__COLUMN_NOTE)    \
                | PRG__BIT(PRG__COLUMN_REPORTED_BY) | PRG__BIT(PRG__COLUMN_RECORDED_AT))
/* and what of some of its values; */
#define REMARK_KINDS                                                                                         \
        (PRG__BIT(PRG__COLUMN_QUALITY) | PRG__BIT(PRG__COLUMN_STATE) | PRG__BIT(PRG__COLUMN_MARKS)           \
                | PRG__BIT(PRG__COLUMN_REASON) | PRG__BIT(PRG__COLUMN_NOTE) | PRG__BIT(PRG__COLUMN_LOWER)    \
                | PRG__BIT(PRG__COLUMN_UPPER) | PRG__BIT(PRG__COLUMN_REPORTED_BY)                            \
                | PRG__BIT(PRG__COLUMN_RECORDED_AT))
/* of these, some mean nothing where there is no value. */
#define OWN_KINDS                                                                                            \
        (PRG__BIT(PRG__COLUMN_MARKS) | PRG__BIT(PRG__COLUMN_REASON) | PRG__BIT(PRG__COLUMN_NOTE)             \
                | PRG__BIT(PRG__COLUMN_LOWER) | PRG__BIT(PRG__COLUMN_UPPER))
/* A series that says nothing but this is plain. */
#define PLAIN_KINDS                                                                                          \
        (PRG__BIT(PRG__COLUMN_INDICATOR) | PRG__BIT(PRG__COLUMN_AREA) | PRG__BIT(PRG__COLUMN_PERIOD)         \
                | PRG__BIT(PRG__COLUMN_SOURCE) | PRG__BIT(PRG__COLUMN_SCOPE) | PRG__BIT(PRG__COLUMN_QUALITY) \
                | PRG__BIT(PRG__COLUMN_CATEGORY))
/* What the check of one entry says of all the others too. */
#define SHARED_PARTS                                                                                         \
        (PRG__BIT(PRG__PART_INDICATOR) | PRG__BIT(PRG__PART_SOURCE) | PRG__BIT(PRG__PART_CATEGORY))

/* Of PRG__LANE_OTHER the mantissa is the length of the token, and the decimals are its event. */
typedef prg__lane_value element;

/* A text that a range of values has in a column. */
typedef struct remark {
        prg__column_kind kind;
        prg__json_token text;
        int word; /* quality or state; 0 for one that only the long way knows */
        size_t first, last, offset;
} remark;

typedef struct series {
        prg__values *reader;
        prg__json_scan scan;
        prg__json_members members;
        prg__draft empty, draft;
        prg__lane lanes[PRG__LANES];
        size_t number; /* of the series, from 1 */
        element *elements;
        size_t count, capacity;
        remark *remarks;
        size_t remark_count, remark_capacity;
        uint32_t *said[PRG__COLUMNS]; /* by index: the number of the remark, from 1 */
        size_t said_capacity[PRG__COLUMNS];
        unsigned said_kinds; /* which of them hold for the present series */
        int is_broken;       /* nothing of the series can be kept */
        int has_values;
        /* The way by a lane. */
        const prg__lane *lane; /* NULL: not found */
        prg__lane_row row;
        int position; /* of the first value */
} series;

/* A finding after which nothing of the series is kept. */
static int break_series(
        series *it, size_t offset, const char *label, int finding, const char *expected, const char *message)
{
        it->is_broken = 1;
        return prg__json_find(it->reader, it->number, offset, label, finding, expected, NULL, message);
}

/* ---- values ---- */

static int add_element(series *it, const prg__json_token *token)
{
        const char *text = it->reader->text + token->offset;
        prg_decimal number = { 0, 0 };
        if (it->count == it->capacity
                && prg__grow((void **)&it->elements, &it->capacity, it->count + 1, sizeof *it->elements) < 0)
                return PRG_ENOMEM;
        element *next = &it->elements[it->count++];
        next->offset = token->offset;
        if (token->event == PRG__JSON_NUMBER && prg__json_plain_number(text, text + token->length, &number)) {
                next->mantissa = number.mantissa;
                next->decimals = (unsigned char)number.decimals;
                next->kind = PRG__LANE_NUMBER;
        } else {
                next->mantissa = (int64_t)token->length;
                next->decimals = (unsigned char)token->event;
                next->kind = token->event == PRG__JSON_NULL ? PRG__LANE_NOTHING : PRG__LANE_OTHER;
        }
        return 0;
}

/* Plain numbers and null from the next element on, as many as there are. */
static int add_plain(series *it)
{
        const char *at = prg__json_element(&it->scan), *end = it->scan.end, *last = NULL;
        while (at) {
                prg_decimal number = { 0, 0 };
                int is_null = end - at >= 4 && memcmp(at, "null", 4) == 0;
                const char *behind = is_null ? at + 4 : prg__json_plain_number(at, end, &number);
                if (behind == NULL)
                        break;
                if (it->count == it->capacity
                        && prg__grow(
                                   (void **)&it->elements, &it->capacity, it->count + 1, sizeof *it->elements)
                                   < 0)
                        return PRG_ENOMEM;
                it->elements[it->count++] = (element){ number.mantissa, (size_t)(at - it->scan.data),
                        is_null ? PRG__LANE_NOTHING : PRG__LANE_NUMBER, (unsigned char)number.decimals };
                last = behind;
                if (behind == end || *behind != ',')
                        break;
                at = behind + 1;
                while (at < end && (*at == ' ' || *at == '\n'))
                        at++;
        }
        if (last)
                prg__json_element_end(&it->scan, last);
        return 0;
}

static int read_values(series *it, const prg__json_token *first)
{
        prg__json_token token;
        int code = 0;
        it->has_values = 1;
        if (first->event != PRG__JSON_ARRAY_BEGIN) {
                code = break_series(it, prg__json_begin(first), "values", PRG_FINDING_WRONG_TYPE, "an array",
                        "the values are no array");
                return code < 0 ? code : prg__json_skip(&it->scan);
        }
        while (code == 0 && (code = add_plain(it)) == 0 && (code = prg__json_next(&it->scan, &token)) == 0
                && token.event != PRG__JSON_ARRAY_END) {
                if (token.event != PRG__JSON_OBJECT_BEGIN && token.event != PRG__JSON_ARRAY_BEGIN) {
                        code = add_element(it, &token);
                        continue;
                }
                code = break_series(it, token.offset, "values", PRG_FINDING_WRONG_TYPE,
                        "numbers, texts and null", "a value of another type");
                if (code == 0)
                        code = prg__json_skip(&it->scan);
        }
        return code;
}

/* ---- remarks ---- */

/* An index of a value; 0 for another token. */
static int read_index(const series *it, const prg__json_token *token, size_t *index)
{
        const char *text = it->reader->text + token->offset;
        if (token->event != PRG__JSON_NUMBER || token->length > 9)
                return 0;
        *index = 0;
        for (size_t i = 0; i < token->length; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return 0;
                *index = *index * 10 + (size_t)(text[i] - '0');
        }
        return 1;
}

static int word_of(const char *raw, prg__column_kind kind, const prg__json_token *text)
{
        if (kind == PRG__COLUMN_QUALITY)
                for (int i = PRG_QUALITY_ESTIMATE; i <= PRG_QUALITY_FINAL; i++)
                        if (prg__json_is_name(raw, text, prg_quality_name((prg_quality)i),
                                    strlen(prg_quality_name((prg_quality)i))))
                                return i;
        if (kind == PRG__COLUMN_STATE)
                for (int i = PRG_STATE_MISSING; i <= PRG_STATE_SUPPRESSED; i++)
                        if (prg__json_is_name(raw, text, prg_state_name((prg_state)i),
                                    strlen(prg_state_name((prg_state)i))))
                                return i;
        return 0;
}

/* An index, or two as first and last, whose first token was read. 0, PRG_END for something else; or an error.
 */
static int read_range(series *it, const prg__json_token *token, remark *made)
{
        prg__json_token next;
        int is_range = token->event == PRG__JSON_ARRAY_BEGIN, code = 0;
        next = *token;
        if (is_range && (code = prg__json_next(&it->scan, &next)) < 0)
                return code;
        if (!read_index(it, &next, &made->first))
                return PRG_END;
        made->last = made->first;
        if (!is_range)
                return 0;
        code = prg__json_next(&it->scan, &next);
        if (code == 0 && !read_index(it, &next, &made->last))
                return PRG_END;
        if (code == 0)
                code = prg__json_next(&it->scan, &next);
        return code < 0 ? code : next.event == PRG__JSON_ARRAY_END && made->first <= made->last ? 0 : PRG_END;
}

/* The rest of a container is passed over, however deep in it the scanner is. */
static int leave(series *it, unsigned depth)
{
        prg__json_token token;
        int code = 0;
        while (code == 0 && it->scan.depth >= depth)
                code = prg__json_next(&it->scan, &token);
        return code;
}

/* {"text": [index, [first, last], …], …}, of which the begin was read. */
static int read_remarks(series *it, prg__column_kind kind)
{
        const char *label = it->members.columns[kind].label;
        prg__json_token key, token;
        unsigned depth = it->scan.depth;
        int code;
        while ((code = prg__json_next(&it->scan, &key)) == 0 && key.event == PRG__JSON_KEY) {
                remark made = { kind, key, word_of(it->reader->text + key.offset, kind, &key), 0, 0, 0 };
                code = prg__json_next(&it->scan, &token);
                int is_good = code == 0 && token.event == PRG__JSON_ARRAY_BEGIN;
                while (is_good && (code = prg__json_next(&it->scan, &token)) == 0
                        && token.event != PRG__JSON_ARRAY_END) {
                        made.offset = prg__json_begin(&token);
                        code = read_range(it, &token, &made);
                        is_good = code == 0;
                        if (is_good
                                && prg__grow((void **)&it->remarks, &it->remark_capacity,
                                           it->remark_count + 1, sizeof *it->remarks)
                                           < 0)
                                return PRG_ENOMEM;
                        if (is_good)
                                it->remarks[it->remark_count++] = made;
                }
                if (code < 0)
                        return code;
                if (is_good)
                        continue;
                code = break_series(it, prg__json_begin(&token), label, PRG_FINDING_WRONG_TYPE,
                        "an array of indexes from 0, and of first and last ones: [0, [2, 5]]",
                        "something that is no index of a value");
                return code < 0 ? code : leave(it, depth);
        }
        return code;
}

/* Puts the remarks to the values that they are about. */
static int spread(series *it)
{
        int code = 0;
        it->said_kinds = 0;
        for (size_t i = 0; code == 0 && i < it->remark_count; i++) {
                const remark *made = &it->remarks[i];
                const char *label = it->members.columns[made->kind].label;
                uint32_t **said = &it->said[made->kind];
                if (made->last >= it->count || it->remark_count >= UINT32_MAX) {
                        code = break_series(it, made->offset, label, PRG_FINDING_VALUE,
                                "an index below the number of values", "no value has this index");
                        continue;
                }
                if (!(it->said_kinds & PRG__BIT(made->kind))) {
                        if (prg__grow((void **)said, &it->said_capacity[made->kind], it->count, sizeof **said)
                                < 0)
                                return PRG_ENOMEM;
                        memset(*said, 0, it->count * sizeof **said);
                        it->said_kinds |= PRG__BIT(made->kind);
                }
                for (size_t index = made->first; index <= made->last; index++) {
                        if ((*said)[index]) {
                                code = break_series(it, made->offset, label, PRG_FINDING_CONTRADICTION, NULL,
                                        "an index stands here twice");
                                break;
                        }
                        (*said)[index] = (uint32_t)i + 1;
                }
        }
        return code;
}

static const remark *remark_of(const series *it, prg__column_kind kind, size_t index)
{
        if (!(it->said_kinds & PRG__BIT(kind)) || it->said[kind][index] == 0)
                return NULL;
        return &it->remarks[it->said[kind][index] - 1];
}

/* Which kinds of remarks a value has. */
static unsigned remarks_at(const series *it, size_t index)
{
        unsigned kinds = 0;
        for (int kind = 0; kind < PRG__COLUMNS && it->said_kinds >> kind; kind++)
                if (remark_of(it, (prg__column_kind)kind, index))
                        kinds |= PRG__BIT(kind);
        return kinds;
}

/* ---- entries ---- */

static int find_lane(series *it)
{
        const prg__lane *lane = prg__lane_for(it->lanes, &it->draft.key);
        it->lane = NULL;
        if (!prg__lane_is_of(lane, &it->draft.key)
                || !prg__lane_row_of(lane, it->reader->data, it->draft.key.area, &it->row)
                || !prg__axis_find(lane->series->axis, &it->draft.key.period, &it->position))
                return 0;
        it->lane = lane;
        return 1;
}

/* Keeps a plain value by the lane; 0 when it must go the long way. */
static inline int keep_plain(series *it, size_t index)
{
        const element *value = &it->elements[index];
        prg__plain plain = { { value->mantissa, value->decimals }, PRG_STATE_VALUE, it->draft.value.quality,
                it->number };
        const remark *made;
        if (it->said_kinds) {
                unsigned kinds = remarks_at(it, index);
                if (kinds & ~(PRG__BIT(PRG__COLUMN_QUALITY) | PRG__BIT(PRG__COLUMN_STATE)))
                        return 0;
                if ((made = remark_of(it, PRG__COLUMN_QUALITY, index)) != NULL) {
                        if (made->word == 0)
                                return 0;
                        plain.quality = (prg_quality)made->word;
                }
                if ((made = remark_of(it, PRG__COLUMN_STATE, index)) != NULL) {
                        if (made->word == 0 || value->kind != PRG__LANE_NOTHING)
                                return 0;
                        plain.state = (prg_state)made->word;
                }
        }
        if ((value->kind != PRG__LANE_NUMBER && plain.state == PRG_STATE_VALUE) || index > PRG__AXIS_MOST)
                return 0;
        return (it->lane || find_lane(it))
               && prg__lane_keep(it->lane, it->reader->data, &it->row, it->position + (int)index, &plain);
}

/* Keeps plain values from an index on, as many as the lane takes; the index behind them. */
static size_t run_plain(series *it, size_t index)
{
        const prg__plain plain = { { 0, 0 }, PRG_STATE_VALUE, it->draft.value.quality, it->number };
        size_t kept;
        if (index > PRG__AXIS_MOST || (it->lane == NULL && !find_lane(it)))
                return index;
        index += prg__lane_run(it->lane, it->reader->data, &it->row, it->position + (int)index,
                it->elements + index, it->count - index, &plain, &kept);
        it->reader->summary.accepted += kept;
        return index;
}

/* The value and the remarks as texts, into the draft. */
static int put_all(series *it, prg__draft *draft, size_t index)
{
        prg__values *reader = it->reader;
        const element *value = &it->elements[index];
        size_t offset =
                value->offset - (value->kind == PRG__LANE_OTHER && value->decimals == PRG__JSON_STRING);
        prg__where where = { .row = it->number, .column = "value", .offset = &offset };
        prg__json_token token = { (prg__json_event)value->decimals, 1, value->offset,
                (size_t)value->mantissa };
        int code = 0;
        if (value->kind == PRG__LANE_NUMBER) {
                const char *raw = reader->text + value->offset;
                token.event = PRG__JSON_NUMBER;
                token.length = (size_t)(prg__json_number_end(raw, reader->text + reader->length) - raw);
        }
        if (token.event == PRG__JSON_NUMBER)
                draft->numbers |= PRG__BIT(PRG__COLUMN_VALUE);
        const char *text =
                value->kind == PRG__LANE_NOTHING ? "" : prg__json_members_text(&it->members, &token);
        if (*text)
                code = prg__draft_put(reader, draft, &it->members.columns[PRG__COLUMN_VALUE], text, &where);
        for (int kind = 0; code == 0 && kind < PRG__COLUMNS && it->said_kinds >> kind; kind++) {
                const remark *made = remark_of(it, (prg__column_kind)kind, index);
                if (made == NULL)
                        continue;
                prg__column *column = &it->members.columns[kind];
                size_t said_at = prg__json_begin(&made->text);
                prg__where said = { .row = it->number, .column = column->label, .offset = &said_at };
                if (kind == PRG__COLUMN_LOWER || kind == PRG__COLUMN_UPPER)
                        draft->numbers |= PRG__BIT(kind);
                text = prg__json_members_text(&it->members, &made->text);
                if (*text)
                        code = prg__draft_put(reader, draft, column, text, &said);
        }
        return code;
}

static int keep_draft(series *it, size_t index)
{
        prg__values *reader = it->reader;
        prg__draft draft = it->draft;
        size_t texts = it->members.texts.length;
        int code = put_all(it, &draft, index);
        if (code == 0 && !(draft.faults & PRG__BIT(PRG__PART_PERIOD))
                && (index > INT32_MAX
                        || prg_period_move(&draft.key.period, &it->draft.key.period, (int)index) != 0))
                code = prg__draft_find_in(reader, &draft, it->number, PRG__COLUMN_PERIOD, PRG_FINDING_PERIOD,
                        NULL, "there is no such period behind the first");
        if (code == 0)
                code = prg__draft_finish_and_open(reader, &draft, it->number, it->lanes);
        it->draft.faults |= draft.found & SHARED_PARTS;
        it->members.texts.length = texts;
        it->lane = NULL;
        return code;
}

static int keep_value(series *it, size_t index, int is_plain)
{
        const element *value = &it->elements[index];
        it->reader->entry_at =
                value->offset - (value->kind == PRG__LANE_OTHER && value->decimals == PRG__JSON_STRING);
        if (value->kind == PRG__LANE_NOTHING && remark_of(it, PRG__COLUMN_STATE, index) == NULL) {
                if (!it->said_kinds || !(remarks_at(it, index) & OWN_KINDS))
                        return 0;
                it->reader->summary.refused++;
                return prg__json_find(it->reader, it->number, value->offset, "values",
                        PRG_FINDING_MISSING_FIELD, "a value, or a state", NULL,
                        "something is said of a value that is not there");
        }
        if (is_plain && keep_plain(it, index)) {
                it->reader->summary.accepted++;
                return 0;
        }
        return keep_draft(it, index);
}

/* What every series must say is asked once. */
static int need_members(series *it, size_t begin)
{
        static const prg__column_kind needed[] = { PRG__COLUMN_INDICATOR, PRG__COLUMN_AREA,
                PRG__COLUMN_PERIOD };
        prg__draft *draft = &it->draft;
        int code = 0;
        for (size_t i = 0; code == 0 && i < sizeof needed / sizeof *needed; i++) {
                unsigned part = PRG__BIT(prg__column_parts[needed[i]]);
                if (draft->given & PRG__BIT(needed[i]) || draft->faults & part)
                        continue;
                draft->faults |= part;
                code = prg__json_find(it->reader, it->number, begin, it->members.columns[needed[i]].label,
                        PRG_FINDING_MISSING_FIELD, NULL, NULL, "the key is not there, or null");
        }
        if (code == 0 && !it->has_values)
                code = break_series(
                        it, begin, "values", PRG_FINDING_MISSING_FIELD, "an array", "the key is not there");
        return code;
}

/* From what was read of a series to its entries. */
static int finish_series(series *it, size_t begin, size_t end)
{
        prg__values *reader = it->reader;
        prg__json_members *members = &it->members;
        size_t before = reader->summary.refused, refused = 0;
        reader->summary.rows++;
        reader->spot_count = 0;
        reader->entry_at = begin;
        it->draft = it->empty;
        it->lane = NULL;
        int code = prg__json_members_reserve(members, end - begin);
        for (size_t i = 0; code == 0 && i < members->count; i++)
                code = prg__json_members_put(members, &it->draft, &members->at[i], it->number, SERIES_KINDS);
        it->draft.labels[PRG__COLUMN_PERIOD] = NULL;
        it->draft.key.categories = it->draft.category_count ? it->draft.categories : NULL;
        it->draft.key.category_count = it->draft.category_count;
        if (code == 0)
                code = need_members(it, begin);
        if (code == 0)
                code = spread(it);
        for (size_t i = 0; it->is_broken && i < it->count; i++)
                refused += it->elements[i].kind != PRG__LANE_NOTHING;
        reader->summary.refused += it->is_broken ? refused + (refused == 0) : 0;
        int is_plain = it->draft.faults == 0 && !(it->draft.given & ~(unsigned)PLAIN_KINDS);
        for (size_t i = 0; code == 0 && !it->is_broken && i < it->count; i++) {
                if (is_plain && it->said_kinds == 0)
                        i = run_plain(it, i);
                if (i < it->count)
                        code = keep_value(it, i, is_plain);
        }
        /* What is wrong with a series without values is counted too. */
        if (code == 0 && it->draft.faults && reader->summary.refused == before)
                reader->summary.refused++;
        return code;
}

/* ---- the text ---- */

static int is_key(const series *it, const prg__json_token *key, const char *name)
{
        return prg__json_is_name(it->reader->text + key->offset, key, name, strlen(name));
}

static int read_member(series *it, const prg__json_token *key)
{
        prg__json_token value;
        prg__column_kind kind = prg__json_member_kind(it->reader->text + key->offset, key);
        int code = prg__json_next(&it->scan, &value);
        if (code < 0)
                return code;
        if (is_key(it, key, "values"))
                return read_values(it, &value);
        if (kind < PRG__COLUMNS && REMARK_KINDS & PRG__BIT(kind)) {
                if (value.event == PRG__JSON_OBJECT_BEGIN)
                        return read_remarks(it, kind);
                if (!(SERIES_KINDS & PRG__BIT(kind)) && value.event != PRG__JSON_NULL) {
                        code = break_series(it, prg__json_begin(&value), it->members.columns[kind].label,
                                PRG_FINDING_WRONG_TYPE, "an object of texts and indexes",
                                "a value of another type than its key takes");
                        return code < 0 ? code : prg__json_skip(&it->scan);
                }
                if (value.event == PRG__JSON_NULL)
                        return 0;
        }
        if (is_key(it, key, "first"))
                kind = PRG__COLUMN_PERIOD;
        else if (kind == PRG__COLUMN_PERIOD)
                kind = PRG__COLUMN_BROKEN;
        return prg__json_members_take(&it->members, &it->scan, kind, key, &value);
}

static int read_series(series *it, size_t begin)
{
        prg__json_token token;
        int code = 0;
        it->number++;
        it->members.count = it->remark_count = it->count = 0;
        it->is_broken = it->has_values = 0;
        if (it->number % PROGRESS_SERIES == 0)
                code = prg__values_progress(it->reader, begin);
        while (code == 0 && (code = prg__json_next(&it->scan, &token)) == 0 && token.event == PRG__JSON_KEY)
                code = read_member(it, &token);
        return code < 0 ? code : finish_series(it, begin, (size_t)(it->scan.at - it->scan.data));
}

/* A finding after which nothing of the text is kept. */
static int refuse(series *it, size_t offset, int finding, const char *expected, const char *message)
{
        it->reader->unusable = 1;
        return prg__json_find(it->reader, 0, offset, NULL, finding, expected, NULL, message);
}

static int read_all_series(series *it)
{
        prg__json_token token;
        int code = prg__json_next(&it->scan, &token);
        if (code == 0 && token.event != PRG__JSON_ARRAY_BEGIN)
                return refuse(it, prg__json_begin(&token), PRG_FINDING_WRONG_TYPE, "an array",
                        "the series are no array");
        while (code == 0 && (code = prg__json_next(&it->scan, &token)) == 0
                && token.event != PRG__JSON_ARRAY_END) {
                if (token.event == PRG__JSON_OBJECT_BEGIN) {
                        code = read_series(it, token.offset);
                        continue;
                }
                it->number++;
                it->reader->summary.refused++;
                code = prg__json_find(it->reader, it->number, prg__json_begin(&token), NULL,
                        PRG_FINDING_WRONG_TYPE, "an object", NULL, "the series is no object");
                if (code == 0)
                        code = prg__json_skip(&it->scan);
        }
        return code;
}

/* What the text says that it is. */
enum { HAS_FORMAT = 1, HAS_VERSION = 2, HAS_SERIES = 4 };

static int read_head(series *it, const prg__json_token *key, unsigned *has)
{
        prg__json_token value;
        if (is_key(it, key, "series")) {
                if ((*has & (HAS_FORMAT | HAS_VERSION)) != (HAS_FORMAT | HAS_VERSION))
                        return refuse(it, prg__json_begin(key), PRG_FINDING_FORMAT,
                                "\"format\": \"" FORMAT "\" and \"version\": " VERSION " before the series",
                                "the text does not say what it is");
                *has |= HAS_SERIES;
                return read_all_series(it);
        }
        int code = prg__json_next(&it->scan, &value);
        if (code < 0)
                return code;
        if (is_key(it, key, "format") && value.event == PRG__JSON_STRING && is_key(it, &value, FORMAT))
                *has |= HAS_FORMAT;
        else if (is_key(it, key, "version") && value.event == PRG__JSON_NUMBER && is_key(it, &value, VERSION))
                *has |= HAS_VERSION;
        else if (is_key(it, key, "format") || is_key(it, key, "version"))
                return refuse(it, prg__json_begin(&value), PRG_FINDING_FORMAT,
                        "\"" FORMAT "\" in version " VERSION, "the text is of another format or version");
        else
                return refuse(it, prg__json_begin(key), PRG_FINDING_UNKNOWN_KEY, "format, version and series",
                        "the text has a key that the format does not have");
        return 0;
}

static int read_text(series *it)
{
        prg__values *reader = it->reader;
        prg__json_token token;
        unsigned has = 0;
        int code = prg__json_next(&it->scan, &token);
        if (code == 0 && token.event != PRG__JSON_OBJECT_BEGIN)
                return refuse(it, prg__json_begin(&token), PRG_FINDING_FORMAT,
                        "an object with format, version and series", "the text is no object");
        while (code == 0 && !reader->unusable && (code = prg__json_next(&it->scan, &token)) == 0
                && token.event == PRG__JSON_KEY)
                code = read_head(it, &token, &has);
        if (code < 0 || reader->unusable)
                return code;
        code = prg__json_next(&it->scan, &token);
        if (code == 0 && !(has & HAS_SERIES))
                code = refuse(it, 0, PRG_FINDING_FORMAT, "the key series", "the text has no series");
        return code < 0 ? code : prg__values_progress(reader, reader->length);
}

int prg__values_read_series(prg__values *reader)
{
        const prg__json_options options = { 8, SIZE_MAX, 0, 0, 1 };
        prg__json_places places;
        series *it = prg__alloc_zero(sizeof *it);
        if (it == NULL)
                return PRG_ENOMEM;
        it->reader = reader;
        prg__json_places_init(&places, reader->text, reader->length, 1);
        reader->places = &places;
        prg__json_scan_init(&it->scan, &options);
        prg__json_scan_reset(&it->scan, reader->text, reader->length);
        it->scan.collecting = 1;
        prg__draft_init(reader, &it->empty);
        int code = prg__json_members_init(&it->members, reader);
        if (code == 0) {
                it->members.columns[PRG__COLUMN_PERIOD].label = "first";
                code = prg__values_progress(reader, 0);
        }
        if (code == 0)
                code = read_text(it);
        if (code < 0 && code != PRG_ENOMEM && it->scan.fault.rule != PRG__JSON_RULE_FINE) {
                reader->unusable = 1;
                code = prg__json_find_fault(reader, &it->scan, 0, 0);
        }
        reader->places = NULL;
        for (int kind = 0; kind < PRG__COLUMNS; kind++)
                prg__free(it->said[kind]);
        prg__free(it->elements);
        prg__free(it->remarks);
        prg__json_members_dispose(&it->members);
        prg__json_scan_dispose(&it->scan);
        prg__free(it);
        return code;
}
