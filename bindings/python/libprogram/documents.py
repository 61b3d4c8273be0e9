"""Documents that the programme rests on, and what lies outside of it."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .items import DateField, Flag, NamedItem, Reference, References, Text

if TYPE_CHECKING:
    from .agencies import Agency

__all__ = ["Document", "External"]


class Document(NamedItem, class_name="document"):
    """A document that the programme rests on or cites (văn bản)."""

    __slots__ = ()

    kind = Text()
    number = Text()
    symbol = Text()
    issuer = Reference["Agency"]()
    date = DateField()
    from_ = DateField()
    to = DateField()
    cites = References["Document"]()
    note = Text()


class External(NamedItem, class_name="external"):
    """Something outside the programme that its components belong to or are integrated with."""

    __slots__ = ()

    kind = Text()
    owner = Reference["Agency"]()
    document = Reference["Document"]()
    open_ended = Flag()
    note = Text()
