"""The files of a project, read safely and as text.

Here belongs which files are read (regular ones inside the project), how bytes become text, and which characters no file may
hold. What the text means is decided elsewhere.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ContentError, Problem, Spot

MAX_BYTES = 50_000_000
_MOST_CHARACTERS = 20

_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"  # controls, and the line break of old Macs
    "\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"  # bidi controls and line separators: what you see is not what is stored
    f"\\ufdd0-\\ufdef\\ufeff\\ufffd-\\uffff{_PLANES}]"  # non-characters, a stray byte order mark, the mark of a broken conversion
)
_FORBIDDEN_ASCII = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file of the project: its path relative to the root, its bytes, and its text with line feeds as the only line break."""

    file: str
    raw: bytes
    text: str


def read_source(root: Path, path: Path) -> SourceText:
    """The file at `path`, which has to be a regular UTF-8 file inside `root`. Raises ContentError."""
    file = relative_name(root, path)
    raw = _read_bytes(root, path, file)
    text = _decode(raw, file)
    problems = [character_problem(text, match, file) for match in forbidden_characters(text)]
    if problems:
        raise ContentError(problems)
    return SourceText(file, raw, text)


def relative_name(root: Path, path: Path) -> str:
    """The path relative to the project, with forward slashes."""
    return path.relative_to(root).as_posix()


def _read_bytes(root: Path, path: Path, file: str) -> bytes:
    try:
        status = path.stat()
        if not path.resolve().is_relative_to(root.resolve()):
            raise ContentError(
                Problem("outside-project", "this link leads out of the project", Spot(file), "put the file itself here")
            )
        if not stat.S_ISREG(status.st_mode):
            raise ContentError(Problem("unreadable-file", "this is not a regular file", Spot(file)))
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1e6:,.0f} MB; a file may have {MAX_BYTES / 1e6:,.0f} MB"
            raise ContentError(Problem("file-too-large", f"this file has {size}", Spot(file), "split it, one report a file"))
        return path.read_bytes()
    except FileNotFoundError:
        raise ContentError(Problem("missing-file", "there is no such file", Spot(file))) from None
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ContentError(Problem("unreadable-file", f"cannot be read: {reason}", Spot(file))) from None


def _decode(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError(Problem("not-utf8", "this file is UTF-16, not UTF-8", Spot(file), "save it with the encoding UTF-8"))
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        guess = raw[error.start : error.start + 1].decode("cp1252", "replace")
        message = f"this file is not UTF-8: byte 0x{raw[error.start]:02x} (in Windows-1252 it would be '{guess}')"
        spot = Spot(file, line, column)
        raise ContentError(Problem("not-utf8", message, spot, "save the file with the encoding UTF-8")) from None


def forbidden_characters(text: str) -> list[re.Match[str]]:
    """The first few characters that no file may hold."""
    pattern = _FORBIDDEN_ASCII if text.isascii() else FORBIDDEN
    if pattern.search(text) is None:
        return []
    return [match for _, match in zip(range(_MOST_CHARACTERS), pattern.finditer(text), strict=False)]


def character_problem(text: str, match: re.Match[str], file: str) -> Problem:
    """What is said of one forbidden character."""
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    return Problem(
        "bad-character", f"the character {character_name(match[0])} is not allowed here", Spot(file, line, column), "delete it"
    )


def character_name(character: str) -> str:
    """`U+202E (right-to-left override)`."""
    name = unicodedata.name(character, "a control or a non-character").lower()
    return f"U+{ord(character):04X} ({name})"


def list_files(root: Path, folder: str, suffix: str) -> tuple[list[Path], list[Problem]]:
    """Every file below `root/folder` whose name ends in `suffix` (lower case), sorted by path, and problems on the way.

    Hidden files and folders are left out. A folder that is a link is a problem: it would be silently unread.
    """
    paths: list[Path] = []
    problems: list[Problem] = []

    def note(error: OSError) -> None:
        name = relative_name(root, Path(error.filename)) if error.filename else folder
        problems.append(Problem("unreadable-file", f"cannot be read: {error.strerror}", Spot(name)))

    if not (root / folder).is_dir():
        return [], []
    for path in _walk(root / folder, note):
        if path.is_symlink() and path.is_dir():
            message = "this folder is a link, and links to folders are not followed"
            problems.append(Problem("linked-folder", message, Spot(relative_name(root, path)), "put the folder itself here"))
        elif path.name.endswith(suffix):
            paths.append(path)
    return sorted(paths), problems


def _walk(top: Path, note: Callable[[OSError], None]) -> Iterator[Path]:
    """Files, and folders that are links (`os.walk` lists them and does not enter)."""
    if top.is_symlink():
        yield top
        return
    for here, folders, names in os.walk(top, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in [*names, *linked]:
            if not name.startswith("."):
                yield Path(here) / name


def read_line(root: Path) -> Callable[[str, int], str | None]:
    """A function that gives line `n` (from 1) of a file of the project, or None: what `errors.format_text` shows."""
    kept: dict[str, list[str]] = {}

    def line_of(file: str, number: int) -> str | None:
        if file not in kept:
            kept[file] = _lines(root, file)
        lines = kept[file]
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line_of


def _lines(root: Path, file: str) -> list[str]:
    try:
        raw = _read_bytes(root, root / file, file)
    except (ContentError, ValueError):
        return []
    if b"\0" in raw:  # a workbook, or another encoding: its lines say nothing to a person
        return []
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
