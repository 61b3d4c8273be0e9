"""What is known of a number: its state, exactness, quality, marks and coverage."""
from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ._convert import NumberForm
from .enums import Exactness, Mark, Quality, Reason, State
from .items import Item
from .periods import Period

if TYPE_CHECKING:
    from .indicators import Category
    from .programme import Programme

__all__ = ["Coverage", "Known"]


class Coverage(NamedTuple):
    """How many cells or units were reported, of how many that were expected (độ đầy đủ)."""

    reported: int
    expected: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.reported >= self.expected

    @property
    def ratio(self) -> Fraction | None:
        """Reported over expected; None where nothing was expected."""
        return Fraction(self.reported, self.expected) if self.expected else None

    def __str__(self) -> str:
        return f"{self.reported}/{self.expected}"


class Known:
    """What a cell of a table and a step of an explanation have in common."""

    __slots__ = ("_fraction", "_programme", "_raw")

    _programme: Programme
    _raw: tuple[Any, ...]
    _fraction: tuple[str, str] | None

    def _keep(self, programme: Programme, raw: tuple[Any, ...], fraction: list[str] | None) -> None:
        self._programme = programme
        self._raw = raw
        self._fraction = None if fraction is None else (fraction[0], fraction[1])

    @property
    def state(self) -> State:
        """Whether there is a value, and if not, what there is instead."""
        return State(self._raw[0])

    @property
    def reason(self) -> Reason | None:
        """Why there is no value; None where there is one, or nothing more to say."""
        return None if self._raw[1] == "none" else Reason(self._raw[1])

    @property
    def exactness(self) -> Exactness:
        """How exact the number is."""
        return Exactness(self._raw[2])

    @property
    def decimals(self) -> int:
        """How many decimals its text has."""
        decimals: int = self._raw[3]
        return decimals

    @property
    def category(self) -> Category | None:
        """Of a class indicator: the class."""
        category: Category | None = Item._wrap(self._programme, self._raw[4])
        return category

    @property
    def quality(self) -> Quality | None:
        """The lowest quality among the inputs."""
        return Quality(self._raw[5]) if self._raw[5] else None

    @property
    def marks(self) -> frozenset[Mark]:
        """What is to be known besides."""
        return frozenset(Mark(mark) for mark in self._raw[6])

    @property
    def qualities(self) -> dict[Quality, int]:
        """How many inputs there were of each quality."""
        return dict(zip(Quality, self._raw[7], strict=True))

    @property
    def coverage(self) -> Coverage:
        """What was reported of what was expected; of a ratio, of the operand that is covered less."""
        return Coverage(self._raw[8], self._raw[9])

    @property
    def other_coverage(self) -> Coverage:
        """The same of a ratio's other operand, or of the period compared with."""
        return Coverage(self._raw[10], self._raw[11])

    @property
    def at_end(self) -> int:
        """Of a stock: how many units report in the last base period."""
        count: int = self._raw[12]
        return count

    @property
    def first_used(self) -> Period | None:
        """The earliest base period that a value was taken from."""
        return Period._maybe(self._raw[13])

    @property
    def last_used(self) -> Period | None:
        """The latest base period that a value was taken from."""
        return Period._maybe(self._raw[14])

    @property
    def fraction(self) -> Fraction | None:
        """The number as a fraction: exact, unless ``exactness`` says that it was rounded. None without a number."""
        return None if self._fraction is None else Fraction(int(self._fraction[0]), int(self._fraction[1]))

    @property
    def value(self) -> Decimal | Fraction | None:
        """The number: a Decimal where it is one, else a Fraction; None where there is none. Never zero for a missing
        value."""
        fraction = self.fraction
        return fraction if fraction is None else _decimal(fraction, self.decimals)

    def __bool__(self) -> bool:
        """Whether there is a value; also where it is zero."""
        return bool(self._raw[0] == "value")

    def __float__(self) -> float:
        """The nearest float; NaN where there is no number."""
        fraction = self.fraction
        return float("nan") if fraction is None else float(fraction)

    def text(self, numbers: NumberForm = "plain") -> str:
        """The number as it is published: exact numbers in full, fractions rounded once; of a class its id; ``""`` where
        there is no value."""
        raise NotImplementedError

    def _shown(self) -> str:
        state = self.state
        if state is not State.VALUE:
            return f"{state}, {self.reason}" if self.reason else str(state)
        coverage = self.coverage
        return self.text() + ("" if coverage.is_complete else f" ({coverage})")

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._shown()}>"


def _decimal(fraction: Fraction, decimals: int) -> Decimal | Fraction:
    """A Decimal with at least so many decimals if the fraction is one, which its denominator says."""
    rest, twos, fives = fraction.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return fraction
    places = max(twos, fives, decimals)
    digits = str(abs(fraction.numerator * 10**places // fraction.denominator)).rjust(places + 1, "0")
    return Decimal(("-" if fraction < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits))
