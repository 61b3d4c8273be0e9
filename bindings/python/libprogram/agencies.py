"""Who acts: agencies and groups of them."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from . import _prg
from ._convert import Date, day
from .items import Choice, DateField, Item, Items, NamedItem, Reference, References, Text, Texts

if TYPE_CHECKING:
    from .areas import Area
    from .components import Component
    from .documents import Document
    from .indicators import Indicator
    from .obligations import Obligation
    from .roles import Assignment

__all__ = ["Agency", "Group", "Member", "Successor"]


class Agency(NamedItem, class_name="agency"):
    """An agency that acts in the programme (cơ quan)."""

    __slots__ = ()

    kind = Text()
    level = Text()
    parent = Reference["Agency"]()
    area = Reference["Area"]()
    from_ = DateField()
    to = DateField()
    note = Text()
    successors = Items["Successor"]()

    def assignments(self, on: Date | None = None) -> list[Assignment]:
        """What it has to do on a day, as a member of a group too, in the order of the document. Without a day, at
        any time. What an assignment ``belongs_to`` is the component."""
        return [Item._wrap(self.programme, raw) for raw in _prg.agency_assignments(self._handle, day(on))]

    def successor(self, on: Date, of: Component | Obligation | Indicator | None = None, *,
                  since: Date | None = None) -> Agency | None:
        """Who stands for it on a day: itself, or who took over; None for nobody.

        :param of: what was given to it; None for everything that is not named by itself.
        :param since: the day on which that was given: what moved on it or before is not looked at.
        """
        raw = _prg.agency_successor(self._handle, None if of is None else of._handle, day(since), day(on))
        return cast("Agency | None", Item._wrap(self.programme, raw))


class Successor(Item, class_name="successor"):
    """An agency that takes over from another on a day."""

    __slots__ = ()

    agency = Reference["Agency"]()
    on = DateField()
    change = Choice()
    functions = References["Component | Indicator | Obligation"]()
    document = Reference["Document"]()
    note = Text()


class Group(NamedItem, class_name="group"):
    """A group of agencies (nhóm cơ quan)."""

    __slots__ = ()

    membership = Choice()
    acts = Choice()
    rule = Choice()
    kinds = Texts()
    of = References["Agency | Group"]()
    level = Text()
    note = Text()
    members = Items["Member"]()

    def assignments(self, on: Date | None = None) -> list[Assignment]:
        """What it has to do on a day, given to the group itself, in the order of the document. Without a day, at
        any time. What an assignment ``belongs_to`` is the component."""
        return [Item._wrap(self.programme, raw) for raw in _prg.agency_assignments(self._handle, day(on))]

    def members_on(self, on: Date | None = None, *, acting: Agency | None = None) -> list[Agency]:
        """Its members on a day, by list or by rule; a relative group needs to know who acts."""
        raw = _prg.group_members(self._handle, day(on), None if acting is None else acting._handle)
        return [Item._wrap(self.programme, one) for one in raw]

    def has_member(self, agency: Agency, on: Date | None = None, *, acting: Agency | None = None) -> bool:
        """Whether an agency belongs to it on a day."""
        return bool(_prg.group_has(self._handle, agency._handle, day(on), None if acting is None else acting._handle))


class Member(Item, class_name="member"):
    """An agency that belongs to a group."""

    __slots__ = ()

    agency = Reference["Agency"]()
    from_ = DateField()
    to = DateField()
    note = Text()
