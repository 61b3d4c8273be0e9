/* How far a long call has come, for the caller's function. */
#ifndef PRG__PROGRESS_H
#define PRG__PROGRESS_H

#include <libprogram/compute.h>

#include "util/error.h"

typedef struct prg__progress {
        size_t done, total;
} prg__progress;

/* So many steps more; 0, or PRG_ECANCELLED when the caller wants to stop. */
static inline int prg__progress_add(prg__progress *progress, const prg_compute_options *options, size_t steps)
{
        progress->done += steps;
        if (options->progress && options->progress(options->payload, progress->done, progress->total) != 0)
                return prg__error(PRG_ECANCELLED, NULL, "the caller stopped the computation");
        return 0;
}

#endif
