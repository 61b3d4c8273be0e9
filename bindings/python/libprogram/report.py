"""Everything that is wrong with an input, at once."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, overload

from . import _prg
from .enums import Severity

__all__ = ["Finding", "Report"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: what is wrong, where, what was expected, what was probably meant."""

    code: str
    severity: Severity
    source: str | None
    pointer: str | None
    field: str | None
    line: int
    column: int
    row: int
    message: str
    expected: str | None
    suggestion: str | None

    @classmethod
    def _of(cls, raw: tuple[Any, ...]) -> Finding:
        return cls(raw[0], Severity(raw[1]), *raw[2:])

    def __str__(self) -> str:
        place = [part for part in (self.source, self.pointer, f"row {self.row}" if self.row else "", self.field) if part]
        return f"{': '.join((*place, str(self.severity)))}: {self.message} [{self.code}]"


class Report(Sequence[Finding]):
    """The findings about one input, in the order in which they were found.

    The first thousand are kept; all are counted.
    """

    __slots__ = ("_findings", "_raw")

    def __init__(self, *, max_findings: int = 1000) -> None:
        self._raw = _prg.report_new({"max_findings": max_findings})
        self._findings: tuple[Finding, ...] | None = None

    def _all(self) -> tuple[Finding, ...]:
        if self._findings is None or len(self._findings) != _prg.report_count(self._raw):
            self._findings = tuple(Finding._of(_prg.report_at(self._raw, i))
                                   for i in range(_prg.report_count(self._raw)))
        return self._findings

    def __len__(self) -> int:
        count: int = _prg.report_count(self._raw)
        return count

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all())

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which something was refused."""
        return tuple(finding for finding in self if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that were let pass and are probably not meant."""
        return tuple(finding for finding in self if finding.severity is Severity.WARNING)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings that are worth knowing."""
        return tuple(finding for finding in self if finding.severity is Severity.NOTE)

    def total(self, least: Severity | str = Severity.NOTE) -> int:
        """How many findings of this weight or more there were, kept or not."""
        count: int = _prg.report_total(self._raw, least)
        return count

    def total_of(self, code: str) -> int:
        """How many findings of this code there were, kept or not."""
        count: int = _prg.report_total_of(self._raw, _prg.finding_from_name(code))
        return count

    def to_text(self) -> str:
        """One line for each finding, the way compilers do."""
        text: str = _prg.report_write_text(self._raw, None)
        return text

    def to_json(self) -> str:
        """``{"findings": […], "counts": {…}}``"""
        text: str = _prg.report_write_json(self._raw, None)
        return text

    def to_records(self) -> list[dict[str, Any]]:
        """A dict for each finding, for a data frame."""
        return [{name: getattr(finding, name) for name in Finding.__slots__} for finding in self]

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<Report: {self.total(Severity.ERROR)} errors, {len(self)} findings>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(finding.severity)}</td><td>{escape(finding.code)}</td>"
            f"<td>{escape(finding.pointer or (f'row {finding.row}' if finding.row else ''))}</td>"
            f"<td>{escape(finding.field or '')}</td><td>{escape(finding.message)}</td>"
            f"<td>{escape(finding.suggestion or finding.expected or '')}</td></tr>" for finding in self)
        return ("<table><thead><tr><th>severity</th><th>code</th><th>place</th><th>field</th><th>message</th>"
                f"<th>expected</th></tr></thead><tbody>{rows}</tbody></table>")
