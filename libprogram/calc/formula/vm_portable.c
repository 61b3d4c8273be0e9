/* The loops of formulas for every processor of the architecture. */
#define VM_LEVEL "portable"
#define VM_TABLE prg__vm_kernels_portable
#include "calc/formula/vm_rows.h"
