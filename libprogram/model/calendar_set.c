/* Sets of calendars: those of a programme compiled, those of a caller beside them.
 *
 * Everything that a set has lies in one arena, so that calendars stay where they are and go
 * together. The standard calendars are static and not copied. */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>

#include "item.h"
#include "nouns.h"
#include "programme.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/suggest.h"

struct prg_calendars {
        prg__arena arena;
        prg_calendar **at;
        size_t count, capacity;
        prg__map ids;
};

/* ---- adding ---- */

static int by_days(const void *a, const void *b)
{
        const prg_stage *first = a, *second = b;
        if (first->first != second->first)
                return first->first < second->first ? -1 : 1;
        if (first->last != second->last)
                return first->last < second->last ? -1 : 1;
        return strcmp(first->id, second->id);
}

/* Copies the stages into the arena in order, with what look-ups need. They are known to be
 * well-formed. */
static int take_stages(prg_calendars *set, prg_calendar *calendar)
{
        prg_calendar_options *o = &calendar->options;
        if (o->stage_count == 0)
                return 0;
        if (o->stage_count > PTRDIFF_MAX / sizeof(prg_stage))
                return prg__error(PRG_ELIMIT, o->id, "calendar '%s' has too many stages", o->id);
        prg_stage *stages = prg__arena_alloc(&set->arena, o->stage_count * sizeof *stages);
        prg_date *reach = prg__arena_alloc(&set->arena, o->stage_count * sizeof *reach);
        if (stages == NULL || reach == NULL
                || prg__map_reserve(&calendar->stages, o->stage_count) < 0)
                return PRG_ENOMEM;
        memcpy(stages, o->stages, o->stage_count * sizeof *stages);
        qsort(stages, o->stage_count, sizeof *stages, by_days);
        prg_date latest = PRG_DATE_MIN;
        for (size_t i = 0; i < o->stage_count; i++) {
                if ((stages[i].id = prg__arena_text(
                             &set->arena, stages[i].id, strlen(stages[i].id)))
                        == NULL)
                        return PRG_ENOMEM;
                latest = stages[i].last > latest ? stages[i].last : latest;
                reach[i] = latest;
                if (prg__map_put(&calendar->stages, stages[i].id, strlen(stages[i].id), &stages[i])
                        < 0)
                        return prg__error(PRG_ESCHEMA, o->id,
                                "calendar '%s' has the stage '%s' twice", o->id, stages[i].id);
        }
        o->stages = stages;
        calendar->reach = reach;
        return 0;
}

static int add(prg_calendars *set, const prg_calendar_options *options, const prg_calendar **out)
{
        prg_calendar compiled, *calendar;
        int code = prg__calendar_compile(&compiled, options);
        if (code < 0)
                return code;
        const char *id = compiled.options.id;
        if (prg__map_get(&set->ids, id, strlen(id)))
                return prg__error(PRG_EEXISTS, id, "another calendar has the id '%s'", id);
        if (strcmp(id, prg_calendar_id(prg_calendar_gregorian())) == 0
                && compiled.options.kind != PRG_CALENDAR_GREGORIAN)
                return prg__error(PRG_ESCHEMA, id,
                        "the calendar '%s' is of kind %s; expected the Gregorian one", id,
                        prg_calendar_kind_name(compiled.options.kind));
        calendar = prg__arena_alloc(&set->arena, sizeof *calendar);
        if (calendar == NULL || (id = prg__arena_text(&set->arena, id, strlen(id))) == NULL
                || prg__grow((void **)&set->at, &set->capacity, set->count + 1,
                           sizeof(prg_calendar *))
                           < 0
                || prg__map_reserve(&set->ids, 1) < 0)
                return PRG_ENOMEM;
        *calendar = compiled;
        calendar->options.id = id;
        prg__map_init(&calendar->stages);
        code = take_stages(set, calendar);
        if (code == 0)
                code = prg__map_put(&set->ids, id, strlen(id), calendar);
        if (code < 0) {
                prg__map_dispose(&calendar->stages);
                return code;
        }
        set->at[set->count++] = calendar;
        if (out)
                *out = calendar;
        return 0;
}

static int add_item(prg_calendars *set, const prg_item *item)
{
        const prg__calendar *it = (const prg__calendar *)item;
        prg_calendar_options options;
        prg_stage *stages = NULL;
        int code = prg_calendar_options_of_item(&options, item);
        if (code < 0)
                return code;
        if (it->stages.count) {
                if ((stages = prg__alloc_array(it->stages.count, sizeof *stages)) == NULL)
                        return PRG_ENOMEM;
                for (size_t i = 0; i < it->stages.count; i++) {
                        const prg__stage *stage = it->stages.at[i];
                        stages[i] = (prg_stage){ stage->item.id, stage->from, stage->to };
                }
                options.stages = stages;
                options.stage_count = it->stages.count;
        }
        code = add(set, &options, NULL);
        prg__free(stages);
        return code;
}

/* ---- public ---- */

int prg_calendars_new(prg_calendars **calendars, const prg_programme *programme)
{
        if (calendars == NULL)
                return prg__error_null("calendars");
        prg_calendars *set = prg__alloc_zero(sizeof *set);
        if (set == NULL)
                return PRG_ENOMEM;
        prg__arena_init(&set->arena);
        prg__map_init(&set->ids);
        int code = 0;
        for (size_t i = 0; code == 0 && programme && i < programme->root.calendars.count; i++)
                if (!prg__calendar_is_standard(programme->root.calendars.at[i]))
                        code = add_item(set, programme->root.calendars.at[i]);
        if (code < 0) {
                prg_calendars_free(set);
                return code;
        }
        *calendars = set;
        return 0;
}

void prg_calendars_free(prg_calendars *calendars)
{
        if (calendars == NULL)
                return;
        for (size_t i = 0; i < calendars->count; i++)
                prg__map_dispose(&calendars->at[i]->stages);
        prg__map_dispose(&calendars->ids);
        prg__arena_dispose(&calendars->arena);
        prg__free(calendars->at);
        prg__free(calendars);
}

int prg_calendars_add(const prg_calendar **calendar, prg_calendars *calendars,
        const prg_calendar_options *options)
{
        if (calendars == NULL)
                return prg__error_null("calendars");
        if (options == NULL)
                return prg__error_null("options");
        if (options->version != PRG_CALENDAR_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "calendar options of version %u; expected %d",
                        options->version, PRG_CALENDAR_OPTIONS_VERSION);
        if (options->stages == NULL && options->stage_count)
                return prg__error_null("options->stages");
        return add(calendars, options, calendar);
}

/* A standard calendar is seen unless the set has another of its id. */
static int is_seen(const prg_calendars *set, const prg_calendar *standard)
{
        return set == NULL
               || prg__map_get(&set->ids, standard->options.id, strlen(standard->options.id))
                          == NULL;
}

size_t prg_calendars_count(const prg_calendars *calendars)
{
        const prg_calendar *standard;
        size_t count = calendars ? calendars->count : 0;
        for (size_t i = 0; (standard = prg__calendar_standard(i)) != NULL; i++)
                count += (size_t)is_seen(calendars, standard);
        return count;
}

const prg_calendar *prg_calendars_at(const prg_calendars *calendars, size_t index)
{
        const prg_calendar *standard;
        if (calendars && index < calendars->count)
                return calendars->at[index];
        index -= calendars ? calendars->count : 0;
        for (size_t i = 0; (standard = prg__calendar_standard(i)) != NULL; i++)
                if (is_seen(calendars, standard) && index-- == 0)
                        return standard;
        return NULL;
}

static int not_found(const prg_calendars *set, const char *id, size_t length)
{
        const prg_calendar *known;
        prg__suggest near;
        prg__suggest_begin(&near, id, length);
        for (size_t i = 0; (known = prg_calendars_at(set, i)) != NULL; i++)
                prg__suggest_offer(&near, known->options.id);
        const char *best = prg__suggest_best(&near);
        int shown = prg__word_is_valid(id, length) ? (int)length
                                                   : 0; /* anything else makes no readable line */
        return prg__error(PRG_ENOTFOUND, NULL, "unknown calendar '%.*s'%s%s%s", shown, id,
                best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
}

int prg_calendars_find(const prg_calendar **calendar, const prg_calendars *calendars,
        const char *id, size_t length)
{
        const prg_calendar *found = NULL, *standard;
        if (calendar == NULL)
                return prg__error_null("calendar");
        if (id == NULL)
                return prg__error_null("id");
        if (calendars)
                found = prg__map_get(&calendars->ids, id, length);
        for (size_t i = 0; found == NULL && (standard = prg__calendar_standard(i)) != NULL; i++)
                if (strlen(standard->options.id) == length
                        && memcmp(standard->options.id, id, length) == 0)
                        found = standard;
        if (found == NULL)
                return not_found(calendars, id, length);
        *calendar = found;
        return 0;
}
