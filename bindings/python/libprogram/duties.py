"""Duties to report (nghĩa vụ báo cáo): who owes which report, until when, and what is late."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

from . import _prg
from ._convert import Date, day, instant_in, instant_out
from ._guard import Guard
from .enums import DebtState, LogKind
from .errors import ArgumentError, NotFoundError
from .items import Item
from .logs import Log, LogEntry
from .obligations import Deadline
from .periods import Period
from .rows import Rows

if TYPE_CHECKING:
    from .agencies import Agency, Group
    from .obligations import Obligation
    from .programme import Programme

__all__ = ["Debt", "DebtCounts", "Debts", "Duties"]

_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Debt:
    """One report of one debtor for one period at one tier. The ``debtor`` owed it on the last day of the period; the
    ``holder`` has it on the day that is asked about, None for nobody."""

    period: Period
    obligation: Obligation
    tier: int
    debtor: Agency | Group
    holder: Agency | Group | None
    receiver: Agency | Group | None
    deadline: Deadline
    state: DebtState
    received_at: datetime.datetime | None
    _raw: tuple[Any, ...] = field(repr=False, compare=False)

    @classmethod
    def _of(cls, programme: Programme, raw: tuple[Any, ...]) -> Self:
        period, obligation, tier, debtor, holder, receiver, deadline, state, received_at = raw
        return cls(
            Period._of(period), Item._wrap(programme, obligation), tier, Item._wrap(programme, debtor),
            Item._wrap(programme, holder), Item._wrap(programme, receiver), Deadline._of(deadline), DebtState(state),
            instant_out(received_at), raw)

    def chasers(self, on: Date) -> list[Agency | Group]:
        """Who has to chase it (đôn đốc) on a day."""
        return [Item._wrap(self.obligation.programme, raw) for raw in _prg.debt_chasers(self._raw, day(on))]

    def days_late(self, on: Date) -> int:
        """How many days the deadline has passed on a day; 0 where it has not, or nobody knows."""
        asked = cast(datetime.date, day(on))
        return max(0, (asked - self.deadline.last).days) if self.deadline.last else 0


class DebtCounts(NamedTuple):
    """How many debts are in which state. Completeness is received / due, timeliness is on_time / due."""

    expected: int
    due: int
    received: int
    on_time: int
    early: int
    open: int
    orphaned: int
    unresolved: int


class Debts(Rows[Debt]):
    """Debts by deadline, those without one last."""

    __slots__ = ("_raw",)

    def __init__(self, debts: Iterable[Debt], raw: Any) -> None:
        super().__init__(debts)
        self._raw = raw

    def counts(self, *, obligation: Obligation | None = None, holder: Agency | Group | None = None) -> DebtCounts:
        """How many debts of the periods are in which state, whatever states were asked for."""
        return DebtCounts(*_prg.debts_count(self._raw, None if obligation is None else obligation._handle,
                                            None if holder is None else holder._handle))


class Duties:
    """The obligations of a programme as it is now, and the reports that were received.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> ministry = plan.agencies.add("BCA", name="Bộ Công an")
    >>> police = plan.agencies.add("CAT", name="Công an tỉnh")
    >>> duty = plan.obligations.add("O", name="Báo cáo tháng", period="month", who=[police], content="số liệu")
    >>> duty.tiers.add(receiver=ministry).deadline = {"day": 25}
    >>> log = plan.log()
    >>> _ = log.record("O", on="2022-05-20", period="2022-05", agency=police)
    >>> late = plan.duties(log=log).late(on="2022-07-04", first="2022-05-01")
    >>> [(debt.holder.id, str(debt.period), str(debt.deadline), debt.days_late("2022-07-04")) for debt in late]
    [('CAT', '2022-06', '2022-06-25', 9)]
    >>> late.counts().due, late.counts().received
    (2, 1)
    """

    __slots__ = ("_guard", "_programme", "_raw", "_unmatched")

    def __init__(self, programme: Programme, *, log: Log | None = None) -> None:
        self._programme = programme
        with programme._guard.reading():
            self._raw = _prg.duties_new(programme._live)
        self._guard = Guard()
        self._unmatched: list[tuple[LogEntry, str]] = []
        if log is not None:
            self._receive_log(log)

    def _receive_log(self, log: Log) -> None:
        if log.programme is not self._programme:
            raise ArgumentError("the log is about another programme")
        with log._guard.reading():
            for i in range(len(log)):
                raw = _prg.log_at(log._handle, i)
                entry = LogEntry._of(self._programme, raw)
                if entry.kind is not LogKind.SENT or not entry.counts:
                    continue
                try:
                    _prg.duties_receive(self._raw, _prg.log_receipt(raw))
                except (NotFoundError, ArgumentError) as error:
                    self._unmatched.append((entry, str(error)))

    @property
    def programme(self) -> Programme:
        """The programme whose obligations they are."""
        return self._programme

    @property
    def _handle(self) -> Any:
        self._programme._check()
        return self._raw

    @property
    def unmatched(self) -> tuple[tuple[LogEntry, str], ...]:
        """Entries of the log that tell of a report nobody owes, or not by whom it was sent, each with what is wrong."""
        return tuple(self._unmatched)

    def receive(self, obligation: Obligation | str, period: Period | str, sender: Agency | Group | str,
                at: datetime.datetime, *, tier: int = 0) -> None:
        """Tells of a report that was sent at an instant. Of several for one debt, the first counts."""
        owed = obligation if isinstance(obligation, Item) else self._programme.find(obligation, "obligation")
        who = sender if isinstance(sender, Item) else self._programme.find(sender)
        text = period if isinstance(period, str) else period.id
        when = _prg.period_parse(_prg.duties_calendars(self._handle), text)
        with self._guard.writing():
            _prg.duties_receive(self._handle, (when, owed._handle, tier, who._handle, instant_in(at)))

    def debts(self, on: Date, *, first: Date | None = None, last: Date | None = None,
              state: DebtState | str | Iterable[DebtState | str] | None = None,
              obligation: Obligation | str | None = None, holder: Agency | Group | str | None = None) -> Debts:
        """The debts for the periods whose last day lies between two days, as they stand at the end of a day.

        :param on: the day: what was sent later does not count, and a deadline on it has not passed yet.
        :param first: without it, 365 days before; ``last``, without it, 365 days behind.
        :param state: one or several, such as ``"overdue"``.
        :param obligation: only of this one; ``holder``: only those that it has on that day.
        """
        asked = cast(datetime.date, day(on))
        begin = day(first) or asked - min(_YEAR, asked - datetime.date.min)
        end = day(last) or asked + min(_YEAR, datetime.date.max - asked)
        states = None if state is None else {DebtState(one) for one in ([state] if isinstance(state, str) else state)}
        owed = self._programme.find(obligation, "obligation") if isinstance(obligation, str) else obligation
        who = self._programme.find(holder) if isinstance(holder, str) else holder
        with self._guard.reading(), self._programme._guard.reading():
            raw = _prg.duties_list(self._handle, begin, end, asked)
            found = (Debt._of(self._programme, _prg.debts_at(raw, i)) for i in range(_prg.debts_size(raw)))
            return Debts([debt for debt in found if (states is None or debt.state in states)
                          and (owed is None or debt.obligation == owed) and (who is None or debt.holder == who)], raw)

    def late(self, on: Date, *, first: Date | None = None, last: Date | None = None,
             obligation: Obligation | str | None = None, holder: Agency | Group | str | None = None) -> Debts:
        """Who is late on a day: the debts whose deadline has passed and for which nothing was sent (quá hạn). Otherwise
        as :meth:`debts`."""
        return self.debts(on, first=first, last=last, state=DebtState.OVERDUE, obligation=obligation, holder=holder)

    def __repr__(self) -> str:
        return f"<Duties of {self._programme.id!r}>" if not self._programme.closed else "<Duties of a closed programme>"
