"""Docstrings, the README, the page about Python, and the examples: they run, and say what they say."""
import doctest
import importlib
import os
import pathlib
import pkgutil
import re
import subprocess
import sys

import pytest

import libprogram

from conftest import PLAN, SOURCE

MODULES = sorted(name for _, name, _ in pkgutil.iter_modules(libprogram.__path__) if name != "_prg")


@pytest.mark.parametrize("name", ["", *MODULES])
def test_examples_in_docstrings(name):
    module = importlib.import_module(f"libprogram.{name}".rstrip("."))
    failed, _ = doctest.testmod(module, extraglobs={"libprogram": libprogram, **vars(module)})
    assert failed == 0


def test_everything_public_has_a_docstring():
    without = []
    for name in libprogram.__all__:
        found = getattr(libprogram, name)
        if not getattr(found, "__doc__", None):
            without.append(name)
        if isinstance(found, type):
            without += [f"{name}.{key}" for key, value in vars(found).items()
                        if not key.startswith("_") and (callable(value) or isinstance(value, property))
                        and not any(getattr(getattr(base, key, None), "__doc__", None) for base in found.__mro__)]
    assert without == []


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_readme(tmp_path):
    """The first block of Python in the README prints the block of text behind it."""
    text = (SOURCE / "README.md").read_text(encoding="utf-8")
    code, printed = re.search(r"^```python\n(.*?)^```\s*^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).groups()
    os.symlink(SOURCE / "examples", tmp_path / "examples")
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=tmp_path, capture_output=True, text=True,
                         check=True)
    assert ran.stdout == printed


@pytest.mark.frames
def test_the_page_about_python(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.symlink(SOURCE / "examples", tmp_path / "examples")
    runner, parser = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE), doctest.DocTestParser()
    text = "\n".join(blocks(SOURCE / "docs/python.md", "pycon"))
    assert text.count(">>>") > 30
    runner.run(parser.get_doctest(text, {}, "docs/python.md", None, 0))
    assert runner.summarize().failed == 0


@pytest.mark.frames
@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(path.name for path in (SOURCE / "examples/python").glob("*.py")))
def test_the_examples(script, tmp_path):
    ran = subprocess.run([sys.executable, "-W", "error", SOURCE / "examples/python" / script, PLAN], cwd=tmp_path,
                         capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and ran.stdout, ran.stderr
    assert not [path for path in pathlib.Path(tmp_path).iterdir() if path.suffix not in (".png", ".csv")]
