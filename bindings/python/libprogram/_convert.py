"""Between the values of Python and those of the library."""
from __future__ import annotations

import datetime
import operator
import os
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, SupportsIndex, TypeAlias

from . import _prg

Number: TypeAlias = int | Decimal | Fraction | str
"""What is taken as an exact number. A float is none."""
NumberForm: TypeAlias = Literal["plain", "vietnamese"]
Path: TypeAlias = str | os.PathLike[str]
Date: TypeAlias = datetime.date | str
Progress: TypeAlias = Any

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def plain(value: Number | SupportsIndex) -> str:
    """A number in the plain form, every digit of it.

    >>> plain(Decimal("1.50")), plain(3), plain(Fraction(1, 8)), plain("0.5")
    ('1.50', '3', '0.125', '0.5')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"a finite number expected, not {value}")
        return format(value, "f")
    if isinstance(value, Fraction):
        return _plain_fraction(value)
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float, which is not exact: give Decimal({str(value)!r}), an int or a text")
    try:
        return str(operator.index(value))
    except TypeError:
        raise TypeError(f"a number expected, not {type(value).__name__}") from None


def _plain_fraction(value: Fraction) -> str:
    """Text of a fraction that is a decimal number."""
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
        if decimals > 18:
            raise ValueError(f"{value} is no decimal number")
    sign = "-" if value < 0 else ""
    digits = str(abs(value * 10**decimals)).rjust(decimals + 1, "0")
    return sign + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)


def form(numbers: str) -> int:
    """The number form of a name."""
    if numbers not in ("plain", "vietnamese"):
        raise ValueError(f"numbers: 'plain' or 'vietnamese' expected, not {numbers!r}")
    code: int = _prg.number_form_from_name(numbers)
    return code


def day(value: Date | None) -> datetime.date | None:
    """A date from itself or its text; a date with a time is none."""
    if value is None:
        return None
    if isinstance(value, str):
        return datetime.date.fromisoformat(value)
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise TypeError(f"a datetime.date expected, not {type(value).__name__}")
    return value


def instant_in(value: datetime.datetime | None) -> int | None:
    """Seconds since 1970; an instant without a zone would be a guess."""
    if value is None:
        return None
    if not isinstance(value, datetime.datetime):
        raise TypeError(f"a datetime.datetime expected, not {type(value).__name__}")
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone: datetime(…, tzinfo=…)")
    return (value - EPOCH) // datetime.timedelta(seconds=1)


def instant_out(value: int | None) -> datetime.datetime | None:
    """An aware datetime in UTC."""
    return None if value is None else EPOCH + datetime.timedelta(seconds=value)


def path(value: Path) -> str:
    """A path as text; bytes are refused."""
    text = os.fspath(value)
    if not isinstance(text, str):
        raise TypeError("a path as text expected, not bytes")
    return text


def joined(value: Any) -> str:
    """One thing or several, as the small texts of queries have them: ids with commas between."""
    if isinstance(value, str):
        return value
    if hasattr(value, "id"):
        return str(value.id)
    if isinstance(value, Iterable):
        return ", ".join(joined(one) for one in value)
    return str(value)
