"""What happened (nhật ký): tasks that were done, reports that were sent, events."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, cast, overload

from . import _prg
from ._convert import Date, Path, day, path
from ._guard import Guard
from ._resource import Resource
from .enums import LogKind
from .errors import ArgumentError, ConflictError, Error, NotFoundError
from .items import Item
from .periods import Period
from .report import Report

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .components import Component
    from .obligations import Event, Obligation
    from .programme import Programme

__all__ = ["Log", "LogEntry"]

_MAX_BYTES = 1 << 30
_KINDS = {"component": LogKind.DONE, "obligation": LogKind.SENT, "event": LogKind.EVENT}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry of a log. ``tier`` counts from 0; ``withdrawn_by`` is the number of the entry that took it back."""

    sequence: int
    kind: LogKind
    is_withdrawal: bool
    component: Component | None
    event: Event | None
    obligation: Obligation | None
    tier: int
    period: Period | None
    date: datetime.date | None
    agency: Agency | Group | None
    document: str | None
    note: str | None
    source: str | None
    row: int
    withdrawn_by: int | None

    @classmethod
    def _of(cls, programme: Programme, raw: tuple[Any, ...]) -> Self:
        (period, kind, withdrawal, component, event, obligation, tier, date, agency, document, note, source, row,
         sequence, withdrawn_by) = raw
        return cls(
            sequence, LogKind(kind), bool(withdrawal), Item._wrap(programme, component), Item._wrap(programme, event),
            Item._wrap(programme, obligation), tier, Period._maybe(period), date, Item._wrap(programme, agency),
            document, note, source, row, withdrawn_by or None)

    @property
    def counts(self) -> bool:
        """Whether it is neither a withdrawal nor taken back."""
        return not self.is_withdrawal and self.withdrawn_by is None

    @property
    def thing(self) -> Component | Event | Obligation:
        """What it is about."""
        return cast("Component | Event | Obligation", self.event or self.component or self.obligation)


class Log(Resource, Sequence[LogEntry]):
    """What happened on which day. Entries are added, never changed: what should not be there is withdrawn.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> _ = plan.components.add("T1", name="Tổng hợp dự toán", kind="task")
    >>> log = plan.log()
    >>> log.record("T1", on="2018-07-02", document="123/BC-CAT").kind
    <LogKind.DONE: 'done'>
    >>> print(log.write_csv())
    kind,component,date,document
    done,T1,2018-07-02,123/BC-CAT
    <BLANKLINE>
    >>> log.withdraw("T1").is_withdrawal, log[0].counts
    (True, False)
    """

    __slots__ = ("_guard", "_programme")

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        with programme._guard.reading():
            self._raw = _prg.log_new(programme._live)
        self._guard = Guard()

    @property
    def programme(self) -> Programme:
        """The programme that it is about."""
        return self._programme

    @property
    def _handle(self) -> Any:
        self._programme._check()
        return super()._handle

    # Reading.

    def __len__(self) -> int:
        """How many entries there are, withdrawals included."""
        with self._guard.reading():
            return cast(int, _prg.log_count(self._handle))

    def __bool__(self) -> bool:
        return True

    @overload
    def __getitem__(self, index: int) -> LogEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[LogEntry]: ...
    def __getitem__(self, index: int | slice) -> LogEntry | list[LogEntry]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"entry {index} of {len(self)}")
        with self._guard.reading():
            return LogEntry._of(self._programme, _prg.log_at(self._handle, place))

    def about(self, what: Item | str, kind: LogKind | str | None = None) -> list[LogEntry]:
        """The entries about a thing that count, the latest first."""
        thing = self._thing(what, None if kind is None else LogKind(kind))
        found: list[LogEntry] = []
        with self._guard.reading():
            while (raw := _prg.log_latest(self._handle, thing._handle, found[-1].sequence if found else 0)) is not None:
                found.append(LogEntry._of(self._programme, raw))
        return found

    # Adding.

    def _thing(self, what: Item | str, kind: LogKind | None) -> Item:
        """What is meant: by itself, by id among the things that the kind is about, or by name."""
        if isinstance(what, Item):
            return what
        classes = [name for name, one in _KINDS.items() if kind is None or one is kind]
        if kind is LogKind.EVENT:
            classes.append("component")
        found = [item for item in (self._programme.get(name, what) for name in classes) if item is not None]
        if len(found) > 1 and kind is None:
            raise ConflictError(f"{what!r} is {' and '.join(item.class_name for item in found)}: say the kind of entry")
        if found:
            return cast(Item, found[0])
        for name in classes[:-1]:
            try:
                return cast(Item, self._programme.find(what, name))
            except NotFoundError:
                continue
        return cast(Item, self._programme.find(what, classes[-1]))

    def _add(self, what: Item | str, kind: LogKind | str | None, on: Date | None, period: Period | str | None, tier: int,
             agency: Agency | Group | str | None, document: str | None, note: str | None, withdrawal: bool) -> LogEntry:
        asked = None if kind is None else LogKind(kind)
        thing = self._thing(what, asked)
        meant = asked or _KINDS.get(thing.class_name)
        if meant is None:
            raise ArgumentError(f"a component, an obligation or an event expected, not {thing!r}")
        when = None
        if period is not None:
            when = _prg.period_parse(_prg.log_calendars(self._handle), period if isinstance(period, str) else period.id)
        by = agency if agency is None or isinstance(agency, Item) else self._programme.find(agency)
        things = {name: thing._handle if thing.class_name == name else None for name in _KINDS}
        with self._guard.writing(), self._programme._guard.reading():
            _prg.log_add(self._handle, (
                when, meant, int(withdrawal), things["component"], things["event"], things["obligation"], tier, day(on),
                None if by is None else by._handle, document, note, None, 0, 0, 0))
            return LogEntry._of(self._programme, _prg.log_at(self._handle, _prg.log_count(self._handle) - 1))

    def record(self, what: Component | Event | Obligation | str, on: Date, *, kind: LogKind | str | None = None,
               period: Period | str | None = None, tier: int = 0, agency: Agency | Group | str | None = None,
               document: str | None = None, note: str | None = None) -> LogEntry:
        """Adds an entry: that a task was done, a report was sent, or an event happened on a day.

        :param what: the task, the obligation or the event, by itself, its id or its name.
        :param kind: where ``what`` does not say it: *event* for the event of one task.
        :param period: of what recurs, the period that it was done for; of what an event started, the day of the event;
            of a report, its period.
        :param tier: of a report, the tier, from 0.
        :param agency: by whom; of a report it must be said to count.
        :raises SchemaError: for an entry that lacks something, or has what its kind does not take.
        """
        return self._add(what, kind, on, period, tier, agency, document, note, False)

    def withdraw(self, what: Component | Event | Obligation | str, *, kind: LogKind | str | None = None,
                 on: Date | None = None, period: Period | str | None = None, tier: int = 0,
                 agency: Agency | Group | str | None = None, note: str | None = None) -> LogEntry:
        """Takes back the earlier entries about a thing and period; with ``on`` and ``agency`` only those of that day and
        agency. Both stay in the log.

        :raises NotFoundError: when there is nothing to take back.
        """
        return self._add(what, kind, on, period, tier, agency, None, note, True)

    # Files.

    def _read(self, read: Any, what: str, options: dict[str, Any], good_rows: bool, separator: str | None,
              max_bytes: int) -> Report:
        report, before = Report(), len(self)
        if separator is not None:
            if separator not in (",", ";", "\t"):
                raise ValueError("separator: ',', ';' or a tab expected")
            options["separator"] = ord(separator)
        try:
            with self._guard.writing(), self._programme._guard.reading():
                read(self._handle, what, {"report": report._raw, "good_rows": good_rows, "max_bytes": max_bytes, **options})
        except Error as error:
            error.report = report
            if not (good_rows and report.errors and len(self) > before):
                raise
        return report

    def read_csv(self, file: Path, *, separator: str | None = None, good_rows: bool = False,
                 max_bytes: int = _MAX_BYTES) -> Report:
        """Reads entries from a CSV file; see docs/duties.md for its columns. Nothing is kept unless all of it is good.

        :param separator: a comma, semicolon or tab; without it, as the header shows.
        :param good_rows: keep rows without error though others are refused, instead of raising.
        :raises ParseError: with everything that is wrong in ``findings``.
        """
        return self._read(_prg.log_read_csv, path(file), {}, good_rows, separator, max_bytes)

    def parse_csv(self, text: str, *, source: str | None = None, separator: str | None = None, good_rows: bool = False,
                  max_bytes: int = _MAX_BYTES) -> Report:
        """Reads entries from the text of a CSV file; ``source`` is what messages and entries call it."""
        return self._read(_prg.log_read_csv_text, text, {} if source is None else {"source": source}, good_rows,
                          separator, max_bytes)

    @overload
    def write_csv(self, file: None = None) -> str: ...
    @overload
    def write_csv(self, file: Path) -> None: ...
    def write_csv(self, file: Path | None = None) -> str | None:
        """Every entry in the order in which it was added, as a CSV file. Without a path, the text."""
        with self._guard.reading():
            return cast("str | None", _prg.log_write_csv(self._handle, None if file is None else path(file)))

    def append_csv(self, file: Path, after: int) -> None:
        """Adds the entries with greater numbers than ``after`` to a CSV file, in its own columns; what is there stays as
        it is. For one writer at a time."""
        with self._guard.reading():
            _prg.log_append_csv(self._handle, after, path(file))

    def __repr__(self) -> str:
        if self.closed or self._programme.closed:
            return "<Log, closed>"
        return f"<Log of {self._programme.id!r}: {len(self)} entries>"
