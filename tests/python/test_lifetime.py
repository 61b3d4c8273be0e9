"""Who keeps whom; closing; no leaks."""
import gc
import weakref

import pytest

import libprogram

from conftest import DOCUMENT, PLAN, allocated


def test_an_item_outlives_the_variable_of_its_programme():
    agency = libprogram.parse(DOCUMENT).agencies["B"]
    gc.collect()
    assert agency.name == "Sở Y tế" and agency.programme.areas[0].id == "LC"


def test_a_list_and_a_walk_outlive_their_programme():
    areas = libprogram.parse(DOCUMENT).areas
    walk = libprogram.parse(DOCUMENT).walk("area")
    gc.collect()
    assert [area.id for area in walk] == areas.ids


def test_without_cycles_memory_goes_at_once():
    gc.disable()
    try:
        programme = libprogram.parse(DOCUMENT)
        data = programme.data()
        table = data.compute("indicators seized; periods 2018")
        gone = [weakref.ref(one) for one in (programme, data, table)]
        del programme, data, table
        assert [one() for one in gone] == [None] * 3
    finally:
        gc.enable()


def test_a_table_outlives_its_data_and_its_programme(filled):
    table = filled.compute(indicators="seized", areas="all", periods="2018-01..2018-02")
    del filled
    gc.collect()
    assert table.labels("areas", "vi")[1] == "Tam Đường" and table.areas[2].id == "LC-107"
    cell, period = table[0, 0, 1, 0, 0], table.periods[1]
    del table
    gc.collect()
    assert cell.text("vietnamese") == "1,500" and str(period + 1) == "2018-03"


def test_a_period_outlives_everything():
    period = libprogram.open(PLAN / "programme.json").period("vn:2018-Q1")
    gc.collect()
    assert str(period + 1) == "vn:2018-Q2" and period.calendar.kind == "shifted"
    used = libprogram.parse(DOCUMENT).data().compute("indicators seized; periods 2018").periods[0]
    gc.collect()
    assert str(used.previous()) == "2017"


def test_a_step_outlives_its_explanation(filled):
    step = filled.compute(indicators="seized", periods="2018-01").explain()[0]
    gc.collect()
    assert step.area.id == "LC-106" and step.text() == "1.500"


def test_a_cube_keeps_its_data(programme):
    cube = libprogram.Cube(programme.data(), "indicators seized; periods 2018-01")
    gc.collect()
    cube.data.set("seized", "LC-106", "2018-01", 3)
    assert cube.apply().table.cell().text() == "3.000"


def test_closing_is_for_good_and_may_be_repeated(filled):
    programme, agency = filled.programme, filled.programme.agencies[0]
    table = filled.compute(indicators="seized", periods="2018-01")
    cube = libprogram.Cube(filled, "indicators seized; periods 2018-01")
    for resource, use in ((cube, lambda: cube.table), (table, lambda: table.shape), (filled, lambda: len(filled)),
                          (programme, lambda: programme.areas[0])):
        with resource:
            use()
        for _ in range(2):
            resource.close()
        assert resource.closed
        with pytest.raises(libprogram.ClosedError):
            use()
        with pytest.raises(ValueError):
            with resource:
                pass
        assert "closed" in repr(resource)
    for use in (lambda: agency.name, lambda: agency.note, lambda: agency.remove(), lambda: list(programme.walk()),
                lambda: setattr(agency, "note", "x"), lambda: programme.save("x"), lambda: programme.to_json(),
                lambda: filled.set("seized", "LC-106", "2018-01", 1), lambda: programme.data()):
        with pytest.raises(libprogram.ClosedError):
            use()
    assert "closed" in repr(agency) and agency == agency


def test_a_closed_programme_closes_its_data(filled):
    filled.programme.close()
    with pytest.raises(libprogram.ClosedError):
        filled.compute(indicators="seized", periods="2018-01")


def test_a_table_of_a_cube_becomes_stale(filled):
    cube = libprogram.Cube(filled, "indicators seized; periods 2018-01")
    table = cube.table
    cell = table.cell()
    filled.set("seized", "LC-106", "2018-01", 9)
    cube.apply()
    with pytest.raises(libprogram.StaleError):
        table.cell()
    assert cell.text() == "3.500" and cube.table.cell().text() == "11.000"
    assert cube.refresh().table.cell() == filled.compute("indicators seized; periods 2018-01").cell()


def test_an_edit_makes_data_stale_until_they_are_bound_again(filled):
    filled.programme.areas.add("LC-108", level="district", parent="LC")
    with pytest.raises(libprogram.StaleError):
        filled.set("seized", "LC-106", "2018-03", 1)
    assert len(filled.rebind()) == 0
    filled.set("seized", "LC-106", "2018-03", 1)


def test_nothing_of_the_extension_shows():
    public = [getattr(libprogram, name) for name in libprogram.__all__]
    for one in public:
        if isinstance(one, type):
            assert "thisown" not in dir(one) and "this" not in dir(one)


@pytest.mark.slow
def test_ten_thousand_cycles_leak_nothing():
    def cycle():
        with libprogram.parse(DOCUMENT) as programme:
            data = programme.data()
            data.set("seized", "LC-106", "2018-01", 1)
            table = data.compute("indicators seized; areas all; periods 2018-01")
            cell = table[0, 0, 0, 0, 0]
            assert cell.value == 1 and table.explain((0,) * 5).text() == "1.000"
            table.__arrow_c_stream__()
            table.__arrow_c_array__()
            table.numbers()
            programme.agencies.add("X").remove()
            data.rebind()
            try:
                data.set("seized", "LC-106", "2018-01", "0.12345")
            except libprogram.SchemaError:
                pass
            try:
                libprogram.parse("{")
            except libprogram.ParseError:
                pass
    for _ in range(50):
        cycle()
    before = allocated()
    for _ in range(10_000):
        cycle()
    assert allocated() - before < 100_000
