/* Ratios: recomputed from their operands, never averaged. docs/results.md, section 8. */
#include "calc/trace.h"

#include <string.h>

#include "calc/query/suppose.h"

/* A cell, or a unit, of either operand. */
typedef struct pair {
        int area;
        prg_date first; /* of the base period; PRG_DATE_NONE: a unit */
        prg_date day;   /* whose tree says where it lies */
        int expected, reported[2];
} pair;

static size_t key_of(char key[8], int area, prg_date first)
{
        uint32_t numbers[2] = { (uint32_t)area, (uint32_t)first };
        memcpy(key, numbers, sizeof numbers);
        return sizeof numbers;
}

int prg__match_has(const prg__match *match, int area, prg_date first)
{
        char key[8];
        if (match->collecting)
                return 1;
        const pair *it = prg__map_get(&match->keys, key, key_of(key, area, first));
        return it && it->reported[0] && it->reported[1];
}

static int find_pair(prg__engine *engine, prg__match *match, int area, prg_date first, prg_date day, pair **out)
{
        char key[8];
        size_t length = key_of(key, area, first);
        if ((*out = prg__map_get(&match->keys, key, length)) != NULL)
                return 0;
        pair *it = prg__arena_alloc(&engine->arena, sizeof *it);
        char *kept = prg__arena_alloc(&engine->arena, length);
        if (it == NULL || kept == NULL)
                return PRG_ENOMEM;
        memcpy(kept, key, length);
        it->area = area;
        it->first = first;
        it->day = day;
        int code = prg__map_put(&match->keys, kept, length, it);
        if (code < 0)
                return code;
        struct prg__pair_list *entry = prg__arena_alloc(&engine->arena, sizeof *entry);
        if (entry == NULL)
                return PRG_ENOMEM;
        entry->pair = it;
        entry->next = match->pairs;
        match->pairs = entry;
        *out = it;
        return 0;
}

/* The base cells of one operand. */
static int collect_cells(prg__engine *engine, prg__match *match, const prg__frame *frame, int which)
{
        for (int area = 0; area < engine->area_count; area++) {
                prg__element element = { .area = area, .scope = PRG_SCOPE_UNIT };
                int code = prg__inputs_make(engine, frame, &element);
                for (size_t i = 0; i < element.count && code == 0; i++) {
                        const prg__input *input = &element.inputs[i];
                        pair *it;
                        if (input->expected == 0)
                                continue;
                        code = find_pair(engine, match, area, frame->bases[input->begin].first, input->day, &it);
                        if (code < 0)
                                break;
                        it->expected = 1;
                        it->reported[which] = input->state == PRG_STATE_VALUE && !prg__unit_lacks_weight(frame, area)
                                && !prg__input_lacks_weight(frame, input);
                }
                if (code < 0)
                        return code;
        }
        return 0;
}

/* The units of one operand, by their results over the whole period. */
static int collect_units(prg__engine *engine, prg__match *match, const prg__frame *frame, int which)
{
        for (int area = 0; area < engine->area_count; area++) {
                prg__element element = { .area = area, .scope = PRG_SCOPE_UNIT };
                prg__reduced reduced;
                pair *it;
                int code = prg__inputs_make(engine, frame, &element);
                const prg__input **inputs = prg__arena_alloc(&engine->arena, (element.count + 1) * sizeof(const prg__input *));
                if (inputs == NULL)
                        return PRG_ENOMEM;
                for (size_t i = 0; i < element.count; i++)
                        inputs[i] = &element.inputs[i];
                if (code < 0 || (code = prg__reduce_time(frame, inputs, element.count, &reduced)) < 0)
                        return code;
                if (reduced.cells_expected == 0)
                        continue;
                if ((code = find_pair(engine, match, area, PRG_DATE_NONE, frame->ask->period.last, &it)) < 0)
                        return code;
                it->expected = 1;
                it->reported[which] = reduced.state == PRG_STATE_VALUE && !prg__unit_lacks_weight(frame, area);
        }
        return 0;
}

/* How many pairs lie in each area. */
static int count_pairs(prg__engine *engine, const prg__match *match, prg__evaluation *evaluation)
{
        for (const struct prg__pair_list *entry = match->pairs; entry; entry = entry->next) {
                const pair *it = entry->pair;
                const prg__tree *tree = prg__trees_on(engine->trees, it->day);
                if (tree == NULL)
                        return PRG_ENOMEM;
                for (int area = it->area, steps = 0; area >= 0 && steps < 64; area = tree->parents[area], steps++) {
                        prg__cell *cell = &evaluation->results[area].cell;
                        cell->expected++;
                        cell->reported += it->reported[0] && it->reported[1];
                }
        }
        return 0;
}

/* ---- the two operands ---- */

typedef struct division {
        prg__ask asks[2];
        const prg__evaluation *evaluations[2];
        prg__frame frames[2];
        int computed[2]; /* itself a ratio: no frame */
        int refused[2];  /* not applicable in this period or cut: no frame either */
        int by_cell;     /* both count base cells of one calendar and type */
} division;

void prg__operand_ask(const prg__engine *engine, const prg__ask *ask, const prg__indicator *operand, prg__ask *out)
{
        const prg__indicator *computed = ask->indicator;
        *out = *ask;
        out->indicator = operand = prg__query_indicator(engine->query, operand);
        out->policies = prg__policies_of(engine->query, operand);
        if (ask->policies.inherits_time
            || (computed->missing_over_time && engine->query->policy_time == PRG_POLICY_DECLARED)) {
                out->policies.time = ask->policies.time;
                out->policies.minimum_time = ask->policies.minimum_time;
                out->policies.inherits_time = 1;
        }
        if (ask->policies.inherits_areas
            || (computed->missing_over_areas && engine->query->policy_areas == PRG_POLICY_DECLARED)) {
                out->policies.areas = ask->policies.areas;
                out->policies.minimum_areas = ask->policies.minimum_areas;
                out->policies.inherits_areas = 1;
        }
}

void prg__ratio_asks(prg__engine *engine, const prg__ask *ask, prg__ask operands[2])
{
        const prg__indicator *ratio = ask->indicator;
        prg__operand_ask(engine, ask, (const prg__indicator *)ratio->numerator, &operands[0]);
        prg__operand_ask(engine, ask, (const prg__indicator *)ratio->denominator, &operands[1]);
}

static int set_frames(prg__engine *engine, division *operands)
{
        prg_reason reason;
        for (int i = 0; i < 2; i++) {
                operands->computed[i] = prg__is_computed(operands->asks[i].indicator) || operands->asks[i].indicator->formula;
                int code = operands->computed[i] ? 0
                        : prg__frame_make(engine, &operands->frames[i], &operands->asks[i], &reason);
                if (code < 0)
                        return code;
                operands->refused[i] = code == PRG_END;
        }
        const prg__frame *a = &operands->frames[0], *b = &operands->frames[1];
        operands->by_cell = !operands->computed[0] && !operands->computed[1] && !a->by_unit && !b->by_unit
                && prg__has_same_bases(operands->asks[0].indicator, operands->asks[1].indicator);
        return 0;
}

int prg__ratio_is_matched(const prg__engine *engine, const prg__indicator *ratio)
{
        if (engine->query->origin == PRG_ORIGIN_OWN)
                return 0;
        if (engine->query->operands != PRG_OPERANDS_DECLARED)
                return engine->query->operands == PRG_OPERANDS_MATCHED;
        return ratio->operands == PRG__OPERANDS_MATCHED;
}

/* Evaluates both operands over what both report. */
static int match_operands(prg__engine *engine, division *operands, prg__evaluation *evaluation)
{
        prg__match *all = prg__arena_alloc(&engine->arena, sizeof *all);
        prg__match *match = prg__arena_alloc(&engine->arena, sizeof *match);
        int code = 0;
        if (all == NULL || match == NULL)
                return PRG_ENOMEM;
        all->collecting = 1;
        all->by_cell = match->by_cell = operands->by_cell;
        prg__map_init(&match->keys);
        for (int i = 0; i < 2 && code == 0; i++) {
                prg_reason reason;
                prg__frame frame;
                operands->asks[i].match = all;
                code = prg__frame_make(engine, &frame, &operands->asks[i], &reason);
                if (code == 0)
                        code = operands->by_cell ? collect_cells(engine, match, &frame, i)
                                                 : collect_units(engine, match, &frame, i);
                else if (code == PRG_END)
                        code = 0; /* it reports nothing */
                operands->asks[i].match = match;
        }
        for (int i = 0; i < 2 && code == 0; i++)
                code = prg__evaluate(engine, &operands->asks[i], &operands->evaluations[i]);
        if (code == 0)
                code = count_pairs(engine, match, evaluation);
        prg__map_dispose(&match->keys);
        return code;
}

/* ---- the ratio ---- */

/* The coverage of the operand that is covered less comes first. */
static void set_coverage(prg__cell *cell, const prg__cell *a, const prg__cell *b)
{
        size_t ar = a->reported, ae = a->expected, br = b->reported, be = b->expected;
        int second = ae == 0 ? be > 0 && br < be
                : be > 0 && (prg__wide)br * (prg__wide)ae < (prg__wide)ar * (prg__wide)be;
        cell->reported = second ? br : ar;
        cell->expected = second ? be : ae;
        cell->other_reported = second ? ar : br;
        cell->other_expected = second ? ae : be;
}

static void divide(const prg__indicator *ratio, const prg__cell *a, const prg__cell *b, prg__cell *cell)
{
        const prg__cell *first = prg__state_first(a->state, b->state) ? b : a;
        cell->decimals = prg__result_decimals(ratio);
        if (first->state != PRG_STATE_VALUE) {
                prg__cell_say(cell, first->state, first->reason);
                return;
        }
        if (prg__number_sign(&b->number) == 0) {
                prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_DIVISION);
                return;
        }
        prg__number factor = ratio->factor.decimals == PRG__NO_NUMBER ? prg__number_of(1, 0)
                : prg__number_of(ratio->factor.mantissa, ratio->factor.decimals);
        cell->state = PRG_STATE_VALUE;
        cell->exactness = a->exactness == PRG_APPROXIMATE || b->exactness == PRG_APPROXIMATE ? PRG_APPROXIMATE : PRG_QUOTIENT;
        if (prg__number_multiply(&cell->number, &factor, &a->number) < 0
            || prg__number_divide(&cell->number, &cell->number, &b->number) < 0)
                prg__cell_say(cell, PRG_STATE_UNDEFINED, PRG_REASON_OVERFLOW);
}

void prg__ratio_cell(const prg__indicator *ratio, const prg__cell *above, const prg__cell *below, prg__cell *cell)
{
        memset(cell, 0, sizeof *cell);
        prg__cell_add_inputs(cell, above);
        prg__cell_add_inputs(cell, below);
        set_coverage(cell, above, below);
        divide(ratio, above, below, cell);
}

int prg__evaluate_ratio(prg__engine *engine, prg__evaluation *evaluation)
{
        const prg__indicator *ratio = evaluation->ask.indicator;
        division *operands = prg__arena_alloc(&engine->arena, sizeof *operands);
        if (operands == NULL)
                return PRG_ENOMEM;
        prg__ratio_asks(engine, &evaluation->ask, operands->asks);
        int code = set_frames(engine, operands);
        int matched = prg__ratio_is_matched(engine, ratio) && !operands->computed[0] && !operands->computed[1]
                && !prg__cut_has_rest(evaluation->ask.cut);
        if (code == 0 && matched)
                code = match_operands(engine, operands, evaluation);
        for (int i = 0; i < 2 && code == 0 && !matched; i++)
                code = prg__evaluate(engine, &operands->asks[i], &operands->evaluations[i]);
        if (code < 0)
                return code;
        if (evaluation->trace) {
                memcpy(evaluation->trace->operands, operands->evaluations, sizeof operands->evaluations);
                evaluation->trace->matched = matched;
        }
        for (int area = 0; area < engine->area_count; area++) {
                const prg__result *a = &operands->evaluations[0]->results[area], *b = &operands->evaluations[1]->results[area];
                prg__result *result = &evaluation->results[area];
                prg__cell *cell = &result->cell, numerator, denominator;
                prg__show(&operands->asks[0].policies, a, &numerator);
                prg__show(&operands->asks[1].policies, b, &denominator);
                prg__cell_add_inputs(cell, &numerator);
                prg__cell_add_inputs(cell, &denominator);
                if (!matched)
                        set_coverage(cell, &numerator, &denominator);
                divide(ratio, &numerator, &denominator, cell);
                result->expected_units = prg__print_of_both(a->expected_units, b->expected_units);
                result->versions = prg__versions_of_both(a->versions, b->versions);
                if (matched || operands->computed[0] || operands->computed[1] || cell->state != PRG_STATE_VALUE
                    || (operands->by_cell ? prg__print_same(a->cells, b->cells) : prg__print_same(a->units, b->units)))
                        continue;
                prg__cell_mark(cell, PRG_MARK_OPERAND_COVERAGE_DIFFERS, 1);
        }
        return 0;
}
