#!/bin/sh
# What takes too long for every change. Writes its figures into docs/quality.md; look at them and commit.
#
#   sh tests/long.sh                 all of it, about an hour
#   sh tests/long.sh fuzz coverage   only these parts
#
# Parts: clang valgrind tsan tidy oracles reference python fuzz coverage mutation bench. FUZZ_SECONDS (default 300)
# is the time for each fuzz target. Installs what is missing, as root or with sudo.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

# shellcheck disable=SC2086
need $BUILD_PACKAGES $TEST_PACKAGES $LONG_PACKAGES
# Whoever has another Node.js keeps it: Debian's would not go beside it.
{ command -v node && command -v npm; } >/dev/null || need nodejs npm
{ command -v javac && command -v mvn; } >/dev/null || need default-jdk-headless maven
parts=${*:-clang valgrind tsan tidy oracles reference python fuzz coverage mutation bench}
mkdir -p build/long
root=$(pwd)

# figure PART TEXT: one line of docs/quality.md, also printed.
figure() {
        part=$1
        shift
        say "$part: $*"
        printf '%s\t%s\n' "$part" "$*" >>"$root/build/long/$part.figures"
}


# tests DIRECTORY [CTEST OPTION]...: the closing line of ctest.
tests() {
        directory=$1
        shift
        ctest --test-dir "build/$directory" --output-on-failure -j2 "$@" >"build/long/ctest.log" || {
                cat build/long/ctest.log
                return 1
        }
        grep 'tests passed' build/long/ctest.log
}

build() {
        directory=$1
        shift
        cmake -B "build/$directory" -G Ninja -DPython3_EXECUTABLE=/usr/bin/python3 "$@" >/dev/null
        cmake --build "build/$directory" >/dev/null
}

part_clang() {
        build clang -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug
        figure clang "$(clang --version | sed -n 's/^Debian //;1p'), every warning an error: $(tests clang)"
}

part_valgrind() {
        build debug -DCMAKE_BUILD_TYPE=Debug
        failed=0
        count=0
        for program in build/debug/tests/unit/test_* build/debug/tests/fuzz/replay_* build/debug/tests/oom/oom; do
                [ -x "$program" ] && [ -f "$program" ] || continue
                case $program in
                */replay_*) words=tests/fuzz/corpus/${program##*/replay_} ;;
                */oom) words=libprogram/libprogram.map ;;
                *) words= ;;
                esac
                count=$((count + 1))
                # shellcheck disable=SC2086
                CK_FORK=no CK_DEFAULT_TIMEOUT=0 valgrind -q --error-exitcode=99 --leak-check=full \
                        --errors-for-leak-kinds=definite "$program" $words >build/long/valgrind.log 2>&1 || {
                        cat build/long/valgrind.log
                        failed=$((failed + 1))
                }
        done
        figure valgrind "$(valgrind --version): $count programs (unit tests, fuzz corpora, out-of-memory loop), $failed with findings"
        [ "$failed" -eq 0 ] && [ "$count" -gt 0 ]
}

part_tsan() {
        build tsan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPRG_SANITIZE=thread
        figure tsan "ThreadSanitizer: $(tests tsan -L 'unit|fuzz')"
}

part_tidy() {
        build clang -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug
        count=$(find libprogram examples -name '*.c' | wc -l)
        # One file a process: clang-tidy 14 sees uninitialized va_lists in the second file of several.
        find libprogram examples -name '*.c' -print0 | xargs -0 -n 1 -P 2 clang-tidy -p build/clang --quiet
        figure tidy "clang-tidy: $count files, no warning"
}

part_oracles() {
        build long -DCMAKE_BUILD_TYPE=Release -DPRG_BUILD_LONG_TESTS=ON
        ctest --test-dir build/long -V -L 'long|oracle' -E '^long/(reference|computed|formulas|debts|tasks|package)$' >build/long/oracles.log || {
                cat build/long/oracles.log
                return 1
        }
        # Each oracle says in its last line "oracle: …" what it compared.
        sed -n 's/^[0-9]*: oracle: //p' build/long/oracles.log | while read -r line; do
                figure oracles "$line"
        done
}

# A million cells and a million formulas, apart from the oracles: to be repeated after every change to the engine.
part_reference() {
        build long -DCMAKE_BUILD_TYPE=Release -DPRG_BUILD_LONG_TESTS=ON
        ctest --test-dir build/long -V -R '^long/(reference|computed|formulas|debts|tasks|package)$' >build/long/reference.log || {
                cat build/long/reference.log
                return 1
        }
        sed -n 's/^[0-9]*: reference: //p' build/long/reference.log | while read -r line; do
                figure reference "$line"
        done
}

# The Python package: under the most garbage collection there can be, its types, its reference, its notebook, and the wheel
# for all versions of Python.
part_python() {
        build long -DCMAKE_BUILD_TYPE=Release -DPRG_BUILD_LONG_TESTS=ON
        environment=$root/build/python
        [ -x "$environment/bin/python" ] || /usr/bin/python3 -m venv "$environment"
        "$environment/bin/pip" --disable-pip-version-check --quiet install -r tests/python/requirements.txt \
                -r tests/python/requirements-long.txt
        export PYTHONPATH="$root/build/long/python" PRG_SOURCE_DIR="$root" MPLBACKEND=agg PRG_GC_STRESS=1
        "$environment/bin/python" -m pytest -q -p no:cacheprovider -m 'not frames' tests/python >build/long/python.log || {
                tail -40 build/long/python.log
                return 1
        }
        unset PRG_GC_STRESS
        figure python "garbage collection at every allocation: $(tail -n 1 build/long/python.log)"
        # The same with AddressSanitizer in Debian's interpreter, and what takes long without the collecting; leaks are
        # counted by the tests themselves.
        build python-asan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPRG_SANITIZE=address,undefined
        for words in "1 not frames and not slow" " slow and not frames"; do
                env LD_PRELOAD="$(cc -print-file-name=libasan.so)" PYTHONMALLOC=malloc PRG_GC_STRESS="${words%% *}" \
                        PYTHONPATH="$root/build/python-asan/python" UBSAN_OPTIONS=print_stacktrace=1 \
                        ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
                        "$environment/bin/python" -m pytest -q -p no:cacheprovider -m "${words#* }" tests/python \
                        >build/long/python-asan.log 2>&1 || {
                        tail -40 build/long/python-asan.log
                        return 1
                }
                figure python "AddressSanitizer, ${words#* }: $(tail -n 1 build/long/python-asan.log)"
        done
        "$environment/bin/pyright" --pythonpath "$environment/bin/python" >build/long/pyright.log || {
                cat build/long/pyright.log
                return 1
        }
        (cd build/long && "$environment/bin/python" -m mypy.stubtest libprogram._prg --mypy-config-file "$root/pyproject.toml")
        figure python "pyright: $(tail -n 1 build/long/pyright.log); stubtest: no difference"
        "$environment/bin/sphinx-build" -W --keep-going -q -b html docs/python build/long/python-html
        (cd examples/python && "$environment/bin/jupyter-execute" plan_1780.ipynb)
        figure python "reference by Sphinx without a warning; the notebook of plan 1780 runs"
        unset PYTHONPATH
        # shellcheck disable=SC2046
        sh tests/python/wheel.sh "$root" "$root/build/long/wheel" /usr/bin/python3 newest \
                $(for version in 3.12 3.13 3.14; do command -v "python$version" || true; done) >build/long/wheel.log 2>&1 || {
                cat build/long/wheel.log
                return 1
        }
        figure python "wheel from the source distribution, abi3audit: $(grep -c 'as the README says' build/long/wheel.log) versions of Python"
}

part_fuzz() {
        seconds=${FUZZ_SECONDS:-300}
        build fuzz -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPRG_BUILD_FUZZERS=ON \
                -DPRG_SANITIZE=address,undefined
        for program in build/fuzz/tests/fuzz/fuzz_*; do
                [ -x "$program" ] && [ -f "$program" ] || continue
                target=${program##*/fuzz_}
                mkdir -p "build/long/corpus/$target"
                "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
                        -dict="tests/fuzz/$target.dict" -artifact_prefix=build/long/ \
                        "build/long/corpus/$target" "tests/fuzz/corpus/$target" >build/long/fuzz.log 2>&1 || {
                        tail -40 build/long/fuzz.log
                        return 1
                }
                runs=$(sed -n 's/^stat::number_of_executed_units: *//p' build/long/fuzz.log)
                figure fuzz "$target: $seconds s, $runs inputs, no finding"
        done
}

part_coverage() {
        build coverage -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug \
                -DCMAKE_C_FLAGS="-fprofile-instr-generate -fcoverage-mapping"
        rm -rf build/long/profiles
        LLVM_PROFILE_FILE="$root/build/long/profiles/%p-%m.profraw" tests coverage -E 'install|headers|doxygen'
        llvm-profdata merge -sparse build/long/profiles/*.profraw -o build/long/coverage.profdata
        objects=
        for program in build/coverage/tests/unit/test_* build/coverage/tests/fuzz/replay_* \
                build/coverage/tests/oom/oom build/coverage/tests/oracle/*_oracle build/coverage/examples/prg; do
                # The first is llvm-cov's program itself, the others are further objects.
                [ -x "$program" ] && [ -f "$program" ] && objects="$objects ${objects:+-object} $program"
        done
        # shellcheck disable=SC2086
        llvm-cov report -instr-profile=build/long/coverage.profdata $objects \
                "$root/libprogram" >build/long/coverage.txt
        cat build/long/coverage.txt
        figure coverage "$(awk '$1 == "TOTAL" {
                printf "clang source coverage of libprogram/: lines %s of %d, branches %s of %d", $10, $8, $13, $11 }' \
                build/long/coverage.txt)"
}

part_mutation() {
        # Not into tee: a pipe has the exit code of its last command.
        failed=0
        python3 tests/mutation/mutate.py build/mutation >build/long/mutation.log || failed=1
        cat build/long/mutation.log
        figure mutation "$(tail -n 1 build/long/mutation.log)"
        [ "$failed" -eq 0 ]
}

part_bench() {
        build long -DCMAKE_BUILD_TYPE=Release -DPRG_BUILD_LONG_TESTS=ON
        for program in build/long/tests/bench/bench_*; do
                [ -x "$program" ] && [ -f "$program" ] || continue
                "$program" >build/long/bench.log || {
                        cat build/long/bench.log
                        return 1
                }
                cat build/long/bench.log
                sed -n 's/^bench: //p' build/long/bench.log | while read -r line; do
                        figure bench "$line"
                done
        done
        sh tests/bench/goals.sh short >build/long/goals.log || {
                cat build/long/goals.log
                return 1
        }
        cat build/long/goals.log
        sed -n 's/^bench: //p' build/long/goals.log | while read -r line; do
                figure bench "$line"
        done
}

for part in $parts; do
        rm -f "build/long/$part.figures"
        say "$part"
        "part_$part"
        python3 tests/quality.py "$part" "build/long/$part.figures"
done
say "docs/quality.md has the figures"
