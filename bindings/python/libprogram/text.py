"""Vietnamese text: when two names are the same, and which comes first."""
from __future__ import annotations

from collections.abc import Iterable

from . import _prg

__all__ = ["compare", "equal", "fold", "sort_key", "suggest", "width"]


def equal(a: str, b: str) -> bool:
    """Whether two texts are the same, written in whatever normal form of Unicode.

    >>> equal("túy", "tu\\u0301y")
    True
    """
    return bool(_prg.text_equal(a, b))


def fold(text: str, *, marks: bool = False) -> str:
    """The form under which names are looked up: without regard to case, normal form, and where a tone mark stands.

    :param marks: strip tone marks and accents too.

    >>> fold("Tuý"), fold("Đắk  Lắk", marks=True)
    ('tuý', 'dak lak')
    >>> fold("túy") == fold("tuý")
    True
    """
    folded: str = _prg.text_fold(text, _prg.PRG_TEXT_FOLD_MARKS if marks else 0)
    return folded


def compare(a: str, b: str) -> int:
    """-1, 0 or 1 as ``a`` comes before, with or after ``b`` in the Vietnamese order.

    >>> compare("Tả Lèng", "Tà Tổng")
    -1
    """
    order: int = _prg.text_compare(a, b)
    return order


def sort_key(text: str) -> bytes:
    """A key for :func:`sorted` that gives the Vietnamese order.

    >>> sorted(["Đắk Lắk", "Đà Nẵng", "Ấn Độ", "An Giang"], key=sort_key)
    ['An Giang', 'Ấn Độ', 'Đà Nẵng', 'Đắk Lắk']
    """
    key: bytes = _prg.text_sort_key(text)
    return key


def width(text: str) -> int:
    """How many columns a text takes in a terminal.

    >>> width("Huyện"), width("漢字")
    (5, 4)
    """
    columns: int = _prg.text_width(text)
    return columns


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The nearest of some names, if one is near enough for "did you mean".

    >>> suggest("Xã Sơn Binh", ["Xã Bình Lư", "Xã Sơn Bình"])
    'Xã Sơn Bình'
    """
    best: str | None = _prg.text_suggest(word, list(candidates))
    return best


