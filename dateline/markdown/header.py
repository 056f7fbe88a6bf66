"""The first line and the options of a chart block, as they stand in the source.

Here belongs finding the block that Markdown has come to, and the place of each of its options. Nothing that is published
depends on it. What the options mean is for the chart.
"""

from __future__ import annotations

import re
from functools import cached_property

from pymdownx.blocks import get_frontmatter

from dateline.errors import ContentError, Problem, Spot
from dateline.load.yaml_reader import read
from dateline.markdown.source import SourceMap

_OPENING_LINE = re.compile(r"(?:[ \t>]|[-*+] |\d+[.)] )*/{3,}[ ]*chart\b")
_OPTION_LINE = re.compile(r"[ \t>]*[ ]{4,}\S")
_OPTION = re.compile(r"[ \t>]*(?P<key>[\w-]+)[ ]*:")
_DAY = re.compile(r":[ \t]*(?P<day>\d{4}-\d{1,2}-\d{1,2})[ \t]*(?=[,}]|$)")
_QUOTED = re.compile(r"'([^']+)'")
_ENTRY = re.compile(r"[ \t>]*-(?:[ \t]|$)")
_ENTRY_NAMED = re.compile(r"'(?P<key>[\w-]+), entry (?P<number>\d+)")


class Header:
    """The first line of a chart block and its options, as they stand in the source. Used for places only."""

    def __init__(self, file: str, line: int, lines: list[str]) -> None:
        self._file = file
        self._line = line
        self._lines = lines

    @classmethod
    def all_of(cls, source: SourceMap) -> list[Header]:
        """The headers of a page, in their order."""
        lines = source.text.split("\n")
        return [cls._at(source, lines, n) for n, line in enumerate(lines) if _OPENING_LINE.match(line)]

    @classmethod
    def _at(cls, source: SourceMap, lines: list[str], start: int) -> Header:
        end = start + 1
        while end < len(lines) and _OPTION_LINE.match(lines[end]):
            end += 1
        return cls(source.file, source.first_line + start, lines[start:end])

    @cached_property
    def is_broken(self) -> bool:
        """Whether pymdownx cannot read the options."""
        depth = self._depth(1) if len(self._lines) > 1 else 0
        # What stands deeper than the first option keeps its depth: lists and what their entries hold.
        text = "\n".join(line[min(depth, len(line) - len(line.lstrip(" \t>"))) :] for line in self._lines[1:])
        return bool(text.strip()) and get_frontmatter(text) is None

    @property
    def spot(self) -> Spot:
        """The first line."""
        return self._whole_line(0)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the strict reader says of the options: pymdownx lets the later of two win, and takes aliases and tags."""
        text = "\n".join(self._lines[1:])
        if not text.strip() or text.lstrip().startswith(">"):
            return ()
        try:
            read(text + "\n", self._file, self._line + 1)
        except ContentError as error:
            return error.problems
        return ()

    def days(self) -> list[tuple[str, Spot]]:
        """The options, and what stands in their entries, that are written like days, with their places."""
        found = ((number, match) for number in range(1, len(self._lines)) for match in _DAY.finditer(self._lines[number]))
        return [(match["day"], self._whole_line(number)) for number, match in found]

    def option_spot(self, key: str) -> Spot:
        """The line of an option, the first line of the block when it is not found."""
        return next((self._whole_line(number) for number, name in self._keys() if name == key), self.spot)

    def entry_spot(self, key: str, number: int) -> Spot:
        """The line on which the nth entry of a list begins; that of the option where all stands on one line."""
        keys = list(self._keys())
        start = next((line for line, name in keys if name == key), None)
        if start is None:
            return self.spot
        depth = self._depth(start)
        entries = []
        for line in range(start + 1, len(self._lines)):
            if not _ENTRY.match(self._lines[line]) and self._depth(line) <= depth:
                break
            entries.append(line)
        starts = [line for line in entries if _ENTRY.match(self._lines[line])]
        starts = [line for line in starts if self._depth(line) == self._depth(starts[0])]
        return self._whole_line(starts[number - 1] if number <= len(starts) else start)

    def _depth(self, line: int) -> int:
        return len(self._lines[line]) - len(self._lines[line].lstrip(" \t>"))

    def spot_for(self, message: str) -> Spot:
        """The line that a message is about: the option or the entry whose name or value it quotes, else the first line."""
        entry = _ENTRY_NAMED.search(message)
        if entry:
            return self.entry_spot(entry["key"], int(entry["number"]))
        for number, key in self._keys():
            value = self._lines[number].partition(":")[2].strip().strip("\"'")
            if f"'{key}'" in message or (value and f"'{value}'" in message):
                return self._whole_line(number)
        lines = [
            number
            for quoted in _QUOTED.findall(message)
            for number in range(1, len(self._lines))
            if quoted in self._lines[number]
        ]
        return self._whole_line(lines[0]) if lines else self.spot

    def _keys(self) -> list[tuple[int, str]]:
        matches = ((number, _OPTION.match(line)) for number, line in enumerate(self._lines) if number)
        return [(number, match["key"]) for number, match in matches if match]

    def _whole_line(self, number: int) -> Spot:
        line = self._lines[number]
        text = line.strip(" \t>")
        return Spot(self._file, self._line + number, line.find(text) + 1, max(1, len(text)))
