"""The project's own site, built once for the tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import PREFIX, serving
from tests.projects import MKDOCS, own_project
from tests.sharing import once


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built in a folder of its own, once in a run of the tests."""

    def make(folder: Path) -> None:
        built = own_project(folder / "project").call(*MKDOCS, DATELINE_SITE_URL=f"https://example.org{PREFIX}")
        assert built.returncode == 0, built.stderr

    return once(tmp_path_factory, "own", make) / "project" / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found
