"""Indicators by formula in tables: docs/formulas.md, "What a cell of a formula is made of", on the cells of this engine.

What an operator comes to is in formula.py; here is where and when operands are looked at, and what they say of the cell.
"""

import copy
import math
from fractions import Fraction

import formula
from cells import Cells
from periods import Period
from reduce import twelve
from result import Result

EXACTNESS = ["exact", "quotient", "approximate"]
OF_ONE_NAME = {"ytd", "closing", "coverage", "reported", "expected"}
OVER = {"sum_over": "sum", "count_over": "count", "min_over": "min", "max_over": "max", "mean_over": "mean",
        "median_over": "median"}


class Footing:
    """What the cell of a formula was made of."""

    def __init__(self, result, area, period):
        self.result, self.area, self.period = result, area, period
        self.seen = {}
        self.coverages = []
        self.pool = None
        self.comparing = 0
        self.differs = False

    def count(self, reported, expected):
        if self.pool is not None:
            self.pool[0] += reported
            self.pool[1] += expected
        else:
            self.coverages.append((reported, expected))


class Computed:
    """Mixed into the measures; `value` is theirs."""

    def formula(self, indicator, cut, area, period, declared):
        mine = self.cells.declared(indicator)
        declared = tuple(given or own for given, own in zip(declared, mine))
        result = Result("value")
        footing = Footing(result, area, period)
        spot = (indicator, cut, declared, footing)
        value = self.at(formula.read(indicator.formula), spot, area, period)
        self.show(indicator, value, result)
        # A cell in which nobody was expected is no side of it.
        result.sides = [side for cell, _, _ in footing.seen.values() if any(units or versions for units, versions in cell.sides)
                        for side in cell.sides]
        least, most = None, (0, 0)
        for one in footing.coverages:
            if least is None:
                least = most = one
            elif covered(one) < covered(least):
                least = one
            else:
                most = one
        result.reported, result.expected = least or (0, 0)
        if len(footing.coverages) > 1:
            result.other = most
        if footing.differs and result.state == "value":
            result.marks["operand_coverage_differs"] += 1
        return result

    @staticmethod
    def show(indicator, value, result):
        if value[0] == "state":
            result.become(value[1], value[2])
        elif value[0] == "boolean":
            result.set(Fraction(int(value[1])), "exact", indicator.decimals)
        else:
            digits = indicator.decimals if indicator.declared else 0 if value[2] == formula.EXACT else 2
            while value[2] == formula.EXACT and (value[1] * 10 ** digits).denominator != 1:
                digits += 1
            result.set(value[1], EXACTNESS[value[2]], digits)

    def look(self, name, spot, area, period, operators=None):
        """The cell of an indicator, perhaps with other operators, noted as used."""
        _, cut, declared, footing = spot
        found = self.data.indicators[name]
        if operators:
            name = name, operators
            cell = self.variant(found, operators).cell(self.varied(found, operators), cut, area, period, declared)
        else:
            cell = self.value(found, cut, area, period, declared)
        key = name, area, period
        if footing.comparing or key in footing.seen:
            return cell
        here = area == footing.area and (period.first, period.last) == (footing.period.first, footing.period.last)
        raw = not found.computed and not found.formula
        for (other_name, other_area, _), (other, other_here, other_raw) in footing.seen.items():
            if here and other_here and raw and other_raw:
                footing.differs = footing.differs or self.reported_elsewhere(other, cell)
            if name == other_name and area == other_area and here != other_here \
                    and cell.sides != other.sides \
                    and not footing.result.marks["break"]:
                footing.result.marks["break"] += 1
        footing.seen[key] = cell, here, raw
        footing.result.inputs_of(cell)
        footing.count(cell.reported, cell.expected)
        return cell

    @staticmethod
    def varied(indicator, operators):
        """An indicator with other operators over time and over areas."""
        varied = copy.copy(indicator)
        varied.over_time, varied.over_areas = operators[0] or varied.over_time, operators[1] or varied.over_areas
        return varied

    def variant(self, indicator, operators):
        """Cells that remember only those of an indicator with other operators."""
        key = "variant", indicator.id, operators
        if key not in self.remembered:
            self.remembered[key] = Cells(self.data, self.areas, self.query)
        return self.remembered[key]

    @staticmethod
    def reported_elsewhere(a, b):
        """Cells of which nothing can be reported are reported by nobody."""
        if a.counts is not None and a.counts == b.counts:
            return a.cells != b.cells
        return a.units != b.units

    @staticmethod
    def plain(cell):
        if cell.state != "value":
            return ("state", cell.state, cell.reason)
        return formula.number(cell.value, EXACTNESS.index(cell.exactness))

    def at(self, tree, spot, area, period):
        """The value of a tree at an area and a period."""
        kind, *rest = tree
        if kind in ("number", "text"):
            return formula.evaluate(tree, {})
        if kind == "name":
            return self.plain(self.look(rest[0], spot, area, period))
        beyond = getattr(self, f"fn_{kind}", None)
        if beyond:
            return beyond(rest, spot, area, period)
        if kind in OVER:
            values = self.leaves(rest[0], spot, area, period)
            return formula.aggregate(OVER[kind], values) if values else ("state", "missing", "none")
        digits = rest[1:] if kind == "round" else []
        values = [self.at(argument, spot, area, period) for argument in (rest[:1] if kind == "round" else rest)]
        names = {str(place): value for place, value in enumerate(values)}
        return formula.evaluate((kind, *(("name", name) for name in names), *digits), names)

    # ---- other periods ----

    def moved(self, tree, spot, area, period, refusal="no_period"):
        return self.at(tree, spot, area, period) if period else ("state", "not_applicable", refusal)

    def fn_prev(self, rest, spot, area, period):
        steps = int(rest[1][1]) if len(rest) > 1 else 1
        return self.moved(rest[0], spot, area, self.calendars.move(period, -steps))

    fn_opening = fn_prev

    def fn_same_period_last_year(self, rest, spot, area, period):
        return self.moved(rest[0], spot, area, self.calendars.last_year(period))

    def fn_ytd(self, rest, spot, area, period):
        return self.moved(rest[0], spot, area, self.calendars.to_date(period), "calendar")

    def fn_closing(self, rest, spot, area, period):
        return self.at(rest[0], spot, area, period)

    def fn_at(self, rest, spot, area, _period):
        return self.at(rest[0], spot, area, self.calendars.parse(rest[1][1]))

    def fn_cum(self, rest, spot, area, period):
        first = self.calendars.parse(rest[1][1]).first
        there = Period(period.calendar, "days", 0, 0, first, period.last) if first <= period.last else None
        return self.moved(rest[0], spot, area, there)

    def fn_on(self, rest, spot, area, period):
        there, footing = self.calendars.in_calendar(period, rest[1][1]), spot[3]
        value = self.moved(rest[0], spot, area, there, "calendar")
        if formula.has_value(value) and (there.first, there.last) != (period.first, period.last) and not footing.comparing:
            footing.result.marks["calendar_break"] += 1
        return value

    def fn_average(self, rest, spot, area, period):
        return self.plain(self.look(rest[0][1], spot, area, period, ("mean", None)))

    def fn_agg(self, rest, spot, area, period):
        operators = {option[1][1]: option[2][1] for option in rest[1:]}
        return self.plain(self.look(rest[0][1], spot, area, period, (operators.get("time"), operators.get("areas"))))

    def fn_rolling(self, rest, spot, area, period):
        count = int(rest[1][1])
        least = int(rest[2][1]) if len(rest) > 2 else count
        footing, values = spot[3], []
        outer, footing.pool = footing.pool, [0, 0] if footing.pool is None else footing.pool
        for step in range(count):
            there = self.calendars.move(period, -step) if step else period
            if there is None:
                break
            values.append(self.at(rest[0], spot, area, there))
        self.end_pool(footing, outer)
        if sum(map(formula.has_value, values)) < least:
            return ("state", "missing", "policy")
        return formula.aggregate("mean", values)

    def relate(self, now, then, growth):
        without = formula.first_state([now, then])
        if without:
            return without
        change = formula.binary("-", now, then)
        if not formula.has_value(change):
            return change
        if then[1] <= 0:
            return formula.undefined("not_positive")
        quotient = formula.binary("/", change if growth else now, then)
        return formula.binary("*", quotient, formula.number(Fraction(100), formula.EXACT)) \
            if formula.has_value(quotient) else quotient

    def both(self, tree, spot, area, period):
        return self.at(tree, spot, area, period), self.fn_prev([tree], spot, area, period)

    def fn_growth(self, rest, spot, area, period):
        return self.relate(*self.both(rest[0], spot, area, period), True)

    def fn_index(self, rest, spot, area, period):
        return self.relate(*self.both(rest[0], spot, area, period), False)

    def fn_diff(self, rest, spot, area, period):
        now, then = self.both(rest[0], spot, area, period)
        return formula.first_state([now, then]) or formula.binary("-", now, then)

    # ---- other areas ----

    @staticmethod
    def end_pool(footing, outer):
        pooled, footing.pool = footing.pool, outer
        if outer is None and sum(pooled):
            footing.count(*pooled)

    def leaves_below(self, there, area):
        return [unit for unit in self.areas.order if unit in there.exists and there.within(unit, area)
                and not any(other != unit and there.within(other, unit) for other in there.exists)]

    def leaves(self, tree, spot, area, period):
        footing, values = spot[3], []
        outer, footing.pool = footing.pool, [0, 0] if footing.pool is None else footing.pool
        for unit in self.leaves_below(self.areas.on(period.last), area):
            values.append(self.at(tree, spot, unit, period))
        self.end_pool(footing, outer)
        return values

    def fn_stddev_over(self, rest, spot, area, period):
        values = self.leaves(rest[0], spot, area, period)
        numbers = [value[1] for value in values if formula.has_value(value)]
        if not numbers:
            return formula.aggregate("sum", values) if values else ("state", "missing", "none")
        below = math.lcm(*(number.denominator for number in numbers))
        if (max(map(abs, numbers)) * below * len(numbers)) ** 2 * len(numbers) >= formula.SURE:
            raise formula.Unsure
        mean = sum(numbers) / len(numbers)
        variance = sum((number - mean) ** 2 for number in numbers) / len(numbers)
        return formula.number(twelve(float(variance) ** 0.5), formula.APPROXIMATE)

    def fn_like_for_like(self, rest, spot, area, period):
        before, footing = self.calendars.move(period, -1), spot[3]
        if before is None:
            return ("state", "not_applicable", "no_period")
        there, pairs = self.areas.on(period.last), []
        outer, footing.pool = footing.pool, [0, 0] if footing.pool is None else footing.pool
        for unit in self.leaves_below(there, area):
            pair = self.at(rest[0], spot, unit, period), self.at(rest[0], spot, unit, before)
            if all(map(formula.has_value, pair)):
                pairs.append(pair)
        self.end_pool(footing, outer)
        if not pairs:
            return ("state", "missing", "none")
        return self.relate(*(formula.aggregate("sum", list(side)) for side in zip(*pairs)), True)

    def above(self, area):
        tree = self.areas.on(self.day)
        parent = tree.parent[area]
        return parent if parent in tree.exists else None

    def fn_parent(self, rest, spot, area, period):
        parent = self.above(area)
        return self.at(rest[0], spot, parent, period) if parent else ("state", "not_applicable", "none")

    def fn_top(self, rest, spot, area, period):
        while self.above(area):
            area = self.above(area)
        return self.at(rest[0], spot, area, period)

    def fn_share(self, rest, spot, area, period):
        own, parent = self.at(rest[0], spot, area, period), self.above(area)
        if parent is None:
            return formula.number(Fraction(100), formula.QUOTIENT) if formula.has_value(own) else own
        whole = self.at(rest[0], spot, parent, period)
        without = formula.first_state([own, whole])
        part = without or formula.binary("/", own, whole)
        return formula.binary("*", part, formula.number(Fraction(100), formula.EXACT)) if formula.has_value(part) else part

    def fn_rank(self, rest, spot, area, period):
        own, footing = self.at(rest[0], spot, area, period), spot[3]
        if not formula.has_value(own):
            return own
        tree, place = self.areas.on(self.day), 1
        judged = self.data.indicators[rest[0][1]] if rest[0][0] == "name" else spot[0]
        footing.comparing += 1
        for other in tree.exists:
            if other != area and tree.parent[other] == tree.parent[area] and tree.levels[other] == tree.levels[area]:
                theirs = self.at(rest[0], spot, other, period)
                if formula.has_value(theirs):
                    lower = judged.direction == "lower"
                    place += theirs[1] < own[1] if lower else theirs[1] > own[1]
        footing.comparing -= 1
        return formula.number(Fraction(place), formula.EXACT)

    # ---- counts ----

    def counted(self, name, rest, spot, area, period):
        cell = self.look(rest[0][1], spot, area, period)
        if not cell.expected:
            return ("state", "not_expected", "none") if cell.state == "value" else ("state", cell.state, cell.reason)
        if name == "coverage":
            return formula.number(Fraction(100 * cell.reported, cell.expected), formula.QUOTIENT)
        return formula.number(Fraction(getattr(cell, name)), formula.EXACT)

    def fn_coverage(self, rest, spot, area, period):
        return self.counted("coverage", rest, spot, area, period)

    def fn_reported(self, rest, spot, area, period):
        return self.counted("reported", rest, spot, area, period)

    def fn_expected(self, rest, spot, area, period):
        return self.counted("expected", rest, spot, area, period)


def covered(one):
    """The part that is covered; where nothing is expected, nothing is lacking."""
    return Fraction(one[0], one[1]) if one[1] else Fraction(1)
