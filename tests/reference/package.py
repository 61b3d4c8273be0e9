"""Compares the tables of the package for Python with those of the engine in Python, cell by cell.

usage: package.py CELLS [SEED]

The package must be on the path of modules. A programme and values go in as text, a query is asked, and what the
objects of the package say of each cell is held against the engine: what compare.py compares, and the number itself
as a fraction.
"""

import json
import os
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import libprogram
from compare import AXES, Refused, differences, plain, to_csv
from differential import SHOWN
from engine import Engine, read_rows
from generate import Case


class Package:
    """The package in the place of the command line tool."""

    def __init__(self, programme, rows):
        self.programme = libprogram.parse(json.dumps(programme))
        self.data = self.programme.data()
        summary = self.data.parse_csv(to_csv(rows))
        if summary.refused or summary.report.errors:
            raise Refused(f"values: {summary.report}")
        self.numbers = {}

    def ask(self, query):
        """As compare.ask()."""
        table = self.data.compute(query)
        if self.data.compute(libprogram.Query.parse(self.programme, query), threads=2).to_json() != table.to_json():
            raise Refused("another table with two threads")
        axes = {name: list(table.ids(name)) for name in AXES}
        head = {"boundaries": table.boundaries.isoformat()}
        cells, self.numbers = {}, {}
        for cell in table:
            place = tuple(axes[name][index] for name, index in zip(AXES, cell.place))
            cells[place] = said(cell)
            self.numbers[place] = cell
        if len(cells) != len(table):
            raise Refused(f"{len(cells)} cells for {len(table)} places")
        return axes, head, cells


def said(cell):
    """A cell as the files of tables have it, from the attributes of its object."""
    found = {"state": str(cell.state), "reason": str(cell.reason) if cell.reason else None,
             "quality": str(cell.quality) if cell.quality else None, "qualities": list(cell.qualities.values()),
             "marks": {str(mark): count for mark, count in cell.mark_counts.items()},
             "reported": cell.coverage.reported, "expected": cell.coverage.expected,
             "other_reported": cell.other_coverage.reported, "other_expected": cell.other_coverage.expected,
             "at_end": cell.at_end, "first_used": cell.first_used and cell.first_used.id,
             "last_used": cell.last_used and cell.last_used.id}
    if cell:
        found |= {"exactness": str(cell.exactness), "value": cell.text()}
        if cell.category is not None:
            found["category"] = cell.category.id
        elif cell.exactness == "quotient":
            found["fraction"] = [str(cell.fraction.numerator), str(cell.fraction.denominator)]
    if cell.bounds:
        found["bounds"] = [format(bound, "f") for bound in cell.bounds]
    if set(cell.marks) != set(cell.mark_counts):
        found["marks"] = f"{cell.marks} but {cell.mark_counts}"
    return found


def wrong_numbers(table, package):
    """Cells of which the number is not the engine's: as fraction, as value, as float."""
    for place in table.places():
        cell, ours = package.numbers.get(place), plain(table.cell(*place))
        if cell is None or ours["state"] != "value":
            if cell is not None and (cell.value is not None or cell.fraction is not None or bool(cell)):
                yield place, "number", None, cell.value
            continue
        if "category" in ours or ours["exactness"] == "approximate":
            continue
        number = Fraction(*map(int, ours["fraction"])) if "fraction" in ours else Fraction(ours["value"])
        if cell.fraction != number or Fraction(cell.value) != number or float(cell) != float(number):
            yield place, "number", number, cell.value
        if ours["exactness"] == "exact" and not isinstance(cell.value, Decimal):
            yield place, "type", Decimal, type(cell.value)


def main(least, seed):
    cells = programmes = wrong = 0
    kinds = Counter()
    first = seed
    while cells < least and wrong < SHOWN:
        case = Case(seed)
        engine, package = Engine(case.programme, read_rows(case.csv())), Package(case.programme, case.rows)
        for query in case.queries:
            try:
                count, found = differences(package, None, case.programme, case.rows, query, engine)
                found += wrong_numbers(engine.compute(query), package)
            except (Refused, libprogram.Error) as refused:
                count, found = 0, [((), "refused", query, str(refused))]
            cells += count
            if found:
                wrong += len({place for place, *_ in found})
                kinds.update(field for _, field, *_ in found)
                print(f"case {seed}: {query}")
                for place, field, ours, theirs in found[:4]:
                    print(f"  {' | '.join(place)}\n    {field}: the engine says {ours!r}, the package {theirs!r}")
        programmes += 1
        seed += 1
    if wrong:
        print("fields that differ:", ", ".join(f"{field} {count}" for field, count in kinds.most_common()))
    print(f"reference: {cells} cells of {programmes} programmes through the package for Python "
          f"{'compared' if wrong else 'agree'}, {wrong} differ, seed {first}")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
