"""Checks sums over time and areas against the Validation and Transformation Language (VTL) of SDMX.

usage: vtl_oracle.py PRG EXAMPLES VENV [PROGRAMMES]

PRG is the program, EXAMPLES vtl-examples.json: the published examples of time_agg, flow_to_stock, stock_to_flow and
hierarchy. Each has to come out of `prg compute` and of vtlengine, which VENV gets when this Python has none. Then both
compute PROGRAMMES random programmes with gaps, 24 by default. docs/results.md, section 11, says what is put in the
place of what; it is done here word for word. Known differences, each foretold and counted:

- vtlengine has no cell where no part was found, in the modes always_null and always_zero too.
- policy require does not tell parts that are reported as missing from parts that are not there: partial_null.
- vtlengine takes the data point before a gap for the period before, and after a null takes the stock for the flow;
  without the period before there is no flow here.
- At a null, and where no data point is, vtlengine has no stock; here it is the total so far, with its coverage.
"""

import collections
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings
from decimal import Decimal

from vtlengine_venv import run_with_vtlengine

SEED = 20181128
YEARS = (2023, 2024)
MONTHS = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
QUARTERS = [f"{year}-Q{quarter}" for year in YEARS for quarter in range(1, 5)]
MODES = ["non_null", "non_zero", "partial_null", "partial_zero", "always_null", "always_zero"]
NOTHING = "no data point"


# ---- ours ----

class Programme:
    """A document and its values, for prg."""

    def __init__(self, parents):
        self.parents = parents
        self.indicators = []
        self.calendars = []
        self.rows = ["indicator,area,period,value,state,marks,reason"]

    @property
    def leaves(self):
        return [area for area in self.parents if area not in self.parents.values()]

    def indicator(self, name, kind, period, **more):
        self.indicators.append({"id": name, "kind": kind, "period": period, **more})

    def value(self, indicator, area, period, value):
        """None is reported as missing. What is negative has to be booked as an adjustment."""
        mark = ",,adjustment,as published" if value is not None and value < 0 else ",,,"
        self.rows.append(f"{indicator},{area},{period},,missing,," if value is None
                         else f"{indicator},{area},{period},{value:f}{mark}")

    def compute(self, prg, *queries):
        """For each query, the cells by indicator, area, period and measure."""
        document = {
            "format": "libprogram/programme", "version": 1, "minor": 0, "id": "vtl", "name": "VTL",
            "calendars": self.calendars, "indicators": self.indicators,
            "areas": [{"id": area, "level": "area", **({"parent": parent} if parent else {})}
                      for area, parent in self.parents.items()],
        }
        answers = []
        with tempfile.TemporaryDirectory() as folder:
            files = [pathlib.Path(folder, name) for name in ("programme.json", "values.csv")]
            files[0].write_text(json.dumps(document), encoding="utf-8")
            files[1].write_text("\n".join(self.rows) + "\n", encoding="utf-8")
            for query in queries:
                ran = subprocess.run([prg, "compute", *files, "--json", "--query", query], capture_output=True,
                                     text=True, encoding="utf-8", check=False)
                if ran.returncode not in (0, 1):  # 1: there are findings
                    sys.exit(f"{query}: {ran.stderr}")
                table = json.loads(ran.stdout)
                axes = [[entry["id"] for entry in table["axes"][axis]]
                        for axis in ("indicators", "breakdowns", "areas", "periods", "measures")]
                answers.append({(place[0], *place[2:]): cell
                                for place, cell in zip(itertools.product(*axes), table["cells"], strict=True)})
        return answers


def number(cell):
    return Decimal(cell["value"]) if cell["state"] == "value" else None


def by_require(mode, cell):
    """A mode that ends in null, read from a cell under the policy `require`."""
    value = number(cell)
    if value is not None or mode == "always_null":
        return value
    return None if mode == "partial_null" and cell.get("reason") == "policy" else NOTHING


def by_zero(mode, cell):
    """Any mode, read from a cell under the policy `zero`, where there are nil returns for all units."""
    nil = cell.get("marks", {}).get("nil", 0)
    is_whole = cell["reported"] == cell["expected"]
    if mode == "non_null":
        return number(cell) if is_whole and nil == 0 else NOTHING
    if mode.startswith("partial") and nil == cell["expected"]:
        return NOTHING
    value = number(cell) if is_whole and (nil == 0 or mode.endswith("zero")) else None
    return NOTHING if mode == "non_zero" and value == 0 else value


# ---- theirs ----

def structure(name, time, *more):
    parts = [("Area", "String", "Identifier"), ("Time", time, "Identifier"),
             *((part, "String", "Identifier") for part in more), ("Value", "Number", "Measure")]
    return {"name": name, "DataStructure": [{"name": part, "type": kind, "role": role, "nullable": role == "Measure"}
                                            for part, kind, role in parts]}


def run_vtl(script, datasets, time="Time_Period"):
    """The results by name, each by area and period. A dataset is {(area, period): value}, or has more identifiers."""
    import pandas
    import vtlengine
    structures, points = [], {}
    for name, cells in datasets.items():
        more = ["Series"] if cells and len(next(iter(cells))) == 3 else []
        structures.append(structure(name, time, *more))
        points[name] = pandas.DataFrame([(*place, None if value is None else float(value))
                                         for place, value in cells.items()],
                                        columns=["Area", "Time", *more, "Value"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = vtlengine.run(script=script, data_structures={"datasets": structures}, datapoints=points,
                                return_only_persistent=False)
    return {name: {(row["Area"], row["Time"]): None if pandas.isna(row["Value"]) else row["Value"]
                   for row in result.data.to_dict("records")}
            for name, result in results.items()}


def ruleset(parents):
    rules = collections.defaultdict(list)
    for area, parent in parents.items():
        if parent:
            rules[parent].append(area)
    return ruleset_of(rules)


def ruleset_of(rules):
    lines = "; ".join(f"{left} = {' + '.join(right)}" for left, right in rules.items())
    return f"define hierarchical ruleset Tree (variable rule Area) is {lines} end hierarchical ruleset;\n"


def their_label(period):
    """2023-01 as vtlengine writes it: 2023M1."""
    year, _, part = period.partition("-")
    return year + (part if part.startswith("Q") else f"M{int(part)}" if part else "")


# ---- the published examples ----

def our_period(label):
    """A period as published: years also as an interval or by their last day."""
    year, is_quarter, quarter = label.partition("Q")
    return f"{year}-Q{quarter}" if is_quarter else year[:4]


def series_of(example):
    """The time series of an example: by area and type of period."""
    series = collections.defaultdict(dict)
    for area, cells in example["operand"].items():
        for label, value in cells.items():
            kind = "quarter" if "Q" in label else "year"
            series[area, kind][our_period(label)] = None if value is None else Decimal(value)
    return series


def first_day(period):
    return f"{period[:4]}-{3 * int(period[-1]) - 2:02}-01" if "Q" in period else f"{period}-01-01"


def last_day(period):
    return f"{period[:4]}-{('03-31', '06-30', '09-30', '12-31')[int(period[-1]) - 1]}" if "Q" in period \
        else f"{period}-12-31"


def published_time_agg(prg, example):
    made = {}
    for (area, kind), cells in series_of(example).items():
        programme = Programme({area: None})
        programme.indicator("x", "flow", kind)
        for period, value in cells.items():
            programme.value("x", area, period, value)
        years = sorted({period[:4] for period in cells})
        answer, = programme.compute(prg, f"indicators x; areas all; periods {', '.join(years)}")
        made.update({(area, year): number(answer["x", area, year, "value"]) for year in years})
    return [made]


def published_flow_to_stock(prg, example):
    """From the first day of the series to the last one of each period; and, within a year, the year to date."""
    ways = [{}, {}]
    for (area, kind), cells in series_of(example).items():
        programme = Programme({area: None})
        programme.indicator("x", "flow", kind)
        for period, value in cells.items():
            programme.value("x", area, period, value)
        spans = {period: f"{first_day(min(cells))}..{last_day(period)}" for period in cells}
        for period, span in spans.items():
            query = f"indicators x; areas all; periods {span}"
            answer, = programme.compute(prg, query)
            ways[0][area, period] = number(next(iter(answer.values())))
        if len({period[:4] for period in cells}) == 1:
            query = f"indicators x; areas all; periods {', '.join(cells)}; measures cumulative"
            answer, = programme.compute(prg, query)
            ways[1].update({(area, period): number(answer["x", area, period, "cumulative"]) for period in cells})
    return ways


def published_stock_to_flow(prg, example):
    """The flow of a cumulative indicator that begins with the series; and the change of a stock, but for the first."""
    ways = [{}, {}]
    for (area, kind), cells in series_of(example).items():
        programme = Programme({area: None})
        programme.calendars = [{"id": "series", "kind": "stages", "stages": [
            {"id": "all", "from": first_day(min(cells)), "to": last_day(max(cells))}]}]
        programme.indicator("x", "cumulative", kind, span="stage", stages="series")
        programme.indicator("y", "stock", kind)
        for period, value in cells.items():
            programme.value("x", area, period, value)
            programme.value("y", area, period, value)
        periods = ", ".join(cells)
        flow, change = programme.compute(prg, f"indicators x; areas all; periods {periods}; measures flow",
                                         f"indicators y; areas all; periods {periods}; measures change")
        for period in cells:
            ways[0][area, period] = number(flow["x", area, period, "flow"])
            if period != min(cells):
                ways[1][area, period] = number(change["y", area, period, "change"])
    return ways


def forest(rules):
    """An area has one parent, an item of a ruleset may have several: there are as many areas as ways to an item, and
    an area is called by its way."""
    parents = {}
    waiting = [(item, None) for item in rules if not any(item in right for right in rules.values())]
    for way, parent in waiting:
        parents[way] = parent
        waiting += [(f"{way}.{item}", way) for item in rules.get(way[-1], [])]
    return parents


def published_hierarchy(prg, example, rules):
    programme = Programme(forest(rules))
    programme.indicator("x", "flow", "year")
    programme.indicator("returned", "flow", "year")
    years = sorted({year for cells in example["operand"].values() for year in cells})
    for area, year in itertools.product(programme.leaves, years):
        programme.value("returned", area, year, Decimal(1))
        if year in example["operand"].get(area[-1], {}):
            value = example["operand"][area[-1]][year]
            programme.value("x", area, year, None if value is None else Decimal(value))
    query = f"indicators x; areas all; periods {', '.join(years)}; policy areas "
    ways = []
    for read, policy in ((by_zero, "zero"), (by_require, "require")):
        if policy == "require" and example["mode"].endswith("zero"):
            continue
        answer, = programme.compute(prg, query + policy)
        made = collections.defaultdict(set)
        for (_, area, year, _), cell in answer.items():
            if area not in programme.leaves:
                made[area[-1], year].add(read(example["mode"], cell))
        assert all(len(values) == 1 for values in made.values()), made
        ways.append({place: value for place, (value,) in made.items() if value != NOTHING})
    return ways


PUBLISHED = {"time_agg": published_time_agg, "flow_to_stock": published_flow_to_stock,
             "stock_to_flow": published_stock_to_flow}


def check_example(prg, example, rules):
    """How many of our cells and of theirs are as published; and whether all are."""
    operator = example["operator"]
    name = f"{example['section']}, example {example['example']}"
    expected = {(area, our_period(label)): value for area, cells in example["result"].items()
                for label, value in cells.items()}
    ways = published_hierarchy(prg, example, rules) if operator == "hierarchy" else PUBLISHED[operator](prg, example)
    good, cells = True, 0
    for way, made in enumerate(ways):
        # The second way of series has only the cells that it has.
        wanted = expected if way == 0 or operator == "hierarchy" else {place: expected[place] for place in made}
        cells += len(wanted)
        if made != wanted:
            good = False
            print(f"{name}: published {wanted}, computed {made}")
    script = {"time_agg": 'R := sum(DS group all time_agg("A"));', "flow_to_stock": "R := flow_to_stock(DS);",
              "stock_to_flow": "R := stock_to_flow(DS);"}
    text = ruleset_of(rules) + f"R := hierarchy(DS, Tree rule Area {example['mode']});" if operator == "hierarchy" \
        else script[operator]
    theirs = run_vtl(text, {"DS": {(area, in_iso(label)): value for area, points in example["operand"].items()
                                   for label, value in points.items()}}, example["type"])["R"]
    theirs = {(area, our_period(label)): value for (area, label), value in theirs.items()}
    if theirs != expected:
        good = False
        print(f"{name}: published {expected}, vtlengine has {theirs}")
    return good, cells


def in_iso(label):
    """The interval 2010M1/2010M12 in days."""
    return f"{label[:4]}-01-01/{label[:4]}-12-31" if "/" in label else label


# ---- random programmes ----

class Comparison:
    """Counts what agrees, what differs as foretold, and what differs."""

    def __init__(self):
        self.agree = collections.Counter()
        self.known = collections.Counter()
        self.wrong = 0

    def cell(self, what, place, ours, theirs, decimals, known=None):
        """`known` is what they are known to have instead, and why."""
        if self.same(ours, theirs, decimals):
            self.agree[what] += 1
        elif known and self.same(known[0], theirs, decimals):
            self.known[known[1]] += 1
        else:
            self.wrong += 1
            if self.wrong <= 20:
                print(f"{what} {place}: computed {ours}, vtlengine has {theirs}")

    @staticmethod
    def same(ours, theirs, decimals):
        if not isinstance(ours, Decimal) or not isinstance(theirs, float):
            return ours is theirs or ours == theirs
        exact = Decimal(theirs)
        rounded = round(exact, decimals)
        # They compute in binary: what they mean is the decimal that is a hair away.
        return abs(exact - rounded) < Decimal(1).scaleb(-decimals - 3) and rounded == ours


def random_parents(chance):
    """Roots, what lies in them, and at places what lies in that."""
    parents = {}
    for root in range(chance.choice([1, 1, 2])):
        parents[f"R{root}"] = None
        for middle in range(chance.randint(2, 4)):
            area = f"R{root}M{middle}"
            parents[area] = f"R{root}"
            if middle == 0 or chance.random() < 0.7:
                parents.update({f"{area}L{leaf}": area for leaf in range(chance.randint(1, 5))})
    return parents


def random_number(chance, decimals):
    most = chance.choice([3, 100, 10**6])
    return Decimal(chance.randint(0, most * 10**decimals) if chance.random() > 0.1 else 0).scaleb(-decimals)


def random_values(chance, leaves, periods, decimals):
    """What is reported: values, nulls for what is reported as missing, and gaps, some of them long."""
    gaps, nulls = chance.choice([(0, 0), (0.1, 0.05), (0.3, 0.1), (0.6, 0.3), (0.9, 0.5)])
    values = {}
    for leaf in leaves:
        for period in periods:
            if chance.random() >= gaps:
                values[leaf, period] = None if chance.random() < nulls else random_number(chance, decimals)
    return values


def random_cumulative(chance, flows, leaves, decimals, gaps):
    """What grows within a year, as it is reported."""
    values = {}
    for leaf in leaves:
        total = Decimal(0)
        for month in MONTHS:
            total = (total if month[-2:] != "01" else Decimal(0)) + (flows.get((leaf, month)) or
                                                                     random_number(chance, decimals))
            if chance.random() >= gaps:
                values[leaf, month] = None if chance.random() < gaps / 3 else total
    return values


def labelled(values, by_year=False):
    return {(area, their_label(period), *([f"y{period[:4]}"] if by_year else [])): value
            for (area, period), value in values.items()}


def found(values):
    """The data points that are no nulls."""
    return {place: value for place, value in values.items() if value is not None}


SCRIPT = """
Flow_to_date := flow_to_stock(Flows);
Flow_in_year := flow_to_stock(Flows_by_year);
Flow := stock_to_flow(Cumulative_by_year);
All := hierarchy(Found, Tree rule Area partial_zero rule all);
No_zeros := hierarchy(Found, Tree rule Area non_zero);
Quarters := sum(All group all time_agg("Q"));
Years := sum(All group all time_agg("A"));
Years_of_quarters := sum(hierarchy(Quarterly, Tree rule Area partial_zero rule all) group all time_agg("A"));
Areas_to_date := hierarchy(flow_to_stock(Whole), Tree rule Area partial_zero);
Areas_flow := hierarchy(stock_to_flow(Whole_cumulative), Tree rule Area partial_zero);
Stocks := hierarchy(Stock, Tree rule Area partial_zero rule all);
Change := Stocks - timeshift(Stocks, 1);
"""


def compare_programme(prg, chance, comparison):
    parents = random_parents(chance)
    programme = Programme(parents)
    leaves = programme.leaves
    inner = [area for area in parents if area not in leaves]
    decimals = chance.choice([0, 0, 1, 3])
    kinds = {"flows": "flow", "found": "flow", "whole": "flow", "quarterly": "flow", "cumulative": "cumulative",
             "whole_cumulative": "cumulative", "stock": "stock"}
    values = {"flows": random_values(chance, leaves, MONTHS, decimals)}
    values["found"] = found(values["flows"])
    values["whole"] = {place: random_number(chance, decimals) for place in itertools.product(leaves, MONTHS)}
    values["quarterly"] = found(random_values(chance, leaves, QUARTERS, decimals))
    values["cumulative"] = random_cumulative(chance, values["found"], leaves, decimals, chance.choice([0, 0.1, 0.4]))
    values["whole_cumulative"] = random_cumulative(chance, values["whole"], leaves, decimals, 0)
    values["stock"] = found(random_values(chance, leaves, MONTHS, decimals))
    for name, cells in values.items():
        programme.indicator(name, kinds[name], "quarter" if name == "quarterly" else "month", decimals=decimals)
        for (area, period), value in cells.items():
            programme.value(name, area, period, value)
    programme.indicator("returned", "flow", "month")
    for place in itertools.product(leaves, MONTHS):
        programme.value("returned", *place, Decimal(1))

    months = f"periods {MONTHS[0]}..{MONTHS[-1]}"
    spans = {month: f"{MONTHS[0]}-01..{last_of_month(month)}" for month in MONTHS}
    wider = f"{', '.join(QUARTERS)}, {', '.join(map(str, YEARS))}"
    answers = programme.compute(
        prg, *(f"indicators flows; areas all; {months}; policy areas {policy}" for policy in ("zero", "require")),
        f"indicators found; areas all; {months}", f"indicators found; areas all; periods {wider}",
        f"indicators quarterly; areas all; periods {', '.join(map(str, YEARS))}",
        f"indicators flows, whole; areas all; periods {', '.join(spans.values())}",
        f"indicators flows; areas all; {months}; measures cumulative",
        f"indicators cumulative, whole_cumulative; areas all; {months}; measures flow",
        f"indicators stock; areas all; {months}; measures change")
    by_policy = dict(zip(("zero", "require", "skip"), answers))
    quarters, years, to_date, in_year, flow, change = answers[3:]

    modes = "".join(f"Mode_{mode} := hierarchy(Flows, Tree rule Area {mode});\n" for mode in MODES)
    theirs = run_vtl(ruleset(parents) + modes + SCRIPT, {
        "Flows": labelled(values["flows"]), "Flows_by_year": labelled(values["flows"], True),
        "Found": labelled(values["found"]), "Whole": labelled(values["whole"]),
        "Quarterly": labelled(values["quarterly"]), "Cumulative_by_year": labelled(values["cumulative"], True),
        "Whole_cumulative": labelled(values["whole_cumulative"], True), "Stock": labelled(values["stock"])})

    def put(what, place, ours, name, known=None):
        other = theirs[name].get((place[0], their_label(place[1])), NOTHING)
        comparison.cell(what, place, ours, other, decimals, known)

    def value_of(answer, indicator, area, period, measure="value"):
        value = number(answer[indicator, area, period, measure])
        return NOTHING if value is None else value

    for area, month in itertools.product(inner, MONTHS):
        zero, require = (by_policy[policy]["flows", area, month, "value"] for policy in ("zero", "require"))
        nothing = zero.get("marks", {}).get("nil", 0) == zero["expected"]
        no_cell = (NOTHING, "cells of always_… without any part") if nothing else None
        only_nulls = (None, "cells of partial_null with nulls alone") if not nothing else None
        for mode in MODES:
            known = no_cell if mode.startswith("always") else None
            put(f"hierarchy {mode}", (area, month), by_zero(mode, zero), f"Mode_{mode}", known)
            if mode.endswith("null"):
                put(f"hierarchy {mode}", (area, month), by_require(mode, require), f"Mode_{mode}",
                    only_nulls if mode == "partial_null" else known)
        skip = value_of(by_policy["skip"], "found", area, month)
        put("hierarchy partial_zero", (area, month), skip, "All")
        put("hierarchy non_zero", (area, month), skip or NOTHING, "No_zeros")
        put("flow_to_stock", (area, month), value_of(to_date, "whole", area, spans[month]), "Areas_to_date")
        put("stock_to_flow", (area, month), value_of(flow, "whole_cumulative", area, month, "flow"), "Areas_flow")
    for area in parents:
        for period in QUARTERS:
            put("time_agg", (area, period), value_of(quarters, "found", area, period), "Quarters")
        for period in map(str, YEARS):
            put("time_agg", (area, period), value_of(quarters, "found", area, period), "Years")
            put("time_agg", (area, period), value_of(years, "quarterly", area, period), "Years_of_quarters")
        for month in MONTHS[1:]:
            put("change", (area, month), value_of(change, "stock", area, month, "change"), "Change")
    for leaf, month in itertools.product(leaves, MONTHS):
        point = values["flows"].get((leaf, month), NOTHING)
        gap = (point, "months without a value in flow_to_stock") if not isinstance(point, Decimal) else None
        put("flow_to_stock", (leaf, month), value_of(to_date, "flows", leaf, spans[month]), "Flow_to_date", gap)
        put("flow_to_stock", (leaf, month), value_of(in_year, "flows", leaf, month, "cumulative"), "Flow_in_year", gap)
        put("stock_to_flow", (leaf, month), value_of(flow, "cumulative", leaf, month, "flow"), "Flow",
            known_flow(values["cumulative"], leaf, month))


def known_flow(values, leaf, month):
    """What stock_to_flow of vtlengine has beside a gap or a null, where there is no flow here."""
    point = values.get((leaf, month), NOTHING)
    if point is None:
        return None, "nulls of stock_to_flow"
    year = [it for it in MONTHS if it[:4] == month[:4] and it < month]
    if point == NOTHING or not year or isinstance(values.get((leaf, year[-1]), NOTHING), Decimal):
        return None
    before = next((values[leaf, it] for it in reversed(year) if (leaf, it) in values), None)
    return point - (before or 0), "flows of stock_to_flow after a gap or a null"


def last_of_month(month):
    year, number_of = int(month[:4]), int(month[5:])
    days = 29 if number_of == 2 and year % 4 == 0 else 28 if number_of == 2 else 30 + (number_of + number_of // 8) % 2
    return f"{month}-{days}"


# ---- main ----

def main():
    prg = sys.argv[1]
    examples = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    programmes = int(sys.argv[4]) if len(sys.argv) > 4 else 24
    checked = [check_example(prg, example, examples["rules"]) for example in examples["examples"]]
    comparison = Comparison()
    for i in range(programmes):
        compare_programme(prg, random.Random(SEED + i), comparison)
    cells = sum(comparison.agree.values())
    bad = [good for good, _ in checked].count(False)
    listed = ", ".join(f"{count} {reason}" for reason, count in sorted(comparison.known.items()))
    print("agree:", ", ".join(f"{count} {what}" for what, count in sorted(comparison.agree.items())))
    print(f"oracle: VTL: {len(checked) - bad} of {len(checked)} published examples ({sum(n for _, n in checked)} cells) "
          f"are computed as published, here and by vtlengine; {cells} cells of {programmes} random programmes agree "
          f"with vtlengine, {comparison.wrong} differ, and as known: {listed}; seed {SEED}")
    return bool(bad or comparison.wrong or cells < 850 * programmes)


if __name__ == "__main__":
    sys.exit(run_with_vtlengine(main, sys.argv[3]))
