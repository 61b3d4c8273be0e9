"""Areas through time: what exists on a day, what lies in what, and which areas report.

Everything is the same on all days between two changes; such a stretch of days is a Tree.
"""

import bisect

from periods import day_of

EVER = 10**9


class Area:
    """An area of the programme, with its parents by day."""

    def __init__(self, item):
        self.id = item["id"]
        self.level = item["level"]
        self.first = day_of(item["from"]) if "from" in item else -EVER
        self.last = day_of(item["to"]) if "to" in item else EVER
        # A later state changes only what it names.
        self.parents = [(-EVER, item.get("parent"))]
        for state in item.get("later", []):
            if "parent" in state:
                self.parents.append((day_of(state["from"]), state["parent"]))

    def parent(self, day):
        found = None
        for start, parent in self.parents:
            if start <= day:
                found = parent
        return found


class Tree:
    """The areas as they are on one day."""

    def __init__(self, areas, day):
        self.day = day
        self.parent = {area.id: area.parent(day) for area in areas}
        self.exists = {area.id for area in areas if area.first <= day <= area.last}
        # An area and all areas that it lies in, from the lowest.
        self.chain = {}
        for area in areas:
            chain, at = [], area.id
            while at is not None:
                chain.append(at)
                at = self.parent[at]
            self.chain[area.id] = chain
        self.depth = {area: len(chain) for area, chain in self.chain.items()}
        # The areas in which an area lies that exists.
        self.hold = set()
        for area in self.exists:
            self.hold.update(self.chain[area][1:])
        self.levels = {area.id: area.level for area in areas}
        self.by_level = {}

    def units(self, level):
        """The areas that report an indicator of a level, or of none."""
        if level not in self.by_level:
            if level is None:
                units = {area for area in self.parent if area not in self.hold}
            else:
                units = {area for area in self.parent if self.levels[area] == level}
            above = set(self.hold)
            if level is not None:
                above = {area for unit in units for area in self.chain[unit][1:]}
            self.by_level[level] = units, above
        return self.by_level[level][0]

    def above(self, level):
        """The areas in which units lie."""
        self.units(level)
        return self.by_level[level][1]

    def within(self, area, other):
        """Whether an area lies in another, or is it."""
        return other in self.chain[area]


class Areas:
    """All areas of a programme, by day."""

    def __init__(self, programme):
        self.list = [Area(item) for item in programme.get("areas", [])]
        self.order = {area.id: place for place, area in enumerate(self.list)}
        days = set()
        for area in self.list:
            days.update(day for day in (area.first, area.last + 1) if -EVER < day < EVER)
            days.update(day for day, _ in area.parents[1:])
        self.days = sorted(days)
        self.trees = {}

    def on(self, day):
        """The tree of a day."""
        place = bisect.bisect_right(self.days, day)
        if place not in self.trees:
            self.trees[place] = Tree(self.list, day)
        return self.trees[place]
