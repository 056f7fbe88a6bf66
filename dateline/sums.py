"""The sums of a built site: a line for each file with the SHA-256 of its bytes, in the form that `sha256sum -c` checks.

Here belong what lies in a tree, and writing, reading and comparing the sums of it. Which files a site should have, and where a
published one lies, is not known here.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "SHA256SUMS"
"""The file in the root of a site that holds the sums of all others."""
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}

Sums = dict[str, str]
"""SHA-256 in hexadecimal by the path below the root of the site, with `/` between its parts."""


@dataclass(frozen=True)
class Entries:
    """What lies in a tree, by its path below it: its `files` with their sizes, and what is `strange`, no file nor a folder."""

    files: dict[str, int]
    strange: tuple[str, ...]


def entries(tree: Path) -> Entries:
    """What lies in a tree, in the order of the paths. No link in it is followed, and nothing is opened. Raises OSError."""
    files, strange = dict[str, int](), list[str]()
    for here, folders, others in os.walk(tree, onerror=_raise):
        for path in (Path(here, name) for name in (*folders, *others)):
            name, status = path.relative_to(tree).as_posix(), path.lstat()
            if stat.S_ISREG(status.st_mode):
                files[name] = status.st_size
            elif not stat.S_ISDIR(status.st_mode):
                strange.append(name)
    return Entries(dict(sorted(files.items())), tuple(sorted(strange)))


def _raise(error: OSError) -> None:
    """A folder that may not be entered may hold anything: it must not be passed over."""
    raise error


def sums_of(tree: Path, but: Iterable[str] = ()) -> Sums:
    """The sums of every file of a tree, in the order of their paths, but those named in `but`. Raises OSError."""
    left_out = {NAME, *but}
    return {name: digest_of_file(tree / name) for name in entries(tree).files if name not in left_out}


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file, which is not held in memory, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sums_text(sums: Mapping[str, str]) -> bytes:
    """The file: a line for each path, those with a backslash or a line break in them escaped as GNU coreutils do."""
    return "".join(_line(name, found) for name, found in sorted(sums.items())).encode()


def _line(name: str, found: str) -> str:
    escaped = "".join(_ESCAPED.get(character, character) for character in name)
    mark = "" if escaped == name else "\\"
    return f"{mark}{found}  {escaped}\n"


def read_sums(text: bytes) -> Sums:
    """The sums in such a file. Raises ValueError, in words, for what is none: it names the line."""
    sums: Sums = {}
    lines = text.decode("utf-8", "surrogateescape").split("\n")
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"line {number} is not a SHA-256, two blanks and a path")
        name = re.sub(r"\\([\\nr])", _unescaped, found[3]) if found[1] else found[3]
        if not _is_below(name):
            raise ValueError(f"line {number} names a path that is not within the site")
        if name in sums:
            raise ValueError(f"line {number} names {name} once more")
        sums[name] = found[2]
    return sums


def _unescaped(found: re.Match[str]) -> str:
    return {"\\": "\\", "n": "\n", "r": "\r"}[found[1]]


def _is_below(name: str) -> bool:
    """Whether a path stays below the folder that it starts from: the sums may be somebody else's."""
    return not name.startswith("/") and ".." not in name.split("/")


@dataclass(frozen=True)
class Comparison:
    """What two sets of sums say of each other, each a tuple of paths: `changed` have other bytes."""

    same: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not (self.changed or self.missing or self.added)


def compared(published: Mapping[str, str], expected: Mapping[str, str]) -> Comparison:
    """What is published beside what is expected: `missing` are expected only, `added` published only."""
    both = sorted(published.keys() & expected.keys())
    return Comparison(
        tuple(name for name in both if published[name] == expected[name]),
        tuple(name for name in both if published[name] != expected[name]),
        tuple(sorted(expected.keys() - published.keys())),
        tuple(sorted(published.keys() - expected.keys())),
    )
