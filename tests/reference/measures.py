"""Ratios and measures: §8 and §9 of docs/results.md."""

from fractions import Fraction

from computed import Computed
from reduce import twelve
from result import ORDER, Result

COMPARISONS = {"change", "growth", "index", "change_same_period", "growth_same_period", "index_same_period"}
OF_CLASSES = {"value", "cumulative", "previous", "same_period_last_year", "reported", "expected", "coverage"}


class Measures(Computed):
    """Every measure of every indicator, as one query sees them."""

    def __init__(self, cells, day):
        self.cells = cells
        self.data = cells.data
        self.calendars = cells.calendars
        self.areas = cells.areas
        self.query = cells.query
        self.day = day
        self.remembered = {}

    # ---- values ----

    def value(self, indicator, cut, area, period, declared=(None, None)):
        key = indicator.id, cut, area, period, declared
        if key not in self.remembered:
            if indicator.formula:
                self.remembered[key] = self.formula(indicator, cut, area, period, declared)
            elif indicator.computed:
                self.remembered[key] = self.ratio(indicator, cut, area, period, declared)
            else:
                self.remembered[key] = self.cells.cell(indicator, cut, area, period, declared)
        return self.remembered[key]

    def ratio(self, indicator, cut, area, period, declared):
        """factor × numerator / denominator, recomputed from the operands' cells."""
        top, under = self.data.indicators[indicator.numerator], self.data.indicators[indicator.denominator]
        mine = self.cells.declared(indicator)
        declared = tuple(given or own for given, own in zip(declared, mine))
        matched = indicator.matched if self.query.operands is None else self.query.operands == "matched"
        unallocated = any(name == "unallocated" for _, name in cut.factors)
        matched = matched and not unallocated and self.query.origin != "own"
        if matched and not top.computed and not under.computed:
            a, b = self.matched(top, under, cut, area, period, declared)
        else:
            matched = False
            a = self.value(top, cut, area, period, declared)
            b = self.value(under, cut, area, period, declared)
        result = Result("value")
        low, high = (b, a) if coverage(b) < coverage(a) else (a, b)
        result.reported, result.expected = low.reported, low.expected
        result.other = high.reported, high.expected
        if matched:
            result.other = None
        result.inputs_of(a)
        result.inputs_of(b)
        result.sides = [*a.sides, *b.sides]
        result.at_end = 0
        worst = first_state(a, b)
        if worst.state != "value":
            result.become(worst.state, worst.reason)
        elif b.value == 0:
            result.become("undefined", "division_by_zero")
        else:
            digits = indicator.decimals if indicator.declared else 2
            self.give(result, indicator.factor * a.value / b.value, (a, b), "quotient", digits)
        if result.state == "value" and not matched and self.differ(a, b):
            result.marks["operand_coverage_differs"] += 1
        return result

    @staticmethod
    def give(result, value, of, kind, digits):
        """Gives a value made of others: approximate if one of them is, else of the kind."""
        if any(one.exactness == "approximate" for one in of):
            result.set(twelve(float(value)), "approximate", digits)
        else:
            result.set(value, kind, digits)

    def differ(self, a, b):
        """Whether the operands come from different cells, or units where they count unlike things."""
        if a.counts is None or b.counts is None:
            return False
        if a.counts == b.counts:
            return a.cells != b.cells
        return a.units != b.units

    def matched(self, top, under, cut, area, period, declared):
        """The operands' cells of what both of them have."""
        fills = []
        for indicator in (top, under):
            policies = self.cells.policies(indicator, declared)
            fills.append((policies[0][0] == "zero", policies[1][0] == "zero"))
        by_units = counts(top, cut) != counts(under, cut) or counts(top, cut) == "units"
        # Nothing is left out yet, but no coarse, own or total values are there any more.
        a, b = (self.cells.raw(indicator, cut, area, period, fill, Match(by_units, everything=True))
                for indicator, fill in zip((top, under), fills))
        # Where one of them cannot be, nothing matches.
        if by_units:
            common, every = a.valued & b.valued, a.sides[0][0] | b.sides[0][0]
        else:
            common, every = a.cells & b.cells, a.all_cells | b.all_cells
        pair = []
        for indicator, fill in zip((top, under), fills):
            result = self.cells.raw(indicator, cut, area, period, fill, Match(by_units, common))
            result = self.cells.filtered(result, self.cells.policies(indicator, declared)).copy()
            result.reported, result.expected = len(common), len(every)
            pair.append(result)
        return pair

    # ---- measures ----

    def measure(self, name, indicator, cut, area, period):
        in_classes = indicator.kind == "class" and (cut.special is None or cut.special == "by_observation")
        if in_classes and name not in OF_CLASSES:
            return Result("not_applicable", "kind")
        if name == "value":
            return self.value(indicator, cut, area, period)
        if name == "cumulative":
            wide = self.calendars.to_date(period)
            if wide is None:
                return Result("not_applicable", "calendar")
            value = self.value(indicator, cut, area, wide)
            return never(value) if indicator.kind == "distinct" else value
        if name in ("previous", "same_period_last_year"):
            other = self.before(name, period)
            return self.value(indicator, cut, area, other) if other else Result("not_applicable", "no_period")
        if name in COMPARISONS:
            return self.compared(name, indicator, cut, area, period)
        if name in ("reported", "expected", "coverage"):
            return self.covered(name, indicator, cut, area, period)
        if name == "share":
            return self.share(indicator, cut, area, period)
        if name == "rank":
            return self.rank(indicator, cut, area, period)
        if name == "flow":
            return self.flow(indicator, cut, area, period)
        raise ValueError(name)

    def before(self, name, period):
        return self.calendars.last_year(period) if name.startswith("same") or name.endswith("_same_period") \
            else self.calendars.move(period, -1)

    def compared(self, name, indicator, cut, area, period):
        kind = name.split("_")[0]
        if kind != "change" and (indicator.published or indicator.computed and indicator.factor == 100):
            return Result("not_applicable", "percentage")
        earlier = self.before(name, period)
        if earlier is None:
            return Result("not_applicable", "no_period")
        now = self.value(indicator, cut, area, period)
        then = self.value(indicator, cut, area, earlier)
        result = self.beside(now, then)
        if any(one != other for one, other in zip(now.sides, then.sides)):
            result.marks["break"] += 1
        if result.state != "value":
            return result
        if kind == "change":
            same = "exact" if now.exactness == then.exactness == "exact" else "quotient"
            self.give(result, now.value - then.value, (now, then), same, now.decimals)
        elif then.value <= 0:
            result.become("undefined", "not_positive")
        else:
            top = now.value - then.value if kind == "growth" else now.value
            self.give(result, top / then.value * 100, (now, then), "quotient", 1)
        return result

    @staticmethod
    def beside(one, other):
        """A cell that is made of two: the state that comes first, the coverage of the one, the other's beside it."""
        result = Result("value")
        result.reported, result.expected = one.reported, one.expected
        result.other = other.reported, other.expected
        result.inputs_of(one)
        result.inputs_of(other)
        worst = first_state(one, other)
        if worst.state != "value":
            result.become(worst.state, worst.reason)
        return result

    def covered(self, name, indicator, cut, area, period):
        value = self.value(indicator, cut, area, period)
        result = value.copy()
        result.bounds = None
        if not value.expected:
            result.become("not_expected" if value.state == "value" else value.state,
                          "none" if value.state == "value" else value.reason)
        elif name == "coverage":
            result.set(Fraction(100 * value.reported, value.expected), "quotient", 1)
        else:
            result.set(Fraction(getattr(value, name)), "exact", 0)
        return result

    def adds(self, indicator, cut):
        """Whether units are summed or counted."""
        if indicator.computed or indicator.published:
            return False
        if indicator.kind == "distinct":
            return indicator.disjoint
        if indicator.kind == "class":
            return bool(cut.special)
        return indicator.over_areas in ("sum", "count")

    def share(self, indicator, cut, area, period):
        if not self.adds(indicator, cut):
            return Result("not_applicable", "kind")
        value = self.value(indicator, cut, area, period)
        tree = self.areas.on(self.day)
        parent = tree.parent[area]
        if parent is None or parent not in tree.exists:
            result = value.copy()
            result.bounds = None
            if value.state == "value":
                result.set(Fraction(100), "quotient", 1)
            return result
        whole = self.value(indicator, cut, parent, period)
        result = self.beside(value, whole)
        result.at_end = value.at_end
        if result.state == "value" and whole.value == 0:
            result.become("undefined", "division_by_zero")
        elif result.state == "value":
            self.give(result, value.value / whole.value * 100, (value, whole), "quotient", 1)
        return result

    def rank(self, indicator, cut, area, period):
        value = self.value(indicator, cut, area, period)
        result = value.copy()
        result.bounds = None
        if value.state != "value":
            return result
        tree = self.areas.on(self.day)
        sign = -1 if indicator.direction == "lower" else 1
        better = 0
        for other in tree.exists:
            if tree.parent[other] == tree.parent[area] and tree.levels[other] == tree.levels[area]:
                theirs = self.value(indicator, cut, other, period)
                better += theirs.state == "value" and sign * theirs.value > sign * value.value
        result.set(Fraction(1 + better), "exact", 0)
        return result

    def unallocated_flow(self, indicator, cut, area, period, place):
        """What is not allocated of a flow."""
        if any(name not in indicator.breakdowns for name, _ in cut.factors):
            return Result("not_applicable", "breakdown")
        if indicator.over_areas != "sum":
            return Result("not_applicable", "kind")
        name, before, after = cut.factors[place][0], cut.factors[:place], cut.factors[place + 1:]
        result = self.flow(indicator, cut._replace(factors=before + after), area, period).copy()
        for category in self.data.breakdowns.get(name, ()):
            other = self.flow(indicator, cut._replace(factors=(*before, (name, category), *after)), area, period)
            if result.state == other.state == "value":
                result.value -= other.value
                result.inputs_of(other)
        return result

    def flow(self, indicator, cut, area, period):
        """What a period adds to a cumulative indicator: c(end) − c(before the first), for each unit."""
        if indicator.kind == "flow":
            return self.value(indicator, cut, area, period)
        if indicator.kind != "cumulative":
            return Result("not_applicable", "kind")
        place = next((place for place, (_, name) in enumerate(cut.factors) if name == "unallocated"), None)
        if place is not None:
            return self.unallocated_flow(indicator, cut, area, period, place)
        # What cannot be: breakdown, calendar, span. The rules are those of the value.
        value = self.cells.raw(indicator, cut, area, period)
        if value.state == "not_applicable" and value.reason in ("breakdown", "calendar", "span", "kind"):
            return Result(value.state, value.reason)
        bases = self.calendars.union(period, indicator.calendar, indicator.period)
        before = self.calendars.move(bases[0], -1)
        spans = [self.calendars.span_of(base, indicator.span, indicator.stages) for base in (before, bases[0])]
        if spans[0] != spans[1]:
            before = None
        tree, reducer = self.areas.on(period.last), self.cells.reducer
        result = Result("missing")
        result.counts = ("units",)
        expected, states, versions, found = set(), [], set(), []
        alone = self.query.origin == "own"
        for unit in [area] if alone else self.areas.order:
            if not tree.within(unit, area):
                continue
            end, start = (base and reducer.standing(indicator, unit, "self" if alone else "unit", frozenset(cut.factors), base)
                          for base in (bases[-1], before))
            if end is None:
                continue
            states.append(end)
            versions.update(cell.version for cell in (end, start) if cell)
            if end.expected:
                expected.add(unit)
            if end.state == "value" and (before is None or start and start.state == "value"):
                found.append((unit, end, start))
        reported = frozenset(unit for unit, _, _ in found)
        result.reported, result.expected = len(reported), len(expected)
        result.units = result.cells = reported
        result.rows = [(True, unit in reported, 1, 1) for unit in expected]
        for _, end, start in found:
            result.take(end.quality, end.marks, bases[-1], bases[-1])
            if start:
                result.take(start.quality, start.marks, before, before)
        result.sides = [(frozenset(expected), frozenset())]
        if found:
            self.cells.versions(result, versions)
            result.at_end = len(found)
            values = [end.value - (start.value if start else 0) for _, end, start in found]
            result.set(sum(values, Fraction(0)), "exact", indicator.decimals)
            return self.cells.filtered(result, self.cells.policies(indicator, (None, None)))
        if not expected:
            none = self.cells.nowhere(indicator, area, period, [end.state for end in states],
                                      any(end.outside for end in states))
            result.become(none.state, none.reason)
        return result


class Match(frozenset):
    """Cells, or units, that a matched ratio leaves; everything at first."""

    def __new__(cls, units, some=(), everything=False):
        return super().__new__(cls, ["everything"] if everything else some)

    def __init__(self, units, some=(), everything=False):
        self.units = units
        self.everything = everything

    def __contains__(self, thing):
        return self.everything or super().__contains__(thing)

    def __eq__(self, other):
        return super().__eq__(other) and self.units == getattr(other, "units", None)

    __hash__ = frozenset.__hash__


def counts(indicator, cut):
    """What the coverage of an indicator counts."""
    by_observation = indicator.kind == "cohort" and cut.special == "by_observation"
    if indicator.kind in ("class", "milestone") or indicator.over_time in ("last", "first") or by_observation:
        return "units"
    return indicator.calendar, indicator.period


def never(result):
    """A distinct count to date, which is never a value, even of one month; it lies within its bounds."""
    if result.state == "value":
        result = result.copy()
        result.bounds = result.value, result.value
        result.become("not_applicable", "distinct")
    return result


def coverage(result):
    return Fraction(result.reported, result.expected) if result.expected else Fraction(1)


def first_state(one, other):
    return min((one, other), key=lambda result: ORDER.index(result.state))
