/**
 * @file libprogram/area.h
 * @brief Areas (địa bàn) on a day.
 */
#ifndef PRG_AREA_H
#define PRG_AREA_H

#include "common.h"
#include "item.h"

PRG_BEGIN_DECLS

/**
 * @defgroup area Areas
 * @brief Name, code, kind and parent of an area are dated; an official code is not an identity.
 *
 * A day of #PRG_DATE_NONE asks for how the area began. For an item that is no area, and for NULL, the
 * answers are 0 and NULL.
 * @{
 */

/**
 * Whether the area exists on a day: 1 or 0.
 * @since 0.1
 */
PRG_API int prg_area_exists(const prg_item *area, prg_date day);

/**
 * The name on a day. Ownership: borrowed.
 * @since 0.1
 */
PRG_API const char *prg_area_name(const prg_item *area, prg_date day, const char *language);

/**
 * The official code on a day (mã số), a text with its leading zeros. Ownership: borrowed.
 * @since 0.1
 */
PRG_API const char *prg_area_code(const prg_item *area, prg_date day);

/**
 * What it is called on a day: xa, phuong, thi_tran … Ownership: borrowed.
 * @since 0.1
 */
PRG_API const char *prg_area_kind(const prg_item *area, prg_date day);

/**
 * The area that it lies in on a day. Ownership: borrowed.
 * @since 0.1
 */
PRG_API const prg_item *prg_area_parent(const prg_item *area, prg_date day);

/** @} */

PRG_END_DECLS

#endif
