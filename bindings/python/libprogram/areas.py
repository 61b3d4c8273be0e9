"""Where: areas, and how they change."""
from __future__ import annotations

from typing import TYPE_CHECKING

from . import _prg
from ._convert import Date, day
from .items import Choice, DateField, Item, Items, NamedItem, NumberField, Reference, Text

if TYPE_CHECKING:
    from .documents import Document

__all__ = ["Area", "AreaChange", "AreaMapping", "AreaShare", "AreaState"]


class Area(NamedItem, class_name="area"):
    """A unit of territory with a time of existence (địa bàn)."""

    __slots__ = ()

    code = Text()
    level = Text()
    kind = Text()
    parent = Reference["Area"]()
    from_ = DateField()
    to = DateField()
    note = Text()
    later = Items["AreaState"]()

    # Name, code, kind and parent are dated: without a day, they are as the area began.

    def exists_on(self, on: Date) -> bool:
        """Whether it exists on a day."""
        return bool(_prg.area_exists(self._handle, day(on)))

    def name_on(self, on: Date, language: str | None = None) -> str:
        """Its name on a day."""
        text: str = _prg.area_name(self._handle, day(on), language)
        return text

    def code_on(self, on: Date) -> str | None:
        """Its official code on a day (mã số)."""
        text: str | None = _prg.area_code(self._handle, day(on))
        return text

    def kind_on(self, on: Date) -> str | None:
        """What it is called on a day: xa, phuong, thi_tran …"""
        text: str | None = _prg.area_kind(self._handle, day(on))
        return text

    def parent_on(self, on: Date) -> Area | None:
        """The area that it lies in on a day."""
        area: Area | None = Item._wrap(self.programme, _prg.area_parent(self._handle, day(on)))
        return area



class AreaState(NamedItem, class_name="area_state"):
    """What changed of an area on a day while its territory stayed."""

    __slots__ = ()

    from_ = DateField()
    code = Text()
    kind = Text()
    parent = Reference["Area"]()
    document = Reference["Document"]()
    note = Text()


class AreaChange(NamedItem, class_name="area_change"):
    """An event that turns areas into others (sắp xếp đơn vị hành chính)."""

    __slots__ = ()

    on = DateField()
    kind = Choice()
    document = Reference["Document"]()
    note = Text()
    map = Items["AreaMapping"]()


class AreaMapping(Item, class_name="mapping"):
    """One old area and one new area."""

    __slots__ = ()

    old = Reference["Area"]()
    new = Reference["Area"]()
    shares = Items["AreaShare"]()
    note = Text()


class AreaShare(Item, class_name="share"):
    """A share on a basis."""

    __slots__ = ()

    basis = Choice()
    value = NumberField()
