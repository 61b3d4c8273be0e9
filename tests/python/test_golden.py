"""Tables of the package are those of the C interface, byte for byte: the examples of tests/reference/golden.py."""
import ctypes
import json
import os
import subprocess
import sys

import pytest

import libprogram

from conftest import SOURCE

sys.path.insert(0, str(SOURCE / "tests/reference"))
from compare import to_csv, write_case  # noqa: E402
from golden import CASES  # noqa: E402

TOOL, LIBRARY = os.environ.get("PRG_TOOL"), os.environ.get("PRG_LIBRARY")
QUERIES = [(name, document, rows, query) for name, document, rows, queries in CASES for query, _ in queries]


def values_of(document, rows):
    data = libprogram.parse(json.dumps(document)).data()
    data.parse_csv(to_csv(rows))
    return data


def test_there_are_examples():
    assert len(CASES) > 40 and len(QUERIES) > 60


@pytest.mark.skipif(not TOOL, reason="the command line tool was not built")
@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_files_are_those_of_the_tool(name, tmp_path):
    _, document, rows, queries = next(case for case in CASES if case[0] == name)
    write_case(tmp_path, document, rows)
    data = values_of(document, rows)
    for query, _ in queries:
        table = data.compute(query)
        for form, text in (("json", table.to_json()), ("csv", table.to_csv()), ("text", table.to_text())):
            told = subprocess.run([TOOL, "compute", tmp_path / "programme.json", tmp_path / "values.csv", "--query", query,
                                   "--format", form], capture_output=True, check=False)
            assert told.returncode in (0, 1)  # 1: there is something to be said about the values, on standard error
            assert text.encode() == told.stdout, (query, form)
            path = tmp_path / "table"
            getattr(table, f"to_{form}")(path)
            assert path.read_bytes() == told.stdout, (query, form)


class Library:
    """The C interface through ctypes; its objects are not freed, for the tests end soon."""

    class Bytes(ctypes.Structure):
        _fields_ = [("bytes", ctypes.c_char * 256)]

    def __init__(self, path):
        self.c = ctypes.CDLL(path)

    def call(self, name, *arguments):
        assert getattr(self.c, name)(*arguments) == 0, name

    def made(self, name, *arguments):
        made = ctypes.c_void_p()
        self.call(name, ctypes.byref(made), *arguments)
        return made

    def table(self, document, rows, query, folder):
        write_case(folder, document, rows)
        text = (folder / "programme.json").read_bytes()
        programme = self.made("prg_programme_read_json", text, ctypes.c_size_t(len(text)), None)
        data = self.made("prg_data_new", programme, None)
        self.call("prg_data_read_csv", data, str(folder / "values.csv").encode(), None)
        text = query.encode()
        asked = self.made("prg_query_parse", programme, text, ctypes.c_size_t(len(text)))
        return self.made("prg_compute", data, asked, None)

    def batch(self, table):
        import pyarrow
        schema, array = self.Bytes(), self.Bytes()
        self.call("prg_table_to_arrow", table, ctypes.byref(schema), ctypes.byref(array), None)
        return pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))


@pytest.mark.frames
@pytest.mark.skipif(not LIBRARY, reason="there is no shared library")
def test_arrow_is_that_of_the_c_interface(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    library = Library(LIBRARY)
    for _, document, rows, query in QUERIES:
        table = values_of(document, rows).compute(query)
        expected = library.batch(library.table(document, rows, query, tmp_path))
        for batch in (pyarrow.record_batch(table), *pyarrow.table(table).to_batches()):
            assert batch.schema.equals(expected.schema, check_metadata=True), query
            assert batch.equals(expected, check_metadata=True), query
            for ours, theirs in zip(batch.columns, expected.columns, strict=True):
                assert [part and part.to_pybytes() for part in ours.buffers()] == \
                    [part and part.to_pybytes() for part in theirs.buffers()], query
