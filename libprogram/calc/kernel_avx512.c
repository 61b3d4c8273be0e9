/* The kernels for processors with AVX-512 (F, BW, DQ, VL): see CMakeLists.txt for the flags. */
#define KERNEL_LEVEL "avx512"
#define KERNEL_TABLE prg__kernels_avx512
#include "kernel_rows.h"
