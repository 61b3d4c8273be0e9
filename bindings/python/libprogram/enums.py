"""The words of files, as constants. Each *is* its word: ``State.MISSING == "missing"``."""
from __future__ import annotations

from enum import StrEnum

__all__ = [
    "Axis", "CalendarKind", "DeadlineReason", "DebtState", "Exactness", "FormulaScope", "FormulaType", "Hold", "Lead",
    "LogKind", "Mark", "Measure", "Operation", "PeriodType", "Quality", "Reason", "Relative", "Scope", "Severity",
    "State", "Step", "TaskState", "UnionReason", "Wording",
]


class State(StrEnum):
    """Whether a cell has a value, and if not, what it has instead. A missing value is never zero."""
    VALUE = "value"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_EXPECTED = "not_expected"
    SUPPRESSED = "suppressed"
    UNDEFINED = "undefined"


class Quality(StrEnum):
    """How final a value is, from the lowest (ước tính, sơ bộ, chính thức)."""
    ESTIMATE = "estimate"
    PRELIMINARY = "preliminary"
    FINAL = "final"


class Mark(StrEnum):
    """What is to be known about a value besides."""
    IMPUTED = "imputed"
    CARRIED = "carried"
    BREAK = "break"
    NIL = "nil"
    ADJUSTMENT = "adjustment"
    CONFIDENTIAL = "confidential"
    UNRELIABLE = "unreliable"
    OPERAND_COVERAGE_DIFFERS = "operand_coverage_differs"
    CALENDAR_BREAK = "calendar_break"
    FALLBACK = "fallback"
    SUPPRESSED_INPUT = "suppressed_input"
    UNEXPECTED = "unexpected"
    WHAT_IF = "what_if"


class Scope(StrEnum):
    """What a value of an area above those that report means."""
    UNIT = "unit"
    OWN = "own"
    TOTAL = "total"


class Measure(StrEnum):
    """What a query can ask for in a cell."""
    VALUE = "value"
    CUMULATIVE = "cumulative"
    PREVIOUS = "previous"
    SAME_PERIOD_LAST_YEAR = "same_period_last_year"
    CHANGE = "change"
    GROWTH = "growth"
    INDEX = "index"
    CHANGE_SAME_PERIOD = "change_same_period"
    GROWTH_SAME_PERIOD = "growth_same_period"
    INDEX_SAME_PERIOD = "index_same_period"
    COVERAGE = "coverage"
    REPORTED = "reported"
    EXPECTED = "expected"
    SHARE = "share"
    RANK = "rank"
    FLOW = "flow"
    TARGET = "target"
    BASELINE = "baseline"
    OUTCOME = "outcome"
    PACE = "pace"


class Axis(StrEnum):
    """The axes of a table, in the order of a place."""
    INDICATORS = "indicators"
    BREAKDOWNS = "breakdowns"
    AREAS = "areas"
    PERIODS = "periods"
    MEASURES = "measures"


class Exactness(StrEnum):
    """How exact a number is: a decimal number, a fraction, or rounded to 12 significant digits."""
    EXACT = "exact"
    QUOTIENT = "quotient"
    APPROXIMATE = "approximate"


class Reason(StrEnum):
    """Why a cell has no value."""
    NONE = "none"
    POLICY = "policy"
    BOUNDARIES = "boundaries"
    CALENDAR = "calendar"
    NO_PERIOD = "no_period"
    DIVISION = "division_by_zero"
    NOT_POSITIVE = "not_positive"
    PERCENTAGE = "percentage"
    KIND = "kind"
    DISTINCT = "distinct"
    PUBLISHED = "published"
    CLASS = "class"
    NOT_AGGREGATED = "not_aggregated"
    SPAN = "span"
    BREAKDOWN = "breakdown"
    OVERFLOW = "overflow"
    WEIGHT = "weight"
    VALIDITY = "validity"
    LEVEL = "level"
    DOMAIN = "domain"


class Severity(StrEnum):
    """How much a finding weighs."""
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class PeriodType(StrEnum):
    """The types of periods: partitions, then spans."""
    DAY = "day"
    WEEK = "week"
    BI_WEEK = "bi_week"
    WEEK_YEAR = "week_year"
    MONTH = "month"
    BI_MONTH = "bi_month"
    QUARTER = "quarter"
    FOUR_MONTH = "four_month"
    HALF = "half"
    YEAR = "year"
    NINE_MONTH = "nine_month"
    YEAR_TO_DATE = "year_to_date"
    SEASON = "season"
    STAGE = "stage"
    DAYS = "days"


class CalendarKind(StrEnum):
    """The kinds of calendars."""
    GREGORIAN = "gregorian"
    SHIFTED = "shifted"
    IRREGULAR = "irregular"
    YEAR_START = "year_start"
    SEASON = "season"
    WEEKS = "weeks"
    STAGES = "stages"


class UnionReason(StrEnum):
    """Why a period is no union of base periods."""
    EXACT = "exact"
    NOT_NESTED = "not_nested"
    BEGINS_INSIDE = "begins_inside"
    ENDS_INSIDE = "ends_inside"
    SPAN = "span"


class DebtState(StrEnum):
    """What became of a debt on a day."""
    OPEN = "open"
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    ORPHANED = "orphaned"
    UNRESOLVED = "unresolved"
    RECEIVED = "received"


class DeadlineReason(StrEnum):
    """Why a deadline has no last day in time."""
    RESOLVED = "resolved"
    NO_LIST = "no_list"
    NO_WORKING_DAY = "no_working_day"
    OUT_OF_RANGE = "out_of_range"
    NO_RULE = "no_rule"


class LogKind(StrEnum):
    """What an entry of a log says: that a task was completed, a report was sent, an event happened."""
    DONE = "done"
    SENT = "sent"
    EVENT = "event"


class TaskState(StrEnum):
    """How a task stands on a day."""
    NOT_STARTED = "not_started"
    OPEN = "open"
    DUE_SOON = "due_soon"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    WAITING = "waiting"
    CONTINUOUS = "continuous"
    ON_DEMAND = "on_demand"
    UNRESOLVED = "unresolved"


class Wording(StrEnum):
    """What a wording of time comes to."""
    DATED = "dated"
    CONTINUOUS = "continuous"
    ON_DEMAND = "on_demand"
    CONDITIONAL = "conditional"
    UNRESOLVED = "unresolved"
    OPEN = "open"


class Hold(StrEnum):
    """Whether a state was held in a period (giữ vững, duy trì)."""
    NO_DATA = "no_data"
    HELD = "held"
    NOT_HELD = "not_held"


class Lead(StrEnum):
    """How a component comes to its lead (chủ trì)."""
    NONE = "none"
    EXPLICIT = "explicit"
    IMPLIED = "implied"


class Step(StrEnum):
    """What a step of an explanation is."""
    CELL = "cell"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOW = "now"
    BEFORE = "before"
    PARENT = "parent"
    SIBLING = "sibling"
    WHOLE = "whole"
    CATEGORY = "category"
    AREA = "area"
    UNIT = "unit"
    OWN = "own"
    TOTAL = "total"
    PERIOD = "period"
    COARSE = "coarse"
    CARRIED = "carried"
    REACHED = "reached"
    PART = "part"
    PROOF = "proof"
    ENTRY = "entry"
    WITHDRAWAL = "withdrawal"
    MISSING = "missing"
    MORE = "more"
    OPERAND = "operand"


class Operation(StrEnum):
    """How a number follows from the steps below it."""
    NONE = "none"
    SAME = "same"
    SUM = "sum"
    DIFFERENCE = "difference"
    QUOTIENT = "quotient"
    GROWTH = "growth"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MIN = "min"
    MAX = "max"
    COUNT = "count"
    MEDIAN = "median"
    STDDEV = "stddev"
    BOUNDS = "bounds"
    REPORTED = "reported"
    EXPECTED = "expected"
    COVERAGE = "coverage"
    RANK = "rank"
    UNCLASSIFIED = "unclassified"
    FORMULA = "formula"


class FormulaType(StrEnum):
    """The types of values in a formula."""
    UNKNOWN = "unknown"
    DECIMAL = "decimal"
    RATIO = "ratio"
    BOOLEAN = "boolean"
    CLASS = "class"
    PERIOD = "period"


class FormulaScope(StrEnum):
    """Which cells a function of formulas looks at."""
    CELL = "cell"
    LEAVES = "leaves"
    PERIODS = "periods"
    AREAS = "areas"
    QUERY = "query"


class Relative(StrEnum):
    """Periods relative to a day, by the names of DHIS2."""
    TODAY = "TODAY"
    YESTERDAY = "YESTERDAY"
    LAST_3_DAYS = "LAST_3_DAYS"
    LAST_7_DAYS = "LAST_7_DAYS"
    LAST_14_DAYS = "LAST_14_DAYS"
    LAST_30_DAYS = "LAST_30_DAYS"
    LAST_60_DAYS = "LAST_60_DAYS"
    LAST_90_DAYS = "LAST_90_DAYS"
    LAST_180_DAYS = "LAST_180_DAYS"
    THIS_MONTH = "THIS_MONTH"
    LAST_MONTH = "LAST_MONTH"
    THIS_BIMONTH = "THIS_BIMONTH"
    LAST_BIMONTH = "LAST_BIMONTH"
    THIS_QUARTER = "THIS_QUARTER"
    LAST_QUARTER = "LAST_QUARTER"
    THIS_SIX_MONTH = "THIS_SIX_MONTH"
    LAST_SIX_MONTH = "LAST_SIX_MONTH"
    WEEKS_THIS_YEAR = "WEEKS_THIS_YEAR"
    MONTHS_THIS_YEAR = "MONTHS_THIS_YEAR"
    BIMONTHS_THIS_YEAR = "BIMONTHS_THIS_YEAR"
    QUARTERS_THIS_YEAR = "QUARTERS_THIS_YEAR"
    THIS_YEAR = "THIS_YEAR"
    MONTHS_LAST_YEAR = "MONTHS_LAST_YEAR"
    QUARTERS_LAST_YEAR = "QUARTERS_LAST_YEAR"
    LAST_YEAR = "LAST_YEAR"
    LAST_5_YEARS = "LAST_5_YEARS"
    LAST_10_YEARS = "LAST_10_YEARS"
    LAST_12_MONTHS = "LAST_12_MONTHS"
    LAST_6_MONTHS = "LAST_6_MONTHS"
    LAST_3_MONTHS = "LAST_3_MONTHS"
    LAST_6_BIMONTHS = "LAST_6_BIMONTHS"
    LAST_4_QUARTERS = "LAST_4_QUARTERS"
    LAST_2_SIXMONTHS = "LAST_2_SIXMONTHS"
    THIS_FINANCIAL_YEAR = "THIS_FINANCIAL_YEAR"
    LAST_FINANCIAL_YEAR = "LAST_FINANCIAL_YEAR"
    LAST_5_FINANCIAL_YEARS = "LAST_5_FINANCIAL_YEARS"
    LAST_10_FINANCIAL_YEARS = "LAST_10_FINANCIAL_YEARS"
    THIS_WEEK = "THIS_WEEK"
    LAST_WEEK = "LAST_WEEK"
    THIS_BIWEEK = "THIS_BIWEEK"
    LAST_BIWEEK = "LAST_BIWEEK"
    LAST_4_WEEKS = "LAST_4_WEEKS"
    LAST_4_BIWEEKS = "LAST_4_BIWEEKS"
    LAST_12_WEEKS = "LAST_12_WEEKS"
    LAST_52_WEEKS = "LAST_52_WEEKS"
    NINE_MONTHS_TO_DATE = "NINE_MONTHS_TO_DATE"
