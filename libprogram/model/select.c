/* Questions that look at everything: components with a property, things without a link, integrations, and
 * the search in texts. Each is one walk. */
#include <string.h>

#include <libprogram/text.h>

#include "item.h"
#include "item_list.h"
#include "nouns.h"
#include "programme.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"

/* Whether an item is an answer: 1, 0, or a negative result code. */
typedef int (*test)(const prg_item *item, void *payload);

static int collect(prg_item_list **list, const prg_programme *programme, const char *class_name, test matches,
        void *payload)
{
        prg_item_list *found = prg__item_list_new(programme);
        prg_walk *walk = NULL;
        prg_item *item;
        int code = found ? prg_walk_new(&walk, prg_programme_root(programme), class_name) : PRG_ENOMEM;
        while (code == 0 && (code = prg_walk_next(walk, &item)) == 0) {
                int answer = matches(item, payload);
                if (answer < 0)
                        code = answer;
                else if (answer)
                        code = prg__item_list_push(found, item);
        }
        prg_walk_free(walk);
        return prg__item_list_finish(list, found, code);
}

/* ---- components with a property ---- */

struct selection {
        const char *kind;
        prg_selection what;
        prg_date day;
};

static int has_deadline(const prg__component *component)
{
        const prg__time *time = (const prg__time *)component->time;
        if (component->to != PRG_DATE_NONE || time == NULL)
                return component->to != PRG_DATE_NONE;
        switch (time->form) {
        case PRG__TIME_WINDOW:
        case PRG__TIME_DEADLINE:
        case PRG__TIME_RANGE:
        case PRG__TIME_RECURRENCE:
        case PRG__TIME_ANNIVERSARY: return 1;
        default: return time->to != NULL || time->deadline != NULL;
        }
}

static int is_selected(const prg_item *item, void *payload)
{
        const struct selection *selection = payload;
        const prg__component *component = (const prg__component *)item;
        const prg__time *time = (const prg__time *)component->time;
        prg_lead lead;
        if (selection->kind && (component->kind == NULL || strcmp(component->kind, selection->kind) != 0))
                return 0;
        switch (selection->what) {
        case PRG_SELECT_WITHOUT_DEADLINE: return !has_deadline(component);
        case PRG_SELECT_WITHOUT_INDICATOR: return component->indicators.count == 0;
        case PRG_SELECT_WITHOUT_LEAD: return prg_component_lead(&lead, NULL, item, selection->day) == 0 && lead == PRG_LEAD_NONE;
        case PRG_SELECT_UNRESOLVED_TIME: return time && time->form == PRG__TIME_UNRESOLVED;
        default: return 1;
        }
}

int prg_programme_select(prg_item_list **list, const prg_programme *programme, const char *kind,
        prg_selection selection, prg_date day)
{
        struct selection what = { kind, selection, day };
        if (list == NULL)
                return prg__error_null("list");
        if (programme == NULL)
                return prg__error_null("programme");
        if ((unsigned)selection > PRG_SELECT_UNRESOLVED_TIME)
                return prg__error(PRG_EINVALID, NULL, "%d is no selection", (int)selection);
        return collect(list, programme, "component", is_selected, &what);
}

/* ---- things without a link ---- */

static int refers_to(const prg__list *list, const prg_item *item)
{
        for (size_t i = 0; i < list->count; i++)
                if (list->at[i] == item)
                        return 1;
        return 0;
}

static int is_unmeasured(const prg_item *objective, void *unused)
{
        const prg__root *root = &objective->programme->root;
        (void)unused;
        for (size_t i = 0; i < root->indicators.count; i++)
                if (refers_to(&((const prg__indicator *)root->indicators.at[i])->objectives, objective))
                        return 0;
        for (size_t i = 0; i < root->indicator_groups.count; i++)
                if (refers_to(&((const prg__indicator_group *)root->indicator_groups.at[i])->objectives, objective))
                        return 0;
        return 1;
}

static int is_aimless(const prg_item *indicator, void *unused)
{
        const prg__indicator *it = (const prg__indicator *)indicator;
        (void)unused;
        if (it->objectives.count)
                return 0;
        /* What the group serves, its indicators serve. A programme that was not checked may have a circle
         * here; no way without one is longer than there are groups. */
        size_t steps = indicator->programme->root.indicator_groups.count;
        for (const prg__indicator_group *group = (const prg__indicator_group *)it->group; group && steps--;
                group = (const prg__indicator_group *)group->parent)
                if (group->objectives.count)
                        return 0;
        return 1;
}

int prg_programme_unlinked(prg_item_list **list, const prg_programme *programme, const char *class_name)
{
        if (list == NULL)
                return prg__error_null("list");
        if (programme == NULL)
                return prg__error_null("programme");
        if (class_name == NULL)
                return prg__error_null("class_name");
        if (strcmp(class_name, "objective") == 0)
                return collect(list, programme, class_name, is_unmeasured, NULL);
        if (strcmp(class_name, "indicator") == 0)
                return collect(list, programme, class_name, is_aimless, NULL);
        return prg__error(PRG_EINVALID, NULL, "'%s' is neither objective nor indicator", class_name);
}

/* ---- integrations ---- */

static int integrates(const prg_item *item, void *what)
{
        const prg__integration *edge = (const prg__integration *)item;
        return edge->component == what || edge->external == what || edge->document == what;
}

int prg_item_integrations(prg_item_list **list, const prg_item *item)
{
        if (list == NULL)
                return prg__error_null("list");
        if (item == NULL)
                return prg__error_null("item");
        if (item->class != &prg__class_component && item->class != &prg__class_external
            && item->class != &prg__class_document)
                return prg__error(PRG_EINVALID, item->id, "a %s is not integrated with; expected a component, an external or a document",
                        item->class->name);
        return collect(list, item->programme, "integration", integrates, prg__without_const(item));
}

/* ---- search ---- */

struct search {
        prg_buf wanted, folded;
        unsigned flags;
};

/* 1, 0, or a negative result code. */
static int text_contains(struct search *search, const char *text)
{
        if (text == NULL)
                return 0;
        search->folded.length = 0;
        int code = prg_text_fold(&search->folded, text, strlen(text), search->flags);
        if (code < 0)
                return code;
        return search->folded.length && strstr(search->folded.data, search->wanted.data) != NULL;
}

static int contains(const prg_item *item, void *payload)
{
        struct search *search = payload;
        int answer = 0;
        for (const prg__field *field = item->class->fields; answer == 0 && field->key; field++) {
                const void *at = prg__member(item, field);
                if (field->type == PRG__TEXT)
                        answer = text_contains(search, *(const char *const *)at);
                for (size_t i = 0; answer == 0 && field->type == PRG__NAMES && i < ((const prg__names *)at)->count; i++)
                        answer = text_contains(search, ((const prg__names *)at)->at[i].text);
                for (size_t i = 0; answer == 0 && field->type == PRG__TEXTS && i < ((const prg__list *)at)->count; i++)
                        answer = text_contains(search, ((const prg__list *)at)->at[i]);
        }
        return answer;
}

int prg_programme_search(prg_item_list **list, const prg_programme *programme, const char *class_name,
        const char *text, unsigned flags)
{
        struct search search = { PRG_BUF_INIT, PRG_BUF_INIT, flags };
        if (list == NULL)
                return prg__error_null("list");
        if (programme == NULL)
                return prg__error_null("programme");
        if (text == NULL)
                return prg__error_null("text");
        int code = prg_text_fold(&search.wanted, text, strlen(text), flags);
        if (code == 0 && search.wanted.length == 0)
                code = prg__error(PRG_EINVALID, NULL, "the text to look for is empty");
        if (code == 0)
                code = collect(list, programme, class_name, contains, &search);
        prg_buf_dispose(&search.wanted);
        prg_buf_dispose(&search.folded);
        return code;
}
