#!/bin/sh
# Builds libprogram and passes every test. On a fresh Debian 12 nothing else is needed before:
#
#   sh tests/run.sh
#
# Installs what is missing (as root, or with sudo), and from PyPI, into an environment of its own, what the tests of the
# Python package need. Two builds: with sanitizers, tested with Debian's python3; and as shipped, tested with whatever
# python3 comes first in the PATH.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

# shellcheck disable=SC2086
need $BUILD_PACKAGES $TEST_PACKAGES

environment=build/python
say "$environment: an environment for the tests of the Python package"
[ -x $environment/bin/python ] || /usr/bin/python3 -m venv $environment
$environment/bin/pip --disable-pip-version-check --quiet install -r tests/python/requirements.txt

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
