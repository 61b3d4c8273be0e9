"""Queries: the text of include/libprogram/query.h, read into a plain object.

Only canonical spellings are read: names are ids, and relative periods are not known here; the library's own tests
are about spelling.
"""

import re
from collections import namedtuple
from fractions import Fraction

from periods import Calendars

# factors: (breakdown, category) in the order of the text; observed: a period of observation; special: "by_observation"
# or, for the cut of a class, ("class", category).
Cut = namedtuple("Cut", "text factors observed special")
Policy = namedtuple("Policy", "name minimum")

TOTAL = Cut("total", (), None, None)


class Query:
    """What is asked for, and under which conditions."""

    def __init__(self, programme, text, calendars=None):
        self.programme = programme
        self.calendars = calendars or Calendars(programme)
        self.indicators = []
        self.areas = ["roots"]
        self.periods = []
        self.cuts = [TOTAL]
        self.measures = ["value"]
        self.as_of = 0
        self.quality = ("best", None)
        self.source = None
        self.origin = "auto"
        self.policy_time = None
        self.policy_areas = None
        self.operands = None
        clauses = [clause.strip().split(None, 1) for clause in text.split(";") if clause.strip()]
        # Cuts by class need the indicators.
        for word, rest in sorted(clauses, key=lambda clause: clause[0] == "breakdowns"):
            getattr(self, "read_" + word)(rest.strip())

    def read_indicators(self, text):
        for name in items(text):
            every = [item["id"] for item in self.programme["indicators"]]
            add(self.indicators, every if name == "all" else [name])

    def read_areas(self, text):
        self.areas = items(text)

    def read_periods(self, text):
        for name in items(text):
            add(self.periods, self.calendars.parse_range(name))

    def read_measures(self, text):
        self.measures = []
        add(self.measures, items(text))

    def read_as(self, text):
        self.as_of = int(text.split()[1])

    def read_quality(self, text):
        words = re.split(r"[\s(),]+", text)
        self.quality = (words[0], words[1] if len(words) > 1 else None)

    def read_source(self, text):
        self.source = text

    def read_origin(self, text):
        self.origin = text

    def read_operands(self, text):
        self.operands = text

    def read_policy(self, text):
        where, name, *rest = text.split()
        policy = Policy(name, Fraction(rest[0]) if rest else None)
        if where == "time":
            self.policy_time = policy
        else:
            self.policy_areas = policy

    def read_boundaries(self, text):
        raise ValueError("boundaries are announced, not there")

    def read_breakdowns(self, text):
        self.cuts = []
        for name in items(text):
            # The same categories in another order are the same cut.
            known = [same_cut(cut) for cut in self.cuts]
            add(self.cuts, [cut for cut in self.expand(name) if same_cut(cut) not in known])

    # ---- cuts ----

    def expand(self, text):
        """The cuts of one item: a breakdown stands for its categories, then for what is not allocated."""
        if text == "total":
            return [TOTAL]
        if text == "by_observation":
            return [Cut(text, (), None, "by_observation")]
        if text == "classes":
            classes = []
            for item in self.programme["indicators"]:
                if item["id"] in self.indicators and item["kind"] == "class":
                    add(classes, [category["id"] for category in item["categories"]])
            return [Cut("class=" + name, (), None, ("class", name)) for name in [*classes, "unclassified"]]
        if text.startswith("class="):
            return [Cut(text, (), None, ("class", text[len("class="):]))]
        cuts = [Cut("", (), None, None)]
        for factor in text.split("*"):
            name, _, value = (part.strip() for part in factor.partition("="))
            if name == "observed":
                choices = [(factor.strip(), (), self.calendars.parse(value))]
            elif value:
                choices = [(f"{name}={value}", ((name, value),), None)]
            else:
                breakdown = next(item for item in self.programme["breakdowns"] if item["id"] == name)
                every = [category["id"] for category in breakdown["categories"]] + ["unallocated"]
                choices = [(f"{name}={one}", ((name, one),), None) for one in every]
            cuts = [Cut((cut.text + "*" if cut.text else "") + label, cut.factors + factors, observed or cut.observed, None)
                    for cut in cuts for label, factors, observed in choices]
        return cuts

    # ---- areas ----

    def resolve_areas(self, areas, day):
        """The areas of the table, in the tree of its day."""
        tree = areas.on(day)
        found = []
        every = [area.id for area in areas.list if area.id in tree.exists]
        for name in self.areas:
            word, _, rest = name.partition(":")
            level, _, below = rest.partition("@")
            if name == "all":
                chosen = every
            elif name == "roots":
                chosen = [area for area in every if tree.parent[area] not in tree.exists]
            elif name == "units":
                chosen = [area for area in every if area in tree.units(None)]
            elif word == "level":
                chosen = [area for area in every
                          if tree.levels[area] == level and (not below or tree.within(area, below))]
            elif word == "children":
                chosen = [area for area in every if tree.parent[area] == rest]
            elif word == "within":
                chosen = [area for area in every if tree.within(area, rest)]
            elif word == "units" and rest:
                chosen = [area for area in every if tree.within(area, rest) and area in tree.units(None)]
            else:
                chosen = [name]
            add(found, chosen)
        return found


def same_cut(cut):
    return frozenset(cut.factors), cut.observed, cut.special


def items(text):
    return [item.strip() for item in text.split(",")]


def add(where, things):
    """Adds things that are not there yet: what is named twice stands where it was named first."""
    for thing in things:
        if thing not in where:
            where.append(thing)
