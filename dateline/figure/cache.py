"""Drawings kept by content: under a key made of everything that a drawing depends on, so that none can be stale.

Nothing is drawn here. An entry that is damaged, or cannot be read, counts as missing; a cache that cannot be written is no
reason to fail.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import os
import tempfile
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import msgspec

import dateline.charts
from dateline.charts import WIDTHS, Drawing
from dateline.figure import svg
from dateline.figure.artist import Drawn
from dateline.figure.renderer import renderer_version

DIGEST = 64


class Fingerprint:
    """What drawings depend on besides their plot: the code that draws and trims, and the libraries beneath."""

    @cached_property
    def _common(self) -> bytes:
        sources = sorted(Path(dateline.charts.__file__).parent.glob("*.py"))
        code = [path.read_bytes() for path in (*sources, Path(svg.__file__))]
        return _hash(*code, renderer_version().encode(), version("altair").encode(), repr((svg.VERSION, WIDTHS)).encode())

    def key(self, drawing: Drawing) -> str:
        """The name that a drawing is kept under. Raises TypeError when its plot is not plain data."""
        function = drawing.draw
        source = inspect.getsourcefile(function)
        code = Path(source).read_bytes() if source and not _is_ours(source) else b""
        name = f"{function.__module__}:{function.__qualname__}"
        plot = msgspec.json.encode(drawing.plot, order="deterministic")
        return _hash(self._common, code, name.encode(), plot).hex()


def _is_ours(source: str) -> bool:
    return Path(source).parent == Path(dateline.charts.__file__).parent


def _hash(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:".encode() + part)
    return digest.digest()


class FigureCache:
    """Drawings in a folder, one file each; None: nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept yet."""
        return self._folder is None or not self._folder.is_dir() or next(self._folder.iterdir(), None) is None

    def read(self, key: str) -> Drawn | None:
        """The drawing kept under `key`, or None if there is none that is whole."""
        if self._folder is None:
            return None
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            kept = self._path(key).read_bytes()
            digest, body = kept[:DIGEST], kept[DIGEST:]
            if hashlib.sha256(body).hexdigest().encode() == digest:
                return msgspec.json.decode(body, type=Drawn)
        return None

    def write(self, key: str, drawn: Drawn) -> None:
        """Keep a drawing; readers see the whole of it or nothing."""
        if self._folder is None:
            return
        body = msgspec.json.encode(drawn)
        # A full disk or a folder that cannot be written makes builds slow, not wrong.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._path(key), hashlib.sha256(body).hexdigest().encode() + body)

    def _path(self, key: str) -> Path:
        assert self._folder is not None  # noqa: S101 -- both callers have looked
        return self._folder / f"{key}.json"


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
