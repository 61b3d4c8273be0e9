#!/bin/sh
# Programs against the *installed* library: in C and in C++, through CMake and through pkg-config, with
# the shared and with the static library; and the program of the README, whose output must be the one
# that the README shows. usage: run.sh SOURCE_DIR BUILD_DIR
set -eu
source=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

cmake --install "$build" --prefix "$prefix" >"$work/install.log"
libdir=$(dirname "$(find "$prefix" -name libprogram.so)")
# The .pc file was written for another prefix; pkg-config derives the right one from where it lies.
export PKG_CONFIG_PATH="$libdir/pkgconfig"
pkgconf="pkg-config --define-prefix"
cases=0

passed() {
        cases=$((cases + 1))
        echo "ok: $*"
}

# ---- through CMake ----
for kind in shared static; do
        cmake -S "$source/tests/install" -B "$work/cmake-$kind" -G Ninja -DKIND=$kind \
                -DCMAKE_PREFIX_PATH="$prefix" >"$work/cmake.log" || {
                cat "$work/cmake.log"
                exit 1
        }
        cmake --build "$work/cmake-$kind" >"$work/cmake.log" || {
                cat "$work/cmake.log"
                exit 1
        }
        for language in c cxx; do
                "$work/cmake-$kind/use_$language"
                passed "CMake, $kind, $language"
        done
done

# ---- through pkg-config ----
for language in c cxx; do
        case $language in
        c) compiler=${CC:-cc} file=use.c standard=-std=c99 ;;
        cxx) compiler=${CXX:-c++} file=use_cxx.cpp standard=-std=c++11 ;;
        esac
        flags="$standard -Wall -Wextra -pedantic -Werror"
        # shellcheck disable=SC2046,SC2086
        $compiler $flags "$source/tests/install/$file" -o "$work/shared_$language" \
                $($pkgconf --cflags --libs libprogram)
        LD_LIBRARY_PATH=$libdir "$work/shared_$language"
        passed "pkg-config, shared, $language"

        # Only the archive lies in this folder, so the linker has no choice.
        mkdir -p "$work/archive"
        cp "$libdir/libprogram.a" "$work/archive/"
        # shellcheck disable=SC2046,SC2086
        $compiler $flags "$source/tests/install/$file" -o "$work/static_$language" \
                $($pkgconf --cflags libprogram) -L"$work/archive" \
                $($pkgconf --static --libs libprogram | sed "s|-L$libdir||")
        "$work/static_$language"
        passed "pkg-config, static, $language"
done

# ---- the program of the README ----
awk '/^```c$/ { on = 1; next } /^```$/ { if (on) exit } on' "$source/README.md" >"$work/first.c"
awk '/^```c$/ { seen = 1 } seen && /^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' \
        "$source/README.md" >"$work/expected"
[ -s "$work/first.c" ] && [ -s "$work/expected" ]
# shellcheck disable=SC2046
${CC:-cc} -std=c11 -Wall -Wextra -pedantic -Werror "$work/first.c" -o "$work/first" \
        $($pkgconf --cflags --libs libprogram)
LD_LIBRARY_PATH=$libdir "$work/first" >"$work/printed"
diff "$work/expected" "$work/printed"
passed "the program of README.md prints what README.md shows"

# ---- what was installed, and nothing of anyone else in it ----
"$prefix/bin/prg" version >/dev/null
passed "prg runs from where it was installed"
for header in "$source"/include/libprogram/*.h; do
        [ -e "$prefix/include/libprogram/$(basename "$header")" ] || {
                echo "$(basename "$header") is not installed" >&2
                exit 1
        }
done
if grep -rlE 'utf8proc|json_object|sqlite3' "$prefix/include"; then
        echo "a public header speaks of another library" >&2
        exit 1
fi
passed "all headers are installed, none speaks of another library"
echo "$cases cases"
