"""The builds and the scripts that are measured, on one generated project.

Here belongs what is run, in which order. What a run is, is in `measuring`; how results look, in `report`.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Run, python, run
from benchmarks.pages import stories, write_plain, write_project
from benchmarks.serving import seconds_to_screen
from benchmarks.wholeness import article_pages, changed, check_whole
from benchmarks.world import Release, World

EDITS = 5
"""So many edits are made under `serve`."""


@dataclass(frozen=True)
class Staged:
    """A build by stage: seconds, and the memory of all its processes at most."""

    stages: dict[str, float]
    memory: int | None


class Trials:
    """A project of ours, the same pages for plain MkDocs, and the charts for the bare script, in one folder."""

    def __init__(self, folder: Path, world: World, articles: int, say: Callable[[str], None]) -> None:
        self.world = world
        self.articles = stories(articles, world)
        self.ours, self.plain = folder / "ours", folder / "plain"
        self._charts, self._pictures = folder / "charts", folder / "pictures"
        self._say = say

    @property
    def site(self) -> Path:
        return self.ours / "site"

    def prepare(self) -> None:
        """Write everything that the trials read."""
        self._say("writing the project")
        for folder in (self.ours, self.plain):
            folder.mkdir(parents=True)
        write_project(self.ours, self.world, self.articles)
        write_plain(self.plain, self.articles)
        run(python("-m", "benchmarks.specifications", self.ours, self._charts), self.ours)
        self._plain_build()

    def cold(self, rounds: int) -> tuple[list[float], list[float]]:
        """Seconds of builds without a cache, and of the bare script beside each."""
        pairs = [(self._cold_build(), self._bare_drawing()) for _ in range(rounds)]
        return [ours for ours, _ in pairs], [bare for _, bare in pairs]

    def warm(self, rounds: int) -> tuple[list[float], list[float]]:
        """Seconds of builds with nothing changed, and of plain MkDocs beside each."""
        pairs = [(self._build("warm build"), self._plain_build()) for _ in range(rounds)]
        return [ours for ours, _ in pairs], [plain for _, plain in pairs]

    def article_changed(self, rounds: int) -> list[float]:
        """Seconds of builds after one article was changed."""
        story = self.articles[len(self.articles) // 2]
        seconds = []
        for number in range(rounds):
            (self.ours / story.file).write_text(story.text(f"\nThis is change {'x' * (number + 1)}.\n"), encoding="utf-8")
            seconds.append(self._build("build after one article changed"))
        return seconds

    def event_changed(self, rounds: int) -> tuple[list[float], int]:
        """Seconds of builds after one event was changed, and how many articles it changed."""
        release, seconds, number = self._release(), [], 0
        before = article_pages(self.site)
        for more in range(1, rounds + 1):
            (self.ours / release.file).write_text(release.text(more), encoding="utf-8")
            seconds.append(self._build("build after one event changed"))
            number = changed(before, self.site)
        return seconds, number

    def _release(self) -> Release:
        """A report within the window of the middle article."""
        first = self.articles[len(self.articles) // 2].first
        return self.world.report(next(index for index in range(self.world.weeks) if self.world.week(index)[0] == first))

    def stages(self) -> tuple[Staged, Staged]:
        """A cold and a warm build by stage, with their memory."""
        self._forget()
        return self._staged("cold"), self._staged("warm")

    def _staged(self, what: str) -> Staged:
        self._say(f"{what} build by stage")
        done = run(python("-m", "benchmarks.stages", str(time.time())), self.ours, memory=True)
        check_whole(self.site, self.articles)
        return Staged(json.loads(done.output.splitlines()[-1]), done.memory)

    def parsing(self, rounds: int) -> list[float]:
        """Events read in a second."""
        self._say("reading the events")
        runs = [run(python("-m", "benchmarks.parsing", self.ours), self.ours) for _ in range(rounds)]
        return [got["events"] / got["seconds"] for got in (json.loads(one.output) for one in runs)]

    def serving(self, edits: int = EDITS) -> list[float]:
        """Seconds from a saved edit to the page."""
        self._say("serving")
        return seconds_to_screen(self.ours, self.articles[len(self.articles) // 2], edits)

    def _cold_build(self) -> float:
        self._forget()
        return self._build("cold build")

    def _forget(self) -> None:
        for folder in (self.ours / ".cache", self.site):
            shutil.rmtree(folder, ignore_errors=True)

    def _build(self, what: str) -> float:
        self._say(what)
        done = run(python("build.py"), self.ours)
        check_whole(self.site, self.articles)
        return done.seconds

    def _bare_drawing(self) -> float:
        self._say("bare script that draws the charts")
        shutil.rmtree(self._pictures, ignore_errors=True)
        return self._counted(run(python("-m", "benchmarks.bare_draw", self._charts, self._pictures), self.ours)).seconds

    def _counted(self, done: Run) -> Run:
        wanted, drawn = len(list(self._charts.iterdir())), len(list(self._pictures.iterdir()))
        assert wanted == drawn == 4 * len(self.articles), f"{drawn} of {wanted} pictures drawn"  # noqa: S101 - charts in two widths
        return done

    def _plain_build(self) -> float:
        self._say("plain MkDocs")
        done = run(python("-m", "mkdocs", "build", "--quiet"), self.plain)
        pages = len(article_pages(self.plain / "site"))
        assert pages == len(self.articles), f"plain MkDocs built {pages} articles"  # noqa: S101 - a broken yardstick measures nothing
        return done.seconds
