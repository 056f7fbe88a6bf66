"""The PNG files of a build: begun as soon as their SVG is there, painted beside, collected at the end, kept by content.

What a picture shows is composed elsewhere, and how it is painted is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import ContentError, Problem, Spot
from dateline.figure.artist import Artist, Picture
from dateline.figure.renderer import DrawingError, renderer_version
from dateline.kept import Kept, digest_of

VERSION = 1
"""To be raised when the same SVG gives other bytes: kept pictures depend on it."""


@dataclass
class _Task:
    """A picture under way: what it is of, what it is kept under, what is kept of it or was begun."""

    picture: Picture
    spot: Spot | None
    key: str
    kept: bytes | None
    begun: object = None


@dataclass
class Pictures:
    """Pictures by their paths below the site's root. `folder` None: nothing is kept. `artist` gives who paints."""

    folder: Path | None
    artist: Callable[[], Artist]
    _tasks: dict[str, _Task] = field(default_factory=dict)

    def begin(self, path: str, svg: bytes, scale: float, spot: Spot | None = None) -> None:
        """Have a complete SVG file painted as the file `path`; where it was ordered is `spot`."""
        picture = Picture(svg.decode(), scale)
        key = digest_of(renderer_version().encode(), repr((VERSION, scale)).encode(), svg) + ".png"
        task = _Task(picture, spot, key, Kept(self.folder).read(key))
        if task.kept is None:
            task.begun = self.artist().begin_picture(picture)
        self._tasks[path] = task

    def __contains__(self, path: object) -> bool:
        return path in self._tasks

    def files(self) -> Iterator[tuple[str, bytes]]:
        """All pictures as (path, PNG file), sorted. Raises ContentError for one that cannot be painted."""
        for path in sorted(self._tasks):
            yield path, self._painted(path, self._tasks[path])

    def _painted(self, path: str, task: _Task) -> bytes:
        if task.kept is None:
            try:
                task.kept = self.artist().finish_picture(task.begun, task.picture)
            except DrawingError as error:
                message = f"the picture {path} cannot be painted: {error}"
                raise ContentError(Problem("figure-failed", message, task.spot)) from None
            Kept(self.folder).write(task.key, task.kept)
        return task.kept

    def forget(self, paths: Iterator[str]) -> None:
        """Drop pictures, because what they show is made again."""
        for path in paths:
            self._tasks.pop(path, None)
