"""What was found out about answers, remembered in this build and between builds of the same record.

Here belongs keeping it under the answers' own questions. What is found out is for others; nothing here counts.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from dateline.counting.regions import Scope
from dateline.kept import Kept
from dateline.query.answers import Answer

T = TypeVar("T")
Key = tuple[str, tuple[Scope, ...]]


def key_of(answer: Answer) -> Key:
    """What tells one answer of a record from another."""
    return (answer.measure.id, answer.scopes)


class Remembered(Generic[T]):
    """Something of type `kind` for each answer, made once. `name` stands for the record, the code, and all else it is made from.

    Without `kept` it is remembered in this build alone.
    """

    def __init__(self, kind: type[T], kept: Kept | None = None, name: str = "") -> None:
        self._type = list[tuple[str, tuple[Scope, ...], kind]]  # type: ignore[valid-type] # known when it runs
        self._kept = kept
        self._name = name
        self._known: dict[Key, T] | None = None
        self._new = False

    def of(self, answer: Answer, make: Callable[[Answer], T]) -> T:
        """What is remembered of an answer, or else what `make` finds out now."""
        if self._known is None:
            self._known = self._read()
        key = key_of(answer)
        if key not in self._known:
            self._known[key] = make(answer)
            self._new = True
        return self._known[key]

    def keep(self) -> None:
        """Keep what was found out in this build, with what was remembered before."""
        if self._new and self._kept is not None and self._known:
            entries = [(*key, value) for key, value in self._known.items()]
            self._kept.write(self._name, zlib.compress(msgspec.msgpack.encode(entries), 1))
            self._new = False

    def _read(self) -> dict[Key, T]:
        body = self._kept.read(self._name) if self._kept is not None else None
        with contextlib.suppress(msgspec.MsgspecError, zlib.error):
            entries = msgspec.msgpack.decode(zlib.decompress(body), type=self._type) if body else []
            return {(measure, scopes): value for measure, scopes, value in entries}
        return {}
