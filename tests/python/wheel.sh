#!/bin/sh
# Builds a wheel as its users do, and tries it in an empty environment.
#
#   sh tests/python/wheel.sh SOURCE FOLDER PYTHON debian|newest [PYTHON]...
#
# debian: with the SWIG of the system, a wheel for this version of Python. newest: with the SWIG of PyPI, from the source
# distribution, a wheel for every later version too, which abi3audit looks at and each further PYTHON imports.
set -eu
source=$(cd "$1" && pwd)
folder=$2
python=$3
kind=$4
shift 4

rm -rf "$folder"
mkdir -p "$folder/run"
"$python" -m venv "$folder/build"
pip="$folder/build/bin/pip --disable-pip-version-check --quiet"
case $kind in
debian)
        $pip install 'scikit-build-core>=0.11'
        $pip wheel --no-deps --no-build-isolation --wheel-dir "$folder/wheel" --config-settings=wheel.py-api= \
                --config-settings=cmake.define.PRG_PYTHON_ABI3=OFF "$source"
        set -- "$python"
        ;;
newest)
        $pip install build abi3audit
        "$folder/build/bin/python" -m build --outdir "$folder/wheel" "$source" >"$folder/build.log" 2>&1 || {
                tail -40 "$folder/build.log"
                exit 1
        }
        ls "$folder"/wheel/*-cp311-abi3-*.whl
        "$folder/build/bin/abi3audit" --strict "$folder"/wheel/*.whl
        set -- "$python" "$@"
        ;;
esac

ln -s "$source/examples" "$folder/run/examples"
number=0
for one in "$@"; do
        number=$((number + 1))
        "$one" -m venv "$folder/empty$number"
        "$folder/empty$number/bin/pip" --disable-pip-version-check --quiet install --no-index "$folder"/wheel/*.whl
        # The README's program, word for word.
        (cd "$folder/run" && "../empty$number/bin/python" -W error - "$source/README.md" <<'EOF')
import contextlib, io, pathlib, re, sys
import libprogram
text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
code, expected = re.search(r"^```python\n(.*?)^```\s*^```text\n(.*?)^```$", text, re.M | re.S).groups()
with contextlib.redirect_stdout(io.StringIO()) as printed:
    exec(compile(code, "README.md", "exec"), {})
assert printed.getvalue() == expected, printed.getvalue()
assert "site-packages" in libprogram.__file__, libprogram.__file__
print(sys.version.split()[0], libprogram.__version__, "as the README says")
EOF
done
