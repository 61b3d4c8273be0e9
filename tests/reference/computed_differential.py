"""Tables of indicators by formula: the library beside computed.py, cell by cell, on every level and with several threads.

usage: computed_differential.py PRG CELLS SEED [--case N]

Programmes, values and areas are those of generate.py; formulas are drawn over their plain indicators. Formulas that the
check refuses (units, calendars) are left out, and counted. Some queries bring their formulas, or suppose values, themselves:
then the library knows them from the query alone, and the engine from a programme and values in which they stand.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile

from compare import Refused, differences, to_csv, write_case
from engine import Engine, read_rows
from formula import Unsure
from generate import Case
from suppose import Supposing, suppose

PERIODS = [["2018-01..2018-06"], ["2018-Q1..2018-Q4"], ["2018-02", "2018-Q2", "2018"], ["2018-S1", "2018-11", "2018-12"],
           ["2018-03..2018-05", "2018-Q3"]]
MEASURES = [["value"], ["value"], ["value", "coverage"], ["value", "reported", "previous"], ["value", "cumulative"]]
CUM_FROM = ["'2018'", "'2018-03'", "'2018-Q2'", "'2017'", "'vn:2018'"]
OPTIONS = {"time": ["sum", "mean", "min", "max", "first", "last", "count", "median", "stddev"],
           "areas": ["sum", "mean", "min", "max", "count", "median", "stddev"]}


class Formulas:
    """Random formulas over names."""

    def __init__(self, rng, names, stocks, plain, elsewhere):
        self.rng, self.names, self.stocks, self.plain, self.elsewhere = rng, names, stocks, plain, elsewhere

    def name(self):
        return self.rng.choice(self.names)

    def number(self, depth):
        rng = self.rng
        if depth == 0 or rng.random() < 0.25:
            return rng.choice([self.name(), self.name(), self.name(), str(rng.randint(0, 9)), "100", "0.5"])
        one, other = lambda: self.number(depth - 1), lambda: self.number(depth - 1)
        return rng.choice([
            lambda: f"({one()} {rng.choice('+-*/+-/%')} {other()})", lambda: f"({one()} {rng.choice('+-*/+-/')} {other()})",
            lambda: f"({one()} {rng.choice('+-*/')} {other()})", lambda: f"{rng.choice(['abs', 'floor', 'ceil', 'round'])}({one()})",
            lambda: f"round({one()}, {rng.choice([1, 2])})", lambda: f"coalesce({self.name()}, {one()})",
            lambda: f"if({self.condition(depth - 1)}, {one()}, {other()})",
            lambda: f"{rng.choice(['min', 'max', 'sum', 'mean', 'median', 'count'])}({one()}, {other()}, {self.name()})",
            lambda: f"{rng.choice(['sqrt', 'ln', 'log10'])}({one()})", lambda: f"({one()})^{rng.choice(['2', '3', '-1', '0.5'])}",
            *6 * [lambda: self.beyond(depth)],
        ])()

    def beyond(self, depth):
        rng, name = self.rng, self.name()
        anything = name if rng.random() < 0.7 else self.number(depth - 1)
        choices = [f"prev({anything})", f"prev({name}, 2)", f"same_period_last_year({anything})", f"ytd({name})",
                   f"at({name}, '2018-Q1')", f"rolling({anything}, 3, {rng.randint(1, 3)})", f"growth({name})", f"index({name})",
                   f"diff({anything})", f"parent({anything})", f"top({name})", f"share({name})", f"rank({anything})",
                   f"coverage({name})", f"reported({name})", f"expected({name})"]
        choices += [f"cum({name}, {rng.choice(CUM_FROM)})", f"like_for_like({name})", f"stddev_over({name})",
                    f"stddev_over({name} / {self.name()})"]
        choices += [f"average({stock})" for stock in self.stocks[:1]]
        if self.plain:
            options = rng.choice([["time"], ["areas"], ["time", "areas"]])
            words = ", ".join(f"{option}={rng.choice(OPTIONS[option])}" for option in options)
            choices += 2 * [f"agg({rng.choice(self.plain)}, {words})"]
        choices += [f"on({other['id']}, {other.get('calendar', 'gregorian')})" for other in self.elsewhere[:2]]
        choices += [f"{over}_over({anything})" for over in ("sum", "count", "min", "max", "mean", "median")]
        choices += [f"{what}({stock})" for stock in self.stocks for what in ("opening", "closing")]
        return rng.choice(choices)

    def condition(self, depth):
        rng = self.rng
        return rng.choice([
            lambda: f"{self.number(depth)} {rng.choice(['<', '<=', '=', '!=', '>', '>='])} {self.number(depth)}",
            lambda: f"is_missing({self.name()})", lambda: f"state({self.name()}) = 'missing'",
            lambda: f"not {self.name()} > 3" if depth <= 0 else f"({self.condition(depth - 1)} or {self.name()} > 5)",
            lambda: f"not {self.name()} > 3" if depth <= 0 else f"({self.condition(depth - 1)} and {self.name()} < 50)",
        ])()


def accepted(prg, folder, name):
    """Whether the library's check takes a formula."""
    words = [prg, "compute", f"{folder}/programme.json", f"{folder}/values.csv", "--query", f"indicators {name}; periods 2018-Q1",
             "--format", "json"]
    code = subprocess.run(words, capture_output=True, timeout=60).returncode
    if code not in (0, 1, 3):
        raise RuntimeError(f"exit {code}: {' '.join(words)}")
    return code != 3  # 1: a table with findings


def make(prg, seed, folder):
    """A case with formulas, and queries over them; how many formulas were left out."""
    case = Case(seed)
    rng = random.Random(seed + 1)
    plain = [item for item in case.programme["indicators"] if item["kind"] in ("flow", "stock", "cumulative")
             and "unit" not in item and item["id"] != "weight" and item["period"] in ("month", "quarter")
             and item.get("calendar", "vn") == "vn"]
    if not plain:
        return case, [], 0
    base = rng.choice(plain)
    pool = [item for item in plain if item.get("calendar") == base.get("calendar")]
    stocks = [item["id"] for item in pool if item["kind"] == "stock"]
    names, kept, left = [item["id"] for item in pool], [], 0
    elsewhere = [item for item in plain if item.get("calendar") != base.get("calendar")]
    simple = [item["id"] for item in pool if not item.get("pooled") and "weighted_mean" not in
              (item.get("over_time"), item.get("over_areas"))]
    kept_items = case.programme["indicators"]
    for number in range(5):
        formulas = Formulas(rng, names + kept[:2], stocks, simple, elsewhere)
        write = rng.choice([formulas.number, formulas.beyond])
        item = {"id": f"x{number}", "kind": "computed", "formula": write(rng.randint(1, 3))}
        if rng.random() < 0.3:
            item["decimals"] = rng.randint(0, 3)
        if rng.random() < 0.2:
            item["missing_over_areas"] = rng.choice(["require", "skip"])
        case.programme["indicators"] = [*kept_items, item]
        write_case(folder, case.programme, case.rows)
        if accepted(prg, folder, item["id"]):
            kept.append(item["id"])
            kept_items = case.programme["indicators"]
        else:
            left += 1
    case.programme["indicators"] = kept_items
    queries = []
    prefix = f"{base['calendar']}:" if base.get("calendar") else ""
    for _ in range(3 if kept else 0):
        periods = ", ".join(prefix + text for text in rng.choice(PERIODS))
        queries.append(f"indicators {', '.join(rng.sample(kept, min(3, len(kept))))}; areas all; periods {periods}; "
                       f"measures {', '.join(rng.choice(MEASURES))}")
    return case, queries, left


class Told(Supposing):
    """The library, told of formulas and of values by the query."""

    def __init__(self, prg, rng, case, query):
        asked = [name.strip() for name in query.split(";")[0].split(None, 1)[1].split(",")]
        everything, items, self.given, formulas = case.programme["indicators"], [], {}, []
        for item in everything:
            text = item.get("formula")
            needed = any(item["id"] in other.get("formula", "") for other in everything)
            if text and item["id"] in asked and not needed and "missing_over_areas" not in item and rng.random() < 0.6:
                options = f" [decimals {item['decimals']}]" if "decimals" in item else ""
                self.given[item["id"]] = f"{item['id']}{options} = {text}"
                continue
            if text and rng.random() < 0.4:
                formulas.append(f"{item['id']} = {text}")
                # What stands there instead goes with any unit, as do the plain indicators.
                item = {**item, "formula": next(other["id"] for other in everything if other["kind"] in ("flow", "stock"))}
            items.append(item)
        plain = {item["id"]: item for item in items if item["kind"] in ("flow", "stock", "cumulative")}
        self.told, values = suppose(rng, case.rows, plain, 3)
        super().__init__(prg, {**case.programme, "indicators": items}, case.rows, formulas + values)

    def question(self, query):
        head, rest = query.split(";", 1)
        names = [name.strip() for name in head.split(None, 1)[1].split(",")]
        return super().question(f"indicators {', '.join(self.given.get(name, name) for name in names)};{rest}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("prg")
    parser.add_argument("cells", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--case", type=int)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="reference-")
    cells = wrong = left = unsure = 0
    seed = options.seed if options.case is None else options.case
    while cells < options.cells and wrong < 5:
        case, queries, refused = make(options.prg, seed, folder)
        left += refused
        write_case(folder, case.programme, case.rows)
        engine = Engine(case.programme, read_rows(case.csv()))
        for number, query in enumerate(queries):
            prg, rows, how = options.prg, case.rows, engine
            if number == 2:
                prg = Told(prg, random.Random(seed + 2), case, query)
                rows = prg.told
                how = Engine(case.programme, read_rows(to_csv(rows)))
            try:
                count, found = differences(prg, folder, case.programme, rows, query, how)
            except Unsure:
                unsure += 1
                continue
            except Refused as told:
                count, found = 0, [((), "refused", query, str(told))]
            cells += count
            if found:
                wrong += 1
                print(f"case {seed}: {prg.question(query) if isinstance(prg, Told) else query}")
                for place, field, ours, theirs in found[:4]:
                    print(f"  {' | '.join(place)}\n    {field}: the engine says {ours!r}, the library {theirs!r}")
                used = [item for item in case.programme["indicators"] if "formula" in item]
                print("  " + json.dumps(used))
        seed += 1
        if options.case is not None:
            break
    print(f"computed: {cells} cells {'compared' if wrong else 'agree'}, {wrong} queries differ, {left} formulas left out, "
          f"{unsure} queries unsure, seed {options.seed}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
