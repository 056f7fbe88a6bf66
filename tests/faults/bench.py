"""Where a build meets its fault: started, held, struck, and looked over afterwards. What was survived is noted for the docs."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from benchmarks.reliability.facts import note
from tests.faults.points import HELD, MARK
from tests.projects import BUILD, Project, difference, leftovers, surroundings, tree

POINTED = (sys.executable, "-m", "tests.faults.points")
PATIENCE = 90
SECTION = "faults"
_DROP, _CAPABILITIES = 24, (0, 1, 2, 3)
"""prctl's number for taking a capability away for good; those by which root writes and reads what it may not."""
_MOUNT_RDONLY, _MOUNT_REMOUNT = 1, 32
Left = Literal["old", "new", "none"]


@dataclass(frozen=True)
class Ended:
    """How a build ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """The first problem."""
        return next((line for line in self.err.splitlines() if "error[" in line), "")


@dataclass
class Held:
    """A build that waits at a point."""

    process: subprocess.Popen[bytes]
    mark: str

    def go(self) -> Ended:
        """Let it go on, to its end."""
        with contextlib.suppress(BrokenPipeError):
            _pipe(self.process.stdin).write(b"\n")
            _pipe(self.process.stdin).flush()
        return self.ended()

    def ended(self) -> Ended:
        out, err = self.process.communicate(timeout=PATIENCE)
        return Ended(self.process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))

    def signal(self, number: int) -> Ended:
        """Send a signal to every process of the build, as a terminal does."""
        os.killpg(self.process.pid, number)
        return self.ended()

    def kill(self) -> None:
        """Kill the build itself, and nothing else of what it started."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


@dataclass
class Bench:
    """A project with an old site, an edit, and the site that a build of it must give."""

    project: Project
    old: dict[str, bytes]
    new: dict[str, bytes]
    marks: list[str] = field(default_factory=list)

    def forget_all(self) -> None:
        """Take away all that was kept between builds."""
        shutil.rmtree(self.project.root / ".cache", ignore_errors=True)

    def build(
        self,
        *words: str,
        command: tuple[str, ...] = BUILD,
        folder: Path | str | None = None,
        environment: dict[str, str] | None = None,
        before: Callable[[], object] | None = None,
        **streams: Any,
    ) -> Ended:
        """A build in a process of its own, to its end. `before` is done in it before it begins."""
        given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | streams
        process: subprocess.Popen[bytes] = subprocess.Popen(
            (*command, *words),
            cwd=folder or self.project.root,
            env=(surroundings() if environment is None else environment) | {MARK: self._mark()},
            preexec_fn=lambda: from_a_terminal(before),  # noqa: PLW1509 - it only asks the system
            start_new_session=True,
            **given,
        )
        return Held(process, self.marks[-1]).ended() if given["stdout"] == subprocess.PIPE else _streamless(process)

    @contextlib.contextmanager
    def held(self, point: str, *words: str, before: Callable[[], object] | None = None) -> Iterator[Held]:
        """A build that waits at a point."""
        reader, writer = os.pipe()
        process = subprocess.Popen(
            (*POINTED, point, *words),
            cwd=self.project.root,
            env=surroundings(**{HELD: str(writer), MARK: self._mark()}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[writer],
            preexec_fn=lambda: from_a_terminal(before),  # noqa: PLW1509 - it only asks the system
            start_new_session=True,
        )
        os.close(writer)
        try:
            if not os.read(reader, 1):
                raise AssertionError((point, process.communicate()))
            yield Held(process, self.marks[-1])
        finally:
            os.close(reader)
            process.kill()
            process.communicate()

    def _mark(self) -> str:
        self.marks.append(uuid.uuid4().hex)
        return self.marks[-1]

    def left(self) -> Left:
        """Which site is there, byte for byte. AssertionError for one that is neither."""
        if not self.project.site.exists():
            return "none"
        found = self.project.files()
        if found == self.old:
            return "old"
        assert difference(found, self.new) == [], "neither the old site nor the new one"
        return "new"

    def survived(self, fault: str, left: Left, ended: Ended | None, *, clean: bool = True) -> None:
        """After a fault: the site is whole, nothing runs on, the next build works; noted as `fault`.

        `clean`: the build itself took away what it had made; a killed one cannot.
        """
        assert self.left() == left
        self.nothing_runs()
        if clean:
            assert leftovers(self.project) == []
        if ended is not None:
            assert "Traceback" not in ended.err
        assert self._again() == 0
        assert difference(self.project.files(), self.new) == []
        assert leftovers(self.project) == []
        assert litter(self.project) == []
        self.note(fault, left, None if ended is None else ended.code, "" if ended is None else ended.said)

    def _again(self) -> int:
        """The next build: in this process, which is quick, unless what would be logged in it cannot be written down."""
        return self.project.run() if os.fsencode(self.project.root).isascii() else self.build().code

    def note(self, fault: str, left: str, code: int | None, said: str) -> None:
        """Note a fault that was survived."""
        note(SECTION, fault, {"left": left, "exit": code, "said": said.replace(str(self.project.root), "…")})

    def nothing_runs(self) -> None:
        """No process of any build on this bench is left, after a moment in which they may end."""
        deadline = time.monotonic() + PATIENCE
        while running := [number for mark in self.marks for number in marked(mark)]:
            assert time.monotonic() < deadline, running
            time.sleep(0.05)


def litter(project: Project) -> list[str]:
    """What was begun and not finished among what is kept."""
    return [name for name in tree(project.root / ".cache") if Path(name).name.startswith(".new-")]


def marked(mark: str) -> list[int]:
    """The processes that carry a mark in their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
    return found


def without_privilege() -> None:
    """Be bound by permissions, as everybody is but root: before a program is run."""
    library = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        for capability in _CAPABILITIES:
            library.prctl(_DROP, capability, 0, 0, 0)


@contextlib.contextmanager
def disk(folder: Path, size: int) -> Iterator[Callable[[int, bool], None] | None]:
    """A disk of so many bytes at `folder`: a function that gives it another size, or closes it. None if we may not mount one."""
    folder.mkdir()
    library = ctypes.CDLL(None, use_errno=True)

    def mount(flags: int, size: int) -> bool:
        return bool(library.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", flags, f"size={size}".encode()) == 0)

    def change(size: int, read_only: bool) -> None:  # noqa: FBT001 - a callback of two plain values
        assert mount(_MOUNT_REMOUNT | (_MOUNT_RDONLY if read_only else 0), size), os.strerror(ctypes.get_errno())

    if not mount(0, size):
        yield None
        return
    try:
        yield change
    finally:
        assert library.umount2(os.fsencode(folder), 2) == 0


def used(folder: Path) -> int:
    """The bytes that are taken on the disk of a folder."""
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def take_writing(folder: Path) -> None:
    """Take the right to write from a folder and all in it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def give_writing(folder: Path) -> None:
    """Give it back to their owner."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode | 0o200)


def without(*numbers: int) -> Callable[[], None]:
    """What closes standard streams before a program is run."""

    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


def within(size: int) -> Callable[[], None]:
    """What bounds the address space of a program before it is run."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


def from_a_terminal(before: Callable[[], object] | None) -> None:
    """Hear signals as a program does that a person starts: who runs the tests in the background has some ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if before:
        before()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _streamless(process: subprocess.Popen[bytes]) -> Ended:
    _, err = process.communicate(timeout=PATIENCE)
    return Ended(process.returncode, "", (err or b"").decode("utf-8", "replace"))
