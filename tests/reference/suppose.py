"""What if: values that a query supposes, and the rows that say the same.

The library is told of them by the clause `what if` beside the rows as they were; the engine, which knows no such clause,
computes from rows in which the supposed value stands in the place of everything that was said of its cell.
"""

import tempfile

from compare import ask, write_case

STATES = ["missing", "suppressed", "not_applicable", "not_expected"]
CELL = ["indicator", "area", "period", "scope", "source", "observed", "sex", "age"]


def place(row):
    """The cell that a row is about."""
    return tuple(row.get(name) or ("unit" if name == "scope" else "") for name in CELL)


def suppose(rng, rows, items, most):
    """Rows in which other values stand for some cells, and the suppositions that say so."""
    pool = [row for row in rows if row["indicator"] in items and not row.get("action")]
    suppositions = []
    for row in rng.sample(pool, min(len(pool), rng.randint(0, most))):
        item = items[row["indicator"]]
        state = rng.choice(STATES) if rng.random() < 0.3 else None
        value = state or value_of(rng, item)
        same = {name: row[name] for name in CELL if row.get(name)}
        rows = [*(other for other in rows if place(other) != place(row)), {**same, "state" if state else "value": value}]
        parts = [row["indicator"], row["area"], row["period"]]
        parts += [f"{name}={row[name]}" for name in ("observed", "sex", "age") if row.get(name)]
        parts += [f"source:{row['source']}"] if row.get("source") else []
        parts += [row["scope"]] if row.get("scope") in ("own", "total") else []
        suppositions.append(f"{'@'.join(parts)} = {value}")
    return rows, suppositions


def value_of(rng, item):
    if item["kind"] == "class":
        return rng.choice(item["categories"])["id"]
    return str(rng.randint(0, 1 if item["kind"] == "milestone" else 60))


class Supposing:
    """The library, told of values by the query."""

    def __init__(self, prg, programme, rows, suppositions):
        self.prg, self.programme, self.rows, self.suppositions = prg, programme, rows, suppositions
        self.folder = tempfile.mkdtemp(prefix="reference-supposed-")

    def question(self, query):
        return f"{query}; what if {', '.join(self.suppositions)}" if self.suppositions else query

    def ask(self, query):
        """As compare.ask(); the mark of what was supposed is no matter of the engine."""
        write_case(self.folder, self.programme, self.rows)
        axes, table, cells = ask(self.prg, self.folder, self.question(query))
        for cell in cells.values():
            cell.get("marks", {}).pop("what_if", None)
        return axes, table, cells
