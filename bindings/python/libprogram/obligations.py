"""What is owed: obligations to report, deadlines, holidays and events, as the document has them."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import TYPE_CHECKING, Any, Self

from . import _prg
from ._convert import Date, day
from .enums import DeadlineReason
from .items import Choice, Count, DateField, Flag, Item, Items, NamedItem, Record, Reference, References, Text

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .calendar_items import CalendarItem
    from .components import Component, Flow
    from .documents import Document
    from .indicators import Indicator
    from .periods import Period
    from .working_days import WorkingDays

__all__ = ["Deadline", "DeadlineRule", "Event", "Holiday", "HolidayYear", "Obligation", "Tier"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a rule says for one period: ``last`` is the last day in time, None when nobody knows it, with the reason."""

    last: Day | None
    written: Day | None
    has_estimates: bool
    rolled: bool
    reason: DeadlineReason
    year: int | None

    @classmethod
    def _of(cls, raw: tuple[Any, ...]) -> Self:
        last, written, estimates, rolled, reason, year = raw
        return cls(last, written, bool(estimates), bool(rolled), DeadlineReason(reason), year or None)

    def __str__(self) -> str:
        return str(self.last or self.reason)


class DeadlineRule(Item, class_name="deadline"):
    """Until when something is due (thời hạn): a day of a month, a fixed day, days or working days after an end.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> tier = plan.obligations.add("O", period="month").tiers.add()
    >>> tier.deadline = {"day": 16, "bound": "before"}
    >>> str(tier.deadline.resolve(plan.period("2022-06")))
    '2022-06-15'
    >>> tier.deadline = {"working_days": 2}
    >>> tier.deadline.resolve(plan.period("2022-06")).reason
    <DeadlineReason.NO_LIST: 'no_list'>
    """

    __slots__ = ()

    text = Text()
    bound = Choice()
    day = Count()
    months_before = Count()
    months_after = Count()
    date = DateField()
    days = Count()
    working_days = Count()
    after = Choice()
    roll = Choice()
    note = Text()

    def resolve(self, period: Period | None = None, *, cut_off: Date | None = None,
                working_days: WorkingDays | None = None) -> Deadline:
        """The deadline of a period.

        :param period: None only for a fixed day.
        :param cut_off: the day on which the data close; without it, the period's last day.
        :param working_days: without it, those of the programme.
        """
        days = self.programme.working_days() if working_days is None else working_days
        return Deadline._of(_prg.deadline_resolve(
            _prg.deadline_rule_of_item(self._handle), None if period is None else period._raw, day(cut_off), days._raw))


class Tier(Item, class_name="tier"):
    """A step of a report on its way up (chặng, cấp nhận)."""

    __slots__ = ()

    receiver = Reference["Agency | Group"]()
    deadline = Record["DeadlineRule"]()
    note = Text()


class Obligation(NamedItem, class_name="obligation"):
    """Who reports what, for which periods, to whom and by when (nghĩa vụ báo cáo)."""

    __slots__ = ()

    who = References["Agency | Group"]()
    indicators = References["Indicator"]()
    content = Text()
    calendar = Reference["CalendarItem"]()
    period = Choice()
    cut_off = Count()
    from_ = DateField()
    to = DateField()
    flow = Reference["Flow"]()
    components = References["Component"]()
    urged_by = References["Agency | Group"]()
    document = Reference["Document"]()
    note = Text()
    tiers = Items["Tier"]()

    def responsible(self, on: Date) -> list[Agency | Group]:
        """Who is responsible for it on a day, whoever took over from whom."""
        return [Item._wrap(self.programme, raw) for raw in _prg.item_responsible(self._handle, day(on))]


class Event(NamedItem, class_name="event"):
    """Something that starts tasks when it happens (sự kiện)."""

    __slots__ = ()

    text = Text()
    agency = Reference["Agency"]()
    note = Text()


class HolidayYear(NamedItem, class_name="holiday_year"):
    """The days of a year, its id, that are off or worked against the rule (ngày nghỉ, ngày làm bù)."""

    __slots__ = ()

    document = Reference["Document"]()
    source = Text()
    note = Text()
    days = Items["Holiday"]()


class Holiday(Item, class_name="holiday"):
    """Days that are off, or worked in exchange."""

    __slots__ = ()

    text = Text()
    from_ = DateField()
    to = DateField()
    worked = Flag()
    note = Text()
