"""What was made to take all memory takes little. How long it takes is measured (`benchmarks.refusals`), and asserted nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.refusals import MOST_BYTES, looked_over, measured, only_checked, peak_of
from dateline.load import files, load_record
from tests.projects import Project, copy

HEAVY = ("bomb", "laughs", "deep", "open", "nested", "huge", "many", "long", "entities", "hundred")
CASES = [path for path in only_checked() if any(word in path.stem for word in HEAVY)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_refusal_takes_little_memory(path: Path, tmp_path: Path) -> None:
    assert measured(path, tmp_path).peak < MOST_BYTES / 4


def test_there_are_heavy_cases() -> None:
    assert len(CASES) >= 15


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    project = copy(Path("tests/sites/seed").resolve(), tmp_path / "project")
    with (project.root / "data/events/2018/big.yml").open("wb") as big:
        big.truncate(files.MAX_BYTES + 1)
    assert peak_of(lambda: looked_over(project)) < 10_000_000


def test_the_measure_sees_what_is_held(tmp_path: Path) -> None:
    assert peak_of(lambda: bytes(30_000_000).count(b"x")) > MOST_BYTES / 4
    assert load_record(Project(copy(Path("tests/sites/seed").resolve(), tmp_path / "project").root).root).reports
