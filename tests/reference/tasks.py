"""Wordings of time and states of tasks, from docs/duties.md alone: days are looked at one by one.

A task is a dict as in a document, a log is a list of dicts as rows of a log file. Nothing here is fast.
"""
import calendar
import functools
from datetime import date, timedelta

DAY = timedelta(1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FIRST_DAY, LAST_DAY = date(2004, 12, 26), date(2030, 12, 25)  # no wording reaches farther


class Unresolved(Exception):
    pass


# ---- periods: which one a day lies in ----

def label(day, every, cut):
    """What the period of a day is called. `cut` is the day of the month on which months begin; 1 is the Gregorian."""
    if every == "day":
        return day.isoformat()
    if every == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    year, month = day.year, day.month
    if cut > 1 and day.day >= cut:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    if every == "year":
        return f"{year}"
    number = (month - 1) // MONTHS[every] + 1
    return f"{year}-{month:02}" if every == "month" else f"{year}-{'Q' if every == 'quarter' else 'S'}{number}"


def every_of(text):
    """The type of a period by its name."""
    if len(text) == 10:
        return "day"
    if len(text) == 4:
        return "year"
    return {"W": "week", "Q": "quarter", "S": "half"}.get(text[5], "month")


@functools.lru_cache(None)
def periods(every, cut):
    """All periods in order, each with its days: made by asking every day which one it lies in."""
    found = {}
    day = FIRST_DAY
    while day <= LAST_DAY:
        first, _ = found.setdefault(label(day, every, cut), (day, day))
        found[label(day, every, cut)] = (first, day)
        day += DAY
    return found


def days_of(text, cut):
    return periods(every_of(text), cut)[text]


class World:
    """What stands around the tasks: the programme of a case."""

    def __init__(self, document):
        self.issued = date.fromisoformat(document["issued"]) if "issued" in document else None
        self.first = date.fromisoformat(document["from"]) if "from" in document else None
        self.last = date.fromisoformat(document["to"]) if "to" in document else None
        self.cuts = {it["id"]: it["day"] for it in document["calendars"] if it["kind"] == "shifted"}
        self.stages = {it["id"]: [(stage["id"], date.fromisoformat(stage["from"]), date.fromisoformat(stage["to"]))
                                  for stage in it["stages"]]
                       for it in document["calendars"] if it["kind"] == "stages"}
        self.dates = {it["id"]: date.fromisoformat(it["date"]) for it in document["documents"] if "date" in it}
        self.groups = {it["id"]: it for it in document["groups"]}
        self.agencies = {it["id"]: it for it in document["agencies"]}
        self.free, self.worked, self.years = set(), set(), set()
        for year in document["holidays"]:
            self.years.add(int(year["id"]))
            for it in year["days"]:
                (self.worked if it.get("worked") else self.free).add(date.fromisoformat(it["from"]))

    # ---- periods ----

    def split(self, text, time):
        """A period and the calendar that it is in."""
        if ":" in text:
            return tuple(text.split(":"))
        if len(text) == 10:
            return "gregorian", text
        return time.get("calendar", "gregorian"), text

    def days(self, text, time):
        name, body = self.split(text, time)
        return days_of(body, self.cuts.get(name, 1))

    # ---- deadlines ----

    def works(self, day):
        if day.year not in self.years:
            raise Unresolved(f"no list of {day.year}")
        return day in self.worked or (day not in self.free and day.weekday() < 5)

    def deadline(self, rule, last):
        if "date" in rule:
            day = date.fromisoformat(rule["date"])
        elif "day" in rule:
            month = last.year * 12 + last.month - 1 + rule.get("months_after", 0) - rule.get("months_before", 0)
            year, month = month // 12, month % 12 + 1
            day = date(year, month, min(rule["day"], calendar.monthrange(year, month)[1]))
        elif "days" in rule:
            day = last + rule["days"] * DAY
        else:
            day = last
            for _ in range(rule["working_days"]):
                day += DAY
                while not self.works(day):
                    day += DAY
        if rule.get("bound") == "before":
            day -= DAY
        step = {"next": DAY, "previous": -DAY}.get(rule.get("roll"))
        while step and not self.works(day):
            day += step
        return day

    # ---- members ----

    def doers(self, task, day):
        """Who must each do it, on a day."""
        found = []
        for it in task.get("assignments", []):
            group = self.groups.get(it.get("group"))
            if group is None or group.get("acts") == "together" or it.get("other"):
                continue
            if not ("from" not in it or date.fromisoformat(it["from"]) <= day):
                continue
            for member in group["members"]:
                agency = self.agencies[member["agency"]]
                inside = all(("from" not in x or date.fromisoformat(x["from"]) <= day)
                             and ("to" not in x or day <= date.fromisoformat(x["to"])) for x in (member, agency))
                if inside and member["agency"] not in found:
                    found.append(member["agency"])
        return found


class Instance:
    """One time that something is to be done."""

    def __init__(self, period, first, last, flags=()):
        self.period, self.first, self.last, self.flags = period, first, last, set(flags)
        self.start = self.due = None

    def finish(self, world, time, issued):
        """The first day on which it can be worked on, and the deadline."""
        self.start = self.first
        if issued:
            if self.last and self.last < issued:
                self.flags.add("past")
                self.start = self.first or self.last
            elif self.first is None:
                self.start = issued
            elif self.first < issued:
                self.flags.add("partly_past")
                self.start = issued
        self.due = self.last
        rule = (time or {}).get("deadline")
        if rule:
            # Counted from the end of the period: of what an event starts, from the day of the event.
            by_event = time["form"] in ("conditional", "on_demand")
            try:
                end = self.first if by_event else self.last
                self.due = self.deadline(world, rule, end)
            except Unresolved:
                self.due = None
                self.flags.add("due_unknown")
        return self

    @staticmethod
    def deadline(world, rule, end):
        return world.deadline(rule, end) if end or "date" in rule else None


# ---- wordings ----

def recurring(world, task, time, issued):
    name = time.get("calendar", "gregorian")
    every = time["every"]
    if (every == "stage") != (name in world.stages):
        raise Unresolved("the calendar has no such periods")
    stated = "from" in time and time["from"] != "now"
    if stated:
        begin = world.days(time["from"], time)[0]
    else:
        known = [day for day in (issued, own(task, "from") or world.first) if day]
        if not known:
            raise Unresolved("no first day")
        begin = max(known)
    end = world.days(time["to"], time)[1] if "to" in time else own(task, "to") or world.last
    if every == "stage":
        # A stage that is known counts though it has begun; one that is over does not.
        return [Instance(f"{name}:{code}", first, last)
                for code, first, last in sorted(world.stages[name], key=lambda it: it[1])
                if (first >= begin or (not stated and last >= begin)) and (end is None or last <= end)]
    prefix = "" if name == "gregorian" or every in ("day", "week") else f"{name}:"
    return [Instance(prefix + text, first, last) for text, (first, last) in periods(every, world.cuts.get(name, 1)).items()
            if begin <= first and (end is None or last <= end)]


def own(task, key):
    return date.fromisoformat(task[key]) if key in task else None


def instances(world, task, log):
    """What the wording comes to: its name, and its instances as far as they are known."""
    time = task.get("time")
    issued = world.dates.get(task.get("document")) or world.issued
    form = time["form"] if time else "open"
    if form == "continuous":
        return form, []
    if form == "unresolved":
        raise Unresolved(time["reason"])
    if form == "open":
        first, last = own(task, "from"), own(task, "to")
        return form, [Instance("", first, last, [] if first else ["open_start"]).finish(world, time, issued)]
    if time.get("from") == "now" and issued is None:
        raise Unresolved("no day of issue")
    first = world.days(time["from"], time)[0] if time.get("from", "now") != "now" else None
    last = world.days(time["to"], time)[1] if "to" in time else None
    if form == "recurrence":
        found = recurring(world, task, time, issued)
        return form, [it.finish(world, time, issued) for it in found]
    if form in ("conditional", "on_demand"):
        days = sorted({it["date"] for it in log if it["kind"] == "event"
                       and (it.get("component") == task["id"] or it.get("event") and it.get("event") == time.get("on"))
                       and (first is None or first <= it["date"]) and (last is None or it["date"] <= last)})
        # What an event starts begins with it, whenever the plan was issued.
        found = [Instance(day.isoformat(), day, last).finish(world, time, None) for day in days]
        return form, found
    if form == "anniversary":
        day = world.dates.get(time["of"])
        if day is None:
            raise Unresolved("no date")
        year = day.year + time["years"]
        last = date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
    if first and last < first:
        raise Unresolved("it ends before it begins")
    if time.get("from") == "now" and last < issued:
        raise Unresolved("it ends before the day of issue")
    flags = [] if first else ["open_start"]
    shown = issued if time.get("from") == "now" else first
    return form, [Instance("", shown, last, flags).finish(world, time, issued)]


# ---- logs ----

def counted(log):
    """The entries that count, withdrawals followed."""
    kept = []
    for it in log:
        if it.get("action") != "withdraw":
            kept.append(it)
            continue
        kept = [old for old in kept if not (
            old["kind"] == it["kind"] and old.get("component") == it.get("component")
            and old.get("event") == it.get("event") and old.get("period") == it.get("period")
            and it.get("date") in (None, old["date"]) and it.get("agency") in (None, old.get("agency")))]
    return kept


def judge(world, task, instance, log, day, soon):
    """The state of an instance on a day, when it was done, how many of how many did it."""
    entries = [it for it in log if it["kind"] == "done" and it["component"] == task["id"]
               and it.get("period", "") == instance.period and it["date"] <= day]
    doers = world.doers(task, min(instance.due, day) if instance.due else day)
    whole = [it["date"] for it in entries if not doers or "agency" not in it]
    done = min(whole) if whole else None
    parts = ""
    if doers:
        by = {who: min([it["date"] for it in entries if it.get("agency") == who], default=None) for who in doers}
        if all(by.values()):
            together = max(by.values())
            done = min(done, together) if done else together
        if len(doers) > 1:
            parts = f"{sum(1 for it in by.values() if it)}/{len(doers)}"
    due = instance.due
    if done:
        return ("done" if due is None or done <= due else "done_late"), done, parts
    if due and day > due:
        return "overdue", None, parts
    if instance.start and day < instance.start:
        return "not_started", None, parts
    return ("due_soon" if due and (due - day).days <= soon else "open"), None, parts


URGENCY = ["overdue", "due_soon", "open", "done", "not_started"]


def standing(world, task, log, day, soon):
    """How a task stands: (state, instance or None, done, parts). Only entries that count are in the log."""
    try:
        form, found = instances(world, task, log)
    except Unresolved:
        return "unresolved", None, None, ""
    if form == "continuous":
        return "continuous", None, None, ""
    begun = [it for it in found if it.start is None or it.start <= day]
    if not begun:
        if form in ("conditional", "on_demand"):
            return {"conditional": "waiting", "on_demand": "on_demand"}[form], None, None, ""
        if not found:
            return "unresolved", None, None, ""
        begun = found[:1]
    judged = [(*judge(world, task, it, log, day, soon), it) for it in begun]
    ranks = [URGENCY.index("done" if state == "done_late" else state) for state, *_ in judged]
    best = min(ranks)
    chosen = [it for it, rank in zip(judged, ranks) if rank == best]
    # Of what is to be done the first, of what is done the latest.
    state, done, parts, instance = chosen[0] if best < 3 else chosen[-1]
    return state, instance, done, parts
