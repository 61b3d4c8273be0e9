#!/bin/sh
# Runs a Python program with pyarrow, polars and DuckDB, of the versions that the test was written with.
#
#     with_frames.sh PYTHON DIRECTORY PROGRAM [ARGUMENT]...
#
# The virtual environment in DIRECTORY is made when it is not there; only then is the network asked.
set -eu
python=$1
directory=$2
shift 2
wanted="pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1"
found=$("$directory/bin/python" -c 'from importlib.metadata import version
print(*(name + "==" + version(name) for name in ("pyarrow", "polars", "duckdb")))' 2>/dev/null) || found=
if [ "$found" != "$wanted" ]; then
        "$python" -m venv --clear "$directory"
        # shellcheck disable=SC2086
        "$directory/bin/python" -m pip install --quiet --disable-pip-version-check $wanted
fi
exec "$directory/bin/python" "$@"
