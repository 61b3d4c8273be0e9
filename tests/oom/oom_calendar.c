/* Calendars: sets need memory, questions do not. */
#include "oom.h"

#include <string.h>

static const prg_stage stages[] = { { "late", 100, 200 }, { "early", 0, 50 } };

static prg_calendar_options shifted(void)
{
        prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
        options.id = "vn";
        options.kind = PRG_CALENDAR_SHIFTED;
        options.day = 15;
        return options;
}

/* A set with the calendar vn. */
static prg_calendars *open_set(const prg_calendar **vn)
{
        prg_calendars *set = NULL;
        prg_calendar_options options = shifted();
        oom_check(prg_calendars_new(&set, NULL) == 0);
        oom_check(prg_calendars_add(vn, set, &options) == 0);
        return set;
}

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": \"p\", \"calendars\": ["
        "{\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15}, {\"id\": \"plan\", \"kind\": \"stages\", \"stages\": ["
        "{\"id\": \"a\", \"from\": \"2017-01-01\", \"to\": \"2018-12-31\"}]}]}";

static int set_new(void)
{
        prg_programme *programme = NULL;
        prg_calendars *set = NULL;
        oom_check(prg_programme_read_json(&programme, document, sizeof document - 1, NULL) == 0);
        oom_begin();
        int code = prg_calendars_new(&set, programme);
        oom_end();
        oom_check((set != NULL) == (code == 0));
        oom_check(code < 0 || prg_calendars_count(set) == 2 + 13);
        prg_calendars_free(set);
        prg_programme_unref(programme);
        return code;
}

static int set_add(void)
{
        const prg_calendar *vn, *plan = NULL;
        prg_calendars *set = open_set(&vn);
        prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
        options.id = "plan";
        options.kind = PRG_CALENDAR_STAGES;
        options.stages = stages;
        options.stage_count = 2;
        oom_begin();
        int code = prg_calendars_add(&plan, set, &options);
        oom_end();
        oom_check((plan != NULL) == (code == 0));
        oom_check(prg_calendars_count(set) == (code < 0 ? 1u : 2u) + 13u);
        /* The set is as usable as before, for the same calendar too. */
        if (code < 0)
                oom_check(prg_calendars_add(&plan, set, &options) == 0);
        oom_check(strcmp(prg_calendar_id(plan), "plan") == 0);
        prg_calendars_free(set);
        return code;
}

static int set_free(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        oom_begin();
        prg_calendars_free(set);
        oom_end();
        return 0;
}

static int cs_count(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        size_t count = 0;
        oom_begin();
        count = prg_calendars_count(set);
        oom_end();
        oom_check(count == 14);
        prg_calendars_free(set);
        return 0;
}

static int cs_at(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        const prg_calendar *at = NULL;
        oom_begin();
        at = prg_calendars_at(set, 0);
        oom_end();
        oom_check(at == vn);
        prg_calendars_free(set);
        return 0;
}

static int cs_find(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        const prg_calendar *found = NULL;
        oom_begin();
        int code = prg_calendars_find(&found, set, "vn", 2);
        oom_end();
        oom_check(found == vn);
        prg_calendars_free(set);
        return code;
}

static int c_gregorian(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        const prg_calendar *found = NULL;
        oom_begin();
        found = prg_calendar_gregorian();
        oom_end();
        oom_check(found != NULL && found != vn);
        prg_calendars_free(set);
        return 0;
}

static int c_id(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        const char *id = NULL;
        oom_begin();
        id = prg_calendar_id(vn);
        oom_end();
        oom_check(strcmp(id, "vn") == 0);
        prg_calendars_free(set);
        return 0;
}

static int c_get_options(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        prg_calendar_options options;
        oom_begin();
        int code = prg_calendar_get_options(&options, vn);
        oom_end();
        oom_check(options.day == 15);
        prg_calendars_free(set);
        return code;
}

static int c_is_in_force(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        int holds = 0;
        oom_begin();
        holds = prg_calendar_is_in_force(vn, 0);
        oom_end();
        oom_check(holds == 1);
        prg_calendars_free(set);
        return 0;
}

static int c_has(void)
{
        const prg_calendar *vn;
        prg_calendars *set = open_set(&vn);
        int holds = 0;
        oom_begin();
        holds = prg_calendar_has(vn, PRG_PERIOD_MONTH);
        oom_end();
        oom_check(holds == 1);
        prg_calendars_free(set);
        return 0;
}

static int c_options_of_item(void)
{
        prg_programme *programme = NULL;
        oom_check(prg_programme_read_json(&programme, document, sizeof document - 1, NULL) == 0);
        prg_calendar_options options;
        const prg_item *item = prg_programme_get(programme, "calendar", "vn");
        oom_begin();
        int code = prg_calendar_options_of_item(&options, item);
        oom_end();
        oom_check(options.day == 15);
        prg_programme_unref(programme);
        return code;
}

static int c_kind_name(void)
{
        const char *name = NULL;
        oom_begin();
        name = prg_calendar_kind_name(PRG_CALENDAR_SEASON);
        oom_end();
        oom_check(strcmp(name, "season") == 0);
        return 0;
}

static int c_kind_from_name(void)
{
        prg_calendar_kind kind = PRG_CALENDAR_GREGORIAN;
        oom_begin();
        int code = prg_calendar_kind_from_name(&kind, "season");
        oom_end();
        oom_check(kind == PRG_CALENDAR_SEASON);
        return code;
}

const oom_row oom_calendar[] = {
        { "prg_calendars_new", set_new },
        { "prg_calendars_add", set_add },
        { "prg_calendars_free", set_free },
        { "prg_calendars_count", cs_count },
        { "prg_calendars_at", cs_at },
        { "prg_calendars_find", cs_find },
        { "prg_calendar_gregorian", c_gregorian },
        { "prg_calendar_id", c_id },
        { "prg_calendar_get_options", c_get_options },
        { "prg_calendar_is_in_force", c_is_in_force },
        { "prg_calendar_has", c_has },
        { "prg_calendar_options_of_item", c_options_of_item },
        { "prg_calendar_kind_name", c_kind_name },
        { "prg_calendar_kind_from_name", c_kind_from_name },
        { NULL, NULL },
};
