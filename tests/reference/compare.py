"""A table of the library beside one of the engine, field by field; and how a case is made small while they differ."""

import copy
import json
import os
import pathlib
import subprocess
from fractions import Fraction

from engine import Engine, read_rows
from generate import BREAKDOWNS, COLUMNS, QUALITIES

AXES = ["indicators", "breakdowns", "areas", "periods", "measures"]
FIELDS = ["state", "reason", "exactness", "value", "fraction", "category", "quality", "qualities", "marks", "reported", "expected",
          "other_reported", "other_expected", "at_end", "first_used", "last_used", "bounds"]


class Refused(Exception):
    """The library does not answer a query; its message is the argument."""


def to_csv(rows):
    """Rows as a file of values."""
    import csv
    import io
    names = [*COLUMNS[:4], *(name for name in [*COLUMNS[4:], *BREAKDOWNS] if any(row.get(name) for row in rows))]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: row[name] for name in names if row.get(name)} for row in rows)
    return out.getvalue()


def write_case(folder, programme, rows):
    folder = pathlib.Path(folder)
    (folder / "programme.json").write_text(json.dumps(programme, indent=1, ensure_ascii=False), encoding="utf-8")
    (folder / "values.csv").write_text(to_csv(rows), encoding="utf-8")
    return folder


def command(prg, folder, query):
    folder = pathlib.Path(folder)
    return [prg, "compute", str(folder / "programme.json"), str(folder / "values.csv"), "--query", query,
            "--format", "json"]


# Every level of processor, and several threads, say the same.
WAYS = (("portable", 1), ("avx2", 2), ("avx512", 4))


def run(prg, folder, query):
    """What the library says, whichever way it computes."""
    ran = subprocess.run(command(prg, folder, query), capture_output=True, text=True, timeout=60)
    for level, threads in WAYS:
        again = subprocess.run(
            [*command(prg, folder, query), "--threads", str(threads)], capture_output=True, text=True, timeout=60,
            env={**os.environ, "LIBPROGRAM_LEVEL": level})
        if (again.stdout, again.stderr, again.returncode) != (ran.stdout, ran.stderr, ran.returncode):
            raise Refused(f"another table on level {level} with {threads} threads")
    return ran


def ask(prg, folder, query):
    """The library's table: axes, and cells by place."""
    ran = run(prg, folder, query)
    try:
        table = json.loads(ran.stdout)
    except ValueError:
        raise Refused(f"exit {ran.returncode}: {(ran.stderr or ran.stdout).strip()[:2000]}") from None
    axes = {name: [item["id"] if isinstance(item, dict) else item for item in table["axes"][name]] for name in AXES}
    places = [[]]
    for name in AXES:
        places = [[*place, item] for place in places for item in axes[name]]
    if len(places) != len(table["cells"]):
        raise Refused(f"{len(table['cells'])} cells for {len(places)} places")
    return axes, table, {tuple(place): cell for place, cell in zip(places, table["cells"])}


def differences(prg, folder, programme, rows, query, engine=None):
    """How many cells were compared, and those that differ: [(place, field, ours, theirs)]. `prg` is the path of the
    tool, or what answers in its place."""
    engine = engine or Engine(programme, read_rows(to_csv(rows)))
    table = engine.compute(query)
    axes, head, cells = prg.ask(query) if hasattr(prg, "ask") else ask(prg, folder, query)
    found = []
    for name in AXES:
        if axes[name] != table.axes[name]:
            found.append(((name,), "axis", table.axes[name], axes[name]))
    if head.get("boundaries") != table.boundaries:
        found.append((("boundaries",), "day", table.boundaries, head.get("boundaries")))
    count = 0
    for place in table.places():
        if place not in cells:
            continue
        count += 1
        ours, theirs = plain(table.cell(*place)), plain(cells[place])
        for field in FIELDS:
            if not same(field, ours, theirs):
                found.append((place, field, ours.get(field), theirs.get(field)))
    return count, found


def plain(cell):
    """A cell without what says nothing: absent, null, zero and empty mean the same."""
    cell = dict(cell)
    if isinstance(cell.get("qualities"), dict):
        cell["qualities"] = [cell["qualities"].get(name, 0) for name in QUALITIES]
    if "lower" in cell or "upper" in cell:
        cell["bounds"] = [cell.pop("lower", None), cell.pop("upper", None)]
    if "category" in cell:
        cell["value"], cell["exactness"] = cell["category"], "exact"
    if cell.get("exactness") != "quotient":
        # The text is the whole number already, or all that is known of it.
        cell.pop("fraction", None)
    return {key: value for key, value in cell.items() if value not in (None, 0, {}, [], [0, 0, 0], "none", "")}


def same(field, ours, theirs):
    if ours.get(field) == theirs.get(field):
        return True
    if ours.get("exactness") == theirs.get("exactness") == "approximate" and field == "value":
        # Both computed in double precision; the way there may differ in the last digits.
        slack = Fraction(1, 10 ** decimals_of(ours["value"]))
        return decimals_of(ours["value"]) == decimals_of(theirs["value"]) \
            and abs(Fraction(ours["value"]) - Fraction(theirs["value"])) <= slack
    return False


def decimals_of(text):
    return len(text.partition(".")[2])


# ---- shrinking ----

def shrink(prg, folder, programme, rows, query, place, field):
    """The smallest case found that still differs in that field of some cell."""
    def differs(programme, rows, query):
        try:
            write_case(folder, programme, rows)
            _, found = differences(prg, folder, programme, rows, query)
        except Exception:
            return False
        return any(other == field for _, other, _, _ in found)

    query = narrowed(query, place, lambda text: differs(programme, rows, text))
    rows = fewer(rows, lambda some: differs(programme, some, query))
    changed = True
    while changed:
        changed = False
        for smaller in simpler(programme, rows):
            if differs(*smaller, query):
                programme, rows = smaller
                changed = True
                break
    rows = fewer(rows, lambda some: differs(programme, some, query))
    rows = barer(rows, lambda some: differs(programme, some, query))
    write_case(folder, programme, rows)
    return programme, rows, query


def narrowed(query, place, differs):
    """The query for the one cell, and without the conditions that do not matter."""
    clauses = [clause.strip() for clause in query.split(";")]
    if len(place) == len(AXES):
        for index, clause in enumerate(clauses):
            word = clause.split()[0]
            if word in AXES:
                trial = clauses[:index] + [f"{word} {place[AXES.index(word)]}"] + clauses[index + 1:]
                clauses = trial if differs("; ".join(trial)) else clauses
    for clause in list(clauses):
        trial = [other for other in clauses if other != clause]
        if clause.split()[0] not in ("indicators", "periods") and differs("; ".join(trial)):
            clauses = trial
    return "; ".join(clauses)


def fewer(rows, differs):
    """Rows left out, in ever smaller heaps."""
    size = max(1, len(rows) // 2)
    while size >= 1:
        start = 0
        while start < len(rows):
            trial = rows[:start] + rows[start + size:]
            if differs(trial):
                rows = trial
            else:
                start += size
        size //= 2
    return rows


def barer(rows, differs):
    """Rows without what does not matter."""
    rows = [dict(row) for row in rows]
    for row in rows:
        for key in ("quality", "marks", "lower", "upper", "source", "unit"):
            if key in row and row[key]:
                kept = row.pop(key)
                if not differs(rows):
                    row[key] = kept
    return rows


def simpler(programme, rows):
    """Programmes without an indicator, an area, a list or a key."""
    for name in ("indicators", "areas"):
        for index, item in enumerate(programme[name]):
            smaller = copy.deepcopy(programme)
            del smaller[name][index]
            key = name[:-1]
            yield smaller, [row for row in rows if row[key] != item["id"]]
    for name in ("calendars", "breakdowns", "sources", "units"):
        if name in programme:
            yield {key: value for key, value in programme.items() if key != name}, rows
    for name in ("indicators", "areas"):
        for index, item in enumerate(programme[name]):
            for key in item:
                if key not in ("id", "kind", "level") or key == "level" and name == "indicators":
                    smaller = copy.deepcopy(programme)
                    del smaller[name][index][key]
                    yield smaller, rows
