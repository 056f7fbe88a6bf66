"""How property tests run: the same examples every time; `--hypothesis-profile=search` looks for new ones.

And a whole project, built once for all tests that want one.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.projects import SEED, Project, copy
from tests.sharing import once

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def warm_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed project, built once in a run of the tests: copies of it have its site and its caches."""

    def make(folder: Path) -> None:
        assert copy(SEED, folder / "project").run() == 0

    return once(tmp_path_factory, "seed", make) / "project"


@pytest.fixture
def seed(warm_seed: Path, tmp_path: Path) -> Project:
    """A copy of the built seed project, to be changed at will."""
    return copy(warm_seed, tmp_path / "project")
