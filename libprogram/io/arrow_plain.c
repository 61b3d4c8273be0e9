/* The short way of a stream of Arrow, as values_row.c is that of a file.
 *
 * Indexes of dictionaries are as good as texts: what the text of an index means is learned from a row that went the
 * long way and was accepted, whatever it is, and holds for the rest of the batch, which has its own dictionaries.
 * A row is kept here if each index in it is known, everything else in it is null, or a number; and if the lane of its
 * key takes it (data/lane.h). All other rows go the long way, which decides what they mean and says what is wrong. */
#include <string.h>

#include "arrow.h"
#include "util/error.h"
#include "util/memory.h"
#include "values_json.h"

/* More columns than values have; more indexes than are learned of one dictionary. */
#define MOST_COLUMNS 32
#define MOST_INDEXES ((size_t)1 << 20)

typedef enum way {
        IS_IGNORED,
        IS_NULL,    /* or the row goes the long way */
        IS_NUMBER,
        IS_MEANING  /* an index */
} way;

/* What an index means in its column: an item, a word, or a period with its place on an axis. */
typedef struct meaning {
        unsigned batch; /* in which it was learned; 0: not yet */
        int word;
        const prg_item *item;
        prg_period period;
        const prg__axis *axis;
        int position;
} meaning;

typedef struct known {
        way way;
        prg__column_kind kind;
        meaning *meanings; /* by index */
        size_t count;
        meaning none;      /* of a null */
        meaning *now;      /* which the key of the reader has; NULL: unknown */
} known;

struct prg__arrow_plain {
        prg__values *reader;
        const prg__long *layout;
        const prg__arrow_column *columns;
        known cells[MOST_COLUMNS];
        unsigned batch;
        prg_key key;
        const prg_item *categories[PRG__DRAFT_CATEGORIES];
        meaning *period;
        prg_quality quality;
        prg_state state;       /* PRG_STATE_UNDEFINED: not said */
        const prg__lane *lane; /* of the key, NULL: not known */
        prg__lane_row row;     /* of the area, if `has_row` */
        int has_row;
        prg__lane lanes[PRG__LANES];
};

/* ---- making ---- */

static way way_of(const prg__arrow_column *column, prg__column_kind kind)
{
        if (!column->is_read)
                return IS_IGNORED;
        switch (kind) {
        case PRG__COLUMN_INDICATOR:
        case PRG__COLUMN_AREA:
        case PRG__COLUMN_PERIOD:
        case PRG__COLUMN_SOURCE:
        case PRG__COLUMN_SCOPE:
        case PRG__COLUMN_QUALITY:
        case PRG__COLUMN_STATE:
        case PRG__COLUMN_CATEGORY: return column->has_dictionary ? IS_MEANING : IS_NULL;
        case PRG__COLUMN_VALUE: return IS_NUMBER;
        default: return IS_NULL;
        }
}

static int is_number(const prg__arrow_column *column)
{
        const prg__arrow_type *type = &column->type;
        return !column->has_dictionary
               && (type->kind == PRG__ARROW_FLOAT
                       || (type->kind == PRG__ARROW_INTEGER && type->width <= 16 && type->scale >= 0
                               && type->scale <= PRG_DECIMAL_MAX_DECIMALS));
}

/* Whether rows of this schema can be plain at all. */
static int can_be_plain(const prg__long *layout, const prg__arrow_column *columns)
{
        static const prg__target value = { PRG__COLUMN_VALUE, NULL };
        const unsigned taken = PRG__BIT(PRG__COLUMN_INDICATOR) | PRG__BIT(PRG__COLUMN_SOURCE)
                               | PRG__BIT(PRG__COLUMN_SCOPE) | PRG__BIT(PRG__COLUMN_QUALITY)
                               | PRG__BIT(PRG__COLUMN_CATEGORY);
        const prg__values *reader = layout->reader;
        size_t categories = layout->constants.category_count;
        unsigned kinds = 0;
        for (size_t i = 0; i < layout->count; i++) {
                prg__column_kind kind = layout->columns[i].target.kind;
                if (kind == PRG__COLUMN_CATEGORY)
                        categories++;
                else if (kind < PRG__COLUMNS && way_of(&columns[i], kind) != IS_NULL)
                        kinds |= PRG__BIT(kind);
                if (kind == PRG__COLUMN_VALUE && !is_number(&columns[i]))
                        return 0;
        }
        return reader->code == 0 && !reader->unusable && layout->count <= MOST_COLUMNS
               && categories <= PRG__DRAFT_CATEGORIES && layout->constants.faults == 0
               && !(layout->constants.given & ~taken) && kinds & PRG__BIT(PRG__COLUMN_AREA)
               && kinds & PRG__BIT(PRG__COLUMN_PERIOD) && kinds & PRG__BIT(PRG__COLUMN_VALUE)
               && (kinds | layout->constants.given) & PRG__BIT(PRG__COLUMN_INDICATOR)
               && reader->mapping.states.first == NULL && prg__values_words(reader, &value) == NULL;
}

int prg__arrow_plain_make(prg__arrow_plain **plain, const prg__long *layout, const prg__arrow_column *columns)
{
        *plain = NULL;
        if (!can_be_plain(layout, columns))
                return 0;
        prg__arrow_plain *it = prg__alloc_zero(sizeof *it);
        if (it == NULL)
                return PRG_ENOMEM;
        it->reader = layout->reader;
        it->layout = layout;
        it->columns = columns;
        it->key = layout->constants.key;
        it->quality = layout->constants.value.quality;
        it->state = PRG_STATE_UNDEFINED;
        for (size_t i = 0; i < layout->constants.category_count; i++)
                it->categories[i] = layout->constants.categories[i];
        for (size_t i = 0; i < layout->count; i++) {
                known *cell = &it->cells[i];
                cell->kind = layout->columns[i].target.kind;
                cell->way = way_of(&columns[i], cell->kind);
                cell->none.word = cell->kind == PRG__COLUMN_QUALITY ? (int)it->quality
                                  : cell->kind == PRG__COLUMN_SCOPE ? (int)it->key.scope
                                                                    : (int)PRG_STATE_UNDEFINED;
        }
        *plain = it;
        return 0;
}

void prg__arrow_plain_free(prg__arrow_plain *it)
{
        for (size_t i = 0; it && i < it->layout->count; i++)
                prg__free(it->cells[i].meanings);
        prg__free(it);
}

int prg__arrow_plain_begin(prg__arrow_plain *it, const struct ArrowArray *batch)
{
        it->batch++;
        it->lane = NULL;
        it->has_row = 0;
        for (size_t i = 0; i < it->layout->count; i++) {
                known *cell = &it->cells[i];
                cell->now = NULL;
                if (cell->way != IS_MEANING)
                        continue;
                size_t count = (size_t)batch->children[i]->dictionary->length;
                count = count < MOST_INDEXES ? count : MOST_INDEXES;
                if (count <= cell->count)
                        continue;
                prg__free(cell->meanings);
                cell->count = 0;
                cell->meanings = prg__alloc_zero(count * sizeof *cell->meanings);
                if (cell->meanings == NULL)
                        return PRG_ENOMEM;
                cell->count = count;
        }
        return 0;
}

/* ---- cells ---- */

/* The place of an index that can be known; NULL. */
static meaning *meaning_at(prg__arrow_plain *it, size_t column, const struct ArrowArray *array, int64_t position)
{
        const prg__arrow_type *type = &it->columns[column].index;
        int64_t index = prg__arrow_integer(type, (const char *)array->buffers[1] + position * type->width);
        const known *cell = &it->cells[column];
        return index < 0 || index >= array->dictionary->length || (size_t)index >= cell->count
                       ? NULL
                       : &cell->meanings[index];
}

static void use_meaning(prg__arrow_plain *it, known *cell, meaning *found)
{
        cell->now = found;
        switch (cell->kind) {
        case PRG__COLUMN_AREA:
                it->key.area = found->item;
                it->has_row = 0;
                return;
        case PRG__COLUMN_PERIOD: it->period = found; return;
        case PRG__COLUMN_QUALITY: it->quality = (prg_quality)found->word; return;
        case PRG__COLUMN_STATE: it->state = (prg_state)found->word; return;
        case PRG__COLUMN_INDICATOR: it->key.indicator = found->item; break;
        case PRG__COLUMN_SOURCE: it->key.source = found->item; break;
        case PRG__COLUMN_SCOPE: it->key.scope = (prg_scope)found->word; break;
        default: break; /* categories are gathered with the lane */
        }
        it->lane = NULL;
        it->has_row = 0;
}

/* 1 when what the cell means is known, and is in the key. */
static int read_meaning(prg__arrow_plain *it, size_t column, const struct ArrowArray *array, int64_t position)
{
        known *cell = &it->cells[column];
        meaning *found = &cell->none;
        if (!prg__arrow_is_null(array, position)) {
                found = meaning_at(it, column, array, position);
                if (found == NULL || found->batch != it->batch)
                        return 0;
        } else if (cell->kind == PRG__COLUMN_INDICATOR || cell->kind == PRG__COLUMN_AREA
                   || cell->kind == PRG__COLUMN_PERIOD) {
                return 0;
        }
        if (found != cell->now)
                use_meaning(it, cell, found);
        return 1;
}

/* As many decimals as say something. */
static prg_decimal without_zeros(prg_decimal number)
{
        for (; number.decimals > 0 && number.mantissa % 10 == 0; number.decimals--)
                number.mantissa /= 10;
        return number;
}

static int read_number(const prg__arrow_type *type, const char *bytes, prg_decimal *number)
{
        prg__arrow_fault fault;
        prg__wide wide;
        int64_t narrow;
        if (type->kind == PRG__ARROW_FLOAT)
                return prg__arrow_float(number, bytes, type->width, &fault) == 0;
        if (type->width == 16) {
                memcpy(&wide, bytes, sizeof wide);
                if (wide > INT64_MAX || wide < -INT64_MAX)
                        return 0;
                narrow = (int64_t)wide;
        } else {
                narrow = prg__arrow_integer(type, bytes);
                if ((narrow < 0 && !type->is_signed) || narrow == INT64_MIN)
                        return 0;
        }
        *number = without_zeros((prg_decimal){ narrow, (unsigned)type->scale });
        return 1;
}

/* ---- keeping ---- */

static void gather_categories(prg__arrow_plain *it)
{
        it->key.category_count = it->layout->constants.category_count;
        for (size_t i = 0; i < it->layout->count; i++)
                if (it->cells[i].way == IS_MEANING && it->cells[i].kind == PRG__COLUMN_CATEGORY && it->cells[i].now->item)
                        it->categories[it->key.category_count++] = it->cells[i].now->item;
        it->key.categories = it->key.category_count ? it->categories : NULL;
}

static int find_lane(prg__arrow_plain *it)
{
        if (it->lane == NULL) {
                gather_categories(it);
                const prg__lane *lane = prg__lane_for(it->lanes, &it->key);
                if (!prg__lane_is_of(lane, &it->key))
                        return 0;
                it->lane = lane;
                it->has_row = 0;
        }
        if (!it->has_row)
                it->has_row = prg__lane_row_of(it->lane, it->reader->data, it->key.area, &it->row);
        return it->has_row;
}

/* The state that follows from what is there; 0 when the two contradict each other. */
static int settle_state(const prg__arrow_plain *it, prg__plain *plain, int has_number)
{
        if (it->state == PRG_STATE_UNDEFINED)
                plain->state = has_number ? PRG_STATE_VALUE : PRG_STATE_MISSING;
        else if (has_number != (it->state == PRG_STATE_VALUE))
                return 0;
        else
                plain->state = it->state;
        return 1;
}

int prg__arrow_plain_keep(prg__arrow_plain *it, const struct ArrowArray *batch, int64_t row, size_t number)
{
        prg__plain plain = { { 0, 0 }, PRG_STATE_VALUE, PRG_QUALITY_FINAL, number };
        int has_number = 0;
        for (size_t i = 0; i < it->layout->count; i++) {
                const struct ArrowArray *array = batch->children[i];
                const prg__arrow_type *type = &it->columns[i].type;
                int64_t position = array->offset + row;
                switch (it->cells[i].way) {
                case IS_IGNORED: break;
                case IS_MEANING:
                        if (!read_meaning(it, i, array, position))
                                return 0;
                        break;
                case IS_NUMBER:
                        has_number = !prg__arrow_is_null(array, position);
                        if (has_number
                                && !read_number(type, (const char *)array->buffers[1] + position * type->width,
                                        &plain.number))
                                return 0;
                        break;
                default:
                        if (type->kind != PRG__ARROW_NULLS && !prg__arrow_is_null(array, position))
                                return 0;
                }
        }
        if (!settle_state(it, &plain, has_number) || !find_lane(it)
                || !prg__lane_position(it->lane, &it->period->period, &it->period->axis, &it->period->position))
                return 0;
        plain.quality = it->quality;
        if (!prg__lane_keep(it->lane, it->reader->data, &it->row, it->period->position, &plain))
                return 0;
        it->reader->summary.rows++;
        it->reader->summary.accepted++;
        return 1;
}

/* ---- learning ---- */

/* What a text means in a row that was accepted; 0 when that is not known for certain. */
static int learn_meaning(const prg__draft *draft, const prg__column *column, const char *text, meaning *found)
{
        if (!(draft->given & PRG__BIT(column->target.kind)))
                return 0;
        switch (column->target.kind) {
        case PRG__COLUMN_QUALITY: found->word = (int)draft->value.quality; return 1;
        case PRG__COLUMN_STATE: found->word = (int)draft->value.state; return 1;
        case PRG__COLUMN_SCOPE: found->word = (int)draft->key.scope; return 1;
        case PRG__COLUMN_PERIOD: found->period = draft->key.period; return 1;
        default:
                found->item = column->item;
                return column->is_known && strcmp(column->last.data, text) == 0;
        }
}

void prg__arrow_plain_learn(prg__arrow_plain *it, const struct ArrowArray *batch, int64_t row, const prg__draft *draft,
        const char *const *texts)
{
        for (size_t i = 0; i < it->layout->count; i++) {
                const struct ArrowArray *array = batch->children[i];
                if (it->cells[i].way != IS_MEANING || *texts[i] == '\0')
                        continue;
                meaning *place = meaning_at(it, i, array, array->offset + row), found = { .batch = it->batch };
                if (place && place->batch != it->batch && learn_meaning(draft, &it->layout->columns[i], texts[i], &found))
                        *place = found;
        }
        prg__lane_open(prg__lane_for(it->lanes, &draft->key), it->reader->data, &draft->key);
        it->lane = NULL;
        it->has_row = 0;
}
