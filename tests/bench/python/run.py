"""Runs all sides in turns, holds their checksums against each other, and compares them with the goals; then what an
attribute costs.

usage: run.py BUILD [--small]

A side is a process that does its work once in each round, of the small set five times. Processor time is compared,
which other processes move less than time on the wall; a ratio is the median of the rounds' ratios.
"""

import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import timeit
from importlib.metadata import version

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs/performance.md"
OURS = "libprogram"
SIDES = (OURS, "pandas wide", "pandas long", "polars long", "numpy idiomatic")
GOALS = {"pandas long": 10, "polars long": 3}


def make_set(build, name):
    folder = build / "python-bench" / name
    folder.mkdir(parents=True, exist_ok=True)
    generate = build / "tests/bench/goals_generate"
    subprocess.run([generate, name, "raw", folder], check=True)
    with (folder / "programme.json").open("wb") as out:
        subprocess.run([generate, name, "programme"], check=True, stdout=out)
    return folder


def run_side(build, name, folder, runs):
    words = [sys.executable, HERE / "side.py", name, folder, "1", str(runs)]
    environment = {**os.environ, "PYTHONPATH": str(build / "python")}
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False, env=environment)
    if done.returncode != 0:
        sys.exit(f"python: {name} ended with {done.returncode}")
    return json.loads(done.stdout)


def check(records):
    """Ends the program unless all sides made the same cube."""
    found = {}
    for side, rounds in records.items():
        for record in rounds:
            found.setdefault(json.dumps(record["check"]), set()).add(side)
    if len(found) != 1:
        sys.exit("python: checksums differ:\n" + "\n".join(f"{sides}: {text}" for text, sides in found.items()))
    return json.loads(next(iter(found)))


def seconds(record):
    return statistics.median(record["processor"])


def ratio(records, side):
    return statistics.median(seconds(a) / seconds(b) for a, b in zip(records[side], records[OURS]))


def milliseconds(number):
    return f"{number * 1e3:.3g}" if number < 0.1 else f"{number * 1e3:,.0f}".replace(",", " ")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def sides_table(records):
    rows = []
    for side, rounds in records.items():
        steps = [statistics.median(run[step] for record in rounds for run in record["wall"]) for step in range(3)]
        times = ratio(records, side)
        goal = GOALS.get(side)
        rows.append([side, *(milliseconds(step) for step in steps), milliseconds(statistics.median(map(seconds, rounds))),
                     f"{rounds[0]['bytes'] / 2**20:,.0f}".replace(",", " "),
                     "" if side == OURS else f"{times:.3g} ×",
                     "" if goal is None else f"{goal} ×: {'reached' if times >= goal else '**no**'}"])
    return table(["side", "values in, ms", "cube, ms", "tables out, ms", "processor, ms", "tables, MiB",
                  "time of libprogram ×", "goal"], rows)


class Plain:
    """What an attribute costs in Python itself."""

    def __init__(self):
        self.name = "x"

    @property
    def computed(self):
        return self.name


def attributes(build, folder):
    """Nanoseconds of reading an attribute, the best of several rounds, beside a plain one."""
    sys.path.insert(0, str(build / "python"))
    import libprogram

    programme = libprogram.open(folder / "programme.json", max_bytes=1 << 30)
    area, indicator = programme.areas[1], programme.indicators[0]
    data = programme.data()
    data.set(indicator, programme.areas[-1], "2016-01", 1)
    table_ = data.compute(indicators=indicator, areas=area, periods="2016-01..2016-12")
    cell = next((one for one in table_ if one), table_[0, 0, 0, 0, 0])
    names = {"plain": Plain(), "area": area, "indicator": indicator, "cell": cell, "table": table_, "data": data}
    asked = ["plain.name", "plain.computed", "area.id", "area.name", "area.level", "area.parent", "indicator.kind",
             "cell.state", "cell.value", "cell.coverage", "cell.marks", "table[0, 0, 0, 0, 0]", "data.sequence"]
    found = {}
    for expression in asked:
        timer = timeit.Timer(expression, globals=names)
        number = max(1, timer.autorange()[0] // 10)
        found[expression] = min(timer.repeat(15, number)) / number * 1e9
    return found


def attributes_table(found):
    plain = found["plain.name"]
    return table(["what is read", "ns", "of a plain attribute ×"],
                 [[f"`{name}`", f"{time:,.0f}".replace(",", " "), f"{time / plain:.3g}"] for name, time in found.items()])


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def about(name, rounds, load):
    commit = output("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD") or "no commit"
    if output("git", "-C", str(ROOT), "status", "--porcelain", "--", "libprogram", "include", "bindings", "tests"):
        commit += " with changes"
    peers = ", ".join(f"{package} {version(package)}" for package in ("pandas", "polars", "numpy", "pyarrow"))
    text = f"Measured {datetime.date.today()} at {commit}, set {name}, rounds: {rounds}, 1 thread. "
    text += f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}, {peers}."
    if max(load) > 1.5:
        text += f" The machine was loaded: {min(load):.1f} to {max(load):.1f} processes wanted its processors, so that "
        text += "times on the wall say little."
    return text + "\n"


def main(build, small):
    name = "provincial" if small else "national"
    folder = make_set(build, name)
    rounds = 1 if small else int(os.environ.get("ROUNDS", "3"))
    records, load = {side: [] for side in SIDES}, [os.getloadavg()[0]]
    for _ in range(rounds):
        for side in SIDES:
            records[side].append(run_side(build, side, folder, 5 if small else 1))
        load.append(os.getloadavg()[0])
    same = check(records)
    text = about(name, rounds, load) + "\n" + sides_table(records)
    sums, cumulative, ratios = same["present"]
    text += f"\nAll sides made the same cube, with {sums} sums, {cumulative} cumulative sums and {ratios} ratios; checksum "
    text += f"of the sums {same['sums']}.\n\n" + attributes_table(attributes(build, folder))
    print(text)
    if not small:
        page = PAGE.read_text(encoding="utf-8")
        pattern = re.compile(r"(<!-- python -->\n).*?(<!-- /python -->)", re.S)
        if not pattern.search(page):
            sys.exit(f"{PAGE} has no section <!-- python -->")
        PAGE.write_text(pattern.sub(lambda match: match[1] + text + match[2], page), encoding="utf-8")
    for side in SIDES[1:]:
        print(f"bench: python, {name}, from Arrow to Arrow: {ratio(records, side):.3g} × against {side}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:] == ["--small"])
