"""What is kept between builds: whole or not at all, and never under the name of something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline.kept import Kept, code_digest, digest_of, digest_of_files


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    assert (kept.is_empty, kept.read("a")) == (True, None)
    kept.write("a", b"one")
    assert (kept.is_empty, kept.read("a")) == (False, b"one")
    kept.write("a", b"")
    assert kept.read("a") == b""


def test_nothing_is_kept_without_a_folder() -> None:
    kept = Kept(None)
    kept.write("a", b"one")
    assert kept.read("a") is None
    assert kept.is_empty


@pytest.mark.parametrize("damage", [b"", b"one", b"0" * 64 + b"one"])
def test_a_damaged_entry_counts_as_missing(tmp_path: Path, damage: bytes) -> None:
    kept = Kept(tmp_path)
    kept.write("a", b"one")
    (tmp_path / "a").write_bytes(damage)
    assert kept.read("a") is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = Kept(tmp_path / "file" / "kept")
    kept.write("a", b"one")
    assert kept.read("a") is None


def test_parts_are_told_apart() -> None:
    assert digest_of(b"ab", b"c") != digest_of(b"a", b"bc") != digest_of(b"abc")


def test_files_are_told_apart_by_name_and_content(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a")
    two.write_bytes(b"b")
    before = digest_of_files([one, two], tmp_path)
    assert before == digest_of_files([two, one], tmp_path)
    one.write_bytes(b"b")
    two.write_bytes(b"a")
    assert digest_of_files([one, two], tmp_path) != before


def test_the_code_has_a_digest() -> None:
    assert len(code_digest()) == 64


def test_the_folder_does_not_grow_for_ever(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for number in range(5):
        kept.write(f"entry-{number}", b"x")
        os.utime(tmp_path / f"entry-{number}", ns=(number, number))
    (tmp_path / "folder").mkdir()
    kept.prune(2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["entry-3", "entry-4", "folder"]
    Kept(None).prune(2)
    Kept(tmp_path / "missing").prune(2)


def test_pruning_takes_what_a_killed_process_began(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.write("whole.json", b"x")
    (tmp_path / ".new-abc").write_bytes(b"half")
    kept.prune(5, ".json")
    assert [path.name for path in tmp_path.iterdir()] == ["whole.json"]
