/* Layouts: asking for windows, and what follows from them. See layout.h. */
#include "calc/layout.h"

#include <string.h>

#include <libprogram/error.h>

#include "util/memory.h"

#define BASES_MOST   4096
#define CELLS_MOST   ((size_t)1 << 34)
#define COUNT_NARROW 65535

prg__layout *prg__layout_new(prg__arena *arena, prg__trees *trees, prg__expectation *expectation,
        const prg__layout_key *key)
{
        prg__layout *layout = prg__arena_alloc(arena, sizeof *layout);
        if (layout == NULL)
                return NULL;
        layout->key = *key;
        layout->arena = arena;
        layout->trees = trees;
        layout->expectation = expectation;
        layout->areas = (int)prg__trees_areas(trees);
        return layout;
}

void prg__layout_dispose(prg__layout *layout)
{
        prg__free(layout->windows);
        prg__tally_free(&layout->expected);
        prg__tally_free(&layout->alive);
}

int prg__layout_is_of(const prg__layout *layout, const prg__layout_key *key)
{
        const prg__indicator *a = layout->key.indicator, *b = key->indicator;
        return layout->key.calendar == key->calendar && layout->key.type == key->type
                && layout->key.by_unit == key->by_unit && a->from == b->from && a->to == b->to
                && prg__expectation_same(layout->expectation, a, b)
                && (a->level == b->level || (a->level && b->level && strcmp(a->level, b->level) == 0));
}

/* ---- windows ---- */

int prg__layout_ask(prg__layout *layout, const prg_period *period, int batch, int *window)
{
        prg_period_range range;
        int code = prg_period_union(&range, NULL, period, layout->key.calendar, layout->key.type);
        if (code < 0)
                return code == PRG_ERANGE ? PRG_END : code;
        if (code == PRG_END)
                return code;
        /* Usually it follows the one before, or was asked for in the same order by another indicator. */
        for (size_t i = 0; i < layout->window_count; i++) {
                size_t at = ((size_t)*window + 1 + i) % layout->window_count;
                const prg__window *it = &layout->windows[at];
                if (it->batch == batch && it->from.first == range.first.first && it->to.last == range.last.last) {
                        *window = (int)at;
                        return 0;
                }
        }
        if (prg__grow((void **)&layout->windows, &layout->window_capacity, layout->window_count + 1,
                    sizeof *layout->windows) < 0)
                return PRG_ENOMEM;
        *window = (int)layout->window_count;
        layout->windows[layout->window_count++] =
                (prg__window){ 0, (int)range.count, 0, 0, batch, range.first, range.last };
        return 0;
}

static int make_bases(prg__layout *layout)
{
        const prg_period *first = NULL, *last = NULL;
        for (size_t i = 0; i < layout->window_count; i++) {
                const prg__window *it = &layout->windows[i];
                if (first == NULL || it->from.first < first->first)
                        first = &it->from;
                if (last == NULL || it->to.last > last->last)
                        last = &it->to;
        }
        int capacity = 0;
        prg_period at = *first;
        for (;;) {
                if (layout->base_count == BASES_MOST)
                        return PRG_ELIMIT;
                if (layout->base_count == capacity) {
                        capacity = capacity ? 2 * capacity : 64;
                        prg_period *more = prg__arena_alloc(layout->arena, (size_t)capacity * sizeof *more);
                        if (more == NULL)
                                return PRG_ENOMEM;
                        if (layout->base_count)
                                memcpy(more, layout->bases, (size_t)layout->base_count * sizeof *more);
                        layout->bases = more;
                }
                layout->bases[layout->base_count++] = at;
                if (at.first >= last->first)
                        break;
                int code = prg_period_next(&at, &at);
                if (code != 0)
                        return code == PRG_END || code == PRG_ERANGE ? PRG_ELIMIT : code;
        }
        return 0;
}

static int base_of(const prg__layout *layout, prg_date first)
{
        int low = 0, high = layout->base_count - 1;
        while (low < high) {
                int middle = (low + high) / 2;
                if (layout->bases[middle].first < first)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

/* ---- groups ---- */

static prg__window_group *open_group(prg__layout *layout)
{
        prg__window_group *group = &layout->groups[layout->group_count++];
        memset(group, 0, sizeof *group);
        return group;
}

/* Whether a window is the next one of a stride. */
static int strides_on(const prg__window_group *group, const prg__window *window)
{
        return group->form == PRG__GROUP_STRIDE && window->end - window->begin == group->width
                && window->begin == group->begin + group->count * group->width;
}

/* Of what a stride is made: the widest windows there are that it falls into. */
static void find_source(prg__layout *layout, prg__window_group *group)
{
        group->source = 0;
        group->source_column = group->begin;
        group->ratio = group->width;
        for (int i = 1; &layout->groups[i] < group; i++) {
                const prg__window_group *it = &layout->groups[i];
                int from = group->begin - it->begin, windows = group->count * group->width;
                if (it->form != PRG__GROUP_STRIDE || it->width >= group->width || group->width % it->width != 0 || from < 0
                    || from % it->width != 0 || from + windows > it->count * it->width
                    || group->width / it->width >= group->ratio)
                        continue;
                group->source = i;
                group->source_column = from / it->width;
                group->ratio = group->width / it->width;
        }
}

static int make_groups(prg__layout *layout)
{
        size_t count = layout->window_count;
        layout->groups = prg__arena_alloc(layout->arena, (count + 1) * sizeof *layout->groups);
        if (layout->groups == NULL)
                return PRG_ENOMEM;
        prg__window_group *base = open_group(layout), *group = NULL;
        base->count = layout->base_count;
        base->width = 1;
        int batch = -1;
        for (size_t i = 0; i < count; i++) {
                prg__window *it = &layout->windows[i];
                if (it->end - it->begin == 1) {
                        it->group = 0;
                        it->column = it->begin;
                        continue;
                }
                int joins = group && batch == it->batch
                        && (strides_on(group, it) || group->form == PRG__GROUP_SEQUENCE || group->count == 1);
                if (!joins) {
                        group = open_group(layout);
                        group->form = PRG__GROUP_STRIDE;
                        group->begin = it->begin;
                        group->width = it->end - it->begin;
                        batch = it->batch;
                } else if (!strides_on(group, it))
                        group->form = PRG__GROUP_SEQUENCE;
                if (it->end - it->begin > group->width)
                        group->width = it->end - it->begin;
                it->group = layout->group_count - 1;
                it->column = group->count++;
        }
        for (int i = 1; i < layout->group_count; i++)
                if (layout->groups[i].form == PRG__GROUP_STRIDE)
                        find_source(layout, &layout->groups[i]);
        return 0;
}

/* Where rows begin; each group on a line of its own of the cache. */
static int place_groups(prg__layout *layout)
{
        size_t areas = (size_t)layout->areas;
        for (int i = 0; i < layout->group_count; i++) {
                prg__window_group *it = &layout->groups[i];
                size_t cells = areas * (size_t)it->count;
                it->wide = layout->key.by_unit ? layout->areas > COUNT_NARROW
                                               : (int64_t)layout->areas * it->width > COUNT_NARROW;
                it->sums_at = layout->sums;
                it->counts_at = layout->counts;
                layout->sums += (cells + 7) / 8 * 8;
                layout->counts += (cells * (it->wide ? sizeof(uint32_t) : sizeof(uint16_t)) + 63) / 64 * 64;
        }
        return layout->sums > CELLS_MOST ? PRG_ELIMIT : 0;
}

/* ---- steps ---- */

static prg__step *add_step(prg__layout *layout, int to, int from, int column)
{
        prg__step *step = &layout->steps[layout->step_count++];
        int wide = layout->groups[to].wide, from_wide = layout->groups[from].wide;
        *step = (prg__step){ .to = to, .from = from, .out = column,
                .widths = from_wide ? PRG__STEP_WIDE : wide ? PRG__STEP_WIDENS : PRG__STEP_NARROW };
        return step;
}

/* A window that is one base period longer than the one before goes on with its run; one that begins where that one
 * ended begins the next run, as long as these are alike. `run` is how many columns the last run has. */
static void step_to(prg__layout *layout, const prg__window *it, const prg__window *last, int *run)
{
        prg__step *step = layout->step_count ? &layout->steps[layout->step_count - 1] : NULL;
        int joins = step && step->running && step->to == it->group && last && last->group == it->group;
        int is_first = joins && step->count == *run;
        if (joins && it->begin == last->begin && it->end == last->end + 1 && (is_first || *run < step->ratio)) {
                step->ratio += is_first;
                step->count++;
                (*run)++;
                return;
        }
        if (joins && it->begin == last->end && it->end - it->begin == step->before + 1 && *run == step->ratio) {
                step->count++;
                *run = 1;
                return;
        }
        step = add_step(layout, it->group, 0, it->column);
        step->running = step->ratio = step->count = 1;
        step->in = it->begin;
        step->before = it->end - 1 - it->begin;
        *run = 1;
}

static int make_steps(prg__layout *layout)
{
        const prg__window *last = NULL;
        int run = 0;
        layout->steps = prg__arena_alloc(layout->arena, (layout->window_count + 1) * sizeof *layout->steps);
        if (layout->steps == NULL)
                return PRG_ENOMEM;
        for (int i = 1; i < layout->group_count; i++) {
                const prg__window_group *it = &layout->groups[i];
                if (it->form != PRG__GROUP_STRIDE)
                        continue;
                prg__step *step = add_step(layout, i, it->source, 0);
                step->in = it->source_column;
                step->count = it->count;
                step->ratio = it->ratio;
        }
        for (size_t i = 0; i < layout->window_count; i++) {
                const prg__window *it = &layout->windows[i];
                if (layout->groups[it->group].form != PRG__GROUP_SEQUENCE)
                        continue;
                step_to(layout, it, last, &run);
                last = it;
        }
        return 0;
}

/* ---- eras ---- */

/* Areas sorted by depth, the deepest first; of one depth from the last to the first, as they come in documents. */
static int make_order(prg__layout *layout, prg__era *era)
{
        size_t count = (size_t)layout->areas;
        int *numbers = prg__arena_alloc(layout->arena, (3 * count + 1) * sizeof *numbers);
        unsigned char *bytes = prg__arena_alloc(layout->arena, 2 * count + 1);
        if (numbers == NULL || bytes == NULL)
                return PRG_ENOMEM;
        int *order = numbers, *first = numbers + count, *next = numbers + 2 * count;
        for (size_t i = 0; i < count; i++)
                first[i] = -1;
        for (size_t i = count; i-- > 0;) {
                int parent = era->tree->parents[i];
                bytes[count + i] = (unsigned char)prg__tree_is_unit(layout->trees, era->tree, layout->key.indicator, (int)i);
                next[i] = -1;
                if (parent < 0)
                        continue;
                bytes[parent] = 1;
                next[i] = first[parent];
                first[parent] = (int)i;
        }
        /* Preorder from the roots, written from the end: every area behind what it lies in becomes before. */
        size_t at = count;
        for (size_t root = 0; root < count; root++) {
                if (era->tree->parents[root] >= 0)
                        continue;
                int area = (int)root;
                while (area >= 0) {
                        order[--at] = area;
                        if (first[area] >= 0) {
                                area = first[area];
                                continue;
                        }
                        while (area >= 0 && next[area] < 0)
                                area = era->tree->parents[area];
                        area = area >= 0 ? next[area] : -1;
                }
        }
        era->order = order;
        era->first_part = first;
        era->next_part = next;
        era->holds = bytes;
        era->units = bytes + count;
        return 0;
}

static int make_eras(prg__layout *layout)
{
        layout->era_of = prg__arena_alloc(layout->arena, (size_t)layout->base_count * sizeof *layout->era_of);
        layout->defined = prg__arena_alloc(layout->arena, (size_t)layout->base_count);
        layout->owed = prg__arena_alloc(layout->arena, (size_t)layout->base_count * sizeof(const unsigned char *));
        if (layout->era_of == NULL || layout->defined == NULL || layout->owed == NULL)
                return PRG_ENOMEM;
        for (int pass = 0; pass < 2; pass++) {
                layout->era_count = 0;
                for (int i = 0; i < layout->base_count; i++) {
                        const prg__tree *tree = prg__trees_on(layout->trees, layout->bases[i].last);
                        if (tree == NULL)
                                return PRG_ENOMEM;
                        layout->defined[i] = (unsigned char)prg__day_within(layout->bases[i].last,
                                layout->key.indicator->from, layout->key.indicator->to);
                        int code = prg__expectation_on(&layout->owed[i], layout->expectation, layout->key.indicator,
                                layout->bases[i].last);
                        if (code < 0)
                                return code;
                        layout->restricted |= !layout->defined[i] || layout->owed[i];
                        if (layout->era_count == 0 || i == 0 || tree != prg__trees_on(layout->trees, layout->bases[i - 1].last)) {
                                if (pass == 1) {
                                        prg__era *era = &layout->eras[layout->era_count];
                                        era->tree = tree;
                                        era->begin = i;
                                        if (make_order(layout, era) < 0)
                                                return PRG_ENOMEM;
                                }
                                layout->era_count++;
                        }
                        layout->era_of[i] = layout->era_count - 1;
                        if (pass == 1)
                                layout->eras[layout->era_count - 1].end = i + 1;
                }
                if (pass == 0
                    && (layout->eras = prg__arena_alloc(layout->arena, (size_t)layout->era_count * sizeof *layout->eras))
                               == NULL)
                        return PRG_ENOMEM;
        }
        return 0;
}

/* Base columns follow their own era. Where units are counted, so does every window, that of its last base period. */
static int make_segments(prg__layout *layout)
{
        int groups = layout->key.by_unit ? layout->group_count : 1;
        size_t room = (size_t)layout->base_count + layout->window_count;
        int *eras = prg__arena_alloc(layout->arena, (room + 1) * sizeof *eras);
        int *starts = prg__arena_alloc(layout->arena, ((size_t)layout->group_count + 1) * sizeof *starts);
        if (eras == NULL || starts == NULL)
                return PRG_ENOMEM;
        for (int g = 0, at = 0; g < layout->group_count; g++) {
                starts[g] = at;
                at += layout->groups[g].count;
        }
        for (int i = 0; i < layout->base_count; i++)
                eras[i] = layout->era_of[i];
        for (size_t i = 0; i < layout->window_count; i++) {
                const prg__window *it = &layout->windows[i];
                if (it->group > 0)
                        eras[starts[it->group] + it->column] = layout->era_of[it->end - 1];
        }
        for (int e = 0; e < layout->era_count; e++) {
                prg__era *era = &layout->eras[e];
                era->segments = prg__arena_alloc(layout->arena, (room + 1) * sizeof *era->segments);
                if (era->segments == NULL)
                        return PRG_ENOMEM;
                for (int g = 0; g < groups; g++)
                        for (int c = 0; c < layout->groups[g].count; c++) {
                                if (eras[starts[g] + c] != e)
                                        continue;
                                prg__segment *last = era->segment_count ? &era->segments[era->segment_count - 1] : NULL;
                                if (last && last->group == g && last->column + last->count == c)
                                        last->count++;
                                else
                                        era->segments[era->segment_count++] = (prg__segment){ g, c, 1 };
                        }
        }
        return 0;
}

/* The windows that a base period lies in. */
static int make_holding(prg__layout *layout)
{
        size_t total = 0, count = (size_t)layout->base_count;
        layout->holding_at = prg__arena_alloc(layout->arena, (count + 1) * sizeof *layout->holding_at);
        for (size_t i = 0; i < layout->window_count; i++)
                if (layout->windows[i].group > 0)
                        total += (size_t)(layout->windows[i].end - layout->windows[i].begin);
        layout->holding = prg__arena_alloc(layout->arena, (total + 1) * sizeof *layout->holding);
        layout->covered = prg__arena_alloc(layout->arena, count + 1);
        if (layout->holding_at == NULL || layout->holding == NULL || layout->covered == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < layout->window_count; i++)
                memset(layout->covered + layout->windows[i].begin, 1,
                        (size_t)(layout->windows[i].end - layout->windows[i].begin));
        size_t at = 0;
        for (size_t b = 0; b < count; b++) {
                layout->holding_at[b] = (int)at;
                for (size_t i = 0; i < layout->window_count; i++) {
                        const prg__window *it = &layout->windows[i];
                        if (it->group > 0 && it->begin <= (int)b && (int)b < it->end)
                                layout->holding[at++] = (int)i;
                }
        }
        layout->holding_at[count] = (int)at;
        return 0;
}

/* ---- what is expected ---- */

/* One unit where somebody waits for a value of it: in each base period, or in each window. */
static void expect(const prg__layout *layout, prg__tally *tally, int restricted)
{
        for (int e = 0; e < layout->era_count; e++) {
                const prg__era *era = &layout->eras[e];
                for (int area = 0; area < layout->areas; area++)
                        for (int i = era->begin; i < era->end && era->units[area] && era->tree->exists[area]; i++)
                                if (!restricted || prg__layout_is_due(layout, area, i))
                                        prg__tally_change(layout, tally, 0, area, i, 1);
        }
        for (size_t i = 0; i < layout->window_count && layout->key.by_unit; i++) {
                const prg__window *it = &layout->windows[i];
                const prg__era *last = &layout->eras[layout->era_of[it->end - 1]];
                for (int area = 0; it->group > 0 && area < layout->areas; area++) {
                        int found = 0;
                        if (!last->units[area] || !last->tree->exists[area])
                                continue;
                        for (int b = it->begin; b < it->end && !found; b++) {
                                const prg__era *era = &layout->eras[layout->era_of[b]];
                                found = era->units[area] && era->tree->exists[area] && (!restricted || prg__layout_is_due(layout, area, b));
                        }
                        if (found)
                                prg__tally_change(layout, tally, it->group, area, it->column, 1);
                }
        }
}

static int make_expected(prg__layout *layout)
{
        const prg__kernels *kernels = prg__kernels_best();
        int code = prg__tally_make(&layout->expected, layout);
        if (code < 0)
                return code;
        expect(layout, &layout->expected, 1);
        if ((code = prg__tally_roll(layout, &layout->expected, kernels)) < 0 || !layout->restricted)
                return code;
        if ((code = prg__tally_make(&layout->alive, layout)) < 0)
                return code;
        expect(layout, &layout->alive, 0);
        return prg__tally_roll(layout, &layout->alive, kernels);
}

int prg__layout_finish(prg__layout *layout)
{
        if (layout->window_count == 0)
                return 0;
        int code = make_bases(layout);
        if (code < 0)
                return code;
        for (size_t i = 0; i < layout->window_count; i++) {
                prg__window *it = &layout->windows[i];
                int count = it->end;
                it->begin = base_of(layout, it->from.first);
                it->end = it->begin + count;
                if (it->end > layout->base_count || layout->bases[it->begin].first != it->from.first
                    || layout->bases[it->end - 1].last != it->to.last)
                        return PRG_ELIMIT; /* a calendar with gaps */
        }
        if ((code = make_groups(layout)) < 0 || (code = place_groups(layout)) < 0 || (code = make_steps(layout)) < 0
            || (code = make_eras(layout)) < 0
            || (code = make_segments(layout)) < 0 || (code = make_holding(layout)) < 0)
                return code;
        return make_expected(layout);
}
