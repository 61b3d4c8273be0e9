"""What is to be done, and why: objectives, components, when, and who sends what to whom."""
from __future__ import annotations

from typing import TYPE_CHECKING

from . import _prg
from ._convert import Date, day
from .enums import Hold, Lead
from .items import Choice, Count, DateField, Item, Items, NamedItem, Record, Reference, References, Text
from .tasks import TimedItem, held

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .areas import Area
    from .calendar_items import CalendarItem
    from .documents import Document, External
    from .indicators import Indicator
    from .logs import Log
    from .obligations import DeadlineRule, Event
    from .periods import Period
    from .roles import Assignment, Integration

__all__ = ["Component", "Flow", "Objective", "Timing"]


class Objective(NamedItem, class_name="objective"):
    """An objective or a result (mục tiêu, kết quả)."""

    __slots__ = ()

    level = Choice()
    parent = Reference["Objective"]()
    text = Text()
    note = Text()


class Component(TimedItem, class_name="component"):
    """A part of the programme (dự án, đề án, nhiệm vụ …)."""

    __slots__ = ()

    kind = Text()
    text = Text()
    locator = Text()
    document = Reference["Document"]()
    from_ = DateField()
    to = DateField()
    time = Record["Timing"]()
    aim = Choice()
    external = Reference["External"]()
    concerns = References["Component"]()
    objectives = References["Objective"]()
    indicators = References["Indicator"]()
    documents = References["Document"]()
    areas = References["Area"]()
    territory = Text()
    people = Text()
    note = Text()
    assignments = Items["Assignment"]()
    integrated = Items["Integration"]()
    children = Items["Component"]()

    def leads(self, on: Date | None = None) -> tuple[Lead, list[Agency | Group]]:
        """How it comes to its lead (chủ trì) on a day, and who leads."""
        lead, raw = _prg.component_lead(self._handle, day(on))
        return Lead(lead), [Item._wrap(self.programme, one) for one in raw]

    def held(self, period: Period | str, *, log: Log) -> Hold:
        """Whether a state to hold (giữ vững, duy trì), whose wording of time is continuous, was held in a period."""
        return held(log, self, period)


class Timing(Item, class_name="time"):
    """When something is done (thời gian)."""

    __slots__ = ()

    text = Text()
    form = Choice()
    from_ = Text()
    to = Text()
    every = Choice()
    deadline = Record["DeadlineRule"]()
    calendar = Reference["CalendarItem"]()
    event = Text()
    on = Reference["Event"]()
    of = Reference["Document"]()
    years = Count()
    reason = Text()
    note = Text()


class Flow(TimedItem, class_name="flow"):
    """Who sends what to whom and when (luồng báo cáo, kinh phí)."""

    __slots__ = ()

    kind = Text()
    from_ = References["Agency | Group"]()
    via = References["Agency | Group"]()
    to = References["Agency | Group"]()
    content = Text()
    time = Record["Timing"]()
    components = References["Component"]()
    indicators = References["Indicator"]()
    document = Reference["Document"]()
    note = Text()
