"""Editions of a site that are kept as they were: what is in the folder, and that not a byte of it has changed.

Here belongs the manifest of an edition, checking a folder against it, and putting its files elsewhere. How an edition is made,
and what it says, is not known here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.errors import Problem, Spot
from dateline.kept import digest_of
from dateline.publish import MARKER

FOLDER = "editions"
"""Where a project keeps its editions, and where they lie in its site: a folder each, named by the day."""
MANIFEST = "edition.json"


class Facts(msgspec.Struct, frozen=True):
    """What is told of an edition elsewhere: the day whose knowledge it holds, its headline numbers in words, what is left out."""

    day: dt.date
    title: str
    reports: int
    events: int
    totals: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True):
    """The list of all files of an edition, with the digest (SHA-256) of each."""

    facts: Facts
    files: dict[str, str]


@dataclass(frozen=True)
class KeptEdition:
    """An edition in a folder of its own, with a manifest that could be read. `digest` stands for all of it."""

    folder: Path
    manifest: Manifest
    digest: str

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def facts(self) -> Facts:
        return self.manifest.facts

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file, the manifest among them, as (path, content). Raises DamagedError at the first that is not as it was."""
        listed = dict(self.manifest.files)
        for path in _paths(self.folder):
            name = path.relative_to(self.folder).as_posix()
            if name in (MANIFEST, MARKER):
                continue
            if path.is_symlink() or name not in listed:
                raise DamagedError(name, "is not one of its files")
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != listed.pop(name):
                raise DamagedError(name, "is not what it was")
            yield name, content
        if listed:
            raise DamagedError(min(listed), "is gone")
        yield MANIFEST, (self.folder / MANIFEST).read_bytes()


class DamagedError(Exception):
    """A file of an edition that is not what its manifest says."""

    def __init__(self, name: str, what: str) -> None:
        self.name, self.what = name, what
        super().__init__(f"{name} {what}")

    def problem(self, edition: str) -> Problem:
        """What is said of it."""
        message = f"the edition of {edition} is damaged: {self.name} {self.what}"
        help_ = f"bring it back from where it is kept (git checkout -- {FOLDER}/{edition}), or take the folder away"
        return Problem("edition-damaged", message, Spot(f"{FOLDER}/{edition}/{self.name}"), help_)


def write_manifest(folder: Path, facts: Facts) -> None:
    """List all that lies in a finished edition."""
    paths = (path for path in _paths(folder) if path.name not in (MANIFEST, MARKER))
    files = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    text = msgspec.json.format(msgspec.json.encode(Manifest(facts, files)), indent=1)
    (folder / MANIFEST).write_bytes(text + b"\n")


def kept_editions(root: Path) -> tuple[tuple[KeptEdition, ...], tuple[Problem, ...]]:
    """The editions that a project keeps, the newest day first, and what is wrong with folders that should be one."""
    found, problems = [], []
    folder = root / FOLDER
    for path in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ():
        if path.name.startswith(".") or not path.is_dir():
            continue
        edition = _read(path)
        if isinstance(edition, KeptEdition):
            found.append(edition)
        else:
            problems.append(edition)
    return tuple(found), tuple(problems)


def digest_of_editions(root: Path) -> str:
    """What stands for all editions of a project."""
    found, problems = kept_editions(root)
    return digest_of(*(f"{kept.name} {kept.digest}".encode() for kept in found), *(p.message.encode() for p in problems))


def _read(folder: Path) -> KeptEdition | Problem:
    spot, help_ = Spot(f"{FOLDER}/{folder.name}"), f"{FOLDER}/ holds only what `python build.py build --as-of DAY` made"
    try:
        text = (folder / MANIFEST).read_bytes()
        manifest = msgspec.json.decode(text, type=Manifest)
    except FileNotFoundError:
        return Problem("edition-damaged", f"the folder {folder.name} is no edition: it has no {MANIFEST}", spot, help_)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Problem("edition-damaged", f"the edition of {folder.name} is damaged: {MANIFEST} cannot be read", spot, help_)
    if str(manifest.facts.day) != folder.name:
        message = f"the folder {folder.name} holds the edition of {manifest.facts.day}"
        return Problem("edition-damaged", message, spot, "give it its own name back")
    return KeptEdition(folder, manifest, hashlib.sha256(text).hexdigest())


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
