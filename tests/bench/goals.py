"""Runs all sides in turns, holds their checksums against each other, and compares them with the goals.

usage: goals.py BUILD PEERS [short]

BUILD has the programs in C, PEERS is the virtual environment. A side is a process that runs its work several
times; the median counts. All sides run in turns, ROUNDS times over, and a ratio is the median of the rounds'
ratios: what slows the machine down for a while slows both. With one thread processor time is compared, which
other processes move less; with two, time on the wall.
"""

import datetime
import json
import os
import pathlib
import platform
import re
import resource
import shlex
import sqlite3
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PEER_FOLDER = ROOT / "tests/bench/peers"
OURS = "libprogram"
DUCKDB = ("duckdb pivot", "duckdb long")
# Goals of parts that the library does not have yet.
NOT_YET = (12,)
# What grows ten times in the sets "base-…"; the rows of the table of all sides stand in the order of SETS.
GROWTH = ("areas", "periods", "indicators")
PATHS = {
    "as-of": "as of an earlier entry, a tenth of the cells having changed since",
    "quality": "of final quality at least, a tenth of the cells having three values",
    "sources": "two sources with fallback, a tenth of the cells only in the second",
    "parts": "totals of a breakdown of which the four parts are reported",
    "matched": "ratios of the cells that have both operands",
    "ranks": "besides, share of the parent and rank for each sum",
    "formulas": "ratios written as formulas",
}
SETS = (
    *("tiny", "tiny-deep", "provincial", *(f"provincial-{path}" for path in PATHS), "national", "national-formulas", "deep", "hundred"),
    *("base", *(f"base-{what}" for what in GROWTH)),
    *("formula-2", "formula-12", "formula-quotient", "formula-gaps"),
)
# Sets of which a process needs more memory than a few GiB, and how many GiB.
LARGE = {"hundred": 12, **{f"base-{what}": 20 for what in GROWTH}}
# No process of the library's gets more, so that this machine's other work has the rest.
MOST_MEMORY = 22 << 30


class Run:
    """What was measured: records by side, set and threads, one for each round."""

    def __init__(self, build, peers, short):
        self.programs, self.peers, self.short = build / "tests/bench", peers, short
        self.work = build / "goals"
        self.work.mkdir(parents=True, exist_ok=True)
        self.records = {}
        self.prefix = shlex.split(os.environ.get("GOALS_RUNNER", ""))
        self.load = [os.getloadavg()[0]]

    def make_files(self, sets, only_raw):
        generate = self.programs / "goals_generate"
        for name in (*sets, *only_raw):
            folder = self.work / name
            folder.mkdir(exist_ok=True)
            subprocess.run([generate, name, "raw", folder], check=True)
        for name in sets:
            for kind in ("csv", "ndjson", "series", "programme"):
                ending = "json" if kind == "programme" else kind
                with (self.work / f"{name}.{ending}").open("wb") as out:
                    subprocess.run([generate, name, kind], check=True, stdout=out)

    def python(self, script, *words):
        return self.run([self.peers / "bin/python", PEER_FOLDER / script, *words])

    def program(self, name, *words):
        return self.run([self.programs / f"goals_{name}", *words], give_way)

    def run(self, words, prepare=None):
        words = [*self.prefix, *(str(word) for word in words)]
        done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False, preexec_fn=prepare)
        if done.returncode != 0:
            sys.exit(f"goals: {' '.join(words)} ended with {done.returncode}")
        for line in done.stdout.splitlines():
            record = json.loads(line)
            key = record["side"], record["set"], record["threads"]
            self.records.setdefault(key, []).append(record)

    def start(self, name, words, runs):
        """A whole process, from its start to its end."""
        walls, processors, answers = [], [], set()
        for _ in range(runs):
            begun = time.perf_counter()
            with subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE) as process:
                answers.add(process.stdout.read())
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                sys.exit(f"goals: {name} ended with {process.returncode}")
            walls.append(time.perf_counter() - begun)
            processors.append(usage.ru_utime + usage.ru_stime)
        record = {"wall": walls, "processor": processors, "answer": b"".join(answers).decode().strip()}
        self.records.setdefault((name, "tiny", 1), []).append(record)

    # ---- the rounds ----

    def round(self, number):
        for name in ("tiny", "provincial") if self.short else ("tiny", "provincial", "national"):
            self.cubes(name, number)
            values, runs = self.work / f"{name}.csv", 1 if name == "national" else 3
            self.program("csv", name, values, runs)
            for threads in (1, 2):
                self.python("files.py", self.work / name, values, threads, runs)
            # Trees of the national set would need 9 GB.
            json_files = [self.work / f"{name}.{kind}" for kind in ("ndjson", "series")]
            self.program("ndjson", name, *json_files, runs, *(["ours"] if name == "national" else []))
        # Small, so that every engine can: categories, and values of several qualities.
        self.program("cube", "tiny-deep", 1, 3)
        for peer in ("numpy preallocated", "duckdb pivot", "sqlite wide"):
            self.python("cube.py", peer, self.work / "tiny-deep", 1, 3)
        for path in PATHS:
            self.program("cube", f"provincial-{path}", 1, 3)
            self.program("cube", f"provincial-{path}", "change", 3)
        self.program("formula", 7)
        self.starts()
        if number == 0 and not self.short:
            self.large()
        self.load.append(os.getloadavg()[0])

    def large(self):
        """Once, for they take long; what grows stands beside what it has grown from."""
        for threads in (1, 2):
            self.program("floor", "deep", threads, 15)
        self.program("cube", "deep", 1, 5)
        self.python("cube.py", "numpy preallocated", self.work / "deep", 1, 3)
        self.python("cube.py", "numpy preallocated", self.work / "base", 1, 1)
        for name in ("hundred", *(f"base-{what}" for what in GROWTH)):
            if name in LARGE and available_memory() < (LARGE[name] << 30):
                print(f"goals: {name} left out: it needs {LARGE[name]} GiB of free memory", file=sys.stderr)
                self.records[OURS, name, 1] = [{"not_run": True}]
                continue
            if name.startswith("base-"):
                self.program("cube", "base", 1, 5)
            self.program("cube", name, 1, 5)

    def cubes(self, name, number):
        folder, large = self.work / name, name == "national"
        for threads in (1, 2):
            self.program("floor", name, threads, 15)
            self.program("cube", name, threads, 15)
            self.python("cube.py", "duckdb pivot", folder, threads, 3)
            self.python("cube.py", "duckdb long", folder, threads, 1 if large else 3)
        self.program("cube", name, "change", 60)
        if large:
            self.program("cube", "national-formulas", "change", 60)
        for peer in ("numpy idiomatic", "numpy preallocated"):
            self.python("cube.py", peer, folder, 1, 7)
        # No goal names these; once is enough.
        if number == 0:
            for threads in (1, 2):
                self.python("cube.py", "polars long", folder, threads, 2)
            for peer in ("pandas wide", "pandas long", "sqlite wide"):
                self.python("cube.py", peer, folder, 1, 1 if large else 2)

    def starts(self):
        tiny, values = self.work / "tiny", self.work / "tiny.csv"
        script = self.work / "start.sql"
        with script.open("wb") as out:
            words = [self.peers / "bin/python", PEER_FOLDER / "start.py", tiny, values]
            subprocess.run(words, check=True, stdout=out)
        command = next(self.peers.glob("lib/python*/site-packages/duckdb_cli/duckdb"))
        for _ in range(2):
            ours = [self.programs / "goals_start", "tiny", self.work / "tiny.json", values]
            self.start("libprogram start", ours, 5)
            self.start("duckdb start", [command, "-noheader", "-list", "-f", script], 5)

    # ---- what came of them ----

    def check(self):
        """Ends the program unless all sides of a set made the same cube."""
        checks = {}
        for (side, name, threads), records in sorted(self.records.items()):
            for record in records:
                if "check" in record:
                    found = checks.setdefault(name, {})
                    found.setdefault(json.dumps(record["check"]), set()).add(f"{side} ({threads})")
        self.check_paths(checks)
        for name, found in checks.items():
            if len(found) != 1:
                lines = "\n".join(f"{sides}: {check}" for check, sides in found.items())
                sys.exit(f"goals: checksums of {name} differ:\n{lines}")
        every = [record for records in self.records.values() for record in records]
        answers = {record["answer"] for record in every if "answer" in record}
        if len(answers) != 1:
            sys.exit(f"goals: the processes answered {answers}")
        sums = {}
        for record in every:
            if "sum" in record:
                sums.setdefault(record["set"], set()).add(record["sum"])
        if any(len(found) != 1 for found in sums.values()):
            sys.exit(f"goals: the formulas came to {sums}")
        rows = {}
        for record in every:
            if "rows" in record:
                rows.setdefault(record["set"], set()).add(record["rows"])
        if any(len(found) != 1 for found in rows.values()):
            sys.exit(f"goals: the files had {rows} rows")
        only = {name: next(iter(found.items())) for name, found in checks.items()}
        return {name: (json.loads(check), sorted(sides)) for name, (check, sides) in only.items()}

    @staticmethod
    def check_paths(checks):
        """The richer paths must have the sums of the plain one; the rest goals_cube has checked."""
        plain = json.loads(next(iter(checks["provincial"])))
        for path in PATHS:
            for text in checks.pop(f"provincial-{path}"):
                check = json.loads(text)
                blocks = ("sums", "cumulative", "ratios", "ratio_states") if path == "formulas" else ("sums", "cumulative")
                if any(check[block] != plain[block] for block in blocks):
                    sys.exit(f"goals: provincial-{path} has other sums than provincial")

    def times(self, side, name, threads, clock=None):
        """The median of each round; None for what was not run or cannot run yet."""
        records = self.records.get((side, name, threads), [])
        if not records or "wall" not in records[0]:
            return None
        return [statistics.median(record[clock or clock_of(threads)]) for record in records]

    def ratio(self, above, below):
        """How many times as long `above` takes as `below`; each (side, set, threads[, clock])."""
        first, second = self.times(*above), self.times(*below)
        if first is None or second is None:
            return None
        return statistics.median(a / b for a, b in zip(first, second))

    def best(self, sides, name, threads):
        """Of several sides the one that is quickest here."""
        return min(
            sides, key=lambda side: statistics.median(self.times(side, name, threads) or [float("inf")])
        )

    def memory(self, name):
        """What the cube takes, and the values as bare numbers, over the bytes of numbers in and out."""
        records = self.records.get((OURS, name, 1), [])
        if not records or "wall" not in records[0]:
            return None
        return statistics.median(
            (record["most_bytes"] - record["loaded_bytes"] + record["input_bytes"])
            / (record["input_bytes"] + record["output_bytes"])
            for record in records
        )

    def change(self, name, whole):
        """A change over the whole computation: "open" or "refresh"."""
        records = self.records.get((f"{OURS} change", name, 1), [])
        if not records:
            return None
        return statistics.median(
            statistics.median(record["processor"]) / record[f"{whole}_processor"] for record in records
        )

    def growth(self, name):
        grown, base = self.times(OURS, name, 1), self.times(OURS, "base", 1)
        return None if grown is None or base is None else statistics.median(grown) / statistics.median(base)


def give_way():
    """In a process that begins: should memory run out, this one ends and no other."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        pathlib.Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        pass


def available_memory():
    text = pathlib.Path("/proc/meminfo").read_text(encoding="ascii")
    return int(re.search(r"MemAvailable: *(\d+) kB", text)[1]) << 10


def clock_of(threads):
    return "processor" if threads == 1 else "wall"


# ---- the goals ----


def times(number):
    return f"{number:.3g} ×" if number < 100 else f"{number:,.0f} ×".replace(",", " ")


def part(number):
    return f"1/{1 / number:,.0f}".replace(",", " ") if number < 0.7 else f"{number:.2g}"


class Goal:
    """A line of the table: what must be reached and what would be good; below is better, or above."""

    def __init__(self, number, what, must, ambitious, reached, above=True, shown=times):
        self.number, self.what, self.must, self.ambitious = number, what, must, ambitious
        self.reached, self.above, self.shown = reached, above, shown

    def meets(self, limit):
        return self.reached >= limit if self.above else self.reached <= limit

    def verdict(self):
        if self.reached is None:
            return ""
        if self.must is None and self.ambitious is None:
            return ""
        if self.ambitious is not None and self.meets(self.ambitious):
            return "ambitious"
        if self.must is None:
            return "no"
        return "must" if self.meets(self.must) else "**no**"

    def row(self):
        limits = ["–" if limit is None else self.shown(limit) for limit in (self.must, self.ambitious)]
        nothing = "not yet" if self.number in NOT_YET else "not run"
        reached = nothing if self.reached is None else self.shown(self.reached)
        return [str(self.number), self.what, *limits, reached, self.verdict()]


def goals(run):
    duck = {threads: run.best(DUCKDB, "national", threads) for threads in (1, 2)}
    small = run.best(DUCKDB, "provincial", 1)
    files = "provincial" if run.short else "national"

    def floor(threads):
        return run.ratio((OURS, "national", threads), ("floor", "national", threads))

    def against(side, name, threads):
        return run.ratio((side, name, threads), (OURS, name, threads))

    less = {"above": False}
    share = {"above": False, "shown": part}
    yield Goal(1, "full cube against its floor, 1 thread", 3, 1.6, floor(1), **less)
    yield Goal(1, "the same, 2 threads", 2.2, 1.25, floor(2), **less)
    what = f"full cube against DuckDB's best formulation ({duck[1]}), 1 thread"
    yield Goal(2, what, 25, 45, against(duck[1], "national", 1))
    yield Goal(2, f"the same ({duck[2]}), 2 threads", 35, 60, against(duck[2], "national", 2))
    what = "full cube against DuckDB's usual long-table SQL, 1 thread"
    yield Goal(3, what, 150, 250, against("duckdb long", "national", 1))
    yield Goal(3, "the same, 2 threads", 150, 220, against("duckdb long", "national", 2))
    what = "full cube against numpy idiomatic, 1 thread"
    yield Goal(4, what, 4, 6, against("numpy idiomatic", "national", 1))
    what = "full cube against numpy preallocated, 1 thread"
    yield Goal(4, what, 1.2, 2, against("numpy preallocated", "national", 1))
    yield Goal(5, f"provincial set against DuckDB ({small})", 100, 200, against(small, "provincial", 1))
    what = "provincial set against numpy preallocated"
    yield Goal(5, what, 5, 10, against("numpy preallocated", "provincial", 1))
    what = "peak memory over input + output bytes, national; the data set with its journal apart"
    yield Goal(6, what, 1.5, 1.1, run.memory("national"), **less)
    yield Goal(6, "the same, a hundred million values", 1.5, 1.1, run.memory("hundred"), **less)
    what = f"one changed value, cube kept current, against own full computation, {files}"
    yield Goal(7, what, 1 / 2000, 1 / 20000, run.change(files, "open"), **share)
    what = "against computing again in the memory that is there"
    yield Goal(7, what, None, None, run.change(files, "refresh"), **share)
    what = "a cube with share and rank as well, provincial, against its full computation"
    yield Goal(7, what, None, None, run.change("provincial-ranks", "open"), **share)
    both = ("json-c ndjson", "provincial", 1), ("libprogram ndjson", "provincial", 1)
    formulas = "national-formulas" if files == "national" else "provincial-formulas"
    what = f"a cube whose ratios are formulas, {files}, against its full computation"
    yield Goal(7, what, 1 / 2000, 1 / 20000, run.change(formulas, "open"), **share)
    yield Goal(8, "values as NDJSON, against the naive json-c tree, provincial", 4, 10, run.ratio(*both))
    both = ("libprogram ndjson", files, 1), ("libprogram series", files, 1)
    yield Goal(9, f"values as series JSON, per value, against own NDJSON, {files}", 3, 7, run.ratio(*both))
    what = f"CSV with full validation against DuckDB read_csv, {files}, 1 thread each"
    yield Goal(10, what, 3, 5, run.ratio(("duckdb csv", files, 1), ("libprogram csv", files, 1)))
    both = ("duckdb csv", files, 2, "wall"), ("libprogram csv", files, 1, "wall")
    yield Goal(10, "the same, our 1 thread against DuckDB's 2", None, 2, run.ratio(*both))
    both = ("duckdb csv cube", files, 1), ("libprogram csv cube", files, 1)
    yield Goal(11, f"CSV file to finished cube against DuckDB, {files}", 6, 10, run.ratio(*both))
    yield Goal(12, "store: save, against one row per value in SQLite", 8, 20, None)
    yield Goal(12, "store: load, the same", 20, 60, None)

    def formula(side, name):
        return run.ratio((side, name, 1), (f"{OURS} formula", name, 1))

    yield Goal(13, "formula VM against hand-fused C, 2 operators", 0.6, 0.8, formula("fused C", "formula-2"))
    yield Goal(13, "the same, 12 operators", 0.3, 0.5, formula("fused C", "formula-12"))
    yield Goal(13, "the same, a quotient", None, None, formula("fused C", "formula-quotient"))
    what = "the same, 2 operators, a twentieth of the cells without value"
    yield Goal(13, what, None, None, formula("fused C", "formula-gaps"))
    for count in (2, 12):
        what = f"formula VM against evaluation cell by cell, {count} operators"
        yield Goal(14, what, 10, 40, formula("tree by cell", f"formula-{count}"))
    for count in (2, 12):
        what = f"formula VM against LuaJIT, {count} operators"
        yield Goal(14, what, 0.7, 2, formula("LuaJIT", f"formula-{count}"))
    what = "process start, tiny programme, full cube, exit, against DuckDB's own command"
    both = ("libprogram start", "tiny", 1), ("duckdb start", "tiny", 1)
    yield Goal(15, what, 1 / 5, 1 / 10, run.ratio(*both), **share)
    for what in GROWTH:
        grown = run.growth(f"base-{what}")
        yield Goal(16, f"cost as the work grows × 10: {what}", 11, 10.3, grown, **less)


# ---- writing ----


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def milliseconds(seconds):
    return f"{seconds * 1e3:.3g}" if seconds < 0.1 else f"{seconds * 1e3:,.0f}".replace(",", " ")


def measured(run):
    """Every side of every set, by its medians, and against the library where that has done the set."""
    rows = []
    for side, name, threads in sorted(run.records, key=lambda key: (SETS.index(key[1]), key[0], key[2])):
        both = [run.times(side, name, threads, clock) for clock in ("wall", "processor")]
        if both[0] is None:
            rows.append([name, side, str(threads), "not run", "not run", ""])
            continue
        kind = next(
            (
                kind
                for kind in (" csv cube", " csv", " ndjson", " series", " start", " change")
                if side.endswith(kind)
            ),
            " formula" if name.startswith("formula-") else "",
        )
        clock = clock_of(threads)
        ratio = run.ratio((side, name, threads, clock), (OURS + kind, name, 1 if kind else threads, clock))
        rows.append(
            [
                name,
                side,
                str(threads),
                *(milliseconds(statistics.median(medians)) for medians in both),
                "" if ratio is None or side.startswith(OURS) else times(ratio),
            ]
        )
    return table(["set", "side", "threads", "wall, ms", "processor, ms", "time of libprogram ×"], rows)


def memories(run):
    """Where the memory of a process with a full cube is."""
    rows = []
    for name in SETS:
        records = run.records.get((OURS, name, 1), [])
        if not records or "wall" not in records[0] or name.startswith(("tiny", "provincial-")):
            continue
        one = {key: statistics.median(record[key] for record in records) for key in records[0] if "_bytes" in key}
        entries = records[0]["entries"]
        rows.append(
            [
                name,
                f"{entries:,.0f}".replace(",", " "),
                *(mebibytes(one[key]) for key in ("input_bytes", "output_bytes", "loaded_bytes")),
                mebibytes(one["most_bytes"] - one["loaded_bytes"]),
                mebibytes(one["most_bytes"]),
                f"{one['loaded_bytes'] / entries:.0f}",
                times(run.memory(name)),
            ]
        )
    head = ["set", "entries", "numbers in, MiB", "numbers out, MiB", "data set with journal, MiB", "cube, MiB"]
    text = table([*head, "peak, MiB", "data set, bytes an entry", "goal 6"], rows)
    files = [record for records in run.records.values() for record in records if "extra_bytes" in record]
    extra = [record["extra_bytes"] / 2**20 for record in files]
    rows = [f"{record['rows']:,.0f}".replace(",", " ") for record in sorted(files, key=lambda record: record["rows"])]
    return text + (
        f"\nReading NDJSON or series, {rows[0]} to {rows[-1]} values, took {min(extra):.2f} to {max(extra):.2f} MiB "
        "more than putting the same values one by one, the file itself left aside.\n"
    )


def mebibytes(number):
    return f"{number / 2**20:,.1f}".replace(",", " ") if number < 100 << 20 else f"{number / 2**20:,.0f}".replace(",", " ")


def paths(run):
    """What the richer paths cost beside the plain one."""
    rows = []
    for name, what in (("provincial", "the plain one"), *((f"provincial-{path}", what) for path, what in PATHS.items())):
        seconds = [statistics.median(run.times(side, name, 1)) for side in (OURS, f"{OURS} change")]
        opened = statistics.median(record["open_processor"] for record in run.records[OURS, name, 1])
        ratio = run.ratio((OURS, name, 1), (OURS, "provincial", 1))
        rows.append([what, milliseconds(opened), milliseconds(seconds[0]), times(ratio), milliseconds(seconds[1])])
    return table(["path", "open, ms", "again, ms", "× of the plain one", "one changed value, ms"], rows)


def machine(run):
    processors = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    vectors = next(
        (name for flag, name in (("avx512f", "AVX-512"), ("avx2", "AVX2")) if flag in processors), "no AVX2"
    )
    cache = pathlib.Path("/sys/devices/system/cpu/cpu0/cache/index3/size")
    last = f", last-level cache {int(cache.read_text().strip()[:-1]) // 1024} MiB" if cache.exists() else ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    compiler = output("cc", "-dumpfullversion")
    text = f"A machine of {os.cpu_count()} processors ({platform.machine()}, {vectors}{last}), "
    text += f"{memory:.0f} GiB of memory, {platform.system()}, cc {compiler}."
    if max(run.load) > 1.5:
        text += f" It was loaded: between the rounds {min(run.load):.1f} to {max(run.load):.1f} processes "
        text += (
            "wanted its processors, this run's own among them. Times on the wall, and with them all ratios "
        )
        text += "of two threads, say little."
    return text


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def versions(peers):
    freeze = output(peers / "bin/python", "-m", "pip", "freeze", "--disable-pip-version-check")
    found = dict(line.split("==") for line in freeze.split() if "==" in line)
    wanted = ("duckdb", "duckdb-cli", "numpy", "pandas", "polars")
    return ", ".join(f"{name} {found[name]}" for name in wanted if name in found)


def describe_checks(checks):
    for name, (check, sides) in sorted(checks.items()):
        sums, cumulative, ratios = check["present"]
        yield f"- {name}: {', '.join(sides)} made the same cube, with {sums} sums, {cumulative} cumulative "
        yield f"sums and {ratios} ratios; checksum of the sums {check['sums']}\n"


def write_page(run, rounds, checks, goal_table):
    page = ROOT / "docs/performance.md"
    commit = output("git", "-C", ROOT, "rev-parse", "--short", "HEAD") or "no commit"
    if output("git", "-C", ROOT, "status", "--porcelain", "--", "libprogram", "include", "tests"):
        commit += " with changes"
    about = f"Measured {datetime.date.today()} at {commit}, rounds: {rounds}. {machine(run)} "
    about += f"Peers: {versions(run.peers)}, SQLite {sqlite3.sqlite_version}, "
    about += f"Python {platform.python_version()}.\n"
    text = page.read_text(encoding="utf-8")
    bodies = {
        "goals": f"{about}\n{goal_table}",
        "sides": measured(run),
        "checks": "".join(describe_checks(checks)),
        "memory": memories(run),
        "paths": paths(run),
    }
    for section, body in bodies.items():
        pattern = re.compile(rf"(<!-- {section} -->\n).*?(<!-- /{section} -->)", re.S)
        if not pattern.search(text):
            sys.exit(f"docs/performance.md has no section <!-- {section} -->")
        text = pattern.sub(lambda match, body=body: match[1] + body + match[2], text)
    page.write_text(text, encoding="utf-8")


def main(build, peers, short):
    run = Run(build, peers, short)
    rounds = 1 if short else int(os.environ.get("ROUNDS", "3"))
    run.make_files(
        ("tiny", "tiny-deep", "provincial", *(() if short else ("national",))), () if short else ("deep", "base")
    )
    for number in range(rounds):
        run.round(number)
    checks = run.check()
    found = list(goals(run))
    goal_table = table(["#", "what", "must", "ambitious", "reached", "goal"], [goal.row() for goal in found])
    print(measured(run))
    print(memories(run))
    print(paths(run))
    print(goal_table)
    print(machine(run))
    if not short:
        write_page(run, rounds, checks, goal_table)
    for goal in found:
        if goal.reached is not None:
            print(
                f"bench: goal {goal.number}: {goal.what}: {goal.shown(goal.reached)} (must {goal.row()[2]})"
            )
    sides = sum(len(who) for _, who in checks.values())
    print(f"bench: full cube: {sides} sides, engines and threads, {len(checks)} sets, all checksums equal")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:] == ["short"])
