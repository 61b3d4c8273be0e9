/* The programme: its life, its freezing, and what it knows of its items. */
#include "programme.h"

#include <string.h>

#include "item.h"
#include "nouns.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- life ---- */

static void dispose(prg_programme *programme)
{
        prg__name_index_free(programme->names);
        for (int i = 0; i < PRG__CLASSES; i++)
                prg__map_dispose(&programme->ids[i]);
        prg__arena_dispose(&programme->arena);
        prg__mutex_dispose(&programme->names_lock);
        prg__free(programme);
}

int prg__programme_make(prg_programme **programme)
{
        prg_programme *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        int code = prg__mutex_init(&made->names_lock);
        if (code < 0) {
                prg__free(made);
                return code;
        }
        atomic_init(&made->references, 1);
        prg__arena_init(&made->arena);
        for (int i = 0; i < PRG__CLASSES; i++)
                prg__map_init(&made->ids[i]);
        prg_item *root = &made->root.item;
        root->class = &prg__class_programme;
        root->programme = made;
        for (const prg__field *field = root->class->fields; field->key; field++)
                prg__field_clear(root, field);
        *programme = made;
        return 0;
}

int prg_programme_new(prg_programme **programme, const char *id)
{
        if (programme == NULL)
                return prg__error_null("programme");
        if (id == NULL)
                return prg__error_null("id");
        if (!prg__word_is_valid(id, strlen(id)))
                return prg__error(PRG_ESCHEMA, NULL, "'%s' is no id for a programme; expected %s", id,
                        prg__id_expected(&prg__class_programme));
        prg_programme *made;
        int code = prg__programme_make(&made);
        if (code < 0)
                return code;
        made->root.item.id = prg__arena_text(&made->arena, id, strlen(id));
        if (made->root.item.id == NULL || prg__calendar_add_standard(made) < 0
            || prg__role_add_standard(made) < 0) {
                dispose(made);
                return PRG_ENOMEM;
        }
        *programme = made;
        return 0;
}

prg_programme *prg_programme_ref(prg_programme *programme)
{
        if (programme)
                atomic_fetch_add_explicit(&programme->references, 1, memory_order_relaxed);
        return programme;
}

void prg_programme_unref(prg_programme *programme)
{
        /* Release and acquire: whoever frees has seen what every other owner did. */
        if (programme && atomic_fetch_sub_explicit(&programme->references, 1, memory_order_acq_rel) == 1)
                dispose(programme);
}

/* ---- editing ---- */

int prg__programme_editable(const prg_programme *programme)
{
        if (programme->frozen)
                return prg__error(PRG_EFROZEN, programme->root.item.id,
                        "the programme is frozen; edit a copy (prg_programme_copy)");
        return 0;
}

void prg__programme_edited(prg_programme *programme)
{
        programme->generation++;
        prg__name_index_free(programme->names);
        programme->names = NULL;
}

int prg_programme_freeze(prg_programme *programme)
{
        if (programme == NULL)
                return prg__error_null("programme");
        programme->frozen = 1;
        return 0;
}

int prg_programme_is_frozen(const prg_programme *programme)
{
        return programme ? programme->frozen : 0;
}

unsigned long prg_programme_generation(const prg_programme *programme)
{
        return programme ? programme->generation : 0;
}

/* ---- what is in it ---- */

prg_item *prg_programme_root(const prg_programme *programme)
{
        /* The root knows its programme without const; the editing functions ask whether it is frozen. */
        return programme ? &programme->root.item.programme->root.item : NULL;
}

size_t prg_programme_count(const prg_programme *programme, const char *class_name)
{
        const prg__class *class = programme && class_name ? prg__class_of_name(class_name) : NULL;
        return class && class->number >= 0 ? programme->counts[class->number] : 0;
}

prg_item *prg_programme_get(const prg_programme *programme, const char *class_name, const char *id)
{
        const prg__class *class = programme && class_name && id ? prg__class_of_name(class_name) : NULL;
        return class && class->number >= 0 ? prg__map_get(&programme->ids[class->number], id, strlen(id)) : NULL;
}
