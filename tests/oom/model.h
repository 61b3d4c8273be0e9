/* A small programme for the out-of-memory scenarios of the model, and how it is when it is whole. */
#ifndef TESTS_OOM_MODEL_H
#define TESTS_OOM_MODEL_H

#include "oom.h"

#include <stdlib.h>
#include <string.h>

#include "model/programme.h"
#include "util/error.h"
#include "util/memory.h"

static inline prg_item *model_add(prg_item *owner, const char *key, const char *id)
{
        prg_item *item = NULL;
        oom_check(prg_item_add(&item, owner, key, id) == 0);
        return item;
}

static inline prg_item *model_assign(prg_item *component, const char *key, const char *holder, const char *role)
{
        prg_item *assignment = model_add(component, "assignments", NULL);
        oom_check(prg_item_set(assignment, key, holder) == 0 && prg_item_set(assignment, "role", role) == 0);
        return assignment;
}

/* Two agencies and a derived group, two projects, a task, an integration, an area with a later state. */
static inline prg_programme *model_new(void)
{
        prg_programme *programme = NULL;
        oom_check(prg_programme_new(&programme, "plan") == 0);
        prg_item *root = prg_programme_root(programme);
        prg_item *police = model_add(root, "agencies", "A");
        oom_check(prg_item_set(police, "name", "Công an tỉnh") == 0 && prg_item_append(police, "aliases", "CAT") == 0);
        model_add(root, "agencies", "B");
        prg_item *group = model_add(root, "groups", "G");
        oom_check(prg_item_set(group, "membership", "derived") == 0 && prg_item_set(group, "rule", "leads_component") == 0);
        model_add(root, "objectives", "O");
        prg_item *project = model_add(root, "components", "P");
        oom_check(prg_item_set(project, "kind", "project") == 0 && prg_item_append(project, "objectives", "O") == 0);
        prg_item *task = model_add(project, "children", "T");
        oom_check(prg_item_set(task, "kind", "task") == 0 && prg_item_set(task, "text", "ma tuý") == 0);
        model_assign(task, "agency", "A", "lead");
        model_assign(task, "group", "G", "coordinate");
        prg_item *edge = model_add(task, "integrated", NULL);
        oom_check(prg_item_set(edge, "component", "P") == 0);
        oom_check(prg_item_set(model_add(root, "components", "Q"), "kind", "project") == 0);
        prg_item *area = model_add(root, "areas", "X");
        oom_check(prg_item_set(area, "level", "province") == 0);
        oom_check(prg_item_set(model_add(area, "later", NULL), "from", "2025-07-01") == 0);
        return programme;
}

/* Uses up the room that the programme has in store, so that the next text or item needs memory. */
static inline void model_exhaust(prg_programme *programme)
{
        prg__memory_fail(0, 1);
        while (prg__arena_text(&programme->arena, "", 0)) {
        }
        prg__memory_fail_off();
        prg_error_clear();
}

static inline prg_item *model_get(const prg_programme *programme, const char *class_name, const char *id)
{
        prg_item *item = prg_programme_get(programme, class_name, id);
        oom_check(item != NULL);
        return item;
}

/* What the programme writes; freed with prg_buf_dispose(). */
static inline prg_buf model_written(const prg_programme *programme)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        oom_check(prg_sink_to_buf(&sink, &buf) == 0 && prg_programme_write_json(programme, &sink) == 0);
        return buf;
}

/* After a failure, checks with memory may have left another last error; the harness reads it. */
static inline int model_result(int code)
{
        return code == PRG_ENOMEM ? prg__error_memory() : code;
}

static inline int model_same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

#endif
