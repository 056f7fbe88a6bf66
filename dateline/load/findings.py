"""What is wrong in one file, noted by path while it is read, and given a place afterwards.

Reading knows no lines and columns, because a good file never needs them. Here findings are kept until the file is read, and
then become problems with a place, all of them with one slow pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.errors import Problem, did_you_mean
from dateline.load.positions import Path, Positions


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong at `path`; `key`: the key is what is wrong, not its value."""

    code: str
    message: str
    path: Path
    help: str | None = None
    key: bool = False


@dataclass(slots=True)
class Findings:
    """All that is wrong in one file."""

    noted: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.noted)

    def add(self, code: str, message: str, path: Path, help_: str | None = None, *, key: bool = False) -> None:
        self.noted.append(Finding(code, message, path, help_, key))

    def unknown_key(self, path: Path, known: list[str], what: str) -> None:
        """A key that the schema does not have."""
        name = str(path[-1])
        self.add(
            "unknown-key",
            f"{what} has no key '{name}'",
            path,
            did_you_mean(name, known) or f"known: {', '.join(known)}",
            key=True,
        )

    def problems(self, text: str, file: str, first_line: int = 1) -> list[Problem]:
        """The findings as problems with places in `text`, the text of `file` from `first_line` on."""
        if not self.noted:
            return []
        positions = Positions(text, file, first_line)
        return [Problem(f.code, f.message, positions.spot(f.path, key=f.key), f.help) for f in self.noted]
