"""`diff REV` on a small project in a repository of its own: the record, the prose and the charts, in every form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.projects import ARTICLE, REPORT, SEED, TYPED, Project, copy
from tests.repositories import Repository


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = copy(SEED, tmp_path / "seed")
    Repository.start(made.root).release("v1.0")
    return made


def lower(project: Project) -> None:
    """One strike less near Bayji or Qayyarah, and in the totals."""
    project.edit(REPORT, "place: [bayji, qayyarah], strikes: 3", "place: [bayji, qayyarah], strikes: 2")
    project.edit(REPORT, "{strikes: 9}", "{strikes: 8}")
    project.edit(REPORT, "{strikes: 6, country", "{strikes: 5, country")


def test_an_edit_is_shown_wherever_it_shows(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    lower(project)
    assert project.run("diff", "v1.0") == 0
    told = capsys.readouterr().out
    assert "What changes since v1.0" in told
    assert "~ 2018-04-06-bayji-qayyarah" in told
    assert "strikes: 3 → 2" in told
    assert re.search(r"nine → eight +\{\{ strikes\(\) \| words", told)
    assert "~ chart" in told


def test_nothing_changed_is_said(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run("diff", "HEAD") == 0
    assert "Nothing that a reader sees differs" in capsys.readouterr().out


def test_a_new_page_and_one_that_is_gone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = project.read(ARTICLE)
    project.write("content/articles/another.md", text.replace("id: ", "id: x-"))
    assert project.run("diff", "HEAD", "--format", "json") == 0
    pages = {page["file"]: page for page in json.loads(capsys.readouterr().out)["pages"]}
    assert pages["content/articles/another.md"]["what"] == "added"
    assert all(number["before"] is None for number in pages["content/articles/another.md"]["numbers"])
    Repository(project.root).commit()
    (project.root / "content/articles/another.md").unlink()
    assert project.run("diff", "HEAD", "--format", "markdown") == 0
    assert "This page is gone." in capsys.readouterr().out


def test_files_are_written_and_the_page_stands_by_itself(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lower(project)
    assert project.run("diff", "v1.0", "--write", str(tmp_path / "out"), "--format", "github") == 0
    shown = capsys.readouterr().out
    assert (tmp_path / "out/diff.md").read_text(encoding="utf-8") == shown
    assert json.loads((tmp_path / "out/diff.json").read_text(encoding="utf-8"))["before"] == "v1.0"
    page = (tmp_path / "out/diff.html").read_text(encoding="utf-8")
    assert page.count("<figcaption>Before") == page.count("<figcaption>After") > 0
    assert page.count("<svg viewBox") == 2 * page.count("<figcaption>Before")
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_both_runs_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    lower(project)
    for name in ("one", "two"):
        assert project.run("diff", "v1.0", "--write", str(tmp_path / name)) == 0
    for name in ("diff.md", "diff.html", "diff.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_broken_record_of_old_is_compared_as_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy(SEED, tmp_path / "seed")
    project.edit(REPORT, "place: baghdad, strikes: 1", "place: bagdad, strikes: 1")
    Repository.start(project.root).commit()
    project.edit(REPORT, "place: bagdad, strikes: 1", "place: baghdad, strikes: 1")
    assert project.run("diff", "HEAD") == 0
    told = capsys.readouterr().out
    assert "no place 'bagdad'" in told
    assert "Its record cannot be read" in told
    assert "place: bagdad → baghdad" in told


def test_a_broken_page_of_old_does_not_hide_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy(SEED, tmp_path / "seed")
    project.add(ARTICLE, "Then {{ strikse() }} fell.\n")
    Repository.start(project.root).commit()
    project.edit(ARTICLE, "strikse()", "strikes()")
    lower(project)
    assert project.run("diff", "HEAD") == 0
    told = capsys.readouterr().out
    assert "strikse" in told
    assert "nine → eight" in told


def test_a_project_with_mistakes_is_not_compared(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.edit(REPORT, "place: baghdad", "place: bagdad")
    assert project.run("diff", "HEAD") == 1
    assert "unknown-place" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"), [(("diff", "v9"), "unknown-revision"), (("diff", "--format=json", "v9"), "unknown-revision")]
)
def test_an_unknown_revision_is_a_usage_problem(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    assert project.run(*arguments) == 2
    told = capsys.readouterr()
    assert code in told.out + told.err


def test_outside_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy(SEED, tmp_path / "seed")
    assert project.run("diff", "HEAD") == 2
    assert "no-history" in capsys.readouterr().err


def test_the_typed_figure_of_the_tests_is_one(project: Project) -> None:
    project.add(ARTICLE, TYPED)
    Repository(project.root).commit()
    assert project.run("diff", "v1.0") == 0  # problems of prose are `check`'s to find, and not in the way here
