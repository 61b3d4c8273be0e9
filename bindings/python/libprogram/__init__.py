"""A government programme: who does what, by when, measured how, and what the reported numbers mean.

>>> import libprogram
>>> plan = libprogram.new("plan")
>>> _ = plan.areas.add("LC", name="Lai Châu", level="province")
>>> _ = plan.indicators.add("sessions", name="Số buổi tuyên truyền", kind="flow", period="month")
>>> data = plan.data()
>>> data.set("sessions", "LC", "2018-01", 12)
>>> table = data.compute(indicators="sessions", periods="2018-01..2018-03", measures="value, coverage")
>>> table.cell(period="2018-01", measure="value").value
Decimal('12')
>>> table.cell(period="2018-02", measure="value").state
<State.MISSING: 'missing'>

:func:`open` reads a programme, :meth:`Programme.data` begins a data set, :meth:`Data.compute` makes a table,
:meth:`Table.explain` says where a number comes from. Numbers are exact: ``decimal.Decimal`` and ``fractions.Fraction``.
Exceptions are in :mod:`libprogram.errors`, the words of files in :mod:`libprogram.enums`.
"""
from __future__ import annotations

from . import _prg, text
from .agencies import Agency, Group, Member, Successor
from .areas import Area, AreaChange, AreaMapping, AreaShare, AreaState
from .calendar_items import CalendarItem, StageItem
from .cells import Coverage
from .components import Component, Flow, Objective, Timing
from .cubes import Cube
from .data import Batch, Data, Entry, Summary, Value
from .documents import Document, External
from .duties import Debt, DebtCounts, Debts, Duties
from .enums import (Axis, CalendarKind, DeadlineReason, DebtState, Exactness, FormulaScope, FormulaType, Hold, Lead, LogKind,
                    Mark, Measure, Operation, PeriodType, Quality, Reason, Relative, Scope, Severity, State, Step,
                    TaskState, UnionReason, Wording)
from .errors import (ArgumentError, CancelledError, ClosedError, ConflictError, CycleError, Error, ExistsError,
                     FrozenError, InternalError, LimitError, NotAvailableError, NotFoundError, OutOfMemoryError,
                     ParseError, RangeError, SchemaError, StaleError, StorageError, VersionError)
from .explanations import Explanation
from .formulas import Formula, FormulaFunction, FormulaResult, functions
from .icalendar import CalendarEntry, to_icalendar
from .indicators import Baseline, Breakdown, Category, Indicator, IndicatorGroup, Precedence, Source, Target, Unit
from .items import Item, ItemList, NamedItem
from .logs import Log, LogEntry
from .numbers import format_number, parse_number
from .obligations import Deadline, DeadlineRule, Event, Holiday, HolidayYear, Obligation, Tier
from .periods import Calendar, Calendars, Period, PeriodRange
from .programme import Programme, new, open, parse
from .queries import Query
from .report import Finding, Report
from .responsibility import Matrix
from .roles import Assignment, Integration, Role
from .rows import Rows
from .tables import Cell, Table
from .tasks import Instance, Task, Tasks
from .working_days import WorkingDays

__version__: str = _prg.version()


def features() -> dict[str, str]:
    """What this build of the library can do, and what stands behind it."""
    found: dict[str, str] = {}
    while (feature := _prg.version_feature(len(found))) is not None:
        found[feature[0]] = feature[1]
    return found


__all__ = [
    "Agency", "Area", "AreaChange", "AreaMapping", "AreaShare", "AreaState", "ArgumentError", "Assignment",
    "Axis", "Baseline", "Batch", "Breakdown", "Calendar", "CalendarEntry", "CalendarItem", "CalendarKind",
    "Calendars", "CancelledError", "Category", "Cell", "ClosedError", "Component", "ConflictError", "Coverage",
    "Cube", "CycleError", "Data", "Deadline", "DeadlineReason", "DeadlineRule", "Debt", "DebtCounts",
    "DebtState", "Debts", "Document", "Duties", "Entry", "Error", "Event", "Exactness", "ExistsError",
    "Explanation", "External", "Finding", "Flow", "Formula", "FormulaFunction", "FormulaResult", "FormulaScope",
    "FormulaType", "FrozenError", "Group", "Hold", "Holiday", "HolidayYear", "Indicator", "IndicatorGroup",
    "Instance", "Integration", "InternalError", "Item", "ItemList", "Lead", "LimitError", "Log", "LogEntry",
    "LogKind", "Mark", "Matrix", "Measure", "Member", "NamedItem", "NotAvailableError", "NotFoundError",
    "Objective", "Obligation", "Operation", "OutOfMemoryError", "ParseError", "Period", "PeriodRange",
    "PeriodType", "Precedence", "Programme", "Quality", "Query", "RangeError", "Reason", "Relative", "Report",
    "Role", "Rows", "SchemaError", "Scope", "Severity", "Source", "StageItem", "StaleError", "State", "Step",
    "StorageError", "Successor", "Summary", "Table", "Target", "Task", "TaskState", "Tasks", "Tier", "Timing",
    "UnionReason", "Unit", "Value", "VersionError", "Wording", "WorkingDays", "features", "format_number",
    "functions", "new", "open", "parse", "parse_number", "text", "to_icalendar",
]
