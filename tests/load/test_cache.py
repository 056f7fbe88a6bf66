"""The cache saves work and never a wrong answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import ContentError
from dateline.load import cache, load_record
from dateline.load.reports import ReportReader

SEED = Path(__file__).parents[1] / "sites/seed"
REPORT = "data/events/2018/2018-04-06-cjtf-oir.yml"
ID = "2018-04-06-cjtf-oir"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    shutil.copytree(SEED / "data", project / "data")
    return project


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read and checked, not taken from the cache."""
    seen: list[str] = []
    read = ReportReader.read

    def spy(self: ReportReader, data: object, file: str, found: object) -> object:
        seen.append(file)
        return read(self, data, file, found)  # type: ignore[arg-type]

    monkeypatch.setattr(ReportReader, "read", spy)
    return seen


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_run_reads_nothing_anew_and_gives_the_same(root: Path, tmp_path: Path, reads: list[str]) -> None:
    first = load_record(root, tmp_path / "cache")
    assert reads == [REPORT]
    assert load_record(root, tmp_path / "cache") == first == load_record(root)
    assert reads == [REPORT, REPORT]


def test_an_edited_event_is_read_anew(root: Path, tmp_path: Path) -> None:
    load_record(root, tmp_path / "cache")
    edit(root, REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    assert load_record(root, tmp_path / "cache").reports[ID].events[2].counts["strikes"].low == 2


def test_a_renamed_file_is_another_report(root: Path, tmp_path: Path) -> None:
    load_record(root, tmp_path / "cache")
    (root / REPORT).rename(root / "data/events/other.yml")
    assert list(load_record(root, tmp_path / "cache").reports) == ["other"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("data/places.yml", "baghdad:\n", "bagdad:\n", "unknown-place"),
        ("data/places.yml", "  name: Abu Kamal\n  country: syria", "  name: Abu Kamal\n  country: jordan", "unknown-country"),
        ("data/dataset.yml", "      cave: Cave\n", "", "unknown-target"),
        ("data/sources.yml", "lwj-2018-04-06:", "lwj-2018:", "unknown-source"),
    ],
)
def test_an_edit_of_what_reports_name_is_noticed(root: Path, tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    load_record(root, tmp_path / "cache")
    edit(root, file, old, new)
    with pytest.raises(ContentError) as caught:
        load_record(root, tmp_path / "cache")
    assert code in [problem.code for problem in caught.value.problems]


def test_covers_left_out_follows_the_countries_of_the_dataset(root: Path, tmp_path: Path) -> None:
    load_record(root, tmp_path / "cache")
    edit(root, "data/dataset.yml", "syria: Syria}", "syria: Syria, jordan: Jordan}")
    assert load_record(root, tmp_path / "cache").reports[ID].covers == ("iraq", "syria", "jordan")


def test_checks_between_files_are_made_with_a_warm_cache_too(root: Path, tmp_path: Path) -> None:
    load_record(root, tmp_path / "cache")
    shutil.copy(root / REPORT, root / "data/events/copy.yml")
    with pytest.raises(ContentError) as caught:
        load_record(root, tmp_path / "cache")
    assert [problem.code for problem in caught.value.problems] == ["duplicate-id"] * 4
    assert caught.value.problems[0].spot is not None
    assert caught.value.problems[0].spot.line == 9


def test_a_broken_report_is_not_kept(root: Path, tmp_path: Path) -> None:
    edit(root, REPORT, "strikes: 9", "strikes: x")
    for _ in range(2):
        with pytest.raises(ContentError):
            load_record(root, tmp_path / "cache")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda raw: raw[:-9],
    "not msgpack": lambda _: b"\x93",
    "not a report": lambda raw: raw.replace(b"strikes", b"str\xffkes"),
    "not a day": lambda raw: raw.replace(b"2018-03-30", b"2018-13-30"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_cache_is_ignored_and_written_anew(root: Path, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    fresh = load_record(root, tmp_path / "cache")
    book = tmp_path / "cache" / cache.NAME
    good = book.read_bytes()
    book.write_bytes(damage(good))
    assert load_record(root, tmp_path / "cache") == fresh
    assert book.read_bytes() == good
    assert [path.name for path in book.parent.iterdir()] == [cache.NAME]


def test_other_code_makes_the_cache_worthless(
    root: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_record(root, tmp_path / "cache")
    monkeypatch.setattr(cache, "_code", lambda: b"another version")
    load_record(root, tmp_path / "cache")
    assert reads == [REPORT, REPORT]


def test_a_cache_that_cannot_be_written_does_no_harm(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    assert load_record(root, tmp_path / "cache") == load_record(root, None)
