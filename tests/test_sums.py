"""The sums of a site: written so that sha256sum checks them, read back as they were, compared path by path."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sums import NAME, Entries, compared, digest, entries, read_sums, sums_of, sums_text

PARTS = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1).filter(lambda part: part != "..")
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
DIGESTS = st.binary(max_size=3).map(digest)


@given(st.dictionaries(NAMES, DIGESTS, max_size=5))
def test_what_is_written_is_read_back(sums: dict[str, str]) -> None:
    assert read_sums(sums_text(sums)) == sums


def test_sha256sum_agrees_also_with_odd_names(tmp_path: Path) -> None:
    for name in ("index.html", "a/b c.txt", "back\\slash", "new\nline", "ü.csv", " begins.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / NAME).write_bytes(sums_text(sums_of(tmp_path)))
    tool = shutil.which("sha256sum")
    assert tool, "install GNU coreutils"
    checked = subprocess.run([tool, "-c", "--strict", NAME], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(": OK") == 6
    (tmp_path / "index.html").write_text("other", encoding="utf-8")
    assert subprocess.run([tool, "-c", NAME], cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_its_own_sum_and_what_is_left_out_are_not_in_it(tmp_path: Path) -> None:
    for name in (NAME, ".dateline", "a"):
        (tmp_path / name).write_bytes(b"")
    assert list(sums_of(tmp_path, but=(".dateline",))) == ["a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no sum", "line 1 is not a SHA-256"),
        (f"{'a' * 64}  ok\n{'A' * 64}  b\n", "line 2 is not a SHA-256"),
        (f"{'a' * 64}  ../secret\n", "line 1 names a path that is not within the site"),
        (f"{'0' * 64}  a\n{'a' * 64}  a\n", "line 2 names a once more"),
        (f"{'0' * 64}  a\n\\{'a' * 64}  a\n", "line 2 names a once more"),
        (f"{'a' * 64}  /etc/passwd\n", "not within the site"),
        (f"\\{'a' * 64}  a/../b\n", "not within the site"),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_sums(text.encode())


def test_what_is_no_file_is_told_apart_and_has_no_sum(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.txt").write_text("four", encoding="utf-8")
    (tmp_path / "a" / "around").symlink_to(tmp_path)
    (tmp_path / "file").symlink_to(tmp_path / "a" / "b" / "c.txt")
    os.mkfifo(tmp_path / "pipe")
    assert entries(tmp_path) == Entries({"a/b/c.txt": 4}, ("a/around", "file", "pipe"))
    assert list(sums_of(tmp_path)) == ["a/b/c.txt"]


def test_a_comparison_names_each_path_once() -> None:
    found = compared({"a": "1", "b": "2", "d": "4"}, {"a": "1", "b": "3", "c": "4"})
    assert (found.same, found.changed, found.missing, found.added) == (("a",), ("b",), ("c",), ("d",))
    assert not found.is_same
    assert compared({"a": "1"}, {"a": "1"}).is_same
