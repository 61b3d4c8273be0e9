"""Keeps what changes away from what runs without the interpreter's lock.

A long call reads or changes an object while other threads of Python run. The library allows many readers or one
writer; who comes in the way waits. Waiting for a call of the same thread, as a progress function would that
changes what is being read, is refused.
"""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import ConflictError


class Guard:
    """Many readers or one writer."""

    __slots__ = ("_condition", "_readers", "_writer")

    def __init__(self) -> None:
        self._condition = threading.Condition(threading.RLock())
        self._readers: list[int] = []
        self._writer: int | None = None

    def _refuse_own(self, busy: bool) -> None:
        if busy:
            raise ConflictError("a call of this thread is still at work on the object")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While this lasts, nothing changes."""
        me = threading.get_ident()
        with self._condition:
            self._refuse_own(self._writer == me)
            while self._writer is not None:
                self._condition.wait()
            self._readers.append(me)
        try:
            yield
        finally:
            with self._condition:
                self._readers.remove(me)
                self._condition.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While this lasts, nobody else reads or changes."""
        me = threading.get_ident()
        with self._condition:
            self._refuse_own(self._writer == me or me in self._readers)
            while self._writer is not None or self._readers:
                self._condition.wait()
            self._writer = me
        try:
            yield
        finally:
            with self._condition:
                self._writer = None
                self._condition.notify_all()
