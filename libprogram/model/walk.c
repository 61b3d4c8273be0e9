/* Walking: the owner, then everything that belongs to it, without recursion and without memory beyond the
 * walk itself. From an item the next one is found by looking at what belongs to it, then, going up, at what
 * follows it in its owner. */
#include "item.h"

#include <string.h>

#include "util/error.h"
#include "util/memory.h"

struct prg_walk {
        prg_programme *programme;
        prg_item *start;
        prg_item *answered; /* the last one; the start before any */
        prg_item *next;     /* NULL: behind the end */
        const prg__class *only;
        unsigned long generation;
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

prg_item *prg__item_after(prg_item *item, const prg_item *start)
{
        prg_item *next = first_from(item, item->class->fields);
        for (; next == NULL && item != start; item = item->owner)
                next = after(item);
        return next;
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
        made->start = made->answered = made->next = item;
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
        if (walk->generation != walk->programme->generation)
                return prg__error(PRG_ESTALE, NULL, "the programme was edited since the walk began");
        prg_item *next = walk->next;
        while (next && walk->only && next->class != walk->only)
                next = prg__item_after(next, walk->start);
        walk->next = next ? prg__item_after(next, walk->start) : NULL;
        if (next == NULL)
                return PRG_END;
        *item = walk->answered = next;
        return 0;
}

size_t prg_walk_depth(const prg_walk *walk)
{
        size_t depth = 0;
        if (walk)
                for (const prg_item *item = walk->answered; item != walk->start; item = item->owner)
                        depth++;
        return depth;
}

void prg_walk_free(prg_walk *walk)
{
        if (walk == NULL)
                return;
        prg_programme_unref(walk->programme);
        prg__free(walk);
}
