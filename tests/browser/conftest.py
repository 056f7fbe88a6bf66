"""The project's own site, built once for the tests that look at it, and the browser they look with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import PREFIX, serving
from tests.chromium import chromium
from tests.projects import MKDOCS, ROOT, Project


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built in a folder of its own."""
    root = tmp_path_factory.mktemp("own") / "project"
    root.mkdir()
    for name in ("content", "data", "templates", "charts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "mkdocs.yml", root)
    project = Project(root)
    built = project.call(*MKDOCS, DATELINE_SITE_URL=f"https://example.org{PREFIX}")
    assert built.returncode == 0, built.stderr
    return project.site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found
