"""Texts that would like to be code: in every file of the site they are texts, and read as they were written."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markupsafe import escape

from tests.projects import ARTICLE, Project, copy

EVIL = (
    """</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>'"&amp; {% raw %} ]]> --> \\{{ 1 }} ${x}"""
)
READ = EVIL.replace("\\{{", "{{")
"""How it reads where expressions are understood, and `\\{{` stands for the braces themselves."""


def quoted(text: str) -> str:
    """As a YAML string: JSON is one, but for `</`, which is the same in both."""
    return json.dumps(text)


class Seen(HTMLParser):
    """The elements of a page that could run something, and all its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts = 0
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self.images: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.told: list[str] = []
        self._in_script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":  # a script of this type is data: nothing runs it
            self._in_script = self.told if dict(attrs).get("type") == "application/ld+json" else self.inline
        self.scripts += tag == "script"
        self.images += [value or "" for name, value in attrs if tag == "img" and name == "src"]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.attributes += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = None

    def handle_data(self, data: str) -> None:
        (self.texts if self._in_script is None else self._in_script).append(data)


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    parser.close()
    return parser


def make_evil(project: Project) -> None:
    evil = quoted(EVIL)
    project.edit("mkdocs.yml", "site_name: The seed week", f"site_name: {evil}\nsite_description: {evil}\nsite_author: {evil}")
    data = project.read("data/dataset.yml")
    data = data.replace("title: Coalition strikes against the Islamic State", f"title: {evil}")
    data = data.replace("name: The Dateline desk, description", f"name: {evil}, description")
    data = data.replace("name: The Dateline desk, url", f"name: {evil}, url").replace("iraq: Iraq", f"iraq: {evil}")
    data = data.replace("vehicle: Vehicle", f"vehicle: {evil}").replace("name: CC BY 4.0", f"name: {evil}")
    project.write("data/dataset.yml", data)
    project.edit("data/places.yml", "name: Bayji", f"name: {evil}")
    project.edit("data/sources.yml", "publisher: Long War Journal", f"publisher: {evil}")
    project.edit("data/sources.yml", "title: US-led Coalition says 'much work remains' to defeat Islamic State", f"title: {evil}")
    text = project.read(ARTICLE).replace("authors: [desk]", f"authors: [desk]\nkicker: {evil}\ntags: [{evil}]")
    lines = [f"title: {evil}" if line.startswith("title:") else line for line in text.split("\n")]
    lines = [f"description: {evil}" if line.startswith("description:") else line for line in lines]
    project.write(ARTICLE, "\n".join(lines) + '\n## Near {{ strikes(place="bayji") }}\n')
    project.edit(
        "data/events/2018/2018-04-06-cjtf-oir.yml", "place: baghdad, strikes: 1", f"place: baghdad, strikes: 1, note: {evil}"
    )


@pytest.fixture(scope="module")
def evil(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy(warm_seed, tmp_path_factory.mktemp("evil") / "project")
    make_evil(project)
    assert project.run() == 0
    return project


def pages(project: Project) -> list[str]:
    return [path.relative_to(project.site).as_posix() for path in sorted(project.site.rglob("*.html"))]


def test_no_page_runs_anything_that_the_plain_site_does_not(evil: Project, warm_seed: Path) -> None:
    plain = Project(warm_seed)
    assert pages(evil) == pages(plain)
    for name in pages(evil):
        found, usual = seen(evil.page(name)), seen(plain.page(name))
        assert (found.scripts, found.handlers, found.images) == (usual.scripts, [], usual.images), name
        assert len(found.inline) == len(usual.inline), name
        assert "alert" not in "".join(found.inline), name
        assert len(found.told) == len(usual.told), name
        assert not [text for text in found.told if "<" in text or not json.loads(text)], name


def test_every_text_reads_as_it_was_written(evil: Project) -> None:
    page = seen(evil.page())
    text = "".join(page.texts)
    assert f"{READ} - {EVIL}" in text, "the title of the page, and the name of the site"
    assert page.attributes.count(READ) >= 4, "title and description for search engines and social networks"
    assert EVIL in page.attributes, "the name of the site"
    assert f"By {EVIL}" in text, "the byline"
    assert f"{EVIL}, {EVIL}" in text, "publisher and title of the source"
    assert "&lt;" not in text
    for name in ("index.html", "articles/index.html"):
        listing = seen(evil.page(name))
        assert READ in listing.texts, name
        assert EVIL in listing.attributes, name


def test_feeds_and_downloads_hold_the_texts(evil: Project) -> None:
    for name in ("feed_rss_created.xml", "feed_rss_updated.xml"):
        channel = ET.fromstring((evil.site / name).read_bytes())[0]  # noqa: S314 - we wrote it ourselves
        assert channel.findtext("title") == channel.findtext("description") == EVIL
        assert channel.findtext("item/title") == READ
        assert channel.findtext("item/description") == str(escape(READ)), "feed readers take it for HTML"
        assert channel.findtext("item/{http://purl.org/dc/elements/1.1/}creator") == EVIL
    feed = json.loads(evil.read("site/feed_json_created.json"))
    assert feed["title"] == feed["description"] == feed["items"][0]["authors"][0]["name"] == EVIL
    assert feed["items"][0]["title"] == feed["items"][0]["content_text"] == READ
    events = json.loads(evil.read("site/data/events.json"))
    assert events["title"] == events["licence"]["name"] == EVIL
    rows = list(csv.DictReader(io.StringIO(evil.read("site/data/events.csv"), newline="")))
    assert [row["note"] for row in rows if row["note"]] == [EVIL]
    for picture in sorted(evil.site.glob("figures/*.svg")):
        drawing = ET.fromstring(picture.read_bytes())  # noqa: S314 - we wrote it ourselves
        names = {element.tag.rpartition("}")[2] for element in drawing.iter()}
        assert not names & {"script", "image", "foreignObject", "a"}
        assert not [name for element in drawing.iter() for name in element.attrib if name.startswith("on")]


def test_the_search_index_holds_no_live_markup_in_titles(evil: Project) -> None:
    """Material writes titles of the index into the page as HTML."""
    for entry in json.loads(evil.read("site/search/search_index.json"))["docs"]:
        found = seen(entry["title"])
        assert (found.scripts, found.images, found.handlers) == (0, [], []), entry
        inside = seen(entry["text"])
        assert (inside.scripts, inside.images, inside.handlers) == (0, [], []), entry


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/x", "x"])
def test_a_source_leads_nowhere_but_to_the_web(address: str, seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    """Either the record refuses the address, or no link is made of it."""
    lines = seed.read("data/sources.yml").splitlines()
    seed.write("data/sources.yml", "\n".join(f"  url: {quoted(address)}" if "  url:" in line else line for line in lines) + "\n")
    if seed.run() == 0:
        assert address not in [value for name in pages(seed) for value in seen(seed.page(name)).attributes]
    else:
        assert "data/sources.yml:4:" in capfd.readouterr().err


def test_no_page_asks_another_host_for_anything(evil: Project) -> None:
    for name in pages(evil):
        parser = Requests()
        parser.feed(evil.page(name))
        assert [address for address in parser.addresses if urlsplit(address).netloc] == [], name


class Requests(HTMLParser):
    """What a browser fetches for a page without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload", "preconnect", "modulepreload", "manifest"}:
            self.addresses.append(given["href"])
        elif tag in {"script", "img", "iframe", "source", "video", "audio", "embed"} and "src" in given:
            self.addresses.append(given["src"])
