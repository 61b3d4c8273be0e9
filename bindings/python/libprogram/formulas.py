"""Formulas (công thức): read, checked before use, written, evaluated on given operands."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from . import _prg
from ._convert import Number, NumberForm, form, plain
from .cells import _decimal
from .enums import Exactness, FormulaScope, FormulaType, Reason, State
from .errors import Error
from .report import Report

if TYPE_CHECKING:
    from .indicators import Indicator
    from .programme import Programme

__all__ = ["Formula", "FormulaFunction", "FormulaResult", "functions"]

Operand: TypeAlias = "Number | bool | State | None"


@dataclass(frozen=True, slots=True)
class FormulaFunction:
    """A function of the language of formulas."""

    name: str
    arguments: str
    result: str
    unit: str
    states: str
    scope: FormulaScope
    meaning: str
    term: str
    example: str


def functions() -> tuple[FormulaFunction, ...]:
    """Every function that a formula may call.

    >>> next(function.arguments for function in functions() if function.name == "prev")
    'x[, n]'
    """
    raw = (_prg.formula_function_at(i) for i in range(_prg.formula_function_count()))
    return tuple(FormulaFunction(name, arguments, result, unit, states, FormulaScope(scope), meaning, term, example)
                 for name, arguments, result, unit, states, scope, meaning, term, example in raw)


class FormulaResult:
    """What a formula comes to."""

    __slots__ = ("_fields", "_raw")

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._fields = _prg.formula_result_get(raw)

    @property
    def state(self) -> State:
        """Whether there is a value."""
        return State(self._fields[0])

    @property
    def reason(self) -> Reason | None:
        """Why there is none."""
        return None if self._fields[1] == "none" else Reason(self._fields[1])

    @property
    def type(self) -> FormulaType:
        """A number, a condition, or a class."""
        return FormulaType(self._fields[2])

    @property
    def exactness(self) -> Exactness:
        """How exact a number is."""
        return Exactness(self._fields[3])

    @property
    def fraction(self) -> Fraction | None:
        """The number as a fraction; None where there is none."""
        found = _prg.formula_result_quotient(self._raw)
        return None if found is None else Fraction(int(found[0]), int(found[1]))

    @property
    def value(self) -> Decimal | Fraction | bool | str | None:
        """The number, the truth of a condition, or the id of a class; None where there is no value."""
        if self.state is not State.VALUE:
            return None
        if self.type is FormulaType.BOOLEAN:
            return bool(self._fields[4])
        if self.type is FormulaType.CLASS:
            return cast(str, self._fields[5])
        fraction = self.fraction
        return None if fraction is None else _decimal(fraction, 0)

    def rounded(self, decimals: int) -> Decimal | None:
        """The number rounded once, half away from zero."""
        text = _prg.formula_result_rounded(self._raw, decimals)
        return None if text is None else Decimal(text)

    def text(self, decimals: int = 2, numbers: NumberForm = "plain") -> str:
        """A decimal number in full, a fraction rounded to ``decimals``; ``""`` where there is no value."""
        return _prg.formula_result_text(self._raw, decimals, form(numbers)) or ""

    def compare(self, limit: Number) -> int | None:
        """-1, 0 or 1 as the number is less than a limit, equal, or more, exactly; None where there is none."""
        return cast("int | None", _prg.formula_result_compare(self._raw, plain(limit)))

    def __float__(self) -> float:
        found = _prg.formula_result_double(self._raw)
        return float("nan") if found is None else cast(float, found)

    def __bool__(self) -> bool:
        """Whether there is a value; also where it is zero or false."""
        return bool(self._fields[0] == "value")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FormulaResult):
            return NotImplemented
        return (self.state, self.reason, self.value) == (other.state, other.reason, other.value)

    def __hash__(self) -> int:
        return hash((self.state, self.reason, self.value))

    def __repr__(self) -> str:
        return f"<FormulaResult {self.text() if self else self.state}>"


class Formula:
    """A formula over the ids of indicators.

    >>> formula = Formula("if(population > 0, cases/population * 100000, 0)")
    >>> str(formula), formula.references
    ('if(population > 0, cases / population * 100000, 0)', ('population', 'cases'))
    >>> formula.evaluate(population=70000, cases=3).value
    Fraction(30, 7)
    >>> formula.evaluate(population=70000, cases=None).state
    <State.MISSING: 'missing'>
    """

    __slots__ = ("_raw", "_text")

    def __init__(self, text: str) -> None:
        self._raw = _prg.formula_parse(text)
        self._text = cast(str, _prg.formula_format(self._raw))

    def check(self, programme: Programme, indicator: Indicator | None = None) -> Formula:
        """Checks it against a programme: names, types, units, circles. From then on it knows its type and unit, and
        converts units. Answers the formula.

        :param indicator: the one that it belongs to.
        :raises Error: with everything that is wrong in ``findings``.
        """
        report = Report()
        try:
            with programme._guard.reading():
                _prg.formula_check(self._raw, programme._live, None if indicator is None else indicator._handle, report._raw)
        except Error as error:
            error.report = report
            raise
        return self

    @property
    def references(self) -> tuple[str, ...]:
        """The names in it, in the order in which they first stand in the text."""
        return tuple(_prg.formula_reference(self._raw, i) for i in range(_prg.formula_reference_count(self._raw)))

    @property
    def type(self) -> FormulaType:
        """The type of its value, as far as it is known."""
        return FormulaType(_prg.formula_result_type(self._raw))

    @property
    def exactness(self) -> Exactness:
        """No result is less exact than this."""
        return Exactness(_prg.formula_exactness(self._raw))

    @property
    def unit(self) -> str | None:
        """The unit of its value, known once it was checked."""
        return cast("str | None", _prg.formula_unit(self._raw))

    @property
    def needs_data(self) -> bool:
        """Whether it looks beyond the cell, so that :meth:`evaluate` cannot compute it."""
        return bool(_prg.formula_needs_data(self._raw))

    def evaluate(self, operands: Mapping[str, Operand] | None = None, /, **named: Operand) -> FormulaResult:
        """Evaluates it on given operands: exact numbers, ``True`` and ``False``, ids of classes as ``"'drug_free'"``,
        a :class:`State`, or None for *missing*."""
        given = {**(operands or {}), **named}
        unknown = set(given) - set(self.references)
        if unknown or len(given) != len(self.references):
            missing = set(self.references) - set(given)
            raise TypeError("; ".join(f"{what}: {', '.join(sorted(names))}" for what, names in
                                      (("not in the formula", unknown), ("no operand for", missing)) if names))
        return FormulaResult(_prg.formula_evaluate(self._raw, [_operand(given[name]) for name in self.references]))

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Formula({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Formula) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)


def _operand(value: Operand) -> tuple[str, str, str | None, str | None]:
    if value is None:
        return "missing", "none", None, None
    if isinstance(value, State):
        return value, "none", None, None
    if isinstance(value, bool):
        return "value", "none", str(int(value)), None
    if isinstance(value, str) and value[:1] in "'\"" and len(value) > 2 and value[-1] == value[0]:
        return "value", "none", None, value[1:-1]
    return "value", "none", plain(value), None
