"""Explanations (giải trình số liệu): where a number comes from, down to the entries."""
from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Self, cast, overload

from . import _prg
from ._convert import NumberForm, Path, form, path
from .cells import Known
from .data import Entry
from .enums import Measure, Operation, Step
from .items import Item
from .periods import Period

if TYPE_CHECKING:
    from .areas import Area
    from .indicators import Indicator, Source
    from .programme import Programme

__all__ = ["Explanation"]


class Explanation(Known, Sequence["Explanation"]):
    """A step of the working of a number, and a sequence of the steps below it, which it follows from.

    What the engine went through is told, not computed a second time: the first step is the cell of the table in every
    bit.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> for id in "PAB":
    ...     _ = plan.areas.add(id, level="province" if id == "P" else "commune", parent=None if id == "P" else "P")
    >>> _ = plan.indicators.add("cases", kind="flow", period="month")
    >>> data = plan.data()
    >>> data.set("cases", "A", "2018-01", 5)
    >>> data.set("cases", "B", "2018-01", 7)
    >>> why = data.compute(indicators="cases", areas="P", periods="2018-01").explain()
    >>> why.operation, why.value, [(step.area.id, step.value) for step in why]
    (<Operation.SUM: 'sum'>, Decimal('12'), [('A', Decimal('5')), ('B', Decimal('7'))])
    """

    __slots__ = ("_step",)

    _step: Any

    def __init__(self) -> None:
        raise TypeError("an Explanation is asked for: table.explain(…)")

    @classmethod
    def _of(cls, raw: Any, programme: Programme) -> Self:
        explanation = object.__new__(cls)
        explanation._step = raw
        explanation._keep(programme, _prg.explanation_cell(raw), _prg.explanation_quotient(raw))
        return explanation

    # The tree.

    @property
    def step(self) -> Step:
        """What kind of step it is."""
        return Step(_prg.explanation_step(self._step))

    @property
    def operation(self) -> Operation:
        """How the number follows from the steps below that count."""
        return Operation(_prg.explanation_operation(self._step))

    @property
    def counts(self) -> bool:
        """Whether it counts in the number above it, or is there to be seen only, such as an entry that was replaced."""
        return bool(_prg.explanation_counts(self._step))

    @property
    def is_cut(self) -> bool:
        """Whether there may be steps below that ``depth`` left out."""
        return bool(_prg.explanation_is_cut(self._step))

    @property
    def size(self) -> int:
        """How many steps a step of the kind *more* stands for."""
        return cast(int, _prg.explanation_size(self._step))

    def __len__(self) -> int:
        return cast(int, _prg.explanation_count(self._step))

    @overload
    def __getitem__(self, index: int) -> Explanation: ...
    @overload
    def __getitem__(self, index: slice) -> list[Explanation]: ...
    def __getitem__(self, index: int | slice) -> Explanation | list[Explanation]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"place {index} of {len(self)} steps")
        return Explanation._of(_prg.explanation_child(self._step, place), self._programme)

    def walk(self) -> Iterator[tuple[int, Explanation]]:
        """Every step with its depth, from this one on."""
        waiting: list[tuple[int, Explanation]] = [(0, self)]
        while waiting:
            depth, step = waiting.pop()
            yield depth, step
            waiting.extend((depth + 1, below) for below in reversed(step))

    # What it is about.

    @property
    def indicator(self) -> Indicator | None:
        """The indicator."""
        return cast("Indicator | None", Item._wrap(self._programme, _prg.explanation_indicator(self._step)))

    @property
    def area(self) -> Area | None:
        """The area."""
        return cast("Area | None", Item._wrap(self._programme, _prg.explanation_area(self._step)))

    @property
    def source(self) -> Source | None:
        """The reporting chain of an entry."""
        return cast("Source | None", Item._wrap(self._programme, _prg.explanation_source(self._step)))

    @property
    def period(self) -> Period | None:
        """The period."""
        return Period._maybe(_prg.explanation_period(self._step))

    @property
    def measure(self) -> Measure | None:
        """The measure of the cell that was asked for."""
        name = _prg.explanation_measure(self._step)
        return Measure(name) if name else None

    @property
    def formula(self) -> str | None:
        """The formula by which it was made. Its names, and its functions that look beyond the cell, are the operands
        below it."""
        return cast("str | None", _prg.explanation_formula(self._step))

    @property
    def operand(self) -> str | None:
        """What it is in the formula of the step above, such as ``"cases"`` or ``"prev(cases)"``."""
        return cast("str | None", _prg.explanation_operand(self._step))

    @property
    def entry(self) -> Entry | None:
        """The entry of a step that is one: who said it, when, in which row."""
        raw = _prg.explanation_entry(self._step)
        return None if raw is None else Entry._of(self._programme, raw)

    # In words.

    def label(self, language: str | None = None) -> str:
        """What the step is called."""
        return cast(str, _prg.explanation_label(self._step, language))

    def notes(self, language: str | None = None, numbers: NumberForm = "plain") -> list[str]:
        """The sentences that say how it came about: a rule that decided, why there is no value …"""
        return [_prg.explanation_note(self._step, i, language, form(numbers))
                for i in range(_prg.explanation_note_count(self._step))]

    def text(self, numbers: NumberForm = "plain") -> str:
        return _prg.explanation_text(self._step, form(numbers)) or ""

    @overload
    def to_text(self, file: None = None, *, language: str | None = None, numbers: NumberForm = "plain") -> str: ...
    @overload
    def to_text(self, file: Path, *, language: str | None = None, numbers: NumberForm = "plain") -> None: ...
    def to_text(self, file: Path | None = None, *, language: str | None = None,
                numbers: NumberForm = "plain") -> str | None:
        """A line for each step, indented, with its sentences below it."""
        return cast("str | None", _prg.explanation_write_text(
            self._step, None if file is None else path(file), _options(language, numbers)))

    @overload
    def to_json(self, file: None = None, *, language: str | None = None) -> str: ...
    @overload
    def to_json(self, file: Path, *, language: str | None = None) -> None: ...
    def to_json(self, file: Path | None = None, *, language: str | None = None) -> str | None:
        """JSON that adds up; see docs/explain.md."""
        return cast("str | None", _prg.explanation_write_json(
            self._step, None if file is None else path(file), _options(language, "plain")))

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict."""
        return cast("dict[str, Any]", json.loads(self.to_json()))

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<Explanation {self.step}: {self.label()}: {self._shown()}>"

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Explanation) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._raw[0], self._fraction, self.label()))

    def _repr_html_(self) -> str:
        notes = "".join(f"<div><small>{escape(note)}</small></div>" for note in self.notes())
        line = f"{escape(self.label())}: <b>{escape(self._shown())}</b>{notes}"
        if not len(self):
            return f"<div>{line}</div>"
        below = "".join(step._repr_html_() for step in self)
        return f"<details><summary>{line}</summary><div style=\"margin-left: 1.5em\">{below}</div></details>"


def _options(language: str | None, numbers: str) -> dict[str, Any]:
    return {"form": form(numbers), **({} if language is None else {"language": language})}
