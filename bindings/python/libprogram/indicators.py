"""What is counted: indicators, their units, sources and breakdowns."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .items import Choice, Count, DateField, Flag, Item, Items, NamedItem, NumberField, Reference, References, Text

if TYPE_CHECKING:
    from .agencies import Agency
    from .areas import Area
    from .calendar_items import CalendarItem
    from .components import Objective
    from .documents import Document

__all__ = ["Baseline", "Breakdown", "Category", "Indicator", "IndicatorGroup", "Precedence", "Source", "Target", "Unit"]


class Unit(NamedItem, class_name="unit"):
    """What an indicator is counted in (đơn vị tính)."""

    __slots__ = ()

    symbol = Text()
    base = Reference["Unit"]()
    factor = NumberField()
    note = Text()


class Source(NamedItem, class_name="source"):
    """A reporting chain that values come from (nguồn số liệu)."""

    __slots__ = ()

    agency = Reference["Agency"]()
    note = Text()


class Breakdown(NamedItem, class_name="breakdown"):
    """What values are broken down by (phân tổ)."""

    __slots__ = ()

    text = Text()
    note = Text()
    categories = Items["Category"]()


class Category(NamedItem, class_name="category"):
    """A category of a breakdown or of a class indicator."""

    __slots__ = ()

    least = NumberField()
    below = NumberField()
    note = Text()


class IndicatorGroup(NamedItem, class_name="indicator_group"):
    """Indicators that belong together (nhóm chỉ tiêu)."""

    __slots__ = ()

    kind = Choice()
    parent = Reference["IndicatorGroup"]()
    text = Text()
    objectives = References["Objective"]()
    note = Text()


class Indicator(NamedItem, class_name="indicator"):
    """Something that is counted or computed (chỉ tiêu)."""

    __slots__ = ()

    group = Reference["IndicatorGroup"]()
    text = Text()
    kind = Choice()
    unit = Reference["Unit"]()
    decimals = Count()
    calendar = Reference["CalendarItem"]()
    period = Choice()
    direction = Choice()
    numerator = Reference["Indicator"]()
    denominator = Reference["Indicator"]()
    factor = NumberField()
    formula = Text()
    operands = Choice()
    published = Flag()
    over_time = Choice()
    over_areas = Choice()
    weight = Reference["Indicator"]()
    pooled = Flag()
    at_end = Flag()
    carry = Count()
    span = Choice()
    stages = Reference["CalendarItem"]()
    disjoint = Flag()
    missing_over_time = Choice()
    missing_over_areas = Choice()
    minimum = NumberField()
    breakdowns = References["Breakdown"]()
    categories = Items["Category"]()
    basis = Choice()
    owner = Reference["Agency"]()
    objectives = References["Objective"]()
    document = Reference["Document"]()
    code = Text()
    level = Text()
    from_ = DateField()
    to = DateField()
    replaces = Reference["Indicator"]()
    threshold = Count()
    disclosure = Choice()
    note = Text()
    sources = Items["Precedence"]()


class Precedence(Item, class_name="precedence"):
    """Which source counts from a day on."""

    __slots__ = ()

    order = References["Source"]()
    from_ = DateField()
    fallback = Flag()
    tolerance = NumberField()
    note = Text()


class Target(Item, class_name="target"):
    """What an indicator shall come to in an area and a period (chỉ tiêu kế hoạch)."""

    __slots__ = ()

    indicator = Reference["Indicator"]()
    area = Reference["Area"]()
    period = Text()
    value = NumberField()
    unit = Reference["Unit"]()
    version = Choice()
    additive = Flag()
    from_ = DateField()
    to = DateField()
    document = Reference["Document"]()
    note = Text()


class Baseline(Item, class_name="baseline"):
    """What an indicator came to before, to compare with (số gốc)."""

    __slots__ = ()

    indicator = Reference["Indicator"]()
    area = Reference["Area"]()
    period = Text()
    value = NumberField()
    unit = Reference["Unit"]()
    version = Choice()
    additive = Flag()
    from_ = DateField()
    to = DateField()
    document = Reference["Document"]()
    note = Text()
