"""Queries (truy vấn): which numbers are asked for, and under which conditions."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, cast

from . import _prg
from ._convert import Date, Number, day, joined, plain
from .enums import Measure, Quality
from .items import Item
from .periods import Period, PeriodRange

if TYPE_CHECKING:
    from .areas import Area
    from .indicators import Indicator, Source
    from .programme import Programme

__all__ = ["Query"]

Axis: TypeAlias = "str | Item | Period | PeriodRange | Iterable[str | Item | Period | PeriodRange]"
Policy: TypeAlias = "Literal['skip', 'require', 'zero'] | tuple[Literal['minimum'], Number]"
WhatIf: TypeAlias = "str | Iterable[str] | Mapping[tuple[str | Item | Period, ...], Number | Item]"

_MODES = {"best": 0, "at_least": 1, "exactly": 2}
_ORIGINS = {"auto": 0, "parts": 1, "own": 2}
_POLICIES = {"skip": 1, "require": 2, "minimum": 3, "zero": 4}
_OPERANDS = {"independent": 1, "matched": 2}


def _word(words: dict[str, int], what: str, word: str) -> int:
    if word not in words:
        raise ValueError(f"{what}: one of {', '.join(words)} expected, not {word!r}")
    return words[word]


def _supposed(what_if: WhatIf) -> str:
    """The clause of a query for what is supposed."""
    if not isinstance(what_if, Mapping):
        return joined(what_if)
    return ", ".join(f"{' @ '.join(joined(part) for part in cell)} = {_value(value)}" for cell, value in what_if.items())


def _value(value: Number | Item) -> str:
    if isinstance(value, (str, Item)):
        return joined(value)
    return plain(int(value) if isinstance(value, bool) else value)


class Query:
    """A question about a programme and its values. It never changes; queries with the same text are equal.

    Each axis is a text in the small language of queries (docs/queries.md), a thing, or several of them. Without areas
    the roots are asked for; without breakdowns the total; without measures the value.

    :param as_of: only what had been received up to this sequence number.
    :param quality: ``"best"``, or a pair such as ``("at_least", "preliminary")``.
    :param source: one reporting chain instead of the declared order.
    :param origin: ``"auto"``, ``"parts"`` or ``"own"``: which values make up an area above those that report.
    :param policy_time: ``"skip"``, ``"require"``, ``"zero"`` or ``("minimum", percent)``; ``policy_areas`` likewise.
    :param operands: ``"independent"`` or ``"matched"``: how the operands of ratios meet.
    :param formulas: by id, in this query only: of a new indicator, which then stands behind the others, or of one of the
        programme as if it were computed so.
    :param what_if: what is supposed (giả định), in this query only: texts as docs/queries.md has them, or values by
        indicator, area and period: ``{("cases", "P", "2018-01"): 5}``.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> _ = plan.areas.add("P", level="province")
    >>> cases = plan.indicators.add("cases", kind="flow", period="month")
    >>> query = libprogram.Query(plan, indicators=cases, periods="2018-01..2018-03", measures=["value", "growth"])
    >>> str(query)
    'indicators cases; periods 2018-01..2018-03; measures value, growth'
    >>> libprogram.Query.parse(plan, str(query)) == query
    True
    >>> print(libprogram.Query(plan, periods="2018-01", formulas={"double": "2 * cases"},
    ...                        what_if={(cases, "P", "2018-01"): 5}))
    indicators double = 2 * cases; periods 2018-01; what if cases@P@2018-01 = 5
    """

    __slots__ = ("_programme", "_raw")

    def __init__(self, programme: Programme, *, indicators: str | Indicator | Iterable[str | Indicator] = (),
                 periods: str | Period | PeriodRange | Iterable[str | Period | PeriodRange],
                 areas: str | Area | Iterable[str | Area] | None = None,
                 breakdowns: str | Iterable[str] | None = None,
                 measures: str | Measure | Iterable[str | Measure] | None = None, as_of: int | None = None,
                 quality: str | tuple[str, Quality | str] | None = None, source: Source | str | None = None,
                 origin: Literal["auto", "parts", "own"] | None = None, policy_time: Policy | None = None,
                 policy_areas: Policy | None = None, operands: Literal["independent", "matched"] | None = None,
                 boundaries: Date | None = None, formulas: Mapping[str, str] | None = None,
                 what_if: WhatIf | None = None) -> None:
        self._programme = programme
        raw = self._raw = _prg.query_new(programme._live)
        named = joined(indicators)
        if named or not formulas:
            _prg.query_set_indicators(raw, named)
        _prg.query_set_periods(raw, joined(periods))
        if areas is not None:
            _prg.query_set_areas(raw, joined(areas))
        if breakdowns is not None:
            _prg.query_set_breakdowns(raw, joined(breakdowns))
        if measures is not None:
            _prg.query_set_measures(raw, joined(measures))
        if as_of is not None:
            _prg.query_set_as_of(raw, as_of)
        if quality is not None:
            mode, level = (quality, "final") if isinstance(quality, str) else quality
            _prg.query_set_quality(raw, _word(_MODES, "quality", mode), level)
        if source is not None:
            _prg.query_set_source(raw, joined(source))
        if origin is not None:
            _prg.query_set_origin(raw, _word(_ORIGINS, "origin", origin))
        for policy, put in ((policy_time, _prg.query_set_policy_time), (policy_areas, _prg.query_set_policy_areas)):
            if policy is not None:
                name, minimum = (policy, "0") if isinstance(policy, str) else (policy[0], plain(policy[1]))
                put(raw, _word(_POLICIES, "policy", name), minimum)
        if operands is not None:
            _prg.query_set_operands(raw, _word(_OPERANDS, "operands", operands))
        if boundaries is not None:
            _prg.query_set_boundaries(raw, day(boundaries))
        if what_if is not None:  # before the formulas, as it sets everything that is supposed
            _prg.query_set_what_if(raw, _supposed(what_if))
        for id, formula in (formulas or {}).items():
            _prg.query_set_formula(raw, id, formula)

    @classmethod
    def parse(cls, programme: Programme, text: str) -> Self:
        """Reads a whole query as text, such as ``"indicators cases; periods 2018; areas level:district"``."""
        query = object.__new__(cls)
        query._programme = programme
        query._raw = _prg.query_parse(programme._live, text)
        return query

    @property
    def programme(self) -> Programme:
        """The programme that it asks about."""
        return self._programme

    def __str__(self) -> str:
        return cast(str, _prg.query_format(self._raw))

    def __repr__(self) -> str:
        return f"<Query: {self}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Query):
            return NotImplemented
        return self._programme is other._programme and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def as_query(programme: Programme, query: Query | str | None, axes: dict[str, Any]) -> Query:
    """A query from itself, its text, or its axes."""
    if query is None:
        return Query(programme, **axes)
    if axes:
        raise TypeError("a query, or its axes by name, not both")
    if isinstance(query, str):
        return Query.parse(programme, query)
    if not isinstance(query, Query):
        raise TypeError(f"a query or its text expected, not {type(query).__name__}")
    return query
