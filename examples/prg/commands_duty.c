/* Commands about duties to report: what is owed, what is late and who has to chase it, who is responsible. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

/* What both commands need. */
struct duty_call {
        prg_programme *programme;
        prg_log *log;
        prg_duties *duties;
        prg_debts *debts;
        prg_date day;
        const prg_item *agency, *obligation;
        const char *language;
};

static void close_call(struct duty_call *it)
{
        prg_debts_free(it->debts);
        prg_duties_free(it->duties);
        prg_log_free(it->log);
        prg_programme_unref(it->programme);
}

/* The date of an option; *date is as before without it. 0, or CLI_USAGE after a message. */
static int date_of(prg_date *date, const cli_call *call, const char *option)
{
        const char *text = cli_value(call, option);
        if (text && prg_date_parse(date, text, strlen(text)) < 0)
                return cli_fail(CLI_USAGE, "--%s %s: %s", option, text, prg_error_last()->message);
        return 0;
}

/* The thing that an option names. 0, or an exit code. */
static int item_of(const prg_item **item, const prg_programme *programme, const cli_call *call, const char *option,
        const char *class_name, const char *other)
{
        prg_item *found = NULL;
        const char *text = cli_value(call, option);
        if (text && prg_programme_find(&found, programme, class_name, text) < 0
            && (other == NULL || prg_programme_find(&found, programme, other, text) < 0))
                return cli_fail_library();
        *item = found;
        return 0;
}

/* Tells the duties of the reports that the logs say were sent. CLI_OK or CLI_FINDINGS, or an exit code. */
static int receive(struct duty_call *it)
{
        int exit_code = CLI_OK;
        for (size_t i = 0; i < prg_log_count(it->log); i++) {
                const prg_log_entry *entry = prg_log_at(it->log, i);
                prg_receipt receipt;
                if (entry->kind != PRG_LOG_SENT || entry->withdrawal || entry->withdrawn_by)
                        continue;
                int code = prg_log_receipt(&receipt, entry);
                if (code == 0)
                        code = prg_duties_receive(it->duties, &receipt);
                if (code < 0 && code != PRG_ENOTFOUND && code != PRG_EINVALID)
                        return cli_fail_library();
                if (code < 0) {
                        fprintf(stderr, "%s: row %zu: warning: %s\n", entry->source ? entry->source : "log", entry->row,
                                prg_error_last()->message);
                        exit_code = CLI_FINDINGS;
                }
        }
        return exit_code;
}

/* Documents and logs of the operands, and the debts of the periods that end from `before` days before the day of --on
 * to `behind` days behind it, or between --from and --to. CLI_OK or CLI_FINDINGS, or another exit code; to be closed
 * in every case. */
static int open_call(struct duty_call *it, const cli_call *call, int before, int behind)
{
        prg_date first = PRG_DATE_MIN, last = PRG_DATE_MAX;
        int findings = CLI_OK, code = cli_day(&it->day, call);
        it->language = cli_value(call, "lang");
        if (code == 0 && it->day == PRG_DATE_NONE)
                return cli_fail(CLI_USAGE, "what is owed needs --on DATE");
        if (code == 0)
                code = cli_open_programme(&it->programme, call->operands[0]);
        if (code)
                return code;
        if (prg_log_new(&it->log, it->programme) < 0 || prg_duties_new(&it->duties, it->programme) < 0)
                return cli_fail_library();
        if (it->day - PRG_DATE_MIN > before)
                first = it->day - before;
        if (PRG_DATE_MAX - it->day > behind)
                last = it->day + behind;
        if ((code = date_of(&first, call, "from")) != 0 || (code = date_of(&last, call, "to")) != 0
            || (code = item_of(&it->obligation, it->programme, call, "obligation", "obligation", NULL)) != 0
            || (code = item_of(&it->agency, it->programme, call, "agency", "agency", "group")) != 0)
                return code;
        for (int i = 1; code == 0 && i < call->operand_count; i++)
                code = cli_read_log(it->log, call->operands[i]);
        if (code == 0 && (findings = receive(it)) > CLI_FINDINGS)
                code = findings;
        if (code == 0 && prg_duties_list(&it->debts, it->duties, first, last, it->day) < 0)
                code = cli_fail_library();
        return code ? code : findings;
}

static int is_wanted(const struct duty_call *it, const prg_debt *debt)
{
        return (it->obligation == NULL || debt->obligation == it->obligation)
                && (it->agency == NULL || debt->holder == it->agency || debt->debtor == it->agency);
}

/* ---- cells ---- */

static int put_number(struct grid *grid, size_t number)
{
        char text[32];
        snprintf(text, sizeof text, "%zu", number);
        return grid_put(grid, text);
}

static int put_item(struct grid *grid, const prg_item *item)
{
        return grid_put(grid, item ? prg_item_id(item) : NULL);
}

static int put_name(struct grid *grid, const prg_item *item, const char *language)
{
        return grid_put(grid, item ? prg_item_name(item, language) : NULL);
}

static int put_period(struct grid *grid, const prg_period *period)
{
        prg_buf text = PRG_BUF_INIT;
        int code = prg_period_format(&text, period) < 0 ? cli_fail_library() : grid_put(grid, text.data);
        prg_buf_dispose(&text);
        return code;
}

/* A day, or why there is none. */
static int put_deadline(struct grid *grid, const prg_deadline *deadline)
{
        char text[64];
        if (deadline->reason == PRG_DEADLINE_RESOLVED)
                return grid_put(grid, cli_date(text, deadline->last));
        if (deadline->year)
                snprintf(text, sizeof text, "%s %d", prg_deadline_reason_name(deadline->reason), deadline->year);
        else
                snprintf(text, sizeof text, "%s", prg_deadline_reason_name(deadline->reason));
        return grid_put(grid, text);
}

/* The day on which it was sent, in Vietnam. */
static int put_sent(struct grid *grid, int64_t instant)
{
        char text[16];
        if (instant == INT64_MIN)
                return grid_put(grid, NULL);
        int64_t local = instant + 7 * 3600, day = local / 86400 - (local % 86400 < 0);
        return grid_put(grid, cli_date(text, (prg_date)day));
}

/* part / whole in percent with one decimal, rounded half up; nothing of nothing. */
static int put_share(struct grid *grid, size_t part, size_t whole)
{
        char text[32];
        if (whole == 0)
                return grid_put(grid, NULL);
        size_t tenths = (part * 2000 + whole) / (2 * whole);
        snprintf(text, sizeof text, "%zu.%zu", tenths / 10, tenths % 10);
        return grid_put(grid, text);
}

/* obligation, tier from 1, period */
static int put_what(struct grid *grid, const prg_debt *debt)
{
        int code = put_item(grid, debt->obligation);
        if (code == 0)
                code = put_number(grid, debt->tier + 1);
        return code ? code : put_period(grid, &debt->period);
}

/* ---- due ---- */

static int put_debt(struct grid *grid, const prg_debt *debt, const char *language)
{
        int code = put_what(grid, debt);
        if (code == 0)
                code = put_item(grid, debt->debtor);
        if (code == 0)
                code = put_item(grid, debt->holder);
        if (code == 0)
                code = put_item(grid, debt->receiver);
        if (code == 0)
                code = put_deadline(grid, &debt->deadline);
        if (code == 0)
                code = grid_put(grid, debt->deadline.estimates ? "estimates" : NULL);
        if (code == 0)
                code = grid_put(grid, prg_debt_state_name(debt->state));
        if (code == 0)
                code = put_sent(grid, debt->received_at);
        if (code == 0)
                code = put_name(grid, debt->debtor, language);
        return code ? code : put_name(grid, debt->obligation, language);
}

static int fill_debts(struct grid *grid, const struct duty_call *it)
{
        prg_debt debt;
        int code = 0;
        for (size_t i = 0; code == 0 && prg_debts_at(&debt, it->debts, i) == 0; i++)
                if (is_wanted(it, &debt))
                        code = put_debt(grid, &debt, it->language);
        return code;
}

static int put_counts(struct grid *grid, const prg_item *obligation, const struct duty_call *it)
{
        prg_debt_counts counts;
        if (prg_debts_count(&counts, it->debts, obligation, it->agency) < 0)
                return cli_fail_library();
        const size_t numbers[] = { counts.expected, counts.due, counts.received, counts.on_time, counts.early, counts.open,
                counts.orphaned, counts.unresolved };
        int code = put_item(grid, obligation);
        for (size_t i = 0; code == 0 && i < sizeof numbers / sizeof *numbers; i++)
                code = put_number(grid, numbers[i]);
        if (code == 0)
                code = put_share(grid, counts.received, counts.due);
        return code ? code : put_share(grid, counts.on_time, counts.due);
}

/* A row for each obligation. */
static int fill_counts(struct grid *grid, const struct duty_call *it)
{
        const prg_item *root = prg_programme_root(it->programme);
        int code = 0;
        for (size_t i = 0; code == 0 && i < prg_item_size(root, "obligations"); i++) {
                const prg_item *obligation = prg_item_at(root, "obligations", i);
                if (it->obligation == NULL || obligation == it->obligation)
                        code = put_counts(grid, obligation, it);
        }
        return code;
}

int run_due(const cli_call *call)
{
        static const char *const columns[] = { "obligation", "tier", "period", "debtor", "holder", "receiver", "deadline",
                "contains", "state", "sent", "debtor_name", "obligation_name", NULL };
        static const char *const counted[] = { "obligation", "expected", "due", "received", "on_time", "early", "open",
                "orphaned", "unresolved", "completeness", "timeliness", NULL };
        struct duty_call it = { 0 };
        int counts = cli_value(call, "counts") != NULL, findings = open_call(&it, call, 365, 31);
        int code = findings > CLI_FINDINGS ? findings : 0;
        struct grid *grid = code ? NULL : grid_new(counts ? counted : columns);
        if (code == 0 && grid == NULL)
                code = CLI_INTERNAL;
        if (code == 0)
                code = counts ? fill_counts(grid, &it) : fill_debts(grid, &it);
        if (code == 0)
                code = cli_write_grid(grid, call);
        grid_free(grid);
        close_call(&it);
        return code ? code : findings;
}

/* ---- late ---- */

static int put_late(struct grid *grid, const struct duty_call *it, const prg_item *chaser, const prg_debt *debt)
{
        int code = put_item(grid, chaser);
        if (code == 0)
                code = put_item(grid, debt->holder);
        if (code == 0)
                code = put_what(grid, debt);
        if (code == 0)
                code = put_item(grid, debt->debtor);
        if (code == 0)
                code = put_item(grid, debt->receiver);
        if (code == 0)
                code = put_deadline(grid, &debt->deadline);
        if (code == 0)
                code = debt->deadline.reason || it->day <= debt->deadline.last ? grid_put(grid, NULL)
                        : put_number(grid, (size_t)(it->day - debt->deadline.last));
        if (code == 0)
                code = grid_put(grid, prg_debt_state_name(debt->state));
        if (code == 0)
                code = put_name(grid, debt->holder, it->language);
        return code ? code : put_name(grid, debt->obligation, it->language);
}

/* A row for each that has to chase it; one alone for what nobody is late with any more. */
static int put_chased(struct grid *grid, const struct duty_call *it, const prg_debt *debt, const prg_item *chases)
{
        prg_item_list *chasers;
        if (prg_debt_chasers(&chasers, debt, it->day) < 0)
                return cli_fail_library();
        int code = 0, nobody = debt->holder == NULL || prg_item_list_size(chasers) == 0;
        if (nobody && chases == NULL)
                code = put_late(grid, it, NULL, debt);
        for (size_t i = 0; code == 0 && !nobody && i < prg_item_list_size(chasers); i++)
                if (chases == NULL || prg_item_list_at(chasers, i) == chases)
                        code = put_late(grid, it, prg_item_list_at(chasers, i), debt);
        prg_item_list_free(chasers);
        return code;
}

int run_late(const cli_call *call)
{
        static const char *const columns[] = { "chaser", "holder", "obligation", "tier", "period", "debtor", "receiver",
                "deadline", "days", "state", "holder_name", "obligation_name", NULL };
        struct duty_call it = { 0 };
        const prg_item *chases = NULL;
        prg_debt debt;
        int findings = open_call(&it, call, 365, 365), code = findings > CLI_FINDINGS ? findings : 0;
        if (code == 0)
                code = item_of(&chases, it.programme, call, "chases", "agency", "group");
        struct grid *grid = code ? NULL : grid_new(columns);
        if (code == 0 && grid == NULL)
                code = CLI_INTERNAL;
        for (size_t i = 0; code == 0 && prg_debts_at(&debt, it.debts, i) == 0; i++)
                if (is_wanted(&it, &debt) && (debt.state == PRG_DEBT_OVERDUE || debt.state == PRG_DEBT_ORPHANED))
                        code = put_chased(grid, &it, &debt, chases);
        if (code == 0)
                code = cli_write_grid(grid, call);
        grid_free(grid);
        close_call(&it);
        return code ? code : findings;
}

/* ---- who is responsible ---- */

static int put_responsible(struct grid *grid, const prg_item *item, const char *role, const prg_item *given, prg_date day,
        const char *language)
{
        prg_item_list *list;
        if (prg_item_responsible(&list, item, day) < 0)
                return cli_fail_library();
        int code = 0;
        for (size_t i = 0; code == 0 && i < prg_item_list_size(list); i++) {
                const prg_item *agency = prg_item_list_at(list, i);
                code = put_item(grid, agency);
                if (code == 0)
                        code = put_name(grid, agency, language);
                if (code == 0)
                        code = grid_put(grid, role);
                if (code == 0)
                        code = put_item(grid, given);
        }
        prg_item_list_free(list);
        return code;
}

int cli_who_is_responsible(const prg_item *item, prg_date day, const cli_call *call)
{
        static const char *const columns[] = { "agency", "name", "role", "given_to", NULL };
        const char *language = cli_value(call, "lang");
        struct grid *grid = grid_new(columns);
        int code = grid ? 0 : CLI_INTERNAL;
        if (code == 0 && strcmp(prg_item_class(item), "obligation") == 0)
                code = put_responsible(grid, item, NULL, NULL, day, language);
        for (size_t i = 0; code == 0 && i < prg_item_size(item, "assignments"); i++) {
                const prg_item *assignment = prg_item_at(item, "assignments", i), *given = prg_item_get(assignment, "agency");
                code = put_responsible(grid, assignment, prg_item_name(prg_item_get(assignment, "role"), language),
                        given ? given : prg_item_get(assignment, "group"), day, language);
        }
        if (code == 0)
                code = cli_write_grid(grid, call);
        grid_free(grid);
        return code;
}
