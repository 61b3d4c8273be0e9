"""Tables to data frames and drawings, values from data frames."""
import gc
import math
import subprocess
import sys
from decimal import Decimal

import pytest

import libprogram

pytestmark = pytest.mark.frames
QUERY = dict(indicators="seized, cases, rate", areas="all", periods="2018-01..2018-02", measures="value, coverage")


@pytest.fixture
def table(filled):
    return filled.compute(**QUERY)


def expected(table):
    """value and number of each cell, as the cells say it themselves."""
    return [(cell.fraction, float(cell), str(cell.state), cell.coverage.reported) for cell in table]


def test_some_columns_are_those_of_all(table):
    import libprogram
    everything = table.to_arrow()
    some = table.to_arrow(["state", "denominator", "area"])
    assert some.column_names == ["state", "denominator", "area"]
    assert all(some[name].equals(everything[name]) for name in some.column_names)
    assert table.to_polars(iter(["number"])).columns == ["number"]
    with pytest.raises(libprogram.NotFoundError, match="did you mean 'state'"):
        table.to_arrow(["stat"])
    with pytest.raises(libprogram.ArgumentError):
        table.to_arrow([])
    for wrong in ("state", [1]):
        with pytest.raises(TypeError):
            table.to_arrow(wrong)


def test_pyarrow_reads_a_table(table):
    import pyarrow
    frame = table.to_arrow()
    assert pyarrow.types.is_decimal(frame.schema.field("value").type) and len(frame) == len(table)
    for row, (fraction, number, state, reported) in zip(frame.to_pylist(), expected(table), strict=True):
        assert (row["state"], row["reported"]) == (state, reported)
        if row["value"] is not None:
            assert row["value"] == fraction
        elif fraction is not None:
            assert int(row["numerator"]) == fraction.numerator and int(row["denominator"]) == fraction.denominator
        assert row["number"] == number or (row["number"] is None and math.isnan(number))
    assert pyarrow.record_batch(table).num_rows == len(table)
    assert pyarrow.RecordBatchReader.from_stream(table).read_all().equals(frame)
    assert pyarrow.schema(table) == frame.schema


def test_polars_pandas_duckdb_and_nanoarrow_read_a_table(table):
    import duckdb
    import nanoarrow
    total = sum(number for _, number, _, _ in expected(table) if number == number)
    assert table.to_polars()["number"].sum() == pytest.approx(total)
    assert table.to_pandas()["number"].sum() == pytest.approx(total)
    shown = table
    assert duckdb.sql("select sum(number) from shown").fetchall()[0][0] == pytest.approx(total)
    assert len(nanoarrow.Array(table)) == len(table)
    exact = table.to_pandas(exact=True)
    assert exact["value"][0] == Decimal("3.500") and list(exact["area"].cat.categories) == ["LC", "LC-106", "LC-107"]


def test_what_was_given_out_outlives_the_table(filled):
    import pyarrow
    stream = filled.compute(**QUERY).__arrow_c_stream__()
    schema, array = filled.compute(**QUERY).__arrow_c_array__()
    numbers = filled.compute(**QUERY).numbers()
    gc.collect()
    assert numbers.shape == (3, 1, 3, 2, 2) and numbers[0, 0, 0, 0, 0] == 3.5
    assert pyarrow.RecordBatchReader._import_from_c_capsule(stream).read_all().num_rows == 36
    assert pyarrow.RecordBatch._import_from_c_capsule(schema, array).num_rows == 36


def test_a_capsule_that_nobody_takes_is_released(filled):
    for _ in range(1000):
        table = filled.compute(**QUERY)
        table.__arrow_c_stream__()
        table.__arrow_c_array__()
        table.__arrow_c_schema__()


def test_numpy_has_the_shape_of_the_table(table):
    import numpy
    array = numpy.asarray(table)
    assert array.shape == table.shape and array.dtype == numpy.float64
    assert array[0, 0, 0, 0, 0] == 3.5 and numpy.isnan(array[0, 0, 2, 1, 0])
    masked = table.to_numpy()
    assert masked.mask[0, 0, 2, 1, 0] and not masked.mask[1, 0, 2, 0, 0] and masked[1, 0, 2, 0, 0] == 0
    assert numpy.array(table, dtype="f4").dtype == numpy.float32
    assert numpy.asarray(table.numbers()).shape == table.shape


ROWS = {"indicator": ["seized", "seized", "cases"], "area": ["LC-106", "LC-107", "LC-106"],
        "period": ["2018-01", "2018-01", "2018-01"], "value": [1.5, None, 3.0]}


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "pyarrow batch", "duckdb", "nanoarrow", "reader"])
def test_a_frame_feeds_data(data, library):
    import duckdb
    import nanoarrow
    import pandas
    import polars
    import pyarrow
    table = pyarrow.table(ROWS)
    frame = {"pandas": lambda: pandas.DataFrame(ROWS), "polars": lambda: polars.DataFrame(ROWS), "pyarrow": lambda: table,
             "pyarrow batch": lambda: table.to_batches()[0], "duckdb": lambda: duckdb.from_arrow(table),
             "nanoarrow": lambda: nanoarrow.Array(table.to_batches()[0]),
             "reader": lambda: table.to_reader()}[library]()
    assert data.read_arrow(frame, source=library).accepted == 3
    assert data.get("seized", "LC-106", "2018-01").number == Decimal("1.5")
    assert data.get("seized", "LC-107", "2018-01").state == "missing"
    assert data.batches[-1].name == library


def test_a_frame_that_is_wrong_is_told_all_at_once(data):
    import pyarrow
    with pytest.raises(libprogram.ParseError) as caught:
        data.read_arrow(pyarrow.table({**ROWS, "value": [0.1 + 0.2, None, 3.5], "area": ["LC-106", "LC", "LC-1o6"]}))
    assert len(caught.value.findings) >= 2 and len(data) == 0
    for wrong in (pyarrow.table({"a": [1]}),):
        with pytest.raises(libprogram.ParseError):
            data.read_arrow(wrong)
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        data.read_arrow([1, 2])


def test_only_a_batch_with_an_array_is_taken_too(data):
    import pyarrow

    class Batch:
        def __arrow_c_array__(self, requested_schema=None):
            return pyarrow.RecordBatch.from_pydict(ROWS).__arrow_c_array__()
    assert data.read_arrow(Batch()).accepted == 3


def test_an_exception_in_a_producer_is_an_error_and_no_crash(data):
    import pyarrow

    def batches():
        yield pyarrow.RecordBatch.from_pydict(ROWS)
        raise RuntimeError("hỏng")
    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.table(ROWS).schema, batches())
    with pytest.raises((libprogram.StorageError, RuntimeError), match="hỏng"):
        data.read_arrow(reader)
    assert len(data) == 0


def test_pivot(filled):
    table = filled.compute(indicators="seized", areas="all", periods="2018-01..2018-02")
    frame = table.pivot(ids=True)
    assert list(frame.index) == ["LC", "LC-106", "LC-107"] and list(frame.columns) == ["2018-01", "2018-02"]
    assert frame.loc["LC", "2018-01"] == 3.5 and math.isnan(frame.loc["LC-107", "2018-02"])
    assert table.pivot("periods", "areas").loc["2018-01", "Tam Đường"] == 1.5
    with pytest.raises(libprogram.ArgumentError):
        filled.compute(**QUERY).pivot()


WITHOUT = """
import sys
sys.modules["pyarrow"] = None
sys.path.insert(0, sys.argv[1])
import libprogram, conftest
data = libprogram.parse(conftest.DOCUMENT).data()
data.set("seized", "LC-106", "2018-01", "1.5")
data.set("cases", "LC-106", "2018-01", 7)
frame = data.compute(indicators="seized, cases, rate", areas="all", periods="2018-01..2018-02").to_pandas(exact=True)
print(frame.astype(object).where(frame.notna(), None).to_dict("records"))
"""


def test_pandas_needs_no_pyarrow(data):
    """The same frame with pyarrow and without."""
    import pathlib
    ran = subprocess.run([sys.executable, "-c", WITHOUT, pathlib.Path(__file__).parent], capture_output=True, text=True,
                         check=True)
    data.set("seized", "LC-106", "2018-01", "1.5")
    data.set("cases", "LC-106", "2018-01", 7)
    frame = data.compute(indicators="seized, cases, rate", areas="all", periods="2018-01..2018-02").to_pandas(exact=True)
    exact = [{**row, **{name: None if row[name] is None else row[name] for name in row}}
             for row in frame.astype(object).where(frame.notna(), None).to_dict("records")]
    without = eval(ran.stdout, {"Decimal": Decimal, "None": None})
    for ours, theirs in zip(exact, without, strict=True):
        assert (ours["value"], ours["number"], ours["state"], ours["reported"], ours["area"]) == (
            theirs["value"], theirs["number"], theirs["state"], theirs["reported"], theirs["area"]) or ours["exactness"] == "quotient"


@pytest.mark.parametrize("kind", ["trend", "bars", "heat"])
def test_drawings_answer_axes_with_vietnamese_labels(filled, kind, tmp_path):
    import matplotlib.pyplot
    table = filled.compute(indicators="seized", areas="all", periods="2018-01" if kind == "bars" else "2018-01..2018-03")
    axes = table.plot(kind)
    assert axes.get_title().startswith("Thu giữ")
    texts = [label.get_text() for label in (axes.get_legend().get_texts() if kind == "trend" else axes.get_yticklabels())]
    assert texts == ["Lai Châu", "Tam Đường", "Mường Tè"]
    if kind == "trend":
        line = axes.get_lines()[2].get_ydata()
        assert line[0] == 2 and math.isnan(line[1])
    axes.figure.savefig(tmp_path / "plot.png")
    assert table.plot(kind, ax=matplotlib.pyplot.figure().add_subplot()) is not axes
    matplotlib.pyplot.close("all")
    with pytest.raises(ValueError, match="trend, bars, heat"):
        table.plot("pie")


def test_nothing_of_others_is_imported_before_it_is_needed():
    code = ("import sys, libprogram; wrong = {'numpy', 'pandas', 'pyarrow', 'polars', 'matplotlib'} & set(sys.modules); "
            "sys.exit(str(wrong) if wrong else 0)")
    subprocess.run([sys.executable, "-c", code], check=True)
