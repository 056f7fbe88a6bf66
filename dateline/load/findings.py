"""What is wrong in one file, noted by path while it is read, and given a place afterwards.

Reading knows no lines and columns, because a good file never needs them. Here findings are kept until the file is read, and
then become problems with a place, all of them with one slow pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.errors import MORE, MOST_OF_A_FILE, Problem, did_you_mean
from dateline.load.positions import Path, Positions


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong at `path`; `key`: the key is what is wrong, not its value."""

    code: str
    message: str
    path: Path
    help: str | None = None
    key: bool = False


_MORE = Finding(MORE.code, MORE.message, (), MORE.help)


@dataclass(slots=True)
class Findings:
    """What is wrong in one file: the first of it, and one more for all the rest."""

    noted: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.noted)

    def add(self, code: str, message: str, path: Path, help_: str | None = None, *, key: bool = False) -> None:
        self.noted.append(_MORE if self._full else Finding(code, message, path, help_, key))

    @property
    def _full(self) -> bool:
        return len(self.noted) >= MOST_OF_A_FILE

    def unknown_key(self, path: Path, known: list[str], what: str, help_: str | None = None) -> None:
        """A key that the schema does not have. `help_`: the way out, where there is a better one than the known keys."""
        name = str(path[-1])
        if self._full:
            self.noted.append(_MORE)
            return
        self.add(
            "unknown-key",
            f"{what} has no key '{name}'",
            path,
            help_ or did_you_mean(name, known) or f"known: {', '.join(known)}",
            key=True,
        )

    def problems(self, text: str, file: str, first_line: int = 1) -> list[Problem]:
        """The findings as problems with places in `text`, the text of `file` from `first_line` on."""
        if not self.noted:
            return []
        positions = Positions(text, file, first_line, only=[finding.path for finding in self.noted[: MOST_OF_A_FILE + 1]])
        return [Problem(f.code, f.message, positions.spot(f.path, key=f.key), f.help) for f in dict.fromkeys(self.noted)]
