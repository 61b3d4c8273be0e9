"""Tables as data frames of pandas."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .enums import Axis
from .errors import ArgumentError

if TYPE_CHECKING:
    import pandas

    from .tables import Table

__all__ = ["pivot", "to_pandas"]

_COLUMNS = {"indicator": Axis.INDICATORS, "breakdown": Axis.BREAKDOWNS, "area": Axis.AREAS, "period": Axis.PERIODS,
            "measure": Axis.MEASURES}

_ORDER = (*_COLUMNS, "value", "category", "state", "reason", "quality", "marks", "reported", "expected", "other_reported",
          "other_expected", "lower", "upper", "exactness", "numerator", "denominator")


def to_pandas(table: Table, *, exact: bool = False) -> pandas.DataFrame:
    """See :meth:`Table.to_pandas`. Goes through Arrow where pyarrow is there, else through the text of the table."""
    import pandas
    try:
        import pyarrow
    except ImportError:
        frame = _from_csv(table)
    else:
        frame = pyarrow.table(table).to_pandas()
    for name, axis in _COLUMNS.items():
        frame[name] = pandas.Categorical(frame[name].astype(str), categories=list(dict.fromkeys(table.ids(axis))),
                                         ordered=True)
    return frame if exact else frame.drop(columns=["value", "lower", "upper", "numerator", "denominator"])


def _from_csv(table: Table) -> pandas.DataFrame:
    import csv
    import io
    from decimal import Decimal

    import pandas
    rows = list(csv.DictReader(io.StringIO(table.to_csv())))
    frame = pandas.DataFrame({name: [row.get(name) or None for row in rows] for name in _ORDER})
    for name in ("value", "lower", "upper"):
        frame[name] = pandas.Series([Decimal(text) if isinstance(text, str) else None for text in frame[name]], dtype=object)
    for name in ("reported", "expected", "other_reported", "other_expected"):
        frame[name] = frame[name].fillna(0).astype("int64")  # empty where there is no other operand; 0 in Arrow
    for name in ("state", "reason", "quality", "exactness"):
        frame[name] = frame[name].astype("category")
    frame["marks"] = frame["marks"].fillna("")
    numbers = table.numbers().cast("B").cast("d")
    frame.insert(6, "number", list(numbers))
    return frame


def axis_places(table: Table, named: dict[str, Any], free: tuple[Axis, ...]) -> list[int]:
    """Where a plane of the table lies: the places on the axes that are not free."""
    given = dict(named)
    for axis in free:
        single = str(axis).removesuffix("s")
        if given.pop(single, None) is not None:
            raise ArgumentError(f"{single}: the whole axis is shown")
        given[single] = table.ids(axis)[0]
    return list(table.place(**given))


def names(table: Table, axis: Axis, language: str | None, ids: bool) -> list[str]:
    """Labels along an axis; ids where labels are not different from each other."""
    labels = list(table.ids(axis) if ids else table.labels(axis, language))
    return labels if len(set(labels)) == len(labels) else list(table.ids(axis))


def pivot(table: Table, index: Axis, columns: Axis, *, language: str | None, ids: bool,
          named: dict[str, Any]) -> pandas.DataFrame:
    """See :meth:`Table.pivot`."""
    import numpy
    import pandas
    if index is columns:
        raise ArgumentError("the index and the columns are the same axis")
    at: list[Any] = axis_places(table, named, (index, columns))
    order = list(Axis)
    at[order.index(index)] = at[order.index(columns)] = slice(None)
    plane = numpy.asarray(table)[tuple(at)]
    if order.index(index) > order.index(columns):
        plane = plane.T
    return pandas.DataFrame(plane, index=pandas.Index(names(table, index, language, ids), name=str(index)),
                            columns=pandas.Index(names(table, columns, language, ids), name=str(columns)))
