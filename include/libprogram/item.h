/**
 * @file libprogram/item.h
 * @brief The things in a programme, and their fields.
 */
#ifndef PRG_ITEM_H
#define PRG_ITEM_H

#include "common.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup item Items
 * @brief Everything in a programme is an item: an agency, a component, an assignment, an area …
 *
 * An item has a *class* ("agency", "component", …) with *fields* of the same names, types and meanings as
 * in the programme document; prg_class_field() lists them. An item belongs to its owner: a component's
 * assignments and children to the component, everything else to the programme.
 *
 * **Ownership.** Items and the texts in them are borrowed from their programme and stay readable as long
 * as it lives, also after they were removed or changed. Keep the programme with prg_programme_ref().
 *
 * **Editing** needs a programme that is not frozen; each structural edit raises its generation. An edit
 * that fails changes nothing.
 *
 * **Errors.** A function that takes a key answers for a key that the item's class does not have as for a
 * field that is not given; only the editing functions, which return a code, say that the key is unknown
 * and what was probably meant.
 * @{
 */

/** One thing in a programme. */
typedef struct prg_item prg_item;

/* ---- what it is ---- */

/**
 * The class of an item, such as "agency". NULL for NULL. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_item_class(const prg_item *item);

/**
 * The id of an item; NULL where its class has none. Ownership: borrowed, valid as long as the programme.
 * @since 0.1
 */
PRG_API const char *prg_item_id(const prg_item *item);

/**
 * The programme that an item is in. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_programme *prg_item_programme(const prg_item *item);

/**
 * What an item belongs to; NULL for the programme itself. A removed item still knows. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_item_owner(const prg_item *item);

/**
 * The place of an item among its owner's, from 0; 0 for a removed item.
 * @since 0.1
 */
PRG_API size_t prg_item_index(const prg_item *item);

/**
 * Whether an item was removed, or something that it belonged to: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_item_is_removed(const prg_item *item);

/**
 * The name of an item.
 *
 * @param item     the item.
 * @param language such as "vi"; NULL for the programme's own. Without a name in it, the programme's
 *                 language is taken, then the first name, then the id.
 * @return never NULL for an item; "" if it has neither name nor id. Ownership: borrowed.
 * @since 0.1
 */
PRG_API const char *prg_item_name(const prg_item *item, const char *language);

/**
 * Appends the JSON pointer (RFC 6901) of an item in the programme document, such as
 * `/components/0/children/3`.
 *
 * @return 0; PRG_ENOTFOUND for a standard role that is as every programme has it, which no document lists;
 *         PRG_EINVALID for NULL and for a removed item; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_pointer(const prg_item *item, prg_buf *out);

/* ---- reading fields ---- */

/**
 * A text, a word, or the word of a choice; NULL when it is not given or of another type. Of names in
 * several languages, the one that prg_item_name() would choose. Ownership: borrowed.
 * @since 0.1
 */
PRG_API const char *prg_item_text(const prg_item *item, const char *key);

/**
 * A date; #PRG_DATE_NONE when it is not given.
 * @since 0.1
 */
PRG_API prg_date prg_item_date(const prg_item *item, const char *key);

/**
 * A yes or no: 1, 0, or `otherwise` when it is not given.
 * @since 0.1
 */
PRG_API int prg_item_flag(const prg_item *item, const char *key, int otherwise);

/**
 * A whole number, or `otherwise` when it is not given.
 * @since 0.1
 */
PRG_API int prg_item_integer(const prg_item *item, const char *key, int otherwise);

/**
 * An exact number.
 *
 * @return 0, PRG_END when it is not given (`*number` is as before), PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_item_number(const prg_item *item, const char *key, prg_decimal *number);

/**
 * What a reference points to, or the record in a field such as "time"; NULL when it is not given.
 * Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_item_get(const prg_item *item, const char *key);

/**
 * How many entries a list has: items, references, texts, or languages of names. 0 for other fields.
 * @since 0.1
 */
PRG_API size_t prg_item_size(const prg_item *item, const char *key);

/**
 * An entry of a list of items or references; NULL behind the last. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_item_at(const prg_item *item, const char *key, size_t index);

/**
 * An entry of a list of texts, or the text of the names at that place; NULL behind the last. Ownership:
 * borrowed.
 * @since 0.1
 */
PRG_API const char *prg_item_text_at(const prg_item *item, const char *key, size_t index);

/**
 * The language of the names at that place; NULL behind the last. Ownership: borrowed.
 * @since 0.1
 */
PRG_API const char *prg_item_language_at(const prg_item *item, const char *key, size_t index);

/* ---- editing ---- */

/**
 * Gives a field a value from its text: a text as it is, a date as YYYY-MM-DD, a yes or no as true or
 * false, a number in the plain form, a choice by its word, a reference by the id. The key "id" renames the
 * item; references follow it. Of names, it sets the one in the programme's language.
 *
 * @param item the item.
 * @param key  the field.
 * @param text copied; NULL: the field is not given any more.
 * @return 0; PRG_ENOTFOUND for a key or a reference that does not exist, with a suggestion;
 *         PRG_ESCHEMA for a value that the field does not take, with what was expected; PRG_EEXISTS for
 *         an id in use; PRG_ECONFLICT for a reference to an id that things of several of its classes have,
 *         for an id that would make a present reference such, and for the id of a standard role;
 *         PRG_EINVALID for lists (prg_item_append(), prg_item_add()), for records, a removed item and NULL;
 *         PRG_EFROZEN; PRG_EUTF8; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_set(prg_item *item, const char *key, const char *text);

/**
 * Gives the name in one language, or another text that exists in several; NULL takes it away.
 *
 * @return as prg_item_set().
 * @since 0.1
 */
PRG_API int prg_item_set_translation(prg_item *item, const char *key, const char *language, const char *text);

/**
 * Appends to a list of texts or references (by id).
 *
 * @return as prg_item_set(); PRG_EEXISTS for a reference that is there already.
 * @since 0.1
 */
PRG_API int prg_item_append(prg_item *item, const char *key, const char *text);

/**
 * Takes an entry out of a list of texts or references.
 *
 * @return 0; PRG_ENOTFOUND behind the last or for an unknown key; PRG_EINVALID for another type of
 *         field; PRG_EFROZEN.
 * @since 0.1
 */
PRG_API int prg_item_take(prg_item *item, const char *key, size_t index);

/**
 * Makes a new item.
 *
 * @param[out] item receives it; may be NULL. Ownership: borrowed.
 * @param owner     what it belongs to: the programme's root for "agencies", a component for "children" or
 *                  "assignments" …
 * @param key       the list, or the record, of the owner.
 * @param id        copied; NULL where the class has no ids.
 * @return 0; PRG_EEXISTS for an id in use or a record that is there; PRG_ESCHEMA for an id that is not
 *         well-formed, or missing; PRG_ECONFLICT for an id that would make a reference ambiguous (see
 *         prg_item_set()); PRG_ENOTFOUND for an unknown key; PRG_ELIMIT below 30 levels; PRG_EINVALID;
 *         PRG_EFROZEN; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_add(prg_item **item, prg_item *owner, const char *key, const char *id);

/**
 * Removes an item with everything that belongs to it. It stays readable.
 *
 * @return 0; PRG_ECONFLICT when something outside it refers to it, with the place of one such reference,
 *         and for a standard role; PRG_EINVALID for NULL, the root, or an item that was removed before; PRG_EFROZEN;
 *         PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_remove(prg_item *item);

/**
 * Moves an item to another owner, or to another place.
 *
 * @param item  the item.
 * @param owner where it shall belong; may be its present owner.
 * @param key   the owner's list; of the item's class.
 * @param index the place, from 0; beyond the end is the end.
 * @return 0; PRG_ECYCLE when the owner lies within the item; PRG_EEXISTS when its id is used there;
 *         PRG_ELIMIT below 30 levels; PRG_ENOTFOUND for an unknown key; PRG_EINVALID for a list of another
 *         class, an owner in another programme, the root, a record, a removed item and NULL; PRG_EFROZEN;
 *         PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_move(prg_item *item, prg_item *owner, const char *key, size_t index);

/* ---- walking ---- */

/** Goes through items one by one. */
typedef struct prg_walk prg_walk;

/**
 * Starts a walk through an item and everything that belongs to it, the owner before what belongs to it,
 * in the order of the document.
 *
 * @param[out] walk receives it. Ownership: owned, free with prg_walk_free(); it keeps the programme.
 * @param item      where to start; included.
 * @param class_name only items of this class are answered; NULL for all.
 * @return 0; PRG_ENOTFOUND for an unknown class; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_walk_new(prg_walk **walk, prg_item *item, const char *class_name);

/**
 * The next item.
 *
 * @return 0; PRG_END behind the last; PRG_ESTALE when the programme was edited since the walk began;
 *         PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_walk_next(prg_walk *walk, prg_item **item);

/**
 * How deep below the start the last answered item lies; 0 for the start itself.
 * @since 0.1
 */
PRG_API size_t prg_walk_depth(const prg_walk *walk);

/**
 * Frees a walk. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_walk_free(prg_walk *walk);

/* ---- what there is: classes and fields ---- */

/** A field of a class, as the documentation and other languages need it. Texts are static. */
typedef struct prg_field {
        const char *key;    /**< its key in the document */
        const char *type;   /**< text, word, choice, flag, count, date, number, names, texts, reference,
                                 references, record or items */
        const char *of;     /**< of references, records and items: the class; of several, the first */
        const char *const *choices; /**< of a choice: its words, ended by NULL; else NULL */
        int required;       /**< 1 when a complete item has it */
        const char *doc;    /**< what it means */
} prg_field;

/**
 * The name of the class at that place; NULL behind the last. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_class_at(size_t index);

/**
 * What a class is for, in one sentence; NULL for an unknown class. Ownership: borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_class_doc(const char *class_name);

/**
 * The field of a class at that place, in the order of the canonical document.
 *
 * @param[out] field receives it.
 * @param class_name the class.
 * @param index      from 0.
 * @return 0; PRG_END behind the last; PRG_ENOTFOUND for an unknown class; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_class_field(prg_field *field, const char *class_name, size_t index);

/** @} */

PRG_END_DECLS

#endif
