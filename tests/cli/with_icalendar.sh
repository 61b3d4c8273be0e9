#!/bin/sh
# Runs a Python program with icalendar, of the version that the test was written with.
#
#     with_icalendar.sh PYTHON DIRECTORY PROGRAM [ARGUMENT]...
#
# The virtual environment in DIRECTORY is made when it is not there; only then is the network asked.
set -eu
python=$1
directory=$2
shift 2
version=6.1.0
found=$("$directory/bin/python" -c 'from importlib.metadata import version; import icalendar; print(version("icalendar"))' \
        2>/dev/null) || found=
if [ "$found" != "$version" ]; then
        "$python" -m venv --clear "$directory"
        "$directory/bin/python" -m pip install --quiet --disable-pip-version-check "icalendar==$version"
fi
exec "$directory/bin/python" "$@"
