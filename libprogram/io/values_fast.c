/* The short way of NDJSON.
 *
 * Whatever writes such files writes each line alike: the same keys in the same order with the same blanks. So
 * of a line that was read in full the bytes between the values are remembered. A following line that has the
 * same bytes in these places, and in the others texts of plain ASCII or a plain number, is JSON, has no key
 * twice, and means the same members; only the texts that changed are looked up, by id. Everything else
 * (another shape, a name in place of an id, an escape, a mistake) is left to the full reading, which decides
 * what it means. */
#include "values_fast.h"

#include <string.h>

#include "util/hash.h"

/* As memcmp() == 0, for what is short. */
static inline int is_same(const char *a, const char *b, size_t length)
{
        uint64_t first, second;
        for (; length >= 8; a += 8, b += 8, length -= 8) {
                memcpy(&first, a, 8);
                memcpy(&second, b, 8);
                if (first != second)
                        return 0;
        }
        for (; length; length--)
                if (*a++ != *b++)
                        return 0;
        return 1;
}

/* ---- taking the shape ---- */

/* Whether the short way knows what to do with a value of a member. */
static int can_be_part(const prg__json_member *member)
{
        if (member->value.escapes)
                return 0;
        switch (member->kind) {
        case PRG__COLUMN_VALUE:
                return member->value.event == PRG__JSON_NUMBER || member->value.event == PRG__JSON_NULL;
        case PRG__COLUMN_INDICATOR:
        case PRG__COLUMN_AREA:
        case PRG__COLUMN_PERIOD:
        case PRG__COLUMN_SOURCE:
        case PRG__COLUMN_QUALITY:
        case PRG__COLUMN_STATE:
        case PRG__COLUMN_SCOPE:
        case PRG__COLUMN_CATEGORY:
                return member->value.event == PRG__JSON_STRING && member->value.length > 0
                       && member->value.length < PRG__SHAPE_TEXT;
        default: return 0;
        }
}

static int take_bytes(prg__shape *shape, const char *from, const char *to)
{
        size_t length = (size_t)(to - from);
        if (length > PRG__SHAPE_BYTES - shape->length)
                return 0;
        memcpy(shape->bytes + shape->length, from, length);
        shape->length += length;
        return 1;
}

void prg__shape_take(prg__shape *shape, const prg__json_members *members, const prg__draft *draft,
        size_t begin, size_t end)
{
        const char *text = members->reader->text, *at = text + begin;
        size_t categories = 0;
        unsigned kinds = 0;
        shape->is_known = 0;
        shape->length = 0;
        shape->lane = NULL;
        shape->has_row = 0;
        if (members->count > PRG__SHAPE_PARTS || draft->category_count > PRG__LANE_CATEGORIES)
                return;
        for (size_t i = 0; i < members->count; i++) {
                const prg__json_member *member = &members->at[i];
                prg__shape_part *part = &shape->parts[i];
                if (!can_be_part(member) || text + member->value.offset < at)
                        return;
                part->kind = member->kind;
                part->is_text = member->value.event == PRG__JSON_STRING;
                part->begin = shape->length;
                if (!take_bytes(shape, at, text + member->value.offset))
                        return;
                part->end = shape->length;
                at = text + member->value.offset + member->value.length;
                part->last_length = 0;
                if (part->is_text) {
                        part->last_length = member->value.length;
                        memcpy(part->last, text + member->value.offset, member->value.length);
                }
                if (part->kind == PRG__COLUMN_CATEGORY) {
                        if (categories == draft->category_count)
                                return;
                        part->breakdown = (const prg__breakdown *)draft->categories[categories]->owner;
                        shape->category_parts[categories] = i;
                        shape->categories[categories] = draft->categories[categories];
                        categories++;
                } else {
                        kinds |= PRG__BIT(part->kind);
                }
        }
        shape->tail = shape->length;
        if (categories != draft->category_count || !(kinds & PRG__BIT(PRG__COLUMN_VALUE))
                || !take_bytes(shape, at, text + end))
                return;
        shape->part_count = members->count;
        shape->key = draft->key;
        shape->key.categories = shape->categories;
        shape->quality = draft->value.quality;
        shape->state = kinds & PRG__BIT(PRG__COLUMN_STATE) ? draft->value.state : PRG_STATE_UNDEFINED;
        shape->is_known = 1;
}

/* ---- looking up ---- */

static prg_item *item_of(const prg__values *reader, const prg__class *class, const char *text, size_t length)
{
        return prg__map_get(&reader->programme->ids[class->number], text, length);
}

static const prg_item *category_of(const prg__breakdown *breakdown, const char *text, size_t length)
{
        for (size_t i = 0; i < breakdown->categories.count && i < 16; i++) {
                const prg_item *item = breakdown->categories.at[i];
                if (item->id && strlen(item->id) == length && memcmp(item->id, text, length) == 0)
                        return item;
        }
        return NULL;
}

/* The state or quality or scope of a name; -1 for none. */
static int word_of(const char *text, size_t length, const char *(*name)(int), int first, int last)
{
        for (int i = first; i <= last; i++)
                if (strlen(name(i)) == length && memcmp(name(i), text, length) == 0)
                        return i;
        return -1;
}

static const char *state_name(int state)
{
        return prg_state_name((prg_state)state);
}

static const char *quality_name(int quality)
{
        return prg_quality_name((prg_quality)quality);
}

static const char *scope_name(int scope)
{
        return prg_scope_name((prg_scope)scope);
}

/* Takes what a text that changed means into the shape; 0 when only the long way can tell. */
static int look_up(
        prg__shape *shape, const prg__values *reader, size_t index, const char *text, size_t length)
{
        prg__shape_part *part = &shape->parts[index];
        const prg_item *item = NULL;
        int word = -1;
        switch (part->kind) {
        case PRG__COLUMN_AREA:
                item = item_of(reader, &prg__class_area, text, length);
                shape->key.area = item;
                shape->has_row = 0;
                break;
        case PRG__COLUMN_INDICATOR:
                item = item_of(reader, &prg__class_indicator, text, length);
                shape->key.indicator = item;
                shape->lane = NULL;
                break;
        case PRG__COLUMN_SOURCE:
                item = item_of(reader, &prg__class_source, text, length);
                shape->key.source = item;
                shape->lane = NULL;
                break;
        case PRG__COLUMN_CATEGORY:
                item = category_of(part->breakdown, text, length);
                for (size_t i = 0; i < shape->key.category_count; i++)
                        if (shape->category_parts[i] == index)
                                shape->categories[i] = item;
                shape->lane = NULL;
                break;
        case PRG__COLUMN_QUALITY:
                word = word_of(text, length, quality_name, PRG_QUALITY_ESTIMATE, PRG_QUALITY_FINAL);
                shape->quality = (prg_quality)word;
                break;
        case PRG__COLUMN_STATE:
                word = word_of(text, length, state_name, PRG_STATE_VALUE, PRG_STATE_SUPPRESSED);
                shape->state = (prg_state)word;
                break;
        case PRG__COLUMN_SCOPE:
                word = word_of(text, length, scope_name, PRG_SCOPE_UNIT, PRG_SCOPE_TOTAL);
                shape->key.scope = (prg_scope)word;
                shape->lane = NULL;
                break;
        default: return 0;
        }
        if (item == NULL && word < 0) {
                shape->is_known = 0;
                return 0;
        }
        memcpy(part->last, text, length);
        part->last_length = length;
        return 1;
}

/* The period of a text, remembered; NULL when it is none. */
static prg__known_period *period_of(
        prg__shape *shape, const prg__values *reader, const char *text, size_t length)
{
        if (length >= PRG__SHAPE_TEXT)
                return NULL;
        prg__known_period *known = &shape->periods[prg__hash(text, length, 1) % PRG__SHAPE_PERIODS];
        if (known->length == length && is_same(known->text, text, length))
                return known;
        known->length = 0;
        if (length == 0 || prg_period_parse(&known->period, reader->calendars, text, length) != 0)
                return NULL;
        memcpy(known->text, text, length);
        known->length = length;
        known->axis = NULL;
        return known;
}

/* ---- keeping ---- */

static int find_lane(prg__shape *shape, const prg__values *reader, prg__lane lanes[PRG__LANES])
{
        if (shape->lane == NULL || shape->lane->series == NULL) {
                const prg__lane *lane = prg__lane_for(lanes, &shape->key);
                if (!prg__lane_is_of(lane, &shape->key))
                        return 0;
                shape->lane = lane;
                shape->has_row = 0;
        }
        if (!shape->has_row)
                shape->has_row = prg__lane_row_of(shape->lane, reader->data, shape->key.area, &shape->row);
        return shape->has_row;
}

/* What a line says beside its key. */
typedef struct said {
        prg__plain plain;
        prg__known_period *period;
        int has_number;
} said;

/* The value of a part at `at`: its end, or NULL when only the long way can tell. */
static inline const char *read_part(prg__shape *shape, const prg__values *reader, size_t index,
        const char *at, const char *end, said *line)
{
        const prg__shape_part *part = &shape->parts[index];
        if (part->kind == PRG__COLUMN_VALUE && !part->is_text) {
                if (end - at >= 4 && memcmp(at, "null", 4) == 0)
                        return at + 4;
                line->has_number = 1;
                return prg__json_plain_number(at, end, &line->plain.number);
        }
        const char *text = at;
        size_t length = part->last_length;
        if ((size_t)(end - at) > length && at[length] == '"' && is_same(at, part->last, length)
                && part->kind != PRG__COLUMN_PERIOD)
                return at + length;
        at = prg__json_plain_end(at, end);
        length = (size_t)(at - text);
        if (at == end || *at != '"' || length == 0 || length >= PRG__SHAPE_TEXT)
                return NULL;
        if (part->kind == PRG__COLUMN_PERIOD)
                return (line->period = period_of(shape, reader, text, length)) != NULL ? at : NULL;
        return look_up(shape, reader, index, text, length) ? at : NULL;
}

/* The state that follows from what is there; 0 when the two contradict each other. */
static int settle_state(const prg__shape *shape, said *line)
{
        if (shape->state == PRG_STATE_UNDEFINED)
                line->plain.state = line->has_number ? PRG_STATE_VALUE : PRG_STATE_MISSING;
        else if (line->has_number != (shape->state == PRG_STATE_VALUE))
                return 0;
        else
                line->plain.state = shape->state;
        return 1;
}

int prg__shape_keep(prg__shape *shape, prg__values *reader, prg__lane lanes[PRG__LANES], size_t begin,
        size_t row, size_t *line_end)
{
        const char *at = reader->text + begin, *end = reader->text + reader->length;
        said line = { { { 0, 0 }, PRG_STATE_VALUE, PRG_QUALITY_FINAL, row }, NULL, 0 };
        if (!shape->is_known)
                return 0;
        for (size_t i = 0; i < shape->part_count; i++) {
                const prg__shape_part *part = &shape->parts[i];
                size_t length = part->end - part->begin;
                if ((size_t)(end - at) < length || !is_same(at, shape->bytes + part->begin, length))
                        return 0;
                at = read_part(shape, reader, i, at + length, end, &line);
                if (at == NULL)
                        return 0;
        }
        size_t length = shape->length - shape->tail;
        if ((size_t)(end - at) < length || !is_same(at, shape->bytes + shape->tail, length))
                return 0;
        at += length;
        if ((at < end && *at != '\n') || line.period == NULL || !settle_state(shape, &line)
                || !find_lane(shape, reader, lanes) || !prg__lane_position(shape->lane, &line.period->period, &line.period->axis, &line.period->position))
                return 0;
        line.plain.quality = shape->quality;
        if (!prg__lane_keep(shape->lane, reader->data, &shape->row, line.period->position, &line.plain))
                return 0;
        *line_end = (size_t)(at - reader->text);
        return 1;
}
