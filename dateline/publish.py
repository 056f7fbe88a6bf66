"""Putting a finished site in the place of the old one: a tree of our own to build in, a lock, and one swap.

Here belongs what must hold when a build is killed, fails or meets another: the old site stays whole. What a site holds is
not known here.
"""

from __future__ import annotations

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

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True)
class Workplace:
    """The folder beside the site that a build works in, under a lock until it is closed."""

    target: Path
    lock: FileLock

    @property
    def room(self) -> Path:
        return _room(self.target)

    @property
    def staging(self) -> Path:
        """Where the new site is built."""
        return self.room / "new"

    def publish(self) -> None:
        """Replace the site by the staged one in one step. Raises EnvironmentProblem, and leaves the old site, if it cannot."""
        (self.staging / MARKER).write_text(f"Built by Dateline {__version__}.\n", encoding="utf-8")
        previous = self.room / "old"
        try:
            if not self.target.exists():
                os.replace(self.staging, self.target)
            elif not _exchange(self.staging, self.target):
                _step_aside(self.target, previous, self.staging)
            self._sweep()
        except OSError as error:
            raise EnvironmentProblem(_refused(self.target, error)) from None

    def close(self) -> None:
        """Take away what the build left behind, and the lock. Safe to call twice."""
        self._sweep()
        self.lock.release()

    def _sweep(self) -> None:
        for leftover in (self.staging, self.room / "old"):
            shutil.rmtree(leftover, ignore_errors=True)


def open_workplace(target: Path) -> Workplace:
    """Take the lock, mend what a killed build left, and make an empty staging folder.

    Raises EnvironmentProblem if another build is at it, the disk refuses, or `target` holds something that we did not make.
    """
    target = target.resolve()
    room = _room(target)
    try:
        room.mkdir(parents=True, exist_ok=True)
        lock = FileLock(room / "lock")
        lock.acquire(timeout=0)
    except Timeout:
        message = f"another build is writing {target.name}/"
        raise EnvironmentProblem(Problem("locked", message, None, "wait for it, or stop it")) from None
    except OSError as error:
        raise EnvironmentProblem(_refused(target, error)) from None
    try:
        _recover(target, room / "old")
        _refuse_foreign(target)
        shutil.rmtree(room / "new", ignore_errors=True)
        (room / "new").mkdir()
    except OSError as error:
        lock.release()
        raise EnvironmentProblem(_refused(target, error)) from None
    except EnvironmentProblem:
        lock.release()
        raise
    return Workplace(target, lock)


def _room(target: Path) -> Path:
    return target.parent / f".{target.name}.dateline"


def _recover(target: Path, previous: Path) -> None:
    """A build that was killed between two renames left the old site here."""
    if previous.is_dir() and not target.exists():
        os.replace(previous, target)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise EnvironmentProblem(
            Problem("foreign-site", f"{target.name} is not a folder", Spot(target.name), "move it away, or set another site_dir")
        )
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise EnvironmentProblem(
            Problem(
                "foreign-site",
                f"{target.name}/ holds files that Dateline did not make, and would be replaced",
                Spot(target.name),
                "move it away, or set another site_dir in mkdocs.yml",
            )
        )


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
    shutil.rmtree(previous, ignore_errors=True)
    os.replace(target, previous)
    try:
        os.replace(staging, target)
    except OSError:
        os.replace(previous, target)
        raise


def _refused(target: Path, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    return Problem("disk", f"cannot write {target.name}/: {reason}", Spot(target.name), "check the disk's space and permissions")
