/* The short way of the long layout: texts that were met, and what they mean. Those of columns lie in a table
 * by their hash, the last one with a hash alone; periods, of which there are few, several beside each other.
 * A row that went the long way teaches what its texts mean, whatever they are. */
#include <string.h>

#include "util/hash.h"
#include "values_row.h"

/* Places of the table of periods in which one is looked for. */
#define PROBES 8

prg__meaning *prg__row_text_of(prg__row_reader *it, size_t column, const char *text, size_t length)
{
        return &it->texts[prg__hash(text, length, column) & (it->text_count - 1)];
}

prg__row_period *prg__row_find_period(prg__row_reader *it, const char *text, size_t length, int *is_found)
{
        size_t home = prg__hash(text, length, 1);
        prg__row_period *free = NULL;
        *is_found = 0;
        for (size_t i = 0; i < PROBES; i++) {
                prg__row_period *known = &it->periods[(home + i) % PRG__ROW_PERIODS];
                if (known->text == NULL) {
                        free = free ? free : known;
                } else if (known->length == length && memcmp(known->text, text, length) == 0) {
                        *is_found = 1;
                        return known;
                }
        }
        return free ? free : &it->periods[home % PRG__ROW_PERIODS];
}

void prg__row_know_period(prg__row_period *known, const char *text, size_t length, const prg_period *period)
{
        known->text = text;
        known->length = length;
        known->next = 0;
        known->axis = NULL;
        known->period = *period;
}

/* ---- what a text means ---- */

static const prg__class *class_of(prg__column_kind kind)
{
        switch (kind) {
        case PRG__COLUMN_INDICATOR: return &prg__class_indicator;
        case PRG__COLUMN_AREA: return &prg__class_area;
        case PRG__COLUMN_SOURCE: return &prg__class_source;
        default: return NULL;
        }
}

static const prg_item *category_of(const prg_item *item, const char *text, size_t length)
{
        const prg__breakdown *breakdown = (const prg__breakdown *)item;
        for (size_t i = 0; i < breakdown->categories.count; i++) {
                const prg_item *category = breakdown->categories.at[i];
                if (category->id && strlen(category->id) == length && memcmp(category->id, text, length) == 0)
                        return category;
        }
        return NULL;
}

static int word_of(prg__column_kind kind, const char *text, size_t length)
{
        int last = kind == PRG__COLUMN_STATE     ? PRG_STATE_SUPPRESSED
                   : kind == PRG__COLUMN_QUALITY ? PRG_QUALITY_FINAL
                                                 : PRG_SCOPE_TOTAL;
        for (int i = 0; i <= last; i++) {
                const char *name = kind == PRG__COLUMN_STATE     ? prg_state_name((prg_state)i)
                                   : kind == PRG__COLUMN_QUALITY ? prg_quality_name((prg_quality)i)
                                                                 : prg_scope_name((prg_scope)i);
                if (name && strlen(name) == length && memcmp(name, text, length) == 0)
                        return i;
        }
        return -1;
}

int prg__row_find_meaning(const prg__row_reader *it, const prg__row_cell *cell, prg__meaning *found)
{
        prg__column_kind kind = cell->column->target.kind;
        const prg__class *class = class_of(kind);
        if (cell->column->words)
                return 0;
        if (class)
                found->item =
                        prg__map_get(&it->reader->programme->ids[class->number], found->text, found->length);
        else if (kind == PRG__COLUMN_CATEGORY)
                found->item = category_of(cell->column->target.breakdown, found->text, found->length);
        else
                found->word = word_of(kind, found->text, found->length);
        return found->item != NULL || found->word >= 0;
}

/* ---- learning ---- */

/* What the cell of a column means in a row that was accepted; 0 when that is not known for certain. */
static int learn_meaning(
        const prg__row_reader *it, const prg__draft *draft, size_t index, prg__meaning *found)
{
        const prg__column *column = it->cells[index].column;
        prg__column_kind kind = column->target.kind;
        if (!(draft->given & PRG__BIT(kind)))
                return 0;
        switch (kind) {
        case PRG__COLUMN_QUALITY: found->word = (int)draft->value.quality; return 1;
        case PRG__COLUMN_STATE: found->word = (int)draft->value.state; return 1;
        case PRG__COLUMN_SCOPE: found->word = (int)draft->key.scope; return 1;
        default:
                found->item = column->item;
                return column->is_known
                       && strcmp(column->last.data, prg__sheet_cell(&it->reader->sheet, index)) == 0;
        }
}

static void learn_cell(
        prg__row_reader *it, const prg__draft *draft, size_t index, const char *text, size_t length)
{
        const prg__row_cell *cell = &it->cells[index];
        prg__meaning found = { text, (uint32_t)length, (uint32_t)index, NULL, -1 };
        int is_found;
        if (*prg__sheet_cell(&it->reader->sheet, index) == '\0' || length >= PRG__ROW_TEXT)
                return;
        if (cell->way == PRG__WAY_MEANING && learn_meaning(it, draft, index, &found))
                *prg__row_text_of(it, index, text, length) = found;
        if (cell->way == PRG__WAY_PERIOD && draft->given & PRG__BIT(PRG__COLUMN_PERIOD)) {
                prg__row_period *known = prg__row_find_period(it, text, length, &is_found);
                if (!is_found)
                        prg__row_know_period(known, text, length, &draft->key.period);
        }
}

/* The cells of a row on one line without quotation marks; a row with them teaches nothing. */
static void learn_cells(prg__row_reader *it, const prg__draft *draft, const char *at, const char *end)
{
        if (memchr(at, '"', (size_t)(end - at)))
                return;
        for (size_t i = 0; i < it->count; i++) {
                const char *stop = memchr(at, it->separator, (size_t)(end - at));
                if (stop == NULL)
                        stop = end;
                learn_cell(it, draft, i, at, (size_t)(stop - at));
                if (stop == end)
                        return;
                at = stop + 1;
        }
}

void prg__row_reader_learn(prg__row_reader *it, const prg__draft *draft, const char *begin)
{
        const char *end = it->reader->sheet.csv.at;
        while (begin < end && (*begin == '\n' || (*begin == '\r' && end - begin > 1 && begin[1] == '\n')))
                begin += *begin == '\n' ? 1 : 2;
        if (end > begin && end[-1] == '\n')
                end -= end - begin > 1 && end[-2] == '\r' ? 2 : 1;
        learn_cells(it, draft, begin, end);
        prg__lane_open(prg__lane_for(it->lanes, &draft->key), it->reader->data, &draft->key);
        it->lane = NULL;
        it->has_row = 0;
}
