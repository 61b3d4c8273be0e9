"""Whatever goes in comes out again, and no order of opening, editing, closing and collecting does harm."""
import datetime
import gc
from decimal import Decimal
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import libprogram
from libprogram import _prg
from libprogram._convert import instant_in, instant_out, plain

from conftest import DOCUMENT

settings.register_profile("libprogram", deadline=None, max_examples=200, derandomize=True, database=None,
                          suppress_health_check=list(HealthCheck))
settings.load_profile("libprogram")

DATES = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
# What the indicator "seized" takes: three decimals, in 64 bits.
GRAMS = st.integers(0, 2**63 - 1)
TYPES = [str(kind) for kind in libprogram.PeriodType if kind != "days"]  # which are spans of their own


@pytest.fixture(scope="module")
def room():
    programme = libprogram.parse(DOCUMENT).freeze()
    return programme, programme.data()


# ---- numbers ----

@given(GRAMS)
def test_a_decimal_comes_back_exactly(room, grams):
    number = Decimal(grams).scaleb(-3)
    data = room[0].data()
    data.set("seized", "LC-106", "2018-01", number)
    assert data.get("seized", "LC-106", "2018-01").number == number
    cell = data.compute(indicators="seized", areas="LC-106", periods="2018-01").cell()
    assert cell.value == number and cell.fraction == Fraction(grams, 1000) and cell.text() == format(number, ".3f")
    assert float(cell) == grams / 1000


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.integers(0, 18))
def test_every_form_of_a_number_is_the_same_number(mantissa, decimals):
    number = Fraction(mantissa, 10**decimals)
    decimal = Decimal(mantissa).scaleb(-decimals)
    assert Fraction(plain(number)) == Fraction(plain(decimal)) == number
    for numbers in ("plain", "vietnamese"):
        text = libprogram.format_number(decimal, numbers)
        assert libprogram.parse_number(text, numbers) == decimal


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_quotient_is_the_fraction(room, above, below):
    data = room[0].data()
    data.set("seized", "LC-106", "2018-01", above)
    data.set("cases", "LC-106", "2018-01", below)
    cell = data.compute(indicators="rate", areas="LC-106", periods="2018-01").cell()
    if below == 0:
        assert cell.state == "undefined" and cell.value is None and cell.fraction is None
    else:
        exact = Fraction(100 * above, below)
        assert cell.fraction == exact and Fraction(cell.value) == exact
        assert float(cell) == 100 * above / below
        doubled = exact * 10
        up = (2 * doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
        assert cell.rounded(1) == Decimal(up).scaleb(-1) == Decimal(cell.text())


@given(st.floats())
def test_a_float_is_never_taken(room, number):
    with pytest.raises(TypeError):
        room[1].set("seized", "LC-106", "2018-01", number)


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_is_taken_exactly_or_refused(room, number):
    data = room[0].data()
    try:
        data.set("seized", "LC-106", "2018-01", number)
    except (libprogram.Error, ValueError):
        assert len(data) == 0
    else:
        assert data.get("seized", "LC-106", "2018-01").number == number


# ---- time ----

@given(st.dates(datetime.date(20, 1, 1), datetime.date(9980, 1, 1)), st.sampled_from(TYPES))
def test_a_period_comes_back_from_its_id(room, day, kind):
    gregorian = libprogram.Calendars.standard()["gregorian"]
    if not gregorian.has(kind):
        return
    period = gregorian.holding(kind, day)
    if period is None:
        return
    again = room[0].period(period.id)
    assert again == period and hash(again) == hash(period) and again.first <= day <= again.last
    assert (again.last - again.first).days + 1 == period.days and day in again
    assert (period + 1) - 1 == period and (period + 1).last > period.last


def test_most_types_of_periods_are_tried():
    gregorian = libprogram.Calendars.standard()["gregorian"]
    assert sum(gregorian.has(kind) for kind in TYPES) > 8
    assert gregorian.holding("month", datetime.date(2018, 6, 7)).id == "2018-06"


@given(st.integers(1000, 9900), st.integers(1, 12), st.integers(-200, 200))
def test_months_add_as_integers_do(room, year, month, step):
    period = room[0].period(f"{year:04}-{month:02}")
    other = year * 12 + month - 1 + step
    assert (period + step).id == f"{other // 12:04}-{other % 12 + 1:02}"
    assert (period + step) - step == period
    assert period.first == datetime.date(year, month, 1) and period.last.month == month


@given(st.datetimes(datetime.datetime(1, 1, 2), datetime.datetime(9999, 12, 30), timezones=st.timezones()))
def test_an_instant_keeps_its_second(moment):
    back = instant_out(instant_in(moment))
    assert back <= moment < back + datetime.timedelta(seconds=1)


@given(DATES, DATES)
def test_dates_of_a_field_come_back(day, other):
    programme = libprogram.parse(DOCUMENT)
    task = next(item for item in programme.walk("component") if item.id == "T")
    task.from_, task.to = min(day, other), max(day, other)
    assert (task.from_, task.to) == (min(day, other), max(day, other))
    assert libprogram.parse(programme.to_json()).to_json() == programme.to_json()


@given(st.text())
def test_text_comes_back_or_is_refused(text):
    programme = libprogram.parse(DOCUMENT)
    agency = programme.agencies["A"]
    try:
        agency.note = text
    except (libprogram.Error, ValueError):
        assert agency.note != text or text == ""
    else:
        assert agency.note == (text or agency.note)
        assert libprogram.parse(programme.to_json()).agencies["A"].note == agency.note


@given(st.text() | st.binary() | st.none() | st.integers() | st.floats() | st.lists(st.text()))
def test_nothing_that_is_no_id_finds_or_crashes(room, what):
    programme = room[0]
    for call in (lambda: programme.areas[what], lambda: programme.period(what), lambda: programme.find(what, "area"),
                 lambda: libprogram.Query.parse(programme, what), lambda: libprogram.parse(what),
                 lambda: room[1].compute(what), lambda: _prg.text_suggest(what, [])):
        try:
            call()
        except (libprogram.Error, TypeError, ValueError, LookupError, OverflowError):
            pass


# ---- lifetimes ----



class Lifetimes(RuleBasedStateMachine):
    """Programmes, data, tables, cubes and items, in any order; a stale or closed one says so and never crashes."""

    def __init__(self):
        super().__init__()
        self.programmes, self.data, self.tables, self.cubes, self.items, self.others = [], [], [], [], [], []

    def pick(self, draw, things):
        return things[draw.draw(st.integers(0, len(things) - 1))]

    def use(self, call, *resources):
        """Closed things raise ClosedError, and nothing else that is not of the library."""
        closed = any(resource.closed for resource in resources)
        try:
            result = call()
        except libprogram.ClosedError:
            assert closed or any(programme.closed for programme in self.programmes)
        except libprogram.StaleError:
            assert not closed
        except libprogram.Error:
            pass
        else:
            assert not closed
            return result
        return None

    @rule()
    def open(self):
        if len(self.programmes) < 6:
            self.programmes.append(libprogram.parse(DOCUMENT))

    @precondition(lambda self: self.programmes)
    @rule(draw=st.data())
    def begin(self, draw):
        programme = self.pick(draw, self.programmes)
        data = self.use(programme.data, programme)
        if data is not None:
            self.data.append(data)

    @precondition(lambda self: self.programmes)
    @rule(draw=st.data(), number=st.integers(0, 9))
    def add(self, draw, number):
        programme = self.pick(draw, self.programmes)
        item = self.use(lambda: programme.areas.add(f"N{number}", level="district", parent="LC"), programme)
        if item is not None:
            self.items.append(item)

    @precondition(lambda self: self.programmes)
    @rule(draw=st.data())
    def take(self, draw):
        programme = self.pick(draw, self.programmes)
        found = self.use(lambda: list(programme.walk()), programme)
        if found:
            self.items.append(self.pick(draw, found))
            self.others.append(iter(programme.walk()))

    @precondition(lambda self: self.items)
    @rule(draw=st.data())
    def edit(self, draw):
        item = self.pick(draw, self.items)
        self.use(lambda: item.id, item.programme)
        if item is not item.programme:
            self.use(lambda: setattr(item, "note", "x") if hasattr(type(item), "note") else None, item.programme)

    @precondition(lambda self: self.items)
    @rule(draw=st.data())
    def remove(self, draw):
        item = self.pick(draw, self.items)
        if hasattr(item, "remove"):
            self.use(item.remove, item.programme)
            assert item.programme.closed or item.is_removed in (True, False)

    @precondition(lambda self: self.data)
    @rule(draw=st.data(), number=st.integers(0, 10**6))
    def put(self, draw, number):
        data = self.pick(draw, self.data)
        self.use(lambda: data.set("seized", "LC-106", "2018-01", number), data)

    @precondition(lambda self: self.data)
    @rule(draw=st.data())
    def bind(self, draw):
        data = self.pick(draw, self.data)
        self.use(data.rebind, data)

    @precondition(lambda self: self.data)
    @rule(draw=st.data(), keep=st.booleans())
    def compute(self, draw, keep):
        data = self.pick(draw, self.data)
        table = self.use(lambda: data.compute("indicators seized, rate; areas all; periods 2018-01"), data)
        if table is not None:
            self.tables.append(table)
            if keep:
                self.others += [table[0, 0, 0, 0, 0], table.numbers(), table.__arrow_c_stream__(), *table.periods]

    @precondition(lambda self: self.data)
    @rule(draw=st.data())
    def follow(self, draw):
        data = self.pick(draw, self.data)
        cube = self.use(lambda: libprogram.Cube(data, "indicators seized; areas all; periods 2018-01"), data)
        if cube is not None:
            self.cubes.append(cube)

    @precondition(lambda self: self.cubes)
    @rule(draw=st.data(), fully=st.booleans())
    def renew(self, draw, fully):
        cube = self.pick(draw, self.cubes)
        before = self.use(lambda: cube.table, cube)
        done = self.use(cube.refresh if fully else cube.apply, cube)
        if before is not None and done is not None:
            with pytest.raises(libprogram.StaleError):
                before.shape
            self.tables.append(before)

    @precondition(lambda self: self.tables)
    @rule(draw=st.data())
    def read(self, draw):
        table = self.pick(draw, self.tables)
        self.use(lambda: [cell.value for cell in table], table)
        self.use(lambda: table.to_json(), table)
        self.use(lambda: table.explain((0,) * 5).text(), table)

    @precondition(lambda self: self.tables)
    @rule(draw=st.data(), descending=st.booleans())
    def sort(self, draw, descending):
        table = self.pick(draw, self.tables)
        self.use(lambda: table.sort("areas", descending=descending, by=(0,) * 5).keep("areas", 2), table)

    @rule(draw=st.data())
    def close(self, draw):
        things = [*self.programmes, *self.data, *self.tables, *self.cubes]
        if things:
            self.pick(draw, things).close()

    @rule(draw=st.data(), collect=st.booleans())
    def forget(self, draw, collect):
        lists = [one for one in (self.programmes, self.data, self.tables, self.cubes, self.items, self.others) if one]
        if lists:
            one = self.pick(draw, lists)
            del one[draw.draw(st.integers(0, len(one) - 1))]
        if collect:
            gc.collect()

    @invariant()
    def everything_has_a_name(self):
        for thing in (*self.programmes, *self.data, *self.tables, *self.cubes, *self.items, *self.others):
            assert repr(thing)


TestLifetimes = Lifetimes.TestCase
TestLifetimes.settings = settings(max_examples=60, stateful_step_count=50, deadline=None, derandomize=True, database=None,
                                  suppress_health_check=list(HealthCheck))
