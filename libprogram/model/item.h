/* Items from inside: making them, filling their fields, taking them in and out. The public side, with all
 * its checks of arguments, is libprogram/item.h. */
#ifndef PRG__ITEM_H
#define PRG__ITEM_H

#include "class.h"
#include "programme.h"

/* The source_index of what no document has: the standard roles. */
#define PRG__NOT_IN_SOURCE ((size_t)-1)

/* A new item of a class with nothing given, not attached to anything; NULL without memory. */
prg_item *prg__item_new(prg_programme *programme, const prg__class *class);

/* Room for one more entry, from the arena; 0 or PRG_ENOMEM. */
int prg__list_reserve(prg_programme *programme, prg__list *list);
/* Appends to a list that has room. */
void prg__list_push(prg__list *list, void *entry);
/* The names' text in exactly this language, or NULL. */
const char *prg__names_get(const prg__names *names, const char *language);
/* Sets or, with NULL, takes away the text in a language; 0 or PRG_ENOMEM. Texts must outlive the item. */
int prg__names_set(prg_programme *programme, prg__names *names, const char *language, const char *text);
/* Adds the text in a language that has none yet, however many there are; 0 or PRG_ENOMEM. */
int prg__names_add(prg_programme *programme, prg__names *names, const char *language, const char *text);
/* The text that is shown: in the language, else the programme's, else the first; NULL if there is none. */
const char *prg__names_text(const prg_item *item, const prg__names *names, const char *language);

/* Whether a text is a well-formed id of the class, and what one looks like. */
int prg__id_is_valid(const prg__class *class, const char *id, size_t length);
const char *prg__id_expected(const prg__class *class);
int prg__word_is_valid(const char *word, size_t length);

/* Gives a single-valued field its value from a text (a reference from the id); the text is copied. On a
 * value that does not fit: PRG_ESCHEMA or, for a reference, PRG_ENOTFOUND, and *expected says what was
 * expected. Other results: 0, PRG_EUTF8, PRG_ENOMEM. */
int prg__field_parse(prg_item *item, const prg__field *field, const char *text, size_t length,
        const char **expected);
/* Takes the value away. */
void prg__field_clear(prg_item *item, const prg__field *field);
int prg__field_is_given(const prg_item *item, const prg__field *field);

/* The one item of the field's target classes with this id, NULL if there is none; *ambiguous when several
 * classes have it. */
prg_item *prg__field_resolve(const prg_item *item, const prg__field *field, const char *id, size_t length,
        int *ambiguous);
/* A reference is set, or appended to a list that has room, and counted. */
void prg__reference_set(prg_item *item, const prg__field *field, prg_item *target);
void prg__reference_push(prg_item *item, const prg__field *field, prg_item *target);

/* Puts a new item with its id (already in the arena, NULL for none) into the owner's list or record and into
 * the programme's table of ids; that a local id is new in its list, the caller has made sure. 0, PRG_EEXISTS
 * without a message, PRG_ENOMEM; nothing changes on failure. */
int prg__item_attach(prg_item *item, prg_item *owner, const prg__field *field, const char *id, size_t index);

/* Puts an item behind the others of its owner's list. */
void prg__item_to_end(prg_item *item);

/* Whether an owner's list has an item with this id: for classes whose ids are local. */
int prg__local_id_exists(const prg_item *owner, const prg__field *field, const char *id, size_t length);

/* The item behind this one in a walk through everything that belongs to `start`; NULL behind the last. */
prg_item *prg__item_after(prg_item *item, const prg_item *start);

/* How deep items may lie in each other: in the document each level takes an array and an object, and the
 * JSON scanner and writer stop at 64. */
#define PRG__DEEPEST 30

/* Whether the item is one of the standard roles; whether it says what the standard says. See role.c. */
int prg__role_is_builtin(const prg_item *item);
int prg__role_is_standard(const prg_item *item);
/* Adds the standard roles to a new programme. 0 or PRG_ENOMEM. */
int prg__role_add_standard(prg_programme *programme);

/* The same of the Gregorian calendar. See calendar_class.c. */
int prg__calendar_is_builtin(const prg_item *item);
int prg__calendar_is_standard(const prg_item *item);
int prg__calendar_add_standard(prg_programme *programme);

/* Whether the item is a standard role or calendar that says what the standard says: not written. */
int prg__item_is_standard(const prg_item *item);

/* The id of something that a field may refer to, nearest to a text; NULL when nothing is near. See find.c. */
const char *prg__programme_suggest(const prg_programme *programme, const prg__field *field, const char *text);

/* As prg_programme_find() for readers of many names: PRG_END, without an error, when nothing has the name. */
int prg__programme_look_up(prg_item **item, const prg_programme *programme, const prg__class *class, const char *text);
/* The name or id that is nearest to such a text, or NULL. 0 or PRG_ENOMEM. Compares the text with every name. */
int prg__programme_near(const char **name, const prg_programme *programme, const prg__class *class, const char *text);

/* "an agency", "an indicator or a group": what a reference may point to, for messages. */
const char *prg__field_expects(const prg__field *field);

#endif
