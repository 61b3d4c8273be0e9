"""Feeds prg_data_read_arrow() from pyarrow, polars and DuckDB, and reads tables back with pyarrow.

usage: arrow_frames.py LIBRARY PROGRAMME [SEED]

LIBRARY is the shared library; PROGRAMME the document that the tests of value files have. Rows are made at
random and given to the library as CSV, and as frames of every type that a column may have; the data sets
that come of it are written and must be the same, byte for byte. Tables go to pyarrow, which validates them
in full, and are compared with what the library writes as CSV. A table is freed before it is read.
"""

import csv
import ctypes
import datetime
import decimal
import io
import pathlib
import random
import sys
from fractions import Fraction

import duckdb
import polars
import pyarrow
import pyarrow.compute

ROUNDS = 40
COLUMNS = [
    "indicator",
    "area",
    "period",
    "value",
    "quality",
    "state",
    "marks",
    "reason",
    "lower",
    "upper",
    "note",
    "recorded_at",
    "source",
    "reported_by",
    "action",
    "unit",
]


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("capacity", ctypes.c_size_t)]


class Options(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_uint),
        ("report", ctypes.c_void_p),
        ("max_bytes", ctypes.c_size_t),
        ("source", ctypes.c_char_p),
        ("form", ctypes.c_uint),
        ("separator", ctypes.c_char),
        ("mapping", ctypes.c_char_p),
        ("mapping_length", ctypes.c_size_t),
        ("quality", ctypes.c_int),
        ("good_rows", ctypes.c_int),
        ("dry_run", ctypes.c_int),
        ("summary", ctypes.c_void_p),
        ("progress", ctypes.c_void_p),
        ("payload", ctypes.c_void_p),
    ]


class Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("place", ctypes.c_char_p), ("message", ctypes.c_char_p)]


class Library:
    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.prg_error_last.restype = ctypes.POINTER(Error)
        self.c.prg_data_programme.restype = ctypes.c_void_p

    def call(self, name, *arguments):
        code = getattr(self.c, name)(*arguments)
        if code < 0:
            error = self.c.prg_error_last().contents
            raise RuntimeError(f"{name}: {code} {error.message.decode()} ({error.place})")

    def programme(self, text):
        out = ctypes.c_void_p()
        self.call("prg_programme_read_json", ctypes.byref(out), text, ctypes.c_size_t(len(text)), None)
        return out

    def data(self, programme):
        out = ctypes.c_void_p()
        self.call("prg_data_new", ctypes.byref(out), programme, None)
        return out

    def written(self, function, *arguments, behind=()):
        sink, buffer = (ctypes.c_char * 64)(), Buffer()
        self.call("prg_sink_to_buf", sink, ctypes.byref(buffer))
        self.call(function, *arguments, sink, *behind)
        text = ctypes.string_at(buffer.data, buffer.length) if buffer.length else b""
        self.c.prg_buf_dispose(ctypes.byref(buffer))
        return text

    def of_csv(self, programme, text):
        data = self.data(programme)
        self.call("prg_data_read_csv_text", data, text, ctypes.c_size_t(len(text)), None)
        return data

    def of_capsule(self, programme, capsule):
        """Straight from the producer's stream, with nothing in between."""
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        data = self.data(programme)
        try:
            self.call(
                "prg_data_read_arrow", data, ctypes.c_void_p(pointer(capsule, b"arrow_array_stream")), None
            )
        except RuntimeError:
            self.c.prg_data_free(data)
            raise
        return data

    def table(self, data, query):
        parsed, table, text = ctypes.c_void_p(), ctypes.c_void_p(), query.encode()
        self.call(
            "prg_query_parse",
            ctypes.byref(parsed),
            ctypes.c_void_p(self.c.prg_data_programme(data)),
            text,
            ctypes.c_size_t(len(text)),
        )
        self.call("prg_compute", ctypes.byref(table), data, parsed, None)
        self.c.prg_query_free(parsed)
        return table


# ---- rows ----


def random_row(chance, cell):
    """A row as the words of a CSV file; `cell` makes its place one of its own."""
    kind, area = ["cases", "seized", "arrests"][cell % 3], ["LC-106", "LC-107", "LC-108"][cell // 3 % 3]
    month = f"{1900 + cell // 9 // 12}-{cell // 9 % 12 + 1:02}"
    row = dict.fromkeys(COLUMNS + ["sex"], "")
    row.update(indicator=kind, area=area, period=("vn:" if kind == "seized" else "") + month)
    what = chance.randrange(10)
    decimals = chance.randrange(4) if kind == "seized" else 0
    if what == 0:
        row.update(state="suppressed", lower="1", upper=str(chance.randrange(2, 90)))
    elif what == 1:
        row["state"] = chance.choice(["missing", "not_applicable", "not_expected"])
    elif what > 2:
        number = decimal.Decimal(chance.randrange(10 ** chance.randrange(1, 12))).scaleb(-decimals)
        row["value"] = str(number.normalize() + 0 if number else 0)
        if "E" in row["value"]:
            row["value"] = format(decimal.Decimal(row["value"]), "f")
        row["marks"] = chance.choice(["", "", "unreliable", "unreliable break"])
    if kind == "arrests":
        row["sex"] = chance.choice(["", "m", "f"])
    row["quality"] = chance.choice(["", "final", "estimate", "preliminary"])
    row["note"] = chance.choice(["", "", "một ghi chú dài hơn mười hai byte", "ngắn", ' "a", b\n'])
    row["reported_by"] = chance.choice(["", "CAT", "SLD"])
    if chance.randrange(3):
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(
            seconds=chance.randrange(-(10**9), 2 * 10**9)
        )
        row["recorded_at"] = moment.isoformat() + "Z"
    return row


def csv_of(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS + ["sex"], quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


# ---- frames ----

TEXTS = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()]
INDEXES = [
    pyarrow.int8(),
    pyarrow.uint8(),
    pyarrow.int16(),
    pyarrow.uint16(),
    pyarrow.int32(),
    pyarrow.uint32(),
    pyarrow.int64(),
    pyarrow.uint64(),
]


def text_column(chance, values):
    kind = chance.choice(TEXTS)
    if not any(values) and chance.randrange(2):
        return pyarrow.nulls(len(values))
    plain = pyarrow.array([one or None for one in values], pyarrow.string())
    if chance.randrange(2) or len(set(values)) > 100:
        return plain.cast(kind)
    coded = plain.dictionary_encode()
    return pyarrow.DictionaryArray.from_arrays(
        coded.indices.cast(chance.choice(INDEXES)), coded.dictionary.cast(chance.choice(TEXTS))
    )


def number_types(numbers):
    """Every type that holds all the numbers as they are."""
    some = [number for number in numbers if number is not None]
    scale = max([max(0, -number.as_tuple().exponent) for number in some], default=0)
    digits = max([len(str(abs(int(number.scaleb(scale))))) for number in some], default=1)
    types = [pyarrow.decimal256(76, scale + 3), pyarrow.decimal128(38, scale), pyarrow.float64()]
    types += [pyarrow.decimal64(18, scale)] if digits <= 18 else []
    types += [pyarrow.decimal32(9, scale)] if digits <= 9 else []
    types += [pyarrow.float32()] if digits <= 6 else []
    if scale == 0:
        most = max([int(number) for number in some], default=0)
        types += [
            kind
            for kind, limit in (
                (pyarrow.int8(), 2**7),
                (pyarrow.uint8(), 2**8),
                (pyarrow.int16(), 2**15),
                (pyarrow.uint16(), 2**16),
                (pyarrow.int32(), 2**31),
                (pyarrow.uint32(), 2**32),
                (pyarrow.int64(), 2**63),
                (pyarrow.uint64(), 2**64),
            )
            if most < limit
        ]
    return types


def number_column(chance, values):
    if chance.randrange(4) == 0:
        return text_column(chance, values)
    numbers = [decimal.Decimal(one) if one else None for one in values]
    kind = chance.choice(number_types(numbers))
    if pyarrow.types.is_floating(kind):
        return pyarrow.array([None if one is None else float(one) for one in numbers], kind)
    if pyarrow.types.is_integer(kind):
        return pyarrow.array([None if one is None else int(one) for one in numbers], kind)
    return pyarrow.array(numbers, pyarrow.decimal256(76, kind.scale)).cast(kind)


def moment_column(chance, values):
    moments = [datetime.datetime.fromisoformat(one[:-1]) if one else None for one in values]
    unit, zone = chance.choice(["s", "ms", "us", "ns"]), chance.choice([None, "UTC", "Asia/Ho_Chi_Minh"])
    kind = chance.randrange(3)
    if kind == 0:
        return text_column(chance, values)
    return (
        pyarrow.array(moments, pyarrow.timestamp("us"))
        .cast(pyarrow.timestamp(unit))
        .cast(pyarrow.timestamp(unit, zone))
        if zone is None
        else pyarrow.array(
            [one and one.replace(tzinfo=datetime.timezone.utc) for one in moments],
            pyarrow.timestamp(unit, zone),
        )
    )


def pyarrow_frame(chance, rows):
    columns, names = [], COLUMNS + ["sex"]
    chance.shuffle(names)
    for name in names:
        values = [row[name] for row in rows]
        maker = {
            "value": number_column,
            "lower": number_column,
            "upper": number_column,
            "recorded_at": moment_column,
        }.get(name, text_column)
        columns.append(maker(chance, values))
    table = pyarrow.table(columns, names=names)
    if len(table) > 4 and chance.randrange(2):  # batches with offsets, and one without rows
        cuts = sorted(chance.sample(range(len(table)), 3))
        parts = [table.slice(begin, end - begin) for begin, end in zip([0] + cuts, cuts + [len(table)])]
        table = pyarrow.concat_tables([*parts[:2], table.slice(0, 0), *parts[2:]])
    return table


def polars_frame(chance, rows):
    names = COLUMNS + ["sex"]
    frame = polars.DataFrame(
        {name: [row[name] or None for row in rows] for name in names},
        schema=dict.fromkeys(names, polars.String),
    )
    casts = [
        polars.col(name).cast(polars.Categorical)
        for name in ("indicator", "area", "quality")
        if chance.randrange(2)
    ]
    kind = chance.choice([polars.Decimal(38, 6), polars.Float64, polars.String])
    casts.append(polars.col("value").cast(kind))
    casts.append(polars.col("upper").cast(chance.choice([polars.Int64, polars.UInt8, polars.Int16])))
    if chance.randrange(2):
        casts.append(polars.col("recorded_at").str.head(19).str.to_datetime("%Y-%m-%dT%H:%M:%S"))
    if chance.randrange(2):
        casts.append(polars.col("marks").cast(polars.Enum(["unreliable", "unreliable break"])))
    frame = frame.with_columns(casts)
    half = len(frame) // 2
    return polars.concat([frame[:half], frame[half:]], rechunk=False) if chance.randrange(2) else frame


def duckdb_frame(chance, rows, connection):
    names = COLUMNS + ["sex"]
    rows_table = pyarrow.table(
        {name: pyarrow.array([row[name] or None for row in rows], pyarrow.string()) for name in names}
    )
    connection.register("rows_of_values", rows_table)
    kind = chance.choice(["DECIMAL(18,3)", "DECIMAL(38,4)", "DOUBLE", "VARCHAR"])
    moment = chance.choice(
        ["recorded_at", "recorded_at::TIMESTAMP", "recorded_at::TIMESTAMPTZ", "recorded_at::TIMESTAMP_S"]
    )
    state = chance.choice(["state", "state::ENUM('suppressed', 'missing', 'not_applicable', 'not_expected')"])
    replaced = f"value::{kind} AS value, {moment} AS recorded_at, {state} AS state"
    replaced += ", upper::HUGEINT AS upper, lower::SMALLINT AS lower"
    return connection.sql(f"SELECT * REPLACE ({replaced}) FROM rows_of_values")


# ---- checks ----


def check_in(library, programme, chance):
    checked, connection = 0, duckdb.connect()
    connection.sql("SET TimeZone = 'UTC'")
    for turn in range(ROUNDS):
        rows = [random_row(chance, cell) for cell in range(chance.choice([1, 9, 60, 400]))]
        wanted = library.of_csv(programme, csv_of(rows))
        text = library.written("prg_data_write_csv", wanted)
        frames = [
            ("pyarrow", pyarrow_frame(chance, rows)),
            ("pyarrow", pyarrow_frame(chance, rows)),
            ("polars", polars_frame(chance, rows)),
            ("duckdb", duckdb_frame(chance, rows, connection)),
        ]
        for name, frame in frames:
            data = library.of_capsule(programme, frame.__arrow_c_stream__())
            got = library.written("prg_data_write_csv", data)
            if got != text:
                pathlib.Path("arrow-wanted.csv").write_bytes(text)
                pathlib.Path("arrow-got.csv").write_bytes(got)
                raise AssertionError(f"{name}, round {turn}: arrow-got.csv is not arrow-wanted.csv")
            library.c.prg_data_free(data)
            checked += len(rows)
        library.c.prg_data_free(wanted)
    return checked


def check_refused(library, programme):
    """What must not be taken, and says why."""
    base = {"indicator": ["cases"], "area": ["LC-106"], "period": ["2018-01"]}
    cases = [
        (pyarrow.array([0.1 + 0.2]), "float"),
        (pyarrow.array([2.0**53]), "2^53"),
        (pyarrow.array([float("nan")]), "NaN"),
        (pyarrow.array([1.5]), "decimals"),
        (pyarrow.array([b"1"]), "format 'z'"),
        (pyarrow.array([[1]]), "format '+l'"),
        (pyarrow.RunEndEncodedArray.from_arrays([1], [5]), "run-end"),
        (pyarrow.array([2**63], pyarrow.uint64()), "too large"),
        (pyarrow.array([datetime.date(2018, 1, 1)]), "format 'tdD'"),
    ]
    for values, words in cases:
        try:
            library.of_capsule(programme, pyarrow.table({**base, "value": values}).__arrow_c_stream__())
        except RuntimeError as error:
            assert words in str(error), (values, words, str(error))
        else:
            raise AssertionError(f"{values} was taken")
    return len(cases)


def compare_table(batch, lines):
    names = [field.name for field in batch.schema]
    assert len(batch) == len(lines), (len(batch), len(lines))
    assert batch.schema.field("area").type == pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    for row, line in zip(batch.to_pylist(), lines):
        for name in names:
            got = row[name]
            if name in ("value", "lower", "upper"):
                if got is not None:
                    assert Fraction(got) == Fraction(line[name]), (name, row, line)
                elif line["exactness"] == "exact" or name != "value":
                    assert line[name] == "" or line["exactness"] != "exact" or row["category"], (
                        name,
                        row,
                        line,
                    )
            elif name == "number":
                if line["exactness"] == "quotient":
                    assert got == float(Fraction(int(line["numerator"]), int(line["denominator"]))), (
                        row,
                        line,
                    )
                elif line["exactness"] and not row["category"]:
                    assert got == float(line["value"]), (row, line)
                else:
                    assert got is None, (row, line)
            elif name == "category":
                assert got is None or got == line["value"]
            elif isinstance(got, int):
                assert got == int(line[name])
            else:
                assert (got or "") == line[name], (name, row, line)


def check_out(library, programme, chance):
    cells = 0
    rows = [random_row(chance, cell) for cell in range(900)]
    for row in rows:  # estimates and suppressed cells are there; withdrawn ones are not computed
        row["note"] = ""
    data = library.of_csv(programme, csv_of(rows))
    queries = [
        "indicators cases, seized, arrests; areas LC, level:district; periods 1900-01..1906-12",
        "indicators cases; areas LC; periods 1900..1907; measures value, growth, index, share",
        "indicators seized, cases; areas level:district; periods 1901-Q1..1904-Q4; measures value, change",
        "indicators arrests; breakdowns total, sex; areas LC, level:district; periods 1900..1903",
    ]
    for query in queries:
        for stream in (0, 1):
            table = library.table(data, query)
            text = library.written("prg_table_write_csv", table, behind=(None,)).decode()
            if stream:
                out = (ctypes.c_char * 64)()
                library.call("prg_table_to_arrow_stream", table, out, None)
                library.c.prg_table_free(table)
                batch = pyarrow.RecordBatchReader._import_from_c(ctypes.addressof(out)).read_all()
                again = pyarrow.Table.from_batches(batch.to_batches())
                assert polars.from_arrow(again).shape == batch.shape
                counted = duckdb.sql(
                    "SELECT count(*), sum(reported), count(value), count(number) FROM again"
                ).fetchall()[0]
                assert counted == (
                    len(batch),
                    pyarrow.compute.sum(batch["reported"]).as_py(),
                    len(batch) - batch["value"].null_count,
                    len(batch) - batch["number"].null_count,
                ), counted
            else:
                schema, array = (ctypes.c_char * 128)(), (ctypes.c_char * 128)()
                library.call("prg_table_to_arrow", table, schema, array, None)
                library.c.prg_table_free(table)
                batch = pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))
            batch.validate(full=True)
            lines = list(csv.DictReader(io.StringIO(text)))
            compare_table(batch, lines)
            cells += len(lines)
    library.c.prg_data_free(data)
    return cells


def main():
    library = Library(sys.argv[1])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1780)
    programme = library.programme(pathlib.Path(sys.argv[2]).read_bytes())
    rows = check_in(library, programme, chance)
    refused = check_refused(library, programme)
    cells = check_out(library, programme, chance)
    print(f"pyarrow {pyarrow.__version__}, polars {polars.__version__}, duckdb {duckdb.__version__}")
    print(f"oracle: {rows} rows read, {refused} refused, {cells} cells of tables read back")
    return 0


if __name__ == "__main__":
    sys.exit(main())
