"""Editions as folders: not a byte may change, and every link works where no server answers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.frozen import MANIFEST, DamagedError, Facts, kept_editions, standing_alone, write_manifest

SITE = "https://example.org/repo/"
FILES = frozenset({"index.html", "weeks/index.html", "weeks/2018-03-30/index.html", "assets/a.css", "a b/index.html"})


def alone(markup: str, page: str = "weeks/2018-03-30/index.html") -> str:
    return standing_alone(markup, page, FILES, lambda path: path.startswith(("explore/", "later/")), SITE)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("./", "./index.html"),
        ("../../weeks/#in-2018", "../../weeks/index.html#in-2018"),
        ("../../a%20b/", "../../a%20b/index.html"),
        ("../../assets/a.css?v=1", "../../assets/a.css?v=1"),
        ("#top", "#top"),
        ("../../later/#x", "https://example.org/repo/later/#x"),
        ("../../explore/?place=a&amp;from=b", "https://example.org/repo/explore/?place=a&amp;from=b"),
        ("../../nowhere/", "../../nowhere/"),
        ("https://elsewhere.example/x/", "https://elsewhere.example/x/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("", ""),
    ],
)
def test_links_lead_to_files(href: str, expected: str) -> None:
    assert alone(f'<p><a class="x" href="{href}">y</a>') == f'<p><a class="x" href="{expected}">y</a>'


def test_the_home_page_links_from_the_root() -> None:
    assert alone('<a href=".">', "index.html") == '<a href="./index.html">'
    assert alone("<a href='weeks/'>", "index.html") == '<a href="weeks/index.html">'


@pytest.mark.parametrize(
    "text",
    [
        '<script>const x = "<a href=\\"../\\">";</script>',
        '<!-- <a href="../"> -->',
        '<p title="<a href=..>">x</p>',
        '<a data-href="../">x</a>',
        '<a title="x href=../">x</a>',
        "no link at all",
    ],
)
def test_what_is_no_link_stays(text: str) -> None:
    assert alone(text) == text


@given(st.text(alphabet="<a href='\"=>./#? x&;", max_size=60))
def test_any_text_keeps_what_is_not_a_link(text: str) -> None:
    assert alone(alone(text)) == alone(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "editions" / "2018-06-01"
    (folder / "weeks").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "weeks" / "index.html").write_text("weeks")
    write_manifest(folder, Facts(dt.date(2018, 6, 1), "As known", 3, 7, ("9 strikes",)))
    return tmp_path


def damage(root: Path) -> str:
    (edition,), problems = kept_editions(root)
    assert problems == ()
    with pytest.raises(DamagedError) as error:
        dict(edition.files())
    assert error.value.problem(edition.name).code == "edition-damaged"
    return str(error.value)


def test_an_edition_is_read_as_it_was_written(root: Path) -> None:
    (edition,), problems = kept_editions(root)
    assert problems == ()
    assert (edition.name, edition.facts.totals) == ("2018-06-01", ("9 strikes",))
    files = dict(edition.files())
    assert set(files) == {"index.html", "weeks/index.html", MANIFEST}
    assert files["weeks/index.html"] == b"weeks"


def test_a_changed_file_is_seen(root: Path) -> None:
    (root / "editions/2018-06-01/weeks/index.html").write_text("weekS")
    assert damage(root) == "weeks/index.html is not what it was"


def test_a_missing_file_is_seen(root: Path) -> None:
    (root / "editions/2018-06-01/weeks/index.html").unlink()
    assert damage(root) == "weeks/index.html is gone"


def test_a_further_file_is_seen(root: Path) -> None:
    (root / "editions/2018-06-01/weeks/more.html").write_text("more")
    assert damage(root) == "weeks/more.html is not one of its files"


def test_a_link_is_no_file_of_an_edition(root: Path) -> None:
    path = root / "editions/2018-06-01/index.html"
    path.rename(root / "index.html")
    path.symlink_to(root / "index.html")
    assert damage(root) == "index.html is not one of its files"


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), "has no edition.json"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "edition.json cannot be read"),
        (lambda folder: (folder / MANIFEST).write_text(json.dumps({"files": {}})), "edition.json cannot be read"),
        (lambda folder: folder.rename(folder.with_name("2018-06-02")), "holds the edition of 2018-06-01"),
    ],
    ids=["no manifest", "half a manifest", "no facts", "another name"],
)
def test_a_folder_that_is_no_edition_is_a_problem(root: Path, break_it: object, said: str) -> None:
    break_it(root / "editions" / "2018-06-01")  # type: ignore[operator]
    found, (problem,) = kept_editions(root)
    assert found == ()
    assert problem.code == "edition-damaged"
    assert said in problem.message


def test_hidden_folders_and_files_are_nobodys_edition(root: Path) -> None:
    (root / "editions" / ".2018-07-01.dateline").mkdir()
    (root / "editions" / "README.md").write_text("x")
    assert len(kept_editions(root)[0]) == 1
