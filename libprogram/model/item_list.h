/* A list of items that answers a question; the public side is libprogram/responsibility.h. */
#ifndef PRG__ITEM_LIST_H
#define PRG__ITEM_LIST_H

#include <libprogram/responsibility.h>

#include "class.h"

/* An empty list that keeps the programme; NULL without memory. */
prg_item_list *prg__item_list_new(const prg_programme *programme);
/* Appends; 0 or PRG_ENOMEM. */
int prg__item_list_push(prg_item_list *list, const prg_item *item);
/* Appends what is not in the list yet. */
int prg__item_list_push_once(prg_item_list *list, const prg_item *item);
/* Takes the item at a place out. */
void prg__item_list_take(prg_item_list *list, size_t index);
int prg__item_list_has(const prg_item_list *list, const prg_item *item);
/* Hands the list over when code is 0, else frees it; answers code. */
int prg__item_list_finish(prg_item_list **out, prg_item_list *list, int code);

#endif
