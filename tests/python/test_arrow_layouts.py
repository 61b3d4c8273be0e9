"""Values through Arrow: whatever library, type, dictionary and chunks they come in, they make the same data set."""
import random
from decimal import Decimal

import pytest

import libprogram

pytestmark = pytest.mark.frames
pyarrow = pytest.importorskip("pyarrow")

DISTRICTS, MONTHS = 40, 24


def programme():
    made = libprogram.new("layouts")
    made.areas.add("P", level="province")
    for number in range(DISTRICTS):
        made.areas.add(f"D{number:02}", level="district", parent="P")
    made.indicators.add("count", kind="flow", period="month")
    made.indicators.add("weight", kind="flow", period="month", decimals=3)
    return made.freeze()


PLAN = programme()


def values(seed):
    """Rows of (indicator, area, period, value): thousandths for a weight, None for missing; some cells in two qualities,
    in no order."""
    random_ = random.Random(seed)
    rows = []
    for indicator, most in (("count", 120), ("weight", 2**31)):
        for area in range(DISTRICTS):
            for month in range(MONTHS):
                if random_.random() < 0.8:
                    value = None if random_.random() < 0.1 else random_.randrange(most)
                    rows.append((indicator, f"D{area:02}", f"{2016 + month // 12}-{month % 12 + 1:02}", value))
    if seed % 2:
        random_.shuffle(rows)
    return rows


def decimal_of(indicator, value):
    return None if value is None else Decimal(value).scaleb(-3) if indicator == "weight" else Decimal(value)


def one_by_one(rows):
    data = PLAN.data()
    with data.transaction("x"):
        for indicator, area, period, value in rows:
            data.set(indicator, area, period, decimal_of(indicator, value))
    return data


def journal(data):
    """The entries, but for the numbers of rows and batches."""
    return data.to_csv()


def columns(rows):
    return {"indicator": [row[0] for row in rows], "area": [row[1] for row in rows], "period": [row[2] for row in rows],
            "value": [decimal_of(row[0], row[3]) for row in rows]}


def decimals(number):
    return pyarrow.array(number, pyarrow.decimal128(18, 3))


TEXTS = {"string": lambda a: a, "large": lambda a: a.cast(pyarrow.large_string()),
         "view": lambda a: a.cast(pyarrow.string_view()),
         **{f"dictionary {kind}": lambda a, kind=kind: pyarrow.DictionaryArray.from_arrays(
             a.dictionary_encode().indices.cast(kind), a.dictionary_encode().dictionary)
            for kind in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")},
         "dictionary large": lambda a: a.cast(pyarrow.large_string()).dictionary_encode()}
NUMBERS = {**{f"decimal{bits}({digits}, 3)": lambda n, make=make, digits=digits: pyarrow.array(n, make(digits, 3))
              for bits, make, digits in ((32, pyarrow.decimal32, 9), (64, pyarrow.decimal64, 18), (128, pyarrow.decimal128, 38),
                                         (256, pyarrow.decimal256, 60))},
           "double": lambda n: pyarrow.array([None if one is None else float(one) for one in n]),
           "text": lambda n: pyarrow.array([None if one is None else format(one, "f") for one in n]),
           "dictionary of decimals": lambda n: decimals(n).dictionary_encode()}
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]


def table_of(rows, text, number):
    parts = columns(rows)
    return pyarrow.table({**{name: text(pyarrow.array(parts[name], pyarrow.string())) for name in ("indicator", "area", "period")},
                          "value": number(parts["value"])})


def read(frame, **options):
    data = PLAN.data()
    summary = data.read_arrow(frame, source="x", **options)
    assert summary.refused == 0 and summary.accepted == len(data)
    return data


@pytest.fixture(scope="module", params=[0, 1], ids=["in order", "shuffled"])
def case(request):
    rows = values(request.param)
    return rows, journal(one_by_one(rows))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_text_and_every_number(case, text, number):
    rows, expected = case
    if number.startswith("decimal32"):
        rows = [(*row[:3], None if row[3] is None else row[3] % 10**6) for row in rows]
        expected = journal(one_by_one(rows))
    assert journal(read(table_of(rows, TEXTS[text], NUMBERS[number]))) == expected


@pytest.mark.parametrize("text", ["string", "dictionary int8", "dictionary uint16"])
@pytest.mark.parametrize("kind", INTEGERS)
def test_every_integer(case, text, kind):
    rows = [row for row in case[0] if row[0] == "count"]
    number = lambda n: pyarrow.array([None if one is None else int(one) for one in n], kind)  # noqa: E731
    assert journal(read(table_of(rows, TEXTS[text], number))) == journal(one_by_one(rows))


@pytest.mark.parametrize("seed", range(6))
def test_every_chunking(case, seed):
    """Slices with offsets, empty chunks, chunks with dictionaries of their own, columns cut at different places."""
    rows, expected = case
    random_ = random.Random(seed)
    parts, start = [], 0
    while start < len(rows):
        end = min(len(rows), start + random_.choice([0, 1, 7, 100, 1000]))
        shuffled = rows[start:end] + rows[:random_.randrange(5)]
        dictionary = table_of(shuffled, TEXTS["dictionary int32"], decimals)
        parts.append(dictionary.slice(0, end - start))
        start = end
    table = pyarrow.concat_tables(parts)
    assert journal(read(table)) == expected
    whole = table_of(rows, TEXTS[random_.choice(list(TEXTS))], decimals)
    cut = random_.randrange(1, len(rows))
    ragged = whole.set_column(3, "value", pyarrow.chunked_array([whole["value"].combine_chunks()[:cut],
                                                                 whole["value"].combine_chunks()[cut:]]))
    assert journal(read(ragged)) == expected
    padded = pyarrow.concat_tables([whole.slice(0, 3), whole]).combine_chunks().slice(3)
    assert journal(read(padded)) == expected


def test_other_columns_and_rows_with_more_to_say(case):
    """A plain row beside one that is not: qualities, marks and notes, nulls in most rows."""
    rows = case[0]
    random_ = random.Random(5)
    quality = [random_.choice([None, "final", "preliminary"]) for _ in rows]
    marks = [random_.choice([None, None, None, "imputed"]) if row[3] is not None else None for row in rows]
    note = [random_.choice([None, None, None, "a note"]) for _ in rows]
    data = PLAN.data()
    with data.transaction("x"):
        for row, one, mark, text in zip(rows, quality, marks, note, strict=True):
            data.set(*row[:3], decimal_of(row[0], row[3]), quality=one or "final", marks=[mark] if mark else [], note=text)
    for text in ("string", "dictionary int32"):
        table = table_of(rows, TEXTS[text], decimals)
        for name, column in (("quality", quality), ("marks", marks), ("note", note)):
            table = table.append_column(name, TEXTS[text](pyarrow.array(column, pyarrow.string())))
        assert journal(read(table)) == journal(data)


def test_what_is_wrong_is_found_whichever_way_the_rows_go(case):
    """An unknown area, a negative number, one with too many decimals, the same cell twice: the same findings."""
    rows = case[0]
    wrong = [("count", "D99", "2016-01", 1), ("count", "D00", "2016-13", 1), ("count", "D01", "2030-01", -5),
             *[row for row in rows if row[3]][:1]]
    found = []
    for text in ("string", "dictionary int32", "view"):
        table = table_of([*rows, *wrong], TEXTS[text], decimals)
        data = PLAN.data()
        with pytest.raises(libprogram.Error) as raised:
            data.read_arrow(table, source="x")
        assert len(data) == 0
        found.append([(finding.row, finding.message) for finding in raised.value.report])
    assert found[0] == found[1] == found[2] and len(found[0]) == 3


@pytest.mark.parametrize("strings", ["string", "dictionary int32"])
def test_every_library(case, strings):
    import duckdb
    import pandas
    import polars
    rows, expected = case
    table = table_of(rows, TEXTS[strings], decimals)
    polar = polars.from_arrow(table)
    assert journal(read(polar)) == expected
    assert journal(read(polar.with_columns(polars.col("indicator", "area", "period").cast(polars.Categorical)))) == expected
    areas = polars.Enum(sorted({row[1] for row in rows}))
    assert journal(read(polar.with_columns(polars.col("area").cast(areas)))) == expected
    assert journal(read(polars.concat([polar[:100], polar[100:]], rechunk=False))) == expected
    frame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    assert journal(read(frame)) == expected
    assert journal(read(table.to_pandas())) == expected
    assert journal(read(duckdb.from_arrow(table))) == expected
