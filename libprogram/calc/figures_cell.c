/* One cell of figures: the formula run on the cells of blocks, and what these say of it, by the rules of computed.c. See
 * figures.h. */
#include "calc/figures.h"

#include <string.h>

#include "calc/computed.h"

typedef struct look {
        const prg__figures *figures;
        int area;
        size_t period;
        prg__footing footing;
        int seen[PRG__FIGURE_NODES]; /* operands that were looked at, each once */
        int seen_count;
} look;

/* ---- which cells two operands report ---- */

static int window_of(const look *it, const prg__figure_operand *operand)
{
        return operand->reader->windows[it->period];
}

static int lies_in(const prg__tree *tree, int unit, int area)
{
        for (int at = unit; at >= 0; at = tree->parents[at])
                if (at == area)
                        return 1;
        return 0;
}

/* Whether a unit reports a base cell itself. */
static int reports_cell(const prg__block *block, int unit, int base)
{
        const prg__layout *layout = block->layout;
        const prg__era *era = &layout->eras[layout->era_of[base]];
        prg__winner cell;
        if (!era->units[unit])
                return 0;
        if (era->holds[unit])
                return prg__block_base(block, unit, base, &cell) && cell.state == PRG_STATE_VALUE;
        return prg__tally_get(layout, &block->reported, 0, unit, base) != 0;
}

/* Whether a unit reports anything in a window, in an area. */
static int reports_window(const prg__block *block, int unit, int area, const prg__window *window)
{
        const prg__layout *layout = block->layout;
        if (layout->key.by_unit) {
                const prg__era *end = &layout->eras[layout->era_of[window->end - 1]];
                if (!end->units[unit] || !end->tree->exists[unit] || !lies_in(end->tree, unit, area))
                        return 0;
                if (!end->holds[unit])
                        return prg__tally_get(layout, &block->reported, window->group, unit, window->column) != 0;
                for (int base = window->begin; base < window->end; base++)
                        if (reports_cell(block, unit, base))
                                return 1;
                return 0;
        }
        for (int base = window->begin; base < window->end; base++)
                if (reports_cell(block, unit, base) && lies_in(layout->eras[layout->era_of[base]].tree, unit, area))
                        return 1;
        return 0;
}

static int unit_differs(const look *it, const prg__figure_operand *a, const prg__figure_operand *b, int unit, int by_cell)
{
        const prg__block *first = a->reader->blocks[0], *second = b->reader->blocks[0];
        const prg__window *x = window_of(it, a) < 0 ? NULL : &first->layout->windows[window_of(it, a)];
        const prg__window *y = window_of(it, b) < 0 ? NULL : &second->layout->windows[window_of(it, b)];
        if (!by_cell)
                return (x && reports_window(first, unit, it->area, x)) != (y && reports_window(second, unit, it->area, y));
        int begin = x && (!y || x->begin < y->begin) ? x->begin : y ? y->begin : 0;
        int end = x && (!y || x->end > y->end) ? x->end : y ? y->end : 0;
        for (int base = begin; base < end; base++) {
                const prg__layout *layout = first->layout;
                if (!lies_in(layout->eras[layout->era_of[base]].tree, unit, it->area))
                        continue;
                int mine = x && base >= x->begin && base < x->end && reports_cell(first, unit, base);
                int theirs = y && base >= y->begin && base < y->end && reports_cell(second, unit, base);
                if (mine != theirs)
                        return 1;
        }
        return 0;
}

/* The era of all base periods of both windows; NULL when there are several. */
static const prg__era *only_era(const look *it, const prg__figure_operand *a, const prg__figure_operand *b)
{
        const prg__figure_operand *both[] = { a, b };
        const prg__era *era = NULL;
        for (int i = 0; i < 2; i++) {
                const prg__layout *layout = both[i]->reader->blocks[0]->layout;
                if (window_of(it, both[i]) < 0)
                        continue;
                const prg__window *window = &layout->windows[window_of(it, both[i])];
                const prg__era *first = &layout->eras[layout->era_of[window->begin]];
                if (first != &layout->eras[layout->era_of[window->end - 1]] || (era && era->tree != first->tree))
                        return NULL;
                era = first;
        }
        return era;
}

static int differ(const look *it, const prg__figure_operand *a, const prg__figure_operand *b)
{
        int by_cell = a->by_cell && b->by_cell && prg__has_same_bases(a->indicator, b->indicator);
        if (window_of(it, a) < 0 && window_of(it, b) < 0)
                return 0;
        const prg__era *era = only_era(it, a, b);
        if (era == NULL) {
                for (int unit = 0; unit < it->figures->area_count; unit++)
                        if (unit_differs(it, a, b, unit, by_cell))
                                return 1;
                return 0;
        }
        /* What lies in the area, in preorder. */
        int unit = it->area;
        while (unit >= 0) {
                if (unit_differs(it, a, b, unit, by_cell))
                        return 1;
                if (era->first_part[unit] >= 0) {
                        unit = era->first_part[unit];
                        continue;
                }
                while (unit >= 0 && unit != it->area && era->next_part[unit] < 0)
                        unit = era->tree->parents[unit];
                unit = unit < 0 || unit == it->area ? -1 : era->next_part[unit];
        }
        return 0;
}

/* ---- looking at cells ---- */

static int is_here(const look *it, const prg__figure_operand *operand)
{
        const prg_period *own = &it->figures->moments[it->period].period, *its = &operand->moments[it->period].period;
        return own->first == its->first && own->last == its->last;
}

static int same_moment(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last;
}

/* Units of two periods are the same ones, but for a period that has none. */
static int is_break(const look *it, const prg__figure_operand *a, const prg__figure_operand *b)
{
        prg__cell one, other;
        if ((window_of(it, a) < 0) == (window_of(it, b) < 0))
                return 0;
        prg__reader_cell(a->reader, it->area, it->period, &one);
        prg__reader_cell(b->reader, it->area, it->period, &other);
        return one.expected != other.expected;
}

static void note(look *it, int place, const prg__cell *cell)
{
        const prg__figure_operand *operands = it->figures->operands, *now = &operands[place];
        prg__cell *own = it->footing.cell;
        for (int i = 0; i < it->seen_count; i++) {
                const prg__figure_operand *old = &operands[it->seen[i]];
                if (old->indicator == now->indicator
                    && same_moment(&old->moments[it->period].period, &now->moments[it->period].period))
                        return;
        }
        for (int i = 0; i < it->seen_count; i++) {
                const prg__figure_operand *old = &operands[it->seen[i]];
                if (old->is_raw && now->is_raw && is_here(it, old) && is_here(it, now) && !it->footing.differs)
                        it->footing.differs = differ(it, old, now);
                if (old->indicator == now->indicator && is_here(it, old) != is_here(it, now) && !(own->marks & PRG_MARK_BREAK)
                    && is_break(it, old, now))
                        prg__cell_mark(own, PRG_MARK_BREAK, 1);
        }
        it->seen[it->seen_count++] = place;
        prg__cell_add_inputs(own, cell);
        prg__footing_count(&it->footing, cell->reported, cell->expected);
}

static void look_at(look *it, int place, prg__cell *cell, prg__value *value)
{
        const prg__figure_operand *operand = &it->figures->operands[place];
        if (operand->moments[it->period].refused) {
                memset(cell, 0, sizeof *cell);
                prg__value_say(value, PRG_STATE_NOT_APPLICABLE, operand->moments[it->period].reason);
                return;
        }
        prg__reader_cell(operand->reader, it->area, it->period, cell);
        note(it, place, cell);
        prg__spot_value(cell, value);
}

/* ---- the formula ---- */

static int operand(void *payload, const prg_formula *formula, const prg__node *name, prg__value *value)
{
        look *it = payload;
        prg__cell cell;
        look_at(it, it->figures->operand_of[name - formula->nodes], &cell, value);
        return 0;
}

static int compute(void *payload, const prg_formula *formula, const prg__node *call, prg__value *value)
{
        look *it = payload;
        uint32_t number = prg__formula_argument(formula, call, 0);
        const prg__node *argument = &formula->nodes[number];
        int place = it->figures->operand_of[call - formula->nodes], own = it->figures->operand_of[number];
        prg__cell cell;
        prg__value now, before;
        memset(value, 0, sizeof *value);
        switch (call->operation) {
        case PRG__FN_GROWTH:
        case PRG__FN_INDEX:
        case PRG__FN_DIFF:
                look_at(it, own, &cell, &now);
                look_at(it, place, &cell, &before);
                if (argument->converts) {
                        prg__value_convert(&now, &argument->scale);
                        prg__value_convert(&before, &argument->scale);
                }
                if (call->operation != PRG__FN_DIFF)
                        return prg__spot_relate(&now, &before, call->operation == PRG__FN_GROWTH, value);
                const prg__value *const both[] = { &now, &before };
                size_t wrong;
                return prg__value_apply(PRG__OP_SUBTRACT, both, 2, 0, value, &wrong);
        case PRG__FN_COVERAGE:
        case PRG__FN_REPORTED:
        case PRG__FN_EXPECTED:
                look_at(it, place, &cell, value);
                prg__measure_counts(&cell, call->operation == PRG__FN_COVERAGE ? PRG_MEASURE_COVERAGE
                                : call->operation == PRG__FN_REPORTED          ? PRG_MEASURE_REPORTED
                                                                               : PRG_MEASURE_EXPECTED);
                prg__spot_value(&cell, value);
                return 0;
        default:
                look_at(it, place, &cell, value);
                if (argument->converts && call->operation != PRG__FN_YTD && call->operation != PRG__FN_CUM
                    && call->operation != PRG__FN_CLOSING)
                        prg__value_convert(value, &argument->scale);
                return 0;
        }
}

void prg__figures_cell(const prg__figures *figures, int area, size_t period, prg__cell *cell)
{
        prg__value values[PRG__FIGURE_NODES];
        look it;
        memset(cell, 0, sizeof *cell);
        if (figures->moments[period].refused) {
                prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, figures->moments[period].reason);
                return;
        }
        memset(&it, 0, sizeof it);
        it.figures = figures;
        it.area = area;
        it.period = period;
        it.footing.cell = cell;
        const prg__formula_host host = { operand, compute, &it };
        uint32_t root = (uint32_t)figures->formula->count - 1;
        /* Types were checked, and no function has so many arguments that it needs memory. */
        if (prg__formula_run(figures->formula, root, &host, values) < 0)
                prg__value_say(&values[root], PRG_STATE_UNDEFINED, PRG_REASON_NONE);
        prg__footing_show(&it.footing, figures->indicator, &values[root]);
}
