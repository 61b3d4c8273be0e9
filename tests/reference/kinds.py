"""Kinds with rules of their own: classes, milestones, distinct counts, and cohorts by observation; §7 and §2.

Kinds is the part of Cells that knows them; how areas, policies and totals are dealt with is in cells.py.
"""

from fractions import Fraction

from reduce import NO_FILL, Undefined, decimals, exactness, operate
from result import Result


class Kinds:
    """The cells of kinds with rules of their own."""

    def classes(self, indicator, cut, parts, area, period, fill):
        rows = self.lasts_of(indicator, area, (parts, period, None, fill, False))
        result = self.counted_last(indicator, rows, set())
        valued = {unit: last for unit, last in rows.items() if last.state == "value"}
        versions = frozenset().union(*(last.versions for last in rows.values()))
        if cut.special and cut.special[1] == "unclassified":
            if result.expected:
                count = sum(1 for last in rows.values() if last.expected and last.state != "value")
                for last in valued.values():
                    result.take(last.quality, last.marks, last.first, last.last)
                result.marks["suppressed_input"] += sum(1 for last in rows.values() if last.state == "suppressed")
                self.versions(result, versions)
                result.set(Fraction(count), "exact", 0)
                return result
            return self.valueless_last(indicator, area, period, result, list(rows.values()))
        above = area in self.areas.on(period.last).above(indicator.level) and not self.is_unit(indicator, area, period.last)
        if not valued and (cut.special or not above or not result.expected):
            return self.valueless_last(indicator, area, period, result, list(rows.values()))
        for last in valued.values():
            result.take(last.quality, last.marks, last.first, last.last)
        if valued:
            result.marks["suppressed_input"] += sum(1 for last in rows.values() if last.state == "suppressed")
        self.versions(result, versions)
        if not cut.special and result.expected and (above or area not in valued):
            result.become("not_applicable", "class")
        elif cut.special:
            result.set(Fraction(sum(1 for last in valued.values() if last.value == cut.special[1])), "exact", 0)
        else:
            result.set(valued[area].value, "exact", 0)
        return result

    def milestone(self, indicator, parts, area, period, fill, match):
        """Reached or not: the latest value at or before the end of the period, however early."""
        rows = self.lasts_of(indicator, area, (parts, period, None, fill, False))
        rows = {unit: self.reached(indicator, unit, parts, period, last) for unit, last in rows.items()}
        if match is not None:
            rows = {unit: unmatched(last) if unit not in match else last for unit, last in rows.items()}
        result = self.counted_last(indicator, rows, set())
        if not any(last.state == "value" for last in rows.values()):
            return self.valueless_last(indicator, area, period, result, list(rows.values()))
        return self.operated_last(indicator, area, period, result, rows, {}, {}, set(), {})

    def reached(self, indicator, unit, parts, period, last):
        if last.state == "value" or not last.expected:
            return last
        bases = self.calendars.union(period, indicator.calendar, indicator.period)
        scope = "self" if self.query.origin == "own" else "unit"
        known = {wide for (name, where, _, found, wide, _, _) in self.data.cells if where == unit and found == parts}
        for base in sorted(known, key=lambda base: base.last, reverse=True):
            if (base.calendar, base.type) != (indicator.calendar, indicator.period) or base.last > bases[-1].last:
                continue
            cell = self.reducer.cell(indicator, unit, scope, parts, base, None, False)
            if cell and cell.state == "value":
                return last._replace(state="value", value=cell.value, quality=cell.quality, marks=cell.marks,
                                     version=cell.version, first=base, last=base, reported=1)
        return last

    def distinct(self, indicator, parts, area, period, fill, match):
        common = parts, period, None, fill, match is not None
        rows = self.rows_of(indicator, area, common, match)
        if match is not None:
            rows = {unit: [matched(part, match) for part in found] for unit, found in rows.items()}
        result = self.counted(indicator, rows, set(), True)
        if self.query.origin == "auto" and match is None and not self.is_unit(indicator, area, period.last):
            replaced = self.total_alone(indicator, area, common, result, rows)
            if replaced:
                return replaced
        everything = [part for found in rows.values() for part in found]
        if not any(part.state == "value" for part in everything):
            return self.valueless(indicator, area, period, result, everything, [part.state for part in everything])
        versions, bounds, single = set(), [], True
        for unit, found in rows.items():
            values = [part.value for part in found if part.state == "value"]
            for part in found:
                versions.add(part.version)
                if part.state == "value":
                    result.take(part.quality, part.marks, part.periods[0], part.periods[-1])
                elif part.state == "suppressed":
                    result.marks["suppressed_input"] += 1
            if values:
                single = single and (found[0].coarse or sum(len(part.expected) for part in found) == 1)
                bounds.append((max(values), sum(values, Fraction(0))))
        self.versions(result, versions)
        lower = sum(low for low, _ in bounds) if indicator.disjoint else max(low for low, _ in bounds)
        upper = sum((high for _, high in bounds), Fraction(0))
        if single and lower == upper:
            result.set(upper, "exact", indicator.decimals)
        else:
            result.become("not_applicable", "distinct")
            result.bounds = self.raised(indicator, area, common, rows, lower, upper)
        return result

    def raised(self, indicator, area, common, rows, lower, upper):
        """Bounds that are not less than totals of single base periods, here or below, allow."""
        parts, period, observed, _, _ = common
        if self.query.origin != "auto" or common[-1]:
            return lower, upper
        totals = [part for other in self.series(indicator, "total")
                  for part in self.reducer.parts(indicator, other, "total", parts, period, observed, NO_FILL)
                  if part.state == "value" and not part.coarse and part.place.within(other, area)]
        more = []
        for total in sorted(totals, key=lambda part: -part.place.depth[part.unit]):
            base, place = total.periods[0], total.place
            there = sum((part.value for unit, found in rows.items() for part in found
                         if part.state == "value" and not part.coarse and part.periods == total.periods
                         and place.within(unit, total.unit)), Fraction(0))
            there += sum((excess for when, where, excess in more if when == base and place.within(where, total.unit)), Fraction(0))
            more.append((base, total.unit, max(total.value - there, Fraction(0))))
            lower = max(lower, total.value)
        return lower, upper + sum((excess for _, _, excess in more), Fraction(0))

    # ---- cohorts by observation (§2) ----

    def by_observation(self, indicator, area, period, match):
        """The sum of all values, of any entry period, that were observed in a period."""
        tree = self.areas.on(period.last)
        version = self.columns.version(indicator, period)
        rows = {}
        for unit in self.areas.order if self.query.origin != "own" else [area]:
            alone = self.query.origin == "own" and unit in tree.above(indicator.level)
            if unit not in tree.units(indicator.level) and not alone or not tree.within(unit, area):
                continue
            exists, valid = self.columns.is_open(version, unit, "total" if alone else "unit", period.last)
            values = self.observed(version, unit, period, exists and valid)
            if not exists and not values:
                continue
            wanted = valid or bool(values)
            weightless = indicator.over_areas == "weighted_mean" and self.weight_of(indicator, unit, period) is None
            rows[unit] = [] if weightless or match is not None and unit not in match else values, wanted
        result = Result("missing")
        result.counts = ("units",)
        reported = frozenset(unit for unit, (values, _) in rows.items() if values)
        expected = frozenset(unit for unit, (_, wanted) in rows.items() if wanted)
        result.reported, result.expected = len(reported), len(expected)
        result.cells, result.units, result.all_cells = reported, reported, expected
        result.valued = reported
        result.rows = [(unit in expected, unit in reported, 1, 1) for unit in rows]
        found = [value for values, _ in rows.values() for value in values]
        result.sides = [(expected, frozenset([version.id] if rows else []))]
        for base, said in found:
            result.take(said.quality, said.marks, base, base)
        if not expected:
            none = self.nowhere(indicator, area, period, ["not_expected"] * len(rows), bool(rows))
            result.become(none.state, none.reason)
        elif indicator.over_areas in ("none", "first", "last") and not self.is_unit(indicator, area, period.last):
            result.become("not_applicable", "not_aggregated")
        elif found:
            self.over_observed(indicator, area, period, result, rows)
        return result

    def observed(self, version, unit, period, wanted):
        """The values of a unit that were observed in a period."""
        values = []
        for scope in ("unit", "total") if self.query.origin == "own" else ("unit",):
            series = version.id, unit, scope, frozenset()
            for base in self.data.observations.get(series, ()):
                for observed in self.data.observations.get((*series, base), ()):
                    if period.first <= observed.first and observed.last <= period.last:
                        said = self.columns.said(*self.columns.counts(series, base, observed))
                        if said and said.state == "value":
                            values.append((base, said if wanted else said._replace(marks=said.marks | {"unexpected"})))
        return values

    def over_observed(self, indicator, area, period, result, rows):
        sums, weights = [], []
        for unit, (values, _) in rows.items():
            if values:
                sums.append(sum((said.value for _, said in values), Fraction(0)))
                if indicator.over_areas == "weighted_mean":
                    weights.append(self.weight_of(indicator, unit, period))
        if indicator.over_areas in ("none", "first", "last"):
            result.set(sums[0], "exact", indicator.decimals)
            return
        try:
            value = operate(indicator.over_areas, sums, weights)
        except Undefined:
            result.become("undefined", "weight")
            return
        kind = exactness("exact", indicator.over_areas)
        result.set(value, kind, decimals(indicator.decimals, indicator.over_areas, indicator.decimals))


def without(part):
    """A part whose value does not count: as if it were missing."""
    return part._replace(state="missing", value=None, reported=()) if part.state == "value" else part


def unmatched(last):
    """The same of a result of `last`."""
    return last._replace(state="missing", value=None, reported=0, base_reported=0) if last.state == "value" else last


def matched(part, match):
    """A part of a matched ratio: only cells that both operands have."""
    if not match.units:
        return part if all((part.unit, base) in match for base in part.periods) else without(part)
    return part if part.unit in match else without(part)
