/* The plain case, which is most cases: sums and last values of given cells, without coarse values, versions, categories
 * to be added, fallback, nil returns. Then an element is a row of a series, and it is reduced straight from the tiles.
 *
 * It gives what inputs.c and reduce_time.c give, bit for bit, and leaves everything else to them. The tests turn it off
 * and compare. */
#include "engine.h"

#include <string.h>

int prg__plain_off;

/* How a row is read. */
typedef struct prg__plain {
        const prg__frame *frame;
        const prg__edition *edition;
        const prg__series **series;  /* for each base period, NULL: none */
        int *positions;              /* of the base period on its series' axis */
        unsigned char *defined;      /* whether the indicator is, in that base period */
        const unsigned char **owed;  /* per base period, of each area: whether obligations ask for it; NULL: of all */
        const prg__tree *tree;       /* of all base periods */
} prg__plain;

static int names_fallback(const prg__engine *engine, const prg__indicator *indicator)
{
        for (size_t i = 0; i < indicator->sources.count; i++) {
                const prg__precedence *it = indicator->sources.at[i];
                if (it->fallback == PRG__TRUE || (engine->report && it->tolerance.decimals != PRG__NO_NUMBER))
                        return 1;
        }
        return 0;
}

/* Whether nothing but rows of given cells is asked for. */
static int is_plain(const prg__engine *engine, const prg__frame *frame)
{
        const prg__ask *ask = frame->ask;
        const prg__indicator *indicator = ask->indicator;
        const prg__editions *editions = &frame->editions[PRG_SCOPE_UNIT];
        const prg__sight *sight = &engine->query->sight;
        int kind = indicator->kind;
        if (prg__plain_off || engine->tracer || ask->match || ask->flow || frame->span_count || frame->only_end || indicator->carry > 0
            || (kind != PRG__KIND_FLOW && kind != PRG__KIND_STOCK && kind != PRG__KIND_CUMULATIVE)
            || (frame->time != PRG__OVER_SUM && frame->time != PRG__OVER_LAST) || frame->areas != PRG__OVER_SUM
            || ask->policies.time == PRG_POLICY_ZERO || ask->policies.areas == PRG_POLICY_ZERO
            || frame->editions[PRG_SCOPE_OWN].count || frame->editions[PRG_SCOPE_TOTAL].count
            || engine->query->origin == PRG_ORIGIN_OWN || sight->as_of || sight->mode != PRG_QUALITY_MODE_BEST)
                return 0;
        const prg__edition *first = prg__editions_on(editions, frame->bases[0].last);
        return first == &editions->at[0] && first->column && first->column->derivation_count == 0
                && (engine->query->source || !names_fallback(engine, indicator));
}

/* The series of the primary source in each base period. */
static int find_series(const prg__engine *engine, prg__plain *plain)
{
        const prg__frame *frame = plain->frame;
        const prg__indicator *indicator = plain->edition->indicator;
        for (int i = 0; i < frame->count; i++) {
                const prg_item *source = NULL;
                if (indicator->sources.count && engine->query->source)
                        source = engine->query->source;
                else if (indicator->sources.count) {
                        const prg__precedence *precedence = prg__precedence_on(indicator, frame->bases[i].last);
                        if (precedence == NULL || precedence->order.count == 0)
                                continue;
                        source = precedence->order.at[0];
                }
                const prg__series *it = prg__data_series_of(engine->data, indicator);
                for (; it; it = it->next)
                        if (it->source == source && prg__column_is_of(it, plain->edition->column)
                            && prg__axis_find(it->axis, &frame->bases[i], &plain->positions[i])) {
                                plain->series[i] = it;
                                break;
                        }
        }
        return 0;
}

int prg__plain_make(prg__engine *engine, const prg__frame *frame, prg__plain **out)
{
        size_t count = (size_t)frame->count;
        *out = NULL;
        if (!is_plain(engine, frame))
                return 0;
        const prg__tree *tree = prg__trees_on(engine->trees, frame->ask->period.last);
        if (tree == NULL)
                return PRG_ENOMEM;
        if (tree->first != PRG_DATE_NONE && frame->bases[0].last < tree->first)
                return 0;
        prg__plain *plain = prg__arena_alloc(&engine->arena, sizeof *plain);
        if (plain == NULL)
                return PRG_ENOMEM;
        plain->frame = frame;
        plain->tree = tree;
        plain->edition = &frame->editions[PRG_SCOPE_UNIT].at[0];
        plain->series = prg__arena_alloc(&engine->arena, count * sizeof(const prg__series *));
        plain->positions = prg__arena_alloc(&engine->arena, count * sizeof *plain->positions);
        plain->defined = prg__arena_alloc(&engine->arena, count);
        plain->owed = prg__arena_alloc(&engine->arena, count * sizeof(const unsigned char *));
        if (plain->series == NULL || plain->positions == NULL || plain->defined == NULL || plain->owed == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count; i++) {
                plain->defined[i] = (unsigned char)prg__day_within(frame->bases[i].last, plain->edition->indicator->from,
                        plain->edition->indicator->to);
                int code = prg__expectation_on(&plain->owed[i], engine->expectation, plain->edition->indicator,
                        frame->bases[i].last);
                if (code < 0)
                        return code;
        }
        *out = plain;
        return find_series(engine, plain);
}

static int is_due(const prg__plain *plain, int area, int i)
{
        return plain->defined[i] && (plain->owed[i] == NULL || plain->owed[i][area]);
}

/* The tile of a cell and where the cell lies in it; NULL when there is none. */
static const prg__tile *tile_of(const prg__series *series, size_t slot, int position, int *row, int *column)
{
        size_t group = slot / PRG__TILE_SLOTS;
        if (series == NULL || group >= series->row_count)
                return NULL;
        const prg__tile_row *tiles = &series->rows[group];
        int at = position >= 0 ? position / PRG__TILE_PERIODS : -((-position - 1) / PRG__TILE_PERIODS) - 1;
        int index = at - tiles->first;
        if (index < 0 || index >= tiles->count)
                return NULL;
        *row = (int)(slot % PRG__TILE_SLOTS);
        *column = position - at * PRG__TILE_PERIODS;
        return tiles->tiles[index];
}

static void count_mark(prg__reduced *out, unsigned marks)
{
        out->marks |= marks;
        for (int mark = 0; mark < PRG_MARKS; mark++)
                out->mark_counts[mark] += marks >> mark & 1;
}

/* A cell in which something counts. 1 when it is a value that was taken in. */
static int take_cell(prg__engine *engine, const prg__plain *plain, int area, int i, const prg__winner *cell,
        prg__reduced *out, int *code)
{
        const prg__frame *frame = plain->frame;
        int due = plain->tree->exists[area] && is_due(plain, area, i);
        int something = cell->state == PRG_STATE_VALUE || cell->state == PRG_STATE_SUPPRESSED;
        *code = 0;
        if (!plain->tree->exists[area] && !something)
                return 0;
        out->cells++;
        if (!due && !something) {
                out->outside++;
                return 0;
        }
        if (due && cell->state == PRG_STATE_NOT_APPLICABLE) {
                out->na++;
                return 0;
        }
        if (due && cell->state == PRG_STATE_NOT_EXPECTED)
                return 0;
        if (!due)
                *code = prg__engine_tell(engine, PRG_FINDING_UNEXPECTED, PRG_SEVERITY_WARNING, plain->edition->indicator,
                        area, &frame->bases[i], "a value where none was expected");
        out->cells_expected++;
        prg__print_add(&out->expected_print, prg__print_of(area, frame->bases[i].first));
        if (cell->state == PRG_STATE_SUPPRESSED) {
                out->suppressed++;
                out->has_bounds = cell->has_bounds;
                out->lower = prg__number_of(cell->lower, 0);
                out->upper = prg__number_of(cell->upper, 0);
        }
        if (cell->state != PRG_STATE_VALUE)
                return 0;
        out->cells_reported++;
        prg__print_add(&out->cells_print, prg__print_of(area, frame->bases[i].first));
        return 1;
}

static void use_cell(prg__reduced *out, int i, const prg__winner *cell, unsigned marks)
{
        out->qualities[cell->quality - 1]++;
        if (marks)
                count_mark(out, marks);
        if (out->first_used < 0)
                out->first_used = i;
        out->last_used = i;
}

/* The result of a row that has no value. */
static void set_nothing(prg__reduced *out, unsigned decimals)
{
        if (out->cells_expected == 0) {
                out->state = out->cells > 0 && out->na == out->cells ? PRG_STATE_NOT_APPLICABLE : PRG_STATE_NOT_EXPECTED;
                out->reason = out->cells == 0 ? PRG_REASON_BOUNDARIES
                        : out->state == PRG_STATE_NOT_EXPECTED && out->outside ? PRG_REASON_VALIDITY : PRG_REASON_NONE;
        } else
                out->state = out->suppressed == out->cells_expected ? PRG_STATE_SUPPRESSED : PRG_STATE_MISSING;
        out->has_bounds &= out->state == PRG_STATE_SUPPRESSED && out->cells_expected == 1;
        out->lower.decimals = out->upper.decimals = decimals;
}

int prg__plain_reduce(prg__engine *engine, const prg__plain *plain, int area, prg__reduced *out)
{
        const prg__frame *frame = plain->frame;
        size_t slot = engine->slots[area], values = 0;
        prg__wide sum = 0;
        prg__winner last = { 0 };
        unsigned last_marks = 0, decimals = prg__result_decimals(frame->ask->indicator);
        int last_at = -1, exists = plain->tree->exists[area], code;
        memset(out, 0, sizeof *out);
        out->first_used = out->last_used = -1;
        for (int i = 0; i < frame->count; i++) {
                int row = 0, column = 0;
                const prg__tile *tile = slot == PRG__NO_SLOT ? NULL
                        : tile_of(plain->series[i], slot, plain->positions[i], &row, &column);
                unsigned info = tile ? tile->info[row][column] : 0;
                if (info == 0) {
                        out->cells += exists != 0;
                        if (!exists)
                                continue;
                        if (is_due(plain, area, i)) {
                                out->cells_expected++;
                                prg__print_add(&out->expected_print, prg__print_of(area, frame->bases[i].first));
                        } else
                                out->outside++;
                        continue;
                }
                prg__winner cell = { .state = PRG__INFO_STATE(info), .mantissa = tile->mantissa[row][column],
                        .quality = PRG__INFO_QUALITY(info) };
                if (info & (PRG__INFO_MARKS | PRG__INFO_BOUNDS))
                        prg__series_winner(engine->data, plain->series[i], slot, plain->positions[i],
                                &engine->query->sight, &cell);
                int taken = take_cell(engine, plain, area, i, &cell, out, &code);
                if (code < 0)
                        return code;
                if (!taken)
                        continue;
                unsigned marks = cell.marks | (exists && is_due(plain, area, i) ? 0 : PRG_MARK_UNEXPECTED);
                values++;
                if (frame->by_unit) {
                        last = cell;
                        last_at = i;
                        last_marks = marks;
                        continue;
                }
                sum += cell.mantissa;
                use_cell(out, i, &cell, marks);
        }
        if (frame->by_unit && !exists && last_at != frame->count - 1) {
                /* Gone by the end: only a value in the last base period keeps it. */
                memset(out, 0, sizeof *out);
                out->first_used = out->last_used = -1;
                values = 0;
        }
        if (out->cells)
                out->versions = plain->edition->bit;
        out->expected = frame->by_unit ? out->cells_expected > 0 : out->cells_expected;
        out->reported = frame->by_unit ? values > 0 : out->cells_reported;
        if (values == 0) {
                set_nothing(out, decimals);
                return 0;
        }
        if (frame->by_unit) {
                use_cell(out, last_at, &last, last_marks);
                sum = last.mantissa;
                out->at_end = last_at == frame->count - 1;
        }
        out->has_bounds = 0;
        out->state = PRG_STATE_VALUE;
        out->number = prg__number_of(sum, decimals);
        return 0;
}

/* Whether the area is one of the rows. */
int prg__plain_has(const prg__engine *engine, const prg__plain *plain, int area)
{
        return prg__tree_is_unit(engine->trees, plain->tree, plain->frame->ask->indicator, area);
}

const prg__tree *prg__plain_tree(const prg__plain *plain)
{
        return plain->tree;
}
