#!/bin/sh
# All goals of performance in one run on one machine: the library, the floor under it, and its peers.
#
#   sh tests/bench/goals.sh         everything, and docs/performance.md written anew; half an hour
#   sh tests/bench/goals.sh short   the small sets once, printed only
#
# ROUNDS (default 3) is how often all sides run in turns. GOALS_RUNNER is a command that every side is started
# with, such as "nice -n -5" or "taskset -c 2,3". Needs 8 GiB of memory, 20 for how the cost grows, which is left
# out where there are less, and 3 GiB of disk in build/long. Installs what is missing, as root or with sudo; the
# peers come from PyPI into build/bench-peers.
set -eu
cd "$(dirname "$0")/../.."
. .ci/packages.sh

# shellcheck disable=SC2086
need $BUILD_PACKAGES python3 python3-venv
programs="goals_generate goals_floor goals_cube goals_csv goals_ndjson goals_start goals_formula"
# Only a peer: without it its lines say "not run".
need libluajit-5.1-dev || say "no LuaJIT"
# PRG_BUILD_LONG_TESTS needs more than these programs do.
# shellcheck disable=SC2086
need $TEST_PACKAGES $LONG_PACKAGES
cmake -B build/long -G Ninja -DPython3_EXECUTABLE=/usr/bin/python3 -DCMAKE_BUILD_TYPE=Release \
        -DPRG_BUILD_LONG_TESTS=ON >/dev/null
# shellcheck disable=SC2086
cmake --build build/long --target $programs >/dev/null
[ -x build/bench-peers/bin/python ] || python3 -m venv build/bench-peers
build/bench-peers/bin/python -m pip install -q --disable-pip-version-check \
        -r tests/bench/peers/requirements.txt
# Some machines choose an old kernel for numpy's linear algebra by these; it shall choose by itself.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
exec python3 tests/bench/goals.py build/long build/bench-peers "$@"
