"""How property tests run: the same examples every time; `--hypothesis-profile=search` looks for new ones.

And what many tests want: a whole project, built once, and a browser, started once in each process of a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.chromium import chromium
from tests.projects import SEED, Project, copy
from tests.sharing import once

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile("repeatable")

LONG = (
    *("faults/test_machine.py", "faults/test_served.py", "browser/test_explore.py", "faults/test_killed.py"),
    *("browser/test_pages.py", "hostile/strings/test_whole_pages.py", "browser/test_policy.py"),
    *("site/test_same_bytes.py", "test_benchmarks.py", "hostile/test_hostile_input.py", "site/test_serve.py"),
    *("test_charts_command.py", "browser/test_accessible.py", "browser/test_figure.py", "counting/test_more_worlds.py"),
    *("faults/test_changed.py", "charts/test_confined.py", "plugin/test_seal.py", "test_reliability.py", "test_publish.py"),
    *("test_cli.py", "browser/test_reading.py", "export/test_round_trip.py", "browser/test_edition.py", "counting/test_basis.py"),
)
"""The files that take longest. They are begun first, so that no process of a run has one before it when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    rank = {tests / name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path, len(LONG)))


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser; what a test does in it, it does in a context of its own."""
    with chromium() as found:
        yield found
