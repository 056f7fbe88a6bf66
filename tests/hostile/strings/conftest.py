"""The one project that holds all texts, built once in a run of the tests, and a browser that looks at its site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.reliability.facts import note
from tests.browser.serving import Handler
from tests.hostile.strings.catalogue import FILE_NAMES
from tests.hostile.strings.sinks import TEXTS, Reader, reading
from tests.hostile.strings.stuffed import SOURCES, write_stuffed
from tests.projects import Project
from tests.sharing import once


@pytest.fixture(scope="session")
def stuffed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with its site, to be read and never changed."""

    def make(folder: Path) -> None:
        assert write_stuffed(folder / "project").run() == 0

    project = Project(once(tmp_path_factory, "stuffed", make) / "project")
    note("strings sources", "all", {"texts": len(TEXTS), "names": len(FILE_NAMES), "sources": list(SOURCES)})
    return project


@pytest.fixture(scope="module")
def reader(stuffed: Project, browser: Browser) -> Iterator[Reader]:
    with reading(stuffed.site, browser, Handler) as found:
        yield found
