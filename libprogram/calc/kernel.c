/* Which kernels are used: the best that the processor has, found once, or a level that somebody forced, by a call or
 * by the variable LIBPROGRAM_LEVEL of the environment. */
#include "calc/kernel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram/error.h>

#include "util/platform.h"

static _Atomic(const prg__kernels *) forced, best;

/* From the most modest on. */
static const prg__kernels *const levels[] = {
        &prg__kernels_portable,
#ifdef PRG_HAVE_X86_LEVELS
        &prg__kernels_avx2,
        &prg__kernels_avx512,
#endif
};
#define LEVELS (sizeof levels / sizeof *levels)

static int is_there(const prg__kernels *kernels)
{
        return kernels == &prg__kernels_portable || prg__platform_has_level(kernels->level);
}

const char *prg__kernels_level(size_t index)
{
        return index < LEVELS ? levels[index]->level : NULL;
}

const prg__kernels *prg__kernels_of(const char *level)
{
        for (size_t i = 0; i < LEVELS; i++)
                if (strcmp(levels[i]->level, level) == 0)
                        return is_there(levels[i]) ? levels[i] : NULL;
        return NULL;
}

const prg__kernels *prg__kernels_best(void)
{
        const prg__kernels *kernels = atomic_load_explicit(&forced, memory_order_relaxed);
        if (kernels == NULL)
                kernels = atomic_load_explicit(&best, memory_order_relaxed);
        if (kernels)
                return kernels;
        for (size_t i = 0; i < LEVELS; i++)
                if (is_there(levels[i]))
                        kernels = levels[i];
        const char *wanted = getenv("LIBPROGRAM_LEVEL");
        if (wanted && prg__kernels_of(wanted))
                kernels = prg__kernels_of(wanted);
        atomic_store_explicit(&best, kernels, memory_order_relaxed);
        return kernels;
}

int prg__kernels_force(const char *level)
{
        const prg__kernels *kernels = level ? prg__kernels_of(level) : NULL;
        if (level && kernels == NULL)
                return PRG_ENOTFOUND;
        atomic_store_explicit(&forced, kernels, memory_order_relaxed);
        return 0;
}
