"""Working days (ngày làm việc), by the lists of a programme."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from . import _prg
from ._convert import Date, day
from .errors import NotFoundError

if TYPE_CHECKING:
    from .programme import Programme

__all__ = ["WorkingDays"]


class WorkingDays:
    """The working days of a programme, as its lists of holidays are now. Without its list nothing is known of a year.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> _ = plan.holidays.add("2020").days.add(text="Tết", from_="2020-01-23", to="2020-01-29")
    >>> days = plan.working_days()
    >>> days.is_working("2020-01-23"), days.is_working("2020-01-30"), days.is_working("2021-01-04")
    (False, True, None)
    >>> str(days.move("2020-01-22", 2))
    '2020-01-31'
    """

    __slots__ = ("_raw",)

    def __init__(self, programme: Programme) -> None:
        with programme._guard.reading():
            self._raw = _prg.holidays_new(programme._live)

    def has_year(self, year: int) -> bool:
        """Whether a year has its list."""
        return bool(_prg.holidays_has_year(self._raw, year))

    def is_working(self, date: Date) -> bool | None:
        """Whether a day is worked; None when its year has no list."""
        works = _prg.holidays_is_working(self._raw, day(date))
        return None if works is None else bool(works)

    def move(self, date: Date, n: int) -> datetime.date:
        """The n-th working day after a day, which itself is not counted; before it for a negative number.

        :raises NotFoundError: when a year that is passed has no list.
        """
        moved = _prg.holidays_move(self._raw, day(date), n)
        if isinstance(moved, int):
            raise NotFoundError(f"{moved} has no list of holidays")
        return cast(datetime.date, moved)
