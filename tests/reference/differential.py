"""Compares the library's tables with those of the engine in Python, cell by cell.

usage: differential.py PRG CELLS [SEED]
       differential.py PRG --case SEED [--shrink] [--keep FOLDER]
       differential.py PRG --all [--seeds N] [CELLS [SEED]]

PRG is the command line tool, built. Case after case is made from seeds that follow each other, until CELLS cells
were compared; differences are shown, and make the exit code 1. A case can be run again, and made small.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter

from compare import Refused, command, differences, shrink, write_case
from engine import Engine, read_rows
from generate import Case
from suppose import Supposing, suppose

SHOWN = 12


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("prg")
    parser.add_argument("cells", nargs="?", type=int, default=100_000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--case", type=int)
    parser.add_argument("--shrink", action="store_true")
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("--all", action="store_true", help="go on after differences")
    parser.add_argument("--seeds", type=int, help="look at so many cases")
    options = parser.parse_intermixed_args()
    folder = options.keep or tempfile.mkdtemp(prefix="reference-")
    if options.case is not None:
        return one_case(options, folder)
    return many_cases(options, folder)


def many_cases(options, folder):
    cells = programmes = wrong = 0
    kinds = Counter()
    seed = options.seed
    while programmes < options.seeds if options.seeds else cells < options.cells:
        case = Case(seed)
        write_case(folder, case.programme, case.rows)
        engine = Engine(case.programme, read_rows(case.csv()))
        for query in case.queries:
            try:
                count, found = differences(options.prg, folder, case.programme, case.rows, query, engine)
            except Refused as refused:
                count, found = 0, [((), "refused", query, str(refused))]
            cells += count
            if found:
                wrong += len({place for place, *_ in found})
                kinds.update(field for _, field, *_ in found)
                tell(case, query, found)
        count, found, query = what_if(options.prg, case, folder)
        cells += count
        if found:
            wrong += len({place for place, *_ in found})
            kinds.update(field for _, field, *_ in found)
            tell(case, query, found)
        programmes += 1
        seed += 1
        if wrong >= SHOWN and not options.all:
            break
    if wrong:
        print("fields that differ:", ", ".join(f"{field} {count}" for field, count in kinds.most_common()))
    print(f"reference: {cells} cells of {programmes} programmes {'compared' if wrong else 'agree'}, {wrong} differ, "
          f"seed {options.seed}")
    return 1 if wrong else 0


def what_if(prg, case, folder):
    """One query of a case, with values supposed: how many cells, which differ, and what was asked."""
    rng = random.Random(case.seed + 1)
    # What is supposed holds whatever these say, which rows do not.
    queries = [query for query in case.queries if not {"as", "quality"} & {
        clause.split()[0] for clause in query.split(";") if clause.strip()}]
    if not queries:
        return 0, [], None
    query = rng.choice(queries)
    rows, suppositions = suppose(rng, case.rows, {item["id"]: item for item in case.programme["indicators"]}, 4)
    told = Supposing(prg, case.programme, case.rows, suppositions)
    try:
        return *differences(told, folder, case.programme, rows, query), told.question(query)
    except Refused as refused:
        return 0, [((), "refused", query, str(refused))], told.question(query)


def tell(case, query, found):
    """The first differences of a query, for people."""
    print(f"case {case.seed}: {query}")
    for place, field, ours, theirs in found[:4]:
        print(f"  {' | '.join(place)}\n    {field}: the engine says {ours!r}, the library {theirs!r}")
    print(f"  again: {sys.argv[0]} {sys.argv[1]} --case {case.seed} --shrink")


def one_case(options, folder):
    case = Case(options.case)
    write_case(folder, case.programme, case.rows)
    wrong = 0
    _, found, query = what_if(options.prg, case, folder)
    if found:
        wrong += 1
        tell(case, query, found)
    for query in case.queries:
        try:
            _, found = differences(options.prg, folder, case.programme, case.rows, query)
        except Refused as refused:
            print(f"{query}\n  {refused}\n  {' '.join(command(options.prg, folder, repr(query)))}")
            wrong += 1
            continue
        if not found:
            continue
        wrong += 1
        tell(case, query, found)
        if options.shrink:
            place, field, *_ = found[0]
            small = shrink(options.prg, folder, case.programme, case.rows, query, place, field)
            show(options.prg, folder, *small)
            break
    return 1 if wrong else 0


def show(prg, folder, programme, rows, query):
    """A small case, whole."""
    for name in ("calendars", "breakdowns", "sources", "indicators", "areas"):
        for item in programme.get(name, []):
            print(f"  {name}: {json.dumps(item)}")
    for row in rows:
        print("  " + " ".join(f"{key}={value}" for key, value in row.items() if value))
    print(f"  query: {query}")
    _, found = differences(prg, folder, programme, rows, query)
    for place, field, ours, theirs in found:
        print(f"  {' | '.join(place)}: {field}: the engine says {ours!r}, the library {theirs!r}")
    print("  " + " ".join(command(prg, folder, repr(query))))


if __name__ == "__main__":
    sys.exit(main())
