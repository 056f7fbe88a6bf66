"""A case as one text file: a sentence, then sections that begin with `=== HEADING`, then `=== told` and what has to be told.

Here belongs reading and writing such files. What stands under which heading, and who tells, is said where cases are run.
"""

from __future__ import annotations

import re
import tempfile
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Self

TOLD = "told"


@dataclass(frozen=True)
class CaseFile(ABC):
    """A case: what it is about, its sections by their headings, and what has to be told."""

    about: str
    sections: tuple[tuple[str, str], ...]
    told: str

    @classmethod
    def read(cls, path: Path) -> Self:
        about, *parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        sections = tuple(zip(parts[::2], parts[1::2], strict=True))
        told = "".join(text for heading, text in sections if heading == TOLD)
        return cls(about, tuple(section for section in sections if section[0] != TOLD), told)

    @abstractmethod
    def run(self, folder: Path) -> str:
        """What is told of the case, for which `folder` is there, and empty."""

    def text(self, told: str) -> str:
        """The file, if this is told."""
        return self.about + "".join(f"=== {heading}\n{text}" for heading, text in (*self.sections, (TOLD, told)))

    @classmethod
    def write_all(cls, cases: Path) -> None:
        """Write what is told anew in each file of a folder."""
        for path in sorted(cases.glob("*.txt")):
            with tempfile.TemporaryDirectory() as folder:
                case = cls.read(path)
                path.write_text(case.text(case.run(Path(folder))), encoding="utf-8")
