/* Editing: setting fields, making, removing and moving items.
 *
 * An edit first makes sure of everything that it needs (arguments, room in lists and tables), then changes,
 * so that an edit that fails changes nothing. References count their targets (`uses`), so that removing
 * something that others refer to is refused without a search; only the message needs one. */
#include "item.h"

#include <stdio.h>
#include <string.h>

#include <libprogram/text.h>

#include "nouns.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/suggest.h"

/* ---- what every edit asks first ---- */

static int editable(const prg_item *item)
{
        if (item == NULL)
                return prg__error_null("item");
        if (item->detached)
                return prg__error(PRG_EINVALID, item->id, "the %s was removed", item->class->name);
        return prg__programme_editable(item->programme);
}

/* The field of the key; on an unknown key NULL, and the error says what was probably meant. */
static const prg__field *find_field(const prg_item *item, const char *key)
{
        if (key == NULL) {
                prg__error_null("key");
                return NULL;
        }
        const prg__field *field = prg__class_field(item->class, key, strlen(key));
        if (field)
                return field;
        prg__suggest near;
        prg__suggest_begin(&near, key, strlen(key));
        for (const prg__field *it = item->class->fields; it->key; it++)
                prg__suggest_offer(&near, it->key);
        const char *best = prg__suggest_best(&near);
        prg__error(PRG_ENOTFOUND, item->id, "%s %s has no '%s'%s%s%s", prg__class_article(item->class),
                item->class->name, key, best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
        return NULL;
}

static int wrong_type(const prg_item *item, const prg__field *field, const char *instead)
{
        return prg__error(PRG_EINVALID, item->id, "'%s' of %s %s is of the type %s; use %s", field->key,
                prg__class_article(item->class), item->class->name, prg__type_name(field->type), instead);
}

/* What gives a field a value, or one more. */
static const char *giver(const prg__field *field)
{
        switch (field->type) {
        case PRG__TEXTS:
        case PRG__REFS: return "prg_item_append()";
        case PRG__ITEMS:
        case PRG__RECORD: return "prg_item_add()";
        default: return "prg_item_set()";
        }
}

/* What takes a value away. */
static const char *taker(const prg__field *field)
{
        return field->type == PRG__ITEMS || field->type == PRG__RECORD ? "prg_item_remove()" : "prg_item_set()";
}

/* ---- single values ---- */

static void join_choices(char *text, size_t size, const char *const *choices)
{
        size_t end = 0;
        text[0] = '\0';
        for (; *choices; choices++) {
                size_t length = strlen(*choices);
                if (end + length + 3 > size)
                        return;
                if (end) {
                        memcpy(text + end, ", ", 2);
                        end += 2;
                }
                memcpy(text + end, *choices, length + 1);
                end += length;
        }
}

static int refuse_value(const prg_item *item, const prg__field *field, int code, const char *text,
        const char *expected)
{
        char takes[256];
        if (field->type == PRG__CHOICE) {
                join_choices(takes, sizeof takes, field->choices);
                expected = takes;
        } else if (field->type == PRG__COUNT) {
                snprintf(takes, sizeof takes, "a whole number from 0 to %d", field->limit);
                expected = takes;
        }
        if (code == PRG_ENOMEM || code == PRG_EUTF8)
                return code;
        const char *suggestion = field->type == PRG__REF || field->type == PRG__REFS
                ? prg__programme_suggest(item->programme, field, text) : NULL;
        return prg__error(code, item->id, "'%s' of %s %s cannot be '%s'; expected %s%s%s%s", field->key,
                prg__class_article(item->class), item->class->name, text, expected ? expected : "another value",
                suggestion ? "; did you mean '" : "", suggestion ? suggestion : "", suggestion ? "'?" : "");
}

/* The n-th thing that a field refers to; NULL behind the last. */
static prg_item *reference_at(const prg_item *item, const prg__field *field, size_t n)
{
        if (field->type == PRG__REF)
                return n == 0 ? *(prg_item **)prg__member(item, field) : NULL;
        const prg__list *list = field->type == PRG__REFS ? prg__member(item, field) : NULL;
        return list && n < list->count ? list->at[n] : NULL;
}

/* The key of a field of the item that refers to `target` and takes things of `class` too, or NULL. */
static const char *field_of_both(const prg_item *item, const prg_item *target, const prg__class *class)
{
        for (const prg__field *field = item->class->fields; field->key; field++) {
                if (!prg__field_takes(field, class) || !prg__field_takes(field, target->class))
                        continue;
                for (size_t n = 0; reference_at(item, field, n); n++)
                        if (reference_at(item, field, n) == target)
                                return field->key;
        }
        return NULL;
}

/* References are written by the id alone. An id is refused that would make one of them ambiguous: one that
 * a thing of another class has, which is referred to by a field that takes both. */
static int refuse_ambiguity(const prg_item *item, const prg__class *class, const char *id)
{
        prg_programme *programme = item->programme;
        prg_item *root = &programme->root.item;
        for (int number = 0; number < PRG__CLASSES; number++) {
                const prg_item *other = prg__map_get(&programme->ids[number], id, strlen(id));
                if (other == NULL || other->class == class || other->uses == 0 || !prg__classes_meet(class, other->class))
                        continue;
                for (prg_item *user = root; user; user = prg__item_after(user, root)) {
                        const char *key = field_of_both(user, other, class);
                        if (key)
                                return prg__error(PRG_ECONFLICT, item->id,
                                        "'%s' of %s %s refers to the %s '%s'; %s %s of that id would make it ambiguous",
                                        key, prg__class_article(user->class), user->class->name, other->class->name, id,
                                        prg__class_article(class), class->name);
                }
        }
        return 0;
}

static int rename_item(prg_item *item, const char *id)
{
        prg_programme *programme = item->programme;
        if (item->id == NULL)
                return prg__error(PRG_ENOTFOUND, NULL, "%s %s has no 'id'", prg__class_article(item->class),
                        item->class->name);
        if (id == NULL || !prg__id_is_valid(item->class, id, strlen(id)))
                return prg__error(PRG_ESCHEMA, item->id, "'%s' is no id; expected %s", id ? id : "",
                        prg__id_expected(item->class));
        if (strcmp(id, item->id) == 0)
                return 0;
        if (prg__role_is_builtin(item) || prg__calendar_is_builtin(item))
                return prg__error(PRG_ECONFLICT, item->id, "it is a standard %s, which every programme has",
                        item->class->name);
        int code = refuse_ambiguity(item, item->class, id);
        if (code < 0)
                return code;
        char *copy = prg__arena_text(&programme->arena, id, strlen(id));
        if (copy == NULL)
                return PRG_ENOMEM;
        if (item->class->number >= 0) {
                prg__map *ids = &programme->ids[item->class->number];
                code = prg__map_put(ids, copy, strlen(copy), item);
                if (code == PRG_EEXISTS)
                        return prg__error(code, item->id, "another %s has the id '%s'", item->class->name, id);
                if (code < 0)
                        return code;
                prg__map_remove(ids, item->id, strlen(item->id));
        } else if (item->owner && prg__local_id_exists(item->owner, item->field, id, strlen(id))) {
                return prg__error(PRG_EEXISTS, item->id, "another %s has the id '%s'", item->class->name, id);
        }
        item->id = copy;
        prg__programme_edited(programme);
        return 0;
}

int prg_item_set(prg_item *item, const char *key, const char *text)
{
        int code = editable(item);
        if (code < 0)
                return code;
        if (key && strcmp(key, "id") == 0)
                return rename_item(item, text);
        const prg__field *field = find_field(item, key);
        if (field == NULL)
                return prg_error_last()->code;
        switch (field->type) {
        case PRG__TEXTS:
        case PRG__REFS:
        case PRG__ITEMS:
        case PRG__RECORD: return wrong_type(item, field, giver(field));
        case PRG__NAMES: return prg_item_set_translation(item, key, item->programme->root.language, text);
        default: break;
        }
        if (text == NULL) {
                prg__field_clear(item, field);
        } else {
                const char *expected;
                code = prg__field_parse(item, field, text, strlen(text), &expected);
                if (code < 0)
                        return refuse_value(item, field, code, text, expected);
        }
        prg__programme_edited(item->programme);
        return 0;
}

int prg_item_set_translation(prg_item *item, const char *key, const char *language, const char *text)
{
        int code = editable(item);
        if (code < 0)
                return code;
        const prg__field *field = find_field(item, key);
        if (field == NULL)
                return prg_error_last()->code;
        if (language == NULL)
                return prg__error_null("language");
        if (field->type != PRG__NAMES)
                return wrong_type(item, field, giver(field));
        if (!prg__word_is_valid(language, strlen(language)))
                return prg__error(PRG_ESCHEMA, item->id, "'%s' is no language; expected a code such as vi", language);
        const char *copy = NULL, *tongue = language;
        if (text) {
                if ((code = prg_text_validate(text, strlen(text), NULL)) < 0)
                        return code;
                if ((copy = prg__arena_text(&item->programme->arena, text, strlen(text))) == NULL
                    || (tongue = prg__arena_text(&item->programme->arena, language, strlen(language))) == NULL)
                        return PRG_ENOMEM;
        }
        code = prg__names_set(item->programme, prg__member(item, field), tongue, copy);
        if (code == 0)
                prg__programme_edited(item->programme);
        return code;
}

/* ---- lists of texts and references ---- */

static int append_reference(prg_item *item, const prg__field *field, const char *text)
{
        int ambiguous;
        prg__list *list = prg__member(item, field);
        prg_item *target = prg__field_resolve(item, field, text, strlen(text), &ambiguous);
        if (target == NULL)
                return refuse_value(item, field, ambiguous ? PRG_ECONFLICT : PRG_ENOTFOUND, text,
                        prg__field_expects(field));
        for (size_t i = 0; i < list->count; i++)
                if (list->at[i] == target)
                        return prg__error(PRG_EEXISTS, item->id, "'%s' has '%s' already", field->key, text);
        if (prg__list_reserve(item->programme, list) < 0)
                return PRG_ENOMEM;
        prg__reference_push(item, field, target);
        return 0;
}

static int append_text(prg_item *item, const prg__field *field, const char *text)
{
        prg__list *list = prg__member(item, field);
        int code = prg_text_validate(text, strlen(text), NULL);
        if (code < 0)
                return code;
        char *copy = prg__arena_text(&item->programme->arena, text, strlen(text));
        if (copy == NULL || prg__list_reserve(item->programme, list) < 0)
                return PRG_ENOMEM;
        prg__list_push(list, copy);
        return 0;
}

int prg_item_append(prg_item *item, const char *key, const char *text)
{
        int code = editable(item);
        if (code < 0)
                return code;
        const prg__field *field = find_field(item, key);
        if (field == NULL)
                return prg_error_last()->code;
        if (text == NULL)
                return prg__error_null("text");
        if (field->type == PRG__REFS)
                code = append_reference(item, field, text);
        else if (field->type == PRG__TEXTS)
                code = append_text(item, field, text);
        else
                return wrong_type(item, field, giver(field));
        if (code == 0)
                prg__programme_edited(item->programme);
        return code;
}

int prg_item_take(prg_item *item, const char *key, size_t index)
{
        int code = editable(item);
        if (code < 0)
                return code;
        const prg__field *field = find_field(item, key);
        if (field == NULL)
                return prg_error_last()->code;
        if (field->type != PRG__REFS && field->type != PRG__TEXTS)
                return wrong_type(item, field, taker(field));
        prg__list *list = prg__member(item, field);
        if (index >= list->count)
                return prg__error(PRG_ENOTFOUND, item->id, "'%s' has %u entries", key, list->count);
        if (field->type == PRG__REFS)
                ((prg_item *)list->at[index])->uses--;
        list->count--;
        memmove(list->at + index, list->at + index + 1, (list->count - index) * sizeof *list->at);
        prg__programme_edited(item->programme);
        return 0;
}

/* ---- in and out ---- */

int prg__local_id_exists(const prg_item *owner, const prg__field *field, const char *id, size_t length)
{
        const prg__list *list = prg__member(owner, field);
        for (size_t i = 0; i < list->count; i++) {
                const char *other = ((const prg_item *)list->at[i])->id;
                if (other && strlen(other) == length && memcmp(other, id, length) == 0)
                        return 1;
        }
        return 0;
}

static void renumber(prg__list *list, size_t from)
{
        for (size_t i = from; i < list->count; i++)
                ((prg_item *)list->at[i])->index = i;
}

static void insert(prg__list *list, prg_item *item, size_t index)
{
        if (index > list->count)
                index = list->count;
        memmove(list->at + index + 1, list->at + index, (list->count - index) * sizeof *list->at);
        list->at[index] = item;
        list->count++;
        renumber(list, index);
}

static void take_out(prg__list *list, size_t index)
{
        list->count--;
        memmove(list->at + index, list->at + index + 1, (list->count - index) * sizeof *list->at);
        renumber(list, index);
}

void prg__item_to_end(prg_item *item)
{
        prg__list *list = prg__member(item->owner, item->field);
        take_out(list, item->index);
        insert(list, item, list->count);
}

int prg__item_attach(prg_item *item, prg_item *owner, const prg__field *field, const char *id, size_t index)
{
        prg_programme *programme = item->programme;
        int number = item->class->number;
        prg__list *list = field->type == PRG__ITEMS ? prg__member(owner, field) : NULL;
        if (list == NULL && *(prg_item **)prg__member(owner, field))
                return PRG_EEXISTS;
        if (list && prg__list_reserve(programme, list) < 0)
                return PRG_ENOMEM;
        if (id && number >= 0) {
                int code = prg__map_put(&programme->ids[number], id, strlen(id), item);
                if (code < 0)
                        return code;
        }
        if (number >= 0)
                programme->counts[number]++;
        item->id = id;
        item->owner = owner;
        item->field = field;
        if (list)
                insert(list, item, index);
        else
                *(prg_item **)prg__member(owner, field) = item;
        return 0;
}

static size_t depth_of(const prg_item *item)
{
        size_t depth = 0;
        for (; item->owner; item = item->owner)
                depth++;
        return depth;
}

int prg_item_add(prg_item **item, prg_item *owner, const char *key, const char *id)
{
        if (owner == NULL)
                return prg__error_null("owner");
        int code = editable(owner);
        if (code < 0)
                return code;
        const prg__field *field = find_field(owner, key);
        if (field == NULL)
                return prg_error_last()->code;
        if (field->type != PRG__ITEMS && field->type != PRG__RECORD)
                return wrong_type(owner, field, giver(field));
        const prg__class *class = field->targets[0];
        if (class->number == PRG__NO_ID && id)
                return prg__error(PRG_EINVALID, owner->id, "%s %s has no id", prg__class_article(class), class->name);
        if (class->number != PRG__NO_ID && (id == NULL || !prg__id_is_valid(class, id, strlen(id))))
                return prg__error(PRG_ESCHEMA, owner->id, "'%s' is no id for %s %s; expected %s", id ? id : "",
                        prg__class_article(class), class->name, prg__id_expected(class));
        if (depth_of(owner) + 1 > PRG__DEEPEST)
                return prg__error(PRG_ELIMIT, owner->id, "a programme is at most %d levels deep", PRG__DEEPEST);
        if (id && (code = refuse_ambiguity(owner, class, id)) < 0)
                return code;
        if (class->number == PRG__LOCAL_ID && prg__local_id_exists(owner, field, id, strlen(id)))
                return prg__error(PRG_EEXISTS, owner->id, "another %s has the id '%s'", class->name, id);
        prg_item *made = prg__item_new(owner->programme, class);
        char *copy = made && id ? prg__arena_text(&owner->programme->arena, id, strlen(id)) : NULL;
        if (made == NULL || (id && copy == NULL))
                return PRG_ENOMEM;
        code = prg__item_attach(made, owner, field, copy, (size_t)-1);
        if (code == PRG_EEXISTS && id)
                return prg__error(code, owner->id, "another %s has the id '%s'", class->name, id);
        if (code == PRG_EEXISTS)
                return prg__error(code, owner->id, "'%s' is given already", key);
        if (code < 0)
                return code;
        prg__programme_edited(owner->programme);
        if (item)
                *item = made;
        return 0;
}

/* Calls `visit` for the item and all that belongs to it, owners first. The depth is bounded by the
 * programme's, which readers and moves keep within PRG__DEEPEST. */
static void for_all(prg_item *item, void (*visit)(prg_item *item, void *payload), void *payload)
{
        visit(item, payload);
        for (const prg__field *field = item->class->fields; field->key; field++) {
                if (field->type == PRG__RECORD) {
                        prg_item *record = *(prg_item **)prg__member(item, field);
                        if (record)
                                for_all(record, visit, payload);
                } else if (field->type == PRG__ITEMS) {
                        const prg__list *list = prg__member(item, field);
                        for (size_t i = 0; i < list->count; i++)
                                for_all(list->at[i], visit, payload);
                }
        }
}

/* Adds `step`, 1 or -1, to the uses of everything that an item refers to. */
static void count_references(prg_item *item, void *step)
{
        prg_item *target;
        for (const prg__field *field = item->class->fields; field->key; field++)
                for (size_t n = 0; (target = reference_at(item, field, n)) != NULL; n++)
                        target->uses += (unsigned)*(int *)step;
}

static void find_used(prg_item *item, void *used)
{
        if (item->uses && *(prg_item **)used == NULL)
                *(prg_item **)used = item;
}

static void detach(prg_item *item, void *unused)
{
        (void)unused;
        int number = item->class->number;
        item->detached = 1;
        if (number >= 0) {
                item->programme->counts[number]--;
                prg__map_remove(&item->programme->ids[number], item->id, strlen(item->id));
        }
}

struct user_search {
        const prg_item *used, *within;
        const prg_item *user;
        const char *key;
};

static void find_user(prg_item *item, void *payload)
{
        struct user_search *search = payload;
        if (search->user)
                return;
        const prg_item *holder = item, *target;
        do {
                if (holder == search->within)
                        return;
        } while ((holder = holder->owner) != NULL);
        for (const prg__field *field = item->class->fields; field->key; field++)
                for (size_t n = 0; (target = reference_at(item, field, n)) != NULL; n++)
                        if (target == search->used) {
                                search->user = item;
                                search->key = field->key;
                        }
}

static int still_used(prg_item *item, const prg_item *used)
{
        struct user_search search = { used, item, NULL, NULL };
        prg_buf place = PRG_BUF_INIT;
        for_all(&item->programme->root.item, find_user, &search);
        int code = search.user ? prg_item_pointer(search.user, &place) : 0;
        if (code == 0)
                code = prg__error(PRG_ECONFLICT, used->id, "%s/%s still refers to the %s",
                        place.data ? place.data : "", search.key ? search.key : "?", used->class->name);
        prg_buf_dispose(&place);
        return code;
}

int prg_item_remove(prg_item *item)
{
        int code = editable(item);
        if (code < 0)
                return code;
        if (item->owner == NULL)
                return prg__error(PRG_EINVALID, item->id, "a programme cannot be removed from itself");
        if (prg__role_is_builtin(item) || prg__calendar_is_builtin(item))
                return prg__error(PRG_ECONFLICT, item->id, "it is a standard %s, which every programme has",
                        item->class->name);
        int down = -1, up = 1;
        prg_item *used = NULL;
        for_all(item, count_references, &down);
        for_all(item, find_used, &used);
        if (used) {
                for_all(item, count_references, &up);
                return still_used(item, used);
        }
        for_all(item, detach, NULL);
        if (item->field->type == PRG__ITEMS)
                take_out(prg__member(item->owner, item->field), item->index);
        else
                *(prg_item **)prg__member(item->owner, item->field) = NULL;
        item->index = 0;
        prg__programme_edited(item->programme);
        return 0;
}

static void find_deepest(prg_item *item, void *deepest)
{
        size_t depth = depth_of(item);
        if (depth > *(size_t *)deepest)
                *(size_t *)deepest = depth;
}

int prg_item_move(prg_item *item, prg_item *owner, const char *key, size_t index)
{
        int code = editable(item);
        if (code < 0)
                return code;
        if (owner == NULL)
                return prg__error_null("owner");
        if (owner->programme != item->programme || owner->detached)
                return prg__error(PRG_EINVALID, item->id, "the new owner is not in this programme");
        const prg__field *field = find_field(owner, key);
        if (field == NULL)
                return prg_error_last()->code;
        if (field->type != PRG__ITEMS || item->owner == NULL || field->targets[0] != item->class)
                return prg__error(PRG_EINVALID, item->id, "'%s' of %s %s takes no %s", key,
                        prg__class_article(owner->class), owner->class->name, item->class->name);
        for (const prg_item *it = owner; it; it = it->owner)
                if (it == item)
                        return prg__error(PRG_ECYCLE, item->id, "the new owner lies within the item");
        if (item->class->number == PRG__LOCAL_ID && (owner != item->owner || field != item->field)
            && prg__local_id_exists(owner, field, item->id, strlen(item->id)))
                return prg__error(PRG_EEXISTS, item->id, "another %s has that id there", item->class->name);
        size_t deepest = depth_of(item), was = deepest;
        for_all(item, find_deepest, &deepest);
        if (depth_of(owner) + 1 + (deepest - was) > PRG__DEEPEST)
                return prg__error(PRG_ELIMIT, item->id, "a programme is at most %d levels deep", PRG__DEEPEST);
        prg__list *list = prg__member(owner, field);
        if (prg__list_reserve(item->programme, list) < 0)
                return PRG_ENOMEM;
        take_out(prg__member(item->owner, item->field), item->index);
        item->owner = owner;
        item->field = field;
        insert(list, item, index);
        prg__programme_edited(item->programme);
        return 0;
}
