"""Values: set, withdrawn, read, written; the journal."""
import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies

import libprogram
from libprogram import Quality, State

from conftest import DOCUMENT, PLAN


def test_a_value_is_exact_and_none_is_missing(data):
    for number in (1, "1.5", Decimal("0.125"), Fraction(3, 8)):
        data.set("seized", "LC-106", "2018-01", number)
        assert data.get("seized", "LC-106", "2018-01").number == Fraction(number)
    data.set("seized", "LC-106", "2018-01", None)
    value = data.get("seized", "LC-106", "2018-01")
    assert (value.state, value.number, bool(value)) == (State.MISSING, None, False)
    data.set("seized", "LC-106", "2018-01", 0)
    value = data.get("seized", "LC-106", "2018-01")
    assert (value.number, bool(value), len(data), data.sequence) == (0, True, 6, 6)


def test_a_float_is_no_exact_number(data):
    with pytest.raises(TypeError, match="Decimal"):
        data.set("seized", "LC-106", "2018-01", 0.1)
    for wrong in (float("nan"), Decimal("NaN"), Fraction(1, 3), b"1", [1]):
        with pytest.raises((TypeError, ValueError)):
            data.set("seized", "LC-106", "2018-01", wrong)
    assert len(data) == 0


def test_a_value_that_breaks_a_rule_is_refused_with_what_was_expected(data):
    with pytest.raises(libprogram.SchemaError, match="3 decimals"):
        data.set("seized", "LC-106", "2018-01", "0.1234")
    with pytest.raises(libprogram.NotFoundError, match="did you mean"):
        data.set("seizd", "LC-106", "2018-01", 1)
    with pytest.raises(libprogram.RangeError):
        data.set("seized", "LC-106", "2018-13", 1)
    with pytest.raises(libprogram.ParseError):
        data.set("seized", "LC-106", "so so", 1)
    assert len(data) == 0


def test_everything_that_can_be_said_is_kept(data):
    when = datetime.datetime(2018, 7, 3, 8, 0, tzinfo=datetime.timezone.utc)
    data.set("seized", "LC-106", "2018-06", 1500, unit="g", quality="preliminary", marks=["imputed", "unreliable"],
             reason="ước", note="ghi chú", reported_by="Công an tỉnh", recorded_at=when)
    value = data.get("seized", "LC-106", data.programme.period("2018-06"))
    assert (value.number, value.quality, value.marks) == (Decimal("1.500"), Quality.PRELIMINARY, {"imputed", "unreliable"})
    assert (value.reason, value.note, value.reported_by.id, value.recorded_at) == ("ước", "ghi chú", "A", when)
    with pytest.raises(ValueError, match="time zone"):
        data.set("seized", "LC-106", "2018-06", 1, recorded_at=datetime.datetime(2018, 1, 1))


def test_categories_states_and_bounds(data):
    data.set("cases", "LC-106", "2018-01", 3, categories="female")
    data.set("cases", "LC-106", "2018-01", 4, categories=["sex=male"])
    assert data.get("cases", "LC-106", "2018-01") is None
    assert data.get("cases", "LC-106", "2018-01", categories=data.programme.breakdowns["sex"].categories["male"]).number == 4
    data.set("cases", "LC-107", "2018-01", state="suppressed", bounds=(1, 4))
    assert data.get("cases", "LC-107", "2018-01").bounds == (1, 4)
    data.set("type", "LC-107", "2018", "II")
    value = data.get("type", "LC-107", "2018")
    assert (value.category.id, value.number, bool(value)) == ("II", None, True)
    with pytest.raises(libprogram.ConflictError, match="breakdown=category"):
        data.set("cases", "LC-106", "2018-01", 3, categories="femal")


def test_the_journal_keeps_what_was_said(data):
    data.set("seized", "LC-106", "2018-01", 1, quality="estimate")
    data.set("seized", "LC-106", "2018-01", 2)
    data.withdraw("seized", "LC-106", "2018-01", reason="nhầm")
    entries = data.entries("seized", "LC-106", "2018-01")
    assert [(entry.sequence, entry.is_withdrawal, entry.value.quality) for entry in entries] == [
        (1, False, "estimate"), (2, False, "final"), (3, True, "final")]
    assert data.get("seized", "LC-106", "2018-01").number == 1
    with pytest.raises(libprogram.NotFoundError):
        data.withdraw("seized", "LC-106", "2018-01")


def test_a_transaction_happens_wholly_or_not_at_all(data):
    with data.transaction("một"):
        data.set("seized", "LC-106", "2018-01", 1)
    with pytest.raises(RuntimeError), data.transaction("hai"):
        data.set("seized", "LC-106", "2018-02", 2)
        raise RuntimeError
    assert len(data) == 1 and [(batch.name, batch.first, batch.last) for batch in data.batches][-1] == ("một", 1, 1)


GOOD = "indicator,area,period,value\nseized,LC-106,2018-01,1.5\nseized,LC-107,2018-01,\n"
BAD = GOOD + "seized,LC-1o6,2018-02,3\nseized,LC-106,2018-02,0.12345\n"


def test_files_are_read_and_written_back(data, tmp_path):
    (tmp_path / "v.csv").write_text(GOOD)
    summary = data.read_csv(tmp_path / "v.csv")
    assert (summary.rows, summary.accepted, summary.refused) == (2, 2, 0)
    assert data.get("seized", "LC-107", "2018-01").state == "missing"
    for write, read, parse in (("to_csv", "read_csv", "parse_csv"), ("to_ndjson", "read_ndjson", "parse_ndjson")):
        text = getattr(data, write)()
        assert getattr(data, write)(tmp_path / "out") is None and (tmp_path / "out").read_text() == text
        for how, what in ((read, tmp_path / "out"), (parse, text)):
            other = data.programme.data()
            getattr(other, how)(what)
            assert getattr(other, write)() == text
    other = data.programme.data()
    assert other.parse_series(data.to_series()).accepted == 2 and other.to_series() == data.to_series()


def test_everything_wrong_is_told_and_nothing_is_kept(data):
    with pytest.raises(libprogram.ParseError) as caught:
        data.parse_csv(BAD, source="v.csv")
    assert [(one.row, one.field, one.code) for one in caught.value.findings] == [
        (4, "area", "unknown-reference"), (5, "value", "decimals")]
    assert len(data) == 0
    summary = data.parse_csv(BAD, good_rows=True)
    assert (summary.accepted, summary.refused, len(summary.report), len(data)) == (2, 2, 2, 2)
    assert data.parse_csv(GOOD, dry_run=True).accepted == 2 and len(data) == 2


def test_vietnamese_numbers_are_declared(data):
    data.parse_csv("indicator;area;period;value\nseized;LC-106;2018-01;1.234,5\n", numbers="vietnamese")
    assert data.get("seized", "LC-106", "2018-01").number == Decimal("1234.5")
    with pytest.raises(ValueError):
        data.parse_csv(GOOD, numbers="french")


def test_a_mapping_reads_a_sheet(plan):
    sheet = "Đơn vị;Tháng 1;Tháng 2\nXã Bình Lư;3;1.020\n"
    mapping = """{"layout": "wide", "numbers": "vietnamese", "header": ["period"], "columns": {"Đơn vị": "area"},
      "constants": {"indicator": "communication_attendances"},
      "words": {"period": {"Tháng 1": "vn:2018-01", "Tháng 2": "vn:2018-02"}}}"""
    data = plan.data()
    assert data.parse_csv(sheet, mapping=mapping).accepted == 2
    assert data.get("communication_attendances", "Xã Bình Lư", "vn:2018-02").number == 1020


@settings(max_examples=60, deadline=None)
@given(strategies.lists(strategies.tuples(
    strategies.sampled_from(["LC-106", "LC-107"]), strategies.integers(1, 12),
    strategies.one_of(strategies.none(), strategies.decimals(0, 10**9, places=3)),
    strategies.sampled_from(list(Quality))), max_size=30))
def test_whatever_is_set_is_what_counts_and_survives_a_file(entries):
    programme = libprogram.parse(DOCUMENT)
    data = programme.data()
    best = {}
    for area, month, number, quality in entries:
        data.set("seized", area, f"2018-{month:02}", number, quality=quality)
        place = area, f"2018-{month:02}"
        order = list(Quality).index(quality)
        if place not in best or order >= best[place][0]:
            best[place] = order, number
    again = programme.data()
    again.parse_csv(data.to_csv()) if entries else None
    for (area, period), (_, number) in best.items():
        for one in (data, again):
            value = one.get("seized", area, period)
            assert value.number == number and bool(value) == (number is not None)
    total = sum(number for _, number in best.values() if number is not None)
    cell = data.compute(indicators="seized", areas="LC", periods="2018").cell()
    reported = sum(1 for _, number in best.values() if number is not None)
    assert (cell.value == total and bool(cell)) if reported else (cell.value is None and cell.state == "missing")
    assert cell.coverage == (reported, 24)


def test_data_follow_an_edit_by_rebind(filled):
    filled.programme.areas["LC-107"].rename("LC-200")
    report = filled.rebind()
    assert {finding.code for finding in report} <= {"unbound"} and filled.sequence == 5


def test_a_demo_file_is_read_as_a_whole(plan):
    data = plan.data()
    summary = data.read_csv(PLAN / "values-demo.csv")
    assert summary.accepted == len(data) > 20_000 and data.batches[-1].last == data.sequence
