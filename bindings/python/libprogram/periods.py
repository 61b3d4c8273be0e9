"""Periods (kỳ báo cáo) and the calendars (lịch báo cáo) that they are of."""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, cast, overload

from . import _prg
from ._convert import Date, day
from .enums import CalendarKind, PeriodType, Relative, UnionReason
from .errors import NotFoundError

if TYPE_CHECKING:
    from .programme import Programme
    from .report import Report

__all__ = ["Calendar", "Calendars", "Period", "PeriodRange"]


class Period:
    """A stretch of days of one calendar. A value: it never changes, and periods of the same calendar and days are equal.

    >>> import libprogram
    >>> quarter = libprogram.Period("2018-Q1")
    >>> quarter.first, quarter.days, str(quarter + 1), str(quarter.same_last_year())
    (datetime.date(2018, 1, 1), 90, '2018-Q2', '2017-Q1')
    >>> [str(month) for month in quarter.parts("month")]
    ['2018-01', '2018-02', '2018-03']
    >>> datetime.date(2018, 3, 31) in quarter
    True
    """

    __slots__ = ("_raw",)

    _raw: tuple[Any, ...]

    def __init__(self, text: str, calendars: Calendars | None = None) -> None:
        self._raw = _prg.period_parse(None if calendars is None else calendars._raw, text)

    @classmethod
    def _of(cls, raw: tuple[Any, ...]) -> Self:
        period = object.__new__(cls)
        period._raw = raw
        return period

    @classmethod
    def _maybe(cls, raw: tuple[Any, ...] | None) -> Self | None:
        return None if raw is None else cls._of(raw)

    @property
    def calendar(self) -> Calendar:
        """Its calendar."""
        return Calendar._of(self._raw[0])

    @property
    def type(self) -> PeriodType:
        """Its type."""
        return PeriodType(self._raw[1])

    @property
    def year(self) -> int | None:
        """The year that it is called by; None for stages and days."""
        return self._raw[2] or None

    @property
    def index(self) -> int:
        """Which one of its year, from 1."""
        return cast(int, self._raw[3])

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return cast(datetime.date, self._raw[4])

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        return cast(datetime.date, self._raw[5])

    @property
    def days(self) -> int:
        """How many days it has."""
        return cast(int, _prg.period_days(self._raw))

    @property
    def id(self) -> str:
        """The canonical id, such as ``"vn:2018-Q1"``."""
        return cast(str, _prg.period_format(self._raw))

    @property
    def dhis2(self) -> str | None:
        """The id of the period with these days in DHIS2, if there is one."""
        try:
            return cast(str, _prg.period_format_dhis2(self._raw))
        except NotFoundError:
            return None

    @property
    def sdmx(self) -> str:
        """The Gregorian period with these days in SDMX, else start and duration; see also :meth:`to_sdmx`."""
        return self.to_sdmx()[0]

    def to_sdmx(self) -> tuple[str, str | None]:
        """The time period in SDMX and its REPORTING_YEAR_START_DAY, None where that is 1 January."""
        text, start = _prg.period_format_sdmx(self._raw)
        return text, start or None

    @property
    def is_in_force(self) -> bool:
        """Whether its calendar is law on its last day. It may be used all the same."""
        return bool(_prg.period_is_in_force(self._raw))

    def check(self, report: Report) -> None:
        """Adds a note to a report if its calendar is not law on its last day."""
        _prg.period_check(self._raw, report._raw)

    def __contains__(self, date: object) -> bool:
        if isinstance(date, Period):
            return self.first <= date.first and date.last <= self.last
        return isinstance(date, (datetime.date, str)) and bool(_prg.period_contains(self._raw, day(date)))

    def move(self, steps: int) -> Self | None:
        """The period so many steps later, or earlier; None where there is none."""
        return self._maybe(_prg.period_move(self._raw, steps))

    def next(self) -> Self | None:
        """The period after this one."""
        return self.move(1)

    def previous(self) -> Self | None:
        """The period before this one (kỳ trước)."""
        return self.move(-1)

    def __add__(self, steps: int) -> Self:
        if not isinstance(steps, int):
            return NotImplemented
        found = self.move(steps)
        if found is None:
            raise NotFoundError(f"no period stands {steps} steps from {self.id}")
        return found

    def __sub__(self, steps: int) -> Self:
        return self + -steps if isinstance(steps, int) else NotImplemented

    def same_last_year(self) -> Self | None:
        """The same period last year (cùng kỳ năm trước); None for week 53 and others without."""
        return self._maybe(_prg.period_same_last_year(self._raw))

    def year_to_date(self) -> Self:
        """From the beginning of the calendar's own year to the last day of the period (lũy kế)."""
        return self._of(_prg.period_year_to_date(self._raw))

    def parent(self, type: PeriodType | str) -> Self | None:
        """The period of a wider type that it is part of."""
        return self._maybe(_prg.period_parent(self._raw, type))

    def parts(self, type: PeriodType | str) -> PeriodRange:
        """The periods of a narrower type that it is made of."""
        return PeriodRange._of(_prg.period_children(self._raw, type))

    def union(self, calendar: Calendar, type: PeriodType | str) -> tuple[PeriodRange | None, UnionReason]:
        """The base periods, of any calendar, whose exact union it is; else None, and why it is none."""
        answer = _prg.period_union(self._raw, calendar._raw, type)
        if isinstance(answer, str):
            return None, UnionReason(answer)
        return PeriodRange._of(answer[0]), UnionReason(answer[1])

    def overlap(self, other: Period) -> Self | None:
        """The days that it shares with another, of any calendar."""
        return self._maybe(_prg.period_overlap(self._raw, other._raw))

    def difference(self, other: Period) -> list[Self]:
        """Its days that are not in another: at most two spans."""
        return [self._of(raw) for raw in _prg.period_difference(self._raw, other._raw)]

    def _key(self) -> tuple[Any, ...]:
        return (_prg.calendar_id(self._raw[0]), *self._raw[1:])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.id == other
        return self._key() == other._key() if isinstance(other, Period) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __lt__(self, other: Period) -> bool:
        return bool(_prg.period_compare(self._raw, other._raw) < 0) if isinstance(other, Period) else NotImplemented

    def __le__(self, other: Period) -> bool:
        return bool(_prg.period_compare(self._raw, other._raw) <= 0) if isinstance(other, Period) else NotImplemented

    def __gt__(self, other: Period) -> bool:
        return bool(_prg.period_compare(self._raw, other._raw) > 0) if isinstance(other, Period) else NotImplemented

    def __ge__(self, other: Period) -> bool:
        return bool(_prg.period_compare(self._raw, other._raw) >= 0) if isinstance(other, Period) else NotImplemented

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: Any) -> Self:
        return self

    def __reduce__(self) -> Any:
        if _prg.calendar_id(self._raw[0]) not in Calendars.standard():
            raise TypeError("a period of a programme's own calendar cannot be pickled; its id can")
        return Period, (self.id,)

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<Period {self.id}: {self.first} to {self.last}>"


class PeriodRange(Sequence[Period]):
    """Periods of one calendar and type that follow each other.

    >>> months = PeriodRange("2018-01..2018-12")
    >>> len(months), str(months[-1]), str(months)
    (12, '2018-12', '2018-01..2018-12')
    """

    __slots__ = ("_raw",)

    _raw: tuple[Any, ...]

    def __init__(self, text: str, calendars: Calendars | None = None) -> None:
        self._raw = _prg.period_range_parse(None if calendars is None else calendars._raw, text)

    @classmethod
    def _of(cls, raw: tuple[Any, ...]) -> Self:
        periods = object.__new__(cls)
        periods._raw = raw
        return periods

    def __len__(self) -> int:
        return cast(int, self._raw[2])

    @overload
    def __getitem__(self, index: int) -> Period: ...
    @overload
    def __getitem__(self, index: slice) -> list[Period]: ...
    def __getitem__(self, index: int | slice) -> Period | list[Period]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"place {index} in a range of {len(self)} periods")
        return Period._of(_prg.period_range_at(self._raw, place))

    @property
    def id(self) -> str:
        """The canonical text, such as ``"2018-01..2018-12"``."""
        return cast(str, _prg.period_range_format(self._raw))

    def __eq__(self, other: object) -> bool:
        return self.id == other.id if isinstance(other, PeriodRange) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<PeriodRange {self.id}: {len(self)}>"


class Calendar:
    """One way of dividing days."""

    __slots__ = ("_raw",)

    _raw: Any

    def __init__(self) -> None:
        raise TypeError("a Calendar belongs to Calendars: take it from there, or add() it")

    @classmethod
    def _of(cls, raw: Any) -> Self:
        calendar = object.__new__(cls)
        calendar._raw = raw
        return calendar

    @property
    def id(self) -> str:
        """The prefix of its periods."""
        return cast(str, _prg.calendar_id(self._raw))

    @property
    def options(self) -> dict[str, Any]:
        """What it is made of, with every default filled in; changed, it can be given to :meth:`Calendars.add`."""
        return cast("dict[str, Any]", _prg.calendar_get_options(self._raw))

    @property
    def kind(self) -> CalendarKind:
        """Its kind."""
        return CalendarKind(self.options["kind"])

    def is_in_force(self, date: Date) -> bool:
        """Whether it is law on a day."""
        return bool(_prg.calendar_is_in_force(self._raw, day(date)))

    def has(self, type: PeriodType | str) -> bool:
        """Whether it has periods of a type."""
        return bool(_prg.calendar_has(self._raw, type))

    def period(self, type: PeriodType | str, year: int, index: int = 1) -> Period:
        """The period of a year and a number."""
        return Period._of(_prg.period_make(self._raw, type, year, index))

    def holding(self, type: PeriodType | str, date: Date) -> Period | None:
        """The period that holds a day, if there is one.

        >>> str(Calendars.standard()["gregorian"].holding("quarter", "2018-06-15"))
        '2018-Q2'
        """
        return Period._maybe(_prg.period_holding(self._raw, type, day(date)))

    def days(self, first: Date, last: Date) -> Period:
        """The span of any days."""
        return Period._of(_prg.period_make_days(self._raw, day(first), day(last)))

    def relative(self, name: Relative | str, base: Date) -> PeriodRange:
        """The periods that a relative period means on a day, such as ``"LAST_12_MONTHS"``. Nobody asks the clock."""
        return PeriodRange._of(_prg.relative_resolve(name, self._raw, day(base)))

    def __eq__(self, other: object) -> bool:
        return self.options == other.options if isinstance(other, Calendar) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<Calendar {self.id!r}: {self.kind}>"


class Calendars(Mapping[str, Calendar]):
    """Calendars by id: those of a programme, and the standard ones.

    >>> calendars = Calendars()
    >>> calendars.add("vn", kind="shifted", day=15)
    <Calendar 'vn': shifted>
    >>> calendars.period("vn:2018-01").first
    datetime.date(2017, 12, 15)
    """

    __slots__ = ("_raw",)

    _standard: Calendars | None = None

    def __init__(self, programme: Programme | None = None) -> None:
        self._raw = _prg.calendars_new(None if programme is None else programme._live)

    @classmethod
    def standard(cls) -> Calendars:
        """The Gregorian calendar, reporting years and weeks that every programme has."""
        if Calendars._standard is None:
            Calendars._standard = Calendars()
        return Calendars._standard

    def __len__(self) -> int:
        return cast(int, _prg.calendars_count(self._raw))

    def __iter__(self) -> Iterator[str]:
        return (_prg.calendar_id(_prg.calendars_at(self._raw, i)) for i in range(len(self)))

    def __getitem__(self, id: str) -> Calendar:
        return Calendar._of(_prg.calendars_find(self._raw, id))

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and any(one == id for one in self)

    def get(self, id: str, default: Any = None) -> Any:
        """The calendar of an id, else ``default``."""
        return self[id] if id in self else default

    def add(self, id: str, *, kind: CalendarKind | str = "gregorian",
            stages: Sequence[tuple[str, Date, Date]] = (), from_: Date | None = None, to: Date | None = None,
            **options: int) -> Calendar:
        """Puts a calendar into the set. It takes the place of a standard one of its id.

        :param stages: of the kind stages: id, first and last day of each.
        :param from_: the first day on which it is law; ``to`` the last one.
        :param options: ``day``, ``first_month``, ``first_day``, ``last_month``, ``last_day``, ``year_named`` (1: by its
            start, 2: by its end), ``week_start`` (1 for Monday): as far as the kind uses them.
        """
        fields: dict[str, Any] = {"id": id, "kind": kind, **options}
        fields["from"], fields["to"] = day(from_), day(to)
        listed = [(one, day(first), day(last)) for one, first, last in stages]
        return Calendar._of(_prg.calendars_add(self._raw, (fields, listed)))

    def period(self, text: str) -> Period:
        """Reads the id of a period, such as ``"vn:2018-Q1"``."""
        return Period(text, self)

    def range(self, text: str) -> PeriodRange:
        """Reads a range of periods, such as ``"vn:2018-01..2018-06"``."""
        return PeriodRange(text, self)

    def parse_dhis2(self, text: str) -> Period:
        """Reads a period id of DHIS2, such as ``"2024WedW5"``."""
        return Period._of(_prg.period_parse_dhis2(self._raw, text))

    def parse_sdmx(self, text: str, *, start_day: str | None = None) -> Period:
        """Reads a time period of SDMX; ``start_day`` is its REPORTING_YEAR_START_DAY, such as ``"--07-01"``."""
        return Period._of(_prg.period_parse_sdmx(self._raw, start_day, text))

    def __repr__(self) -> str:
        return f"<Calendars {', '.join(self)}>"
