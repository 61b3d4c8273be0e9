/**
 * @file libprogram/succession.h
 * @brief Responsibility through time: who was responsible on a day, when agencies and their functions move.
 */
#ifndef PRG_SUCCESSION_H
#define PRG_SUCCESSION_H

#include "common.h"
#include "item.h"
#include "responsibility.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup succession Succession
 * @brief Agencies end, merge, and hand single functions over, on a day; what was before stays as it was.
 *
 * The successors of an agency say who takes over from it, from which day on, and what: everything, or some
 * components, indicators and obligations. Following them from day to day leads to one agency for each day,
 * or to nobody when the chain ends with an agency that does not exist then.
 *
 * A successor takes an obligation over when everything moves, or the obligation itself, or a component that it
 * belongs to, or all of its indicators; a component when everything moves, or it, or a component that it is
 * part of. Of several on one day, the one that names the thing counts before one that takes everything, then
 * the first in the document.
 * @{
 */

/**
 * Who stands for an agency on a day.
 *
 * @param[out] successor receives the agency, which may be the same one, or NULL for nobody. Ownership: borrowed.
 * @param agency         whom it was given to.
 * @param of             what was given: a component, an obligation or an indicator; NULL for everything else.
 * @param since          the day on which it was given: what moved on it or before it is not looked at, as who
 *                       gave it knew of that; #PRG_DATE_NONE to look at everything.
 * @param day            the day that is asked for.
 * @return 0; PRG_EINVALID for other items, and for a day that is none.
 * @since 0.1
 */
PRG_API int prg_agency_successor(prg_item **successor, const prg_item *agency, const prg_item *of, prg_date since,
        prg_date day);

/**
 * Who is responsible on a day for what an assignment or an obligation gives: of an agency, whoever stands for it;
 * of a group, whoever stands for each member of that day; nobody when it is not in force. An answer about a single
 * agency has at most one.
 *
 * @param[out] list receives the agencies, without repetition; for a group that acts together, and for a relative
 *                  one, the group. Ownership: owned, free with prg_item_list_free().
 * @param item      an assignment or an obligation.
 * @param day       the day.
 * @return 0; PRG_EINVALID for other items, and for a day that is none; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_responsible(prg_item_list **list, const prg_item *item, prg_date day);

/** @} */

PRG_END_DECLS

#endif
