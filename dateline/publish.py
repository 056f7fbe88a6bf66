"""Putting a finished site in the place of the old one: a tree of our own to build in, a lock, and one swap.

Here belongs what must hold when a build is killed, fails or meets another: the old site stays whole. What a site holds is
not known here.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from dateline import __version__
from dateline.errors import EnvironmentProblem, Problem, Spot

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
_DEEPEST = 8
"""So many folders within each other are opened again to be taken away."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True)
class Workplace:
    """The folder beside the site that a build works in, under a lock from when it is opened until it is closed.

    Who may be interrupted holds it before it is opened, and closes it whatever happens.
    """

    target: Path
    lock: FileLock

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
            self.room.mkdir(parents=True, exist_ok=True)
            self.lock.acquire(timeout=0)
        except Timeout:
            message = f"another build is writing {self.target.name}/"
            raise EnvironmentProblem(Problem("locked", message, None, "wait for it, or stop it")) from None
        except OSError as error:
            raise EnvironmentProblem(refused(self.target.name, error)) from None
        try:
            _recover(self.target, self.room / "old")
            _refuse_foreign(self.target)
            _clear(self.staging)
            self.staging.mkdir()
        except OSError as error:
            self.lock.release()
            raise EnvironmentProblem(refused(self.target.name, error)) from None
        except EnvironmentProblem:
            self.lock.release()
            raise

    @property
    def room(self) -> Path:
        return _room(self.target)

    @property
    def staging(self) -> Path:
        """Where the new site is built."""
        return self.room / "new"

    def publish(self) -> None:
        """Replace the site by the staged one in one step. Raises EnvironmentProblem, and leaves the old site, if it cannot."""
        try:
            (self.staging / MARKER).write_text(f"Built by Dateline {__version__}.\n", encoding="utf-8")
            if not self.target.exists():
                self.staging.replace(self.target)
            elif not _exchange(self.staging, self.target):
                _step_aside(self.target, self.room / "old", self.staging)
        except OSError as error:
            problem = _mounted(self.target.name) if error.errno in _MOUNTED else refused(self.target.name, error)
            raise EnvironmentProblem(problem) from None
        self._sweep()

    def close(self) -> None:
        """Take away what the build left behind, and the lock. Safe to call twice: without the lock nothing is touched."""
        if self.lock.is_locked:
            self._sweep()
            self.lock.release()

    def _sweep(self) -> None:
        _clear(self.staging)
        # Stopped between two renames, what stands aside is the only site there is.
        with contextlib.suppress(OSError):
            _recover(self.target, self.room / "old")
        if self.target.exists():
            _clear(self.room / "old")


def open_workplace(target: Path) -> Workplace:
    """A workplace for `target`, opened. Raises EnvironmentProblem as `Workplace.open` does."""
    workplace = Workplace.at(target)
    workplace.open()
    return workplace


def _room(target: Path) -> Path:
    return target.parent / f".{target.name}.dateline"


def _recover(target: Path, previous: Path) -> None:
    """A build that was killed between two renames left the old site here."""
    if previous.is_dir() and not target.exists():
        previous.replace(target)


def _clear(folder: Path) -> None:
    """Take away a folder of ours as far as it can be, also where somebody took away the right to write in it."""

    def insist(_: object, path: str, __: object) -> None:
        refused = Path(path)
        for closed in (refused.parent, refused):
            if closed.is_dir() and not closed.is_symlink():
                with contextlib.suppress(OSError):
                    closed.chmod(closed.stat().st_mode | 0o700)

    for _ in range(_DEEPEST):
        shutil.rmtree(folder, onerror=insist)
        if not folder.exists():
            return


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise EnvironmentProblem(
            Problem("foreign-site", f"{target.name} is not a folder", Spot(target.name), "move it away, or set another site_dir")
        )
    if target.is_mount():
        raise EnvironmentProblem(_mounted(target.name))
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise EnvironmentProblem(
            Problem(
                "foreign-site",
                f"{target.name}/ holds files that Dateline did not make, and would be replaced",
                Spot(target.name),
                "move it away, or set another site_dir in mkdocs.yml",
            )
        )
    if target.is_dir() and not os.access(target, os.W_OK | os.X_OK):
        raise EnvironmentProblem(refused(target.name, PermissionError(errno.EACCES, os.strerror(errno.EACCES))))


def _exchange(one: Path, two: Path) -> bool:
    """Swap two folders in one step, where the system can (Linux). False where it cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(two), _RENAME_EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        return False
    raise OSError(code, os.strerror(code), str(two))


def _step_aside(target: Path, previous: Path, staging: Path) -> None:
    """Two renames, where one is not to be had; `_recover` mends what a kill between them leaves."""
    _clear(previous)
    try:
        target.replace(previous)
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
