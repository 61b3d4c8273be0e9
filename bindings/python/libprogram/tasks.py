"""Tasks in time: to which days wordings of time come, and how tasks stand on a day."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Self, cast, overload

from . import _prg
from ._convert import Date, Path, day
from .enums import Hold, TaskState, Wording
from .errors import ArgumentError
from .icalendar import CalendarEntry, to_icalendar
from .items import Item, NamedItem
from .periods import Period
from .rows import Rows

if TYPE_CHECKING:
    from .agencies import Agency
    from .components import Component
    from .logs import Log
    from .programme import Programme

__all__ = ["Instance", "InstanceFlag", "Task", "Tasks"]

InstanceFlag = Literal["open_start", "partly_past", "past", "partial", "not_in_force", "due_unknown"]
_FLAGS: tuple[InstanceFlag, ...] = ("open_start", "partly_past", "past", "partial", "not_in_force", "due_unknown")


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that something is to be done. ``period`` is None where there is only one.

    ``first`` is as the wording has it, ``start`` the first day on which it can be worked on, ``last`` the last day of the
    window, ``due`` the last day in time; None is what is not stated.
    """

    period: Period | None
    number: int
    first: datetime.date | None
    start: datetime.date | None
    last: datetime.date | None
    due: datetime.date | None
    flags: frozenset[InstanceFlag]

    @classmethod
    def _of(cls, raw: tuple[Any, ...]) -> Self:
        period, number, first, start, last, due, flags = raw
        return cls(Period._maybe(period), number, first, start, last, due,
                   frozenset(name for bit, name in enumerate(_FLAGS) if flags & 1 << bit))


@dataclass(frozen=True, slots=True)
class Task:
    """How a task, or one of its instances, stands on a day.

    ``instance`` is the one that decides; ``completed`` of ``expected`` is who of those that must each do it have;
    ``entry`` is the number of the entry of the log that completed it.
    """

    component: Component
    state: TaskState
    instance: Instance | None
    done: datetime.date | None
    entry: int | None
    completed: int
    expected: int
    reason: str | None

    @classmethod
    def _of(cls, programme: Programme, raw: tuple[Any, ...]) -> Self:
        component, state, instance, done, entry, completed, expected, reason = raw
        return cls(Item._wrap(programme, component), TaskState(state), None if instance is None else Instance._of(instance),
                   done, entry or None, completed, expected, reason)

    @property
    def due(self) -> datetime.date | None:
        """The last day in time."""
        return None if self.instance is None else self.instance.due

    @property
    def calendar_entry(self) -> CalendarEntry | None:
        """Its deadline for calendar programs; None without one."""
        if self.instance is None or self.instance.due is None:
            return None
        period, time = self.instance.period, self.component.time
        return CalendarEntry(
            f"{self.component.id}{'' if period is None else f'.{period}'}@{self.component.programme.id}",
            f"{self.component.id} {self.component.label}{'' if period is None else f' ({period})'}",
            self.instance.due, self.instance.start, None if time is None else time.text, self.state.value,
            self.done is not None)


class Tasks(Rows[Task]):
    """Tasks in the order of the document.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> task = plan.components.add("T1", name="Tổng hợp dự toán", kind="task")
    >>> task.time = {"form": "deadline", "to": "2018-06-30"}
    >>> log = plan.log()
    >>> [(task.component.id, task.state.value, str(task.due)) for task in plan.tasks(on="2018-07-15", log=log)]
    [('T1', 'overdue', '2018-06-30')]
    >>> _ = log.record("T1", on="2018-07-02")
    >>> plan.tasks(on="2018-07-15", log=log)[0].state, plan.tasks(on="2018-07-01", log=log)[0].state
    (<TaskState.DONE_LATE: 'done_late'>, <TaskState.OVERDUE: 'overdue'>)
    """

    __slots__ = ()

    @overload
    def to_icalendar(self, file: None = None, *, stamp: datetime.datetime, kind: Literal["event", "todo"] = "event",
                     name: str | None = None) -> str: ...
    @overload
    def to_icalendar(self, file: Path, *, stamp: datetime.datetime, kind: Literal["event", "todo"] = "event",
                     name: str | None = None) -> None: ...
    def to_icalendar(self, file: Path | None = None, *, stamp: datetime.datetime,
                     kind: Literal["event", "todo"] = "event", name: str | None = None) -> str | None:
        """The deadlines for calendar programs, as iCalendar; see :func:`libprogram.icalendar.to_icalendar`. Without a name
        it is that of the programme."""
        entries = [entry for task in self if (entry := task.calendar_entry) is not None]
        called = self[0].component.programme.label if name is None and len(self) else name
        return to_icalendar(entries, file, stamp=stamp, kind=kind, name=called)


_UNTIL = {"end": 0, "start": 1}


def _timing_options(issued: Date | None, calendar: str | None, until: str, partial: bool) -> dict[str, Any]:
    if until not in _UNTIL:
        raise ValueError(f"until: 'end' or 'start' expected, not {until!r}")
    return {"issued": day(issued), "calendar": calendar, "until": _UNTIL[until], "partial": int(partial)}


def tasks(programme: Programme, on: Date, log: Log | None, state: TaskState | str | Iterable[TaskState | str] | None,
          kind: str | None, component: Component | str | None, agency: Agency | str | None, soon: int,
          instances: tuple[Date, Date] | None, timing: dict[str, Any]) -> Tasks:
    """See :meth:`Programme.tasks`."""
    from .logs import Log
    known = Log(programme) if log is None else log
    if known.programme is not programme:
        raise ArgumentError("the log is about another programme")
    states = None if state is None else {TaskState(one) for one in ([state] if isinstance(state, str) else state)}
    one = programme.find(component, "component") if isinstance(component, str) else component
    who = programme.find(agency, "agency") if isinstance(agency, str) else agency
    first, last = (None, None) if instances is None else instances
    options = {"kind": kind, "component": None if one is None else one._handle,
               "agency": None if who is None else who._handle, "soon": soon, "instances": int(instances is not None),
               "from": day(first), "to": day(last), **_timing_options(**timing)}
    with known._guard.reading(), programme._guard.reading():
        raw = _prg.task_list_new(known._handle, day(on), options)
        found = [Task._of(programme, _prg.task_list_at(raw, i)) for i in range(_prg.task_list_size(raw))]
    return Tasks(task for task in found if states is None or task.state in states)


class TimedItem(NamedItem):
    """What has a wording of time: a component, a flow."""

    __slots__ = ()

    def _timing(self, issued: Date | None, calendar: str | None, until: str, partial: bool) -> Any:
        with self.programme._guard.reading():
            return _prg.timing_new(self._handle, _timing_options(issued, calendar, until, partial))

    def wording(self, *, issued: Date | None = None, calendar: str | None = None,
                until: Literal["end", "start"] = "end") -> tuple[Wording, str | None]:
        """What its wording of time comes to; of an unresolved one, why."""
        timing = self._timing(issued, calendar, until, False)
        return Wording(_prg.timing_wording(timing)), _prg.timing_reason(timing)

    def instances(self, first: Date | None = None, last: Date | None = None, *, log: Log | None = None,
                  issued: Date | None = None, calendar: str | None = None, until: Literal["end", "start"] = "end",
                  partial: bool = False) -> list[Instance]:
        """The times that it is to be done which have a day between two days; without them, all.

        :param log: where the events that start it stand.
        :param issued: the day of issue; without it, as the programme says.
        :param calendar: the calendar of periods that name none; without it, the Gregorian.
        :param until: what "until year N" means where no first day is stated: its last day or its first.
        :param partial: whether a recurrence has an instance for the partial first period, too.
        """
        timing = self._timing(issued, calendar, until, partial)
        with nullcontext() if log is None else log._guard.reading():
            raw = _prg.timing_instances(timing, None if log is None else log._handle, day(first), day(last))
        return [Instance._of(_prg.instance_list_at(raw, i)) for i in range(_prg.instance_list_size(raw))]


def held(log: Log, component: Component, period: Period | str) -> Hold:
    """See :meth:`Component.held`."""
    text = period if isinstance(period, str) else period.id
    with log._guard.reading():
        parsed = _prg.period_parse(_prg.log_calendars(log._handle), text)
        return Hold(_prg.task_hold(log._handle, component._handle, parsed))
