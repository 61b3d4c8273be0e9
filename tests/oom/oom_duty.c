/* Duties: holidays and what is answered from them need memory, deadlines do not. */
#include "oom.h"

#include <string.h>

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": \"p\", \"holidays\": ["
        "{\"id\": \"2020\", \"days\": [{\"from\": \"2020-01-23\", \"to\": \"2020-01-29\"}]}], "
        "\"agencies\": [{\"id\": \"A\", \"successors\": [{\"agency\": \"B\", \"on\": \"2020-02-05\", \"change\": "
        "\"merge\"}]}, {\"id\": \"B\"}], \"groups\": [{\"id\": \"G\", \"membership\": \"closed\", \"members\": "
        "[{\"agency\": \"A\"}]}], \"obligations\": [{\"id\": \"O\", \"who\": [\"G\"], \"period\": \"month\", "
        "\"tiers\": [{\"receiver\": \"B\", \"deadline\": {\"day\": 25, \"months_after\": 1}}]}]}";

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

static const prg_item *the_obligation(const prg_programme *programme)
{
        return prg_programme_get(programme, "obligation", "O");
}

static int rule_of_item(void)
{
        prg_programme *programme = read_programme();
        const prg_item *tier = prg_item_at(the_obligation(programme), "tiers", 0);
        prg_deadline_rule rule = PRG_DEADLINE_RULE_INIT;
        oom_begin();
        int code = prg_deadline_rule_of_item(&rule, prg_item_get(tier, "deadline"));
        oom_end();
        oom_check(rule.day == 25 && rule.months == 1);
        prg_programme_unref(programme);
        return code;
}

static int agency_successor(void)
{
        prg_programme *programme = read_programme();
        const prg_item *agency = prg_programme_get(programme, "agency", "A");
        prg_item *answer = NULL;
        oom_begin();
        int code = prg_agency_successor(&answer, agency, NULL, PRG_DATE_NONE, DAY + 30);
        oom_end();
        oom_check(answer == prg_programme_get(programme, "agency", "B"));
        prg_programme_unref(programme);
        return code;
}

static int item_responsible(void)
{
        prg_programme *programme = read_programme();
        prg_item_list *answer = NULL;
        oom_begin();
        int code = prg_item_responsible(&answer, the_obligation(programme), DAY);
        oom_end();
        oom_check((answer != NULL) == (code == 0));
        oom_check(prg_item_list_size(answer) == (code == 0));
        prg_item_list_free(answer);
        prg_programme_unref(programme);
        return code;
}

/* ---- duties ---- */

static int duties_new(void)
{
        prg_programme *programme = read_programme();
        prg_duties *duties = NULL;
        oom_begin();
        int code = prg_duties_new(&duties, programme);
        oom_end();
        oom_check((duties != NULL) == (code == 0));
        prg_duties_free(duties);
        prg_programme_unref(programme);
        return code;
}

/* Duties and the debt of January 2020, for `ask`, which is called between the marks and frees neither. */
static int ask_duties(int (*ask)(prg_duties *duties, prg_debts *debts, const prg_receipt *receipt))
{
        prg_programme *programme = read_programme();
        prg_duties *duties = NULL;
        prg_debts *debts = NULL;
        oom_check(prg_duties_new(&duties, programme) == 0);
        oom_check(prg_duties_list(&debts, duties, DAY, DAY + 10, DAY + 20) == 0);
        prg_receipt receipt = { the_obligation(programme), 0, { 0 }, prg_programme_get(programme, "agency", "A"), 0 };
        oom_check(prg_period_parse(&receipt.period, NULL, "2020-01", 7) == 0);
        oom_begin();
        int code = ask(duties, debts, &receipt);
        oom_end();
        /* Whatever happened, the next list is right. */
        prg_debts *after = NULL;
        oom_check(prg_duties_list(&after, duties, DAY, DAY + 10, DAY + 20) == 0);
        oom_check(prg_debts_size(after) == 1);
        prg_debts_free(after);
        prg_debts_free(debts);
        prg_duties_free(duties);
        prg_programme_unref(programme);
        return code;
}

static int ask_list(prg_duties *duties, prg_debts *debts, const prg_receipt *receipt)
{
        prg_debts *more = NULL;
        int code = prg_duties_list(&more, duties, DAY, DAY + 10, DAY + 20);
        oom_check((more != NULL) == (code == 0));
        oom_check(debts && receipt);
        prg_debts_free(more);
        return code;
}

static int duties_list(void)
{
        return ask_duties(ask_list);
}

static int ask_receive(prg_duties *duties, prg_debts *debts, const prg_receipt *receipt)
{
        oom_check(debts != NULL);
        return prg_duties_receive(duties, receipt);
}

static int duties_receive(void)
{
        return ask_duties(ask_receive);
}

static int ask_calendars(prg_duties *duties, prg_debts *debts, const prg_receipt *receipt)
{
        oom_check(prg_duties_calendars(duties) != NULL && debts && receipt);
        return 0;
}

static int duties_calendars(void)
{
        return ask_duties(ask_calendars);
}

static int ask_debt(prg_duties *duties, prg_debts *debts, const prg_receipt *receipt)
{
        prg_debt debt;
        prg_debt_counts counts;
        oom_check(prg_debts_size(debts) == 1 && duties && receipt);
        oom_check(prg_debts_at(&debt, debts, 0) == 0 && debt.state == PRG_DEBT_OPEN);
        oom_check(prg_debts_count(&counts, debts, NULL, NULL) == 0 && counts.open == 1);
        oom_check(strcmp(prg_item_id(debt.holder), "B") == 0);
        return 0;
}

static int debts_ask(void)
{
        return ask_duties(ask_debt);
}

static int ask_chasers(prg_duties *duties, prg_debts *debts, const prg_receipt *receipt)
{
        prg_debt debt;
        prg_item_list *chasers = NULL;
        oom_check(prg_debts_at(&debt, debts, 0) == 0 && duties && receipt);
        int code = prg_debt_chasers(&chasers, &debt, DAY + 20);
        oom_check((chasers != NULL) == (code == 0));
        prg_item_list_free(chasers);
        return code;
}

static int debt_chasers(void)
{
        return ask_duties(ask_chasers);
}

static int duties_free(void)
{
        prg_programme *programme = read_programme();
        prg_duties *duties = NULL;
        prg_debts *debts = NULL;
        oom_check(prg_duties_new(&duties, programme) == 0);
        oom_check(prg_duties_list(&debts, duties, DAY, DAY + 10, DAY + 20) == 0);
        oom_begin();
        prg_debts_free(debts);
        prg_duties_free(duties);
        oom_end();
        prg_programme_unref(programme);
        return 0;
}

static int state_name(void)
{
        oom_begin();
        const char *name = prg_debt_state_name(PRG_DEBT_LATE);
        oom_end();
        oom_check(strcmp(name, "late") == 0);
        return 0;
}

static int state_from_name(void)
{
        prg_debt_state state = PRG_DEBT_OPEN;
        oom_begin();
        int code = prg_debt_state_from_name(&state, "late");
        oom_end();
        oom_check(state == PRG_DEBT_LATE);
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
        { "prg_deadline_rule_of_item", rule_of_item },
        { "prg_agency_successor", agency_successor },
        { "prg_item_responsible", item_responsible },
        { "prg_duties_new", duties_new },
        { "prg_duties_free", duties_free },
        { "prg_duties_calendars", duties_calendars },
        { "prg_duties_receive", duties_receive },
        { "prg_duties_list", duties_list },
        { "prg_debts_size", debts_ask },
        { "prg_debts_at", debts_ask },
        { "prg_debts_count", debts_ask },
        { "prg_debts_free", duties_free },
        { "prg_debt_chasers", debt_chasers },
        { "prg_debt_state_name", state_name },
        { "prg_debt_state_from_name", state_from_name },
        { NULL, NULL },
};
