"""Freezing an edition: the site as it was known on a day, in a folder of the project that is kept.

Here belongs where editions lie and when one may be written. How one is built is the plugin's; what it holds is found in
`hindsight`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ConfigurationError, Problem, Spot
from dateline.frozen import FOLDER
from dateline.hindsight import LeftOut
from dateline.plugin.host import build_edition
from dateline.publish import forget


@dataclass(frozen=True)
class Frozen:
    """An edition that was built: its folder, how many pages it has, and which it lacks."""

    folder: Path
    pages: int
    left_out: tuple[LeftOut, ...]


def freeze(root: Path, day: dt.date, progress: Callable[[str], None], *, anew: bool = False) -> Frozen:
    """Build the edition of `day` into editions/. One that is there is kept as it is, unless it is to be built `anew`.

    Raises DatelineError, and leaves what is there.
    """
    folder = root / FOLDER / str(day)
    if folder.exists() and not anew:
        message = f"there is an edition of {day} already, and a kept edition does not change"
        help_ = "look at it, or add --anew to replace it"
        raise ConfigurationError(Problem("edition-exists", message, Spot(f"{FOLDER}/{day}"), help_))
    try:
        left_out = build_edition(root, day, folder, progress)
    finally:
        forget(folder)
    return Frozen(folder, sum(1 for _ in folder.rglob("index.html")), left_out)
