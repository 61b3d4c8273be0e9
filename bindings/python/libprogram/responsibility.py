"""The responsibility matrix (ma trận phân công): components down, agencies and groups across, roles in the cells."""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from . import _prg
from ._convert import Date, day
from .items import Item

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .components import Component
    from .programme import Programme
    from .roles import Assignment

__all__ = ["Matrix"]


class Matrix:
    """The responsibility matrix of a programme on a day. ``matrix[row, column]`` is the list of assignments there."""

    __slots__ = ("_assignments", "columns", "rows")

    rows: tuple[Component, ...]
    columns: tuple[Agency | Group, ...]

    def __init__(self, programme: Programme, kind: str | None = None, on: Date | None = None) -> None:
        raw = _prg.matrix_new(programme._live, kind, day(on))
        self.rows = tuple(_until_none(programme, lambda i: _prg.matrix_row(raw, i)))
        self.columns = tuple(_until_none(programme, lambda i: _prg.matrix_column(raw, i)))
        self._assignments = [[_until_none(programme, lambda i, r=r, c=c: _prg.matrix_cell(raw, r, c, i))
                              for c in range(len(self.columns))] for r in range(len(self.rows))]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.rows), len(self.columns)

    def __getitem__(self, place: tuple[int | Component, int | Agency | Group]) -> list[Assignment]:
        row, column = place
        return self._assignments[row if isinstance(row, int) else self.rows.index(row)][
            column if isinstance(column, int) else self.columns.index(column)]

    def to_records(self) -> list[dict[str, Any]]:
        """A dict for each assignment: component, holder, role, binding. For a data frame, and a pivot of it."""
        return [{"component": row.id, "holder": column.id, "role": assignment.role.id if assignment.role else None,
                 "binding": assignment.is_binding}
                for r, row in enumerate(self.rows) for c, column in enumerate(self.columns)
                for assignment in self._assignments[r][c]]

    def __repr__(self) -> str:
        return f"<Matrix: {len(self.rows)} components, {len(self.columns)} agencies and groups>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column.id)}</th>" for column in self.columns)
        body = "".join(
            f"<tr><th>{escape(row.label)}</th>" + "".join(
                f"<td>{escape(', '.join(one.role.id for one in cell if one.role))}</td>"
                for cell in self._assignments[r]) + "</tr>" for r, row in enumerate(self.rows))
        return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"


def _until_none(programme: Programme, at: Any) -> list[Any]:
    items: list[Any] = []
    while (raw := at(len(items))) is not None:
        items.append(Item._wrap(programme, raw))
    return items
