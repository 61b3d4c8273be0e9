/* Explanations: the calls. An engine with a tracer evaluates what the cell needs, and the steps are made from what it kept. */
#include "calc/explain/explain.h"

#include <string.h>

#include <libprogram/buf.h>

#include "calc/compute.h"
#include "calc/query/suppose.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"

#define DEPTH_MOST 30

/* ---- sentences about the whole ---- */

static int say_days(prg_explanation *step, const prg_period *period)
{
        const prg__note note = { .say = PRG__SAY_DAYS, .numbers = { (uint64_t)period->first, (uint64_t)period->last } };
        return prg__step_note(step, &note);
}

static int say_exactness(prg_explanation *step)
{
        prg_buf text = PRG_BUF_INIT, below = PRG_BUF_INIT;
        prg__note note = { .say = PRG__SAY_EXACT };
        int code = 0;
        if (step->cell.state != PRG_STATE_VALUE || step->cell.category)
                return 0;
        if (step->cell.exactness == PRG_APPROXIMATE)
                note.say = PRG__SAY_APPROXIMATE;
        else if (step->cell.exactness == PRG_QUOTIENT) {
                note.say = PRG__SAY_QUOTIENT;
                code = prg__table_fraction_text(&text, &below, &step->cell.number);
                if (code == 0)
                        code = prg__buf_format(&text, "/%s", below.data);
                note.text = text.data;
        }
        if (code == 0)
                code = prg__step_note(step, &note);
        prg_buf_dispose(&text);
        prg_buf_dispose(&below);
        return code;
}

static int say_conditions(prg_explanation *step, const prg_query *query)
{
        const prg__sight *sight = &query->sight;
        int code = 0;
        if (sight->as_of) {
                const prg__note note = { .say = PRG__SAY_AS_OF, .numbers = { sight->as_of, 0 } };
                code = prg__step_note(step, &note);
        }
        if (code == 0 && sight->mode != PRG_QUALITY_MODE_BEST) {
                const prg__note note = { .text = prg_quality_name(sight->quality),
                        .say = sight->mode == PRG_QUALITY_MODE_EXACTLY ? PRG__SAY_ONLY_QUALITY : PRG__SAY_LEAST_QUALITY };
                code = prg__step_note(step, &note);
        }
        if (code == 0 && query->source) {
                const prg__note note = { .say = PRG__SAY_ONLY_SOURCE, .items = { query->source, NULL } };
                code = prg__step_note(step, &note);
        }
        if (code == 0 && query->origin != PRG_ORIGIN_AUTO)
                code = prg__step_say(step, query->origin == PRG_ORIGIN_OWN ? PRG__SAY_OWN_ONLY : PRG__SAY_PARTS_ONLY);
        return code;
}

/* ---- making one ---- */

/* The cell at a place: what is asked, and the area. PRG_END outside of the table. */
static int ask_at(prg__explainer *explainer, const size_t place[PRG_AXES], prg__ask *ask, int *area)
{
        const prg_query *query = explainer->engine.query;
        const prg_item **areas;
        size_t count;
        if (place[PRG_AXIS_INDICATORS] >= query->indicator_count || place[PRG_AXIS_BREAKDOWNS] >= query->cut_count
            || place[PRG_AXIS_PERIODS] >= query->period_count || place[PRG_AXIS_MEASURES] >= query->measure_count)
                return PRG_END;
        int code = prg__query_areas(query, explainer->engine.day, &areas, &count);
        if (code < 0)
                return code;
        if (place[PRG_AXIS_AREAS] < count)
                *area = (int)prg_item_index(areas[place[PRG_AXIS_AREAS]]);
        else
                code = PRG_END;
        prg__free(areas);
        memset(ask, 0, sizeof *ask);
        ask->indicator = prg__query_indicator(query, query->indicators[place[PRG_AXIS_INDICATORS]]);
        ask->cut = &query->cuts[place[PRG_AXIS_BREAKDOWNS]];
        ask->policies = prg__policies_of(query, ask->indicator);
        return code ? code : prg__engine_period(explainer->engine.data, &query->periods[place[PRG_AXIS_PERIODS]], &ask->period);
}

static int make(prg__explainer *explainer, prg_explanation *step, const size_t place[PRG_AXES])
{
        const prg_query *query = explainer->engine.query;
        prg__ask ask;
        int area, code = ask_at(explainer, place, &ask, &area);
        if (code != 0)
                return code;
        explainer->engine.tracer = &explainer->tracer;
        step->day = explainer->engine.day;
        if ((code = say_days(step, &ask.period)) == 0)
                code = prg__explain_measure(explainer, step, &ask, query->measures[place[PRG_AXIS_MEASURES]], area);
        if (code == 0)
                code = say_exactness(step);
        if (code == 0)
                code = say_conditions(step, query);
        if (code == 0)
                code = prg__step_expand(explainer, step, explainer->options.depth);
        return code == 0 ? explainer->tracer.code : code;
}

static int check_options(prg_explain_options *options, const prg_explain_options *given)
{
        static const prg_explain_options defaults = PRG_EXPLAIN_OPTIONS_INIT;
        *options = given ? *given : defaults;
        if (options->version != PRG_EXPLAIN_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "options of version %u; this release knows version %d",
                        options->version, PRG_EXPLAIN_OPTIONS_VERSION);
        if (options->depth > DEPTH_MOST)
                return prg__error(PRG_EINVALID, NULL, "the depth is %u; expected at most %d", options->depth, DEPTH_MOST);
        return 0;
}

/* `seen` is the query with the conditions that hold; `nothing`: no entry had come yet. */
static int explain(prg_explanation **out, const prg_data *data, const prg_query *query, const prg_query *seen, int nothing,
        const size_t place[PRG_AXES], const prg_explain_options *options)
{
        prg__explainer explainer;
        prg_explanation *made;
        memset(&explainer, 0, sizeof explainer);
        int code = check_options(&explainer.options, options);
        if (code < 0 || (code = prg__explanation_new(&made, query)) < 0)
                return code;
        code = prg__engine_init(&explainer.engine, data, seen, NULL);
        for (int i = 0; nothing && code == 0 && i < explainer.engine.area_count; i++)
                explainer.engine.slots[i] = PRG__NO_SLOT;
        if (code == 0)
                code = make(&explainer, made, place);
        prg__engine_dispose(&explainer.engine);
        if (code == 0)
                *out = made;
        else
                prg_explanation_free(made);
        return code;
}

int prg_explain(prg_explanation **explanation, const prg_data *data, const prg_query *query, const size_t place[PRG_AXES],
        const prg_explain_options *options)
{
        prg_compute_options ignored;
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (place == NULL)
                return prg__error_null("place");
        int code = prg__compute_check(data, query, NULL, &ignored);
        return code < 0 ? code : explain(explanation, data, query, query, 0, place, options);
}

int prg_explain_table(prg_explanation **explanation, const prg_data *data, const prg_table *table,
        const size_t place[PRG_AXES], const prg_explain_options *options)
{
        prg_compute_options ignored;
        size_t made[PRG_AXES];
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (table == NULL)
                return prg__error_null("table");
        if (place == NULL)
                return prg__error_null("place");
        int code = prg__compute_check(data, table->query, NULL, &ignored);
        if (code < 0)
                return code;
        for (size_t axis = 0; axis < PRG_AXES; axis++) {
                if (place[axis] >= table->sizes[axis])
                        return PRG_END;
                made[axis] = table->orders[axis][place[axis]];
        }
        prg_query seen;
        memcpy(&seen, table->query, sizeof seen);
        int nothing = 0;
        if (prg__compute_sequence(data, table->query) != table->sequence) {
                seen.sight.as_of = table->sequence;
                nothing = table->sequence == 0;
        }
        return explain(explanation, data, table->query, &seen, nothing, made, options);
}
