"""What a run of the tests makes once, whichever of its processes comes first: the others wait for it, and use the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this run, filled by `make`, to be read and copied and never changed. What `make` raises is raised."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = run / "shared" / name, run / "shared" / f"{name}.made"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(run / "shared" / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
