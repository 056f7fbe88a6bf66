"""Points of a build at which it can be held, so that a test does its worst there: `python -m tests.faults.points POINT WORDS...`.

The command line runs as ever, but at the point it writes a byte to the descriptor that HELD names, and waits for a line.
"""

from __future__ import annotations

import functools
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HELD = "DATELINE_TEST_HELD"
MARK = "DATELINE_TEST_MARK"
"""A variable that all processes of one build carry, by which they are found."""


@dataclass(frozen=True)
class Point:
    """A call to hold at: `name` of what is called, before or after it is, the how manyth call, of those that `of` picks."""

    name: str
    after: bool = False
    number: int = 1
    of: Callable[..., bool] = lambda *_, **__: True
    cold: bool = False
    """Only met by a build that has to draw."""
    published: bool = False
    """The new site is in place."""


def _unfinished(path: Any, *_: object) -> bool:
    return bool(path.name.startswith(".new-"))


def _of_site(path: Any, *_: object) -> bool:
    return bool(path.name == "site")


POINTS = {
    "loading, nothing read": Point("dateline.site.load_project"),
    "loading, all read": Point("dateline.site.load_project", after=True),
    "loading, a folder to work in": Point("dateline.publish.Workplace.open", after=True),
    "drawing, first figure ordered": Point("dateline.figure.artist.Crew.begin", after=True, cold=True),
    "drawing, first figure drawn": Point("dateline.figure.cache.FigureCache.write", cold=True),
    "drawing, a figure being kept": Point("pathlib.Path.replace", of=_unfinished, cold=True),
    "pages, first to be converted": Point("dateline.plugin.plugin.DatelinePlugin.on_page_markdown"),
    "pages, all converted": Point("dateline.press.Press.check", after=True),
    "pages, first filled": Point("dateline.plugin.plugin.DatelinePlugin.on_post_page", after=True),
    "pages, third to be written": Point("mkdocs.utils.write_file", number=3),
    "downloads, none written": Point("dateline.plugin.plugin.write"),
    "downloads, all written": Point("dateline.plugin.plugin.write", after=True),
    "record pages, none written": Point("dateline.plugin.frames.write_pages"),
    "record pages, all written": Point("dateline.plugin.frames.write_pages", after=True),
    "gate, not yet looked": Point("dateline.plugin.plugin.verify"),
    "gate, all looked over": Point("dateline.plugin.plugin.verify", after=True),
    "swap, not yet": Point("dateline.publish.Workplace.publish"),
    "swap, done, the old still beside": Point("dateline.publish.exchange", after=True, published=True),
    "prune, not yet": Point("dateline.press.Press.prune", published=True),
    "prune, one folder done": Point("dateline.kept.Kept.prune", after=True, published=True),
    "seal, not yet": Point("dateline.plugin.seal.Seal.set", published=True),
    "seal, set": Point("dateline.plugin.seal.Seal.set", after=True, published=True),
}
OF_MOVES = {"assets, third to be copied": Point("mkdocs.structure.files.File.copy_file", number=3)}
"""Points at which folders are moved, and a kill would show nothing new."""
OF_PREVIEWS = {
    "while it starts": Point("mkdocs.commands.serve.load_config"),
    "in its first build": Point("dateline.plugin.plugin.verify"),
    "in the middle of a rebuild": Point("dateline.plugin.plugin.verify", number=2),
}
"""Points of `serve`, which builds again and again."""
BETWEEN_RENAMES = "swap by two renames, between them"
"""As systems swap that cannot exchange two folders in one step."""


def _hold() -> None:
    os.write(int(os.environ[HELD]), b".")
    os.read(0, 1)


def _held(point: Point) -> None:
    """Put a wrapper around what the point names."""
    owner_name, _, name = point.name.rpartition(".")
    owner = _found(owner_name)
    whole = getattr(owner, name)
    met = 0

    @functools.wraps(whole)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        nonlocal met
        met += point.of(*arguments, **named)
        now = met == point.number and point.of(*arguments, **named)
        if now and not point.after:
            _hold()
        given = whole(*arguments, **named)
        if now and point.after:
            _hold()
        return given

    setattr(owner, name, wrapper)


def _found(name: str) -> Any:
    """A module, or a class in one."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, inner = name.rpartition(".")
        return getattr(importlib.import_module(module), inner)


if __name__ == "__main__":
    from dateline import publish
    from dateline.cli import main

    importlib.import_module("dateline.plugin.host")
    if sys.argv[1] == BETWEEN_RENAMES:
        vars(publish)["exchange"] = lambda *_: False
        _held(Point("pathlib.Path.replace", after=True, of=_of_site))
    elif sys.argv[1]:
        _held({**POINTS, **OF_MOVES, **OF_PREVIEWS}[sys.argv[1]])
    sys.exit(main(sys.argv[2:]))
