"""Numbers as agencies write them."""
from __future__ import annotations

from decimal import Decimal

from . import _prg
from ._convert import Number, NumberForm, form, plain

__all__ = ["format_number", "parse_number"]


def parse_number(text: str, numbers: NumberForm = "plain", *, exponent: bool = False) -> Decimal:
    """Reads a number. How it is written is declared, never guessed.

    :param exponent: accept ``1.5e3`` too.

    >>> parse_number("1.374,925", "vietnamese"), parse_number("1.374")
    (Decimal('1374.925'), Decimal('1.374'))
    """
    return Decimal(_prg.decimal_parse(text, form(numbers) | (_prg.PRG_NUMBER_EXPONENT if exponent else 0)))


def format_number(value: Number, numbers: NumberForm = "plain") -> str:
    """Writes a number with exactly its decimals.

    >>> format_number(Decimal("1234567.50"), "vietnamese")
    '1.234.567,50'
    """
    text: str = _prg.decimal_format(plain(value), form(numbers))
    return text
