"""What goes wrong, as exceptions. They are always on; there is no other mode.

Every exception of the library is an :class:`Error` and also the built-in one that a Python programmer would
expect there: who catches ``LookupError`` or ``OSError`` need not know this module.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from . import _prg

if TYPE_CHECKING:
    from .report import Finding, Report

__all__ = [
    "ArgumentError", "CancelledError", "ClosedError", "ConflictError", "CycleError", "Error", "ExistsError",
    "FrozenError", "InternalError", "LimitError", "NotAvailableError", "NotFoundError", "OutOfMemoryError",
    "ParseError", "RangeError", "SchemaError", "StaleError", "StorageError", "VersionError",
]


class Error(Exception):
    """What all exceptions of the library have in common.

    ``code`` is the stable name, such as ``"not-found"``; ``place`` says where, as far as that is known: a path,
    a JSON pointer, row and column; ``message`` is one line.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> try:
    ...     plan.agencies.add("A", naem="Sở Y tế")
    ... except libprogram.Error as error:
    ...     error.code, error.place
    ('not-found', 'A')
    """

    code: str = "error"

    def __init__(self, message: str, *, place: str = "", report: Report | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.report = report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, where an input was read; else nothing."""
        return () if self.report is None else tuple(self.report)

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        more = len(self.findings) - 1
        return f"{text} (and {more} more: see .findings)" if more > 0 else text


class ArgumentError(Error, ValueError):
    """An argument that is not usable."""
    code = "invalid-argument"


class RangeError(Error, ValueError):
    """A result that does not fit or is not exact; a day or period that does not exist."""
    code = "out-of-range"


class ParseError(Error, ValueError):
    """Text that is not as it must be. ``findings`` has everything that is wrong with it, not only the first."""
    code = "syntax"


class SchemaError(ParseError):
    """Well-formed input that breaks a rule."""
    code = "schema"


class VersionError(ParseError):
    """A document of a version that is not supported."""
    code = "version"


class NotFoundError(Error, LookupError):
    """No such thing; the message has the nearest that there is."""
    code = "not-found"


class ExistsError(Error, ValueError):
    """A thing of that identity exists already."""
    code = "exists"


class ConflictError(Error, ValueError):
    """What is asked for contradicts what is there."""
    code = "conflict"


class CycleError(Error, ValueError):
    """Things would contain or need each other in a circle."""
    code = "cycle"


class FrozenError(Error, TypeError):
    """The programme was made immutable; edit a copy."""
    code = "frozen"


class StaleError(Error, RuntimeError):
    """The programme was edited since: bind the data again, make the query again."""
    code = "stale"


class CancelledError(Error, RuntimeError):
    """The work was stopped."""
    code = "cancelled"


class LimitError(Error, ValueError):
    """A declared limit on size, depth or work was reached."""
    code = "limit"


class StorageError(Error, OSError):
    """Reading or writing failed."""
    code = "io"


class NotAvailableError(Error, NotImplementedError):
    """Announced in the interface, not available in this release."""
    code = "not-yet"


class OutOfMemoryError(Error, MemoryError):
    """There is no memory left."""
    code = "out-of-memory"


class InternalError(Error, RuntimeError):
    """The library contradicts itself; please report it."""
    code = "internal"


class ClosedError(Error, ValueError):
    """The object was closed."""
    code = "closed"

    def __init__(self, message: str = "the object was closed", *, place: str = "", report: Report | None = None):
        super().__init__(message, place=place, report=report)


_CLASSES: dict[str, type[Error]] = {kind.code: kind for kind in (
    ArgumentError, RangeError, ParseError, SchemaError, VersionError, NotFoundError, ExistsError, ConflictError,
    CycleError, FrozenError, StaleError, CancelledError, LimitError, StorageError, NotAvailableError,
    OutOfMemoryError, InternalError)}
_CLASSES["invalid-utf8"] = ParseError


def _make(code: int, place: str, message: str) -> Error:
    name = _prg.error_name(code)
    error = _CLASSES.get(name, Error)(message, place=place)
    error.code = name
    return error


_prg.begin(_make, datetime.date)
