"""Editions of whole small sites: made, kept byte for byte, taken into the site, guarded."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.projects import ARTICLE, Project, copy, difference, tree

DAY = "2018-04-10"


@pytest.fixture(scope="module")
def made(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed with a later article, with the edition of a day before it, and its site."""
    project = copy(warm_seed, tmp_path_factory.mktemp("editions") / "project")
    text = project.read(ARTICLE)
    later = text.replace("date: 2018-04-07", "date: 2018-04-25").replace("id: ", "id: later-")
    project.write("content/articles/later.md", later)
    project.add(ARTICLE, "Read on in [the next one](later.md).\n")
    assert project.run("build", "--as-of", DAY) == 0
    assert project.run() == 0
    return project.root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    return copy(made, tmp_path / "project")


def edition(project: Project) -> dict[str, bytes]:
    return tree(project.root / "editions" / DAY)


def test_an_edition_marks_every_page_and_leads_to_the_site_of_today(project: Project) -> None:
    for name, content in edition(project).items():
        if name.endswith(".html"):
            page = content.decode()
            assert re.search("The record as it was known on (<span>)?10 April 2018", page), name
            assert '<meta name="robots" content="noindex">' in page, name
            assert '<link rel="canonical" href="https://' in page, name
            assert "/editions/2018-04-10/" not in page.partition('rel="canonical"')[2][:120], name


def test_an_edition_has_no_later_article_and_leads_to_it_on_the_site(project: Project) -> None:
    files = edition(project)
    assert "articles/later/index.html" not in files
    article = files["articles/a-week/index.html"].decode()
    assert '<a href="https://example.org/repo/articles/later/">the next one</a>' in article
    assert b"It was published later, on 25 April 2018." in files["about-this-edition/index.html"]


def test_an_edition_holds_nothing_that_needs_a_server(project: Project) -> None:
    files = edition(project)
    assert not [name for name in files if name.startswith(("search/", "sitemap", "feed_", "404", "explore"))]
    for name, content in files.items():
        if name.endswith(".html"):
            assert b'type="module"' not in content, name
            assert b"feed_rss" not in content, name
            assert b'data-md-component="search"' not in content, name
            assert b"crossorigin" not in content, name
    assert b"strikes" in files["data/events.csv"]


def test_the_site_holds_the_edition_byte_for_byte_and_lists_it(project: Project) -> None:
    kept = {name: content for name, content in edition(project).items() if name != ".dateline"}
    assert tree(project.site / "editions" / DAY) == kept
    listed = project.page("editions/index.html")
    assert 'href="../editions/2018-04-10/"' in listed
    assert "As it was known" in project.page("index.html")


def test_an_edition_is_the_same_every_time(project: Project) -> None:
    before = edition(project)
    assert project.run("build", "--as-of", DAY, "--anew") == 0
    assert difference(before, edition(project)) == []


def test_a_later_edit_does_not_touch_an_edition(project: Project) -> None:
    before = edition(project)
    project.edit(ARTICLE, "The coalition", "Its coalition")
    assert project.run() == 0
    assert edition(project) == before
    assert tree(project.site / "editions" / DAY) == {name: text for name, text in before.items() if name != ".dateline"}


def test_an_edition_that_is_there_is_not_replaced_by_accident(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = edition(project)
    assert project.run("build", "--as-of", DAY) == 2
    assert "edition-exists" in capsys.readouterr().err
    assert edition(project) == before


def test_a_folder_that_is_not_ours_is_left_alone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("editions/2018-05-01/notes.txt", "mine")
    assert project.run("build", "--as-of", "2018-05-01", "--anew") == 3
    assert "foreign-site" in capsys.readouterr().err
    assert project.read("editions/2018-05-01/notes.txt") == "mine"


def test_a_damaged_edition_stops_the_build_and_the_old_site_stays(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.files()
    project.add(f"editions/{DAY}/index.html", "<p>a word more</p>")
    assert project.run() == 1
    told = capsys.readouterr().err
    assert "edition-damaged" in told
    assert "index.html is not what it was" in told
    assert project.files() == before


def test_an_edition_that_leads_elsewhere_is_refused(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    page = project.root / "editions" / DAY / "index.html"
    page.write_text(page.read_text("utf-8") + '<script src="https://evil.example/x.js"></script>', "utf-8")
    manifest = json.loads(project.read(f"editions/{DAY}/edition.json"))
    manifest["files"]["index.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    project.write(f"editions/{DAY}/edition.json", json.dumps(manifest))
    assert project.run() == 1
    assert "foreign-resource" in capsys.readouterr().err


def test_nothing_changed_is_seen_and_a_new_edition_is_a_change(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run() == 0
    assert project.run() == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert project.run("build", "--as-of", "2018-04-26") == 0
    assert project.run() == 0
    assert "Built" in capsys.readouterr().out
    assert project.page("editions/index.html").count('scope="row"') == 3


@pytest.mark.parametrize(("day", "said"), [("2018-02-30", "2018-02-30"), ("June", "June"), ("2018-04-01", "nothing was known")])
def test_days_that_make_no_edition(project: Project, day: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run("build", "--as-of", day) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in (project.root / "editions").iterdir()) == [DAY]


def test_a_build_that_fails_leaves_no_edition(project: Project) -> None:
    project.add(ARTICLE, "Then 7 strikes hit.\n")
    assert project.run("build", "--as-of", "2018-04-12") == 1
    assert sorted(path.name for path in (project.root / "editions").iterdir()) == [DAY]


def test_a_page_where_the_list_lies_is_a_problem(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("content/editions.md", "---\ntitle: Ours\n---\nText.\n")
    assert project.run() == 1
    assert "taken-address" in capsys.readouterr().err


def test_a_day_that_has_not_come_is_refused(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert seed.run("build", "--as-of", "2999-01-01") == 2
    assert "2999-01-01 has not come yet" in capfd.readouterr().err
    assert not (seed.root / "editions").exists()
