"""All pages together: where they lie, that hostile texts stay texts, that they are kept only as long as they are true."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from dateline.corrections import Affected
from dateline.model import Author, Period, Record
from dateline.query import Desk
from dateline.record_pages import Edition, Shell, Story
from dateline.record_pages.shell import CONTENT
from dateline.site import Site
from dateline.story import Used
from tests import factories
from tests.record_pages.cases import EVIL, edition, hostile, outward, pages, seed, text

FRAMES = {depth: Shell.of(f"<main>{CONTENT}</main>", depth) for depth in (1, 2)}


def story(**changes: object) -> Story:
    fields: dict[str, object] = {
        "address": "articles/a/", "title": "A", "description": None, "published": "7 April 2018",
        "date": dt.date(2018, 4, 7), "authors": ("desk",), "scope": Period.parse(factories.WEEK),
    }  # fmt: skip
    return Story(**{**fields, **changes})  # type: ignore[arg-type]


def test_every_week_place_and_report_has_a_page_and_a_list_that_leads_there() -> None:
    made = pages(seed())
    for kind, number in (("weeks", 3), ("places", 7), ("reports", 2)):
        theirs = [address for address in made if address.startswith(f"{kind}/") and address != f"{kind}/"]
        assert len(theirs) == number
        assert all(f'href="../{address}"' in made[f"{kind}/"].content for address in theirs)


def test_every_link_between_the_pages_leads_to_one_of_them_and_to_an_anchor_that_is_there() -> None:
    made = pages(seed())
    for page in made.values():
        base = "../" * page.address.count("/")
        for address, anchor in re.findall(r'href="([^"#]*)(?:#([^"]*))?"', page.content):
            if address.startswith("http"):
                continue
            if address.startswith(f"{base}data/") and not address.endswith("data/"):
                continue  # a file to take away
            target = made[address.removeprefix(base)] if address else page
            assert not anchor or f'id="{anchor}"' in target.content, (page.address, address, anchor)


def test_the_sitemap_names_the_same_pages_with_the_days_of_their_news() -> None:
    found = edition(seed())
    days = dict(found.sitemap())
    assert set(days) == {*pages(seed()), "corrections/"}
    assert days["data/"] == days["sources/"] == dt.date(2018, 4, 6)
    assert days["weeks/2018-03-30/"] == dt.date(2018, 4, 6)
    assert days["weeks/2018-04-06/"] is None


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_hostile_texts_stay_texts() -> None:
    for page in pages(hostile()).values():
        seen = Elements()
        seen.feed(page.content)
        assert not seen.tags & {"title", "img"}, page.address
        assert page.content.count("<script") == (page.address == "data/"), "JSON-LD, which nothing runs"
        assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
        assert not [
            value for name, value in seen.attributes if name == "href" and (value or "").startswith(("javascript", "data"))
        ]
    assert EVIL in text(pages(hostile())["places/bayji/"].content)
    docs = edition(hostile()).docs()
    assert all("<" not in doc["title"] for doc in docs)
    assert set(re.findall("<[^>]*>?", " ".join(doc["text"] for doc in docs))) == {"<p>", "<span hidden>", "</span>", "</p>"}
    assert any("&lt;script&gt;" in doc["text"] for doc in docs)


def test_a_record_without_reports_has_lists_all_the_same() -> None:
    made = pages(factories.record())
    assert [address for address in made if address.count("/") == 1] == ["weeks/", "places/", "reports/", "data/", "sources/"]


def test_stories_stand_on_the_pages_of_what_they_rest_on_and_of_their_authors() -> None:
    record = seed()
    authors = {"desk": Author("desk", "The desk"), "other": Author("other", "Another", "Writes.")}
    record = msgspec.structs.replace(record, dataset=msgspec.structs.replace(record.dataset, authors=authors))
    week, other = dt.date(2018, 3, 30), dt.date(2018, 4, 6)
    near = Used(weeks=frozenset({week}), places=frozenset({"bayji"}), reports=frozenset({"2018-04-06-cjtf-oir"}))
    far = near | Used(weeks=frozenset({other}), places=frozenset({"rutbah"}))
    asking = far | Used(asked=frozenset({"bayji"}))
    stories = [
        story(address="articles/far/", title="Far <b>", used=far, authors=()),
        story(used=near),
        story(address="articles/asks/", used=asking),
        story(address="articles/none/"),
    ]
    files = {page.name: page.content for page in edition(record).files(FRAMES, stories, outward(record))}

    def named(page: str) -> list[str]:
        return re.findall('href="../../articles/([^"]*)/"', files[page].decode())

    assert named("weeks/2018-03-30/index.html") == ["a", "asks", "far"]
    assert named("weeks/2018-04-06/index.html") == ["asks", "far"]
    assert named("places/bayji/index.html") == [
        "asks",
        "a",
        "far",
    ]  # who asks for a place comes before who counts it among others
    assert named("places/rutbah/index.html") == ["asks", "far"]
    assert named("reports/2018-04-06-cjtf-oir/index.html") == ["a", "asks", "far"]
    assert named("places/baghdad/index.html") == []
    assert "Far &lt;b&gt;" in files["weeks/2018-04-06/index.html"].decode()
    assert "articles/a/" not in files["weeks/2018-04-13/index.html"].decode()
    assert "articles/a/" in files["authors/desk/index.html"].decode()
    assert "No story yet." in files["authors/other/index.html"].decode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path


def made(root: Path, record: Record) -> Edition:
    site = Site(root, record, (), Desk(record))
    return Edition(site, Affected(site))


def test_what_is_kept_is_the_same_and_never_stale(project: Path) -> None:
    record = seed()
    first = made(project, record).pages
    assert made(project, record).pages == first
    places = {**record.places, "bayji": msgspec.structs.replace(record.places["bayji"], name="Baiji town")}
    other = made(project, Record(record.dataset, places, record.sources, record.reports)).pages
    assert any(page.title.startswith("Baiji town") for page in other)
    (project / "templates" / "place.html").write_text("<p>{{ view.title }} it is</p>")
    again = {page.address: page for page in made(project, record).pages}
    assert again["places/bayji/"].content == "<p>Bayji it is</p>"


def test_the_kept_pages_are_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = seed()
    first = made(project, record).pages
    monkeypatch.setattr(Edition, "_made", lambda _: iter(()))
    assert made(project, record).pages == first
    assert made(project, factories.record(factories.seed_report())).pages == ()
