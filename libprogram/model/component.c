/* Components (thành phần): the tree of the programme, of any kinds and any depth, with what belongs to one:
 * who does it in which role, what it is integrated with, and when. Values and money add along the one
 * parent edge only. */
#include <string.h>

#include <libprogram/buf.h>

#include "check.h"
#include "nouns.h"
#include "util/buf.h"
#include "util/error.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const groups[] = { &prg__class_group, NULL };
static const prg__class *const roles[] = { &prg__class_role, NULL };
static const prg__class *const objectives[] = { &prg__class_objective, NULL };
static const prg__class *const indicators[] = { &prg__class_indicator, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const externals[] = { &prg__class_external, NULL };
static const prg__class *const components[] = { &prg__class_component, NULL };
static const prg__class *const calendars[] = { &prg__class_calendar, NULL };
static const prg__class *const events[] = { &prg__class_event, NULL };
static const prg__class *const deadlines[] = { &prg__class_deadline, NULL };
static const prg__class *const areas[] = { &prg__class_area, NULL };
static const prg__class *const assignments[] = { &prg__class_assignment, NULL };
static const prg__class *const integrations[] = { &prg__class_integration, NULL };
static const prg__class *const times[] = { &prg__class_time, NULL };
static const char *const aims[] = { "zero", "maintain", "reduce", "increase", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__component),
        { "kind", PRG__WORD, offsetof(prg__component, kind), NULL, NULL, 0, PRG__REQUIRED,
                "programme, project (dự án), scheme (đề án), movement (phong trào), model (mô hình), campaign (đợt cao điểm), task (nhiệm vụ) …" },
        PRG__F(prg__component, text, PRG__TEXT, "the wording of the document (nguyên văn)"),
        PRG__F(prg__component, locator, PRG__TEXT, "where in the document: item, bullet, part"),
        PRG__F_TARGET(prg__component, document, PRG__REF, documents, 0, "the document that it comes from"),
        PRG__F(prg__component, from, PRG__DATE, "its first day"),
        PRG__F(prg__component, to, PRG__DATE, "its last day"),
        PRG__F_TARGET(prg__component, time, PRG__RECORD, times, 0, "when, as the document words it (thời gian)"),
        PRG__F_CHOICE(prg__component, aim, aims, 0,
                "a wording that asks for a state: zero (không để phát sinh), maintain (giữ vững, duy trì), reduce (giảm), increase (tăng)"),
        PRG__F_TARGET(prg__component, external, PRG__REF, externals, 0, "the outside programme that it is a part of as well"),
        PRG__F_TARGET(prg__component, concerns, PRG__REFS, components, 0, "the components that it is about: a task that evaluates a project"),
        PRG__F_TARGET(prg__component, objectives, PRG__REFS, objectives, 0, "the objectives that it serves"),
        PRG__F_TARGET(prg__component, indicators, PRG__REFS, indicators, 0, "the indicators that measure it"),
        PRG__F_TARGET(prg__component, documents, PRG__REFS, documents, 0, "the documents that it is about"),
        PRG__F_TARGET(prg__component, areas, PRG__REFS, areas, 0, "where it takes place; none means everywhere"),
        PRG__F(prg__component, territory, PRG__TEXT, "where, in words, when it depends on a class or is no administrative unit (key areas, routes)"),
        PRG__F(prg__component, people, PRG__TEXT, "whom it is for, in words"),
        PRG__FIELD_NOTE(prg__component),
        PRG__F_TARGET(prg__component, assignments, PRG__ITEMS, assignments, 0, "who does it in which role (phân công)"),
        PRG__F_TARGET(prg__component, integrated, PRG__ITEMS, integrations, 0, "what it is integrated with (lồng ghép)"),
        PRG__F_TARGET(prg__component, children, PRG__ITEMS, components, 0, "the components that it consists of"),
        PRG__FIELD_END
};

const prg__class prg__class_component = { "component", "a part of the programme (dự án, đề án, nhiệm vụ …)",
        sizeof(prg__component), fields, PRG__CLASS_COMPONENT, prg__check_interval };

/* ---- assignments ---- */

static const prg__field assignment_fields[] = {
        PRG__F_TARGET(prg__assignment, agency, PRG__REF, agencies, 0, "who: an agency"),
        PRG__F_TARGET(prg__assignment, group, PRG__REF, groups, 0, "who: a group"),
        PRG__F_TARGET(prg__assignment, role, PRG__REF, roles, PRG__REQUIRED, "in which role"),
        PRG__F(prg__assignment, other, PRG__FLAG, "true for those whom the holder of the task works with or for; they never lead"),
        PRG__F(prg__assignment, binding, PRG__FLAG, "ordered (true) or requested (false, đề nghị); without it, as the role says"),
        PRG__F_TARGET(prg__assignment, by, PRG__REF, agencies, 0, "who assigned it, where the document lets an agency assign"),
        PRG__F(prg__assignment, delegated, PRG__FLAG, "true where `by` hands its own task on: the holder leads by delegation"),
        PRG__F(prg__assignment, personal, PRG__FLAG, "true where the head of the agency answers in person (người đứng đầu)"),
        PRG__F(prg__assignment, from, PRG__DATE, "the first day"),
        PRG__F(prg__assignment, to, PRG__DATE, "the last day"),
        PRG__FIELD_NOTE(prg__assignment),
        PRG__FIELD_END
};

static int check_assignment(const prg_item *item, struct prg__check *check)
{
        const prg__assignment *assignment = (const prg__assignment *)item;
        if ((assignment->agency != NULL) + (assignment->group != NULL) != 1
            && !prg__check_is_broken(check, item, "agency") && !prg__check_is_broken(check, item, "group")) {
                int code = prg__check_add(check, item, NULL,
                        assignment->agency ? PRG_FINDING_CONTRADICTION : PRG_FINDING_MISSING_FIELD,
                        "an assignment names %s", assignment->agency ? "an agency and a group; one of them is meant"
                                                                     : "neither an agency nor a group");
                if (code < 0)
                        return code;
        }
        return prg__check_interval(item, check);
}

const prg__class prg__class_assignment = { "assignment", "somebody's role in a component (phân công)",
        sizeof(prg__assignment), assignment_fields, PRG__NO_ID, check_assignment };

/* ---- integration ---- */

static const prg__field integration_fields[] = {
        PRG__F_TARGET(prg__integration, component, PRG__REF, components, 0, "integrated with this component"),
        PRG__F_TARGET(prg__integration, external, PRG__REF, externals, 0, "integrated with this outside programme"),
        PRG__F_TARGET(prg__integration, document, PRG__REF, documents, 0, "integrated with what this document asks for"),
        PRG__F(prg__integration, text, PRG__TEXT, "with what, in words, where nothing of the above is named"),
        PRG__FIELD_NOTE(prg__integration),
        PRG__FIELD_END
};

static int check_integration(const prg_item *item, struct prg__check *check)
{
        const prg__integration *edge = (const prg__integration *)item;
        int named = (edge->component != NULL) + (edge->external != NULL) + (edge->document != NULL)
                + (edge->text != NULL);
        if (named == 1 || prg__check_is_broken(check, item, "component")
            || prg__check_is_broken(check, item, "external") || prg__check_is_broken(check, item, "document")
            || prg__check_is_broken(check, item, "text"))
                return 0;
        return prg__check_add(check, item, NULL, named ? PRG_FINDING_CONTRADICTION : PRG_FINDING_MISSING_FIELD,
                "an integration names %s; expected one of component, external, document, text",
                named ? "several things" : "nothing");
}

const prg__class prg__class_integration = { "integration", "an edge to what a component is integrated with (lồng ghép)",
        sizeof(prg__integration), integration_fields, PRG__NO_ID, check_integration };

/* ---- time ---- */

static const char *const forms[] = { "window", "deadline", "range", "recurrence", "continuous", "on_demand",
        "conditional", "anniversary", "unresolved", NULL };
static const char *const regularities[] = { "day", "week", "month", "quarter", "half", "year", "stage", NULL };

static const prg__field time_fields[] = {
        PRG__F(prg__time, text, PRG__TEXT, "the words of the document (nguyên văn)"),
        PRG__F_CHOICE(prg__time, form, forms, PRG__REQUIRED,
                "window: done inside it; deadline: complete by its end; range; recurrence; continuous; on_demand; conditional on an event; anniversary of a document; unresolved"),
        PRG__F(prg__time, from, PRG__TEXT, "the first period or date: a period id, a date, or now (từ nay: the day of issue)"),
        PRG__F(prg__time, to, PRG__TEXT, "the last period or date"),
        PRG__F_CHOICE(prg__time, every, regularities, 0, "of a recurrence: how often"),
        PRG__F_TARGET(prg__time, deadline, PRG__RECORD, deadlines, 0,
                "by when (thời hạn), counted from each period, from the day of the event, or from the window; without it, the last day of the period or window"),
        PRG__F_TARGET(prg__time, calendar, PRG__REF, calendars, 0, "the calendar of a recurrence, and of periods that name none; the Gregorian one by default"),
        PRG__F(prg__time, event, PRG__TEXT, "of an on-demand or conditional task: what starts it, in words"),
        PRG__F_TARGET(prg__time, on, PRG__REF, events, 0, "of an on-demand or conditional task: the event that starts it"),
        PRG__F_TARGET(prg__time, of, PRG__REF, documents, 0, "of an anniversary: the document"),
        { "years", PRG__COUNT, offsetof(prg__time, years), NULL, NULL, 1000, 0, "of an anniversary: how many years after the document" },
        PRG__F(prg__time, reason, PRG__TEXT, "of an unresolved wording: what is missing"),
        PRG__FIELD_NOTE(prg__time),
        PRG__FIELD_END
};

int prg__time_period(prg_period *period, const prg__time *time, const prg_calendars *set, const char *id,
        const char *text)
{
        int code = prg_period_parse(period, set, text, strlen(text));
        if (time->calendar)
                id = time->calendar->id;
        if (code < 0 || id == NULL || strchr(text, ':') || period->type == PRG_PERIOD_DAY || period->type == PRG_PERIOD_DAYS)
                return code;
        prg_buf whole = PRG_BUF_INIT;
        code = prg__buf_format(&whole, "%s:%s", id, text);
        if (code == 0)
                code = prg_period_parse(period, set, whole.data, whole.length);
        prg_buf_dispose(&whole);
        return code;
}

/* A text that is no period is a finding; *known becomes 1 for one that is. */
static int check_period(prg_period *period, int *known, const prg_item *item, struct prg__check *check, const char *key,
        const char *text)
{
        const prg_calendars *set;
        *known = 0;
        if (text == NULL || (strcmp(key, "from") == 0 && strcmp(text, "now") == 0) || prg__check_is_broken(check, item, key))
                return 0;
        int code = prg__check_calendars(&set, check, item->programme);
        if (code < 0 || set == NULL || prg__check_is_broken(check, item, "calendar"))
                return code;
        code = prg__time_period(period, (const prg__time *)item, set, NULL, text);
        *known = code == 0;
        if (code == 0 || code == PRG_ENOMEM)
                return code;
        prg_buf message = PRG_BUF_INIT;
        code = prg__buf_text(&message, prg_error_last()->message);
        if (code == 0)
                code = prg__check_add(check, item, key, PRG_FINDING_VALUE, "%s", message.data);
        prg_buf_dispose(&message);
        return code;
}

static int check_periods(const prg_item *item, struct prg__check *check)
{
        const prg__time *time = (const prg__time *)item;
        prg_period from, to;
        int has_from, has_to;
        int code = check_period(&from, &has_from, item, check, "from", time->from);
        if (code == 0)
                code = check_period(&to, &has_to, item, check, "to", time->to);
        if (code == 0 && has_from && has_to && to.last < from.first)
                code = prg__check_add(check, item, "to", PRG_FINDING_CONTRADICTION, "'to' lies before 'from'");
        return code;
}

static int check_time(const prg_item *item, struct prg__check *check)
{
        const prg__time *time = (const prg__time *)item;
        int code = check_periods(item, check);
        if (code < 0)
                return code;
        const char *missing = NULL;
        if (time->form == PRG__TIME_RECURRENCE && time->every == 0)
                missing = "every";
        else if (time->form == PRG__TIME_ANNIVERSARY && time->of == NULL && !prg__check_is_broken(check, item, "of"))
                missing = "of";
        else if (time->form == PRG__TIME_ANNIVERSARY && time->years < 0)
                missing = "years";
        else if (time->form == PRG__TIME_CONDITIONAL && time->event == NULL)
                missing = "event";
        else if (time->form == PRG__TIME_UNRESOLVED && time->reason == NULL)
                missing = "reason";
        else if ((time->form == PRG__TIME_WINDOW || time->form == PRG__TIME_DEADLINE) && time->to == NULL)
                missing = "to";
        else if (time->form == PRG__TIME_RANGE && (time->from == NULL || time->to == NULL))
                missing = time->from ? "to" : "from";
        if (missing == NULL || prg__check_is_broken(check, item, missing))
                return 0;
        return prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD, "a time of the form %s has no '%s'",
                prg_item_text(item, "form"), missing);
}

const prg__class prg__class_time = { "time", "when something is done (thời gian)", sizeof(prg__time),
        time_fields, PRG__NO_ID, check_time };
