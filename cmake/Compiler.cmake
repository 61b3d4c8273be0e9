# Flags for everything built here. They hang on one interface target, so that nothing leaks into the
# flags of a project that includes this one.
add_library(prg_flags INTERFACE)
target_compile_options(prg_flags INTERFACE
        -ffp-contract=off -fno-fast-math
        -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
        -Wcast-qual -Wpointer-arith -Wwrite-strings -Wundef -Wformat=2)
if(PRG_WERROR)
        target_compile_options(prg_flags INTERFACE -Werror)
endif()
if(PRG_SANITIZE)
        target_compile_options(prg_flags INTERFACE -fsanitize=${PRG_SANITIZE} -fno-omit-frame-pointer)
        target_link_options(prg_flags INTERFACE -fsanitize=${PRG_SANITIZE})
        if(PRG_SANITIZE MATCHES undefined)
                target_compile_options(prg_flags INTERFACE -fno-sanitize-recover=undefined)
        endif()
endif()
