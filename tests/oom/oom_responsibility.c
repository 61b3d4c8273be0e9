/* Questions without memory: no list is half made, the programme is as before, and the next answer is right. */
#include "model.h"

typedef int (*question)(prg_item_list **list, const prg_programme *programme);

static int ask(question put, size_t expected)
{
        prg_programme *programme = model_new();
        prg_buf before = model_written(programme);
        prg_item_list *list = NULL, *again = NULL;
        oom_begin();
        int code = put(&list, programme);
        oom_end();
        oom_check((list != NULL) == (code == 0));
        oom_check(code < 0 || prg_item_list_size(list) == expected);
        prg_item_list_free(list);
        oom_check(put(&again, programme) == 0 && prg_item_list_size(again) == expected);
        prg_buf after = model_written(programme);
        oom_check(model_same(&before, &after));
        prg_programme_unref(programme);
        oom_check(expected == 0 || prg_item_id(prg_item_owner(prg_item_list_at(again, 0))) != NULL);
        prg_item_list_free(again);
        prg_buf_dispose(&before);
        prg_buf_dispose(&after);
        return code;
}

static int members(prg_item_list **list, const prg_programme *programme)
{
        return prg_group_members(list, prg_programme_get(programme, "group", "G"), PRG_DATE_NONE, NULL);
}

static int lead(prg_item_list **list, const prg_programme *programme)
{
        prg_lead how;
        return prg_component_lead(&how, list, prg_programme_get(programme, "component", "T"), PRG_DATE_NONE);
}

static int assignments(prg_item_list **list, const prg_programme *programme)
{
        return prg_agency_assignments(list, prg_programme_get(programme, "agency", "A"), PRG_DATE_NONE);
}

static int components(prg_item_list **list, const prg_programme *programme)
{
        return prg_programme_select(list, programme, NULL, PRG_SELECT_WITHOUT_DEADLINE, PRG_DATE_NONE);
}

static int objectives(prg_item_list **list, const prg_programme *programme)
{
        return prg_programme_unlinked(list, programme, "objective");
}

static int integrations(prg_item_list **list, const prg_programme *programme)
{
        return prg_item_integrations(list, prg_programme_get(programme, "component", "P"));
}

static int texts(prg_item_list **list, const prg_programme *programme)
{
        return prg_programme_search(list, programme, NULL, "tuy", PRG_TEXT_FOLD_MARKS);
}

#define ASK(name, expected) static int ask_##name(void) { return ask(name, expected); }
ASK(members, 1)
ASK(lead, 1)
ASK(assignments, 2)
ASK(components, 3)
ASK(objectives, 1)
ASK(integrations, 1)
ASK(texts, 1)

static int group_has(void)
{
        prg_programme *programme = model_new();
        int belongs = 7;
        oom_begin();
        int code = prg_group_has(&belongs, prg_programme_get(programme, "group", "G"),
                prg_programme_get(programme, "agency", "A"), PRG_DATE_NONE, NULL);
        oom_end();
        oom_check(belongs == (code == 0 ? 1 : 7));
        prg_programme_unref(programme);
        return code;
}

static int matrix(void)
{
        prg_programme *programme = model_new();
        prg_matrix *made = NULL;
        oom_begin();
        int code = prg_matrix_new(&made, programme, NULL, PRG_DATE_NONE);
        const prg_item *row = prg_matrix_row(made, 0), *column = prg_matrix_column(made, 1);
        const prg_item *cell = prg_matrix_cell(made, 0, 1, 0);
        oom_end();
        oom_check((made != NULL) == (code == 0));
        oom_check(code < 0 || (strcmp(prg_item_id(row), "T") == 0 && strcmp(prg_item_id(column), "G") == 0 && cell != NULL));
        prg_matrix_free(made);
        prg_programme_unref(programme);
        return code;
}

static int without_memory(void)
{
        prg_programme *programme = model_new();
        prg_item_list *list = NULL;
        prg_lead how = PRG_LEAD_NONE, named = PRG_LEAD_NONE;
        oom_check(lead(&list, programme) == 0);
        const prg_item *task = model_get(programme, "component", "T");
        oom_begin();
        int code = prg_component_lead(&how, NULL, task, PRG_DATE_NONE);
        int from_name = prg_lead_from_name(&named, "explicit");
        const char *name = prg_lead_name(how);
        int binding = prg_assignment_is_binding(prg_item_at(task, "assignments", 0));
        size_t size = prg_item_list_size(list);
        const prg_item *first = prg_item_list_at(list, 0);
        prg_item_list_free(list);
        oom_end();
        oom_check(from_name == 0 && named == PRG_LEAD_EXPLICIT && how == PRG_LEAD_EXPLICIT && strcmp(name, "explicit") == 0);
        oom_check(binding == 1 && size == 1 && strcmp(prg_item_id(first), "A") == 0);
        prg_programme_unref(programme);
        return code;
}

const oom_row oom_responsibility[] = {
        { "prg_group_members", ask_members },
        { "prg_group_has", group_has },
        { "prg_component_lead", ask_lead },
        { "prg_component_lead", without_memory },
        { "prg_agency_assignments", ask_assignments },
        { "prg_programme_select", ask_components },
        { "prg_programme_unlinked", ask_objectives },
        { "prg_item_integrations", ask_integrations },
        { "prg_programme_search", ask_texts },
        { "prg_matrix_new", matrix },
        { "prg_matrix_row", matrix },
        { "prg_matrix_column", matrix },
        { "prg_matrix_cell", matrix },
        { "prg_matrix_free", matrix },
        { "prg_lead_name", without_memory },
        { "prg_lead_from_name", without_memory },
        { "prg_assignment_is_binding", without_memory },
        { "prg_item_list_size", without_memory },
        { "prg_item_list_at", without_memory },
        { "prg_item_list_free", without_memory },
        { NULL, NULL },
};
