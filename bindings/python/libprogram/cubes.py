"""Cubes: tables that keep up with their data."""
from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import _prg
from ._convert import Progress
from ._resource import Resource
from .queries import as_query
from .tables import Table

if TYPE_CHECKING:
    from .data import Data
    from .queries import Query
    from .report import Report

__all__ = ["Cube"]


class Cube(Resource):
    """Keeps the tables of queries current: :meth:`apply` touches only what depends on what has changed.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> _ = plan.areas.add("P", level="province")
    >>> _ = plan.indicators.add("cases", kind="flow", period="month")
    >>> data = plan.data()
    >>> cube = libprogram.Cube(data, "indicators cases; periods 2018-01")
    >>> cube.table.cell().value is None
    True
    >>> data.set("cases", "P", "2018-01", 3)
    >>> cube.apply().table.cell().value
    Decimal('3')
    """

    __slots__ = ("_data", "_queries", "_tables")

    def __init__(self, data: Data, *queries: Query | str, threads: int = 1, report: Report | None = None,
                 progress: Progress | None = None, **axes: Any) -> None:
        self._data = data
        programme = data.programme
        asked = [as_query(programme, query, {}) for query in queries] or [as_query(programme, None, axes)]
        if queries and axes:
            raise TypeError("queries, or the axes of one by name, not both")
        options: dict[str, Any] = {"threads": threads, "progress": progress}
        if report is not None:
            options["report"] = report._raw
        with data._guard.reading(), programme._guard.reading():
            self._raw = _prg.cube_open_several(data._handle, [query._raw for query in asked], options)
        self._queries = tuple(asked)
        self._tables: list[weakref.ref[Table]] = []

    @property
    def data(self) -> Data:
        """The values that it follows."""
        return self._data

    @property
    def queries(self) -> tuple[Query, ...]:
        """What it keeps current."""
        return self._queries

    @property
    def _handle(self) -> Any:
        self._data._handle
        return super()._handle

    @property
    def tables(self) -> Sequence[Table]:
        """The present tables, one for each query. The next :meth:`apply` makes them stale."""
        return [self._table(i) for i in range(len(self._queries))]

    @property
    def table(self) -> Table:
        """The present table of the first query."""
        return self._table(0)

    def _table(self, index: int) -> Table:
        table = Table._of(_prg.cube_table_at(self._handle, index), self._data.programme, self._data)
        self._tables.append(weakref.ref(table))
        return table

    def _renew(self, call: Any) -> None:
        with self._data._guard.writing(), self._data.programme._guard.reading():
            for table in filter(None, (reference() for reference in self._tables)):
                table._raw, table._stale = None, True
            self._tables = []
            call(self._handle)

    def apply(self) -> Cube:
        """Brings the tables to the present state of the data. Answers the cube."""
        self._renew(_prg.cube_apply)
        return self

    def refresh(self) -> Cube:
        """Computes everything again: after very many changes this is faster. Answers the cube."""
        self._renew(_prg.cube_refresh)
        return self

    def close(self) -> None:
        for table in filter(None, (reference() for reference in self._tables)):
            table.close()
        self._tables = []
        super().close()

    def __repr__(self) -> str:
        return "<Cube, closed>" if self.closed else f"<Cube of {len(self._queries)} tables>"
