"""Checks periods against Python's datetime, its ISO weeks, and the rules of DHIS2 worked out anew.

usage: period_oracle.py DRIVER [SEED]

DRIVER is period_oracle.c, built. Periods are found here by walking: the days of a month are those that the
rule puts into it, a week 1 is the one with 4 January, a year is twelve months. Nothing is taken from the
library. Known differences, which are not asked:

- DHIS2 writes two weeks by a formula that is not the reverse of its reading (week / 2 + 1); its reading, two
  weeks n = weeks 2n-1 and 2n, is what is compared, and 2020BiW27 reaches into 2021BiW1 there.
- DHIS2 steps from two weeks to the ones before by 14 days; where a year has 53 weeks that ends in the middle
  of ours. LAST_BIWEEK and LAST_4_BIWEEKS are asked only for days of years without such a week nearby.
- DHIS2 rewinds a date by a month before it looks for the last one, which on 31 March names February all the
  same; counted periods give the same answer everywhere.
"""

import datetime
import random
import subprocess
import sys

QUESTIONS = 60_000
SHOWN = 20
DAY = datetime.timedelta(days=1)
date = datetime.date

WIDTH = {"month": 1, "bi_month": 2, "quarter": 3, "four_month": 4, "half": 6, "year": 12}
LETTER = {"bi_month": "B", "quarter": "Q", "four_month": "T", "half": "S"}
RANGE = "out-of-range"
SYNTAX = "syntax"
NONE = "end"
FISCAL = {"february": 2, "april": 4, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11}
WEEKDAYS = {"gregorian": 0, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}


# ---- months, by walking ----

def add_months(year, month, count):
    months = 12 * year + month - 1 + count
    return months // 12, months % 12 + 1


def month_of(calendar, day):
    """Year and number of the month that holds a day."""
    year, month = day.year, day.month
    if calendar == "vn":
        return add_months(year, month, 1 if day.day >= 15 else 0)
    if calendar == "mali":
        return add_months(year, month, 1 if day.day >= 28 else 0)
    if calendar == "insurance":
        return (year, month) if day.day < 26 or month == 12 else (year, month + 1)
    if calendar == "mid":
        year, month = add_months(year, month, -7 + 1 if day.day >= 15 else -7)
        return year, month
    if calendar in FISCAL:
        year, month = add_months(year, month, 1 - FISCAL[calendar])
        return (year + 1, month) if calendar == "november" else (year, month)
    return year, month


def grow(day, same):
    """The longest stretch around a day where every day is the same."""
    first = last = day
    while same(first - DAY):
        first -= DAY
    while same(last + DAY):
        last += DAY
    return first, last


def by_months(calendar, kind, day):
    def key(some):
        year, month = month_of(calendar, some)
        return year, (month - 1) // WIDTH[kind] + 1
    year, index = key(day)
    first, last = grow(day, lambda some: key(some) == (year, index))
    return name(calendar, kind, year, index), first, last


def name(calendar, kind, year, index):
    prefix = "" if calendar == "gregorian" else calendar + ":"
    if kind == "year":
        return f"{prefix}{year:04}"
    if kind == "month":
        return f"{prefix}{year:04}-{index:02}"
    if kind == "week":
        return f"{prefix}{year:04}-W{index:02}"
    if kind == "bi_week":
        return f"{prefix}{year:04}-BW{index:02}"
    return f"{prefix}{year:04}-{LETTER[kind]}{index}"


# ---- weeks ----

def first_week(calendar, year):
    """Week 1 is the one with 4 January."""
    day = date(year, 1, 4)
    while day.weekday() != WEEKDAYS[calendar]:
        day -= DAY
    return day


def week_of(calendar, day):
    if calendar == "gregorian":
        year, week, weekday = day.isocalendar()
        return year, week, day - (weekday - 1) * DAY
    year = day.year + 1
    while first_week(calendar, year) > day:
        year -= 1
    week = (day - first_week(calendar, year)).days // 7
    return year, week + 1, first_week(calendar, year) + 7 * week * DAY


def weeks_in(calendar, year):
    return (first_week(calendar, year + 1) - first_week(calendar, year)).days // 7


def text(found, count=1):
    label, first, last = found
    return f"{label} {first} {last} {count}"


# ---- questions: a line and the answer that is expected ----

def some_day(rng, least=1850, most=2150):
    return date.fromordinal(rng.randint(date(least, 1, 1).toordinal(), date(most, 12, 31).toordinal()))


def ask_holding(rng):
    day = some_day(rng)
    if rng.random() < 0.3:
        day = date(day.year, rng.choice([1, 2, 3, 12]), rng.choice([1, 14, 15, 25, 26, 27, 28]))
    calendar = rng.choice(["gregorian", "vn", "mali", "insurance", "mid", *FISCAL])
    if rng.random() < 0.3:
        calendar = rng.choice(list(WEEKDAYS))
        year, week, first = week_of(calendar, day)
        if rng.random() < 0.3:
            half = (week - 1) // 2
            start = first - 7 * ((week - 1) % 2) * DAY
            end = min(start + 13 * DAY, first_week(calendar, year + 1) - DAY)
            return f"holding\t{calendar}\tbi_week\t{day}", text((name(calendar, "bi_week", year, half + 1), start, end))
        return (f"holding\t{calendar}\tweek\t{day}",
                text((name(calendar, "week", year, week), first, first + 6 * DAY)))
    if rng.random() < 0.05:
        start = day.year if day.month >= 9 else day.year - 1
        inside = not date(start + 1, 6, 1) <= day <= date(start + 1, 8, 31)
        return (f"holding\topium\tseason\t{day}",
                text((f"opium:{start:04}", date(start, 9, 1), date(start + 1, 5, 31))) if inside else NONE)
    kind = rng.choice(list(WIDTH))
    return f"holding\t{calendar}\t{kind}\t{day}", text(by_months(calendar, kind, day))


def ask_canonical(rng):
    """Ids, right and wrong by a little."""
    year = rng.randint(1850, 2150)
    index = rng.randint(0, 14)
    form = rng.randrange(8)
    if form == 0:
        line, limit, kind = f"{year}-{index:02}", 12, "month"
    elif form in (1, 2):
        kind, letter, limit = rng.choice([("quarter", "Q", 4), ("half", "S", 2), ("half", "H", 2), ("bi_month", "B", 6),
                                          ("four_month", "T", 3)])
        index %= 10
        line = f"{year}-{letter}{index}"
    elif form == 3:
        week = rng.choice([0, 1, rng.randint(1, 54), 52, 53])
        try:
            first = date.fromisocalendar(year, week, 1)
        except ValueError:
            return f"parse\t{year}-W{week:02}", RANGE
        return f"parse\t{year}-W{week:02}", text((f"{year}-W{week:02}", first, first + 6 * DAY))
    elif form == 4:
        day = f"{year}-{rng.randint(0, 13):02}-{rng.choice([0, 1, 15, 28, 29, 30, 31, 32]):02}"
        try:
            made = date.fromisoformat(day)
        except ValueError:
            return f"parse\t{day}", RANGE
        return f"parse\t{day}", text((day, made, made))
    elif form == 5:
        number = rng.choice([0, 1, rng.randint(1, 370), 59, 60, 365, 366])
        made = date(year, 1, 1) + (number - 1) * DAY
        if made.year != year:
            return f"parse\t{year}-D{number:03}", RANGE
        return f"parse\t{year}-D{number:03}", text((str(made), made, made))
    elif form == 6:
        if not 1 <= index <= 12:
            return f"parse\t{year}-{index:02}YTD", RANGE
        last = date(*add_months(year, index, 1), 1) - DAY
        return f"parse\t{year}-{index:02}YTD", text((f"{year}-{index:02}YTD", date(year, 1, 1), last))
    else:
        wrong = rng.choice(["", "x", "{y}-", "{y}-Q", "{y}-Q12", "{y}-W1", "{y}-X1", "{y}Q", "{y}-1", "{y}-001", "{y}-q1",
                            "{y}.5", " {y}", "{y} ", "{y}-W", "{y}-YTD", "-{y}", "{y}-13-"])
        return "parse\t" + wrong.format(y=year), SYNTAX
    if not 1 <= index <= limit:
        return f"parse\t{line}", RANGE
    return f"parse\t{line}", text(by_months("gregorian", kind, date(year, 1 + (index - 1) * WIDTH[kind], 1)))


MONTH_IN_ID = {"Feb": 2, "April": 4, "July": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11}
DAY_IN_ID = {"Wed": "wednesday", "Thu": "thursday", "Fri": "friday", "Sat": "saturday", "Sun": "sunday"}


def dhis2(rng):
    """An id of DHIS2 and its first and last day by the rules of its period types; None where it has none."""
    year = rng.randint(1900, 2100)
    form = rng.randrange(11)
    number = rng.randint(0, 7)
    if form == 0:
        month, day = rng.randint(1, 12), rng.randint(1, 31)
        try:
            made = date(year, month, day)
        except ValueError:
            made = None
        return f"{year}{month:02}{day:02}", made and (made, made)
    if form == 1:
        number = rng.randint(0, 13)
        ok = 1 <= number <= 12
        return f"{year}{number:02}", ok and (date(year, number, 1), date(*add_months(year, number, 1), 1) - DAY)
    if form == 2:
        ok = 1 <= number <= 6
        return f"{year}{number:02}B", ok and (date(year, 2 * number - 1, 1),
                                              date(*add_months(year, 2 * number - 1, 2), 1) - DAY)
    if form in (3, 4):
        day, calendar = rng.choice([("", "gregorian"), *DAY_IN_ID.items()])
        number = rng.choice([0, 1, 52, 53, 54, rng.randint(1, 53)])
        ok = 1 <= number <= weeks_in(calendar, year)
        first = first_week(calendar, year) + 7 * (number - 1) * DAY
        return f"{year}{day}W{number}", ok and (first, first + 6 * DAY)
    if form == 5:
        number = rng.choice([0, 1, 26, 27, 28, rng.randint(1, 26)])
        ok = 1 <= number and 2 * number - 1 <= weeks_in("gregorian", year)
        first = first_week("gregorian", year) + 14 * (number - 1) * DAY
        return f"{year}BiW{number}", ok and (first, first + 13 * DAY)
    if form == 6:
        month = rng.choice(["", "Nov"])
        start = date(year, 1, 1) if month == "" else date(year - 1, 11, 1)
        ok = 1 <= number <= 4
        first = add_months(start.year, start.month, 3 * (number - 1))
        return f"{year}{month}Q{number}", ok and (date(*first, 1), date(*add_months(*first, 3), 1) - DAY)
    if form == 7:
        month = rng.choice(["", "April", "Nov"])
        start = {"": (year, 1), "April": (year, 4), "Nov": (year - 1, 11)}[month]
        number = rng.randint(0, 3)
        first = add_months(*start, 6 * (number - 1))
        return f"{year}{month}S{number}", 1 <= number <= 2 and (date(*first, 1), date(*add_months(*first, 6), 1) - DAY)
    if form == 8:
        month, begins = rng.choice(list(MONTH_IN_ID.items()))
        start = year - 1 if month == "Nov" else year
        return f"{year}{month}", (date(start, begins, 1), date(start + 1, begins, 1) - DAY)
    if form == 9:
        return f"{year}", (date(year, 1, 1), date(year, 12, 31))
    return f"{year}{rng.choice(['May', 'NovM1', 'AprilQ1', 'Q', 'X1', 'W', '-Q1', 'B01', 'April1'])}", None


def ask_dhis2(rng):
    label, days = dhis2(rng)
    return f"dhis2\t{label}", days and f"* {days[0]} {days[1]} 1"


# ---- relative periods ----

def relative_by_days(rng, day):
    count = rng.choice([3, 7, 14, 30, 60, 90, 180])
    first, last = day - count * DAY, day - DAY
    return f"LAST_{count}_DAYS", "", f"{first}..{last} {first} {last} {count}"


def relative_by_months(rng, day):
    label, kind, first, last = rng.choice([
        ("THIS_MONTH", "month", 0, 0), ("LAST_MONTH", "month", 1, 1), ("LAST_3_MONTHS", "month", 3, 1),
        ("LAST_6_MONTHS", "month", 6, 1), ("LAST_12_MONTHS", "month", 12, 1), ("THIS_BIMONTH", "bi_month", 0, 0),
        ("LAST_BIMONTH", "bi_month", 1, 1), ("LAST_6_BIMONTHS", "bi_month", 6, 1), ("THIS_QUARTER", "quarter", 0, 0),
        ("LAST_QUARTER", "quarter", 1, 1), ("LAST_4_QUARTERS", "quarter", 4, 1), ("THIS_SIX_MONTH", "half", 0, 0),
        ("LAST_SIX_MONTH", "half", 1, 1), ("LAST_2_SIXMONTHS", "half", 2, 1), ("THIS_YEAR", "year", 0, 0),
        ("LAST_YEAR", "year", 1, 1), ("LAST_5_YEARS", "year", 5, 1), ("LAST_10_YEARS", "year", 10, 1),
        ("THIS_FINANCIAL_YEAR", "year", 0, 0), ("LAST_FINANCIAL_YEAR", "year", 1, 1),
        ("LAST_5_FINANCIAL_YEARS", "year", 5, 1), ("LAST_10_FINANCIAL_YEARS", "year", 10, 1)])
    calendar = rng.choice(list(FISCAL)) if "FINANCIAL" in label else rng.choice(["gregorian", "gregorian", "vn"])
    at = by_months(calendar, kind, day)
    periods = [at]
    while len(periods) <= first:
        periods.append(by_months(calendar, kind, periods[-1][1] - DAY))
    low, high = periods[first], periods[last]
    short = high[0].split(":")[-1]
    span = low[0] if first == last else f"{low[0]}..{short}"
    return label, calendar, f"{span} {low[1]} {high[2]} {first - last + 1}"


def relative_by_year(rng, day):
    label, kind, back = rng.choice([("MONTHS_THIS_YEAR", "month", 0), ("BIMONTHS_THIS_YEAR", "bi_month", 0),
                                    ("QUARTERS_THIS_YEAR", "quarter", 0), ("MONTHS_LAST_YEAR", "month", 1),
                                    ("QUARTERS_LAST_YEAR", "quarter", 1)])
    year, count = day.year - back, 12 // WIDTH[kind]
    low, high = name("gregorian", kind, year, 1), name("gregorian", kind, year, count)
    return label, "", f"{low}..{high} {year}-01-01 {year}-12-31 {count}"


def relative_by_weeks(rng, day):
    label, first, last = rng.choice([("THIS_WEEK", 0, 0), ("LAST_WEEK", 1, 1), ("LAST_4_WEEKS", 4, 1),
                                     ("LAST_12_WEEKS", 12, 1), ("LAST_52_WEEKS", 52, 1), ("WEEKS_THIS_YEAR", None, None)])
    calendar = rng.choice(list(WEEKDAYS))
    if first is None:
        count = weeks_in(calendar, day.year)
        begin = first_week(calendar, day.year)
        low, high = name(calendar, "week", day.year, 1), name(calendar, "week", day.year, count)
        return label, calendar, f"{low}..{high.split(':')[-1]} {begin} {begin + (7 * count - 1) * DAY} {count}"
    low, high = week_of(calendar, day - 7 * first * DAY), week_of(calendar, day - 7 * last * DAY)
    short = name("gregorian", "week", high[0], high[1])
    span = name(calendar, "week", low[0], low[1]) + ("" if first == last else ".." + short)
    return label, calendar, f"{span} {low[2]} {high[2] + 6 * DAY} {first - last + 1}"


def relative_by_two_weeks(rng, day):
    label, first, last = rng.choice([("THIS_BIWEEK", 0, 0), ("LAST_BIWEEK", 1, 1), ("LAST_4_BIWEEKS", 4, 1)])
    while any(weeks_in("gregorian", year) == 53 for year in (day.year - 1, day.year)):
        day = some_day(rng)

    def two_weeks(some):
        year, week, begin = week_of("gregorian", some)
        return name("gregorian", "bi_week", year, (week + 1) // 2), begin - 7 * ((week - 1) % 2) * DAY
    low, high = two_weeks(day - 14 * first * DAY), two_weeks(day - 14 * last * DAY)
    span = low[0] if first == last else f"{low[0]}..{high[0]}"
    return label, "", f"{span} {low[1]} {high[1] + 13 * DAY} {first - last + 1}", day


def ask_relative(rng):
    day = some_day(rng, 1900, 2100)
    make = rng.choice([relative_by_days, relative_by_months, relative_by_months, relative_by_year, relative_by_weeks,
                       relative_by_two_weeks])
    label, calendar, expected, *other = make(rng, day)
    return f"relative\t{label}\t{calendar}\t{other[0] if other else day}", expected


def ask_move(rng):
    steps = rng.randint(-3000, 3000)
    day = some_day(rng)
    if rng.random() < 0.5:
        year, week, first = week_of("gregorian", day)
        to = week_of("gregorian", first + 7 * steps * DAY)
        return (f"move\t{year}-W{week:02}\t{steps}",
                text((name("gregorian", "week", to[0], to[1]), to[2], to[2] + 6 * DAY)))
    year, month = add_months(day.year, day.month, steps)
    return f"move\t{day.year}-{day.month:02}\t{steps}", text(by_months("gregorian", "month", date(year, month, 1)))


def main():
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 9)
    asks = [ask_holding, ask_holding, ask_canonical, ask_dhis2, ask_relative, ask_move]
    questions = [rng.choice(asks)(rng) for _ in range(QUESTIONS)]
    lines = "".join(line + "\n" for line, _ in questions)
    answers = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answers) == len(questions), (len(answers), len(questions))
    wrong, written = 0, []
    for (line, expected), answer in zip(questions, answers):
        if not expected:  # no such period: either refusal will do, the rules of DHIS2 know no codes
            ok = answer in (RANGE, SYNTAX)
        elif expected.startswith("* "):
            ok = answer.split(" ", 1)[1:] == [expected[2:]]
            written.append((line.split("\t")[1], answer.split(" ")[0]))
        else:
            ok = answer == expected
        wrong += not ok
        if not ok and wrong <= SHOWN:
            print(f"{line!r}: answered {answer!r}, expected {expected!r}")
    # What was read from DHIS2 is written as the same id again.
    back = subprocess.run([sys.argv[1]], input="".join(f"to_dhis2\t{label}\n" for _, label in written), capture_output=True,
                          text=True, check=True).stdout.splitlines()
    for (source, label), answer in zip(written, back):
        wrong += answer != source
        if answer != source and wrong <= SHOWN:
            print(f"{label}: written as {answer}, expected {source}")
    count = len(questions) + len(written)
    print(f"oracle: {count - wrong} of {count} answers about periods agree with Python's datetime, its ISO weeks and the "
          "rules of DHIS2")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
