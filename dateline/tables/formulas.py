"""The formulas of a sheet of an .xlsx, and whether a value was saved with each. Other kinds of workbooks always have one."""

from __future__ import annotations

import re

from dateline.tables.parts import BINARY_BOOK, BOOK, OPEN_DOCUMENT, Elements, Parts

_MAY_HOLD = re.compile(rb"<(?:[^<>\s]*:)?f[\s/>]|\0")
"""What a sheet has that has formulas, in an encoding of which ASCII is part, or in another."""


class _Formulas(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []
        self.cell: str | None = None
        self.formula = self.saved = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell, self.formula, self.saved = attributes.get("r", "?"), False, attributes.get("t") == "str"
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.parser.CharacterDataHandler = self._value

    def end(self, name: str) -> None:
        if name == "v":
            self.parser.CharacterDataHandler = None
        elif name == "c" and self.cell is not None:
            if self.formula:
                self.found.append((self.cell, self.saved))
            self.cell = None

    def _value(self, text: str) -> None:
        self.saved = True


def formulas(parts: Parts, number: int) -> list[tuple[str, bool]]:
    """The cells of sheet `number` (from 0) that hold formulas, and whether a value was saved. Raises DamagedError."""
    if BOOK not in parts and (BINARY_BOOK in parts or OPEN_DOCUMENT in parts):
        return []
    text = parts.read(parts.sheet(number))
    if not _MAY_HOLD.search(text):
        return []
    reader = _Formulas()
    reader.feed(text)
    return reader.found
