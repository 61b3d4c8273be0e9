/* Who stands for an agency on a day.
 *
 * From an agency the chain takes the earliest handing over that concerns the thing that is asked about, and goes on
 * from the one who took over, with what moves on that day or later. Days never run back, so a circle can only lie
 * within one day; a chain that takes more steps than there are agencies runs in one, and ends where it is. */
#include "succession.h"

#include "model/item.h"
#include "model/item_list.h"
#include "model/programme.h"
#include "util/date.h"
#include "util/error.h"

/* ---- what a handing over concerns ---- */

static int lists(const prg__list *functions, const prg_item *item)
{
        for (uint32_t i = 0; i < functions->count; i++)
                if (functions->at[i] == item)
                        return 1;
        return 0;
}

/* A component moves with those that it is part of. */
static int moves_component(const prg__list *functions, const prg_item *component)
{
        for (; component && component->class == &prg__class_component; component = component->owner)
                if (lists(functions, component))
                        return 1;
        return 0;
}

static int moves_obligation(const prg__list *functions, const prg__obligation *obligation)
{
        if (lists(functions, &obligation->item))
                return 1;
        for (uint32_t i = 0; i < obligation->components.count; i++)
                if (moves_component(functions, obligation->components.at[i]))
                        return 1;
        for (uint32_t i = 0; i < obligation->indicators.count; i++)
                if (!lists(functions, obligation->indicators.at[i]))
                        return 0;
        return obligation->indicators.count > 0;
}

/* Whether it moves: 2 when it is named, 1 when everything moves. */
static int concerns(const prg__successor *successor, const prg_item *of)
{
        if (successor->functions.count == 0)
                return 1;
        if (of == NULL)
                return 0;
        int named = of->class == &prg__class_obligation
                ? moves_obligation(&successor->functions, (const prg__obligation *)of)
                : of->class == &prg__class_component ? moves_component(&successor->functions, of)
                                                     : lists(&successor->functions, of);
        return named ? 2 : 0;
}

/* ---- chains ---- */

int prg__succession_step(prg__holding *holding, const prg_item *of, prg_date day, int first)
{
        const prg__list *successors = &holding->agency->successors;
        const prg__successor *best = NULL;
        int best_concern = 0;
        for (uint32_t i = 0; i < successors->count; i++) {
                const prg__successor *it = successors->at[i];
                if (it->agency == NULL || it->on == PRG_DATE_NONE || it->on > day
                    || (holding->since != PRG_DATE_NONE && (first ? it->on <= holding->since : it->on < holding->since))
                    || (best && it->on > best->on))
                        continue;
                int concern = concerns(it, of);
                if (concern && (best == NULL || it->on < best->on || concern > best_concern)) {
                        best = it;
                        best_concern = concern;
                }
        }
        if (best == NULL)
                return 0;
        *holding = (prg__holding){ (const prg__agency *)best->agency, best->on };
        return 1;
}

prg__holding prg__succession_end(const prg__agency *agency, const prg_item *of, prg_date since, prg_date day)
{
        prg__holding holding = { agency, since };
        uint32_t steps = agency->item.programme->root.agencies.count;
        for (int first = 1; steps > 0 && prg__succession_step(&holding, of, day, first); first = 0)
                steps--;
        return holding;
}

const prg__agency *prg__successor_of(const prg__agency *agency, const prg_item *of, prg_date since, prg_date day)
{
        const prg__agency *last = prg__succession_end(agency, of, since, day).agency;
        return prg__day_within(day, last->from, last->to) ? last : NULL;
}

/* ---- public ---- */

static int is_subject(const prg_item *item)
{
        return item == NULL || item->class == &prg__class_component || item->class == &prg__class_obligation
                || item->class == &prg__class_indicator;
}

int prg_agency_successor(prg_item **successor, const prg_item *agency, const prg_item *of, prg_date since, prg_date day)
{
        if (successor == NULL)
                return prg__error_null("successor");
        if (agency == NULL)
                return prg__error_null("agency");
        if (agency->class != &prg__class_agency)
                return prg__error(PRG_EINVALID, agency->id, "'agency' is not an agency");
        if (!is_subject(of))
                return prg__error(PRG_EINVALID, of->id, "'of' is not a component, an obligation or an indicator");
        if (prg__date_check(day) < 0 || (since != PRG_DATE_NONE && prg__date_check(since) < 0))
                return PRG_EINVALID;
        *successor = prg__without_const(prg__successor_of((const prg__agency *)agency, of, since, day));
        return 0;
}

int prg__add_responsible(prg_item_list *list, const prg_item *holder, const prg_item *of, prg_date since, prg_date day)
{
        prg_item_list *members;
        if (holder->class == &prg__class_agency) {
                const prg__agency *agency = prg__successor_of((const prg__agency *)holder, of, since, day);
                return agency ? prg__item_list_push_once(list, &agency->item) : 0;
        }
        const prg__group *group = (const prg__group *)holder;
        if (group->acts == PRG__ACTS_TOGETHER || group->membership == PRG__GROUP_RELATIVE)
                return prg__item_list_push_once(list, holder);
        int code = prg_group_members(&members, holder, day, NULL);
        if (code < 0)
                return code;
        for (size_t i = 0; code == 0 && i < prg_item_list_size(members); i++)
                code = prg__add_responsible(list, prg_item_list_at(members, i), of, since, day);
        prg_item_list_free(members);
        return code;
}

int prg_item_responsible(prg_item_list **list, const prg_item *item, prg_date day)
{
        if (list == NULL)
                return prg__error_null("list");
        if (item == NULL)
                return prg__error_null("item");
        if (item->class != &prg__class_assignment && item->class != &prg__class_obligation)
                return prg__error(PRG_EINVALID, item->id, "'item' is not an assignment or an obligation");
        if (prg__date_check(day) < 0)
                return PRG_EINVALID;
        prg_date from = prg_item_date(item, "from");
        prg_item_list *found = prg__item_list_new(item->programme);
        int code = found ? 0 : PRG_ENOMEM;
        if (code == 0 && prg__day_within(day, from, prg_item_date(item, "to"))) {
                if (item->class == &prg__class_assignment) {
                        const prg__assignment *it = (const prg__assignment *)item;
                        const prg_item *holder = it->agency ? it->agency : it->group;
                        code = holder ? prg__add_responsible(found, holder, item->owner, from, day) : 0;
                } else {
                        const prg__obligation *it = (const prg__obligation *)item;
                        for (uint32_t i = 0; code == 0 && i < it->who.count; i++)
                                code = prg__add_responsible(found, it->who.at[i], item, from, day);
                }
        }
        return prg__item_list_finish(list, found, code);
}
