"""Deadlines, working days, obligations and who is expected to report: docs/duties.md and §2 of docs/results.md.

Written from the pages and from the law that they cite (Decree 09/2019, articles 12 and 13; the cascade of police
statistics), like the rest of this folder; slow on purpose. Days are ordinals, instants seconds since 1970 UTC.
"""

import calendar as civil
import datetime
from collections import namedtuple

from periods import Calendars, day_of

EVER = 10**9
FIRST, LAST = 1, datetime.date.max.toordinal()
EPOCH = datetime.date(1970, 1, 1).toordinal()

Deadline = namedtuple("Deadline", "last reason year estimates")
Debt = namedtuple("Debt", "obligation tier period debtor holder receiver deadline state")


class Unresolved(Exception):
    """There is no such day: a reason, and perhaps the year without a list."""


class Holidays:
    """The lists of a programme: years, and in them the days off and the make-up days."""

    def __init__(self, lists):
        self.off, self.worked, self.years = set(), set(), set()
        for item in lists:
            self.years.add(int(item["id"]))
            for entry in item.get("days", []):
                first = day_of(entry["from"])
                last = day_of(entry.get("to", entry["from"]))
                (self.worked if entry.get("worked") else self.off).update(range(first, last + 1))

    def works(self, day):
        if not FIRST <= day <= LAST:
            raise Unresolved("out_of_range", 0)
        date = datetime.date.fromordinal(day)
        if date.year not in self.years:
            raise Unresolved("no_list", date.year)
        return day in self.worked or date.isoweekday() <= 5 and day not in self.off

    def step(self, day, direction):
        """The nearest working day after, or before."""
        for distance in range(1, 367):
            if self.works(day + direction * distance):
                return day + direction * distance
        raise Unresolved("no_working_day", 0)


def written_day(rule, end, cut_off, holidays):
    """The day that the rule writes, from the last day of the period."""
    if "date" in rule:
        return day_of(rule["date"])
    if "day" in rule:
        date = datetime.date.fromordinal(end)
        months = rule.get("months_after", 0) - rule.get("months_before", 0)
        year, month = divmod(12 * date.year + date.month - 1 + months, 12)
        if not 1 <= year <= 9999:
            raise Unresolved("out_of_range", 0)
        return datetime.date(year, month + 1, min(rule["day"], civil.monthrange(year, month + 1)[1])).toordinal()
    start = cut_off if rule.get("after") == "cut_off" else end
    if "days" in rule:
        return start + rule["days"]
    # The day that is counted from does not count.
    for _ in range(rule["working_days"]):
        start = holidays.step(start, 1)
    return start


def deadline(rule, end, cut_off, holidays):
    """The last day in time of a period that ends on a day."""
    if rule is None:
        return Deadline(None, "no_rule", 0, False)
    try:
        day = written_day(rule, end, cut_off, holidays)
        if not FIRST <= day <= LAST:
            raise Unresolved("out_of_range", 0)
        if rule.get("bound") == "before":
            day -= 1
        if day < FIRST:
            raise Unresolved("out_of_range", 0)
        roll = rule.get("roll", "none")
        if roll != "none" and not holidays.works(day):
            day = holidays.step(day, 1 if roll == "next" else -1)
    except Unresolved as unresolved:
        return Deadline(None, *unresolved.args, False)
    return Deadline(day, "resolved", 0, day < end)


def end_of(day):
    """24:00 of a day in Vietnam."""
    return (day + 1 - EPOCH) * 86400 - 7 * 3600


def within(day, item):
    return ("from" not in item or day_of(item["from"]) <= day) and ("to" not in item or day <= day_of(item["to"]))


class Duties:
    """The obligations of a programme."""

    def __init__(self, programme, calendars=None, areas=None):
        self.calendars = calendars or Calendars(programme)
        self.areas = areas
        self.agencies = {item["id"]: item for item in programme.get("agencies", [])}
        self.groups = {item["id"]: item for item in programme.get("groups", [])}
        self.obligations = programme.get("obligations", [])
        self.holidays = Holidays(programme.get("holidays", []))
        self.above = {}
        for item in programme.get("components", []):
            self.climb(item, None)
        # What happens, day by day: an agency hands something over.
        self.events = {}
        for place, agency in enumerate(programme.get("agencies", [])):
            for number, edge in enumerate(agency.get("successors", [])):
                self.events.setdefault(day_of(edge["on"]), []).append((agency["id"], place, number, edge))
        self.remembered = {}

    def climb(self, component, parent):
        self.above[component["id"]] = parent
        for child in component.get("children", []):
            self.climb(child, component["id"])

    # ---- who stands for an agency ----

    def named(self, edge, obligation):
        """Whether a handing over names an obligation."""
        functions = set(edge["functions"])
        if obligation["id"] in functions:
            return True
        for component in obligation.get("components", []):
            while component is not None:
                if component in functions:
                    return True
                component = self.above[component]
        indicators = obligation.get("indicators", [])
        return bool(indicators) and functions.issuperset(indicators)

    def chain(self, agency, obligation, since, day):
        """The agency and all that stood for it after each other, each with its first day."""
        found = [(agency, since)]
        for moment in sorted(moment for moment in self.events if since < moment <= day):
            for _ in self.agencies:
                here = [(not bool(edge.get("functions")), number, edge) for giver, _, number, edge in self.events[moment]
                        if giver == found[-1][0] and (not edge.get("functions") or self.named(edge, obligation))]
                if not here or len(found) > len(self.agencies):
                    break
                found.append((min(here, key=lambda one: one[:2])[2]["agency"], moment))
        return found

    def stands(self, agency, obligation, since, day):
        last = self.chain(agency, obligation, since, day)[-1][0]
        return last if within(day, self.agencies[last]) else None

    def members(self, group, day):
        found = []
        for member in self.groups[group].get("members", []):
            agency = member["agency"]
            if within(day, member) and within(day, self.agencies[agency]) and agency not in found:
                found.append(agency)
        return found

    def together(self, holder):
        return holder in self.groups and self.groups[holder].get("acts") == "together"

    def debtors(self, obligation, day):
        """Who has to report for a period that ends on a day."""
        if not within(day, obligation):
            return []
        since = day_of(obligation["from"]) if "from" in obligation else -EVER
        found = []
        for holder in obligation["who"]:
            if self.together(holder):
                found.append(holder if self.members(holder, day) else None)
            else:
                for agency in self.members(holder, day) if holder in self.groups else [holder]:
                    found.append(self.stands(agency, obligation, since, day))
        return [holder for place, holder in enumerate(found) if holder and holder not in found[:place]]

    # ---- who is expected to report (§2) ----

    def expects(self, indicator, area, day):
        """Whether a unit is to report an indicator for a base period that ends on a day, as far as obligations say."""
        key = indicator, day
        if key not in self.remembered:
            self.remembered[key] = self.places(indicator, day)
        places = self.remembered[key]
        if places is None or None in places:
            return True
        return not places.isdisjoint(self.areas.on(day).chain[area])

    def places(self, indicator, day):
        """The areas of whoever owes it; None among them is everywhere. None where no obligation names the indicator."""
        naming = [item for item in self.obligations if indicator in item.get("indicators", [])]
        if not naming:
            return None
        found = set()
        for obligation in naming:
            period = self.calendars.holding(obligation.get("calendar", "gregorian"), obligation["period"], day)
            for debtor in self.debtors(obligation, period.last) if period else ():
                for agency in self.members(debtor, period.last) if debtor in self.groups else [debtor]:
                    found.add(self.agencies[agency].get("area"))
        return found

    # ---- debts ----

    def lies_below(self, agency, above):
        at = self.agencies[agency].get("parent")
        while at is not None:
            if at == above:
                return True
            at = self.agencies[at].get("parent")
        return False

    def receiver(self, obligation, tier, sender, day):
        receiver = tier["receiver"]
        if receiver in self.agencies:
            since = day_of(obligation["from"]) if "from" in obligation else -EVER
            return self.stands(receiver, obligation, since, day)
        members = self.members(receiver, day)
        if not members:
            return None
        if sender in self.groups or self.together(receiver):
            return receiver
        at = self.agencies[sender].get("parent")
        while at is not None and at not in members:
            at = self.agencies[at].get("parent")
        return receiver if at is None else at

    def holder(self, obligation, debtor, end, day):
        day = max(day, end)
        if debtor in self.groups:
            return debtor if self.members(debtor, day) else None
        return self.stands(debtor, obligation, end, day)

    def received(self, receipts, obligation, tier, period, debtor, day):
        """When the first report for a debt was sent, until the end of a day."""
        holders = [(debtor, -EVER)]
        if debtor in self.agencies:
            holders += self.chain(debtor, obligation, period.last, day)[1:]
        sent = [instant for name, number, of, sender, instant in receipts
                if (name, number, of) == (obligation["id"], tier, period) and instant < end_of(day)
                and any(sender == holder and (since == -EVER or instant >= end_of(since - 1)) for holder, since in holders)]
        return min(sent, default=None)

    def debt(self, obligation, number, period, debtor, day, receipts):
        tier = obligation["tiers"][number]
        cut_off = period.last
        if "cut_off" in obligation:
            date = datetime.date.fromordinal(period.last)
            cut_off = date.replace(day=min(obligation["cut_off"], civil.monthrange(date.year, date.month)[1])).toordinal()
        due = deadline(tier.get("deadline"), period.last, cut_off, self.holidays)
        asked = day if day is not None else due.last if due.last is not None else period.last
        holder = self.holder(obligation, debtor, period.last, asked)
        receiver = self.receiver(obligation, tier, holder or debtor, max(asked, period.last))
        sent = self.received(receipts, obligation, number, period, debtor, asked)
        if due.last is None:
            state = "received" if sent is not None else "unresolved" if holder else "orphaned"
        elif sent is not None:
            state = "on_time" if sent < end_of(due.last) else "late"
        elif asked <= due.last:
            state = "open" if holder else "orphaned"
        else:
            state = "overdue" if holder or self.holder(obligation, debtor, period.last, due.last) else "orphaned"
        return Debt(obligation["id"], number, period, debtor, holder, receiver, due, state)

    def debts(self, first, last, day, receipts=()):
        """All debts of the periods that end between two days, as they stand at the end of a day."""
        found = []
        for obligation in self.obligations:
            calendar, kind = obligation.get("calendar", "gregorian"), obligation["period"]
            for period in self.periods(calendar, kind, first, last):
                senders = self.debtors(obligation, period.last)
                for number, tier in enumerate(obligation["tiers"]):
                    found += [self.debt(obligation, number, period, debtor, day, receipts) for debtor in senders]
                    to = [self.receiver(obligation, tier, sender, period.last) for sender in senders]
                    senders = [one for place, one in enumerate(to) if one and one not in to[:place]]
        return sorted(found, key=lambda debt: EVER if debt.deadline.last is None else debt.deadline.last)

    def periods(self, calendar, kind, first, last):
        """The periods that end between two days, in order of year and number."""
        years = [0] if kind == "stage" else range(datetime.date.fromordinal(first).year - 1,
                                                  datetime.date.fromordinal(last).year + 2)
        found = []
        for year in years:
            index = 1
            while period := self.calendars.make(calendar, kind, year, index):
                if first <= period.last <= last:
                    found.append(period)
                if kind in ("season", "nine_month", "year"):
                    break
                index += 1
        return found
