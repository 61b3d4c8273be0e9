"""A cell of a table: what is known of it, and the form in which it is written."""

from collections import Counter
from fractions import Fraction

# In arithmetic the first of these wins: §8.
ORDER = ["not_applicable", "not_expected", "missing", "undefined", "suppressed", "value"]
QUALITY_NAMES = [None, "estimate", "preliminary", "final"]
MARKS = ["imputed", "carried", "break", "nil", "adjustment", "confidential", "unreliable", "operand_coverage_differs",
         "calendar_break", "fallback", "suppressed_input", "unexpected"]
LIMIT = 1 << 127


class Result:
    """A computed cell."""

    def __init__(self, state, reason="none"):
        self.state = state
        self.reason = reason
        self.value = None
        self.exactness = "exact"
        self.decimals = 0
        self.qualities = [0, 0, 0]
        self.marks = Counter()
        self.reported = 0
        self.expected = 0
        self.other = None
        self.at_end = 0
        self.first = None
        self.last = None
        self.bounds = None
        self.category = None
        # What coverage counts: ("cells", calendar, type), ("units",) or, of a ratio, None.
        self.counts = None
        # The cells, or units, that were reported, and that were expected; the units that report; the rows that policies look at.
        self.cells = frozenset()
        self.all_cells = frozenset()
        # The units that have a value, if only a carried one.
        self.valued = frozenset()
        self.units = frozenset()
        self.rows = []
        # For comparisons: of each operand the units that were expected, and the versions.
        self.sides = [(frozenset(), frozenset())]

    def copy(self):
        other = Result(self.state, self.reason)
        other.__dict__.update(self.__dict__)
        other.qualities = list(self.qualities)
        other.marks = Counter(self.marks)
        return other

    def set(self, value, exactness, decimals):
        """Gives it a value, unless that is too large to be kept."""
        self.state, self.reason = "value", "none"
        self.exactness, self.decimals = exactness, decimals
        self.value = value
        if isinstance(value, Fraction) and (abs(value.numerator) >= LIMIT or value.denominator >= LIMIT):
            self.become("undefined", "overflow")

    def become(self, state, reason="none"):
        self.state, self.reason, self.value = state, reason, None
        self.category = None

    def take(self, quality, marks, first=None, last=None):
        """Counts an input."""
        if quality:
            self.qualities[quality - 1] += 1
        self.marks.update(marks)
        self.used(first, last)

    def used(self, first, last):
        if first and (self.first is None or first.first < self.first.first):
            self.first = first
        if last and (self.last is None or last.last > self.last.last):
            self.last = last

    def inputs_of(self, other):
        """Adds the inputs and marks of another cell."""
        self.qualities = [mine + theirs for mine, theirs in zip(self.qualities, other.qualities)]
        self.marks.update(other.marks)
        self.used(other.first, other.last)

    def forget(self):
        """A cell that is made of nothing has no inputs."""
        self.qualities, self.first, self.last, self.at_end = [0, 0, 0], None, None, 0
        self.marks, self.bounds = Counter(), None

    @property
    def quality(self):
        return next((level for level in (1, 2, 3) if self.qualities[level - 1]), 0)


def rounded(value, digits):
    """A number rounded once, half away from zero, as text."""
    scaled = abs(value) * 10 ** digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = str(whole).rjust(digits + 1, "0")
    text = text[:-digits] + "." + text[-digits:] if digits else text
    return "-" + text if value < 0 and whole else text


def exact_text(value, digits):
    """A decimal number in full, with at least so many decimals."""
    while (value * 10 ** digits).denominator != 1:
        digits += 1
    return rounded(value, digits)


def written(result, calendars, digits):
    """A cell with the names of prg_table_write_json()."""
    cell = {"state": result.state, "reason": result.reason, "reported": result.reported, "expected": result.expected}
    if result.other is not None:
        cell["other_reported"], cell["other_expected"] = result.other
    if result.state == "value":
        cell["exactness"] = result.exactness
        if isinstance(result.value, str):
            cell["value"] = cell["category"] = result.value
        else:
            cell["value"] = rounded(result.value, result.decimals)
            cell["fraction"] = [str(result.value.numerator), str(result.value.denominator)]
    cell["quality"] = QUALITY_NAMES[result.quality]
    cell["qualities"] = list(result.qualities)
    cell["marks"] = {mark: result.marks[mark] for mark in MARKS if result.marks[mark]}
    cell["at_end"] = result.at_end
    cell["first_used"] = result.first and calendars.format(result.first)
    cell["last_used"] = result.last and calendars.format(result.last)
    cell["bounds"] = result.bounds and [bound if bound is None else exact_text(bound, digits) for bound in result.bounds]
    return cell
