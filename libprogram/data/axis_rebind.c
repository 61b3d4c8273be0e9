/* What becomes of an axis when its calendar is another one: its periods keep their places as long
 * as they still follow each other. Else they get new ones, and those that the calendar does not
 * have any more are set aside as lost, until it has them again. */
#include "rebind.h"

#include <string.h>

#include "util/error.h"
#include "util/memory.h"

static void free_lost(prg__lost *lost, size_t count)
{
        for (size_t i = 0; i < count; i++)
                prg__free(lost[i].stage);
        prg__free(lost);
}

void prg__axis_plan_dispose(prg__axis_plan *plan)
{
        free_lost(plan->lost, plan->lost_count);
        prg__free(plan->periods);
        prg__free(plan->map);
}

/* What was known of the axis: its periods, then its lost ones. */
static prg__lost known_at(const prg__axis *axis, size_t index)
{
        if (index >= (size_t)axis->count)
                return axis->lost[index - (size_t)axis->count];
        const prg_period *period = &axis->periods[index];
        char *stage = NULL;
        if (axis->type == PRG_PERIOD_STAGE)
                stage = prg__without_const(axis->calendar->options.stages[period->index - 1].id);
        return (prg__lost){ period->year, period->index, stage, 0 };
}

static int find_known(const prg__axis_plan *plan, size_t index, prg_period *period)
{
        const prg__lost known = known_at(plan->axis, index);
        return plan->calendar
               && prg__calendar_period(plan->calendar, plan->axis->type, known.year, known.index,
                          known.stage, period)
                          == 0;
}

/* Whether all periods are there as before; they are then in the plan. */
static int stays(prg__axis_plan *plan)
{
        if (plan->axis->lost_count)
                return 0;
        for (int i = 0; i < plan->axis->count; i++)
                if (!find_known(plan, (size_t)i, &plan->periods[i])
                        || prg__period_range(&plan->periods[0], &plan->periods[i]).count
                                   != (size_t)i + 1)
                        return 0;
        plan->first = plan->axis->first;
        plan->count = plan->axis->count;
        return 1;
}

/* The first and the last period that the calendar has; 0 when it has none. */
static int find_ends(const prg__axis_plan *plan, size_t known, prg_period *first, prg_period *last)
{
        prg_period period;
        int found = 0;
        for (size_t i = 0; i < known; i++) {
                if (!find_known(plan, i, &period))
                        continue;
                if (!found || prg__period_range(first, &period).count == 0)
                        *first = period;
                if (!found || prg__period_range(last, &period).count > 1)
                        *last = period;
                found = 1;
        }
        return found;
}

static int fill(prg__axis_plan *plan, const prg_period *first, const prg_period *last)
{
        size_t count = prg__period_range(first, last).count;
        if (count > PRG__AXIS_MOST)
                return prg__error(PRG_ELIMIT, plan->axis->calendar_id,
                        "the periods of type %s lie too far apart; a series spans at most %d",
                        prg_period_type_name(plan->axis->type), PRG__AXIS_MOST);
        prg_period *periods = prg__realloc(plan->periods, count * sizeof *periods);
        if (periods == NULL)
                return PRG_ENOMEM;
        plan->periods = periods;
        plan->count = (int)count;
        periods[0] = *first;
        for (size_t i = 1; i < count; i++) {
                int code = prg_period_next(&periods[i], &periods[i - 1]);
                if (code != 0)
                        return code;
        }
        return 0;
}

static int lose(prg__axis_plan *plan, const prg__lost *known)
{
        char *stage = NULL;
        if (known->stage && (stage = prg__strdup(known->stage)) == NULL)
                return PRG_ENOMEM;
        plan->lost[plan->lost_count++] = (prg__lost){ known->year, known->index, stage, 0 };
        return 0;
}

static int renumber(prg__axis_plan *plan)
{
        size_t known = (size_t)plan->axis->count + plan->axis->lost_count;
        prg_period first, last, period;
        plan->map = prg__alloc_array(known, sizeof *plan->map);
        plan->lost = prg__alloc_array(known, sizeof *plan->lost);
        if (plan->map == NULL || plan->lost == NULL)
                return PRG_ENOMEM;
        int code = find_ends(plan, known, &first, &last) ? fill(plan, &first, &last) : 0;
        for (size_t i = 0; code == 0 && i < known; i++)
                if (find_known(plan, i, &period)) {
                        plan->map[i] = (int)prg__period_range(&first, &period).count - 1;
                } else {
                        const prg__lost lost = known_at(plan->axis, i);
                        plan->map[i] = PRG__LOST_FIRST + (int)plan->lost_count;
                        code = lose(plan, &lost);
                }
        return code;
}

int prg__axis_plan_make(prg__axis_plan *plan, prg__axis *axis, const prg__binding *binding)
{
        const prg_calendar *calendar = prg__binding_calendar(binding, axis->calendar_id);
        plan->axis = axis;
        plan->calendar = prg_calendar_has(calendar, axis->type) ? calendar : NULL;
        plan->periods = prg__alloc_array((size_t)axis->count, sizeof *plan->periods);
        if (plan->periods == NULL)
                return PRG_ENOMEM;
        return stays(plan) ? 0 : renumber(plan);
}

int prg__axis_plan_position(const prg__axis_plan *plan, int position)
{
        const prg__axis *axis = plan->axis;
        if (plan->map == NULL)
                return position;
        return plan->map[PRG__IS_LOST(position) ? axis->count + (position - PRG__LOST_FIRST)
                                                : position - axis->first];
}

void prg__axis_plan_commit(prg__axis_plan *plan)
{
        prg__axis *axis = plan->axis;
        if (axis->periods)
                prg__free(axis->periods - axis->before);
        free_lost(axis->lost, axis->lost_count);
        axis->calendar = plan->calendar;
        axis->periods = plan->periods;
        axis->first = plan->first;
        axis->count = axis->capacity = plan->count;
        axis->before = 0;
        axis->lost = plan->lost;
        axis->lost_count = plan->lost_count;
        plan->periods = NULL;
        plan->lost = NULL;
        plan->lost_count = 0;
}
