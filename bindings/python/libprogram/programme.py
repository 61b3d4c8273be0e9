"""The programme (chương trình): the root of everything."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from . import _prg
from ._convert import Date, Path, Progress, day, path
from ._guard import Guard
from .errors import ClosedError, Error
from .items import DateField, Item, Items, NamedItem, Reference, Text
from .periods import Calendar, Calendars, Period, PeriodRange
from .report import Report
from .responsibility import Matrix

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .areas import Area, AreaChange
    from .calendar_items import CalendarItem
    from .components import Component, Flow, Objective
    from .data import Data
    from .documents import Document, External
    from .duties import Duties
    from .enums import TaskState
    from .indicators import Baseline, Breakdown, Indicator, IndicatorGroup, Source, Target, Unit
    from .logs import Log
    from .obligations import Event, HolidayYear, Obligation
    from .roles import Role
    from .tasks import Tasks
    from .working_days import WorkingDays

__all__ = ["Programme", "new", "open", "parse"]

_SELECTIONS = {None: 0, "deadline": 1, "indicator": 2, "lead": 3, "resolved_time": 4}
_MAX_BYTES = 64 << 20


class Programme(NamedItem, class_name="programme"):
    """A government programme: who does what, where and when, and how it is counted.

    :func:`open` and :func:`parse` read one, ``Programme(id)`` is a new one. It is an item itself: its lists are
    its attributes.

    >>> import libprogram
    >>> plan = libprogram.Programme("my-plan")
    >>> plan.name = {"vi": "Kế hoạch của tôi", "en": "My plan"}
    >>> health = plan.agencies.add("YT", name="Sở Y tế")
    >>> task = plan.components.add("T1", name="Đào tạo cán bộ y tế", kind="task")
    >>> task.assignments.add(agency=health, role="lead").holder
    <Agency 'YT': Sở Y tế>
    >>> plan.find("SỞ Y TẾ") == health
    True
    >>> len(plan.validate())
    0
    """

    __slots__ = ("_calendars", "_guard", "_path", "_programme_handle", "__weakref__")

    language = Text()
    issued = DateField()
    from_ = DateField()
    to = DateField()
    document = Reference["Document"]()
    standing = Reference["Agency"]()
    note = Text()
    documents = Items["Document"]()
    calendars = Items["CalendarItem"]()
    holidays = Items["HolidayYear"]()
    roles = Items["Role"]()
    agencies = Items["Agency"]()
    groups = Items["Group"]()
    externals = Items["External"]()
    objectives = Items["Objective"]()
    events = Items["Event"]()
    components = Items["Component"]()
    flows = Items["Flow"]()
    obligations = Items["Obligation"]()
    units = Items["Unit"]()
    sources = Items["Source"]()
    breakdowns = Items["Breakdown"]()
    indicator_groups = Items["IndicatorGroup"]()
    indicators = Items["Indicator"]()
    areas = Items["Area"]()
    area_changes = Items["AreaChange"]()
    targets = Items["Target"]()
    baselines = Items["Baseline"]()

    def __init__(self, id: str) -> None:
        self._take(_prg.programme_new(id), None)

    def _take(self, handle: Any, from_path: str | None) -> Self:
        self._programme_handle = handle
        self._raw = _prg.programme_root(handle)
        self._guard = Guard()
        self._path = from_path
        self._calendars: tuple[int, Calendars] | None = None
        return self

    @classmethod
    def _read(cls, read: Any, what: str, from_path: str | None, report: Report | None, options: dict[str, Any]) -> Self:
        filled = Report() if report is None else report
        try:
            handle = read(what, {"report": filled._raw, **options})
        except Error as error:
            error.report = filled
            raise
        return object.__new__(cls)._take(handle, from_path)

    @classmethod
    def open(cls, file: Path, *, report: Report | None = None, max_bytes: int = _MAX_BYTES,
             progress: Progress | None = None) -> Self:
        """Reads a programme document from a file; see :func:`open`."""
        name = path(file)
        return cls._read(_prg.programme_open_json, name, name, report, {"max_bytes": max_bytes, "progress": progress})

    @classmethod
    def parse(cls, text: str, *, report: Report | None = None, folder: Path | None = None, source: str | None = None,
              max_bytes: int = _MAX_BYTES, progress: Progress | None = None) -> Self:
        """Reads a programme document from memory; see :func:`parse`."""
        return cls._read(_prg.programme_read_json, text, None, report, {
            "max_bytes": max_bytes, "progress": progress, "source": source,
            "folder": None if folder is None else path(folder)})

    # As the other items' owner.

    @property
    def _owner(self) -> Self:
        return self

    @property
    def programme(self) -> Self:
        """The programme itself."""
        return self

    @property
    def belongs_to(self) -> None:
        """Nothing."""
        return None

    def _check(self) -> None:
        if self._programme_handle is None:
            raise ClosedError("the programme was closed")

    def close(self) -> None:
        """Ends the use of the programme and everything in it: what is asked afterwards raises :class:`ClosedError`.
        May be called again. Tables and explanations keep their numbers and labels."""
        self._programme_handle = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._programme_handle is None

    def __enter__(self) -> Self:
        self._check()
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def _live(self) -> Any:
        self._check()
        return self._programme_handle

    # The document.

    @property
    def path(self) -> str | None:
        """The file that it was read from or saved to last."""
        return self._path

    def save(self, file: Path | None = None) -> None:
        """Saves it as a canonical document, lists that came from CSV beside it. Without a path, where it came from."""
        name = self._path if file is None else path(file)
        if name is None:
            raise ValueError("the programme has no file yet: save(path)")
        with self._guard.reading():
            _prg.programme_save_json(self._live, name)
        self._path = name

    def to_json(self) -> str:
        """The whole programme as one canonical document, lists from CSV written into it."""
        with self._guard.reading():
            return cast(str, _prg.programme_write_json(self._live, None))

    def validate(self) -> Report:
        """Everything that is wrong with it: required fields, circles, contradictions, shares …"""
        report = Report()
        with self._guard.reading():
            try:
                _prg.programme_check(self._live, report._raw)
            except Error as error:
                if not report.errors:
                    error.report = report
                    raise
        return report

    def copy(self) -> Self:
        """An independent copy that can be edited, also of a frozen programme."""
        with self._guard.reading():
            handle = _prg.programme_copy(self._live)
        return object.__new__(type(self))._take(handle, None)

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Self:
        return self.copy()

    def __reduce__(self) -> Any:
        return _unpickle, (type(self), self.to_json())

    def freeze(self) -> Self:
        """Makes it immutable, for good."""
        with self._guard.writing():
            _prg.programme_freeze(self._live)
        return self

    @property
    def is_frozen(self) -> bool:
        """Whether it is immutable."""
        return bool(_prg.programme_is_frozen(self._live))

    @property
    def generation(self) -> int:
        """How many edits there have been."""
        return cast(int, _prg.programme_generation(self._live))

    # Looking things up.

    def count(self, class_name: str) -> int:
        """How many items of a class there are, at any depth."""
        return cast(int, _prg.programme_count(self._live, class_name))

    def get(self, class_name: str, id: str) -> Any:
        """The item of a class with this id, at any depth, in constant time; None when there is none."""
        return Item._wrap(self, _prg.programme_get(self._live, class_name, id))

    def find(self, text: str, class_name: str | None = None) -> Any:
        """The item that somebody means: by id, or by name, alias, symbol or code in any language and spelling.

        :param class_name: its class; without it an agency, else a group.
        :raises NotFoundError: with what was probably meant.
        :raises ConflictError: when several have that name.
        """
        return Item._wrap(self, _prg.programme_find(self._live, class_name, text))

    def search(self, text: str, class_name: str | None = None, *, marks: bool = True) -> list[Any]:
        """Everything whose name, alias or wording contains a text, however it is spelled.

        :param marks: False to look without tone marks and accents.
        """
        flags = 0 if marks else _prg.PRG_TEXT_FOLD_MARKS
        return [Item._wrap(self, raw) for raw in _prg.programme_search(self._live, class_name, text, flags)]

    def select(self, kind: str | None = None, *,
               without: Literal["deadline", "indicator", "lead", "resolved_time"] | None = None,
               on: Date | None = None) -> list[Component]:
        """The components of a kind, such as ``"task"``, or of all; those that lack something, such as a lead on a day."""
        if without not in _SELECTIONS:
            raise ValueError(f"without: one of {', '.join(str(one) for one in _SELECTIONS if one)} expected")
        raw = _prg.programme_select(self._live, kind, _SELECTIONS[without], day(on))
        return [Item._wrap(self, one) for one in raw]

    def unlinked(self, class_name: Literal["objective", "indicator"]) -> list[Any]:
        """Objectives that no indicator measures, or indicators that serve no objective."""
        return [Item._wrap(self, raw) for raw in _prg.programme_unlinked(self._live, class_name)]

    def matrix(self, kind: str | None = None, on: Date | None = None) -> Matrix:
        """The responsibility matrix on a day (ma trận phân công).

        :param kind: the kind of the rows, such as ``"task"``; without it, all that have assignments.
        """
        return Matrix(self, kind, on)

    # Time.

    def _set_of_calendars(self) -> Calendars:
        generation = self.generation
        if self._calendars is None or self._calendars[0] != generation:
            self._calendars = generation, Calendars(self)
        return self._calendars[1]

    def calendar(self, id: str) -> Calendar:
        """A calendar, ready to compute with: one of the document's, or a standard one."""
        return self._set_of_calendars()[id]

    def period(self, text: str) -> Period:
        """Reads the id of a period in any of the calendars, such as ``"vn:2018-Q1"``."""
        return self._set_of_calendars().period(text)

    def periods(self, text: str) -> PeriodRange:
        """Reads a range of periods, such as ``"vn:2018-01..2018-06"``."""
        return self._set_of_calendars().range(text)

    def data(self) -> Data:
        """An empty data set for its values."""
        from .data import Data
        return Data(self)

    # Duties.

    def log(self) -> Log:
        """An empty log of what happens."""
        from .logs import Log
        return Log(self)

    def working_days(self) -> WorkingDays:
        """Which days are worked, by its lists of holidays."""
        from .working_days import WorkingDays
        return WorkingDays(self)

    def duties(self, *, log: Log | None = None) -> Duties:
        """Who owes which report, until when, and what is late: ``plan.duties(log=log).late(on="2022-07-04")``.

        :param log: which reports were sent; without it, none.
        """
        from .duties import Duties
        return Duties(self, log=log)

    def tasks(self, on: Date, *, log: Log | None = None, state: TaskState | str | Iterable[TaskState | str] | None = None,
              kind: str | None = None, component: Component | str | None = None, agency: Agency | str | None = None,
              soon: int = 15, instances: tuple[Date, Date] | None = None, issued: Date | None = None,
              calendar: str | None = None, until: Literal["end", "start"] = "end", partial: bool = False) -> Tasks:
        """How its tasks stand on a day, in the order of the document; entries of later days are not looked at.

        :param log: what was done; without it, nothing.
        :param state: only these, such as ``"overdue"`` or ``["overdue", "due_soon"]``.
        :param kind: components of another kind than *task*; ``component``: only this one, of whatever kind.
        :param agency: only what it has to do, itself or as a member of a group.
        :param soon: from how many days before the deadline a task is due soon.
        :param instances: a first day and a last one: each instance that has a day between them, instead of tasks.
        :param issued: the day of issue, ``calendar``, ``until`` and ``partial``: as for :meth:`Component.instances`.
        """
        from .tasks import tasks
        timing = {"issued": issued, "calendar": calendar, "until": until, "partial": partial}
        return tasks(self, on, log, state, kind, component, agency, soon, instances, timing)


def _unpickle(cls: type[Programme], text: str) -> Programme:
    return cls.parse(text)


def open(file: Path, *, report: Report | None = None, max_bytes: int = _MAX_BYTES,
         progress: Progress | None = None) -> Programme:
    """Reads a programme document from a file; lists in CSV lie in its folder.

    :param report: receives the warnings and notes of a document that is good.
    :param max_bytes: a larger document or list is refused.
    :param progress: called now and then with the items read and the items known; what it raises stops the reading.
    :raises ParseError: with everything that is wrong in ``findings``.
    :raises StorageError: an ``OSError``, when the file cannot be read.
    """
    return Programme.open(file, report=report, max_bytes=max_bytes, progress=progress)


def parse(text: str, *, report: Report | None = None, folder: Path | None = None, source: str | None = None,
          max_bytes: int = _MAX_BYTES, progress: Progress | None = None) -> Programme:
    """Reads a programme document from memory; as :func:`open`.

    :param folder: where lists in CSV lie; without it, nowhere.
    :param source: what messages call the text.
    """
    return Programme.parse(text, report=report, folder=folder, source=source, max_bytes=max_bytes, progress=progress)


def new(id: str) -> Programme:
    """A programme with nothing in it but the standard roles."""
    return Programme(id)
