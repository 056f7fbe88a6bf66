"""The command ingest: what it prints and writes, and what it refuses."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from dateline.cli import main
from tests.projects import SEED, Project, copy, tree

Output = pytest.CaptureFixture[str]
RELEASE = """SOUTHWEST ASIA, April 20, 2018 - Between April 13 and April 19, coalition military forces conducted seven strikes
in Iraq and Syria.

Strikes in Iraq

-- On April 14 near Bayji, four strikes destroyed an ISIS cave.
-- Near Nowhere, two strikes engaged an ISIS tactical unit.
-- Near Qayyarah, a handful of strikes took place.
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = copy(SEED, tmp_path / "project")
    made.write("release.txt", RELEASE)
    return made


def test_the_draft_is_printed_and_nothing_is_written(project: Project, capfd: Output) -> None:
    before = tree(project.root)
    assert project.run("ingest", "release.txt") == 0
    out, err = capfd.readouterr()
    assert "period: 2018-04-13/2018-04-19" in out
    assert "place: bayji, strikes: 4" in out
    assert '  - "Near Qayyarah, a handful of strikes took place."' in out
    assert "7 strikes stated, 6 in 2 lines: 1 left without a place" in err
    assert "nowhere: {name: Nowhere, country: iraq}" in err
    assert tree(project.root) == before


def test_a_written_draft_stops_the_build_and_is_not_written_over(project: Project, capfd: Output) -> None:
    assert project.run("ingest", "release.txt", "--write", "--source", "lwj-2018-04-06") == 0
    path = next(project.root.glob("data/events/2018/2018-04-19-*.yml"))
    written = path.read_text(encoding="utf-8")
    capfd.readouterr()
    assert project.run("check") == 1
    said = capfd.readouterr().err
    assert "error[unread-lines]" in said
    assert "error[unknown-place]: no place 'nowhere'" in said
    assert project.run("ingest", "release.txt", "--write") == 2
    assert "error[report-exists]" in capfd.readouterr().err
    assert path.read_text(encoding="utf-8") == written
    assert project.run("ingest", "release.txt", "--write", "--id", "another") == 0
    assert (path.parent / "another.yml").is_file()


def test_all_drafts_are_written_or_none(project: Project) -> None:
    project.write("other.txt", RELEASE.replace("April 13 and April 19", "April 12 and April 18"))
    project.write("again.txt", RELEASE)
    before = tree(project.root)
    assert project.run("ingest", "release.txt", "other.txt", "again.txt", "--write") == 2
    assert tree(project.root) == before
    assert project.run("ingest", "release.txt", "other.txt", "--write") == 0
    assert len(list(project.root.glob("data/events/2018/2018-04-1[89]-*.yml"))) == 2


def test_late_additions_add_to_the_report_on_record(project: Project, capfd: Output) -> None:
    late = (
        "\nAdditionally, one strike was conducted in Iraq on April 2 that closed within the last 24 hours.\n"
        "* On April 2, near Bayji, one strike destroyed a cave.\n"
    )
    project.write("release.txt", RELEASE + late)
    assert project.run("ingest", "release.txt") == 0
    assert "on: 2018-04-02, place: bayji, strikes: 1, adds_to: 2018-04-06-cjtf-oir" in capfd.readouterr().out


def test_a_web_page_and_the_standard_input_are_read(project: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    items = "".join(f"<li>{line[3:]}</li>" for line in RELEASE.splitlines() if line.startswith("--"))
    lead, heading = RELEASE.split("\n\n")[:2]
    body = f"<p>{lead}</p><h2>{heading}</h2><ul>{items}</ul>"
    page = f"<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style></head><body>{body}</body></html>"
    project.write("page.html", page)
    assert project.run("ingest", "page.html") == 0
    assert "place: bayji, strikes: 4" in capfd.readouterr().out

    class Standard:
        buffer = io.BytesIO(RELEASE.encode("cp1252"))

    monkeypatch.setattr("sys.stdin", Standard())
    assert project.run("ingest", "-") == 0
    assert "place: bayji, strikes: 4" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("content", "arguments", "code", "said"),
    [
        (b"%PDF-1.7\n", (), 1, "error[not-text]: this is a PDF, not text"),
        (b"PK\x03\x04 docx", (), 1, "error[not-text]"),
        (b"a\0b", (), 1, "error[not-text]"),
        (b" \n\n", (), 2, "error[empty-release]"),
        (b"On April 14 near Bayji, two strikes destroyed a cave.\n", (), 2, "error[no-release-day]"),
        (b"June 6, 1888\n\nOn April 14 near Bayji, two strikes destroyed a cave.\n", (), 2, "error[no-release-day]"),
        (b"Near Bayji, two strikes destroyed a cave.\n", ("--published", "2018-04-15", "--write"), 2, "error[no-period]"),
        (b"x", ("--id", "No Id"), 2, "an id is small letters"),
        (b"x", ("--actor", "nobody"), 2, "error[unknown-actor]"),
        (b"x", ("--period", "2018-04-15/2018-04-01"), 2, "cannot end"),
        (b"x" * 5_000_001, (), 1, "error[file-too-large]"),
        (b"strike " * 80_000, (), 1, "error[file-too-large]"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(
    project: Project, capfd: Output, content: bytes, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (project.root / "it.txt").write_bytes(content)
    assert project.run("ingest", "it.txt", *arguments) == code
    assert said in capfd.readouterr().err


def test_what_is_no_file_is_not_waited_for(project: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(project.root / "pipe.txt")
    for name in ("pipe.txt", "/dev/zero", "."):
        assert project.run("ingest", name) == 1
        assert "error[unreadable-file]: cannot be read: " in capfd.readouterr().err
    with open("/dev/zero", "rb") as endless:  # noqa: PTH123 - no file of ours
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(endless))
        assert project.run("ingest", "-") == 1
    assert "error[file-too-large]" in capfd.readouterr().err


def test_a_number_of_a_thousand_digits_counts_nothing(project: Project, capfd: Output) -> None:
    project.write("it.txt", f"Near Bayji, {'1' * 5000} strikes destroyed a cave.\n")
    assert project.run("ingest", "it.txt", "--published", "2018-04-15", "--period", "2018-04-14") == 0
    out, err = capfd.readouterr()
    assert "not understood: 1" in err
    assert "strikes: " not in out


@pytest.mark.parametrize("between", [" ", "\n", "\n\n-- "])
def test_a_long_release_takes_as_long_as_its_sentences(project: Project, capfd: Output, between: str) -> None:
    sentence = "Near Bayji, one strike destroyed a cave."
    project.write("it.txt", between.join([sentence] * 4000))
    started = time.process_time()
    assert project.run("ingest", "it.txt", "--published", "2018-04-15", "--period", "2018-04-14") == 0
    assert time.process_time() - started < 20, "it was looked through again for each sentence"
    assert "into 0 totals and 4000 events" in capfd.readouterr().err


def test_the_name_of_a_file_moves_no_cursor(project: Project, capfd: Output) -> None:
    project.write("a\n\x1b[31mb.txt", RELEASE)
    assert project.run("ingest", "a\n\x1b[31mb.txt") == 0
    out, err = capfd.readouterr()
    assert "\x1b" not in out + err
    assert "\na \u25a1[31mb.txt: 2018-04-19-" in err


def test_what_is_not_understood_is_told_without_what_nobody_can_see(project: Project, capfd: Output) -> None:
    (project.root / "it.txt").write_bytes(b"\x010\n")
    assert project.run("ingest", "it.txt", "--published", "2018-04-15") == 0
    assert "not understood, line 1: '\u25a1 0' is not understood" in capfd.readouterr().err


def test_options_of_one_release_are_not_given_for_two(project: Project, capfd: Output) -> None:
    assert project.run("ingest", "release.txt", "release.txt", "--published", "2018-04-20") == 2
    assert project.run("ingest", "missing.txt") == 1
    assert "error[unreadable-file]" in capfd.readouterr().err


def test_a_dataset_with_several_actors_or_without_strikes_says_what_is_missing(project: Project, capfd: Output) -> None:
    project.edit("data/dataset.yml", "actors: {", "actors: {another: Another, ")
    assert project.run("ingest", "release.txt") == 2
    assert "error[which-actor]" in capfd.readouterr().err
    assert project.run("ingest", "release.txt", "--actor", "another") == 0
    assert "actor: another" in capfd.readouterr().out


def test_text_of_a_release_cannot_leave_its_quotes_or_its_comment(project: Project, capfd: Output) -> None:
    project.write("release.txt", 'Near Bayji, two strikes destroyed a cave: "}\u2028]\nperiod: 1999\x85stated: [{strikes: 9}]\n')
    assert project.run("ingest", "release.txt", "--published", "2018-04-15", "--period", "2018-04-14") == 0
    out = capfd.readouterr().out
    assert [line for line in out.splitlines() if line.startswith(("period", "stated"))] == ["period: 2018-04-14"]
    path = project.root / "data" / "events" / "2018" / "hostile.yml"
    path.write_text(out, encoding="utf-8")
    assert main(["--version"]) == 0
    assert project.run("check") == 1
    assert "error[bad-" not in capfd.readouterr().err
