/* The short way of the long layout.
 *
 * Nearly every row of a large file is like the one before: the same indicator and area, the next period,
 * another number. So each column remembers the bytes of its last cell and what they mean, and a cell with the
 * same bytes means the same; the columns before the first that changes in every row are compared at once.
 * Other texts are found in a table of those that were met before, whatever they are (names, words of the
 * mapping), or as ids. Texts stay where they are in the file.
 *
 * A row is kept here if each of its cells is known so, without quotation marks, or is empty, or is a plain
 * number; and if the lane of its key takes it (data/lane.h). Everything else is left to the long way, row by
 * row, which decides what it means and says what is wrong. What has an effect on where the sheet is, on rows
 * and on progress is the same on both. */
#include "values_row.h"

#include "util/error.h"
#include "util/memory.h"

/* What is read of a text at once, and may lie behind it. */
#define WORD 8
/* Texts that are remembered: by the size of the file, so that small ones cost nothing. */
#define TEXTS_LEAST    64
#define TEXTS_MOST     32768
#define BYTES_PER_TEXT 512

/* ---- texts ---- */

/* As memcmp() == 0, for what is short and has WORD bytes more behind it. */
static inline int is_same(const char *a, const char *b, size_t length)
{
        uint64_t first, second;
        for (; length > WORD; a += WORD, b += WORD, length -= WORD) {
                memcpy(&first, a, WORD);
                memcpy(&second, b, WORD);
                if (first != second)
                        return 0;
        }
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        if (length == 0)
                return 1;
        memcpy(&first, a, WORD);
        memcpy(&second, b, WORD);
        return (first ^ second) << (8 * (WORD - length)) == 0;
#else
        return memcmp(a, b, length) == 0;
#endif
}

/* Whether a cell that reaches to here ends here. */
static inline int is_stop(const prg__row_reader *it, const char *at, int is_last)
{
        return is_last ? *at == '\n' || (*at == '\r' && at[1] == '\n') : *at == it->separator;
}

/* The end of a cell; NULL when it is not plain, is too long, or is the last and should not, or the other way
 * round. There are PRG__ROW_TEXT and WORD bytes. */
static const char *cell_end(const prg__row_reader *it, const char *at, int is_last)
{
        for (size_t i = 0; i < PRG__ROW_TEXT; i++, at++)
                if (*at == it->separator || *at == '\n' || *at == '"' || *at == '\r')
                        return is_stop(it, at, is_last) ? at : NULL;
        return NULL;
}

static int is_meaning_of(const prg__meaning *known, size_t column, const char *text, size_t length)
{
        return known->text && known->column == column && known->length == length
               && memcmp(known->text, text, length) == 0;
}

/* ---- what a text means ---- */

/* What a cell without text means: that the row begins with. */
static void take_default(const prg__row_reader *it, prg__column_kind kind, prg__meaning *found)
{
        const prg__draft *constants = &it->layout->constants;
        found->item = NULL;
        found->word = kind == PRG__COLUMN_QUALITY ? (int)constants->value.quality
                      : kind == PRG__COLUMN_SCOPE ? (int)constants->key.scope
                                                  : (int)PRG_STATE_UNDEFINED;
}

static void use_meaning(prg__row_reader *it, prg__row_cell *cell, const prg__meaning *found)
{
        switch (cell->column->target.kind) {
        case PRG__COLUMN_AREA:
                it->key.area = found->item;
                it->has_row = 0;
                return;
        case PRG__COLUMN_QUALITY: it->quality = (prg_quality)found->word; return;
        case PRG__COLUMN_STATE: it->state = (prg_state)found->word; return;
        case PRG__COLUMN_INDICATOR: it->key.indicator = found->item; break;
        case PRG__COLUMN_SOURCE: it->key.source = found->item; break;
        case PRG__COLUMN_SCOPE: it->key.scope = (prg_scope)found->word; break;
        default: cell->item = found->item; break;
        }
        it->lane = NULL;
        it->has_row = 0;
}

static int may_be_empty(prg__column_kind kind)
{
        return kind != PRG__COLUMN_INDICATOR && kind != PRG__COLUMN_AREA;
}

/* Reads a cell with another text than the last; its end, or NULL. */
static const char *change(prg__row_reader *it, size_t index, const char *at)
{
        prg__row_cell *cell = &it->cells[index];
        prg__column_kind kind = cell->column->target.kind;
        const char *end = cell_end(it, at, cell->is_last);
        if (end == NULL)
                return NULL;
        size_t length = (size_t)(end - at);
        prg__meaning found = { at, (uint32_t)length, (uint32_t)index, NULL, -1 };
        if (length == 0 && !may_be_empty(kind))
                return NULL;
        if (length == 0) {
                take_default(it, kind, &found);
        } else {
                prg__meaning *known = prg__row_text_of(it, index, at, length);
                if (is_meaning_of(known, index, at, length))
                        found = *known;
                else if (prg__row_find_meaning(it, cell, &found))
                        *known = found;
                else
                        return NULL;
        }
        use_meaning(it, cell, &found);
        cell->is_known = 1;
        cell->last = at;
        cell->length = length;
        return end;
}

/* ---- the cells of a row ---- */

/* What a row says beside its key. */
typedef struct said {
        prg__plain plain;
        int has_number;
} said;

/* A text without blanks at its ends, and not empty: what the reader of periods refuses is none. */
static int is_tight(const char *text, size_t length)
{
        return length > 0 && text[0] > ' ' && text[0] < 0x7F && text[length - 1] > ' '
               && text[length - 1] < 0x7F;
}

static const char *change_period(prg__row_reader *it, const prg__row_cell *cell, const char *at)
{
        const char *end = cell_end(it, at, cell->is_last);
        if (end == NULL)
                return NULL;
        int is_found;
        size_t length = (size_t)(end - at);
        prg__row_period *known = prg__row_find_period(it, at, length, &is_found);
        prg_period period;
        if (!is_found) {
                if (cell->column->words || !is_tight(at, length)
                        || prg_period_parse(&period, it->reader->calendars, at, length) != 0)
                        return NULL;
                prg__row_know_period(known, at, length, &period);
        }
        if (it->period)
                it->period->next = (size_t)(known - it->periods);
        it->period = known;
        return end;
}

static const char *skip_ignored(const prg__row_reader *it, const prg__row_cell *cell, const char *at)
{
        for (; at + 1 < it->end; at++) {
                if (is_stop(it, at, cell->is_last))
                        return at;
                if (*at == it->separator || *at == '\n' || *at == '"' || *at == '\0')
                        return NULL;
        }
        return NULL;
}

/* A cell from its begin: its end, or NULL when only the long way can tell. */
static inline const char *read_cell(prg__row_reader *it, size_t index, const char *at, said *row)
{
        const prg__row_cell *cell = &it->cells[index];
        const char *behind;
        if (it->end - at < PRG__ROW_TEXT + 2 * WORD)
                return NULL;
        switch (cell->way) {
        case PRG__WAY_MEANING:
                behind = at + cell->length;
                if (cell->is_known && is_stop(it, behind, cell->is_last)
                        && is_same(at, cell->last, cell->length))
                        return behind;
                return change(it, index, at);
        case PRG__WAY_PERIOD:
                if (it->period) {
                        prg__row_period *next = &it->periods[it->period->next];
                        behind = at + next->length;
                        if (next->text && is_stop(it, behind, cell->is_last)
                                && is_same(at, next->text, next->length)) {
                                it->period = next;
                                return behind;
                        }
                }
                return change_period(it, cell, at);
        case PRG__WAY_NUMBER:
                if (is_stop(it, at, cell->is_last))
                        return at;
                row->has_number = 1;
                behind = prg__plain_number(at, it->end, it->mark, &row->plain.number);
                return behind && is_stop(it, behind, cell->is_last) ? behind : NULL;
        case PRG__WAY_EMPTY: return is_stop(it, at, cell->is_last) ? at : NULL;
        default: return skip_ignored(it, cell, at);
        }
}

/* ---- keeping ---- */

static void gather_categories(prg__row_reader *it)
{
        it->key.category_count = it->constant_categories;
        for (size_t i = 0; i < it->count; i++)
                if (it->cells[i].way == PRG__WAY_MEANING
                        && it->cells[i].column->target.kind == PRG__COLUMN_CATEGORY && it->cells[i].item)
                        it->categories[it->key.category_count++] = it->cells[i].item;
        it->key.categories = it->key.category_count ? it->categories : NULL;
}

static int find_lane(prg__row_reader *it)
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
static int settle_state(const prg__row_reader *it, said *row)
{
        if (it->state == PRG_STATE_UNDEFINED)
                row->plain.state = row->has_number ? PRG_STATE_VALUE : PRG_STATE_MISSING;
        else if (row->has_number != (it->state == PRG_STATE_VALUE))
                return 0;
        else
                row->plain.state = it->state;
        return 1;
}

/* Keeps the row that begins here; where the next begins, or NULL. */
static const char *keep_row(prg__row_reader *it, const char *begin, size_t number)
{
        said row = { { { 0, 0 }, PRG_STATE_VALUE, PRG_QUALITY_FINAL, number }, 0 };
        const char *at = begin;
        size_t i = 0;
        if (it->lead_length && (size_t)(it->end - at) > it->lead_length + WORD
                && is_same(at, it->lead, it->lead_length)) {
                at += it->lead_length;
                i = it->lead_count;
        } else {
                it->lead_length = 0;
        }
        while ((at = read_cell(it, i, at, &row)) != NULL && ++i < it->count) {
                at++;
                if (i == it->lead_count && it->lead_length == 0) {
                        it->lead = begin;
                        it->lead_length = (size_t)(at - begin);
                }
        }
        if (at == NULL || !settle_state(it, &row) || !find_lane(it) || !prg__lane_position(it->lane, &it->period->period, &it->period->axis, &it->period->position))
                return NULL;
        row.plain.quality = it->quality;
        if (!prg__lane_keep(it->lane, it->reader->data, &it->row, it->period->position, &row.plain))
                return NULL;
        return at + (*at == '\n' ? 1 : 2);
}

void prg__row_reader_run(prg__row_reader *it)
{
        prg__values *reader = it->reader;
        prg__sheet *sheet = &reader->sheet;
        prg__csv *csv = &sheet->csv;
        size_t kept = 0, over = sheet->rows % PRG__SHEET_PROGRESS;
        size_t most = over ? PRG__SHEET_PROGRESS - over : 0;
        const char *at = csv->at, *next;
        if (reader->data->binding->generation != reader->programme->generation)
                return;
        while (kept < most && (next = keep_row(it, at, sheet->row + kept + 1)) != NULL) {
                at = next;
                kept++;
        }
        csv->at = at;
        csv->row += kept;
        csv->next_line += kept;
        sheet->next_line = csv->next_line;
        sheet->row += kept;
        sheet->rows += kept;
        reader->summary.rows += kept;
        reader->summary.accepted += kept;
}

/* ---- making ---- */

static prg__row_way way_of(prg__column_kind kind)
{
        switch (kind) {
        case PRG__COLUMN_INDICATOR:
        case PRG__COLUMN_AREA:
        case PRG__COLUMN_SOURCE:
        case PRG__COLUMN_SCOPE:
        case PRG__COLUMN_QUALITY:
        case PRG__COLUMN_STATE:
        case PRG__COLUMN_CATEGORY: return PRG__WAY_MEANING;
        case PRG__COLUMN_PERIOD: return PRG__WAY_PERIOD;
        case PRG__COLUMN_VALUE: return PRG__WAY_NUMBER;
        case PRG__COLUMN_IGNORED: return PRG__WAY_IGNORED;
        default: return PRG__WAY_EMPTY;
        }
}

/* Whether rows under this header can be plain at all. */
static int can_be_plain(const prg__long *layout)
{
        static const prg__target value = { PRG__COLUMN_VALUE, NULL };
        const unsigned taken = PRG__BIT(PRG__COLUMN_INDICATOR) | PRG__BIT(PRG__COLUMN_SOURCE)
                               | PRG__BIT(PRG__COLUMN_SCOPE) | PRG__BIT(PRG__COLUMN_QUALITY)
                               | PRG__BIT(PRG__COLUMN_CATEGORY);
        prg__values *reader = layout->reader;
        int is_vietnamese = (reader->form & 0xFFu) == PRG_NUMBER_VIETNAMESE;
        unsigned kinds = 0;
        size_t categories = layout->constants.category_count;
        for (size_t i = 0; i < layout->count; i++)
                if (layout->columns[i].target.kind == PRG__COLUMN_CATEGORY)
                        categories++;
                else if (layout->columns[i].target.kind < PRG__COLUMNS)
                        kinds |= PRG__BIT(layout->columns[i].target.kind);
        return reader->code == 0 && !reader->unusable && layout->count <= PRG__ROW_COLUMNS
               && categories <= PRG__DRAFT_CATEGORIES && layout->constants.faults == 0
               && !(layout->constants.given & ~taken) && kinds & PRG__BIT(PRG__COLUMN_AREA)
               && kinds & PRG__BIT(PRG__COLUMN_PERIOD) && kinds & PRG__BIT(PRG__COLUMN_VALUE)
               && (kinds | layout->constants.given) & PRG__BIT(PRG__COLUMN_INDICATOR)
               && reader->mapping.states.first == NULL && prg__values_words(reader, &value) == NULL
               && !(is_vietnamese && reader->sheet.csv.separator == ',');
}

static size_t text_count(size_t bytes)
{
        size_t count = TEXTS_LEAST;
        while (count < TEXTS_MOST && count * BYTES_PER_TEXT < bytes)
                count *= 2;
        return count;
}

int prg__row_reader_make(prg__row_reader **rows, prg__long *layout)
{
        prg__values *reader = layout->reader;
        *rows = NULL;
        if (!can_be_plain(layout))
                return 0;
        size_t texts = text_count(reader->length);
        prg__row_reader *it = prg__alloc_zero(sizeof *it + texts * sizeof *it->texts);
        if (it == NULL)
                return PRG_ENOMEM;
        it->reader = reader;
        it->layout = layout;
        it->end = reader->sheet.csv.end;
        it->separator = reader->sheet.csv.separator;
        it->mark = (reader->form & 0xFFu) == PRG_NUMBER_VIETNAMESE ? ',' : '.';
        it->count = layout->count;
        it->text_count = texts;
        it->key = layout->constants.key;
        it->quality = layout->constants.value.quality;
        it->state = PRG_STATE_UNDEFINED;
        it->constant_categories = layout->constants.category_count;
        for (size_t i = 0; i < it->constant_categories; i++)
                it->categories[i] = layout->constants.categories[i];
        for (size_t i = 0; i < it->count; i++) {
                it->cells[i].way = way_of(layout->columns[i].target.kind);
                it->cells[i].column = &layout->columns[i];
                it->cells[i].is_last = i + 1 == it->count;
                if (it->lead_count == i && it->cells[i].way == PRG__WAY_MEANING && !it->cells[i].is_last)
                        it->lead_count++;
        }
        *rows = it;
        return 0;
}

void prg__row_reader_free(prg__row_reader *rows)
{
        prg__free(rows);
}
