"""Folders as the system has them: two that change places in one step, one taken away whole, one told from another of its name.

What the folders are for is not known here.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_DEEPEST = 8
"""So many folders within each other are opened again to be taken away."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Held:
    """A folder that is held open, so that the system gives its number to no other one, which could then pass for it.

    Raises OSError for what is no folder, or a link to one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)

    def is_there(self) -> bool:
        """Whether it still has its name."""
        try:
            return os.path.samestat(os.fstat(self._number), self._path.lstat())
        except OSError:
            return False

    def close(self) -> None:
        """Let go of it; once."""
        os.close(self._number)


def exchange(one: Path, two: Path) -> bool:
    """Let two entries change places in one step, where the system can (Linux). False where it cannot. Raises OSError."""
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


def clear(path: Path) -> None:
    """Take away whatever has this name: a folder as far as it can be, also where somebody took away the right to write in it.

    Of a link the link goes, never what it leads to. Raises OSError for a file or a link that must stay.
    """

    def insist(_: object, path: str, __: object) -> None:
        refused = Path(path)
        for closed in (refused.parent, refused):
            if closed.is_dir() and not closed.is_symlink():
                with contextlib.suppress(OSError):
                    closed.chmod(closed.stat().st_mode | 0o700)

    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for _ in range(_DEEPEST):
        shutil.rmtree(path, onerror=insist)
        if not path.exists():
            return
