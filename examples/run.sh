#!/bin/sh
# Builds libprogram and runs its main job. On a fresh Debian 12 nothing else is needed before:
#
#   sh examples/run.sh
#
# Installs what is missing (as root, or with sudo), builds into build/examples, prints version
# and features. The second run takes seconds.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

# shellcheck disable=SC2086
need $BUILD_PACKAGES
say "building into build/examples"
cmake -B build/examples -G Ninja -DCMAKE_BUILD_TYPE=Release -DPRG_BUILD_TESTS=OFF >/dev/null
cmake --build build/examples

say "prg version"
build/examples/examples/prg version
