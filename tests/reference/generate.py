"""Random programmes, values and queries, each from a seed.

A case is small and crooked: a few areas that are created, abolished, merged and moved, a few indicators of all kinds,
and values with gaps, states, qualities, revisions, coarse periods, own parts and totals. It keeps the rules that the
library checks when it reads a programme and its values; everything else is fair.
"""

import csv
import io
import random

from column import Indicator
from periods import NESTS, SPANS, Calendars, day_of, text_of
from tree import Areas

COLUMNS = ["indicator", "area", "period", "value", "quality", "state", "source", "scope", "unit", "marks", "reason", "lower",
           "upper", "action", "observed", "note"]
OPERATORS = ["sum", "mean", "weighted_mean", "min", "max", "first", "last", "count", "median", "stddev", "none"]
POLICIES = ["skip", "require", "minimum", "zero"]
MEASURES = ["value", "cumulative", "previous", "same_period_last_year", "change", "growth", "index", "change_same_period",
            "growth_same_period", "index_same_period", "coverage", "reported", "expected", "share", "rank", "flow"]
MARKS = ["imputed", "confidential", "unreliable"]
COARSE = ["bi_month", "quarter", "four_month", "half", "year", "nine_month", "year_to_date", "bi_week", "week_year"]
QUALITIES = ["estimate", "preliminary", "final"]
BREAKDOWNS = {"sex": ["male", "female"], "age": ["child", "adult", "old"]}


class Case:
    """A programme, the rows of its values, and queries."""

    def __init__(self, seed):
        self.seed = seed
        self.rng = random.Random(seed)
        rng = self.rng
        # What a case is about, so that every combination comes up, and not always everything at once.
        self.likes = {theme: rng.choice([0, 0, 0.3, 1]) for theme in
                      ("coarse", "scopes", "states", "breakdowns", "sources", "validity", "revisions", "overrides", "policies",
                       "strays")}
        self.density = rng.choice([0.3, 0.6, 0.8, 0.95])
        self.calendar_items = make_calendars(rng)
        self.areas = make_areas(rng)
        self.programme = {"format": "libprogram/programme", "version": 1, "minor": 0, "id": f"case-{seed}",
                          "name": {"en": "case"}}
        if self.calendar_items:
            self.programme["calendars"] = self.calendar_items
        self.programme["units"] = [{"id": "kg"}, {"id": "g", "base": "kg", "factor": 0.001}]
        self.programme["sources"] = [{"id": "police"}, {"id": "labour"}, {"id": "health"}]
        self.programme["breakdowns"] = [{"id": name, "categories": [{"id": category} for category in categories]}
                                        for name, categories in BREAKDOWNS.items()]
        self.programme["indicators"] = []
        self.make_indicators()
        self.programme["areas"] = self.areas
        make_duties(random.Random(seed ^ 0x5eed), self.programme, self.areas)
        self.calendars = Calendars(self.programme)
        self.tree = Areas(self.programme)
        self.rows = []
        self.make_rows()
        self.queries = [self.make_query() for _ in range(8)]

    def likely(self, theme, chance=1.0):
        return self.rng.random() < self.likes[theme] * chance

    # ---- indicators ----

    def make_indicators(self):
        rng, items = self.rng, self.programme["indicators"]
        kinds = ["flow", "flow", "stock", "cumulative", "class", "milestone", "distinct", "cohort", "published"]
        common = self.base_periods()
        items.append({"id": "weight", "kind": rng.choice(["flow", "stock"]), **common})
        for number in range(rng.randint(2, 6)):
            base = common if rng.random() < 0.8 else self.base_periods()
            self.make_indicator(f"i{number}", rng.choice(kinds), base)
        numbers = [item["id"] for item in items if item["kind"] in ("flow", "stock", "cumulative", "milestone", "distinct")]
        cohorts = [item["id"] for item in items if item["kind"] == "cohort"]
        for number in range(rng.randint(0, 3)):
            pool = cohorts if cohorts and rng.random() < 0.4 else numbers
            item = {"id": f"r{number}", "kind": "ratio", "numerator": rng.choice(pool), "denominator": rng.choice(pool),
                    "factor": rng.choice([1, 100, 100, 1000])}
            if pool is cohorts and rng.random() < 0.5:
                item["kind"] = "cohort"
            if rng.random() < 0.6:
                item["decimals"] = rng.randint(0, 3)
            if rng.random() < 0.3 and not any(other["kind"] == "distinct" for other in items):
                # What matches a distinct count of several periods is not said.
                item["operands"] = rng.choice(["matched", "independent"])
            if self.likely("policies", 0.5):
                self.add_policies(item)
            if rng.random() < 0.3:
                item["direction"] = rng.choice(["lower", "higher"])
            if "operands" not in item and self.likely("breakdowns", 0.7):
                item["breakdowns"] = rng.choice([["sex"], ["age"], ["sex", "age"]])
            items.append(item)
            # A ratio of ratios.
            numbers.append(item["id"]) if item["kind"] == "ratio" and pool is numbers else None

    def base_periods(self):
        rng = self.rng
        names = [item["id"] for item in self.calendar_items]
        choices = [{"period": "month"}] * 5 + [{"period": "quarter"}] * 2 + [{"period": "bi_month"}, {"period": "year"}]
        if "vn" in names:
            choices += [{"calendar": "vn", "period": "month"}] * 4 + [{"calendar": "vn", "period": "quarter"}]
        if "opium" in names:
            choices += [{"calendar": "opium", "period": "season"}]
        if "market" in names:
            choices += [{"calendar": "market", "period": "week"}, {"period": "week"}]
        return dict(rng.choice(choices))

    def make_indicator(self, name, kind, base):
        rng = self.rng
        item = {"id": name, "kind": kind, **base}
        if kind == "published":
            item.update(kind="ratio", published=True, decimals=rng.randint(0, 2), factor=rng.choice([1, 100]))
        if kind == "class":
            item["categories"] = [{"id": category} for category in ["free", "one", "two"][:rng.randint(2, 3)]]
        elif rng.random() < 0.4 and kind not in ("milestone", "published", "distinct"):
            item["decimals"] = rng.randint(1, 3)
        if kind == "flow" and item.get("decimals") == 3 and rng.random() < 0.5:
            item["unit"] = "kg"
        if rng.random() < 0.3:
            item["direction"] = rng.choice(["lower", "higher", "neutral"])
        if kind == "stock":
            if rng.random() < 0.3:
                item["carry"] = rng.randint(1, 4)
            if rng.random() < 0.3:
                item["at_end"] = True
        if kind == "cumulative":
            if "vn" in base.values() or base.get("period") in ("season", "week"):
                item["span"] = "programme"
            elif rng.random() < 0.4:
                item["span"] = "programme"
            elif rng.random() < 0.3 and any(item["id"] == "plan" for item in self.calendar_items):
                item.update(span="stage", stages="plan")
        if kind == "distinct" and rng.random() < 0.5:
            item["disjoint"] = True
        if kind in ("flow", "stock", "cumulative", "cohort") and self.likely("overrides"):
            self.add_operators(item)
        if self.likely("policies"):
            self.add_policies(item)
        if kind in ("flow", "stock", "cumulative", "cohort", "distinct") and self.likely("breakdowns"):
            item["breakdowns"] = rng.choice([["sex"], ["age"], ["sex", "age"], ["age", "sex"]])
        levels = sorted({area["level"] for area in self.areas})
        if rng.random() < 0.25:
            item["level"] = rng.choice(levels)
        if self.likely("sources", 0.7):
            item["sources"] = self.make_precedences()
        self.add_validity(item)

    def add_operators(self, item):
        rng = self.rng
        if rng.random() < 0.7:
            item["over_time"] = rng.choice(OPERATORS)
        if rng.random() < 0.7:
            item["over_areas"] = rng.choice(OPERATORS)
        if "weighted_mean" in (item.get("over_time"), item.get("over_areas")):
            item["weight"] = "weight"
        natural = {"flow": "sum", "cohort": "sum"}.get(item["kind"], "last")
        if item.get("over_areas") in ("mean", "weighted_mean") and rng.random() < 0.3 \
                and item["kind"] != "cohort" and item.get("over_time", natural) not in ("last", "first"):
            item["pooled"] = True

    def add_policies(self, item):
        rng = self.rng
        for key in ("missing_over_time", "missing_over_areas"):
            if rng.random() < 0.6:
                item[key] = rng.choice(POLICIES)
        if "minimum" in (item.get("missing_over_time"), item.get("missing_over_areas")):
            item["minimum"] = rng.choice([25, 50, 66.6, 75, 100, 0])

    def make_precedences(self):
        rng = self.rng
        found = []
        for start in rng.choice([[None], [None], [None, "2018-06-01"], ["2018-03-01", None], ["2018-04-01"],
                                 ["2018-05-01", "2018-05-01"]]):
            order = rng.sample(["police", "labour", "health"], rng.randint(1, 3))
            item = {"order": order}
            if start:
                item["from"] = start
            if rng.random() < 0.5:
                item["fallback"] = True
            if rng.random() < 0.3:
                item["tolerance"] = 5
            found.append(item)
        return found

    def add_validity(self, item):
        """Days of validity, and perhaps an earlier version."""
        rng, items = self.rng, self.programme["indicators"]
        if self.likely("validity", 0.6):
            start = rng.choice(["2018-02-01", "2018-04-01", "2018-07-10"])
            item["from"] = start
            if rng.random() < 0.6:
                old = {key: value for key, value in item.items() if key != "from"}
                old["id"] = item["id"] + "_old"
                if rng.random() < 0.8:
                    old["to"] = text_of(day_of(start) - rng.choice([1, 1, 31]))
                items.append(old)
                item["replaces"] = old["id"]
        if self.likely("validity", 0.2):
            item["to"] = rng.choice(["2018-09-30", "2018-11-20"])
        items.append(item)

    # ---- values ----

    def make_rows(self):
        found = [Indicator(item) for item in self.programme["indicators"]]
        for indicator in found:
            if not indicator.computed:
                self.make_series(indicator)
        if self.likes["revisions"] and self.rows:
            self.revise()
        # A row that says word for word what an earlier one said is taken once, and would shift the numbers of the others.
        # Saying something else of a cell in the same quality must be meant.
        names = ("indicator", "area", "period", "source", "scope", "observed", *BREAKDOWNS)
        seen, said, kept = set(), set(), []
        for row in self.rows:
            whole = tuple(sorted(row.items()))
            if whole in seen:
                continue
            seen.add(whole)
            key = tuple(row.get(name) for name in names) + (row.get("quality", "final"),)
            if key in said and "action" not in row:
                row = {**row, "action": "correct"}
            said.add(key)
            kept.append(row)
        self.rows = kept

    def window(self, indicator):
        """The base periods that are reported: 2018, and what lies around it."""
        calendars = self.calendars
        period = calendars.holding(indicator.calendar, indicator.period, day_of("2017-11-20"))
        if period is None:
            period = calendars.make(indicator.calendar, indicator.period, 2017, 1)
        found = []
        while period and period.first <= day_of("2019-02-10"):
            found.append(period)
            period = calendars.move(period, 1)
        return found

    def make_series(self, indicator):
        rng = self.rng
        bases = self.window(indicator)
        named = sorted({source for precedence in indicator.sources for source in precedence["order"]}) or [None]
        for area in self.tree.order:
            density = min(1, self.density * rng.choice([0.3, 1, 1, 1.1]))
            columns = self.choose_columns(indicator)
            for base in bases:
                tree = self.tree.on(base.last)
                if not self.reports(indicator, tree, area):
                    continue
                for source in named:
                    for parts in columns:
                        if rng.random() < density * (1 if source == named[0] else 0.7):
                            self.say(indicator, area, base, source, parts, "unit")
            self.make_coarse(indicator, area, bases, named, columns)
            self.make_scopes(indicator, area, bases, named, columns)

    def reports(self, indicator, tree, area):
        """Whether values of an area are imported; some for areas that do not exist, which nobody expects."""
        if area not in tree.units(indicator.level):
            return False
        return area in tree.exists or self.likely("strays", 0.3)

    def choose_columns(self, indicator):
        """Which sets of categories an area reports."""
        rng = self.rng
        if not indicator.breakdowns:
            return [frozenset()]
        one = [frozenset([(name, category)]) for name in indicator.breakdowns for category in BREAKDOWNS[name]]
        two = []
        if len(indicator.breakdowns) == 2:
            a, b = indicator.breakdowns
            two = [frozenset([(a, x), (b, y)]) for x in BREAKDOWNS[a] for y in BREAKDOWNS[b]]
        return rng.choice([[frozenset()], one, two or one, [frozenset(), *one], [frozenset(), *one, *two], one + two])

    def make_coarse(self, indicator, area, bases, named, columns):
        rng = self.rng
        if indicator.kind in ("cohort", "milestone") or indicator.over_time == "weighted_mean" \
                or not self.likely("coarse", 0.8):
            return
        for _ in range(rng.randint(1, 4)):
            at = rng.choice(bases)
            kind = rng.choice(COARSE)
            if not self.calendars.has(indicator.calendar, kind):
                continue
            if kind not in SPANS and kind not in NESTS.get(indicator.period, ()):
                continue
            wide = self.calendars.holding(indicator.calendar, kind, at.last)
            union = wide and self.calendars.union(wide, indicator.calendar, indicator.period)
            if not union or len(union) < 2:
                continue
            if kind == "year_to_date" and wide.index not in (5, 7, 8, 10, 11):
                # It would have the days of another period: which of two coarse values counts is nowhere said.
                continue
            tree = self.tree.on(wide.last)
            if self.reports(indicator, tree, area):
                self.say(indicator, area, wide, rng.choice(named), rng.choice(columns), "unit")

    def make_scopes(self, indicator, area, bases, named, columns):
        """Own parts and totals of an area above the units."""
        rng = self.rng
        if indicator.kind in ("class", "milestone", "cohort") or not self.likely("scopes", 0.8):
            return
        scopes = ["total"] if indicator.kind in ("distinct", "ratio") or indicator.over_areas == "weighted_mean" \
            or indicator.over_time == "weighted_mean" else ["own", "total", "total"]
        for _ in range(rng.randint(1, 6)):
            period = rng.choice(bases)
            if self.likely("coarse", 0.5):
                kind = rng.choice(["quarter", "half", "year", "nine_month"])
                wide = self.calendars.has(indicator.calendar, kind) \
                    and self.calendars.holding(indicator.calendar, kind, period.last)
                union = wide and self.calendars.union(wide, indicator.calendar, indicator.period)
                if not union or len(union) < 2:
                    continue
                period = wide
            tree = self.tree.on(period.last)
            if area in tree.above(indicator.level) and area in tree.exists \
                    and indicator.first <= period.last <= indicator.last:
                self.say(indicator, area, period, rng.choice(named), rng.choice(columns), rng.choice(scopes))

    def say(self, indicator, area, period, source, parts, scope):
        rng = self.rng
        row = {"indicator": indicator.id, "area": area, "period": self.calendars.format(period), **dict(parts)}
        if scope != "unit":
            row["scope"] = scope
        if source:
            row["source"] = source
        if indicator.kind != "cohort":
            self.fill(indicator, row)
            return
        at = period
        for _ in range(rng.randint(1, 3)):
            self.fill(indicator, {**row, "observed": self.calendars.format(at)})
            at = self.calendars.move(at, 1)

    def fill(self, indicator, row):
        """What is said of a cell."""
        rng = self.rng
        quality = rng.choice(["final", "final", "final", "preliminary", "estimate"])
        if quality != "final" or rng.random() < 0.2:
            row["quality"] = quality
        if self.likely("states", 0.4):
            state = rng.choice(["missing", "not_applicable", "not_applicable", "not_expected", "suppressed", "suppressed"])
            row["state"] = state
            if state == "suppressed" and indicator.kind not in ("class", "milestone") and rng.random() < 0.6:
                row["lower"], row["upper"] = str(rng.randint(0, 3)), str(rng.randint(3, 9))
        else:
            self.number(indicator, row)
        if rng.random() < 0.1:
            row["marks"] = " ".join(sorted(set(row.get("marks", "").split()) | set(rng.sample(MARKS, rng.randint(1, 2)))))
        self.rows.append(row)

    def number(self, indicator, row):
        rng = self.rng
        if indicator.kind == "class":
            row["value"] = rng.choice(indicator.categories)
        elif indicator.kind == "milestone":
            row["value"] = rng.choice(["0", "1"])
        elif indicator.id == "weight":
            row["value"] = rng.choice("0123")
        elif indicator.unit == "kg" and rng.random() < 0.5:
            row["value"], row["unit"] = str(rng.randint(0, 30000)), "g"
        else:
            row["value"] = decimal_text(rng.choice([0, rng.randint(1, 9), rng.randint(0, 20 * 10 ** indicator.decimals)]),
                                        indicator.decimals)
            if indicator.kind == "flow" and rng.random() < 0.02 and row["value"].strip("0."):
                row["value"] = "-" + row["value"]
                row["marks"], row["reason"] = "adjustment", "booked late"

    def revise(self):
        """Later words on the same cells: other qualities, other numbers, withdrawals."""
        rng = self.rng
        by_id = {item["id"]: Indicator(item) for item in self.programme["indicators"]}
        for row in rng.sample(self.rows, min(len(self.rows), max(1, len(self.rows) // 6))):
            keys = ("indicator", "area", "period", "source", "scope", "observed", *BREAKDOWNS)
            key = {name: row[name] for name in keys if name in row}
            for _ in range(rng.randint(1, 2)):
                self.fill(by_id[row["indicator"]], dict(key))
            if rng.random() < 0.4:
                # Only what counts can be withdrawn.
                live = [other.get("quality", "final") for other in self.rows
                        if all(other.get(name) == key.get(name) for name in keys)]
                self.rows.append({**key, "action": "withdraw", "quality": rng.choice(live)})

    def csv(self):
        """The file of values."""
        used = [name for name in [*COLUMNS, *BREAKDOWNS] if any(name in row for row in self.rows)]
        used = [name for name in used if name not in COLUMNS[:4]]
        out = io.StringIO()
        writer = csv.DictWriter(out, [*COLUMNS[:4], *used], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    # ---- queries ----

    def make_query(self):
        rng = self.rng
        everything = [item["id"] for item in self.programme["indicators"]]
        names = rng.sample(everything, min(len(everything), rng.randint(1, 3)))
        periods, day = self.choose_periods(names)
        measures = rng.choice([["value"], ["value", "coverage"], rng.sample(MEASURES, rng.randint(1, 5))])
        cuts = self.choose_cuts(names[:1]) if rng.random() < 0.5 else []
        if any(cut != "total" for cut in cuts) and rng.random() < 0.8:
            names = names[:1]
        clauses = ["indicators " + ", ".join(names), "areas " + self.choose_areas(day), "periods " + ", ".join(periods)]
        if cuts:
            clauses.append("breakdowns " + ", ".join(cuts))
        clauses.append("measures " + ", ".join(measures))
        clauses += self.choose_conditions(not cuts)
        return "; ".join(clauses)

    def choose_periods(self, names):
        """Periods that fit one of the indicators, mostly."""
        rng, calendars = self.rng, self.calendars
        base = Indicator(next(item for item in self.programme["indicators"] if item["id"] == names[0]))
        while True:
            chosen = self.some_periods()
            periods = [period for name in chosen for period in calendars.parse_range(name)]
            fits = base.computed or any(calendars.union(period, base.calendar, base.period) for period in periods)
            if fits or rng.random() < 0.05:
                return chosen, max(period.last for period in periods)

    def some_periods(self):
        rng = self.rng
        months = [f"2018-{month:02}" for month in range(1, 13)]
        choices = [[rng.choice(months)], ["2018-01..2018-04"], ["2018-Q1..2018-Q4"], ["2018-Q2", "2018-05"], ["2018"],
                   ["2018-S1", "2018-S2"], ["2018-9M"], ["2018-B1..2018-B3"], ["2018-T1", "2018-T2"],
                   [f"2018-{rng.randint(1, 12):02}YTD"], ["2019-01"], ["2017-Q4..2018-Q2"]]
        names = [item["id"] for item in self.calendar_items]
        if "vn" in names:
            choices += [["vn:2018-Q1..2018-Q4"], ["vn:2018"], ["vn:2018-04..2018-07"], ["vn:2018-9M"], ["vn:2018-S1", "2018-S1"],
                        ["vn:2018-08YTD"]] * 2
        if "opium" in names:
            choices += [["opium:2017..2018"], ["opium:2018"]]
        if "plan" in names:
            choices += [["plan:main"], ["plan:first", "2018-Q1"]]
        if "market" in names:
            choices += [["market:2018-W10..2018-W13"], ["market:2018-WY"], ["2018-W20", "2018-BW11"], ["market:2018-BW10"]]
        return rng.choice(choices)

    def choose_areas(self, day):
        rng, tree = self.rng, self.tree.on(day)
        there = [area for area in self.tree.order if area in tree.exists]
        levels = sorted({tree.levels[area] for area in there})
        parents = sorted({tree.parent[area] for area in there} & tree.exists)
        choices = ["all", "all", "roots", "units", "level:" + rng.choice(levels),
                   ", ".join(rng.sample(there, min(len(there), rng.randint(1, 3))))]
        if parents:
            parent = rng.choice(parents)
            choices += ["children:" + parent, "within:" + parent, "units:" + parent]
        return rng.choice(choices)

    def choose_cuts(self, names):
        rng = self.rng
        items = [item for item in self.programme["indicators"] if item["id"] in names]
        kinds = {item["kind"] for item in items}
        known = {name for item in items for name in item.get("breakdowns", [])}
        choices = ["total"] if rng.random() < 0.8 else ["total", "sex", "age*sex=male"]
        if "sex" in known:
            choices += ["sex", "sex=male", "sex=unallocated"]
        if "age" in known:
            choices += ["age", "age=child"]
        if known == {"sex", "age"}:
            choices += ["sex*age", "sex=female*age=old", "age*sex=male"]
        if "class" in kinds:
            choices += ["classes"] * 6
        if "cohort" in kinds or rng.random() < 0.05:
            choices += ["by_observation"] * 4 + ["observed=2018-Q2", "observed=2018-06", "sex=male*observed=2018-S1"]
        return rng.sample(choices, rng.randint(1, min(2, len(choices))))

    def choose_conditions(self, whole):
        rng, found = self.rng, []
        if rng.random() < 0.12:
            found.append(f"as of {rng.randint(1, max(1, len(self.rows)))}")
        if rng.random() < 0.15:
            found.append("quality " + rng.choice(["best", *(f"{mode} {quality}" for mode in ("at_least", "exactly")
                                                            for quality in QUALITIES)]))
        if self.likely("sources", 0.15):
            found.append("source " + rng.choice(["police", "labour", "health"]))
        if rng.random() < 0.15:
            found.append("origin " + rng.choice(["auto", "parts", "own"]))
        for where in ("time", "areas"):
            if rng.random() < 0.12:
                policy = rng.choice(POLICIES)
                found.append(f"policy {where} {policy}" + (f" {rng.choice([10, 50, 80.5])}" if policy == "minimum" else ""))
        if whole and rng.random() < 0.1 and not any(item["kind"] == "distinct" for item in self.programme["indicators"]):
            found.append("operands " + rng.choice(["independent", "matched"]))
        return found


def decimal_text(mantissa, decimals):
    text = str(mantissa).rjust(decimals + 1, "0")
    return text[:-decimals] + "." + text[-decimals:] if decimals else text


def make_duties(rng, programme, areas):
    """Obligations that name indicators, agencies that owe them for their areas, and a reform or two."""
    raw = [item["id"] for item in programme["indicators"] if "numerator" not in item]
    if rng.random() < 0.6:
        return
    days = ["2018-02-10", "2018-03-01", "2018-04-01", "2018-06-30", "2018-07-01", "2018-10-20"]
    agencies = [{"id": f"A{number}"} for number in range(rng.randint(2, 7))]
    for agency in agencies:
        if rng.random() < 0.9:
            agency["area"] = rng.choice(areas)["id"]
        if rng.random() < 0.2:
            agency["from"] = rng.choice(days)
        elif rng.random() < 0.3:
            agency["to"] = rng.choice(days)
        edges = [{"agency": rng.choice(agencies)["id"], "on": rng.choice(days),
                  "change": rng.choice(["merge", "split", "transfer", "rename"])} for _ in range(rng.choice([0, 0, 1, 2]))]
        for edge in edges:
            if rng.random() < 0.4:
                edge["functions"] = rng.sample(raw, rng.randint(1, len(raw)))
        if edges:
            agency["successors"] = edges
    groups = []
    for number in range(rng.randint(0, 2)):
        group = {"id": f"G{number}", "membership": rng.choice(["closed", "open"]), "members": []}
        if rng.random() < 0.3:
            group["acts"] = "together"
        for agency in rng.sample(agencies, rng.randint(1, len(agencies))):
            member = {"agency": agency["id"]}
            if rng.random() < 0.3:
                member[rng.choice(["from", "to"])] = rng.choice(days)
            group["members"].append(member)
        groups.append(group)
    kinds = [{"period": kind} for kind in ("month", "quarter", "half", "year")]
    for item in programme.get("calendars", []):
        kinds += {"vn": [{"calendar": "vn", "period": "month"}, {"calendar": "vn", "period": "quarter"}],
                  "opium": [{"calendar": "opium", "period": "season"}], "plan": [{"calendar": "plan", "period": "stage"}],
                  "market": [{"calendar": "market", "period": "week"}]}[item["id"]]
    obligations = []
    for number in range(rng.randint(1, 4)):
        holders = [item["id"] for item in agencies + groups]
        item = {"id": f"O{number}", "who": rng.sample(holders, rng.randint(1, min(4, len(holders)))), **rng.choice(kinds),
                "indicators": rng.sample(raw, rng.randint(1, len(raw))), "tiers": [{"receiver": "A0"}]}
        if rng.random() < 0.3:
            item[rng.choice(["from", "to"])] = rng.choice(days)
        obligations.append(item)
    programme.update(agencies=agencies, obligations=obligations)
    if groups:
        programme["groups"] = groups


def make_calendars(rng):
    found = []
    if rng.random() < 0.5:
        found.append({"id": "vn", "kind": "shifted", "day": 15})
    if rng.random() < 0.15:
        found.append({"id": "opium", "kind": "season", "begins": "09-01", "ends": "05-31"})
    if rng.random() < 0.15:
        found.append({"id": "market", "kind": "weeks", "week_start": "tuesday"})
    if rng.random() < 0.3:
        found.append({"id": "plan", "kind": "stages",
                      "stages": [{"id": "main", "from": "2018-04-01", "to": "2018-09-30"},
                                 {"id": "first", "from": "2017-10-01", "to": "2018-03-31"},
                                 {"id": "last", "from": "2018-11-01", "to": "2018-12-31"}]})
    return found


def make_areas(rng):
    """A few areas on one to three levels, and what happens to them."""
    roots = [{"id": f"P{number}", "level": "province"} for number in range(1, rng.choice([1, 1, 1, 2]) + 1)]
    depth = rng.choice([1, 2, 2, 2, 3, 3])
    found = list(roots)
    if depth == 1:
        return found + [{"id": f"P{number}", "level": "province"} for number in range(4, rng.randint(5, 6))]
    above = roots
    if depth == 3:
        above = []
        for number in range(1, rng.randint(2, 4)):
            area = {"id": f"D{number}", "level": "district", "parent": rng.choice(roots)["id"]}
            found.append(area)
            above.append(area)
        if rng.random() < 0.3:
            above.append(roots[0])
    lowest = []
    for number in range(1, rng.choice([3, 4, 6, 6, 9, 15])):
        area = {"id": f"C{number}", "level": "commune", "parent": rng.choice(above)["id"]}
        found.append(area)
        lowest.append(area)
    if rng.random() < 0.6:
        change_areas(rng, found, above, lowest)
    return found


def change_areas(rng, found, above, lowest):
    """Some are created, abolished, merged and moved on days."""
    days = ["2018-04-01", "2018-05-15", "2018-07-01", "2018-07-01", "2018-10-20"]
    for area in rng.sample(lowest, rng.randint(0, len(lowest) // 2)):
        day, what = rng.choice(days), rng.randrange(4)
        if what == 0:
            area["from"] = day
        elif what == 1:
            area["to"] = text_of(day_of(day) - 1)
        elif what == 2 and len(above) > 1:
            area["later"] = [{"from": day, "parent": rng.choice(above)["id"]}]
    if rng.random() < 0.5 and len(lowest) > 3:
        day = rng.choice(days)
        old = [area for area in rng.sample(lowest, 2) if set(area) == {"id", "level", "parent"}]
        for area in old:
            area["to"] = text_of(day_of(day) - 1)
        if old:
            found.append({"id": "N1", "level": "commune", "parent": old[0]["parent"], "from": day})
    if rng.random() < 0.3 and above[0]["level"] == "district":
        # The districts go, and what is left lies in the province.
        day = "2018-07-01"
        for area in above:
            if area["level"] == "district":
                area["to"] = text_of(day_of(day) - 1)
        for area in found:
            if area["level"] == "commune" and "to" not in area and "later" not in area \
                    and area.get("from", "") < day:
                area["later"] = [{"from": day, "parent": "P1"}]
