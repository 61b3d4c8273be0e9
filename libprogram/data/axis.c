/* An axis: the periods of a calendar and a type, without gaps, growing at both ends.
 *
 * Periods are numbered by their calendar, so that the place of one is a difference. The room that
 * is left for more lies at the end that grew last. */
#include "store.h"

#include <string.h>

#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"

int prg__axis_make(prg__axis **axis, const prg_calendar *calendar, prg_period_type type)
{
        prg__axis *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->calendar = calendar;
        made->type = type;
        made->calendar_id = prg__strdup(prg_calendar_id(calendar));
        if (made->calendar_id == NULL) {
                prg__free(made);
                return PRG_ENOMEM;
        }
        *axis = made;
        return 0;
}

void prg__axis_free(prg__axis *axis)
{
        if (axis == NULL)
                return;
        for (size_t i = 0; i < axis->lost_count; i++)
                prg__free(axis->lost[i].stage);
        prg__free(axis->lost);
        prg__free(axis->calendar_id);
        if (axis->periods)
                prg__free(axis->periods - axis->before);
        prg__free(axis);
}

int prg__axis_find(const prg__axis *axis, const prg_period *period, int *position)
{
        if (axis->count == 0 || period->calendar != axis->calendar || period->type != axis->type)
                return 0;
        size_t count = prg__period_range(&axis->periods[0], period).count;
        if (count == 0 || count > (size_t)axis->count)
                return 0;
        *position = axis->first + (int)count - 1;
        return 1;
}

/* Room for so many more at one end. */
static int make_room(prg__axis *axis, int before, int behind)
{
        if (axis->before >= before && axis->capacity - axis->before - axis->count >= behind)
                return 0;
        int needed = axis->count + before + behind, spare = needed < 16 ? 16 : needed;
        prg_period *block = prg__alloc_array((size_t)needed + (size_t)spare, sizeof *block);
        if (block == NULL)
                return PRG_ENOMEM;
        int start = before ? before + spare : 0;
        if (axis->count)
                memcpy(block + start, axis->periods, (size_t)axis->count * sizeof *block);
        if (axis->periods)
                prg__free(axis->periods - axis->before);
        axis->periods = block + start;
        axis->before = start;
        axis->capacity = needed + spare;
        return 0;
}

static int too_far(const prg__axis *axis, const prg_period *period)
{
        prg_buf text = PRG_BUF_INIT;
        int code = prg_period_format(&text, period);
        if (code == 0)
                code = prg__error(PRG_ELIMIT, NULL,
                        "period %s is too far from the others, from year %d on; a series spans %d "
                        "periods",
                        text.data, axis->periods[0].year, PRG__AXIS_MOST);
        prg_buf_dispose(&text);
        return code;
}

static int grow_behind(prg__axis *axis, int count)
{
        if (make_room(axis, 0, count) < 0)
                return PRG_ENOMEM;
        for (int i = axis->count; i < axis->count + count; i++) {
                int code = prg_period_next(&axis->periods[i], &axis->periods[i - 1]);
                if (code != 0)
                        return code;
        }
        axis->count += count;
        return 0;
}

static int grow_before(prg__axis *axis, int count)
{
        if (make_room(axis, count, 0) < 0)
                return PRG_ENOMEM;
        for (int i = 1; i <= count; i++) {
                int code = prg_period_previous(axis->periods - i, axis->periods - i + 1);
                if (code != 0)
                        return code;
        }
        axis->periods -= count;
        axis->before -= count;
        axis->first -= count;
        axis->count += count;
        return 0;
}

int prg__axis_reach(prg__axis *axis, const prg_period *period, int *position)
{
        if (axis->count == 0) {
                if (make_room(axis, 0, 1) < 0)
                        return PRG_ENOMEM;
                axis->periods[0] = *period;
                axis->first = 0;
                axis->count = 1;
        }
        if (prg__axis_find(axis, period, position))
                return 0;
        size_t behind = prg__period_range(&axis->periods[0], period).count;
        size_t before = prg__period_range(period, &axis->periods[0]).count;
        size_t whole = behind ? behind : before + (size_t)axis->count - 1;
        if (whole > PRG__AXIS_MOST)
                return too_far(axis, period);
        int code = behind ? grow_behind(axis, (int)behind - axis->count)
                          : grow_before(axis, (int)before - 1);
        if (code != 0)
                return code;
        prg__axis_find(axis, period, position);
        return 0;
}

void prg__axis_trim(prg__axis *axis, int first, int count)
{
        int cut = first - axis->first;
        if (cut) {
                axis->periods += cut;
                axis->before += cut;
        }
        axis->first = first;
        axis->count = count;
}
