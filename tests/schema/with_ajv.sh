#!/bin/sh
# Runs a program with ajv, of the version that the test was written with, to be required by Node.
#
#     with_ajv.sh NPM DIRECTORY PROGRAM [ARGUMENT]...
#
# ajv is installed into DIRECTORY when it is not there; only then is the network asked.
set -eu
npm=$1
directory=$2
shift 2
version=8.17.1
if ! grep -q "\"version\": \"$version\"" "$directory/node_modules/ajv/package.json" 2>/dev/null; then
        mkdir -p "$directory"
        "$npm" install --silent --no-audit --no-fund --no-save --prefix "$directory" "ajv@$version"
fi
NODE_PATH=$directory/node_modules
export NODE_PATH
exec "$@"
