/* Queries: what they own, and their conditions.
 *
 * The axes lie in blocks that are made once and never changed; a setter puts another block in the
 * place of the old one. So a query is shared by copying its struct and counting the blocks: whoever
 * holds the copy sees the query as it was, without a copy of what may be a hundred thousand
 * periods. The calendars, to which periods point, go with the last query that has them. */
#include "query.h"

#include <string.h>

#include "calc/query/shared.h"
#include "calc/query/suppose.h"
#include "model/programme.h"
#include "query_text.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- life ---- */

static void dispose(prg_query *query)
{
        prg__shared_drop(query->indicators);
        prg__shared_drop(query->areas);
        prg__shared_drop(query->periods);
        prg__shared_drop(query->cuts);
        prg__shared_drop(query->measures);
        prg__shared_drop(query->breakdowns);
        prg__supposed_release(query->supposed);
        if (prg__shared_drop(query->sharing))
                prg_calendars_free(query->calendars);
        prg_programme_unref(query->programme);
        prg__free(query);
}

/* The axes that a query has before any is set. */
static int set_defaults(prg_query *query)
{
        int code = prg__query_read_breakdowns(query, (prg__query_text){ "total", 0, 5 });
        return code < 0 ? code
                        : prg__query_read_measures(query, (prg__query_text){ "value", 0, 5 });
}

int prg_query_new(prg_query **query, prg_programme *programme)
{
        if (query == NULL)
                return prg__error_null("query");
        if (programme == NULL)
                return prg__error_null("programme");
        prg_query *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        atomic_init(&made->references, 1);
        made->self = made;
        made->programme = prg_programme_ref(programme);
        made->generation = programme->generation;
        int code = prg_calendars_new(&made->calendars, programme);
        if (code == 0 && (made->sharing = prg__shared_new(0)) == NULL) {
                prg_calendars_free(made->calendars);
                code = PRG_ENOMEM;
        }
        if (code == 0)
                code = set_defaults(made);
        if (code < 0) {
                dispose(made);
                return code;
        }
        *query = made;
        return 0;
}

void prg_query_free(prg_query *query)
{
        prg__query_release(query);
}

int prg__query_share(const prg_query **shared, const prg_query *query)
{
        if (query->is_shared) {
                atomic_fetch_add_explicit(&query->self->references, 1, memory_order_relaxed);
                *shared = query;
                return 0;
        }
        prg_query *made = prg__alloc(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        memcpy(made, query, sizeof *made);
        atomic_init(&made->references, 1);
        made->self = made;
        made->is_shared = 1;
        prg_programme_ref(made->programme);
        prg__shared_keep(made->indicators);
        prg__shared_keep(made->areas);
        prg__shared_keep(made->periods);
        prg__shared_keep(made->cuts);
        prg__shared_keep(made->measures);
        prg__shared_keep(made->breakdowns);
        prg__supposed_keep(made->supposed);
        prg__shared_keep(made->sharing);
        *shared = made;
        return 0;
}

void prg__query_release(const prg_query *shared)
{
        if (shared
                && atomic_fetch_sub_explicit(&shared->self->references, 1, memory_order_acq_rel)
                           == 1)
                dispose(shared->self);
}

int prg__query_fresh(const prg_query *query)
{
        if (query->programme->generation == query->generation)
                return 0;
        return prg__error(PRG_ESTALE, NULL,
                "the programme was edited after the query was made; make a new one");
}

/* ---- axes ---- */

static int check(const prg_query *query)
{
        return query == NULL ? prg__error_null("query") : prg__query_fresh(query);
}

static int set_axis(
        prg_query *query, const char *text, int (*read)(prg_query *query, prg__query_text text))
{
        prg__query_text whole;
        int code = query != NULL && text == NULL ? prg__error_null("text") : check(query);
        if (code == 0)
                code = prg__query_text_begin(&whole, text, strlen(text));
        return code < 0 ? code : read(query, whole);
}

int prg_query_set_indicators(prg_query *query, const char *text)
{
        return set_axis(query, text, prg__query_read_indicators);
}

int prg_query_set_areas(prg_query *query, const char *text)
{
        return set_axis(query, text, prg__query_read_areas);
}

int prg_query_set_periods(prg_query *query, const char *text)
{
        return set_axis(query, text, prg__query_read_periods);
}

int prg_query_set_breakdowns(prg_query *query, const char *text)
{
        return set_axis(query, text, prg__query_read_breakdowns);
}

int prg_query_set_measures(prg_query *query, const char *text)
{
        return set_axis(query, text, prg__query_read_measures);
}

/* ---- conditions ---- */

int prg_query_set_as_of(prg_query *query, uint64_t sequence)
{
        int code = check(query);
        if (code == 0)
                query->sight.as_of = sequence;
        return code;
}

static int no_number(const char *what, int number)
{
        return prg__error(PRG_EINVALID, NULL, "no %s has the number %d", what, number);
}

int prg_query_set_quality(prg_query *query, prg_quality_mode mode, prg_quality quality)
{
        int code = check(query), best = mode == PRG_QUALITY_MODE_BEST;
        if (code < 0)
                return code;
        if ((int)mode < PRG_QUALITY_MODE_BEST || mode > PRG_QUALITY_MODE_EXACTLY)
                return no_number("mode of quality", (int)mode);
        if ((int)quality < (best ? 0 : PRG_QUALITY_ESTIMATE) || quality > PRG_QUALITY_FINAL)
                return no_number("quality", (int)quality);
        query->sight.mode = mode;
        query->sight.quality = best ? (prg_quality)0 : quality;
        return 0;
}

int prg_query_set_source(prg_query *query, const char *source)
{
        if (query && source)
                return set_axis(query, source, prg__query_read_source);
        int code = check(query);
        if (code == 0)
                query->source = NULL;
        return code;
}

int prg_query_set_origin(prg_query *query, prg_origin origin)
{
        int code = check(query);
        if (code == 0 && ((int)origin < PRG_ORIGIN_AUTO || origin > PRG_ORIGIN_OWN))
                code = no_number("origin", (int)origin);
        if (code == 0)
                query->origin = origin;
        return code;
}

static int check_policy(const prg_query *query, prg_policy policy, prg_decimal *minimum)
{
        int code = check(query);
        if (code < 0)
                return code;
        if ((int)policy < PRG_POLICY_DECLARED || policy > PRG_POLICY_ZERO)
                return no_number("policy", (int)policy);
        if (policy != PRG_POLICY_MINIMUM)
                *minimum = (prg_decimal){ 0, 0 };
        if ((code = prg_decimal_normalize(minimum, *minimum)) < 0)
                return code;
        if (minimum->mantissa < 0 || prg__decimal_above(*minimum, 100))
                return prg__error(PRG_EINVALID, NULL, "a minimum is in percent, expected 0 to 100");
        return 0;
}

int prg_query_set_policy_time(prg_query *query, prg_policy policy, prg_decimal minimum)
{
        int code = check_policy(query, policy, &minimum);
        if (code < 0)
                return code;
        query->policy_time = policy;
        query->minimum_time = minimum;
        return 0;
}

int prg_query_set_policy_areas(prg_query *query, prg_policy policy, prg_decimal minimum)
{
        int code = check_policy(query, policy, &minimum);
        if (code < 0)
                return code;
        query->policy_areas = policy;
        query->minimum_areas = minimum;
        return 0;
}

int prg_query_set_operands(prg_query *query, prg_operands operands)
{
        int code = check(query);
        if (code == 0 && ((int)operands < PRG_OPERANDS_DECLARED || operands > PRG_OPERANDS_MATCHED))
                code = no_number("way of operands to meet", (int)operands);
        if (code == 0)
                query->operands = operands;
        return code;
}

int prg_query_set_boundaries(prg_query *query, prg_date day)
{
        int code = check(query);
        if (code == 0 && day != PRG_DATE_NONE && (code = prg__date_check(day)) == 0)
                code = prg__error(PRG_ENOTYET, NULL,
                        "boundaries of another day are announced for a later release");
        return code;
}

/* ---- what is set ---- */

size_t prg_query_indicator_count(const prg_query *query)
{
        return query ? query->indicator_count : 0;
}

size_t prg_query_period_count(const prg_query *query)
{
        return query ? query->period_count : 0;
}

const prg_calendars *prg_query_calendars(const prg_query *query)
{
        return query ? query->calendars : NULL;
}
