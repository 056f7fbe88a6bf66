"""Putting a finished site in the place of the old one: a tree of our own to build in, a lock, and one swap.

Here belongs what must hold when a build is killed, fails or meets another: the old site stays whole. What a site holds is
not known here.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from dateline import __version__
from dateline.errors import EnvironmentProblem, Problem, Spot
from dateline.folders import Held, clear, exchange

MARKER = ".dateline"
"""A file in the root of every site that we built: without it, a folder is somebody else's and is never replaced."""

_MACHINE = {
    getattr(errno, name)
    for name in (
        *("EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EIO", "EMFILE", "ENFILE", "ENOMEM", "ENAMETOOLONG", "EFBIG"),
        *("EAGAIN", "EBUSY", "ESTALE"),
    )
    if hasattr(errno, name)
}
_MOUNTED = {errno.EBUSY, errno.EXDEV}
"""What the system says when a folder that something is mounted on is to change places."""


@dataclass
class Workplace:
    """The folder beside the site that a build works in, under a lock from when it is opened until it is closed.

    Who may be interrupted holds it before it is opened, and closes it whatever happens.
    """

    target: Path
    lock: FileLock
    _held: list[Held] = field(default_factory=list)

    @classmethod
    def at(cls, target: Path) -> Workplace:
        """The workplace for a site in `target`; nothing is touched yet."""
        target = target.parent.resolve() / target.name
        return cls(target, FileLock(_room(target) / "lock"))

    def open(self) -> None:
        """Take the lock, mend what a killed build left, and make an empty staging folder.

        Raises EnvironmentProblem if another build is at it, the disk refuses, or `target` holds something that we did not make.
        """
        try:
            _refuse_other(self.room)
            self.room.mkdir(parents=True, exist_ok=True)
            self.lock.acquire(timeout=0)
        except Timeout:
            message = f"another build is writing {self.target.name}/"
            raise EnvironmentProblem(Problem("locked", message, None, "wait for it, or stop it")) from None
        except OSError as error:
            raise EnvironmentProblem(refused(self.target.name, error)) from None
        try:
            self._held.append(Held(self.room))
            _recover(self.target, self.room / "old")
            _refuse_foreign(self.target)
            clear(self.staging)
            self.staging.mkdir()
            self._held.append(Held(self.staging))
        except OSError as error:
            self._let_go()
            raise EnvironmentProblem(refused(self.target.name, error)) from None
        except EnvironmentProblem:
            self._let_go()
            raise

    @property
    def room(self) -> Path:
        return _room(self.target)

    @property
    def staging(self) -> Path:
        """Where the new site is built."""
        return self.room / "new"

    def check_there(self) -> None:
        """Raise EnvironmentProblem if the staging folder is not the one that was opened, but gone, or another of its name."""
        if not all(folder.is_there() for folder in self._held):
            message = "the folder that the site was being built in was moved or taken away"
            raise EnvironmentProblem(Problem("changed-meanwhile", message, Spot(self.room.name), "build again"))

    def publish(self) -> None:
        """Replace the site by the staged one in one step. Raises EnvironmentProblem, and leaves what is there, if it cannot."""
        self.check_there()
        try:
            (self.staging / MARKER).write_text(f"Built by Dateline {__version__}.\n", encoding="utf-8")
            _refuse_foreign(self.target)
            if not os.path.lexists(self.target):
                self.staging.replace(self.target)
            elif exchange(self.staging, self.target):
                _look_at(self.staging, lambda: exchange(self.staging, self.target), self.target.name)
            else:
                _step_aside(self.target, self.room / "old", self.staging)
        except OSError as error:
            problem = _mounted(self.target.name) if error.errno in _MOUNTED else refused(self.target.name, error)
            raise EnvironmentProblem(_foreign(self.target, self.target.name) or problem) from None
        self._sweep()

    def close(self) -> None:
        """Take away what the build left behind, and the lock. Safe to call twice: without the lock nothing is touched."""
        if self.lock.is_locked:
            self._sweep()
            self._let_go()

    def _sweep(self) -> None:
        if not self._held or not self._held[0].is_there():
            self._forget_remade()
            return
        with contextlib.suppress(OSError):
            clear(self.staging)
        # Stopped between two renames, what stands aside is the only site there is.
        with contextlib.suppress(OSError):
            _recover(self.target, self.room / "old")
            if self.target.exists():
                clear(self.room / "old")

    def _forget_remade(self) -> None:
        """The room was moved or deleted. Who writes a file there makes its folders anew: they go, if no other build made them."""
        if self._held and not self.room.is_symlink() and not os.path.lexists(self.room / "lock"):
            with contextlib.suppress(OSError):
                clear(self.staging)
                self.room.rmdir()
                self.target.parent.rmdir()  # refused where anything is in it

    def _let_go(self) -> None:
        self.lock.release()
        while self._held:
            self._held.pop().close()


def open_workplace(target: Path) -> Workplace:
    """A workplace for `target`, opened. Raises EnvironmentProblem as `Workplace.open` does."""
    workplace = Workplace.at(target)
    workplace.open()
    return workplace


def _room(target: Path) -> Path:
    return target.parent / f".{target.name}.dateline"


def _recover(target: Path, previous: Path) -> None:
    """A build that was killed between two renames left what stood in the site's place here."""
    if os.path.lexists(previous) and not os.path.lexists(target):
        previous.replace(target)


def _refuse_other(room: Path) -> None:
    """What a workplace holds is taken away unasked, so it must not be in some other folder that a link leads to."""
    if room.is_symlink() or (room.exists() and not room.is_dir()):
        raise EnvironmentProblem(_no_folder(room.name, "take it away: a build makes the folder that it needs there"))


def _refuse_foreign(target: Path) -> None:
    problem = _foreign(target, target.name)
    if problem:
        raise EnvironmentProblem(problem)
    if target.is_mount():
        raise EnvironmentProblem(_mounted(target.name))
    if target.is_dir() and not os.access(target, os.W_OK | os.X_OK):
        raise EnvironmentProblem(refused(target.name, PermissionError(errno.EACCES, os.strerror(errno.EACCES))))


def _foreign(path: Path, name: str) -> Problem | None:
    """What is to be said against replacing what is at `path`, as the site `name`: nothing if it is ours, or empty, or nothing."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        return _no_folder(name, "move it away, or set another site_dir")
    if path.is_dir() and not path.is_mount() and any(path.iterdir()) and not (path / MARKER).is_file():
        message = f"{name}/ holds files that Dateline did not make, and would be replaced"
        return Problem("foreign-site", message, Spot(name), "move it away, or set another site_dir in mkdocs.yml")
    return None


def _no_folder(name: str, way_out: str) -> Problem:
    return Problem("foreign-site", f"{name} is not a folder", Spot(name), way_out)


def _look_at(out: Path, back: Callable[[], object], name: str) -> None:
    """Look at what came `out` of the site's place, which may be there only since the last look; what is not ours goes back."""
    try:
        problem = _foreign(out, name)
    except OSError:  # nobody knows what it is
        back()
        raise
    if problem:
        back()
        raise EnvironmentProblem(problem)


def _step_aside(target: Path, previous: Path, staging: Path) -> None:
    """Two renames, where one is not to be had; `_recover` mends what a kill between them leaves."""
    clear(previous)
    try:
        target.replace(previous)
        _look_at(previous, lambda: _recover(target, previous), target.name)
        staging.replace(target)
    except BaseException:
        _recover(target, previous)
        raise


def is_ours(target: Path) -> bool:
    """Whether a site that we built is there, and can be read."""
    return os.path.isfile(target / MARKER)  # noqa: PTH113 - Path.is_file raises where a folder may not be entered


def forget(target: Path) -> None:
    """Take away the folder beside a site that nobody will build again: what `serve` leaves in the system's temporary folder."""
    shutil.rmtree(_room(target.parent.resolve() / target.name), ignore_errors=True)


def _mounted(name: str) -> Problem:
    message = f"something is mounted on {name}/, so that it cannot be replaced in one step"
    return Problem("disk", message, Spot(name), f"set site_dir in mkdocs.yml to a folder in it, such as {name}/public")


def refused(name: str, error: OSError) -> Problem:
    """What the disk or the system said against writing the folder `name`."""
    reason = error.strerror or str(error)
    return Problem("disk", f"cannot write {name}/: {reason}", Spot(name), "check the disk's space and permissions")


def disk_problem(error: BaseException) -> Problem | None:
    """What the machine refuses, if that is what `error` says; None for an error that may be a mistake of a program."""
    if isinstance(error, MemoryError):
        return Problem("memory", "the memory is used up", None, "give the build more memory, or draw with fewer `workers`")
    if not isinstance(error, OSError) or error.errno not in _MACHINE:
        return None
    path = error.filename2 or error.filename  # of a copy that fails, what was to be written
    where = f" ({path})" if path else ""
    return Problem("disk", f"the system refuses: {error.strerror}{where}", None, "check the disk's space and permissions")
