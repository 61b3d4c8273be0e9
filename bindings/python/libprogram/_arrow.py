"""The Arrow PyCapsule protocol, without any library of Arrow."""
from __future__ import annotations

from typing import Any

from . import _prg


def stream_of(frame: Any) -> Any:
    """The capsule of a stream of what a frame holds."""
    if hasattr(frame, "__arrow_c_stream__"):
        return frame.__arrow_c_stream__()
    if hasattr(frame, "__arrow_c_array__"):
        return _prg.arrow_stream_of(*frame.__arrow_c_array__())
    raise TypeError(f"a data frame with __arrow_c_stream__ or __arrow_c_array__ expected, not {type(frame).__name__}")


