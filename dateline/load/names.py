"""What lies in content/ and data/: which names files may have there, and which kinds of files.

Everything in content/ is published as it is, so whoever writes an article could put a page or a script of his own beside it, or
a link to a file of the machine. Here every entry of both folders is looked at without being read, apart from SVG, which can
hold scripts. What the files that Dateline itself reads may say is decided elsewhere.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import Problem, Spot, character_name
from dateline.load.files import FORBIDDEN, irregular_problem, link_problem, relative_name
from dateline.load.svg import check_svg

FOLDERS = ("content", "data")
LONGEST_NAME = 100
"""Characters of a name. Some systems take 255 bytes, and an address has to be sent."""
PUBLISHED = frozenset(
    """
    md png jpg jpeg gif webp avif svg ico pdf csv tsv json geojson xlsx ods odt docx txt zip parquet
    mp3 m4a ogg opus wav flac mp4 webm vtt srt
    """.split()
)
"""What may lie in content/, by the ends of names: none of it runs when it is opened, SVG aside, which is read."""

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_UNFIT = re.compile(r'[\\:*?"<>|%#]')
_LEFT_BEHIND = re.compile(r"\..*|#.*#|.*~|.*\.sw[a-p]|.*___jb_(?:tmp|old)___|Thumbs\.db|desktop\.ini", re.DOTALL)
_ELSEWHERE = (
    "styles, scripts and pages of code belong in templates/, which maintainers keep; other files on a server of their own"
)


def check_names(root: Path) -> Iterator[Problem]:
    """Every problem with the names and kinds of what lies in content/ and data/.

    Hidden files are nobody's business here, nor, in data/, what editors leave while somebody writes: nothing of it is published.
    """
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            yield link_problem(root, root / folder)
        elif (root / folder).is_dir():
            yield from _check_folder(root, root / folder)


def _check_folder(root: Path, folder: Path) -> Iterator[Problem]:
    try:
        entries = sorted((entry for entry in os.scandir(folder) if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return  # said by whoever reads the folder
    known: dict[str, str] = {}
    for entry in entries:
        path = folder / entry.name
        if is_left_behind(entry.name) and relative_name(root, path).startswith("data/"):
            continue
        fault = name_fault(entry.name)
        if fault:
            yield Problem("bad-name", fault[0], Spot(_shown(root, path)), fault[1])
            continue
        other = known.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
        if other != entry.name:
            message = f"this and '{other}' have one name on systems that do not tell small letters from capitals"
            yield Problem("clashing-names", message, Spot(relative_name(root, path)), "rename one of the two")
        if entry.is_symlink():
            yield link_problem(root, path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _check_folder(root, path)
        else:
            yield from _check_file(root, path)


def is_left_behind(name: str) -> bool:
    """Whether an editor or a system, and not a person, has left a file of that name beside others, for a while or for good."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def name_fault(name: str) -> tuple[str, str] | None:  # noqa: PLR0911 - one line per fault
    """What is wrong with a name, and the way out."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "the name of this file is not UTF-8", "rename it"
    found = FORBIDDEN.search(name) or re.search(r"[\t\n\u200b-\u200f\u2060]", name)
    if found:
        return f"the name holds the character {character_name(found[0])}", "rename it: letters, digits and hyphens are safe"
    unfit = _UNFIT.search(name)
    if unfit:
        return f"the name holds the character '{unfit[0]}'", "rename it: letters, digits and hyphens are safe"
    if name != unicodedata.normalize("NFC", name):
        return "the name is written with letters and their marks apart (not in Unicode form NFC)", "rename it"
    if name[0] in "-~ " or name[-1] in ". ":
        return (
            f"a name cannot {'start' if name[0] in '-~ ' else 'end'} like this",
            "rename it: begin and end with a letter or digit",
        )
    if name.partition(".")[0].casefold() in _RESERVED:
        return f"'{name.partition('.')[0]}' is a name that Windows keeps for itself", "rename it"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name)} characters; {LONGEST_NAME} are the most", "shorten it"
    return None


def _shown(root: Path, path: Path) -> str:
    """A path that can be printed, whatever is in it."""
    name = "".join(c if c.isprintable() and not FORBIDDEN.search(c) else "\ufffd" for c in relative_name(root, path))
    return name if len(name) <= 2 * LONGEST_NAME else name[: 2 * LONGEST_NAME] + "…"


def _check_file(root: Path, path: Path) -> Iterator[Problem]:
    spot = Spot(relative_name(root, path))
    content = spot.file.startswith("content/")
    suffix = path.suffix.lower().removeprefix(".")
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            yield irregular_problem(spot.file)
        elif not os.access(path, os.R_OK):
            yield Problem("unreadable-file", "cannot be read: Permission denied", spot, "let its group or everybody read it")
        elif content and suffix == "svg":
            yield from check_svg(path, status.st_size, spot)
    except OSError as error:
        yield Problem("unreadable-file", f"cannot be read: {error.strerror}", spot)
    if content and suffix not in PUBLISHED and suffix not in {"markdown", "mdown", "mkdn", "mkd"}:
        kind = f"files that end in .{suffix}" if suffix else "files without an end such as .png"
        yield Problem("unsafe-file", f"{kind} cannot be published from content/", spot, _ELSEWHERE)
