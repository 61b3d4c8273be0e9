/* Areas (địa bàn) through time.
 *
 * An official code is not an identity: the same territory keeps its id, any change of territory makes a new
 * one, even where code and name are kept. Name, code, kind and parent are dated: the area's own fields say
 * how it began, each later state says what changed on a day. */
#include <libprogram/area.h>

#include "nouns.h"

#include "check.h"

static const prg__class *const areas[] = { &prg__class_area, NULL };
static const prg__class *const states[] = { &prg__class_area_state, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__area),
        { "code", PRG__TEXT, offsetof(prg__area, code), NULL, NULL, 0, PRG__FOLDED, "its official code (mã số), a text with its leading zeros" },
        { "level", PRG__WORD, offsetof(prg__area, level), NULL, NULL, 0, PRG__REQUIRED, "province, district, commune … (cấp)" },
        PRG__F(prg__area, kind, PRG__WORD, "what it is called: xa (xã), phuong (phường), thi_tran (thị trấn) …"),
        PRG__F_TARGET(prg__area, parent, PRG__REF, areas, 0, "the area that it lies in"),
        PRG__F(prg__area, from, PRG__DATE, "the first day of its existence"),
        PRG__F(prg__area, to, PRG__DATE, "the last day of its existence"),
        PRG__FIELD_NOTE(prg__area),
        PRG__F_TARGET(prg__area, later, PRG__ITEMS, states, 0, "what changed later while the territory stayed, in order of days"),
        PRG__FIELD_END
};

static int check_area(const prg_item *item, struct prg__check *check)
{
        const prg__area *area = (const prg__area *)item;
        int code = prg__check_interval(item, check);
        prg_date before = area->from;
        for (size_t i = 0; code == 0 && i < area->later.count; i++) {
                const prg__area_state *state = area->later.at[i];
                if (state->from == PRG_DATE_NONE)
                        continue;
                if ((before != PRG_DATE_NONE && state->from <= before)
                    || (area->to != PRG_DATE_NONE && state->from > area->to))
                        code = prg__check_add(check, &state->item, "from", PRG_FINDING_CONTRADICTION,
                                "the days of later states rise, within the area's existence");
                before = state->from;
        }
        return code;
}

const prg__class prg__class_area = { "area", "a unit of territory with a time of existence (địa bàn)",
        sizeof(prg__area), fields, PRG__CLASS_AREA, check_area };

static const prg__field state_fields[] = {
        { "from", PRG__DATE, offsetof(prg__area_state, from), NULL, NULL, 0, PRG__REQUIRED, "from this day on" },
        PRG__FIELD_NAME(prg__area_state),
        PRG__F(prg__area_state, code, PRG__TEXT, "the new code"),
        PRG__F(prg__area_state, kind, PRG__WORD, "the new kind"),
        PRG__F_TARGET(prg__area_state, parent, PRG__REF, areas, 0, "the new parent"),
        PRG__F_TARGET(prg__area_state, document, PRG__REF, documents, 0, "the document that ordered it"),
        PRG__FIELD_NOTE(prg__area_state),
        PRG__FIELD_END
};

const prg__class prg__class_area_state = { "area_state", "what changed of an area on a day while its territory stayed",
        sizeof(prg__area_state), state_fields, PRG__NO_ID, NULL };

/* ---- the state on a day ---- */

enum attribute { NAME, CODE, KIND, PARENT };

static int says(const prg__area_state *state, enum attribute attribute)
{
        switch (attribute) {
        case NAME: return state->item.name.count > 0;
        case CODE: return state->code != NULL;
        case KIND: return state->kind != NULL;
        case PARENT: break;
        }
        return state->parent != NULL;
}

/* The last later state that has begun and says the attribute; NULL: as the area began. */
static const prg__area_state *state_on(const prg__area *area, prg_date day, enum attribute attribute)
{
        for (size_t i = day == PRG_DATE_NONE ? 0 : area->later.count; i-- > 0;) {
                const prg__area_state *state = area->later.at[i];
                if (state->from != PRG_DATE_NONE && state->from <= day && says(state, attribute))
                        return state;
        }
        return NULL;
}

int prg_area_exists(const prg_item *area, prg_date day)
{
        if (area == NULL || area->class != &prg__class_area)
                return 0;
        const prg__area *it = (const prg__area *)area;
        return prg__day_within(day, it->from, it->to);
}

const char *prg_area_name(const prg_item *area, prg_date day, const char *language)
{
        if (area == NULL || area->class != &prg__class_area)
                return NULL;
        const prg__area_state *state = state_on((const prg__area *)area, day, NAME);
        return prg_item_name(state ? &state->item : area, language);
}

const char *prg_area_code(const prg_item *area, prg_date day)
{
        if (area == NULL || area->class != &prg__class_area)
                return NULL;
        const prg__area *it = (const prg__area *)area;
        const prg__area_state *state = state_on(it, day, CODE);
        return state ? state->code : it->code;
}

const char *prg_area_kind(const prg_item *area, prg_date day)
{
        if (area == NULL || area->class != &prg__class_area)
                return NULL;
        const prg__area *it = (const prg__area *)area;
        const prg__area_state *state = state_on(it, day, KIND);
        return state ? state->kind : it->kind;
}

const prg_item *prg_area_parent(const prg_item *area, prg_date day)
{
        if (area == NULL || area->class != &prg__class_area)
                return NULL;
        const prg__area *it = (const prg__area *)area;
        const prg__area_state *state = state_on(it, day, PARENT);
        return state ? state->parent : it->parent;
}
