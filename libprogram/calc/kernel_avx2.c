/* The kernels for processors with AVX2: see CMakeLists.txt for the flags. */
#define KERNEL_LEVEL "avx2"
#define KERNEL_TABLE prg__kernels_avx2
#include "kernel_rows.h"
