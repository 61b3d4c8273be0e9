/**
 * @file libprogram/responsibility.h
 * @brief Who does what (rõ người, rõ việc): groups, leads, tasks of an agency, the responsibility matrix.
 */
#ifndef PRG_RESPONSIBILITY_H
#define PRG_RESPONSIBILITY_H

#include "common.h"
#include "item.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup responsibility Responsibility
 * @brief Questions about who does what on a day.
 *
 * A day of #PRG_DATE_NONE asks without regard to dates. The lists of answers are owned by the caller.
 * @{
 */

/** A list of items that answers a question. The items are borrowed; the list keeps their programme. */
typedef struct prg_item_list prg_item_list;

/**
 * How many items a list has; 0 for NULL.
 * @since 0.1
 */
PRG_API size_t prg_item_list_size(const prg_item_list *list);

/**
 * The item at a place; NULL behind the last. Ownership: borrowed, valid as long as the list.
 * @since 0.1
 */
PRG_API prg_item *prg_item_list_at(const prg_item_list *list, size_t index);

/**
 * Frees a list. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_item_list_free(prg_item_list *list);

/**
 * The members of a group (thành viên) on a day.
 *
 * Closed and open groups answer the listed members that belong to it and exist on that day. The derived
 * rule `leads_component` answers whoever leads, on that day, a component of the group's `kinds`; `heads`
 * answers the agencies of `of`, whose heads are meant; the relative rule `subordinates` answers the
 * agencies below the acting one, at any depth.
 *
 * @param[out] list receives the agencies, without repetition. Ownership: owned, free with
 *                  prg_item_list_free().
 * @param group     the group.
 * @param day       the day; #PRG_DATE_NONE for all that ever belonged.
 * @param acting    for a relative group: who acts; otherwise NULL.
 * @return 0; PRG_EINVALID for another item, or a relative group without `acting`; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_group_members(prg_item_list **list, const prg_item *group, prg_date day, const prg_item *acting);

/**
 * Whether an agency belongs to a group on a day: 1 or 0 in `*belongs`.
 *
 * @return 0; PRG_EINVALID as for prg_group_members(); PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_group_has(int *belongs, const prg_item *group, const prg_item *agency, prg_date day,
        const prg_item *acting);

/** How a component comes to its lead. */
typedef enum prg_lead {
        PRG_LEAD_NONE = 0,     /**< nobody: its holder only coordinates or takes part */
        PRG_LEAD_EXPLICIT = 1, /**< the document says who leads (chủ trì) */
        PRG_LEAD_IMPLIED = 2   /**< its holder has a role that implies it */
} prg_lead;

/**
 * Who leads a component (chủ trì): explicit where a holder's role says so, implied where a holder has any
 * role other than coordinating (phối hợp) or taking part (tham gia), else none. Others than the holder
 * (assignments marked `other`) never lead.
 *
 * @param[out] lead  receives how; may be NULL.
 * @param[out] list  receives the agencies and groups that lead; may be NULL. Ownership: owned, free with
 *                   prg_item_list_free().
 * @param component  the component.
 * @param day        the day; assignments that are not in force then do not count.
 * @return 0; PRG_EINVALID for another item; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_component_lead(prg_lead *lead, prg_item_list **list, const prg_item *component, prg_date day);

/**
 * The name of a way of leading: "none", "explicit", "implied"; NULL for another number. Ownership:
 * borrowed, static.
 * @since 0.1
 */
PRG_API const char *prg_lead_name(prg_lead lead);

/**
 * The way of leading of a name.
 *
 * @return 0; PRG_ENOTFOUND; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_lead_from_name(prg_lead *lead, const char *name);

/**
 * What an agency or a group has to do: its assignments in force on a day, in the order of the document,
 * those that it has as a member of a group included. prg_item_owner() of an assignment is the component.
 *
 * @param[out] list receives the assignments. Ownership: owned, free with prg_item_list_free().
 * @param holder    an agency, or a group for what was given to the group itself.
 * @param day       the day.
 * @return 0; PRG_EINVALID for another item; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_agency_assignments(prg_item_list **list, const prg_item *holder, prg_date day);

/**
 * Whether an assignment is binding (ordered) or requested (đề nghị): 1 or 0; as the assignment says, else
 * as its role, else binding. 1 for another item.
 * @since 0.1
 */
PRG_API int prg_assignment_is_binding(const prg_item *assignment);

/** What components are asked for with prg_programme_select(). */
typedef enum prg_selection {
        PRG_SELECT_ALL = 0,               /**< all of the kind */
        PRG_SELECT_WITHOUT_DEADLINE = 1,  /**< no time, or one without an end (không thời hạn) */
        PRG_SELECT_WITHOUT_INDICATOR = 2, /**< no indicator measures it */
        PRG_SELECT_WITHOUT_LEAD = 3,      /**< nobody leads it */
        PRG_SELECT_UNRESOLVED_TIME = 4    /**< its wording of time is unresolved */
} prg_selection;

/**
 * The components of a kind that have a property, in the order of the document.
 *
 * @param[out] list receives them. Ownership: owned, free with prg_item_list_free().
 * @param programme where to look.
 * @param kind      such as "task"; NULL for every kind.
 * @param selection the property.
 * @param day       for the lead: the day.
 * @return 0; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_programme_select(prg_item_list **list, const prg_programme *programme, const char *kind,
        prg_selection selection, prg_date day);

/**
 * Objectives that no indicator measures, or indicators (also groups) that serve no objective.
 *
 * @param[out] list  receives them. Ownership: owned, free with prg_item_list_free().
 * @param programme  where to look.
 * @param class_name "objective" or "indicator".
 * @return 0; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_programme_unlinked(prg_item_list **list, const prg_programme *programme, const char *class_name);

/**
 * Where something is integrated (lồng ghép): the integration records that name it; prg_item_owner() of one
 * is the component that integrates it.
 *
 * @param[out] list receives them. Ownership: owned, free with prg_item_list_free().
 * @param item      a component, an external or a document.
 * @return 0; PRG_EINVALID for another item; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_item_integrations(prg_item_list **list, const prg_item *item);

/**
 * Everything whose name, alias or wording contains a text, insensitive to case, Unicode normal form and
 * tone-mark placement, in the order of the document.
 *
 * @param[out] list  receives them. Ownership: owned, free with prg_item_list_free().
 * @param programme  where to look.
 * @param class_name one class, NULL for all.
 * @param text       what to look for.
 * @param flags      0, or #PRG_TEXT_FOLD_MARKS: without tone marks and accents too.
 * @return 0; PRG_ENOTFOUND for an unknown class; PRG_EINVALID, also for an empty text; PRG_EUTF8;
 *         PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_programme_search(prg_item_list **list, const prg_programme *programme, const char *class_name,
        const char *text, unsigned flags);

/** The responsibility matrix: components down, agencies and groups across, roles in the cells. */
typedef struct prg_matrix prg_matrix;

/**
 * The responsibility matrix on a day (ma trận phân công).
 *
 * @param[out] matrix receives it. Ownership: owned, free with prg_matrix_free(); it keeps the programme.
 * @param programme   the programme.
 * @param kind        the rows are the components of this kind, such as "task"; NULL for all with
 *                    assignments.
 * @param day         the day.
 * @return 0; PRG_EINVALID; PRG_ENOMEM.
 * @since 0.1
 */
PRG_API int prg_matrix_new(prg_matrix **matrix, const prg_programme *programme, const char *kind, prg_date day);

/**
 * The component of a row; NULL behind the last. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_matrix_row(const prg_matrix *matrix, size_t row);

/**
 * The agency or group of a column; NULL behind the last. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_matrix_column(const prg_matrix *matrix, size_t column);

/**
 * The assignment in a cell, the first of several from 0; NULL behind the last. Ownership: borrowed.
 * @since 0.1
 */
PRG_API prg_item *prg_matrix_cell(const prg_matrix *matrix, size_t row, size_t column, size_t index);

/**
 * Frees a matrix. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_matrix_free(prg_matrix *matrix);

/** @} */

PRG_END_DECLS

#endif
