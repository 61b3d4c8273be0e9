/* The loops of formulas for processors with AVX-512 (F, BW, DQ, VL): see CMakeLists.txt for the flags. */
#define VM_LEVEL "avx512"
#define VM_TABLE prg__vm_kernels_avx512
#include "calc/formula/vm_rows.h"
