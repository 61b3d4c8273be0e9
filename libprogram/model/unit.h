/* Numbers from one unit to another. */
#ifndef PRG__UNIT_H
#define PRG__UNIT_H

#include <libprogram/decimal.h>
#include <libprogram/item.h>

/* What converting a number to another unit comes to. */
typedef enum prg__conversion {
        PRG__CONVERTED,
        PRG__UNLIKE_UNITS,
        PRG__TOO_MANY_DECIMALS,
        PRG__TOO_LARGE
} prg__conversion;

/* The mantissa, with so many decimals, of a number that is brought from one unit to another; units
 * may be NULL only both. Of too many decimals `needed` is how many it takes, 0 for no end, and
 * `number`, if it fits, the converted number with these. */
prg__conversion prg__unit_convert(prg_decimal number, const prg_item *from, const prg_item *to,
        unsigned decimals, int64_t *mantissa, unsigned *needed, prg_decimal *converted);

#endif
