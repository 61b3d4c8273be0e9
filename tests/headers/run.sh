#!/bin/sh
# Every public header compiles alone, as C99 and as C++, without a warning. usage: run.sh SOURCE_DIR
set -eu
include=$1/include
headers=0
for path in "$include"/libprogram.h "$include"/libprogram/*.h; do
        header=${path#"$include"/}
        for language in "c -std=c99" "c -std=c11" "c++ -std=c++11" "c++ -std=c++17"; do
                # Twice: the guard must hold.
                # shellcheck disable=SC2086
                printf '#include <%s>\n#include <%s>\nint main(void);\nint main() { return 0; }\n' \
                        "$header" "$header" |
                        ${CC:-cc} -x $language -Wall -Wextra -pedantic -Werror \
                                -I "$include" -fsyntax-only - || {
                        echo "$header does not compile alone as $language" >&2
                        exit 1
                }
        done
        # The umbrella includes every header.
        case $header in
        libprogram.h) ;;
        *) grep -q "\"$header\"" "$include/libprogram.h" || {
                echo "libprogram.h does not include $header" >&2
                exit 1
        } ;;
        esac
        # No foreign type: only the standard headers that exist everywhere, and ours.
        if grep -n '#include' "$path" | grep -vE '<(stddef|stdint)\.h>|"(libprogram/)?[a-z_]+\.h"'; then
                echo "$header includes something else" >&2
                exit 1
        fi
        headers=$((headers + 1))
done
echo "$headers headers"
[ "$headers" -gt 5 ]
