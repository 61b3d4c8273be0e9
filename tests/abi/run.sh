#!/bin/sh
# The interface that is exported is the one that was committed. usage: run.sh SOURCE_DIR LIBRARY
#
# Three lists must be equal: what the headers declare, what tests/abi/symbols.txt commits, and what the
# shared library exports (with its version node). To accept a change, look at the difference, then:
#
#   sh tests/abi/run.sh . build/release/libprogram/libprogram.so --accept
set -eu
source=$1
library=$2
committed=$source/tests/abi/symbols.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

nm -D --defined-only "$library" | awk '$2 != "A" { sub("@@", " ", $3); print $3 }' |
        LC_ALL=C sort >"$work/exported"
if [ "${3:-}" = --accept ]; then
        cp "$work/exported" "$committed"
        echo "committed $(wc -l <"$committed") symbols"
        exit 0
fi
diff "$committed" "$work/exported" || {
        echo "the exported symbols (>) are not the committed ones (<)" >&2
        exit 1
}
cat "$source"/include/libprogram/*.h | tr '\n' ' ' | sed 's/PRG_API /\n&/g' |
        sed -n 's/^PRG_API [^(]*[ *]\(prg_[a-z0-9_]*\)(.*/\1/p' | LC_ALL=C sort >"$work/declared"
cut -d' ' -f1 "$committed" | diff - "$work/declared" || {
        echo "the declared functions (>) are not the committed symbols (<)" >&2
        exit 1
}
echo "$(wc -l <"$committed") symbols"
[ -s "$committed" ]
