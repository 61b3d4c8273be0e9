"""What holds memory of the library until it is closed."""
from __future__ import annotations

from typing import Any, Self

from .errors import ClosedError


class Resource:
    """An object that can be closed, and closes itself at the end of a ``with``."""

    __slots__ = ("_raw", "__weakref__")

    _raw: Any

    @property
    def _handle(self) -> Any:
        raw = self._raw
        if raw is None:
            raise ClosedError(f"the {type(self).__name__} was closed")
        return raw

    def close(self) -> None:
        """Gives the memory back. May be called again; what is asked afterwards raises :class:`ClosedError`."""
        self._raw = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._raw is None

    def __enter__(self) -> Self:
        self._handle
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled; save what it holds instead")
