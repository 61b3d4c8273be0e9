/* Copying a programme: first all items with everything but their references, then the references, found by
 * id in the copy. Both walks go the same way, so that they meet the same items. */
#include "item.h"

#include <string.h>

#include "nouns.h"
#include "util/error.h"

static char *copy_text(prg_programme *copy, const char *text)
{
        return prg__arena_text(&copy->arena, text, strlen(text));
}

static int copy_texts(prg_programme *copy, prg__list *to, const prg__list *from)
{
        for (size_t i = 0; i < from->count; i++) {
                char *text = copy_text(copy, from->at[i]);
                if (text == NULL || prg__list_reserve(copy, to) < 0)
                        return PRG_ENOMEM;
                prg__list_push(to, text);
        }
        return 0;
}

static int copy_names(prg_programme *copy, prg__names *to, const prg__names *from)
{
        for (size_t i = 0; i < from->count; i++) {
                char *language = copy_text(copy, from->at[i].language), *text = copy_text(copy, from->at[i].text);
                if (language == NULL || text == NULL || prg__names_add(copy, to, language, text) < 0)
                        return PRG_ENOMEM;
        }
        return 0;
}

static int copy_item(prg_item *to, const prg_item *from);

static int copy_owned(prg_item *owner, const prg__field *field, const prg_item *from)
{
        prg_item *to = prg__item_new(owner->programme, from->class);
        char *id = to && from->id ? copy_text(owner->programme, from->id) : NULL;
        if (to == NULL || (from->id && id == NULL) || prg__item_attach(to, owner, field, id, (size_t)-1) < 0)
                return PRG_ENOMEM;
        return copy_item(to, from);
}

static int copy_field(prg_item *to, const prg_item *from, const prg__field *field)
{
        prg_programme *copy = to->programme;
        void *target = prg__member(to, field);
        const void *source = prg__member(from, field);
        const prg__list *list = source;
        int code = 0;
        switch (field->type) {
        case PRG__TEXT:
        case PRG__WORD:
                if (*(const char *const *)source == NULL)
                        return 0;
                *(char **)target = copy_text(copy, *(const char *const *)source);
                return *(char **)target ? 0 : PRG_ENOMEM;
        case PRG__CHOICE:
        case PRG__FLAG:
        case PRG__COUNT: *(int *)target = *(const int *)source; return 0;
        case PRG__DATE: *(prg_date *)target = *(const prg_date *)source; return 0;
        case PRG__NUMBER: *(prg_decimal *)target = *(const prg_decimal *)source; return 0;
        case PRG__NAMES: return copy_names(copy, target, source);
        case PRG__TEXTS: return copy_texts(copy, target, source);
        case PRG__RECORD: return *(prg_item *const *)source ? copy_owned(to, field, *(prg_item *const *)source) : 0;
        case PRG__ITEMS:
                for (size_t i = 0; code == 0 && i < list->count; i++)
                        code = copy_owned(to, field, list->at[i]);
                return code;
        case PRG__REF:
        case PRG__REFS: return 0;
        }
        return 0;
}

static int copy_item(prg_item *to, const prg_item *from)
{
        int code = copy_texts(to->programme, &to->extensions, &from->extensions);
        for (const prg__field *field = from->class->fields; code == 0 && field->key; field++)
                code = copy_field(to, from, field);
        return code;
}

static prg_item *counterpart(const prg_item *to, const prg_item *target)
{
        return prg__map_get(&to->programme->ids[target->class->number], target->id, strlen(target->id));
}

static int copy_references(prg_item *to, const prg_item *from)
{
        for (const prg__field *field = from->class->fields; field->key; field++) {
                if (field->type == PRG__REF) {
                        const prg_item *target = *(prg_item *const *)prg__member(from, field);
                        if (target)
                                prg__reference_set(to, field, counterpart(to, target));
                } else if (field->type == PRG__REFS) {
                        const prg__list *list = prg__member(from, field);
                        for (size_t i = 0; i < list->count; i++) {
                                if (prg__list_reserve(to->programme, prg__member(to, field)) < 0)
                                        return PRG_ENOMEM;
                                prg__reference_push(to, field, counterpart(to, list->at[i]));
                        }
                }
        }
        return 0;
}

int prg_programme_copy(prg_programme **copy, const prg_programme *programme)
{
        if (copy == NULL)
                return prg__error_null("copy");
        if (programme == NULL)
                return prg__error_null("programme");
        prg_programme *made;
        prg_walk *originals = NULL, *copies = NULL;
        prg_item *original, *its_copy;
        int code = prg__programme_make(&made);
        if (code < 0)
                return code;
        prg_item *root = &made->root.item;
        made->minor = programme->minor;
        root->id = copy_text(made, programme->root.item.id);
        code = root->id ? copy_texts(made, &made->tables, &programme->tables) : PRG_ENOMEM;
        if (code == 0)
                code = copy_item(root, &programme->root.item);
        if (code == 0)
                code = prg_walk_new(&originals, prg_programme_root(programme), NULL);
        if (code == 0)
                code = prg_walk_new(&copies, root, NULL);
        while (code == 0 && (code = prg_walk_next(originals, &original)) == 0)
                if ((code = prg_walk_next(copies, &its_copy)) == 0)
                        code = copy_references(its_copy, original);
        prg_walk_free(originals);
        prg_walk_free(copies);
        if (code < 0) {
                prg_programme_unref(made);
                return code;
        }
        *copy = made;
        return 0;
}
