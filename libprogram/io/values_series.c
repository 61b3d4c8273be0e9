/* Series JSON: one array of values for all that stays the same, read series by series.
 *
 * Of a series the values are taken out as numbers, and what is said of single ones as *remarks*, each a range
 * of indexes; when its object has ended, the values become entries one by one. Plain ones go by a lane, along
 * the positions of its axis; all others as drafts. A series that has the same bytes as the one before but for
 * the id of its area and its values is not even taken apart. */
#include <stdio.h>
#include <string.h>

#include "model/item.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"
#include "values_series.h"

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

int prg__series_break(prg__series_reader *it, size_t offset, const char *label, int finding,
        const char *expected, const char *message)
{
        it->is_broken = 1;
        return prg__json_find(it->reader, it->number, offset, label, finding, expected, NULL, message);
}

/* ---- entries ---- */

/* Which kinds of remarks a value has. */
static unsigned remarks_at(const prg__series_reader *it, size_t index)
{
        unsigned kinds = 0;
        for (int kind = 0; kind < PRG__COLUMNS && it->said_kinds >> kind; kind++)
                if (prg__remark_of(it, (prg__column_kind)kind, index))
                        kinds |= PRG__BIT(kind);
        return kinds;
}

static int find_lane(prg__series_reader *it)
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
static inline int keep_plain(prg__series_reader *it, size_t index)
{
        const prg__lane_value *value = &it->elements[index];
        prg__plain plain = { { value->mantissa, value->decimals }, PRG_STATE_VALUE, it->draft.value.quality,
                it->number };
        const prg__remark *made;
        if (it->said_kinds) {
                unsigned kinds = remarks_at(it, index);
                if (kinds & ~(PRG__BIT(PRG__COLUMN_QUALITY) | PRG__BIT(PRG__COLUMN_STATE)))
                        return 0;
                if ((made = prg__remark_of(it, PRG__COLUMN_QUALITY, index)) != NULL) {
                        if (made->word == 0)
                                return 0;
                        plain.quality = (prg_quality)made->word;
                }
                if ((made = prg__remark_of(it, PRG__COLUMN_STATE, index)) != NULL) {
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
static size_t run_plain(prg__series_reader *it, size_t index)
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
static int put_all(prg__series_reader *it, prg__draft *draft, size_t index)
{
        prg__values *reader = it->reader;
        const prg__lane_value *value = &it->elements[index];
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
                const prg__remark *made = prg__remark_of(it, (prg__column_kind)kind, index);
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

static int keep_draft(prg__series_reader *it, size_t index)
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

static int keep_value(prg__series_reader *it, size_t index, int is_plain)
{
        const prg__lane_value *value = &it->elements[index];
        it->reader->entry_at =
                value->offset - (value->kind == PRG__LANE_OTHER && value->decimals == PRG__JSON_STRING);
        if (value->kind == PRG__LANE_NOTHING && prg__remark_of(it, PRG__COLUMN_STATE, index) == NULL) {
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
static int need_members(prg__series_reader *it, size_t begin)
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
                code = prg__series_break(
                        it, begin, "values", PRG_FINDING_MISSING_FIELD, "an array", "the key is not there");
        return code;
}

/* Remembers what a series looks like; not if its area has escapes, or stands behind its values. */
static void learn(prg__series_reader *it, size_t begin, size_t end)
{
        const char *text = it->reader->text;
        for (size_t i = 0; i < it->members.count; i++) {
                const prg__json_member *member = &it->members.at[i];
                size_t id_end = member->value.offset + member->value.length;
                if (member->kind != PRG__COLUMN_AREA || member->value.event != PRG__JSON_STRING
                        || member->value.escapes || id_end > it->values_begin)
                        continue;
                it->like = (prg__series_like){ 1, text + begin, text + id_end, text + it->values_end - 1,
                        member->value.offset - begin, it->values_begin + 1 - id_end,
                        end + 1 - it->values_end };
        }
}

/* From what was read of a series to its entries. */
static int finish_series(prg__series_reader *it, size_t begin, size_t end)
{
        prg__values *reader = it->reader;
        prg__json_members *members = &it->members;
        size_t before = reader->summary.refused, refused = 0;
        reader->summary.rows++;
        reader->spot_count = 0;
        reader->entry_at = begin;
        it->draft = it->empty;
        it->lane = NULL;
        it->like.is_known = 0;
        int code = prg__json_members_reserve(members, end - begin);
        for (size_t i = 0; code == 0 && i < members->count; i++)
                code = prg__json_members_put(members, &it->draft, &members->at[i], it->number, SERIES_KINDS);
        it->draft.labels[PRG__COLUMN_PERIOD] = NULL;
        it->draft.key.categories = it->draft.category_count ? it->draft.categories : NULL;
        it->draft.key.category_count = it->draft.category_count;
        if (code == 0)
                code = need_members(it, begin);
        if (code == 0)
                code = prg__series_spread_remarks(it);
        for (size_t i = 0; it->is_broken && i < it->count; i++)
                refused += it->elements[i].kind != PRG__LANE_NOTHING;
        reader->summary.refused += it->is_broken ? refused + (refused == 0) : 0;
        int is_plain = it->draft.faults == 0 && !(it->draft.given & ~(unsigned)PLAIN_KINDS);
        for (size_t i = it->passed; code == 0 && !it->is_broken && i < it->count; i++) {
                if (is_plain && it->said_kinds == 0)
                        i = run_plain(it, i);
                if (i < it->count)
                        code = keep_value(it, i, is_plain);
        }
        it->passed = 0;
        /* What is wrong with a series without values is counted too. */
        if (code == 0 && it->draft.faults && reader->summary.refused == before)
                reader->summary.refused++;
        if (code == 0 && is_plain && it->said_kinds == 0 && reader->summary.refused == before)
                learn(it, begin, end);
        return code;
}

/* ---- series like the one before ---- */

/* Passes over bytes that must be there; NULL when they are not. */
static inline const char *pass(const char *at, const char *end, const char *bytes, size_t length)
{
        return (size_t)(end - at) >= length && memcmp(at, bytes, length) == 0 ? at + length : NULL;
}

/* Reads a series that differs in nothing but area and values from one that was accepted; where it ends, or
 * NULL when only the long way can tell. What was kept of it then stays. 0 or PRG_ENOMEM. */
static int read_like(prg__series_reader *it, const char *at, const char **behind)
{
        const prg__series_like *like = &it->like;
        const char *end = it->scan.end, *last;
        *behind = NULL;
        const char *id = pass(at, end, like->before, like->before_length);
        if (id == NULL)
                return 0;
        const char *id_end = prg__json_plain_end(id, end);
        at = pass(id_end, end, like->between, like->between_length);
        const prg_item *area =
                prg__map_get(&it->reader->programme->ids[prg__class_area.number], id, (size_t)(id_end - id));
        if (at == NULL || area == NULL)
                return 0;
        it->count = 0;
        if (prg__series_take_plain(it, at, &last) < 0)
                return PRG_ENOMEM;
        if (last == NULL || (at = pass(last, end, like->behind, like->behind_length)) == NULL)
                return 0;
        it->number++;
        it->draft.key.area = area;
        it->lane = NULL;
        it->passed = run_plain(it, 0);
        if (it->passed < it->count) {
                it->number--;
                return 0;
        }
        it->passed = 0;
        it->reader->summary.rows++;
        *behind = at;
        return 0;
}

/* Reads series of the array from the next one on, as many as are like the one before. */
static int read_alike(prg__series_reader *it)
{
        const char *at, *behind;
        int code = 0;
        while (code == 0 && it->like.is_known && (at = prg__json_element(&it->scan)) != NULL) {
                code = read_like(it, at, &behind);
                if (behind == NULL)
                        break;
                prg__json_element_end(&it->scan, behind);
                if (it->number % PROGRESS_SERIES == 0)
                        code = prg__values_progress(it->reader, (size_t)(at - it->scan.data));
        }
        return code;
}

/* ---- the text ---- */

static int is_key(const prg__series_reader *it, const prg__json_token *key, const char *name)
{
        return prg__json_is_name(it->reader->text + key->offset, key, name, strlen(name));
}

static int read_member(prg__series_reader *it, const prg__json_token *key)
{
        prg__json_token value;
        prg__column_kind kind = prg__json_member_kind(it->reader->text + key->offset, key);
        int code = prg__json_next(&it->scan, &value);
        if (code < 0)
                return code;
        if (is_key(it, key, "values"))
                return prg__series_read_values(it, &value);
        if (kind < PRG__COLUMNS && REMARK_KINDS & PRG__BIT(kind)) {
                if (value.event == PRG__JSON_OBJECT_BEGIN)
                        return prg__series_read_remarks(it, kind);
                if (!(SERIES_KINDS & PRG__BIT(kind)) && value.event != PRG__JSON_NULL) {
                        code = prg__series_break(it, prg__json_begin(&value), it->members.columns[kind].label,
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

static int read_series(prg__series_reader *it, size_t begin)
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
static int refuse(
        prg__series_reader *it, size_t offset, int finding, const char *expected, const char *message)
{
        it->reader->unusable = 1;
        return prg__json_find(it->reader, 0, offset, NULL, finding, expected, NULL, message);
}

static int read_all_series(prg__series_reader *it)
{
        prg__json_token token;
        int code = prg__json_next(&it->scan, &token);
        if (code == 0 && token.event != PRG__JSON_ARRAY_BEGIN)
                return refuse(it, prg__json_begin(&token), PRG_FINDING_WRONG_TYPE, "an array",
                        "the series are no array");
        while (code == 0 && (code = read_alike(it)) == 0 && (code = prg__json_next(&it->scan, &token)) == 0
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

static int read_head(prg__series_reader *it, const prg__json_token *key, unsigned *has)
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

static int read_text(prg__series_reader *it)
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
        prg__series_reader *it = prg__alloc_zero(sizeof *it);
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
