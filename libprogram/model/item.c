/* Items: what they are, and reading their fields by key.
 *
 * An item is a struct from the programme's arena, zeroed and then set to "not given" field by field; the
 * reading functions look the key up in the class table and answer from the member that it describes. */
#include "item.h"

#include <string.h>

#include "nouns.h"
#include "util/buf.h"
#include "util/error.h"

prg_item *prg__item_new(prg_programme *programme, const prg__class *class)
{
        prg_item *item = prg__arena_alloc(&programme->arena, class->size);
        if (item == NULL)
                return NULL;
        item->class = class;
        item->programme = programme;
        /* The arena gives zeroes, which is "not given" for all types but these. */
        for (const prg__field *field = class->fields; field->key; field++)
                if (field->type == PRG__COUNT || field->type == PRG__DATE || field->type == PRG__NUMBER)
                        prg__field_clear(item, field);
        return item;
}

/* ---- lists and names ---- */

static int grow(prg_programme *programme, void **at, uint32_t *capacity, uint32_t count, size_t size)
{
        if (count < *capacity)
                return 0;
        if (*capacity > UINT32_MAX / 2)
                return prg__error_memory();
        uint32_t larger = *capacity ? *capacity * 2 : 2;
        void *moved = prg__arena_alloc(&programme->arena, larger * size);
        if (moved == NULL)
                return PRG_ENOMEM;
        if (count)
                memcpy(moved, *at, count * size);
        *at = moved;
        *capacity = larger;
        return 0;
}

int prg__list_reserve(prg_programme *programme, prg__list *list)
{
        return grow(programme, (void **)&list->at, &list->capacity, list->count, sizeof *list->at);
}

void prg__list_push(prg__list *list, void *entry)
{
        list->at[list->count++] = entry;
}

const char *prg__names_get(const prg__names *names, const char *language)
{
        for (size_t i = 0; i < names->count; i++)
                if (strcmp(names->at[i].language, language) == 0)
                        return names->at[i].text;
        return NULL;
}

int prg__names_set(prg_programme *programme, prg__names *names, const char *language, const char *text)
{
        size_t i = 0;
        while (i < names->count && strcmp(names->at[i].language, language) != 0)
                i++;
        if (text == NULL) {
                if (i == names->count)
                        return 0;
                names->count--;
                memmove(names->at + i, names->at + i + 1, (names->count - i) * sizeof *names->at);
                return 0;
        }
        if (i == names->count)
                return prg__names_add(programme, names, language, text);
        names->at[i].text = text;
        return 0;
}

int prg__names_add(prg_programme *programme, prg__names *names, const char *language, const char *text)
{
        if (grow(programme, (void **)&names->at, &names->capacity, names->count, sizeof *names->at) < 0)
                return PRG_ENOMEM;
        names->at[names->count++] = (prg__name){ language, text };
        return 0;
}

const char *prg__names_text(const prg_item *item, const prg__names *names, const char *language)
{
        const char *text = language ? prg__names_get(names, language) : NULL;
        if (text == NULL)
                text = prg__names_get(names, item->programme->root.language);
        return text ? text : names->count ? names->at[0].text : NULL;
}

/* ---- what an item is ---- */

const char *prg_item_class(const prg_item *item)
{
        return item ? item->class->name : NULL;
}

const char *prg_item_id(const prg_item *item)
{
        return item ? item->id : NULL;
}

prg_programme *prg_item_programme(const prg_item *item)
{
        return item ? item->programme : NULL;
}

prg_item *prg_item_owner(const prg_item *item)
{
        return item ? item->owner : NULL;
}

size_t prg_item_index(const prg_item *item)
{
        return item && !item->detached ? item->index : 0;
}

int prg_item_is_removed(const prg_item *item)
{
        return item ? item->detached : 0;
}

const char *prg_item_name(const prg_item *item, const char *language)
{
        if (item == NULL)
                return NULL;
        const char *text = prg__names_text(item, &item->name, language);
        return text ? text : item->id ? item->id : "";
}

int prg__item_is_standard(const prg_item *item)
{
        return prg__role_is_standard(item) || prg__calendar_is_standard(item);
}

/* The place in the document: there, roles and calendars that are as every programme has them are not listed. */
static size_t place_of(const prg_item *item)
{
        size_t place = item->index;
        if (item->class != &prg__class_role && item->class != &prg__class_calendar)
                return place;
        const prg__list *list = prg__member(item->owner, item->field);
        for (size_t i = 0; i < item->index; i++)
                place -= prg__item_is_standard(list->at[i]) != 0;
        return place;
}

int prg_item_pointer(const prg_item *item, prg_buf *out)
{
        if (item == NULL)
                return prg__error_null("item");
        if (out == NULL)
                return prg__error_null("out");
        if (item->detached)
                return prg__error(PRG_EINVALID, item->id, "the %s was removed", item->class->name);
        if (prg__item_is_standard(item))
                return prg__error(PRG_ENOTFOUND, item->id, "no document lists a standard %s that is as it was",
                        item->class->name);
        size_t start = out->length;
        /* Owners are written first; how many there are is known only by going up. */
        size_t depth = 0;
        for (const prg_item *it = item; it->owner; it = it->owner)
                depth++;
        for (size_t level = depth; level-- > 0;) {
                const prg_item *it = item;
                for (size_t i = 0; i < level; i++)
                        it = it->owner;
                int code = it->field->type == PRG__RECORD
                        ? prg__buf_format(out, "/%s", it->field->key)
                        : prg__buf_format(out, "/%s/%zu", it->field->key, place_of(it));
                if (code < 0) {
                        out->length = start;
                        if (out->data)
                                out->data[start] = '\0';
                        return code;
                }
        }
        return depth ? 0 : prg__buf_text(out, "");
}

/* ---- reading fields ---- */

/* The member of the field of that key and type, or NULL. */
static const void *member(const prg_item *item, const char *key, prg__type type)
{
        const prg__field *field = item && key ? prg__class_field(item->class, key, strlen(key)) : NULL;
        return field && field->type == type ? prg__member(item, field) : NULL;
}

const char *prg_item_text(const prg_item *item, const char *key)
{
        if (item == NULL || key == NULL)
                return NULL;
        if (strcmp(key, "id") == 0)
                return item->id;
        const prg__field *field = prg__class_field(item->class, key, strlen(key));
        if (field == NULL)
                return NULL;
        const void *at = prg__member(item, field);
        switch (field->type) {
        case PRG__TEXT:
        case PRG__WORD: return *(const char *const *)at;
        case PRG__CHOICE: return *(const int *)at ? field->choices[*(const int *)at - 1] : NULL;
        case PRG__NAMES: return prg__names_text(item, at, NULL);
        default: return NULL;
        }
}

prg_date prg_item_date(const prg_item *item, const char *key)
{
        const prg_date *date = member(item, key, PRG__DATE);
        return date ? *date : PRG_DATE_NONE;
}

int prg_item_flag(const prg_item *item, const char *key, int otherwise)
{
        const int *flag = member(item, key, PRG__FLAG);
        return flag && *flag ? *flag == PRG__TRUE : otherwise;
}

int prg_item_integer(const prg_item *item, const char *key, int otherwise)
{
        const int *count = member(item, key, PRG__COUNT);
        return count && *count >= 0 ? *count : otherwise;
}

int prg_item_number(const prg_item *item, const char *key, prg_decimal *number)
{
        if (item == NULL)
                return prg__error_null("item");
        if (key == NULL)
                return prg__error_null("key");
        if (number == NULL)
                return prg__error_null("number");
        const prg_decimal *value = member(item, key, PRG__NUMBER);
        if (value == NULL || value->decimals == PRG__NO_NUMBER)
                return PRG_END;
        *number = *value;
        return 0;
}

prg_item *prg_item_get(const prg_item *item, const char *key)
{
        prg_item *const *reference = member(item, key, PRG__REF);
        if (reference == NULL)
                reference = member(item, key, PRG__RECORD);
        return reference ? *reference : NULL;
}

/* A list of items, references or texts. */
static const prg__list *list_of(const prg_item *item, const char *key, int texts)
{
        if (texts)
                return member(item, key, PRG__TEXTS);
        const prg__list *list = member(item, key, PRG__ITEMS);
        return list ? list : member(item, key, PRG__REFS);
}

size_t prg_item_size(const prg_item *item, const char *key)
{
        const prg__names *names = member(item, key, PRG__NAMES);
        if (names)
                return names->count;
        const prg__list *list = list_of(item, key, 0);
        if (list == NULL)
                list = list_of(item, key, 1);
        return list ? list->count : 0;
}

prg_item *prg_item_at(const prg_item *item, const char *key, size_t index)
{
        const prg__list *list = list_of(item, key, 0);
        return list && index < list->count ? list->at[index] : NULL;
}

const char *prg_item_text_at(const prg_item *item, const char *key, size_t index)
{
        const prg__names *names = member(item, key, PRG__NAMES);
        if (names)
                return index < names->count ? names->at[index].text : NULL;
        const prg__list *list = list_of(item, key, 1);
        return list && index < list->count ? list->at[index] : NULL;
}

const char *prg_item_language_at(const prg_item *item, const char *key, size_t index)
{
        const prg__names *names = member(item, key, PRG__NAMES);
        return names && index < names->count ? names->at[index].language : NULL;
}
