"""What counts of a unit in a base period: §2 of docs/results.md.

The entries of a cell, the source that is taken, the version of the indicator, whether the cell is expected, and what
is derived from categories. One query looks at one Columns; everything is remembered there.
"""

from collections import namedtuple
from fractions import Fraction

from periods import day_of
from tree import EVER

QUALITIES = {"estimate": 1, "preliminary": 2, "final": 3}

Entry = namedtuple("Entry", "sequence withdrawal state number category quality marks lower upper")

# A cell of a unit and a base period. `state` is value, suppressed, missing, not_applicable or not_expected; `entry`
# says whether an entry of its own counts; `outside`, that it lies outside of the indicator's validity.
Cell = namedtuple("Cell", "state value quality marks bounds version expected entry outside")


class Indicator:
    """An indicator of the document, with its defaults filled in."""

    def __init__(self, item):
        get = item.get
        self.id = item["id"]
        self.kind = item["kind"]
        self.decimals = get("decimals", 0)
        self.declared = "decimals" in item
        self.calendar = get("calendar", "gregorian")
        self.period = get("period")
        self.direction = get("direction", "neutral")
        self.unit = get("unit")
        self.numerator = get("numerator")
        self.denominator = get("denominator")
        self.computed = self.numerator is not None
        self.factor = Fraction(str(get("factor", 1)))
        self.matched = get("operands") == "matched"
        self.published = get("published", False)
        natural = {"flow": ("sum", "sum"), "stock": ("last", "sum"), "cumulative": ("last", "sum"), "cohort": ("sum", "sum"),
                   "class": ("last", None), "milestone": ("last", "sum")}
        over_time, over_areas = natural.get(self.kind, ("none", "none"))
        self.over_time = get("over_time", over_time)
        self.over_areas = get("over_areas", over_areas)
        self.weight = get("weight")
        self.pooled = get("pooled", False)
        self.at_end = get("at_end", False)
        self.carry = get("carry", 0)
        self.span = get("span", "year")
        self.stages = get("stages")
        self.disjoint = get("disjoint", False)
        self.missing_over_time = get("missing_over_time")
        self.missing_over_areas = get("missing_over_areas")
        self.minimum = Fraction(str(get("minimum", 0)))
        self.breakdowns = get("breakdowns", [])
        self.categories = [category["id"] for category in get("categories", [])]
        self.level = get("level")
        self.first = day_of(item["from"]) if "from" in item else -EVER
        self.last = day_of(item["to"]) if "to" in item else EVER
        self.replaces = get("replaces")
        self.sources = get("sources", [])

    def same_series(self, other):
        """Whether another version may be taken instead."""
        return all(getattr(self, key) == getattr(other, key) for key in ("kind", "calendar", "period", "unit", "decimals"))


class Data:
    """The entries of a data set, by cell."""

    def __init__(self, programme, rows, calendars):
        self.indicators = {item["id"]: Indicator(item) for item in programme.get("indicators", [])}
        self.factors = {item["id"]: Fraction(str(item.get("factor", 1))) for item in programme.get("units", [])}
        self.breakdowns = {item["id"]: [category["id"] for category in item["categories"]]
                           for item in programme.get("breakdowns", [])}
        self.calendars = calendars
        self.cells = {}
        # Where a series has coarse values, own parts or totals; which other indicators report there.
        self.coarse = {}
        self.scopes = {}
        self.reports = {}
        self.columns = {}
        self.observations = {}
        for sequence, row in enumerate(rows, 1):
            self.read(sequence, row)

    def read(self, sequence, row):
        row = {key: value for key, value in row.items() if value}
        indicator = self.indicators[row["indicator"]]
        period = self.calendars.parse(row["period"])
        observed = self.calendars.parse(row["observed"]) if "observed" in row else None
        parts = frozenset((name, row[name]) for name in self.breakdowns if name in row)
        source = row.get("source")
        named = {source for precedence in indicator.sources for source in precedence["order"]}
        if source is None and len(named) == 1:
            source = next(iter(named))
        scope = row.get("scope", "unit")
        number = category = None
        state = row.get("state", "value" if "value" in row else "missing")
        withdrawal = row.get("action") == "withdraw"
        unit = self.factors.get(row.get("unit"), Fraction(1)) / self.factors.get(indicator.unit, Fraction(1)) \
            if "unit" in row else Fraction(1)
        if state == "value" and not withdrawal:
            if indicator.kind == "class":
                category = row["value"]
            else:
                number = Fraction(row["value"]) * unit
        bounds = [Fraction(row[key]) * unit if key in row else None for key in ("lower", "upper")]
        entry = Entry(sequence, withdrawal, state, number, category, QUALITIES[row.get("quality", "final")],
                      frozenset(row.get("marks", "").split()), *bounds)
        series = indicator.id, row["area"], scope, parts
        self.cells.setdefault((*series, period, source, observed), []).append(entry)
        if (period.calendar, period.type) != (indicator.calendar, indicator.period):
            add(self.coarse, series, period)
        add(self.scopes, (indicator.id, scope), row["area"])
        add(self.columns, (indicator.id, row["area"]), parts)
        if scope == "unit":
            add(self.reports, (row["area"], period, source), (*series, period, source, observed))
        if observed:
            add(self.observations, (*series, period), observed)
            add(self.observations, series, period)


def add(where, key, value):
    values = where.setdefault(key, [])
    if value not in values:
        values.append(value)


class Columns:
    """The base cells of every series, as one query sees them."""

    def __init__(self, data, areas, as_of, quality, source):
        self.data = data
        self.areas = areas
        self.duties = data.duties
        self.as_of = as_of
        self.quality = quality
        self.source = source
        self.remembered = {}

    # ---- entries ----

    def winner(self, key):
        """Of the entries of a cell the one that counts, or None."""
        live = []
        for entry in self.data.cells.get(key, ()):
            if self.as_of and entry.sequence > self.as_of:
                break
            if entry.withdrawal:
                live = [other for other in live if other.quality != entry.quality]
            else:
                live.append(entry)
        mode, name = self.quality
        if mode == "at_least":
            live = [entry for entry in live if entry.quality >= QUALITIES[name]]
        elif mode == "exactly":
            live = [entry for entry in live if entry.quality == QUALITIES[name]]
        return max(live, key=lambda entry: (entry.quality, entry.sequence), default=None)

    def order(self, indicator, day):
        """The sources of an indicator that may count on a day, the primary one first, and whether others stand in."""
        if not indicator.sources:
            return [None], False
        if self.source:
            return [self.source], False
        chosen = None
        for precedence in indicator.sources:
            start = day_of(precedence["from"]) if "from" in precedence else -EVER
            if start <= day and (chosen is None or start >= chosen[0]):
                chosen = start, precedence
        if chosen is None:
            return [], False
        return chosen[1]["order"], chosen[1].get("fallback", False)

    def counts(self, series, period, observed=None):
        """The entry that counts for a cell of a series, and whether another source stands in."""
        indicator = self.data.indicators[series[0]]
        order, fallback = self.order(indicator, period.last)
        if not order:
            return None, False
        first = self.winner((*series, period, order[0], observed))
        if (first is None or first.state == "missing") and fallback:
            for source in order[1:]:
                other = self.winner((*series, period, source, observed))
                if other is not None and other.state != "missing":
                    return other, True
        return first, False

    # ---- base cells ----

    def version(self, indicator, period):
        """The version of an indicator that holds for a base period."""
        while period.last < indicator.first and indicator.replaces:
            other = self.data.indicators[indicator.replaces]
            if not indicator.same_series(other):
                break
            indicator = other
        return indicator

    def is_open(self, indicator, area, scope, day):
        """Whether the area exists on a day, and whether the indicator is to be reported for a base period that ends on
        it: it is defined then and, of a unit, somebody owes it."""
        valid = indicator.first <= day <= indicator.last
        return area in self.areas.on(day).exists, valid and (scope != "unit" or self.duties.expects(indicator.id, area, day))

    def cell(self, indicator, area, scope, parts, period, observed=None, derive=True):
        """A base cell; None when there is none at all. With `first` and `last` nothing is derived here."""
        key = indicator.id, area, scope, parts, period, observed, derive
        if key not in self.remembered:
            self.remembered[key] = self.find(*key[1:-1], indicator, derive)
        return self.remembered[key]

    def find(self, area, scope, parts, period, observed, indicator, derive):
        version = self.version(indicator, period)
        exists, valid = self.is_open(version, area, scope, period.last)
        series = version.id, area, scope, parts
        if version.kind == "cohort":
            said = self.cohort(series, period, observed)
        else:
            said = self.said(*self.counts(series, period))
        own = said is not None
        if said is None and derive:
            said = self.derived(version, area, scope, parts, period, observed)
        if said and said.state in ("value", "suppressed"):
            unexpected = frozenset() if exists and valid else frozenset(["unexpected"])
            return said._replace(version=version.id, expected=True, marks=said.marks | unexpected, entry=own)
        if not exists:
            return None
        if not valid:
            return Cell("not_expected", None, 0, frozenset(), None, version.id, False, own, True)
        if said and said.state in ("not_applicable", "not_expected"):
            return said._replace(version=version.id)
        return Cell("missing", None, 0, frozenset(), None, version.id, True, own, False)

    def said(self, entry, fallback):
        """A cell of what an entry says."""
        if entry is None:
            return None
        marks = entry.marks | (frozenset(["fallback"]) if fallback else frozenset())
        bounds = None if entry.lower is None and entry.upper is None else (entry.lower, entry.upper)
        value = entry.category if entry.category is not None else entry.number
        return Cell(entry.state, value, entry.quality, marks, bounds, None, False, True, False)

    def cohort(self, series, period, within):
        """The sum over the periods of observation; else what was said of the last one."""
        values, others = [], []
        for observed in self.data.observations.get((*series, period), ()):
            if within and not within.first <= observed.first <= observed.last <= within.last:
                continue
            said = self.said(*self.counts(series, period, observed))
            if said is None:
                continue
            if said.state == "value":
                values.append(said)
            else:
                others.append(((observed.last, observed.first), said))
        if values:
            return together(values)
        return max(others, key=lambda other: other[0])[1] if others else None

    def derived(self, version, area, scope, parts, period, observed):
        """The sum over the categories of the first breakdown for all of which there is a value."""
        if version.kind not in ("flow", "stock", "cumulative", "cohort"):
            return None
        for breakdown in version.breakdowns:
            if any(name == breakdown for name, _ in parts):
                continue
            cells = [self.cell(version, area, scope, parts | {(breakdown, category)}, period, observed)
                     for category in self.data.breakdowns[breakdown]]
            if cells and all(cell is not None and cell.state == "value" for cell in cells):
                return together(cells)
        return None

    # ---- nil returns ----

    def divided(self, indicator, area, scope, parts, period, observed):
        """Whether an entry counts in a cell of the same indicator that is divided further."""
        version = self.version(indicator, period)
        for other in self.data.columns.get((version.id, area), ()):
            if other > parts:
                cell = self.cell(version, area, scope, other, period, observed, False)
                if cell and cell.entry:
                    return True
        return False

    def nil_return(self, indicator, area, period):
        """Whether a value of another indicator counts for the same area, period and primary source."""
        version = self.version(indicator, period)
        order, _ = self.order(version, period.last)
        if not order:
            return False
        key = area, period, order[0]
        if ("nil", version.id, key) not in self.remembered:
            found = False
            for other in self.data.reports.get(key, ()):
                if other[0] != version.id:
                    entry = self.winner(other)
                    found = found or entry is not None and entry.state == "value"
            self.remembered["nil", version.id, key] = found
        return self.remembered["nil", version.id, key]


def together(cells):
    """One input out of several: their sum, their lowest quality, all their marks."""
    return Cell("value", sum((cell.value for cell in cells), Fraction(0)), min(cell.quality for cell in cells),
                frozenset().union(*(cell.marks for cell in cells)), None, None, True, False, False)
