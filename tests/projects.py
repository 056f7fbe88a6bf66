"""Whole small projects for tests: a copy of one, built as a newsroom builds it, and what came out."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dateline.cli import main

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "tests" / "sites" / "seed"
BUILD = (sys.executable, str(ROOT / "build.py"))
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "-q")
ARTICLE = "content/articles/a-week.md"
REPORT = "data/events/2018/2018-04-06-cjtf-oir.yml"
TYPED = "Then 7 strikes hit.\n"
"""A figure typed by hand."""


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        """Put a text at the end of a file."""
        self.write(name, self.read(name) + "\n" + text)

    def run(self, *arguments: str) -> int:
        """Our command line in this process, quick; gives the exit code."""
        with contextlib.chdir(self.root):
            return main(list(arguments))

    def call(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A program in the project's folder, as a person would start it."""
        return subprocess.run(
            command, cwd=self.root, env=surroundings(**environment), capture_output=True, text=True, check=False, timeout=120
        )

    def page(self, name: str = "articles/a-week/index.html") -> str:
        return (self.site / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All files of the built site."""
        return tree(self.site)


def surroundings(**more: str) -> dict[str, str]:
    """An environment that finds the code under test from anywhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PYTHON"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def copy(source: Path, target: Path) -> Project:
    """The project of `source` in another folder, with its caches and its site."""
    shutil.copytree(source, target)
    return Project(target)


def own_project(target: Path) -> Project:
    """Our own content, data, templates and charts in another folder, with the figures that builds of it kept."""
    target.mkdir()
    for name in ("content", "data", "templates", "charts", ".cache/dateline"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", ".new-*"))
    shutil.copy2(ROOT / "mkdocs.yml", target)
    return Project(target)


def leftovers(project: Project) -> list[str]:
    """What a build left beside the site, except the lock's own file."""
    room = project.root / ".site.dateline"
    return sorted(path.name for path in room.iterdir() if path.name != "lock") if room.is_dir() else []


def difference(one: dict[str, bytes], two: dict[str, bytes]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
