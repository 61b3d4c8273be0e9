/* The first step of an explanation: what a measure makes of the cell, of others like it, or of its counts. */
#include "calc/explain/explain.h"

#include <string.h>

/* ---- below it ---- */

static int add_cell(prg__explainer *explainer, prg_explanation *above, prg_step kind, const prg__evaluation *evaluation,
        int area)
{
        prg_explanation *step;
        int code = prg__step_add(above, kind, &step);
        return code < 0 ? code : prg__explain_result(explainer, step, evaluation, area);
}

static int expand_one(prg__explainer *explainer, prg_explanation *step)
{
        return add_cell(explainer, step, PRG_STEP_CELL, step->of.evaluation, step->of.area);
}

static int expand_two(prg__explainer *explainer, prg_explanation *step)
{
        int code = add_cell(explainer, step, PRG_STEP_NOW, step->of.evaluation, step->of.area);
        return code < 0 ? code : add_cell(explainer, step, step->measure == PRG_MEASURE_SHARE ? PRG_STEP_PARENT : PRG_STEP_BEFORE,
                step->of.other, step->of.other_area);
}

/* ---- ranks ---- */

static int add_sibling(prg__explainer *explainer, prg_explanation *above, int area)
{
        const prg__evaluation *evaluation = above->of.evaluation;
        prg_explanation *step;
        prg__cell cell;
        int code = prg__step_add(above, PRG_STEP_SIBLING, &step);
        if (code < 0)
                return code;
        prg__show(&evaluation->ask.policies, &evaluation->results[area], &cell);
        step->indicator = evaluation->ask.indicator;
        step->counts = cell.state == PRG_STATE_VALUE;
        if ((code = prg__step_cell(step, &cell)) < 0)
                return code;
        return prg__explain_area(explainer, step, area, &evaluation->ask.period);
}

/* Whether one sibling stands before another one: the better first, those without value last. */
static int stands_before(const prg_explanation *a, const prg_explanation *b, int lower_first)
{
        if (a->cell.state != PRG_STATE_VALUE || b->cell.state != PRG_STATE_VALUE)
                return a->cell.state == PRG_STATE_VALUE && b->cell.state != PRG_STATE_VALUE;
        int order = prg__number_compare(&a->cell.number, &b->cell.number);
        return lower_first ? order < 0 : order > 0;
}

static int expand_rank(prg__explainer *explainer, prg_explanation *step)
{
        prg__engine *engine = &explainer->engine;
        const prg__tree *tree = prg__trees_on(engine->trees, engine->day);
        int code = tree ? add_cell(explainer, step, PRG_STEP_NOW, step->of.evaluation, step->of.area) : PRG_ENOMEM;
        for (int other = 0; other < engine->area_count && code == 0; other++)
                if (prg__measure_is_ranked_with(engine, tree, step->of.area, other))
                        code = add_sibling(explainer, step, other);
        for (size_t i = 2; i < step->count && code == 0; i++)
                for (size_t k = i; k > 1 && stands_before(step->children[k], step->children[k - 1], step->lower_first); k--) {
                        prg_explanation *other = step->children[k];
                        step->children[k] = step->children[k - 1];
                        step->children[k - 1] = other;
                }
        return code;
}

static int describe_rank(prg__explainer *explainer, prg_explanation *step)
{
        prg__engine *engine = &explainer->engine;
        const prg__tree *tree = prg__trees_on(engine->trees, engine->day);
        const prg__evaluation *evaluation = step->of.evaluation;
        prg__note note = { .say = PRG__SAY_RANK_HIGH };
        if (tree == NULL)
                return PRG_ENOMEM;
        step->operation = PRG_OPERATION_RANK;
        step->expand = expand_rank;
        step->lower_first = evaluation->ask.indicator->direction == 2;
        note.numbers[0] = step->cell.state == PRG_STATE_VALUE;
        for (int other = 0; other < engine->area_count; other++)
                if (prg__measure_is_ranked_with(engine, tree, step->of.area, other)) {
                        prg__cell cell;
                        prg__show(&evaluation->ask.policies, &evaluation->results[other], &cell);
                        note.numbers[0] += cell.state == PRG_STATE_VALUE;
                }
        if (step->lower_first)
                note.say = PRG__SAY_RANK_LOW;
        return prg__step_note(step, &note);
}

/* ---- what each is made of ---- */

static int say_period(prg_explanation *step, prg__say say, const prg_period *period)
{
        const prg__note note = { .say = say, .periods = { *period } };
        return prg__step_note(step, &note);
}

static int describe_comparison(prg__explainer *explainer, prg_explanation *step, const prg__ask *ask)
{
        prg__ask past = *ask;
        int code = prg__measure_other_period(step->measure, &ask->period, &past.period);
        if (code < 0 || code == PRG_END || (code = prg__evaluate(&explainer->engine, ask, &step->of.evaluation)) < 0
            || (code = prg__evaluate(&explainer->engine, &past, &step->of.other)) < 0)
                return code < 0 ? code : 0;
        step->of.other_area = step->of.area;
        step->expand = expand_two;
        switch (step->measure) {
        case PRG_MEASURE_CHANGE:
        case PRG_MEASURE_CHANGE_SAME_PERIOD:
                step->operation = PRG_OPERATION_DIFFERENCE;
                break;
        case PRG_MEASURE_GROWTH:
        case PRG_MEASURE_GROWTH_SAME_PERIOD:
                step->operation = PRG_OPERATION_GROWTH;
                break;
        default:
                step->operation = PRG_OPERATION_QUOTIENT;
                step->has_factor = 1;
                step->factor = prg__number_of(100, 0);
        }
        return say_period(step, PRG__SAY_AGAINST, &past.period);
}

static int describe_share(prg__explainer *explainer, prg_explanation *step, const prg__ask *ask)
{
        const prg__tree *tree = prg__trees_on(explainer->engine.trees, explainer->engine.day);
        if (tree == NULL)
                return PRG_ENOMEM;
        int parent = prg__measure_parent(tree, step->of.area), code = prg__evaluate(&explainer->engine, ask, &step->of.evaluation);
        if (code < 0)
                return code;
        if (parent < 0) {
                step->expand = expand_one;
                return prg__step_say(step, PRG__SAY_ROOT_SHARE);
        }
        step->of.other = step->of.evaluation;
        step->of.other_area = parent;
        step->operation = PRG_OPERATION_QUOTIENT;
        step->has_factor = 1;
        step->factor = prg__number_of(100, 0);
        step->expand = expand_two;
        return 0;
}

/* One other cell, as it is or for its counts. */
static int describe_one(prg__explainer *explainer, prg_explanation *step, const prg__ask *ask)
{
        prg__ask other = *ask;
        int code = 0;
        step->operation = PRG_OPERATION_SAME;
        switch (step->measure) {
        case PRG_MEASURE_CUMULATIVE:
                code = prg_period_year_to_date(&other.period, &ask->period);
                if (code == PRG_EINVALID || code == PRG_ERANGE)
                        return 0;
                if (code == 0)
                        code = say_period(step, PRG__SAY_TO_DATE, &other.period);
                break;
        case PRG_MEASURE_PREVIOUS:
        case PRG_MEASURE_SAME_PERIOD_LAST_YEAR:
                code = prg__measure_other_period(step->measure, &ask->period, &other.period);
                if (code == PRG_END)
                        return 0;
                break;
        case PRG_MEASURE_REPORTED:
                step->operation = PRG_OPERATION_REPORTED;
                break;
        case PRG_MEASURE_EXPECTED:
                step->operation = PRG_OPERATION_EXPECTED;
                break;
        default:
                step->operation = PRG_OPERATION_COVERAGE;
        }
        if (code == 0)
                code = prg__evaluate(&explainer->engine, &other, &step->of.evaluation);
        if (code == 0)
                step->expand = expand_one;
        return code;
}

/* Whether the measure means nothing here, whatever was reported. */
static int is_refused(const prg__cell *cell)
{
        return cell->state == PRG_STATE_NOT_APPLICABLE && (cell->reason == PRG_REASON_KIND
                       || cell->reason == PRG_REASON_PERCENTAGE || cell->reason == PRG_REASON_NO_PERIOD);
}

static int describe(prg__explainer *explainer, prg_explanation *step, const prg__ask *ask)
{
        int code;
        switch (step->measure) {
        case PRG_MEASURE_CUMULATIVE:
        case PRG_MEASURE_PREVIOUS:
        case PRG_MEASURE_SAME_PERIOD_LAST_YEAR:
        case PRG_MEASURE_REPORTED:
        case PRG_MEASURE_EXPECTED:
        case PRG_MEASURE_COVERAGE:
                return describe_one(explainer, step, ask);
        case PRG_MEASURE_SHARE:
                return describe_share(explainer, step, ask);
        case PRG_MEASURE_RANK:
                code = prg__evaluate(&explainer->engine, ask, &step->of.evaluation);
                return code < 0 ? code : describe_rank(explainer, step);
        default:
                return describe_comparison(explainer, step, ask);
        }
}

int prg__explain_measure(prg__explainer *explainer, prg_explanation *step, const prg__ask *ask, prg_measure measure, int area)
{
        prg__cell cell;
        prg__ask own = *ask;
        int code = prg__measure(&explainer->engine, ask, measure, area, &cell);
        if (code < 0)
                return code;
        step->measure = measure;
        step->indicator = ask->indicator;
        if (measure == PRG_MEASURE_VALUE || (measure == PRG_MEASURE_FLOW && !is_refused(&cell))) {
                const prg__evaluation *evaluation;
                own.flow = measure == PRG_MEASURE_FLOW && ask->indicator->kind == PRG__KIND_CUMULATIVE;
                code = prg__evaluate(&explainer->engine, &own, &evaluation);
                return code < 0 ? code : prg__explain_result(explainer, step, evaluation, area);
        }
        if ((code = prg__step_cell(step, &cell)) < 0 || (code = prg__step_cut(step, ask->cut)) < 0
            || (code = prg__step_period(step, &ask->period)) < 0
            || (code = prg__explain_area(explainer, step, area, &ask->period)) < 0)
                return code;
        if (!is_refused(&cell))
                code = describe(explainer, step, ask);
        if (code == 0 && cell.state != PRG_STATE_VALUE)
                code = cell.reason || step->expand == NULL ? prg__rules_why(step) : prg__step_say(step, PRG__SAY_FIRST_STATE);
        return code < 0 ? code : prg__rules_marks(step);
}
