/* Which rules decided about a cell, in sentences: operators over time and areas, sources, versions, policies, and why there
 * is no value. */
#include "calc/explain/explain.h"

#include <libprogram/date.h>

#include "util/buf.h"

int prg__rules_time(prg_explanation *step, const prg__frame *frame, int several)
{
        static const prg__say says[] = { [PRG__OVER_SUM] = PRG__SAY_TIME_SUM, [PRG__OVER_MEAN] = PRG__SAY_TIME_MEAN,
                [PRG__OVER_WEIGHTED_MEAN] = PRG__SAY_TIME_WEIGHTED, [PRG__OVER_MIN] = PRG__SAY_TIME_MIN,
                [PRG__OVER_MAX] = PRG__SAY_TIME_MAX, [PRG__OVER_FIRST] = PRG__SAY_TIME_FIRST,
                [PRG__OVER_LAST] = PRG__SAY_TIME_LAST, [PRG__OVER_COUNT] = PRG__SAY_TIME_COUNT,
                [PRG__OVER_MEDIAN] = PRG__SAY_TIME_MEDIAN, [PRG__OVER_STDDEV] = PRG__SAY_TIME_STDDEV };
        const prg__indicator *indicator = frame->ask->indicator;
        prg__note note = { .periods = { frame->bases[0], frame->bases[frame->count - 1] },
                .numbers = { (uint64_t)frame->count, (uint64_t)several }, .items = { indicator->weight, NULL } };
        if (indicator->kind == PRG__KIND_DISTINCT)
                note.say = PRG__SAY_TIME_DISTINCT;
        else if (indicator->kind == PRG__KIND_MILESTONE)
                note.say = PRG__SAY_TIME_REACHED;
        else if (frame->ask->flow)
                note.say = PRG__SAY_RISE;
        else if (frame->ask->cut->kind == PRG__CUT_BY_OBSERVATION && indicator->kind == PRG__KIND_COHORT) {
                note.say = PRG__SAY_TIME_OBSERVED;
                note.periods[0] = frame->ask->period;
        } else if (frame->count < 2 || frame->time == PRG__OVER_NONE)
                return 0;
        else
                note.say = frame->only_end ? PRG__SAY_TIME_END : says[frame->time];
        return prg__step_note(step, &note);
}

int prg__rules_areas(prg_explanation *step, const prg__frame *frame)
{
        static const prg__say says[] = { [PRG__OVER_SUM] = PRG__SAY_AREAS_SUM, [PRG__OVER_MEAN] = PRG__SAY_AREAS_MEAN,
                [PRG__OVER_WEIGHTED_MEAN] = PRG__SAY_AREAS_WEIGHTED, [PRG__OVER_MIN] = PRG__SAY_AREAS_MIN,
                [PRG__OVER_MAX] = PRG__SAY_AREAS_MAX, [PRG__OVER_COUNT] = PRG__SAY_AREAS_COUNT,
                [PRG__OVER_MEDIAN] = PRG__SAY_AREAS_MEDIAN, [PRG__OVER_STDDEV] = PRG__SAY_AREAS_STDDEV };
        const prg__indicator *indicator = frame->ask->indicator;
        prg__note note = { .items = { indicator->weight, NULL } };
        if (frame->ask->cut->kind == PRG__CUT_CLASS)
                note.say = PRG__SAY_AREAS_CLASS;
        else if (frame->ask->cut->kind == PRG__CUT_UNCLASSIFIED)
                note.say = PRG__SAY_AREAS_UNCLASSIFIED;
        else if (indicator->kind == PRG__KIND_MILESTONE)
                note.say = PRG__SAY_AREAS_REACHED;
        else if (indicator->kind == PRG__KIND_CLASS || indicator->kind == PRG__KIND_RATIO || indicator->kind == PRG__KIND_DISTINCT
                || frame->areas == PRG__OVER_NONE || frame->areas == PRG__OVER_FIRST || frame->areas == PRG__OVER_LAST)
                return 0;
        else
                note.say = frame->areas == PRG__OVER_MEAN && indicator->pooled == PRG__TRUE ? PRG__SAY_AREAS_POOLED
                        : says[frame->areas];
        return prg__step_note(step, &note);
}

int prg__rules_sources(prg_explanation *step, const prg__engine *engine, const prg__frame *frame)
{
        const prg__indicator *indicator = frame->ask->indicator;
        const prg__precedence *precedence = prg__precedence_on(indicator, frame->bases[frame->count - 1].last);
        if (precedence == NULL || precedence->order.count == 0 || engine->query->source)
                return 0;
        const prg__note note = { .say = precedence->fallback == PRG__TRUE ? PRG__SAY_SOURCE_THEN : PRG__SAY_SOURCE_FIRST,
                .items = { precedence->order.at[0], NULL } };
        return prg__step_note(step, &note);
}

static int say_policy(prg_explanation *step, prg__say say, prg_policy policy, prg_decimal minimum, size_t reported, size_t expected)
{
        static const char *const names[] = { [PRG_POLICY_DECLARED] = "", [PRG_POLICY_SKIP] = "skip",
                [PRG_POLICY_REQUIRE] = "require", [PRG_POLICY_MINIMUM] = "minimum", [PRG_POLICY_ZERO] = "zero" };
        prg_buf text = PRG_BUF_INIT;
        int code = prg__buf_text(&text, names[policy]);
        if (code == 0 && policy == PRG_POLICY_MINIMUM && (code = prg__buf_text(&text, " ")) == 0
            && (code = prg_decimal_format(&text, minimum, PRG_NUMBER_PLAIN)) == 0)
                code = prg__buf_text(&text, " %");
        const prg__note note = { .say = say, .text = text.data, .numbers = { reported, expected } };
        if (code == 0)
                code = prg__step_note(step, &note);
        prg_buf_dispose(&text);
        return code;
}

static int say_counts(prg_explanation *step, prg__say say, size_t n, size_t m)
{
        const prg__note note = { .say = say, .numbers = { n, m } };
        return prg__step_note(step, &note);
}

/* What was there, and the policies that decided whether it is enough. */
int prg__rules_coverage(prg_explanation *step, const prg__evaluation *evaluation, int area)
{
        const prg__policies *policies = &evaluation->ask.policies;
        const prg__result *result = &evaluation->results[area];
        const prg__cell *cell = &step->cell;
        int code = 0, by_unit = evaluation->trace->has_frame && evaluation->trace->frame.by_unit;
        if (cell->expected == 0)
                return 0;
        code = say_counts(step, by_unit ? PRG__SAY_UNITS : PRG__SAY_CELLS, cell->reported, cell->expected);
        if (code == 0 && policies->areas != PRG_POLICY_SKIP)
                code = say_policy(step, PRG__SAY_AREAS_POLICY, policies->areas, policies->minimum_areas, result->units_reported,
                        result->units_expected);
        if (code == 0 && policies->time != PRG_POLICY_SKIP)
                code = say_policy(step, PRG__SAY_TIME_POLICY, policies->time, policies->minimum_time, result->cells_reported,
                        result->cells_expected);
        if (code == 0 && policies->areas == PRG_POLICY_SKIP && policies->time == PRG_POLICY_SKIP
            && cell->state == PRG_STATE_VALUE && cell->reported < cell->expected)
                code = prg__step_say(step, PRG__SAY_SKIP);
        if (code == 0 && cell->reason == PRG_REASON_POLICY && result->cell.state == PRG_STATE_VALUE) {
                const prg__note note = { .say = PRG__SAY_HIDDEN, .cell = &result->cell };
                code = prg__step_note(step, &note);
        }
        return code;
}

static int say_other_days(prg_explanation *step)
{
        const prg__cell *cell = &step->cell;
        prg_buf text = PRG_BUF_INIT;
        int code = prg_date_format(&text, cell->other_first);
        if (code == 0 && (code = prg__buf_text(&text, "..")) == 0)
                code = prg_date_format(&text, cell->other_last);
        const prg__note note = { .say = PRG__SAY_OTHER_DAYS, .text = text.data, .numbers = { cell->shared_days, 0 } };
        if (code == 0)
                code = prg__step_note(step, &note);
        prg_buf_dispose(&text);
        return code;
}

int prg__rules_marks(prg_explanation *step)
{
        const prg__cell *cell = &step->cell;
        int code = 0;
        if (cell->state == PRG_STATE_VALUE && cell->qualities[0])
                code = say_counts(step, PRG__SAY_ESTIMATES, cell->qualities[0], 0);
        if (code == 0 && cell->state == PRG_STATE_VALUE && cell->qualities[1])
                code = say_counts(step, PRG__SAY_PRELIMINARY, cell->qualities[1], 0);
        for (unsigned bit = 0; bit < PRG_MARKS && code == 0; bit++)
                if (1u << bit == PRG_MARK_OPERAND_COVERAGE_DIFFERS && cell->marks >> bit & 1)
                        code = prg__step_say(step, step->formula ? PRG__SAY_FORMULA_OPERANDS_DIFFER : PRG__SAY_OPERANDS_DIFFER);
                else if (cell->marks >> bit & 1)
                        code = say_counts(step, cell->mark_counts[bit] > 1 ? PRG__SAY_MARKS : PRG__SAY_MARK, bit,
                                cell->mark_counts[bit]);
        return code == 0 && cell->has_other_days ? say_other_days(step) : code;
}

/* Why there is no value. */
int prg__rules_why(prg_explanation *step)
{
        const prg__cell *cell = &step->cell;
        if (cell->reason != PRG_REASON_NONE)
                return say_counts(step, PRG__SAY_WHY, cell->reason, 0);
        switch (cell->state) {
        case PRG_STATE_MISSING: return prg__step_say(step, PRG__SAY_NOTHING_REPORTED);
        case PRG_STATE_NOT_APPLICABLE: return prg__step_say(step, PRG__SAY_ALL_NA);
        case PRG_STATE_NOT_EXPECTED: return prg__step_say(step, PRG__SAY_NOT_EXPECTED);
        case PRG_STATE_SUPPRESSED: return prg__step_say(step, PRG__SAY_SUPPRESSED);
        default: return 0;
        }
}

int prg__rules_version(prg_explanation *step, const prg__evaluation *evaluation)
{
        const prg__frame *frame = &evaluation->trace->frame;
        const prg__editions *editions = &frame->editions[PRG_SCOPE_UNIT];
        prg_buf text = PRG_BUF_INIT;
        int code = 0;
        for (size_t i = 0; i + 1 < editions->count && code == 0; i++) {
                if (frame->bases[0].last >= editions->at[i].indicator->from)
                        break;
                text.length = 0;
                code = prg_date_format(&text, editions->at[i].indicator->from);
                const prg__note note = { .say = PRG__SAY_VERSION, .text = text.data,
                        .items = { &editions->at[i + 1].indicator->item, NULL } };
                if (code == 0)
                        code = prg__step_note(step, &note);
        }
        prg_buf_dispose(&text);
        return code;
}
