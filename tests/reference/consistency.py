"""Checks the engine against itself: what must not change a table does not.

usage: consistency.py [CELLS] [SEED]

The order of entries about different cells, the order of indicators and areas in the document, and what else a query
asks for must not matter to any cell; sums over the units of an area are the area's.
"""

import copy
import random
import sys

from engine import Engine, read_rows
from generate import BREAKDOWNS, Case

CELL = ("indicator", "area", "period", "source", "scope", "observed", *BREAKDOWNS)


def shuffled(rng, rows):
    """The rows in another order, those of a cell among themselves in theirs."""
    places = list(range(len(rows)))
    rng.shuffle(places)
    cells = {}
    for row in rows:
        cells.setdefault(tuple(row.get(name) for name in CELL), []).append(row)
    waiting = {key: iter(list_of) for key, list_of in cells.items()}
    return [next(waiting[tuple(rows[place].get(name) for name in CELL)]) for place in places]


def compare(case, query, first, second, what, places=None):
    one, other = first.compute(query), second.compute(query)
    wrong = 0
    for place in places or one.places():
        if one.cell(*place) != other.cell(*place):
            print(f"case {case.seed}: {query}\n  {' | '.join(place)}: {what} matters\n"
                  f"  {one.cell(*place)}\n  {other.cell(*place)}")
            wrong += 1
    return wrong


def check(case, rng):
    rows = read_rows(case.csv())
    engine = Engine(case.programme, rows)
    mixed = Engine(case.programme, shuffled(rng, rows))
    turned = copy.deepcopy(case.programme)
    turned["areas"].reverse()
    turned["indicators"].reverse()
    turned = Engine(turned, rows)
    count = wrong = 0
    for query in case.queries:
        table = engine.compute(query)
        places = table.places()
        count += len(places)
        if "as of" not in query:
            wrong += compare(case, query, engine, mixed, "the order of entries")
        wrong += compare(case, query, engine, turned, "the order of the document", places)
        # A cell that is asked for alone, of a table that has computed nothing else.
        place = rng.choice(places)
        wrong += compare(case, query, engine, engine, "what else is computed", [place])
    return count, wrong


def main():
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    start = seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    done = wrong = 0
    while done < cells:
        count, found = check(Case(seed), rng)
        done += count
        wrong += found
        seed += 1
    print(f"{done} cells of {seed - start} programmes, {wrong} change that must not, seed {start}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
