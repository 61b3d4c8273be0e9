/* Lists of items. Small ones are searched; they answer questions that people ask. */
#include "item_list.h"

#include <string.h>

#include "programme.h"
#include "util/error.h"
#include "util/memory.h"

struct prg_item_list {
        prg_programme *programme;
        prg_item **items;
        size_t count, capacity;
};

prg_item_list *prg__item_list_new(const prg_programme *programme)
{
        prg_item_list *list = prg__alloc_zero(sizeof *list);
        if (list)
                list->programme = prg_programme_ref(programme->root.item.programme);
        return list;
}

int prg__item_list_push(prg_item_list *list, const prg_item *item)
{
        if (prg__grow((void **)&list->items, &list->capacity, list->count + 1, sizeof(prg_item *)) < 0)
                return PRG_ENOMEM;
        /* The list lends what the programme owns; whoever could edit it got it from the programme. */
        list->items[list->count++] = prg__without_const(item);
        return 0;
}

int prg__item_list_has(const prg_item_list *list, const prg_item *item)
{
        for (size_t i = 0; i < list->count; i++)
                if (list->items[i] == item)
                        return 1;
        return 0;
}

int prg__item_list_push_once(prg_item_list *list, const prg_item *item)
{
        return prg__item_list_has(list, item) ? 0 : prg__item_list_push(list, item);
}

void prg__item_list_take(prg_item_list *list, size_t index)
{
        list->count--;
        memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof *list->items);
}

int prg__item_list_finish(prg_item_list **out, prg_item_list *list, int code)
{
        if (code < 0) {
                prg_item_list_free(list);
                return code;
        }
        *out = list;
        return 0;
}

size_t prg_item_list_size(const prg_item_list *list)
{
        return list ? list->count : 0;
}

prg_item *prg_item_list_at(const prg_item_list *list, size_t index)
{
        return list && index < list->count ? list->items[index] : NULL;
}

void prg_item_list_free(prg_item_list *list)
{
        if (list == NULL)
                return;
        prg_programme_unref(list->programme);
        prg__free(list->items);
        prg__free(list);
}
