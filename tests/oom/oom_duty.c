/* Duties: holidays and what is answered from them need memory, deadlines do not. */
#include "oom.h"

#include <string.h>

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": \"p\", \"holidays\": ["
        "{\"id\": \"2020\", \"days\": [{\"from\": \"2020-01-23\", \"to\": \"2020-01-29\"}]}]}";

static prg_programme *read_programme(void)
{
        prg_programme *programme = NULL;
        oom_check(prg_programme_read_json(&programme, document, sizeof document - 1, NULL) == 0);
        return programme;
}

/* 2020-01-22 */
#define DAY 18283

static int holidays_new(void)
{
        prg_programme *programme = read_programme();
        prg_holidays *holidays = NULL;
        oom_begin();
        int code = prg_holidays_new(&holidays, programme);
        oom_end();
        oom_check((holidays != NULL) == (code == 0));
        oom_check(prg_holidays_has_year(holidays, 2020) == (code == 0));
        prg_holidays_free(holidays);
        prg_programme_unref(programme);
        return code;
}

/* Calls `ask` between the marks; with the holidays of the document. */
static int ask_holidays(int (*ask)(prg_holidays *holidays))
{
        prg_programme *programme = read_programme();
        prg_holidays *holidays = NULL;
        oom_check(prg_holidays_new(&holidays, programme) == 0);
        prg_programme_unref(programme);
        oom_begin();
        int code = ask(holidays);
        oom_end();
        return code;
}

static int ask_free(prg_holidays *holidays)
{
        prg_holidays_free(holidays);
        return 0;
}

static int holidays_free(void)
{
        return ask_holidays(ask_free);
}

static int ask_has_year(prg_holidays *holidays)
{
        oom_check(prg_holidays_has_year(holidays, 2020) == 1);
        prg_holidays_free(holidays);
        return 0;
}

static int holidays_has_year(void)
{
        return ask_holidays(ask_has_year);
}

static int ask_is_working(prg_holidays *holidays)
{
        int works = 0;
        int code = prg_holidays_is_working(&works, holidays, DAY);
        oom_check(works == 1);
        prg_holidays_free(holidays);
        return code;
}

static int holidays_is_working(void)
{
        return ask_holidays(ask_is_working);
}

static int ask_move(prg_holidays *holidays)
{
        prg_date out = 0;
        int code = prg_holidays_move(&out, NULL, holidays, DAY, 2);
        oom_check(out == DAY + 9);
        prg_holidays_free(holidays);
        return code;
}

static int holidays_move(void)
{
        return ask_holidays(ask_move);
}

static int ask_resolve(prg_holidays *holidays)
{
        prg_deadline deadline;
        prg_period period;
        prg_deadline_rule rule = PRG_DEADLINE_RULE_INIT;
        rule.day = 25;
        rule.roll = PRG_ROLL_NEXT;
        int code = prg_period_make(&period, prg_calendar_gregorian(), PRG_PERIOD_MONTH, 2020, 1);
        if (code == 0)
                code = prg_deadline_resolve(&deadline, &rule, &period, PRG_DATE_NONE, holidays);
        oom_check(code == 0 && deadline.last == DAY + 8);
        prg_holidays_free(holidays);
        return code;
}

static int deadline_resolve(void)
{
        return ask_holidays(ask_resolve);
}

static int deadline_end(void)
{
        oom_begin();
        int64_t end = prg_deadline_end(0);
        oom_end();
        oom_check(end == 61200);
        return 0;
}

static int reason_name(void)
{
        oom_begin();
        const char *name = prg_deadline_reason_name(PRG_DEADLINE_NO_LIST);
        oom_end();
        oom_check(strcmp(name, "no_list") == 0);
        return 0;
}

static int reason_from_name(void)
{
        prg_deadline_reason reason = PRG_DEADLINE_RESOLVED;
        oom_begin();
        int code = prg_deadline_reason_from_name(&reason, "no_list");
        oom_end();
        oom_check(reason == PRG_DEADLINE_NO_LIST);
        return code;
}

const oom_row oom_duty[] = {
        { "prg_holidays_new", holidays_new },
        { "prg_holidays_free", holidays_free },
        { "prg_holidays_has_year", holidays_has_year },
        { "prg_holidays_is_working", holidays_is_working },
        { "prg_holidays_move", holidays_move },
        { "prg_deadline_resolve", deadline_resolve },
        { "prg_deadline_end", deadline_end },
        { "prg_deadline_reason_name", reason_name },
        { "prg_deadline_reason_from_name", reason_from_name },
        { NULL, NULL },
};
