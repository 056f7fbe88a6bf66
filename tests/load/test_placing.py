"""What is written into a project stays in it: links that contributors put there are not followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import gallery
from dateline.errors import ContentError
from dateline.load.placing import write_new
from tests.projects import SEED, Project, copy, tree
from tests.repositories import Repository

RELEASE = "Near Baghdad, one strike destroyed a vehicle.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "elsewhere").mkdir()
    made = copy(SEED, tmp_path / "project")
    made.write("release.txt", RELEASE)
    return made


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("data/events/2031", "ingest release.txt --write --source lwj-2018-04-06 --published 2031-06-01 --period 2031-05-25"),
        ("content/articles", "new article --title Words"),
        ("data/schemas", "schema"),
    ],
)
def test_nothing_is_written_through_a_linked_folder(
    project: Project, capfd: pytest.CaptureFixture[str], folder: str, command: str
) -> None:
    path, elsewhere = project.root / folder, project.root.parent / "elsewhere"
    if path.exists():
        path.rename(project.root / "kept")
    path.symlink_to(elsewhere)
    assert project.run(*command.split()) == 1
    assert f"{folder}: error[linked-folder]" in capfd.readouterr().err
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("factcheck", "factcheck a-week"),
        ("desk/sheets", "factcheck a-week --write desk/sheets/today"),
        ("factcheck/a-week.csv", "factcheck a-week"),
        ("factcheck/a-week.html", "factcheck a-week"),
        ("comparison", "diff HEAD --write comparison"),
        ("comparison/diff.html", "diff HEAD --write comparison"),
        ("list.md", "charts coverage --write list.md"),
        ("pictures", "charts coverage --write kept.md"),
        ("pictures/charts-coverage.svg", "charts coverage --write kept.md"),
    ],
)
def test_nothing_is_written_through_a_link_where_somebody_asks_for_files(
    project: Project, capfd: pytest.CaptureFixture[str], file: str, command: str
) -> None:
    project.write("kept.md", f"{gallery.BEGIN}\n{gallery.END}\n")
    Repository.start(project.root).commit()
    elsewhere = project.root.parent / "elsewhere"
    elsewhere.joinpath("kept").write_text(f"kept {gallery.BEGIN}\n{gallery.END}\n", encoding="utf-8")
    path = project.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere / "kept" if path.suffix else elsewhere)
    before = tree(elsewhere)
    assert project.run(*command.split()) == 1
    assert f"{file}: error[{'outside-project' if path.suffix else 'linked-folder'}]" in capfd.readouterr().err
    assert tree(elsewhere) == before
    assert path.is_symlink()


def test_files_may_be_asked_for_outside_the_project_even_behind_a_link(project: Project) -> None:
    (project.root.parent / "desk").symlink_to(project.root.parent / "elsewhere")
    assert project.run("factcheck", "a-week", "--write", str(project.root.parent / "desk")) == 0
    assert set(tree(project.root.parent / "elsewhere")) == {"a-week.csv", "a-week.html"}


def test_a_schema_is_not_written_over_what_a_link_leads_to(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    kept = project.root.parent / "elsewhere" / "kept"
    kept.write_text("kept", encoding="utf-8")
    project.run("schema")
    schema = project.root / "data/schemas/report.schema.json"
    schema.unlink()
    schema.symlink_to(kept)
    assert project.run("schema") == 1
    assert "data/schemas/report.schema.json: error[outside-project]" in capfd.readouterr().err
    assert kept.read_text(encoding="utf-8") == "kept"


def test_a_project_that_itself_lies_behind_a_link_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_new(tmp_path / "link", {"a/b.yml": b"{}\n"}, "")
    (tmp_path / "real/c").symlink_to(tmp_path)
    with pytest.raises(ContentError):
        write_new(tmp_path / "link", {"c/b.yml": b"{}\n"}, "")
    assert (tmp_path / "real/a/b.yml").read_bytes() == b"{}\n"
