"""Whether the files of a project are still as they were when a build began to read them.

A file that is saved while a build reads the others would give a site that no state of the project ever was. Here belongs noticing
that. What a build then does is decided elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from dateline.errors import EnvironmentProblem, Problem, Spot

FOLDERS = ("content", "data", "templates", "charts", "editions")
"""What pages are made from, besides mkdocs.yml."""
_SHOWN = 5

Moment = dict[str, tuple[int, ...]]
"""Of each file below the root: times of its content and of its entry, size, number. A copy that keeps the time is seen, too."""


def moment_of(root: Path) -> Moment:
    """The state of the project in `root` now."""
    moment: Moment = {}
    for path in (root / "mkdocs.yml", *_files(root)):
        try:
            status = path.stat()
        except OSError:
            continue
        moment[path.relative_to(root).as_posix()] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    return moment


def _files(root: Path) -> Iterable[Path]:
    for folder in FOLDERS:
        for parent, folders, names in os.walk(root / folder):
            folders[:] = [name for name in folders if not name.startswith(".")]  # an edition in the making is in one
            yield from (Path(parent, name) for name in names)


def check_steady(root: Path, began: Moment) -> None:
    """Raise EnvironmentProblem with every file that is not as it was in the moment `began`; with one problem if all are gone."""
    now = moment_of(root)
    if began and not now:
        message = "the project's folder was moved or taken away while the site was being built"
        raise EnvironmentProblem(Problem("changed-meanwhile", message, None, "build it where it is now"))
    changed = sorted(name for name in began.keys() | now.keys() if began.get(name) != now.get(name))
    problems = [_changed(name, now) for name in changed[:_SHOWN]]
    if len(changed) > _SHOWN:
        message = f"{len(changed) - _SHOWN} more files changed while the site was being built"
        problems.append(Problem("changed-meanwhile", message, None, "build again"))
    if problems:
        raise EnvironmentProblem(problems)


def _changed(name: str, now: Moment) -> Problem:
    message = f"this file was {'changed' if name in now else 'taken away'} while the site was being built"
    return Problem("changed-meanwhile", message, Spot(name), "build again")
