"""Where the comparisons with vtlengine find it: in this Python, or in a virtual environment that is made on demand."""

import importlib.util
import pathlib
import subprocess
import sys
import venv

WANTED = "vtlengine==1.9.6"


def run_with_vtlengine(main, folder):
    """The exit code of main(), which is called by a Python that has vtlengine: this one, or that of the folder, which
    runs the same script again."""
    if importlib.util.find_spec("vtlengine"):
        return main()
    python = pathlib.Path(folder) / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", WANTED], check=True)
    return subprocess.run([python, *sys.argv], check=False).returncode
