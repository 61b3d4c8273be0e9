/* Values that a query supposes, over those of the data.
 *
 * Each is an entry of a small data set that the query has (query/suppose.h). Here they become series beside the data's:
 * of the same kind, with axes in the data's calendars, and found before them, so that what is looked for first is what
 * is supposed. A series of the data that has the same place is its *twin*, and answers nothing in such a cell. */
#include "calc/engine.h"

#include <string.h>

#include "calc/query/suppose.h"
#include "util/memory.h"

/* The number of a series that is one of these. */
#define SUPPOSED ((size_t)-1)

typedef struct cell {
        size_t series; /* which of the overlay's */
        int area, position;
        prg__winner winner;
} cell;

typedef struct prg__overlay {
        prg__series *series; /* those of one indicator one behind the other, from the first on */
        const prg__series **twins;
        size_t series_count;
        cell *cells;
        size_t cell_count;
} prg__overlay;

/* ---- making ---- */

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last;
}

static int has_category(const prg__series *series, const prg_item *category)
{
        for (size_t i = 0; i < series->category_count; i++)
                if (series->categories[i] == category)
                        return 1;
        return 0;
}

static int same_place(const prg__series *a, const prg__series *b)
{
        if (a->indicator != b->indicator || a->source != b->source || a->scope != b->scope
            || a->category_count != b->category_count || a->axis->calendar != b->axis->calendar || a->axis->type != b->axis->type
            || (a->observed.calendar == NULL) != (b->observed.calendar == NULL)
            || (a->observed.calendar && !same_period(&a->observed, &b->observed)))
                return 0;
        for (size_t i = 0; i < a->category_count; i++)
                if (!has_category(b, a->categories[i]))
                        return 0;
        return 1;
}

static const prg__series *find_twin(const prg__engine *engine, const prg__series *series)
{
        const prg__series *it = prg__data_series_of(engine->data, series->indicator);
        while (it && (it->axis->calendar == NULL || !same_place(it, series)))
                it = it->next;
        return it;
}

/* A series for one of the query's values, in the data's calendars; another one that is there stands for it. */
static int find_series(prg__engine *engine, const prg__series *from, const prg_period *period, size_t *index)
{
        prg__overlay *overlay = engine->overlay;
        prg__series *made = &overlay->series[overlay->series_count];
        memset(made, 0, sizeof *made);
        made->indicator = from->indicator;
        made->source = from->source;
        made->scope = from->scope;
        made->categories = from->categories;
        made->category_count = from->category_count;
        made->observed = from->observed;
        made->number = SUPPOSED;
        int code = made->observed.calendar ? prg__engine_period(engine->data, &from->observed, &made->observed) : 0;
        if (code == 0)
                code = prg__axis_make(&made->axis, period->calendar, period->type);
        if (code < 0)
                return code;
        for (*index = 0; *index < overlay->series_count; ++*index)
                if (same_place(&overlay->series[*index], made)) {
                        prg__axis_free(made->axis);
                        return 0;
                }
        overlay->twins[overlay->series_count++] = find_twin(engine, made);
        return 0;
}

static void fill(prg__winner *winner, const prg_key *key, const prg_value *value)
{
        const prg__indicator *indicator = (const prg__indicator *)key->indicator;
        memset(winner, 0, sizeof *winner);
        winner->state = value->state;
        winner->mantissa = value->number.mantissa;
        winner->quality = PRG_QUALITY_FINAL;
        winner->marks = PRG_MARK_WHAT_IF;
        for (size_t i = 0; value->category && i < indicator->categories.count; i++)
                if (indicator->categories.at[i] == value->category)
                        winner->mantissa = (int64_t)i;
}

static int add(prg__engine *engine, const prg_key *key, const prg_value *value)
{
        prg__overlay *overlay = engine->overlay;
        cell *it = &overlay->cells[overlay->cell_count];
        prg__series from = { .indicator = (const prg__indicator *)key->indicator, .source = key->source, .scope = key->scope,
                .categories = key->categories, .category_count = key->category_count, .observed = key->observed };
        prg_period period;
        int code = prg__engine_period(engine->data, &key->period, &period);
        if (code == 0)
                code = find_series(engine, &from, &period, &it->series);
        if (code == 0)
                code = prg__axis_reach(overlay->series[it->series].axis, &period, &it->position);
        if (code < 0)
                return code;
        it->area = (int)prg_item_index(key->area);
        fill(&it->winner, key, value);
        overlay->cell_count++;
        return 0;
}

/* Series of one indicator follow each other, the data's behind the last. */
static void chain(const prg__engine *engine)
{
        prg__overlay *overlay = engine->overlay;
        for (size_t i = overlay->series_count; i-- > 0;) {
                size_t next = i + 1;
                while (next < overlay->series_count && overlay->series[next].indicator != overlay->series[i].indicator)
                        next++;
                const prg__series *behind = next < overlay->series_count
                        ? &overlay->series[next] : prg__data_series_of(engine->data, overlay->series[i].indicator);
                overlay->series[i].next = prg__without_const(behind);
        }
}

int prg__overlay_make(prg__engine *engine)
{
        const prg__supposed *supposed = engine->query->supposed;
        size_t count = prg__supposed_value_count(supposed);
        int code = 0;
        if (count == 0)
                return 0;
        prg__overlay *overlay = engine->overlay = prg__alloc_zero(sizeof *overlay);
        if (overlay == NULL)
                return PRG_ENOMEM;
        overlay->series = prg__alloc_array(count, sizeof *overlay->series);
        overlay->twins = prg__alloc_array(count, sizeof(const prg__series *));
        overlay->cells = prg__alloc_array(count, sizeof *overlay->cells);
        if (overlay->series == NULL || overlay->twins == NULL || overlay->cells == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count && code == 0; i++) {
                prg_key key;
                prg_value value;
                if (prg__supposed_value(supposed, i, &key, &value) == 0)
                        code = add(engine, &key, &value);
        }
        if (code == 0)
                chain(engine);
        return code;
}

void prg__overlay_drop(prg__engine *engine)
{
        prg__overlay *overlay = engine->overlay;
        if (overlay == NULL)
                return;
        for (size_t i = 0; i < overlay->series_count; i++)
                prg__axis_free(overlay->series[i].axis);
        prg__free(overlay->series);
        prg__free(overlay->twins);
        prg__free(overlay->cells);
        prg__free(overlay);
        engine->overlay = NULL;
}

/* ---- looking ---- */

const prg__series *prg__engine_series_of(const prg__engine *engine, const prg__indicator *indicator)
{
        const prg__overlay *overlay = engine->overlay;
        /* An indicator with other operators than it declares is another one, but has the same values. */
        for (size_t i = 0; overlay && i < overlay->series_count; i++)
                if (overlay->series[i].indicator->item.index == indicator->item.index)
                        return &overlay->series[i];
        return prg__data_series_of(engine->data, indicator);
}

const prg__series *prg__engine_supposed_series(const prg__engine *engine, size_t index)
{
        return engine->overlay && index < engine->overlay->series_count ? &engine->overlay->series[index] : NULL;
}

static const cell *find_cell(const prg__overlay *overlay, size_t series, int area, int position)
{
        for (size_t i = 0; i < overlay->cell_count; i++) {
                const cell *it = &overlay->cells[i];
                if (it->series == series && it->area == area && it->position == position)
                        return it;
        }
        return NULL;
}

/* Whether something is supposed in the place of a cell of the data. */
static int is_covered(const prg__overlay *overlay, const prg__series *series, int area, int position)
{
        for (size_t i = 0; i < overlay->series_count; i++) {
                int there;
                if (overlay->twins[i] == series
                    && prg__axis_find(overlay->series[i].axis, &series->axis->periods[position - series->axis->first], &there)
                    && find_cell(overlay, i, area, there))
                        return 1;
        }
        return 0;
}

int prg__engine_winner(const prg__engine *engine, const prg__series *series, int area, int position, prg__winner *winner)
{
        const prg__overlay *overlay = engine->overlay;
        size_t slot = engine->slots[area];
        if (overlay && series->number == SUPPOSED) {
                const cell *it = find_cell(overlay, (size_t)(series - overlay->series), area, position);
                if (it)
                        *winner = it->winner;
                return it != NULL;
        }
        if (slot == PRG__NO_SLOT || (overlay && is_covered(overlay, series, area, position)))
                return 0;
        return prg__series_winner(engine->data, series, slot, position, &engine->query->sight, winner);
}
