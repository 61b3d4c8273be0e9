/* Who does what.
 *
 * A derived group ("whoever leads a project") asks for the leads of components, and a lead may be a derived
 * group again, even one that leads back to the first. So the groups that are met are noted down and asked
 * one after the other, each once. */
#include <libprogram/responsibility.h>

#include <string.h>

#include "item.h"
#include "item_list.h"
#include "nouns.h"
#include "programme.h"
#include "util/error.h"
#include "util/memory.h"

static int wrong_item(const char *argument, const char *expected)
{
        return prg__error(PRG_EINVALID, NULL, "'%s' is not %s", argument, expected);
}

static int is(const prg_item *item, const prg__class *class)
{
        return item && item->class == class;
}

/* ---- leads ---- */

static prg_item *holder_of(const prg__assignment *assignment)
{
        return assignment->agency ? assignment->agency : assignment->group;
}

/* What an assignment does to the lead on a day; PRG_LEAD_NONE when it is not in force. */
static prg_lead lead_by(const prg__assignment *assignment, prg_date day)
{
        const prg__role *role = (const prg__role *)assignment->role;
        if (assignment->other == PRG__TRUE || role == NULL || holder_of(assignment) == NULL
            || !prg__day_within(day, assignment->from, assignment->to))
                return PRG_LEAD_NONE;
        switch (role->lead) {
        case PRG__LEAD_EXPLICIT: return PRG_LEAD_EXPLICIT;
        case PRG__LEAD_NONE: return PRG_LEAD_NONE;
        default: return PRG_LEAD_IMPLIED;
        }
}

static prg_lead lead_of(const prg__component *component, prg_date day)
{
        prg_lead lead = PRG_LEAD_NONE;
        for (size_t i = 0; i < component->assignments.count; i++) {
                prg_lead by = lead_by(component->assignments.at[i], day);
                if (by == PRG_LEAD_EXPLICIT)
                        return by;
                if (by == PRG_LEAD_IMPLIED)
                        lead = by;
        }
        return lead;
}

static int add_leads(prg_item_list *list, const prg__component *component, prg_date day)
{
        prg_lead lead = lead_of(component, day);
        int code = 0;
        for (size_t i = 0; code == 0 && lead != PRG_LEAD_NONE && i < component->assignments.count; i++)
                if (lead_by(component->assignments.at[i], day) == lead)
                        code = prg__item_list_push_once(list, holder_of(component->assignments.at[i]));
        return code;
}

int prg_component_lead(prg_lead *lead, prg_item_list **list, const prg_item *component, prg_date day)
{
        if (!is(component, &prg__class_component))
                return component ? wrong_item("component", "a component") : prg__error_null("component");
        const prg__component *it = (const prg__component *)component;
        if (list) {
                prg_item_list *leads = prg__item_list_new(component->programme);
                int code = leads ? add_leads(leads, it, day) : PRG_ENOMEM;
                if ((code = prg__item_list_finish(list, leads, code)) < 0)
                        return code;
        }
        if (lead)
                *lead = lead_of(it, day);
        return 0;
}

static const char *const lead_names[] = { "none", "explicit", "implied" };

const char *prg_lead_name(prg_lead lead)
{
        return (unsigned)lead < 3 ? lead_names[lead] : NULL;
}

int prg_lead_from_name(prg_lead *lead, const char *name)
{
        if (lead == NULL)
                return prg__error_null("lead");
        if (name == NULL)
                return prg__error_null("name");
        for (int i = 0; i < 3; i++)
                if (strcmp(lead_names[i], name) == 0) {
                        *lead = (prg_lead)i;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "'%s' is no way of leading; expected none, explicit or implied", name);
}

/* ---- members of groups ---- */

/* A group whose members are asked for, and the level that they must have; NULL: any. */
struct asked {
        const prg__group *group;
        const char *level;
};

struct question {
        prg_item_list *members;
        prg_date day;
        const prg_item *acting;
        struct asked *asked; /* each once, in the order in which they were met */
        size_t count, capacity;
};

static int is_level(const char *level, const char *demanded)
{
        return demanded == NULL || (level && strcmp(level, demanded) == 0);
}

static int ask(struct question *question, const prg__group *group, const char *level)
{
        if (level && group->level && strcmp(level, group->level) != 0)
                return 0; /* no agency is of two levels */
        if (level == NULL)
                level = group->level;
        for (size_t i = 0; i < question->count; i++)
                if (question->asked[i].group == group
                    && (question->asked[i].level == NULL || is_level(level, question->asked[i].level)))
                        return 0;
        if (prg__grow((void **)&question->asked, &question->capacity, question->count + 1, sizeof *question->asked) < 0)
                return PRG_ENOMEM;
        question->asked[question->count++] = (struct asked){ group, level };
        return 0;
}

static int add_agency(struct question *question, const prg_item *agency, const char *level)
{
        const prg__agency *it = (const prg__agency *)agency;
        if (!prg__day_within(question->day, it->from, it->to) || !is_level(it->level, level))
                return 0;
        return prg__item_list_push_once(question->members, agency);
}

/* An agency, or the members of a group. */
static int add_holder(struct question *question, const prg_item *holder, const char *level)
{
        return holder->class == &prg__class_group ? ask(question, (const prg__group *)holder, level)
                                                  : add_agency(question, holder, level);
}

static int add_listed(struct question *question, const struct asked *asked)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < asked->group->members.count; i++) {
                const prg__member_record *member = asked->group->members.at[i];
                if (member->agency && prg__day_within(question->day, member->from, member->to))
                        code = add_agency(question, member->agency, asked->level);
        }
        return code;
}

static int kind_matches(const prg__group *group, const char *kind)
{
        for (size_t i = 0; kind && i < group->kinds.count; i++)
                if (strcmp(group->kinds.at[i], kind) == 0)
                        return 1;
        return group->kinds.count == 0;
}

/* Who leads a component of the kinds. */
static int add_leaders(struct question *question, const struct asked *asked)
{
        prg_item *root = prg_programme_root(asked->group->item.programme);
        int code = 0;
        for (prg_item *item = root; code == 0 && item; item = prg__item_after(item, root)) {
                if (item->class != &prg__class_component)
                        continue;
                const prg__component *component = (const prg__component *)item;
                prg_lead lead = kind_matches(asked->group, component->kind) ? lead_of(component, question->day) : PRG_LEAD_NONE;
                for (size_t i = 0; code == 0 && lead != PRG_LEAD_NONE && i < component->assignments.count; i++)
                        if (lead_by(component->assignments.at[i], question->day) == lead)
                                code = add_holder(question, holder_of(component->assignments.at[i]), asked->level);
        }
        return code;
}

int prg__agency_lies_below(const prg_item *agency, const prg_item *above)
{
        const prg_item *slow = agency;
        int step = 0;
        for (const prg_item *it = ((const prg__agency *)agency)->parent; it; it = ((const prg__agency *)it)->parent) {
                if (it == above)
                        return 1;
                /* A programme that was not checked may have a circle here. */
                if (it == slow)
                        return 0;
                if (step++ % 2)
                        slow = ((const prg__agency *)slow)->parent;
        }
        return 0;
}

static int add_subordinates(struct question *question, const struct asked *asked)
{
        const prg__list *agencies = &asked->group->item.programme->root.agencies;
        int code = 0;
        for (size_t i = 0; code == 0 && question->acting && i < agencies->count; i++)
                if (prg__agency_lies_below(agencies->at[i], question->acting))
                        code = add_agency(question, agencies->at[i], asked->level);
        return code;
}

static int answer(struct question *question, const struct asked *asked)
{
        const prg__group *group = asked->group;
        int listed = group->membership == PRG__GROUP_CLOSED || group->membership == PRG__GROUP_OPEN;
        int code = 0;
        switch (listed ? 0 : group->rule) {
        case PRG__RULE_LEADS: return add_leaders(question, asked);
        case PRG__RULE_SUBORDINATES: return add_subordinates(question, asked);
        case PRG__RULE_HEADS:
                for (size_t i = 0; code == 0 && i < group->of.count; i++)
                        code = add_holder(question, group->of.at[i], asked->level);
                return code;
        default: return add_listed(question, asked);
        }
}

static int add_members(prg_item_list *list, const prg__group *group, prg_date day, const prg_item *acting)
{
        struct question question = { list, day, acting, NULL, 0, 0 };
        int code = ask(&question, group, NULL);
        for (size_t i = 0; code == 0 && i < question.count; i++) {
                struct asked asked = question.asked[i]; /* the answer may make the array move */
                code = answer(&question, &asked);
        }
        prg__free(question.asked);
        return code;
}

static int check_group_arguments(const prg_item *group, const prg_item *acting)
{
        if (!is(group, &prg__class_group))
                return group ? wrong_item("group", "a group") : prg__error_null("group");
        if (acting && acting->class != &prg__class_agency)
                return wrong_item("acting", "an agency");
        if (acting == NULL && ((const prg__group *)group)->membership == PRG__GROUP_RELATIVE)
                return prg__error(PRG_EINVALID, group->id, "a relative group has members only for an acting agency");
        return 0;
}

int prg_group_members(prg_item_list **list, const prg_item *group, prg_date day, const prg_item *acting)
{
        if (list == NULL)
                return prg__error_null("list");
        int code = check_group_arguments(group, acting);
        if (code < 0)
                return code;
        prg_item_list *members = prg__item_list_new(group->programme);
        code = members ? add_members(members, (const prg__group *)group, day, acting) : PRG_ENOMEM;
        return prg__item_list_finish(list, members, code);
}

int prg_group_has(int *belongs, const prg_item *group, const prg_item *agency, prg_date day, const prg_item *acting)
{
        prg_item_list *members;
        if (belongs == NULL)
                return prg__error_null("belongs");
        if (!is(agency, &prg__class_agency))
                return agency ? wrong_item("agency", "an agency") : prg__error_null("agency");
        int code = prg_group_members(&members, group, day, acting);
        if (code < 0)
                return code;
        *belongs = prg__item_list_has(members, agency);
        prg_item_list_free(members);
        return 0;
}

/* ---- assignments ---- */

int prg_assignment_is_binding(const prg_item *assignment)
{
        if (!is(assignment, &prg__class_assignment))
                return 1;
        const prg__assignment *it = (const prg__assignment *)assignment;
        const prg__role *role = (const prg__role *)it->role;
        int binding = it->binding ? it->binding : role ? role->binding : 0;
        return binding != PRG__FALSE;
}

/* The groups that an agency belongs to on the day, and whatever was asked for itself. */
static int find_holders(prg_item_list *holders, const prg_item *holder, prg_date day)
{
        int code = prg__item_list_push(holders, holder);
        if (holder->class != &prg__class_agency)
                return code;
        const prg__list *groups = &holder->programme->root.groups;
        for (size_t i = 0; code == 0 && i < groups->count; i++) {
                const prg__group *group = groups->at[i];
                int belongs = 0;
                if (group->membership == PRG__GROUP_RELATIVE)
                        continue; /* it has no members by itself */
                code = prg_group_has(&belongs, &group->item, holder, day, NULL);
                if (code == 0 && belongs)
                        code = prg__item_list_push(holders, &group->item);
        }
        return code;
}

int prg_agency_assignments(prg_item_list **list, const prg_item *holder, prg_date day)
{
        if (list == NULL)
                return prg__error_null("list");
        if (!is(holder, &prg__class_agency) && !is(holder, &prg__class_group))
                return holder ? wrong_item("holder", "an agency or a group") : prg__error_null("holder");
        prg_item_list *holders = prg__item_list_new(holder->programme);
        prg_item_list *found = prg__item_list_new(holder->programme);
        prg_walk *walk = NULL;
        prg_item *item;
        int code = holders && found ? find_holders(holders, holder, day) : PRG_ENOMEM;
        if (code == 0)
                code = prg_walk_new(&walk, prg_programme_root(holder->programme), "assignment");
        while (code == 0 && (code = prg_walk_next(walk, &item)) == 0) {
                const prg__assignment *assignment = (const prg__assignment *)item;
                if (holder_of(assignment) && prg__item_list_has(holders, holder_of(assignment))
                    && prg__day_within(day, assignment->from, assignment->to))
                        code = prg__item_list_push(found, item);
        }
        prg_walk_free(walk);
        prg_item_list_free(holders);
        return prg__item_list_finish(list, found, code);
}
