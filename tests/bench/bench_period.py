"""A million ids of periods: this library, Python's datetime and vtlengine, in one run.

usage: bench_period.py DRIVER FOLDER

DRIVER is bench_period.c, built; FOLDER is where the ids go, and a virtual environment with vtlengine when this
Python has none. Python reads what it can: days and weeks with fromisoformat, months with strptime; it has no
quarters. vtlengine reads a part, as the whole would take minutes, and is told by its time for a million.
"""

import datetime
import importlib.util
import pathlib
import subprocess
import sys
import time
import venv

PART = 50_000


def timed(function, values):
    start = time.perf_counter()
    for value in values:
        function(value)
    return (time.perf_counter() - start) / len(values) * 1e6  # seconds for a million


def main(driver, folder):
    if importlib.util.find_spec("vtlengine") is None:
        python = folder / "vtlengine" / "bin" / "python"
        if not python.exists():
            venv.create(folder / "vtlengine", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "vtlengine"], check=True)
        return subprocess.run([python, *sys.argv], check=False).returncode
    from vtlengine.DataTypes.TimeHandling import TimePeriodHandler
    path = folder / "periods.txt"
    ours = float(subprocess.run([driver, path], check=True, capture_output=True, text=True).stdout.split()[0])
    ids = path.read_text(encoding="ascii").splitlines()
    days = [one for one in ids if len(one) == 10 or "W" in one]
    months = [one for one in ids if len(one) == 7 and one[5].isdigit()]
    iso = timed(datetime.date.fromisoformat, days)
    parsed = timed(lambda text: datetime.datetime.strptime(text, "%Y-%m"), months)
    theirs = timed(lambda text: TimePeriodHandler(text).start_date(), ids[:PART])
    print(f"bench: {len(ids)} ids of periods in {ours:.3f} s; a million with date.fromisoformat {iso:.3f} s ({iso / ours:.1f}x), "
          f"strptime {parsed:.2f} s ({parsed / ours:.0f}x), vtlengine {theirs:.1f} s ({theirs / ours:.0f}x)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
