"""Values (số liệu): what agencies report, entry by entry, and nothing of it ever lost."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self, cast, overload

from . import _prg
from ._arrow import stream_of
from ._convert import Number, NumberForm, Path, Progress, form, instant_in, instant_out, path, plain
from ._guard import Guard
from ._resource import Resource
from .enums import Mark, Quality, Scope, State
from .errors import ConflictError, Error
from .items import Item
from .periods import Period
from .report import Report

if TYPE_CHECKING:
    from .agencies import Agency
    from .areas import Area
    from .explanations import Explanation
    from .indicators import Category, Indicator, Source, Unit
    from .programme import Programme
    from .queries import Query
    from .tables import Table

__all__ = ["Batch", "Data", "Entry", "Summary", "Value"]

_MAX_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of a cell. ``number`` is None unless ``state`` is *value*: a missing value is never zero."""

    state: State
    number: Decimal | None
    category: Category | None
    unit: Unit | None
    quality: Quality | None
    marks: frozenset[Mark]
    bounds: tuple[Decimal, Decimal] | None
    reason: str | None
    note: str | None
    reported_by: Agency | None
    recorded_at: datetime.datetime | None
    row: int

    @classmethod
    def _of(cls, programme: Programme, raw: tuple[Any, ...]) -> Value:
        state, number, category, unit, quality, marks, bounds, reason, note, reported_by, recorded_at, row = raw
        return cls(
            State(state), Decimal(number) if state == "value" and category is None else None,
            Item._wrap(programme, category), Item._wrap(programme, unit), Quality(quality) if quality else None,
            frozenset(Mark(mark) for mark in marks), bounds and (Decimal(bounds[0]), Decimal(bounds[1])), reason, note,
            Item._wrap(programme, reported_by), instant_out(recorded_at), row)

    def __bool__(self) -> bool:
        """Whether there is a value; also where it is zero."""
        return self.state is State.VALUE


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal: what was said, in the order in which it was received."""

    sequence: int
    batch: int
    is_withdrawal: bool
    value: Value

    @classmethod
    def _of(cls, programme: Programme, raw: tuple[Any, ...]) -> Entry:
        return cls(raw[0], raw[1], bool(raw[2]), Value._of(programme, raw[3]))


@dataclass(frozen=True, slots=True)
class Batch:
    """What came in one transaction: from the first to the last sequence number."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of reading values: rows looked at, entries accepted, refused, and given twice, totals compared."""

    rows: int
    accepted: int
    refused: int
    same: int
    totals: int
    report: Report


class Data(Resource):
    """The values of a programme.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> _ = plan.areas.add("P", level="province")
    >>> _ = plan.indicators.add("cases", kind="flow", period="month")
    >>> data = plan.data()
    >>> data.set("cases", "P", "2018-06", 12)
    >>> data.get("cases", "P", "2018-06").number
    Decimal('12')
    >>> data.get("cases", "P", "2018-07") is None
    True
    >>> data.compute(indicators="cases", periods="2018-Q2")[0, 0, 0, 0, 0]
    <Cell 12 (1/3)>
    """

    __slots__ = ("_guard", "_programme")

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._raw = _prg.data_new(programme._live, None)
        self._guard = Guard()

    @property
    def programme(self) -> Programme:
        """The programme that the values are of."""
        return self._programme

    @property
    def _handle(self) -> Any:
        self._programme._check()
        return super()._handle

    @property
    def sequence(self) -> int:
        """The sequence number of the last entry."""
        return cast(int, _prg.data_sequence(self._handle))

    def __len__(self) -> int:
        """How many entries there are, withdrawals included."""
        return cast(int, _prg.data_count(self._handle))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        if self.closed or self._programme.closed:
            return "<Data, closed>"
        return f"<Data of {self._programme.id!r}: {len(self)} entries>"

    # One cell.

    def _item(self, class_name: str, value: Item | str | None) -> Any:
        if value is None:
            return None
        if isinstance(value, Item):
            return value._handle
        return self._programme.find(value, class_name)._handle

    def _period(self, value: Period | str | None) -> Any:
        if value is None:
            return None
        return _prg.period_parse(_prg.data_calendars(self._handle), value if isinstance(value, str) else value.id)

    def _key(self, indicator: Indicator | str, area: Area | str, period: Period | str, source: Source | str | None,
             categories: Iterable[Category | str], observed: Period | str | None, scope: Scope | str) -> Any:
        what = indicator if isinstance(indicator, Item) else self._programme.find(indicator, "indicator")
        return (what._handle, self._item("area", area), self._period(period), self._item("source", source),
                tuple(self._category(what, one) for one in
                      ([categories] if isinstance(categories, (str, Item)) else categories)),
                self._period(observed), scope)

    @staticmethod
    def _category(indicator: Any, value: Category | str) -> Any:
        if isinstance(value, Item):
            return value._handle
        found = [category for breakdown in indicator.breakdowns for category in breakdown.categories
                 if value in (category.id, f"{breakdown.id}={category.id}")]
        if len(found) != 1:
            raise ConflictError(f"{value!r} is {'no category' if not found else 'several categories'} of "
                                f"{indicator.id!r}: breakdown=category expected")
        return found[0]._handle

    def set(self, indicator: Indicator | str, area: Area | str, period: Period | str,
            value: Number | Category | bool | None = None, *, state: State | str | None = None,
            source: Source | str | None = None, categories: Iterable[Category | str] = (),
            observed: Period | str | None = None, scope: Scope | str = Scope.UNIT,
            unit: Unit | str | None = None, quality: Quality | str = Quality.FINAL, marks: Iterable[Mark | str] = (),
            bounds: tuple[Number, Number] | None = None, reason: str | None = None, note: str | None = None,
            reported_by: Agency | str | None = None, recorded_at: datetime.datetime | None = None) -> None:
        """Adds an entry. Things are given by themselves, by id or by name; numbers are exact, so no float is taken.

        :param value: a number; of a class indicator one of its categories; of a milestone True or False. None is
            *missing*, unless ``state`` says otherwise.
        :param categories: at most one of each breakdown, as ``"female"`` or ``"sex=female"``.
        :param scope: ``own`` or ``total`` for an area above those that report.
        :param bounds: between which a suppressed value lies.
        :raises SchemaError: for an entry that breaks a rule; nothing is added then.
        """
        with self._guard.writing():
            what = indicator if isinstance(indicator, Item) else self._programme.find(indicator, "indicator")
            key = self._key(what, area, period, source, categories, observed, scope)
            number = category = None
            if isinstance(value, Item):
                category = value._handle
            elif isinstance(value, str) and what.kind == "class":
                category = what.categories[value]._handle
            elif isinstance(value, bool):
                number = str(int(value))
            elif value is not None:
                number = plain(value)
            if state is None:
                state = State.MISSING if value is None else State.VALUE
            _prg.data_set(self._handle, key, (
                state, number, category, self._item("unit", unit), quality, list(marks),
                None if bounds is None else (plain(bounds[0]), plain(bounds[1])), reason, note,
                self._item("agency", reported_by), instant_in(recorded_at), 0))

    def withdraw(self, indicator: Indicator | str, area: Area | str, period: Period | str, *,
                 source: Source | str | None = None, categories: Iterable[Category | str] = (),
                 observed: Period | str | None = None, scope: Scope | str = Scope.UNIT,
                 quality: Quality | str = Quality.FINAL, reason: str | None = None, note: str | None = None,
                 reported_by: Agency | str | None = None, recorded_at: datetime.datetime | None = None) -> None:
        """Takes away the earlier entries of a cell that have this quality. They stay in the journal."""
        with self._guard.writing():
            _prg.data_withdraw(
                self._handle, self._key(indicator, area, period, source, categories, observed, scope),
                ("value", None, None, None, quality, [], None, reason, note, self._item("agency", reported_by),
                 instant_in(recorded_at), 0))

    def get(self, indicator: Indicator | str, area: Area | str, period: Period | str, *,
            source: Source | str | None = None, categories: Iterable[Category | str] = (),
            observed: Period | str | None = None, scope: Scope | str = Scope.UNIT) -> Value | None:
        """What counts for exactly this cell: no other source, no sum stands in. None when there is nothing."""
        with self._guard.reading():
            raw = _prg.data_get(self._handle, self._key(indicator, area, period, source, categories, observed, scope))
        return None if raw is None else Value._of(self._programme, raw)

    def entries(self, indicator: Indicator | str, area: Area | str, period: Period | str, *,
                source: Source | str | None = None, categories: Iterable[Category | str] = (),
                observed: Period | str | None = None, scope: Scope | str = Scope.UNIT) -> list[Entry]:
        """The journal of a cell: every entry, in the order in which they were received."""
        with self._guard.reading():
            key = self._key(indicator, area, period, source, categories, observed, scope)
            found: list[Entry] = []
            while (raw := _prg.data_entry(self._handle, key, len(found))) is not None:
                found.append(Entry._of(self._programme, raw))
        return found

    # Transactions.

    @contextmanager
    def transaction(self, name: str = "") -> Iterator[Self]:
        """What is added inside stays when the block ends well, and is gone when it raises. It makes a batch."""
        with self._guard.writing():
            _prg.data_begin(self._handle, name)
        try:
            yield self
        except BaseException:
            with self._guard.writing():
                _prg.data_rollback(self._handle)
            raise
        with self._guard.writing():
            _prg.data_commit(self._handle)

    @property
    def batches(self) -> tuple[Batch, ...]:
        """What came together. Entries outside of transactions are in the first, which has no name."""
        return tuple(Batch(*_prg.data_batch(self._handle, i)) for i in range(_prg.data_batch_count(self._handle)))

    def rebind(self, programme: Programme | None = None) -> Report:
        """Binds the values to the present state of the programme, or to another one. What has no place there is
        reported, kept, and counts again when a later rebind finds its place."""
        report = Report()
        target = self._programme if programme is None else programme
        with self._guard.writing(), target._guard.reading():
            _prg.data_rebind(self._handle, target._live, report._raw)
            self._programme = target
        return report

    # Files and frames.

    def _read(self, read: Any, what: Any, options: dict[str, Any], good_rows: bool) -> Summary:
        report, counts = Report(), _prg.summary_new()
        try:
            with self._guard.writing(), self._programme._guard.reading():
                read(self._handle, what, {"report": report._raw, "summary": counts, "good_rows": good_rows, **options})
        except Error as error:
            error.report = report
            if not (good_rows and report.errors and _prg.summary_get(counts)[1]):
                raise
        rows, accepted, refused, same, totals = _prg.summary_get(counts)
        return Summary(rows, accepted, refused, same, totals, report)

    def read_csv(self, file: Path, *, mapping: str | None = None, numbers: NumberForm = "plain",
                 separator: str | None = None, quality: Quality | str = Quality.FINAL, good_rows: bool = False,
                 dry_run: bool = False, max_bytes: int = _MAX_BYTES, progress: Progress | None = None) -> Summary:
        """Reads values from a CSV file, long, or wide with a mapping, as one transaction.

        :param mapping: JSON text: what rows and columns of a sheet are. See docs/values.md.
        :param numbers: how they are written; never guessed.
        :param quality: of rows that give none.
        :param good_rows: keep rows without error though others are refused, instead of raising.
        :param dry_run: check everything, keep nothing.
        :param progress: called now and then with bytes done and in all; what it raises stops the reading.
        :raises ParseError: with everything that is wrong in ``findings``; nothing is kept then.
        """
        return self._read(_prg.data_read_csv, path(file), _options(
            numbers, quality, dry_run, max_bytes, progress, mapping=mapping, separator=separator), good_rows)

    def parse_csv(self, text: str, *, source: str | None = None, mapping: str | None = None,
                  numbers: NumberForm = "plain", separator: str | None = None,
                  quality: Quality | str = Quality.FINAL, good_rows: bool = False, dry_run: bool = False,
                  max_bytes: int = _MAX_BYTES, progress: Progress | None = None) -> Summary:
        """Reads values from the text of a CSV file; ``source`` is what messages and the batch call it."""
        return self._read(_prg.data_read_csv_text, text, _options(
            numbers, quality, dry_run, max_bytes, progress, mapping=mapping, separator=separator, source=source),
            good_rows)

    def read_ndjson(self, file: Path, *, numbers: NumberForm = "plain", quality: Quality | str = Quality.FINAL,
                    good_rows: bool = False, dry_run: bool = False, max_bytes: int = _MAX_BYTES,
                    progress: Progress | None = None) -> Summary:
        """Reads values from a file of lines of JSON; as :meth:`read_csv`."""
        return self._read(_prg.data_read_ndjson, path(file), _options(
            numbers, quality, dry_run, max_bytes, progress), good_rows)

    def parse_ndjson(self, text: str, *, source: str | None = None, numbers: NumberForm = "plain",
                     quality: Quality | str = Quality.FINAL, good_rows: bool = False, dry_run: bool = False,
                     max_bytes: int = _MAX_BYTES, progress: Progress | None = None) -> Summary:
        """Reads values from lines of JSON; as :meth:`parse_csv`."""
        return self._read(_prg.data_read_ndjson_text, text, _options(
            numbers, quality, dry_run, max_bytes, progress, source=source), good_rows)

    def read_series(self, file: Path, *, numbers: NumberForm = "plain", quality: Quality | str = Quality.FINAL,
                    good_rows: bool = False, dry_run: bool = False, max_bytes: int = _MAX_BYTES,
                    progress: Progress | None = None) -> Summary:
        """Reads values from a file of series in JSON; as :meth:`read_csv`."""
        return self._read(_prg.data_read_series_json, path(file), _options(
            numbers, quality, dry_run, max_bytes, progress), good_rows)

    def parse_series(self, text: str, *, source: str | None = None, numbers: NumberForm = "plain",
                     quality: Quality | str = Quality.FINAL, good_rows: bool = False, dry_run: bool = False,
                     max_bytes: int = _MAX_BYTES, progress: Progress | None = None) -> Summary:
        """Reads values from series in JSON; as :meth:`parse_csv`."""
        return self._read(_prg.data_read_series_json_text, text, _options(
            numbers, quality, dry_run, max_bytes, progress, source=source), good_rows)

    def read_arrow(self, frame: Any, *, source: str | None = None, mapping: str | None = None,
                   numbers: NumberForm = "plain", quality: Quality | str = Quality.FINAL, good_rows: bool = False,
                   dry_run: bool = False, progress: Progress | None = None) -> Summary:
        """Reads values from a data frame, in memory and without copying it: anything that speaks the Arrow PyCapsule
        protocol, such as tables of pyarrow, frames of pandas and polars, relations of DuckDB. Its columns are those of
        a long CSV file: indicator, area, period, value, and what else there is to say.

        A null is *missing*; a float is taken only if it is the one nearest to a decimal number that can be meant.
        """
        return self._read(_prg.data_read_arrow, stream_of(frame), _options(
            numbers, quality, dry_run, None, progress, mapping=mapping, source=source), good_rows)

    def _write(self, write: Any, file: Path | None) -> str | None:
        with self._guard.reading(), self._programme._guard.reading():
            return cast("str | None", write(self._handle, None if file is None else path(file)))

    @overload
    def to_csv(self, file: None = None) -> str: ...
    @overload
    def to_csv(self, file: Path) -> None: ...
    def to_csv(self, file: Path | None = None) -> str | None:
        """Every entry in the order in which it was received, as a long CSV file. Without a path, the text."""
        return self._write(_prg.data_write_csv, file)

    @overload
    def to_ndjson(self, file: None = None) -> str: ...
    @overload
    def to_ndjson(self, file: Path) -> None: ...
    def to_ndjson(self, file: Path | None = None) -> str | None:
        """Every entry in the order in which it was received, as lines of JSON. Without a path, the text."""
        return self._write(_prg.data_write_ndjson, file)

    @overload
    def to_series(self, file: None = None) -> str: ...
    @overload
    def to_series(self, file: Path) -> None: ...
    def to_series(self, file: Path | None = None) -> str | None:
        """What counts in each cell at present as series in JSON, and not the history. Without a path, the text."""
        return self._write(_prg.data_write_series_json, file)

    # Results.

    def compute(self, query: Query | str | None = None, *, threads: int = 1, report: Report | None = None,
                progress: Progress | None = None, **axes: Any) -> Table:
        """Computes a table.

        :param query: a query, or its text; or else its axes and conditions by name, as for :class:`Query`.
        :param threads: how many threads may work; the result does not depend on it.
        :param report: receives what is odd about the values that were used.
        :param progress: called now and then with work done and in all; what it raises stops the computing.

        Other threads of Python run while this works, and may compute, too.
        """
        from .queries import as_query
        from .tables import Table
        asked = as_query(self._programme, query, axes)
        options: dict[str, Any] = {"threads": threads, "progress": progress}
        if report is not None:
            options["report"] = report._raw
        with self._guard.reading(), self._programme._guard.reading():
            raw = _prg.compute(self._handle, asked._raw, options)
        return Table._of(raw, self._programme, self)

    def explain(self, query: Query | str | None = None, place: Sequence[int] = (0, 0, 0, 0, 0), *, depth: int = 8,
                most: int = 20, **axes: Any) -> Explanation:
        """Explains the cell at a place of the table that :meth:`compute` would make; see :meth:`Table.explain`."""
        from .explanations import Explanation
        from .queries import as_query
        asked = as_query(self._programme, query, axes)
        with self._guard.reading(), self._programme._guard.reading():
            raw = _prg.explain(self._handle, asked._raw, list(place), {"depth": depth, "most": most})
        if raw is None:
            raise IndexError(f"no cell at {tuple(place)}")
        return Explanation._of(raw, self._programme)


def _options(numbers: str, quality: Quality | str, dry_run: bool, max_bytes: int | None, progress: Any, *,
             mapping: str | None = None, separator: str | None = None, source: str | None = None) -> dict[str, Any]:
    options: dict[str, Any] = {"form": form(numbers), "quality": quality, "dry_run": dry_run, "progress": progress}
    if max_bytes is not None:
        options["max_bytes"] = max_bytes
    if mapping is not None:
        options["mapping"] = mapping
    if separator is not None:
        if separator not in (",", ";", "\t"):
            raise ValueError("separator: ',', ';' or a tab expected")
        options["separator"] = ord(separator)
    if source is not None:
        options["source"] = source
    return options
