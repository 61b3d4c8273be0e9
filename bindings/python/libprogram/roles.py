"""Ways of being responsible, and who is responsible for what."""
from __future__ import annotations

from typing import TYPE_CHECKING

from . import _prg
from ._convert import Date, day
from .items import Choice, DateField, Flag, Item, NamedItem, Reference, Text

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .components import Component
    from .documents import Document, External

__all__ = ["Assignment", "Integration", "Role"]


class Role(NamedItem, class_name="role"):
    """A way of being responsible (vai trò)."""

    __slots__ = ()

    verb = Text()
    class_ = Choice()
    lead = Choice()
    binding = Flag()
    note = Text()


class Assignment(Item, class_name="assignment"):
    """Somebody's role in a component (phân công)."""

    __slots__ = ()

    agency = Reference["Agency"]()
    group = Reference["Group"]()
    role = Reference["Role"]()
    other = Flag()
    binding = Flag()
    by = Reference["Agency"]()
    delegated = Flag()
    personal = Flag()
    from_ = DateField()
    to = DateField()
    note = Text()

    @property
    def holder(self) -> Agency | Group | None:
        """Who has it: the agency or the group."""
        return self.agency or self.group

    @property
    def is_binding(self) -> bool:
        """Whether it is ordered, or requested (đề nghị): as it says, else as its role says."""
        return bool(_prg.assignment_is_binding(self._handle))

    def responsible(self, on: Date) -> list[Agency | Group]:
        """Who is responsible for it on a day, whoever took over from whom."""
        return [Item._wrap(self.programme, raw) for raw in _prg.item_responsible(self._handle, day(on))]


class Integration(Item, class_name="integration"):
    """An edge to what a component is integrated with (lồng ghép)."""

    __slots__ = ()

    component = Reference["Component"]()
    external = Reference["External"]()
    document = Reference["Document"]()
    text = Text()
    note = Text()
