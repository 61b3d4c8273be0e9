"""From base cells to a unit's result over a period: §3 and §4 of docs/results.md.

A Part is a stretch of base periods for which one thing is known of a unit: a base cell, or a coarse value that is
used for several. A Last is the result of the operators `last` and `first`.
"""

import decimal
from collections import namedtuple
from fractions import Fraction

from column import Cell, together
from periods import SPANS

# `place` is the tree in which it belongs to areas; `periods` are its base periods, `expected` and `reported` those of
# them that count so. `weight` belongs to the value, for weighted means over time.
Part = namedtuple("Part", "unit place state value quality marks bounds version outside periods expected reported weight coarse")

# `states` are those of the cells; base_expected and base_reported count base periods, for the policy over time.
Last = namedtuple("Last", "state value quality marks bounds version first last expected reported base_expected "
                          "base_reported at_end states outside end_value versions derived")

NO_FILL = (False, False)
NIL = Cell("value", Fraction(0), 3, frozenset(["nil"]), None, None, True, False, False)


class Reducer:
    """The results of units over time, as one query sees them."""

    def __init__(self, columns):
        self.columns = columns
        self.data = columns.data
        self.areas = columns.areas
        self.calendars = columns.data.calendars
        self.remembered = {}

    # ---- the cells of a unit ----

    def scope_on(self, indicator, area, scope, day):
        """Which entries of an area count on a day as its own series: those of a unit, own ones, totals, or none."""
        tree = self.areas.on(day)
        if scope == "unit":
            return "unit" if area in tree.units(indicator.level) else None
        if scope == "self":
            # Origin `own`: an area above the units as if it were one, with its totals as its cells.
            if area in tree.units(indicator.level):
                return "unit"
            return "total" if area in tree.above(indicator.level) else None
        return scope if area in tree.above(indicator.level) else None

    def cell(self, indicator, area, scope, parts, base, observed, derive):
        scope = self.scope_on(indicator, area, scope, base.last)
        return scope and self.columns.cell(indicator, area, scope, parts, base, observed, derive)

    def cells(self, indicator, area, scope, parts, bases, observed, derive, fill):
        """The base cells of an area, with zeros where a nil return fills them; [(base period, cell or None)]."""
        found = [(base, self.cell(indicator, area, scope, parts, base, observed, derive)) for base in bases]
        reports = any(cell and cell.state == "value" for _, cell in found)
        fills = scope in ("unit", "self") and indicator.kind not in ("class", "milestone")
        if fills and (fill[0] and reports or fill[1] and not reports):
            found = [(base, self.filled(indicator, area, scope, parts, cell, base, observed)) for base, cell in found]
        return found

    def filled(self, indicator, area, scope, parts, cell, base, observed):
        if cell and cell.state == "missing" and not cell.entry and self.columns.nil_return(indicator, area, base) \
                and not self.columns.divided(indicator, area, self.scope_on(indicator, area, scope, base.last), parts, base,
                                             observed):
            return NIL._replace(version=cell.version)
        return cell

    def coarse(self, indicator, area, scope, parts, period, standing=False):
        """The coarse values of a series that are looked at for a period, by length and first day: those within it, or
        those that stand in it at their last base period."""
        found = []
        seen = indicator
        while seen:
            for wide in self.data.coarse.get((seen.id, area, "unit", parts), ()) if scope in ("unit", "self") else ():
                found.append((wide, "unit", seen))
            rest = "total" if scope == "self" else scope
            for wide in self.data.coarse.get((seen.id, area, rest, parts), ()) if scope != "unit" else ():
                found.append((wide, rest, seen))
            seen = seen.replaces and self.data.indicators[seen.replaces]
        values = []
        for wide, how, version in found:
            inside = (wide.first, wide.last) == (period.first, period.last) if wide.type in SPANS else period.first <= wide.first and wide.last <= period.last
            bases = self.calendars.union(wide, indicator.calendar, indicator.period)
            if standing:
                inside = period.first <= wide.last <= period.last
            if not inside or not bases or self.columns.version(indicator, wide).id != version.id:
                continue
            if self.scope_on(indicator, area, scope, wide.last) != how:
                continue
            said = self.columns.said(*self.columns.counts((version.id, area, how, parts), wide))
            if said and said.state == "value":
                values.append((wide, bases, said._replace(version=version.id)))
        return sorted(values, key=lambda value: (value[0].last - value[0].first, value[0].first, value[0].type in SPANS))

    def standing(self, indicator, area, scope, parts, base):
        """The cell of one base period: given there, or by a coarse value that ends there, else derived."""
        cell = self.cell(indicator, area, scope, parts, base, None, False)
        for _, _, said in self.coarse(indicator, area, scope, parts, base, True):
            if cell and cell.state == "value" and cell.quality >= said.quality:
                continue
            unexpected = not (cell and cell.expected) or "unexpected" in cell.marks
            marks = said.marks | {"unexpected"} if unexpected else said.marks
            cell = said._replace(expected=True, marks=marks, outside=False)
        if cell and cell.state == "value":
            return cell
        return self.cell(indicator, area, scope, parts, base, None, True)

    # ---- operators that read all base cells ----

    def parts(self, indicator, area, scope, parts, period, observed, fill, plain=False):
        """What there is of an area in a period; `plain` leaves coarse values out."""
        key = "parts", indicator.id, area, scope, parts, period, observed, fill, plain
        if key not in self.remembered:
            self.remembered[key] = self.find_parts(indicator, area, scope, parts, period, observed, fill, plain)
        return self.remembered[key]

    def find_parts(self, indicator, area, scope, parts, period, observed, fill, plain):
        bases = self.calendars.union(period, indicator.calendar, indicator.period)
        cells = self.cells(indicator, area, scope, parts, bases, observed, True, fill)
        taken = []
        if not plain and indicator.kind != "cohort":
            coarse = self.coarse(indicator, area, scope, parts, period)
            if indicator.over_time == "sum":
                taken = self.take(coarse, dict(cells))
            else:
                taken = self.take_all(indicator, coarse, dict(cells), period)
        covered = {base for _, within, _ in taken for base in within}
        found = [self.base_part(indicator, area, base, cell, scope) for base, cell in cells if cell and base not in covered]
        for wide, within, said in taken:
            expected = tuple(base for base, cell in cells if base in within and cell and cell.expected)
            marks = said.marks if expected else said.marks | {"unexpected"}
            expected = expected or tuple(within)
            found.append(Part(area, self.areas.on(wide.last), "value", said.value, said.quality, marks, None, said.version,
                              False, tuple(within), expected, expected, None, True))
        return found

    def base_part(self, indicator, area, base, cell, scope="unit"):
        value, state, weight = cell.value, cell.state, None
        if indicator.over_time == "weighted_mean" and state == "value":
            weight = self.weight(indicator, area, base, scope)
            if weight is None:
                value, state = None, "missing"
        own = (base,)
        return Part(area, self.areas.on(base.last), state, value, cell.quality, cell.marks, cell.bounds, cell.version,
                    cell.outside, own, own if cell.expected else (), own if state == "value" else (), weight, False)

    def weight(self, indicator, area, base, scope="unit"):
        """The cell of the weight, total of all categories; None without one. With origin `own` it is the area's own."""
        other = self.data.indicators[indicator.weight]
        if (other.calendar, other.period) != (indicator.calendar, indicator.period):
            return None
        cell = self.cell(other, area, "self" if scope == "self" else "unit", frozenset(), base, None, True)
        return cell.value if cell and cell.state == "value" else None

    def take(self, coarse, cells):
        """Which coarse values a sum over time takes."""
        taken = []
        for wide, within, said in coarse:
            inside = [other for other in taken if set(other[1]) <= set(within)]
            if any(set(other[1]) & set(within) and other not in inside for other in taken):
                continue
            covered = {base for other in inside for base in other[1]}
            expected = [base for base in within if cells[base] and cells[base].expected]
            complete = all(base in covered or cells[base].state == "value" for base in expected)
            if complete and (expected or inside):
                there = [other[2].quality for other in inside]
                there += [cells[base].quality for base in expected if base not in covered]
                if said.quality <= min(there):
                    continue
            taken = [other for other in taken if other not in inside] + [(wide, within, said)]
        return taken

    def take_all(self, indicator, coarse, cells, period):
        """The coarse value that stands for all of a period, where time is not summed."""
        first = indicator.kind == "distinct" or indicator.over_time == "none"
        expected = [cell for cell in cells.values() if cell and cell.expected]
        if first or not expected or any(cell.state != "value" for cell in expected):
            return [value for value in coarse if (value[0].first, value[0].last) == (period.first, period.last)][:1]
        return []

    # ---- last and first ----

    def last(self, indicator, area, scope, parts, period, observed, fill, plain=False):
        """The last, or first, cell of an area in a period that has a value."""
        key = "last", indicator.id, area, scope, parts, period, observed, fill, plain
        if key not in self.remembered:
            self.remembered[key] = self.find_last(indicator, area, scope, parts, period, observed, fill, plain)
        return self.remembered[key]

    def find_last(self, indicator, area, scope, parts, period, observed, fill, plain):
        """A unit whose result is derived is not filled with zeros; so what is not filled is looked at first."""
        if fill != NO_FILL:
            found = self.last(indicator, area, scope, parts, period, observed, NO_FILL, plain)
            if found.derived:
                return found
        bases = self.calendars.union(period, indicator.calendar, indicator.period)
        looked = bases[-1:] if indicator.at_end else bases
        cells = dict(self.cells(indicator, area, scope, parts, looked, observed, False, fill))
        complete = {base for base, cell in cells.items() if cell and cell.state == "value"}
        expected = {base for base, cell in cells.items() if cell and cell.expected}
        if not plain and indicator.kind != "cohort":
            for _, within, said in self.coarse(indicator, area, scope, parts, period, True):
                at = within[-1]
                there = cells.get(at)
                if at not in cells:
                    continue
                if there and there.state == "value" and there.quality >= said.quality:
                    continue
                complete.update(base for base in within if base in expected)
                marks = said.marks if there and there.expected else said.marks | {"unexpected"}
                cells[at] = said._replace(expected=True, marks=marks, outside=False)
                expected.add(at)
                complete.add(at)
        end = cells[bases[-1]]
        end_value = bool(end and end.state == "value")
        there = [cell for cell in cells.values() if cell]
        states = [cell.state for cell in there]
        outside = any(cell.outside for cell in there)
        common = dict(base_expected=len(expected), base_reported=len(complete), states=states, outside=outside, derived=False,
                      expected=1 if expected else 0, at_end=end_value, end_value=end_value,
                      versions=frozenset(cell.version for cell in there))
        valued = [base for base in looked if cells[base] and cells[base].state == "value"]
        if valued:
            at = valued[0] if indicator.over_time == "first" else valued[-1]
            cell = cells[at]
            common["at_end"] = at == bases[-1]
            return Last("value", cell.value, cell.quality, cell.marks, None, cell.version, at, at, reported=1, **common)
        return (self.derived_last(indicator, area, scope, parts, period, observed, plain, common)
                or scope != "total" and self.carried(indicator, area, scope, parts, bases, observed, common)
                or self.without(there, common))

    def derived_last(self, indicator, area, scope, parts, period, observed, plain, common):
        if indicator.kind not in ("flow", "stock", "cumulative", "cohort"):
            return None
        for breakdown in indicator.breakdowns:
            if any(name == breakdown for name, _ in parts):
                continue
            # No part is filled with zeros, so that a total is not derived from them.
            found = [self.last(indicator, area, scope, parts | {(breakdown, category)}, period, observed, NO_FILL, plain)
                     for category in self.data.breakdowns[breakdown]]
            # What is carried is not given in the period.
            if not found or any(last.state != "value" or not last.reported for last in found):
                continue
            one = together(found)
            base = min(last.base_reported for last in found)
            common = dict(common, expected=1, at_end=all(last.at_end for last in found),
                          base_reported=base, base_expected=max(common["base_expected"], base), derived=True)
            return Last("value", one.value, one.quality, one.marks, None, found[0].version,
                        min((last.first for last in found), key=lambda base: base.first),
                        max((last.last for last in found), key=lambda base: base.last), reported=1, **common)
        return None

    def carried(self, indicator, area, scope, parts, bases, observed, common):
        """A stock is carried on for so many base periods; what is carried is not reported."""
        if indicator.kind != "stock" or not indicator.carry or not common["expected"]:
            return None
        base = bases[-1] if indicator.at_end else bases[0]
        for _ in range(indicator.carry):
            base = self.calendars.move(base, -1)
            cell = base and self.standing(indicator, area, scope, parts, base)
            if cell and cell.state == "value":
                return Last("value", cell.value, cell.quality, cell.marks | {"carried"}, None, cell.version, base, base,
                            reported=0, **common)
        return None

    def without(self, there, common):
        """The state of a unit without a value."""
        expected = [cell for cell in there if cell.expected]
        bounds = None
        if expected:
            state = "suppressed" if all(cell.state == "suppressed" for cell in expected) else "missing"
            if state == "suppressed" and len(expected) == 1:
                bounds = expected[0].bounds
        else:
            state = "not_applicable" if there and all(cell.state == "not_applicable" for cell in there) else "not_expected"
        return Last(state, None, 0, frozenset(), bounds, None, None, None, reported=0, **common)


# ---- operators ----

class Undefined(Exception):
    """There is no result; the reason is its argument."""


def operate(operator, values, weights=None):
    """An operator over the numbers of cells or of units."""
    if operator == "sum":
        return sum(values, Fraction(0))
    if operator == "count":
        return Fraction(len(values))
    if operator == "min":
        return min(values)
    if operator == "max":
        return max(values)
    if operator == "mean":
        return sum(values, Fraction(0)) / len(values)
    if operator == "median":
        ordered = sorted(values)
        half = len(ordered) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    if operator == "stddev":
        mean = sum(values, Fraction(0)) / len(values)
        variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
        return twelve(float(variance) ** 0.5)
    if operator == "weighted_mean":
        if sum(weights) == 0:
            raise Undefined("weight")
        return sum((value * weight for value, weight in zip(values, weights)), Fraction(0)) / sum(weights)
    raise ValueError(operator)


def twelve(number):
    """A number with 12 significant digits."""
    return Fraction(decimal.Decimal(f"{number:.11e}"))


def exactness(before, operator):
    """The class of what an operator makes of numbers of a class."""
    if operator == "count":
        return "exact"
    if before == "approximate" or operator == "stddev":
        return "approximate"
    return "quotient" if operator in ("mean", "median", "weighted_mean") else before


def decimals(before, operator, declared):
    """How many decimals it has."""
    if operator == "count":
        return 0
    return declared + 2 if operator in ("mean", "median", "weighted_mean", "stddev") else before
