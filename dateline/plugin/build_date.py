"""When a site counts as built: the same for everybody who builds the same state of a project, never what the clock says.

As https://reproducible-builds.org/specs/source-date-epoch/ has it: the variable, else the last commit. Our own pages print no
such date; templates of a newsroom may (`build_date_utc`).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

from dateline.errors import ConfigurationError, DatelineError, Problem
from dateline.history import History

VARIABLE = "SOURCE_DATE_EPOCH"
NAME = "build_date_utc"
"""What templates call it."""
_LAST = 253_402_300_799
"""The last second of the year 9999."""


def check_variable() -> None:
    """Raise ConfigurationError if the variable is set, and is no time."""
    _given()


def build_date(root: Path, newest: dt.date | None = None) -> dt.datetime:
    """The moment in UTC. `newest`: the day of the newest thing in the project, where neither variable nor history tells."""
    seconds = _given()
    if seconds is None:
        seconds = last_commit(root)
    if seconds is not None:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    return dt.datetime.combine(newest or dt.date(1970, 1, 1), dt.time(), dt.UTC)


def last_commit(root: Path) -> int | None:
    """When the last commit of the project was made, in seconds since 1970; None where there is no history to ask."""
    try:
        said = History(root).try_run("show", "--no-patch", "--format=%ct", "HEAD")
    except DatelineError:
        return None
    known = said is not None and said.strip().isdigit() and len(said.strip()) <= len(str(_LAST))
    return min(int(said or 0), _LAST) if known else None


def print_it(templates: Iterable[bytes]) -> bool:
    """Whether any of these templates may print the date."""
    return any(NAME.encode() in template for template in templates)


def _given() -> int | None:
    text = os.environ.get(VARIABLE)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST)) and int(text) <= _LAST):
        message = f"{VARIABLE} is '{text[:40]}', which is no number of seconds since 1970"
        raise ConfigurationError(Problem("build-date", message, None, f"unset it, or set it to a time: {VARIABLE}=$(date +%s)"))
    return int(text)
