/* All formulas of a programme, or those that some names need, in the order of need.
 *
 * Depth first, with the path in an array instead of recursion: a formula is read when it is reached first, and
 * checked when everything that it needs has been, so that types, units and exactness of what it refers to are known.
 * A need that leads back into the path closes a circle, which is named in full; its members are refused. Ratios of a
 * numerator and a denominator, and weights, are steps of the way like formulas; circles of these alone are found by
 * the model's own check. */
#include "calc/formula/formula.h"

#include <string.h>

#include "model/check.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/memory.h"

/* How many circles are told: a programme where everything needs everything has very many. */
#define CIRCLES_MOST 100

typedef struct step {
        uint32_t indicator, next; /* the next need to look at */
} step;

typedef struct search {
        prg__formula_set *set;
        step *path;
        size_t depth;
        size_t circles;
        prg__formula_sink *sink;
        void *payload;
} search;

static const prg__indicator *indicator_at(const prg__formula_set *set, uint32_t place)
{
        return set->at[place];
}

/* ---- reading ---- */

static int add_need(prg__formula_entry *entry, const prg_item *item)
{
        if (item)
                entry->needs[entry->need_count++] = (uint32_t)item->index;
        return 0;
}

static int read_formula(search *it, const prg__indicator *indicator, prg__formula_entry *entry)
{
        size_t at = 0;
        int code = prg_formula_parse(&entry->formula, indicator->formula, strlen(indicator->formula), &at);
        if (code == PRG_ENOMEM)
                return code;
        if (code < 0) {
                int finding = code == PRG_ESCHEMA ? PRG_FINDING_FORMULA_TYPE : PRG_FINDING_FORMULA;
                entry->is_refused = 1;
                return it->sink(it->payload, &indicator->item, at, code, finding, prg_error_last()->message);
        }
        entry->needs = prg__arena_alloc(&it->set->arena, (entry->formula->reference_count + 1) * sizeof *entry->needs);
        if (entry->needs == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < entry->formula->reference_count; i++)
                add_need(entry, prg_programme_get(it->set->programme, "indicator", entry->formula->references[i]));
        return 0;
}

/* What an indicator needs. */
static int open_entry(search *it, uint32_t place)
{
        const prg__indicator *indicator = indicator_at(it->set, place);
        prg__formula_entry *entry = &it->set->entries[place];
        entry->color = 1;
        entry->is_computed = indicator->formula != NULL || (indicator->numerator && indicator->denominator);
        if (indicator->formula)
                return read_formula(it, indicator, entry);
        entry->needs = prg__arena_alloc(&it->set->arena, 3 * sizeof *entry->needs);
        if (entry->needs == NULL)
                return PRG_ENOMEM;
        add_need(entry, indicator->numerator);
        add_need(entry, indicator->denominator);
        return add_need(entry, indicator->weight);
}

/* ---- circles ---- */

static size_t place_in_formula(const prg_formula *formula, const char *name)
{
        for (size_t i = 0; formula && i < formula->count; i++)
                if (formula->nodes[i].kind == PRG__NODE_NAME && strcmp(formula->nodes[i].text, name) == 0)
                        return formula->nodes[i].at;
        return 0;
}

/* The end of the path needs `target`, which is on it. */
static int close_circle(search *it, uint32_t target)
{
        const prg__formula_set *set = it->set;
        size_t begin = it->depth, at = 0;
        int has_formula = 0, code = 0;
        while (it->path[--begin].indicator != target) {
        }
        for (size_t i = begin; i < it->depth; i++)
                has_formula |= indicator_at(set, it->path[i].indicator)->formula != NULL;
        prg__formula_entry *last = &set->entries[it->path[it->depth - 1].indicator];
        if (!has_formula || last->is_refused || it->circles++ >= CIRCLES_MOST) {
                last->is_refused = 1;
                return 0;
        }
        prg_buf text = PRG_BUF_INIT;
        const char *id = prg__text_or(indicator_at(set, target)->item.id, "?");
        /* Told of a member that has a formula, so that there is a place in it. */
        size_t member = it->depth - 1;
        while (indicator_at(set, it->path[member].indicator)->formula == NULL)
                member--;
        const prg_item *needed = &indicator_at(set, member + 1 < it->depth ? it->path[member + 1].indicator : target)->item;
        at = place_in_formula(set->entries[it->path[member].indicator].formula, prg__text_or(needed->id, "?"));
        for (size_t i = begin; i < it->depth && code == 0; i++) {
                set->entries[it->path[i].indicator].is_refused = 1;
                code = prg__buf_format(&text, "%s%s → ", i == begin ? "it runs in a circle: " : "",
                        prg__text_or(indicator_at(set, it->path[i].indicator)->item.id, "?"));
        }
        if (code == 0)
                code = prg__buf_text(&text, id);
        if (code == 0)
                code = it->sink(it->payload, &indicator_at(set, it->path[member].indicator)->item, at, PRG_ECYCLE,
                        PRG_FINDING_CYCLE, text.data);
        prg_buf_dispose(&text);
        return code;
}

/* ---- closing ---- */

typedef struct subject {
        search *search;
        const prg_item *indicator;
} subject;

static int tell(void *payload, size_t at, int code, int finding, const char *message)
{
        const subject *it = payload;
        return it->search->sink(it->search->payload, it->indicator, at, code, finding, message);
}

static prg_exactness exactness_of_ratio(const prg__formula_set *set, const prg__formula_entry *entry)
{
        prg_exactness least = PRG_QUOTIENT;
        for (size_t i = 0; i < entry->need_count; i++)
                if (set->entries[entry->needs[i]].exactness > least)
                        least = set->entries[entry->needs[i]].exactness;
        return least;
}

/* Means, medians and the like of an indicator's own values are no exact numbers either. */
static prg_exactness exactness_of_raw(const prg__indicator *indicator)
{
        const int operators[] = { indicator->over_time, indicator->over_areas };
        prg_exactness least = PRG_EXACT;
        for (size_t i = 0; i < 2; i++) {
                prg_exactness its = operators[i] == PRG__OVER_STDDEV ? PRG_APPROXIMATE
                        : operators[i] == PRG__OVER_MEAN || operators[i] == PRG__OVER_WEIGHTED_MEAN
                                || operators[i] == PRG__OVER_MEDIAN
                        ? PRG_QUOTIENT : PRG_EXACT;
                least = its > least ? its : least;
        }
        return least;
}

/* Everything that it needs is done. */
static int close_entry(search *it, uint32_t place)
{
        const prg__indicator *indicator = indicator_at(it->set, place);
        prg__formula_entry *entry = &it->set->entries[place];
        subject its = { it, &indicator->item };
        prg__faults faults = { tell, &its, 0, it->set->names_lost };
        int code = 0;
        entry->color = 2;
        if (entry->formula && !entry->is_refused) {
                code = prg__formula_resolve(entry->formula, it->set, indicator, &faults);
                entry->is_refused = faults.count > 0;
        }
        for (size_t i = 0; i < entry->need_count; i++)
                entry->is_refused |= it->set->entries[entry->needs[i]].is_refused;
        if (entry->is_refused) {
                prg_formula_free(entry->formula);
                entry->formula = NULL;
        } else {
                entry->exactness = entry->formula     ? prg__formula_root(entry->formula)->exactness
                        : entry->is_computed          ? exactness_of_ratio(it->set, entry)
                                                      : exactness_of_raw(indicator);
                if (entry->is_computed)
                        it->set->order[it->set->order_count++] = place;
        }
        return code;
}

static int visit(search *it, uint32_t place)
{
        prg__formula_set *set = it->set;
        if (set->entries[place].color)
                return 0;
        int code = open_entry(it, place);
        it->path[0] = (step){ place, 0 };
        it->depth = 1;
        while (it->depth > 0 && code == 0) {
                step *top = &it->path[it->depth - 1];
                const prg__formula_entry *entry = &set->entries[top->indicator];
                if (top->next == entry->need_count) {
                        code = close_entry(it, top->indicator);
                        it->depth--;
                        continue;
                }
                uint32_t need = entry->needs[top->next++];
                if (set->entries[need].color == 1) {
                        code = close_circle(it, need);
                } else if (set->entries[need].color == 0) {
                        code = open_entry(it, need);
                        it->path[it->depth++] = (step){ need, 0 };
                }
        }
        return code;
}

/* ---- the set ---- */

int prg__formula_set_fill(prg__formula_set *set, const char *const *names, size_t count, prg__formula_sink *sink, void *payload)
{
        search it = { set, prg__alloc_array(set->count + 1, sizeof *it.path), 0, 0, sink, payload };
        int code = it.path ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < (names ? count : set->count) && code == 0; i++) {
                const prg_item *item = names ? prg_programme_get(set->programme, "indicator", names[i]) : &set->at[i]->item;
                if (item)
                        code = visit(&it, (uint32_t)item->index);
        }
        prg__free(it.path);
        return code;
}

int prg__formula_set_need(prg__formula_set *set, const prg__indicator *indicator, prg__formula_sink *sink, void *payload)
{
        search it = { set, prg__alloc_array(set->count + 1, sizeof *it.path), 0, 0, sink, payload };
        int code = it.path ? visit(&it, (uint32_t)indicator->item.index) : PRG_ENOMEM;
        prg__free(it.path);
        return code;
}

int prg__formula_set_make(prg__formula_set *set, const prg_programme *programme, const char *const *names,
        size_t count, prg__formula_sink *sink, void *payload)
{
        int code = prg__formula_set_begin(set, programme);
        return code < 0 ? code : prg__formula_set_fill(set, names, count, sink, payload);
}

int prg__formula_set_begin(prg__formula_set *set, const prg_programme *programme)
{
        return prg__formula_set_begin_with(set, programme, NULL, 0);
}

int prg__formula_set_begin_with(prg__formula_set *set, const prg_programme *programme, const prg__indicator *const *own,
        size_t count)
{
        const prg__list *all = &programme->root.indicators;
        memset(set, 0, sizeof *set);
        prg__arena_init(&set->arena);
        set->programme = programme;
        set->count = all->count;
        for (size_t i = 0; i < count; i++)
                if (own[i]->item.index >= set->count)
                        set->count = own[i]->item.index + 1;
        set->at = prg__alloc_array(set->count + 1, sizeof(const prg__indicator *));
        for (size_t i = 0; set->at && i < all->count; i++)
                set->at[i] = all->at[i];
        for (size_t i = 0; set->at && i < count; i++)
                set->at[own[i]->item.index] = own[i];
        set->entries = prg__alloc_array(set->count + 1, sizeof *set->entries);
        set->order = prg__alloc_array(set->count + 1, sizeof *set->order);
        if (set->entries)
                memset(set->entries, 0, (set->count + 1) * sizeof *set->entries);
        return set->at && set->entries && set->order ? 0 : PRG_ENOMEM;
}

void prg__formula_set_dispose(prg__formula_set *set)
{
        for (size_t i = 0; set->entries && i < set->count; i++)
                prg_formula_free(set->entries[i].formula);
        prg__free(set->entries);
        prg__free(set->order);
        prg__free(set->at);
        prg__arena_dispose(&set->arena);
}

/* Breadth first, so that the shortest way is named. */
static int find_way(const prg__formula_set *set, uint32_t from, uint32_t to, uint32_t *queue, uint32_t *before)
{
        size_t head = 0, tail = 0;
        queue[tail++] = from;
        before[from] = from;
        while (head < tail && before[to] == UINT32_MAX) {
                uint32_t at = queue[head++];
                const prg__formula_entry *entry = &set->entries[at];
                for (size_t i = 0; i < entry->need_count; i++)
                        if (before[entry->needs[i]] == UINT32_MAX) {
                                before[entry->needs[i]] = at;
                                queue[tail++] = entry->needs[i];
                        }
        }
        return before[to] != UINT32_MAX;
}

static int append_way(prg_buf *out, const prg__formula_set *set, uint32_t from, uint32_t to, uint32_t *queue,
        const uint32_t *before)
{
        size_t count = 0;
        int code = 0;
        for (uint32_t at = to; count == 0 || queue[count - 1] != from; at = before[at])
                queue[count++] = at;
        while (count-- > 0 && code == 0)
                code = prg__buf_format(out, " → %s", prg__text_or(indicator_at(set, queue[count])->item.id, "?"));
        return code;
}

int prg__formula_set_way(prg_buf *out, const prg__formula_set *set, const prg_item *from, const prg_item *to)
{
        uint32_t *queue = prg__alloc_array(2 * set->count + 2, sizeof *queue);
        if (queue == NULL)
                return PRG_ENOMEM;
        uint32_t *before = queue + set->count + 1, first = (uint32_t)from->index, last = (uint32_t)to->index;
        memset(before, 0xFF, set->count * sizeof *before);
        int code = find_way(set, first, last, queue, before) ? append_way(out, set, first, last, queue, before) : PRG_END;
        prg__free(queue);
        return code;
}

/* ---- the check of the programme ---- */

static int into_check(void *payload, const prg_item *indicator, size_t at, int code, int finding, const char *message)
{
        prg__check *check = payload;
        (void)code;
        return prg__check_add_in_text(check, indicator, "formula", at, finding, message);
}

int prg__check_formulas(prg__check *check, const prg_programme *programme)
{
        prg__formula_set set;
        int code = prg__formula_set_begin(&set, programme);
        set.names_lost = check->indicators_lost;
        if (code == 0)
                code = prg__formula_set_fill(&set, NULL, 0, into_check, check);
        prg__formula_set_dispose(&set);
        return code;
}
