"""Answers that have rows."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from enum import Enum
from html import escape
from typing import Any, Generic, TypeVar, overload

from .items import Item
from .periods import Period

__all__ = ["Rows"]

R_co = TypeVar("R_co", covariant=True)


class Rows(Sequence[R_co], Generic[R_co]):
    """Rows of an answer: a sequence, a table in notebooks, and records for a data frame."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[R_co]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> R_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[R_co, ...]: ...
    def __getitem__(self, index: int | slice) -> R_co | tuple[R_co, ...]:
        return self._rows[index]

    def to_records(self) -> list[dict[str, Any]]:
        """A dict of plain values for each row: things and periods are ids, words are text. For a data frame:
        ``pandas.DataFrame(rows.to_records())``."""
        return [dict(_cells(row)) for row in self]

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Rows) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)}>"

    def _repr_html_(self) -> str:
        records = self.to_records()
        head = "".join(f"<th>{escape(key)}</th>" for key in (records[0] if records else ()))
        rows = "".join("<tr>" + "".join(f"<td>{escape('' if value is None else str(value))}</td>"
                                        for value in record.values()) + "</tr>" for record in records)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(row: Any) -> Iterable[tuple[str, Any]]:
    """The fields of a row; those of what it has in itself stand behind its name."""
    for field in fields(row):
        if field.name.startswith("_"):
            continue
        value = getattr(row, field.name)
        if isinstance(value, (Item, Period)):
            yield field.name, value.id
        elif isinstance(value, Enum):
            yield field.name, value.value
        elif hasattr(value, "__dataclass_fields__"):
            for key, inner in _cells(value):
                yield f"{field.name}_{key}", inner
        elif isinstance(value, frozenset):
            yield field.name, ", ".join(sorted(value))
        else:
            yield field.name, value
