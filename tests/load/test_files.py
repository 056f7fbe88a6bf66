"""Which files are read, and how bytes become text."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dateline.errors import ContentError, Problem
from dateline.load import files, load_project, load_record, read_line
from tests.load.cases import HERE

GOOD = b"source: lwj\nperiod: 2018-04-05\nstated: [{strikes: 1}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    shutil.copytree(HERE / "base", project)
    return project


def problems_of(root: Path) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        load_record(root)
    return list(caught.value.problems)


def put(root: Path, raw: bytes, name: str = "data/events/r.yml") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def test_a_byte_order_mark_and_crlf_are_fine(root: Path) -> None:
    put(root, b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"))
    assert load_record(root).reports["r"].stated[0].counts["strikes"].low == 1


def test_positions_count_from_behind_the_byte_order_mark(root: Path) -> None:
    put(root, b"\xef\xbb\xbfsource: lwx\r\nperiod: 2018-04-05\r\nstated: [{strikes: x}]\r\n")
    assert [str(problem.spot) for problem in problems_of(root)] == ["data/events/r.yml:1:9", "data/events/r.yml:3:20"]
    assert read_line(root)("data/events/r.yml", 1) == "source: lwx"


def test_the_line_break_of_old_macs_is_refused(root: Path) -> None:
    put(root, GOOD.replace(b"\n", b"\r"))
    assert problems_of(root)[0].code == "bad-character"


def test_latin_1_is_named_with_its_place(root: Path) -> None:
    put(root, GOOD + "note: Café\n".encode("latin-1"))
    problem = problems_of(root)[0]
    assert (problem.code, str(problem.spot)) == ("not-utf8", "data/events/r.yml:4:10")
    assert "0xe9" in problem.message
    assert "'é'" in problem.message


def test_behind_a_byte_order_mark_the_wrong_byte_is_named_as_well(root: Path) -> None:
    put(root, b"\xef\xbb\xbf# Caf\xe9\n" + GOOD)
    problem = problems_of(root)[0]
    assert str(problem.spot) == "data/events/r.yml:1:6"
    assert "0xe9" in problem.message


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 1 << 20])
@pytest.mark.parametrize(
    "text", [b"", b"ab\xc3\xa9", b"\xe2\x82\xac\xff", b"abc\xe9", b"a\xf0\x9f\x98", b"\xf0\x9f\x98\x80\xed\xa0\x80"]
)
def test_the_first_byte_that_is_not_utf_8_is_found_piece_by_piece(
    text: bytes, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PIECE", piece)
    try:
        text.decode("utf-8")
        expected = None
    except UnicodeDecodeError as error:
        expected = error.start
    assert files._not_utf8(text) == expected


def test_utf_16_is_named(root: Path) -> None:
    put(root, GOOD.decode().encode("utf-16"))
    assert "UTF-16" in problems_of(root)[0].message


def test_every_missing_file_is_told(tmp_path: Path) -> None:
    told = [(problem.code, str(problem.spot)) for problem in problems_of(tmp_path)]
    assert told == [("missing-file", f"data/{name}.yml") for name in ("dataset", "places", "sources")]


def test_a_link_out_of_the_project_is_refused(root: Path, tmp_path: Path) -> None:
    outside = put(tmp_path, GOOD, "outside.yml")
    (root / "data/events/r.yml").symlink_to(outside)
    assert problems_of(root)[0].code == "outside-project"


def test_a_link_within_the_project_is_refused_as_well(root: Path) -> None:
    target = put(root, GOOD, "drafts/x.yml")
    (root / "data/events/r.yml").symlink_to(target)
    assert problems_of(root)[0].code == "linked-file"


def test_a_linked_folder_is_told_and_not_silently_unread(root: Path, tmp_path: Path) -> None:
    put(tmp_path, GOOD, "outside/r.yml")
    (root / "data/events/2018").symlink_to(tmp_path / "outside")
    assert problems_of(root)[0].code == "linked-folder"


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "data/events/r.yml")
    assert problems_of(root)[0].code == "unreadable-file"


def test_a_link_that_leads_to_itself_is_told(root: Path) -> None:
    (root / "data/events/r.yml").symlink_to(root / "data/events/r.yml")
    assert problems_of(root)[0].code == "linked-file"


def test_a_file_that_may_not_be_read_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, GOOD)
    open_file = os.open

    def refuse(name: str, flags: int, *more: int) -> int:
        if str(name).endswith("r.yml"):
            raise PermissionError(13, "Permission denied")
        return open_file(name, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    assert problems_of(root)[0].message == "cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        ("utf-16-le", "note: x\n", "UTF-16 without a byte order mark"),
        ("utf-16-be", "note: x\n", "UTF-16 without a byte order mark"),
        ("utf-32", "note: x\n", "UTF-32"),
        ("cp1256", "note: بغداد\n", "Windows-1256 (Arabic) it would be 'بغداد'"),
        ("cp1251", "note: Дата\n", "Windows-1251 (Cyrillic) it would be 'Дата'"),
        ("cp1252", "note: “x”\n", "Windows-1252 (Western) it would be '“'"),
    ],
)
def test_other_encodings_are_named(root: Path, encoding: str, text: str, said: str) -> None:
    put(root, GOOD.decode().encode(encoding) + text.encode(encoding))
    (problem,) = problems_of(root)
    assert problem.code == "not-utf8"
    assert said in problem.message


def test_what_is_read_is_what_was_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that takes the place of the file between the look and the reading is not followed."""
    put(root, b"{}", "secret.yml")
    path = put(root, GOOD)
    resolve = Path.resolve

    def swap(self: Path, *, strict: bool = False) -> Path:
        found = resolve(self, strict=strict)
        if self == path and not path.is_symlink():
            path.unlink()
            path.symlink_to(root / "secret.yml")
        return found

    monkeypatch.setattr(Path, "resolve", swap)
    assert problems_of(root)[0].code == "unreadable-file"


@pytest.mark.parametrize("more", [b"#", b""])
def test_a_file_that_grows_or_shrinks_while_it_is_read_is_told(root: Path, monkeypatch: pytest.MonkeyPatch, more: bytes) -> None:
    path = put(root, GOOD)
    look = os.fstat

    def change(number: int) -> os.stat_result:
        status = look(number)
        if status.st_ino == path.stat().st_ino:
            path.write_bytes(GOOD + more if more else GOOD[:-1])
        return status

    monkeypatch.setattr(os, "fstat", change)
    assert problems_of(root)[0].message == "this file changed while it was read"


def test_a_huge_file_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 3000)
    put(root, GOOD + b"#" * 4000)
    assert [problem.code for problem in problems_of(root)] == ["file-too-large"]


def test_hidden_files_are_left_alone(root: Path) -> None:
    put(root, b"{", "data/events/.#r.yml")
    put(root, b"{", "data/events/.old/r.yml")
    assert load_record(root).reports == {}


def test_lines_outside_the_project_are_not_shown(root: Path, tmp_path: Path) -> None:
    put(tmp_path, b"secret\n", "outside.txt")
    assert read_line(root)("../outside.txt", 1) is None
    assert read_line(root)("data/nothing.yml", 1) is None
    assert read_line(root)("data/places.yml", 99) is None


def test_problems_of_data_and_pages_come_in_one_error(root: Path) -> None:
    put(root, b"{")
    put(root, b"text", "content/index.md")
    with pytest.raises(ContentError) as caught:
        load_project(root)
    assert [problem.spot.file for problem in caught.value.problems if problem.spot] == ["content/index.md", "data/events/r.yml"]


def test_the_first_of_many_forbidden_characters_are_named_and_that_there_are_more(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("a\u202e" * 300, "utf-8")
    with pytest.raises(ContentError) as refused:
        files.read_source(tmp_path, tmp_path / "x.yml")
    assert [problem.code for problem in refused.value.problems] == ["bad-character"] * 20 + ["more-problems"]
