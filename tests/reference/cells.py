"""From units to areas: §5 and §6 of docs/results.md.

The cell of an area and a period, of an indicator that is reported. Kinds with rules of their own are in kinds.py,
ratios and measures in measures.py.
"""

from column import Columns
from kinds import Kinds, matched, unmatched, without
from query import TOTAL
from reduce import NO_FILL, Reducer, Undefined, decimals, exactness, operate, twelve
from result import Result


class Cells(Kinds):
    """The cells of reported indicators, as one query sees them."""

    def __init__(self, data, areas, query):
        self.data = data
        self.areas = areas
        self.calendars = data.calendars
        self.query = query
        self.columns = Columns(data, areas, query.as_of, query.quality, query.source)
        self.reducer = Reducer(self.columns)
        self.remembered = {}

    # ---- policies (§6) ----

    def policies(self, indicator, declared):
        """The policies over time and over areas. What the query says holds; then, for operands, what the ratio
        declares; then what the indicator declares."""
        mine = self.declared(indicator)
        return tuple(asked or given or own or ("skip", None)
                     for asked, given, own in zip((self.query.policy_time, self.query.policy_areas), declared, mine))

    @staticmethod
    def declared(indicator):
        return tuple((name, indicator.minimum) if name else None
                     for name in (indicator.missing_over_time, indicator.missing_over_areas))

    @staticmethod
    def filtered(result, policies):
        """The cell that is shown."""
        if result.state != "value":
            return result
        rows = [row for row in result.rows if row[0]]
        reporting = [row for row in rows if row[1]]
        time = sum(row[3] for row in reporting), sum(row[2] for row in reporting)
        areas = len(reporting), len(rows)
        for (name, minimum), (reported, expected) in zip(policies, (time, areas)):
            least = {"skip": 0, "zero": 0, "require": 100, "minimum": minimum}[name]
            if expected and reported * 100 < least * expected:
                result = result.copy()
                result.become("missing", "policy")
                return result
        return result

    # ---- the cell of an area ----

    def cell(self, indicator, cut, area, period, declared=(None, None), match=None):
        """The cell as it is shown."""
        policies = self.policies(indicator, declared)
        fill = policies[0][0] == "zero", policies[1][0] == "zero"
        return self.filtered(self.raw(indicator, cut, area, period, fill, match), policies)

    def raw(self, indicator, cut, area, period, fill=NO_FILL, match=None):
        """The cell before any policy. `match` is a set of cells or units that a matched ratio leaves."""
        key = indicator.id, cut, area, period, fill, match
        if key not in self.remembered:
            self.remembered[key] = self.find(indicator, cut, area, period, fill, match)
        return self.remembered[key]

    def find(self, indicator, cut, area, period, fill, match):
        result = self.found(indicator, cut, area, period, fill, match)
        if result.state == "not_applicable" and result.reason in ("class", "published", "not_aggregated"):
            result.forget()
        return result

    def found(self, indicator, cut, area, period, fill, match):
        if cut.special == "by_observation":
            if indicator.kind == "cohort":
                if not self.calendars.union(period, indicator.calendar, indicator.period):
                    return Result("not_applicable", "calendar")
                return self.by_observation(indicator, area, period, match)
            cut = TOTAL
        if any(name not in indicator.breakdowns for name, _ in cut.factors) or cut.observed and indicator.kind != "cohort":
            return Result("not_applicable", "breakdown")
        if cut.special and (indicator.kind != "class" or cut.special[1] not in [*indicator.categories, "unclassified"]):
            return Result("not_applicable", "breakdown")
        if any(value == "unallocated" for _, value in cut.factors):
            return self.unallocated(indicator, cut, area, period)
        bases = self.calendars.union(period, indicator.calendar, indicator.period)
        if not bases:
            return Result("not_applicable", "calendar")
        if indicator.kind == "cumulative" and len(
                {self.calendars.span_of(base, indicator.span, indicator.stages) for base in bases}) > 1:
            return Result("not_applicable", "span")
        parts = frozenset(cut.factors)
        if indicator.kind == "milestone":
            result = self.milestone(indicator, parts, area, period, fill, match)
        elif indicator.kind == "class":
            result = self.classes(indicator, cut, parts, area, period, fill)
        elif indicator.kind == "distinct":
            result = self.distinct(indicator, parts, area, period, fill, match)
        elif indicator.over_time in ("last", "first"):
            result = self.by_last(indicator, parts, area, period, cut.observed, fill, match)
        else:
            result = self.by_all(indicator, parts, area, period, cut.observed, fill, match)
        return result

    def unallocated(self, indicator, cut, area, period):
        """What is not allocated to the categories of a breakdown."""
        if indicator.kind not in ("flow", "stock", "cumulative", "cohort") or indicator.over_areas != "sum":
            return Result("not_applicable", "kind")
        place = next(place for place, (_, value) in enumerate(cut.factors) if value == "unallocated")
        name = cut.factors[place][0]
        without = cut._replace(factors=cut.factors[:place] + cut.factors[place + 1:])
        result = self.raw(indicator, without, area, period).copy()
        for category in self.data.breakdowns[name]:
            factors = (*cut.factors[:place], (name, category), *cut.factors[place + 1:])
            other = self.raw(indicator, cut._replace(factors=factors), area, period)
            if result.state == "value" and other.state == "value":
                result.value -= other.value
                result.inputs_of(other)
        return result

    # ---- which areas ----

    def is_unit(self, indicator, area, day):
        return self.query.origin == "own" or area in self.areas.on(day).units(indicator.level)

    def series(self, indicator, scope):
        """The areas that have entries of their own, or totals, of an indicator or of a version of it."""
        found, seen = set(), indicator
        while seen:
            found.update(self.data.scopes.get((seen.id, scope), ()))
            seen = seen.replaces and self.data.indicators[seen.replaces]
        return sorted(found)

    def nowhere(self, indicator, area, period, states, outside):
        """The state of an area in which nothing is expected."""
        if states and all(state == "not_applicable" for state in states):
            return Result("not_applicable")
        if outside:
            return Result("not_expected", "validity")
        if states:
            return Result("not_expected")
        tree = self.areas.on(period.last)
        if indicator.level and any(above in tree.units(indicator.level) for above in tree.chain[area][1:]):
            return Result("not_expected", "level")
        return Result("not_expected", "boundaries")

    # ---- operators over time that read all base cells ----

    def by_all(self, indicator, parts, area, period, observed, fill, match):
        common = parts, period, observed, fill, match is not None
        rows = self.rows_of(indicator, area, common, match)
        if match is not None:
            rows = {unit: [matched(part, match) for part in found] for unit, found in rows.items()}
        if indicator.over_areas == "weighted_mean" and not indicator.pooled:
            weights = {unit: self.weight_of(indicator, unit, period) for unit in rows}
            rows = {unit: [part if weights[unit] is not None else without(part) for part in found]
                    for unit, found in rows.items()}
        elif indicator.pooled and indicator.over_areas == "weighted_mean":
            rows = {unit: [self.weighed(indicator, part) for part in found] for unit, found in rows.items()}
        if indicator.over_time == "none":
            whole = len(self.calendars.union(period, indicator.calendar, indicator.period))
            rows = {unit: [apart(part, whole) for part in found] for unit, found in rows.items()}
        # Cells match by their values; what they come to is seen when only those that match are left.
        collects_cells = match is not None and match.everything and not match.units
        if indicator.over_time == "weighted_mean" and not collects_cells:
            rows = {unit: weightless(found) for unit, found in rows.items()}
        summed = indicator.over_areas == "sum"
        auto = self.query.origin == "auto" and match is None
        totals, covered = [], set()
        if auto and summed:
            totals = [part for part in self.used_totals(indicator, common) if part.place.within(part.unit, area)]
            for part in totals:
                covered.update((unit, base) for unit, found in rows.items() for other in found for base in other.expected
                               if base in part.periods and self.areas.on(base.last).within(unit, part.unit))
        result = self.counted(indicator, rows, covered, auto)
        everything = [part for found in rows.values() for part in found]
        states = [part.state for part in everything]
        own = self.own_parts(indicator, area, common) if self.query.origin != "own" and match is None else []
        if indicator.over_time == "none":
            own = [part for part in own if len(part.periods) == whole]
        replaced = None
        if auto and not summed and not self.is_unit(indicator, area, period.last):
            replaced = self.total_alone(indicator, area, common, result, rows)
        if replaced:
            return replaced
        if not any(part.state == "value" for part in [*everything, *own, *totals]):
            self.valueless(indicator, area, period, result, everything, states)
            unit = self.is_unit(indicator, area, period.last)
            alone = unit and all(other == area for other in rows)
            if result.expected and (indicator.over_areas in ("none", "first", "last") and not alone
                                    or indicator.over_time == "none" and unit
                                    and len(self.calendars.union(period, indicator.calendar, indicator.period)) > 1):
                result.become("not_applicable", "published" if indicator.published else "not_aggregated")
            return result
        return self.operated(indicator, area, period, result, rows, own, totals)

    def rows_of(self, indicator, area, common, match=None):
        """The parts that lie in an area, by unit. Units that are matched lie where they lie on the period's last day."""
        parts, period, observed, fill, plain = common
        rows = {}
        alone = self.query.origin == "own"
        by_units = self.areas.on(period.last) if match is not None and match.units else None
        for unit in [area] if alone else self.areas.order:
            found = self.reducer.parts(indicator, unit, "self" if alone else "unit", parts, period, observed, fill, plain)
            found = [part for part in found if (by_units or part.place).within(unit, area)]
            if found:
                rows[unit] = found
        return rows

    def own_parts(self, indicator, area, common):
        parts, period, observed, _, plain = common
        return [part for other in self.series(indicator, "own")
                for part in self.reducer.parts(indicator, other, "own", parts, period, observed, NO_FILL, plain)
                if part.state == "value" and part.place.within(other, area)]

    def used_totals(self, indicator, common):
        """The totals that are used, from the lowest areas up (§5)."""
        parts, period, observed, fill, _ = common
        key = "totals", indicator.id, common
        if key in self.remembered:
            return self.remembered[key]
        used = []
        series = self.series(indicator, "total")
        units = [part for unit in self.areas.order for part in
                 self.reducer.parts(indicator, unit, "unit", parts, period, observed, fill)] if series else []
        tree = self.areas.on(period.last)
        for area in sorted(series, key=lambda area: -tree.depth[area]):
            taken = {base for part in units if part.reported and part.place.within(part.unit, area) for base in part.periods}
            taken |= {base for part in used if part.place.within(part.unit, area) for base in part.periods}
            # They were reduced like a unit's before: what a coarse total replaced does not come back, and what is not
            # aggregated over time is nothing for a longer period.
            whole = len(self.calendars.union(period, indicator.calendar, indicator.period))
            used += [part for part in self.reducer.parts(indicator, area, "total", parts, period, observed, NO_FILL)
                     if part.state == "value" and not taken & set(part.periods)
                     and (indicator.over_time != "none" or len(part.periods) == whole)]
        self.remembered[key] = used
        return used

    def total_alone(self, indicator, area, common, below, rows):
        """Where areas are not summed, a total stands for the cell of the area itself: where nothing below reports, or,
        for `none`, whenever there is one for exactly the period. What it has a value for counts as reported below."""
        parts, period, observed, _, plain = common
        if indicator.over_areas == "none" or indicator.published:
            bases = self.calendars.union(period, indicator.calendar, indicator.period)
            found = self.exact_total(indicator, area, parts, period, observed, bases)
        elif below.reported:
            return None
        else:
            found = self.reducer.parts(indicator, area, "total", parts, period, observed, NO_FILL)
        found = [part for part in found if part.state == "value"]
        if not found:
            return None
        within = {base for part in found for base in part.periods}
        result = self.counted(indicator, rows, {(unit, base) for unit, parts in rows.items() for part in parts
                                                for base in part.expected if base in within}, True)
        for part in found:
            result.take(part.quality, part.marks, part.periods[0], part.periods[-1])
        try:
            value = self.over_time(indicator, found)
        except Undefined as undefined:
            result.become("undefined", undefined.args[0])
            return result
        self.give(indicator, result, value, True)
        return result

    def exact_total(self, indicator, area, parts, period, observed, bases):
        """The total of an area for exactly a period."""
        if len(bases) == 1:
            return [part for part in self.reducer.parts(indicator, area, "total", parts, period, observed, NO_FILL)
                    if part.periods == tuple(bases)]
        return [self.reducer.base_part(indicator, area, within[-1], said._replace(expected=True))
                ._replace(periods=tuple(within))
                for wide, within, said in self.reducer.coarse(indicator, area, "total", parts, period)
                if (wide.first, wide.last) == (period.first, period.last)][:1]

    @staticmethod
    def cover(result):
        """A total that is used counts everything expected below as reported."""
        result.reported = result.expected
        result.rows = [(row[0], row[0], row[2], row[2]) for row in result.rows]
        result.cells = result.all_cells
        result.units = frozenset(result.sides[0][0])

    def counted(self, indicator, rows, covered, auto):
        """An empty result with the coverage of base cells."""
        result = Result("missing")
        result.counts = "cells", indicator.calendar, indicator.period
        cells, every, expected_units, units = set(), set(), set(), set()
        for unit, found in rows.items():
            expected = {(unit, base) for part in found for base in part.expected}
            reported = {(unit, base) for part in found for base in part.reported} | covered & expected
            result.expected += len(expected)
            result.reported += len(reported)
            result.rows.append((bool(expected), bool(reported), len(expected), len(reported)))
            cells |= reported
            every |= expected
            if expected:
                expected_units.add(unit)
            if reported:
                units.add(unit)
        result.cells, result.units, result.all_cells = frozenset(cells), frozenset(units), frozenset(every)
        result.valued = frozenset(unit for unit, found in rows.items() if any(part.state == "value" for part in found))
        result.sides = [(frozenset(expected_units), frozenset(part.version for found in rows.values() for part in found))]
        return result

    def valueless(self, indicator, area, period, result, parts, states):
        if not result.expected:
            none = self.nowhere(indicator, area, period, states, any(part.outside for part in parts))
            result.become(none.state, none.reason)
        elif "undefined" in states:
            result.become("undefined", "weight")
            result.marks["suppressed_input"] += states.count("suppressed")
            self.versions(result, {part.version for part in parts})
        elif all(part.state == "suppressed" for part in parts if part.expected):
            result.become("suppressed")
            if result.expected == 1:
                result.bounds = next(part.bounds for part in parts if part.expected)
        return result

    def operated(self, indicator, area, period, result, rows, own, totals):
        """The value of an area of which at least one element has a value."""
        versions = set()
        for part in [*(part for found in rows.values() for part in found), *own, *totals]:
            versions.add(part.version)
            if part.state == "value":
                result.take(part.quality, part.marks, part.periods[0], part.periods[-1])
            elif part.state == "suppressed":
                result.marks["suppressed_input"] += 1
        self.versions(result, versions)
        elements, pooled, undefined, mine = [], [], None, None
        groups = [*rows.items(), *by_unit(own), *by_unit(totals)]
        for unit, found in groups:
            valued = [part for part in found if part.state == "value"]
            if not valued:
                continue
            pooled += valued
            try:
                value = self.over_time(indicator, valued)
            except Undefined as reason:
                undefined = reason.args[0]
                continue
            if unit == area:
                mine = value
            elements.append((value, self.weight_of(indicator, unit, period)
                             if indicator.over_areas == "weighted_mean" and not indicator.pooled else None))
        alone = self.is_unit(indicator, area, period.last) and (
            mine is not None or not elements and all(other == area for other in rows))
        if indicator.over_areas in ("none", "first", "last") and not alone:
            result.become("not_applicable", "published" if indicator.published else "not_aggregated")
            return result
        if not elements:
            result.become("undefined", undefined)
            return result
        try:
            if indicator.over_areas in ("none", "first", "last"):
                value = mine
            elif indicator.pooled:
                value = operate(indicator.over_areas, [part.value for part in pooled], [part.weight for part in pooled])
            else:
                value = operate(indicator.over_areas, *zip(*elements))
        except Undefined as reason:
            result.become("undefined", reason.args[0])
            return result
        self.give(indicator, result, value)
        return result

    @staticmethod
    def over_time(indicator, found):
        """A unit's own result."""
        if indicator.over_time == "none":
            return found[0].value
        if indicator.over_time == "weighted_mean" and found[0].coarse:
            return found[0].value
        return operate(indicator.over_time, [part.value for part in found], [part.weight for part in found])

    @staticmethod
    def give(indicator, result, value, total=False):
        """Gives a value; that of a total was made over time only."""
        if total:
            result.set(value, exactness("exact", indicator.over_time),
                       decimals(indicator.decimals, indicator.over_time, indicator.decimals))
            return
        kind = "exact" if indicator.over_areas != "count" and indicator.pooled else exactness("exact", indicator.over_time)
        digits = decimals(indicator.decimals, indicator.over_time, indicator.decimals)
        whole = 0 if indicator.over_time == "count" and not indicator.pooled else indicator.decimals
        kind, digits = exactness(kind, indicator.over_areas), decimals(digits, indicator.over_areas, whole)
        result.set(twelve(float(value)) if kind == "approximate" else value, kind, digits)

    @staticmethod
    def versions(result, versions):
        result.sides = [(result.sides[0][0], frozenset(versions))]
        if len(versions) > 1:
            result.marks["break"] += 1

    # ---- weights ----

    def weight_of(self, indicator, unit, period):
        """The result of the weight for a unit; None without one."""
        result = self.raw(self.data.indicators[indicator.weight], TOTAL, unit, period)
        return result.value if result.state == "value" else None

    def weighed(self, indicator, part):
        """A part with the weight of its cell; without one it counts as missing."""
        scope = "self" if self.query.origin == "own" else "unit"
        weight = None if part.coarse else self.reducer.weight(indicator, part.unit, part.periods[0], scope)
        return without(part) if weight is None else part._replace(weight=weight)

    # ---- last and first ----

    def by_last(self, indicator, parts, area, period, observed, fill, match):
        common = parts, period, observed, fill, match is not None
        rows = self.lasts_of(indicator, area, common)
        if match is not None:
            rows = {unit: unmatched(last) if unit not in match else last for unit, last in rows.items()}
        weights = {}
        if indicator.over_areas == "weighted_mean":
            weights = {unit: self.weight_of(indicator, unit, period) for unit in rows}
            rows = {unit: unmatched(last) if weights[unit] is None else last for unit, last in rows.items()}
        summed = indicator.over_areas == "sum"
        auto = self.query.origin == "auto" and match is None
        totals, covered = {}, set()
        if auto and summed:
            used = self.used_last_totals(indicator, common)
            tree = self.areas.on(period.last)
            totals = {unit: last for unit, last in used.items() if tree.within(unit, area)}
            covered = {unit for unit in rows if any(tree.within(unit, other) for other in totals)}
        result = self.counted_last(indicator, rows, covered)
        if auto and not summed and not self.is_unit(indicator, area, period.last):
            replaced = self.last_total_alone(indicator, area, common, result)
            if replaced:
                return replaced
        own = self.own_lasts(indicator, area, common) if self.query.origin != "own" and match is None else {}
        inputs = [last for unit, last in rows.items() if unit not in covered] + [*own.values(), *totals.values()]
        if not any(last.state == "value" for last in inputs):
            self.valueless_last(indicator, area, period, result, list(rows.values()))
            if result.expected and indicator.over_areas in ("none", "first", "last") \
                    and not self.is_unit(indicator, area, period.last):
                result.become("not_applicable", "not_aggregated")
            return result
        return self.operated_last(indicator, area, period, result, rows, own, totals, covered, weights)

    def lasts_of(self, indicator, area, common):
        """The results of the units that lie in an area on the last day of the period."""
        parts, period, observed, fill, plain = common
        tree = self.areas.on(period.last)
        alone = self.query.origin == "own"
        rows = {}
        for unit in [area] if alone else self.areas.order:
            if not tree.within(unit, area) or not alone and unit not in tree.units(indicator.level):
                continue
            last = self.reducer.last(indicator, unit, "self" if alone else "unit", parts, period, observed, fill, plain)
            if unit in tree.exists or last.end_value:
                rows[unit] = last
        return rows

    def own_lasts(self, indicator, area, common):
        parts, period, observed, _, plain = common
        tree = self.areas.on(period.last)
        own = {}
        for other in self.series(indicator, "own"):
            if other in tree.units(indicator.level):
                continue
            last = self.reducer.last(indicator, other, "own", parts, period, observed, NO_FILL, plain)
            if tree.within(other, area) and last.state == "value" and (other in tree.exists or last.end_value):
                own[other] = last
        return own

    def used_last_totals(self, indicator, common):
        parts, period, observed, fill, _ = common
        key = "last totals", indicator.id, common
        if key in self.remembered:
            return self.remembered[key]
        tree = self.areas.on(period.last)
        used = {}
        for area in sorted(self.series(indicator, "total"), key=lambda area: -tree.depth[area]):
            if area in tree.units(indicator.level):
                continue
            last = self.reducer.last(indicator, area, "total", parts, period, observed, NO_FILL)
            # What is only carried does not stand for what lies below.
            if last.state != "value" or not last.reported or not (area in tree.exists or last.end_value):
                continue
            below = self.lasts_of(indicator, area, common)
            if not any(other.reported for other in below.values()) and not any(tree.within(other, area) for other in used):
                used[area] = last
        self.remembered[key] = used
        return used

    def last_total_alone(self, indicator, area, common, below):
        parts, period, observed, _, _ = common
        tree = self.areas.on(period.last)
        last = self.reducer.last(indicator, area, "total", parts, period, observed, NO_FILL)
        if indicator.over_areas == "none":
            bases = self.calendars.union(period, indicator.calendar, indicator.period)
            found = self.exact_total(indicator, area, parts, period, observed, bases)
            found = [part for part in found if part.state == "value"]
            if not found:
                return None
            last = last._replace(state="value", value=found[0].value, quality=found[0].quality, marks=found[0].marks,
                                 first=bases[-1], last=bases[-1])
        elif below.reported:
            return None
        if last.state != "value" or not last.reported or not (area in tree.exists or last.end_value):
            return None
        result = below.copy()
        result.qualities, result.first, result.last = [0, 0, 0], None, None
        result.marks.clear()
        result.take(last.quality, last.marks, last.first, last.last)
        self.cover(result)
        self.give(indicator, result, last.value, True)
        return result

    def counted_last(self, indicator, rows, covered):
        """An empty result with the coverage of units."""
        result = Result("missing")
        result.counts = ("units",)
        expected, reported = set(), set()
        for unit, last in rows.items():
            given = last.expected and (last.reported or unit in covered)
            base = last.base_expected if unit in covered else last.base_reported
            result.rows.append((bool(last.expected), bool(given), last.base_expected, base))
            if last.expected:
                expected.add(unit)
            if given:
                reported.add(unit)
            if indicator.kind in ("stock", "cumulative") and last.at_end and last.state == "value":
                result.at_end += 1
        result.expected, result.reported = len(expected), len(reported)
        result.cells, result.units, result.all_cells = frozenset(reported), frozenset(reported), frozenset(expected)
        result.valued = frozenset(unit for unit, last in rows.items() if last.state == "value")
        result.sides = [(frozenset(expected), frozenset().union(*(last.versions for last in rows.values())))]
        return result

    def valueless_last(self, indicator, area, period, result, rows):
        if not result.expected:
            states = [state for last in rows for state in last.states]
            none = self.nowhere(indicator, area, period, states, any(last.outside for last in rows))
            result.become(none.state, none.reason)
        elif all(last.state == "suppressed" for last in rows if last.expected):
            result.become("suppressed")
            if result.expected == 1:
                result.bounds = next(last.bounds for last in rows if last.expected)
        return result

    def operated_last(self, indicator, area, period, result, rows, own, totals, covered, weights):
        versions, values = set(), []
        for unit, last in [*rows.items(), *own.items(), *totals.items()]:
            versions |= last.versions
            if last.state == "value" and (unit in totals or unit not in covered):
                result.take(last.quality, last.marks, last.first, last.last)
                values.append((last.value, weights.get(unit)))
            elif last.state == "suppressed":
                result.marks["suppressed_input"] += 1
        self.versions(result, versions)
        if indicator.over_areas in ("none", "first", "last"):
            mine = rows.get(area)
            if not self.is_unit(indicator, area, period.last) or not mine or mine.state != "value":
                result.become("not_applicable", "not_aggregated")
                return result
            self.give(indicator, result, mine.value)
            return result
        try:
            self.give(indicator, result, operate(indicator.over_areas, *zip(*values)))
        except Undefined as reason:
            result.become("undefined", reason.args[0])
        return result


def by_unit(parts):
    found = {}
    for part in parts:
        found.setdefault(part.unit, []).append(part)
    return found.items()


def weightless(found):
    """The parts of a unit; where their weights sum to zero its result is undefined, and counts as not reported."""
    values = [part for part in found if part.state == "value"]
    if values and not values[0].coarse and sum(part.weight for part in values) == 0:
        return [part._replace(state="undefined", value=None, reported=()) if part.state == "value" else part for part in found]
    return found


def apart(part, whole):
    """A part that is not aggregated over time: it was reported, and gives no value for more than itself."""
    return part._replace(state="apart", value=None) if part.state == "value" and len(part.periods) < whole else part
