"""Deadlines for calendar programs: iCalendar (RFC 5545)."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal, NamedTuple, cast, overload

from . import _prg
from ._convert import Date, Path, day, instant_in, path

__all__ = ["CalendarEntry", "to_icalendar"]


class CalendarEntry(NamedTuple):
    """Something with a deadline. ``uid`` is the same in every file for the same thing, and unique in the world."""

    uid: str
    summary: str
    due: Date
    first: Date | None = None
    description: str | None = None
    category: str | None = None
    is_done: bool = False


@overload
def to_icalendar(entries: Iterable[CalendarEntry], file: None = None, *, stamp: datetime.datetime,
                 kind: Literal["event", "todo"] = "event", name: str | None = None) -> str: ...
@overload
def to_icalendar(entries: Iterable[CalendarEntry], file: Path, *, stamp: datetime.datetime,
                 kind: Literal["event", "todo"] = "event", name: str | None = None) -> None: ...
def to_icalendar(entries: Iterable[CalendarEntry], file: Path | None = None, *, stamp: datetime.datetime,
                 kind: Literal["event", "todo"] = "event", name: str | None = None) -> str | None:
    """Writes deadlines as iCalendar; without a path, answers the text. The same entries are the same bytes.

    :param stamp: when it was written, as the file says it: nobody asks the clock.
    :param kind: an event on the day of each deadline, or a task with a first day and a last one.
    :param name: what calendar programs call it.

    >>> stamp = datetime.datetime(2018, 7, 3, tzinfo=datetime.timezone.utc)
    >>> text = to_icalendar([CalendarEntry("T1.2018@plan", "Tổng hợp dự toán", due="2018-07-15")], stamp=stamp)
    >>> "DTSTART;VALUE=DATE:20180715" in text.splitlines()
    True
    """
    kinds = {"event": _prg.PRG_ICALENDAR_EVENT, "todo": _prg.PRG_ICALENDAR_TODO}
    if kind not in kinds:
        raise ValueError(f"kind: 'event' or 'todo' expected, not {kind!r}")
    items = [(one.uid, one.summary, day(one.first), day(one.due), one.description, one.category, int(one.is_done))
             for one in entries]
    return cast("str | None", _prg.icalendar_write(
        None if file is None else path(file), {"kind": kinds[kind], "stamp": instant_in(stamp), "name": name}, items))
