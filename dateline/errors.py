"""Problems with a place, and the one exception tree.

Here belongs what is wrong, where, and the way out, and how that is shown to a person, a program or GitHub. What counts
as wrong is decided by the modules above; nothing here reads files or knows the host.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

Severity = Literal["error", "warning"]
Format = Literal["text", "json", "github"]

EXIT_BUILT = 0
EXIT_CONTENT = 1
EXIT_CONFIGURATION = 2
EXIT_ENVIRONMENT = 3
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: path relative to the project, line and column from 1 (0: the file as a whole), length in characters."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code (`unknown-place`), a sentence, a place, and a way out."""

    code: str
    message: str
    spot: Spot | None = None
    help: str | None = None
    severity: Severity = "error"

    @classmethod
    def unknown(cls, kind: str, value: str, known: Iterable[str], where: str, spot: Spot | None = None) -> Self:
        """No such `kind` (a place, a source, a filter): `where` says where it was looked up."""
        code = "unknown-" + kind.replace(" ", "-")
        return cls(code, f"no {kind} '{value}' in {where}", spot, did_you_mean(value, known))

    @property
    def sort_key(self) -> tuple[str, bool, int, int, str, str]:
        """By place; that there are more problems in a file is said after those that are listed."""
        spot = self.spot or Spot("")
        return (spot.file, self.code == MORE.code, spot.line, spot.column, self.code, self.message)


MOST_OF_A_FILE = 200
"""So many problems of a file are said. Who mends those will not find the others one by one."""
MORE = Problem(
    "more-problems", "there is more wrong in this file than is listed", None, "mend what has the same cause, and check again"
)
"""Stands for the problems of a file that are not said, after those that are; it has no place yet."""


def first_of(problems: Sequence[Problem], spot: Spot, most: int = MOST_OF_A_FILE) -> list[Problem]:
    """The first `most` problems of one file, and where there are more, that there are; `spot` is the place of that."""
    return [*problems[:most], replace(MORE, spot=spot)] if len(problems) > most else list(problems)


class DatelineError(Exception):
    """Any failure that a person can mend: it carries every problem found, and the exit code of DESIGN section 8."""

    exit_code = EXIT_CONTENT

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        given = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems: tuple[Problem, ...] = tuple(sorted(dict.fromkeys(given), key=lambda p: p.sort_key))
        super().__init__("; ".join(f"{p.spot}: {p.message}" if p.spot else p.message for p in self.problems))


class ContentError(DatelineError):
    """Something in content/ or data/ is wrong."""


class ConfigurationError(DatelineError):
    """mkdocs.yml, a command line or a template is wrong."""

    exit_code = EXIT_CONFIGURATION


class EnvironmentProblem(DatelineError):
    """The machine is in the way: disk, permission, another build."""

    exit_code = EXIT_ENVIRONMENT


class OutputProblem(EnvironmentProblem):
    """Standard output cannot be written. What was to be done is done all the same."""


class QueryError(ValueError):
    """A question that cannot be asked (unknown filter or value, sums across measures). Has no place until its caller adds one."""

    def __init__(self, message: str, help: str | None = None, code: str = "query") -> None:
        self.message = message
        self.help = help
        self.code = code
        self.also: tuple[QueryError, ...] = ()
        super().__init__(message)

    @classmethod
    def together(cls, errors: Sequence[QueryError]) -> QueryError:
        """The first of some errors, which carries the others: `each` gives them all."""
        first, *others = errors
        first.also = (*first.also, *(another for error in others for another in error.each))
        return first

    @property
    def each(self) -> tuple[QueryError, ...]:
        """The error itself, and those that were found with it."""
        return (self, *self.also)

    @classmethod
    def unknown(cls, kind: str, value: object, known: Iterable[str], where: str) -> Self:
        problem = Problem.unknown(kind, str(value), known, where)
        return cls(problem.message, problem.help, problem.code)

    def at(self, spot: Spot | None) -> Problem:
        """The same as a problem with a place."""
        return Problem(self.code, self.message, spot, self.help)


def character_name(character: str) -> str:
    """`U+202E (right-to-left override)`."""
    name = unicodedata.name(character, "a control or a non-character").lower()
    return f"U+{ord(character):04X} ({name})"


_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Letters, marks and signs that are drawn as nothing."""


def is_blank(text: str) -> bool:
    """Whether nobody sees anything of a text: it is empty, or holds only spaces and what is drawn as nothing."""
    return all(c in _BLANK or unicodedata.category(c) in {"Cf", "Cc", "Zs", "Zl", "Zp"} for c in text)


def unseen(text: str) -> tuple[str, str] | None:
    """A word without what nobody sees of it (joiners, odd spaces), and a hint that names it; None where it has no such thing."""
    found = [c for c in text if c in _BLANK or (c != " " and unicodedata.category(c) in {"Cf", "Cc", "Zs", "Zl", "Zp"})]
    if not found:
        return None
    plain = "".join(c for c in text if c not in found).strip()
    return plain, f"delete the character {character_name(found[0])}, which nobody sees: write {plain}"


def did_you_mean(value: str, known: Iterable[str]) -> str | None:
    """A hint with the nearest known name, or the whole list when it is short; None when neither helps."""
    names = list(dict.fromkeys(known))
    hidden = unseen(value)
    if hidden and hidden[0] in names:
        return hidden[1]
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    begun = [name for name in folded if len(value) > 2 and name.startswith(value.casefold())]
    near = begun if len(begun) == 1 else difflib.get_close_matches(value.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    if names and len(names) <= 12:
        return "known: " + ", ".join(sorted(names))
    return None


ReadLine = Callable[[str, int], str | None]


def format_text(problems: Iterable[Problem], read_line: ReadLine) -> str:
    """Problems for a terminal, each with the line it stands on; `read_line(file, line)` gives that line or None."""
    return "\n".join(_one_text(problem, read_line) for problem in problems)


_MOVING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")
"""What would move a terminal's cursor, show a text in another order than it has, cannot be printed, or is not seen."""


def _one_text(problem: Problem, read_line: ReadLine) -> str:
    return _MOVING.sub("\ufffd", "\n".join(_lines_of(problem, read_line)))


def _lines_of(problem: Problem, read_line: ReadLine) -> list[str]:
    head = f"{problem.spot}: " if problem.spot else ""
    lines = [f"{head}{problem.severity}[{problem.code}]: {problem.message}"]
    if problem.spot and problem.spot.line:
        source = read_line(problem.spot.file, problem.spot.line)
        if source is not None:
            lines += _excerpt(problem.spot, source)
    if problem.help:
        lines.append(f"  help: {problem.help}")
    return lines


def _excerpt(spot: Spot, source: str, width: int = 110) -> list[str]:
    number = str(spot.line)
    start = max(0, spot.column - 1 - width // 2) if len(source) > width else 0
    shown = "".join(c if c.isprintable() else " " for c in source[start : start + width])
    lines = [f"  {number} | {shown}"]
    if spot.column:
        length = max(1, min(spot.length, width - (spot.column - 1 - start)))
        lines.append(f"  {' ' * len(number)} | {' ' * (spot.column - 1 - start)}{'^' * length}")
    return lines


def format_json(problems: Iterable[Problem]) -> str:
    """Problems as one JSON array of objects: code, severity, message, help, file, line, column, length."""
    return json.dumps([_as_dict(p) for p in problems], ensure_ascii=False, indent=2)


def _as_dict(problem: Problem) -> dict[str, object]:
    spot = problem.spot
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
        "file": spot.file if spot else None,
        "line": spot.line if spot else None,
        "column": spot.column if spot else None,
        "length": spot.length if spot else None,
    }


def format_github(problems: Iterable[Problem]) -> str:
    """Problems as GitHub workflow commands, which GitHub shows on the lines of a pull request."""
    return "\n".join(_one_github(problem) for problem in problems)


def _one_github(problem: Problem) -> str:
    properties = {"title": problem.code}
    if problem.spot:
        properties["file"] = problem.spot.file
        if problem.spot.line:
            properties |= {"line": str(problem.spot.line), "col": str(problem.spot.column or 1)}
    listed = ",".join(f"{name}={_github_escape(value, extra=True)}" for name, value in properties.items())
    text = problem.message + (f"\nhelp: {problem.help}" if problem.help else "")
    return f"::{problem.severity} {listed}::{_github_escape(text)}"


def _github_escape(text: str, *, extra: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if extra else escaped
