"""What users of another large library bound by SWIG complain about, and what happens here instead."""
import gc
import inspect
import re
import subprocess
import sys

import pytest

import libprogram
from libprogram import _prg

from conftest import DOCUMENT, SOURCE


def test_exceptions_are_always_on(programme):
    """No exceptions unless they are switched on; a mode for each module."""
    with pytest.raises(libprogram.NotFoundError):
        programme.find("không có")
    assert not [name for name in dir(libprogram) if "exception" in name.lower()]


def test_not_everything_is_a_runtime_error(programme, tmp_path):
    for wrong, builtin in ((lambda: programme.areas["X"], LookupError), (lambda: programme.areas[9], IndexError),
                           (lambda: libprogram.parse("{"), ValueError), (lambda: libprogram.open(tmp_path / "x"), OSError),
                           (lambda: programme.data().set("seized", "LC", "2018-01", 0.5), TypeError),
                           (lambda: programme.freeze().agencies.add("X"), TypeError)):
        with pytest.raises(builtin) as caught:
            wrong()
        assert not isinstance(caught.value, RuntimeError)


def test_an_error_has_code_and_place(programme):
    with pytest.raises(libprogram.Error) as caught:
        libprogram.parse(DOCUMENT.replace('"version": 1', '"version": "x"'))
    assert caught.value.code == "schema" and "/version" in caught.value.place
    assert all(name.replace("_", "-").islower() for name in (caught.value.code,))


def test_no_chain_of_calls_crashes():
    """Crash when a child is used after its parent died."""
    for _ in range(100):
        assert libprogram.parse(DOCUMENT).components[0].children[0].assignments[0].agency.name == "Sở Y tế"
        assert libprogram.parse(DOCUMENT).data().compute("indicators seized; periods 2018").areas[0].name == "Lai Châu"
    gc.collect()


def test_saving_and_closing_do_not_wait_for_the_garbage_collector(programme, tmp_path):
    path = tmp_path / "p.json"
    gc.disable()
    try:
        programme.save(path)
        assert path.read_text(encoding="utf-8") == programme.to_json()
        with libprogram.open(path) as other:
            other.data()
        assert other.closed
    finally:
        gc.enable()


def test_nothing_frees_twice(programme):
    for one in (programme.data(), programme):
        assert not hasattr(one, "destroy") and not hasattr(one, "Destroy")
        one.close()
        one.close()


def test_an_edit_never_leaves_a_dangling_item(programme):
    """Changing the schema invalidates live objects."""
    task, area = programme.get("component", "T"), programme.areas["LC-106"]
    data = programme.data()
    table = data.compute("indicators seized; areas all; periods 2018-01")
    programme.components["C"].remove()
    gc.collect()
    assert task.is_removed and task.name == "Đào tạo" and task.assignments[0].role.id == "lead"
    assert area.name == "Tam Đường" and table.areas[1] == area
    with pytest.raises(libprogram.StaleError):
        data.compute("indicators seized; periods 2018-01")


def test_exceptions_in_callbacks_do_not_vanish(filled):
    class Mine(Exception):
        pass

    def fail(done, total):
        raise Mine
    with pytest.raises(Mine):
        filled.compute("indicators all; areas all; periods 2018-01..2018-12", progress=fail)


def test_none_is_refused_and_crashes_nothing(programme):
    for call in (lambda: programme.find(None), lambda: libprogram.open(None), lambda: libprogram.parse(None),
                 lambda: libprogram.new(None), lambda: programme.get(None, None), lambda: libprogram.Formula(None),
                 lambda: libprogram.Period(None), lambda: programme.data().read_csv(None),
                 lambda: programme.data().set(None, None, None), lambda: programme.agencies.append(None),
                 lambda: libprogram.Query(programme, indicators=None, periods=None), lambda: libprogram.text.fold(None),
                 lambda: programme.data().read_arrow(None)):
        with pytest.raises((TypeError, ValueError, libprogram.Error)):
            call()


def test_bytes_and_nul_are_refused(programme):
    for call in (lambda: libprogram.new(b"p"), lambda: libprogram.open(b"p.json"), lambda: programme.find(b"A")):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(ValueError):
        libprogram.new("p\0q")
    with pytest.raises(UnicodeEncodeError):
        libprogram.new("\ud800")
    assert libprogram.text.equal("a\0b", "a\0b") and not libprogram.text.equal("a\0b", "a\0c")


def test_no_hidden_cursor_or_filter_changes_what_is_answered(programme):
    areas = programme.areas
    one, other = iter(areas), iter(areas)
    assert [next(one).id, next(other).id, next(one).id] == ["LC", "LC", "LC-106"] and len(areas) == 3
    walk, again = programme.walk("area"), programme.walk("area")
    assert next(walk).id == next(again).id == "LC"


def test_a_truth_test_has_no_side_effect_and_says_what_one_thinks(programme):
    data = programme.data()
    assert bool(data) and len(data) == 0 and bool(programme) and bool(programme.agencies[0])
    assert bool(data.compute("indicators seized; periods 2018"))
    assert not programme.flows and programme.agencies


def test_names_are_those_of_python():
    public = [name for name in libprogram.__all__ if not isinstance(getattr(libprogram, name), type)]
    assert all(re.fullmatch(r"[a-z_]+", name) for name in public)
    for name in libprogram.__all__:
        found = getattr(libprogram, name)
        if isinstance(found, type):
            assert not [key for key in vars(found) if re.fullmatch(r"[A-Z][a-z]\w*", key)]
            assert "__getattr__" not in vars(found)


def test_a_typo_is_an_error_and_no_new_attribute(programme):
    data = programme.data()
    for one in (programme, programme.agencies[0], data, data.compute("indicators seized; periods 2018"),
                programme.period("2018"), libprogram.Formula("1")):
        with pytest.raises(AttributeError):
            one.tpyo = 1


def test_there_are_types_and_signatures():
    assert (SOURCE / "bindings/python/libprogram/py.typed").exists()
    for name in libprogram.__all__:
        found = getattr(libprogram, name)
        if inspect.isfunction(found):
            assert inspect.signature(found).return_annotation is not inspect.Signature.empty


def test_no_warning_at_import():
    """SWIG's own types warn or crash under -W error in some versions."""
    code = "import libprogram; libprogram.new('p').data().compute('indicators x; periods 2018') if False else None"
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and not ran.stderr


def test_the_private_module_says_nothing_of_swig_outside():
    assert _prg.__name__.endswith("_prg") and "_prg" not in libprogram.__all__
    for name in libprogram.__all__:
        assert "swig" not in repr(getattr(libprogram, name)).lower()


def test_threads_do_not_take_the_lock_for_every_accessor():
    """The lock is given away in long calls only: prg.i names them."""
    source = (SOURCE / "bindings/python/prg.i").read_text(encoding="utf-8")
    released = set(re.findall(r"^%thread prg_(\w+);", source, re.MULTILINE))
    assert "compute" in released and "item_name" not in released and "table_cell" not in released
    assert source.index("%nothread;") < source.index("%thread prg_compute;")
    assert released <= set(dir(_prg))
