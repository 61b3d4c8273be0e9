/* The loops of formulas for processors with AVX2: see CMakeLists.txt for the flags. */
#define VM_LEVEL "avx2"
#define VM_TABLE prg__vm_kernels_avx2
#include "calc/formula/vm_rows.h"
