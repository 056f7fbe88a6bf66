"""A running preview that meets its fault: started, edited, looked at all the while, and ended. What it survived is noted."""

from __future__ import annotations

import contextlib
import html
import http.client
import itertools
import re
import socket
import string
import subprocess
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from benchmarks.reliability.facts import note
from tests.faults.bench import SECTION, from_a_terminal, marked
from tests.faults.points import MARK
from tests.projects import ARTICLE, BUILD, Project, surroundings

STORY = "articles/a-week/"
BOX = '<div id="dateline-problems" role="alert"'
FIRST = "Near Bayji"
PATIENCE = 60
"""Seconds in which whatever is waited for has to come."""
PAUSE = 0.04
"""Seconds between two looks at a page while something is wrong."""
_letters = map("".join, itertools.product(string.ascii_lowercase, repeat=3))
"""What tells one edit from the next: letters, since a number in a text would be a figure typed by hand."""
Left = Literal["good", "edit", "back", "over"]


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    text: str

    @property
    def box(self) -> str:
        """The problems on top of the page, as a person reads them."""
        inside = self.text.partition(BOX)[2].partition(">")[2].partition("</div>")[0]
        return html.unescape(re.sub("<[^>]*>", "\n", inside)).strip()

    @property
    def page(self) -> str:
        """The page below them."""
        return self.text.partition(BOX)[0]


@dataclass
class Served:
    """A preview of a project that has a temporary folder for itself, and the words of the project's article as they are now."""

    project: Project
    address: str
    process: subprocess.Popen[bytes]
    temporary: Path
    log: Path
    mark: str
    said_ever: list[str] = field(default_factory=lambda: [FIRST])
    failures: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What the article says now."""
        return self.said_ever[-1]

    def get(self, name: str = STORY) -> Answer | None:
        """A page, or what is said instead; None while nobody listens."""
        try:
            with urllib.request.urlopen(self.address + name, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return Answer(answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode())
        except http.client.IncompleteRead as error:
            return Answer(0, error.partial.decode())
        except (urllib.error.URLError, ConnectionError):
            return None

    def until(self, holds: Callable[[Answer], bool], name: str = STORY) -> Answer:
        """The page, once it is as it should be."""
        deadline = time.monotonic() + PATIENCE
        while (answer := self.get(name)) is None or not holds(answer):
            assert self.process.poll() is None, f"the preview has ended: {self.said()}"
            assert time.monotonic() < deadline, f"/{name} never became what it should be: {answer}\n{self.said()}"
            time.sleep(PAUSE)
        return answer

    def until_edited(self) -> None:
        """Wait until the page shows the last edit, and no problem."""
        self.until(lambda answer: _complete(answer) and self.words in answer.page and not answer.box)

    def until_told(self, text: str) -> str:
        """Wait until a problem is shown on top of a page; the line that says it."""
        box = self.until(lambda answer: text in answer.box).box
        return next(line for line in box.splitlines() if text in line)

    def edit(self, *, whole: bool = False) -> None:
        """Save the article with other words; `whole`: with something else, too, so that every page has to be built."""
        if whole:
            places = self.project.root / "data" / "places.yml"
            places.write_bytes(places.read_bytes())
        self.said_ever.append(f"Near Bayji, {next(_letters)},")
        self.project.edit(ARTICLE, *self.said_ever[-2:])

    @contextlib.contextmanager
    def looked_at(self) -> Iterator[None]:
        """Look at pages again and again, in the time of the block: each is whole, and of one of the edits before or during it."""
        done, first, looks = threading.Event(), len(self.said_ever) - 1, 0

        def look() -> None:
            nonlocal looks
            while not (looks and done.wait(PAUSE)):
                answer = self.get()
                if answer is None or not _complete(answer) or not any(words in answer.page for words in self.said_ever[first:]):
                    self.failures.append(f"look {looks}: {answer}")
                looks += 1

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
        assert self.failures == []

    @property
    def tree(self) -> Path:
        """The folder that is served."""
        return next(self.temporary.glob("dateline_*/mkdocs_*"))

    @property
    def room(self) -> Path:
        """The folder beside it, in which the next pages are made."""
        return next(self.temporary.glob("dateline_*/.mkdocs_*.dateline"))

    def pages(self) -> set[str]:
        """The names of all files that are served."""
        return {path.relative_to(self.tree).as_posix() for path in self.tree.rglob("*") if path.is_file()}

    def said(self) -> str:
        """What went to the terminal."""
        return self.log.read_text("utf-8", "replace")[-6000:]

    def survived(self, fault: str, left: Left, said: str = "", code: int | None = None) -> None:
        """Note a fault after which the preview still runs and has nothing to tell, or has ended as is fitting."""
        if left != "over":
            assert self.process.poll() is None, self.said()
            for name in (STORY, "", "articles/", "weeks/2018-03-30/", "places/bayji/"):
                answer = self.get(name)
                assert answer is not None
                assert (_complete(answer), answer.box) == (True, ""), name
            assert self.words in (self.get() or Answer(0, "")).text
        for path in (self.project.root, self.temporary):
            said = said.replace(str(path), "…")
        said = re.sub(r"(dateline|mkdocs)_\w{8}", r"\1_…", said)
        note(SECTION, f"preview: {fault}", {"left": left, "exit": code, "said": said})

    def ended(self, number: int | None = None) -> int:
        """End it by a signal, if any, and wait until nothing of it runs any more."""
        if number is not None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while running := marked(self.mark):
            assert time.monotonic() < deadline, running
            time.sleep(PAUSE)
        return code

    def litter(self) -> list[str]:
        """What lies in the temporary folder."""
        return sorted(path.name for path in self.temporary.iterdir())


def _complete(answer: Answer) -> bool:
    once = answer.page.count("<h1") == answer.page.count("</main>") == 1
    return answer.status == 200 and once and answer.text.rstrip().endswith("</html>")


@contextlib.contextmanager
def started(
    project: Project,
    temporary: Path,
    *,
    command: tuple[str, ...] = BUILD,
    folder: Path | None = None,
    environment: Mapping[str, str | None] | None = None,
    before: Callable[[], object] | None = None,
    **streams: Any,
) -> Iterator[Served]:
    """A preview that has just been started. `before` is done in its process before it begins."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        address = f"127.0.0.1:{found.getsockname()[1]}"
    temporary.mkdir(exist_ok=True)
    mark, log = uuid.uuid4().hex, temporary.parent / f"{temporary.name}.log"
    given: dict[str, str | None] = {**surroundings(TMPDIR=str(temporary), **{MARK: mark}), **(environment or {})}
    with log.open("wb") as output:
        ordinary: dict[str, Any] = {"stdout": output, "stderr": output, "stdin": subprocess.DEVNULL}
        process: subprocess.Popen[bytes] = subprocess.Popen(
            (*command, "serve", "--address", address),
            cwd=folder or project.root,
            env={name: value for name, value in given.items() if value is not None},
            preexec_fn=lambda: from_a_terminal(before),  # noqa: PLW1509 - it only asks the system
            start_new_session=True,
            **(ordinary | streams),
        )
    words = re.findall(r"Near Bayji(?:, \w+,)?", project.read(ARTICLE))
    served = Served(project, f"http://{address}/repo/", process, temporary, log, mark, words)
    try:
        yield served
    finally:
        process.kill()
        process.wait(PATIENCE)
