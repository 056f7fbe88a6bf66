"""New files of a project, written all or none, each whole, and never over one that is there.

Here belongs putting bytes where they go. What they say, and that it can be read back, is for the caller.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import ContentError, EnvironmentProblem, Problem, Spot
from dateline.load.files import link_problem

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS}


def existing(root: Path, files: Iterable[str], help: str) -> list[Problem]:
    """Those of the files that are there already."""
    return [
        Problem("file-exists", "there is such a file already", Spot(file), help) for file in files if os.path.lexists(root / file)
    ]


def linked(root: Path, path: Path) -> list[Problem]:
    """The link that stands on the way from the project to what is to be written in it: who put it there says where that goes."""
    ways = [path, *path.parents]
    inside = [way for way in reversed(ways) if way != root and way.is_relative_to(root)]
    return [link_problem(root, way) for way in inside if way.is_symlink()][:1]


def refuse_links(root: Path, paths: Iterable[Path]) -> None:
    """Raises ContentError where a link stands in the project on the way to one of the paths, or in its place."""
    if problems := list(dict.fromkeys(one for path in paths for one in linked(root, path))):
        raise ContentError(problems)


def write_new(root: Path, files: Mapping[str, bytes], help: str) -> None:
    """Write files that are not there yet; `help` says what to do where one is.

    Raises ContentError where one is there already or a link leads elsewhere, and EnvironmentProblem when the disk refuses: then
    none is left.
    """
    if problems := existing(root, files, help) or [one for file in files for one in linked(root, (root / file).parent)]:
        raise ContentError(problems)
    written: list[Path] = []
    file = ""
    try:
        for file, content in files.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
            written.append(path)
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise ContentError(Problem("file-exists", "there is such a file already", Spot(file), help)) from None
        if isinstance(error, OSError):
            raise EnvironmentProblem(_refused(file, error)) from None
        raise


@contextmanager
def disk_refuses(file: str) -> Iterator[None]:
    """Around what writes `file`: an error of the system becomes an EnvironmentProblem."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(_refused(file, error)) from None


def _refused(file: str, error: OSError) -> Problem:
    message = f"cannot write {file}: {error.strerror or error}"
    return Problem("disk", message, Spot(file), "check the disk's space and permissions")


def _write(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, and was not there before."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        try:
            os.link(name, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            with path.open("xb") as file:
                file.write(content)
    finally:
        Path(name).unlink(missing_ok=True)
