/* Decimals inside the library. */
#ifndef PRG__DECIMAL_H
#define PRG__DECIMAL_H

#include <libprogram/decimal.h>

#include "wide.h"

/* Sets and returns PRG_EINVALID when the value has more decimals than a decimal can have. */
int prg__decimal_check(prg_decimal value);

/* mantissa / 10^decimals as a decimal; drops as few trailing zeros as it takes to fit. Sets and
 * returns PRG_ERANGE when it does not fit. */
int prg__decimal_from_wide(prg_decimal *out, prg__wide mantissa, unsigned decimals);

#endif
