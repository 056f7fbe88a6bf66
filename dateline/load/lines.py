"""The lines of a project's files that are shown beside what is wrong in them.

No list of lines is made: 48 MB of small ones would take a gigabyte, only to show one.
"""

from __future__ import annotations

import bisect
import codecs
import itertools
from collections.abc import Callable
from pathlib import Path

from dateline.errors import ContentError
from dateline.load.files import read_bytes

_BLOCK = 1 << 16


class _Lines:
    """The lines of a text in UTF-8. They are found by how many end in each block of it."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        ends = (raw.count(b"\n", start, start + _BLOCK) for start in range(0, len(raw), _BLOCK))
        self._before = list(itertools.accumulate(ends, initial=0))
        self._last: tuple[int, str | None] = (0, None)

    def line(self, number: int) -> str | None:
        """Line `number`, from 1; None where there is none. The one asked for last is kept, as it may have many mistakes."""
        if number != self._last[0]:
            self._last = (number, self._found(number))
        return self._last[1]

    def _found(self, number: int) -> str | None:
        if not 0 < number <= self._before[-1] + 1:
            return None
        start = 0 if number == 1 else self._end(number - 1) + 1
        end = len(self._raw) if number > self._before[-1] else self._end(number)
        if number == 1 and self._raw.startswith(codecs.BOM_UTF8):
            start = len(codecs.BOM_UTF8)
        if start < end < len(self._raw) and self._raw[end - 1] == ord(b"\r"):
            end -= 1
        return str(memoryview(self._raw)[start:end], "utf-8", "replace")  # a line may be all of a file: no copy of its bytes

    def _end(self, number: int) -> int:
        """Where the line feed of a line stands that has one."""
        block = bisect.bisect_left(self._before, number) - 1
        at = block * _BLOCK - 1
        for _ in range(number - self._before[block]):
            at = self._raw.index(b"\n", at + 1)
        return at


def read_line(root: Path) -> Callable[[str, int], str | None]:
    """A function that gives line `n` (from 1) of a file of the project, or None: what `errors.format_text` shows."""
    kept: dict[str, _Lines | None] = {}

    def line_of(file: str, number: int) -> str | None:
        if file not in kept:
            kept[file] = _read(root, file)
        lines = kept[file]
        return lines.line(number) if lines else None

    return line_of


def _read(root: Path, file: str) -> _Lines | None:
    if file.startswith("site/"):  # what is meant was built just now, what lies there was built before
        return None
    try:
        raw = read_bytes(root, root / file, file)
    except (ContentError, ValueError):
        return None
    # A workbook, or another encoding: its lines say nothing to a person.
    return None if b"\0" in raw else _Lines(raw)
