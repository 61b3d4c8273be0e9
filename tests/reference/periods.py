"""Calendars and periods, as docs/periods.md has them.

A day is its proleptic ordinal, so that days compare and subtract as whole numbers. A period is a plain tuple; what
may be asked of it is asked of the Calendars that read it.
"""

import calendar as civil
import datetime
import re
from collections import namedtuple

MONTHS = {"month": 1, "bi_month": 2, "quarter": 3, "four_month": 4, "half": 6, "year": 12}
LETTERS = {"half": "S", "four_month": "T", "quarter": "Q", "bi_month": "B"}
TYPES = {letter: kind for kind, letter in LETTERS.items()}
SPANS = {"nine_month", "year_to_date", "season", "stage", "days"}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

# Which type is part of which: docs/periods.md, "What is made of what".
NESTS = {
    "day": {"week", "bi_week", "week_year", *MONTHS},
    "week": {"bi_week", "week_year"},
    "bi_week": set(),
    "week_year": set(),
    "month": {"bi_month", "quarter", "four_month", "half", "year"},
    "bi_month": {"four_month", "half", "year"},
    "quarter": {"half", "year"},
    "four_month": {"year"},
    "half": {"year"},
    "year": set(),
}

Period = namedtuple("Period", "calendar type year index first last")


def day_of(text):
    return datetime.date.fromisoformat(text).toordinal()


def text_of(day):
    return datetime.date.fromordinal(day).isoformat()


class Calendars:
    """The calendars of a programme, and the Gregorian one."""

    def __init__(self, programme):
        self.by_id = {"gregorian": {"kind": "gregorian"}, "april": {"kind": "year_start", "begins": "04-01"}}
        for item in programme.get("calendars", []):
            self.by_id[item["id"]] = item
        self.unions = {}

    # ---- months and weeks ----

    def month_first(self, name, number):
        """The first day of a month, counted from month 1 of year 0."""
        item = self.by_id[name]
        if item["kind"] == "gregorian":
            first, day, back = 1, 1, 0
        elif item["kind"] == "shifted":
            # The year begins in December of the year before unless the calendar says otherwise, and has the name of
            # the year in which it ends.
            first, day = item.get("month", 12), item["day"]
            back = 1 if item.get("year_named", "end") == "end" else 0
        elif item["kind"] == "year_start":
            first, day = (int(part) for part in item["begins"].split("-"))
            back = 1 if item.get("year_named", "start") == "end" and (first, day) != (1, 1) else 0
        else:
            raise ValueError(f"calendar {name} has no months")
        year, month = divmod(number - 12 * back + first - 1, 12)
        return datetime.date(year, month + 1, min(day, civil.monthrange(year, month + 1)[1])).toordinal()

    def week_first(self, name, year):
        """The first day of week 1, which has 4 January."""
        start = WEEKDAYS.index(self.by_id[name].get("week_start", "monday"))
        fourth = datetime.date(year, 1, 4).toordinal()
        return fourth - (datetime.date.fromordinal(fourth).weekday() - start) % 7

    def weeks_in(self, name, year):
        return (self.week_first(name, year + 1) - self.week_first(name, year)) // 7

    def has(self, name, kind):
        calendar = self.by_id[name]["kind"]
        if kind in ("day", "days"):
            return True
        if kind in ("week", "bi_week", "week_year"):
            return calendar in ("gregorian", "weeks")
        if kind == "season":
            return calendar == "season"
        if kind == "stage":
            return calendar == "stages"
        return calendar in ("gregorian", "shifted", "year_start")

    # ---- making ----

    def make(self, name, kind, year, index):
        """The period of a year and a number; None when there is none."""
        if kind in MONTHS:
            width = MONTHS[kind]
            if not 1 <= index <= 12 // width:
                return None
            number = 12 * year + (index - 1) * width
            return Period(name, kind, year, index, self.month_first(name, number),
                          self.month_first(name, number + width) - 1)
        if kind == "nine_month":
            return Period(name, kind, year, 1, self.month_first(name, 12 * year),
                          self.month_first(name, 12 * year + 9) - 1)
        if kind == "year_to_date":
            return Period(name, kind, year, index, self.month_first(name, 12 * year),
                          self.month_first(name, 12 * year + index) - 1)
        if kind in ("week", "bi_week", "week_year"):
            weeks, start = self.weeks_in(name, year), self.week_first(name, year)
            width = {"week": 1, "bi_week": 2, "week_year": 54}[kind]
            if not 1 <= width * (index - 1) + 1 <= weeks:
                return None
            # Two weeks 27 are week 53 alone.
            return Period(name, kind, year, index, start + 7 * width * (index - 1),
                          start + 7 * min(weeks, width * index) - 1)
        if kind == "season":
            item = self.by_id[name]
            begins, ends = item["begins"], item["ends"]
            return Period(name, kind, year, 1, day_of(f"{year:04}-{begins}"),
                          day_of(f"{year if begins <= ends else year + 1:04}-{ends}"))
        if kind == "stage":
            stages = sorted((day_of(stage["from"]), day_of(stage["to"])) for stage in self.by_id[name]["stages"])
            return Period(name, kind, 0, index, *stages[index - 1]) if 1 <= index <= len(stages) else None
        raise ValueError(kind)

    def day(self, name, day):
        date = datetime.date.fromordinal(day)
        return Period(name, "day", date.year, date.timetuple().tm_yday, day, day)

    def holding(self, name, kind, day):
        """The period of a type that holds a day; None when none does."""
        if kind == "day":
            return self.day(name, day)
        if kind == "stage":
            for index in range(1, len(self.by_id[name]["stages"]) + 1):
                stage = self.make(name, kind, 0, index)
                if stage.first <= day <= stage.last:
                    return stage
            return None
        if kind == "year_to_date":
            month = self.holding(name, "month", day)
            return self.make(name, kind, month.year, month.index)
        near = datetime.date.fromordinal(day).year
        for year in (near - 1, near, near + 1):
            index = 1
            while True:
                period = self.make(name, kind, year, index)
                if period is None:
                    break
                if period.first <= day <= period.last:
                    return period
                if kind in ("season", "nine_month", "week_year", "year"):
                    break
                index += 1
        return None

    # ---- text ----

    def parse(self, text):
        """A period of its id."""
        name, body = text.split(":") if ":" in text else ("gregorian", text)
        if self.by_id[name]["kind"] == "season":
            return self.make(name, "season", int(body), 1)
        if self.by_id[name]["kind"] == "stages" and not body[:1].isdigit():
            order = sorted(self.by_id[name]["stages"], key=lambda stage: stage["from"])
            return self.make(name, "stage", 0, 1 + [stage["id"] for stage in order].index(body))
        if re.fullmatch(r"\d{4}", body):
            return self.make(name, "year", int(body), 1)
        year, rest = int(body[:4]), body[5:]
        if ".." in body:
            first, last = body.split("..")
            return Period(name, "days", 0, 0, day_of(first), day_of(last))
        if re.fullmatch(r"\d\d-\d\d", rest):
            return self.day(name, day_of(body))
        if re.fullmatch(r"\d\d", rest):
            return self.make(name, "month", year, int(rest))
        if rest == "9M":
            return self.make(name, "nine_month", year, 1)
        if rest.endswith("YTD"):
            return self.make(name, "year_to_date", year, int(rest[:2]))
        if rest == "WY":
            return self.make(name, "week_year", year, 1)
        if rest.startswith("BW"):
            return self.make(name, "bi_week", year, int(rest[2:]))
        if rest.startswith("W"):
            return self.make(name, "week", year, int(rest[1:]))
        return self.make(name, TYPES[rest[0]], year, int(rest[1:]))

    def format(self, period):
        """The canonical id of a period."""
        prefix = "" if period.calendar == "gregorian" else period.calendar + ":"
        kind, year, index = period.type, period.year, period.index
        if kind in ("year", "season"):
            return f"{prefix}{year:04}"
        if kind == "stage":
            order = sorted(self.by_id[period.calendar]["stages"], key=lambda stage: stage["from"])
            return prefix + order[index - 1]["id"]
        if kind == "day":
            return prefix + text_of(period.first)
        if kind == "days":
            return f"{prefix}{text_of(period.first)}..{text_of(period.last)}"
        end = {"month": f"{index:02}", "nine_month": "9M", "year_to_date": f"{index:02}YTD", "week_year": "WY",
               "week": f"W{index:02}", "bi_week": f"BW{index:02}"}
        return f"{prefix}{year:04}-{end[kind] if kind in end else LETTERS[kind] + str(index)}"

    def parse_range(self, text):
        """The periods of a range `a..b`, whose prefix stands once, or of a single id."""
        if ".." not in text:
            return [self.parse(text)]
        first, last = text.split("..")
        period = self.parse(first)
        end = self.parse(last if ":" not in first else first.split(":")[0] + ":" + last)
        periods = [period]
        while periods[-1] != end:
            periods.append(self.move(periods[-1], 1))
        return periods

    # ---- neighbours ----

    def move(self, period, steps):
        """The period a number of steps later; None when there is none."""
        name, kind, year, index = period.calendar, period.type, period.year, period.index
        if kind == "days":
            return None
        if kind == "day":
            return self.day(name, period.first + steps)
        if kind == "stage":
            return self.make(name, kind, 0, index + steps) if index + steps >= 1 else None
        if kind in ("season", "nine_month", "week_year"):
            return self.make(name, kind, year + steps, 1)
        if kind == "week":
            return self.holding(name, kind, period.first + 7 * steps)
        if kind == "bi_week":
            step = 1 if steps > 0 else -1
            for _ in range(abs(steps)):
                period = self.holding(name, kind, period.last + 1 if step > 0 else period.first - 1)
            return period
        size = 12 if kind == "year_to_date" else 12 // MONTHS[kind]
        year, index = divmod(year * size + index - 1 + steps, size)
        return self.make(name, kind, year, index + 1)

    def last_year(self, period):
        """The same period last year; None when there is none."""
        name, kind, year, index = period.calendar, period.type, period.year, period.index
        if kind == "stage":
            return None
        if kind in ("day", "days"):
            try:
                first, last = (datetime.date.fromordinal(day) for day in (period.first, period.last))
                first, last = (day.replace(year=day.year - 1).toordinal() for day in (first, last))
            except ValueError:
                return None
            return self.day(name, first) if kind == "day" else Period(name, kind, 0, 0, first, last)
        if kind == "week" and index == 53 or kind == "bi_week" and index == 27:
            return None
        return self.make(name, kind, year - 1, index)

    def to_date(self, period):
        """From the beginning of the calendar's own year to the last day of a period; None without years."""
        name = period.calendar
        if not self.has(name, "month"):
            return None
        month = self.holding(name, "month", period.last)
        if month.last == period.last:
            return self.make(name, "year_to_date", month.year, month.index)
        first = self.make(name, "year", month.year, 1).first
        return Period(name, "days", 0, 0, first, period.last)

    def in_calendar(self, period, name):
        """The period of the same name in another calendar; None where that has none."""
        body = self.format(period).rpartition(":")[2]
        if period.type not in ("day", "days") and not self.has(name, "month" if period.type in SPANS else period.type):
            return None
        return self.parse(body if name == "gregorian" else f"{name}:{body}")

    # ---- parts ----

    def union(self, period, name, kind):
        """The base periods of a calendar and type whose exact union a period is; None when it is none."""
        key = period, name, kind
        if key not in self.unions:
            self.unions[key] = self.find_union(period, name, kind)
        return self.unions[key]

    def find_union(self, period, name, kind):
        if kind in SPANS:
            return [period] if (period.calendar, period.type) == (name, kind) else None
        if period.type not in SPANS and period.type != kind and period.type not in NESTS[kind]:
            return None
        parts = [self.holding(name, kind, period.first)]
        if parts[0] is None or parts[0].first != period.first:
            return None
        while parts[-1].last < period.last:
            parts.append(self.move(parts[-1], 1))
        return parts if parts[-1].last == period.last else None

    def span_of(self, base, span, stages):
        """The span that a base period lies in, which is the one that holds its last day (§4, cumulative)."""
        if span == "programme":
            return None
        if span == "stage":
            return self.holding(stages, "stage", base.last)
        return self.year_of(base.calendar, base.last)

    def year_of(self, name, day):
        if self.has(name, "month"):
            return self.holding(name, "year", day)
        return self.holding(name, "week_year" if self.has(name, "week") else "season", day)
