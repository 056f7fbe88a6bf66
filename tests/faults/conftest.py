"""A project whose old site and whose new one are known, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.bench import Bench
from tests.projects import ARTICLE, Project, copy

OLD, NEW = "Near Bayji", "Around Bayji"


@pytest.fixture(scope="session")
def edited_seed(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The seed project with an edit that is not built yet, and the site that a build of it gives."""
    project = copy(warm_seed, tmp_path_factory.mktemp("edited") / "project")
    project.edit(ARTICLE, OLD, NEW)
    built = copy(project.root, project.root.parent / "built")
    assert built.run() == 0
    return project.root, built.files()


@pytest.fixture
def bench(edited_seed: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Bench:
    """A copy of the edited project, to be built under a fault."""
    root, new = edited_seed
    project = copy(root, tmp_path / "project")
    return Bench(project, project.files(), new)


@pytest.fixture
def cold_bench(bench: Bench) -> Bench:
    """The same with every figure still to be drawn."""
    bench.forget_all()
    return bench


def unedited(project: Project) -> None:
    """Take the edit back: the project says what its old site says."""
    project.edit(ARTICLE, NEW, OLD)
