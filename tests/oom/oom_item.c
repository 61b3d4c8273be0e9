/* Items without memory: an edit that fails leaves document and generation as they were, and works when there is
 * memory again. */
#include "model.h"

/* ---- edits ---- */

static int with_edit(int (*edit)(prg_programme *programme))
{
        prg_programme *programme = model_new();
        prg_buf before = model_written(programme);
        unsigned long generation = prg_programme_generation(programme);
        model_exhaust(programme);
        oom_begin();
        int code = edit(programme);
        oom_end();
        if (code < 0) {
                prg_buf after = model_written(programme);
                oom_check(model_same(&before, &after));
                oom_check(prg_programme_generation(programme) == generation);
                prg_buf_dispose(&after);
                oom_check(edit(programme) == 0);
        }
        oom_check(prg_programme_generation(programme) > generation);
        prg_buf_dispose(&before);
        before = model_written(programme);
        prg_programme *copy = NULL;
        oom_check(prg_programme_copy(&copy, programme) == 0);
        prg_buf copied = model_written(copy);
        oom_check(model_same(&before, &copied));
        prg_programme_unref(copy);
        prg_programme_unref(programme);
        prg_buf_dispose(&before);
        prg_buf_dispose(&copied);
        return code;
}

static int set_text(prg_programme *programme)
{
        return prg_item_set(model_get(programme, "component", "T"), "text", "a wording that needs some memory");
}

static int set_name(prg_programme *programme)
{
        return prg_item_set(model_get(programme, "component", "T"), "name", "Nhiệm vụ");
}

static int set_reference(prg_programme *programme)
{
        return prg_item_set(prg_item_at(model_get(programme, "component", "T"), "assignments", 0), "agency", "B");
}

static int rename_item(prg_programme *programme)
{
        return prg_item_set(model_get(programme, "agency", "A"), "id", "another");
}

static int rename_root(prg_programme *programme)
{
        return prg_item_set(prg_programme_root(programme), "id", "another");
}

static int set_translation(prg_programme *programme)
{
        return prg_item_set_translation(model_get(programme, "agency", "A"), "name", "en", "Provincial Police");
}

static int append_text(prg_programme *programme)
{
        return prg_item_append(model_get(programme, "component", "T"), "aliases", "a text");
}

static int append_reference(prg_programme *programme)
{
        return prg_item_append(model_get(programme, "component", "T"), "objectives", "O");
}

static int take(prg_programme *programme)
{
        return prg_item_take(model_get(programme, "component", "P"), "objectives", 0);
}

static int add_item(prg_programme *programme)
{
        return prg_item_add(NULL, prg_programme_root(programme), "documents", "D");
}

static int add_child(prg_programme *programme)
{
        return prg_item_add(NULL, model_get(programme, "component", "T"), "children", "T1");
}

static int add_record(prg_programme *programme)
{
        return prg_item_add(NULL, model_get(programme, "component", "T"), "time", NULL);
}

static int remove_item(prg_programme *programme)
{
        return prg_item_remove(model_get(programme, "component", "P"));
}

static int move(prg_programme *programme)
{
        return prg_item_move(model_get(programme, "component", "T"), prg_programme_root(programme), "components", 0);
}

/* Into a component that has no children yet, and behind the others. */
static int move_down(prg_programme *programme)
{
        prg_item *task = model_get(programme, "component", "T");
        return prg_item_move(model_get(programme, "component", "Q"), task, "children", 5);
}

#define EDIT(name) static int do_##name(void) { return with_edit(name); }
EDIT(set_text)
EDIT(set_name)
EDIT(set_reference)
EDIT(rename_item)
EDIT(rename_root)
EDIT(set_translation)
EDIT(append_text)
EDIT(append_reference)
EDIT(take)
EDIT(add_item)
EDIT(add_child)
EDIT(add_record)
EDIT(remove_item)
EDIT(move)
EDIT(move_down)

/* The refusal of a removal needs memory for the place of the referrer. */
static int remove_used(void)
{
        prg_programme *programme = model_new();
        prg_buf before = model_written(programme);
        oom_begin();
        int code = prg_item_remove(model_get(programme, "agency", "A"));
        oom_end();
        prg_buf after = model_written(programme);
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ECONFLICT));
        oom_check(model_same(&before, &after));
        prg_buf_dispose(&before);
        prg_buf_dispose(&after);
        prg_programme_unref(programme);
        return code == PRG_ECONFLICT ? 0 : code;
}

/* ---- reading ---- */

static int read_item(void)
{
        prg_programme *programme = model_new();
        prg_decimal number = { 0, 0 };
        oom_begin();
        const prg_item *task = prg_programme_get(programme, "component", "T");
        const prg_item *police = prg_programme_get(programme, "agency", "A");
        int right = strcmp(prg_item_class(task), "component") == 0 && strcmp(prg_item_id(task), "T") == 0
                && prg_item_programme(task) == programme && prg_item_owner(task) != NULL && prg_item_index(task) == 0
                && prg_item_is_removed(task) == 0 && strcmp(prg_item_name(police, "en"), "Công an tỉnh") == 0
                && strcmp(prg_item_text(task, "kind"), "task") == 0 && prg_item_date(task, "from") == PRG_DATE_NONE
                && prg_item_flag(task, "x", 1) == 1 && prg_item_integer(task, "x", 2) == 2
                && prg_item_number(task, "x", &number) == PRG_END && prg_item_get(task, "time") == NULL
                && prg_item_size(task, "assignments") == 2 && prg_item_at(task, "assignments", 1) != NULL
                && strcmp(prg_item_text_at(police, "aliases", 0), "CAT") == 0
                && strcmp(prg_item_language_at(police, "name", 0), "vi") == 0;
        oom_end();
        oom_check(right);
        prg_programme_unref(programme);
        return 0;
}

static int pointer(void)
{
        prg_programme *programme = model_new();
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "at ", 3) == 0);
        oom_begin();
        int code = prg_item_pointer(prg_item_at(model_get(programme, "component", "T"), "assignments", 1), &buf);
        oom_end();
        oom_check(strcmp(buf.data, code ? "at " : "at /components/0/children/0/assignments/1") == 0);
        prg_buf_dispose(&buf);
        prg_programme_unref(programme);
        return code;
}

static int walk(void)
{
        prg_programme *programme = model_new();
        prg_walk *made = NULL;
        prg_item *item = NULL;
        size_t count = 0, depth = 0;
        oom_begin();
        int code = prg_walk_new(&made, prg_programme_root(programme), "component");
        while (code == 0 && prg_walk_next(made, &item) == 0) {
                count++;
                depth += prg_walk_depth(made);
        }
        prg_walk_free(made);
        oom_end();
        oom_check(code < 0 || (count == 3 && depth == 4));
        prg_programme_unref(programme);
        return code;
}

static int classes(void)
{
        prg_field field = { NULL, NULL, NULL, NULL, 0, NULL };
        oom_begin();
        const char *name = prg_class_at(0), *doc = prg_class_doc("area");
        int code = prg_class_field(&field, "area", 0);
        oom_end();
        oom_check(strcmp(name, "programme") == 0 && doc != NULL && strcmp(field.key, "name") == 0);
        return code;
}

static int area(void)
{
        prg_programme *programme = model_new();
        oom_begin();
        const prg_item *it = prg_programme_get(programme, "area", "X");
        int right = prg_area_exists(it, PRG_DATE_MAX) && strcmp(prg_area_name(it, PRG_DATE_MAX, NULL), "X") == 0
                && prg_area_code(it, PRG_DATE_MAX) == NULL && prg_area_kind(it, PRG_DATE_MAX) == NULL
                && prg_area_parent(it, PRG_DATE_MAX) == NULL;
        oom_end();
        oom_check(right);
        prg_programme_unref(programme);
        return 0;
}

const oom_row oom_item[] = {
        { "prg_item_set", do_set_text },
        { "prg_item_set", do_set_name },
        { "prg_item_set", do_set_reference },
        { "prg_item_set", do_rename_item },
        { "prg_item_set", do_rename_root },
        { "prg_item_set_translation", do_set_translation },
        { "prg_item_append", do_append_text },
        { "prg_item_append", do_append_reference },
        { "prg_item_take", do_take },
        { "prg_item_add", do_add_item },
        { "prg_item_add", do_add_child },
        { "prg_item_add", do_add_record },
        { "prg_item_remove", do_remove_item },
        { "prg_item_remove", remove_used },
        { "prg_item_move", do_move },
        { "prg_item_move", do_move_down },
        { "prg_item_class", read_item },
        { "prg_item_id", read_item },
        { "prg_item_programme", read_item },
        { "prg_item_owner", read_item },
        { "prg_item_index", read_item },
        { "prg_item_is_removed", read_item },
        { "prg_item_name", read_item },
        { "prg_item_pointer", pointer },
        { "prg_item_text", read_item },
        { "prg_item_date", read_item },
        { "prg_item_flag", read_item },
        { "prg_item_integer", read_item },
        { "prg_item_number", read_item },
        { "prg_item_get", read_item },
        { "prg_item_size", read_item },
        { "prg_item_at", read_item },
        { "prg_item_text_at", read_item },
        { "prg_item_language_at", read_item },
        { "prg_walk_new", walk },
        { "prg_walk_next", walk },
        { "prg_walk_depth", walk },
        { "prg_walk_free", walk },
        { "prg_class_at", classes },
        { "prg_class_doc", classes },
        { "prg_class_field", classes },
        { "prg_area_exists", area },
        { "prg_area_name", area },
        { "prg_area_code", area },
        { "prg_area_kind", area },
        { "prg_area_parent", area },
        { NULL, NULL },
};
