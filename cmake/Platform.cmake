# What a platform must offer: 128-bit integers for exact sums, and C11 atomics.
include(CheckCSourceCompiles)

check_c_source_compiles("
        __extension__ typedef __int128 wide;
        int main(void) { wide a = 1; return (int)(a << 70 >> 70) - 1; }" PRG_HAVE_INT128)
if(NOT PRG_HAVE_INT128)
        message(FATAL_ERROR "libprogram needs a compiler with 128-bit integers (gcc or clang on a 64-bit platform)")
endif()

check_c_source_compiles("
        #include <stdatomic.h>
        static _Thread_local int t;
        int main(void) { atomic_long a = 0; atomic_fetch_add(&a, 1); return t; }" PRG_HAVE_ATOMICS)
if(NOT PRG_HAVE_ATOMICS)
        message(FATAL_ERROR "libprogram needs C11 atomics and thread-local storage")
endif()
