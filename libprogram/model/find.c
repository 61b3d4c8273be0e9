/* Look-up by name, and near matches.
 *
 * The index of folded names is made when it is first asked for in a generation, under a lock, so that a
 * frozen programme can be asked from many threads; an edit throws it away. It lists, per class, every name,
 * alias, symbol and code of every item, sorted by folded text and then as in the document. */
#include <stdlib.h>
#include <string.h>

#include <libprogram/text.h>

#include "item.h"
#include "nouns.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/suggest.h"

typedef struct entry {
        const char *text; /* folded, from the arena of the index */
        prg_item *item;
        size_t order;     /* in the document */
} entry;

struct prg__name_index {
        prg__arena texts;
        entry *entries;
        size_t count, capacity;
};

void prg__name_index_free(struct prg__name_index *index)
{
        if (index == NULL)
                return;
        prg__arena_dispose(&index->texts);
        prg__free(index->entries);
        prg__free(index);
}

/* ---- making ---- */

static int add_text(struct prg__name_index *index, prg_item *item, const char *text, prg_buf *folded)
{
        folded->length = 0;
        int code = prg_text_fold(folded, text, strlen(text), 0);
        if (code < 0)
                return code;
        if (folded->length == 0)
                return 0;
        char *copy = prg__arena_text(&index->texts, folded->data, folded->length);
        if (copy == NULL
            || prg__grow((void **)&index->entries, &index->capacity, index->count + 1, sizeof(entry)) < 0)
                return PRG_ENOMEM;
        index->entries[index->count] = (entry){ copy, item, index->count };
        index->count++;
        return 0;
}

static int add_names(struct prg__name_index *index, prg_item *item, const prg_item *named, prg_buf *folded)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < named->name.count; i++)
                code = add_text(index, item, named->name.at[i].text, folded);
        for (size_t i = 0; code == 0 && i < named->aliases.count; i++)
                code = add_text(index, item, named->aliases.at[i], folded);
        return code;
}

static int add_item(struct prg__name_index *index, prg_item *item, prg_buf *folded)
{
        int code = add_names(index, item, item, folded);
        for (const prg__field *field = item->class->fields; code == 0 && field->key; field++)
                if (field->flags & PRG__FOLDED && prg__field_is_given(item, field))
                        code = add_text(index, item, *(const char **)prg__member(item, field), folded);
        if (item->class != &prg__class_area)
                return code;
        /* An area is found by the names and codes that it had later, too. */
        const prg__area *area = (const prg__area *)item;
        for (size_t i = 0; code == 0 && i < area->later.count; i++) {
                const prg__area_state *state = area->later.at[i];
                code = add_names(index, item, &state->item, folded);
                if (code == 0 && state->code)
                        code = add_text(index, item, state->code, folded);
        }
        return code;
}

static int by_text(const void *a, const void *b)
{
        const entry *first = a, *second = b;
        int order = strcmp(first->text, second->text);
        if (order == 0 && first->item->class->number != second->item->class->number)
                order = first->item->class->number < second->item->class->number ? -1 : 1;
        if (order == 0)
                order = first->order < second->order ? -1 : first->order > second->order;
        return order;
}

static int make_index(struct prg__name_index **index, const prg_programme *programme)
{
        struct prg__name_index *made = prg__alloc_zero(sizeof *made);
        prg_walk *walk = NULL;
        prg_buf folded = PRG_BUF_INIT;
        prg_item *item;
        if (made == NULL)
                return PRG_ENOMEM;
        prg__arena_init(&made->texts);
        int code = prg_walk_new(&walk, prg_programme_root(programme), NULL);
        while (code == 0 && (code = prg_walk_next(walk, &item)) == 0)
                if (item->class->number >= 0)
                        code = add_item(made, item, &folded);
        prg_walk_free(walk);
        prg_buf_dispose(&folded);
        if (code < 0) {
                prg__name_index_free(made);
                return code;
        }
        if (made->count)
                qsort(made->entries, made->count, sizeof *made->entries, by_text);
        *index = made;
        return 0;
}

static int get_index(struct prg__name_index **index, const prg_programme *programme)
{
        prg_programme *owner = programme->root.item.programme;
        int code = 0;
        prg__mutex_lock(&owner->names_lock);
        if (owner->names == NULL)
                code = make_index(&owner->names, programme);
        *index = owner->names;
        prg__mutex_unlock(&owner->names_lock);
        return code;
}

/* ---- asking ---- */

/* The first entry that is not before the text. */
static size_t lower_bound(const struct prg__name_index *index, const char *text)
{
        size_t low = 0, high = index->count;
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (strcmp(index->entries[middle].text, text) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

/* Looks a folded text up in one class. 0 and the item, PRG_END, or PRG_ECONFLICT with an error. */
static int look_up(prg_item **found, const struct prg__name_index *index, const prg__class *class,
        const char *folded, const char *text)
{
        prg_buf ids = PRG_BUF_INIT;
        prg_item *first = NULL, *last = NULL;
        int code = 0, several = 0;
        for (size_t i = lower_bound(index, folded); code == 0 && i < index->count; i++) {
                prg_item *item = index->entries[i].item;
                if (strcmp(index->entries[i].text, folded) != 0)
                        break;
                if (item->class != class || item == last)
                        continue;
                last = item;
                several += first != NULL;
                if (first == NULL)
                        first = item;
                code = prg__buf_format(&ids, "%s%s", ids.length ? ", " : "", item->id);
        }
        if (code == 0 && several)
                code = prg__error(PRG_ECONFLICT, NULL, "'%s' names several: %s", text, ids.data);
        prg_buf_dispose(&ids);
        if (code < 0)
                return code;
        *found = first;
        return first ? 0 : PRG_END;
}

static void offer_ids(prg__suggest *near, const prg_programme *programme, const prg__class *const *classes)
{
        prg_item *root = prg_programme_root(programme);
        for (prg_item *item = root; item; item = prg__item_after(item, root))
                for (const prg__class *const *class = classes; *class; class ++)
                        if (item->class == *class && item->id)
                                prg__suggest_offer(near, item->id);
}

/* The nearest name or id of the classes; NULL when nothing is near. */
static const char *nearest(const struct prg__name_index *index, const prg_programme *programme,
        const prg__class *const *classes, const char *text)
{
        prg__suggest near;
        prg__suggest_begin(&near, text, strlen(text));
        for (size_t i = 0; i < index->count; i++)
                for (int c = 0; classes[c]; c++)
                        if (index->entries[i].item->class == classes[c])
                                prg__suggest_offer(&near, index->entries[i].text);
        offer_ids(&near, programme, classes);
        const char *best = prg__suggest_best(&near);
        /* What is near was found by its folded form; people want to read the name itself. */
        for (size_t i = 0; best && i < index->count; i++)
                if (index->entries[i].text == best)
                        return prg_item_name(index->entries[i].item, NULL);
        return best;
}

static int not_found(const struct prg__name_index *index, const prg_programme *programme,
        const prg__class *const *classes, const char *text)
{
        const char *best = nearest(index, programme, classes, text);
        return prg__error(PRG_ENOTFOUND, NULL, "no %s%s%s is called '%s'%s%s%s", classes[0]->name,
                classes[1] ? " or " : "", classes[1] ? classes[1]->name : "", text,
                best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
}

/* By id in the first class that has it, else by name in the first class that has that. 0 and the item,
 * PRG_END, or an error; *index is set when names were asked. */
static int find(prg_item **item, const prg_programme *programme, const prg__class *const *classes,
        const char *text, struct prg__name_index **index)
{
        for (int i = 0; classes[i]; i++) {
                prg_item *known = prg__map_get(&programme->ids[classes[i]->number], text, strlen(text));
                if (known) {
                        *item = known;
                        return 0;
                }
        }
        prg_buf folded = PRG_BUF_INIT;
        int code = get_index(index, programme);
        if (code == 0)
                code = prg_text_fold(&folded, text, strlen(text), 0);
        if (code == 0)
                code = PRG_END;
        for (int i = 0; code == PRG_END && classes[i]; i++)
                code = look_up(item, *index, classes[i], prg__text_or(folded.data, ""), text);
        prg_buf_dispose(&folded);
        return code;
}

int prg_programme_find(prg_item **item, const prg_programme *programme, const char *class_name, const char *text)
{
        if (item == NULL)
                return prg__error_null("item");
        if (programme == NULL)
                return prg__error_null("programme");
        if (text == NULL)
                return prg__error_null("text");
        const prg__class *classes[] = { &prg__class_agency, &prg__class_group, NULL };
        if (class_name) {
                classes[0] = prg__class_of_name(class_name);
                classes[1] = NULL;
                if (classes[0] == NULL || classes[0]->number < 0)
                        return prg__error(PRG_EINVALID, NULL, "'%s' is no class whose items are looked up", class_name);
        }
        struct prg__name_index *index;
        int code = find(item, programme, classes, text, &index);
        return code == PRG_END ? not_found(index, programme, classes, text) : code;
}

int prg__programme_look_up(prg_item **item, const prg_programme *programme, const prg__class *class, const char *text)
{
        const prg__class *const classes[] = { class, NULL };
        struct prg__name_index *index;
        return find(item, programme, classes, text, &index);
}

int prg__programme_near(const char **name, const prg_programme *programme, const prg__class *class, const char *text)
{
        const prg__class *const classes[] = { class, NULL };
        struct prg__name_index *index;
        int code = get_index(&index, programme);
        *name = code == 0 ? nearest(index, programme, classes, text) : NULL;
        return code;
}

const char *prg__programme_suggest(const prg_programme *programme, const prg__field *field, const char *text)
{
        prg__suggest near;
        prg__suggest_begin(&near, text, strlen(text));
        offer_ids(&near, programme, field->targets);
        return prg__suggest_best(&near);
}
