"""Tables (bảng): computed cells, each with its state, quality, marks and coverage."""
from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Literal, Self, cast, overload

from . import _prg
from ._convert import Number, NumberForm, Path, form, path, plain
from ._resource import Resource
from .cells import Known
from .enums import Axis, Mark, Measure
from .errors import ArgumentError, NotFoundError, StaleError
from .items import Item
from .periods import Period

if TYPE_CHECKING:
    import datetime

    import matplotlib.axes
    import numpy
    import pandas
    import polars
    import pyarrow

    from .areas import Area
    from .data import Data
    from .explanations import Explanation
    from .indicators import Indicator
    from .programme import Programme

__all__ = ["Cell", "Table"]

_AXES = tuple(Axis)
_MOST_HTML_ROWS = 60


class Cell(Known):
    """A cell of a table. It stays as it is when the table is sorted or closed."""

    __slots__ = ("_bounds", "_mark_counts", "_texts", "place")

    place: tuple[int, ...]
    """Where it stood in the table."""
    _bounds: tuple[Decimal, Decimal] | None
    _mark_counts: dict[Mark, int]
    _texts: dict[str, str]

    def text(self, numbers: NumberForm = "plain") -> str:
        if numbers not in self._texts:
            form(numbers)
        return self._texts[numbers]

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """Between what the number lies, where that is known of a cell without value."""
        return self._bounds

    @property
    def mark_counts(self) -> dict[Mark, int]:
        """How many inputs carry each mark."""
        return dict(self._mark_counts)

    def rounded(self, decimals: int) -> Decimal | None:
        """The number rounded once, half away from zero."""
        fraction = self.fraction
        if fraction is None:
            return None
        scaled = abs(fraction) * 10**decimals
        whole = scaled.numerator // scaled.denominator
        whole += 2 * (scaled - whole) >= 1
        return Decimal(-whole if fraction < 0 else whole).scaleb(-decimals)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cell):
            return NotImplemented
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[Any, ...]:
        category = self.category
        return (*self._raw[:4], category and category.id, *self._raw[5:6], *map(tuple, self._raw[6:8]), *self._raw[8:13],
                self._fraction, self._bounds)


class _Columns:
    """Some columns of a table, for whatever speaks the Arrow PyCapsule protocol."""

    def __init__(self, handle: Any, columns: Iterable[str] | None) -> None:
        if isinstance(columns, str):
            raise TypeError("a list of columns expected, not a text")
        self._handle, self._columns = handle, None if columns is None else list(columns)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return _prg.table_to_arrow_stream(self._handle, self._columns)


class Table(Resource):
    """Five axes, and a cell at every place: indicators, breakdowns, areas, periods, measures.

    ``table[i, b, a, p, m]`` is a cell; :meth:`cell` finds one by ids. A table speaks the Arrow PyCapsule protocol, so
    that pyarrow, pandas, polars and DuckDB take it as it is, and it is an array to NumPy.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> for id in "PAB":
    ...     _ = plan.areas.add(id, level="province" if id == "P" else "commune", parent=None if id == "P" else "P")
    >>> _ = plan.indicators.add("cases", kind="flow", period="month")
    >>> data = plan.data()
    >>> data.set("cases", "A", "2018-01", 5)
    >>> table = data.compute(indicators="cases", areas="all", periods="2018-01")
    >>> table.shape
    (1, 1, 3, 1, 1)
    >>> table.cell(area="P").value, table.cell(area="P").coverage
    (Decimal('5'), Coverage(reported=1, expected=2))
    >>> table.cell(area="B").value is None, table.cell(area="B").state
    (True, <State.MISSING: 'missing'>)
    """

    __slots__ = ("_data", "_programme", "_stale")

    _programme: Programme
    _data: Data | None
    _stale: bool

    def __init__(self) -> None:
        raise TypeError("a Table is computed: data.compute(…)")

    @classmethod
    def _of(cls, raw: Any, programme: Programme, data: Data | None) -> Self:
        table = object.__new__(cls)
        table._raw, table._programme, table._data, table._stale = raw, programme, data, False
        return table

    @property
    def _handle(self) -> Any:
        if self._raw is None and self._stale:
            raise StaleError("the cube was brought up to date since: ask it for its table again")
        return super()._handle

    # Its axes.

    @property
    def shape(self) -> tuple[int, int, int, int, int]:
        """How long the axes are."""
        handle = self._handle
        return cast("tuple[int, int, int, int, int]", tuple(_prg.table_size(handle, axis) for axis in _AXES))

    def __len__(self) -> int:
        """How many cells there are."""
        count = 1
        for size in self.shape:
            count *= size
        return count

    def __bool__(self) -> bool:
        return True

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators down the first axis."""
        return tuple(Item._wrap(self._programme, _prg.table_indicator(self._handle, i)) for i in range(self.shape[0]))

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The categories along the second axis: ``"total"``, ``"sex=female"`` …"""
        return self.ids(Axis.BREAKDOWNS)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas along the third axis."""
        return tuple(Item._wrap(self._programme, _prg.table_area(self._handle, i)) for i in range(self.shape[2]))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods along the fourth axis."""
        return tuple(Period._of(_prg.table_period(self._handle, i)) for i in range(self.shape[3]))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures along the fifth axis."""
        return tuple(Measure(_prg.table_measure(self._handle, i)) for i in range(self.shape[4]))

    def ids(self, axis: Axis | str) -> tuple[str, ...]:
        """The ids of what stands along an axis."""
        handle = self._handle
        return tuple(_prg.table_id(handle, axis, i) for i in range(_prg.table_size(handle, axis)))

    def labels(self, axis: Axis | str, language: str | None = None) -> tuple[str, ...]:
        """What a reader is shown along an axis; of areas, their names on the table's day."""
        handle = self._handle
        return tuple(_prg.table_label(handle, axis, i, language) for i in range(_prg.table_size(handle, axis)))

    @property
    def sequence(self) -> int:
        """The sequence number of the data at which it was computed."""
        return cast(int, _prg.table_sequence(self._handle))

    @property
    def boundaries(self) -> datetime.date:
        """The day whose areas it shows."""
        return cast("datetime.date", _prg.table_boundaries(self._handle))

    # Its cells.

    def _place(self, place: Sequence[int]) -> tuple[int, ...]:
        shape = self.shape
        if len(place) != len(shape):
            raise IndexError(f"a place has {len(shape)} indexes, not {len(place)}")
        found = []
        for index, size, axis in zip(place, shape, _AXES, strict=True):
            if not -size <= index < size:
                raise IndexError(f"{axis}: place {index} of {size}")
            found.append(index % size)
        return tuple(found)

    def __getitem__(self, place: tuple[int, int, int, int, int]) -> Cell:
        return self._cell(self._place(place))

    def _cell(self, place: tuple[int, ...]) -> Cell:
        handle = self._handle
        raw = _prg.table_cell(handle, place)
        cell = object.__new__(Cell)
        fraction = None if raw[0] != "value" or raw[4] is not None else _prg.table_quotient(handle, place)
        cell._keep(self._programme, raw, fraction)
        cell.place = place
        cell._texts = {"plain": "", "vietnamese": ""}
        if raw[0] == "value":
            cell._texts = {name: _prg.table_text(handle, place, code) for name, code in (("plain", 0), ("vietnamese", 1))}
        cell._bounds = None
        if raw[15]:
            lower, upper = (Decimal(_prg.table_bound(handle, place, upper, 0)) for upper in (0, 1))
            cell._bounds = lower, upper
        cell._mark_counts = {Mark(name): _prg.table_mark_count(handle, place, _prg.mark_from_name(name)) for name in raw[6]}
        return cell

    def place(self, *, indicator: Indicator | str | None = None, breakdown: str | None = None,
              area: Area | str | None = None, period: Period | str | None = None,
              measure: Measure | str | None = None) -> tuple[int, int, int, int, int]:
        """The place of what is named; an axis with one thing on it need not be."""
        found = []
        for axis, what in zip(_AXES, (indicator, breakdown, area, period, measure), strict=True):
            ids = self.ids(axis)
            if what is None:
                if len(ids) != 1:
                    raise ArgumentError(f"{axis}: the table has {len(ids)} of them; say which")
                found.append(0)
                continue
            id = what.id if isinstance(what, (Item, Period)) else str(what)
            if id not in ids:
                near = _prg.text_suggest(id, list(ids))
                raise NotFoundError(f"{axis}: {id!r} is not in the table" + (f"; did you mean {near!r}?" if near else ""))
            found.append(ids.index(id))
        return cast("tuple[int, int, int, int, int]", tuple(found))

    def cell(self, *, indicator: Indicator | str | None = None, breakdown: str | None = None,
             area: Area | str | None = None, period: Period | str | None = None,
             measure: Measure | str | None = None) -> Cell:
        """The cell of what is named; an axis with one thing on it need not be."""
        return self._cell(self.place(indicator=indicator, breakdown=breakdown, area=area, period=period, measure=measure))

    def __iter__(self) -> Iterator[Cell]:
        """The cells in the order of the axes, the last one fastest. For many cells, take a frame instead."""
        for place in itertools.product(*map(range, self.shape)):
            yield self._cell(place)

    def formula(self, indicator: Indicator | str) -> str | None:
        """The formula that the query gave an indicator of the table; None for one that is as the programme has it."""
        return cast("str | None", _prg.table_formula(self._handle, self.place(indicator=indicator)[0]))

    @property
    def what_if(self) -> str | None:
        """What the query supposed (giả định), as a query has it; None for nothing. Cells that depend on it have the mark
        *what_if*."""
        return cast("str | None", _prg.table_what_if(self._handle))

    def compare(self, a: Sequence[int], b: Sequence[int]) -> int | None:
        """Compares the numbers of two cells exactly: -1, 0 or 1; None when one has none."""
        return cast("int | None", _prg.table_compare(self._handle, self._place(a), self._place(b)))

    def compare_with(self, place: Sequence[int], limit: Number) -> int | None:
        """Compares the number of a cell exactly with a limit, never by its rounded form."""
        return cast("int | None", _prg.table_compare_decimal(self._handle, self._place(place), plain(limit)))

    def explain(self, place: Sequence[int] | None = None, *, depth: int = 8, most: int = 20, **named: Any) -> Explanation:
        """Where the number of a cell comes from, down to the entries, as it was when the table was computed.

        :param place: a place; or else what stands there by name, as for :meth:`cell`.
        :param depth: how many levels below the cell.
        :param most: how many steps of one level before the rest is summed up; 0 for all.
        """
        from .explanations import Explanation
        data = self._data
        if data is None:
            raise ArgumentError("the table does not know its data any more")
        at = self.place(**named) if place is None else self._place(place)
        with data._guard.reading(), data._programme._guard.reading():
            raw = _prg.explain_table(data._handle, self._handle, at, {"depth": depth, "most": most})
        return Explanation._of(raw, self._programme)

    # Order.

    def sort(self, axis: Axis | str, *, descending: bool = False, by: Sequence[int] | None = None, **named: Any) -> Self:
        """Sorts an axis by the numbers of its cells; what has no value comes last. Answers the table.

        :param by: where the cells lie on the other axes; or else what stands there by name, as for :meth:`cell`.
        """
        axis = Axis(axis)
        if by is None:
            single = str(axis).removesuffix("s")
            named.setdefault(single, self.ids(axis)[0])
            by = self.place(**named)
        _prg.table_sort(self._handle, axis, self._place(by), int(descending))
        return self

    def keep(self, axis: Axis | str, count: int) -> Self:
        """Keeps the first things of an axis, as after :meth:`sort`: top n. Answers the table."""
        _prg.table_keep(self._handle, axis, count)
        return self

    # As text.

    def _options(self, down: Axis | str | Sequence[Axis | str] | None, **options: Any) -> dict[str, Any]:
        names = [down] if isinstance(down, str) else list(down or ())
        return {"down": sum(1 << _AXES.index(Axis(name)) for name in names),
                **{key: value for key, value in options.items() if value is not None}}

    def _write(self, write: Any, file: Path | None, options: dict[str, Any]) -> str | None:
        return cast("str | None", write(self._handle, None if file is None else path(file), options))

    @overload
    def to_text(self, file: None = None, *, down: Axis | str | Sequence[Axis | str] | None = None,
                language: str | None = None, numbers: NumberForm = "plain", ids: bool = False,
                details: bool = True) -> str: ...
    @overload
    def to_text(self, file: Path, *, down: Axis | str | Sequence[Axis | str] | None = None,
                language: str | None = None, numbers: NumberForm = "plain", ids: bool = False,
                details: bool = True) -> None: ...
    def to_text(self, file: Path | None = None, *, down: Axis | str | Sequence[Axis | str] | None = None,
                language: str | None = None, numbers: NumberForm = "plain", ids: bool = False,
                details: bool = True) -> str | None:
        """Text for people, with coverage, quality and what is missing, and a legend."""
        return self._write(_prg.table_write_text, file, self._options(
            down, language=language, form=form(numbers), ids=int(ids), details=int(details)))

    @overload
    def to_csv(self, file: None = None, *, down: Axis | str | Sequence[Axis | str] | None = None,
               numbers: NumberForm = "plain", separator: Literal[",", ";", "\t"] = ",") -> str: ...
    @overload
    def to_csv(self, file: Path, *, down: Axis | str | Sequence[Axis | str] | None = None,
               numbers: NumberForm = "plain", separator: Literal[",", ";", "\t"] = ",") -> None: ...
    def to_csv(self, file: Path | None = None, *, down: Axis | str | Sequence[Axis | str] | None = None,
               numbers: NumberForm = "plain", separator: Literal[",", ";", "\t"] = ",") -> str | None:
        """One line for each cell; with ``down``, a pivot of the values alone."""
        return self._write(_prg.table_write_csv, file, self._options(
            down, form=form(numbers), separator=ord(separator)))

    @overload
    def to_json(self, file: None = None) -> str: ...
    @overload
    def to_json(self, file: Path) -> None: ...
    def to_json(self, file: Path | None = None) -> str | None:
        """Axes and cells, numbers exact."""
        return self._write(_prg.table_write_json, file, {})

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        if self._raw is None:
            return "<Table, closed>"
        sizes = ", ".join(f"{size} {axis if size != 1 else str(axis).removesuffix('s')}"
                          for axis, size in zip(_AXES, self.shape, strict=True))
        return f"<Table: {sizes}>"

    def _repr_html_(self) -> str:
        shape = self.shape
        names = [self.labels(axis) for axis in _AXES]
        across = [axis for axis in (0, 1, 3, 4) if shape[axis] != 1] or [0]
        columns = list(itertools.product(*(range(shape[axis]) for axis in across)))
        head = "".join(f"<th>{escape(' / '.join(names[axis][i] for axis, i in zip(across, column, strict=True)))}</th>"
                       for column in columns[:_MOST_HTML_ROWS])
        rows = []
        for area in range(min(shape[2], _MOST_HTML_ROWS)):
            cells = []
            for column in columns[:_MOST_HTML_ROWS]:
                place = [0, 0, area, 0, 0]
                for axis, i in zip(across, column, strict=True):
                    place[axis] = i
                cell = self._cell(tuple(place))
                shown = cell.text("vietnamese") if cell else "…" if cell.state == "missing" else str(cell.state)
                title = f"{cell.state}, {cell.coverage}" + "".join(f", {mark}" for mark in sorted(cell.marks))
                cells.append(f'<td title="{escape(title)}">{escape(shown)}</td>')
            rows.append(f"<tr><th>{escape(names[2][area])}</th>{''.join(cells)}</tr>")
        fixed = ", ".join(names[axis][0] for axis in (0, 1, 3, 4) if shape[axis] == 1 and axis not in across and axis != 1)
        more = f"<p>… {shape[2] - _MOST_HTML_ROWS} more areas</p>" if shape[2] > _MOST_HTML_ROWS else ""
        return (f"<table><caption>{escape(fixed)}</caption><thead><tr><th></th>{head}</tr></thead>"
                f"<tbody>{''.join(rows)}</tbody></table>{more}")

    # As frames and arrays.

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """A stream of one record batch with a row for each cell; see docs/arrow.md for the columns."""
        return _prg.table_to_arrow_stream(self._handle, None)

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
        """The record batch itself: schema and array."""
        schema, array = _prg.table_to_arrow(self._handle, None)
        return schema, array

    def __arrow_c_schema__(self) -> Any:
        """The schema of the record batch."""
        return self.__arrow_c_array__()[0]

    def numbers(self) -> memoryview[float]:
        """The nearest floats of all cells, in the shape of the table; NaN where there is no number."""
        shape = self.shape
        if 0 in shape:
            raise ArgumentError("the table has no cells")
        return memoryview(_prg.table_numbers(self._handle)).cast("d", cast("list[int]", list(shape)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> numpy.ndarray[Any, Any]:
        import numpy
        array = numpy.frombuffer(_prg.table_numbers(self._handle), dtype=numpy.float64).reshape(self.shape)
        if copy:
            array = array.copy()
        return array if dtype is None else array.astype(dtype)

    def to_numpy(self) -> numpy.ma.MaskedArray[Any, Any]:
        """The nearest floats as a masked array in the shape of the table: what has no number is masked."""
        import numpy
        return numpy.ma.masked_invalid(numpy.asarray(self))

    def to_arrow(self, columns: Iterable[str] | None = None) -> pyarrow.Table:
        """A table of pyarrow with a row for each cell. Numbers are exact, in decimal128.

        :param columns: the names of those that are wanted, in this order; all by default. Fewer take less time, above all
            without texts (category, marks, numerator, denominator).
        """
        import pyarrow
        return pyarrow.table(_Columns(self._handle, columns))

    def to_polars(self, columns: Iterable[str] | None = None) -> polars.DataFrame:
        """A data frame of polars with a row for each cell. Numbers are exact.

        :param columns: as for :meth:`to_arrow`.
        """
        import polars
        return polars.DataFrame(_Columns(self._handle, columns))

    def to_pandas(self, *, exact: bool = False) -> pandas.DataFrame:
        """A data frame of pandas with a row for each cell; ids are categories in the order of the table.

        :param exact: ``value`` as Decimal; else only the nearest floats, in ``number``.
        """
        from .frames import to_pandas
        return to_pandas(self, exact=exact)

    def pivot(self, index: Axis | str = Axis.AREAS, columns: Axis | str = Axis.PERIODS, *,
              language: str | None = None, ids: bool = False, **named: Any) -> pandas.DataFrame:
        """A data frame of pandas with one axis down and another across: by default areas and periods.

        :param language: of the labels; ``ids`` for ids instead of labels.
        :param named: what is meant on the other axes, as for :meth:`cell`, where there is more than one thing.
        """
        from .frames import pivot
        return pivot(self, Axis(index), Axis(columns), language=language, ids=ids, named=named)

    def plot(self, kind: Literal["trend", "bars", "heat"] | None = None, *, ax: matplotlib.axes.Axes | None = None,
             language: str | None = None, **named: Any) -> matplotlib.axes.Axes:
        """Draws the table with matplotlib and answers the axes: a line for each area over the periods, bars by area, or
        a map of how complete the cells are.

        :param kind: without it, bars for one period, else lines.
        :param named: what is meant on the other axes, as for :meth:`cell`, where there is more than one thing.
        """
        from .plots import plot
        return plot(self, kind, ax=ax, language=language, named=named)
