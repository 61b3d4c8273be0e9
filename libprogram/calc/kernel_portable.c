/* The kernels for every processor of the architecture. */
#define KERNEL_LEVEL "portable"
#define KERNEL_TABLE prg__kernels_portable
#include "kernel_rows.h"
