"""A second libprogram, for tables: docs/results.md in Python, cell by cell.

Nothing here was taken from the library; the page is all that the two have in common. It is slow on purpose: every
rule stands where the page has it, with fractions for numbers. What the page leaves open is in README.md.
"""

import csv
import io

from cells import Cells
from column import Data
from debts import Duties
from measures import Measures
from periods import Calendars, text_of
from query import Query
from result import written
from tree import Areas


class Engine:
    """A programme with its values, ready for queries."""

    def __init__(self, programme, rows):
        self.programme = programme
        self.calendars = Calendars(programme)
        self.areas = Areas(programme)
        self.data = Data(programme, rows, self.calendars)
        self.data.duties = Duties(programme, self.calendars, self.areas)

    def compute(self, text):
        """The table of a query."""
        return Table(self, Query(self.programme, text, self.calendars))


class Table:
    """A table: its axes, and a cell at every place."""

    def __init__(self, engine, query):
        self.engine = engine
        self.query = query
        self.day = max(period.last for period in query.periods)
        self.measures = Measures(Cells(engine.data, engine.areas, query), self.day)
        self.axes = {
            "indicators": query.indicators,
            "breakdowns": [cut.text for cut in query.cuts],
            "areas": query.resolve_areas(engine.areas, self.day),
            "periods": [engine.calendars.format(period) for period in query.periods],
            "measures": query.measures,
        }
        self.cuts = {cut.text: cut for cut in query.cuts}

    @property
    def boundaries(self):
        return text_of(self.day)

    def cell(self, indicator, breakdown, area, period, measure):
        """The cell at a place, by the ids of its axes."""
        found = self.engine.data.indicators[indicator]
        period = self.engine.calendars.parse(period)
        result = self.measures.measure(measure, found, self.cuts[breakdown], area, period)
        return written(result, self.engine.calendars, found.decimals)

    def places(self):
        """Every place, the last axis fastest."""
        axes = self.axes
        return [(indicator, breakdown, area, period, measure) for indicator in axes["indicators"]
                for breakdown in axes["breakdowns"] for area in axes["areas"] for period in axes["periods"]
                for measure in axes["measures"]]


def read_rows(text):
    """The rows of a file of values."""
    return list(csv.DictReader(io.StringIO(text)))
