/* Formulas written out by hand. Compiled for the processor that it is built on. */
#include "goals/formula_peers.h"

#define LOOP(name, type, expression)                                                                             \
        static void name(void *restrict result, const int64_t *restrict a, const int64_t *restrict b,            \
                const int64_t *restrict c, const int64_t *restrict d, const int64_t *restrict e,                 \
                const int64_t *restrict f, size_t count)                                                         \
        {                                                                                                        \
                type *restrict out = result;                                                                     \
                (void)c, (void)d, (void)e, (void)f;                                                              \
                for (size_t i = 0; i < count; i++)                                                               \
                        out[i] = expression;                                                                     \
        }

LOOP(two, int64_t, a[i] - b[i] + c[i])
LOOP(twelve, int64_t, (a[i] - b[i] + c[i]) * 3 + (d[i] - e[i]) * 5 - (f[i] + a[i]) * 2 + b[i] - c[i] + d[i])
LOOP(quotient, double, (double)(a[i] - b[i]) * 100 / (double)c[i] + 0.0)

void fused_run(size_t formula, void *out, const int64_t *const columns[FORMULA_COLUMNS], size_t count)
{
        void (*const loops[])(void *restrict, const int64_t *restrict, const int64_t *restrict, const int64_t *restrict,
                const int64_t *restrict, const int64_t *restrict, const int64_t *restrict, size_t) = { two, twelve, quotient };
        loops[formula](out, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], count);
}

static uint8_t worse(uint8_t a, uint8_t b)
{
        return a > b ? a : b;
}

void fused_run_gaps(int64_t *restrict out, uint8_t *restrict out_codes, const int64_t *const columns[FORMULA_COLUMNS],
        const uint8_t *const codes[FORMULA_COLUMNS], size_t count)
{
        const int64_t *restrict a = columns[0], *restrict b = columns[1], *restrict c = columns[2];
        const uint8_t *restrict x = codes[0], *restrict y = codes[1], *restrict z = codes[2];
        for (size_t i = 0; i < count; i++)
                out[i] = a[i] - b[i] + c[i];
        for (size_t i = 0; i < count; i++)
                out_codes[i] = worse(worse(x[i], y[i]), z[i]);
}
