"""The files of a project, read safely and as text.

Here belongs which files are read (regular ones inside the project), how bytes become text, and which characters no file may
hold. What the text means is decided elsewhere.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ContentError, Problem, Spot, character_name, first_of

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
    raw = read_bytes(root, path, file)
    text = _decode(raw, file)
    problems = [character_problem(text, match, file) for match in forbidden_characters(text)]
    if problems:
        raise ContentError(first_of(problems, Spot(file), _MOST_CHARACTERS))
    return SourceText(file, raw, text)


def relative_name(root: Path, path: Path) -> str:
    """The path relative to the project, with forward slashes."""
    return path.relative_to(root).as_posix()


def read_bytes(root: Path, path: Path, file: str) -> bytes:
    """The bytes of a regular file inside `root`, called `file`. Raises ContentError.

    What is looked at is what was opened, so that nothing can be put in its place meanwhile.
    """
    try:
        if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
            raise ContentError(link_problem(root, path))
        with open(path, "rb", opener=_open_carefully) as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ContentError(irregular_problem(file))
            if status.st_size > MAX_BYTES:
                size = f"{status.st_size / 1e6:,.0f} MB; a file may have {MAX_BYTES / 1e6:,.0f} MB"
                raise ContentError(Problem("file-too-large", f"this file has {size}", Spot(file), "split it, one report a file"))
            raw = opened.read(status.st_size + 1)
            if len(raw) != status.st_size:
                raise ContentError(Problem("unreadable-file", "this file changed while it was read", Spot(file), "try again"))
            return raw
    except FileNotFoundError:
        raise ContentError(Problem("missing-file", "there is no such file", Spot(file))) from None
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ContentError(Problem("unreadable-file", f"cannot be read: {reason}", Spot(file))) from None


def read_given(path: Path, most: int) -> bytes:
    """A file that a person names, in the project or elsewhere: links are followed, pipes and devices are not read.

    Of one that has more than `most` bytes, `most` + 1. Raises OSError.
    """
    with open(path, "rb", opener=_open_at_once) as opened:
        mode = os.fstat(opened.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "this is not a regular file")
        return opened.read(most + 1)


def _open_at_once(name: str, flags: int) -> int:
    """Opens without waiting for somebody to write into a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _open_carefully(name: str, flags: int) -> int:
    """Opens without following a link, and without waiting for somebody to write into a pipe."""
    return _open_at_once(name, flags | getattr(os, "O_NOFOLLOW", 0))


def irregular_problem(file: str) -> Problem:
    """What is said of a pipe, a socket or a device: reading one may never end."""
    return Problem("unreadable-file", "this is not a regular file", Spot(file), "put a file here, or take it away")


def link_problem(root: Path, path: Path) -> Problem:
    """What is said of a link: what it leads to may change without anybody seeing it here, or lie outside the project."""
    spot = Spot(relative_name(root, path))
    try:
        if path.is_dir():
            message = "this folder is a link, and links to folders are not followed"
            return Problem("linked-folder", message, spot, "put the folder itself here")
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        inside = True
    if inside:
        return Problem("linked-file", "this file is a link, and links are not followed", spot, "put the file itself here")
    return Problem("outside-project", "this link leads out of the project", spot, "put the file itself here")


_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_PAGES = (("cp1256", "Windows-1256", "Arabic"), ("cp1251", "Windows-1251", "Cyrillic"), ("cp1252", "Windows-1252", "Western"))
_HIGH = re.compile(rb"[\x80-\xff]+")
_PIECE = 1 << 20


def _decode(raw: bytes, file: str) -> str:
    named = next((name for mark, name in _MARKS if raw.startswith(mark)), None) or _unmarked_wide(raw)
    if named:
        raise ContentError(Problem("not-utf8", f"this file is {named}, not UTF-8", Spot(file), "save it with the encoding UTF-8"))
    at = _not_utf8(raw)
    if at is not None:
        line = raw.count(b"\n", 0, at) + 1
        top = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
        column = at - max(top, raw.rfind(b"\n", 0, at) + 1) + 1
        message = f"this file is not UTF-8: byte 0x{raw[at]:02x} ({_reading(raw, at)})"
        spot = Spot(file, line, column)
        raise ContentError(Problem("not-utf8", message, spot, "save the file with the encoding UTF-8"))
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


def _not_utf8(raw: bytes) -> int | None:
    """Where the first byte stands that is no UTF-8. It is looked for piece by piece, so that a refusal needs the bytes alone."""
    if raw.isascii():
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(raw), _PIECE):
        begun = len(decoder.getstate()[0])  # bytes of a character that the piece before did not hold whole
        try:
            decoder.decode(raw[start : start + _PIECE], final=start + _PIECE >= len(raw))
        except UnicodeDecodeError as error:
            return start - begun + error.start
    return None


def _unmarked_wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark: of Latin text every second byte is NUL, or three of four are."""
    for name, width in (("UTF-32", 4), ("UTF-16", 2)):
        parts = [raw[:200][at::width] for at in range(width)]
        if sum(len(part) > 3 and not any(part) for part in parts) == width - 1:
            return f"{name} without a byte order mark"
    return None


def _reading(raw: bytes, at: int) -> str:
    """What the bytes from `at` on would read as in the code pages that such files usually come in."""
    word = _HIGH.match(raw, at)
    found = word[0][:12] if word else raw[at : at + 1]
    pages = _PAGES[-1:] if len(found) == 1 else _PAGES
    readings = ((name, script, found.decode(codec, "replace")) for codec, name, script in pages)
    return ", ".join(f"in {name} ({script}) it would be '{_visible(text)}'" for name, script, text in readings)


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def forbidden_characters(text: str) -> list[re.Match[str]]:
    """The characters that no file may hold: those that are told, and one more."""
    pattern = _FORBIDDEN_ASCII if text.isascii() else FORBIDDEN
    if pattern.search(text) is None:
        return []
    return [match for _, match in zip(range(_MOST_CHARACTERS + 1), pattern.finditer(text), strict=False)]


def character_problem(text: str, match: re.Match[str], file: str) -> Problem:
    """What is said of one forbidden character."""
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    way_out = "save the file with the line ends of Unix or of Windows (LF or CRLF)" if match[0] == "\r" else "delete it"
    return Problem(
        "bad-character", f"the character {character_name(match[0])} is not allowed here", Spot(file, line, column), way_out
    )


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
            problems.append(link_problem(root, path))
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
