"""The private module: complete, and never crashing."""
import inspect
import itertools
import re

import pytest

import libprogram
from libprogram import _prg, enums

from conftest import DOCUMENT, SOURCE

# What prg.i leaves out, and why there.
UNBOUND = re.compile(
    "prg_(buf_.*|sink_.*|outfile_.*|icalendar_.*|date_.*|item_list_.*|.*_free|programme_ref|programme_unref|"
    "calendar_gregorian|decimal_to_double|error_last|error_clear)")


def symbols():
    text = (SOURCE / "tests/abi/symbols.txt").read_text(encoding="ascii")
    return {line.split()[0] for line in text.splitlines() if line}


def test_every_function_is_bound_or_left_out_on_purpose():
    assert len(symbols()) > 400
    missing = {name for name in symbols() if not hasattr(_prg, name.removeprefix("prg_"))}
    assert {name for name in missing if not UNBOUND.fullmatch(name)} == set()


def test_no_function_crashes_for_what_it_does_not_take(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # some write files
    programme = _prg.programme_read_json(DOCUMENT, None)
    report = _prg.report_new(None)
    other = (None, 0, "x", (0,) * 5, {}, [], ("2018",), b"x", 1.5, -1, 2**70, programme, report)
    functions = [(name.removeprefix("prg_"), getattr(_prg, name.removeprefix("prg_"))) for name in symbols()
                 if hasattr(_prg, name.removeprefix("prg_"))]
    for name, function in functions:
        for count in range(0, 4):
            for arguments in itertools.product(other, repeat=count):
                if arguments and arguments[0] is programme and "freeze" in name:
                    continue
                try:
                    function(*arguments)
                except (TypeError, ValueError, OverflowError, libprogram.Error):
                    pass


def test_null_is_an_error_and_never_a_crash():
    for function, arguments in ((_prg.table_cell, (None, (0,) * 5)), (_prg.programme_root, (None,)),
                                (_prg.compute, (None, None, None)), (_prg.data_set, (None, None, None))):
        try:
            assert function(*arguments) is None
        except (libprogram.ArgumentError, TypeError):
            pass


def test_a_handle_of_another_kind_is_refused():
    programme = _prg.programme_read_json(DOCUMENT, None)
    with pytest.raises(TypeError, match="a handle of prg_table expected"):
        _prg.table_sequence(programme)
    with pytest.raises(TypeError, match="a handle of prg_item expected"):
        _prg.item_name("A", None)


def test_an_unknown_option_is_refused():
    with pytest.raises(TypeError, match="unknown option 'reprot'"):
        _prg.programme_read_json(DOCUMENT, {"reprot": None})


MAPS = {"State": "STATE", "Quality": "QUALITY", "Mark": "MARK", "Measure": "MEASURE", "Reason": "REASON",
        "PeriodType": "PERIOD_TYPE", "CalendarKind": "CALENDAR_KIND", "Step": "STEP", "Operation": "OPERATION",
        "FormulaType": "FORMULA_TYPE", "FormulaScope": "FORMULA_SCOPE", "Relative": "RELATIVE", "DebtState": "DEBT_STATE",
        "DeadlineReason": "DEADLINE_REASON", "LogKind": "LOG_KIND", "TaskState": "TASK_STATE"}
BY_NAME = {"Scope": "scope", "Exactness": "exactness", "Axis": "axis", "Lead": "lead", "Severity": "severity",
           "UnionReason": "union_reason"}


@pytest.mark.parametrize("name", MAPS)
def test_the_constants_are_those_of_the_headers(name):
    headers = "".join(path.read_text(encoding="utf-8") for path in sorted((SOURCE / "include/libprogram").glob("*.h")))
    listed = re.search(rf"#define PRG_{MAPS[name]}_MAP\(X\)(.*?[^\\])\n", headers, re.DOTALL).group(1)
    words = re.findall(r'X\(PRG_\w+,\s*-?\d+,\s*\\?\s*"(\w+)"', listed)
    assert [member.value for member in getattr(enums, name)] == words


@pytest.mark.parametrize("name", BY_NAME)
def test_the_library_knows_every_constant(name):
    for member in getattr(enums, name):
        assert getattr(_prg, f"{BY_NAME[name]}_from_name")(member) == member


@pytest.mark.parametrize("name, first", [("Hold", 0), ("Wording", 1)])
def test_the_library_names_every_constant(name, first):
    named = [getattr(_prg, f"{name.lower()}_name")(number) for number in range(first, first + 10)]
    assert [member.value for member in getattr(enums, name)] == [word for word in named if word is not None]


def test_every_enum_is_compared():
    classes = {name for name, it in inspect.getmembers(enums, inspect.isclass) if it.__module__ == enums.__name__}
    assert classes == set(MAPS) | set(BY_NAME) | {"Hold", "Wording"}


def test_every_error_has_its_exception():
    codes = re.findall(r'X\(PRG_E\w+, (-\d+), "([\w-]+)"', (SOURCE / "include/libprogram/error.h").read_text("utf-8"))
    assert len(codes) == 18
    for number, name in codes:
        error = libprogram.errors._make(int(number), "place", "message")
        assert type(error) is not libprogram.Error and error.code == name, name


def test_the_classes_of_items_have_the_fields_of_the_document():
    """Every class and every field, with its type: a field that the library gets is missing here until it is written."""
    from libprogram import items
    types = {"text": items.Text, "word": items.Text, "choice": items.Choice, "flag": items.Flag, "count": items.Count,
             "date": items.DateField, "number": items.NumberField, "names": items.Name, "texts": items.Texts,
             "reference": items.Reference, "references": items.References, "record": items.Record,
             "items": items.Items}
    names = set()
    while (name := _prg.class_at(len(names))) is not None:
        names.add(name)
        expected = {}
        while (field := _prg.class_field(name, len(expected))) is not None:
            expected[field[0]] = types[field[1]]
        found = items.Item._classes[name]
        assert {key: type(field) for key, field in found._fields.items()} == expected, name
        assert all(field.__doc__ for field in found._fields.values())
    assert names == set(items.Item._classes)


def test_no_field_hides_what_every_item_has():
    from libprogram import items
    general = {name for name in vars(items.Item) if not name.startswith("__")}
    for found in items.Item._classes.values():
        assert not general & {field.key for field in found._fields.values()}
