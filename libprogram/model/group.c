/* Groups of agencies (nhóm cơ quan) that a task is given to as one.
 *
 * Closed and open groups list their members with dates; an open one says that there are others. A derived
 * group is a rule over the programme, evaluated on the day asked; a relative one needs to know who acts. */
#include "nouns.h"

#include "check.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const members[] = { &prg__class_member, NULL };
static const prg__class *const holders[] = { &prg__class_agency, &prg__class_group, NULL };
static const char *const memberships[] = { "closed", "open", "derived", "relative", NULL };
static const char *const manners[] = { "each", "together", NULL };
static const char *const rules[] = { "leads_component", "subordinates", "heads", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__group),
        PRG__F_CHOICE(prg__group, membership, memberships, PRG__REQUIRED,
                "closed: the listed ones; open: the listed ones and others; derived: by rule; relative: by rule, seen from whoever acts"),
        PRG__F_CHOICE(prg__group, acts, manners, 0,
                "each member for itself (the default), or all together as one"),
        PRG__F_CHOICE(prg__group, rule, rules, 0,
                "of a derived group: leads_component (whoever leads a component of `kinds`), heads (the heads of `of`); of a relative one: subordinates (the agencies below the acting one)"),
        PRG__F(prg__group, kinds, PRG__TEXTS, "the kinds of component that the rule looks at"),
        PRG__F_TARGET(prg__group, of, PRG__REFS, holders, 0, "the agencies or groups whose heads are meant"),
        PRG__F(prg__group, level, PRG__WORD, "only agencies of this level"),
        PRG__FIELD_NOTE(prg__group),
        PRG__F_TARGET(prg__group, members, PRG__ITEMS, members, 0, "the members, with dates"),
        PRG__FIELD_END
};

static int check_group(const prg_item *item, struct prg__check *check)
{
        const prg__group *group = (const prg__group *)item;
        int by_rule = group->membership >= PRG__GROUP_DERIVED;
        if (group->membership == 0 || prg__check_is_broken(check, item, "rule"))
                return 0;
        if (by_rule && group->rule == 0)
                return prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD, "a %s group has no rule",
                        prg_item_text(item, "membership"));
        if (by_rule && group->members.count)
                return prg__check_add(check, item, "members", PRG_FINDING_CONTRADICTION,
                        "a %s group lists members; its rule finds them", prg_item_text(item, "membership"));
        if (!by_rule && group->rule)
                return prg__check_add(check, item, "rule", PRG_FINDING_CONTRADICTION,
                        "only derived and relative groups have a rule");
        if (group->rule && (group->membership == PRG__GROUP_RELATIVE) != (group->rule == PRG__RULE_SUBORDINATES))
                return prg__check_add(check, item, "rule", PRG_FINDING_CONTRADICTION,
                        "the rule %s does not belong to a %s group", prg_item_text(item, "rule"),
                        prg_item_text(item, "membership"));
        if (group->rule == PRG__RULE_HEADS && group->of.count == 0 && !prg__check_is_broken(check, item, "of"))
                return prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD,
                        "the rule heads does not say whose: 'of' is missing");
        return 0;
}

const prg__class prg__class_group = { "group", "a group of agencies (nhóm cơ quan)", sizeof(prg__group),
        fields, PRG__CLASS_GROUP, check_group };

static const prg__field member_fields[] = {
        PRG__F_TARGET(prg__member_record, agency, PRG__REF, agencies, PRG__REQUIRED, "the member"),
        PRG__F(prg__member_record, from, PRG__DATE, "its first day as a member; without it, as long as the agency exists"),
        PRG__F(prg__member_record, to, PRG__DATE, "its last day as a member"),
        PRG__FIELD_NOTE(prg__member_record),
        PRG__FIELD_END
};

const prg__class prg__class_member = { "member", "an agency that belongs to a group",
        sizeof(prg__member_record), member_fields, PRG__NO_ID, prg__check_interval };
