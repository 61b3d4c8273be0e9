#!/bin/sh
# The formulas beside the expression parser of the DHIS2 server, which Maven brings.
# usage (label long, as it needs Java and Maven): formula_dhis2.sh PYTHON DRIVER WORK COUNT
set -eu
here=$(dirname "$0")
[ -d "$3/lib" ] || mvn -q -B -f "$here/dhis2/pom.xml" dependency:copy-dependencies -DoutputDirectory="$3/lib"
exec "$1" "$here/formula_dhis2.py" "$2" "$3/lib" "$4" 1
