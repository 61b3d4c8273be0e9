"""The calendars that a document describes. What computes with them is in calendars.py."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .items import Choice, Count, DateField, Items, NamedItem, Reference, Text

if TYPE_CHECKING:
    from .documents import Document

__all__ = ["CalendarItem", "StageItem"]


class CalendarItem(NamedItem, class_name="calendar"):
    """A way of dividing days into periods (lịch báo cáo)."""

    __slots__ = ()

    kind = Choice()
    day = Count()
    month = Count()
    begins = Text()
    ends = Text()
    year_named = Choice()
    week_start = Choice()
    from_ = DateField()
    to = DateField()
    document = Reference["Document"]()
    note = Text()
    stages = Items["StageItem"]()


class StageItem(NamedItem, class_name="stage"):
    """An interval of a calendar of stages (giai đoạn)."""

    __slots__ = ()

    from_ = DateField()
    to = DateField()
    note = Text()
