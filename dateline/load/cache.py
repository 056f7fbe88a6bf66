"""Checked reports kept between runs, so that only files that changed are read again.

One msgpack file. A report is taken from it only when its own bytes, the corrections that go into it, the bytes of
dataset.yml, places.yml and sources.yml, and the code that reads them are what they were. A cache that cannot be read is as
good as none, and is written anew.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
from pathlib import Path

import msgspec

from dateline import model
from dateline.kept import put
from dateline.model import Report

NAME = "reports.msgpack"


class _Kept(msgspec.Struct):
    digest: bytes
    report: msgspec.Raw


class _Book(msgspec.Struct):
    basis: bytes
    kept: dict[str, _Kept]


class ReportCache:
    """The reports of an earlier run. `folder` None: nothing is kept. `basis` is all that every report depends on."""

    def __init__(self, folder: Path | None, basis: list[bytes]) -> None:
        self._path = folder / NAME if folder else None
        self._basis = _digest([_code(), *basis])
        self._old = self._read()
        self._new: dict[str, _Kept] = {}

    def get(self, file: str, made_from: list[bytes]) -> Report | None:
        """The report that this file became when it was made from these bytes (its own, and its corrections), if that is known."""
        kept = self._old.get(file)
        if kept is None or kept.digest != _digest(made_from):
            return None
        try:
            report = _DECODER.decode(kept.report)
        except (msgspec.MsgspecError, ValueError):
            return None
        self._new[file] = kept
        return report

    def put(self, report: Report, made_from: list[bytes]) -> None:
        """Remember what these bytes became."""
        if self._path:
            self._new[report.file] = _Kept(_digest(made_from), msgspec.Raw(_ENCODER.encode(report)))

    def save(self) -> None:
        """Write what this run used, in one step, if it differs. Where it cannot be written, the next run is slow, not wrong."""
        if self._path is None or self._new == self._old:
            return
        data = msgspec.msgpack.encode(_Book(self._basis, dict(sorted(self._new.items()))))
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            put(self._path, data)

    def _read(self) -> dict[str, _Kept]:
        if self._path is None:
            return {}
        try:
            book = msgspec.msgpack.decode(self._path.read_bytes(), type=_Book)
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return {}
        return book.kept if book.basis == self._basis else {}


_DECODER = msgspec.msgpack.Decoder(Report)
_ENCODER = msgspec.msgpack.Encoder()


def _digest(parts: list[bytes]) -> bytes:
    """One digest of several byte strings; where one ends and the next starts counts."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


@functools.cache
def _code() -> bytes:
    """The code that checks and the types that it makes: a schema version that nobody can forget to raise."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), Path(model.__file__)]
    return _digest([file.read_bytes() for file in files])
