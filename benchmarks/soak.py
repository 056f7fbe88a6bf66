"""`serve` through hours of edits: `python -m benchmarks.soak --edits 500`.

A project is edited as people do, each page that comes is looked at, and the memory is watched. Each answer must be a
complete page; with the problems on top when something is wrong, with the newest words when all is well.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.edits import Desk
from benchmarks.measuring import environment, python
from benchmarks.pages import REPOSITORY
from benchmarks.reliability.facts import Facts, record
from tests.faults.bench import without_privilege

SEED = REPOSITORY / "tests" / "sites" / "seed"
STORY, PAGES = "articles/a-week/", ("", "articles/", "weeks/2018-03-30/", "places/bayji/")
BOX = 'id="dateline-problems"'
WARM = 50
"""Edits after which all that is made once has been made."""
PATIENCE, LOOKS = 120, 100
"""Seconds, and looks at the page, until it should be right. A machine that stood still meanwhile lets seconds pass at once."""
_EPOCH = re.compile(r"livereload\((\d+), ")


class SoakFailed(Exception):
    """A page that was not what it must be, or a server that ended."""


@dataclass
class Soaked:
    """What a run saw: kinds of edits, pages looked at, seconds, and the resident bytes of the server after each edit."""

    kinds: Counter[str] = field(default_factory=Counter)
    good: int = 0
    pages: int = 0
    boxes: int = 0
    seconds: float = 0.0
    memory: list[int] = field(default_factory=list)

    @property
    def edits(self) -> int:
        return self.kinds.total()

    def growth(self, warm: int = WARM) -> float:
        """Bytes for each edit, once warm: the slope of the straight line that fits best."""
        later = self.memory[warm:]
        return statistics.linear_regression(range(len(later)), later).slope if len(later) > 1 else 0.0

    def level(self, warm: int = WARM) -> tuple[float, float]:
        """The median bytes of the first and of the last fifth, once warm."""
        later = self.memory[warm:]
        fifth = max(1, len(later) // 5)
        return statistics.median(later[:fifth]), statistics.median(later[-fifth:])

    def facts(self, seed: int) -> Facts:
        """What stands in the page of reliability."""
        first, last = self.level()
        return {
            "seed": seed,
            "edits": self.edits,
            "good": self.good,
            "bad": self.edits - self.good,
            "kinds": dict(sorted(self.kinds.items())),
            "pages": self.pages,
            "with_problems": self.boxes,
            "minutes": round(self.seconds / 60, 1),
            "warm_after": WARM,
            "first_fifth_mb": round(first / 1e6, 1),
            "last_fifth_mb": round(last / 1e6, 1),
            "most_mb": round(max(self.memory) / 1e6, 1),
            "kb_an_edit": round(self.growth() / 1e3, 1),
        }


@dataclass
class Server:
    """`serve` at work on a project."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def memory(self) -> int:
        """The resident bytes of the server and of what it has started."""
        return sum(_resident(pid) for pid in _family(self.process.pid))

    @property
    def said(self) -> str:
        """The last that it wrote to its terminal."""
        return self.log.read_text("utf-8", errors="replace")[-4000:]

    def fetch(self, name: str) -> str | None:
        """A page; None as long as nobody listens. Raises SoakFailed for anything but a complete page."""
        if self.process.poll() is not None:
            raise SoakFailed(f"the server ended with {self.process.returncode}:\n{self.said}")
        try:
            with urllib.request.urlopen(self.address + name, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                page: str = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise SoakFailed(f"/{name} answers {error.code}") from None
        except http.client.HTTPException as error:
            raise SoakFailed(f"/{name} was cut short: {error!r}") from None
        except (urllib.error.URLError, ConnectionError):
            return None
        found = [part for part in ("<!--dateline:", "@@dateline") if part in page]
        lost = [part for part in ("<h1", "</main>", "</html>") if part not in page]
        if found or lost:
            raise SoakFailed(f"/{name} is not whole: holds {found}, lacks {lost}")
        return page


@contextmanager
def serving(root: Path, log: Path) -> Iterator[Server]:
    """A server of the project in `root`, bound by permissions as everybody is but root, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    temporary = log.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    with log.open("wb") as output:
        command = python(REPOSITORY / "build.py", "serve", "--address", f"127.0.0.1:{port}")
        surroundings = environment() | {"TMPDIR": str(temporary)}
        process = subprocess.Popen(
            command,
            cwd=root,
            env=surroundings,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=without_privilege,  # noqa: PLW1509 - it only asks the system
        )
        try:
            yield Server(f"http://127.0.0.1:{port}/repo/", process, log)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def soak(folder: Path, edits: int, seed: int = 1, *, pause: float = 0.0, hours: float = 0.0) -> Soaked:
    """Serve a copy of the seed project in `folder` through so many edits, and more until hours are over. Raises SoakFailed."""
    root = folder / "project"
    shutil.copytree(SEED, root, ignore=shutil.ignore_patterns("site", ".cache", ".site.dateline"))
    desk, soaked = Desk.at(root, seed), Soaked()
    started = time.monotonic()
    with serving(root, folder / "serve.log") as server:
        _settled(server, desk, soaked, "")
        for number in count():
            if number >= edits and time.monotonic() >= started + 3600 * hours:
                break
            epoch = _epoch(server.fetch(STORY) or "")
            edit = desk.edit()
            soaked.kinds[edit.kind] += 1
            soaked.good += edit.good
            try:
                _settled(server, desk, soaked, epoch)
                _look(server, PAGES[number % len(PAGES)], desk, soaked)
            except SoakFailed as error:
                raise SoakFailed(f"edit {number + 1} ({edit.kind}; wrong: {sorted(desk.wrong)}): {error}") from None
            soaked.memory.append(server.memory)
            _say(f"{number + 1} edits, {soaked.memory[-1] / 1e6:.0f} MB: {edit.kind}")
            time.sleep(pause)
    soaked.seconds = time.monotonic() - started
    return soaked


def _settled(server: Server, desk: Desk, soaked: Soaked, before: str) -> None:
    """Wait until the article shows the state that the files are in; `before`: what the server called the last build."""
    end, looks = time.monotonic() + PATIENCE, 0
    page = None
    while time.monotonic() < end or looks < LOOKS:
        looks += 1
        page = server.fetch(STORY)
        if page is not None:
            soaked.pages += 1
            soaked.boxes += BOX in page
            if _epoch(page) != before and _is_right(page, desk):
                return
        time.sleep(0.1)
    lost = [text for text in desk.expected() if text not in (page or "")]
    shown = (page or "").partition(BOX)[2][:1500]
    built = "built anew" if _epoch(page or "") != before else "not built anew"
    problem = f"the page never came to be what it should: {built}, lacks {lost}; problems shown: {shown or 'none'}"
    raise SoakFailed(f"{problem}\n{server.said}")


def _is_right(page: str, desk: Desk) -> bool:
    if desk.broken:
        return BOX in page
    return BOX not in page and all(text in page for text in desk.expected())


def _look(server: Server, name: str, desk: Desk, soaked: Soaked) -> None:
    """Another page: as whole as the article, and with the problems on top exactly when there are any."""
    page = server.fetch(name)
    if page is None:
        raise SoakFailed(f"/{name}: nobody answers")
    soaked.pages += 1
    soaked.boxes += BOX in page
    if (BOX in page) != desk.broken:
        raise SoakFailed(f"/{name} {'shows' if BOX in page else 'does not show'} problems")


def _epoch(page: str) -> str:
    found = _EPOCH.search(page)
    return found[1] if found else ""


def _family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text(encoding="ascii").split():
            yield from _family(int(child))


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\033[2K\r{what} …", end="", file=sys.stderr, flush=True)
    else:
        print(what, file=sys.stderr, flush=True)


def main() -> int:
    """Run, print what was seen, and record it if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--edits", type=int, default=500, help="how many edits (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which edits (default: %(default)s)")
    parser.add_argument("--hours", type=float, default=0.0, help="go on until so many hours are over")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds that pass after each edit (default: %(default)s)")
    parser.add_argument("--record", action="store_true", help="keep the figures for docs/reliability.md")
    parser.add_argument("--series", type=Path, help="write the memory after each edit, in bytes, to a JSON file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-soak-") as folder:
        try:
            soaked = soak(Path(folder), options.edits, options.seed, pause=options.pause, hours=options.hours)
        except SoakFailed as error:
            print(error, file=sys.stderr)
            return 1
    facts = soaked.facts(options.seed)
    print(json.dumps(facts, indent=2))
    if options.series:
        options.series.write_text(json.dumps(soaked.memory), encoding="utf-8")
    if options.record:
        record("soak", facts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
