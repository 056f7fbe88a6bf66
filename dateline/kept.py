"""What was made before, under keys made of everything that it was made from, so that nothing kept can be stale.

Here belongs keeping bytes in a folder, and the digests that keys are made of. An entry that is damaged, or cannot be read,
counts as missing; a folder that cannot be written makes builds slow, not wrong.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_DIGEST = 64
_UNFINISHED = ".new-"


@dataclass(frozen=True)
class Kept:
    """Entries in a folder, one file each; `folder` None: nothing is kept."""

    folder: Path | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept yet."""
        return self.folder is None or not self.folder.is_dir() or next(self.folder.iterdir(), None) is None

    def path(self, key: str) -> Path | None:
        """The file of an entry; None when nothing is kept."""
        return None if self.folder is None else self.folder / key

    def read(self, key: str) -> bytes | None:
        """What is kept under `key`, or None if there is nothing that is whole."""
        path = self.path(key)
        if path is None:
            return None
        with contextlib.suppress(OSError):
            held = path.read_bytes()
            if hashlib.sha256(held[_DIGEST:]).hexdigest().encode() == held[:_DIGEST]:
                return held[_DIGEST:]
        return None

    def write(self, key: str, content: bytes) -> None:
        """Keep an entry; readers see the whole of it or nothing."""
        path = self.path(key)
        if path is None:
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, hashlib.sha256(content).hexdigest().encode() + content)

    def prune(self, most: int, suffix: str = "") -> None:
        """Leave only the `most` entries (with that suffix) that were written last: the folder must not grow for ever.

        What a killed process began to write goes, too. Who is writing just now only keeps one entry less.
        """
        if self.folder is None or not self.folder.is_dir():
            return
        with contextlib.suppress(OSError):
            files = [entry for entry in os.scandir(self.folder) if entry.is_file()]
            for entry in files:
                if entry.name.startswith(_UNFINISHED):
                    Path(entry.path).unlink(missing_ok=True)
            entries = [entry for entry in files if entry.name.endswith(suffix) and not entry.name.startswith(_UNFINISHED)]
            entries.sort(key=lambda entry: (entry.stat().st_mtime_ns, entry.name), reverse=True)
            for entry in entries[most:]:
                Path(entry.path).unlink(missing_ok=True)


def put(path: Path, content: bytes) -> None:
    """Write a file that readers see whole or not at all. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def digest_of(*parts: bytes) -> str:
    """One digest (SHA-256, hexadecimal) of several parts, each told apart from the next."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.hexdigest()


def digest_of_files(paths: Iterable[Path], root: Path) -> str:
    """One digest of files by their names below `root` and their bytes. Raises OSError."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


@functools.cache
def code_digest() -> str:
    """The digest of Dateline's own code: what another version of it made is not taken for its own."""
    package = Path(__file__).parent
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix in (".py", ".conf"))
    return digest_of_files(files, package)
