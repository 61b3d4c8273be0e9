"""Types: what mypy says of the package, and the stub of the private module."""
import re
import subprocess
import sys
import types

import pytest

from libprogram import _prg

from conftest import SOURCE


def test_the_stub_lists_every_function():
    stub = (SOURCE / "bindings/python/libprogram/_prg.pyi").read_text(encoding="utf-8")
    bound = {name for name in dir(_prg) if isinstance(getattr(_prg, name), types.BuiltinFunctionType)}
    assert set(re.findall(r"^def (\w+)", stub, re.MULTILINE)) == bound


@pytest.mark.frames
@pytest.mark.slow
def test_the_stub_is_that_of_the_module(tmp_path):
    ran = subprocess.run([sys.executable, "-m", "mypy.stubtest", "libprogram._prg", "--mypy-config-file", SOURCE / "pyproject.toml"],
                         cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.frames
@pytest.mark.slow
def test_the_package_is_typed_strictly(tmp_path):
    ran = subprocess.run([sys.executable, "-m", "mypy", "--config-file", SOURCE / "pyproject.toml", "--cache-dir", tmp_path,
                          SOURCE / "bindings/python/libprogram"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


USE = """
import datetime
from decimal import Decimal
from fractions import Fraction
import libprogram
plan = libprogram.open("plan.json")
reveal_type(plan.agencies[0].parent)
reveal_type(plan.components["T"].children[0].assignments[0].role)
reveal_type(plan.indicators[0].factor)
reveal_type(plan.data().compute(indicators="x", periods="2018").cell().value)
reveal_type(plan.areas.add("X", level="commune"))
reveal_type(plan.duties(log=plan.log()).late(on="2020-01-15")[0].holder)
reveal_type(plan.tasks(on="2020-01-15")[0].due)
plan.agencies[0].from_ = datetime.date(2018, 1, 1)
plan.agencies[0].from_ = 3
plan.agencies[0].nmae
"""


@pytest.mark.frames
@pytest.mark.slow
def test_users_are_told_the_types(tmp_path):
    (tmp_path / "use.py").write_text(USE)
    ran = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", tmp_path / "use.py"],
                         capture_output=True, text=True, check=False, env={"MYPYPATH": str(SOURCE / "bindings/python")})
    for revealed in ("agencies.Agency | None", "roles.Role | None", "Decimal | None", "Decimal | fractions.Fraction | None",
                     "areas.Area", "agencies.Agency | libprogram.agencies.Group | None", "datetime.date | None"):
        assert re.search(rf'Revealed type is ".*{re.escape(revealed)}"', ran.stdout), ran.stdout
    assert ran.stdout.count(": error:") == 2 and "nmae" in ran.stdout
