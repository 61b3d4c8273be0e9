/**
 * @file libprogram/programme.h
 * @brief The programme (chương trình): the root of everything.
 */
#ifndef PRG_PROGRAMME_H
#define PRG_PROGRAMME_H

#include "common.h"
#include "item.h"
#include "report.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup programme Programmes
 * @brief A programme is a document: who, what, where, when, and how it is counted.
 *
 * ~~~{.c}
 * prg_programme *programme;
 * prg_item *component;
 * if (prg_programme_new(&programme, "plan") < 0
 *     || prg_item_add(&component, prg_programme_root(programme), "components", "P0") < 0
 *     || prg_item_set(component, "kind", "programme") < 0)
 *         return fail();
 * prg_programme_unref(programme);
 * ~~~
 *
 * **Lifetime.** A programme is counted: prg_programme_new() and the readers give one reference,
 * prg_programme_ref() adds one, prg_programme_unref() takes one, and with the last it goes, and with it
 * all its items and texts. Counting is atomic.
 *
 * **Threads.** A programme is used by one thread at a time; a frozen one may be read by many at once.
 * @{
 */

/**
 * A programme with nothing in it but the standard roles.
 *
 * @param[out] programme receives it. Ownership: owned, give back with prg_programme_unref().
 * @param id             copied; a letter or digit, then letters, digits, '.', '_', '-'; at most 64 bytes.
 * @return 0; PRG_ESCHEMA for an id that is not well-formed; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_programme_new(prg_programme **programme, const char *id);

/**
 * One more reference. NULL is accepted.
 * @return the programme itself.
 * @since 0.1
 */
PRG_API prg_programme *prg_programme_ref(prg_programme *programme);

/**
 * Gives a reference back; with the last one the programme is freed. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_programme_unref(prg_programme *programme);

/**
 * An independent copy that can be edited, also of a frozen programme. What edits had left behind is not
 * copied.
 *
 * @param[out] copy receives it. Ownership: owned, give back with prg_programme_unref().
 * @param programme the original.
 * @return 0; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_programme_copy(prg_programme **copy, const prg_programme *programme);

/**
 * Makes a programme immutable, for good; sharing between threads requires it.
 *
 * @return 0; PRG_ENOMEM, and it is not frozen; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_programme_freeze(prg_programme *programme);

/**
 * Whether a programme is frozen: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_programme_is_frozen(const prg_programme *programme);

/**
 * How many edits there have been. What was derived from a programme is valid for one generation.
 * @since 0.1
 */
PRG_API unsigned long prg_programme_generation(const prg_programme *programme);

/**
 * The programme itself as an item: its fields, and the lists of everything. Ownership: borrowed. NULL for
 * NULL.
 * @since 0.1
 */
PRG_API prg_item *prg_programme_root(const prg_programme *programme);

/**
 * How many items of a class there are, at any depth; 0 for a class whose items have no ids of their own in
 * the programme.
 * @since 0.1
 */
PRG_API size_t prg_programme_count(const prg_programme *programme, const char *class_name);

/**
 * The item of a class with this id, in constant time; NULL when there is none. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_programme_get(const prg_programme *programme, const char *class_name, const char *id);

/**
 * The item that somebody means: by id, or else by name, alias, symbol or code in any language, insensitive
 * to case, to Unicode normal form and to tone-mark placement (tuý = túy).
 *
 * @param[out] item  receives it. Ownership: borrowed.
 * @param programme  where to look.
 * @param class_name the class; NULL for agencies, then groups (whoever can be given a task).
 * @param text       the id or the name.
 * @return 0; PRG_ENOTFOUND, with the nearest as suggestion; PRG_ECONFLICT when several have that name,
 *         with their ids; PRG_EINVALID; PRG_EUTF8; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_programme_find(prg_item **item, const prg_programme *programme, const char *class_name,
        const char *text);

/**
 * Checks everything that a complete programme must be: required fields, dates in order, references that do
 * not run in a circle, ratios with operands, shares that sum to 1 …
 *
 * @param programme the programme.
 * @param report    receives the findings; NULL for none.
 * @return 0; PRG_ESCHEMA when there is a finding of severity error; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_programme_check(const prg_programme *programme, prg_report *report);

/** @} */

PRG_END_DECLS

#endif
