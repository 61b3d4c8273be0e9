/* One element over time. docs/results.md, sections 4 and 7. */
#include "engine.h"

#include <string.h>

static unsigned decimals_of(const prg__indicator *indicator)
{
        return indicator->decimals < 0 ? 0 : (unsigned)indicator->decimals;
}

static void use_input(prg__reduced *out, const prg__input *input)
{
        if (input->counts) {
                for (int i = 0; i < 3; i++)
                        out->qualities[i] += input->counts->qualities[i];
                for (int mark = 0; mark < PRG_MARKS; mark++) {
                        out->mark_counts[mark] += input->counts->marks[mark];
                        out->marks |= input->counts->marks[mark] ? 1u << mark : 0;
                }
                out->first = input->counts->first;
                out->last = input->counts->last;
                return;
        }
        if (input->quality)
                out->qualities[input->quality - 1]++;
        out->marks |= input->marks;
        for (int mark = 0; mark < PRG_MARKS; mark++)
                out->mark_counts[mark] += input->marks >> mark & 1;
        if (input->first) {
                out->first = input->first;
                out->last = input->last;
                return;
        }
        if (out->first_used == -1 || input->begin < out->first_used)
                out->first_used = input->begin;
        if (input->end - 1 > out->last_used)
                out->last_used = input->end - 1;
}

static int is_value(const prg__input *input)
{
        return input->state == PRG_STATE_VALUE;
}

static void count_cells(const prg__input *input, prg__reduced *out)
{
        int covered = input->covered_by >= 0;
        if (input->kind == PRG__INPUT_DERIVED) {
                out->cells_expected += input->expected;
                out->cells_reported += input->reported;
        }
        if (input->kind != PRG__INPUT_BASE && input->kind != PRG__INPUT_COARSE)
                return;
        out->cells++;
        out->versions |= input->version;
        if (input->expected == 0) {
                if (input->state == PRG_STATE_NOT_APPLICABLE)
                        out->na++;
                else if (input->reason == PRG_REASON_VALIDITY)
                        out->outside++;
                return;
        }
        out->cells_expected += input->expected;
        prg__print_add(&out->expected_print, input->print);
        out->cells_reported += covered ? input->expected : input->reported;
        if (input->state == PRG_STATE_SUPPRESSED)
                out->suppressed += input->expected;
        if (input->reported || covered)
                prg__print_add(&out->cells_print, input->print);
}

/* The state of an element without value. */
static void set_nothing(prg__reduced *out, const prg__input *const *inputs, size_t count)
{
        if (out->cells_expected == 0) {
                out->state = out->cells > 0 && out->na == out->cells ? PRG_STATE_NOT_APPLICABLE : PRG_STATE_NOT_EXPECTED;
                out->reason = out->cells == 0 ? PRG_REASON_BOUNDARIES
                        : out->state == PRG_STATE_NOT_EXPECTED && out->outside ? PRG_REASON_VALIDITY : PRG_REASON_NONE;
                return;
        }
        out->state = out->suppressed == out->cells_expected ? PRG_STATE_SUPPRESSED : PRG_STATE_MISSING;
        for (size_t i = 0; i < count && out->state == PRG_STATE_SUPPRESSED && out->cells_expected == 1; i++)
                if (inputs[i]->expected && inputs[i]->has_bounds) {
                        out->has_bounds = 1;
                        out->lower = prg__number_of(inputs[i]->lower, 0);
                        out->upper = prg__number_of(inputs[i]->upper, 0);
                }
}

static void take_one(const prg__frame *frame, const prg__input *input, prg__reduced *out)
{
        int is_class = frame->ask->indicator->kind == PRG__KIND_CLASS;
        out->state = PRG_STATE_VALUE;
        out->taken = input;
        out->is_class = is_class;
        out->number = prg__number_of(input->mantissa,
                is_class || frame->ask->indicator->kind == PRG__KIND_MILESTONE ? 0 : decimals_of(frame->ask->indicator));
        use_input(out, input);
}

static void last_or_first(const prg__frame *frame, const prg__input *const *inputs, size_t count, prg__reduced *out)
{
        const prg__input *best = NULL;
        int covered = 0, has_carried = 0;
        for (size_t i = 0; i < count; i++) {
                const prg__input *input = inputs[i];
                covered |= input->covered_by >= 0;
                if (input->kind == PRG__INPUT_CARRIED && input->covered_by >= 0) {
                        has_carried = 1; /* a total stands for everything */
                        continue;
                }
                if (!is_value(input) || (frame->ask->indicator->kind == PRG__KIND_MILESTONE && input->kind != PRG__INPUT_REACHED))
                        continue;
                if (best == NULL || (frame->time == PRG__OVER_FIRST ? input->end < best->end : input->end > best->end))
                        best = input;
        }
        if (best)
                take_one(frame, best, out);
        else
                set_nothing(out, inputs, count);
        /* A unit that a value is carried to is not suppressed as a whole, whatever stands for it. */
        if (has_carried && out->state == PRG_STATE_SUPPRESSED)
                out->state = PRG_STATE_MISSING;
        out->expected = out->cells_expected > 0;
        out->reported = (best && best->kind != PRG__INPUT_CARRIED) || (covered && out->cells_expected > 0);
        out->at_end = best && best->kind != PRG__INPUT_CARRIED && best->kind != PRG__INPUT_REACHED
                && best->end == frame->count && !best->late;
}

/* Persons who may be the same ones. */
static void distinct(const prg__frame *frame, const prg__input *const *inputs, size_t count, prg__reduced *out)
{
        prg__wide most = 0, sum = 0;
        size_t values = 0;
        const prg__input *only = NULL;
        for (size_t i = 0; i < count; i++) {
                if (!is_value(inputs[i]))
                        continue;
                only = inputs[i];
                most = values == 0 || only->mantissa > most ? only->mantissa : most;
                sum += only->mantissa;
                values++;
        }
        if (values == 1 && (out->cells_expected == 1 || only->kind == PRG__INPUT_COARSE)) {
                take_one(frame, only, out);
                out->single = 1;
                out->lower = out->upper = out->number;
                return;
        }
        if (values == 0) {
                set_nothing(out, inputs, count);
                return;
        }
        for (size_t i = 0; i < count; i++)
                if (is_value(inputs[i]))
                        use_input(out, inputs[i]);
        out->state = PRG_STATE_NOT_APPLICABLE;
        out->reason = PRG_REASON_DISTINCT;
        out->has_bounds = 1;
        out->lower = prg__number_of(most, decimals_of(frame->ask->indicator));
        out->upper = prg__number_of(sum, decimals_of(frame->ask->indicator));
}

static void overflow(prg__reduced *out)
{
        out->overflow = 1;
        out->state = PRG_STATE_UNDEFINED;
        out->reason = PRG_REASON_OVERFLOW;
}

/* sum of w x / sum of w, or the two sums apart for pooling. */
static int weigh(const prg__frame *frame, const prg__input *const *values, size_t count, prg__reduced *out)
{
        unsigned decimals = decimals_of(frame->ask->indicator);
        unsigned weight_decimals = decimals_of((const prg__indicator *)frame->ask->indicator->weight);
        prg__number sum = prg__number_of(0, 0), weights = sum, product;
        int code = 0;
        for (size_t i = 0; i < count && code == 0; i++) {
                prg__number x = prg__number_of(values[i]->mantissa, decimals);
                prg__number w = prg__number_of(values[i]->weight, weight_decimals);
                if ((code = prg__number_multiply(&product, &x, &w)) == 0
                    && (code = prg__number_add(&sum, &sum, &product)) == 0)
                        code = prg__number_add(&weights, &weights, &w);
        }
        out->weighted = sum;
        out->weight = weights;
        out->has_weight = 1;
        return code;
}

/* The sums for a mean over all cells of all units. */
static int pool(const prg__frame *frame, const prg__input *const *values, size_t count, prg__reduced *out)
{
        if (frame->ask->indicator->pooled != PRG__TRUE)
                return 0;
        if (frame->areas == PRG__OVER_WEIGHTED_MEAN)
                return weigh(frame, values, count, out);
        out->weighted = prg__number_of(0, decimals_of(frame->ask->indicator));
        for (size_t i = 0; i < count; i++)
                if (prg__wide_add(&out->weighted.numerator, out->weighted.numerator, values[i]->mantissa) < 0)
                        return PRG_ERANGE;
        out->weight = prg__number_of((prg__wide)count, 0);
        out->has_weight = 1;
        return 0;
}

static int all_cells(const prg__frame *frame, const prg__input *const *values, size_t count, prg__reduced *out)
{
        unsigned decimals = decimals_of(frame->ask->indicator);
        out->exactness = PRG_EXACT;
        for (size_t i = 0; i < count; i++)
                use_input(out, values[i]);
        out->state = PRG_STATE_VALUE;
        if (frame->time == PRG__OVER_SUM) {
                prg__wide sum = 0;
                for (size_t i = 0; i < count; i++)
                        if (prg__wide_add(&sum, sum, values[i]->mantissa) < 0) {
                                overflow(out);
                                return 0;
                        }
                out->number = prg__number_of(sum, decimals);
                return 0;
        }
        if (frame->time == PRG__OVER_WEIGHTED_MEAN && values[0]->kind == PRG__INPUT_COARSE) {
                out->exactness = PRG_QUOTIENT; /* it is the mean */
                out->number = prg__number_of(values[0]->mantissa, decimals);
                return 0;
        }
        if (frame->time == PRG__OVER_WEIGHTED_MEAN) {
                if (weigh(frame, values, count, out) < 0) {
                        overflow(out);
                        return 0;
                }
                if (prg__number_sign(&out->weight) == 0) {
                        /* No result, so nothing was used and nothing counts as reported. */
                        size_t cells = out->cells, expected = out->cells_expected, suppressed = out->suppressed;
                        unsigned versions = out->versions;
                        memset(out, 0, sizeof *out);
                        out->first_used = out->last_used = -1;
                        out->state = PRG_STATE_UNDEFINED;
                        out->reason = PRG_REASON_WEIGHT;
                        out->cells = cells;
                        out->expected = out->cells_expected = expected;
                        out->suppressed = suppressed;
                        out->versions = versions;
                        return 0;
                }
                out->exactness = PRG_QUOTIENT;
                if (prg__number_divide(&out->number, &out->weighted, &out->weight) < 0)
                        overflow(out);
                return 0;
        }
        prg__arena scratch;
        prg__arena_init(&scratch);
        prg__number *numbers = prg__arena_alloc(&scratch, count * sizeof *numbers);
        if (numbers) {
                for (size_t i = 0; i < count; i++)
                        numbers[i] = prg__number_of(values[i]->mantissa, decimals);
                if (prg__over_numbers(frame->time, numbers, count, &out->number, &out->exactness) < 0)
                        overflow(out);
        }
        prg__arena_dispose(&scratch);
        return numbers ? 0 : PRG_ENOMEM;
}

/* A cell without weight counts as missing. */
int prg__input_lacks_weight(const prg__frame *frame, const prg__input *input)
{
        return is_value(input) && !input->has_weight
                && ((frame->time == PRG__OVER_WEIGHTED_MEAN && input->kind != PRG__INPUT_COARSE)
                    || (frame->areas == PRG__OVER_WEIGHTED_MEAN && frame->ask->indicator->pooled == PRG__TRUE
                        && !input->is_total));
}

int prg__reduce_time(const prg__frame *frame, const prg__input *const *given, size_t count,
        prg__reduced *out)
{
        prg__arena scratch;
        int code = 0, kind = frame->ask->indicator->kind;
        size_t values = 0;
        memset(out, 0, sizeof *out);
        out->first_used = out->last_used = -1;
        prg__arena_init(&scratch);
        prg__input *copies = prg__arena_alloc(&scratch, (count + 1) * sizeof *copies);
        const prg__input **inputs = prg__arena_alloc(&scratch, 2 * (count + 1) * sizeof(const prg__input *)), **used = inputs + count + 1;
        if (copies == NULL || inputs == NULL) {
                prg__arena_dispose(&scratch);
                return PRG_ENOMEM;
        }
        for (size_t i = 0; i < count; i++) {
                copies[i] = *given[i];
                if (prg__input_lacks_weight(frame, &copies[i])) {
                        copies[i].state = PRG_STATE_MISSING;
                        copies[i].reported = 0;
                }
                inputs[i] = &copies[i];
                count_cells(inputs[i], out);
                if (is_value(inputs[i]))
                        used[values++] = inputs[i];
        }
        out->expected = out->cells_expected;
        out->reported = out->cells_reported;
        if (frame->by_unit) {
                last_or_first(frame, inputs, count, out);
                size_t cells = 0;
                for (size_t i = 0; i < values; i++)
                        if (used[i]->kind == PRG__INPUT_BASE || used[i]->kind == PRG__INPUT_DERIVED)
                                used[cells++] = used[i];
                if (pool(frame, used, cells, out) < 0)
                        overflow(out);
        } else if (kind == PRG__KIND_DISTINCT)
                distinct(frame, inputs, count, out);
        else if (values == 0)
                set_nothing(out, inputs, count);
        else if (frame->time != PRG__OVER_NONE) {
                code = all_cells(frame, used, values, out);
                if (code == 0 && !out->overflow && pool(frame, used, values, out) < 0)
                        overflow(out);
        } else if (frame->count == 1 || used[0]->kind == PRG__INPUT_COARSE) {
                take_one(frame, used[0], out);
                if (pool(frame, used, 1, out) < 0)
                        overflow(out);
        } else {
                out->state = PRG_STATE_NOT_APPLICABLE;
                out->reason = kind == PRG__KIND_RATIO ? PRG_REASON_PUBLISHED : PRG_REASON_NOT_AGGREGATED;
        }
        if (frame->time == PRG__OVER_NONE && kind != PRG__KIND_DISTINCT && frame->count > 1 && values == 0
            && out->cells_expected > 0) {
                out->state = PRG_STATE_NOT_APPLICABLE;
                out->reason = kind == PRG__KIND_RATIO ? PRG_REASON_PUBLISHED : PRG_REASON_NOT_AGGREGATED;
                out->has_bounds = 0;
        }
        if (out->has_bounds && out->state == PRG_STATE_SUPPRESSED) {
                out->lower.decimals = decimals_of(frame->ask->indicator);
                out->upper.decimals = out->lower.decimals;
        }
        if (out->taken)
                out->taken = given[out->taken - copies];
        prg__arena_dispose(&scratch);
        return code;
}
