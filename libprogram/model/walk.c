/* Walking: the owner, then everything that belongs to it, without recursion and without memory beyond the
 * walk itself. From an item the next one is found by looking at what belongs to it, then, going up, at what
 * follows it in its owner. */
#include "item.h"

#include <string.h>

#include "util/error.h"
#include "util/memory.h"

struct prg_walk {
        prg_programme *programme;
        prg_item *start, *at; /* at NULL: before the start, or behind the end */
        const prg__class *only;
        unsigned long generation;
        size_t depth, answered;
        int begun;
};

/* The first item in a field, or NULL. */
static prg_item *first_in(const prg_item *owner, const prg__field *field)
{
        if (field->type == PRG__RECORD)
                return *(prg_item **)prg__member(owner, field);
        if (field->type != PRG__ITEMS)
                return NULL;
        const prg__list *list = prg__member(owner, field);
        return list->count ? list->at[0] : NULL;
}

/* The first item in the fields from `field` on, or NULL. */
static prg_item *first_from(const prg_item *owner, const prg__field *field)
{
        prg_item *item = NULL;
        for (; item == NULL && field->key; field++)
                item = first_in(owner, field);
        return item;
}

static prg_item *after(prg_item *item)
{
        if (item->field->type == PRG__ITEMS) {
                const prg__list *list = prg__member(item->owner, item->field);
                if (item->index + 1 < list->count)
                        return list->at[item->index + 1];
        }
        return first_from(item->owner, item->field + 1);
}

static void step(prg_walk *walk)
{
        if (!walk->begun) {
                walk->begun = 1;
                walk->at = walk->start;
                return;
        }
        prg_item *item = walk->at, *next = first_from(item, item->class->fields);
        if (next) {
                walk->depth++;
        } else {
                while (item != walk->start && (next = after(item)) == NULL) {
                        item = item->owner;
                        walk->depth--;
                }
        }
        walk->at = next;
}

int prg_walk_new(prg_walk **walk, prg_item *item, const char *class_name)
{
        if (walk == NULL)
                return prg__error_null("walk");
        if (item == NULL)
                return prg__error_null("item");
        const prg__class *only = class_name ? prg__class_of_name(class_name) : NULL;
        if (class_name && only == NULL)
                return prg__error(PRG_ENOTFOUND, NULL, "no class is named '%s'", class_name);
        prg_walk *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->programme = prg_programme_ref(item->programme);
        made->start = item;
        made->only = only;
        made->generation = item->programme->generation;
        *walk = made;
        return 0;
}

int prg_walk_next(prg_walk *walk, prg_item **item)
{
        if (walk == NULL)
                return prg__error_null("walk");
        if (item == NULL)
                return prg__error_null("item");
        if (walk->begun && walk->at == NULL)
                return PRG_END;
        if (walk->generation != walk->programme->generation)
                return prg__error(PRG_ESTALE, NULL, "the programme was edited since the walk began");
        do {
                step(walk);
        } while (walk->at && walk->only && walk->at->class != walk->only);
        if (walk->at == NULL)
                return PRG_END;
        walk->answered = walk->depth;
        *item = walk->at;
        return 0;
}

size_t prg_walk_depth(const prg_walk *walk)
{
        return walk ? walk->answered : 0;
}

void prg_walk_free(prg_walk *walk)
{
        if (walk == NULL)
                return;
        prg_programme_unref(walk->programme);
        prg__free(walk);
}
