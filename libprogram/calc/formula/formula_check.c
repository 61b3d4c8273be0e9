/* What the names of a formula mean in a programme.
 *
 * Names, classes, calendars and periods are looked up; then types and units go from the names to the root, where
 * they meet what the indicator demands. Everything that is wrong is told, once. */
#include "calc/formula/formula.h"

#include <string.h>

#include "model/programme.h"
#include "util/buf.h"
#include "util/memory.h"
#include "util/report.h"
#include "util/suggest.h"
#include "util/utf8.h"

/* A suggestion compares a name with all others. */
#define SUGGESTIONS 16

static const char *nearest(char meant[96], const prg__list *list, const char *word)
{
        prg__suggest near;
        prg__suggest_begin(&near, word, strlen(word));
        for (uint32_t i = 0; i < list->count; i++)
                if (((const prg_item *)list->at[i])->id)
                        prg__suggest_offer(&near, ((const prg_item *)list->at[i])->id);
        const char *best = prg__suggest_best(&near);
        *meant = '\0';
        if (best) {
                strcat(meant, "; did you mean '");
                strncat(meant, best, 64);
                strcat(meant, "'?");
        }
        return meant;
}

/* ---- names ---- */

/* What comes out of an indicator. */
static prg_formula_type type_of(const prg__indicator *indicator, const prg__formula_entry *entry)
{
        if (entry->formula)
                return prg__formula_root(entry->formula)->type;
        switch (indicator->kind) {
        case 0: return PRG_FORMULA_UNKNOWN;
        case PRG__KIND_CLASS: return PRG_FORMULA_CLASS;
        case PRG__KIND_RATIO: return PRG_FORMULA_RATIO;
        case PRG__KIND_MILESTONE: return indicator->formula ? PRG_FORMULA_UNKNOWN : PRG_FORMULA_DECIMAL;
        default: return PRG_FORMULA_DECIMAL;
        }
}

static int resolve_name(prg__node *node, const prg__formula_set *set, unsigned *suggestions, prg__faults *faults)
{
        const prg__list *all = &set->programme->root.indicators;
        char meant[96] = "";
        node->item = prg_programme_get(set->programme, "indicator", node->text);
        if (node->item == NULL && faults->names_lost)
                return 0;
        if (node->item == NULL) {
                if (*suggestions > 0) {
                        nearest(meant, all, node->text);
                        --*suggestions;
                }
                return prg__fault(faults, node->at, PRG_ENOTFOUND, PRG_FINDING_UNKNOWN_REFERENCE,
                        "no indicator is called '%.64s'%s", node->text, meant);
        }
        const prg__indicator *indicator = (const prg__indicator *)node->item;
        const prg__formula_entry *entry = &set->entries[node->item->index];
        node->type = type_of(indicator, entry);
        node->exactness = entry->exactness;
        return 0;
}

/* ---- calendars and periods ---- */

static int need_calendars(prg_formula *formula, const prg_programme *programme)
{
        return formula->calendars ? 0 : prg_calendars_new(&formula->calendars, programme);
}

static int resolve_word(prg_formula *formula, prg__node *node, const prg_programme *programme, prg__faults *faults)
{
        int code = need_calendars(formula, programme);
        if (code == 0 && node->stands_for == PRG__TAKES_PERIOD)
                code = prg_period_parse(&node->period, formula->calendars, node->text, strlen(node->text));
        else if (code == 0 && node->stands_for == PRG__TAKES_CALENDAR)
                code = prg_calendars_find(&node->calendar, formula->calendars, node->text, strlen(node->text));
        else if (code == 0)
                code = prg_period_type_from_name(&node->period_type, node->text);
        if (code < 0 && code != PRG_ENOMEM)
                return prg__fault(faults, node->at, code, PRG_FINDING_FORMULA, "%s", prg_error_last()->message);
        if (node->stands_for == PRG__TAKES_CALENDAR)
                node->item = prg_programme_get(programme, "calendar", node->text);
        return code;
}

/* ---- classes ---- */

static int is_state(const char *text)
{
        prg_state state;
        return prg_state_from_name(&state, text) == 0;
}

static int check_class(const prg__node *node, const prg__list *categories, const char *whose, prg__faults *faults)
{
        char meant[96];
        for (uint32_t i = 0; i < categories->count; i++) {
                const char *id = ((const prg_item *)categories->at[i])->id;
                if (id && strcmp(id, node->text) == 0)
                        return 0;
        }
        return prg__fault(faults, node->at, PRG_ENOTFOUND, PRG_FINDING_UNKNOWN_REFERENCE, "'%.64s' has no class '%.64s'%s",
                whose, node->text, nearest(meant, categories, node->text));
}

/* A text that is compared with a class of an indicator, or with a state, is one of these. */
static int check_comparison(const prg_formula *formula, const prg__node *call, prg__faults *faults)
{
        for (size_t i = 0; i < 2; i++) {
                const prg__node *text = &formula->nodes[prg__formula_argument(formula, call, i)];
                const prg__node *other = &formula->nodes[prg__formula_argument(formula, call, 1 - i)];
                if (text->kind != PRG__NODE_TEXT)
                        continue;
                if (other->kind == PRG__NODE_CALL && other->operation == PRG__FN_STATE && !is_state(text->text))
                        return prg__fault(faults, text->at, PRG_ENOTFOUND, PRG_FINDING_UNKNOWN_REFERENCE, "%s",
                                prg_error_last()->message);
                if (other->kind != PRG__NODE_NAME || other->item == NULL)
                        continue;
                const prg__indicator *indicator = (const prg__indicator *)other->item;
                if (indicator->categories.count)
                        return check_class(text, &indicator->categories, other->text, faults);
        }
        return 0;
}

/* The texts that the formula of a class indicator may come to are its classes. */
static int check_results(const prg_formula *formula, const prg__indicator *indicator, prg__faults *faults)
{
        unsigned char *is_result = prg__alloc_zero(formula->count);
        int code = is_result ? 0 : PRG_ENOMEM;
        if (is_result)
                is_result[formula->count - 1] = 1;
        for (size_t i = formula->count; i-- > 0 && code == 0;) {
                const prg__node *node = &formula->nodes[i];
                if (!is_result[i])
                        continue;
                if (node->kind == PRG__NODE_TEXT)
                        code = check_class(node, &indicator->categories, indicator->item.id, faults);
                if (node->kind == PRG__NODE_CALL && (node->operation == PRG__FN_IF || node->operation == PRG__FN_COALESCE))
                        for (size_t j = node->operation == PRG__FN_IF; j < node->count; j++)
                                is_result[prg__formula_argument(formula, node, j)] = 1;
        }
        prg__free(is_result);
        return code;
}

static int demand_type(const prg_formula *formula, const prg__indicator *indicator, prg__faults *faults)
{
        const prg__node *root = prg__formula_root(formula);
        int number = root->type == PRG_FORMULA_DECIMAL || root->type == PRG_FORMULA_RATIO;
        const char *found = number ? "a number" : root->type == PRG_FORMULA_CLASS ? "a class" : "a condition";
        if (root->type == PRG_FORMULA_UNKNOWN || indicator->kind == 0)
                return 0;
        if (indicator->kind == PRG__KIND_CLASS) {
                if (root->type == PRG_FORMULA_CLASS)
                        return indicator->categories.count ? check_results(formula, indicator, faults) : 0;
        } else if (number || (indicator->kind == PRG__KIND_MILESTONE && root->type == PRG_FORMULA_BOOLEAN)) {
                return 0;
        }
        return prg__fault(faults, root->at, PRG_ESCHEMA, PRG_FINDING_FORMULA_TYPE, "the indicator needs %s, the formula gives %s",
                indicator->kind == PRG__KIND_CLASS           ? "a class"
                : indicator->kind == PRG__KIND_MILESTONE     ? "a condition"
                                                             : "a number", found);
}

/* ---- indicators ---- */

/* Only what is reported and reduced by operators can be reduced by others. */
static int check_operators(const prg_formula *formula, const prg__node *call, prg__faults *faults)
{
        const prg__node *name = &formula->nodes[prg__formula_argument(formula, call, 0)];
        const prg__indicator *it = (const prg__indicator *)name->item;
        if (it == NULL || it->kind == 0)
                return 0;
        if (it->formula || it->numerator || it->denominator)
                return prg__fault(faults, name->at, PRG_ESCHEMA, PRG_FINDING_FORMULA,
                        "agg() takes an indicator that is reported; '%.64s' is computed from others", name->text);
        if (it->kind == PRG__KIND_FLOW || it->kind == PRG__KIND_STOCK || it->kind == PRG__KIND_CUMULATIVE
            || it->kind == PRG__KIND_COHORT)
                return 0;
        return prg__fault(faults, name->at, PRG_ESCHEMA, PRG_FINDING_FORMULA,
                "agg() takes flow, stock, cumulative and cohort indicators; '%.64s' is of the kind %s", name->text,
                prg_item_text(name->item, "kind"));
}

/* The start, the end and the mean of a period are those of a stock. */
static int check_stock(const prg_formula *formula, const prg__node *call, prg__faults *faults)
{
        const prg__node *argument = &formula->nodes[prg__formula_argument(formula, call, 0)];
        const prg__indicator *it = argument->kind == PRG__NODE_NAME ? (const prg__indicator *)argument->item : NULL;
        if (it == NULL || (it->kind != PRG__KIND_FLOW && it->kind != PRG__KIND_COHORT && it->kind != PRG__KIND_DISTINCT))
                return 0;
        return prg__fault(faults, argument->at, PRG_ESCHEMA, PRG_FINDING_FORMULA, "%s() takes a stock; '%.64s' is of the kind %s",
                prg__language_table[call->operation].shown.name, argument->text, prg_item_text(argument->item, "kind"));
}

/* Whether a name is that of a flow in the cell's own period. Days are the same in every calendar. */
static int is_flow_of_the_cell(const prg_formula *formula, const prg__node *node)
{
        const prg__indicator *it = (const prg__indicator *)node->item;
        if (node->kind != PRG__NODE_NAME || it == NULL || it->kind != PRG__KIND_FLOW || it->formula
            || it->period == 1) /* the first word of the choice */
                return 0;
        prg__operation around = node->owner == PRG__NO_NODE ? PRG__OPERATIONS : formula->nodes[node->owner].operation;
        return around != PRG__FN_ON && around != PRG__FN_AT;
}

static const char *calendar_of(const prg__node *name)
{
        const prg_item *calendar = ((const prg__indicator *)name->item)->calendar;
        return calendar ? prg__text_or(calendar->id, "?") : "gregorian";
}

/* Flows of two calendars have no period in common, so that nothing would ever come out. */
static int check_flows(const prg_formula *formula, prg__faults *faults)
{
        const prg__node *first = NULL;
        int code = 0;
        for (size_t i = 0; i < formula->count && code == 0; i++) {
                const prg__node *node = &formula->nodes[i];
                if (!is_flow_of_the_cell(formula, node))
                        continue;
                if (first == NULL)
                        first = node;
                else if (strcmp(calendar_of(first), calendar_of(node)) != 0)
                        code = prg__fault(faults, node->at, PRG_ESCHEMA, PRG_FINDING_FORMULA,
                                "'%.64s' is a flow of the calendar '%.64s', '%.64s' of '%.64s'; expected on(%.64s, %.64s)",
                                node->text, calendar_of(node), first->text, calendar_of(first), node->text,
                                calendar_of(node));
        }
        return code;
}

/* ---- all of it ---- */

int prg__formula_resolve(prg_formula *formula, const prg__formula_set *set, const prg__indicator *indicator,
        prg__faults *faults)
{
        unsigned suggestions = SUGGESTIONS;
        int code = 0;
        for (size_t i = 0; i < formula->count && code == 0; i++) {
                prg__node *node = &formula->nodes[i];
                if (node->kind == PRG__NODE_NAME)
                        code = resolve_name(node, set, &suggestions, faults);
                else if (node->kind == PRG__NODE_WORD || (node->kind == PRG__NODE_TEXT && node->stands_for >= PRG__TAKES_PERIOD))
                        code = resolve_word(formula, node, set->programme, faults);
                else if (node->kind == PRG__NODE_CALL
                         && (node->operation == PRG__OP_EQUAL || node->operation == PRG__OP_NOT_EQUAL))
                        code = check_comparison(formula, node, faults);
                else if (node->kind == PRG__NODE_CALL && node->operation == PRG__FN_AGG)
                        code = check_operators(formula, node, faults);
                else if (node->kind == PRG__NODE_CALL
                         && (node->operation == PRG__FN_OPENING || node->operation == PRG__FN_CLOSING
                                 || node->operation == PRG__FN_AVERAGE))
                        code = check_stock(formula, node, faults);
        }
        if (code == 0)
                code = check_flows(formula, faults);
        if (code == 0)
                code = prg__formula_infer(formula, faults);
        if (code == 0)
                code = prg__formula_infer_units(formula, set, faults);
        if (code == 0 && indicator)
                code = demand_type(formula, indicator, faults);
        if (code == 0 && indicator)
                code = prg__formula_fit_unit(formula, indicator, faults);
        if (code == 0)
                prg__formula_infer_exactness(formula);
        return code;
}

/* ---- the public check ---- */

typedef struct telling {
        const prg_formula *formula;
        prg_report *report;
        int first; /* the code of the first finding */
        size_t at;
        prg_buf message;
} telling;

static int tell(void *payload, size_t at, int code, int finding, const char *message)
{
        telling *it = payload;
        prg_finding told = { .code = finding, .severity = PRG_SEVERITY_ERROR, .message = message };
        if (it->first == 0) {
                it->first = code;
                it->at = at;
                if (prg__buf_text(&it->message, message) < 0)
                        return PRG_ENOMEM;
        }
        prg__utf8_line(&told.line, &told.column, it->formula->text, at);
        return prg__report_add(it->report, &told);
}

/* What is wrong with formulas that it refers to is said at its beginning. */
static int tell_other(void *payload, const prg_item *indicator, size_t at, int code, int finding, const char *message)
{
        telling *it = payload;
        const char *text = ((const prg__indicator *)indicator)->formula;
        char place[PRG__FORMULA_PLACE];
        prg_buf whole = PRG_BUF_INIT;
        int result = finding == PRG_FINDING_CYCLE || text == NULL
                ? prg__buf_format(&whole, "%s", message)
                : prg__buf_format(&whole, "the formula of '%s', %s: %s", prg__text_or(indicator->id, "?"),
                        prg__formula_place(place, text, at), message);
        if (result == 0)
                result = tell(it, 0, code, finding, whole.data);
        prg_buf_dispose(&whole);
        return result;
}

/* A formula of an indicator must not need that indicator again. */
static int check_own_circle(const prg_formula *formula, const prg__formula_set *set, const prg_item *indicator, prg__faults *faults)
{
        unsigned char *told = prg__alloc_zero(formula->reference_count + 1);
        int code = told ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < formula->count && code == 0; i++) {
                const prg__node *node = &formula->nodes[i];
                const prg_item *item = NULL;
                prg_buf way = PRG_BUF_INIT;
                if (node->kind == PRG__NODE_NAME && !told[node->reference])
                        item = prg_programme_get(set->programme, "indicator", node->text);
                if (item == NULL)
                        continue;
                told[node->reference] = 1;
                code = prg__buf_format(&way, "it runs in a circle: %s", prg__text_or(indicator->id, "?"));
                if (code == 0 && (code = prg__formula_set_way(&way, set, item, indicator)) == 0) {
                        faults->count++;
                        code = faults->add(faults->payload, node->at, PRG_ECYCLE, PRG_FINDING_CYCLE, way.data);
                }
                code = code == PRG_END ? 0 : code;
                prg_buf_dispose(&way);
        }
        prg__free(told);
        return code;
}

static int check(prg_formula *formula, const prg_programme *programme, const prg_item *indicator, telling *it)
{
        static const char *const none[] = { NULL };
        const char *const *names = formula->reference_count ? formula->references : none;
        prg__formula_set set;
        prg__faults faults = { tell, it, 0, 0 };
        int code = prg__formula_set_make(&set, programme, names, formula->reference_count, tell_other, it);
        if (code == 0 && indicator)
                code = check_own_circle(formula, &set, indicator, &faults);
        if (code == 0)
                code = prg__formula_resolve(formula, &set, (const prg__indicator *)indicator, &faults);
        prg__formula_set_dispose(&set);
        return code;
}

int prg_formula_check(prg_formula *formula, prg_programme *programme, const prg_item *indicator, prg_report *report)
{
        char place[PRG__FORMULA_PLACE];
        if (formula == NULL)
                return prg__error_null("formula");
        if (programme == NULL)
                return prg__error_null("programme");
        if (indicator && (indicator->class != &prg__class_indicator || indicator->programme != programme))
                return prg__error(PRG_EINVALID, NULL, "the item is no indicator of the programme");
        prg__node *before = prg__alloc_array(formula->count, sizeof *before);
        if (before == NULL)
                return PRG_ENOMEM;
        memcpy(before, formula->nodes, formula->count * sizeof *before);
        prg__units unit = formula->unit;
        prg_calendars *calendars = formula->calendars;
        formula->calendars = NULL;
        telling it = { formula, report, 0, 0, PRG_BUF_INIT };
        int code = check(formula, programme, indicator, &it);
        if (code == 0 && it.first == 0) {
                prg_programme *old = formula->programme;
                formula->programme = prg_programme_ref(programme);
                prg_programme_unref(old);
                prg_calendars_free(calendars);
        } else {
                memcpy(formula->nodes, before, formula->count * sizeof *before);
                formula->unit = unit;
                prg_calendars_free(formula->calendars);
                formula->calendars = calendars;
                if (code == 0)
                        code = prg__error(it.first, prg__formula_place(place, formula->text, it.at), "%s", it.message.data);
        }
        prg__free(before);
        prg_buf_dispose(&it.message);
        return code;
}
