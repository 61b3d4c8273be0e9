"""Queries, tables, cells, cubes, explanations, formulas: what they say is what the library says, bit for bit."""
import json
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies

import libprogram
from libprogram import Cube, Formula, Query, Reason, State

from conftest import PLAN, SOURCE

sys.path.insert(0, str(SOURCE / "tests/reference"))


def said(cell):
    """A cell in the words of the table's JSON."""
    found = {"state": str(cell.state), "reported": cell.coverage.reported, "expected": cell.coverage.expected}
    if cell.category is not None:
        found["category"] = cell.category.id
    elif cell:
        found["value"], found["exactness"] = cell.text(), str(cell.exactness)
        if cell.exactness == "quotient":
            found["fraction"] = [str(cell.fraction.numerator), str(cell.fraction.denominator)]
    if cell.reason:
        found["reason"] = str(cell.reason)
    if cell.quality:
        found["quality"] = str(cell.quality)
    return found


def golden():
    from golden import CASES
    return CASES


@pytest.mark.parametrize("case", golden(), ids=lambda case: case[0])
def test_golden_examples_are_the_same_bit_for_bit(case, tmp_path):
    from golden import cells_of, check
    from compare import to_csv, write_case
    name, document, rows, queries = case
    write_case(tmp_path, document, rows)
    data = libprogram.open(tmp_path / "programme.json").data()
    data.parse_csv(to_csv(rows))
    for query, expected in queries:
        table = data.compute(query)
        text = table.to_json()
        cells = json.loads(text)["cells"]
        axes = [table.ids(axis) for axis in libprogram.Axis]
        assert len(table) == len(cells)
        places = {}
        for cell, read in zip(table, cells, strict=True):
            found = said(cell)
            assert {key: read[key] for key in found if key in read} == {key: found[key] for key in found if key in read}
            assert found.get("value") == read.get("value")
            places[tuple(axis[i] for axis, i in zip(axes, cell.place, strict=True))] = read
        assert check(name, query, cells_of(places), expected, "Python") == 0
        tool = os.environ.get("PRG_TOOL")
        if tool:
            ran = subprocess.run([tool, "compute", tmp_path / "programme.json", tmp_path / "values.csv", "--query", query,
                                  "--format", "json"], capture_output=True, text=True, check=False)
            assert ran.returncode in (0, 1) and ran.stdout == text  # 1: with findings


def test_cells_are_found_by_place_and_by_name(filled):
    table = filled.compute(indicators="seized", areas="all", periods="2018-01..2018-03")
    assert table.shape == (1, 1, 3, 3, 1) and len(table) == 9 and bool(table)
    cell = table.cell(area="LC", period="2018-01")
    assert cell == table[0, 0, 0, 0, 0] == table[-1, -1, -3, -3, -1]
    assert (cell.value, str(cell.value), cell.fraction, cell.text("vietnamese"), float(cell)) == (
        Decimal("3.5"), "3.500", Fraction(7, 2), "3,500", 3.5)
    assert (cell.state, cell.reason, cell.quality, cell.coverage, cell.coverage.is_complete) == (
        State.VALUE, None, "final", (2, 2), True)
    missing = table.cell(area=filled.programme.areas["LC-107"], period=filled.programme.period("2018-02"))
    assert (missing.state, missing.value, missing.fraction, bool(missing), missing.text()) == (
        State.MISSING, None, None, False, "")
    assert float(missing) != float(missing)
    with pytest.raises(libprogram.NotFoundError, match="did you mean 'LC-106'"):
        table.cell(area="LC-166", period="2018-01")
    with pytest.raises(libprogram.ArgumentError, match="3 of them"):
        table.cell(area="LC")
    for wrong in ((0, 0, 3, 0, 0), (0, 0, 0, 0), (0, 0, -4, 0, 0)):
        with pytest.raises(IndexError):
            table[wrong]


def test_a_zero_is_a_value_and_a_quotient_is_a_fraction(filled):
    table = filled.compute(indicators="cases, rate", areas="all", periods="2018-01")
    zero = table.cell(indicator="cases", area="LC-107")
    assert bool(zero) and zero.value == 0 and zero.value is not None
    rate = table.cell(indicator="rate", area="LC-106")
    assert rate.value == Fraction(150, 7) and rate.exactness == "quotient" and rate.text() == "21.4"
    assert rate.rounded(3) == Decimal("21.429") and rate.rounded(0) == 21
    undefined = table.cell(indicator="rate", area="LC-107")
    assert (undefined.state, undefined.reason, undefined.value) == (State.UNDEFINED, Reason.DIVISION, None)
    place = table.place(indicator="rate", area="LC-106")
    assert table.compare_with(place, "21.4") == 1 and table.compare_with(place, Decimal("21.5")) == -1
    assert table.compare(place, table.place(indicator="rate", area="LC")) == -1
    assert table.compare(place, table.place(indicator="rate", area="LC-107")) is None


@settings(max_examples=200, deadline=None)
@given(strategies.fractions(-10**8, 10**8, max_denominator=10**6), strategies.integers(0, 9))
def test_rounding_is_half_away_from_zero(number, decimals):
    formula = Formula("a / b").evaluate(a=number.numerator, b=number.denominator)
    assert formula.fraction == number
    rounded = formula.rounded(decimals)
    assert abs(Fraction(rounded) - number) <= Fraction(1, 2 * 10**decimals)
    if abs(Fraction(rounded) - number) == Fraction(1, 2 * 10**decimals):
        assert abs(rounded) > abs(number)


def test_queries_are_values(programme):
    query = Query(programme, indicators=[programme.indicators["seized"], "cases"], areas="level:district",
                  periods=programme.periods("2018-01..2018-06"), measures=["value", "growth"], origin="parts",
                  quality=("at_least", "preliminary"), policy_areas=("minimum", 50), as_of=3)
    again = Query.parse(programme, str(query))
    assert query == again and hash(query) == hash(again) and query != Query.parse(programme, "indicators seized; periods 2018")
    assert "quality at_least preliminary" in str(query) and "minimum 50" in str(query)
    for wrong in (dict(origin="patrs"), dict(quality="bets"), dict(policy_time="skipp"), dict(operands="x")):
        with pytest.raises(ValueError):
            Query(programme, indicators="seized", periods="2018", **wrong)
    with pytest.raises(libprogram.NotFoundError):
        Query(programme, indicators="seizd", periods="2018")
    with pytest.raises(NotImplementedError):
        Query(programme, indicators="seized", periods="2018", measures="pace")


def test_sorting_and_keeping(filled):
    table = filled.compute(indicators="seized", areas="level:district", periods="2018-01")
    assert table.sort("areas", descending=True).ids("areas") == ("LC-107", "LC-106")
    assert table.explain(area="LC-106").value == Decimal("1.5")
    assert table.keep("areas", 1).ids("areas") == ("LC-107",)


def test_texts(filled, tmp_path):
    table = filled.compute(indicators="seized", areas="all", periods="2018-01..2018-02")
    assert "3,500" in table.to_text(numbers="vietnamese", language="vi") and "3.500" in str(table)
    assert table.to_csv(down="areas").splitlines()[1].startswith("LC,3.500")
    assert table.to_csv(separator=";").splitlines()[0].startswith("indicator;")
    table.to_json(tmp_path / "t.json")
    assert (tmp_path / "t.json").read_text(encoding="utf-8") == table.to_json()
    assert "3,500" in table._repr_html_() and "Thu giữ" in table._repr_html_()


def test_explanations_add_up(plan_data):
    table = plan_data.compute(indicators="communication_sessions, methadone_coverage", areas="level:district",
                              periods="vn:2018-Q1")
    for place in ((0, 0, 1, 0, 0), (1, 0, 1, 0, 0)):
        why = table.explain(place, most=0, depth=30)
        assert (why.text(), why.fraction, why.coverage) == (
            table[place].text(), table[place].fraction, table[place].coverage)
        for _, step in why.walk():
            if step.operation == "sum" and step and not any(below.step == "more" for below in step):
                assert step.fraction == sum(below.fraction or 0 for below in step if below.counts)
        entries = [step.entry for _, step in why.walk() if step.entry]
        assert entries and all(entry.value.row > 1 for entry in entries)
    assert json.loads(why.to_json())["format"] == "libprogram/explanation" and why.to_dict()["version"] == 1
    assert "Huyện Tam Đường" in why.label("vi") and why.notes("en") and "<details>" in why._repr_html_()
    with pytest.raises(IndexError):
        table.explain((9, 0, 0, 0, 0))
    assert plan_data.explain("indicators communication_sessions; areas LC; periods vn:2018-Q1").value == 460


def test_cubes_follow_their_data(filled):
    queries = ["indicators seized; areas all; periods 2018-01..2018-03", "indicators rate; periods 2018-01"]
    with Cube(filled, *queries) as cube:
        for month in range(1, 4):
            filled.set("seized", "LC-107", f"2018-{month:02}", month)
            cube.apply()
            assert [table.to_json() for table in cube.tables] == [filled.compute(query).to_json() for query in queries]


def test_what_is_odd_is_reported(plan_data):
    report = libprogram.Report()
    plan_data.compute(indicators="all", areas="all", periods="vn:2018-Q1", report=report)
    assert all(finding.code and finding.message for finding in report)


def test_formulas(programme):
    formula = Formula("if(cases>0,seized/cases*100,0)")
    assert str(formula) == "if(cases > 0, seized / cases * 100, 0)" and eval(repr(formula), {"Formula": Formula}) == formula
    assert formula.references == ("cases", "seized") and not formula.needs_data
    assert formula.evaluate(cases=7, seized="1.5").value == Fraction(150, 7)
    assert formula.evaluate({"cases": 0, "seized": None}).value == 0
    assert formula.evaluate(cases=State.NOT_APPLICABLE, seized=1).state == State.NOT_APPLICABLE
    assert Formula("a / b").evaluate(a=1, b=0).reason == Reason.DIVISION
    assert Formula("a > 1").check is not None and Formula("a > b").evaluate(a=2, b=1).value is True
    assert Formula("seized * 2").check(programme).unit == "kg" and formula.check(programme) is formula
    with pytest.raises(TypeError, match="no operand for: seized"):
        formula.evaluate(cases=1)
    with pytest.raises(libprogram.ParseError) as caught:
        Formula("round(x / 3")
    assert caught.value.place == "1:12"
    with pytest.raises(libprogram.NotFoundError) as caught:
        Formula("seizd + casez").check(programme)
    assert len(caught.value.findings) == 2
    assert len(libprogram.functions()) > 30


def test_periods():
    calendars = libprogram.Calendars()
    vn = calendars.add("vn", kind="shifted", day=15)
    year = calendars.period("vn:2019")
    assert [str(one) for one in year.difference(libprogram.Period("2019"))] == ["vn:2018-12-15..2018-12-31"]
    assert str(libprogram.Period("2018").overlap(year)) == "2018-12-15..2018-12-31"
    assert year.union(vn, "month")[0][0] == calendars.period("vn:2019-01")
    assert libprogram.Period("2019").union(vn, "month") == (None, "begins_inside")
    assert vn.holding("month", "2018-06-15") == "vn:2018-07" and vn.kind == "shifted" and vn.options["day"] == 15
    assert sorted([libprogram.Period("2018-02"), libprogram.Period("2018-01")])[0] == libprogram.Period("2018-01")
    assert libprogram.Period("2020-W53").same_last_year() is None
    assert calendars.parse_dhis2("2024WedW5").calendar.id == "wednesday" and calendars.parse_sdmx("2024-Q1") == "2024-Q1"
    assert libprogram.Period("2018-Q1").dhis2 == "2018Q1" and libprogram.Period("2018-Q1").sdmx == "2018-Q1"
    assert str(calendars["gregorian"].relative("LAST_3_MONTHS", "2018-06-15")) == "2018-03..2018-05"
    with pytest.raises(libprogram.ConflictError):
        libprogram.Period("2018-Q1").parts("week")
    with pytest.raises(libprogram.ExistsError):
        calendars.add("vn", kind="shifted", day=16)
    stages = calendars.add("gd", kind="stages", stages=[("I", "2016-01-01", "2018-12-31"), ("II", "2019-01-01", "2020-12-31")])
    assert [stage[0] for stage in stages.options["stages"]] == ["I", "II"] and calendars.period("gd:II").days == 731
    changed = stages.options
    changed.update(id="gd2")
    assert calendars.add(changed.pop("id"), kind=changed.pop("kind"), stages=changed["stages"]).id == "gd2"


def test_features():
    assert libprogram.features() and libprogram.__version__.count(".") == 2
