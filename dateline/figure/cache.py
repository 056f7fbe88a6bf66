"""Drawings kept by content: under a key made of everything that a drawing depends on, so that none can be stale.

Nothing is drawn here, and how bytes are kept is known elsewhere.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import msgspec

import dateline.charts
from dateline.charts import WIDTHS, Drawing
from dateline.figure import svg
from dateline.figure.artist import Drawn
from dateline.figure.finishing import Finished
from dateline.figure.renderer import renderer_version
from dateline.kept import Kept, digest_of, digest_of_files
from dateline.model import Period


class Fingerprint:
    """What drawings depend on besides their plot: the code that draws and trims, and the libraries beneath."""

    @cached_property
    def _common(self) -> bytes:
        sources = sorted(Path(dateline.charts.__file__).parent.glob("*.py"))
        code = [path.read_bytes() for path in (*sources, Path(svg.__file__))]
        beneath = (renderer_version().encode(), version("altair").encode(), repr((svg.VERSION, WIDTHS)).encode())
        return digest_of(*code, *beneath).encode()

    def key(self, drawing: Drawing) -> str:
        """The name that a drawing is kept under. Raises TypeError when its plot is not plain data."""
        function = drawing.draw
        source = inspect.getsourcefile(function)
        code = Path(source).read_bytes() if source and not _is_ours(source) else b""
        name = f"{function.__module__}:{function.__qualname__}"
        plot = msgspec.json.encode(drawing.plot, order="deterministic")
        return digest_of(self._common, code, name.encode(), plot)


def _is_ours(source: str) -> bool:
    return Path(source).parent == Path(dateline.charts.__file__).parent


class FigureCache:
    """Drawings in a folder, one file each; None: nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._kept = Kept(folder)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept yet."""
        return self._kept.is_empty

    def read(self, key: str) -> Drawn | None:
        """The drawing kept under `key`, or None if there is none that is whole."""
        body = self._kept.read(f"{key}.json")
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            return None if body is None else msgspec.json.decode(body, type=Drawn)
        return None

    def write(self, key: str, drawn: Drawn) -> None:
        """Keep a drawing; readers see the whole of it or nothing."""
        self._kept.write(f"{key}.json", msgspec.json.encode(drawn))


class FinishedFigures:
    """Finished and checked figures under what was ordered, for one record: `digest` stands for the record and for all code."""

    def __init__(self, folder: Path | None, digest: str, templates: list[Path]) -> None:
        self._kept = Kept(folder)
        # All templates: one may include any other.
        around = [digest_of_files(root.rglob("*.html"), root).encode() for root in templates] if folder else []
        beneath = renderer_version() + version("altair")
        self._common = digest_of(digest.encode(), beneath.encode(), *around).encode()

    def key(self, name: str, chart: str, options: Mapping[str, object], scope: Period | None) -> str:
        """What a figure is kept under: its id, and all that its block and its page ask for."""
        asked = sorted((option, type(value).__name__, repr(value)) for option, value in options.items())
        return digest_of(self._common, repr((name, chart, asked, str(scope))).encode())

    def read(self, key: str) -> Finished | None:
        """The figure kept under `key`, or None if there is none that is whole."""
        body = self._kept.read(key)
        with contextlib.suppress(msgspec.MsgspecError):
            return None if body is None else msgspec.msgpack.decode(body, type=Finished)
        return None

    def write(self, key: str, finished: Finished) -> None:
        """Keep a figure that passed its checks."""
        self._kept.write(key, msgspec.msgpack.encode(finished))
