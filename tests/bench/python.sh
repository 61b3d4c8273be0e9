#!/bin/sh
# The package for Python in one run beside pandas, polars and numpy: from an Arrow table of values to Arrow tables of
# results; and what its attributes cost.
#
#   sh tests/bench/python.sh           the national set, and the section of docs/performance.md written anew
#   sh tests/bench/python.sh --small   the provincial set, printed only
#
# ROUNDS (default 3) is how often all sides run in turns. Needs 10 GiB of memory. Installs what is missing, as root
# or with sudo; the peers come from PyPI into build/bench-python.
set -eu
cd "$(dirname "$0")/../.."
. .ci/packages.sh

# PRG_BUILD_LONG_TESTS needs more than this script does.
# shellcheck disable=SC2086
need $BUILD_PACKAGES $TEST_PACKAGES $LONG_PACKAGES
cmake -B build/long -G Ninja -DPython3_EXECUTABLE=/usr/bin/python3 -DCMAKE_BUILD_TYPE=Release \
        -DPRG_BUILD_LONG_TESTS=ON >/dev/null
cmake --build build/long --target goals_generate prg_python >/dev/null
[ -x build/bench-python/bin/python ] || /usr/bin/python3 -m venv build/bench-python
build/bench-python/bin/python -m pip install -q --disable-pip-version-check -r tests/bench/python/requirements.txt
# Some machines choose an old kernel for numpy's linear algebra by these; it shall choose by itself.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
exec build/bench-python/bin/python tests/bench/python/run.py build/long "$@"
