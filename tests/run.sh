#!/bin/sh
# Builds libprogram and passes every test. On a fresh Debian 12 nothing else is needed before:
#
#   sh tests/run.sh
#
# Installs what is missing (as root, or with sudo). Two builds: with sanitizers, tested with Debian's
# python3; and as shipped, tested with whatever python3 comes first in the PATH.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

# shellcheck disable=SC2086
need $BUILD_PACKAGES $TEST_PACKAGES

run() {
        preset=$1
        python=$2
        say "$preset: building (python: $python)"
        cmake --preset "$preset" -DPython3_EXECUTABLE="$python" >/dev/null
        cmake --build --preset "$preset"
        say "$preset: testing"
        ctest --preset "$preset" -j2
}

run asan /usr/bin/python3
run release "$(command -v python3)"
