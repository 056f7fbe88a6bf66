"""A site is left as it is only if every byte that it is made from, and of it, is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.projects import ARTICLE, REPORT, Project, difference
from tests.repositories import Repository

UNTOUCHED = "Nothing changed"


def says(project: Project, capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    capfd.readouterr()
    assert project.run(*arguments) == 0
    return capfd.readouterr().out


@pytest.fixture
def sealed(seed: Project, capfd: pytest.CaptureFixture[str]) -> Project:
    """A project that was just built, so that a build finds nothing to do."""
    assert says(seed, capfd).startswith("Built")
    assert says(seed, capfd).startswith(UNTOUCHED)
    return seed


@pytest.mark.parametrize(
    "name",
    [ARTICLE, REPORT, "data/places.yml", "data/dataset.yml", "mkdocs.yml", "site/index.html", "site/data/events.csv"],
)
def test_any_edit_breaks_the_seal(sealed: Project, capfd: pytest.CaptureFixture[str], name: str) -> None:
    comment = "\n" if name.endswith((".md", ".html", ".csv")) else "\n# a remark\n"
    sealed.add(name, comment)
    assert says(sealed, capfd).startswith("Built")
    assert says(sealed, capfd).startswith(UNTOUCHED)


def test_a_file_more_or_less_breaks_the_seal(sealed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    sealed.write("content/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert says(sealed, capfd).startswith("Built")
    (sealed.site / "picture.svg").unlink()
    assert says(sealed, capfd).startswith("Built")
    sealed.write("templates/partials/figure-notes.html", "<p>other notes</p>")
    assert says(sealed, capfd).startswith("Built")
    assert "other notes" in sealed.page()


@pytest.mark.parametrize("name", ["news", "articles/news", "index.html", "articles"])
def test_a_link_in_the_site_breaks_the_seal(
    sealed: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    link, outside = sealed.site / name, tmp_path / "outside"
    if link.exists():
        link.rename(outside)
    else:
        outside.mkdir()
    link.symlink_to(outside)
    assert says(sealed, capfd).startswith("Built")
    assert not link.is_symlink()
    assert says(sealed, capfd).startswith(UNTOUCHED)


def test_a_pipe_in_the_site_breaks_the_seal(sealed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(sealed.site / "news")
    assert says(sealed, capfd).startswith("Built")
    assert not (sealed.site / "news").exists()


def test_a_site_that_became_a_link_to_itself_is_not_called_unchanged(sealed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    sealed.site.rename(sealed.root / "outside")
    sealed.site.symlink_to("outside")
    assert sealed.run() == 3
    assert "error[foreign-site]" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["mkdocs.yml", ARTICLE, "templates/partials/figure-notes.html", "templates"])
def test_a_link_to_the_same_bytes_breaks_the_seal(
    seed: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    seed.write("templates/partials/figure-notes.html", "<p>other notes</p>")
    assert says(seed, capfd).startswith("Built")
    assert says(seed, capfd).startswith(UNTOUCHED)
    (seed.root / name).rename(tmp_path / "outside")
    (seed.root / name).symlink_to(tmp_path / "outside")
    assert seed.run() != 0
    assert f"{name}: error[{'linked-folder' if name == 'templates' else 'outside-project'}]" in capfd.readouterr().err


def test_what_the_environment_says_breaks_the_seal(
    sealed: Project, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed.edit("mkdocs.yml", "https://example.org/repo/", '!ENV [SITE_OF_THE_TEST, "https://example.org/repo/"]')
    assert says(sealed, capfd).startswith("Built")
    assert says(sealed, capfd).startswith(UNTOUCHED)
    monkeypatch.setenv("SITE_OF_THE_TEST", "https://example.com/other/")
    assert says(sealed, capfd).startswith("Built")
    assert "https://example.com/other/" in sealed.page()


def test_a_build_anew_gives_the_same(sealed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    before = sealed.files()
    assert says(sealed, capfd, "build", "--anew").startswith("Built")
    assert difference(before, sealed.files()) == []


def test_a_project_with_a_hook_is_never_sealed(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    seed.write("hook.py", "def on_page_content(html, **_):\n    return html + '<p>hooked</p>'\n")
    seed.add("mkdocs.yml", "hooks: [hook.py]\n")
    assert says(seed, capfd).startswith("Built")
    assert says(seed, capfd).startswith("Built")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("footnotes", "pymdownx.snippets"),
        ("theme: {name: material, ", "theme: {name: material, custom_dir: other, "),
    ],
)
def test_a_project_that_reads_files_from_elsewhere_is_never_sealed(
    seed: Project, capfd: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    seed.write("other/404.html", "{% extends 'main.html' %}")
    seed.edit("mkdocs.yml", old, new)
    assert says(seed, capfd).startswith("Built")
    assert says(seed, capfd).startswith("Built")


def test_an_edited_number_changes_every_page_with_it_and_nothing_stale_is_shown(
    sealed: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sealed.files()
    sealed.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    sealed.edit(REPORT, "strikes: 9", "strikes: 10")
    sealed.edit(REPORT, "strikes: 6, country: iraq", "strikes: 7, country: iraq")
    assert says(sealed, capfd).startswith("Built")
    changed = difference(before, sealed.files())
    for name in ("index.html", "articles/index.html", "articles/a-week/index.html", "data/events.csv", "data/events.json"):
        assert name in changed
    for name in ("a-week-weekly.csv", "a-week-weekly.svg", "a-week-places.csv", "a-week-places.svg"):
        assert f"figures/{name}" in changed
    assert "Ten strikes in a week" in sealed.page("articles/index.html")


def test_a_release_breaks_the_seal_where_the_rule_on_published_events_is_on(
    sealed: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    sealed.add("data/dataset.yml", "published: {edits: need-correction}\n")
    repository = Repository.start(sealed.root)
    repository.release("v1.0")
    assert says(sealed, capfd).startswith("Built")
    assert says(sealed, capfd).startswith(UNTOUCHED)
    repository.release("v1.1")
    assert says(sealed, capfd).startswith("Built")


def test_a_seal_does_not_hide_that_the_rule_could_not_be_checked(sealed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    sealed.add("data/dataset.yml", "published: {edits: need-correction}\n")
    assert says(sealed, capfd).startswith("Built")
    assert sealed.run() == 0
    told = capfd.readouterr()
    assert told.out.startswith(UNTOUCHED)
    assert "warning[unchecked-published]" in told.err
