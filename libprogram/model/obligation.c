/* Obligations to report (nghĩa vụ báo cáo) as things of a programme: who reports what, for which periods, to whom and
 * through which tiers. Who owes a report for one period, and to when, the layer duty answers. */
#include "nouns.h"

static const prg__class *const holders[] = { &prg__class_agency, &prg__class_group, NULL };
static const prg__class *const indicators[] = { &prg__class_indicator, NULL };
static const prg__class *const components[] = { &prg__class_component, NULL };
static const prg__class *const calendars[] = { &prg__class_calendar, NULL };
static const prg__class *const flows[] = { &prg__class_flow, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const tiers[] = { &prg__class_tier, NULL };
static const prg__class *const deadlines[] = { &prg__class_deadline, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__obligation),
        PRG__F_TARGET(prg__obligation, who, PRG__REFS, holders, PRG__REQUIRED,
                "who reports (ai phải báo cáo): agencies and groups; of a group, each member, or all together"),
        PRG__F_TARGET(prg__obligation, indicators, PRG__REFS, indicators, 0,
                "the indicators that are reported: nobody else is expected to report them"),
        PRG__F(prg__obligation, content, PRG__TEXT, "what else is reported, such as a narrative (nội dung)"),
        PRG__F_TARGET(prg__obligation, calendar, PRG__REF, calendars, 0,
                "the calendar of its periods (lịch báo cáo); the Gregorian one by default"),
        PRG__F_CHOICE(prg__obligation, period, prg__period_words, PRG__REQUIRED, "the type of its periods (kỳ báo cáo)"),
        { "cut_off", PRG__COUNT, offsetof(prg__obligation, cut_off), NULL, NULL, 31, 0,
                "the day of the period's last month on which the data close (ngày chốt số liệu); without it, the period's last day" },
        PRG__F(prg__obligation, from, PRG__DATE, "the first day on which it is in force, judged on the last day of a period"),
        PRG__F(prg__obligation, to, PRG__DATE, "the last day on which it is in force"),
        PRG__F_TARGET(prg__obligation, flow, PRG__REF, flows, 0, "the flow that it makes binding"),
        PRG__F_TARGET(prg__obligation, components, PRG__REFS, components, 0, "the components that order or concern it"),
        PRG__F_TARGET(prg__obligation, urged_by, PRG__REFS, holders, 0,
                "who chases what is missing (đôn đốc); without it, whoever has the role urge in one of its components, else the receiver"),
        PRG__F_TARGET(prg__obligation, document, PRG__REF, documents, 0, "the document that orders it"),
        PRG__FIELD_NOTE(prg__obligation),
        PRG__F_TARGET(prg__obligation, tiers, PRG__ITEMS, tiers, PRG__REQUIRED,
                "the tiers (chặng) that it goes through: whoever receives at one reports at the next"),
        PRG__FIELD_END
};

/* Whoever belongs to a relative group, such as "the levels below", follows from who acts, and here nobody does. */
static int check_holder(const prg_item *item, struct prg__check *check, const char *key, const prg_item *holder)
{
        if (holder == NULL || holder->class != &prg__class_group
            || ((const prg__group *)holder)->membership != PRG__GROUP_RELATIVE)
                return 0;
        return prg__check_add(check, item, key, PRG_FINDING_CONTRADICTION,
                "'%s' is a relative group, which has members only for an acting agency", prg__text_or(holder->id, "?"));
}

static int check_obligation(const prg_item *item, struct prg__check *check)
{
        const prg__obligation *it = (const prg__obligation *)item;
        int code = prg__check_interval(item, check);
        if (code == 0)
                code = prg__check_periods(item, check, it->calendar, it->period);
        for (size_t i = 0; code == 0 && i < it->who.count; i++)
                code = check_holder(item, check, "who", it->who.at[i]);
        if (code == 0 && it->cut_off == 0)
                code = prg__check_add(check, item, "cut_off", PRG_FINDING_VALUE,
                        "0 is no day of a month; expected 1 to 31");
        return code;
}

const prg__class prg__class_obligation = { "obligation",
        "who reports what, for which periods, to whom and by when (nghĩa vụ báo cáo)", sizeof(prg__obligation), fields,
        PRG__CLASS_OBLIGATION, check_obligation };

static const prg__field tier_fields[] = {
        PRG__F_TARGET(prg__tier, receiver, PRG__REF, holders, PRG__REQUIRED,
                "who receives: of a group, the member that the sender lies below, else the group as a whole"),
        PRG__F_TARGET(prg__tier, deadline, PRG__RECORD, deadlines, 0, "by when (thời hạn); without it, never late"),
        PRG__FIELD_NOTE(prg__tier),
        PRG__FIELD_END
};

static int check_tier(const prg_item *item, struct prg__check *check)
{
        return check_holder(item, check, "receiver", ((const prg__tier *)item)->receiver);
}

const prg__class prg__class_tier = { "tier", "a step of a report on its way up (chặng, cấp nhận)", sizeof(prg__tier),
        tier_fields, PRG__NO_ID, check_tier };
