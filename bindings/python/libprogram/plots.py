"""Tables as drawings, by matplotlib, which is imported only here."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .enums import Axis
from .errors import ArgumentError
from .frames import axis_places, names

if TYPE_CHECKING:
    import matplotlib.axes

    from .tables import Table

__all__ = ["plot"]

_KINDS = ("trend", "bars", "heat")
_MOST_LINES = 12


def plot(table: Table, kind: str | None, *, ax: matplotlib.axes.Axes | None, language: str | None,
         named: dict[str, Any]) -> matplotlib.axes.Axes:
    """See :meth:`Table.plot`."""
    import matplotlib.pyplot
    if kind is None:
        kind = "bars" if table.shape[3] == 1 else "trend"
    if kind not in _KINDS:
        raise ArgumentError(f"kind: one of {', '.join(_KINDS)} expected, not {kind!r}")
    if ax is None:
        ax = matplotlib.pyplot.subplots(layout="constrained")[1]
    draw = {"trend": _trend, "bars": _bars, "heat": _heat}[kind]
    place = draw(table, ax, language, named)
    fixed = [] if kind == "trend" else [table.labels(Axis.PERIODS, language)[place[3]]] if kind == "bars" else []
    breakdown = table.ids(Axis.BREAKDOWNS)[place[1]]
    if breakdown != "total":
        fixed.insert(0, table.labels(Axis.BREAKDOWNS, language)[place[1]])
    measure = table.ids(Axis.MEASURES)[place[4]]
    if measure != "value" and kind != "heat":
        fixed.insert(0, table.labels(Axis.MEASURES, language)[place[4]])
    ax.set_title(", ".join([table.labels(Axis.INDICATORS, language)[place[0]], *fixed]), wrap=True)
    return ax


def _plane(table: Table, place: list[int], free: tuple[int, ...]) -> Any:
    import numpy
    at: list[Any] = [slice(None) if axis in free else index for axis, index in enumerate(place)]
    return numpy.asarray(table)[tuple(at)]


def _trend(table: Table, ax: matplotlib.axes.Axes, language: str | None, named: dict[str, Any]) -> list[int]:
    """A line for each area; a missing value is a gap, not a zero."""
    if "area" in named:
        place = axis_places(table, named, (Axis.PERIODS,))
        areas = [place[2]]
    else:
        place = axis_places(table, named, (Axis.AREAS, Axis.PERIODS))
        areas = list(range(table.shape[2]))
    plane = _plane(table, place, (2, 3))
    labels = names(table, Axis.AREAS, language, ids=False)
    periods = list(table.ids(Axis.PERIODS))
    for area in areas:
        ax.plot(range(len(periods)), plane[area], marker="o", markersize=3, label=labels[area])
    ax.set_xticks(range(len(periods)), periods, rotation=45, ha="right")
    if 1 < len(areas) <= _MOST_LINES:
        ax.legend(fontsize="small")
    return place


def _bars(table: Table, ax: matplotlib.axes.Axes, language: str | None, named: dict[str, Any]) -> list[int]:
    """A bar for each area, the first one on top; hatched where something is missing in it."""
    place = axis_places(table, named, (Axis.AREAS,))
    numbers = _plane(table, place, (2,))
    bars = ax.barh(range(len(numbers)), [0 if number != number else number for number in numbers])
    labels = names(table, Axis.AREAS, language, ids=False)
    for area, bar in enumerate(bars):
        cell = table[place[0], place[1], area, place[3], place[4]]
        if not cell:
            ax.text(0, area, f" {cell.state}", va="center", fontsize="small", color="gray")
        elif not cell.coverage.is_complete:
            bar.set_hatch("//")
    ax.set_yticks(range(len(labels)), labels)
    ax.invert_yaxis()
    return place


def _heat(table: Table, ax: matplotlib.axes.Axes, language: str | None, named: dict[str, Any]) -> list[int]:
    """Areas down, periods across; how much of what was expected was reported. White where nothing was expected."""
    import numpy
    place = axis_places(table, named, (Axis.AREAS, Axis.PERIODS))
    shares = numpy.full((table.shape[2], table.shape[3]), numpy.nan)
    for area in range(table.shape[2]):
        for period in range(table.shape[3]):
            coverage = table[place[0], place[1], area, period, place[4]].coverage
            if coverage.expected:
                shares[area, period] = 100 * coverage.reported / coverage.expected
    image = ax.imshow(shares, aspect="auto", vmin=0, vmax=100, cmap="RdYlGn", interpolation="nearest")
    ax.figure.colorbar(image, ax=ax, label="%")
    ax.set_xticks(range(table.shape[3]), table.ids(Axis.PERIODS), rotation=45, ha="right")
    labels = names(table, Axis.AREAS, language, ids=False)
    ax.set_yticks(range(len(labels)), labels)
    return place
